#include "engine/measure.h"

#include "base/num.h"
#include "engine/lane_math.h"

/* A vector of runs, and where its metrics are read from. Measures of one scope follow each other,
 * so that the last one's base and place are kept. */
struct reading {
    const struct tf_trajectory *trajectory;
    const struct tf_plan *plan;
    size_t vector;
    struct {
        bool known;
        struct tf_scope_cells cells;
        int source;
        tf_lanes income;
    } base;
    struct {
        struct tf_kept_mean of;
        size_t at; /* among the means that are kept; their number: it is not */
    } mean;
};

static tf_lanes cell_value(const struct reading *from, size_t t, enum tf_cell_quantity quantity,
                           size_t cell)
{
    return tf_lanes_load(tf_cell_slot(from->trajectory, from->vector, t, quantity, cell));
}

static tf_lanes nation_value(const struct reading *from, size_t t, enum tf_nation_quantity quantity)
{
    return tf_lanes_load(tf_nation_slot(from->trajectory, from->vector, t, quantity));
}

static tf_lanes absent(void)
{
    return tf_lanes_of(TF_ABSENT);
}

tf_lanes tf_lanes_persons(const struct tf_trajectory *trajectory, size_t vector, size_t t,
                          struct tf_scope_cells cells)
{
    struct reading from = {.trajectory = trajectory, .plan = trajectory->plan, .vector = vector};
    tf_lanes sum = {0};
    size_t kept = tf_find_mean(trajectory->kept_means, trajectory->kept_mean_count, cells,
                               TF_CELL_POPULATION);
    if (kept < trajectory->kept_mean_count) {
        return tf_lanes_load(tf_mean_slot(trajectory, vector, t, kept));
    }
    for (size_t i = 0; i < cells.count; i++) {
        sum += cell_value(&from, t, TF_CELL_POPULATION, cells.first + i * cells.step);
    }
    return sum;
}

tf_lanes tf_lanes_mean(const struct tf_trajectory *trajectory, size_t vector, size_t t,
                       struct tf_scope_cells cells, enum tf_cell_quantity quantity)
{
    struct reading from = {.trajectory = trajectory, .plan = trajectory->plan, .vector = vector};
    tf_lanes sum = {0}, all = {0};
    size_t kept =
        tf_find_mean(trajectory->kept_means, trajectory->kept_mean_count, cells, quantity);
    if (kept < trajectory->kept_mean_count) {
        return tf_lanes_load(tf_mean_slot(trajectory, vector, t, kept));
    }
    for (size_t i = 0; i < cells.count; i++) {
        size_t cell = cells.first + i * cells.step;
        tf_lanes n = cell_value(&from, t, TF_CELL_POPULATION, cell);
        sum += n * cell_value(&from, t, quantity, cell);
        all += n;
    }
    return tf_select(all > (tf_lanes){0}, sum / all, absent());
}

static bool same_cells(struct tf_scope_cells a, struct tf_scope_cells b)
{
    return a.first == b.first && a.count == b.count && a.step == b.step;
}

static tf_lanes mean(struct reading *from, struct tf_scope_cells cells, size_t t,
                     enum tf_cell_quantity quantity)
{
    const struct tf_trajectory *trajectory = from->trajectory;
    if (from->mean.of.quantity != quantity || !same_cells(from->mean.of.cells, cells)) {
        from->mean.of = (struct tf_kept_mean){cells, quantity};
        from->mean.at =
            tf_find_mean(trajectory->kept_means, trajectory->kept_mean_count, cells, quantity);
    }
    return from->mean.at < trajectory->kept_mean_count
               ? tf_lanes_load(tf_mean_slot(trajectory, from->vector, t, from->mean.at))
               : tf_lanes_mean(trajectory, from->vector, t, cells, quantity);
}

static tf_lanes persons(const struct reading *from, struct tf_scope_cells cells, size_t t)
{
    return tf_lanes_persons(from->trajectory, from->vector, t, cells);
}

static enum tf_cell_quantity income_quantity(int source)
{
    return source == TF_ALL ? TF_CELL_INCOME : (enum tf_cell_quantity)((int)TF_CELL_WAGE + source);
}

static tf_lanes base_income(struct reading *from, struct tf_scope_cells cells, int source)
{
    if (!from->base.known || from->base.source != source || !same_cells(from->base.cells, cells)) {
        from->base.income = mean(from, cells, 0, income_quantity(source));
        from->base.cells = cells;
        from->base.source = source;
        from->base.known = true;
    }
    return from->base.income;
}

