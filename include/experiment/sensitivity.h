/* sensitivity: which uncertain assumptions of a scenario matter for its results, by one of the
 * methods of docs/sensitivity.md.
 *
 * Runs the scenario over the design that the method asks for and hands the results to the method's
 * estimator. Annual shocks are factors of morris and sobol; oat and shapley hold them at 0, and for
 * given they are noise. The same bits for any number of threads. */
#ifndef TF_EXPERIMENT_SENSITIVITY_H
#define TF_EXPERIMENT_SENSITIVITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/factor_group.h"
#include "experiment/index.h"
#include "experiment/study.h"

enum tf_sensitivity_method {
    TF_SENSITIVITY_OAT,     /* each factor at its ends, the others at their centres */
    TF_SENSITIVITY_MORRIS,  /* elementary effects along trajectories */
    TF_SENSITIVITY_SOBOL,   /* shares of the variance, from a Saltelli design */
    TF_SENSITIVITY_GIVEN,   /* first-order shares from a sample; factors may be correlated */
    TF_SENSITIVITY_SHAPLEY, /* Shapley effects from a sample; factors may be correlated */
    TF_SENSITIVITY_METHOD_COUNT
};

/* Does the method take the factors to be independent of each other? */
bool tf_sensitivity_needs_independence(enum tf_sensitivity_method method);

struct tf_sensitivity_request {
    enum tf_sensitivity_method method;
    uint64_t n;                 /* base points, trajectories or draws; not read by oat */
    enum tf_design_kind design; /* of the draws: random, lhs or sobol. Of sobol's two samples:
                                   random or sobol. Not read by the others */
    bool second_order;          /* sobol */
    uint32_t levels;            /* morris: even */
    double until; /* n is doubled until every interval is that narrow; 0: it stays as it is */
    struct tf_resampling resampling;
    size_t threads;                                                 /* at least 1 */
    void (*progress)(void *context, uint64_t done, uint64_t total); /* runs; NULL: nobody */
    void *context;
};

struct tf_sensitivity {
    struct tf_arena arena;     /* of what follows … */
    struct tf_arena estimates; /* … and of what the indices point to */
    struct tf_factor_groups groups;
    struct tf_indices *indices; /* [measure of the case]; factors are groups. Of oat: `low` and
                                   `high` of each factor */
    double *central;            /* oat, [measure]: all factors at their central values; else NULL */
    uint64_t n;                 /* base points, trajectories or draws that were made */
    struct tf_run_counts counts;
    uint64_t *absent; /* [measure]: feasible runs in which it has no value */
    bool complete;    /* no interruption cut it short; else indices are of the n that were made */
    double widest;    /* with until: the widest interval; HUGE_VAL: not known */
};

/* Initialises the result; release it in every case. The study is prepared to draw, without axes,
 * and the case has its measures. TF_BAD_INPUT: nothing is uncertain; factors are correlated, which
 * the method does not take; an n that does not fit into memory or the design. TF_ENVIRONMENT
 * without memory. */
bool tf_sensitivity_run(struct tf_sensitivity *result, const struct tf_study *study, size_t index,
                        const struct tf_sensitivity_request *request, struct tf_diag *diag);
void tf_sensitivity_release(struct tf_sensitivity *result);

#endif
