/* tabulated: charts of tables that commands wrote, so that a script computes once and draws many.
 *
 * Everything that a chart says comes from the table: names of assumptions and results from their
 * addresses (output/magnitude.h), or from labels that the user gives. */
#ifndef TF_OUTPUT_TABULATED_H
#define TF_OUTPUT_TABULATED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "output/chart.h"
#include "output/result_table.h"

/* What stands in a chart for a name of the table: an address, a metric, a scenario. */
struct tf_label {
    const char *name, *text;
};

/* What a draw is to meet: a metric of at least, or at most, a value. */
struct tf_tabulated_target {
    const char *metric;
    double value;
    bool at_most;
};

struct tf_tabulated_options {
    enum tf_language language;
    const char *metric; /* which of the table's metrics; NULL: the kind's own choice */
    bool by_region;     /* a panel or a line for each region that the table has the metric of */
    double level;       /* of the metric, the target; NaN: `target` of multiples, none of others */
    double target;      /* the scenarios' target multiple: 2 */
    const struct tf_label *labels;
    size_t label_count;
    const struct tf_result_table *observed;    /* backtest: what came; NULL: none */
    const struct tf_result_table *runs;        /* box: the draws it was found in; NULL: none */
    const struct tf_tabulated_target *targets; /* box: of the draws; all are to be met */
    size_t target_count;
    bool met;            /* box: it is of draws that meet them, not of those that miss them */
    const char *sources; /* NULL: none */
    /* A metric of a scenario with every assumption at its central value, which no table has; NaN:
     * not known. NULL: of none. */
    double (*central)(void *context, const char *scenario, const char *metric);
    void *context;
};

/* The kind that a table is drawn as where none is asked for. TF_BAD_INPUT where only a column tells
 * and it says nothing that is drawn. */
bool tf_tabulated_usual(const struct tf_result_table *table, enum tf_chart_kind *kind,
                        struct tf_diag *diag);

/* The address of the metric in the first row of a table of years: `income.rural`. From the arena;
 * NULL when memory is exhausted. */
const char *tf_tabulated_first_metric(const struct tf_result_table *table, struct tf_arena *arena);

/* Fills the chart with what the table says, from the arena; texts are the table's, which must
 * outlive the chart. TF_BAD_INPUT where the table cannot be drawn so: which kinds it gives is said,
 * or what is missing. */
bool tf_tabulated_chart(const struct tf_result_table *table, enum tf_chart_kind kind,
                        const struct tf_tabulated_options *options, struct tf_arena *arena,
                        struct tf_chart *chart, struct tf_diag *diag);

#endif
