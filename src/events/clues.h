/* What two claims have in common, as clues: the evidence that a pair of claims is weighed by. Each clue has a weight of
 * its own for two claims of one report and for claims of two, learned from claims that people joined
 * (`recoupe-train join`, events/learned.h). */
#ifndef RECOUPE_EVENTS_CLUES_H
#define RECOUPE_EVENTS_CLUES_H

#include "events/mention.h"

/* Name; what general knowledge would make it weigh, in log odds, for claims of two reports and for claims of one, which
 * the learned weight stays near to where examples are few; words for a person where it speaks for one event, or NULL.
 */
#define RC_CLUES(X)                                                                                                    \
    X(ALWAYS, -1.0, -1.0, NULL)                                                                                        \
    X(TYPE_SAME, 1.0, 1.0, "the same kind of act")                                                                     \
    X(TYPE_OTHER_SUBTYPE, 0.2, 0.2, "the same kind of act")                                                            \
    X(TYPE_VAGUE, 0.0, 0.0, NULL)                                                                                      \
    X(TYPE_NEAR, -0.4, -0.4, "acts that go together")                                                                  \
    X(TYPE_LOOSE, -1.0, -1.0, NULL)                                                                                    \
    X(TYPE_OPEN, -0.2, -0.2, NULL)                                                                                     \
    X(GROUND_SAME, 0.8, 0.8, "the same ground changes hands")                                                          \
    X(GROUND_TURNS, 0.2, 0.2, "the same ground is at stake")                                                           \
    X(GROUND_OTHER, -0.8, -0.8, NULL)                                                                                  \
    X(GROUND_ONE, -0.4, -0.4, NULL)                                                                                    \
    X(PLACE_POINT, 1.5, 1.5, "the same point on the map")                                                              \
    X(PLACE_NAME, 1.2, 1.2, "the same name of a place")                                                                \
    X(PLACE_SITE_APART, -1.0, -1.0, NULL)                                                                              \
    X(PLACE_NESTED, 0.5, 0.3, "one place lies in the other")                                                           \
    X(PLACE_IN_REGION, 0.5, 0.2, "a place and the region around it")                                                   \
    X(PLACE_IN_COUNTRY, -0.3, -0.6, "a place and its country")                                                         \
    X(PLACE_SAME_WIDE, 0.5, 0.5, "the same region or country")                                                         \
    X(PLACE_ONE_NONE, -0.5, -0.2, NULL)                                                                                \
    X(PLACE_BOTH_NONE, -0.5, 0.0, NULL)                                                                                \
    X(PLACE_AROUND, 0.2, 0.0, "the place of the claims around it")                                                     \
    X(PLACE_AROUND_APART, -1.5, 0.0, NULL)                                                                             \
    X(TIME_SAME, 1.2, 1.0, "the same day")                                                                             \
    X(TIME_SPAN, 0.8, 0.8, "the same days")                                                                            \
    X(TIME_OVERLAP, 0.0, 0.0, "days that overlap")                                                                     \
    X(TIME_NEXT, -0.8, -1.0, "neighbouring days")                                                                      \
    X(TIME_TOLD, 0.0, -1.0, NULL)                                                                                      \
    X(TIME_CONTEXT, 0.0, 0.0, "the day of the claims around it")                                                       \
    X(TIME_REPORT, 0.2, 0.0, "the days before the report")                                                             \
    X(TIME_BOTH_REPORT, 0.0, 0.0, "reports of the same days")                                                          \
    X(TIME_VAGUE, 0.0, 0.0, "a vague date that fits")                                                                  \
    X(TIME_RUNNING, 0.5, 0.0, "spans that cover the same time")                                                        \
    X(PARTIES_SAME, 1.0, 0.8, "the same sides")                                                                        \
    X(PARTIES_SWAPPED, 0.7, 0.5, "the same sides, told from the other end")                                            \
    X(PARTIES_KIN, 0.7, 0.5, "sides that belong together")                                                             \
    X(PARTIES_BY, 0.3, 0.2, "the same doer")                                                                           \
    X(PARTIES_AGAINST, 0.3, 0.2, "the same target")                                                                    \
    X(PARTIES_BLAME, -0.3, -0.2, "the same target, another doer blamed")                                               \
    X(PARTIES_OTHER_TARGET, -0.5, -0.5, NULL)                                                                          \
    X(PARTIES_CROSS, -0.3, -0.3, NULL)                                                                                 \
    X(PARTIES_APART, -1.2, -1.2, NULL)                                                                                 \
    X(PARTIES_OPEN, 0.0, 0.0, NULL)                                                                                    \
    X(COUNT_SAME_MANY, 1.5, 0.5, "the same count")                                                                     \
    X(COUNT_SAME_FEW, 0.5, 0.2, "the same small count")                                                                \
    X(COUNT_CLOSE, 0.4, 0.2, "counts that are close")                                                                  \
    X(COUNT_DIFFERS, 0.0, 0.0, NULL)                                                                                   \
    X(COUNT_OTHER_LOSS, 0.0, 0.0, NULL)                                                                                \
    X(COUNT_ONE, 0.0, 0.0, NULL)                                                                                       \
    X(THINGS_SAME, 0.8, 0.5, "the same equipment lost")                                                                \
    X(WORDS_SHARED, 1.5, 1.0, "words in common")                                                                       \
    X(NAMES_SHARED, 1.0, 0.7, "names in common")                                                                       \
    X(PERSON_SHARED, 2.5, 0.0, "the same person named")                                                                \
    X(REPORTS_SHARE_NAMES, 1.0, 0.0, "reports that name the same people and places")                                   \
    X(NUMBERS_SHARED, 1.0, 0.3, "numbers in common")                                                                   \
    X(DENIED, 0.0, 0.0, "one denies what the other says")                                                              \
    X(HEDGED, 0.0, 0.0, NULL)                                                                                          \
    X(ORIGIN_SAME, 0.3, -1.0, NULL)                                                                                    \
    X(OUTLET_BOTH, 0.0, -1.5, NULL)                                                                                    \
    X(OUTLET_ONE, 0.0, -0.3, NULL)                                                                                     \
    X(NEXT_CLAIM, 0.0, 0.2, "told one after the other")                                                                \
    X(FAR_IN_REPORT, 0.0, -1.0, NULL)                                                                                  \
    X(WORDS_OVERLAP, 0.0, 0.5, "told in the same words")

