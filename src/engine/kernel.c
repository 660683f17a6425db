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

/* Marks the lanes of mask as failed; a lane keeps its first failure. */
static __attribute__((noinline, cold)) void mark(struct tf_kernel *kernel, tf_mask mask,
                                                 struct tf_failure failure)
{
    for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
        if (mask[lane] != 0 && kernel->failures[lane].reason == TF_FEASIBLE) {
            kernel->failures[lane] = failure;
        }
    }
}

static inline void fail(struct tf_kernel *kernel, tf_mask mask, enum tf_infeasibility reason,
                        size_t t, int cell, int source)
{
    if (__builtin_expect(tf_any(mask), 0)) {
        mark(kernel, mask, (struct tf_failure){reason, (int)t, cell, source});
    }
}

static inline tf_lanes *cell_sources(const struct tf_state *state, size_t cell)
{
    return state->sources + cell * TF_SOURCE_COUNT;
}

/* All wage and business income. */
static tf_lanes total_earnings(const struct tf_kernel *kernel)
{
    const struct tf_state *state = &kernel->state;
    tf_lanes wage = {0}, business = {0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        const tf_lanes *y = cell_sources(state, cell);
        wage += state->population[cell] * y[TF_WAGE];
        business += state->population[cell] * y[TF_BUSINESS];
    }
    return wage * state->scale[TF_WAGE] + business * state->scale[TF_BUSINESS];
}

/* 3.1 */
static void grow_population(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    size_t groups = kernel->plan->group_count;
    tf_lanes persons = {0};
    for (size_t region = 0; region < kernel->plan->region_count; region++) {
        tf_lanes factor = one_plus(kernel, TF_POPULATION_GROWTH, region, t);
        tf_lanes inverse = 1.0 / factor;
        for (size_t cell = region * groups; cell < (region + 1) * groups; cell++) {
            state->population[cell] *= factor;
            persons += state->population[cell];
            if (kernel->follows_wealth) {
                state->wealth[cell] *= inverse;
            }
        }
    }
    state->persons = persons;
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

/* 1 over the sum of weights; 0 where the sum is: nobody is there, and the lane has failed if
 * somebody should be. */
static tf_lanes inverse_or_none(tf_lanes weights)
{
    tf_lanes none = {0};
    return tf_select(weights > none, 1.0 / weights, none);
}

/* What a group has of all weighted persons of its region. */
static tf_lanes weighted_share(const struct tf_kernel *kernel, size_t first_cell, size_t group,
                               enum tf_parameter_id weight, tf_lanes inverse)
{
    return kernel->state.population[first_cell + group] * value(kernel, weight, group, 0) * inverse;
}

/* Squared coefficient of variation of the pool's incomes; before anybody leaves. */
static tf_lanes pool_variation(const struct tf_kernel *kernel, const struct migration *move,
                               tf_lanes inverse)
{
    const struct tf_state *state = &kernel->state;
    tf_lanes square = {0}, mean = {0};
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        tf_lanes share = weighted_share(kernel, move->from, group, move->leaving, inverse);
        mean += share * state->income[move->from + group];
    }
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        tf_lanes share = weighted_share(kernel, move->from, group, move->leaving, inverse);
        tf_lanes income = state->income[move->from + group];
        tf_lanes gap = income - mean;
        square += share * (income * income * state->variation[move->from + group] + gap * gap);
    }
    return square / (mean * mean);
}

/* Adds a group's movers to the means of the pool. */
static inline void join_pool(const struct tf_kernel *kernel, struct migration *move, size_t cell,
                             tf_lanes share)
{
    const struct tf_state *state = &kernel->state;
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        move->sources[source] += share * cell_sources(state, cell)[source];
    }
    move->income += share * state->income[cell];
    if (kernel->has_habit) {
        move->consumption += share * state->consumption[cell];
    }
    if (kernel->follows_wealth) {
        move->wealth += share * state->wealth[cell];
    }
}

