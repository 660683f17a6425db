#include "output/runs_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "output/store.h"
#include "scenario/factor_file.h"

/* Runs are whole numbers that a double has exactly. */
static const double RUN_MOST = 0x1p53;

/* --- reading --------------------------------------------------------------------------------- */

static bool refuse_scenarios(const struct tf_runs_table *table, const char *first,
                             const char *second, struct tf_diag *diag)
{
    struct tf_place place = {.file = table->file};
    return tf_fail(diag, TF_BAD_INPUT, &place,
                   "the runs are of several scenarios, `%s`, `%s` …; indices are of one: sample "
                   "each into a file of its own",
                   first, second);
}

/* A column of a store, or of the numbers of its runs where it has none, as one that was read. */
static bool copy_column(const struct tf_store *store, size_t column, const char *name,
                        struct tf_wide_table *wide)
{
    struct tf_wide_read_column *copy = &wide->columns[wide->column_count++];
    const double *values = column != SIZE_MAX ? tf_store_values(store, 0, column) : NULL;
    *copy = (struct tf_wide_read_column){
        .name = tf_arena_strdup(&wide->arena, name),
        .numbers = calloc(wide->row_count + 1, sizeof *copy->numbers),
    };
    if (copy->name == NULL || copy->numbers == NULL) {
        return false;
    }
    for (size_t row = 0; row < wide->row_count; row++) {
        copy->numbers[row] = values != NULL ? values[row] : (double)(store->first_run + row + 1);
    }
    return true;
}

static bool copy_store(const struct tf_store *store, struct tf_wide_table *wide)
{
    wide->row_count = (size_t)store->results[0].complete;
    wide->columns = tf_arena_alloc(&wide->arena, store->column_count, sizeof *wide->columns);
    bool good = wide->columns != NULL && copy_column(store, SIZE_MAX, "run", wide);
    for (size_t i = 0; good && i + 1 < store->column_count; i++) {
        good = copy_column(store, i, store->columns[i].name, wide);
    }
    return good;
}

static bool read_store(struct tf_runs_table *table, const char *path, struct tf_diag *diag)
{
    struct tf_store store;
    bool good = tf_store_open(&store, path, diag);
    tf_arena_init(&table->wide.arena);
    if (good && store.scenario_count > 1) {
        good = refuse_scenarios(table, store.scenarios[0], store.scenarios[1], diag);
    }
    good = good && (copy_store(&store, &table->wide) || tf_out_of_memory(diag));
    tf_store_release(&store);
    return good;
}

static bool refuse_stray(const struct tf_runs_table *table,
                         const struct tf_wide_read_column *column, struct tf_diag *diag)
{
    struct tf_place place = {.file = table->file, .line = column->stray_line};
    return column->stray == NULL ||
           tf_fail(diag, TF_BAD_INPUT, &place, "`%s` must be a number, not `%s`", column->name,
                   column->stray);
}

static bool find_run(struct tf_runs_table *table, struct tf_diag *diag)
{
    const struct tf_wide_read_column *run = tf_wide_find(&table->wide, "run");
    struct tf_place place = {.file = table->file, .line = 1};
    if (run == NULL) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "there is no column `run`, which says what belongs together");
    }
    if (table->wide.row_count == 0) {
        return tf_fail(diag, TF_BAD_INPUT, &place, "there is no run below the names of columns");
    }
    if (!refuse_stray(table, run, diag)) {
        return false;
    }
    place.line = 0;
    for (size_t row = 0; row < table->wide.row_count; row++) {
        double number = run->numbers[row];
        if (!(number >= 0 && number < RUN_MOST && !(floor(number) < number))) {
            return tf_fail(diag, TF_BAD_INPUT, &place,
                           "row %zu has no run, which is a whole number from 0 on", row + 1);
        }
    }
    table->run = run->numbers;
    table->count = table->wide.row_count;
    return true;
}

bool tf_runs_table_read(struct tf_runs_table *table, const char *path, struct tf_diag *diag)
{
    *table = (struct tf_runs_table){.file = strcmp(path, "-") == 0 ? "standard input" : path};
    bool store = strcmp(path, "-") != 0 && tf_store_is(path);
    if (store ? !read_store(table, path, diag) : !tf_wide_read_foreign(&table->wide, path, diag)) {
        return false;
    }
    const struct tf_wide_read_column *scenario = tf_wide_find(&table->wide, "scenario");
    if (scenario != NULL && scenario->text_count > 1) {
        return refuse_scenarios(table, scenario->texts[0], scenario->texts[1], diag);
    }
    return find_run(table, diag);
}

