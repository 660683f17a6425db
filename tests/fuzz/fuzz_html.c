/* Any bytes as a text: in HTML nothing of it is markup, in Markdown nothing of it means anything.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "output/document.h"
#include "output/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(bool good)
{
    if (!good) {
        abort();
    }
}

static void check_html(const char *text)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_html_text(&out, text);
    const char *written = out.bytes != NULL ? out.bytes : "";
    check(strpbrk(written, "<>\"'\n\r") == NULL);
    check(tf_utf8_invalid_at(written, out.length) == out.length);
    for (const char *at = strchr(written, '&'); at != NULL; at = strchr(at + 1, '&')) {
        check(strncmp(at, "&amp;", 5) == 0 || strncmp(at, "&lt;", 4) == 0 ||
              strncmp(at, "&gt;", 4) == 0 || strncmp(at, "&quot;", 6) == 0 ||
              strncmp(at, "&#39;", 5) == 0);
    }
    tf_buffer_release(&out);
}

static void check_markdown(const char *text)
{
    struct tf_arena arena;
    struct tf_document document;
    struct tf_buffer out;
    tf_arena_init(&arena);
    tf_buffer_init(&out);
    tf_document_init(&document, &arena, TF_LANGUAGE_EN);
    tf_document_paragraph(&document, text);
    check(tf_document_markdown(&document, "charts", &out));
    check(out.length >= 2 && strcspn(out.bytes, "\n") == out.length - 2);
    check(strchr("-+=:>", out.bytes[0]) == NULL || out.bytes[0] == '\0');
    for (const char *at = out.bytes; *at != '\0'; at++) {
        bool escaped = *at == '\\';
        at += escaped && at[1] != '\0';
        check(escaped || strchr("|*_`<>[]#&$^~{}", *at) == NULL);
    }
    tf_document_release(&document);
    tf_buffer_release(&out);
    tf_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = malloc(length + 1);
    if (text == NULL) {
        return 0;
    }
    memcpy(text, bytes, length);
    text[length] = '\0';
    check_html(text);
    check_markdown(text);
    free(text);
    return 0;
}
