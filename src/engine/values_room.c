/* Room for values: which instances vary, and which may share a path. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "engine/replay_lanes.h"

static bool is_computed(enum tf_parameter_id parameter)
{
    return parameter == TF_URBANISATION || parameter == TF_HOUSEHOLD_SHARE ||
           parameter == TF_PROPERTY_YIELD || parameter == TF_DEFLATOR_GROWTH ||
           parameter == TF_TRANSFER_MPC;
}

/* A varying row, or with shifts_only a varying shift, shapes the instance. */
static bool rows_vary(const struct tf_plan *plan, enum tf_parameter_id parameter, size_t instance,
                      bool shifts_only)
{
    const struct tf_path *path = &plan->scenario->paths[parameter][instance];
    for (size_t i = 0; i < path->count; i++) {
        bool counts =
            !shifts_only || plan->scenario->rows[path->rows[i]].address.shift != TF_SHIFT_NONE;
        if (counts && plan->varying_rows[path->rows[i]]) {
            return true;
        }
    }
    return false;
}

static bool any_varies(const struct tf_plan *plan, enum tf_parameter_id parameter, size_t first,
                       size_t count)
{
    for (size_t i = first; i < first + count; i++) {
        if (rows_vary(plan, parameter, i, false)) {
            return true;
        }
    }
    return false;
}

static bool any_of_vary(const struct tf_plan *plan, const enum tf_parameter_id *parameters,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (any_varies(plan, parameters[i], 0, plan->instances[parameters[i]])) {
            return true;
        }
    }
    return false;
}

/* True when what a computed instance is computed from varies. */
static bool origin_varies(const struct tf_plan *plan, enum tf_parameter_id parameter, size_t cell)
{
    static const enum tf_parameter_id base[] = {TF_POPULATION, TF_GROUP_SHARE, TF_INCOME,
                                                TF_GDP_PER_PERSON, TF_INCOME_COVERAGE};
    static const enum tf_parameter_id policy[] = {TF_SAFETY_NET_EFFECT, TF_TRANSFER_POLICY};
    switch (parameter) {
    case TF_URBANISATION:
        return any_of_vary(plan, base, 1);
    case TF_DEFLATOR_GROWTH:
        return any_varies(plan, TF_INFLATION, 0, 1);
    case TF_HOUSEHOLD_SHARE:
        return any_of_vary(plan, base, sizeof base / sizeof *base);
    case TF_PROPERTY_YIELD:
        return plan->property_by_yield &&
               (any_varies(plan, TF_SOURCE_SHARE, cell * TF_SOURCE_COUNT, TF_SOURCE_COUNT) ||
                any_varies(plan, TF_WEALTH_RATIO, cell, 1));
    case TF_TRANSFER_MPC:
        return plan->has_policy &&
               (any_varies(plan, TF_CONSUMPTION_RATE, cell, 1) || any_of_vary(plan, policy, 2));
    default:
        return false;
    }
}

/* Shares vary together with the others of their whole. */
static bool instance_varies(const struct tf_plan *plan, enum tf_parameter_id parameter,
                            size_t instance)
{
    if (!plan->varies[parameter]) {
        return false;
    }
    size_t whole = parameter == TF_GROUP_SHARE    ? plan->group_count
                   : parameter == TF_SOURCE_SHARE ? TF_SOURCE_COUNT
                                                  : 1;
    return any_varies(plan, parameter, instance / whole * whole, whole) ||
           origin_varies(plan, parameter, instance);
}

static bool same_path(const struct tf_plan *plan, enum tf_parameter_id parameter, size_t a,
                      size_t b)
{
    const struct tf_parameter *p = &tf_parameters[parameter];
    const struct tf_dimensions *dimensions = &plan->scenario->dimensions;
    const struct tf_path *one = &plan->scenario->paths[parameter][a];
    const struct tf_path *other = &plan->scenario->paths[parameter][b];
    double start = tf_instance_default(p, dimensions, a);
    double other_start = tf_instance_default(p, dimensions, b);
    bool same_start =
        isnan(start) ? isnan(other_start) : start <= other_start && start >= other_start;
    return same_start && one->count == other->count &&
           (one->count == 0 || memcmp(one->rows, other->rows, one->count * sizeof *one->rows) == 0);
}

/* How far back an instance with the same values is looked for. */
enum { LOOK_BACK = 64 };

static size_t earliest(size_t instance)
{
    return instance < LOOK_BACK ? 0 : instance - LOOK_BACK;
}

/* An earlier instance that varies as this one does; NULL for none. Shares are divided in place, and
 * where paths are cut at an open end depends on the central value: neither is shared. */
