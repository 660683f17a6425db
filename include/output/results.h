/* results: measures of projections, long (a value a row) or as a table. */
#ifndef TF_OUTPUT_RESULTS_H
#define TF_OUTPUT_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/projection.h"
#include "output/words.h"

/* What one scenario was asked for and what came out. */
struct tf_result {
    const struct tf_projection *projection;
    struct tf_measure *measures; /* NULL: infeasible */
    size_t count;
};

/* `scenario,year,metric,region,group,source,value,unit` with a header, a value a row. */
bool tf_results_csv(const struct tf_result *results, size_t count, struct tf_arena *arena,
                    struct tf_buffer *out);

/* An array with an object a scenario: name, title, file, base_year, horizon_year, status (`ok`, or
 * `infeasible in …`) and `results`, an array of objects with the columns of the CSV; null where
 * there is nothing. */
bool tf_results_json(const struct tf_result *results, size_t count, enum tf_language language,
                     struct tf_arena *arena, struct tf_buffer *out);

/* For reading, rounded: years across where they fit within `columns`, else down; then what has no
 * years. */
struct tf_results_style {
    enum tf_language language;
    size_t columns;
    bool markdown, bold;
};
bool tf_results_table(const struct tf_result *results, size_t count,
                      const struct tf_results_style *style, struct tf_arena *arena,
                      struct tf_buffer *out);

/* A value as people write it: money without decimals, shares and rates in per cent, multiples with
 * ×, a crossing as its calendar year. "" for NaN; NULL when memory is exhausted. */
char *tf_metric_text(enum tf_metric_id metric, double value, struct tf_arena *arena);

#endif
