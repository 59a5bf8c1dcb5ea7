#include "language/matrix.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

typedef float v8 __attribute__((vector_size(32), aligned(4), may_alias));
typedef int32_t i8 __attribute__((vector_size(32), aligned(4), may_alias));
typedef signed char c8 __attribute__((vector_size(8), aligned(1), may_alias));

#define INLINE inline __attribute__((always_inline))
#define ROWS 6
#ifdef __clang__
#define UNROLL _Pragma("unroll")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

#define PICK(mask, yes, no) ((v8)(((mask) & (i8)(yes)) | (~(mask) & (i8)(no))))

#define KERNEL static
#define NAME(function) function##_base
#define FUSED(x, y, z) ((x) * (y) + (z))
#define GREATER(x, y) PICK((x) > (y), x, y) /* y where one is no number */
#define SMALLER(x, y) PICK((x) < (y), x, y)
#define WIDENED(bytes) __builtin_convertvector(*(const c8 *)(bytes), v8)
#include "language/matrix_kernels.h"
#undef KERNEL
#undef NAME
#undef FUSED
#undef GREATER
#undef SMALLER
#undef WIDENED

#ifdef __x86_64__
#define KERNEL static __attribute__((target("avx2,fma")))
#define NAME(function) function##_avx2
#define FUSED(x, y, z) ((v8)_mm256_fmadd_ps((__m256)(x), (__m256)(y), (__m256)(z)))
#define GREATER(x, y) ((v8)_mm256_max_ps((__m256)(x), (__m256)(y)))
#define SMALLER(x, y) ((v8)_mm256_min_ps((__m256)(x), (__m256)(y)))
#define WIDENED(bytes)                                                                                                 \
    ((v8)_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)(bytes)))))
#include "language/matrix_kernels.h"
#define CALL(function, ...)                                                                                            \
    (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? function##_avx2(__VA_ARGS__)                    \
                                                                     : function##_base(__VA_ARGS__))
#else
#define CALL(function, ...) function##_base(__VA_ARGS__)
#endif

void rc_matrix_transpose(const float *in, size_t rows, size_t cols, float *out, size_t out_stride)
{
    for (size_t i0 = 0; i0 < rows; i0 += 16)
        for (size_t j0 = 0; j0 < cols; j0 += 16)
            for (size_t i = i0; i < rows && i < i0 + 16; i++)
                for (size_t j = j0; j < cols && j < j0 + 16; j++) out[j * out_stride + i] = in[i * cols + j];
}

void rc_matrix_mul(const float *a, size_t a_stride, const float *b, const float *bias, float *out, size_t n, size_t k,
                   size_t m, int add)
{
    CALL(mul, a, a_stride, b, bias, out, n, k, m, add);
}

void rc_matrix_mul_apart(const float *a, size_t a_stride, const float *b, float *out, size_t n, size_t k, size_t m)
{
    CALL(mul_apart, a, a_stride, b, out, n, k, m);
}

void rc_vector_sigmoid(float *x, size_t n)
{
    CALL(sigmoid, x, n);
}

void rc_vector_relu(float *x, size_t n)
{
    CALL(relu, x, n);
}

float rc_vector_softmax(float *x, size_t n)
{
    return CALL(softmax, x, n);
}

void rc_vector_sum_int8(float *y, const signed char *table, const float *scales, const uint32_t *rows, size_t count,
                        size_t n)
{
    CALL(sum_int8, y, table, scales, rows, count, n);
}

size_t rc_vector_best(const float *x, size_t n)
{
    return CALL(best, x, n);
}

void rc_vector_unit(const float *gates, size_t width, size_t n, const float *in, const float *before, float *cell,
                    float *out)
{
    CALL(unit, gates, width, n, in, before, cell, out);
}
