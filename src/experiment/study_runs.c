/* The runs of a study: their inputs filled, the model evaluated, what happened counted. */
#include <string.h>

#include "experiment/study.h"

enum {
    COLUMN_ROOM = TF_CHUNK_RUNS + 2 * TF_RUN_BLOCK, /* a chunk of draws that begins anywhere */
    DRAWN_MOST = 16384, /* draws that are kept from point to point: some megabytes a worker */
    PIECE = 64          /* runs between two looks at whether to stop: at most milliseconds */
};

struct tf_study_worker {
    const struct tf_study *study;
    struct tf_evaluator **evaluators; /* [case] */
    double **inputs;                  /* [input]: columns of the runs of a chunk */
    double **shocks;                  /* [shock * horizon + t - 1]; NULL where a case has none */
    double **drawn, **drawn_shocks;   /* the same of consecutive draws; unused at a single point */
    const double **input_at;          /* the columns from a run of the chunk on */
    const double **shocks_at;
    double **values_at;
    size_t *place; /* [axis]: which value the point being filled has */
    /* Which draws `drawn` has. */
    size_t drawn_case;
    uint64_t drawn_first;
    size_t drawn_count;
    size_t index; /* the case evaluated last */
};

static size_t shock_column_count(const struct tf_case *item)
{
    return TF_SHOCK_COUNT * item->plan.horizon;
}

/* What all cases need at most. */
struct sizes {
    size_t inputs, shocks, measures;
};

static struct sizes largest(const struct tf_study *study)
{
    struct sizes sizes = {0};
    for (size_t i = 0; i < study->case_count; i++) {
        const struct tf_case *item = &study->cases[i];
        size_t shocks = shock_column_count(item);
        sizes.inputs = item->input_count > sizes.inputs ? item->input_count : sizes.inputs;
        sizes.shocks = shocks > sizes.shocks ? shocks : sizes.shocks;
        sizes.measures =
            item->measure_count > sizes.measures ? item->measure_count : sizes.measures;
    }
    return sizes;
}

static double **make_columns(size_t count, size_t room, struct tf_arena *arena)
{
    double **columns = tf_arena_alloc(arena, count, sizeof *columns);
    for (size_t i = 0; columns != NULL && i < count; i++) {
        columns[i] = tf_arena_alloc_aligned(arena, room, sizeof **columns);
        if (columns[i] == NULL) {
            return NULL;
        }
    }
    return columns;
}

/* Is the shock of this column drawn in any case? */
static bool needs_shock(const struct tf_study *study, size_t column)
{
    for (size_t i = 0; i < study->case_count; i++) {
        const struct tf_case *item = &study->cases[i];
        size_t shock = column / item->plan.horizon;
        if (shock < TF_SHOCK_COUNT && item->shocks[shock]) {
            return true;
        }
    }
    return false;
}

static double **make_shocks(const struct tf_study *study, size_t count, size_t room,
                            struct tf_arena *arena)
{
    double **columns = tf_arena_alloc(arena, count, sizeof *columns);
    for (size_t i = 0; columns != NULL && i < count; i++) {
        if (needs_shock(study, i)) {
            columns[i] = tf_arena_alloc_aligned(arena, room, sizeof **columns);
            if (columns[i] == NULL) {
                return NULL;
            }
        }
    }
    return columns;
}

bool tf_study_keeps_draws(const struct tf_study *study)
{
    return study->draws && study->design.run_count <= DRAWN_MOST;
}

