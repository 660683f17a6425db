#include "output/solved.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "experiment/projection.h"
#include "output/csv.h"
#include "output/json.h"

static const struct tf_case *case_of(const struct tf_solved_view *view, size_t index)
{
    return &view->problem->study->cases[index];
}

const char *tf_solved_address(const struct tf_solved_view *view, size_t axis)
{
    const struct tf_case *item = case_of(view, 0);
    return tf_address_format(&item->scenario.rows[item->inputs[axis]].address,
                             &item->scenario.dimensions, view->arena);
}

size_t tf_solved_vary_count(const struct tf_solved_view *view)
{
    return view->problem->study->grid.axis_count - view->problem->unknown_count;
}

double tf_solved_varied(const struct tf_solved_view *view, size_t axis, uint64_t point)
{
    const struct tf_grid *grid = &view->problem->study->grid;
    return grid->axes[axis].values[tf_grid_index(grid, axis, point)];
}

const char *tf_solved_failure(const struct tf_solved_view *view, const struct tf_solved *solved)
{
    return solved->failure.reason == TF_FEASIBLE
               ? NULL
               : tf_failure_text(&case_of(view, solved->index)->scenario, &solved->failure,
                                 view->arena);
}

/* A year later than the horizon is absent in files. */
static double written(double reached)
{
    return isinf(reached) ? TF_ABSENT : reached;
}

/* `ok`, or why there is no root. */
static const char *root_status(const struct tf_solved_view *view, const struct tf_solved *solved,
                               const struct tf_solution *solution)
{
    const char *failure = tf_solved_failure(view, solved);
    if (solved->met && solution != NULL) {
        char end[TF_NUMBER_TEXT];
        tf_number_shortest(solution->flat_to, end);
        return solution->flat_to > solution->value[0]
                   ? tf_arena_printf(view->arena, "ok; the same up to %s", end)
                   : "ok";
    }
    switch (solved->limit) {
    case TF_LIMIT_LOW_END:
        return "no root; nearest at the low end of the bracket";
    case TF_LIMIT_HIGH_END:
        return "no root; nearest at the high end of the bracket";
    case TF_LIMIT_TURN:
        return "no root; turns before the target";
    case TF_LIMIT_JUMP:
        return "no root; leaps over the target";
    case TF_LIMIT_FLAT:
        return solution != NULL && isinf(solution->reached[0])
                   ? "no root; later than the horizon"
                   : "no root; the metric does not move";
    default:
        break;
    }
    if (failure == NULL) {
        return solved->limit == TF_LIMIT_NOWHERE ? "no root; the metric has no value"
                                                 : "no root; no value beyond the nearest";
    }
    return tf_arena_printf(view->arena,
                           solved->limit == TF_LIMIT_NOWHERE ? "no root; infeasible: %s"
                                                             : "no root; infeasible beyond: %s",
                           failure);
}

/* `2`, `>=2`, `min`. */
static const char *target_text(const struct tf_solved_view *view, const struct tf_target *target)
{
    static const char *const before[] = {
        [TF_GOAL_EQUAL] = "", [TF_GOAL_AT_LEAST] = ">=", [TF_GOAL_AT_MOST] = "<="};
    char value[TF_NUMBER_TEXT];
    if (target->goal == TF_GOAL_LEAST || target->goal == TF_GOAL_MOST) {
        return target->goal == TF_GOAL_LEAST ? "min" : "max";
    }
    tf_number_shortest(target->value, value);
    return tf_arena_printf(view->arena, "%s%s", before[target->goal], value);
}

static const char *unknown_status(const struct tf_problem *problem, const struct tf_solved *solved,
                                  const struct tf_solution *solution, size_t unknown)
{
    double middle = (problem->low[unknown] + problem->high[unknown]) / 2;
    const char *end = solution->value[unknown] < middle ? "low" : "high";
    if (!solution->at_end[unknown]) {
        return solved->met ? "ok" : "not met; nearest";
    }
    return end[0] == 'l' ? (solved->met ? "ok; at the low end of the bracket"
                                        : "not met; nearest at the low end of the bracket")
                         : (solved->met ? "ok; at the high end of the bracket"
                                        : "not met; nearest at the high end of the bracket");
}

