#include "experiment/solve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "experiment/batch.h"
#include "experiment/narrowing.h"
#include "experiment/response.h"

/* How finely brackets are searched. A trial over draws costs thousands of runs, and the draws, the
 * same everywhere, smooth what a single run may hide in between. */
enum {
    CELLS = 64,
    CELLS_OVER_DRAWS = 16,
    SPREAD = 64,
    SPREAD_OVER_DRAWS = 16,
    STARTS = 8,
    STARTS_OVER_DRAWS = 3,
    LOOKED_AT = 1024 /* draws of a share that tell how far from its target it is */
};

/* So near to its end a value lies at it (of the bracket); so near to its limit a constraint binds
 * (of the limit). */
static const double AT_END = 1e-9, BINDS = 1e-6;

/* What a thread has to solve with: room for trials, and the point in work. */
struct desk {
    const struct tf_problem *problem;
    struct tf_response *response;
    struct tf_arena arena;
    double **axes;             /* [axis][trial] */
    double *place;             /* [axis] */
    double **values, **errors; /* [quantity][trial] */
    struct tf_failure *failures;
    uint64_t *infeasible;
    size_t index; /* the case */
    uint64_t point;
    struct tf_curve curve;
    enum tf_chunk_end end; /* of the last trials */
    struct tf_diag *diag;
};

/* What came of a point, before it is taken. */
struct outcome {
    struct tf_solved solved;
    struct tf_solution solutions[TF_CROSSINGS_MOST];
};

struct solving {
    const struct tf_problem *problem;
    struct tf_solving *result;
    struct desk *desks;       /* [thread] */
    struct outcome *outcomes; /* [slot] */
    size_t desk_count, outcome_count;
};

enum { TRIALS_MOST = 1024 };
_Static_assert(TRIALS_MOST > TF_CELLS_OF_BRACKET_MOST, "a bracket is computed at once");

bool tf_problem_has_roots(const struct tf_problem *problem)
{
    return problem->unknown_count == 1 && problem->quantity_count == 1 &&
           problem->targets[0].goal == TF_GOAL_EQUAL;
}

static size_t vary_count(const struct tf_problem *problem)
{
    return problem->study->grid.axis_count - problem->unknown_count;
}

static bool draws(const struct desk *desk)
{
    return desk->problem->study->draws;
}

/* --- trials -------------------------------------------------------------------------------------
 */

/* Computes trials at the point in work: x[unknown][trial]. */
static bool compute(struct desk *desk, const double *const *x, size_t count)
{
    const struct tf_problem *problem = desk->problem;
    const struct tf_grid *grid = &problem->study->grid;
    size_t varied = vary_count(problem);
    struct tf_trials trials = {desk->values, desk->errors, desk->failures, desk->infeasible};
    for (size_t i = 0; i < varied; i++) {
        double value = grid->axes[i].values[tf_grid_index(grid, i, desk->point)];
        for (size_t at = 0; at < count; at++) {
            desk->axes[i][at] = value;
        }
    }
    for (size_t i = 0; i < problem->unknown_count; i++) {
        memcpy(desk->axes[varied + i], x[i], count * sizeof **x);
    }
    desk->end = tf_response_compute(desk->response, desk->index, (const double *const *)desk->axes,
                                    count, &trials, desk->diag);
    return desk->end == TF_CHUNK_DONE;
}

static void forget(struct tf_solution *solution)
{
    *solution = (struct tf_solution){.value_error = TF_ABSENT, .flat_to = TF_ABSENT};
    for (size_t i = 0; i < TF_QUANTITIES_MOST; i++) {
        solution->reached[i] = solution->error[i] = TF_ABSENT;
    }
}

static bool has_objective(const struct tf_problem *problem)
{
    enum tf_goal last = problem->targets[problem->quantity_count - 1].goal;
    return last == TF_GOAL_LEAST || last == TF_GOAL_MOST;
}

static enum tf_motion motion_of(const struct tf_quantity *quantity)
{
    bool quantile = quantity->over_draws && quantity->statistic.kind == TF_POINT_QUANTILE;
    return quantity->met == TF_MET_FROM_ABOVE               ? TF_STEPPED
           : quantity->met == TF_MET_FROM_BELOW || quantile ? TF_KINKED
                                                            : TF_SMOOTH;
}

/* With something to be made small or large, a share of draws and a year are met from their better
 * side on. */
