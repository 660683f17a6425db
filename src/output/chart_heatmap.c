/* chart_heatmap: a result over every combination of two assumptions, with its numbers in the cells
 * and the line on which the target is just reached. */
#include <math.h>

#include "base/num.h"
#include "output/chart_heatmap.h"

#define LEAST_NUMBER 0.62 /* of the body's text size: smaller numbers in cells are left out */
#define TITLE_CHARACTERS 80
#define TITLE_PITCH 1.3 /* between lines above the panels, in sizes of their text */
#define PLACES 200      /* that the contour's name tries; those beyond the page are never clear */

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_heatmap *map = chart->heatmap;
    if (map->x_count < 2 || map->y_count < 2 || map->x_count > TF_CHART_GRID_SIDE_MOST ||
        map->y_count > TF_CHART_GRID_SIDE_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "a heatmap has 2 to %d values on each axis, not %zu and %zu",
                       TF_CHART_GRID_SIDE_MOST, map->x_count, map->y_count);
    }
    if (map->panel_count < 1 || map->panel_count > TF_CHART_GRIDS_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "a heatmap shows 1 to %d scenarios, not %zu; draw them in several charts",
                       TF_CHART_GRIDS_MOST, map->panel_count);
    }
    for (size_t p = 0; p < map->panel_count; p++) {
        for (size_t i = 0; i < map->x_count * map->y_count; i++) {
            if (isfinite(map->panels[p].z[i])) {
                return true;
            }
        }
    }
    return tf_fail(diag, TF_BAD_INPUT, NULL, "no combination has a value of %s", map->z.name);
}

/* --- what the numbers are ----------------------------------------------------------------------
 */

static double cell(const struct tf_chart_heatmap *map, size_t p, size_t column, size_t row)
{
    return map->panels[p].z[row * map->x_count + column];
}

static void find_range(struct heatmap_layout *layout)
{
    heatmap_range(layout->data, &layout->low, &layout->high);
    layout->reach =
        fmax(fabs(layout->low - layout->data->level), fabs(layout->high - layout->data->level));
}

/* A number in a cell: without the × or % that would only repeat in all of them. A value below the
 * level is not rounded up to it. */
static const char *number_text(struct heatmap_layout *layout, double z)
{
    int decimals = layout->decimals;
    double level = layout->data->level, power = pow(10, decimals);
    enum tf_scale scale = layout->data->z.scale;
    double shown = scale == TF_SCALE_SHARE ? z * 100 : z;
    double mark = scale == TF_SCALE_SHARE ? level * 100 : level;
    if (shown < mark && round(shown * power) / power >= mark) {
        decimals++;
    }
    return plot_value(layout->figure, scale == TF_SCALE_YEAR ? TF_SCALE_YEAR : TF_SCALE_PLAIN,
                      shown, isfinite(z) ? decimals : 0);
}

/* --- sizes -------------------------------------------------------------------------------------
 */

/* The widest tick text of an axis. */
static double text_width(struct heatmap_layout *layout, bool of_x)
{
    struct figure *f = layout->figure;
    const struct tf_chart_heatmap *map = layout->data;
    const struct tf_magnitude *axis = of_x ? &map->x : &map->y;
    const double *values = of_x ? map->x_values : map->y_values;
    size_t count = of_x ? map->x_count : map->y_count;
    int decimals = of_x ? layout->x_decimals : layout->y_decimals;
    double widest = 0;
    for (size_t i = 0; i < count; i++) {
        const char *text = plot_axis_value(f, axis->scale, values[i], decimals);
        widest = fmax(widest, figure_width(f, text, f->page->body, true));
    }
    return widest;
}

double heatmap_cell_width(const struct heatmap_layout *layout)
{
    struct tf_box box = plot_panel(&layout->panels, 0);
    return (box.right - box.left) / (double)layout->data->x_count;
}

