/* Distributions against closed forms and GSL. Bounds on samples are 4 standard errors at a fixed
 * seed. */
#include "engine/marginal.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/project.h"
#include "engine/random.h"

enum { LENGTH = 1 << 18 };
static _Alignas(64) double column[LENGTH], other[LENGTH];
static struct tf_arena arena;
static struct tf_diag diag;

static int set_up(void **state)
{
    (void)state;
    tf_arena_init(&arena);
    tf_diag_init(&diag);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tf_arena_release(&arena);
    tf_diag_release(&diag);
    return 0;
}

static struct tf_marginal marginal(enum tf_distribution_kind kind, double value, double low,
                                   double high)
{
    struct tf_marginal of;
    const struct tf_distribution distribution = {kind, low, high};
    assert_true(tf_marginal_init(&of, &distribution, value, &arena, &diag));
    return of;
}

static void uniforms(uint64_t seed)
{
    const struct tf_stream stream = {seed, tf_random_identity("marginal"), 0};
    tf_random_uniforms(&stream, 0, LENGTH, 0, column);
}

static void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance)) {
        fail_msg("%.17g is not within %g of %.17g", found, tolerance, expected);
    }
}

#define Z95 1.6448536269514722 /* Phi^-1(0.95) */

/* Mean and variance by the textbook (Johnson, Kotz and Balakrishnan, Continuous Univariate
 * Distributions, 1994; for pert those of a beta with alpha + beta = 6). */
struct example {
    enum tf_distribution_kind kind;
    double value, low, high, mean, variance;
};
static const struct example examples[] = {
    {TF_DIST_UNIFORM, 0.04, 0.02, 0.08, 0.05, 0.06 * 0.06 / 12},
    {TF_DIST_TRIANGULAR, 1, 0, 4, 5.0 / 3, (16.0 + 1 - 4) / 18},
    {TF_DIST_TRIANGULAR, -2, -2, 7, 1, 81.0 / 18},
    {TF_DIST_PERT, 1, 0, 4, 8.0 / 6, 16 * 2.0 * 4 / (36 * 7)},
    {TF_DIST_PERT, 3, 0, 3, 2.5, 9 * 5.0 / (36 * 7)},
    {TF_DIST_NORMAL, 0.06, 0.06 - Z95 * 0.03, 0.06 + Z95 * 0.03, 0.06, 0.0009},
    {TF_DIST_LOGNORMAL, 2, 1, 4, 0, 0}, /* below */
};
enum { EXAMPLES = sizeof examples / sizeof *examples };

static struct example example(size_t i)
{
    struct example of = examples[i];
    if (of.kind == TF_DIST_LOGNORMAL) {
        double s = log(of.high / of.low) / (2 * Z95);
        of.mean = of.value * exp(s * s / 2);
        of.variance = of.mean * of.mean * (exp(s * s) - 1);
    }
    return of;
}

static void moments_are_the_textbooks(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLES; i++) {
        struct example of = example(i);
        struct tf_marginal m = marginal(of.kind, of.value, of.low, of.high);
        uniforms(i);
        tf_marginal_from_uniforms(&m, LENGTH, 0, column);
        double mean = 0, second = 0, fourth = 0;
        for (size_t k = 0; k < LENGTH; k++) {
            double d = column[k] - of.mean;
            mean += column[k] / LENGTH;
            second += d * d / LENGTH;
            fourth += d * d * d * d / LENGTH;
        }
        assert_near(mean, of.mean, 4 * sqrt(of.variance / LENGTH));
        assert_near(second, of.variance, 4 * sqrt((fourth - second * second) / LENGTH));
    }
}

/* The quantile of order p where a formula or GSL has it. */
static double expected_quantile(const struct example *of, double p)
{
    double width = of->high - of->low, left = of->value - of->low, right = of->high - of->value;
    switch (of->kind) {
    case TF_DIST_UNIFORM:
        return of->low + p * width;
    case TF_DIST_TRIANGULAR:
        return p < left / width ? of->low + sqrt(p * width * left)
                                : of->high - sqrt((1 - p) * width * right);
    case TF_DIST_PERT:
        return of->low + width * gsl_cdf_beta_Pinv(p, 1 + 4 * left / width, 1 + 4 * right / width);
    case TF_DIST_NORMAL:
        return of->value + width / (2 * Z95) * gsl_cdf_ugaussian_Pinv(p);
    default:
        return of->value * exp(log(of->high / of->low) / (2 * Z95) * gsl_cdf_ugaussian_Pinv(p));
    }
}

