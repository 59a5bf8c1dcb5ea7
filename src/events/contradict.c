/* Contradictions between the claims of one event: counts, acts and denials, control. A sentence says who differs. */
#include <math.h>

#include "events/mention.h"
#include "events/weights.h"
#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"

#define CLAIMS_COMPARED 1500 /* of one event, originals first to last */

/* ---- counts */

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

static bool is_unknown(rc_str party)
{
    return !party.len || rc_str_is(party, "unknown");
}

static bool same_party(rc_str a, rc_str b)
{
    return rc_str_eq(a, b) || (is_unknown(a) && is_unknown(b));
}

/* A count without victims named may be of all the dead, of whom the other names only some: those are then no more. */
static bool counts_clash(const rc_loss *a, const rc_loss *b)
{
    if (can_both_hold(&a->count, &b->count)) return false;
    if (same_party(a->of, b->of)) return true;
    if (is_unknown(a->of)) return high_of(&a->count) < low_of(&b->count);
    return high_of(&b->count) < low_of(&a->count);
}

static bool comparable(const rc_loss *a, const rc_loss *b)
{
    return a->effect == b->effect && !a->part && !b->part &&
           (same_party(a->of, b->of) || is_unknown(a->of) || is_unknown(b->of));
}

/* The pair of counts that cannot both hold, unless some other pair of the same kind agrees. */
static bool find_count_clash(const rc_claim *a, const rc_claim *b, const rc_loss **la, const rc_loss **lb)
{
    bool found = false;
    for (uint32_t i = 0; i < a->n_losses && !found; i++) {
        for (uint32_t j = 0; j < b->n_losses; j++) {
            const rc_loss *x = &a->losses[i], *y = &b->losses[j];
            if (!comparable(x, y)) continue;
            if (!counts_clash(x, y)) {
                found = false;
                break;
            }
            *la = x;
            *lb = y;
            found = true;
        }
    }
    return found;
}

static rc_str count_text(rc_arena *arena, const rc_count *c)
{
    const char *about = c->approx ? "about " : "";
    if (c->has_low && c->has_high && c->low == 0 && c->high == 0) return RC_STR("none");
    if (c->has_low && c->has_high && c->low == c->high) return rc_arena_printf(arena, "%s%.0f", about, c->low);
    if (c->has_low && c->has_high) return rc_arena_printf(arena, "%.0f to %.0f", c->low, c->high);
    if (c->has_low) return rc_arena_printf(arena, "at least %s%.0f", about, c->low);
    return c->has_high ? rc_arena_printf(arena, "up to %s%.0f", about, c->high) : RC_STR("some");
}

static rc_str loss_text(rc_arena *arena, const rc_loss *loss)
{
    rc_str count = count_text(arena, &loss->count);
    const char *effect = rc_effect_name(loss->effect);
    if (is_unknown(loss->of)) return rc_arena_printf(arena, "%.*s %s", RC_FMT(count), effect);
    return rc_arena_printf(arena, "%.*s %.*s %s", RC_FMT(count), RC_FMT(loss->of), effect);
}

static rc_str count_why(rc_arena *arena, rc_str who_a, rc_str who_b, const rc_loss *a, const rc_loss *b)
{
    rc_str first = loss_text(arena, a);
    rc_str second = same_party(a->of, b->of) ? count_text(arena, &b->count) : loss_text(arena, b);
    return rc_arena_printf(arena, "%.*s says %.*s, %.*s says %.*s", RC_FMT(who_a), RC_FMT(first), RC_FMT(who_b),
                           RC_FMT(second));
}

/* ---- denials */

/* What is denied is what the other asserts: the same kind of act; by the same side where the denial says whose, since who
 * denies his part in an attack does not deny the attack. A denial of losses is met by a claim of such losses. */
