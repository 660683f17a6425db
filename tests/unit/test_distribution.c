/* The distribution of income: closed forms of one lognormal, properties of mixtures. */
#include "engine/distribution.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Gini 2 Phi(sigma / sqrt 2) - 1, Theil sigma^2 / 2, median exp(-sigma^2 / 2) of the mean, Lorenz
 * Phi(Phi^-1(p) - sigma): the closed forms of a lognormal, to six digits (Aitchison and Brown, The
 * Lognormal Distribution, 1957, ch. 2 and 11). */
struct closed_form {
    double sigma, gini, theil, median, l20, l40, l60, l80, l90;
};
static const struct closed_form closed_forms[] = {
    {0.5, 0.276326, 0.125, 0.882497, 0.089859, 0.225621, 0.402588, 0.633682, 0.782761},
    {0.7, 0.379382, 0.245, 0.782705, 0.061583, 0.170207, 0.327563, 0.556310, 0.719566},
    {0.8, 0.428392, 0.320, 0.726149, 0.050334, 0.146091, 0.292309, 0.516600, 0.684938},
    {0.9, 0.475482, 0.405, 0.666977, 0.040787, 0.124384, 0.258928, 0.476723, 0.648603},
    {1.0, 0.520500, 0.500, 0.606531, 0.032765, 0.105040, 0.227637, 0.437079, 0.610856},
};

static struct tf_component component(double weight, double mean, double sigma)
{
    struct tf_component c = {weight, mean, sigma, 0};
    tf_component_finish(&c);
    return c;
}

static void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance)) {
        fail_msg("%.17g is not within %g of %.17g", found, tolerance, expected);
    }
}

static void one_lognormal_has_its_closed_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof closed_forms / sizeof *closed_forms; i++) {
        const struct closed_form *form = &closed_forms[i];
        struct tf_component only = component(1, 30000, form->sigma);
        struct tf_mixture mixture = {&only, 1};
        assert_near(tf_mixture_gini(mixture), form->gini, 5e-7);
        assert_near(tf_mixture_theil(mixture), form->theil, 1e-12);
        assert_near(tf_mixture_quantile(mixture, 0.5) / 30000, form->median, 5e-7);
        assert_near(tf_mixture_lorenz(mixture, 0.2), form->l20, 5e-7);
        assert_near(tf_mixture_lorenz(mixture, 0.4), form->l40, 5e-7);
        assert_near(tf_mixture_lorenz(mixture, 0.6), form->l60, 5e-7);
        assert_near(tf_mixture_lorenz(mixture, 0.8), form->l80, 5e-7);
        assert_near(tf_mixture_lorenz(mixture, 0.9), form->l90, 5e-7);
    }
}

static double uniform(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (double)(*seed >> 8) / 16777216.0;
}

/* A mixture of up to 10 components with spread means, drawn anew for each seed. */
static struct tf_mixture random_mixture(struct tf_component components[10], unsigned seed,
                                        bool with_atoms)
{
    size_t count = 1 + seed % 10;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double sigma = with_atoms && uniform(&seed) < 0.3 ? 0 : 0.01 + 1.2 * uniform(&seed);
        components[i] = component(0.05 + uniform(&seed), 1000 * exp(4 * uniform(&seed)), sigma);
        sum += components[i].weight;
    }
    for (size_t i = 0; i < count; i++) {
        components[i].weight /= sum;
    }
    return (struct tf_mixture){components, count};
}

static void quantiles_invert_the_distribution(void **state)
{
    (void)state;
    struct tf_component components[10];
    for (unsigned seed = 0; seed < 300; seed++) {
        struct tf_mixture mixture = random_mixture(components, seed, false);
        for (double p = 0.01; p < 1; p += 0.07) {
            double x = tf_mixture_quantile(mixture, p);
            assert_near(tf_mixture_cdf(mixture, x), p, 1e-12);
        }
    }
}

static void quantiles_with_atoms_are_the_least_that_reach(void **state)
{
    (void)state;
    struct tf_component components[10];
    for (unsigned seed = 0; seed < 300; seed++) {
        struct tf_mixture mixture = random_mixture(components, seed, true);
        for (double p = 0.01; p < 1; p += 0.07) {
            double x = tf_mixture_quantile(mixture, p);
            assert_true(tf_mixture_cdf(mixture, x) >= p - 1.1e-12);
            assert_true(tf_mixture_cdf(mixture, x * (1 - 1e-9)) < p + 1e-12);
        }
    }
}

