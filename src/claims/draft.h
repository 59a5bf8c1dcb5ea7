/** Drafts: claims as the rules made them, with what they were made of. The second reading of a report (revise.c) sees
 * all drafts at once and chooses parties, victims, place, time, type and certainty anew, by the learned choices. */
#ifndef CLAIMS_DRAFT_H
#define CLAIMS_DRAFT_H

#include "claims/assemble.h"
#include "claims/choice.h"
#include "claims/roles.h"

typedef struct draft {
    cluster from;
    rc_claim claim;
    uint32_t sentence, anchor; /**< token of its first strong mention */
    uint32_t answers;          /**< draft that a denial without an act of its own denies; UINT32_MAX: none */
} draft;

typedef struct drafts {
    const draft *ptr;
    uint32_t n;
} drafts;

/** Why a time is a candidate. */
typedef enum time_sort {
    TIME_NAMED,
    TIME_RUNNING,   /**< from a named day, on which it began, to the report's */
    TIME_BEGUN,     /**< the day named as that since which something goes on */
    TIME_BY,        /**< from the date named before to the one by which it had come about */
    TIME_OF_REPORT, /**< the day the report was made */
    TIME_OF_TITLE   /**< what the title says that it tells of */
} time_sort;

/** A party, a place or a date of the report, with where it is mentioned. */
typedef struct candidate {
    rc_str key;         /**< parties: canonical name; places: their name; dates: empty */
    const uint32_t *at; /**< indexes of mentions, in text order */
    uint32_t n;
    bool in_title, in_lead;        /**< mentioned in the title, in the first two sentences */
    const rc_place_mention *place; /**< places: the first mention, or the country that none names */
    rc_day from, to;               /**< dates: what is meant */
    time_sort sort;                /**< dates: why it is one; without a mention where it is not named */
} candidate;

typedef struct candidates {
    candidate *ptr;
    uint32_t n;
} candidates;

/** What one choice was made from; kept for the trainer. */
typedef struct decision {
    choice_kind kind;
    uint32_t claim;     /**< number of the draft */
    uint32_t item;      /**< VICTIM: number of the loss */
    uint32_t candidate; /**< number among all of this choice */
    /* what the candidate stands for */
    rc_str party;
    rc_claim_place place;
    rc_day from, to;
    rc_event_type type;
    rc_str subtype;
    bool none;   /**< the candidate that says: not told */
    bool ruled;  /**< the rules chose this candidate */
    float base;  /**< second look: the score of the first */
    float score; /**< `base` included */
    clues clues; /**< last, see begin_decision */
} decision;

/** Takes decisions as they are weighed; NULL where nobody asks. */
typedef struct decision_tap {
    void (*take)(void *context, const decision *made);
    void *context;
    const rc_choices *choices; /**< weigh with these, not with the reader's own; NULL: no second look */
} decision_tap;

/** What the rules make of a report, in text order. */
drafts assemble(const rc_reading *reading, const attribution *said_by);

/** The strong mention of a draft that says most; its kind and effect as a number. */
uint32_t kind_of_draft(const draft *d);

/** Where token `t` stands as seen from a draft: 0 its clause, 1 its sentence, 2 the one before, 3 two or three before,
 * 4 earlier, 5 the one after, 6 later. */
uint32_t where_is(const rc_reading *reading, const draft *d, uint32_t t);

/** The way through the tree from the group of tokens [first, end) to token `anchor`: relations up from its head and
 * down to the anchor, as a hash; 0 when they are not in one tree or far apart. */
uint32_t path_between(const rc_reading *reading, uint32_t first, uint32_t end, uint32_t anchor);

/** The sort of step from the time of one claim to that of the next, see chain.h; `from` RC_DAY_NONE: no time is told.
 */
uint8_t step_between(rc_told_time a, rc_told_time b);

/** Clues for one candidate and draft; for a step, from the draft before. */
void party_clues(const rc_reading *reading, const drafts *all, uint32_t draft, const candidates *parties,
                 uint32_t which, clues *out);
void victim_clues(const rc_reading *reading, const drafts *all, uint32_t draft, uint32_t loss, const candidate *party,
                  clues *out);
void place_clues(const rc_reading *reading, const drafts *all, uint32_t draft, const candidate *place, clues *out);
void time_clues(const rc_reading *reading, const drafts *all, uint32_t draft, const candidate *time, clues *out);
void step_clues(const rc_reading *reading, const drafts *all, uint32_t draft, uint8_t step, clues *out);
void hedge_clues(const rc_reading *reading, const drafts *all, uint32_t draft, clues *out);
void right_clues(const rc_reading *reading, const drafts *all, uint32_t draft, clues *out);

/** Sub-types of the codebook with their type, in a fixed order. */
typedef struct subtype_row {
    rc_str subtype;
    rc_event_type type;
} subtype_row;

#define SUBTYPES 25
extern const subtype_row subtypes[SUBTYPES];

/** What can be said of a draft before one sub-type is weighed: each with a sub-type makes two clues. */
typedef struct sort_clue {
    const char *name;
    uint64_t hash;   /**< clue_hash of the name */
    uint32_t shared; /**< of the name, for a clue that all sub-types of a type share */
    uint32_t value;
} sort_clue;

#define MOST_SORT_ACTS 12

/** An act, as far as it speaks for a sub-type, whatever that is. */
typedef struct sort_act {
    uint32_t subtype; /**< its number */
    rc_event_type type;
    uint32_t sort, span; /**< what kind of word it is, how many words */
    uint32_t weight;     /**< how plainly it says what it says */
} sort_act;

typedef struct sort_view {
    sort_clue ptr[MOST_CLUES / 2];
    uint32_t n;
    uint32_t rule, kind, before, title; /**< sub-types by number from 1, what the draft is */
    bool on;
    uint32_t others;              /**< drafts beside this one */
    uint32_t share[SUBTYPES + 1]; /**< how many of them have a sub-type, by number */
    /* the acts that the draft was made of, */
    sort_act acts[MOST_SORT_ACTS];
    uint32_t n_acts;
    /* how plain the words of its sentence are, by sub-type, */
    uint8_t inside[SUBTYPES + 1], outside[SUBTYPES + 1];
    /* and what the report told last and tells most, of sorts that say more than "attack"; 0: nothing */
    uint32_t told_last, told_last_gap, told_most, told_most_times;
} sort_view;

void view_sort(const rc_reading *reading, const drafts *all, uint32_t draft, sort_view *out);
void type_clues(const sort_view *view, uint32_t subtype, clues *out);

/** Choose anew; claims that are found wrong are left out. */
rc_claims revise(const rc_reading *reading, const rc_choices *choices, const drafts *all, const decision_tap *tap);

#endif
