/* chart_fan_text: a fan for the terminal, panel below panel: shaded where half and 90 % of the
 * draws lie, the median in Braille dots, and the chance of the target below the years. */
#include <math.h>

#include "base/text.h"
#include "output/chart_fan.h"
#include "output/chart_numbers.h"
#include "output/chart_text_plot.h"

struct fan_text {
    struct figure *figure;
    const struct tf_chart_fan *data;
    struct fan_axis axis;
    const char *tick_text[TF_TICKS_MOST];
    size_t columns, header, height, panel_rows, end_width;
};

static bool has_chances(const struct fan_text *layout)
{
    return isfinite(layout->data->target) && layout->data->panels[0].reached != NULL;
}

static const char *median_text(const struct fan_text *layout, const double *edges)
{
    return FIGURE_FILL(layout->figure, TF_PHRASE_FAN_MEDIAN,
                       fan_value(layout->figure, layout->data, edges[FAN_MEDIAN]));
}

static void arrange(struct fan_text *layout, struct figure *figure, const struct tf_chart *chart)
{
    struct text_page counting;
    size_t rows = figure->options->rows;
    *layout = (struct fan_text){.figure = figure, .data = chart->fan};
    layout->columns = text_columns(figure);
    layout->axis = fan_axis(chart->fan, 3);
    figure_words(figure, chart_fan_finding(figure, chart),
                 fan_subtitle(figure, chart->fan, &layout->axis, false), NULL, NULL);
    figure_tick_texts(figure, &layout->axis.ticks, chart->fan->shares, layout->tick_text);
    text_page_init(&counting, figure, layout->columns, 0);
    layout->header = text_header(&counting, 0, figure->title, figure->subtitle);
    rows = rows < TEXT_ROWS_LEAST ? TEXT_ROWS_LEAST : rows > TEXT_ROWS_MOST ? TEXT_ROWS_MOST : rows;
    layout->height = rows > layout->header + 9 ? rows - layout->header - 4 : 5;
    if (chart->fan->panel_count > 1) {
        layout->height = layout->height > 9 ? 9 : layout->height;
    }
    layout->panel_rows =
        layout->height + 3 + (has_chances(layout) ? 1 : 0) + (chart->fan->panel_count > 1 ? 1 : 0);
    for (size_t p = 0; p < chart->fan->panel_count; p++) {
        size_t width =
            tf_text_width(median_text(layout, chart->fan->panels[p].edges[fan_span(chart->fan)]));
        layout->end_width = width > layout->end_width ? width : layout->end_width;
    }
}

static void years_of(const struct fan_text *layout, const struct text_plot *plot,
                     struct tf_ticks *years, const char *texts[TF_TICKS_MOST])
{
    tf_layout_year_ticks(layout->data->base_year, layout->data->horizon_year, plot->width / 8,
                         years);
    for (size_t i = 0; i < years->count; i++) {
        texts[i] = figure_whole(layout->figure, (long)years->value[i]);
    }
}

/* The chances below the years, the words before them where there is room. */
static void set_chances(const struct fan_text *layout, const struct text_plot *plot,
                        const struct tf_chart_fan_panel *panel, const struct tf_ticks *years)
{
    struct text_page *page = plot->page;
    bool doubling = fabs(layout->data->target - 2) < 1e-12;
    const char *words = FIGURE_FILL(
        layout->figure, doubling ? TF_PHRASE_FAN_STRIP_DOUBLES : TF_PHRASE_FAN_STRIP_REACHES,
        figure_check(layout->figure, tf_words_plain(layout->figure->arena, layout->data->target)));
    size_t row = plot->row + plot->height + 2, room = tf_text_width(words);
    for (size_t i = 0; i < years->count; i++) {
        int year = (int)years->value[i];
        const char *chance =
            figure_chance(layout->figure, panel->reached[year - layout->data->base_year]);
        size_t width = tf_text_width(chance), column = text_plot_column(plot, year);
        size_t from = column > width / 2 ? column - width / 2 : 0;
        if (from > room) {
            if (text_is_blank(page, row, 0, from)) {
                text_put(page, row, from - room - 1, words, INK_MUTED, false);
            }
            text_put(page, row, from, chance, INK_MEDIAN, true);
        }
    }
}

