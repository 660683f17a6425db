#include "engine/kernel.h"

#include <float.h>

#include "base/num.h"
#include "engine/lane_math.h"

/* The value of a parameter for every lane. */
static inline tf_lanes value(const struct tf_kernel *kernel, enum tf_parameter_id parameter,
                             size_t instance, size_t t)
{
    size_t years = kernel->plan->years[parameter];
    size_t at = instance * years + (years > 1 ? t : 0);
    return kernel->varying[parameter] != NULL ? kernel->varying[parameter][at]
                                              : tf_lanes_of(kernel->plan->values[parameter][at]);
}

static inline tf_lanes one_plus(const struct tf_kernel *kernel, enum tf_parameter_id parameter,
                                size_t instance, size_t t)
{
    return 1.0 + value(kernel, parameter, instance, t);
}

/* Marks the lanes of mask as failed; a lane keeps its first failure. */
static void fail(struct tf_kernel *kernel, tf_mask mask, enum tf_infeasibility reason, size_t t,
                 int cell, int source)
{
    if (!tf_any(mask)) {
        return;
    }
    for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
        if (mask[lane] != 0 && kernel->failures[lane].reason == TF_FEASIBLE) {
            kernel->failures[lane] = (struct tf_failure){reason, (int)t, cell, source};
        }
    }
}

static inline tf_lanes *cell_sources(const struct tf_state *state, size_t cell)
{
    return state->sources + cell * TF_SOURCE_COUNT;
}

/* Mean over all persons of wage + business income. */
static tf_lanes mean_earnings(const struct tf_kernel *kernel)
{
    const struct tf_state *state = &kernel->state;
    tf_lanes total = {0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        const tf_lanes *y = cell_sources(state, cell);
        total += state->population[cell] * (y[TF_WAGE] + y[TF_BUSINESS]);
    }
    return total / state->persons;
}

/* 3.1 */
static void grow_population(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    state->persons = (tf_lanes){0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        tf_lanes factor =
            one_plus(kernel, TF_POPULATION_GROWTH, cell / kernel->plan->group_count, t);
        state->population[cell] *= factor;
        state->wealth[cell] /= factor;
        state->persons += state->population[cell];
    }
}

/* The movers of one year: how many leave one region for the other, and what they are like. */
struct migration {
    tf_lanes persons; /* |M|; 0 in lanes where nobody goes this way */
    tf_mask moving;
    size_t from, to;                        /* first cell of the region of origin, of destination */
    enum tf_parameter_id leaving, arriving; /* weights by group */
    size_t t;
    /* The pool's means over the movers; the variation is k_p. */
    tf_lanes sources[TF_SOURCE_COUNT], income, consumption, wealth, variation;
};

static tf_lanes weighted_persons(const struct tf_kernel *kernel, size_t first_cell,
                                 enum tf_parameter_id weight)
{
    tf_lanes total = {0};
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        total += kernel->state.population[first_cell + group] * value(kernel, weight, group, 0);
    }
    return total;
}

/* Means of the pool, each origin cell counted by its share of the movers. */
static void pool_means(const struct tf_kernel *kernel, struct migration *move, tf_lanes weights)
{
    const struct tf_state *state = &kernel->state;
    tf_lanes square = {0};
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        size_t cell = move->from + group;
        tf_lanes share = state->population[cell] * value(kernel, move->leaving, group, 0) / weights;
        for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
            move->sources[source] += share * cell_sources(state, cell)[source];
        }
        move->income += share * state->income[cell];
        move->consumption += share * state->consumption[cell];
        move->wealth += share * state->wealth[cell];
    }
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        size_t cell = move->from + group;
        tf_lanes share = state->population[cell] * value(kernel, move->leaving, group, 0) / weights;
        tf_lanes gap = state->income[cell] - move->income;
        square += share *
                  (state->income[cell] * state->income[cell] * state->variation[cell] + gap * gap);
    }
    move->variation = square / (move->income * move->income);
}

