/* sensitivity: what the command of that name is asked for, and what it says of the results. */
#ifndef TF_CLI_SENSITIVITY_H
#define TF_CLI_SENSITIVITY_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/sampling.h"
#include "experiment/sensitivity.h"
#include "output/indexed.h"

/* The options as a request; those that the method does not take are refused. TF_BAD_INPUT. */
bool tf_sensitivity_request_make(struct tf_session *session,
                                 struct tf_sensitivity_request *request);

/* The method as results are described. */
enum tf_indexed_method tf_sensitivity_indexed(enum tf_sensitivity_method method);

/* Says on standard error what happened in the runs of a scenario, and what its indices leave out;
 * returns TF_NEGATIVE when a metric has no indices, --until was not reached or an interruption
 * came. metrics: their names, one a measure of the case. */
enum tf_status tf_sensitivity_remark(const struct tf_sampling *sampling, size_t index,
                                     const struct tf_sensitivity_request *request,
                                     const struct tf_sensitivity *result,
                                     const char *const *metrics);

#endif
