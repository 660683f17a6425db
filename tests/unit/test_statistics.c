/* Statistics of draws against hand-worked examples, Python's library and sorting. */
#include "experiment/statistics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_values.h"

enum { QUANTILES = 9, SHARES = 3 };
static const double probabilities[QUANTILES] = {0.5, 0.05, 0.1, 0.25, 0, 0.75, 0.9, 0.95, 1};
static const struct tf_share shares[SHARES] = {
    {TF_AT_MOST, 0.5}, {TF_AT_LEAST, 0.5}, {TF_ABOVE, 0}};

/* One column, its request and what comes out. */
struct fixture {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_column_request request;
    struct tf_statistics_options options;
    struct tf_statistics result;
};

static void begin(struct fixture *fixture, size_t run_count, bool replicated)
{
    tf_arena_init(&fixture->arena);
    tf_diag_init(&fixture->diag);
    fixture->request = (struct tf_column_request){probabilities, QUANTILES, shares, SHARES, false};
    fixture->options = (struct tf_statistics_options){run_count, replicated, 1};
}

static void compute(struct fixture *fixture, const double *values, const uint8_t *feasible)
{
    assert_true(tf_statistics_compute(&fixture->options, &fixture->request, 1, &values, feasible,
                                      &fixture->arena, &fixture->result, &fixture->diag));
}

static void end(struct fixture *fixture)
{
    tf_diag_release(&fixture->diag);
    tf_arena_release(&fixture->arena);
}

static void assert_near(double found, double wanted, double tolerance)
{
    assert_true(fabs(found - wanted) <= tolerance);
}

static void assert_estimate(struct tf_estimate estimate, double value, double error)
{
    assert_near(estimate.value, value, 1e-12 * (1 + fabs(value)));
    assert_near(estimate.error, error, 1e-12 * (1 + fabs(error)));
}

static void assert_absent(struct tf_estimate estimate)
{
    assert_true(isnan(estimate.value));
    assert_true(isnan(estimate.error));
}

/* Worked by hand: sum of squares 32, of fourth powers 356 about the mean 5. The quantiles are also
 * those of R's quantile(x, type = 7). */
static void eight_numbers(void **state)
{
    (void)state;
    static const double values[] = {9, 4, 5, 2, 4, 7, 4, 5};
    static const double quantiles[] = {0.5, 0.25, 0.75, 0.05, 1};
    static const struct tf_share asked[] = {{TF_AT_MOST, 4}, {TF_AT_LEAST, 5}, {TF_ABOVE, 5}};
    struct fixture fixture;
    begin(&fixture, 8, false);
    fixture.request = (struct tf_column_request){quantiles, 5, asked, 3, false};
    compute(&fixture, values, NULL);
    const struct tf_statistics *result = &fixture.result;
    double sd = sqrt(32 / 7.0);
    assert_estimate(result->mean, 5, sd / sqrt(8));
    assert_estimate(result->sd, sd, sqrt((44.5 - 16 * 5 / 7.0) / 8) / (2 * sd));
    assert_estimate(result->quantiles[0], 4.5, 0.5);
    double aside = sqrt(8 * 0.25 * 0.75); /* from 1.75: between 2 and 4, and at 4 */
    assert_estimate(result->quantiles[1], 4, (4 - (2 + 2 * (1.75 - aside))) / 2);
    assert_near(result->quantiles[2].value, 5.5, 1e-15);
    /* Below lies nothing: the distance to 0.35 + sqrt(8 * 0.05 * 0.95). */
    assert_estimate(result->quantiles[3], 2.7, 2 * sqrt(8 * 0.05 * 0.95));
    assert_near(result->quantiles[4].value, 9, 0);
    assert_true(isnan(result->quantiles[4].error));
    assert_estimate(result->shares[0], 0.5, sqrt(0.25 / 8));
    assert_estimate(result->shares[1], 0.5, sqrt(0.25 / 8));
    assert_estimate(result->shares[2], 0.25, sqrt(0.25 * 0.75 / 8));
    assert_int_equal(result->present, 8);
    assert_int_equal(result->ranked, 8);
    end(&fixture);
}

