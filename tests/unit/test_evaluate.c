/* The model as a function of columns: the same values as one run at a time, whatever the width and
 * wherever a column is cut; and what the shocks of docs/model.md, section 5 do, in closed form. */
#include <malloc.h>
#include <stdlib.h>

#include "batch_inputs.h"
#include "engine/evaluate.h"

/* Columns of results for RUNS runs. */
struct results {
    double **values;
    struct tf_failure failures[ROOM];
    uint8_t clipped[ROOM];
};

static void results_init(struct results *results, struct memory_run *run, size_t measures)
{
    results->values = tf_arena_alloc(&run->arena, measures, sizeof *results->values);
    for (size_t i = 0; i < measures; i++) {
        results->values[i] = column_room(run);
    }
}

/* A batch of a random scenario with every metric, evaluated at a width. */
struct study {
    struct memory_run run;
    struct batch_inputs batch;
    struct tf_measure *measures;
    size_t count;
};

static void study_init(struct study *study, unsigned seed)
{
    unsigned draw = seed;
    struct tf_buffer text;
    tf_buffer_init(&text);
    random_scenario(&text, seed, false);
    tf_buffer_text(&text, "output_shock_sd,0.01\nprice_shock_sd,0.005\nprice_shock_ar,0.5\n"
                          "return_shock_sd,0.05\n");
    assert_true(memory_load(&study->run, text.bytes));
    draw_inputs(&study->batch, &study->run, &draw);
    assert_true(tf_plan_compile(&study->run.plan, &study->run.scenario, study->batch.varying,
                                &study->run.diag));
    assert_true(tf_measures_list(&study->run.plan, NULL, 0, false, &study->run.arena,
                                 &study->measures, &study->count, &study->run.diag));
    tf_buffer_release(&text);
}

static struct tf_evaluator *evaluator_at(struct study *study, size_t width)
{
    study->run.plan.lane_width = width;
    struct tf_evaluator *evaluator =
        tf_evaluator_new(&study->run.plan, study->batch.rows, study->batch.count, study->measures,
                         study->count, &study->run.arena, &study->run.diag);
    assert_non_null(evaluator);
    return evaluator;
}

static void evaluate(struct study *study, struct tf_evaluator *evaluator, size_t count,
                     struct results *results)
{
    results_init(results, &study->run, study->count);
    struct tf_outputs outputs = {results->values, results->failures, results->clipped};
    tf_evaluate(evaluator, &study->batch.inputs, count, &outputs);
}

static void assert_same_results(const struct study *study, const struct results *a,
                                const struct results *b, size_t count)
{
    for (size_t i = 0; i < study->count; i++) {
        assert_memory_equal(a->values[i], b->values[i], count * sizeof(double));
    }
    assert_memory_equal(a->failures, b->failures, count * sizeof *a->failures);
    assert_memory_equal(a->clipped, b->clipped, count);
}

/* NaN equals NaN. */
static void assert_same_number(double a, double b)
{
    assert_true(isnan(a) ? isnan(b) : a <= b && a >= b);
}

/* Every run measured as `run` measures a single one. */
static void assert_as_outcomes(struct study *study, const struct results *results)
{
    struct memory_run *run = &study->run;
    struct tf_trajectory trajectory;
    struct tf_workspace *workspace = tf_workspace_new(&run->plan, study->batch.rows,
                                                      study->batch.count, &run->arena, &run->diag);
    assert_true(tf_trajectory_init(&trajectory, &run->plan, RUNS, &run->arena, &run->diag));
    tf_project(workspace, &study->batch.inputs, &trajectory);
    for (size_t i = 0; i < RUNS; i++) {
        struct tf_outcome *outcome = tf_outcome_new(&trajectory, i, &run->arena, &run->diag);
        assert_memory_equal(&trajectory.failures[i], &results->failures[i],
                            sizeof *results->failures);
        for (size_t m = 0; m < study->count; m++) {
            bool feasible = trajectory.failures[i].reason == TF_FEASIBLE;
            double alone = feasible ? tf_outcome_measure(outcome, &study->measures[m]) : TF_ABSENT;
            assert_same_number(results->values[m][i], alone);
        }
    }
}