static const char *quantity_status(const struct tf_solution *solution, size_t quantity)
{
    return !solution->holds[quantity] ? "not met" : solution->binds[quantity] ? "ok; binds" : "ok";
}

/* --- CSV ----------------------------------------------------------------------------------------
 */

static void csv_start(const struct tf_solved_view *view, const struct tf_solved *solved,
                      struct tf_buffer *out)
{
    tf_csv_field(out, case_of(view, solved->index)->scenario.name, true);
    for (size_t axis = 0; axis < tf_solved_vary_count(view); axis++) {
        tf_csv_number(out, tf_solved_varied(view, axis, solved->point), false);
    }
}

/* What a row has beside its start. NULL and NaN: nothing. */
struct row {
    const char *find;
    double value;
    const char *metric, *target;
    double reached, error;
    const char *status;
};

static void csv_row(const struct tf_solved_view *view, const struct tf_solved *solved,
                    const struct row *row, struct tf_buffer *out)
{
    csv_start(view, solved, out);
    tf_csv_field(out, row->find, false);
    tf_csv_number(out, row->value, false);
    tf_csv_field(out, row->metric, false);
    tf_csv_field(out, row->target, false);
    tf_csv_number(out, row->reached, false);
    tf_csv_number(out, row->error, false);
    tf_csv_field(out, row->status, false);
    tf_csv_end(out);
}

static void csv_root(const struct tf_solved_view *view, const struct tf_solved *solved,
                     const struct tf_solution *solution, struct tf_buffer *out)
{
    const struct tf_target *target = &view->problem->targets[0];
    struct row row = {
        .find = tf_solved_address(view, tf_solved_vary_count(view)),
        .value = solution != NULL ? solution->value[0] : TF_ABSENT,
        .metric = target->metric,
        .target = target_text(view, target),
        .reached = solution != NULL ? written(solution->reached[0]) : TF_ABSENT,
        .error = solution != NULL ? solution->value_error : TF_ABSENT,
        .status = root_status(view, solved, solution),
    };
    csv_row(view, solved, &row, out);
}

static void csv_optimum(const struct tf_solved_view *view, const struct tf_solved *solved,
                        const struct tf_solution *solution, struct tf_buffer *out)
{
    const struct tf_problem *problem = view->problem;
    for (size_t i = 0; i < problem->unknown_count; i++) {
        struct row row = {.find = tf_solved_address(view, tf_solved_vary_count(view) + i),
                          .value = solution->value[i],
                          .reached = TF_ABSENT,
                          .error = TF_ABSENT,
                          .status = unknown_status(problem, solved, solution, i)};
        csv_row(view, solved, &row, out);
    }
    for (size_t i = 0; i < problem->quantity_count; i++) {
        struct row row = {.value = TF_ABSENT,
                          .metric = problem->targets[i].metric,
                          .target = target_text(view, &problem->targets[i]),
                          .reached = written(solution->reached[i]),
                          .error = solution->error[i],
                          .status = quantity_status(solution, i)};
        csv_row(view, solved, &row, out);
    }
}

/* A point at which nothing has a value. */
static void csv_nowhere(const struct tf_solved_view *view, const struct tf_solved *solved,
                        struct tf_buffer *out)
{
    const char *failure = tf_solved_failure(view, solved);
    struct row row = {.find = tf_solved_address(view, tf_solved_vary_count(view)),
                      .value = TF_ABSENT,
                      .metric = view->problem->targets[0].metric,
                      .target = target_text(view, &view->problem->targets[0]),
                      .reached = TF_ABSENT,
                      .error = TF_ABSENT,
                      .status = failure != NULL
                                    ? tf_arena_printf(view->arena, "infeasible: %s", failure)
                                    : "no value anywhere"};
    csv_row(view, solved, &row, out);
}

static void csv_point(const struct tf_solved_view *view, const struct tf_solved *solved,
                      struct tf_buffer *out)
{
    bool roots = tf_problem_has_roots(view->problem);
    if (solved->count == 0 && roots) {
        csv_root(view, solved, NULL, out);
    } else if (solved->count == 0) {
        csv_nowhere(view, solved, out);
    }
    for (size_t i = 0; i < solved->count; i++) {
        (roots ? csv_root : csv_optimum)(view, solved, &solved->solutions[i], out);
    }
}

