/* sample --summary: draws, their statistics, and more draws until these are known well enough. */
#include "cli/sample_summary.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "cli/draw_store.h"
#include "cli/progress.h"
#include "cli/provenance.h"
#include "cli/summary_table.h"
#include "experiment/spread.h"

/* --until gives up here. */
static const uint64_t DRAWS_MOST = (uint64_t)1 << 26;

struct summarising {
    struct tf_sampling *sampling;
    struct tf_summary_table table;
    struct tf_spread spread;
    struct tf_draw_store store;
    struct tf_progress progress;
    double until; /* 0: no matter how large errors are */
};

static bool parse_until(struct summarising *work)
{
    struct tf_session *session = work->sampling->session;
    const char *text = session->request.until;
    struct tf_number number;
    if (text == NULL) {
        return true;
    }
    if (tf_number_parse(text, strlen(text), '.', false, &number) != TF_NUMBER_OK ||
        !(number.value > 0)) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "`--until` takes a standard error above 0, as in 0.001 or 0.1%%, not `%s`",
                       text);
    }
    work->until = number.value;
    return true;
}

static const char *member(const struct tf_members *members, int index)
{
    return index >= 0 ? members->names[index] : NULL;
}

static struct tf_summary_column describe(const struct tf_case *item, size_t measure, bool asked,
                                         struct tf_arena *arena)
{
    const struct tf_measure *what = &item->measures[measure];
    const struct tf_dimensions *dimensions = &item->scenario.dimensions;
    char name[TF_METRIC_NAME];
    return (struct tf_summary_column){
        .id = what->metric,
        .metric = tf_arena_strdup(arena, tf_metric_name(what->metric, what->point, name)),
        .region = member(&dimensions->regions, what->region),
        .group = member(&dimensions->groups, what->group),
        .source = what->source >= 0 ? tf_source_names[what->source] : NULL,
        .year = what->year,
        .measure = measure,
        .asked = asked};
}

static bool add_columns(struct summarising *work, const struct tf_metric_columns *metrics,
                        size_t index)
{
    struct tf_session *session = work->sampling->session;
    const struct tf_case *item = &work->sampling->study.cases[index];
    struct tf_summary_scenario *scenario = &work->table.scenarios[index];
    scenario->name = item->scenario.name;
    scenario->last_year = item->scenario.base_year + item->scenario.horizon;
    for (size_t i = 0; i < metrics->count; i++) {
        size_t measure = metrics->items[i].measures[index];
        if (measure == SIZE_MAX) {
            continue;
        }
        struct tf_summary_column column =
            describe(item, measure, !metrics->items[i].auxiliary, &session->arena);
        if (column.metric == NULL) {
            return tf_out_of_memory(&session->diag);
        }
        if (tf_summary_column_add(&work->table, index, &column) == NULL) {
            return false;
        }
    }
    return true;
}

static bool make_table(struct summarising *work, const struct tf_metric_columns *metrics)
{
    struct tf_session *session = work->sampling->session;
    size_t cases = work->sampling->study.case_count;
    bool good = tf_summary_table_init(&work->table, session, cases);
    for (size_t i = 0; i < cases && good; i++) {
        good = add_columns(work, metrics, i);
    }
    return good && tf_summary_table_targets(&work->table, session->request.compare);
}

static bool pass_on(void *context, const struct tf_drawn_chunk *chunk, struct tf_diag *diag)
{
    struct summarising *work = context;
    return tf_draw_store_write(&work->store, chunk, diag);
}

static void tell(void *context, uint64_t runs)
{
    struct summarising *work = context;
    tf_progress_tell(&work->progress, runs);
}

static bool draw(struct summarising *work, uint64_t draws)
{
    struct tf_sampling *sampling = work->sampling;
    uint64_t runs = draws * sampling->study.case_count;
    sampling->study.design.run_count = draws;
    tf_progress_begin(&work->progress, sampling->session, runs);
    bool good = tf_spread_draw(&work->spread, draws, &sampling->session->diag);
    tf_progress_end(&work->progress, work->spread.draw_count * sampling->study.case_count);
    return good;
}

static void remark_error(const struct tf_session *session, uint64_t draws, double error,
                         const char *where, bool reached)
{
    char text[2 * TF_NUMBER_TEXT];
    tf_number_rounded(error, 6, false, text);
    if (!session->request.quiet || !reached) {
        tf_print_note("%" PRIu64 " draw%s: the largest standard error is %s%s%s%s%s%s", draws,
                      draws == 1 ? "" : "s", error < HUGE_VAL ? text : "not known",
                      where != NULL ? " (" : "", where != NULL ? where : "",
                      where != NULL ? ")" : "", reached ? "" : "; --until asks for ",
                      reached ? "" : session->request.until);
    }
}

/* Draws as many as -n says, or twice as many each time until the errors are small enough. *status:
 * TF_NEGATIVE when they never are. */
