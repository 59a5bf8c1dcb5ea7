/** What a denial without an act of its own denies: which claim, told before by somebody else, it answers. It has that
 * claim's act, sides, place and time. */
#ifndef CLAIMS_ANSWERED_H
#define CLAIMS_ANSWERED_H

#include "claims/draft.h"

#define NO_DRAFT UINT32_MAX

/** The draft among the `n` told so far that the denial of a cluster answers, NO_DRAFT: none is near. */
uint32_t answered_draft(const rc_reading *reading, const cluster *denial, const draft *told, uint32_t n);

/** "The attack" of a cluster that names no act of its own is the one told last by that noun, where the claim told last
 * has another word; NO_DRAFT: it goes on with what was told last. */
uint32_t taken_up_draft(const rc_reading *reading, const cluster *from, const draft *told, uint32_t n);

/** What a claim that answers `told` begins with. */
episode episode_of(const draft *told);

/** Give denials the act, place and time of what they answer, as the second reading has it. `revised`: by draft. */
void settle_answers(const rc_reading *reading, const drafts *all, rc_claim *revised);

#endif
