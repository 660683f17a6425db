#include "output/chart_axes.h"

#include <math.h>

#define STROKE 7 /* below the base line, du */

static double share(double value, double low, double high, bool is_log)
{
    return is_log ? log(value / low) / log(high / low) : (value - low) / (high - low);
}

double axes_x(const struct axes *axes, double value)
{
    return axes->box.left + share(value, axes->x_low, axes->x_high, axes->x_log) *
                                (axes->box.right - axes->box.left);
}

double axes_y(const struct axes *axes, double value)
{
    return axes->box.bottom - share(value, axes->y_low, axes->y_high, axes->y_log) *
                                  (axes->box.bottom - axes->box.top);
}

double axes_widest(struct figure *figure, const char *const *texts, size_t count, double size)
{
    double widest = 0;
    for (size_t i = 0; i < count; i++) {
        widest = fmax(widest, figure_width(figure, texts[i], size, false));
    }
    return widest;
}

void axes_y_ticks(const struct axes *axes, const struct tf_ticks *ticks, const char *const *texts)
{
    for (size_t i = 0; i < ticks->count; i++) {
        double y = axes_y(axes, ticks->value[i]);
        figure_rule(axes->figure, RULE_GRID, axes->box.left, y, axes->box.right, y);
        if (texts) {
            figure_text(axes->figure, texts[i], axes->box.left - figure_tick_room(axes->figure), y,
                        axes->size, ALIGN_END, false, INK_MUTED);
        }
    }
}

void axes_base(const struct axes *axes)
{
    figure_rule(axes->figure, RULE_AXIS, axes->box.left, axes->box.bottom, axes->box.right,
                axes->box.bottom);
}

static double tick_text_y(const struct axes *axes)
{
    return axes->box.bottom + figure_tick_room(axes->figure) + axes->size * 0.5;
}

void axes_x_ticks(const struct axes *axes, const struct tf_ticks *ticks, const char *const *texts,
                  bool grid)
{
    for (size_t i = 0; i < ticks->count; i++) {
        double x = axes_x(axes, ticks->value[i]);
        if (grid) {
            figure_rule(axes->figure, RULE_GRID, x, axes->box.bottom, x, axes->box.top);
        }
        figure_rule(axes->figure, RULE_AXIS, x, axes->box.bottom, x, axes->box.bottom + STROKE);
        figure_text(axes->figure, texts[i], x, tick_text_y(axes), axes->size, ALIGN_CENTRE, false,
                    INK_MUTED);
    }
}

void axes_years(const struct axes *axes, int first, int last, double right_limit,
                struct tf_ticks *ticks)
{
    struct figure *f = axes->figure;
    double year = figure_width(f, "2025", axes->size, false);
    size_t most = (size_t)((axes->box.right - axes->box.left) / (year * 1.7)) + 1;
    tf_layout_year_ticks(first, last, most < 9 ? most : 9, ticks);
    for (size_t i = 0; i < ticks->count; i++) {
        double x = axes_x(axes, ticks->value[i]);
        figure_rule(f, RULE_AXIS, x, axes->box.bottom, x, axes->box.bottom + STROKE);
        figure_text(f, figure_whole(f, (long)ticks->value[i]), fmin(x, right_limit - year / 2),
                    tick_text_y(axes), axes->size, ALIGN_CENTRE, false, INK_MUTED);
    }
}

double axes_foot(const struct figure *figure, bool words)
{
    return figure_tick_room(figure) + figure->page->body * (words ? 2.4 : 1);
}

void axes_words(const struct axes *axes, const char *left, const char *middle, const char *right)
{
    struct figure *f = axes->figure;
    double y = tick_text_y(axes) + f->page->body * 1.4, size = f->page->label;
    struct tf_box box = axes->box;
    if (left) {
        figure_text(f, left, box.left, y, size, ALIGN_START, false, INK_MUTED);
    }
    if (right) {
        figure_text(f, right, box.right, y, size, ALIGN_END, false, INK_MUTED);
    }
    if (middle) {
        figure_text_if_clear(f, middle, (box.left + box.right) / 2, y, size, ALIGN_CENTRE, false,
                             INK_MUTED);
    }
}

struct tf_box axes_cell(const struct axes_grid *grid, size_t panel)
{
    double columns = (double)grid->columns, rows = (double)grid->rows;
    double width = (grid->box.right - grid->box.left - (columns - 1) * grid->across) / columns;
    double height = (grid->box.bottom - grid->box.top - (rows - 1) * grid->down) / rows;
    size_t column = panel % grid->columns, row = panel / grid->columns;
    double left = grid->box.left + (double)column * (width + grid->across);
    double top = grid->box.top + (double)row * (height + grid->down);
    return (struct tf_box){left, top, left + width, top + height};
}
