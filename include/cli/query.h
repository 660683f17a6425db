/* query: what --metric asks for. */
#ifndef TF_CLI_QUERY_H
#define TF_CLI_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/option.h"
#include "engine/metrics.h"
#include "engine/plan.h"

/* Parses comma lists of metric addresses against a scenario; none at all gives count 0. From the
 * arena. TF_BAD_INPUT for what is no metric of the scenario. */
bool tf_queries_parse(const struct tf_texts *lists, const struct tf_scenario *scenario,
                      struct tf_arena *arena, struct tf_query **queries, size_t *count,
                      struct tf_diag *diag);

/* The same, but that an address may have a statistic, as in `multiple:p50`, when no_statistics is
 * NULL; else that says why it may not. */
bool tf_queries_parse_drawn(const struct tf_texts *lists, const struct tf_scenario *scenario,
                            const char *no_statistics, struct tf_arena *arena,
                            struct tf_query **queries, size_t *count, struct tf_diag *diag);

/* Says on standard error, once for each metric among the measures, what the scenario lacks for it
 * to have values. */
void tf_measures_remark(const struct tf_plan *plan, const struct tf_measure *measures,
                        size_t count);

#endif
