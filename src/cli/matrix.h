/** An event as a matrix: rows are origins, grouped by side; columns are what they count. */
#ifndef CLI_MATRIX_H
#define CLI_MATRIX_H

#include "recoupe/events/side.h"
#include "recoupe/ledger/ledger.h"

/** `copy_of` has for each report of the event the report that it copies, or empty: copies are folded under the origin
 * that they repeat. Counts bear a mark of whom they serve; the legend follows the table. */
void rc_matrix_print(const rc_stored_event *event, const rc_str *copy_of, const rc_sides *sides, bool color,
                     rc_arena *arena);

#endif