static const struct tf_value_path *varying_alike(const struct tf_values *values,
                                                 enum tf_parameter_id parameter, size_t instance)
{
    bool cut_at_open_end = values->cut[parameter] != NULL && (tf_parameters[parameter].low_open ||
                                                              tf_parameters[parameter].high_open);
    if (is_computed(parameter) || parameter == TF_GROUP_SHARE || parameter == TF_SOURCE_SHARE ||
        cut_at_open_end) {
        return NULL;
    }
    for (size_t i = earliest(instance); i < instance; i++) {
        if (values->varying[parameter][i] && same_path(values->plan, parameter, i, instance)) {
            return &values->paths[parameter][i];
        }
    }
    return NULL;
}

/* How rows shape an instance: whether it has a start of its own, and knots that no later start has
 * taken away. */
struct shape {
    bool has_start, has_knots;
};

static struct shape shape_of(const struct tf_plan *plan, enum tf_parameter_id parameter,
                             size_t instance, double start)
{
    const struct tf_path *path = &plan->scenario->paths[parameter][instance];
    struct shape shape = {!isnan(start), false};
    for (size_t i = 0; i < path->count; i++) {
        const struct tf_address *address = &plan->scenario->rows[path->rows[i]].address;
        bool is_start = address->shift == TF_SHIFT_NONE && address->year == TF_NO_YEAR;
        shape.has_start |= is_start;
        shape.has_knots = !is_start && (shape.has_knots || address->shift == TF_SHIFT_NONE);
    }
    return shape;
}

/* The instance has one value for all years, so that it is computed and cut once a run. */
static bool is_level(const struct tf_values *values, enum tf_parameter_id parameter,
                     struct shape shape)
{
    bool follows_level =
        parameter == TF_DEFLATOR_GROWTH && values->paths[TF_INFLATION][0].year_mask == 0;
    return !shape.has_knots && (shape.has_start || follows_level);
}

static bool add_varying(struct tf_values *values, enum tf_parameter_id parameter, size_t instance,
                        struct tf_arena *arena)
{
    double start = tf_instance_default(&tf_parameters[parameter],
                                       &values->plan->scenario->dimensions, instance);
    struct shape shape = shape_of(values->plan, parameter, instance, start);
    bool level = is_level(values, parameter, shape);
    size_t years = level ? 1 : values->plan->years[parameter];
    struct tf_value_path *path = &values->paths[parameter][instance];
    const struct tf_value_path *alike = varying_alike(values, parameter, instance);
    values->varying[parameter][instance] = true;
    if (alike != NULL) {
        *path = *alike;
        return true;
    }
    path->year_mask = years > 1 ? SIZE_MAX : 0;
    path->values = tf_arena_alloc_aligned(arena, years, sizeof *path->values);
    if (!is_computed(parameter)) {
        values->jobs[values->job_count++] =
            (struct tf_value_job){parameter, instance, level && shape.has_start, start};
    }
    return path->values != NULL;
}

static const double *own_values(const struct tf_plan *plan, enum tf_parameter_id parameter,
                                size_t instance)
{
    return plan->values[parameter] + instance * plan->years[parameter];
}

/* An earlier instance with the same values in every run; NULL for none. */
static const struct tf_value_path *constant_alike(const struct tf_values *values,
                                                  enum tf_parameter_id parameter, size_t instance)
{
    const struct tf_plan *plan = values->plan;
    for (size_t i = earliest(instance); i < instance; i++) {
        bool varies = values->varying[parameter] != NULL && values->varying[parameter][i];
        bool filled = values->paths[parameter][i].values != NULL;
        if (filled && !varies &&
            memcmp(own_values(plan, parameter, i), own_values(plan, parameter, instance),
                   plan->years[parameter] * sizeof(double)) == 0) {
            return &values->paths[parameter][i];
        }
    }
    return NULL;
}

/* The same in every run: filled in once, with one value where it is the same in every year. */
static bool add_constant(struct tf_values *values, enum tf_parameter_id parameter, size_t instance,
                         struct tf_arena *arena)
{
    struct tf_value_path *path = &values->paths[parameter][instance];
    const struct tf_value_path *alike = constant_alike(values, parameter, instance);
    const double *own = own_values(values->plan, parameter, instance);
    size_t years = values->plan->years[parameter], different = 1;
    if (alike != NULL) {
        *path = *alike;
        return true;
    }
    for (size_t t = 1; t < years; t++) {
        different = memcmp(&own[t], &own[0], sizeof *own) == 0 ? different : years;
    }
    path->year_mask = different > 1 ? SIZE_MAX : 0;
    path->values = tf_arena_alloc_aligned(arena, different, sizeof *path->values);
    for (size_t t = 0; path->values != NULL && t < different; t++) {
        path->values[t] = tf_lanes_of(own[t]);
    }
    return path->values != NULL;
}

