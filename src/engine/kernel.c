#include "engine/kernel.h"

#include <float.h>

#include "base/num.h"
#include "engine/lane_math.h"

/* The value of a parameter for every lane. */
static inline tf_lanes value(const struct tf_kernel *kernel, enum tf_parameter_id parameter,
                             size_t instance, size_t t)
{
    return tf_value(&kernel->values, parameter, instance, t);
}

static inline tf_lanes one_plus(const struct tf_kernel *kernel, enum tf_parameter_id parameter,
                                size_t instance, size_t t)
{
    return 1.0 + value(kernel, parameter, instance, t);
}

/* A lane keeps its first failure. */
void tf_kernel_mark(struct tf_kernel *kernel, tf_mask mask, struct tf_failure failure)
{
    for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
        if (mask[lane] != 0 && kernel->failures[lane].reason == TF_FEASIBLE) {
            kernel->failures[lane] = failure;
        }
    }
}

/* All wage and business income. */
static tf_lanes total_earnings(const struct tf_kernel *kernel)
{
    const struct tf_state *state = &kernel->state;
    tf_lanes wage = {0}, business = {0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        const tf_lanes *y = tf_cell_sources(state, cell);
        wage += state->population[cell] * y[TF_WAGE];
        business += state->population[cell] * y[TF_BUSINESS];
    }
    return wage * state->scale[TF_WAGE] + business * state->scale[TF_BUSINESS];
}

static inline struct tf_totals total_sources(const struct tf_kernel *kernel)
{
    struct tf_totals totals = {0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        const tf_lanes *y = tf_cell_sources(&kernel->state, cell);
        tf_lanes n = kernel->state.population[cell];
        for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
            totals.income[source] += n * y[source];
        }
    }
    return totals;
}

/* Births and deaths leave a region's net worth as it is: per person it falls as persons grow. */
static void thin_wealth(struct tf_kernel *kernel, size_t first_cell, tf_lanes factor)
{
    tf_lanes inverse = 1.0 / factor;
    for (size_t cell = first_cell; cell < first_cell + kernel->plan->group_count; cell++) {
        kernel->state.wealth[cell] *= inverse;
    }
}

/* 3.1 */
static void grow_population(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    size_t groups = kernel->plan->group_count;
    tf_lanes persons = {0};
    for (size_t region = 0; region < kernel->plan->region_count; region++) {
        tf_lanes factor = one_plus(kernel, TF_POPULATION_GROWTH, region, t);
        tf_lanes *population = state->population + region * groups;
        for (size_t group = 0; group < groups; group++) {
            tf_lanes n = population[group] * factor;
            population[group] = n;
            persons += n;
        }
        if (kernel->follows_wealth) {
            thin_wealth(kernel, region * groups, factor);
        }
    }
    state->persons = persons;
}

/* 3.2 where output follows from it: lambda is what migration does to mean earnings. Returns the
 * totals after it. */
static inline struct tf_totals migrate_for_output(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    tf_lanes before = total_earnings(kernel);
    tf_kernel_migrate(kernel, t);
    struct tf_totals totals = total_sources(kernel);
    tf_lanes after = totals.income[TF_WAGE] * state->scale[TF_WAGE] +
                     totals.income[TF_BUSINESS] * state->scale[TF_BUSINESS];
    state->earnings_gain = tf_select(before == (tf_lanes){0}, tf_lanes_of(1), after / before);
    return totals;
}

/* Section 5: the annual shocks, each AR(1) from 0 in the base year. */
static void move_shocks(struct tf_kernel *kernel, size_t t)
{
    static const enum tf_parameter_id sizes[TF_SHOCK_COUNT] = {
        TF_OUTPUT_SHOCK_SD, TF_PRICE_SHOCK_SD, TF_RETURN_SHOCK_SD};
    static const enum tf_parameter_id memories[TF_SHOCK_COUNT] = {
        TF_OUTPUT_SHOCK_AR, TF_PRICE_SHOCK_AR, TF_RETURN_SHOCK_AR};
    for (size_t shock = 0; shock < TF_SHOCK_COUNT; shock++) {
        const double *scores = kernel->shocks[shock * kernel->plan->horizon + t - 1];
        if (scores != NULL) {
            kernel->state.shock[shock] =
                value(kernel, memories[shock], 0, t) * kernel->state.shock[shock] +
                value(kernel, sizes[shock], 0, t) * tf_lanes_load(scores + kernel->first_run);
        }
    }
}

