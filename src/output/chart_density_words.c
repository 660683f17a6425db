/* chart_density_words: what distributions of people over income say, and their text for the
 * terminal.
 */
#include <math.h>

#include "base/text.h"
#include "output/chart_density.h"
#include "output/chart_numbers.h"
#include "output/chart_text_plot.h"

bool density_has_band(const struct tf_chart_density *density)
{
    return isfinite(density->low) && isfinite(density->high) && isfinite(density->curves[0].middle);
}

const char *density_curve_name(struct figure *figure, const struct tf_chart_density *density,
                               size_t curve)
{
    const struct tf_chart_density_curve *c = &density->curves[curve];
    const char *year = figure_whole(figure, c->year);
    return c->scope.scenario && density->curve_count > 2
               ? FIGURE_FILL(figure, TF_PHRASE_CURVE_OF_YEAR, year,
                             figure_clean(figure, c->scope.scenario, 60))
               : year;
}

const char *density_curve_facts(struct figure *figure, const struct tf_chart_density *density,
                                const struct amounts *amounts, size_t curve)
{
    const struct tf_chart_density_curve *c = &density->curves[curve];
    const char *median =
        FIGURE_FILL(figure, TF_PHRASE_DENSITY_MEDIAN, amount_text(figure, amounts, c->median));
    if (density->curve_count <= 2 || !density_has_band(density)) {
        return median;
    }
    return figure_check(figure,
                        tf_arena_printf(figure->arena, "%s%s%s", median,
                                        tf_phrase_text(TF_PHRASE_JOIN, figure->options->language),
                                        FIGURE_FILL(figure, TF_PHRASE_DENSITY_MIDDLE,
                                                    figure_percent(figure, c->middle, 0))));
}

const char *density_subtitle(struct figure *figure, const struct tf_chart_density *density,
                             const struct amounts *amounts)
{
    const char *unit = money_unit(figure, &amounts->money, density->currency);
    unit = *unit ? FIGURE_FILL(figure, TF_PHRASE_GROUPS_UNIT, unit) : unit;
    return FIGURE_FILL(figure, TF_PHRASE_DENSITY_SUBTITLE, unit,
                       figure_whole(figure, density->price_year));
}

const char *density_note(struct figure *figure, const struct tf_chart_density *density,
                         const struct amounts *amounts)
{
    const char *unit = money_unit(figure, &amounts->money, density->currency);
    bool blank = *unit && figure->options->language == TF_LANGUAGE_EN;
    return density_has_band(density)
               ? FIGURE_FILL(figure, TF_PHRASE_DENSITY_NOTE,
                             amount_text(figure, amounts, density->low),
                             amount_text(figure, amounts, density->high),
                             figure_check(figure, tf_arena_printf(figure->arena, "%s%s", unit,
                                                                  blank ? " " : "")))
               : NULL;
}

/* --- the finding ------------------------------------------------------------------------------ */

static const char *finding_of_middle(struct figure *figure, const struct tf_chart_density *density)
{
    const struct tf_chart_density_curve *last = &density->curves[1];
    const char *before = figure_percent(figure, density->curves[0].middle, 0);
    const char *after = figure_percent(figure, last->middle, 0);
    enum tf_phrase phrase = tf_text_equal(before, after)               ? TF_PHRASE_DENSITY_STEADY
                            : last->middle > density->curves[0].middle ? TF_PHRASE_DENSITY_UP
                                                                       : TF_PHRASE_DENSITY_DOWN;
    return FIGURE_FILL(figure, phrase, figure_whole(figure, last->year), after, before);
}

static const char *finding_of_many(struct figure *figure, const struct tf_chart_density *density)
{
    size_t most = 1, same = 0;
    for (size_t i = 2; i < density->curve_count; i++) {
        most = density->curves[i].middle > density->curves[most].middle ? i : most;
    }
    const char *share = figure_percent(figure, density->curves[most].middle, 0);
    for (size_t i = 1; i < density->curve_count; i++) {
        same += tf_text_equal(share, figure_percent(figure, density->curves[i].middle, 0));
    }
    return same > 1 ? tf_phrase_text(TF_PHRASE_DENSITY_PLAIN, figure->options->language)
                    : FIGURE_FILL(figure, TF_PHRASE_DENSITY_MOST,
                                  scope_in_title(figure, &density->curves[most].scope), share,
                                  figure_whole(figure, density->curves[most].year));
}

