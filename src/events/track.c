#include "recoupe/events/track.h"

#include <stdlib.h>

#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"

typedef RC_VEC(double) ratios;

typedef struct record {
    rc_track track;
    ratios ratios;
    uint64_t seen; /* number of the event last counted, so that each counts once */
    bool contradicted, corroborated, later;
} record;

struct rc_tracks {
    const rc_sides *sides;
    rc_arena *arena;
    rc_map index, carried; /* carried: "RECORD REPORT" */
    RC_VEC(record *) records;
    uint64_t n_events;
};

/* An event in hand. */
typedef struct telling {
    rc_tracks *tracks;
    const rc_event *event;
    const rc_join_claim *claims;
    const rc_join_report *reports;
} telling;

rc_tracks *rc_tracks_new(const rc_sides *sides, rc_arena *arena)
{
    rc_tracks *tracks = RC_NEW(arena, rc_tracks);
    tracks->sides = sides;
    tracks->arena = arena;
    return tracks;
}

/* ---- whose */

static const rc_join_claim *claim_at(const telling *t, uint32_t i)
{
    return &t->claims[t->event->claims[i]];
}

static record *record_of(const telling *t, uint32_t i)
{
    rc_tracks *all = t->tracks;
    const rc_join_claim *row = claim_at(t, i);
    const rc_link *origin = rc_claim_origin(&row->claim);
    const rc_join_report *report = &t->reports[row->report];
    rc_str name = origin && origin->name.len ? origin->name : report->outlet.len ? report->outlet : report->id;
    rc_str side = origin ? origin->party : RC_STR("");
    rc_str key = rc_arena_printf(all->arena, "%.*s\t%.*s", RC_FMT(rc_utf8_name_key(all->arena, name)), RC_FMT(side));
    bool is_new;
    uint64_t *slot = rc_map_put(all->arena, &all->index, key, &is_new);
    if (is_new) {
        record *r = RC_NEW(all->arena, record);
        r->track.name = rc_arena_dup(all->arena, name);
        r->track.side = rc_arena_dup(all->arena, side);
        r->track.kind = origin ? origin->kind : RC_SOURCE_OUTLET;
        *RC_PUSH(all->arena, &all->records) = r;
        *slot = all->records.len - 1;
    }
    return all->records.ptr[*slot];
}

/* ---- what became of it */

static rc_day day_of(const telling *t, uint32_t i)
{
    return t->reports[claim_at(t, i)->report].published;
}

static bool is_later(const telling *t, uint32_t other, uint32_t own)
{
    rc_day a = day_of(t, other), b = day_of(t, own);
    return a != RC_DAY_NONE && b != RC_DAY_NONE && a > b;
}

/* Another origin that asserts the event; of fellows of the same side only a foe or a third party adds anything. */
static bool corroborates(const telling *t, uint32_t other, uint32_t own)
{
    if (t->event->origin[other] == t->event->origin[own]) return false;
    const rc_claim *a = &claim_at(t, other)->claim, *b = &claim_at(t, own)->claim;
    if (a->polarity != RC_ASSERTED || a->type != b->type) return false;
    const rc_link *x = rc_claim_origin(a), *y = rc_claim_origin(b);
    bool fellows =
        x && y && rc_party_is_side(x->party) && rc_sides_same(t->tracks->sides, x->party, y->party, t->event->from);
    return !fellows;
}

static bool is_contradicted(const telling *t, uint32_t own, bool *later)
{
    bool found = false;
    for (uint32_t k = 0; k < t->event->n_contradictions; k++) {
        const rc_contradiction *c = &t->event->contradictions[k];
        uint32_t input = t->event->claims[own];
        if (c->a != input && c->b != input) continue;
        found = true;
        uint32_t other = c->a == input ? c->b : c->a;
        rc_day a = t->reports[t->claims[other].report].published, b = day_of(t, own);
        *later = *later || (a != RC_DAY_NONE && b != RC_DAY_NONE && a > b);
    }
    return found;
}

/* Marks the record of claim `i`; claims of one source are settled together afterwards. */
static void judge(const telling *t, uint32_t i)
{
    record *r = record_of(t, i);
    if (r->seen != t->tracks->n_events) {
        r->seen = t->tracks->n_events;
        r->contradicted = r->corroborated = r->later = false;
        r->track.events++;
    }
    r->contradicted = is_contradicted(t, i, &r->later) || r->contradicted;
    for (uint32_t k = 0; k < t->event->n_claims; k++) {
        if (!corroborates(t, k, i)) continue;
        r->corroborated = true;
        r->later = r->later || is_later(t, k, i);
    }
}

static void settle(const telling *t, uint32_t i)
{
    record *r = record_of(t, i);
    if (r->seen != t->tracks->n_events) return;
    r->seen = 0;
    r->track.contradicted += r->contradicted;
    r->track.corroborated += r->corroborated && !r->contradicted;
    r->track.later += r->later && (r->contradicted || r->corroborated);
}

