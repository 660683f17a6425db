/* Runs that stand in a file: CSV or a store that sample or sweep wrote, or the CSV of any program.
 */
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "cli/discovery.h"

/* A file as columns of numbers by scenario; a store has them so, the rows of CSV are gathered. */
struct file {
    struct tf_discovery *discovery;
    const char *name;
    struct tf_place place;
    bool is_store;
    size_t *factors; /* which columns bound a box */
    size_t factor_count;
    size_t *results; /* [condition]: which column */
    struct tf_judgement *judgements;
    const struct tf_wide_read_column *scenario, *status; /* of CSV; NULL: it has none */
};

/* --- what kind of file --------------------------------------------------------------------------
 */

/* A name of the first row, without blanks and quotes round it. */
static size_t strip(const char **name, size_t length)
{
    while (length > 0 && strchr(" \t\"", (*name)[0]) != NULL) {
        ++*name;
        length--;
    }
    while (length > 0 && strchr(" \t\"", (*name)[length - 1]) != NULL) {
        length--;
    }
    return length;
}

static bool names_runs(const struct tf_session *session, const char *name, size_t length)
{
    if ((length == 3 && memcmp(name, "run", 3) == 0) ||
        (length > 4 && memcmp(name, "set.", 4) == 0)) {
        return true;
    }
    char copy[256];
    if (session->request.columns.count == 0 || length == 0 || length >= sizeof copy) {
        return false;
    }
    memcpy(copy, name, length);
    copy[length] = '\0';
    return tf_discovery_wants(session, copy);
}

bool tf_discovery_is_file(const struct tf_session *session, const struct tf_mapping *mapping)
{
    const char *bytes = mapping->bytes;
    static const char mark[] = "\xEF\xBB\xBF"; /* of byte order, which some programs write */
    size_t begin = mapping->length >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;
    size_t end = begin, first = begin;
    if (tf_store_is_content(bytes, mapping->length)) {
        return true;
    }
    while (end < mapping->length && bytes[end] != '\n' && bytes[end] != '\r') {
        end++;
    }
    for (size_t at = begin; at <= end; at++) {
        if (at == end || bytes[at] == ',') {
            const char *name = bytes + first;
            size_t length = strip(&name, at - first);
            if (names_runs(session, name, length)) {
                return true;
            }
            first = at + 1;
        }
    }
    return false;
}

/* --- columns ------------------------------------------------------------------------------------
 */

static size_t column_count(const struct file *file)
{
    return file->is_store ? file->discovery->store.column_count
                          : file->discovery->table.column_count;
}

static const char *column_name(const struct file *file, size_t at)
{
    return file->is_store ? file->discovery->store.columns[at].name
                          : file->discovery->table.columns[at].name;
}

static bool has_numbers(const struct file *file, size_t at)
{
    return file->is_store ? file->discovery->store.columns[at].kind != TF_STORE_STATUS
                          : file->discovery->table.columns[at].numbers != NULL;
}

/* Without --columns the assumptions that twofold drew or varied. */
static bool is_factor(const struct file *file, size_t at)
{
    const struct tf_session *session = file->discovery->session;
    const char *name = column_name(file, at);
    bool set = file->is_store ? file->discovery->store.columns[at].kind == TF_STORE_FACTOR
                              : tf_text_starts(name, "set.");
    return has_numbers(file, at) &&
           (session->request.columns.count > 0 ? tf_discovery_wants(session, name) : set);
}

static bool check_names(const struct file *file)
{
    struct tf_session *session = file->discovery->session;
    size_t count = 0;
    const char **names = tf_arena_alloc(&session->arena, column_count(file), sizeof *names);
    if (names == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < column_count(file); i++) {
        if (has_numbers(file, i)) {
            names[count++] = column_name(file, i);
        }
    }
    return tf_discovery_columns_exist(session, names, count);
}

/* Text is no value of a factor and no result; in columns that are not used it does no harm. */
static bool refuse_text(const struct file *file, size_t at)
{
    if (file->is_store || file->discovery->table.columns[at].stray == NULL) {
        return true;
    }
    const struct tf_wide_read_column *column = &file->discovery->table.columns[at];
    struct tf_place place = {.file = file->place.file, .line = column->stray_line};
    return tf_fail(&file->discovery->session->diag, TF_BAD_INPUT, &place,
                   "`%s` must be a number or empty, not `%s`", column->name, column->stray);
}

static bool find_factors(struct file *file)
{
    struct tf_session *session = file->discovery->session;
    file->factors = tf_arena_alloc(&session->arena, column_count(file), sizeof *file->factors);
    if (file->factors == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < column_count(file); i++) {
        if (!is_factor(file, i)) {
            continue;
        }
        if (!refuse_text(file, i)) {
            return false;
        }
        file->factors[file->factor_count++] = i;
    }
    return file->factor_count > 0 ||
           tf_fail(&session->diag, TF_BAD_INPUT, &file->place,
                   "no column of it begins with `set.`; say with --columns which are factors");
}