static struct tf_condition condition_of(const struct tf_problem *problem,
                                        const struct tf_target *target,
                                        const struct tf_quantity *quantity)
{
    bool sided = has_objective(problem) && target->goal == TF_GOAL_EQUAL;
    enum tf_goal goal = sided && quantity->met == TF_MET_FROM_ABOVE   ? TF_GOAL_AT_LEAST
                        : sided && quantity->met == TF_MET_FROM_BELOW ? TF_GOAL_AT_MOST
                                                                      : target->goal;
    return (struct tf_condition){target->value, goal, motion_of(quantity)};
}

/* Does reached stand at the limit of an inequality? */
static bool binds(const struct tf_condition *condition, double reached, double error)
{
    bool limit = condition->goal == TF_GOAL_AT_LEAST || condition->goal == TF_GOAL_AT_MOST;
    double most = fmax(BINDS * fabs(condition->value), isnan(error) ? 0 : error);
    return limit && fabs(reached - condition->value) <= most;
}

/* Of the nearest place, where not everything can hold, what differs from its limit by a millionth
 * is not what is amiss. */
static bool nearly_holds(const struct tf_condition *condition, double reached)
{
    bool near = fabs(reached - condition->value) <= BINDS * fabs(condition->value);
    return tf_condition_holds(condition, reached, 0) || (near && condition->motion != TF_STEPPED);
}

/* What is reached with these values; the trial's results are put into the solution. */
static bool try_values(struct desk *desk, const double *x, struct tf_solution *solution)
{
    const struct tf_problem *problem = desk->problem;
    const double *at[TF_UNKNOWNS_MOST];
    forget(solution);
    for (size_t i = 0; i < TF_UNKNOWNS_MOST; i++) {
        at[i] = &x[i < problem->unknown_count ? i : 0];
    }
    for (size_t i = 0; i < problem->unknown_count; i++) {
        double width = problem->high[i] - problem->low[i];
        solution->value[i] = x[i];
        solution->at_end[i] =
            x[i] - problem->low[i] <= AT_END * width || problem->high[i] - x[i] <= AT_END * width;
    }
    solution->flat_to = x[0];
    if (!compute(desk, at, 1)) {
        return false;
    }
    for (size_t i = 0; i < problem->quantity_count; i++) {
        solution->reached[i] = desk->values[i][0];
        solution->error[i] = desk->errors[i][0];
        struct tf_condition condition =
            condition_of(problem, &problem->targets[i], &problem->quantities[desk->index][i]);
        solution->holds[i] = nearly_holds(&condition, solution->reached[i]);
        solution->binds[i] = binds(&condition, solution->reached[i], solution->error[i]);
    }
    solution->infeasible = desk->infeasible[0];
    return true;
}

/* Why there is no value here. */
static bool find_failure(struct desk *desk, const double *x, struct tf_failure *failure)
{
    struct tf_solution unused;
    if (!try_values(desk, x, &unused)) {
        return false;
    }
    *failure = desk->failures[0];
    return true;
}

/* --- roots --------------------------------------------------------------------------------------
 */

static bool is_share(const struct tf_quantity *quantity)
{
    return quantity->over_draws && quantity->statistic.kind == TF_POINT_SHARE;
}

/* A bracket of a share: a part of the draws tells which places are so far from the target that the
 * share of all draws lies on the same side; the others are computed with all. Where both kinds
 * meet, the curve may seem to turn by as much as they differ. */
static bool look_at_share(struct desk *desk, const double *x, size_t count, double *y)
{
    const double doubt = 5 * sqrt(0.25 / LOOKED_AT); /* five standard errors at most */
    double target = desk->problem->targets[0].value;
    tf_response_limit(desk->response, LOOKED_AT);
    bool good = compute(desk, &x, count);
    tf_response_limit(desk->response, 0);
    if (good) {
        memcpy(y, desk->values[0], count * sizeof *y);
    }
    for (size_t i = 0; i < count && good; i++) {
        const double *at = &x[i];
        if (!(fabs(y[i] - target) > doubt)) { /* also where it has no value */
            good = compute(desk, &at, 1);
            y[i] = desk->values[0][0];
        }
    }
    desk->curve.noise = doubt;
    return good;
}

/* The only quantity as a curve. The standard error is known only with the values: turns smaller
 * than that mean nothing. */
