/* condition: what every run is to meet: --target METRIC, METRIC>=VALUE or METRIC<=VALUE,
 * and doubling_year=YEAR for by that year. A metric alone is met by a run that reaches
 * target_multiple. */
#ifndef TF_CLI_CONDITION_H
#define TF_CLI_CONDITION_H

#include <math.h>
#include <stdbool.h>

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/target.h"

struct tf_run_condition {
    struct tf_target target; /* its value is NaN where a metric stands alone */
};

/* From the arena; TF_BAD_INPUT as tf_target_parse. */
bool tf_run_condition_parse(const char *text, struct tf_arena *arena,
                            struct tf_run_condition *condition, struct tf_diag *diag);

/* TF_BAD_INPUT for METRIC=VALUE, which hardly a run meets, unless the metric is a doubling_year. */
bool tf_run_condition_check(const struct tf_target *target, struct tf_diag *diag);

/* For people: `multiple >= 2`, `doubling_year <= 2035`. plan: what a metric alone is to reach; NULL
 * where it is not known: `doubling_year <= horizon`. From the arena; NULL without memory. */
const char *tf_run_condition_text(const struct tf_run_condition *condition,
                                  const struct tf_plan *plan, struct tf_arena *arena);

/* How the values of a column are judged. */
struct tf_judgement {
    struct tf_share share;
    bool absent_last; /* a feasible run without a value has one later than all others */
};

/* What is measured in each run of a scenario, and how it is judged. TF_BAD_INPUT: as
 * tf_run_condition_check and tf_target_resolve; a statistic over draws; a metric alone that has no
 * target of its own. */
bool tf_run_condition_resolve(const struct tf_run_condition *condition, const struct tf_plan *plan,
                              struct tf_arena *arena, struct tf_measure *measure,
                              struct tf_judgement *judgement, struct tf_diag *diag);

/* How a column of a file is judged whose name is the condition's metric. TF_BAD_INPUT: as
 * tf_run_condition_check; for one without a value that is no doubling_year. */
bool tf_run_condition_of_column(const struct tf_run_condition *condition,
                                struct tf_judgement *judgement, struct tf_diag *diag);

/* Does a feasible run with this value meet it? */
static inline bool tf_judgement_met(const struct tf_judgement *judgement, double value)
{
    if (isnan(value)) {
        return judgement->absent_last && judgement->share.comparison == TF_AT_LEAST;
    }
    return judgement->share.comparison == TF_AT_MOST ? value <= judgement->share.threshold
                                                     : value >= judgement->share.threshold;
}

#endif
