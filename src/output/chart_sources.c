/* chart_sources: what income consists of now and at the horizon, as two stacked columns a panel. */
#include "output/chart_sources.h"

#include <math.h>

#include "base/num.h"
#include "base/text.h"
#include "output/chart_numbers.h"

#define NAME_CHARACTERS 60
#define LONGEST_NAME 0.16   /* of the page's width */
#define COLUMN_SINGLE 0.235 /* of the panel's width */
#define COLUMN_SMALL 0.34
#define GAP 40
#define BESIDE 14       /* from a column to what stands beside it, du */
#define LEAST_HEIGHT 16 /* of a piece that has its value inside, du */

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_sources *sources = chart->sources;
    if (!panels_check("sources", "panels", sources->panel_count, 1, TF_CHART_CELLS_MOST, diag)) {
        return false;
    }
    for (size_t p = 0; p < sources->panel_count; p++) {
        const struct tf_chart_sources_panel *panel = &sources->panels[p];
        struct sources_total total = sources_total(panel);
        if (!panels_check("sources", "sources", panel->source_count, 1, TF_CHART_SOURCES_MOST,
                          diag)) {
            return false;
        }
        if (!isfinite(total.base) || !isfinite(total.horizon)) {
            return tf_fail(diag, TF_BAD_INPUT, NULL,
                           "an income is missing that a sources chart should show");
        }
    }
    return true;
}

/* What stands in a piece: "24,718  (57%)" or a part of it. */
enum value_form { VALUE_BOTH, VALUE_AMOUNT, VALUE_SHARE };

struct sources_layout {
    struct figure *figure;
    const struct tf_chart_sources *data;
    struct amounts amounts;
    double low, high; /* of all columns, in money */
    struct axes_grid grid;
    struct axes panels[TF_CHART_CELLS_MOST];
    double names_width, beside_width, column; /* du; of the panel's width */
    enum value_form form;
};

static bool is_single(const struct sources_layout *layout)
{
    return layout->data->panel_count == 1;
}

/* --- pieces ----------------------------------------------------------------------------------- */

/* A part's piece of a column, in money: from `low` to `high`. */
struct piece {
    double low, high;
};

/* Parts above 0 stand on each other, parts below 0 hang from each other. */
static struct piece piece_of(const struct tf_chart_sources_panel *panel, size_t part, bool horizon)
{
    struct piece piece = {0, 0};
    double own = horizon ? panel->sources[part].horizon : panel->sources[part].base;
    for (size_t i = 0; i <= part; i++) {
        double value = horizon ? panel->sources[i].horizon : panel->sources[i].base;
        if ((value < 0) == (own < 0)) {
            piece.low = i < part ? piece.low + value : piece.low;
            piece.high = piece.low + own;
        }
    }
    return own < 0 ? (struct piece){piece.high, piece.low} : piece;
}

static void measure(struct sources_layout *layout)
{
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct tf_chart_sources_panel *panel = &layout->data->panels[p];
        for (size_t i = 0; i < 2 * panel->source_count; i++) {
            struct piece piece = piece_of(panel, i / 2, i % 2);
            layout->low = fmin(layout->low, piece.low);
            layout->high = fmax(layout->high, piece.high);
        }
    }
    layout->amounts = amounts_choose(layout->high, layout->figure->options->language);
}

/* --- texts ------------------------------------------------------------------------------------ */

static const char *name_of(struct sources_layout *layout, const struct tf_chart_source *source)
{
    struct figure *f = layout->figure;
    return figure_fit(f, figure_clean(f, source->name, NAME_CHARACTERS), f->page->label, true,
                      f->page->width * LONGEST_NAME);
}

static const char *multiple_of(struct sources_layout *layout, const struct tf_chart_source *source)
{
    return source->base > 0 && source->horizon > 0
               ? FIGURE_FILL(layout->figure, TF_PHRASE_MULTIPLE,
                             figure_number(layout->figure, source->horizon / source->base, 1))
               : "";
}

