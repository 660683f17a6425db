/* Any bytes as rows of a sweep: read or refused with a word, and what is read and written again
 * reads as the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "output/wide.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(bool good)
{
    if (!good) {
        abort();
    }
}

static void write_again(const struct tf_wide_table *table, struct tf_buffer *out)
{
    struct tf_arena arena;
    tf_arena_init(&arena);
    size_t count = table->column_count;
    struct tf_wide_column *columns = tf_arena_alloc(&arena, count, sizeof *columns);
    union tf_wide_cells *cells = tf_arena_alloc(&arena, count, sizeof *cells);
    check(columns != NULL && cells != NULL);
    for (size_t i = 0; i < count; i++) {
        const struct tf_wide_read_column *read = &table->columns[i];
        columns[i].name = read->name;
        columns[i].kind = read->numbers != NULL ? TF_WIDE_NUMBER : TF_WIDE_TEXT;
        if (read->numbers != NULL) {
            cells[i].numbers = read->numbers;
        } else {
            cells[i].indices = read->indices;
            check(tf_wide_texts(read->texts, read->text_count, i == 0, &arena, &columns[i].texts));
        }
    }
    tf_wide_header(columns, count, out);
    tf_wide_rows(columns, count, cells, 0, table->row_count, out);
    tf_arena_release(&arena);
}

static void compare(const struct tf_wide_table *a, const struct tf_wide_table *b)
{
    check(a->row_count == b->row_count && a->column_count == b->column_count);
    for (size_t i = 0; i < a->column_count; i++) {
        check(strcmp(a->columns[i].name, b->columns[i].name) == 0);
        for (size_t row = 0; row < a->row_count; row++) {
            const struct tf_wide_read_column *x = &a->columns[i], *y = &b->columns[i];
            if (x->numbers != NULL) {
                double one = x->numbers[row], other = y->numbers[row];
                check((one >= other && one <= other) || (one != one && other != other));
            } else {
                check(strcmp(x->texts[x->indices[row]], y->texts[y->indices[row]]) == 0);
            }
        }
    }
}

/* Whatever is a table, and has no byte-order mark to skip, is a foreign table too, of the same
 * size. */
static void read_as_foreign(const uint8_t *bytes, size_t length, const struct tf_wide_table *table)
{
    struct tf_wide_table foreign;
    struct tf_diag diag;
    tf_diag_init(&diag);
    bool good = tf_wide_parse_foreign(&foreign, "fuzz.csv", (const char *)bytes, length, &diag);
    check(good == (diag.errors == 0));
    if (table != NULL) {
        check(good && foreign.row_count == table->row_count);
        check(foreign.column_count == table->column_count);
    }
    tf_wide_release(&foreign);
    tf_diag_release(&diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct tf_wide_table table, again;
    struct tf_buffer csv;
    struct tf_diag diag;
    tf_diag_init(&diag);
    tf_buffer_init(&csv);
    bool good = tf_wide_parse(&table, "fuzz.csv", (const char *)bytes, length, &diag);
    check(good == (diag.errors == 0));
    /* A lone empty field would be an empty row. */
    if (good && table.column_count > 1) {
        write_again(&table, &csv);
        check(tf_wide_parse(&again, "again.csv", csv.bytes, csv.length, &diag));
        compare(&table, &again);
        tf_wide_release(&again);
    }
    read_as_foreign(bytes, length, good && bytes[0] != 0xEF ? &table : NULL);
    tf_wide_release(&table);
    tf_buffer_release(&csv);
    tf_diag_release(&diag);
    return 0;
}
