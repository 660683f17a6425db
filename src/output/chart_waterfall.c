/* chart_waterfall: bars that lead from one level to another, or from 0 to the whole. */
#include <math.h>
#include <string.h>

#include "output/chart_axes.h"
#include "output/chart_numbers.h"
#include "output/chart_panels.h"
#include "output/chart_waterfall.h"

#define HALF 0.34 /* of a bar's width, in bars */
#define NAME_LINES 3
#define NAME_STEP 0.07
#define LEAST_NAME 0.72 /* to which names may shrink */
#define VALUE_ROOM 0.08 /* of the axis above the highest bar */

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_waterfall *data = chart->waterfall;
    if (!panels_check("waterfall", "parts", data->part_count, 1, TF_CHART_PARTS_MOST, diag)) {
        return false;
    }
    bool finite = isfinite(data->start) && isfinite(data->end);
    for (size_t i = 0; i < data->part_count; i++) {
        finite = finite && isfinite(data->parts[i].value);
    }
    return finite || tf_fail(diag, TF_BAD_INPUT, NULL,
                             "a part has no value that a waterfall chart could show");
}

struct waterfall_layout {
    struct figure *figure;
    struct waterfall waterfall;
    struct axes axes;
    struct tf_ticks ticks;
    const char *tick_text[TF_TICKS_MOST];
    struct tf_lines names[WATERFALL_BARS_MOST];
    bool staggered;       /* names stand on two levels in turns */
    size_t name_lines[2]; /* of a level, at most */
    double name_size, value_size;
};

/* --- places ----------------------------------------------------------------------------------- */

static double slot(const struct waterfall_layout *layout, double left)
{
    const struct tf_page *page = layout->figure->page;
    return (page->width - page->margin - left) / (double)layout->waterfall.count;
}

/* The room for a bar's name, du: its own slot, and where names stand on two levels half those of
 * its neighbours too. The last bar has the page's margin beside it. */
static double name_room(const struct waterfall_layout *layout, double left, size_t i)
{
    bool last = i + 1 == layout->waterfall.count;
    double own = slot(layout, left), margin = layout->figure->page->margin;
    return !layout->staggered ? own * 0.97 : last ? own * 0.97 + margin : own * 1.84;
}

static bool word_fits(const struct figure *f, const char *word, size_t length, double size,
                      double room)
{
    char *copy = tf_arena_strndup(f->arena, word, length);
    return copy && (tf_layout_has_ideographs(copy) || figure_width(f, copy, size, false) <= room);
}

/* A name of which all words are as wide as the room at most: wider ones are cut, so that none is
 * broken within. */
static const char *cut_words(struct figure *f, const char *name, double size, double room)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    for (const char *at = name; *at;) {
        size_t length = strcspn(at, " ");
        if (word_fits(f, at, length, size, room)) {
            tf_buffer_append(&out, at, length);
        } else {
            const char *word = figure_check(f, tf_arena_strndup(f->arena, at, length));
            tf_buffer_text(&out, figure_fit(f, word, size, false, room));
        }
        at += length;
        if (*at == ' ') {
            tf_buffer_text(&out, " ");
            at++;
        }
    }
    char *copy =
        out.failed ? NULL : tf_arena_strndup(f->arena, out.bytes ? out.bytes : "", out.length);
    tf_buffer_release(&out);
    return figure_check(f, copy);
}

/* Wraps all names; false where a word had to be cut or lines left out. */
static bool wrap_names(struct waterfall_layout *layout, double left, double size)
{
    struct figure *f = layout->figure;
    bool fit = true;
    layout->name_size = size;
    layout->name_lines[0] = layout->name_lines[1] = 0;
    for (size_t i = 0; i < layout->waterfall.count; i++) {
        const char *name = layout->waterfall.bars[i].name;
        struct tf_lines *lines = &layout->names[i];
        double room = name_room(layout, left, i);
        const char *whole = cut_words(f, name, size, room);
        f->failed |= !tf_layout_wrap(f->arena, whole, size, false, room / f->options->width_factor,
                                     NAME_LINES, lines);
        const char *last = lines->count > 0 ? lines->line[lines->count - 1] : "";
        size_t end = strlen(last), level = layout->staggered ? i % 2 : 0;
        fit &= strcmp(whole, name) == 0 && !(end >= 3 && strcmp(last + end - 3, "…") == 0);
        layout->name_lines[level] =
            lines->count > layout->name_lines[level] ? lines->count : layout->name_lines[level];
    }
    return fit;
}

