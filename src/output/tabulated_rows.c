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
    size_t metric;              /* column */
    const char *metric_name;
    struct distinct_texts scenarios;
    double *values[2], *results; /* [row] */
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

/* The metric asked for, else `multiple` where there is one, else the first. */
static bool choose_metric(struct rows *rows)
{
    const struct tabulating *t = rows->t;
    const char *asked = t->options->metric;
    const char *name = asked != NULL ? asked : "multiple";
    rows->metric = tf_result_column(t->table, name);
    if (rows->metric != SIZE_MAX && !is_metric(name)) {
        rows->metric = SIZE_MAX;
    }
    for (size_t i = 0; asked == NULL && rows->metric == SIZE_MAX && i < t->table->csv.header.count;
         i++) {
        rows->metric = is_metric(column_name(t, i)) ? i : SIZE_MAX;
    }
    if (rows->metric == SIZE_MAX) {
        return asked != NULL
                   ? tabulating_fail(t,
                                     "there is no metric `%s` in the table; its columns are the "
                                     "metrics that were asked for with --metric",
                                     asked)
                   : tabulating_fail(t, "the table has no metric; there is nothing to draw");
    }
    rows->metric_name = column_name(t, rows->metric);
    return true;
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
    return find_axes(rows, axes) && choose_metric(rows) &&
           tabulating_numbers(t, rows->metric, &rows->results) &&
           tabulating_texts(t, tf_result_column(t->table, "scenario"), &rows->scenarios);
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
        rows->scenarios.count > TF_CHART_GRIDS_MOST) {
        return tabulating_fail(t,
                               "%zu x %zu combinations of %zu scenarios are too much for a "
                               "heatmap; it has at most %d values on an axis and %d scenarios",
                               map->x_count, map->y_count, rows->scenarios.count,
                               TF_CHART_GRID_SIDE_MOST, TF_CHART_GRIDS_MOST);
    }
    return true;
}

static bool fill_cells(const struct rows *rows, const struct tf_chart_heatmap *map, double *cells)
{
    const struct tabulating *t = rows->t;
    size_t size = map->x_count * map->y_count, total = size * rows->scenarios.count;
    bool *filled = tabulating_alloc(t, total, sizeof *filled);
    if (filled == NULL) {
        return false;
    }
    for (size_t i = 0; i < total; i++) {
        cells[i] = TF_ABSENT;
    }
    for (size_t row = 0; row < t->table->csv.count; row++) {
        size_t x = tabulating_find(map->x_values, map->x_count, rows->values[0][row]);
        size_t y = tabulating_find(map->y_values, map->y_count, rows->values[1][row]);
        size_t at = rows->scenarios.index[row] * size + y * map->x_count + x;
        if (x == SIZE_MAX || y == SIZE_MAX) {
            continue;
        }
        if (filled[at]) {
            struct tf_place place = tf_result_place(t->table, row, rows->axes[0]);
            return tf_fail(t->diag, TF_BAD_INPUT, &place,
                           "the same combination a second time; a heatmap takes one row each");
        }
        filled[at] = true;
        cells[at] = rows->results[row];
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
    size_t count = rows.scenarios.count, size = map->x_count * map->y_count;
    struct tf_chart_grid *panels = tabulating_alloc(t, count, sizeof *panels);
    double *cells = tabulating_alloc(t, count * size, sizeof *cells);
    if (panels == NULL || cells == NULL || !fill_cells(&rows, map, cells)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        panels[i] =
            (struct tf_chart_grid){tabulating_label(t, rows.scenarios.texts[i]), cells + i * size};
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

static bool fill_lines(const struct rows *rows, struct tf_chart_frontier_line *lines)
{
    const struct tabulating *t = rows->t;
    for (size_t s = 0; s < rows->scenarios.count; s++) {
        struct tf_chart_frontier_point *points =
            tabulating_alloc(t, t->table->csv.count, sizeof *points);
        size_t count = 0;
        if (points == NULL) {
            return false;
        }
        for (size_t row = 0; row < t->table->csv.count; row++) {
            if (rows->scenarios.index[row] == s && isfinite(rows->values[0][row])) {
                points[count++] = (struct tf_chart_frontier_point){rows->values[0][row],
                                                                   rows->results[row], TF_ABSENT};
            }
        }
        qsort(points, count, sizeof *points, by_x);
        lines[s] = (struct tf_chart_frontier_line){tabulating_label(t, rows->scenarios.texts[s]),
                                                   points, count};
    }
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
    struct tf_chart_frontier_line *lines = tabulating_alloc(t, rows.scenarios.count, sizeof *lines);
    if (lines == NULL || !fill_lines(&rows, lines)) {
        return false;
    }
    frontier->level = tabulating_level(t, &frontier->y);
    frontier->lines = lines;
    frontier->line_count = rows.scenarios.count;
    frontier->sources = t->options->sources;
    chart->frontier = frontier;
    return true;
}
