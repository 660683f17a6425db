#include <string.h>

#include "cli/rows.h"
#include "cli/sweep_statistics.h"

static const char *const formats[] = {"csv", NULL};
static const struct tf_option own_options[] = {
    {"vary", 0, TF_OPTION_LIST, offsetof(struct tf_request, vary), "ADDRESS=VALUES", NULL,
     "An assumption that varies: ADDRESS=FROM:TO:STEP (TO included where the steps meet it) or "
     "ADDRESS=V1,V2,…, as in "
     "--vary tfp_growth+=-1%:1%:0.25%. Several --vary make every combination; the last one varies "
     "fastest. It replaces what the file says, a distribution too."},
    {"metric", 0, TF_OPTION_LIST, offsetof(struct tf_request, metric), "LIST", NULL,
     "The columns, separated by commas (default: multiple,multiple.region,doubling_year). Without "
     "a year: at the horizon. With -n also statistics over the draws: multiple:p50, "
     "income_index@2030:p_target."},
    {"format", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, format), "FORMAT", formats,
     "csv; rows of runs have no other form. `twofold plot --chart heatmap` draws them."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {&own,
                                                        &tf_options_draws,
                                                        &tf_options_parts,
                                                        &tf_options_set,
                                                        &tf_options_output,
                                                        &tf_options_work,
                                                        &tf_options_quiet,
                                                        &tf_options_general,
                                                        NULL};

static const struct tf_example examples[] = {
    {"twofold sweep --vary tfp_growth+=-1%:1%:0.5% --vary share_shift.wage@2035=0%,2.5%,5% "
     "params/china-2025-doubling-plan.csv",
     "Fifteen combinations: by how much income grows, in each region too, and when it doubles."},
    {"twofold sweep --vary share_shift.wage@2035=0%:8%:0.1% --metric income_index@2030,gini "
     "-o shares.csv params/china-2025-*.csv",
     "A fine grid for several scenarios, into a file, beside which its manifest stands."},
    {"twofold sweep -n 2000 --vary share_shift.wage@2035=0%:8%:1% "
     "--metric multiple:p_target,multiple:p50 params/china-2025-doubling-plan.csv",
     "How the share of draws that double depends on one assumption."},
    {NULL, NULL},
};

static bool has_statistics(const struct tf_metric_columns *metrics)
{
    for (size_t i = 0; i < metrics->count; i++) {
        if (metrics->items[i].statistic != NULL) {
            return true;
        }
    }
    return false;
}

static bool sweep_points(struct tf_sampling *sampling, const struct tf_metric_columns *metrics)
{
    struct tf_points points;
    if (sampling->store != NULL) {
        return tf_fail(&sampling->session->diag, TF_BAD_INPUT, NULL,
                       "--store keeps draws, and statistics are asked for; leave one of them out");
    }
    tf_sampling_count_points(sampling);
    return tf_points_init(&points, sampling, metrics) &&
           tf_rows_command(sampling, metrics, NULL, &points);
}

static bool sweep(struct tf_sampling *sampling)
{
    const struct tf_request *request = &sampling->session->request;
    const char *usual = "multiple,multiple.region,doubling_year";
    struct tf_texts lists = {&usual, 1};
    struct tf_metric_style style = {
        .at_horizon = true,
        .no_statistics = request->draws > 0 ? NULL : "without -n there is one run at each point"};
    struct tf_metric_style stored_style = {.dated = true};
    struct tf_metric_columns metrics = {0}, stored = {0};
    lists = request->metric.count > 0 ? request->metric : lists;
    if (!tf_metric_columns_add(&metrics, sampling, &lists, &style)) {
        return false;
    }
    if (has_statistics(&metrics)) {
        return sweep_points(sampling, &metrics);
    }
    return (sampling->store == NULL ||
            (tf_metric_columns_add(&stored, sampling, &lists, &stored_style) &&
             tf_doubling_columns_add(&stored, sampling))) &&
           tf_rows_command(sampling, &metrics, &stored, NULL);
}

static enum tf_status run(struct tf_session *session)
{
    struct tf_sampling sampling = {0};
    if (session->request.vary.count == 0) {
        tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                "nothing varies; write --vary ADDRESS=FROM:TO:STEP or ADDRESS=V1,V2,…");
        return TF_BAD_INPUT;
    }
    bool good = tf_rows_are_csv(session, "`twofold run` makes tables of single scenarios") &&
                tf_sampling_open(&sampling, session, (uint64_t)session->request.draws) &&
                sweep(&sampling);
    tf_sampling_close(&sampling);
    return good ? TF_DONE : TF_BAD_INPUT;
}

const struct tf_command tf_command_sweep = {
    .name = "sweep",
    .operands = "SCENARIO...",
    .summary = "computes every combination of assumptions that vary",
    .description =
        "Writes CSV with a row for each combination, in a fixed order and while it works: "
        "scenario, run, set.ADDRESS for each assumption that varies, the metrics, and status "
        "(`ok`, or what was infeasible and when; infeasible rows are counted on standard error and "
        "leave the exit status 0). With -n everything uncertain is drawn N times at "
        "each point, the same draws at all of them: a row a draw, or, where every metric has a "
        "statistic (multiple:p50), a row a point.\n\n"
        "Without -n uncertain assumptions have their central value. Beside a file of rows stands "
        "FILE.manifest.json, which says how to make it again. An interruption (Ctrl-C) keeps the "
        "rows that are complete, of a file as FILE.partial.",
    .options = options,
    .examples = examples,
    .run = run,
};
