/* chart_density: how people are distributed over income now and at the horizon, on a log axis, and
 * who has a middle income. */
#include "output/chart_density.h"

#include <math.h>

#include "output/chart_numbers.h"

#define POINTS_MOST 2000
#define BAND_ROOM \
    0.32 /* of the box's height above the highest density, for the words of the band */
#define PLAIN_ROOM 0.06
#define FLANK_STEPS 9
#define KEY_PITCH 1.3   /* between rows of the key, in sizes of their text */
#define KEY_LINE 2.2    /* length of a piece of line in it, the same */
#define KEY_NAME 0.6    /* of its width, that a name may take */
#define LEAST_FACTS 0.7 /* size of what stands beside a name, of the name's */

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_density *density = chart->density;
    if (!panels_check("density", "curves", density->curve_count, 2, TF_CHART_CURVES_MOST, diag) ||
        !panels_check("density", "points", density->point_count, 2, POINTS_MOST, diag)) {
        return false;
    }
    for (size_t i = 0; i < density->curve_count; i++) {
        for (size_t k = 0; k < density->point_count; k++) {
            if (!isfinite(density->curves[i].density[k])) {
                return tf_fail(diag, TF_BAD_INPUT, NULL,
                               "a distribution has no density that a density chart could show");
            }
        }
    }
    return true;
}

struct density_layout {
    struct figure *figure;
    const struct tf_chart_density *data;
    struct amounts amounts;
    struct axes axes;
    double highest;
    bool keyed; /* labels stand in rows above the plot, each with a piece of its line */
};

static bool is_pair(const struct density_layout *layout)
{
    return layout->data->curve_count == 2;
}

static int ink_of(const struct density_layout *layout, size_t curve)
{
    return curve == 0        ? INK_MUTED
           : is_pair(layout) ? INK_SERIES + 1
                             : INK_SERIES + (int)((curve - 1) % FIGURE_INKS);
}

/* Is any of the band within the axis? */
static bool band_shows(const struct density_layout *layout)
{
    const struct tf_chart_density *density = layout->data;
    size_t within = 0;
    for (size_t k = 0; density_has_band(density) && k < density->point_count; k++) {
        within += density->income[k] >= density->low && density->income[k] <= density->high;
    }
    return within >= 2;
}

/* The band's two ends within the axis, du. */
static struct tf_box band_of(const struct density_layout *layout)
{
    struct tf_box box = layout->axes.box;
    const struct tf_chart_density *density = layout->data;
    double low = fmax(density->low, layout->axes.x_low);
    double high = fmin(density->high, layout->axes.x_high);
    return (struct tf_box){axes_x(&layout->axes, low), box.top, axes_x(&layout->axes, high),
                           box.bottom};
}

/* --- places ----------------------------------------------------------------------------------- */

static double highest_of(const struct tf_chart_density *density)
{
    double highest = 0;
    for (size_t i = 0; i < density->curve_count; i++) {
        for (size_t k = 0; k < density->point_count; k++) {
            highest = fmax(highest, density->curves[i].density[k]);
        }
    }
    return highest;
}

static void set_box(struct density_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_page *page = f->page;
    const struct tf_chart_density *density = layout->data;
    bool band = density_has_band(density) && is_pair(layout);
    double top = f->top + page->body * 0.9;
    if (layout->keyed) {
        top += page->label * KEY_PITCH * (double)density->curve_count;
    }
    layout->highest = highest_of(density);
    layout->axes = (struct axes){.figure = f,
                                 .box = {page->margin + page->body * 1.2, top,
                                         page->width - page->margin - page->body * 0.8,
                                         f->floor - axes_foot(f, true)},
                                 .x_low = density->income[0],
                                 .x_high = density->income[density->point_count - 1],
                                 .x_log = true,
                                 .y_high = layout->highest * (1 + (band ? BAND_ROOM : PLAIN_ROOM)),
                                 .size = page->body};
    f->left = layout->axes.box.left;
    f->right = layout->axes.box.right;
    f->plot_top = layout->axes.box.top;
    f->plot_bottom = layout->axes.box.bottom;
}

