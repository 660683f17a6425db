/* What a metric needs: where it is measured, which quantities of a run it reads, and what the
 * scenario must give. */
#include <math.h>

#include "engine/runner.h"

struct tf_scope_cells tf_scope_cells(const struct tf_plan *plan, int region, int group)
{
    size_t regions = plan->region_count, groups = plan->group_count;
    if (region == TF_ALL && group == TF_ALL) {
        return (struct tf_scope_cells){0, regions * groups, 1};
    }
    if (region == TF_ALL) {
        return (struct tf_scope_cells){(size_t)group, regions, groups};
    }
    size_t first = (size_t)region * groups;
    return group == TF_ALL ? (struct tf_scope_cells){first, groups, 1}
                           : (struct tf_scope_cells){first + (size_t)group, 1, 1};
}

bool tf_measured_on_lanes(enum tf_metric_id metric)
{
    switch (metric) {
    case TF_METRIC_MEDIAN:
    case TF_METRIC_P10:
    case TF_METRIC_P90:
    case TF_METRIC_PALMA:
    case TF_METRIC_RELATIVE_POVERTY:
    case TF_METRIC_QUINTILE:
    case TF_METRIC_PERCENTILE:
    case TF_METRIC_LORENZ:
    case TF_METRIC_DENSITY:
    case TF_METRIC_INCIDENCE:
        return false;
    default:
        return true;
    }
}

static bool is_of_distribution(enum tf_metric_id metric)
{
    return metric >= TF_METRIC_GINI && metric <= TF_METRIC_INCIDENCE;
}

static bool is_of_nation(enum tf_metric_id metric)
{
    return metric >= TF_METRIC_PRICE_LEVEL && metric <= TF_METRIC_TRANSFER_COST;
}

/* A mean over a scope, or where there are too many of them the cells behind it. */
static void want_mean(struct tf_wanted *wanted, size_t horizon, struct tf_scope_cells cells,
                      enum tf_cell_quantity quantity)
{
    size_t at = tf_find_mean(wanted->means, wanted->mean_count, cells, quantity);
    if (at < wanted->mean_count) {
        return;
    }
    if (wanted->mean_count < TF_KEPT_MEANS_MOST) {
        wanted->means[wanted->mean_count++] = (struct tf_kept_mean){cells, quantity};
        return;
    }
    wanted->keep.cells[TF_CELL_POPULATION] = true;
    wanted->keep.cells[quantity] = true;
    for (size_t t = 0; t <= horizon; t++) {
        wanted->cell_years[t] = true;
    }
}

/* Of its year; growth of percentiles is since the base year. */
static void want_distribution(struct tf_wanted *wanted, const struct tf_plan *plan,
                              const struct tf_measure *measure)
{
    wanted->cell_years[measure->year == TF_NO_YEAR ? 0 : measure->year - plan->base_year] = true;
    wanted->cell_years[0] |= measure->metric == TF_METRIC_INCIDENCE;
    wanted->keep.cells[TF_CELL_POPULATION] = true;
    wanted->keep.cells[TF_CELL_INCOME] = true;
    wanted->keep.cells[TF_CELL_VARIATION] = true;
}

static void want_nation(struct tf_wanted *wanted, const struct tf_plan *plan,
                        struct tf_scope_cells nation)
{
    want_mean(wanted, plan->horizon, nation, TF_CELL_INCOME);
    want_mean(wanted, plan->horizon, nation, TF_CELL_CONSUMPTION);
    for (size_t q = 0; q < TF_NATION_QUANTITY_COUNT; q++) {
        wanted->keep.nation[q] = true;
    }
}

/* The urban share and the ratio of urban to rural incomes. */
static void want_regions(struct tf_wanted *wanted, const struct tf_plan *plan)
{
    int regions[] = {TF_ALL, plan->urban, plan->rural};
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        if (i == 0 || regions[i] >= 0) {
            struct tf_scope_cells cells = tf_scope_cells(plan, regions[i], TF_ALL);
            want_mean(wanted, plan->horizon, cells, TF_CELL_POPULATION);
            want_mean(wanted, plan->horizon, cells, TF_CELL_INCOME);
        }
    }
}

