/* The rows of a summary from the results of its targets, and the largest of their errors. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "cli/summary_table.h"

/* What the rows are gathered in. */
struct gathering {
    const struct tf_summary_table *table;
    const char **quantile_names;
    struct tf_sampled_row *rows; /* on the heap */
    size_t count, capacity;
    bool failed;
};

static void add(struct gathering *gathering, const struct tf_sampled_row *row,
                const char *statistic, struct tf_estimate estimate)
{
    if (!tf_array_reserve(&gathering->rows, &gathering->capacity, gathering->count + 1,
                          sizeof *gathering->rows)) {
        gathering->failed = true;
        return;
    }
    struct tf_sampled_row *to = &gathering->rows[gathering->count++];
    *to = *row;
    to->statistic = statistic;
    to->estimate = estimate;
}

static void add_whole(struct gathering *gathering, const char *scenario, const char *statistic,
                      uint64_t value)
{
    struct tf_sampled_row row = {.scenario = scenario, .year = TF_NO_YEAR};
    add(gathering, &row, statistic, (struct tf_estimate){(double)value, TF_ABSENT});
}

static void add_column(struct gathering *gathering, const struct tf_sampled_row *row,
                       const struct tf_statistics *statistics)
{
    add(gathering, row, "mean", statistics->mean);
    add(gathering, row, "sd", statistics->sd);
    for (size_t i = 0; i < gathering->table->quantile_count; i++) {
        add(gathering, row, gathering->quantile_names[i], statistics->quantiles[i]);
    }
}

static struct tf_sampled_row row_of(const char *scenario, const struct tf_summary_column *column)
{
    return (struct tf_sampled_row){.scenario = scenario,
                                   .year = column->year,
                                   .metric = column->metric,
                                   .id = column->id,
                                   .region = column->region,
                                   .group = column->group,
                                   .source = column->source};
}

static void add_scenario(struct gathering *gathering, size_t index)
{
    const struct tf_summary_scenario *scenario = &gathering->table->scenarios[index];
    const struct tf_spread_target *target = &gathering->table->targets[index];
    add_whole(gathering, scenario->name, "n", scenario->draws);
    add_whole(gathering, scenario->name, "infeasible", scenario->infeasible);
    add_whole(gathering, scenario->name, "clipped", scenario->clipped);
    for (size_t i = 0; i < scenario->count; i++) {
        const struct tf_summary_column *column = &scenario->columns[i];
        struct tf_sampled_row row = row_of(scenario->name, column);
        if (!column->asked) {
            continue;
        }
        add_column(gathering, &row, &target->statistics[i]);
        if (column->doubling != SIZE_MAX) {
            add(gathering, &row, "p_target",
                target->statistics[column->doubling].shares[column->share]);
        }
    }
}

/* The scenario's column that a column of a difference is of. */
static const struct tf_summary_column *column_of(const struct tf_summary_scenario *scenario,
                                                 size_t measure)
{
    size_t at = 0;
    while (scenario->columns[at].measure != measure) {
        at++;
    }
    return &scenario->columns[at];
}

static void add_difference(struct gathering *gathering, size_t at)
{
    const struct tf_spread_target *target = &gathering->table->targets[at];
    const struct tf_summary_scenario *scenario = &gathering->table->scenarios[target->index];
    const struct tf_summary_scenario *base = &gathering->table->scenarios[target->base];
    char *name =
        tf_arena_printf(&gathering->table->session->arena, "%s - %s", scenario->name, base->name);
    if (name == NULL) {
        gathering->failed = true;
        return;
    }
    add_whole(gathering, name, "n", scenario->draws);
    add_whole(gathering, name, "infeasible", target->infeasible);
    for (size_t i = 0; i < target->column_count; i++) {
        struct tf_sampled_row row = row_of(name, column_of(scenario, target->measures[i]));
        row.difference = true;
        add_column(gathering, &row, &target->statistics[i]);
        add(gathering, &row, "p_above", target->statistics[i].shares[0]);
    }
}

static bool gather(struct gathering *gathering)
{
    const struct tf_summary_table *table = gathering->table;
    struct tf_arena *arena = &table->session->arena;
    gathering->quantile_names =
        tf_arena_alloc(arena, table->quantile_count, sizeof *gathering->quantile_names);
    for (size_t i = 0; gathering->quantile_names != NULL && i < table->quantile_count; i++) {
        gathering->quantile_names[i] = tf_quantile_name(table->quantiles[i], arena);
        gathering->failed |= gathering->quantile_names[i] == NULL;
    }
    if (gathering->quantile_names == NULL || gathering->failed) {
        return false;
    }
    for (size_t i = 0; i < table->target_count; i++) {
        if (i < table->scenario_count) {
            add_scenario(gathering, i);
        } else {
            add_difference(gathering, i);
        }
    }
    return !gathering->failed;
}

