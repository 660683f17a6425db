#include "experiment/tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool copy_request(struct tf_column_tally *tally, const struct tf_column_request *request)
{
    double *quantiles = tf_arena_alloc(&tally->arena, request->quantile_count, sizeof *quantiles);
    struct tf_share *shares = tf_arena_alloc(&tally->arena, request->share_count, sizeof *shares);
    if (quantiles == NULL || shares == NULL) {
        return false;
    }
    for (size_t i = 0; i < request->quantile_count; i++) {
        quantiles[i] = request->quantiles[i];
    }
    for (size_t i = 0; i < request->share_count; i++) {
        shares[i] = request->shares[i];
    }
    tally->request = *request;
    tally->request.quantiles = quantiles;
    tally->request.shares = shares;
    return true;
}

bool tf_column_tally_init(struct tf_column_tally *tally,
                          const struct tf_statistics_options *options,
                          const struct tf_column_request *request)
{
    struct tf_arena *arena = &tally->arena;
    *tally = (struct tf_column_tally){.options = *options};
    tf_arena_init(arena);
    tally->group_count = options->replicated ? 1 + TF_REPLICATES : 1;
    tally->block_count =
        (size_t)((options->run_count + TF_STATISTICS_BLOCK - 1) / TF_STATISTICS_BLOCK);
    size_t counts = options->threads * TF_REPLICATES;
    tally->blocks =
        tf_arena_alloc(arena, tally->block_count, tally->group_count * sizeof *tally->blocks);
    tally->shares = tf_arena_alloc(arena, counts * request->share_count, sizeof *tally->shares);
    tally->feasible = tf_arena_alloc(arena, counts, sizeof *tally->feasible);
    return tally->blocks != NULL && tally->shares != NULL && tally->feasible != NULL &&
           copy_request(tally, request);
}

void tf_column_tally_release(struct tf_column_tally *tally)
{
    tf_quantile_tree_release(&tally->tree);
    tf_arena_release(&tally->arena);
}

bool tf_column_tally_look(struct tf_column_tally *tally, const double *values, size_t count)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < count; i++) {
        low = values[i] < low ? values[i] : low;
        high = values[i] > high ? values[i] : high;
    }
    return tf_quantile_tree_init(&tally->tree, low, high, tally->options.run_count,
                                 tally->options.threads,
                                 tally->options.replicated ? TF_REPLICATES : 1, &tally->arena);
}

static void count_feasible(struct tf_column_tally *tally, size_t worker, size_t count,
                           const uint8_t *feasible)
{
    uint64_t *counts = tally->feasible + worker * TF_REPLICATES;
    for (size_t i = 0; i < count; i++) {
        counts[i % TF_REPLICATES] += feasible == NULL || feasible[i] != 0;
    }
}

static void add_block(struct tf_column_tally *tally, size_t worker, size_t block, size_t count,
                      const double *values)
{
    struct tf_moments *moments = tally->blocks + block * tally->group_count;
    moments[0] = tf_moments_of_block(values, count, tally->group_count > 1 ? moments + 1 : NULL);
    for (size_t i = 0; i < tally->request.share_count; i++) {
        tf_count_share(&tally->request.shares[i], values, count,
                       tally->shares + (worker * tally->request.share_count + i) * TF_REPLICATES);
    }
}

void tf_column_tally_add(struct tf_column_tally *tally, size_t worker, uint64_t first, size_t count,
                         const double *values, const uint8_t *feasible)
{
    for (size_t at = 0; at < count && !tally->done; at += TF_STATISTICS_BLOCK) {
        size_t here = count - at < TF_STATISTICS_BLOCK ? count - at : TF_STATISTICS_BLOCK;
        if (tally->pass == 0) {
            add_block(tally, worker, (size_t)((first + at) / TF_STATISTICS_BLOCK), here,
                      values + at);
        }
        if (tally->pass == 0 && tally->request.absent_last) {
            count_feasible(tally, worker, here, feasible == NULL ? NULL : feasible + at);
        }
        tf_quantile_tree_add(&tally->tree, worker, values + at, here);
    }
}

bool tf_column_tally_end_pass(struct tf_column_tally *tally)
{
    bool again = false;
    if (tally->done) {
        return true;
    }
    if (tally->pass == 0 && !tf_column_tally_begin_result(tally)) {
        return false;
    }
    tally->pass++;
    if (!tf_quantile_tree_end_pass(&tally->tree, tally->wanted, tally->wanted_count, &again)) {
        return false;
    }
    if (!again) {
        tf_column_tally_finish_result(tally);
        tally->done = true;
    }
    return true;
}
