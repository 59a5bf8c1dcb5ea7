/** The measures of the CoNLL 2018 shared task (Zeman et al. 2018), from raw text, and exact-span F1 of names. */
#ifndef RECOUPE_TRAIN_EVAL_H
#define RECOUPE_TRAIN_EVAL_H

#include "train/corpus.h"

typedef struct rc_score {
    uint64_t right, gold, system;
} rc_score;

typedef struct rc_scores {
    rc_score tokens, sentences, words, upos, feats, lemmas, uas, las;
    rc_score names[RC_ENTITY_COUNT]; /**< where the gold text has names */
} rc_scores;

double rc_score_f1(rc_score score); /**< per cent */

/** Compare an analysis with the sentences it was made from. False when their characters differ. */
bool rc_eval(const rc_corpus *gold, const rc_analysis *analysis, rc_scores *scores, rc_arena *arena);

/** All scores, a line each. */
void rc_scores_print(const rc_scores *scores, FILE *out);

/** F1 of PER, ORG and LOC together. */
double rc_scores_names(const rc_scores *scores);

#endif
