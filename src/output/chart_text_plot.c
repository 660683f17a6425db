#include "output/chart_text_plot.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

#define DOTS_X 2 /* of a character */
#define DOTS_Y 4

void text_plot_begin(struct text_plot *plot)
{
    struct figure *f = plot->page->figure;
    size_t cells = plot->width * plot->height;
    plot->dots = tf_arena_alloc(f->arena, cells, sizeof *plot->dots);
    plot->inks = tf_arena_alloc(f->arena, cells, sizeof *plot->inks);
    if (!plot->dots || !plot->inks) {
        f->failed = true;
        plot->width = plot->height = 0;
        return;
    }
    memset(plot->dots, 0, cells * sizeof *plot->dots);
    memset(plot->inks, 0, cells * sizeof *plot->inks);
}

static double share(double value, double low, double high, bool is_log)
{
    double part = is_log ? log(value / low) / log(high / low) : (value - low) / (high - low);
    return part >= 0 ? fmin(part, 1) : 0;
}

static size_t place(double part, size_t count)
{
    return count > 0 ? (size_t)lround(part * (double)(count - 1)) : 0;
}

size_t text_plot_column(const struct text_plot *plot, double x)
{
    return plot->left + place(share(x, plot->x_low, plot->x_high, plot->x_log), plot->width);
}

static size_t dot_of_y(const struct text_plot *plot, double y)
{
    return place(share(y, plot->y_low, plot->y_high, plot->y_log), plot->height * DOTS_Y);
}

size_t text_plot_row(const struct text_plot *plot, double y)
{
    return plot->row + plot->height - 1 - dot_of_y(plot, y) / DOTS_Y;
}

/* x from the left, y from below, dots. */
static void set_dot(struct text_plot *plot, size_t x, size_t y, int ink)
{
    static const unsigned char bits[DOTS_Y][DOTS_X] = {
        {0x40, 0x80}, {0x04, 0x20}, {0x02, 0x10}, {0x01, 0x08}};
    size_t column = x / DOTS_X, row = y / DOTS_Y;
    if (column < plot->width && row < plot->height) {
        size_t cell = (plot->height - 1 - row) * plot->width + column;
        plot->dots[cell] |= bits[y % DOTS_Y][x % DOTS_X];
        plot->inks[cell] = ink;
    }
}

/* As many steps as there are dots along the longer side: no gaps. */
static void set_segment(struct text_plot *plot, double x0, double y0, double x1, double y1, int ink)
{
    long steps = lround(fmax(fabs(x1 - x0), fabs(y1 - y0)));
    for (long i = 0; i <= steps; i++) {
        double part = steps > 0 ? (double)i / (double)steps : 0;
        set_dot(plot, (size_t)lround(x0 + (x1 - x0) * part), (size_t)lround(y0 + (y1 - y0) * part),
                ink);
    }
}

void text_plot_curve(struct text_plot *plot, const double *x, const double *y, size_t count,
                     int ink)
{
    for (size_t i = 0; i + 1 < count; i++) {
        if (isfinite(y[i]) && isfinite(y[i + 1])) {
            size_t dots = plot->width * DOTS_X;
            set_segment(
                plot, (double)place(share(x[i], plot->x_low, plot->x_high, plot->x_log), dots),
                (double)dot_of_y(plot, y[i]),
                (double)place(share(x[i + 1], plot->x_low, plot->x_high, plot->x_log), dots),
                (double)dot_of_y(plot, y[i + 1]), ink);
        }
    }
}

/* The value of a piecewise linear curve. */
static double at(const double *x, const double *y, size_t count, double where)
{
    for (size_t i = 0; i + 1 < count; i++) {
        if (where <= x[i + 1]) {
            double part = x[i + 1] > x[i] ? (where - x[i]) / (x[i + 1] - x[i]) : 0;
            return y[i] + (y[i + 1] - y[i]) * fmax(part, 0);
        }
    }
    return y[count - 1];
}

