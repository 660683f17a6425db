/* Indices from given data against closed forms, and what must hold of them for any sample. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "experiment/given_data.h"
#include "sensitivity_functions.h"

static const struct tf_resampling usual = {
    .replicates = 400, .confidence = 0.99, .seed = 1, .threads = 2};

typedef bool estimator(const struct tf_given_sample *sample, const double *y,
                       const struct tf_resampling *resampling, struct tf_arena *arena,
                       struct tf_indices *out, struct tf_diag *diag);

struct fixture {
    size_t k, n;
    bool remainder;
    double *x[16], *y;
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_indices indices;
};

/* Independent uniforms, at random or of a Sobol' sequence, and a function of them. */
static void sample_points(struct fixture *fixture, bool sobol, function *f, size_t k, size_t n,
                          uint64_t seed)
{
    double u[16];
    *fixture = (struct fixture){.k = k, .n = n, .y = calloc(n, sizeof(double))};
    tf_arena_init(&fixture->arena);
    tf_diag_init(&fixture->diag);
    for (size_t i = 0; i < k; i++) {
        fixture->x[i] = uniforms(sobol, seed, (uint32_t)i, n);
    }
    for (size_t run = 0; run < n && f != NULL; run++) {
        for (size_t i = 0; i < k; i++) {
            u[i] = fixture->x[i][run];
        }
        fixture->y[run] = f(u, k);
    }
}

static void sample(struct fixture *fixture, function *f, size_t k, size_t n, uint64_t seed)
{
    sample_points(fixture, false, f, k, n, seed);
}

static void estimate_with(struct fixture *fixture, estimator *estimate,
                          const struct tf_resampling *resampling)
{
    const struct tf_given_sample given = {.x = (const double *const *)fixture->x,
                                          .factor_count = fixture->k,
                                          .run_count = fixture->n,
                                          .remainder = fixture->remainder};
    assert_true(estimate(&given, fixture->y, resampling, &fixture->arena, &fixture->indices,
                         &fixture->diag));
}

static void release(struct fixture *fixture)
{
    for (size_t i = 0; i < fixture->k; i++) {
        free(fixture->x[i]);
    }
    free(fixture->y);
    tf_arena_release(&fixture->arena);
    tf_diag_release(&fixture->diag);
}

static void assert_indices(const struct fixture *fixture, enum tf_index_kind kind,
                           const double *truth, double tolerance)
{
    for (size_t i = 0; i < fixture->k; i++) {
        const struct tf_index *index = &fixture->indices.items[i];
        assert_int_equal(index->kind, kind);
        assert_int_equal(index->factor, i);
        assert_close(index->value, truth[i], tolerance);
        assert_true(index->low <= index->value && index->value <= index->high);
        assert_true(index->low - 2e-3 <= truth[i] && truth[i] <= index->high + 2e-3);
    }
}

static void test_first_order_of_ishigami(void **state)
{
    (void)state;
    static const double truth[] = {0.31390519, 0.44241114, 0};
    struct fixture fixture;
    sample(&fixture, ishigami, 3, 8192, 1);
    estimate_with(&fixture, tf_given_first_order, &usual);
    assert_indices(&fixture, TF_INDEX_FIRST, truth, 0.02);
    release(&fixture);
}