double heatmap_cell_height(const struct heatmap_layout *layout)
{
    struct tf_box box = plot_panel(&layout->panels, 0);
    return (box.bottom - box.top) / (double)layout->data->y_count;
}

/* As large as the widest number allows; 0 where that cannot be read. */
static void size_numbers(struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    double usual = f->page->label * 0.92;
    double wide = figure_width(f, number_text(layout, layout->high), usual, false);
    wide = fmax(wide, figure_width(f, number_text(layout, layout->low), usual, false));
    double size = fmin(usual, usual * 0.82 * heatmap_cell_width(layout) / fmax(wide, 1));
    size = fmin(size, heatmap_cell_height(layout) * 0.55);
    layout->number_size = size >= f->page->body * LEAST_NUMBER ? size : 0;
}

/* Names of the sides stand right of a single panel; above several. */
static double side_width(struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    if (layout->data->panel_count > 1 || !*layout->above) {
        return 0;
    }
    return 16 + fmax(figure_width(f, layout->above, f->page->label, true),
                     figure_width(f, layout->below, f->page->label, true));
}

/* Every so many values have a text, a number that goes well with steps of tens; the texts have the
 * decimals that those need. */
static size_t every(double least, const double *values, size_t count, enum tf_scale scale,
                    int *decimals)
{
    static const size_t steps[] = {1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 200};
    size_t at = 0, shown = 0;
    double texts[TF_CHART_GRID_SIDE_MOST];
    while (at + 1 < sizeof steps / sizeof *steps && (double)steps[at] < least) {
        at++;
    }
    for (size_t i = 0; i < count; i += steps[at]) {
        texts[shown++] = values[i];
    }
    *decimals = tf_magnitude_decimals(scale, texts, shown);
    return steps[at];
}

/* The y axis' title shares its line with what else stands above the panels, or has one of its own
 * where it would be cut. */
static const char *y_title(const struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    double width = f->page->width - 2 * f->page->margin;
    return plot_axis_title(f, &layout->data->y, f->page->label, width);
}

static bool is_title_long(const struct heatmap_layout *layout, double right)
{
    struct figure *f = layout->figure;
    double room = (right - f->page->margin) * (layout->data->panel_count > 1 ? 0.5 : 0.62);
    return figure_width(f, y_title(layout), f->page->label, false) > room;
}

static void arrange(struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_heatmap *map = layout->data;
    double body = f->page->body, label = f->page->label;
    bool several = map->panel_count > 1;
    struct plot_panels *panels = &layout->panels;
    panels->count = map->panel_count;
    panels->left = f->page->margin + layout->y_width + 12;
    panels->right = f->page->width - f->page->margin - side_width(layout);
    layout->key_y = f->top + label * 1.05;
    if (is_title_long(layout, panels->right)) {
        layout->key_y += label * TITLE_PITCH;
    }
    panels->top = layout->key_y + label * (several ? 2.35 : 1.05);
    panels->bottom = f->floor - body * 2.6;
    panels->columns = plot_columns(panels->right - panels->left, panels->bottom - panels->top,
                                   map->panel_count, 1.4);
    panels->rows = (map->panel_count + panels->columns - 1) / panels->columns;
    double gap = body * 1.2;
    for (int pass = 0; pass < 2; pass++) { /* texts of the last and the first column side by side */
        panels->gap_x = panels->columns > 1 ? gap : 0;
        gap = fmax(gap, text_width(layout, true) + body * 0.5 - heatmap_cell_width(layout));
    }
    panels->gap_y = several ? label * 2 : 0;
    double step = text_width(layout, true) + body * 0.45;
    layout->x_every = every(step / heatmap_cell_width(layout), map->x_values, map->x_count,
                            map->x.scale, &layout->x_decimals);
    layout->y_every = every(body * 1.15 / heatmap_cell_height(layout), map->y_values, map->y_count,
                            map->y.scale, &layout->y_decimals);
    size_numbers(layout);
}

