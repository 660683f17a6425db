/* chart_lorenz: Lorenz curves in a square, and beside or below it the shares of each fifth. */
#include "output/chart_lorenz.h"

#include <math.h>

#include "output/chart_numbers.h"

#define ROW_BESIDE 2.15 /* height of a row of the table, of the label's size */
#define ROW_BELOW 1.7
#define LEAST_TABLE 16   /* its width, of its text size */
#define LEAST_SQUARE 0.4 /* of the height, with a table below it */
#define ROWS 8.3         /* heading, head, five fifths, Gini */
#define NAMES 0.36       /* of the table's width, for the names of the fifths */
#define GAP 0.075        /* between square and table, of the page's width */

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_lorenz *lorenz = chart->lorenz;
    if (!panels_check("lorenz", "curves", lorenz->curve_count, 2, TF_CHART_CURVES_MOST, diag)) {
        return false;
    }
    for (size_t i = 0; i < lorenz->curve_count; i++) {
        for (size_t p = 0; p < TF_CHART_LORENZ_POINTS; p++) {
            if (!isfinite(lorenz->curves[i].share[p])) {
                return tf_fail(diag, TF_BAD_INPUT, NULL,
                               "the poorest %zu %% have no share that a lorenz chart could show",
                               p);
            }
        }
    }
    return true;
}

struct lorenz_layout {
    struct figure *figure;
    const struct tf_chart_lorenz *data;
    struct axes axes;
    struct tf_box table;
    double size;    /* of the table's texts, du */
    double row;     /* height of one of its rows, du */
    bool beside;    /* the table stands right of the square */
    bool has_table; /* there is room for it */
};

static int curve_ink_of(const struct lorenz_layout *layout, size_t i)
{
    return i == 0                          ? INK_MUTED
           : layout->data->curve_count > 2 ? INK_SERIES + (int)((i - 1) % FIGURE_INKS)
                                           : INK_SERIES + 1;
}

/* --- places ----------------------------------------------------------------------------------- */

static void set_boxes(struct lorenz_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_page *page = f->page;
    double left =
        page->margin + figure_width(f, "100", page->body, false) + figure_tick_room(f) + 1;
    double top = f->top + page->body * 1.45, bottom = f->floor - axes_foot(f, true);
    layout->beside = page->width > page->height * 1.15;
    layout->row = page->label * (layout->beside ? ROW_BESIDE : ROW_BELOW);
    layout->row = layout->beside ? fmin(layout->row, (f->floor - top) / ROWS) : layout->row;
    layout->size = fmin(page->label, layout->row / 1.3);
    double rows = layout->row * ROWS, wide = page->width - page->margin - left;
    double side =
        layout->beside ? fmin(bottom - top, wide * 0.52) : fmin(bottom - top - rows, wide);
    layout->has_table = layout->beside
                            ? wide - side - page->width * GAP > layout->size * LEAST_TABLE
                            : side > (bottom - top) * LEAST_SQUARE;
    side = layout->has_table ? side : fmin(bottom - top, wide);
    layout->axes = (struct axes){.figure = f,
                                 .box = {left, top, left + side, top + side},
                                 .x_high = 100,
                                 .y_high = 100,
                                 .size = page->body};
    struct tf_box box = layout->axes.box;
    double first = layout->beside ? top + (box.bottom - top - rows) * 0.35
                                  : box.bottom + axes_foot(f, true) + page->body * 0.5;
    layout->table = (struct tf_box){layout->beside ? box.right + page->width * GAP : page->margin,
                                    fmax(first, top), page->width - page->margin, 0};
    f->left = box.left;
    f->right = box.right;
    f->plot_top = box.top;
    f->plot_bottom = box.bottom;
}

/* --- the square ------------------------------------------------------------------------------- */

static void set_axes(struct lorenz_layout *layout)
{
    struct figure *f = layout->figure;
    struct tf_ticks ticks;
    const char *texts[TF_TICKS_MOST];
    struct tf_box box = layout->axes.box;
    int most =
        (int)((box.right - box.left) / (figure_width(f, "100", layout->axes.size, false) * 1.6));
    tf_layout_ticks(0, 100, most > 5 ? 5 : most > 1 ? most : 1, &ticks);
    figure_tick_texts(f, &ticks, false, texts);
    axes_y_ticks(&layout->axes, &ticks, texts);
    axes_base(&layout->axes);
    axes_x_ticks(&layout->axes, &ticks, texts, false);
    axes_words(&layout->axes, NULL, tf_phrase_text(TF_PHRASE_LORENZ_AXIS, f->options->language),
               NULL);
    figure_rule(f, RULE_CONTEXT, box.left, box.bottom, box.right, box.top);
    const char *words = tf_phrase_text(TF_PHRASE_LORENZ_EQUALITY, f->options->language);
    double middle = axes_x(&layout->axes, 47), size = f->page->label * 0.87;
    if (figure_width(f, words, size, false) < (box.right - box.left) * 0.6) {
        figure_text_turned(f, words, middle - size * 0.6, axes_y(&layout->axes, 47) - size * 0.6,
                           size, 45, INK_MUTED);
    }
    figure_line(f, box.left, box.bottom, box.right, box.top);
}

