#include <string.h>

#include "cli/interrupt.h"
#include "cli/rows.h"

static const struct tf_option own_options[] = {
    {"vary", 0, TF_OPTION_LIST, offsetof(struct tf_request, vary), "ADDRESS=RANGE", NULL,
     "An assumption that varies: ADDRESS=FROM:TO:STEP (TO included) or ADDRESS=V1,V2,…, as in "
     "--vary gdp_growth=4%:6%:0.5%. Several --vary make every combination; the last one varies "
     "fastest."},
    {"metric", 0, TF_OPTION_LIST, offsetof(struct tf_request, metric), "LIST", NULL,
     "The columns, separated by commas (default: multiple,multiple.region,doubling_year). Without "
     "a year: at the horizon. With -n also statistics over the draws: multiple:p50, "
     "income_index@2035:p_target."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {&own,
                                                        &tf_options_draws,
                                                        &tf_options_parts,
                                                        &tf_options_set,
                                                        &tf_options_result,
                                                        &tf_options_work,
                                                        &tf_options_quiet,
                                                        &tf_options_general,
                                                        NULL};

static enum tf_status run(struct tf_session *session)
{
    struct tf_sampling sampling;
    struct tf_metric_columns metrics = {0};
    struct tf_input_columns inputs = {0};
    struct tf_growing_file file = {0};
    const char *defaults = "multiple,multiple.region,doubling_year";
    struct tf_texts lists = {&defaults, 1};
    struct tf_metric_style style = {.at_horizon = true};
    if (session->request.metric.count > 0) {
        lists = session->request.metric;
    }
    if (!tf_sampling_open(&sampling, session, (uint64_t)session->request.draws) ||
        !tf_metric_columns_add(&metrics, &sampling, &lists, &style) ||
        !tf_input_columns_make(&inputs, &sampling) ||
        !tf_growing_open(&file, sampling.output != NULL ? sampling.output : "-", &session->diag)) {
        tf_sampling_close(&sampling);
        return TF_BAD_INPUT;
    }
    struct tf_rows rows = {
        .sampling = &sampling, .metrics = &metrics, .inputs = &inputs, .csv = &file};
    bool good = tf_rows_write(&rows);
    const char *kept;
    if (good) {
        good = tf_growing_finish(&file, rows.done == rows.total, &session->arena, &kept,
                                 &session->diag);
        tf_sampling_remark(&sampling, rows.counts, "runs");
    } else {
        tf_growing_abandon(&file);
    }
    tf_sampling_close(&sampling);
    return TF_DONE;
}

const struct tf_command tf_command_sweep = {
    .name = "sweep",
    .operands = "SCENARIO...",
    .summary = "computes every combination of assumptions that vary",
    .description = "x",
    .options = options,
    .examples = NULL,
    .run = run,
};
const struct tf_command tf_command_sample = {.name = "sample",
                                             .options = options,
                                             .run = run,
                                             .operands = "",
                                             .summary = "",
                                             .description = ""};
const struct tf_command tf_command_merge = {.name = "merge",
                                            .options = options,
                                            .run = run,
                                            .operands = "",
                                            .summary = "",
                                            .description = ""};
