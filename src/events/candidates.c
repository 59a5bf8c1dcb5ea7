/* Which claims are worth comparing: an index over (family of types, days, where), never all pairs. Where is a grid cell
 * for towns, a country for wider places, a folded name, or a party for claims that name no place. */
#include <math.h>
#include <stdlib.h>

#include "events/clues.h"
#include "events/weights.h"
#include "recoupe/base/hash.h"

#define COARSE_DEGREES 6.0 /* grid for wide places whose country is not known */

typedef struct entry {
    uint64_t key;
    uint32_t mention;
} entry;

typedef RC_VEC(entry) entries;
typedef RC_VEC(uint64_t) key_list;

enum where {
    AT_CELL,
    AT_NAME,
    FINE_IN_COUNTRY,
    WIDE_IN_COUNTRY,
    FINE_IN_GRID,
    WIDE_IN_GRID,
    PARTY_PLACED,
    PARTY_NO_PLACE,
    SIDES,         /* a doer and a target */
    SIDES_NOWHERE, /* the same of a claim whose most exact place is not on the map */
    COUNT          /* an effect and a number of people */
};

typedef struct key_parts {
    int32_t where, family, x, y;
    int64_t time;
    uint64_t name;
} key_parts;

enum { TIME_RUNNING = -1000000, TIME_UNDATED };

static int64_t bucket_of(rc_day day)
{
    int64_t d = day;
    return d >= 0 ? d / DAYS_PER_BUCKET : -((DAYS_PER_BUCKET - 1 - d) / DAYS_PER_BUCKET);
}

/* One key for each bucket of days the claim may belong to. */
static void push_key(rc_arena *arena, key_list *keys, const rc_mention *m, enum where where, int x, int y,
                     uint64_t name)
{
    key_parts parts = {where, m->family, x, y, 0, name};
    int64_t first, last;
    if (m->is_running)
        first = last = TIME_RUNNING;
    else if (m->from == RC_DAY_NONE)
        first = last = TIME_UNDATED;
    else {
        first = bucket_of(m->from - TIME_SLACK_DAYS);
        last = bucket_of(m->to + TIME_SLACK_DAYS);
    }
    for (int64_t time = first; time <= last; time++) {
        parts.time = time;
        *RC_PUSH(arena, keys) = rc_hash64((rc_str){(const char *)&parts, sizeof parts});
    }
}

static int cell(double degrees, double size)
{
    return (int)floor(degrees / size);
}

static uint64_t country_name(const rc_spot *spot)
{
    return rc_hash64(rc_str_of(spot->country));
}

static void push_grid(rc_arena *arena, key_list *keys, const rc_mention *m, const rc_spot *spot, enum where where,
                      double size, int reach)
{
    int x = cell(spot->lon, size), y = cell(spot->lat, size);
    for (int dx = -reach; dx <= reach; dx++)
        for (int dy = -reach; dy <= reach; dy++) push_key(arena, keys, m, where, x + dx, y + dy, 0);
}

static void push_wide(rc_arena *arena, key_list *keys, const rc_mention *m, const rc_spot *spot, bool as_fine,
                      int reach)
{
    if (spot->country[0])
        push_key(arena, keys, m, as_fine ? FINE_IN_COUNTRY : WIDE_IN_COUNTRY, 0, 0, country_name(spot));
    else if (spot->is_resolved)
        push_grid(arena, keys, m, spot, as_fine ? FINE_IN_GRID : WIDE_IN_GRID, COARSE_DEGREES, reach);
}

static void push_parties(rc_arena *arena, key_list *keys, const rc_mention *m, enum where where)
{
    for (uint32_t i = 0; i < m->by.n; i++) push_key(arena, keys, m, where, 0, 0, m->by.ptr[i]);
    for (uint32_t i = 0; i < m->against.n; i++) push_key(arena, keys, m, where, 0, 0, m->against.ptr[i]);
}

static void push_sides(rc_arena *arena, key_list *keys, const rc_mention *m, enum where where)
{
    for (uint32_t i = 0; i < m->by.n; i++)
        for (uint32_t k = 0; k < m->against.n; k++) /* the same key for a clash told from its other end */
            push_key(arena, keys, m, where, 0, 0, m->by.ptr[i] ^ m->against.ptr[k]);
}

static void push_counts(rc_arena *arena, key_list *keys, const rc_mention *m)
{
    for (uint32_t i = 0; i < m->claim->n_losses; i++) {
        const rc_loss *loss = &m->claim->losses[i];
        double n = loss->count.has_low ? loss->count.low : loss->count.has_high ? loss->count.high : 0;
        if (n >= COUNT_MANY && n < INT32_MAX) push_key(arena, keys, m, COUNT, (int)loss->effect, (int)n, 0);
    }
}