static bool is_denied_by(const rc_mention *act, const rc_mention *denial)
{
    const rc_claim *a = act->claim, *d = denial->claim;
    if (a->type != d->type) return false;
    if (a->subtype.len && d->subtype.len && !rc_str_eq(a->subtype, d->subtype)) return false;
    if (denial->by.n && !rc_sides_meet(act->by, denial->by)) return false;
    if (!d->n_losses) return true;
    for (uint32_t i = 0; i < d->n_losses; i++)
        for (uint32_t j = 0; j < a->n_losses; j++)
            if (comparable(&d->losses[i], &a->losses[j])) return true;
    return false;
}

static rc_str denial_why(rc_arena *arena, rc_str who_denies, rc_str who_says, const rc_claim *act)
{
    rc_str what =
        act->subtype.len && !rc_str_is(act->subtype, "Other") ? act->subtype : rc_str_of(rc_event_type_name(act->type));
    rc_str folded = rc_utf8_lower(arena, what);
    if (act->n_losses) {
        rc_str loss = loss_text(arena, &act->losses[0]);
        return rc_arena_printf(arena, "%.*s denies what %.*s says: %.*s, %.*s", RC_FMT(who_denies), RC_FMT(who_says),
                               RC_FMT(folded), RC_FMT(loss));
    }
    return rc_arena_printf(arena, "%.*s denies what %.*s says: %.*s", RC_FMT(who_denies), RC_FMT(who_says),
                           RC_FMT(folded));
}

/* ---- control */

/* Who has the ground after it, as the claim says; empty where it leaves that open. */
static rc_str holder(const rc_control *c)
{
    bool holds = c->change == RC_TAKEN || c->change == RC_HELD || c->change == RC_REPELLED;
    return holds && !is_unknown(c->by) ? c->by : (rc_str){0};
}

static rc_str loser(const rc_control *c)
{
    bool lost = c->change == RC_LOST || c->change == RC_WITHDREW;
    return lost && !is_unknown(c->by) ? c->by : (rc_str){0};
}

static bool same_ground(rc_arena *arena, rc_str a, rc_str b)
{
    rc_str x = rc_utf8_name_key(arena, a), y = rc_utf8_name_key(arena, b);
    if (!x.len || !y.len) return true; /* the place of the claim itself */
    return rc_str_eq(x, y) || rc_str_find(x, y, 0) != SIZE_MAX || rc_str_find(y, x, 0) != SIZE_MAX;
}

static bool same_time(const rc_mention *a, const rc_mention *b)
{
    return !a->is_dated || !b->is_dated || (a->from <= b->to && b->from <= a->to);
}

static bool control_clashes(rc_arena *arena, const rc_control *a, const rc_control *b)
{
    rc_str has_a = holder(a), has_b = holder(b), lost_a = loser(a), lost_b = loser(b);
    bool two_holders = has_a.len && has_b.len && !rc_str_eq(has_a, has_b);
    bool held_and_lost = (has_a.len && rc_str_eq(has_a, lost_b)) || (has_b.len && rc_str_eq(has_b, lost_a));
    return (two_holders || held_and_lost) && same_ground(arena, a->place, b->place);
}

static bool find_control_clash(rc_arena *arena, const rc_mention *a, const rc_mention *b, const rc_control **ca,
                               const rc_control **cb)
{
    if (!same_time(a, b)) return false;
    for (uint32_t i = 0; i < a->claim->n_control; i++)
        for (uint32_t j = 0; j < b->claim->n_control; j++)
            if (control_clashes(arena, &a->claim->control[i], &b->claim->control[j])) {
                *ca = &a->claim->control[i];
                *cb = &b->claim->control[j];
                return true;
            }
    return false;
}

static rc_str control_text(rc_arena *arena, const rc_control *c)
{
    static const char *const verbs[] = {
        "", "took", "lost", "holds", "beat off an attack on", "advanced on", "withdrew from", "besieges", "fights for"};
    rc_str place = c->place.len ? c->place : RC_STR("it");
    return rc_arena_printf(arena, "%.*s %s %.*s", RC_FMT(c->by), verbs[c->change], RC_FMT(place));
}

