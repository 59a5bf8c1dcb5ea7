/* Which reports are compared: those that share a MinHash band or pairs of names and numbers that stand side by side,
 * and are told at one time. Of what many reports share only the latest before a report are looked at. */
#include "events/copies.h"

#define DROPPED (-1)

/* What is found under a key: most keys are one report's alone. A hash of the key stands for it: once in a thousand
 * reports one more is compared for nothing. */
typedef struct slot {
    uint32_t tag, found; /* 0: free; a report, from 1; or LISTED and the number of a list */
} slot;

#define LISTED UINT32_C(0x80000000)

/* Reports under one key, in their order. */
typedef struct list {
    RC_VEC(uint32_t) entries;
} list;

struct rc_copy_index {
    rc_arena *arena;
    bool is_far; /* what lies within the window is passed over, else what lies beyond it */
    slot *slots;
    size_t n, cap; /* cap is a power of two */
    RC_VEC(rc_copy_entry) entries;
    RC_VEC(uint32_t) votes; /* of each entry, in one search; 0 between searches */
    RC_VEC(list) lists;
};

rc_copy_index *rc_copy_index_new(rc_arena *arena)
{
    rc_copy_index *index = RC_NEW(arena, rc_copy_index);
    index->arena = arena;
    index->cap = 1024;
    index->slots = RC_NEWS(arena, slot, index->cap);
    return index;
}

rc_copy_index *rc_copy_index_new_far(rc_arena *arena)
{
    rc_copy_index *index = rc_copy_index_new(arena);
    index->is_far = true;
    return index;
}

/* Pairs of marks come last, the smallest first: of two texts that share many, the smallest are often the same. */
const uint64_t *rc_copy_far_keys(const uint64_t *keys, uint32_t n, uint32_t *count)
{
    uint32_t before = 1 + COPY_BANDS, pairs = n > before ? n - before : 0;
    *count = pairs < COPY_FAR_KEYS ? pairs : COPY_FAR_KEYS;
    return pairs ? keys + n - pairs : keys;
}