/* "+8,956  (×2.2)", in a small panel "×2.2". */
static const char *growth_of(struct sources_layout *layout, const struct tf_chart_source *source)
{
    struct figure *f = layout->figure;
    const char *multiple = multiple_of(layout, source);
    if (!is_single(layout)) {
        return multiple;
    }
    const char *rise = amount_signed(f, &layout->amounts, source->horizon - source->base);
    return *multiple ? figure_check(f, tf_arena_printf(f->arena, "%s  (%s)", rise, multiple))
                     : rise;
}

/* "23% of the rise"; empty where the whole does not change. */
static const char *share_of_rise(struct sources_layout *layout,
                                 const struct tf_chart_sources_panel *panel, size_t part)
{
    struct figure *f = layout->figure;
    struct sources_total total = sources_total(panel);
    double rise = total.horizon - total.base;
    double own = panel->sources[part].horizon - panel->sources[part].base;
    if (fabs(rise) < 1e-9 * fabs(total.base)) {
        return "";
    }
    return FIGURE_FILL(f, rise > 0 ? TF_PHRASE_SOURCES_OF_RISE : TF_PHRASE_SOURCES_OF_FALL,
                       figure_percent(f, own / rise, 0));
}

static void measure_texts(struct sources_layout *layout)
{
    struct figure *f = layout->figure;
    double size = f->page->label;
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct tf_chart_sources_panel *panel = &layout->data->panels[p];
        for (size_t i = 0; i < panel->source_count; i++) {
            const struct tf_chart_source *source = &panel->sources[i];
            double beside = figure_width(f, growth_of(layout, source), size, true);
            if (is_single(layout)) {
                beside = fmax(beside,
                              figure_width(f, share_of_rise(layout, panel, i), size * 0.85, false));
            }
            layout->beside_width = fmax(layout->beside_width, beside);
            layout->names_width =
                fmax(layout->names_width, figure_width(f, name_of(layout, source), size, true));
        }
    }
}

/* --- places ----------------------------------------------------------------------------------- */

static void set_boxes(struct sources_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_page *page = f->page;
    size_t count = layout->data->panel_count;
    double head = is_single(layout) ? 0 : panels_head(f), foot = page->body * 1.9;
    layout->column = is_single(layout) ? COLUMN_SINGLE : COLUMN_SMALL;
    layout->grid.columns = panels_columns(f, count, layout->data->columns);
    layout->grid.rows = (count + layout->grid.columns - 1) / layout->grid.columns;
    layout->grid.across = GAP;
    layout->grid.down = page->body * 0.3;
    layout->grid.box =
        (struct tf_box){page->margin + layout->names_width + BESIDE, f->top + page->body * 0.5,
                        page->width - page->margin, f->floor};
    for (size_t p = 0; p < count; p++) {
        struct tf_box cell = axes_cell(&layout->grid, p);
        cell.top += head + page->body * 1.7; /* the totals stand above the columns */
        cell.bottom -= foot;
        cell.right -= layout->beside_width + BESIDE;
        layout->panels[p] = (struct axes){.figure = f,
                                          .box = cell,
                                          .x_high = 1,
                                          .y_low = layout->low,
                                          .y_high = layout->high,
                                          .size = page->body};
    }
}

static double column_left(const struct sources_layout *layout, size_t p, bool horizon)
{
    return axes_x(&layout->panels[p], horizon ? 1 - layout->column : 0);
}

static double column_width(const struct sources_layout *layout, size_t p)
{
    return (layout->panels[p].box.right - layout->panels[p].box.left) * layout->column;
}

/* --- words in a panel ------------------------------------------------------------------------- */

static double piece_top(const struct sources_layout *layout, size_t p, size_t part, bool horizon)
{
    return axes_y(&layout->panels[p], piece_of(&layout->data->panels[p], part, horizon).high);
}

static double piece_height(const struct sources_layout *layout, size_t p, size_t part, bool horizon)
{
    struct piece piece = piece_of(&layout->data->panels[p], part, horizon);
    return axes_y(&layout->panels[p], piece.low) - axes_y(&layout->panels[p], piece.high);
}

