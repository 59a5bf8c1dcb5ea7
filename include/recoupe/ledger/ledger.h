/** The ledger: reports, claims, events, and an append-only history whose entries carry the hash of the one before.
 * One SQLite file, WAL, foreign keys, FTS5. One transaction a report, so a killed process leaves whole reports only. */
#ifndef RECOUPE_LEDGER_LEDGER_H
#define RECOUPE_LEDGER_LEDGER_H

#include "recoupe/events/event.h"

typedef struct rc_ledger rc_ledger;

/** Open or create; older schemas are migrated in one transaction. RC_EIO, RC_EBUSY, RC_ECORRUPT (not a ledger, or of a
 * newer version). `read_only`: it must exist, and nothing is written but older schemas migrated. */
rc_status rc_ledger_open(rc_ledger **out, const char *path, bool read_only, rc_error *err);
void rc_ledger_close(rc_ledger *ledger);

/** Add one report and its claims in one transaction, with an entry in the history. A report whose content is there
 * already changes nothing, and `*added` is false. The report's ledger id is its `id`, with "~2", "~3" ... where another
 * report has it already. */
rc_status rc_ledger_add(rc_ledger *ledger, const rc_report *report, const rc_claims *claims, bool *added,
                        rc_error *err);

/** Write down what a person says about claims, as an entry of the history; `act->seq` becomes its number. `subject`
 * names it for a person ("E1a2b3c4d E5e6f7a8b"). What is said holds from the next joining on. */
rc_status rc_ledger_act(rc_ledger *ledger, rc_join_act *act, rc_str subject, rc_error *err);

/** Take an act back, as an entry of its own. RC_ENOTFOUND: entry `seq` is no act, or was taken back already. */
rc_status rc_ledger_undo(rc_ledger *ledger, int64_t seq, rc_error *err);

/** The acts that are in force, oldest first; they live in `arena`. */
rc_status rc_ledger_acts(rc_ledger *ledger, rc_join_act **acts, uint32_t *n, rc_arena *arena, rc_error *err);

/** True when the history has entries that rc_ledger_refresh has not carried out, other than acts of the desk, which are
 * carried out at once. */
rc_status rc_ledger_is_stale(rc_ledger *ledger, bool *stale, rc_error *err);

/** In which order rc_ledger_events gives events. */
typedef enum rc_event_order {
    RC_ORDER_DISPUTE, /**< contested first, then most origins, then latest */
    RC_ORDER_SPREAD,  /**< whose figures lie farthest apart */
    RC_ORDER_DATE,    /**< latest first, undated ones by their reports */
    RC_ORDER_ORIGINS  /**< most origins first */
} rc_event_order;

/** What `recoupe events`, `claims` ... ask for; zero or empty: any. */
typedef struct rc_filter {
    rc_str place, party, type, text, report, event;
    rc_day since, until; /**< RC_DAY_NONE: open */
    bool contested, single_origin;
    rc_event_order order; /**< of events */
    uint64_t limit;       /**< events at most; 0: all */
} rc_filter;

#define RC_FILTER_ANY ((rc_filter){.since = RC_DAY_NONE, .until = RC_DAY_NONE})

/** One stored report. */
typedef struct rc_stored_report {
    rc_report report;
    rc_str added_on; /**< RFC 3339, UTC */
    uint32_t n_claims;
    rc_str copy_of, copy_why; /**< ledger id of the report it copies, or empty */
} rc_stored_report;

/** One stored event with its claims, whole, and their reports; `index` fields count into these arrays. */
typedef struct rc_stored_event {
    rc_event event;
    rc_join_claim *claims;
    rc_join_report *reports;
    uint32_t n_reports;
} rc_stored_event;

/** Callbacks get rows one by one, borrowed until they return; a status other than RC_OK stops and is returned. */
rc_status rc_ledger_reports(rc_ledger *ledger, const rc_filter *filter,
                            rc_status (*row)(void *context, const rc_stored_report *report, rc_error *err),
                            void *context, rc_error *err);
rc_status rc_ledger_claims(rc_ledger *ledger, const rc_filter *filter,
                           rc_status (*row)(void *context, const rc_join_claim *claim, const rc_stored_report *report,
                                            rc_str event_id, rc_error *err),
                           void *context, rc_error *err);
/** Events in the order that the filter names. */
rc_status rc_ledger_events(rc_ledger *ledger, const rc_filter *filter,
                           rc_status (*row)(void *context, const rc_stored_event *event, rc_error *err), void *context,
                           rc_error *err);

/** Why a claim is in its event: `why` is empty where it stands alone, and lives in `arena`, as `other`, the claim it
 * fits best. RC_ENOTFOUND: it is in no event. */
typedef struct rc_stored_reason {
    rc_str event, other, why;
    double score;
} rc_stored_reason;
rc_status rc_ledger_reason(rc_ledger *ledger, rc_str claim, rc_stored_reason *out, rc_arena *arena, rc_error *err);

/** What a check of the whole ledger found. */
typedef struct rc_verify_result {
    uint64_t reports, claims, entries; /**< checked */
    uint64_t broken;
} rc_verify_result;

/** Re-hash every report and claim and walk the chain; `broken` is called for each row that does not hold, with its
 * table, key and what is wrong. RC_OK although rows are broken; look at result->broken. */
rc_status rc_ledger_verify(rc_ledger *ledger, rc_verify_result *result,
                           void (*broken)(void *context, const char *message), void *context, rc_error *err);

#endif
