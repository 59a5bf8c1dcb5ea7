/** Events: claims of many reports that speak of one thing, their origins, copies, contradictions.
 * A pure function: the same claims in any order give the same events. Method: docs/METHOD.md. */
#ifndef RECOUPE_EVENTS_EVENT_H
#define RECOUPE_EVENTS_EVENT_H

#include "recoupe/claims/claim.h"
#include "recoupe/resolve/actor.h"
#include "recoupe/resolve/naming.h"
#include "recoupe/resolve/outlet.h"

/** A report as far as joining needs it. */
typedef struct rc_join_report {
    rc_str id, outlet, title, text, lang;
    rc_day published;
} rc_join_report;

typedef struct rc_join_claim {
    rc_str id;       /**< "REPORT.N" */
    uint32_t report; /**< index into the reports */
    rc_claim claim;
} rc_join_claim;

typedef enum rc_copy_kind {
    RC_COPY_EXACT,      /**< the same words */
    RC_COPY_NEAR,       /**< most of its sequences of words */
    RC_COPY_REWRITTEN,  /**< what it tells, in the same order, partly in other words */
    RC_COPY_SWAPPED,    /**< its words exchanged one by one ("spun"); names and numbers stand as they stood */
    RC_COPY_TRANSLATED, /**< the same in another language */
    RC_COPY_BY_HAND     /**< a person said so */
} rc_copy_kind;

/** Report `copy` is a copy of report `original`. */
typedef struct rc_copy {
    uint32_t copy, original;
    rc_copy_kind kind;
    float similarity; /**< 0..1: Jaccard index of word shingles (exact, near), else share of names and numbers in
                       * common; 1 by hand */
    rc_str why;       /**< one sentence for a person */
} rc_copy;

typedef enum rc_contradiction_kind {
    RC_CONTRADICTS_COUNT,   /**< bounds that cannot both hold for the same victims */
    RC_CONTRADICTS_CONTROL, /**< one place held or taken by two sides */
    RC_CONTRADICTS_DENIAL,  /**< an act and its denial */
    RC_CONTRADICTS_DOER,    /**< blame and counter-blame for an attack */
    RC_CONTRADICTS_VICTIMS, /**< the same dead, civilians or fighters */
    RC_CONTRADICTS_TIME,    /**< days that cannot be those of one event */
    RC_CONTRADICTS_PLACE    /**< places that cannot be those of one event */
} rc_contradiction_kind;

typedef struct rc_contradiction {
    rc_contradiction_kind kind;
    uint32_t a, b; /**< claims, indices into the input, a < b */
    rc_str why;
} rc_contradiction;

typedef enum rc_interest { RC_INTEREST_UNKNOWN, RC_SELF_SERVING, RC_AGAINST_INTEREST, RC_THIRD_PARTY } rc_interest;

typedef enum rc_event_status {
    RC_STATUS_SINGLE_ORIGIN,
    RC_STATUS_CORROBORATED,
    RC_STATUS_CONTESTED,
    RC_STATUS_BOTH_SIDES, /**< sides that fight each other say the same */
    RC_STATUS_REVIEWED /**< a person has looked at it with the claims that it has; it may be contested all the same */
} rc_event_status;

/** Why a claim is in its event. */
typedef struct rc_join_reason {
    uint32_t other; /**< the claim it fits best, an index into the event's `claims`; UINT32_MAX: it stands alone */
    float score;    /**< probability that the two are one event; 1 where a person or a copy decides */
    rc_str why;     /**< clues, the strongest first, for a person */
} rc_join_reason;

