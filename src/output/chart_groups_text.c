/* chart_groups_text: the dumbbells of a groups chart for the terminal, a row a group. gnuplot
 * places bar, base, horizon and target as letters; they become box-drawing characters here. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/chart_kinds.h"
#include "output/chart_money.h"
#include "output/chart_text.h"

#define LONGEST_NAME 0.3 /* of the columns */
#define LEAST_WIDTH 10

struct text_layout {
    struct figure *figure;
    const struct tf_chart_groups *data;
    struct money money;
    size_t columns, names, amount, multiple, width, height; /* characters */
    double low, high;                                       /* of the log axis */
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* --- sizes: the same for both steps ----------------------------------------------------------- */

static const char *name_of(const struct text_layout *layout, const struct tf_chart_group *group)
{
    return text_fit(layout->figure, group->name, (size_t)((double)layout->columns * LONGEST_NAME));
}

static const char *multiple_of(const struct text_layout *layout, const struct tf_chart_group *group)
{
    bool reached = chart_group_reaches(group, layout->data->target);
    return figure_multiple(layout->figure, group->horizon / group->base,
                           reached ? TF_ABSENT : layout->data->target);
}

static void measure(struct text_layout *layout, const struct tf_chart_group *group)
{
    struct figure *f = layout->figure;
    layout->names = larger(layout->names, tf_text_width(name_of(layout, group)));
    if (!chart_group_drawn(group)) {
        return;
    }
    double target = group->base * layout->data->target;
    layout->low = fmin(layout->low, fmin(target, fmin(group->base, group->horizon)));
    layout->high = fmax(layout->high, fmax(target, fmax(group->base, group->horizon)));
    layout->amount =
        larger(layout->amount, tf_text_width(money_text(f, &layout->money, group->base)));
    layout->amount =
        larger(layout->amount, tf_text_width(money_text(f, &layout->money, group->horizon)));
    layout->multiple = larger(layout->multiple, tf_text_width(multiple_of(layout, group)));
}

static void arrange(struct text_layout *layout, struct figure *figure,
                    const struct tf_chart_groups *groups)
{
    *layout = (struct text_layout){.figure = figure, .data = groups, .low = HUGE_VAL};
    layout->columns = text_columns(figure);
    layout->money = money_choose(groups, figure->options->language);
    for (size_t p = 0; p < groups->panel_count; p++) {
        layout->height += groups->panels[p].group_count;
        for (size_t i = 0; i < groups->panels[p].group_count; i++) {
            measure(layout, &groups->panels[p].groups[i]);
        }
    }
    layout->high = fmax(layout->high, layout->low * 1.01);
    /* name, canvas, then `62.0 → 107  ×1.72` */
    size_t used = layout->names + 2 + 2 + 2 * layout->amount + 3 + 2 + layout->multiple;
    layout->width = layout->columns > used + LEAST_WIDTH ? layout->columns - used : LEAST_WIDTH;
    const char *unit = money_unit(figure, &layout->money, groups->currency);
    if (*unit) {
        unit = FIGURE_FILL(figure, TF_PHRASE_GROUPS_UNIT, unit);
    }
    figure_words(figure, chart_groups_finding(figure, groups),
                 FIGURE_FILL(figure, TF_PHRASE_GROUPS_SUBTITLE, unit,
                             figure_whole(figure, groups->base_year)),
                 NULL, NULL);
}

/* --- the script ------------------------------------------------------------------------------- */

static double column_of(const struct text_layout *layout, double income)
{
    double share = log(income / layout->low) / log(layout->high / layout->low);
    return round(share * (double)(layout->width - 1));
}

enum mark { MARK_BAR, MARK_TARGET, MARK_BASE, MARK_HORIZON, MARKS };

static void put_mark(struct text_layout *layout, const struct tf_chart_group *group, double y,
                     enum mark mark)
{
    struct tf_buffer *script = layout->figure->script;
    double base = column_of(layout, group->base), horizon = column_of(layout, group->horizon);
    double at = mark == MARK_TARGET ? column_of(layout, group->base * layout->data->target)
                : mark == MARK_BASE ? base
                                    : horizon;
    if (mark != MARK_BAR) {
        tf_gnuplot_block_row(script, (double[]){at, y}, 2);
        return;
    }
    double first = fmin(base, horizon), length = fabs(horizon - base);
    for (size_t x = 0; (double)x <= length; x++) {
        tf_gnuplot_block_row(script, (double[]){first + (double)x, y}, 2);
    }
}

static void put_marks(struct text_layout *layout, enum mark mark)
{
    size_t row = layout->height; /* counted from the foot of the canvas */
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        for (size_t i = 0; i < layout->data->panels[p].group_count; i++) {
            const struct tf_chart_group *group = &layout->data->panels[p].groups[i];
            row--;
            if (chart_group_drawn(group)) {
                put_mark(layout, group, (double)row, mark);
            }
        }
    }
}

