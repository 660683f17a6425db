/* chart_sources_words: what a chart of sources says, and its text for the terminal. */
#include <math.h>

#include "base/text.h"
#include "output/chart_numbers.h"
#include "output/chart_sources.h"
#include "output/chart_text_plot.h"

/* Grows fastest: a source with at least this share of the base income, whose multiple exceeds that
 * of the largest contributor by at least this. */
#define LEAST_SHARE 0.05
#define CLEAR_DIFFERENCE 0.05

struct sources_total sources_total(const struct tf_chart_sources_panel *panel)
{
    struct sources_total total = {0, 0};
    for (size_t i = 0; i < panel->source_count; i++) {
        total.base += panel->sources[i].base;
        total.horizon += panel->sources[i].horizon;
    }
    return total;
}

/* --- the finding ------------------------------------------------------------------------------ */

static double rise(const struct tf_chart_source *source)
{
    return source->horizon - source->base;
}

static size_t largest_rise(const struct tf_chart_sources_panel *panel)
{
    size_t most = 0;
    for (size_t i = 1; i < panel->source_count; i++) {
        most = rise(&panel->sources[i]) > rise(&panel->sources[most]) ? i : most;
    }
    return most;
}

static double multiple(const struct tf_chart_source *source)
{
    return source->horizon / source->base;
}

/* Of those that are a fair part of income; the largest contributor itself where none is faster. */
static size_t fastest(const struct tf_chart_sources_panel *panel, size_t largest)
{
    double total = sources_total(panel).base;
    size_t most = largest;
    for (size_t i = 0; i < panel->source_count; i++) {
        if (panel->sources[i].base >= LEAST_SHARE * total &&
            multiple(&panel->sources[i]) > multiple(&panel->sources[most])) {
            most = i;
        }
    }
    bool clear =
        multiple(&panel->sources[most]) >= multiple(&panel->sources[largest]) + CLEAR_DIFFERENCE;
    return clear ? most : largest;
}

static const char *in_text(struct figure *figure, const struct tf_chart_source *source)
{
    return figure_clean(figure, source->in_text ? source->in_text : source->name, 60);
}

static const char *finding_of_one(struct figure *figure, const struct tf_chart_sources *sources)
{
    const struct tf_chart_sources_panel *panel = &sources->panels[0];
    struct sources_total total = sources_total(panel);
    if (!(total.horizon > total.base)) {
        return FIGURE_FILL(figure, TF_PHRASE_SOURCES_FALL,
                           figure_whole(figure, sources->horizon_year));
    }
    size_t largest = largest_rise(panel), quick = fastest(panel, largest);
    double share = rise(&panel->sources[largest]) / (total.horizon - total.base);
    const char *name = in_text(figure, &panel->sources[largest]);
    if (share <= 0.5) {
        return FIGURE_FILL(figure, TF_PHRASE_SOURCES_LARGEST, name,
                           figure_percent(figure, share, 0));
    }
    return quick == largest ? FIGURE_FILL(figure, TF_PHRASE_SOURCES_MOST, name)
                            : FIGURE_FILL(figure, TF_PHRASE_SOURCES_MOST_FASTEST, name,
                                          in_text(figure, &panel->sources[quick]));
}

const char *chart_sources_finding(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_sources *sources = chart->sources;
    const char *first =
        in_text(figure, &sources->panels[0].sources[largest_rise(&sources->panels[0])]);
    bool same = true;
    if (sources->panel_count == 1) {
        return finding_of_one(figure, sources);
    }
    for (size_t p = 0; p < sources->panel_count; p++) {
        const struct tf_chart_sources_panel *panel = &sources->panels[p];
        struct sources_total total = sources_total(panel);
        const char *name = in_text(figure, &panel->sources[largest_rise(panel)]);
        same &= total.horizon > total.base && tf_text_equal(name, first);
    }
    return same ? FIGURE_FILL(figure, TF_PHRASE_SOURCES_EVERYWHERE, first)
                : FIGURE_FILL(figure, TF_PHRASE_SOURCES_WHERE,
                              figure_whole(figure, sources->base_year),
                              figure_whole(figure, sources->horizon_year));
}