/* 3.3, closure production: growth factor of total GDP. */
static tf_lanes production_growth(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    tf_lanes kept = (1 - value(kernel, TF_DEPRECIATION, 0, t)) * state->capital;
    tf_lanes formed =
        value(kernel, TF_INVESTMENT_EFFICIENCY, 0, t - 1) * state->investment * state->gdp;
    tf_lanes capital = kept + formed;
    tf_lanes share = value(kernel, TF_CAPITAL_SHARE, 0, t);
    tf_lanes lambda = state->earnings_gain - 1;
    state->factors[0] = one_plus(kernel, TF_TFP_GROWTH, 0, t) + state->shock[TF_SHOCK_OUTPUT];
    state->factors[1] = capital / state->capital;
    state->factors[2] = one_plus(kernel, TF_LABOUR_GROWTH, 0, t);
    state->factors[3] = one_plus(kernel, TF_HUMAN_CAPITAL_GROWTH, 0, t);
    state->factors[4] = 1 + value(kernel, TF_MIGRATION_OUTPUT, 0, t) * lambda;
    tf_kernel_fail(kernel, state->factors[4] <= tf_lanes_of(0), TF_OUTPUT_LOST, t, -1, -1);
    state->capital = capital;
    return state->factors[0] * tf_lanes_power(state->factors[1], share) *
           tf_lanes_power(state->factors[2] * state->factors[3] * state->factors[4], 1 - share);
}

/* 3.3 and the prices of 3.7 */
static void grow_output(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    tf_lanes none = {0}, factor = tf_lanes_of(1);
    if (kernel->plan->has_gdp) {
        factor = kernel->plan->closure == TF_CLOSURE_PRODUCTION
                     ? production_growth(kernel, t)
                     : one_plus(kernel, TF_GDP_GROWTH, 0, t) + state->shock[TF_SHOCK_OUTPUT];
        state->gdp *= factor;
        state->gdp_growth = factor - 1;
    }
    tf_lanes inflation = one_plus(kernel, TF_INFLATION, 0, t) + state->shock[TF_SHOCK_PRICE];
    tf_lanes deflator = one_plus(kernel, TF_DEFLATOR_GROWTH, 0, t) + state->shock[TF_SHOCK_PRICE];
    tf_kernel_fail(kernel, ~(factor > none) | ~(inflation > none) | ~(deflator > none),
                   TF_SHOCK_TAKES_ALL, t, -1, -1);
    state->price_level *= inflation;
    state->relative_price *= deflator / inflation;
    state->deflator = deflator;
    state->real_gdp_per_person = state->gdp / state->persons * state->relative_price;
}

/* 3.4: y', what sources would be before the closure. */
static void grow_sources(struct tf_kernel *kernel, size_t t)
{
    const struct tf_plan *plan = kernel->plan;
    struct tf_state *state = &kernel->state;
    bool shaken = plan->closure == TF_CLOSURE_GROWTH;
    tf_lanes shock = shaken ? state->shock[TF_SHOCK_OUTPUT] : (tf_lanes){0};
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        tf_lanes *y = tf_cell_sources(state, cell);
        for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
            tf_lanes factor = one_plus(kernel, TF_GROWTH, cell * TF_SOURCE_COUNT + source, t);
            y[source] *= source == TF_TRANSFER ? factor : factor + shock;
        }
    }
}

/* 3.4, property under `yield`: on last year's net worth. */
static void earn_yield(struct tf_kernel *kernel, size_t t)
{
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        tf_cell_sources(&kernel->state, cell)[TF_PROPERTY] =
            value(kernel, TF_PROPERTY_YIELD, cell, t) * kernel->state.wealth[cell];
    }
}

