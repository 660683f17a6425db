/* index: sensitivity indices with their intervals, what every estimator of them gives.
 *
 * An estimator takes plain arrays (a value a run, NaN where the run is infeasible) and knows no
 * files, names or models. Infeasible runs are left out together with what cannot be used without
 * them, and counted; what is estimated then is the sensitivity of the model given that it is
 * feasible (docs/sensitivity.md). */
#ifndef TF_EXPERIMENT_INDEX_H
#define TF_EXPERIMENT_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"

enum tf_index_kind {
    TF_INDEX_FIRST,  /* S1: share of the variance that the factor explains alone */
    TF_INDEX_TOTAL,  /* ST: share that is left when all other factors are known */
    TF_INDEX_SECOND, /* S2: share by two factors together, beyond what each explains alone */
    TF_INDEX_MU,     /* mean elementary effect, in the output's unit for the factor's whole range */
    TF_INDEX_MU_STAR, /* mean absolute elementary effect */
    TF_INDEX_SIGMA,   /* standard deviation of the elementary effects */
    TF_INDEX_SHAPLEY, /* Shapley effect: shares that add up to 1, also for correlated factors */
    TF_INDEX_LOW,     /* the output with the factor at its low end, all others in the middle */
    TF_INDEX_HIGH,    /* the same at its high end */
    TF_INDEX_KIND_COUNT
};

/* `S1`, `ST`, `S2`, `mu`, `mu_star`, `sigma`, `shapley`, `low`, `high`. */
const char *tf_index_name(enum tf_index_kind kind);

#define TF_NO_FACTOR SIZE_MAX

struct tf_index {
    enum tf_index_kind kind;
    size_t factor, factor2; /* factor2: of S2, and above factor; else TF_NO_FACTOR */
    double value;           /* NaN: there is none, see tf_indices.problem */
    double low, high;       /* interval of the asked confidence; NaN: none. Of low and high (oat):
                               both the factor's value there */
    uint64_t n;             /* base points, effects or runs that it is estimated from */
};

enum tf_indices_problem {
    TF_INDICES_GOOD,
    TF_INDICES_TOO_FEW, /* too many runs are infeasible: all values are NaN */
    TF_INDICES_CONSTANT /* the output never changes, so that it has no variance to share out */
};

/* The indices of one output. */
struct tf_indices {
    struct tf_index *items; /* by kind, then by factor; from the arena */
    size_t count;
    uint64_t n;        /* base points, effects or runs that are used */
    uint64_t left_out; /* those that are not, for want of a feasible run */
    enum tf_indices_problem problem;
    double unexplained; /* Shapley effects: share of the variance that is left when all factors are
                           known, as far as neighbours tell; 0 with enough runs of a model that
                           depends on nothing else. Of others 0 */
    /* The same indices, without intervals, from the first n runs only, for n that double up to the
     * whole: how they settle. Grouped by n, ascending, without the whole; NULL: none. */
    struct tf_index *settling;
    size_t settling_count;
};

/* How intervals are found. Replicates are made from random numbers of their own, keyed by seed,
 * replicate and place, so that they are the same for any number of threads. */
struct tf_resampling {
    size_t replicates; /* 0: no intervals */
    double confidence; /* 0.95 */
    uint64_t seed;
    size_t threads; /* at least 1 */
};

#endif
