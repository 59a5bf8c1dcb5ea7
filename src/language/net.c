#include "language/net.h"

#include <stdlib.h>
#include <string.h>

#include "language/matrix.h"

static size_t take(size_t *total, size_t n)
{
    size_t at = *total;
    *total += rc_lanes(n);
    return at;
}

rc_net_layout rc_net_layout_of(const rc_net_shape *s)
{
    rc_net_layout l = {0};
    size_t *t = &l.total, w = s->width;
    l.window = take(t, 3 * s->embedding * w);
    l.window_bias = take(t, w);
    for (uint32_t i = 0; i < s->layers; i++) {
        l.unit[i] = take(t, w * 3 * w);
        l.unit_bias[i] = take(t, 3 * w);
    }
    l.bundle = take(t, w * rc_lanes(s->n_bundles));
    l.bundle_bias = take(t, s->n_bundles);
    l.tag = take(t, w * rc_lanes(s->n_tags));
    l.tag_bias = take(t, s->n_tags);
    l.dependent = take(t, w * s->arc);
    l.dependent_bias = take(t, s->arc);
    l.head = take(t, w * s->arc);
    l.head_bias = take(t, s->arc);
    l.root = take(t, s->arc);
    l.bilinear = take(t, (size_t)s->arc * s->arc);
    l.bilinear_bias = take(t, s->arc);
    l.distance = take(t, s->arc * RC_NET_DISTANCES);
    l.label_dependent = take(t, w * s->label);
    l.label_dependent_bias = take(t, s->label);
    l.label_head = take(t, w * s->label);
    l.label_root = take(t, s->label);
    l.label = take(t, s->label * rc_lanes(s->n_labels));
    l.label_bias = take(t, s->n_labels);
    return l;
}

uint32_t rc_net_total_rows(const rc_net_shape *shape)
{
    uint32_t n = 0;
    for (int i = 0; i < RC_FEATURES; i++) n += shape->rows[i];
    return n;
}

/* Everything is written before it is read. */
static float *floats(rc_arena *arena, size_t n)
{
    return rc_arena_alloc_raw(arena, sizeof(float), 64, n);
}

void rc_net_pass_init(rc_net_pass *p, const rc_net_shape *s, const float *parameters, const rc_net_products *products,
                      size_t n, rc_arena *arena)
{
    *p = (rc_net_pass){.shape = s, .at = rc_net_layout_of(s), .parameters = parameters, .products = products};
    size_t w = s->width, widest = 3 * s->embedding > w ? 3 * s->embedding : w;
    if (products) {
        widest = widest > s->arc ? widest : s->arc;
        widest = widest > s->label ? widest : s->label;
        p->whole = rc_arena_alloc_raw(arena, 1, 64, n * widest);
        p->whole_scales = floats(arena, n);
    }
    p->input = floats(arena, n * s->embedding);
    p->windows = floats(arena, n * 3 * s->embedding);
    for (uint32_t i = 0; i <= s->layers; i++) p->layers[i] = floats(arena, n * w);
    for (uint32_t i = 0; i < s->layers; i++) {
        bool own = !i || !products; /* only a pass back asks for them again */
        p->gates[i] = own ? floats(arena, n * 3 * w) : p->gates[0];
        p->cells[i] = own ? floats(arena, n * w) : p->cells[0];
    }
    p->bundles = floats(arena, n * rc_lanes(s->n_bundles));
    p->tags = floats(arena, n * rc_lanes(s->n_tags));
    p->dependent = floats(arena, n * s->arc);
    p->head = floats(arena, n * s->arc);
    p->query = floats(arena, n * s->arc);
    p->distances = floats(arena, n * RC_NET_DISTANCES);
    p->label_dependent = floats(arena, n * s->label);
    p->label_head = floats(arena, n * s->label);
    p->hidden = floats(arena, n * s->label);
    p->labels = floats(arena, n * rc_lanes(s->n_labels));
    size_t side = rc_lanes(RC_NET_WORDS + 1);
    p->heads = floats(arena, side * s->arc);
    p->heads_t = floats(arena, side * s->arc);
    p->scores = floats(arena, RC_NET_WORDS * side);
}

static void mask(float *x, const float *by, size_t n)
{
    if (by)
        for (size_t i = 0; i < n; i++) x[i] *= by[i];
}

static void make_windows(rc_net_pass *p)
{
    size_t e = p->shape->embedding;
    for (size_t s = 0; s < p->n_sentences; s++)
        for (size_t i = p->starts[s]; i < p->starts[s + 1]; i++) {
            float *to = p->windows + i * 3 * e;
            const float *from = p->input + i * e;
            if (i > p->starts[s])
                memcpy(to, from - e, e * sizeof *to);
            else
                memset(to, 0, e * sizeof *to);
            memcpy(to + e, from, e * sizeof *to);
            if (i + 1 < p->starts[s + 1])
                memcpy(to + 2 * e, from + e, e * sizeof *to);
            else
                memset(to + 2 * e, 0, e * sizeof *to);
        }
}

