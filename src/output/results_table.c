#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
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
    double *values;    /* by year from the layout's first; one alone for what has no years */
};

/* A measure and where it stood, to be sorted by series. */
struct entry {
    const struct tf_measure *measure;
    size_t order, series;
};

struct layout {
    const struct tf_result *results;
    size_t count;
    const struct tf_results_style *style;
    struct tf_arena *arena;
    struct tf_buffer *out;
    struct series *series; /* in the order of their first measure */
    size_t series_count, with_years;
    int first_year;
    size_t year_count;
    bool *years; /* which of them occur */
    bool units;  /* some figure needs its unit beside it */
};

static bool has_years(const struct tf_measure *measure)
{
    return measure->year != TF_NO_YEAR;
}

static int compare_numbers(int a, int b)
{
    return (a > b) - (a < b);
}

static int compare_series(const struct tf_measure *a, const struct tf_measure *b)
{
    const int differences[] = {
        compare_numbers((int)a->metric, (int)b->metric), compare_numbers(a->point, b->point),
        compare_numbers(a->region, b->region), compare_numbers(a->group, b->group),
        compare_numbers(a->source, b->source)};
    for (size_t i = 0; i < sizeof differences / sizeof *differences; i++) {
        if (differences[i] != 0) {
            return differences[i];
        }
    }
    return 0;
}

static int by_series(const void *a, const void *b)
{
    const struct entry *one = a, *other = b;
    int difference = compare_series(one->measure, other->measure);
    return difference != 0 ? difference : (one->order > other->order) - (one->order < other->order);
}

static int by_order(const void *a, const void *b)
{
    const struct entry *one = a, *other = b;
    return (one->order > other->order) - (one->order < other->order);
}

static char *label_of(const struct layout *layout, const struct tf_projection *projection,
                      const struct tf_measure *measure)
{
    const struct tf_dimensions *dimensions = &projection->scenario.dimensions;
    const char *region = measure->region >= 0 ? dimensions->regions.names[measure->region] : "";
    const char *group = measure->group >= 0 ? dimensions->groups.names[measure->group] : "";
    const char *source = measure->source >= 0 ? tf_source_names[measure->source] : "";
    char name[TF_METRIC_NAME];
    return tf_arena_printf(
        layout->arena, "%s%s%s%s%s%s%s", tf_metric_name(measure->metric, measure->point, name),
        region[0] ? "." : "", region, group[0] ? "." : "", group, source[0] ? "." : "", source);
}

static const char *unit_of(const struct layout *layout, const struct tf_projection *projection,
                           enum tf_metric_id metric)
{
    enum tf_measured_in measure = tf_metrics[metric].measure;
    return measure == TF_IN_MONEY || measure == TF_IN_MILLIONS
               ? tf_metric_unit(metric, projection->scenario.currency, layout->arena)
               : "";
}

static bool add_series(struct layout *layout, const struct tf_projection *projection,
                       const struct tf_measure *measure)
{
    struct series *series = &layout->series[layout->series_count++];
    size_t points = has_years(measure) ? layout->year_count : 1;
    series->projection = projection;
    series->first = measure;
    series->label = label_of(layout, projection, measure);
    series->unit = unit_of(layout, projection, measure->metric);
    series->values = tf_arena_alloc(layout->arena, points, sizeof *series->values);
    if (series->label == NULL || series->unit == NULL || series->values == NULL) {
        return false;
    }
    layout->with_years += has_years(measure);
    for (size_t i = 0; i < points; i++) {
        series->values[i] = TF_ABSENT;
    }
    return true;
}

/* Gives every entry its series: those of one series stand together after sorting, the first of them
 * at the head. The series keep the order of their heads. */
