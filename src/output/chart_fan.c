/* chart_fan: bands that hold 50, 80 and 90 % of the draws, and the chance of reaching the target by
 * year: one large panel with all its words, or small ones on a common axis. */
#include "output/chart_fan.h"

#include <math.h>
#include <stdio.h>

#include "output/chart_numbers.h"

#define SPAN_MOST 200 /* years */
#define POINTS_LEAST 41
#define GAP 48 /* between panels, du */
#define END 14 /* from the bands' end to their labels, du */

static bool check_panel(const struct tf_chart_fan *fan, const struct tf_chart_fan_panel *panel,
                        struct tf_diag *diag)
{
    for (int t = 0; t <= fan_span(fan); t++) {
        for (size_t i = 0; i < TF_CHART_FAN_EDGES; i++) {
            if (!isfinite(panel->edges[t][i])) {
                return tf_fail(diag, TF_BAD_INPUT, NULL,
                               "%d has no distribution that a fan chart could show",
                               fan->base_year + t);
            }
        }
    }
    return true;
}

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_fan *fan = chart->fan;
    if (!panels_check("fan", "panels", fan->panel_count, 1, TF_CHART_CELLS_MOST, diag)) {
        return false;
    }
    if (fan_span(fan) < 1 || fan_span(fan) > SPAN_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL, "a fan chart shows 1 to %d years, not %d",
                       SPAN_MOST, fan_span(fan));
    }
    for (size_t p = 0; p < fan->panel_count; p++) {
        if (!check_panel(fan, &fan->panels[p], diag)) {
            return false;
        }
    }
    return true;
}

struct fan_layout {
    struct figure *figure;
    const struct tf_chart_fan *data;
    struct fan_axis axis;
    const char *tick_text[TF_TICKS_MOST];
    struct axes_grid grid;
    struct axes panels[TF_CHART_CELLS_MOST];
    double ticks_width, end_width;
    double tick_size; /* smaller than body text where even two ticks are too close */
};

static bool is_single(const struct fan_layout *layout)
{
    return layout->data->panel_count == 1;
}

static bool has_chances(const struct fan_layout *layout)
{
    return isfinite(layout->data->target) && layout->data->panels[0].reached != NULL;
}

/* --- boxes ------------------------------------------------------------------------------------ */

static const char *median_label(struct fan_layout *layout, size_t p)
{
    struct figure *f = layout->figure;
    double median = layout->data->panels[p].edges[fan_span(layout->data)][FAN_MEDIAN];
    const char *value = fan_value(f, layout->data, median);
    return is_single(layout) ? FIGURE_FILL(f, TF_PHRASE_FAN_MEDIAN, value) : value;
}

static void measure_ends(struct fan_layout *layout)
{
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        layout->end_width =
            fmax(layout->end_width, figure_width(layout->figure, median_label(layout, p),
                                                 layout->figure->page->label, true));
    }
}

/* Fewer ticks where their texts would be too close: one panel's height tells. */
static void thin_ticks(struct fan_layout *layout, double height)
{
    struct figure *f = layout->figure;
    int about = (int)layout->axis.ticks.count;
    while (about > 1 && height < f->page->body * 1.35 * (double)(layout->axis.ticks.count - 1)) {
        about--;
        layout->axis = fan_axis(layout->data, about);
    }
    double room = height / (1.35 * (double)(layout->axis.ticks.count - 1));
    layout->tick_size = fmin(f->page->body, room);
    figure_tick_texts(f, &layout->axis.ticks, layout->data->shares, layout->tick_text);
}

static void choose_grid(struct fan_layout *layout)
{
    size_t count = layout->data->panel_count;
    layout->grid.columns = panels_columns(layout->figure, count, layout->data->columns);
    layout->grid.rows = (count + layout->grid.columns - 1) / layout->grid.columns;
    layout->grid.across = GAP;
    layout->grid.down = layout->figure->page->body * 1.1;
}