double heatmap_column_x(const struct heatmap_layout *layout, struct tf_box box, double column)
{
    return box.left + (column + 0.5) * (box.right - box.left) / (double)layout->data->x_count;
}

double heatmap_row_y(const struct heatmap_layout *layout, struct tf_box box, double row)
{
    return box.bottom - (row + 0.5) * (box.bottom - box.top) / (double)layout->data->y_count;
}

/* --- texts -------------------------------------------------------------------------------------
 */

static void set_x_ticks(struct heatmap_layout *layout, struct tf_box box)
{
    struct figure *f = layout->figure;
    const struct tf_chart_heatmap *map = layout->data;
    for (size_t i = 0; i < map->x_count; i += layout->x_every) {
        bool usual = heatmap_is_usual(map->x_values[i], map->usual_x);
        figure_text(f, plot_axis_value(f, map->x.scale, map->x_values[i], layout->x_decimals),
                    heatmap_column_x(layout, box, (double)i), box.bottom + f->page->body * 0.9,
                    f->page->body, ALIGN_CENTRE, usual, usual ? INK_TEXT : INK_MUTED);
    }
}

static void set_y_ticks(struct heatmap_layout *layout, struct tf_box box)
{
    struct figure *f = layout->figure;
    const struct tf_chart_heatmap *map = layout->data;
    for (size_t i = 0; i < map->y_count; i += layout->y_every) {
        bool usual = heatmap_is_usual(map->y_values[i], map->usual_y);
        figure_text(f, plot_axis_value(f, map->y.scale, map->y_values[i], layout->y_decimals),
                    box.left - 12, heatmap_row_y(layout, box, (double)i), f->page->body, ALIGN_END,
                    usual, usual ? INK_TEXT : INK_MUTED);
    }
}

static void set_axis_titles(struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_page *page = f->page;
    const struct plot_panels *panels = &layout->panels;
    double size = page->label, width = page->width - 2 * page->margin;
    const char *x = plot_axis_title(f, &layout->data->x, size, width);
    double half = figure_width(f, x, size, false) / 2;
    double middle = fmin(fmax((panels->left + panels->right) / 2, page->margin + half),
                         page->width - page->margin - half);
    figure_text(f, x, middle, panels->bottom + page->body * 2.2, size, ALIGN_CENTRE, false,
                INK_MUTED);
    figure_text(f, y_title(layout), page->margin, f->top + size * 1.05, size, ALIGN_START, false,
                INK_MUTED);
}

/* What the colours mean: beside the top and the bottom row of a single panel, where those are on
 * the side named; else in a line above the panels. */
static void put_key(struct heatmap_layout *layout, const char *text, double *x, double heat,
                    int ink)
{
    struct figure *f = layout->figure;
    double size = f->page->label, y = layout->key_y, half = size * 0.3;
    figure_text(f, text, *x, y, size, ALIGN_END, true, ink);
    *x -= figure_width(f, text, size, true) + size * 0.8;
    layout->keys[layout->key_count++] = (struct heatmap_key){*x, y, half, heat};
    *x -= size * 1.3;
}

/* The value nearest to the right end of a row; NaN: it has none. */
static double last_of_row(const struct tf_chart_heatmap *map, size_t row)
{
    size_t column = map->x_count - 1;
    while (column > 0 && !isfinite(cell(map, 0, column, row))) {
        column--;
    }
    return cell(map, 0, column, row);
}

/* The topmost or the lowest row that has values. */
static size_t end_row(const struct tf_chart_heatmap *map, bool top)
{
    size_t row = 0;
    for (size_t i = 0; i < map->y_count; i++) {
        row = top ? map->y_count - 1 - i : i;
        if (isfinite(last_of_row(map, row))) {
            break;
        }
    }
    return row;
}

