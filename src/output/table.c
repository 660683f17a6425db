#include "output/table.h"

#include <stdlib.h>
#include <string.h>

#include "output/layout.h"

enum { GAP = 2, TEXT_MOST = 4096 };

void tf_table_init(struct tf_table *table, struct tf_arena *arena, const struct tf_column *columns,
                   size_t column_count)
{
    *table = (struct tf_table){
        .arena = arena, .columns = columns, .column_count = column_count, .key_columns = 1};
}

void tf_table_release(struct tf_table *table)
{
    free(table->cells);
    table->cells = NULL;
    table->cell_count = table->capacity = 0;
}

static bool is_printable_ascii(const char *text)
{
    while (*text >= ' ' && *text <= '~') {
        text++;
    }
    return *text == '\0';
}

void tf_table_cell(struct tf_table *table, const char *text)
{
    if (text != NULL && !is_printable_ascii(text)) {
        /* Blanks at the left are an indent, which cleaning would take away. */
        size_t blanks = strspn(text, " ");
        const char *clean = tf_layout_clean(table->arena, text + blanks, TEXT_MOST);
        text = clean == NULL || blanks == 0
                   ? clean
                   : tf_arena_printf(table->arena, "%*s%s", (int)blanks, "", clean);
    }
    if (text == NULL || !tf_array_reserve(&table->cells, &table->capacity, table->cell_count + 1,
                                          sizeof *table->cells)) {
        table->failed = true;
        return;
    }
    table->cells[table->cell_count++] = text;
}

void tf_table_heading(struct tf_table *table, const char *text)
{
    tf_table_cell(table, text);
    for (size_t i = 1; i < table->column_count; i++) {
        tf_table_cell(table, "");
    }
}

size_t tf_table_row_count(const struct tf_table *table)
{
    return table->column_count == 0 ? 0 : table->cell_count / table->column_count;
}

const char *tf_table_text_at(const struct tf_table *table, size_t row, size_t column)
{
    return table->cells[row * table->column_count + column];
}

