/** The network of the language engine. A word is the sum of the embeddings of its features; a window of three words,
 * then bidirectional simple recurrent units (Lei et al. 2018); from the first of them tags and names, from the last a
 * biaffine parser (Dozat and Manning 2017) that also sees the distance between dependent and head. */
#ifndef RECOUPE_SRC_LANGUAGE_NET_H
#define RECOUPE_SRC_LANGUAGE_NET_H

#include "language/product.h"
#include "recoupe/base/arena.h"

#define RC_NET_LAYERS 4  /**< at most */
#define RC_NET_WORDS 200 /**< longest sentence */
#define RC_NET_BATCH 64  /**< words in one pass of the analyser, unless a sentence has more: they stay in the cache */
#define RC_NET_DISTANCES 32
#define RC_FEATURES 9

/** Sizes; all but the counts at the end are multiples of RC_LANES. */
typedef struct rc_net_shape {
    uint32_t embedding, width, layers, arc, label;
    uint32_t n_bundles, n_labels, n_tags; /**< parts of speech with features; relations; entity tags */
    uint32_t rows[RC_FEATURES];           /**< of the embedding table, by feature */
} rc_net_shape;

/** Where each parameter begins in the array of all of them; weights are [in][out]. */
typedef struct rc_net_layout {
    size_t window, window_bias;
    size_t unit[RC_NET_LAYERS], unit_bias[RC_NET_LAYERS]; /**< [width][3 width]: value, forget, reset */
    size_t bundle, bundle_bias, tag, tag_bias;
    size_t dependent, dependent_bias, head, head_bias, root, bilinear, bilinear_bias, distance;
    size_t label_dependent, label_dependent_bias, label_head, label_root, label, label_bias;
    size_t total;
} rc_net_layout;

rc_net_layout rc_net_layout_of(const rc_net_shape *shape);

uint32_t rc_net_total_rows(const rc_net_shape *shape);

enum {
    RC_NET_WINDOW,
    RC_NET_UNIT, /**< one for each layer */
    RC_NET_BUNDLE = RC_NET_UNIT + RC_NET_LAYERS,
    RC_NET_TAG,
    RC_NET_DEPENDENT,
    RC_NET_HEAD,
    RC_NET_BILINEAR,
    RC_NET_DISTANCE,
    RC_NET_LABEL_DEPENDENT,
    RC_NET_LABEL_HEAD,
    RC_NET_LABEL,
    RC_NET_PRODUCTS
};

/** The weights again, for a fast pass: see product.h. */
typedef struct rc_net_products {
    rc_product of[RC_NET_PRODUCTS];
} rc_net_products;

/** One block, to be freed with free(); NULL without memory. `parameters` must outlive it. */
rc_net_products *rc_net_products_new(const rc_net_shape *shape, const float *parameters);

/** What a pass over some sentences computes, kept for a backward pass. Matrices have one row a word. */
typedef struct rc_net_pass {
    const rc_net_shape *shape;
    rc_net_layout at;
    const float *parameters;
    const rc_net_products *products; /**< given for a fast pass; NULL: single precision, as in training */
    uint8_t *whole;                  /**< scratch of a fast pass */
    float *whole_scales;
    size_t n;               /**< words */
    const uint32_t *starts; /**< n_sentences + 1 positions; the last is n */
    size_t n_sentences;
    float *input;                     /**< summed embeddings, given; [embedding] */
    float *windows;                   /**< [3 embedding] */
    float *layers[RC_NET_LAYERS + 1]; /**< [width]: after the window, after each unit */
    float *gates[RC_NET_LAYERS];      /**< [3 width], gates after the sigmoid */
    float *cells[RC_NET_LAYERS];      /**< [width] */
    float *bundles, *tags;            /**< scores */
    float *dependent, *head, *query;  /**< [arc] */
    float *distances;                 /**< [RC_NET_DISTANCES] */
    float *label_dependent, *label_head, *hidden, *labels;
    float *heads, *heads_t;                /**< scratch for one sentence: root and heads as rows, and as columns */
    float *scores;                         /**< scratch: [RC_NET_WORDS][rc_lanes(RC_NET_WORDS + 1)] */
    const float *masks[RC_NET_LAYERS + 1]; /**< dropout: multipliers of each layer's output, or NULL */
    const float *arc_masks[2], *label_mask;
} rc_net_pass;

/** Room for `n` words; `products` may be NULL. */
void rc_net_pass_init(rc_net_pass *pass, const rc_net_shape *shape, const float *parameters,
                      const rc_net_products *products, size_t n, rc_arena *arena);

/** From `input` to `bundles`, `tags` and everything the two functions below need. */
void rc_net_run(rc_net_pass *pass);

/** Scores of heads in one sentence into pass->scores: row i is the word i, column 0 the root, column j + 1 the word j;
 * rows are rc_lanes(count + 1) apart. */
void rc_net_score_heads(rc_net_pass *pass, size_t sentence);

/** `labels` for the given heads (0: root, else 1 + position in the sentence), all words. */
void rc_net_score_labels(rc_net_pass *pass, const uint32_t *heads);

/** Bucket of the distance from dependent to head, both positions in the sentence from 0. */
unsigned rc_net_distance(size_t dependent, size_t head);

#endif
