/* sweep_statistics: what the draws at each point of a grid say, for rows that are points.
 *
 * A point's draws are made, summed up and forgotten by one thread; points are shared out. */
#ifndef TF_CLI_SWEEP_STATISTICS_H
#define TF_CLI_SWEEP_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/sampling.h"
#include "experiment/batch.h"
#include "experiment/point_statistic.h"
#include "experiment/statistics.h"

/* What a column takes from the statistics of a point. */
struct tf_point_column {
    struct tf_point_statistic statistic;
    size_t *measures; /* [scenario]: whose statistics; SIZE_MAX: it has none of it */
    size_t *places;   /* [scenario]: which of its quantiles or shares */
};

struct tf_points {
    const struct tf_study *study;
    struct tf_point_column *columns; /* one a metric column */
    size_t column_count;
    struct tf_column_request **requests; /* [scenario][measure] */
};

/* Finds out what the columns ask for and adds the measures they need. TF_BAD_INPUT for a statistic
 * that there is not, and for a column without one. Everything is from the session's arena. */
bool tf_points_init(struct tf_points *points, struct tf_sampling *sampling,
                    const struct tf_metric_columns *metrics);

/* Room for the draws of a point: one a thread. Release it in every case. */
struct tf_point_room;
struct tf_point_room *tf_point_room_new(const struct tf_points *points, struct tf_diag *diag);
void tf_point_room_free(struct tf_point_room *room);

/* The values of the points first … first + count - 1: values[column][row], and draws[row], how many
 * draws are feasible. Adds what happened to counts. */
enum tf_chunk_end tf_points_fill(const struct tf_points *points, struct tf_point_room *room,
                                 struct tf_study_worker *worker, size_t index, uint64_t first,
                                 size_t count, double *const *values, uint64_t *draws,
                                 struct tf_run_counts *counts, struct tf_diag *diag);

#endif