static double value_size(const struct sources_layout *layout, double height)
{
    return fmin(layout->figure->page->label * 0.95, height * 0.78);
}

static const char *value_text(struct sources_layout *layout, size_t p, size_t part, bool horizon,
                              enum value_form form)
{
    struct figure *f = layout->figure;
    const struct tf_chart_sources_panel *panel = &layout->data->panels[p];
    struct sources_total total = sources_total(panel);
    double own = horizon ? panel->sources[part].horizon : panel->sources[part].base;
    const char *amount = amount_text(f, &layout->amounts, own);
    const char *share = figure_percent(f, own / (horizon ? total.horizon : total.base), 0);
    return form == VALUE_AMOUNT ? amount
           : form == VALUE_SHARE
               ? share
               : figure_check(f, tf_arena_printf(f->arena, "%s  (%s)", amount, share));
}

static bool value_fits(struct sources_layout *layout, size_t p, size_t part, bool horizon,
                       enum value_form form)
{
    double height = piece_height(layout, p, part, horizon);
    const char *text = value_text(layout, p, part, horizon, form);
    return figure_width(layout->figure, text, value_size(layout, height), false) <
           column_width(layout, p) - 12;
}

/* Whether all pieces that are high enough for a value have the width for it too. */
static bool form_fits(struct sources_layout *layout, enum value_form form)
{
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        for (size_t i = 0; i < 2 * layout->data->panels[p].source_count; i++) {
            if (piece_height(layout, p, i / 2, i % 2) > LEAST_HEIGHT &&
                !value_fits(layout, p, i / 2, i % 2, form)) {
                return false;
            }
        }
    }
    return true;
}

/* One form for the whole chart, so that its numbers can be compared: the fullest that fits. */
static void choose_form(struct sources_layout *layout)
{
    layout->form = VALUE_BOTH;
    while (layout->form < VALUE_SHARE && !form_fits(layout, layout->form)) {
        layout->form++;
    }
}

static void set_value(struct sources_layout *layout, size_t p, size_t part, bool horizon)
{
    double height = piece_height(layout, p, part, horizon);
    if (height <= LEAST_HEIGHT || !value_fits(layout, p, part, horizon, layout->form)) {
        return;
    }
    unsigned colour = (unsigned)(layout->data->panels[p].sources[part].colour % FIGURE_INKS);
    figure_text(layout->figure, value_text(layout, p, part, horizon, layout->form),
                column_left(layout, p, horizon) + column_width(layout, p) / 2,
                piece_top(layout, p, part, horizon) + height / 2, value_size(layout, height),
                ALIGN_CENTRE, false, INK_ON_SERIES + (int)colour);
}

/* Words above and below a column may be wider than it by this much, du. */
#define OVERHANG 22

static double fitting_size(struct sources_layout *layout, size_t p, const char *text)
{
    struct figure *f = layout->figure;
    double body = f->page->body, width = figure_width(f, text, body, true);
    double room = column_width(layout, p) + OVERHANG;
    return is_single(layout) || width <= room ? body : body * room / width;
}

/* Year below and total above a column. */
static void set_column(struct sources_layout *layout, size_t p, bool horizon)
{
    struct figure *f = layout->figure;
    const struct tf_chart_sources_panel *panel = &layout->data->panels[p];
    const struct axes *axes = &layout->panels[p];
    struct sources_total total = sources_total(panel);
    double high = 0, body = f->page->body;
    double middle = column_left(layout, p, horizon) + column_width(layout, p) / 2;
    for (size_t i = 0; i < panel->source_count; i++) {
        high = fmax(high, piece_of(panel, i, horizon).high);
    }
    const char *amount = amount_text(f, &layout->amounts, horizon ? total.horizon : total.base);
    if (horizon && total.base > 0) {
        double multiple = total.horizon / total.base, target = layout->data->target;
        const char *text = figure_multiple(f, multiple, multiple >= target ? TF_ABSENT : target);
        const char *both = figure_check(f, tf_arena_printf(f->arena, "%s  (%s)", amount, text));
        amount = is_single(layout) ? both : amount;
    }
    const char *year =
        figure_whole(f, horizon ? layout->data->horizon_year : layout->data->base_year);
    figure_text(f, amount, middle, axes_y(axes, high) - body * 0.8, fitting_size(layout, p, amount),
                ALIGN_CENTRE, true, INK_TEXT);
    figure_text(f, year, middle, axes->box.bottom + body * 1.0, fitting_size(layout, p, year),
                ALIGN_CENTRE, is_single(layout), is_single(layout) ? INK_TEXT : INK_MUTED);
}

