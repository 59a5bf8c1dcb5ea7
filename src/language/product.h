/** Products with a fixed matrix in whole numbers of eight bits: faster than single precision, and the same bits on
 * every processor. Weights have a scale a column, rows of the other factor a scale each; sums are exact. */
#ifndef RECOUPE_SRC_LANGUAGE_PRODUCT_H
#define RECOUPE_SRC_LANGUAGE_PRODUCT_H

#include <stddef.h>
#include <stdint.h>

/** A matrix [k][m], both multiples of RC_LANES. */
typedef struct rc_product {
    size_t k, m;
    int8_t *weights;   /**< sixteen columns at a time, in them four rows: [m / 16][k / 4][16][4] */
    int32_t *shifts;   /**< [m]: rows are stored with RC_PRODUCT_ZERO added, this takes it away again */
    float *scales;     /**< [m] */
    const float *bias; /**< [m], or NULL */
} rc_product;

/** Zero in a row of the other factor, and how far its numbers go to either side. */
#define RC_PRODUCT_ZERO 128
#define RC_PRODUCT_LARGEST 127

/** Largest weight: two products of a row's number and a weight must fit into sixteen bits. */
#define RC_PRODUCT_WEIGHT 64

/** Room is the caller's: k * m weights on 32 bytes, m shifts and m scales. */
void rc_product_init(rc_product *product, const float *weights, const float *bias, size_t k, size_t m, int8_t *room,
                     int32_t *shifts, float *scales);

/** out[n][k] = rows of `in` as whole numbers, scales[n] what one is worth. */
void rc_product_rows(const float *in, size_t n, size_t k, uint8_t *out, float *scales);

/** out[n][m] = bias + rows times product. */
void rc_product_run(const rc_product *product, const uint8_t *rows, const float *scales, size_t n, float *out);

#endif
