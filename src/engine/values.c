#include "engine/values.h"

#include <math.h>

#include "base/num.h"
#include "engine/replay_lanes.h"

/* How far shares may be off before they are taken for a mistake (docs/model.md, 2). */
static const double SUM_TOLERANCE = 0.005;

static bool varies(const struct tf_values *values, enum tf_parameter_id parameter, size_t instance)
{
    return values->varying[parameter] != NULL && values->varying[parameter][instance];
}

/* How many values its path has: one where it is the same in all years. */
static size_t path_length(const struct tf_values *values, enum tf_parameter_id parameter,
                          size_t instance)
{
    return values->paths[parameter][instance].year_mask != 0 ? values->plan->years[parameter] : 1;
}

static struct tf_replay *replayed(struct tf_values *values, enum tf_parameter_id parameter,
                                  size_t instance)
{
    tf_replay_rows(values->replay, values, parameter, instance);
    return values->replay;
}

static tf_lanes shifted(const struct tf_replay *replay, tf_lanes computed)
{
    return replay->scale * computed + replay->offset;
}

/* The ends of the parameter's range. An end that is itself outside is approached to a millionth of
 * the central value's distance from it. */
static tf_lanes cut_to_range(struct tf_values *values, enum tf_parameter_id parameter,
                             double central, tf_lanes value)
{
    const struct tf_parameter *p = &tf_parameters[parameter];
    double low = p->low_open ? p->low + 1e-6 * fabs(central - p->low) : p->low;
    double high = p->high_open ? p->high - 1e-6 * fabs(p->high - central) : p->high;
    tf_mask below = value<tf_lanes_of(low), above = value> tf_lanes_of(high);
    values->clipped |= below | above;
    return tf_select(below, tf_lanes_of(low), tf_select(above, tf_lanes_of(high), value));
}

/* Cuts what stands in the path to the parameter's range, if shifts that vary reach it. */
static void cut_path(struct tf_values *values, enum tf_parameter_id parameter, size_t instance)
{
    size_t years = values->plan->years[parameter];
    if (values->cut[parameter] == NULL || !values->cut[parameter][instance]) {
        return;
    }
    tf_lanes *path = values->paths[parameter][instance].values;
    for (size_t t = 0; t < path_length(values, parameter, instance); t++) {
        double central = values->plan->values[parameter][instance * years + t];
        path[t] = cut_to_range(values, parameter, central, path[t]);
    }
}

/* Fills one instance whose rows are replayed; computed: the start where no row gives one. */
static void fill_replayed(struct tf_values *values, enum tf_parameter_id parameter, size_t instance,
                          struct tf_start_value computed)
{
    const struct tf_plan *plan = values->plan;
    const struct tf_replay *replay = values->replay;
    if (computed.given) {
        computed.value = shifted(replay, computed.value);
    }
    tf_replay_fill(replay, plan->base_year, computed, path_length(values, parameter, instance),
                   values->paths[parameter][instance].values);
    cut_path(values, parameter, instance);
}

static void fill_instance(struct tf_values *values, enum tf_parameter_id parameter, size_t instance,
                          struct tf_start_value computed)
{
    replayed(values, parameter, instance);
    fill_replayed(values, parameter, instance, computed);
}

/* A path that is only a start: the same steps as replaying takes, without what knots need (four of
 * five paths of a plan; 4 % of the time of a run). */
static void fill_level(struct tf_values *values, const struct tf_value_job *job)
{
    const struct tf_scenario *scenario = values->plan->scenario;
    const struct tf_path *path = &scenario->paths[job->parameter][job->instance];
    tf_lanes level = tf_lanes_of(job->start);
    for (size_t i = 0; i < path->count; i++) {
        const struct tf_row *row = &scenario->rows[path->rows[i]];
        const double *input = values->inputs != NULL ? values->inputs[path->rows[i]] : NULL;
        tf_lanes value = input != NULL ? tf_lanes_load(input) : tf_lanes_of(row->value);
        if (row->address.shift == TF_SHIFT_NONE) {
            level = value;
        } else {
            level = row->address.shift == TF_SHIFT_ADD ? level + value : level * value;
        }
    }
    values->paths[job->parameter][job->instance].values[0] = level;
    cut_path(values, job->parameter, job->instance);
}

