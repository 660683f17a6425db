/* Sensitivities from many runs over a design, more of them until intervals are narrow enough. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "experiment/factor_study.h"
#include "experiment/given_data.h"
#include "experiment/morris_effects.h"
#include "experiment/sensitivity_methods.h"
#include "experiment/sobol_indices.h"
#include "experiment/trajectories.h"

/* The runs, and what the estimators make of them. */
struct work {
    const struct tf_analysis *analysis;
    struct tf_factor_study runs;
    struct tf_arena arena;      /* of the newest indices */
    struct tf_indices *indices; /* [measure] */
    uint64_t n;                 /* base points, trajectories or draws that were made */
    uint64_t told;              /* runs that are asked for */
    struct tf_resampling resampling;
    struct tf_design_table trajectories; /* of morris */
};

static const struct tf_sensitivity_request *request_of(const struct work *work)
{
    return work->analysis->request;
}

/* Runs that stand together: of a base point, of a trajectory, or a draw. */
static uint64_t runs_of_one(const struct work *work)
{
    return tf_design_rows(&work->runs.study.design);
}

static struct tf_design design_of(const struct tf_analysis *analysis)
{
    const struct tf_sensitivity_request *request = analysis->request;
    struct tf_design design = analysis->study->design;
    bool sobol = request->method == TF_SENSITIVITY_SOBOL;
    design.kind = sobol                                      ? TF_DESIGN_SALTELLI
                  : request->method == TF_SENSITIVITY_MORRIS ? TF_DESIGN_MORRIS
                                                             : request->design;
    design.base = request->design;
    design.second_order = sobol && request->second_order;
    design.level_count = request->levels;
    return design;
}

/* The trajectories of all that is uncertain in the scenario. */
static bool choose_trajectories(struct work *work)
{
    struct tf_diag *diag = work->analysis->diag;
    struct tf_arena *arena = &work->analysis->result->arena;
    struct tf_design *design = &work->runs.study.design;
    size_t count;
    struct tf_dimension *dimensions =
        tf_study_dimensions(&work->runs.study, 0, &count, arena, diag);
    if (dimensions == NULL ||
        !tf_trajectories_choose(design, dimensions, count, request_of(work)->n, arena,
                                &work->trajectories, diag)) {
        return false;
    }
    design->table = &work->trajectories;
    return true;
}

/* --- estimates ----------------------------------------------------------------------------------
 */

static bool from_sample(struct work *work, const double *y, struct tf_indices *out)
{
    const struct tf_sensitivity_request *request = request_of(work);
    struct tf_given_sample sample = {.x = (const double *const *)work->runs.inputs.values,
                                     .factor_count = work->runs.groups.factor_count,
                                     .run_count = work->n};
    struct tf_diag *diag = work->analysis->diag;
    return request->method == TF_SENSITIVITY_GIVEN
               ? tf_given_first_order(&sample, y, &work->resampling, &work->arena, out, diag)
               : tf_shapley_effects(&sample, y, &work->resampling, &work->arena, out, diag);
}

static bool from_bases(struct work *work, const double *y, struct tf_indices *out)
{
    const struct tf_sensitivity_request *request = request_of(work);
    struct tf_sobol_design design = {.factor_count = work->runs.groups.count,
                                     .base_count = work->n,
                                     .second_order = request->second_order};
    return tf_sobol_indices(&design, y, &work->resampling, &work->arena, out, work->analysis->diag);
}

/* How far a group moves between two runs, in probability and with its sign. The years of a shock
 * move in directions of their own, so that theirs is the size of a move only. */
static double delta_of(const struct work *work, size_t group, uint64_t to)
{
    const struct tf_factor_groups *groups = &work->runs.groups;
    const struct tf_study *study = &work->runs.study;
    if (group >= groups->factor_count) {
        double tail = tf_shock_dimension(0, TF_SHOCK_OUTPUT, 1).tail;
        return (1 - 2 * tail) * tf_morris_delta(study->design.level_count);
    }
    const struct tf_dimension *dimension =
        &work->runs.item.factors.items[groups->items[group].factor].dimension;
    const double *levels = work->trajectories.levels[dimension->index];
    return (1 - 2 * dimension->tail) * (levels[to] - levels[to - 1]);
}

