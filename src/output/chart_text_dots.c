#include "output/chart_text_dots.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

#define DOTS_X 2 /* of a character */
#define DOTS_Y 4
#define LEAST_HEIGHT 6

void text_dots_open(struct text_dots *plot, size_t foot)
{
    struct figure *f = plot->figure;
    size_t columns = text_columns(f), rows = f->options->rows;
    struct text_page counting;
    text_page_init(&counting, f, columns, 0);
    plot->top = text_header(&counting, 0, f->title, f->subtitle);
    plot->top += plot->top > 0;
    plot->height =
        rows > plot->top + foot + LEAST_HEIGHT + 2 ? rows - plot->top - foot - 2 : LEAST_HEIGHT;
    for (size_t i = 0; i < plot->y.ticks.count; i++) {
        size_t width = tf_text_width(plot_tick(f, &plot->y, i));
        plot->left = width > plot->left ? width : plot->left;
    }
    plot->left += 3;
    plot->width = columns > plot->left + 12 ? columns - plot->left - 2 : 12;
    text_page_init(&plot->page, f, columns, plot->top + plot->height + 2 + foot);
    text_header(&plot->page, 0, f->title, f->subtitle);
    plot->dots = tf_arena_alloc(f->arena, plot->width * plot->height, 1);
    plot->inks = tf_arena_alloc(f->arena, plot->width * plot->height, 1);
    if (plot->dots == NULL || plot->inks == NULL) {
        f->failed = true;
        plot->width = plot->height = 0;
    }
}

static double share(const struct plot_axis *axis, double value)
{
    return (value - axis->low) / (axis->high - axis->low);
}

void text_dots_dot(struct text_dots *plot, double x, double y, int ink)
{
    static const unsigned char bits[DOTS_Y][DOTS_X] = {
        {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    double across = share(&plot->x, x), up = share(&plot->y, y);
    if (!(across >= -1e-9 && across <= 1 + 1e-9 && up >= -1e-9 && up <= 1 + 1e-9) ||
        plot->width == 0) {
        return;
    }
    size_t column = (size_t)lround(fmax(0, across) * (double)(plot->width * DOTS_X - 1));
    size_t row = (size_t)lround(fmax(0, 1 - up) * (double)(plot->height * DOTS_Y - 1));
    size_t at = row / DOTS_Y * plot->width + column / DOTS_X;
    plot->dots[at] |= bits[row % DOTS_Y][column % DOTS_X];
    plot->inks[at] = (unsigned char)ink;
}

void text_dots_line(struct text_dots *plot, double x0, double y0, double x1, double y1, int ink)
{
    size_t steps = 4 * (plot->width + plot->height);
    if (!isfinite(x0) || !isfinite(y0) || !isfinite(x1) || !isfinite(y1)) {
        return;
    }
    for (size_t i = 0; i <= steps; i++) {
        double part = (double)i / (double)steps;
        text_dots_dot(plot, x0 + (x1 - x0) * part, y0 + (y1 - y0) * part, ink);
    }
}

static size_t column_of(const struct text_dots *plot, double x)
{
    double part = fmin(1, fmax(0, share(&plot->x, x)));
    return plot->left + (size_t)lround(part * (double)(plot->width - 1));
}

static size_t row_of(const struct text_dots *plot, double y)
{
    double part = fmin(1, fmax(0, 1 - share(&plot->y, y)));
    return plot->top + (size_t)lround(part * (double)(plot->height - 1));
}

static void set_ticks(struct text_dots *plot)
{
    struct figure *f = plot->figure;
    size_t foot = plot->top + plot->height;
    for (size_t i = 0; i < plot->y.ticks.count; i++) {
        size_t row = row_of(plot, plot->y.ticks.value[i]);
        text_put_end(&plot->page, row, plot->left - 2, plot_tick(f, &plot->y, i), INK_MUTED, false);
        text_put(&plot->page, row, plot->left - 1, "┤", INK_MUTED, false);
    }
    text_put(&plot->page, foot, plot->left - 1, "└", INK_MUTED, false);
    for (size_t column = 0; column < plot->width; column++) {
        text_put(&plot->page, foot, plot->left + column, "─", INK_MUTED, false);
    }
    for (size_t i = 0; i < plot->x.ticks.count; i++) {
        const char *text = plot_tick(f, &plot->x, i);
        size_t at = column_of(plot, plot->x.ticks.value[i]), width = tf_text_width(text);
        size_t start = at > width / 2 ? at - width / 2 : 0;
        start = start + width > plot->page.columns ? plot->page.columns - width : start;
        if (text_is_blank(&plot->page, foot + 1, start > 0 ? start - 1 : 0, start + width)) {
            text_put(&plot->page, foot, at, "┴", INK_MUTED, false);
            text_put(&plot->page, foot + 1, start, text, INK_MUTED, false);
        }
    }
}

void text_dots_set(struct text_dots *plot)
{
    for (size_t row = 0; row < plot->height; row++) {
        text_put(&plot->page, plot->top + row, plot->left - 1, "│", INK_MUTED, false);
        for (size_t column = 0; column < plot->width; column++) {
            size_t at = row * plot->width + column;
            if (plot->dots[at] != 0) {
                text_put_code(&plot->page, plot->top + row, plot->left + column,
                              0x2800 + plot->dots[at], plot->inks[at]);
            }
        }
    }
    set_ticks(plot);
}

void text_dots_mark(struct text_dots *plot, double x, double y, int32_t shape, int ink)
{
    if (isfinite(x) && isfinite(y)) {
        text_put_code(&plot->page, row_of(plot, y), column_of(plot, x), shape, ink);
    }
}

bool text_dots_label(struct text_dots *plot, double x, double y, const char *text, int ink)
{
    size_t row = row_of(plot, y), column = column_of(plot, x), width = tf_text_width(text);
    size_t end = plot->left + plot->width + 1;
    size_t right = column + 2, left = column > width + 1 ? column - width - 1 : 0;
    if (right + width <= end && text_is_blank(&plot->page, row, right - 1, right + width)) {
        text_put(&plot->page, row, right, text, ink, false);
        return true;
    }
    if (left > plot->left && text_is_blank(&plot->page, row, left - 1, left + width)) {
        text_put(&plot->page, row, left, text, ink, false);
        return true;
    }
    return false;
}

void text_dots_level(struct text_dots *plot, double y)
{
    for (size_t column = 0; column < plot->width; column++) {
        size_t row = row_of(plot, y), at = plot->left + column;
        if (text_is_blank(&plot->page, row, at, at + 1)) {
            text_put(&plot->page, row, at, "╌", INK_TARGET, false);
        }
    }
}

size_t text_dots_foot(const struct text_dots *plot)
{
    return plot->top + plot->height + 2;
}

static void set_title(struct text_dots *plot, size_t line, const char *arrow,
                      const struct tf_magnitude *quantity)
{
    struct figure *f = plot->figure;
    const char *text = figure_check(
        f, tf_arena_printf(f->arena, "%s %s", arrow, plot_axis_title(f, quantity, 1, 100)));
    text_put(&plot->page, line, 0, text_fit(f, text, plot->page.columns), INK_MUTED, false);
}

void text_dots_titles(struct text_dots *plot, const struct tf_magnitude *x,
                      const struct tf_magnitude *y)
{
    set_title(plot, text_dots_foot(plot), "→", x);
    set_title(plot, text_dots_foot(plot) + 1, "↑", y);
}
