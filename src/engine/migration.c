/* Migration between town and country (docs/model.md, 3.2): who leaves, what the movers are like,
 * and what they make of the cells where they arrive. */
#include "engine/kernel.h"

/* The movers of one year in one direction. */
struct migration {
    tf_lanes persons; /* |M|; 0 in lanes where nobody goes this way */
    tf_mask moving;
    size_t from, to;                        /* first cell of the region of origin, of destination */
    enum tf_parameter_id leaving, arriving; /* weights by group */
    size_t t;
};

/* The movers' means. The variation is k_p. */
struct pool {
    tf_lanes sources[TF_SOURCE_COUNT], income, consumption, wealth, variation;
};

static inline tf_lanes weight_of(const struct tf_kernel *kernel, enum tf_parameter_id weight,
                                 size_t group)
{
    return tf_fixed_value(&kernel->values, weight, group);
}

static tf_lanes weighted_persons(const struct tf_kernel *kernel, size_t first_cell,
                                 enum tf_parameter_id weight)
{
    tf_lanes total = {0};
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        total += kernel->state.population[first_cell + group] * weight_of(kernel, weight, group);
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
static inline tf_lanes weighted_share(const struct tf_kernel *kernel, size_t first_cell,
                                      size_t group, enum tf_parameter_id weight, tf_lanes inverse)
{
    return kernel->state.population[first_cell + group] * weight_of(kernel, weight, group) *
           inverse;
}

/* Squared coefficient of variation of the pool's incomes. mean: their mean. */
static tf_lanes pool_variation(const struct tf_kernel *kernel, const struct migration *move,
                               tf_lanes inverse, tf_lanes mean)
{
    const struct tf_state *state = &kernel->state;
    tf_lanes square = {0};
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        tf_lanes share = weighted_share(kernel, move->from, group, move->leaving, inverse);
        tf_lanes income = state->income[move->from + group];
        tf_lanes gap = income - mean;
        square += share * (income * income * state->variation[move->from + group] + gap * gap);
    }
    return square / (mean * mean);
}

/* The mean over the movers of a quantity of the cells. */
static tf_lanes pool_mean(const struct tf_kernel *kernel, const struct migration *move,
                          tf_lanes inverse, const tf_lanes *quantity)
{
    tf_lanes mean = {0};
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        mean += weighted_share(kernel, move->from, group, move->leaving, inverse) *
                quantity[move->from + group];
    }
    return mean;
}

/* What the movers are like, before anybody leaves. */
static inline struct pool pool_of(const struct tf_kernel *kernel, const struct migration *move,
                                  tf_lanes inverse)
{
    const struct tf_state *state = &kernel->state;
    struct pool pool = {0};
    for (size_t group = 0; group < kernel->plan->group_count; group++) {
        const tf_lanes *y = tf_cell_sources(state, move->from + group);
        tf_lanes share = weighted_share(kernel, move->from, group, move->leaving, inverse);
        for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
            pool.sources[source] += share * y[source];
        }
    }
    if (kernel->follows_income) {
        pool.income = pool_mean(kernel, move, inverse, state->income);
    }
    if (kernel->has_habit) {
        pool.consumption = pool_mean(kernel, move, inverse, state->consumption);
    }
    if (kernel->follows_wealth) {
        pool.wealth = pool_mean(kernel, move, inverse, state->wealth);
    }
    if (kernel->follows_variation) {
        pool.variation = pool_variation(kernel, move, inverse, pool.income);
    }
    return pool;
}

/* Who is left where in some lane nearly all, all or more than all of n persons leave. */
static __attribute__((noinline, cold)) tf_lanes few_left(struct tf_kernel *kernel,
                                                         const struct migration *move, size_t cell,
                                                         tf_lanes n, tf_lanes leaving)
{
    tf_mask too_many = leaving > n * (1 + 1e-12);
    tf_kernel_fail(kernel, too_many & move->moving, TF_TOO_MANY_MOVE, move->t, (int)cell, -1);
    return tf_select(leaving >= n * (1 - 1e-12), (tf_lanes){0}, n - leaving);
}

