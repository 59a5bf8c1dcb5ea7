#include "language/tree.h"

#include <math.h>

#include "language/matrix.h"

#define LOWEST (-1e9f)

static uint32_t best_head(const float *row, size_t n)
{
    return (uint32_t)rc_vector_best(row, n + 1);
}

/* Marks the words of one cycle with 1; false when there is none. heads are nodes, 0 the root. */
static bool find_cycle(const uint32_t *heads, size_t n, uint32_t *colour, uint8_t *in_cycle)
{
    memset(colour, 0, (n + 1) * sizeof *colour);
    memset(in_cycle, 0, n + 1);
    for (uint32_t start = 1; start <= n; start++) {
        uint32_t v = start;
        while (v && !colour[v]) {
            colour[v] = start;
            v = heads[v];
        }
        if (!v || colour[v] != start) continue;
        uint32_t first = v;
        do {
            in_cycle[v] = 1;
            v = heads[v];
        } while (v != first);
        return true;
    }
    return false;
}

/* Chu-Liu/Edmonds on a dense matrix w[head][dependent] over nodes 0..n; a cycle is shrunk to a new node until none is
 * left, then opened again from the last to the first. */
static void edmonds(const float *scores, size_t stride, size_t n, uint32_t *out, rc_arena *arena)
{
    size_t m = n + 1;
    float *w = RC_NEWS(arena, float, m *m);
    for (size_t d = 1; d < m; d++)
        for (size_t h = 0; h < m; h++) w[h * m + d] = h == d ? -INFINITY : scores[(d - 1) * stride + h];
    uint32_t *heads = RC_NEWS(arena, uint32_t, m), *colour = RC_NEWS(arena, uint32_t, m);
    uint8_t *gone = RC_NEWS(arena, uint8_t, m), *cycle = RC_NEWS(arena, uint8_t, m);
    /* from[h * m + d], to[h * m + d]: the original arc that stands for h -> d */
    uint32_t *from = RC_NEWS(arena, uint32_t, m * m), *to = RC_NEWS(arena, uint32_t, m * m);
    for (uint32_t h = 0; h < m; h++)
        for (uint32_t d = 0; d < m; d++) {
            from[h * m + d] = h;
            to[h * m + d] = d;
        }
    /* Each level remembers its cycle, so that it can be opened: the arc into each of its words. */
    struct level {
        uint32_t node, count, *members, *arc_from, *arc_to;
        struct level *below;
        uint32_t *owner; /* for every original word: the member it is part of, or UINT32_MAX */
    } *levels = NULL;
    uint32_t *part = RC_NEWS(arena, uint32_t, m);
    for (uint32_t i = 0; i < m; i++) part[i] = i;
    for (;;) {
        for (uint32_t d = 1; d < m; d++) {
            if (gone[d]) {
                heads[d] = 0;
                continue;
            }
            uint32_t best = 0;
            for (uint32_t h = 0; h < m; h++)
                if (!gone[h] && h != d && (best == d || w[h * m + d] > w[best * m + d])) best = h;
            heads[d] = best;
        }
        if (!find_cycle(heads, n, colour, cycle)) break;
        struct level *l = RC_NEW(arena, struct level);
        l->members = RC_NEWS(arena, uint32_t, m);
        l->arc_from = RC_NEWS(arena, uint32_t, m);
        l->arc_to = RC_NEWS(arena, uint32_t, m);
        l->owner = RC_NEWS(arena, uint32_t, m);
        for (uint32_t v = 1; v < m; v++)
            if (cycle[v]) {
                uint32_t h = heads[v];
                l->arc_from[l->count] = from[h * m + v];
                l->arc_to[l->count] = to[h * m + v];
                l->members[l->count++] = v;
            }
        uint32_t node = l->members[0];
        l->node = node;
        for (uint32_t i = 0; i < m; i++) l->owner[i] = cycle[part[i]] ? part[i] : UINT32_MAX;
        for (uint32_t i = 0; i < m; i++)
            if (cycle[part[i]]) part[i] = node;
        for (uint32_t x = 0; x < m; x++) {
            if (gone[x] || cycle[x]) continue;
            float best_in = -INFINITY, best_out = -INFINITY;
            uint32_t in = node, in_to = node, out_from = node, out_to = x;
            for (uint32_t i = 0; i < l->count; i++) {
                uint32_t v = l->members[i];
                float gain = w[x * m + v] - w[heads[v] * m + v];
                if (i == 0 || gain > best_in) {
                    best_in = gain;
                    in = from[x * m + v];
                    in_to = to[x * m + v];
                }
                if (i == 0 || w[v * m + x] > best_out) {
                    best_out = w[v * m + x];
                    out_from = from[v * m + x];
                    out_to = to[v * m + x];
                }
            }
            w[x * m + node] = best_in;
            from[x * m + node] = in;
            to[x * m + node] = in_to;
            if (!x) continue;
            w[node * m + x] = best_out;
            from[node * m + x] = out_from;
            to[node * m + x] = out_to;
        }
        for (uint32_t i = 1; i < l->count; i++) gone[l->members[i]] = 1;
        l->below = levels;
        levels = l;
    }
    uint32_t *result = RC_NEWS(arena, uint32_t, m);
    for (uint32_t d = 1; d < m; d++)
        if (!gone[d]) result[to[heads[d] * m + d]] = from[heads[d] * m + d];
    /* Inside an opened cycle every member keeps its arc but the one that the arc from outside enters. */
    uint8_t *has = RC_NEWS(arena, uint8_t, m);
    for (uint32_t d = 1; d < m; d++)
        if (!gone[d]) has[to[heads[d] * m + d]] = 1;
    for (struct level *l = levels; l; l = l->below) {
        uint32_t entered = UINT32_MAX;
        for (uint32_t i = 1; i < m; i++)
            if (has[i] && l->owner[i] != UINT32_MAX) entered = l->owner[i];
        for (uint32_t i = 0; i < l->count; i++) {
            if (l->members[i] == entered) continue;
            result[l->arc_to[i]] = l->arc_from[i];
            has[l->arc_to[i]] = 1;
        }
    }
    for (uint32_t d = 1; d < m; d++) out[d - 1] = result[d];
}

