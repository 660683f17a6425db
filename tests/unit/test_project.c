/* The engine on closed forms, on batches, and on what cannot be; test_properties.c has what holds
 * for every scenario. */
#include <malloc.h>

#include "batch_inputs.h"

enum { YEARS = RANDOM_YEARS };

static void uniform_growth_doubles_when_it_should(void **state)
{
    (void)state;
    for (int percent = 1; percent <= 12; percent++) {
        char text[256];
        struct memory_run run;
        snprintf(text, sizeof text,
                 "parameter,value\nbase_year,2000\nhorizon,100\npopulation,1\nincome,100\n"
                 "growth,%d%%\n",
                 percent);
        memory_run(&run, text);
        double expected = 2000 + log(2) / log1p(percent / 100.0);
        assert_close(memory_value(&run, TF_METRIC_DOUBLING_YEAR, TF_ALL, TF_ALL, TF_ALL, 0),
                     expected);
        assert_close(memory_value(&run, TF_METRIC_MEAN_GROWTH, TF_ALL, TF_ALL, TF_ALL, 0),
                     percent / 100.0);
        memory_release(&run);
    }
}

/* data: "Doubling in ten years takes 7.18 % a year. At 4.5 % GDP growth it takes a household share
 * of 78.3 % of GDP where it is 60.8 %." */
static void doubling_at_slow_growth_takes_a_larger_share(void **state)
{
    (void)state;
    struct memory_run run;
    memory_run(&run, "parameter,value\nbase_year,2022\nclosure,gdp\npopulation,1\nincome,60.8\n"
                     "gdp_per_person,100\ngdp_growth,4.5%\nhousehold_share@2032,78.3%\n");
    double multiple = memory_value(&run, TF_METRIC_MULTIPLE, TF_ALL, TF_ALL, TF_ALL, 0);
    double required = memory_value(&run, TF_METRIC_REQUIRED_GROWTH, TF_ALL, TF_ALL, TF_ALL, 0);
    assert_true(fabs(multiple - 2) < 0.001);
    assert_true(fabs(required - 0.0718) < 0.00005);
    memory_release(&run);
}

/* One cell is one lognormal, whose Gini, Theil, median and quintiles have closed forms (Aitchison
 * and Brown, The Lognormal Distribution, 1957): from the file to the metric. */
static void one_cell_is_one_lognormal(void **state)
{
    (void)state;
    static const struct {
        double sigma, gini, theil, median, lorenz[5], palma, s80s20;
    } forms[] = {{0.5,
                  0.276326,
                  0.125,
                  0.882497,
                  {0.089859, 0.225621, 0.402588, 0.633682, 0.782761},
                  0.9629,
                  4.0766},
                 {0.7,
                  0.379382,
                  0.245,
                  0.782705,
                  {0.061583, 0.170207, 0.327563, 0.556310, 0.719566},
                  1.6476,
                  7.2048},
                 {0.8,
                  0.428392,
                  0.320,
                  0.726149,
                  {0.050334, 0.146091, 0.292309, 0.516600, 0.684938},
                  2.1566,
                  9.6038},
                 {0.9,
                  0.475482,
                  0.405,
                  0.666977,
                  {0.040787, 0.124384, 0.258928, 0.476723, 0.648603},
                  2.8251,
                  12.8294},
                 {1.0,
                  0.520500,
                  0.500,
                  0.606531,
                  {0.032765, 0.105040, 0.227637, 0.437079, 0.610856},
                  3.7047,
                  17.1804}};
    static const int percents[] = {20, 40, 60, 80, 90};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char text[256];
        struct memory_run run;
        snprintf(text, sizeof text,
                 "parameter,value\nbase_year,2000\nregions,nation\ngroups,all\npopulation,1\n"
                 "income,100\ngrowth,3%%\ndispersion,%g\n",
                 forms[i].sigma);
        memory_run(&run, text);
        for (size_t t = 0; t <= 10; t += 10) {
            double mean = memory_value(&run, TF_METRIC_INCOME, TF_ALL, TF_ALL, TF_ALL, t);
            const struct {
                enum tf_metric_id metric;
                double expected, tolerance;
            } values[] = {{TF_METRIC_GINI, forms[i].gini, 1e-6},
                          {TF_METRIC_THEIL, forms[i].theil, 1e-6},
                          {TF_METRIC_MEDIAN, forms[i].median * mean, 1e-6 * mean},
                          {TF_METRIC_PALMA, forms[i].palma, 1e-4}};
            for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
                double found = memory_value(&run, values[k].metric, TF_ALL, TF_ALL, TF_ALL, t);
                assert_true(fabs(found - values[k].expected) <= values[k].tolerance);
            }
            for (size_t k = 0; k < sizeof percents / sizeof *percents; k++) {
                double found =
                    tf_outcome_point(run.outcome, TF_METRIC_LORENZ, percents[k], TF_ALL, t);
                assert_true(fabs(found - forms[i].lorenz[k]) <= 5e-7);
            }
            /* Its density in logs is the normal's; every percentile grows as the mean does. */
            double peak = tf_outcome_point(run.outcome, TF_METRIC_DENSITY, 50, TF_ALL, t);
            assert_close(peak, 1 / (forms[i].sigma * sqrt(2 * M_PI)));
            double grown = tf_outcome_point(run.outcome, TF_METRIC_INCIDENCE, 7, TF_ALL, 10);
            assert_close(grown, 0.03);
            double ratio = tf_outcome_point(run.outcome, TF_METRIC_QUINTILE, 5, TF_ALL, t) /
                           tf_outcome_point(run.outcome, TF_METRIC_QUINTILE, 1, TF_ALL, t);
            assert_true(fabs(ratio - forms[i].s80s20) <= 1e-4);
        }
        memory_release(&run);
    }
}

