/* design: where in the unit cube of all that is uncertain the runs of a sample lie.
 *
 * A dimension of the cube is a factor, or a shock in one year; a column of uniforms in (0, 1) is
 * what the runs have there. A number depends on the seed, the dimension and the run (and, in a
 * Latin hypercube, on how many runs there are): columns may be filled in any pieces and order, by
 * any thread or shard. docs/random-numbers.md says it in full.
 *
 * Latin hypercube and Sobol' points make up for each other's place, so that their spread does not
 * tell the error of a mean. They are drawn as TF_REPLICATES samples that are independent of each
 * other: run r belongs to replicate r % TF_REPLICATES and is its point r / TF_REPLICATES. The
 * spread of the replicates' means gives the standard error. */
#ifndef TF_EXPERIMENT_DESIGN_H
#define TF_EXPERIMENT_DESIGN_H

#include <stddef.h>
#include <stdint.h>

#include "engine/random.h"

enum tf_design_kind {
    TF_DESIGN_RANDOM, /* independent draws */
    TF_DESIGN_LATIN,  /* Latin hypercube: each replicate stratified in every dimension */
    TF_DESIGN_SOBOL,  /* Sobol' sequence, scrambled by each replicate (Owen) */
    TF_DESIGN_KIND_COUNT
};

struct tf_design {
    enum tf_design_kind kind;
    uint64_t seed;
    uint64_t run_count; /* of the whole sample; matters to a Latin hypercube only */
    size_t lane_width;  /* 2, 4 or 8; 0: the widest. Every width gives the same bits */
};

struct tf_dimension {
    uint64_t identity; /* tf_random_identity of the factor's or the shock's name */
    uint32_t word;     /* the year index of a shock, else 0; below 65536 */
    uint32_t index;    /* of the dimension, from 0; matters to Sobol' only, and is below
                          tf_design_dimensions_most */
};

/* Fills a column (see engine/random.h: alignment, whole blocks, `first`) with the uniforms of the
 * runs first … first + count - 1. */
void tf_design_uniforms(const struct tf_design *design, const struct tf_dimension *dimension,
                        uint64_t first, size_t count, double *out);

/* How many dimensions, and how many runs, there can be. Asking for more is the caller's error to
 * report. */
uint32_t tf_design_dimensions_most(enum tf_design_kind kind);
uint64_t tf_design_runs_most(enum tf_design_kind kind);

/* The plain Sobol' sequence (Sobol' 1967) with the direction numbers of Joe and Kuo (2008), in the
 * order of the Gray code: 0, 1/2, 3/4, 1/4, … in dimension 0. */
double tf_sobol_point(uint32_t dimension, uint64_t index);

/* The digits of the points first … first + count - 1, as tf_random_scramble takes them. */
void tf_sobol_points(uint32_t dimension, uint64_t first, size_t count, uint64_t *points);

#endif
