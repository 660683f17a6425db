/* chart_paths: an index of income by scenario against the target line. */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "output/chart_kinds.h"

#define NAME_CHARACTERS 160
#define LONGEST_LABEL 0.3 /* of the page's width */
#define TWO_LINES_MOST 4  /* labels that may have a second line */
#define SPAN_MOST 200     /* years */
#define LINES_MOST 3      /* of a label */
#define SECOND 0.87       /* size of what stands below or beside a name */

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_paths *paths = chart->paths;
    int span = paths->horizon_year - paths->base_year;
    if (paths->series_count < 1 || paths->series_count > TF_CHART_SERIES_MOST) {
        return tf_fail(
            diag, TF_BAD_INPUT, NULL,
            "a paths chart shows 1 to %d scenarios, not %zu; draw them in several charts",
            TF_CHART_SERIES_MOST, paths->series_count);
    }
    if (span < 1 || span > SPAN_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL, "a paths chart shows 1 to %d years, not %d",
                       SPAN_MOST, span);
    }
    for (size_t i = 0; i < paths->series_count; i++) {
        if (!isfinite(chart_paths_last(paths, &paths->series[i]))) {
            return tf_fail(diag, TF_BAD_INPUT, NULL,
                           "scenario '%s' has no value that a paths chart could show",
                           paths->series[i].name);
        }
    }
    return true;
}

/* --- the layout's own working data ------------------------------------------------------------ */

struct end_label {
    const char *line[LINES_MOST]; /* the name's one or two lines, then what it reaches */
    size_t names, count;          /* lines of the name; all lines */
    double width, height;         /* height with the space to its neighbours, du */
    const char *beside, *year;    /* beside a name of one line: the multiple, and the year in which
                                     the target is reached; NULL: none */
    double end_y, centre;         /* of the line's end; of the label, du */
};

struct paths_layout {
    struct figure *figure;
    const struct tf_chart_paths *data;
    struct chart_paths_axis axis;
    struct tf_ticks x;
    const char *y_text[TF_TICKS_MOST];
    struct end_label labels[TF_CHART_SERIES_MOST];
};

static double du_x(const struct paths_layout *layout, double year)
{
    const struct figure *f = layout->figure;
    return f->left +
           (year - layout->x.low) * (f->right - f->left) / (layout->x.high - layout->x.low);
}

static double du_y(const struct paths_layout *layout, double value)
{
    const struct figure *f = layout->figure;
    return f->plot_bottom -
           chart_paths_share(&layout->axis, value) * (f->plot_bottom - f->plot_top);
}

/* --- axes ------------------------------------------------------------------------------------- */

/* Tick texts; gives the width of the longest. */
static double y_texts(struct paths_layout *layout)
{
    struct figure *f = layout->figure;
    double widest = 0;
    for (size_t i = 0; i < layout->axis.ticks.count; i++) {
        layout->y_text[i] = chart_paths_tick(f, &layout->axis, i);
        widest = fmax(widest, figure_width(f, layout->y_text[i], f->page->body, false));
    }
    return widest;
}

static void set_axes(struct paths_layout *layout)
{
    struct figure *f = layout->figure;
    double body = f->page->body;
    for (size_t i = 0; i < layout->axis.ticks.count; i++) {
        figure_text(f, layout->y_text[i], f->left - figure_tick_room(f),
                    du_y(layout, layout->axis.ticks.value[i]), body, ALIGN_END, false, INK_MUTED);
    }
    double widest = figure_width(f, "2025", body, false) * 1.7;
    size_t most = (size_t)((f->right - f->left) / widest) + 1;
    tf_layout_year_ticks(layout->data->base_year, layout->data->horizon_year, most < 9 ? most : 9,
                         &layout->x);
    for (size_t i = 0; i < layout->x.count; i++) {
        figure_text(f, figure_whole(f, (long)layout->x.value[i]), du_x(layout, layout->x.value[i]),
                    f->plot_bottom + body * 0.5 + figure_tick_room(f), body, ALIGN_CENTRE, false,
                    INK_MUTED);
    }
}

/* --- the lines -------------------------------------------------------------------------------- */

double chart_paths_between(const struct tf_chart_series *series, int year, double part)
{
    double from = series->values[year];
    if (part == 0) {
        return from;
    }
    double to = series->values[year + 1];
    if (from > 0 && to > 0) {
        return from * pow(to / from, part);
    }
    return from + (to - from) * part;
}

