/* plot_experiment: the kinds of charts that show what an experiment found. The command that does
 * the experiment is run as its options say; what is drawn is the table that it writes, so that a
 * chart of scenarios and one of the command's CSV are the same. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsio.h"
#include "cli/plot_table.h"
#include "output/projected.h"
#include "output/tabulated.h"

/* --- a command's table -------------------------------------------------------------------------
 */

/* A folder of its own for what a command writes. */
struct folder {
    char *path, *table, *manifest;
};

static bool open_folder(struct folder *folder, struct tf_session *session)
{
    const char *where = getenv("TMPDIR");
    where = where != NULL && where[0] != '\0' ? where : "/tmp";
    folder->path = tf_arena_printf(&session->arena, "%s/twofold-XXXXXX", where);
    if (folder->path == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    if (mkdtemp(folder->path) == NULL) {
        const char *why = strerror(errno);
        folder->path = NULL;
        return tf_fail(&session->diag, TF_ENVIRONMENT, NULL,
                       "cannot make a folder in `%s`: %s; TMPDIR names another place", where, why);
    }
    folder->table = tf_arena_printf(&session->arena, "%s/table.csv", folder->path);
    folder->manifest = tf_arena_printf(&session->arena, "%s/table.csv.manifest.json", folder->path);
    return (folder->table != NULL && folder->manifest != NULL) || tf_out_of_memory(&session->diag);
}

static void close_folder(const struct folder *folder)
{
    if (folder->path != NULL) {
        if (folder->table != NULL && folder->manifest != NULL) {
            unlink(folder->table);
            unlink(folder->manifest);
        }
        rmdir(folder->path);
    }
}

/* The command as the user would call it, but that it writes its table into the folder. */
static enum tf_status run_command(struct tf_session *session, const struct tf_command *command,
                                  const char *metric, const char *target)
{
    struct tf_session inner = {.columns = session->columns,
                               .request = session->request,
                               .arguments = session->arguments,
                               .errors_are_terminal = session->errors_are_terminal,
                               .errors_colour = session->errors_colour};
    tf_arena_init(&inner.arena);
    tf_diag_init(&inner.diag);
    inner.request.output = target;
    inner.request.format = "csv";
    if (metric != NULL) {
        inner.request.metric = (struct tf_texts){&metric, 1};
    }
    enum tf_status status = command->run(&inner);
    tf_diag_append(&session->diag, &inner.diag);
    tf_diag_release(&inner.diag);
    tf_arena_release(&inner.arena);
    return status;
}

static bool has_rows(const struct tf_buffer *table)
{
    const char *end = table->bytes != NULL ? strchr(table->bytes, '\n') : NULL;
    return end != NULL && end[1] != '\0';
}

static bool read_table(struct tf_plotting *plotting, const char *command, const char *path)
{
    struct tf_session *session = plotting->session;
    struct tf_buffer bytes;
    tf_buffer_init(&bytes);
    plotting->table = tf_arena_alloc(&session->arena, 1, sizeof *plotting->table);
    bool ok = plotting->table != NULL || tf_out_of_memory(&session->diag);
    ok = ok && tf_file_read(path, TF_CSV_FILE_LIMIT, &bytes, NULL, &session->diag) &&
         (plotting->status != TF_NEGATIVE || has_rows(&bytes)) && /* else it has said why */
         tf_result_parse(plotting->table, command, bytes.bytes, bytes.length, &session->diag);
    tf_buffer_release(&bytes);
    return ok;
}

bool tf_plot_command_table(struct tf_plotting *plotting, const struct tf_command *command,
                           const char *metric)
{
    struct tf_session *session = plotting->session;
    struct folder folder = {NULL, NULL, NULL};
    bool ok = open_folder(&folder, session) && folder.table != NULL;
    if (ok) {
        plotting->status = run_command(session, command, metric, folder.table);
        ok = session->diag.errors == 0 && access(folder.table, R_OK) == 0 &&
             read_table(plotting, command->name, folder.table);
    }
    close_folder(&folder);
    return ok;
}

/* --- what the scenarios say of themselves -------------------------------------------------------
 */

/* Titles of the scenarios in place of their names, unless --label has one. */
static bool add_titles(struct tf_plotting *plotting)
{
    struct tf_session *session = plotting->session;
    const struct tf_projections *projections = &plotting->projections;
    const struct tf_texts *given = &session->request.labels;
    const char **all =
        tf_arena_alloc(&session->arena, given->count + projections->count, sizeof *all);
    if (all == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < given->count; i++) {
        all[i] = given->items[i];
    }
    for (size_t i = 0; i < projections->count; i++) {
        const struct tf_scenario *scenario = &projections->items[i].scenario;
        all[given->count + i] =
            tf_arena_printf(&session->arena, "%s=%s", scenario->name,
                            tf_scenario_title(scenario, tf_language_code(plotting->language)));
        if (all[given->count + i] == NULL) {
            return tf_out_of_memory(&session->diag);
        }
    }
    session->request.labels = (struct tf_texts){all, given->count + projections->count};
    return true;
}

static bool add_sources(struct tf_plotting *plotting)
{
    struct tf_arena *arena = &plotting->session->arena;
    const struct tf_projections *projections = &plotting->projections;
    const struct tf_scenario **scenarios =
        tf_arena_alloc(arena, projections->count, sizeof *scenarios);
    if (scenarios == NULL) {
        return tf_out_of_memory(&plotting->session->diag);
    }
    for (size_t i = 0; i < projections->count; i++) {
        scenarios[i] = &projections->items[i].scenario;
    }
    plotting->sources = tf_income_sources(scenarios, projections->count, arena);
    return true;
}

/* A kind and the command that makes its table. */
struct experiment {
    enum tf_chart_kind kind;
    const struct tf_command *command;
    const char *metric; /* where --metric names none; NULL: the command's own, without --by */
    const char *method; /* of sensitivity, where --method names none; else NULL */
};

/* `gini.region@2030` of `gini@2030`: the metric of every region. */
static const char *of_regions(const char *metric, struct tf_arena *arena)
{
    size_t base = strcspn(metric, "@:");
    return tf_arena_printf(arena, "%.*s.region%s", (int)base, metric, metric + base);
}

static bool run_experiment(struct tf_plotting *plotting, const struct experiment *experiment)
{
    struct tf_session *session = plotting->session;
    if (!tf_projections_load(session, &plotting->projections) || !add_titles(plotting)) {
        return false;
    }
    if (!add_sources(plotting)) {
        return false;
    }
    rewind(stdin); /* where a scenario may have come from */
    if (session->request.method == NULL) {
        session->request.method = experiment->method;
    }
    const char *metric = session->request.metric.count > 0 ? NULL : experiment->metric;
    if (session->request.by != NULL) {
        const char *asked = metric != NULL ? metric : session->request.metric.items[0];
        metric = of_regions(asked, &session->arena);
        if (metric == NULL) {
            return tf_out_of_memory(&session->diag);
        }
    }
    return tf_plot_command_table(plotting, experiment->command, metric);
}

static bool prepare(struct tf_plotting *plotting, const struct experiment *experiment)
{
    return run_experiment(plotting, experiment) &&
           tf_plot_table_chart(plotting, plotting->table, experiment->kind);
}

static enum tf_status finish(struct tf_plotting *plotting)
{
    return plotting->status;
}

static void release(struct tf_plotting *plotting)
{
    tf_projections_release(&plotting->projections);
}

/* --- kinds --------------------------------------------------------------------------------------
 */

static bool prepare_heatmap(struct tf_plotting *plotting)
{
    return prepare(plotting,
                   &(struct experiment){TF_CHART_HEATMAP, &tf_command_sweep, "multiple", NULL});
}

static bool prepare_tornado(struct tf_plotting *plotting)
{
    return prepare(plotting, &(struct experiment){TF_CHART_TORNADO, &tf_command_sensitivity,
                                                  "multiple", "oat"});
}

static bool prepare_sobol(struct tf_plotting *plotting)
{
    return prepare(plotting, &(struct experiment){TF_CHART_SOBOL, &tf_command_sensitivity,
                                                  "multiple", "sobol"});
}

static bool prepare_scatter(struct tf_plotting *plotting)
{
    return prepare(plotting, &(struct experiment){TF_CHART_SCATTER, &tf_command_sensitivity,
                                                  "multiple", "morris"});
}

/* With --find what a goal takes, else how a result goes with the assumption that varies. */
static bool prepare_frontier(struct tf_plotting *plotting)
{
    const struct tf_request *request = &plotting->session->request;
    if (request->find.count > 0 && (request->metric.count > 0 || request->by != NULL)) {
        return tf_fail(&plotting->session->diag, TF_BAD_INPUT, NULL,
                       "--metric and --by are drawn without --find; with it --target says what is "
                       "reached");
    }
    if (request->find.count > 0) {
        const struct experiment solving = {TF_CHART_FRONTIER, &tf_command_solve, NULL, NULL};
        return run_experiment(plotting, &solving) && tf_plot_any_solved(plotting) &&
               tf_plot_table_chart(plotting, plotting->table, TF_CHART_FRONTIER);
    }
    if (request->target.count > 0 || request->minimise != NULL || request->maximise != NULL) {
        return tf_fail(&plotting->session->diag, TF_BAD_INPUT, NULL,
                       "nothing is looked for; write --find ADDRESS=LOW:HIGH, or leave out "
                       "--target, --minimise and --maximise");
    }
    return prepare(plotting,
                   &(struct experiment){TF_CHART_FRONTIER, &tf_command_sweep, "multiple", NULL});
}

/* What discover finds, and the draws that it is found in. */
static bool prepare_box(struct tf_plotting *plotting)
{
    const struct experiment experiment = {TF_CHART_BOX, &tf_command_discover, NULL, NULL};
    return run_experiment(plotting, &experiment) && plotting->status == TF_DONE &&
           tf_plot_box_runs(plotting, tf_plot_target_multiple(plotting)) &&
           tf_plot_table_chart(plotting, plotting->table, TF_CHART_BOX);
}

/* What was observed says which metric is drawn and summarised. */
static bool prepare_backtest(struct tf_plotting *plotting)
{
    struct tf_session *session = plotting->session;
    struct experiment experiment = {TF_CHART_BACKTEST, &tf_command_sample, NULL, NULL};
    if (!tf_plot_observed(session, &plotting->observed)) {
        return false;
    }
    if (plotting->observed == NULL) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "a backtest needs what was observed; give a CSV of "
                       "year,metric,region,group,source,value with --observed");
    }
    if (tf_result_column(plotting->observed, "metric") != SIZE_MAX) {
        experiment.metric = tf_tabulated_first_metric(plotting->observed, &session->arena);
    }
    session->request.summary = true;
    return prepare(plotting, &experiment);
}

