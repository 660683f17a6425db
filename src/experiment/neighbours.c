#include "experiment/neighbours.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A plane over d factors has d + 1 parameters; it goes through so many times as many runs. More
 * make it steadier where the output is nearly plane, fewer follow it where it is not; 2, 3 and 6
 * are worse or no better on the functions of tests/unit/test_given_data.c. */
enum { RUNS_A_PARAMETER = 4 };

/* Of the mean variance of the factors among the neighbours: what is added to each, so that factors
 * that do not differ there, or only together, have no slope instead of any. */
static const double RIDGE = 1e-6;

static size_t neighbours_most(size_t factor_count)
{
    return RUNS_A_PARAMETER * (factor_count + 1);
}

bool tf_neighbourhood_init(struct tf_neighbourhood *around, const struct tf_feasible_sample *sample,
                           size_t factor_count)
{
    *around = (struct tf_neighbourhood){
        .sample = sample,
        .distances = calloc(sample->count, sizeof(double)),
        .known = calloc(factor_count, sizeof(size_t)),
        .nearest = calloc(neighbours_most(factor_count), sizeof(struct tf_neighbour)),
        .means = calloc(factor_count, sizeof(double)),
        .slopes = calloc(factor_count, sizeof(double)),
        .moments = calloc(factor_count * factor_count, sizeof(double)),
    };
    return around->distances != NULL && around->known != NULL && around->nearest != NULL &&
           around->means != NULL && around->slopes != NULL && around->moments != NULL;
}

void tf_neighbourhood_release(struct tf_neighbourhood *around)
{
    free(around->distances);
    free(around->known);
    free(around->nearest);
    free(around->means);
    free(around->slopes);
    free(around->moments);
}

void tf_neighbourhood_begin(struct tf_neighbourhood *around, size_t run)
{
    memset(around->distances, 0, around->sample->count * sizeof *around->distances);
    around->distances[run] = (double)INFINITY;
    around->run = run;
    around->known_count = 0;
}

void tf_neighbourhood_know(struct tf_neighbourhood *around, size_t factor)
{
    const double *restrict x = around->sample->x[factor];
    double *restrict distances = around->distances, here = x[around->run];
    for (size_t run = 0; run < around->sample->count; run++) {
        distances[run] += (x[run] - here) * (x[run] - here);
    }
    around->known[around->known_count++] = factor;
}

/* Puts a neighbour where it belongs in a heap whose top is free. */
static void sink(struct tf_neighbour *heap, size_t count, struct tf_neighbour neighbour)
{
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        child += child + 1 < count && heap[child + 1].distance > heap[child].distance;
        if (!(heap[child].distance > neighbour.distance)) {
            break;
        }
        heap[at] = heap[child];
    }
    heap[at] = neighbour;
}

/* Of runs that are equally far the earlier ones are taken. */
static void find_nearest(struct tf_neighbourhood *around)
{
    size_t count = around->sample->count, most = neighbours_most(around->known_count);
    most = most < count - 1 ? most : count - 1;
    for (size_t i = 0; i < most; i++) {
        around->nearest[i] = (struct tf_neighbour){(double)INFINITY, 0};
    }
    double farthest = (double)INFINITY;
    for (size_t run = 0; run < count; run++) {
        if (around->distances[run] < farthest) {
            sink(around->nearest, most, (struct tf_neighbour){around->distances[run], run});
            farthest = around->nearest[0].distance;
        }
    }
    around->nearest_count = most;
}

/* A known factor of a neighbour, from the run. */
static double offset(const struct tf_neighbourhood *around, size_t known, size_t neighbour)
{
    const double *x = around->sample->x[around->known[known]];
    return x[around->nearest[neighbour].run] - x[around->run];
}

/* Means of the offsets, and sums of their products about them; slopes: of those with the output.
 * Returns the mean output. */
static double sum_up(struct tf_neighbourhood *around)
{
    size_t d = around->known_count, count = around->nearest_count;
    double output = 0;
    for (size_t i = 0; i < count; i++) {
        output += around->sample->y[around->nearest[i].run] / (double)count;
    }
    for (size_t a = 0; a < d; a++) {
        around->means[a] = around->slopes[a] = 0;
        for (size_t i = 0; i < count; i++) {
            around->means[a] += offset(around, a, i) / (double)count;
        }
        for (size_t i = 0; i < count; i++) {
            around->slopes[a] += (offset(around, a, i) - around->means[a]) *
                                 (around->sample->y[around->nearest[i].run] - output);
        }
        for (size_t b = 0; b <= a; b++) {
            double *moment = &around->moments[a * d + b];
            *moment = 0;
            for (size_t i = 0; i < count; i++) {
                *moment += (offset(around, a, i) - around->means[a]) *
                           (offset(around, b, i) - around->means[b]);
            }
        }
    }
    return output;
}

static void add_ridge(struct tf_neighbourhood *around)
{
    size_t d = around->known_count;
    double trace = 0;
    for (size_t a = 0; a < d; a++) {
        trace += around->moments[a * d + a];
    }
    for (size_t a = 0; a < d; a++) {
        around->moments[a * d + a] += RIDGE * trace / (double)d;
    }
}

/* The lower triangle of a symmetric matrix becomes its Cholesky factor; false when it is not
 * positive definite. */
static bool decompose(double *matrix, size_t d)
{
    for (size_t a = 0; a < d; a++) {
        for (size_t b = 0; b <= a; b++) {
            double sum = matrix[a * d + b];
            for (size_t c = 0; c < b; c++) {
                sum -= matrix[a * d + c] * matrix[b * d + c];
            }
            if (a == b && !(sum > 0)) {
                return false;
            }
            matrix[a * d + b] = a == b ? sqrt(sum) : sum / matrix[b * d + b];
        }
    }
    return true;
}

/* Solves L v = right in place. */
static void solve_lower(const double *lower, size_t d, double *right)
{
    for (size_t a = 0; a < d; a++) {
        for (size_t b = 0; b < a; b++) {
            right[a] -= lower[a * d + b] * right[b];
        }
        right[a] /= lower[a * d + a];
    }
}

double tf_neighbourhood_variance(struct tf_neighbourhood *around)
{
    size_t d = around->known_count;
    find_nearest(around);
    double fitted = sum_up(around), leverage = 1 / (double)around->nearest_count;
    add_ridge(around);
    if (decompose(around->moments, d)) {
        /* With S = L L': the plane at the run is mean - m' S^-1 s, its variance 1/K + m' S^-1 m. */
        solve_lower(around->moments, d, around->means);
        solve_lower(around->moments, d, around->slopes);
        for (size_t a = 0; a < d; a++) {
            fitted -= around->means[a] * around->slopes[a];
            leverage += around->means[a] * around->means[a];
        }
    }
    double rest = around->sample->y[around->run] - fitted;
    return rest * rest / (1 + leverage);
}
