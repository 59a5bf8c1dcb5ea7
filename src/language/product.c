#include "language/product.h"

#include <math.h>
#include <stdbool.h>

#include "language/matrix.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

#define AHEAD 6
/* Adding this and taking it away rounds to the nearest whole number, ties to even. */
#define ROUNDER 12582912.0f

static float whole(float x)
{
    volatile float shifted = x + ROUNDER;
    return shifted - ROUNDER;
}

void rc_product_init(rc_product *p, const float *weights, const float *bias, size_t k, size_t m, int16_t *room,
                     float *scales)
{
    *p = (rc_product){k, m, room, scales, bias};
    double largest = floor(2147483647.0 / ((double)RC_PRODUCT_LARGEST * (double)k));
    float limit = largest > 32767 ? 32767 : (float)largest;
    for (size_t j = 0; j < m; j++) {
        float most = 0;
        for (size_t i = 0; i < k; i++) most = fmaxf(most, fabsf(weights[i * m + j]));
        scales[j] = most / limit;
        float times = most > 0 ? limit / most : 0;
        for (size_t i = 0; i < k; i++) {
            float q = whole(weights[i * m + j] * times);
            q = q > limit ? limit : q < -limit ? -limit : q;
            room[((j / 16 * (k / 2) + i / 2) * 16 + j % 16) * 2 + i % 2] = (int16_t)q;
        }
    }
}

/* Of a damaged model; such a row counts as nothing. */
static inline bool is_wild(float most)
{
    return !(most < 1e30f);
}

static void rows_base(const float *in, size_t n, size_t k, int16_t *out, float *scales)
{
    for (size_t i = 0; i < n; i++, in += k, out += k) {
        float most = 0;
        for (size_t j = 0; j < k; j++) {
            float size = fabsf(in[j]);
            most = size > most ? size : most;
        }
        float times = most > 0 ? RC_PRODUCT_LARGEST / most : 0;
        scales[i] = most / RC_PRODUCT_LARGEST;
        if (is_wild(most)) {
            __builtin_memset(out, 0, k * sizeof *out);
            continue;
        }
        for (size_t j = 0; j < k; j++) {
            float shifted = in[j] * times + ROUNDER;
            int32_t bits;
            __builtin_memcpy(&bits, &shifted, sizeof bits);
            out[j] = (int16_t)(bits - 0x4B400000);
        }
    }
}

static void run_base(const rc_product *p, const int16_t *rows, const float *scales, size_t n, float *out)
{
    size_t pairs = p->k / 2;
    for (size_t i = 0; i < n; i++, rows += p->k, out += p->m)
        for (size_t j = 0; j < p->m; j += 16) {
            const int16_t *w = p->weights + j * p->k;
            uint32_t sums[16] = {0}; /* without a sign, so that even what overflows is defined */
            for (size_t q = 0; q < pairs; q++, w += 32)
                for (size_t c = 0; c < 16; c++)
                    sums[c] += (uint32_t)(rows[2 * q] * w[2 * c]) + (uint32_t)(rows[2 * q + 1] * w[2 * c + 1]);
            for (size_t c = 0; c < 16; c++) {
                float value = (float)(int32_t)sums[c] * (scales[i] * p->scales[j + c]);
                out[j + c] = value + (p->bias ? p->bias[j + c] : 0);
            }
        }
}

#ifdef __x86_64__
#define AVX2 __attribute__((target("avx2")))

AVX2 static void rows_avx2(const float *in, size_t n, size_t k, int16_t *out, float *scales)
{
    const __m256 sign = _mm256_set1_ps(-0.0f);
    for (size_t i = 0; i < n; i++, in += k, out += k) {
        __m256 top = _mm256_setzero_ps();
        for (size_t j = 0; j < k; j += 8) top = _mm256_max_ps(_mm256_andnot_ps(sign, _mm256_loadu_ps(in + j)), top);
        float parts[8], most = 0;
        _mm256_storeu_ps(parts, top);
        for (int j = 0; j < 8; j++) most = parts[j] > most ? parts[j] : most;
        float times = most > 0 ? RC_PRODUCT_LARGEST / most : 0;
        scales[i] = most / RC_PRODUCT_LARGEST;
        if (is_wild(most)) {
            __builtin_memset(out, 0, k * sizeof *out);
            continue;
        }
        __m256 factor = _mm256_set1_ps(times);
        for (size_t j = 0; j < k; j += 16) {
            __m256i a = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(in + j), factor));
            __m256i b = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(in + j + 8), factor));
            __m256i both = _mm256_permute4x64_epi64(_mm256_packs_epi32(a, b), 0xD8);
            _mm256_storeu_si256((__m256i *)(void *)(out + j), both);
        }
    }
}

