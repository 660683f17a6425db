/* First-order indices as a corrected correlation ratio (Pearson 1905; Plischke, Borgonovo and Smith
 * 2013): the runs are sorted by the factor and cut into slices; in each a straight line is fitted.
 * What the lines leave, with the degrees of freedom that they take, is E Var[y | x]. */
#include "experiment/given_data.h"

#include <math.h>
#include <stdlib.h>

#include "experiment/given_sample.h"
#include "experiment/parts.h"
#include "experiment/resampling.h"

/* Slices, and runs that one has at least. */
enum { SLICES_MOST = 32, SLICE_LEAST = 16 };

/* The terms of a run: its squared output, and the squared residual of each factor's fit. Mean and
 * fits are those of the whole sample in every replicate: they are least squares, so that refitting
 * them changes the sums of squares only in second order. */
enum { TERM_SQUARE, TERMS_COMMON };

struct estimator {
    const struct tf_feasible_sample *sample;
    size_t factor_count;
    double *terms;         /* [run][column] */
    double *parameters;    /* [factor]: degrees of freedom that the fit takes */
    struct ranked *ranked; /* [worker][run] */
};

struct ranked {
    double x;
    size_t run;
};

static int by_value(const void *a, const void *b)
{
    const struct ranked *one = a, *other = b;
    int by = (one->x > other->x) - (one->x < other->x);
    return by != 0 ? by : (one->run > other->run) - (one->run < other->run);
}

/* Runs from `first` on that have the same value: their ranks are the same, too. */
static size_t count_ties(const struct ranked *ranked, size_t first, size_t count)
{
    size_t last = first + 1;
    while (last < count && !(ranked[last].x > ranked[first].x)) {
        last++;
    }
    return last - first;
}

/* Sums over a slice for a line through (rank, output). */
struct line {
    double n, rank, output, rank_square, product;
    double intercept, slope;
    double parameters; /* 2, or 1 where all ranks are the same */
};

/* Ranks count from the middle of the slice, so that nothing cancels. */
static double rank_of(size_t first, size_t ties, double middle)
{
    return (double)first + (double)(ties - 1) / 2 - middle;
}

static struct line fit_line(const struct estimator *estimator, const struct ranked *ranked,
                            size_t first, size_t last, double middle)
{
    struct line line = {.parameters = 1};
    for (size_t at = first, ties; at < last; at += ties) {
        ties = count_ties(ranked, at, last);
        double rank = rank_of(at, ties, middle);
        for (size_t i = at; i < at + ties; i++) {
            double output = estimator->sample->y[ranked[i].run];
            line.n += 1;
            line.rank += rank;
            line.output += output;
            line.rank_square += rank * rank;
            line.product += rank * output;
        }
    }
    double spread = line.rank_square - line.rank * line.rank / line.n;
    if (spread > 0.01) { /* two ranks are at least 1 apart */
        line.slope = (line.product - line.rank * line.output / line.n) / spread;
        line.parameters = 2;
    }
    line.intercept = (line.output - line.slope * line.rank) / line.n;
    return line;
}

/* Fits a slice and keeps the squared residuals. */
static void fit_slice(const struct estimator *estimator, size_t factor, const struct ranked *ranked,
                      size_t first, size_t last)
{
    size_t columns = TERMS_COMMON + estimator->factor_count;
    double middle = (double)(first + last) / 2;
    struct line line = fit_line(estimator, ranked, first, last, middle);
    estimator->parameters[factor] += line.parameters;
    for (size_t at = first, ties; at < last; at += ties) {
        ties = count_ties(ranked, at, last);
        double fitted = line.intercept + line.slope * rank_of(at, ties, middle);
        for (size_t i = at; i < at + ties; i++) {
            double rest = estimator->sample->y[ranked[i].run] - fitted;
            estimator->terms[ranked[i].run * columns + TERMS_COMMON + factor] = rest * rest;
        }
    }
}

/* Slices of about the same number of runs; those that tie stay together. */
static void fit_factor(void *context, size_t worker, size_t factor)
{
    const struct estimator *estimator = context;
    size_t count = estimator->sample->count;
    struct ranked *ranked = estimator->ranked + worker * count;
    size_t slices = count / SLICE_LEAST < SLICES_MOST ? count / SLICE_LEAST : SLICES_MOST;
    for (size_t run = 0; run < count; run++) {
        ranked[run] = (struct ranked){estimator->sample->x[factor][run], run};
    }
    qsort(ranked, count, sizeof *ranked, by_value);
    for (size_t slice = 1, first = 0; first < count; slice++) {
        size_t last = slice < slices ? count * slice / slices : count;
        if (last > first) {
            last += count_ties(ranked, last - 1, count) - 1;
            fit_slice(estimator, factor, ranked, first, last);
            first = last;
        }
    }
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
        .terms = calloc(sample->count * (TERMS_COMMON + factors), sizeof(double)),
        .parameters = calloc(factors, sizeof(double)),
        .ranked = calloc(sample->count * resampling->threads, sizeof(struct ranked)),
    };
    bool room = estimator.terms != NULL && estimator.parameters != NULL && estimator.ranked != NULL;
    bool good = room ? estimate(&estimator, resampling, out, diag) : tf_out_of_memory(diag);
    free(estimator.terms);
    free(estimator.parameters);
    free(estimator.ranked);
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
