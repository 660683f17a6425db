/* sensitivity_methods: the two ways of sensitivity.h: a few chosen runs, or many over a design. */
#ifndef TF_EXPERIMENT_SENSITIVITY_METHODS_H
#define TF_EXPERIMENT_SENSITIVITY_METHODS_H

#include "experiment/sensitivity.h"

/* What a scenario is analysed with. */
struct tf_analysis {
    const struct tf_sensitivity_request *request;
    const struct tf_study *study;
    size_t index;
    struct tf_sensitivity *result; /* its groups, and room for its measures, are there */
    struct tf_diag *diag;
};

static inline const struct tf_case *tf_analysed(const struct tf_analysis *analysis)
{
    return &analysis->study->cases[analysis->index];
}

bool tf_analyse_ends(const struct tf_analysis *analysis);
bool tf_analyse_runs(const struct tf_analysis *analysis);

#endif