static void leave(struct tf_kernel *kernel, const struct migration *move, tf_lanes weights)
{
    struct tf_state *state = &kernel->state;
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        size_t cell = move->from + group;
        tf_lanes n = state->population[cell];
        tf_lanes leaving = move->persons * n * value(kernel, move->leaving, group, 0) / weights;
        fail(kernel, move->moving & (leaving > n * (1 + 1e-12)), TF_TOO_MANY_MOVE, move->t,
             (int)cell, -1);
        tf_lanes left = tf_select(leaving >= n * (1 - 1e-12), (tf_lanes){0}, n - leaving);
        state->population[cell] = tf_select(move->moving, left, n);
    }
}

/* The within and between variance of a cell of income `income` and its arrivals, over the square of
 * their common mean; arrivals are the share `a` of the cell. */
static tf_lanes mixed_variation(tf_lanes a, tf_lanes income, tf_lanes variation, tf_lanes arriving,
                                tf_lanes arriving_variation)
{
    tf_lanes gap = arriving - income;
    tf_lanes mean = income + a * gap;
    tf_lanes within =
        (1 - a) * income * income * variation + a * arriving * arriving * arriving_variation;
    tf_lanes v = (within + a * (1 - a) * gap * gap) / (mean * mean);
    return tf_select(v <= tf_lanes_of(1e-24), (tf_lanes){0}, v);
}

/* Destination cells take their share; a mover's gap to the cell he joins is (1 - uplift) of the
 * pool's, so that a mean moves by a * (1 - uplift) of that gap. */
static void arrive(struct tf_kernel *kernel, const struct migration *move, tf_lanes weights)
{
    struct tf_state *state = &kernel->state;
    tf_lanes uplift = value(kernel, TF_MIGRATION_UPLIFT, 0, move->t);
    tf_lanes rest = 1 - uplift;
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        size_t cell = move->to + group;
        tf_lanes n = state->population[cell];
        tf_lanes arriving = move->persons * n * value(kernel, move->arriving, group, 0) / weights;
        tf_mask settles = move->moving & (arriving > tf_lanes_of(0));
        tf_lanes a = tf_select(settles, arriving / (n + arriving), (tf_lanes){0});
        tf_lanes income = state->income[cell];
        tf_lanes mover_income = move->income + uplift * (income - move->income);
        tf_lanes mover_variation = rest * move->variation + uplift * state->variation[cell];
        tf_lanes variation =
            mixed_variation(a, income, state->variation[cell], mover_income, mover_variation);
        state->variation[cell] = tf_select(settles, variation, state->variation[cell]);
        tf_lanes pull = a * rest;
        tf_lanes *y = cell_sources(state, cell);
        for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
            y[source] += tf_select(settles, pull * (move->sources[source] - y[source]), 0 * a);
        }
        state->income[cell] += tf_select(settles, pull * (move->income - income), 0 * a);
        state->consumption[cell] +=
            tf_select(settles, pull * (move->consumption - state->consumption[cell]), 0 * a);
        state->wealth[cell] += tf_select(settles, a * (move->wealth - state->wealth[cell]), 0 * a);
        state->population[cell] = tf_select(settles, n + arriving, n);
    }
}

static void move_persons(struct tf_kernel *kernel, struct migration move)
{
    move.moving = move.persons > tf_lanes_of(0);
    if (!tf_any(move.moving)) {
        return;
    }
    tf_lanes leaving = weighted_persons(kernel, move.from, move.leaving);
    tf_lanes arriving = weighted_persons(kernel, move.to, move.arriving);
    fail(kernel, move.moving & (leaving <= tf_lanes_of(0)), TF_NO_ORIGIN, move.t, -1, -1);
    fail(kernel, move.moving & (arriving <= tf_lanes_of(0)), TF_NO_DESTINATION, move.t, -1, -1);
    pool_means(kernel, &move, leaving);
    leave(kernel, &move, leaving);
    arrive(kernel, &move, arriving);
}

