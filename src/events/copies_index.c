/* Which reports are compared: those that share a MinHash band or pairs of names and numbers that stand side by side. Of
 * what many reports share only the latest are looked at. */
#include <stdlib.h>

#include "events/copies.h"

/* Reports under one key: a ring of the latest COPY_LOOK, which grows as it fills. */
typedef struct slot {
    uint64_t key; /* 0: free */
    uint32_t *reports;
    uint32_t n, cap; /* n counts all that ever came; cap at most COPY_LOOK */
} slot;

struct rc_copy_index {
    rc_arena *arena;
    slot *slots;
    size_t n, cap; /* cap is a power of two */
};

rc_copy_index *rc_copy_index_new(rc_arena *arena)
{
    rc_copy_index *index = RC_NEW(arena, rc_copy_index);
    index->arena = arena;
    index->cap = 1024;
    index->slots = RC_NEWS(arena, slot, index->cap);
    return index;
}

/* The keys are hashes already. */
static slot *slot_of(slot *slots, size_t cap, uint64_t key)
{
    size_t at = (size_t)(key & (cap - 1));
    while (slots[at].key && slots[at].key != key) at = (at + 1) & (cap - 1);
    return &slots[at];
}

static void grow(rc_copy_index *index)
{
    size_t cap = index->cap * 2;
    slot *slots = RC_NEWS(index->arena, slot, cap);
    for (size_t i = 0; i < index->cap; i++)
        if (index->slots[i].key) *slot_of(slots, cap, index->slots[i].key) = index->slots[i];
    index->slots = slots;
    index->cap = cap;
}

static void put(rc_copy_index *index, uint64_t key, uint32_t report)
{
    if (!key) key = 1;
    if (index->n * 4 >= index->cap * 3) grow(index);
    slot *s = slot_of(index->slots, index->cap, key);
    if (!s->key) {
        s->key = key;
        index->n++;
    }
    if (s->n == s->cap && s->cap < COPY_LOOK) {
        uint32_t cap = s->cap ? s->cap * 2 : 1;
        uint32_t *reports = RC_NEWS(index->arena, uint32_t, cap);
        if (s->n) memcpy(reports, s->reports, s->n * sizeof *reports);
        s->reports = reports;
        s->cap = cap;
    }
    s->reports[s->n++ % s->cap] = report;
}

void rc_copy_index_add(rc_copy_index *index, uint32_t report, const rc_sketch *sketch, const rc_print *print)
{
    put(index, sketch->whole, report);
    if (sketch->shingles)
        for (uint32_t b = 0; b < COPY_BANDS; b++) put(index, sketch->bands[b], report);
    for (uint32_t i = 0; i < print->n_pairs; i++) put(index, print->pairs[i], report);
}

typedef struct vote {
    uint32_t report, n;
} vote;

typedef RC_VEC(uint32_t) seen_list;

static void collect(const rc_copy_index *index, uint64_t key, seen_list *seen, rc_arena *scratch)
{
    const slot *s = slot_of(index->slots, index->cap, key ? key : 1);
    if (!s->key) return;
    uint32_t n = s->n < s->cap ? s->n : s->cap;
    for (uint32_t i = 0; i < n; i++) *RC_PUSH(scratch, seen) = s->reports[i];
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static int by_votes(const void *left, const void *right)
{
    const vote *a = left, *b = right;
    if (a->n != b->n) return a->n > b->n ? -1 : 1;
    return a->report > b->report ? -1 : a->report < b->report;
}

uint32_t rc_copy_index_find(rc_copy_index *index, const rc_sketch *sketch, const rc_print *print, uint32_t *out,
                            rc_arena *scratch)
{
    seen_list seen = {0};
    collect(index, sketch->whole, &seen, scratch);
    if (sketch->shingles)
        for (uint32_t b = 0; b < COPY_BANDS; b++) collect(index, sketch->bands[b], &seen, scratch);
    for (uint32_t i = 0; i < print->n_pairs; i++) collect(index, print->pairs[i], &seen, scratch);
    if (!seen.len) return 0;
    qsort(seen.ptr, seen.len, sizeof *seen.ptr, by_number);
    RC_VEC(vote) votes = {0};
    for (size_t i = 0; i < seen.len; i++) {
        if (votes.len && votes.ptr[votes.len - 1].report == seen.ptr[i])
            votes.ptr[votes.len - 1].n++;
        else
            *RC_PUSH(scratch, &votes) = (vote){seen.ptr[i], 1};
    }
    qsort(votes.ptr, votes.len, sizeof *votes.ptr, by_votes);
    uint32_t n = 0;
    for (size_t i = 0; i < votes.len && n < COPY_CANDIDATES; i++) out[n++] = votes.ptr[i].report;
    return n;
}
