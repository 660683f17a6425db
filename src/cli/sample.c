#include "cli/interrupt.h"
#include "cli/rows.h"
#include "cli/sample_summary.h"

enum { DRAWS_USUAL = 10000 };

static const struct tf_option own_options[] = {
    {"summary", 0, TF_OPTION_FLAG, offsetof(struct tf_request, summary), NULL, NULL,
     "Sums the draws up instead of writing a row for each: mean, standard deviation, quantiles and "
     "the share of draws that reach the target, by metric and year, each with its standard error. "
     "On a terminal this is the default."},
    {"metric", 0, TF_OPTION_LIST, offsetof(struct tf_request, metric), "LIST", NULL,
     "Only these metrics, separated by commas. Without a year: at the horizon, with --summary in "
     "every year. Default: multiple,multiple.region,doubling_year, with --summary income_index,"
     "income_index.region,doubling_year."},
    {"quantiles", 0, TF_OPTION_LIST, offsetof(struct tf_request, quantiles), "LIST", NULL,
     "With --summary: further quantiles in per cent, as in 1,99 (always there: 5, 10, 25, 50, 75, "
     "90, 95)."},
    {"until", 0, TF_OPTION_TEXT, offsetof(struct tf_request, until), "ERROR", NULL,
     "With --summary: doubles the number of draws until the standard error of every share is at "
     "most ERROR, and that of every mean and quantile at most ERROR times the mean. Gives up at "
     "67108864 draws; the exit status is then 1."},
    {"compare", 0, TF_OPTION_FLAG, offsetof(struct tf_request, compare), NULL, NULL,
     "With --summary: also every further scenario less the first, draw by draw, and in which share "
     "of draws it lies above (p_above). All scenarios get the same draws."},
    {"format", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, format), "FORMAT", tf_format_names,
     "csv; with --summary also table (for reading), json, or md (Markdown, rounded, for papers). "
     "Default: with --summary what the name after -o ends in, .txt, .csv, .json or .md, else table "
     "on a terminal; csv elsewhere."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {
    &own,
    &tf_options_draws,
    &tf_options_parts,
    &tf_options_set,
    &tf_options_output,
    &tf_options_language,
    &tf_options_work,
    &tf_options_quiet,
    &tf_options_general,
    NULL,
};

static const struct tf_example examples[] = {
    {"twofold sample --summary params/china-2025-doubling-plan.csv",
     "10,000 draws: how income may develop, and in which share of draws it doubles."},
    {"twofold sample --summary --compare params/china-2025-baseline.csv "
     "params/china-2025-doubling-plan.csv",
     "What the plan changes, with everything else that is uncertain the same in both."},
    {"twofold sample -n 100000 --seed 2 -o draws.csv params/china-2025-doubling-plan.csv",
     "Every draw as a row, for another program."},
    {"twofold sample --summary --design sobol --until 0.1% params/china-2025-doubling-plan.csv",
     "As many draws as it takes."},
    {"twofold sample -n 1000000 --shard 3/10 --store part%K.bin "
     "params/china-2025-doubling-plan.csv",
     "The third tenth of a million draws; `twofold merge` joins the parts."},
    {NULL, NULL},
};

/* The summary is what a person who looks at a terminal wants. */
static bool sums_up(const struct tf_session *session)
{
    const struct tf_request *request = &session->request;
    bool asks_for_rows =
        request->format != NULL || request->output != NULL || request->store != NULL;
    return request->summary || (session->output_is_terminal && !asks_for_rows);
}

static bool needs_summary(struct tf_session *session, bool given, const char *option)
{
    return !given || sums_up(session) ||
           tf_fail(&session->diag, TF_BAD_INPUT, NULL, "`--%s` belongs to --summary; give both",
                   option);
}

static bool check_summary(struct tf_session *session)
{
    const struct tf_request *request = &session->request;
    struct tf_diag *diag = &session->diag;
    bool latin = request->design != NULL && request->design[0] == 'l';
    if (request->shard != NULL) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "a shard has only a part of the draws; leave --summary out and give it to "
                       "`twofold merge`");
    }
    if (request->compare && request->operands.count < 2) {
        return tf_fail(diag, TF_BAD_INPUT, NULL, "--compare needs two scenarios or more");
    }
    if (request->until != NULL && latin) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "a Latin hypercube has its size from the start; use --until with --design "
                       "random or sobol");
    }
    if (request->until != NULL && request->store != NULL) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "--store needs to know how many draws there will be; give -n, not --until");
    }
    return tf_session_format_is_clear(session);
}

