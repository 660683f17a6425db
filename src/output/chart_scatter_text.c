/* chart_scatter_text: elementary effects for the terminal, a mark an assumption. */
#include <math.h>

#include "base/num.h"
#include "output/chart_experiment_kinds.h"
#include "output/chart_text_dots.h"

#define NAME_CHARACTERS 40

static const int32_t marks[TF_CHART_BAR_PANELS_MOST] = {0x25CF, 0x25B2, 0x25A0};

static void set_scales(struct text_dots *plot, const struct tf_chart_scatter *scatter)
{
    double x = 0, y = 0;
    for (size_t p = 0; p < scatter->panel_count; p++) {
        for (size_t i = 0; i < scatter->panels[p].count; i++) {
            x = fmax(x, scatter->panels[p].effects[i].mean.value);
            y = fmax(y, scatter->panels[p].effects[i].spread);
        }
    }
    enum tf_scale scale =
        scatter->metric.scale == TF_SCALE_MULTIPLE || scatter->metric.scale == TF_SCALE_YEAR
            ? TF_SCALE_PLAIN
            : scatter->metric.scale;
    plot_axis_fit(&plot->x, scale, 0, (x > 0 ? x : 1) * 1.05, 5);
    plot_axis_fit(&plot->y, scale, 0, fmax(y * 1.1, (x > 0 ? x : 1) * 0.02), 4);
}

/* All dots are there before the first name, which keeps clear of them. */
static void set_points(struct text_dots *plot, const struct tf_chart_scatter *scatter)
{
    struct figure *f = plot->figure;
    for (int names = 0; names < 2; names++) {
        for (size_t p = 0; p < scatter->panel_count; p++) {
            for (size_t i = 0; i < scatter->panels[p].count; i++) {
                const struct tf_chart_effect *effect = &scatter->panels[p].effects[i];
                if (!isfinite(effect->mean.value) || !isfinite(effect->spread)) {
                    continue;
                }
                if (names == 0) {
                    text_dots_mark(plot, effect->mean.value, effect->spread,
                                   marks[p % TF_CHART_BAR_PANELS_MOST], INK_SERIES + 1 + (int)p);
                } else if (p == 0) {
                    text_dots_label(plot, effect->mean.value, effect->spread,
                                    text_fit(f, plot_headline(f, effect->name), NAME_CHARACTERS),
                                    0);
                }
            }
        }
    }
}

static void set_keys(struct text_dots *plot, const struct tf_chart_scatter *scatter)
{
    struct figure *f = plot->figure;
    enum tf_language language = f->options->language;
    size_t line = text_dots_foot(plot), at = 0;
    const char *axes = figure_check(
        f, tf_arena_printf(f->arena, "→ %s   ↑ %s", tf_phrase_text(TF_PHRASE_SCATTER_X, language),
                           tf_phrase_text(TF_PHRASE_SCATTER_Y, language)));
    text_put(&plot->page, line++, 0, axes, INK_MUTED, false);
    for (size_t p = 0; scatter->panel_count > 1 && p < scatter->panel_count; p++) {
        text_put_code(&plot->page, line, at, marks[p % TF_CHART_BAR_PANELS_MOST],
                      INK_SERIES + 1 + (int)p);
        at = text_put(&plot->page, line, at + 2, text_fit(f, scatter->panels[p].title, 24), 0,
                      false) +
             3;
    }
}

void chart_scatter_text(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out)
{
    const struct tf_chart_scatter *scatter = chart->scatter;
    struct text_dots plot = {.figure = figure};
    (void)canvas;
    figure_words(figure, chart_scatter_finding(figure, scatter),
                 FIGURE_FILL(figure, TF_PHRASE_SCATTER_SUBTITLE,
                             figure_clean(figure, scatter->metric.name, 100)),
                 NULL, NULL);
    set_scales(&plot, scatter);
    text_dots_open(&plot, scatter->panel_count > 1 ? 2 : 1);
    text_dots_set(&plot);
    set_points(&plot, scatter);
    set_keys(&plot, scatter);
    text_render(&plot.page, out);
}
