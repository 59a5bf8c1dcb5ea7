#include "train/join_score.h"

#include <stdlib.h>

/* Clusters numbered from 0, and their sizes. */
typedef struct clusters {
    uint32_t *of, *size;
    uint32_t n;
} clusters;

static int by_value(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static clusters renumber(const uint32_t *name, uint32_t n, rc_arena *arena)
{
    clusters c = {RC_NEWS(arena, uint32_t, n), RC_NEWS(arena, uint32_t, n), 0};
    uint32_t *sorted = RC_NEWS(arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) sorted[i] = name[i];
    if (n) qsort(sorted, n, sizeof *sorted, by_value);
    for (uint32_t i = 0; i < n; i++)
        if (!i || sorted[i] != sorted[i - 1]) sorted[c.n++] = sorted[i];
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *at = bsearch(&name[i], sorted, c.n, sizeof *sorted, by_value);
        c.of[i] = (uint32_t)(at - sorted);
        c.size[c.of[i]]++;
    }
    return c;
}

typedef struct overlap {
    uint32_t key, found, n;
    double weight;
} overlap;

static int by_weight(const void *left, const void *right)
{
    const overlap *a = left, *b = right;
    if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->found > b->found) - (a->found < b->found);
}

static int by_pair(const void *left, const void *right)
{
    const overlap *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->found > b->found) - (a->found < b->found);
}

void rc_join_count(rc_join_counts *counts, const uint32_t *key, const uint32_t *found, uint32_t n, rc_arena *arena)
{
    clusters k = renumber(key, n, arena), f = renumber(found, n, arena);
    overlap *all = RC_NEWS(arena, overlap, n);
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++) all[i] = (overlap){k.of[i], f.of[i], 1, 0};
    if (n) qsort(all, n, sizeof *all, by_pair);
    for (uint32_t i = 0; i < n; i++) {
        if (m && by_pair(&all[m - 1], &all[i]) == 0)
            all[m - 1].n++;
        else
            all[m++] = all[i];
    }
    for (uint32_t i = 0; i < m; i++) {
        double both = all[i].n, in_key = k.size[all[i].key], in_found = f.size[all[i].found];
        counts->b3_p += both * both / in_found;
        counts->b3_r += both * both / in_key;
        all[i].weight = 2 * both / (in_key + in_found);
    }
    counts->claims += n;
    counts->muc_p += (double)n - m;
    counts->muc_p_all += (double)n - f.n;
    counts->muc_r += (double)n - m;
    counts->muc_r_all += (double)n - k.n;
    if (m) qsort(all, m, sizeof *all, by_weight);
    bool *key_taken = RC_NEWS(arena, bool, k.n), *found_taken = RC_NEWS(arena, bool, f.n);
    for (uint32_t i = 0; i < m; i++) {
        if (key_taken[all[i].key] || found_taken[all[i].found]) continue;
        key_taken[all[i].key] = found_taken[all[i].found] = true;
        counts->ceaf += all[i].weight;
    }
    counts->keys += k.n;
    counts->found += f.n;
}

static rc_prf prf(double p, double p_all, double r, double r_all)
{
    rc_prf s = {p_all > 0 ? p / p_all : 0, r_all > 0 ? r / r_all : 0, 0};
    if (s.p + s.r > 0) s.f1 = 2 * s.p * s.r / (s.p + s.r);
    return s;
}

rc_join_scores rc_join_score(const rc_join_counts *c)
{
    return (rc_join_scores){prf(c->muc_p, c->muc_p_all, c->muc_r, c->muc_r_all),
                            prf(c->b3_p, c->claims, c->b3_r, c->claims), prf(c->ceaf, c->found, c->ceaf, c->keys)};
}
