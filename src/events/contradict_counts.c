/* Counts that cannot both hold, and victims who cannot be both civilians and fighters. */
#include "events/contradict.h"

#include <math.h>

#include "events/weights.h"

static double low_of(const rc_count *c)
{
    double low = c->has_low ? c->low : 0;
    return c->approx ? floor(low * (1 - APPROX_SHARE)) : low;
}

static double high_of(const rc_count *c)
{
    double high = c->has_high ? c->high : INFINITY;
    return c->approx && c->has_high ? ceil(high * (1 + APPROX_SHARE)) : high;
}

static bool can_both_hold(const rc_count *a, const rc_count *b)
{
    return low_of(a) <= high_of(b) && low_of(b) <= high_of(a);
}

static bool same_party(rc_str a, rc_str b)
{
    return rc_str_eq(a, b) || (rc_party_unknown(a) && rc_party_unknown(b));
}

/* A count without victims named may be of all the dead, of whom the other names only some: those are then no more. */
static bool counts_clash(const rc_loss *a, const rc_loss *b)
{
    if (can_both_hold(&a->count, &b->count)) return false;
    if (same_party(a->of, b->of)) return true;
    if (rc_party_unknown(a->of)) return high_of(&a->count) < low_of(&b->count);
    return high_of(&b->count) < low_of(&a->count);
}

bool rc_losses_comparable(const rc_loss *a, const rc_loss *b)
{
    return a->effect == b->effect && !a->part && !b->part &&
           (same_party(a->of, b->of) || rc_party_unknown(a->of) || rc_party_unknown(b->of));
}

/* The pair of counts that cannot both hold, unless some other pair of the same kind agrees. */
bool rc_clash_of_counts(const rc_stand *a, const rc_stand *b, rc_clash *out)
{
    bool found = false;
    if (a->is_running != b->is_running) return false; /* a total of months is not of this day's dead */
    for (uint32_t i = 0; i < a->claim->n_losses && !found; i++) {
        for (uint32_t j = 0; j < b->claim->n_losses; j++) {
            const rc_loss *x = &a->claim->losses[i], *y = &b->claim->losses[j];
            if (!rc_losses_comparable(x, y)) continue;
            if (!counts_clash(x, y)) {
                found = false;
                break;
            }
            *out = (rc_clash){.kind = RC_CONTRADICTS_COUNT, .loss_a = x, .loss_b = y};
            found = true;
        }
    }
    return found;
}

/* ---- civilians or fighters */

static bool are_civilians(const rc_loss *l)
{
    return l->members == RC_MEMBERS_CIVILIAN || rc_str_is(l->of, "civilians");
}

static bool are_fighters(const rc_loss *l)
{
    return l->members == RC_MEMBERS_COMBATANT && !rc_str_is(l->of, "civilians");
}

/* The only loss of this kind in the claim: one that tells civilians and fighters apart has room for both. */
static const rc_loss *only_dead(const rc_claim *claim)
{
    const rc_loss *found = NULL;
    for (uint32_t i = 0; i < claim->n_losses; i++) {
        if (claim->losses[i].effect != RC_KILLED) continue;
        if (found) return NULL;
        found = &claim->losses[i];
    }
    return found;
}

/* Two groups of dead are the same people when both are numbered and the numbers are close: three civilians and forty
 * soldiers of one battle are not. */
static bool same_people(const rc_count *a, const rc_count *b)
{
    double x = a->has_low ? a->low : 0, y = b->has_low ? b->low : 0;
    if (x < VICTIMS_LEAST || y < VICTIMS_LEAST || !can_both_hold(a, b)) return false;
    return (x < y ? x / y : y / x) >= LOSSES_CLOSE_RATIO;
}

bool rc_clash_of_victims(const rc_stand *a, const rc_stand *b, rc_clash *out)
{
    if (a->is_running || b->is_running) return false;
    const rc_loss *x = only_dead(a->claim), *y = only_dead(b->claim);
    if (!x || !y || x->part || y->part || !same_people(&x->count, &y->count)) return false;
    bool differ = (are_civilians(x) && are_fighters(y)) || (are_fighters(x) && are_civilians(y));
    if (differ) *out = (rc_clash){.kind = RC_CONTRADICTS_VICTIMS, .loss_a = x, .loss_b = y};
    return differ;
}
