/* tally: the statistics of one column while they are worked out, a column on its own. */
#ifndef TF_EXPERIMENT_TALLY_H
#define TF_EXPERIMENT_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "experiment/moments.h"
#include "experiment/quantile_tree.h"
#include "experiment/statistics.h"

struct tf_position; /* tally_results.c */

struct tf_column_tally {
    struct tf_arena arena; /* owns what follows */
    struct tf_statistics_options options;
    struct tf_column_request request;
    size_t group_count; /* 1, or 1 + TF_REPLICATES: all runs, then each replicate */
    size_t block_count;
    struct tf_moments *blocks; /* [block][group] */
    uint64_t *shares;          /* [worker][share][replicate]: runs that compare so */
    uint64_t *feasible;        /* [worker][replicate] */
    struct tf_quantile_tree tree;
    struct tf_order_statistic *wanted;
    size_t wanted_count;
    struct tf_position *positions; /* [quantile][0: itself, then what its error comes from] */
    size_t pass;                   /* passes ended */
    bool done;
    struct tf_statistics result;
};

/* False without memory. Release it in every case. */
bool tf_column_tally_init(struct tf_column_tally *tally,
                          const struct tf_statistics_options *options,
                          const struct tf_column_request *request);
void tf_column_tally_release(struct tf_column_tally *tally);

/* As tf_tally_look, tf_tally_add and tf_tally_end_pass; false without memory. */
bool tf_column_tally_look(struct tf_column_tally *tally, const double *values, size_t count);
void tf_column_tally_add(struct tf_column_tally *tally, size_t worker, uint64_t first, size_t count,
                         const double *values, const uint8_t *feasible);
bool tf_column_tally_end_pass(struct tf_column_tally *tally);

/* After the first pass: all but the quantiles, and which order statistics these need. */
bool tf_column_tally_begin_result(struct tf_column_tally *tally);
/* Once they are found: the quantiles. */
void tf_column_tally_finish_result(struct tf_column_tally *tally);

#endif
