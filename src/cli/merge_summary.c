/* The summary of draws that stand in the files of shards. */
#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "cli/load.h"
#include "cli/merging.h"
#include "cli/sampling.h"
#include "cli/summary_table.h"
#include "output/wide.h"

struct gathering {
    struct tf_shards *shards;
    struct tf_summary_table table;
    struct tf_wide_table *tables; /* [file], where the shards are CSV */
    struct tf_columns *columns;   /* [scenario]: all draws of the columns that are metrics */
    size_t *metrics;              /* which columns of the files these are */
    size_t metric_count;
};

static const struct tf_manifest *plan_of(const struct gathering *gathering)
{
    return &gathering->shards->manifests[gathering->shards->order[0]];
}

static bool is_among(const char *name, size_t length, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0) {
            return true;
        }
    }
    return false;
}

/* The metric that a column's name begins with, its point with it; what follows in *rest. */
static bool parse_metric(const char *name, struct tf_arena *arena, struct tf_summary_column *column,
                         const char **rest)
{
    size_t length = strcspn(name, ".@:");
    long point = 0;
    char text[TF_METRIC_NAME];
    for (int id = 0; id < TF_METRIC_COUNT; id++) {
        if (strlen(tf_metrics[id].name) != length ||
            memcmp(tf_metrics[id].name, name, length) != 0) {
            continue;
        }
        column->id = (enum tf_metric_id)id;
        *rest = name + length;
        size_t digits = **rest == '.' ? strspn(*rest + 1, "0123456789") : 0;
        if (tf_metric_points(column->id) > 0 &&
            tf_whole_parse(*rest + 1, digits, tf_metric_points(column->id), &point)) {
            *rest += 1 + digits;
        }
        column->metric = tf_arena_strdup(arena, tf_metric_name(column->id, (int)point, text));
        return column->metric != NULL;
    }
    return false;
}

/* A member of a name: which kind it is, the scenario tells. False: it has no such member. */
static bool parse_member(const struct tf_manifest_scenario *scenario, const char *name,
                         size_t length, struct tf_arena *arena, struct tf_summary_column *column)
{
    const char **slot =
        is_among(name, length, scenario->regions, scenario->region_count)  ? &column->region
        : is_among(name, length, scenario->groups, scenario->group_count)  ? &column->group
        : is_among(name, length, tf_source_names, (size_t)TF_SOURCE_COUNT) ? &column->source
                                                                           : NULL;
    if (slot != NULL) {
        *slot = tf_arena_strndup(arena, name, length);
    }
    return slot != NULL && *slot != NULL;
}

static bool parse_year(const struct tf_manifest_scenario *scenario, const char *digits,
                       struct tf_summary_column *column)
{
    long year = 0;
    uint64_t first = scenario->first_year;
    first += tf_metrics[column->id].when == TF_FROM_FIRST_YEAR ? 1 : 0;
    if (!tf_whole_parse(digits, strlen(digits), 9999, &year) || (uint64_t)year < first ||
        (uint64_t)year > scenario->last_year) {
        return false;
    }
    column->year = (int)year;
    return true;
}

/* What a column of a file is of; false when the scenario has nothing of it. */
static bool parse_column(const struct gathering *gathering, size_t scenario, const char *name,
                         struct tf_summary_column *column)
{
    const struct tf_manifest_scenario *from = &plan_of(gathering)->scenarios[scenario];
    struct tf_arena *arena = &gathering->shards->session->arena;
    const char *at;
    if (!parse_metric(name, arena, column, &at)) {
        return false;
    }
    column->year = tf_metrics[column->id].when == TF_NO_YEARS ? TF_NO_YEAR : (int)from->last_year;
    while (*at == '.') {
        size_t length = strcspn(at + 1, ".@:");
        if (!parse_member(from, at + 1, length, arena, column)) {
            return false;
        }
        at += 1 + length;
    }
    return *at != '@' || parse_year(from, at + 1, column);
}

static size_t file_column_count(const struct gathering *gathering)
{
    const struct tf_shards *shards = gathering->shards;
    return shards->are_stores ? shards->stores[0].column_count : gathering->tables[0].column_count;
}

static const char *file_column_name(const struct gathering *gathering, size_t at)
{
    const struct tf_shards *shards = gathering->shards;
    return shards->are_stores ? shards->stores[0].columns[at].name
                              : gathering->tables[0].columns[at].name;
}

