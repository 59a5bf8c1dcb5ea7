/** Training of the learned choices of claims (src/claims/choice.h): `recoupe-train claims`. */
#ifndef RECOUPE_TRAIN_CHOICES_H
#define RECOUPE_TRAIN_CHOICES_H

#include "claims/choice.h"
#include "train/gold.h"

/** Parts of the cross-validation; report number i is held out in fold i % FOLDS. */
#define FOLDS 5

/** One candidate of one choice. */
typedef struct rc_example {
    const uint16_t *at; /**< weights of its clues */
    uint16_t n;
    bool right, ruled; /**< `ruled`: what the rules chose */
    float base;        /**< added to the sum of the weights */
} rc_example;

/** The candidates of one choice; yes-or-no choices have one. */
typedef struct rc_question {
    rc_example *ptr;
    uint32_t n, report;
} rc_question;

typedef RC_VEC(rc_question) rc_questions;

typedef struct rc_choice_training {
    unsigned epochs, seed;
    unsigned rare; /**< clues of fewer reports teach nothing */
    float rate;
    float ridge; /**< pull of every weight towards 0, in units of one example: the strength of evidence of so many
                  * examples; clues that few examples have are pulled as hard as those that many have (Hoerl and Kennard
                  * 1970) */
    float decay; /**< the same at each step, for clues that many examples have as for those that few have */
    float drop;  /**< share of an example's clues that are left out at each step */
} rc_choice_training;

/** Whether a choice is yes or no for each candidate by itself, not one among many. */
bool rc_is_yes_or_no(choice_kind kind);

/** Train the weights of one kind on the questions whose `report` % folds is not `held_out` (folds 0: all). */
void rc_choices_train(rc_choices *choices, choice_kind kind, const rc_questions *questions, unsigned folds,
                      unsigned held_out, const rc_choice_training *how, rc_arena *arena);

/** Score of every example of a kind by models that have not seen its report, by cross-validation over reports; sets the
 * threshold with the best F1 (`missed` right ones are never offered), marks the kind as used where that is better than
 * the rules (a second look: than the first), and prints what came out. `folds` (NULL: nobody asks): FOLDS sets of
 * choices that take the weights of each fold. */
void rc_choices_validate(rc_choices *choices, choice_kind kind, const rc_questions *questions, uint32_t missed,
                         const rc_choice_training *how, rc_choices *folds, rc_arena *arena);

/** Sum of the weights of its clues and what it began with. */
double rc_example_score(const rc_choices *choices, choice_kind kind, const rc_example *example);

/** What a kind came to in cross-validation, over `asked` choices: marks it as used where that is enough, prints it. */
void rc_choices_reach(rc_choices *choices, choice_kind kind, size_t asked, double by_rules, double learned);

/** The command: recoupe-train claims FOLDER... --out FILE [--data DIR] [--aliases FILE] [--share PER_CENT]. */
int rc_train_claims(int argc, char **argv);

#endif
