/* summary: what a researcher wants to know first of one or several projections. */
#ifndef TF_OUTPUT_SUMMARY_H
#define TF_OUTPUT_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "experiment/projection.h"
#include "output/words.h"

struct tf_summary {
    const struct tf_projection *projections; /* infeasible ones are left out */
    size_t count;
    enum tf_language language;
    size_t columns; /* width of the text */
    bool markdown;
    bool bold;         /* titles in ANSI bold */
    const char *chart; /* text of a chart to set between verdict and tables; NULL: none */
};

/* Titles; whether and when the target is reached; selected years; the groups. Appended to out.
 * False when memory is exhausted. */
bool tf_summary_write(const struct tf_summary *summary, struct tf_arena *arena,
                      struct tf_buffer *out);

#endif