static bool make_room(struct tf_study_worker *worker, struct tf_arena *arena)
{
    const struct tf_study *study = worker->study;
    struct sizes sizes = largest(study);
    bool several = study->grid.point_count > 1 || study->off_grid;
    size_t draws = (size_t)study->design.run_count + 2 * TF_RUN_BLOCK;
    size_t room = tf_study_keeps_draws(study) && draws > COLUMN_ROOM ? draws : COLUMN_ROOM;
    worker->inputs = make_columns(sizes.inputs, COLUMN_ROOM, arena);
    worker->shocks = make_shocks(study, sizes.shocks, COLUMN_ROOM, arena);
    worker->drawn = several ? make_columns(sizes.inputs, room, arena) : worker->inputs;
    worker->drawn_shocks = several ? make_shocks(study, sizes.shocks, room, arena) : worker->shocks;
    worker->input_at = tf_arena_alloc(arena, sizes.inputs, sizeof *worker->input_at);
    worker->shocks_at = tf_arena_alloc(arena, sizes.shocks, sizeof *worker->shocks_at);
    worker->values_at = tf_arena_alloc(arena, sizes.measures, sizeof *worker->values_at);
    worker->place = tf_arena_alloc(arena, study->grid.axis_count, sizeof *worker->place);
    worker->evaluators = tf_arena_alloc(arena, study->case_count, sizeof *worker->evaluators);
    return worker->inputs != NULL && worker->shocks != NULL && worker->drawn != NULL &&
           worker->drawn_shocks != NULL && worker->input_at != NULL && worker->shocks_at != NULL &&
           worker->values_at != NULL && worker->place != NULL && worker->evaluators != NULL;
}