/* Over 200 samples the mean is the truth, and 95 % intervals hold it in about 95 %. */
static void test_first_order_bias_and_coverage(void **state)
{
    (void)state;
    enum { SAMPLES = 200, RUNS = 2000 };
    static const double truth[] = {0.31390519, 0.44241114, 0};
    struct tf_resampling resampling = {200, 0.95, 1, 2};
    double sums[3] = {0}, squares[3] = {0};
    size_t covered[3] = {0};
    for (uint64_t seed = 1; seed <= SAMPLES; seed++) {
        struct fixture fixture;
        sample(&fixture, ishigami, 3, RUNS, seed);
        estimate_with(&fixture, tf_given_first_order, &resampling);
        for (size_t i = 0; i < 3; i++) {
            const struct tf_index *index = &fixture.indices.items[i];
            sums[i] += index->value - truth[i];
            squares[i] += (index->value - truth[i]) * (index->value - truth[i]);
            covered[i] += index->low <= truth[i] && truth[i] <= index->high;
        }
        release(&fixture);
    }
    for (size_t i = 0; i < 3; i++) {
        assert_true(fabs(sums[i]) < 3.5 * sqrt(squares[i]));
        assert_in_range(covered[i], 0.88 * SAMPLES, SAMPLES);
    }
}

/* Points of a Sobol' sequence make up for each other in every slice: the lines hardly err, and what
 * is taken off for that is next to nothing, where noise that is in no column does not make them. */
static void test_first_order_of_even_points(void **state)
{
    (void)state;
    static const double truth[] = {0.31390519, 0.44241114, 0};
    static const size_t sizes[] = {256, 1024, 4096};
    static const double tolerances[] = {0.05, 0.012, 0.003};
    for (size_t size = 0; size < 3; size++) {
        struct fixture fixture;
        sample_points(&fixture, true, ishigami, 3, sizes[size], 1);
        estimate_with(&fixture, tf_given_first_order, &usual);
        assert_indices(&fixture, TF_INDEX_FIRST, truth, tolerances[size]);
        release(&fixture);
    }
}

static void test_first_order_of_even_points_with_noise(void **state)
{
    (void)state;
    enum { RUNS = 4096 };
    /* Of Ishigami's function with 7 and 0.1 (Sobol' and Levitan 1999); three times that is noise.
     */
    double variance = 0.5 + 49 / 8.0 + 0.1 * pow(M_PI, 4) / 5 + 0.01 * pow(M_PI, 8) / 18;
    const double truth[] = {0.31390519 / 4, 0.44241114 / 4, 0};
    struct fixture fixture;
    double *normal = uniforms(false, 3, 7, RUNS);
    sample_points(&fixture, true, ishigami, 3, RUNS, 1);
    tf_scores_from_uniforms(RUNS, 0, normal);
    for (size_t run = 0; run < RUNS; run++) {
        fixture.y[run] += sqrt(3 * variance) * normal[run];
    }
    estimate_with(&fixture, tf_given_first_order, &usual);
    assert_indices(&fixture, TF_INDEX_FIRST, truth, 0.02);
    release(&fixture);
    free(normal);
}

/* All combinations of 3 levels, of which each has the same others: x1 + (0, 0, 1) of x2, and
 * nothing of the others. */
static void test_first_order_of_a_factorial(void **state)
{
    (void)state;
    enum { FACTORS = 4, RUNS = 81 };
    static const double truth[FACTORS] = {3 / 4.0, 1 / 4.0, 0, 0}; /* of 2/3 and 2/9 */
    struct fixture fixture;
    sample(&fixture, NULL, FACTORS, RUNS, 1);
    for (size_t run = 0; run < RUNS; run++) {
        for (size_t i = 0, rest = run; i < FACTORS; i++, rest /= 3) {
            fixture.x[i][run] = (double)(rest % 3);
        }
        fixture.y[run] = fixture.x[0][run] + (fixture.x[1][run] > 1);
    }
    estimate_with(&fixture, tf_given_first_order, &usual);
    for (size_t i = 0; i < FACTORS; i++) {
        assert_close(fixture.indices.items[i].value, truth[i], 1e-12);
    }
    release(&fixture);
}

/* y = x1 + x2 + x3, normal with standard deviations 1, 1, 2, x2 and x3 correlated by 0.9. */
enum { CORRELATED_RUNS = 8192 };
static const double RHO = 0.9;

