/* moments: sums of powers, in blocks of runs that are merged in their order. */
#ifndef TF_EXPERIMENT_MOMENTS_H
#define TF_EXPERIMENT_MOMENTS_H

#include <stddef.h>
#include <stdint.h>

#include "experiment/statistics.h"

/* How many values, their mean, and the sums of the powers of their deviations from it. Zeros for no
 * values. */
struct tf_moments {
    double count, mean, second, third, fourth;
};

/* Of both together: Pébay (2008), "Formulas for robust, one-pass parallel computation of
 * covariances and arbitrary-order statistical moments", Sandia report SAND2008-6212, equations 3.1.
 */
struct tf_moments tf_moments_merge(struct tf_moments a, struct tf_moments b);

/* Of count blocks, `stride` apart, merged in pairs, so that errors grow with the logarithm of their
 * number. */
struct tf_moments tf_moments_total(const struct tf_moments *blocks, size_t count, size_t stride);

/* A block of at most TF_STATISTICS_BLOCK values; NaN is none. With replicates the moments of each
 * (the value at i belongs to replicate i % TF_REPLICATES), whose third and fourth are left out;
 * NULL without. */
struct tf_moments tf_moments_of_block(const double *values, size_t count,
                                      struct tf_moments *replicates);

/* Adds to counts[i % TF_REPLICATES] how many values compare so with the share's threshold. */
void tf_count_share(const struct tf_share *share, const double *values, size_t count,
                    uint64_t counts[TF_REPLICATES]);

#endif
