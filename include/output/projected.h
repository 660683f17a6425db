/* projected: charts of projections: which numbers and labels a chart of some scenarios has. */
#ifndef TF_OUTPUT_PROJECTED_H
#define TF_OUTPUT_PROJECTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/projection.h"
#include "output/chart.h"

/* Fills chart of the given kind (paths, groups, sources, incidence, lorenz, density) for the
 * feasible ones among the projections, everything from the arena. by_region: for each region in
 * place of the nation, where the kind has that. TF_BAD_INPUT when there is nothing to draw, too
 * much for one chart, or scenarios that one chart cannot compare (other base years). */
bool tf_projected_chart(const struct tf_projection *projections, size_t count,
                        enum tf_chart_kind kind, bool by_region, enum tf_language language,
                        struct tf_arena *arena, struct tf_chart *chart, struct tf_diag *diag);

/* The sources of the scenarios' incomes, "A; B", where they are few enough to name below a chart;
 * NULL where there are none, or too many, or no memory. From the arena or a scenario. */
const char *tf_income_sources(const struct tf_scenario *const *scenarios, size_t count,
                              struct tf_arena *arena);

#endif
