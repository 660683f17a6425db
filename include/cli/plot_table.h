/* plot_table: charts from a table that a command wrote: read from a file or a pipe, or made here by
 * running the command. */
#ifndef TF_CLI_PLOT_TABLE_H
#define TF_CLI_PLOT_TABLE_H

#include <stdbool.h>

#include "cli/plotting.h"
#include "output/result_table.h"
#include "output/tabulated.h"

/* When the only operand is such a table, reads it into *table (from the session's arena; release
 * with tf_plot_table_release). When it is something else, *table is NULL. What was read of standard
 * input is there to be read again, a table too. False with an error in the session's diag. */
bool tf_plot_table_open(struct tf_session *session, struct tf_result_table **table);
void tf_plot_table_release(struct tf_result_table *table);

/* The kind that --chart asks for, or that suits the table. NULL, with an error, when an option is
 * given that belongs to the command which wrote the table, or that the kind does not take. */
const struct tf_plot_kind *tf_plot_table_kind(struct tf_session *session,
                                              const struct tf_result_table *table,
                                              enum tf_chart_kind *kind);

/* Fills the chart from the table, as --metric, --level, --label and --observed say. */
bool tf_plot_table_chart(struct tf_plotting *plotting, const struct tf_result_table *table,
                         enum tf_chart_kind kind);

/* Reads the table of --observed, unless that is done; NULL without the option. */
bool tf_plot_observed(struct tf_session *session, struct tf_result_table **observed);

/* What draws are to meet, as --target and --met say; multiple: the scenarios' target. */
bool tf_plot_targets(struct tf_plotting *plotting, double multiple,
                     struct tf_tabulated_options *options);

/* Draws again what a box was found in, into plotting->runs. */
bool tf_plot_box_runs(struct tf_plotting *plotting, double multiple);

/* Looks for a box in the draws that are the table, which become plotting->runs. False with an
 * error, or without one when there is none to find. */
bool tf_plot_box_of_draws(struct tf_plotting *plotting);

/* Says at which points of plotting->table, which solve wrote, there is no solution; false when
 * there is none anywhere, and nothing to draw. */
bool tf_plot_any_solved(const struct tf_plotting *plotting);

/* The target multiple of the scenarios at hand, or the usual one. */
double tf_plot_target_multiple(const struct tf_plotting *plotting);

/* Runs a command on the session's operands as its options say (metric: in place of theirs; NULL:
 * theirs, or the command's own), and reads the table that it writes into plotting->table. False
 * with an error, or without one when the command has said why there is nothing to draw. */
bool tf_plot_command_table(struct tf_plotting *plotting, const struct tf_command *command,
                           const char *metric);

#endif
