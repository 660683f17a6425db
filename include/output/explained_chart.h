/* explained_chart: a decomposition of a change (experiment/explain.h) as a waterfall. */
#ifndef TF_OUTPUT_EXPLAINED_CHART_H
#define TF_OUTPUT_EXPLAINED_CHART_H

#include "experiment/explain.h"
#include "output/chart.h"

enum tf_decomposition { TF_BY_INCOME_SOURCE, TF_BY_REGION, TF_BY_GROWTH };

/* Fills chart for the change from start to end, which are two years of one scenario or one year of
 * two, everything from the arena. TF_BAD_INPUT for TF_BY_GROWTH where a scenario has no GDP. */
bool tf_explained_chart(struct tf_moment start, struct tf_moment end,
                        enum tf_decomposition decomposition, enum tf_language language,
                        struct tf_arena *arena, struct tf_chart *chart, struct tf_diag *diag);

#endif
