/* csv: records that every reader of CSV takes the same way (RFC 4180, lines end with LF). */
#ifndef TF_OUTPUT_CSV_H
#define TF_OUTPUT_CSV_H

#include <stdbool.h>

#include "base/mem.h"

/* Appends a field, after a comma unless it is the first of its record. Quoted where it must be: a
 * comma, a quote, a line end, or a blank at either end (which readers of scenarios would drop); and
 * a first field that starts with `#`, which they would take for a comment. NULL is empty. */
void tf_csv_field(struct tf_buffer *out, const char *text, bool first);

/* Appends a number as a field: the fewest digits that read back the same; NaN is empty. */
void tf_csv_number(struct tf_buffer *out, double value, bool first);

void tf_csv_end(struct tf_buffer *out);

#endif