/* Absent where the base income is 0. */
static tf_lanes income_index(struct reading *from, struct tf_scope_cells cells, int source,
                             size_t t)
{
    tf_lanes base = base_income(from, cells, source);
    tf_lanes now = t == 0 ? base : mean(from, cells, t, income_quantity(source));
    return tf_select(base == (tf_lanes){0}, absent(), now / base);
}

/* The calendar year in which the index first reaches the target, by log interpolation. */
static tf_lanes doubling_year(struct reading *from, struct tf_scope_cells cells)
{
    tf_lanes target = nation_value(from, 0, TF_NATION_TARGET_MULTIPLE);
    tf_lanes enough = target * (1 - 1e-12), one = tf_lanes_of(1), none = {0};
    tf_lanes before = income_index(from, cells, TF_ALL, 0);
    tf_lanes base_year = tf_lanes_of((double)from->plan->base_year);
    tf_mask reached = before >= enough;
    tf_lanes year = tf_select(reached, base_year, absent());
    for (size_t t = 1; t <= from->plan->horizon; t++) {
        tf_lanes now = income_index(from, cells, TF_ALL, t);
        tf_mask reaches = (now >= enough) & ~reached;
        if (tf_any(reaches)) {
            tf_lanes growth = tf_lanes_log(now / before);
            tf_lanes part = tf_lanes_log(target / before) / growth;
            part = tf_select(reaches & (part < one), part, one);
            year = tf_select(reaches, base_year + ((double)(t - 1) + part), year);
        }
        reached |= reaches;
        before = now;
    }
    return tf_select(reached & (year >= none), year, absent());
}

/* x^(1/H) - 1 */
static tf_lanes yearly(const struct reading *from, tf_lanes multiple)
{
    tf_lanes years = tf_lanes_of((double)from->plan->horizon);
    tf_mask positive = multiple > (tf_lanes){0};
    tf_lanes growth = tf_lanes_expm1(tf_lanes_log(multiple) / years);
    return tf_select(positive, growth, absent());
}

static tf_lanes scalar_value(struct reading *from, enum tf_metric_id metric,
                             struct tf_scope_cells cells)
{
    size_t horizon = from->plan->horizon;
    switch (metric) {
    case TF_METRIC_MULTIPLE:
        return income_index(from, cells, TF_ALL, horizon);
    case TF_METRIC_MEAN_GROWTH:
        return yearly(from, income_index(from, cells, TF_ALL, horizon));
    case TF_METRIC_DOUBLING_YEAR:
        return doubling_year(from, cells);
    default:
        return yearly(from, nation_value(from, 0, TF_NATION_TARGET_MULTIPLE));
    }
}

static tf_lanes flow_value(struct reading *from, const struct tf_measure *measure,
                           struct tf_scope_cells cells, size_t t)
{
    enum tf_cell_quantity income = income_quantity(measure->source);
    switch (measure->metric) {
    case TF_METRIC_INCOME:
        return mean(from, cells, t, income);
    case TF_METRIC_INCOME_NOMINAL:
        return mean(from, cells, t, income) * nation_value(from, t, TF_NATION_PRICE_LEVEL);
    case TF_METRIC_INCOME_INDEX:
        return income_index(from, cells, measure->source, t);
    case TF_METRIC_CONSUMPTION:
        return mean(from, cells, t, TF_CELL_CONSUMPTION);
    case TF_METRIC_SAVING:
        return mean(from, cells, t, TF_CELL_INCOME) - mean(from, cells, t, TF_CELL_CONSUMPTION);
    case TF_METRIC_SAVING_RATE: {
        tf_lanes all = mean(from, cells, t, TF_CELL_INCOME);
        return (all - mean(from, cells, t, TF_CELL_CONSUMPTION)) / all;
    }
    case TF_METRIC_WEALTH:
        return mean(from, cells, t, TF_CELL_WEALTH);
    default:
        return persons(from, cells, t);
    }
}

/* Of GDP in consumer prices, at the national accounts' level. */
static tf_lanes share_of_gdp(struct reading *from, size_t t, enum tf_cell_quantity quantity,
                             enum tf_nation_quantity coverage)
{
    tf_lanes gdp = nation_value(from, t, TF_NATION_GDP_PER_PERSON) *
                   nation_value(from, t, TF_NATION_RELATIVE_PRICE);
    struct tf_scope_cells nation = tf_scope_cells(from->plan, TF_ALL, TF_ALL);
    return mean(from, nation, t, quantity) / (gdp * nation_value(from, 0, coverage));
}

