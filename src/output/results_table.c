#include <limits.h>
#include <string.h>

#include "base/num.h"
#include "output/results.h"
#include "output/table.h"

/* A line of the table: one metric in one scope of one scenario, over years or without. */
struct series {
    const struct tf_projection *projection;
    const struct tf_measure *first;
    const char *label; /* `income.rural.q1` */
    const char *unit;  /* "" where the figures show it themselves */
};

struct layout {
    const struct tf_result *results;
    size_t count;
    const struct tf_results_style *style;
    struct tf_arena *arena;
    struct tf_buffer *out;
    struct series *series; /* in the order of their first measure */
    size_t series_count;
    int first_year, last_year; /* of all that has years */
    bool years[512];           /* which of them occur */
};

static bool same_series(const struct tf_measure *a, const struct tf_measure *b)
{
    return a->metric == b->metric && a->region == b->region && a->group == b->group &&
           a->source == b->source && (a->year == TF_NO_YEAR) == (b->year == TF_NO_YEAR);
}

static char *label_of(const struct layout *layout, const struct tf_projection *projection,
                      const struct tf_measure *measure)
{
    const struct tf_dimensions *dimensions = &projection->scenario.dimensions;
    const char *region = measure->region >= 0 ? dimensions->regions.names[measure->region] : "";
    const char *group = measure->group >= 0 ? dimensions->groups.names[measure->group] : "";
    const char *source = measure->source >= 0 ? tf_source_names[measure->source] : "";
    return tf_arena_printf(layout->arena, "%s%s%s%s%s%s%s", tf_metrics[measure->metric].name,
                           region[0] ? "." : "", region, group[0] ? "." : "", group,
                           source[0] ? "." : "", source);
}

static bool shows_its_unit(enum tf_metric_id metric)
{
    return tf_metrics[metric].measure != TF_IN_MONEY &&
           tf_metrics[metric].measure != TF_IN_MILLIONS;
}

static bool add_series(struct layout *layout, const struct tf_result *result,
                       const struct tf_measure *measure)
{
    struct series *series = &layout->series[layout->series_count++];
    *series = (struct series){.projection = result->projection, .first = measure};
    series->label = label_of(layout, result->projection, measure);
    series->unit =
        shows_its_unit(measure->metric)
            ? ""
            : tf_metric_unit(measure->metric, result->projection->scenario.currency, layout->arena);
    return series->label != NULL && series->unit != NULL;
}

static void note_year(struct layout *layout, int year)
{
    if (year != TF_NO_YEAR) {
        layout->first_year = year < layout->first_year ? year : layout->first_year;
        layout->last_year = year > layout->last_year ? year : layout->last_year;
    }
}

static bool is_known(const struct layout *layout, size_t from, const struct tf_measure *measure)
{
    for (size_t i = layout->series_count; i > from; i--) {
        if (same_series(layout->series[i - 1].first, measure)) {
            return true;
        }
    }
    return false;
}

static bool gather(struct layout *layout)
{
    size_t measures = 0;
    for (size_t i = 0; i < layout->count; i++) {
        measures += layout->results[i].count;
    }
    layout->series = tf_arena_alloc(layout->arena, measures, sizeof *layout->series);
    layout->first_year = INT_MAX;
    layout->last_year = INT_MIN;
    for (size_t i = 0; layout->series != NULL && i < layout->count; i++) {
        const struct tf_result *result = &layout->results[i];
        size_t from = layout->series_count;
        for (size_t j = 0; j < result->count; j++) {
            note_year(layout, result->measures[j].year);
            if (!is_known(layout, from, &result->measures[j]) &&
                !add_series(layout, result, &result->measures[j])) {
                return false;
            }
        }
    }
    return layout->series != NULL;
}

/* The years that occur in any result; a horizon is at most 100 years, base years differ little. */
static void mark_years(struct layout *layout)
{
    for (size_t i = 0; i < layout->count; i++) {
        for (size_t j = 0; j < layout->results[i].count; j++) {
            int year = layout->results[i].measures[j].year;
            if (year != TF_NO_YEAR) {
                layout->years[year - layout->first_year] = true;
            }
        }
    }
}

static char *value_text(const struct layout *layout, const struct series *series, int year)
{
    for (size_t i = 0; i < layout->count; i++) {
        const struct tf_result *result = &layout->results[i];
        if (result->projection != series->projection) {
            continue;
        }
        for (size_t j = 0; j < result->count; j++) {
            if (result->measures[j].year == year &&
                same_series(&result->measures[j], series->first)) {
                return tf_metric_text(series->first->metric, result->measures[j].value,
                                      layout->arena);
            }
        }
    }
    return tf_arena_strdup(layout->arena, "");
}

static bool has_years(const struct series *series)
{
    return series->first->year != TF_NO_YEAR;
}

static size_t count_years(const struct layout *layout)
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof layout->years / sizeof *layout->years; i++) {
        count += layout->years[i];
    }
    return count;
}

static void print_table(const struct layout *layout, struct tf_table *table)
{
    if (layout->style->markdown) {
        tf_table_markdown(table, layout->out);
    } else {
        tf_table_text(table, layout->style->columns, layout->style->bold, layout->out);
    }
    tf_table_release(table);
}

enum { LEADING = 3 }; /* scenario, metric, unit; the scenario only where there are several */

static void leading_cells(const struct layout *layout, struct tf_table *table,
                          const struct series *series)
{
    if (layout->count > 1) {
        tf_table_cell(table, series->projection->scenario.name);
    }
    tf_table_cell(table, series->label);
    tf_table_cell(table, series->unit);
}