static int points_a_year(const struct paths_layout *layout)
{
    return layout->data->horizon_year - layout->data->base_year <= 60 ? 4 : 1;
}

static void trace_series(struct paths_layout *layout, const struct tf_chart_series *series)
{
    int span = layout->data->horizon_year - layout->data->base_year;
    for (int t = 0; t < span; t++) {
        double from = series->values[t], to = series->values[t + 1];
        if (!isfinite(from) || !isfinite(to) || (layout->axis.log && !(from > 0 && to > 0))) {
            continue;
        }
        figure_line(layout->figure, du_x(layout, layout->data->base_year + t), du_y(layout, from),
                    du_x(layout, layout->data->base_year + t + 1), du_y(layout, to));
    }
}

/* The main scenario is drawn last, so series are sent in reverse. */
static const struct tf_chart_series *drawn(const struct tf_chart_paths *paths, size_t i)
{
    return &paths->series[paths->series_count - 1 - i];
}

static void put_curves(struct paths_layout *layout)
{
    const struct tf_chart_paths *paths = layout->data;
    struct tf_buffer *script = layout->figure->script;
    int span = paths->horizon_year - paths->base_year, parts = points_a_year(layout);
    double row[TF_CHART_SERIES_MOST + 1];
    tf_gnuplot_block_begin(script, "paths");
    for (int step = 0; step <= span * parts; step++) {
        double part = (double)(step % parts) / parts;
        row[0] = paths->base_year + (double)step / parts;
        for (size_t i = 0; i < paths->series_count; i++) {
            row[i + 1] = chart_paths_between(drawn(paths, i), step / parts, part);
        }
        tf_gnuplot_block_row(script, row, paths->series_count + 1);
    }
    tf_gnuplot_block_end(script);
}

static void put_series(struct paths_layout *layout)
{
    const struct tf_chart_paths *paths = layout->data;
    struct tf_buffer *script = layout->figure->script;
    size_t count = paths->series_count;
    const char *names[TF_CHART_SERIES_MOST];
    int colour[TF_CHART_SERIES_MOST], dash[TF_CHART_SERIES_MOST];
    double weight[TF_CHART_SERIES_MOST], x[TF_CHART_SERIES_MOST], y[TF_CHART_SERIES_MOST];
    for (size_t i = 0; i < count; i++) {
        size_t original = count - 1 - i;
        names[i] = figure_clean(layout->figure, paths->series[original].name, NAME_CHARACTERS);
        colour[i] = (int)(original % FIGURE_INKS) + 1;
        dash[i] =
            original < FIGURE_INKS ? 1 : 2; /* from the seventh on colours come again, dashed */
        weight[i] = original == 0 ? 6.5 : count > FIGURE_INKS ? 4 : 5;
        x[i] = paths->horizon_year;
        y[i] = chart_paths_last(paths, &paths->series[original]);
    }
    tf_gnuplot_whole(script, "SERIES", (long)count);
    tf_gnuplot_texts(script, "NAME", names, count);
    tf_gnuplot_wholes(script, "COLOUR", colour, count);
    tf_gnuplot_wholes(script, "DASH", dash, count);
    tf_gnuplot_reals(script, "WEIGHT", weight, count);
    tf_gnuplot_reals(script, "END_X", x, count);
    tf_gnuplot_reals(script, "END_Y", y, count);
}

/* --- labels at line ends ---------------------------------------------------------------------- */

/* Where labels may stand, du: above the text of the last year. */
static double labels_top(const struct figure *f)
{
    return f->plot_top - 30;
}

static double labels_bottom(const struct figure *f)
{
    return f->plot_bottom + 12;
}

static size_t reaching(const struct tf_chart_paths *paths)
{
    size_t count = 0;
    for (size_t i = 0; i < paths->series_count; i++) {
        count += isfinite(paths->series[i].reached) ? 1 : 0;
    }
    return count;
}

/* A label of one line: the name, cut to what the multiple and the year leave. False where it had to
 * be cut. */
