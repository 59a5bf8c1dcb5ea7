/** What teaches the weights of choices: adaptive steps (Duchi, Hazan and Singer 2011) with decay of the weights that
 * are touched and a ridge, clues hidden at each step, clues of too few reports left out, the mean of the later epochs
 * kept. */
#ifndef RECOUPE_TRAIN_OPTIMISER_H
#define RECOUPE_TRAIN_OPTIMISER_H

#include "train/choices.h"

typedef struct optimiser {
    float *weight, *squares;
    double *sum;           /* of the weights after each epoch: their mean is kept */
    bool *known;           /* clues that enough reports have */
    uint32_t *last, *seen; /* the last report that had a clue, and how many have */
    uint32_t *having;      /* examples that have a clue */
    uint64_t random;
    unsigned rounds;
    const rc_choice_training *how;
} optimiser;

/** Rounds of learning, each from nothing and in another order, whose mean is kept: one round alone moves what is read
 * by chance. Validation takes one. */
#define ROUNDS 8

optimiser optimiser_new(const rc_choice_training *how, rc_arena *arena);

/** Count the clues of an example of report number `report`; reports come one after the other. */
void optimiser_see(optimiser *o, const rc_example *e, uint32_t report);
/** All examples are seen. */
void optimiser_begin(optimiser *o);

/** Begin another round, number `round` from 0; what was kept stays. */
void optimiser_restart(optimiser *o, unsigned round);

/** Score of an example in this step, by the clues that it does not hide; those left speak for them. */
double optimiser_score(const optimiser *o, const rc_example *e);
/** Move against the slope of the loss. */
void optimiser_push(optimiser *o, const rc_example *e, double slope);

/** The next step hides other clues. */
void optimiser_next(optimiser *o);
/** An epoch is over, number `epoch` from 0. */
void optimiser_keep(optimiser *o, unsigned epoch);
/** Put what was learned into `choices`. */
void optimiser_end(const optimiser *o, rc_choices *choices, choice_kind kind);

/** Put numbers in another order, the same every time for the same `random`. */
void shuffle(uint32_t *order, uint32_t n, uint64_t *random);

/** splitmix64. */
uint64_t next_random(uint64_t *state);

#endif
