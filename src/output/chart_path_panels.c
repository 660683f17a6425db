/* chart_path_panels: paths as small multiples, a panel a region on a common axis, each with the
 * lines of all scenarios. */
#include <math.h>

#include "base/num.h"
#include "base/text.h"
#include "output/chart_curves.h"
#include "output/chart_numbers.h"
#include "output/chart_text_plot.h"

#define SPAN_MOST 200     /* years */
#define GAP 48            /* between panels, du */
#define LONGEST_NAME 0.13 /* of the page's width */
#define NAMES_MOST 0.45   /* of a panel's width, for the names at its lines' ends */
#define LEAST_HEIGHT 7    /* of a panel that makes room for names, in lines of text */
#define POINTS_LEAST 41
#define TEXT_HEIGHT 9 /* of a panel on the terminal, characters */

static int span_of(const struct tf_chart_path_panels *data)
{
    return data->horizon_year - data->base_year;
}

static double last_of(const struct tf_chart_path_panels *data, const struct tf_chart_series *series)
{
    return series->values[span_of(data)];
}

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_path_panels *data = chart->path_panels;
    if (!panels_check("paths", "regions", data->panel_count, 1, TF_CHART_CELLS_MOST, diag) ||
        !panels_check("paths", "scenarios by region", data->series_count, 1, TF_CHART_CURVES_MOST,
                      diag)) {
        return false;
    }
    if (span_of(data) < 1 || span_of(data) > SPAN_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL, "a paths chart shows 1 to %d years, not %d",
                       SPAN_MOST, span_of(data));
    }
    for (size_t i = 0; i < data->panel_count * data->series_count; i++) {
        const struct tf_chart_series *series =
            &data->panels[i / data->series_count].series[i % data->series_count];
        for (int t = 0; t <= span_of(data); t++) {
            if (!isfinite(series->values[t])) {
                return tf_fail(diag, TF_BAD_INPUT, NULL,
                               "scenario '%s' has no income in %d that a paths chart could show",
                               series->name, data->base_year + t);
            }
        }
    }
    return true;
}

/* --- the finding ------------------------------------------------------------------------------ */

static bool is_double(double target)
{
    return fabs(target - 2) < 1e-12;
}

/* The scope that reaches the target last, and how many do. */
static size_t count_reached(const struct tf_chart_path_panels *data, struct tf_chart_scope *which)
{
    size_t count = 0;
    for (size_t p = 0; p < data->panel_count; p++) {
        for (size_t i = 0; i < data->series_count; i++) {
            const struct tf_chart_series *series = &data->panels[p].series[i];
            if (isfinite(series->reached)) {
                *which = data->panels[p].scope;
                which->scenario = data->series_count > 1 ? series->name : NULL;
                count++;
            }
        }
    }
    return count;
}

static const char *finding(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_path_panels *data = chart->path_panels;
    struct tf_chart_scope which = {NULL, NULL, 0};
    size_t all = data->panel_count * data->series_count, reached = count_reached(data, &which);
    const char *what =
        FIGURE_FILL(figure, is_double(data->target) ? TF_PHRASE_DOUBLES : TF_PHRASE_REACHES,
                    figure_check(figure, tf_words_plain(figure->arena, data->target)),
                    figure_whole(figure, data->base_year));
    const char *year = figure_whole(figure, data->horizon_year);
    if (reached == 0 || reached == all) {
        return FIGURE_FILL(
            figure, reached == 0 ? TF_PHRASE_PATHS_REGIONS_NONE : TF_PHRASE_PATHS_REGIONS_ALL, what,
            year);
    }
    return reached == 1
               ? FIGURE_FILL(figure, TF_PHRASE_PATHS_REGIONS_ONE, what, year,
                             scope_in_title(figure, &which))
               : FIGURE_FILL(figure, TF_PHRASE_PATHS_REGIONS_SOME, what, year,
                             figure_whole(figure, (long)reached), figure_whole(figure, (long)all));
}

