/* table: rows of texts, as a table for reading or as Markdown. */
#ifndef TF_OUTPUT_TABLE_H
#define TF_OUTPUT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/text.h"

struct tf_column {
    const char *title;
    enum tf_align align;
};

struct tf_table {
    struct tf_arena *arena; /* for cleaned texts; not owned */
    const struct tf_column *columns;
    size_t column_count;
    size_t key_columns; /* the first ones, repeated in every block; 1 unless set otherwise */
    const char **cells; /* row by row */
    size_t cell_count, capacity;
    bool failed; /* memory ran out, or a cell was NULL */
};

/* columns must outlive the table. */
void tf_table_init(struct tf_table *table, struct tf_arena *arena, const struct tf_column *columns,
                   size_t column_count);
void tf_table_release(struct tf_table *table);

/* The next cell, row by row. The text is not copied; control characters are shown as blanks or
 * U+FFFD. NULL (an allocation that failed) makes the whole table fail. */
void tf_table_cell(struct tf_table *table, const char *text);

/* A row of its own that stands over those below: text in the first column, nothing in the others.
 */
void tf_table_heading(struct tf_table *table, const char *text);

/* As text within `width` columns. The key columns are repeated where the others do not fit side by
 * side and go on in a further block below; a first column over half the width is cut with `…`.
 * bold: the column titles in ANSI bold. */
void tf_table_text(const struct tf_table *table, size_t width, bool bold, struct tf_buffer *out);

/* The width that the text has in one block. */
size_t tf_table_width(const struct tf_table *table);

/* As a Markdown table, whatever its width. */
void tf_table_markdown(const struct tf_table *table, struct tf_buffer *out);

/* What a writer of another form reads. A heading has nothing but its first cell. */
size_t tf_table_row_count(const struct tf_table *table);
const char *tf_table_text_at(const struct tf_table *table, size_t row, size_t column);
bool tf_table_is_heading(const struct tf_table *table, size_t row);

/* Appends text to Markdown so that it reads as text, in CommonMark and in Pandoc: what may mean
 * something inside a line (| * _ ` < > [ ] \ # & $ ^ ~ { }, and @ but inside a word) is escaped. */
void tf_markdown_text(struct tf_buffer *out, const char *text);

#endif
