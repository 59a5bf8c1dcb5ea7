#include "events/mention.h"

#include <stdlib.h>

#include "events/weights.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

/* ---- order */

/* Reports without a date come last: they cannot claim to have been first. */
static int day_order(rc_day a, rc_day b)
{
    if (a == b) return 0;
    if (a == RC_DAY_NONE) return 1;
    if (b == RC_DAY_NONE) return -1;
    return a < b ? -1 : 1;
}

static int by_date_and_id(const void *left, const void *right)
{
    const rc_sorted_report *a = left, *b = right;
    int order = day_order(a->report->published, b->report->published);
    return order ? order : rc_str_cmp(a->report->id, b->report->id);
}

/* "REPORT.10" comes after "REPORT.9". */
static uint64_t number_of(rc_str id)
{
    size_t at = id.len;
    while (at > 0 && id.ptr[at - 1] >= '0' && id.ptr[at - 1] <= '9' && id.len - at < 18) at--;
    uint64_t number = 0;
    for (size_t i = at; i < id.len; i++) number = 10 * number + (uint64_t)(id.ptr[i] - '0');
    return number;
}

typedef struct order_key {
    uint32_t report, input;
    uint64_t number;
    rc_str id;
} order_key;

static int by_report_and_number(const void *left, const void *right)
{
    const order_key *a = left, *b = right;
    if (a->report != b->report) return a->report < b->report ? -1 : 1;
    if (a->number != b->number) return a->number < b->number ? -1 : 1;
    return rc_str_cmp(a->id, b->id);
}

/* ---- fields */

static void settle_days(rc_mention *m, rc_day published)
{
    const rc_claim *claim = m->claim;
    rc_day from = claim->from, to = claim->to;
    if (from == RC_DAY_NONE) from = to;
    if (to == RC_DAY_NONE) to = from;
    if (from != RC_DAY_NONE) {
        m->is_dated = true;
        m->from = from < to ? from : to;
        m->to = from < to ? to : from;
        int64_t days = (int64_t)m->to - m->from + 1;
        bool is_long = days > (claim->n_losses ? RUNNING_TOLL_DAYS : RUNNING_TOTAL_DAYS);
        m->is_vague = is_long && days <= VAGUE_DAYS && !claim->n_losses;
        m->is_running = is_long && !m->is_vague;
        return;
    }
    m->to = published;
    m->from = published == RC_DAY_NONE ? RC_DAY_NONE : published - TIME_BACK_DAYS;
}

/* A claim without a date, in an account of one: it happened then or soon after, as one reads on. The dated claim before
 * it counts, else the next one. */
static void settle_context(rc_mention *mentions, uint32_t n, rc_day published)
{
    for (uint32_t i = 0; i < n; i++) {
        rc_mention *m = &mentions[i], *near = NULL;
        if (m->is_dated) continue;
        for (uint32_t k = i; k-- > 0 && !near;)
            if (mentions[k].is_dated && !mentions[k].is_running) near = &mentions[k];
        for (uint32_t k = i + 1; k < n && !near; k++)
            if (mentions[k].is_dated && !mentions[k].is_running) near = &mentions[k];
        if (!near) continue;
        m->in_context = true;
        m->from = near->from;
        m->to = near->to + TIME_BACK_DAYS;
        if (published != RC_DAY_NONE && m->to > published && published >= near->to) m->to = published;
    }
}

/* A claim without a place happened most likely where the account was before, else where it goes on. */
static void settle_near(rc_mention *mentions, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (mentions[i].n_spots) continue;
        for (uint32_t k = i; k-- > 0 && !mentions[i].near;)
            if (mentions[k].n_spots) mentions[i].near = &mentions[k];
        for (uint32_t k = i + 1; k < n && !mentions[i].near; k++)
            if (mentions[k].n_spots) mentions[i].near = &mentions[k];
    }
}

static int level_of(rc_precision precision)
{
    if (precision == RC_PRECISION_COUNTRY) return RC_LEVEL_COUNTRY;
    return precision == RC_PRECISION_REGION ? RC_LEVEL_REGION : RC_LEVEL_FINE;
}