/* Every group of the origin gives its share of the movers. */
static void leave(struct tf_kernel *kernel, const struct migration *move, tf_lanes inverse)
{
    tf_lanes *population = kernel->state.population + move->from;
    size_t groups = kernel->plan->group_count;
    for (size_t group = 0; group < groups; group++) {
        tf_lanes n = population[group];
        tf_lanes leaving = move->persons * (n * weight_of(kernel, move->leaving, group) * inverse);
        tf_lanes left = n - leaving;
        if (__builtin_expect(tf_any(leaving >= n * (1 - 1e-12)), 0)) {
            left = few_left(kernel, move, move->from + group, n, leaving);
        }
        population[group] = left;
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

static inline void mix_variation(struct tf_kernel *kernel, const struct pool *pool, size_t cell,
                                 tf_lanes arriving, tf_lanes uplift)
{
    struct tf_state *state = &kernel->state;
    tf_lanes income = state->income[cell], own = state->variation[cell];
    tf_lanes mover_income = pool->income + uplift * (income - pool->income);
    tf_lanes mover_variation = (1 - uplift) * pool->variation + uplift * own;
    tf_lanes mixed = mixed_variation(arriving, income, own, mover_income, mover_variation);
    state->variation[cell] = tf_select(arriving > (tf_lanes){0}, mixed, own);
}

/* What of a cell is followed besides its sources takes the movers in; pull: see arrive. */
static inline void mix_rest(struct tf_kernel *kernel, const struct pool *pool, size_t cell,
                            tf_lanes arriving, tf_lanes uplift, tf_lanes pull)
{
    struct tf_state *state = &kernel->state;
    if (kernel->follows_variation) {
        mix_variation(kernel, pool, cell, arriving, uplift);
    }
    state->income[cell] += pull * (pool->income - state->income[cell]);
    if (kernel->has_habit) {
        state->consumption[cell] += pull * (pool->consumption - state->consumption[cell]);
    }
    if (kernel->follows_wealth) {
        state->wealth[cell] += arriving * (pool->wealth - state->wealth[cell]);
    }
}

/* Destination cells take their share; a mover's gap to the cell he joins is (1 - uplift) of the
 * pool's, so that a mean moves by a * (1 - uplift) of that gap. Where nobody arrives a is 0. */
static void arrive(struct tf_kernel *kernel, const struct migration *move, const struct pool *pool,
                   tf_lanes inverse)
{
    struct tf_state *state = &kernel->state;
    size_t groups = kernel->plan->group_count;
    bool follows_income = kernel->follows_income;
    tf_lanes uplift = tf_value(&kernel->values, TF_MIGRATION_UPLIFT, 0, move->t);
    tf_lanes none = {0};
    for (size_t group = 0; group < groups; group++) {
        size_t cell = move->to + group;
        tf_lanes share = weighted_share(kernel, move->to, group, move->arriving, inverse);
        tf_lanes arriving = move->persons * share;
        tf_lanes all = state->population[cell] + arriving;
        tf_lanes a = tf_select(arriving > none, arriving / all, none);
        tf_lanes pull = a * (1 - uplift);
        tf_lanes *y = tf_cell_sources(state, cell);
        for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
            y[source] += pull * (pool->sources[source] - y[source]);
        }
        if (follows_income) {
            mix_rest(kernel, pool, cell, a, uplift, pull);
        }
        state->population[cell] = all;
    }
}

/* Moves persons, where there are any, from one region to another. */
static void move_persons(struct tf_kernel *kernel, const struct migration *move)
{
    tf_lanes none = {0};
    tf_lanes leaving = weighted_persons(kernel, move->from, move->leaving);
    tf_lanes arriving = weighted_persons(kernel, move->to, move->arriving);
    tf_kernel_fail(kernel, move->moving & (leaving <= none), TF_NO_ORIGIN, move->t, -1, -1);
    tf_kernel_fail(kernel, move->moving & (arriving <= none), TF_NO_DESTINATION, move->t, -1, -1);
    tf_lanes inverse = inverse_or_none(leaving);
    struct pool pool = pool_of(kernel, move, inverse);
    leave(kernel, move, inverse);
    arrive(kernel, move, &pool, inverse_or_none(arriving));
}

void tf_kernel_migrate(struct tf_kernel *kernel, size_t t)
{
    const struct tf_plan *plan = kernel->plan;
    struct tf_state *state = &kernel->state;
    size_t urban = (size_t)plan->urban * plan->group_count;
    size_t rural = (size_t)plan->rural * plan->group_count;
    tf_lanes urban_persons = {0}, none = {0};
    for (size_t group = 0; group < plan->group_count; group++) {
        urban_persons += state->population[urban + group];
    }
    tf_lanes gap =
        tf_value(&kernel->values, TF_URBANISATION, 0, t) * state->persons - urban_persons;
    tf_lanes least = 1e-12 * state->persons;
    tf_mask to_town = gap > least, to_country = -gap > least;
    if (tf_any(to_town)) {
        move_persons(kernel,
                     &(struct migration){tf_select(to_town, gap, none), to_town, rural, urban,
                                         TF_MIGRATION_ORIGIN, TF_MIGRATION_DESTINATION, t});
    }
    if (tf_any(to_country)) {
        move_persons(kernel,
                     &(struct migration){tf_select(to_country, -gap, none), to_country, urban,
                                         rural, TF_MIGRATION_DESTINATION, TF_MIGRATION_ORIGIN, t});
    }
}