/* Lanes where what some cells have of a source cancels what others owe. */
static tf_mask cancels(const struct tf_kernel *kernel, size_t source, tf_lanes total)
{
    tf_lanes magnitude = {0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        magnitude += tf_magnitude(kernel->state.population[cell] *
                                  tf_cell_sources(&kernel->state, cell)[source]);
    }
    return tf_magnitude(total) <= 1e-12 * magnitude;
}

/* The one factor on the targets, shares of GDP, that makes the household share what its path says.
 */
static tf_lanes household_factor(struct tf_kernel *kernel, size_t t, const tf_lanes *targets,
                                 tf_lanes property)
{
    const struct tf_plan *plan = kernel->plan;
    tf_lanes wanted =
        value(kernel, TF_HOUSEHOLD_SHARE, 0, t) * value(kernel, TF_INCOME_COVERAGE, 0, t);
    tf_lanes scaled = {0};
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        if (plan->source_scaled[source]) {
            scaled += targets[source];
        }
    }
    if (plan->property_by_yield) {
        wanted -= property;
    }
    tf_lanes factor = wanted / scaled;
    tf_kernel_fail(kernel, ~(factor > tf_lanes_of(0)), TF_SHARE_UNREACHABLE, t, -1, -1);
    return factor;
}

/* Scales a source so that it adds up to `target`, a share of GDP. Incomes of one sign cannot
 * cancel, but they can all be 0. */
static void scale_source(struct tf_kernel *kernel, size_t t, size_t source, tf_lanes target,
                         const struct tf_totals *totals)
{
    tf_lanes all = target * kernel->state.real_gdp_per_person * kernel->state.persons;
    tf_lanes total = totals->income[source], factor = all / total;
    tf_mask none =
        kernel->one_sign[source] ? total == tf_lanes_of(0) : cancels(kernel, source, total);
    tf_kernel_fail(kernel, none, TF_MEAN_CANCELS, t, -1, (int)source);
    tf_kernel_fail(kernel, ~(factor > tf_lanes_of(0)), TF_TARGET_SIGN, t, -1, (int)source);
    kernel->state.scale[source] = factor;
}

/* 3.4, closures gdp and production: sources meet their shares of GDP. */
static void close_sources(struct tf_kernel *kernel, size_t t, const struct tf_totals *totals)
{
    const struct tf_plan *plan = kernel->plan;
    struct tf_state *state = &kernel->state;
    tf_lanes coverage = value(kernel, TF_INCOME_COVERAGE, 0, t);
    tf_lanes targets[TF_SOURCE_COUNT];
    tf_lanes factor = tf_lanes_of(1), moved = {0};
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        targets[source] =
            state->base_share[source] + value(kernel, TF_SHARE_SHIFT, source, t) * coverage;
    }
    if (plan->has_household_share) {
        tf_lanes property =
            totals->income[TF_PROPERTY] / (state->real_gdp_per_person * state->persons);
        factor = household_factor(kernel, t, targets, property);
    }
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        if (plan->source_scaled[source]) {
            tf_lanes target = targets[source] * factor;
            moved += target - state->base_share[source];
            scale_source(kernel, t, source, target, totals);
        }
    }
    state->shift = moved / coverage;
}

/* i of 3.3, known once Sigma_t is. */
static void invest(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    state->investment =
        value(kernel, TF_INVESTMENT_RATE, 0, t) -
        value(kernel, TF_TRANSFER_POLICY, 0, t) * value(kernel, TF_TRANSFER_FROM_INVESTMENT, 0, t) -
        value(kernel, TF_SHIFT_FROM_INVESTMENT, 0, t) * state->shift;
    if (kernel->plan->closure == TF_CLOSURE_PRODUCTION) {
        tf_kernel_fail(kernel, state->investment < tf_lanes_of(0), TF_INVESTMENT_NEGATIVE, t, -1,
                       -1);
    }
}

