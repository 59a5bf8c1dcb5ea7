#include "train/network.h"

#include <math.h>
#include <stdlib.h>

#include "language/matrix.h"
#include "recoupe/base/pool.h"
#include "train/backward.h"

#define SHARDS 2
#define BETA1 0.9f
#define BETA2 0.98f
#define EPSILON 1e-8f
#define CLIP 5.0f

struct rc_network {
    rc_net_shape shape;
    rc_training training;
    size_t n_parameters, n_rows;
    float *parameters, *m, *v;
    float *rows, *rows_m, *rows_v;
    uint32_t *slot_of; /* of a row in the batch's gradient, plus 1 */
    uint64_t seed, step;
    rc_pool *pool;
    rc_shard shards[SHARDS];
};

float rc_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (float)((z ^ (z >> 31)) >> 40) * (1.0f / (1 << 24));
}

static void *zeroed(size_t n, size_t size)
{
    void *p = NULL;
    if (posix_memalign(&p, 64, n * size + 64) != 0) abort();
    memset(p, 0, n * size);
    return p;
}

/* Uniform with the variance of Glorot and Bengio (2010). */
static void draw(float *w, size_t in, size_t out, size_t stride, uint64_t *seed)
{
    float bound = sqrtf(6.0f / (float)(in + out));
    for (size_t i = 0; i < in; i++)
        for (size_t j = 0; j < out; j++) w[i * stride + j] = (2 * rc_random(seed) - 1) * bound;
}

static void draw_all(rc_network *net)
{
    rc_net_layout l = rc_net_layout_of(&net->shape);
    const rc_net_shape *s = &net->shape;
    float *w = net->parameters;
    uint64_t *seed = &net->seed;
    /* Embeddings begin at zero, so that one never seen says nothing; the bias lets their gradient through. */
    for (uint32_t i = 0; i < s->width; i++) w[l.window_bias + i] = 0.1f;
    draw(w + l.window, 3 * s->embedding, s->width, s->width, seed);
    for (uint32_t i = 0; i < s->layers; i++) draw(w + l.unit[i], s->width, 3 * s->width, 3 * s->width, seed);
    draw(w + l.bundle, s->width, s->n_bundles, rc_lanes(s->n_bundles), seed);
    draw(w + l.tag, s->width, s->n_tags, rc_lanes(s->n_tags), seed);
    draw(w + l.dependent, s->width, s->arc, s->arc, seed);
    draw(w + l.head, s->width, s->arc, s->arc, seed);
    draw(w + l.root, 1, s->arc, s->arc, seed);
    draw(w + l.bilinear, s->arc, s->arc, s->arc, seed);
    draw(w + l.label_dependent, s->width, s->label, s->label, seed);
    draw(w + l.label_head, s->width, s->label, s->label, seed);
    draw(w + l.label, s->label, s->n_labels, rc_lanes(s->n_labels), seed);
}

rc_network *rc_network_new(const rc_net_shape *shape, const rc_training *training)
{
    rc_network *net = zeroed(1, sizeof *net);
    net->shape = *shape;
    net->training = *training;
    net->seed = training->seed;
    net->n_parameters = rc_net_layout_of(shape).total;
    net->n_rows = rc_net_total_rows(shape);
    net->parameters = zeroed(net->n_parameters, sizeof(float));
    net->m = zeroed(net->n_parameters, sizeof(float));
    net->v = zeroed(net->n_parameters, sizeof(float));
    net->rows = zeroed(net->n_rows * shape->embedding, sizeof(float));
    net->rows_m = zeroed(net->n_rows * shape->embedding, sizeof(float));
    net->rows_v = zeroed(net->n_rows * shape->embedding, sizeof(float));
    net->slot_of = zeroed(net->n_rows, sizeof(uint32_t));
    draw_all(net);
    rc_error err;
    if (rc_pool_new(&net->pool, training->threads ? training->threads : 1, &err) != RC_OK) abort();
    for (int i = 0; i < SHARDS; i++)
        rc_shard_init(&net->shards[i], shape, net->parameters, net->rows,
                      training->batch_words / SHARDS + RC_NET_WORDS);
    return net;
}

void rc_network_free(rc_network *net)
{
    for (int i = 0; i < SHARDS; i++) rc_shard_release(&net->shards[i]);
    rc_pool_free(net->pool);
    float *all[] = {net->parameters, net->m, net->v, net->rows, net->rows_m, net->rows_v};
    for (int i = 0; i < 6; i++) free(all[i]);
    free(net->slot_of);
    free(net);
}

static void adam(float *restrict w, float *restrict m, float *restrict v, const float *restrict g, size_t n, float rate,
                 float scale)
{
    for (size_t i = 0; i < n; i++) {
        float d = g[i] * scale;
        m[i] = BETA1 * m[i] + (1 - BETA1) * d;
        v[i] = BETA2 * v[i] + (1 - BETA2) * d * d;
        w[i] -= rate * m[i] / (sqrtf(v[i]) + EPSILON);
    }
}

