/* projection: scenario files to results, one run each; several scenarios over several threads. */
#ifndef TF_EXPERIMENT_PROJECTION_H
#define TF_EXPERIMENT_PROJECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "engine/metrics.h"
#include "engine/plan.h"
#include "engine/project.h"
#include "scenario/scenario.h"

struct tf_projection {
    struct tf_arena arena;
    struct tf_scenario scenario;
    size_t lane_width; /* as in struct tf_plan; the caller may set it */
    struct tf_plan plan;
    struct tf_trajectory trajectory; /* one run */
    bool feasible;
    char *failure; /* "2031, rural.q1: consumption falls below zero"; NULL when feasible */
    struct tf_outcome *outcome; /* NULL when infeasible */
    size_t warnings;            /* of this scenario: those of its loading, which the caller sets,
                                   and those that tf_projections_run adds */
};

/* Projects an array of projections whose `scenario` was loaded (tf_scenario_load) and whose other
 * fields are zero. Errors of the plan go to diag. Warnings that need the results
 * (experiment/audit.h) are added to diag in the order of the scenarios. threads >= 1. finished (may
 * be NULL) is called from the calling thread only, with the number of scenarios done so far. An
 * infeasible run is not an error here. Release every projection in every case. */
bool tf_projections_run(struct tf_projection *projections, size_t count, size_t threads,
                        void (*finished)(void *context, size_t done, size_t total), void *context,
                        struct tf_diag *diag);
void tf_projection_release(struct tf_projection *projection);

/* "2031, rural.q1: consumption falls below zero", from the arena; NULL without memory. */
char *tf_failure_text(const struct tf_scenario *scenario, const struct tf_failure *failure,
                      struct tf_arena *arena);

/* TF_BAD_INPUT, placed at b, when two scenarios have one name. */
bool tf_scenarios_differ_in_name(const struct tf_scenario *a, const struct tf_scenario *b,
                                 struct tf_diag *diag);

/* Every scenario name once: TF_BAD_INPUT otherwise. */
bool tf_projections_named_once(const struct tf_projection *projections, size_t count,
                               struct tf_diag *diag);

/* The calendar year (fractional) at which the index of a scope would reach the target multiple if
 * it went on at its mean growth over the horizon; NaN when it does not grow. The reached year when
 * it is reached within the horizon. */
double tf_projection_reach(const struct tf_projection *projection, int region, int group);

#endif
