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

/* Which factors may bound a box, where the options want no more than factors_most: those with the
 * weightiest bounds of the box that a search with all factors gives. open: [factor]. */
bool tf_prim_weigh(const struct tf_prim_peeling *peeling, struct tf_arena *arena, uint8_t *open,
                   struct tf_diag *diag);

#endif
