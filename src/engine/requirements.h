/* requirements: what a scenario must say, and must not, before it can be projected; as errors. */
#ifndef TF_ENGINE_REQUIREMENTS_H
#define TF_ENGINE_REQUIREMENTS_H

#include "engine/values.h"

/* Before values are filled: required parameters, members that the model names. */
bool tf_require_values(const struct tf_plan *plan, struct tf_diag *diag);

/* After: sums over years, contradictions between the closure and the rows. */
bool tf_require_consistency(const struct tf_plan *plan, struct tf_diag *diag);

/* A contradiction of tf_values_fill as an error at the row it comes from. Returns false. */
bool tf_report_contradiction(const struct tf_plan *plan, const struct tf_contradiction *found,
                             struct tf_diag *diag);

#endif
