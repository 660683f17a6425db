#include "scenario/csvsrc.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* The reading of one file. libcsv is fed so that the place of every byte that opens a field or a
 * quote is known when libcsv reports the field: a byte at a time but for what is inside a field. */
struct reading {
    struct tf_arena *arena;
    struct tf_csv *csv;
    struct tf_diag *diag;
    const char *bytes;
    size_t length;
    struct csv_parser parser;

    size_t line, column; /* of the byte being fed */
    bool field_open;     /* a byte of the field that is no blank has been seen */
    bool field_quoted;
    size_t field_line, field_column; /* where the field's first byte stands */
    size_t record_line;

    struct tf_cell *cells; /* of the current record */
    size_t cell_count, cell_capacity;
    size_t record_capacity;
    bool has_header, out_of_memory;
};

static const char *line_text(const struct tf_csv *csv, size_t line)
{
    return line >= 1 && line <= csv->line_count ? csv->lines[line - 1] : "";
}

static struct tf_place place_at(const struct tf_csv *csv, size_t line, size_t column)
{
    return (struct tf_place){csv->file, line, column, line_text(csv, line)};
}

struct tf_place tf_csv_place(const struct tf_csv *csv, const struct tf_cell *cell, size_t offset)
{
    /* Behind a line break inside a quoted cell the column would be another line's. */
    bool same_line =
        memchr(cell->text, '\n', offset < cell->length ? offset : cell->length) == NULL;
    return place_at(csv, cell->line,
                    cell->column + (same_line ? offset + (cell->quoted ? 1 : 0) : 0));
}

static size_t line_end(const char *bytes, size_t length, size_t at)
{
    while (at < length && bytes[at] != '\n' && bytes[at] != '\r') {
        at++;
    }
    return at;
}

static size_t after_line_end(const char *bytes, size_t length, size_t at)
{
    if (at + 1 < length && bytes[at] == '\r' && bytes[at + 1] == '\n') {
        return at + 2;
    }
    return at < length ? at + 1 : at;
}

/* Copies of all lines, for excerpts. */
static bool split_lines(struct tf_arena *arena, const char *bytes, size_t length,
                        struct tf_csv *csv)
{
    size_t count = 0;
    for (size_t at = 0; at < length; count++) {
        at = after_line_end(bytes, length, line_end(bytes, length, at));
    }
    csv->lines = tf_arena_alloc(arena, count, sizeof *csv->lines);
    if (csv->lines == NULL) {
        return false;
    }
    for (size_t at = 0, i = 0; at < length; i++) {
        size_t end = line_end(bytes, length, at);
        csv->lines[i] = tf_arena_strndup(arena, bytes + at, end - at);
        if (csv->lines[i] == NULL) {
            return false;
        }
        at = after_line_end(bytes, length, end);
    }
    csv->line_count = count;
    return true;
}

/* Line and column of a byte. */
static struct tf_place place_of(const struct tf_csv *csv, const char *bytes, size_t at)
{
    size_t line = 1, start = 0;
    for (size_t i = 0; i < at; i++) {
        if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n')) {
            line++;
            start = i + 1;
        }
    }
    return place_at(csv, line, at - start + 1);
}

/* NUL and bytes that are no UTF-8: nothing more is read then. */
static bool check_bytes(const struct tf_csv *csv, const char *bytes, size_t length,
                        struct tf_diag *diag)
{
    const char *nul = memchr(bytes, '\0', length);
    size_t invalid = tf_utf8_invalid_at(bytes, length);
    if (nul != NULL && (size_t)(nul - bytes) < invalid) {
        struct tf_place place = place_of(csv, bytes, (size_t)(nul - bytes));
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "a NUL byte; this is no text file, save it as CSV UTF-8");
    }
    if (invalid < length) {
        struct tf_place place = place_of(csv, bytes, invalid);
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "byte 0x%02X is not valid UTF-8; save the file as \"CSV UTF-8\"",
                       (unsigned)(unsigned char)bytes[invalid]);
    }
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* True when the line holds nothing but separators and blanks, or is a comment. */
static bool skipped_line(const char *line)
{
    size_t at = strspn(line, " \t\"");
    return line[at] == '#' || line[strspn(line, " \t,;\"")] == '\0';
}

