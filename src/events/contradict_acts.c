/* An act and its denial; who did it; when and where, if it cannot be one time or place. */
#include "events/contradict.h"

#include <math.h>

#include "events/weights.h"

/* ---- sides */

static bool any_known(const rc_actor *actors, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!rc_party_unknown(actors[i].party)) return true;
    return false;
}

static bool sides_meet(const rc_sides *sides, const rc_actor *a, uint32_t n, const rc_actor *b, uint32_t m, rc_day day)
{
    for (uint32_t i = 0; i < n; i++)
        if (!rc_party_unknown(a[i].party) && rc_sides_among(sides, b, m, a[i].party, day)) return true;
    return false;
}

static bool is_violent(rc_event_type type)
{
    return type == RC_BATTLES || type == RC_EXPLOSIONS || type == RC_VIOLENCE;
}

/* ---- denials */

/* Whether the act is of the kind that is denied. Two reports name one act by its doer each in their own way; but who
 * denies a battle does not deny that ground was taken. */
static bool same_act(const rc_claim *act, const rc_claim *denial, bool doers_meet)
{
    if (act->n_control) doers_meet = false;
    if (act->type != denial->type) return doers_meet && is_violent(act->type) && is_violent(denial->type);
    return !act->subtype.len || !denial->subtype.len || rc_str_eq(act->subtype, denial->subtype) || doers_meet;
}

static bool denies_losses_of(const rc_claim *denial, const rc_claim *act)
{
    for (uint32_t i = 0; i < denial->n_losses; i++)
        for (uint32_t j = 0; j < act->n_losses; j++)
            if (rc_losses_comparable(&denial->losses[i], &act->losses[j])) return true;
    return false;
}

static rc_str side_of_origin(const rc_claim *claim)
{
    const rc_link *origin = rc_claim_origin(claim);
    return origin && !rc_party_unknown(origin->party) ? origin->party : (rc_str){0};
}

static bool is_loss_of_ground(const rc_control *c)
{
    return c->change == RC_LOST || c->change == RC_WITHDREW;
}

/* One change of ground, though one tells it from the side that takes and the other from the side that loses. Who denies
 * that ground was taken, and is read as the one who would have taken it, speaks of his own ground. */
static bool same_turn(const rc_control *denied, rc_str denier, const rc_control *told, const rc_sides *sides,
                      rc_day day)
{
    bool same_side = rc_sides_same(sides, denied->by, told->by, day);
    bool own = denier.len && rc_sides_same(sides, denied->by, denier, day);
    if (denied->change == told->change && same_side) return !own || denied->change != RC_TAKEN;
    if (rc_party_unknown(denied->by) || rc_party_unknown(told->by)) return false;
    if (is_loss_of_ground(denied)) return told->change == RC_TAKEN && !same_side;
    if (denied->change != RC_TAKEN) return false;
    if (is_loss_of_ground(told)) return same_side == own;
    return own && told->change == RC_TAKEN && !same_side;
}

/* Ground that is said not to have been taken, and somebody who says it was: or who says it was taken back, which
 * presupposes it. */
static bool denies_ground_of(const rc_stand *denial, const rc_stand *act, const rc_sides *sides, rc_arena *arena,
                             rc_clash *out)
{
    for (uint32_t i = 0; i < denial->claim->n_control; i++)
        for (uint32_t j = 0; j < act->claim->n_control; j++) {
            const rc_control *d = &denial->claim->control[i], *a = &act->claim->control[j];
            if (!rc_same_ground(denial, d->place, act, a->place, arena)) continue;
            bool same = same_turn(d, side_of_origin(denial->claim), a, sides, act->from);
            bool presupposed = a->change == RC_TAKEN && d->change == RC_TAKEN && rc_str_eq(a->from, d->by);
            if (!same && !presupposed) continue;
            out->ground_a = a;
            out->ground_b = d;
            return true;
        }
    return false;
}

/* "The Front denies it": a denial that does not repeat what it denies meets what is told against the denier, his deeds,
 * his dead and the ground he lost. */
static bool is_bare(const rc_claim *denial)
{
    return rc_str_is(denial->rule, "denial") && !denial->n_control && !denial->n_losses;
}

static bool tells_against(const rc_claim *act, rc_str side, const rc_sides *sides, rc_day day)
{
    if (rc_sides_among(sides, act->by, act->n_by, side, day) && is_violent(act->type) && !act->n_control) return true;
    for (uint32_t i = 0; i < act->n_losses; i++)
        if (rc_sides_same(sides, act->losses[i].of, side, day) && act->losses[i].count.has_low) return true;
    for (uint32_t i = 0; i < act->n_control; i++) {
        const rc_control *c = &act->control[i];
        if (rc_party_unknown(c->by)) continue;
        bool own = rc_sides_same(sides, c->by, side, day);
        if (own ? is_loss_of_ground(c) : c->change == RC_TAKEN) return true;
    }
    return false;
}

/* Who denies his own part in an attack does not deny the attack: only those who name him are met. Another's denial of
 * an attack is not met by a mere count of the dead, which does not say how they died. */
