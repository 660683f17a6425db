#include "engine/replay_lanes.h"

#include <math.h>

/* Where the knot of a year stands, or should stand. */
static size_t node_position(const struct tf_replay *replay, int year)
{
    size_t at = replay->node_count;
    while (at > 0 && replay->years[at - 1] >= year) {
        at--;
    }
    return at;
}

static void set_knot(struct tf_replay *replay, int year, tf_lanes value)
{
    size_t at = node_position(replay, year);
    if (at == replay->node_count || replay->years[at] != year) {
        for (size_t i = replay->node_count; i > at; i--) {
            replay->years[i] = replay->years[i - 1];
            replay->knots[i] = replay->knots[i - 1];
        }
        replay->node_count++;
    }
    replay->years[at] = year;
    replay->knots[at] = value;
}

static void set_start(struct tf_replay *replay, tf_lanes value)
{
    replay->has_start = true;
    replay->start = value;
    replay->scale = tf_lanes_of(1);
    replay->offset = tf_lanes_of(0);
    replay->node_count = 0;
}

static void add(struct tf_replay *replay, tf_lanes value)
{
    replay->start += value;
    replay->offset += value;
    for (size_t i = 0; i < replay->node_count; i++) {
        replay->knots[i] += value;
    }
}

static void multiply(struct tf_replay *replay, tf_lanes value)
{
    replay->start *= value;
    replay->scale *= value;
    replay->offset *= value;
    for (size_t i = 0; i < replay->node_count; i++) {
        replay->knots[i] *= value;
    }
}

static void replay_row(struct tf_replay *replay, const struct tf_address *address, tf_lanes value)
{
    switch (address->shift) {
    case TF_SHIFT_ADD:
        add(replay, value);
        break;
    case TF_SHIFT_MULTIPLY:
        multiply(replay, value);
        break;
    case TF_SHIFT_NONE:
        if (address->year == TF_NO_YEAR) {
            set_start(replay, value);
        } else {
            set_knot(replay, address->year, value);
        }
        break;
    }
}

void tf_replay_rows(struct tf_replay *replay, const struct tf_values *values,
                    enum tf_parameter_id parameter, size_t instance)
{
    const struct tf_scenario *scenario = values->plan->scenario;
    const struct tf_path *path = &scenario->paths[parameter][instance];
    double start = tf_instance_default(&tf_parameters[parameter], &scenario->dimensions, instance);
    set_start(replay, tf_lanes_of(start));
    replay->has_start = !isnan(start);
    replay->any_row = path->count > 0;
    for (size_t i = 0; i < path->count; i++) {
        const struct tf_row *row = &scenario->rows[path->rows[i]];
        const double *input = values->inputs != NULL ? values->inputs[path->rows[i]] : NULL;
        replay_row(replay, &row->address,
                   input != NULL ? tf_lanes_load(input) : tf_lanes_of(row->value));
    }
}

/* A straight line from one year to a later one, at the years first … last between them. */
static void draw_line(int year_a, tf_lanes a, int year_b, tf_lanes b, int base_year, int first,
                      int last, tf_lanes *out)
{
    tf_lanes rise = b - a;
    for (int year = first; year <= last; year++) {
        out[year - base_year] = a + rise * ((double)(year - year_a) / (year_b - year_a));
    }
}

static void draw_level(tf_lanes level, int base_year, int first, int last, tf_lanes *out)
{
    for (int year = first; year <= last; year++) {
        out[year - base_year] = level;
    }
}

static int earlier(int a, int b)
{
    return a < b ? a : b;
}

static int later(int a, int b)
{
    return a > b ? a : b;
}

/* Before the first knot: from the start in the base year, if there is one and it is earlier. */
static void draw_beginning(const struct tf_replay *replay, int base_year,
                           struct tf_start_value first, int last, tf_lanes *out)
{
    int knot = replay->years[0], end = earlier(knot - 1, last);
    if (first.given) {
        draw_level(first.value, base_year, base_year, earlier(base_year, end), out);
        draw_line(base_year, first.value, knot, replay->knots[0], base_year, base_year + 1, end,
                  out);
    } else {
        draw_level(replay->knots[0], base_year, base_year, end, out);
    }
}

void tf_replay_fill(const struct tf_replay *replay, int base_year, struct tf_start_value start,
                    size_t count, tf_lanes *out)
{
    struct tf_start_value own = {true, replay->start};
    struct tf_start_value first = replay->has_start ? own : start;
    int last = base_year + (int)count - 1;
    const int *years = replay->years;
    size_t nodes = replay->node_count;
    if (nodes == 0) {
        draw_level(first.given ? first.value : tf_lanes_of((double)NAN), base_year, base_year, last,
                   out);
        return;
    }
    draw_beginning(replay, base_year, first, last, out);
    for (size_t i = 0; i < nodes; i++) {
        bool final = i + 1 == nodes;
        draw_level(replay->knots[i], base_year, later(years[i], base_year),
                   final ? last : earlier(years[i], last), out);
        if (!final) {
            draw_line(years[i], replay->knots[i], years[i + 1], replay->knots[i + 1], base_year,
                      later(years[i] + 1, base_year), earlier(years[i + 1] - 1, last), out);
        }
    }
}
