/* sample_summary: the draws of `sample` summed up. */
#ifndef TF_CLI_SAMPLE_SUMMARY_H
#define TF_CLI_SAMPLE_SUMMARY_H

#include <stdbool.h>

#include "cli/sampling.h"

/* Draws what the sampling says, more with --until, and writes the statistics of the metrics in
 * `lists` to -o or standard output; all draws also to --store. *status: TF_NEGATIVE when --until
 * was not reached or an interruption came. */
bool tf_sample_summary(struct tf_sampling *sampling, const struct tf_texts *lists,
                       enum tf_status *status);

#endif
