/* tabulated_rows: charts of the rows that a sweep wrote. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/tabulated_parts.h"

/* A sweep's table: what varies, and the result that is drawn. */
struct rows {
    const struct tabulating *t;
    size_t axes[2], axis_count; /* columns */
    const char *metric_name;
    struct distinct_texts scenarios;
    double *values[2];   /* [row] */
    struct shown *shown; /* panels or lines */
    size_t shown_count;
};

/* A scenario's metric, or that of one of its regions. */
struct shown {
    size_t scenario;
    const char *title;
    double *results; /* [row] */
};

static const char *column_name(const struct tabulating *t, size_t column)
{
    return t->table->csv.header.cells[column].text;
}

static bool is_metric(const char *name)
{
    return strcmp(name, "scenario") != 0 && strcmp(name, "run") != 0 && strcmp(name, "draw") != 0 &&
           strcmp(name, "status") != 0 && !tf_text_starts(name, "set.");
}

/* The column of the metric asked for, else of `multiple` where there is one, else of the first;
 * SIZE_MAX: none. */
static size_t metric_column(const struct tabulating *t)
{
    const char *asked = t->options->metric, *name = asked != NULL ? asked : "multiple";
    size_t column = is_metric(name) ? tf_result_column(t->table, name) : SIZE_MAX;
    for (size_t i = 0; asked == NULL && column == SIZE_MAX && i < t->table->csv.header.count; i++) {
        column = is_metric(column_name(t, i)) ? i : SIZE_MAX;
    }
    return column;
}

static bool show(struct rows *rows, size_t column, const char *region)
{
    const struct tabulating *t = rows->t;
    bool several = rows->scenarios.count > 1;
    double *results;
    if (!tabulating_numbers(t, column, &results)) {
        return false;
    }
    for (size_t i = 0; i < rows->scenarios.count; i++) {
        const char *title = tabulating_title(t, rows->scenarios.texts[i], several, region);
        if (title == NULL) {
            return false;
        }
        rows->shown[rows->shown_count++] = (struct shown){i, title, results};
    }
    return true;
}

static bool show_regions(struct rows *rows)
{
    const struct tabulating *t = rows->t;
    rows->metric_name = t->options->metric != NULL ? t->options->metric : "multiple";
    for (size_t i = 0; i < t->table->csv.header.count; i++) {
        const char *region = tabulating_region(t, rows->metric_name, column_name(t, i));
        if (region != NULL && !show(rows, i, region)) {
            return false;
        }
    }
    return rows->shown_count > 0 ||
           tabulating_fail(t,
                           "there is no `%s` of a region in the table; sweep with --metric "
                           "%s.region",
                           rows->metric_name, rows->metric_name);
}

static bool show_metric(struct rows *rows)
{
    const struct tabulating *t = rows->t;
    size_t column = metric_column(t);
    if (column == SIZE_MAX && t->options->metric != NULL) {
        return tabulating_fail(t,
                               "there is no metric `%s` in the table; its columns are the metrics "
                               "that were asked for with --metric",
                               t->options->metric);
    }
    if (column == SIZE_MAX) {
        return tabulating_fail(t, "the table has no metric; there is nothing to draw");
    }
    rows->metric_name = column_name(t, column);
    return show(rows, column, NULL);
}

/* Axes are the columns `set.…` with more than one value. */
static bool find_axes(struct rows *rows, size_t wanted)
{
    const struct tabulating *t = rows->t;
    size_t found = 0;
    if (tf_result_column(t->table, "draw") != SIZE_MAX) {
        return tabulating_fail(t, "the table has a row a draw; a chart of combinations takes a row "
                                  "each: sweep without -n, or with a statistic, as in "
                                  "--metric multiple:p50");
    }
    for (size_t i = 0; i < t->table->csv.header.count; i++) {
        if (!tf_text_starts(column_name(t, i), "set.")) {
            continue;
        }
        double *values, *distinct;
        size_t count;
        if (!tabulating_numbers(t, i, &values) ||
            !tabulating_distinct(t, values, t->table->csv.count, &distinct, &count)) {
            return false;
        }
        if (count > 1) {
            if (found < 2) {
                rows->axes[found] = i;
                rows->values[found] = values;
            }
            found++;
        }
    }
    rows->axis_count = found;
    return found == wanted ||
           tabulating_fail(t, "the chart takes %s, and the table has %zu; sweep with %s",
                           wanted == 1 ? "one assumption that varies" : "two assumptions that vary",
                           found, wanted == 1 ? "one --vary" : "two --vary");
}

static bool read_rows(struct rows *rows, const struct tabulating *t, size_t axes)
{
    *rows = (struct rows){.t = t};
    if (!find_axes(rows, axes) ||
        !tabulating_texts(t, tf_result_column(t->table, "scenario"), &rows->scenarios)) {
        return false;
    }
    rows->shown = tabulating_alloc(t, t->table->csv.header.count * rows->scenarios.count,
                                   sizeof *rows->shown);
    return rows->shown != NULL && (t->options->by_region ? show_regions(rows) : show_metric(rows));
}

/* --- heatmap -----------------------------------------------------------------------------------
 */

