#include "cli/sweep_statistics.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"

struct tf_point_room {
    struct tf_columns columns; /* of the scenario with the most measures */
    double **at;               /* [measure]: where the next chunk goes */
    struct tf_statistics *statistics;
    struct tf_arena arena; /* of one point's statistics */
    struct tf_chunk_notes notes;
    struct tf_run_counts counts; /* of one point */
};

static bool parse_statistic(const struct tf_metric_column *metric, struct tf_point_column *column,
                            struct tf_diag *diag)
{
    struct tf_place place = {.file = "--metric"};
    if (metric->statistic == NULL) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "`%s` has no statistic but others have; give all of them one, as in %s:p50, "
                       "or none",
                       metric->name, metric->name);
    }
    return tf_point_statistic_parse(metric->statistic, &column->statistic) ||
           tf_fail(diag, TF_BAD_INPUT, &place,
                   "no statistic `%s`; there are mean, sd, quantiles as p5 or p99.5, p_target, n, "
                   "infeasible and clipped",
                   metric->statistic);
}

/* The doubling year of a measure's scope, which p_target is about; and by when. */
static size_t find_doubling(struct tf_sampling *sampling, size_t index, size_t measure,
                            const char *name, struct tf_share *share)
{
    struct tf_case *item = &sampling->study.cases[index];
    const struct tf_measure *asked = &item->measures[measure];
    struct tf_measure doubling;
    struct tf_place place = {.file = "--metric"};
    if (!tf_metric_has_target(asked->metric)) {
        tf_fail(&sampling->session->diag, TF_BAD_INPUT, &place,
                "`%s`: only income_index, multiple and doubling_year have a target", name);
        return SIZE_MAX;
    }
    tf_target_share(asked, item->scenario.base_year + item->scenario.horizon, &doubling, share);
    return tf_measure_add(sampling, index, &doubling);
}

/* One more share of a request; SIZE_MAX without memory. */
static size_t add_share(struct tf_column_request *request, struct tf_share share,
                        struct tf_arena *arena)
{
    struct tf_share *shares = tf_arena_alloc(arena, request->share_count + 1, sizeof *shares);
    if (shares == NULL) {
        return SIZE_MAX;
    }
    if (request->share_count > 0) {
        memcpy(shares, request->shares, request->share_count * sizeof *shares);
    }
    shares[request->share_count] = share;
    request->shares = shares;
    return request->share_count++;
}

static size_t add_quantile(struct tf_column_request *request, double probability,
                           struct tf_arena *arena)
{
    double *quantiles = tf_arena_alloc(arena, request->quantile_count + 1, sizeof *quantiles);
    if (quantiles == NULL) {
        return SIZE_MAX;
    }
    if (request->quantile_count > 0) {
        memcpy(quantiles, request->quantiles, request->quantile_count * sizeof *quantiles);
    }
    quantiles[request->quantile_count] = probability;
    request->quantiles = quantiles;
    return request->quantile_count++;
}

/* What one column asks of one scenario. */
static bool request(struct tf_points *points, struct tf_sampling *sampling, size_t index,
                    const struct tf_metric_column *metric, struct tf_point_column *column)
{
    struct tf_arena *arena = &sampling->session->arena;
    size_t measure = metric->measures[index], place = 0;
    struct tf_share share = {0};
    column->measures[index] = measure;
    if (measure != SIZE_MAX && column->statistic.kind == TF_POINT_SHARE) {
        measure = find_doubling(sampling, index, measure, metric->name, &share);
        column->measures[index] = measure;
        if (measure == SIZE_MAX) {
            return false;
        }
        place = add_share(&points->requests[index][measure], share, arena);
    } else if (measure != SIZE_MAX && column->statistic.kind == TF_POINT_QUANTILE) {
        place =
            add_quantile(&points->requests[index][measure], column->statistic.probability, arena);
    }
    column->places[index] = place;
    return place != SIZE_MAX || tf_out_of_memory(&sampling->session->diag);
}

static bool make_column(struct tf_points *points, struct tf_sampling *sampling,
                        const struct tf_metric_column *metric, struct tf_point_column *column)
{
    size_t cases = sampling->study.case_count;
    struct tf_arena *arena = &sampling->session->arena;
    column->measures = tf_arena_alloc(arena, cases, sizeof *column->measures);
    column->places = tf_arena_alloc(arena, cases, sizeof *column->places);
    if (column->measures == NULL || column->places == NULL) {
        return tf_out_of_memory(&sampling->session->diag);
    }
    if (!parse_statistic(metric, column, &sampling->session->diag)) {
        return false;
    }
    for (size_t i = 0; i < cases; i++) {
        if (!request(points, sampling, i, metric, column)) {
            return false;
        }
    }
    return true;
}

/* Room for a request for each measure, also those of doubling years that are added. */
static bool make_requests(struct tf_points *points, struct tf_sampling *sampling,
                          size_t column_count)
{
    struct tf_arena *arena = &sampling->session->arena;
    size_t cases = sampling->study.case_count;
    points->requests = tf_arena_alloc(arena, cases, sizeof *points->requests);
    for (size_t i = 0; points->requests != NULL && i < cases; i++) {
        size_t most = sampling->study.cases[i].measure_count + column_count;
        points->requests[i] = tf_arena_alloc(arena, most, sizeof **points->requests);
        if (points->requests[i] == NULL) {
            return false;
        }
    }
    return points->requests != NULL;
}

static void set_absent_last(struct tf_points *points)
{
    for (size_t index = 0; index < points->study->case_count; index++) {
        const struct tf_case *item = &points->study->cases[index];
        for (size_t i = 0; i < item->measure_count; i++) {
            points->requests[index][i].absent_last =
                item->measures[i].metric == TF_METRIC_DOUBLING_YEAR;
        }
    }
}

