/* chart_scatter: Morris's elementary effects: how large they are on average, against how much they
 * differ over the space of assumptions. */
#include <math.h>

#include "base/num.h"
#include "output/chart_experiment_kinds.h"
#include "output/chart_plot.h"

#define NAME_CHARACTERS 60
#define LONGEST_NAME 0.4 /* of the panel's width */
#define DOT 9.0          /* du, the radius that labels keep clear of */

struct scatter_layout {
    struct figure *figure;
    const struct tf_chart_scatter *data;
    struct plot plots[TF_CHART_BAR_PANELS_MOST];
    size_t unnamed; /* points whose name had no room */
};

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_scatter *scatter = chart->scatter;
    if (scatter->panel_count < 1 || scatter->panel_count > TF_CHART_BAR_PANELS_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "a scatter chart shows 1 to %d scenarios, not %zu; draw them in several "
                       "charts",
                       TF_CHART_BAR_PANELS_MOST, scatter->panel_count);
    }
    for (size_t p = 0; p < scatter->panel_count; p++) {
        if (scatter->panels[p].count > TF_CHART_POINTS_MOST) {
            return tf_fail(diag, TF_BAD_INPUT, NULL,
                           "a scatter chart shows up to %d assumptions, not %zu",
                           TF_CHART_POINTS_MOST, scatter->panels[p].count);
        }
        for (size_t i = 0; i < scatter->panels[p].count; i++) {
            const struct tf_chart_effect *effect = &scatter->panels[p].effects[i];
            if (isfinite(effect->mean.value) && isfinite(effect->spread)) {
                return true;
            }
        }
    }
    return tf_fail(diag, TF_BAD_INPUT, NULL,
                   "no assumption has both mu_star and sigma; a scatter chart has nothing to show");
}

static bool is_drawn(const struct tf_chart_effect *effect)
{
    return isfinite(effect->mean.value) && isfinite(effect->spread);
}

/* --- axes --------------------------------------------------------------------------------------
 */

/* Effects are differences of the metric: of a multiple a plain number, of a share points. */
static enum tf_scale effect_scale(const struct tf_chart_scatter *scatter)
{
    enum tf_scale scale = scatter->metric.scale;
    return scale == TF_SCALE_MULTIPLE || scale == TF_SCALE_YEAR ? TF_SCALE_PLAIN : scale;
}

static void set_scales(struct scatter_layout *layout)
{
    double x = 0, y = 0;
    struct plot_axis x_axis, y_axis;
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        for (size_t i = 0; i < layout->data->panels[p].count; i++) {
            const struct tf_chart_effect *effect = &layout->data->panels[p].effects[i];
            if (is_drawn(effect)) {
                x = fmax(x, fmax(effect->mean.value, effect->mean.high));
                y = fmax(y, effect->spread);
            }
        }
    }
    enum tf_scale scale = effect_scale(layout->data);
    double least = x > 0 ? x : 1;
    plot_axis_fit(&x_axis, scale, 0, least * 1.05, layout->data->panel_count > 1 ? 3 : 6);
    plot_axis_fit(&y_axis, scale, 0, fmax(y * 1.1, least * 0.02), 5);
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        layout->plots[p].x = x_axis;
        layout->plots[p].y = y_axis;
    }
}

static void arrange(struct scatter_layout *layout)
{
    struct figure *f = layout->figure;
    double body = f->page->body, label = f->page->label;
    bool several = layout->data->panel_count > 1;
    struct plot_panels panels = {.count = layout->data->panel_count,
                                 .columns = layout->data->panel_count,
                                 .rows = 1,
                                 .left = f->page->margin +
                                         plot_widest_tick(f, &layout->plots[0].y, body) + 14,
                                 .top = f->top + label * (several ? 3.2 : 2.3),
                                 .right = f->page->width - f->page->margin - body * 0.6,
                                 .bottom = f->floor - body * 2.7,
                                 .gap_x = body * 2};
    for (size_t p = 0; p < panels.count; p++) {
        struct tf_box box = plot_panel(&panels, p);
        struct plot *plot = &layout->plots[p];
        plot->figure = f;
        plot->left = box.left;
        plot->right = box.right;
        plot->top = box.top;
        plot->bottom = box.bottom;
    }
}

