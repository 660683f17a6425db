/* lane_math: elementary functions on lanes, from + - * / and integer operations alone.
 *
 * libm's results differ from version to version, and its vector forms from register to register;
 * these are the same bits in every lane, width and build. No lane branches. Errors are in units in
 * the last place of the result unless said otherwise; tests/unit/test_lane_math.c measures them. */
#ifndef TF_ENGINE_LANE_MATH_H
#define TF_ENGINE_LANE_MATH_H

#include <math.h>
#include <stdint.h>

#include "engine/lanes.h"

/* Adding it moves the nearest whole number of a small double into the lowest bits. */
#define TF_TO_WHOLE 6755399441055744.0 /* 1.5 * 2^52 */
/* ln 2 in two parts; the first has zeros at its end, so that small multiples of it are exact. */
#define TF_LN2_HIGH 6.93147180369123816490e-01
#define TF_LN2_LOW 1.90821492927058770002e-10

/* Natural logarithm of a normal number > 0, within 1 unit; what it gives for others is no number
 * to use. With x = 2^k (1 + f), 1 + f from sqrt(1/2) to sqrt(2), and s = f / (2 + f):
 * ln(1 + f) = 2 atanh(s). */
static inline tf_lanes tf_lanes_log(tf_lanes x)
{
    const tf_mask half = (tf_mask)tf_lanes_of(M_SQRT1_2);
    tf_mask bits = (tf_mask)x;
    tf_mask exponent = (bits - half) >> 52;
    tf_lanes f = (tf_lanes)((tf_words)bits - ((tf_words)exponent << 52)) - 1.0;
    tf_lanes k = (tf_lanes)(exponent + (tf_mask)tf_lanes_of(TF_TO_WHOLE)) - TF_TO_WHOLE;
    tf_lanes s = f / (2.0 + f);
    tf_lanes z = s * s, z2 = z * z, z4 = z2 * z2;
    /* 2/3 z + 2/5 z^2 + …, in pairs that do not wait for each other. */
    tf_lanes low = (2.0 / 3 + z * (2.0 / 5)) + z2 * (2.0 / 7 + z * (2.0 / 9));
    tf_lanes high = (2.0 / 11 + z * (2.0 / 13)) + z2 * (2.0 / 15 + z * (2.0 / 17));
    tf_lanes series = z * (low + z4 * (high + z4 * (2.0 / 19 + z * (2.0 / 21))));
    tf_lanes square = 0.5 * f * f;
    /* ln(1 + f) = f - f^2/2 + s (f^2/2 + series); the small parts first. */
    return k * TF_LN2_HIGH - ((square - (s * (square + series) + k * TF_LN2_LOW)) - f);
}

/* e^x for -700 < x < 700, within 1 unit. With x = k ln 2 + r: 2^k times the series of e^r. */
static inline tf_lanes tf_lanes_exp(tf_lanes x)
{
    tf_lanes whole = x * M_LOG2E + TF_TO_WHOLE;
    tf_words exponent = (tf_words)whole;
    tf_lanes k = whole - TF_TO_WHOLE;
    tf_lanes r = (x - k * TF_LN2_HIGH) - k * TF_LN2_LOW;
    tf_lanes r2 = r * r, r4 = r2 * r2;
    /* r/3! + r^2/4! + …, in pairs that do not wait for each other. */
    tf_lanes low = (1.0 / 6 + r * (1.0 / 24)) + r2 * (1.0 / 120 + r * (1.0 / 720));
    tf_lanes middle = (1.0 / 5040 + r * (1.0 / 40320)) + r2 * (1.0 / 362880 + r * (1.0 / 3628800));
    tf_lanes high = (1.0 / 39916800 + r * (1.0 / 479001600)) + r2 * (1.0 / 6227020800);
    tf_lanes series = low + r4 * (middle + r4 * high);
    tf_lanes value = 1.0 + (r + r2 * (0.5 + r * series));
    return (tf_lanes)((tf_words)value + (exponent << 52));
}

/* x^y for x > 0 and y ln x within 700, with an error of |y ln x| units. */
static inline tf_lanes tf_lanes_power(tf_lanes x, tf_lanes y)
{
    return tf_lanes_exp(y * tf_lanes_log(x));
}