static bool make_short(struct paths_layout *layout, size_t i)
{
    struct figure *f = layout->figure;
    const struct tf_chart_paths *paths = layout->data;
    const struct tf_chart_series *series = &paths->series[i];
    struct end_label *label = &layout->labels[i];
    double size = f->page->label, most = f->page->width * LONGEST_LABEL;
    const char *name = figure_clean(f, series->name, NAME_CHARACTERS);
    *label = (struct end_label){.names = 1, .count = 1, .height = size * 1.25};
    label->beside = figure_multiple(f, chart_paths_last(paths, series) / 100,
                                    isfinite(series->reached) ? TF_ABSENT : paths->target);
    double beside = figure_width(f, label->beside, size * SECOND, false) + size * 0.5;
    if (isfinite(series->reached)) {
        label->year = figure_whole(f, tf_words_year_reached(series->reached));
        beside += figure_width(f, label->year, size * SECOND, true) + size * 0.5;
    }
    label->line[0] = figure_fit(f, name, size, true, most - beside);
    label->width = figure_width(f, label->line[0], size, true) + beside;
    return figure_width(f, name, size, true) <= most - beside;
}

/* A label of several lines: the name in one or two, below it what is reached. */
static void make_tall(struct paths_layout *layout, size_t i)
{
    struct figure *f = layout->figure;
    const struct tf_chart_paths *paths = layout->data;
    struct end_label *label = &layout->labels[i];
    double size = f->page->label, most = f->page->width * LONGEST_LABEL;
    const char *name = figure_clean(f, paths->series[i].name, NAME_CHARACTERS);
    struct tf_lines lines = {NULL, 0};
    *label = (struct end_label){.names = 0};
    f->failed |=
        !tf_layout_wrap(f->arena, name, size, true, most / f->options->width_factor, 2, &lines);
    for (size_t k = 0; k < lines.count; k++) {
        label->line[label->names++] = lines.line[k];
    }
    label->count = label->names;
    label->line[label->count++] =
        chart_paths_end(f, paths, &paths->series[i], reaching(paths) == 1);
    label->height = size * (1.16 * (double)label->count + 0.28);
    for (size_t k = 0; k < label->count; k++) {
        bool is_name = k < label->names;
        label->width = fmax(
            label->width, figure_width(f, label->line[k], is_name ? size : size * SECOND, is_name));
    }
}

static bool make_all_short(struct paths_layout *layout)
{
    bool whole = true;
    for (size_t i = 0; i < layout->data->series_count; i++) {
        whole &= make_short(layout, i);
    }
    return whole;
}

/* Their height together. */
static double make_all_tall(struct paths_layout *layout)
{
    double height = 0;
    for (size_t i = 0; i < layout->data->series_count; i++) {
        make_tall(layout, i);
        height += layout->labels[i].height;
    }
    return height;
}

/* Few labels are tall; many are of one line, but tall where that would cut a name and there is room
 * for them above each other. Gives the width of the widest. */
static double make_labels(struct paths_layout *layout)
{
    struct figure *f = layout->figure;
    double widest = 0;
    bool few = layout->data->series_count <= TWO_LINES_MOST;
    if (few || !make_all_short(layout)) {
        bool fits = make_all_tall(layout) <= labels_bottom(f) - labels_top(f);
        if (!few && !fits) {
            make_all_short(layout);
        }
    }
    for (size_t i = 0; i < layout->data->series_count; i++) {
        widest = fmax(widest, layout->labels[i].width);
    }
    return widest;
}

static double label_end_y(struct paths_layout *layout, size_t i)
{
    double last = chart_paths_last(layout->data, &layout->data->series[i]);
    if (layout->axis.log && last <= 0) {
        return layout->figure->plot_bottom;
    }
    return du_y(layout, last);
}

static void spread_labels(struct paths_layout *layout)
{
    struct figure *f = layout->figure;
    double centre[TF_CHART_SERIES_MOST], height[TF_CHART_SERIES_MOST];
    size_t count = layout->data->series_count;
    for (size_t i = 0; i < count; i++) {
        layout->labels[i].end_y = centre[i] = label_end_y(layout, i);
        height[i] = layout->labels[i].height;
    }
    f->failed |= !tf_layout_spread(centre, height, count, labels_top(f), labels_bottom(f));
    for (size_t i = 0; i < count; i++) {
        layout->labels[i].centre = centre[i];
    }
}

