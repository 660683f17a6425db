/* chart_heatmap_data: the data of a heatmap's picture: cells, contours, frames. */
#include <math.h>

#include "base/num.h"
#include "output/chart_contour.h"
#include "output/chart_heatmap.h"

#define LEAST_SEPARATED 14 /* du: smaller cells touch each other */
#define SEAM 0.3           /* du that such cells overlap, so that no seam shows */
#define HALF_LINE 7.0      /* du, with some air: half of the contour's width */

/* --- the numbers -------------------------------------------------------------------------------
 */

void heatmap_range(const struct tf_chart_heatmap *map, double *low, double *high)
{
    *low = HUGE_VAL;
    *high = -HUGE_VAL;
    for (size_t p = 0; p < map->panel_count; p++) {
        for (size_t i = 0; i < map->x_count * map->y_count; i++) {
            double z = map->panels[p].z[i];
            if (isfinite(z)) {
                *low = fmin(*low, z);
                *high = fmax(*high, z);
            }
        }
    }
}

int heatmap_decimals(const struct tf_chart_heatmap *map)
{
    double low, high;
    heatmap_range(map, &low, &high);
    int usual = tf_magnitude_result_decimals(map->z.scale, fmax(fabs(low), fabs(high)));
    int fine = tf_magnitude_telling(map->z.scale, (high - low) / 20);
    return fine > usual + 2 ? usual + 2 : fine > usual ? fine : usual;
}

/* --- the contour -------------------------------------------------------------------------------
 */

/* A line as thick as it is drawn: numbers keep clear of both its edges. */
static void keep_clear(struct figure *figure, double x0, double y0, double x1, double y1)
{
    double length = hypot(x1 - x0, y1 - y0);
    double dx = length > 0 ? (y1 - y0) / length * HALF_LINE : 0;
    double dy = length > 0 ? (x1 - x0) / length * HALF_LINE : 0;
    figure_line(figure, x0 + dx, y0 - dy, x1 + dx, y1 - dy);
    figure_line(figure, x0 - dx, y0 + dy, x1 - dx, y1 + dy);
}

static void put_line(struct heatmap_layout *layout, struct tf_box box,
                     const struct contour *contour, size_t from, size_t to)
{
    double before_x = 0, before_y = 0;
    for (size_t i = from; i < to; i++) {
        double x = heatmap_column_x(layout, box, contour->x[i]),
               y = heatmap_row_y(layout, box, contour->y[i]);
        plot_row(layout->figure, (double[]){x, y}, 2);
        if (i > from) {
            keep_clear(layout->figure, before_x, before_y, x, y);
        }
        before_x = x;
        before_y = y;
    }
    tf_gnuplot_block_break(layout->figure->script);
}

/* Where the line's name is asked to stand: at its upper end. */
static void note_top(const struct heatmap_layout *layout, struct tf_box box,
                     const struct contour *contour, struct tf_box *top)
{
    size_t points = contour->line_count > 0 ? contour->ends[contour->line_count - 1] : 0;
    for (size_t i = 0; i < points; i++) {
        double y = heatmap_row_y(layout, box, contour->y[i]);
        if (y < top->top) {
            top->top = y;
            top->left = heatmap_column_x(layout, box, contour->x[i]);
        }
    }
}

/* A block without rows would be an error to gnuplot: a point beyond the page stands in. */
void heatmap_put_contours(struct heatmap_layout *layout, struct tf_box *top)
{
    struct figure *f = layout->figure;
    const struct tf_chart_heatmap *map = layout->data;
    tf_gnuplot_block_begin(f->script, "contour");
    tf_gnuplot_block_row(f->script, (double[]){-10, -10}, 2);
    tf_gnuplot_block_break(f->script);
    for (size_t p = 0; isfinite(map->level) && p < map->panel_count; p++) {
        struct contour contour;
        struct tf_box box = plot_panel(&layout->panels, p);
        if (!contour_trace(map->panels[p].z, map->x_count, map->y_count, map->level, f->arena,
                           &contour)) {
            f->failed = true;
            break;
        }
        for (size_t line = 0; line < contour.line_count; line++) {
            put_line(layout, box, &contour, line > 0 ? contour.ends[line - 1] : 0,
                     contour.ends[line]);
        }
        if (p == 0) {
            note_top(layout, box, &contour, top);
        }
    }
    tf_gnuplot_block_end(f->script);
}

/* --- cells -------------------------------------------------------------------------------------
 */

