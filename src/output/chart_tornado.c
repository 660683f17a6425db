/* chart_tornado: a result with one assumption at a time at its low and its high end. */
#include <math.h>

#include "base/num.h"
#include "output/chart_bars.h"
#include "output/chart_experiment_kinds.h"

#define LEAST_SHARE 0.3 /* of the axis that the bars must fill for the target to be shown */
#define ROUNDS 4
#define END_HALF 5.0 /* du: half the width of an end that stands alone */

struct tornado_layout {
    struct figure *figure;
    const struct tf_chart_tornado *data;
    struct bars bars;
    bool has_level;
    const char *names[TF_CHART_BARS_MOST];
};

double chart_swing(const struct tf_chart_swing *swing)
{
    return fabs(swing->high - swing->low);
}

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_tornado *tornado = chart->tornado;
    if (tornado->panel_count < 1 || tornado->panel_count > TF_CHART_BAR_PANELS_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "a tornado chart shows 1 to %d scenarios, not %zu; draw them in several "
                       "charts",
                       TF_CHART_BAR_PANELS_MOST, tornado->panel_count);
    }
    for (size_t p = 0; p < tornado->panel_count; p++) {
        for (size_t i = 0; i < tornado->panels[p].count; i++) {
            if (isfinite(chart_swing(&tornado->panels[p].swings[i]))) {
                return true;
            }
        }
    }
    return tf_fail(diag, TF_BAD_INPUT, NULL,
                   "no assumption has a result at both of its ends; a tornado chart has nothing to "
                   "show");
}

/* --- the axis ----------------------------------------------------------------------------------
 */

static void widen(double value, double *low, double *high)
{
    if (isfinite(value)) {
        *low = fmin(*low, value);
        *high = fmax(*high, value);
    }
}

static void find_range(struct tornado_layout *layout, double *low, double *high)
{
    *low = HUGE_VAL;
    *high = -HUGE_VAL;
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct tf_chart_tornado_panel *panel = &layout->data->panels[p];
        widen(panel->central, low, high);
        for (size_t i = 0; i < layout->bars.rows; i++) {
            widen(panel->swings[i].low, low, high);
            widen(panel->swings[i].high, low, high);
        }
    }
    double level = layout->data->level, with_low = *low, with_high = *high;
    widen(level, &with_low, &with_high);
    layout->has_level = isfinite(level) && (*high - *low) >= LEAST_SHARE * (with_high - with_low);
    if (layout->has_level) {
        *low = with_low;
        *high = with_high;
    }
}

/* --- labels ------------------------------------------------------------------------------------
 */

/* The end of a bar's label stays off the target's line: it goes beyond it where it would touch. */
static double beside(const struct tornado_layout *layout, size_t p, double x, double width,
                     int side)
{
    double at = x + side * 10;
    if (!layout->has_level) {
        return at;
    }
    double line = plot_x(&layout->bars.plots[p], layout->data->level);
    double far = at + side * width;
    bool touches = side > 0 ? line > x - 4 && line < far + 6 : line < x + 4 && line > far - 6;
    return touches ? line + side * 10 : at;
}

/* The fewest decimals that are off by a fiftieth of what lies between both settings at most. */
static int setting_decimals(const struct tf_chart_swing *swing)
{
    double settings[] = {swing->low_setting, swing->high_setting};
    bool hundreds = swing->scale == TF_SCALE_SHARE || swing->scale == TF_SCALE_POINTS;
    double unit = hundreds ? 100 : 1, between = fabs(settings[1] - settings[0]) * unit;
    int exact = tf_magnitude_decimals(swing->scale, settings, 2), decimals = 0;
    for (; decimals < exact; decimals++) {
        double power = pow(10, decimals), off = 0;
        for (int i = 0; i < 2; i++) {
            double shown = settings[i] * unit;
            off = fmax(off, fabs(round(shown * power) / power - shown));
        }
        if (off <= between / 50) {
            break;
        }
    }
    return decimals;
}

/* What the assumption is set to, beside one end of its bar. */
struct end_label {
    const char *text;
    double x; /* where it starts (right of the bar) or ends (left of it), du */
    double width;
};

/* The label of the left end (side -1) or the right one. Where both ends lie on one side of the
 * centre the label of the nearer one would stand in the bar: there is none. */
