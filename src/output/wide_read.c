#include <csv.h>
#include <math.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/fsio.h"
#include "base/num.h"
#include "base/text.h"
#include "output/wide.h"

/* So many bytes go to libcsv at once; between two pieces the reading may stop. */
#define PIECE ((size_t)64 << 10)

/* A column while it is read. */
struct column {
    struct tf_wide_read_column *read;
    size_t capacity;      /* of its numbers or indices */
    size_t text_capacity; /* of its texts */
    void *known;          /* tsearch: texts met so far, as struct known */
    bool is_text;
};

struct known {
    const char *text;
    uint32_t index;
};

struct reading {
    struct tf_wide_table *table;
    struct tf_diag *diag;
    const char *file;
    struct column *columns; /* NULL until the header is complete */
    struct tf_wide_read_column *header;
    size_t header_capacity;
    size_t field;  /* of the record that is being read */
    size_t line;   /* of that record, 1-based */
    size_t breaks; /* line ends inside its fields */
    bool after_return, out_of_memory;
    bool foreign; /* see tf_wide_read_foreign */
};

/* The line that is being read. */
static struct tf_place here(const struct reading *reading)
{
    return (struct tf_place){.file = reading->file, .line = reading->line + reading->breaks};
}

static void complain(struct reading *reading, const char *text)
{
    struct tf_place place = here(reading);
    tf_fail(reading->diag, TF_BAD_INPUT, &place, "%s", text);
}

/* What keeps a text from being one; NULL for a good one. */
static const char *bad_text(const char *text, size_t length)
{
    if (memchr(text, '\0', length) != NULL) {
        return "a byte 0";
    }
    return tf_utf8_invalid_at(text, length) < length ? "bytes that are no UTF-8" : NULL;
}

static void count_breaks(struct reading *reading, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        reading->breaks +=
            text[i] == '\n' || (text[i] == '\r' && !(i + 1 < length && text[i + 1] == '\n'));
    }
}

static void take_name(struct reading *reading, const char *text, size_t length)
{
    struct tf_wide_table *table = reading->table;
    const char *bad = bad_text(text, length);
    struct tf_place place = here(reading);
    if (bad != NULL) {
        tf_fail(reading->diag, TF_BAD_INPUT, &place, "the name of a column has %s", bad);
    } else if (length == 0) {
        complain(reading, "the name of a column is missing");
    }
    if (!tf_array_reserve(&reading->header, &reading->header_capacity, table->column_count + 1,
                          sizeof *reading->header)) {
        reading->out_of_memory = true;
        return;
    }
    char *name = tf_arena_strndup(&table->arena, text, length);
    reading->out_of_memory = reading->out_of_memory || name == NULL;
    reading->header[table->column_count++] = (struct tf_wide_read_column){.name = name};
    count_breaks(reading, text, length);
}

static int compare_names(const void *a, const void *b)
{
    const struct tf_wide_read_column *first = *(const struct tf_wide_read_column *const *)a;
    const struct tf_wide_read_column *second = *(const struct tf_wide_read_column *const *)b;
    return strcmp(first->name, second->name);
}

static void refuse_names_twice(struct reading *reading)
{
    struct tf_wide_table *table = reading->table;
    struct tf_wide_read_column **sorted =
        tf_arena_alloc(&table->arena, table->column_count, sizeof *sorted);
    if (sorted == NULL) {
        reading->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < table->column_count; i++) {
        sorted[i] = &table->columns[i];
    }
    qsort(sorted, table->column_count, sizeof *sorted, compare_names);
    for (size_t i = 1; i < table->column_count; i++) {
        if (strcmp(sorted[i - 1]->name, sorted[i]->name) == 0) {
            struct tf_place place = here(reading);
            tf_fail(reading->diag, TF_BAD_INPUT, &place, "two columns are called `%s`",
                    sorted[i]->name);
        }
    }
}

static void end_header(struct reading *reading)
{
    struct tf_wide_table *table = reading->table;
    size_t count = table->column_count;
    if (reading->out_of_memory) {
        return;
    }
    reading->columns = tf_arena_alloc(&table->arena, count, sizeof *reading->columns);
    table->columns = tf_arena_alloc(&table->arena, count, sizeof *table->columns);
    if (reading->columns == NULL || table->columns == NULL) {
        reading->out_of_memory = true;
        return;
    }
    memcpy(table->columns, reading->header, count * sizeof *table->columns);
    for (size_t i = 0; i < count; i++) {
        const char *name = table->columns[i].name;
        reading->columns[i].read = &table->columns[i];
        reading->columns[i].is_text = strcmp(name, "scenario") == 0 ||
                                      strcmp(name, "status") == 0 ||
                                      (reading->foreign && strcmp(name, "part") == 0);
    }
    refuse_names_twice(reading);
}

static int compare_known(const void *a, const void *b)
{
    return strcmp(((const struct known *)a)->text, ((const struct known *)b)->text);
}

