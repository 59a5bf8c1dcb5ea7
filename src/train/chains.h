/** Training of choices that are made for all claims of a report together (src/claims/chain.h). */
#ifndef RECOUPE_TRAIN_CHAINS_H
#define RECOUPE_TRAIN_CHAINS_H

#include "claims/chain.h"
#include "train/choices.h"

/** One report. A member of which nothing right is known takes part, but is not asked: what it takes is summed over. */
typedef struct rc_chain {
    uint32_t n, k, report;
    const rc_example *own;  /**< [n * k] */
    const rc_example *step; /**< [n * STEPS] by sort of step, to a member from the one before; without clues where it
                               does not occur */
    const uint8_t *sort;    /**< [k * k] see chain.h */
    const bool *asked;      /**< [n] one of its candidates is right */
} rc_chain;

typedef RC_VEC(rc_chain) rc_chains;

/** Train `kind`, the candidates by themselves, and `step` together on the chains whose report is not held out; as
 * rc_choices_train. */
void rc_chains_train(rc_choices *choices, choice_kind kind, choice_kind step, const rc_chains *chains, unsigned folds,
                     unsigned held_out, const rc_choice_training *how, rc_arena *arena);

/** As rc_choices_validate: share of the asked members whose likeliest candidate is right. */
void rc_chains_validate(rc_choices *choices, choice_kind kind, choice_kind step, const rc_chains *chains,
                        const rc_choice_training *how, rc_choices *folds, rc_arena *arena);

#endif
