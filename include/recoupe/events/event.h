/** Events: claims of many reports that speak of one thing, their origins, copies, contradictions.
 * A pure function: the same claims in any order give the same events. Method: docs/METHOD.md. */
#ifndef RECOUPE_EVENTS_EVENT_H
#define RECOUPE_EVENTS_EVENT_H

#include "recoupe/claims/claim.h"

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

typedef enum rc_copy_kind { RC_COPY_EXACT, RC_COPY_NEAR } rc_copy_kind;

/** Report `copy` is a copy of report `original`. */
typedef struct rc_copy {
    uint32_t copy, original;
    rc_copy_kind kind;
    float similarity; /**< Jaccard index of word shingles, 0..1 */
    rc_str why;       /**< one sentence for a person */
} rc_copy;

typedef enum rc_contradiction_kind {
    RC_CONTRADICTS_COUNT,   /**< bounds that cannot both hold for the same victims */
    RC_CONTRADICTS_CONTROL, /**< one place held or taken by two sides */
    RC_CONTRADICTS_DENIAL   /**< an act and its denial */
} rc_contradiction_kind;

typedef struct rc_contradiction {
    rc_contradiction_kind kind;
    uint32_t a, b; /**< claims, indices into the input, a < b */
    rc_str why;
} rc_contradiction;

typedef enum rc_interest { RC_INTEREST_UNKNOWN, RC_SELF_SERVING, RC_AGAINST_INTEREST, RC_THIRD_PARTY } rc_interest;

typedef enum rc_event_status { RC_STATUS_SINGLE_ORIGIN, RC_STATUS_CORROBORATED, RC_STATUS_CONTESTED } rc_event_status;

typedef struct rc_event {
    rc_str id;        /**< "E" and hex digits, from its first claim's id: stable while that claim stays its first */
    uint32_t *claims; /**< indices into the input, in order of report date then claim id */
    uint32_t n_claims;
    uint32_t *origin; /**< for each claim of `claims`: number of its origin, 0 .. n_origins-1; copies share one */
    uint32_t n_origins, n_reports;
    rc_contradiction *contradictions;
    uint32_t n_contradictions;
    rc_event_type type;
    rc_str subtype;
    rc_claim_place place; /**< the most exact resolved place most claims name; name empty when none */
    rc_day from, to;
    rc_event_status status;
} rc_event;

typedef struct rc_events {
    rc_event *ptr;
    uint32_t n;
    rc_copy *copies;
    uint32_t n_copies;
} rc_events;

/** Join. Only `actual` claims become events. Everything lives in `arena`; the input is borrowed. */
rc_status rc_events_join(rc_events *out, const rc_join_report *reports, uint32_t n_reports, const rc_join_claim *claims,
                         uint32_t n_claims, rc_arena *arena, rc_error *err);

/** What a person decided: these claims, and all that is joined to one of them, are one event; or (`apart`) these claims
 * alone are one. */
typedef struct rc_join_decision {
    const uint32_t *claims; /**< indices into the input */
    uint32_t n;
    bool apart;
} rc_join_decision;

/** Join, then carry out `decisions` in their order, whatever the program thinks of them. */
rc_status rc_events_join_decided(rc_events *out, const rc_join_report *reports, uint32_t n_reports,
                                 const rc_join_claim *claims, uint32_t n_claims, const rc_join_decision *decisions,
                                 uint32_t n_decisions, rc_arena *arena, rc_error *err);

/** Whether a count serves the origin's side: enemy losses self-serving, own losses against interest. */
rc_interest rc_loss_interest(const rc_claim *claim, const rc_loss *loss);
const char *rc_interest_name(rc_interest interest);
const char *rc_event_status_name(rc_event_status status);
const char *rc_contradiction_kind_name(rc_contradiction_kind kind);
const char *rc_copy_kind_name(rc_copy_kind kind);

#endif
