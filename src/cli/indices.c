#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "cli/command.h"
#include "cli/load.h"
#include "experiment/factor_space.h"
#include "experiment/given_data.h"
#include "experiment/recognise.h"
#include "output/indexed.h"
#include "output/runs_read.h"
#include "scenario/factor_file.h"

static const char *const methods[] = {"sobol", "morris", "given", "shapley", NULL};

static const struct tf_option own_options[] = {
    {"method", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, method), "METHOD", methods,
     "sobol (first and total order, from `design --method saltelli`), morris (elementary effects, "
     "from `design --method morris`), given (first order from any sample, also of correlated "
     "factors) or shapley (shares that add up to 1, from any sample)."},
    {"factors", 0, TF_OPTION_TEXT, offsetof(struct tf_request, factors), "FILE", NULL,
     "The factors that the design was made from: factor,dist,value,low,high. Only morris needs the "
     "distributions; without it every column of the design is a factor."},
    {"design", 0, TF_OPTION_TEXT, offsetof(struct tf_request, design), "FILE", NULL,
     "The points: CSV with the columns run and FACTOR… as `design` writes it, a sample of "
     "`sample`, or its store. `-` is standard input."},
    {"output", 0, TF_OPTION_TEXT, offsetof(struct tf_request, outputs), "FILE", NULL,
     "What came out: CSV with the columns run and OUTPUT…, its rows in any order. Empty and nan "
     "are infeasible runs. `-` is standard input. Default: the file of the points has them too."},
    {"column", 0, TF_OPTION_LIST, offsetof(struct tf_request, columns), "NAME", NULL,
     "The output, or several, separated by commas. May be left out where there is only one "
     "column."},
    {"second-order", 0, TF_OPTION_FLAG, offsetof(struct tf_request, second_order), NULL, NULL,
     "sobol: also what each two factors do only together; the design needs it as well."},
    {"settling", 0, TF_OPTION_FLAG, offsetof(struct tf_request, settling), NULL, NULL,
     "sobol: in CSV also the indices from 16, 32, 64 … base points, in rows before the others (in "
     "tables and JSON they always are)."},
    {"remainder", 0, TF_OPTION_FLAG, offsetof(struct tf_request, remainder), NULL, NULL,
     "shapley: the output depends on more than the factors, as on annual shocks; what they leave "
     "unexplained is nobody's, and the effects add up to less than 1."},
    {"bootstrap", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, bootstrap), "R", NULL,
     "How many bootstrap replicates the intervals come from (default 1000)."},
    {"confidence", 0, TF_OPTION_TEXT, offsetof(struct tf_request, confidence), "PERCENT", NULL,
     "How often an interval is to hold the index (default 95)."},
    {"seed", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, seed), "S", NULL,
     "Another seed gives other replicates, the same seed the same ones: a whole number from 1 "
     "(default) to 1099511627776."},
    {"threads", 0, TF_OPTION_COUNT, offsetof(struct tf_request, threads), "N", NULL,
     "Computes on N threads (default: one for each processor that may be used). The results are "
     "the same for every N."},
    {"format", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, format), "FORMAT", tf_format_names,
     "table (for reading), csv (for programs), json, or md (Markdown, rounded, for papers). "
     "Default: what the name after -o ends in, .txt, .csv, .json or .md; else table on a terminal "
     "and csv elsewhere."},
    {"write", 'o', TF_OPTION_TEXT, offsetof(struct tf_request, output), "FILE", NULL,
     "Writes the result to FILE, which appears only when it is complete. `-` is standard output."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {
    &own, &tf_options_language, &tf_options_quiet, &tf_options_general, NULL};

static const struct tf_example examples[] = {
    {"twofold indices --method sobol --factors factors.csv --design points.csv --output "
     "results.csv --column y",
     "Sobol' indices of another program's output."},
    {"./model < points.csv | twofold indices --method morris --factors factors.csv --design "
     "points.csv --output - --column cost,time",
     "Elementary effects of two outputs, straight from the program."},
    {"twofold indices --method shapley --design draws.csv --column multiple",
     "Shares of the variance in the draws of `twofold sample`, correlations and all."},
    {NULL, NULL},
};

/* More of the variance left by all factors than this is worth a remark. */
static const double UNEXPLAINED_MOST = 0.1;

/* What is worked on. */
struct work {
    struct tf_session *session;
    enum tf_indexed_method method;
    struct tf_resampling resampling;
    struct tf_factor_file file;
    struct tf_factor_space space; /* of the file; without one count is 0 */
    struct tf_runs runs;
    struct tf_sobol_design saltelli;
    struct tf_morris_design trajectories;
    struct tf_indices *indices; /* [column] */
};

static bool refuse(const struct work *work, const char *message)
{
    return tf_fail(&work->session->diag, TF_BAD_INPUT, NULL, "%s", message);
}

/* --- what is asked for ----------------------------------------------------------------------- */

static bool find_method(struct work *work)
{
    static const enum tf_indexed_method all[] = {TF_INDEXED_SOBOL, TF_INDEXED_MORRIS,
                                                 TF_INDEXED_GIVEN, TF_INDEXED_SHAPLEY};
    const char *method = work->session->request.method;
    if (method == NULL) {
        return refuse(work, "no method; give --method sobol, morris, given or shapley");
    }
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (strcmp(method, tf_indexed_method_name(all[i])) == 0) {
            work->method = all[i];
        }
    }
    return true;
}