static bool check_rows(struct tf_session *session)
{
    const struct tf_request *request = &session->request;
    if (request->shard != NULL && request->output == NULL && request->store == NULL) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "--shard needs a file to write to; give -o or --store");
    }
    return tf_rows_are_csv(session, "add --summary for a table");
}

static bool check_request(struct tf_session *session)
{
    const struct tf_request *request = &session->request;
    return needs_summary(session, request->until != NULL, "until") &&
           needs_summary(session, request->compare, "compare") &&
           needs_summary(session, request->quantiles.count > 0, "quantiles") &&
           (sums_up(session) ? check_summary(session) : check_rows(session));
}

static bool write_rows(struct tf_sampling *sampling, const struct tf_texts *lists)
{
    struct tf_metric_style style = {.at_horizon = true,
                                    .no_statistics = "--summary has all statistics"};
    struct tf_metric_style stored_style = {.dated = true, .no_statistics = style.no_statistics};
    struct tf_metric_columns metrics = {0}, stored = {0};
    return tf_metric_columns_add(&metrics, sampling, lists, &style) &&
           (sampling->store == NULL ||
            (tf_metric_columns_add(&stored, sampling, lists, &stored_style) &&
             tf_doubling_columns_add(&stored, sampling))) &&
           tf_rows_command(sampling, &metrics, &stored, NULL);
}

static bool sample(struct tf_sampling *sampling, enum tf_status *status)
{
    const struct tf_session *session = sampling->session;
    bool summary = sums_up(session);
    const char *usual = summary || sampling->store != NULL
                            ? "income_index,income_index.region,doubling_year"
                            : "multiple,multiple.region,doubling_year";
    struct tf_texts lists = {&usual, 1};
    lists = session->request.metric.count > 0 ? session->request.metric : lists;
    return summary ? tf_sample_summary(sampling, &lists, status) : write_rows(sampling, &lists);
}

static enum tf_status run(struct tf_session *session)
{
    struct tf_sampling sampling = {0};
    enum tf_status status = TF_DONE;
    long draws = session->request.draws > 0 ? session->request.draws : DRAWS_USUAL;
    bool good = check_request(session) && tf_sampling_open(&sampling, session, (uint64_t)draws) &&
                tf_sampling_is_uncertain(&sampling) && sample(&sampling, &status);
    tf_sampling_close(&sampling);
    return good ? status : TF_BAD_INPUT;
}

const struct tf_command tf_command_sample = {
    .name = "sample",
    .operands = "SCENARIO...",
    .summary = "draws everything that is uncertain many times over",
    .description =
        "A row of a scenario with dist, low and high is an uncertain assumption; a draw gives each "
        "of them a value at random, as its distribution says, and projects the scenario. Writes "
        "CSV with a row a draw: scenario, run, draw, set.ADDRESS for each assumption drawn, the "
        "metrics, and status (`ok`, or what was infeasible and when). With --summary, and on a "
        "terminal, it prints what the draws say together, as a table, CSV, JSON or Markdown.\n\n"
        "The spread describes the assumptions and their ranges; it is no probability of the "
        "future. Scenarios of one command get the same draws, so that their differences are no "
        "noise. The same seed gives the same draws on every machine and for every number of "
        "threads.\n\n"
        "Infeasible draws, and draws cut to the end of a parameter's plausible range, are counted "
        "on standard error and leave the exit status 0. An interruption (Ctrl-C) keeps what is "
        "complete.",
    .options = options,
    .any_name = true, /* rows are CSV whatever their file is called */
    .examples = examples,
    .run = run,
};
