/* Claims prepared for comparison. All private parts of joining work on mentions in canonical order (report date, report
 * id, number of the claim), so that the order of the input cannot matter. */
#ifndef RECOUPE_EVENTS_MENTION_H
#define RECOUPE_EVENTS_MENTION_H

#include "recoupe/events/event.h"
#include "recoupe/events/side.h"

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

/* Hashes of words, ascending. */
typedef struct rc_word_set {
    uint32_t *ptr;
    uint32_t n;
} rc_word_set;

/* Persons of a report by the hashes of first and last name. */
typedef struct rc_people {
    rc_word_set aged;  /* named with their age */
    rc_word_set named; /* any names of two words, those included */
} rc_people;

typedef struct rc_mention {
    const rc_claim *claim;
    uint32_t input;  /* index into the caller's claims */
    uint32_t report; /* index into the sorted reports */
    rc_day from, to; /* RC_DAY_NONE: not even the report has a date */
    bool is_dated;   /* by the claim itself */
    bool in_context; /* by the dated claims around it */
    bool is_vague;   /* a month without counts */
    bool is_running; /* a total or a state over many days */
    int family;      /* types that may be one event: 0 armed, 1 demonstrations */
    rc_side by, against;
    rc_side by_kin, against_kin; /* parties that belong to those at that time */
    rc_str *ground;              /* folded places of its changes of control */
    rc_word_set stems, names, numbers;
    const rc_people *people; /* of its report */
    uint32_t ordinal;        /* number of the claim in its report */
    rc_spot *spots;
    uint32_t n_spots;
    const struct rc_mention *near; /* of a claim without a place: the one that its report placed before it, else next */
    int level;                     /* of the most exact place */
    uint64_t origin;               /* hash of the origin as this report names it */
    uint32_t twin;                 /* the claim of the original that this claim of a copy repeats, or RC_NO_MENTION */
} rc_mention;

typedef struct rc_sorted_report {
    const rc_join_report *report;
    uint32_t input;        /* index into the caller's reports */
    uint32_t first, count; /* its mentions */
    uint32_t original;     /* sorted index of the report it copies, itself when none */
    uint32_t root;         /* the end of that chain */
} rc_sorted_report;

/* A tie of two parties, by the hashes of their folded names. */
typedef struct rc_party_edge {
    uint64_t actor, other;
    const rc_actor_edge *edge;
} rc_party_edge;

/* Sides of one act of a person: claims of two sides of it are never one event. */
typedef struct rc_apart {
    uint32_t act, side;
    struct rc_apart *next;
} rc_apart;

/* What persons said, as it holds in the end. `one_with[i]`: a mention that mention i is one event with, itself when
 * none; `apart[i]`: the acts that set it apart. */
typedef struct rc_verdicts {
    uint32_t *one_with;
    bool *is_joined; /* with others, by a person: what then speaks against it speaks no more */
    rc_apart **apart;
} rc_verdicts;

struct rc_join_tuning;

/* Everything the steps share. */
typedef struct rc_joining {
    rc_arena *arena;
    const rc_join_options *options; /* never NULL */
    const struct rc_join_tuning *tuning;
    rc_sorted_report *reports;
    rc_mention *mentions;
    uint32_t n_reports, n_mentions;
    const rc_join_claim *input; /* the caller's claims */
    rc_verdicts verdicts;
    rc_party_edge *edges;
    uint32_t n_edges;
    rc_copy *copies; /* indices of the caller */
    uint32_t n_copies;
    rc_sides *sides; /* NULL: nobody has allies */
    /* Of a part (joiner.c): the first claim of the event that each claim stays in, or RC_NO_MENTION; NULL: all are
     * free. And the pairs of the others, which stand for those of rc_candidates_find. */
    const uint32_t *pins;
    const struct rc_link_score *links;
    uint32_t n_links;
} rc_joining;

typedef struct rc_group {
    uint32_t *members; /* mentions, ascending */
    uint32_t n;
} rc_group;

/* Sort reports and actual claims, fold names, settle days. */
rc_status rc_mentions_prepare(rc_joining *joining, const rc_join_report *reports, uint32_t n_reports,
                              const rc_join_claim *claims, uint32_t n_claims, rc_error *err);

/* Fill edges, unless they are there. */
void rc_edges_fold(rc_joining *joining);

/* Make an event of a group, but for its id. */
void rc_event_make(rc_joining *joining, const rc_group *group, const rc_join_report *reports,
                   const rc_join_claim *claims, rc_event *event);

/* Find copied reports, their originals, and the claims that repeat one another. */
rc_status rc_copies_find(rc_joining *joining, rc_error *err);

/* Find which claim of its original each claim of a copied report repeats: fill `twin`. */
void rc_repeats_match(rc_joining *joining, const rc_sorted_report *copy);

/* Fill stems, names and numbers from the words of the claim. */
void rc_mention_words(rc_arena *arena, rc_mention *mention, rc_str text);

/* The persons that a text names; the result lives in `arena`. */
void rc_people_find(rc_people *out, rc_str text, rc_arena *arena);

/* One names with an age whom the other names too. */
bool rc_people_meet(const rc_people *a, const rc_people *b);
uint32_t rc_words_common(const rc_word_set *a, const rc_word_set *b);

/* Probability that two claims tell one event: 0..1, or -1 where they cannot be one. */
double rc_mention_score(const rc_joining *joining, const rc_mention *a, const rc_mention *b);

/* How alike their places are, 0..1, or -1 where they are apart. */
double rc_mention_place_score(const rc_mention *a, const rc_mention *b);

typedef struct rc_link_score {
    float score;
    uint32_t a, b; /* mentions, a < b */
} rc_link_score;

/* Pairs at JOIN_MIN or above: by the later claim, and of each the best first. */
rc_link_score *rc_candidates_find(const rc_joining *joining, uint32_t *n);

/* Constrained clustering: groups in order of their first member. */
rc_group *rc_groups_make(const rc_joining *joining, uint32_t *n);

rc_verdicts rc_acts_settle(const rc_joining *joining);

/* Fill event->reasons. */
void rc_reasons_find(const rc_joining *joining, const rc_group *group, rc_event *event);

/* Fill event->origin and event->n_origins for the group's members. */
void rc_origins_number(const rc_joining *joining, const rc_group *group, rc_event *event);

/* The claim shortly before mention `i` in its report that it denies, or whose ground it says another holds: the two are
 * one event. RC_NO_MENTION: none. The mentions of a report stand together. */
uint32_t rc_mention_asked(const rc_mention *mentions, uint32_t i, bool *is_last_resort, rc_arena *arena);

/* Fill event->contradictions; needs the origins. */
void rc_contradictions_find(const rc_joining *joining, const rc_group *group, rc_event *event);

/* Whether a person has looked at the event as it stands: a new claim asks for another look. */
bool rc_event_is_reviewed(const rc_joining *joining, const rc_event *event);

/* Fill event->status; needs the contradictions. */
void rc_event_judge(const rc_joining *joining, const rc_group *group, rc_event *event);

/* The name of a claim's origin as a person reads it: last link, else outlet, else report. */
rc_str rc_mention_origin_name(const rc_joining *joining, const rc_mention *mention);

bool rc_sides_meet(rc_side a, rc_side b);

#endif
