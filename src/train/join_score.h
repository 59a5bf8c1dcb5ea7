/** How well clusters of claims agree with those of people: MUC, B-cubed and CEAF-e (Pradhan and others 2014). */
#ifndef RECOUPE_TRAIN_JOIN_SCORE_H
#define RECOUPE_TRAIN_JOIN_SCORE_H

#include "recoupe/base/arena.h"

/** Sums over several sets of claims. */
typedef struct rc_join_counts {
    double muc_p, muc_p_all, muc_r, muc_r_all;
    double b3_p, b3_r, claims;
    double ceaf, keys, found;
} rc_join_counts;

typedef struct rc_prf {
    double p, r, f1;
} rc_prf;

typedef struct rc_join_scores {
    rc_prf muc, b3, ceaf;
} rc_join_scores;

/** Add the counts of `n` claims: `key[i]` is the cluster of claim i by people, `found[i]` the one to be judged.
 * Clusters are paired for CEAF-e from the best pair on, which is no more than the optimum. */
void rc_join_count(rc_join_counts *counts, const uint32_t *key, const uint32_t *found, uint32_t n, rc_arena *arena);

rc_join_scores rc_join_score(const rc_join_counts *counts);

#endif