static const char *subtitle(struct figure *figure, const struct tf_chart_path_panels *data)
{
    return FIGURE_FILL(figure, TF_PHRASE_PATHS_SUBTITLE, figure_whole(figure, data->base_year));
}

/* --- the layout ------------------------------------------------------------------------------- */

struct panels_layout {
    struct figure *figure;
    const struct tf_chart_path_panels *data;
    struct tf_ticks ticks;
    const char *tick_text[TF_TICKS_MOST];
    struct axes_grid grid;
    struct axes panels[TF_CHART_CELLS_MOST];
    double end_width, tick_size;
    double longest_name; /* du */
    double (*rings)[2];  /* du */
    size_t ring_count;
};

static void choose_ticks(const struct tf_chart_path_panels *data, int about, struct tf_ticks *ticks)
{
    double low = 100, high = fmax(100, data->target * 100);
    for (size_t p = 0; p < data->panel_count; p++) {
        for (size_t i = 0; i < data->series_count; i++) {
            for (int t = 0; t <= span_of(data); t++) {
                low = fmin(low, data->panels[p].series[i].values[t]);
                high = fmax(high, data->panels[p].series[i].values[t]);
            }
        }
    }
    tf_layout_ticks(fmin(low, data->target * 100), high, about, ticks);
}

static void make_labels(struct panels_layout *layout, size_t p,
                        struct curve_label labels[TF_CHART_CURVES_MOST])
{
    struct figure *f = layout->figure;
    const struct tf_chart_path_panels *data = layout->data;
    for (size_t i = 0; i < data->series_count; i++) {
        const struct tf_chart_series *series = &data->panels[p].series[i];
        const char *multiple = figure_multiple(
            f, last_of(data, series) / 100, isfinite(series->reached) ? TF_ABSENT : data->target);
        const char *name = figure_fit(f, figure_clean(f, series->name, 80), f->page->label, true,
                                      layout->longest_name);
        bool alone = data->series_count == 1;
        labels[i] = (struct curve_label){.name = alone ? multiple : name,
                                         .second = alone ? NULL : multiple,
                                         .ink = INK_SERIES + (int)(i % FIGURE_INKS)};
    }
}

static void measure_ends(struct panels_layout *layout)
{
    struct curve_label labels[TF_CHART_CURVES_MOST];
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        make_labels(layout, p, labels);
        layout->end_width = fmax(layout->end_width, curve_labels_width(layout->figure, labels,
                                                                       layout->data->series_count));
    }
}

/* Width of the longest name, as far as labels may be wide, du. */
static double whole_names(const struct panels_layout *layout)
{
    struct figure *f = layout->figure;
    double widest = 0;
    for (size_t i = 0; i < layout->data->series_count; i++) {
        const char *name = figure_clean(f, layout->data->panels[0].series[i].name, 80);
        widest = fmax(widest, figure_width(f, name, f->page->label, true));
    }
    return layout->data->series_count > 1 ? fmin(widest, f->page->width * CURVE_LABEL_MOST) : 0;
}

/* As many panels side by side as suits the page; fewer, where they would cut names and the page has
 * the height for them below each other. */
static void choose_columns(struct panels_layout *layout, double width, double height)
{
    struct figure *f = layout->figure;
    size_t count = layout->data->panel_count, columns = panels_columns(f, count, 0);
    double names = whole_names(layout), least = f->page->body * LEAST_HEIGHT;
    double most = f->page->width * LONGEST_NAME;
    for (size_t few = columns; few >= 1 && most < names; few--) {
        size_t rows = (count + few - 1) / few;
        if (few < columns && height / (double)rows < least + panels_head(f)) {
            break;
        }
        double room = (width / (double)few - GAP) * NAMES_MOST;
        if (room > most) {
            most = room;
            columns = few;
        }
    }
    layout->longest_name = fmin(names, most);
    layout->grid.columns = columns;
    layout->grid.rows = (count + columns - 1) / columns;
}