/* Of x[i] = (7919 i^2 mod 1009) / 100, i = 1 … 100, by Python 3.11's statistics: fmean, stdev and
 * quantiles(x, n=20, method='inclusive'); errors from the formulas of docs/statistics.md written
 * out in Python over sorted(x), those of replicates over x[k::8]. */
static const double python_quantiles[] = {0.05, 0.25, 0.5, 0.95};

static void hundred_numbers(double values[100])
{
    for (long i = 1; i <= 100; i++) {
        values[i - 1] = (double)(i * i * 7919 % 1009) / 100;
    }
}

static void pythons_numbers(void **state)
{
    (void)state;
    static const struct tf_share asked = {TF_AT_MOST, 2.5};
    double values[100];
    struct fixture fixture;
    hundred_numbers(values);
    begin(&fixture, 100, false);
    fixture.request = (struct tf_column_request){python_quantiles, 4, &asked, 1, false};
    compute(&fixture, values, NULL);
    assert_estimate(fixture.result.mean, 4.9645, 0.27841566102328064);
    assert_estimate(fixture.result.sd, 2.7841566102328064, 0.13104877497847675);
    assert_estimate(fixture.result.quantiles[0], 0.6485, 0.29138348415311005);
    assert_estimate(fixture.result.quantiles[1], 2.7275, 0.43711524227066345);
    assert_estimate(fixture.result.quantiles[2], 4.905, 0.34);
    assert_estimate(fixture.result.quantiles[3], 9.326, 0.15982843133014502);
    assert_estimate(fixture.result.shares[0], 0.23, sqrt(0.23 * 0.77 / 100));
    end(&fixture);
}

static void pythons_replicates(void **state)
{
    (void)state;
    static const struct tf_share asked = {TF_AT_MOST, 2.5};
    double values[100];
    struct fixture fixture;
    hundred_numbers(values);
    begin(&fixture, 100, true);
    fixture.request = (struct tf_column_request){python_quantiles, 4, &asked, 1, false};
    compute(&fixture, values, NULL);
    assert_estimate(fixture.result.mean, 4.9645, 0.3168540007108831);
    assert_estimate(fixture.result.sd, 2.7841566102328064, 0.18482981081875138);
    assert_estimate(fixture.result.quantiles[0], 0.6485, 0.40924925549718477);
    assert_estimate(fixture.result.quantiles[1], 2.7275, 0.4655309558670998);
    assert_estimate(fixture.result.quantiles[2], 4.905, 0.4104733765509559);
    assert_estimate(fixture.result.quantiles[3], 9.326, 0.2594246208989647);
    assert_estimate(fixture.result.shares[0], 0.23, 0.04812935937765537);
    end(&fixture);
}

static void few_or_no_values(void **state)
{
    (void)state;
    static const double one[] = {3}, none[] = {(double)NAN, (double)NAN};
    for (size_t runs = 0; runs <= 2; runs += 2) {
        struct fixture fixture;
        begin(&fixture, runs, runs == 2);
        compute(&fixture, none, NULL);
        assert_int_equal(fixture.result.present, 0);
        assert_absent(fixture.result.mean);
        assert_absent(fixture.result.sd);
        assert_absent(fixture.result.quantiles[0]);
        assert_absent(fixture.result.shares[0]);
        end(&fixture);
    }
    struct fixture fixture;
    begin(&fixture, 1, false);
    compute(&fixture, one, NULL);
    assert_near(fixture.result.mean.value, 3, 0);
    assert_true(isnan(fixture.result.mean.error));
    assert_absent(fixture.result.sd);
    for (size_t i = 0; i < QUANTILES; i++) {
        assert_near(fixture.result.quantiles[i].value, 3, 0);
        assert_true(isnan(fixture.result.quantiles[i].error));
    }
    for (size_t i = 0; i < SHARES; i++) {
        double share = fixture.result.shares[i].value;
        assert_true(!(share > 0) || !(share < 1));
        assert_true(isnan(fixture.result.shares[i].error));
    }
    end(&fixture);
}

