/* Sensitivities from many runs over a design, more of them until intervals are narrow enough. */
#include <math.h>

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
    struct tf_arena arena; /* of the trajectories and their steps */
    uint64_t n;            /* base points, trajectories or draws that were made */
    uint64_t told;         /* runs that are asked for */
    struct tf_resampling resampling;
    struct tf_design_table trajectories; /* of morris */
    struct tf_morris_step *steps;        /* of all trajectories, in their order */
    struct tf_arena levels;              /* of … */
    const double **a, **b;               /* … of sobol: as in struct tf_sobol_design */
};

static struct tf_sensitivity *result_of(const struct work *work)
{
    return work->analysis->result;
}

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

/* --- trajectories ------------------------------------------------------------------------------
 */

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

static void list_steps(struct work *work)
{
    const struct tf_design *design = &work->runs.study.design;
    size_t count = 0;
    for (uint64_t run = 0; run < request_of(work)->n * runs_of_one(work); run++) {
        struct tf_design_row row = tf_design_row(design, run);
        if (row.part == TF_PART_MOVE) {
            work->steps[count++] = (struct tf_morris_step){.factor = row.group,
                                                           .from = run - 1,
                                                           .to = run,
                                                           .delta = delta_of(work, row.group, run),
                                                           .trajectory = row.point};
        }
    }
}

/* The trajectories of all that is uncertain in the scenario. */
static bool choose_trajectories(struct work *work)
{
    struct tf_diag *diag = work->analysis->diag;
    struct tf_design *design = &work->runs.study.design;
    uint64_t n = request_of(work)->n;
    size_t count, groups = work->runs.groups.count;
    if (!tf_factor_study_allows(&work->runs, n * runs_of_one(work), diag)) {
        return false;
    }
    struct tf_dimension *dimensions =
        tf_study_dimensions(&work->runs.study, 0, &count, &work->arena, diag);
    if (dimensions == NULL || !tf_trajectories_choose(design, dimensions, count, n, &work->arena,
                                                      &work->trajectories, diag)) {
        return false;
    }
    design->table = &work->trajectories;
    work->steps = tf_arena_alloc(&work->arena, (size_t)n * groups, sizeof *work->steps);
    if (work->steps == NULL) {
        return tf_out_of_memory(diag);
    }
    list_steps(work);
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
               ? tf_given_first_order(&sample, y, &work->resampling, &result_of(work)->estimates,
                                      out, diag)
               : tf_shapley_effects(&sample, y, &work->resampling, &result_of(work)->estimates, out,
                                    diag);
}

/* Levels of a dimension in so many runs, at a time. */
enum { LEVELS_AT_ONCE = 4096 };

/* A factor's levels in the rows A and B of all base points. Their order is that of its values. */
static bool find_levels(struct work *work, const struct tf_dimension *dimension, const double **a,
                        const double **b)
{
    const struct tf_design *design = &work->runs.study.design;
    uint64_t runs = work->n * runs_of_one(work);
    double *of_a = tf_arena_alloc(&work->levels, (size_t)work->n, sizeof *of_a);
    double *of_b = tf_arena_alloc(&work->levels, (size_t)work->n, sizeof *of_b);
    if (of_a == NULL || of_b == NULL) {
        return tf_out_of_memory(work->analysis->diag);
    }
    for (uint64_t first = 0; first < runs; first += LEVELS_AT_ONCE) {
        _Alignas(64) double levels[LEVELS_AT_ONCE];
        tf_design_uniforms(design, dimension, first, LEVELS_AT_ONCE, levels);
        for (uint64_t run = first; run < runs && run < first + LEVELS_AT_ONCE; run++) {
            struct tf_design_row row = tf_design_row(design, run);
            if (row.part == TF_PART_A || row.part == TF_PART_B) {
                (row.part == TF_PART_A ? of_a : of_b)[row.point] = levels[run - first];
            }
        }
    }
    *a = of_a;
    *b = of_b;
    return true;
}

/* Of all factors; a shock has many levels in a run, and none here. */
static bool find_all_levels(struct work *work)
{
    const struct tf_factor_groups *groups = &work->runs.groups;
    tf_arena_release(&work->levels);
    work->a = tf_arena_alloc(&work->levels, groups->count, sizeof *work->a);
    work->b = tf_arena_alloc(&work->levels, groups->count, sizeof *work->b);
    bool good = (work->a != NULL && work->b != NULL) || tf_out_of_memory(work->analysis->diag);
    for (size_t i = 0; i < groups->factor_count && good; i++) {
        size_t factor = groups->items[i].factor;
        good = find_levels(work, &work->runs.item.factors.items[factor].dimension, &work->a[i],
                           &work->b[i]);
    }
    return good;
}

