/* definite: is a matrix of correlations one that random numbers can have? */
#ifndef TF_SCENARIO_DEFINITE_H
#define TF_SCENARIO_DEFINITE_H

#include <stdbool.h>
#include <stddef.h>

/* matrix: count rows, `stride` apart, of which the lower triangle and the diagonal count; left as
 * it is. True when it is positive definite. Else `direction` (count) is a combination of the
 * factors whose variance would not be positive: those that contradict each other are not 0 in it.
 * count is at most stride. Without memory it says false, with a direction of zeros. */
bool tf_is_positive_definite(const double *matrix, size_t count, size_t stride, double *direction);

#endif