/* 3.2 */
static void migrate(struct tf_kernel *kernel, size_t t)
{
    const struct tf_plan *plan = kernel->plan;
    struct tf_state *state = &kernel->state;
    size_t urban = (size_t)plan->urban * plan->group_count;
    size_t rural = (size_t)plan->rural * plan->group_count;
    tf_lanes urban_persons = {0};
    for (size_t group = 0; group < plan->group_count; group++) {
        urban_persons += state->population[urban + group];
    }
    tf_lanes gap = value(kernel, TF_URBANISATION, 0, t) * state->persons - urban_persons;
    tf_lanes least = 1e-12 * state->persons;
    tf_lanes none = {0};
    tf_lanes before = mean_earnings(kernel);
    move_persons(kernel, (struct migration){.persons = tf_select(gap > least, gap, none),
                                            .from = rural,
                                            .to = urban,
                                            .leaving = TF_MIGRATION_ORIGIN,
                                            .arriving = TF_MIGRATION_DESTINATION,
                                            .t = t});
    move_persons(kernel, (struct migration){.persons = tf_select(-gap > least, -gap, none),
                                            .from = urban,
                                            .to = rural,
                                            .leaving = TF_MIGRATION_DESTINATION,
                                            .arriving = TF_MIGRATION_ORIGIN,
                                            .t = t});
    tf_lanes gain = mean_earnings(kernel) / before;
    state->earnings_gain = tf_select(before == none, tf_lanes_of(1), gain);
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
    state->factors[0] = one_plus(kernel, TF_TFP_GROWTH, 0, t);
    state->factors[1] = capital / state->capital;
    state->factors[2] = one_plus(kernel, TF_LABOUR_GROWTH, 0, t);
    state->factors[3] = one_plus(kernel, TF_HUMAN_CAPITAL_GROWTH, 0, t);
    state->factors[4] = 1 + value(kernel, TF_MIGRATION_OUTPUT, 0, t) * lambda;
    fail(kernel, state->factors[4] <= tf_lanes_of(0), TF_OUTPUT_LOST, t, -1, -1);
    state->capital = capital;
    return state->factors[0] * tf_lanes_power(state->factors[1], share) *
           tf_lanes_power(state->factors[2] * state->factors[3] * state->factors[4], 1 - share);
}

/* 3.3 and the prices of 3.7 */
static void grow_output(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    if (kernel->plan->has_gdp) {
        tf_lanes factor = kernel->plan->closure == TF_CLOSURE_PRODUCTION
                              ? production_growth(kernel, t)
                              : one_plus(kernel, TF_GDP_GROWTH, 0, t);
        state->gdp *= factor;
        state->gdp_growth = factor - 1;
    }
    tf_lanes inflation = one_plus(kernel, TF_INFLATION, 0, t);
    state->price_level *= inflation;
    state->relative_price *= one_plus(kernel, TF_DEFLATOR_GROWTH, 0, t) / inflation;
}

/* GDP per person in consumer prices: G R. */
static tf_lanes real_gdp_per_person(const struct tf_kernel *kernel)
{
    return kernel->state.gdp / kernel->state.persons * kernel->state.relative_price;
}

/* 3.4: y', what sources would be before the closure. */
static void grow_sources(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        tf_lanes *y = cell_sources(state, cell);
        for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
            if (source == TF_PROPERTY && kernel->plan->property_by_yield) {
                y[source] = value(kernel, TF_PROPERTY_YIELD, cell, t) * state->wealth[cell];
            } else {
                y[source] *= one_plus(kernel, TF_GROWTH, cell * TF_SOURCE_COUNT + source, t);
            }
        }
    }
}

static tf_lanes mean_source(const struct tf_kernel *kernel, size_t source, bool magnitude)
{
    tf_lanes total = {0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        tf_lanes y = cell_sources(&kernel->state, cell)[source];
        total += kernel->state.population[cell] * (magnitude ? tf_magnitude(y) : y);
    }
    return total / kernel->state.persons;
}

/* The one factor on the targets that makes the household share what its path says. */
static tf_lanes household_factor(struct tf_kernel *kernel, size_t t, const tf_lanes *targets)
{
    const struct tf_plan *plan = kernel->plan;
    tf_lanes wanted = value(kernel, TF_HOUSEHOLD_SHARE, 0, t) *
                      value(kernel, TF_INCOME_COVERAGE, 0, t) * real_gdp_per_person(kernel);
    tf_lanes scaled = {0};
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        if (plan->source_scaled[source]) {
            scaled += targets[source];
        }
    }
    if (plan->property_by_yield) {
        wanted -= mean_source(kernel, TF_PROPERTY, false);
    }
    tf_lanes factor = wanted / scaled;
    fail(kernel, ~(factor > tf_lanes_of(0)), TF_SHARE_UNREACHABLE, t, -1, -1);
    return factor;
}

