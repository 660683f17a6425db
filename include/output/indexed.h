/* indexed: sensitivity indices of outputs, in each output form. */
#ifndef TF_OUTPUT_INDEXED_H
#define TF_OUTPUT_INDEXED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "experiment/index.h"
#include "output/magnitude.h"

/* Which kinds of indices there are follows from it. */
enum tf_indexed_method {
    TF_INDEXED_OAT,    /* low, high */
    TF_INDEXED_MORRIS, /* mu, mu*, sigma */
    TF_INDEXED_SOBOL,  /* S1, ST, perhaps S2 */
    TF_INDEXED_GIVEN,  /* S1 */
    TF_INDEXED_SHAPLEY /* shapley */
};

/* `oat`, `morris`, `sobol`, `given`, `shapley`. */
const char *tf_indexed_method_name(enum tf_indexed_method method);

/* The indices of one output. */
struct tf_indexed {
    const char *scenario;       /* NULL: there is one, or none */
    const char *metric;         /* the output's column, or the metric's name */
    const char *const *factors; /* names, by the index of a factor */
    size_t factor_count;
    const enum tf_scale *scales; /* [factor]: how its values are printed; NULL: plain numbers */
    bool calendar;               /* the output is a calendar year */
    const struct tf_indices *indices;
    enum tf_indexed_method method;
    double central;    /* oat: with all factors at their central values; NaN: not known */
    double confidence; /* of the intervals; NaN: there are none */
    uint64_t runs;     /* of the design, with those that are infeasible */
    uint64_t infeasible;
};

/* `metric,factor,factor2,index,value,low,high,n` with a header; `scenario,` before them where the
 * first item has one. settling: also the rows of the smaller n, before those of the whole. */
bool tf_indexed_csv(const struct tf_indexed *items, size_t count, bool settling,
                    struct tf_buffer *out);

/* An array with an object a metric: scenario (where it has one), metric, method, central (of oat),
 * confidence, runs, infeasible, n, left_out, `indices` (objects with the other columns of the CSV)
 * and `settling` (the same); null where there is nothing. */
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
