/* chart_frontier: how far one quantity goes with another: what a goal takes, or what an assumption
 * yields against the target. */
#include <math.h>

#include "base/num.h"
#include "output/chart_experiment_kinds.h"
#include "output/chart_plot.h"

#define NAME_CHARACTERS 120
#define LONGEST_LABEL 0.26 /* of the page's width */
#define LEAST_SHARE 0.2    /* of the axis that the lines must fill for the target to be shown */
#define PIECES_MOST 400    /* of all lines, between gaps */
#define DOTS_MOST 30       /* points of a line that are shown as dots */

struct frontier_layout {
    struct figure *figure;
    const struct tf_chart_frontier *data;
    struct plot plot;
    bool has_level, has_errors;
    const char *labels[TF_CHART_FRONTIERS_MOST];
};

static size_t finite_points(const struct tf_chart_frontier_line *line)
{
    size_t count = 0;
    for (size_t i = 0; i < line->count; i++) {
        count += isfinite(line->points[i].y) ? 1 : 0;
    }
    return count;
}

size_t chart_frontier_notes(struct figure *figure, const struct tf_chart_frontier *frontier,
                            const char *notes[CHART_FRONTIER_NOTES_MOST])
{
    enum tf_language language = figure->options->language;
    size_t count = 0;
    bool gaps = false;
    for (size_t i = 0; i < frontier->line_count; i++) {
        gaps |= finite_points(&frontier->lines[i]) < frontier->lines[i].count;
    }
    if (gaps && frontier->goal != NULL) {
        notes[count++] = tf_phrase_text(TF_PHRASE_FRONTIER_GAPS, language);
    }
    if (frontier->at_ends) {
        notes[count++] = tf_phrase_text(TF_PHRASE_FRONTIER_ENDS, language);
    }
    for (size_t i = 0; i < frontier->line_count; i++) {
        if (finite_points(&frontier->lines[i]) == 0) {
            const char *name = figure_clean(figure, frontier->lines[i].name, NAME_CHARACTERS);
            notes[count++] = FIGURE_FILL(figure, TF_PHRASE_FRONTIER_EMPTY, name);
        }
    }
    return count;
}

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_frontier *frontier = chart->frontier;
    size_t finite = 0;
    if (frontier->line_count < 1 || frontier->line_count > TF_CHART_FRONTIERS_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "a frontier chart shows 1 to %d lines, not %zu; draw them in several charts",
                       TF_CHART_FRONTIERS_MOST, frontier->line_count);
    }
    for (size_t i = 0; i < frontier->line_count; i++) {
        finite += finite_points(&frontier->lines[i]);
        if (frontier->lines[i].count < 2) {
            return tf_fail(diag, TF_BAD_INPUT, NULL,
                           "a frontier chart needs two points a line or more; vary an assumption "
                           "with --vary");
        }
    }
    return finite > 0 || tf_fail(diag, TF_BAD_INPUT, NULL,
                                 "no point has a value of %s; a frontier chart has nothing to show",
                                 frontier->y.name);
}

double chart_frontier_crossing(const struct tf_chart_frontier_line *line, double level)
{
    for (size_t i = 0; i + 1 < line->count; i++) {
        const struct tf_chart_frontier_point *a = &line->points[i], *b = a + 1;
        if (isfinite(a->y) && isfinite(b->y) && (a->y >= level) != (b->y >= level)) {
            return a->x + (level - a->y) / (b->y - a->y) * (b->x - a->x);
        }
    }
    return TF_ABSENT;
}

/* --- axes --------------------------------------------------------------------------------------
 */

struct range {
    double x_low, x_high, y_low, y_high;
};

static void widen(struct range *range, double x, double y)
{
    range->x_low = fmin(range->x_low, x);
    range->x_high = fmax(range->x_high, x);
    if (isfinite(y)) {
        range->y_low = fmin(range->y_low, y);
        range->y_high = fmax(range->y_high, y);
    }
}

