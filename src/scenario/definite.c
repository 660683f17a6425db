#include "scenario/definite.h"

#include <stdlib.h>
#include <string.h>

/* Rounding leaves a singular matrix this far from 0 on either side. */
static const double SMALLEST_PIVOT = 1e-12;

/* Row i of L in matrix = L D L', with D in `pivots`; false when the
 * pivot is not positive. */
static bool factor_row(const double *matrix, size_t stride, size_t i, double *factor,
                       double *pivots)
{
    double *row = factor + i * stride;
    double pivot = matrix[i * stride + i];
    for (size_t j = 0; j < i; j++) {
        const double *other = factor + j * stride;
        double sum = matrix[i * stride + j];
        for (size_t k = 0; k < j; k++) {
            sum -= row[k] * pivots[k] * other[k];
        }
        row[j] = sum / pivots[j];
    }
    for (size_t j = 0; j < i; j++) {
        pivot -= row[j] * row[j] * pivots[j];
    }
    pivots[i] = pivot;
    return pivot > SMALLEST_PIVOT;
}

/* Solves L' x = e_last for the rows up to `last`: x' matrix x is then the last pivot. */
static void find_direction(const double *factor, size_t stride, size_t last, double *direction)
{
    direction[last] = 1;
    for (size_t i = last; i-- > 0;) {
        double sum = 0;
        for (size_t k = i + 1; k <= last; k++) {
            sum += factor[k * stride + i] * direction[k];
        }
        direction[i] = -sum;
    }
}

bool tf_is_positive_definite(const double *matrix, size_t count, size_t stride, double *direction)
{
    double *factor = calloc(count * stride + 1, sizeof *factor);
    double *pivots = calloc(count + 1, sizeof *pivots);
    bool good = factor != NULL && pivots != NULL;
    memset(direction, 0, count * sizeof *direction);
    for (size_t i = 0; good && i < count; i++) {
        if (!factor_row(matrix, stride, i, factor, pivots)) {
            find_direction(factor, stride, i, direction);
            good = false;
        }
    }
    free(factor);
    free(pivots);
    return good;
}
