/* json_read: fields of a JSON object, each with what it must be, for files that the program wrote
 * itself. The first that is missing or of the wrong kind becomes the message. */
#ifndef TF_OUTPUT_JSON_READ_H
#define TF_OUTPUT_JSON_READ_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"

struct json_reader {
    const char *file; /* for messages */
    struct tf_arena *arena;
    struct tf_diag *diag;
    bool failed; /* a message is in diag; what is read from then on is empty */
};

/* The object that the bytes are; NULL, with a message, for anything else. The caller's:
 * json_decref. what: "manifest", for the message. */
json_t *json_reader_object(struct json_reader *reader, const char *bytes, size_t length,
                           const char *what);

/* A copy of a text ("" after a failure). A text has no byte 0. */
const char *json_reader_text(struct json_reader *reader, const json_t *object, const char *key);

/* The same, NULL for null. */
const char *json_reader_optional(struct json_reader *reader, const json_t *object, const char *key);

/* A whole number from 0 to 2^53 - 1. */
uint64_t json_reader_whole(struct json_reader *reader, const json_t *object, const char *key);

bool json_reader_bool(struct json_reader *reader, const json_t *object, const char *key);

/* An array or object; NULL after a failure (jansson's functions take that for an empty one). */
const json_t *json_reader_array(struct json_reader *reader, const json_t *object, const char *key);
const json_t *json_reader_inner(struct json_reader *reader, const json_t *object, const char *key);

/* An array of texts. */
const char **json_reader_texts(struct json_reader *reader, const json_t *object, const char *key,
                               size_t *count);

/* Room for an array's items from the arena. */
void *json_reader_items(struct json_reader *reader, const json_t *array, size_t size,
                        size_t *count);

/* Fails with a message of one's own: `key` and what it must be. */
void json_reader_refuse(struct json_reader *reader, const char *key, const char *wanted);

#endif
