/** Joining what is new to what was joined before, at a cost that does not grow with what is there. Somebody else keeps
 * reports, claims, the index and what was made of them (the ledger does, ledger/join.h); here is what compares them and
 * makes the events of a part of them. A part is joined as the whole would be (docs/METHOD.md), as long as it holds
 * all that its free claims depend on. */
#ifndef RECOUPE_EVENTS_JOINER_H
#define RECOUPE_EVENTS_JOINER_H

#include "recoupe/events/event.h"

typedef struct rc_joiner rc_joiner;
typedef struct rc_prepared rc_prepared;

/** `options` are borrowed, and may be changed between calls; lives in `arena`. */
rc_joiner *rc_joiner_new(const rc_join_options *options, rc_arena *arena);

/* ---- reports, ready to be compared */

/** Take a report and its claims apart; both are borrowed, as `arena` is, until the result is used no more. Only
 * `actual` claims count; they are numbered from 0 in the order of their ids. */
rc_status rc_prepare(rc_joiner *joiner, rc_prepared **out, const rc_join_report *report, const rc_join_claim *claims,
                     uint32_t n, rc_arena *arena, rc_error *err);
uint32_t rc_prepared_count(const rc_prepared *report);
/** Index of claim `i` among those that were given. */
uint32_t rc_prepared_input(const rc_prepared *report, uint32_t i);

/** Order of reports: by date, undated ones last, then by id. */
int rc_prepared_order(const rc_prepared *a, const rc_prepared *b);

/** Keys of the index of claims: under which others find claim `i`, and (wanted) under which it looks for others. Two
 * claims that may be one event find each other. Days that lie near have keys that lie near. Appended. */
typedef RC_VEC(uint64_t) rc_keys;
void rc_prepared_keys(const rc_prepared *report, uint32_t i, bool wanted, rc_keys *keys, rc_arena *arena);

/** Probability that claim `i` of `a` and claim `k` of `b`, the later one, are one event; negative: they cannot be.
 * Below rc_join_least they are not looked at any more. */
double rc_prepared_score(const rc_joiner *joiner, const rc_prepared *a, uint32_t i, const rc_prepared *b, uint32_t k);
double rc_join_least(void);

/** The earlier claim of its report that claim `i` answers, and whose event it shares; UINT32_MAX: none. */
uint32_t rc_prepared_asked(const rc_prepared *report, uint32_t i, rc_arena *arena);

#define RC_JOIN_LOOK 400 /**< claims looked at under one key, the nearest in the order of reports first */
#define RC_JOIN_LINKS 16 /**< of a claim with earlier ones, the best */

/* ---- copies */

typedef struct rc_fingerprint rc_fingerprint;

/** Keys of a text too short to be compared: none. Lives in `arena`. */
rc_fingerprint *rc_prepared_fingerprint(const rc_joiner *joiner, const rc_prepared *report, rc_arena *arena,
                                        rc_arena *scratch);
const uint64_t *rc_fingerprint_keys(const rc_fingerprint *fingerprint, uint32_t *n);

typedef struct rc_copy_found {
    bool first_is_original; /**< of the two that were compared */
    rc_copy_kind kind;
    double similarity, strength; /**< strength: of several originals the strongest is taken */
    rc_str why;
} rc_copy_found;

bool rc_fingerprints_compare(rc_copy_found *out, const rc_fingerprint *a, const rc_fingerprint *b, rc_arena *arena,
                             rc_arena *scratch);
/** Of two originals as strong the one that comes first is taken. */
bool rc_fingerprint_comes_first(const rc_fingerprint *a, const rc_fingerprint *b);

/** Reports by the keys of their fingerprints; lives in an arena. `id` is borrowed, `ref` not negative. */
typedef struct rc_copy_index rc_copy_index;
typedef struct rc_copy_entry {
    rc_day day;
    rc_str id;
    int64_t ref;
} rc_copy_entry;

#define COPY_CANDIDATES 24 /**< reports compared with one, those that share most */