static void trace(struct density_layout *layout, size_t curve)
{
    const struct axes *axes = &layout->axes;
    const struct tf_chart_density *density = layout->data;
    const double *height = density->curves[curve].density;
    size_t step = density->point_count > 60 ? density->point_count / 60 : 1;
    for (size_t k = 0; k + 1 < density->point_count; k += step) {
        size_t next = k + step < density->point_count ? k + step : density->point_count - 1;
        figure_line(layout->figure, axes_x(axes, density->income[k]), axes_y(axes, height[k]),
                    axes_x(axes, density->income[next]), axes_y(axes, height[next]));
    }
}

/* The density at an income, from the two points round it. */
static double density_at(const struct tf_chart_density *density, size_t curve, double income)
{
    const double *height = density->curves[curve].density;
    size_t k = 1;
    while (k + 1 < density->point_count && density->income[k] < income) {
        k++;
    }
    double part = (income - density->income[k - 1]) / (density->income[k] - density->income[k - 1]);
    return height[k - 1] + (height[k] - height[k - 1]) * fmin(fmax(part, 0), 1);
}

static void trace_medians(struct density_layout *layout)
{
    const struct tf_chart_density *density = layout->data;
    for (size_t i = 0; is_pair(layout) && i < 2; i++) {
        double median = density->curves[i].median, x = axes_x(&layout->axes, median);
        figure_line(layout->figure, x, layout->axes.box.bottom, x,
                    axes_y(&layout->axes, density_at(density, i, median)));
    }
}

/* As many incomes as stand apart. */
static void set_incomes(struct density_layout *layout)
{
    struct figure *f = layout->figure;
    struct tf_ticks ticks;
    const char *texts[TF_TICKS_MOST];
    for (size_t most = 9; most >= 2; most--) {
        double least = HUGE_VAL;
        tf_layout_log_ticks(layout->axes.x_low, layout->axes.x_high, most, &ticks);
        for (size_t i = 0; i < ticks.count; i++) {
            texts[i] = money_tick(f, &layout->amounts.money, ticks.value[i]);
            if (i > 0) {
                least = fmin(least, axes_x(&layout->axes, ticks.value[i]) -
                                        axes_x(&layout->axes, ticks.value[i - 1]));
            }
        }
        if (least >= axes_widest(f, texts, ticks.count, f->page->body) + 20) {
            break;
        }
    }
    axes_base(&layout->axes);
    axes_x_ticks(&layout->axes, &ticks, texts, false);
    const char *unit = money_unit(f, &layout->amounts.money, layout->data->currency);
    axes_words(&layout->axes, NULL, *unit ? FIGURE_FILL(f, TF_PHRASE_DENSITY_AXIS, unit) : NULL,
               NULL);
}

/* --- words ------------------------------------------------------------------------------------ */

/* "share with a middle income" and, large, "33% → 67%", above the curves and within the band where
 * that is wide enough, else centred on it as far as the page lets it. */
static void set_band(struct density_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_page *page = f->page;
    struct tf_box band = band_of(layout);
    const char *words = tf_phrase_text(TF_PHRASE_DENSITY_BAND, f->options->language);
    double size = page->label, large = page->title * 1.1;
    figure_block(f, band);
    if (!is_pair(layout)) {
        return;
    }
    double half = figure_width(f, words, size, false) / 2;
    const char *before = figure_percent(f, layout->data->curves[0].middle, 0);
    const char *after = figure_percent(f, layout->data->curves[1].middle, 0);
    half = fmax(half, page->title * 0.75 + figure_width(f, "100%", large, true));
    double middle = fmin(fmax((band.left + band.right) / 2, page->margin + half),
                         page->width - page->margin - half);
    double y = band.top + size * 0.95, below = y + page->title * 1.15;
    figure_text(f, words, middle, y, size, ALIGN_CENTRE, false, INK_TEXT);
    figure_text(f, before, middle - page->title * 0.75, below, large, ALIGN_END, true, INK_MUTED);
    figure_text(f, "→", middle, below, page->title * 0.9, ALIGN_CENTRE, false, INK_MUTED);
    figure_text(f, after, middle + page->title * 0.75, below, large, ALIGN_START, true,
                ink_of(layout, 1));
}

