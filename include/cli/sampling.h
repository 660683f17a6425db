/* sampling: what the commands that make many runs have in common: scenarios and axes loaded into a
 * study, the part of it to compute, and what is said of it at the end. */
#ifndef TF_CLI_SAMPLING_H
#define TF_CLI_SAMPLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/command.h"
#include "cli/file_cache.h"
#include "cli/shard.h"
#include "experiment/study.h"

struct tf_sampling {
    struct tf_session *session;
    struct tf_file_cache files; /* everything that was read */
    struct tf_axis *axes;       /* of --vary, then of --find */
    size_t axis_count, find_count;
    double *high; /* [--find]: the upper end of its bracket, whose lower end is the axis's value */
    struct tf_study study;
    size_t threads;
    struct tf_shard shard;
    uint64_t row_count;            /* of each scenario: its runs, or the points of a grid */
    uint64_t first_run, run_count; /* those in this shard */
    const char *output, *store;    /* the names after -o and --store, with %K filled in; or NULL */
};

/* Loads every operand with --set, --vary and --find, and prepares `draws` draws at each point (0:
 * none) as --design and --seed say. Signals are watched from here on. `files` may have files
 * already; all else is set here. Errors are in the session's diag. Close it in every case. */
bool tf_sampling_open(struct tf_sampling *sampling, struct tf_session *session, uint64_t draws);
void tf_sampling_close(struct tf_sampling *sampling);

/* Is anything uncertain in any scenario? Else all draws would be the same: TF_BAD_INPUT. */
bool tf_sampling_is_uncertain(const struct tf_sampling *sampling);

/* From here on rows are points and not runs. */
void tf_sampling_count_points(struct tf_sampling *sampling);

/* Notes on standard error, unless --quiet: which scenarios have warnings, how many runs were
 * infeasible or clipped. counts: one a scenario; runs: what they are called, `draws`, `runs`. */
void tf_sampling_remark(const struct tf_sampling *sampling, const struct tf_run_counts *counts,
                        const char *runs);

/* The metrics that are asked for, as columns. */
struct tf_metric_column {
    const char *name;      /* `income_index.rural@2030`, `multiple:p50` */
    const char *statistic; /* NULL: none */
    size_t *measures;      /* [scenario]: which of its measures; SIZE_MAX: it has none of it */
    bool auxiliary;        /* not asked for: a doubling_year that p_target is counted from */
};
struct tf_metric_columns {
    struct tf_metric_column *items;
    size_t count, capacity;
};

/* What a list of metrics means. */
struct tf_metric_style {
    bool at_horizon; /* without a year: the horizon's value; else every year */
    bool dated;      /* a column without a year in the list still has the year in its name */
    const char *no_statistics; /* why `:STATISTIC` is refused; NULL: it is not */
};

/* Adds the columns that the lists ask for, in their order, over all scenarios, and the measures
 * they need to the scenarios, each once. */
bool tf_metric_columns_add(struct tf_metric_columns *columns, struct tf_sampling *sampling,
                           const struct tf_texts *lists, const struct tf_metric_style *style);

/* Adds the doubling years that the p_target of the columns needs, as auxiliary columns. */
bool tf_doubling_columns_add(struct tf_metric_columns *columns, struct tf_sampling *sampling);

/* Adds a measure to a scenario unless it is there already; its index, SIZE_MAX (with a message)
 * without memory. */
size_t tf_measure_add(struct tf_sampling *sampling, size_t index, const struct tf_measure *measure);

/* What differs between the runs beside the metrics: `set.ADDRESS`, axes first. */
struct tf_input_column {
    const char *name; /* with `set.` */
    size_t *inputs;   /* [scenario]: which of its inputs; SIZE_MAX: it lacks it */
};
struct tf_input_columns {
    struct tf_input_column *items;
    size_t count, capacity;
};
bool tf_input_columns_make(struct tf_input_columns *columns, struct tf_sampling *sampling,
                           bool axes_only);

#endif
