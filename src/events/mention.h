/* Claims prepared for comparison. All private parts of joining work on mentions in canonical order (report date, report
 * id, number of the claim), so that the order of the input cannot matter. */
#ifndef RECOUPE_EVENTS_MENTION_H
#define RECOUPE_EVENTS_MENTION_H

#include "recoupe/events/event.h"

#define RC_NO_MENTION UINT32_MAX

enum { RC_LEVEL_NONE, RC_LEVEL_FINE, RC_LEVEL_REGION, RC_LEVEL_COUNTRY };

typedef struct rc_spot {
    rc_str key; /* folded name */
    uint64_t hash;
    double lat, lon;
    rc_precision precision;
    int level;
    bool is_resolved;
    char country[3];
    rc_str admin1; /* folded */
} rc_spot;

/* Parties by the hash of their folded names; unknown ones are left out. */
typedef struct rc_side {
    uint64_t *ptr;
    uint32_t n;
} rc_side;

typedef struct rc_mention {
    const rc_claim *claim;
    uint32_t input;  /* index into the caller's claims */
    uint32_t report; /* index into the sorted reports */
    rc_day from, to; /* RC_DAY_NONE: not even the report has a date */
    bool is_dated;   /* by the claim itself */
    bool is_vague;   /* a month without counts */
    bool is_running; /* a total or a state over many days */
    int family;      /* types that may be one event: 0 armed, 1 demonstrations */
    rc_side by, against;
    rc_spot *spots;
    uint32_t n_spots;
    int level;       /* of the most exact place */
    uint64_t origin; /* hash of the origin as this report names it */
    uint32_t twin;   /* the claim of the original that this claim of a copy repeats, or RC_NO_MENTION */
} rc_mention;

typedef struct rc_sorted_report {
    const rc_join_report *report;
    uint32_t input;        /* index into the caller's reports */
    uint32_t first, count; /* its mentions */
    uint32_t original;     /* sorted index of the report it copies, itself when none */
    uint32_t root;         /* the end of that chain */
} rc_sorted_report;

/* Everything the steps share. */
typedef struct rc_joining {
    rc_arena *arena;
    rc_sorted_report *reports;
    rc_mention *mentions;
    uint32_t n_reports, n_mentions;
    rc_copy *copies; /* indices of the caller */
    uint32_t n_copies;
} rc_joining;

typedef struct rc_group {
    uint32_t *members; /* mentions, ascending */
    uint32_t n;
} rc_group;

/* Sort reports and actual claims, fold names, settle days. */
rc_status rc_mentions_prepare(rc_joining *joining, const rc_join_report *reports, uint32_t n_reports,
                              const rc_join_claim *claims, uint32_t n_claims, rc_error *err);

/* Find copied reports, their originals, and the claims that repeat one another. */
rc_status rc_copies_find(rc_joining *joining, rc_error *err);

/* How alike two claims are as tellings of one event: 0..1, or -1 where they cannot be one. */
double rc_mention_score(const rc_mention *a, const rc_mention *b);

/* How alike their places are, 0..1, or -1 where they are apart. */
double rc_mention_place_score(const rc_mention *a, const rc_mention *b);

typedef struct rc_link_score {
    float score;
    uint32_t a, b; /* mentions, a < b */
} rc_link_score;

/* Pairs at JOIN_MIN or above, best first. */
rc_link_score *rc_candidates_find(const rc_joining *joining, uint32_t *n);

/* Constrained clustering: groups in order of their first member. */
rc_group *rc_groups_make(const rc_joining *joining, uint32_t *n);

/* The groups as people want them: each decision in turn changes what the ones before it left. */
rc_group *rc_groups_decide(const rc_joining *joining, const rc_group *groups, uint32_t *n,
                           const rc_join_decision *decisions, uint32_t n_decisions);

/* Fill event->origin and event->n_origins for the group's members. */
void rc_origins_number(const rc_joining *joining, const rc_group *group, rc_event *event);

/* Fill event->contradictions; needs the origins. */
void rc_contradictions_find(const rc_joining *joining, const rc_group *group, rc_event *event);

/* The name of a claim's origin as a person reads it: last link, else outlet, else report. */
rc_str rc_mention_origin_name(const rc_joining *joining, const rc_mention *mention);

bool rc_sides_meet(rc_side a, rc_side b);

#endif
