/* sample_summary: the draws of `sample` summed up. */
#ifndef TF_CLI_SAMPLE_SUMMARY_H
#define TF_CLI_SAMPLE_SUMMARY_H

#include <stdbool.h>

#include "cli/sampling.h"
#include "output/sampled.h"

/* Draws what the sampling says, more with --until, and writes the statistics of the metrics in
 * `lists` to -o or standard output; all draws also to --store. *status: TF_NEGATIVE when --until
 * was not reached or an interruption came. */
bool tf_sample_summary(struct tf_sampling *sampling, const struct tf_texts *lists,
                       enum tf_status *status);

/* The same draws summed up as rows (output/sampled.h), from the session's arena, for who writes
 * them with others: --compare, --until and --store mean nothing here. Remarks as above. *status:
 * TF_NEGATIVE after an interruption, when there are no rows. */
bool tf_sample_rows(struct tf_sampling *sampling, const struct tf_texts *lists,
                    struct tf_sampled_row **rows, size_t *count, enum tf_status *status);

#endif
