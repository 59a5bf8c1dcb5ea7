#include "recoupe/events/event.h"

#include "events/mention.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"

#define ID_DIGITS 8 /* hex; twice as many for the later of two events whose ids would be the same */

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

static rc_str event_id(rc_joining *joining, rc_map *ids, rc_str first_claim)
{
    char hex[2 * RC_SHA256_BYTES + 1];
    rc_sha256_hex(rc_sha256_of(first_claim), hex);
    for (int digits = ID_DIGITS;; digits *= 2) {
        rc_str id = rc_arena_printf(joining->arena, "E%.*s", digits, hex);
        bool is_new;
        rc_map_put(joining->arena, ids, id, &is_new);
        if (is_new || digits >= 2 * RC_SHA256_BYTES) return id;
    }
}

static void make_event(rc_joining *joining, const rc_group *group, const rc_join_claim *claims, rc_map *ids,
                       rc_event *event)
{
    event->id = event_id(joining, ids, claims[joining->mentions[group->members[0]].input].id);
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
    rc_contradictions_find(joining, group, event);
    event->status = event->n_contradictions ? RC_STATUS_CONTESTED
                    : event->n_origins > 1  ? RC_STATUS_CORROBORATED
                                            : RC_STATUS_SINGLE_ORIGIN;
}

rc_status rc_events_join(rc_events *out, const rc_join_report *reports, uint32_t n_reports, const rc_join_claim *claims,
                         uint32_t n_claims, rc_arena *arena, rc_error *err)
{
    return rc_events_join_decided(out, reports, n_reports, claims, n_claims, NULL, 0, arena, err);
}

rc_status rc_events_join_decided(rc_events *out, const rc_join_report *reports, uint32_t n_reports,
                                 const rc_join_claim *claims, uint32_t n_claims, const rc_join_decision *decisions,
                                 uint32_t n_decisions, rc_arena *arena, rc_error *err)
{
    rc_joining joining = {.arena = arena};
    *out = (rc_events){0};
    rc_status status = rc_mentions_prepare(&joining, reports, n_reports, claims, n_claims, err);
    if (status == RC_OK) status = rc_copies_find(&joining, err);
    if (status != RC_OK) return status;
    uint32_t n;
    rc_group *groups = rc_groups_make(&joining, &n);
    if (n_decisions) groups = rc_groups_decide(&joining, groups, &n, decisions, n_decisions);
    rc_map ids = {0};
    out->ptr = RC_NEWS(arena, rc_event, n);
    for (uint32_t i = 0; i < n; i++) make_event(&joining, &groups[i], claims, &ids, &out->ptr[i]);
    out->n = n;
    out->copies = joining.copies;
    out->n_copies = joining.n_copies;
    return RC_OK;
}

/* ---- interest */

/* Parties that no origin speaks for. */
static bool is_side(rc_str party)
{
    return party.len && !rc_str_is(party, "unknown") && !rc_str_is(party, "civilians") && !rc_str_is(party, "NGO") &&
           !rc_str_is(party, "media") && !rc_str_is(party, "United Nations");
}

static bool names_party(const rc_actor *actors, uint32_t n, rc_str party)
{
    for (uint32_t i = 0; i < n; i++)
        if (rc_str_eq(actors[i].party, party)) return true;
    return false;
}

rc_interest rc_loss_interest(const rc_claim *claim, const rc_loss *loss)
{
    const rc_link *origin = rc_claim_origin(claim);
    if (!origin || !origin->party.len || rc_str_is(origin->party, "unknown")) return RC_INTEREST_UNKNOWN;
    if (!is_side(origin->party)) return RC_THIRD_PARTY;
    if (rc_str_eq(origin->party, loss->of)) return RC_AGAINST_INTEREST;
    bool did_it = names_party(claim->by, claim->n_by, origin->party);
    bool hit = names_party(claim->against, claim->n_against, origin->party);
    if (!did_it && !hit) return claim->n_by + claim->n_against ? RC_THIRD_PARTY : RC_INTEREST_UNKNOWN;
    if (!loss->of.len || rc_str_is(loss->of, "unknown")) return RC_INTEREST_UNKNOWN;
    /* Civilians: whoever killed them has no interest in saying so; who blames the other side has. */
    if (!is_side(loss->of)) return did_it ? RC_AGAINST_INTEREST : RC_SELF_SERVING;
    bool ally = did_it ? names_party(claim->by, claim->n_by, loss->of)
                       : names_party(claim->against, claim->n_against, loss->of);
    return ally ? RC_AGAINST_INTEREST : RC_SELF_SERVING;
}

const char *rc_interest_name(rc_interest interest)
{
    static const char *const names[] = {"unknown", "self-serving", "against interest", "third party"};
    return names[interest];
}

const char *rc_event_status_name(rc_event_status status)
{
    static const char *const names[] = {"single origin", "corroborated", "contested"};
    return names[status];
}

const char *rc_contradiction_kind_name(rc_contradiction_kind kind)
{
    static const char *const names[] = {"count", "control", "denial"};
    return names[kind];
}

const char *rc_copy_kind_name(rc_copy_kind kind)
{
    return kind == RC_COPY_EXACT ? "exact" : "near";
}
