/* Rows to paths: which rows shape which instance. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "scenario/loading.h"

/* The live rows of one instance while rows are applied. */
struct building {
    size_t *rows;
    size_t count, capacity;
};

struct builder {
    struct tf_loading *loading;
    struct tf_scenario *scenario;
    struct building *instances; /* of the parameter at work */
    struct tf_node *nodes;      /* room for the longest path */
};

static void bury(struct tf_scenario *scenario, size_t row, size_t by)
{
    struct tf_row *buried = &scenario->rows[row];
    buried->live--;
    if (buried->live == 0) {
        buried->hidden_by = by;
    }
}

static void remove_row(struct building *instance, size_t at)
{
    memmove(instance->rows + at, instance->rows + at + 1,
            (instance->count - at - 1) * sizeof *instance->rows);
    instance->count--;
}

/* Takes out what the row replaces: all by a start, the knot of the same year by a knot. */
static void make_way(struct builder *builder, struct building *instance, size_t row)
{
    struct tf_scenario *scenario = builder->scenario;
    const struct tf_address *address = &scenario->rows[row].address;
    if (address->shift != TF_SHIFT_NONE) {
        return;
    }
    for (size_t i = instance->count; i-- > 0;) {
        const struct tf_address *other = &scenario->rows[instance->rows[i]].address;
        bool same_knot = other->shift == TF_SHIFT_NONE && other->year == address->year;
        if (address->year == TF_NO_YEAR || same_knot) {
            bury(scenario, instance->rows[i], row);
            remove_row(instance, i);
        }
    }
}

static bool out_of_range(const struct tf_parameter *parameter, double value)
{
    bool below = parameter->low_open ? !(value > parameter->low) : !(value >= parameter->low);
    bool above = parameter->high_open ? !(value < parameter->high) : !(value <= parameter->high);
    return below || above;
}

/* A value outside the range that a shift has made; NaN when all are inside. */
static double worst_value(const struct tf_parameter *parameter, const struct tf_resolved *resolved)
{
    if (resolved->has_start && out_of_range(parameter, resolved->start)) {
        return resolved->start;
    }
    for (size_t i = 0; i < resolved->node_count; i++) {
        if (out_of_range(parameter, resolved->nodes[i].value)) {
            return resolved->nodes[i].value;
        }
    }
    return TF_ABSENT;
}

static bool is_computed(enum tf_parameter_id parameter)
{
    return parameter == TF_PROPERTY_YIELD || parameter == TF_TRANSFER_MPC ||
           parameter == TF_DEFLATOR_GROWTH;
}

/* A shift needs something to shift, and leaves it in range. False when it does not; one message a
 * row is enough. */
static bool check_shift(struct builder *builder, size_t row, size_t index)
{
    struct tf_scenario *scenario = builder->scenario;
    const struct tf_row *shift = &scenario->rows[row];
    enum tf_parameter_id id = shift->address.parameter;
    const struct tf_parameter *parameter = &tf_parameters[id];
    struct tf_resolved resolved;
    struct tf_path path = {builder->instances[index].rows, builder->instances[index].count};
    scenario->paths[id][index] = path;
    tf_path_resolve(scenario, id, index, NULL, builder->nodes, &resolved);
    if (!resolved.has_start && resolved.node_count == 0 && !is_computed(id)) {
        return tf_fail(builder->loading->diag, TF_BAD_INPUT, &shift->place,
                       "%s has no value here that could be shifted; give it one in a row before",
                       parameter->name);
    }
    double worst = worst_value(parameter, &resolved);
    if (!isnan(worst)) {
        char value[TF_NUMBER_TEXT], low[TF_NUMBER_TEXT], high[TF_NUMBER_TEXT];
        tf_number_shortest(worst, value);
        tf_number_shortest(parameter->low, low);
        tf_number_shortest(parameter->high, high);
        return tf_fail(builder->loading->diag, TF_BAD_INPUT, &shift->place,
                       "shifts %s to %s, outside %s to %s", parameter->name, value, low, high);
    }
    return true;
}

static bool matches(const struct tf_address *address, const struct tf_parameter *parameter,
                    const struct tf_dimensions *dimensions, size_t instance)
{
    size_t source = 0, group = 0, region;
    if (parameter->dimensions & TF_DIM_SOURCE) {
        source = instance % TF_SOURCE_COUNT;
        instance /= TF_SOURCE_COUNT;
    }
    if (parameter->dimensions & TF_DIM_GROUP) {
        group = instance % dimensions->groups.count;
        instance /= dimensions->groups.count;
    }
    region = instance;
    return (address->source == TF_ALL || (size_t)address->source == source) &&
           (address->group == TF_ALL || (size_t)address->group == group) &&
           (address->region == TF_ALL || (size_t)address->region == region);
}

