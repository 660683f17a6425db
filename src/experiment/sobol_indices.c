/* With f0 taken off every output, S1 and ST of factor j, and S2 of factors i and j, are
 *
 *     ST = E (A - AB_j)² / 2V                                          (Jansen 1999)
 *     S1 = (cov(B, AB_j) - c cov(A, B)) / V, c = 1 - ST                (after Saltelli et al. 2010)
 *     S1 = 2 E (BA_j - B)(A - AB_j) / E [(A - B)² + (BA_j - AB_j)²]    (Azzini, Mara, Rosati 2021)
 *     S2 = E [(AB_j - A)(BA_i - B) + (AB_i - A)(BA_j - B)] / 2V        (after Saltelli 2002)
 *
 * the third and fourth where there are BA_j; ST is then the mean over both pairs.
 * docs/sensitivity.md derives them and says how they were chosen. */
#include "experiment/sobol_indices.h"

#include <math.h>
#include <stdlib.h>

#include "experiment/resampling.h"

/* The terms of a base point: four of A and B, then one a factor of each kind, then one a pair. */
enum { TERM_A, TERM_B, TERM_SQUARES, TERM_PRODUCT, TERMS_COMMON };

/* n of the first line that shows how indices settle, and how many lines there are at most. */
enum { SETTLING_LEAST = 16, SETTLING_LINES = 8 };

struct estimator {
    struct tf_sobol_design design;
    size_t factors, pairs; /* pairs: 0 without second order */
    size_t index_count;
    double centre, scale; /* what is taken off outputs, and what they are then multiplied with */
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

static size_t pair_terms(const struct estimator *estimator)
{
    return TERMS_COMMON + 3 * estimator->factors;
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

/* A tf_indices_of_sums. */
static void compute_indices(const void *context, const double *sums, double n, double *values)
{
    const struct estimator *estimator = context;
    size_t k = estimator->factors;
    double mean = (sums[TERM_A] + sums[TERM_B]) / (2 * n);
    double variance = sums[TERM_SQUARES] / (2 * n) - mean * mean;
    variance = variance > 0 ? variance : (double)NAN;
    for (size_t j = 0; j < k; j++) {
        double total = sums[total_terms(estimator) + j] / (2 * n) / variance;
        values[j] = estimator->design.second_order
                        ? 2 * sums[TERMS_COMMON + j] / sums[variance_terms(estimator) + j]
                        : first_order(estimator, sums, n, j, total, variance);
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

/* The terms of all used base points, from malloc; NULL without memory. */
static double *make_terms(const struct estimator *estimator, const double *y, const uint64_t *used,
                          size_t count)
{
    size_t rows = tf_sobol_rows(&estimator->design), columns = term_count(estimator);
    double *terms = calloc(count * columns + 1, sizeof *terms);
    double *base = calloc(rows, sizeof *base);
    for (size_t i = 0; i < count && terms != NULL && base != NULL; i++) {
        for (size_t row = 0; row < rows; row++) {
            base[row] = (y[used[i] * rows + row] - estimator->centre) * estimator->scale;
        }
        fill_terms(estimator, base, terms + i * columns);
    }
    if (base == NULL) {
        free(terms);
        terms = NULL;
    }
    free(base);
    return terms;
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

static bool estimate(const struct estimator *estimator, const struct tf_terms *terms, size_t items,
                     struct tf_index *indices)
{
    double *sums = calloc(terms->column_count + estimator->index_count, sizeof *sums);
    if (sums == NULL) {
        return false;
    }
    double *values = sums + terms->column_count;
    tf_terms_sum(terms, items, sums);
    compute_indices(estimator, sums, (double)items, values);
    name_indices(estimator, items, indices);
    for (size_t i = 0; i < estimator->index_count; i++) {
        indices[i].value = values[i];
    }
    free(sums);
    return true;
}

/* The indices of the first 2^q base points of the design, for the last powers below the whole. */
static bool settle(const struct estimator *estimator, const struct tf_terms *terms,
                   const uint64_t *used, struct tf_arena *arena, struct tf_indices *out)
{
    uint64_t last = SETTLING_LEAST;
    while (last <= (estimator->design.base_count - 1) / 2) {
        last *= 2;
    }
    uint64_t first = last >> (SETTLING_LINES - 1);
    first = first < SETTLING_LEAST ? SETTLING_LEAST : first;
    out->settling =
        tf_arena_alloc(arena, SETTLING_LINES * estimator->index_count, sizeof *out->settling);
    if (out->settling == NULL) {
        return false;
    }
    for (uint64_t bases = first; bases < estimator->design.base_count; bases *= 2) {
        size_t items = 0;
        while (items < terms->item_count && used[items] < bases) {
            items++;
        }
        if (items < TF_SOBOL_BASES_LEAST) {
            continue;
        }
        if (!estimate(estimator, terms, items, out->settling + out->settling_count)) {
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
    double *made = make_terms(estimator, y, used, count);
    struct tf_terms terms = {made, count, term_count(estimator)};
    bool good = (made != NULL && estimate(estimator, &terms, count, out->items) &&
                 settle(estimator, &terms, used, arena, out)) ||
                tf_out_of_memory(diag);
    good = good && tf_bootstrap_intervals(&terms, resampling, compute_indices, estimator,
                                          out->items, out->count, diag);
    free(made);
    return good;
}

bool tf_sobol_indices(const struct tf_sobol_design *design, const double *y,
                      const struct tf_resampling *resampling, struct tf_arena *arena,
                      struct tf_indices *out, struct tf_diag *diag)
{
    size_t k = design->factor_count, pairs = design->second_order ? k * (k - 1) / 2 : 0;
    struct estimator estimator = {*design, k, pairs, 2 * k + pairs, 0, 1};
    uint64_t *used = calloc(design->base_count + 1, sizeof *used);
    *out = (struct tf_indices){.count = estimator.index_count};
    out->items = tf_arena_alloc(arena, out->count, sizeof *out->items);
    if (used == NULL || out->items == NULL) {
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