/* Adds a text that was not met before. NULL when memory is exhausted. */
static struct known *add_text(struct tf_arena *arena, struct column *column, const char *text)
{
    struct tf_wide_read_column *read = column->read;
    struct known *added = tf_arena_alloc(arena, 1, sizeof *added);
    char *copy = tf_arena_strdup(arena, text);
    if (added == NULL || copy == NULL ||
        !tf_array_reserve(&read->texts, &column->text_capacity, read->text_count + 1,
                          sizeof *read->texts)) {
        return NULL;
    }
    *added = (struct known){copy, (uint32_t)read->text_count};
    read->texts[read->text_count++] = copy;
    return tsearch(added, &column->known, compare_known) != NULL ? added : NULL;
}

static void take_text(struct reading *reading, struct column *column, const char *text,
                      size_t length)
{
    struct tf_wide_read_column *read = column->read;
    size_t row = reading->table->row_count;
    const char *bad = bad_text(text, length);
    if (bad != NULL) {
        struct tf_place place = here(reading);
        tf_fail(reading->diag, TF_BAD_INPUT, &place, "`%s` has %s", read->name, bad);
    }
    count_breaks(reading, text, length);
    text = bad == NULL ? text : "";
    if (!tf_array_reserve(&read->indices, &column->capacity, row + 1, sizeof *read->indices)) {
        reading->out_of_memory = true;
        return;
    }
    if (row > 0 && strcmp(read->texts[read->indices[row - 1]], text) == 0) { /* nearly always */
        read->indices[row] = read->indices[row - 1];
        return;
    }
    struct known wanted = {text, 0}, **found = tfind(&wanted, &column->known, compare_known);
    const struct known *known =
        found != NULL ? *found : add_text(&reading->table->arena, column, text);
    read->indices[row] = known != NULL ? known->index : 0;
    reading->out_of_memory = reading->out_of_memory || known == NULL;
}

/* A text as a message shows it. */
static const char *shown(const char *text, size_t length)
{
    return length <= 40 && bad_text(text, length) == NULL ? text : "something else";
}

/* How programs write that there is no number. */
static bool is_none(const char *text)
{
    static const char *const words[] = {"nan", "na", "inf", "infinity"};
    text += *text == '-' || *text == '+';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcasecmp(text, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* A number, or none, as programs elsewhere write it. */
static bool read_foreign(const char *text, size_t length, double *out)
{
    struct tf_number number;
    enum tf_number_error error = tf_number_parse(text, length, '.', false, &number);
    bool good = error == TF_NUMBER_OK && !number.percent;
    *out = good ? number.value : TF_ABSENT;
    return good || error == TF_NUMBER_TOO_LARGE || is_none(text);
}

/* A field that is no number: an error, or for the caller to judge. */
static void take_stray(struct reading *reading, struct column *column, const char *text,
                       size_t length)
{
    struct tf_place place = here(reading);
    if (!reading->foreign) {
        tf_fail(reading->diag, TF_BAD_INPUT, &place, "`%s` must be a number or empty, not `%s`",
                column->read->name, shown(text, length));
    } else if (column->read->stray == NULL) {
        column->read->stray = tf_arena_strdup(&reading->table->arena, shown(text, length));
        column->read->stray_line = place.line;
        reading->out_of_memory = reading->out_of_memory || column->read->stray == NULL;
    }
}

static void take_number(struct reading *reading, struct column *column, const char *text,
                        size_t length)
{
    struct tf_wide_read_column *read = column->read;
    size_t row = reading->table->row_count;
    double value = TF_ABSENT;
    if (length > 0 && !tf_number_read(text, length, &value) &&
        !(reading->foreign && read_foreign(text, length, &value))) {
        take_stray(reading, column, text, length);
    }
    if (!tf_array_reserve(&read->numbers, &column->capacity, row + 1, sizeof *read->numbers)) {
        reading->out_of_memory = true;
        return;
    }
    read->numbers[row] = value;
}

/* libcsv calls this for every field; the text ends with a NUL. */
static void on_field(void *text, size_t length, void *context)
{
    struct reading *reading = context;
    if (reading->out_of_memory) {
        return;
    }
    size_t field = reading->field++;
    if (reading->columns == NULL) {
        take_name(reading, text, length);
    } else if (field < reading->table->column_count) {
        struct column *column = &reading->columns[field];
        if (column->is_text) {
            take_text(reading, column, text, length);
        } else {
            take_number(reading, column, text, length);
        }
    }
}

static void end_row(struct reading *reading)
{
    struct tf_wide_table *table = reading->table;
    if (reading->field != table->column_count) {
        struct tf_place place = {.file = reading->file, .line = reading->line};
        tf_fail(reading->diag, TF_BAD_INPUT, &place, "the row has %zu fields; the header has %zu",
                reading->field, table->column_count);
        return; /* the next row takes its place */
    }
    table->row_count++;
}

/* libcsv calls this for every byte that ends a record, also for the second of CR LF, and with -1
 * for a last record that does not end. */
static void on_record(int end, void *context)
{
    struct reading *reading = context;
    bool second = end == '\n' && reading->after_return && reading->field == 0;
    reading->after_return = end == '\r';
    if (reading->out_of_memory || second) {
        return;
    }
    if (end == -1 && !reading->foreign) {
        complain(reading, "the last row does not end: the file is truncated");
    } else if (reading->field == 0) {
        complain(reading, "an empty row");
    } else if (reading->columns == NULL) {
        end_header(reading);
    } else {
        end_row(reading);
    }
    reading->line += 1 + reading->breaks;
    reading->field = reading->breaks = 0;
}

static bool goes_on(const struct reading *reading)
{
    return !reading->out_of_memory && !tf_diag_full(reading->diag);
}

static void feed(struct reading *reading, struct csv_parser *parser, const char *bytes,
                 size_t length)
{
    for (size_t at = 0; at < length && goes_on(reading);) {
        size_t piece = length - at < PIECE ? length - at : PIECE;
        size_t fed = csv_parse(parser, bytes + at, piece, on_field, on_record, reading);
        at += fed;
        if (fed != piece) {
            if (csv_error(parser) == CSV_EPARSE) {
                complain(reading, "a quote in the wrong place");
            } else {
                reading->out_of_memory = true;
            }
            return;
        }
    }
    if (goes_on(reading) && csv_fini(parser, on_field, on_record, reading) != 0) {
        complain(reading, "a quote opens and does not close: the file is truncated");
    }
}

static bool parse(struct reading *reading, const char *bytes, size_t length)
{
    struct csv_parser parser;
    size_t before = reading->diag->errors;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL) != 0) {
        return tf_out_of_memory(reading->diag);
    }
    feed(reading, &parser, bytes, length);
    csv_free(&parser);
    if (reading->out_of_memory) {
        return tf_out_of_memory(reading->diag);
    }
    if (reading->columns == NULL && reading->diag->errors == before) {
        complain(reading, reading->foreign
                              ? "the file is empty; its first row names the columns: run,…"
                              : "the file is empty; its first row names the columns: "
                                "scenario,run,…,status");
    }
    return reading->diag->errors == before;
}

