#include "engine/values.h"

#include <math.h>

#include "base/num.h"

/* How far shares may be off before they are taken for a mistake (docs/model.md, 2). */
static const double SUM_TOLERANCE = 0.005;

struct filling {
    const struct tf_plan *plan;
    const double *row_values;
    struct tf_plan_scratch *scratch;
    double *const *values;
};

static const struct tf_contradiction NO_CONTRADICTION = {NULL, TF_PARAMETER_COUNT, 0, TF_ABSENT};

static double at(const struct filling *filling, enum tf_parameter_id parameter, size_t instance,
                 size_t t)
{
    size_t years = filling->plan->years[parameter];
    return filling->values[parameter][instance * years + (years > 1 ? t : 0)];
}

static struct tf_resolved resolve(const struct filling *filling, enum tf_parameter_id parameter,
                                  size_t instance)
{
    struct tf_resolved resolved;
    tf_path_resolve(filling->plan->scenario, parameter, instance, filling->row_values,
                    filling->scratch->nodes, &resolved);
    return resolved;
}

static double shifted(const struct tf_resolved *resolved, double computed)
{
    return resolved->scale * computed + resolved->offset;
}

/* Fills one instance; computed is the start to use where no row gives one, NaN for none. */
static void fill_instance(const struct filling *filling, enum tf_parameter_id parameter,
                          size_t instance, double computed)
{
    const struct tf_plan *plan = filling->plan;
    struct tf_resolved resolved = resolve(filling, parameter, instance);
    size_t years = plan->years[parameter];
    for (size_t t = 0; t < years; t++) {
        filling->values[parameter][instance * years + t] = tf_resolved_value(
            &resolved, plan->base_year, shifted(&resolved, computed), plan->base_year + (int)t);
    }
}

static void fill_plain(const struct filling *filling, enum tf_parameter_id parameter)
{
    for (size_t i = 0; i < filling->plan->instances[parameter]; i++) {
        fill_instance(filling, parameter, i, TF_ABSENT);
    }
}

/* Normalises count shares in place; false when their sum is too far from 1. */
static bool normalise(double *shares, size_t count, double *sum)
{
    *sum = 0;
    for (size_t i = 0; i < count; i++) {
        *sum += shares[i];
    }
    if (!(fabs(*sum - 1) <= SUM_TOLERANCE + 1e-12)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        shares[i] /= *sum;
    }
    return true;
}

static struct tf_contradiction normalise_shares(const struct filling *filling,
                                                enum tf_parameter_id parameter, size_t members,
                                                const char *text)
{
    double sum;
    for (size_t i = 0; i < filling->plan->instances[parameter]; i += members) {
        if (!normalise(filling->values[parameter] + i, members, &sum)) {
            return (struct tf_contradiction){text, parameter, i, sum};
        }
    }
    return NO_CONTRADICTION;
}

static bool outside(enum tf_parameter_id parameter, double value)
{
    const struct tf_parameter *p = &tf_parameters[parameter];
    bool below = p->low_open ? !(value > p->low) : !(value >= p->low);
    bool above = p->high_open ? !(value < p->high) : !(value <= p->high);
    return below || above;
}

static struct tf_contradiction out_of_range(enum tf_parameter_id parameter, size_t instance,
                                            double value)
{
    return (struct tf_contradiction){"computed value is out of the parameter's range", parameter,
                                     instance, value};
}

static double base_population(const struct filling *filling)
{
    double sum = 0;
    for (size_t region = 0; region < filling->plan->region_count; region++) {
        sum += at(filling, TF_POPULATION, region, 0);
    }
    return sum;
}

static struct tf_contradiction fill_urbanisation(const struct filling *filling)
{
    const struct tf_plan *plan = filling->plan;
    double start = TF_ABSENT;
    if (plan->urban >= 0) {
        start = at(filling, TF_POPULATION, (size_t)plan->urban, 0) / base_population(filling);
    }
    fill_instance(filling, TF_URBANISATION, 0, start);
    double first = at(filling, TF_URBANISATION, 0, 0);
    if (plan->migrates && outside(TF_URBANISATION, first)) {
        return out_of_range(TF_URBANISATION, 0, first);
    }
    return NO_CONTRADICTION;
}

/* Mean income of all persons in the base year. */
static double base_income(const struct filling *filling)
{
    const struct tf_plan *plan = filling->plan;
    double sum = 0;
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        double persons = at(filling, TF_POPULATION, cell / plan->group_count, 0) *
                         at(filling, TF_GROUP_SHARE, cell, 0);
        sum += persons * at(filling, TF_INCOME, cell, 0);
    }
    return sum / base_population(filling);
}

static void fill_household_share(const struct filling *filling)
{
    double start = base_income(filling) / at(filling, TF_GDP_PER_PERSON, 0, 0) /
                   at(filling, TF_INCOME_COVERAGE, 0, 0);
    fill_instance(filling, TF_HOUSEHOLD_SHARE, 0, start);
}

/* Base property income over base net worth. */
static double calibrated_yield(const struct filling *filling, size_t cell)
{
    double share = at(filling, TF_SOURCE_SHARE, cell * TF_SOURCE_COUNT + TF_PROPERTY, 0);
    return share / at(filling, TF_WEALTH_RATIO, cell, 0);
}