static bool curve_values(void *context, const double *x, size_t count, double *y)
{
    struct desk *desk = context;
    if (desk->curve.steps && count > 1 && tf_response_draw_count(desk->response) > LOOKED_AT) {
        return look_at_share(desk, x, count, y);
    }
    if (!compute(desk, &x, count)) {
        return false;
    }
    memcpy(y, desk->values[0], count * sizeof *y);
    for (size_t i = 0; i < count; i++) {
        if (desk->errors[0][i] > desk->curve.noise) { /* not where it is NaN */
            desk->curve.noise = desk->errors[0][i];
        }
    }
    return true;
}

static bool curve_narrow(void *context, double enough, double *a, double *b)
{
    struct desk *desk = context;
    const struct tf_problem *problem = desk->problem;
    const struct tf_grid *grid = &problem->study->grid;
    for (size_t i = 0; i < vary_count(problem); i++) {
        desk->place[i] = grid->axes[i].values[tf_grid_index(grid, i, desk->point)];
    }
    struct tf_narrowing narrowing = {.response = desk->response,
                                     .quantity = &problem->quantities[desk->index][0],
                                     .index = desk->index,
                                     .axes = desk->place,
                                     .axis = vary_count(problem),
                                     .target = problem->targets[0].value,
                                     .enough = enough};
    desk->end = tf_narrow(&narrowing, a, b, desk->diag);
    return desk->end == TF_CHUNK_DONE;
}

/* The slope of the quantity between x - h and x + h, within the bracket; NaN where it has none. */
static bool find_slope(struct desk *desk, double x, double h, double *slope)
{
    double ends[2] = {fmax(x - h, desk->problem->low[0]), fmin(x + h, desk->problem->high[0])};
    const double *at = ends;
    if (!compute(desk, &at, 2)) {
        return false;
    }
    double rise = desk->values[0][1] - desk->values[0][0];
    *slope = isfinite(rise) ? rise / (ends[1] - ends[0]) : TF_ABSENT;
    return true;
}

/* The standard error of a root: that of what is reached over the slope (the delta method), the
 * slope taken over about as much as the error, since a share of draws moves in steps. */
static bool find_root_error(struct desk *desk, struct tf_solution *solution)
{
    double width = desk->problem->high[0] - desk->problem->low[0];
    double error = solution->error[0], x = solution->value[0], slope;
    double cell = width / CELLS_OVER_DRAWS;
    if (!find_slope(desk, x, cell, &slope)) {
        return false;
    }
    double near = 2 * error / fabs(slope);
    if (near < cell / 2 && !find_slope(desk, x, fmax(near, width * 1e-6), &slope)) {
        return false;
    }
    solution->value_error = fabs(slope) > 0 ? error / fabs(slope) : TF_ABSENT;
    return true;
}

static bool take_roots(struct desk *desk, const struct tf_roots *roots, struct outcome *outcome)
{
    outcome->solved.count = roots->crossing_count;
    for (size_t i = 0; i < roots->crossing_count; i++) {
        struct tf_solution *solution = &outcome->solutions[i];
        if (!try_values(desk, &roots->crossings[i].x, solution) ||
            (draws(desk) && !find_root_error(desk, solution))) {
            return false;
        }
        solution->flat_to = roots->crossings[i].flat_to;
        solution->holds[0] = true;
    }
    outcome->solved.met = roots->crossing_count > 0;
    if (roots->crossing_count == 0 && !isnan(roots->nearest)) {
        outcome->solved.count = 1;
        return try_values(desk, &roots->nearest, &outcome->solutions[0]);
    }
    return true;
}

static bool solve_root(struct desk *desk, struct outcome *outcome)
{
    const struct tf_problem *problem = desk->problem;
    const struct tf_quantity *quantity = &problem->quantities[desk->index][0];
    struct tf_roots roots;
    desk->curve = (struct tf_curve){.values = curve_values,
                                    .context = desk,
                                    .narrow = curve_narrow,
                                    .steps = is_share(quantity)};
    struct tf_root_search search = {.curve = &desk->curve,
                                    .low = problem->low[0],
                                    .high = problem->high[0],
                                    .cells = draws(desk) ? CELLS_OVER_DRAWS : CELLS,
                                    .target = problem->targets[0].value,
                                    .met = quantity->met};
    if (!tf_roots_find(&search, &roots)) {
        return desk->end == TF_CHUNK_DONE && tf_out_of_memory(desk->diag);
    }
    outcome->solved.limit = roots.limit;
    outcome->solved.monotone = roots.monotone;
    bool ends = roots.limit == TF_LIMIT_VALUE || roots.limit == TF_LIMIT_NOWHERE;
    return take_roots(desk, &roots, outcome) &&
           (!ends || find_failure(desk, &roots.beyond, &outcome->solved.failure));
}