/* The header is the first line that is neither blank nor a comment; `;` without `,` in it means
 * the form of spreadsheets that write a comma in numbers. */
static void find_separator(struct tf_csv *csv)
{
    csv->separator = ',';
    csv->decimal = '.';
    for (size_t i = 0; i < csv->line_count; i++) {
        const char *line = csv->lines[i];
        if (!skipped_line(line)) {
            if (strchr(line, ';') != NULL && strchr(line, ',') == NULL) {
                csv->separator = ';';
                csv->decimal = ',';
            }
            return;
        }
    }
}

static void add_cell(struct reading *reading, const char *text, size_t length)
{
    if (!tf_array_reserve(&reading->cells, &reading->cell_capacity, reading->cell_count + 1,
                          sizeof *reading->cells)) {
        reading->out_of_memory = true;
        return;
    }
    struct tf_cell *cell = &reading->cells[reading->cell_count++];
    *cell = (struct tf_cell){
        .text = tf_arena_strndup(reading->arena, text, length),
        .length = length,
        .line = reading->field_open ? reading->field_line : reading->line,
        .column = reading->field_open ? reading->field_column : reading->column,
        .quoted = reading->field_quoted,
    };
    reading->out_of_memory |= cell->text == NULL;
    if (length > TF_CSV_FIELD_LIMIT) {
        struct tf_place place = place_at(reading->csv, cell->line, cell->column);
        tf_fail(reading->diag, TF_BAD_INPUT, &place,
                "a field of %zu bytes; at most %zu KiB are read", length, TF_CSV_FIELD_LIMIT >> 10);
    }
}

/* libcsv's callback at the end of a field. */
static void end_field(void *bytes, size_t length, void *context)
{
    struct reading *reading = context;
    const char *text = bytes;
    if (!reading->field_quoted) {
        while (length > 0 && is_blank(text[length - 1])) {
            length--;
        }
        while (length > 0 && is_blank(*text)) {
            text++;
            length--;
        }
    }
    add_cell(reading, length > 0 ? text : "", length);
    reading->field_open = false;
    reading->field_quoted = false;
}

static bool is_skipped(const struct reading *reading)
{
    if (reading->cell_count > 0 && reading->cells[0].text != NULL &&
        reading->cells[0].text[0] == '#') {
        return true;
    }
    for (size_t i = 0; i < reading->cell_count; i++) {
        if (reading->cells[i].length > 0) {
            return false;
        }
    }
    return true;
}

/* The record's cells, as many as the header has: what lacks is empty and stands at its end. */
static struct tf_record make_record(struct reading *reading, size_t width)
{
    size_t count = reading->cell_count > width ? reading->cell_count : width;
    struct tf_record record = {NULL, count, reading->record_line};
    record.cells = tf_arena_alloc(reading->arena, count, sizeof *record.cells);
    if (record.cells == NULL) {
        reading->out_of_memory = true;
        return (struct tf_record){NULL, 0, reading->record_line};
    }
    memcpy(record.cells, reading->cells, reading->cell_count * sizeof *record.cells);
    for (size_t i = reading->cell_count; i < count; i++) {
        record.cells[i] = (struct tf_cell){"", 0, reading->line, reading->column, false};
    }
    return record;
}

static bool is_digits(const struct tf_cell *cell)
{
    return !cell->quoted && cell->length >= 1 && cell->length <= 3 &&
           strspn(cell->text, "0123456789") == cell->length;
}

/* 39,218 has become 39 and 218: the field stands where no column is, behind one to three digits. */
static bool is_split_number(const struct reading *reading, size_t at)
{
    const struct tf_cell *cells = reading->cells;
    return at > 0 && is_digits(&cells[at]) && cells[at].length == 3 && is_digits(&cells[at - 1]);
}

