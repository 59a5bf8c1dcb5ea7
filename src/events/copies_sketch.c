/* Plain copies: five-word shingles, the smallest hashes of them, MinHash bands (Broder, "On the resemblance and
 * containment of documents", 1997). */
#include <stdlib.h>

#include "events/copies.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

static uint64_t mix(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static int by_value(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* Hashes of all runs of SHINGLE_WORDS words; none when the text is shorter. */
static uint32_t *shingle(rc_arena *arena, rc_str folded, uint32_t *n, uint32_t *words)
{
    RC_VEC(uint32_t) out = {0};
    uint64_t window[SHINGLE_WORDS] = {0};
    uint32_t count = 0;
    rc_str rest = folded;
    while (rest.ptr && rest.len) {
        rc_str word = rc_str_cut(&rest, ' ');
        window[count++ % SHINGLE_WORDS] = rc_hash64(word);
        if (count < SHINGLE_WORDS) continue;
        uint64_t h = 0;
        for (uint32_t i = 0; i < SHINGLE_WORDS; i++) h = mix(h + window[(count + i) % SHINGLE_WORDS]);
        *RC_PUSH(arena, &out) = (uint32_t)(h >> 32);
    }
    *words = count;
    if (out.len) qsort(out.ptr, out.len, sizeof *out.ptr, by_value);
    uint32_t kept = 0;
    for (size_t i = 0; i < out.len; i++)
        if (!kept || out.ptr[i] != out.ptr[kept - 1]) out.ptr[kept++] = out.ptr[i];
    *n = kept;
    return out.ptr;
}

void rc_sketch_make(rc_sketch *out, rc_str text, rc_arena *arena, rc_arena *scratch)
{
    rc_str folded = rc_utf8_name_key(scratch, text);
    uint32_t *all = shingle(scratch, folded, &out->shingles, &out->words);
    out->whole = mix(rc_hash64(folded) ^ 1);
    out->n = out->shingles < COPY_SKETCH ? out->shingles : COPY_SKETCH;
    out->smallest = RC_NEWS(arena, uint32_t, out->n);
    if (out->n) memcpy(out->smallest, all, out->n * sizeof *all);
    uint64_t factor[COPY_HASHES];
    uint32_t least[COPY_HASHES];
    for (uint32_t h = 0; h < COPY_HASHES; h++) factor[h] = mix(h + 1) | 1;
    memset(least, 0xff, sizeof least);
    for (uint32_t i = 0; i < out->shingles; i++)
        for (uint32_t h = 0; h < COPY_HASHES; h++) {
            /* Multiply-shift with odd constants drawn from a fixed sequence. */
            uint32_t value = (uint32_t)((all[i] * factor[h]) >> 32);
            if (value < least[h]) least[h] = value;
        }
    for (uint32_t b = 0; b < COPY_BANDS; b++) {
        uint64_t key = b;
        for (uint32_t r = 0; r < COPY_ROWS; r++) key = mix(key + least[b * COPY_ROWS + r]);
        out->bands[b] = key;
    }
}

/* From the smallest hashes of the union of both sets; exact when both are kept whole. */
double rc_sketch_jaccard(const rc_sketch *a, const rc_sketch *b)
{
    uint32_t i = 0, j = 0, seen = 0, common = 0;
    bool whole = a->n == a->shingles && b->n == b->shingles;
    uint32_t limit = whole ? UINT32_MAX : COPY_SKETCH;
    while ((i < a->n || j < b->n) && seen < limit) {
        seen++;
        if (j >= b->n || (i < a->n && a->smallest[i] < b->smallest[j]))
            i++;
        else if (i >= a->n || b->smallest[j] < a->smallest[i])
            j++;
        else {
            common++;
            i++;
            j++;
        }
    }
    return seen ? (double)common / seen : 0;
}

double rc_sketch_contained(double jaccard, const rc_sketch *a, const rc_sketch *b)
{
    double common = jaccard / (1 + jaccard) * ((double)a->shingles + b->shingles);
    double shorter = a->shingles < b->shingles ? a->shingles : b->shingles;
    double share = shorter > 0 ? common / shorter : 0;
    return share < 1 ? share : 1;
}