/* Where a flank of the curve passes a part of its height: left of the peak, or right of it. */
static double flank_x(const struct density_layout *layout, size_t curve, double part, bool right)
{
    const struct tf_chart_density *density = layout->data;
    const double *height = density->curves[curve].density;
    size_t peak = 0;
    for (size_t k = 1; k < density->point_count; k++) {
        peak = height[k] > height[peak] ? k : peak;
    }
    size_t at = peak;
    while (height[at] > part * height[peak] && at > 0 && at + 1 < density->point_count) {
        at = right ? at + 1 : at - 1;
    }
    return axes_x(&layout->axes, density->income[at]);
}

/* Name and facts in two lines beside the curve, on the first free place of its outer flank, then of
 * the other one. */
static bool set_curve_label(struct density_layout *layout, size_t curve, bool right_first)
{
    struct figure *f = layout->figure;
    const char *name = figure_fit(f, density_curve_name(f, layout->data, curve), f->page->label,
                                  true, f->page->width * 0.3);
    const char *facts = density_curve_facts(f, layout->data, &layout->amounts, curve);
    double size = f->page->label, peak = 0;
    for (size_t k = 0; k < layout->data->point_count; k++) {
        peak = fmax(peak, layout->data->curves[curve].density[k]);
    }
    for (int side = 0; side < 2; side++) {
        bool right = (side == 0) == right_first;
        for (int step = 0; step < FLANK_STEPS; step++) {
            int away = (step + 1) / 2; /* 0, 1, 1, 2, 2 …: higher and lower in turn */
            double part = 0.62 + (step % 2 ? away : -away) * 0.08;
            double x = flank_x(layout, curve, part, right) + (right ? 16 : -16);
            double y = axes_y(&layout->axes, peak * part);
            enum figure_align align = right ? ALIGN_START : ALIGN_END;
            size_t before = f->text_count;
            if (figure_text_if_clear(f, name, x, y - size * 0.6, size, align, true,
                                     ink_of(layout, curve)) &&
                figure_text_if_clear(f, facts, x, y + size * 0.6, size * 0.9, align, false,
                                     ink_of(layout, curve))) {
                return true;
            }
            f->text_count = before;
        }
    }
    return false;
}

/* Labels beside the curves; false where one finds no place there. */
static bool set_labels(struct density_layout *layout)
{
    const struct tf_chart_density *density = layout->data;
    bool placed = true;
    for (size_t i = 0; placed && i < density->curve_count; i++) {
        bool right = density->curves[i].median > density->curves[0].median ||
                     (i > 0 && density->curves[i].median >= density->curves[0].median);
        placed = set_curve_label(layout, i, right);
    }
    return placed;
}

static double key_y(const struct density_layout *layout, size_t curve)
{
    const struct tf_page *page = layout->figure->page;
    double rows = (double)(layout->data->curve_count - curve);
    return layout->figure->plot_top - page->body * 0.3 - page->label * KEY_PITCH * (rows - 0.5);
}

static double key_line(const struct density_layout *layout)
{
    return layout->figure->page->label * KEY_LINE;
}

/* A row above the plot for each curve, with its facts as large as all of them have room. */
static void set_key(struct density_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_density *density = layout->data;
    double size = f->page->label, small = size * 0.9;
    double left = f->page->margin + key_line(layout) + size * 0.5;
    double right = f->page->width - f->page->margin;
    const char *name[TF_CHART_CURVES_MOST], *facts[TF_CHART_CURVES_MOST];
    double from[TF_CHART_CURVES_MOST];
    for (size_t i = 0; i < density->curve_count; i++) {
        name[i] = density_curve_name(f, density, i);
        name[i] = figure_fit(f, name[i], size, true, (right - left) * KEY_NAME);
        facts[i] = density_curve_facts(f, density, &layout->amounts, i);
        from[i] = left + figure_width(f, name[i], size, true) + size * 0.6;
        small = fmin(small, size * (right - from[i]) / figure_width(f, facts[i], size, false));
    }
    small = fmax(small, size * LEAST_FACTS);
    for (size_t i = 0; i < density->curve_count; i++) {
        double y = key_y(layout, i);
        figure_text(f, name[i], left, y, size, ALIGN_START, true, ink_of(layout, i));
        figure_text(f, figure_fit(f, facts[i], small, false, right - from[i]), from[i], y, small,
                    ALIGN_START, false, ink_of(layout, i));
    }
}

/* --- the script ------------------------------------------------------------------------------- */

