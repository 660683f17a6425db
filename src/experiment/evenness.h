/* evenness: are points spread more evenly than random ones?
 *
 * In a slice of one factor, the values of another have the mean that chance gives them, when points
 * are random. Points of a low-discrepancy sequence or a full factorial make up for each other
 * there, so that means over slices vary less than their number says, and so do those of an
 * output. */
#ifndef TF_EXPERIMENT_EVENNESS_H
#define TF_EXPERIMENT_EVENNESS_H

#include "experiment/slices.h"

struct tf_evenness {
    /* What the other factors' ranks vary by from slice to slice, over what those of random points
     * would: about 1 for these, 0 when every slice has the same, more for correlated factors. NaN:
     * there is no other factor, or nothing to compare. */
    double ratio;
    /* The probability of a ratio as small when points are random. */
    double chance;
};

/* Of the slices of a factor. ranks[factor][run]: centred at 0. So many of the other factors at most
 * are looked at, the next ones. lines: has room for a line a slice. False when memory is exhausted.
 */
#define TF_EVENNESS_FACTORS_MOST 8
bool tf_evenness_of(const struct tf_slices *slices, const double *const *ranks, size_t factor_count,
                    size_t factor, struct tf_line *lines, struct tf_evenness *out);

#endif