/* 95, 95% or 0.95. */
static bool find_confidence(struct work *work)
{
    const char *text = work->session->request.confidence;
    struct tf_number number = {.value = 0.95};
    enum tf_number_error error =
        text == NULL ? TF_NUMBER_OK : tf_number_parse(text, strlen(text), '.', false, &number);
    double share = number.value > 1 && !number.percent ? number.value / 100 : number.value;
    work->resampling.confidence = share;
    return (error == TF_NUMBER_OK && share > 0 && share < 1) ||
           tf_fail(&work->session->diag, TF_BAD_INPUT, NULL,
                   "`--confidence` takes per cent between 0 and 100, as in 95, not `%s`", text);
}

static bool is_stdin(const char *file)
{
    return file != NULL && strcmp(file, "-") == 0;
}

static bool check_files(const struct work *work)
{
    const struct tf_request *request = &work->session->request;
    if (request->operands.count > 0) {
        return tf_fail(&work->session->diag, TF_BAD_INPUT, NULL,
                       "`%s` is no option; files are given by --design and --output",
                       request->operands.items[0]);
    }
    if (request->design == NULL) {
        return refuse(work, "no points; give --design FILE, and --output FILE where another file "
                            "has what came out");
    }
    bool both = request->outputs != NULL && strcmp(request->design, request->outputs) != 0;
    if (is_stdin(request->factors) + is_stdin(request->design) +
            (both && is_stdin(request->outputs)) >
        1) {
        return refuse(work, "standard input can be only one of the files");
    }
    return tf_target_is_other(request->output, request->design, &work->session->diag) &&
           (request->outputs == NULL ||
            tf_target_is_other(request->output, request->outputs, &work->session->diag)) &&
           (request->factors == NULL ||
            tf_target_is_other(request->output, request->factors, &work->session->diag));
}

static bool check_options(const struct work *work)
{
    const struct tf_request *request = &work->session->request;
    if (work->method != TF_INDEXED_SOBOL && (request->second_order || request->settling)) {
        return tf_fail(&work->session->diag, TF_BAD_INPUT, NULL,
                       "`--%s` belongs to --method sobol; leave it out",
                       request->second_order ? "second-order" : "settling");
    }
    if (work->method != TF_INDEXED_SHAPLEY && request->remainder) {
        return refuse(work, "`--remainder` belongs to --method shapley; leave it out");
    }
    if (work->method == TF_INDEXED_MORRIS && request->factors == NULL) {
        return refuse(work, "morris needs the factors' distributions; give --factors FILE");
    }
    return true;
}

static bool open_work(struct work *work)
{
    const struct tf_request *request = &work->session->request;
    work->resampling.replicates = request->bootstrap > 0 ? (size_t)request->bootstrap : 1000;
    work->resampling.seed = request->seed > 0 ? (uint64_t)request->seed : 1;
    work->resampling.threads = tf_thread_count(request);
    return find_method(work) && find_confidence(work) && check_files(work) && check_options(work);
}

/* --- what is given --------------------------------------------------------------------------- */

static bool read_factors(struct work *work)
{
    struct tf_session *session = work->session;
    return session->request.factors == NULL ||
           (tf_factor_file_read(&work->file, session->request.factors, &tf_file_system,
                                &session->diag) &&
            tf_factor_space_init(&work->space, &work->file, &session->arena, &session->diag));
}

/* --column as given: a name, or several between commas; which one is decided by the columns. */
static bool read_runs(struct work *work)
{
    const struct tf_request *request = &work->session->request;
    bool named = work->space.count > 0, chosen = request->columns.count > 0;
    struct tf_runs_wanted wanted = {
        .points = request->design,
        .outputs = request->outputs != NULL ? request->outputs : request->design,
        .factors = named ? work->space.names : NULL,
        .factor_count = work->space.count,
        .columns = chosen ? request->columns.items : NULL,
        .column_count = request->columns.count,
        .gapless = work->method == TF_INDEXED_SOBOL || work->method == TF_INDEXED_MORRIS,
    };
    return tf_runs_read(&work->runs, &wanted, &work->session->diag);
}

