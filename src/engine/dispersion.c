/* Metrics of the mixture of lognormals that a scope's cells make (docs/model.md, 4), in lanes. */
#include "base/num.h"
#include "engine/lane_math.h"
#include "engine/measure.h"

/* A scope in one year. A cell where nobody lives has weight 0 and so no effect. */
struct mixture {
    const struct tf_trajectory *trajectory;
    struct tf_scope_cells cells;
    size_t vector, t;
    tf_lanes persons;
};

/* One cell: a lognormal. */
struct component {
    tf_lanes weight, mean; /* share of the scope's persons; income */
    tf_lanes variance, mu; /* of log income; its median's logarithm */
};

static struct component component(const struct mixture *mixture, size_t index)
{
    const struct tf_trajectory *from = mixture->trajectory;
    size_t cell = mixture->cells.first + index * mixture->cells.step;
    size_t t = mixture->t, vector = mixture->vector;
    struct component c;
    c.weight =
        tf_lanes_load(tf_cell_slot(from, vector, t, TF_CELL_POPULATION, cell)) / mixture->persons;
    c.mean = tf_lanes_load(tf_cell_slot(from, vector, t, TF_CELL_INCOME, cell));
    c.variance =
        tf_lanes_log1p(tf_lanes_load(tf_cell_slot(from, vector, t, TF_CELL_VARIATION, cell)));
    c.mu = tf_lanes_log(c.mean) - c.variance / 2;
    return c;
}

static tf_lanes mixture_mean(const struct mixture *mixture)
{
    return tf_lanes_mean(mixture->trajectory, mixture->vector, mixture->t, mixture->cells,
                         TF_CELL_INCOME);
}

/* E|Xi - Xj| of two independent lognormals. */
static tf_lanes mean_difference(const struct component *i, const struct component *j)
{
    tf_lanes none = {0}, variance = i->variance + j->variance;
    tf_mask spread = variance > none;
    tf_lanes scale = 1.0 / tf_lanes_sqrt(2.0 * tf_select(spread, variance, tf_lanes_of(1)));
    tf_lanes gap = i->mu - j->mu;
    tf_lanes difference = i->mean * tf_lanes_erf((gap + i->variance) * scale) +
                          j->mean * tf_lanes_erf((j->variance - gap) * scale);
    return tf_select(spread, difference, tf_magnitude(i->mean - j->mean));
}

/* E|Xi - Xi'| of two from the same cell. */
static tf_lanes own_difference(const struct component *i)
{
    return 2.0 * i->mean * tf_lanes_erf(0.5 * tf_lanes_sqrt(i->variance));
}

enum { COMPONENTS_HELD = 64 };

/* Components i: held[i], or computed where there are more than are held. */
static struct component held_component(const struct mixture *mixture, const struct component *held,
                                       size_t index)
{
    return index < COMPONENTS_HELD ? held[index] : component(mixture, index);
}

static tf_lanes gini(const struct mixture *mixture)
{
    struct component held[COMPONENTS_HELD];
    tf_lanes sum = {0};
    for (size_t i = 0; i < mixture->cells.count; i++) {
        struct component a = component(mixture, i);
        tf_lanes others = {0};
        if (i < COMPONENTS_HELD) {
            held[i] = a;
        }
        for (size_t j = 0; j < i; j++) {
            struct component b = held_component(mixture, held, j);
            others += b.weight * mean_difference(&a, &b);
        }
        sum += a.weight * (a.weight * own_difference(&a) + 2.0 * others);
    }
    return sum / (2.0 * mixture_mean(mixture));
}

static tf_lanes theil(const struct mixture *mixture)
{
    tf_lanes sum = {0}, inverse = 1.0 / mixture_mean(mixture);
    for (size_t i = 0; i < mixture->cells.count; i++) {
        struct component c = component(mixture, i);
        tf_lanes relative = c.mean * inverse;
        sum += c.weight * relative * (tf_lanes_log(relative) + c.variance / 2);
    }
    return sum;
}

/* F(line); absent where there is no line. */
static tf_lanes share_below(const struct mixture *mixture, enum tf_nation_quantity quantity)
{
    tf_lanes sum = {0}, none = {0};
    tf_lanes line =
        tf_lanes_load(tf_nation_slot(mixture->trajectory, mixture->vector, 0, quantity));
    tf_lanes log_line = tf_lanes_log(line);
    for (size_t i = 0; i < mixture->cells.count; i++) {
        struct component c = component(mixture, i);
        tf_mask spread = c.variance > none;
        tf_lanes scale = 1.0 / tf_lanes_sqrt(2.0 * tf_select(spread, c.variance, tf_lanes_of(1)));
        tf_lanes inside = 0.5 + 0.5 * tf_lanes_erf((log_line - c.mu) * scale);
        tf_lanes step = tf_select(c.mean <= line, tf_lanes_of(1), none);
        sum += c.weight * tf_select(spread, inside, step);
    }
    return tf_select(line == line, sum, tf_lanes_of(TF_ABSENT));
}

tf_lanes tf_lanes_dispersion_measure(const struct tf_trajectory *trajectory, size_t vector,
                                     enum tf_metric_id metric, int region, size_t t)
{
    struct tf_scope_cells cells = tf_scope_cells(trajectory->plan, region, TF_ALL);
    struct mixture mixture = {trajectory, cells, vector, t,
                              tf_lanes_persons(trajectory, vector, t, cells)};
    tf_lanes value;
    switch (metric) {
    case TF_METRIC_GINI:
        value = gini(&mixture);
        break;
    case TF_METRIC_THEIL:
        value = theil(&mixture);
        break;
    case TF_METRIC_POVERTY_RATE:
        value = share_below(&mixture, TF_NATION_POVERTY_LINE);
        break;
    case TF_METRIC_BELOW_MIDDLE:
        value = share_below(&mixture, TF_NATION_MIDDLE_LOW);
        break;
    case TF_METRIC_MIDDLE_SHARE:
        value = share_below(&mixture, TF_NATION_MIDDLE_HIGH) -
                share_below(&mixture, TF_NATION_MIDDLE_LOW);
        break;
    default:
        value = 1.0 - share_below(&mixture, TF_NATION_MIDDLE_HIGH);
    }
    return tf_select(mixture.persons > (tf_lanes){0}, value, tf_lanes_of(TF_ABSENT));
}