static void set_boxes(struct panels_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_page *page = f->page;
    const struct tf_chart_path_panels *data = layout->data;
    double head = panels_head(f), top = f->top + page->body * 0.5;
    double bottom = f->floor - axes_foot(f, false);
    choose_columns(layout, page->width - 2 * page->margin, bottom - top);
    layout->grid.across = GAP;
    layout->grid.down = page->body * 1.1;
    double rows = (double)layout->grid.rows;
    double height = (bottom - top - (rows - 1) * layout->grid.down) / rows - head;
    for (int about = 5; about >= 1; about--) {
        choose_ticks(data, about, &layout->ticks);
        if (height >= page->body * 1.35 * (double)(layout->ticks.count - 1)) {
            break;
        }
    }
    layout->tick_size = fmin(page->body, height / (1.35 * (double)(layout->ticks.count - 1)));
    figure_tick_texts(f, &layout->ticks, false, layout->tick_text);
    measure_ends(layout);
    double left = page->margin +
                  axes_widest(f, layout->tick_text, layout->ticks.count, layout->tick_size) +
                  figure_tick_room(f) + 1;
    layout->grid.box = (struct tf_box){left, top, page->width - page->margin, bottom};
    for (size_t p = 0; p < data->panel_count; p++) {
        struct tf_box cell = axes_cell(&layout->grid, p);
        cell.top += head;
        cell.right -= layout->end_width;
        layout->panels[p] = (struct axes){.figure = f,
                                          .box = cell,
                                          .x_low = data->base_year,
                                          .x_high = data->horizon_year,
                                          .y_low = layout->ticks.low,
                                          .y_high = layout->ticks.high,
                                          .size = layout->tick_size};
    }
}

/* A ring where each line reaches the target, with the year above it where that is free. */
static void set_rings(struct panels_layout *layout, size_t p)
{
    struct figure *f = layout->figure;
    const struct axes *axes = &layout->panels[p];
    double y = axes_y(axes, layout->data->target * 100), size = f->page->label * 0.92;
    for (size_t i = 0; i < layout->data->series_count; i++) {
        double year = layout->data->panels[p].series[i].reached;
        if (!isfinite(year)) {
            continue;
        }
        double *ring = layout->rings[layout->ring_count++];
        ring[0] = figure_hundredth(axes_x(axes, year));
        ring[1] = figure_hundredth(y);
        figure_text_if_clear(f, figure_whole(f, tf_words_year_reached(year)), ring[0] - 8,
                             y - size * 0.85, size, ALIGN_END, true, INK_TARGET);
    }
}

static void set_panel(struct panels_layout *layout, size_t p)
{
    struct figure *f = layout->figure;
    const struct tf_chart_path_panels *data = layout->data;
    const struct axes *axes = &layout->panels[p];
    double y = axes_y(axes, data->target * 100);
    struct tf_ticks years;
    struct curve_label labels[TF_CHART_CURVES_MOST];
    axes_y_ticks(axes, &layout->ticks, p % layout->grid.columns == 0 ? layout->tick_text : NULL);
    axes_base(axes);
    if (p + layout->grid.columns >= data->panel_count) {
        axes_years(axes, data->base_year, data->horizon_year, axes->box.right + layout->end_width,
                   &years);
    }
    figure_rule(f, RULE_TARGET, axes->box.left, y, axes->box.right, y);
    figure_line(f, axes->box.left, y, axes->box.right, y);
    panels_set_head(f, &data->panels[p].scope, axes->box.left, axes->box.top,
                    axes->box.right + layout->end_width - axes->box.left);
    make_labels(layout, p, labels);
    for (size_t i = 0; i < data->series_count; i++) {
        const double *values = data->panels[p].series[i].values;
        labels[i].y = axes_y(axes, last_of(data, &data->panels[p].series[i]));
        for (int t = 0; t < span_of(data); t++) {
            figure_line(f, axes_x(axes, data->base_year + t), axes_y(axes, values[t]),
                        axes_x(axes, data->base_year + t + 1), axes_y(axes, values[t + 1]));
        }
    }
    curve_labels_set(f, labels, data->series_count, axes->box);
    set_rings(layout, p);
}

