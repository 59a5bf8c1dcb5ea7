/* Which claims are worth comparing: those that share a key of the index (events/keys.h), never all pairs. */
#include <stdlib.h>

#include "events/clues.h"
#include "events/keys.h"
#include "events/weights.h"

typedef struct entry {
    uint64_t key;
    uint32_t mention;
} entry;

typedef RC_VEC(entry) entries;
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
static void look(const rc_joining *joining, const entries *index, const rc_keys *keys, uint32_t i, uint32_t *seen,
                 links *found)
{
    for (size_t k = 0; k < keys->len; k++) {
        size_t at = lower_bound(index, keys->ptr[k], i);
        for (unsigned n = 0; n < RC_JOIN_LOOK && at > 0 && index->ptr[at - 1].key == keys->ptr[k]; n++) {
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
    rc_keys keys = {0};
    for (uint32_t i = 0; i < joining->n_mentions; i++) {
        keys.len = 0;
        rc_keys_own(arena, &keys, &joining->mentions[i]);
        for (size_t k = 0; k < keys.len; k++) *RC_PUSH(arena, &index) = (entry){keys.ptr[k], i};
    }
    if (index.len) qsort(index.ptr, index.len, sizeof *index.ptr, by_key);

    uint32_t *seen = RC_NEWS(arena, uint32_t, joining->n_mentions);
    links all = {0}, mine = {0};
    for (uint32_t i = 0; i < joining->n_mentions; i++) {
        keys.len = mine.len = 0;
        rc_keys_wanted(arena, &keys, &joining->mentions[i]);
        look(joining, &index, &keys, i, seen, &mine);
        if (mine.len) qsort(mine.ptr, mine.len, sizeof *mine.ptr, by_score);
        for (size_t k = 0; k < mine.len && k < RC_JOIN_LINKS; k++) *RC_PUSH(arena, &all) = mine.ptr[k];
    }
    *n = (uint32_t)all.len;
    return all.ptr;
}