static void sample_correlated(struct fixture *fixture, uint64_t seed)
{
    sample(fixture, NULL, 3, CORRELATED_RUNS, seed);
    for (size_t i = 0; i < 3; i++) {
        tf_scores_from_uniforms(CORRELATED_RUNS, 0, fixture->x[i]);
    }
    for (size_t run = 0; run < CORRELATED_RUNS; run++) {
        double *x3 = &fixture->x[2][run], x2 = fixture->x[1][run];
        *x3 = 2 * (RHO * x2 + sqrt(1 - RHO * RHO) * *x3);
        fixture->y[run] = fixture->x[0][run] + x2 + *x3;
    }
}

/* For a linear function of normal factors Var E[y | x] = cov(x, y)² / Var x. */
static void test_first_order_of_correlated_factors(void **state)
{
    (void)state;
    double variance = 1 + 1 + 4 + 2 * RHO * 2, of_2 = 1 + RHO * 2, of_3 = 4 + RHO * 2;
    const double truth[] = {1 / variance, of_2 * of_2 / variance, of_3 * of_3 / 4 / variance};
    struct fixture fixture;
    sample_correlated(&fixture, 2);
    estimate_with(&fixture, tf_given_first_order, &usual);
    assert_indices(&fixture, TF_INDEX_FIRST, truth, 0.02);
    release(&fixture);
}

/* Only the order of a factor's values matters. */
static void test_first_order_is_of_ranks(void **state)
{
    (void)state;
    struct fixture plain, bent;
    sample(&plain, ishigami, 3, 1000, 1);
    sample(&bent, ishigami, 3, 1000, 1);
    for (size_t run = 0; run < 1000; run++) {
        bent.x[0][run] = exp(20 * bent.x[0][run]);
        bent.x[1][run] = 1e6 + log(bent.x[1][run]);
    }
    estimate_with(&plain, tf_given_first_order, &usual);
    estimate_with(&bent, tf_given_first_order, &usual);
    for (size_t i = 0; i < 3; i++) {
        assert_memory_equal(&plain.indices.items[i].value, &bent.indices.items[i].value,
                            sizeof(double));
    }
    release(&plain);
    release(&bent);
}

/* A factor of few values is cut between them: y = x1 with 0, 1, 2, and noise of variance 1/3. */
static void test_first_order_of_few_values(void **state)
{
    (void)state;
    enum { RUNS = 6000 };
    double variance = 2 / 3.0 + 1 / 3.0;
    const double truth[] = {2 / 3.0 / variance, 1 / 3.0 / variance, 0};
    struct fixture fixture;
    sample(&fixture, NULL, 3, RUNS, 3);
    for (size_t run = 0; run < RUNS; run++) {
        fixture.x[0][run] = floor(3 * fixture.x[0][run]);
        fixture.x[2][run] = 7; /* never changes */
        fixture.y[run] = fixture.x[0][run] + 2 * fixture.x[1][run];
    }
    estimate_with(&fixture, tf_given_first_order, &usual);
    assert_indices(&fixture, TF_INDEX_FIRST, truth, 0.02);
    release(&fixture);
}

/* Exact for independent factors: a factor's share of every interaction (Owen 2014). */
static void test_shapley_of_ishigami(void **state)
{
    (void)state;
    static const double truth[] = {0.43574703, 0.44241114, 0.12184183};
    struct fixture fixture;
    sample(&fixture, ishigami, 3, 8192, 1);
    estimate_with(&fixture, tf_shapley_effects, &usual);
    assert_indices(&fixture, TF_INDEX_SHAPLEY, truth, 0.02);
    release(&fixture);
}

/* The closed form for three normal factors, two of them correlated (Iooss and Prieur 2019, section
 * 3.3, after Owen and Prieur 2017). */
