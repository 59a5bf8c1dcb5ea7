/* Claims join events in the order of reports, so what is made of a claim depends on earlier ones alone. A report that
 * is newer than all before it changes nothing that is there. One that comes late makes those later claims be looked at
 * again that have a good pair in an event that changed, and so on while events change. */
#include "recoupe/events/joiner.h"

#include <stdlib.h>

#include "events/clues.h"
#include "events/keys.h"
#include "events/weights.h"

#define KEEP_CHUNK_BYTES ((size_t)4 << 20)
#define WORK_CHUNK_BYTES ((size_t)1 << 18)
#define NONE UINT32_MAX

/* Claims under one key, the newest first. */
typedef struct posting {
    uint32_t mention, next;
} posting;

typedef struct slot {
    uint64_t key;
    uint32_t first, count; /* count 0: free */
} slot;

/* Claims of one event, in the order of reports. */
typedef struct group {
    RC_VEC(uint32_t) members;
} group;

/* Two claims that may be one event; each of the two has one. */
typedef struct pair {
    float score;
    uint32_t mention, next;
} pair;

struct rc_joiner {
    rc_arena keep, work; /* until the end; until the end of one rc_joiner_add */
    rc_join_options options;
    rc_party_edge *edges;
    uint32_t n_edges, n_reports;
    RC_VEC(rc_mention) mentions;
    RC_VEC(const rc_join_report *) reports; /* of each mention */
    RC_VEC(uint32_t) pairs;                 /* first good pair of each mention in `links`, NONE: it has none */
    RC_VEC(uint32_t) group;                 /* event of each mention, NONE while it is in none yet */
    RC_VEC(bool) waits;                     /* is to be looked at again */
    RC_VEC(group) groups;
    RC_VEC(pair) links;
    RC_VEC(uint32_t) seen; /* number of the search that last looked at it */
    RC_VEC(posting) postings;
    slot *slots;
    size_t n_slots, used;
    uint32_t searches;
};

rc_status rc_joiner_new(rc_joiner **out, const rc_join_options *options, rc_error *err)
{
    rc_joiner *j = calloc(1, sizeof *j);
    *out = j;
    if (!j) return rc_fail(err, RC_ENOMEM, "out of memory");
    if (options) j->options = *options;
    rc_arena_init(&j->keep, KEEP_CHUNK_BYTES, 0);
    rc_arena_init(&j->work, WORK_CHUNK_BYTES, 0);
    return RC_OK;
}

void rc_joiner_free(rc_joiner *j)
{
    if (!j) return;
    rc_arena_release(&j->work);
    rc_arena_release(&j->keep);
    free(j->slots);
    free(j);
}

uint32_t rc_joiner_count(const rc_joiner *j)
{
    return (uint32_t)j->mentions.len;
}

uint32_t rc_joiner_event_of(const rc_joiner *j, uint32_t claim)
{
    return j->groups.ptr[j->group.ptr[claim]].members.ptr[0];
}

/* ---- the index */

static slot *slot_of(const rc_joiner *j, uint64_t key)
{
    size_t at = (size_t)(key & (j->n_slots - 1));
    while (j->slots[at].count && j->slots[at].key != key) at = (at + 1) & (j->n_slots - 1);
    return &j->slots[at];
}

static bool grow_slots(rc_joiner *j)
{
    slot *old = j->slots;
    size_t n = j->n_slots;
    j->n_slots = n ? 2 * n : 1024;
    j->slots = calloc(j->n_slots, sizeof *j->slots);
    if (!j->slots) {
        j->slots = old;
        j->n_slots = n;
        return false;
    }
    for (size_t i = 0; i < n; i++)
        if (old[i].count) *slot_of(j, old[i].key) = old[i];
    free(old);
    return true;
}

static rc_status put_posting(rc_joiner *j, uint64_t key, uint32_t mention, rc_error *err)
{
    if (2 * (j->used + 1) > j->n_slots && !grow_slots(j)) return rc_fail(err, RC_ENOMEM, "out of memory");
    slot *s = slot_of(j, key);
    if (!s->count) {
        *s = (slot){key, NONE, 0};
        j->used++;
    }
    *RC_PUSH(&j->keep, &j->postings) = (posting){mention, s->first};
    s->first = (uint32_t)j->postings.len - 1;
    s->count++;
    return RC_OK;
}

/* ---- order */

static int day_order(rc_day a, rc_day b)
{
    if (a == b) return 0;
    if (a == RC_DAY_NONE || b == RC_DAY_NONE) return a == RC_DAY_NONE ? 1 : -1;
    return a < b ? -1 : 1;
}

/* The order of rc_events_join: report date, undated last, then report id, then number of the claim. */
static int order_of(const rc_joiner *j, uint32_t a, uint32_t b)
{
    const rc_join_report *x = j->reports.ptr[a], *y = j->reports.ptr[b];
    int order = day_order(x->published, y->published);
    if (!order) order = rc_str_cmp(x->id, y->id);
    if (order) return order;
    uint32_t m = j->mentions.ptr[a].ordinal, n = j->mentions.ptr[b].ordinal;
    return (m > n) - (m < n);
}

