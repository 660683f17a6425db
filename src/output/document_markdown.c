#include <string.h>

#include "output/document.h"
#include "output/layout.h"

enum { TEXT_MOST = 100000 };

/* A line of text: nothing at its start may make it a list, a rule or a heading. */
static void write_line(const struct tf_document *document, const char *text, struct tf_buffer *out)
{
    const char *clean = tf_layout_clean(document->arena, text, TEXT_MOST);
    if (clean == NULL) {
        out->failed = true;
        return;
    }
    size_t digits = strspn(clean, "0123456789");
    if (digits > 0 && (clean[digits] == '.' || clean[digits] == ')')) {
        tf_buffer_append(out, clean, digits);
        tf_buffer_text(out, "\\");
        clean += digits;
    } else if (clean[0] != '\0' && strchr("-+=:", clean[0]) != NULL) {
        tf_buffer_text(out, "\\");
    }
    tf_markdown_text(out, clean);
}

/* Lines of code between fences longer than any row of backticks in them. */
static void write_code(const char *text, struct tf_buffer *out)
{
    size_t longest = 2, row = 0;
    for (const char *at = text; *at != '\0'; at++) {
        row = *at == '`' ? row + 1 : 0;
        longest = row > longest ? row : longest;
    }
    for (size_t i = 0; i <= longest; i++) {
        tf_buffer_text(out, "`");
    }
    tf_buffer_printf(out, "\n%s\n", text);
    for (size_t i = 0; i <= longest; i++) {
        tf_buffer_text(out, "`");
    }
    tf_buffer_text(out, "\n\n");
}

static void write_figure(const struct tf_document *document,
                         const struct tf_document_figure *figure, const char *folder,
                         struct tf_buffer *out)
{
    tf_buffer_text(out, "![");
    write_line(document, figure->alternative, out);
    tf_buffer_text(out, "](<");
    for (const char *at = folder; *at != '\0'; at++) {
        tf_buffer_text(out, strchr("<>\\", *at) != NULL ? "\\" : "");
        tf_buffer_append(out, at, 1);
    }
    tf_buffer_printf(out, "/%s.svg>)\n\n", figure->name);
    write_line(document, figure->caption, out);
    tf_buffer_text(out, "\n\n");
}

static void write_table(const struct tf_document *document, const struct tf_block *block,
                        struct tf_buffer *out)
{
    if (block->text[0] != '\0') {
        write_line(document, block->text, out);
        tf_buffer_text(out, "\n\n");
    }
    tf_table_markdown(block->table, out);
    tf_buffer_text(out, "\n");
}

static void write_text(const struct tf_document *document, const struct tf_block *block,
                       bool last_item, struct tf_buffer *out)
{
    static const char *const marks[] = {"# ", "## ", "### "};
    tf_buffer_text(out, block->kind == TF_BLOCK_HEADING ? marks[block->level - 1]
                        : block->kind == TF_BLOCK_ITEM  ? "- "
                                                        : "");
    write_line(document, block->text, out);
    tf_buffer_text(out, block->kind == TF_BLOCK_ITEM && !last_item ? "\n" : "\n\n");
}

bool tf_document_markdown(const struct tf_document *document, const char *folder,
                          struct tf_buffer *out)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct tf_block *block = &document->blocks[i];
        bool last = i + 1 == document->count || document->blocks[i + 1].kind != TF_BLOCK_ITEM;
        switch (block->kind) {
        case TF_BLOCK_TABLE:
            write_table(document, block, out);
            break;
        case TF_BLOCK_FIGURE:
            write_figure(document, block->figure, folder, out);
            break;
        case TF_BLOCK_CODE:
            write_code(block->text, out);
            break;
        default:
            write_text(document, block, last, out);
        }
    }
    return !document->failed && !out->failed;
}