static void settle_places(rc_arena *arena, rc_mention *m)
{
    const rc_claim *claim = m->claim;
    m->spots = RC_NEWS(arena, rc_spot, claim->n_place);
    m->n_spots = claim->n_place;
    for (uint32_t i = 0; i < claim->n_place; i++) {
        const rc_claim_place *place = &claim->place[i];
        rc_spot *spot = &m->spots[i];
        spot->key = rc_utf8_name_key(arena, place->name);
        spot->hash = rc_hash64(spot->key);
        spot->is_resolved = place->is_resolved;
        spot->lat = place->lat;
        spot->lon = place->lon;
        spot->precision = place->precision;
        spot->level = level_of(place->precision);
        memcpy(spot->country, place->country, sizeof spot->country);
        spot->admin1 = rc_utf8_name_key(arena, place->admin1);
        if (m->level == RC_LEVEL_NONE || spot->level < m->level) m->level = spot->level;
    }
}

static void add_party(rc_arena *arena, rc_side *side, rc_str party)
{
    rc_str key = rc_utf8_name_key(arena, party);
    if (!key.len || rc_str_is(key, "unknown")) return;
    uint64_t hash = rc_hash64(key);
    for (uint32_t i = 0; i < side->n; i++)
        if (side->ptr[i] == hash) return;
    side->ptr[side->n++] = hash;
}

static void settle_sides(rc_arena *arena, rc_mention *m)
{
    const rc_claim *claim = m->claim;
    m->by.ptr = RC_NEWS(arena, uint64_t, claim->n_by);
    m->against.ptr = RC_NEWS(arena, uint64_t, claim->n_against + claim->n_losses);
    for (uint32_t i = 0; i < claim->n_by; i++) add_party(arena, &m->by, claim->by[i].party);
    for (uint32_t i = 0; i < claim->n_against; i++) add_party(arena, &m->against, claim->against[i].party);
    /* Victims tell whom it was done to, unless they are the doer's own. */
    for (uint32_t i = 0; i < claim->n_losses; i++) {
        rc_side one = {(uint64_t[1]){0}, 0};
        add_party(arena, &one, claim->losses[i].of);
        if (one.n && !rc_sides_meet(one, m->by)) add_party(arena, &m->against, claim->losses[i].of);
    }
}

static bool has_party(rc_side side, uint64_t hash)
{
    for (uint32_t i = 0; i < side.n; i++)
        if (side.ptr[i] == hash) return true;
    return false;
}

/* Parties one tie away from those of `side`: its coalition, its members, its backer. */
static rc_side kin_of(rc_arena *arena, rc_side side, const rc_party_edge *edges, uint32_t n, rc_day day)
{
    rc_side kin = {0};
    uint32_t found = 0;
    for (uint32_t pass = 0; pass < 2; pass++) {
        if (pass) kin.ptr = RC_NEWS(arena, uint64_t, found);
        for (uint32_t i = 0; i < n; i++) {
            if (!rc_actor_edge_holds(edges[i].edge, day)) continue;
            bool actor = has_party(side, edges[i].actor), other = has_party(side, edges[i].other);
            if (actor == other) continue;
            if (pass)
                kin.ptr[kin.n++] = actor ? edges[i].other : edges[i].actor;
            else
                found++;
        }
    }
    return kin;
}

static void settle_kin(rc_joining *joining, rc_mention *m)
{
    m->by_kin = kin_of(joining->arena, m->by, joining->edges, joining->n_edges, m->from);
    m->against_kin = kin_of(joining->arena, m->against, joining->edges, joining->n_edges, m->from);
}

void rc_edges_fold(rc_joining *joining)
{
    const rc_actor_edges *edges = joining->options->edges;
    if (!edges || joining->edges) return;
    joining->edges = RC_NEWS(joining->arena, rc_party_edge, edges->n);
    joining->n_edges = edges->n;
    for (uint32_t i = 0; i < edges->n; i++)
        joining->edges[i] =
            (rc_party_edge){rc_hash64(rc_utf8_name_key(joining->arena, edges->ptr[i].actor)),
                            rc_hash64(rc_utf8_name_key(joining->arena, edges->ptr[i].other)), &edges->ptr[i]};
}

static void settle_ground(rc_arena *arena, rc_mention *m)
{
    m->ground = RC_NEWS(arena, rc_str, m->claim->n_control);
    for (uint32_t i = 0; i < m->claim->n_control; i++)
        m->ground[i] = rc_utf8_name_key(arena, m->claim->control[i].place);
}