static bool label_end(const struct tornado_layout *layout, size_t p, size_t row, int side,
                      struct end_label *label)
{
    const struct tf_chart_tornado_panel *panel = &layout->data->panels[p];
    const struct tf_chart_swing *swing = &panel->swings[row];
    struct figure *f = layout->figure;
    bool low_is_left = swing->low <= swing->high, is_low = low_is_left == (side < 0);
    double result = is_low ? swing->low : swing->high;
    double setting = is_low ? swing->low_setting : swing->high_setting;
    bool inside = isfinite(panel->central) && (result - panel->central) * side < 0;
    if (!isfinite(result) || !isfinite(setting) || inside) {
        return false;
    }
    label->text = plot_value(f, swing->scale, setting, setting_decimals(swing));
    label->width = figure_width(f, label->text, layout->bars.size * 0.9, false);
    label->x = beside(layout, p, plot_x(&layout->bars.plots[p], result), label->width, side);
    return true;
}

/* A label beside its panel stays in its half of what lies between two panels. */
static bool in_panel(const struct tornado_layout *layout, size_t p, const struct end_label *label,
                     int side)
{
    const struct plot *plots = layout->bars.plots;
    double far = label->x + side * label->width;
    if (side < 0) {
        return p == 0 || far > (plots[p - 1].right + plots[p].left) / 2;
    }
    return p + 1 == layout->bars.panels || far < (plots[p].right + plots[p + 1].left) / 2;
}

static void set_ends(struct tornado_layout *layout, size_t p, size_t row)
{
    for (int side = -1; side <= 1; side += 2) {
        struct end_label label;
        if (label_end(layout, p, row, side, &label) && in_panel(layout, p, &label, side)) {
            figure_text_if_clear(layout->figure, label.text, label.x, bars_y(&layout->bars, row),
                                 layout->bars.size * 0.9, side < 0 ? ALIGN_END : ALIGN_START, false,
                                 INK_MUTED);
        }
    }
}

/* How far labels reach beyond the plot (left) or the page (right), du. */
static double overhang(const struct tornado_layout *layout, int side)
{
    const struct plot *plot = &layout->bars.plots[0];
    const struct tf_page *page = layout->figure->page;
    double most = 0;
    for (size_t i = 0; i < layout->bars.rows; i++) {
        struct end_label label;
        if (label_end(layout, 0, i, side, &label)) {
            most = fmax(most, side < 0 ? plot->left - (label.x - label.width)
                                       : label.x + label.width - (page->width - page->margin));
        }
    }
    return most;
}

/* Round ticks over what the bars take, and over what the labels of a single panel take beside them;
 * with more room the places shift, so that it takes a few rounds. */
static void set_scale(struct tornado_layout *layout)
{
    bool several = layout->data->panel_count > 1;
    double low, high;
    find_range(layout, &low, &high);
    double room = (high - low) * 0.04;
    low -= room;
    high += room;
    for (int round = 0; round < ROUNDS; round++) {
        struct plot_axis axis;
        const struct plot *plot = &layout->bars.plots[0];
        plot_axis_fit(&axis, layout->data->metric.scale, low, high, several ? 3 : 7);
        for (size_t p = 0; p < layout->data->panel_count; p++) {
            layout->bars.plots[p].x = axis;
        }
        double left = overhang(layout, -1), right = overhang(layout, 1);
        double unit = (axis.high - axis.low) / (plot->right - plot->left);
        if (several || (left <= 0 && right <= 0)) {
            break;
        }
        low = left > 0 ? axis.low - left * unit : low;
        high = right > 0 ? axis.high + right * unit : high;
    }
}

static double mark_size(const struct tornado_layout *layout)
{
    return layout->figure->page->label * (layout->data->panel_count > 1 ? 0.85 : 1);
}

/* What stands above a line across the rows: "Central: ×1.89", "Target: ×2". */
struct line_mark {
    const char *text;
    double centre, width; /* du */
    int ink;
};

static struct line_mark make_mark(const struct tornado_layout *layout, size_t p, double value,
                                  enum tf_phrase phrase, int ink)
{
    struct figure *f = layout->figure;
    enum tf_scale scale = layout->data->metric.scale;
    double size = mark_size(layout);
    int exact = tf_magnitude_decimals(scale, &value, 1);
    int usual = tf_magnitude_result_decimals(scale, value);
    const char *text =
        FIGURE_FILL(f, phrase, plot_value(f, scale, value, exact < usual ? exact : usual));
    return (struct line_mark){text, plot_x(&layout->bars.plots[p], value),
                              figure_width(f, text, size, true) + size * 0.8, ink};
}