/* Every group of the origin gives its share of the movers. */
static void leave(struct tf_kernel *kernel, struct migration *move, tf_lanes inverse)
{
    struct tf_state *state = &kernel->state;
    tf_mask too_many = {0};
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        size_t cell = move->from + group;
        tf_lanes n = state->population[cell];
        tf_lanes share = weighted_share(kernel, move->from, group, move->leaving, inverse);
        tf_lanes leaving = move->persons * share;
        join_pool(kernel, move, cell, share);
        too_many |= leaving > n * (1 + 1e-12);
        fail(kernel, too_many & move->moving, TF_TOO_MANY_MOVE, move->t, (int)cell, -1);
        state->population[cell] = tf_select(leaving >= n * (1 - 1e-12), (tf_lanes){0}, n - leaving);
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

static void mix_variation(struct tf_kernel *kernel, const struct migration *move, size_t cell,
                          tf_lanes arriving, tf_lanes uplift)
{
    struct tf_state *state = &kernel->state;
    tf_lanes income = state->income[cell], own = state->variation[cell];
    tf_lanes mover_income = move->income + uplift * (income - move->income);
    tf_lanes mover_variation = (1 - uplift) * move->variation + uplift * own;
    tf_lanes mixed = mixed_variation(arriving, income, own, mover_income, mover_variation);
    state->variation[cell] = tf_select(arriving > (tf_lanes){0}, mixed, own);
}

/* Destination cells take their share; a mover's gap to the cell he joins is (1 - uplift) of the
 * pool's, so that a mean moves by a * (1 - uplift) of that gap. Where nobody arrives a is 0. */
static void arrive(struct tf_kernel *kernel, const struct migration *move, tf_lanes inverse)
{
    struct tf_state *state = &kernel->state;
    tf_lanes uplift = value(kernel, TF_MIGRATION_UPLIFT, 0, move->t);
    tf_lanes none = {0};
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        size_t cell = move->to + group;
        tf_lanes share = weighted_share(kernel, move->to, group, move->arriving, inverse);
        tf_lanes arriving = move->persons * share;
        tf_lanes all = state->population[cell] + arriving;
        tf_lanes a = tf_select(arriving > none, arriving / all, none);
        tf_lanes pull = a * (1 - uplift);
        tf_lanes *y = cell_sources(state, cell);
        if (kernel->follows_variation) {
            mix_variation(kernel, move, cell, a, uplift);
        }
        for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
            y[source] += pull * (move->sources[source] - y[source]);
        }
        state->income[cell] += pull * (move->income - state->income[cell]);
        if (kernel->has_habit) {
            state->consumption[cell] += pull * (move->consumption - state->consumption[cell]);
        }
        if (kernel->follows_wealth) {
            state->wealth[cell] += a * (move->wealth - state->wealth[cell]);
        }
        state->population[cell] = all;
    }
}

/* Moves persons, where there are any, from one region to another. */
static void move_persons(struct tf_kernel *kernel, struct migration *move)
{
    tf_lanes none = {0};
    move->moving = move->persons > none;
    if (!tf_any(move->moving)) {
        return;
    }
    tf_lanes leaving = weighted_persons(kernel, move->from, move->leaving);
    tf_lanes arriving = weighted_persons(kernel, move->to, move->arriving);
    fail(kernel, move->moving & (leaving <= none), TF_NO_ORIGIN, move->t, -1, -1);
    fail(kernel, move->moving & (arriving <= none), TF_NO_DESTINATION, move->t, -1, -1);
    tf_lanes inverse = inverse_or_none(leaving);
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        move->sources[source] = none;
    }
    move->income = move->consumption = move->wealth = none;
    move->variation = kernel->follows_variation ? pool_variation(kernel, move, inverse) : none;
    leave(kernel, move, inverse);
    arrive(kernel, move, inverse_or_none(arriving));
}

/* 3.2 */
static void migrate(struct tf_kernel *kernel, size_t t)
{
    const struct tf_plan *plan = kernel->plan;
    struct tf_state *state = &kernel->state;
    size_t urban = (size_t)plan->urban * plan->group_count;
    size_t rural = (size_t)plan->rural * plan->group_count;
    tf_lanes urban_persons = {0}, none = {0};
    struct migration move; /* filled by move_persons where somebody moves */
    for (size_t group = 0; group < plan->group_count; group++) {
        urban_persons += state->population[urban + group];
    }
    tf_lanes gap = value(kernel, TF_URBANISATION, 0, t) * state->persons - urban_persons;
    tf_lanes least = 1e-12 * state->persons;
    move.t = t;
    move.persons = tf_select(gap > least, gap, none);
    move.from = rural;
    move.to = urban;
    move.leaving = TF_MIGRATION_ORIGIN;
    move.arriving = TF_MIGRATION_DESTINATION;
    move_persons(kernel, &move);
    move.persons = tf_select(-gap > least, -gap, none);
    move.from = urban;
    move.to = rural;
    move.leaving = TF_MIGRATION_DESTINATION;
    move.arriving = TF_MIGRATION_ORIGIN;
    move_persons(kernel, &move);
}

