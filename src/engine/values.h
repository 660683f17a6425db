/* values: a plan's dense parameter values from row values, with everything that model.md section 2
 * computes: defaults, normalised shares, computed starts and paths. */
#ifndef TF_ENGINE_VALUES_H
#define TF_ENGINE_VALUES_H

#include "engine/plan.h"

/* What makes row values impossible, and where. text is NULL when nothing does. */
struct tf_contradiction {
    const char *text;
    enum tf_parameter_id parameter;
    size_t instance;
    double found; /* the number that the text is about; NaN: none */
};

/* Fills values[] for every parameter; stops at the first contradiction. */
struct tf_contradiction tf_values_fill(const struct tf_plan *plan, const double *row_values,
                                       struct tf_plan_scratch *scratch, double *const values[]);

/* True when rows give the instance a value of its own: a start or a knot, not only shifts. */
bool tf_values_given(const struct tf_plan *plan, enum tf_parameter_id parameter, size_t instance,
                     struct tf_plan_scratch *scratch);

#endif