/* Fields beyond the header's must be empty. */
static void check_width(struct reading *reading, size_t width)
{
    for (size_t i = width; i < reading->cell_count; i++) {
        if (i == width && is_split_number(reading, i)) {
            struct tf_place place = tf_csv_place(reading->csv, &reading->cells[i - 1], 0);
            tf_fail(reading->diag, TF_BAD_INPUT, &place,
                    "a thousands separator has split the number; write %s%s",
                    reading->cells[i - 1].text, reading->cells[i].text);
            return;
        }
        if (reading->cells[i].length > 0) {
            struct tf_place place = tf_csv_place(reading->csv, &reading->cells[i], 0);
            tf_fail(reading->diag, TF_BAD_INPUT, &place,
                    "a field more than the header's %zu; quote a text that holds `%c`, or name the "
                    "column",
                    width, reading->csv->separator);
            return;
        }
    }
}

static void add_record(struct reading *reading)
{
    struct tf_csv *csv = reading->csv;
    if (!reading->has_header) {
        csv->header = make_record(reading, 0);
        reading->has_header = true;
        return;
    }
    size_t width = csv->header.count;
    check_width(reading, width);
    if (!tf_array_reserve(&csv->records, &reading->record_capacity, csv->count + 1,
                          sizeof *csv->records)) {
        reading->out_of_memory = true;
        return;
    }
    if (reading->cell_count > width) {
        reading->cell_count = width;
    }
    csv->records[csv->count++] = make_record(reading, width);
}

/* libcsv's callback at the end of a record. */
static void end_record(int byte, void *context)
{
    (void)byte;
    struct reading *reading = context;
    if (!reading->out_of_memory && !is_skipped(reading)) {
        add_record(reading);
    }
    reading->cell_count = 0;
    reading->record_line = 0;
}

/* Before a byte is fed: where does what it opens stand? */
static void note_byte(struct reading *reading, char c)
{
    if (reading->record_line == 0) {
        reading->record_line = reading->line;
    }
    bool delimiter = c == reading->csv->separator || c == '\n' || c == '\r';
    if (!reading->field_open && !is_blank(c) && !delimiter) {
        reading->field_open = true;
        reading->field_quoted = c == '"';
        reading->field_line = reading->line;
        reading->field_column = reading->column;
    }
}

static void advance(struct reading *reading, size_t at)
{
    char c = reading->bytes[at];
    bool second_of_pair = c == '\r' && at + 1 < reading->length && reading->bytes[at + 1] == '\n';
    if ((c == '\n' || c == '\r') && !second_of_pair) {
        reading->line++;
        reading->column = 1;
    } else {
        reading->column++;
    }
}

/* libcsv refused the byte: a quote where none may stand, or text after a closing quote. */
static void refuse_quote(struct reading *reading)
{
    if (reading->field_quoted) {
        struct tf_place place = place_at(reading->csv, reading->line, reading->column);
        tf_fail(reading->diag, TF_BAD_INPUT, &place,
                "text after a closing quote; double the quotes inside a quoted field");
        return;
    }
    struct tf_place place = place_at(reading->csv, reading->line, reading->column);
    tf_fail(reading->diag, TF_BAD_INPUT, &place,
            "a quote inside an unquoted field; put the whole field in quotes and double the inner "
            "ones");
}

static bool in_comment(const struct reading *reading)
{
    const char *line = line_text(reading->csv, reading->record_line);
    return line[strspn(line, " \t")] == '#';
}

/* How many bytes from `at` on may be fed together: one, or in an open field all up to the next byte
 * that can end it. */
static size_t span_at(const struct reading *reading, size_t at)
{
    size_t end = at;
    while (reading->field_open && end < reading->length && reading->bytes[end] != '"' &&
           reading->bytes[end] != reading->csv->separator && reading->bytes[end] != '\n' &&
           reading->bytes[end] != '\r') {
        end++;
    }
    return end > at ? end - at : 1;
}

/* Feeds a byte, or several that are all part of a field; returns how many, 0 when reading cannot go
 * on. */
