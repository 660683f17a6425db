/* query: what --metric asks for. */
#ifndef TF_CLI_QUERY_H
#define TF_CLI_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/option.h"
#include "engine/metrics.h"

/* Parses comma lists of metric addresses against a scenario; none at all gives count 0. From the
 * arena. TF_BAD_INPUT for what is no metric of the scenario. */
bool tf_queries_parse(const struct tf_texts *lists, const struct tf_scenario *scenario,
                      struct tf_arena *arena, struct tf_query **queries, size_t *count,
                      struct tf_diag *diag);

#endif