static bool is_metric(const char *name)
{
    static const char *const others[] = {"scenario", "run", "draw", "status"};
    return strncmp(name, "set.", 4) != 0 &&
           !is_among(name, strlen(name), others, sizeof others / sizeof *others);
}

static bool find_metrics(struct gathering *gathering)
{
    struct tf_session *session = gathering->shards->session;
    size_t count = file_column_count(gathering);
    gathering->metrics = tf_arena_alloc(&session->arena, count, sizeof *gathering->metrics);
    if (gathering->metrics == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_metric(file_column_name(gathering, i))) {
            gathering->metrics[gathering->metric_count++] = i;
        }
    }
    return true;
}

static bool is_asked(const struct gathering *gathering, size_t metric)
{
    const struct tf_shards *shards = gathering->shards;
    return !shards->are_stores ||
           shards->stores[0].columns[gathering->metrics[metric]].kind != TF_STORE_AUXILIARY;
}

static bool describe(struct gathering *gathering)
{
    struct tf_summary_table *table = &gathering->table;
    const struct tf_manifest *plan = plan_of(gathering);
    for (size_t scenario = 0; scenario < plan->scenario_count; scenario++) {
        table->scenarios[scenario].name = plan->scenarios[scenario].name;
        table->scenarios[scenario].last_year = (int)plan->scenarios[scenario].last_year;
        for (size_t i = 0; i < gathering->metric_count; i++) {
            struct tf_summary_column column = {.measure = i, .asked = is_asked(gathering, i)};
            if (parse_column(gathering, scenario,
                             file_column_name(gathering, gathering->metrics[i]), &column) &&
                tf_summary_column_add(table, scenario, &column) == NULL) {
                return false;
            }
        }
    }
    return tf_summary_table_targets(table, gathering->shards->session->request.compare);
}

/* Rows hold what was asked for; a store also has the doubling years that shares are counted from.
 */
static void say_what_is_missing(const struct gathering *gathering)
{
    const struct tf_summary_scenario *first = &gathering->table.scenarios[0];
    const struct tf_summary_column *missing = NULL;
    size_t count = 0;
    for (size_t i = 0; i < first->count; i++) {
        const struct tf_summary_column *column = &first->columns[i];
        if (column->asked && tf_metric_has_target(column->id) && column->doubling == SIZE_MAX) {
            missing = missing == NULL ? column : missing;
            count++;
        }
    }
    if (missing != NULL && !gathering->shards->session->request.quiet) {
        tf_print_note("no p_target for %zu %s (the first: `%s`): it is counted from doubling_year, "
                      "which these files lack; add it to --metric of `sample`, or use --store",
                      count, count == 1 ? "column" : "columns",
                      file_column_name(gathering, gathering->metrics[missing->measure]));
    }
}

/* Copies the draws of shard `at` to their place among all; its rows of a scenario stand together.
 */
static void copy_csv(struct gathering *gathering, size_t at, size_t scenario)
{
    const struct tf_manifest_shard *shard = &gathering->shards->manifests[at].shard;
    const struct tf_wide_table *table = &gathering->tables[at];
    const struct tf_wide_read_column *status = tf_wide_find(table, "status");
    struct tf_columns *to = &gathering->columns[scenario];
    size_t from = scenario * (size_t)shard->count;
    if (shard->count ==
        0) { /* more shards than chunks of draws: there are no columns to copy from */
        return;
    }
    for (size_t i = 0; i < gathering->metric_count; i++) {
        memcpy(to->values[i] + shard->first, table->columns[gathering->metrics[i]].numbers + from,
               (size_t)shard->count * sizeof(double));
    }
    for (size_t run = 0; run < shard->count; run++) {
        to->feasible[shard->first + run] =
            strcmp(status->texts[status->indices[from + run]], "ok") == 0;
    }
}

static void copy_store(struct gathering *gathering, size_t at, size_t scenario)
{
    const struct tf_store *store = &gathering->shards->stores[at];
    const double *status = tf_store_values(store, scenario, store->column_count - 1);
    struct tf_columns *to = &gathering->columns[scenario];
    for (size_t i = 0; i < gathering->metric_count; i++) {
        memcpy(to->values[i] + store->first_run,
               tf_store_values(store, scenario, gathering->metrics[i]),
               (size_t)store->runs * sizeof(double));
    }
    for (size_t run = 0; run < store->runs; run++) {
        to->feasible[store->first_run + run] = (int)status[run] == TF_STORE_OK;
    }
}

