/* With f0 taken off every output, S1 and ST of factor j, and S2 of factors i and j, are
 *
 *     ST = E (A - AB_j)² / 2V                                          (Jansen 1999)
 *     S1 = (cov(B, AB_j) - c cov(A, B)) / V, c = 1 - ST                (after Saltelli et al. 2010)
 *     S1 = 2 E (BA_j - B)(A - AB_j) / E [(A - B)² + (BA_j - AB_j)²]    (Azzini, Mara, Rosati 2021)
 *     S1 = E g_A g_B / V                                               (sobol_slices.h)
 *     S2 = E [(AB_j - A)(BA_i - B) + (AB_i - A)(BA_j - B)] / 2V        (after Saltelli 2002)
 *
 * the third and fourth where there are BA_j; ST is then the mean over both pairs.
 * docs/sensitivity.md derives them and says how they were chosen. */
#include "experiment/sobol_indices.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "experiment/parts.h"
#include "experiment/resampling.h"
#include "experiment/sobol_slices.h"

/* The terms of a base point: four of A and B, then one a factor of each kind, then one a pair. */
enum { TERM_A, TERM_B, TERM_SQUARES, TERM_PRODUCT, TERMS_COMMON };

/* n of the first line that shows how indices settle, and how many lines there are at most. */
enum { SETTLING_LEAST = 16, SETTLING_LINES = 8 };

struct estimator {
    struct tf_sobol_design design;
    size_t factors, pairs; /* pairs: 0 without second order */
    size_t index_count;
    double centre, scale; /* what is taken off outputs, and what they are then multiplied with */
    /* [factor]: S1 V as slices have it from all base points, and the weight that this has beside
     * products, 0 until it is known. */
    double *shares, *weights;
    struct tf_sobol_sliced slicing;
    struct tf_terms terms;
    double *made; /* the terms, to be written */
    size_t threads;
    atomic_bool failed; /* memory is exhausted */
};

/* What is found from the first base points. */
struct estimate {
    struct estimator *estimator;
    size_t items;
    const double *sums; /* of the terms */
    double *values;     /* [index] */
    double variance;
};

static size_t total_terms(const struct estimator *estimator)
{
    return TERMS_COMMON + estimator->factors;
}

/* With second order. */
static size_t variance_terms(const struct estimator *estimator)
{
    return TERMS_COMMON + 2 * estimator->factors;
}

/* Without it. */
static size_t mean_terms(const struct estimator *estimator)
{
    return TERMS_COMMON + 2 * estimator->factors;
}

static size_t sliced_terms(const struct estimator *estimator)
{
    return TERMS_COMMON + 3 * estimator->factors;
}

static size_t pair_terms(const struct estimator *estimator)
{
    return TERMS_COMMON + 4 * estimator->factors;
}

static size_t term_count(const struct estimator *estimator)
{
    return pair_terms(estimator) + estimator->pairs;
}

size_t tf_sobol_rows(const struct tf_sobol_design *design)
{
    return design->factor_count * (design->second_order ? 2 : 1) + 2;
}

static double square(double value)
{
    return value * value;
}

/* Without BA. ab[factor] and ba[factor] point into the outputs of a base point. */
static void fill_plain(const struct estimator *estimator, double a, double b, const double *ab,
                       double *terms)
{
    for (size_t j = 0; j < estimator->factors; j++) {
        terms[TERMS_COMMON + j] = b * ab[j];
        terms[total_terms(estimator) + j] = square(a - ab[j]);
        terms[mean_terms(estimator) + j] = ab[j];
    }
}

static void fill_pairs(const struct estimator *estimator, double a, double b, const double *ab,
                       const double *ba, double *terms)
{
    for (size_t i = 0, pair = pair_terms(estimator); i < estimator->factors; i++) {
        for (size_t j = i + 1; j < estimator->factors; j++, pair++) {
            terms[pair] = ((ab[j] - a) * (ba[i] - b) + (ab[i] - a) * (ba[j] - b)) / 2;
        }
    }
}

static void fill_both(const struct estimator *estimator, double a, double b, const double *ab,
                      const double *ba, double *terms)
{
    for (size_t j = 0; j < estimator->factors; j++) {
        terms[TERMS_COMMON + j] = (ba[j] - b) * (a - ab[j]);
        terms[total_terms(estimator) + j] = (square(a - ab[j]) + square(b - ba[j])) / 2;
        terms[variance_terms(estimator) + j] = square(a - b) + square(ba[j] - ab[j]);
    }
    fill_pairs(estimator, a, b, ab, ba, terms);
}