/* 1 - 2 * integral of L by Simpson's rule on p = 1 - (1 - u)^4, which is fine near 1, where L is
 * steep. */
static double gini_by_integration(struct tf_mixture mixture, int panels)
{
    double sum = 0;
    for (int i = 0; i <= panels; i++) {
        double u = (double)i / panels;
        double weight = i == 0 || i == panels ? 1 : i % 2 == 1 ? 4 : 2;
        double slope = 4 * pow(1 - u, 3);
        sum += weight * slope * tf_mixture_lorenz(mixture, 1 - pow(1 - u, 4));
    }
    return 1 - 2 * sum / (3.0 * panels);
}

static void gini_is_the_area_under_the_lorenz_curve(void **state)
{
    (void)state;
    struct tf_component components[10];
    for (unsigned seed = 0; seed < 20; seed++) {
        struct tf_mixture mixture = random_mixture(components, seed, false);
        double gini = tf_mixture_gini(mixture);
        assert_true(gini >= 0 && gini < 1);
        assert_near(gini_by_integration(mixture, 2000), gini, 1e-5);
    }
}

static void scale_changes_no_inequality(void **state)
{
    (void)state;
    struct tf_component a[10], b[10];
    for (unsigned seed = 0; seed < 100; seed++) {
        struct tf_mixture one = random_mixture(a, seed, true);
        struct tf_mixture other = random_mixture(b, seed, true);
        for (size_t i = 0; i < other.count; i++) {
            b[i].mean *= 7.3;
            tf_component_finish(&b[i]);
        }
        assert_near(tf_mixture_gini(other), tf_mixture_gini(one), 1e-13);
        assert_near(tf_mixture_theil(other), tf_mixture_theil(one), 1e-13);
        assert_near(tf_mixture_lorenz(other, 0.4), tf_mixture_lorenz(one, 0.4), 1e-11);
    }
}

/* Half the people near 100, half near 10,000: F is one half all the way between. */
static void on_a_plateau_the_quantile_is_the_least(void **state)
{
    (void)state;
    struct tf_component components[2] = {component(0.5, 100, 0.1), component(0.5, 10000, 0.1)};
    struct tf_mixture mixture = {components, 2};
    double x = tf_mixture_quantile(mixture, 0.5);
    assert_true(x < 250);
    assert_true(tf_mixture_cdf(mixture, x) >= 0.5);
    assert_true(tf_mixture_cdf(mixture, nextafter(x, 0)) < 0.5);
}

static void equal_incomes_have_no_inequality(void **state)
{
    (void)state;
    struct tf_component components[2] = {component(0.3, 500, 0), component(0.7, 500, 0)};
    struct tf_mixture mixture = {components, 2};
    assert_near(tf_mixture_gini(mixture), 0, 0);
    assert_near(tf_mixture_theil(mixture), 0, 0);
    assert_near(tf_mixture_quantile(mixture, 0.9), 500, 0);
    assert_near(tf_mixture_lorenz(mixture, 0.4), 0.4, 1e-15);
}

static void an_empty_scope_has_no_distribution(void **state)
{
    (void)state;
    struct tf_mixture empty = {NULL, 0};
    assert_true(isnan(tf_mixture_mean(empty)));
    assert_true(isnan(tf_mixture_gini(empty)));
    assert_true(isnan(tf_mixture_quantile(empty, 0.5)));
    assert_true(isnan(tf_mixture_lorenz(empty, 0.5)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_lognormal_has_its_closed_forms),
        cmocka_unit_test(quantiles_invert_the_distribution),
        cmocka_unit_test(quantiles_with_atoms_are_the_least_that_reach),
        cmocka_unit_test(gini_is_the_area_under_the_lorenz_curve),
        cmocka_unit_test(scale_changes_no_inequality),
        cmocka_unit_test(on_a_plateau_the_quantile_is_the_least),
        cmocka_unit_test(equal_incomes_have_no_inequality),
        cmocka_unit_test(an_empty_scope_has_no_distribution),
    };
    return cmocka_run_group_tests_name("distribution", tests, NULL, NULL);
}
