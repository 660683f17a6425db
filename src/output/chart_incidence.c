/* chart_incidence: the growth incidence curve: mean growth a year of each percentile of income. */
#include "output/chart_incidence.h"

#include <math.h>

#include "base/num.h"
#include "output/chart_numbers.h"

#define MARKS 3      /* named points of a curve that is alone */
#define RINGS_MOST 4 /* of all curves */

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_incidence *incidence = chart->incidence;
    if (!panels_check("incidence", "curves", incidence->curve_count, 1, TF_CHART_CURVES_MOST,
                      diag)) {
        return false;
    }
    for (size_t i = 0; i < incidence->curve_count; i++) {
        for (size_t p = 0; p < TF_CHART_PERCENTILES; p++) {
            if (!isfinite(incidence->curves[i].growth[p])) {
                return tf_fail(diag, TF_BAD_INPUT, NULL,
                               "percentile %zu has no growth that an incidence chart could show",
                               p + 1);
            }
        }
    }
    return true;
}

struct incidence_layout {
    struct figure *figure;
    const struct tf_chart_incidence *data;
    struct tf_ticks ticks;
    const char *tick_text[TF_TICKS_MOST];
    struct axes axes;
    struct curve_label labels[TF_CHART_CURVES_MOST];
};

static bool is_alone(const struct incidence_layout *layout)
{
    return layout->data->curve_count == 1;
}

/* --- places ----------------------------------------------------------------------------------- */

static void make_labels(struct incidence_layout *layout)
{
    struct figure *f = layout->figure;
    for (size_t i = 0; i < layout->data->curve_count; i++) {
        const struct tf_chart_incidence_curve *curve = &layout->data->curves[i];
        layout->labels[i] = (struct curve_label){
            .name = scope_name(f, &curve->scope),
            .second = FIGURE_FILL(f, TF_PHRASE_INCIDENCE_POINT, "50",
                                  figure_percent(f, curve->growth[49], 1)),
            .ink = curve_ink(&curve->scope, is_alone(layout)),
        };
    }
}

static void set_box(struct incidence_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_page *page = f->page;
    double left = axes_widest(f, layout->tick_text, layout->ticks.count, page->body) +
                  figure_tick_room(f) + 1;
    double right = figure_width(f, "100", page->body, false) / 2;
    make_labels(layout);
    if (!is_alone(layout)) {
        right = fmax(right, curve_labels_width(f, layout->labels, layout->data->curve_count));
    }
    layout->axes =
        (struct axes){.figure = f,
                      .box = {page->margin + left, f->top + page->body * 1.45,
                              page->width - page->margin - right, f->floor - axes_foot(f, true)},
                      .x_low = 0,
                      .x_high = 100,
                      .y_low = layout->ticks.low,
                      .y_high = layout->ticks.high,
                      .size = page->body};
    f->left = layout->axes.box.left;
    f->right = layout->axes.box.right;
    f->plot_top = layout->axes.box.top;
    f->plot_bottom = layout->axes.box.bottom;
}

static void trace(struct incidence_layout *layout, const struct tf_chart_incidence_curve *curve)
{
    const struct axes *axes = &layout->axes;
    for (size_t p = 0; p + 1 < TF_CHART_PERCENTILES; p++) {
        figure_line(layout->figure, axes_x(axes, (double)p + 1), axes_y(axes, curve->growth[p]),
                    axes_x(axes, (double)p + 2), axes_y(axes, curve->growth[p + 1]));
    }
}

/* --- words ------------------------------------------------------------------------------------ */

