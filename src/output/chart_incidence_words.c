/* chart_incidence_words: what growth by percentile says, and its text for the terminal. */
#include <math.h>

#include "base/text.h"
#include "output/chart_incidence.h"
#include "output/chart_numbers.h"
#include "output/chart_text_plot.h"

/* Growth favours a half when its mean exceeds that of the other by this much a year. */
#define CLEAR_DIFFERENCE 0.001

double incidence_needed(const struct tf_chart_incidence *incidence)
{
    return pow(incidence->target, 1.0 / (incidence->horizon_year - incidence->base_year)) - 1;
}

void incidence_ticks(const struct tf_chart_incidence *incidence, int about, struct tf_ticks *ticks)
{
    double needed = incidence_needed(incidence), low = fmin(0, needed), high = fmax(0, needed);
    for (size_t i = 0; i < incidence->curve_count; i++) {
        for (size_t p = 0; p < TF_CHART_PERCENTILES; p++) {
            low = fmin(low, incidence->curves[i].growth[p]);
            high = fmax(high, incidence->curves[i].growth[p]);
        }
    }
    tf_layout_ticks(low, high * 1.02, about, ticks);
}

/* --- words ------------------------------------------------------------------------------------ */

static bool is_double(const struct tf_chart_incidence *incidence)
{
    return fabs(incidence->target - 2) < 1e-12;
}

static const char *plain_target(struct figure *figure, const struct tf_chart_incidence *incidence)
{
    return figure_check(figure, tf_words_plain(figure->arena, incidence->target));
}

const char *incidence_needed_words(struct figure *figure,
                                   const struct tf_chart_incidence *incidence)
{
    return FIGURE_FILL(
        figure,
        is_double(incidence) ? TF_PHRASE_INCIDENCE_NEEDED_DOUBLE : TF_PHRASE_INCIDENCE_NEEDED_OTHER,
        figure_percent(figure, incidence_needed(incidence), 1),
        figure_whole(figure, incidence->horizon_year), plain_target(figure, incidence));
}

const char *incidence_subtitle(struct figure *figure, const struct tf_chart_incidence *incidence)
{
    return FIGURE_FILL(figure, TF_PHRASE_INCIDENCE_SUBTITLE,
                       figure_span(figure, incidence->base_year, incidence->horizon_year));
}

/* --- the finding ------------------------------------------------------------------------------ */

/* Who gains more: the mean growth of percentiles 1 to 49 against that of 51 to 99. */
static const char *halves(struct figure *figure, const double *growth)
{
    double poorer = 0, richer = 0;
    for (size_t p = 0; p < 49; p++) {
        poorer += growth[p] / 49;
        richer += growth[TF_CHART_PERCENTILES - 1 - p] / 49;
    }
    enum tf_phrase phrase = poorer > richer + CLEAR_DIFFERENCE   ? TF_PHRASE_INCIDENCE_POORER_GAIN
                            : richer > poorer + CLEAR_DIFFERENCE ? TF_PHRASE_INCIDENCE_RICHER_GAIN
                                                                 : TF_PHRASE_INCIDENCE_EVEN;
    return tf_phrase_text(phrase, figure->options->language);
}

static const char *event(struct figure *figure, const struct tf_chart_incidence *incidence)
{
    return FIGURE_FILL(figure, is_double(incidence) ? TF_PHRASE_DOUBLES : TF_PHRASE_REACHES,
                       plain_target(figure, incidence), figure_whole(figure, incidence->base_year));
}

/* Percentiles that reach the target, and whether they are one piece at the poorer or richer end. */
static const char *finding_of_one(struct figure *figure, const struct tf_chart_incidence *incidence)
{
    const double *growth = incidence->curves[0].growth;
    double needed = incidence_needed(incidence);
    size_t count = 0, changes = 0;
    for (size_t p = 0; p < TF_CHART_PERCENTILES; p++) {
        bool reaches = growth[p] >= needed;
        count += reaches;
        changes += p > 0 && reaches != (growth[p - 1] >= needed);
    }
    const char *who = halves(figure, growth), *what = event(figure, incidence);
    const char *share = figure_percent(figure, (double)count / TF_CHART_PERCENTILES, 0);
    enum tf_phrase phrase = TF_PHRASE_INCIDENCE_SOME;
    if (count == 0 || count == TF_CHART_PERCENTILES) {
        phrase = count == 0 ? TF_PHRASE_INCIDENCE_NONE_REACH : TF_PHRASE_INCIDENCE_ALL_REACH;
    } else if (changes == 1 && growth[0] >= needed) {
        phrase =
            is_double(incidence) ? TF_PHRASE_INCIDENCE_BOTTOM_DOUBLES : TF_PHRASE_INCIDENCE_BOTTOM;
    } else if (changes == 1) {
        phrase = TF_PHRASE_INCIDENCE_TOP;
    }
    return FIGURE_FILL(figure, phrase, who, what, share);
}

