/* Shapley effects (Owen 2014; Song, Nelson and Staum 2016): the value of a set of factors is the
 * variance that it explains, Var E[y | set] = Var y - E Var[y | set], and a factor gets what it
 * adds to those that stand before it, averaged over all orders. E Var[y | set] comes from
 * neighbouring runs of the sample itself (Broto, Bachoc and Depecker 2020), here with a plane
 * through them.
 *
 * Every run gives an estimate of its own: nothing is known, (y - mean)² is left; one factor after
 * the other is known, until what is left is only what neighbours cannot tell. What each factor
 * takes away, and what is left, are the terms of the run; they add up to (y - mean)². */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/given_data.h"
#include "experiment/neighbours.h"
#include "experiment/parts.h"
#include "experiment/resampling.h"

/* Runs that are searched for neighbours, runs whose neighbours are looked for, and a thread's part
 * of these. Fewer runs follow several orders each, RUNS_MOST altogether. */
enum { SAMPLE_MOST = TF_SHAPLEY_RUNS_MOST, RUNS_MOST = 8192, PART = 64 };

/* Factors that do nothing would keep those that matter from having near neighbours: distances are
 * in standard deviations times the root of S1, of which no factor has less than this, as it may
 * matter together with others. Without, errors for the G function of twelve factors are three times
 * as large; 0.01 and 0.03 do as well. */
static const double FIRST_ORDER_LEAST = 0.02;

struct estimator {
    struct tf_feasible_sample *sample;
    size_t factor_count, run_count;
    size_t order_count; /* that each run follows */
    bool remainder;     /* what all factors leave is nobody's */
    const struct tf_resampling *resampling;
    double *terms;                   /* [run][factor, then what all of them leave] */
    struct tf_neighbourhood *around; /* [worker] */
    uint32_t *orders;                /* [worker][factor] */
    double *left;                    /* [worker][set] */
};

/* What the values of a factor are multiplied with so that their standard deviation is 1; 0 for one
 * that does not vary. */
static double unit_of(const double *x, size_t count)
{
    double mean = 0, square = 0, n = (double)count;
    for (size_t run = 0; run < count; run++) {
        mean += x[run] / n;
    }
    for (size_t run = 0; run < count; run++) {
        square += (x[run] - mean) * (x[run] - mean) / n;
    }
    return square > 0 ? 1 / sqrt(square) : 0;
}

/* Puts the factors in the units of the distance. */
static bool scale(struct tf_feasible_sample *sample, size_t factors,
                  const struct tf_resampling *resampling, struct tf_arena *arena,
                  struct tf_diag *diag)
{
    struct tf_indices first;
    struct tf_resampling once = {0, resampling->confidence, 0, resampling->threads};
    struct tf_given_sample given = {
        .x = (const double *const *)sample->x, .factor_count = factors, .run_count = sample->count};
    if (!tf_given_first_order(&given, sample->y, &once, arena, &first, diag)) {
        return false;
    }
    for (size_t i = 0; i < factors; i++) {
        double unit = unit_of(sample->x[i], sample->count) *
                      sqrt(fmax(first.items[i].value, FIRST_ORDER_LEAST));
        for (size_t run = 0; run < sample->count; run++) {
            sample->x[i][run] *= unit;
        }
    }
    return true;
}

/* The factors of an order are made known, one after the other. */
static void follow_order(const struct estimator *estimator, size_t worker, size_t run,
                         const uint32_t *order)
{
    size_t k = estimator->factor_count;
    double y = estimator->sample->y[run], left = y * y, weight = 1 / (double)estimator->order_count;
    double *terms = estimator->terms + run * (k + 1);
    tf_neighbourhood_begin(&estimator->around[worker], run);
    for (size_t i = 0; i < k; i++) {
        tf_neighbourhood_know(&estimator->around[worker], order[i]);
        double then = tf_neighbourhood_variance(&estimator->around[worker]);
        terms[order[i]] += weight * (left - then);
        left = then;
    }
    terms[k] += weight * left;
}

static void follow_some(const struct estimator *estimator, size_t worker, size_t run)
{
    uint32_t *order = estimator->orders + worker * estimator->factor_count;
    for (size_t i = 0; i < estimator->order_count; i++) {
        tf_resampling_order(estimator->resampling, run * estimator->order_count + i, order,
                            estimator->factor_count);
        follow_order(estimator, worker, run, order);
    }
}

/* What is left at a run for every set of known factors; bit i of a set: factor i. */
static void find_left(const struct estimator *estimator, size_t worker, size_t run, double *left)
{
    size_t k = estimator->factor_count;
    double y = estimator->sample->y[run];
    for (size_t set = 0; set < (size_t)1 << k; set++) {
        tf_neighbourhood_begin(&estimator->around[worker], run);
        for (size_t i = 0; i < k; i++) {
            if (set >> i & 1) {
                tf_neighbourhood_know(&estimator->around[worker], i);
            }
        }
        left[set] = set == 0 ? y * y : tf_neighbourhood_variance(&estimator->around[worker]);
    }
}

/* The share of the orders of k factors in which just those of a set of `size` stand before a given
 * one: size! (k - 1 - size)! / k!. */
static double share_of_orders(size_t k, size_t size)
{
    double share = 1 / (double)k;
    for (size_t i = 1; i <= size; i++) {
        share *= (double)i / (double)(k - i);
    }
    return share;
}