static void set_target(struct panels_layout *layout)
{
    struct figure *f = layout->figure;
    const struct axes *axes = &layout->panels[0];
    double size = f->page->label * 0.92, y = axes_y(axes, layout->data->target * 100);
    const char *words = FIGURE_FILL(
        f, is_double(layout->data->target) ? TF_PHRASE_TARGET_DOUBLE : TF_PHRASE_TARGET_OTHER,
        figure_check(f, tf_words_plain(f->arena, layout->data->target)),
        figure_whole(f, layout->data->base_year));
    for (int below = 0; below < 2; below++) {
        bool inside = axes->box.left + figure_width(f, words, size, true) < axes->box.right;
        if (inside &&
            figure_text_if_clear(f, words, axes->box.left + 4, y + size * (below ? 0.85 : -0.8),
                                 size, ALIGN_START, true, INK_TARGET)) {
            return;
        }
    }
}

/* --- the script ------------------------------------------------------------------------------- */

static void put_line(struct panels_layout *layout, size_t p, size_t i)
{
    const struct tf_chart_path_panels *data = layout->data;
    const struct axes *axes = &layout->panels[p];
    int span = span_of(data), parts = (POINTS_LEAST + span - 1) / span;
    for (int step = 0; step <= span * parts; step++) {
        double part = (double)(step % parts) / parts;
        double year = data->base_year + (double)step / parts;
        double value = chart_paths_between(&data->panels[p].series[i], step / parts, part);
        double row[] = {year, value, figure_hundredth(axes_x(axes, year)),
                        figure_hundredth(axes_y(axes, value))};
        tf_gnuplot_block_row(layout->figure->script, row, 4);
    }
}

/* The main scenario is drawn last in each panel. */
static void put_lines(struct panels_layout *layout)
{
    const struct tf_chart_path_panels *data = layout->data;
    struct tf_buffer *script = layout->figure->script;
    int series[TF_CHART_CELLS_MOST * TF_CHART_CURVES_MOST];
    size_t count = 0;
    tf_gnuplot_block_begin(script, "paths");
    for (size_t p = 0; p < data->panel_count; p++) {
        for (size_t i = data->series_count; i-- > 0;) {
            if (count > 0) {
                tf_gnuplot_block_break(script);
            }
            put_line(layout, p, i);
            series[count++] = (int)i + 1;
        }
    }
    tf_gnuplot_block_end(script);
    tf_gnuplot_whole(script, "LINES", (long)count);
    tf_gnuplot_wholes(script, "SERIES", series, count);
    tf_gnuplot_rows(script, "rings", layout->rings[0],
                    layout->ring_count > 0 ? layout->ring_count : 1, 2);
    tf_gnuplot_whole(script, "RINGS", (long)layout->ring_count);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_path_panels *data = chart->path_panels;
    double rings[TF_CHART_CELLS_MOST * TF_CHART_CURVES_MOST][2] = {{0}};
    struct panels_layout layout = {.figure = figure, .data = data, .rings = rings};
    figure_words(figure, finding(figure, chart), subtitle(figure, data), data->note, data->sources);
    figure_frame(figure);
    set_boxes(&layout);
    for (size_t p = 0; p < data->panel_count; p++) {
        set_panel(&layout, p);
    }
    set_target(&layout);
    put_lines(&layout);
}

/* --- the terminal ----------------------------------------------------------------------------- */

