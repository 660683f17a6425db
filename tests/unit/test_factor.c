/* Factors: what their draws depend on, and on what they do not. */
#include <math.h>

#include "experiment/factor.h"
#include "scenario_files.h"

enum { DRAWS = 4096 };

struct drawn {
    struct reading_test reading;
    struct tf_arena arena;
    struct tf_factors factors;
    double *columns[8];
};

static const struct tf_design design = {.kind = TF_DESIGN_RANDOM, .seed = 7};

static void load(struct drawn *drawn, struct named_text *files)
{
    load_files(&drawn->reading, files, NULL);
    assert_true(drawn->reading.good);
    tf_arena_init(&drawn->arena);
    assert_true(tf_factors_init(&drawn->factors, &drawn->reading.scenario, &drawn->arena,
                                &drawn->reading.diag));
    assert_true(drawn->factors.count <= 8);
    for (size_t i = 0; i < drawn->factors.count; i++) {
        drawn->columns[i] = tf_arena_alloc_aligned(&drawn->arena, DRAWS, sizeof(double));
        assert_non_null(drawn->columns[i]);
    }
}

static void release(struct drawn *drawn)
{
    tf_arena_release(&drawn->arena);
    tf_scenario_release(&drawn->reading.scenario);
    tf_diag_release(&drawn->reading.diag);
}

/* Loads rows and correlations, and draws runs 0 … DRAWS - 1. */
static void draw(struct drawn *drawn, const char *rows, const char *correlations)
{
    char text[2048];
    snprintf(text, sizeof text,
             "parameter,value,dist,low,high\nbase_year,2025\npopulation,1\nincome,100\n%s%s", rows,
             correlations != NULL ? "correlations,c.csv\n" : "");
    struct named_text files[] = {
        {"a.csv", text}, {"c.csv", correlations != NULL ? correlations : ""}, {NULL, NULL}};
    load(drawn, files);
    tf_factors_draw(&drawn->factors, &design, 0, DRAWS, drawn->columns);
}

static const double *column(const struct drawn *drawn, const char *address)
{
    for (size_t i = 0; i < drawn->factors.count; i++) {
        if (strcmp(drawn->factors.items[i].address, address) == 0) {
            return drawn->columns[i];
        }
    }
    fail_msg("no factor %s", address);
    return NULL;
}

static void assert_same(const struct drawn *a, const struct drawn *b, const char *address)
{
    assert_memory_equal(column(a, address), column(b, address), DRAWS * sizeof(double));
}

/* Three normal factors with SDs of 1 %, and a fourth. */
#define GROWTH "growth,5%,normal,3.35514637304852%,6.64485362695148%\n"
#define INFLATION "inflation,2%,normal,0.35514637304852%,3.64485362695148%\n"
#define HABIT "habit,0.5,uniform,0.4,0.6\n"
#define WEALTH "wealth_effect,0.1,triangular,0,0.3\n"
#define PAIR "factor,factor2,correlation\ngrowth,inflation,0.6\n"

static double correlation(const double *a, const double *b)
{
    double sums[5] = {0};
    for (size_t i = 0; i < DRAWS; i++) {
        sums[0] += a[i];
        sums[1] += b[i];
        sums[2] += a[i] * a[i];
        sums[3] += b[i] * b[i];
        sums[4] += a[i] * b[i];
    }
    double n = DRAWS;
    return (sums[4] - sums[0] * sums[1] / n) /
           sqrt((sums[2] - sums[0] * sums[0] / n) * (sums[3] - sums[1] * sums[1] / n));
}

static void normal_scores_have_the_correlations_given(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, GROWTH INFLATION HABIT, PAIR);
    /* Of independent draws a correlation r has the standard error (1 - r^2) / sqrt(n). */
    double found = correlation(column(&drawn, "growth"), column(&drawn, "inflation"));
    assert_true(fabs(found - 0.6) < 4 * (1 - 0.36) / sqrt(DRAWS));
    assert_true(fabs(correlation(column(&drawn, "growth"), column(&drawn, "habit"))) <
                4 / sqrt(DRAWS));
    release(&drawn);
}

/* low and high of a normal are its 5 % and 95 % quantiles (model.md, section 6). */
static void marginals_stay_what_they_are(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, GROWTH INFLATION, PAIR);
    for (size_t i = 0; i < 2; i++) {
        double sum = 0, squares = 0, mean = i == 0 ? 0.05 : 0.02;
        const double *values = column(&drawn, i == 0 ? "growth" : "inflation");
        for (size_t run = 0; run < DRAWS; run++) {
            sum += values[run] - mean;
            squares += (values[run] - mean) * (values[run] - mean);
        }
        assert_true(fabs(sum / DRAWS) < 4 * 0.01 / sqrt(DRAWS));
        assert_true(fabs(sqrt(squares / DRAWS) / 0.01 - 1) < 4 / sqrt(2.0 * DRAWS));
    }
    release(&drawn);
}

