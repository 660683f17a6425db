#include "experiment/response.h"

#include <math.h>
#include <stdlib.h>

#include "base/num.h"

/* What a thread has of its own. */
struct hand {
    struct tf_study_worker *worker;
    double **values; /* [quantity]: where its chunk goes */
    struct tf_chunk_notes notes;
};

/* What happened in a chunk of draws. */
struct tally {
    uint64_t infeasible;
    struct tf_failure first;
};

struct tf_response {
    const struct tf_study *study;
    const struct tf_quantity *const *quantities; /* [case] */
    size_t quantity_count, threads;
    struct tf_arena arena;
    struct tf_arena scratch; /* of one trial's statistics */
    struct hand *hands;      /* [thread] */
    /* [quantity]: of the draws of a trial, or of the trials of a chunk. */
    struct tf_columns columns;
    double **axes; /* [axis][run of a chunk]: the same value over and over */
    const double **axes_at;
    struct tally *tallies; /* [chunk] */
    /* [case][quantity] */
    struct tf_column_request **requests;
    struct tf_statistics *statistics; /* [quantity] */
    uint64_t run_count;
    uint64_t draws; /* of a trial */
    size_t index;   /* of the trial in work */
};

bool tf_response_measures(struct tf_study *study, size_t index,
                          const struct tf_quantity *quantities, size_t count, struct tf_diag *diag)
{
    struct tf_case *item = &study->cases[index];
    item->measures = tf_arena_alloc(&study->arena, count, sizeof *item->measures);
    if (item->measures == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < count; i++) {
        item->measures[i] = quantities[i].measure;
    }
    item->measure_count = count;
    return true;
}

/* --- room --------------------------------------------------------------------------------------
 */

static size_t chunk_count(const struct tf_response *response)
{
    return ((size_t)response->draws + TF_CHUNK_RUNS - 1) / TF_CHUNK_RUNS;
}

static struct tf_column_request request_of(const struct tf_quantity *quantity)
{
    struct tf_column_request request = {.absent_last =
                                            quantity->measure.metric == TF_METRIC_DOUBLING_YEAR};
    if (quantity->over_draws && quantity->statistic.kind == TF_POINT_QUANTILE) {
        request.quantiles = &quantity->statistic.probability;
        request.quantile_count = 1;
    } else if (quantity->over_draws && quantity->statistic.kind == TF_POINT_SHARE) {
        request.shares = &quantity->share;
        request.share_count = 1;
    }
    return request;
}

static bool make_requests(struct tf_response *response)
{
    struct tf_arena *arena = &response->arena;
    size_t cases = response->study->case_count, count = response->quantity_count;
    response->requests = tf_arena_alloc(arena, cases, sizeof *response->requests);
    response->statistics = tf_arena_alloc(arena, count, sizeof *response->statistics);
    for (size_t i = 0; response->requests != NULL && i < cases; i++) {
        response->requests[i] = tf_arena_alloc(arena, count, sizeof **response->requests);
        for (size_t k = 0; response->requests[i] != NULL && k < count; k++) {
            response->requests[i][k] = request_of(&response->quantities[i][k]);
        }
        if (response->requests[i] == NULL) {
            return false;
        }
    }
    return response->requests != NULL && response->statistics != NULL;
}

static bool make_axes(struct tf_response *response)
{
    size_t count = response->study->grid.axis_count;
    response->axes = tf_arena_alloc(&response->arena, count, sizeof *response->axes);
    response->axes_at = tf_arena_alloc(&response->arena, count, sizeof *response->axes_at);
    for (size_t i = 0; response->axes != NULL && i < count; i++) {
        response->axes[i] =
            tf_arena_alloc_aligned(&response->arena, TF_CHUNK_RUNS, sizeof **response->axes);
        if (response->axes[i] == NULL) {
            return false;
        }
    }
    return response->axes != NULL && response->axes_at != NULL;
}

static bool make_hands(struct tf_response *response, struct tf_diag *diag)
{
    struct tf_arena *arena = &response->arena;
    response->hands = tf_arena_alloc(arena, response->threads, sizeof *response->hands);
    if (response->hands == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < response->threads; i++) {
        struct hand *hand = &response->hands[i];
        hand->values = tf_arena_alloc(arena, response->quantity_count, sizeof *hand->values);
        if (hand->values == NULL) {
            return tf_out_of_memory(diag);
        }
        hand->worker = tf_study_worker_new(response->study, arena, diag);
        if (hand->worker == NULL) {
            return false;
        }
    }
    return true;
}

static bool make_room(struct tf_response *response, struct tf_diag *diag)
{
    const struct tf_study *study = response->study;
    size_t runs = study->draws ? (size_t)study->design.run_count : TF_CHUNK_RUNS;
    response->tallies =
        tf_arena_alloc(&response->arena, chunk_count(response), sizeof *response->tallies);
    if (response->tallies == NULL || !make_requests(response) || !make_axes(response)) {
        return tf_out_of_memory(diag);
    }
    return tf_columns_init(&response->columns, response->quantity_count, runs, diag) &&
           make_hands(response, diag);
}