/* The factors in every so-manieth run, from `first` on: rows A or B. */
static const double *const *take_rows(const struct work *work, size_t first)
{
    struct tf_arena *arena = &work->session->arena;
    size_t rows = tf_sobol_rows(&work->saltelli), bases = (size_t)work->saltelli.base_count;
    size_t k = work->runs.factor_count;
    double *values = tf_arena_alloc(arena, bases * k, sizeof *values);
    const double **columns = tf_arena_alloc(arena, k, sizeof *columns);
    for (size_t i = 0; i < k && values != NULL && columns != NULL; i++) {
        for (size_t base = 0; base < bases; base++) {
            values[i * bases + base] = work->runs.x[i][base * rows + first];
        }
        columns[i] = values + i * bases;
    }
    return values != NULL ? columns : NULL;
}

static bool take_samples(struct work *work)
{
    work->saltelli.a = take_rows(work, 0);
    work->saltelli.b = take_rows(work, tf_sobol_rows(&work->saltelli) - 1);
    return (work->saltelli.a != NULL && work->saltelli.b != NULL) ||
           tf_out_of_memory(&work->session->diag);
}

static bool recognise(struct work *work)
{
    struct tf_session *session = work->session;
    const struct tf_runs *runs = &work->runs;
    struct tf_points_given points = {.x = (const double *const *)runs->x,
                                     .factors = runs->factors,
                                     .factor_count = runs->factor_count,
                                     .run_count = runs->count,
                                     .run_number = runs->first};
    if (work->method == TF_INDEXED_MORRIS) {
        return tf_trajectories_recognise(&points, work->space.marginals, &session->arena,
                                         &work->trajectories, &session->diag);
    }
    if (work->method != TF_INDEXED_SOBOL) {
        return true;
    }
    if (!tf_saltelli_recognise(&points, &work->saltelli, &session->diag)) {
        return false;
    }
    if (session->request.second_order && !work->saltelli.second_order) {
        return refuse(work, "the design has no rows for --second-order; make it with `twofold "
                            "design --method saltelli --second-order`");
    }
    return take_samples(work);
}

/* --- the indices ----------------------------------------------------------------------------- */

static void drop_pairs(struct tf_index *indices, size_t *count)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        if (indices[i].kind != TF_INDEX_SECOND) {
            indices[kept++] = indices[i];
        }
    }
    *count = kept;
}

static bool estimate(struct work *work, size_t column)
{
    struct tf_session *session = work->session;
    struct tf_arena *arena = &session->arena;
    struct tf_indices *out = &work->indices[column];
    struct tf_given_sample sample = {.x = (const double *const *)work->runs.x,
                                     .factor_count = work->runs.factor_count,
                                     .run_count = work->runs.count,
                                     .remainder = session->request.remainder};
    const double *y = work->runs.y[column];
    switch (work->method) {
    case TF_INDEXED_SOBOL:
        if (!tf_sobol_indices(&work->saltelli, y, &work->resampling, arena, out, &session->diag)) {
            return false;
        }
        if (!session->request.second_order) {
            drop_pairs(out->items, &out->count);
            drop_pairs(out->settling, &out->settling_count);
        }
        return true;
    case TF_INDEXED_MORRIS:
        return tf_morris_effects(&work->trajectories, y, &work->resampling, arena, out,
                                 &session->diag);
    case TF_INDEXED_SHAPLEY:
        return tf_shapley_effects(&sample, y, &work->resampling, arena, out, &session->diag);
    default:
        return tf_given_first_order(&sample, y, &work->resampling, arena, out, &session->diag);
    }
}

static bool estimate_all(struct work *work)
{
    size_t count = work->runs.column_count;
    work->indices = tf_arena_alloc(&work->session->arena, count, sizeof *work->indices);
    if (work->indices == NULL) {
        return tf_out_of_memory(&work->session->diag);
    }
    for (size_t i = 0; i < count; i++) {
        if (!estimate(work, i)) {
            return false;
        }
    }
    return true;
}

/* --- the result ------------------------------------------------------------------------------ */

static void describe(const struct work *work, struct tf_indexed *items)
{
    const struct tf_runs *runs = &work->runs;
    for (size_t i = 0; i < runs->column_count; i++) {
        items[i] = (struct tf_indexed){
            .metric = runs->columns[i],
            .factors = work->space.count > 0 ? work->space.names : runs->factors,
            .factor_count = runs->factor_count,
            .indices = &work->indices[i],
            .method = work->method,
            .central = TF_ABSENT,
            .confidence = work->resampling.confidence,
            .runs = runs->count,
            .infeasible = runs->infeasible[i],
        };
    }
}