/* y: centred and scaled outputs of a base point. */
static void fill_terms(const struct estimator *estimator, const double *y, double *terms)
{
    size_t rows = tf_sobol_rows(&estimator->design);
    double a = y[0], b = y[rows - 1];
    terms[TERM_A] = a;
    terms[TERM_B] = b;
    terms[TERM_SQUARES] = a * a + b * b;
    terms[TERM_PRODUCT] = a * b;
    if (estimator->design.second_order) {
        fill_both(estimator, a, b, y + 1, y + 1 + estimator->factors, terms);
    } else {
        fill_plain(estimator, a, b, y + 1, terms);
    }
}

/* S1 of factor j from A, B and AB_j alone. c is how much of A is in AB_j; A is known to have
 * nothing to do with B, so that whatever it has in this sample is chance, and c times that is in
 * AB_j. */
static double first_order(const struct estimator *estimator, const double *sums, double n, size_t j,
                          double total, double variance)
{
    double a = sums[TERM_A] / n, b = sums[TERM_B] / n;
    double ab = sums[mean_terms(estimator) + j] / n;
    double with_ab = sums[TERMS_COMMON + j] / n - b * ab;
    double with_a = sums[TERM_PRODUCT] / n - b * a;
    return (with_ab - (1 - total) * with_a) / variance;
}

/* Of the outputs of A and B; NaN where it is 0. */
static double variance_of(const double *sums, double n)
{
    double mean = (sums[TERM_A] + sums[TERM_B]) / (2 * n);
    double variance = sums[TERM_SQUARES] / (2 * n) - mean * mean;
    return variance > 0 ? variance : (double)NAN;
}

/* A tf_indices_of_sums. */
static void compute_indices(const void *context, const double *sums, double n, double *values)
{
    const struct estimator *estimator = context;
    size_t k = estimator->factors;
    double variance = variance_of(sums, n);
    for (size_t j = 0; j < k; j++) {
        double total = sums[total_terms(estimator) + j] / (2 * n) / variance;
        double sliced = (sums[sliced_terms(estimator) + j] / n - estimator->shares[j]) / variance;
        values[j] = estimator->design.second_order
                        ? 2 * sums[TERMS_COMMON + j] / sums[variance_terms(estimator) + j]
                        : first_order(estimator, sums, n, j, total, variance);
        values[j] += estimator->weights[j] * (sliced - values[j]);
        values[k + j] = total;
    }
    for (size_t pair = 0; pair < estimator->pairs; pair++) {
        values[2 * k + pair] = sums[pair_terms(estimator) + pair] / n / variance;
    }
}

/* Which base points have all their runs: used[] lists them. */
static size_t find_used(const struct tf_sobol_design *design, const double *y, uint64_t *used)
{
    size_t rows = tf_sobol_rows(design), count = 0;
    for (uint64_t base = 0; base < design->base_count; base++) {
        size_t row = 0;
        while (row < rows && isfinite(y[base * rows + row])) {
            row++;
        }
        if (row == rows) {
            used[count++] = base;
        }
    }
    return count;
}

/* Means and products of large numbers that differ little would lose the difference (Sobol' and
 * Levitan 1999): the mean of A and B is taken off first. */
static void centre(struct estimator *estimator, const double *y, const uint64_t *used, size_t count)
{
    size_t rows = tf_sobol_rows(&estimator->design);
    double sum = 0, most = 0;
    for (size_t i = 0; i < count; i++) {
        const double *base = y + used[i] * rows;
        sum += base[0] / 2 + base[rows - 1] / 2;
    }
    estimator->centre = sum / (double)count;
    for (size_t i = 0; i < count; i++) {
        for (size_t row = 0; row < rows; row++) {
            most = fmax(most, fabs(y[used[i] * rows + row] - estimator->centre));
        }
    }
    estimator->scale = most > 0 ? 1 / most : 1;
}

static bool is_constant(const double *y, size_t rows, const uint64_t *used, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t row = 0; row < rows; row++) {
            if (y[used[i] * rows + row] < y[used[0] * rows] ||
                y[used[i] * rows + row] > y[used[0] * rows]) {
                return false;
            }
        }
    }
    return true;
}

/* The terms of all used base points, from malloc; false without memory. */
static bool make_terms(struct estimator *estimator, const double *y, const uint64_t *used,
                       size_t count)
{
    size_t rows = tf_sobol_rows(&estimator->design), columns = term_count(estimator);
    double *base = calloc(rows, sizeof *base);
    estimator->made = calloc(count * columns + 1, sizeof *estimator->made);
    for (size_t i = 0; i < count && estimator->made != NULL && base != NULL; i++) {
        for (size_t row = 0; row < rows; row++) {
            base[row] = (y[used[i] * rows + row] - estimator->centre) * estimator->scale;
        }
        fill_terms(estimator, base, estimator->made + i * columns);
    }
    estimator->terms = (struct tf_terms){estimator->made, count, columns};
    bool good = estimator->made != NULL && base != NULL;
    free(base);
    return good;
}

