/* Files to records, and records to rows and settings. */
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "scenario/loading.h"

static const char *const column_names[TF_COLUMN_COUNT] = {
    "parameter", "value", "unit", "dist", "low", "high", "note", "source", "from"};

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
    const char *name = tf_quote(&loading->scenario->arena, cell->text, cell->length);
    const char *near = tf_text_nearest(cell->text, column_names, TF_COLUMN_COUNT);
    if (cell->length == 0) {
        tf_fail(loading->diag, TF_BAD_INPUT, &place,
                "a column without a name has cells; name it in the header or empty it");
    } else if (near != NULL) {
        tf_fail(loading->diag, TF_BAD_INPUT, &place, "no column %s; did you mean `%s`?", name,
                near);
    } else {
        tf_fail(loading->diag, TF_BAD_INPUT, &place,
                "no column %s; there are parameter, value, unit, dist, low, high, note, source",
                name);
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

/* Is anything in the first row the name of a column, or nearly? */
static bool names_columns(const struct tf_csv *csv)
{
    for (size_t i = 0; i < csv->header.count; i++) {
        if (tf_text_nearest(csv->header.cells[i].text, column_names, TF_COLUMN_COUNT) != NULL) {
            return true;
        }
    }
    return false;
}

static bool find_columns(struct tf_loading *loading, const struct tf_csv *csv,
                         struct columns *columns)
{
    size_t before = loading->diag->errors;
    for (size_t column = 0; column < TF_COLUMN_COUNT; column++) {
        columns->at[column] = SIZE_MAX;
    }
    if (!names_columns(csv)) {
        struct tf_place place = tf_csv_place(csv, &csv->header.cells[0], 0);
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "the first row does not name the columns; begin with parameter,value or "
                       "parameter;value");
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

bool tf_loading_note_file(struct tf_loading *loading, const char *path)
{
    struct tf_scenario *scenario = loading->scenario;
    size_t at = 0;
    while (at < scenario->file_count && strcmp(scenario->files[at], path) != 0) {
        at++;
    }
    if (!tf_array_reserve(&scenario->files, &loading->file_capacity, at + 1,
                          sizeof *scenario->files) ||
        !tf_array_reserve(&loading->last_taken, &loading->last_taken_capacity, at + 1,
                          sizeof *loading->last_taken)) {
        return tf_out_of_memory(loading->diag);
    }
    loading->last_taken[at] = path;
    if (at == scenario->file_count) {
        scenario->files[scenario->file_count++] = path;
    }
    return true;
}

/* `a/./b` and `a//b` name the same file as `a/b`. */
static bool is_same_path(const char *a, const char *b)
{
    for (;;) {
        while (a[0] == '.' && a[1] == '/') {
            a += 1 + strspn(a + 1, "/");
        }
        while (b[0] == '.' && b[1] == '/') {
            b += 1 + strspn(b + 1, "/");
        }
        size_t length = strcspn(a, "/");
        if (length != strcspn(b, "/") || memcmp(a, b, length) != 0 || a[length] != b[length]) {
            return false;
        }
        if (a[length] == '\0') {
            return true;
        }
        a += length + strspn(a + length, "/");
        b += length + strspn(b + length, "/");
    }
}

/* May the file be opened inside those that are open? */
static bool check_nesting(struct tf_loading *loading, const char *path,
                          const struct tf_place *place)
{
    struct tf_diag *diag = loading->diag;
    const char *quoted = tf_quote(&loading->scenario->arena, path, strlen(path));
    for (size_t i = 0; i < loading->depth; i++) {
        if (is_same_path(loading->open_files[i], path)) {
            return tf_fail(diag, TF_BAD_INPUT, place,
                           "%s extends itself; take the row out of one of the files", quoted);
        }
    }
    if (loading->depth > TF_EXTENDS_DEPTH) {
        return tf_fail(diag, TF_BAD_INPUT, place,
                       "more than %d files inside each other; does one of them extend itself?",
                       TF_EXTENDS_DEPTH);
    }
    if (loading->files_taken++ >= TF_FILES_TAKEN_MAX) {
        return tf_fail(diag, TF_BAD_INPUT, place,
                       "files are taken more than %zu times; let them extend fewer others",
                       TF_FILES_TAKEN_MAX);
    }
    return true;
}

/* The bytes of a file, parsed. False when nothing came of it. */
static bool read_records(struct tf_loading *loading, const char *path, const struct tf_place *place,
                         struct tf_csv *csv)
{
    struct tf_buffer bytes;
    tf_buffer_init(&bytes);
    bool good = loading->source->read(loading->source->context, path, TF_CSV_FILE_LIMIT, &bytes,
                                      place, loading->diag);
    loading->bytes_taken += bytes.length;
    if (good && loading->bytes_taken > TF_BYTES_TAKEN_MAX) {
        good = tf_fail(loading->diag, TF_BAD_INPUT, place,
                       "the files taken together hold more than %zu MiB; take fewer",
                       TF_BYTES_TAKEN_MAX >> 20);
    }
    if (good &&
        !tf_csv_read(&loading->scenario->arena, path, bytes.bytes != NULL ? bytes.bytes : "",
                     bytes.length, csv, loading->diag)) {
        /* The records that could be read are looked at as well: more errors in one pass. */
        loading->incomplete = loading->members_unknown = true;
        good = csv->header.count > 0 && loading->diag->status < TF_ENVIRONMENT;
    }
    tf_buffer_release(&bytes);
    return good;
}

bool tf_loading_file(struct tf_loading *loading, const char *path, const struct tf_place *place)
{
    struct columns columns;
    if (!check_nesting(loading, path, place) || !tf_loading_note_file(loading, path)) {
        return false;
    }
    struct tf_csv *csv = tf_arena_alloc(&loading->scenario->arena, 1, sizeof *csv);
    if (csv == NULL) {
        return tf_out_of_memory(loading->diag);
    }
    loading->open_files[loading->depth++] = path;
    bool good = read_records(loading, path, place, csv) && find_columns(loading, csv, &columns);
    if (good) {
        take_records(loading, csv, &columns);
    }
    loading->depth--;
    return good;
}

/* `ADDRESS=VALUE` as a record of two cells. */
bool tf_loading_override(struct tf_loading *loading, const struct tf_override *override)
{
    struct tf_arena *arena = &loading->scenario->arena;
    const char *equals = strchr(override->text, '=');
    const char *typed = override->typed != NULL ? override->typed : override->text;
    struct tf_place place = {.file = tf_arena_printf(arena, "%s %s", override->option, typed)};
    if (place.file == NULL) {
        return tf_out_of_memory(loading->diag);
    }
    if (tf_utf8_invalid_at(override->text, strlen(override->text)) < strlen(override->text)) {
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "the option is not valid UTF-8; write it in UTF-8");
    }
    if (equals == NULL || equals == override->text) {
        return tf_fail(loading->diag, TF_BAD_INPUT, &place, "no %s; write ADDRESS=VALUE",
                       equals == NULL ? "value" : "address");
    }
    struct tf_cell *cells = tf_arena_alloc(arena, 2, sizeof *cells);
    size_t length = (size_t)(equals - override->text);
    char *name = tf_arena_strndup(arena, override->text, length);
    if (cells == NULL || name == NULL) {
        return tf_out_of_memory(loading->diag);
    }
    cells[0] = (struct tf_cell){.text = name, .length = length};
    cells[1] = (struct tf_cell){.text = equals + 1, .length = strlen(equals + 1)};
    struct tf_input input = {.option = place, .decimal = '.'};
    input.cells[TF_COLUMN_PARAMETER] = &cells[0];
    input.cells[TF_COLUMN_VALUE] = &cells[1];
    take(loading, &input);
    return true;
}