/* 3.5: what a person of weight 1 gets, and the rate of the levy. */
static void set_policy(struct tf_kernel *kernel, size_t t, const struct tf_totals *totals)
{
    struct tf_state *state = &kernel->state;
    tf_lanes coverage = value(kernel, TF_INCOME_COVERAGE, 0, t);
    /* Totals over all persons, not means. */
    tf_lanes transfer = value(kernel, TF_TRANSFER_POLICY, 0, t) * state->real_gdp_per_person *
                        coverage * state->persons;
    tf_lanes levied = transfer * value(kernel, TF_TRANSFER_FROM_LEVY, 0, t);
    tf_lanes weights = {0}, base = {0}, none = {0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        weights +=
            state->population[cell] * tf_fixed_value(&kernel->values, TF_TRANSFER_WEIGHT, cell);
    }
    for (size_t source = 0; source < TF_TRANSFER; source++) {
        base += totals->income[source] * state->scale[source];
    }
    tf_kernel_fail(kernel, (transfer != none) & (weights <= none), TF_NO_TRANSFER_WEIGHT, t, -1,
                   -1);
    tf_kernel_fail(kernel, (levied != none) & (base <= none), TF_NO_LEVY_BASE, t, -1, -1);
    state->levy_rate = tf_select(levied != none, levied / base, none);
    state->transfer = tf_select(transfer != none, transfer / weights, none);
}

/* Why a cell's year cannot be, in the order in which it is found. */
static __attribute__((noinline, cold)) void fail_cells(struct tf_kernel *kernel, size_t t)
{
    const struct tf_state *state = &kernel->state;
    tf_lanes none = {0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        tf_lanes income = state->income[cell], disposable = income + state->policy[cell];
        tf_kernel_fail(kernel, ~(income > none) | ~(disposable > none), TF_INCOME_NOT_POSITIVE, t,
                       (int)cell, -1);
        tf_kernel_fail(kernel, disposable > tf_lanes_of(DBL_MAX), TF_NOT_FINITE, t, (int)cell, -1);
        tf_kernel_fail(kernel, ~(state->spending[cell] >= none), TF_CONSUMPTION_NEGATIVE, t,
                       (int)cell, -1);
    }
}

/* Consumption out of Y°, before policy and net worth (3.6), where last year's counts; that still
 * stands in the state. */
static inline tf_lanes habitual_consumption(const struct tf_kernel *kernel, size_t cell,
                                            tf_lanes income, tf_lanes rate, tf_lanes habit)
{
    const struct tf_state *state = &kernel->state;
    tf_lanes last = habit * state->consumption[cell] / state->income[cell];
    return income * (last + (1 - habit) * rate);
}

/* What is consumed of a transfer; rate: kappa. */
static inline tf_lanes transfer_mpc(const struct tf_kernel *kernel, size_t cell, size_t t,
                                    tf_lanes rate)
{
    const struct tf_value_path *path = &kernel->values.paths[TF_TRANSFER_MPC][cell];
    return path->values != NULL ? path->values[t & path->year_mask]
                                : tf_least(rate, tf_lanes_of(1));
}

/* What is the same in all cells in a year's consumption. */
struct consumption {
    tf_lanes scale[TF_SOURCE_COUNT];
    tf_lanes transfer, levy_rate, safety, habit, wealth_effect;
    tf_lanes growth; /* of net worth */
};

static inline struct consumption consumption_of(const struct tf_kernel *kernel, size_t t)
{
    const struct tf_state *state = &kernel->state;
    struct consumption common = {
        .transfer = state->transfer,
        .levy_rate = state->levy_rate,
        .safety =
            value(kernel, TF_SAFETY_NET_EFFECT, 0, t) * value(kernel, TF_TRANSFER_POLICY, 0, t),
        .habit = value(kernel, TF_HABIT, 0, t),
        .wealth_effect = value(kernel, TF_WEALTH_EFFECT, 0, t),
        .growth = one_plus(kernel, TF_WEALTH_RETURN, 0, t) + state->shock[TF_SHOCK_RETURN],
    };
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        common.scale[source] = state->scale[source];
    }
    return common;
}

/* 3.5 and 3.6 for every cell. Lanes are fine where all incomes are above 0, no consumption is below
 * it, and all are finite. The flags are constants where this is called: each combination becomes a
 * loop of its own without branches (a tenth of the time of a run). */