/* All orders at once. */
static void follow_all(const struct estimator *estimator, size_t worker, size_t run)
{
    size_t k = estimator->factor_count, sets = (size_t)1 << k;
    double *left = estimator->left + worker * sets, *terms = estimator->terms + run * (k + 1);
    find_left(estimator, worker, run, left);
    terms[k] = left[sets - 1];
    for (size_t i = 0; i < k; i++) {
        for (size_t set = 0; set < sets; set++) {
            if (!(set >> i & 1)) {
                double share = share_of_orders(k, (size_t)__builtin_popcountl(set));
                terms[i] += share * (left[set] - left[set | (size_t)1 << i]);
            }
        }
    }
}

static void follow_part(void *context, size_t worker, size_t part)
{
    const struct estimator *estimator = context;
    size_t last = (part + 1) * PART;
    last = last < estimator->run_count ? last : estimator->run_count;
    for (size_t run = part * PART; run < last; run++) {
        if (estimator->factor_count <= TF_SHAPLEY_EXACT_MOST) {
            follow_all(estimator, worker, run);
        } else {
            follow_some(estimator, worker, run);
        }
    }
}

static double whole_of(const struct estimator *estimator, const double *sums)
{
    double whole = 0;
    for (size_t i = 0; i <= estimator->factor_count; i++) {
        whole += sums[i];
    }
    return whole > 0 ? whole : (double)NAN;
}

/* A tf_indices_of_sums: shares of the whole. Whichever factor comes last takes what is left when
 * all are known, unless nobody does; over all orders each comes last equally often. */
static void compute_indices(const void *context, const double *sums, double n, double *values)
{
    const struct estimator *estimator = context;
    size_t k = estimator->factor_count;
    double left = estimator->remainder ? 0 : sums[k] / (double)k;
    (void)n;
    for (size_t i = 0; i < k; i++) {
        values[i] = (sums[i] + left) / whole_of(estimator, sums);
    }
}

static bool make_room(struct estimator *estimator)
{
    size_t k = estimator->factor_count, threads = estimator->resampling->threads;
    size_t sets = k <= TF_SHAPLEY_EXACT_MOST ? (size_t)1 << k : 0;
    estimator->terms = calloc(estimator->run_count * (k + 1), sizeof *estimator->terms);
    estimator->around = calloc(threads, sizeof *estimator->around);
    estimator->orders = calloc(threads * k, sizeof *estimator->orders);
    estimator->left = calloc(threads * sets + 1, sizeof *estimator->left);
    bool good = estimator->terms != NULL && estimator->around != NULL &&
                estimator->orders != NULL && estimator->left != NULL;
    for (size_t i = 0; i < threads && good; i++) {
        good = tf_neighbourhood_init(&estimator->around[i], estimator->sample, k);
    }
    return good;
}

static void free_room(struct estimator *estimator)
{
    for (size_t i = 0; i < estimator->resampling->threads && estimator->around != NULL; i++) {
        tf_neighbourhood_release(&estimator->around[i]);
    }
    free(estimator->terms);
    free(estimator->around);
    free(estimator->orders);
    free(estimator->left);
}

static bool estimate(struct estimator *estimator, struct tf_indices *out, struct tf_diag *diag)
{
    size_t k = estimator->factor_count;
    struct tf_terms terms = {estimator->terms, estimator->run_count, k + 1};
    double *sums = calloc(2 * k + 1, sizeof *sums);
    if (sums == NULL) {
        return tf_out_of_memory(diag);
    }
    tf_parts_do((estimator->run_count + PART - 1) / PART, estimator->resampling->threads,
                follow_part, estimator);
    tf_terms_sum(&terms, terms.item_count, sums);
    compute_indices(estimator, sums, (double)terms.item_count, sums + k + 1);
    for (size_t i = 0; i < k; i++) {
        out->items[i].value = sums[k + 1 + i];
    }
    out->unexplained = sums[k] / whole_of(estimator, sums);
    free(sums);
    return tf_bootstrap_intervals(&terms, estimator->resampling, compute_indices, estimator,
                                  out->items, out->count, diag);
}

bool tf_shapley_effects(const struct tf_given_sample *sample, const double *y,
                        const struct tf_resampling *resampling, struct tf_arena *arena,
                        struct tf_indices *out, struct tf_diag *diag)
{
    struct tf_feasible_sample feasible;
    size_t k = sample->factor_count;
    *out = (struct tf_indices){.count = k};
    out->items = tf_arena_alloc(arena, k, sizeof *out->items);
    if (out->items == NULL || !tf_feasible_sample_init(&feasible, sample, y, SAMPLE_MOST, arena)) {
        return tf_out_of_memory(diag);
    }
    size_t least = 4 * (k + 1);
    tf_given_begin(out, TF_INDEX_SHAPLEY, sample, &feasible,
                   least > TF_GIVEN_RUNS_LEAST ? least : TF_GIVEN_RUNS_LEAST);
    if (out->problem != TF_INDICES_GOOD) {
        return true;
    }
    if (!scale(&feasible, k, resampling, arena, diag)) {
        return false;
    }
    struct estimator estimator = {
        .sample = &feasible,
        .factor_count = k,
        .run_count = feasible.count < RUNS_MOST ? feasible.count : RUNS_MOST,
        .resampling = resampling,
        .remainder = sample->remainder,
    };
    estimator.order_count = RUNS_MOST / estimator.run_count;
    bool good = make_room(&estimator) ? estimate(&estimator, out, diag) : tf_out_of_memory(diag);
    free_room(&estimator);
    return good;
}