typedef struct rc_dense {
    size_t k, m, weights, bias; /* bias: 0 for none */
} rc_dense;

static rc_dense dense_of(const rc_net_shape *s, const rc_net_layout *l, int which)
{
    size_t w = s->width, bundles = rc_lanes(s->n_bundles), tags = rc_lanes(s->n_tags), labels = rc_lanes(s->n_labels);
    switch (which) {
    case RC_NET_WINDOW:
        return (rc_dense){3 * s->embedding, w, l->window, l->window_bias};
    case RC_NET_BUNDLE:
        return (rc_dense){w, bundles, l->bundle, l->bundle_bias};
    case RC_NET_TAG:
        return (rc_dense){w, tags, l->tag, l->tag_bias};
    case RC_NET_DEPENDENT:
        return (rc_dense){w, s->arc, l->dependent, l->dependent_bias};
    case RC_NET_HEAD:
        return (rc_dense){w, s->arc, l->head, l->head_bias};
    case RC_NET_BILINEAR:
        return (rc_dense){s->arc, s->arc, l->bilinear, l->bilinear_bias};
    case RC_NET_DISTANCE:
        return (rc_dense){s->arc, RC_NET_DISTANCES, l->distance, 0};
    case RC_NET_LABEL_DEPENDENT:
        return (rc_dense){w, s->label, l->label_dependent, l->label_dependent_bias};
    case RC_NET_LABEL_HEAD:
        return (rc_dense){w, s->label, l->label_head, 0};
    case RC_NET_LABEL:
        return (rc_dense){s->label, labels, l->label, l->label_bias};
    default:
        return (rc_dense){w, 3 * w, l->unit[which - RC_NET_UNIT], l->unit_bias[which - RC_NET_UNIT]};
    }
}

/* There is one product for each layer that the network has. */
static bool exists(const rc_net_shape *s, int which)
{
    return which < RC_NET_UNIT + (int)s->layers || which >= RC_NET_UNIT + RC_NET_LAYERS;
}

/* What goes into it comes out of a rectifier. */
static bool is_positive(int which)
{
    return which == RC_NET_UNIT || which == RC_NET_BILINEAR || which == RC_NET_DISTANCE || which == RC_NET_LABEL;
}

rc_net_products *rc_net_products_new(const rc_net_shape *shape, const float *parameters)
{
    rc_net_layout l = rc_net_layout_of(shape);
    size_t head = (sizeof(rc_net_products) + 63) / 64 * 64, room = head;
    for (int i = 0; i < RC_NET_PRODUCTS; i++) {
        if (!exists(shape, i)) continue;
        rc_dense d = dense_of(shape, &l, i);
        room += rc_product_room(d.k, d.m);
    }
    rc_net_products *all = aligned_alloc(64, room);
    if (!all) return NULL;
    char *at = (char *)all + head;
    for (int i = 0; i < RC_NET_PRODUCTS; i++) {
        if (!exists(shape, i)) continue;
        rc_dense d = dense_of(shape, &l, i);
        rc_product_init(&all->of[i], parameters + d.weights, d.bias ? parameters + d.bias : NULL, d.k, d.m,
                        is_positive(i), at);
        at += rc_product_room(d.k, d.m);
    }
    return all;
}

/* Rows are made whole once for all the products that follow, of which `first` is one. */
static void take_in(const rc_net_pass *p, const float *in, int first)
{
    const rc_product *to = p->products ? &p->products->of[first] : NULL;
    if (to) rc_product_rows(in, p->n, to->k, to->zero, p->whole, p->whole_scales);
}

static void dense(const rc_net_pass *p, const float *in, int which, float *out)
{
    if (p->products) {
        rc_product_run(&p->products->of[which], p->whole, p->whole_scales, p->n, out);
        return;
    }
    rc_dense d = dense_of(p->shape, &p->at, which);
    rc_matrix_mul(in, d.k, p->parameters + d.weights, d.bias ? p->parameters + d.bias : NULL, out, p->n, d.k, d.m, 0);
}

/* Forward on the first half of the dimensions, backward on the second. */
static void run_unit(rc_net_pass *p, size_t layer)
{
    static const float zero[1024];
    size_t w = p->shape->width, half = w / 2;
    const float *in = p->layers[layer];
    float *gates = p->gates[layer], *cells = p->cells[layer], *out = p->layers[layer + 1];
    take_in(p, in, RC_NET_UNIT + (int)layer);
    dense(p, in, RC_NET_UNIT + (int)layer, gates);
    for (size_t i = 0; i < p->n; i++) rc_vector_sigmoid(gates + i * 3 * w + w, 2 * w); /* not the value */
    for (size_t s = 0; s < p->n_sentences; s++) {
        size_t beg = p->starts[s], end = p->starts[s + 1];
        const float *before = zero;
        for (size_t i = beg; i < end; i++) {
            rc_vector_unit(gates + i * 3 * w, w, half, in + i * w, before, cells + i * w, out + i * w);
            before = cells + i * w;
        }
        before = zero;
        for (size_t i = end; i-- > beg;) {
            rc_vector_unit(gates + i * 3 * w + half, w, half, in + i * w + half, before, cells + i * w + half,
                           out + i * w + half);
            before = cells + i * w + half;
        }
    }
    mask(out, p->masks[layer + 1], p->n * w);
}

