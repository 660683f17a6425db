/* reported: what a report says of projections, part by part, as blocks of a document.
 *
 * Every sentence is made from the results. The parts only read what they are given; charts, files
 * and the command are for the caller to add between them. */
#ifndef TF_OUTPUT_REPORTED_H
#define TF_OUTPUT_REPORTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "experiment/projection.h"
#include "output/document.h"
#include "output/sampled.h"

struct tf_report {
    struct tf_document *document;
    const struct tf_projection *projections; /* infeasible ones are said to be */
    size_t count;
    const struct tf_sampled_row *rows; /* income_index of the nation in all years, drawn */
    size_t row_count;                  /* 0: nothing is uncertain */
    /* [projection]: how much faster what the closure grows by (productivity, GDP or incomes) would
     * have to grow for the target, a year; NaN: not known. NULL: of none. */
    const double *needs;
    const char *folder; /* `/home/ann/`: left out where a value starts with it; NULL: none */
};

/* Title and introduction. question: in place of the one that the target asks; NULL: that one. */
void tf_report_question(const struct tf_report *report, const char *title, const char *question);

/* When, for whom, what carries it, what it costs, how sure that is, what would have to be true. */
bool tf_report_answers(const struct tf_report *report);

/* Years and groups, what the change consists of, the spread of the draws. */
bool tf_report_tables(const struct tf_report *report);

/* Every row with its value, range, reason, source and place; what replaced what; the warnings of
 * `warnings`. False with a message in diag. */
bool tf_report_assumptions(const struct tf_report *report, const struct tf_diag *warnings,
                           struct tf_diag *diag);

void tf_report_limits(const struct tf_report *report);

/* What charts show, in words, for who cannot see them; NULL when memory is exhausted. */
char *tf_report_paths_text(const struct tf_report *report);
char *tf_report_groups_text(const struct tf_report *report);
char *tf_report_fan_text(const struct tf_report *report);
char *tf_report_sources_text(const struct tf_report *report);
char *tf_report_incidence_text(const struct tf_report *report);
char *tf_report_density_text(const struct tf_report *report);

#endif
