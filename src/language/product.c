#include "language/product.h"

#include <math.h>
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

/* A sum of products of a row's numbers, up to `zero` + RC_PRODUCT_LARGEST, and weights fits into sixteen bits while
 * the weights above zero, and those below, add up to no more than this. */
static int16_t most_of_a_sign(uint8_t zero)
{
    return (int16_t)(INT16_MAX / (zero + RC_PRODUCT_LARGEST));
}

#define LONGEST_RUN 4 /* the weights of a run stay in registers */
#define SUMS 64       /* two weights of a column go into one sum: 32 for those above zero, 32 for those below */

typedef struct rc_run {
    int16_t sums[SUMS];
    uint8_t n;
    uint16_t fours[LONGEST_RUN];
} rc_run;

static void sum_weights(const int8_t *w, int16_t sums[SUMS])
{
    for (size_t i = 0; i < SUMS / 2; i++) {
        const int8_t *two = w + 2 * i;
        sums[i] = (int16_t)((two[0] > 0 ? two[0] : 0) + (two[1] > 0 ? two[1] : 0));
        sums[SUMS / 2 + i] = (int16_t)((two[0] < 0 ? -two[0] : 0) + (two[1] < 0 ? -two[1] : 0));
    }
}

static int16_t greatest_of(const int16_t *x, const int16_t *more)
{
    int16_t most = 0;
    for (size_t i = 0; i < SUMS; i++) {
        int16_t sum = (int16_t)(x[i] + more[i]);
        most = most > sum ? most : sum;
    }
    return most;
}

/* Packs the fours of a block, heaviest first, each into the first run that has room (Johnson 1973). */
static size_t pack(const int8_t *weights, size_t fours, uint8_t zero, rc_run *runs)
{
    static const int16_t none[SUMS] = {0};
    int16_t room = most_of_a_sign(zero), own[SUMS];
    uint16_t order[RC_PRODUCT_FOURS];
    int16_t weight[RC_PRODUCT_FOURS];
    size_t n = 0;
    for (size_t f = 0; f < fours; f++) {
        sum_weights(weights + f * 64, own);
        weight[f] = greatest_of(own, none);
        size_t at = f;
        for (; at > 0 && weight[order[at - 1]] < weight[f]; at--) order[at] = order[at - 1];
        order[at] = (uint16_t)f;
    }
    for (size_t f = 0; f < fours; f++) {
        sum_weights(weights + order[f] * 64, own);
        size_t at = 0;
        while (at < n && (runs[at].n == LONGEST_RUN || greatest_of(runs[at].sums, own) > room)) at++;
        if (at == n) runs[n++] = (rc_run){.n = 0};
        for (size_t i = 0; i < SUMS; i++) runs[at].sums[i] = (int16_t)(runs[at].sums[i] + own[i]);
        runs[at].fours[runs[at].n++] = order[f];
    }
    return n;
}

/* Runs of one length stand together: the processor guesses what comes next. */
static void set_runs(rc_product *p, size_t block)
{
    size_t fours = p->k / 4, at = 0;
    int8_t *weights = p->weights + block * fours * 64, copy[RC_PRODUCT_FOURS * 64];
    rc_run runs[RC_PRODUCT_FOURS];
    size_t n = pack(weights, fours, p->zero, runs), sorted = 0;
    memcpy(copy, weights, fours * 64);
    for (size_t length = LONGEST_RUN; length > 0; length--)
        for (size_t r = 0; r < n; r++) {
            if (runs[r].n != length) continue;
            p->runs[block * fours + sorted++] = runs[r].n;
            for (size_t i = 0; i < length; i++, at++) {
                p->places[block * fours + at] = (uint16_t)(4 * runs[r].fours[i]);
                memcpy(weights + at * 64, copy + runs[r].fours[i] * 64, 64);
            }
        }
}

void rc_product_init(rc_product *p, const float *weights, const float *bias, size_t k, size_t m, bool positive,
                     void *room)
{
    size_t fours = k / 4 * (m / 16);
    *p = (rc_product){.k = k, .m = m, .weights = room, .bias = bias, .zero = positive ? 0 : RC_PRODUCT_ZERO};
    p->shifts = (int32_t *)(void *)(p->weights + k * m);
    p->scales = (float *)(void *)(p->shifts + m);
    p->places = (uint16_t *)(void *)(p->scales + m);
    p->runs = (uint8_t *)(p->places + fours);
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
                p->weights[((j0 / 16 * (k / 4) + i / 4) * 16 + c) * 4 + i % 4] = (int8_t)q;
                sums[c] += q;
            }
        for (size_t c = 0; c < 16; c++) {
            p->scales[j0 + c] = most[c] / RC_PRODUCT_WEIGHT;
            p->shifts[j0 + c] = -p->zero * sums[c];
        }
        set_runs(p, j0 / 16);
    }
}

