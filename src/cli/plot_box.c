/* plot_box: the chart of a box: what `discover` found, over the draws that it was found in. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "cli/condition.h"
#include "cli/plot_table.h"
#include "experiment/target.h"

/* METRIC alone reaches the target multiple; a year is met where there is one at all. */
static struct tf_tabulated_target bare_target(const char *metric, double multiple)
{
    bool year = strncmp(metric, "doubling_year", strlen("doubling_year")) == 0;
    return (struct tf_tabulated_target){
        .metric = metric, .value = year ? HUGE_VAL : multiple, .at_most = year};
}

static bool read_target(struct tf_plotting *plotting, const char *text, double multiple,
                        struct tf_tabulated_target *out)
{
    struct tf_session *session = plotting->session;
    struct tf_target target;
    if (strpbrk(text, "=<>") == NULL) {
        *out = bare_target(text, multiple);
        return true;
    }
    if (!tf_target_parse(text, &session->arena, &target, &session->diag)) {
        return false;
    }
    if (target.statistic != NULL) {
        return tf_fail(
            &session->diag, TF_BAD_INPUT, NULL,
            "`--target %s` is over all draws; a box is of single draws, and their target "
            "has no statistic",
            text);
    }
    if (!tf_run_condition_check(&target, &session->diag)) {
        return false;
    }
    struct tf_tabulated_target bare = bare_target(target.metric, target.value);
    bool at_most = target.goal == TF_GOAL_AT_MOST ||
                   (target.goal == TF_GOAL_EQUAL && bare.at_most); /* by that year */
    *out = (struct tf_tabulated_target){target.metric, target.value, at_most};
    return true;
}

/* What discover takes without --target: the multiple; in a table that lacks it, the year. */
static const char *usual_metric(const struct tf_plotting *plotting)
{
    bool lacks = plotting->runs != NULL &&
                 tf_result_column(plotting->runs, "multiple") == SIZE_MAX &&
                 tf_result_column(plotting->runs, "doubling_year") != SIZE_MAX;
    return lacks ? "doubling_year" : "multiple";
}

bool tf_plot_targets(struct tf_plotting *plotting, double multiple,
                     struct tf_tabulated_options *options)
{
    struct tf_session *session = plotting->session;
    const struct tf_texts *given = &session->request.target;
    size_t count = given->count > 0 ? given->count : 1;
    struct tf_tabulated_target *targets = tf_arena_alloc(&session->arena, count, sizeof *targets);
    if (targets == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < count; i++) {
        const char *text = given->count > 0 ? given->items[i] : usual_metric(plotting);
        if (!read_target(plotting, text, multiple, &targets[i])) {
            return false;
        }
    }
    options->targets = targets;
    options->target_count = count;
    options->met = session->request.met;
    return true;
}

/* The metrics of the targets as --metric of `sample`. */
static const char *metrics_of(const struct tf_tabulated_options *options, struct tf_arena *arena)
{
    const char *list = "";
    for (size_t i = 0; list != NULL && i < options->target_count; i++) {
        list = tf_arena_printf(arena, "%s%s%s", list, i > 0 ? "," : "", options->targets[i].metric);
    }
    return list;
}

/* The same draws that the box was found in: same number, design and seed. */
bool tf_plot_box_runs(struct tf_plotting *plotting, double multiple)
{
    struct tf_session *session = plotting->session;
    struct tf_tabulated_options options = {.language = plotting->language};
    struct tf_result_table *boxes = plotting->table;
    bool quiet = session->request.quiet;
    if (!tf_plot_targets(plotting, multiple, &options)) {
        return false;
    }
    const char *metrics = metrics_of(&options, &session->arena);
    if (metrics == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    rewind(stdin);
    session->request.quiet = true; /* discover has said what there is to say */
    bool ok = tf_plot_command_table(plotting, &tf_command_sample, metrics);
    session->request.quiet = quiet;
    plotting->runs = plotting->table;
    plotting->table = boxes;
    return ok;
}

/* Whether a draw met the target of its own scenario is seen from its year, where there is one. */
bool tf_plot_box_of_draws(struct tf_plotting *plotting)
{
    static const char *year = "doubling_year";
    struct tf_session *session = plotting->session;
    plotting->runs = plotting->table;
    plotting->table = NULL;
    if (session->request.target.count == 0 && tf_result_column(plotting->runs, year) != SIZE_MAX) {
        session->request.target = (struct tf_texts){&year, 1};
    }
    rewind(stdin); /* where the table may have come from */
    return tf_plot_command_table(plotting, &tf_command_discover, NULL);
}
