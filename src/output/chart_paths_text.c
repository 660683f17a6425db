/* chart_paths_text: the lines of a paths chart in Braille dots, for the terminal. gnuplot draws the
 * dots, two by four a character; axes, marks and labels are set round them. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/chart_kinds.h"
#include "output/chart_text.h"

#define LONGEST_LABEL 0.38 /* of the columns */
#define DOTS_X 2           /* of a character */
#define DOTS_Y 4

static const int32_t marks[TF_CHART_SERIES_MOST] = {0x25CF, 0x25B2, 0x25A0, 0x25C6, 0x25CB, 0x25B3,
                                                    0x25A1, 0x25C7, 0x25BC, 0x25BD, 0x2605, 0x2606};

struct text_layout {
    struct figure *figure;
    const struct tf_chart_paths *data;
    struct chart_paths_axis axis;
    size_t columns, header, left, width, height; /* characters; the canvas is width x height */
    size_t label_width;
    const char *label[TF_CHART_SERIES_MOST], *reached[TF_CHART_SERIES_MOST];
};

/* --- sizes: the same for both steps ----------------------------------------------------------- */

static void make_labels(struct text_layout *layout)
{
    struct figure *f = layout->figure;
    size_t most = (size_t)((double)layout->columns * LONGEST_LABEL);
    for (size_t i = 0; i < layout->data->series_count; i++) {
        const struct tf_chart_series *series = &layout->data->series[i];
        layout->reached[i] =
            figure_multiple(f, chart_paths_last(layout->data, series) / 100,
                            isfinite(series->reached) ? TF_ABSENT : layout->data->target);
        size_t beside = tf_text_width(layout->reached[i]) + 3; /* mark and blanks */
        layout->label[i] = text_fit(f, series->name, most > beside + 4 ? most - beside : 4);
        size_t width = tf_text_width(layout->label[i]) + beside;
        layout->label_width = width > layout->label_width ? width : layout->label_width;
    }
}