static void trace(struct lorenz_layout *layout, const struct tf_chart_lorenz_curve *curve)
{
    const struct axes *axes = &layout->axes;
    for (size_t p = 0; p + 4 < TF_CHART_LORENZ_POINTS; p += 4) {
        figure_line(layout->figure, axes_x(axes, (double)p), axes_y(axes, curve->share[p] * 100),
                    axes_x(axes, (double)p + 4), axes_y(axes, curve->share[p + 4] * 100));
    }
}

/* Year and Gini of two curves: the lower one's right of it, the upper one's left of it, at the
 * first place along the curve where both lines are free. */
static bool set_curve_label(struct lorenz_layout *layout, size_t i, bool right, bool with_gini)
{
    static const size_t places[] = {64, 58, 70, 52, 46, 76, 82, 40, 30, 20};
    struct figure *f = layout->figure;
    const struct tf_chart_lorenz_curve *curve = &layout->data->curves[i];
    const char *name = lorenz_curve_name(f, layout->data, i);
    const char *gini = FIGURE_FILL(f, TF_PHRASE_LORENZ_GINI, lorenz_gini(f, curve->gini));
    double size = f->page->label;
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
        double x = axes_x(&layout->axes, (double)places[k]) + (right ? 16 : -16);
        double y = axes_y(&layout->axes, curve->share[places[k]] * 100) +
                   (right ? size * 0.5 : -size * 1.6);
        size_t before = f->text_count;
        enum figure_align align = right ? ALIGN_START : ALIGN_END;
        double reach = figure_width(f, with_gini ? gini : name, size, true);
        bool inside = right ? x + reach < layout->axes.box.right : x - reach > f->left;
        if (inside && y + size * 1.8 < layout->axes.box.bottom &&
            figure_text_if_clear(f, name, x, y, size, align, true, curve_ink_of(layout, i)) &&
            (!with_gini || figure_text_if_clear(f, gini, x, y + size * 1.2, size, align, false,
                                                curve_ink_of(layout, i)))) {
            return true;
        }
        f->text_count = before;
    }
    return false;
}

/* The year alone where there is no room for both. */
static void label_curve(struct lorenz_layout *layout, size_t i, bool right)
{
    if (!set_curve_label(layout, i, right, true)) {
        set_curve_label(layout, i, right, false);
    }
}

/* --- the table -------------------------------------------------------------------------------- */

/* The right edge of a column of numbers. */
static double column_end(const struct lorenz_layout *layout, size_t column)
{
    bool two = layout->data->curve_count == 2;
    double count = (double)layout->data->curve_count + (two ? 1 : 0);
    double width = layout->table.right - layout->table.left;
    return layout->table.left + width * (NAMES + (1 - NAMES) * (double)(column + 1) / count);
}

static double column_width(const struct lorenz_layout *layout)
{
    return column_end(layout, 1) - column_end(layout, 0);
}

/* The size at which the widest number, a Gini or a change of one, leaves room beside its neighbour.
 */
static double number_size(const struct lorenz_layout *layout)
{
    struct figure *f = layout->figure;
    double size = layout->size;
    double room = column_width(layout) - 10, width = figure_width(f, "−0.000", size, true);
    return width > room ? size * room / width : size;
}

static void set_head(struct lorenz_layout *layout, double y)
{
    struct figure *f = layout->figure;
    double size = layout->size, head = fmin(size * 0.87, number_size(layout));
    enum tf_language language = f->options->language;
    figure_text(f, tf_phrase_text(TF_PHRASE_LORENZ_TABLE, language), layout->table.left, y, size,
                ALIGN_START, true, INK_TEXT);
    y += layout->row * 0.95;
    for (size_t i = 0; i < layout->data->curve_count; i++) {
        const char *name = figure_fit(f, lorenz_curve_name(f, layout->data, i), head, i > 0,
                                      column_width(layout) - 12);
        figure_text(f, name, column_end(layout, i), y, head, ALIGN_END, i > 0,
                    curve_ink_of(layout, i));
    }
    if (layout->data->curve_count == 2) {
        const char *change = tf_phrase_text(TF_PHRASE_LORENZ_CHANGE, language);
        figure_text(f, figure_fit(f, change, head, false, column_width(layout) - 12),
                    column_end(layout, 2), y, head, ALIGN_END, false, INK_MUTED);
    }
    figure_rule(f, RULE_AXIS, layout->table.left, y + layout->row * 0.4, layout->table.right,
                y + layout->row * 0.4);
}

