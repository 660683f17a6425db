/* factor: what is uncertain in a scenario, and the draws of it.
 *
 * A factor is a live row with a distribution; its draws replace the row's value. What is drawn
 * depends on the row's address alone, so that scenarios share the draws of the assumptions that
 * they share. Correlations are those of the normal scores (a Gaussian copula). */
#ifndef TF_EXPERIMENT_FACTOR_H
#define TF_EXPERIMENT_FACTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "engine/evaluate.h"
#include "engine/marginal.h"
#include "experiment/design.h"
#include "scenario/scenario.h"

struct tf_factor {
    size_t row;          /* of the scenario */
    const char *address; /* in standard form: names the factor in every output */
    struct tf_marginal marginal;
    struct tf_dimension dimension;
    /* A draw beyond the parameter's range goes to its end; where the end itself is outside, it is
     * approached to a millionth of its distance from the row's value. Infinite where there is no
     * end, and for shifts, whose value is none of the parameter's. */
    double low, high;
    bool clips; /* some draws can lie beyond */
};

struct tf_factors {
    struct tf_factor *items; /* in the order of the rows */
    size_t count;
    /* The factors that are correlated with others, by address, and the lower triangle of the
     * Cholesky factor of their correlation matrix, row by row. */
    size_t *correlated;
    size_t correlated_count;
    double *triangle;
};

/* The factors of a scenario, their dimensions' index still 0. All is from the arena. Errors:
 * memory, and correlations too near to a contradiction to draw from (TF_BAD_INPUT). */
bool tf_factors_init(struct tf_factors *factors, const struct tf_scenario *scenario,
                     struct tf_arena *arena, struct tf_diag *diag);

/* Draws the runs first … first + count - 1: columns[factor] as tf_design_uniforms fills them.
 * Numbers depend on the design, the factor's address and what it is correlated with; not on the
 * other factors, and not on how runs are cut into calls. `first` is a multiple of TF_RUN_BLOCK. */
void tf_factors_draw(const struct tf_factors *factors, const struct tf_design *design,
                     uint64_t first, size_t count, double *const *columns);

/* Was this draw moved to the end of its range? */
static inline bool tf_factor_is_clipped(const struct tf_factor *factor, double value)
{
    return factor->clips && (value <= factor->low || value >= factor->high);
}

/* Deals the dimensions' indices over several scenarios, an address the same in all: in the order in
 * which they first appear. Each is a group, of the same number. Returns how many were dealt; shocks
 * come after them. */
uint32_t tf_factors_deal(struct tf_factors *const *scenarios, size_t count);

/* The dimension of a shock in year index t >= 1, where factors have the first `factor_dimensions`.
 * Its group is factor_dimensions: the caller adds how many other shocks come before. */
struct tf_dimension tf_shock_dimension(uint32_t factor_dimensions, enum tf_shock shock, size_t t);

#endif
