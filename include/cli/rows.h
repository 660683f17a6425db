/* rows: the runs of a study as rows of a wide CSV, in a fixed order while they are computed. */
#ifndef TF_CLI_ROWS_H
#define TF_CLI_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/draw_store.h"
#include "cli/growing_file.h"
#include "cli/sampling.h"
#include "cli/sweep_statistics.h"

struct tf_rows {
    struct tf_sampling *sampling;
    const struct tf_metric_columns *metrics;
    const struct tf_input_columns *inputs;
    struct tf_growing_file *csv;    /* open; it gets its header and the rows. NULL: no CSV */
    struct tf_draw_store *store;    /* opened, with or without a file */
    const struct tf_points *points; /* NULL: rows are runs; else they are the points of the grid */
    /* What came of it. */
    struct tf_run_counts *counts; /* [scenario]: of the runs whose rows are written */
    uint64_t total, done;         /* runs of all scenarios in this shard, and those written */
};

/* Computes the shard's runs, scenario after scenario, and writes them. False with an error in the
 * session's diag; an interruption is none: then `done` is less than `total`. */
bool tf_rows_write(struct tf_rows *rows);

/* The names of the columns, for the manifest; from the session's arena. */
bool tf_rows_names(const struct tf_rows *rows, const char ***names, size_t *count);

/* Writes the rows to -o or standard output and the draws to --store, with their manifests, and says
 * on standard error what happened; without -o but with --store there are no rows. stored:
 * the metrics of the store. points: as in struct tf_rows. */
bool tf_rows_command(struct tf_sampling *sampling, const struct tf_metric_columns *metrics,
                     const struct tf_metric_columns *stored, const struct tf_points *points);

/* Refuses a --format or an extension of -o that is not CSV. */
bool tf_rows_are_csv(struct tf_session *session, const char *otherwise);

#endif
