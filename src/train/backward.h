/** One share of a batch: the pass forward with dropout, the losses, and the pass back to gradients. */
#ifndef RECOUPE_TRAIN_BACKWARD_H
#define RECOUPE_TRAIN_BACKWARD_H

#include "train/network.h"

#define RC_SHARD_SENTENCES 512

typedef struct rc_used_row {
    uint32_t row, word;
} rc_used_row;

typedef struct rc_shard {
    rc_arena arena;
    rc_net_pass pass;
    const float *rows;
    size_t room;
    const rc_sample *samples[RC_SHARD_SENTENCES];
    uint32_t starts[RC_SHARD_SENTENCES + 1];
    uint32_t *heads;
    float *gradients, *d_input, *d_windows, *d_layers[RC_NET_LAYERS + 1], *d_gates;
    float *d_bundles, *d_dependent, *d_head, *d_query, *d_distances, *d_labels, *d_hidden, *d_own, *d_other, *d_heads;
    float *transposed, *transposed_weights;
    float *masks[RC_NET_LAYERS + 1], *arc_masks[2], *label_mask;
    rc_used_row *used;
    size_t n_used;
    uint64_t seed;
    rc_losses losses;
} rc_shard;

void rc_shard_init(rc_shard *shard, const rc_net_shape *shape, const float *parameters, const float *rows, size_t room);
void rc_shard_release(rc_shard *shard);
void rc_shard_clear(rc_shard *shard);

/** False when the shard has `words` already. */
bool rc_shard_add(rc_shard *shard, const rc_sample *sample, size_t words);

void rc_shard_run(rc_shard *shard, const rc_training *training);

#endif
