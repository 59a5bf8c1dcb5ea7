/* Joining within a ledger: a report that is new, or that is another now, finds what it may belong with through the
 * tables join_key and join_pair; what depends on it is looked at again, and only events that change are written. The
 * result is that of joining everything anew (docs/LEDGER.md, "Joining what is new"). All of this works within the
 * caller's transaction. */
#ifndef RECOUPE_LEDGER_JOIN_H
#define RECOUPE_LEDGER_JOIN_H

#include "ledger/numbers.h"
#include "ledger/review.h"
#include "recoupe/base/map.h"
#include "recoupe/events/joiner.h"

#define RC_NO_DAY INT64_C(2147483647) /* how a report without a day is ordered: last */
#define RC_EVENT_UNKNOWN (-1)
#define RC_BOUND 2.0 /* score of a pair where one goes wherever the other goes: a copied claim, an answer */

typedef struct rc_join_row {
    int64_t report, claim;
} rc_join_row;

typedef RC_VEC(rc_join_row) rc_join_rows;

/* A claim that another is alike to. */
typedef struct rc_pair {
    rc_join_row row;
    double score;
    int64_t day; /* of its report, where it is the later one */
} rc_pair;

typedef struct rc_pair_list {
    rc_pair *ptr;
    size_t len, cap;
    bool is_known; /* else they are in the ledger only */
} rc_pair_list;

/* A report at hand, with its claims as they stand now. */
typedef struct rc_join_at_hand {
    int64_t no, day; /* RC_NO_DAY */
    rc_join_report report;
    rc_join_claim *claims;
    rc_prepared *prepared;
    uint32_t n; /* prepared claims; the arrays below are by their numbers */
    int64_t *claim_no, *ordinal, *event;
    uint32_t *seen, *relevant; /* number of the search, and of the round, that last met the claim */
    bool *is_free, *is_dirty;
    rc_pair_list *earlier, *later; /* claims that they are alike to */
    uint32_t in_part, part_round;  /* its number in the part of that round */
    uint32_t base;                 /* number of its first claim there */
    bool is_new;                   /* of the chunk */
    const rc_fingerprint *print;   /* NULL: not made yet */
    /* reports it was compared with as a later one, COPY_COMPARED at most, those of its time first; NULL: not known */
    rc_copy_vote *candidates;
    uint32_t n_candidates, n_near;
    int64_t original; /* 0: none; RC_EVENT_UNKNOWN: not looked up */
} rc_join_at_hand;

#define COPY_COMPARED (COPY_CANDIDATES + COPY_FAR_CANDIDATES)

typedef struct rc_hand_claim {
    rc_join_at_hand *report;
    uint32_t i;
} rc_hand_claim;

/* A place in the order of claims. */
typedef struct rc_join_place {
    int64_t day, ordinal;
    rc_str id;
} rc_join_place;

/* An event with a claim that is no longer in it: what comes behind that claim may change. */
typedef struct rc_join_loss {
    int64_t event;
    rc_join_place place;
} rc_join_loss;

typedef RC_VEC(rc_hand_claim) rc_hand_claims;

/* A claim under a key of the index. */
typedef struct rc_near {
    rc_join_place place;
    int64_t report_no;
    rc_hand_claim claim; /* report NULL: not looked up yet */
} rc_near;

typedef struct rc_near_list {
    rc_near *ptr; /* in their order */
    size_t len, cap;
    bool is_long; /* too many to be at hand */
} rc_near_list;

