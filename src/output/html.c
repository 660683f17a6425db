#include "output/html.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "output/layout.h"

/* --- text ---------------------------------------------------------------------------------------
 */

static const char *reference(int32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case 0xFFFD:
        return "\xEF\xBF\xBD";
    default:
        return NULL;
    }
}

static void write_text(struct tf_buffer *out, const char *text, bool lines)
{
    const char *end = text + strlen(text);
    while (text < end) {
        int32_t c = 0;
        size_t bytes = tf_utf8_decode(text, (size_t)(end - text), &c);
        int32_t shown = bytes == 0 ? 0xFFFD : tf_layout_printable(c);
        shown = lines && c == '\n' && bytes == 1 ? '\n' : shown;
        const char *escaped = reference(shown);
        if (escaped != NULL) {
            tf_buffer_text(out, escaped);
        } else if (shown != c) {
            tf_buffer_text(out, " ");
        } else {
            tf_buffer_append(out, text, bytes);
        }
        text += bytes > 0 ? bytes : 1;
    }
}

void tf_html_text(struct tf_buffer *out, const char *text)
{
    write_text(out, text != NULL ? text : "", false);
}

void tf_html_lines(struct tf_buffer *out, const char *text)
{
    write_text(out, text != NULL ? text : "", true);
}

/* --- pictures -----------------------------------------------------------------------------------
 */

/* Where `what` begins in [at, end); end when it does not. */
static const char *find(const char *at, const char *end, const char *what)
{
    const char *found = memmem(at, (size_t)(end - at), what, strlen(what));
    return found != NULL ? found : end;
}

/* What stands before an identifier inside a tag, the longest first. */
static size_t before_identifier(const char *at, const char *end)
{
    static const char *const marks[] = {"href='#", "href=\"#", "url('#",
                                        "url(#",   " id='",    " id=\""};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i]);
        if ((size_t)(end - at) > length && memcmp(at, marks[i], length) == 0) {
            return length;
        }
    }
    return 0;
}

/* Copies [at, end), with the prefix before each identifier that stands in a tag. */
static void copy_prefixed(struct tf_buffer *out, const char *at, const char *end,
                          const char *prefix)
{
    bool tag = false;
    const char *copied = at;
    for (; at < end; at++) {
        tag = *at == '<' || (tag && *at != '>');
        size_t length = tag ? before_identifier(at, end) : 0;
        if (length > 0) {
            tf_buffer_append(out, copied, (size_t)(at + length - copied));
            tf_buffer_printf(out, "%s-", prefix);
            copied = at + length;
        }
    }
    tf_buffer_append(out, copied, (size_t)(end - copied));
}

static void write_name(struct tf_buffer *out, const char *prefix, const char *title,
                       const char *description)
{
    tf_buffer_printf(out, "<title id=\"%s-title\">", prefix);
    tf_html_text(out, title);
    tf_buffer_printf(out, "</title>\n<desc id=\"%s-desc\">", prefix);
    tf_html_text(out, description);
    tf_buffer_text(out, "</desc>\n");
}

void tf_html_svg(struct tf_buffer *out, const struct tf_buffer *svg, const char *prefix,
                 const char *title, const char *description)
{
    static const char close[] = "</title>";
    const char *end = svg->bytes + svg->length;
    const char *start = find(svg->bytes, end, "<svg");
    const char *body = find(start, end, ">");
    if (start == end || body == end) {
        return;
    }
    const char *attributes = start + strlen("<svg");
    tf_buffer_printf(out, "<svg role=\"img\" aria-labelledby=\"%s-title %s-desc\"", prefix, prefix);
    tf_buffer_append(out, attributes, (size_t)(body - attributes));
    tf_buffer_text(out, ">\n");
    write_name(out, prefix, title, description);
    body++;
    const char *own = find(body, end, "<title>");
    const char *after = find(own, end, close);
    copy_prefixed(out, body, own, prefix);
    copy_prefixed(out, after < end ? after + strlen(close) : own, end, prefix);
}