static bool is_nowhere(const rc_mention *m)
{
    return m->n_spots && !m->spots[0].is_resolved;
}

/* Keys under which others find this claim. */
static void own_keys(rc_arena *arena, key_list *keys, const rc_mention *m)
{
    for (uint32_t i = 0; i < m->n_spots; i++) {
        const rc_spot *spot = &m->spots[i];
        bool fine = spot->level == RC_LEVEL_FINE;
        if (fine && spot->is_resolved) push_grid(arena, keys, m, spot, AT_CELL, CELL_DEGREES, 0);
        if (spot->key.len) push_key(arena, keys, m, AT_NAME, 0, 0, spot->hash);
        if (spot->level == m->level || !m->spots[0].is_resolved) push_wide(arena, keys, m, spot, fine, 0);
    }
    push_parties(arena, keys, m, m->n_spots ? PARTY_PLACED : PARTY_NO_PLACE);
    push_sides(arena, keys, m, SIDES);
    if (is_nowhere(m)) push_sides(arena, keys, m, SIDES_NOWHERE);
    push_counts(arena, keys, m);
}

/* Keys under which this claim looks for others. */
static void wanted_keys(rc_arena *arena, key_list *keys, const rc_mention *m)
{
    for (uint32_t i = 0; i < m->n_spots; i++) {
        const rc_spot *spot = &m->spots[i];
        if (spot->level == RC_LEVEL_FINE && spot->is_resolved)
            push_grid(arena, keys, m, spot, AT_CELL, CELL_DEGREES, 1);
        if (spot->key.len) push_key(arena, keys, m, AT_NAME, 0, 0, spot->hash);
        push_wide(arena, keys, m, spot, false, 1);
        if (m->level != RC_LEVEL_FINE) push_wide(arena, keys, m, spot, true, 1);
    }
    push_parties(arena, keys, m, PARTY_NO_PLACE);
    if (!m->n_spots) push_parties(arena, keys, m, PARTY_PLACED);
    push_sides(arena, keys, m, is_nowhere(m) ? SIDES : SIDES_NOWHERE);
    push_counts(arena, keys, m);
}

static int by_key(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return a->mention < b->mention ? -1 : a->mention > b->mention;
}

/* First entry that is not before (key, mention). */
static size_t lower_bound(const entries *index, uint64_t key, uint32_t mention)
{
    size_t low = 0, high = index->len;
    entry wanted = {key, mention};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_key(&index->ptr[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int by_score(const void *left, const void *right)
{
    const rc_link_score *a = left, *b = right;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

typedef RC_VEC(rc_link_score) links;

/* Earlier claims that share a key with claim `i`, scored; `seen[j] == i + 1` once j was looked at. */
static void look(const rc_joining *joining, const entries *index, const key_list *keys, uint32_t i, uint32_t *seen,
                 links *found)
{
    for (size_t k = 0; k < keys->len; k++) {
        size_t at = lower_bound(index, keys->ptr[k], i);
        for (unsigned n = 0; n < BUCKET_LOOK && at > 0 && index->ptr[at - 1].key == keys->ptr[k]; n++) {
            uint32_t j = index->ptr[--at].mention;
            if (seen[j] == i + 1) continue;
            seen[j] = i + 1;
            double score = rc_mention_score(joining, &joining->mentions[j], &joining->mentions[i]);
            if (score >= joining->tuning->link_min)
                *RC_PUSH(joining->arena, found) = (rc_link_score){(float)score, j, i};
        }
    }
}

rc_link_score *rc_candidates_find(const rc_joining *joining, uint32_t *n)
{
    rc_arena *arena = joining->arena;
    entries index = {0};
    key_list keys = {0};
    for (uint32_t i = 0; i < joining->n_mentions; i++) {
        keys.len = 0;
        own_keys(arena, &keys, &joining->mentions[i]);
        for (size_t k = 0; k < keys.len; k++) *RC_PUSH(arena, &index) = (entry){keys.ptr[k], i};
    }
    if (index.len) qsort(index.ptr, index.len, sizeof *index.ptr, by_key);

    uint32_t *seen = RC_NEWS(arena, uint32_t, joining->n_mentions);
    links all = {0}, mine = {0};
    for (uint32_t i = 0; i < joining->n_mentions; i++) {
        keys.len = mine.len = 0;
        wanted_keys(arena, &keys, &joining->mentions[i]);
        look(joining, &index, &keys, i, seen, &mine);
        if (mine.len) qsort(mine.ptr, mine.len, sizeof *mine.ptr, by_score);
        for (size_t k = 0; k < mine.len && k < NEIGHBOURS_MAX; k++) *RC_PUSH(arena, &all) = mine.ptr[k];
    }
    if (all.len) qsort(all.ptr, all.len, sizeof *all.ptr, by_score);
    *n = (uint32_t)all.len;
    return all.ptr;
}