static void put_curves(struct density_layout *layout)
{
    const struct tf_chart_density *density = layout->data;
    struct tf_buffer *script = layout->figure->script;
    int colour[TF_CHART_CURVES_MOST];
    double row[TF_CHART_CURVES_MOST + 1];
    tf_gnuplot_block_begin(script, "density");
    for (size_t k = 0; k < density->point_count; k++) {
        row[0] = density->income[k];
        for (size_t i = 0; i < density->curve_count; i++) {
            row[i + 1] = density->curves[i].density[k];
        }
        tf_gnuplot_block_row(script, row, density->curve_count + 1);
    }
    tf_gnuplot_block_end(script);
    for (size_t i = 0; i < density->curve_count; i++) {
        colour[i] = i == 0 ? 1 : curve_colour(ink_of(layout, i));
    }
    tf_gnuplot_whole(script, "CURVES", (long)density->curve_count);
    tf_gnuplot_wholes(script, "CURVE", colour, density->curve_count);
}

static void put_medians(struct density_layout *layout)
{
    const struct tf_chart_density *density = layout->data;
    struct tf_buffer *script = layout->figure->script;
    double medians[2][2];
    for (size_t i = 0; i < 2; i++) {
        medians[i][0] = density->curves[i].median;
        medians[i][1] = density_at(density, i, density->curves[i].median);
    }
    tf_gnuplot_rows(script, "medians", medians[0], 2, 2);
    tf_gnuplot_whole(script, "MEDIANS", is_pair(layout) ? 2 : 0);
}

/* The pieces of line in the key. */
static void put_key(struct density_layout *layout)
{
    struct tf_buffer *script = layout->figure->script;
    double left = layout->figure->page->margin, y[TF_CHART_CURVES_MOST];
    for (size_t i = 0; i < layout->data->curve_count; i++) {
        y[i] = figure_hundredth(key_y(layout, i));
    }
    tf_gnuplot_whole(script, "KEYED", layout->keyed);
    tf_gnuplot_real(script, "KEY_LEFT", left);
    tf_gnuplot_real(script, "KEY_RIGHT", figure_hundredth(left + key_line(layout)));
    tf_gnuplot_reals(script, "KEY_Y", y, layout->data->curve_count);
}

static void put_ranges(struct density_layout *layout)
{
    const struct tf_chart_density *density = layout->data;
    struct tf_buffer *script = layout->figure->script;
    tf_gnuplot_whole(script, "MIDDLE", band_shows(layout));
    tf_gnuplot_real(script, "MIDDLE_LOW", density->low);
    tf_gnuplot_real(script, "MIDDLE_HIGH", density->high);
    tf_gnuplot_real(script, "X_MIN", layout->axes.x_low);
    tf_gnuplot_real(script, "X_MAX", layout->axes.x_high);
    tf_gnuplot_real(script, "Y_MIN", 0);
    tf_gnuplot_real(script, "Y_MAX", layout->axes.y_high);
}

/* Axis, band, curves and labels. False where a curve's label finds no place beside it. */
static bool lay_out(struct density_layout *layout)
{
    set_box(layout);
    set_incomes(layout);
    if (band_shows(layout)) {
        set_band(layout);
    }
    for (size_t i = 0; i < layout->data->curve_count; i++) {
        trace(layout, i);
    }
    trace_medians(layout);
    if (layout->keyed) {
        set_key(layout);
        return true;
    }
    return set_labels(layout);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_density *density = chart->density;
    struct density_layout layout = {.figure = figure, .data = density};
    layout.amounts =
        amounts_choose(density->income[density->point_count - 1], figure->options->language);
    figure_words(figure, chart_density_finding(figure, chart),
                 density_subtitle(figure, density, &layout.amounts),
                 density->note ? density->note : density_note(figure, density, &layout.amounts),
                 density->sources);
    figure_frame(figure);
    struct figure_mark mark = figure_mark(figure);
    if (!lay_out(&layout)) {
        figure_back(figure, mark);
        layout.keyed = true;
        lay_out(&layout);
    }
    put_medians(&layout);
    put_curves(&layout);
    put_key(&layout);
    put_ranges(&layout);
}

const struct chart_kind chart_density_kind = {
    .name = "density",
    .template_name = "density.gp",
    .check = check,
    .finding = chart_density_finding,
    .compose = compose,
    .text_finish = chart_density_text,
};
