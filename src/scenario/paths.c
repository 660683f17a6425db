/* Rows to paths: which rows shape which instance. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "scenario/loading.h"
#include "scenario/replay.h"

/* One instance while rows are applied: its live rows, and the path that they make so far. */
struct building {
    size_t *rows;
    size_t count, capacity, node_capacity;
    struct tf_resolved path;
};

struct builder {
    struct tf_loading *loading;
    struct tf_scenario *scenario;
    struct building *instances[TF_PARAMETER_COUNT]; /* NULL: no row yet */
};

static void bury(struct builder *builder, struct building *instance, size_t at, size_t by)
{
    struct tf_row *buried = &builder->scenario->rows[instance->rows[at]];
    buried->live--;
    if (buried->live == 0) {
        buried->hidden_by = by;
    }
    memmove(instance->rows + at, instance->rows + at + 1,
            (instance->count - at - 1) * sizeof *instance->rows);
    instance->count--;
}

static bool is_knot_of(const struct tf_address *address, int year)
{
    return address->shift == TF_SHIFT_NONE && address->year == year;
}

/* Takes out what the row replaces: everything by a start, the knot of the same year by a knot. A
 * shift between the two does not matter, the later knot stands as it is written. */
static void make_way(struct builder *builder, struct building *instance, size_t row)
{
    const struct tf_row *rows = builder->scenario->rows;
    const struct tf_address *address = &rows[row].address;
    if (address->shift != TF_SHIFT_NONE) {
        return;
    }
    bool whole = address->year == TF_NO_YEAR;
    if (!whole && !tf_resolved_has_knot(&instance->path, address->year)) {
        return;
    }
    for (size_t i = instance->count; i-- > 0;) {
        if (whole || is_knot_of(&rows[instance->rows[i]].address, address->year)) {
            builder->loading->idle[row].replaces = true;
            bury(builder, instance, i, row);
        }
    }
}

/* Makes room for one more row and one more node. */
static bool make_room(struct tf_arena *arena, struct building *instance)
{
    if (instance->count == instance->capacity) {
        size_t capacity = instance->capacity > 0 ? 2 * instance->capacity : 2;
        size_t *rows = tf_arena_alloc(arena, capacity, sizeof *rows);
        if (rows == NULL) {
            return false;
        }
        if (instance->count > 0) {
            memcpy(rows, instance->rows, instance->count * sizeof *rows);
        }
        instance->rows = rows;
        instance->capacity = capacity;
    }
    if (instance->path.node_count == instance->node_capacity) {
        size_t capacity = instance->node_capacity > 0 ? 2 * instance->node_capacity : 2;
        struct tf_node *nodes = tf_arena_alloc(arena, capacity, sizeof *nodes);
        if (nodes == NULL) {
            return false;
        }
        if (instance->path.node_count > 0) {
            memcpy(nodes, instance->path.nodes, instance->path.node_count * sizeof *nodes);
        }
        instance->path.nodes = nodes;
        instance->node_capacity = capacity;
    }
    return true;
}

/* A value outside the range that a shift has made; NaN when all are inside. */
static double worst_value(const struct tf_parameter *parameter, const struct tf_resolved *path,
                          int base_year)
{
    /* A knot in or before the base year stands for the start, which is then no value at all. */
    bool starts = path->has_start && (path->node_count == 0 || path->nodes[0].year > base_year);
    if (starts && tf_is_outside(parameter, path->start)) {
        return path->start;
    }
    for (size_t i = 0; i < path->node_count; i++) {
        if (tf_is_outside(parameter, path->nodes[i].value)) {
            return path->nodes[i].value;
        }
    }
    return TF_ABSENT;
}

/* Has a start that the engine computes even when no other row sets the parameter. */
static bool is_computed(enum tf_parameter_id parameter)
{
    return parameter == TF_PROPERTY_YIELD || parameter == TF_TRANSFER_MPC ||
           parameter == TF_DEFLATOR_GROWTH;
}

