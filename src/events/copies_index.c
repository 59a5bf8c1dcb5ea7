/* Which reports are compared: those that share a MinHash band or pairs of names and numbers that stand side by side, and
 * are told at one time. Of what many reports share only the latest before a report are looked at. */
#include <stdlib.h>

#include "events/copies.h"

#define DROPPED (-1)

/* What is found under one key stands together (linear probing). A part of the key, hashed, stands for it: once in a
 * thousand reports one more is compared for nothing. */
typedef struct slot {
    uint32_t tag, entry; /* entry counts from 1; 0: free */
} slot;

struct rc_copy_index {
    rc_arena *arena;
    slot *slots;
    size_t n, cap; /* cap is a power of two */
    RC_VEC(rc_copy_entry) entries;
};

rc_copy_index *rc_copy_index_new(rc_arena *arena)
{
    rc_copy_index *index = RC_NEW(arena, rc_copy_index);
    index->arena = arena;
    index->cap = 1024;
    index->slots = RC_NEWS(arena, slot, index->cap);
    return index;
}

static uint32_t tag_of(uint64_t key)
{
    return (uint32_t)((key ^ key >> 29) * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

static size_t place_of(const rc_copy_index *index, uint32_t tag)
{
    return tag & (index->cap - 1);
}

static void put(rc_copy_index *index, slot wanted)
{
    size_t at = place_of(index, wanted.tag);
    while (index->slots[at].entry) at = (at + 1) & (index->cap - 1);
    index->slots[at] = wanted;
    index->n++;
}

static void grow(rc_copy_index *index)
{
    slot *old = index->slots;
    size_t cap = index->cap;
    index->cap = 2 * cap;
    index->n = 0;
    index->slots = RC_NEWS(index->arena, slot, index->cap);
    for (size_t i = 0; i < cap; i++)
        if (old[i].entry) put(index, old[i]);
}

void rc_copy_index_add(rc_copy_index *index, const rc_copy_entry *entry, const uint64_t *keys, uint32_t n)
{
    *RC_PUSH(index->arena, &index->entries) = *entry;
    for (uint32_t i = 0; i < n; i++) {
        if (index->n * 4 >= index->cap * 3) grow(index);
        put(index, (slot){tag_of(keys[i]), (uint32_t)index->entries.len});
    }
}

void rc_copy_index_drop(rc_copy_index *index, int64_t ref, const uint64_t *keys, uint32_t n)
{
    if (!n) return;
    uint32_t tag = tag_of(keys[0]);
    for (size_t at = place_of(index, tag); index->slots[at].entry; at = (at + 1) & (index->cap - 1)) {
        rc_copy_entry *entry = &index->entries.ptr[index->slots[at].entry - 1];
        if (index->slots[at].tag == tag && entry->ref == ref) entry->ref = DROPPED;
    }
}

/* ---- order */

static int64_t day_of(const rc_copy_entry *e)
{
    return e->day == RC_DAY_NONE ? INT64_MAX / 2 : e->day;
}

static int order_of(const rc_copy_entry *a, const rc_copy_entry *b)
{
    if (day_of(a) != day_of(b)) return day_of(a) < day_of(b) ? -1 : 1;
    return rc_str_cmp(a->id, b->id);
}

static int by_order(const void *left, const void *right)
{
    return order_of(*(const rc_copy_entry *const *)left, *(const rc_copy_entry *const *)right);
}

/* A report without a day may be of any. */
static bool is_near(const rc_copy_entry *a, const rc_copy_entry *b)
{
    if (a->day == RC_DAY_NONE || b->day == RC_DAY_NONE) return true;
    return (a->day > b->day ? a->day - b->day : b->day - a->day) <= COPY_WINDOW_DAYS;
}

typedef RC_VEC(const rc_copy_entry *) entry_list;

/* Under one key: those before the report (sign -1) or behind it (1), nearest COPY_LOOK, appended to `out`. */
static void collect(const rc_copy_index *index, uint64_t key, const rc_copy_entry *of, int sign, entry_list *out,
                    rc_arena *scratch)
{
    size_t first = out->len;
    uint32_t tag = tag_of(key);
    for (size_t at = place_of(index, tag); index->slots[at].entry; at = (at + 1) & (index->cap - 1)) {
        const rc_copy_entry *other = &index->entries.ptr[index->slots[at].entry - 1];
        if (index->slots[at].tag != tag || other->ref == DROPPED || !is_near(of, other)) continue;
        if (order_of(other, of) * sign > 0) *RC_PUSH(scratch, out) = other;
    }
    if (out->len - first <= COPY_LOOK) return;
    qsort(&out->ptr[first], out->len - first, sizeof *out->ptr, by_order);
    if (sign < 0)
        memmove(&out->ptr[first], &out->ptr[out->len - COPY_LOOK], COPY_LOOK * sizeof *out->ptr);
    out->len = first + COPY_LOOK;
}

typedef struct vote {
    const rc_copy_entry *entry;
    uint32_t n;
} vote;

static int by_votes(const void *left, const void *right)
{
    const vote *a = left, *b = right;
    if (a->n != b->n) return a->n > b->n ? -1 : 1;
    return order_of(b->entry, a->entry);
}

uint32_t rc_copy_index_find(const rc_copy_index *index, const rc_copy_entry *of, const uint64_t *keys, uint32_t n,
                            int64_t out[COPY_CANDIDATES], rc_arena *scratch)
{
    entry_list seen = {0};
    for (uint32_t i = 0; i < n; i++) collect(index, keys[i], of, -1, &seen, scratch);
    if (!seen.len) return 0;
    qsort(seen.ptr, seen.len, sizeof *seen.ptr, by_order);
    RC_VEC(vote) votes = {0};
    for (size_t i = 0; i < seen.len; i++) {
        if (votes.len && votes.ptr[votes.len - 1].entry == seen.ptr[i])
            votes.ptr[votes.len - 1].n++;
        else
            *RC_PUSH(scratch, &votes) = (vote){seen.ptr[i], 1};
    }
    qsort(votes.ptr, votes.len, sizeof *votes.ptr, by_votes);
    uint32_t found = 0;
    for (size_t i = 0; i < votes.len && found < COPY_CANDIDATES; i++) out[found++] = votes.ptr[i].entry->ref;
    return found;
}

int64_t *rc_copy_index_later(const rc_copy_index *index, const rc_copy_entry *of, const uint64_t *keys, uint32_t n,
                             uint32_t *count, rc_arena *arena)
{
    entry_list seen = {0};
    for (uint32_t i = 0; i < n; i++) collect(index, keys[i], of, 1, &seen, arena);
    if (seen.len) qsort(seen.ptr, seen.len, sizeof *seen.ptr, by_order);
    int64_t *out = RC_NEWS(arena, int64_t, seen.len);
    *count = 0;
    for (size_t i = 0; i < seen.len; i++)
        if (!i || seen.ptr[i] != seen.ptr[i - 1]) out[(*count)++] = seen.ptr[i]->ref;
    return out;
}