static bool gather_result(struct layout *layout, const struct tf_result *result)
{
    struct entry *entries = tf_arena_alloc(layout->arena, result->count, sizeof *entries);
    size_t *series_of = tf_arena_alloc(layout->arena, result->count, sizeof *series_of);
    if (entries == NULL || series_of == NULL) {
        return false;
    }
    for (size_t i = 0; i < result->count; i++) {
        entries[i] = (struct entry){&result->measures[i], i, i};
    }
    qsort(entries, result->count, sizeof *entries, by_series);
    for (size_t i = 1; i < result->count; i++) { /* series: for now the order of the head */
        bool same = compare_series(entries[i].measure, entries[i - 1].measure) == 0;
        entries[i].series = same ? entries[i - 1].series : entries[i].order;
    }
    qsort(entries, result->count, sizeof *entries, by_order);
    for (size_t i = 0; i < result->count; i++) {
        const struct tf_measure *measure = entries[i].measure;
        if (entries[i].series == i) {
            series_of[i] = layout->series_count;
            if (!add_series(layout, result->projection, measure)) {
                return false;
            }
        }
        struct series *series = &layout->series[series_of[entries[i].series]];
        size_t point = has_years(measure) ? (size_t)(measure->year - layout->first_year) : 0;
        series->values[point] = measure->value;
        if (has_years(measure)) {
            layout->years[point] = true;
        }
    }
    return true;
}

static bool gather(struct layout *layout)
{
    size_t measures = 0;
    int first = INT_MAX, last = INT_MIN;
    for (size_t i = 0; i < layout->count; i++) {
        measures += layout->results[i].count;
        for (size_t j = 0; j < layout->results[i].count; j++) {
            int year = layout->results[i].measures[j].year;
            first = year != TF_NO_YEAR && year < first ? year : first;
            last = year != TF_NO_YEAR && year > last ? year : last;
        }
    }
    layout->first_year = first;
    layout->year_count = first <= last ? (size_t)(last - first) + 1 : 0;
    layout->series = tf_arena_alloc(layout->arena, measures, sizeof *layout->series);
    layout->years = tf_arena_alloc(layout->arena, layout->year_count, sizeof *layout->years);
    bool ok = layout->series != NULL && layout->years != NULL;
    for (size_t i = 0; ok && i < layout->count; i++) {
        ok = gather_result(layout, &layout->results[i]);
    }
    return ok;
}

/* A dash for what does not exist, such as a year past the horizon. What does not double by the
 * horizon doubles later, if ever. */
static char *value_text(const struct layout *layout, const struct series *series, size_t point)
{
    const struct tf_scenario *scenario = &series->projection->scenario;
    if (isnan(series->values[point]) && series->first->metric == TF_METRIC_DOUBLING_YEAR) {
        char *year = tf_words_whole(layout->arena, scenario->base_year + scenario->horizon);
        return year == NULL ? NULL
                            : tf_phrase_fill(layout->arena, layout->style->language,
                                             TF_PHRASE_LATER_THAN, year, (char *)NULL);
    }
    if (isnan(series->values[point])) {
        return tf_arena_strdup(layout->arena, "–");
    }
    return tf_metric_text(series->first->metric, series->values[point], layout->arena);
}

static char *year_text(const struct layout *layout, size_t point)
{
    return tf_words_whole(layout->arena, layout->first_year + (int)point);
}

static struct tf_column column(const char *title, enum tf_align align)
{
    return (struct tf_column){title != NULL ? title : "", align};
}

/* Scenario (where there are several), metric, unit (where any is needed). */
enum { LEADING = 3 };

static size_t leading_columns(const struct layout *layout, struct tf_column *columns)
{
    size_t count = 0;
    if (layout->count > 1) {
        columns[count++] = column("scenario", TF_ALIGN_LEFT);
    }
    columns[count++] = column("metric", TF_ALIGN_LEFT);
    if (layout->units) {
        columns[count++] = column("unit", TF_ALIGN_LEFT);
    }
    return count;
}

static void leading_cells(const struct layout *layout, const struct series *series,
                          struct tf_table *table)
{
    if (layout->count > 1) {
        tf_table_cell(table, series->projection->scenario.name);
    }
    tf_table_cell(table, series->label);
    if (layout->units) {
        tf_table_cell(table, series->unit);
    }
}