static tf_lanes gdp_metric(struct reading *from, enum tf_metric_id metric, size_t t)
{
    tf_lanes investment =
        from->plan->has_investment ? nation_value(from, t, TF_NATION_INVESTMENT_SHARE) : absent();
    if (!from->plan->has_gdp) {
        return absent();
    }
    switch (metric) {
    case TF_METRIC_GDP_PER_PERSON:
        return nation_value(from, t, TF_NATION_GDP_PER_PERSON);
    case TF_METRIC_GDP_GROWTH:
        return nation_value(from, t, TF_NATION_GDP_GROWTH);
    case TF_METRIC_HOUSEHOLD_SHARE:
        return share_of_gdp(from, t, TF_CELL_INCOME, TF_NATION_INCOME_COVERAGE);
    case TF_METRIC_CONSUMPTION_SHARE:
        return share_of_gdp(from, t, TF_CELL_CONSUMPTION, TF_NATION_CONSUMPTION_COVERAGE);
    case TF_METRIC_INVESTMENT_SHARE:
        return investment;
    case TF_METRIC_REST_SHARE:
        return 1 - share_of_gdp(from, t, TF_CELL_CONSUMPTION, TF_NATION_CONSUMPTION_COVERAGE) -
               investment;
    case TF_METRIC_LEVY_RATE:
        return nation_value(from, t, TF_NATION_LEVY_RATE);
    case TF_METRIC_DEBT_RATIO:
        return nation_value(from, t, TF_NATION_DEBT_RATIO);
    default:
        return nation_value(from, t, TF_NATION_TRANSFER_COST);
    }
}

/* Of the nation as a whole. */
static tf_lanes nation_metric(struct reading *from, enum tf_metric_id metric, size_t t)
{
    const struct tf_plan *plan = from->plan;
    struct tf_scope_cells nation = tf_scope_cells(plan, TF_ALL, TF_ALL);
    struct tf_scope_cells urban = tf_scope_cells(plan, plan->urban, TF_ALL);
    struct tf_scope_cells rural = tf_scope_cells(plan, plan->rural, TF_ALL);
    switch (metric) {
    case TF_METRIC_URBAN_SHARE:
        return plan->urban < 0 ? absent() : persons(from, urban, t) / persons(from, nation, t);
    case TF_METRIC_URBAN_RURAL_RATIO:
        return plan->urban < 0 || plan->rural < 0
                   ? absent()
                   : mean(from, urban, t, TF_CELL_INCOME) / mean(from, rural, t, TF_CELL_INCOME);
    case TF_METRIC_PRICE_LEVEL:
        return nation_value(from, t, TF_NATION_PRICE_LEVEL);
    default:
        return gdp_metric(from, metric, t);
    }
}

static tf_lanes measured(struct reading *from, const struct tf_measure *measure)
{
    enum tf_metric_id metric = measure->metric;
    struct tf_scope_cells cells = tf_scope_cells(from->plan, measure->region, measure->group);
    size_t t = measure->year == TF_NO_YEAR ? 0 : (size_t)(measure->year - from->plan->base_year);
    if (tf_metrics[metric].when == TF_NO_YEARS) {
        return scalar_value(from, metric, cells);
    }
    if (metric <= TF_METRIC_POPULATION) {
        return flow_value(from, measure, cells, t);
    }
    if (metric <= TF_METRIC_ABOVE_MIDDLE) {
        return tf_lanes_dispersion_measure(from->trajectory, from->vector, metric, measure->region,
                                           t);
    }
    return nation_metric(from, metric, t);
}

/* Infeasible runs have no metrics. */
static tf_mask feasible_lanes(const struct tf_trajectory *trajectory, size_t vector)
{
    size_t first = vector * TF_LANE_WIDTH;
    tf_mask feasible = ~(tf_mask){0};
    for (size_t lane = 0; lane < TF_LANE_WIDTH && first + lane < trajectory->run_count; lane++) {
        feasible[lane] = trajectory->failures[first + lane].reason == TF_FEASIBLE ? -1 : 0;
    }
    return feasible;
}

void tf_lanes_measure(const struct tf_trajectory *trajectory, size_t vector,
                      const struct tf_measure *measures, size_t count, double *const *out)
{
    struct reading from = {.trajectory = trajectory, .plan = trajectory->plan, .vector = vector};
    from.mean.of.cells.count = SIZE_MAX; /* none yet */
    tf_mask feasible = feasible_lanes(trajectory, vector);
    for (size_t i = 0; i < count; i++) {
        if (tf_measured_on_lanes(measures[i].metric)) {
            tf_lanes value = measured(&from, &measures[i]);
            tf_lanes_store(out[i], tf_select(feasible, value, absent()));
        }
    }
}