static void set_axes(struct scatter_layout *layout)
{
    struct figure *f = layout->figure;
    double size = f->page->label;
    enum tf_language language = f->options->language;
    const struct plot *last = &layout->plots[layout->data->panel_count - 1];
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct plot *plot = &layout->plots[p];
        plot_horizontal_grid(plot);
        plot_base_line(plot);
        plot_x_texts(plot);
        if (p == 0) {
            plot_y_texts(plot);
        }
        if (layout->data->panel_count > 1) {
            const char *title = figure_clean(f, layout->data->panels[p].title, 80);
            figure_text(f, figure_fit(f, title, size, true, plot->right - plot->left), plot->left,
                        plot->top - size * 0.95, size, ALIGN_START, true, INK_TEXT);
        }
    }
    const char *x = tf_phrase_text(TF_PHRASE_SCATTER_X, language);
    const char *y = tf_phrase_text(TF_PHRASE_SCATTER_Y, language);
    figure_text(f, plot_headline(f, x), (layout->plots[0].left + last->right) / 2,
                last->bottom + f->page->body * 2.35, size, ALIGN_CENTRE, false, INK_MUTED);
    figure_text(f, plot_headline(f, y), f->page->margin, f->top + size * 1.05, size, ALIGN_START,
                false, INK_MUTED);
}

/* --- guides: spread as a multiple of the mean ------------------------------------------------- */

/* The end of the line y = slope * x within the box. */
static void guide_end(const struct plot *plot, double slope, double *x, double *y)
{
    *x = fmin(plot->x.high, plot->y.high / slope);
    *y = *x * slope;
}

static void set_guides(struct scatter_layout *layout)
{
    static const double slopes[] = {1, 0.5};
    static const enum tf_phrase names[] = {TF_PHRASE_SCATTER_EQUAL, TF_PHRASE_SCATTER_HALF};
    struct figure *f = layout->figure;
    double size = f->page->note;
    tf_gnuplot_block_begin(f->script, "guides");
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct plot *plot = &layout->plots[p];
        for (int i = 0; i < 2; i++) {
            double x, y;
            guide_end(plot, slopes[i], &x, &y);
            double left = plot_x(plot, 0), foot = plot_y(plot, 0);
            double right = plot_x(plot, x), top = plot_y(plot, y);
            plot_row(f, (double[]){left, foot, right, top}, 4);
            const char *name = tf_phrase_text(names[i], f->options->language);
            bool at_top = x < plot->x.high * 0.999;
            if (!figure_text_if_clear(f, name, right - 6, top - size * 0.75, size,
                                      at_top ? ALIGN_CENTRE : ALIGN_END, false, INK_MUTED)) {
                figure_text_if_clear(f, name, right - 6, top + size * 1.6, size, ALIGN_END, false,
                                     INK_MUTED);
            }
            figure_line(f, left, foot, right, top);
        }
    }
    tf_gnuplot_block_end(f->script);
}

/* --- points ------------------------------------------------------------------------------------
 */

/* What labels keep clear of: a dot's box, as the lines of a cross. */
static void keep_clear(struct figure *f, double x, double y)
{
    figure_line(f, x - DOT, y, x + DOT, y);
    figure_line(f, x, y - DOT, x, y + DOT);
}

static void put_points(struct scatter_layout *layout)
{
    struct figure *f = layout->figure;
    tf_gnuplot_block_begin(f->script, "effects");
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct plot *plot = &layout->plots[p];
        for (size_t i = 0; i < layout->data->panels[p].count; i++) {
            const struct tf_chart_effect *effect = &layout->data->panels[p].effects[i];
            if (!is_drawn(effect)) {
                continue;
            }
            double x = plot_x(plot, effect->mean.value), y = plot_y(plot, effect->spread);
            double low = isfinite(effect->mean.low) ? plot_x(plot, fmax(0, effect->mean.low)) : x;
            double high = isfinite(effect->mean.high) ? plot_x(plot, effect->mean.high) : x;
            plot_row(f, (double[]){x, y, low, high}, 4);
            keep_clear(f, x, y);
            if (high > low) {
                figure_line(f, low, y, high, y);
            }
        }
    }
    tf_gnuplot_block_end(f->script);
}