static void contradict(struct tf_values *values, tf_mask lanes, const char *text,
                       enum tf_parameter_id parameter, size_t instance, tf_lanes found)
{
    if (!tf_any(lanes)) {
        return;
    }
    values->impossible |= lanes;
    if (values->contradiction.text == NULL) {
        values->contradiction = (struct tf_contradiction){text, parameter, instance, found[0]};
    }
}

/* Divides the shares of each whole by their sum, which must be near 1. */
static void normalise_shares(struct tf_values *values, enum tf_parameter_id parameter,
                             size_t members, const char *text)
{
    for (size_t first = 0; first < values->plan->instances[parameter]; first += members) {
        if (!varies(values, parameter, first)) {
            continue;
        }
        tf_lanes sum = {0};
        for (size_t i = first; i < first + members; i++) {
            sum += values->paths[parameter][i].values[0];
        }
        tf_mask near = tf_magnitude(sum - 1.0) <= tf_lanes_of(SUM_TOLERANCE + 1e-12);
        contradict(values, ~near, text, parameter, first, sum);
        for (size_t i = first; i < first + members; i++) {
            values->paths[parameter][i].values[0] /= sum;
        }
    }
}

/* Lanes where the value is out of the parameter's range, or no number. */
static tf_mask outside(enum tf_parameter_id parameter, tf_lanes value)
{
    const struct tf_parameter *p = &tf_parameters[parameter];
    tf_lanes low = tf_lanes_of(p->low), high = tf_lanes_of(p->high);
    tf_mask below = p->low_open ? ~(value > low) : ~(value >= low);
    tf_mask above = p->high_open ? ~(value < high) : ~(value <= high);
    return below | above;
}

static void check_range(struct tf_values *values, enum tf_parameter_id parameter, size_t instance,
                        tf_lanes checked, tf_lanes shown)
{
    contradict(values, outside(parameter, checked),
               "computed value is out of the parameter's range", parameter, instance, shown);
}

static tf_lanes base_population(const struct tf_values *values)
{
    tf_lanes sum = {0};
    for (size_t region = 0; region < values->plan->region_count; region++) {
        sum += tf_value(values, TF_POPULATION, region, 0);
    }
    return sum;
}

static const struct tf_start_value NO_START = {false, {0}};

static void fill_urbanisation(struct tf_values *values)
{
    const struct tf_plan *plan = values->plan;
    struct tf_start_value start = NO_START;
    if (!varies(values, TF_URBANISATION, 0)) {
        return;
    }
    if (plan->urban >= 0) {
        start.given = true;
        start.value =
            tf_value(values, TF_POPULATION, (size_t)plan->urban, 0) / base_population(values);
    }
    fill_instance(values, TF_URBANISATION, 0, start);
    if (plan->migrates) {
        tf_lanes first = values->paths[TF_URBANISATION][0].values[0];
        check_range(values, TF_URBANISATION, 0, first, first);
    }
}

/* Mean income of all persons in the base year. */
static tf_lanes base_income(const struct tf_values *values)
{
    const struct tf_plan *plan = values->plan;
    tf_lanes sum = {0};
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        tf_lanes persons = tf_value(values, TF_POPULATION, cell / plan->group_count, 0) *
                           tf_value(values, TF_GROUP_SHARE, cell, 0);
        sum += persons * tf_value(values, TF_INCOME, cell, 0);
    }
    return sum / base_population(values);
}

static void fill_household_share(struct tf_values *values)
{
    if (varies(values, TF_HOUSEHOLD_SHARE, 0)) {
        tf_lanes start = base_income(values) / tf_value(values, TF_GDP_PER_PERSON, 0, 0) /
                         tf_value(values, TF_INCOME_COVERAGE, 0, 0);
        fill_instance(values, TF_HOUSEHOLD_SHARE, 0, (struct tf_start_value){true, start});
    }
}