/* Labels beside a column are as large as all of them have room above each other. */
static double beside_size(const struct sources_layout *layout, size_t p, double lines)
{
    struct tf_box box = layout->panels[p].box;
    double count = (double)layout->data->panels[p].source_count;
    return fmin(layout->figure->page->label, (box.bottom - box.top) / (count * lines));
}

/* Names left of the first column, each as near its piece as the others let it. */
static void set_names(struct sources_layout *layout, size_t p)
{
    struct figure *f = layout->figure;
    const struct tf_chart_sources_panel *panel = &layout->data->panels[p];
    double centre[TF_CHART_SOURCES_MOST], gap[TF_CHART_SOURCES_MOST];
    double size = beside_size(layout, p, 1.12);
    for (size_t i = 0; i < panel->source_count; i++) {
        struct piece piece = piece_of(panel, i, false);
        centre[i] = axes_y(&layout->panels[p], (piece.low + piece.high) / 2);
        gap[i] = size * 1.12;
    }
    f->failed |= !tf_layout_spread(centre, gap, panel->source_count, layout->panels[p].box.top,
                                   layout->panels[p].box.bottom + size * 0.4);
    for (size_t i = 0; i < panel->source_count; i++) {
        figure_text(f, name_of(layout, &panel->sources[i]), layout->panels[p].box.left - BESIDE,
                    centre[i], size, ALIGN_END, true,
                    INK_SERIES + (int)(panel->sources[i].colour % FIGURE_INKS));
    }
}

static void set_growth(struct sources_layout *layout, size_t p)
{
    struct figure *f = layout->figure;
    const struct tf_chart_sources_panel *panel = &layout->data->panels[p];
    double centre[TF_CHART_SOURCES_MOST], gap[TF_CHART_SOURCES_MOST];
    double size = beside_size(layout, p, 1.12);
    double x = layout->panels[p].box.right + BESIDE;
    bool two = is_single(layout) && (double)panel->source_count * size * 2.3 <
                                        layout->panels[p].box.bottom - layout->panels[p].box.top;
    for (size_t i = 0; i < panel->source_count; i++) {
        struct piece piece = piece_of(panel, i, true);
        centre[i] = axes_y(&layout->panels[p], (piece.low + piece.high) / 2);
        gap[i] = size * (two ? 2.3 : 1.12);
    }
    f->failed |= !tf_layout_spread(centre, gap, panel->source_count, layout->panels[p].box.top,
                                   layout->panels[p].box.bottom + size * 0.5);
    for (size_t i = 0; i < panel->source_count; i++) {
        int ink = INK_SERIES + (int)(panel->sources[i].colour % FIGURE_INKS);
        figure_text(f, growth_of(layout, &panel->sources[i]), x, centre[i] - (two ? size * 0.5 : 0),
                    size, ALIGN_START, true, ink);
        if (two) {
            figure_text(f, share_of_rise(layout, panel, i), x, centre[i] + size * 0.6, size * 0.85,
                        ALIGN_START, false, INK_MUTED);
        }
    }
}

