/** Where a place or date stands as seen from a draft; what the clues for both have in common. */
#ifndef CLAIMS_CLUES_NEAR_H
#define CLAIMS_CLUES_NEAR_H

#include "claims/draft.h"

/** The mention of a candidate that is nearest to a draft. */
typedef struct nearest {
    uint32_t at;    /**< index of the mention */
    uint32_t where; /**< see where_is; 7: no mention */
    uint32_t gap;   /**< tokens to the anchor */
    bool before;    /**< it stands before the anchor */
} nearest;

/** Take the mention `index`, which begins at token `first`, if it is nearer than what `near` holds. */
void see_mention(const rc_reading *reading, const draft *d, uint32_t index, uint32_t first, nearest *near);

/** The paragraph that a token stands in. */
uint32_t block_of(const rc_reading *reading, uint32_t token);

/** The paragraph of a token as seen from the draft's: 0 the same, 1 the one before, 2 earlier, 3 later. */
uint32_t block_from(const rc_reading *reading, const draft *d, uint32_t token);

/** The report is a list of items, a line each, that have nothing to do with each other. */
bool is_list(const rc_reading *reading);

/** How the tree joins a token to the draft: 1 under its anchor, 2 under the head of its clause, 3 below that, 4
 * elsewhere; 0 in no tree. */
uint32_t governed_by(const rc_reading *reading, const draft *d, uint32_t token);

/** How a group of tokens hangs in its sentence, as a number: by what relation, on a verb, on a noun for an act, on a
 * word behind it. "The October 7 attacks", "the Kabul bombing" name an event that need not be the one told. */
uint32_t hanging_by(const rc_reading *reading, uint32_t first, uint32_t end);

/** Tense of the draft's clause: 1 present, 2 past, 3 other; 4 and 5: with an auxiliary in the present, in the past; 0
 * in no tree. */
uint32_t tense_of(const rc_reading *reading, const draft *d);

#endif
