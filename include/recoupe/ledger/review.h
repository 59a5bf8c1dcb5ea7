/** What people do to a ledger: acts, kept in the hash-chained history, and what follows from them.
 *
 * An act never changes evidence. It is an entry of the history; from all entries that were not undone follow the state
 * and the corrected record of each claim (table claim_now) and which claims are one event. Acts on claims and events
 * hold on to the words: report and span. So they find their claim again when the numbers of claims change. */
#ifndef RECOUPE_LEDGER_REVIEW_H
#define RECOUPE_LEDGER_REVIEW_H

#include "recoupe/ledger/ledger.h"

/** Make a connection opened for reading see claims as corrected, without rejected ones. */
rc_status rc_ledger_see_corrected(rc_ledger *ledger, rc_error *err);

/** Join reports that are new, and carry out what people said since the last time: chunk by chunk, each in a
 * transaction, at a cost that does not grow with the ledger. */
rc_status rc_ledger_refresh(rc_ledger *ledger, rc_error *err);

/** An act that somebody wants. */
typedef struct rc_act_wish {
    rc_str who;
    rc_str what;   /**< accept, reject, edit, comment (claim); missed, comment (report); join, split, status, assign,
                      grade, comment (event); grade (source); undo (act) */
    rc_str kind;   /**< claim, event, report, source, act */
    rc_str target; /**< id; of a source its name; of an act its number */
    rc_str value;  /**< a JSON object, or empty (docs/DESK.md lists what each act takes) */
    rc_str reason; /**< may be empty */
    int64_t seen;  /**< version of the target that the person saw; negative: whichever */
} rc_act_wish;

typedef struct rc_act_done {
    int64_t seq;     /**< number of the entry in the history */
    int64_t version; /**< of the target, after the act or, in a conflict, as it is */
    bool conflict;   /**< somebody else acted on the target since `seen`: nothing was done */
    rc_str claim;    /**< missed: id of the new claim; in the arena */
    rc_str event;    /**< id of the event that the target is, or is in, afterwards; empty: none; in the arena */
} rc_act_done;

/** Do it, in one transaction. RC_ENOTFOUND: no such target; RC_EINVALID: the act does not fit it, or the value does not
 * hold what the record allows (the message says which field). */
rc_status rc_review_act(rc_ledger *ledger, const rc_act_wish *wish, rc_act_done *done, rc_arena *arena, rc_error *err);

/** Forget everything that follows from acts and make it anew from the history. */
rc_status rc_review_rebuild(rc_ledger *ledger, rc_error *err);

/** Version of an event, claim, report or source: number of the last act on it, 0 when there was none. */
rc_status rc_review_version(rc_ledger *ledger, rc_str kind, rc_str target, int64_t *version, rc_error *err);

/** The event of that id, or that has its claims now; 0: none. */
rc_status rc_review_find_event(rc_ledger *ledger, rc_str id, int64_t *event_no, rc_error *err);

#endif