static bool is_tree(const uint32_t *heads, size_t n, uint8_t *seen)
{
    memset(seen, 0, n + 1);
    seen[0] = 2;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t v = i;
        while (!seen[v]) {
            seen[v] = 1;
            v = heads[v - 1];
        }
        if (seen[v] == 1) return false;
        for (v = i; seen[v] == 1; v = heads[v - 1]) seen[v] = 2;
    }
    return true;
}

void rc_tree_decode(float *scores, size_t stride, size_t n, uint32_t *heads, rc_arena *arena)
{
    size_t roots = 0;
    for (size_t i = 0; i < n; i++) {
        heads[i] = best_head(scores + i * stride, n);
        roots += heads[i] == 0;
    }
    uint8_t *seen = RC_NEWS(arena, uint8_t, n + 1);
    if (roots == 1 && is_tree(heads, n, seen)) return;
    /* One root: the word that loses most when it gets another head. */
    size_t root = 0;
    float gain = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        const float *row = scores + i * stride;
        float other = -INFINITY;
        for (size_t j = 1; j <= n; j++)
            if (j != i + 1 && row[j] > other) other = row[j];
        if (n > 1 && row[0] - other > gain) {
            gain = row[0] - other;
            root = i;
        }
    }
    for (size_t i = 0; i < n; i++) {
        float *row = scores + i * stride;
        if (i != root) {
            row[0] = LOWEST;
            heads[i] = best_head(row, n);
        } else {
            for (size_t j = 1; j <= n; j++) row[j] = LOWEST;
            row[0] = 0;
            heads[i] = 0;
        }
    }
    if (!is_tree(heads, n, seen)) edmonds(scores, stride, n, heads, arena);
}
