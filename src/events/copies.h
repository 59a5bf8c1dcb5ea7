/* How copies are told: a fingerprint of each report, an index of what fingerprints share, and a judgement on two of
 * them. Method: docs/METHOD.md, "Copies". */
#ifndef RECOUPE_EVENTS_COPIES_H
#define RECOUPE_EVENTS_COPIES_H

#include "events/mention.h"
#include "events/weights.h"
#include "recoupe/events/joiner.h"

#define COPY_HASHES (COPY_BANDS * COPY_ROWS)

/* ---- plain copies: n-gram sketches */

typedef struct rc_sketch {
    uint32_t *smallest;   /* up to COPY_SKETCH shingle hashes, ascending, no repeats */
    uint32_t n, shingles; /* kept, and all distinct ones */
    uint32_t words;
    uint64_t whole; /* of the folded text */
    uint64_t bands[COPY_BANDS];
} rc_sketch;

/* The result lives in `arena`, what is needed on the way in `scratch`. */
void rc_sketch_make(rc_sketch *out, rc_str text, rc_arena *arena, rc_arena *scratch);

/* Jaccard index of their shingles, and the share of the shorter one's that stand in the longer. */
double rc_sketch_jaccard(const rc_sketch *a, const rc_sketch *b);
double rc_sketch_contained(double jaccard, const rc_sketch *a, const rc_sketch *b);

/* ---- copies that keep no sequence of words: what survives translation and spinning */

typedef enum rc_mark_kind {
    RC_MARK_WORD,   /* a long word: many are alike in two languages */
    RC_MARK_NUMBER, /* by its value */
    RC_MARK_NAME,   /* by the consonants that transliterations share */
    RC_MARK_LITERAL /* link or handle */
} rc_mark_kind;

#define RC_MARK_UNIT 20

typedef struct rc_mark {
    uint32_t key;
    uint8_t kind;
    uint8_t weight; /* RC_MARK_UNIT: that of a name */
} rc_mark;

typedef struct rc_print {
    rc_mark *marks;   /* in order */
    rc_mark *set;     /* distinct, by key */
    uint64_t *pairs;  /* up to COPY_PAIRS keys of marks that stand side by side, whatever their order; ascending */
    uint32_t n_words; /* of the text */
    uint32_t n_marks, n_set, n_pairs;
    uint32_t all_pairs; /* how many there are, kept or not */
    uint32_t strong;    /* weight of the distinct names, numbers and literals */
    uint32_t detail;    /* how many these are */
} rc_print;

/* A name that stands for another: "États-Unis" for the party "United States". Folded words, by a single space. */
typedef struct rc_alias {
    rc_str name, canonical;
} rc_alias;

void rc_print_make(rc_print *out, rc_str text, const rc_alias *aliases, uint32_t n_aliases, rc_arena *arena,
                   rc_arena *scratch);

/* The key of a word: consonants alone, those that transliterations confuse made one; empty for what has none. At most
 * `cap` bytes are written to `out`. `word` is folded. */
uint32_t rc_print_skeleton(rc_str word, char *out, uint32_t cap);

/* What two fingerprints have in common, from the side of the one with fewer words. Where that is too little for a copy
 * in any order, order is not looked at: the fields from `order` on are 0. */
typedef struct rc_likeness {
    double shared; /* weight of the names, numbers and literals of the shorter that the longer has too */
    double share;  /* ... over the weight of all of the shorter's, 0..1 */
    double order;  /* how far its marks stand in one order, beyond chance: 0..1 */
    double beside; /* share of its marks that stand side by side and do so there too: sentences moved about */
    uint32_t of, found, in_order; /* distinct names, numbers and literals of the shorter: all, those that the longer
                                   * has, and those in the same order there */
} rc_likeness;

void rc_print_compare(rc_likeness *out, const rc_print *a, const rc_print *b, rc_arena *scratch);

/* ---- agencies */

/* The agency that the beginning or the end of a text credits in brackets, or NULL. `outlets` may be NULL. */
const rc_outlet *rc_copy_credit(const rc_outlets *outlets, rc_str text, rc_arena *scratch);

/* ---- a report's fingerprint */

struct rc_fingerprint {
    const rc_join_report *report;
    rc_sketch sketch;
    rc_print print;
    const rc_outlet *outlet, *credit; /* who printed it, and the agency it credits; NULL: not known, none */
    bool names_itself;                /* its text names the outlet that printed it */
    uint64_t *keys;                   /* under which it is found */
    uint32_t n_keys;
};

/* `mentions` are the report's own. The result lives in `arena`. */
rc_fingerprint *rc_fingerprint_make(const rc_join_options *options, const rc_join_report *report,
                                    const rc_mention *mentions, uint32_t n, rc_arena *arena, rc_arena *scratch);

#endif
