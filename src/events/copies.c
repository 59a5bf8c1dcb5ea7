/* Copies of reports. Exact ones by their folded text; near ones by the Jaccard index of five-word shingles (Broder,
 * "On the resemblance and containment of documents", 1997), candidates by MinHash bands. */
#include <stdlib.h>

#include "events/mention.h"
#include "events/weights.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

#define HASHES (COPY_BANDS * COPY_ROWS)

typedef struct sketch {
    uint32_t *smallest;   /* up to COPY_SKETCH shingle hashes, ascending, no repeats */
    uint32_t n, shingles; /* kept, and all distinct ones */
    uint32_t words;
    uint64_t whole; /* of the folded text */
    uint64_t bands[COPY_BANDS];
} sketch;

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

/* Hashes of all runs of SHINGLE_WORDS words; one of the whole text when it is shorter. */
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

typedef struct sketch_job {
    rc_arena *scratch;
    sketch *sketch;
    rc_str text;
} sketch_job;

static rc_status make_sketch(void *context, rc_error *err)
{
    (void)err;
    sketch_job *job = context;
    sketch *s = job->sketch;
    rc_str folded = rc_utf8_name_key(job->scratch, job->text);
    uint32_t *all = shingle(job->scratch, folded, &s->shingles, &s->words);
    s->whole = rc_hash64(folded);
    s->n = s->shingles < COPY_SKETCH ? s->shingles : COPY_SKETCH;
    if (s->n) memcpy(s->smallest, all, s->n * sizeof *all);
    uint32_t least[HASHES];
    memset(least, 0xff, sizeof least);
    for (uint32_t i = 0; i < s->shingles; i++)
        for (uint32_t h = 0; h < HASHES; h++) {
            /* Multiply-shift with odd constants drawn from a fixed sequence. */
            uint32_t value = (uint32_t)((all[i] * (mix(h + 1) | 1)) >> 32);
            if (value < least[h]) least[h] = value;
        }
    for (uint32_t b = 0; b < COPY_BANDS; b++) {
        uint64_t key = b;
        for (uint32_t r = 0; r < COPY_ROWS; r++) key = mix(key + least[b * COPY_ROWS + r]);
        s->bands[b] = key;
    }
    return RC_OK;
}

/* The words of one report at a time are taken apart in an arena of its own, which is given back whatever happens. */
static rc_status make_sketches(const rc_joining *joining, sketch *sketches, rc_error *err)
{
    rc_arena scratch;
    rc_arena_init(&scratch, (size_t)1 << 20, 0);
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < joining->n_reports && status == RC_OK; i++) {
        sketch_job job = {&scratch, &sketches[i], joining->reports[i].report->text};
        status = rc_arena_run(&scratch, make_sketch, &job, "finding copies", err);
        rc_arena_reset(&scratch);
    }
    rc_arena_release(&scratch);
    return status;
}

/* Jaccard index from the smallest hashes of the union of both sets; exact when both are kept whole. */
static double similarity(const sketch *a, const sketch *b)
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

/* Share of the shorter one's shingles that stand in the longer, from the Jaccard index and the sizes. */
static double containment(double jaccard, const sketch *a, const sketch *b)
{
    double common = jaccard / (1 + jaccard) * ((double)a->shingles + b->shingles);
    double shorter = a->shingles < b->shingles ? a->shingles : b->shingles;
    double share = shorter > 0 ? common / shorter : 0;
    return share < 1 ? share : 1;
}

static rc_str describe(const rc_joining *joining, uint32_t original, bool exact, double jaccard, double contained)
{
    const rc_join_report *report = joining->reports[original].report;
    char day[11];
    rc_day_iso(report->published, day);
    rc_str from = report->outlet.len
                      ? rc_arena_printf(joining->arena, " (%.*s%s%s)", RC_FMT(report->outlet), *day ? ", " : "", day)
                      : rc_arena_printf(joining->arena, *day ? " (%s)" : "%s", day);
    if (exact)
        return rc_arena_printf(joining->arena, "Has the same words as %.*s%.*s", RC_FMT(report->id), RC_FMT(from));
    if (jaccard >= COPY_JACCARD)
        return rc_arena_printf(joining->arena, "Shares %.0f %% of its five-word sequences with %.*s%.*s", 100 * jaccard,
                               RC_FMT(report->id), RC_FMT(from));
    return rc_arena_printf(joining->arena, "%.0f %% of the shorter text stands in the longer one, of it and %.*s%.*s",
                           100 * contained, RC_FMT(report->id), RC_FMT(from));
}

/* The earlier one is the original; on one day the longer one; else the one whose id sorts first. */
static bool comes_first(const rc_joining *joining, const sketch *sketches, uint32_t a, uint32_t b)
{
    rc_day da = joining->reports[a].report->published, db = joining->reports[b].report->published;
    if (da != db || sketches[a].words == sketches[b].words) return a < b;
    return sketches[a].words > sketches[b].words;
}

typedef struct best_original {
    uint32_t report; /* RC_NO_MENTION: none */
    double jaccard, contained, strength;
    bool exact;
} best_original;