/* ---- pairs */

static void put_pair(rc_joiner *j, uint32_t of, uint32_t with, double score)
{
    *RC_PUSH(&j->keep, &j->links) = (pair){(float)score, with, j->pairs.ptr[of]};
    j->pairs.ptr[of] = (uint32_t)j->links.len - 1;
}

/* All that claim `i` may be one event with. */
static void search(rc_joiner *j, const rc_joining *joining, uint32_t i)
{
    rc_keys keys = {0};
    rc_keys_wanted(&j->work, &keys, &j->mentions.ptr[i]);
    uint32_t number = ++j->searches;
    for (size_t k = 0; k < keys.len && j->n_slots; k++) {
        const slot *s = slot_of(j, keys.ptr[k]);
        uint32_t at = s->count ? s->first : NONE;
        for (unsigned n = 0; at != NONE && n < BUCKET_LOOK; n++, at = j->postings.ptr[at].next) {
            uint32_t other = j->postings.ptr[at].mention;
            if (other >= i || j->seen.ptr[other] == number) continue; /* a later number finds this one */
            j->seen.ptr[other] = number;
            double score = rc_mention_score(joining, &j->mentions.ptr[other], &j->mentions.ptr[i]);
            if (score < joining->tuning->link_min) continue;
            put_pair(j, i, other, score);
            put_pair(j, other, i, score);
        }
    }
    uint32_t asked = rc_mention_asked(j->mentions.ptr, i, &j->work);
    if (asked != RC_NO_MENTION) { /* what becomes of one becomes of the other */
        put_pair(j, i, asked, 1);
        put_pair(j, asked, i, 1);
    }
}

/* ---- events */

