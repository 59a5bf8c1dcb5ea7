#include "recoupe/events/total.h"

#include <math.h>
#include <stdlib.h>

#include "events/clues.h"
#include "events/weights.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

static int by_value(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void add_party(rc_toll *toll, rc_str party, rc_arena *arena)
{
    if (rc_party_is_side(party)) toll->parties[toll->n_parties++] = rc_hash64(rc_utf8_name_key(arena, party));
}

static void add_loss(rc_toll *toll, const rc_loss *loss, rc_arena *arena)
{
    double most = loss->count.has_high ? loss->count.high : INFINITY;
    if ((!loss->count.has_low && !loss->count.has_high) || most <= 0) return;
    uint64_t of = rc_party_unknown(loss->of) ? 0 : rc_hash64(rc_utf8_name_key(arena, loss->of));
    toll->losses[toll->n_losses++] = (rc_toll_loss){loss->effect, of, most};
}

void rc_toll_of(rc_toll *out, const rc_event *event, const rc_join_claim *claims, rc_arena *arena)
{
    uint32_t room = 0, n_losses = 0;
    for (uint32_t i = 0; i < event->n_claims; i++) {
        const rc_claim *c = &claims[event->claims[i]].claim;
        room += c->n_by + c->n_against + c->n_losses;
        n_losses += c->n_losses;
    }
    *out = (rc_toll){.id = event->id, .from = event->from, .to = event->to, .place = event->place};
    out->protest = event->type == RC_PROTESTS || event->type == RC_RIOTS;
    out->parties = RC_NEWS(arena, uint64_t, room);
    out->losses = RC_NEWS(arena, rc_toll_loss, n_losses);
    for (uint32_t i = 0; i < event->n_claims; i++) {
        const rc_claim *c = &claims[event->claims[i]].claim;
        for (uint32_t k = 0; k < c->n_by; k++) add_party(out, c->by[k].party, arena);
        for (uint32_t k = 0; k < c->n_against; k++) add_party(out, c->against[k].party, arena);
        for (uint32_t k = 0; k < c->n_losses && c->polarity == RC_ASSERTED; k++) {
            add_party(out, c->losses[k].of, arena);
            add_loss(out, &c->losses[k], arena);
        }
    }
    if (out->n_parties) qsort(out->parties, out->n_parties, sizeof *out->parties, by_value);
    out->is_total = out->n_losses && out->from != RC_DAY_NONE && (int64_t)out->to - out->from + 1 >= TOTAL_DAYS;
}

/* ---- what lies in what */

static bool days_hold(const rc_toll *total, const rc_toll *part)
{
    if (part->from == RC_DAY_NONE || part->from < total->from || part->to > total->to) return false;
    return (int64_t)part->to - part->from < (int64_t)total->to - total->from;
}

static bool same_name(rc_str a, rc_str b, rc_arena *arena)
{
    rc_str x = rc_utf8_name_key(arena, a), y = rc_utf8_name_key(arena, b);
    return x.len && rc_str_eq(x, y);
}

/* A total without a place holds what its sides do anywhere. */
static bool place_holds(const rc_toll *total, const rc_toll *part, rc_arena *arena)
{
    const rc_claim_place *t = &total->place, *p = &part->place;
    if (!t->name.len) return true;
    if (!p->name.len) return false;
    if (t->country[0] && p->country[0] && strcmp(t->country, p->country) != 0) return false;
    if (t->precision == RC_PRECISION_COUNTRY) return p->country[0] != 0;
    if (t->precision == RC_PRECISION_REGION && t->admin1.len && p->admin1.len)
        return rc_str_eq(rc_utf8_name_key(arena, t->admin1), rc_utf8_name_key(arena, p->admin1));
    if (p->precision > t->precision) return false; /* the wider place does not lie in the narrower */
    if (!t->is_resolved || !p->is_resolved) return same_name(t->name, p->name, arena);
    double reach = t->precision == RC_PRECISION_REGION ? PLACE_REGION_KM : PLACE_FALL_KM;
    return rc_distance_km(t->lat, t->lon, p->lat, p->lon) <= reach;
}

static bool share_a_side(const rc_toll *a, const rc_toll *b)
{
    for (uint32_t i = 0, j = 0; i < a->n_parties && j < b->n_parties;) {
        if (a->parties[i] == b->parties[j]) return true;
        *(a->parties[i] < b->parties[j] ? &i : &j) += 1;
    }
    return false;
}

/* Dead and wounded are casualties too. */
static bool same_sort(const rc_toll_loss *total, const rc_toll_loss *part)
{
    bool casualty = total->effect == RC_CASUALTIES && (part->effect == RC_KILLED || part->effect == RC_WOUNDED);
    return (total->effect == part->effect || casualty) && (!total->of || !part->of || total->of == part->of);
}

/* The first sort of losses that both count, where the total is not less. */
static const rc_toll_loss *loss_that_holds(const rc_toll *total, const rc_toll *part)
{
    for (uint32_t i = 0; i < total->n_losses; i++)
        for (uint32_t k = 0; k < part->n_losses; k++) {
            const rc_toll_loss *t = &total->losses[i], *p = &part->losses[k];
            if (same_sort(t, p) && (isinf(p->most) || p->most <= t->most)) return t;
        }
    return NULL;
}

rc_str rc_toll_part(const rc_toll *total, const rc_toll *part, rc_arena *arena)
{
    const rc_toll_loss *loss = NULL;
    bool holds = total->is_total && total->protest == part->protest && !rc_str_eq(total->id, part->id) &&
                 days_hold(total, part) && share_a_side(total, part) && place_holds(total, part, arena) &&
                 (loss = loss_that_holds(total, part)) != NULL;
    if (!holds) return (rc_str){0};
    char from[11], to[11];
    rc_day_iso(total->from, from);
    rc_day_iso(total->to, to);
    return rc_arena_printf(arena, "the total counts %s from %s to %s%s%.*s", rc_effect_name(loss->effect), from, to,
                           total->place.name.len ? ", " : "", RC_FMT(total->place.name));
}
