#include "scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "base/fsio.h"
#include "base/num.h"
#include "base/text.h"
#include "scenario/loading.h"

static const char *const column_names[TF_COLUMN_COUNT] = {
    "parameter", "value", "unit", "dist", "low", "high", "note", "source", "from"};

static bool read_file(void *context, const char *path, size_t limit, struct tf_buffer *out,
                      const struct tf_place *place, struct tf_diag *diag)
{
    (void)context;
    return tf_file_read(path, limit, out, place, diag);
}

const struct tf_file_source tf_file_system = {read_file, NULL};

/* Which column of the file is which; SIZE_MAX for none. */
struct columns {
    size_t at[TF_COLUMN_COUNT];
};

static bool column_is_empty(const struct tf_csv *csv, size_t column)
{
    for (size_t i = 0; i < csv->count; i++) {
        if (csv->records[i].cells[column].length > 0) {
            return false;
        }
    }
    return true;
}

static void refuse_column(struct tf_loading *loading, const struct tf_csv *csv,
                          const struct tf_cell *cell)
{
    struct tf_place place = tf_csv_place(csv, cell, 0);
    const char *near = tf_text_nearest(cell->text, column_names, TF_COLUMN_COUNT);
    if (cell->length == 0) {
        tf_fail(loading->diag, TF_BAD_INPUT, &place,
                "a column without a name has cells; name it in the header or empty it");
    } else if (near != NULL) {
        tf_fail(loading->diag, TF_BAD_INPUT, &place, "no column `%s`; did you mean `%s`?",
                cell->text, near);
    } else {
        tf_fail(loading->diag, TF_BAD_INPUT, &place,
                "no column `%s`; there are parameter, value, unit, dist, low, high, note, source",
                cell->text);
    }
}

static void note_column(struct tf_loading *loading, const struct tf_csv *csv, size_t i,
                        struct columns *columns)
{
    const struct tf_cell *cell = &csv->header.cells[i];
    for (size_t column = 0; column < TF_COLUMN_COUNT; column++) {
        if (strcmp(cell->text, column_names[column]) == 0) {
            if (columns->at[column] != SIZE_MAX) {
                struct tf_place place = tf_csv_place(csv, cell, 0);
                tf_fail(loading->diag, TF_BAD_INPUT, &place,
                        "column `%s` stands there twice; keep one", cell->text);
            }
            columns->at[column] = i;
            return;
        }
    }
    if (cell->length > 0 || !column_is_empty(csv, i)) {
        refuse_column(loading, csv, cell);
    }
}

static bool find_columns(struct tf_loading *loading, const struct tf_csv *csv,
                         struct columns *columns)
{
    size_t before = loading->diag->errors;
    for (size_t column = 0; column < TF_COLUMN_COUNT; column++) {
        columns->at[column] = SIZE_MAX;
    }
    for (size_t i = 0; i < csv->header.count; i++) {
        note_column(loading, csv, i, columns);
    }
    for (size_t column = 0; column <= TF_COLUMN_VALUE; column++) {
        if (columns->at[column] == SIZE_MAX && loading->diag->errors == before) {
            struct tf_place place = tf_csv_place(csv, &csv->header.cells[0], 0);
            tf_fail(loading->diag, TF_BAD_INPUT, &place,
                    "no column `%s`; the first row names the columns: parameter,value,…",
                    column_names[column]);
        }
    }
    return loading->diag->errors == before;
}

static void take(struct tf_loading *loading, const struct tf_input *input)
{
    if (tf_input_text(input, TF_COLUMN_PARAMETER)[0] == '\0') {
        struct tf_place place = tf_input_place(input, TF_COLUMN_PARAMETER, 0);
        tf_fail(loading->diag, TF_BAD_INPUT, &place,
                "a row without a parameter; name one, or put `#` in front of a comment");
    } else if (!tf_loading_setting(loading, input)) {
        tf_loading_row(loading, input);
    }
}

static void take_records(struct tf_loading *loading, const struct tf_csv *csv,
                         const struct columns *columns)
{
    for (size_t i = 0; i < csv->count && !tf_diag_full(loading->diag); i++) {
        const struct tf_record *record = &csv->records[i];
        struct tf_input input = {
            .csv = csv, .record = record, .decimal = csv->decimal, .inherited = loading->depth > 1};
        for (size_t column = 0; column < TF_COLUMN_COUNT; column++) {
            size_t at = columns->at[column];
            input.cells[column] = at != SIZE_MAX ? &record->cells[at] : NULL;
        }
        take(loading, &input);
    }
}