/* Applies one row to every instance that it names. */
static bool apply(struct builder *builder, size_t row, size_t count)
{
    struct tf_row *applied = &builder->scenario->rows[row];
    const struct tf_parameter *parameter = &tf_parameters[applied->address.parameter];
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        struct building *instance = &builder->instances[i];
        if (!matches(&applied->address, parameter, &builder->scenario->dimensions, i)) {
            continue;
        }
        make_way(builder, instance, row);
        if (!tf_array_reserve(&instance->rows, &instance->capacity, instance->count + 1,
                              sizeof *instance->rows)) {
            return tf_out_of_memory(builder->loading->diag);
        }
        instance->rows[instance->count++] = row;
        applied->live++;
        if (applied->address.shift != TF_SHIFT_NONE && good) {
            good = check_shift(builder, row, i);
        }
    }
    return true;
}

/* Moves the live rows of the parameter's instances into the scenario's arena. */
static bool keep(struct builder *builder, enum tf_parameter_id parameter, size_t count)
{
    struct tf_scenario *scenario = builder->scenario;
    for (size_t i = 0; i < count; i++) {
        const struct building *instance = &builder->instances[i];
        size_t *rows = tf_arena_alloc(&scenario->arena, instance->count, sizeof *rows);
        if (rows == NULL) {
            return tf_out_of_memory(builder->loading->diag);
        }
        if (instance->count > 0) {
            memcpy(rows, instance->rows, instance->count * sizeof *rows);
        }
        scenario->paths[parameter][i] = (struct tf_path){rows, instance->count};
    }
    return true;
}

static bool build_parameter(struct builder *builder, enum tf_parameter_id parameter)
{
    struct tf_scenario *scenario = builder->scenario;
    size_t count = tf_instance_count(&tf_parameters[parameter], &scenario->dimensions);
    bool good = true;
    scenario->paths[parameter] =
        tf_arena_alloc(&scenario->arena, count, sizeof *scenario->paths[parameter]);
    builder->instances = calloc(count, sizeof *builder->instances);
    if (scenario->paths[parameter] == NULL || builder->instances == NULL) {
        free(builder->instances);
        return tf_out_of_memory(builder->loading->diag);
    }
    for (size_t row = 0; row < scenario->row_count && good; row++) {
        if (scenario->rows[row].address.parameter == parameter) {
            good = apply(builder, row, count);
        }
    }
    good = good && keep(builder, parameter, count);
    for (size_t i = 0; i < count; i++) {
        free(builder->instances[i].rows);
    }
    free(builder->instances);
    return good;
}

static void warn_hidden(struct tf_loading *loading, const struct tf_row *row)
{
    const struct tf_row *by = &loading->scenario->rows[row->hidden_by];
    if (!row->from_option && !by->from_option && strcmp(row->place.file, by->place.file) == 0) {
        tf_warn(loading->diag, &row->place,
                "row %s has no effect: line %zu of the same file replaces it; delete one of them",
                row->written, by->place.line);
    }
}

static void check_knot(struct tf_loading *loading, const struct tf_row *row)
{
    const struct tf_scenario *scenario = loading->scenario;
    int year = row->address.year, base = scenario->base_year;
    if (year == TF_NO_YEAR || !loading->has_base_year) {
        return;
    }
    if (abs(year - base) > 100) {
        tf_fail(loading->diag, TF_BAD_INPUT, &row->place,
                "knot in %d, more than 100 years from the base year %d", year, base);
    } else if (year > base + scenario->horizon && row->live > 0) {
        tf_warn(loading->diag, &row->place,
                "knot in %d lies beyond the horizon %d; it only bends the path before it", year,
                base + scenario->horizon);
    }
}

static void check_effect(struct tf_loading *loading, const struct tf_row *row)
{
    const struct tf_scenario *scenario = loading->scenario;
    const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
    const char *closure = tf_closure_names[scenario->closure];
    if ((parameter->closures & (1u << scenario->closure)) != 0) {
        return;
    }
    if (row->from_option) {
        tf_fail(loading->diag, TF_BAD_INPUT, &row->place,
                "%s has no effect under the closure `%s`; choose another closure or leave it out",
                parameter->name, closure);
    } else if (row->live > 0) {
        tf_warn(loading->diag, &row->place, "%s has no effect under the closure `%s`",
                parameter->name, closure);
    }
}

bool tf_loading_paths(struct tf_loading *loading)
{
    struct tf_scenario *scenario = loading->scenario;
    struct builder builder = {.loading = loading, .scenario = scenario};
    builder.nodes =
        tf_arena_alloc(&scenario->arena, scenario->row_count + 1, sizeof(struct tf_node));
    if (builder.nodes == NULL) {
        return tf_out_of_memory(loading->diag);
    }
    for (int p = 0; p < TF_PARAMETER_COUNT; p++) {
        if (!build_parameter(&builder, (enum tf_parameter_id)p)) {
            return false;
        }
    }
    for (size_t i = 0; i < scenario->row_count && !tf_diag_full(loading->diag); i++) {
        const struct tf_row *row = &scenario->rows[i];
        check_knot(loading, row);
        check_effect(loading, row);
        if (row->live == 0) {
            warn_hidden(loading, row);
        }
    }
    return true;
}
