#include "train/backward.h"

#include <math.h>
#include <stdlib.h>

#include "language/feature.h"
#include "language/matrix.h"
#include "train/corpus.h"

static float *floats(rc_shard *s, size_t n)
{
    return rc_arena_alloc(&s->arena, sizeof(float), 64, n + 16);
}

void rc_shard_init(rc_shard *s, const rc_net_shape *n, const float *parameters, const float *rows, size_t room)
{
    memset(s, 0, sizeof *s);
    rc_arena_init(&s->arena, 1u << 20, 0);
    rc_net_pass_init(&s->pass, n, parameters, NULL, room, &s->arena);
    s->rows = rows;
    s->room = room;
    size_t w = n->width, e = n->embedding, widest = rc_lanes(n->n_bundles);
    if (widest < 3 * w) widest = 3 * w;
    if (widest < 3 * e) widest = 3 * e;
    s->heads = RC_NEWS(&s->arena, uint32_t, room);
    s->gradients = floats(s, s->pass.at.total);
    s->d_input = floats(s, room * e);
    s->d_windows = floats(s, room * 3 * e);
    for (uint32_t i = 0; i <= n->layers; i++) {
        s->d_layers[i] = floats(s, room * w);
        s->masks[i] = floats(s, room * w);
    }
    s->d_gates = floats(s, room * 3 * w);
    s->d_bundles = floats(s, room * widest);
    s->d_dependent = floats(s, room * n->arc);
    s->d_head = floats(s, room * n->arc);
    s->d_query = floats(s, room * n->arc);
    s->d_distances = floats(s, room * RC_NET_DISTANCES);
    s->d_labels = floats(s, room * rc_lanes(n->n_labels));
    s->d_hidden = floats(s, room * n->label);
    s->d_own = floats(s, room * n->label);
    s->d_other = floats(s, room * n->label);
    s->d_heads = floats(s, rc_lanes(RC_NET_WORDS + 1) * n->arc);
    size_t side = rc_lanes(RC_NET_WORDS + 1);
    s->transposed = floats(s, (room + side) * (widest > side ? widest : side));
    s->transposed_weights = floats(s, widest * (widest > side ? widest : side));
    for (int i = 0; i < 2; i++) s->arc_masks[i] = floats(s, room * n->arc);
    s->label_mask = floats(s, room * n->label);
    s->used = RC_NEWS(&s->arena, rc_used_row, room * RC_FEATURES);
}

void rc_shard_release(rc_shard *s)
{
    rc_arena_release(&s->arena);
}

void rc_shard_clear(rc_shard *s)
{
    s->pass.n = s->pass.n_sentences = 0;
    s->n_used = 0;
    s->losses = (rc_losses){0};
}

bool rc_shard_add(rc_shard *s, const rc_sample *sample, size_t words)
{
    if (s->pass.n >= words || s->pass.n + sample->n > s->room || s->pass.n_sentences == RC_SHARD_SENTENCES)
        return false;
    s->starts[s->pass.n_sentences] = (uint32_t)s->pass.n;
    s->samples[s->pass.n_sentences++] = sample;
    s->pass.n += sample->n;
    s->starts[s->pass.n_sentences] = (uint32_t)s->pass.n;
    return true;
}

/* Whole units of a sentence are dropped together (Gal and Ghahramani 2016). */
static void draw_mask(rc_shard *s, float *mask, size_t width, float dropout)
{
    float keep = 1 / (1 - dropout);
    for (size_t k = 0; k < s->pass.n_sentences; k++) {
        float *first = mask + s->starts[k] * width;
        for (size_t j = 0; j < width; j++) first[j] = rc_random(&s->seed) < dropout ? 0 : keep;
        for (uint32_t i = s->starts[k] + 1; i < s->starts[k + 1]; i++)
            memcpy(mask + i * width, first, width * sizeof *mask);
    }
}

static void embed(rc_shard *s, const rc_training *t)
{
    size_t e = s->pass.shape->embedding;
    uint32_t fixed = rc_net_total_rows(s->pass.shape) - s->pass.shape->rows[RC_FEATURE_VECTOR];
    memset(s->pass.input, 0, s->pass.n * e * sizeof(float));
    for (size_t k = 0; k < s->pass.n_sentences; k++)
        for (uint32_t i = 0; i < s->samples[k]->n; i++) {
            uint32_t word = s->starts[k] + i;
            bool hidden = rc_random(&s->seed) < s->samples[k]->drop[i];
            for (int f = 0; f < RC_FEATURES; f++) {
                bool form = f == RC_FEATURE_FORM || f == RC_FEATURE_FOLD;
                if (rc_random(&s->seed) < t->hide || (form && hidden)) continue;
                uint32_t row = s->samples[k]->rows[i * RC_FEATURES + (uint32_t)f];
                if (row < fixed) s->used[s->n_used++] = (rc_used_row){row, word};
                const float *from = s->rows + row * e;
                float *to = s->pass.input + word * e;
                for (size_t j = 0; j < e; j++) to[j] += from[j];
            }
        }
}