const char *chart_density_finding(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_density *density = chart->density;
    if (density_has_band(density)) {
        return density->curve_count == 2 ? finding_of_middle(figure, density)
                                         : finding_of_many(figure, density);
    }
    if (density->curve_count > 2) {
        return tf_phrase_text(TF_PHRASE_DENSITY_PLAIN, figure->options->language);
    }
    struct amounts amounts = amounts_choose(density->curves[1].median, figure->options->language);
    return FIGURE_FILL(figure, TF_PHRASE_DENSITY_MEDIANS,
                       figure_whole(figure, density->curves[1].year),
                       amount_text(figure, &amounts, density->curves[1].median),
                       amount_text(figure, &amounts, density->curves[0].median));
}

/* --- the terminal ----------------------------------------------------------------------------- */

static double highest(const struct tf_chart_density *density)
{
    double high = 0;
    for (size_t i = 0; i < density->curve_count; i++) {
        for (size_t k = 0; k < density->point_count; k++) {
            high = fmax(high, density->curves[i].density[k]);
        }
    }
    return high;
}

static int ink_of(const struct tf_chart_density *density, size_t curve)
{
    return curve == 0                 ? INK_MUTED
           : density->curve_count > 2 ? INK_SERIES + (int)((curve - 1) % FIGURE_INKS)
                                      : INK_SERIES + 1;
}

static size_t set_facts(struct text_page *page, size_t row, const struct tf_chart_density *density,
                        const struct amounts *amounts)
{
    struct figure *f = page->figure;
    for (size_t i = 0; i < density->curve_count; i++) {
        const char *name = text_fit(f, density_curve_name(f, density, i), page->columns / 2);
        size_t column = text_put(page, row, 2, name, ink_of(density, i), true) + 2;
        column = text_put(page, row, column, density_curve_facts(f, density, amounts, i), INK_MUTED,
                          false);
        if (density_has_band(density) && density->curve_count == 2) {
            text_put(page, row, column + 2,
                     FIGURE_FILL(f, TF_PHRASE_DENSITY_MIDDLE,
                                 figure_percent(f, density->curves[i].middle, 0)),
                     INK_MUTED, false);
        }
        row++;
    }
    return row;
}

void chart_density_text(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out)
{
    (void)canvas;
    const struct tf_chart_density *density = chart->density;
    double last = density->income[density->point_count - 1];
    struct amounts amounts = amounts_choose(last, figure->options->language);
    struct tf_ticks incomes, none = {.count = 0};
    const char *texts[TF_TICKS_MOST];
    struct text_page page;
    size_t columns = text_columns(figure), height = 10;
    figure_words(figure, chart_density_finding(figure, chart),
                 density_subtitle(figure, density, &amounts), NULL, NULL);
    tf_layout_log_ticks(density->income[0], last, columns / 11, &incomes);
    for (size_t i = 0; i < incomes.count; i++) {
        texts[i] = money_tick(figure, &amounts.money, incomes.value[i]);
    }
    text_page_init(&page, figure, columns, 0);
    size_t row = text_header(&page, 0, figure->title, figure->subtitle) + 1;
    text_page_init(&page, figure, columns, row + density->curve_count + height + 3);
    text_header(&page, 0, figure->title, figure->subtitle);
    row = set_facts(&page, row, density, &amounts);
    struct text_plot plot = {.page = &page,
                             .row = row,
                             .left = 3,
                             .width = columns - 6,
                             .height = height,
                             .x_low = density->income[0],
                             .x_high = last,
                             .x_log = true,
                             .y_high = highest(density) * 1.02};
    text_plot_begin(&plot);
    for (size_t i = 0; i < density->curve_count; i++) {
        text_plot_curve(&plot, density->income, density->curves[i].density, density->point_count,
                        ink_of(density, i));
    }
    text_plot_end(&plot);
    text_plot_axes(&plot, &none, texts, &incomes, texts);
    text_render(&page, out);
}