/* True when any series, with years or without, has a unit to show. */
static bool any_unit(const struct layout *layout, bool with_years)
{
    for (size_t i = 0; i < layout->series_count; i++) {
        if (has_years(layout->series[i].first) == with_years && layout->series[i].unit[0] != '\0') {
            return true;
        }
    }
    return false;
}

/* A row a series, a column a year. */
static bool years_across(const struct layout *layout, struct tf_table *table)
{
    struct tf_column *columns =
        tf_arena_alloc(layout->arena, LEADING + layout->year_count, sizeof *columns);
    if (columns == NULL) {
        return false;
    }
    size_t keys = leading_columns(layout, columns), count = keys;
    for (size_t i = 0; i < layout->year_count; i++) {
        if (layout->years[i]) {
            columns[count++] = column(year_text(layout, i), TF_ALIGN_RIGHT);
        }
    }
    tf_table_init(table, layout->arena, columns, count);
    table->key_columns = keys;
    for (size_t i = 0; i < layout->series_count; i++) {
        const struct series *series = &layout->series[i];
        if (has_years(series->first)) {
            leading_cells(layout, series, table);
            for (size_t point = 0; point < layout->year_count; point++) {
                if (layout->years[point]) {
                    tf_table_cell(table, value_text(layout, series, point));
                }
            }
        }
    }
    return true;
}

static const char *down_title(const struct layout *layout, const struct series *series)
{
    return layout->count > 1 ? tf_arena_printf(layout->arena, "%s %s",
                                               series->projection->scenario.name, series->label)
                             : series->label;
}

/* A row a year, a column a series; the units stand in a row over the first year. */
static bool years_down(const struct layout *layout, struct tf_table *table)
{
    struct tf_column *columns =
        tf_arena_alloc(layout->arena, layout->with_years + 1, sizeof *columns);
    size_t count = 0;
    if (columns == NULL) {
        return false;
    }
    columns[count++] = column("", TF_ALIGN_LEFT);
    for (size_t i = 0; i < layout->series_count; i++) {
        if (has_years(layout->series[i].first)) {
            columns[count++] = column(down_title(layout, &layout->series[i]), TF_ALIGN_RIGHT);
        }
    }
    tf_table_init(table, layout->arena, columns, count);
    for (size_t row = layout->units ? 0 : 1; row <= layout->year_count; row++) {
        if (row > 0 && !layout->years[row - 1]) {
            continue;
        }
        tf_table_cell(table, row == 0 ? "unit" : year_text(layout, row - 1));
        for (size_t i = 0; i < layout->series_count; i++) {
            if (has_years(layout->series[i].first)) {
                tf_table_cell(table, row == 0 ? layout->series[i].unit
                                              : value_text(layout, &layout->series[i], row - 1));
            }
        }
    }
    return true;
}

/* What has no years: a row a metric. */
static bool without_years(const struct layout *layout, struct tf_table *table)
{
    struct tf_column *columns = tf_arena_alloc(layout->arena, LEADING + 1, sizeof *columns);
    if (columns == NULL) {
        return false;
    }
    size_t count = leading_columns(layout, columns);
    columns[count++] = column("value", TF_ALIGN_RIGHT);
    tf_table_init(table, layout->arena, columns, count);
    for (size_t i = 0; i < layout->series_count; i++) {
        if (!has_years(layout->series[i].first)) {
            leading_cells(layout, &layout->series[i], table);
            tf_table_cell(table, value_text(layout, &layout->series[i], 0));
        }
    }
    return true;
}

/* A series that stands in the place of `of` in another scenario, or NULL. */
static const struct series *same_series(const struct layout *layout, const struct series *of,
                                        const struct tf_projection *projection)
{
    for (size_t i = 0; i < layout->series_count; i++) {
        const struct series *other = &layout->series[i];
        if (other->projection == projection && strcmp(other->label, of->label) == 0 &&
            has_years(other->first) == has_years(of->first)) {
            return other;
        }
    }
    return NULL;
}

