/* Contradictions are found claim by claim; people read them by what they are about. */
#ifndef RECOUPE_EXPORT_DISPUTE_H
#define RECOUPE_EXPORT_DISPUTE_H

#include "recoupe/export/grid.h"

/* Fill grid->disputes and each cell's, from the contradictions of the event. */
void rc_disputes_find(rc_grid *grid, const rc_stored_event *event, rc_arena *arena);

#endif
