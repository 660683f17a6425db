/* text: UTF-8 checks, display width, and near misses. Uses utf8proc. */
#ifndef TF_BASE_TEXT_H
#define TF_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/* Offset of the first byte that is not part of valid UTF-8, or `length` when all is valid. */
size_t tf_utf8_invalid_at(const char *text, size_t length);

/* Decodes the code point at text (NUL-terminated or not, `length` bytes left); returns its bytes, 0
 * when invalid or length is 0. */
size_t tf_utf8_decode(const char *text, size_t length, int32_t *code_point);

/* Terminal columns that the text takes: wide CJK count 2, combining marks 0, controls 0. */
size_t tf_text_width(const char *text);

/* Appends text padded with blanks to `width` columns; text that is longer is cut with a final `…`.
 */
enum tf_align { TF_ALIGN_LEFT, TF_ALIGN_RIGHT };
void tf_text_pad(struct tf_buffer *out, const char *text, size_t width, enum tf_align align);

/* Appends text wrapped at `width` columns, continuation lines indented by `indent` blanks. A line
 * ends at a blank, or beside a Chinese character but for punctuation that belongs to its
 * neighbour; a word or number only where it is wider than a line. The first line starts at column
 * `indent` already (nothing is written before it). Ends with a newline.
 */
void tf_text_wrap(struct tf_buffer *out, const char *text, size_t width, size_t indent);

/* The candidate nearest to word by edit distance (Damerau–Levenshtein, case-insensitive in ASCII),
 * or NULL when none is near enough to be meant (distance over a third of the longer word, at least
 * 1). Candidates that are NULL are skipped. */
const char *tf_text_nearest(const char *word, const char *const *candidates, size_t count);

bool tf_text_equal(const char *a, const char *b); /* NULL equals only NULL */
bool tf_text_starts(const char *text, const char *prefix);

#endif
