#include <stdio.h>
#include <string.h>

#include "output/document.h"
#include "output/document_style.h"
#include "output/html.h"

struct page {
    const struct tf_document *document;
    struct tf_buffer *out;
};

static const char *title_of(const struct tf_document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        if (document->blocks[i].kind == TF_BLOCK_HEADING && document->blocks[i].level == 1) {
            return document->blocks[i].text;
        }
    }
    return "twofold";
}

static void write_head(const struct page *page)
{
    struct tf_buffer *out = page->out;
    tf_buffer_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                     page->document->language == TF_LANGUAGE_ZH ? "zh-CN" : "en");
    tf_buffer_text(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                        "'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
                        "form-action 'none'\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<meta name=\"generator\" content=\"twofold\">\n"
                        "<link rel=\"icon\" href=\"data:,\">\n<title>");
    tf_html_text(out, title_of(page->document));
    tf_buffer_text(out, "</title>\n<style>\n");
    tf_buffer_text(out, document_style);
    tf_buffer_text(out, "</style>\n</head>\n<body>\n");
}

/* --- headings -----------------------------------------------------------------------------------
 */

static void write_contents(const struct page *page)
{
    const struct tf_document *document = page->document;
    tf_buffer_text(page->out, "<nav aria-label=\"");
    tf_html_text(page->out, tf_phrase_text(TF_PHRASE_REPORT_CONTENTS, document->language));
    tf_buffer_text(page->out, "\">\n<ul>\n");
    for (size_t i = 0; i < document->count; i++) {
        if (document->blocks[i].kind == TF_BLOCK_HEADING && document->blocks[i].level == 2) {
            tf_buffer_printf(page->out, "<li><a href=\"#part-%zu\">", i);
            tf_html_text(page->out, document->blocks[i].text);
            tf_buffer_text(page->out, "</a></li>\n");
        }
    }
    tf_buffer_text(page->out, "</ul>\n</nav>\n");
}

static void write_heading(const struct page *page, size_t index)
{
    const struct tf_block *block = &page->document->blocks[index];
    if (block->level == 2) {
        tf_buffer_printf(page->out, "<h2 id=\"part-%zu\">", index);
    } else {
        tf_buffer_printf(page->out, "<h%d>", block->level);
    }
    tf_html_text(page->out, block->text);
    tf_buffer_printf(page->out, "</h%d>\n", block->level);
}

static void write_element(const struct page *page, const char *name, const char *text)
{
    tf_buffer_printf(page->out, "<%s>", name);
    tf_html_text(page->out, text);
    tf_buffer_printf(page->out, "</%s>\n", name);
}

/* --- tables -------------------------------------------------------------------------------------
 */

/* More text than numbers: a list of assumptions. */
static bool is_wordy(const struct tf_table *table)
{
    size_t right = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        right += table->columns[i].align == TF_ALIGN_RIGHT;
    }
    return right == 0;
}

static void write_cell(const struct page *page, const char *tag, const char *attributes,
                       const char *text)
{
    tf_buffer_printf(page->out, "<%s%s>", tag, attributes);
    tf_html_text(page->out, text);
    tf_buffer_printf(page->out, "</%s>", tag);
}

static void write_columns(const struct page *page, const struct tf_table *table)
{
    tf_buffer_text(page->out, "<thead>\n<tr>");
    for (size_t i = 0; i < table->column_count; i++) {
        const struct tf_column *column = &table->columns[i];
        const char *attributes =
            column->align == TF_ALIGN_RIGHT ? " scope=\"col\" class=\"right\"" : " scope=\"col\"";
        if (column->title[0] == '\0') {
            tf_buffer_text(page->out, "<td></td>");
        } else {
            write_cell(page, "th", attributes, column->title);
        }
    }
    tf_buffer_text(page->out, "</tr>\n</thead>\n");
}

static void write_row(const struct page *page, const struct tf_table *table, size_t row)
{
    const char *first = tf_table_text_at(table, row, 0);
    size_t indent = strspn(first, " ");
    tf_buffer_text(page->out, "<tr>");
    write_cell(page, "th",
               indent > 2   ? " scope=\"row\" class=\"deeper\""
               : indent > 0 ? " scope=\"row\" class=\"deep\""
                            : " scope=\"row\"",
               first + indent);
    for (size_t i = 1; i < table->column_count; i++) {
        bool right = table->columns[i].align == TF_ALIGN_RIGHT;
        write_cell(page, "td", right ? " class=\"right\"" : "", tf_table_text_at(table, row, i));
    }
    tf_buffer_text(page->out, "</tr>\n");
}

