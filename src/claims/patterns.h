/** Patterns over trees, declared in data/patterns.tsv (its head tells their form): what stands around an act and says
 * how sure it is, whether it is denied, whether it is an act at all. They name classes of words, no words, so that they
 * serve every language that has the word lists and a model. */
#ifndef CLAIMS_PATTERNS_H
#define CLAIMS_PATTERNS_H

#include "claims/rules.h"

/** What a pattern decides about. */
typedef enum aspect { ASPECT_CERTAINTY, ASPECT_POLARITY, ASPECT_REALITY, ASPECTS } aspect;

typedef enum pattern_mark {
    MARK_HEDGED,
    MARK_PLAIN,
    MARK_DENIED,
    MARK_ASSERTED,
    MARK_UNTOLD,
    MARK_PLANNED,
    MARK_POSSIBLE, /**< may still be done: planned; of a count no plan but an estimate */
    MARK_HYPOTHETICAL,
    MARK_ACTUAL,
    MARKS
} pattern_mark;

#define PATTERN_STEPS 4
#define PATTERN_FEATURES 3

/** Conditions, as bits. */
enum {
    /* of the word that the path leads to */
    WHEN_AGENTLESS = 1 << 0,
    WHEN_IMPERSONAL = 1 << 1,
    WHEN_PAST = 1 << 2,
    WHEN_OPEN = 1 << 3,
    WHEN_NEGATED = 1 << 4,
    WHEN_FULL = 1 << 5,
    WHEN_BEHIND = 1 << 14,
    WHEN_NO_AGENT = 1 << 15,
    WHEN_AFFIRMED = 1 << 16,
    /* of the predicate where it begins */
    WHEN_PERFECT = 1 << 6,
    WHEN_BARE = 1 << 7,
    WHEN_STATE = 1 << 8,
    WHEN_SIMPLE = 1 << 9,
    WHEN_CONDITIONAL = 1 << 10,
    WHEN_INFINITIVE = 1 << 11,
    WHEN_PLANNED = 1 << 18,
    /* of the act and the language */
    WHEN_UNSOURCED = 1 << 12,
    WHEN_CONDITIONAL_HEDGES = 1 << 13,
    WHEN_NOUN = 1 << 17,
    WHEN_DONE = 1 << 18
};

/** One step of a path: to a child, or to the word that governs, by one of the relations. */
typedef struct pattern_step {
    bool up;
    uint64_t relations; /**< REL_BIT */
    uint8_t flags;      /**< REL_PASSIVE ...; what a relation must have, 0: anything */
} pattern_step;

typedef struct pattern {
    rc_str name;
    pattern_mark marks;
    bool from_word;
    unsigned n_steps;
    pattern_step step[PATTERN_STEPS];
    uint32_t words;                        /**< classes as bits, see rc_rules.row_classes */
    const char *feature[PATTERN_FEATURES]; /**< "Mood=Cnd"; NULL: no more */
    uint32_t when;
} pattern;

struct rc_patterns {
    RC_VEC(pattern) all;
};

/** Read data/patterns.tsv against the word lists of `rules`, and set rules->patterns and row_classes. RC_EFORMAT names
 * file, line and what is no relation, list, kind or condition. */
rc_status patterns_load(rc_rules *rules, const char *data_dir, rc_arena *arena, rc_error *err);

aspect aspect_of(pattern_mark m);

/** "hedged", ... as in the file. */
const char *mark_name(pattern_mark m);

#endif
