/** Products with a fixed matrix in whole numbers: faster than single precision, and the same bits on every processor.
 * Weights have a scale a column, rows of the other factor a scale each; sums are exact in 32 bits. */
#ifndef RECOUPE_SRC_LANGUAGE_PRODUCT_H
#define RECOUPE_SRC_LANGUAGE_PRODUCT_H

#include <stddef.h>
#include <stdint.h>

/** A matrix [k][m], `m` a multiple of RC_LANES, `k` of two. */
typedef struct rc_product {
    size_t k, m;
    int16_t *weights; /**< sixteen columns at a time, in them pairs of rows: [m / 16][k / 2][16][2] */
    float *scales;    /**< [m] */
    const float *bias; /**< [m], or NULL */
} rc_product;

/** Largest whole number of a row of the other factor. */
#define RC_PRODUCT_LARGEST 4095

/** Room for the weights and scales of a product is the caller's: k * m int16 and m floats, on 32 bytes. */
void rc_product_init(rc_product *product, const float *weights, const float *bias, size_t k, size_t m, int16_t *room,
                     float *scales);

/** out[n][k] = rows of `in` as whole numbers, scales[n] what one is worth. */
void rc_product_rows(const float *in, size_t n, size_t k, int16_t *out, float *scales);

/** out[n][m] = bias + rows times product. */
void rc_product_run(const rc_product *product, const int16_t *rows, const float *scales, size_t n, float *out);

#endif
