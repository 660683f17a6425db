/* explained: decompositions of changes in income, in each output form. */
#ifndef TF_OUTPUT_EXPLAINED_H
#define TF_OUTPUT_EXPLAINED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "experiment/explain.h"
#include "output/document.h"
#include "output/words.h"

/* One decomposition. */
struct tf_explanation {
    const char *name; /* the scenario, or `second - first` of a difference */
    const char *title;
    struct tf_moment start, end;
    const struct tf_explained *rows;
    size_t count;
};

/* `scenario,year,metric,region,group,source,value,unit`; year is the end's. Money is in
 * CURRENCY/person/year, logs in `log points`: 0.01 is about one per cent. */
bool tf_explained_csv(const struct tf_explanation *items, size_t count, struct tf_arena *arena,
                      struct tf_buffer *out);

/* An array of objects with the columns of the CSV. */
bool tf_explained_json(const struct tf_explanation *items, size_t count, struct tf_arena *arena,
                       struct tf_buffer *out);

/* For reading: each part with what share of the whole it is. markdown: as pipe tables. */
struct tf_explained_style {
    enum tf_language language;
    size_t columns;
    bool markdown, bold;
    struct tf_document *document; /* takes headings (level 3) and tables in place of the text; NULL:
                                     none */
};
bool tf_explained_table(const struct tf_explanation *items, size_t count,
                        const struct tf_explained_style *style, struct tf_arena *arena,
                        struct tf_buffer *out);

#endif