void tf_runs_table_release(struct tf_runs_table *table)
{
    tf_wide_release(&table->wide);
}

/* --- choosing -------------------------------------------------------------------------------- */

#define PREFIX "set."

static bool add(struct tf_chosen_columns *chosen, const struct tf_wide_read_column *column)
{
    chosen->items[chosen->count++] = column;
    return true;
}

/* The first few columns, for a message. */
static const char *list_columns(const struct tf_runs_table *table, struct tf_arena *arena)
{
    enum { SHOWN = 8 };
    const char *list = table->wide.columns[0].name;
    for (size_t i = 1; i < table->wide.column_count && i < SHOWN && list != NULL; i++) {
        list = tf_arena_printf(arena, "%s, %s", list, table->wide.columns[i].name);
    }
    if (table->wide.column_count > SHOWN && list != NULL) {
        list = tf_arena_printf(arena, "%s …", list);
    }
    return list != NULL ? list : "";
}

static bool refuse_unknown(const struct tf_runs_table *table, const char *name, const char *what,
                           struct tf_arena *arena, struct tf_diag *diag)
{
    size_t count = table->wide.column_count;
    const char **names = tf_arena_alloc(arena, count, sizeof *names);
    for (size_t i = 0; names != NULL && i < count; i++) {
        names[i] = table->wide.columns[i].name;
    }
    const char *near = names != NULL ? tf_text_nearest(name, names, count) : NULL;
    struct tf_place place = {.file = table->file, .line = 1};
    return near != NULL
               ? tf_fail(diag, TF_BAD_INPUT, &place, "there is no %s `%s`; did you mean `%s`?",
                         what, name, near)
               : tf_fail(diag, TF_BAD_INPUT, &place, "there is no %s `%s`; the columns are %s",
                         what, name, list_columns(table, arena));
}

static bool is_chosen(const struct tf_chosen_columns *chosen,
                      const struct tf_wide_read_column *column)
{
    for (size_t i = 0; i < chosen->count; i++) {
        if (chosen->items[i] == column) {
            return true;
        }
    }
    return false;
}

static bool begin(struct tf_chosen_columns *chosen, size_t most, struct tf_arena *arena,
                  struct tf_diag *diag)
{
    *chosen = (struct tf_chosen_columns){tf_arena_alloc(arena, most, sizeof *chosen->items), 0};
    return chosen->items != NULL || tf_out_of_memory(diag);
}

static bool is_set(const struct tf_wide_read_column *column)
{
    return tf_text_starts(column->name, PREFIX);
}

/* Could be an output that nobody has named. */
static bool is_free(const struct tf_wide_read_column *column, const struct tf_runs_table *points)
{
    return !tf_factor_name_is_reserved(column->name) && !is_set(column) &&
           tf_wide_find(&points->wide, column->name) == NULL;
}

static bool choose_only_output(const struct tf_runs_table *outputs,
                               const struct tf_runs_table *points, struct tf_chosen_columns *chosen,
                               struct tf_diag *diag)
{
    const struct tf_wide_read_column *example = NULL;
    struct tf_place place = {.file = outputs->file, .line = 1};
    for (size_t i = 0; i < outputs->wide.column_count && points != outputs; i++) {
        if (is_free(&outputs->wide.columns[i], points)) {
            example = &outputs->wide.columns[i];
            chosen->count++;
        }
    }
    if (chosen->count == 1) {
        chosen->items[0] = example;
        return true;
    }
    return example == NULL
               ? tf_fail(diag, TF_BAD_INPUT, &place,
                         "which column is the output? Say so with --column NAME")
               : tf_fail(diag, TF_BAD_INPUT, &place,
                         "there are %zu columns that can be the output; choose with --column, as "
                         "in --column %s",
                         chosen->count, example->name);
}

static bool choose_output(const struct tf_runs_table *outputs, const char *name,
                          struct tf_arena *arena, struct tf_chosen_columns *chosen,
                          struct tf_diag *diag)
{
    const struct tf_wide_read_column *column = tf_wide_find(&outputs->wide, name);
    struct tf_place place = {.file = outputs->file, .line = 1};
    if (column == NULL) {
        return refuse_unknown(outputs, name, "output", arena, diag);
    }
    if (tf_factor_name_is_reserved(name)) {
        return tf_fail(diag, TF_BAD_INPUT, &place, "`%s` is no output", name);
    }
    if (is_chosen(chosen, column)) {
        return tf_fail(diag, TF_BAD_INPUT, NULL, "`--column %s` is given twice", name);
    }
    return refuse_stray(outputs, column, diag) && add(chosen, column);
}

