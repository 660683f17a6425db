#include <math.h>

#include "base/num.h"
#include "engine/metrics.h"

enum { PERCENTILES = 100 };

/* The distribution of one scope in one year, made when first asked for. */
struct scope_year {
    bool made;
    struct tf_mixture mixture;
    double *percentiles; /* [1 … 99]; NaN: not computed yet */
};

struct tf_outcome {
    const struct tf_trajectory *trajectory;
    const struct tf_plan *plan;
    size_t run;
    struct tf_arena *arena;
    struct scope_year *distributions; /* [scope][t]; scope 0 the nation, then regions */
    bool out_of_memory;
};

struct tf_outcome *tf_outcome_new(const struct tf_trajectory *trajectory, size_t run,
                                  struct tf_arena *arena, struct tf_diag *diag)
{
    const struct tf_plan *plan = trajectory->plan;
    struct tf_outcome *outcome = tf_arena_alloc(arena, 1, sizeof *outcome);
    size_t count = (plan->region_count + 1) * (plan->horizon + 1);
    struct scope_year *distributions = tf_arena_alloc(arena, count, sizeof *distributions);
    if (outcome == NULL || distributions == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    *outcome = (struct tf_outcome){trajectory, plan, run, arena, distributions, false};
    return outcome;
}

/* Cells of a scope: all, a region's, a group's of every region, or one. */
struct scope {
    int region, group;
};

/* The cells of a scope: `count` of them from `first`, `step` apart. */
struct cells {
    size_t first, count, step;
};

static struct cells cells_of(const struct tf_outcome *outcome, struct scope scope)
{
    size_t regions = outcome->plan->region_count, groups = outcome->plan->group_count;
    if (scope.region == TF_ALL && scope.group == TF_ALL) {
        return (struct cells){0, regions * groups, 1};
    }
    if (scope.region == TF_ALL) {
        return (struct cells){(size_t)scope.group, regions, groups};
    }
    size_t first = (size_t)scope.region * groups;
    return scope.group == TF_ALL ? (struct cells){first, groups, 1}
                                 : (struct cells){first + (size_t)scope.group, 1, 1};
}

static double cell_value(const struct tf_outcome *outcome, size_t t, enum tf_cell_quantity quantity,
                         size_t cell)
{
    return tf_cell_value(outcome->trajectory, outcome->run, t, quantity, cell);
}

static double nation_value(const struct tf_outcome *outcome, size_t t,
                           enum tf_nation_quantity quantity)
{
    return tf_nation_value(outcome->trajectory, outcome->run, t, quantity);
}

static double persons(const struct tf_outcome *outcome, struct scope scope, size_t t)
{
    struct cells cells = cells_of(outcome, scope);
    double sum = 0;
    for (size_t i = 0; i < cells.count; i++) {
        sum += cell_value(outcome, t, TF_CELL_POPULATION, cells.first + i * cells.step);
    }
    return sum;
}

/* Population-weighted mean; absent where nobody lives. */
static double mean(const struct tf_outcome *outcome, struct scope scope, size_t t,
                   enum tf_cell_quantity quantity)
{
    struct cells cells = cells_of(outcome, scope);
    double sum = 0, all = 0;
    for (size_t i = 0; i < cells.count; i++) {
        size_t cell = cells.first + i * cells.step;
        double n = cell_value(outcome, t, TF_CELL_POPULATION, cell);
        sum += n * cell_value(outcome, t, quantity, cell);
        all += n;
    }
    return all > 0 ? sum / all : TF_ABSENT;
}

static double mean_income(const struct tf_outcome *outcome, struct scope scope, int source,
                          size_t t)
{
    enum tf_cell_quantity quantity =
        source == TF_ALL ? TF_CELL_INCOME : (enum tf_cell_quantity)((int)TF_CELL_WAGE + source);
    return mean(outcome, scope, t, quantity);
}

static double income_index(const struct tf_outcome *outcome, struct scope scope, int source,
                           size_t t)
{
    double base = mean_income(outcome, scope, source, 0);
    if (isnan(base) || !(base < 0 || base > 0)) {
        return TF_ABSENT;
    }
    return mean_income(outcome, scope, source, t) / base;
}

static double parameter(const struct tf_outcome *outcome, enum tf_parameter_id id)
{
    return tf_plan_value(outcome->plan, id, 0, 0);
}

/* The year, counted from the base year, in which the index first reaches the target. */
static double years_to_target(const struct tf_outcome *outcome, struct scope scope)
{
    double target = parameter(outcome, TF_TARGET_MULTIPLE);
    double before = income_index(outcome, scope, TF_ALL, 0);
    if (before >= target * (1 - 1e-12)) {
        return 0;
    }
    for (size_t t = 1; t <= outcome->plan->horizon; t++) {
        double now = income_index(outcome, scope, TF_ALL, t);
        if (now >= target * (1 - 1e-12)) {
            return (double)(t - 1) + fmin(log(target / before) / log(now / before), 1);
        }
        before = now;
    }
    return TF_ABSENT;
}

struct tf_mixture tf_outcome_mixture(struct tf_outcome *outcome, int region, size_t t)
{
    const struct tf_plan *plan = outcome->plan;
    size_t scope = region == TF_ALL ? 0 : (size_t)region + 1;
    struct scope_year *place = &outcome->distributions[scope * (plan->horizon + 1) + t];
    struct cells cells = cells_of(outcome, (struct scope){region, TF_ALL});
    if (place->made) {
        return place->mixture;
    }
    struct tf_component *components =
        tf_arena_alloc(outcome->arena, cells.count, sizeof *components);
    double *percentiles = tf_arena_alloc(outcome->arena, PERCENTILES, sizeof *percentiles);
    if (components == NULL || percentiles == NULL) {
        outcome->out_of_memory = true;
        return (struct tf_mixture){NULL, 0};
    }
    double all = persons(outcome, (struct scope){region, TF_ALL}, t);
    size_t count = 0;
    for (size_t cell = cells.first; cell < cells.first + cells.count; cell++) {
        double n = cell_value(outcome, t, TF_CELL_POPULATION, cell);
        if (n > 0) {
            struct tf_component *component = &components[count++];
            component->weight = n / all;
            component->mean = cell_value(outcome, t, TF_CELL_INCOME, cell);
            component->sigma = sqrt(log1p(cell_value(outcome, t, TF_CELL_VARIATION, cell)));
            tf_component_finish(component);
        }
    }
    *place = (struct scope_year){true, {components, count}, percentiles};
    for (size_t percent = 0; percent < PERCENTILES; percent++) {
        percentiles[percent] = TF_ABSENT;
    }
    return place->mixture;
}

static double percentile(struct tf_outcome *outcome, int region, size_t t, int percent)
{
    struct tf_mixture mixture = tf_outcome_mixture(outcome, region, t);
    size_t scope = region == TF_ALL ? 0 : (size_t)region + 1;
    struct scope_year *place = &outcome->distributions[scope * (outcome->plan->horizon + 1) + t];
    if (mixture.count == 0) {
        return TF_ABSENT;
    }
    if (isnan(place->percentiles[percent])) {
        place->percentiles[percent] = tf_mixture_quantile(mixture, percent / 100.0);
    }
    return place->percentiles[percent];
}

/* Share of income of the poorest `percent` per cent. */
static double lorenz(struct tf_outcome *outcome, int region, size_t t, int percent)
{
    if (percent <= 0 || percent >= PERCENTILES) {
        return percent <= 0 ? 0 : 1;
    }
    return tf_mixture_lorenz_at(tf_outcome_mixture(outcome, region, t), percent / 100.0,
                                percentile(outcome, region, t, percent));
}

/* Growth of a percentile a year since the base year. */
static double incidence(struct tf_outcome *outcome, int region, size_t t, int percent)
{
    double growth =
        percentile(outcome, region, t, percent) / percentile(outcome, region, 0, percent);
    return pow(growth, 1 / (double)t) - 1;
}

/* Density of log income at a percentile. */
static double density(struct tf_outcome *outcome, int region, size_t t, int percent)
{
    struct tf_mixture mixture = tf_outcome_mixture(outcome, region, t);
    return tf_mixture_has_atoms(mixture)
               ? TF_ABSENT
               : tf_mixture_log_density(mixture, percentile(outcome, region, t, percent));
}

double tf_outcome_point(struct tf_outcome *outcome, enum tf_metric_id metric, int point, int region,
                        size_t t)
{
    struct tf_mixture mixture = tf_outcome_mixture(outcome, region, t);
    if (mixture.count == 0) {
        return TF_ABSENT;
    }
    switch (metric) {
    case TF_METRIC_QUINTILE:
        return tf_mixture_mean(mixture) *
               (lorenz(outcome, region, t, 20 * point) -
                lorenz(outcome, region, t, 20 * point - 20)) /
               0.2;
    case TF_METRIC_LORENZ:
        return lorenz(outcome, region, t, point);
    case TF_METRIC_DENSITY:
        return density(outcome, region, t, point);
    case TF_METRIC_INCIDENCE:
        return incidence(outcome, region, t, point);
    default:
        return percentile(outcome, region, t, point);
    }
}

/* F at a line that may be absent. */
static double below_line(struct tf_outcome *outcome, int region, size_t t, double line)
{
    return isnan(line) ? TF_ABSENT : tf_mixture_cdf(tf_outcome_mixture(outcome, region, t), line);
}

static double distribution_value(struct tf_outcome *outcome, enum tf_metric_id metric, int region,
                                 size_t t)
{
    struct tf_mixture mixture = tf_outcome_mixture(outcome, region, t);
    if (mixture.count == 0) {
        return TF_ABSENT;
    }
    double low = parameter(outcome, TF_MIDDLE_LOW), high = parameter(outcome, TF_MIDDLE_HIGH);
    switch (metric) {
    case TF_METRIC_GINI:
        return tf_mixture_gini(mixture);
    case TF_METRIC_THEIL:
        return tf_mixture_theil(mixture);
    case TF_METRIC_MEDIAN:
        return percentile(outcome, region, t, 50);
    case TF_METRIC_P10:
        return percentile(outcome, region, t, 10);
    case TF_METRIC_P90:
        return percentile(outcome, region, t, 90);
    case TF_METRIC_PALMA:
        return (1 - lorenz(outcome, region, t, 90)) / lorenz(outcome, region, t, 40);
    case TF_METRIC_POVERTY_RATE:
        return below_line(outcome, region, t, parameter(outcome, TF_POVERTY_LINE));
    case TF_METRIC_RELATIVE_POVERTY:
        return below_line(outcome, region, t,
                          parameter(outcome, TF_RELATIVE_LINE) *
                              percentile(outcome, region, t, 50));
    case TF_METRIC_BELOW_MIDDLE:
        return below_line(outcome, region, t, low);
    case TF_METRIC_MIDDLE_SHARE:
        return below_line(outcome, region, t, high) - below_line(outcome, region, t, low);
    default:
        return 1 - below_line(outcome, region, t, high);
    }
}

static double household_share(const struct tf_outcome *outcome, size_t t,
                              enum tf_cell_quantity quantity, enum tf_parameter_id coverage)
{
    struct scope nation = {TF_ALL, TF_ALL};
    double gdp = nation_value(outcome, t, TF_NATION_GDP_PER_PERSON) *
                 nation_value(outcome, t, TF_NATION_RELATIVE_PRICE);
    return mean(outcome, nation, t, quantity) / (gdp * parameter(outcome, coverage));
}

static double gdp_value(const struct tf_outcome *outcome, enum tf_metric_id metric, size_t t)
{
    if (!outcome->plan->has_gdp) {
        return TF_ABSENT;
    }
    double investment = outcome->plan->has_investment
                            ? nation_value(outcome, t, TF_NATION_INVESTMENT_SHARE)
                            : TF_ABSENT;
    double consumption = household_share(outcome, t, TF_CELL_CONSUMPTION, TF_CONSUMPTION_COVERAGE);
    switch (metric) {
    case TF_METRIC_GDP_PER_PERSON:
        return nation_value(outcome, t, TF_NATION_GDP_PER_PERSON);
    case TF_METRIC_GDP_GROWTH:
        return nation_value(outcome, t, TF_NATION_GDP_GROWTH);
    case TF_METRIC_HOUSEHOLD_SHARE:
        return household_share(outcome, t, TF_CELL_INCOME, TF_INCOME_COVERAGE);
    case TF_METRIC_CONSUMPTION_SHARE:
        return consumption;
    case TF_METRIC_INVESTMENT_SHARE:
        return investment;
    case TF_METRIC_REST_SHARE:
        return 1 - consumption - investment;
    case TF_METRIC_LEVY_RATE:
        return nation_value(outcome, t, TF_NATION_LEVY_RATE);
    case TF_METRIC_DEBT_RATIO:
        return nation_value(outcome, t, TF_NATION_DEBT_RATIO);
    default:
        return nation_value(outcome, t, TF_NATION_TRANSFER_COST);
    }
}

/* Of the nation as a whole, not of GDP. */
static double nation_metric(const struct tf_outcome *outcome, enum tf_metric_id metric, size_t t)
{
    const struct tf_plan *plan = outcome->plan;
    struct scope nation = {TF_ALL, TF_ALL}, urban = {plan->urban, TF_ALL},
                 rural = {plan->rural, TF_ALL};
    switch (metric) {
    case TF_METRIC_URBAN_SHARE:
        return plan->urban < 0 ? TF_ABSENT
                               : persons(outcome, urban, t) / persons(outcome, nation, t);
    case TF_METRIC_URBAN_RURAL_RATIO:
        return plan->urban < 0 || plan->rural < 0 ? TF_ABSENT
                                                  : mean(outcome, urban, t, TF_CELL_INCOME) /
                                                        mean(outcome, rural, t, TF_CELL_INCOME);
    case TF_METRIC_PRICE_LEVEL:
        return nation_value(outcome, t, TF_NATION_PRICE_LEVEL);
    default:
        return gdp_value(outcome, metric, t);
    }
}

static double scalar_value(const struct tf_outcome *outcome, enum tf_metric_id metric,
                           struct scope scope)
{
    size_t horizon = outcome->plan->horizon;
    double years = (double)horizon;
    switch (metric) {
    case TF_METRIC_MULTIPLE:
        return income_index(outcome, scope, TF_ALL, horizon);
    case TF_METRIC_MEAN_GROWTH:
        return pow(income_index(outcome, scope, TF_ALL, horizon), 1 / years) - 1;
    case TF_METRIC_DOUBLING_YEAR:
        return outcome->plan->base_year + years_to_target(outcome, scope);
    default:
        return pow(parameter(outcome, TF_TARGET_MULTIPLE), 1 / years) - 1;
    }
}

static double flow_value(const struct tf_outcome *outcome, enum tf_metric_id metric,
                         struct scope scope, int source, size_t t)
{
    double income = mean_income(outcome, scope, source, t);
    double consumption = mean(outcome, scope, t, TF_CELL_CONSUMPTION);
    switch (metric) {
    case TF_METRIC_INCOME:
        return income;
    case TF_METRIC_INCOME_NOMINAL:
        return income * nation_value(outcome, t, TF_NATION_PRICE_LEVEL);
    case TF_METRIC_INCOME_INDEX:
        return income_index(outcome, scope, source, t);
    case TF_METRIC_CONSUMPTION:
        return consumption;
    case TF_METRIC_SAVING:
        return income - consumption;
    case TF_METRIC_SAVING_RATE:
        return (income - consumption) / income;
    case TF_METRIC_WEALTH:
        return mean(outcome, scope, t, TF_CELL_WEALTH);
    default:
        return persons(outcome, scope, t);
    }
}

double tf_outcome_value(struct tf_outcome *outcome, enum tf_metric_id metric, int region, int group,
                        int source, size_t t)
{
    struct scope scope = {region, group};
    if (tf_metrics[metric].when == TF_NO_YEARS) {
        return scalar_value(outcome, metric, scope);
    }
    if (metric <= TF_METRIC_POPULATION) {
        return flow_value(outcome, metric, scope, source, t);
    }
    return metric <= TF_METRIC_ABOVE_MIDDLE ? distribution_value(outcome, metric, region, t)
                                            : nation_metric(outcome, metric, t);
}

/* The value of a measure. */
static double measured(struct tf_outcome *outcome, const struct tf_measure *measure)
{
    size_t t = measure->year == TF_NO_YEAR ? 0 : (size_t)(measure->year - outcome->plan->base_year);
    return measure->point > 0
               ? tf_outcome_point(outcome, measure->metric, measure->point, measure->region, t)
               : tf_outcome_value(outcome, measure->metric, measure->region, measure->group,
                                  measure->source, t);
}

bool tf_outcome_measures(struct tf_outcome *outcome, const struct tf_query *queries,
                         size_t query_count, struct tf_arena *arena, struct tf_measure **measures,
                         size_t *count, struct tf_diag *diag)
{
    if (!tf_measures_list(outcome->plan, queries, query_count, false, arena, measures, count,
                          diag)) {
        return false;
    }
    for (size_t i = 0; i < *count; i++) {
        (*measures)[i].value = measured(outcome, &(*measures)[i]);
    }
    return !outcome->out_of_memory || tf_out_of_memory(diag);
}