static void forget_node(void *node)
{
    (void)node; /* it is the arena's */
}

static bool parse_table(struct reading *reading, struct tf_wide_table *table, const char *bytes,
                        size_t length)
{
    *table = (struct tf_wide_table){.row_count = 0};
    tf_arena_init(&table->arena);
    bool ok = parse(reading, bytes, length);
    for (size_t i = 0; reading->columns != NULL && i < table->column_count; i++) {
        tdestroy(reading->columns[i].known, forget_node);
    }
    if (table->columns == NULL) {
        table->column_count = 0;
    }
    free(reading->header);
    return ok;
}

bool tf_wide_parse(struct tf_wide_table *table, const char *file, const char *bytes, size_t length,
                   struct tf_diag *diag)
{
    struct reading reading = {.table = table, .diag = diag, .file = file, .line = 1};
    return parse_table(&reading, table, bytes, length);
}

bool tf_wide_parse_foreign(struct tf_wide_table *table, const char *file, const char *bytes,
                           size_t length, struct tf_diag *diag)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct reading reading = {
        .table = table, .diag = diag, .file = file, .line = 1, .foreign = true};
    bool marked = length >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0;
    size_t skipped = marked ? strlen(mark) : 0;
    return parse_table(&reading, table, bytes + skipped, length - skipped);
}

static bool read_file(struct tf_wide_table *table, const char *path, bool foreign,
                      struct tf_diag *diag)
{
    struct tf_mapping mapping;
    *table = (struct tf_wide_table){.row_count = 0};
    tf_arena_init(&table->arena);
    if (!tf_file_map(&mapping, path, diag)) {
        return false;
    }
    bool ok = foreign ? tf_wide_parse_foreign(table, path, mapping.bytes, mapping.length, diag)
                      : tf_wide_parse(table, path, mapping.bytes, mapping.length, diag);
    tf_file_unmap(&mapping);
    return ok;
}

bool tf_wide_read(struct tf_wide_table *table, const char *path, struct tf_diag *diag)
{
    return read_file(table, path, false, diag);
}

bool tf_wide_read_foreign(struct tf_wide_table *table, const char *path, struct tf_diag *diag)
{
    return read_file(table, path, true, diag);
}

void tf_wide_release(struct tf_wide_table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        free(table->columns[i].numbers);
        free(table->columns[i].indices);
        free(table->columns[i].texts);
    }
    tf_arena_release(&table->arena);
    *table = (struct tf_wide_table){.row_count = 0};
}

const struct tf_wide_read_column *tf_wide_find(const struct tf_wide_table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (strcmp(table->columns[i].name, name) == 0) {
            return &table->columns[i];
        }
    }
    return NULL;
}
