/* point_statistic: a statistic over the draws at one point, by its name: `mean`, `p50`, `p_target`.
 */
#ifndef TF_EXPERIMENT_POINT_STATISTIC_H
#define TF_EXPERIMENT_POINT_STATISTIC_H

#include <stdbool.h>

#include "engine/metrics.h"
#include "experiment/statistics.h"

enum tf_point_statistic_kind {
    TF_POINT_MEAN,
    TF_POINT_SD,
    TF_POINT_QUANTILE,
    TF_POINT_SHARE, /* p_target: of draws that reach the target */
    TF_POINT_DRAWS,
    TF_POINT_INFEASIBLE,
    TF_POINT_CLIPPED
};

struct tf_point_statistic {
    enum tf_point_statistic_kind kind;
    double probability; /* of a quantile */
};

/* mean, sd, p_target, n, infeasible, clipped, or a quantile as p5 or p99.5. False for another name.
 */
bool tf_point_statistic_parse(const char *name, struct tf_point_statistic *statistic);

/* Does the metric have a p_target? */
bool tf_metric_has_target(enum tf_metric_id id);

/* What p_target of a measure that has one is the share of: the doubling year of its scope, and by
 * when. last_year: of the projection, for measures without a year. */
void tf_target_share(const struct tf_measure *measure, int last_year, struct tf_measure *doubling,
                     struct tf_share *share);

#endif
