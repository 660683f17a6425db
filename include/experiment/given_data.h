/* given_data: sensitivity indices from any sample, also of factors that are correlated
 * (docs/sensitivity.md).
 *
 * The sample is a column of values a factor and the output of each run; how the runs were chosen
 * does not matter, as long as they are draws from the factors' joint distribution. */
#ifndef TF_EXPERIMENT_GIVEN_DATA_H
#define TF_EXPERIMENT_GIVEN_DATA_H

#include "experiment/index.h"

struct tf_given_sample {
    const double *const *x; /* [factor][run] */
    size_t factor_count;    /* at least 1 */
    uint64_t run_count;
    bool remainder; /* Shapley effects: the output depends on more than these factors, and what they
                       leave unexplained is nobody's */
};

/* Fewer feasible runs than this give no indices. */
#define TF_GIVEN_RUNS_LEAST 16

/* S1 of every factor, Var E[y | x] / Var y, from the order of its values. Points may be at random
 * or even, as those of a Sobol' sequence or a full factorial (src/experiment/evenness.h). It counts
 * also what a factor explains through others that it is correlated with. TF_ENVIRONMENT when memory
 * is exhausted. */
bool tf_given_first_order(const struct tf_given_sample *sample, const double *y,
                          const struct tf_resampling *resampling, struct tf_arena *arena,
                          struct tf_indices *out, struct tf_diag *diag);

/* So many factors at most have their Shapley effects from all subsets; more, from random orders. */
#define TF_SHAPLEY_EXACT_MOST 5

/* So many feasible runs at most are looked at. */
#define TF_SHAPLEY_RUNS_MOST 16384

/* Shapley effects of every factor; they add up to 1, or with `remainder` to 1 - unexplained.
 * TF_ENVIRONMENT when memory is exhausted. */
bool tf_shapley_effects(const struct tf_given_sample *sample, const double *y,
                        const struct tf_resampling *resampling, struct tf_arena *arena,
                        struct tf_indices *out, struct tf_diag *diag);

#endif
