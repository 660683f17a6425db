/* indexed: sensitivity indices of outputs, in each output form. */
#ifndef TF_OUTPUT_INDEXED_H
#define TF_OUTPUT_INDEXED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "experiment/index.h"
#include "output/words.h"

/* The indices of one output. */
struct tf_indexed {
    const char *scenario;       /* NULL: there is one, or none */
    const char *metric;         /* the output's column, or the metric's name */
    const char *const *factors; /* names, by the index of a factor */
    size_t factor_count;
    const struct tf_indices *indices;
    double central;     /* oat: its value with all factors at their central values; else NaN */
    double confidence;  /* of the intervals */
    const char *method; /* `sobol`, `morris`, `oat`, `given`, `shapley` */
    uint64_t runs;      /* of the design, with those that are infeasible */
    uint64_t infeasible;
};

/* `metric,factor,factor2,index,value,low,high,n` with a header; with scenarios, `scenario,` before
 * them. settling: also the rows of the
 * smaller n, before those of the whole. */
bool tf_indexed_csv(const struct tf_indexed *items, size_t count, bool settling,
                    struct tf_buffer *out);

/* An array with an object a metric: metric, method, confidence, n, left_out, runs, infeasible,
 * `indices` (objects with the other columns of the CSV) and `settling` (the same); null where there
 * is nothing. */
bool tf_indexed_json(const struct tf_indexed *items, size_t count, struct tf_buffer *out);

/* For reading, rounded: a line a factor, the factors that matter most first (by ST, mu*, the swing
 * from low to high, or the only index there is), pairs below, and how the indices settle.
 * markdown: as pipe tables. */
struct tf_indexed_style {
    enum tf_language language;
    size_t columns;
    bool markdown, bold;
};
bool tf_indexed_table(const struct tf_indexed *items, size_t count,
                      const struct tf_indexed_style *style, struct tf_arena *arena,
                      struct tf_buffer *out);

#endif
