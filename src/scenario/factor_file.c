#include "scenario/factor_file.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "scenario/loading.h"
#include "scenario/messages.h"

/* A factor's name stands where a scenario's row has its parameter. */
static const char *const column_names[TF_COLUMN_COUNT] = {
    [TF_COLUMN_PARAMETER] = "factor", [TF_COLUMN_DIST] = "dist", [TF_COLUMN_VALUE] = "value",
    [TF_COLUMN_LOW] = "low",          [TF_COLUMN_HIGH] = "high", [TF_COLUMN_NOTE] = "note",
    [TF_COLUMN_SOURCE] = "source"};

/* The parts of the scenario reader work for a scenario that has nothing but its arena, and hand a
 * row its distribution. */
struct factor_reading {
    struct tf_factor_file *file;
    struct tf_csv csv;
    size_t at[TF_COLUMN_COUNT]; /* which column of the file; SIZE_MAX: none */
    struct tf_scenario holder;
    struct tf_loading loading;
};

bool tf_factor_name_is_reserved(const char *name)
{
    static const char *const reserved[] = {"run", "point", "part", "scenario", "status"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if (strcmp(name, reserved[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool refuse(struct factor_reading *reading, const struct tf_cell *cell, const char *message)
{
    struct tf_place place = tf_csv_place(&reading->csv, cell, 0);
    return tf_fail(reading->loading.diag, TF_BAD_INPUT, &place, "%s", message);
}

/* --- columns --------------------------------------------------------------------------------- */

static bool is_column(const char *text, size_t *column)
{
    for (*column = 0; *column < TF_COLUMN_COUNT; ++*column) {
        if (column_names[*column] != NULL && strcmp(text, column_names[*column]) == 0) {
            return true;
        }
    }
    return false;
}

static bool column_is_empty(const struct factor_reading *reading, size_t at)
{
    for (size_t i = 0; i < reading->csv.count; i++) {
        if (reading->csv.records[i].cells[at].length > 0) {
            return false;
        }
    }
    return reading->csv.header.cells[at].length == 0;
}

static void refuse_column(struct factor_reading *reading, const struct tf_cell *cell)
{
    struct tf_diag *diag = reading->loading.diag;
    struct tf_place place = tf_csv_place(&reading->csv, cell, 0);
    const char *name = tf_quote(&reading->holder.arena, cell->text, cell->length);
    const char *near = tf_text_nearest(cell->text, column_names, TF_COLUMN_COUNT);
    if (cell->length == 0) {
        tf_fail(diag, TF_BAD_INPUT, &place,
                "a column without a name has cells; name it in the header or empty it");
    } else if (near != NULL) {
        tf_fail(diag, TF_BAD_INPUT, &place, "no column %s; did you mean `%s`?", name, near);
    } else {
        tf_fail(diag, TF_BAD_INPUT, &place,
                "no column %s; there are factor, dist, value, low, high, note, source", name);
    }
}

static void note_column(struct factor_reading *reading, size_t at)
{
    const struct tf_cell *cell = &reading->csv.header.cells[at];
    size_t column;
    if (!is_column(cell->text, &column)) {
        if (!column_is_empty(reading, at)) {
            refuse_column(reading, cell);
        }
    } else if (reading->at[column] != SIZE_MAX) {
        refuse(reading, cell, "the column stands there twice; keep one");
    } else {
        reading->at[column] = at;
    }
}

/* Is anything in the first row the name of a column, or nearly? */
static bool names_columns(const struct factor_reading *reading)
{
    const struct tf_record *header = &reading->csv.header;
    for (size_t i = 0; i < header->count; i++) {
        if (tf_text_nearest(header->cells[i].text, column_names, TF_COLUMN_COUNT) != NULL) {
            return true;
        }
    }
    return false;
}

static bool find_columns(struct factor_reading *reading)
{
    static const enum tf_column needed[] = {TF_COLUMN_PARAMETER, TF_COLUMN_DIST, TF_COLUMN_LOW,
                                            TF_COLUMN_HIGH};
    struct tf_diag *diag = reading->loading.diag;
    size_t before = diag->errors;
    for (size_t column = 0; column < TF_COLUMN_COUNT; column++) {
        reading->at[column] = SIZE_MAX;
    }
    if (!names_columns(reading)) {
        return refuse(reading, &reading->csv.header.cells[0],
                      "the first row does not name the columns; begin with "
                      "factor,dist,value,low,high");
    }
    for (size_t at = 0; at < reading->csv.header.count; at++) {
        note_column(reading, at);
    }
    for (size_t i = 0; i < sizeof needed / sizeof *needed && diag->errors == before; i++) {
        if (reading->at[needed[i]] == SIZE_MAX) {
            struct tf_place place = tf_csv_place(&reading->csv, &reading->csv.header.cells[0], 0);
            tf_fail(diag, TF_BAD_INPUT, &place,
                    "no column `%s`; the first row names the columns: factor,dist,value,low,high",
                    column_names[needed[i]]);
        }
    }
    return diag->errors == before;
}

/* --- rows ------------------------------------------------------------------------------------ */

static bool check_new(struct factor_reading *reading, const struct tf_cell *cell)
{
    for (size_t i = 0; i < reading->file->count; i++) {
        const struct tf_factor_row *row = &reading->file->rows[i];
        if (strcmp(row->name, cell->text) == 0) {
            struct tf_place place = tf_csv_place(&reading->csv, cell, 0);
            return tf_fail(reading->loading.diag, TF_BAD_INPUT, &place,
                           "the factor stands in line %zu already; give each a name of its own",
                           row->place.line);
        }
    }
    return true;
}

static bool check_name(struct factor_reading *reading, const struct tf_cell *cell)
{
    if (cell->length == 0) {
        return refuse(reading, cell,
                      "a factor without a name; name it, or put `#` in front of a comment");
    }
    if (strpbrk(cell->text, "\r\n") != NULL) {
        return refuse(reading, cell,
                      "a line end in the name of a factor; write the name in one line");
    }
    if (tf_factor_name_is_reserved(cell->text)) {
        return refuse(reading, cell,
                      "a design has a column of that name itself; call the factor something else");
    }
    return check_new(reading, cell);
}

static bool take_value(struct factor_reading *reading, const struct tf_input *input,
                       struct tf_row *row)
{
    struct tf_number number;
    bool given = tf_input_text(input, TF_COLUMN_VALUE)[0] != '\0';
    row->value = TF_ABSENT;
    if (!given && strcmp(tf_input_text(input, TF_COLUMN_DIST), "uniform") == 0) {
        return true;
    }
    if (!given && tf_input_text(input, TF_COLUMN_DIST)[0] != '\0') {
        struct tf_place place = tf_input_place(input, TF_COLUMN_VALUE, 0);
        if (input->cells[TF_COLUMN_VALUE] == NULL) {
            place = tf_input_place(input, TF_COLUMN_DIST, 0);
        }
        return tf_fail(reading->loading.diag, TF_BAD_INPUT, &place,
                       "only uniform goes without a value; give the mode of triangular and pert, "
                       "the mean of normal, the median of lognormal");
    }
    if (!given) {
        return true; /* nor is there a distribution, which is said next */
    }
    if (!tf_loading_number(&reading->loading, input, TF_COLUMN_VALUE, false, &number)) {
        return false;
    }
    row->value = number.value;
    return true;
}

static bool take_distribution(struct factor_reading *reading, const struct tf_input *input,
                              struct tf_row *row)
{
    if (!take_value(reading, input, row) ||
        !tf_loading_distribution(&reading->loading, input, false, row)) {
        return false;
    }
    if (row->distribution.kind == TF_DIST_NONE) {
        struct tf_place place = tf_input_place(input, TF_COLUMN_DIST, 0);
        return tf_fail(reading->loading.diag, TF_BAD_INPUT, &place,
                       "a factor without a distribution; give dist, low and high, as in "
                       "`x,uniform,,0,1`");
    }
    return true;
}

static void take(struct factor_reading *reading, const struct tf_record *record)
{
    struct tf_input input = {
        .csv = &reading->csv, .record = record, .decimal = reading->csv.decimal};
    struct tf_row row = {.value = TF_ABSENT};
    for (size_t column = 0; column < TF_COLUMN_COUNT; column++) {
        size_t at = reading->at[column];
        input.cells[column] = at != SIZE_MAX ? &record->cells[at] : NULL;
    }
    const struct tf_cell *name = input.cells[TF_COLUMN_PARAMETER];
    bool good = check_name(reading, name);
    if (!take_distribution(reading, &input, &row) || !good) {
        return;
    }
    double low = row.distribution.low, high = row.distribution.high;
    reading->file->rows[reading->file->count++] =
        (struct tf_factor_row){.name = name->text,
                               .distribution = row.distribution,
                               .value = row.value == row.value ? row.value : low + (high - low) / 2,
                               .place = tf_csv_place(&reading->csv, name, 0)};
}

static bool take_records(struct factor_reading *reading, const char *path)
{
    struct tf_diag *diag = reading->loading.diag;
    size_t before = diag->errors;
    struct tf_place place = {.file = path};
    if (reading->csv.count > TF_FACTORS_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, &place, "more than %zu factors; take fewer",
                       TF_FACTORS_MOST);
    }
    reading->file->rows =
        tf_arena_alloc(&reading->holder.arena, reading->csv.count, sizeof *reading->file->rows);
    if (reading->file->rows == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < reading->csv.count && !tf_diag_full(diag); i++) {
        take(reading, &reading->csv.records[i]);
    }
    if (reading->csv.count == 0) {
        tf_fail(diag, TF_BAD_INPUT, &place,
                "no factor in it; write a row for each, as in `x,uniform,,0,1`");
    }
    return diag->errors == before;
}

/* False when nothing came of it. Records that could be read are looked at even when others could
 * not: more errors in one pass. */
static bool read_records(struct factor_reading *reading, const char *path,
                         const struct tf_file_source *source)
{
    struct tf_diag *diag = reading->loading.diag;
    struct tf_buffer bytes;
    tf_buffer_init(&bytes);
    bool good = source->read(source->context, path, TF_CSV_FILE_LIMIT, &bytes, NULL, diag);
    if (good && !tf_csv_read(&reading->holder.arena, path, bytes.bytes != NULL ? bytes.bytes : "",
                             bytes.length, &reading->csv, diag)) {
        good = reading->csv.header.count > 0 && diag->status < TF_ENVIRONMENT;
    }
    tf_buffer_release(&bytes);
    return good;
}

bool tf_factor_file_read(struct tf_factor_file *file, const char *path,
                         const struct tf_file_source *source, struct tf_diag *diag)
{
    struct factor_reading reading = {.file = file};
    *file = (struct tf_factor_file){0};
    tf_arena_init(&reading.holder.arena);
    reading.loading = (struct tf_loading){.scenario = &reading.holder, .diag = diag};
    size_t before = diag->errors, messages = diag->count;
    bool good = read_records(&reading, path, source) && find_columns(&reading) &&
                take_records(&reading, path);
    tf_messages_arrange(diag, messages, &reading.holder);
    file->arena = reading.holder.arena;
    return good && diag->errors == before;
}

void tf_factor_file_release(struct tf_factor_file *file)
{
    tf_arena_release(&file->arena);
}