static bool draw_enough(struct summarising *work, enum tf_status *status)
{
    const struct tf_session *session = work->sampling->session;
    uint64_t draws = work->sampling->study.design.run_count;
    const char *where = NULL;
    for (;;) {
        if (!draw(work, draws)) {
            return false;
        }
        if (work->until <= 0 || work->spread.draw_count < draws) {
            return true;
        }
        double error = tf_summary_table_error(&work->table, &where);
        bool reached = error <= work->until;
        if (reached || 2 * draws > DRAWS_MOST) {
            remark_error(session, draws, error, where, reached);
            *status = reached ? TF_DONE : TF_NEGATIVE;
            return true;
        }
        draws *= 2;
    }
}

static void take_counts(struct summarising *work)
{
    for (size_t i = 0; i < work->table.scenario_count; i++) {
        const struct tf_run_counts *counts = &work->spread.counts[i];
        work->table.scenarios[i].draws = counts->runs;
        work->table.scenarios[i].infeasible = counts->infeasible;
        work->table.scenarios[i].clipped = counts->clipped;
    }
}

static bool describe_file(struct summarising *work, const struct tf_buffer *out)
{
    static const char *names[] = {"scenario", "year",      "metric", "region", "group",
                                  "source",   "statistic", "value",  "stderr"};
    struct tf_manifest manifest;
    return tf_provenance_make(work->sampling, names, sizeof names / sizeof *names, &manifest) &&
           tf_provenance_of_result(work->sampling, &manifest, work->spread.counts, out);
}

static bool write_summary(struct summarising *work, bool complete)
{
    struct tf_session *session = work->sampling->session;
    struct tf_buffer out;
    tf_buffer_init(&out);
    take_counts(work);
    bool good = tf_summary_table_write(&work->table, &out) && tf_session_write(session, &out) &&
                (!complete || describe_file(work, &out));
    tf_buffer_release(&out);
    return good;
}

static bool finish(struct summarising *work, enum tf_status *status)
{
    struct tf_session *session = work->sampling->session;
    uint64_t wanted = work->sampling->study.design.run_count;
    bool complete = work->spread.draw_count == wanted;
    if (!complete && !session->request.quiet) {
        tf_print_note("interrupted after %" PRIu64 " of %" PRIu64 " draw%s%s",
                      work->spread.draw_count, wanted, wanted == 1 ? "" : "s",
                      work->spread.summed ? "; this is their summary"
                                          : ", which are too many to keep: there is no summary");
    }
    if ((work->spread.summed && !write_summary(work, complete)) ||
        !tf_draw_store_finish(&work->store, work->spread.counts)) {
        return false;
    }
    tf_sampling_remark(work->sampling, work->spread.counts, "draws");
    *status = complete ? *status : TF_NEGATIVE;
    return true;
}

/* The columns that the metrics in `lists` need, and their draws. */
static bool begin(struct summarising *work, const struct tf_texts *lists,
                  struct tf_metric_columns *metrics)
{
    struct tf_sampling *sampling = work->sampling;
    struct tf_metric_style style = {.dated = true,
                                    .no_statistics = "the summary has all statistics"};
    if (!tf_metric_columns_add(metrics, sampling, lists, &style) ||
        !tf_doubling_columns_add(metrics, sampling) || !make_table(work, metrics)) {
        return false;
    }
    work->spread = (struct tf_spread){.study = &sampling->study,
                                      .threads = sampling->threads,
                                      .bytes_most = TF_STORED_BYTES_MOST,
                                      .targets = work->table.targets,
                                      .target_count = work->table.target_count,
                                      .pass_on = sampling->store != NULL ? pass_on : NULL,
                                      .progress = tell,
                                      .context = work};
    return tf_spread_init(&work->spread, &sampling->session->diag);
}

bool tf_sample_summary(struct tf_sampling *sampling, const struct tf_texts *lists,
                       enum tf_status *status)
{
    struct summarising work = {.sampling = sampling};
    struct tf_metric_columns metrics = {0};
    struct tf_input_columns inputs = {0};
    *status = TF_DONE;
    bool good = parse_until(&work) && tf_input_columns_make(&inputs, sampling, false) &&
                begin(&work, lists, &metrics) &&
                tf_draw_store_open(&work.store, sampling, &inputs, &metrics) &&
                draw_enough(&work, status) && finish(&work, status);
    tf_draw_store_close(&work.store);
    tf_spread_release(&work.spread);
    return good;
}

bool tf_sample_rows(struct tf_sampling *sampling, const struct tf_texts *lists,
                    struct tf_sampled_row **rows, size_t *count, enum tf_status *status)
{
    struct summarising work = {.sampling = sampling};
    struct tf_metric_columns metrics = {0};
    uint64_t draws = sampling->study.design.run_count;
    bool good = begin(&work, lists, &metrics) && draw(&work, draws);
    bool complete = work.spread.draw_count == draws;
    *rows = NULL;
    *count = 0;
    *status = complete ? TF_DONE : TF_NEGATIVE;
    if (good && complete) {
        take_counts(&work);
        good = tf_summary_table_rows(&work.table, rows, count);
        tf_sampling_remark(sampling, work.spread.counts, "draws");
    }
    tf_spread_release(&work.spread);
    return good;
}