/* A text that is no column's name is several between commas. */
static bool choose_outputs(const struct tf_runs_table *outputs, const char *text,
                           struct tf_arena *arena, struct tf_chosen_columns *chosen,
                           struct tf_diag *diag)
{
    bool good = true;
    if (tf_wide_find(&outputs->wide, text) != NULL) {
        return choose_output(outputs, text, arena, chosen, diag);
    }
    for (const char *at = text; good && at != NULL;) {
        size_t length = strcspn(at, ",");
        char *name = tf_arena_strndup(arena, at, length);
        good = name != NULL ? choose_output(outputs, name, arena, chosen, diag)
                            : tf_out_of_memory(diag);
        at = at[length] == ',' ? at + length + 1 : NULL;
    }
    return good;
}

/* How many columns a list can have at most. */
static size_t count_outputs(const struct tf_runs_wanted *wanted)
{
    size_t count = 1;
    for (size_t i = 0; i < wanted->column_count; i++) {
        count++;
        for (const char *at = wanted->columns[i]; *at != '\0'; at++) {
            count += *at == ',';
        }
    }
    return count;
}

bool tf_runs_choose_outputs(const struct tf_runs_table *outputs, const struct tf_runs_table *points,
                            const struct tf_runs_wanted *wanted, struct tf_arena *arena,
                            struct tf_chosen_columns *chosen, struct tf_diag *diag)
{
    bool good = begin(chosen, count_outputs(wanted), arena, diag);
    if (!good || wanted->columns == NULL) {
        return good && choose_only_output(outputs, points, chosen, diag) &&
               refuse_stray(outputs, chosen->items[0], diag);
    }
    for (size_t i = 0; good && i < wanted->column_count; i++) {
        good = choose_outputs(outputs, wanted->columns[i], arena, chosen, diag);
    }
    return good;
}

/* A column of the name, or of an assumption of that address. */
static const struct tf_wide_read_column *find_factor(const struct tf_runs_table *points,
                                                     const char *name, struct tf_arena *arena)
{
    const struct tf_wide_read_column *column = tf_wide_find(&points->wide, name);
    char *address = column == NULL ? tf_arena_printf(arena, PREFIX "%s", name) : NULL;
    return address != NULL ? tf_wide_find(&points->wide, address) : column;
}

static bool choose_named_factors(const struct tf_runs_table *points,
                                 const struct tf_runs_wanted *wanted, struct tf_arena *arena,
                                 struct tf_chosen_columns *chosen, struct tf_diag *diag)
{
    bool good = true;
    for (size_t i = 0; good && i < wanted->factor_count; i++) {
        const struct tf_wide_read_column *column = find_factor(points, wanted->factors[i], arena);
        good = column == NULL ? refuse_unknown(points, wanted->factors[i], "factor", arena, diag)
                              : refuse_stray(points, column, diag) && add(chosen, column);
    }
    return good;
}

bool tf_runs_choose_factors(const struct tf_runs_table *points, const struct tf_runs_wanted *wanted,
                            const struct tf_chosen_columns *outputs, struct tf_arena *arena,
                            struct tf_chosen_columns *chosen, struct tf_diag *diag)
{
    size_t count = points->wide.column_count, named = 0;
    bool good = begin(chosen, count + wanted->factor_count, arena, diag);
    if (!good || wanted->factors != NULL) {
        return good && choose_named_factors(points, wanted, arena, chosen, diag);
    }
    for (size_t i = 0; i < count; i++) {
        named += is_set(&points->wide.columns[i]);
    }
    for (size_t i = 0; good && i < count; i++) {
        const struct tf_wide_read_column *column = &points->wide.columns[i];
        bool meant = named > 0 ? is_set(column) : !tf_factor_name_is_reserved(column->name);
        if (meant && !is_chosen(outputs, column)) {
            good = refuse_stray(points, column, diag) && add(chosen, column);
        }
    }
    struct tf_place place = {.file = points->file, .line = 1};
    return good && (chosen->count > 0 ||
                    tf_fail(diag, TF_BAD_INPUT, &place, "there is no column of a factor"));
}
