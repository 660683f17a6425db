/* calibrate: the dispersion inside cells that reproduces a published Gini or median.
 *
 * Group means say nothing of the spread inside the groups; a published figure of the whole
 * distribution does. One number is fitted: a factor on all dispersions, or one dispersion for the
 * top groups, where surveys by group miss most. */
#ifndef TF_EXPERIMENT_CALIBRATE_H
#define TF_EXPERIMENT_CALIBRATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "engine/metrics.h"
#include "engine/plan.h"

enum tf_fitted {
    TF_FIT_ALL_CELLS,  /* all dispersions times one factor, or one for all where all are 0 */
    TF_FIT_TOP_GROUPS, /* one dispersion for the last group of each region, the others stay */
};

struct tf_dispersion_target {
    enum tf_metric_id metric; /* TF_METRIC_GINI or TF_METRIC_MEDIAN, of the base year */
    int region;               /* whose distribution, and whose cells move; TF_ALL: the nation */
    double value;
    enum tf_fitted fitted;
};

struct tf_dispersion_fit {
    bool is_factor;     /* `number` multiplies what is there; else it replaces it */
    double number;      /* NaN: no dispersions in range reach the target */
    double before;      /* the metric as the scenario stands */
    double least, most; /* what it can be with dispersions in range */
    size_t solutions;   /* numbers that meet the target; of several, the nearest to what is there */
};

/* Solves for the base year of the plan, to the last digits (GSL's Brent). Fails only without
 * memory. */
bool tf_fit_dispersion(const struct tf_plan *plan, const struct tf_dispersion_target *target,
                       struct tf_dispersion_fit *fit, struct tf_diag *diag);

#endif