static void quantiles_are_the_formulas(void **state)
{
    (void)state;
    const double orders[] = {1e-9, 0.001, 0.05, 0.1, 0.25, 0.4, 0.5, 0.75, 0.95, 0.999, 1 - 1e-9};
    for (size_t i = 0; i < EXAMPLES; i++) {
        struct example of = example(i);
        struct tf_marginal m = marginal(of.kind, of.value, of.low, of.high);
        double tolerance = (of.kind == TF_DIST_PERT ? 1e-11 : 4e-15) * (of.high - of.low);
        for (size_t k = 0; k < sizeof orders / sizeof *orders; k++) {
            double found = tf_marginal_quantile(&m, orders[k]);
            assert_near(found, expected_quantile(&of, orders[k]), tolerance);
        }
    }
}

/* The distribution function undoes the quantiles, and ends where the values do. */
static void probabilities_are_of_the_quantiles(void **state)
{
    (void)state;
    const double orders[] = {1e-9, 0.001, 0.05, 1 / 3.0, 0.5, 2 / 3.0, 0.95, 0.999, 1 - 1e-9};
    for (size_t i = 0; i < EXAMPLES; i++) {
        struct example of = example(i);
        struct tf_marginal m = marginal(of.kind, of.value, of.low, of.high);
        for (size_t k = 0; k < sizeof orders / sizeof *orders; k++) {
            double value = tf_marginal_quantile(&m, orders[k]);
            assert_near(tf_marginal_probability(&m, value), orders[k], 1e-13);
        }
        bool ends = of.kind != TF_DIST_NORMAL && of.kind != TF_DIST_LOGNORMAL;
        assert_near(tf_marginal_probability(&m, of.low), ends ? 0 : 0.05, 1e-13);
        assert_near(tf_marginal_probability(&m, of.high), ends ? 1 : 0.95, 1e-13);
        assert_near(tf_marginal_probability(&m, of.high + 1e9), 1, 0);
        assert_near(tf_marginal_probability(&m, -1e9), 0, 0);
    }
    struct tf_marginal none = marginal(TF_DIST_NORMAL, 5, 5, 5);
    assert_near(tf_marginal_probability(&none, 5), 0, 0);
}

/* Normal and lognormal: low and high are the 5th and the 95th percentile. */
static void low_and_high_are_the_central_90_percent(void **state)
{
    (void)state;
    struct tf_marginal normal = marginal(TF_DIST_NORMAL, 5, 3, 7);
    assert_near(tf_marginal_quantile(&normal, 0.05), 3, 1e-14);
    assert_near(tf_marginal_quantile(&normal, 0.95), 7, 1e-14);
    struct tf_marginal lognormal = marginal(TF_DIST_LOGNORMAL, 6, 4, 9);
    assert_near(tf_marginal_quantile(&lognormal, 0.05), 4, 1e-14);
    assert_near(tf_marginal_quantile(&lognormal, 0.5), 6, 0);
    assert_near(tf_marginal_quantile(&lognormal, 0.95), 9, 1e-14);
}

/* x with F(x) = Phi(z): GSL's inverse, then Newton's steps in the tail that is smaller. */
static double beta_quantile(double z, double a, double b)
{
    bool lower = z < 0;
    double p = gsl_cdf_ugaussian_P(-fabs(z));
    double x = lower ? gsl_cdf_beta_Pinv(p, a, b) : gsl_cdf_beta_Qinv(p, a, b);
    for (int i = 0; i < 3; i++) {
        double excess = lower ? gsl_cdf_beta_P(x, a, b) - p : p - gsl_cdf_beta_Q(x, a, b);
        double step = excess / gsl_ran_beta_pdf(x, a, b);
        x = isfinite(step) && x - step > 0 && x - step < 1 ? x - step : x;
    }
    return x;
}

static void pert_is_within_its_error(void **state)
{
    (void)state;
    const double modes[] = {0, 1e-6, 0.01, 0.1, 0.25, 1.0 / 3, 0.5, 0.6, 0.75, 0.9, 0.999, 1};
    double worst = 0;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        struct tf_marginal m = marginal(TF_DIST_PERT, modes[i], 0, 1);
        enum { COUNT = 3328 };
        for (size_t k = 0; k < COUNT; k++) {
            column[k] = -8.3 + 16.6 * ((double)k + 0.5) / COUNT;
        }
        tf_marginal_from_scores(&m, COUNT, 0, column);
        for (size_t k = 0; k < COUNT; k++) {
            double z = -8.3 + 16.6 * ((double)k + 0.5) / COUNT;
            double exact = beta_quantile(z, 1 + 4 * modes[i], 5 - 4 * modes[i]);
            worst = fmax(worst, fabs(column[k] - exact));
            if (!(fabs(column[k] - exact) < 1e-11)) {
                fail_msg("mode %g, score %.6f: %.17g, not %.17g", modes[i], z, column[k], exact);
            }
            assert_true(k == 0 || column[k] >= column[k - 1]);
        }
    }
    print_message("# the table of a pert is at most %.1e of the width off\n", worst);
}