/* Each panel's box: below its head, left of its end label; the last of a column has the years. */
static void set_boxes(struct fan_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_page *page = f->page;
    size_t count = layout->data->panel_count;
    double head = is_single(layout) ? page->body * 1.45 : panels_head(f);
    double foot = axes_foot(f, is_single(layout) && has_chances(layout));
    double top = f->top + (is_single(layout) ? 0 : page->body * 0.5), bottom = f->floor - foot;
    choose_grid(layout);
    double gaps = (double)(layout->grid.rows - 1) * layout->grid.down;
    thin_ticks(layout, (bottom - top - gaps) / (double)layout->grid.rows - head);
    layout->ticks_width = axes_widest(f, layout->tick_text, layout->axis.ticks.count, page->body) +
                          figure_tick_room(f) + 1;
    measure_ends(layout);
    layout->grid.box = (struct tf_box){page->margin + layout->ticks_width, top,
                                       page->width - page->margin, bottom};
    for (size_t p = 0; p < count; p++) {
        struct tf_box cell = axes_cell(&layout->grid, p);
        cell.top += head;
        cell.right -= layout->end_width + END;
        layout->panels[p] = (struct axes){.figure = f,
                                          .box = cell,
                                          .x_low = layout->data->base_year,
                                          .x_high = layout->data->horizon_year,
                                          .y_low = layout->axis.low,
                                          .y_high = layout->axis.high,
                                          .y_log = layout->axis.log,
                                          .size = layout->tick_size};
    }
}

/* --- what texts keep clear of ----------------------------------------------------------------- */

/* The edges of the bands, and strokes up through them, so that no text stands on a band. */
static void trace(struct fan_layout *layout, size_t p)
{
    const struct tf_chart_fan_panel *panel = &layout->data->panels[p];
    const struct axes *axes = &layout->panels[p];
    for (int t = 0; t < fan_span(layout->data); t++) {
        double x = axes_x(axes, layout->data->base_year + t);
        double next = axes_x(axes, layout->data->base_year + t + 1);
        for (size_t i = 0; i < TF_CHART_FAN_EDGES; i++) {
            figure_line(layout->figure, x, axes_y(axes, panel->edges[t][i]), next,
                        axes_y(axes, panel->edges[t + 1][i]));
        }
        figure_line(layout->figure, next, axes_y(axes, panel->edges[t + 1][FAN_LOWEST]), next,
                    axes_y(axes, panel->edges[t + 1][FAN_HIGHEST]));
    }
}

/* --- words in and round a panel --------------------------------------------------------------- */

static void set_axes(struct fan_layout *layout, size_t p, struct tf_ticks *years)
{
    const struct axes *axes = &layout->panels[p];
    bool first = p % layout->grid.columns == 0;
    bool lowest = p + layout->grid.columns >= layout->data->panel_count;
    axes_y_ticks(axes, &layout->axis.ticks, first ? layout->tick_text : NULL);
    axes_base(axes);
    if (lowest) {
        axes_years(axes, layout->data->base_year, layout->data->horizon_year,
                   axes->box.right + layout->end_width + END, years);
    }
    if (layout->axis.has_target) {
        double y = axes_y(axes, fan_target(layout->data));
        figure_rule(layout->figure, RULE_TARGET_OVER, axes->box.left, y, axes->box.right, y);
        figure_line(layout->figure, axes->box.left, y, axes->box.right, y);
    }
}

/* In order of height; the median in bold. Where all would be a block higher than half the box, only
 * the median stays. */
static void set_end_labels(struct fan_layout *layout)
{
    static const char *const names[TF_CHART_FAN_EDGES] = {"90%", "80%", "50%", NULL,
                                                          "50%", "80%", "90%"};
    struct figure *f = layout->figure;
    const struct axes *axes = &layout->panels[0];
    const double *edges = layout->data->panels[0].edges[fan_span(layout->data)];
    double centre[TF_CHART_FAN_EDGES], gap[TF_CHART_FAN_EDGES], size = f->page->label;
    bool all = TF_CHART_FAN_EDGES * size < (axes->box.bottom - axes->box.top) * 0.6;
    for (size_t i = 0; i < TF_CHART_FAN_EDGES; i++) {
        centre[i] = axes_y(axes, edges[i]);
        gap[i] = size * (i == FAN_MEDIAN ? 1.2 : 1.02);
    }
    if (all) {
        f->failed |= !tf_layout_spread(centre, gap, TF_CHART_FAN_EDGES, axes->box.top - 20,
                                       axes->box.bottom + 6);
    }
    for (size_t i = 0; i < TF_CHART_FAN_EDGES; i++) {
        bool median = i == FAN_MEDIAN;
        if (all || median) {
            figure_text(f, median ? median_label(layout, 0) : names[i], axes->box.right + END,
                        centre[i], median ? size : size * 0.87, ALIGN_START, median,
                        median ? INK_MEDIAN : INK_MUTED);
        }
    }
}