static uint32_t tag_of(uint64_t key)
{
    return (uint32_t)((key ^ key >> 29) * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

static slot *slot_of(const rc_copy_index *index, uint32_t tag)
{
    size_t at = tag & (index->cap - 1);
    while (index->slots[at].found && index->slots[at].tag != tag) at = (at + 1) & (index->cap - 1);
    return &index->slots[at];
}

static void grow(rc_copy_index *index)
{
    slot *old = index->slots;
    size_t cap = index->cap;
    index->cap = 2 * cap;
    index->slots = RC_NEWS(index->arena, slot, index->cap);
    for (size_t i = 0; i < cap; i++)
        if (old[i].found) *slot_of(index, old[i].tag) = old[i];
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

/* A report without a day may be of any. */
static bool is_near(const rc_copy_entry *a, const rc_copy_entry *b)
{
    if (a->day == RC_DAY_NONE || b->day == RC_DAY_NONE) return true;
    return (a->day > b->day ? a->day - b->day : b->day - a->day) <= COPY_WINDOW_DAYS;
}

static const rc_copy_entry *entry_at(const rc_copy_index *index, const list *l, size_t i)
{
    return &index->entries.ptr[l->entries.ptr[i]];
}

/* Reports of the list that come before the one. */
static size_t count_before(const rc_copy_index *index, const list *l, const rc_copy_entry *of)
{
    size_t low = 0, high = l->entries.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order_of(entry_at(index, l, middle), of) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void insert(rc_copy_index *index, list *l, uint32_t entry)
{
    size_t at = count_before(index, l, &index->entries.ptr[entry]);
    RC_PUSH(index->arena, &l->entries);
    memmove(&l->entries.ptr[at + 1], &l->entries.ptr[at], (l->entries.len - 1 - at) * sizeof *l->entries.ptr);
    l->entries.ptr[at] = entry;
}

static void put(rc_copy_index *index, uint32_t tag, uint32_t entry)
{
    if (index->n * 4 >= index->cap * 3) grow(index);
    slot *s = slot_of(index, tag);
    if (!s->found) {
        *s = (slot){tag, entry + 1};
        index->n++;
        return;
    }
    if (!(s->found & LISTED)) {
        list *fresh = RC_PUSH(index->arena, &index->lists);
        insert(index, fresh, s->found - 1);
        s->found = LISTED | (uint32_t)(index->lists.len - 1);
    }
    insert(index, &index->lists.ptr[s->found & ~LISTED], entry);
}

void rc_copy_index_add(rc_copy_index *index, const rc_copy_entry *entry, const uint64_t *keys, uint32_t n)
{
    *RC_PUSH(index->arena, &index->entries) = *entry;
    *RC_PUSH(index->arena, &index->votes) = 0;
    for (uint32_t i = 0; i < n; i++) put(index, tag_of(keys[i]), (uint32_t)index->entries.len - 1);
}

/* What is found under a key, as a list; `one` holds a single report. */
static list list_of(const rc_copy_index *index, uint64_t key, uint32_t *one)
{
    const slot *s = slot_of(index, tag_of(key));
    if (s->found & LISTED) return index->lists.ptr[s->found & ~LISTED];
    *one = s->found - 1;
    list l = {0};
    if (s->found) {
        l.entries.ptr = one;
        l.entries.len = 1;
    }
    return l;
}

void rc_copy_index_drop(rc_copy_index *index, int64_t ref, const uint64_t *keys, uint32_t n)
{
    uint32_t one;
    if (!n) return;
    list l = list_of(index, keys[0], &one);
    for (size_t i = 0; i < l.entries.len; i++) {
        rc_copy_entry *entry = &index->entries.ptr[l.entries.ptr[i]];
        if (entry->ref == ref) entry->ref = DROPPED;
    }
}

typedef RC_VEC(uint32_t) entry_list;

/* Under one key: a vote for each of the nearest before the report, or behind it; those that had none are appended to
 * `out`. */
static void vote(rc_copy_index *index, uint64_t key, const rc_copy_entry *of, bool behind, entry_list *out,
                 rc_arena *scratch)
{
    uint32_t one;
    list l = list_of(index, key, &one);
    size_t at = l.entries.len ? count_before(index, &l, of) : 0;
    unsigned most = index->is_far ? COPY_FAR_LOOK : COPY_LOOK;
    for (unsigned n = 0; n < most && (behind ? at < l.entries.len : at > 0);) {
        uint32_t number = l.entries.ptr[behind ? at++ : --at];
        const rc_copy_entry *other = &index->entries.ptr[number];
        bool near = is_near(of, other);
        if (index->is_far && near) continue;
        if (!index->is_far && !near) {
            if (!behind) return;
            rc_copy_entry undated = {RC_DAY_NONE, {0}, 0};
            at = count_before(index, &l, &undated);
        } else if (other->ref != DROPPED && order_of(other, of) != 0) {
            if (!index->votes.ptr[number]++) *RC_PUSH(scratch, out) = number;
            n++;
        }
    }
}

/* More votes first, of as many the later report. */
static bool is_likelier(const rc_copy_index *index, uint32_t a, uint32_t b)
{
    uint32_t x = index->votes.ptr[a], y = index->votes.ptr[b];
    if (x != y) return x > y;
    return order_of(&index->entries.ptr[a], &index->entries.ptr[b]) > 0;
}

uint32_t rc_copy_index_find(rc_copy_index *index, const rc_copy_entry *of, const uint64_t *keys, uint32_t n,
                            int64_t out[COPY_CANDIDATES], uint32_t *least, rc_arena *scratch)
{
    entry_list seen = {0};
    uint32_t best[COPY_CANDIDATES], found = 0, most = index->is_far ? COPY_FAR_CANDIDATES : COPY_CANDIDATES;
    uint32_t votes = index->is_far ? COPY_FAR_VOTES : COPY_VOTES;
    for (uint32_t i = 0; i < n; i++) vote(index, keys[i], of, false, &seen, scratch);
    for (size_t i = 0; i < seen.len; i++) {
        if (index->votes.ptr[seen.ptr[i]] < votes) continue;
        uint32_t at = found < most ? found++ : most;
        if (at == most && !is_likelier(index, seen.ptr[i], best[--at])) continue;
        for (; at > 0 && is_likelier(index, seen.ptr[i], best[at - 1]); at--) best[at] = best[at - 1];
        best[at] = seen.ptr[i];
    }
    *least = found == most ? index->votes.ptr[best[found - 1]] : votes;
    for (uint32_t i = 0; i < found; i++) out[i] = index->entries.ptr[best[i]].ref;
    for (size_t i = 0; i < seen.len; i++) index->votes.ptr[seen.ptr[i]] = 0;
    return found;
}

rc_copy_later *rc_copy_index_later(rc_copy_index *index, const rc_copy_entry *of, const uint64_t *keys, uint32_t n,
                                   uint32_t *count, rc_arena *arena)
{
    entry_list seen = {0};
    for (uint32_t i = 0; i < n; i++) vote(index, keys[i], of, true, &seen, arena);
    rc_copy_later *out = RC_NEWS(arena, rc_copy_later, seen.len);
    for (size_t i = 0; i < seen.len; i++) {
        out[i] = (rc_copy_later){index->entries.ptr[seen.ptr[i]].ref, index->votes.ptr[seen.ptr[i]]};
        index->votes.ptr[seen.ptr[i]] = 0;
    }
    *count = (uint32_t)seen.len;
    return out;
}
