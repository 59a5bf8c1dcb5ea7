/** An event as a grid: rows are origins, columns are what they count. The desk and the dossier show it. */
#ifndef RECOUPE_EXPORT_GRID_H
#define RECOUPE_EXPORT_GRID_H

#include "recoupe/events/side.h"
#include "recoupe/ledger/ledger.h"

typedef enum rc_grid_kind { RC_GRID_LOSS, RC_GRID_THING, RC_GRID_CONTROL } rc_grid_kind;

typedef struct rc_grid_column {
    rc_grid_kind kind;
    rc_str what, of; /**< the effect, the thing with its damage, or the place; and whose */
} rc_grid_column;

/** What one claim says in one column. */
typedef struct rc_grid_cell {
    uint32_t origin, column, claim; /**< `claim` is a position in event->claims */
    rc_effect effect;               /**< of a loss */
    rc_count count;
    rc_str change, by; /**< of ground */
    rc_interest interest;
    bool hedged, denied, part;
    uint32_t clash; /**< a contradiction of the event that this cell is in, plus one; 0: it clashes with nothing */
} rc_grid_cell;

typedef struct rc_grid_origin {
    rc_str name, side;
    const char *kind;
} rc_grid_origin;

typedef struct rc_grid {
    rc_grid_column *columns;
    rc_grid_cell *cells; /**< in the order of claims */
    rc_grid_origin *origins;
    uint32_t n_columns, n_cells, n_origins;
} rc_grid;

/** Lives in `arena`, borrows from `event`. */
rc_grid rc_grid_make(const rc_stored_event *event, const rc_sides *sides, rc_arena *arena);

const char *rc_grid_kind_name(rc_grid_kind kind);

#endif