/* The first assumption runs across, the second upwards. */
static bool fill_axes(const struct rows *rows, struct tf_chart_heatmap *map)
{
    const struct tabulating *t = rows->t;
    const char *x = column_name(t, rows->axes[0]), *y = column_name(t, rows->axes[1]);
    double *x_values, *y_values;
    if (!tabulating_factor(t, x, &map->x) || !tabulating_factor(t, y, &map->y) ||
        !tabulating_distinct(t, rows->values[0], t->table->csv.count, &x_values, &map->x_count) ||
        !tabulating_distinct(t, rows->values[1], t->table->csv.count, &y_values, &map->y_count)) {
        return false;
    }
    map->x_values = x_values;
    map->y_values = y_values;
    map->usual_x = tabulating_usual(x);
    map->usual_y = tabulating_usual(y);
    if (map->x_count > TF_CHART_GRID_SIDE_MOST || map->y_count > TF_CHART_GRID_SIDE_MOST ||
        rows->shown_count > TF_CHART_GRIDS_MOST) {
        return tabulating_fail(t,
                               "%zu x %zu combinations in %zu panels are too much for a heatmap; "
                               "it has at most %d values on an axis and %d panels",
                               map->x_count, map->y_count, rows->shown_count,
                               TF_CHART_GRID_SIDE_MOST, TF_CHART_GRIDS_MOST);
    }
    return true;
}

static bool fill_cells(const struct rows *rows, const struct shown *shown,
                       const struct tf_chart_heatmap *map, double *cells)
{
    const struct tabulating *t = rows->t;
    size_t size = map->x_count * map->y_count;
    bool *filled = tabulating_alloc(t, size, sizeof *filled);
    if (filled == NULL) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        cells[i] = TF_ABSENT;
    }
    for (size_t row = 0; row < t->table->csv.count; row++) {
        size_t x = tabulating_find(map->x_values, map->x_count, rows->values[0][row]);
        size_t y = tabulating_find(map->y_values, map->y_count, rows->values[1][row]);
        if (x == SIZE_MAX || y == SIZE_MAX || rows->scenarios.index[row] != shown->scenario) {
            continue;
        }
        size_t at = y * map->x_count + x;
        if (filled[at]) {
            struct tf_place place = tf_result_place(t->table, row, rows->axes[0]);
            return tf_fail(t->diag, TF_BAD_INPUT, &place,
                           "the same combination a second time; a heatmap takes one row each");
        }
        filled[at] = true;
        cells[at] = shown->results[row];
    }
    return true;
}

bool tabulated_heatmap(const struct tabulating *t, struct tf_chart *chart)
{
    struct rows rows;
    struct tf_chart_heatmap *map = tabulating_alloc(t, 1, sizeof *map);
    if (map == NULL || !read_rows(&rows, t, 2) || !fill_axes(&rows, map) ||
        !tabulating_metric(t, rows.metric_name, &map->z)) {
        return false;
    }
    size_t count = rows.shown_count, size = map->x_count * map->y_count;
    struct tf_chart_grid *panels = tabulating_alloc(t, count, sizeof *panels);
    double *cells = tabulating_alloc(t, count * size, sizeof *cells);
    for (size_t i = 0; i < count; i++) {
        if (panels == NULL || cells == NULL ||
            !fill_cells(&rows, &rows.shown[i], map, cells + i * size)) {
            return false;
        }
        panels[i] = (struct tf_chart_grid){rows.shown[i].title, cells + i * size};
    }
    map->level = tabulating_level(t, &map->z);
    map->panels = panels;
    map->panel_count = count;
    map->sources = t->options->sources;
    chart->heatmap = map;
    return true;
}

/* --- frontier ----------------------------------------------------------------------------------
 */

static int by_x(const void *a, const void *b)
{
    const struct tf_chart_frontier_point *p = a, *q = b;
    return p->x < q->x ? -1 : p->x > q->x;
}

static bool fill_line(const struct rows *rows, const struct shown *shown,
                      struct tf_chart_frontier_line *line)
{
    const struct tabulating *t = rows->t;
    size_t count = 0;
    struct tf_chart_frontier_point *points =
        tabulating_alloc(t, t->table->csv.count, sizeof *points);
    if (points == NULL) {
        return false;
    }
    for (size_t row = 0; row < t->table->csv.count; row++) {
        if (rows->scenarios.index[row] == shown->scenario && isfinite(rows->values[0][row])) {
            points[count++] = (struct tf_chart_frontier_point){rows->values[0][row],
                                                               shown->results[row], TF_ABSENT};
        }
    }
    qsort(points, count, sizeof *points, by_x);
    *line = (struct tf_chart_frontier_line){shown->title, points, count};
    return true;
}

bool tabulated_rows_frontier(const struct tabulating *t, struct tf_chart *chart)
{
    struct rows rows;
    struct tf_chart_frontier *frontier = tabulating_alloc(t, 1, sizeof *frontier);
    if (frontier == NULL || !read_rows(&rows, t, 1) ||
        !tabulating_factor(t, column_name(t, rows.axes[0]), &frontier->x) ||
        !tabulating_metric(t, rows.metric_name, &frontier->y)) {
        return false;
    }
    struct tf_chart_frontier_line *lines = tabulating_alloc(t, rows.shown_count, sizeof *lines);
    for (size_t i = 0; i < rows.shown_count; i++) {
        if (lines == NULL || !fill_line(&rows, &rows.shown[i], &lines[i])) {
            return false;
        }
    }
    frontier->level = tabulating_level(t, &frontier->y);
    frontier->lines = lines;
    frontier->line_count = rows.shown_count;
    frontier->sources = t->options->sources;
    chart->frontier = frontier;
    return true;
}