static bool copy_draws(struct gathering *gathering)
{
    const struct tf_manifest *plan = plan_of(gathering);
    struct tf_shards *shards = gathering->shards;
    for (size_t scenario = 0; scenario < plan->scenario_count; scenario++) {
        if (!tf_columns_init(&gathering->columns[scenario], gathering->metric_count,
                             (size_t)plan->runs, &shards->session->diag)) {
            return false;
        }
        for (size_t at = 0; at < shards->count; at++) {
            if (shards->are_stores) {
                copy_store(gathering, at, scenario);
            } else {
                copy_csv(gathering, at, scenario);
            }
        }
    }
    return true;
}

/* Reads the rows of CSV shards; each has as many as its manifest says. */
static bool read_tables(struct gathering *gathering)
{
    struct tf_shards *shards = gathering->shards;
    struct tf_session *session = shards->session;
    for (size_t i = 0; i < shards->count && !shards->are_stores; i++) {
        const struct tf_manifest *manifest = &shards->manifests[i];
        struct tf_place place = {.file = shards->files[i]};
        if (!tf_wide_read(&gathering->tables[i], shards->files[i], &session->diag)) {
            return false;
        }
        if (gathering->tables[i].row_count != manifest->shard.count * manifest->scenario_count ||
            gathering->tables[i].column_count != gathering->tables[0].column_count ||
            tf_wide_find(&gathering->tables[i], "status") == NULL) {
            return tf_fail(&session->diag, TF_BAD_INPUT, &place,
                           "it has not the rows that its manifest says; run its shard again");
        }
    }
    return true;
}

static bool check_plan(const struct gathering *gathering)
{
    const struct tf_manifest *plan = plan_of(gathering);
    struct tf_place place = {.file = gathering->shards->files[0]};
    if (plan->draws > 0 && plan->points == 1) {
        return true;
    }
    return tf_fail(&gathering->shards->session->diag, TF_BAD_INPUT, &place,
                   "its rows are the points of a grid; only the draws of `sample` are summed up");
}

static bool compute(struct gathering *gathering)
{
    const struct tf_manifest *plan = plan_of(gathering);
    struct tf_session *session = gathering->shards->session;
    struct tf_statistics_options options = {.run_count = plan->runs,
                                            .replicated = strcmp(plan->design, "random") != 0,
                                            .threads = tf_thread_count(&session->request)};
    size_t cases = plan->scenario_count;
    struct tf_drawn *drawn = tf_arena_alloc(&session->arena, cases, sizeof *drawn);
    struct tf_manifest whole;
    if (drawn == NULL || !tf_merged_manifest(gathering->shards, &whole)) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < cases; i++) {
        struct tf_summary_scenario *scenario = &gathering->table.scenarios[i];
        drawn[i] = (struct tf_drawn){gathering->columns[i].values, gathering->columns[i].feasible};
        scenario->draws = plan->runs;
        scenario->infeasible = whole.scenarios[i].infeasible;
        scenario->clipped = whole.scenarios[i].clipped;
    }
    return tf_spread_compute(gathering->table.targets, gathering->table.target_count, drawn,
                             &options, &session->arena, &session->diag);
}

static bool write_summary(struct gathering *gathering)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    bool good = tf_summary_table_write(&gathering->table, &out) &&
                tf_session_write(gathering->shards->session, &out);
    tf_buffer_release(&out);
    return good;
}

bool tf_merge_summary(struct tf_shards *shards)
{
    struct tf_session *session = shards->session;
    struct gathering gathering = {.shards = shards};
    size_t cases = shards->manifests[0].scenario_count;
    gathering.tables = tf_arena_alloc(&session->arena, shards->count, sizeof *gathering.tables);
    gathering.columns = tf_arena_alloc(&session->arena, cases, sizeof *gathering.columns);
    if (gathering.tables == NULL || gathering.columns == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    bool good = check_plan(&gathering) && read_tables(&gathering) && find_metrics(&gathering) &&
                tf_summary_table_init(&gathering.table, session, cases) && describe(&gathering) &&
                copy_draws(&gathering) && compute(&gathering) && write_summary(&gathering);
    if (good) {
        say_what_is_missing(&gathering);
    }
    for (size_t i = 0; i < cases; i++) {
        tf_columns_release(&gathering.columns[i]);
    }
    for (size_t i = 0; i < shards->count; i++) {
        tf_wide_release(&gathering.tables[i]);
    }
    return good;
}