/* --- optima -------------------------------------------------------------------------------------
 */

static bool landscape_values(void *context, const double *const *x, size_t count, double *const *y)
{
    struct desk *desk = context;
    if (!compute(desk, x, count)) {
        return false;
    }
    for (size_t i = 0; i < desk->problem->quantity_count; i++) {
        memcpy(y[i], desk->values[i], count * sizeof **y);
    }
    return true;
}

static bool take_optima(struct desk *desk, const struct tf_optima *optima, struct outcome *outcome)
{
    const struct tf_problem *problem = desk->problem;
    outcome->solved.met = optima->met;
    outcome->solved.count = optima->count;
    for (size_t i = 0; i < optima->count; i++) {
        struct tf_solution *solution = &outcome->solutions[i];
        if (!try_values(desk, optima->items[i].x, solution)) {
            return false;
        }
        for (size_t k = 0; k < problem->quantity_count; k++) {
            solution->holds[k] |= optima->met;
        }
    }
    if (optima->count == 0) {
        outcome->solved.limit = TF_LIMIT_NOWHERE;
        return find_failure(desk, problem->low, &outcome->solved.failure);
    }
    return true;
}

static bool solve_optimum(struct desk *desk, struct outcome *outcome)
{
    const struct tf_problem *problem = desk->problem;
    const struct tf_quantity *quantities = problem->quantities[desk->index];
    struct tf_condition conditions[TF_QUANTITIES_MOST];
    struct tf_landscape landscape = {.values = landscape_values,
                                     .context = desk,
                                     .spread = draws(desk) ? SPREAD_OVER_DRAWS : SPREAD,
                                     .starts = draws(desk) ? STARTS_OVER_DRAWS : STARTS};
    struct tf_optimum_search search = {.landscape = &landscape,
                                       .unknown_count = problem->unknown_count,
                                       .quantity_count = problem->quantity_count,
                                       .low = problem->low,
                                       .high = problem->high,
                                       .conditions = conditions};
    struct tf_optima optima;
    for (size_t i = 0; i < problem->quantity_count; i++) {
        conditions[i] = condition_of(problem, &problem->targets[i], &quantities[i]);
        landscape.rough |= motion_of(&quantities[i]) != TF_SMOOTH;
    }
    return tf_optimum_find(&search, &optima, desk->diag) == TF_OPTIMUM_DONE &&
           take_optima(desk, &optima, outcome);
}

/* --- all points ---------------------------------------------------------------------------------
 */

static enum tf_chunk_end solve_point(void *context, size_t thread, size_t slot, uint64_t chunk,
                                     struct tf_diag *diag)
{
    struct solving *solving = context;
    struct desk *desk = &solving->desks[thread];
    struct outcome *outcome = &solving->outcomes[slot];
    uint64_t points = solving->problem->study->grid.point_count;
    desk->index = (size_t)(chunk / points);
    desk->point = chunk % points;
    desk->end = TF_CHUNK_DONE;
    desk->diag = diag;
    outcome->solved =
        (struct tf_solved){.index = desk->index, .point = desk->point, .monotone = true};
    size_t before = diag->errors;
    bool good = tf_problem_has_roots(solving->problem) ? solve_root(desk, outcome)
                                                       : solve_optimum(desk, outcome);
    return good ? TF_CHUNK_DONE : diag->errors > before ? TF_CHUNK_FAILED : TF_CHUNK_STOPPED;
}

static bool take_point(void *context, size_t slot, uint64_t chunk, struct tf_diag *diag)
{
    struct solving *solving = context;
    struct tf_solving *result = solving->result;
    const struct outcome *outcome = &solving->outcomes[slot];
    struct tf_solved *solved = &result->items[chunk];
    *solved = outcome->solved;
    solved->solutions = tf_arena_alloc(&result->arena, solved->count, sizeof *solved->solutions);
    if (solved->solutions == NULL) {
        return tf_out_of_memory(diag);
    }
    if (solved->count > 0) {
        memcpy(solved->solutions, outcome->solutions, solved->count * sizeof *solved->solutions);
    }
    result->met &= solved->met;
    result->count++;
    return true;
}

