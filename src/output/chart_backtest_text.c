/* chart_backtest_text: a projection against what was observed, for the terminal: dots for the edges
 * of the 80 % band and the median, a mark for each observation, hollow outside the band. */
#include <math.h>

#include "base/num.h"
#include "output/chart_experiment_kinds.h"
#include "output/chart_text_dots.h"

#define MEDIAN 3
#define YEAR_TICKS 6

static void set_scales(struct text_dots *plot, const struct tf_chart_backtest *backtest)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    int last = backtest->first_year + (int)backtest->count - 1;
    for (size_t t = 0; t < backtest->count; t++) {
        low = fmin(low, backtest->observed[t]); /* fmin passes over NaN */
        high = fmax(high, backtest->observed[t]);
        for (size_t q = 1; q < TF_CHART_QUANTILES - 1; q++) {
            if (backtest->quantiles[q] != NULL) {
                low = fmin(low, backtest->quantiles[q][t]);
                high = fmax(high, backtest->quantiles[q][t]);
            }
        }
    }
    plot_axis_fit(&plot->y, backtest->metric.scale, low, high, 4);
    plot->x = (struct plot_axis){.scale = TF_SCALE_YEAR, .low = backtest->first_year, .high = last};
    tf_layout_year_ticks(backtest->first_year, last, YEAR_TICKS, &plot->x.ticks);
}

static void put_quantile(struct text_dots *plot, const struct tf_chart_backtest *backtest, size_t q,
                         int ink)
{
    const double *values = backtest->quantiles[q];
    for (size_t t = 0; values != NULL && t + 1 < backtest->count; t++) {
        double year = backtest->first_year + (double)t;
        text_dots_line(plot, year, values[t], year + 1, values[t + 1], ink);
    }
}

static void set_observed(struct text_dots *plot, const struct tf_chart_backtest *backtest)
{
    for (size_t t = 0; t < backtest->count; t++) {
        double value = backtest->observed[t], year = backtest->first_year + (double)t;
        bool outside = backtest->quantiles[1] != NULL && year > backtest->base_year &&
                       (value < backtest->quantiles[1][t] || value > backtest->quantiles[5][t]);
        text_dots_mark(plot, year, value, outside ? 0x25CB : 0x25CF, INK_SERIES + 2);
    }
}

void chart_backtest_text(struct figure *figure, const struct tf_chart *chart,
                         const struct tf_buffer *canvas, struct tf_buffer *out)
{
    const struct tf_chart_backtest *backtest = chart->backtest;
    struct text_dots plot = {.figure = figure};
    (void)canvas;
    figure_words(figure, chart_backtest_finding(figure, backtest),
                 chart_backtest_subtitle(figure, backtest), NULL, NULL);
    set_scales(&plot, backtest);
    text_dots_open(&plot, 1);
    put_quantile(&plot, backtest, 1, INK_MUTED);
    put_quantile(&plot, backtest, 5, INK_MUTED);
    put_quantile(&plot, backtest, MEDIAN, INK_SERIES + 1);
    text_dots_set(&plot);
    set_observed(&plot, backtest);
    bool bands = backtest->quantiles[1] != NULL;
    text_put(&plot.page, text_dots_foot(&plot), 0,
             text_fit(figure,
                      tf_phrase_text(bands ? TF_PHRASE_BACKTEST_TEXT_KEY
                                           : TF_PHRASE_BACKTEST_TEXT_KEY_LINE,
                                     figure->options->language),
                      plot.page.columns),
             INK_MUTED, false);
    text_render(&plot.page, out);
}
