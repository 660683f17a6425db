/* columns: room for the results of many runs, a column a metric, which workers write straight into.
 *
 * Plain memory from the system (huge pages where it has them): touched only where it is written, so
 * that a column costs what its runs need. */
#ifndef TF_EXPERIMENT_COLUMNS_H
#define TF_EXPERIMENT_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

/* Above so many stored bytes a summary goes over the draws again instead of keeping them
 * (statistics.h: tally), unless the user says otherwise. */
#define TF_STORED_BYTES_MOST ((size_t)1 << 30)

struct tf_columns {
    size_t column_count;
    size_t run_count; /* how many runs there is room for */
    /* [column][run]. A column starts at a multiple of 64 bytes and has room for whole blocks of 16
     * runs (engine/evaluate.h), so that an evaluator may write to `values[column] + first` when
     * `first` is a multiple of 16. Zero before it is written. */
    double **values;
    uint8_t *feasible; /* [run]: 1 or 0; the caller writes it */
    uint8_t *clipped;  /* [run]: how many of its draws were clipped, 255 for more */
};

/* What the columns take up, in bytes; SIZE_MAX when no machine has that much. */
size_t tf_columns_bytes(size_t column_count, size_t run_count);

/* Room for run_count runs. TF_ENVIRONMENT when there is not enough memory, and the columns are
 * empty then. Release them in every case. */
bool tf_columns_init(struct tf_columns *columns, size_t column_count, size_t run_count,
                     struct tf_diag *diag);

/* Room for more runs; what is written stays. The columns may come to lie elsewhere: read the
 * pointers again. On failure (TF_ENVIRONMENT) everything is as it was. */
bool tf_columns_grow(struct tf_columns *columns, size_t run_count, struct tf_diag *diag);
void tf_columns_release(struct tf_columns *columns);

/* out[run] = later[run] - earlier[run], absent where either is. out may be one of the two. */
void tf_column_difference(const double *later, const double *earlier, size_t run_count,
                          double *out);

#endif
