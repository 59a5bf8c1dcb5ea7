/* The arithmetic of matrix.c, included once for every instruction set: KERNEL is the attribute that chooses it, NAME
 * makes the functions' names. No include guard on purpose. */

/* `rows` rows of `out` (a constant where it is called, as `fused` is), sixteen columns at a time, in registers over the
 * whole of k. */
KERNEL INLINE void NAME(block)(const int rows, const int fused, const float *a, size_t a_stride, const float *b,
                               const float *bias, float *out, size_t k, size_t m, int add)
{
    for (size_t j = 0; j < m; j += 16) {
        v8 acc[ROWS][2];
        UNROLL for (int r = 0; r < rows; r++)
        {
            const float *from = add ? out + (size_t)r * m + j : bias ? bias + j : NULL;
            acc[r][0] = from ? *(const v8 *)from : (v8){0};
            acc[r][1] = from ? *(const v8 *)(from + 8) : (v8){0};
        }
        const float *row = b + j;
        for (size_t p = 0; p < k; p++, row += m) {
            v8 b0 = *(const v8 *)row, b1 = *(const v8 *)(row + 8);
            UNROLL for (int r = 0; r < rows; r++)
            {
                v8 x = (v8){0} + a[(size_t)r * a_stride + p];
                if (fused) {
                    acc[r][0] = FUSED(x, b0, acc[r][0]);
                    acc[r][1] = FUSED(x, b1, acc[r][1]);
                } else {
                    acc[r][0] += x * b0;
                    acc[r][1] += x * b1;
                }
            }
        }
        UNROLL for (int r = 0; r < rows; r++)
        {
            *(v8 *)(out + (size_t)r * m + j) = acc[r][0];
            *(v8 *)(out + (size_t)r * m + j + 8) = acc[r][1];
        }
    }
}

KERNEL INLINE void NAME(blocks)(const int fused, const float *a, size_t a_stride, const float *b, const float *bias,
                                float *out, size_t n, size_t k, size_t m, int add)
{
    for (; n >= ROWS; n -= ROWS, a += ROWS * a_stride, out += ROWS * m)
        NAME(block)(ROWS, fused, a, a_stride, b, bias, out, k, m, add);
    switch (n) {
    case 5:
        NAME(block)(5, fused, a, a_stride, b, bias, out, k, m, add);
        break;
    case 4:
        NAME(block)(4, fused, a, a_stride, b, bias, out, k, m, add);
        break;
    case 3:
        NAME(block)(3, fused, a, a_stride, b, bias, out, k, m, add);
        break;
    case 2:
        NAME(block)(2, fused, a, a_stride, b, bias, out, k, m, add);
        break;
    case 1:
        NAME(block)(1, fused, a, a_stride, b, bias, out, k, m, add);
        break;
    default:
        break;
    }
}

KERNEL void NAME(mul)(const float *a, size_t a_stride, const float *b, const float *bias, float *out, size_t n,
                      size_t k, size_t m, int add)
{
    NAME(blocks)(1, a, a_stride, b, bias, out, n, k, m, add);
}

KERNEL void NAME(mul_apart)(const float *a, size_t a_stride, const float *b, float *out, size_t n, size_t k, size_t m)
{
    NAME(blocks)(0, a, a_stride, b, NULL, out, n, k, m, 0);
}

/* e^x to about 2e-7: 2^n times a polynomial on [-ln2/2, ln2/2] (Cephes, Moshier 1989). */
KERNEL INLINE void NAME(exp8)(v8 *value)
{
    v8 bound = (v8){0} + 87.0f, x = *value;
    x = GREATER(-bound, x);
    x = SMALLER(bound, x);
    v8 t = x * 1.44269504f + 12582912.0f; /* rounds to an integer, which stands in the low bits */
    v8 n = t - 12582912.0f;
    v8 r = x - n * 0.693359375f + n * 2.12194440e-4f;
    v8 p = r * 1.9875691500e-4f + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    *value = p * (v8)(((i8)t - 0x4B400000 + 127) << 23);
}

KERNEL void NAME(sigmoid)(float *x, size_t n)
{
    for (size_t i = 0; i < n; i += 8) {
        v8 *p = (v8 *)(x + i);
        v8 e = -*p;
        NAME(exp8)(&e);
        *p = 1.0f / (1.0f + e);
    }
}

KERNEL void NAME(relu)(float *x, size_t n)
{
    for (size_t i = 0; i < n; i += 8) {
        v8 *p = (v8 *)(x + i);
        *p = (v8)((*p > 0.0f) & (i8)*p);
    }
}

KERNEL float NAME(softmax)(float *x, size_t n)
{
    float top = -INFINITY, sum = 0;
    for (size_t i = 0; i < n; i++) top = x[i] > top ? x[i] : top;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        v8 e = *(v8 *)(x + i) - top;
        NAME(exp8)(&e);
        *(v8 *)(x + i) = e;
        for (int k = 0; k < 8; k++) sum += e[k];
    }
    for (; i < n; i++) sum += x[i] = expf(x[i] - top);
    float scale = 1.0f / sum;
    for (i = 0; i < n; i++) x[i] *= scale;
    return top + logf(sum);
}

/* `parts` times eight columns (a constant where it is called). */
KERNEL INLINE void NAME(sum_part)(const size_t parts, float *y, const signed char *table, const float *scales,
                                  const uint32_t *rows, size_t count, size_t n)
{
    v8 sums[4] = {{0}};
    for (size_t r = 0; r < count; r++) {
        const signed char *q = table + rows[r] * n;
        v8 scale = (v8){0} + scales[rows[r]];
        UNROLL for (size_t i = 0; i < parts; i++) sums[i] += WIDENED(q + 8 * i) * scale;
    }
    UNROLL for (size_t i = 0; i < parts; i++) * (v8 *)(y + 8 * i) = sums[i];
}

KERNEL void NAME(sum_int8)(float *y, const signed char *table, const float *scales, const uint32_t *rows, size_t count,
                           size_t n)
{
    size_t i = 0;
    for (; i + 32 <= n; i += 32) NAME(sum_part)(4, y + i, table + i, scales, rows, count, n);
    if (i < n) NAME(sum_part)(2, y + i, table + i, scales, rows, count, n);
}

KERNEL size_t NAME(best)(const float *x, size_t n)
{
    v8 top = (v8){0} + x[0];
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        v8 y = *(const v8 *)(x + i);
        top = GREATER(y, top);
    }
    float most = top[0];
    for (int k = 1; k < 8; k++) most = top[k] > most ? top[k] : most;
    for (; i < n; i++) most = x[i] > most ? x[i] : most;
    for (i = 0; i < n && !(x[i] >= most); i++) continue;
    return i < n ? i : 0;
}

KERNEL void NAME(unit)(const float *gates, size_t width, size_t n, const float *in, const float *before, float *cell,
                       float *out)
{
    for (size_t k = 0; k < n; k += 8) {
        v8 value = *(const v8 *)(gates + k), forget = *(const v8 *)(gates + width + k);
        v8 reset = *(const v8 *)(gates + 2 * width + k), x = *(const v8 *)(in + k);
        v8 c = value + forget * (*(const v8 *)(before + k) - value);
        *(v8 *)(cell + k) = c;
        *(v8 *)(out + k) = x + reset * (c - x);
    }
}