static void draws_do_not_depend_on_the_order_of_rows(void **state)
{
    (void)state;
    struct drawn one, other;
    draw(&one, GROWTH INFLATION HABIT WEALTH, PAIR "wealth_effect,growth,-0.5\n");
    draw(&other, WEALTH HABIT INFLATION GROWTH,
         "factor,factor2,correlation\ngrowth,wealth_effect,-0.5\ninflation,growth,0.6\n");
    assert_same(&one, &other, "growth");
    assert_same(&one, &other, "inflation");
    assert_same(&one, &other, "habit");
    assert_same(&one, &other, "wealth_effect");
    release(&one);
    release(&other);
}

static void draws_do_not_depend_on_other_factors(void **state)
{
    (void)state;
    struct drawn alone, pair, both;
    draw(&alone, HABIT, NULL);
    draw(&pair, GROWTH INFLATION HABIT, PAIR);
    draw(&both, GROWTH INFLATION HABIT WEALTH "consumption_rate,0.7,pert,0.6,0.8\n",
         PAIR "wealth_effect,consumption_rate,0.3\n");
    assert_same(&alone, &pair, "habit");
    assert_same(&pair, &both, "habit");
    assert_same(&pair, &both, "growth");
    assert_same(&pair, &both, "inflation");
    release(&alone);
    release(&pair);
    release(&both);
}

static void draws_do_not_depend_on_how_runs_are_cut(void **state)
{
    (void)state;
    struct drawn whole, parts;
    draw(&whole, GROWTH INFLATION HABIT WEALTH, PAIR);
    draw(&parts, GROWTH INFLATION HABIT WEALTH, PAIR);
    for (size_t first = 0; first < DRAWS;) {
        size_t count = first % 96 == 0 ? 16 : 208;
        count = count < DRAWS - first ? count : DRAWS - first;
        double *at[8];
        for (size_t i = 0; i < parts.factors.count; i++) {
            at[i] = parts.columns[i] + first;
        }
        tf_factors_draw(&parts.factors, &design, first, count, at);
        first += count;
    }
    assert_same(&whole, &parts, "growth");
    assert_same(&whole, &parts, "inflation");
    assert_same(&whole, &parts, "wealth_effect");
    release(&whole);
    release(&parts);
}

/* habit is from 0 to below 1: a draw above goes to a millionth of the way back to the value. */
static void draws_stay_in_the_range_of_the_parameter(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, "habit,0.5,normal,-0.5,1.5\n" HABIT "habit,0.5,normal,-0.5,1.5\n", NULL);
    assert_int_equal(drawn.factors.count, 1);
    const struct tf_factor *factor = &drawn.factors.items[0];
    size_t low = 0, high = 0, clipped = 0;
    for (size_t run = 0; run < DRAWS; run++) {
        double value = drawn.columns[0][run];
        assert_true(value >= 0 && value <= 1 - 0.5e-6);
        low += value <= 0;
        high += value >= 1 - 0.5e-6;
        clipped += tf_factor_is_clipped(factor, value);
    }
    /* The SD is 1 / 1.6448…, so that 20.54 % lie on either side of [0, 1]. */
    double expected = 0.2054 * DRAWS, error = sqrt(expected);
    assert_true(fabs((double)low - expected) < 4 * error);
    assert_true(fabs((double)high - expected) < 4 * error);
    assert_int_equal(clipped, low + high);
    release(&drawn);
}

static void what_cannot_leave_its_range_is_not_clipped(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, "habit,0,uniform,0,0.5\ngrowth+,0%,normal,-50%,50%\n", NULL);
    assert_false(drawn.factors.items[0].clips);
    assert_false(drawn.factors.items[1].clips); /* a shift: no value of the parameter */
    release(&drawn);
}

static void scenarios_share_dimensions(void **state)
{
    (void)state;
    struct drawn a, b;
    draw(&a, GROWTH HABIT, NULL);
    draw(&b, WEALTH HABIT INFLATION, NULL);
    struct tf_factors *both[] = {&a.factors, &b.factors};
    assert_int_equal(tf_factors_deal(both, 2), 4);
    assert_int_equal(a.factors.items[0].dimension.index, 0);
    assert_int_equal(a.factors.items[1].dimension.index, 1);
    assert_int_equal(b.factors.items[0].dimension.index, 2);
    assert_int_equal(b.factors.items[1].dimension.index, 1);
    assert_int_equal(b.factors.items[2].dimension.index, 3);
    assert_int_equal(tf_shock_dimension(4, TF_SHOCK_OUTPUT, 1).index, 4);
    assert_true(tf_shock_dimension(4, TF_SHOCK_OUTPUT, 2).index >
                tf_shock_dimension(4, TF_SHOCK_RETURN, 1).index);
    release(&a);
    release(&b);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_scores_have_the_correlations_given),
        cmocka_unit_test(marginals_stay_what_they_are),
        cmocka_unit_test(draws_do_not_depend_on_the_order_of_rows),
        cmocka_unit_test(draws_do_not_depend_on_other_factors),
        cmocka_unit_test(draws_do_not_depend_on_how_runs_are_cut),
        cmocka_unit_test(draws_stay_in_the_range_of_the_parameter),
        cmocka_unit_test(what_cannot_leave_its_range_is_not_clipped),
        cmocka_unit_test(scenarios_share_dimensions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
