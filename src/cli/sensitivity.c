#include "cli/sensitivity.h"

#include <string.h>

#include "base/num.h"
#include "cli/progress.h"
#include "cli/provenance.h"
#include "output/indexed.h"

static const char *const methods[] = {"oat", "morris", "sobol", "given", "shapley", NULL};
static const char *const designs[] = {"random", "lhs", "sobol", NULL};

static const struct tf_option own_options[] = {
    {"method", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, method), "METHOD", methods,
     "oat (default: each factor at its low and high end, the others at their central values), "
     "morris (elementary effects: few runs, many factors), sobol (shares of the variance, first "
     "and total order), given (first order from random draws) or shapley (shares that add up to "
     "1); given and shapley also take correlated factors."},
    {"metric", 0, TF_OPTION_LIST, offsetof(struct tf_request, metric), "LIST", NULL,
     "The results to explain, separated by commas (default: multiple). Without a year: at the "
     "horizon."},
    {"draws", 'n', TF_OPTION_WHOLE, offsetof(struct tf_request, draws), "N", NULL,
     "morris: trajectories (default 100; k + 1 runs each, for k factors). sobol: base points "
     "(4096; k + 2 runs each, 2 k + 2 with --second-order; powers of two are best). given (16384) "
     "and shapley (4096, at most 16384): draws."},
    {"seed", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, seed), "S", NULL,
     "Another seed gives other points, the same seed the same ones (default 1)."},
    {"design", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, design), "DESIGN", designs,
     "How points are spread: random (default of given and shapley), lhs (these two only) or sobol "
     "(scrambled Sobol' sequence; default of sobol)."},
    {"second-order", 0, TF_OPTION_FLAG, offsetof(struct tf_request, second_order), NULL, NULL,
     "sobol: also what each two factors do together, beyond what they do alone."},
    {"levels", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, levels), "P", NULL,
     "morris: into how many levels a factor's range is divided, an even number (default 4)."},
    {"bootstrap", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, bootstrap), "R", NULL,
     "How many bootstrap replicates the 95 % intervals come from (default 1000)."},
    {"until", 0, TF_OPTION_TEXT, offsetof(struct tf_request, until), "WIDTH", NULL,
     "sobol, given, shapley: doubles n until no interval is wider than WIDTH, as in 0.02. Gives "
     "up when memory is full, or shapley's 16384 draws are made; the exit status is then 1."},
    {"independent", 0, TF_OPTION_FLAG, offsetof(struct tf_request, independent), NULL, NULL,
     "Leaves the correlations of the scenario out, which morris and sobol cannot take."},
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
    {"twofold sensitivity params/china-2025-doubling-plan.csv",
     "How far income's multiple swings with each assumption alone."},
    {"twofold sensitivity --method shapley params/china-2025-doubling-plan.csv",
     "Which share of its variance each assumption accounts for, correlations and all."},
    {"twofold sensitivity --method sobol --independent --until 0.02 --metric multiple,gini "
     "params/china-2025-doubling-plan.csv",
     "First and total order for two results, to within a hundredth."},
    {NULL, NULL},
};

/* The scenarios and what came of them. */
struct work {
    struct tf_sampling sampling;
    struct tf_metric_columns metrics;
    struct tf_sensitivity_request request;
    struct tf_sensitivity *results; /* [scenario] */
    size_t result_count;
    const char ***names; /* [scenario][measure] */
    struct tf_progress progress;
    uint64_t done; /* runs of the scenario that is at work */
};

static void tell(void *context, uint64_t done, uint64_t total)
{
    struct work *work = context;
    if (work->progress.total != total) {
        tf_progress_begin(&work->progress, work->sampling.session, total);
    }
    tf_progress_tell(&work->progress, done);
    work->done = done;
}

/* The names of a scenario's measures. */
static bool name_measures(struct work *work, size_t index)
{
    const struct tf_case *item = &work->sampling.study.cases[index];
    const char **names =
        tf_arena_alloc(&work->sampling.session->arena, item->measure_count, sizeof *names);
    for (size_t i = 0; names != NULL && i < work->metrics.count; i++) {
        size_t measure = work->metrics.items[i].measures[index];
        if (measure != SIZE_MAX) {
            names[measure] = work->metrics.items[i].name;
        }
    }
    work->names[index] = names;
    return names != NULL || tf_out_of_memory(&work->sampling.session->diag);
}