static void set_target(struct fan_layout *layout)
{
    struct figure *f = layout->figure;
    const struct axes *axes = &layout->panels[0];
    const char *text = fan_target_words(f, layout->data);
    double size = f->page->label, y = axes_y(axes, fan_target(layout->data));
    for (int i = 0; layout->axis.has_target && i < 8; i++) {
        double x = axes->box.left + 4 + i * (axes->box.right - axes->box.left) / 16;
        for (int below = 0; below < 2; below++) {
            if (figure_text_if_clear(f, text, x, y + size * (below ? 0.82 : -0.78), size,
                                     ALIGN_START, true, INK_TARGET)) {
                return;
            }
        }
    }
}

/* The chance in large figures, where there is room: below the target's line, above it, then from
 * the top of the box down. */
static void set_call_out(struct fan_layout *layout)
{
    struct figure *f = layout->figure;
    const struct axes *axes = &layout->panels[0];
    const struct tf_chart_fan *fan = layout->data;
    const char *chance = figure_chance(f, fan_chance(fan, &fan->panels[0]));
    bool doubling = fabs(fan->target - 2) < 1e-12;
    const char *words = FIGURE_FILL(
        f, doubling ? TF_PHRASE_FAN_CALL_DOUBLES : TF_PHRASE_FAN_CALL_REACHES,
        figure_whole(f, fan->horizon_year), figure_check(f, tf_words_plain(f->arena, fan->target)));
    double title = f->page->title, large = title * 1.25, x = axes->box.left + 4;
    double line = layout->axis.has_target ? axes_y(axes, fan_target(fan)) : axes->box.top;
    double places[] = {line + title * 0.95, line - title * 2.6, axes->box.top + title * 0.9,
                       axes->box.top + title * 3.4, axes->box.bottom - title * 2.4};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        double below = places[i] + title * 1.12;
        if (places[i] - large / 2 < f->top || below + title > axes->box.bottom) {
            continue;
        }
        size_t before = f->text_count;
        if (figure_text_if_clear(f, chance, x, places[i], large, ALIGN_START, true, INK_MEDIAN) &&
            figure_text_if_clear(f, words, x, below, f->page->label, ALIGN_START, false,
                                 INK_MEDIAN)) {
            return;
        }
        f->text_count = before; /* one without the other says nothing */
    }
}

/* "Chance of having doubled by:" and, below the years, the chances; from the first year that leaves
 * room for the words. */
static void set_strip(struct fan_layout *layout, const struct tf_ticks *years)
{
    struct figure *f = layout->figure;
    const struct axes *axes = &layout->panels[0];
    const struct tf_chart_fan *fan = layout->data;
    double size = f->page->label, y = axes->box.bottom + figure_tick_room(f) + f->page->body * 1.9;
    bool doubling = fabs(fan->target - 2) < 1e-12;
    const char *words =
        FIGURE_FILL(f, doubling ? TF_PHRASE_FAN_STRIP_DOUBLES : TF_PHRASE_FAN_STRIP_REACHES,
                    figure_check(f, tf_words_plain(f->arena, fan->target)));
    double width = figure_width(f, words, size * 0.87, false);
    bool begun = false;
    for (size_t i = 0; i < years->count; i++) {
        double x = axes_x(axes, years->value[i]);
        const char *chance =
            figure_chance(f, fan->panels[0].reached[(int)years->value[i] - fan->base_year]);
        double end = x - figure_width(f, chance, size * 0.95, true) / 2 - size * 0.7;
        if (!begun && end - width < f->page->margin) {
            continue;
        }
        if (!begun) {
            figure_text(f, words, end, y, size * 0.87, ALIGN_END, false, INK_MUTED);
        }
        begun = true;
        figure_text(f, chance, x, y, size * 0.95, ALIGN_CENTRE, true, INK_MEDIAN);
    }
}

/* A small panel's head: its name, and the chance at the right as far as there is room. */
static void set_head(struct fan_layout *layout, size_t p)
{
    struct figure *f = layout->figure;
    const struct axes *axes = &layout->panels[p];
    const struct tf_chart_fan *fan = layout->data;
    double size = f->page->label * 0.92, right = axes->box.right + layout->end_width + END;
    double width = right - axes->box.left, used = 0;
    if (has_chances(layout)) {
        bool doubling = fabs(fan->target - 2) < 1e-12;
        const char *chance = figure_chance(f, fan_chance(fan, &fan->panels[p]));
        const char *words =
            FIGURE_FILL(f, doubling ? TF_PHRASE_FAN_HEAD_DOUBLES : TF_PHRASE_FAN_HEAD_REACHES,
                        chance, figure_whole(f, fan->horizon_year),
                        figure_check(f, tf_words_plain(f->arena, fan->target)));
        words = figure_width(f, words, size, true) < width * 0.5 ? words : chance;
        used = figure_width(f, words, size, true) + size;
        figure_text(f, words, right, axes->box.top - panels_head_middle(f), size, ALIGN_END, true,
                    INK_MEDIAN);
    }
    panels_set_head(f, &fan->panels[p].scope, axes->box.left, axes->box.top, width - used);
    double end = fan->panels[p].edges[fan_span(fan)][FAN_MEDIAN];
    figure_text(f, median_label(layout, p), axes->box.right + END, axes_y(axes, end),
                f->page->label, ALIGN_START, true, INK_MEDIAN);
}

