/* metrics: addresses of results, and their values for one run.
 *
 * The table of metrics stands here and nowhere else; docs and help are made from it. */
#ifndef TF_ENGINE_METRICS_H
#define TF_ENGINE_METRICS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "engine/distribution.h"
#include "engine/project.h"

enum tf_metric_id {
    TF_METRIC_INCOME,
    TF_METRIC_INCOME_NOMINAL,
    TF_METRIC_INCOME_INDEX,
    TF_METRIC_CONSUMPTION,
    TF_METRIC_SAVING,
    TF_METRIC_SAVING_RATE,
    TF_METRIC_WEALTH,
    TF_METRIC_POPULATION,
    TF_METRIC_GINI,
    TF_METRIC_THEIL,
    TF_METRIC_MEDIAN,
    TF_METRIC_P10,
    TF_METRIC_P90,
    TF_METRIC_PALMA,
    TF_METRIC_POVERTY_RATE,
    TF_METRIC_RELATIVE_POVERTY,
    TF_METRIC_BELOW_MIDDLE,
    TF_METRIC_MIDDLE_SHARE,
    TF_METRIC_ABOVE_MIDDLE,
    TF_METRIC_QUINTILE,
    TF_METRIC_PERCENTILE,
    TF_METRIC_LORENZ,
    TF_METRIC_DENSITY,
    TF_METRIC_INCIDENCE,
    TF_METRIC_URBAN_SHARE,
    TF_METRIC_URBAN_RURAL_RATIO,
    TF_METRIC_PRICE_LEVEL,
    TF_METRIC_GDP_PER_PERSON,
    TF_METRIC_GDP_GROWTH,
    TF_METRIC_HOUSEHOLD_SHARE,
    TF_METRIC_CONSUMPTION_SHARE,
    TF_METRIC_INVESTMENT_SHARE,
    TF_METRIC_REST_SHARE,
    TF_METRIC_LEVY_RATE,
    TF_METRIC_DEBT_RATIO,
    TF_METRIC_TRANSFER_COST,
    TF_METRIC_MULTIPLE,
    TF_METRIC_DOUBLING_YEAR,
    TF_METRIC_MEAN_GROWTH,
    TF_METRIC_REQUIRED_GROWTH,
    TF_METRIC_COUNT
};

enum { TF_SCOPE_NATION = 1, TF_SCOPE_REGION = 2, TF_SCOPE_CELL = 4 };
/* What else it is given by. By a source, or not: the sum over sources. Curves have no sum, only
 * points; those by percentile are long, so that they come only when asked for by name. */
enum tf_split { TF_WHOLE, TF_BY_SOURCE, TF_BY_FIFTH, TF_BY_PERCENTILE };
enum tf_when { TF_EVERY_YEAR, TF_FROM_FIRST_YEAR, TF_NO_YEARS };
enum tf_measured_in {
    TF_IN_MONEY,
    TF_IN_MILLIONS,
    TF_IN_SHARE,
    TF_IN_RATE,
    TF_IN_INDEX,
    TF_IN_YEAR,
    TF_IN_RATIO,
    TF_IN_DENSITY
};

struct tf_metric {
    const char *name;
    unsigned scopes;
    enum tf_split split;
    enum tf_when when;
    enum tf_measured_in measure;
    const char *meaning; /* one sentence */
};
extern const struct tf_metric tf_metrics[TF_METRIC_COUNT];

/* How many points the metric has, numbered from 1; 0 for what is no curve. */
int tf_metric_points(enum tf_metric_id metric);

/* `gini`, or with a point `quintile.1`, as it stands in outputs; into out, or a constant. */
#define TF_METRIC_NAME 32
const char *tf_metric_name(enum tf_metric_id metric, int point, char out[TF_METRIC_NAME]);

/* The unit as it stands in outputs: "yuan/person/year" for money of currency yuan,
 * "million persons", "share", "per year", "" for indices and ratios. From the arena. */
const char *tf_metric_unit(enum tf_metric_id metric, const char *currency, struct tf_arena *arena);

/* What a metric address asks for. A member is an index, TF_ALL (their aggregate) or TF_EACH; so is
 * the point of a curve, but that it has no aggregate. */
enum { TF_EACH = -2 };
struct tf_query {
    enum tf_metric_id metric;
    int point; /* 0 for what is no curve */
    int region, group, source;
    int year;              /* calendar year, or TF_NO_YEAR: every year the metric has */
    const char *statistic; /* after ':', NULL without one */
};

/* Parses one metric address; members are checked against the dimensions, the year against base year
 * and horizon. On failure returns false with a message in *message and *offset as in address.h. */
bool tf_query_parse(const char *text, const struct tf_scenario *scenario, struct tf_arena *arena,
                    struct tf_query *out, const char **message, size_t *offset);

/* One value. region, group, source: an index or TF_ALL; year TF_NO_YEAR for a scalar. */
struct tf_measure {
    enum tf_metric_id metric;
    int point; /* 0 for what is no curve */
    int region, group, source;
    int year;
    double value; /* NaN: absent */
};

/* Which measures the queries ask for, without values: in their order, each by year and member. A
 * query without a year means every year that the metric has, or with at_horizon only the last one.
 * With query_count 0: every metric but curves by percentile, in every scope and year: by year, then
 * scope (nation, regions, cells), then metric, scalars last. From the arena. */
bool tf_measures_list(const struct tf_plan *plan, const struct tf_query *queries,
                      size_t query_count, bool at_horizon, struct tf_arena *arena,
                      struct tf_measure **measures, size_t *count, struct tf_diag *diag);

/* What the scenario would have to give for the metric to have any value, as in `gdp_per_person and
 * gdp_growth`; NULL: nothing is lacking. */
const char *tf_metric_lacks(const struct tf_plan *plan, enum tf_metric_id metric);

/* The results of one feasible run, with what several metrics share computed once. */
struct tf_outcome;
struct tf_outcome *tf_outcome_new(const struct tf_trajectory *trajectory, size_t run,
                                  struct tf_arena *arena, struct tf_diag *diag);

/* Turns to another run of the trajectory, with the room that it has. */
void tf_outcome_move(struct tf_outcome *outcome, size_t run);

/* The value of a measure; its own `value` is not read. */
double tf_outcome_measure(struct tf_outcome *outcome, const struct tf_measure *measure);

/* A single value of what is no curve; t is ignored for scalars. NaN: absent. */
double tf_outcome_value(struct tf_outcome *outcome, enum tf_metric_id metric, int region, int group,
                        int source, size_t t);

/* A point of a curve. */
double tf_outcome_point(struct tf_outcome *outcome, enum tf_metric_id metric, int point, int region,
                        size_t t);

/* The mixture of a scope in a year; group must be TF_ALL. */
struct tf_mixture tf_outcome_mixture(struct tf_outcome *outcome, int region, size_t t);

/* All values that the queries ask for, as tf_measures_list lists them. From the arena. */
bool tf_outcome_measures(struct tf_outcome *outcome, const struct tf_query *queries,
                         size_t query_count, struct tf_arena *arena, struct tf_measure **measures,
                         size_t *count, struct tf_diag *diag);

#endif
