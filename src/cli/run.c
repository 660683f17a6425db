#include <string.h>

#include "cli/figure.h"
#include "cli/load.h"
#include "cli/query.h"
#include "output/results.h"
#include "output/summary.h"

static const struct tf_option own_options[] = {
    {"metric", 0, TF_OPTION_LIST, offsetof(struct tf_request, metric), "LIST", NULL,
     "Only these metrics, separated by commas: income_index, income.rural@2030, multiple.region, "
     "doubling_year.urban, lorenz.20@2035. The words region, group and source stand for each of "
     "them. `twofold params --metrics` lists the metrics. May be repeated."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {&own,
                                                        &tf_options_set,
                                                        &tf_options_result,
                                                        &tf_options_language,
                                                        &tf_options_work,
                                                        &tf_options_quiet,
                                                        &tf_options_general,
                                                        NULL};

static const struct tf_example examples[] = {
    {"twofold run params/china-2025-baseline.csv",
     "On a terminal: the income path, when income doubles or how far short it falls, the groups, "
     "saving and consumption, and a chart."},
    {"twofold run params/china-2025-baseline.csv params/china-2025-doubling-plan.csv",
     "Two scenarios side by side."},
    {"twofold run --set tfp_growth+=0.5% params/china-2025-baseline.csv",
     "The same with half a point more productivity growth in every year."},
    {"twofold run --metric doubling_year,multiple.region --format md params/china-2025-*.csv",
     "A rounded table of chosen results for a paper."},
    {"twofold run -o results.csv params/china-2025-baseline.csv",
     "Every metric, region, group, source and year, for another program."},
    {NULL, NULL},
};

static bool write_summary(struct tf_session *session, const struct tf_projections *projections,
                          bool markdown, struct tf_buffer *out)
{
    struct tf_summary summary = {
        .projections = projections->items,
        .count = projections->count,
        .language = tf_session_language(session),
        .columns = session->columns,
        .markdown = markdown,
        .bold = !markdown && tf_session_colour(session),
    };
    struct tf_buffer chart;
    tf_buffer_init(&chart);
    if (!markdown) {
        tf_figure_preview(session, projections, &chart);
        summary.chart = chart.bytes;
    }
    bool ok = tf_summary_write(&summary, &session->arena, out);
    tf_buffer_release(&chart);
    return ok;
}

/* The measures of every feasible scenario: of all metrics, or those that --metric asks for. */
static struct tf_result *measure(struct tf_session *session,
                                 const struct tf_projections *projections)
{
    struct tf_arena *arena = &session->arena;
    struct tf_result *results = tf_arena_alloc(arena, projections->count, sizeof *results);
    if (results == NULL) {
        tf_out_of_memory(&session->diag);
        return NULL;
    }
    for (size_t i = 0; i < projections->count; i++) {
        const struct tf_projection *projection = &projections->items[i];
        struct tf_query *queries = NULL;
        size_t count = 0;
        results[i].projection = projection;
        if (!tf_queries_parse(&session->request.metric, &projection->scenario, arena, &queries,
                              &count, &session->diag)) {
            return NULL;
        }
        if (projection->feasible &&
            !tf_outcome_measures(projection->outcome, queries, count, arena, &results[i].measures,
                                 &results[i].count, &session->diag)) {
            return NULL;
        }
    }
    return results;
}

/* Why what was asked for by name is not there. */
static void remark_measures(const struct tf_result *results, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tf_measures_remark(&results[i].projection->plan, results[i].measures, results[i].count);
    }
}

static bool write_results(struct tf_session *session, const struct tf_projections *projections,
                          enum tf_format format, struct tf_buffer *out)
{
    const struct tf_result *results = measure(session, projections);
    struct tf_results_style style = {
        .language = tf_session_language(session),
        .columns = session->columns,
        .markdown = format == TF_FORMAT_MARKDOWN,
        .bold = format == TF_FORMAT_TABLE && tf_session_colour(session),
    };
    if (results == NULL) {
        return false;
    }
    if (session->request.metric.count > 0 && !session->request.quiet) {
        remark_measures(results, projections->count);
    }
    switch (format) {
    case TF_FORMAT_CSV:
        return tf_results_csv(results, projections->count, &session->arena, out);
    case TF_FORMAT_JSON:
        return tf_results_json(results, projections->count, style.language, &session->arena, out);
    default:
        return tf_results_table(results, projections->count, &style, &session->arena, out);
    }
}

static bool write(struct tf_session *session, const struct tf_projections *projections,
                  struct tf_buffer *out)
{
    enum tf_format format = tf_session_format(session);
    bool for_people = format == TF_FORMAT_TABLE || format == TF_FORMAT_MARKDOWN;
    bool ok = for_people && session->request.metric.count == 0
                  ? write_summary(session, projections, format == TF_FORMAT_MARKDOWN, out)
                  : write_results(session, projections, format, out);
    if (!ok && session->diag.errors == 0) {
        tf_out_of_memory(&session->diag);
    }
    return ok;
}

static enum tf_status run(struct tf_session *session)
{
    struct tf_projections projections;
    struct tf_buffer out;
    enum tf_status status = TF_BAD_INPUT;
    tf_buffer_init(&out);
    if (tf_projections_load(session, &projections) && write(session, &projections, &out) &&
        tf_session_write(session, &out)) {
        status = tf_projections_remark(session, &projections, true);
    }
    tf_buffer_release(&out);
    tf_projections_release(&projections);
    return status;
}

const struct tf_command tf_command_run = {
    .name = "run",
    .operands = "SCENARIO...",
    .summary = "projects scenarios and says when income doubles, and for whom",
    .description =
        "On a terminal and with --format table it prints a summary with a small chart; elsewhere "
        "long CSV with the columns scenario, year, metric, region, group, source, value, unit. "
        "Without gnuplot there is no chart, but all else.\n\n"
        "A scenario that becomes infeasible is named on standard error with the year and the "
        "reason; it has no results, the others have theirs, and the exit status is 1. A metric of "
        "--metric for which a scenario lacks something (gdp_growth without gdp_per_person) has no "
        "values; standard error says what is lacking.",
    .options = options,
    .examples = examples,
    .run = run,
};
