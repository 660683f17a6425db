/* json: a writer for results that may be long, a value at a time. Texts are escaped by jansson;
 * numbers have the fewest digits that read back the same, which jansson's own writer does not
 * give. */
#ifndef TF_OUTPUT_JSON_H
#define TF_OUTPUT_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define TF_JSON_DEPTH 8

struct tf_json {
    struct tf_buffer *out; /* not owned */
    size_t depth;
    bool filled[TF_JSON_DEPTH + 1];  /* something stands at this depth already */
    bool compact[TF_JSON_DEPTH + 1]; /* on one line */
};

void tf_json_begin(struct tf_json *json, struct tf_buffer *out);
void tf_json_end(struct tf_json *json); /* the final line end */

/* Objects and arrays. compact: all of it on one line. key: NULL inside an array. */
void tf_json_open(struct tf_json *json, const char *key, char bracket, bool compact);
void tf_json_close(struct tf_json *json, char bracket);

/* NULL text and NaN are null. */
void tf_json_text(struct tf_json *json, const char *key, const char *text);
void tf_json_number(struct tf_json *json, const char *key, double value);
void tf_json_bool(struct tf_json *json, const char *key, bool value);

#endif
