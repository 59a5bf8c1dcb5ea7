/* Who has the ground. */
#include "events/contradict.h"

#include <math.h>

#include "events/weights.h"
#include "recoupe/base/utf8.h"

static rc_str first_known(const rc_actor *actors, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!rc_party_unknown(actors[i].party)) return actors[i].party;
    return (rc_str){0};
}

/* Who has it after the change, as the claim says; empty where it leaves that open. Who takes it is the doer of the act,
 * where the change itself names nobody. */
static rc_str holder(const rc_claim *claim, const rc_control *c)
{
    if (c->change != RC_TAKEN && c->change != RC_HELD && c->change != RC_REPELLED) return (rc_str){0};
    if (!rc_party_unknown(c->by)) return c->by;
    return c->change == RC_TAKEN ? first_known(claim->by, claim->n_by) : (rc_str){0};
}

static rc_str loser(const rc_control *c)
{
    bool lost = c->change == RC_LOST || c->change == RC_WITHDREW;
    return lost && !rc_party_unknown(c->by) ? c->by : (rc_str){0};
}

static bool names_overlap(rc_str x, rc_str y)
{
    return rc_str_eq(x, y) || rc_str_find(x, y, 0) != SIZE_MAX || rc_str_find(y, x, 0) != SIZE_MAX;
}

static const rc_claim_place *place_named(const rc_claim *claim, rc_str key, rc_arena *arena)
{
    for (uint32_t i = 0; i < claim->n_place; i++)
        if (rc_str_eq(rc_utf8_name_key(arena, claim->place[i].name), key)) return &claim->place[i];
    return NULL;
}

/* A town, as against a part of it or a region around it. */
static bool is_town(const rc_claim_place *p)
{
    return p && p->precision == RC_PRECISION_SETTLEMENT;
}

/* Shares of a town ("half of the city", "most of the town") stand where the town stands. */
static bool is_share_of(const rc_claim_place *part, const rc_claim_place *town)
{
    return part && part->precision == RC_PRECISION_SETTLEMENT && is_town(town) && part->is_resolved &&
           town->is_resolved && fabs(part->lat - town->lat) < 0.02 && fabs(part->lon - town->lon) < 0.02;
}

bool rc_same_ground(const rc_stand *a, rc_str ground_a, const rc_stand *b, rc_str ground_b, rc_arena *arena)
{
    rc_str x = rc_utf8_name_key(arena, ground_a), y = rc_utf8_name_key(arena, ground_b);
    if (!x.len || !y.len || names_overlap(x, y)) return true; /* without a name: the place of the claim itself */
    const rc_claim_place *p = place_named(a->claim, x, arena), *q = place_named(b->claim, y, arena);
    if (is_share_of(p, q)) return true;
    /* A part of the town that the other speaks of as a whole. */
    return (is_town(q) && place_named(a->claim, y, arena)) || (is_town(p) && place_named(b->claim, x, arena));
}

/* A claim without a day speaks of the days before its report: of its very day beside another such claim, since both
 * may be of the news of the day. */
static bool same_time(const rc_stand *a, const rc_stand *b)
{
    if (a->from == RC_DAY_NONE || b->from == RC_DAY_NONE) return true;
    rc_day from_a = a->from, from_b = b->from;
    if (!a->is_dated && b->is_dated) from_a -= TIME_BACK_DAYS;
    if (!b->is_dated && a->is_dated) from_b -= TIME_BACK_DAYS;
    return from_a <= b->to && from_b <= a->to;
}

/* Taken and taken back is a story, not a contradiction. */
static bool is_turn(const rc_control *a, const rc_control *b, rc_str has_a, rc_str has_b)
{
    return a->change == RC_TAKEN && b->change == RC_TAKEN && (rc_str_eq(a->from, has_b) || rc_str_eq(b->from, has_a));
}

static bool holders_clash(const rc_stand *x, const rc_control *a, const rc_stand *y, const rc_control *b,
                          const rc_sides *sides)
{
    rc_str has_a = holder(x->claim, a), has_b = holder(y->claim, b), lost_a = loser(a), lost_b = loser(b);
    if (has_a.len && has_b.len) return !rc_sides_same(sides, has_a, has_b, x->from) && !is_turn(a, b, has_a, has_b);
    return (has_a.len && rc_str_eq(has_a, lost_b)) || (has_b.len && rc_str_eq(has_b, lost_a));
}

bool rc_clash_of_ground(const rc_stand *a, const rc_stand *b, const rc_sides *sides, rc_arena *arena, rc_clash *out)
{
    if (!same_time(a, b)) return false;
    for (uint32_t i = 0; i < a->claim->n_control; i++)
        for (uint32_t j = 0; j < b->claim->n_control; j++) {
            const rc_control *x = &a->claim->control[i], *y = &b->claim->control[j];
            if (!holders_clash(a, x, b, y, sides) || !rc_same_ground(a, x->place, b, y->place, arena)) continue;
            *out = (rc_clash){.kind = RC_CONTRADICTS_CONTROL, .ground_a = x, .ground_b = y};
            return true;
        }
    return false;
}
