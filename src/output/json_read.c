#include "output/json_read.h"

#include <string.h>

#define LARGEST_WHOLE (((json_int_t)1 << 53) - 1)

json_t *json_reader_object(struct json_reader *reader, const char *bytes, size_t length,
                           const char *what)
{
    json_error_t error;
    json_t *object = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error);
    struct tf_place place = {.file = reader->file};
    if (json_is_object(object)) {
        return object;
    }
    json_decref(object);
    reader->failed = true;
    if (object != NULL || error.line <= 0) {
        tf_fail(reader->diag, TF_BAD_INPUT, &place, "the %s is no JSON object", what);
    } else {
        tf_fail(reader->diag, TF_BAD_INPUT, &place, "the %s is no JSON: line %d: %s", what,
                error.line, error.text);
    }
    return NULL;
}

void json_reader_refuse(struct json_reader *reader, const char *key, const char *wanted)
{
    struct tf_place place = {.file = reader->file};
    if (!reader->failed) {
        tf_fail(reader->diag, TF_BAD_INPUT, &place, "`%s` must be %s", key, wanted);
    }
    reader->failed = true;
}

static void run_out(struct json_reader *reader)
{
    if (!reader->failed) {
        tf_out_of_memory(reader->diag);
    }
    reader->failed = true;
}

/* A copy; NULL, with a message, for what is no text. */
static const char *copy_text(struct json_reader *reader, const json_t *value, const char *key)
{
    if (!json_is_string(value) || strlen(json_string_value(value)) != json_string_length(value)) {
        json_reader_refuse(reader, key, "a text");
        return NULL;
    }
    const char *copy = tf_arena_strdup(reader->arena, json_string_value(value));
    if (copy == NULL) {
        run_out(reader);
    }
    return copy;
}

const char *json_reader_text(struct json_reader *reader, const json_t *object, const char *key)
{
    const char *text = copy_text(reader, json_object_get(object, key), key);
    return text != NULL ? text : "";
}

const char *json_reader_optional(struct json_reader *reader, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_null(value) ? NULL : copy_text(reader, value, key);
}

uint64_t json_reader_whole(struct json_reader *reader, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    json_int_t whole = json_integer_value(value);
    if (!json_is_integer(value) || whole < 0 || whole > LARGEST_WHOLE) {
        json_reader_refuse(reader, key, "a whole number from 0 to 9007199254740991");
        return 0;
    }
    return (uint64_t)whole;
}

bool json_reader_bool(struct json_reader *reader, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_boolean(value)) {
        json_reader_refuse(reader, key, "true or false");
    }
    return json_is_true(value);
}

const json_t *json_reader_array(struct json_reader *reader, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_array(value)) {
        json_reader_refuse(reader, key, "a list");
        return NULL;
    }
    return value;
}

const json_t *json_reader_inner(struct json_reader *reader, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_object(value)) {
        json_reader_refuse(reader, key, "an object");
        return NULL;
    }
    return value;
}

void *json_reader_items(struct json_reader *reader, const json_t *array, size_t size, size_t *count)
{
    void *items = tf_arena_alloc(reader->arena, json_array_size(array), size);
    *count = items != NULL ? json_array_size(array) : 0;
    if (items == NULL) {
        run_out(reader);
    }
    return items;
}

const char **json_reader_texts(struct json_reader *reader, const json_t *object, const char *key,
                               size_t *count)
{
    const json_t *array = json_reader_array(reader, object, key);
    const char **texts = json_reader_items(reader, array, sizeof *texts, count);
    for (size_t i = 0; i < *count; i++) {
        const char *text = copy_text(reader, json_array_get(array, i), key);
        texts[i] = text != NULL ? text : "";
    }
    return texts;
}