static struct range find_range(struct frontier_layout *layout)
{
    struct range range = {HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL};
    for (size_t k = 0; k < layout->data->line_count; k++) {
        const struct tf_chart_frontier_line *line = &layout->data->lines[k];
        for (size_t i = 0; i < line->count; i++) {
            const struct tf_chart_frontier_point *point = &line->points[i];
            double band = isfinite(point->error) ? 1.96 * point->error : 0;
            layout->has_errors |= isfinite(point->y) && band > 0;
            widen(&range, point->x, point->y - band);
            widen(&range, point->x, point->y + band);
        }
    }
    return range;
}

static void set_scales(struct frontier_layout *layout)
{
    const struct tf_chart_frontier *frontier = layout->data;
    struct range range = find_range(layout);
    double low = fmin(range.y_low, frontier->level), high = fmax(range.y_high, frontier->level);
    layout->has_level =
        isfinite(frontier->level) && range.y_high - range.y_low >= LEAST_SHARE * (high - low);
    if (layout->has_level) { /* with room for the target's words above its line */
        range.y_low = low;
        range.y_high = fmax(high, frontier->level + 0.08 * (high - low));
    }
    plot_axis_fit(&layout->plot.x, frontier->x.scale, range.x_low, range.x_high, 7);
    plot_axis_fit(&layout->plot.y, frontier->y.scale, range.y_low, range.y_high, 5);
}

/* As large as lets all names stand below each other. */
static double label_size(const struct frontier_layout *layout)
{
    double room = layout->plot.bottom - layout->plot.top;
    double usual = layout->figure->page->label;
    return fmin(usual, room / (1.25 * (double)layout->data->line_count + 0.5));
}

static double widest_label(struct frontier_layout *layout)
{
    struct figure *f = layout->figure;
    double widest = 0, most = f->page->width * LONGEST_LABEL, size = label_size(layout);
    for (size_t i = 0; layout->data->line_count > 1 && i < layout->data->line_count; i++) {
        const char *name = figure_clean(f, layout->data->lines[i].name, NAME_CHARACTERS);
        layout->labels[i] = figure_fit(f, name, size, true, most);
        widest = fmax(widest, figure_width(f, layout->labels[i], size, true) + 26);
    }
    return widest;
}

static void arrange(struct frontier_layout *layout)
{
    struct figure *f = layout->figure;
    struct plot *plot = &layout->plot;
    double body = f->page->body;
    plot->figure = f;
    plot->left = f->page->margin + plot_widest_tick(f, &plot->y, body) + 14;
    plot->top = f->top + f->page->label * (layout->data->goal != NULL ? 2.3 : 1.4);
    plot->bottom = f->floor - body * 2.7;
    plot->right = f->page->width - f->page->margin - fmax(widest_label(layout), body * 1.4);
}

static void set_axes(struct frontier_layout *layout)
{
    struct figure *f = layout->figure;
    const struct plot *plot = &layout->plot;
    double size = f->page->label, width = f->page->width - 2 * f->page->margin;
    plot_horizontal_grid(plot);
    plot_base_line(plot);
    plot_x_texts(plot);
    plot_y_texts(plot);
    if (layout->data->goal != NULL) { /* else the subtitle says it */
        figure_text(f, plot_axis_title(f, &layout->data->y, size, width), f->page->margin,
                    f->top + size * 1.05, size, ALIGN_START, false, INK_MUTED);
    }
    double middle = (plot->left + plot->right) / 2;
    double room = 2 * fmin(middle - f->page->margin, f->page->width - f->page->margin - middle);
    figure_text(f, plot_axis_title(f, &layout->data->x, size, room), middle,
                plot->bottom + f->page->body * 2.35, size, ALIGN_CENTRE, false, INK_MUTED);
}

/* --- lines -------------------------------------------------------------------------------------
 */

static void put_point(struct frontier_layout *layout, const struct tf_chart_frontier_point *point)
{
    const struct plot *plot = &layout->plot;
    double band = isfinite(point->error) ? 1.96 * point->error : 0;
    plot_row(layout->figure,
             (double[]){plot_x(plot, point->x), plot_y(plot, point->y),
                        plot_y(plot, point->y - band), plot_y(plot, point->y + band)},
             4);
}

