/* What two fingerprints have in common. Order is measured by the longest common subsequence, bit-parallel (Hyyrö,
 * "Bit-parallel LCS-length computation revisited", 2004), against the same with one side read backwards: that is what
 * two texts of this length with these words share by chance. */
#include <stdlib.h>

#include "events/copies.h"

typedef struct place_of {
    uint32_t key, at;
} place_of;

static int by_key_and_place(const void *left, const void *right)
{
    const place_of *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

static uint32_t first_at_or_above(const place_of *sorted, uint32_t n, uint32_t key)
{
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (sorted[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static uint32_t count_zeros(const uint64_t *row, uint32_t n)
{
    uint32_t ones = 0;
    for (uint32_t i = 0; i < n; i++) ones += (uint32_t)__builtin_popcountll(row[i / 64] >> (i % 64) & 1);
    return n - ones;
}

/* row = (row + match) | (row - match), where match holds the places of one key among the bits of row. */
static void step(uint64_t *row, const uint64_t *match, uint32_t cells)
{
    uint64_t carry = 0, borrow = 0;
    for (uint32_t c = 0; c < cells; c++) {
        uint64_t m = row[c] & match[c], sum, difference;
        uint64_t first = (uint64_t)__builtin_add_overflow(row[c], m, &sum);
        uint64_t second = (uint64_t)__builtin_add_overflow(sum, carry, &sum);
        carry = first | second;
        first = (uint64_t)__builtin_sub_overflow(row[c], m, &difference);
        second = (uint64_t)__builtin_sub_overflow(difference, borrow, &difference);
        borrow = first | second;
        row[c] = sum | difference;
    }
}

static uint32_t common_in_order(const place_of *sorted, uint32_t n_a, const uint32_t *b, uint32_t n_b, bool backwards,
                                rc_arena *scratch)
{
    uint32_t cells = (n_a + 63) / 64;
    uint64_t *row = RC_NEWS(scratch, uint64_t, cells + 1), *match = RC_NEWS(scratch, uint64_t, cells + 1);
    memset(row, 0xff, cells * sizeof *row);
    for (uint32_t j = 0; j < n_b; j++) {
        uint32_t key = b[backwards ? n_b - 1 - j : j];
        uint32_t beg = first_at_or_above(sorted, n_a, key), end = beg;
        for (; end < n_a && sorted[end].key == key; end++)
            match[sorted[end].at / 64] |= UINT64_C(1) << (sorted[end].at % 64);
        if (end == beg) continue;
        step(row, match, cells);
        for (uint32_t i = beg; i < end; i++) match[sorted[i].at / 64] = 0;
    }
    return count_zeros(row, n_a);
}

static place_of *sort_places(const uint32_t *keys, uint32_t n, rc_arena *scratch)
{
    place_of *sorted = RC_NEWS(scratch, place_of, n);
    for (uint32_t i = 0; i < n; i++) sorted[i] = (place_of){keys[i], i};
    if (n) qsort(sorted, n, sizeof *sorted, by_key_and_place);
    return sorted;
}

static uint32_t in_order(const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b, rc_arena *scratch)
{
    return common_in_order(sort_places(a, n_a, scratch), n_a, b, n_b, false, scratch);
}

/* Share of a's items in one order with b's that chance does not explain. */
static double beyond_chance(const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b, rc_arena *scratch)
{
    place_of *sorted = sort_places(a, n_a, scratch);
    uint32_t forward = common_in_order(sorted, n_a, b, n_b, false, scratch);
    uint32_t chance = common_in_order(sorted, n_a, b, n_b, true, scratch);
    return forward > chance ? (double)(forward - chance) / (n_a - chance) : 0;
}

static const rc_mark *find_mark(const rc_print *print, uint32_t key)
{
    uint32_t lo = 0, hi = print->n_set;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (print->set[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < print->n_set && print->set[lo].key == key ? &print->set[lo] : NULL;
}

static uint32_t *keys_of(const rc_print *print, rc_arena *scratch)
{
    uint32_t *keys = RC_NEWS(scratch, uint32_t, print->n_marks);
    for (uint32_t i = 0; i < print->n_marks; i++) keys[i] = print->marks[i].key;
    return keys;
}

/* Names, numbers and literals at their first places. */
static uint32_t *strong_keys(const rc_print *print, uint32_t *n, rc_arena *scratch)
{
    uint32_t *keys = RC_NEWS(scratch, uint32_t, print->n_marks);
    bool *seen = RC_NEWS(scratch, bool, print->n_set);
    *n = 0;
    for (uint32_t i = 0; i < print->n_marks; i++) {
        const rc_mark *m = find_mark(print, print->marks[i].key);
        if (m->kind == RC_MARK_WORD || seen[m - print->set]) continue;
        seen[m - print->set] = true;
        keys[(*n)++] = m->key;
    }
    return keys;
}

/* Share of the shorter one's pairs that the longer has, from the smallest keys of both (see rc_sketch_jaccard). */
static double share_of_pairs(const rc_print *a, const rc_print *b)
{
    uint32_t common = 0, seen = 0;
    bool whole = a->n_pairs == a->all_pairs && b->n_pairs == b->all_pairs;
    uint32_t limit = whole ? UINT32_MAX : COPY_PAIRS;
    for (uint32_t i = 0, j = 0; (i < a->n_pairs || j < b->n_pairs) && seen < limit; seen++) {
        uint64_t x = i < a->n_pairs ? a->pairs[i] : UINT64_MAX, y = j < b->n_pairs ? b->pairs[j] : UINT64_MAX;
        common += x == y;
        i += x <= y;
        j += y <= x;
    }
    double jaccard = seen ? (double)common / seen : 0;
    double both = jaccard / (1 + jaccard) * ((double)a->all_pairs + b->all_pairs);
    double fewer = a->all_pairs < b->all_pairs ? a->all_pairs : b->all_pairs;
    return fewer > 0 ? both / fewer : 0;
}

void rc_print_compare(rc_likeness *out, const rc_print *a, const rc_print *b, rc_arena *scratch)
{
    *out = (rc_likeness){0};
    if (a->n_words > b->n_words) {
        const rc_print *shorter = b;
        b = a;
        a = shorter;
    }
    uint32_t shared = 0;
    for (uint32_t i = 0; i < a->n_set; i++) {
        if (a->set[i].kind == RC_MARK_WORD || !find_mark(b, a->set[i].key)) continue;
        shared += a->set[i].weight;
        out->found++;
    }
    out->shared = shared / (double)RC_MARK_UNIT;
    out->share = a->strong ? (double)shared / a->strong : 0;
    if (out->shared < COPY_SHARED || out->share < COPY_SHARE_OTHER) return; /* no copy, whatever the order */
    out->beside = share_of_pairs(a, b);
    uint32_t *marks_a = keys_of(a, scratch), *marks_b = keys_of(b, scratch), n_b;
    out->order = beyond_chance(marks_a, a->n_marks, marks_b, b->n_marks, scratch);
    uint32_t *mine = strong_keys(a, &out->of, scratch), *theirs = strong_keys(b, &n_b, scratch);
    out->in_order = in_order(mine, out->of, theirs, n_b, scratch);
}