static void want_flow(struct tf_wanted *wanted, const struct tf_plan *plan,
                      const struct tf_measure *measure, struct tf_scope_cells cells)
{
    enum tf_metric_id metric = measure->metric;
    bool by_source = measure->source != TF_ALL;
    if (metric == TF_METRIC_CONSUMPTION || metric == TF_METRIC_SAVING ||
        metric == TF_METRIC_SAVING_RATE) {
        want_mean(wanted, plan->horizon, cells, TF_CELL_CONSUMPTION);
    }
    if (metric == TF_METRIC_WEALTH || metric == TF_METRIC_POPULATION) {
        want_mean(wanted, plan->horizon, cells,
                  metric == TF_METRIC_WEALTH ? TF_CELL_WEALTH : TF_CELL_POPULATION);
    } else {
        want_mean(wanted, plan->horizon, cells,
                  by_source ? (enum tf_cell_quantity)((int)TF_CELL_WAGE + measure->source)
                            : TF_CELL_INCOME);
    }
    wanted->keep.nation[TF_NATION_PRICE_LEVEL] |= metric == TF_METRIC_INCOME_NOMINAL;
}

void tf_want(struct tf_wanted *wanted, const struct tf_plan *plan, const struct tf_measure *measure)
{
    struct tf_scope_cells cells = tf_scope_cells(plan, measure->region, measure->group);
    if (is_of_distribution(measure->metric)) {
        want_distribution(wanted, plan, measure);
    } else if (is_of_nation(measure->metric)) {
        want_nation(wanted, plan, cells);
    } else if (measure->metric == TF_METRIC_URBAN_SHARE ||
               measure->metric == TF_METRIC_URBAN_RURAL_RATIO) {
        want_regions(wanted, plan);
    } else {
        want_flow(wanted, plan, measure, cells);
    }
}

static bool is_given(const struct tf_plan *plan, enum tf_parameter_id parameter)
{
    return !isnan(tf_plan_value(plan, parameter, 0, plan->years[parameter] - 1));
}

/* Of the metrics of GDP. */
static const char *gdp_lacks(const struct tf_plan *plan, enum tf_metric_id metric)
{
    bool invests = metric == TF_METRIC_INVESTMENT_SHARE || metric == TF_METRIC_REST_SHARE;
    bool grows = plan->closure == TF_CLOSURE_PRODUCTION || is_given(plan, TF_GDP_GROWTH);
    if (!plan->has_gdp) {
        return grows                               ? "gdp_per_person"
               : is_given(plan, TF_GDP_PER_PERSON) ? "gdp_growth"
                                                   : "gdp_per_person and gdp_growth";
    }
    return invests && !plan->has_investment ? "investment_rate" : NULL;
}

const char *tf_metric_lacks(const struct tf_plan *plan, enum tf_metric_id metric)
{
    switch (metric) {
    case TF_METRIC_POVERTY_RATE:
        return is_given(plan, TF_POVERTY_LINE) ? NULL : "poverty_line";
    case TF_METRIC_BELOW_MIDDLE:
        return is_given(plan, TF_MIDDLE_LOW) ? NULL : "middle_low";
    case TF_METRIC_ABOVE_MIDDLE:
        return is_given(plan, TF_MIDDLE_HIGH) ? NULL : "middle_high";
    case TF_METRIC_MIDDLE_SHARE:
        return is_given(plan, TF_MIDDLE_LOW) && is_given(plan, TF_MIDDLE_HIGH)
                   ? NULL
                   : "middle_low and middle_high";
    case TF_METRIC_URBAN_SHARE:
        return plan->urban >= 0 ? NULL : "a region named urban";
    case TF_METRIC_URBAN_RURAL_RATIO:
        return plan->urban >= 0 && plan->rural >= 0 ? NULL : "regions named urban and rural";
    default:
        return metric >= TF_METRIC_GDP_PER_PERSON && metric <= TF_METRIC_TRANSFER_COST
                   ? gdp_lacks(plan, metric)
                   : NULL;
    }
}
