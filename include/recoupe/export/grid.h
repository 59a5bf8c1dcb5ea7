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
    uint32_t *disputes, n_disputes; /**< positions in grid->disputes of those that this cell is in */
} rc_grid_cell;

/** Origins that say the same in a dispute. */
typedef struct rc_grid_stand {
    rc_count count;    /**< of a count */
    rc_str change, by; /**< of ground */
    uint32_t *cells, n_cells;
} rc_grid_stand;

/** The contradictions of one kind about one thing: the killed of one side, the ground of one place; of those that no
 * column shows (doers, days, places, most denials), the ones between the same two origins. */
typedef struct rc_grid_dispute {
    rc_contradiction_kind kind;
    rc_effect effect;               /**< of counts and victims */
    rc_str of;                      /**< of counts: whose */
    rc_str place;                   /**< of ground */
    uint32_t *pairs, n_pairs;       /**< contradictions of the event, the one that is widest apart first */
    rc_grid_stand *stands;          /**< counts from low to high; none where no column shows them */
    uint32_t n_stands, first, last; /**< the two stands of the widest pair */
} rc_grid_dispute;

typedef struct rc_grid_origin {
    rc_str name, side;
    const char *kind;
} rc_grid_origin;

typedef struct rc_grid {
    rc_grid_column *columns;
    rc_grid_cell *cells; /**< in the order of claims */
    rc_grid_origin *origins;
    rc_grid_dispute *disputes; /**< counts first, then ground, then the rest; of each, those of most pairs first */
    uint32_t n_columns, n_cells, n_origins, n_disputes;
} rc_grid;

/** Lives in `arena`, borrows from `event`. */
rc_grid rc_grid_make(const rc_stored_event *event, const rc_sides *sides, rc_arena *arena);

const char *rc_grid_kind_name(rc_grid_kind kind);

#endif