static void scale_source(struct tf_kernel *kernel, size_t t, size_t source, tf_lanes target)
{
    tf_lanes mean = mean_source(kernel, source, false);
    tf_mask cancels = tf_magnitude(mean) <= 1e-12 * mean_source(kernel, source, true);
    tf_lanes factor = target / mean;
    fail(kernel, cancels, TF_MEAN_CANCELS, t, -1, (int)source);
    fail(kernel, ~(factor > tf_lanes_of(0)), TF_TARGET_SIGN, t, -1, (int)source);
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        cell_sources(&kernel->state, cell)[source] *= factor;
    }
}

/* 3.4, closures gdp and production: sources meet their shares of GDP. */
static void close_sources(struct tf_kernel *kernel, size_t t)
{
    const struct tf_plan *plan = kernel->plan;
    struct tf_state *state = &kernel->state;
    tf_lanes gdp = real_gdp_per_person(kernel);
    tf_lanes coverage = value(kernel, TF_INCOME_COVERAGE, 0, t);
    tf_lanes targets[TF_SOURCE_COUNT];
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        targets[source] =
            (state->base_share[source] + value(kernel, TF_SHARE_SHIFT, source, t) * coverage) * gdp;
    }
    tf_lanes factor =
        plan->has_household_share ? household_factor(kernel, t, targets) : tf_lanes_of(1);
    state->shift = (tf_lanes){0};
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        if (plan->source_scaled[source]) {
            tf_lanes target = targets[source] * factor;
            state->shift += (target / gdp - state->base_share[source]) / coverage;
            scale_source(kernel, t, source, target);
        }
    }
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
        fail(kernel, state->investment < tf_lanes_of(0), TF_INVESTMENT_NEGATIVE, t, -1, -1);
    }
}

static tf_lanes leviable(const struct tf_state *state, size_t cell)
{
    const tf_lanes *y = cell_sources(state, cell);
    return y[TF_WAGE] + y[TF_BUSINESS] + y[TF_PROPERTY];
}

/* 3.5 */
static void apply_policy(struct tf_kernel *kernel, size_t t)
{
    const struct tf_plan *plan = kernel->plan;
    struct tf_state *state = &kernel->state;
    tf_lanes coverage = value(kernel, TF_INCOME_COVERAGE, 0, t);
    tf_lanes transfer =
        value(kernel, TF_TRANSFER_POLICY, 0, t) * real_gdp_per_person(kernel) * coverage;
    tf_lanes levied = transfer * value(kernel, TF_TRANSFER_FROM_LEVY, 0, t);
    tf_lanes weights = {0}, base = {0}, none = {0};
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        weights += state->population[cell] * value(kernel, TF_TRANSFER_WEIGHT, cell, 0);
        base += state->population[cell] * leviable(state, cell);
    }
    weights /= state->persons;
    base /= state->persons;
    fail(kernel, (transfer != none) & (weights <= none), TF_NO_TRANSFER_WEIGHT, t, -1, -1);
    fail(kernel, (levied != none) & (base <= none), TF_NO_LEVY_BASE, t, -1, -1);
    state->levy_rate = tf_select(levied != none, levied / base, none);
    tf_lanes per_weight = tf_select(transfer != none, transfer / weights, none);
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        state->policy[cell] = per_weight * value(kernel, TF_TRANSFER_WEIGHT, cell, 0) -
                              state->levy_rate * leviable(state, cell);
    }
}