/* Kinds and factors of a list of indices, without values. */
static void name_indices(const struct estimator *estimator, uint64_t n, struct tf_index *indices)
{
    const struct tf_index blank = {TF_INDEX_FIRST, 0, TF_NO_FACTOR, (double)NAN, (double)NAN,
                                   (double)NAN,    n};
    size_t k = estimator->factors, at = 0;
    for (size_t i = 0; i < 2 * k + estimator->pairs; i++) {
        indices[i] = blank;
    }
    for (size_t kind = 0; kind < 2; kind++) {
        for (size_t j = 0; j < k; j++, at++) {
            indices[at].kind = kind == 0 ? TF_INDEX_FIRST : TF_INDEX_TOTAL;
            indices[at].factor = j;
        }
    }
    for (size_t i = 0; i < k && estimator->pairs > 0; i++) {
        for (size_t j = i + 1; j < k; j++, at++) {
            indices[at].kind = TF_INDEX_SECOND;
            indices[at].factor = i;
            indices[at].factor2 = j;
        }
    }
}

/* The sum of squared deviations of terms from their mean, over the square of `scale`. */
struct deviations {
    double n, sum, squares;
};

static void add_deviation(struct deviations *deviations, double value)
{
    deviations->n += 1;
    deviations->sum += value;
    deviations->squares += value * value;
}

static double spread_of(const struct deviations *deviations, double scale)
{
    double mean = deviations->sum / deviations->n;
    return (deviations->squares / deviations->n - mean * mean) / (scale * scale);
}

/* How much S1 from products would vary if base points were drawn anew, to first order. */
static double product_spread(const struct estimator *estimator, const struct estimate *found,
                             size_t factor)
{
    struct deviations deviations = {0};
    double first = found->values[factor], total = found->values[estimator->factors + factor];
    double scale = found->variance;
    bool second = estimator->design.second_order;
    for (size_t i = 0; i < found->items; i++) {
        const double *terms = estimator->made + i * estimator->terms.column_count;
        double product = terms[TERMS_COMMON + factor];
        add_deviation(&deviations,
                      second ? 2 * product - first * terms[variance_terms(estimator) + factor]
                             : product - (1 - total) * terms[TERM_PRODUCT] -
                                   first * terms[TERM_SQUARES] / 2);
    }
    if (second) {
        scale = found->sums[variance_terms(estimator) + factor] / (double)found->items;
    }
    return spread_of(&deviations, scale);
}

/* The same of S1 from slices. */
static double slice_spread(const struct estimator *estimator, const struct estimate *found,
                           const double *sliced, double first)
{
    struct deviations deviations = {0};
    for (size_t i = 0; i < found->items; i++) {
        const double *terms = estimator->made + i * estimator->terms.column_count;
        add_deviation(&deviations, sliced[i] - first * terms[TERM_SQUARES] / 2);
    }
    return spread_of(&deviations, found->variance);
}

/* Both ways to find S1 of a factor, each with the inverse of its spread as weight. Products are
 * better where a factor hardly matters, or others hardly matter beside it; slices where factors do
 * much together. To take just the better one would favour the one that happens to vary less, which
 * goes with a smaller index. */
static void add_slices(const struct estimate *found, size_t factor, const double *sliced,
                       double share)
{
    struct estimator *estimator = found->estimator;
    double first = share / found->variance;
    double of_products = product_spread(estimator, found, factor);
    double of_slices = slice_spread(estimator, found, sliced, first);
    double weight = of_products > 0 ? of_products / (of_products + fmax(of_slices, 0)) : 0;
    found->values[factor] += weight * (first - found->values[factor]);
    if (found->items < estimator->terms.item_count) {
        return;
    }
    estimator->shares[factor] = share;
    estimator->weights[factor] = weight;
    for (size_t i = 0; i < found->items; i++) {
        estimator->made[i * estimator->terms.column_count + sliced_terms(estimator) + factor] =
            sliced[i];
    }
}

static void try_slices(void *context, size_t worker, size_t factor)
{
    const struct estimate *found = context;
    struct estimator *estimator = found->estimator;
    const struct tf_sobol_design *design = &estimator->design;
    (void)worker;
    if (design->a == NULL || design->b == NULL || design->a[factor] == NULL ||
        design->b[factor] == NULL) {
        return;
    }
    struct tf_sobol_sliced slicing = estimator->slicing;
    double share, *sliced = calloc(found->items, sizeof *sliced);
    slicing.count = found->items;
    if (sliced == NULL || !tf_sobol_slice(&slicing, factor, sliced, &share)) {
        estimator->failed = true;
    } else {
        add_slices(found, factor, sliced, share);
    }
    free(sliced);
}

