/** Clues for a place from the scene that a report has set. */
#ifndef CLAIMS_CLUES_SCENE_H
#define CLAIMS_CLUES_SCENE_H

#include "claims/clues_near.h"

/** Add the clues for a place as seen from draft `draft`; `mention` is the one of its mentions that `near` holds. */
void scene_clues(const rc_reading *reading, const drafts *all, uint32_t draft, const rc_place_mention *mention,
                 const nearest *near, clues *out);

#endif
