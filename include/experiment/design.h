/* design: where in the unit cube of all that is uncertain the runs of a sample lie.
 *
 * A dimension of the cube is a factor, or a shock in one year; a column of uniforms is what the
 * runs have there. A number depends on the seed, the dimension and the run (and, in a Latin
 * hypercube, on how many runs there are): columns may be filled in any pieces and order, by any
 * thread or shard. docs/designs.md has every design with its source, docs/random-numbers.md the
 * numbers in full.
 *
 * Latin hypercube and Sobol' points make up for each other's place, so that their spread does not
 * tell the error of a mean. They are drawn as TF_REPLICATES samples that are independent of each
 * other, unless `whole` asks for a single one: run r belongs to replicate r % TF_REPLICATES and is
 * its point r / TF_REPLICATES. The spread of the replicates' means gives the standard error.
 *
 * What varies together is a group of dimensions: a factor, or a shock in all its years. Saltelli's
 * and Morris's designs and the factorial vary groups. */
#ifndef TF_EXPERIMENT_DESIGN_H
#define TF_EXPERIMENT_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/random.h"

enum tf_design_kind {
    TF_DESIGN_RANDOM,    /* independent draws */
    TF_DESIGN_LATIN,     /* Latin hypercube: each replicate stratified in every dimension */
    TF_DESIGN_SOBOL,     /* Sobol' sequence, scrambled by each replicate (Owen) */
    TF_DESIGN_HALTON,    /* Halton sequence, not scrambled, from its point number 1 on */
    TF_DESIGN_SALTELLI,  /* two samples, and each with one group from the other */
    TF_DESIGN_MORRIS,    /* trajectories that move one group at a time on a grid of levels */
    TF_DESIGN_FACTORIAL, /* every combination of the groups' levels */
    TF_DESIGN_KIND_COUNT
};

/* Points that are looked up: what a search has chosen (trajectories.h, maximin.h). */
struct tf_design_table {
    uint64_t run_count;    /* runs beyond have the level 1/2 */
    double **levels;       /* [dimension index][run]: in the unit interval, ends included */
    const uint32_t *moved; /* Morris: [trajectory][step]: the group that moves; else NULL */
};

struct tf_design {
    enum tf_design_kind kind;
    uint64_t seed;
    uint64_t run_count; /* of the whole sample; matters to a Latin hypercube only */
    size_t lane_width;  /* 2, 4 or 8; 0: the widest. Every width gives the same bits */
    /* What only some kinds read: */
    bool whole;               /* Latin, Sobol': one sample instead of replicates */
    bool plain;               /* Sobol' (one sample then), Saltelli: not scrambled */
    enum tf_design_kind base; /* Saltelli: both samples are random (TF_DESIGN_RANDOM), or one Sobol'
                                 sequence scrambled as a whole (TF_DESIGN_SOBOL) */
    bool second_order;        /* Saltelli: with the rows BA */
    uint32_t dimension_count; /* Saltelli: above the index of every dimension */
    uint32_t group_count;     /* Saltelli, Morris, factorial */
    uint32_t level_count;     /* Morris: levels of the grid, even */
    const uint32_t *group_levels;        /* factorial, [group]: how many levels, at least 1 */
    const struct tf_design_table *table; /* Latin, Morris; NULL: none. Morris without a table has
                                            all starts of the grid, see trajectories.h */
};

struct tf_dimension {
    uint64_t identity; /* tf_random_identity of the factor's or the shock's name */
    uint32_t word;     /* the year index of a shock, else 0; below 65536 */
    uint32_t index;    /* of the dimension, from 0; below tf_design_dimensions_most. Matters to all
                          but random and Latin hypercubes without a table */
    uint32_t group;    /* below the design's group_count */
    double tail;       /* 0: levels 0 and 1 are the ends of the distribution. Else it has none, and
                          they are its quantiles of order tail and 1 - tail: see
                          tf_marginal_tail */
};

/* Fills a column (see engine/random.h: alignment, whole blocks, `first`) with the uniforms of the
 * runs first … first + count - 1. They are in (0, 1); only Morris's and factorial designs and the
 * first point of a plain sequence reach 0 and 1, where the dimension's tail is 0. */
void tf_design_uniforms(const struct tf_design *design, const struct tf_dimension *dimension,
                        uint64_t first, size_t count, double *out);

/* How many dimensions, and how many runs, there can be. Asking for more is the caller's error to
 * report. A Saltelli design takes two dimensions of its sequence for one of its own. */
uint32_t tf_design_dimensions_most(enum tf_design_kind kind);
uint64_t tf_design_runs_most(enum tf_design_kind kind);

/* How many rows belong together, with k groups. Saltelli: those of a base point, k + 2, or 2k + 2
 * with second order. Morris: those of a trajectory, k + 1. Others: 1. A prefix of base points or
 * trajectories is a design as well (of Morris: a less spread one). */
uint64_t tf_design_rows(const struct tf_design *design);

/* What a row is in its design. */
enum tf_design_part {
    TF_PART_POINT, /* a design whose rows stand for themselves */
    TF_PART_A,     /* Saltelli, step 0: a point of the first sample */
    TF_PART_AB,    /* steps 1 … k: the same with one group from the second sample */
    TF_PART_BA,    /* second order, steps k + 1 … 2k: B with one group from the first sample */
    TF_PART_B,     /* the last step: a point of the second sample */
    TF_PART_START, /* Morris, step 0 */
    TF_PART_MOVE   /* steps 1 … k: the row before with one group moved */
};
struct tf_design_row {
    uint64_t point; /* which base point or trajectory; else the run */
    uint32_t step;  /* which row of it */
    enum tf_design_part part;
    uint32_t group; /* of AB, BA and MOVE; else UINT32_MAX */
};
struct tf_design_row tf_design_row(const struct tf_design *design, uint64_t run);

/* How many runs a factorial has: the product of the levels; UINT64_MAX when that is more than
 * tf_design_runs_most. */
uint64_t tf_factorial_runs(const uint32_t *group_levels, uint32_t group_count);

/* The plain Sobol' sequence (Sobol' 1967) with the direction numbers of Joe and Kuo (2008), in the
 * order of the Gray code: 0, 1/2, 3/4, 1/4, … in dimension 0. */
double tf_sobol_point(uint32_t dimension, uint64_t index);

/* The digits of the points first … first + count - 1, as tf_random_scramble takes them. */
void tf_sobol_points(uint32_t dimension, uint64_t first, size_t count, uint64_t *points);

/* The Halton sequence (Halton 1960): the digits of the index, mirrored at the point, in the base
 * of the dimension, the primes 2, 3, 5, …. out[i] is the point first + i. */
#define TF_HALTON_DIMENSIONS 1229
void tf_halton_points(uint32_t dimension, uint64_t first, size_t count, double *out);

#endif
