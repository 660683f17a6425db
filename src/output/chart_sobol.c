/* chart_sobol: shares of a result's variance: what each assumption explains alone, and with all
 * that it acts with; or Shapley effects. */
#include <math.h>

#include "base/num.h"
#include "output/chart_bars.h"
#include "output/chart_experiment_kinds.h"

struct sobol_layout {
    struct figure *figure;
    const struct tf_chart_sobol *data;
    struct bars bars;
    const char *names[TF_CHART_BARS_MOST];
    bool muted[TF_CHART_BARS_MOST]; /* the interval includes 0 */
    bool any_interval;
};

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_sobol *sobol = chart->sobol;
    if (sobol->panel_count < 1 || sobol->panel_count > TF_CHART_BAR_PANELS_MOST) {
        return tf_fail(
            diag, TF_BAD_INPUT, NULL,
            "a sobol chart shows 1 to %d scenarios, not %zu; draw them in several charts",
            TF_CHART_BAR_PANELS_MOST, sobol->panel_count);
    }
    for (size_t p = 0; p < sobol->panel_count; p++) {
        for (size_t i = 0; i < sobol->panels[p].count; i++) {
            const struct tf_chart_share *share = &sobol->panels[p].shares[i];
            if (isfinite(share->first.value) || isfinite(share->total.value)) {
                return true;
            }
        }
    }
    return tf_fail(diag, TF_BAD_INPUT, NULL,
                   "no assumption has an index; a sobol chart has nothing to show");
}

static const struct tf_chart_estimate *estimate(const struct sobol_layout *layout, size_t p,
                                                size_t row, int which)
{
    const struct tf_chart_share *share = &layout->data->panels[p].shares[row];
    return which == 0 ? &share->first : &share->total;
}

static int bars_a_row(const struct sobol_layout *layout)
{
    return layout->data->has_total ? 2 : 1;
}

/* --- the axis ----------------------------------------------------------------------------------
 */

static double bar_half(const struct sobol_layout *layout)
{
    return layout->bars.pitch * (bars_a_row(layout) == 1 ? 0.28 : 0.16);
}

static double value_size(const struct sobol_layout *layout)
{
    return fmin(layout->bars.size * 0.9, bar_half(layout) * 2.3);
}

/* Are rows too close for a text at each bar? Then both stand in one. */
static bool is_close(const struct sobol_layout *layout)
{
    return bars_a_row(layout) == 2 && value_size(layout) < layout->figure->page->note * 0.8;
}

static double pair_size(const struct sobol_layout *layout)
{
    return fmin(layout->bars.size, layout->figure->page->label * 0.85);
}

/* The axis in parts of its highest value: with room for the text beside the longest bar. */
static double headroom(const struct sobol_layout *layout)
{
    const struct plot *plot = &layout->bars.plots[0];
    bool close = is_close(layout);
    double size = close ? pair_size(layout) : value_size(layout);
    double width = figure_width(layout->figure, close ? "99% / 99%" : "99%", size, false) + 16;
    double part = fmin(width / (plot->right - plot->left), 0.6);
    return fmax(1.16, 1 / (1 - part));
}

static void set_scale(struct sobol_layout *layout)
{
    double low = 0, high = 0;
    struct plot_axis axis;
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        for (size_t i = 0; i < layout->bars.rows; i++) {
            for (int which = 0; which < bars_a_row(layout); which++) {
                const struct tf_chart_estimate *one = estimate(layout, p, i, which);
                low = fmin(low, fmin(one->low, one->value)); /* fmin passes over NaN */
                high = fmax(high, fmax(one->high, one->value));
            }
        }
    }
    low = low < -0.02 * high ? low : 0; /* an estimate that noise takes below 0 */
    plot_axis_fit(&axis, TF_SCALE_SHARE, low, fmax(high, 0.02) * headroom(layout),
                  layout->data->panel_count > 1 ? 3 : 7);
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        layout->bars.plots[p].x = axis;
    }
}