bool tf_solved_csv(const struct tf_solved_view *view, struct tf_buffer *out)
{
    tf_csv_field(out, "scenario", true);
    for (size_t axis = 0; axis < tf_solved_vary_count(view); axis++) {
        const char *address = tf_solved_address(view, axis);
        tf_csv_field(out, address != NULL ? tf_arena_printf(view->arena, "set.%s", address) : NULL,
                     false);
    }
    tf_buffer_text(out, ",find,value,metric,target,reached,stderr,status\n");
    for (size_t i = 0; i < view->solving->count; i++) {
        csv_point(view, &view->solving->items[i], out);
    }
    return !out->failed;
}

/* --- JSON ---------------------------------------------------------------------------------------
 */

static void json_solution(struct tf_json *json, const struct tf_solved_view *view,
                          const struct tf_solution *solution)
{
    const struct tf_problem *problem = view->problem;
    tf_json_open(json, NULL, '{', false);
    tf_json_open(json, "find", '[', false);
    for (size_t i = 0; i < problem->unknown_count; i++) {
        tf_json_open(json, NULL, '{', true);
        tf_json_text(json, "address", tf_solved_address(view, tf_solved_vary_count(view) + i));
        tf_json_number(json, "value", solution->value[i]);
        tf_json_number(json, "stderr", i == 0 ? solution->value_error : TF_ABSENT);
        tf_json_bool(json, "at_end", solution->at_end[i]);
        tf_json_close(json, '}');
    }
    tf_json_close(json, ']');
    tf_json_open(json, "targets", '[', false);
    for (size_t i = 0; i < problem->quantity_count; i++) {
        tf_json_open(json, NULL, '{', true);
        tf_json_text(json, "metric", problem->targets[i].metric);
        tf_json_text(json, "target", target_text(view, &problem->targets[i]));
        tf_json_number(json, "reached", written(solution->reached[i]));
        tf_json_number(json, "stderr", solution->error[i]);
        tf_json_bool(json, "met", solution->holds[i]);
        tf_json_bool(json, "binds", solution->binds[i]);
        tf_json_close(json, '}');
    }
    tf_json_close(json, ']');
    tf_json_close(json, '}');
}

/* Of a point as a whole. */
static const char *point_status(const struct tf_solved_view *view, const struct tf_solved *solved)
{
    const char *failure = tf_solved_failure(view, solved);
    if (tf_problem_has_roots(view->problem)) {
        return root_status(view, solved, solved->count > 0 ? &solved->solutions[0] : NULL);
    }
    return solved->met       ? "ok"
           : failure == NULL ? "not met"
                             : tf_arena_printf(view->arena, "infeasible: %s", failure);
}

static void json_point(struct tf_json *json, const struct tf_solved_view *view,
                       const struct tf_solved *solved)
{
    tf_json_open(json, NULL, '{', false);
    tf_json_text(json, "scenario", case_of(view, solved->index)->scenario.name);
    tf_json_open(json, "set", '{', true);
    for (size_t axis = 0; axis < tf_solved_vary_count(view); axis++) {
        const char *address = tf_solved_address(view, axis);
        tf_json_number(json, address != NULL ? address : "",
                       tf_solved_varied(view, axis, solved->point));
    }
    tf_json_close(json, '}');
    tf_json_bool(json, "met", solved->met);
    tf_json_text(json, "status", point_status(view, solved));
    tf_json_open(json, "solutions", '[', false);
    for (size_t i = 0; i < solved->count; i++) {
        json_solution(json, view, &solved->solutions[i]);
    }
    tf_json_close(json, ']');
    tf_json_close(json, '}');
}

bool tf_solved_json(const struct tf_solved_view *view, struct tf_buffer *out)
{
    struct tf_json json;
    tf_json_begin(&json, out);
    tf_json_open(&json, NULL, '[', false);
    for (size_t i = 0; i < view->solving->count; i++) {
        json_point(&json, view, &view->solving->items[i]);
    }
    tf_json_close(&json, ']');
    tf_json_end(&json);
    return !out->failed;
}