static void text_labels(struct text_plot *plot, const struct tf_chart_path_panels *data, size_t p,
                        size_t width)
{
    struct figure *f = plot->page->figure;
    double row[TF_CHART_CURVES_MOST] = {0}, gap[TF_CHART_CURVES_MOST] = {0};
    for (size_t i = 0; i < data->series_count; i++) {
        row[i] =
            (double)(text_plot_row(plot, last_of(data, &data->panels[p].series[i])) - plot->row);
        gap[i] = 1;
    }
    f->failed |= !tf_layout_spread(row, gap, data->series_count, -0.5, (double)plot->height - 0.5);
    for (size_t i = 0; i < data->series_count; i++) {
        const struct tf_chart_series *series = &data->panels[p].series[i];
        const char *multiple = figure_multiple(
            f, last_of(data, series) / 100, isfinite(series->reached) ? TF_ABSENT : data->target);
        size_t room = width > tf_text_width(multiple) + 1 ? width - tf_text_width(multiple) - 1 : 1;
        const char *name = data->series_count > 1 ? text_fit(f, series->name, room) : "";
        size_t column =
            text_put(plot->page, plot->row + (size_t)fmax(0, floor(row[i] + 0.5)),
                     plot->left + plot->width + 1, name, INK_SERIES + (int)(i % FIGURE_INKS), true);
        text_put(plot->page, plot->row + (size_t)fmax(0, floor(row[i] + 0.5)),
                 column + (*name ? 1 : 0), multiple, INK_MUTED, false);
    }
}

static void text_panel(struct text_page *page, size_t row, const struct tf_chart_path_panels *data,
                       size_t p, const struct tf_ticks *ticks, const char *const *tick_text)
{
    struct figure *f = page->figure;
    size_t left = text_widest(tick_text, ticks->count) + 3;
    size_t labels = data->series_count > 1 ? page->columns * 3 / 10 : 8;
    struct text_plot plot = {.page = page,
                             .row = row,
                             .left = left,
                             .width = page->columns - left - labels - 2,
                             .height = TEXT_HEIGHT,
                             .x_low = data->base_year,
                             .x_high = data->horizon_year,
                             .y_low = ticks->low,
                             .y_high = ticks->high};
    struct tf_ticks years;
    const char *year_text[TF_TICKS_MOST];
    size_t points = (size_t)span_of(data) + 1;
    double *x = tf_arena_alloc(f->arena, points, sizeof *x);
    text_plot_begin(&plot);
    if (!x) {
        f->failed = true;
        return;
    }
    for (size_t t = 0; t < points; t++) {
        x[t] = data->base_year + (double)t;
    }
    text_plot_rule(&plot, data->target * 100, "┄", INK_TARGET);
    for (size_t i = data->series_count; i-- > 0;) {
        text_plot_curve(&plot, x, data->panels[p].series[i].values, points,
                        INK_SERIES + (int)(i % FIGURE_INKS));
    }
    text_plot_end(&plot);
    tf_layout_year_ticks(data->base_year, data->horizon_year, plot.width / 8, &years);
    for (size_t i = 0; i < years.count; i++) {
        year_text[i] = figure_whole(f, (long)years.value[i]);
    }
    text_plot_axes(&plot, ticks, tick_text, &years, year_text);
    text_labels(&plot, data, p, labels);
}

static void text_finish(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out)
{
    (void)canvas;
    const struct tf_chart_path_panels *data = chart->path_panels;
    size_t columns = text_columns(figure), rows = TEXT_HEIGHT + 4;
    struct text_page page;
    struct tf_ticks ticks;
    const char *tick_text[TF_TICKS_MOST];
    choose_ticks(data, 3, &ticks);
    figure_tick_texts(figure, &ticks, false, tick_text);
    figure_words(figure, finding(figure, chart), subtitle(figure, data), NULL, NULL);
    text_page_init(&page, figure, columns, 0);
    size_t header = text_header(&page, 0, figure->title, figure->subtitle);
    text_page_init(&page, figure, columns, header + data->panel_count * rows);
    text_header(&page, 0, figure->title, figure->subtitle);
    for (size_t p = 0; p < data->panel_count; p++) {
        size_t row = header + p * rows + 1;
        text_put(&page, row, 0,
                 text_fit(figure, scope_name(figure, &data->panels[p].scope), columns),
                 INK_PANEL + (int)(data->panels[p].scope.colour % FIGURE_INKS), true);
        text_panel(&page, row + 1, data, p, &ticks, tick_text);
    }
    text_render(&page, out);
}

const struct chart_kind chart_path_panels_kind = {
    .name = "path-panels",
    .template_name = "path_panels.gp",
    .check = check,
    .finding = finding,
    .compose = compose,
    .text_finish = text_finish,
};
