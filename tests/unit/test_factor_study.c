/* The runs of one scenario over a design of its own. */
#include <math.h>

#include "experiment/factor_study.h"
#include "scenario_files.h"

static const char plain[] = "parameter,value,dist,low,high\nbase_year,2025\npopulation,1\n"
                            "income,100\n"
                            "growth,6%,normal,1%,11%\n"
                            "consumption_rate,0.7,uniform,0.6,0.8\n";
static const char other[] = "parameter,value,dist,low,high\nbase_year,2025\npopulation,1\n"
                            "income,100\nwealth_effect,0.1,triangular,0,0.3\n"
                            "growth,6%,normal,1%,11%\n"
                            "output_shock_sd,1%,,,\n";

struct fixture {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_study study;
    struct tf_factor_study runs;
};

static struct tf_measure measures[] = {
    {TF_METRIC_MULTIPLE, 0, TF_ALL, TF_ALL, TF_ALL, TF_NO_YEAR, 0},
    {TF_METRIC_CONSUMPTION, 0, TF_ALL, TF_ALL, TF_ALL, 2035, 0},
};

static void load(struct fixture *fixture, const char *const *names)
{
    struct named_text files[] = {{"plain.csv", plain}, {"other.csv", other}, {NULL, NULL}};
    struct tf_file_source source = {read_named, files};
    struct tf_design design = {.seed = 1};
    size_t count = names[1] != NULL ? 2 : 1;
    *fixture = (struct fixture){0};
    tf_arena_init(&fixture->arena);
    tf_diag_init(&fixture->diag);
    assert_true(tf_study_init(&fixture->study, count, NULL, 0, &fixture->diag));
    for (size_t i = 0; i < count; i++) {
        assert_true(tf_study_load(&fixture->study, i, names[i], NULL, 0, &source, &fixture->diag));
    }
    assert_true(tf_study_prepare(&fixture->study, &design, 1, &fixture->diag));
    for (size_t i = 0; i < count; i++) {
        fixture->study.cases[i].measures = measures;
        fixture->study.cases[i].measure_count = sizeof measures / sizeof *measures;
    }
}

static void begin(struct fixture *fixture, const char *const *names, size_t index, size_t threads,
                  bool shocks)
{
    struct tf_design design = {.kind = TF_DESIGN_SOBOL, .seed = 5};
    load(fixture, names);
    assert_true(tf_factor_study_init(&fixture->runs, &fixture->study, index, &design, shocks,
                                     &fixture->arena, &fixture->diag));
    fixture->runs.threads = threads;
    fixture->runs.keeps_inputs = true;
}

static void release(struct fixture *fixture)
{
    tf_factor_study_release(&fixture->runs);
    tf_study_release(&fixture->study);
    tf_diag_release(&fixture->diag);
    tf_arena_release(&fixture->arena);
}

static const char *const only_plain[] = {"plain.csv", NULL};
static const char *const only_other[] = {"other.csv", NULL};
static const char *const both[] = {"plain.csv", "other.csv"};

static void inputs_and_values_belong_together(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture, only_plain, 0, 2, true);
    assert_true(tf_factor_study_run(&fixture.runs, 3000, &fixture.diag));
    assert_int_equal(fixture.runs.run_count, 3000);
    assert_int_equal(fixture.runs.inputs.column_count, 2);
    for (size_t run = 0; run < 3000; run++) {
        double growth = fixture.runs.inputs.values[0][run];
        double rate = fixture.runs.inputs.values[1][run];
        double multiple = tf_factor_study_values(&fixture.runs, 0)[run];
        double consumption = tf_factor_study_values(&fixture.runs, 1)[run];
        assert_true(fabs(multiple / pow(1 + growth, 10) - 1) < 1e-13);
        assert_true(fabs(consumption / (rate * 100 * multiple) - 1) < 1e-13);
    }
    assert_int_equal(tf_factor_study_counts(&fixture.runs)->runs, 3000);
    release(&fixture);
}

/* In one go, or step by step (also in steps that end within a block), by any number of threads. */
static void runs_stay_when_more_come(void **state)
{
    (void)state;
    static const size_t threads[] = {1, 2, 7};
    struct fixture whole;
    begin(&whole, only_plain, 0, 1, true);
    assert_true(tf_factor_study_run(&whole.runs, 5000, &whole.diag));
    for (size_t i = 0; i < 3; i++) {
        struct fixture steps;
        begin(&steps, only_plain, 0, threads[i], true);
        assert_true(tf_factor_study_run(&steps.runs, 1003, &steps.diag));
        assert_true(tf_factor_study_run(&steps.runs, 2048, &steps.diag));
        assert_true(tf_factor_study_run(&steps.runs, 5000, &steps.diag));
        assert_memory_equal(tf_factor_study_values(&steps.runs, 0),
                            tf_factor_study_values(&whole.runs, 0), 5000 * sizeof(double));
        assert_memory_equal(steps.runs.inputs.values[1], whole.runs.inputs.values[1],
                            5000 * sizeof(double));
        assert_int_equal(tf_factor_study_counts(&steps.runs)->runs, 5000);
        release(&steps);
    }
    release(&whole);
}

/* A scenario's runs do not depend on who stands beside it, which those of a sample's Sobol' design
 * do. */
static void scenarios_beside_it_change_nothing(void **state)
{
    (void)state;
    struct fixture alone, beside;
    begin(&alone, only_other, 0, 1, true);
    begin(&beside, both, 1, 1, true);
    assert_true(tf_factor_study_run(&alone.runs, 1000, &alone.diag));
    assert_true(tf_factor_study_run(&beside.runs, 1000, &beside.diag));
    assert_memory_equal(tf_factor_study_values(&alone.runs, 0),
                        tf_factor_study_values(&beside.runs, 0), 1000 * sizeof(double));
    release(&alone);
    release(&beside);
}

static void shocks_can_be_held_at_zero(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture, only_other, 0, 1, false);
    assert_int_equal(fixture.runs.groups.count, fixture.runs.groups.factor_count);
    assert_true(tf_factor_study_run(&fixture.runs, 500, &fixture.diag));
    for (size_t run = 0; run < 500; run++) {
        double growth = fixture.runs.inputs.values[1][run];
        double multiple = tf_factor_study_values(&fixture.runs, 0)[run];
        assert_true(fabs(multiple / pow(1 + growth, 10) - 1) < 1e-13);
    }
    assert_true(fixture.study.cases[0].shocks[TF_SHOCK_OUTPUT]); /* the study still has them */
    release(&fixture);
}

static void more_than_fits_is_refused(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture, only_plain, 0, 1, true);
    assert_true(tf_factor_study_fits(&fixture.runs, 1 << 20));
    assert_false(tf_factor_study_fits(&fixture.runs, (uint64_t)1 << 30));
    assert_false(tf_factor_study_fits(&fixture.runs, UINT64_MAX));
    assert_false(tf_factor_study_run(&fixture.runs, (uint64_t)1 << 30, &fixture.diag));
    assert_int_equal(fixture.diag.status, TF_BAD_INPUT);
    release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inputs_and_values_belong_together),
        cmocka_unit_test(runs_stay_when_more_come),
        cmocka_unit_test(scenarios_beside_it_change_nothing),
        cmocka_unit_test(shocks_can_be_held_at_zero),
        cmocka_unit_test(more_than_fits_is_refused),
    };
    return cmocka_run_group_tests_name("factor_study", tests, NULL, NULL);
}
