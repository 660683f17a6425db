#include "output/chart_plot.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

#define NAME_CHARACTERS 100
#define FLAT 1e-9   /* a range below this share of its ends has no digits to print */
#define TICK_Y 1.07 /* text sizes from the axis to the middle of a tick's text */

/* --- axes ------------------------------------------------------------------------------------- */

static double unit_of(enum tf_scale scale)
{
    return scale == TF_SCALE_SHARE || scale == TF_SCALE_POINTS ? 0.01 : 1;
}

void plot_axis_fit(struct plot_axis *axis, enum tf_scale scale, double low, double high, int about)
{
    double unit = unit_of(scale);
    axis->scale = scale;
    if (!(high - low > FLAT * fmax(fabs(low), fabs(high)))) {
        double room = fmax(fabs(low) * 0.05, unit);
        low -= room;
        high += room;
    }
    tf_layout_ticks(low / unit, high / unit, about, &axis->ticks);
    for (size_t i = 0; i < axis->ticks.count; i++) {
        axis->ticks.value[i] *= unit;
    }
    axis->low = axis->ticks.low * unit;
    axis->high = axis->ticks.high * unit;
}

const char *plot_tick(struct figure *figure, const struct plot_axis *axis, size_t i)
{
    int decimals = axis->scale == TF_SCALE_YEAR ? 0 : axis->ticks.decimals;
    return plot_axis_value(figure, axis->scale, axis->ticks.value[i], decimals);
}

double plot_widest_tick(struct figure *figure, const struct plot_axis *axis, double size)
{
    double widest = 0;
    for (size_t i = 0; i < axis->ticks.count; i++) {
        widest = fmax(widest, figure_width(figure, plot_tick(figure, axis, i), size, false));
    }
    return widest;
}

double plot_x(const struct plot *plot, double value)
{
    return plot->left +
           (value - plot->x.low) / (plot->x.high - plot->x.low) * (plot->right - plot->left);
}

double plot_y(const struct plot *plot, double value)
{
    return plot->bottom -
           (value - plot->y.low) / (plot->y.high - plot->y.low) * (plot->bottom - plot->top);
}

/* Where every so many ticks have a text, 0 is among them. */
static size_t first_text(const struct plot_axis *axis, size_t every)
{
    for (size_t i = 0; i < axis->ticks.count; i++) {
        if (fabs(axis->ticks.value[i]) < FLAT * (axis->high - axis->low)) {
            return i % every;
        }
    }
    return 0;
}

void plot_x_texts(const struct plot *plot)
{
    struct figure *f = plot->figure;
    double size = f->page->body, count = (double)plot->x.ticks.count;
    double step = (plot->right - plot->left) / fmax(1, count - 1);
    double widest = plot_widest_tick(f, &plot->x, size) + size * 0.6;
    size_t every = step < widest ? (size_t)ceil(widest / step) : 1;
    for (size_t i = first_text(&plot->x, every); i < plot->x.ticks.count; i += every) {
        const char *text = plot_tick(f, &plot->x, i);
        double half = figure_width(f, text, size, false) / 2;
        double x = plot_x(plot, plot->x.ticks.value[i]); /* the last one stays on the page */
        figure_text(f, text, fmin(x, f->page->width - half - 2), plot->bottom + size * TICK_Y, size,
                    ALIGN_CENTRE, false, INK_MUTED);
    }
}

void plot_y_texts(const struct plot *plot)
{
    struct figure *f = plot->figure;
    double step = (plot->bottom - plot->top) / fmax(1, (double)plot->y.ticks.count - 1);
    size_t every = step < f->page->body * 1.05 ? (size_t)ceil(f->page->body * 1.05 / step) : 1;
    for (size_t i = first_text(&plot->y, every); i < plot->y.ticks.count; i += every) {
        figure_text(f, plot_tick(f, &plot->y, i), plot->left - 13,
                    plot_y(plot, plot->y.ticks.value[i]), f->page->body, ALIGN_END, false,
                    INK_MUTED);
    }
}

void plot_vertical_grid(const struct plot *plot)
{
    for (size_t i = 0; i < plot->x.ticks.count; i++) {
        double x = plot_x(plot, plot->x.ticks.value[i]);
        figure_rule(plot->figure, RULE_GRID, x, plot->top, x, plot->bottom);
    }
}

