/* figure: charts of the projections on the command line. */
#ifndef TF_CLI_FIGURE_H
#define TF_CLI_FIGURE_H

#include "cli/load.h"
#include "output/chart.h"

/* The options of a chart that the environment and the command line decide: language, width, colour,
 * gnuplot and its patience. False with TF_BAD_INPUT for a TWOFOLD_GNUPLOT_TIMEOUT that is no
 * number of seconds. */
bool tf_figure_options(const struct tf_session *session, struct tf_chart_options *options,
                       struct tf_diag *diag);

/* The small chart of `run`: into out, or nothing there and a note on standard error. */
void tf_figure_preview(struct tf_session *session, const struct tf_projections *projections,
                       struct tf_buffer *out);

#endif