static void set_panel(const struct fan_text *layout, struct text_page *page, size_t row,
                      const struct tf_chart_fan_panel *panel)
{
    const struct tf_chart_fan *fan = layout->data;
    size_t left = text_widest(layout->tick_text, layout->axis.ticks.count) + 3;
    size_t points = (size_t)fan_span(fan) + 1, used = left + layout->end_width + 2;
    double *x = tf_arena_alloc(layout->figure->arena, points, sizeof *x);
    double *edge[TF_CHART_FAN_EDGES];
    struct text_plot plot = {.page = page,
                             .row = row,
                             .left = left,
                             .width = layout->columns > used + 16 ? layout->columns - used : 16,
                             .height = layout->height,
                             .x_low = fan->base_year,
                             .x_high = fan->horizon_year,
                             .y_low = layout->axis.low,
                             .y_high = layout->axis.high,
                             .y_log = layout->axis.log};
    text_plot_begin(&plot);
    for (size_t i = 0; i < TF_CHART_FAN_EDGES; i++) {
        edge[i] = tf_arena_alloc(layout->figure->arena, points, sizeof **edge);
        layout->figure->failed |= edge[i] == NULL || x == NULL;
    }
    for (size_t t = 0; !layout->figure->failed && t < points; t++) {
        x[t] = fan->base_year + (double)t;
        for (size_t i = 0; i < TF_CHART_FAN_EDGES; i++) {
            edge[i][t] = panel->edges[t][i];
        }
    }
    if (layout->figure->failed) {
        return;
    }
    if (layout->axis.has_target) {
        text_plot_rule(&plot, fan_target(fan), "┄", INK_TARGET);
    }
    if (!layout->axis.log) {
        text_plot_shade(&plot, x, edge[FAN_LOWEST], edge[FAN_HIGHEST], points, "░", INK_SERIES + 1);
        text_plot_shade(&plot, x, edge[FAN_MEDIAN - 1], edge[FAN_MEDIAN + 1], points, "▒",
                        INK_SERIES + 1);
    } else {
        text_plot_curve(&plot, x, edge[FAN_LOWEST], points, INK_SERIES + 1);
        text_plot_curve(&plot, x, edge[FAN_HIGHEST], points, INK_SERIES + 1);
    }
    text_plot_curve(&plot, x, edge[FAN_MEDIAN], points, INK_TEXT);
    text_plot_end(&plot);
    struct tf_ticks years;
    const char *year_text[TF_TICKS_MOST];
    years_of(layout, &plot, &years, year_text);
    text_plot_axes(&plot, &layout->axis.ticks, layout->tick_text, &years, year_text);
    double end = panel->edges[fan_span(fan)][FAN_MEDIAN];
    text_put(page, text_plot_row(&plot, end), plot.left + plot.width + 1,
             median_text(layout, panel->edges[fan_span(fan)]), INK_MEDIAN, true);
    if (has_chances(layout)) {
        set_chances(layout, &plot, panel, &years);
    }
}

void chart_fan_text(struct figure *figure, const struct tf_chart *chart,
                    const struct tf_buffer *canvas, struct tf_buffer *out)
{
    (void)canvas;
    struct fan_text layout;
    struct text_page page;
    arrange(&layout, figure, chart);
    size_t panels = chart->fan->panel_count;
    text_page_init(&page, figure, layout.columns, layout.header + panels * layout.panel_rows);
    text_header(&page, 0, figure->title, figure->subtitle);
    for (size_t p = 0; p < panels; p++) {
        size_t row = layout.header + p * layout.panel_rows + 1;
        if (panels > 1) {
            text_put(&page, row++, 0, scope_name(figure, &chart->fan->panels[p].scope), INK_TEXT,
                     true);
        }
        set_panel(&layout, &page, row, &chart->fan->panels[p]);
    }
    text_render(&page, out);
}