/* Names as large as they have room, on one level below the bars, else on two in turns. */
static void choose_names(struct waterfall_layout *layout, double left)
{
    double body = layout->figure->page->body * 0.95;
    for (int levels = 1; levels <= 2; levels++) {
        layout->staggered = levels == 2;
        for (int step = 0; 1 - step * NAME_STEP >= LEAST_NAME; step++) {
            if (wrap_names(layout, left, body * (1 - step * NAME_STEP))) {
                return;
            }
        }
    }
}

/* Values are as large as the widest of them has room above its bar; that of the gap has more. */
static void choose_values(struct waterfall_layout *layout)
{
    struct figure *f = layout->figure;
    double widest = 1, size = f->page->label;
    for (size_t i = 0; i < layout->waterfall.count; i++) {
        if (layout->waterfall.bars[i].kind != BAR_GAP) {
            widest = fmax(widest, figure_width(f, layout->waterfall.bars[i].value, size, true));
        }
    }
    double room = slot(layout, layout->axes.box.left) * 0.97;
    layout->value_size = widest > room ? fmax(size * room / widest, 8) : size;
}

static void set_ticks(struct waterfall_layout *layout)
{
    struct figure *f = layout->figure;
    const struct waterfall *w = &layout->waterfall;
    double high = fmax(w->high, isfinite(w->target) ? w->target : w->high);
    double span = high - w->low;
    double low = w->low < 0 ? w->low - span * VALUE_ROOM : 0;
    tf_layout_ticks(low, high + span * VALUE_ROOM, 5, &layout->ticks);
    for (size_t i = 0; i < layout->ticks.count; i++) {
        layout->tick_text[i] =
            w->data->logarithms ? figure_number(f, layout->ticks.value[i], layout->ticks.decimals)
                                : money_tick(f, &w->amounts.money, layout->ticks.value[i]);
    }
}

static void set_box(struct waterfall_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_page *page = f->page;
    set_ticks(layout);
    double left = page->margin +
                  axes_widest(f, layout->tick_text, layout->ticks.count, page->body) +
                  figure_tick_room(f) + 1;
    choose_names(layout, left);
    double foot =
        figure_tick_room(f) +
        layout->name_size * (1.15 * (double)(layout->name_lines[0] + layout->name_lines[1]) + 0.2);
    layout->axes = (struct axes){
        .figure = f,
        .box = {left, f->top + page->body * 1.2, page->width - page->margin, f->floor - foot},
        .x_low = 0.5,
        .x_high = (double)layout->waterfall.count + 0.5,
        .y_low = layout->ticks.low,
        .y_high = layout->ticks.high,
        .size = page->body};
    f->left = layout->axes.box.left;
    f->right = layout->axes.box.right;
    f->plot_top = layout->axes.box.top;
    f->plot_bottom = layout->axes.box.bottom;
    choose_values(layout);
}

/* --- words ------------------------------------------------------------------------------------ */

static void set_name(struct waterfall_layout *layout, size_t i)
{
    double x = axes_x(&layout->axes, (double)i + 1), size = layout->name_size;
    double top = layout->axes.box.bottom + figure_tick_room(layout->figure);
    if (layout->staggered && i % 2) {
        double lower = top + size * 1.15 * (double)layout->name_lines[0];
        figure_rule(layout->figure, RULE_CONTEXT, x, layout->axes.box.bottom + 4, x, lower - 1);
        top = lower;
    }
    double y = top + size * 0.5;
    for (size_t k = 0; k < layout->names[i].count; k++) {
        figure_text(layout->figure, layout->names[i].line[k], x, y + size * 1.15 * (double)k, size,
                    ALIGN_CENTRE, false, INK_TEXT);
    }
}

static int value_ink(enum waterfall_bar_kind kind)
{
    return kind == BAR_GAIN   ? INK_GAIN
           : kind == BAR_LOSS ? INK_LOSS
           : kind == BAR_GAP  ? INK_TARGET
                              : INK_TEXT;
}

/* A place above a bar, a little higher where a line of the grid would cross the text. */
static double above_grid(const struct waterfall_layout *layout, double y, double size)
{
    for (size_t i = 0; i < layout->ticks.count; i++) {
        double line = axes_y(&layout->axes, layout->ticks.value[i]);
        if (fabs(line - y) < size * 0.5) {
            return line - size * 0.62;
        }
    }
    return y;
}

/* Above the bar; where the target's line would strike it through, below the bar, and of a level
 * inside it. */
