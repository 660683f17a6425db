#include <math.h>
#include <string.h>

#include "base/num.h"
#include "scenario/replay.h"
#include "scenario/scenario.h"

/* Where the knot of a year stands, or should stand, among nodes in ascending order. */
static size_t node_position(const struct tf_resolved *resolved, int year)
{
    size_t at = resolved->node_count;
    while (at > 0 && resolved->nodes[at - 1].year >= year) {
        at--;
    }
    return at;
}

static void set_knot(struct tf_resolved *resolved, int year, double value)
{
    size_t at = node_position(resolved, year);
    if (at == resolved->node_count || resolved->nodes[at].year != year) {
        memmove(resolved->nodes + at + 1, resolved->nodes + at,
                (resolved->node_count - at) * sizeof *resolved->nodes);
        resolved->node_count++;
    }
    resolved->nodes[at] = (struct tf_node){year, value};
}

static void set_start(struct tf_resolved *resolved, double value)
{
    resolved->has_start = true;
    resolved->start = value;
    resolved->scale = 1;
    resolved->offset = 0;
    resolved->node_count = 0;
}

static void add(struct tf_resolved *resolved, double value)
{
    resolved->start += value;
    resolved->offset += value;
    for (size_t i = 0; i < resolved->node_count; i++) {
        resolved->nodes[i].value += value;
    }
}

static void multiply(struct tf_resolved *resolved, double value)
{
    resolved->start *= value;
    resolved->scale *= value;
    resolved->offset *= value;
    for (size_t i = 0; i < resolved->node_count; i++) {
        resolved->nodes[i].value *= value;
    }
}

bool tf_resolved_has_knot(const struct tf_resolved *resolved, int year)
{
    size_t at = node_position(resolved, year);
    return at < resolved->node_count && resolved->nodes[at].year == year;
}

void tf_resolved_begin(struct tf_resolved *resolved, double start, struct tf_node *nodes)
{
    *resolved = (struct tf_resolved){
        .has_start = !isnan(start), .start = start, .scale = 1, .nodes = nodes};
}

void tf_resolved_replay(struct tf_resolved *resolved, const struct tf_address *address,
                        double value)
{
    switch (address->shift) {
    case TF_SHIFT_ADD:
        add(resolved, value);
        break;
    case TF_SHIFT_MULTIPLY:
        multiply(resolved, value);
        break;
    case TF_SHIFT_NONE:
        if (address->year == TF_NO_YEAR) {
            set_start(resolved, value);
        } else {
            set_knot(resolved, address->year, value);
        }
        break;
    }
}

void tf_path_resolve(const struct tf_scenario *scenario, enum tf_parameter_id parameter,
                     size_t instance, const double *row_values, struct tf_node *nodes,
                     struct tf_resolved *resolved)
{
    const struct tf_path *path = &scenario->paths[parameter][instance];
    tf_resolved_begin(
        resolved, tf_instance_default(&tf_parameters[parameter], &scenario->dimensions, instance),
        nodes);
    resolved->any_row = path->count > 0;
    for (size_t i = 0; i < path->count; i++) {
        const struct tf_row *row = &scenario->rows[path->rows[i]];
        tf_resolved_replay(resolved, &row->address,
                           row_values != NULL ? row_values[path->rows[i]] : row->value);
    }
}

static double between(struct tf_node a, struct tf_node b, int year)
{
    return a.value + (b.value - a.value) * ((double)(year - a.year) / (b.year - a.year));
}

double tf_resolved_value(const struct tf_resolved *resolved, int base_year, double start, int year)
{
    struct tf_node first = {base_year, resolved->has_start ? resolved->start : start};
    const struct tf_node *nodes = resolved->nodes;
    size_t count = resolved->node_count;
    if (count == 0) {
        return first.value;
    }
    size_t next = node_position(resolved, year);
    if (next < count && nodes[next].year == year) {
        return nodes[next].value;
    }
    if (next > 0) {
        return next < count ? between(nodes[next - 1], nodes[next], year) : nodes[count - 1].value;
    }
    /* Before the first knot: from the start in the base year, if there is one and it is earlier. */
    if (isnan(first.value) || nodes[0].year <= base_year) {
        return nodes[0].value;
    }
    return year <= base_year ? first.value : between(first, nodes[0], year);
}

const struct tf_row *tf_instance_row(const struct tf_scenario *scenario,
                                     enum tf_parameter_id parameter, size_t instance)
{
    const struct tf_path *path = &scenario->paths[parameter][instance];
    return path->count > 0 ? &scenario->rows[path->rows[path->count - 1]] : NULL;
}
