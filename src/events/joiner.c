/* Claims join events in the order of reports, so what is made of a claim depends on earlier ones alone. A report that
 * is newer than all before it changes nothing that is there. One that comes late makes later claims be looked at again,
 * but only those of its components: claims that a chain of good pairs ties together, beyond which no event reaches. */
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

/* Claims of the reports of one day. */
typedef struct day_list {
    rc_day day;
    RC_VEC(uint32_t) members;
} day_list;

struct rc_joiner {
    rc_arena keep, work; /* until the end; until the end of one rc_joiner_add */
    rc_join_options options;
    rc_party_edge *edges;
    uint32_t n_edges, n_reports;
    RC_VEC(rc_mention) mentions;
    RC_VEC(const rc_join_report *) reports; /* of each mention */
    RC_VEC(uint32_t) parent;                /* union-find over components */
    RC_VEC(uint32_t) group;                 /* event of each mention, NONE while it is looked at again */
    RC_VEC(group) groups;
    RC_VEC(day_list) days; /* ascending, undated last */
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

/* Position of the day among the days, or where it belongs. */
static size_t find_day(const rc_joiner *j, rc_day day)
{
    size_t low = 0, high = j->days.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (day_order(j->days.ptr[middle].day, day) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void put_day(rc_joiner *j, uint32_t mention, rc_day day)
{
    size_t at = find_day(j, day);
    if (at == j->days.len || j->days.ptr[at].day != day) {
        RC_PUSH(&j->keep, &j->days);
        memmove(&j->days.ptr[at + 1], &j->days.ptr[at], (j->days.len - 1 - at) * sizeof *j->days.ptr);
        j->days.ptr[at] = (day_list){.day = day};
    }
    *RC_PUSH(&j->keep, &j->days.ptr[at].members) = mention;
}

typedef struct member {
    const rc_joiner *joiner;
    uint32_t mention;
} member;

typedef RC_VEC(member) members;

static int by_order(const void *left, const void *right)
{
    const member *a = left, *b = right;
    return order_of(a->joiner, a->mention, b->mention);
}

/* ---- components */

static uint32_t root_of(rc_joiner *j, uint32_t i)
{
    uint32_t *parent = j->parent.ptr;
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

typedef struct found {
    double score;
    const rc_joiner *joiner;
    uint32_t mention;
} found;

typedef RC_VEC(found) finds;

/* The best pair first; of equal ones that with the earlier claim. */
static int by_score(const void *left, const void *right)
{
    const found *a = left, *b = right;
    if ((float)a->score != (float)b->score) return (float)a->score > (float)b->score ? -1 : 1;
    return order_of(a->joiner, a->mention, b->mention);
}

/* All that claim `i` may be one event with; they become its component. */
static finds search(rc_joiner *j, const rc_joining *joining, uint32_t i)
{
    rc_keys keys = {0};
    finds all = {0};
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
            if (score < joining->tuning->link_min) continue;
            *RC_PUSH(&j->work, &all) = (found){score, j, other};
            j->parent.ptr[root_of(j, other)] = root_of(j, i);
        }
    }
    return all;
}

/* ---- events */

static bool may_join(const rc_joiner *j, const rc_joining *joining, const group *g, uint32_t claim)
{
    size_t n = g->members.len, step = (n + LINKAGE_SAMPLE - 1) / LINKAGE_SAMPLE;
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

/* Put a claim into the event it fits, all earlier claims being in theirs. */
static void place(rc_joiner *j, const rc_joining *joining, uint32_t claim, finds links)
{
    size_t n = 0;
    for (size_t i = 0; i < links.len; i++)
        if (j->group.ptr[links.ptr[i].mention] != NONE && order_of(j, links.ptr[i].mention, claim) < 0)
            links.ptr[n++] = links.ptr[i];
    if (n) qsort(links.ptr, n, sizeof *links.ptr, by_score);
    for (size_t i = 0; i < n && i < NEIGHBOURS_MAX; i++) {
        uint32_t own = j->group.ptr[links.ptr[i].mention];
        if (!may_join(j, joining, &j->groups.ptr[own], claim)) continue;
        *RC_PUSH(&j->keep, &j->groups.ptr[own].members) = claim;
        j->group.ptr[claim] = own;
        return;
    }
    group *fresh = RC_PUSH(&j->keep, &j->groups);
    *fresh = (group){0};
    *RC_PUSH(&j->keep, &fresh->members) = claim;
    j->group.ptr[claim] = (uint32_t)j->groups.len - 1;
}

/* Claims after the report in the components of its claims leave their events: they are the last ones there. */
static members take_out_later(rc_joiner *j, uint32_t first, uint32_t end)
{
    members later = {0};
    rc_day day = j->reports.ptr[first]->published;
    for (size_t d = find_day(j, day); d < j->days.len; d++)
        for (size_t i = 0; i < j->days.ptr[d].members.len; i++) {
            uint32_t m = j->days.ptr[d].members.ptr[i];
            if (m >= first || order_of(j, m, first) < 0) continue;
            bool tied = false;
            for (uint32_t own = first; own < end && !tied; own++) tied = root_of(j, own) == root_of(j, m);
            if (tied) *RC_PUSH(&j->work, &later) = (member){j, m};
        }
    if (later.len) qsort(later.ptr, later.len, sizeof *later.ptr, by_order);
    for (size_t i = 0; i < later.len; i++) {
        j->groups.ptr[j->group.ptr[later.ptr[i].mention]].members.len--;
        j->group.ptr[later.ptr[i].mention] = NONE;
    }
    return later;
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
        *RC_PUSH(&j->keep, &j->parent) = own;
        *RC_PUSH(&j->keep, &j->group) = NONE;
        *RC_PUSH(&j->keep, &j->seen) = 0;
        put_day(j, own, a->report->published);
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
    uint32_t before = (uint32_t)j->mentions.len;
    rc_status status = prepare(a, &joining, err);
    if (status == RC_OK) status = enter(a, &joining, err);
    if (status != RC_OK || before == j->mentions.len) return status;
    uint32_t end = (uint32_t)j->mentions.len;
    finds *links = RC_NEWS(&j->work, finds, end - before);
    for (uint32_t i = before; i < end; i++) links[i - before] = search(j, &joining, i);
    members later = take_out_later(j, before, end);
    for (uint32_t i = before; i < end; i++) place(j, &joining, i, links[i - before]);
    for (size_t i = 0; i < later.len; i++) {
        uint32_t claim = later.ptr[i].mention;
        place(j, &joining, claim, search(j, &joining, claim));
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