/* From left to right. Where there is no room for both, the target says more. */
static size_t make_marks(const struct tornado_layout *layout, size_t p, struct line_mark marks[2])
{
    double central = layout->data->panels[p].central;
    double room = layout->bars.plots[p].right - layout->bars.plots[p].left;
    size_t count = 0;
    if (layout->has_level) {
        marks[count++] =
            make_mark(layout, p, layout->data->level, TF_PHRASE_TORNADO_TARGET, INK_TARGET);
    }
    if (isfinite(central)) {
        struct line_mark mark = make_mark(layout, p, central, TF_PHRASE_TORNADO_CENTRAL, INK_TEXT);
        bool first = count > 0 && mark.centre < marks[0].centre;
        bool fits = count == 0 || marks[0].width + mark.width <= room;
        if (fits && first) {
            marks[1] = marks[0];
        }
        if (fits) {
            marks[first ? 0 : count++] = mark;
            count += first ? 1 : 0;
        }
    }
    return count == 1 && marks[0].width > room ? 0 : count;
}

static void set_marks(struct tornado_layout *layout, size_t p)
{
    const struct plot *plot = &layout->bars.plots[p];
    struct line_mark marks[2];
    double centre[2] = {0}, width[2] = {0}, size = mark_size(layout);
    size_t count = make_marks(layout, p, marks);
    for (size_t i = 0; i < count && i < 2; i++) {
        centre[i] = marks[i].centre;
        width[i] = marks[i].width;
    }
    layout->figure->failed |= !tf_layout_spread(centre, width, count, plot->left, plot->right);
    for (size_t i = 0; i < count; i++) {
        figure_text(layout->figure, marks[i].text, centre[i], plot->top - size * 0.75, size,
                    ALIGN_CENTRE, true, marks[i].ink);
    }
}

/* --- the script --------------------------------------------------------------------------------
 */

/* A rectangle in its colour: 1 the low end, 2 the high end, 3 what lies between. */
static void put_part(struct tornado_layout *layout, double from, double to, double top,
                     double bottom, double colour)
{
    double row[] = {(from + to) / 2, (top + bottom) / 2, from, to, top, bottom, colour};
    plot_row(layout->figure, row, sizeof row / sizeof *row);
}

/* Where the central result is not known: both ends, and a pale bar between them. */
static void put_ends(struct tornado_layout *layout, size_t p, size_t row)
{
    const struct tf_chart_swing *swing = &layout->data->panels[p].swings[row];
    const struct plot *plot = &layout->bars.plots[p];
    double y = bars_y(&layout->bars, row), half = layout->bars.pitch * 0.3;
    double low = plot_x(plot, swing->low), high = plot_x(plot, swing->high);
    if (isfinite(low) && isfinite(high)) {
        put_part(layout, fmin(low, high), fmax(low, high), y - half * 0.6, y + half * 0.6, 3);
    }
    if (isfinite(low)) {
        put_part(layout, low - END_HALF, low + END_HALF, y - half, y + half, 1);
    }
    if (isfinite(high)) {
        put_part(layout, high - END_HALF, high + END_HALF, y - half, y + half, 2);
    }
}

/* Both parts of a bar, from the centre to each end; where both ends lie on one side each has half
 * the height. */
static void put_bar(struct tornado_layout *layout, size_t p, size_t row)
{
    const struct tf_chart_tornado_panel *panel = &layout->data->panels[p];
    const struct tf_chart_swing *swing = &panel->swings[row];
    const struct plot *plot = &layout->bars.plots[p];
    double middle = panel->central;
    double y = bars_y(&layout->bars, row), half = layout->bars.pitch * 0.3;
    double ends[] = {swing->low, swing->high};
    bool one_side = (swing->low - middle) * (swing->high - middle) > 0;
    for (int end = 0; end < 2; end++) {
        if (!isfinite(ends[end])) {
            continue;
        }
        double top = one_side && end == 1 ? y : y - half,
               bottom = one_side && end == 0 ? y : y + half;
        double from = plot_x(plot, fmin(middle, ends[end])),
               to = plot_x(plot, fmax(middle, ends[end]));
        put_part(layout, from, to, top, bottom, end + 1.0);
    }
}

