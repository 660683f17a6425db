/* sobol_indices: shares of an output's variance from a Saltelli design (docs/sensitivity.md).
 *
 * The design has two independent samples A and B of n base points. Rows of a base point stand
 * together: A; AB_1 … AB_k, which are A with one factor from B; with second order BA_1 … BA_k,
 * which are B with one factor from A; B. So a prefix of base points is a design too. */
#ifndef TF_EXPERIMENT_SOBOL_INDICES_H
#define TF_EXPERIMENT_SOBOL_INDICES_H

#include "experiment/index.h"

struct tf_sobol_design {
    size_t factor_count; /* k, at least 1 */
    uint64_t base_count; /* n */
    bool second_order;   /* the rows BA_j are there */
    /* The factors' values in the rows A and B, [factor][base point]; only their order matters. With
     * them S1 is several times as precise. NULL, or NULL for a factor that is no single number:
     * without. */
    const double *const *a, *const *b;
};

/* Fewer base points than this give no indices. */
#define TF_SOBOL_BASES_LEAST 4

/* Rows of one base point: k + 2, or 2k + 2. */
size_t tf_sobol_rows(const struct tf_sobol_design *design);

/* S1 and ST of every factor, with second order S2 of every pair, from y[base point][row]. A base
 * point with a NaN is left out whole. Intervals are percentiles of the bootstrap over base points.
 * TF_ENVIRONMENT when memory is exhausted. */
bool tf_sobol_indices(const struct tf_sobol_design *design, const double *y,
                      const struct tf_resampling *resampling, struct tf_arena *arena,
                      struct tf_indices *out, struct tf_diag *diag);

#endif