typedef enum rc_clue {
#define X(name, across, within, words) RC_CLUE_##name,
    RC_CLUES(X)
#undef X
        RC_CLUE_COUNT
} rc_clue;

#define RC_CLUES_MAX 24

typedef struct rc_clue_list {
    bool is_apart;  /* cannot be one event */
    bool is_within; /* both claims are of one report */
    uint32_t n;
    uint8_t at[RC_CLUES_MAX];
    float value[RC_CLUES_MAX]; /* 0..1 */
} rc_clue_list;

/* What the training changes while it looks for what is best; else rc_join_learned. */
typedef struct rc_join_tuning {
    float weights[2][RC_CLUE_COUNT]; /* of clues: claims of two reports; of one */
    double link_min;                 /* probability from which on two claims may be one event */
    double mean_min;                 /* mean log odds that the claims of two groups need */
} rc_join_tuning;

extern const rc_join_tuning rc_join_learned;

/* Log odds that the two are one event. */
double rc_clues_weigh(const rc_clue_list *list, const rc_join_tuning *tuning);

/* Log odds of a score, bounded, so that one pair does not decide for a whole event. */
double rc_log_odds(double p);

void rc_clues_find(rc_clue_list *out, const rc_mention *a, const rc_mention *b);

/* ---- place */

typedef enum rc_where {
    RC_WHERE_APART,
    RC_WHERE_POINT, /* `nearness` says how near, 1 the same */
    RC_WHERE_NAME,
    RC_WHERE_SITE_APART, /* two sites of one town */
    RC_WHERE_NESTED,
    RC_WHERE_IN_REGION,
    RC_WHERE_IN_COUNTRY,
    RC_WHERE_SAME_WIDE,
    RC_WHERE_ONE_NONE,
    RC_WHERE_BOTH_NONE,
    RC_WHERE_AROUND,      /* one names no place; that of the claims around it is the other's */
    RC_WHERE_AROUND_APART /* ... is another */
} rc_where;

rc_where rc_where_compare(const rc_mention *a, const rc_mention *b, double *nearness);

/* Two spellings of one name: the same consonants in a word of some length, as transliterations keep them. */
bool rc_names_alike(rc_str a, rc_str b);

#endif