/* Gradient of the weights and of the input (added) from that of the output. */
static void back(rc_shard *s, const float *in, size_t k, size_t weights, size_t bias, const float *d_out, size_t m,
                 float *d_in)
{
    size_t n = s->pass.n;
    rc_matrix_transpose(in, n, k, s->transposed, n);
    rc_matrix_mul(s->transposed, n, d_out, NULL, s->gradients + weights, k, n, m, 1);
    if (bias != SIZE_MAX)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < m; j++) s->gradients[bias + j] += d_out[i * m + j];
    if (!d_in) return;
    rc_matrix_transpose(s->pass.parameters + weights, k, m, s->transposed_weights, k);
    rc_matrix_mul(d_out, m, s->transposed_weights, NULL, d_in, n, m, k, 1);
}

/* Cross-entropy of one row; the row becomes its gradient. */
static double cross(float *row, size_t n, size_t padded, size_t gold, float weight)
{
    float gold_score = row[gold], log_sum = rc_vector_softmax(row, n);
    row[gold] -= 1;
    for (size_t i = 0; i < n; i++) row[i] *= weight;
    for (size_t i = n; i < padded; i++) row[i] = 0;
    return log_sum - gold_score;
}

/* The same for the tag of a word's name: of a kind that is not annotated, a word outside may be one. */
static double cross_tag(float *row, size_t n, size_t padded, size_t gold, unsigned kinds, float weight)
{
    if (gold || kinds == RC_ALL_KINDS) return cross(row, n, padded, gold, weight);
    rc_vector_softmax(row, n);
    double likely = 1e-9;
    for (size_t i = 0; i < n; i++)
        if (!i || !(kinds >> (i - 1) / 2 & 1)) likely += row[i];
    for (size_t i = 0; i < n; i++) {
        bool may_be = !i || !(kinds >> (i - 1) / 2 & 1);
        row[i] = (may_be ? row[i] - (float)(row[i] / likely) : row[i]) * weight;
    }
    for (size_t i = n; i < padded; i++) row[i] = 0;
    return -log(likely);
}

static void lose_tags(rc_shard *s, const rc_training *t)
{
    const rc_net_shape *n = s->pass.shape;
    rc_net_pass *p = &s->pass;
    size_t bundles = rc_lanes(n->n_bundles), tags = rc_lanes(n->n_tags);
    for (size_t k = 0; k < p->n_sentences; k++) {
        const rc_sample *sample = s->samples[k];
        for (uint32_t i = 0; i < sample->n; i++) {
            float *bundle = p->bundles + (s->starts[k] + i) * bundles, *tag = p->tags + (s->starts[k] + i) * tags;
            if (sample->has_tree && sample->bundles[i] != RC_UNKNOWN)
                s->losses.bundle += cross(bundle, n->n_bundles, bundles, sample->bundles[i], sample->weight);
            else
                memset(bundle, 0, bundles * sizeof *bundle);
            if (sample->kinds)
                s->losses.tag += cross_tag(tag, n->n_tags, tags, sample->tags[i], sample->kinds,
                                           t->tag_weight * (sample->has_tree ? 1 : sample->weight));
            else
                memset(tag, 0, tags * sizeof *tag);
        }
        if (sample->has_tree) s->losses.words += sample->n;
        if (sample->kinds) s->losses.tagged += sample->n;
    }
    size_t low = n->layers > 1 ? n->layers - 1 : 1;
    back(s, p->layers[low], n->width, p->at.bundle, p->at.bundle_bias, p->bundles, bundles, s->d_layers[low]);
    back(s, p->layers[low], n->width, p->at.tag, p->at.tag_bias, p->tags, tags, s->d_layers[low]);
}