static bool write_rows(const struct gathering *gathering, struct tf_buffer *out)
{
    struct tf_session *session = gathering->table->session;
    enum tf_format format = tf_session_format(session);
    struct tf_sampled_style style = {
        .language = tf_session_language(session),
        .columns = session->columns,
        .markdown = format == TF_FORMAT_MARKDOWN,
        .bold = format == TF_FORMAT_TABLE && tf_session_colour(session),
    };
    switch (format) {
    case TF_FORMAT_CSV:
        return tf_sampled_csv(gathering->rows, gathering->count, out);
    case TF_FORMAT_JSON:
        return tf_sampled_json(gathering->rows, gathering->count, out);
    default:
        return tf_sampled_table(gathering->rows, gathering->count, &style, &session->arena, out);
    }
}

bool tf_summary_table_rows(const struct tf_summary_table *table, struct tf_sampled_row **rows,
                           size_t *count)
{
    struct gathering gathering = {.table = table};
    struct tf_session *session = table->session;
    bool good = gather(&gathering);
    *rows = good ? tf_arena_alloc(&session->arena, gathering.count, sizeof **rows) : NULL;
    *count = gathering.count;
    if (*rows != NULL) {
        memcpy(*rows, gathering.rows, gathering.count * sizeof **rows);
    }
    free(gathering.rows);
    return *rows != NULL || tf_out_of_memory(&session->diag);
}

bool tf_summary_table_write(struct tf_summary_table *table, struct tf_buffer *out)
{
    struct gathering gathering = {.table = table};
    bool good = gather(&gathering) && write_rows(&gathering, out);
    free(gathering.rows);
    return good || tf_out_of_memory(&table->session->diag);
}

/* The largest error so far, and of what it is. */
struct search {
    const struct tf_summary_table *table;
    double most;
    const char *scenario, *metric, *statistic;
};

static void look_at(struct search *search, const char *scenario, const char *metric,
                    const char *statistic, struct tf_estimate estimate, double size)
{
    double error = size > 0 ? estimate.error / size : estimate.error;
    if (isnan(estimate.value)) {
        return;
    }
    error = isnan(error) ? HUGE_VAL : error; /* too few draws to tell */
    if (error > search->most) {
        search->most = error;
        search->scenario = scenario;
        search->metric = metric;
        search->statistic = statistic;
    }
}

static void look_at_column(struct search *search, const char *scenario, const char *metric,
                           const struct tf_statistics *statistics)
{
    double size = fabs(statistics->mean.value);
    look_at(search, scenario, metric, "mean", statistics->mean, size);
    for (size_t i = 0; i < search->table->quantile_count; i++) {
        struct tf_estimate quantile = statistics->quantiles[i];
        if (search->table->quantiles[i] > 0 && search->table->quantiles[i] < 1) {
            look_at(search, scenario, metric, "a quantile", quantile,
                    isnan(size) ? fabs(quantile.value) : size);
        }
    }
}

double tf_summary_table_error(const struct tf_summary_table *table, const char **where)
{
    struct search search = {.table = table, .most = 0, .scenario = NULL};
    for (size_t t = 0; t < table->target_count; t++) {
        const struct tf_spread_target *target = &table->targets[t];
        const struct tf_summary_scenario *scenario = &table->scenarios[target->index];
        for (size_t i = 0; i < target->column_count; i++) {
            const struct tf_summary_column *column = target->base == SIZE_MAX
                                                         ? &scenario->columns[i]
                                                         : column_of(scenario, target->measures[i]);
            const struct tf_statistics *statistics = &target->statistics[i];
            for (size_t k = 0; k < target->requests[i].share_count; k++) {
                look_at(&search, scenario->name, column->metric, "a share", statistics->shares[k],
                        1);
            }
            if (column->asked && column->id != TF_METRIC_DOUBLING_YEAR) {
                look_at_column(&search, scenario->name, column->metric, statistics);
            }
        }
    }
    *where = search.scenario == NULL
                 ? NULL
                 : tf_arena_printf(&table->session->arena, "%s of %s in %s", search.statistic,
                                   search.metric, search.scenario);
    return search.most;
}
