#include "language/product.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "language/matrix.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

/* Adding this rounds to the nearest whole number, ties to even, which then stands in the low bits. */
#define ROUNDER 12582912.0f
#define ROUNDER_BITS 0x4B400000

static int32_t whole(float x)
{
    float shifted = x + ROUNDER;
    int32_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    return bits - ROUNDER_BITS;
}

void rc_product_init(rc_product *p, const float *weights, const float *bias, size_t k, size_t m, int8_t *room,
                     int32_t *shifts, float *scales)
{
    *p = (rc_product){k, m, room, shifts, scales, bias};
    for (size_t j0 = 0; j0 < m; j0 += 16) {
        float most[16] = {0};
        for (size_t i = 0; i < k; i++)
            for (size_t c = 0; c < 16; c++) {
                float size = fabsf(weights[i * m + j0 + c]);
                most[c] = size > most[c] ? size : most[c];
            }
        int32_t sums[16] = {0};
        for (size_t i = 0; i < k; i++)
            for (size_t c = 0; c < 16; c++) {
                float times = most[c] > 1e-30f ? RC_PRODUCT_WEIGHT / most[c] : 0;
                int32_t q = whole(weights[i * m + j0 + c] * times);
                room[((j0 / 16 * (k / 4) + i / 4) * 16 + c) * 4 + i % 4] = (int8_t)q;
                sums[c] += q;
            }
        for (size_t c = 0; c < 16; c++) {
            scales[j0 + c] = most[c] / RC_PRODUCT_WEIGHT;
            shifts[j0 + c] = -RC_PRODUCT_ZERO * sums[c];
        }
    }
}

/* What a row is multiplied with to be whole; a row of a damaged model, without bounds, counts as nothing. */
static float factor_of(float most, float *scale)
{
    bool good = most > 1e-30f && most < 1e30f;
    *scale = good ? most / RC_PRODUCT_LARGEST : 0;
    return good ? RC_PRODUCT_LARGEST / most : 0;
}

static void rows_base(const float *in, size_t n, size_t k, uint8_t *out, float *scales)
{
    for (size_t i = 0; i < n; i++, in += k, out += k) {
        float most = 0;
        for (size_t j = 0; j < k; j++) {
            float size = fabsf(in[j]);
            most = size > most ? size : most;
        }
        float times = factor_of(most, &scales[i]);
        for (size_t j = 0; j < k; j++)
            out[j] = times > 0 ? (uint8_t)(whole(in[j] * times) + RC_PRODUCT_ZERO) : RC_PRODUCT_ZERO;
    }
}

static void run_base(const rc_product *p, const uint8_t *rows, const float *scales, size_t n, float *out)
{
    for (size_t i = 0; i < n; i++, rows += p->k, out += p->m)
        for (size_t j = 0; j < p->m; j += 16) {
            const int8_t *w = p->weights + j * p->k;
            int32_t sums[16];
            memcpy(sums, p->shifts + j, sizeof sums);
            for (size_t q = 0; q < p->k; q += 4, w += 64)
                for (size_t c = 0; c < 16; c++)
                    for (size_t e = 0; e < 4; e++) sums[c] += rows[q + e] * w[4 * c + e];
            for (size_t c = 0; c < 16; c++)
                out[j + c] = (float)sums[c] * (scales[i] * p->scales[j + c]) + (p->bias ? p->bias[j + c] : 0);
        }
}

#ifdef __x86_64__
#define AVX2 __attribute__((target("avx2")))
#define AHEAD 5

AVX2 static void rows_avx2(const float *in, size_t n, size_t k, uint8_t *out, float *scales)
{
    const __m256 sign = _mm256_set1_ps(-0.0f);
    const __m128i zero = _mm_set1_epi8((char)RC_PRODUCT_ZERO);
    for (size_t i = 0; i < n; i++, in += k, out += k) {
        __m256 top = _mm256_setzero_ps();
        for (size_t j = 0; j < k; j += 8) top = _mm256_max_ps(_mm256_andnot_ps(sign, _mm256_loadu_ps(in + j)), top);
        float parts[8], most = 0;
        _mm256_storeu_ps(parts, top);
        for (int j = 0; j < 8; j++) most = parts[j] > most ? parts[j] : most;
        float times = factor_of(most, &scales[i]);
        if (!(times > 0)) {
            memset(out, RC_PRODUCT_ZERO, k);
            continue;
        }
        __m256 factor = _mm256_set1_ps(times);
        for (size_t j = 0; j < k; j += 16) {
            __m256i a = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(in + j), factor));
            __m256i b = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(in + j + 8), factor));
            __m256i both = _mm256_permute4x64_epi64(_mm256_packs_epi32(a, b), 0xD8);
            __m128i bytes = _mm_packs_epi16(_mm256_castsi256_si128(both), _mm256_extracti128_si256(both, 1));
            _mm_storeu_si128((__m128i *)(void *)(out + j), _mm_add_epi8(bytes, zero));
        }
    }
}

/* `count` rows (a constant where it is called) of sixteen columns. */
AVX2 static inline __attribute__((always_inline)) void block(const int count, const rc_product *p, size_t j,
                                                             const uint8_t *rows, const float *scales, float *out)
{
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i acc[AHEAD][2];
    for (int r = 0; r < count; r++) {
        acc[r][0] = _mm256_loadu_si256((const __m256i *)(const void *)(p->shifts + j));
        acc[r][1] = _mm256_loadu_si256((const __m256i *)(const void *)(p->shifts + j + 8));
    }
    const int8_t *w = p->weights + j * p->k;
    for (size_t q = 0; q < p->k; q += 4, w += 64) {
        __m256i w0 = _mm256_loadu_si256((const __m256i *)(const void *)w);
        __m256i w1 = _mm256_loadu_si256((const __m256i *)(const void *)(w + 32));
#pragma GCC unroll 8
        for (int r = 0; r < count; r++) {
            int32_t four;
            memcpy(&four, rows + (size_t)r * p->k + q, sizeof four);
            __m256i x = _mm256_set1_epi32(four);
            acc[r][0] = _mm256_add_epi32(acc[r][0], _mm256_madd_epi16(_mm256_maddubs_epi16(x, w0), ones));
            acc[r][1] = _mm256_add_epi32(acc[r][1], _mm256_madd_epi16(_mm256_maddubs_epi16(x, w1), ones));
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

/* Some rows at a time with all columns: they stay in the nearest cache. */
AVX2 static void run_avx2(const rc_product *p, const uint8_t *rows, const float *scales, size_t n, float *out)
{
    enum { TILE = 64 };
    for (size_t first = 0; first < n; first += TILE) {
        size_t end = first + TILE < n ? first + TILE : n;
        for (size_t j = 0; j < p->m; j += 16) {
            size_t i = first;
            for (; i + AHEAD <= end; i += AHEAD) block(AHEAD, p, j, rows + i * p->k, scales + i, out + i * p->m);
            for (; i < end; i++) block(1, p, j, rows + i * p->k, scales + i, out + i * p->m);
        }
    }
}
#endif

void rc_product_rows(const float *in, size_t n, size_t k, uint8_t *out, float *scales)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        rows_avx2(in, n, k, out, scales);
        return;
    }
#endif
    rows_base(in, n, k, out, scales);
}

void rc_product_run(const rc_product *product, const uint8_t *rows, const float *scales, size_t n, float *out)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        run_avx2(product, rows, scales, n, out);
        return;
    }
#endif
    run_base(product, rows, scales, n, out);
}