/* What a copula leaves is as good as uniforms: the same quantiles. */
static void scores_give_what_uniforms_give(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLES; i++) {
        struct example of = example(i);
        struct tf_marginal m = marginal(of.kind, of.value, of.low, of.high);
        uniforms(77);
        memcpy(other, column, sizeof other);
        tf_scores_from_uniforms(4096, 0, other);
        tf_marginal_from_scores(&m, 4096, 0, other);
        tf_marginal_from_uniforms(&m, 4096, 0, column);
        for (size_t k = 0; k < 4096; k++) {
            assert_near(other[k], column[k], 1e-13 * (of.high - of.low));
        }
    }
}

static void widths_and_pieces_give_the_same_bits(void **state)
{
    (void)state;
    enum { COUNT = 2000 };
    for (size_t i = 0; i < EXAMPLES; i++) {
        struct example of = example(i);
        struct tf_marginal m = marginal(of.kind, of.value, of.low, of.high);
        for (size_t width = 2; width <= 8; width *= 2) {
            if (!tf_lane_width_exists(width)) {
                continue;
            }
            uniforms(5);
            memcpy(other, column, sizeof other);
            tf_marginal_from_uniforms(&m, COUNT, 2, column);
            for (size_t first = 0; first < COUNT; first += 16 * width) {
                size_t left = COUNT - first;
                tf_marginal_from_uniforms(&m, left < 16 * width ? left : 16 * width, width,
                                          other + first);
            }
            assert_memory_equal(column, other, COUNT * sizeof *column);
            tf_marginal_from_scores(&m, COUNT, 2, column);
            tf_marginal_from_scores(&m, COUNT, width, other);
            assert_memory_equal(column, other, COUNT * sizeof *column);
        }
    }
}

static void without_width_it_is_the_value(void **state)
{
    (void)state;
    const double orders[] = {0x1p-53, 0.3, 0.5, 1 - 0x1p-53};
    for (int kind = TF_DIST_NONE; kind <= TF_DIST_LOGNORMAL; kind++) {
        struct tf_marginal m = marginal((enum tf_distribution_kind)kind, 0.07, 0.07, 0.07);
        for (size_t k = 0; k < 4; k++) {
            assert_true(tf_marginal_quantile(&m, orders[k]) == 0.07);
        }
    }
    struct tf_marginal none = marginal(TF_DIST_NONE, 0.07, nan(""), nan(""));
    assert_true(tf_marginal_quantile(&none, 0.2) == 0.07);
}

/* Bounded distributions stay inside, whatever the score. */
static void draws_stay_inside(void **state)
{
    (void)state;
    const enum tf_distribution_kind kinds[] = {TF_DIST_UNIFORM, TF_DIST_TRIANGULAR, TF_DIST_PERT};
    const double values[] = {0.1, 0.2, 0.3};
    const double scores[] = {-40, -9, -8.3, -8.2999, 8.2999, 8.3, 9, 40};
    for (size_t k = 0; k < 3; k++) {
        for (size_t v = 0; v < 3; v++) {
            struct tf_marginal m = marginal(kinds[k], values[v], 0.1, 0.3);
            memcpy(column, scores, sizeof scores);
            memset(column + 8, 0, 8 * sizeof *column);
            tf_marginal_from_scores(&m, 8, 0, column);
            for (size_t i = 0; i < 8; i++) {
                assert_true(column[i] >= 0.1 && column[i] <= 0.3);
            }
            assert_true(column[0] < 0.11 && column[7] > 0.29);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_are_the_textbooks),
        cmocka_unit_test(quantiles_are_the_formulas),
        cmocka_unit_test(probabilities_are_of_the_quantiles),
        cmocka_unit_test(low_and_high_are_the_central_90_percent),
        cmocka_unit_test(pert_is_within_its_error),
        cmocka_unit_test(scores_give_what_uniforms_give),
        cmocka_unit_test(widths_and_pieces_give_the_same_bits),
        cmocka_unit_test(without_width_it_is_the_value),
        cmocka_unit_test(draws_stay_inside),
    };
    return cmocka_run_group_tests_name("marginal", tests, set_up, tear_down);
}