static bool denies_act(const rc_stand *denial, const rc_stand *act, const rc_sides *sides)
{
    const rc_claim *d = denial->claim, *a = act->claim;
    const rc_link *origin = rc_claim_origin(d);
    bool known_d = any_known(d->by, d->n_by), known_a = any_known(a->by, a->n_by);
    bool meet = known_d && known_a && sides_meet(sides, d->by, d->n_by, a->by, a->n_by, act->from);
    if (!same_act(a, d, meet) || (known_d && known_a && !meet)) return false;
    if (rc_str_is(d->subtype, "Agreement")) return true;
    if (known_d && !known_a) {
        bool own_part = origin && rc_sides_among(NULL, d->by, d->n_by, origin->party, denial->from);
        return !own_part && !is_violent(a->type);
    }
    return known_a || !is_violent(a->type) || !a->n_losses;
}

/* out->..._a is the act's, ..._b the denial's, whichever of the two claims is which. */
bool rc_clash_of_denial(const rc_stand *a, const rc_stand *b, const rc_sides *sides, rc_arena *arena, rc_clash *out)
{
    bool denied_a = a->claim->polarity == RC_DENIED, denied_b = b->claim->polarity == RC_DENIED;
    if (denied_a == denied_b) return false;
    const rc_stand *denial = denied_a ? a : b, *act = denied_a ? b : a;
    *out = (rc_clash){.kind = RC_CONTRADICTS_DENIAL};
    if (denial->claim->n_control) {
        out->kind = RC_CONTRADICTS_CONTROL;
        return denies_ground_of(denial, act, sides, arena, out);
    }
    if (denial->claim->n_losses) return denies_losses_of(denial->claim, act->claim);
    rc_str denier = side_of_origin(denial->claim);
    if (is_bare(denial->claim) && denier.len && tells_against(act->claim, denier, sides, act->from)) return true;
    return denies_act(denial, act, sides);
}

/* ---- who did it */

/* Each hit the other: two acts, not two accounts of one. */
static bool is_exchange(const rc_stand *a, const rc_stand *b, const rc_sides *sides)
{
    const rc_claim *x = a->claim, *y = b->claim;
    return sides_meet(sides, x->by, x->n_by, y->against, y->n_against, a->from) &&
           sides_meet(sides, y->by, y->n_by, x->against, x->n_against, a->from);
}

/* Blame and counter-blame for an attack. A battle has two sides that both did it; what is only reported or supposed
 * accuses nobody. */
bool rc_clash_of_doers(const rc_stand *a, const rc_stand *b, const rc_sides *sides, rc_clash *out)
{
    const rc_claim *x = a->claim, *y = b->claim;
    if (x->certainty == RC_HEDGED || y->certainty == RC_HEDGED || a->is_running || b->is_running) return false;
    bool attacks =
        (x->type == RC_EXPLOSIONS || x->type == RC_VIOLENCE) && (y->type == RC_EXPLOSIONS || y->type == RC_VIOLENCE);
    if (!attacks || !any_known(x->by, x->n_by) || !any_known(y->by, y->n_by)) return false;
    if (sides_meet(sides, x->by, x->n_by, y->by, y->n_by, a->from) || is_exchange(a, b, sides)) return false;
    *out = (rc_clash){.kind = RC_CONTRADICTS_DOER};
    return true;
}

/* ---- when and where */

/* Ground that one side held on Monday and lost on Wednesday changed hands on one day all the same. */
static bool same_change(const rc_claim *a, const rc_claim *b)
{
    for (uint32_t i = 0; i < a->n_control; i++)
        for (uint32_t j = 0; j < b->n_control; j++)
            if (a->control[i].change == b->control[j].change && rc_str_eq(a->control[i].by, b->control[j].by))
                return true;
    return !a->n_control && !b->n_control;
}

static bool same_kind(const rc_stand *a, const rc_stand *b)
{
    return !a->is_running && !b->is_running && a->claim->type == b->claim->type &&
           rc_str_eq(a->claim->subtype, b->claim->subtype) && same_change(a->claim, b->claim);
}

bool rc_clash_of_days(const rc_stand *a, const rc_stand *b, rc_clash *out)
{
    if (!same_kind(a, b) || !a->is_dated || !b->is_dated) return false;
    int64_t apart = a->from > b->to ? (int64_t)a->from - b->to : (int64_t)b->from - a->to;
    if (a->from != a->to || b->from != b->to || apart < DAYS_APART) return false;
    *out = (rc_clash){.kind = RC_CONTRADICTS_TIME};
    return true;
}

static double km_between(const rc_claim_place *a, const rc_claim_place *b)
{
    double rad = acos(-1.0) / 180, mean = (a->lat + b->lat) / 2 * rad;
    double east = fabs(a->lon - b->lon), north = a->lat - b->lat;
    if (east > 180) east = 360 - east;
    return 111.195 * hypot(north, east * cos(mean));
}

static bool is_point(const rc_claim_place *p)
{
    return p->is_resolved && (p->precision == RC_PRECISION_SITE || p->precision == RC_PRECISION_SETTLEMENT);
}

/* The nearest pair of points; no clash where one of them names none. */
bool rc_clash_of_places(const rc_stand *a, const rc_stand *b, rc_clash *out)
{
    double nearest = INFINITY;
    if (!same_kind(a, b)) return false;
    for (uint32_t i = 0; i < a->claim->n_place; i++)
        for (uint32_t j = 0; j < b->claim->n_place; j++) {
            const rc_claim_place *p = &a->claim->place[i], *q = &b->claim->place[j];
            if (!is_point(p) || !is_point(q)) continue;
            double km = km_between(p, q);
            if (km < nearest) nearest = km;
        }
    if (!isfinite(nearest) || nearest < PLACES_APART_KM) return false;
    *out = (rc_clash){.kind = RC_CONTRADICTS_PLACE, .km = nearest};
    return true;
}