static void equal_values_have_no_error(void **state)
{
    (void)state;
    double values[3001];
    for (int replicated = 0; replicated <= 1; replicated++) {
        struct fixture fixture;
        begin(&fixture, 3001, replicated);
        for (size_t i = 0; i < 3001; i++) {
            values[i] = 0.1;
        }
        compute(&fixture, values, NULL);
        assert_true(fixture.result.mean.value <= 0.1 && fixture.result.mean.value >= 0.1);
        assert_near(fixture.result.mean.error, 0, 0);
        assert_near(fixture.result.sd.value, 0, 0);
        assert_near(fixture.result.sd.error, 0, 0);
        assert_near(fixture.result.quantiles[0].value, 0.1, 0);
        assert_near(fixture.result.quantiles[0].error, 0, 0);
        end(&fixture);
    }
}

/* Ten draws of a doubling year: one is infeasible, three do not double before the horizon. */
static void what_is_absent_ranks_last(void **state)
{
    (void)state;
    const double never = (double)NAN;
    const double values[] = {2031.5, never, 2030.2, 2034, never, 2033, never, 2032, 2030.5, never};
    const uint8_t feasible[] = {1, 1, 1, 1, 0, 1, 1, 1, 1, 1};
    static const double quantiles[] = {0.5, 0.625, 0.7, 0.25, 0.75};
    const struct tf_share asked[] = {tf_share_reached_by(2031), tf_share_reached_by(2034)};
    struct fixture fixture;
    begin(&fixture, 10, false);
    fixture.request = (struct tf_column_request){quantiles, 5, asked, 2, true};
    compute(&fixture, values, feasible);
    const struct tf_statistics *result = &fixture.result;
    assert_int_equal(result->present, 6);
    assert_int_equal(result->ranked, 9);
    assert_absent(result->mean);
    assert_absent(result->sd);
    assert_near(result->quantiles[0].value, 2033, 1e-9);
    assert_near(result->quantiles[1].value, 2034, 1e-9); /* rank 5, the last that is there */
    assert_absent(result->quantiles[2]);                 /* between it and a later one */
    assert_near(result->quantiles[3].value, 2031.5, 1e-9);
    assert_absent(result->quantiles[4]);
    assert_true(isnan(result->quantiles[0].error)); /* its upper end lies beyond the horizon */
    assert_true(result->quantiles[3].error > 0);
    assert_estimate(result->shares[0], 2.0 / 9, sqrt(2.0 / 9 * 7 / 9 / 9));
    assert_estimate(result->shares[1], 6.0 / 9, sqrt(6.0 / 9 * 3 / 9 / 9));
    end(&fixture);
}

