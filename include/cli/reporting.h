/* reporting: what `report` gathers: projections, draws, charts and what they were made from. */
#ifndef TF_CLI_REPORTING_H
#define TF_CLI_REPORTING_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/load.h"
#include "cli/sampling.h"
#include "output/reported.h"

#define TF_REPORT_FIGURES_MOST 16

struct tf_reporting {
    struct tf_session *session;
    bool markdown;
    struct tf_projections projections;
    struct tf_sampling sampling;
    bool samples; /* `sampling` is open */
    struct tf_document document;
    struct tf_report report;
    struct tf_document_figure figures[TF_REPORT_FIGURES_MOST];
    size_t figure_count;
    struct tf_session drawing; /* of the charts: with an arena and messages of its own */
    bool draws_charts;         /* `drawing` is set */
};

/* Opens the sampling and, where anything is uncertain, draws: sets the report's rows. *status:
 * TF_NEGATIVE after an interruption. */
bool tf_reporting_draws(struct tf_reporting *reporting, enum tf_status *status);

/* Finds what would have to be true of scenarios that miss their target: sets the report's needs. */
bool tf_reporting_needs(struct tf_reporting *reporting);

/* Draws the charts and adds them to the document; a chart that cannot be drawn of these scenarios
 * is said to be left out. False when gnuplot is missing or fails. */
bool tf_reporting_figures(struct tf_reporting *reporting);

/* Adds the last part: program, command, files with their digests. */
bool tf_reporting_again(struct tf_reporting *reporting);

/* Releases all, also after a failure. */
void tf_reporting_release(struct tf_reporting *reporting);

#endif
