/** Who stands on whose side, and when: data/actor-edges.tsv put to use. */
#ifndef RECOUPE_EVENTS_SIDE_H
#define RECOUPE_EVENTS_SIDE_H

#include "recoupe/claims/claim.h"
#include "recoupe/resolve/actor.h"
#include "recoupe/resolve/naming.h"

/** Ties of parties by date; read-only, shared by threads. */
typedef struct rc_sides rc_sides;

/** Ties made of edges that are at hand; they are borrowed for the call. */
rc_sides *rc_sides_of(const rc_actor_edges *edges, rc_arena *arena);

/** What sides are called in sentences about them; borrowed. Ties that were loaded know it already. */
void rc_sides_call(rc_sides *sides, const rc_naming *naming);

/** The same, or NULL; `sides` may be NULL. */
const rc_naming *rc_sides_naming(const rc_sides *sides);

/** Read the ties, and what sides are called, from the data folder (NULL: rc_data_dir); lives in `arena`. */
rc_status rc_sides_load(rc_sides **out, const char *data_dir, rc_arena *arena, rc_error *err);

/** Whether two parties are on one side on a day (RC_DAY_NONE: on any): the same party; tied to each other (parent,
 * member, ally, successor); or both members of one coalition. Without ties (NULL): the same party alone. */
bool rc_sides_same(const rc_sides *sides, rc_str a, rc_str b, rc_day day);

/** Nobody is named: empty or "unknown". */
bool rc_party_unknown(rc_str party);

/** A party that fights or rules: neither empty nor "unknown", "civilians", "NGO", "media", "United Nations". */
bool rc_party_is_side(rc_str party);

/** Whether the party is named, or allied with one that is, among `actors`. */
bool rc_sides_among(const rc_sides *sides, const rc_actor *actors, uint32_t n, rc_str party, rc_day day);

#endif