static bool refuse_result(const struct builder *builder, const struct tf_row *shift, double value)
{
    struct tf_arena *arena = &builder->scenario->arena;
    const struct tf_parameter *parameter = &tf_parameters[shift->address.parameter];
    return tf_fail(builder->loading->diag, TF_BAD_INPUT, &shift->place,
                   "shifts %s to %s, out of its range of %s; shift it by less", parameter->name,
                   tf_number_shown(value, arena), tf_range_text(parameter, false, arena));
}

/* A shift needs something to shift, and leaves it in range. */
static bool check_shift(const struct builder *builder, const struct building *instance,
                        const struct tf_row *shift)
{
    enum tf_parameter_id id = shift->address.parameter;
    const struct tf_resolved *path = &instance->path;
    if (!path->has_start && path->node_count == 0 && !is_computed(id)) {
        return tf_fail(builder->loading->diag, TF_BAD_INPUT, &shift->place,
                       "%s is absent here, so that there is nothing to shift; give it a value in "
                       "a row before",
                       tf_parameters[id].name);
    }
    double worst = worst_value(&tf_parameters[id], path, builder->scenario->base_year);
    return isnan(worst) || refuse_result(builder, shift, worst);
}

/* Applies a row to one instance; *good turns false when it is a shift that does not fit. */
static bool apply(struct builder *builder, struct building *instance, size_t row, bool *good)
{
    struct tf_row *applied = &builder->scenario->rows[row];
    if (!make_room(&builder->scenario->arena, instance)) {
        return tf_out_of_memory(builder->loading->diag);
    }
    make_way(builder, instance, row);
    instance->rows[instance->count++] = row;
    applied->live++;
    tf_resolved_replay(&instance->path, &applied->address, applied->value);
    /* One message a row is enough. */
    *good = *good &&
            (applied->address.shift == TF_SHIFT_NONE || check_shift(builder, instance, applied));
    return true;
}

/* The members of a dimension that an address means: from..to. */
struct span {
    size_t from, to;
};

static struct span span_of(const struct tf_parameter *parameter, unsigned dimension, int member,
                           size_t count)
{
    if ((parameter->dimensions & dimension) == 0) {
        return (struct span){0, 1};
    }
    return member == TF_ALL ? (struct span){0, count}
                            : (struct span){(size_t)member, (size_t)member + 1};
}

