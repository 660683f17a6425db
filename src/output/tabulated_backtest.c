/* tabulated_backtest: a projection, from the table of `sample --summary` or `run`, against a table
 * of what was observed. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "output/tabulated_parts.h"

#define YEAR_LEAST 1500
#define YEAR_MOST 3000

/* A table with a row a year of a metric: run, sample --summary, or observed. */
struct series {
    const struct tf_result_table *table;
    size_t year, metric, region, group, source, statistic, value; /* columns */
};

static struct series open_series(const struct tf_result_table *table)
{
    return (struct series){.table = table,
                           .year = tf_result_column(table, "year"),
                           .metric = tf_result_column(table, "metric"),
                           .region = tf_result_column(table, "region"),
                           .group = tf_result_column(table, "group"),
                           .source = tf_result_column(table, "source"),
                           .statistic = tf_result_column(table, "statistic"),
                           .value = tf_result_column(table, "value")};
}

/* `income.rural` of a row: the metric and its members, as an address. NULL without memory. */
static const char *address_of(const struct series *series, size_t row, struct tf_arena *arena)
{
    const size_t members[] = {series->region, series->group, series->source};
    const char *address = tf_result_text(series->table, row, series->metric);
    for (size_t i = 0; address != NULL && i < 3; i++) {
        const char *member = tf_result_text(series->table, row, members[i]);
        if (*member != '\0') {
            address = tf_arena_printf(arena, "%s.%s", address, member);
        }
    }
    return address;
}

const char *tf_tabulated_first_metric(const struct tf_result_table *table, struct tf_arena *arena)
{
    struct series series = open_series(table);
    return address_of(&series, 0, arena);
}

static bool is_of(const struct series *series, size_t row, const char *address,
                  struct tf_arena *arena, bool *failed)
{
    const char *found = address_of(series, row, arena);
    *failed |= found == NULL;
    return found != NULL && strcmp(found, address) == 0;
}

/* The year of a row; false, with a message, for what is none. */
static bool year_of(const struct series *series, size_t row, int *year, struct tf_diag *diag)
{
    double value;
    if (!tf_result_number(series->table, row, series->year, &value, diag)) {
        return false;
    }
    if (!(value >= YEAR_LEAST && value <= YEAR_MOST) || value != floor(value)) {
        struct tf_place place = tf_result_place(series->table, row, series->year);
        return tf_fail(diag, TF_BAD_INPUT, &place, "`%s` is no calendar year from %d to %d",
                       tf_result_text(series->table, row, series->year), YEAR_LEAST, YEAR_MOST);
    }
    *year = (int)value;
    return true;
}

/* The years that a metric has values for. */
static bool find_years(const struct tabulating *t, const struct series *series, const char *address,
                       int *first, int *last)
{
    bool failed = false;
    *first = YEAR_MOST + 1;
    *last = YEAR_LEAST - 1;
    for (size_t row = 0; row < series->table->csv.count; row++) {
        int year = 0;
        if (!is_of(series, row, address, t->arena, &failed) ||
            *tf_result_text(series->table, row, series->year) == '\0') {
            continue;
        }
        if (!year_of(series, row, &year, t->diag)) {
            return false;
        }
        *first = year < *first ? year : *first;
        *last = year > *last ? year : *last;
    }
    return failed ? tf_out_of_memory(t->diag) : true;
}

/* The metric asked for, else the first that was observed. */
static const char *choose_metric(const struct tabulating *t, const struct series *observed)
{
    if (t->options->metric != NULL) {
        return t->options->metric;
    }
    const char *address = tf_tabulated_first_metric(observed->table, t->arena);
    if (address == NULL) {
        tf_out_of_memory(t->diag);
    }
    return address;
}

static bool has_years(const struct tabulating *t, const struct series *series, const char *address,
                      int first, int last)
{
    struct tf_place place = {.file = series->table->file};
    return first <= last ||
           tf_fail(t->diag, TF_BAD_INPUT, &place,
                   "there is no `%s` by year in it; --metric names what both tables have", address);
}

/* --- values ------------------------------------------------------------------------------------
 */

static double *absent_years(const struct tabulating *t, size_t count)
{
    double *values = tabulating_alloc(t, count, sizeof *values);
    for (size_t i = 0; values != NULL && i < count; i++) {
        values[i] = TF_ABSENT;
    }
    return values;
}

