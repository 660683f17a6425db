/* First-order indices as a corrected correlation ratio (Pearson 1905; Plischke, Borgonovo and Smith
 * 2013): the runs are sorted by the factor and cut into slices; in each a straight line is fitted.
 * What the lines leave, with the degrees of freedom that they take, is E Var[y | x].
 *
 * That lines take so much of what the factor does not explain holds for points at random. Where
 * points are too even for that, the lines hardly err, and the correction is made as much smaller as
 * they do: how they err shows in what lines through slices half as wide, which follow the same
 * curve, have from each other. */
#include "experiment/given_data.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/evenness.h"
#include "experiment/given_sample.h"
#include "experiment/parts.h"
#include "experiment/resampling.h"
#include "experiment/slices.h"

/* Slices, and runs that one has at least. */
enum { SLICES_MOST = 32, SLICE_LEAST = 16 };

/* Points as even as this by chance, over the number of factors, are taken for even; and how many
 * parameters it takes to see in the outputs how lines err. */
#define EVEN_BY_CHANCE 0.001
enum { PARAMETERS_TELL = 16 };

/* The terms of a run: its squared output, and the squared residual of each factor's fit. Mean and
 * fits are those of the whole sample in every replicate: they are least squares, so that refitting
 * them changes the sums of squares only in second order. */
enum { TERM_SQUARE, TERMS_COMMON };

struct estimator {
    const struct tf_feasible_sample *sample;
    size_t factor_count;
    size_t slices_most;
    double *terms;      /* [run][column] */
    double **ranks;     /* [factor][run]: of its values, centred */
    double *parameters; /* [factor]: degrees of freedom that the fit takes */
    atomic_bool failed; /* memory is exhausted */
};

static double count_parameters(const struct tf_slices *slices, const struct tf_line *lines)
{
    double count = 0;
    for (size_t i = 0; i < slices->count; i++) {
        count += (double)lines[i].parameters;
    }
    return count;
}

static double sum_rests(const struct tf_feasible_sample *sample, const struct tf_slices *slices,
                        const struct tf_line *lines)
{
    double sum = 0;
    for (size_t run = 0; run < sample->count; run++) {
        double rest = sample->y[run] - tf_slices_fitted(slices, lines, run);
        sum += rest * rest;
    }
    return sum;
}

/* How much of what a factor does not explain its lines take for each parameter, of even points: 1
 * at random, 0 where they do not err. Slices twice as wide have half as many parameters, and leave
 * what the others took. Where these are too few to tell, as the ranks of other factors have it.
 * *share: room in `lines`, and `slices` are cut anew. */
static bool measure_error(const struct estimator *estimator, struct tf_slices *slices,
                          struct tf_line *lines, size_t factor, double ratio, double *share)
{
    const struct tf_feasible_sample *sample = estimator->sample;
    double parameters = estimator->parameters[factor];
    double rest = sum_rests(sample, slices, lines);
    tf_slices_cut(slices, sample->x[factor], sample->count, (estimator->slices_most + 1) / 2);
    if (!tf_slices_fit(slices, 0, sample->count, sample->y, lines)) {
        return false;
    }
    double taken = sum_rests(sample, slices, lines) - rest;
    double more = parameters - count_parameters(slices, lines);
    *share =
        more >= PARAMETERS_TELL && rest > 0 ? taken / more / (rest / (double)sample->count) : ratio;
    *share = fmin(fmax(*share, 0), 1);
    return true;
}

/* Makes the correction smaller where the points are even. */
static bool correct_parameters(const struct estimator *estimator, struct tf_slices *slices,
                               struct tf_line *lines, struct tf_line *room, size_t factor)
{
    struct tf_evenness evenness;
    double share = 1;
    if (!tf_evenness_of(slices, (const double *const *)estimator->ranks, estimator->factor_count,
                        factor, room, &evenness)) {
        return false;
    }
    bool good = evenness.chance > EVEN_BY_CHANCE / (double)estimator->factor_count ||
                measure_error(estimator, slices, lines, factor, evenness.ratio, &share);
    /* The mean of all runs is taken off in any case. */
    estimator->parameters[factor] = 1 + share * (estimator->parameters[factor] - 1);
    return good;
}

/* Fits a factor and keeps the squared residuals. */
static bool fit_slices(const struct estimator *estimator, struct tf_slices *slices,
                       struct tf_line *lines, struct tf_line *room, size_t factor)
{
    const struct tf_feasible_sample *sample = estimator->sample;
    size_t count = sample->count, columns = TERMS_COMMON + estimator->factor_count;
    tf_slices_cut(slices, sample->x[factor], count, estimator->slices_most);
    if (!tf_slices_fit(slices, 0, count, sample->y, lines)) {
        return false;
    }
    estimator->parameters[factor] = count_parameters(slices, lines);
    for (size_t run = 0; run < count; run++) {
        double rest = sample->y[run] - tf_slices_fitted(slices, lines, run);
        estimator->terms[run * columns + TERMS_COMMON + factor] = rest * rest;
    }
    return correct_parameters(estimator, slices, lines, room, factor);
}

static void fit_factor(void *context, size_t worker, size_t factor)
{
    struct estimator *estimator = context;
    struct tf_slices slices;
    size_t most = estimator->slices_most;
    struct tf_line *lines = calloc(2 * most, sizeof *lines);
    (void)worker;
    bool room = tf_slices_init(&slices, estimator->sample->count) && lines != NULL;
    if (!room || !fit_slices(estimator, &slices, lines, lines + most, factor)) {
        estimator->failed = true;
    }
    tf_slices_release(&slices);
    free(lines);
}

/* The ranks are their places in a single slice. */
static void rank_factor(void *context, size_t worker, size_t factor)
{
    struct estimator *estimator = context;
    const struct tf_feasible_sample *sample = estimator->sample;
    struct tf_slices slices;
    (void)worker;
    if (!tf_slices_init(&slices, sample->count)) {
        estimator->failed = true;
    } else {
        tf_slices_cut(&slices, sample->x[factor], sample->count, 1);
        memcpy(estimator->ranks[factor], slices.place, sample->count * sizeof *slices.place);
    }
    tf_slices_release(&slices);
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
    tf_parts_do(estimator->factor_count, resampling->threads, rank_factor, estimator);
    if (!estimator->failed) {
        tf_parts_do(estimator->factor_count, resampling->threads, fit_factor, estimator);
    }
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

static double **make_ranks(size_t factors, size_t runs, struct tf_arena *arena)
{
    double **ranks = tf_arena_alloc(arena, factors, sizeof *ranks);
    for (size_t i = 0; i < factors && ranks != NULL; i++) {
        ranks[i] = tf_arena_alloc(arena, runs, sizeof *ranks[i]);
        ranks = ranks[i] != NULL ? ranks : NULL;
    }
    return ranks;
}

static bool compute(const struct tf_feasible_sample *sample, size_t factors,
                    const struct tf_resampling *resampling, struct tf_arena *arena,
                    struct tf_indices *out, struct tf_diag *diag)
{
    struct estimator estimator = {
        .sample = sample,
        .factor_count = factors,
        .slices_most =
            sample->count / SLICE_LEAST < SLICES_MOST ? sample->count / SLICE_LEAST : SLICES_MOST,
        .terms = calloc(sample->count * (TERMS_COMMON + factors), sizeof(double)),
        .ranks = make_ranks(factors, sample->count, arena),
        .parameters = calloc(factors, sizeof(double)),
    };
    bool room = estimator.terms != NULL && estimator.ranks != NULL && estimator.parameters != NULL;
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
           compute(&feasible, sample->factor_count, resampling, arena, out, diag);
}
