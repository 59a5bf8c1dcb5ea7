#include "train/choices.h"

#include "train/optimiser.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* What a learned choice must gain over the rules to be used. */
#define LEAST_GAIN 0.005
/* ... and a second look over the first: more than a few claims of some 1,700. */
#define LEAST_GAIN_AGAIN 0.0025

bool rc_is_yes_or_no(choice_kind kind)
{
    kind = first_of(kind);
    return kind == CHOICE_BY || kind == CHOICE_AGAINST || kind == CHOICE_HEDGED || kind == CHOICE_RIGHT;
}

double rc_example_score(const rc_choices *choices, choice_kind kind, const rc_example *e)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < e->n; i++) sum += choices->weight[kind][e->at[i]];
    return (double)e->base + (double)sum * (double)choices->scale[kind];
}

/* Likelihood of "one of the right ones": all right candidates share the credit in proportion. */
static void learn_one_of(optimiser *o, const rc_question *q, double *p)
{
    double most = -INFINITY, all = 0, right = 0;
    for (uint32_t i = 0; i < q->n; i++) p[i] = optimiser_score(o, &q->ptr[i]);
    for (uint32_t i = 0; i < q->n; i++) most = p[i] > most ? p[i] : most;
    for (uint32_t i = 0; i < q->n; i++) {
        p[i] = exp(p[i] - most);
        all += p[i];
        if (q->ptr[i].right) right += p[i];
    }
    if (right <= 0) return;
    for (uint32_t i = 0; i < q->n; i++) {
        double slope = p[i] / all - (q->ptr[i].right ? p[i] / right : 0);
        if (fabs(slope) > 1e-4) optimiser_push(o, &q->ptr[i], slope);
    }
}

static void learn_yes_or_no(optimiser *o, const rc_question *q)
{
    double p = 1 / (1 + exp(-optimiser_score(o, q->ptr)));
    optimiser_push(o, q->ptr, p - (q->ptr->right ? 1 : 0));
}

static bool is_held_out(const rc_question *q, unsigned folds, unsigned held_out)
{
    return folds && q->report % folds == held_out;
}

void rc_choices_train(rc_choices *choices, choice_kind kind, const rc_questions *questions, unsigned folds,
                      unsigned held_out, const rc_choice_training *how, rc_arena *arena)
{
    uint32_t n = 0, widest = 1;
    uint32_t *order = RC_NEWS(arena, uint32_t, questions->len + 1);
    optimiser o = optimiser_new(how, arena);
    for (size_t i = 0; i < questions->len; i++) {
        const rc_question *q = &questions->ptr[i];
        if (q->n > widest) widest = q->n;
        if (is_held_out(q, folds, held_out)) continue;
        order[n++] = (uint32_t)i;
        for (uint32_t k = 0; k < q->n; k++) optimiser_see(&o, &q->ptr[k], q->report);
    }
    optimiser_begin(&o);
    double *p = RC_NEWS(arena, double, widest);
    uint64_t random = how->seed;
    for (unsigned round = 0; round < (folds ? 1 : ROUNDS); round++) {
        optimiser_restart(&o, round);
        for (unsigned epoch = 0; epoch < how->epochs; epoch++) {
            shuffle(order, n, &random);
            for (uint32_t i = 0; i < n; i++) {
                const rc_question *q = &questions->ptr[order[i]];
                optimiser_next(&o);
                if (rc_is_yes_or_no(kind))
                    learn_yes_or_no(&o, q);
                else
                    learn_one_of(&o, q, p);
            }
            optimiser_keep(&o, epoch);
        }
    }
    optimiser_end(&o, choices, kind);
}

/* ---- validation */

typedef struct scored {
    double score;
    bool right;
} scored;

static int higher_first(const void *a, const void *b)
{
    double x = ((const scored *)a)->score, y = ((const scored *)b)->score;
    return x > y ? -1 : x < y;
}

/* F1 differs by chance from one threshold to the next: the middle of those that come this near to the best is taken. */
#define NEAR_BEST 0.004

