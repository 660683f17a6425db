/* chart_experiment_kinds: what each chart of an experiment gives to tf_chart_draw, and what the
 * picture and the text of a kind have in common. */
#ifndef TF_OUTPUT_CHART_EXPERIMENT_KINDS_H
#define TF_OUTPUT_CHART_EXPERIMENT_KINDS_H

#include "output/chart_experiment.h"
#include "output/chart_figure.h"

/* Checks the data: TF_BAD_INPUT where nothing could be drawn from them. */
bool chart_heatmap_check(const struct tf_chart *chart, struct tf_diag *diag);
bool chart_tornado_check(const struct tf_chart *chart, struct tf_diag *diag);
bool chart_sobol_check(const struct tf_chart *chart, struct tf_diag *diag);
bool chart_scatter_check(const struct tf_chart *chart, struct tf_diag *diag);
bool chart_frontier_check(const struct tf_chart *chart, struct tf_diag *diag);
bool chart_backtest_check(const struct tf_chart *chart, struct tf_diag *diag);
bool chart_box_check(const struct tf_chart *chart, struct tf_diag *diag);

/* Lays the chart out and writes its variables into the figure's script. */
void chart_heatmap_compose(struct figure *figure, const struct tf_chart *chart);
void chart_tornado_compose(struct figure *figure, const struct tf_chart *chart);
void chart_sobol_compose(struct figure *figure, const struct tf_chart *chart);
void chart_scatter_compose(struct figure *figure, const struct tf_chart *chart);
void chart_frontier_compose(struct figure *figure, const struct tf_chart *chart);
void chart_backtest_compose(struct figure *figure, const struct tf_chart *chart);
void chart_box_compose(struct figure *figure, const struct tf_chart *chart);

/* The whole chart as text. */
void chart_heatmap_text(struct figure *figure, const struct tf_chart *chart, struct tf_buffer *out);
void chart_tornado_text(struct figure *figure, const struct tf_chart *chart, struct tf_buffer *out);
void chart_sobol_text(struct figure *figure, const struct tf_chart *chart, struct tf_buffer *out);
void chart_scatter_text(struct figure *figure, const struct tf_chart *chart, struct tf_buffer *out);
void chart_frontier_text(struct figure *figure, const struct tf_chart *chart,
                         struct tf_buffer *out);
void chart_backtest_text(struct figure *figure, const struct tf_chart *chart,
                         struct tf_buffer *out);
void chart_box_text(struct figure *figure, const struct tf_chart *chart, struct tf_buffer *out);

/* Titles that state the finding, and subtitles (chart_sweep_findings.c,
 * chart_sensitivity_findings.c). */
const char *chart_heatmap_finding(struct figure *figure, const struct tf_chart_heatmap *map);
const char *chart_heatmap_subtitle(struct figure *figure, const struct tf_chart_heatmap *map);
const char *chart_tornado_finding(struct figure *figure, const struct tf_chart_tornado *tornado);
const char *chart_sobol_finding(struct figure *figure, const struct tf_chart_sobol *sobol);
const char *chart_scatter_finding(struct figure *figure, const struct tf_chart_scatter *scatter);
const char *chart_frontier_finding(struct figure *figure, const struct tf_chart_frontier *frontier);
const char *chart_frontier_subtitle(struct figure *figure,
                                    const struct tf_chart_frontier *frontier);
const char *chart_backtest_finding(struct figure *figure, const struct tf_chart_backtest *backtest);
const char *chart_box_finding(struct figure *figure, const struct tf_chart_box *box);
const char *chart_box_subtitle(struct figure *figure, const struct tf_chart_box *box);

/* The share of a Sobol' chart that rows are sorted and titles chosen by: the first-order one. */
double chart_swing(const struct tf_chart_swing *swing); /* of both ends; NaN: one is absent */

/* Where the line first crosses the level; NaN: it does not. */
double chart_frontier_crossing(const struct tf_chart_frontier_line *line, double level);

/* Observed years after the base year, and those inside the 80 % band. */
struct chart_backtest_score {
    size_t years, inside, below, above;
    double mean_error; /* of the median: mean absolute, relative to what was observed */
};
struct chart_backtest_score chart_backtest_score(const struct tf_chart_backtest *backtest);

#endif
