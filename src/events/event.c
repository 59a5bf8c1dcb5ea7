#include "recoupe/events/event.h"

#include "events/cased.h"
#include "events/clues.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"
#include "recoupe/events/estimate.h"

/* ---- what an event is, from its claims */

static void settle_type(const rc_joining *joining, const rc_group *group, rc_event *event)
{
    uint32_t votes[RC_STRATEGIC + 1] = {0};
    for (uint32_t i = 0; i < group->n; i++) {
        const rc_mention *m = &joining->mentions[group->members[i]];
        if (m->claim->type != RC_TYPE_NONE) votes[m->claim->type] += m->twin == RC_NO_MENTION ? 2 : 1;
    }
    for (int t = RC_BATTLES; t <= RC_STRATEGIC; t++)
        if (votes[t] > votes[event->type]) event->type = (rc_event_type)t;
    rc_map subtypes = {0};
    uint64_t most = 0;
    for (uint32_t i = 0; i < group->n; i++) {
        const rc_claim *claim = joining->mentions[group->members[i]].claim;
        if (claim->type != event->type || !claim->subtype.len) continue;
        uint64_t n = ++*rc_map_put(joining->arena, &subtypes, claim->subtype, NULL);
        if (n > most) {
            most = n;
            event->subtype = claim->subtype;
        }
    }
}

static rc_str place_key(rc_arena *arena, const rc_claim_place *place)
{
    return rc_arena_printf(arena, "%.2f %.2f", place->lat, place->lon);
}

static bool is_finer(rc_precision a, rc_precision b)
{
    return a != RC_PRECISION_NONE && (b == RC_PRECISION_NONE || a < b);
}

/* Each claim votes for its most exact resolved place. Towns win over regions, whatever the votes: a region says less,
 * not something else. */
static void settle_place(const rc_joining *joining, const rc_group *group, rc_event *event)
{
    rc_map votes = {0};
    uint64_t most[RC_PRECISION_COUNTRY + 1] = {0};
    const rc_claim_place *best[RC_PRECISION_COUNTRY + 1] = {0};
    for (uint32_t i = 0; i < group->n; i++) {
        const rc_claim *claim = joining->mentions[group->members[i]].claim;
        const rc_claim_place *mine = NULL;
        for (uint32_t p = 0; p < claim->n_place; p++) {
            const rc_claim_place *place = &claim->place[p];
            if (place->is_resolved && (!mine || is_finer(place->precision, mine->precision))) mine = place;
        }
        if (!mine) continue;
        /* Sites, settlements and districts are one class: "the airport" does not outvote its town by being smaller. */
        int class = mine->precision < RC_PRECISION_REGION ? RC_PRECISION_SITE : (int)mine->precision;
        uint64_t n = ++*rc_map_put(joining->arena, &votes, place_key(joining->arena, mine), NULL);
        if (n > most[class]) {
            most[class] = n;
            best[class] = mine;
        }
    }
    for (int class = RC_PRECISION_COUNTRY; class > RC_PRECISION_NONE; class --)
        if (best[class]) event->place = *best[class];
    event->place.name = rc_name_cased(event->place.name, joining->arena);
}

/* The shortest interval a claim gives; of several, the one most claims give, then the earliest. */
static void settle_days(const rc_joining *joining, const rc_group *group, rc_event *event)
{
    rc_map votes = {0};
    uint64_t most = 0;
    event->from = event->to = RC_DAY_NONE;
    for (uint32_t i = 0; i < group->n; i++) {
        const rc_mention *m = &joining->mentions[group->members[i]];
        if (!m->is_dated) continue;
        rc_str key = rc_arena_printf(joining->arena, "%d %d", m->from, m->to);
        uint64_t n = ++*rc_map_put(joining->arena, &votes, key, NULL);
        int64_t mine = (int64_t)m->to - m->from, best = (int64_t)event->to - event->from;
        bool better = event->from == RC_DAY_NONE || mine < best ||
                      (mine == best && (n > most || (n == most && m->from < event->from)));
        if (!better) continue;
        most = n;
        event->from = m->from;
        event->to = m->to;
    }
}