/* The moves of the trajectories that are complete. */
static void list_steps(const struct work *work, struct tf_morris_step *steps)
{
    const struct tf_design *design = &work->runs.study.design;
    size_t count = 0;
    for (uint64_t run = 0; run < work->n * runs_of_one(work); run++) {
        struct tf_design_row row = tf_design_row(design, run);
        if (row.part == TF_PART_MOVE) {
            steps[count++] = (struct tf_morris_step){.factor = row.group,
                                                     .from = run - 1,
                                                     .to = run,
                                                     .delta = delta_of(work, row.group, run),
                                                     .trajectory = row.point};
        }
    }
}

/* Whatever direction the years of a shock take, it has no sign: a group has mu* only (Campolongo,
 * Cariboni and Saltelli 2007). */
static void forget_signs(const struct work *work, struct tf_indices *indices)
{
    for (size_t i = 0; i < indices->count; i++) {
        struct tf_index *index = &indices->items[i];
        if (index->kind == TF_INDEX_MU && index->factor >= work->runs.groups.factor_count) {
            index->value = index->low = index->high = TF_ABSENT;
        }
    }
}

static bool from_trajectories(struct work *work, const double *y, struct tf_indices *out)
{
    size_t groups = work->runs.groups.count, count = (size_t)work->n * groups;
    struct tf_morris_step *steps = tf_arena_alloc(&work->arena, count, sizeof *steps);
    if (steps == NULL) {
        return tf_out_of_memory(work->analysis->diag);
    }
    list_steps(work, steps);
    struct tf_morris_design design = {.factor_count = groups, .steps = steps, .step_count = count};
    if (!tf_morris_effects(&design, y, &work->resampling, &work->arena, out,
                           work->analysis->diag)) {
        return false;
    }
    forget_signs(work, out);
    return true;
}

static bool estimate_one(struct work *work, const double *y, struct tf_indices *out)
{
    switch (request_of(work)->method) {
    case TF_SENSITIVITY_SOBOL:
        return from_bases(work, y, out);
    case TF_SENSITIVITY_MORRIS:
        return from_trajectories(work, y, out);
    default:
        return from_sample(work, y, out);
    }
}

static bool estimate(struct work *work)
{
    size_t count = tf_analysed(work->analysis)->measure_count;
    tf_arena_release(&work->arena);
    work->indices = tf_arena_alloc(&work->arena, count, sizeof *work->indices);
    if (work->indices == NULL) {
        return tf_out_of_memory(work->analysis->diag);
    }
    for (size_t i = 0; i < count; i++) {
        if (!estimate_one(work, tf_factor_study_values(&work->runs, i), &work->indices[i])) {
            return false;
        }
    }
    return true;
}

/* The widest interval; HUGE_VAL where one is not known. What never changes has none. */
static double widest(const struct work *work)
{
    double most = 0;
    for (size_t i = 0; i < tf_analysed(work->analysis)->measure_count; i++) {
        const struct tf_indices *indices = &work->indices[i];
        for (size_t k = 0; k < indices->count && indices->problem != TF_INDICES_CONSTANT; k++) {
            double width = indices->items[k].high - indices->items[k].low;
            most = isnan(width) ? HUGE_VAL : fmax(most, width);
        }
    }
    return most;
}

static bool is_hopeless(const struct work *work)
{
    for (size_t i = 0; i < tf_analysed(work->analysis)->measure_count; i++) {
        if (work->indices[i].problem == TF_INDICES_TOO_FEW) {
            return true;
        }
    }
    return false;
}

/* --- runs ---------------------------------------------------------------------------------------
 */

static void tell(void *context, uint64_t runs)
{
    const struct work *work = context;
    const struct tf_sensitivity_request *request = request_of(work);
    if (request->progress != NULL) {
        request->progress(request->context, runs, work->told);
    }
}

