/* one_at_a_time: each factor at its low and at its high end, all others at their central values.
 *
 * The data of a tornado chart: how far a metric swings when one assumption goes from end to end of
 * its range. It says nothing of what factors do together, and costs two runs a factor. Ends are the
 * row's low and high: quantiles 5 % and 95 % of normal and lognormal factors, the limits of all
 * others, and never beyond the parameter's range. Annual shocks, whose centre is 0 in every year,
 * have no ends and stay there. */
#ifndef TF_EXPERIMENT_ONE_AT_A_TIME_H
#define TF_EXPERIMENT_ONE_AT_A_TIME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/factor_group.h"
#include "experiment/study.h"

enum tf_end { TF_END_LOW, TF_END_HIGH, TF_END_COUNT };

/* One run of the model. */
struct tf_end_run {
    double factor;             /* the value that the factor has in it; NaN in the central run */
    double *values;            /* [measure of the case]: NaN where absent or infeasible */
    struct tf_failure failure; /* reason TF_FEASIBLE where all is well */
};

struct tf_one_at_a_time {
    struct tf_end_run central;
    struct tf_end_run (*factors)[TF_END_COUNT]; /* [group]: of factors only */
    size_t factor_count;
};

/* Runs the case, which is prepared to draw and has its measures. Everything is from the arena.
 * TF_ENVIRONMENT without memory. */
bool tf_one_at_a_time(struct tf_one_at_a_time *result, const struct tf_case *item,
                      const struct tf_factor_groups *groups, struct tf_arena *arena,
                      struct tf_diag *diag);

#endif