static void set_fifth(struct lorenz_layout *layout, size_t fifth, double y)
{
    struct figure *f = layout->figure;
    double size = layout->size, number = number_size(layout);
    figure_text(f, lorenz_fifth_name(f, fifth), layout->table.left, y, size, ALIGN_START, false,
                INK_TEXT);
    for (size_t i = 0; i < layout->data->curve_count; i++) {
        double share = lorenz_fifth(&layout->data->curves[i], fifth);
        figure_text(f, figure_number(f, share * 100, 1), column_end(layout, i), y, number,
                    ALIGN_END, i > 0, curve_ink_of(layout, i));
    }
    if (layout->data->curve_count == 2) {
        double change = lorenz_fifth(&layout->data->curves[1], fifth) -
                        lorenz_fifth(&layout->data->curves[0], fifth);
        figure_text(f, figure_signed(f, change * 100, 1), column_end(layout, 2), y, number,
                    ALIGN_END, false, INK_TEXT);
    }
    figure_rule(f, RULE_GRID, layout->table.left, y + layout->row * 0.5, layout->table.right,
                y + layout->row * 0.5);
}

static void set_ginis(struct lorenz_layout *layout, double y)
{
    struct figure *f = layout->figure;
    double size = layout->size, number = number_size(layout);
    figure_text(f, tf_phrase_text(TF_PHRASE_LORENZ_GINI_ROW, f->options->language),
                layout->table.left, y, size, ALIGN_START, false, INK_TEXT);
    for (size_t i = 0; i < layout->data->curve_count; i++) {
        figure_text(f, lorenz_gini(f, layout->data->curves[i].gini), column_end(layout, i), y,
                    number, ALIGN_END, i > 0, curve_ink_of(layout, i));
    }
    if (layout->data->curve_count == 2) {
        double change =
            round(layout->data->curves[1].gini * 1000) - round(layout->data->curves[0].gini * 1000);
        figure_text(f, figure_signed(f, change / 1000, 3), column_end(layout, 2), y, number,
                    ALIGN_END, false, INK_TEXT);
    }
}

static void set_table(struct lorenz_layout *layout)
{
    double row = layout->row, y = layout->table.top + row * 0.3;
    set_head(layout, y);
    for (size_t fifth = 0; fifth < TF_CHART_FIFTHS; fifth++) {
        set_fifth(layout, fifth, y + row * ((double)fifth + 1.9));
    }
    set_ginis(layout, y + row * (TF_CHART_FIFTHS + 1.9));
}

/* --- the whole -------------------------------------------------------------------------------- */

static void put_curves(struct lorenz_layout *layout)
{
    struct tf_buffer *script = layout->figure->script;
    int colour[TF_CHART_CURVES_MOST];
    double row[TF_CHART_CURVES_MOST + 1];
    tf_gnuplot_block_begin(script, "lorenz");
    for (size_t p = 0; p < TF_CHART_LORENZ_POINTS; p++) {
        row[0] = (double)p;
        for (size_t i = 0; i < layout->data->curve_count; i++) {
            row[i + 1] = layout->data->curves[i].share[p] * 100;
        }
        tf_gnuplot_block_row(script, row, layout->data->curve_count + 1);
    }
    tf_gnuplot_block_end(script);
    for (size_t i = 0; i < layout->data->curve_count; i++) {
        int ink = curve_ink_of(layout, i);
        colour[i] = ink == INK_MUTED ? 1 : curve_colour(ink);
    }
    tf_gnuplot_whole(script, "CURVES", (long)layout->data->curve_count);
    tf_gnuplot_wholes(script, "CURVE", colour, layout->data->curve_count);
    tf_gnuplot_real(script, "X_MIN", 0);
    tf_gnuplot_real(script, "X_MAX", 100);
    tf_gnuplot_real(script, "Y_MIN", 0);
    tf_gnuplot_real(script, "Y_MAX", 100);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_lorenz *lorenz = chart->lorenz;
    struct lorenz_layout layout = {.figure = figure, .data = lorenz};
    figure_words(figure, chart_lorenz_finding(figure, chart),
                 tf_phrase_text(TF_PHRASE_LORENZ_SUBTITLE, figure->options->language), lorenz->note,
                 lorenz->sources);
    figure_frame(figure);
    set_boxes(&layout);
    set_axes(&layout);
    for (size_t i = 0; i < lorenz->curve_count; i++) {
        trace(&layout, &lorenz->curves[i]);
    }
    if (lorenz->curve_count == 2) {
        bool lower = lorenz->curves[0].share[64] < lorenz->curves[1].share[64];
        label_curve(&layout, 0, lower);
        label_curve(&layout, 1, !lower);
    }
    if (layout.has_table) {
        set_table(&layout);
    }
    put_curves(&layout);
}

const struct chart_kind chart_lorenz_kind = {
    .name = "lorenz",
    .template_name = "lorenz.gp",
    .check = check,
    .finding = chart_lorenz_finding,
    .compose = compose,
    .text_finish = chart_lorenz_text,
};