/* What a row is multiplied with to be whole; a row of a damaged model, without bounds, counts as nothing. */
static float factor_of(float most, float *scale)
{
    bool good = most > 1e-30f && most < 1e30f;
    *scale = good ? most / RC_PRODUCT_LARGEST : 0;
    return good ? RC_PRODUCT_LARGEST / most : 0;
}

static void rows_base(const float *in, size_t n, size_t k, uint8_t zero, uint8_t *out, float *scales)
{
    for (size_t i = 0; i < n; i++, in += k, out += k) {
        float most = 0;
        for (size_t j = 0; j < k; j++) {
            float size = fabsf(in[j]);
            most = size > most ? size : most;
        }
        float times = factor_of(most, &scales[i]);
        for (size_t j = 0; j < k; j++) out[j] = times > 0 ? (uint8_t)(whole(in[j] * times) + zero) : zero;
    }
}

static void run_base(const rc_product *p, const uint8_t *rows, const float *scales, size_t n, float *out)
{
    for (size_t i = 0; i < n; i++, rows += p->k, out += p->m)
        for (size_t j = 0; j < p->m; j += 16) {
            const int8_t *w = p->weights + j * p->k;
            const uint16_t *places = p->places + j / 16 * (p->k / 4);
            int32_t sums[16];
            memcpy(sums, p->shifts + j, sizeof sums);
            for (size_t q = 0; q < p->k / 4; q++, w += 64)
                for (size_t c = 0; c < 16; c++)
                    for (size_t e = 0; e < 4; e++) sums[c] += rows[places[q] + e] * w[4 * c + e];
            for (size_t c = 0; c < 16; c++)
                out[j + c] = (float)sums[c] * (scales[i] * p->scales[j + c]) + (p->bias ? p->bias[j + c] : 0);
        }
}

#ifdef __x86_64__
#define AVX2 __attribute__((target("avx2")))
#define AHEAD 8 /* fours */
#define TILE 64 /* rows at a time: they and their sums stay in the nearest cache */

AVX2 static void rows_avx2(const float *in, size_t n, size_t k, uint8_t zero, uint8_t *out, float *scales)
{
    const __m256 sign = _mm256_set1_ps(-0.0f);
    const __m128i shift = _mm_set1_epi8((char)zero);
    for (size_t i = 0; i < n; i++, in += k, out += k) {
        __m256 top = _mm256_setzero_ps();
        for (size_t j = 0; j < k; j += 8) top = _mm256_max_ps(_mm256_andnot_ps(sign, _mm256_loadu_ps(in + j)), top);
        float parts[8], most = 0;
        _mm256_storeu_ps(parts, top);
        for (int j = 0; j < 8; j++) most = parts[j] > most ? parts[j] : most;
        float times = factor_of(most, &scales[i]);
        if (!(times > 0)) {
            memset(out, zero, k);
            continue;
        }
        __m256 factor = _mm256_set1_ps(times);
        for (size_t j = 0; j < k; j += 16) {
            __m256i a = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(in + j), factor));
            __m256i b = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(in + j + 8), factor));
            __m256i both = _mm256_permute4x64_epi64(_mm256_packs_epi32(a, b), 0xD8);
            __m128i bytes = _mm_packs_epi16(_mm256_castsi256_si128(both), _mm256_extracti128_si256(both, 1));
            _mm_storeu_si128((__m128i *)(void *)(out + j), _mm_add_epi8(bytes, shift));
        }
    }
}

/* What a run is added to: sixteen columns of `n` rows. */
typedef struct rc_sums {
    __m256i shift[2];
    __m256i of[TILE][2];
} rc_sums;

/* One run of `length` fours, its weights in registers. The `first` run of a block begins from the shifts. (Both are
 * constants where it is called.) */
