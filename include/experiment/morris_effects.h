/* morris_effects: mean and spread of elementary effects (Morris 1991; Campolongo, Cariboni and
 * Saltelli 2007; docs/sensitivity.md).
 *
 * A trajectory moves one factor at a time; each move gives an effect of that factor,
 * (y_after - y_before) / delta, where delta is the move in the unit interval of the factor's
 * quantiles, with its sign. */
#ifndef TF_EXPERIMENT_MORRIS_EFFECTS_H
#define TF_EXPERIMENT_MORRIS_EFFECTS_H

#include "experiment/index.h"

struct tf_morris_step {
    size_t factor;       /* below factor_count */
    uint64_t from, to;   /* runs: before and after the move */
    double delta;        /* in probability, with its sign; not 0 */
    uint64_t trajectory; /* they are resampled whole; ascending over the steps */
};

struct tf_morris_design {
    size_t factor_count;
    const struct tf_morris_step *steps;
    size_t step_count;
};

/* mu, mu* and sigma (divisor n - 1; NaN of a single effect) of every factor, from y[run]. A step
 * with a NaN at either end is left out; n is the number of effects of each factor (of the whole:
 * of all). A factor without any effect has NaN; without any at all the problem is
 * TF_INDICES_TOO_FEW. Intervals are percentiles of the bootstrap over trajectories. TF_ENVIRONMENT
 * when memory is exhausted. */
bool tf_morris_effects(const struct tf_morris_design *design, const double *y,
                       const struct tf_resampling *resampling, struct tf_arena *arena,
                       struct tf_indices *out, struct tf_diag *diag);

#endif