struct rc_joins {
    rc_ledger *ledger;
    rc_arena lasting;  /* what is known beside the claims */
    rc_arena acting;   /* what people said */
    rc_arena keep;     /* reports at hand */
    rc_arena copying;  /* the index of copies */
    rc_arena freshing; /* keys of claims that are not in join_key yet */
    rc_arena work;     /* of one chunk of reports */
    rc_arena scratch;  /* of one report */
    rc_actor_edges edges;
    rc_naming *naming;
    rc_outlets *outlets;
    rc_join_options options;
    rc_map acts_of;  /* ids of claims that acts name */
    int64_t acts_to; /* entry of the history up to which acts are known */
    rc_joiner *joiner;
    int64_t data_version;
    rc_numbers at_hand;       /* report to rc_join_at_hand * */
    rc_numbers near;          /* key of the index to rc_near_list */
    rc_numbers members;       /* event to rc_join_rows; empty: not at hand */
    rc_map tags;              /* kind and value of a tag to its number */
    rc_numbers fresh;         /* key to rc_near_list of claims that are not in join_key yet */
    rc_numbers fresh_reports; /* those of these claims */
    rc_numbers fresh_prints;  /* key of join_print to rc_far_list of what is not there yet */
    rc_numbers fresh_pairs;   /* earlier claim to rc_pair_list of later ones, of what is in pair_fresh */
    uint32_t n_fresh, n_fresh_pairs;
    bool fresh_known;
    uint32_t searches; /* stamps */
    rc_copy_index *copies;
    int64_t copies_from, copies_to; /* days that the index covers */
    int64_t first_day, last_day;    /* of all dated reports; the first is behind the last where there are none */
    bool has_undated;
    int64_t n_copies, copies_most; /* reports in it, and when it is made anew */
    /* of one chunk, in `work` */
    rc_row_list chunk;
    bool folds_change;            /* what people said about copies */
    rc_hand_claims free, looking; /* to be decided anew; of these: to look for earlier claims anew */
    RC_VEC(rc_join_loss) losses;
    rc_join_rows again;  /* claims that lost one they were alike to */
    rc_row_list unbound; /* claims that lost one they went with */
};
typedef struct rc_joins rc_joins;

void rc_joins_free(rc_joins *joins);

/* Join the reports of `chunk` anew. */
rc_status rc_joins_run(rc_joins *joins, const rc_row_list *chunk, rc_error *err);

/* ---- join_hand.c: reports at hand */

/* Borrowed until the end of the chunk. */
rc_status rc_joins_report(rc_joins *joins, int64_t no, rc_join_at_hand **out, rc_error *err);
/* NULL: it is not at hand. */
rc_join_at_hand *rc_joins_peek(rc_joins *joins, int64_t no);
/* Forget it: it is another now. */
void rc_joins_forget(rc_joins *joins, int64_t no);
/* It is of the chunk no longer. */
void rc_joins_end_new(rc_joins *joins, int64_t no);
/* The claim at hand; report NULL: it counts no more. */
rc_status rc_joins_claim(rc_joins *joins, int64_t report_no, int64_t claim_no, rc_hand_claim *out, rc_error *err);
/* The claim of that id; report NULL: there is none that counts. */
rc_status rc_joins_named(rc_joins *joins, rc_str id, rc_hand_claim *out, rc_error *err);
rc_status rc_joins_event(rc_joins *joins, rc_hand_claim claim, int64_t *event, rc_error *err);
rc_status rc_joins_original(rc_joins *joins, rc_join_at_hand *report, int64_t *original, rc_error *err);
int64_t rc_joins_claim_no(rc_hand_claim claim);
rc_str rc_joins_claim_id(rc_hand_claim claim);
rc_join_place rc_joins_place(rc_hand_claim claim);
int rc_join_place_order(const rc_join_place *a, const rc_join_place *b);
/* To be decided anew; and to look for earlier claims anew. */
void rc_joins_set_free(rc_joins *joins, rc_hand_claim claim);

void rc_joins_set_looking(rc_joins *joins, rc_hand_claim claim);
/* To be decided anew: all that is in one event with a claim, or was found to be alike to it as a later one. It begins
 * or ceases to wait for a later one that it repeats (events/cluster.c). */
rc_status rc_joins_free_around(rc_joins *joins, int64_t claim_no, rc_error *err);
/* The same for all claims of a copy, if it comes before that original (0: none). */
rc_status rc_joins_free_around_ahead(rc_joins *joins, int64_t copy_no, int64_t original_no, rc_error *err);

/* ---- join_index.c: which claims are alike */