rc_copy_index *rc_copy_index_new(rc_arena *arena);
/** Of the keys of rc_copy_far_keys: what is found in it is far apart (rc_copy_is_far), what is found in the other is
 * not. */
rc_copy_index *rc_copy_index_new_far(rc_arena *arena);
/** Make room for the keys of so many reports at once: a table that grows leaves its old ones in the arena. */
void rc_copy_index_reserve(rc_copy_index *index, int64_t n_reports);
void rc_copy_index_add(rc_copy_index *index, const rc_copy_entry *entry, const uint64_t *keys, uint32_t n);
void rc_copy_index_drop(rc_copy_index *index, int64_t ref, const uint64_t *keys, uint32_t n);

/** A report that shares so many keys with another. */
typedef struct rc_copy_vote {
    int64_t ref;
    uint32_t votes;
} rc_copy_vote;

/** Earlier reports that share enough with it to be compared, the likeliest first. */
uint32_t rc_copy_index_find(rc_copy_index *index, const rc_copy_entry *of, const uint64_t *keys, uint32_t n,
                            rc_copy_vote out[COPY_CANDIDATES], rc_arena *scratch);

/** Later reports that share as much with it: what they find may be other with it than without. In `arena`. */
rc_copy_vote *rc_copy_index_later(rc_copy_index *index, const rc_copy_entry *of, const uint64_t *keys, uint32_t n,
                                  uint32_t *count, rc_arena *arena);

/** Days between reports from which on they are found by a few of their keys alone, and must be more alike. */
int rc_copy_window_days(void);
/** They are farther apart than that; or one has no day, and is found among all that there are. */
bool rc_copy_is_far(rc_day a, rc_day b);

#define COPY_FAR_KEYS 16      /**< keys by which a report is found from afar */
#define COPY_FAR_CANDIDATES 8 /**< reports from afar that are compared with one, those that share most */
#define COPY_FAR_LOOK 16      /**< reports looked at that share one such key, the nearest */
#define COPY_FAR_VOTES 4      /**< such keys that two reports share before they are compared */
#define COPY_UNDATED_LOOK 64  /**< the same of reports without a day ... */
#define COPY_UNDATED_VOTES 2  /**< ... and where one of the two has none */

/** Those of a fingerprint's keys: all of them where the report has no day. They are `keys`, or in `room`. */
const uint64_t *rc_copy_far_keys(bool is_dated, const uint64_t *keys, uint32_t n, uint64_t room[COPY_FAR_KEYS],
                                 uint32_t *count);

/* ---- a part */

typedef struct rc_part_report {
    const rc_prepared *report;
    uint32_t original; /**< index of the report it is a copy of; itself: none. All originals are in the part */
} rc_part_report;

/** Claims of a part are numbered through: report by report, in each in its order. */
typedef struct rc_part_link {
    float score;
    uint32_t earlier, later;
} rc_part_link;

#define RC_FREE UINT32_MAX

typedef struct rc_part {
    const rc_part_report *reports; /**< in their order, rc_prepared_order */
    uint32_t n_reports;
    uint32_t *first;           /**< of each claim: the claim that begins its event, which stands; or RC_FREE */
    const rc_part_link *links; /**< of free claims: RC_JOIN_LINKS at most, by later claim, the best first */
    uint32_t n_links;
    /* filled by rc_part_group */
    uint32_t n_claims, n_groups;
    uint32_t *group_of;       /**< of each claim; groups are numbered in the order of their first claims */
    struct rc_joining *inner; /**< private */
    struct rc_group *groups;  /**< private */
} rc_part;

/** Group the claims of the part. Everything lives in `arena`. */
rc_status rc_part_group(rc_joiner *joiner, rc_part *part, rc_arena *arena, rc_error *err);

/** Claims of the part that repeat a claim of the report that theirs is a copy of: `twins[i]`, else RC_FREE. After
 * rc_part_group. */
uint32_t rc_part_twin(const rc_part *part, uint32_t claim);

/** Make the events of the groups that are wanted. Claims of events count into those of the part. */
rc_events rc_part_events(rc_part *part, const bool *wanted);

#endif
