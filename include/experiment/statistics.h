/* statistics: what the draws of a metric say: mean, spread, quantiles and shares, each with its
 * Monte Carlo standard error (docs/statistics.md has the definitions and their sources).
 *
 * The same bits for any number of threads, and whether the draws are kept (tf_statistics_compute)
 * or gone over several times (tf_tally_…): sums are taken in fixed blocks of runs and added up in
 * their order, all else is counting and exact order statistics. */
#ifndef TF_EXPERIMENT_STATISTICS_H
#define TF_EXPERIMENT_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"

/* Runs that are summed together; a tally is given whole blocks. */
#define TF_STATISTICS_BLOCK 1024
/* In a design with replicates (Latin hypercube, scrambled Sobol'), run r belongs to replicate
 * r % TF_REPLICATES. */
#define TF_REPLICATES 8

enum tf_comparison { TF_AT_MOST, TF_AT_LEAST, TF_ABOVE };

/* The share of draws whose value is so compared with a threshold. */
struct tf_share {
    enum tf_comparison comparison;
    double threshold;
};

/* The share of draws in which a doubling_year has come by the end of a calendar year, with the
 * rounding that tf_words_year_reached allows. For columns in which what is absent ranks last. */
struct tf_share tf_share_reached_by(int year);

/* What is wanted of one column. */
struct tf_column_request {
    const double *quantiles; /* probabilities from 0 to 1, in any order */
    size_t quantile_count;
    const struct tf_share *shares;
    size_t share_count;
    /* A feasible run without a value has one later than all others (doubling_year: beyond the
     * horizon). Otherwise such runs are left out, as infeasible ones always are. */
    bool absent_last;
};

/* NaN: absent. An error is a standard deviation of its value over repetitions with other seeds. */
struct tf_estimate {
    double value, error;
};

struct tf_statistics {
    uint64_t present; /* runs with a value */
    uint64_t ranked;  /* runs that quantiles and shares are of: with absent_last all feasible ones,
                         else those present */
    struct tf_estimate mean, sd;            /* absent where a ranked run has no value */
    struct tf_estimate *quantiles, *shares; /* as requested */
};

struct tf_statistics_options {
    uint64_t run_count; /* runs 0 … run_count - 1 */
    bool replicated;    /* standard errors from the spread of the replicates */
    size_t threads;     /* at least 1; for a tally: how many workers add */
};

/* Statistics of columns that are kept. columns[c][run]: NaN where absent or infeasible; any
 * alignment. feasible[run]: 1 or 0, or NULL: all are. out[c] gets arrays from the arena. Columns
 * are read by `threads` threads in parts. TF_ENVIRONMENT when memory is exhausted. */
bool tf_statistics_compute(const struct tf_statistics_options *options,
                           const struct tf_column_request *requests, size_t column_count,
                           const double *const *columns, const uint8_t *feasible,
                           struct tf_arena *arena, struct tf_statistics *out, struct tf_diag *diag);

/* The same of draws that are not kept but made again for each pass:
 *
 *     tally = tf_tally_new(&options, requests, columns, diag);
 *     tf_tally_look(tally, the values of runs 0 … 1023, …);
 *     do {
 *         from any thread, in any order: tf_tally_add(tally, worker, first, count, values, …);
 *     } while ((pass = tf_tally_end_pass(tally, diag)) == TF_PASS_AGAIN);
 *
 * Every run is added once in each pass, with the same value. Two passes as a rule; one more where
 * many values lie close together beside a few far away. Memory: 40 bytes a column and block of 1024
 * runs (360 with replicates), 16 KB (130) a column and thread, and what lies near the quantiles, at
 * most 1 MB for each of them. */
struct tf_tally;
enum tf_pass { TF_PASS_DONE, TF_PASS_AGAIN, TF_PASS_FAILED };

/* NULL, with a message, when memory is exhausted. The requests are copied. Free it in every case.
 */
struct tf_tally *tf_tally_new(const struct tf_statistics_options *options,
                              const struct tf_column_request *requests, size_t column_count,
                              struct tf_diag *diag);
void tf_tally_free(struct tf_tally *tally);

/* Shows some runs from which the tally guesses where the others will lie: once, before the first
 * pass. A bad guess, or none (count 0), costs passes, never exactness. TF_ENVIRONMENT when memory
 * is exhausted. */
bool tf_tally_look(struct tf_tally *tally, const double *const *values, size_t count,
                   struct tf_diag *diag);

/* Adds runs first … first + count - 1: values[c][0] is run `first` of column c, feasible[0] its
 * flag (NULL: all are feasible). `first` is a multiple of TF_STATISTICS_BLOCK, and so is count
 * unless the last run is among them. worker < options.threads: no two calls at one time with the
 * same one, nor with the same runs. */
void tf_tally_add(struct tf_tally *tally, size_t worker, uint64_t first, size_t count,
                  const double *const *values, const uint8_t *feasible);

/* After all runs were added: is another pass needed? From one thread. */
enum tf_pass tf_tally_end_pass(struct tf_tally *tally, struct tf_diag *diag);

/* The statistics of a column, once no other pass is needed. They live as long as the tally. */
const struct tf_statistics *tf_tally_result(const struct tf_tally *tally, size_t column);

#endif