static const struct tf_option_group *const compared[] = {&tf_options_draws, &tf_plot_options_metric,
                                                         &tf_plot_options_observed,
                                                         &tf_plot_options_label, NULL};
static const struct tf_option_group *const swept[] = {&tf_options_draws,
                                                      &tf_plot_options_vary,
                                                      &tf_plot_options_metric,
                                                      &tf_plot_options_level,
                                                      &tf_plot_options_by,
                                                      &tf_plot_options_label,
                                                      NULL};
static const struct tf_option_group *const reached[] = {
    &tf_options_draws,       &tf_plot_options_vary,  &tf_plot_options_find,
    &tf_plot_options_target, &tf_plot_options_level, &tf_plot_options_metric,
    &tf_plot_options_by,     &tf_plot_options_label, NULL};
static const struct tf_option_group *const bounded[] = {
    &tf_options_draws,       &tf_plot_options_target, &tf_plot_options_met,
    &tf_plot_options_bounds, &tf_plot_options_label,  NULL};
static const struct tf_option_group *const swung[] = {&tf_plot_options_metric,
                                                      &tf_plot_options_level, &tf_plot_options_by,
                                                      &tf_plot_options_label, NULL};
static const struct tf_option_group *const apportioned[] = {&tf_options_draws,
                                                            &tf_plot_options_metric,
                                                            &tf_plot_options_by,
                                                            &tf_plot_options_method,
                                                            &tf_plot_options_estimates,
                                                            &tf_plot_options_label,
                                                            NULL};