/* ln(1 + x) for x > -1, within 2 units also where x is tiny: what 1 + x loses is put back. */
static inline tf_lanes tf_lanes_log1p(tf_lanes x)
{
    tf_lanes u = 1.0 + x;
    return tf_lanes_log(u) + (x - (u - 1.0)) / u;
}

/* e^x - 1 for |x| < 700, within 5 units also where x is tiny (Kahan: the errors of u and of its
 * logarithm cancel). */
static inline tf_lanes tf_lanes_expm1(tf_lanes x)
{
    tf_lanes u = tf_lanes_exp(x);
    tf_lanes less = u - 1.0;
    tf_lanes logarithm = tf_lanes_log(u);
    tf_mask vanishes = logarithm == tf_lanes_of(0);
    tf_lanes scaled = less * x / tf_select(vanishes, tf_lanes_of(1), logarithm);
    return tf_select(vanishes, x, scaled);
}

/* Square root, exact to the last bit (IEEE 754). */
static inline tf_lanes tf_lanes_sqrt(tf_lanes x)
{
#if TF_LANE_WIDTH == 8 && defined(__AVX512F__)
    return (tf_lanes)_mm512_sqrt_pd((__m512d)x);
#elif TF_LANE_WIDTH == 4 && defined(__AVX2__)
    return (tf_lanes)_mm256_sqrt_pd((__m256d)x);
#elif TF_LANE_WIDTH == 2 && defined(__SSE2__)
    return (tf_lanes)_mm_sqrt_pd((__m128d)x);
#else
    tf_lanes root = x;
    for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
        root[lane] = sqrt(x[lane]);
    }
    return root;
#endif
}

/* Error function within 3e-16: at the nearest node k/128 a table has the value and the derivative
 * 2/sqrt(pi) exp(-x0^2); from there Taylor's series, whose terms are Hermite polynomials. Beyond 6
 * it is 1. */
enum { TF_ERF_NODES = 769 };
extern const double tf_erf_table[TF_ERF_NODES][2];

/* The table's value and slope at each lane's node. A node's pair is one load, where registers can
 * be put together from pairs. */
static inline void tf_erf_nodes(tf_mask node, tf_lanes *value, tf_lanes *slope)
{
#if TF_LANE_WIDTH == 8 && defined(__AVX512F__)
    __m256d pairs[4];
    for (int i = 0; i < 4; i++) { /* lanes 0 and 2, 1 and 3, 4 and 6, 5 and 7 */
        int lane = i / 2 * 4 + i % 2;
        pairs[i] =
            _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(tf_erf_table[node[lane]])),
                                 _mm_loadu_pd(tf_erf_table[node[lane + 2]]), 1);
    }
    __m512d even = _mm512_insertf64x4(_mm512_castpd256_pd512(pairs[0]), pairs[2], 1);
    __m512d odd = _mm512_insertf64x4(_mm512_castpd256_pd512(pairs[1]), pairs[3], 1);
    *value = (tf_lanes)_mm512_unpacklo_pd(even, odd);
    *slope = (tf_lanes)_mm512_unpackhi_pd(even, odd);
#else
    for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
        (*value)[lane] = tf_erf_table[node[lane]][0];
        (*slope)[lane] = tf_erf_table[node[lane]][1];
    }
#endif
}

static inline tf_lanes tf_lanes_erf(tf_lanes x)
{
    tf_lanes a = tf_least(tf_magnitude(x), tf_lanes_of(6));
    tf_lanes whole = a * 128.0 + TF_TO_WHOLE;
    tf_mask node = (tf_mask)whole & 1023;
    tf_lanes x0 = (whole - TF_TO_WHOLE) * (1.0 / 128);
    tf_lanes value = x0, slope = x0;
    tf_erf_nodes(node, &value, &slope);
    tf_lanes d = a - x0;
    tf_lanes square = x0 * x0;
    tf_lanes fifth = 0.1 + square * (square * (2.0 / 15) - 0.4);
    tf_lanes fourth = x0 * (0.5 - square * (1.0 / 3));
    tf_lanes third = square * (2.0 / 3) - 1.0 / 3;
    tf_lanes series = 1.0 + d * (d * (third + d * (fourth + d * fifth)) - x0);
    tf_lanes result = value + slope * (d * series);
    return (tf_lanes)((tf_words)result | ((tf_words)x & ~(UINT64_MAX >> 1))); /* with x's sign */
}

#endif