static void consider(const rc_joining *joining, const sketch *sketches, best_original *best, uint32_t a, uint32_t b)
{
    const sketch *sa = &sketches[a], *sb = &sketches[b];
    bool exact = sa->whole == sb->whole && sa->words == sb->words;
    double jaccard = exact ? 1 : similarity(sa, sb);
    double contained = exact ? 1 : containment(jaccard, sa, sb);
    uint32_t shorter = sa->shingles < sb->shingles ? sa->shingles : sb->shingles;
    bool is_copy =
        exact || jaccard >= COPY_JACCARD || (contained >= COPY_CONTAINED && shorter >= COPY_CONTAINED_SHINGLES);
    if (!is_copy) return;
    bool a_first = comes_first(joining, sketches, a, b);
    uint32_t original = a_first ? a : b, copy = a_first ? b : a;
    best_original *mine = &best[copy];
    double strength = exact ? 2 : jaccard > contained ? jaccard : contained;
    bool better = mine->report == RC_NO_MENTION || strength > mine->strength ||
                  (strength == mine->strength && comes_first(joining, sketches, original, mine->report));
    if (better) *mine = (best_original){original, jaccard, contained, strength, exact};
}

typedef struct band_entry {
    uint64_t key;
    uint32_t report;
} band_entry;

static int by_band(const void *left, const void *right)
{
    const band_entry *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return a->report < b->report ? -1 : a->report > b->report;
}

/* Pairs that share a band; every report meets the first of its band, so a much reprinted line folds into one. */
static void compare_candidates(const rc_joining *joining, const sketch *sketches, best_original *best)
{
    RC_VEC(band_entry) entries = {0};
    for (uint32_t i = 0; i < joining->n_reports; i++) {
        if (sketches[i].words < COPY_MIN_WORDS) continue;
        *RC_PUSH(joining->arena, &entries) = (band_entry){mix(sketches[i].whole ^ 1), i};
        for (uint32_t b = 0; b < COPY_BANDS; b++)
            *RC_PUSH(joining->arena, &entries) = (band_entry){sketches[i].bands[b], i};
    }
    if (entries.len) qsort(entries.ptr, entries.len, sizeof *entries.ptr, by_band);
    for (size_t beg = 0, i = 0; i < entries.len; i++) {
        if (entries.ptr[i].key != entries.ptr[beg].key) beg = i;
        for (size_t j = i, n = 0; j > beg && n < COPY_BAND_LOOK; n++)
            consider(joining, sketches, best, entries.ptr[--j].report, entries.ptr[i].report);
        if (i - beg > COPY_BAND_LOOK) consider(joining, sketches, best, entries.ptr[beg].report, entries.ptr[i].report);
    }
}

/* ---- claims of a copy and of its original */

static double repeat_score(const rc_mention *a, const rc_mention *b, double drift)
{
    const rc_claim *x = a->claim, *y = b->claim;
    if (x->type != y->type || x->polarity != y->polarity) return 0;
    bool same_origin = a->origin == b->origin || (!x->n_chain && !y->n_chain);
    double score = 1 + rc_str_eq(x->subtype, y->subtype) + 2 * same_origin;
    bool same_losses = x->n_losses == y->n_losses;
    for (uint32_t i = 0; same_losses && i < x->n_losses; i++)
        same_losses = x->losses[i].effect == y->losses[i].effect && x->losses[i].count.low == y->losses[i].count.low &&
                      x->losses[i].count.high == y->losses[i].count.high;
    bool same_place = !a->n_spots && !b->n_spots;
    if (a->n_spots && b->n_spots) same_place = rc_mention_place_score(a, b) >= PLACE_IN_REGION;
    return score + same_losses + same_place - drift;
}

#define REPEAT_MIN 4.0 /* of 6: a repeated claim differs in one of type of act, origin, losses, place */

static void match_claims(rc_joining *joining, const rc_sorted_report *copy)
{
    const rc_sorted_report *original = &joining->reports[copy->original];
    bool *taken = RC_NEWS(joining->arena, bool, original->count);
    for (uint32_t i = 0; i < copy->count; i++) {
        rc_mention *mine = &joining->mentions[copy->first + i];
        double best = REPEAT_MIN;
        uint32_t found = RC_NO_MENTION;
        for (uint32_t j = 0; j < original->count; j++) {
            if (taken[j]) continue;
            double drift = (double)i / copy->count - (double)j / original->count;
            double score = repeat_score(mine, &joining->mentions[original->first + j], drift < 0 ? -drift : drift);
            if (score > best) {
                best = score;
                found = j;
            }
        }
        if (found == RC_NO_MENTION) continue;
        taken[found] = true;
        mine->twin = original->first + found;
    }
}

rc_status rc_copies_find(rc_joining *joining, rc_error *err)
{
    rc_arena *arena = joining->arena;
    uint32_t n = joining->n_reports;
    sketch *sketches = RC_NEWS(arena, sketch, n);
    best_original *best = RC_NEWS(arena, best_original, n);
    for (uint32_t i = 0; i < n; i++) {
        sketches[i].smallest = RC_NEWS(arena, uint32_t, COPY_SKETCH);
        best[i].report = RC_NO_MENTION;
    }
    rc_status status = make_sketches(joining, sketches, err);
    if (status != RC_OK) return status;
    compare_candidates(joining, sketches, best);
    joining->copies = RC_NEWS(arena, rc_copy, n);
    for (uint32_t i = 0; i < n; i++) {
        if (best[i].report == RC_NO_MENTION) continue;
        const best_original *b = &best[i];
        joining->reports[i].original = b->report;
        joining->copies[joining->n_copies++] = (rc_copy){
            joining->reports[i].input, joining->reports[b->report].input, b->exact ? RC_COPY_EXACT : RC_COPY_NEAR,
            (float)b->jaccard, describe(joining, b->report, b->exact, b->jaccard, b->contained)};
        match_claims(joining, &joining->reports[i]);
    }
    for (uint32_t i = 0; i < n; i++) { /* comes_first is a strict order, so the chain ends */
        uint32_t root = i;
        while (joining->reports[root].original != root) root = joining->reports[root].original;
        joining->reports[i].root = root;
    }
    return RC_OK;
}
