/* Which reports are compared: those that share a MinHash band or pairs of names and numbers that stand side by side,
 * and are told at one time; in a far index, by a few of these, those that are not. Of what many reports share only the
 * latest before a report are looked at. */
#include "events/copies.h"

#define DROPPED (-1)

/* What is found under a key: most keys are one report's alone. A hash of the key stands for it: once in a thousand
 * reports one more is compared for nothing. */
typedef struct slot {
    uint32_t tag, found; /* 0: free; a report, from 1; or LISTED and the number of a list */
} slot;

#define LISTED UINT32_C(0x80000000)

#define MOST_KEYS (1 + COPY_BANDS + COPY_PAIRS)
#define FIRST_ROOM 3

/* Reports under one key, in their order. */
typedef struct block {
    uint32_t len, room;
    uint32_t entries[];
} block;

typedef struct list {
    const uint32_t *entries;
    size_t len;
} list;

struct rc_copy_index {
    rc_arena *arena;
    bool is_far; /* what is near is passed over, else what is far */
    slot *slots;
    size_t n, cap;
    RC_VEC(rc_copy_entry) entries;
    RC_VEC(uint32_t) votes; /* of each entry, in one search; 0 between searches */
    RC_VEC(block *) lists;
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

/* Pairs of marks come last, the smallest first: of two texts that share many, the smallest are often the same. Where
 * they are few, the text itself and its first bands stand in for them. */
const uint64_t *rc_copy_far_keys(bool is_dated, const uint64_t *keys, uint32_t n, uint64_t room[COPY_FAR_KEYS],
                                 uint32_t *count)
{
    uint32_t before = n < 1 + COPY_BANDS ? n : 1 + COPY_BANDS, found = 0;
    *count = n;
    if (!is_dated) return keys;
    for (uint32_t i = before; i < n && found < COPY_FAR_KEYS; i++) room[found++] = keys[i];
    for (uint32_t i = 0; i < before && found < COPY_FAR_KEYS; i++) room[found++] = keys[i];
    *count = found;
    return room;
}

static uint32_t tag_of(uint64_t key)
{
    return (uint32_t)((key ^ key >> 29) * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

/* Tags are spread over all of their range: what share of it one is at, there in the table it begins. */
static slot *slot_of(const rc_copy_index *index, uint32_t tag)
{
    size_t at = (size_t)((uint64_t)tag * index->cap >> 32);
    while (index->slots[at].found && index->slots[at].tag != tag) at = at + 1 < index->cap ? at + 1 : 0;
    return &index->slots[at];
}

static void grow(rc_copy_index *index, size_t to)
{
    slot *old = index->slots;
    size_t cap = index->cap;
    index->cap = to;
    index->slots = RC_NEWS(index->arena, slot, index->cap);
    for (size_t i = 0; i < cap; i++)
        if (old[i].found) *slot_of(index, old[i].tag) = old[i];
}

void rc_copy_index_reserve(rc_copy_index *index, int64_t n_reports)
{
    size_t cap = (size_t)n_reports * MOST_KEYS / 4 * 5;
    if (cap > index->cap) grow(index, cap);
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

bool rc_copy_is_far(rc_day a, rc_day b)
{
    return a == RC_DAY_NONE || b == RC_DAY_NONE || (a > b ? a - b : b - a) > COPY_WINDOW_DAYS;
}

static const rc_copy_entry *entry_at(const rc_copy_index *index, const list *l, size_t i)
{
    return &index->entries.ptr[l->entries[i]];
}

/* Reports of the list that come before the one. */
static size_t count_before(const rc_copy_index *index, const list *l, const rc_copy_entry *of)
{
    size_t low = 0, high = l->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order_of(entry_at(index, l, middle), of) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static block *new_block(rc_arena *arena, uint32_t room)
{
    block *b = rc_arena_alloc(arena, sizeof *b + room * sizeof *b->entries, alignof(block), 1);
    b->room = room;
    return b;
}

static void insert(rc_copy_index *index, block **to, uint32_t entry)
{
    block *b = *to;
    if (b->len == b->room) {
        b = new_block(index->arena, 2 * b->room);
        b->len = (*to)->len;
        memcpy(b->entries, (*to)->entries, b->len * sizeof *b->entries);
        *to = b;
    }
    list l = {b->entries, b->len};
    size_t at = count_before(index, &l, &index->entries.ptr[entry]);
    memmove(&b->entries[at + 1], &b->entries[at], (b->len - at) * sizeof *b->entries);
    b->entries[at] = entry;
    b->len++;
}

static void put(rc_copy_index *index, uint32_t tag, uint32_t entry)
{
    if (index->n * 6 >= index->cap * 5) grow(index, index->cap * 2);
    slot *s = slot_of(index, tag);
    if (!s->found) {
        *s = (slot){tag, entry + 1};
        index->n++;
        return;
    }
    if (!(s->found & LISTED)) {
        block **fresh = RC_PUSH(index->arena, &index->lists);
        *fresh = new_block(index->arena, FIRST_ROOM);
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
    if (s->found & LISTED) {
        const block *b = index->lists.ptr[s->found & ~LISTED];
        return (list){b->entries, b->len};
    }
    *one = s->found - 1;
    return (list){one, s->found ? 1 : 0};
}

void rc_copy_index_drop(rc_copy_index *index, int64_t ref, const uint64_t *keys, uint32_t n)
{
    uint32_t one;
    if (!n) return;
    list l = list_of(index, keys[0], &one);
    for (size_t i = 0; i < l.len; i++) {
        rc_copy_entry *entry = &index->entries.ptr[l.entries[i]];
        if (entry->ref == ref) entry->ref = DROPPED;
    }
}

typedef RC_VEC(uint32_t) entry_list;

typedef struct voting {
    rc_copy_index *index;
    const rc_copy_entry *of;
    entry_list seen; /* those that have votes */
    rc_arena *scratch;
} voting;

/* False: it does not count. */
static bool vote_for(voting *v, uint32_t number)
{
    const rc_copy_entry *other = &v->index->entries.ptr[number];
    if (other->ref == DROPPED || order_of(other, v->of) == 0) return false;
    if (!v->index->votes.ptr[number]++) *RC_PUSH(v->scratch, &v->seen) = number;
    return true;
}

/* Under one key: a vote for each of the nearest before the report, or behind it. */
static void vote_near(voting *v, const list *l, bool behind)
{
    size_t at = l->len ? count_before(v->index, l, v->of) : 0;
    for (unsigned n = 0; n < COPY_LOOK && (behind ? at < l->len : at > 0);) {
        uint32_t number = l->entries[behind ? at++ : --at];
        if (rc_copy_is_far(v->of->day, v->index->entries.ptr[number].day)) return;
        n += vote_for(v, number);
    }
}

/* A vote for each of the nearest that lie far before it, those without a day apart. */
static void vote_far(voting *v, const list *l)
{
    static const rc_copy_entry first_undated = {RC_DAY_NONE, {0}, 0};
    size_t at = l->len ? count_before(v->index, l, v->of) : 0;
    size_t dated = l->len ? count_before(v->index, l, &first_undated) : 0;
    for (unsigned n = 0; n < COPY_UNDATED_LOOK && at > dated;) n += vote_for(v, l->entries[--at]);
    if (at > dated) at = dated;
    for (unsigned n = 0; n < COPY_FAR_LOOK && at > 0;) {
        uint32_t number = l->entries[--at];
        if (rc_copy_is_far(v->of->day, v->index->entries.ptr[number].day)) n += vote_for(v, number);
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
                            rc_copy_vote out[COPY_CANDIDATES], rc_arena *scratch)
{
    voting v = {index, of, {0}, scratch};
    bool few = index->is_far && of->day != RC_DAY_NONE;
    uint32_t best[COPY_CANDIDATES], found = 0, most = few ? COPY_FAR_CANDIDATES : COPY_CANDIDATES;
    uint32_t votes = few ? COPY_FAR_VOTES : index->is_far ? COPY_UNDATED_VOTES : COPY_VOTES;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t one;
        list l = list_of(index, keys[i], &one);
        if (index->is_far)
            vote_far(&v, &l);
        else
            vote_near(&v, &l, false);
    }
    entry_list seen = v.seen;
    for (size_t i = 0; i < seen.len; i++) {
        if (index->votes.ptr[seen.ptr[i]] < votes) continue;
        uint32_t at = found < most ? found++ : most;
        if (at == most && !is_likelier(index, seen.ptr[i], best[--at])) continue;
        for (; at > 0 && is_likelier(index, seen.ptr[i], best[at - 1]); at--) best[at] = best[at - 1];
        best[at] = seen.ptr[i];
    }
    for (uint32_t i = 0; i < found; i++)
        out[i] = (rc_copy_vote){index->entries.ptr[best[i]].ref, index->votes.ptr[best[i]]};
    for (size_t i = 0; i < seen.len; i++) index->votes.ptr[seen.ptr[i]] = 0;
    return found;
}

rc_copy_vote *rc_copy_index_later(rc_copy_index *index, const rc_copy_entry *of, const uint64_t *keys, uint32_t n,
                                  uint32_t *count, rc_arena *arena)
{
    voting v = {index, of, {0}, arena};
    for (uint32_t i = 0; i < n; i++) {
        uint32_t one;
        list l = list_of(index, keys[i], &one);
        vote_near(&v, &l, true);
    }
    entry_list seen = v.seen;
    rc_copy_vote *out = RC_NEWS(arena, rc_copy_vote, seen.len);
    *count = 0;
    for (size_t i = 0; i < seen.len; i++) {
        uint32_t votes = index->votes.ptr[seen.ptr[i]];
        if (votes >= COPY_VOTES) out[(*count)++] = (rc_copy_vote){index->entries.ptr[seen.ptr[i]].ref, votes};
        index->votes.ptr[seen.ptr[i]] = 0;
    }
    return out;
}
