/* Elementary effects (Morris 1991) and their mean absolute value (Campolongo et al. 2007). */
#include "experiment/morris_effects.h"

#include <math.h>
#include <stdlib.h>

#include "experiment/resampling.h"

/* The terms of a trajectory, for each factor: number, sum, sum of absolute values and of squares of
 * its effects less the factor's mean effect. */
enum { TERM_COUNT, TERM_SUM, TERM_ABSOLUTE, TERM_SQUARES, TERMS };

struct estimator {
    const struct tf_morris_design *design;
    double *means; /* [factor]: taken off before squares are summed, so that these stay accurate */
};

static double effect_of(const struct tf_morris_step *step, const double *y)
{
    double effect = (y[step->to] - y[step->from]) / step->delta;
    return isfinite(effect) ? effect : (double)NAN;
}

/* Returns how many effects there are. */
static uint64_t find_means(const struct estimator *estimator, const double *y, uint64_t *counts)
{
    const struct tf_morris_design *design = estimator->design;
    uint64_t there = 0;
    for (size_t i = 0; i < design->step_count; i++) {
        double effect = effect_of(&design->steps[i], y);
        if (!isnan(effect)) {
            estimator->means[design->steps[i].factor] += effect;
            counts[design->steps[i].factor]++;
            there++;
        }
    }
    for (size_t i = 0; i < design->factor_count; i++) {
        estimator->means[i] /= counts[i] > 0 ? (double)counts[i] : 1;
    }
    return there;
}

static size_t count_trajectories(const struct tf_morris_design *design)
{
    size_t count = design->step_count > 0;
    for (size_t i = 1; i < design->step_count; i++) {
        count += design->steps[i].trajectory != design->steps[i - 1].trajectory;
    }
    return count;
}

/* terms[trajectory][factor][term]. */
static void fill_terms(const struct estimator *estimator, const double *y, double *terms)
{
    const struct tf_morris_design *design = estimator->design;
    for (size_t i = 0; i < design->step_count; i++) {
        const struct tf_morris_step *step = &design->steps[i];
        if (i > 0 && step->trajectory != step[-1].trajectory) {
            terms += design->factor_count * TERMS;
        }
        double effect = effect_of(step, y), rest = effect - estimator->means[step->factor];
        double *at = terms + step->factor * TERMS;
        if (!isnan(effect)) {
            at[TERM_COUNT] += 1;
            at[TERM_SUM] += rest;
            at[TERM_ABSOLUTE] += fabs(effect);
            at[TERM_SQUARES] += rest * rest;
        }
    }
}

/* A tf_indices_of_sums: mu of every factor, then mu*, then sigma. */
static void compute_indices(const void *context, const double *sums, double items, double *values)
{
    const struct estimator *estimator = context;
    size_t k = estimator->design->factor_count;
    (void)items;
    for (size_t i = 0; i < k; i++) {
        const double *of = sums + i * TERMS;
        double n = of[TERM_COUNT], mean = of[TERM_SUM] / n;
        double squares = of[TERM_SQUARES] - n * mean * mean;
        values[i] = n > 0 ? estimator->means[i] + mean : (double)NAN;
        values[k + i] = n > 0 ? of[TERM_ABSOLUTE] / n : (double)NAN;
        values[2 * k + i] = n > 1 ? sqrt(fmax(squares, 0) / (n - 1)) : (double)NAN;
    }
}

static void name_indices(size_t factors, const uint64_t *counts, struct tf_index *indices)
{
    static const enum tf_index_kind kinds[] = {TF_INDEX_MU, TF_INDEX_MU_STAR, TF_INDEX_SIGMA};
    for (size_t i = 0; i < 3 * factors; i++) {
        indices[i] = (struct tf_index){.kind = kinds[i / factors],
                                       .factor = i % factors,
                                       .factor2 = TF_NO_FACTOR,
                                       .value = (double)NAN,
                                       .low = (double)NAN,
                                       .high = (double)NAN,
                                       .n = counts[i % factors]};
    }
}

static bool compute(const struct estimator *estimator, const double *y,
                    const struct tf_resampling *resampling, struct tf_indices *out,
                    struct tf_diag *diag)
{
    size_t trajectories = count_trajectories(estimator->design);
    size_t columns = estimator->design->factor_count * TERMS;
    double *made = calloc(trajectories * columns + 1, sizeof *made);
    double *sums = calloc(columns + out->count + 1, sizeof *sums);
    struct tf_terms terms = {made, trajectories, columns};
    bool good = (made != NULL && sums != NULL) || tf_out_of_memory(diag);
    if (good) {
        double *values = sums + columns;
        fill_terms(estimator, y, made);
        tf_terms_sum(&terms, trajectories, sums);
        compute_indices(estimator, sums, (double)trajectories, values);
        for (size_t i = 0; i < out->count; i++) {
            out->items[i].value = values[i];
        }
        good = tf_bootstrap_intervals(&terms, resampling, compute_indices, estimator, out->items,
                                      out->count, diag);
    }
    free(made);
    free(sums);
    return good;
}

bool tf_morris_effects(const struct tf_morris_design *design, const double *y,
                       const struct tf_resampling *resampling, struct tf_arena *arena,
                       struct tf_indices *out, struct tf_diag *diag)
{
    size_t k = design->factor_count;
    struct estimator estimator = {design, tf_arena_alloc(arena, k, sizeof *estimator.means)};
    uint64_t *counts = tf_arena_alloc(arena, k, sizeof *counts);
    *out = (struct tf_indices){.count = 3 * k};
    out->items = tf_arena_alloc(arena, out->count, sizeof *out->items);
    if (estimator.means == NULL || counts == NULL || out->items == NULL) {
        return tf_out_of_memory(diag);
    }
    out->n = find_means(&estimator, y, counts);
    out->left_out = design->step_count - out->n;
    name_indices(k, counts, out->items);
    out->problem = out->n > 0 ? TF_INDICES_GOOD : TF_INDICES_TOO_FEW;
    return out->n == 0 || compute(&estimator, y, resampling, out, diag);
}