static void set_axes(struct incidence_layout *layout)
{
    struct figure *f = layout->figure;
    enum tf_language language = f->options->language;
    struct tf_ticks percentiles;
    const char *texts[TF_TICKS_MOST];
    tf_layout_ticks(0, 100, 5, &percentiles);
    figure_tick_texts(f, &percentiles, false, texts);
    axes_y_ticks(&layout->axes, &layout->ticks, layout->tick_text);
    axes_base(&layout->axes);
    if (layout->ticks.low < 0) {
        double y = axes_y(&layout->axes, 0);
        figure_rule(f, RULE_AXIS, f->left, y, f->right, y);
    }
    axes_x_ticks(&layout->axes, &percentiles, texts, false);
    axes_words(&layout->axes, tf_phrase_text(TF_PHRASE_INCIDENCE_POORER, language),
               tf_phrase_text(TF_PHRASE_INCIDENCE_AXIS, language),
               tf_phrase_text(TF_PHRASE_INCIDENCE_RICHER, language));
}

/* The first of some places along a line, from one end of the box to the other, that is free. */
static bool set_along(struct incidence_layout *layout, const char *text, double y, bool from_right,
                      bool bold, int ink)
{
    struct figure *f = layout->figure;
    double size = f->page->label, width = figure_width(f, text, size, bold);
    double room = f->right - f->left - width - 8;
    for (int i = 0; i <= 12; i++) {
        double part = from_right ? 1 - i / 12.0 : i / 12.0, x = f->left + 4 + room * part;
        for (int below = 0; below < 2; below++) {
            if (figure_text_if_clear(f, text, x, y + size * (below ? 0.82 : -0.78), size,
                                     ALIGN_START, bold, ink)) {
                return true;
            }
        }
    }
    return false;
}

static void set_target(struct incidence_layout *layout)
{
    struct figure *f = layout->figure;
    double needed = incidence_needed(layout->data), y = axes_y(&layout->axes, needed);
    figure_rule(f, RULE_TARGET, f->left, y, f->right, y);
    figure_line(f, f->left, y, f->right, y);
    set_along(layout, incidence_needed_words(f, layout->data), y, true, true, INK_TARGET);
}

static void set_mean(struct incidence_layout *layout)
{
    struct figure *f = layout->figure;
    double mean = layout->data->curves[0].mean, y = axes_y(&layout->axes, mean);
    if (!is_alone(layout) || !isfinite(mean)) {
        return;
    }
    figure_rule(f, RULE_MEAN, f->left, y, f->right, y);
    figure_line(f, f->left, y, f->right, y);
    set_along(layout, FIGURE_FILL(f, TF_PHRASE_INCIDENCE_MEAN, figure_percent(f, mean, 1)), y,
              false, false, INK_MUTED);
}

static const int marked[MARKS] = {10, 50, 90};

static void set_marks(struct incidence_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_incidence_curve *curve = &layout->data->curves[0];
    double size = f->page->label;
    for (size_t i = 0; i < MARKS; i++) {
        double growth = curve->growth[marked[i] - 1];
        double x = axes_x(&layout->axes, marked[i]), y = axes_y(&layout->axes, growth);
        const char *text = FIGURE_FILL(f, TF_PHRASE_INCIDENCE_POINT, figure_whole(f, marked[i]),
                                       figure_percent(f, growth, 1));
        static const double places[] = {1.3, -1.3, 2, -2, 2.8, -2.8, 3.6, -3.6};
        bool set = false;
        for (size_t k = 0; !set && k < sizeof places / sizeof *places; k++) {
            set = figure_text_if_clear(f, text, x, y + size * places[k], size, ALIGN_CENTRE, true,
                                       INK_MEDIAN) ||
                  figure_text_if_clear(f, text, x + size, y + size * (places[k] * 0.7), size,
                                       ALIGN_START, true, INK_MEDIAN);
        }
    }
}

/* --- the script ------------------------------------------------------------------------------- */