static void tell(void *context, uint64_t taken)
{
    const struct tf_problem *problem = ((const struct solving *)context)->problem;
    if (problem->progress != NULL) {
        problem->progress(problem->context, taken);
    }
}

static bool stopped(void *context)
{
    const struct tf_study *study = ((const struct solving *)context)->problem->study;
    return study->stopped != NULL && study->stopped(study->stop_context);
}

static double **make_columns(size_t count, struct tf_arena *arena)
{
    double **columns = tf_arena_alloc(arena, count, sizeof *columns);
    for (size_t i = 0; columns != NULL && i < count; i++) {
        columns[i] = tf_arena_alloc(arena, TRIALS_MOST, sizeof **columns);
        if (columns[i] == NULL) {
            return NULL;
        }
    }
    return columns;
}

static bool make_desk(struct desk *desk, const struct tf_problem *problem, size_t threads,
                      struct tf_diag *diag)
{
    struct tf_arena *arena = &desk->arena;
    desk->problem = problem;
    desk->axes = make_columns(problem->study->grid.axis_count, arena);
    desk->place = tf_arena_alloc(arena, problem->study->grid.axis_count, sizeof *desk->place);
    desk->values = make_columns(problem->quantity_count, arena);
    desk->errors = make_columns(problem->quantity_count, arena);
    desk->failures = tf_arena_alloc(arena, TRIALS_MOST, sizeof *desk->failures);
    desk->infeasible = tf_arena_alloc(arena, TRIALS_MOST, sizeof *desk->infeasible);
    if (desk->axes == NULL || desk->place == NULL || desk->values == NULL || desk->errors == NULL ||
        desk->failures == NULL || desk->infeasible == NULL) {
        return tf_out_of_memory(diag);
    }
    desk->response = tf_response_new(problem->study, problem->quantities, problem->quantity_count,
                                     threads, diag);
    return desk->response != NULL;
}

/* How many points are solved at one time. */
static size_t desk_count(const struct tf_problem *problem)
{
    uint64_t points = problem->study->grid.point_count * problem->study->case_count;
    return points < problem->threads ? (size_t)points : problem->threads;
}

uint64_t tf_solve_draws_most(const struct tf_problem *problem)
{
    return TF_STORED_BYTES_MOST / (sizeof(double) * problem->quantity_count * desk_count(problem));
}

/* Points are shared out to threads; threads that have none help with draws. */
static bool make_room(struct solving *solving, uint64_t points, struct tf_diag *diag)
{
    const struct tf_problem *problem = solving->problem;
    struct tf_solving *result = solving->result;
    solving->desk_count = desk_count(problem);
    solving->outcome_count = tf_batch_slot_count(solving->desk_count);
    solving->desks = calloc(solving->desk_count, sizeof *solving->desks);
    solving->outcomes = calloc(solving->outcome_count, sizeof *solving->outcomes);
    result->items = tf_arena_alloc(&result->arena, points, sizeof *result->items);
    if (solving->desks == NULL || solving->outcomes == NULL || result->items == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < solving->desk_count; i++) {
        if (!make_desk(&solving->desks[i], problem, problem->threads / solving->desk_count, diag)) {
            return false;
        }
    }
    return true;
}

static void release_room(struct solving *solving)
{
    for (size_t i = 0; solving->desks != NULL && i < solving->desk_count; i++) {
        struct desk *desk = &solving->desks[i];
        if (desk->response != NULL) {
            solving->result->runs += tf_response_run_count(desk->response);
        }
        tf_response_free(desk->response);
        tf_arena_release(&desk->arena);
    }
    free(solving->desks);
    free(solving->outcomes);
}

bool tf_solve(const struct tf_problem *problem, struct tf_solving *result, struct tf_diag *diag)
{
    struct solving solving = {.problem = problem, .result = result};
    uint64_t points = problem->study->grid.point_count * problem->study->case_count, taken;
    *result = (struct tf_solving){.met = true};
    struct tf_batch batch = {.chunk_count = points,
                             .context = &solving,
                             .work = solve_point,
                             .take = take_point,
                             .progress = tell,
                             .stopped = stopped};
    bool good = make_room(&solving, points, diag);
    if (good) {
        batch.threads = solving.desk_count;
        good = tf_batch_run(&batch, &taken, diag);
    }
    release_room(&solving);
    return good;
}

void tf_solving_release(struct tf_solving *result)
{
    tf_arena_release(&result->arena);
    *result = (struct tf_solving){0};
}
