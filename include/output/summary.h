/* summary: what a researcher wants to know first of one or several projections. */
#ifndef TF_OUTPUT_SUMMARY_H
#define TF_OUTPUT_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "experiment/projection.h"
#include "output/document.h"
#include "output/words.h"

struct tf_summary {
    const struct tf_projection *projections; /* infeasible ones are left out */
    size_t count;
    enum tf_language language;
    size_t columns; /* width of the text */
    bool markdown;
    bool bold;         /* titles in ANSI bold */
    const char *chart; /* text of a chart to set between verdict and tables; NULL: none */
    struct tf_document *document; /* takes titles (as headings of level 3) and tables in place of
                                     the text; NULL: none */
};

/* Titles; whether and when the target is reached; selected years; the groups. Appended to out.
 * False when memory is exhausted. */
bool tf_summary_write(const struct tf_summary *summary, struct tf_arena *arena,
                      struct tf_buffer *out);

/* When and whether a feasible projection reaches its target: `doubles in 2034; ×2.04 by 2035, at
 * 7.4% a year where 7.2% is needed`. From the arena; NULL when memory is exhausted. */
char *tf_summary_verdict(const struct tf_projection *run, enum tf_language language,
                         struct tf_arena *arena);

/* The tables of the summary alone, as parts of a document: selected years, and the groups. */
bool tf_summary_tables(const struct tf_summary *summary, struct tf_arena *arena);

#endif
