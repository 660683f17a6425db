/* First-order indices as a corrected correlation ratio (Pearson 1905; Plischke, Borgonovo and Smith
 * 2013): the runs are sorted by the factor and cut into slices; in each a straight line is fitted.
 * What the lines leave, with the degrees of freedom that they take, is E Var[y | x]. */
#include "experiment/given_data.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "experiment/given_sample.h"
#include "experiment/parts.h"
#include "experiment/resampling.h"
#include "experiment/slices.h"

/* Slices, and runs that one has at least. */
enum { SLICES_MOST = 32, SLICE_LEAST = 16 };

/* The terms of a run: its squared output, and the squared residual of each factor's fit. Mean and
 * fits are those of the whole sample in every replicate: they are least squares, so that refitting
 * them changes the sums of squares only in second order. */
enum { TERM_SQUARE, TERMS_COMMON };

struct estimator {
    const struct tf_feasible_sample *sample;
    size_t factor_count;
    size_t slices_most;
    double *terms;      /* [run][column] */
    double *parameters; /* [factor]: degrees of freedom that the fit takes */
    atomic_bool failed; /* memory is exhausted */
};

/* Fits a factor and keeps the squared residuals. */
static bool fit_slices(const struct estimator *estimator, struct tf_slices *slices,
                       struct tf_line *lines, size_t factor)
{
    const struct tf_feasible_sample *sample = estimator->sample;
    size_t count = sample->count, columns = TERMS_COMMON + estimator->factor_count;
    tf_slices_cut(slices, sample->x[factor], count, estimator->slices_most);
    if (!tf_slices_fit(slices, 0, count, sample->y, lines)) {
        return false;
    }
    for (size_t i = 0; i < slices->count; i++) {
        estimator->parameters[factor] += (double)lines[i].parameters;
    }
    for (size_t run = 0; run < count; run++) {
        double rest = sample->y[run] - tf_slices_fitted(slices, lines, run);
        estimator->terms[run * columns + TERMS_COMMON + factor] = rest * rest;
    }
    return true;
}

static void fit_factor(void *context, size_t worker, size_t factor)
{
    struct estimator *estimator = context;
    struct tf_slices slices;
    struct tf_line *lines = calloc(estimator->slices_most, sizeof *lines);
    (void)worker;
    bool room = tf_slices_init(&slices, estimator->sample->count) && lines != NULL;
    if (!room || !fit_slices(estimator, &slices, lines, factor)) {
        estimator->failed = true;
    }
    tf_slices_release(&slices);
    free(lines);
}

/* A tf_indices_of_sums. */
static void compute_indices(const void *context, const double *sums, double n, double *values)
{
    const struct estimator *estimator = context;
    double variance = sums[TERM_SQUARE] / (n - 1);
    for (size_t i = 0; i < estimator->factor_count; i++) {
        double rest = sums[TERMS_COMMON + i] / (n - estimator->parameters[i]);
        values[i] = variance > 0 ? 1 - rest / variance : (double)NAN;
    }
}

static bool estimate(struct estimator *estimator, const struct tf_resampling *resampling,
                     struct tf_indices *out, struct tf_diag *diag)
{
    size_t count = estimator->sample->count, columns = TERMS_COMMON + estimator->factor_count;
    struct tf_terms terms = {estimator->terms, count, columns};
    double *sums = calloc(columns + out->count, sizeof *sums);
    if (sums == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t run = 0; run < count; run++) {
        double y = estimator->sample->y[run];
        estimator->terms[run * columns + TERM_SQUARE] = y * y;
    }
    tf_parts_do(estimator->factor_count, resampling->threads, fit_factor, estimator);
    if (estimator->failed) {
        free(sums);
        return tf_out_of_memory(diag);
    }
    tf_terms_sum(&terms, count, sums);
    compute_indices(estimator, sums, (double)count, sums + columns);
    for (size_t i = 0; i < out->count; i++) {
        out->items[i].value = sums[columns + i];
    }
    free(sums);
    return tf_bootstrap_intervals(&terms, resampling, compute_indices, estimator, out->items,
                                  out->count, diag);
}

static bool compute(const struct tf_feasible_sample *sample, size_t factors,
                    const struct tf_resampling *resampling, struct tf_indices *out,
                    struct tf_diag *diag)
{
    struct estimator estimator = {
        .sample = sample,
        .factor_count = factors,
        .slices_most =
            sample->count / SLICE_LEAST < SLICES_MOST ? sample->count / SLICE_LEAST : SLICES_MOST,
        .terms = calloc(sample->count * (TERMS_COMMON + factors), sizeof(double)),
        .parameters = calloc(factors, sizeof(double)),
    };
    bool room = estimator.terms != NULL && estimator.parameters != NULL;
    bool good = room ? estimate(&estimator, resampling, out, diag) : tf_out_of_memory(diag);
    free(estimator.terms);
    free(estimator.parameters);
    return good;
}

bool tf_given_first_order(const struct tf_given_sample *sample, const double *y,
                          const struct tf_resampling *resampling, struct tf_arena *arena,
                          struct tf_indices *out, struct tf_diag *diag)
{
    struct tf_feasible_sample feasible;
    *out = (struct tf_indices){.count = sample->factor_count};
    out->items = tf_arena_alloc(arena, out->count, sizeof *out->items);
    if (out->items == NULL || !tf_feasible_sample_init(&feasible, sample, y, SIZE_MAX, arena)) {
        return tf_out_of_memory(diag);
    }
    tf_given_begin(out, TF_INDEX_FIRST, sample, &feasible, TF_GIVEN_RUNS_LEAST);
    return out->problem != TF_INDICES_GOOD ||
           compute(&feasible, sample->factor_count, resampling, out, diag);
}