static struct tf_contradiction fill_property_yield(const struct filling *filling)
{
    for (size_t cell = 0; cell < filling->plan->cell_count; cell++) {
        struct tf_resolved resolved = resolve(filling, TF_PROPERTY_YIELD, cell);
        bool starts = resolved.has_start || (resolved.node_count > 0 &&
                                             resolved.nodes[0].year <= filling->plan->base_year);
        double start = starts ? TF_ABSENT : calibrated_yield(filling, cell);
        fill_instance(filling, TF_PROPERTY_YIELD, cell, start);
        if (!filling->plan->property_by_yield || starts) {
            continue;
        }
        if (!(at(filling, TF_WEALTH_RATIO, cell, 0) > 0)) {
            return (struct tf_contradiction){
                "a yield cannot be calibrated without net worth in the base year; give the cell a "
                "wealth_ratio, or a property_yield from the base year on",
                TF_WEALTH_RATIO, cell, TF_ABSENT};
        }
        if (outside(TF_PROPERTY_YIELD, start) ||
            outside(TF_PROPERTY_YIELD, at(filling, TF_PROPERTY_YIELD, cell, 0))) {
            return out_of_range(TF_PROPERTY_YIELD, cell, start);
        }
    }
    return NO_CONTRADICTION;
}

static bool path_given(const struct tf_resolved *resolved)
{
    return resolved->has_start || resolved->node_count > 0;
}

/* Without rows the path of inflation; with later knots only it starts at base-year inflation. */
static struct tf_contradiction fill_deflator(const struct filling *filling)
{
    struct tf_resolved resolved = resolve(filling, TF_DEFLATOR_GROWTH, 0);
    bool given = path_given(&resolved);
    if (given) {
        fill_instance(filling, TF_DEFLATOR_GROWTH, 0, at(filling, TF_INFLATION, 0, 0));
    }
    for (size_t t = 0; t <= filling->plan->horizon; t++) {
        double *value = &filling->values[TF_DEFLATOR_GROWTH][t];
        if (!given) {
            *value = shifted(&resolved, at(filling, TF_INFLATION, 0, t));
        }
        if (outside(TF_DEFLATOR_GROWTH, *value)) {
            return out_of_range(TF_DEFLATOR_GROWTH, 0, *value);
        }
    }
    return NO_CONTRADICTION;
}

/* kappa of 3.6: what is consumed of a unit of income. */
static double consumption_propensity(const struct filling *filling, size_t cell, size_t t)
{
    return at(filling, TF_CONSUMPTION_RATE, cell, t) +
           at(filling, TF_SAFETY_NET_EFFECT, 0, t) * at(filling, TF_TRANSFER_POLICY, 0, t);
}

/* Without rows min(kappa, 1) each year; with later knots only it starts at the base year's
 * min(consumption_rate, 1). */
static struct tf_contradiction fill_transfer_mpc(const struct filling *filling)
{
    const struct tf_plan *plan = filling->plan;
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        struct tf_resolved resolved = resolve(filling, TF_TRANSFER_MPC, cell);
        bool given = path_given(&resolved);
        if (given) {
            fill_instance(filling, TF_TRANSFER_MPC, cell,
                          fmin(at(filling, TF_CONSUMPTION_RATE, cell, 0), 1));
        }
        for (size_t t = 0; t <= plan->horizon; t++) {
            double *value =
                &filling->values[TF_TRANSFER_MPC][cell * plan->years[TF_TRANSFER_MPC] + t];
            if (!given) {
                *value = shifted(&resolved, fmin(consumption_propensity(filling, cell, t), 1));
            }
            if (resolved.any_row && outside(TF_TRANSFER_MPC, *value)) {
                return out_of_range(TF_TRANSFER_MPC, cell, *value);
            }
        }
    }
    return NO_CONTRADICTION;
}

static bool is_computed(enum tf_parameter_id parameter)
{
    return parameter == TF_URBANISATION || parameter == TF_HOUSEHOLD_SHARE ||
           parameter == TF_PROPERTY_YIELD || parameter == TF_DEFLATOR_GROWTH ||
           parameter == TF_TRANSFER_MPC;
}

struct tf_contradiction tf_values_fill(const struct tf_plan *plan, const double *row_values,
                                       struct tf_plan_scratch *scratch, double *const values[])
{
    struct filling filling = {plan, row_values, scratch, values};
    for (int p = 0; p < TF_PARAMETER_COUNT; p++) {
        if (!is_computed((enum tf_parameter_id)p)) {
            fill_plain(&filling, (enum tf_parameter_id)p);
        }
    }
    struct tf_contradiction found =
        normalise_shares(&filling, TF_GROUP_SHARE, plan->group_count,
                         "the group shares of the region do not sum to 1");
    if (found.text == NULL) {
        found = normalise_shares(&filling, TF_SOURCE_SHARE, TF_SOURCE_COUNT,
                                 "the source shares of the cell do not sum to 1");
    }
    if (found.text == NULL) {
        found = fill_urbanisation(&filling);
    }
    if (found.text == NULL) {
        found = fill_deflator(&filling);
    }
    if (found.text == NULL) {
        fill_household_share(&filling);
        found = fill_property_yield(&filling);
    }
    return found.text == NULL ? fill_transfer_mpc(&filling) : found;
}

bool tf_values_given(const struct tf_plan *plan, enum tf_parameter_id parameter, size_t instance,
                     struct tf_plan_scratch *scratch)
{
    struct tf_resolved resolved;
    tf_path_resolve(plan->scenario, parameter, instance, NULL, scratch->nodes, &resolved);
    return resolved.any_row && path_given(&resolved);
}
