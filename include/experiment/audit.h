/* audit: what a careful referee would say of a scenario (the findings of `check`). */
#ifndef TF_EXPERIMENT_AUDIT_H
#define TF_EXPERIMENT_AUDIT_H

#include "base/diag.h"
#include "engine/metrics.h"
#include "scenario/scenario.h"

/* Adds a warning for each finding that needs the compiled plan or, when outcome is not NULL (a
 * feasible run), its results. Each says what to set. */
void tf_audit(const struct tf_scenario *scenario, const struct tf_plan *plan,
              struct tf_outcome *outcome, struct tf_diag *diag);

#endif
