/** Training of the network: passes forward and back over shards of a batch, and Adam (Kingma and Ba 2015). */
#ifndef RECOUPE_TRAIN_NETWORK_H
#define RECOUPE_TRAIN_NETWORK_H

#include "language/net.h"

#define RC_UNKNOWN UINT16_MAX

/** A sentence as numbers. */
typedef struct rc_sample {
    uint32_t n;
    uint32_t *rows;             /**< n times RC_FEATURES */
    float *drop;                /**< chance that the form of each word is hidden */
    uint16_t *bundles, *labels; /**< RC_UNKNOWN: none that the model has */
    uint32_t *heads;
    uint8_t *tags;
    bool has_tree;
    uint8_t kinds; /**< of names that are annotated */
    float weight;
} rc_sample;

typedef struct rc_training {
    uint64_t seed;
    float rate, dropout, hide; /**< Adam's step; of hidden units; of single features */
    float tag_weight;          /**< of the loss of entity tags */
    uint32_t batch_words;
    unsigned threads;
} rc_training;

typedef struct rc_network rc_network;

/** Losses a word of the last epoch. */
typedef struct rc_losses {
    double bundle, head, label, tag;
    uint64_t words, tagged;
} rc_losses;

rc_network *rc_network_new(const rc_net_shape *shape, const rc_training *training);
void rc_network_free(rc_network *network);

/** Begin from these numbers instead of random ones: all parameters, and rows as int8 with a scale a row. */
void rc_network_begin_from(rc_network *network, const float *parameters, const signed char *rows, const float *scales);

/** The rows from `first` on are these vectors of `width` numbers, and training leaves them as they are. */
void rc_network_set_rows(rc_network *network, size_t first, const float *vectors, size_t n, size_t width);

/** One pass over the samples in an order drawn from the seed. The step falls linearly from `from` to `to` of the rate.
 */
rc_losses rc_network_epoch(rc_network *network, const rc_sample *samples, size_t n, float from, float to);

const float *rc_network_parameters(const rc_network *network);
const float *rc_network_rows(const rc_network *network);

/** Number between 0 and 1; advances the state (SplitMix64, Steele et al. 2014). */
float rc_random(uint64_t *state);

#endif