static inline __attribute__((always_inline)) tf_mask
consume_in_cells(struct tf_kernel *kernel, size_t t, bool has_policy, bool has_memory)
{
    struct tf_state *state = &kernel->state;
    const struct consumption common = consumption_of(kernel, t);
    size_t cells = kernel->plan->cell_count;
    tf_lanes none = {0}, all = {0};
    tf_lanes least_income = tf_lanes_of(DBL_MAX), least_spent = least_income;
    for (size_t cell = 0; cell < cells; cell++) {
        const tf_lanes *y = tf_cell_sources(state, cell);
        tf_lanes earned = y[TF_WAGE] * common.scale[TF_WAGE] +
                          y[TF_BUSINESS] * common.scale[TF_BUSINESS] +
                          y[TF_PROPERTY] * common.scale[TF_PROPERTY];
        tf_lanes income = earned + y[TF_TRANSFER] * common.scale[TF_TRANSFER];
        tf_lanes rate = value(kernel, TF_CONSUMPTION_RATE, cell, t) + common.safety;
        tf_lanes own = has_memory && kernel->has_habit
                           ? habitual_consumption(kernel, cell, income, rate, common.habit)
                           : income * rate;
        tf_lanes disposable = income, spent = own;
        if (has_policy) {
            tf_lanes policy =
                common.transfer * tf_fixed_value(&kernel->values, TF_TRANSFER_WEIGHT, cell) -
                common.levy_rate * earned;
            state->policy[cell] = policy;
            disposable = income + policy;
            spent = own + transfer_mpc(kernel, cell, t, rate) * policy;
        }
        if (has_memory && kernel->follows_wealth) {
            tf_lanes wealth = state->wealth[cell];
            tf_lanes usual =
                tf_fixed_value(&kernel->values, TF_WEALTH_RATIO, cell) * state->income[cell];
            spent += common.wealth_effect * (wealth - usual);
            state->wealth[cell] = wealth * common.growth + disposable - spent;
        }
        if (has_memory) {
            state->consumption[cell] = own;
        }
        least_income = tf_least(tf_least(income, disposable), least_income);
        least_spent = tf_least(spent, least_spent);
        all += disposable + spent; /* NaN and what overflows leave their mark */
        state->income[cell] = income;
        state->spending[cell] = spent;
    }
    return (least_income > none) & (least_spent >= none) & (all <= tf_lanes_of(DBL_MAX));
}

static void consume(struct tf_kernel *kernel, size_t t)
{
    bool has_policy = kernel->plan->has_policy;
    tf_mask fine;
    if (kernel->has_habit || kernel->follows_wealth) {
        fine = has_policy ? consume_in_cells(kernel, t, true, true)
                          : consume_in_cells(kernel, t, false, true);
    } else {
        fine = has_policy ? consume_in_cells(kernel, t, true, false)
                          : consume_in_cells(kernel, t, false, false);
    }
    if (__builtin_expect(tf_any(~fine), 0)) {
        fail_cells(kernel, t);
    }
}

/* d of 3.7 */
static void borrow(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    tf_lanes nominal_growth = (1 + state->gdp_growth) * state->deflator;
    tf_lanes borrowed = 1 - value(kernel, TF_TRANSFER_FROM_INVESTMENT, 0, t) -
                        value(kernel, TF_TRANSFER_FROM_LEVY, 0, t);
    state->debt_ratio =
        state->debt_ratio * one_plus(kernel, TF_DEBT_INTEREST, 0, t) / nominal_growth -
        value(kernel, TF_PRIMARY_BALANCE, 0, t) +
        value(kernel, TF_TRANSFER_POLICY, 0, t) * borrowed +
        value(kernel, TF_SHIFT_FROM_BUDGET, 0, t) * state->shift;
}