/* The same bits in every quantity of two runs. */
static void assert_same_run(const struct tf_trajectory *a, size_t run_a,
                            const struct tf_trajectory *b, size_t run_b)
{
    assert_memory_equal(&a->failures[run_a], &b->failures[run_b], sizeof *a->failures);
    for (size_t t = 0; t < YEARS; t++) {
        for (int q = 0; q < TF_CELL_QUANTITY_COUNT; q++) {
            for (size_t cell = 0; cell < a->plan->cell_count; cell++) {
                double one = tf_cell_value(a, run_a, t, (enum tf_cell_quantity)q, cell);
                double other = tf_cell_value(b, run_b, t, (enum tf_cell_quantity)q, cell);
                assert_memory_equal(&one, &other, sizeof one);
            }
        }
        for (int q = 0; q < TF_NATION_QUANTITY_COUNT; q++) {
            double one = tf_nation_value(a, run_a, t, (enum tf_nation_quantity)q);
            double other = tf_nation_value(b, run_b, t, (enum tf_nation_quantity)q);
            assert_memory_equal(&one, &other, sizeof one);
        }
    }
}

static void project_at_width(struct memory_run *run, const struct batch_inputs *batch, size_t width,
                             struct tf_trajectory *trajectory)
{
    run->plan.lane_width = width;
    struct tf_workspace *workspace =
        tf_workspace_new(&run->plan, batch->rows, batch->count, &run->arena, &run->diag);
    assert_non_null(workspace);
    assert_true(tf_lane_width_exists(width));
    assert_true(tf_trajectory_init(trajectory, &run->plan, RUNS, &run->arena, &run->diag));
    tf_project(workspace, &batch->inputs, trajectory);
}

/* What the scenario with these values in its rows gives, read and compiled anew. */
static void assert_same_as_alone(struct memory_run *run, const struct batch_inputs *batch, size_t i,
                                 const struct tf_trajectory *trajectory)
{
    struct memory_run alone = {.arena = {0}};
    struct tf_scenario changed = run->scenario;
    struct tf_row *rows = calloc(changed.row_count, sizeof *rows);
    memcpy(rows, changed.rows, changed.row_count * sizeof *rows);
    for (size_t k = 0; k < batch->count; k++) {
        rows[batch->rows[k]].value = batch->columns[k][i];
    }
    changed.rows = rows;
    tf_diag_init(&alone.diag);
    bool possible = tf_plan_compile(&alone.plan, &changed, NULL, &alone.diag);
    if (!possible) {
        assert_int_equal(trajectory->failures[i].reason, TF_INPUT_IMPOSSIBLE);
    } else {
        double *shocks[TF_SHOCK_COUNT * RANDOM_HORIZON];
        for (size_t k = 0; k < TF_SHOCK_COUNT * RANDOM_HORIZON; k++) {
            shocks[k] = column_room(&alone);
            shocks[k][0] = batch->shocks[k][i];
        }
        struct tf_inputs inputs = {NULL, (const double *const *)shocks};
        struct tf_workspace *workspace =
            tf_workspace_new(&alone.plan, NULL, 0, &alone.arena, &alone.diag);
        assert_true(
            tf_trajectory_init(&alone.trajectory, &alone.plan, 1, &alone.arena, &alone.diag));
        tf_project(workspace, &inputs, &alone.trajectory);
        assert_same_run(trajectory, i, &alone.trajectory, 0);
    }
    tf_plan_release(&alone.plan);
    tf_arena_release(&alone.arena);
    tf_diag_release(&alone.diag);
    free(rows);
}

