/* runs_read: the points of runs and what came out, from tables that any program may have written,
 * joined by their column `run`.
 *
 * Points are a table `run,FACTOR…` (`twofold design`), outputs a table `run,OUTPUT…`; one file may
 * have both, as that of `twofold sample` (factors are set.ADDRESS there, outputs the metrics) or
 * its store. Rows may stand in any order. An output that is empty, NaN, NA or infinite belongs to a
 * run that is infeasible. */
#ifndef TF_OUTPUT_RUNS_READ_H
#define TF_OUTPUT_RUNS_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"

struct tf_runs_wanted {
    const char *points, *outputs; /* files; `-` is standard input; the same: one file has both */
    const char *const *factors;   /* their columns, with or without `set.`; NULL: all columns of the
                                     points but outputs and those that designs keep for themselves;
                                     where there are columns set.ADDRESS, only these */
    size_t factor_count;
    const char *const
        *columns; /* of outputs, or several between commas; NULL: the only one there is */
    size_t column_count;
    bool
        gapless; /* no run between the first and the last may be missing, and the first is 0 or 1 */
};

struct tf_runs {
    struct tf_arena arena;           /* owns all that follows */
    size_t count;                    /* of runs, in ascending order of their numbers */
    uint64_t first;                  /* number of the first one */
    const char **factors, **columns; /* as the files name them */
    size_t factor_count, column_count;
    double **x;           /* [factor][run] */
    double **y;           /* [column][run]; NaN: infeasible */
    uint64_t *infeasible; /* [column] */
};

/* Errors, TF_BAD_INPUT with what is wrong where: what tf_wide_read_foreign and tf_store_open find;
 * no column `run`, or one that is no whole number; a run twice; a run of the points without
 * outputs, or the other way round (the first one and how many); with `gapless` a run that is
 * missing; a column that is not there (with the nearest name); a text where a number belongs; a
 * factor without a value; runs of several scenarios; no run at all. runs is initialised here;
 * release it in every case. */
bool tf_runs_read(struct tf_runs *runs, const struct tf_runs_wanted *wanted, struct tf_diag *diag);
void tf_runs_release(struct tf_runs *runs);

#endif
