/* Claims fall into components: claims that a chain of good pairs ties together. No event reaches beyond one, so when a
 * report comes in only the components that its claims are tied to are clustered again, from their claims alone. */
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

struct rc_joiner {
    rc_arena keep, work; /* until the end; until the end of one rc_joiner_add */
    rc_join_options options;
    rc_party_edge *edges;
    uint32_t n_edges, n_reports;
    RC_VEC(rc_mention) mentions;
    RC_VEC(const rc_join_report *) reports; /* of each mention */
    RC_VEC(uint32_t) parent;                /* union-find over components */
    RC_VEC(uint32_t) next;                  /* members of a component form a ring */
    RC_VEC(uint32_t) event;                 /* first claim of the event of each mention */
    RC_VEC(uint32_t) seen;                  /* number of the search that last looked at it */
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
    return j->event.ptr[claim];
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

/* ---- components */

static uint32_t root_of(rc_joiner *j, uint32_t i)
{
    uint32_t *parent = j->parent.ptr;
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

/* Two rings become one when the successors of one member of each change places. */
static void tie(rc_joiner *j, uint32_t a, uint32_t b)
{
    uint32_t x = root_of(j, a), y = root_of(j, b);
    if (x == y) return;
    j->parent.ptr[x] = y;
    uint32_t t = j->next.ptr[a];
    j->next.ptr[a] = j->next.ptr[b];
    j->next.ptr[b] = t;
}

/* Tie claim `i` to all that it may be one event with. */
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
            if (other == i || j->seen.ptr[other] == number) continue;
            j->seen.ptr[other] = number;
            double score = rc_mention_score(joining, &j->mentions.ptr[other], &j->mentions.ptr[i]);
            if (score >= joining->tuning->link_min) tie(j, i, other);
        }
    }
}

typedef struct member {
    const rc_joiner *joiner;
    uint32_t mention;
} member;

/* The order of rc_events_join: report date, undated last, then report id, then number of the claim. */
static int by_order(const void *left, const void *right)
{
    const member *a = left, *b = right;
    const rc_join_report *x = a->joiner->reports.ptr[a->mention], *y = b->joiner->reports.ptr[b->mention];
    if (x->published != y->published) {
        if (x->published == RC_DAY_NONE || y->published == RC_DAY_NONE) return x->published == RC_DAY_NONE ? 1 : -1;
        return x->published < y->published ? -1 : 1;
    }
    int order = rc_str_cmp(x->id, y->id);
    if (order) return order;
    uint32_t m = a->joiner->mentions.ptr[a->mention].ordinal, n = b->joiner->mentions.ptr[b->mention].ordinal;
    return m < n ? -1 : m > n;
}

static void cluster(rc_joiner *j, const rc_joining *whole, uint32_t first)
{
    RC_VEC(member) members = {0};
    uint32_t at = first;
    do {
        *RC_PUSH(&j->work, &members) = (member){j, at};
        at = j->next.ptr[at];
    } while (at != first);
    qsort(members.ptr, members.len, sizeof *members.ptr, by_order);
    rc_joining part = *whole;
    part.arena = &j->work;
    part.n_mentions = (uint32_t)members.len;
    part.mentions = RC_NEWS(&j->work, rc_mention, members.len);
    for (size_t i = 0; i < members.len; i++) part.mentions[i] = j->mentions.ptr[members.ptr[i].mention];
    uint32_t n;
    const rc_group *groups = rc_groups_make(&part, &n);
    for (uint32_t g = 0; g < n; g++)
        for (uint32_t i = 0; i < groups[g].n; i++)
            j->event.ptr[members.ptr[groups[g].members[i]].mention] = members.ptr[groups[g].members[0]].mention;
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

static rc_status add(void *context, rc_error *err)
{
    const addition *a = context;
    rc_joiner *j = a->joiner;
    rc_joining joining;
    uint32_t before = (uint32_t)j->mentions.len;
    rc_status status = prepare(a, &joining, err);
    for (uint32_t i = 0; i < joining.n_mentions && status == RC_OK; i++) {
        uint32_t own = before + i;
        joining.mentions[i].report = j->n_reports;
        *RC_PUSH(&j->keep, &j->mentions) = joining.mentions[i];
        *RC_PUSH(&j->keep, &j->reports) = a->report;
        *RC_PUSH(&j->keep, &j->parent) = *RC_PUSH(&j->keep, &j->next) = *RC_PUSH(&j->keep, &j->event) = own;
        *RC_PUSH(&j->keep, &j->seen) = 0;
        rc_keys keys = {0};
        rc_keys_own(&j->work, &keys, &joining.mentions[i]);
        for (size_t k = 0; k < keys.len && status == RC_OK; k++) status = put_posting(j, keys.ptr[k], own, err);
    }
    j->n_reports++;
    if (status != RC_OK) return status;
    for (uint32_t i = before; i < j->mentions.len; i++) search(j, &joining, i);
    for (uint32_t i = before; i < j->mentions.len; i++) {
        bool done = false;
        for (uint32_t k = before; k < i && !done; k++) done = root_of(j, k) == root_of(j, i);
        if (!done) cluster(j, &joining, i);
    }
    return RC_OK;
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