const char *chart_incidence_finding(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_incidence *incidence = chart->incidence;
    size_t most = 0, same = 0;
    if (incidence->curve_count == 1) {
        return finding_of_one(figure, incidence);
    }
    for (size_t i = 0; i < incidence->curve_count; i++) {
        most = incidence->curves[i].growth[49] > incidence->curves[most].growth[49] ? i : most;
    }
    const char *growth = figure_percent(figure, incidence->curves[most].growth[49], 1);
    for (size_t i = 0; i < incidence->curve_count; i++) {
        same += tf_text_equal(growth, figure_percent(figure, incidence->curves[i].growth[49], 1));
    }
    return same > 1 ? tf_phrase_text(TF_PHRASE_INCIDENCE_LEAST_SPREAD, figure->options->language)
                    : FIGURE_FILL(figure, TF_PHRASE_INCIDENCE_HIGHEST,
                                  scope_in_title(figure, &incidence->curves[most].scope), growth);
}

/* --- the terminal ----------------------------------------------------------------------------- */

static void set_names(struct text_plot *plot, const struct tf_chart_incidence *incidence,
                      size_t width)
{
    struct figure *f = plot->page->figure;
    double row[TF_CHART_CURVES_MOST], gap[TF_CHART_CURVES_MOST];
    for (size_t i = 0; i < incidence->curve_count; i++) {
        row[i] = (double)(text_plot_row(plot, incidence->curves[i].growth[98]) - plot->row);
        gap[i] = 1;
    }
    f->failed |=
        !tf_layout_spread(row, gap, incidence->curve_count, -0.5, (double)plot->height - 0.5);
    for (size_t i = 0; i < incidence->curve_count; i++) {
        const struct tf_chart_incidence_curve *curve = &incidence->curves[i];
        const char *name = incidence->curve_count > 1 ? scope_name(f, &curve->scope) : "P50";
        const char *text = figure_check(
            f, tf_arena_printf(f->arena, "%s %s", text_fit(f, name, width > 7 ? width - 7 : 4),
                               figure_percent(f, curve->growth[49], 1)));
        text_put(plot->page, plot->row + (size_t)fmax(0, floor(row[i] + 0.5)),
                 plot->left + plot->width + 1, text,
                 curve_ink(&curve->scope, incidence->curve_count == 1), true);
    }
}

void chart_incidence_text(struct figure *figure, const struct tf_chart *chart,
                          const struct tf_buffer *canvas, struct tf_buffer *out)
{
    (void)canvas;
    const struct tf_chart_incidence *incidence = chart->incidence;
    struct text_page page;
    struct tf_ticks ticks, percentiles;
    const char *y_text[TF_TICKS_MOST], *x_text[TF_TICKS_MOST];
    size_t columns = text_columns(figure), height = 12, names = 6;
    double x[TF_CHART_PERCENTILES];
    incidence_ticks(incidence, 3, &ticks);
    tf_layout_ticks(0, 100, 5, &percentiles);
    figure_tick_texts(figure, &ticks, true, y_text);
    figure_tick_texts(figure, &percentiles, false, x_text);
    figure_words(figure, chart_incidence_finding(figure, chart),
                 incidence_subtitle(figure, incidence), NULL, NULL);
    text_page_init(&page, figure, columns, 0);
    size_t header = text_header(&page, 0, figure->title, figure->subtitle) + 1;
    text_page_init(&page, figure, columns, header + height + 2);
    text_header(&page, 0, figure->title, figure->subtitle);
    for (size_t i = 0; i < incidence->curve_count; i++) {
        size_t width = tf_text_width(scope_name(figure, &incidence->curves[i].scope)) + 7;
        names = width > names ? width : names;
    }
    names = incidence->curve_count == 1 ? 11 : names < columns / 3 ? names : columns / 3;
    size_t left = text_widest(y_text, ticks.count) + 3;
    struct text_plot plot = {.page = &page,
                             .row = header,
                             .left = left,
                             .width = columns - left - names - 2,
                             .height = height,
                             .x_high = 100,
                             .y_low = ticks.low,
                             .y_high = ticks.high};
    text_plot_begin(&plot);
    text_plot_rule(&plot, incidence_needed(incidence), "┄", INK_TARGET);
    for (size_t p = 0; p < TF_CHART_PERCENTILES; p++) {
        x[p] = (double)p + 1;
    }
    for (size_t i = incidence->curve_count; i-- > 0;) {
        text_plot_curve(&plot, x, incidence->curves[i].growth, TF_CHART_PERCENTILES,
                        curve_ink(&incidence->curves[i].scope, incidence->curve_count == 1));
    }
    text_plot_end(&plot);
    text_plot_words(&plot, incidence_needed(incidence), incidence_needed_words(figure, incidence),
                    INK_TARGET);
    text_plot_axes(&plot, &ticks, y_text, &percentiles, x_text);
    set_names(&plot, incidence, names);
    text_render(&page, out);
}
