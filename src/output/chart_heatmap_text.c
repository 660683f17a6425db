/* chart_heatmap_text: the grid for the terminal, a row of numbers a line; those that reach the
 * level stand in brackets, so that they are seen without colour. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/chart_heatmap.h"
#include "output/chart_text.h"

struct text_layout {
    struct figure *figure;
    const struct tf_chart_heatmap *data;
    size_t columns, left, cell; /* characters: the page, the row names, a cell */
    size_t x_every;             /* every so many columns of the grid have room */
    int x_decimals, y_decimals, z_decimals;
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static const char *x_text(const struct text_layout *l, size_t i)
{
    return plot_axis_value(l->figure, l->data->x.scale, l->data->x_values[i], l->x_decimals);
}

static const char *y_text(const struct text_layout *l, size_t i)
{
    return plot_axis_value(l->figure, l->data->y.scale, l->data->y_values[i], l->y_decimals);
}

/* "[2.05]" at or above the level, " 1.98 " below it. */
static const char *cell_text(const struct text_layout *l, double z)
{
    enum tf_scale scale = l->data->z.scale == TF_SCALE_MULTIPLE ? TF_SCALE_PLAIN : l->data->z.scale;
    int decimals = l->z_decimals;
    double power = pow(10, decimals), unit = scale == TF_SCALE_SHARE ? 100 : 1;
    if (z < l->data->level && round(z * unit * power) / power >= l->data->level * unit) {
        decimals++;
    }
    const char *number = plot_value(l->figure, scale, z, decimals);
    bool reached = z >= l->data->level;
    return figure_check(l->figure,
                        tf_arena_printf(l->figure->arena, reached ? "[%s]" : " %s ", number));
}

static void arrange(struct text_layout *l)
{
    const struct tf_chart_heatmap *map = l->data;
    size_t cells = map->x_count * map->y_count;
    l->columns = text_columns(l->figure);
    l->cell = 1;
    l->x_decimals = tf_magnitude_decimals(map->x.scale, map->x_values, map->x_count);
    l->y_decimals = tf_magnitude_decimals(map->y.scale, map->y_values, map->y_count);
    l->z_decimals = heatmap_decimals(map);
    for (size_t i = 0; i < map->y_count; i++) {
        l->left = larger(l->left, tf_text_width(y_text(l, i)));
    }
    for (size_t i = 0; i < map->x_count; i++) {
        l->cell = larger(l->cell, tf_text_width(x_text(l, i)) + 2);
    }
    for (size_t p = 0; p < map->panel_count; p++) {
        for (size_t i = 0; i < cells; i++) {
            l->cell = larger(l->cell, tf_text_width(cell_text(l, map->panels[p].z[i])) + 1);
        }
    }
    size_t room = l->columns > l->left + 1 + l->cell ? (l->columns - l->left - 1) / l->cell : 1;
    l->x_every = room > 0 ? (map->x_count + room - 1) / room : map->x_count;
}

static void set_row(struct text_page *page, const struct text_layout *l, size_t line, size_t p,
                    size_t row)
{
    const struct tf_chart_heatmap *map = l->data;
    text_put_end(page, line, l->left, y_text(l, row), INK_MUTED, false);
    size_t at = l->left + 1 + l->cell;
    for (size_t i = 0; i < map->x_count; i += l->x_every, at += l->cell) {
        double z = map->panels[p].z[row * map->x_count + i];
        bool reached = z >= map->level;
        text_put_end(page, line, at, cell_text(l, z), reached ? INK_SERIES + 1 : 0, reached);
    }
}

static size_t set_panel(struct text_page *page, const struct text_layout *l, size_t line, size_t p)
{
    const struct tf_chart_heatmap *map = l->data;
    if (map->panel_count > 1) {
        text_put(page, line++, 0, text_fit(l->figure, map->panels[p].title, l->columns), 0, true);
    }
    for (size_t row = map->y_count; row-- > 0;) {
        set_row(page, l, line++, p, row);
    }
    size_t at = l->left + l->cell;
    for (size_t i = 0; i < map->x_count; i += l->x_every, at += l->cell) {
        text_put_end(page, line, at, x_text(l, i), INK_MUTED, false);
    }
    return line + 2;
}

/* What runs which way, and what the brackets mean. */
static void set_key(struct text_page *page, const struct text_layout *l, size_t line)
{
    struct figure *f = l->figure;
    const struct tf_chart_heatmap *map = l->data;
    const struct tf_magnitude *axes[] = {&map->x, &map->y};
    for (int i = 0; i < 2; i++) {
        const char *text = figure_check(f, tf_arena_printf(f->arena, "%s %s", i == 0 ? "→" : "↑",
                                                           plot_axis_title(f, axes[i], 1, 100)));
        text_put(page, line + (size_t)i, 0, text_fit(f, text, l->columns), INK_MUTED, false);
    }
    if (isfinite(map->level)) {
        int decimals = tf_magnitude_decimals(map->z.scale, &map->level, 1);
        text_put(page, line + 2, 0,
                 FIGURE_FILL(f, TF_PHRASE_HEATMAP_TEXT_KEY,
                             plot_value(f, map->z.scale, map->level, decimals)),
                 INK_MUTED, false);
    }
}

void chart_heatmap_text(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out)
{
    const struct tf_chart_heatmap *map = chart->heatmap;
    struct text_layout l = {.figure = figure, .data = map};
    struct text_page counting, page;
    (void)canvas;
    arrange(&l);
    figure_words(figure, chart_heatmap_finding(figure, map), chart_heatmap_subtitle(figure, map),
                 NULL, NULL);
    text_page_init(&counting, figure, l.columns, 0);
    size_t line = text_header(&counting, 0, figure->title, figure->subtitle);
    line += line > 0;
    size_t panel = map->y_count + 2 + (map->panel_count > 1);
    text_page_init(&page, figure, l.columns,
                   line + map->panel_count * panel + (isfinite(map->level) ? 3 : 2));
    text_header(&page, 0, figure->title, figure->subtitle);
    for (size_t p = 0; p < map->panel_count; p++) {
        line = set_panel(&page, &l, line, p);
    }
    set_key(&page, &l, line);
    text_render(&page, out);
}