/* Base property income over base net worth. */
static tf_lanes calibrated_yield(const struct tf_values *values, size_t cell)
{
    tf_lanes share = tf_value(values, TF_SOURCE_SHARE, cell * TF_SOURCE_COUNT + TF_PROPERTY, 0);
    return share / tf_value(values, TF_WEALTH_RATIO, cell, 0);
}

static void fill_property_yield(struct tf_values *values, size_t cell)
{
    const struct tf_plan *plan = values->plan;
    const struct tf_replay *replay = replayed(values, TF_PROPERTY_YIELD, cell);
    bool starts =
        replay->has_start || (replay->node_count > 0 && replay->years[0] <= plan->base_year);
    tf_lanes start = calibrated_yield(values, cell);
    fill_replayed(values, TF_PROPERTY_YIELD, cell,
                  starts ? NO_START : (struct tf_start_value){true, start});
    if (!plan->property_by_yield || starts) {
        return;
    }
    tf_mask none = ~(tf_value(values, TF_WEALTH_RATIO, cell, 0) > tf_lanes_of(0));
    contradict(values, none,
               "a yield cannot be calibrated without net worth in the base year; give the cell a "
               "wealth_ratio, or a property_yield from the base year on",
               TF_WEALTH_RATIO, cell, tf_lanes_of(TF_ABSENT));
    check_range(values, TF_PROPERTY_YIELD, cell, start, start);
    check_range(values, TF_PROPERTY_YIELD, cell, values->paths[TF_PROPERTY_YIELD][cell].values[0],
                start);
}

static bool path_given(const struct tf_replay *replay)
{
    return replay->has_start || replay->node_count > 0;
}

/* Without rows the path of inflation; with later knots only it starts at base-year inflation. */
static void fill_deflator(struct tf_values *values)
{
    if (!varies(values, TF_DEFLATOR_GROWTH, 0)) {
        return;
    }
    const struct tf_replay *replay = replayed(values, TF_DEFLATOR_GROWTH, 0);
    bool given = path_given(replay);
    if (given) {
        fill_replayed(values, TF_DEFLATOR_GROWTH, 0,
                      (struct tf_start_value){true, tf_value(values, TF_INFLATION, 0, 0)});
    }
    for (size_t t = 0; !given && t < path_length(values, TF_DEFLATOR_GROWTH, 0); t++) {
        values->paths[TF_DEFLATOR_GROWTH][0].values[t] =
            shifted(replay, tf_value(values, TF_INFLATION, 0, t));
    }
    if (!given) {
        cut_path(values, TF_DEFLATOR_GROWTH, 0);
    }
    for (size_t t = 0; t < path_length(values, TF_DEFLATOR_GROWTH, 0); t++) {
        tf_lanes value = values->paths[TF_DEFLATOR_GROWTH][0].values[t];
        check_range(values, TF_DEFLATOR_GROWTH, 0, value, value);
    }
}

static tf_lanes at_most_one(tf_lanes value)
{
    return tf_least(value, tf_lanes_of(1));
}

/* kappa of 3.6: what is consumed of a unit of income. */
static tf_lanes consumption_propensity(const struct tf_values *values, size_t cell, size_t t)
{
    return tf_value(values, TF_CONSUMPTION_RATE, cell, t) +
           tf_value(values, TF_SAFETY_NET_EFFECT, 0, t) *
               tf_value(values, TF_TRANSFER_POLICY, 0, t);
}

/* With later knots only it starts at the base year's min(consumption_rate, 1). */
static void fill_given_mpc(struct tf_values *values, size_t cell)
{
    tf_lanes start = at_most_one(tf_value(values, TF_CONSUMPTION_RATE, cell, 0));
    fill_replayed(values, TF_TRANSFER_MPC, cell, (struct tf_start_value){true, start});
}