/* True for the first scenario's series, and for later ones' that those before do not have. */
static bool leads(const struct layout *layout, const struct series *series)
{
    for (size_t i = 0; layout->results[i].projection != series->projection; i++) {
        if (same_series(layout, series, layout->results[i].projection) != NULL) {
            return false;
        }
    }
    return true;
}

/* The one year that occurs, or SIZE_MAX where there are more or none. */
static size_t only_year(const struct layout *layout)
{
    size_t found = SIZE_MAX, count = 0;
    for (size_t point = 0; point < layout->year_count; point++) {
        if (layout->years[point]) {
            found = point;
            count++;
        }
    }
    return count == 1 ? found : SIZE_MAX;
}

/* A row a metric, a column a scenario: of the one year `point`, or of what has no years. */
static bool side_by_side(const struct layout *layout, bool with_years, size_t point,
                         struct tf_table *table)
{
    struct tf_column *columns =
        tf_arena_alloc(layout->arena, LEADING + layout->count, sizeof *columns);
    size_t count = 0;
    if (columns == NULL) {
        return false;
    }
    columns[count++] = column(
        with_years ? tf_arena_printf(layout->arena, "in %s", year_text(layout, point)) : "metric",
        TF_ALIGN_LEFT);
    if (layout->units) {
        columns[count++] = column("unit", TF_ALIGN_LEFT);
    }
    size_t keys = count;
    for (size_t i = 0; i < layout->count; i++) {
        columns[count++] = column(layout->results[i].projection->scenario.name, TF_ALIGN_RIGHT);
    }
    tf_table_init(table, layout->arena, columns, count);
    table->key_columns = keys;
    for (size_t i = 0; i < layout->series_count; i++) {
        const struct series *series = &layout->series[i];
        if (has_years(series->first) != with_years || !leads(layout, series)) {
            continue;
        }
        tf_table_cell(table, series->label);
        if (layout->units) {
            tf_table_cell(table, series->unit);
        }
        for (size_t k = 0; k < layout->count; k++) {
            const struct series *cell = same_series(layout, series, layout->results[k].projection);
            tf_table_cell(table,
                          cell != NULL ? value_text(layout, cell, with_years ? point : 0) : "–");
        }
    }
    return true;
}

static bool print(const struct layout *layout, struct tf_table *table)
{
    if (layout->style->markdown) {
        tf_table_markdown(table, layout->out);
    } else {
        tf_table_text(table, layout->style->columns, layout->style->bold, layout->out);
    }
    tf_table_release(table);
    return !layout->out->failed;
}

/* Years across, unless only years down make a table in one block. */
static bool print_years(const struct layout *layout)
{
    struct tf_table across = {0}, down = {0};
    size_t year = only_year(layout);
    if (layout->count > 1 && year != SIZE_MAX) {
        return side_by_side(layout, true, year, &across) && print(layout, &across);
    }
    size_t room = layout->style->columns;
    bool ok = years_across(layout, &across) && years_down(layout, &down);
    if (ok && !layout->style->markdown && tf_table_width(&across) > room &&
        tf_table_width(&down) <= room) {
        ok = print(layout, &down);
    } else if (ok) {
        ok = print(layout, &across);
    }
    tf_table_release(&across);
    tf_table_release(&down);
    return ok;
}

bool tf_results_table(const struct tf_result *results, size_t count,
                      const struct tf_results_style *style, struct tf_arena *arena,
                      struct tf_buffer *out)
{
    struct layout layout = {
        .results = results, .count = count, .style = style, .arena = arena, .out = out};
    struct tf_table scalars;
    if (!gather(&layout)) {
        return false;
    }
    layout.units = any_unit(&layout, true);
    if (layout.with_years > 0 && !print_years(&layout)) {
        return false;
    }
    layout.units = any_unit(&layout, false);
    if (layout.with_years == layout.series_count) {
        return true;
    }
    tf_buffer_text(out, layout.with_years > 0 ? "\n" : "");
    bool made =
        count > 1 ? side_by_side(&layout, false, 0, &scalars) : without_years(&layout, &scalars);
    return made && print(&layout, &scalars);
}
