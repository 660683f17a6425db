#include "output/result_table.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"

#define NEEDED_MOST 8
#define LARGEST 1e30 /* numbers, of either sign: what differs from them is still a number */

/* Columns that tell a kind from the others: all of `has`, none of `lacks`. The first that fits. */
static const struct {
    enum tf_result_kind kind;
    const char *command;
    const char *has[NEEDED_MOST];
    const char *lacks;
} kinds[] = {
    {TF_RESULT_SUMMARY,
     "sample --summary",
     {"scenario", "year", "metric", "statistic", "value"},
     NULL},
    {TF_RESULT_INDICES, "sensitivity and indices", {"metric", "factor", "index", "value"}, NULL},
    {TF_RESULT_SOLVED,
     "solve",
     {"scenario", "find", "value", "metric", "target", "reached", "status"},
     NULL},
    {TF_RESULT_BOXES, "discover", {"box", "factor", "low", "high"}, NULL},
    {TF_RESULT_ROWS, "sweep and sample", {"scenario", "run", "status"}, NULL},
    {TF_RESULT_RUN, "run", {"scenario", "year", "metric", "value"}, "statistic"},
    {TF_RESULT_EXPLAINED, "explain", {NULL}, NULL}, /* told from run by its metrics */
    {TF_RESULT_OBSERVED, "an observer", {"year", "metric", "value"}, "scenario"},
};

const char *tf_result_command(enum tf_result_kind kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].kind == kind) {
            return kinds[i].command;
        }
    }
    return "";
}

/* --- the header --------------------------------------------------------------------------------
 */

static size_t column_of(const struct tf_csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->header.count; i++) {
        if (strcmp(csv->header.cells[i].text, name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool fits(const struct tf_csv *csv, size_t kind)
{
    for (size_t i = 0; i < NEEDED_MOST && kinds[kind].has[i] != NULL; i++) {
        if (column_of(csv, kinds[kind].has[i]) == SIZE_MAX) {
            return false;
        }
    }
    return kinds[kind].has[0] != NULL &&
           (kinds[kind].lacks == NULL || column_of(csv, kinds[kind].lacks) == SIZE_MAX);
}

static bool find_kind(const struct tf_csv *csv, enum tf_result_kind *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (fits(csv, i)) {
            *kind = kinds[i].kind;
            return true;
        }
    }
    return false;
}

/* The bytes up to the end of the header: the first line that is neither empty nor a comment. */
static size_t header_length(const char *bytes, size_t length)
{
    size_t end = 0;
    bool found = false;
    while (end < length && !found) {
        const char *line = bytes + end, *stop = memchr(line, '\n', length - end);
        size_t size = stop != NULL ? (size_t)(stop - line) + 1 : length - end;
        found = *line != '#' && *line != '\n' && *line != '\r';
        end += size;
    }
    return end;
}

/* Only as much of the bytes is read as a header takes. */
bool tf_result_recognise(const char *bytes, size_t length)
{
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_csv csv;
    enum tf_result_kind kind;
    size_t header = header_length(bytes, length);
    tf_arena_init(&arena);
    tf_diag_init(&diag);
    bool found =
        header > 0 && tf_csv_read(&arena, "", bytes, header, &csv, &diag) && find_kind(&csv, &kind);
    tf_diag_release(&diag);
    tf_arena_release(&arena);
    return found;
}

static bool names_are_single(const struct tf_result_table *table, struct tf_diag *diag)
{
    const struct tf_record *header = &table->csv.header;
    for (size_t i = 0; i < header->count; i++) {
        if (column_of(&table->csv, header->cells[i].text) != i) {
            struct tf_place place = tf_csv_place(&table->csv, &header->cells[i], 0);
            return tf_fail(diag, TF_BAD_INPUT, &place, "the column `%s` is there twice",
                           header->cells[i].text);
        }
    }
    return true;
}

static bool is_explained(const struct tf_result_table *table)
{
    size_t metric = column_of(&table->csv, "metric");
    return table->csv.count > 0 && tf_text_starts(tf_result_text(table, 0, metric), "change.");
}

static bool recognise(struct tf_result_table *table, struct tf_diag *diag)
{
    struct tf_place place = {.file = table->file, .line = table->csv.header.line};
    if (!find_kind(&table->csv, &table->kind)) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "the header fits no table that a chart is drawn from; those of run, "
                       "explain, sample, sweep, sensitivity, indices, solve and discover are, as "
                       "they write them with --format csv");
    }
    if (!names_are_single(table, diag)) {
        return false;
    }
    if (table->csv.count == 0) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "the table of %s has no rows; there is nothing to draw",
                       tf_result_command(table->kind));
    }
    if (table->kind == TF_RESULT_RUN && is_explained(table)) {
        table->kind = TF_RESULT_EXPLAINED;
    }
    return true;
}

bool tf_result_parse(struct tf_result_table *table, const char *file, const char *bytes,
                     size_t length, struct tf_diag *diag)
{
    *table = (struct tf_result_table){.file = file};
    tf_arena_init(&table->arena);
    return tf_csv_read(&table->arena, file, bytes, length, &table->csv, diag) &&
           recognise(table, diag);
}

void tf_result_release(struct tf_result_table *table)
{
    tf_arena_release(&table->arena);
    *table = (struct tf_result_table){.file = NULL};
    tf_arena_init(&table->arena);
}

/* --- cells -------------------------------------------------------------------------------------
 */

size_t tf_result_column(const struct tf_result_table *table, const char *name)
{
    return column_of(&table->csv, name);
}

bool tf_result_need(const struct tf_result_table *table, const char *name, size_t *column,
                    struct tf_diag *diag)
{
    *column = column_of(&table->csv, name);
    if (*column != SIZE_MAX) {
        return true;
    }
    struct tf_place place = {.file = table->file, .line = table->csv.header.line};
    return tf_fail(diag, TF_BAD_INPUT, &place,
                   "the column `%s` is missing; the tables of %s have it", name,
                   tf_result_command(table->kind));
}

const char *tf_result_text(const struct tf_result_table *table, size_t row, size_t column)
{
    const struct tf_record *record = &table->csv.records[row];
    return column < record->count ? record->cells[column].text : "";
}

bool tf_result_is_solved(const struct tf_result_table *table, size_t row)
{
    const char *status = tf_result_text(table, row, tf_result_column(table, "status"));
    return strcmp(status, "ok") == 0 || tf_text_starts(status, "ok;");
}

struct tf_place tf_result_place(const struct tf_result_table *table, size_t row, size_t column)
{
    const struct tf_record *record = &table->csv.records[row];
    if (column < record->count) {
        return tf_csv_place(&table->csv, &record->cells[column], 0);
    }
    return (struct tf_place){.file = table->file, .line = record->line};
}

bool tf_result_number(const struct tf_result_table *table, size_t row, size_t column, double *value,
                      struct tf_diag *diag)
{
    const char *text = tf_result_text(table, row, column);
    struct tf_number number;
    *value = TF_ABSENT;
    if (*text == '\0') {
        return true;
    }
    struct tf_place place = tf_result_place(table, row, column);
    if (tf_number_parse(text, strlen(text), table->csv.decimal, false, &number) == TF_NUMBER_OK) {
        *value = number.value;
        return fabs(number.value) <= LARGEST ||
               tf_fail(diag, TF_BAD_INPUT, &place,
                       "`%s` in column `%s` is more than a chart can show, which is %g", text,
                       table->csv.header.cells[column].text, LARGEST);
    }
    return tf_fail(diag, TF_BAD_INPUT, &place, "`%s` must be a number or empty, not `%s`",
                   table->csv.header.cells[column].text, text);
}
