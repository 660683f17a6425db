/* chart_backtest: a projection, with its bands, against what was observed afterwards. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "output/chart_experiment_kinds.h"
#include "output/chart_plot.h"

#define PARTS 4 /* steps of a year in which bands are drawn */
#define YEARS_MOST 201
#define LABELS_MOST 8 /* at the right edge */
#define MEDIAN 3      /* of the quantiles */

struct edge_label {
    const char *text;
    double y;
    bool bold;
    int ink;
};

struct backtest_layout {
    struct figure *figure;
    const struct tf_chart_backtest *data;
    struct plot plot;
    int last_year;
    bool bands;
    struct edge_label labels[LABELS_MOST];
    size_t label_count;
};

static bool has_bands(const struct tf_chart_backtest *backtest)
{
    return backtest->quantiles[0] != NULL;
}

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_backtest *backtest = chart->backtest;
    if (backtest->count < 2 || backtest->count > YEARS_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL, "a backtest chart shows 2 to %d years, not %zu",
                       YEARS_MOST, backtest->count);
    }
    if (chart_backtest_score(backtest).years == 0) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "no year after %d is both projected and observed; there is nothing to hold "
                       "against each other",
                       backtest->base_year);
    }
    return true;
}

struct chart_backtest_score chart_backtest_score(const struct tf_chart_backtest *backtest)
{
    struct chart_backtest_score score = {0, 0, 0, 0, 0};
    for (size_t t = 0; t < backtest->count; t++) {
        double observed = backtest->observed[t], middle = backtest->quantiles[MEDIAN][t];
        if (backtest->first_year + (int)t <= backtest->base_year || !isfinite(observed) ||
            !isfinite(middle)) {
            continue;
        }
        score.years++;
        score.mean_error += fabs(middle - observed) / fabs(observed);
        if (has_bands(backtest)) {
            bool below = observed < backtest->quantiles[1][t];
            bool above = observed > backtest->quantiles[5][t];
            score.below += below;
            score.above += above;
            score.inside += !below && !above;
        }
    }
    score.mean_error /= score.years > 0 ? (double)score.years : 1;
    return score;
}

/* --- axes --------------------------------------------------------------------------------------
 */

static void widen(double value, double *low, double *high)
{
    if (isfinite(value)) {
        *low = fmin(*low, value);
        *high = fmax(*high, value);
    }
}

static void set_scales(struct backtest_layout *layout)
{
    const struct tf_chart_backtest *backtest = layout->data;
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t t = 0; t < backtest->count; t++) {
        widen(backtest->observed[t], &low, &high);
        for (size_t q = 0; q < TF_CHART_QUANTILES; q++) {
            if (backtest->quantiles[q] != NULL) {
                widen(backtest->quantiles[q][t], &low, &high);
            }
        }
    }
    plot_axis_fit(&layout->plot.y, backtest->metric.scale, low, high, 5);
    layout->last_year = backtest->first_year + (int)backtest->count - 1;
    layout->plot.x = (struct plot_axis){
        .scale = TF_SCALE_YEAR, .low = backtest->first_year, .high = layout->last_year};
}

static double year_x(const struct backtest_layout *layout, double year)
{
    return plot_x(&layout->plot, year);
}

static double at_year(const struct backtest_layout *layout, size_t quantile, int year)
{
    size_t t = (size_t)(year - layout->data->first_year);
    return layout->data->quantiles[quantile][t];
}

/* --- labels ------------------------------------------------------------------------------------
 */

static void add_label(struct backtest_layout *layout, const char *text, double value, bool bold,
                      int ink)
{
    if (isfinite(value) && layout->label_count < LABELS_MOST) {
        layout->labels[layout->label_count++] = (struct edge_label){text, value, bold, ink};
    }
}

static const char *named_value(struct backtest_layout *layout, enum tf_phrase phrase, double value)
{
    return FIGURE_FILL(layout->figure, phrase,
                       plot_result(layout->figure, layout->data->metric.scale, value));
}

/* The last year that was observed, and its value. */
static int last_observed(const struct tf_chart_backtest *backtest)
{
    size_t t = backtest->count - 1;
    while (t > 0 && !isfinite(backtest->observed[t])) {
        t--;
    }
    return backtest->first_year + (int)t;
}

static void make_labels(struct backtest_layout *layout)
{
    static const char *const shares[] = {"90%", "80%", "50%", NULL, "50%", "80%", "90%"};
    const struct tf_chart_backtest *backtest = layout->data;
    int observed = last_observed(backtest);
    for (size_t q = TF_CHART_QUANTILES; q-- > 0;) { /* from the top */
        if (backtest->quantiles[q] == NULL) {
            continue;
        }
        double value = at_year(layout, q, layout->last_year);
        if (q == MEDIAN) {
            enum tf_phrase phrase =
                layout->bands ? TF_PHRASE_BACKTEST_MEDIAN : TF_PHRASE_BACKTEST_PROJECTED;
            add_label(layout, named_value(layout, phrase, value), value, true, INK_MEDIAN);
        } else {
            add_label(layout, shares[q], value, false, INK_MUTED);
        }
    }
    if (observed == layout->last_year) {
        double value = backtest->observed[backtest->count - 1];
        add_label(layout, named_value(layout, TF_PHRASE_BACKTEST_OBSERVED, value), value, true,
                  INK_SERIES + 2);
    }
}

