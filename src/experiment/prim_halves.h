/* prim_halves: does the search find the same bounds in half of the runs? */
#ifndef TF_EXPERIMENT_PRIM_HALVES_H
#define TF_EXPERIMENT_PRIM_HALVES_H

#include "experiment/prim_box.h"

/* Fills `reproduced` of the box's bounds, and its density_validated: searches each half sample in
 * the same way, takes the step that is nearest to the box in coverage and density, and counts in
 * how many the factor is bounded. A run is in a half sample by the toss of a coin that depends on
 * the seed, the half sample and the run.
 */
bool tf_prim_reproduce(struct tf_prim_box *box, const struct tf_prim_peeling *peeling,
                       const struct tf_prim_options *options, struct tf_diag *diag);

#endif
