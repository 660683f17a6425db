/* Bootstrap replicates: their weights, their spread, and what they do not depend on. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "experiment/resampling.h"

#define assert_close(found, expected, tolerance) \
    assert_true(fabs((found) - (expected)) <= (tolerance))

enum { ITEMS = 100, COLUMNS = 2, REPLICATES_MOST = 4000 };

/* What the estimator was shown: sums of ones, and of the values. */
struct seen {
    double sums[REPLICATES_MOST][COLUMNS];
    size_t count;
};

static void look(const void *estimator, const double *sums, double items, double *values)
{
    struct seen *seen = (struct seen *)(uintptr_t)estimator;
    memcpy(seen->sums[seen->count++], sums, COLUMNS * sizeof *sums);
    values[0] = sums[1] / items;
}

static struct tf_index resample(struct seen *seen, size_t replicates, uint64_t seed, size_t threads)
{
    double rows[ITEMS * COLUMNS];
    struct tf_index index = {.value = 0};
    struct tf_diag diag;
    for (size_t i = 0; i < ITEMS; i++) {
        rows[COLUMNS * i] = 1;
        rows[COLUMNS * i + 1] = (double)i;
    }
    struct tf_terms terms = {rows, ITEMS, COLUMNS};
    struct tf_resampling resampling = {replicates, 0.9, seed, threads};
    tf_diag_init(&diag);
    seen->count = 0;
    assert_true(tf_bootstrap_intervals(&terms, &resampling, look, seen, &index, 1, &diag));
    assert_int_equal(seen->count, replicates);
    tf_diag_release(&diag);
    return index;
}

/* As many items as there are in each, and means that spread as sampling with replacement says. */
static void test_weights(void **state)
{
    (void)state;
    static struct seen seen;
    double mean = (ITEMS - 1) / 2.0, variance = (ITEMS * ITEMS - 1) / 12.0, sum = 0, squares = 0;
    struct tf_index index = resample(&seen, REPLICATES_MOST, 3, 2);
    for (size_t i = 0; i < REPLICATES_MOST; i++) {
        double rest = seen.sums[i][1] / ITEMS - mean;
        assert_close(seen.sums[i][0], ITEMS, 0);
        sum += rest / REPLICATES_MOST;
        squares += rest * rest / REPLICATES_MOST;
    }
    double spread = variance / ITEMS;
    assert_close(sum, 0, 4 * sqrt(spread / REPLICATES_MOST));
    assert_close(squares, spread, 4 * spread * sqrt(2.0 / REPLICATES_MOST));
    assert_close(index.low, mean - 1.645 * sqrt(spread), 0.2); /* nearly normal: 90 % */
    assert_close(index.high, mean + 1.645 * sqrt(spread), 0.2);
}

static void test_what_replicates_depend_on(void **state)
{
    (void)state;
    static struct seen one, other;
    resample(&one, 50, 1, 1);
    resample(&other, 61, 1, 5);
    assert_memory_equal(one.sums, other.sums, 50 * sizeof one.sums[0]);
    resample(&other, 50, 2, 1);
    assert_memory_not_equal(one.sums, other.sums, 50 * sizeof one.sums[0]);
    assert_memory_not_equal(one.sums[0], one.sums[1], sizeof one.sums[0]);
}

static void test_without_replicates(void **state)
{
    (void)state;
    static struct seen seen;
    struct tf_index index = resample(&seen, 0, 1, 1);
    assert_true(isnan(index.low) && isnan(index.high));
}

/* Definition 7 of Hyndman and Fan on 0, 1 … 10, in any order and with what has no value. */
static void test_percentiles(void **state)
{
    (void)state;
    double values[] = {4, (double)NAN, 10, 0, 3, 7, 1, 9, (double)NAN, 2, 8, 6, 5}, low, high;
    tf_percentile_interval(values, 13, 0.9, &low, &high);
    assert_close(low, 0.5, 1e-12);
    assert_close(high, 9.5, 1e-12);
    tf_percentile_interval(values, 1, 0.9, &low, &high);
    assert_true(isnan(low) && isnan(high));
}

/* Each place has each number equally often: chi squared of 5 x 5 counts, 16 degrees of freedom. */
static void test_orders(void **state)
{
    (void)state;
    enum { SIZE = 5, ORDERS = 10000 };
    struct tf_resampling resampling = {0, 0.9, 7, 1};
    size_t counts[SIZE][SIZE] = {{0}};
    double chi_squared = 0, expected = (double)ORDERS / SIZE;
    for (size_t i = 0; i < ORDERS; i++) {
        uint32_t order[SIZE], met = 0;
        tf_resampling_order(&resampling, i, order, SIZE);
        for (size_t place = 0; place < SIZE; place++) {
            met |= 1U << order[place];
            counts[place][order[place]]++;
        }
        assert_int_equal(met, (1U << SIZE) - 1);
    }
    for (size_t i = 0; i < SIZE * SIZE; i++) {
        double rest = (double)counts[i / SIZE][i % SIZE] - expected;
        chi_squared += rest * rest / expected;
    }
    assert_true(chi_squared > 2 && chi_squared < 45); /* 1e-5 and 1 - 1e-4 quantiles, about */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_what_replicates_depend_on),
        cmocka_unit_test(test_without_replicates),
        cmocka_unit_test(test_percentiles),
        cmocka_unit_test(test_orders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
