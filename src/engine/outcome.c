#include <math.h>

#include "base/num.h"
#include "engine/metrics.h"
#include "engine/runner.h"

enum { PERCENTILES = 100 };

/* The distribution of one scope in one year, made when first asked for. */
struct scope_year {
    bool made;
    struct tf_mixture mixture;
    struct tf_component *components;
    double *percentiles; /* [1 … 99]; NaN: not computed yet */
};

struct tf_outcome {
    const struct tf_trajectory *trajectory;
    const struct tf_plan *plan;
    size_t run;
    struct tf_arena *arena;
    struct scope_year *distributions; /* [scope][t]; scope 0 the nation, then regions */
    bool out_of_memory;
};

struct tf_outcome *tf_outcome_new(const struct tf_trajectory *trajectory, size_t run,
                                  struct tf_arena *arena, struct tf_diag *diag)
{
    const struct tf_plan *plan = trajectory->plan;
    struct tf_outcome *outcome = tf_arena_alloc(arena, 1, sizeof *outcome);
    size_t count = (plan->region_count + 1) * (plan->horizon + 1);
    struct scope_year *distributions = tf_arena_alloc(arena, count, sizeof *distributions);
    if (outcome == NULL || distributions == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    *outcome = (struct tf_outcome){trajectory, plan, run, arena, distributions, false};
    return outcome;
}

static double cell_value(const struct tf_outcome *outcome, size_t t, enum tf_cell_quantity quantity,
                         size_t cell)
{
    return tf_cell_value(outcome->trajectory, outcome->run, t, quantity, cell);
}

/* Persons of a region, or with TF_ALL of all. */
static double persons(const struct tf_outcome *outcome, struct tf_scope_cells cells, size_t t)
{
    double sum = 0;
    for (size_t i = 0; i < cells.count; i++) {
        sum += cell_value(outcome, t, TF_CELL_POPULATION, cells.first + i * cells.step);
    }
    return sum;
}

struct tf_mixture tf_outcome_mixture(struct tf_outcome *outcome, int region, size_t t)
{
    const struct tf_plan *plan = outcome->plan;
    size_t scope = region == TF_ALL ? 0 : (size_t)region + 1;
    struct scope_year *place = &outcome->distributions[scope * (plan->horizon + 1) + t];
    struct tf_scope_cells cells = tf_scope_cells(plan, region, TF_ALL);
    if (place->made) {
        return place->mixture;
    }
    struct tf_component *components = place->components;
    if (components == NULL) { /* the first run that asks for it; later ones use the same room */
        components = tf_arena_alloc(outcome->arena, cells.count, sizeof *components);
        place->percentiles = tf_arena_alloc(outcome->arena, PERCENTILES, sizeof(double));
    }
    if (components == NULL || place->percentiles == NULL) {
        outcome->out_of_memory = true;
        return (struct tf_mixture){NULL, 0};
    }
    double all = persons(outcome, cells, t);
    size_t count = 0;
    for (size_t cell = cells.first; cell < cells.first + cells.count; cell++) {
        double n = cell_value(outcome, t, TF_CELL_POPULATION, cell);
        if (n > 0) {
            struct tf_component *component = &components[count++];
            component->weight = n / all;
            component->mean = cell_value(outcome, t, TF_CELL_INCOME, cell);
            component->sigma = sqrt(log1p(cell_value(outcome, t, TF_CELL_VARIATION, cell)));
            tf_component_finish(component);
        }
    }
    place->made = true;
    place->components = components;
    place->mixture = (struct tf_mixture){components, count};
    for (size_t percent = 0; percent < PERCENTILES; percent++) {
        place->percentiles[percent] = TF_ABSENT;
    }
    return place->mixture;
}

static double percentile(struct tf_outcome *outcome, int region, size_t t, int percent)
{
    struct tf_mixture mixture = tf_outcome_mixture(outcome, region, t);
    size_t scope = region == TF_ALL ? 0 : (size_t)region + 1;
    struct scope_year *place = &outcome->distributions[scope * (outcome->plan->horizon + 1) + t];
    if (mixture.count == 0) {
        return TF_ABSENT;
    }
    if (isnan(place->percentiles[percent])) {
        place->percentiles[percent] = tf_mixture_quantile(mixture, percent / 100.0);
    }
    return place->percentiles[percent];
}

/* Share of income of the poorest `percent` per cent. */
static double lorenz(struct tf_outcome *outcome, int region, size_t t, int percent)
{
    if (percent <= 0 || percent >= PERCENTILES) {
        return percent <= 0 ? 0 : 1;
    }
    return tf_mixture_lorenz_at(tf_outcome_mixture(outcome, region, t), percent / 100.0,
                                percentile(outcome, region, t, percent));
}

/* Growth of a percentile a year since the base year. */
static double incidence(struct tf_outcome *outcome, int region, size_t t, int percent)
{
    double growth =
        percentile(outcome, region, t, percent) / percentile(outcome, region, 0, percent);
    return pow(growth, 1 / (double)t) - 1;
}

/* Density of log income at a percentile. */
static double density(struct tf_outcome *outcome, int region, size_t t, int percent)
{
    struct tf_mixture mixture = tf_outcome_mixture(outcome, region, t);
    return tf_mixture_has_atoms(mixture)
               ? TF_ABSENT
               : tf_mixture_log_density(mixture, percentile(outcome, region, t, percent));
}

double tf_outcome_point(struct tf_outcome *outcome, enum tf_metric_id metric, int point, int region,
                        size_t t)
{
    struct tf_mixture mixture = tf_outcome_mixture(outcome, region, t);
    if (mixture.count == 0) {
        return TF_ABSENT;
    }
    switch (metric) {
    case TF_METRIC_QUINTILE:
        return tf_mixture_mean(mixture) *
               (lorenz(outcome, region, t, 20 * point) -
                lorenz(outcome, region, t, 20 * point - 20)) /
               0.2;
    case TF_METRIC_LORENZ:
        return lorenz(outcome, region, t, point);
    case TF_METRIC_DENSITY:
        return density(outcome, region, t, point);
    case TF_METRIC_INCIDENCE:
        return incidence(outcome, region, t, point);
    default:
        return percentile(outcome, region, t, point);
    }
}

/* Metrics that a quantile stands behind. */
static double quantile_value(struct tf_outcome *outcome, enum tf_metric_id metric, int region,
                             size_t t)
{
    struct tf_mixture mixture = tf_outcome_mixture(outcome, region, t);
    if (mixture.count == 0) {
        return TF_ABSENT;
    }
    switch (metric) {
    case TF_METRIC_MEDIAN:
        return percentile(outcome, region, t, 50);
    case TF_METRIC_P10:
        return percentile(outcome, region, t, 10);
    case TF_METRIC_P90:
        return percentile(outcome, region, t, 90);
    case TF_METRIC_PALMA:
        return (1 - lorenz(outcome, region, t, 90)) / lorenz(outcome, region, t, 40);
    default:
        return tf_mixture_cdf(mixture, tf_nation_value(outcome->trajectory, outcome->run, 0,
                                                       TF_NATION_RELATIVE_LINE) *
                                           percentile(outcome, region, t, 50));
    }
}

double tf_outcome_value(struct tf_outcome *outcome, enum tf_metric_id metric, int region, int group,
                        int source, size_t t)
{
    bool scalar = tf_metrics[metric].when == TF_NO_YEARS;
    struct tf_measure measure = {
        metric,   0, region, group, source, scalar ? TF_NO_YEAR : outcome->plan->base_year + (int)t,
        TF_ABSENT};
    const struct tf_trajectory *trajectory = outcome->trajectory;
    double lanes[TF_LANES_MOST], *out = lanes;
    if (!tf_measured_on_lanes(metric)) {
        return quantile_value(outcome, metric, region, t);
    }
    tf_runner_of(trajectory->width)
        ->measure(trajectory, outcome->run / trajectory->width, &measure, 1, &out);
    return lanes[outcome->run % trajectory->width];
}

void tf_outcome_move(struct tf_outcome *outcome, size_t run)
{
    size_t count = (outcome->plan->region_count + 1) * (outcome->plan->horizon + 1);
    outcome->run = run;
    for (size_t i = 0; i < count; i++) {
        outcome->distributions[i].made = false;
    }
}

double tf_outcome_measure(struct tf_outcome *outcome, const struct tf_measure *measure)
{
    size_t t = measure->year == TF_NO_YEAR ? 0 : (size_t)(measure->year - outcome->plan->base_year);
    return measure->point > 0
               ? tf_outcome_point(outcome, measure->metric, measure->point, measure->region, t)
               : tf_outcome_value(outcome, measure->metric, measure->region, measure->group,
                                  measure->source, t);
}

bool tf_outcome_measures(struct tf_outcome *outcome, const struct tf_query *queries,
                         size_t query_count, struct tf_arena *arena, struct tf_measure **measures,
                         size_t *count, struct tf_diag *diag)
{
    if (!tf_measures_list(outcome->plan, queries, query_count, false, arena, measures, count,
                          diag)) {
        return false;
    }
    for (size_t i = 0; i < *count; i++) {
        (*measures)[i].value = tf_outcome_measure(outcome, &(*measures)[i]);
    }
    return !outcome->out_of_memory || tf_out_of_memory(diag);
}
