#include "engine/evaluate.h"

#include "base/num.h"
#include "engine/runner.h"

const char *const tf_shock_names[TF_SHOCK_COUNT] = {"output_shock", "price_shock", "return_shock"};

struct tf_evaluator {
    const struct tf_runner *runner;
    struct tf_workspace *workspace;
    struct tf_wanted wanted;
    struct tf_trajectory trajectory; /* one vector, used again and again */
    struct tf_outcome *outcome;      /* of one run of it, for what needs a quantile */
    const struct tf_measure *measures;
    size_t measure_count;
    double **out; /* [measure]: where the lanes of a vector go */
    bool needs_quantiles;
    double *constants;          /* [measure]: the value in every run; NaN where it differs */
    struct tf_measure *varying; /* the other measures, */
    size_t *varying_index;      /* and which of all they are */
    size_t varying_count;
    size_t *constant_index; /* which have the same value in every run */
    size_t constant_count;
};

bool tf_plan_has_shock(const struct tf_plan *plan, enum tf_shock shock)
{
    static const enum tf_parameter_id sizes[TF_SHOCK_COUNT] = {
        TF_OUTPUT_SHOCK_SD, TF_PRICE_SHOCK_SD, TF_RETURN_SHOCK_SD};
    return plan->varies[sizes[shock]] || tf_plan_value(plan, sizes[shock], 0, 0) > 0;
}

/* The base year's inequality is the same in every run where nothing of it varies. */
static bool is_constant(const struct tf_plan *plan, const struct tf_measure *measure)
{
    static const enum tf_parameter_id origins[] = {TF_POPULATION, TF_GROUP_SHARE, TF_INCOME,
                                                   TF_DISPERSION};
    bool known = measure->metric == TF_METRIC_GINI || measure->metric == TF_METRIC_THEIL;
    for (size_t i = 0; i < sizeof origins / sizeof *origins; i++) {
        known &= !plan->varies[origins[i]];
    }
    return known && measure->year == plan->base_year;
}

/* Sets apart what is measured once, on the scenario's own values. */
static void find_constants(struct tf_evaluator *evaluator, const struct tf_plan *plan)
{
    for (size_t i = 0; i < evaluator->measure_count; i++) {
        evaluator->constants[i] = TF_ABSENT;
        if (is_constant(plan, &evaluator->measures[i])) {
            double lanes[TF_LANES_MOST], *out = lanes;
            evaluator->trajectory.failures[0].reason = TF_FEASIBLE;
            evaluator->runner->measure(&evaluator->trajectory, 0, &evaluator->measures[i], 1, &out);
            evaluator->constants[i] = lanes[0];
        }
        if (isnan(evaluator->constants[i])) {
            evaluator->varying[evaluator->varying_count] = evaluator->measures[i];
            evaluator->varying_index[evaluator->varying_count++] = i;
        } else {
            evaluator->constant_index[evaluator->constant_count++] = i;
        }
    }
}

/* Has runs leave what these measures read, and no more. */
static bool keep_for(struct tf_evaluator *evaluator, const struct tf_measure *measures,
                     size_t count, struct tf_arena *arena, struct tf_diag *diag)
{
    struct tf_trajectory *trajectory = &evaluator->trajectory;
    struct tf_wanted *wanted = &evaluator->wanted;
    *wanted = (struct tf_wanted){
        .cell_years = tf_arena_alloc(arena, trajectory->plan->horizon + 1, sizeof(bool))};
    if (wanted->cell_years == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < count; i++) {
        tf_want(wanted, trajectory->plan, &measures[i]);
    }
    trajectory->keep = wanted->keep;
    trajectory->keep.cell_years = wanted->cell_years;
    return tf_keep_means(trajectory, wanted->means, wanted->mean_count, arena, diag);
}

/* What needs a quantile makes room when it is first asked for: here, not in the run loop. */
static void make_room(struct tf_evaluator *evaluator)
{
    tf_project(evaluator->workspace, NULL, &evaluator->trajectory);
    for (size_t i = 0; i < evaluator->measure_count; i++) {
        if (!tf_measured_on_lanes(evaluator->measures[i].metric)) {
            tf_outcome_measure(evaluator->outcome, &evaluator->measures[i]);
        }
    }
}