/* With every value there, ranking what is absent last changes nothing. */
static void nothing_absent_is_as_without(void **state)
{
    (void)state;
    uint64_t random = 3;
    double values[2000];
    for (size_t i = 0; i < 2000; i++) {
        values[i] = random_normal(&random);
    }
    for (int replicated = 0; replicated <= 1; replicated++) {
        struct fixture plain, last;
        begin(&plain, 2000, replicated);
        begin(&last, 2000, replicated);
        last.request.absent_last = true;
        compute(&plain, values, NULL);
        compute(&last, values, NULL);
        assert_memory_equal(&plain.result.mean, &last.result.mean, sizeof plain.result.mean);
        assert_memory_equal(plain.result.quantiles, last.result.quantiles,
                            QUANTILES * sizeof(struct tf_estimate));
        assert_memory_equal(plain.result.shares, last.result.shares,
                            SHARES * sizeof(struct tf_estimate));
        end(&plain);
        end(&last);
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The values present, sorted; how many. */
static size_t sorted(const double *values, size_t first, size_t step, size_t count, double *out)
{
    size_t present = 0;
    for (size_t i = first; i < count; i += step) {
        if (!isnan(values[i])) {
            out[present++] = values[i] + 0.0;
        }
    }
    qsort(out, present, sizeof *out, by_value);
    return present;
}

/* NaN where it lies beyond the ends. */
static double between(const double *in_order, size_t count, double at)
{
    if (!(at >= 0 && at <= (double)count - 1)) {
        return (double)NAN;
    }
    size_t first = (size_t)at;
    double fraction = at - (double)first;
    return fraction > 0 ? in_order[first] + fraction * (in_order[first + 1] - in_order[first])
                        : in_order[first];
}

static void assert_same(double found, double wanted)
{
    assert_true(isnan(found) == isnan(wanted));
    if (!isnan(wanted)) {
        assert_true(found >= wanted && found <= wanted);
    }
}

static double quantile_error(const double *in_order, size_t count, double p)
{
    double n = (double)count, at = (n - 1) * p, aside = sqrt(n * p * (1 - p));
    double below = between(in_order, count, at - aside),
           above = between(in_order, count, at + aside);
    double value = between(in_order, count, at);
    if (!(p > 0 && p < 1)) {
        return (double)NAN;
    }
    return at - aside < 0       ? above - value
           : at + aside > n - 1 ? value - below
                                : (above - below) / 2;
}

static double replicated_error(const double *values, size_t count, double p, double *room)
{
    double estimates[TF_REPLICATES], mean = 0, squares = 0;
    for (size_t i = 0; i < TF_REPLICATES; i++) {
        size_t present = sorted(values, i, TF_REPLICATES, count, room);
        estimates[i] = between(room, present, ((double)present - 1) * p);
        mean += (estimates[i] - estimates[0]) / TF_REPLICATES;
    }
    for (size_t i = 0; i < TF_REPLICATES; i++) {
        double off = estimates[i] - estimates[0] - mean;
        squares += off * off;
    }
    return sqrt(squares / (TF_REPLICATES - 1) / TF_REPLICATES);
}

/* Mean and standard deviation in long double, two passes, from the median. */
static void assert_moments(const struct tf_statistics *result, const double *in_order, size_t count)
{
    long double sum = 0, squares = 0;
    if (count < 2) {
        return;
    }
    long double middle = (long double)in_order[count / 2];
    for (size_t i = 0; i < count; i++) {
        sum += (long double)in_order[i] - middle;
    }
    long double mean = sum / (long double)count; /* less the median */
    for (size_t i = 0; i < count; i++) {
        long double off = (long double)in_order[i] - middle - mean;
        squares += off * off;
    }
    double sd = (double)sqrtl(squares / (long double)(count - 1));
    double size = fmax(fabs(in_order[0]), fabs(in_order[count - 1]));
    assert_near(result->mean.value, (double)(middle + mean), 1e-14 * size + 1e-300);
    /* The means of blocks are doubles: a spread within their last places is known that well. */
    assert_near(result->sd.value, sd, 1e-11 * sd + 1e-16 * size + 1e-300);
}

static void check_against_sorting(enum shape shape, size_t count, bool replicated, double *values,
                                  double *room)
{
    uint64_t random = count;
    struct fixture fixture;
    for (size_t i = 0; i < count; i++) {
        values[i] = shaped(shape, i, &random);
    }
    begin(&fixture, count, replicated);
    fixture.options.threads = 2;
    compute(&fixture, values, NULL);
    for (size_t i = 0; i < QUANTILES && replicated; i++) {
        assert_same(fixture.result.quantiles[i].error,
                    replicated_error(values, count, probabilities[i], room));
    }
    size_t present = sorted(values, 0, 1, count, room), at_most = 0;
    assert_int_equal(fixture.result.present, present);
    assert_moments(&fixture.result, room, present);
    for (size_t i = 0; i < QUANTILES; i++) {
        double p = probabilities[i];
        assert_same(fixture.result.quantiles[i].value,
                    between(room, present, ((double)present - 1) * p));
        if (!replicated) {
            assert_same(fixture.result.quantiles[i].error, quantile_error(room, present, p));
        }
    }
    while (at_most < present && room[at_most] <= 0.5) {
        at_most++;
    }
    assert_same(fixture.result.shares[0].value, (double)at_most / (double)present);
    end(&fixture);
}

/* Sizes round a row, a block, a part of a thread's work, and where buckets are split further. */
static const size_t sizes[] = {1, 2, 7, 9, 1023, 1025, 5000, 70000, 200000};
enum { SIZES = sizeof sizes / sizeof *sizes, LARGEST = 200000 };

static void quantiles_are_those_of_sorting(void **state)
{
    (void)state;
    double *values = malloc(LARGEST * sizeof *values), *room = malloc(LARGEST * sizeof *room);
    assert_true(values != NULL && room != NULL);
    for (int shape = 0; shape < SHAPES; shape++) {
        for (size_t i = 0; i < SIZES; i++) {
            check_against_sorting((enum shape)shape, sizes[i], false, values, room);
            check_against_sorting((enum shape)shape, sizes[i], true, values, room);
        }
    }
    free(values);
    free(room);
}

/* All shapes at once, a column each. */
struct table {
    double *columns[SHAPES];
    struct tf_column_request requests[SHAPES];
    struct tf_statistics results[SHAPES];
};

static void fill_table(struct table *table, size_t runs)
{
    uint64_t random = 11;
    for (int shape = 0; shape < SHAPES; shape++) {
        table->columns[shape] = malloc(runs * sizeof(double));
        assert_non_null(table->columns[shape]);
        for (size_t run = 0; run < runs; run++) {
            table->columns[shape][run] = shaped((enum shape)shape, run, &random);
        }
        table->requests[shape] =
            (struct tf_column_request){probabilities, QUANTILES, shares, SHARES, shape % 2 == 1};
    }
}

static void free_table(struct table *table)
{
    for (int shape = 0; shape < SHAPES; shape++) {
        free(table->columns[shape]);
    }
}

static void assert_same_bits(const struct tf_statistics *a, const struct tf_statistics *b)
{
    assert_int_equal(a->present, b->present);
    assert_int_equal(a->ranked, b->ranked);
    assert_memory_equal(&a->mean, &b->mean, sizeof a->mean);
    assert_memory_equal(&a->sd, &b->sd, sizeof a->sd);
    assert_memory_equal(a->quantiles, b->quantiles, QUANTILES * sizeof *a->quantiles);
    assert_memory_equal(a->shares, b->shares, SHARES * sizeof *a->shares);
}

static void bits_do_not_depend_on_threads(void **state)
{
    (void)state;
    enum { RUNS = 150001 };
    struct table table;
    struct tf_arena arena;
    struct tf_diag diag;
    tf_arena_init(&arena);
    tf_diag_init(&diag);
    fill_table(&table, RUNS);
    for (int replicated = 0; replicated <= 1; replicated++) {
        const size_t threads[] = {1, 2, 7, 40};
        struct tf_statistics results[4][SHAPES];
        for (size_t i = 0; i < 4; i++) {
            struct tf_statistics_options options = {RUNS, replicated, threads[i]};
            assert_true(tf_statistics_compute(&options, table.requests, SHAPES,
                                              (const double *const *)table.columns, NULL, &arena,
                                              results[i], &diag));
            for (int shape = 0; shape < SHAPES; shape++) {
                assert_same_bits(&results[i][shape], &results[0][shape]);
            }
        }
    }
    free_table(&table);
    tf_diag_release(&diag);
    tf_arena_release(&arena);
}

/* One pass of a tally: chunks of one to three blocks, from the last to the first, dealt to workers
 * in turn. */
static void add_backwards(struct tf_tally *tally, const struct table *table, size_t runs,
                          size_t workers)
{
    const double *values[SHAPES];
    size_t end = (runs + TF_STATISTICS_BLOCK - 1) / TF_STATISTICS_BLOCK;
    for (size_t turn = 0; end > 0; turn++) {
        size_t blocks = 1 + turn % 3 < end ? 1 + turn % 3 : end;
        size_t first = (end - blocks) * TF_STATISTICS_BLOCK, last = end * TF_STATISTICS_BLOCK;
        for (int shape = 0; shape < SHAPES; shape++) {
            values[shape] = table->columns[shape] + first;
        }
        tf_tally_add(tally, turn % workers, first, (last < runs ? last : runs) - first, values,
                     NULL);
        end -= blocks;
    }
}

static void going_over_the_draws_again_gives_the_same_bits(void **state)
{
    (void)state;
    enum { RUNS = 300007, WORKERS = 3 };
    struct table table;
    struct tf_arena arena;
    struct tf_diag diag;
    tf_arena_init(&arena);
    tf_diag_init(&diag);
    fill_table(&table, RUNS);
    for (int replicated = 0; replicated <= 1; replicated++) {
        struct tf_statistics_options options = {RUNS, replicated, WORKERS};
        const double *const *columns = (const double *const *)table.columns;
        assert_true(tf_statistics_compute(&options, table.requests, SHAPES, columns, NULL, &arena,
                                          table.results, &diag));
        struct tf_tally *tally = tf_tally_new(&options, table.requests, SHAPES, &diag);
        assert_non_null(tally);
        assert_true(tf_tally_look(tally, columns, replicated ? 0 : 1024, &diag));
        enum tf_pass pass;
        size_t passes = 0;
        do {
            add_backwards(tally, &table, RUNS, WORKERS);
            pass = tf_tally_end_pass(tally, &diag);
            passes++;
        } while (pass == TF_PASS_AGAIN);
        assert_int_equal(pass, TF_PASS_DONE);
        assert_in_range(passes, 2, 8);
        for (int shape = 0; shape < SHAPES; shape++) {
            assert_same_bits(tf_tally_result(tally, (size_t)shape), &table.results[shape]);
        }
        tf_tally_free(tally);
    }
    free_table(&table);
    tf_diag_release(&diag);
    tf_arena_release(&arena);
}

/* A bell curve takes two passes, whatever its place and width. */
static void two_passes_are_the_rule(void **state)
{
    (void)state;
    enum { RUNS = 500000 };
    uint64_t random = 5;
    double *values = malloc(RUNS * sizeof *values);
    struct tf_column_request request = {probabilities, QUANTILES, shares, SHARES, false};
    struct tf_statistics_options options = {RUNS, false, 1};
    struct tf_diag diag;
    assert_non_null(values);
    tf_diag_init(&diag);
    for (size_t i = 0; i < RUNS; i++) {
        values[i] = 40000 + 900 * random_normal(&random);
    }
    struct tf_tally *tally = tf_tally_new(&options, &request, 1, &diag);
    const double *column = values;
    assert_true(tf_tally_look(tally, &column, 1024, &diag));
    tf_tally_add(tally, 0, 0, RUNS, &column, NULL);
    assert_int_equal(tf_tally_end_pass(tally, &diag), TF_PASS_AGAIN);
    tf_tally_add(tally, 0, 0, RUNS, &column, NULL);
    assert_int_equal(tf_tally_end_pass(tally, &diag), TF_PASS_DONE);
    tf_tally_free(tally);
    tf_diag_release(&diag);
    free(values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_numbers),
        cmocka_unit_test(pythons_numbers),
        cmocka_unit_test(pythons_replicates),
        cmocka_unit_test(few_or_no_values),
        cmocka_unit_test(equal_values_have_no_error),
        cmocka_unit_test(what_is_absent_ranks_last),
        cmocka_unit_test(nothing_absent_is_as_without),
        cmocka_unit_test(quantiles_are_those_of_sorting),
        cmocka_unit_test(bits_do_not_depend_on_threads),
        cmocka_unit_test(going_over_the_draws_again_gives_the_same_bits),
        cmocka_unit_test(two_passes_are_the_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