/* statistic: NULL takes every row. */
static bool read_values(const struct tabulating *t, const struct series *series,
                        const char *address, const char *statistic, int first, size_t count,
                        double *values)
{
    bool failed = false;
    for (size_t row = 0; row < series->table->csv.count; row++) {
        int year = 0;
        bool wanted = statistic == NULL ||
                      strcmp(tf_result_text(series->table, row, series->statistic), statistic) == 0;
        if (!wanted || !is_of(series, row, address, t->arena, &failed) ||
            *tf_result_text(series->table, row, series->year) == '\0') {
            continue;
        }
        if (!year_of(series, row, &year, t->diag)) {
            return false;
        }
        size_t at = (size_t)(year - first);
        if (year >= first && at < count &&
            !tf_result_number(series->table, row, series->value, &values[at], t->diag)) {
            return false;
        }
    }
    return failed ? tf_out_of_memory(t->diag) : true;
}

static bool read_projection(const struct tabulating *t, const struct series *projected,
                            const char *address, struct tf_chart_backtest *backtest)
{
    static const char *const names[TF_CHART_QUANTILES] = {"p5",  "p10", "p25", "p50",
                                                          "p75", "p90", "p95"};
    bool summary = t->table->kind == TF_RESULT_SUMMARY;
    for (size_t q = 0; q < TF_CHART_QUANTILES; q++) {
        if (!summary && q != 3) {
            continue;
        }
        double *values = absent_years(t, backtest->count);
        if (values == NULL || !read_values(t, projected, address, summary ? names[q] : NULL,
                                           backtest->first_year, backtest->count, values)) {
            return false;
        }
        backtest->quantiles[q] = values;
    }
    size_t base = (size_t)(backtest->base_year - backtest->first_year);
    for (size_t q = 0; q < TF_CHART_QUANTILES; q++) {
        for (size_t i = base; backtest->quantiles[q] != NULL && i < backtest->count; i++) {
            if (!isfinite(backtest->quantiles[q][i])) {
                return tabulating_fail(t,
                                       "`%s` has no %s in %d; a backtest needs every year, and "
                                       "of a summary the quantiles 5, 10, 25, 50, 75, 90 and 95",
                                       address, summary ? names[q] : "value",
                                       backtest->first_year + (int)i);
            }
        }
    }
    return true;
}

static bool one_scenario(const struct tabulating *t, struct tf_chart_backtest *backtest)
{
    struct distinct_texts scenarios;
    if (!tabulating_texts(t, tf_result_column(t->table, "scenario"), &scenarios)) {
        return false;
    }
    backtest->scenario = tabulating_label(t, scenarios.texts[0]);
    return scenarios.count == 1 ||
           tabulating_fail(t, "%zu scenarios are in the table; a backtest shows one",
                           scenarios.count);
}

static bool observed_suits(const struct tabulating *t)
{
    const struct tf_result_table *observed = t->options->observed;
    if (observed == NULL) {
        return tabulating_fail(t, "a backtest needs what was observed; give a CSV of "
                                  "year,metric,region,group,source,value with --observed");
    }
    struct tf_place place = {.file = observed->file};
    return observed->kind == TF_RESULT_OBSERVED || observed->kind == TF_RESULT_RUN ||
           tf_fail(t->diag, TF_BAD_INPUT, &place,
                   "it is a table of %s; --observed takes year,metric,region,group,source,value, "
                   "or the CSV of run",
                   tf_result_command(observed->kind));
}

bool tabulated_backtest(const struct tabulating *t, struct tf_chart *chart)
{
    struct tf_chart_backtest *backtest = tabulating_alloc(t, 1, sizeof *backtest);
    if (backtest == NULL || !observed_suits(t) || t->options->observed == NULL ||
        !one_scenario(t, backtest)) {
        return false;
    }
    struct series projected = open_series(t->table), observed = open_series(t->options->observed);
    const char *address = choose_metric(t, &observed);
    int first = 0, last = 0, seen_first = 0, seen_last = 0;
    if (address == NULL || !find_years(t, &projected, address, &first, &last) ||
        !find_years(t, &observed, address, &seen_first, &seen_last) ||
        !has_years(t, &projected, address, first, last) ||
        !has_years(t, &observed, address, seen_first, seen_last)) {
        return false;
    }
    backtest->base_year = first;
    backtest->first_year = seen_first < first ? seen_first : first;
    backtest->count = (size_t)(last - backtest->first_year) + 1;
    double *seen = absent_years(t, backtest->count);
    if (seen == NULL || !read_projection(t, &projected, address, backtest) ||
        !read_values(t, &observed, address, NULL, backtest->first_year, backtest->count, seen)) {
        return false;
    }
    backtest->observed = seen;
    backtest->sources = t->options->sources;
    chart->backtest = backtest;
    return tabulating_metric(t, address, &backtest->metric);
}
