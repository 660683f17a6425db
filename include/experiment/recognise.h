/* recognise: what a table of points is as a design, so that what another program has made of it can
 * be understood.
 *
 * Points are x[factor][run], runs in the order of the design; run_number is what the first one is
 * called, for messages. */
#ifndef TF_EXPERIMENT_RECOGNISE_H
#define TF_EXPERIMENT_RECOGNISE_H

#include "base/diag.h"
#include "base/mem.h"
#include "engine/marginal.h"
#include "experiment/morris_effects.h"
#include "experiment/sobol_indices.h"

struct tf_points_given {
    const double *const *x;
    const char *const *factors; /* names */
    size_t factor_count;        /* at least 1 */
    uint64_t run_count, run_number;
};

/* Base points of Saltelli's design, with the rows BA or without, as they are there. TF_BAD_INPUT
 * for a number of rows that is none of base points, and for the first row that is not the other
 * sample's with or without one factor. */
bool tf_saltelli_recognise(const struct tf_points_given *points, struct tf_sobol_design *design,
                           struct tf_diag *diag);

/* Trajectories of factor_count + 1 rows, from one to the next of which one factor moves, each once.
 * A row may repeat the one before where a factor cannot move (a marginal without width). How far it
 * moves is the difference of the marginals' distribution functions. design->steps is from the
 * arena. TF_BAD_INPUT for another number of rows, and for the first row that is no such step. */
bool tf_trajectories_recognise(const struct tf_points_given *points,
                               const struct tf_marginal *marginals, struct tf_arena *arena,
                               struct tf_morris_design *design, struct tf_diag *diag);

#endif