static void put_curves(struct incidence_layout *layout)
{
    const struct tf_chart_incidence *incidence = layout->data;
    struct tf_buffer *script = layout->figure->script;
    int colour[TF_CHART_CURVES_MOST], dash[TF_CHART_CURVES_MOST];
    double row[TF_CHART_CURVES_MOST + 1];
    tf_gnuplot_block_begin(script, "incidence");
    for (size_t p = 0; p < TF_CHART_PERCENTILES; p++) {
        row[0] = (double)p + 1;
        for (size_t i = 0; i < incidence->curve_count; i++) {
            row[i + 1] = incidence->curves[i].growth[p];
        }
        tf_gnuplot_block_row(script, row, incidence->curve_count + 1);
    }
    tf_gnuplot_block_end(script);
    for (size_t i = 0; i < incidence->curve_count; i++) {
        colour[i] = curve_colour(layout->labels[i].ink);
        dash[i] = curve_dash(&incidence->curves[0].scope, &incidence->curves[i].scope);
    }
    tf_gnuplot_whole(script, "CURVES", (long)incidence->curve_count);
    tf_gnuplot_wholes(script, "CURVE", colour, incidence->curve_count);
    tf_gnuplot_wholes(script, "DASH", dash, incidence->curve_count);
}

/* Where a curve crosses the growth that is needed, between two percentiles. */
static size_t find_rings(const struct incidence_layout *layout, double (*rings)[2])
{
    double needed = incidence_needed(layout->data);
    size_t count = 0;
    for (size_t i = 0; i < layout->data->curve_count; i++) {
        const double *growth = layout->data->curves[i].growth;
        for (size_t p = 0; p + 1 < TF_CHART_PERCENTILES && count < RINGS_MOST; p++) {
            if ((growth[p] < needed) != (growth[p + 1] < needed)) {
                double part = (needed - growth[p]) / (growth[p + 1] - growth[p]);
                rings[count][0] = (double)p + 1 + part;
                rings[count++][1] = needed;
            }
        }
    }
    return count;
}

static void put_points(struct incidence_layout *layout)
{
    struct tf_buffer *script = layout->figure->script;
    double marks[MARKS][2], rings[RINGS_MOST][2] = {{0}};
    for (size_t i = 0; i < MARKS; i++) {
        marks[i][0] = marked[i];
        marks[i][1] = layout->data->curves[0].growth[marked[i] - 1];
    }
    size_t ring_count = find_rings(layout, rings);
    tf_gnuplot_rows(script, "marks", marks[0], MARKS, 2);
    tf_gnuplot_rows(script, "rings", rings[0], ring_count > 0 ? ring_count : 1, 2);
    tf_gnuplot_whole(script, "MARKS", is_alone(layout) ? MARKS : 0);
    tf_gnuplot_whole(script, "RINGS", (long)ring_count);
    tf_gnuplot_real(script, "X_MIN", 0);
    tf_gnuplot_real(script, "X_MAX", 100);
    tf_gnuplot_real(script, "Y_MIN", layout->ticks.low);
    tf_gnuplot_real(script, "Y_MAX", layout->ticks.high);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_incidence *incidence = chart->incidence;
    struct incidence_layout layout = {.figure = figure, .data = incidence};
    incidence_ticks(incidence, 5, &layout.ticks);
    figure_tick_texts(figure, &layout.ticks, true, layout.tick_text);
    figure_words(figure, chart_incidence_finding(figure, chart),
                 incidence_subtitle(figure, incidence), incidence->note, incidence->sources);
    figure_frame(figure);
    set_box(&layout);
    set_axes(&layout);
    for (size_t i = 0; i < incidence->curve_count; i++) {
        trace(&layout, &incidence->curves[i]);
        layout.labels[i].y =
            axes_y(&layout.axes, incidence->curves[i].growth[TF_CHART_PERCENTILES - 1]);
    }
    set_target(&layout);
    set_mean(&layout);
    if (is_alone(&layout)) {
        set_marks(&layout);
    } else {
        curve_labels_set(figure, layout.labels, incidence->curve_count, layout.axes.box);
    }
    put_curves(&layout);
    put_points(&layout);
}

const struct chart_kind chart_incidence_kind = {
    .name = "incidence",
    .template_name = "incidence.gp",
    .check = check,
    .finding = chart_incidence_finding,
    .compose = compose,
    .text_finish = chart_incidence_text,
};
