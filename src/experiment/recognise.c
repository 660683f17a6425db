#include "experiment/recognise.h"

#include <inttypes.h>

static bool same(double a, double b)
{
    return !(a < b || a > b);
}

/* --- Saltelli's design ----------------------------------------------------------------------- */

/* Is a run like another one, but with one factor (or none: TF_NO_FACTOR) from a third? */
static bool is_mixed(const struct tf_points_given *points, uint64_t run, uint64_t like,
                     size_t factor, uint64_t from)
{
    for (size_t i = 0; i < points->factor_count; i++) {
        if (!same(points->x[i][run], points->x[i][i == factor ? from : like])) {
            return false;
        }
    }
    return true;
}

/* The first run of a base point that is not what the design has there; those of A and B are
 * whatever they are. `rows` when all are. */
static uint64_t find_odd_row(const struct tf_points_given *points, uint64_t first, uint64_t rows)
{
    uint64_t k = points->factor_count, a = first, b = first + rows - 1;
    for (uint64_t row = 1; row + 1 < rows; row++) {
        size_t factor = (size_t)((row - 1) % k);
        bool of_a = row <= k;
        if (!is_mixed(points, first + row, of_a ? a : b, factor, of_a ? b : a)) {
            return row;
        }
    }
    return rows;
}

/* The run that is odd when base points have so many rows; run_count when none is. */
static uint64_t find_odd_run(const struct tf_points_given *points, uint64_t rows)
{
    for (uint64_t first = 0; first + rows <= points->run_count; first += rows) {
        uint64_t row = find_odd_row(points, first, rows);
        if (row < rows) {
            return first + row;
        }
    }
    return points->run_count;
}

static bool refuse_row_count(const struct tf_points_given *points, struct tf_diag *diag)
{
    size_t k = points->factor_count;
    return tf_fail(diag, TF_BAD_INPUT, NULL,
                   "the design has %" PRIu64 " runs; with %zu factor%s Saltelli's has %zu for each "
                   "base point, or %zu with second order: runs or factors are missing, or it was "
                   "made by another method than `twofold design --method saltelli`",
                   points->run_count, k, k == 1 ? "" : "s", k + 2, 2 * k + 2);
}

static bool refuse_odd_run(const struct tf_points_given *points, uint64_t run, uint64_t rows,
                           struct tf_diag *diag)
{
    uint64_t k = points->factor_count, row = run % rows, first = run - row + points->run_number;
    bool of_a = row <= k;
    return tf_fail(diag, TF_BAD_INPUT, NULL,
                   "this is no design of Saltelli's: run %" PRIu64 " should be run %" PRIu64
                   " with `%s` of run %" PRIu64
                   "; make it by `twofold design --method saltelli`, from the same factors",
                   run + points->run_number, of_a ? first : first + rows - 1,
                   points->factors[(row - 1) % k], of_a ? first + rows - 1 : first);
}

bool tf_saltelli_recognise(const struct tf_points_given *points, struct tf_sobol_design *design,
                           struct tf_diag *diag)
{
    uint64_t k = points->factor_count, odd = 0, rows = 0;
    bool any = false;
    for (int second = 0; second < 2; second++) {
        uint64_t size = second == 0 ? k + 2 : 2 * k + 2;
        if (points->run_count % size != 0) {
            continue;
        }
        uint64_t run = find_odd_run(points, size);
        if (run == points->run_count) {
            *design = (struct tf_sobol_design){.factor_count = points->factor_count,
                                               .base_count = run / size,
                                               .second_order = second == 1};
            return true;
        }
        if (!any || run > odd) { /* what it looks most like */
            odd = run;
            rows = size;
        }
        any = true;
    }
    return any ? refuse_odd_run(points, odd, rows, diag) : refuse_row_count(points, diag);
}

/* --- trajectories ---------------------------------------------------------------------------- */

struct tracing {
    const struct tf_points_given *points;
    const struct tf_marginal *marginals;
    struct tf_morris_step *steps;
    size_t step_count;
    struct tf_diag *diag;
};