bool tf_table_is_heading(const struct tf_table *table, size_t row)
{
    for (size_t i = 1; i < table->column_count; i++) {
        if (tf_table_text_at(table, row, i)[0] != '\0') {
            return false;
        }
    }
    return table->column_count > 1;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t column_width(const struct tf_table *table, size_t column)
{
    size_t width = tf_text_width(table->columns[column].title);
    for (size_t row = 0; row < tf_table_row_count(table); row++) {
        if (column > 0 || !tf_table_is_heading(table, row)) {
            width = larger(width, tf_text_width(tf_table_text_at(table, row, column)));
        }
    }
    return width;
}

static void trim_line(struct tf_buffer *out)
{
    while (out->length > 0 && out->bytes[out->length - 1] == ' ') {
        out->bytes[--out->length] = '\0';
    }
    tf_buffer_append(out, "\n", 1);
}

/* A block of columns: the key columns and first .. last - 1. */
struct block {
    const struct tf_table *table;
    const size_t *widths; /* of every column; the first may have been made narrower */
    size_t keys, first, last;
    bool bold;
};

static void write_cell(const struct block *block, size_t column, const char *text,
                       struct tf_buffer *out)
{
    if (column > 0) {
        tf_buffer_append(out, "  ", GAP);
    }
    tf_text_pad(out, text, block->widths[column], block->table->columns[column].align);
}

static void write_line(const struct block *block, const char *const *texts, struct tf_buffer *out)
{
    for (size_t i = 0; i < block->keys; i++) {
        write_cell(block, i, texts[i], out);
    }
    for (size_t i = block->first; i < block->last; i++) {
        write_cell(block, i, texts[i], out);
    }
    trim_line(out);
}

static void write_titles(const struct block *block, const char **texts, struct tf_buffer *out)
{
    bool any = false;
    for (size_t i = 0; i < block->table->column_count; i++) {
        texts[i] = block->table->columns[i].title;
        any = any || texts[i][0] != '\0';
    }
    if (!any) {
        return;
    }
    tf_buffer_text(out, block->bold ? "\033[1m" : "");
    write_line(block, texts, out);
    if (block->bold && !out->failed) {
        out->length--;
        tf_buffer_text(out, "\033[0m\n");
    }
}

static void write_block(const struct block *block, const char **texts, struct tf_buffer *out)
{
    const struct tf_table *table = block->table;
    write_titles(block, texts, out);
    for (size_t row = 0; row < tf_table_row_count(table); row++) {
        if (tf_table_is_heading(table, row)) {
            tf_buffer_text(out, tf_table_text_at(table, row, 0));
            trim_line(out);
        } else {
            write_line(block, table->cells + row * table->column_count, out);
        }
    }
}

/* The widths of all columns, from the heap; NULL when memory is exhausted. */
static size_t *all_widths(const struct tf_table *table)
{
    size_t *widths = calloc(table->column_count, sizeof *widths);
    for (size_t i = 0; widths != NULL && i < table->column_count; i++) {
        widths[i] = column_width(table, i);
    }
    return widths;
}

static size_t total_width(const size_t *widths, size_t first, size_t last)
{
    size_t width = 0;
    for (size_t i = first; i < last; i++) {
        width += widths[i] + (i > 0 ? GAP : 0);
    }
    return width;
}

size_t tf_table_width(const struct tf_table *table)
{
    size_t *widths = all_widths(table);
    size_t width = widths != NULL ? total_width(widths, 0, table->column_count) : 0;
    free(widths);
    return width;
}

/* How many columns from `first` on stand side by side; at least one. */
static size_t fitting(const struct block *block, size_t width)
{
    size_t used = total_width(block->widths, 0, block->keys), last = block->first;
    while (last < block->table->column_count &&
           (last == block->first || used + GAP + block->widths[last] <= width)) {
        used += GAP + block->widths[last++];
    }
    return last;
}

void tf_table_text(const struct tf_table *table, size_t width, bool bold, struct tf_buffer *out)
{
    size_t count = table->column_count;
    size_t *widths = all_widths(table);
    const char **texts = calloc(count, sizeof *texts);
    if (widths == NULL || texts == NULL || table->failed) {
        out->failed = true;
    } else {
        if (count > 1 && widths[0] > width / 2 && total_width(widths, 0, count) > width) {
            widths[0] = width / 2;
        }
        size_t keys = table->key_columns < count ? table->key_columns : count;
        struct block block = {table, widths, keys, keys, keys, bold};
        do {
            block.last = fitting(&block, width);
            write_block(&block, texts, out);
            block.first = block.last;
            tf_buffer_text(out, block.first < count ? "\n" : "");
        } while (block.first < count);
    }
    free(texts);
    free(widths);
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void tf_markdown_text(struct tf_buffer *out, const char *text)
{
    for (const char *start = text; *text != '\0'; text++) {
        bool cites = *text == '@' && (text == start || !is_word(text[-1]));
        if (cites || strchr("|*_`<>[]\\#&$^~{}", *text) != NULL) {
            tf_buffer_append(out, "\\", 1);
        }
        tf_buffer_append(out, text, 1);
    }
}

static void markdown_row(const struct tf_table *table, size_t row, struct tf_buffer *out)
{
    bool heading = tf_table_is_heading(table, row);
    for (size_t i = 0; i < table->column_count; i++) {
        const char *text = tf_table_text_at(table, row, i);
        size_t indent = strspn(text, " ");
        tf_buffer_text(out, i == 0 ? "| " : " | ");
        for (size_t blank = 0; blank < indent && text[indent] != '\0'; blank++) {
            tf_buffer_text(out, "&nbsp;");
        }
        tf_buffer_text(out, heading && i == 0 ? "**" : "");
        tf_markdown_text(out, text + indent);
        tf_buffer_text(out, heading && i == 0 ? "**" : "");
    }
    tf_buffer_text(out, " |\n");
}

void tf_table_markdown(const struct tf_table *table, struct tf_buffer *out)
{
    out->failed = out->failed || table->failed;
    for (size_t i = 0; i < table->column_count; i++) {
        tf_buffer_text(out, i == 0 ? "| " : " | ");
        tf_markdown_text(out, table->columns[i].title);
    }
    tf_buffer_text(out, " |\n");
    for (size_t i = 0; i < table->column_count; i++) {
        tf_buffer_text(out, i == 0 ? "| " : " | ");
        tf_buffer_text(out, table->columns[i].align == TF_ALIGN_RIGHT ? "---:" : "---");
    }
    tf_buffer_text(out, " |\n");
    for (size_t row = 0; row < tf_table_row_count(table); row++) {
        markdown_row(table, row, out);
    }
}
