#include "output/csv.h"

#include <string.h>

#include "base/num.h"

static bool needs_quotes(const char *text, bool first)
{
    size_t length = strlen(text);
    if (length == 0) {
        return false;
    }
    return strpbrk(text, ",\"\r\n") != NULL || strchr(" \t", text[0]) != NULL ||
           strchr(" \t", text[length - 1]) != NULL || (first && text[0] == '#');
}

void tf_csv_field(struct tf_buffer *out, const char *text, bool first)
{
    if (!first) {
        tf_buffer_append(out, ",", 1);
    }
    if (text == NULL) {
        return;
    }
    if (!needs_quotes(text, first)) {
        tf_buffer_append(out, text, strlen(text));
        return;
    }
    tf_buffer_append(out, "\"", 1);
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        tf_buffer_append(out, text, (size_t)(quote - text) + 1);
        tf_buffer_append(out, "\"", 1);
    }
    tf_buffer_append(out, text, strlen(text));
    tf_buffer_append(out, "\"", 1);
}

void tf_csv_number(struct tf_buffer *out, double value, bool first)
{
    char text[TF_NUMBER_TEXT];
    size_t length = tf_number_shortest(value, text);
    if (!first) {
        tf_buffer_append(out, ",", 1);
    }
    tf_buffer_append(out, text, length);
}

void tf_csv_end(struct tf_buffer *out)
{
    tf_buffer_append(out, "\n", 1);
}