void tf_kernel_step(struct tf_kernel *kernel, size_t t)
{
    const struct tf_plan *plan = kernel->plan;
    if (kernel->shocks != NULL) {
        move_shocks(kernel, t);
    }
    grow_population(kernel, t);
    struct tf_totals totals;
    bool totals_known = plan->migrates && plan->closure == TF_CLOSURE_PRODUCTION;
    if (totals_known) {
        totals = migrate_for_output(kernel, t);
    } else if (plan->migrates) {
        tf_kernel_migrate(kernel, t);
    }
    grow_output(kernel, t);
    if (kernel->has_growth || plan->closure == TF_CLOSURE_GROWTH) {
        grow_sources(kernel, t);
        totals_known = false;
    }
    if (plan->property_by_yield) {
        earn_yield(kernel, t);
        totals_known = false;
    }
    if (!totals_known) {
        totals = total_sources(kernel);
    }
    if (plan->closure != TF_CLOSURE_GROWTH) {
        close_sources(kernel, t, &totals);
    }
    if (kernel->follows_investment) {
        invest(kernel, t);
    }
    if (plan->has_policy) {
        set_policy(kernel, t, &totals);
    }
    consume(kernel, t);
    if (kernel->follows_debt) {
        borrow(kernel, t);
    }
}

tf_lanes tf_kernel_variation(const struct tf_kernel *kernel, size_t cell)
{
    tf_lanes sigma = tf_fixed_value(&kernel->values, TF_DISPERSION, cell);
    return tf_lanes_expm1(sigma * sigma);
}

static void start_cell(struct tf_kernel *kernel, size_t cell)
{
    struct tf_state *state = &kernel->state;
    size_t region = cell / kernel->plan->group_count;
    tf_lanes income = value(kernel, TF_INCOME, cell, 0);
    state->population[cell] =
        value(kernel, TF_POPULATION, region, 0) * value(kernel, TF_GROUP_SHARE, cell, 0);
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        tf_cell_sources(state, cell)[source] =
            income * value(kernel, TF_SOURCE_SHARE, cell * TF_SOURCE_COUNT + source, 0);
    }
    state->income[cell] = income;
    state->consumption[cell] = value(kernel, TF_CONSUMPTION_RATE, cell, 0) * income;
    state->spending[cell] = state->consumption[cell];
    state->wealth[cell] = value(kernel, TF_WEALTH_RATIO, cell, 0) * income;
    state->policy[cell] = (tf_lanes){0};
    if (kernel->follows_variation) {
        const bool *varying = kernel->values.varying[TF_DISPERSION];
        state->variation[cell] = varying != NULL && varying[cell]
                                     ? tf_kernel_variation(kernel, cell)
                                     : kernel->start_variation[cell];
    }
}

/* h[s,0] */
static void start_shares(struct tf_kernel *kernel, tf_lanes gdp)
{
    struct tf_totals totals = total_sources(kernel);
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        kernel->state.base_share[source] = totals.income[source] / gdp;
    }
}

void tf_kernel_start(struct tf_kernel *kernel)
{
    const struct tf_plan *plan = kernel->plan;
    struct tf_state *state = &kernel->state;
    tf_lanes none = {0}, one = tf_lanes_of(1);
    for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
        kernel->failures[lane] = (struct tf_failure){TF_FEASIBLE, 0, -1, -1};
    }
    state->persons = none;
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        start_cell(kernel, cell);
        state->persons += state->population[cell];
    }
    state->gdp = value(kernel, TF_GDP_PER_PERSON, 0, 0) * state->persons;
    state->gdp_growth = tf_lanes_of(TF_ABSENT);
    state->relative_price = state->price_level = one;
    state->capital = value(kernel, TF_CAPITAL_OUTPUT_RATIO, 0, 0) * state->gdp;
    state->investment = value(kernel, TF_INVESTMENT_RATE, 0, 0);
    state->shift = state->levy_rate = none;
    state->debt_ratio = value(kernel, TF_DEBT_RATIO, 0, 0);
    state->earnings_gain = one;
    for (size_t shock = 0; shock < TF_SHOCK_COUNT; shock++) {
        state->shock[shock] = none;
    }
    for (size_t factor = 0; factor < 5; factor++) {
        state->factors[factor] = one;
    }
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        state->scale[source] = one;
    }
    start_shares(kernel, state->gdp);
}
