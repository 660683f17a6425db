#include "output/csv.h"

#include <string.h>

#include "base/num.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The length of a text, and whether it must be quoted: one pass over it, because a whole projection
 * is tens of thousands of short fields. */
static size_t measure(const char *text, bool first, bool *needs_quotes)
{
    size_t length = 0;
    bool special = first && text[0] == '#';
    for (; text[length] != '\0'; length++) {
        char c = text[length];
        special |= c == ',' || c == '"' || c == '\r' || c == '\n';
    }
    *needs_quotes = special || (length > 0 && (is_blank(text[0]) || is_blank(text[length - 1])));
    return length;
}

/* The text as it is, after a comma unless it is the first of its row. */
static void put_plain(struct tf_buffer *out, const char *text, size_t length, bool first)
{
    char *to = tf_buffer_extend(out, first ? length : length + 1);
    if (to != NULL && !first) {
        *to++ = ',';
    }
    if (to != NULL) {
        memcpy(to, text, length);
    }
}

static void put_quoted(struct tf_buffer *out, const char *text)
{
    tf_buffer_append(out, "\"", 1);
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        tf_buffer_append(out, text, (size_t)(quote - text) + 1);
        tf_buffer_append(out, "\"", 1);
    }
    tf_buffer_append(out, text, strlen(text));
    tf_buffer_append(out, "\"", 1);
}

void tf_csv_field(struct tf_buffer *out, const char *text, bool first)
{
    const char *field = text != NULL ? text : "";
    bool needs_quotes;
    size_t length = measure(field, first, &needs_quotes);
    if (!needs_quotes) {
        put_plain(out, field, length, first);
        return;
    }
    put_plain(out, "", 0, first);
    put_quoted(out, field);
}

void tf_csv_number(struct tf_buffer *out, double value, bool first)
{
    char text[TF_NUMBER_TEXT];
    put_plain(out, text, tf_number_shortest(value, text), first);
}

void tf_csv_end(struct tf_buffer *out)
{
    tf_buffer_append(out, "\n", 1);
}
