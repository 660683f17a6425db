/* quantile_select: order statistics of some numbers. */
#ifndef TF_EXPERIMENT_QUANTILE_SELECT_H
#define TF_EXPERIMENT_QUANTILE_SELECT_H

#include <stddef.h>

/* The value that would stand at `rank` (0: the least) if the values, none of them NaN, were sorted.
 * Puts them into another order. Time in proportion to count. */
double tf_select_rank(double *values, size_t count, size_t rank);

/* The values at several ranks, in ascending order, to selected. */
void tf_select_ranks(double *values, size_t count, const size_t *ranks, size_t rank_count,
                     double *selected);

#endif