/* Points from `first` on up to the next gap; gives where that is. */
static size_t put_piece(struct frontier_layout *layout, const struct tf_chart_frontier_line *line,
                        size_t first)
{
    const struct plot *plot = &layout->plot;
    size_t i = first;
    for (; i < line->count && isfinite(line->points[i].y); i++) {
        const struct tf_chart_frontier_point *point = &line->points[i];
        put_point(layout, point);
        if (i > first) {
            figure_line(layout->figure, plot_x(plot, point[-1].x), plot_y(plot, point[-1].y),
                        plot_x(plot, point->x), plot_y(plot, point->y));
        }
    }
    return i;
}

/* A data set for each piece of a line without a gap. */
static void put_lines(struct frontier_layout *layout)
{
    struct figure *f = layout->figure;
    int owner[PIECES_MOST];
    size_t pieces = 0, longest = 0;
    tf_gnuplot_block_begin(f->script, "frontier");
    for (size_t k = 0; k < layout->data->line_count; k++) {
        const struct tf_chart_frontier_line *line = &layout->data->lines[k];
        longest = line->count > longest ? line->count : longest;
        for (size_t i = 0; i < line->count; i++) {
            if (isfinite(line->points[i].y) && pieces < PIECES_MOST) {
                if (pieces > 0) {
                    tf_gnuplot_block_break(f->script);
                }
                owner[pieces++] = (int)(k % FIGURE_INKS) + 1;
                i = put_piece(layout, line, i);
            }
        }
    }
    tf_gnuplot_block_end(f->script);
    tf_gnuplot_whole(f->script, "PIECES", (long)pieces);
    tf_gnuplot_wholes(f->script, "COLOUR", owner, pieces);
    tf_gnuplot_whole(f->script, "DOTS", longest <= DOTS_MOST);
}

/* The end of a line, du; of one without any point, the plot's lower right corner. */
static void line_end(const struct frontier_layout *layout, size_t k, double *x, double *y)
{
    const struct tf_chart_frontier_line *line = &layout->data->lines[k];
    *x = layout->plot.right;
    *y = layout->plot.bottom;
    for (size_t i = line->count; i-- > 0;) {
        if (isfinite(line->points[i].y)) {
            *x = plot_x(&layout->plot, line->points[i].x);
            *y = plot_y(&layout->plot, line->points[i].y);
            return;
        }
    }
}

static double last_y(const struct frontier_layout *layout, size_t k)
{
    double x, y;
    line_end(layout, k, &x, &y);
    return y;
}

/* A line that ends early has its name there, where that is free. */
static bool set_inside(struct frontier_layout *layout, size_t k)
{
    double x, y, size = label_size(layout);
    line_end(layout, k, &x, &y);
    return x < layout->plot.right - 60 &&
           figure_text_if_clear(layout->figure, layout->labels[k], x + 16, y, size, ALIGN_START,
                                true, INK_SERIES + (int)(k % FIGURE_INKS));
}

/* Names of several lines at their right ends, apart from each other. */
static void set_labels(struct frontier_layout *layout)
{
    struct figure *f = layout->figure;
    size_t lines = layout->data->line_count, count = 0;
    double centre[TF_CHART_FRONTIERS_MOST], height[TF_CHART_FRONTIERS_MOST];
    size_t order[TF_CHART_FRONTIERS_MOST];
    double size = label_size(layout);
    for (size_t i = 0; lines > 1 && i < lines; i++) { /* from top to bottom */
        if (finite_points(&layout->data->lines[i]) == 0 || set_inside(layout, i)) {
            continue;
        }
        size_t k = count++;
        for (; k > 0 && last_y(layout, order[k - 1]) > last_y(layout, i); k--) {
            order[k] = order[k - 1];
        }
        order[k] = i;
    }
    for (size_t i = 0; i < count; i++) {
        centre[i] = last_y(layout, order[i]);
        height[i] = size * 1.25;
    }
    f->failed |= !tf_layout_spread(centre, height, count, layout->plot.top,
                                   layout->plot.bottom - size * 0.4);
    for (size_t i = 0; i < count; i++) {
        figure_text(f, layout->labels[order[i]], layout->plot.right + 22, centre[i], size,
                    ALIGN_START, true, INK_SERIES + (int)(order[i] % FIGURE_INKS));
    }
}

