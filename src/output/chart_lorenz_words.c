/* chart_lorenz_words: what Lorenz curves say, and their text for the terminal. */
#include <math.h>

#include "base/text.h"
#include "output/chart_lorenz.h"
#include "output/chart_numbers.h"
#include "output/chart_text_plot.h"

#define STEADY 0.005 /* change of a Gini below which inequality hardly changes */
/* Inequality is high above this: the international alert line of UN-Habitat (2008), State of the
 * World's Cities 2008/2009, p. 51. */
#define HIGH 0.4

double lorenz_fifth(const struct tf_chart_lorenz_curve *curve, size_t fifth)
{
    double share = curve->share[20 * fifth + 20] - curve->share[20 * fifth];
    return round(share * 1000) / 1000;
}

const char *lorenz_curve_name(struct figure *figure, const struct tf_chart_lorenz *lorenz,
                              size_t curve)
{
    const struct tf_chart_lorenz_curve *c = &lorenz->curves[curve];
    bool of_scenario = c->scope.scenario != NULL && lorenz->curve_count > 2;
    return of_scenario ? figure_clean(figure, c->scope.scenario, 60)
                       : figure_whole(figure, c->year);
}

const char *lorenz_fifth_name(const struct figure *figure, size_t fifth)
{
    static const enum tf_phrase names[TF_CHART_FIFTHS] = {
        TF_PHRASE_LORENZ_FIFTH_1, TF_PHRASE_LORENZ_FIFTH_2, TF_PHRASE_LORENZ_FIFTH_3,
        TF_PHRASE_LORENZ_FIFTH_4, TF_PHRASE_LORENZ_FIFTH_5};
    return tf_phrase_text(names[fifth], figure->options->language);
}

const char *lorenz_gini(struct figure *figure, double gini)
{
    return figure_number(figure, gini, 3);
}

/* --- the finding ------------------------------------------------------------------------------ */

static bool all_but_richest_gain(const struct tf_chart_lorenz *lorenz)
{
    for (size_t fifth = 0; fifth + 1 < TF_CHART_FIFTHS; fifth++) {
        if (lorenz_fifth(&lorenz->curves[1], fifth) <= lorenz_fifth(&lorenz->curves[0], fifth)) {
            return false;
        }
    }
    return true;
}

static const char *finding_of_two(struct figure *figure, const struct tf_chart_lorenz *lorenz)
{
    double before = lorenz->curves[0].gini, after = lorenz->curves[1].gini;
    const char *year = figure_whole(figure, lorenz->curves[1].year);
    const char *now = lorenz_gini(figure, before), *then = lorenz_gini(figure, after);
    if (fabs(after - before) < STEADY) {
        return FIGURE_FILL(figure, TF_PHRASE_LORENZ_STEADY, year, then);
    }
    if (after < before && all_but_richest_gain(lorenz)) {
        return FIGURE_FILL(figure,
                           after > HIGH ? TF_PHRASE_LORENZ_ALL_BUT_RICHEST_HIGH
                                        : TF_PHRASE_LORENZ_ALL_BUT_RICHEST,
                           year);
    }
    return FIGURE_FILL(figure,
                       after < before ? TF_PHRASE_LORENZ_MORE_EQUAL : TF_PHRASE_LORENZ_LESS_EQUAL,
                       year, then, now);
}

const char *chart_lorenz_finding(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_lorenz *lorenz = chart->lorenz;
    size_t least = 1;
    if (lorenz->curve_count == 2) {
        return finding_of_two(figure, lorenz);
    }
    for (size_t i = 2; i < lorenz->curve_count; i++) {
        least = lorenz->curves[i].gini < lorenz->curves[least].gini ? i : least;
    }
    return FIGURE_FILL(figure, TF_PHRASE_LORENZ_MOST_EQUAL_SCENARIO,
                       lorenz_curve_name(figure, lorenz, least),
                       lorenz_gini(figure, lorenz->curves[least].gini));
}

/* --- the terminal: the table ------------------------------------------------------------------ */

enum { NAME_COLUMNS = 16, CURVE_COLUMNS = 12 };

static void set_row(struct text_page *page, size_t row, const struct tf_chart_lorenz *lorenz,
                    size_t fifth)
{
    struct figure *f = page->figure;
    size_t end = NAME_COLUMNS;
    text_put(page, row, 0, lorenz_fifth_name(f, fifth), INK_TEXT, false);
    for (size_t i = 0; i < lorenz->curve_count; i++) {
        end += CURVE_COLUMNS;
        text_put_end(page, row, end, figure_percent(f, lorenz_fifth(&lorenz->curves[i], fifth), 1),
                     i > 0 ? INK_MEDIAN : INK_MUTED, i > 0);
    }
    double share = lorenz_fifth(&lorenz->curves[lorenz->curve_count - 1], fifth);
    if (page->columns > end + 4) {
        text_bar(page, row, end + 2, 0, share * (double)(page->columns - end - 3), INK_MEDIAN);
    }
}

void chart_lorenz_text(struct figure *figure, const struct tf_chart *chart,
                       const struct tf_buffer *canvas, struct tf_buffer *out)
{
    (void)canvas;
    const struct tf_chart_lorenz *lorenz = chart->lorenz;
    enum tf_language language = figure->options->language;
    struct text_page page;
    size_t columns = text_columns(figure);
    size_t needed = NAME_COLUMNS + lorenz->curve_count * CURVE_COLUMNS;
    columns = columns > needed ? columns : needed;
    figure_words(figure, chart_lorenz_finding(figure, chart),
                 tf_phrase_text(TF_PHRASE_LORENZ_TABLE, language), NULL, NULL);
    text_page_init(&page, figure, columns, 0);
    size_t row = text_header(&page, 0, figure->title, figure->subtitle) + 1;
    text_page_init(&page, figure, columns, row + TF_CHART_FIFTHS + 2);
    text_header(&page, 0, figure->title, figure->subtitle);
    for (size_t i = 0; i < lorenz->curve_count; i++) {
        size_t end = NAME_COLUMNS + (i + 1) * CURVE_COLUMNS;
        text_put_end(&page, row, end,
                     text_fit(figure, lorenz_curve_name(figure, lorenz, i), CURVE_COLUMNS - 1),
                     INK_MUTED, false);
        text_put_end(&page, row + TF_CHART_FIFTHS + 1, end,
                     lorenz_gini(figure, lorenz->curves[i].gini), i > 0 ? INK_MEDIAN : INK_MUTED,
                     i > 0);
    }
    for (size_t fifth = 0; fifth < TF_CHART_FIFTHS; fifth++) {
        set_row(&page, row + 1 + fifth, lorenz, fifth);
    }
    text_put(&page, row + TF_CHART_FIFTHS + 1, 0,
             tf_phrase_text(TF_PHRASE_LORENZ_GINI_ROW, language), INK_TEXT, false);
    text_render(&page, out);
}
