/* marginal: the distribution of one uncertain row, from uniforms or from normal scores.
 *
 * Draws are the quantile function at a uniform number, or at Phi of a standard normal score: what a
 * Gaussian copula leaves. Columns and lane widths are as in engine/random.h: whole blocks are
 * computed, in place, and every width gives the same bits. docs/random-numbers.md has the
 * formulas. */
#ifndef TF_ENGINE_MARGINAL_H
#define TF_ENGINE_MARGINAL_H

#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "scenario/scenario.h"

/* A distribution with what its quantile function needs. Values in the row's unit. */
struct tf_marginal {
    enum tf_distribution_kind kind; /* TF_DIST_NONE: always `value` */
    double low, high, value;        /* as in the row */
    double width;                   /* high - low */
    double rising, falling;         /* triangular: width times mode - low, and times high - mode */
    double at_mode;                 /* triangular: the probability of less than the mode */
    double spread;                  /* normal: the SD; lognormal: the SD of the logarithm */
    const double *table;            /* pert: see src/engine/marginal_lanes.h; else NULL */
};

/* The distribution of a row with this value; low <= value <= high, and for lognormal low > 0, as
 * the reader of scenarios makes sure. A width of 0 gives `value` always. The table of a pert is
 * from the arena, as long as which the marginal lives. False, with a message, when memory is
 * exhausted. */
bool tf_marginal_init(struct tf_marginal *marginal, const struct tf_distribution *distribution,
                      double value, struct tf_arena *arena, struct tf_diag *diag);

/* Designs that ask for the ends of a distribution, its quantiles of order 0 and 1, get those of
 * order t and 1 - t: t is 0 where there are ends to get from uniforms, 2^-53, the least uniform,
 * for pert, and 0.005 for a distribution without ends (normal, lognormal). */
double tf_marginal_tail(const struct tf_marginal *marginal);

/* Turns a column of uniforms in (0, 1) (in [0, 1] where the tail is 0) into draws. */
void tf_marginal_from_uniforms(const struct tf_marginal *marginal, size_t count, size_t lane_width,
                               double *inout);

/* Turns a column of standard normal scores into draws; pert takes those beyond 8.3 as 8.3. */
void tf_marginal_from_scores(const struct tf_marginal *marginal, size_t count, size_t lane_width,
                             double *inout);

/* The quantile of order p, 0 < p < 1: what a draw of the uniform p would be. */
double tf_marginal_quantile(const struct tf_marginal *marginal, double p);

/* The distribution function: the p whose quantile is the value, to the precision of both; 0 and 1
 * at the ends and beyond. Of a distribution without width: 0. */
double tf_marginal_probability(const struct tf_marginal *marginal, double value);

#endif