/* Every run of a batch gives the bits that it gives alone, at every width of register. */
static void a_run_is_the_same_in_every_batch(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 60; seed++) {
        unsigned draw = seed;
        struct tf_buffer text;
        struct memory_run run;
        struct batch_inputs batch;
        tf_buffer_init(&text);
        random_scenario(&text, seed, false);
        tf_buffer_text(&text, "output_shock_sd,0.01\nprice_shock_sd,0.005\nprice_shock_ar,0.5\n"
                              "return_shock_sd,0.05\n");
        assert_true(memory_load(&run, text.bytes));
        draw_inputs(&batch, &run, &draw);
        assert_true(tf_plan_compile(&run.plan, &run.scenario, batch.varying, &run.diag));
        project_at_width(&run, &batch, 2, &run.trajectory);
        for (size_t width = 2; width <= tf_lane_width_widest(); width *= 2) {
            struct tf_trajectory other;
            project_at_width(&run, &batch, width, &other);
            for (size_t i = 0; i < RUNS; i++) {
                assert_same_run(&run.trajectory, i, &other, i);
            }
        }
        for (size_t i = 0; i < RUNS; i += 6) {
            assert_same_as_alone(&run, &batch, i, &run.trajectory);
        }
        tf_buffer_release(&text);
        memory_release(&run);
    }
}

/* The loop over years and runs allocates nothing: the heap is the same before and after. */
static void projecting_allocates_nothing(void **state)
{
    (void)state;
    struct memory_run run;
    run_random_with(&run, 5, false, "");
    struct tf_workspace *workspace = tf_workspace_new(&run.plan, NULL, 0, &run.arena, &run.diag);
    struct mallinfo2 before = mallinfo2();
    size_t handed_out = run.arena.allocated;
    tf_project(workspace, NULL, &run.trajectory);
    struct mallinfo2 after = mallinfo2();
    assert_int_equal(after.uordblks, before.uordblks);
    assert_int_equal(run.arena.allocated, handed_out);
    memory_release(&run);
}

static void what_cannot_be_is_infeasible(void **state)
{
    (void)state;
    struct memory_run run;
    memory_run(&run, "parameter,value\nbase_year,2020\npopulation,1\nincome,100\n"
                     "transfer_policy@2021,0.3\ngdp_per_person,100\ngdp_growth,0\n"
                     "transfer_from_levy,1\ntransfer_weight.q1,0\ntransfer_weight.q5,0\n"
                     "transfer_mpc,2\nconsumption_rate,0\n");
    assert_int_equal(run.trajectory.failures[0].reason, TF_CONSUMPTION_NEGATIVE);
    assert_int_equal(run.trajectory.failures[0].t, 1);
    memory_release(&run);
    memory_run(&run, "parameter,value\nbase_year,2020\npopulation.urban,1\npopulation.rural,1\n"
                     "income,100\nurbanisation@2025,90%\nmigration_origin,0\n");
    assert_int_equal(run.trajectory.failures[0].reason, TF_NO_ORIGIN);
    assert_int_equal(run.trajectory.failures[0].t, 1);
    memory_release(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uniform_growth_doubles_when_it_should),
        cmocka_unit_test(doubling_at_slow_growth_takes_a_larger_share),
        cmocka_unit_test(one_cell_is_one_lognormal),
        cmocka_unit_test(a_run_is_the_same_in_every_batch),
        cmocka_unit_test(projecting_allocates_nothing),
        cmocka_unit_test(what_cannot_be_is_infeasible),
    };
    return cmocka_run_group_tests_name("project", tests, NULL, NULL);
}