rc_str rc_event_id(rc_str first_claim, int digits, rc_arena *arena)
{
    char hex[2 * RC_SHA256_BYTES + 1];
    rc_sha256_hex(rc_sha256_of(first_claim), hex);
    return rc_arena_printf(arena, "E%.*s", digits, hex);
}

/* Twice as many digits for the later of two events whose ids would be the same. */
static rc_str choose_id(rc_joining *joining, rc_map *ids, rc_str first_claim)
{
    for (int digits = RC_EVENT_ID_DIGITS;; digits *= 2) {
        rc_str id = rc_event_id(first_claim, digits, joining->arena);
        bool is_new;
        rc_map_put(joining->arena, ids, id, &is_new);
        if (is_new || digits >= 2 * RC_SHA256_BYTES) return id;
    }
}

static double spread_of(const rc_joining *joining, const rc_event *event, const rc_join_report *reports,
                        const rc_join_claim *claims)
{
    uint32_t n;
    const rc_estimate *estimates =
        rc_estimates_make(event, claims, reports, joining->sides, RC_WAY_UCDP, joining->arena, &n);
    return rc_estimates_spread(estimates, n);
}

void rc_event_make(rc_joining *joining, const rc_group *group, const rc_join_report *reports,
                   const rc_join_claim *claims, rc_event *event)
{
    event->n_claims = group->n;
    event->claims = RC_NEWS(joining->arena, uint32_t, group->n);
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < group->n; i++) {
        const rc_mention *m = &joining->mentions[group->members[i]];
        event->claims[i] = m->input;
        event->n_reports += m->report != last;
        last = m->report;
    }
    settle_type(joining, group, event);
    settle_place(joining, group, event);
    settle_days(joining, group, event);
    rc_origins_number(joining, group, event);
    rc_reasons_find(joining, group, event);
    rc_contradictions_find(joining, group, event);
    rc_event_judge(joining, group, event);
    event->spread = spread_of(joining, event, reports, claims);
}

rc_status rc_events_join(rc_events *out, const rc_join_report *reports, uint32_t n_reports, const rc_join_claim *claims,
                         uint32_t n_claims, rc_arena *arena, rc_error *err)
{
    return rc_events_join_with(out, reports, n_reports, claims, n_claims, NULL, arena, err);
}

rc_status rc_events_join_with(rc_events *out, const rc_join_report *reports, uint32_t n_reports,
                              const rc_join_claim *claims, uint32_t n_claims, const rc_join_options *options,
                              rc_arena *arena, rc_error *err)
{
    static const rc_join_options nothing = {0};
    rc_joining joining = {.arena = arena, .options = options ? options : &nothing, .tuning = &rc_join_learned};
    *out = (rc_events){0};
    if (joining.options->edges) {
        joining.sides = rc_sides_of(joining.options->edges, arena);
        rc_sides_call(joining.sides, joining.options->naming);
    }
    rc_status status = rc_mentions_prepare(&joining, reports, n_reports, claims, n_claims, err);
    if (status == RC_OK) status = rc_copies_find(&joining, err);
    if (status != RC_OK) return status;
    joining.verdicts = rc_acts_settle(&joining);
    uint32_t n;
    rc_group *groups = rc_groups_make(&joining, &n);
    rc_map ids = {0};
    out->ptr = RC_NEWS(arena, rc_event, n);
    for (uint32_t i = 0; i < n; i++) {
        rc_event_make(&joining, &groups[i], reports, claims, &out->ptr[i]);
        out->ptr[i].id = choose_id(&joining, &ids, claims[out->ptr[i].claims[0]].id);
    }
    out->n = n;
    out->copies = joining.copies;
    out->n_copies = joining.n_copies;
    return RC_OK;
}

const char *rc_copy_kind_name(rc_copy_kind kind)
{
    static const char *const names[] = {"exact", "near", "rewritten", "word-swapped", "translated", "by hand"};
    return names[kind];
}