/* ---- counts */

static rc_interest interest_of(const telling *t, uint32_t i, const rc_loss *loss)
{
    const rc_claim *claim = &claim_at(t, i)->claim;
    return rc_loss_interest(claim, loss, t->tracks->sides, claim->from != RC_DAY_NONE ? claim->from : day_of(t, i));
}

/* What a third party counts of the same victims: the middle of its bounds. Outlets that speak for themselves take no
 * part. 0: nobody does. */
static double third_party_count(const telling *t, const rc_loss *like, uint32_t own)
{
    for (uint32_t i = 0; i < t->event->n_claims; i++) {
        const rc_claim *claim = &claim_at(t, i)->claim;
        if (claim->polarity != RC_ASSERTED || t->event->origin[i] == t->event->origin[own]) continue;
        for (uint32_t k = 0; k < claim->n_losses; k++) {
            const rc_loss *loss = &claim->losses[k];
            if (loss->effect != like->effect || !rc_str_eq(loss->of, like->of) || !loss->count.has_low) continue;
            if (rc_claim_origin(claim) && interest_of(t, i, loss) != RC_THIRD_PARTY) continue;
            return loss->count.has_high ? (loss->count.low + loss->count.high) / 2 : loss->count.low;
        }
    }
    return 0;
}

/* An enemy, not civilians, nor oneself who claims to have lost nobody. */
static bool is_foe_of(const telling *t, const rc_claim *claim, const rc_loss *loss)
{
    const rc_link *origin = rc_claim_origin(claim);
    return rc_party_is_side(loss->of) && origin &&
           !rc_sides_same(t->tracks->sides, origin->party, loss->of, claim->from);
}

static void count_losses(const telling *t, uint32_t i)
{
    record *r = record_of(t, i);
    const rc_claim *claim = &claim_at(t, i)->claim;
    for (uint32_t k = 0; k < claim->n_losses && claim->polarity == RC_ASSERTED; k++) {
        const rc_loss *loss = &claim->losses[k];
        rc_interest interest = interest_of(t, i, loss);
        r->track.self_serving += interest == RC_SELF_SERVING;
        r->track.against_interest += interest == RC_AGAINST_INTEREST;
        r->track.third_party += interest == RC_THIRD_PARTY;
        if (interest != RC_SELF_SERVING || !is_foe_of(t, claim, loss)) continue;
        double theirs = third_party_count(t, loss, i), own = loss->count.has_low ? loss->count.low : loss->count.high;
        if (theirs <= 0) continue;
        *RC_PUSH(t->tracks->arena, &r->ratios) = own / theirs;
    }
}

static void count_claim(const telling *t, uint32_t i)
{
    record *r = record_of(t, i);
    rc_str report = t->reports[claim_at(t, i)->report].id;
    rc_str key = rc_arena_printf(t->tracks->arena, "%p %.*s", (void *)r, RC_FMT(report));
    bool is_new;
    rc_map_put(t->tracks->arena, &t->tracks->carried, key, &is_new);
    r->track.claims++;
    r->track.reports += is_new;
}

void rc_tracks_add(rc_tracks *tracks, const rc_event *event, const rc_join_claim *claims, const rc_join_report *reports)
{
    telling t = {tracks, event, claims, reports};
    tracks->n_events++;
    for (uint32_t i = 0; i < event->n_claims; i++) {
        count_claim(&t, i);
        if (claim_at(&t, i)->claim.polarity == RC_ASSERTED) judge(&t, i);
        count_losses(&t, i);
    }
    for (uint32_t i = 0; i < event->n_claims; i++) settle(&t, i);
}

/* ---- the list */

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static double median(ratios *r)
{
    if (!r->len) return 0;
    qsort(r->ptr, r->len, sizeof *r->ptr, by_value);
    size_t half = r->len / 2;
    return r->len % 2 ? r->ptr[half] : (r->ptr[half - 1] + r->ptr[half]) / 2;
}

static int most_claims_first(const void *left, const void *right)
{
    const rc_track *a = left, *b = right;
    if (a->claims != b->claims) return a->claims > b->claims ? -1 : 1;
    int order = rc_str_cmp(a->name, b->name);
    return order ? order : rc_str_cmp(a->side, b->side);
}

const rc_track *rc_tracks_list(rc_tracks *tracks, uint32_t *n)
{
    rc_track *list = RC_NEWS(tracks->arena, rc_track, tracks->records.len);
    for (size_t i = 0; i < tracks->records.len; i++) {
        record *r = tracks->records.ptr[i];
        r->track.enemy_counts = r->ratios.len;
        r->track.enemy_ratio = median(&r->ratios);
        list[i] = r->track;
    }
    if (tracks->records.len) qsort(list, tracks->records.len, sizeof *list, most_claims_first);
    *n = (uint32_t)tracks->records.len;
    return list;
}