/* Makes the runs of n base points, trajectories or draws. */
static bool make_runs(struct work *work, uint64_t n)
{
    uint64_t one = runs_of_one(work);
    work->told = n * one;
    bool good = tf_factor_study_run(&work->runs, n * one, work->analysis->diag);
    work->n = work->runs.run_count / one;
    return good;
}

/* Indices of the runs that an interruption has left: without intervals, which take their time. What
 * was estimated before, with intervals, stays. */
static bool estimate_rest(struct work *work, uint64_t before)
{
    work->analysis->result->complete = false;
    if (before > 0) {
        work->n = before;
        return true;
    }
    work->resampling.replicates = 0;
    return estimate(work);
}

/* Doubles n until the intervals are as narrow as the request says. */
static bool run_enough(struct work *work)
{
    const struct tf_sensitivity_request *request = request_of(work);
    struct tf_sensitivity *result = work->analysis->result;
    uint64_t before = 0;
    for (uint64_t n = request->n;; n *= 2) {
        if (!make_runs(work, n)) {
            return false;
        }
        if (work->n < n) {
            return estimate_rest(work, before);
        }
        if (!estimate(work)) {
            return false;
        }
        result->widest = widest(work);
        bool done = !(request->until > 0) || result->widest <= request->until;
        if (done || is_hopeless(work) ||
            !tf_factor_study_fits(&work->runs, 2 * n * runs_of_one(work))) {
            return true;
        }
        before = n;
    }
}

/* --- results ------------------------------------------------------------------------------------
 */

static void count_absent(struct work *work)
{
    const struct tf_columns *columns = &work->runs.spread.columns[0];
    for (size_t i = 0; i < tf_analysed(work->analysis)->measure_count; i++) {
        for (uint64_t run = 0; run < work->runs.run_count; run++) {
            work->analysis->result->absent[i] +=
                columns->feasible[run] && isnan(columns->values[i][run]);
        }
    }
}

static void copy_counts(struct work *work)
{
    const struct tf_run_counts *counts = tf_factor_study_counts(&work->runs);
    size_t factor_count = tf_analysed(work->analysis)->factors.count;
    tf_run_counts_add(&work->analysis->result->counts, counts, factor_count);
}

/* Copies the newest indices to where they stay. */
static bool keep(struct work *work)
{
    struct tf_sensitivity *result = work->analysis->result;
    for (size_t i = 0; i < tf_analysed(work->analysis)->measure_count; i++) {
        const struct tf_indices *from = &work->indices[i];
        struct tf_indices *to = &result->indices[i];
        *to = *from;
        to->items = tf_arena_alloc(&result->arena, from->count, sizeof *to->items);
        to->settling = tf_arena_alloc(&result->arena, from->settling_count, sizeof *to->settling);
        if (to->items == NULL || to->settling == NULL) {
            return tf_out_of_memory(work->analysis->diag);
        }
        if (from->count > 0) {
            memcpy(to->items, from->items, from->count * sizeof *to->items);
        }
        if (from->settling_count > 0) {
            memcpy(to->settling, from->settling, from->settling_count * sizeof *to->settling);
        }
    }
    result->n = work->n;
    count_absent(work);
    copy_counts(work);
    return true;
}

bool tf_analyse_runs(const struct tf_analysis *analysis)
{
    struct work work = {.analysis = analysis, .resampling = analysis->request->resampling};
    struct tf_design design = design_of(analysis);
    tf_arena_init(&work.arena);
    bool shocks = analysis->request->method != TF_SENSITIVITY_SHAPLEY;
    bool good = tf_factor_study_init(&work.runs, analysis->study, analysis->index, &design, shocks,
                                     &analysis->result->arena, analysis->diag);
    work.runs.threads = analysis->request->threads;
    work.runs.keeps_inputs = !tf_sensitivity_needs_independence(analysis->request->method);
    work.runs.progress = tell;
    work.runs.context = &work;
    bool morris = analysis->request->method == TF_SENSITIVITY_MORRIS;
    good = good && (!morris || choose_trajectories(&work)) && run_enough(&work) && keep(&work);
    tf_factor_study_release(&work.runs);
    tf_arena_release(&work.arena);
    return good;
}
