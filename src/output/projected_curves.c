/* projected_curves: curves over the distribution of income, for charts. */
#include <math.h>
#include <stdlib.h>

#include "output/gathering.h"

static int horizon_of(const struct gathered_scope *scope)
{
    return scope->run->scenario.horizon;
}

/* --- incidence -------------------------------------------------------------------------------- */

static bool fill_incidence(const struct gathering *gathering, const struct gathered_scope *scope,
                           struct tf_chart_incidence_curve *curve)
{
    struct tf_outcome *outcome = scope->run->outcome;
    size_t t = (size_t)horizon_of(scope);
    double *growth = tf_arena_alloc(gathering->arena, TF_CHART_PERCENTILES, sizeof *growth);
    if (growth == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    for (int p = 0; p < TF_CHART_PERCENTILES; p++) {
        growth[p] = tf_outcome_point(outcome, TF_METRIC_INCIDENCE, p + 1, scope->region, t);
    }
    double base = tf_outcome_value(outcome, TF_METRIC_INCOME, scope->region, TF_ALL, TF_ALL, 0);
    double last = tf_outcome_value(outcome, TF_METRIC_INCOME, scope->region, TF_ALL, TF_ALL, t);
    *curve = (struct tf_chart_incidence_curve){
        .scope = scope->scope, .growth = growth, .mean = pow(last / base, 1 / (double)t) - 1};
    return true;
}

bool gather_incidence(const struct gathering *gathering, struct tf_chart *chart)
{
    const struct tf_projection *first = gathering->runs[0];
    size_t count;
    struct gathered_scope *scopes;
    if (!gathering_comparable(gathering, true) ||
        (scopes = gathering_scopes(gathering, TF_CHART_CURVES_MOST, &count)) == NULL) {
        return false;
    }
    struct tf_chart_incidence *incidence = tf_arena_alloc(gathering->arena, 1, sizeof *incidence);
    struct tf_chart_incidence_curve *curves =
        tf_arena_alloc(gathering->arena, count, sizeof *curves);
    if (incidence == NULL || curves == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    *incidence = (struct tf_chart_incidence){
        .base_year = first->scenario.base_year,
        .horizon_year = gathering_last_year(first),
        .target = gathering_target(first),
        .curves = curves,
        .curve_count = count,
        .sources = gathering_sources(gathering),
    };
    chart->incidence = incidence;
    for (size_t i = 0; i < count; i++) {
        if (!fill_incidence(gathering, &scopes[i], &curves[i])) {
            return false;
        }
    }
    return true;
}

/* --- base year and horizon -------------------------------------------------------------------- */

/* A curve of a scope in a year. */
struct dated_scope {
    const struct gathered_scope *scope;
    size_t t;
};

/* Of each scope the horizon; before it the base year, once where scenarios share it. With regions
 * each has its own. NULL as gathering_scopes. */
static struct dated_scope *dated_scopes(const struct gathering *gathering, size_t *count)
{
    size_t scope_count;
    struct gathered_scope *scopes =
        gathering_scopes(gathering, TF_CHART_CURVES_MOST - 1, &scope_count);
    struct dated_scope *dated =
        scopes == NULL ? NULL : tf_arena_alloc(gathering->arena, 2 * scope_count, sizeof *dated);
    *count = 0;
    for (size_t i = 0; dated != NULL && i < scope_count; i++) {
        if (i == 0) {
            dated[(*count)++] = (struct dated_scope){&scopes[i], 0};
        }
        dated[(*count)++] = (struct dated_scope){&scopes[i], (size_t)horizon_of(&scopes[i])};
    }
    if (scopes != NULL && dated == NULL) {
        tf_out_of_memory(gathering->diag);
    }
    return dated;
}

/* The base year's curve is of the first scenario, and stands for all. */
static struct tf_chart_scope scope_of(const struct dated_scope *dated, bool many)
{
    struct tf_chart_scope scope = dated->scope->scope;
    if (dated->t == 0 && many) {
        scope.scenario = NULL;
    }
    return scope;
}

static int year_of(const struct dated_scope *dated)
{
    return dated->scope->run->scenario.base_year + (int)dated->t;
}

/* Curves of several regions would each need their own base: they are drawn apart. */
static bool nation_alone(const struct gathering *gathering, const char *kind)
{
    return !gathering->by_region ||
           tf_fail(gathering->diag, TF_BAD_INPUT, NULL,
                   "a %s chart compares years and scenarios, not regions; leave --by out", kind);
}

/* --- lorenz ----------------------------------------------------------------------------------- */

static bool fill_lorenz(const struct gathering *gathering, const struct dated_scope *dated,
                        struct tf_chart_lorenz_curve *curve)
{
    struct tf_outcome *outcome = dated->scope->run->outcome;
    int region = dated->scope->region;
    double *share = tf_arena_alloc(gathering->arena, TF_CHART_LORENZ_POINTS, sizeof *share);
    if (share == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    share[0] = 0;
    for (int p = 1; p < TF_CHART_LORENZ_POINTS; p++) {
        share[p] = tf_outcome_point(outcome, TF_METRIC_LORENZ, p, region, dated->t);
    }
    *curve = (struct tf_chart_lorenz_curve){
        .scope = scope_of(dated, gathering->count > 1),
        .year = year_of(dated),
        .share = share,
        .gini = tf_outcome_value(outcome, TF_METRIC_GINI, region, TF_ALL, TF_ALL, dated->t)};
    return true;
}

bool gather_lorenz(const struct gathering *gathering, struct tf_chart *chart)
{
    size_t count;
    struct dated_scope *dated;
    if (!nation_alone(gathering, "lorenz") || !gathering_comparable(gathering, false) ||
        (dated = dated_scopes(gathering, &count)) == NULL) {
        return false;
    }
    struct tf_chart_lorenz *lorenz = tf_arena_alloc(gathering->arena, 1, sizeof *lorenz);
    struct tf_chart_lorenz_curve *curves = tf_arena_alloc(gathering->arena, count, sizeof *curves);
    if (lorenz == NULL || curves == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    *lorenz = (struct tf_chart_lorenz){
        .curves = curves, .curve_count = count, .sources = gathering_sources(gathering)};
    chart->lorenz = lorenz;
    for (size_t i = 0; i < count; i++) {
        if (!fill_lorenz(gathering, &dated[i], &curves[i])) {
            return false;
        }
    }
    return true;
}

/* --- density ---------------------------------------------------------------------------------- */

enum { DENSITY_POINTS = 300 };

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Incomes from the poorest to the richest 0.2 % of all curves, evenly in logarithms, and the bounds
 * of a middle income. */
static double *incomes(const struct gathering *gathering, const struct dated_scope *dated,
                       size_t count, const double bounds[2], size_t *points)
{
    double low = HUGE_VAL, high = 0;
    double *income = tf_arena_alloc(gathering->arena, DENSITY_POINTS + 2, sizeof *income);
    for (size_t i = 0; i < count; i++) {
        struct tf_mixture mixture =
            tf_outcome_mixture(dated[i].scope->run->outcome, dated[i].scope->region, dated[i].t);
        low = fmin(low, tf_mixture_quantile(mixture, 0.002));
        high = fmax(high, tf_mixture_quantile(mixture, 0.998));
    }
    *points = 0;
    for (int i = 0; income != NULL && i < DENSITY_POINTS; i++) {
        income[(*points)++] = low * pow(high / low, i / (double)(DENSITY_POINTS - 1));
    }
    for (int i = 0; income != NULL && i < 2; i++) {
        if (bounds[i] > low && bounds[i] < high) {
            income[(*points)++] = bounds[i];
        }
    }
    if (income != NULL) {
        qsort(income, *points, sizeof *income, by_size);
    }
    return income;
}

static bool fill_density(const struct gathering *gathering, const struct dated_scope *dated,
                         const double *income, size_t points, struct tf_chart_density_curve *curve)
{
    struct tf_outcome *outcome = dated->scope->run->outcome;
    int region = dated->scope->region;
    struct tf_mixture mixture = tf_outcome_mixture(outcome, region, dated->t);
    double *density = tf_arena_alloc(gathering->arena, points, sizeof *density);
    if (density == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    if (tf_mixture_has_atoms(mixture)) {
        struct tf_place place = {.file = dated->scope->run->scenario.file};
        return tf_fail(gathering->diag, TF_BAD_INPUT, &place,
                       "everybody in a group has the same income, so that there is no density; "
                       "give `dispersion`, as in --set dispersion=0.5");
    }
    for (size_t i = 0; i < points; i++) {
        density[i] = tf_mixture_log_density(mixture, income[i]);
    }
    *curve = (struct tf_chart_density_curve){
        .scope = scope_of(dated, gathering->count > 1),
        .year = year_of(dated),
        .density = density,
        .median = tf_outcome_value(outcome, TF_METRIC_MEDIAN, region, TF_ALL, TF_ALL, dated->t),
        .middle =
            tf_outcome_value(outcome, TF_METRIC_MIDDLE_SHARE, region, TF_ALL, TF_ALL, dated->t)};
    return true;
}

static bool fill_densities(const struct gathering *gathering, const struct dated_scope *dated,
                           struct tf_chart_density *density, struct tf_chart_density_curve *curves)
{
    const double bounds[2] = {density->low, density->high};
    size_t points;
    for (size_t i = 0; i < density->curve_count; i++) {
        if (tf_outcome_mixture(dated[i].scope->run->outcome, TF_ALL, dated[i].t).count == 0) {
            return tf_fail(gathering->diag, TF_BAD_INPUT, NULL, "there is nobody to be shown");
        }
    }
    double *income = incomes(gathering, dated, density->curve_count, bounds, &points);
    if (income == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    density->income = income;
    density->point_count = points;
    for (size_t i = 0; i < density->curve_count; i++) {
        if (!fill_density(gathering, &dated[i], income, points, &curves[i])) {
            return false;
        }
    }
    return true;
}

bool gather_density(const struct gathering *gathering, struct tf_chart *chart)
{
    const struct tf_projection *first = gathering->runs[0];
    size_t count;
    struct dated_scope *dated;
    if (!nation_alone(gathering, "density") || !gathering_comparable(gathering, false) ||
        (dated = dated_scopes(gathering, &count)) == NULL) {
        return false;
    }
    struct tf_chart_density *density = tf_arena_alloc(gathering->arena, 1, sizeof *density);
    struct tf_chart_density_curve *curves = tf_arena_alloc(gathering->arena, count, sizeof *curves);
    if (density == NULL || curves == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    *density = (struct tf_chart_density){
        .low = tf_plan_value(&first->plan, TF_MIDDLE_LOW, 0, 0),
        .high = tf_plan_value(&first->plan, TF_MIDDLE_HIGH, 0, 0),
        .price_year = first->scenario.base_year,
        .curves = curves,
        .curve_count = count,
        .currency = first->scenario.currency[0] != '\0'
                        ? tf_scenario_currency(&first->scenario, gathering_code(gathering))
                        : NULL,
        .sources = gathering_sources(gathering),
    };
    chart->density = density;
    return fill_densities(gathering, dated, density, curves);
}