/* Take a report out of the index, with what was found of its claims. */
rc_status rc_joins_take_out(rc_joins *joins, int64_t report_no, rc_error *err);
/* Put it in, with its keys only. */
rc_status rc_joins_put_in(rc_joins *joins, rc_join_at_hand *report, rc_error *err);
/* Set its claims free, and the later ones that are alike to them. */
rc_status rc_joins_look_ahead(rc_joins *joins, rc_join_at_hand *report, rc_error *err);
/* Find and write down which earlier claims a claim is alike to, best first. */
rc_status rc_joins_look_back(rc_joins *joins, rc_hand_claim claim, rc_error *err);

/* A claim that goes wherever another goes: it repeats that one, or answers it. */
rc_status rc_joins_bind(rc_joins *joins, rc_hand_claim claim, rc_hand_claim goes_with, rc_error *err);

/* ---- join_near.c: the index of claims at hand */

rc_status rc_joins_near(rc_joins *joins, uint64_t key, rc_near_list **out, rc_error *err);
/* Number of claims under the key before that place. */
size_t rc_near_bound(const rc_near_list *list, const rc_join_place *place);
/* What is at hand follows the index. */
void rc_joins_near_add(rc_joins *joins, uint64_t key, rc_hand_claim claim);
void rc_joins_near_drop(rc_joins *joins, uint64_t key, const rc_join_place *place);

/* ---- join_fresh.c: keys of the newest reports, which are written to join_key many at a time, in their order. Until
 * then they are known from join_report. */

/* At the beginning of a chunk: know them; write them, where they are many. */
rc_status rc_joins_fresh_begin(rc_joins *joins, rc_error *err);
/* The report's keys are not in join_key. */
bool rc_joins_is_fresh(const rc_joins *joins, int64_t report_no);
rc_status rc_joins_make_fresh(rc_joins *joins, int64_t report_no, rc_error *err);
void rc_joins_fresh_add(rc_joins *joins, uint64_t key, const rc_join_place *place, int64_t report_no);
void rc_joins_fresh_drop(rc_joins *joins, uint64_t key, const rc_join_place *place);
/* NULL: none under that key. */
const rc_near_list *rc_joins_fresh_under(const rc_joins *joins, uint64_t key);
void rc_joins_fresh_forget(rc_joins *joins);

/* ---- join_far.c: copies that are far apart (rc_copy_is_far). `keys` are all of a fingerprint's. */

typedef struct rc_far_row {
    int64_t day, report;
} rc_far_row;

typedef RC_VEC(rc_far_row) rc_far_list; /* in order */

void rc_joins_far_add(rc_joins *joins, int64_t report_no, int64_t day, const uint64_t *keys, uint32_t n);
rc_status rc_joins_far_drop(rc_joins *joins, int64_t report_no, int64_t day, const uint64_t *keys, uint32_t n,
                            rc_error *err);
/* Earlier reports (or later ones) that share enough with it, in `scratch`: the likeliest first, all later ones. */
rc_status rc_joins_far_find(rc_joins *joins, const rc_join_at_hand *of, bool ahead, const uint64_t *keys, uint32_t n,
                            rc_row_list *out, rc_error *err);
rc_status rc_joins_far_write(rc_joins *joins, rc_error *err);

/* What join_report keeps of a claim, to find its rows in join_key. */
typedef struct rc_kept_key {
    int64_t claim_no, ordinal, key; /* key 0: the claim has none */
} rc_kept_key;

/* ---- join_pairs.c: pairs and members of events at hand; borrowed until they change */

/* Pairs of a claim as they are in the ledger, with claims before it and with those behind it. */
rc_status rc_joins_read_earlier(rc_joins *joins, int64_t claim_no, rc_arena *arena, rc_pair_list *out, rc_error *err);
rc_status rc_joins_read_later(rc_joins *joins, int64_t claim_no, rc_arena *arena, rc_pair_list *out, rc_error *err);
/* Take these away there. */
rc_status rc_joins_delete_pairs(rc_joins *joins, int64_t claim_no, const rc_pair_list *earlier,
                                const rc_pair_list *later, rc_error *err);
/* A pair of pair_fresh is at hand. */
void rc_joins_fresh_pair(rc_joins *joins, int64_t earlier, const rc_pair *later);