struct tf_evaluator *tf_evaluator_new(const struct tf_plan *plan, const size_t *inputs,
                                      size_t input_count, const struct tf_measure *measures,
                                      size_t measure_count, struct tf_arena *arena,
                                      struct tf_diag *diag)
{
    struct tf_evaluator *evaluator = tf_arena_alloc(arena, 1, sizeof *evaluator);
    if (evaluator == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    evaluator->runner = tf_runner_of(plan->lane_width);
    evaluator->measures = measures;
    evaluator->measure_count = measure_count;
    evaluator->out = tf_arena_alloc(arena, measure_count, sizeof *evaluator->out);
    evaluator->constants = tf_arena_alloc(arena, measure_count, sizeof *evaluator->constants);
    evaluator->varying = tf_arena_alloc(arena, measure_count, sizeof *evaluator->varying);
    evaluator->varying_index =
        tf_arena_alloc(arena, measure_count, sizeof *evaluator->varying_index);
    evaluator->constant_index =
        tf_arena_alloc(arena, measure_count, sizeof *evaluator->constant_index);
    if (evaluator->constant_index == NULL || evaluator->out == NULL ||
        evaluator->constants == NULL || evaluator->varying == NULL ||
        evaluator->varying_index == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    evaluator->workspace = tf_workspace_new(plan, inputs, input_count, arena, diag);
    if (evaluator->workspace == NULL ||
        !tf_trajectory_init(&evaluator->trajectory, plan, evaluator->runner->width, arena, diag)) {
        return NULL;
    }
    evaluator->outcome = tf_outcome_new(&evaluator->trajectory, 0, arena, diag);
    if (evaluator->outcome == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < measure_count; i++) {
        evaluator->needs_quantiles |= !tf_measured_on_lanes(measures[i].metric);
    }
    if (!keep_for(evaluator, measures, measure_count, arena, diag)) {
        return NULL;
    }
    make_room(evaluator);
    find_constants(evaluator, plan);
    return keep_for(evaluator, evaluator->varying, evaluator->varying_count, arena, diag)
               ? evaluator
               : NULL;
}

/* Measures that need a quantile, a run at a time. */
static void measure_quantiles(struct tf_evaluator *evaluator, size_t first, size_t count,
                              const struct tf_outputs *outputs)
{
    for (size_t lane = 0; lane < count; lane++) {
        bool feasible = evaluator->trajectory.failures[lane].reason == TF_FEASIBLE;
        tf_outcome_move(evaluator->outcome, lane);
        for (size_t i = 0; i < evaluator->measure_count; i++) {
            if (!tf_measured_on_lanes(evaluator->measures[i].metric)) {
                outputs->values[i][first + lane] =
                    feasible ? tf_outcome_measure(evaluator->outcome, &evaluator->measures[i])
                             : TF_ABSENT;
            }
        }
    }
}

static void measure_vector(struct tf_evaluator *evaluator, size_t first, size_t count,
                           const struct tf_outputs *outputs)
{
    for (size_t i = 0; i < evaluator->varying_count; i++) {
        evaluator->out[i] = outputs->values[evaluator->varying_index[i]] + first;
    }
    evaluator->runner->measure(&evaluator->trajectory, 0, evaluator->varying,
                               evaluator->varying_count, evaluator->out);
    for (size_t i = 0; i < evaluator->constant_count; i++) {
        size_t constant = evaluator->constant_index[i];
        for (size_t lane = 0; lane < count; lane++) {
            bool feasible = evaluator->trajectory.failures[lane].reason == TF_FEASIBLE;
            outputs->values[constant][first + lane] =
                feasible ? evaluator->constants[constant] : TF_ABSENT;
        }
    }
    if (evaluator->needs_quantiles) {
        measure_quantiles(evaluator, first, count, outputs);
    }
}

void tf_evaluate(struct tf_evaluator *evaluator, const struct tf_inputs *inputs, size_t run_count,
                 const struct tf_outputs *outputs)
{
    struct tf_trajectory *trajectory = &evaluator->trajectory;
    evaluator->runner->keep(evaluator->workspace, trajectory);
    for (size_t first = 0; first < run_count; first += trajectory->width) {
        size_t left = run_count - first;
        size_t count = left < trajectory->width ? left : trajectory->width;
        evaluator->runner->project_vector(evaluator->workspace, inputs, first, trajectory, 0);
        for (size_t lane = 0; lane < count; lane++) {
            outputs->failures[first + lane] = trajectory->failures[lane];
            outputs->clipped[first + lane] = trajectory->clipped[lane];
        }
        measure_vector(evaluator, first, count, outputs);
    }
}
