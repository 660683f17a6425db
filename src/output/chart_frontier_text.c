/* chart_frontier_text: the lines of a frontier in Braille dots, for the terminal. */
#include <math.h>

#include "base/num.h"
#include "base/text.h"
#include "output/chart_experiment_kinds.h"
#include "output/chart_text_dots.h"

static const int32_t marks[TF_CHART_FRONTIERS_MOST] = {0x25CF, 0x25B2, 0x25A0, 0x25C6,
                                                       0x25CB, 0x25B3, 0x25A1, 0x25C7};

static void set_scales(struct text_dots *plot, const struct tf_chart_frontier *frontier)
{
    double x_low = HUGE_VAL, x_high = -HUGE_VAL, y_low = HUGE_VAL, y_high = -HUGE_VAL;
    for (size_t k = 0; k < frontier->line_count; k++) {
        for (size_t i = 0; i < frontier->lines[k].count; i++) {
            const struct tf_chart_frontier_point *point = &frontier->lines[k].points[i];
            x_low = fmin(x_low, point->x);
            x_high = fmax(x_high, point->x);
            y_low = fmin(y_low, point->y); /* fmin passes over NaN */
            y_high = fmax(y_high, point->y);
        }
    }
    y_low = fmin(y_low, frontier->level);
    y_high = fmax(y_high, frontier->level);
    plot_axis_fit(&plot->x, frontier->x.scale, x_low, x_high, 5);
    plot_axis_fit(&plot->y, frontier->y.scale, y_low, y_high, 4);
}

static void put_line(struct text_dots *plot, const struct tf_chart_frontier_line *line, int ink)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct tf_chart_frontier_point *point = &line->points[i];
        text_dots_dot(plot, point->x, point->y, ink);
        if (i > 0) {
            text_dots_line(plot, point[-1].x, point[-1].y, point->x, point->y, ink);
        }
    }
}

/* A mark at the last point of each line, and beside the line's name below. */
static void set_marks(struct text_dots *plot, const struct tf_chart_frontier *frontier)
{
    struct figure *f = plot->figure;
    size_t foot = text_dots_foot(plot) + 2, at = 0;
    for (size_t k = 0; frontier->line_count > 1 && k < frontier->line_count; k++) {
        const struct tf_chart_frontier_line *line = &frontier->lines[k];
        int ink = INK_SERIES + (int)(k % FIGURE_INKS);
        for (size_t i = line->count; i-- > 0;) {
            if (isfinite(line->points[i].y)) {
                text_dots_mark(plot, line->points[i].x, line->points[i].y, marks[k], ink);
                break;
            }
        }
        if (k > 0 && at + 28 > plot->page.columns) {
            foot++;
            at = 0;
        }
        text_put_code(&plot->page, foot, at, marks[k], ink);
        at = text_put(&plot->page, foot, at + 2, text_fit(f, line->name, 24), 0, false) + 3;
    }
}

static void put_notes(const struct text_dots *plot, const struct tf_chart_frontier *frontier,
                      struct tf_buffer *out)
{
    const char *notes[CHART_FRONTIER_NOTES_MOST];
    size_t count = chart_frontier_notes(plot->figure, frontier, notes);
    for (size_t i = 0; i < count; i++) {
        tf_text_wrap(out, notes[i], plot->page.columns, 0);
    }
}

void chart_frontier_text(struct figure *figure, const struct tf_chart *chart,
                         const struct tf_buffer *canvas, struct tf_buffer *out)
{
    const struct tf_chart_frontier *frontier = chart->frontier;
    struct text_dots plot = {.figure = figure};
    (void)canvas;
    figure_words(figure, chart_frontier_finding(figure, frontier),
                 chart_frontier_subtitle(figure, frontier), NULL, NULL);
    set_scales(&plot, frontier);
    text_dots_open(&plot, frontier->line_count > 1 ? 2 + (frontier->line_count + 1) / 2 : 2);
    for (size_t k = frontier->line_count; k-- > 0;) {
        put_line(&plot, &frontier->lines[k], INK_SERIES + (int)(k % FIGURE_INKS));
    }
    text_dots_set(&plot);
    if (isfinite(frontier->level)) {
        text_dots_level(&plot, frontier->level);
    }
    set_marks(&plot, frontier);
    text_dots_titles(&plot, &frontier->x, &frontier->y);
    text_render(&plot.page, out);
    put_notes(&plot, frontier, out);
}