/* `count` rows (a constant where it is called) of sixteen columns. */
AVX2 static inline __attribute__((always_inline)) void block(const int count, const rc_product *p, size_t j,
                                                             const int16_t *rows, const float *scales, float *out)
{
    __m256i acc[AHEAD][2];
    for (int r = 0; r < count; r++) acc[r][0] = acc[r][1] = _mm256_setzero_si256();
    const int16_t *w = p->weights + j * p->k;
    for (size_t q = 0; q < p->k; q += 2, w += 32) {
        __m256i w0 = _mm256_loadu_si256((const __m256i *)(const void *)w);
        __m256i w1 = _mm256_loadu_si256((const __m256i *)(const void *)(w + 16));
#pragma GCC unroll 8
        for (int r = 0; r < count; r++) {
            int32_t pair;
            __builtin_memcpy(&pair, rows + (size_t)r * p->k + q, sizeof pair);
            __m256i x = _mm256_set1_epi32(pair);
            acc[r][0] = _mm256_add_epi32(acc[r][0], _mm256_madd_epi16(x, w0));
            acc[r][1] = _mm256_add_epi32(acc[r][1], _mm256_madd_epi16(x, w1));
        }
    }
    __m256 zero = _mm256_setzero_ps();
    __m256 s0 = _mm256_loadu_ps(p->scales + j), s1 = _mm256_loadu_ps(p->scales + j + 8);
    __m256 b0 = p->bias ? _mm256_loadu_ps(p->bias + j) : zero, b1 = p->bias ? _mm256_loadu_ps(p->bias + j + 8) : zero;
#pragma GCC unroll 8
    for (int r = 0; r < count; r++) {
        __m256 scale = _mm256_set1_ps(scales[r]);
        __m256 v0 = _mm256_mul_ps(_mm256_cvtepi32_ps(acc[r][0]), _mm256_mul_ps(scale, s0));
        __m256 v1 = _mm256_mul_ps(_mm256_cvtepi32_ps(acc[r][1]), _mm256_mul_ps(scale, s1));
        _mm256_storeu_ps(out + (size_t)r * p->m + j, _mm256_add_ps(v0, b0));
        _mm256_storeu_ps(out + (size_t)r * p->m + j + 8, _mm256_add_ps(v1, b1));
    }
}

/* Rows a few at a time with all columns: the rows stay in the nearest cache, and the columns in the next. */
AVX2 static void run_avx2(const rc_product *p, const int16_t *rows, const float *scales, size_t n, float *out)
{
    enum { TILE = 48 };
    for (size_t first = 0; first < n; first += TILE) {
        size_t end = first + TILE < n ? first + TILE : n;
        for (size_t j = 0; j < p->m; j += 16) {
            size_t i = first;
            for (; i + AHEAD <= end; i += AHEAD)
                block(AHEAD, p, j, rows + i * p->k, scales + i, out + i * p->m);
            for (; i < end; i++) block(1, p, j, rows + i * p->k, scales + i, out + i * p->m);
        }
    }
}
#endif

void rc_product_rows(const float *in, size_t n, size_t k, int16_t *out, float *scales)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        rows_avx2(in, n, k, out, scales);
        return;
    }
#endif
    rows_base(in, n, k, out, scales);
}

void rc_product_run(const rc_product *product, const int16_t *rows, const float *scales, size_t n, float *out)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        run_avx2(product, rows, scales, n, out);
        return;
    }
#endif
    run_base(product, rows, scales, n, out);
}