static void set_label(struct paths_layout *layout, size_t i)
{
    struct figure *f = layout->figure;
    const struct end_label *label = &layout->labels[i];
    double size = f->page->label, x = f->right + 26;
    int ink = INK_SERIES + (int)(i % FIGURE_INKS);
    double y = label->centre - size * 0.58 * (double)(label->count - 1);
    for (size_t k = 0; k < label->count; k++) {
        bool name = k < label->names;
        figure_text(f, label->line[k], x, y + size * 1.16 * (double)k, name ? size : size * SECOND,
                    ALIGN_START, name, name ? ink : INK_MUTED);
    }
    if (label->beside) {
        x += figure_width(f, label->line[0], size, true) + size * 0.5;
        figure_text(f, label->beside, x, label->centre, size * SECOND, ALIGN_START, false,
                    INK_MUTED);
        x += figure_width(f, label->beside, size * SECOND, false) + size * 0.5;
    }
    if (label->year) {
        figure_text(f, label->year, x, label->centre, size * SECOND, ALIGN_START, true, INK_TARGET);
    }
}

/* A leader only where a label was moved by more than 6 du. */
static void put_leaders(struct paths_layout *layout)
{
    struct figure *f = layout->figure;
    double x0[TF_CHART_SERIES_MOST], y0[TF_CHART_SERIES_MOST];
    double x1[TF_CHART_SERIES_MOST], y1[TF_CHART_SERIES_MOST];
    int colour[TF_CHART_SERIES_MOST];
    size_t count = 0;
    for (size_t i = 0; i < layout->data->series_count; i++) {
        const struct end_label *label = &layout->labels[i];
        if (fabs(label->centre - label->end_y) <= 6) {
            continue;
        }
        x0[count] = f->right + 8;
        x1[count] = f->right + 22;
        y0[count] = label->end_y;
        y1[count] = label->centre;
        colour[count++] = (int)(i % FIGURE_INKS) + 1;
    }
    tf_gnuplot_whole(f->script, "LEADERS", (long)count);
    tf_gnuplot_reals(f->script, "LEADER_X0", x0, count);
    tf_gnuplot_reals(f->script, "LEADER_Y0", y0, count);
    tf_gnuplot_reals(f->script, "LEADER_X1", x1, count);
    tf_gnuplot_reals(f->script, "LEADER_Y1", y1, count);
    tf_gnuplot_wholes(f->script, "LEADER_C", colour, count);
}

/* --- the target ------------------------------------------------------------------------------- */

/* Above the line at the left; where lines cross there, the first free spot along it. */
static void set_target(struct paths_layout *layout)
{
    struct figure *f = layout->figure;
    const char *text = chart_paths_target(f, layout->data);
    double size = f->page->label, y = du_y(layout, layout->data->target * 100);
    double step = (f->right - f->left) / 16;
    for (int i = 0; i < 16; i++) {
        double x = f->left + 4 + i * step;
        if (x + figure_width(f, text, size, true) > f->right) {
            break;
        }
        if (figure_text_if_clear(f, text, x, y - size * 0.78, size, ALIGN_START, true,
                                 INK_TARGET) ||
            figure_text_if_clear(f, text, x, y + size * 0.82, size, ALIGN_START, true,
                                 INK_TARGET)) {
            return;
        }
    }
    figure_text(f, text, f->left + 4, y - size * 0.78, size, ALIGN_START, true, INK_TARGET);
}

