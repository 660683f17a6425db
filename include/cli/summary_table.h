/* summary_table: which statistics of which metrics a summary of draws has, and its rows.
 *
 * The draws may come from a study that runs (sample) or from files (merge): both describe what
 * stands in their columns in the same words. */
#ifndef TF_CLI_SUMMARY_TABLE_H
#define TF_CLI_SUMMARY_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/command.h"
#include "experiment/point_statistic.h"
#include "experiment/spread.h"
#include "output/sampled.h"

/* A metric in one scope and year, and where its draws are. */
struct tf_summary_column {
    enum tf_metric_id id;
    const char *metric;                  /* `income_index`, `quintile.1` */
    const char *region, *group, *source; /* NULL: none */
    int year;                            /* TF_NO_YEAR: none */
    size_t measure;                      /* in tf_drawn.values */
    bool asked;                          /* else it is there for p_target of others only */
    size_t doubling; /* the column of this scope's doubling_year, for p_target; SIZE_MAX: none */
    size_t share;    /* which of that column's shares p_target is */
};

struct tf_summary_scenario {
    const char *name;
    int last_year; /* of the projection */
    struct tf_summary_column *columns;
    size_t count, capacity;
    uint64_t draws, infeasible, clipped; /* what came of it; set before the rows are made */
};

struct tf_summary_table {
    struct tf_session *session;
    struct tf_summary_scenario *scenarios;
    size_t scenario_count;
    double *quantiles; /* ascending, each once */
    size_t quantile_count;
    /* A target a scenario, then one for each difference. */
    struct tf_spread_target *targets;
    size_t target_count;
};

/* Room for the scenarios, and the quantiles: the usual ones and those of --quantiles. */
bool tf_summary_table_init(struct tf_summary_table *table, struct tf_session *session,
                           size_t scenario_count);

/* Adds a column to a scenario, with doubling SIZE_MAX; what is there already is not added again but
 * for `asked`. NULL, with a message, without memory. */
struct tf_summary_column *tf_summary_column_add(struct tf_summary_table *table, size_t scenario,
                                                const struct tf_summary_column *column);

/* When all columns are there: finds the doubling years and makes the targets; compare: also of
 * every further scenario less the first, for metrics that both have. doubling_year is not compared:
 * where one of two is later than the horizon, there is no difference. */
bool tf_summary_table_targets(struct tf_summary_table *table, bool compare);

/* The rows of the result, from the session's arena. False, with a message, without memory. */
bool tf_summary_table_rows(const struct tf_summary_table *table, struct tf_sampled_row **rows,
                           size_t *count);

/* Writes the result of the targets to -o or standard output. */
bool tf_summary_table_write(struct tf_summary_table *table, struct tf_buffer *out);

/* How far the standard errors are from 0: the largest of a share, or of a mean or quantile as a
 * part of the mean's size (of the value's own where there is no mean). Of doubling_year only shares
 * count: a part of a calendar year means nothing. *where says of what, from the session's arena;
 * NULL when all are 0. */
double tf_summary_table_error(const struct tf_summary_table *table, const char **where);

#endif
