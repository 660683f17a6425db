/* prim_box: which box of a trajectory is chosen, and what is said of its bounds. */
#ifndef TF_EXPERIMENT_PRIM_BOX_H
#define TF_EXPERIMENT_PRIM_BOX_H

#include "experiment/prim_peel.h"

/* A bound is dropped when its quasi-p-value is above this, divided by the number of factors: all of
 * them were tried (Bonferroni's correction). */
#define TF_PRIM_WEIGHTY 0.05

/* Which step the options ask for; SIZE_MAX: none has what they ask for. */
size_t tf_prim_choose(const struct tf_prim_step *steps, size_t step_count,
                      const struct tf_prim_options *options);

/* The bounds of the box after the steps 0 … chosen, without those that have no weight, by ascending
 * quasi-p; `reproduced` is NaN. Bounds stay when without them the box would no longer have the
 * density_least asked for. *counts: of the box that is left. From the arena. */
bool tf_prim_bounds(const struct tf_prim_data *data, const struct tf_prim_orders *orders,
                    const struct tf_prim_step *steps, size_t chosen, double density_least,
                    struct tf_arena *arena, struct tf_prim_bound **bounds, size_t *bound_count,
                    struct tf_prim_counts *counts, struct tf_diag *diag);

/* Are there more factors than may bound a box? */
static inline bool tf_prim_selects(const struct tf_prim_options *options,
                                   const struct tf_prim_data *data)
{
    return options->factors_most > 0 && options->factors_most < data->factor_count;
}

/* Which factors may bound a box, where the options want no more than factors_most. They are added
 * one by one (forward selection): each time the one with which the search finds the best box, as
 * long as that is better than without it and the factor's bound there is no chance: a slice of one
 * factor among many is often as good as one that matters, a whole search with it is not. open:
 * [factor]. */
bool tf_prim_select(const struct tf_prim_peeling *peeling, struct tf_arena *arena, uint8_t *open,
                    struct tf_diag *diag);

#endif