void rc_net_run(rc_net_pass *p)
{
    const rc_net_shape *s = p->shape;
    size_t n = p->n, w = s->width;
    make_windows(p);
    take_in(p, p->windows, RC_NET_WINDOW);
    dense(p, p->windows, RC_NET_WINDOW, p->layers[0]);
    rc_vector_relu(p->layers[0], n * w);
    mask(p->layers[0], p->masks[0], n * w);
    for (uint32_t i = 0; i < s->layers; i++) run_unit(p, i);
    const float *low = p->layers[s->layers > 1 ? s->layers - 1 : 1], *top = p->layers[s->layers];
    take_in(p, low, RC_NET_BUNDLE);
    dense(p, low, RC_NET_BUNDLE, p->bundles);
    dense(p, low, RC_NET_TAG, p->tags);
    take_in(p, top, RC_NET_DEPENDENT);
    dense(p, top, RC_NET_DEPENDENT, p->dependent);
    dense(p, top, RC_NET_HEAD, p->head);
    dense(p, top, RC_NET_LABEL_DEPENDENT, p->label_dependent);
    dense(p, top, RC_NET_LABEL_HEAD, p->label_head);
    rc_vector_relu(p->dependent, n * s->arc);
    rc_vector_relu(p->head, n * s->arc);
    mask(p->dependent, p->arc_masks[0], n * s->arc);
    mask(p->head, p->arc_masks[1], n * s->arc);
    take_in(p, p->dependent, RC_NET_BILINEAR);
    dense(p, p->dependent, RC_NET_BILINEAR, p->query);
    dense(p, p->dependent, RC_NET_DISTANCE, p->distances);
}

unsigned rc_net_distance(size_t dependent, size_t head)
{
    static const unsigned char steps[32] = {0, 0, 1, 2, 3, 4, 5, 6, 7, 7, 7,  8,  8,  8,  8,  8,
                                            9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10};
    size_t gap = head > dependent ? head - dependent : dependent - head;
    unsigned step = gap < 32 ? steps[gap] : 11;
    return head > dependent ? step : 12 + step;
}

void rc_net_score_heads(rc_net_pass *p, size_t sentence)
{
    size_t a = p->shape->arc, beg = p->starts[sentence], count = p->starts[sentence + 1] - beg;
    size_t side = rc_lanes(count + 1);
    memcpy(p->heads, p->parameters + p->at.root, a * sizeof(float));
    memcpy(p->heads + a, p->head + beg * a, count * a * sizeof(float));
    memset(p->heads + (count + 1) * a, 0, (side - count - 1) * a * sizeof(float));
    rc_matrix_transpose(p->heads, side, a, p->heads_t, side);
    if (p->products)
        rc_matrix_mul_apart(p->query + beg * a, a, p->heads_t, p->scores, count, a, side);
    else
        rc_matrix_mul(p->query + beg * a, a, p->heads_t, NULL, p->scores, count, a, side, 0);
    for (size_t i = 0; i < count; i++) {
        float *row = p->scores + i * side;
        const float *distance = p->distances + (beg + i) * RC_NET_DISTANCES;
        row[0] += distance[RC_NET_DISTANCES - 1];
        for (size_t j = 0; j < count; j++) row[j + 1] += distance[rc_net_distance(i, j)];
        row[i + 1] = -1e9f;
    }
}

void rc_net_score_labels(rc_net_pass *p, const uint32_t *heads)
{
    const rc_net_shape *s = p->shape;
    for (size_t k = 0; k < p->n_sentences; k++)
        for (size_t i = p->starts[k]; i < p->starts[k + 1]; i++) {
            const float *head =
                heads[i] ? p->label_head + (p->starts[k] + heads[i] - 1) * s->label : p->parameters + p->at.label_root;
            const float *own = p->label_dependent + i * s->label;
            float *out = p->hidden + i * s->label;
            for (size_t j = 0; j < s->label; j++) out[j] = own[j] + head[j];
        }
    rc_vector_relu(p->hidden, p->n * s->label);
    mask(p->hidden, p->label_mask, p->n * s->label);
    take_in(p, p->hidden, RC_NET_LABEL);
    dense(p, p->hidden, RC_NET_LABEL, p->labels);
}