/* --- rows --------------------------------------------------------------------------------------
 */

static double bar_y(const struct sobol_layout *layout, size_t row, int which)
{
    double y = bars_y(&layout->bars, row);
    return bars_a_row(layout) == 1 ? y : y + (which == 0 ? -0.19 : 0.19) * layout->bars.pitch;
}

/* Where rows are too close for a text at each bar: "50% / 51%" for both. */
static void set_values(struct sobol_layout *layout, size_t p, size_t row)
{
    struct figure *f = layout->figure;
    const struct plot *plot = &layout->bars.plots[p];
    const struct tf_chart_estimate *first = estimate(layout, p, row, 0);
    const struct tf_chart_estimate *total = estimate(layout, p, row, 1);
    double end = fmax(fmax(0, fmax(first->value, first->high)), fmax(total->value, total->high));
    if (!isfinite(first->value) && !isfinite(total->value)) {
        return;
    }
    const char *text =
        figure_check(f, tf_arena_printf(f->arena, "%s / %s", chart_share_text(f, first->value),
                                        chart_share_text(f, total->value)));
    figure_text_if_clear(f, text, plot_x(plot, end) + 10, bars_y(&layout->bars, row),
                         pair_size(layout), ALIGN_START, false,
                         layout->muted[row] ? INK_MUTED : INK_TEXT);
}

/* A share beside its bar and interval. */
static void set_value(struct sobol_layout *layout, size_t p, size_t row, int which)
{
    struct figure *f = layout->figure;
    const struct plot *plot = &layout->bars.plots[p];
    const struct tf_chart_estimate *one = estimate(layout, p, row, which);
    double size = value_size(layout);
    if (!isfinite(one->value)) {
        return;
    }
    double end =
        fmax(plot_x(plot, fmax(one->value, 0)), isfinite(one->high) ? plot_x(plot, one->high) : 0);
    const char *text = chart_share_text(f, one->value);
    figure_text_if_clear(f, text, end + 10, bar_y(layout, row, which), size, ALIGN_START, false,
                         layout->muted[row] ? INK_MUTED : INK_TEXT);
}

static void put_bar(struct sobol_layout *layout, size_t p, size_t row, int which)
{
    const struct plot *plot = &layout->bars.plots[p];
    const struct tf_chart_estimate *one = estimate(layout, p, row, which);
    double y = bar_y(layout, row, which), half = bar_half(layout);
    if (!isfinite(one->value)) {
        return;
    }
    double from = plot_x(plot, fmin(0, one->value)), to = plot_x(plot, fmax(0, one->value));
    double low = isfinite(one->low) ? plot_x(plot, fmax(one->low, plot->x.low)) : to;
    double high = isfinite(one->high) ? plot_x(plot, one->high) : to;
    plot_row(layout->figure,
             (double[]){(from + to) / 2, y, from, to, y - half, y + half, which + 1.0, low, high},
             9);
}

static void put_bars(struct sobol_layout *layout, const double *key_x, const double *key_y)
{
    struct tf_buffer *script = layout->figure->script;
    double half = layout->figure->page->label * 0.3;
    tf_gnuplot_block_begin(script, "bars");
    for (int which = 0; which < bars_a_row(layout); which++) {
        plot_row(layout->figure,
                 (double[]){key_x[which], key_y[which], key_x[which] - half, key_x[which] + half,
                            key_y[which] - half, key_y[which] + half, which + 1.0, -10, -10},
                 9);
    }
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        for (size_t i = 0; i < layout->bars.rows; i++) {
            for (int which = 0; which < bars_a_row(layout); which++) {
                put_bar(layout, p, i, which);
            }
        }
    }
    tf_gnuplot_block_end(script);
}

/* --- the whole ---------------------------------------------------------------------------------
 */