static bool from_bases(struct work *work, const double *y, struct tf_indices *out)
{
    const struct tf_sensitivity_request *request = request_of(work);
    struct tf_sobol_design design = {.factor_count = work->runs.groups.count,
                                     .base_count = work->n,
                                     .second_order = request->second_order,
                                     .a = work->a,
                                     .b = work->b};
    return tf_sobol_indices(&design, y, &work->resampling, &result_of(work)->estimates, out,
                            work->analysis->diag);
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
    size_t groups = work->runs.groups.count;
    struct tf_morris_design design = {
        .factor_count = groups, .steps = work->steps, .step_count = (size_t)work->n * groups};
    if (!tf_morris_effects(&design, y, &work->resampling, &result_of(work)->estimates, out,
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
    struct tf_sensitivity *result = result_of(work);
    tf_arena_release(&result->estimates);
    if (request_of(work)->method == TF_SENSITIVITY_SOBOL && !find_all_levels(work)) {
        return false;
    }
    for (size_t i = 0; i < tf_analysed(work->analysis)->measure_count; i++) {
        if (!estimate_one(work, tf_factor_study_values(&work->runs, i), &result->indices[i])) {
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
        const struct tf_indices *indices = &result_of(work)->indices[i];
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
        if (result_of(work)->indices[i].problem == TF_INDICES_TOO_FEW) {
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
    result_of(work)->complete = false;
    if (before > 0) {
        work->n = before;
        return true;
    }
    work->resampling.replicates = 0;
    return estimate(work);
}

/* Would twice as many runs make the intervals narrower, and do they fit? */
static bool can_double(const struct work *work)
{
    bool read =
        request_of(work)->method != TF_SENSITIVITY_SHAPLEY || 2 * work->n <= TF_SHAPLEY_RUNS_MOST;
    return read && !is_hopeless(work) &&
           tf_factor_study_fits(&work->runs, 2 * work->n * runs_of_one(work));
}

/* Doubles n until the intervals are as narrow as the request says. */
static bool run_enough(struct work *work)
{
    const struct tf_sensitivity_request *request = request_of(work);
    struct tf_sensitivity *result = result_of(work);
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
        if (done || !can_double(work)) {
            return true;
        }
        before = n;
    }
}

/* What happened in the runs. */
static void take_counts(struct work *work)
{
    struct tf_sensitivity *result = result_of(work);
    const struct tf_case *item = tf_analysed(work->analysis);
    const struct tf_columns *columns = &work->runs.spread.columns[0];
    result->n = work->n;
    tf_run_counts_add(&result->counts, tf_factor_study_counts(&work->runs), item->factors.count);
    for (size_t i = 0; i < item->measure_count; i++) {
        for (uint64_t run = 0; run < work->runs.run_count; run++) {
            result->absent[i] += columns->feasible[run] && isnan(columns->values[i][run]);
        }
    }
}

bool tf_analyse_runs(const struct tf_analysis *analysis)
{
    struct work work = {.analysis = analysis, .resampling = analysis->request->resampling};
    struct tf_design design = design_of(analysis);
    tf_arena_init(&work.arena);
    tf_arena_init(&work.levels);
    bool shocks = analysis->request->method != TF_SENSITIVITY_SHAPLEY;
    bool good = tf_factor_study_init(&work.runs, analysis->study, analysis->index, &design, shocks,
                                     &analysis->result->arena, analysis->diag);
    work.runs.threads = analysis->request->threads;
    work.runs.keeps_inputs = !tf_sensitivity_needs_independence(analysis->request->method);
    work.runs.columns_beside = analysis->request->method == TF_SENSITIVITY_SOBOL ? 2 : 0;
    work.runs.progress = tell;
    work.runs.context = &work;
    bool morris = analysis->request->method == TF_SENSITIVITY_MORRIS;
    good = good && (!morris || choose_trajectories(&work)) && run_enough(&work);
    if (good) {
        take_counts(&work);
    }
    tf_factor_study_release(&work.runs);
    tf_arena_release(&work.levels);
    tf_arena_release(&work.arena);
    return good;
}