/* The indices from the first base points; from all of them last. */
static bool estimate(struct estimator *estimator, size_t items, struct tf_index *indices)
{
    size_t columns = estimator->terms.column_count;
    double *sums = calloc(columns + estimator->index_count, sizeof *sums);
    struct estimate found = {estimator, items, sums, sums + columns, 0};
    if (sums == NULL) {
        return false;
    }
    tf_terms_sum(&estimator->terms, items, sums);
    compute_indices(estimator, sums, (double)items, found.values);
    found.variance = variance_of(sums, (double)items);
    if (items >= TF_SOBOL_SLICES_LEAST && found.variance > 0) {
        tf_parts_do(estimator->factors, estimator->threads, try_slices, &found);
    }
    name_indices(estimator, items, indices);
    for (size_t i = 0; i < estimator->index_count; i++) {
        indices[i].value = found.values[i];
    }
    free(sums);
    return !estimator->failed;
}

/* The indices of the first 2^q base points of the design, for the last powers below the whole. */
static bool settle(struct estimator *estimator, struct tf_arena *arena, struct tf_indices *out)
{
    uint64_t last = SETTLING_LEAST, bases = estimator->design.base_count;
    while (last <= (bases - 1) / 2) {
        last *= 2;
    }
    uint64_t first = last >> (SETTLING_LINES - 1);
    first = first < SETTLING_LEAST ? SETTLING_LEAST : first;
    out->settling =
        tf_arena_alloc(arena, SETTLING_LINES * estimator->index_count, sizeof *out->settling);
    if (out->settling == NULL) {
        return false;
    }
    for (size_t items = 0; first < bases; first *= 2) {
        while (items < estimator->terms.item_count && estimator->slicing.used[items] < first) {
            items++;
        }
        if (items < TF_SOBOL_BASES_LEAST) {
            continue;
        }
        if (!estimate(estimator, items, out->settling + out->settling_count)) {
            return false;
        }
        out->settling_count += estimator->index_count;
    }
    return true;
}

static bool compute(struct estimator *estimator, const double *y, const uint64_t *used,
                    const struct tf_resampling *resampling, struct tf_arena *arena,
                    struct tf_indices *out, struct tf_diag *diag)
{
    size_t count = (size_t)out->n;
    centre(estimator, y, used, count);
    estimator->slicing = (struct tf_sobol_sliced){&estimator->design, y,    estimator->centre,
                                                  estimator->scale,   used, 0};
    bool good = (make_terms(estimator, y, used, count) && settle(estimator, arena, out) &&
                 estimate(estimator, count, out->items)) ||
                tf_out_of_memory(diag);
    good = good && tf_bootstrap_intervals(&estimator->terms, resampling, compute_indices, estimator,
                                          out->items, out->count, diag);
    free(estimator->made);
    return good;
}

bool tf_sobol_indices(const struct tf_sobol_design *design, const double *y,
                      const struct tf_resampling *resampling, struct tf_arena *arena,
                      struct tf_indices *out, struct tf_diag *diag)
{
    size_t k = design->factor_count, pairs = design->second_order ? k * (k - 1) / 2 : 0;
    struct estimator estimator = {.design = *design,
                                  .factors = k,
                                  .pairs = pairs,
                                  .index_count = 2 * k + pairs,
                                  .shares = tf_arena_alloc(arena, k, sizeof *estimator.shares),
                                  .weights = tf_arena_alloc(arena, k, sizeof *estimator.weights),
                                  .threads = resampling->threads};
    uint64_t *used = calloc(design->base_count + 1, sizeof *used);
    *out = (struct tf_indices){.count = estimator.index_count};
    out->items = tf_arena_alloc(arena, out->count, sizeof *out->items);
    if (used == NULL || out->items == NULL || estimator.shares == NULL ||
        estimator.weights == NULL) {
        free(used);
        return tf_out_of_memory(diag);
    }
    out->n = find_used(design, y, used);
    out->left_out = design->base_count - out->n;
    name_indices(&estimator, out->n, out->items);
    bool few = out->n < TF_SOBOL_BASES_LEAST;
    bool constant = !few && is_constant(y, tf_sobol_rows(design), used, (size_t)out->n);
    out->problem = few ? TF_INDICES_TOO_FEW : constant ? TF_INDICES_CONSTANT : TF_INDICES_GOOD;
    bool good = out->problem != TF_INDICES_GOOD ||
                compute(&estimator, y, used, resampling, arena, out, diag);
    free(used);
    return good;
}