const char *sources_subtitle(struct figure *figure, const struct tf_chart_sources *sources,
                             const struct amounts *amounts)
{
    const char *unit = money_unit(figure, &amounts->money, sources->currency);
    unit = *unit ? FIGURE_FILL(figure, TF_PHRASE_GROUPS_UNIT, unit) : unit;
    return FIGURE_FILL(figure, TF_PHRASE_SOURCES_SUBTITLE, unit,
                       figure_whole(figure, sources->base_year));
}

/* --- the terminal ----------------------------------------------------------------------------- */

struct sources_text {
    struct figure *figure;
    const struct tf_chart_sources *data;
    struct amounts amounts;
    double high;
    size_t columns, names, amount, growth, bars; /* characters */
};

static const char *growth_text(const struct sources_text *layout,
                               const struct tf_chart_source *source)
{
    return source->base > 0 && source->horizon > 0
               ? FIGURE_FILL(layout->figure, TF_PHRASE_MULTIPLE,
                             figure_number(layout->figure, multiple(source), 1))
               : "–";
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void measure(struct sources_text *layout)
{
    struct figure *f = layout->figure;
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        for (size_t i = 0; i < layout->data->panels[p].source_count; i++) {
            const struct tf_chart_source *source = &layout->data->panels[p].sources[i];
            layout->high = fmax(layout->high, fmax(fabs(source->base), fabs(source->horizon)));
            layout->names = larger(layout->names,
                                   tf_text_width(text_fit(f, source->name, layout->columns / 4)));
            layout->growth = larger(layout->growth, tf_text_width(growth_text(layout, source)));
        }
    }
    layout->amounts = amounts_choose(layout->high, f->options->language);
    layout->amount = tf_text_width(amount_text(f, &layout->amounts, -layout->high));
    size_t used = layout->names + layout->amount + layout->growth + 10;
    layout->bars = layout->columns > used + 8 ? layout->columns - used : 8;
}

/* `Wages  2025 ████ 26,000` and below it the horizon's, with the multiple. */
static size_t set_source(const struct sources_text *layout, struct text_page *page, size_t row,
                         const struct tf_chart_source *source)
{
    struct figure *f = layout->figure;
    int ink = INK_SERIES + (int)(source->colour % FIGURE_INKS);
    size_t left = layout->names + 6;
    text_put(page, row, 0, text_fit(f, source->name, layout->columns / 4), ink, true);
    for (int horizon = 0; horizon < 2; horizon++) {
        double value = horizon ? source->horizon : source->base;
        double length = fabs(value) / layout->high * (double)layout->bars;
        int year = horizon ? layout->data->horizon_year : layout->data->base_year;
        text_put(page, row, layout->names + 1, figure_whole(f, year), INK_MUTED, false);
        text_bar(page, row, left, 0, length, horizon ? ink : INK_MUTED);
        text_put(page, row, left + (size_t)ceil(length) + 1,
                 amount_text(f, &layout->amounts, value), horizon ? INK_TEXT : INK_MUTED, false);
        if (horizon) {
            text_put_end(page, row, layout->columns, growth_text(layout, source), ink, true);
        }
        row++;
    }
    return row;
}

void chart_sources_text(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out)
{
    (void)canvas;
    struct sources_text layout = {.figure = figure, .data = chart->sources};
    struct text_page page;
    size_t row = 0, rows = 0;
    layout.columns = text_columns(figure);
    measure(&layout);
    figure_words(figure, chart_sources_finding(figure, chart),
                 sources_subtitle(figure, chart->sources, &layout.amounts), NULL, NULL);
    text_page_init(&page, figure, layout.columns, 0);
    rows = text_header(&page, 0, figure->title, figure->subtitle);
    for (size_t p = 0; p < chart->sources->panel_count; p++) {
        rows += 2 + 2 * chart->sources->panels[p].source_count;
    }
    text_page_init(&page, figure, layout.columns, rows);
    row = text_header(&page, 0, figure->title, figure->subtitle);
    for (size_t p = 0; p < chart->sources->panel_count; p++) {
        const struct tf_chart_sources_panel *panel = &chart->sources->panels[p];
        row++;
        if (chart->sources->panel_count > 1) {
            text_put(&page, row++, 0, scope_name(figure, &panel->scope), INK_TEXT, true);
        }
        for (size_t i = panel->source_count; i-- > 0;) {
            row = set_source(&layout, &page, row, &panel->sources[i]);
        }
    }
    text_render(&page, out);
}