/* Rows that no word of the batch has stay as they are, and so do their moments. */
static void update_rows(rc_network *net, float rate, float scale)
{
    size_t e = net->shape.embedding, used = 0, most = 0;
    for (int s = 0; s < SHARDS; s++) most += net->shards[s].n_used;
    float *sums = zeroed(most * e + 1, sizeof(float));
    uint32_t *rows = zeroed(most + 1, sizeof *rows);
    for (int s = 0; s < SHARDS; s++) {
        const rc_shard *shard = &net->shards[s];
        for (size_t i = 0; i < shard->n_used; i++) {
            uint32_t row = shard->used[i].row;
            if (!net->slot_of[row]) {
                rows[used] = row;
                net->slot_of[row] = (uint32_t)++used;
            }
            float *to = sums + (net->slot_of[row] - 1) * e;
            const float *from = shard->d_input + shard->used[i].word * e;
            for (size_t k = 0; k < e; k++) to[k] += from[k];
        }
    }
    for (size_t i = 0; i < used; i++) {
        size_t at = rows[i] * e;
        adam(net->rows + at, net->rows_m + at, net->rows_v + at, sums + i * e, e, rate, scale);
        net->slot_of[rows[i]] = 0;
    }
    free(sums);
    free(rows);
}

static void update(rc_network *net, float rate)
{
    net->step++;
    float *g = net->shards[0].gradients;
    for (int s = 1; s < SHARDS; s++)
        for (size_t i = 0; i < net->n_parameters; i++) g[i] += net->shards[s].gradients[i];
    size_t words = 0;
    for (int s = 0; s < SHARDS; s++) words += net->shards[s].pass.n;
    if (!words) return;
    double norm = 0;
    for (size_t i = 0; i < net->n_parameters; i++) norm += (double)g[i] * g[i];
    float scale = 1.0f / (float)words, length = (float)sqrt(norm) * scale;
    if (length > CLIP) scale *= CLIP / length;
    double unbias = sqrt(1 - pow(BETA2, (double)net->step)) / (1 - pow(BETA1, (double)net->step));
    adam(net->parameters, net->m, net->v, g, net->n_parameters, rate * (float)unbias, scale);
    update_rows(net, rate * (float)unbias, scale);
}

static void run_shard(void *context, unsigned worker, size_t i)
{
    (void)worker;
    rc_network *net = context;
    rc_shard_run(&net->shards[i], &net->training);
}

rc_losses rc_network_epoch(rc_network *net, const rc_sample *samples, size_t n, float from, float to)
{
    uint32_t *order = zeroed(n + 1, sizeof *order);
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)(rc_random(&net->seed) * (float)i) % i;
        uint32_t t = order[i - 1];
        order[i - 1] = order[j];
        order[j] = t;
    }
    rc_losses total = {0};
    for (size_t i = 0; i < n;) {
        float done = (float)i / (float)n;
        for (int s = 0; s < SHARDS; s++) rc_shard_clear(&net->shards[s]);
        for (int s = 0; s < SHARDS; s++)
            while (i < n && rc_shard_add(&net->shards[s], &samples[order[i]], net->training.batch_words / SHARDS)) i++;
        for (int s = 0; s < SHARDS; s++) net->shards[s].seed = net->seed + net->step * 977 + (uint64_t)s * 31;
        rc_pool_each(net->pool, SHARDS, run_shard, net);
        update(net, net->training.rate * (from + (to - from) * done));
        for (int s = 0; s < SHARDS; s++) {
            const rc_losses *l = &net->shards[s].losses;
            total.bundle += l->bundle;
            total.head += l->head;
            total.label += l->label;
            total.tag += l->tag;
            total.words += l->words;
            total.tagged += l->tagged;
        }
    }
    free(order);
    return total;
}

void rc_network_set_rows(rc_network *net, size_t first, const float *vectors, size_t n, size_t width)
{
    size_t e = net->shape.embedding;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < e && k < width; k++) net->rows[(first + i) * e + k] = vectors[i * width + k];
}

const float *rc_network_parameters(const rc_network *net)
{
    return net->parameters;
}

const float *rc_network_rows(const rc_network *net)
{
    return net->rows;
}

void rc_network_begin_from(rc_network *net, const float *parameters, const signed char *rows, const float *scales)
{
    size_t e = net->shape.embedding;
    memcpy(net->parameters, parameters, net->n_parameters * sizeof *parameters);
    for (size_t i = 0; i < net->n_rows; i++)
        for (size_t k = 0; k < e; k++) net->rows[i * e + k] = rows[i * e + k] * scales[i];
}
