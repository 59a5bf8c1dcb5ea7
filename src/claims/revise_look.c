/* The first look: every candidate of every draft is weighed by itself. */
#include "claims/chain.h"
#include "claims/revise.h"

#include <math.h>

#define LEAST_CHANCE 1e-9 /* nothing that a clue can outweigh */

static void settle(const revision *v, decision *d)
{
    if (v->choices) d->score = score_of(v->choices, d->kind, &d->clues);
    if (v->tap && !v->tap->choices) v->tap->take(v->tap->context, d);
}

/* Scores of the candidates of one choice as probabilities. */
static void share_out(const float *score, uint32_t n, float *share)
{
    float most = -INFINITY, sum = 0;
    for (uint32_t i = 0; i < n; i++) most = score[i] > most ? score[i] : most;
    for (uint32_t i = 0; i < n; i++) sum += share[i] = expf(score[i] - most);
    for (uint32_t i = 0; i < n; i++) share[i] /= sum;
}

static void look_at_parties(revision *v, uint32_t n)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    for (uint32_t i = 0; i < v->parties.n; i++) {
        rc_str party = v->parties.ptr[i].key;
        decision d;
        begin_decision(&d, CHOICE_BY, n, i);
        d.party = party;
        party_clues(v->r, v->all, n, &v->parties, i, &d.clues);
        d.ruled = has_actor(told->by, told->n_by, party);
        settle(v, &d);
        v->first.by[n * v->parties.n + i] = d.score;
        d.kind = CHOICE_AGAINST;
        d.ruled = has_actor(told->against, told->n_against, party);
        settle(v, &d);
        v->first.against[n * v->parties.n + i] = d.score;
    }
}

static void look_at_victims(revision *v, uint32_t n)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    uint32_t width = v->victims.n;
    bool used = v->choices && (v->choices->used[CHOICE_VICTIM] || v->choices->used[CHOICE_VICTIM_AGAIN]);
    if (!used && !v->tap) return;
    v->first.victim[n] = RC_NEWS(v->r->arena, float, told->n_losses *width + 1);
    v->first.victim_p[n] = RC_NEWS(v->r->arena, float, told->n_losses *width + 1);
    for (uint32_t k = 0; k < told->n_losses; k++) {
        float *score = &v->first.victim[n][k * width];
        for (uint32_t i = 0; i < width; i++) {
            decision d;
            begin_decision(&d, CHOICE_VICTIM, n, i);
            d.item = k;
            d.party = v->victims.ptr[i].key;
            d.ruled = rc_str_eq(told->losses[k].of, d.party);
            victim_clues(v->r, v->all, n, k, &v->victims.ptr[i], &d.clues);
            settle(v, &d);
            score[i] = d.score;
        }
        share_out(score, width, &v->first.victim_p[n][k * width]);
    }
}

static void look_at_places(revision *v, uint32_t n)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    float *score = &v->first.place[(size_t)n * (v->places.n + 1)];
    for (uint32_t i = 0; i <= v->places.n; i++) {
        const candidate *c = i < v->places.n ? &v->places.ptr[i] : NULL;
        decision d;
        begin_decision(&d, CHOICE_PLACE, n, i);
        d.none = !c;
        place_clues(v->r, v->all, n, c, &d.clues);
        if (c) d.place = as_claim_place(c->place);
        d.ruled = c ? told->n_place && is_same_place(&told->place[0], &d.place) : !told->n_place;
        settle(v, &d);
        score[i] = d.score;
    }
    share_out(score, v->places.n + 1, &v->first.place_p[(size_t)n * (v->places.n + 1)]);
}

static void look_at_times(revision *v, uint32_t n)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    float *score = &v->first.time[(size_t)n * (v->times.n + 1)];
    for (uint32_t i = 0; i <= v->times.n; i++) {
        const candidate *x = i < v->times.n ? &v->times.ptr[i] : NULL;
        decision d;
        begin_decision(&d, CHOICE_TIME, n, i);
        d.none = !x;
        d.from = x ? x->from : RC_DAY_NONE;
        d.to = x ? x->to : RC_DAY_NONE;
        time_clues(v->r, v->all, n, x, &d.clues);
        d.ruled = told->from == d.from && told->to == d.to;
        settle(v, &d);
        score[i] = d.score;
    }
}

