/* resampling: intervals from the data themselves (Efron and Tibshirani 1993, chapters 6 and 13).
 *
 * What an estimator needs of its data are sums over items (base points, trajectories) of a row of
 * terms each. A replicate of the bootstrap draws as many items as there are, with replacement, and
 * so weighs each row with how often its item was drawn: draw i of a replicate is item
 * floor(word * items / 2^32), where word is number i of the Philox words (engine/random.h) with the
 * seed as the key and, in the counter, the call, the replicate and the identity of `resampling`. */
#ifndef TF_EXPERIMENT_RESAMPLING_H
#define TF_EXPERIMENT_RESAMPLING_H

#include "experiment/index.h"

/* Rows of terms: terms[item][column]. */
struct tf_terms {
    const double *terms;
    size_t item_count, column_count;
};

/* sums[column] over the first `items` rows, in their order. */
void tf_terms_sum(const struct tf_terms *terms, size_t items, double *sums);

/* A shuffled list of 0 … count - 1 whose first items are a sample without replacement, made for one
 * replicate from the same source. order: has room for count. */
void tf_resampling_order(const struct tf_resampling *resampling, size_t replicate, uint32_t *order,
                         size_t count);

/* What an estimator makes of the sums over `items` rows: a value for each index. Not a number where
 * there is none. */
typedef void tf_indices_of_sums(const void *estimator, const double *sums, double items,
                                double *values);

/* Sets low and high of `count` indices by the bootstrap, or to NaN without replicates.
 * TF_ENVIRONMENT when memory is exhausted. */
bool tf_bootstrap_intervals(const struct tf_terms *terms, const struct tf_resampling *resampling,
                            tf_indices_of_sums *indices_of_sums, const void *estimator,
                            struct tf_index *indices, size_t count, struct tf_diag *diag);

/* The central interval of the replicates' values, which are sorted in place; NaN (a replicate
 * without an estimate) is left out: quantiles (1 ± confidence) / 2 as in experiment/statistics.h.
 * NaN where fewer than two are there. */
void tf_percentile_interval(double *values, size_t count, double confidence, double *low,
                            double *high);

#endif
