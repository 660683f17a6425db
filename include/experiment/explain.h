/* explain: what a change of income consists of; exact, the parts add up to the whole.
 *
 * Between a start and an end, which are two years of one scenario or one year of two.
 * docs/model.md, section 5, has the formulas. */
#ifndef TF_EXPERIMENT_EXPLAIN_H
#define TF_EXPERIMENT_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/projection.h"

enum tf_part {
    TF_CHANGE_INCOME,  /* of mean income, in money */
    TF_CHANGE_SOURCE,  /* of mean income from a source */
    TF_CHANGE_WITHIN,  /* average share of a region times the change of its mean */
    TF_CHANGE_BETWEEN, /* change of its share times its average mean */
    TF_LOG_INCOME,     /* ln of the end's mean income over the start's */
    TF_LOG_GDP_PER_PERSON,
    TF_LOG_RELATIVE_PRICE,
    TF_LOG_HOUSEHOLD_SHARE, /* whole, or what a source brings to it */
    TF_LOG_TFP,             /* the production function's parts of total GDP … */
    TF_LOG_CAPITAL,
    TF_LOG_LABOUR,
    TF_LOG_HUMAN_CAPITAL,
    TF_LOG_MIGRATION,
    TF_LOG_POPULATION, /* … less population */
    TF_PART_COUNT
};
extern const char *const tf_part_names[TF_PART_COUNT]; /* "change.income", … as in long CSV */

/* One row. region and source: an index, or TF_ALL. */
struct tf_explained {
    enum tf_part part;
    int region, source;
    double value;
};

/* A year of a feasible projection. */
struct tf_moment {
    const struct tf_projection *projection;
    size_t t;
};

/* The most rows that there can be. */
size_t tf_explained_most(const struct tf_projection *projection);

/* Writes the rows of the change from start to end into rows (room for tf_explained_most) and
 * returns how many. Log rows need GDP in both, production parts the closure production in both;
 * regions are compared by index, so both have the same. */
size_t tf_explain(struct tf_moment start, struct tf_moment end, struct tf_explained *rows);

#endif
