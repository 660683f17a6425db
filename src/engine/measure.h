/* measure: metrics of a vector of runs, but for those that need a quantile (docs/model.md, 4). */
#ifndef TF_ENGINE_MEASURE_H
#define TF_ENGINE_MEASURE_H

#include "engine/lanes.h"
#include "engine/metrics.h"
#include "engine/project.h"
#include "engine/runner.h"

#define tf_lanes_measure TF_LANED(tf_lanes_measure)
#define tf_lanes_dispersion_measure TF_LANED(tf_lanes_dispersion_measure)
#define tf_lanes_persons TF_LANED(tf_lanes_persons)
#define tf_lanes_mean TF_LANED(tf_lanes_mean)

/* See struct tf_runner. */
void tf_lanes_measure(const struct tf_trajectory *trajectory, size_t vector,
                      const struct tf_measure *measures, size_t count, double *const *out);

/* Persons of the cells; their mean of a quantity, NaN where nobody lives. */
tf_lanes tf_lanes_persons(const struct tf_trajectory *trajectory, size_t vector, size_t t,
                          struct tf_scope_cells cells);
tf_lanes tf_lanes_mean(const struct tf_trajectory *trajectory, size_t vector, size_t t,
                       struct tf_scope_cells cells, enum tf_cell_quantity quantity);

/* Gini, Theil and shares of persons under or between lines; the measure's region or the nation. */
tf_lanes tf_lanes_dispersion_measure(const struct tf_trajectory *trajectory, size_t vector,
                                     enum tf_metric_id metric, int region, size_t t);

#endif
