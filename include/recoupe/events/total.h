/** Running totals ("57 soldiers in 110 days") and the single events within them. They are never one event: a total is
 * linked to its parts, so that nobody adds both. Nothing here is stored: it follows from the claims. */
#ifndef RECOUPE_EVENTS_TOTAL_H
#define RECOUPE_EVENTS_TOTAL_H

#include "recoupe/events/event.h"

/** People lost, as one claim counts them. */
typedef struct rc_toll_loss {
    rc_effect effect;
    uint64_t of; /**< hash of the victims' folded name, 0 where nobody is named */
    double most; /**< infinite where it is open above */
} rc_toll_loss;

/** An event as far as totals go. */
typedef struct rc_toll {
    rc_str id;
    rc_day from, to;
    rc_claim_place place;
    bool protest;      /**< demonstrations and armed acts are never parts of one another */
    uint64_t *parties; /**< hashes of the folded names of all sides and victims, ascending */
    uint32_t n_parties;
    rc_toll_loss *losses; /**< asserted, but for those of nobody */
    uint32_t n_losses;
    bool is_total; /**< it counts losses over TOTAL_DAYS or more */
} rc_toll;

/** `claims` is what event->claims counts into; the result lives in `arena`. */
void rc_toll_of(rc_toll *out, const rc_event *event, const rc_join_claim *claims, rc_arena *arena);

/** Why `part` is counted in `total`, one sentence in `arena`: its days lie within the total's and are fewer, its place
 * in the total's, they have a side in common, and the total counts such losses of such victims and not fewer. Empty
 * where it is not. */
rc_str rc_toll_part(const rc_toll *total, const rc_toll *part, rc_arena *arena);

#endif
