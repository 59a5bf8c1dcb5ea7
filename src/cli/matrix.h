/** An event as a matrix: rows are origins, grouped by side; columns are what they count. */
#ifndef CLI_MATRIX_H
#define CLI_MATRIX_H

#include "recoupe/ledger/ledger.h"

void rc_matrix_print(const rc_stored_event *event, bool color, rc_arena *arena);

#endif