static void lose_heads(rc_shard *s, size_t k)
{
    rc_net_pass *p = &s->pass;
    const rc_sample *sample = s->samples[k];
    size_t a = p->shape->arc, n = sample->n, side = rc_lanes(n + 1), beg = s->starts[k];
    rc_net_score_heads(p, k);
    for (size_t i = 0; i < n; i++) {
        float *row = p->scores + i * side, *distance = s->d_distances + (beg + i) * RC_NET_DISTANCES;
        s->losses.head += cross(row, n + 1, side, sample->heads[i], sample->weight);
        row[i + 1] = 0;
        distance[RC_NET_DISTANCES - 1] += row[0];
        for (size_t j = 0; j < n; j++) distance[rc_net_distance(i, j)] += row[j + 1];
    }
    rc_matrix_mul(p->scores, side, p->heads, NULL, s->d_query + beg * a, n, side, a, 1);
    rc_matrix_transpose(p->scores, n, side, s->transposed, n);
    rc_matrix_mul(s->transposed, n, p->query + beg * a, NULL, s->d_heads, side, n, a, 0);
    for (size_t j = 0; j < a; j++) s->gradients[p->at.root + j] += s->d_heads[j];
    for (size_t j = 0; j < n * a; j++) s->d_head[beg * a + j] += s->d_heads[a + j];
}

/* Through dropout and relu: `out` is the value after both. */
static void through(float *d, const float *out, const float *mask, size_t n)
{
    for (size_t i = 0; i < n; i++) d[i] = out[i] > 0 ? d[i] * mask[i] : 0;
}

static void lose_labels(rc_shard *s)
{
    rc_net_pass *p = &s->pass;
    const rc_net_shape *n = p->shape;
    size_t labels = rc_lanes(n->n_labels), l = n->label;
    rc_net_score_labels(p, s->heads);
    for (size_t k = 0; k < p->n_sentences; k++)
        for (uint32_t i = 0; i < s->samples[k]->n; i++) {
            float *row = p->labels + (s->starts[k] + i) * labels;
            if (s->samples[k]->has_tree && s->samples[k]->labels[i] != RC_UNKNOWN)
                s->losses.label += cross(row, n->n_labels, labels, s->samples[k]->labels[i], s->samples[k]->weight);
            else
                memset(row, 0, labels * sizeof *row);
        }
    back(s, p->hidden, l, p->at.label, p->at.label_bias, p->labels, labels, s->d_hidden);
    through(s->d_hidden, p->hidden, s->label_mask, p->n * l);
    for (size_t k = 0; k < p->n_sentences; k++)
        for (uint32_t i = s->starts[k]; i < s->starts[k + 1]; i++) {
            float *to =
                s->heads[i] ? s->d_other + (s->starts[k] + s->heads[i] - 1) * l : s->gradients + p->at.label_root;
            for (size_t j = 0; j < l; j++) to[j] += s->d_hidden[i * l + j];
        }
    const float *top = p->layers[n->layers];
    back(s, top, n->width, p->at.label_dependent, p->at.label_dependent_bias, s->d_hidden, l, s->d_layers[n->layers]);
    back(s, top, n->width, p->at.label_head, SIZE_MAX, s->d_other, l, s->d_layers[n->layers]);
}

static void back_arcs(rc_shard *s)
{
    rc_net_pass *p = &s->pass;
    size_t a = p->shape->arc, w = p->shape->width, n = p->n;
    float *top = s->d_layers[p->shape->layers];
    const float *in = p->layers[p->shape->layers];
    back(s, p->dependent, a, p->at.bilinear, p->at.bilinear_bias, s->d_query, a, s->d_dependent);
    back(s, p->dependent, a, p->at.distance, SIZE_MAX, s->d_distances, RC_NET_DISTANCES, s->d_dependent);
    through(s->d_dependent, p->dependent, s->arc_masks[0], n * a);
    through(s->d_head, p->head, s->arc_masks[1], n * a);
    back(s, in, w, p->at.dependent, p->at.dependent_bias, s->d_dependent, a, top);
    back(s, in, w, p->at.head, p->at.head_bias, s->d_head, a, top);
}

/* Back through one direction of one sentence; `carry` is the gradient of the cell. */
static void unit_back(const float *g, size_t w, size_t half, const float *in, const float *before, const float *cell,
                      const float *d_out, float *d_in, float *d_g, float *carry)
{
    for (size_t k = 0; k < half; k++) {
        float value = g[k], forget = g[w + k], reset = g[2 * w + k], c0 = before ? before[k] : 0, d = d_out[k];
        float dc = carry[k] + d * reset;
        d_g[2 * w + k] = d * (cell[k] - in[k]) * reset * (1 - reset);
        d_in[k] += d * (1 - reset);
        d_g[w + k] = dc * (c0 - value) * forget * (1 - forget);
        d_g[k] = dc * (1 - forget);
        carry[k] = dc * forget;
    }
}