static bool note_file(struct tf_loading *loading, const char *path)
{
    struct tf_scenario *scenario = loading->scenario;
    for (size_t i = 0; i < scenario->file_count; i++) {
        if (strcmp(scenario->files[i], path) == 0) {
            return true;
        }
    }
    if (!tf_array_reserve(&scenario->files, &loading->file_capacity, scenario->file_count + 1,
                          sizeof *scenario->files)) {
        return tf_out_of_memory(loading->diag);
    }
    scenario->files[scenario->file_count++] = path;
    return true;
}

/* May the file be opened inside those that are open? */
static bool check_nesting(struct tf_loading *loading, const char *path,
                          const struct tf_place *place)
{
    for (size_t i = 0; i < loading->depth; i++) {
        if (strcmp(loading->open_files[i], path) == 0) {
            return tf_fail(loading->diag, TF_BAD_INPUT, place,
                           "`%s` extends itself; take the row out of one of the files", path);
        }
    }
    return loading->depth <= TF_EXTENDS_DEPTH ||
           tf_fail(loading->diag, TF_BAD_INPUT, place,
                   "more than %d files inside each other; does one of them extend itself?",
                   TF_EXTENDS_DEPTH);
}

bool tf_loading_file(struct tf_loading *loading, const char *path, const struct tf_place *place)
{
    struct tf_scenario *scenario = loading->scenario;
    struct tf_buffer bytes;
    struct tf_csv csv;
    struct columns columns;
    if (!check_nesting(loading, path, place) || !note_file(loading, path)) {
        return false;
    }
    tf_buffer_init(&bytes);
    loading->open_files[loading->depth++] = path;
    bool good = loading->source->read(loading->source->context, path, TF_CSV_FILE_LIMIT, &bytes,
                                      place, loading->diag);
    if (good) {
        bool clean = tf_csv_read(&scenario->arena, path, bytes.bytes != NULL ? bytes.bytes : "",
                                 bytes.length, &csv, loading->diag);
        good = clean && find_columns(loading, &csv, &columns);
        if (good) {
            struct tf_csv *kept = tf_arena_alloc(&scenario->arena, 1, sizeof *kept);
            if (kept == NULL) {
                good = tf_out_of_memory(loading->diag);
            } else {
                *kept = csv;
                take_records(loading, kept, &columns);
            }
        }
    }
    loading->depth--;
    tf_buffer_release(&bytes);
    return good;
}

/* `ADDRESS=VALUE` as a record of two cells. */
static bool take_override(struct tf_loading *loading, const struct tf_override *override)
{
    struct tf_arena *arena = &loading->scenario->arena;
    const char *equals = strchr(override->text, '=');
    struct tf_place place = {.file =
                                 tf_arena_printf(arena, "%s %s", override->option, override->text)};
    if (equals == NULL || equals == override->text) {
        return tf_fail(loading->diag, TF_BAD_INPUT, &place, "write ADDRESS=VALUE");
    }
    struct tf_cell *cells = tf_arena_alloc(arena, 2, sizeof *cells);
    size_t length = (size_t)(equals - override->text);
    char *name = tf_arena_strndup(arena, override->text, length);
    if (cells == NULL || name == NULL || place.file == NULL) {
        return tf_out_of_memory(loading->diag);
    }
    if (tf_utf8_invalid_at(override->text, strlen(override->text)) < strlen(override->text)) {
        return tf_fail(loading->diag, TF_BAD_INPUT, &place, "the option is not valid UTF-8");
    }
    cells[0] = (struct tf_cell){.text = name, .length = length};
    cells[1] = (struct tf_cell){.text = equals + 1, .length = strlen(equals + 1)};
    struct tf_input input = {.option = place, .decimal = '.'};
    input.cells[TF_COLUMN_PARAMETER] = &cells[0];
    input.cells[TF_COLUMN_VALUE] = &cells[1];
    take(loading, &input);
    return true;
}