void chart_groups_text_compose(struct figure *figure, const struct tf_chart *chart)
{
    struct text_layout layout;
    arrange(&layout, figure, chart->groups);
    tf_gnuplot_comment(figure->script, "the dumbbells of a text chart by twofold, as letters");
    tf_gnuplot_whole(figure->script, "CANVAS_W", (long)layout.width);
    /* a canvas of one row has no height for gnuplot: it gets a second one below */
    tf_gnuplot_whole(figure->script, "CANVAS_H", (long)larger(layout.height, 2));
    if (layout.height == 1) {
        layout.height = 2;
    }
    tf_gnuplot_block_begin(figure->script, "marks");
    for (int mark = 0; mark < MARKS; mark++) {
        if (mark > 0) {
            tf_gnuplot_block_break(figure->script);
        }
        put_marks(&layout, (enum mark)mark);
    }
    tf_gnuplot_block_end(figure->script);
}

/* --- the page --------------------------------------------------------------------------------- */

static void set_canvas_row(struct text_page *page, const struct text_layout *layout,
                           const struct tf_buffer *canvas, size_t line, size_t row, int ink)
{
    static const int32_t shapes[MARKS] = {0x2501, 0x2502, 0x25CB, 0x25CF};
    for (size_t x = 0; x < layout->width; x++) {
        char letter = text_canvas_at(canvas, layout->width, x, row);
        if (letter >= 'A' && letter < 'A' + MARKS) {
            text_put_code(page, line, layout->names + 2 + x, shapes[letter - 'A'],
                          letter == 'A' + MARK_TARGET ? INK_TARGET : ink);
        }
    }
}

static void set_numbers(struct text_page *page, const struct text_layout *layout, size_t line,
                        const struct tf_chart_group *group, int ink)
{
    struct figure *f = layout->figure;
    bool reached = chart_group_reaches(group, layout->data->target);
    size_t at = layout->names + 2 + layout->width + 2 + layout->amount;
    text_put_end(page, line, at, money_text(f, &layout->money, group->base), INK_MUTED, false);
    text_put(page, line, at, " → ", INK_MUTED, false);
    at += 3 + layout->amount;
    text_put_end(page, line, at, money_text(f, &layout->money, group->horizon), ink, false);
    at += 2 + layout->multiple;
    text_put_end(page, line, at, multiple_of(layout, group), reached ? ink : INK_MUTED, reached);
}

static void set_panel(struct text_page *page, const struct text_layout *layout,
                      const struct tf_buffer *canvas, size_t p, size_t line, size_t row)
{
    struct figure *f = layout->figure;
    const struct tf_chart_panel *panel = &layout->data->panels[p];
    int ink = INK_PANEL + (int)(panel->colour % FIGURE_INKS);
    size_t after =
        text_put(page, line, 0, text_fit(f, panel->title, layout->columns / 2), ink, true);
    if (panel->context) {
        text_put(page, line, after + 2, text_fit(f, panel->context, layout->columns - after - 2),
                 INK_MUTED, false);
    }
    for (size_t i = 0; i < panel->group_count; i++, row++) {
        const struct tf_chart_group *group = &panel->groups[i];
        line++;
        text_put_end(page, line, layout->names, name_of(layout, group), 0, false);
        if (!chart_group_drawn(group)) {
            continue;
        }
        set_canvas_row(page, layout, canvas, line, row, ink);
        set_numbers(page, layout, line, group, ink);
    }
}

static void set_key(struct text_page *page, const struct text_layout *layout, size_t line)
{
    struct figure *f = layout->figure;
    const char *base = figure_whole(f, layout->data->base_year);
    const char *target =
        FIGURE_FILL(f, TF_PHRASE_GROUPS_TARGET_KEY,
                    figure_check(f, tf_words_plain(f->arena, layout->data->target)), base);
    const char *key = FIGURE_FILL(f, TF_PHRASE_GROUPS_TEXT_KEY, base,
                                  figure_whole(f, layout->data->horizon_year), target);
    text_put(page, line, layout->names + 2, key, INK_MUTED, false);
}

void chart_groups_text_finish(struct figure *figure, const struct tf_chart *chart,
                              const struct tf_buffer *canvas, struct tf_buffer *out)
{
    struct text_layout layout;
    struct text_page counting, page;
    arrange(&layout, figure, chart->groups);
    text_page_init(&counting, figure, layout.columns, 0);
    size_t header = text_header(&counting, 0, figure->title, figure->subtitle);
    header += header > 0;
    text_page_init(&page, figure, layout.columns,
                   header + layout.height + layout.data->panel_count + 1);
    text_header(&page, 0, figure->title, figure->subtitle);
    size_t line = header, row = 0;
    for (size_t p = 0; p < layout.data->panel_count; p++) {
        set_panel(&page, &layout, canvas, p, line, row);
        line += layout.data->panels[p].group_count + 1;
        row += layout.data->panels[p].group_count;
    }
    set_key(&page, &layout, line);
    text_render(&page, out);
}
