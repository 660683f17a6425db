/* sampled: what draws say of scenarios: statistics of metrics, in each output form. */
#ifndef TF_OUTPUT_SAMPLED_H
#define TF_OUTPUT_SAMPLED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "engine/metrics.h"
#include "experiment/statistics.h"
#include "output/document.h"
#include "output/words.h"

/* One statistic. The rows of a scenario stand together, and in them those of one metric, scope and
 * year; in that order they come out. */
struct tf_sampled_row {
    const char *scenario; /* its name, or `B - A` of differences */
    int year;             /* TF_NO_YEAR: none */
    const char *metric;   /* `income_index`, `quintile.1`; NULL: of the scenario as a whole, which
                             are n, infeasible and clipped */
    enum tf_metric_id id; /* the metric, which decides how people read its values */
    const char *region, *group, *source; /* names of members; NULL: none */
    const char *statistic; /* mean, sd, p5 …, p_target, p_above; n, infeasible, clipped */
    bool difference;       /* the values are differences: people read them with a sign */
    struct tf_estimate estimate;
};

/* How a quantile is called: 0.05 is `p5`, 0.995 `p99.5`. From the arena; NULL without memory. */
char *tf_quantile_name(double probability, struct tf_arena *arena);

/* `scenario,year,metric,region,group,source,statistic,value,stderr` with a header, a row each. */
bool tf_sampled_csv(const struct tf_sampled_row *rows, size_t count, struct tf_buffer *out);

/* An array with an object a scenario: name, what concerns it as a whole (n, infeasible, clipped),
 * and `results`, an array of objects with the other columns of the CSV; null where there is
 * nothing. */
bool tf_sampled_json(const struct tf_sampled_row *rows, size_t count, struct tf_buffer *out);

/* For reading, rounded: a line a metric, scope and year with its mean, quantiles and share of draws
 * that reach the target (of differences: above 0). On a terminal p10 and p90 are left out for want
 * of room; sd always. markdown: as pipe tables. */
struct tf_sampled_style {
    enum tf_language language;
    size_t columns;
    bool markdown, bold;
    struct tf_document *document; /* takes headings (level 3), tables and notes in place of the
                                     text; NULL: none */
};
bool tf_sampled_table(const struct tf_sampled_row *rows, size_t count,
                      const struct tf_sampled_style *style, struct tf_arena *arena,
                      struct tf_buffer *out);

#endif