/* --- the script ------------------------------------------------------------------------------- */

/* Between years a quantile grows at a constant rate where it can. */
static double between(double from, double to, double part)
{
    return from > 0 && to > 0 ? from * pow(to / from, part) : from + (to - from) * part;
}

static void put_panel(struct fan_layout *layout, size_t p)
{
    const struct tf_chart_fan_panel *panel = &layout->data->panels[p];
    const struct axes *axes = &layout->panels[p];
    int span = fan_span(layout->data), parts = (POINTS_LEAST + span - 1) / span;
    for (int step = 0; step <= span * parts; step++) {
        int t = step / parts;
        double part = (double)(step % parts) / parts;
        double row[2 * TF_CHART_FAN_EDGES + 2];
        row[0] = layout->data->base_year + (double)step / parts;
        row[TF_CHART_FAN_EDGES + 1] = figure_hundredth(axes_x(axes, row[0]));
        for (size_t i = 0; i < TF_CHART_FAN_EDGES; i++) {
            double value = part > 0 ? between(panel->edges[t][i], panel->edges[t + 1][i], part)
                                    : panel->edges[t][i];
            row[i + 1] = value;
            row[i + TF_CHART_FAN_EDGES + 2] = figure_hundredth(axes_y(axes, value));
        }
        tf_gnuplot_block_row(layout->figure->script, row, sizeof row / sizeof *row);
    }
}

static void put_panels(struct fan_layout *layout)
{
    struct tf_buffer *script = layout->figure->script;
    tf_gnuplot_whole(script, "PANELS", (long)layout->data->panel_count);
    tf_gnuplot_block_begin(script, "fan");
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        if (p > 0) {
            tf_gnuplot_block_break(script);
        }
        put_panel(layout, p);
    }
    tf_gnuplot_block_end(script);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void say(struct fan_layout *layout, const struct tf_chart *chart)
{
    struct figure *f = layout->figure;
    const struct tf_chart_fan *fan = chart->fan;
    char draws[32];
    snprintf(draws, sizeof draws, "%s", figure_number(f, (double)fan->draws, 0));
    if (isfinite(fan->target) && !layout->axis.has_target) {
        figure_note(f, FIGURE_FILL(f, TF_PHRASE_PATHS_OUTSIDE,
                                   figure_check(f, tf_words_plain(f->arena, fan->target)),
                                   figure_whole(f, fan->base_year)));
    }
    const char *note = fan->note ? fan->note : FIGURE_FILL(f, TF_PHRASE_FAN_NOTE, draws);
    figure_words(f, chart_fan_finding(f, chart), fan_subtitle(f, fan, &layout->axis, true), note,
                 fan->sources);
    figure_frame(f);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    struct fan_layout layout = {.figure = figure, .data = chart->fan};
    struct tf_ticks years = {.count = 0};
    bool small = figure->page->height < 700 || chart->fan->panel_count > 2;
    layout.axis = fan_axis(chart->fan, small ? 4 : 5);
    say(&layout, chart);
    set_boxes(&layout);
    for (size_t p = 0; p < chart->fan->panel_count; p++) {
        set_axes(&layout, p, &years);
        trace(&layout, p);
        if (!is_single(&layout)) {
            set_head(&layout, p);
        }
    }
    if (is_single(&layout)) {
        set_end_labels(&layout);
    }
    set_target(&layout);
    if (is_single(&layout) && has_chances(&layout)) {
        set_call_out(&layout);
        set_strip(&layout, &years);
    }
    put_panels(&layout);
}

const struct chart_kind chart_fan_kind = {
    .name = "fan",
    .template_name = "fan.gp",
    .check = check,
    .finding = chart_fan_finding,
    .compose = compose,
    .text_finish = chart_fan_text,
};
