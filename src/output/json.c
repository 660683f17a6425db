#include "output/json.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/num.h"

static bool is_plain(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 32 || (unsigned char)*text > 126 || *text == '"' ||
            *text == '\\') {
            return false;
        }
    }
    return true;
}

/* Text that is not valid UTF-8 cannot be written in JSON; it becomes null. */
static void escape(struct tf_buffer *out, const char *text)
{
    if (is_plain(text)) { /* nearly all of it: keys, names, units */
        tf_buffer_append(out, "\"", 1);
        tf_buffer_append(out, text, strlen(text));
        tf_buffer_append(out, "\"", 1);
        return;
    }
    json_t *string = json_string(text);
    char *escaped = string != NULL ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
    tf_buffer_text(out, escaped != NULL ? escaped : "null");
    free(escaped);
    json_decref(string);
}

static void indent(struct tf_json *json)
{
    if (json->compact[json->depth]) {
        return;
    }
    tf_buffer_append(json->out, "\n", 1);
    for (size_t i = 0; i < json->depth; i++) {
        tf_buffer_append(json->out, "  ", 2);
    }
}

static void begin_value(struct tf_json *json, const char *key)
{
    if (json->filled[json->depth]) {
        tf_buffer_text(json->out, json->compact[json->depth] ? ", " : ",");
    }
    json->filled[json->depth] = true;
    if (json->depth > 0) {
        indent(json);
    }
    if (key != NULL) {
        escape(json->out, key);
        tf_buffer_append(json->out, ": ", 2);
    }
}

void tf_json_begin(struct tf_json *json, struct tf_buffer *out)
{
    *json = (struct tf_json){.out = out};
}

void tf_json_end(struct tf_json *json)
{
    tf_buffer_append(json->out, "\n", 1);
}

void tf_json_open(struct tf_json *json, const char *key, char bracket, bool compact)
{
    begin_value(json, key);
    tf_buffer_append(json->out, &bracket, 1);
    if (json->depth < TF_JSON_DEPTH) {
        json->depth++;
    }
    json->filled[json->depth] = false;
    json->compact[json->depth] = compact;
}

void tf_json_close(struct tf_json *json, char bracket)
{
    bool filled = json->filled[json->depth], compact = json->compact[json->depth];
    json->depth -= json->depth > 0;
    if (filled && !compact) {
        json->compact[json->depth] = false;
        indent(json);
    }
    tf_buffer_append(json->out, &bracket, 1);
}

void tf_json_text(struct tf_json *json, const char *key, const char *text)
{
    begin_value(json, key);
    if (text == NULL) {
        tf_buffer_text(json->out, "null");
    } else {
        escape(json->out, text);
    }
}

void tf_json_number(struct tf_json *json, const char *key, double value)
{
    char text[TF_NUMBER_TEXT];
    begin_value(json, key);
    if (!isfinite(value)) {
        tf_buffer_text(json->out, "null");
    } else {
        tf_number_shortest(value, text);
        tf_buffer_text(json->out, text);
    }
}

void tf_json_bool(struct tf_json *json, const char *key, bool value)
{
    begin_value(json, key);
    tf_buffer_text(json->out, value ? "true" : "false");
}