/* 3.2 where output follows from it: lambda is what migration does to mean earnings. */
static void migrate_for_output(struct tf_kernel *kernel, size_t t)
{
    tf_lanes before = total_earnings(kernel);
    migrate(kernel, t);
    tf_lanes gain = total_earnings(kernel) / before;
    kernel->state.earnings_gain = tf_select(before == (tf_lanes){0}, tf_lanes_of(1), gain);
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
    fail(kernel, state->factors[4] <= tf_lanes_of(0), TF_OUTPUT_LOST, t, -1, -1);
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
    fail(kernel, ~(factor > none) | ~(inflation > none) | ~(deflator > none), TF_SHOCK_TAKES_ALL, t,
         -1, -1);
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
        tf_lanes *y = cell_sources(state, cell);
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
        cell_sources(&kernel->state, cell)[TF_PROPERTY] =
            value(kernel, TF_PROPERTY_YIELD, cell, t) * kernel->state.wealth[cell];
    }
}

/* Sums over persons by source, before the closure's scale. */
struct totals {
    tf_lanes income[TF_SOURCE_COUNT];
};

static struct totals total_sources(const struct tf_kernel *kernel)
{
    struct totals totals = {0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        const tf_lanes *y = cell_sources(&kernel->state, cell);
        tf_lanes n = kernel->state.population[cell];
        for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
            totals.income[source] += n * y[source];
        }
    }
    return totals;
}

/* Lanes where what some cells have of a source cancels what others owe. */
static tf_mask cancels(const struct tf_kernel *kernel, size_t source, tf_lanes total)
{
    tf_lanes magnitude = {0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        magnitude += tf_magnitude(kernel->state.population[cell] *
                                  cell_sources(&kernel->state, cell)[source]);
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
    fail(kernel, ~(factor > tf_lanes_of(0)), TF_SHARE_UNREACHABLE, t, -1, -1);
    return factor;
}

/* Scales a source so that it adds up to `target`, a share of GDP. Incomes of one sign cannot
 * cancel, but they can all be 0. */
static void scale_source(struct tf_kernel *kernel, size_t t, size_t source, tf_lanes target,
                         const struct totals *totals)
{
    tf_lanes all = target * kernel->state.real_gdp_per_person * kernel->state.persons;
    tf_lanes total = totals->income[source], factor = all / total;
    tf_mask none =
        kernel->one_sign[source] ? total == tf_lanes_of(0) : cancels(kernel, source, total);
    fail(kernel, none, TF_MEAN_CANCELS, t, -1, (int)source);
    fail(kernel, ~(factor > tf_lanes_of(0)), TF_TARGET_SIGN, t, -1, (int)source);
    kernel->state.scale[source] = factor;
}

/* 3.4, closures gdp and production: sources meet their shares of GDP. */
static void close_sources(struct tf_kernel *kernel, size_t t, const struct totals *totals)
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
        fail(kernel, state->investment < tf_lanes_of(0), TF_INVESTMENT_NEGATIVE, t, -1, -1);
    }
}

static inline tf_lanes leviable(const struct tf_state *state, size_t cell)
{
    return tf_state_source(state, cell, TF_WAGE) + tf_state_source(state, cell, TF_BUSINESS) +
           tf_state_source(state, cell, TF_PROPERTY);
}

/* 3.5: what a person of weight 1 gets, and the rate of the levy. */
static void set_policy(struct tf_kernel *kernel, size_t t, const struct totals *totals)
{
    struct tf_state *state = &kernel->state;
    tf_lanes coverage = value(kernel, TF_INCOME_COVERAGE, 0, t);
    /* Totals over all persons, not means. */
    tf_lanes transfer = value(kernel, TF_TRANSFER_POLICY, 0, t) * state->real_gdp_per_person *
                        coverage * state->persons;
    tf_lanes levied = transfer * value(kernel, TF_TRANSFER_FROM_LEVY, 0, t);
    tf_lanes weights = {0}, base = {0}, none = {0};
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        weights += state->population[cell] * value(kernel, TF_TRANSFER_WEIGHT, cell, 0);
    }
    for (size_t source = 0; source < TF_TRANSFER; source++) {
        base += totals->income[source] * state->scale[source];
    }
    fail(kernel, (transfer != none) & (weights <= none), TF_NO_TRANSFER_WEIGHT, t, -1, -1);
    fail(kernel, (levied != none) & (base <= none), TF_NO_LEVY_BASE, t, -1, -1);
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
        fail(kernel, ~(income > none) | ~(disposable > none), TF_INCOME_NOT_POSITIVE, t, (int)cell,
             -1);
        fail(kernel, disposable > tf_lanes_of(DBL_MAX), TF_NOT_FINITE, t, (int)cell, -1);
        fail(kernel, ~(state->spending[cell] >= none), TF_CONSUMPTION_NEGATIVE, t, (int)cell, -1);
    }
}

