/* chart_experiment_kinds: what the picture and the text of each chart of an experiment have in
 * common. */
#ifndef TF_OUTPUT_CHART_EXPERIMENT_KINDS_H
#define TF_OUTPUT_CHART_EXPERIMENT_KINDS_H

#include "output/chart_experiment.h"
#include "output/chart_kinds.h"

/* The whole chart as text; the canvas is empty. */
void chart_heatmap_text(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out);
void chart_tornado_text(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out);
void chart_sobol_text(struct figure *figure, const struct tf_chart *chart,
                      const struct tf_buffer *canvas, struct tf_buffer *out);
void chart_scatter_text(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out);
void chart_frontier_text(struct figure *figure, const struct tf_chart *chart,
                         const struct tf_buffer *canvas, struct tf_buffer *out);
void chart_backtest_text(struct figure *figure, const struct tf_chart *chart,
                         const struct tf_buffer *canvas, struct tf_buffer *out);
void chart_box_text(struct figure *figure, const struct tf_chart *chart,
                    const struct tf_buffer *canvas, struct tf_buffer *out);

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

/* What a reader must know of the lines, a paragraph each; gives how many. */
#define CHART_FRONTIER_NOTES_MOST (TF_CHART_FRONTIERS_MOST + 2)
size_t chart_frontier_notes(struct figure *figure, const struct tf_chart_frontier *frontier,
                            const char *notes[CHART_FRONTIER_NOTES_MOST]);
const char *chart_backtest_finding(struct figure *figure, const struct tf_chart_backtest *backtest);
const char *chart_backtest_subtitle(struct figure *figure,
                                    const struct tf_chart_backtest *backtest);
/* A side of a box in words, "TFP growth at −0.3pp or less", and one limit; range is that of all
 * draws, which says how many decimals are worth printing. Limits are rounded outwards. */
const char *chart_box_condition(struct figure *figure, const struct tf_chart_side *side,
                                double range);
const char *chart_box_limit(struct figure *figure, const struct tf_chart_side *side, bool upper,
                            double range);
const char *chart_box_finding(struct figure *figure, const struct tf_chart_box *box);
const char *chart_box_subtitle(struct figure *figure, const struct tf_chart_box *box);

/* A share of the variance: a decimal below a tenth, none of what rounds to 0. */
const char *chart_share_text(struct figure *figure, double share);

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
