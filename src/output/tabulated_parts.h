/* tabulated_parts: what the makers of charts from tables share. Private to them. */
#ifndef TF_OUTPUT_TABULATED_PARTS_H
#define TF_OUTPUT_TABULATED_PARTS_H

#include "output/chart_projection.h"
#include "output/tabulated.h"

/* A chart being made from a table. */
struct tabulating {
    const struct tf_result_table *table;
    const struct tf_tabulated_options *options;
    struct tf_arena *arena;
    struct tf_diag *diag;
};

/* A fault of the whole table; always false. */
bool tabulating_fail(const struct tabulating *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* count items, zeroed, from the arena; NULL with a message without memory. */
void *tabulating_alloc(const struct tabulating *t, size_t count, size_t size);

/* The label of a name, or the name itself. */
const char *tabulating_label(const struct tabulating *t, const char *name);

/* The words of an address, or its label. */
bool tabulating_factor(const struct tabulating *t, const char *address, struct tf_magnitude *out);
bool tabulating_metric(const struct tabulating *t, const char *address, struct tf_magnitude *out);

/* The target of a metric: what the options say, 2 of a multiple, NaN of anything else. */
double tabulating_level(const struct tabulating *t, const struct tf_magnitude *metric);

/* Distinct texts of a column in the order in which they come; what a row has is texts[index[row]].
 * Without the column (SIZE_MAX) there is one, "". */
struct distinct_texts {
    const char **texts;
    size_t *index; /* [row] */
    size_t count;
};
bool tabulating_texts(const struct tabulating *t, size_t column, struct distinct_texts *out);

/* The numbers of a column, [row]; NaN where empty. */
bool tabulating_numbers(const struct tabulating *t, size_t column, double **out);

/* Distinct finite numbers, ascending, and where one of them is among them (SIZE_MAX: nowhere). */
bool tabulating_distinct(const struct tabulating *t, const double *values, size_t count,
                         double **out, size_t *out_count);
size_t tabulating_find(const double *sorted, size_t count, double value);

/* What an address is where nothing changes it: 0 of a shift, 1 of a factor; NaN: not known. */
double tabulating_usual(const char *address);

/* With --by region: the member in `name` when that is `metric` of a region, `multiple.rural` of
 * `multiple`, or `gini.rural@2030` of `gini@2030`; from the arena. NULL: it is not. */
const char *tabulating_region(const struct tabulating *t, const char *metric, const char *name);

/* What a panel is called: the scenario where there are several, the region where there is one (else
 * NULL), or both. NULL, with a message, without memory. */
const char *tabulating_title(const struct tabulating *t, const char *scenario, bool several,
                             const char *region);

/* What a table of `solve` was asked for, in words: tabulated_goal.c. */
bool tabulated_goal(const struct tabulating *t, const char **goal);

/* Makers, a file each: src/output/tabulated_*.c. */
bool tabulated_heatmap(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_rows_frontier(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_tornado(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_sobol(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_scatter(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_solved_frontier(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_paths(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_groups(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_sources(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_waterfall(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_fan(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_box(const struct tabulating *t, struct tf_chart *chart);
bool tabulated_backtest(const struct tabulating *t, struct tf_chart *chart);

#endif