static bool choose_metrics(struct work *work)
{
    struct tf_session *session = work->sampling.session;
    size_t count = work->sampling.study.case_count;
    const char *usual = "multiple";
    struct tf_texts lists = {&usual, 1};
    struct tf_metric_style style = {.at_horizon = true,
                                    .no_statistics = "an index is over all draws already"};
    lists = session->request.metric.count > 0 ? session->request.metric : lists;
    work->names = tf_arena_alloc(&session->arena, count, sizeof *work->names);
    work->results = tf_arena_alloc(&session->arena, count, sizeof *work->results);
    if (work->names == NULL || work->results == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    bool good = tf_metric_columns_add(&work->metrics, &work->sampling, &lists, &style);
    for (size_t i = 0; i < count && good; i++) {
        good = name_measures(work, i);
    }
    return good;
}

static bool analyse(struct work *work, size_t index)
{
    struct tf_sampling *sampling = &work->sampling;
    work->progress = (struct tf_progress){.session = sampling->session};
    bool good = tf_sensitivity_run(&work->results[work->result_count++], &sampling->study, index,
                                   &work->request, &sampling->session->diag);
    if (work->progress.total > 0) {
        tf_progress_end(&work->progress, work->done);
    }
    return good;
}

/* --- the result ---------------------------------------------------------------------------------
 */

/* The factors' names, and how their values are printed. */
static bool name_factors(const struct tf_factor_groups *groups, struct tf_arena *arena,
                         const char ***names, enum tf_scale **scales)
{
    *names = tf_arena_alloc(arena, groups->count, sizeof **names);
    *scales = tf_arena_alloc(arena, groups->count, sizeof **scales);
    if (*names == NULL || *scales == NULL) {
        return false;
    }
    for (size_t i = 0; i < groups->count; i++) {
        (*names)[i] = groups->items[i].name;
        (*scales)[i] = tf_assumption_scale(groups->items[i].name);
    }
    return true;
}

/* The indices of a scenario's metrics, in the order asked for. */
static bool describe(const struct work *work, size_t index, struct tf_indexed *items, size_t *count)
{
    const struct tf_sensitivity *result = &work->results[index];
    const struct tf_case *item = &work->sampling.study.cases[index];
    const char **factors;
    enum tf_scale *scales;
    if (!name_factors(&result->groups, &work->sampling.session->arena, &factors, &scales)) {
        return false;
    }
    for (size_t i = 0; i < work->metrics.count; i++) {
        size_t measure = work->metrics.items[i].measures[index];
        if (measure != SIZE_MAX) {
            items[(*count)++] = (struct tf_indexed){
                .scenario = work->result_count > 1 ? item->scenario.name : NULL,
                .metric = work->metrics.items[i].name,
                .factors = factors,
                .factor_count = tf_sensitivity_needs_independence(work->request.method)
                                    ? result->groups.count
                                    : result->groups.factor_count,
                .indices = &result->indices[measure],
                .scales = scales,
                .calendar = item->measures[measure].metric == TF_METRIC_DOUBLING_YEAR,
                .confidence = work->request.method == TF_SENSITIVITY_OAT
                                  ? TF_ABSENT
                                  : work->request.resampling.confidence,
                .method = tf_sensitivity_indexed(work->request.method),
                .central = result->central != NULL ? result->central[measure] : TF_ABSENT,
                .runs = result->counts.runs,
                .infeasible = result->counts.infeasible};
        }
    }
    return true;
}

static bool format(const struct tf_session *session, const struct tf_indexed *items, size_t count,
                   struct tf_arena *arena, struct tf_buffer *out)
{
    enum tf_format format = tf_session_format(session);
    struct tf_indexed_style style = {.language = tf_session_language(session),
                                     .columns = session->columns,
                                     .markdown = format == TF_FORMAT_MARKDOWN,
                                     .bold = tf_session_colour(session)};
    return format == TF_FORMAT_CSV    ? tf_indexed_csv(items, count, false, out)
           : format == TF_FORMAT_JSON ? tf_indexed_json(items, count, out)
                                      : tf_indexed_table(items, count, &style, arena, out);
}

/* The manifest of a file: a design of its own, and as many runs as the scenario that has most. */
static bool describe_file(const struct work *work, const struct tf_run_counts *counts,
                          const struct tf_buffer *out)
{
    static const char *names[] = {"scenario", "metric", "factor", "factor2", "index",
                                  "value",    "low",    "high",   "n"};
    size_t skip = work->result_count > 1 ? 0 : 1;
    bool oat = work->request.method == TF_SENSITIVITY_OAT;
    struct tf_manifest manifest;
    if (!tf_provenance_make(&work->sampling, names + skip, sizeof names / sizeof *names - skip,
                            &manifest)) {
        return false;
    }
    manifest.design = tf_indexed_method_name(tf_sensitivity_indexed(work->request.method));
    manifest.seed = oat ? 0 : work->request.resampling.seed;
    manifest.draws = oat ? 0 : work->results[0].n;
    manifest.runs = 0;
    for (size_t i = 0; i < work->result_count; i++) {
        manifest.runs = counts[i].runs > manifest.runs ? counts[i].runs : manifest.runs;
    }
    manifest.shard.count = manifest.runs;
    return tf_provenance_of_result(&work->sampling, &manifest, counts, out);
}

static bool is_complete(const struct work *work)
{
    bool complete = true;
    for (size_t i = 0; i < work->result_count; i++) {
        complete = complete && work->results[i].complete;
    }
    return complete;
}

static bool write_result(struct work *work, const struct tf_run_counts *counts)
{
    struct tf_session *session = work->sampling.session;
    size_t most = work->metrics.count * work->result_count, count = 0;
    struct tf_indexed *items = tf_arena_alloc(&session->arena, most, sizeof *items);
    struct tf_buffer out;
    bool good = items != NULL;
    for (size_t i = 0; i < work->result_count && good; i++) {
        good = describe(work, i, items, &count);
    }
    tf_buffer_init(&out);
    if (!good || !format(session, items, count, &session->arena, &out)) {
        tf_buffer_release(&out);
        return tf_out_of_memory(&session->diag);
    }
    good = tf_session_write(session, &out) &&
           (!is_complete(work) || describe_file(work, counts, &out));
    tf_buffer_release(&out);
    return good;
}

static enum tf_status remark(const struct work *work, const struct tf_run_counts *counts)
{
    enum tf_status status = TF_DONE;
    for (size_t i = 0; i < work->result_count; i++) {
        enum tf_status one = tf_sensitivity_remark(&work->sampling, i, &work->request,
                                                   &work->results[i], work->names[i]);
        status = one != TF_DONE ? one : status;
    }
    tf_sampling_remark(&work->sampling, counts, "runs");
    return status;
}

static bool finish(struct work *work, enum tf_status *status)
{
    struct tf_session *session = work->sampling.session;
    struct tf_run_counts *counts =
        tf_arena_alloc(&session->arena, work->result_count, sizeof *counts);
    if (counts == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < work->result_count; i++) {
        counts[i] = work->results[i].counts;
    }
    if (!write_result(work, counts)) {
        return false;
    }
    *status = remark(work, counts);
    return true;
}

static bool analyse_all(struct work *work, enum tf_status *status)
{
    bool good = choose_metrics(work);
    for (size_t i = 0; i < work->sampling.study.case_count && good; i++) {
        good = analyse(work, i);
    }
    return good && finish(work, status);
}

static enum tf_status run(struct tf_session *session)
{
    struct work work = {.request = {.n = 0}};
    enum tf_status status = TF_DONE;
    bool good = tf_sensitivity_request_make(session, &work.request) &&
                tf_sampling_open(&work.sampling, session, 1);
    work.request.progress = tell;
    work.request.context = &work;
    good = good && analyse_all(&work, &status);
    for (size_t i = 0; i < work.result_count; i++) {
        tf_sensitivity_release(&work.results[i]);
    }
    tf_sampling_close(&work.sampling);
    return good ? status : TF_BAD_INPUT;
}

const struct tf_command tf_command_sensitivity = {
    .name = "sensitivity",
    .operands = "SCENARIO...",
    .summary = "says which uncertain assumptions matter",
    .description =
        "A factor is a row of a scenario with dist, low and high, or an annual shock in all its "
        "years. Each method runs the scenario at points of its own choice and says how much of a "
        "result each factor accounts for, with 95 % intervals: oat for the data of a tornado "
        "chart, morris to find the few factors that matter among many, sobol for shares of the "
        "variance and what factors do together, given and shapley where factors are correlated.\n\n"
        "Writes CSV with a row an index: metric, factor, factor2 (of S2), index, value, low, high "
        "(the interval; of oat the factor's value that gave it) and n; several scenarios have a "
        "column scenario before these. Shares are of the spread that the ranges in the file make; "
        "other ranges give other shares.\n\n"
        "Infeasible runs are counted on standard error; what cannot be estimated without them is "
        "left out, so that the indices are those of the model where it is feasible.",
    .options = options,
    .examples = examples,
    .run = run,
};