/* Which factors differ between a run and the one before: how many, and the last of them. */
static size_t count_moved(const struct tf_points_given *points, uint64_t run, size_t *factor)
{
    size_t count = 0;
    *factor = 0;
    for (size_t i = 0; i < points->factor_count; i++) {
        if (!same(points->x[i][run], points->x[i][run - 1])) {
            *factor = i;
            count++;
        }
    }
    return count;
}

static bool refuse_move(const struct tracing *tracing, uint64_t run, size_t moved)
{
    return tf_fail(tracing->diag, TF_BAD_INPUT, NULL,
                   "these are no trajectories: %zu factors move between runs %" PRIu64
                   " and %" PRIu64 ", and it should be one; make the design by `twofold design "
                   "--method morris`, from the same factors",
                   moved, run - 1 + tracing->points->run_number, run + tracing->points->run_number);
}

static bool refuse_second_move(const struct tracing *tracing, uint64_t run, size_t factor)
{
    return tf_fail(tracing->diag, TF_BAD_INPUT, NULL,
                   "these are no trajectories: `%s` moves again at run %" PRIu64
                   ", and each factor should move once in %zu runs",
                   tracing->points->factors[factor], run + tracing->points->run_number,
                   tracing->points->factor_count + 1);
}

static bool add_step(struct tracing *tracing, uint64_t run, size_t factor, uint64_t trajectory)
{
    const double *x = tracing->points->x[factor];
    const struct tf_marginal *marginal = &tracing->marginals[factor];
    double delta =
        tf_marginal_probability(marginal, x[run]) - tf_marginal_probability(marginal, x[run - 1]);
    if (same(delta, 0)) {
        return tf_fail(tracing->diag, TF_BAD_INPUT, NULL,
                       "run %" PRIu64 ": `%s` moves where its distribution has no probability; "
                       "give the factors that the design was made from",
                       run + tracing->points->run_number, tracing->points->factors[factor]);
    }
    tracing->steps[tracing->step_count++] =
        (struct tf_morris_step){factor, run - 1, run, delta, trajectory};
    return true;
}

static bool can_move(const struct tf_marginal *marginal)
{
    return marginal->kind != TF_DIST_NONE;
}

static bool trace_one(struct tracing *tracing, uint64_t first, uint64_t trajectory)
{
    size_t before = tracing->step_count, still = 0;
    for (size_t i = 0; i < tracing->points->factor_count; i++) {
        still += !can_move(&tracing->marginals[i]);
    }
    for (uint64_t row = 1; row <= tracing->points->factor_count; row++) {
        size_t factor, moved = count_moved(tracing->points, first + row, &factor);
        bool rests = moved == 0 && still > 0;
        still -= rests;
        if (moved != 1 && !rests) {
            return refuse_move(tracing, first + row, moved);
        }
        for (size_t i = before; i < tracing->step_count && moved == 1; i++) {
            if (tracing->steps[i].factor == factor) {
                return refuse_second_move(tracing, first + row, factor);
            }
        }
        if (moved == 1 && !add_step(tracing, first + row, factor, trajectory)) {
            return false;
        }
    }
    return true;
}

bool tf_trajectories_recognise(const struct tf_points_given *points,
                               const struct tf_marginal *marginals, struct tf_arena *arena,
                               struct tf_morris_design *design, struct tf_diag *diag)
{
    uint64_t rows = points->factor_count + 1;
    struct tracing tracing = {.points = points, .marginals = marginals, .diag = diag};
    if (points->run_count % rows != 0) {
        return tf_fail(
            diag, TF_BAD_INPUT, NULL,
            "the design has %" PRIu64 " runs; with %zu factor%s a trajectory has %" PRIu64
            ": runs or factors are missing, or it was made by another method than "
            "`twofold design --method morris`",
            points->run_count, points->factor_count, points->factor_count == 1 ? "" : "s", rows);
    }
    tracing.steps = tf_arena_alloc(arena, (size_t)points->run_count, sizeof *tracing.steps);
    if (tracing.steps == NULL) {
        return tf_out_of_memory(diag);
    }
    for (uint64_t trajectory = 0; trajectory * rows < points->run_count; trajectory++) {
        if (!trace_one(&tracing, trajectory * rows, trajectory)) {
            return false;
        }
    }
    *design = (struct tf_morris_design){points->factor_count, tracing.steps, tracing.step_count};
    return true;
}
