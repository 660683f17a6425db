/* trajectories: the design of Morris (1991), optimised as Campolongo, Cariboni and Saltelli (2007).
 *
 * A trajectory starts at a random point of a grid of p levels, p even, in every dimension, and
 * moves one group of dimensions after the other, in a random order, by delta = p / (2 (p - 1)) up
 * or down, whichever stays on the grid. With k groups it has k + 1 runs. */
#ifndef TF_EXPERIMENT_TRAJECTORIES_H
#define TF_EXPERIMENT_TRAJECTORIES_H

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/design.h"

#define TF_MORRIS_LEVELS_MOST 1000

/* The size of a move in units of the distribution function: of a dimension with a tail the move is
 * (1 - 2 tail) times as large. */
double tf_morris_delta(uint32_t level_count);

/* How far a dimension is moved from run - 1 to run, in units of the distribution function, with its
 * sign; 0 where it stays, and at the start of a trajectory. */
double tf_morris_move(const struct tf_design *design, const struct tf_dimension *dimension,
                      uint64_t run);

/* Chooses trajectories that are far apart out of a pool of random ones, up to 500 of them: the next
 * is always the one whose squared distances to those before add up to most (Ruano et al. 2012), so
 * that a prefix is what would be chosen alone out of that pool. The distance of two trajectories is
 * the sum of the distances of all their points. The pool is smaller where comparing would take
 * longer than about a second.
 *
 * Of the design seed, group_count and level_count are read; dimensions: all there are. The table is
 * from the arena. Random numbers of a dimension do not depend on others, the choice does. False
 * without memory. */
bool tf_trajectories_choose(const struct tf_design *design, const struct tf_dimension *dimensions,
                            size_t dimension_count, uint64_t trajectory_count,
                            struct tf_arena *arena, struct tf_design_table *table,
                            struct tf_diag *diag);

/* Without a table a Morris design has a trajectory from every point of the grid, dimension 0
 * varying fastest, each moving the groups in their order. So every effect of every group is met
 * equally often, and their mean is exact. How many there are: p to the power of dimension_count;
 * UINT64_MAX when their runs are more than a design has. */
uint64_t tf_trajectories_all(uint32_t level_count, uint32_t dimension_count, uint32_t group_count);

#endif
