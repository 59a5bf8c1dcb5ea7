#include "train/chains.h"

#include <stdio.h>

#include "train/optimiser.h"

typedef struct learner {
    optimiser own, step;
    rc_arena arena; /* of one step */
} learner;

static bool is_held_out(const rc_chain *c, unsigned folds, unsigned held_out)
{
    return folds && c->report % folds == held_out;
}

/* Candidates that may be: where the right ones are known, no others. */
static bool *known_open(const rc_chain *c, rc_arena *arena)
{
    bool *open = RC_NEWS(arena, bool, (size_t)c->n * c->k + 1);
    for (uint32_t i = 0; i < c->n * c->k; i++) open[i] = !c->asked[i / c->k] || c->own[i].right;
    return open;
}

/* The slope of the likelihood is what is expected of all minus what is expected of the right ones. */
static void learn_chain(learner *l, const rc_chain *c)
{
    rc_arena *arena = &l->arena;
    size_t n_own = (size_t)c->n * c->k, n_step = (size_t)c->n * STEPS;
    float *own = RC_NEWS(arena, float, n_own), *weight = RC_NEWS(arena, float, n_step);
    double *share[2], *steps[2];
    for (size_t i = 0; i < n_own; i++) own[i] = (float)optimiser_score(&l->own, &c->own[i]);
    for (size_t i = 0; i < n_step; i++) weight[i] = (float)optimiser_score(&l->step, &c->step[i]);
    for (int right = 0; right < 2; right++) {
        const bool *open = right ? known_open(c, arena) : NULL;
        share[right] = RC_NEWS(arena, double, n_own);
        steps[right] = RC_NEWS(arena, double, n_step);
        chain_shares(&(chain){c->n, c->k, own, c->sort, weight, open}, arena, share[right], steps[right]);
    }
    for (size_t i = 0; i < n_own; i++) {
        double slope = share[0][i] - share[1][i];
        if (slope > 1e-4 || slope < -1e-4) optimiser_push(&l->own, &c->own[i], slope);
    }
    for (size_t i = 0; i < n_step; i++) {
        double slope = steps[0][i] - steps[1][i];
        if (slope > 1e-4 || slope < -1e-4) optimiser_push(&l->step, &c->step[i], slope);
    }
    rc_arena_reset(arena);
}

static void see_chain(learner *l, const rc_chain *c)
{
    for (uint32_t i = 0; i < c->n * c->k; i++)
        if (c->asked[i / c->k]) optimiser_see(&l->own, &c->own[i], c->report);
    for (uint32_t i = 0; i < c->n * STEPS; i++) optimiser_see(&l->step, &c->step[i], c->report);
}

void rc_chains_train(rc_choices *choices, choice_kind kind, choice_kind step, const rc_chains *chains, unsigned folds,
                     unsigned held_out, const rc_choice_training *how, rc_arena *arena)
{
    learner l = {.own = optimiser_new(how, arena), .step = optimiser_new(how, arena)};
    rc_arena_init(&l.arena, (size_t)1 << 20, 0);
    uint32_t n = 0, *order = RC_NEWS(arena, uint32_t, chains->len + 1);
    for (size_t i = 0; i < chains->len; i++) {
        if (is_held_out(&chains->ptr[i], folds, held_out)) continue;
        order[n++] = (uint32_t)i;
        see_chain(&l, &chains->ptr[i]);
    }
    optimiser_begin(&l.own);
    optimiser_begin(&l.step);
    uint64_t random = how->seed;
    for (unsigned round = 0; round < (folds ? 1 : ROUNDS); round++) {
        optimiser_restart(&l.own, round);
        optimiser_restart(&l.step, round);
        for (unsigned epoch = 0; epoch < how->epochs; epoch++) {
            shuffle(order, n, &random);
            for (uint32_t i = 0; i < n; i++) {
                optimiser_next(&l.own);
                optimiser_next(&l.step);
                learn_chain(&l, &chains->ptr[order[i]]);
            }
            optimiser_keep(&l.own, epoch);
            optimiser_keep(&l.step, epoch);
        }
    }
    optimiser_end(&l.own, choices, kind);
    optimiser_end(&l.step, choices, step);
    rc_arena_release(&l.arena);
}

/* ---- validation */

static float *scores(const rc_choices *choices, choice_kind kind, const rc_example *e, size_t n, rc_arena *arena)
{
    float *score = RC_NEWS(arena, float, n + 1);
    for (size_t i = 0; i < n; i++) score[i] = (float)rc_example_score(choices, kind, &e[i]);
    return score;
}

typedef struct tally {
    uint32_t asked, right, ruled_right;
} tally;

static void judge(const rc_choices *choices, choice_kind kind, choice_kind step, const rc_chain *c, tally *t,
                  rc_arena *arena)
{
    double *share = RC_NEWS(arena, double, (size_t)c->n * c->k);
    const float *own = scores(choices, kind, c->own, (size_t)c->n * c->k, arena),
                *weight = scores(choices, step, c->step, (size_t)c->n * STEPS, arena);
    chain_shares(&(chain){c->n, c->k, own, c->sort, weight, NULL}, arena, share, NULL);
    for (uint32_t m = 0; m < c->n; m++) {
        uint32_t best = m * c->k;
        if (!c->asked[m]) continue;
        for (uint32_t i = m * c->k; i < (m + 1) * c->k; i++) {
            if (share[i] > share[best]) best = i;
            t->ruled_right += c->own[i].ruled && c->own[i].right;
        }
        t->asked++;
        t->right += c->own[best].right;
    }
}

void rc_chains_validate(rc_choices *choices, choice_kind kind, choice_kind step, const rc_chains *chains,
                        const rc_choice_training *how, rc_choices *folds, rc_arena *arena)
{
    const choice_kind kinds[] = {kind, step};
    tally t = {0};
    for (unsigned fold = 0; fold < FOLDS; fold++) {
        rc_chains_train(choices, kind, step, chains, FOLDS, fold, how, arena);
        for (int i = 0; i < 2 && folds; i++) {
            folds[fold].scale[kinds[i]] = choices->scale[kinds[i]];
            memcpy(folds[fold].weight[kinds[i]], choices->weight[kinds[i]], sizeof choices->weight[kinds[i]]);
        }
        for (size_t i = 0; i < chains->len; i++)
            if (is_held_out(&chains->ptr[i], FOLDS, fold)) judge(choices, kind, step, &chains->ptr[i], &t, arena);
    }
    rc_choices_reach(choices, kind, t.asked, t.asked ? (double)t.ruled_right / t.asked : 0,
                     t.asked ? (double)t.right / t.asked : 0);
    choices->used[step] = choices->used[kind];
}