struct tf_response *tf_response_new(const struct tf_study *study,
                                    const struct tf_quantity *const *quantities,
                                    size_t quantity_count, size_t threads, struct tf_diag *diag)
{
    struct tf_response *response = calloc(1, sizeof *response);
    if (response == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    response->study = study;
    response->quantities = quantities;
    response->quantity_count = quantity_count;
    response->threads = study->draws ? threads : 1;
    response->draws = study->design.run_count;
    tf_arena_init(&response->arena);
    tf_arena_init(&response->scratch);
    if (!make_room(response, diag)) {
        tf_response_free(response);
        return NULL;
    }
    return response;
}

void tf_response_free(struct tf_response *response)
{
    if (response != NULL) {
        tf_columns_release(&response->columns);
        tf_arena_release(&response->arena);
        tf_arena_release(&response->scratch);
        free(response);
    }
}

void tf_response_limit(struct tf_response *response, uint64_t draws)
{
    uint64_t all = response->study->design.run_count;
    response->draws = draws > 0 && draws < all ? draws : all;
}

uint64_t tf_response_draw_count(const struct tf_response *response)
{
    return response->draws;
}

const double *tf_response_draws(const struct tf_response *response, size_t quantity)
{
    return response->columns.values[quantity];
}

const uint8_t *tf_response_feasible(const struct tf_response *response)
{
    return response->columns.feasible;
}

bool tf_response_keeps_draws(const struct tf_response *response)
{
    return tf_study_keeps_draws(response->study);
}

uint64_t tf_response_run_count(const struct tf_response *response)
{
    return response->run_count;
}

/* --- trials of one run -------------------------------------------------------------------------
 */

/* A feasible run that does not reach its target does so later than the horizon. */
static double run_value(const struct tf_quantity *quantity, double value,
                        const struct tf_failure *failure)
{
    bool later = quantity->measure.metric == TF_METRIC_DOUBLING_YEAR && isnan(value);
    return later && failure->reason == TF_FEASIBLE ? HUGE_VAL : value;
}

static bool compute_runs(struct tf_response *response, const double *const *axes, size_t first,
                         size_t count, const struct tf_trials *out)
{
    struct hand *hand = &response->hands[0];
    for (size_t i = 0; i < response->study->grid.axis_count; i++) {
        response->axes_at[i] = axes[i] + first;
    }
    if (!tf_study_evaluate_at(hand->worker, response->index, response->axes_at, 0, count,
                              response->columns.values, &hand->notes)) {
        return false;
    }
    for (size_t run = 0; run < count; run++) {
        out->failures[first + run] = hand->notes.failures[run];
        out->infeasible[first + run] = hand->notes.failures[run].reason != TF_FEASIBLE;
    }
    for (size_t i = 0; i < response->quantity_count; i++) {
        const struct tf_quantity *quantity = &response->quantities[response->index][i];
        for (size_t run = 0; run < count; run++) {
            out->values[i][first + run] =
                run_value(quantity, response->columns.values[i][run], &hand->notes.failures[run]);
            out->errors[i][first + run] = TF_ABSENT;
        }
    }
    response->run_count += count;
    return true;
}

/* --- trials of many draws ----------------------------------------------------------------------
 */

static enum tf_chunk_end draw_chunk(void *context, size_t thread, size_t slot, uint64_t chunk,
                                    struct tf_diag *diag)
{
    struct tf_response *response = context;
    struct hand *hand = &response->hands[thread];
    uint64_t first = chunk * TF_CHUNK_RUNS, left = response->draws - first;
    size_t count = left < TF_CHUNK_RUNS ? (size_t)left : TF_CHUNK_RUNS;
    struct tally tally = {.first = {.reason = TF_FEASIBLE}};
    (void)slot, (void)diag;
    for (size_t i = 0; i < response->quantity_count; i++) {
        hand->values[i] = response->columns.values[i] + first;
    }
    if (!tf_study_evaluate_at(hand->worker, response->index, response->axes_at, first, count,
                              hand->values, &hand->notes)) {
        return TF_CHUNK_STOPPED;
    }
    for (size_t run = 0; run < count; run++) {
        const struct tf_failure *failure = &hand->notes.failures[run];
        bool feasible = failure->reason == TF_FEASIBLE;
        response->columns.feasible[first + run] = feasible;
        tally.first = !feasible && tally.infeasible == 0 ? *failure : tally.first;
        tally.infeasible += !feasible;
    }
    response->tallies[chunk] = tally;
    return TF_CHUNK_DONE;
}

static bool stopped(void *context)
{
    const struct tf_study *study = ((const struct tf_response *)context)->study;
    return study->stopped != NULL && study->stopped(study->stop_context);
}

static enum tf_chunk_end draw_trial(struct tf_response *response, const double *const *axes,
                                    size_t trial, struct tf_diag *diag)
{
    struct tf_batch batch = {.chunk_count = chunk_count(response),
                             .threads = response->threads,
                             .context = response,
                             .work = draw_chunk,
                             .stopped = stopped};
    uint64_t taken = 0;
    for (size_t i = 0; i < response->study->grid.axis_count; i++) {
        for (size_t run = 0; run < TF_CHUNK_RUNS; run++) {
            response->axes[i][run] = axes[i][trial];
        }
        response->axes_at[i] = response->axes[i];
    }
    if (!tf_batch_run(&batch, &taken, diag)) {
        return TF_CHUNK_FAILED;
    }
    response->run_count += response->draws;
    return taken < batch.chunk_count ? TF_CHUNK_STOPPED : TF_CHUNK_DONE;
}

static void count_failures(const struct tf_response *response, size_t trial,
                           const struct tf_trials *out)
{
    out->failures[trial] = (struct tf_failure){.reason = TF_FEASIBLE};
    out->infeasible[trial] = 0;
    for (size_t i = 0; i < chunk_count(response); i++) {
        const struct tally *tally = &response->tallies[i];
        if (out->infeasible[trial] == 0 && tally->infeasible > 0) {
            out->failures[trial] = tally->first;
        }
        out->infeasible[trial] += tally->infeasible;
    }
}

static struct tf_estimate estimate_of(const struct tf_quantity *quantity,
                                      const struct tf_statistics *statistics)
{
    struct tf_estimate absent = {TF_ABSENT, TF_ABSENT};
    if (statistics->ranked == 0) {
        return absent;
    }
    switch (quantity->statistic.kind) {
    case TF_POINT_MEAN:
        return statistics->mean;
    case TF_POINT_SD:
        return statistics->sd;
    case TF_POINT_QUANTILE:
        /* Only a year later than the horizon is missing among runs that are ranked. */
        return isnan(statistics->quantiles[0].value) ? (struct tf_estimate){HUGE_VAL, TF_ABSENT}
                                                     : statistics->quantiles[0];
    case TF_POINT_SHARE:
        return statistics->shares[0];
    default:
        return absent;
    }
}

static bool sum_up(struct tf_response *response, size_t trial, const struct tf_trials *out,
                   struct tf_diag *diag)
{
    const struct tf_design *design = &response->study->design;
    struct tf_statistics_options options = {.run_count = response->draws,
                                            .replicated = design->kind != TF_DESIGN_RANDOM,
                                            .threads = response->threads};
    tf_arena_release(&response->scratch);
    if (!tf_statistics_compute(
            &options, response->requests[response->index], response->quantity_count,
            (const double *const *)response->columns.values, response->columns.feasible,
            &response->scratch, response->statistics, diag)) {
        return false;
    }
    for (size_t i = 0; i < response->quantity_count; i++) {
        struct tf_estimate estimate =
            estimate_of(&response->quantities[response->index][i], &response->statistics[i]);
        out->values[i][trial] = estimate.value;
        out->errors[i][trial] = estimate.error;
    }
    return true;
}

static enum tf_chunk_end compute_draws(struct tf_response *response, const double *const *axes,
                                       size_t count, const struct tf_trials *out,
                                       struct tf_diag *diag)
{
    for (size_t trial = 0; trial < count; trial++) {
        enum tf_chunk_end end = draw_trial(response, axes, trial, diag);
        if (end != TF_CHUNK_DONE) {
            return end;
        }
        count_failures(response, trial, out);
        if (!sum_up(response, trial, out, diag)) {
            return TF_CHUNK_FAILED;
        }
    }
    return TF_CHUNK_DONE;
}

enum tf_chunk_end tf_response_compute(struct tf_response *response, size_t index,
                                      const double *const *axes, size_t count,
                                      const struct tf_trials *out, struct tf_diag *diag)
{
    response->index = index;
    if (response->study->draws) {
        return compute_draws(response, axes, count, out, diag);
    }
    for (size_t first = 0; first < count; first += TF_CHUNK_RUNS) {
        size_t left = count - first;
        if (!compute_runs(response, axes, first, left < TF_CHUNK_RUNS ? left : TF_CHUNK_RUNS,
                          out)) {
            return TF_CHUNK_STOPPED;
        }
    }
    return TF_CHUNK_DONE;
}

enum tf_chunk_end tf_response_compute_draws(struct tf_response *response, size_t index,
                                            const double *axes, const uint32_t *draws, size_t count)
{
    struct hand *hand = &response->hands[0];
    for (size_t first = 0; first < count; first += TF_CHUNK_RUNS) {
        size_t left = count - first, now = left < TF_CHUNK_RUNS ? left : TF_CHUNK_RUNS;
        for (size_t i = 0; i < response->quantity_count; i++) {
            hand->values[i] = response->columns.values[i] + first;
        }
        if (!tf_study_evaluate_draws(hand->worker, index, axes, draws + first, now, hand->values,
                                     &hand->notes)) {
            return TF_CHUNK_STOPPED;
        }
        for (size_t run = 0; run < now; run++) {
            response->columns.feasible[first + run] =
                hand->notes.failures[run].reason == TF_FEASIBLE;
        }
    }
    response->run_count += count;
    return TF_CHUNK_DONE;
}