/* Notes which instances of the parameter are cut to its range. */
static bool note_cuts(struct tf_values *values, enum tf_parameter_id parameter,
                      struct tf_arena *arena)
{
    const struct tf_plan *plan = values->plan;
    for (size_t i = 0; i < plan->instances[parameter]; i++) {
        if (!rows_vary(plan, parameter, i, true)) {
            continue;
        }
        if (values->cut[parameter] == NULL) {
            values->cut[parameter] =
                tf_arena_alloc(arena, plan->instances[parameter], sizeof(bool));
        }
        if (values->cut[parameter] == NULL) {
            return false;
        }
        values->cut[parameter][i] = true;
    }
    return true;
}

/* Without rows transfer_mpc is min(kappa, 1), which the kernel has at hand. */
static bool follows_propensity(const struct tf_plan *plan, enum tf_parameter_id parameter,
                               size_t instance)
{
    return parameter == TF_TRANSFER_MPC && plan->scenario->paths[parameter][instance].count == 0;
}

/* Room for a parameter's instances. all: they are all to be filled. */
static bool add_parameter(struct tf_values *values, enum tf_parameter_id parameter, bool all,
                          struct tf_arena *arena)
{
    const struct tf_plan *plan = values->plan;
    size_t count = plan->instances[parameter];
    if (!all && plan->varying_rows != NULL && !note_cuts(values, parameter, arena)) {
        return false;
    }
    values->paths[parameter] = tf_arena_alloc(arena, count, sizeof *values->paths[parameter]);
    if (all || plan->varies[parameter]) {
        values->varying[parameter] = tf_arena_alloc(arena, count, sizeof(bool));
    }
    if (values->paths[parameter] == NULL ||
        (values->varying[parameter] == NULL && (all || plan->varies[parameter]))) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        bool varies = all || instance_varies(plan, parameter, i);
        if (!all && follows_propensity(plan, parameter, i)) {
            continue;
        }
        if (!(varies ? add_varying(values, parameter, i, arena)
                     : add_constant(values, parameter, i, arena))) {
            return false;
        }
    }
    return true;
}

static struct tf_replay *replay_room(const struct tf_plan *plan, struct tf_arena *arena)
{
    size_t longest = 0;
    struct tf_replay *replay = tf_arena_alloc_aligned(arena, 1, sizeof *replay);
    for (size_t p = 0; p < TF_PARAMETER_COUNT; p++) {
        for (size_t i = 0; i < plan->instances[p]; i++) {
            size_t count = plan->scenario->paths[p][i].count;
            longest = count > longest ? count : longest;
        }
    }
    if (replay == NULL) {
        return NULL;
    }
    replay->years = tf_arena_alloc(arena, longest + 1, sizeof *replay->years);
    replay->knots = tf_arena_alloc_aligned(arena, longest + 1, sizeof *replay->knots);
    return replay->years != NULL && replay->knots != NULL ? replay : NULL;
}

static bool init(struct tf_values *values, const struct tf_plan *plan, bool all,
                 struct tf_arena *arena)
{
    size_t instances = 0;
    for (size_t p = 0; p < TF_PARAMETER_COUNT; p++) {
        instances += plan->instances[p];
    }
    *values = (struct tf_values){.plan = plan};
    values->jobs = tf_arena_alloc(arena, instances, sizeof *values->jobs);
    values->replay = replay_room(plan, arena);
    bool ok = values->jobs != NULL && values->replay != NULL;
    for (int p = 0; ok && p < TF_PARAMETER_COUNT; p++) {
        ok = add_parameter(values, (enum tf_parameter_id)p, all, arena);
    }
    return ok;
}

bool tf_values_init(struct tf_values *values, const struct tf_plan *plan, struct tf_arena *arena)
{
    return init(values, plan, false, arena);
}

#if TF_LANE_WIDTH == 2
/* A plan's own values are a vector of runs that are all alike. */
bool tf_values_compute(struct tf_plan *plan, struct tf_contradiction *found)
{
    struct tf_arena arena;
    struct tf_values values;
    tf_arena_init(&arena);
    bool ok = init(&values, plan, true, &arena);
    if (ok) {
        tf_values_fill(&values);
        *found = values.contradiction;
    }
    for (size_t p = 0; ok && p < TF_PARAMETER_COUNT; p++) {
        for (size_t i = 0; i < plan->instances[p]; i++) {
            for (size_t t = 0; t < plan->years[p]; t++) {
                plan->values[p][i * plan->years[p] + t] =
                    tf_value(&values, (enum tf_parameter_id)p, i, t)[0];
            }
        }
    }
    tf_arena_release(&arena);
    return ok;
}

bool tf_values_given(const struct tf_plan *plan, enum tf_parameter_id parameter, size_t instance,
                     struct tf_node *nodes)
{
    struct tf_resolved resolved;
    tf_path_resolve(plan->scenario, parameter, instance, NULL, nodes, &resolved);
    return resolved.any_row && (resolved.has_start || resolved.node_count > 0);
}
#endif