static bool apply_to_all(struct builder *builder, size_t row)
{
    const struct tf_address *address = &builder->scenario->rows[row].address;
    const struct tf_dimensions *dimensions = &builder->scenario->dimensions;
    const struct tf_parameter *parameter = &tf_parameters[address->parameter];
    struct building *instances = builder->instances[address->parameter];
    struct span regions =
        span_of(parameter, TF_DIM_REGION, address->region, dimensions->regions.count);
    struct span groups = span_of(parameter, TF_DIM_GROUP, address->group, dimensions->groups.count);
    struct span sources = span_of(parameter, TF_DIM_SOURCE, address->source, TF_SOURCE_COUNT);
    bool good = true;
    for (size_t region = regions.from; region < regions.to; region++) {
        for (size_t group = groups.from; group < groups.to; group++) {
            for (size_t source = sources.from; source < sources.to; source++) {
                size_t i = tf_instance(parameter, dimensions, region, group, source);
                if (!apply(builder, &instances[i], row, &good)) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* The instances of a parameter that its first row meets. */
static bool begin(struct builder *builder, enum tf_parameter_id parameter)
{
    struct tf_scenario *scenario = builder->scenario;
    const struct tf_parameter *p = &tf_parameters[parameter];
    size_t count = tf_instance_count(p, &scenario->dimensions);
    struct building *instances = tf_arena_alloc(&scenario->arena, count, sizeof *instances);
    if (instances == NULL) {
        return tf_out_of_memory(builder->loading->diag);
    }
    for (size_t i = 0; i < count; i++) {
        tf_resolved_begin(&instances[i].path, tf_instance_default(p, &scenario->dimensions, i),
                          NULL);
    }
    builder->instances[parameter] = instances;
    return true;
}

/* The live knot that leads the path into the base year; SIZE_MAX for none. */
static size_t leading_knot(const struct tf_scenario *scenario, const struct building *instance)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < instance->count; i++) {
        const struct tf_address *address = &scenario->rows[instance->rows[i]].address;
        bool leads = address->year != TF_NO_YEAR && address->year <= scenario->base_year;
        if (leads && (found == SIZE_MAX || address->year > scenario->rows[found].address.year)) {
            found = instance->rows[i];
        }
    }
    return found;
}

static bool is_shift(const struct builder *builder, size_t row)
{
    return builder->scenario->rows[row].address.shift != TF_SHIFT_NONE;
}

static bool is_start(const struct builder *builder, size_t row)
{
    return !is_shift(builder, row) && builder->scenario->rows[row].address.year == TF_NO_YEAR;
}

/* A path without a start of its own: shifts that come before all that is left of it do nothing. */
static void bury_idle_shifts(struct builder *builder, struct building *instance,
                             enum tf_parameter_id parameter)
{
    bool starts = instance->path.has_start || tf_parameters[parameter].start == TF_START_COMPUTED;
    while (!starts && instance->path.node_count > 0 && is_shift(builder, instance->rows[0])) {
        size_t by = 1;
        while (is_shift(builder, instance->rows[by])) {
            by++;
        }
        bury(builder, instance, 0, instance->rows[by]);
    }
}

/* Counts for which instances a row is idle: a start, and what shifts only the start, where a knot
 * in or before the base year stands for it. Such rows stay live: they may replace others. */
static void count_idle(struct builder *builder, const struct building *instance)
{
    size_t knot = leading_knot(builder->scenario, instance);
    for (size_t i = 0; knot != SIZE_MAX && i < instance->count; i++) {
        size_t row = instance->rows[i];
        if (!is_start(builder, row) && !is_shift(builder, row)) {
            return;
        }
        builder->loading->idle[row].instances++;
        builder->loading->idle[row].by = knot;
    }
}

static bool keep(struct builder *builder, enum tf_parameter_id parameter)
{
    struct tf_scenario *scenario = builder->scenario;
    size_t count = tf_instance_count(&tf_parameters[parameter], &scenario->dimensions);
    struct tf_path *paths = tf_arena_alloc(&scenario->arena, count, sizeof *paths);
    struct building *instances = builder->instances[parameter];
    if (paths == NULL) {
        return tf_out_of_memory(builder->loading->diag);
    }
    for (size_t i = 0; i < count && instances != NULL; i++) {
        bury_idle_shifts(builder, &instances[i], parameter);
        count_idle(builder, &instances[i]);
        paths[i] = (struct tf_path){instances[i].rows, instances[i].count};
    }
    scenario->paths[parameter] = paths;
    return true;
}

bool tf_loading_paths(struct tf_loading *loading)
{
    struct builder builder = {.loading = loading, .scenario = loading->scenario};
    loading->idle = tf_arena_alloc(&loading->scenario->arena, loading->scenario->row_count,
                                   sizeof *loading->idle);
    if (loading->idle == NULL) {
        return tf_out_of_memory(loading->diag);
    }
    for (size_t row = 0; row < loading->scenario->row_count; row++) {
        enum tf_parameter_id parameter = loading->scenario->rows[row].address.parameter;
        if ((builder.instances[parameter] == NULL && !begin(&builder, parameter)) ||
            !apply_to_all(&builder, row)) {
            return false;
        }
        if (tf_diag_full(loading->diag)) {
            return false;
        }
    }
    for (int p = 0; p < TF_PARAMETER_COUNT; p++) {
        if (!keep(&builder, (enum tf_parameter_id)p)) {
            return false;
        }
    }
    return true;
}
