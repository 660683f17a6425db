/* spread: the draws of a study, and what they say of each scenario and of differences between them.
 *
 * Draws are kept in columns while they fit into memory; else they are made again for each pass of a
 * tally (statistics.h). Both give the same bits, for any number of threads. A study with a grid has
 * no spread: only its first point is drawn. */
#ifndef TF_EXPERIMENT_SPREAD_H
#define TF_EXPERIMENT_SPREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/statistics.h"
#include "experiment/study.h"

/* Whose distribution is wanted. The caller sets all but the results. */
struct tf_spread_target {
    size_t index; /* a scenario … */
    size_t base;  /* … less this one, draw by draw; SIZE_MAX: not a difference */
    const size_t *measures, *base_measures; /* [column]: of either scenario */
    const struct tf_column_request *requests;
    size_t column_count;
    /* Results: of each column, and how many draws have no result (in either scenario). */
    struct tf_statistics *statistics;
    uint64_t infeasible;
};

/* Draws of one scenario that are kept. */
struct tf_drawn {
    double *const *values;   /* [measure][run] */
    const uint8_t *feasible; /* [run] */
};

/* Computes the targets' results from draws that are kept: run_count of each scenario. replicated:
 * the design has replicates. Everything is from the arena. */
bool tf_spread_compute(struct tf_spread_target *targets, size_t target_count,
                       const struct tf_drawn *drawn, const struct tf_statistics_options *options,
                       struct tf_arena *arena, struct tf_diag *diag);

/* A chunk as a worker leaves it, for who keeps draws elsewhere. */
struct tf_drawn_chunk {
    const struct tf_study_worker *worker;
    size_t thread, index; /* index: the scenario */
    uint64_t first;
    size_t count;
    double *const *values; /* [measure], from the first run on */
    const struct tf_chunk_notes *notes;
};

struct tf_spread {
    const struct tf_study *study;
    size_t threads;
    size_t bytes_most; /* of kept draws */
    struct tf_spread_target *targets;
    size_t target_count;
    /* Called for every chunk, once, by any thread; NULL: nobody. False: an error in diag. */
    bool (*pass_on)(void *context, const struct tf_drawn_chunk *chunk, struct tf_diag *diag);
    /* Called from the calling thread; NULL: nobody. */
    void (*progress)(void *context, uint64_t runs);
    void *context;

    /* Results: draws that are complete, and what happened in them. `summed` is false when an
     * interruption came before the statistics of draws that are not kept were known. */
    uint64_t draw_count;
    bool summed;
    struct tf_run_counts *counts; /* [scenario] */

    struct tf_arena arena;      /* of what lives as long as the spread */
    struct tf_arena statistics; /* of the last results */
    struct tf_columns *columns; /* [scenario]; empty when draws are not kept */
    struct tf_tally **tallies;  /* [target]; NULL when draws are kept */
};

/* Sets what is not set yet; release it in every case. */
bool tf_spread_init(struct tf_spread *spread, struct tf_diag *diag);
void tf_spread_release(struct tf_spread *spread);

/* Draws until there are draw_count, more than before, and computes the results. False with an
 * error; an interruption is none: `draw_count` of the spread is then smaller. Draws that are made
 * again, because the ones before ended within a block, are passed on again. */
bool tf_spread_draw(struct tf_spread *spread, uint64_t draw_count, struct tf_diag *diag);

#endif
