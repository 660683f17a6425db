/* given_sample: the feasible runs of a given sample, as estimators go over them. */
#ifndef TF_EXPERIMENT_GIVEN_SAMPLE_H
#define TF_EXPERIMENT_GIVEN_SAMPLE_H

#include "experiment/given_data.h"

struct tf_feasible_sample {
    double **x;    /* [factor][run] */
    double *y;     /* less its mean, times a number that makes the largest of them 1 in size */
    size_t count;  /* of runs */
    bool constant; /* y is the same in all */
};

/* The runs of a sample, at most `most` of them from the first on, whose output and factors all have
 * a value. Arrays are from the arena. False when memory is exhausted. */
bool tf_feasible_sample_init(struct tf_feasible_sample *feasible,
                             const struct tf_given_sample *sample, const double *y, size_t most,
                             struct tf_arena *arena);

/* Sets all of `out` but the values: an index of the kind for every factor, how many runs there are,
 * and what is wrong with fewer than `least`. */
void tf_given_begin(struct tf_indices *out, enum tf_index_kind kind,
                    const struct tf_given_sample *sample, const struct tf_feasible_sample *feasible,
                    size_t least);

#endif
