/** A choice for each of a row of members that each take one of the same candidates, where what one takes speaks for
 * what the next takes: a conditional random field (Lafferty, McCallum and Pereira 2001). Used for the times of a
 * report's claims: a report that has named a day stays at it until it says another. */
#ifndef CLAIMS_CHAIN_H
#define CLAIMS_CHAIN_H

#include "recoupe/base/arena.h"

/** Sorts of steps from the candidate of one member to that of the next. */
#define STEPS 72

typedef struct chain {
    uint32_t n, k;       /**< members; candidates of each, at least one */
    const float *own;    /**< [n * k] scores of candidates by themselves */
    const uint8_t *step; /**< [k * k] the step from candidate `a` to `b` at a * k + b, below STEPS */
    const float *weight; /**< [n * STEPS] scores of the steps to a member from the one before; the first has none */
    const bool *open;    /**< [n * k] candidates that are possible, one of each member at least; NULL: all are */
} chain;

/** Probabilities with all members in view (forward-backward): of each candidate, [n * k]; and how many steps of each
 * sort lead to each member, as an expectation, [n * STEPS]; NULL: not wanted. */
void chain_shares(const chain *c, rc_arena *arena, double *share, double *steps);

#endif