static void columns_are_runs_side_by_side(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 12; seed++) {
        struct study study;
        struct results narrow, other;
        study_init(&study, seed);
        evaluate(&study, evaluator_at(&study, 2), RUNS, &narrow);
        for (size_t width = 2; width <= tf_lane_width_widest(); width *= 2) {
            evaluate(&study, evaluator_at(&study, width), RUNS, &other);
            assert_same_results(&study, &narrow, &other, RUNS);
            evaluate(&study, evaluator_at(&study, width), 5, &other);
            assert_same_results(&study, &narrow, &other, 5);
        }
        assert_as_outcomes(&study, &narrow);
        memory_release(&study.run);
    }
}

/* What nobody asks for is not computed and not kept; that changes nothing of what is asked for. */
static void a_measure_alone_is_the_same_as_among_all(void **state)
{
    enum { EVERY = 23 }; /* each with an evaluator of its own */
    (void)state;
    for (unsigned seed = 0; seed < 8; seed++) {
        struct study study;
        struct results all, alone;
        study_init(&study, seed);
        struct tf_measure *measures = study.measures;
        size_t count = study.count;
        evaluate(&study, evaluator_at(&study, 0), RUNS, &all);
        for (size_t i = seed; i < count; i += EVERY) {
            study.measures = &measures[i];
            study.count = 1;
            evaluate(&study, evaluator_at(&study, 0), RUNS, &alone);
            assert_memory_equal(alone.values[0], all.values[i], RUNS * sizeof(double));
            assert_memory_equal(alone.failures, all.failures, RUNS * sizeof *all.failures);
        }
        memory_release(&study.run);
    }
}

static void evaluating_allocates_nothing(void **state)
{
    (void)state;
    struct study study;
    struct results results;
    study_init(&study, 3);
    struct tf_evaluator *evaluator = evaluator_at(&study, 0);
    results_init(&results, &study.run, study.count);
    struct tf_outputs outputs = {results.values, results.failures, results.clipped};
    struct mallinfo2 before = mallinfo2();
    size_t handed_out = study.run.arena.allocated;
    tf_evaluate(evaluator, &study.batch.inputs, RUNS, &outputs);
    struct mallinfo2 after = mallinfo2();
    assert_int_equal(after.uordblks, before.uordblks);
    assert_int_equal(study.run.arena.allocated, handed_out);
    memory_release(&study.run);
}

/* Evaluates a scenario's income index and price level at its last year with these scores of one
 * shock in every run; other shocks are none. */
static void shaken(const char *text, enum tf_shock shock, const double *scores, size_t years,
                   double *index, double *prices)
{
    struct memory_run run;
    struct results results;
    const double *columns[TF_SHOCK_COUNT * 8] = {NULL};
    assert_true(memory_load(&run, text));
    assert_true(tf_plan_compile(&run.plan, &run.scenario, NULL, &run.diag));
    int last = run.plan.base_year + (int)run.plan.horizon;
    struct tf_measure measures[] = {
        {TF_METRIC_INCOME_INDEX, 0, TF_ALL, TF_ALL, TF_ALL, last, 0},
        {TF_METRIC_PRICE_LEVEL, 0, TF_ALL, TF_ALL, TF_ALL, last, 0},
    };
    for (size_t t = 0; t < years; t++) {
        double *column = column_room(&run);
        column[0] = scores[t];
        columns[(size_t)shock * run.plan.horizon + t] = column;
    }
    struct tf_inputs inputs = {NULL, columns};
    results_init(&results, &run, 2);
    struct tf_outputs outputs = {results.values, results.failures, results.clipped};
    struct tf_evaluator *evaluator =
        tf_evaluator_new(&run.plan, NULL, 0, measures, 2, &run.arena, &run.diag);
    tf_evaluate(evaluator, &inputs, 1, &outputs);
    *index = results.values[0][0];
    *prices = results.values[1][0];
    memory_release(&run);
}

