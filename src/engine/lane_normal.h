/* lane_normal: the inverse of the normal distribution on lanes. */
#ifndef TF_ENGINE_LANE_NORMAL_H
#define TF_ENGINE_LANE_NORMAL_H

#include "engine/lane_math.h"

/* Square root, exact to the last bit (IEEE 754): one instruction, where tf_lanes_sqrt, because of
 * sqrt's errno, takes the lanes one by one. */
static inline tf_lanes tf_lanes_root(tf_lanes x)
{
#if TF_LANE_WIDTH == 8 && defined(__AVX512F__)
    return (tf_lanes)_mm512_sqrt_pd((__m512d)x);
#elif TF_LANE_WIDTH == 4 && defined(__AVX2__)
    return (tf_lanes)_mm256_sqrt_pd((__m256d)x);
#elif TF_LANE_WIDTH == 2 && defined(__SSE2__)
    return (tf_lanes)_mm_sqrt_pd((__m128d)x);
#else
    return tf_lanes_sqrt(x);
#endif
}

/* A ratio of polynomials of degree 7, the coefficients of the highest powers first. */
static inline tf_lanes tf_ratio_at(const double coefficients[2][8], tf_lanes x)
{
    tf_lanes over = tf_lanes_of(coefficients[0][0]), under = tf_lanes_of(coefficients[1][0]);
    for (int i = 1; i < 8; i++) {
        over = over * x + coefficients[0][i];
        under = under * x + coefficients[1][i];
    }
    return over / under;
}

/* The score z with Phi(z) = p for 0 < p < 1 within a relative 1e-15: Wichura (1988), AS 241,
 * PPND16, whose coefficients these are. It has two branches, apart because the tails take
 * longer and only 15 numbers of 100 are there. */
#define TF_SCORE_CENTRE 0.425

static inline tf_mask tf_is_tail(tf_lanes p)
{
    return tf_magnitude(p - 0.5) > tf_lanes_of(TF_SCORE_CENTRE);
}

/* For |p - 1/2| <= TF_SCORE_CENTRE. */
static inline tf_lanes tf_central_score(tf_lanes p)
{
    static const double coefficients[2][8] = {
        {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
         4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
         1.3314166789178437745e+2, 3.3871328727963666080e0},
        {5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
         2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
         4.2313330701600911252e+1, 1.0}};
    tf_lanes q = p - 0.5;
    return q * tf_ratio_at(coefficients, 0.180625 - q * q);
}

/* For the others. With r = sqrt(-ln p), p the smaller tail, other coefficients hold beyond r = 5,
 * p = 1.4e-11, where so few numbers are that it pays to ask. */
static inline tf_lanes tf_tail_score(tf_lanes p)
{
    static const double middle[2][8] = {
        {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
         1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
         4.63033784615654529590e0, 1.42343711074968357734e0},
        {1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
         1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
         2.05319162663775882187e0, 1.0}};
    static const double far[2][8] = {
        {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
         2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
         5.46378491116411436990e0, 6.65790464350110377720e0},
        {2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
         7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
         5.99832206555887937690e-1, 1.0}};
    tf_mask is_low = p < tf_lanes_of(0.5);
    tf_lanes r = tf_lanes_root(-tf_lanes_log(tf_select(is_low, p, 1.0 - p)));
    tf_lanes size = tf_ratio_at(middle, r - 1.6);
    tf_mask is_far = r > tf_lanes_of(5);
    if (tf_any(is_far)) {
        size = tf_select(is_far, tf_ratio_at(far, r - 5.0), size);
    }
    return tf_select(is_low, -size, size);
}

#endif