void plot_horizontal_grid(const struct plot *plot)
{
    for (size_t i = 0; i < plot->y.ticks.count; i++) {
        double y = plot_y(plot, plot->y.ticks.value[i]);
        figure_rule(plot->figure, RULE_GRID, plot->left, y, plot->right, y);
    }
}

void plot_base_line(const struct plot *plot)
{
    struct figure *f = plot->figure;
    figure_rule(f, RULE_AXIS, plot->left, plot->bottom, plot->right, plot->bottom);
    for (size_t i = 0; i < plot->x.ticks.count; i++) {
        double x = plot_x(plot, plot->x.ticks.value[i]);
        figure_rule(f, RULE_AXIS, x, plot->bottom, x, plot->bottom + 7);
    }
}

/* --- panels ----------------------------------------------------------------------------------- */

struct tf_box plot_panel(const struct plot_panels *panels, size_t i)
{
    double columns = (double)panels->columns, rows = (double)panels->rows;
    double width = (panels->right - panels->left - panels->gap_x * (columns - 1)) / columns;
    double height = (panels->bottom - panels->top - panels->gap_y * (rows - 1)) / rows;
    double left = panels->left + (double)(i % panels->columns) * (width + panels->gap_x);
    size_t row = i / panels->columns;
    double top = panels->top + (double)row * (height + panels->gap_y);
    return (struct tf_box){left, top, left + width, top + height};
}

size_t plot_columns(double width, double height, size_t count, double aspect)
{
    size_t best = 1;
    double least = HUGE_VAL;
    for (size_t columns = 1; columns <= count; columns++) {
        size_t rows = (count + columns - 1) / columns;
        double shape = width / (double)columns / (height / (double)rows);
        double off = fabs(log(shape / aspect)) + 0.2 * (double)(rows * columns - count);
        if (off < least) {
            least = off;
            best = columns;
        }
    }
    return best;
}

/* --- data and words --------------------------------------------------------------------------- */

void plot_row(struct figure *figure, const double *values, size_t count)
{
    double row[16];
    size_t used = count < sizeof row / sizeof *row ? count : sizeof row / sizeof *row;
    for (size_t i = 0; i < used; i++) {
        row[i] = figure_hundredth(values[i]);
    }
    tf_gnuplot_block_row(figure->script, row, used);
}

const char *plot_value(struct figure *figure, enum tf_scale scale, double value, int decimals)
{
    return figure_check(figure, tf_magnitude_text(figure->arena, figure->options->language, scale,
                                                  value, decimals));
}

const char *plot_axis_value(struct figure *figure, enum tf_scale scale, double value, int decimals)
{
    return scale == TF_SCALE_POINTS ? plot_value(figure, TF_SCALE_SIGNED, value * 100, decimals)
                                    : plot_value(figure, scale, value, decimals);
}

const char *plot_axis_title(struct figure *figure, const struct tf_magnitude *quantity, double size,
                            double width)
{
    const char *name = figure_clean(figure, quantity->name, NAME_CHARACTERS);
    if (quantity->scale == TF_SCALE_POINTS) {
        name = FIGURE_FILL(figure, TF_PHRASE_MAGNITUDE_IN_POINTS, name);
    }
    return figure_fit(figure, plot_headline(figure, name), size, false, width);
}

const char *plot_result(struct figure *figure, enum tf_scale scale, double value)
{
    return plot_value(figure, scale, value, tf_magnitude_result_decimals(scale, value));
}

const char *plot_headline(struct figure *figure, const char *text)
{
    return figure_check(figure, tf_magnitude_headline(figure->arena, text));
}

bool plot_is_doubling(const struct tf_magnitude *metric, double level)
{
    return metric->is_multiple && fabs(level - 2) < 1e-12;
}

const char *plot_event(struct figure *figure, const struct tf_magnitude *metric, double level)
{
    return figure_check(
        figure, tf_magnitude_event(figure->arena, figure->options->language, metric, level));
}

const char *plot_list(struct figure *figure, const char *const *names, size_t count)
{
    if (count == 1) {
        return names[0];
    }
    const char *before = names[0];
    for (size_t i = 1; i + 1 < count; i++) {
        before = FIGURE_FILL(figure, TF_PHRASE_LIST_COMMA, before, names[i]);
    }
    return FIGURE_FILL(figure, TF_PHRASE_LIST_AND, before, names[count - 1]);
}