static size_t widest_tick(struct text_layout *layout)
{
    size_t widest = 0;
    for (size_t i = 0; i < layout->axis.ticks.count; i++) {
        size_t width = tf_text_width(chart_paths_tick(layout->figure, &layout->axis, i));
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void arrange(struct text_layout *layout, struct figure *figure,
                    const struct tf_chart_paths *paths)
{
    size_t rows = figure->options->rows;
    *layout = (struct text_layout){.figure = figure, .data = paths};
    layout->columns = text_columns(figure);
    rows = rows < TEXT_ROWS_LEAST ? TEXT_ROWS_LEAST : rows > TEXT_ROWS_MOST ? TEXT_ROWS_MOST : rows;
    chart_paths_axis(paths, rows > 18 ? 5 : 3, &layout->axis);
    figure_words(figure, chart_paths_finding(figure, paths),
                 chart_paths_subtitle(figure, paths, &layout->axis), NULL, NULL);
    make_labels(layout);
    struct text_page counting;
    text_page_init(&counting, figure, layout->columns, 0);
    layout->header = text_header(&counting, 0, figure->title, figure->subtitle);
    layout->header += layout->header > 0; /* a blank line */
    layout->height = rows > layout->header + 7 ? rows - layout->header - 2 : 5;
    layout->left = widest_tick(layout) + 3;
    size_t used = layout->left + 2 + layout->label_width;
    layout->width = layout->columns > used + 12 ? layout->columns - used : 12;
}

/* --- the script ------------------------------------------------------------------------------- */

static double dot_y(const struct text_layout *layout, double value)
{
    double top = (double)(layout->height * DOTS_Y - 1);
    double y = round(chart_paths_share(&layout->axis, value) * top);
    return fmax(0, fmin(top, y));
}

/* Points close enough that a steep line has no gaps. */
static void put_line(struct text_layout *layout, const struct tf_chart_series *series)
{
    int span = layout->data->horizon_year - layout->data->base_year;
    size_t last = layout->width * DOTS_X - 1, steps = last * 6;
    double before_x = -1, before_y = -1;
    for (size_t i = 0; i <= steps; i++) {
        double years = (double)span * (double)i / (double)steps;
        int year = (int)floor(years) < span ? (int)floor(years) : span - 1;
        double value = chart_paths_between(series, year, years - year);
        if (!isfinite(value) || (layout->axis.log && value <= 0)) {
            continue;
        }
        double dot[] = {round((double)last * (double)i / (double)steps), dot_y(layout, value)};
        if (dot[0] == before_x && dot[1] == before_y) {
            continue;
        }
        before_x = dot[0];
        before_y = dot[1];
        tf_gnuplot_block_row(layout->figure->script, dot, 2);
    }
}

/* gnuplot warns of a data set without points, so each begins with a dot that the next ones cover.
 */
void chart_paths_text_compose(struct figure *figure, const struct tf_chart *chart)
{
    struct text_layout layout;
    arrange(&layout, figure, chart->paths);
    struct tf_buffer *script = figure->script;
    size_t count = chart->paths->series_count;
    double base[] = {0, dot_y(&layout, 100)};
    tf_gnuplot_comment(script,
                       "the lines of a text chart by twofold, as letters on a grid of dots");
    tf_gnuplot_whole(script, "CANVAS_W", (long)(layout.width * DOTS_X));
    tf_gnuplot_whole(script, "CANVAS_H", (long)(layout.height * DOTS_Y));
    tf_gnuplot_whole(script, "SERIES", (long)count);
    tf_gnuplot_block_begin(script, "dots");
    tf_gnuplot_block_row(script, base, 2);
    for (size_t x = 0; layout.axis.has_target && x < layout.width * DOTS_X; x++) {
        tf_gnuplot_block_row(script,
                             (double[]){(double)x, dot_y(&layout, chart->paths->target * 100)}, 2);
    }
    for (size_t i = count; i-- > 0;) { /* the main scenario last, on top */
        tf_gnuplot_block_break(script);
        tf_gnuplot_block_row(script, base, 2);
        put_line(&layout, &chart->paths->series[i]);
    }
    tf_gnuplot_block_end(script);
}

/* --- the page --------------------------------------------------------------------------------- */

static int series_ink(size_t i)
{
    return INK_SERIES + (int)(i % FIGURE_INKS);
}

/* Dots of one character: how many each letter has, and the Braille pattern of all series. */
static void fold(struct text_page *page, const struct text_layout *layout,
                 const struct tf_buffer *canvas, size_t column, size_t row)
{
    static const int bits[DOTS_Y][DOTS_X] = {
        {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    size_t dots[TF_CHART_SERIES_MOST + 1] = {0}, owner = 0;
    int pattern = 0;
    for (size_t y = 0; y < DOTS_Y; y++) {
        for (size_t x = 0; x < DOTS_X; x++) {
            char letter = text_canvas_at(canvas, layout->width * DOTS_X, column * DOTS_X + x,
                                         row * DOTS_Y + y);
            size_t set = (size_t)(letter - 'A');
            if (letter < 'A' || set > layout->data->series_count) {
                continue;
            }
            dots[set]++;
            if (set > 0) {
                pattern |= bits[y][x];
            }
        }
    }
    for (size_t set = 1; set <= layout->data->series_count; set++) {
        if (dots[set] > 0 && (owner == 0 || dots[set] >= dots[owner])) {
            owner = set;
        }
    }
    size_t at = layout->left + column, line = layout->header + row;
    if (owner > 0) {
        text_put_code(page, line, at, 0x2800 + pattern,
                      series_ink(layout->data->series_count - owner));
    } else if (dots[0] > 0) {
        text_put_code(page, line, at, 0x2504, INK_TARGET);
    }
}

static size_t year_column(const struct text_layout *layout, double year)
{
    double span = layout->data->horizon_year - layout->data->base_year;
    double share = (year - layout->data->base_year) / span;
    return layout->left + (size_t)lround(share * (double)(layout->width - 1));
}

static size_t value_row(const struct text_layout *layout, double value)
{
    size_t from_bottom = (size_t)dot_y(layout, value) / DOTS_Y;
    return layout->header + layout->height - 1 - from_bottom;
}

static void set_axes(struct text_page *page, const struct text_layout *layout)
{
    size_t foot = layout->header + layout->height;
    for (size_t row = 0; row < layout->height; row++) {
        text_put(page, layout->header + row, layout->left - 1, "│", INK_MUTED, false);
    }
    for (size_t i = 0; i < layout->axis.ticks.count; i++) {
        size_t row = value_row(layout, layout->axis.ticks.value[i]);
        text_put_end(page, row, layout->left - 2,
                     chart_paths_tick(layout->figure, &layout->axis, i), INK_MUTED, false);
        text_put(page, row, layout->left - 1, "┤", INK_MUTED, false);
    }
    text_put(page, foot, layout->left - 1, "└", INK_MUTED, false);
    for (size_t column = 0; column < layout->width; column++) {
        text_put(page, foot, layout->left + column, "─", INK_MUTED, false);
    }
    struct tf_ticks years;
    tf_layout_year_ticks(layout->data->base_year, layout->data->horizon_year, layout->width / 7,
                         &years);
    for (size_t i = 0; i < years.count; i++) {
        size_t column = year_column(layout, years.value[i]);
        text_put(page, foot, column, "┴", INK_MUTED, false);
        text_put_end(page, foot + 1, column + 3, figure_whole(layout->figure, (long)years.value[i]),
                     INK_MUTED, false);
    }
}

/* A mark on its line at every year of the axis where lines are apart, and at its end. */
static void set_marks(struct text_page *page, const struct text_layout *layout, size_t i)
{
    const struct tf_chart_series *series = &layout->data->series[i];
    int span = layout->data->horizon_year - layout->data->base_year;
    for (int year = span; year > 0; year -= span > 9 ? span / 5 : 2) {
        double value = series->values[year];
        if (!isfinite(value) || (layout->axis.log && value <= 0)) {
            continue;
        }
        size_t row = value_row(layout, value);
        bool apart = true;
        for (size_t k = 0; k < layout->data->series_count; k++) {
            double other = layout->data->series[k].values[year];
            apart &= k == i || !isfinite(other) || (layout->axis.log && other <= 0) ||
                     value_row(layout, other) != row;
        }
        if (apart || (year == span && i == 0)) {
            text_put_code(page, row, year_column(layout, layout->data->base_year + year), marks[i],
                          series_ink(i));
        }
    }
}

static void set_labels(struct text_page *page, const struct text_layout *layout)
{
    double row[TF_CHART_SERIES_MOST], gap[TF_CHART_SERIES_MOST];
    size_t count = layout->data->series_count;
    for (size_t i = 0; i < count; i++) {
        double last = chart_paths_last(layout->data, &layout->data->series[i]);
        bool hidden = layout->axis.log && last <= 0;
        double share = hidden ? 0 : chart_paths_share(&layout->axis, last);
        row[i] = (1 - share) * (double)(layout->height - 1);
        gap[i] = 1;
    }
    page->figure->failed |= !tf_layout_spread(row, gap, count, -0.5, (double)layout->height - 0.5);
    for (size_t i = 0; i < count; i++) {
        size_t line = layout->header + (size_t)fmax(0, floor(row[i] + 0.5));
        size_t column = layout->left + layout->width + 1;
        text_put_code(page, line, column, marks[i], series_ink(i));
        column = text_put(page, line, column + 2, layout->label[i], series_ink(i), true);
        text_put(page, line, column + 1, layout->reached[i], INK_MUTED, false);
    }
}

/* The year beside each crossing, and the words of the target, where the row above is free. */
static void set_target(struct text_page *page, const struct text_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_paths *paths = layout->data;
    if (!layout->axis.has_target) {
        return;
    }
    size_t row = value_row(layout, paths->target * 100);
    for (size_t i = 0; i < paths->series_count; i++) {
        double year = paths->series[i].reached;
        if (!(year >= paths->base_year && year <= paths->horizon_year)) {
            continue;
        }
        size_t column = year_column(layout, year);
        const char *text = figure_whole(f, tf_words_year_reached(year));
        size_t width = tf_text_width(text);
        text_put_code(page, row, column, 0x25C9, INK_TARGET);
        if (row > layout->header && column > layout->left + width &&
            text_is_blank(page, row - 1, column - width - 1, column)) {
            text_put_end(page, row - 1, column, text, INK_TARGET, true);
        }
    }
    const char *words = chart_paths_target(f, paths);
    size_t width = tf_text_width(words), start = layout->left + 1;
    size_t above = row > layout->header ? row - 1 : row + 1;
    size_t place = text_is_blank(page, above, start, start + width + 1) ? above : row + 1;
    if (place < layout->header + layout->height &&
        text_is_blank(page, place, start, start + width + 1)) {
        text_put(page, place, start, words, INK_TARGET, false);
    }
}

void chart_paths_text_finish(struct figure *figure, const struct tf_chart *chart,
                             const struct tf_buffer *canvas, struct tf_buffer *out)
{
    struct text_layout layout;
    struct text_page page;
    arrange(&layout, figure, chart->paths);
    text_page_init(&page, figure, layout.columns, layout.header + layout.height + 2);
    text_header(&page, 0, figure->title, figure->subtitle);
    set_axes(&page, &layout);
    for (size_t row = 0; row < layout.height; row++) {
        for (size_t column = 0; column < layout.width; column++) {
            fold(&page, &layout, canvas, column, row);
        }
    }
    for (size_t i = layout.data->series_count; i-- > 0;) {
        set_marks(&page, &layout, i);
    }
    set_target(&page, &layout);
    set_labels(&page, &layout);
    text_render(&page, out);
}