bool tf_points_init(struct tf_points *points, struct tf_sampling *sampling,
                    const struct tf_metric_columns *metrics)
{
    *points = (struct tf_points){.study = &sampling->study, .column_count = metrics->count};
    points->columns =
        tf_arena_alloc(&sampling->session->arena, metrics->count, sizeof *points->columns);
    if (points->columns == NULL || !make_requests(points, sampling, metrics->count)) {
        return tf_out_of_memory(&sampling->session->diag);
    }
    for (size_t i = 0; i < metrics->count; i++) {
        if (!make_column(points, sampling, &metrics->items[i], &points->columns[i])) {
            return false;
        }
    }
    set_absent_last(points);
    return true;
}

struct tf_point_room *tf_point_room_new(const struct tf_points *points, struct tf_diag *diag)
{
    struct tf_point_room *room = calloc(1, sizeof *room);
    size_t most = 0, factors = 0;
    if (room == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    tf_arena_init(&room->arena);
    for (size_t i = 0; i < points->study->case_count; i++) {
        const struct tf_case *item = &points->study->cases[i];
        most = item->measure_count > most ? item->measure_count : most;
        factors = item->factors.count > factors ? item->factors.count : factors;
    }
    room->at = calloc(most + 1, sizeof *room->at);
    room->statistics = calloc(most + 1, sizeof *room->statistics);
    room->counts.factors = calloc(factors + 1, sizeof *room->counts.factors);
    bool good = room->at != NULL && room->statistics != NULL && room->counts.factors != NULL;
    if (!good) {
        tf_out_of_memory(diag);
    }
    if (!good ||
        !tf_columns_init(&room->columns, most, (size_t)points->study->design.run_count, diag)) {
        tf_point_room_free(room);
        return NULL;
    }
    return room;
}

void tf_point_room_free(struct tf_point_room *room)
{
    if (room != NULL) {
        tf_columns_release(&room->columns);
        tf_arena_release(&room->arena);
        free(room->at);
        free(room->statistics);
        free(room->counts.factors);
        free(room);
    }
}

/* The draws of one point into the room's columns. False: interrupted. */
static bool draw_point(const struct tf_points *points, struct tf_point_room *room,
                       struct tf_study_worker *worker, size_t index, uint64_t point)
{
    const struct tf_case *item = &points->study->cases[index];
    size_t draws = (size_t)points->study->design.run_count;
    tf_run_counts_clear(&room->counts, item->factors.count);
    for (size_t first = 0; first < draws; first += TF_CHUNK_RUNS) {
        size_t count = draws - first < TF_CHUNK_RUNS ? draws - first : TF_CHUNK_RUNS;
        for (size_t i = 0; i < item->measure_count; i++) {
            room->at[i] = room->columns.values[i] + first;
        }
        if (!tf_study_evaluate(worker, index, point * draws + first, count, room->at,
                               &room->notes)) {
            return false;
        }
        tf_run_counts_note(&room->counts, worker, &room->notes, count);
        for (size_t run = 0; run < count; run++) {
            room->columns.feasible[first + run] = room->notes.failures[run].reason == TF_FEASIBLE;
        }
    }
    return true;
}

static double value_of(const struct tf_point_room *room, const struct tf_point_column *column,
                       size_t index)
{
    const struct tf_run_counts *counts = &room->counts;
    if (column->measures[index] == SIZE_MAX) {
        return TF_ABSENT;
    }
    const struct tf_statistics *statistics = &room->statistics[column->measures[index]];
    switch (column->statistic.kind) {
    case TF_POINT_MEAN:
        return statistics->mean.value;
    case TF_POINT_SD:
        return statistics->sd.value;
    case TF_POINT_QUANTILE:
        return statistics->quantiles[column->places[index]].value;
    case TF_POINT_SHARE:
        return statistics->shares[column->places[index]].value;
    case TF_POINT_DRAWS:
        return (double)counts->runs;
    case TF_POINT_INFEASIBLE:
        return (double)counts->infeasible;
    case TF_POINT_CLIPPED:
        return (double)counts->clipped;
    }
    return TF_ABSENT;
}

static bool sum_up(const struct tf_points *points, struct tf_point_room *room, size_t index,
                   struct tf_diag *diag)
{
    struct tf_statistics_options options = {.run_count = points->study->design.run_count,
                                            .threads = 1};
    tf_arena_release(&room->arena);
    return tf_statistics_compute(&options, points->requests[index],
                                 points->study->cases[index].measure_count,
                                 (const double *const *)room->columns.values,
                                 room->columns.feasible, &room->arena, room->statistics, diag);
}

enum tf_chunk_end tf_points_fill(const struct tf_points *points, struct tf_point_room *room,
                                 struct tf_study_worker *worker, size_t index, uint64_t first,
                                 size_t count, double *const *values, uint64_t *draws,
                                 struct tf_run_counts *counts, struct tf_diag *diag)
{
    for (size_t row = 0; row < count; row++) {
        if (!draw_point(points, room, worker, index, first + row)) {
            return TF_CHUNK_STOPPED;
        }
        if (!sum_up(points, room, index, diag)) {
            return TF_CHUNK_FAILED;
        }
        for (size_t i = 0; i < points->column_count; i++) {
            values[i][row] = value_of(room, &points->columns[i], index);
        }
        draws[row] = room->counts.runs - room->counts.infeasible;
        tf_run_counts_add(counts, &room->counts, points->study->cases[index].factors.count);
    }
    return TF_CHUNK_DONE;
}