static bool format(const struct work *work, const struct tf_indexed *items, struct tf_buffer *out)
{
    struct tf_session *session = work->session;
    enum tf_format format = tf_session_format(session);
    size_t count = work->runs.column_count;
    struct tf_indexed_style style = {.language = tf_session_language(session),
                                     .columns = session->columns,
                                     .markdown = format == TF_FORMAT_MARKDOWN,
                                     .bold = tf_session_colour(session)};
    return format == TF_FORMAT_CSV ? tf_indexed_csv(items, count, session->request.settling, out)
           : format == TF_FORMAT_JSON
               ? tf_indexed_json(items, count, out)
               : tf_indexed_table(items, count, &style, &session->arena, out);
}

static bool write_result(const struct work *work)
{
    struct tf_session *session = work->session;
    struct tf_indexed *items =
        tf_arena_alloc(&session->arena, work->runs.column_count, sizeof *items);
    struct tf_buffer out;
    tf_buffer_init(&out);
    if (items != NULL) {
        describe(work, items);
    }
    bool good = items != NULL && format(work, items, &out) ? tf_session_write(session, &out)
                                                           : tf_out_of_memory(&session->diag);
    tf_buffer_release(&out);
    return good;
}

static void remark_infeasible(const struct work *work, size_t column)
{
    const struct tf_indices *indices = &work->indices[column];
    const char *name = work->runs.columns[column];
    uint64_t infeasible = work->runs.infeasible[column];
    if (work->method == TF_INDEXED_SOBOL || work->method == TF_INDEXED_MORRIS) {
        tf_print_note("%s: %" PRIu64 " of %zu runs are infeasible; %" PRIu64 " of %" PRIu64
                      " %s are left out",
                      name, infeasible, work->runs.count, indices->left_out,
                      indices->left_out + indices->n,
                      work->method == TF_INDEXED_SOBOL ? "base points" : "effects");
    } else {
        tf_print_note("%s: %" PRIu64 " of %zu runs are infeasible and left out", name, infeasible,
                      work->runs.count);
    }
}

static void remark_unexplained(const char *name, double share)
{
    char percent[TF_NUMBER_TEXT * 2];
    tf_number_rounded(100 * share, 0, false, percent);
    tf_print_note(
        "%s: all factors together leave %s%% of the variance unexplained, which is spread "
        "evenly over them: runs are too few, or something else varies as well (then give "
        "--remainder)",
        name, percent);
}

/* One output: what was left out, and why there may be no indices. False when there are none. */
static bool remark_column(const struct work *work, size_t column)
{
    const struct tf_indices *indices = &work->indices[column];
    const char *name = work->runs.columns[column];
    uint64_t infeasible = work->runs.infeasible[column];
    bool nothing = indices->problem != TF_INDICES_GOOD;
    if (infeasible > 0 && (nothing || !work->session->request.quiet)) {
        remark_infeasible(work, column);
    }
    if (indices->problem == TF_INDICES_TOO_FEW) {
        tf_print_note("%s: too few feasible runs to estimate anything", name);
    } else if (indices->problem == TF_INDICES_CONSTANT) {
        tf_print_note("%s is the same in all runs: there is no variance to explain", name);
    }
    if (indices->unexplained > UNEXPLAINED_MOST && !work->session->request.remainder &&
        !work->session->request.quiet) {
        remark_unexplained(name, indices->unexplained);
    }
    return !nothing;
}

static enum tf_status remark(const struct work *work)
{
    enum tf_status status = TF_DONE;
    for (size_t i = 0; i < work->runs.column_count; i++) {
        status = remark_column(work, i) ? status : TF_NEGATIVE;
    }
    return status;
}

static enum tf_status run(struct tf_session *session)
{
    struct work work = {.session = session};
    bool good = open_work(&work) && read_factors(&work) && read_runs(&work) && recognise(&work) &&
                estimate_all(&work) && write_result(&work);
    enum tf_status status = good ? remark(&work) : TF_BAD_INPUT;
    tf_runs_release(&work.runs);
    tf_factor_file_release(&work.file);
    return status;
}

const struct tf_command tf_command_indices = {
    .name = "indices",
    .operands = "",
    .summary = "says which inputs of another program its results depend on",
    .description =
        "Reads the points at which any program was run and what came out, matched by the column "
        "run, and writes sensitivity indices with bootstrap intervals: "
        "metric,factor,factor2,index,value,low,high,n.\n\n"
        "A run whose output is empty or nan is infeasible. It is left out with what cannot be used "
        "without it (its base point, its effects), and counted; the indices are then those of the "
        "program given that it is feasible. Where too few are left, or an output never changes, "
        "there is no index and the exit status is 1.",
    .options = options,
    .examples = examples,
    .run = run,
};