static void write_group(const struct page *page, const struct tf_table *table, size_t row)
{
    char attributes[64];
    tf_buffer_text(page->out, row > 0 ? "</tbody>\n<tbody>\n<tr>" : "<tr>");
    snprintf(attributes, sizeof attributes, " scope=\"rowgroup\" colspan=\"%zu\"",
             table->column_count);
    write_cell(page, "th", attributes, tf_table_text_at(table, row, 0));
    tf_buffer_text(page->out, "</tr>\n");
}

/* A table wider than the screen scrolls, also by keys; so it is a region with a name. */
static void write_table(const struct page *page, size_t index, const char *heading)
{
    const struct tf_block *block = &page->document->blocks[index];
    const struct tf_table *table = block->table;
    const char *name = block->text[0] != '\0' ? block->text : heading;
    tf_buffer_text(page->out, "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
    tf_html_text(page->out, name);
    tf_buffer_text(page->out, is_wordy(table) ? "\">\n<table class=\"wide\">\n" : "\">\n<table>\n");
    if (block->text[0] != '\0') {
        write_element(page, "caption", block->text);
    }
    write_columns(page, table);
    tf_buffer_text(page->out, "<tbody>\n");
    for (size_t row = 0; row < tf_table_row_count(table); row++) {
        if (tf_table_is_heading(table, row)) {
            write_group(page, table, row);
        } else {
            write_row(page, table, row);
        }
    }
    tf_buffer_text(page->out, "</tbody>\n</table>\n</div>\n");
}

/* --- figures ------------------------------------------------------------------------------------
 */

static void write_view(const struct page *page, const struct tf_document_figure *figure,
                       const struct tf_buffer *svg, const char *kind)
{
    char prefix[80];
    snprintf(prefix, sizeof prefix, "%s-%s", figure->name, kind);
    tf_buffer_printf(page->out, "<div class=\"%s\">\n",
                     strcmp(kind, "wide") == 0 ? "wideview" : kind);
    tf_html_svg(page->out, svg, prefix, figure->caption, figure->alternative);
    tf_buffer_text(page->out, "</div>\n");
}

static void write_figure(const struct page *page, const struct tf_document_figure *figure)
{
    bool two = figure->narrow.length > 0;
    tf_buffer_printf(page->out, "<figure%s>\n", two ? " class=\"two\"" : "");
    write_view(page, figure, &figure->wide, "wide");
    if (two) {
        write_view(page, figure, &figure->narrow, "narrow");
    }
    write_element(page, "figcaption", figure->caption);
    tf_buffer_text(page->out, "</figure>\n");
}

/* --- the page -----------------------------------------------------------------------------------
 */

static bool is_item(const struct tf_document *document, size_t index)
{
    return index < document->count && document->blocks[index].kind == TF_BLOCK_ITEM;
}

static void write_item(const struct page *page, size_t index)
{
    const struct tf_document *document = page->document;
    if (index == 0 || !is_item(document, index - 1)) {
        tf_buffer_text(page->out, "<ul>\n");
    }
    write_element(page, "li", document->blocks[index].text);
    if (!is_item(document, index + 1)) {
        tf_buffer_text(page->out, "</ul>\n");
    }
}

static void write_block(const struct page *page, size_t index, const char *heading)
{
    const struct tf_block *block = &page->document->blocks[index];
    switch (block->kind) {
    case TF_BLOCK_HEADING:
        write_heading(page, index);
        break;
    case TF_BLOCK_PARAGRAPH:
        write_element(page, "p", block->text);
        break;
    case TF_BLOCK_ITEM:
        write_item(page, index);
        break;
    case TF_BLOCK_TABLE:
        write_table(page, index, heading);
        break;
    case TF_BLOCK_FIGURE:
        write_figure(page, block->figure);
        break;
    case TF_BLOCK_CODE:
        tf_buffer_text(page->out, "<pre><code>");
        tf_html_lines(page->out, block->text);
        tf_buffer_text(page->out, "</code></pre>\n");
        break;
    }
}

/* Title and introduction end where the first part begins. */
static bool begins_main(const struct tf_block *block)
{
    return block->kind == TF_BLOCK_HEADING && block->level >= 2;
}

bool tf_document_html(const struct tf_document *document, struct tf_buffer *out)
{
    struct page page = {document, out};
    const char *heading = title_of(document);
    bool in_main = false;
    write_head(&page);
    tf_buffer_text(out, "<header>\n");
    for (size_t i = 0; i < document->count; i++) {
        const struct tf_block *block = &document->blocks[i];
        if (!in_main && begins_main(block)) {
            write_contents(&page);
            tf_buffer_text(out, "</header>\n<main>\n");
            in_main = true;
        }
        heading = block->kind == TF_BLOCK_HEADING ? block->text : heading;
        write_block(&page, i, heading);
    }
    tf_buffer_text(out, in_main ? "</main>\n" : "</header>\n");
    tf_buffer_text(out, "</body>\n</html>\n");
    return !document->failed && !out->failed;
}