static bool set_defaults(struct tf_scenario *scenario, const char *file)
{
    static const char *const regions[] = {"urban", "rural"};
    static const char *const groups[] = {"q1", "q2", "q3", "q4", "q5"};
    *scenario = (struct tf_scenario){.file = file,
                                     .currency = "",
                                     .horizon = 10,
                                     .closure = TF_CLOSURE_GROWTH,
                                     .property = TF_PROPERTY_BY_GROWTH,
                                     .published_income = TF_ABSENT,
                                     .published_gini = TF_ABSENT};
    struct tf_arena *arena = &scenario->arena;
    tf_arena_init(arena);
    scenario->dimensions.regions.names = tf_arena_alloc(arena, 2, sizeof *regions);
    scenario->dimensions.groups.names = tf_arena_alloc(arena, 5, sizeof *groups);
    scenario->name = strcmp(file, "-") == 0 ? "stdin" : tf_path_stem(arena, file);
    if (scenario->dimensions.regions.names == NULL || scenario->dimensions.groups.names == NULL ||
        scenario->name == NULL) {
        return false;
    }
    memcpy(scenario->dimensions.regions.names, regions, sizeof regions);
    memcpy(scenario->dimensions.groups.names, groups, sizeof groups);
    scenario->dimensions.regions.count = 2;
    scenario->dimensions.groups.count = 5;
    return true;
}

static void check_whole(struct tf_loading *loading)
{
    const struct tf_scenario *scenario = loading->scenario;
    struct tf_place place = {.file = scenario->file};
    size_t cells = scenario->dimensions.regions.count * scenario->dimensions.groups.count;
    if (!loading->has_base_year) {
        tf_fail(loading->diag, TF_BAD_INPUT, &place,
                "base_year is missing; give a row `base_year,2025`");
    }
    if (cells > TF_CELLS_MAX) {
        tf_fail(loading->diag, TF_BAD_INPUT, &place,
                "%zu regions and %zu groups make more than %d cells; use fewer",
                scenario->dimensions.regions.count, scenario->dimensions.groups.count,
                TF_CELLS_MAX);
    }
}

bool tf_scenario_load(struct tf_scenario *scenario, const char *file,
                      const struct tf_override *overrides, size_t override_count,
                      const struct tf_file_source *source, struct tf_diag *diag)
{
    size_t before = diag->errors;
    struct tf_loading loading = {.scenario = scenario, .diag = diag, .source = source};
    if (!set_defaults(scenario, file)) {
        return tf_out_of_memory(diag);
    }
    if (!tf_loading_file(&loading, file, NULL)) {
        return false;
    }
    for (size_t i = 0; i < override_count; i++) {
        take_override(&loading, &overrides[i]);
    }
    if (!tf_diag_full(diag)) {
        check_whole(&loading);
    }
    if (diag->errors == before && tf_loading_paths(&loading) && diag->errors == before) {
        tf_loading_correlations(&loading);
    }
    return diag->errors == before;
}

void tf_scenario_release(struct tf_scenario *scenario)
{
    free(scenario->rows);
    free(scenario->settings);
    free(scenario->correlations);
    free(scenario->files);
    tf_arena_release(&scenario->arena);
    *scenario = (struct tf_scenario){0};
}

static const char *setting_value(const struct tf_scenario *scenario, const char *name)
{
    for (size_t i = 0; i < scenario->setting_count; i++) {
        if (strcmp(scenario->settings[i].name, name) == 0) {
            return scenario->settings[i].value;
        }
    }
    return NULL;
}

const char *tf_scenario_text(const struct tf_scenario *scenario, const char *name,
                             const char *language)
{
    char localised[160];
    size_t length = strlen(name), code = strlen(language);
    if (strcmp(language, "en") != 0 && length + code + 2 <= sizeof localised) {
        memcpy(localised, name, length);
        localised[length] = '.';
        memcpy(localised + length + 1, language, code + 1);
        const char *text = setting_value(scenario, localised);
        if (text != NULL) {
            return text;
        }
    }
    return setting_value(scenario, name);
}

const char *tf_member_label(const struct tf_scenario *scenario, const char *member,
                            const char *language)
{
    static const char prefix[] = "label.";
    char name[128];
    size_t length = strlen(member);
    if (length + sizeof prefix > sizeof name) {
        return member;
    }
    memcpy(name, prefix, sizeof prefix - 1);
    memcpy(name + sizeof prefix - 1, member, length + 1);
    const char *label = tf_scenario_text(scenario, name, language);
    return label != NULL ? label : member;
}

const char *tf_scenario_title(const struct tf_scenario *scenario, const char *language)
{
    const char *title = tf_scenario_text(scenario, "title", language);
    return title != NULL ? title : scenario->name;
}