/* The threshold of the best F1. */
static float best_threshold(scored *all, size_t n, uint32_t missed, double *f1)
{
    size_t wanted = missed, right = 0;
    for (size_t i = 0; i < n; i++) wanted += all[i].right;
    qsort(all, n, sizeof *all, higher_first);
    *f1 = 0;
    for (size_t i = 0; i < n; i++) {
        right += all[i].right;
        *f1 = fmax(*f1, 2.0 * (double)right / (double)(i + 1 + wanted));
    }
    double high = -INFINITY, low = 0;
    right = 0;
    for (size_t i = 0; i < n; i++) {
        right += all[i].right;
        if (2.0 * (double)right / (double)(i + 1 + wanted) < *f1 - NEAR_BEST) continue;
        low = all[i].score - 0.001;
        high = fmax(high, low);
    }
    return n ? (float)((high + low) / 2) : 0;
}

void rc_choices_validate(rc_choices *choices, choice_kind kind, const rc_questions *questions, uint32_t missed,
                         const rc_choice_training *how, rc_choices *folds, rc_arena *arena)
{
    scored *all = RC_NEWS(arena, scored, questions->len + 1);
    size_t n = 0, chosen_right = 0, asked = 0, ruled_right = 0, ruled = 0, wanted = missed;
    for (unsigned fold = 0; fold < FOLDS; fold++) {
        rc_choices_train(choices, kind, questions, FOLDS, fold, how, arena);
        if (folds) folds[fold].scale[kind] = choices->scale[kind];
        if (folds) memcpy(folds[fold].weight[kind], choices->weight[kind], sizeof choices->weight[kind]);
        for (size_t i = 0; i < questions->len; i++) {
            const rc_question *q = &questions->ptr[i];
            if (!is_held_out(q, FOLDS, fold)) continue;
            uint32_t best = 0;
            double best_score = -INFINITY;
            for (uint32_t k = 0; k < q->n; k++) {
                double score = rc_example_score(choices, kind, &q->ptr[k]);
                if (score <= best_score) continue;
                best_score = score;
                best = k;
            }
            asked++;
            for (uint32_t k = 0; k < q->n; k++) {
                ruled += q->ptr[k].ruled;
                wanted += q->ptr[k].right;
                ruled_right += q->ptr[k].ruled && q->ptr[k].right;
            }
            chosen_right += q->ptr[best].right;
            if (rc_is_yes_or_no(kind)) all[n++] = (scored){best_score, q->ptr->right};
        }
    }
    double by_rules, learned;
    if (rc_is_yes_or_no(kind)) {
        by_rules = 2.0 * (double)ruled_right / (double)(ruled + wanted);
        choices->threshold[kind] = best_threshold(all, n, missed, &learned);
    } else {
        by_rules = asked ? (double)ruled_right / (double)asked : 0;
        learned = asked ? (double)chosen_right / (double)asked : 0;
    }
    rc_choices_reach(choices, kind, asked, by_rules, learned);
}

void rc_choices_reach(rc_choices *choices, choice_kind kind, size_t asked, double by_rules, double learned)
{
    const char *measure = rc_is_yes_or_no(kind) ? "F1" : "right";
    bool again = first_of(kind) != kind;
    choices->reached[kind] = (float)learned;
    double by_what = again ? (double)choices->reached[first_of(kind)] : by_rules;
    bool gains = learned > by_what + (again ? LEAST_GAIN_AGAIN : LEAST_GAIN);
    /* Where the first look is left to the rules, the second would decide alone, against them. */
    choices->used[kind] = gains && (!again || choices->used[first_of(kind)]);
    printf("%-8s %6zu choices, %s by the %s %.3f, %s %.3f%s\n", choice_name(kind), asked, measure,
           again ? "first look" : "rules", by_what, again ? "second" : "learned", learned,
           choices->used[kind] ? ""
           : again             ? ": no second look"
                               : ": left to the rules");
}