static size_t leading_columns(const struct layout *layout, struct tf_column *columns)
{
    size_t count = 0;
    if (layout->count > 1) {
        columns[count++] = (struct tf_column){"scenario", TF_ALIGN_LEFT};
    }
    columns[count++] = (struct tf_column){"metric", TF_ALIGN_LEFT};
    columns[count++] = (struct tf_column){"unit", TF_ALIGN_LEFT};
    return count;
}

static bool years_across(struct layout *layout, size_t year_count, struct tf_buffer *out)
{
    struct tf_table table;
    struct tf_column *columns =
        tf_arena_alloc(layout->arena, LEADING + year_count, sizeof *columns);
    if (columns == NULL) {
        return false;
    }
    size_t count = leading_columns(layout, columns);
    for (int year = layout->first_year; year <= layout->last_year; year++) {
        if (layout->years[year - layout->first_year]) {
            char *title = tf_words_whole(layout->arena, year);
            columns[count++] = (struct tf_column){title != NULL ? title : "", TF_ALIGN_RIGHT};
        }
    }
    tf_table_init(&table, layout->arena, columns, count);
    for (size_t i = 0; i < layout->series_count; i++) {
        if (!has_years(&layout->series[i])) {
            continue;
        }
        leading_cells(layout, &table, &layout->series[i]);
        for (int year = layout->first_year; year <= layout->last_year; year++) {
            if (layout->years[year - layout->first_year]) {
                tf_table_cell(&table, value_text(layout, &layout->series[i], year));
            }
        }
    }
    struct tf_buffer *kept = layout->out;
    layout->out = out;
    print_table(layout, &table);
    layout->out = kept;
    return !out->failed;
}

static const char *down_title(const struct layout *layout, const struct series *series)
{
    return layout->count > 1 ? tf_arena_printf(layout->arena, "%s %s",
                                               series->projection->scenario.name, series->label)
                             : series->label;
}

/* Years down, a column a series. */
static bool years_down(struct layout *layout, size_t series_with_years)
{
    struct tf_table table;
    struct tf_column *columns =
        tf_arena_alloc(layout->arena, series_with_years + 1, sizeof *columns);
    size_t count = 1;
    if (columns == NULL) {
        return false;
    }
    columns[0] = (struct tf_column){"", TF_ALIGN_LEFT};
    for (size_t i = 0; i < layout->series_count; i++) {
        if (has_years(&layout->series[i])) {
            const char *title = down_title(layout, &layout->series[i]);
            columns[count++] = (struct tf_column){title != NULL ? title : "", TF_ALIGN_RIGHT};
        }
    }
    tf_table_init(&table, layout->arena, columns, count);
    for (int year = layout->first_year - 1; year <= layout->last_year; year++) {
        bool units = year < layout->first_year; /* the row over the first year */
        if (!units && !layout->years[year - layout->first_year]) {
            continue;
        }
        tf_table_cell(&table, units ? "" : tf_words_whole(layout->arena, year));
        for (size_t i = 0; i < layout->series_count; i++) {
            if (has_years(&layout->series[i])) {
                tf_table_cell(&table, units ? layout->series[i].unit
                                            : value_text(layout, &layout->series[i], year));
            }
        }
    }
    print_table(layout, &table);
    return !layout->out->failed;
}

/* What has no years: a row a metric and scope. */
static bool scalars(struct layout *layout)
{
    struct tf_table table;
    struct tf_column columns[LEADING + 1];
    size_t count = leading_columns(layout, columns);
    columns[count++] = (struct tf_column){"value", TF_ALIGN_RIGHT};
    tf_table_init(&table, layout->arena, columns, count);
    for (size_t i = 0; i < layout->series_count; i++) {
        if (!has_years(&layout->series[i])) {
            leading_cells(layout, &table, &layout->series[i]);
            tf_table_cell(&table, value_text(layout, &layout->series[i], TF_NO_YEAR));
        }
    }
    print_table(layout, &table);
    return !layout->out->failed;
}

static size_t widest_line(const struct tf_buffer *text)
{
    size_t widest = 0;
    for (const char *at = text->bytes; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, "\n");
        widest = length > widest ? length : widest;
        at += length + (at[length] == '\n');
    }
    return widest;
}

/* Years across, unless only years down make a table in one block. */
static bool by_year(struct layout *layout, size_t series_with_years)
{
    struct tf_buffer across;
    tf_buffer_init(&across);
    bool ok = years_across(layout, count_years(layout), &across);
    (void)widest_line;
    if (ok) {
        tf_buffer_append(layout->out, across.bytes, across.length);
    }
    tf_buffer_release(&across);
    (void)series_with_years;
    (void)years_down;
    return ok;
}

bool tf_results_table(const struct tf_result *results, size_t count,
                      const struct tf_results_style *style, struct tf_arena *arena,
                      struct tf_buffer *out)
{
    struct layout layout = {
        .results = results, .count = count, .style = style, .arena = arena, .out = out};
    size_t with_years = 0;
    if (!gather(&layout)) {
        return false;
    }
    mark_years(&layout);
    for (size_t i = 0; i < layout.series_count; i++) {
        with_years += has_years(&layout.series[i]);
    }
    bool ok = with_years == 0 || by_year(&layout, with_years);
    if (ok && with_years > 0 && with_years < layout.series_count) {
        tf_buffer_text(out, "\n");
    }
    return ok && (with_years == layout.series_count || scalars(&layout));
}