static uint64_t origin_hash(rc_arena *arena, const rc_mention *m, const rc_join_report *report)
{
    const rc_link *link = rc_claim_origin(m->claim);
    rc_str name = link ? link->name : report->outlet;
    return rc_hash64(rc_utf8_name_key(arena, name.len ? name : report->id));
}

bool rc_sides_meet(rc_side a, rc_side b)
{
    for (uint32_t i = 0; i < a.n; i++)
        for (uint32_t j = 0; j < b.n; j++)
            if (a.ptr[i] == b.ptr[j]) return true;
    return false;
}

rc_str rc_mention_origin_name(const rc_joining *joining, const rc_mention *mention)
{
    const rc_link *link = rc_claim_origin(mention->claim);
    if (link && link->name.len) return link->name;
    const rc_join_report *report = joining->reports[mention->report].report;
    return report->outlet.len ? report->outlet : report->id;
}

static void settle_people(rc_joining *joining, const rc_sorted_report *report)
{
    rc_people *people = RC_NEW(joining->arena, rc_people);
    rc_people_find(people, report->report->text, joining->arena);
    for (uint32_t i = 0; i < report->count; i++) joining->mentions[report->first + i].people = people;
}

static void prepare_one(rc_joining *joining, rc_mention *m, const rc_claim *claim, const order_key *key)
{
    rc_arena *arena = joining->arena;
    const rc_join_report *report = joining->reports[key->report].report;
    m->claim = claim;
    m->input = key->input;
    m->report = key->report;
    m->twin = RC_NO_MENTION;
    m->family = claim->type == RC_PROTESTS || claim->type == RC_RIOTS;
    settle_days(m, report->published);
    settle_places(arena, m);
    settle_sides(arena, m);
    settle_ground(arena, m);
    rc_mention_words(arena, m, report->text);
    m->ordinal = (uint32_t)key->number;
    m->origin = origin_hash(arena, m, report);
}

rc_status rc_mentions_prepare(rc_joining *joining, const rc_join_report *reports, uint32_t n_reports,
                              const rc_join_claim *claims, uint32_t n_claims, rc_error *err)
{
    rc_arena *arena = joining->arena;
    joining->input = claims;
    joining->reports = RC_NEWS(arena, rc_sorted_report, n_reports);
    joining->n_reports = n_reports;
    for (uint32_t i = 0; i < n_reports; i++)
        joining->reports[i] = (rc_sorted_report){.report = &reports[i], .input = i};
    if (n_reports) qsort(joining->reports, n_reports, sizeof *joining->reports, by_date_and_id);
    uint32_t *place_of = RC_NEWS(arena, uint32_t, n_reports);
    for (uint32_t i = 0; i < n_reports; i++) {
        place_of[joining->reports[i].input] = i;
        joining->reports[i].original = joining->reports[i].root = i;
    }

    order_key *keys = RC_NEWS(arena, order_key, n_claims);
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_claims; i++) {
        if (claims[i].report >= n_reports)
            return rc_fail(err, RC_EINVALID, "claim %.*s names no report", RC_FMT(claims[i].id));
        if (claims[i].claim.reality != RC_ACTUAL) continue;
        keys[n++] = (order_key){place_of[claims[i].report], i, number_of(claims[i].id), claims[i].id};
    }
    if (n) qsort(keys, n, sizeof *keys, by_report_and_number);
    joining->mentions = RC_NEWS(arena, rc_mention, n);
    joining->n_mentions = n;
    for (uint32_t i = 0; i < n; i++) {
        prepare_one(joining, &joining->mentions[i], &claims[keys[i].input].claim, &keys[i]);
        rc_sorted_report *report = &joining->reports[keys[i].report];
        if (!report->count++) report->first = i;
    }
    rc_edges_fold(joining);
    for (uint32_t i = 0; i < n_reports; i++) {
        const rc_sorted_report *r = &joining->reports[i];
        if (r->count) settle_people(joining, r);
        settle_near(&joining->mentions[r->first], r->count);
        settle_context(&joining->mentions[r->first], r->count, r->report->published);
    }
    for (uint32_t i = 0; i < n; i++) settle_kin(joining, &joining->mentions[i]);
    return RC_OK;
}