static void test_shapley_of_correlated_factors(void **state)
{
    (void)state;
    double variance = 1 + 1 + 4 + 2 * RHO * 2;
    const double truth[] = {1 / variance, (1 + RHO * 2 + RHO * RHO / 2 * (4 - 1)) / variance,
                            (4 + RHO * 2 + RHO * RHO / 2 * (1 - 4)) / variance};
    struct fixture fixture;
    sample_correlated(&fixture, 1);
    estimate_with(&fixture, tf_shapley_effects, &usual);
    assert_indices(&fixture, TF_INDEX_SHAPLEY, truth, 0.02);
    release(&fixture);
}

/* Random orders: more factors than sets can be gone through. Shares of the G function are products
 * of d_i = 1 / 3 (1 + a_i)². */
static void test_shapley_of_g(void **state)
{
    (void)state;
    static const double a[] = {0, 1, 4.5, 9, 99, 99, 99, 99};
    double truth[8] = {0}, whole = 0;
    for (size_t set = 1; set < 256; set++) {
        double share = 1;
        for (size_t i = 0; i < 8; i++) {
            share *= set >> i & 1 ? 1 / (3 * (1 + a[i]) * (1 + a[i])) : 1;
        }
        whole += share;
        for (size_t i = 0; i < 8; i++) {
            truth[i] += set >> i & 1 ? share / __builtin_popcountl(set) : 0;
        }
    }
    for (size_t i = 0; i < 8; i++) {
        truth[i] /= whole;
    }
    struct fixture fixture;
    sample(&fixture, sobol_g, 8, 8192, 2);
    estimate_with(&fixture, tf_shapley_effects, &usual);
    assert_indices(&fixture, TF_INDEX_SHAPLEY, truth, 0.03);
    release(&fixture);
}

/* One factor that another repeats: they share what either explains. */
static void test_shapley_of_twins(void **state)
{
    (void)state;
    static const double truth[] = {0.4, 0.4, 0.2};
    struct fixture fixture;
    sample(&fixture, NULL, 3, 4000, 4);
    for (size_t run = 0; run < 4000; run++) {
        fixture.x[1][run] = -5 * fixture.x[0][run];
        fixture.y[run] = 2 * fixture.x[0][run] + fixture.x[2][run];
    }
    estimate_with(&fixture, tf_shapley_effects, &usual);
    assert_indices(&fixture, TF_INDEX_SHAPLEY, truth, 0.03);
    release(&fixture);
}

/* y = 2 x1 + x2 + 2 noise, and a factor that does nothing: variances 4, 1, 0 and 4 twelfths. */
static void test_shapley_with_noise(void **state)
{
    (void)state;
    enum { RUNS = 6000, NOISE = 3 };
    static const double kept[] = {4 / 9.0, 1 / 9.0, 0}, spread[] = {16 / 27.0, 7 / 27.0, 4 / 27.0};
    for (int remainder = 0; remainder < 2; remainder++) {
        struct fixture fixture;
        sample(&fixture, NULL, NOISE + 1, RUNS, 5);
        for (size_t run = 0; run < RUNS; run++) {
            double *const *x = fixture.x;
            fixture.y[run] = 2 * x[0][run] + x[1][run] + 2 * x[NOISE][run];
        }
        free(fixture.x[NOISE]);
        fixture.k = NOISE;
        fixture.remainder = remainder == 1;
        estimate_with(&fixture, tf_shapley_effects, &usual);
        assert_indices(&fixture, TF_INDEX_SHAPLEY, fixture.remainder ? kept : spread, 0.03);
        assert_close(fixture.indices.unexplained, 4 / 9.0, 0.03);
        release(&fixture);
    }
}

static double sum_of(const struct fixture *fixture)
{
    double sum = 0;
    for (size_t i = 0; i < fixture->k; i++) {
        sum += fixture->indices.items[i].value;
    }
    return sum;
}

static void test_shapley_adds_up(void **state)
{
    (void)state;
    for (size_t k = 1; k <= 8; k++) {
        struct fixture fixture;
        sample(&fixture, bratley, k, 300, k);
        estimate_with(&fixture, tf_shapley_effects, &usual);
        assert_close(sum_of(&fixture), 1, 1e-12);
        release(&fixture);
    }
}