static void put_bars(struct tornado_layout *layout, const double *key_x, const double *key_y)
{
    struct tf_buffer *script = layout->figure->script;
    double half = layout->figure->page->label * 0.3;
    tf_gnuplot_block_begin(script, "bars");
    for (int end = 0; end < 2; end++) {
        put_part(layout, key_x[end] - half, key_x[end] + half, key_y[end] - half, key_y[end] + half,
                 end + 1.0);
    }
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        for (size_t i = 0; i < layout->bars.rows; i++) {
            if (isfinite(layout->data->panels[p].central)) {
                put_bar(layout, p, i);
            } else {
                put_ends(layout, p, i);
            }
        }
    }
    tf_gnuplot_block_end(script);
}

static void put_lines(struct tornado_layout *layout)
{
    struct figure *f = layout->figure;
    tf_gnuplot_block_begin(f->script, "lines");
    tf_gnuplot_block_row(f->script, (double[]){-10, -10, -10, 1}, 4); /* none is no block */
    tf_gnuplot_block_row(f->script, (double[]){-10, -10, -10, 2}, 4);
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct plot *plot = &layout->bars.plots[p];
        double values[] = {layout->data->panels[p].central, layout->data->level};
        for (int i = 0; i < 2; i++) {
            if (isfinite(values[i]) && (i == 0 || layout->has_level)) {
                plot_row(f, (double[]){plot_x(plot, values[i]), plot->top, plot->bottom, i + 1.0},
                         4);
            }
        }
    }
    tf_gnuplot_block_end(f->script);
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void say(struct tornado_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_tornado *tornado = layout->data;
    size_t left_out = tornado->panels[0].count - layout->bars.rows;
    figure_note(f, tf_phrase_text(TF_PHRASE_TORNADO_ENDS, f->options->language));
    if (left_out > 0) {
        figure_note(f, FIGURE_FILL(f, TF_PHRASE_LEFT_OUT, figure_whole(f, (long)left_out)));
    }
    figure_words(f, chart_tornado_finding(f, tornado),
                 plot_headline(f, FIGURE_FILL(f, TF_PHRASE_TORNADO_SUBTITLE,
                                              figure_clean(f, tornado->metric.name, 100))),
                 tornado->note, tornado->sources);
    figure_frame(f);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_tornado *tornado = chart->tornado;
    struct tornado_layout layout = {.figure = figure, .data = tornado};
    struct bars *bars = &layout.bars;
    const char *titles[TF_CHART_BAR_PANELS_MOST];
    double key_x[2], key_y[2], label = figure->page->label;
    bars->figure = figure;
    bars->panels = tornado->panel_count;
    bars->rows =
        bars_rows(figure, tornado->panels[0].count < TF_CHART_BARS_MOST ? tornado->panels[0].count
                                                                        : TF_CHART_BARS_MOST);
    for (size_t i = 0; i < bars->rows; i++) {
        layout.names[i] = tornado->panels[0].swings[i].name;
    }
    say(&layout);
    bars_arrange(bars, layout.names, label * (bars->panels > 1 ? 3.2 : 1.9),
                 figure->page->body * 3.1);
    set_scale(&layout);
    for (size_t p = 0; p < bars->panels; p++) {
        titles[p] = tornado->panels[p].title;
        set_marks(&layout, p);
    }
    bars_set_titles(bars, titles);
    bars_set_names(bars, layout.names, NULL);
    bars_set_axes(bars);
    const char *words[] = {tf_phrase_text(TF_PHRASE_TORNADO_LOW, figure->options->language),
                           tf_phrase_text(TF_PHRASE_TORNADO_HIGH, figure->options->language)};
    bars_set_key(bars, words, 2, key_x, key_y);
    for (size_t i = 0; i < bars->rows; i++) {
        for (size_t p = 0; p < bars->panels; p++) {
            set_ends(&layout, p, i);
        }
    }
    put_bars(&layout, key_x, key_y);
    put_lines(&layout);
}

static const char *finding(struct figure *figure, const struct tf_chart *chart)
{
    return chart_tornado_finding(figure, chart->tornado);
}

const struct chart_kind chart_tornado_kind = {
    .name = "tornado",
    .template_name = "tornado.gp",
    .text_template_name = NULL,
    .axes = false,
    .check = check,
    .finding = finding,
    .compose = compose,
    .text_compose = NULL,
    .text_finish = chart_tornado_text,
};