/* Members of the event that come before the claim. */
static size_t before(const rc_joiner *j, const group *g, uint32_t claim)
{
    size_t low = 0, high = g->members.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order_of(j, g->members.ptr[middle], claim) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool may_join(const rc_joiner *j, const rc_joining *joining, const group *g, uint32_t claim)
{
    size_t n = before(j, g, claim), step = (n + LINKAGE_SAMPLE - 1) / LINKAGE_SAMPLE;
    double sum = 0;
    uint32_t pairs = 0;
    for (size_t i = 0; i < n; i += step, pairs++) {
        const rc_mention *other = &j->mentions.ptr[g->members.ptr[i]];
        double score = rc_mention_score(joining, other, &j->mentions.ptr[claim]);
        if (score < 0) return false;
        sum += rc_log_odds(score);
    }
    return pairs && sum >= joining->tuning->mean_min * pairs;
}

typedef struct found {
    float score;
    uint32_t mention;
    const rc_joiner *joiner;
} found;

/* The best pair first; of equal ones that with the earlier claim. */
static int by_score(const void *left, const void *right)
{
    const found *a = left, *b = right;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return order_of(a->joiner, a->mention, b->mention);
}

/* The event that a claim fits, all earlier claims being in theirs; NONE: it begins one. */
static uint32_t choose(rc_joiner *j, const rc_joining *joining, uint32_t claim)
{
    uint32_t asked = rc_mention_asked(j->mentions.ptr, claim, &j->work);
    if (asked != RC_NO_MENTION && j->group.ptr[asked] != NONE) return j->group.ptr[asked];
    RC_VEC(found) all = {0};
    for (uint32_t at = j->pairs.ptr[claim]; at != NONE; at = j->links.ptr[at].next) {
        uint32_t other = j->links.ptr[at].mention;
        if (j->group.ptr[other] != NONE && order_of(j, other, claim) < 0)
            *RC_PUSH(&j->work, &all) = (found){j->links.ptr[at].score, other, j};
    }
    if (all.len) qsort(all.ptr, all.len, sizeof *all.ptr, by_score);
    for (size_t i = 0; i < all.len && i < NEIGHBOURS_MAX; i++) {
        uint32_t own = j->group.ptr[all.ptr[i].mention];
        if (may_join(j, joining, &j->groups.ptr[own], claim)) return own;
    }
    return NONE;
}

static void take_out(rc_joiner *j, group *g, uint32_t claim)
{
    size_t at = before(j, g, claim);
    g->members.len--;
    memmove(&g->members.ptr[at], &g->members.ptr[at + 1], (g->members.len - at) * sizeof *g->members.ptr);
}

static void put_in(rc_joiner *j, group *g, uint32_t claim)
{
    size_t at = before(j, g, claim);
    RC_PUSH(&j->keep, &g->members);
    memmove(&g->members.ptr[at + 1], &g->members.ptr[at], (g->members.len - 1 - at) * sizeof *g->members.ptr);
    g->members.ptr[at] = claim;
}

typedef RC_VEC(uint32_t) claim_list;

/* Later claims that have a good pair in an event that changed. */
static void push_touched(rc_joiner *j, claim_list *waiting, const group *g, uint32_t claim)
{
    for (size_t i = 0; i < g->members.len; i++)
        for (uint32_t at = j->pairs.ptr[g->members.ptr[i]]; at != NONE; at = j->links.ptr[at].next) {
            uint32_t other = j->links.ptr[at].mention;
            if (j->waits.ptr[other] || order_of(j, other, claim) <= 0) continue;
            j->waits.ptr[other] = true;
            *RC_PUSH(&j->work, waiting) = other;
        }
}

static uint32_t take_first(rc_joiner *j, claim_list *waiting)
{
    size_t first = 0;
    for (size_t i = 1; i < waiting->len; i++)
        if (order_of(j, waiting->ptr[i], waiting->ptr[first]) < 0) first = i;
    uint32_t claim = waiting->ptr[first];
    waiting->ptr[first] = waiting->ptr[--waiting->len];
    j->waits.ptr[claim] = false;
    return claim;
}

/* Put the claim where it belongs now, and let wait what that may change. */
static void settle(rc_joiner *j, const rc_joining *joining, uint32_t claim, claim_list *waiting)
{
    uint32_t old = j->group.ptr[claim], now;
    bool was_first = old != NONE && j->groups.ptr[old].members.ptr[0] == claim;
    j->group.ptr[claim] = NONE;
    if (old != NONE) take_out(j, &j->groups.ptr[old], claim);
    now = choose(j, joining, claim);
    if (now == NONE && was_first) now = old;
    if (now == NONE) {
        *RC_PUSH(&j->keep, &j->groups) = (group){0};
        now = (uint32_t)j->groups.len - 1;
    }
    put_in(j, &j->groups.ptr[now], claim);
    j->group.ptr[claim] = now;
    if (now == old) return;
    push_touched(j, waiting, &j->groups.ptr[now], claim);
    if (old != NONE) push_touched(j, waiting, &j->groups.ptr[old], claim);
}

/* ---- adding */

typedef struct addition {
    rc_joiner *joiner;
    const rc_join_report *report;
    const rc_join_claim *claims;
    uint32_t n;
} addition;

static rc_status prepare(const addition *a, rc_joining *joining, rc_error *err)
{
    rc_joiner *j = a->joiner;
    rc_join_claim *own = RC_NEWS(&j->keep, rc_join_claim, a->n);
    for (uint32_t i = 0; i < a->n; i++) {
        own[i] = a->claims[i];
        own[i].report = 0;
    }
    *joining = (rc_joining){.arena = &j->keep, .options = &j->options, .tuning = &rc_join_learned};
    joining->edges = j->edges;
    joining->n_edges = j->n_edges;
    rc_status status = rc_mentions_prepare(joining, a->report, 1, own, a->n, err);
    j->edges = joining->edges;
    j->n_edges = joining->n_edges;
    return status;
}

/* Give each new claim its numbers and its postings. */
static rc_status enter(const addition *a, const rc_joining *joining, rc_error *err)
{
    rc_joiner *j = a->joiner;
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < joining->n_mentions && status == RC_OK; i++) {
        uint32_t own = (uint32_t)j->mentions.len;
        joining->mentions[i].report = j->n_reports;
        *RC_PUSH(&j->keep, &j->mentions) = joining->mentions[i];
        *RC_PUSH(&j->keep, &j->reports) = a->report;
        *RC_PUSH(&j->keep, &j->pairs) = *RC_PUSH(&j->keep, &j->group) = NONE;
        *RC_PUSH(&j->keep, &j->waits) = false;
        *RC_PUSH(&j->keep, &j->seen) = 0;
        rc_keys keys = {0};
        rc_keys_own(&j->work, &keys, &joining->mentions[i]);
        for (size_t k = 0; k < keys.len && status == RC_OK; k++) status = put_posting(j, keys.ptr[k], own, err);
    }
    j->n_reports++;
    return status;
}

static rc_status add(void *context, rc_error *err)
{
    const addition *a = context;
    rc_joiner *j = a->joiner;
    rc_joining joining;
    uint32_t first = (uint32_t)j->mentions.len;
    claim_list waiting = {0};
    rc_status status = prepare(a, &joining, err);
    if (status == RC_OK) status = enter(a, &joining, err);
    for (uint32_t i = first; i < j->mentions.len && status == RC_OK; i++) {
        search(j, &joining, i);
        j->waits.ptr[i] = true;
        *RC_PUSH(&j->work, &waiting) = i;
    }
    while (waiting.len && status == RC_OK) settle(j, &joining, take_first(j, &waiting), &waiting);
    return status;
}

static rc_status add_kept(void *context, rc_error *err)
{
    addition *a = context;
    return rc_arena_run(&a->joiner->work, add, a, "joining a report", err);
}

rc_status rc_joiner_add(rc_joiner *joiner, const rc_join_report *report, const rc_join_claim *claims, uint32_t n,
                        rc_error *err)
{
    addition a = {joiner, report, claims, n};
    rc_status status = rc_arena_run(&joiner->keep, add_kept, &a, "joining a report", err);
    rc_arena_reset(&joiner->work);
    return status;
}
