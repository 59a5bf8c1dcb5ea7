/** Clues about who faces whom: what the report, and the home of each side, say of a side as the enemy of those whom a
 * draft already names. Private. */
#ifndef CLAIMS_CLUES_ENEMY_H
#define CLAIMS_CLUES_ENEMY_H

#include "claims/draft.h"

/** The party among the victims of a claim: 1 of its losses, 2 of its equipment; 0 neither. */
uint32_t victims_of(const rc_claim *claim, rc_str party);

/** 1 the party takes or holds ground in the claim, 2 loses it; 0 neither. */
uint32_t control_role(const rc_claim *claim, rc_str party);

/** A side that can fight: neither civilians nor media nor unknown. */
bool is_belligerent(const rc_party_mention *party);

/** Clues for party `which` of `parties` and draft `n`; `kind` as kind_of_draft tells. */
void enemy_clues(const rc_reading *reading, const drafts *all, uint32_t n, const candidates *parties, uint32_t which,
                 uint32_t kind, clues *out);

#endif
