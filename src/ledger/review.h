/* What the parts of reviewing share. All of these work within the caller's transaction. */
#ifndef RECOUPE_LEDGER_REVIEW_PRIVATE_H
#define RECOUPE_LEDGER_REVIEW_PRIVATE_H

#include <jansson.h>

#include "ledger/sql.h"
#include "recoupe/ledger/review.h"

typedef RC_VEC(int64_t) rc_row_list;

/* Entries of the history that the command line writes too; those of the desk's own kind are "act". They name claims or
 * reports, and are carried out by joining everything. */
#define RC_SPOKEN_KINDS "('join', 'split', 'scatter', 'review', 'fold', 'unfold')"

/* rc_ledger_act and rc_ledger_undo with the name of the person and the reason, either of which may be empty. */
rc_status rc_ledger_act_as(rc_ledger *ledger, rc_join_act *act, rc_str subject, rc_str who, rc_str reason,
                           rc_error *err);
rc_status rc_ledger_undo_as(rc_ledger *ledger, int64_t seq, rc_str who, rc_str reason, int64_t *own, rc_error *err);

/* Whether a wish is one of those: to fold a report or unfold it, or to take back an entry of such a kind. */
rc_status rc_wish_is_spoken(rc_ledger *ledger, const rc_act_wish *wish, bool *is, rc_error *err);
rc_status rc_wish_speak(rc_ledger *ledger, const rc_act_wish *wish, rc_act_done *done, rc_arena *arena, rc_error *err);

/* A claim's place in its report, by which an act finds it again: {"report": id, "n": ordinal, "span": [from, to]}.
 * NULL: no memory, or no such claim. */
json_t *rc_anchor_of(rc_ledger *ledger, int64_t claim_no, rc_error *err);

/* The claim that an anchor means now: same words and number, else same words, else the claim that shares most of them
 * (at least half); 0 when there is none. */
rc_status rc_anchor_find(rc_ledger *ledger, const json_t *anchor, int64_t *claim_no, rc_error *err);

/* Take an act of the history into the tables `act` and `act_claim`. */
rc_status rc_act_take_in(rc_ledger *ledger, int64_t seq, rc_str at, const json_t *details, rc_error *err);

/* Make claim_now of one claim from its acts. RC_EINVALID: the record that follows is none. */
rc_status rc_claim_settle(rc_ledger *ledger, int64_t claim_no, rc_arena *arena, rc_error *err);

/* What the form of the record cannot say of a claim made by hand: points that exist, bounds in order. RC_EINVALID. */
rc_status rc_claim_check_sense(const rc_claim *claim, rc_error *err);

/* Join the claims of the events that `claims` are in, and these claims, again. */
rc_status rc_events_remake(rc_ledger *ledger, const rc_row_list *claims, rc_arena *arena, rc_error *err);

/* Tags of work of the event that a claim is in. */
rc_status rc_events_tag_work(rc_ledger *ledger, int64_t claim_no, rc_arena *arena, rc_error *err);

#endif