static const struct tf_option_group *const screened[] = {&tf_options_draws,
                                                         &tf_plot_options_metric,
                                                         &tf_plot_options_by,
                                                         &tf_plot_options_estimates,
                                                         &tf_plot_options_levels,
                                                         &tf_plot_options_label,
                                                         NULL};

const struct tf_plot_kind tf_plot_heatmap = {
    .name = "heatmap",
    .meaning = "a result over every combination of two assumptions, with the line on which the "
               "target is just reached",
    .command = "sweep",
    .options = swept,
    .prepare = prepare_heatmap,
    .finish = finish,
    .release = release,
};
const struct tf_plot_kind tf_plot_tornado = {
    .name = "tornado",
    .meaning = "a result with one assumption at a time at its low and its high end",
    .command = "sensitivity --method oat",
    .options = swung,
    .prepare = prepare_tornado,
    .finish = finish,
    .release = release,
};
const struct tf_plot_kind tf_plot_sobol = {
    .name = "sobol",
    .meaning = "shares of a result's variance by assumption, alone and with what it acts with, or "
               "Shapley effects",
    .command = "sensitivity --method sobol",
    .options = apportioned,
    .prepare = prepare_sobol,
    .finish = finish,
    .release = release,
};
const struct tf_plot_kind tf_plot_scatter = {
    .name = "scatter",
    .meaning = "elementary effects: their mean size against their spread",
    .command = "sensitivity --method morris",
    .options = screened,
    .prepare = prepare_scatter,
    .finish = finish,
    .release = release,
};
const struct tf_plot_kind tf_plot_frontier = {
    .name = "frontier",
    .meaning = "what a goal takes while another assumption varies, or how a result goes with one",
    .command = "solve --vary, or sweep with one --vary",
    .options = reached,
    .prepare = prepare_frontier,
    .finish = finish,
    .release = release,
};
const struct tf_plot_kind tf_plot_backtest = {
    .name = "backtest",
    .meaning = "a projection with its bands against what was observed",
    .command = "sample --summary, or run",
    .options = compared,
    .prepare = prepare_backtest,
    .finish = finish,
    .release = release,
};
const struct tf_plot_kind tf_plot_box = {
    .name = "box",
    .meaning = "the assumptions with which the target is missed, or met: a box among the draws",
    .command = "discover",
    .options = bounded,
    .prepare = prepare_box,
    .finish = finish,
    .release = release,
};