/* 3.6 for one cell, whose last year's income and consumption still stand in the state. */
static void consume(struct tf_kernel *kernel, size_t t, size_t cell)
{
    struct tf_state *state = &kernel->state;
    const tf_lanes *y = cell_sources(state, cell);
    tf_lanes none = {0};
    tf_lanes income = y[TF_WAGE] + y[TF_BUSINESS] + y[TF_PROPERTY] + y[TF_TRANSFER];
    tf_lanes disposable = income + state->policy[cell];
    fail(kernel, ~(income > none) | ~(disposable > none), TF_INCOME_NOT_POSITIVE, t, (int)cell, -1);
    fail(kernel, disposable > tf_lanes_of(DBL_MAX), TF_NOT_FINITE, t, (int)cell, -1);
    tf_lanes rate =
        value(kernel, TF_CONSUMPTION_RATE, cell, t) +
        value(kernel, TF_SAFETY_NET_EFFECT, 0, t) * value(kernel, TF_TRANSFER_POLICY, 0, t);
    tf_lanes habit = value(kernel, TF_HABIT, 0, t);
    tf_lanes wealth = state->wealth[cell];
    tf_lanes excess = wealth - value(kernel, TF_WEALTH_RATIO, cell, 0) * state->income[cell];
    tf_lanes own =
        income * (habit * state->consumption[cell] / state->income[cell] + (1 - habit) * rate);
    tf_lanes all = own + value(kernel, TF_TRANSFER_MPC, cell, t) * state->policy[cell] +
                   value(kernel, TF_WEALTH_EFFECT, 0, t) * excess;
    fail(kernel, ~(all >= none), TF_CONSUMPTION_NEGATIVE, t, (int)cell, -1);
    state->income[cell] = income;
    state->consumption[cell] = own;
    state->spending[cell] = all;
    state->wealth[cell] = wealth * one_plus(kernel, TF_WEALTH_RETURN, 0, t) + disposable - all;
}

/* d of 3.7 */
static void borrow(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    tf_lanes nominal_growth = (1 + state->gdp_growth) * one_plus(kernel, TF_DEFLATOR_GROWTH, 0, t);
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
    grow_population(kernel, t);
    if (plan->migrates) {
        migrate(kernel, t);
    }
    grow_output(kernel, t);
    grow_sources(kernel, t);
    if (plan->closure != TF_CLOSURE_GROWTH) {
        close_sources(kernel, t);
    }
    if (plan->has_gdp) {
        invest(kernel, t);
    }
    if (plan->has_policy) {
        apply_policy(kernel, t);
    }
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        consume(kernel, t, cell);
    }
    if (plan->has_gdp) {
        borrow(kernel, t);
    }
}

static void start_cell(struct tf_kernel *kernel, size_t cell)
{
    struct tf_state *state = &kernel->state;
    size_t region = cell / kernel->plan->group_count;
    tf_lanes income = value(kernel, TF_INCOME, cell, 0);
    state->population[cell] =
        value(kernel, TF_POPULATION, region, 0) * value(kernel, TF_GROUP_SHARE, cell, 0);
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        cell_sources(state, cell)[source] =
            income * value(kernel, TF_SOURCE_SHARE, cell * TF_SOURCE_COUNT + source, 0);
    }
    state->income[cell] = income;
    state->consumption[cell] = value(kernel, TF_CONSUMPTION_RATE, cell, 0) * income;
    state->spending[cell] = state->consumption[cell];
    state->wealth[cell] = value(kernel, TF_WEALTH_RATIO, cell, 0) * income;
    state->policy[cell] = (tf_lanes){0};
    tf_lanes sigma = value(kernel, TF_DISPERSION, cell, 0);
    state->variation[cell] = tf_lanes_expm1(sigma * sigma);
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
    tf_lanes gdp_per_person = value(kernel, TF_GDP_PER_PERSON, 0, 0);
    state->gdp = gdp_per_person * state->persons;
    state->gdp_growth = tf_lanes_of(TF_ABSENT);
    state->relative_price = one;
    state->price_level = one;
    state->capital = value(kernel, TF_CAPITAL_OUTPUT_RATIO, 0, 0) * state->gdp;
    state->investment = value(kernel, TF_INVESTMENT_RATE, 0, 0);
    state->shift = none;
    state->levy_rate = none;
    state->debt_ratio = value(kernel, TF_DEBT_RATIO, 0, 0);
    state->earnings_gain = one;
    for (size_t factor = 0; factor < 5; factor++) {
        state->factors[factor] = one;
    }
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        state->base_share[source] = mean_source(kernel, source, false) / gdp_per_person;
    }
}
