#include "output/document.h"

#include <stdlib.h>
#include <string.h>

void tf_document_init(struct tf_document *document, struct tf_arena *arena,
                      enum tf_language language)
{
    *document = (struct tf_document){.arena = arena, .language = language};
}

void tf_document_release(struct tf_document *document)
{
    free(document->blocks);
    *document = (struct tf_document){0};
}

static void append(struct tf_document *document, struct tf_block block)
{
    if (!tf_array_reserve(&document->blocks, &document->capacity, document->count + 1,
                          sizeof *document->blocks)) {
        document->failed = true;
        return;
    }
    document->blocks[document->count++] = block;
}

static void append_text(struct tf_document *document, enum tf_block_kind kind, int level,
                        const char *text)
{
    if (text == NULL) {
        document->failed = true;
        return;
    }
    append(document, (struct tf_block){.kind = kind, .level = level, .text = text});
}

void tf_document_heading(struct tf_document *document, int level, const char *text)
{
    append_text(document, TF_BLOCK_HEADING, level, text);
}

void tf_document_paragraph(struct tf_document *document, const char *text)
{
    append_text(document, TF_BLOCK_PARAGRAPH, 0, text);
}

void tf_document_item(struct tf_document *document, const char *text)
{
    append_text(document, TF_BLOCK_ITEM, 0, text);
}

void tf_document_code(struct tf_document *document, const char *text)
{
    append_text(document, TF_BLOCK_CODE, 0, text);
}

void tf_document_table(struct tf_document *document, struct tf_table *table, const char *caption)
{
    struct tf_table *kept = tf_arena_alloc(document->arena, 1, sizeof *kept);
    const char **cells = tf_arena_alloc(document->arena, table->cell_count, sizeof *cells);
    struct tf_column *columns =
        tf_arena_alloc(document->arena, table->column_count, sizeof *columns);
    if (kept == NULL || cells == NULL || columns == NULL || table->failed || caption == NULL) {
        document->failed = true;
    } else {
        *kept = *table;
        memcpy(cells, table->cells, table->cell_count * sizeof *cells);
        memcpy(columns, table->columns, table->column_count * sizeof *columns);
        kept->cells = cells;
        kept->columns = columns;
        append(document, (struct tf_block){.kind = TF_BLOCK_TABLE, .text = caption, .table = kept});
    }
    tf_table_release(table);
}

void tf_document_figure(struct tf_document *document, const struct tf_document_figure *figure)
{
    append(document, (struct tf_block){.kind = TF_BLOCK_FIGURE, .figure = figure});
}