rc_status rc_joins_earlier(rc_joins *joins, rc_hand_claim claim, const rc_pair_list **out, rc_error *err);
rc_status rc_joins_later(rc_joins *joins, rc_hand_claim claim, const rc_pair_list **out, rc_error *err);
rc_status rc_joins_pair(rc_joins *joins, rc_hand_claim later, rc_hand_claim earlier, double score, rc_error *err);
/* Take away its pairs with earlier claims. */
rc_status rc_joins_unpair(rc_joins *joins, rc_hand_claim later, rc_error *err);
/* They are others in the ledger now; there are none, of a report that was taken out. */
void rc_joins_pairs_unknown(rc_joins *joins, int64_t report_no, int64_t claim_no);
void rc_joins_pairs_none(rc_join_at_hand *report);

/* Claims of an event, those that count no more too. */
rc_status rc_joins_members(rc_joins *joins, int64_t event_no, const rc_join_rows **out, rc_error *err);
void rc_joins_set_members(rc_joins *joins, int64_t event_no, const rc_join_row *members, size_t n);

/* ---- join_alike.c: which reports are alike */

/* Put the reports of the chunk into the indices of fingerprints, and compare what may be alike because of them.
 * `copies`, in `work`: reports whose original may be another now. */
rc_status rc_joins_compare(rc_joins *joins, rc_row_list *copies, rc_error *err);
/* In `keep`. */
const rc_fingerprint *rc_joins_print(rc_joins *joins, rc_join_at_hand *report);
/* The numbers that a query with one parameter gives, in `work`. */
rc_status rc_joins_push_numbers(rc_joins *joins, rc_row_list *into, const char *sql, int64_t no, rc_error *err);
/* Sort them, each once; is it among them? */
void rc_row_list_distinct(rc_row_list *list);
bool rc_row_list_holds(const rc_row_list *list, int64_t no);

/* ---- join_copies.c: which reports are copies */

rc_status rc_joins_find_copies(rc_joins *joins, rc_error *err);

/* ---- write_event.c, rank.c: an event that is written */

typedef struct rc_event_tag {
    rc_str kind, value;
} rc_event_tag;

typedef RC_VEC(rc_event_tag) rc_event_tags;

typedef struct rc_event_row {
    rc_ledger *ledger;
    const rc_event *event;
    int64_t no;
    bool is_new;               /* else it is there under that number: what differs is written */
    rc_str first_claim;        /* its id */
    const int64_t *claim_no;   /* rows of the claims that `event` counts into */
    rc_day told_from, told_to; /* its days, else those of the reports that tell it */
    rc_event_tags tags;        /* but those of work */
    bool *is_there;            /* of its claims: the row stands as it is */
} rc_event_row;

/* Take away what of an event's claims is other than it is to be. First for all events that are written: a claim is in
 * one event at a time. */
rc_status rc_event_clear(rc_event_row *row, rc_arena *arena, rc_error *err);
/* Write the rest of it. A new event's id is one that rc_events_name settles. */
rc_status rc_event_put(const rc_event_row *row, rc_arena *arena, rc_error *err);

rc_status rc_event_rank(const rc_event_row *row, rc_error *err);
/* `is_moved`: its days or its place are others than they were. */
rc_status rc_event_tag_all(const rc_event_row *row, bool is_moved, rc_arena *arena, rc_error *err);
/* Take away all its tags. */
rc_status rc_event_untag(rc_ledger *ledger, int64_t event_no, rc_arena *arena, rc_error *err);
/* Put tags that are new into their order, where they are many. */
rc_status rc_tags_settle(rc_ledger *ledger, rc_error *err);

/* ---- store_events.c */

/* Take an event away; its id leads to one of its claims from then on. */
rc_status rc_event_drop(rc_ledger *ledger, int64_t event_no, rc_arena *arena, rc_error *err);

/* Settle the ids of events that begin like `id`, one of which has come or gone. */
rc_status rc_events_name(rc_ledger *ledger, rc_str id, rc_arena *arena, rc_error *err);

#endif