static double widest_label(const struct backtest_layout *layout)
{
    double widest = 0, size = layout->figure->page->label;
    for (size_t i = 0; i < layout->label_count; i++) {
        const struct edge_label *label = &layout->labels[i];
        widest = fmax(widest, figure_width(layout->figure, label->text,
                                           label->bold ? size : size * 0.87, label->bold));
    }
    return widest;
}

static void sort_labels(struct backtest_layout *layout)
{
    for (size_t i = 1; i < layout->label_count; i++) {
        struct edge_label label = layout->labels[i];
        size_t k = i;
        for (; k > 0 && layout->labels[k - 1].y < label.y; k--) {
            layout->labels[k] = layout->labels[k - 1];
        }
        layout->labels[k] = label;
    }
}

static void set_labels(struct backtest_layout *layout)
{
    struct figure *f = layout->figure;
    double centre[LABELS_MOST], height[LABELS_MOST], size = f->page->label;
    sort_labels(layout);
    for (size_t i = 0; i < layout->label_count; i++) {
        centre[i] = plot_y(&layout->plot, layout->labels[i].y);
        height[i] = layout->labels[i].bold ? size * 1.2 : size * 1.05;
    }
    f->failed |= !tf_layout_spread(centre, height, layout->label_count, layout->plot.top - size,
                                   layout->plot.bottom);
    for (size_t i = 0; i < layout->label_count; i++) {
        const struct edge_label *label = &layout->labels[i];
        figure_text(f, label->text, layout->plot.right + 16, centre[i],
                    label->bold ? size : size * 0.87, ALIGN_START, label->bold, label->ink);
    }
}

/* Where observation ends before the projection does its name stands at its end. */
static void set_observed_label(struct backtest_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_backtest *backtest = layout->data;
    int year = last_observed(backtest);
    double size = f->page->label;
    if (year == layout->last_year) {
        return;
    }
    double value = backtest->observed[year - backtest->first_year];
    const char *text = named_value(layout, TF_PHRASE_BACKTEST_OBSERVED, value);
    double x = year_x(layout, year), y = plot_y(&layout->plot, value);
    static const double tries[][2] = {{14, 1.6}, {14, -1.6}, {14, 3}, {14, -3}, {14, 5}, {14, -5}};
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        if (y + tries[i][1] * size < layout->plot.bottom - size &&
            figure_text_if_clear(f, text, x + tries[i][0], y + tries[i][1] * size, size,
                                 ALIGN_START, true, INK_SERIES + 2)) {
            return;
        }
    }
}

/* "9 of 10 / years inside the 80% band": right of the base year, above the bands or below them. */
static void set_callout(struct backtest_layout *layout)
{
    struct figure *f = layout->figure;
    const struct plot *plot = &layout->plot;
    struct chart_backtest_score score = chart_backtest_score(layout->data);
    double size = f->page->label, big = f->page->title * 1.15;
    double x = year_x(layout, layout->data->base_year) + 12;
    figure_text_if_clear(f, tf_phrase_text(TF_PHRASE_BACKTEST_FROM, f->options->language), x,
                         plot->top + size * 0.4, size * 0.87, ALIGN_START, false, INK_MUTED);
    if (!layout->bands) {
        return;
    }
    const char *count =
        FIGURE_FILL(f, TF_PHRASE_BACKTEST_COUNT, figure_whole(f, (long)score.inside),
                    figure_whole(f, (long)score.years));
    double tops[] = {plot->top + size * 0.6 + big, plot->bottom - big * 2};
    for (int i = 0; i < 2; i++) {
        if (figure_text_if_clear(f, count, x, tops[i], big, ALIGN_START, true, INK_MEDIAN)) {
            figure_text_if_clear(f, tf_phrase_text(TF_PHRASE_BACKTEST_INSIDE, f->options->language),
                                 x, tops[i] + big * 0.95, size, ALIGN_START, false, INK_MEDIAN);
            return;
        }
    }
}

/* --- data --------------------------------------------------------------------------------------
 */

/* Between years at a constant rate, where both are above 0. */
static double between(double from, double to, double part)
{
    return from > 0 && to > 0 ? from * pow(to / from, part) : from + (to - from) * part;
}

static void put_band_row(struct backtest_layout *layout, double year)
{
    double row[TF_CHART_QUANTILES + 1] = {year_x(layout, year)};
    int first = (int)floor(year);
    double part = year - first;
    for (size_t q = 0; q < TF_CHART_QUANTILES; q++) {
        size_t from = layout->bands ? q : MEDIAN;
        double value = at_year(layout, from, first);
        if (part > 0) {
            value = between(value, at_year(layout, from, first + 1), part);
        }
        row[q + 1] = plot_y(&layout->plot, value);
    }
    plot_row(layout->figure, row, TF_CHART_QUANTILES + 1);
}

