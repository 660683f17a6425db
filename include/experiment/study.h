/* study: many runs of one or several scenarios: every point of a grid, with or without draws.
 *
 * The runs of a scenario are numbered from 0: point after point (axis.h), and at each point draw
 * after draw. The same draw number has the same draw at every point and in every scenario. What a
 * run gives depends on its number alone, not on the chunk, thread or shard that computes it. */
#ifndef TF_EXPERIMENT_STUDY_H
#define TF_EXPERIMENT_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "engine/evaluate.h"
#include "experiment/axis.h"
#include "experiment/columns.h"
#include "experiment/design.h"
#include "experiment/factor.h"
#include "scenario/scenario.h"

/* The runs of a chunk (batch.h): runs 1024 c … 1024 c + 1023. Shards are cut there as well. */
#define TF_CHUNK_RUNS 1024

/* One scenario of a study. */
struct tf_case {
    struct tf_scenario scenario;
    size_t warnings; /* of its loading */
    struct tf_plan plan;
    struct tf_factors factors; /* none where nothing is drawn */
    bool shocks[TF_SHOCK_COUNT];
    /* The rows whose values differ between runs: a row an axis, then a row a factor. */
    size_t *inputs;
    size_t input_count;
    struct tf_measure *measures; /* the caller sets them before workers are made */
    size_t measure_count;
};

struct tf_study {
    struct tf_arena arena;
    struct tf_case *cases;
    size_t case_count;
    struct tf_grid grid;
    bool draws;              /* are uncertain assumptions drawn, or do they have their value? */
    bool independent;        /* correlations are left out; to be set before tf_study_prepare */
    bool off_grid;           /* tf_study_evaluate_at is used */
    struct tf_design design; /* its run_count is the number of draws at a point; 1 without draws */
    uint32_t factor_dimensions;
    bool (*stopped)(void *context); /* shall the work end early? NULL: never */
    void *stop_context;
};

/* Room for `case_count` scenarios; nothing is loaded. The grid is that of the axes, which must
 * outlive the study. Release it in every case. */
bool tf_study_init(struct tf_study *study, size_t case_count, const struct tf_axis *axes,
                   size_t axis_count, struct tf_diag *diag);
void tf_study_release(struct tf_study *study);

/* Loads a scenario with the overrides and, after them, the axes as further rows. Every axis's least
 * and greatest value are loaded as well, for their errors. TF_BAD_INPUT also for an axis that is a
 * setting or that another one replaces. The source is asked for the same files several times. */
bool tf_study_load(struct tf_study *study, size_t index, const char *file,
                   const struct tf_override *overrides, size_t override_count,
                   const struct tf_file_source *source, struct tf_diag *diag);

/* When all are loaded: draws `draw_count` times at each point (0: no draws) and compiles the plans.
 * The design's run_count is set here. TF_BAD_INPUT for more runs or dimensions than the design
 * has. */
bool tf_study_prepare(struct tf_study *study, const struct tf_design *design, uint64_t draw_count,
                      struct tf_diag *diag);

/* Is anything uncertain in the scenario: a factor or a shock? */
bool tf_case_is_uncertain(const struct tf_case *item);

/* The dimension of a shock of a case in year index t >= 1. */
struct tf_dimension tf_study_shock_dimension(const struct tf_study *study,
                                             const struct tf_case *item, enum tf_shock shock,
                                             size_t t);

/* All dimensions of a case that is prepared to draw, from the arena: each factor's once, then each
 * shock's years. Their groups: the factors as dealt (factor.h), then a group a shock that the case
 * has. NULL, with a message, without memory. */
struct tf_dimension *tf_study_dimensions(const struct tf_study *study, size_t index, size_t *count,
                                         struct tf_arena *arena, struct tf_diag *diag);

/* Runs a scenario has. */
uint64_t tf_study_run_count(const struct tf_study *study);

/* Room to compute in: one a thread. From the arena; NULL, with a message, without memory. */
struct tf_study_worker;
struct tf_study_worker *tf_study_worker_new(const struct tf_study *study, struct tf_arena *arena,
                                            struct tf_diag *diag);

/* What came of the runs of one chunk. */
struct tf_chunk_notes {
    struct tf_failure failures[TF_CHUNK_RUNS]; /* reason TF_FEASIBLE where all is well */
    uint8_t clipped[TF_CHUNK_RUNS]; /* how many draws went to the end of their range; a path of
                                       shifts that was cut counts as one */
};

/* Evaluates the runs first … first + count - 1 of a scenario; count is at most TF_CHUNK_RUNS.
 * values[measure]: where the first run's value goes, with room for whole blocks of TF_RUN_BLOCK. No
 * allocation. False when the study's `stopped` said so in the middle. */
bool tf_study_evaluate(struct tf_study_worker *worker, size_t index, uint64_t first, size_t count,
                       double *const *values, struct tf_chunk_notes *notes);

/* The same of runs that lie where the caller says instead of on the grid: run i has the values
 * axes[axis][i], and where the study draws, the draw first + i of its case. The study's
 * `off_grid` must have been set before the worker was made. */
bool tf_study_evaluate_at(struct tf_study_worker *worker, size_t index, const double *const *axes,
                          uint64_t first, size_t count, double *const *values,
                          struct tf_chunk_notes *notes);

/* Are all draws of a case kept from place to place, so that they can be had by number? */
bool tf_study_keeps_draws(const struct tf_study *study);

/* The same at one place, axes[axis], of draws by their numbers: run i has the draw draws[i]. */
bool tf_study_evaluate_draws(struct tf_study_worker *worker, size_t index, const double *axes,
                             const uint32_t *draws, size_t count, double *const *values,
                             struct tf_chunk_notes *notes);

/* The column of an input of the runs evaluated last. */
const double *tf_study_input(const struct tf_study_worker *worker, size_t input);

/* What happened in some runs of a scenario. */
struct tf_run_counts {
    uint64_t runs, infeasible;
    uint64_t clipped; /* runs with any draw or path at the end of its range */
    uint64_t reasons[TF_INFEASIBILITY_COUNT];
    uint64_t *factors; /* [factor]: its draws at the end of the range */
};

/* Zero counts for a scenario; `factors` is from the arena. */
bool tf_run_counts_init(struct tf_run_counts *counts, const struct tf_case *item,
                        struct tf_arena *arena);

/* Counts the runs evaluated last. */
void tf_run_counts_note(struct tf_run_counts *counts, const struct tf_study_worker *worker,
                        const struct tf_chunk_notes *notes, size_t count);
void tf_run_counts_add(struct tf_run_counts *counts, const struct tf_run_counts *more,
                       size_t factor_count);
void tf_run_counts_clear(struct tf_run_counts *counts, size_t factor_count);

#endif