static void shocks_are_autoregressive(void **state)
{
    (void)state;
    static const double scores[] = {1, -2, 0.5};
    double index, prices, shock = 0, expected = 1, expected_prices = 1;
    for (size_t t = 0; t < 3; t++) {
        shock = 0.5 * shock + 0.02 * scores[t];
        expected *= 1 + 0.05 + shock;
        expected_prices *= 1 + 0.03 + shock;
    }
    const char *text = "parameter,value\nbase_year,2020\nhorizon,3\npopulation,1\nincome,100\n"
                       "growth,0.05\ninflation,0.03\noutput_shock_sd,0.02\noutput_shock_ar,0.5\n"
                       "price_shock_sd,0.02\nprice_shock_ar,0.5\n";
    shaken(text, TF_SHOCK_OUTPUT, scores, 3, &index, &prices);
    assert_close(index, expected);
    assert_close(prices, 1.03 * 1.03 * 1.03);
    shaken(text, TF_SHOCK_PRICE, scores, 3, &index, &prices);
    assert_close(index, 1.05 * 1.05 * 1.05);
    assert_close(prices, expected_prices);
}

/* A shock that takes all of prices leaves no run. */
static void a_shock_can_take_all(void **state)
{
    (void)state;
    static const double scores[] = {-2};
    double index, prices;
    shaken("parameter,value\nbase_year,2020\nhorizon,1\npopulation,1\nincome,100\n"
           "price_shock_sd,0.6\n",
           TF_SHOCK_PRICE, scores, 1, &index, &prices);
    assert_true(isnan(index) && isnan(prices));
}

/* A shock to returns moves net worth, and no income under `growth`. */
static void returns_move_net_worth_alone(void **state)
{
    (void)state;
    static const double scores[] = {1, 1};
    double index, prices;
    shaken("parameter,value\nbase_year,2020\nhorizon,2\npopulation,1\nincome,100\ngrowth,0.1\n"
           "wealth_ratio,2\nreturn_shock_sd,0.3\n",
           TF_SHOCK_RETURN, scores, 2, &index, &prices);
    assert_close(index, 1.21);
}

/* A shift that would leave the range is cut to it, and the run says so. */
static void a_shift_is_cut_to_its_range(void **state)
{
    (void)state;
    struct memory_run run;
    struct results results;
    bool varying[16] = {false};
    assert_true(memory_load(&run, "parameter,value\nbase_year,2020\nhorizon,1\npopulation,1\n"
                                  "income,100\ngrowth,0.4\ngrowth+,0\n"));
    size_t row = run.scenario.row_count - 1;
    varying[row] = true;
    assert_true(tf_plan_compile(&run.plan, &run.scenario, varying, &run.diag));
    struct tf_measure index = {TF_METRIC_INCOME_INDEX, 0, TF_ALL, TF_ALL, TF_ALL, 2021, 0};
    double *column = column_room(&run);
    column[0] = 0.05;
    column[1] = 0.2;
    const double *columns[] = {column};
    struct tf_inputs inputs = {columns, NULL};
    results_init(&results, &run, 1);
    struct tf_outputs outputs = {results.values, results.failures, results.clipped};
    struct tf_evaluator *evaluator =
        tf_evaluator_new(&run.plan, &row, 1, &index, 1, &run.arena, &run.diag);
    tf_evaluate(evaluator, &inputs, 2, &outputs);
    assert_close(results.values[0][0], 1.45);
    assert_close(results.values[0][1], 1.5); /* growth is at most 0.5 */
    assert_int_equal(results.clipped[0], 0);
    assert_int_equal(results.clipped[1], 1);
    memory_release(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_runs_side_by_side),
        cmocka_unit_test(a_measure_alone_is_the_same_as_among_all),
        cmocka_unit_test(evaluating_allocates_nothing),
        cmocka_unit_test(shocks_are_autoregressive),
        cmocka_unit_test(a_shock_can_take_all),
        cmocka_unit_test(returns_move_net_worth_alone),
        cmocka_unit_test(a_shift_is_cut_to_its_range),
    };
    return cmocka_run_group_tests_name("evaluate", tests, NULL, NULL);
}
