/* What a metric needs: where it is measured, and which quantities of a run it reads. */
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

void tf_keep_for(struct tf_keep *keep, const struct tf_measure *measure)
{
    keep->cells[TF_CELL_POPULATION] = true;
    keep->cells[measure->source == TF_ALL ? (int)TF_CELL_INCOME
                                          : (int)TF_CELL_WAGE + measure->source] = true;
    if (measure->metric == TF_METRIC_CONSUMPTION || measure->metric == TF_METRIC_SAVING ||
        measure->metric == TF_METRIC_SAVING_RATE || is_of_nation(measure->metric)) {
        keep->cells[TF_CELL_CONSUMPTION] = true;
    }
    if (measure->metric == TF_METRIC_WEALTH) {
        keep->cells[TF_CELL_WEALTH] = true;
    }
    if (is_of_distribution(measure->metric)) {
        keep->cells[TF_CELL_VARIATION] = true;
    }
    if (measure->metric == TF_METRIC_INCOME_NOMINAL) {
        keep->nation[TF_NATION_PRICE_LEVEL] = true;
    }
    for (size_t q = 0; is_of_nation(measure->metric) && q < TF_NATION_QUANTITY_COUNT; q++) {
        keep->nation[q] = true;
    }
}
