#include "experiment/sobol_slices.h"

#include <stdlib.h>

#include "experiment/slices.h"

/* Base points a slice: with many of them, so that slices get finer with their number; down to so
 * few for up to SLICES_COARSE slices. */
enum { SLICE_BASES = 64, SLICE_BASES_LEAST = 16, SLICES_COARSE = 64 };

static size_t slice_count(size_t bases)
{
    size_t fine = bases / SLICE_BASES_LEAST, usual = bases / SLICE_BASES;
    usual = usual > SLICES_COARSE ? usual : SLICES_COARSE;
    return fine < usual ? fine : usual;
}

/* The mean output of the runs of a base point whose factor is from B, or from A. */
static double mean_output(const struct tf_sobol_sliced *sliced, const double *y, size_t factor,
                          bool of_b)
{
    size_t k = sliced->design->factor_count, rows = tf_sobol_rows(sliced->design);
    double with_a = y[0] - sliced->centre, with_b = y[rows - 1] - sliced->centre, count = 1;
    for (size_t row = 1; row + 1 < rows; row++) {
        bool own = (row - 1) % k == factor, of_a = row <= k;
        *(own == of_a ? &with_b : &with_a) += y[row] - sliced->centre;
        count += (own == of_a) == of_b;
    }
    return (of_b ? with_b : with_a) / count * sliced->scale;
}

/* Outputs of A's runs, then of B's, each less their mean. */
static void fill_outputs(const struct tf_sobol_sliced *sliced, size_t factor, double *outputs)
{
    size_t rows = tf_sobol_rows(sliced->design), count = sliced->count;
    for (size_t half = 0; half < 2; half++) {
        double mean = 0, *of = outputs + half * count;
        for (size_t i = 0; i < count; i++) {
            of[i] = mean_output(sliced, sliced->y + sliced->used[i] * rows, factor, half == 1);
            mean += of[i] / (double)count;
        }
        for (size_t i = 0; i < count; i++) {
            of[i] -= mean;
        }
    }
}

static void fill_values(const struct tf_sobol_sliced *sliced, size_t factor, double *values)
{
    for (size_t i = 0; i < sliced->count; i++) {
        values[i] = sliced->design->a[factor][sliced->used[i]];
        values[sliced->count + i] = sliced->design->b[factor][sliced->used[i]];
    }
}

/* With P the projection on lines in slices, g_A = P y_A is least squares, so that the mean of
 * g_B y_A is that of g_B g_A. Both halves give it; the derivative of their mean by the weights of
 * the base points is their sum. */
static double fill_terms(const struct tf_slices *slices, const struct tf_line *of_a,
                         const struct tf_line *of_b, const double *outputs, size_t count,
                         double *terms)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double term = tf_slices_fitted(slices, of_b, i) * outputs[i] +
                      tf_slices_fitted(slices, of_a, count + i) * outputs[count + i];
        terms[i] = term;
        sum += term;
    }
    return sum / (2 * (double)count);
}

bool tf_sobol_slice(const struct tf_sobol_sliced *sliced, size_t factor, double *terms,
                    double *share)
{
    size_t count = sliced->count, most = slice_count(count);
    struct tf_slices slices;
    double *outputs = calloc(4 * count, sizeof *outputs);
    struct tf_line *lines = calloc(2 * most, sizeof *lines);
    bool good = tf_slices_init(&slices, 2 * count) && outputs != NULL && lines != NULL;
    if (good) {
        double *values = outputs + 2 * count;
        fill_outputs(sliced, factor, outputs);
        fill_values(sliced, factor, values);
        tf_slices_cut(&slices, values, 2 * count, most);
        good = tf_slices_fit(&slices, 0, count, outputs, lines) &&
               tf_slices_fit(&slices, count, 2 * count, outputs + count, lines + most);
    }
    if (good) {
        *share = fill_terms(&slices, lines, lines + most, outputs, count, terms);
    }
    tf_slices_release(&slices);
    free(outputs);
    free(lines);
    return good;
}