/* Every interval of a row includes 0: the assumption may not matter at all. */
static bool is_muted(const struct sobol_layout *layout, size_t row)
{
    bool any = false;
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct tf_chart_estimate *one =
            estimate(layout, p, row, bars_a_row(layout) == 1 ? 0 : 1);
        any |= isfinite(one->low);
        if (!(one->low <= 0)) {
            return false;
        }
    }
    return any;
}

static void read_rows(struct sobol_layout *layout)
{
    const struct tf_chart_sobol_panel *first = &layout->data->panels[0];
    size_t count = first->count < TF_CHART_BARS_MOST ? first->count : TF_CHART_BARS_MOST;
    layout->bars.rows = bars_rows(layout->figure, count);
    for (size_t i = 0; i < layout->bars.rows; i++) {
        layout->names[i] = first->shares[i].name;
        layout->muted[i] = is_muted(layout, i);
        layout->any_interval |= isfinite(first->shares[i].first.low);
    }
}

static void say(struct sobol_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_sobol *sobol = layout->data;
    size_t left_out = sobol->panels[0].count - layout->bars.rows;
    if (layout->any_interval) {
        figure_note(f, tf_phrase_text(TF_PHRASE_SOBOL_INTERVALS, f->options->language));
    }
    if (left_out > 0) {
        figure_note(f, FIGURE_FILL(f, TF_PHRASE_LEFT_OUT, figure_whole(f, (long)left_out)));
    }
    figure_words(f, chart_sobol_finding(f, sobol),
                 FIGURE_FILL(f,
                             sobol->shapley ? TF_PHRASE_SHAPLEY_SUBTITLE : TF_PHRASE_SOBOL_SUBTITLE,
                             figure_clean(f, sobol->metric.name, 100)),
                 sobol->note, sobol->sources);
    figure_frame(f);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_sobol *sobol = chart->sobol;
    struct sobol_layout layout = {.figure = figure, .data = sobol};
    struct bars *bars = &layout.bars;
    enum tf_language language = figure->options->language;
    const char *titles[TF_CHART_BAR_PANELS_MOST];
    double key_x[2], key_y[2];
    bars->figure = figure;
    bars->panels = sobol->panel_count;
    read_rows(&layout);
    say(&layout);
    bars_arrange(bars, layout.names, figure->page->label * (bars->panels > 1 ? 2.2 : 0.6),
                 figure->page->body * 3.1);
    set_scale(&layout);
    for (size_t p = 0; p < bars->panels; p++) {
        titles[p] = sobol->panels[p].title;
    }
    bars_set_titles(bars, titles);
    bars_set_names(bars, layout.names, layout.muted);
    bars_set_axes(bars);
    for (size_t p = 0; p < bars->panels; p++) {
        double zero = plot_x(&bars->plots[p], 0);
        figure_rule(figure, RULE_AXIS, zero, bars->plots[p].top, zero, bars->plots[p].bottom);
    }
    const char *words[] = {
        tf_phrase_text(sobol->shapley ? TF_PHRASE_SHAPLEY_SHARE : TF_PHRASE_SOBOL_FIRST, language),
        tf_phrase_text(TF_PHRASE_SOBOL_TOTAL, language)};
    bars_set_key(bars, words, (size_t)bars_a_row(&layout), key_x, key_y);
    for (size_t p = 0; p < bars->panels; p++) {
        for (size_t i = 0; i < bars->rows; i++) {
            if (is_close(&layout)) {
                set_values(&layout, p, i);
                continue;
            }
            for (int which = 0; which < bars_a_row(&layout); which++) {
                set_value(&layout, p, i, which);
            }
        }
    }
    put_bars(&layout, key_x, key_y);
}

static const char *finding(struct figure *figure, const struct tf_chart *chart)
{
    return chart_sobol_finding(figure, chart->sobol);
}

const struct chart_kind chart_sobol_kind = {
    .name = "sobol",
    .template_name = "sobol.gp",
    .text_template_name = NULL,
    .axes = false,
    .check = check,
    .finding = finding,
    .compose = compose,
    .text_compose = NULL,
    .text_finish = chart_sobol_text,
};
