/* runs_table: one table of runs, from a CSV file or a store, and which of its columns are meant. */
#ifndef TF_OUTPUT_RUNS_TABLE_H
#define TF_OUTPUT_RUNS_TABLE_H

#include "output/runs_read.h"
#include "output/wide.h"

struct tf_runs_table {
    const char *file;
    struct tf_wide_table wide;
    const double *run; /* its column: whole numbers from 0 on, exact in a double */
    size_t count;      /* of rows, at least 1 */
};

/* Released in every case; a table of zeros may be released too. */
bool tf_runs_table_read(struct tf_runs_table *table, const char *path, struct tf_diag *diag);
void tf_runs_table_release(struct tf_runs_table *table);

struct tf_chosen_columns {
    const struct tf_wide_read_column **items;
    size_t count;
};

/* The outputs that are wanted. Without names: the only column that is neither one of those that
 * designs keep for themselves nor one of the points. */
bool tf_runs_choose_outputs(const struct tf_runs_table *outputs, const struct tf_runs_table *points,
                            const struct tf_runs_wanted *wanted, struct tf_arena *arena,
                            struct tf_chosen_columns *chosen, struct tf_diag *diag);

/* The factors; `outputs` are none. */
bool tf_runs_choose_factors(const struct tf_runs_table *points, const struct tf_runs_wanted *wanted,
                            const struct tf_chosen_columns *outputs, struct tf_arena *arena,
                            struct tf_chosen_columns *chosen, struct tf_diag *diag);

#endif