static void set_panel(struct sources_layout *layout, size_t p)
{
    const struct tf_chart_sources_panel *panel = &layout->data->panels[p];
    const struct axes *axes = &layout->panels[p];
    double zero = axes_y(axes, 0), body = layout->figure->page->body;
    figure_rule(layout->figure, RULE_AXIS, axes->box.left, zero, axes->box.right, zero);
    if (!is_single(layout)) {
        panels_set_head(layout->figure, &panel->scope, axes->box.left, axes->box.top - body * 1.7,
                        axes->box.right - axes->box.left + layout->beside_width + BESIDE);
    }
    if (p % layout->grid.columns == 0) {
        set_names(layout, p);
    }
    for (int horizon = 0; horizon < 2; horizon++) {
        set_column(layout, p, horizon);
        for (size_t i = 0; i < panel->source_count; i++) {
            set_value(layout, p, i, horizon);
        }
    }
    set_growth(layout, p);
}

/* --- the script ------------------------------------------------------------------------------- */

static void put_columns(struct sources_layout *layout)
{
    struct tf_buffer *script = layout->figure->script;
    tf_gnuplot_block_begin(script, "columns");
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct tf_chart_sources_panel *panel = &layout->data->panels[p];
        for (size_t i = 0; i < panel->source_count; i++) {
            const struct tf_chart_source *source = &panel->sources[i];
            double row[13] = {(double)p + 1, (double)i + 1, source->base, source->horizon};
            for (int horizon = 0; horizon < 2; horizon++) {
                struct piece piece = piece_of(panel, i, horizon);
                double left = column_left(layout, p, horizon), *at = row + (horizon ? 8 : 4);
                at[0] = figure_hundredth(left);
                at[1] = figure_hundredth(left + column_width(layout, p));
                at[2] = figure_hundredth(axes_y(&layout->panels[p], piece.high));
                at[3] = figure_hundredth(axes_y(&layout->panels[p], piece.low));
            }
            row[12] = (double)(source->colour % FIGURE_INKS) + 1;
            tf_gnuplot_block_row(script, row, 13);
        }
    }
    tf_gnuplot_block_end(script);
}

static void put_links(struct sources_layout *layout)
{
    struct tf_buffer *script = layout->figure->script;
    int colours[TF_CHART_CELLS_MOST * TF_CHART_SOURCES_MOST];
    size_t count = 0;
    tf_gnuplot_block_begin(script, "links");
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct tf_chart_sources_panel *panel = &layout->data->panels[p];
        for (size_t i = 0; i < panel->source_count; i++) {
            if (count > 0) {
                tf_gnuplot_block_break(script);
            }
            colours[count++] = (int)(panel->sources[i].colour % FIGURE_INKS) + 1;
            for (int horizon = 0; horizon < 2; horizon++) {
                struct piece piece = piece_of(panel, i, horizon);
                double x =
                    column_left(layout, p, horizon) + (horizon ? 0 : column_width(layout, p));
                double row[] = {figure_hundredth(x),
                                figure_hundredth(axes_y(&layout->panels[p], piece.low)),
                                figure_hundredth(axes_y(&layout->panels[p], piece.high))};
                tf_gnuplot_block_row(script, row, 3);
            }
        }
    }
    tf_gnuplot_block_end(script);
    tf_gnuplot_whole(script, "LINKS", (long)count);
    tf_gnuplot_wholes(script, "LINK_COLOUR", colours, count);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_sources *sources = chart->sources;
    struct sources_layout layout = {.figure = figure, .data = sources};
    measure(&layout);
    figure_words(figure, chart_sources_finding(figure, chart),
                 sources_subtitle(figure, sources, &layout.amounts), sources->note,
                 sources->sources);
    figure_frame(figure);
    measure_texts(&layout);
    set_boxes(&layout);
    choose_form(&layout);
    for (size_t p = 0; p < sources->panel_count; p++) {
        set_panel(&layout, p);
    }
    put_columns(&layout);
    put_links(&layout);
}

const struct chart_kind chart_sources_kind = {
    .name = "sources",
    .template_name = "sources.gp",
    .check = check,
    .finding = chart_sources_finding,
    .compose = compose,
    .text_finish = chart_sources_text,
};