/* --- the target --------------------------------------------------------------------------------
 */

/* Decimals that tell a hundredth of the axis. */
static int fine_decimals(const struct plot_axis *axis)
{
    return tf_magnitude_telling(axis->scale, (axis->high - axis->low) / 100);
}

static void put_crossings(struct frontier_layout *layout)
{
    struct figure *f = layout->figure;
    const struct plot *plot = &layout->plot;
    double size = f->page->label;
    tf_gnuplot_block_begin(f->script, "crossings");
    tf_gnuplot_block_row(f->script, (double[]){-10, -10, -10}, 3);
    for (size_t k = 0; layout->has_level && k < layout->data->line_count; k++) {
        double crossing = chart_frontier_crossing(&layout->data->lines[k], layout->data->level);
        if (!isfinite(crossing)) {
            continue;
        }
        double x = plot_x(plot, crossing), y = plot_y(plot, layout->data->level);
        plot_row(f, (double[]){x, y, plot->bottom}, 3);
        figure_line(f, x, y, x, plot->bottom);
        const char *text =
            plot_value(f, layout->data->x.scale, crossing, fine_decimals(&layout->plot.x));
        double line = plot->bottom - size * 0.95;
        if (!figure_text_if_clear(f, text, x + 12, line, size, ALIGN_START, true, INK_TARGET)) {
            figure_text_if_clear(f, text, x - 12, line, size, ALIGN_END, true, INK_TARGET);
        }
    }
    tf_gnuplot_block_end(f->script);
}

static void set_target(struct frontier_layout *layout)
{
    struct figure *f = layout->figure;
    const struct plot *plot = &layout->plot;
    double size = f->page->label, level = layout->data->level;
    if (!layout->has_level) {
        return;
    }
    double y = plot_y(plot, level);
    const char *text =
        FIGURE_FILL(f, TF_PHRASE_FRONTIER_TARGET,
                    plot_value(f, layout->data->y.scale, level,
                               tf_magnitude_decimals(layout->data->y.scale, &level, 1)));
    figure_rule(f, RULE_TARGET, plot->left, y, plot->right, y);
    double width = figure_width(f, text, size, true);
    size_t places = (size_t)fmax(0, (plot->right - plot->left - width) / size);
    for (size_t i = 0; i < places; i++) {
        double x = plot->left + 4 + (double)i * size;
        if (figure_text_if_clear(f, text, x, y - size * 0.78, size, ALIGN_START, true,
                                 INK_TARGET)) {
            return;
        }
    }
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void say(struct frontier_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_frontier *frontier = layout->data;
    enum tf_language language = f->options->language;
    if (layout->has_errors) {
        figure_note(f, tf_phrase_text(TF_PHRASE_FRONTIER_ERRORS, language));
    }
    const char *notes[CHART_FRONTIER_NOTES_MOST];
    size_t count = chart_frontier_notes(f, frontier, notes);
    for (size_t i = 0; i < count; i++) {
        figure_note(f, notes[i]);
    }
    figure_words(f, chart_frontier_finding(f, frontier), chart_frontier_subtitle(f, frontier),
                 frontier->note, frontier->sources);
    figure_frame(f);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    struct frontier_layout layout = {.figure = figure, .data = chart->frontier};
    set_scales(&layout);
    say(&layout);
    arrange(&layout);
    set_axes(&layout);
    put_lines(&layout);
    set_labels(&layout);
    put_crossings(&layout);
    set_target(&layout);
}

static const char *finding(struct figure *figure, const struct tf_chart *chart)
{
    return chart_frontier_finding(figure, chart->frontier);
}

const struct chart_kind chart_frontier_kind = {
    .name = "frontier",
    .template_name = "frontier.gp",
    .text_template_name = NULL,
    .axes = false,
    .check = check,
    .finding = finding,
    .compose = compose,
    .text_compose = NULL,
    .text_finish = chart_frontier_text,
};
