/** Products with a fixed matrix in whole numbers of eight bits: faster than single precision, and the same bits on
 * every processor. Weights have a scale a column, rows of the other factor a scale each; sums are exact. */
#ifndef RECOUPE_SRC_LANGUAGE_PRODUCT_H
#define RECOUPE_SRC_LANGUAGE_PRODUCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A matrix [k][m], both multiples of RC_LANES. Its rows are taken four at a time, and some fours, a run, are added up
 * in sixteen bits before the sum is widened. */
typedef struct rc_product {
    size_t k, m;
    int8_t *weights;   /**< sixteen columns at a time, in them fours of rows: [m / 16][k / 4][16][4] */
    uint16_t *places;  /**< [m / 16][k / 4]: which four of rows it is, times four; each block has an order of its own */
    uint8_t *runs;     /**< [m / 16][k / 4]: how many fours each run has */
    int32_t *shifts;   /**< [m]: rows are stored with `zero` added, this takes it away again */
    float *scales;     /**< [m] */
    const float *bias; /**< [m], or NULL */
    uint8_t zero;      /**< RC_PRODUCT_ZERO; 0: rows hold nothing below zero */
} rc_product;

/** Zero in a row of the other factor, and how far its numbers go to either side. */
#define RC_PRODUCT_ZERO 128
#define RC_PRODUCT_LARGEST 127

/** Largest weight: two products of a row's number and a weight must fit into sixteen bits. */
#define RC_PRODUCT_WEIGHT 64

/** Largest k, in fours. */
#define RC_PRODUCT_FOURS 384

/** Bytes of room that a matrix needs. */
static inline size_t rc_product_room(size_t k, size_t m)
{
    size_t fours = k / 4 * (m / 16);
    return (k * m + 3 * fours + 8 * m + 63) / 64 * 64;
}

/** `positive`: rows hold nothing below zero. Room is the caller's, on a multiple of 64. */
void rc_product_init(rc_product *product, const float *weights, const float *bias, size_t k, size_t m, bool positive,
                     void *room);

/** out[n][k] = rows of `in` as whole numbers with `zero` added, scales[n] what one is worth. */
void rc_product_rows(const float *in, size_t n, size_t k, uint8_t zero, uint8_t *out, float *scales);

/** out[n][m] = bias + rows times product. */
void rc_product_run(const rc_product *product, const uint8_t *rows, const float *scales, size_t n, float *out);

#endif