static void assert_same_bits(estimator *estimate, function *f, size_t k)
{
    struct fixture one, many;
    struct tf_resampling resampling = usual;
    sample(&one, f, k, 700, 1);
    sample(&many, f, k, 700, 1);
    resampling.threads = 1;
    estimate_with(&one, estimate, &resampling);
    resampling.threads = 7;
    estimate_with(&many, estimate, &resampling);
    for (size_t i = 0; i < k; i++) {
        const struct tf_index *a = &one.indices.items[i], *b = &many.indices.items[i];
        assert_memory_equal(&a->value, &b->value, sizeof(double));
        assert_memory_equal(&a->low, &b->low, sizeof(double));
        assert_memory_equal(&a->high, &b->high, sizeof(double));
    }
    release(&one);
    release(&many);
}

static void test_threads(void **state)
{
    (void)state;
    assert_same_bits(tf_given_first_order, ishigami, 3);
    assert_same_bits(tf_shapley_effects, ishigami, 3);
    assert_same_bits(tf_shapley_effects, sobol_g, 8);
}

/* Runs without an output, or without a factor, are as if they were not there. */
static void assert_infeasible(estimator *estimate)
{
    struct fixture with, without;
    sample(&with, ishigami, 3, 500, 1);
    sample(&without, ishigami, 3, 500, 1);
    size_t left = 0;
    for (size_t run = 0; run < 500; run++) {
        if (run % 7 == 2) {
            with.y[run] = run % 2 == 0 ? (double)NAN : -(double)INFINITY;
        } else if (run % 7 == 3) {
            with.x[1][run] = (double)NAN;
        } else {
            for (size_t i = 0; i < 3; i++) {
                without.x[i][left] = with.x[i][run];
            }
            without.y[left++] = with.y[run];
        }
    }
    without.n = left;
    estimate_with(&with, estimate, &usual);
    estimate_with(&without, estimate, &usual);
    assert_int_equal(with.indices.n, left);
    assert_int_equal(with.indices.left_out, 500 - left);
    for (size_t i = 0; i < 3; i++) {
        assert_memory_equal(&with.indices.items[i].value, &without.indices.items[i].value,
                            sizeof(double));
    }
    without.n = 12;
    estimate_with(&without, estimate, &usual);
    assert_int_equal(without.indices.problem, TF_INDICES_TOO_FEW);
    assert_true(isnan(without.indices.items[0].value));
    for (size_t run = 0; run < 500; run++) {
        with.y[run] = 5;
    }
    estimate_with(&with, estimate, &usual);
    assert_int_equal(with.indices.problem, TF_INDICES_CONSTANT);
    release(&with);
    release(&without);
}

static void test_infeasible(void **state)
{
    (void)state;
    assert_infeasible(tf_given_first_order);
    assert_infeasible(tf_shapley_effects);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_order_of_ishigami),
        cmocka_unit_test(test_first_order_bias_and_coverage),
        cmocka_unit_test(test_first_order_of_even_points),
        cmocka_unit_test(test_first_order_of_even_points_with_noise),
        cmocka_unit_test(test_first_order_of_a_factorial),
        cmocka_unit_test(test_first_order_of_correlated_factors),
        cmocka_unit_test(test_first_order_is_of_ranks),
        cmocka_unit_test(test_first_order_of_few_values),
        cmocka_unit_test(test_shapley_of_ishigami),
        cmocka_unit_test(test_shapley_of_correlated_factors),
        cmocka_unit_test(test_shapley_of_g),
        cmocka_unit_test(test_shapley_of_twins),
        cmocka_unit_test(test_shapley_with_noise),
        cmocka_unit_test(test_shapley_adds_up),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_infeasible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
