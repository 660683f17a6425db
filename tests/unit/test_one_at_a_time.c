/* One factor at a time, against scenarios whose results are formulas of the factors. */
#include <math.h>

#include "experiment/one_at_a_time.h"
#include "scenario_files.h"

/* Income grows by `growth` a year, people spend `consumption_rate` of it; a shock that varies. */
static const char text[] = "parameter,value,dist,low,high\nbase_year,2025\npopulation,1\n"
                           "income,100\n"
                           "growth,6%,normal,2%,10%\n"
                           "consumption_rate,0.7,uniform,0.6,0.9\n"
                           "output_shock_sd,1%,,,\n";

/* Growth that reaches beyond what the parameter can be, and two shifts of one address. */
static const char odd[] = "parameter,value,dist,low,high\nbase_year,2025\npopulation,1\n"
                          "income,100\n"
                          "growth,45%,normal,20%,70%\n"
                          "consumption_rate+,0,uniform,-0.1,0.1\n"
                          "consumption_rate+,0,uniform,-0.2,0.2\n";

struct fixture {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_study study;
    struct tf_factor_groups groups;
    struct tf_one_at_a_time result;
};

static struct tf_measure measures[] = {
    {TF_METRIC_MULTIPLE, 0, TF_ALL, TF_ALL, TF_ALL, TF_NO_YEAR, 0},
    {TF_METRIC_CONSUMPTION, 0, TF_ALL, TF_ALL, TF_ALL, 2035, 0},
    {TF_METRIC_DOUBLING_YEAR, 0, TF_ALL, TF_ALL, TF_ALL, TF_NO_YEAR, 0},
};

static void prepare(struct fixture *fixture, const char *scenario)
{
    struct named_text files[] = {{"text.csv", scenario}, {NULL, NULL}};
    struct tf_file_source source = {read_named, files};
    struct tf_design design = {.seed = 1};
    *fixture = (struct fixture){0};
    tf_arena_init(&fixture->arena);
    tf_diag_init(&fixture->diag);
    assert_true(tf_study_init(&fixture->study, 1, NULL, 0, &fixture->diag));
    assert_true(tf_study_load(&fixture->study, 0, "text.csv", NULL, 0, &source, &fixture->diag));
    assert_true(tf_study_prepare(&fixture->study, &design, 1, &fixture->diag));
    struct tf_case *item = &fixture->study.cases[0];
    item->measures = measures;
    item->measure_count = sizeof measures / sizeof *measures;
    assert_true(tf_factor_groups_init(&fixture->groups, item, &fixture->arena, &fixture->diag));
    assert_true(tf_one_at_a_time(&fixture->result, item, &fixture->groups, &fixture->arena,
                                 &fixture->diag));
}

static void release(struct fixture *fixture)
{
    tf_study_release(&fixture->study);
    tf_diag_release(&fixture->diag);
    tf_arena_release(&fixture->arena);
}

static bool near(double value, double expected)
{
    return fabs(value - expected) <= 1e-12 * fabs(expected);
}

static void groups_are_factors_then_shocks(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, text);
    assert_int_equal(fixture.groups.count, 3);
    assert_int_equal(fixture.groups.factor_count, 2);
    assert_string_equal(fixture.groups.items[0].name, "growth");
    assert_string_equal(fixture.groups.items[1].name, "consumption_rate");
    assert_string_equal(fixture.groups.items[2].name, "output_shock");
    release(&fixture);
}

static void ends_are_the_models_values(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, text);
    const struct tf_one_at_a_time *result = &fixture.result;
    assert_int_equal(result->factor_count, 2);
    assert_true(isnan(result->central.factor));
    assert_true(near(result->central.values[0], pow(1.06, 10)));
    assert_true(near(result->factors[0][TF_END_LOW].factor, 0.02));
    assert_true(near(result->factors[0][TF_END_LOW].values[0], pow(1.02, 10)));
    assert_true(near(result->factors[0][TF_END_HIGH].factor, 0.10));
    assert_true(near(result->factors[0][TF_END_HIGH].values[0], pow(1.10, 10)));
    assert_true(near(result->factors[1][TF_END_LOW].values[1], 0.6 * 100 * pow(1.06, 10)));
    assert_true(near(result->factors[1][TF_END_HIGH].values[1], 0.9 * 100 * pow(1.06, 10)));
    /* what is consumed does not move income */
    assert_true(near(result->factors[1][TF_END_LOW].values[0], pow(1.06, 10)));
    release(&fixture);
}

static void a_metric_may_be_absent_at_an_end(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, text);
    assert_true(isnan(fixture.result.factors[0][TF_END_LOW].values[2])); /* 2 % never doubles */
    assert_true(near(fixture.result.factors[0][TF_END_HIGH].values[2], 2025 + log(2) / log(1.10)));
    assert_int_equal(fixture.result.factors[0][TF_END_LOW].failure.reason, TF_FEASIBLE);
    release(&fixture);
}

static void ends_stay_in_the_plausible_range(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, odd);
    double most = fixture.study.cases[0].factors.items[0].high;
    assert_true(most < 0.70);
    assert_true(near(fixture.result.factors[0][TF_END_HIGH].factor, most));
    assert_true(near(fixture.result.factors[0][TF_END_HIGH].values[0], pow(1 + most, 10)));
    release(&fixture);
}

/* Rows of one address share their draws (study.h), so that they are one group. */
static void rows_of_one_address_move_together(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, odd);
    assert_int_equal(fixture.study.cases[0].factors.count, 3);
    assert_int_equal(fixture.groups.count, 2);
    const struct tf_end_run *ends = fixture.result.factors[1];
    double central = fixture.result.central.values[1];
    double rate = central / (100 * pow(1.45, 10));
    assert_true(near(ends[TF_END_LOW].values[1] / central, (rate - 0.3) / rate));
    release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_factors_then_shocks),
        cmocka_unit_test(ends_are_the_models_values),
        cmocka_unit_test(a_metric_may_be_absent_at_an_end),
        cmocka_unit_test(ends_stay_in_the_plausible_range),
        cmocka_unit_test(rows_of_one_address_move_together),
    };
    return cmocka_run_group_tests_name("one_at_a_time", tests, NULL, NULL);
}