struct tf_study_worker *tf_study_worker_new(const struct tf_study *study, struct tf_arena *arena,
                                            struct tf_diag *diag)
{
    struct tf_study_worker *worker = tf_arena_alloc(arena, 1, sizeof *worker);
    if (worker == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    *worker = (struct tf_study_worker){.study = study};
    if (!make_room(worker, arena)) {
        tf_out_of_memory(diag);
        return NULL;
    }
    for (size_t i = 0; i < study->case_count; i++) {
        const struct tf_case *item = &study->cases[i];
        worker->evaluators[i] = tf_evaluator_new(&item->plan, item->inputs, item->input_count,
                                                 item->measures, item->measure_count, arena, diag);
        if (worker->evaluators[i] == NULL) {
            return NULL;
        }
    }
    return worker;
}

/* The draws first … first + count - 1 of the case's factors and shocks into drawn[…]. */
static void draw(struct tf_study_worker *worker, uint64_t first, size_t count)
{
    const struct tf_study *study = worker->study;
    const struct tf_case *item = &study->cases[worker->index];
    const struct tf_design *design = &study->design;
    size_t horizon = item->plan.horizon;
    tf_factors_draw(&item->factors, design, first, count, worker->drawn + study->grid.axis_count);
    for (size_t shock = 0; shock < TF_SHOCK_COUNT; shock++) {
        for (size_t t = 1; item->shocks[shock] && t <= horizon; t++) {
            double *column = worker->drawn_shocks[shock * horizon + t - 1];
            struct tf_dimension dimension =
                tf_study_shock_dimension(study, item, (enum tf_shock)shock, t);
            tf_design_uniforms(design, &dimension, first, count, column);
            tf_scores_from_uniforms(count, design->lane_width, column);
        }
    }
    worker->drawn_case = worker->index;
    worker->drawn_first = first;
    worker->drawn_count = count;
}

/* Sees to it that `drawn` has these draws. All draws at once where there is room: the next point
 * has the same. */
static void need_draws(struct tf_study_worker *worker, uint64_t first, size_t count)
{
    bool there = worker->drawn_case == worker->index && first >= worker->drawn_first &&
                 first + count <= worker->drawn_first + worker->drawn_count;
    if (there) {
        return;
    }
    if (tf_study_keeps_draws(worker->study)) {
        draw(worker, 0, (size_t)worker->study->design.run_count);
    } else {
        uint64_t begin = first / TF_RUN_BLOCK * TF_RUN_BLOCK;
        draw(worker, begin, (size_t)(first - begin) + count);
    }
}

/* Copies draws to the runs of the chunk from `at` on. */
static void copy_draws(struct tf_study_worker *worker, uint64_t first, size_t count, size_t at)
{
    const struct tf_case *item = &worker->study->cases[worker->index];
    size_t from = (size_t)(first - worker->drawn_first);
    for (size_t i = worker->study->grid.axis_count; i < item->input_count; i++) {
        memcpy(worker->inputs[i] + at, worker->drawn[i] + from, count * sizeof(double));
    }
    for (size_t i = 0; i < shock_column_count(item); i++) {
        if (item->shocks[i / item->plan.horizon]) {
            memcpy(worker->shocks[i] + at, worker->drawn_shocks[i] + from, count * sizeof(double));
        }
    }
}

static void fill_axes(struct tf_study_worker *worker, size_t at, size_t count)
{
    const struct tf_grid *grid = &worker->study->grid;
    for (size_t axis = 0; axis < grid->axis_count; axis++) {
        double value = grid->axes[axis].values[worker->place[axis]];
        for (size_t run = at; run < at + count; run++) {
            worker->inputs[axis][run] = value;
        }
    }
}

static void find_point(struct tf_study_worker *worker, uint64_t point)
{
    const struct tf_grid *grid = &worker->study->grid;
    for (size_t axis = 0; axis < grid->axis_count; axis++) {
        worker->place[axis] = tf_grid_index(grid, axis, point);
    }
}

static void next_point(struct tf_study_worker *worker)
{
    const struct tf_grid *grid = &worker->study->grid;
    for (size_t axis = grid->axis_count; axis-- > 0;) {
        if (++worker->place[axis] < grid->axes[axis].count) {
            return;
        }
        worker->place[axis] = 0;
    }
}

/* The inputs of a chunk: at a single point straight as they are drawn, else point by point. */
static void fill_inputs(struct tf_study_worker *worker, uint64_t first, size_t count)
{
    const struct tf_study *study = worker->study;
    uint64_t draws = study->design.run_count, begin = first % draws;
    find_point(worker, first / draws);
    if (study->grid.point_count == 1 && study->draws && !study->off_grid) {
        draw(worker, first, count);
        fill_axes(worker, 0, count);
        return;
    }
    for (size_t at = 0; at < count;) {
        size_t left = count - at;
        size_t now = draws - begin < left ? (size_t)(draws - begin) : left;
        if (study->draws) {
            need_draws(worker, begin, now);
            copy_draws(worker, begin, now, at);
        }
        fill_axes(worker, at, now);
        at += now;
        begin = 0;
        next_point(worker);
    }
}

/* Draws at the end of their range, run by run; cut paths are in `clipped` already. */
static void note_clipping(const struct tf_study_worker *worker, size_t count, uint8_t *clipped)
{
    const struct tf_case *item = &worker->study->cases[worker->index];
    for (size_t i = 0; i < item->factors.count; i++) {
        const struct tf_factor *factor = &item->factors.items[i];
        const double *column = tf_study_input(worker, worker->study->grid.axis_count + i);
        for (size_t run = 0; factor->clips && run < count; run++) {
            if (clipped[run] < UINT8_MAX && tf_factor_is_clipped(factor, column[run])) {
                clipped[run]++;
            }
        }
    }
}

/* Points the columns at the chunk's run `at`. */
static void point_at(struct tf_study_worker *worker, size_t at, double *const *values)
{
    const struct tf_case *item = &worker->study->cases[worker->index];
    for (size_t i = 0; i < item->input_count; i++) {
        worker->input_at[i] = worker->inputs[i] + at;
    }
    for (size_t i = 0; i < shock_column_count(item); i++) {
        bool drawn = item->shocks[i / item->plan.horizon];
        worker->shocks_at[i] = drawn ? worker->shocks[i] + at : NULL;
    }
    for (size_t i = 0; i < item->measure_count; i++) {
        worker->values_at[i] = values[i] + at;
    }
}

/* Evaluates runs whose inputs are filled. */
static bool evaluate(struct tf_study_worker *worker, size_t count, double *const *values,
                     struct tf_chunk_notes *notes)
{
    const struct tf_study *study = worker->study;
    for (size_t at = 0; at < count; at += PIECE) {
        size_t now = count - at < PIECE ? count - at : PIECE;
        if (study->stopped != NULL && study->stopped(study->stop_context)) {
            return false;
        }
        point_at(worker, at, values);
        struct tf_inputs inputs = {.rows = worker->input_at, .shocks = worker->shocks_at};
        struct tf_outputs outputs = {.values = worker->values_at,
                                     .failures = notes->failures + at,
                                     .clipped = notes->clipped + at};
        tf_evaluate(worker->evaluators[worker->index], &inputs, now, &outputs);
    }
    note_clipping(worker, count, notes->clipped);
    return true;
}

bool tf_study_evaluate(struct tf_study_worker *worker, size_t index, uint64_t first, size_t count,
                       double *const *values, struct tf_chunk_notes *notes)
{
    worker->index = index;
    fill_inputs(worker, first, count);
    return evaluate(worker, count, values, notes);
}

bool tf_study_evaluate_at(struct tf_study_worker *worker, size_t index, const double *const *axes,
                          uint64_t first, size_t count, double *const *values,
                          struct tf_chunk_notes *notes)
{
    const struct tf_study *study = worker->study;
    worker->index = index;
    for (size_t axis = 0; axis < study->grid.axis_count; axis++) {
        memcpy(worker->inputs[axis], axes[axis], count * sizeof **axes);
    }
    if (study->draws) {
        need_draws(worker, first, count);
        copy_draws(worker, first, count, 0);
    }
    return evaluate(worker, count, values, notes);
}

bool tf_study_evaluate_draws(struct tf_study_worker *worker, size_t index, const double *axes,
                             const uint32_t *draws, size_t count, double *const *values,
                             struct tf_chunk_notes *notes)
{
    const struct tf_study *study = worker->study;
    const struct tf_case *item = &study->cases[index];
    worker->index = index;
    need_draws(worker, 0, (size_t)study->design.run_count);
    for (size_t i = 0; i < item->input_count; i++) {
        for (size_t run = 0; run < count; run++) {
            worker->inputs[i][run] =
                i < study->grid.axis_count ? axes[i] : worker->drawn[i][draws[run]];
        }
    }
    for (size_t i = 0; i < shock_column_count(item); i++) {
        for (size_t run = 0; item->shocks[i / item->plan.horizon] && run < count; run++) {
            worker->shocks[i][run] = worker->drawn_shocks[i][draws[run]];
        }
    }
    return evaluate(worker, count, values, notes);
}

const double *tf_study_input(const struct tf_study_worker *worker, size_t input)
{
    return worker->inputs[input];
}

bool tf_run_counts_init(struct tf_run_counts *counts, const struct tf_case *item,
                        struct tf_arena *arena)
{
    *counts = (struct tf_run_counts){0};
    counts->factors = tf_arena_alloc(arena, item->factors.count, sizeof *counts->factors);
    return counts->factors != NULL;
}

void tf_run_counts_note(struct tf_run_counts *counts, const struct tf_study_worker *worker,
                        const struct tf_chunk_notes *notes, size_t count)
{
    const struct tf_case *item = &worker->study->cases[worker->index];
    counts->runs += count;
    for (size_t run = 0; run < count; run++) {
        counts->infeasible += notes->failures[run].reason != TF_FEASIBLE;
        counts->reasons[notes->failures[run].reason]++;
        counts->clipped += notes->clipped[run] > 0;
    }
    for (size_t i = 0; i < item->factors.count; i++) {
        const struct tf_factor *factor = &item->factors.items[i];
        const double *column = tf_study_input(worker, worker->study->grid.axis_count + i);
        for (size_t run = 0; factor->clips && run < count; run++) {
            counts->factors[i] += tf_factor_is_clipped(factor, column[run]);
        }
    }
}

void tf_run_counts_add(struct tf_run_counts *counts, const struct tf_run_counts *more,
                       size_t factor_count)
{
    counts->runs += more->runs;
    counts->infeasible += more->infeasible;
    counts->clipped += more->clipped;
    for (size_t i = 0; i < TF_INFEASIBILITY_COUNT; i++) {
        counts->reasons[i] += more->reasons[i];
    }
    for (size_t i = 0; i < factor_count; i++) {
        counts->factors[i] += more->factors[i];
    }
}

void tf_run_counts_clear(struct tf_run_counts *counts, size_t factor_count)
{
    uint64_t *factors = counts->factors;
    *counts = (struct tf_run_counts){.factors = factors};
    if (factor_count > 0) {
        memset(factors, 0, factor_count * sizeof *factors);
    }
}
