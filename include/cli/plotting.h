/* plotting: what each kind of chart needs of the command line: the options that it takes beside
 * those of every chart, and how its data are made.
 *
 * A kind is a row of the table in src/cli/plot_kinds.c and a function in src/cli/plot_*.c. */
#ifndef TF_CLI_PLOTTING_H
#define TF_CLI_PLOTTING_H

#include "cli/command.h"
#include "cli/load.h"
#include "output/chart.h"
#include "output/result_table.h"

/* A chart being made. Everything is from the session's arena but what the kind releases. */
struct tf_plotting {
    struct tf_session *session;
    enum tf_language language;
    struct tf_chart chart;             /* what is drawn: `prepare` fills it */
    struct tf_projections projections; /* of kinds that draw projections */
    struct tf_result_table *table;     /* of kinds that draw a table; else NULL */
    struct tf_result_table *observed;  /* --observed; NULL: none */
    struct tf_result_table *runs;      /* --runs, or draws made here; NULL: none */
    const char *sources;               /* below a chart of a table; NULL: none */
    enum tf_status status;             /* of the command that made the table */
    void *work;                        /* of any other kind */
};

struct tf_plot_kind {
    const char *name;                             /* as tf_chart_kind_parse reads it */
    const char *meaning;                          /* what it shows, a clause */
    const char *command;                          /* whose result it draws */
    const struct tf_option_group *const *options; /* only of some kinds; NULL-terminated */
    /* Fills the chart. False with an error, or without one when all is infeasible. */
    bool (*prepare)(struct tf_plotting *plotting);
    /* When the charts are written, or there is nothing to draw: says what there is to say; gives
     * TF_DONE or TF_NEGATIVE. */
    enum tf_status (*finish)(struct tf_plotting *plotting);
    /* Releases what `prepare` left, also after a failure. */
    void (*release)(struct tf_plotting *plotting);
};

/* All kinds, in the order of the help, and their names; both NULL-terminated. */
extern const struct tf_plot_kind *const tf_plot_kinds[];
extern const char *const tf_plot_names[];

/* Options that only some kinds take, a group each. */
extern const struct tf_option_group tf_plot_options_metric;     /* --metric */
extern const struct tf_option_group tf_plot_options_difference; /* --difference */
extern const struct tf_option_group tf_plot_options_by;         /* --by */
extern const struct tf_option_group tf_plot_options_parts;      /* --parts */
extern const struct tf_option_group tf_plot_options_vary;       /* --vary */
extern const struct tf_option_group tf_plot_options_level;      /* --level */
extern const struct tf_option_group tf_plot_options_label;      /* --label */
extern const struct tf_option_group tf_plot_options_observed;   /* --observed */
extern const struct tf_option_group tf_plot_options_find;       /* --find --target … */
extern const struct tf_option_group tf_plot_options_target;     /* --target */
extern const struct tf_option_group tf_plot_options_runs;       /* --runs */
extern const struct tf_option_group tf_plot_options_met;        /* --met */
extern const struct tf_option_group tf_plot_options_bounds;     /* --bounds --columns */
extern const struct tf_option_group tf_plot_options_method;     /* --method */
extern const struct tf_option_group tf_plot_options_levels;     /* --levels */
extern const struct tf_option_group tf_plot_options_estimates;  /* --bootstrap --until … */

/* The kind of a name; the first of all for NULL. */
const struct tf_plot_kind *tf_plot_kind_named(const char *name);

/* The kinds for the help: what each shows, whose result it is, which options of its own it takes.
 */
bool tf_plot_word(size_t index, struct tf_arena *arena, struct tf_word *word);

/* The kind that --chart asks for. TF_BAD_INPUT when an option is given that it does not take. */
const struct tf_plot_kind *tf_plot_kind_choose(struct tf_session *session);

/* Of kinds that draw projections: loads the scenarios; true when any is feasible. Then `finish` and
 * `release` for them. */
bool tf_plot_projections(struct tf_plotting *plotting);
enum tf_status tf_plot_projections_finish(struct tf_plotting *plotting);
void tf_plot_projections_release(struct tf_plotting *plotting);

/* Kinds (src/cli/plot_*.c). */
extern const struct tf_plot_kind tf_plot_paths, tf_plot_groups, tf_plot_fan, tf_plot_sources,
    tf_plot_incidence, tf_plot_lorenz, tf_plot_density, tf_plot_waterfall, tf_plot_heatmap,
    tf_plot_tornado, tf_plot_sobol, tf_plot_scatter, tf_plot_frontier, tf_plot_backtest,
    tf_plot_box;

#endif