static void set_sides(struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_heatmap *map = layout->data;
    double size = f->page->label;
    if (!*layout->above) {
        return;
    }
    if (map->panel_count > 1) {
        double x = f->page->width - f->page->margin;
        put_key(layout, layout->above, &x, 0.6, INK_SERIES + 1);
        put_key(layout, layout->below, &x, -0.6, INK_PANEL + 1);
        return;
    }
    struct tf_box box = plot_panel(&layout->panels, 0);
    size_t rows[] = {end_row(map, true), end_row(map, false)};
    double top = last_of_row(map, rows[0]), bottom = last_of_row(map, rows[1]);
    double y[] = {heatmap_row_y(layout, box, (double)rows[0]),
                  heatmap_row_y(layout, box, (double)rows[1])};
    figure_text(f, top >= map->level ? layout->above : layout->below, box.right + 16, y[0], size,
                ALIGN_START, true, top >= map->level ? INK_SERIES + 1 : INK_PANEL + 1);
    if ((top >= map->level) != (bottom >= map->level)) {
        figure_text(f, bottom >= map->level ? layout->above : layout->below, box.right + 16, y[1],
                    size, ALIGN_START, true, bottom >= map->level ? INK_SERIES + 1 : INK_PANEL + 1);
    }
}

/* A number in the middle of its cell, or beside the contour where that runs through the middle;
 * nothing where it would touch it everywhere. */
static void set_number(struct heatmap_layout *layout, struct tf_box box, size_t column, size_t row,
                       double z)
{
    struct figure *f = layout->figure;
    const char *text = number_text(layout, z);
    double size = layout->number_size;
    double room_x =
        fmax(0, (heatmap_cell_width(layout) - figure_width(f, text, size, false)) / 2 - 3);
    double room_y = fmax(0, (heatmap_cell_height(layout) - size) / 2 - 1);
    static const double tries[][2] = {{0, 0},    {0, 0.5},  {0, -0.5}, {0, 1},     {0, -1},
                                      {0.6, 0},  {-0.6, 0}, {1, 0.7},  {-1, -0.7}, {1, -0.7},
                                      {-1, 0.7}, {1, 1},    {-1, -1},  {1, -1},    {-1, 1}};
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        if (figure_text_if_clear(
                f, text, heatmap_column_x(layout, box, (double)column) + tries[i][0] * room_x,
                heatmap_row_y(layout, box, (double)row) + tries[i][1] * room_y, size, ALIGN_CENTRE,
                false, INK_TEXT)) {
            return;
        }
    }
}

static void set_numbers(struct heatmap_layout *layout, size_t p)
{
    const struct tf_chart_heatmap *map = layout->data;
    struct tf_box box = plot_panel(&layout->panels, p);
    for (size_t row = 0; layout->number_size > 0 && row < map->y_count; row++) {
        for (size_t column = 0; column < map->x_count; column++) {
            set_number(layout, box, column, row, cell(map, p, column, row));
        }
    }
}

/* --- the contour's name ---------------------------------------------------------------------- */

static void set_line_name(struct heatmap_layout *layout, struct tf_box top)
{
    struct figure *f = layout->figure;
    if (layout->data->panel_count > 1 || !*layout->line || top.top >= layout->panels.bottom) {
        return;
    }
    double size = f->page->label, y = layout->panels.top - size * 0.85;
    double half = figure_width(f, layout->line, size, true) / 2;
    double x =
        fmin(fmax(top.left, layout->panels.left + half), f->page->width - f->page->margin - half);
    for (int i = 0; i < PLACES; i++) { /* the nearest room */
        if (figure_text_if_clear(f, layout->line, x + i * size / 2, y, size, ALIGN_CENTRE, true,
                                 INK_TARGET)) {
            return;
        }
    }
}