/* ---- all of an event */

typedef struct finding {
    const rc_joining *joining;
    RC_VEC(rc_contradiction) found;
    rc_map told; /* pairs of origins that a sentence is written for, by kind */
} finding;

/* Two origins contradict each other once in an event, however often each repeats itself. */
static bool is_told(finding *f, rc_contradiction_kind kind, uint32_t a, uint32_t b)
{
    rc_arena *arena = f->joining->arena;
    rc_str key = rc_arena_printf(arena, "%d %u %u", (int)kind, a < b ? a : b, a < b ? b : a);
    bool is_new;
    rc_map_put(arena, &f->told, key, &is_new);
    return !is_new;
}

static void tell(finding *f, rc_contradiction_kind kind, const rc_mention *a, const rc_mention *b, rc_str why)
{
    uint32_t x = a->input, y = b->input;
    *RC_PUSH(f->joining->arena, &f->found) = (rc_contradiction){kind, x < y ? x : y, x < y ? y : x, why};
}

static void compare(finding *f, const rc_mention *a, const rc_mention *b, uint32_t origin_a, uint32_t origin_b)
{
    rc_arena *arena = f->joining->arena;
    rc_str who_a = rc_mention_origin_name(f->joining, a), who_b = rc_mention_origin_name(f->joining, b);
    bool denied_a = a->claim->polarity == RC_DENIED, denied_b = b->claim->polarity == RC_DENIED;
    if (denied_a != denied_b) {
        const rc_mention *denial = denied_a ? a : b, *act = denied_a ? b : a;
        if (is_denied_by(act, denial) && !is_told(f, RC_CONTRADICTS_DENIAL, origin_a, origin_b))
            tell(f, RC_CONTRADICTS_DENIAL, a, b,
                 denial_why(arena, denied_a ? who_a : who_b, denied_a ? who_b : who_a, act->claim));
        return;
    }
    if (denied_a) return;
    const rc_loss *la, *lb;
    if (find_count_clash(a->claim, b->claim, &la, &lb) && !is_told(f, RC_CONTRADICTS_COUNT, origin_a, origin_b))
        tell(f, RC_CONTRADICTS_COUNT, a, b, count_why(arena, who_a, who_b, la, lb));
    const rc_control *ca, *cb;
    if (find_control_clash(arena, a, b, &ca, &cb) && !is_told(f, RC_CONTRADICTS_CONTROL, origin_a, origin_b)) {
        rc_str first = control_text(arena, ca), second = control_text(arena, cb);
        tell(f, RC_CONTRADICTS_CONTROL, a, b,
             rc_arena_printf(arena, "%.*s says %.*s, %.*s says %.*s", RC_FMT(who_a), RC_FMT(first), RC_FMT(who_b),
                             RC_FMT(second)));
    }
}

static bool can_contradict(const rc_claim *claim)
{
    return claim->n_losses || claim->n_control || claim->polarity == RC_DENIED;
}

void rc_contradictions_find(const rc_joining *joining, const rc_group *group, rc_event *event)
{
    finding f = {.joining = joining};
    if (event->n_origins < 2) return;
    uint32_t n = group->n < CLAIMS_COMPARED ? group->n : CLAIMS_COMPARED;
    for (uint32_t i = 0; i < n; i++) {
        const rc_mention *a = &joining->mentions[group->members[i]];
        if (a->twin != RC_NO_MENTION) continue; /* a copy adds no voice */
        for (uint32_t j = i + 1; j < n; j++) {
            const rc_mention *b = &joining->mentions[group->members[j]];
            if (b->twin != RC_NO_MENTION || event->origin[i] == event->origin[j]) continue;
            if (can_contradict(a->claim) || can_contradict(b->claim))
                compare(&f, a, b, event->origin[i], event->origin[j]);
        }
    }
    event->contradictions = f.found.ptr;
    event->n_contradictions = (uint32_t)f.found.len;
}