/* Scores of the steps to draft `n` from the one before. */
static void look_at_steps(const revision *v, uint32_t n, const bool *found, float *weight)
{
    for (uint32_t step = 0; step < STEPS; step++) {
        decision d;
        if (!found[step]) continue;
        begin_decision(&d, CHOICE_STEP, n, step);
        step_clues(v->r, v->all, n, (uint8_t)step, &d.clues);
        settle(v, &d);
        weight[n * STEPS + step] = d.score;
    }
}

/* The times of all drafts together: what one takes speaks for what the next takes. */
static void look_at_all_times(revision *v)
{
    rc_arena *arena = v->r->arena;
    uint32_t n = v->all->n, k = v->times.n + 1;
    bool found[STEPS] = {false};
    uint8_t *step = RC_NEWS(arena, uint8_t, k * k);
    float *weight = RC_NEWS(arena, float, (size_t)n *STEPS + 1);
    double *share = RC_NEWS(arena, double, (size_t)n *k + 1);
    for (uint32_t i = 0; i < n; i++) look_at_times(v, i);
    for (uint32_t a = 0; a < k; a++)
        for (uint32_t b = 0; b < k; b++) found[step[a * k + b] = step_between(time_at(v, a), time_at(v, b))] = true;
    for (uint32_t i = 1; i < n; i++) look_at_steps(v, i, found, weight);
    chain_shares(&(chain){.n = n, .k = k, .own = v->first.time, .step = step, .weight = weight}, arena, share, NULL);
    for (size_t i = 0; i < (size_t)n * k; i++) {
        v->first.time_p[i] = (float)share[i];
        v->first.time[i] = logf((float)fmax(share[i], LEAST_CHANCE));
    }
}

static void look_at_types(revision *v, uint32_t n)
{
    float *score = &v->first.type[(size_t)n * SUBTYPES];
    sort_view view;
    view_sort(v->r, v->all, n, &view);
    for (uint32_t i = 0; i < SUBTYPES; i++) {
        decision d;
        begin_decision(&d, CHOICE_TYPE, n, i);
        d.type = subtypes[i].type;
        d.subtype = subtypes[i].subtype;
        d.ruled = rc_str_eq(v->all->ptr[n].claim.subtype, d.subtype);
        type_clues(&view, i, &d.clues);
        settle(v, &d);
        score[i] = d.score;
    }
    share_out(score, SUBTYPES, &v->first.type_p[(size_t)n * SUBTYPES]);
}

static void look_whether_right(revision *v, uint32_t n)
{
    decision d;
    begin_decision(&d, CHOICE_RIGHT, n, 0);
    d.ruled = true;
    right_clues(v->r, v->all, n, &d.clues);
    settle(v, &d);
    v->first.right[n] = d.score;
}

void look_first(revision *v)
{
    rc_arena *arena = v->r->arena;
    size_t n = v->all->n;
    first_look *first = &v->first;
    first->by = RC_NEWS(arena, float, n * v->parties.n + 1);
    first->against = RC_NEWS(arena, float, n * v->parties.n + 1);
    first->place = RC_NEWS(arena, float, n *(v->places.n + 1) + 1);
    first->place_p = RC_NEWS(arena, float, n *(v->places.n + 1) + 1);
    first->time = RC_NEWS(arena, float, n *(v->times.n + 1) + 1);
    first->time_p = RC_NEWS(arena, float, n *(v->times.n + 1) + 1);
    first->type = RC_NEWS(arena, float, n *SUBTYPES + 1);
    first->type_p = RC_NEWS(arena, float, n *SUBTYPES + 1);
    first->right = RC_NEWS(arena, float, n + 1);
    first->victim = RC_NEWS(arena, float *, n + 1);
    first->victim_p = RC_NEWS(arena, float *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        look_whether_right(v, i);
        look_at_parties(v, i);
        look_at_victims(v, i);
        look_at_places(v, i);
        look_at_types(v, i);
    }
    look_at_all_times(v);
}
