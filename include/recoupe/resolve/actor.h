/** Actors looked up by name: what a name may stand for on a day, and how actors hang together.
 *
 * An actor is a row of data/actors.tsv or data/countries.tsv: a state, one of its forces, an armed group, a mission, a
 * person. Its party is the side it counts for. Edges are rows of data/actor-edges.tsv. */
#ifndef RECOUPE_RESOLVE_ACTOR_H
#define RECOUPE_RESOLVE_ACTOR_H

#include "recoupe/resolve/party.h"

typedef struct rc_actor_found {
    rc_str name;    /**< its own, in English where there is one */
    rc_str party;   /**< the side */
    rc_str matched; /**< the name of it that is most like the one looked for */
    rc_str country; /**< ISO 3166-1 alpha-2, its home first, separated by '|'; empty: of no country */
    rc_str ucdp;    /**< identifier in UCDP's list of actors, or empty */
    rc_str source;
    rc_inter inter; /**< of a person: that of the party */
    bool is_person;
    rc_day from, to; /**< both inclusive; RC_DAY_NONE: open */
    bool holds;      /**< the row counts on the day asked for */
    float score;     /**< 0 to 1: likeness of the names, halved when the row does not hold */
} rc_actor_found;

/** The actors that a name may stand for, best first; of equal ones those that hold come first, then table order.
 * Returns how many, at most `cap`. `day` may be RC_DAY_NONE: every row holds. Likeness is 1 for the same name (case,
 * accents and small words aside), else the share of words in common, none below one half. */
size_t rc_actors_candidates(const rc_actors *actors, rc_str name, rc_day day, rc_actor_found *out, size_t cap,
                            rc_arena *arena);

typedef struct rc_actor_edge {
    rc_str actor, relation, other; /**< relation: `parent`, `member-of`, `allied`, `successor-of` */
    rc_day from, to;               /**< both inclusive; RC_DAY_NONE: open */
    rc_str source;
} rc_actor_edge;

typedef struct rc_actor_edges {
    rc_actor_edge *ptr;
    uint32_t n;
} rc_actor_edges;

/** Read DATA_DIR/data/actor-edges.tsv. RC_EFORMAT names the line whose relation or date is none. */
rc_status rc_actor_edges_load(rc_actor_edges *out, const char *data_dir, rc_arena *arena, rc_error *err);

/** Whether an edge counts on a day (RC_DAY_NONE: always). */
bool rc_actor_edge_holds(const rc_actor_edge *edge, rc_day day);

#endif