typedef struct rc_event {
    rc_str id;        /**< "E" and hex digits, from its first claim's id: stable while that claim stays its first */
    uint32_t *claims; /**< indices into the input, in order of report date then claim id */
    uint32_t n_claims;
    rc_join_reason *reasons; /**< one for each of `claims`; NULL when read back from a ledger */
    uint32_t *origin; /**< for each claim of `claims`: number of its origin, 0 .. n_origins-1; copies share one */
    uint32_t n_origins, n_reports;
    rc_contradiction *contradictions;
    uint32_t n_contradictions;
    rc_event_type type;
    rc_str subtype;
    rc_claim_place place; /**< the most exact resolved place most claims name; name empty when none */
    rc_day from, to;
    rc_event_status status;
    double spread; /**< how far its figures lie apart, see rc_estimates_spread */
} rc_event;

typedef struct rc_events {
    rc_event *ptr;
    uint32_t n;
    rc_copy *copies;
    uint32_t n_copies;
} rc_events;

typedef enum rc_join_act_kind {
    RC_ACT_JOIN,    /**< all its claims are one event */
    RC_ACT_SPLIT,   /**< the first `n_out` are one event, and not that of the others */
    RC_ACT_SCATTER, /**< no two of them are one event */
    RC_ACT_REVIEW,  /**< a person has looked at the event of just these claims */
    RC_ACT_FOLD,    /**< of two reports, the first is a copy of the second */
    RC_ACT_UNFOLD   /**< the one report that it names is a copy of none */
} rc_join_act_kind;

/** What a person said about claims, or about reports as copies. Acts hold against everything else; of two that disagree
 * the later one holds. */
typedef struct rc_join_act {
    rc_join_act_kind kind;
    int64_t seq;    /**< its entry of the history */
    rc_str *claims; /**< ids, of reports for RC_ACT_FOLD and RC_ACT_UNFOLD; those that are not there are passed over */
    uint32_t n, n_out;
} rc_join_act;

/** What joining knows beside the claims; all borrowed, all may be NULL. */
typedef struct rc_join_options {
    const rc_actor_edges *edges; /**< sides that belong together */
    const rc_naming *naming;     /**< what they are called in sentences; NULL: as in the records */
    const rc_outlets *outlets;   /**< other names of outlets */
    const rc_join_act *acts;     /**< by persons, oldest first */
    uint32_t n_acts;
} rc_join_options;

/** Join. Only `actual` claims become events. Everything lives in `arena`; the input is borrowed. */
rc_status rc_events_join(rc_events *out, const rc_join_report *reports, uint32_t n_reports, const rc_join_claim *claims,
                         uint32_t n_claims, rc_arena *arena, rc_error *err);

/** The same with what is known beside the claims (NULL: nothing). */
rc_status rc_events_join_with(rc_events *out, const rc_join_report *reports, uint32_t n_reports,
                              const rc_join_claim *claims, uint32_t n_claims, const rc_join_options *options,
                              rc_arena *arena, rc_error *err);

/** The id of an event by its first claim; more digits tell two events apart whose first ones are the same. */
#define RC_EVENT_ID_DIGITS 8
rc_str rc_event_id(rc_str first_claim, int digits, rc_arena *arena);

struct rc_sides; /* events/side.h */

/** Whether a count serves the origin's side on that day (RC_DAY_NONE: any): enemy losses self-serving, own losses and
 * allies' against interest; that nobody was lost, the other way round. `sides` may be NULL: nobody has allies. */
rc_interest rc_loss_interest(const rc_claim *claim, const rc_loss *loss, const struct rc_sides *sides, rc_day day);

/** The sentence of a contradiction between two claims in a language ("fr", else English); empty where they do not
 * clash in this way. */
rc_str rc_contradiction_say(rc_contradiction_kind kind, const rc_join_claim *a, const rc_join_report *report_a,
                            const rc_join_claim *b, const rc_join_report *report_b, const struct rc_sides *sides,
                            rc_str lang, rc_arena *arena);
const char *rc_interest_name(rc_interest interest);
const char *rc_event_status_name(rc_event_status status);
const char *rc_contradiction_kind_name(rc_contradiction_kind kind);
const char *rc_copy_kind_name(rc_copy_kind kind);

#endif