static void back_unit(rc_shard *s, size_t layer)
{
    rc_net_pass *p = &s->pass;
    size_t w = p->shape->width, half = w / 2;
    float *d_out = s->d_layers[layer + 1], *d_in = s->d_layers[layer], carry[512];
    for (size_t i = 0; i < p->n * w; i++) d_out[i] *= s->masks[layer + 1][i];
    const float *in = p->layers[layer], *gates = p->gates[layer], *cells = p->cells[layer];
    for (size_t k = 0; k < p->n_sentences; k++) {
        size_t beg = p->starts[k], end = p->starts[k + 1];
        memset(carry, 0, sizeof carry);
        for (size_t i = end; i-- > beg;)
            unit_back(gates + i * 3 * w, w, half, in + i * w, i > beg ? cells + (i - 1) * w : NULL, cells + i * w,
                      d_out + i * w, d_in + i * w, s->d_gates + i * 3 * w, carry);
        memset(carry, 0, sizeof carry);
        for (size_t i = beg; i < end; i++)
            unit_back(gates + i * 3 * w + half, w, half, in + i * w + half,
                      i + 1 < end ? cells + (i + 1) * w + half : NULL, cells + i * w + half, d_out + i * w + half,
                      d_in + i * w + half, s->d_gates + i * 3 * w + half, carry);
    }
    back(s, in, w, p->at.unit[layer], p->at.unit_bias[layer], s->d_gates, 3 * w, d_in);
}

static void back_windows(rc_shard *s)
{
    rc_net_pass *p = &s->pass;
    size_t e = p->shape->embedding, w = p->shape->width;
    through(s->d_layers[0], p->layers[0], s->masks[0], p->n * w);
    back(s, p->windows, 3 * e, p->at.window, p->at.window_bias, s->d_layers[0], w, s->d_windows);
    for (size_t k = 0; k < p->n_sentences; k++)
        for (size_t i = p->starts[k]; i < p->starts[k + 1]; i++) {
            const float *d = s->d_windows + i * 3 * e;
            for (size_t j = 0; j < e; j++) {
                s->d_input[i * e + j] += d[e + j];
                if (i > p->starts[k]) s->d_input[(i - 1) * e + j] += d[j];
                if (i + 1 < p->starts[k + 1]) s->d_input[(i + 1) * e + j] += d[2 * e + j];
            }
        }
}

static void clear_gradients(rc_shard *s)
{
    const rc_net_shape *n = s->pass.shape;
    size_t words = s->pass.n;
    memset(s->gradients, 0, s->pass.at.total * sizeof(float));
    memset(s->d_input, 0, words * n->embedding * sizeof(float));
    memset(s->d_windows, 0, words * 3 * n->embedding * sizeof(float));
    for (uint32_t i = 0; i <= n->layers; i++) memset(s->d_layers[i], 0, words * n->width * sizeof(float));
    float *arcs[] = {s->d_dependent, s->d_head, s->d_query};
    for (int i = 0; i < 3; i++) memset(arcs[i], 0, words * n->arc * sizeof(float));
    float *labels[] = {s->d_hidden, s->d_own, s->d_other};
    for (int i = 0; i < 3; i++) memset(labels[i], 0, words * n->label * sizeof(float));
    memset(s->d_distances, 0, words * RC_NET_DISTANCES * sizeof(float));
}

void rc_shard_run(rc_shard *s, const rc_training *t)
{
    rc_net_pass *p = &s->pass;
    const rc_net_shape *n = p->shape;
    if (!p->n) {
        memset(s->gradients, 0, p->at.total * sizeof(float));
        return;
    }
    clear_gradients(s);
    p->starts = s->starts;
    for (uint32_t i = 0; i <= n->layers; i++) {
        draw_mask(s, s->masks[i], n->width, t->dropout);
        p->masks[i] = s->masks[i];
    }
    for (int i = 0; i < 2; i++) {
        draw_mask(s, s->arc_masks[i], n->arc, t->dropout);
        p->arc_masks[i] = s->arc_masks[i];
    }
    draw_mask(s, s->label_mask, n->label, t->dropout);
    p->label_mask = s->label_mask;
    embed(s, t);
    rc_net_run(p);
    for (size_t k = 0; k < p->n_sentences; k++)
        for (uint32_t i = 0; i < s->samples[k]->n; i++)
            s->heads[s->starts[k] + i] = s->samples[k]->has_tree ? s->samples[k]->heads[i] : 0;
    lose_tags(s, t);
    for (size_t k = 0; k < p->n_sentences; k++)
        if (s->samples[k]->has_tree) lose_heads(s, k);
    lose_labels(s);
    back_arcs(s);
    for (size_t i = n->layers; i-- > 0;) back_unit(s, i);
    back_windows(s);
}