static void set_value(struct waterfall_layout *layout, size_t i)
{
    const struct waterfall *w = &layout->waterfall;
    const struct waterfall_bar *bar = &w->bars[i];
    double size = layout->value_size, x = axes_x(&layout->axes, (double)i + 1);
    double top = axes_y(&layout->axes, fmax(bar->from, bar->to));
    double bottom = axes_y(&layout->axes, fmin(bar->from, bar->to));
    double y =
        bar->kind == BAR_GAP ? top - size * 0.95 : above_grid(layout, top - size * 0.72, size);
    int ink = value_ink(bar->kind);
    bool below_zero = bar->kind == BAR_LEVEL && bar->to < 0;
    double target = isfinite(w->target) ? axes_y(&layout->axes, w->target) : -1e9;
    if (bar->kind != BAR_GAP && fabs(y - target) < size * 0.75) {
        bool inside = bar->kind == BAR_LEVEL;
        y = inside ? top + size * 0.85 : bottom + size * 0.8;
        ink = inside ? INK_ON_SERIES : ink;
    }
    if (bar->kind == BAR_GAP) { /* it may be wider than its bar */
        double half = figure_width(layout->figure, bar->value, size, true) / 2;
        x = fmin(x, layout->figure->page->width - layout->figure->page->margin / 2 - half);
    }
    figure_text(layout->figure, bar->value, x, below_zero ? bottom + size * 0.8 : y, size,
                ALIGN_CENTRE, true, ink);
}

static void set_target(struct waterfall_layout *layout)
{
    struct figure *f = layout->figure;
    if (!isfinite(layout->waterfall.target)) {
        return;
    }
    double y = axes_y(&layout->axes, layout->waterfall.target), size = f->page->label;
    const char *words = waterfall_target_words(f, &layout->waterfall);
    figure_rule(f, RULE_TARGET, f->left, y, f->right, y);
    for (int i = 0; i < 12; i++) {
        if (figure_text_if_clear(f, words, f->left + 4 + i * (f->right - f->left) / 16,
                                 y - size * 0.78, size, ALIGN_START, true, INK_TARGET)) {
            return;
        }
    }
}

/* --- the script ------------------------------------------------------------------------------- */

static void put_bars(struct waterfall_layout *layout)
{
    struct tf_buffer *script = layout->figure->script;
    const struct waterfall *w = &layout->waterfall;
    tf_gnuplot_block_begin(script, "bars");
    for (size_t i = 0; i < w->count; i++) {
        double row[] = {(double)i + 1, w->bars[i].from, w->bars[i].to, (double)w->bars[i].kind,
                        HALF};
        tf_gnuplot_block_row(script, row, 5);
    }
    tf_gnuplot_block_end(script);
    tf_gnuplot_whole(script, "BARS", (long)w->count);
    tf_gnuplot_whole(script, "GAPS", w->bars[w->count - 1].kind == BAR_GAP);
    tf_gnuplot_real(script, "X_MIN", layout->axes.x_low);
    tf_gnuplot_real(script, "X_MAX", layout->axes.x_high);
    tf_gnuplot_real(script, "Y_MIN", layout->axes.y_low);
    tf_gnuplot_real(script, "Y_MAX", layout->axes.y_high);
}

static void trace_bar(struct waterfall_layout *layout, size_t i)
{
    const struct waterfall_bar *bar = &layout->waterfall.bars[i];
    for (int edge = 0; edge < 3; edge++) { /* its sides and its middle, which no text may cross */
        double x = axes_x(&layout->axes, (double)i + 1 + HALF * (edge - 1));
        figure_line(layout->figure, x, axes_y(&layout->axes, bar->from), x,
                    axes_y(&layout->axes, bar->to));
    }
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_waterfall *data = chart->waterfall;
    struct waterfall_layout layout = {.figure = figure};
    waterfall_make(&layout.waterfall, figure, data);
    figure_words(figure, chart_waterfall_finding(figure, chart),
                 waterfall_subtitle(figure, &layout.waterfall), data->note, data->sources);
    figure_frame(figure);
    set_box(&layout);
    axes_y_ticks(&layout.axes, &layout.ticks, layout.tick_text);
    figure_rule(figure, RULE_AXIS, figure->left, axes_y(&layout.axes, 0), figure->right,
                axes_y(&layout.axes, 0));
    for (size_t i = 0; i < layout.waterfall.count; i++) {
        trace_bar(&layout, i);
        set_name(&layout, i);
        set_value(&layout, i);
    }
    set_target(&layout);
    put_bars(&layout);
}

const struct chart_kind chart_waterfall_kind = {
    .name = "waterfall",
    .template_name = "waterfall.gp",
    .check = check,
    .finding = chart_waterfall_finding,
    .compose = compose,
    .text_finish = chart_waterfall_text,
};
