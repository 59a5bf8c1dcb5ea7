/* Clues for the step from the time of one claim to that of the next: a report stays at the day that it has named, tells
 * on from it, or looks back. */
#include "claims/chain.h"
#include "claims/clues_near.h"

#include <assert.h>

#define WIDE_DAYS 7 /* a time longer than a week is none that a story moves by */

/* The first of each sort of step. Steps within and around have two bits more, for wide times; moves have these bits for
 * each distance. */
enum { STAYS_UNTOLD, IS_TOLD, FALLS_SILENT, STAYS, WITHIN, AROUND = WITHIN + 4, MOVES = AROUND + 4 };
#define DISTANCES 7 /* each way */

static int distance_of(rc_day days)
{
    static const rc_day ends[] = {0, 1, 2, 4, 8, 30, 120};
    int n = 0;
    rc_day far = days < 0 ? -days : days;
    while (n < DISTANCES && far > ends[n]) n++;
    return days < 0 ? -n : n;
}

uint8_t step_between(rc_told_time a, rc_told_time b)
{
    if (a.from == RC_DAY_NONE || b.from == RC_DAY_NONE)
        return a.from != RC_DAY_NONE ? FALLS_SILENT : b.from != RC_DAY_NONE ? IS_TOLD : STAYS_UNTOLD;
    if (a.from == b.from && a.to == b.to) return STAYS;
    int wide = (a.to - a.from > WIDE_DAYS) + 2 * (b.to - b.from > WIDE_DAYS);
    if (a.from <= b.from && b.to <= a.to) return (uint8_t)(WITHIN + wide);
    if (b.from <= a.from && a.to <= b.to) return (uint8_t)(AROUND + wide);
    return (uint8_t)(MOVES + 4 * (distance_of(b.from - a.from) + DISTANCES) + wide);
}

static_assert(MOVES + 4 * (2 * DISTANCES + 1) <= STEPS, "every step has a number");

void step_clues(const rc_reading *r, const drafts *all, uint32_t n, uint8_t step, clues *out)
{
    const draft *a = &all->ptr[n - 1], *b = &all->ptr[n];
    uint32_t gap = b->sentence > a->sentence ? b->sentence - a->sentence : 0;
    uint32_t apart = both(gap > 3 ? 3 : gap, block_of(r, a->anchor) != block_of(r, b->anchor));
    bool same_type = a->claim.type == b->claim.type;
    bool same_place = a->claim.n_place == b->claim.n_place &&
                      (!a->claim.n_place || rc_str_eq(a->claim.place[0].name, b->claim.place[0].name));
    out->n = 0;
    add_clue(out, "step", step);
    add_clue(out, "step-gap", both(step, apart));
    add_clue(out, "step-on", both(step, both(goes_on(&b->from), gap > 0)));
    add_clue(out, "step-same", both(step, both(both(same_type, same_place), gap > 0)));
    add_clue(out, "step-tense", both(step, both(tense_of(r, a), tense_of(r, b))));
    add_clue(out, "step-listed", both(step, both(is_list(r), r->dated.told.from != RC_DAY_NONE)));
}
