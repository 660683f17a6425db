/* quantile_tree: exact order statistics of many values without keeping or sorting them.
 *
 * A first pass over the values counts them into buckets. The buckets that hold a wanted rank are
 * then collected in a second pass, or, where one holds too many, counted into buckets of its own;
 * what was collected is small enough to select from. Counting does not depend on any order, so
 * passes may be cut among threads in any way. */
#ifndef TF_EXPERIMENT_QUANTILE_TREE_H
#define TF_EXPERIMENT_QUANTILE_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "experiment/quantile_buckets.h"

struct tf_quantile_node;
struct tf_quantile_slice;

struct tf_quantile_tree {
    struct tf_arena *arena; /* not owned */
    size_t worker_count;
    /* 1, or TF_REPLICATES: the value at i of what is added belongs to replicate i % lane_count. */
    size_t lane_count;
    uint64_t collected_most; /* a bucket with more is counted further */
    struct tf_quantile_node **nodes;
    struct tf_quantile_slice *slices;
    size_t node_count, node_capacity, slice_count, slice_capacity;
};

/* A wanted order statistic: the value at `rank` (0: the least) of group 0, all values, or of group
 * k >= 1, replicate k - 1. */
struct tf_order_statistic {
    size_t group;
    uint64_t rank; /* once it is placed: within its place */
    int32_t place; /* where it is looked for next; the tree's own */
    bool found;
    double value;
};

/* A tree whose first pass counts between low and high (tf_buckets_between). run_count: how many
 * values there will be. false: no memory; release it in every case. */
bool tf_quantile_tree_init(struct tf_quantile_tree *tree, double low, double high,
                           uint64_t run_count, size_t worker_count, size_t lane_count,
                           struct tf_arena *arena);
void tf_quantile_tree_release(struct tf_quantile_tree *tree);

/* Adds at most TF_STATISTICS_BLOCK values in the present pass; NaN is none. From any thread, a
 * worker's number in one at a time. */
void tf_quantile_tree_add(struct tf_quantile_tree *tree, size_t worker, const double *values,
                          size_t count);

/* Ends a pass. wanted: the same at the end of each, zero but for group and rank at the first; no
 * rank beyond the group's values. *again: some are not found yet, and another pass is needed.
 * false: no memory. */
bool tf_quantile_tree_end_pass(struct tf_quantile_tree *tree, struct tf_order_statistic *wanted,
                               size_t count, bool *again);

#endif
