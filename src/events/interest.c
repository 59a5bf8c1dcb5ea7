/* Whom a count serves. */
#include "recoupe/events/event.h"
#include "recoupe/events/side.h"

/* Civilians: whoever killed them has no interest in saying so; who blames the other side has. */
static rc_interest of_civilians(bool did_it)
{
    return did_it ? RC_AGAINST_INTEREST : RC_SELF_SERVING;
}

static rc_interest of_losses(const rc_claim *claim, const rc_loss *loss, const rc_sides *sides, rc_day day)
{
    const rc_link *origin = rc_claim_origin(claim);
    if (!origin || !origin->party.len || rc_str_is(origin->party, "unknown")) return RC_INTEREST_UNKNOWN;
    if (!rc_party_is_side(origin->party)) return RC_THIRD_PARTY;
    if (rc_str_eq(origin->party, loss->of)) return RC_AGAINST_INTEREST;
    bool did_it = rc_sides_among(sides, claim->by, claim->n_by, origin->party, day);
    bool was_hit = rc_sides_among(sides, claim->against, claim->n_against, origin->party, day);
    if (!did_it && !was_hit) return claim->n_by + claim->n_against ? RC_THIRD_PARTY : RC_INTEREST_UNKNOWN;
    if (!loss->of.len || rc_str_is(loss->of, "unknown")) return RC_INTEREST_UNKNOWN;
    if (!rc_party_is_side(loss->of)) return of_civilians(did_it);
    const rc_actor *fellows = did_it ? claim->by : claim->against;
    bool own = rc_sides_same(sides, origin->party, loss->of, day) ||
               rc_sides_among(NULL, fellows, did_it ? claim->n_by : claim->n_against, loss->of, day);
    return own ? RC_AGAINST_INTEREST : RC_SELF_SERVING;
}

/* To say that one lost nobody serves oneself; that the enemy did, does not. */
static rc_interest of_nobody(rc_interest interest)
{
    if (interest == RC_AGAINST_INTEREST) return RC_SELF_SERVING;
    return interest == RC_SELF_SERVING ? RC_AGAINST_INTEREST : interest;
}

rc_interest rc_loss_interest(const rc_claim *claim, const rc_loss *loss, const rc_sides *sides, rc_day day)
{
    rc_interest interest = of_losses(claim, loss, sides, day);
    return loss->count.has_high && loss->count.high == 0 ? of_nobody(interest) : interest;
}

const char *rc_interest_name(rc_interest interest)
{
    static const char *const names[] = {"unknown", "self-serving", "against interest", "third party"};
    return names[interest];
}