static size_t find_column(const struct file *file, const char *name)
{
    for (size_t i = 0; i < column_count(file); i++) {
        if (has_numbers(file, i) && strcmp(column_name(file, i), name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool refuse_result(const struct file *file, const struct tf_run_condition *condition)
{
    struct tf_session *session = file->discovery->session;
    struct tf_place place = {.file = condition->target.option};
    size_t count = column_count(file);
    const char **names = tf_arena_alloc(&session->arena, count, sizeof *names);
    if (names == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < count; i++) {
        names[i] = has_numbers(file, i) ? column_name(file, i) : NULL;
    }
    const char *near = tf_text_nearest(condition->target.metric, names, count);
    return tf_fail(&session->diag, TF_BAD_INPUT, &place, "%s has no column `%s`%s%s%s", file->name,
                   condition->target.metric, near != NULL ? "; did you mean `" : "",
                   near != NULL ? near : "", near != NULL ? "`?" : "; its first row names them");
}

static bool find_results(struct file *file)
{
    struct tf_discovery *discovery = file->discovery;
    struct tf_session *session = discovery->session;
    bool usual = session->request.target.count == 0;
    if (usual && find_column(file, "doubling_year") == SIZE_MAX) {
        return tf_fail(&session->diag, TF_BAD_INPUT, &file->place,
                       "it has no column `doubling_year`; say what the target is, as in --target "
                       "'multiple>=2'");
    }
    if (!tf_discovery_conditions(discovery, "doubling_year")) {
        return false;
    }
    size_t count = discovery->condition_count;
    file->results = tf_arena_alloc(&session->arena, count, sizeof *file->results);
    file->judgements = tf_arena_alloc(&session->arena, count, sizeof *file->judgements);
    if (file->results == NULL || file->judgements == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < count; i++) {
        const struct tf_run_condition *condition = &discovery->conditions[i];
        file->results[i] = find_column(file, condition->target.metric);
        if (file->results[i] == SIZE_MAX) {
            return refuse_result(file, condition);
        }
        if (!refuse_text(file, file->results[i]) ||
            !tf_run_condition_of_column(condition, &file->judgements[i], &session->diag)) {
            return false;
        }
    }
    return true;
}

/* --- runs ---------------------------------------------------------------------------------------
 */

/* One scenario's runs while they are taken out of the file. */
struct taking {
    const struct file *file;
    size_t scenario;
    const size_t *rows; /* of CSV, [run] */
    struct tf_discovery_runs *runs;
};

static double value_of(const struct taking *taking, size_t column, size_t run)
{
    const struct tf_discovery *discovery = taking->file->discovery;
    return taking->file->is_store
               ? tf_store_values(&discovery->store, taking->scenario, column)[run]
               : discovery->table.columns[column].numbers[taking->rows[run]];
}

static bool is_feasible(const struct taking *taking, size_t run)
{
    const struct file *file = taking->file;
    if (file->is_store) {
        size_t last = file->discovery->store.column_count - 1;
        return (int)value_of(taking, last, run) == TF_STORE_OK;
    }
    const struct tf_wide_read_column *status = file->status;
    return status == NULL || strcmp(status->texts[status->indices[taking->rows[run]]], "ok") == 0;
}

/* Judges a run. One without a result misses the target: so one that is infeasible, and one of a
 * file without a status that lacks a value which is no year. */
static bool judge(struct taking *taking, size_t run)
{
    const struct file *file = taking->file;
    bool has_result = is_feasible(taking, run), met = true;
    for (size_t i = 0; i < file->discovery->condition_count; i++) {
        const struct tf_judgement *judgement = &file->judgements[i];
        double value = value_of(taking, file->results[i], run);
        has_result = has_result && (!isnan(value) || judgement->absent_last);
        met = met && tf_judgement_met(judgement, value);
    }
    taking->runs->infeasible += !has_result;
    return has_result && met;
}

/* The values of a factor, one a run: where they stand, or gathered. */
static const double *factor_values(const struct taking *taking, size_t column)
{
    struct tf_discovery *discovery = taking->file->discovery;
    size_t count = taking->runs->count;
    if (taking->file->is_store) {
        return tf_store_values(&discovery->store, taking->scenario, column);
    }
    double *values = tf_arena_alloc(&discovery->session->arena, count, sizeof *values);
    for (size_t run = 0; values != NULL && run < count; run++) {
        values[run] = value_of(taking, column, run);
    }
    return values;
}

static bool take(struct taking *taking)
{
    const struct file *file = taking->file;
    struct tf_discovery *discovery = file->discovery;
    struct tf_arena *arena = &discovery->session->arena;
    struct tf_discovery_runs *runs = taking->runs;
    struct tf_diag *diag = &discovery->session->diag;
    if (runs->count == 0) {
        return tf_fail(diag, TF_BAD_INPUT, &file->place, "%s has no runs", runs->name);
    }
    if (runs->count > TF_PRIM_RUNS_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, &file->place, "more than %zu runs of %s",
                       TF_PRIM_RUNS_MOST, runs->name);
    }
    runs->met = tf_arena_alloc(arena, runs->count, sizeof *runs->met);
    runs->factors = tf_arena_alloc(arena, file->factor_count, sizeof *runs->factors);
    runs->columns = tf_arena_alloc(arena, file->factor_count, sizeof *runs->columns);
    if (runs->met == NULL || runs->factors == NULL || runs->columns == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t run = 0; run < runs->count; run++) {
        runs->met[run] = judge(taking, run);
    }
    for (size_t i = 0; i < file->factor_count; i++) {
        const char *name = column_name(file, file->factors[i]);
        tf_discovered_describe(tf_text_starts(name, "set.") ? name + 4 : name, &runs->factors[i]);
        runs->columns[i] = factor_values(taking, file->factors[i]);
        if (runs->columns[i] == NULL) {
            return tf_out_of_memory(diag);
        }
    }
    runs->factor_count = file->factor_count;
    return tf_discovery_describe(discovery, NULL, runs) &&
           tf_discovery_finish(discovery, runs, &file->place);
}

static bool take_store(struct file *file)
{
    struct tf_discovery *discovery = file->discovery;
    const struct tf_store *store = &discovery->store;
    bool good = true;
    discovery->draws = store->manifest.draws > 0 && store->manifest.points == 1;
    for (size_t i = 0; i < store->scenario_count && good; i++) {
        struct taking taking = {.file = file, .scenario = i, .runs = &discovery->items[i]};
        discovery->items[i].name = store->scenarios[i];
        discovery->items[i].count = (size_t)store->results[i].complete;
        good = take(&taking);
    }
    return good;
}

/* Which rows a scenario has; all of them where the file has no scenarios. */
static size_t rows_of(const struct file *file, size_t scenario, size_t *rows)
{
    size_t count = 0;
    for (size_t row = 0; row < file->discovery->table.row_count; row++) {
        if (file->scenario == NULL || file->scenario->indices[row] == scenario) {
            rows[count++] = row;
        }
    }
    return count;
}

static bool take_table(struct file *file)
{
    struct tf_discovery *discovery = file->discovery;
    struct tf_session *session = discovery->session;
    bool good = true;
    discovery->draws = tf_wide_find(&discovery->table, "draw") != NULL;
    for (size_t i = 0; i < discovery->count && good; i++) {
        struct taking taking = {.file = file, .scenario = i, .runs = &discovery->items[i]};
        size_t *rows = tf_arena_alloc(&session->arena, discovery->table.row_count, sizeof *rows);
        if (rows == NULL) {
            return tf_out_of_memory(&session->diag);
        }
        discovery->items[i].name = file->scenario != NULL ? file->scenario->texts[i] : file->name;
        discovery->items[i].count = rows_of(file, i, rows);
        taking.rows = rows;
        good = take(&taking);
    }
    return good;
}

static bool open_file(struct file *file, const struct tf_mapping *mapping)
{
    struct tf_discovery *discovery = file->discovery;
    struct tf_diag *diag = &discovery->session->diag;
    file->is_store = tf_store_is_content(mapping->bytes, mapping->length);
    if (file->is_store) {
        bool good = tf_store_parse(&discovery->store, file->place.file, mapping->bytes,
                                   mapping->length, diag);
        discovery->count = discovery->store.scenario_count;
        return good;
    }
    static const char first[] = "scenario,"; /* of our own files, which are read as strictly */
    size_t length = sizeof first - 1;
    bool own = mapping->length >= length && memcmp(mapping->bytes, first, length) == 0;
    if (own ? !tf_wide_parse(&discovery->table, file->place.file, mapping->bytes, mapping->length,
                             diag)
            : !tf_wide_parse_foreign(&discovery->table, file->place.file, mapping->bytes,
                                     mapping->length, diag)) {
        return false;
    }
    file->scenario = tf_wide_find(&discovery->table, "scenario");
    file->status = tf_wide_find(&discovery->table, "status");
    discovery->count = file->scenario != NULL ? file->scenario->text_count : 1;
    return discovery->table.row_count > 0 ||
           tf_fail(diag, TF_BAD_INPUT, &file->place, "it has names of columns but no runs");
}

bool tf_discovery_read(struct tf_discovery *discovery)
{
    struct tf_session *session = discovery->session;
    const char *operand = session->request.operands.items[0];
    bool standard = strcmp(operand, "-") == 0;
    struct file file = {.discovery = discovery,
                        .place = {.file = standard ? "standard input" : operand}};
    file.name = standard ? "runs" : tf_path_stem(&session->arena, operand);
    if (file.name == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    if (!open_file(&file, &discovery->mappings[0])) {
        return false;
    }
    discovery->items = tf_arena_alloc(&session->arena, discovery->count, sizeof *discovery->items);
    if (discovery->items == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    return check_names(&file) && find_factors(&file) && find_results(&file) &&
           (file.is_store ? take_store(&file) : take_table(&file));
}