/* Consumption out of Y°, before policy and net worth (3.6); last year's still stand in the state.
 */
static inline tf_lanes own_consumption(const struct tf_kernel *kernel, size_t cell, tf_lanes income,
                                       tf_lanes rate, tf_lanes habit)
{
    const struct tf_state *state = &kernel->state;
    if (!kernel->has_habit) {
        return income * rate;
    }
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

/* 3.5 and 3.6 for every cell. */
static void consume(struct tf_kernel *kernel, size_t t)
{
    struct tf_state *state = &kernel->state;
    tf_lanes none = {0}, all = {0};
    tf_lanes least_income = tf_lanes_of(DBL_MAX), least_spent = least_income;
    tf_lanes safety =
        value(kernel, TF_SAFETY_NET_EFFECT, 0, t) * value(kernel, TF_TRANSFER_POLICY, 0, t);
    tf_lanes habit = value(kernel, TF_HABIT, 0, t);
    tf_lanes wealth_effect = value(kernel, TF_WEALTH_EFFECT, 0, t);
    tf_lanes growth = one_plus(kernel, TF_WEALTH_RETURN, 0, t) + state->shock[TF_SHOCK_RETURN];
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        tf_lanes earned = leviable(state, cell), wealth = state->wealth[cell];
        tf_lanes income = earned + tf_state_source(state, cell, TF_TRANSFER);
        tf_lanes policy = none;
        if (kernel->plan->has_policy) {
            policy = state->transfer * value(kernel, TF_TRANSFER_WEIGHT, cell, 0) -
                     state->levy_rate * earned;
            state->policy[cell] = policy;
        }
        tf_lanes disposable = income + policy;
        tf_lanes rate = value(kernel, TF_CONSUMPTION_RATE, cell, t) + safety;
        tf_lanes own = own_consumption(kernel, cell, income, rate, habit);
        tf_lanes spent = own + transfer_mpc(kernel, cell, t, rate) * policy;
        if (kernel->follows_wealth) {
            tf_lanes usual = value(kernel, TF_WEALTH_RATIO, cell, 0) * state->income[cell];
            spent += wealth_effect * (wealth - usual);
            state->wealth[cell] = wealth * growth + disposable - spent;
        }
        least_income = tf_least(tf_least(income, disposable), least_income);
        least_spent = tf_least(spent, least_spent);
        all += disposable + spent; /* NaN and what overflows leave their mark */
        state->income[cell] = income;
        state->consumption[cell] = own;
        state->spending[cell] = spent;
    }
    tf_mask fine = (least_income > none) & (least_spent >= none) & (all <= tf_lanes_of(DBL_MAX));
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
    if (plan->migrates && plan->closure == TF_CLOSURE_PRODUCTION) {
        migrate_for_output(kernel, t);
    } else if (plan->migrates) {
        migrate(kernel, t);
    }
    grow_output(kernel, t);
    if (kernel->has_growth || plan->closure == TF_CLOSURE_GROWTH) {
        grow_sources(kernel, t);
    }
    if (plan->property_by_yield) {
        earn_yield(kernel, t);
    }
    struct totals totals = total_sources(kernel);
    if (plan->closure != TF_CLOSURE_GROWTH) {
        close_sources(kernel, t, &totals);
    }
    if (plan->has_gdp) {
        invest(kernel, t);
    }
    if (plan->has_policy) {
        set_policy(kernel, t, &totals);
    }
    consume(kernel, t);
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
    if (kernel->follows_variation) {
        tf_lanes sigma = value(kernel, TF_DISPERSION, cell, 0);
        state->variation[cell] = tf_lanes_expm1(sigma * sigma);
    }
}

/* h[s,0] */
static void start_shares(struct tf_kernel *kernel, tf_lanes gdp)
{
    struct totals totals = total_sources(kernel);
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