/* Beside the dot, above or below it: the first place that is free and inside the panel. */
static bool set_name(struct scatter_layout *layout, const struct plot *plot, double x, double y,
                     const char *name, double size)
{
    static const struct {
        double dx, dy;
        enum figure_align align;
    } tries[] = {{14, 0, ALIGN_START},     {-14, 0, ALIGN_END},     {10, -0.9, ALIGN_START},
                 {10, 0.9, ALIGN_START},   {-10, -0.9, ALIGN_END},  {-10, 0.9, ALIGN_END},
                 {0, -1.05, ALIGN_CENTRE}, {0, 1.05, ALIGN_CENTRE}, {14, -1.6, ALIGN_START},
                 {14, 1.6, ALIGN_START},   {-14, -1.6, ALIGN_END},  {-14, 1.6, ALIGN_END}};
    struct figure *f = layout->figure;
    double width = figure_width(f, name, size, false);
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        double at = x + tries[i].dx, line = y + tries[i].dy * size;
        double left = tries[i].align == ALIGN_START ? at
                      : tries[i].align == ALIGN_END ? at - width
                                                    : at - width / 2;
        if (left < plot->left + 4 || left + width > plot->right + 8 ||
            line + size * 0.5 > plot->bottom || line - size * 0.5 < plot->top - size) {
            continue;
        }
        if (figure_text_if_clear(f, name, at, line, size, tries[i].align, false, INK_TEXT)) {
            return true;
        }
    }
    return false;
}

/* Those that matter most come first, and have the choice. */
static void set_names(struct scatter_layout *layout)
{
    struct figure *f = layout->figure;
    double size = f->page->label * (layout->data->panel_count > 1 ? 0.78 : 0.87);
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct plot *plot = &layout->plots[p];
        double most =
            (plot->right - plot->left) * (layout->data->panel_count > 1 ? 0.6 : LONGEST_NAME);
        for (size_t i = 0; i < layout->data->panels[p].count; i++) {
            const struct tf_chart_effect *effect = &layout->data->panels[p].effects[i];
            if (!is_drawn(effect)) {
                continue;
            }
            const char *name =
                figure_fit(f, plot_headline(f, figure_clean(f, effect->name, NAME_CHARACTERS)),
                           size, false, most);
            layout->unnamed += !set_name(layout, plot, plot_x(plot, effect->mean.value),
                                         plot_y(plot, effect->spread), name, size);
        }
    }
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_scatter *scatter = chart->scatter;
    struct scatter_layout layout = {.figure = figure, .data = scatter};
    figure_note(figure, tf_phrase_text(TF_PHRASE_SCATTER_NOTE, figure->options->language));
    figure_words(figure, chart_scatter_finding(figure, scatter),
                 FIGURE_FILL(figure, TF_PHRASE_SCATTER_SUBTITLE,
                             figure_clean(figure, scatter->metric.name, 100)),
                 scatter->note, scatter->sources);
    figure_frame(figure);
    set_scales(&layout);
    arrange(&layout);
    set_axes(&layout);
    put_points(&layout);
    set_guides(&layout);
    set_names(&layout);
}

static const char *finding(struct figure *figure, const struct tf_chart *chart)
{
    return chart_scatter_finding(figure, chart->scatter);
}

const struct chart_kind chart_scatter_kind = {
    .name = "scatter",
    .template_name = "scatter.gp",
    .text_template_name = NULL,
    .axes = false,
    .check = check,
    .finding = finding,
    .compose = compose,
    .text_compose = NULL,
    .text_finish = chart_scatter_text,
};