/* Without rows min(kappa, 1) each year. */
static void fill_shifted_mpc(struct tf_values *values, size_t cell)
{
    tf_lanes *path = values->paths[TF_TRANSFER_MPC][cell].values;
    for (size_t t = 0; t <= values->plan->horizon; t++) {
        path[t] = at_most_one(consumption_propensity(values, cell, t));
    }
    if (values->replay->any_row) {
        for (size_t t = 0; t <= values->plan->horizon; t++) {
            path[t] = shifted(values->replay, path[t]);
        }
        cut_path(values, TF_TRANSFER_MPC, cell);
    }
}

static void fill_transfer_mpc(struct tf_values *values, size_t cell)
{
    const struct tf_replay *replay = replayed(values, TF_TRANSFER_MPC, cell);
    if (path_given(replay)) {
        fill_given_mpc(values, cell);
    } else {
        fill_shifted_mpc(values, cell);
    }
    for (size_t t = 0; replay->any_row && t < path_length(values, TF_TRANSFER_MPC, cell); t++) {
        tf_lanes value = values->paths[TF_TRANSFER_MPC][cell].values[t];
        check_range(values, TF_TRANSFER_MPC, cell, value, value);
    }
}

/* Two shares of a cost that may not exceed 1 together, at every t. */
static void check_pair(struct tf_values *values, enum tf_parameter_id a, enum tf_parameter_id b)
{
    if (!varies(values, a, 0) && !varies(values, b, 0)) {
        return;
    }
    size_t years = path_length(values, a, 0), others = path_length(values, b, 0);
    for (size_t t = 0; t < (years > others ? years : others); t++) {
        tf_lanes sum = tf_value(values, a, 0, t) + tf_value(values, b, 0, t);
        contradict(values, sum > tf_lanes_of(1 + 1e-12), "shares of a cost sum to more than 1", b,
                   0, sum);
    }
}

/* What tf_require_consistency checks of a plan's own values, for those of runs. */
static void check_consistency(struct tf_values *values)
{
    tf_lanes low = tf_value(values, TF_MIDDLE_LOW, 0, 0);
    tf_lanes high = tf_value(values, TF_MIDDLE_HIGH, 0, 0);
    check_pair(values, TF_SHIFT_FROM_INVESTMENT, TF_SHIFT_FROM_BUDGET);
    check_pair(values, TF_TRANSFER_FROM_INVESTMENT, TF_TRANSFER_FROM_LEVY);
    contradict(values, low >= high, "middle_high is not above middle_low", TF_MIDDLE_HIGH, 0, high);
}

void tf_values_fill(struct tf_values *values)
{
    values->clipped = values->impossible = (tf_mask){0};
    values->contradiction = (struct tf_contradiction){NULL, TF_PARAMETER_COUNT, 0, TF_ABSENT};
    for (size_t i = 0; i < values->job_count; i++) {
        const struct tf_value_job *job = &values->jobs[i];
        if (job->is_level) {
            fill_level(values, job);
        } else {
            fill_instance(values, job->parameter, job->instance, NO_START);
        }
    }
    normalise_shares(values, TF_GROUP_SHARE, values->plan->group_count,
                     "the group shares of the region do not sum to 1");
    normalise_shares(values, TF_SOURCE_SHARE, TF_SOURCE_COUNT,
                     "the source shares of the cell do not sum to 1");
    fill_urbanisation(values);
    fill_deflator(values);
    fill_household_share(values);
    for (size_t cell = 0; cell < values->plan->cell_count; cell++) {
        if (varies(values, TF_PROPERTY_YIELD, cell)) {
            fill_property_yield(values, cell);
        }
    }
    for (size_t cell = 0; cell < values->plan->cell_count; cell++) {
        if (varies(values, TF_TRANSFER_MPC, cell)) {
            fill_transfer_mpc(values, cell);
        }
    }
    if (values->plan->varying_rows != NULL) {
        check_consistency(values);
    }
}