static bool has_usual(const struct tf_chart_heatmap *map)
{
    bool x = false, y = false;
    for (size_t i = 0; i < map->x_count; i++) {
        x |= heatmap_is_usual(map->x_values[i], map->usual_x);
    }
    for (size_t i = 0; i < map->y_count; i++) {
        y |= heatmap_is_usual(map->y_values[i], map->usual_y);
    }
    return x && y;
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void name_sides(struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_heatmap *map = layout->data;
    layout->above = layout->below = layout->line = "";
    if (!isfinite(map->level)) {
        return;
    }
    const char *level = plot_value(f, map->z.scale, map->level,
                                   tf_magnitude_decimals(map->z.scale, &map->level, 1));
    bool doubling = plot_is_doubling(&map->z, map->level);
    enum tf_phrase above = doubling             ? TF_PHRASE_HEATMAP_DOUBLES
                           : map->z.is_multiple ? TF_PHRASE_HEATMAP_REACHES
                                                : TF_PHRASE_HEATMAP_ABOVE;
    layout->above = FIGURE_FILL(f, above, level);
    layout->below = FIGURE_FILL(
        f, map->z.is_multiple ? TF_PHRASE_HEATMAP_SHORT : TF_PHRASE_HEATMAP_BELOW, level);
    layout->line =
        FIGURE_FILL(f, doubling ? TF_PHRASE_HEATMAP_DOUBLING_LINE : TF_PHRASE_HEATMAP_LINE, level);
}

static void say(struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_heatmap *map = layout->data;
    if (has_usual(map)) {
        figure_note(f, tf_phrase_text(TF_PHRASE_HEATMAP_USUAL, f->options->language));
    }
    figure_words(f, chart_heatmap_finding(f, map), chart_heatmap_subtitle(f, map), map->note,
                 map->sources);
    figure_frame(f);
}

static void set_panel_titles(struct heatmap_layout *layout)
{
    struct figure *f = layout->figure;
    double size = f->page->label;
    for (size_t p = 0; layout->data->panel_count > 1 && p < layout->data->panel_count; p++) {
        struct tf_box box = plot_panel(&layout->panels, p);
        const char *title = figure_clean(f, layout->data->panels[p].title, TITLE_CHARACTERS);
        figure_text(f, figure_fit(f, title, size, true, box.right - box.left), box.left,
                    box.top - size * 0.9, size, ALIGN_START, true, INK_TEXT);
    }
}

static bool is_lowest(const struct plot_panels *panels, size_t p)
{
    return p + panels->columns >= panels->count;
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_heatmap *map = chart->heatmap;
    struct heatmap_layout layout = {.figure = figure, .data = map};
    find_range(&layout);
    layout.decimals = heatmap_decimals(map);
    layout.x_decimals = tf_magnitude_decimals(map->x.scale, map->x_values, map->x_count);
    layout.y_decimals = tf_magnitude_decimals(map->y.scale, map->y_values, map->y_count);
    layout.y_width = text_width(&layout, false);
    name_sides(&layout);
    say(&layout);
    arrange(&layout);
    set_axis_titles(&layout);
    set_sides(&layout);
    set_panel_titles(&layout);
    struct tf_box top = {0, layout.panels.bottom, 0, 0};
    heatmap_put_contours(&layout, &top);
    set_line_name(&layout, top);
    for (size_t p = 0; p < map->panel_count; p++) {
        struct tf_box box = plot_panel(&layout.panels, p);
        set_numbers(&layout, p);
        if (p % layout.panels.columns == 0) {
            set_y_ticks(&layout, box);
        }
        if (is_lowest(&layout.panels, p)) {
            set_x_ticks(&layout, box);
        }
    }
    heatmap_put_cells(&layout);
}

static const char *finding(struct figure *figure, const struct tf_chart *chart)
{
    return chart_heatmap_finding(figure, chart->heatmap);
}

const struct chart_kind chart_heatmap_kind = {
    .name = "heatmap",
    .template_name = "heatmap.gp",
    .text_template_name = NULL,
    .axes = false,
    .check = check,
    .finding = finding,
    .compose = compose,
    .text_compose = NULL,
    .text_finish = chart_heatmap_text,
};
