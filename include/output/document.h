/* document: headings, paragraphs, tables and figures in their order, written as HTML or Markdown.
 *
 * One tree for both, so that they say the same. Every text in it is text: whatever it holds, none
 * of it becomes markup. */
#ifndef TF_OUTPUT_DOCUMENT_H
#define TF_OUTPUT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "output/table.h"
#include "output/words.h"

enum tf_block_kind {
    TF_BLOCK_HEADING,
    TF_BLOCK_PARAGRAPH,
    TF_BLOCK_ITEM, /* of a list: items that follow each other are one list */
    TF_BLOCK_TABLE,
    TF_BLOCK_FIGURE,
    TF_BLOCK_CODE /* lines as they stand */
};

/* A chart. Its bytes are owned by who made them. */
struct tf_document_figure {
    const char *name;        /* `paths`: part of identifiers and of the file's name in Markdown;
                                letters, digits and - only, each once in a document */
    const char *caption;     /* one sentence below it */
    const char *alternative; /* what it shows, for who cannot see it */
    struct tf_buffer wide;   /* SVG */
    struct tf_buffer narrow; /* SVG of the same for a small screen; empty: the wide one */
};

struct tf_block {
    enum tf_block_kind kind;
    int level;        /* of a heading, 1 to 3 */
    const char *text; /* of all but tables and figures; a table's caption */
    const struct tf_table *table;
    const struct tf_document_figure *figure;
};

struct tf_document {
    struct tf_arena *arena; /* of all that is in it; not owned */
    enum tf_language language;
    struct tf_block *blocks; /* on the heap */
    size_t count, capacity;
    bool failed; /* memory ran out, or a text was NULL because it did */
};

/* The arena must outlive the document. Release it in every case. */
void tf_document_init(struct tf_document *document, struct tf_arena *arena,
                      enum tf_language language);
void tf_document_release(struct tf_document *document);

/* Append. Texts are not copied. NULL (an allocation that failed) makes the whole document fail. */
void tf_document_heading(struct tf_document *document, int level, const char *text);
void tf_document_paragraph(struct tf_document *document, const char *text);
void tf_document_item(struct tf_document *document, const char *text);
void tf_document_code(struct tf_document *document, const char *text);

/* Appends a table and takes what it holds: `table` is empty afterwards. caption: what it is of; ""
 * where the heading above says so. */
void tf_document_table(struct tf_document *document, struct tf_table *table, const char *caption);
void tf_document_figure(struct tf_document *document, const struct tf_document_figure *figure);

/* Appends a complete page: no script, nothing that is fetched from anywhere (a content security
 * policy forbids it), readable at 320 px and on paper. The first heading of level 1 is its title.
 * False when memory is exhausted. */
bool tf_document_html(const struct tf_document *document, struct tf_buffer *out);

/* Appends Markdown (CommonMark with pipe tables). Figures are links to FOLDER/NAME.svg. */
bool tf_document_markdown(const struct tf_document *document, const char *folder,
                          struct tf_buffer *out);

#endif
