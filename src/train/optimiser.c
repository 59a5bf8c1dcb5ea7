#include "train/optimiser.h"

#include <math.h>
#include <string.h>

#define SIZE (1u << CHOICE_BITS)

uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

void shuffle(uint32_t *order, uint32_t n, uint64_t *random)
{
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = (uint32_t)(next_random(random) % i), swap = order[i - 1];
        order[i - 1] = order[k];
        order[k] = swap;
    }
}

optimiser optimiser_new(const rc_choice_training *how, rc_arena *arena)
{
    return (optimiser){.weight = RC_NEWS(arena, float, SIZE),
                       .squares = RC_NEWS(arena, float, SIZE),
                       .sum = RC_NEWS(arena, double, SIZE),
                       .known = RC_NEWS(arena, bool, SIZE),
                       .last = RC_NEWS(arena, uint32_t, SIZE),
                       .seen = RC_NEWS(arena, uint32_t, SIZE),
                       .having = RC_NEWS(arena, uint32_t, SIZE),
                       .random = how->seed,
                       .how = how};
}

void optimiser_see(optimiser *o, const rc_example *e, uint32_t report)
{
    for (uint32_t i = 0; i < e->n; i++) {
        uint32_t w = e->at[i];
        o->having[w]++;
        if (o->last[w] == report + 1) continue;
        o->last[w] = report + 1;
        o->seen[w]++;
    }
}

void optimiser_begin(optimiser *o)
{
    for (uint32_t w = 0; w < SIZE; w++) o->known[w] = o->seen[w] >= o->how->rare;
}

void optimiser_restart(optimiser *o, unsigned round)
{
    memset(o->weight, 0, SIZE * sizeof *o->weight);
    memset(o->squares, 0, SIZE * sizeof *o->squares);
    o->random = o->how->seed + round;
    o->rounds = round + 1;
}

/* Whether a clue is left out of this step: decided by the step and the clue, so that all candidates of a question lose
 * the same ones. */
static bool is_dropped(const optimiser *o, uint32_t w)
{
    uint64_t state = o->random ^ ((uint64_t)w << 32);
    return (double)(next_random(&state) >> 11) * 0x1p-53 < o->how->drop;
}

double optimiser_score(const optimiser *o, const rc_example *e)
{
    double sum = 0;
    for (uint32_t i = 0; i < e->n; i++)
        if (!is_dropped(o, e->at[i])) sum += o->weight[e->at[i]];
    return (double)e->base + sum / (1 - o->how->drop);
}

void optimiser_push(optimiser *o, const rc_example *e, double slope)
{
    for (uint32_t i = 0; i < e->n; i++) {
        uint32_t w = e->at[i];
        if (!o->known[w] || is_dropped(o, w)) continue;
        float pull = o->how->decay + o->how->ridge / (float)o->having[w];
        float g = (float)slope + pull * o->weight[w];
        o->squares[w] += g * g;
        o->weight[w] -= o->how->rate * g / (sqrtf(o->squares[w]) + 1e-3f);
    }
}

void optimiser_next(optimiser *o)
{
    next_random(&o->random);
}

void optimiser_keep(optimiser *o, unsigned epoch)
{
    for (uint32_t i = 0; i < SIZE && epoch >= o->how->epochs / 2; i++) o->sum[i] += o->weight[i];
}

void optimiser_end(const optimiser *o, rc_choices *choices, choice_kind kind)
{
    unsigned kept = (o->how->epochs - o->how->epochs / 2) * o->rounds;
    for (uint32_t i = 0; i < SIZE; i++) o->weight[i] = (float)(o->sum[i] / kept);
    set_weights(choices, kind, o->weight);
}
