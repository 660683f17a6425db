/* sobol_slices: first-order indices from all runs of a Saltelli design.
 *
 * Of the k + 2 runs of a base point k have the factor's value from A and two from B (with second
 * order k + 1 each). Their mean outputs are two samples of the factor's main effect that have
 * nothing else in common. Lines through slices of the factor give g_A and g_B, and Var E[y | x] is
 * the mean of g_A g_B: a product of independent estimates, so that their errors add nothing to it
 * on average. What bends or jumps within a slice is lost. */
#ifndef TF_EXPERIMENT_SOBOL_SLICES_H
#define TF_EXPERIMENT_SOBOL_SLICES_H

#include "experiment/sobol_indices.h"

/* Fewer base points than this are too few to be cut into slices. */
#define TF_SOBOL_SLICES_LEAST 256

struct tf_sobol_sliced {
    const struct tf_sobol_design *design; /* with a and b of the factor */
    const double *y;                      /* [base point][row] */
    double centre, scale; /* taken off outputs; what they are then multiplied with */
    const uint64_t *used; /* base points */
    size_t count;         /* of these, from the first on */
};

/* *share: Var E[y | factor]. terms[i], for base point used[i]: what it adds to it, so that
 * for other weights of the base points it is the weighted mean of the terms less *share (that is,
 * to first order in the weights). False, with nothing set, when memory is exhausted. */
bool tf_sobol_slice(const struct tf_sobol_sliced *sliced, size_t factor, double *terms,
                    double *share);

#endif
