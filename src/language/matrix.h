/** Dense arithmetic of the language engine: single precision, row-major. On x86-64 each function exists twice, for
 * AVX2 with FMA and for the base instruction set, and the loader picks. Results of the two are the same bits, but for
 * rc_matrix_mul, which fuses where it can. */
#ifndef RECOUPE_SRC_LANGUAGE_MATRIX_H
#define RECOUPE_SRC_LANGUAGE_MATRIX_H

#include <stddef.h>
#include <stdint.h>

/** Columns of every matrix are a multiple of this. */
#define RC_LANES 16

static inline size_t rc_lanes(size_t n)
{
    return (n + RC_LANES - 1) / RC_LANES * RC_LANES;
}

/** out[n][m] = (add ? out : bias or 0) + a[n][k] b[k][m]; `m` a multiple of RC_LANES; bias may be NULL. */
void rc_matrix_mul(const float *a, size_t a_stride, const float *b, const float *bias, float *out, size_t n, size_t k,
                   size_t m, int add);

/** The same without `bias` and `add`, and with the same bits on every processor. */
void rc_matrix_mul_apart(const float *a, size_t a_stride, const float *b, float *out, size_t n, size_t k, size_t m);

/** out[cols][rows] = in[rows][cols]; rows of `out` are `out_stride` apart. */
void rc_matrix_transpose(const float *in, size_t rows, size_t cols, float *out, size_t out_stride);

void rc_vector_sigmoid(float *x, size_t n); /**< n a multiple of 8 */
void rc_vector_relu(float *x, size_t n);

/** Softmax of x[0..n) in place; returns log of the normaliser. */
float rc_vector_softmax(float *x, size_t n);

/** y = sum of `count` rows of a table, each n (a multiple of RC_LANES) int8 values times the row's scale. */
void rc_vector_sum_int8(float *y, const signed char *table, const float *scales, const uint32_t *rows, size_t count,
                        size_t n);

/** Position of the first greatest of n values, 1 or more. */
size_t rc_vector_best(const float *x, size_t n);

/** One step of a recurrent unit: cell = value + forget (before - value), out = in + reset (cell - in), for n (a
 * multiple of 8) dimensions; gates holds value, forget and reset, `width` apart. */
void rc_vector_unit(const float *gates, size_t width, size_t n, const float *in, const float *before, float *cell,
                    float *out);

#endif