static void put_bands(struct backtest_layout *layout)
{
    struct figure *f = layout->figure;
    tf_gnuplot_block_begin(f->script, "bands");
    for (int year = layout->data->base_year; year <= layout->last_year; year++) {
        for (int part = 0; part < (year < layout->last_year ? PARTS : 1); part++) {
            put_band_row(layout, year + (double)part / PARTS);
        }
        for (size_t q = 0; year < layout->last_year && q < TF_CHART_QUANTILES; q += 3) {
            if (layout->data->quantiles[q] != NULL) {
                figure_line(
                    f, year_x(layout, year), plot_y(&layout->plot, at_year(layout, q, year)),
                    year_x(layout, year + 1), plot_y(&layout->plot, at_year(layout, q, year + 1)));
            }
        }
    }
    tf_gnuplot_block_end(f->script);
    tf_gnuplot_whole(f->script, "BANDS", layout->bands);
}

/* x, y, and how the point is drawn: 0 before the projection, 1 inside the 80 % band, 2 outside. */
static void put_observed(struct backtest_layout *layout)
{
    const struct tf_chart_backtest *backtest = layout->data;
    struct figure *f = layout->figure;
    double before_x = TF_ABSENT, before_y = TF_ABSENT;
    tf_gnuplot_block_begin(f->script, "observed");
    for (int look = 1; look <= 2; look++) { /* off the page: gnuplot wants a point of each look */
        tf_gnuplot_block_row(f->script, (double[]){-10, -10, look}, 3);
    }
    tf_gnuplot_block_break(f->script);
    for (size_t t = 0; t < backtest->count; t++) {
        double value = backtest->observed[t], year = backtest->first_year + (double)t;
        if (!isfinite(value)) {
            continue;
        }
        bool projected = year > backtest->base_year;
        bool outside = projected && layout->bands &&
                       (value < backtest->quantiles[1][t] || value > backtest->quantiles[5][t]);
        double x = year_x(layout, year), y = plot_y(&layout->plot, value);
        plot_row(f, (double[]){x, y, !projected ? 0 : outside ? 2 : 1}, 3);
        if (isfinite(before_x)) {
            figure_line(f, before_x, before_y, x, y);
        }
        before_x = x;
        before_y = y;
    }
    tf_gnuplot_block_end(f->script);
    tf_gnuplot_real(f->script, "FROM_X", figure_hundredth(year_x(layout, backtest->base_year)));
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void say(struct backtest_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_backtest *backtest = layout->data;
    enum tf_language language = f->options->language;
    struct chart_backtest_score score = chart_backtest_score(backtest);
    if (layout->bands) {
        figure_note(f, tf_phrase_text(TF_PHRASE_BACKTEST_BANDS, language));
    }
    if (score.below + score.above > 0) {
        figure_note(f, tf_phrase_text(TF_PHRASE_BACKTEST_HOLLOW, language));
    }
    figure_words(f, chart_backtest_finding(f, backtest), chart_backtest_subtitle(f, backtest),
                 backtest->note, backtest->sources);
    figure_frame(f);
}

static void set_axes(struct backtest_layout *layout)
{
    struct figure *f = layout->figure;
    struct plot *plot = &layout->plot;
    double body = f->page->body;
    size_t most =
        (size_t)((plot->right - plot->left) / (figure_width(f, "2025", body, false) * 1.7));
    tf_layout_year_ticks(layout->data->first_year, layout->last_year, most < 9 ? most + 1 : 9,
                         &plot->x.ticks);
    plot->x.ticks.decimals = 0;
    plot_horizontal_grid(plot);
    plot_base_line(plot);
    plot_x_texts(plot);
    plot_y_texts(plot);
    double x = year_x(layout, layout->data->base_year);
    figure_rule(f, RULE_CONTEXT, x, plot->top - body * 0.6, x, plot->bottom);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    struct backtest_layout layout = {.figure = figure, .data = chart->backtest};
    double body = figure->page->body;
    layout.plot.figure = figure;
    layout.bands = has_bands(chart->backtest);
    set_scales(&layout);
    say(&layout);
    make_labels(&layout);
    layout.plot.left = figure->page->margin + plot_widest_tick(figure, &layout.plot.y, body) + 14;
    layout.plot.right = figure->page->width - figure->page->margin - widest_label(&layout) - 18;
    layout.plot.top = figure->top + body * 1.6;
    layout.plot.bottom = figure->floor - body * 1.5;
    set_axes(&layout);
    put_bands(&layout);
    put_observed(&layout);
    set_labels(&layout);
    set_callout(&layout);
    set_observed_label(&layout);
}

static const char *finding(struct figure *figure, const struct tf_chart *chart)
{
    return chart_backtest_finding(figure, chart->backtest);
}

const struct chart_kind chart_backtest_kind = {
    .name = "backtest",
    .template_name = "backtest.gp",
    .text_template_name = NULL,
    .axes = false,
    .check = check,
    .finding = finding,
    .compose = compose,
    .text_compose = NULL,
    .text_finish = chart_backtest_text,
};