/* 0 .. 1 above the level, -1 .. 0 below it; without a level 0 .. 1 over the whole range. */
static double heat(const struct heatmap_layout *layout, double z)
{
    if (isfinite(layout->data->level)) {
        double part = layout->reach > 0 ? (z - layout->data->level) / layout->reach : 0;
        return part >= 0 ? fmax(part, 0.005) : fmin(part, -0.005);
    }
    double range = layout->high - layout->low;
    return range > 0 ? 0.02 + 0.98 * (z - layout->low) / range : 0.5;
}

bool heatmap_is_usual(double value, double usual)
{
    return fabs(value - usual) <= 1e-9 * fmax(1, fabs(usual));
}

static bool is_separated(const struct heatmap_layout *layout)
{
    return heatmap_cell_width(layout) > LEAST_SEPARATED &&
           heatmap_cell_height(layout) > LEAST_SEPARATED;
}

static void put_cell(struct figure *f, double x, double y, double half_x, double half_y, double z,
                     double heat)
{
    double row[] = {figure_hundredth(x),
                    figure_hundredth(y),
                    figure_hundredth(x - half_x),
                    figure_hundredth(x + half_x),
                    figure_hundredth(y - half_y),
                    figure_hundredth(y + half_y),
                    z,
                    heat};
    tf_gnuplot_block_row(f->script, row, sizeof row / sizeof *row);
}

static void put_cells(struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_heatmap *map = layout->data;
    double seam = is_separated(layout) ? 0 : SEAM;
    double half_x = heatmap_cell_width(layout) / 2 + seam,
           half_y = heatmap_cell_height(layout) / 2 + seam;
    tf_gnuplot_block_begin(f->script, "cells");
    for (size_t i = 0; i < layout->key_count; i++) {
        const struct heatmap_key *key = &layout->keys[i];
        put_cell(f, key->x, key->y, key->half, key->half, map->level, key->heat);
    }
    for (size_t p = 0; p < map->panel_count; p++) {
        struct tf_box box = plot_panel(&layout->panels, p);
        for (size_t i = 0; i < map->x_count * map->y_count; i++) {
            double z = map->panels[p].z[i];
            double x = heatmap_column_x(layout, box, (double)(i % map->x_count));
            size_t row = i / map->x_count;
            double y = heatmap_row_y(layout, box, (double)row);
            if (isfinite(z)) {
                put_cell(f, x, y, half_x, half_y, z, heat(layout, z));
            }
        }
    }
    tf_gnuplot_block_end(f->script);
}

/* Lines between the cells, where those are large enough; one off the page in any case, as a block
 * without rows would be an error to gnuplot. */
static void put_separators(struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_heatmap *map = layout->data;
    tf_gnuplot_block_begin(f->script, "separators");
    tf_gnuplot_block_row(f->script, (double[]){-10, -10, -10, -20}, 4);
    for (size_t p = 0; is_separated(layout) && p < map->panel_count; p++) {
        struct tf_box box = plot_panel(&layout->panels, p);
        for (size_t i = 1; i < map->x_count; i++) {
            double x = heatmap_column_x(layout, box, (double)i - 0.5);
            plot_row(f, (double[]){x, box.top, x, box.bottom}, 4);
        }
        for (size_t i = 1; i < map->y_count; i++) {
            double y = heatmap_row_y(layout, box, (double)i - 0.5);
            plot_row(f, (double[]){box.left, y, box.right, y}, 4);
        }
    }
    tf_gnuplot_block_end(f->script);
}

/* The cell that the scenario itself is. */
static void put_usual(struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_heatmap *map = layout->data;
    double half_x = heatmap_cell_width(layout) / 2, half_y = heatmap_cell_height(layout) / 2;
    tf_gnuplot_block_begin(f->script, "usual");
    tf_gnuplot_block_row(f->script, (double[]){-10, -10, -20, -10, -20, -10}, 6);
    for (size_t i = 0; i < map->x_count * map->y_count; i++) {
        if (!heatmap_is_usual(map->x_values[i % map->x_count], map->usual_x) ||
            !heatmap_is_usual(map->y_values[i / map->x_count], map->usual_y)) {
            continue;
        }
        for (size_t p = 0; p < map->panel_count; p++) {
            struct tf_box box = plot_panel(&layout->panels, p);
            double x = heatmap_column_x(layout, box, (double)(i % map->x_count));
            size_t row = i / map->x_count;
            double y = heatmap_row_y(layout, box, (double)row);
            plot_row(f, (double[]){x, y, x - half_x, x + half_x, y - half_y, y + half_y}, 6);
        }
    }
    tf_gnuplot_block_end(f->script);
}

void heatmap_put_cells(struct heatmap_layout *layout)
{
    put_cells(layout);
    put_usual(layout);
    put_separators(layout);
}