static size_t feed(struct reading *reading, size_t at)
{
    const char *bytes = reading->bytes + at;
    size_t count = span_at(reading, at);
    note_byte(reading, *bytes);
    /* A quote inside a comment's unquoted text is text. */
    if (*bytes == '"' && in_comment(reading) && reading->field_open && !reading->field_quoted) {
        bytes = "'";
    }
    size_t taken = csv_parse(&reading->parser, bytes, count, end_field, end_record, reading);
    if (taken != count) {
        reading->column += taken;
        if (csv_error(&reading->parser) == CSV_EPARSE) {
            refuse_quote(reading);
        } else {
            reading->out_of_memory = true;
        }
        return 0;
    }
    if (count > 1) {
        reading->column += count;
    } else {
        advance(reading, at);
    }
    return reading->out_of_memory || tf_diag_full(reading->diag) ? 0 : count;
}

static void finish(struct reading *reading)
{
    if (reading->field_quoted && csv_fini(&reading->parser, end_field, end_record, reading) != 0) {
        struct tf_place place = place_at(reading->csv, reading->field_line, reading->field_column);
        tf_fail(reading->diag, TF_BAD_INPUT, &place,
                "a quote that is opened here and never closed; close it, or double a quote that is "
                "part of the text");
        return;
    }
    csv_fini(&reading->parser, end_field, end_record, reading);
}

/* The next line after a broken one, so that the rest of the file is checked as well. */
static size_t resume(struct reading *reading, size_t at)
{
    size_t next = after_line_end(reading->bytes, reading->length,
                                 line_end(reading->bytes, reading->length, at));
    csv_free(&reading->parser);
    csv_init(&reading->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&reading->parser, (unsigned char)reading->csv->separator);
    reading->cell_count = 0;
    reading->record_line = 0;
    reading->field_open = reading->field_quoted = false;
    reading->line++;
    reading->column = 1;
    return next;
}

static bool parse(struct reading *reading)
{
    if (csv_init(&reading->parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        return tf_out_of_memory(reading->diag);
    }
    csv_set_delim(&reading->parser, (unsigned char)reading->csv->separator);
    reading->line = reading->column = 1;
    for (size_t at = 0; at < reading->length;) {
        size_t fed = feed(reading, at);
        if (fed > 0) {
            at += fed;
        } else if (reading->out_of_memory || tf_diag_full(reading->diag)) {
            break;
        } else {
            at = resume(reading, at);
        }
    }
    if (!reading->out_of_memory) {
        finish(reading);
    }
    csv_free(&reading->parser);
    return reading->out_of_memory ? tf_out_of_memory(reading->diag) : true;
}

/* Moves the growing record array, which is on the heap, to the arena. */
static bool keep_records(struct reading *reading)
{
    struct tf_record *heap = reading->csv->records;
    size_t count = reading->csv->count;
    reading->csv->records = tf_arena_alloc(reading->arena, count, sizeof *heap);
    if (reading->csv->records != NULL && count > 0) {
        memcpy(reading->csv->records, heap, count * sizeof *heap);
    }
    free(heap);
    free(reading->cells);
    return reading->csv->records != NULL || tf_out_of_memory(reading->diag);
}

bool tf_csv_read(struct tf_arena *arena, const char *file, const char *bytes, size_t length,
                 struct tf_csv *csv, struct tf_diag *diag)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t before = diag->errors;
    if (length >= 3 && memcmp(bytes, mark, 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    *csv = (struct tf_csv){.file = file};
    if (!split_lines(arena, bytes, length, csv)) {
        return tf_out_of_memory(diag);
    }
    find_separator(csv);
    if (!check_bytes(csv, bytes, length, diag)) {
        return false;
    }
    struct reading reading = {
        .arena = arena, .csv = csv, .diag = diag, .bytes = bytes, .length = length};
    bool parsed = parse(&reading);
    if (!keep_records(&reading) || !parsed) {
        return false;
    }
    if (!reading.has_header && diag->errors == before) {
        struct tf_place place = {.file = file};
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "no header; the first row must name the columns");
    }
    return diag->errors == before;
}
