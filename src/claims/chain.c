#include "claims/chain.h"

#include <math.h>
#include <string.h>

/* Products of exponentials, each member's put to sum 1 so that none runs out of range. */
typedef struct passes {
    double *own;    /* [n * k] exponentials of the scores, the greatest of a member 1 */
    double *weight; /* [n * STEPS] exponentials of the weights of steps */
    double *on;     /* [n * k] of all that comes before a member, and itself */
    double *back;   /* [n * k] of all that comes after it */
} passes;

static void put_to_one(double *x, uint32_t k)
{
    double sum = 0;
    for (uint32_t i = 0; i < k; i++) sum += x[i];
    for (uint32_t i = 0; i < k; i++) x[i] = sum > 0 ? x[i] / sum : 1.0 / k;
}

static void weigh_own(const chain *c, double *own)
{
    for (uint32_t m = 0; m < c->n; m++) {
        double most = -INFINITY;
        for (uint32_t i = m * c->k; i < (m + 1) * c->k; i++)
            if (!c->open || c->open[i]) most = fmax(most, (double)c->own[i]);
        for (uint32_t i = m * c->k; i < (m + 1) * c->k; i++)
            own[i] = !c->open || c->open[i] ? exp((double)c->own[i] - most) : 0;
    }
}

static void pass_on(const chain *c, passes *p)
{
    uint32_t k = c->k;
    memcpy(p->on, p->own, k * sizeof *p->on);
    put_to_one(p->on, k);
    for (uint32_t m = 1; m < c->n; m++) {
        const double *before = &p->on[(m - 1) * k], *weight = &p->weight[m * STEPS];
        double *here = &p->on[m * k];
        for (uint32_t b = 0; b < k; b++) {
            double sum = 0;
            for (uint32_t a = 0; a < k; a++) sum += before[a] * weight[c->step[a * k + b]];
            here[b] = sum * p->own[m * k + b];
        }
        put_to_one(here, k);
    }
}

static void pass_back(const chain *c, passes *p)
{
    uint32_t k = c->k;
    for (uint32_t b = 0; b < k; b++) p->back[(c->n - 1) * k + b] = 1;
    for (uint32_t m = c->n - 1; m-- > 0;) {
        const double *weight = &p->weight[(m + 1) * STEPS], *own = &p->own[(m + 1) * k], *after = &p->back[(m + 1) * k];
        double *here = &p->back[m * k];
        for (uint32_t a = 0; a < k; a++) {
            here[a] = 0;
            for (uint32_t b = 0; b < k; b++) here[a] += weight[c->step[a * k + b]] * own[b] * after[b];
        }
        put_to_one(here, k);
    }
}

static void count_steps(const chain *c, const passes *p, double *steps)
{
    uint32_t k = c->k;
    memset(steps, 0, (size_t)c->n * STEPS * sizeof *steps);
    for (uint32_t m = 1; m < c->n; m++) {
        double *own = &steps[m * STEPS], all = 0;
        for (uint32_t a = 0; a < k; a++)
            for (uint32_t b = 0; b < k; b++) {
                uint8_t step = c->step[a * k + b];
                own[step] +=
                    p->on[(m - 1) * k + a] * p->weight[m * STEPS + step] * p->own[m * k + b] * p->back[m * k + b];
            }
        for (uint32_t i = 0; i < STEPS; i++) all += own[i];
        for (uint32_t i = 0; i < STEPS && all > 0; i++) own[i] /= all;
    }
}

void chain_shares(const chain *c, rc_arena *arena, double *share, double *steps)
{
    if (!c->n) return;
    size_t all = (size_t)c->n * c->k;
    passes p = {RC_NEWS(arena, double, all), RC_NEWS(arena, double, (size_t)c->n *STEPS), RC_NEWS(arena, double, all),
                RC_NEWS(arena, double, all)};
    weigh_own(c, p.own);
    for (uint32_t i = STEPS; i < c->n * STEPS; i++) p.weight[i] = exp((double)c->weight[i]);
    pass_on(c, &p);
    pass_back(c, &p);
    for (uint32_t m = 0; m < c->n; m++) {
        for (uint32_t i = m * c->k; i < (m + 1) * c->k; i++) share[i] = p.on[i] * p.back[i];
        put_to_one(&share[m * c->k], c->k);
    }
    if (steps) count_steps(c, &p, steps);
}