static int by_year(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* "Doubles in 2034" left of its ring above the line, or right of it below; the year alone where
 * there is no room for more; nothing where there is none at all, or where the text of a neighbour
 * in the same year says it already. */
static bool set_crossing(struct paths_layout *layout, double year)
{
    struct figure *f = layout->figure;
    double target = layout->data->target;
    double size = f->page->label, x = du_x(layout, year), y = du_y(layout, target * 100);
    const char *number = figure_whole(f, tf_words_year_reached(year));
    const char *full =
        FIGURE_FILL(f, fabs(target - 2) < 1e-12 ? TF_PHRASE_DOUBLES_IN : TF_PHRASE_REACHES_IN,
                    figure_check(f, tf_words_plain(f->arena, target)), "", number);
    const char *texts[] = {full, number};
    for (size_t i = 0; i < 2; i++) {
        if (figure_text_if_clear(f, texts[i], x - 10, y - size * 0.78, size, ALIGN_END, true,
                                 INK_TARGET) ||
            (x + figure_width(f, texts[i], size, true) < f->right &&
             figure_text_if_clear(f, texts[i], x + 12, y + size * 0.82, size, ALIGN_START, true,
                                  INK_TARGET))) {
            return true;
        }
    }
    return false;
}

static void set_rings(struct paths_layout *layout)
{
    const struct tf_chart_paths *paths = layout->data;
    double years[TF_CHART_SERIES_MOST] = {0};
    size_t count = 0;
    for (size_t i = 0; i < paths->series_count; i++) {
        double year = paths->series[i].reached;
        if (layout->axis.has_target && year >= paths->base_year && year <= paths->horizon_year) {
            years[count++] = year;
        }
    }
    qsort(years, count, sizeof *years, by_year);
    int said = 0;
    for (size_t i = 0; i < count; i++) {
        if (tf_words_year_reached(years[i]) != said && set_crossing(layout, years[i])) {
            said = tf_words_year_reached(years[i]);
        }
    }
    tf_gnuplot_whole(layout->figure->script, "RINGS", (long)count);
    tf_gnuplot_reals(layout->figure->script, "RING_X", years, count);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void say(struct paths_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_paths *paths = layout->data;
    const char *base = figure_whole(f, paths->base_year);
    if (!layout->axis.has_target) {
        figure_note(f, FIGURE_FILL(f, TF_PHRASE_PATHS_OUTSIDE,
                                   figure_check(f, tf_words_plain(f->arena, paths->target)), base));
    }
    figure_words(f, chart_paths_finding(f, paths), chart_paths_subtitle(f, paths, &layout->axis),
                 paths->note, paths->sources);
    figure_frame(f);
}

/* The longest tick text starts at the margin, so that chart and title align. */
static void set_box(struct paths_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_page *page = f->page;
    f->plot_top = f->top + page->body * 1.45;
    f->plot_bottom = f->floor - figure_tick_room(f) - page->body;
    f->left = page->margin + y_texts(layout) + figure_tick_room(f) + 1;
    f->right = page->width - page->margin - make_labels(layout) - 26;
}

static void put_ranges(const struct paths_layout *layout)
{
    struct tf_buffer *script = layout->figure->script;
    tf_gnuplot_real(script, "X_MIN", layout->x.low);
    tf_gnuplot_real(script, "X_MAX", layout->x.high);
    tf_gnuplot_real(script, "Y_MIN", layout->axis.low);
    tf_gnuplot_real(script, "Y_MAX", layout->axis.high);
    tf_gnuplot_whole(script, "Y_LOG", layout->axis.log);
    tf_gnuplot_real(script, "Y_BASE",
                    layout->axis.low < 100 && layout->axis.high > 100 ? 100 : layout->axis.low);
    tf_gnuplot_whole(script, "X_TICKS", (long)layout->x.count);
    tf_gnuplot_reals(script, "X_TICK", layout->x.value, layout->x.count);
    tf_gnuplot_whole(script, "Y_TICKS", (long)layout->axis.ticks.count);
    tf_gnuplot_reals(script, "Y_TICK", layout->axis.ticks.value, layout->axis.ticks.count);
    tf_gnuplot_real(script, "TARGET", layout->data->target * 100);
    tf_gnuplot_whole(script, "HAS_TARGET", layout->axis.has_target);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    struct paths_layout layout = {.figure = figure, .data = chart->paths};
    chart_paths_axis(chart->paths, 6, &layout.axis);
    say(&layout);
    set_box(&layout);
    set_axes(&layout);
    spread_labels(&layout);
    for (size_t i = 0; i < chart->paths->series_count; i++) {
        trace_series(&layout, &chart->paths->series[i]);
        set_label(&layout, i);
    }
    if (layout.axis.has_target) {
        set_target(&layout);
    }
    put_ranges(&layout);
    put_curves(&layout);
    put_series(&layout);
    put_leaders(&layout);
    set_rings(&layout);
}

static const char *finding(struct figure *figure, const struct tf_chart *chart)
{
    return chart_paths_finding(figure, chart->paths);
}

const struct chart_kind chart_paths_kind = {
    .name = "paths",
    .template_name = "paths.gp",
    .text_template_name = "paths.txt.gp",
    .axes = true,
    .check = check,
    .finding = finding,
    .compose = compose,
    .text_compose = chart_paths_text_compose,
    .text_finish = chart_paths_text_finish,
};
