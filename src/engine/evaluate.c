#include "engine/evaluate.h"

#include <math.h>

#include "base/num.h"

const char *const tf_shock_names[TF_SHOCK_COUNT] = {"output_shock", "price_shock", "return_shock"};

struct tf_evaluator {
    const struct tf_plan *plan;
    const size_t *inputs;
    size_t input_count;
    const struct tf_measure *measures;
    size_t measure_count;
    double *row_values;
    struct tf_workspace *workspace;
    struct tf_trajectory trajectory;
};

bool tf_plan_has_shock(const struct tf_plan *plan, enum tf_shock shock)
{
    static const enum tf_parameter_id sizes[TF_SHOCK_COUNT] = {
        TF_OUTPUT_SHOCK_SD, TF_PRICE_SHOCK_SD, TF_RETURN_SHOCK_SD};
    return plan->varies[sizes[shock]] || tf_plan_value(plan, sizes[shock], 0, 0) > 0;
}

struct tf_evaluator *tf_evaluator_new(const struct tf_plan *plan, const size_t *inputs,
                                      size_t input_count, const struct tf_measure *measures,
                                      size_t measure_count, struct tf_arena *arena,
                                      struct tf_diag *diag)
{
    struct tf_evaluator *evaluator = tf_arena_alloc(arena, 1, sizeof *evaluator);
    size_t rows = plan->scenario->row_count;
    double *row_values = tf_arena_alloc(arena, rows, sizeof *row_values);
    if (evaluator == NULL || row_values == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    for (size_t i = 0; i < rows; i++) {
        row_values[i] = plan->scenario->rows[i].value;
    }
    *evaluator = (struct tf_evaluator){.plan = plan,
                                       .inputs = inputs,
                                       .input_count = input_count,
                                       .measures = measures,
                                       .measure_count = measure_count,
                                       .row_values = row_values};
    evaluator->workspace = tf_workspace_new(plan, arena, diag);
    if (evaluator->workspace == NULL ||
        !tf_trajectory_init(&evaluator->trajectory, plan, 1, arena, diag)) {
        return NULL;
    }
    return evaluator;
}

static double measured(struct tf_outcome *outcome, const struct tf_plan *plan,
                       const struct tf_measure *measure)
{
    size_t t = measure->year == TF_NO_YEAR ? 0 : (size_t)(measure->year - plan->base_year);
    return measure->point > 0
               ? tf_outcome_point(outcome, measure->metric, measure->point, measure->region, t)
               : tf_outcome_value(outcome, measure->metric, measure->region, measure->group,
                                  measure->source, t);
}

void tf_evaluate(struct tf_evaluator *evaluator, const struct tf_inputs *inputs, size_t run_count,
                 const struct tf_outputs *outputs)
{
    struct tf_trajectory *trajectory = &evaluator->trajectory;
    for (size_t run = 0; run < run_count; run++) {
        struct tf_arena arena;
        struct tf_diag diag;
        tf_arena_init(&arena);
        tf_diag_init(&diag);
        for (size_t i = 0; i < evaluator->input_count; i++) {
            evaluator->row_values[evaluator->inputs[i]] = inputs->rows[i][run];
        }
        tf_project(evaluator->plan, evaluator->row_values, evaluator->workspace, trajectory);
        outputs->failures[run] = trajectory->failures[0];
        outputs->clipped[run] = 0;
        struct tf_outcome *outcome = tf_outcome_new(trajectory, 0, &arena, &diag);
        for (size_t i = 0; i < evaluator->measure_count; i++) {
            outputs->values[i][run] =
                outcome == NULL || outputs->failures[run].reason != TF_FEASIBLE
                    ? TF_ABSENT
                    : measured(outcome, evaluator->plan, &evaluator->measures[i]);
        }
        tf_arena_release(&arena);
        tf_diag_release(&diag);
    }
}