AVX2 static inline __attribute__((always_inline)) void add_run(const size_t length, const bool first,
                                                               const int8_t *weights, const uint16_t *places,
                                                               const uint8_t *rows, size_t k, size_t n, rc_sums *sums)
{
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i w[LONGEST_RUN][2], shift[2] = {sums->shift[0], sums->shift[1]};
    const uint8_t *from[LONGEST_RUN];
#pragma GCC unroll 8
    for (size_t f = 0; f < length; f++) {
        w[f][0] = _mm256_load_si256((const __m256i *)(const void *)(weights + f * 64));
        w[f][1] = _mm256_load_si256((const __m256i *)(const void *)(weights + f * 64 + 32));
        from[f] = rows + places[f];
        __builtin_prefetch(weights + (f + AHEAD) * 64);
    }
    for (size_t i = 0, at = 0; i < n; i++, at += k) {
        __m256i part[2];
#pragma GCC unroll 8
        for (size_t f = 0; f < length; f++) {
            int32_t four;
            memcpy(&four, from[f] + at, sizeof four);
            __m256i x = _mm256_set1_epi32(four), a = _mm256_maddubs_epi16(x, w[f][0]),
                    b = _mm256_maddubs_epi16(x, w[f][1]);
            part[0] = f ? _mm256_add_epi16(part[0], a) : a;
            part[1] = f ? _mm256_add_epi16(part[1], b) : b;
        }
        for (int half = 0; half < 2; half++)
            sums->of[i][half] =
                _mm256_add_epi32(first ? shift[half] : sums->of[i][half], _mm256_madd_epi16(part[half], ones));
    }
}

AVX2 static inline __attribute__((always_inline)) void add_run_of(size_t length, const bool first, const int8_t *w,
                                                                  const uint16_t *places, const uint8_t *rows, size_t k,
                                                                  size_t n, rc_sums *sums)
{
    switch (length) {
    case 1:
        add_run(1, first, w, places, rows, k, n, sums);
        break;
    case 2:
        add_run(2, first, w, places, rows, k, n, sums);
        break;
    case 3:
        add_run(3, first, w, places, rows, k, n, sums);
        break;
    default:
        add_run(LONGEST_RUN, first, w, places, rows, k, n, sums);
    }
}

AVX2 static void add_runs(const rc_product *p, size_t j, const uint8_t *rows, size_t n, rc_sums *sums)
{
    size_t k = p->k, fours = k / 4, block = j / 16 * fours;
    const int8_t *w = p->weights + j * k;
    const uint16_t *places = p->places + block;
    const uint8_t *run = p->runs + block;
    add_run_of(*run, true, w, places, rows, k, n, sums);
    for (size_t at = *run++; at < fours; at += *run++)
        add_run_of(*run, false, w + at * 64, places + at, rows, k, n, sums);
}

AVX2 static void run_avx2(const rc_product *p, const uint8_t *rows, const float *scales, size_t n, float *out)
{
    rc_sums sums;
    size_t m = p->m, k = p->k;
    for (size_t first = 0; first < n; first += TILE) {
        size_t count = n - first < TILE ? n - first : TILE;
        for (size_t j = 0; j < m; j += 16) {
            sums.shift[0] = _mm256_loadu_si256((const __m256i *)(const void *)(p->shifts + j));
            sums.shift[1] = _mm256_loadu_si256((const __m256i *)(const void *)(p->shifts + j + 8));
            add_runs(p, j, rows + first * k, count, &sums);
            __m256 zero = _mm256_setzero_ps();
            __m256 s0 = _mm256_loadu_ps(p->scales + j), s1 = _mm256_loadu_ps(p->scales + j + 8);
            __m256 b0 = p->bias ? _mm256_loadu_ps(p->bias + j) : zero;
            __m256 b1 = p->bias ? _mm256_loadu_ps(p->bias + j + 8) : zero;
            float *to = out + first * m + j;
            for (size_t i = 0; i < count; i++, to += m) {
                __m256 scale = _mm256_set1_ps(scales[first + i]);
                __m256 v0 = _mm256_mul_ps(_mm256_cvtepi32_ps(sums.of[i][0]), _mm256_mul_ps(scale, s0));
                __m256 v1 = _mm256_mul_ps(_mm256_cvtepi32_ps(sums.of[i][1]), _mm256_mul_ps(scale, s1));
                _mm256_storeu_ps(to, _mm256_add_ps(v0, b0));
                _mm256_storeu_ps(to + 8, _mm256_add_ps(v1, b1));
            }
        }
    }
}
#endif

void rc_product_rows(const float *in, size_t n, size_t k, uint8_t zero, uint8_t *out, float *scales)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        rows_avx2(in, n, k, zero, out, scales);
        return;
    }
#endif
    rows_base(in, n, k, zero, out, scales);
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