void text_plot_shade(struct text_plot *plot, const double *x, const double *low, const double *high,
                     size_t count, const char *glyph, int ink)
{
    for (size_t column = 0; plot->width > 1 && column < plot->width; column++) {
        double where =
            plot->x_low + (plot->x_high - plot->x_low) * (double)column / (double)(plot->width - 1);
        double from = at(x, low, count, where), to = at(x, high, count, where);
        double cell = (plot->y_high - plot->y_low) / (double)plot->height;
        for (size_t row = 0; row < plot->height; row++) {
            double middle = plot->y_high - cell * ((double)row + 0.5);
            if (middle >= from && middle <= to) {
                text_put(plot->page, plot->row + row, plot->left + column, glyph, ink, false);
            }
        }
    }
}

void text_plot_rule(struct text_plot *plot, double y, const char *glyph, int ink)
{
    for (size_t column = 0; column < plot->width; column++) {
        text_put(plot->page, text_plot_row(plot, y), plot->left + column, glyph, ink, false);
    }
}

void text_plot_end(struct text_plot *plot)
{
    for (size_t row = 0; row < plot->height; row++) {
        for (size_t column = 0; column < plot->width; column++) {
            size_t cell = row * plot->width + column;
            if (plot->dots[cell] != 0) {
                text_put_code(plot->page, plot->row + row, plot->left + column,
                              0x2800 + plot->dots[cell], plot->inks[cell]);
            }
        }
    }
}

void text_plot_words(struct text_plot *plot, double y, const char *words, int ink)
{
    size_t row = text_plot_row(plot, y), width = tf_text_width(words);
    for (size_t from = plot->left + plot->width; from-- > plot->left + width;) {
        for (int below = 0; below < 2; below++) {
            size_t line = below ? row + 1 : row - 1;
            bool inside = line >= plot->row && line < plot->row + plot->height;
            if (inside && text_is_blank(plot->page, line, from - width - 1, from + 1)) {
                text_put(plot->page, line, from - width, words, ink, false);
                return;
            }
        }
    }
}

size_t text_widest(const char *const *texts, size_t count)
{
    size_t widest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t width = tf_text_width(texts[i]);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void set_x_texts(struct text_plot *plot, const struct tf_ticks *x, const char *const *texts)
{
    size_t foot = plot->row + plot->height, free_from = 0;
    for (size_t i = 0; i < x->count; i++) {
        size_t column = text_plot_column(plot, x->value[i]), width = tf_text_width(texts[i]);
        size_t from = column > width / 2 ? column - width / 2 : 0;
        from = from + width > plot->page->columns ? plot->page->columns - width : from;
        text_put(plot->page, foot, column, "┴", INK_MUTED, false);
        if (from >= free_from) {
            text_put(plot->page, foot + 1, from, texts[i], INK_MUTED, false);
            free_from = from + width + 1;
        }
    }
}

void text_plot_axes(struct text_plot *plot, const struct tf_ticks *y, const char *const *y_texts,
                    const struct tf_ticks *x, const char *const *x_texts)
{
    size_t foot = plot->row + plot->height;
    for (size_t row = 0; row < plot->height; row++) {
        text_put(plot->page, plot->row + row, plot->left - 1, "│", INK_MUTED, false);
    }
    for (size_t i = 0; i < y->count; i++) {
        size_t row = text_plot_row(plot, y->value[i]);
        text_put_end(plot->page, row, plot->left - 2, y_texts[i], INK_MUTED, false);
        text_put(plot->page, row, plot->left - 1, "┤", INK_MUTED, false);
    }
    text_put(plot->page, foot, plot->left - 1, "└", INK_MUTED, false);
    for (size_t column = 0; column < plot->width; column++) {
        text_put(plot->page, foot, plot->left + column, "─", INK_MUTED, false);
    }
    set_x_texts(plot, x, x_texts);
}

void text_bar(struct text_page *page, size_t row, size_t column, double from, double to, int ink)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    long start = lround(from), eighth = lround(to * 8);
    for (long cell = start; cell < eighth / 8; cell++) {
        text_put(page, row, column + (size_t)cell, "█", ink, false);
    }
    if (eighth % 8 != 0 && eighth / 8 >= start) {
        text_put(page, row, column + (size_t)(eighth / 8), eighths[eighth % 8], ink, false);
    } else if (eighth / 8 <= start) {
        text_put(page, row, column + (size_t)start, "▏", ink, false); /* too small to see */
    }
}
