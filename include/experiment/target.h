/* target: what a solver shall reach: `income_index.rural@2035=2`, `multiple:p_target=90%`,
 * `debt_ratio<=80%`; or what it shall make as small or as large as it can. */
#ifndef TF_EXPERIMENT_TARGET_H
#define TF_EXPERIMENT_TARGET_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/mem.h"
#include "engine/metrics.h"
#include "engine/plan.h"
#include "experiment/optimum.h"
#include "experiment/point_statistic.h"
#include "experiment/roots.h"

struct tf_target {
    const char *option;    /* `--target multiple=2`: where its messages are placed */
    const char *metric;    /* as given, with its statistic: `multiple:p50` */
    const char *statistic; /* what follows the colon; NULL: none */
    enum tf_goal goal;
    double value; /* % already applied; NaN of TF_GOAL_LEAST and TF_GOAL_MOST */
    bool percent; /* a % stood in the text */
};

/* Parses `METRIC[:STATISTIC]=VALUE` (or >=, <=) of --target. Texts are from the arena. TF_BAD_INPUT
 * for what is none; the metric is not looked at. */
bool tf_target_parse(const char *text, struct tf_arena *arena, struct tf_target *target,
                     struct tf_diag *diag);

/* The same of `METRIC[:STATISTIC]` of --minimise or --maximise; goal is TF_GOAL_LEAST or
 * TF_GOAL_MOST. */
bool tf_target_parse_objective(const char *text, enum tf_goal goal, struct tf_arena *arena,
                               struct tf_target *target, struct tf_diag *diag);

/* What a target means in a scenario: one number of a run, or of all draws of a point. */
struct tf_quantity {
    enum tf_metric_id metric;  /* as asked for */
    struct tf_measure measure; /* what is measured in each run; of p_target the doubling year */
    bool over_draws;
    struct tf_point_statistic statistic; /* with over_draws */
    struct tf_share share;               /* of p_target */
    enum tf_met_side met; /* where it jumps over a target: a share is met from above, a year from
                             below */
};

/* Finds the quantity in a scenario that is compiled, at the horizon where no year is given.
 * TF_BAD_INPUT: no such metric or statistic, more than one value (`income.region`), a value that
 * cannot be meant for the metric's unit. */
bool tf_target_resolve(const struct tf_target *target, const struct tf_plan *plan,
                       struct tf_arena *arena, struct tf_quantity *quantity, struct tf_diag *diag);

/* A quantity's unit for people; TF_IN_SHARE for p_target. */
enum tf_measured_in tf_quantity_unit(const struct tf_quantity *quantity);

#endif
