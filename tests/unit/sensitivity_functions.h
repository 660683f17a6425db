/* Functions with known sensitivity indices, on the unit cube, and samples to try them on. */
#ifndef TF_TESTS_SENSITIVITY_FUNCTIONS_H
#define TF_TESTS_SENSITIVITY_FUNCTIONS_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/random.h"
#include "experiment/design.h"

#define PI 3.14159265358979323846

/* cmocka's own comparison rounds to float. */
#define assert_close(found, expected, tolerance) \
    assert_true(fabs((found) - (expected)) <= (tolerance))

typedef double function(const double *u, size_t factors);

/* Ishigami and Homma (1990), a = 7, b = 0.1, three factors uniform on [-π, π]. */
static inline double ishigami(const double *u, size_t factors)
{
    double x = PI * (2 * u[0] - 1), y = PI * (2 * u[1] - 1), z = PI * (2 * u[2] - 1);
    (void)factors;
    return sin(x) + 7 * sin(y) * sin(y) + 0.1 * pow(z, 4) * sin(x);
}

/* Sobol's G (Saltelli and Sobol' 1995) with the a of Saltelli et al. (2008), eight factors. */
static inline double sobol_g(const double *u, size_t factors)
{
    static const double a[] = {0, 1, 4.5, 9, 99, 99, 99, 99};
    double product = 1;
    for (size_t i = 0; i < factors; i++) {
        product *= (fabs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
    }
    return product;
}

/* The function of Bratley, Fox and Niederreiter (1992): the sum of (-1)^i u_1 … u_i. */
static inline double bratley(const double *u, size_t factors)
{
    double product = 1, sum = 0;
    for (size_t i = 0; i < factors; i++) {
        product *= u[i];
        sum += i % 2 == 0 ? -product : product;
    }
    return sum;
}

/* Its exact indices: E of the product of terms i and j is (1/3)^min (1/2)^|i-j|; that of their
 * conditional expectations given factor f is the product of 1/3 or 1/4 a factor they share. */
static inline void bratley_indices(size_t factors, size_t factor, double *first, double *total)
{
    double mean = 0, square = 0, given = 0, without = 0;
    for (size_t i = 1; i <= factors; i++) {
        mean += (i % 2 ? -1 : 1) * pow(0.5, (double)i);
        for (size_t j = 1; j <= factors; j++) {
            double sign = (i + j) % 2 ? -1 : 1;
            size_t less = i < j ? i : j, more = i < j ? j : i;
            double shared = pow(1 / 3.0, (double)less) * pow(0.5, (double)(more - less));
            bool both = factor < less;
            square += sign * shared;
            without += sign * (both ? shared * 3 / 4 : shared);
            given += sign * pow(0.5, (double)(i + j)) * (both ? 4 / 3.0 : 1);
        }
    }
    double variance = square - mean * mean;
    *first = (given - mean * mean) / variance;
    *total = (square - without) / variance;
}

/* A column of uniforms a dimension: scrambled Sobol' points, or random ones. Free each. */
static inline double *uniforms(bool sobol, uint64_t seed, uint32_t dimension, size_t count)
{
    char name[32];
    size_t room = (count + TF_REPLICATES) * TF_REPLICATES;
    snprintf(name, sizeof name, "dimension %u", (unsigned)dimension);
    struct tf_stream stream = {seed, tf_random_identity(name), 0};
    double *column = aligned_alloc(64, room * sizeof *column);
    if (!sobol) {
        tf_random_uniforms(&stream, 0, count, 0, column);
        return column;
    }
    uint64_t *points = calloc(count + TF_REPLICATES, sizeof *points);
    tf_sobol_points(dimension, 0, count, points);
    tf_random_scramble(&stream, points, count * TF_REPLICATES, 0, column);
    for (size_t i = 0; i < count; i++) {
        column[i] = column[i * TF_REPLICATES];
    }
    free(points);
    return column;
}

/* A Saltelli design and its outputs, y[base][row] and a, b[factor][base] as
 * experiment/sobol_indices.h has them. */
struct saltelli {
    size_t k;
    double *y, *a[32], *b[32];
};

static inline void saltelli_base(const struct saltelli *of, function *f, size_t base, bool second,
                                 double *out)
{
    double a[32], b[32];
    size_t k = of->k;
    for (size_t i = 0; i < k; i++) {
        a[i] = of->a[i][base];
        b[i] = of->b[i][base];
    }
    out[0] = f(a, k);
    out[k * (second ? 2 : 1) + 1] = f(b, k);
    for (size_t i = 0; i < k; i++) {
        double from_a = a[i], from_b = b[i];
        a[i] = from_b;
        out[1 + i] = f(a, k);
        a[i] = from_a;
        b[i] = from_a;
        out[1 + (second ? k : 0) + i] = second ? f(b, k) : out[1 + i];
        b[i] = from_b;
    }
}

static inline struct saltelli saltelli(function *f, size_t k, size_t bases, bool second, bool sobol,
                                       uint64_t seed)
{
    size_t rows = k * (second ? 2 : 1) + 2;
    struct saltelli of = {.k = k, .y = calloc(bases * rows, sizeof(double))};
    for (size_t i = 0; i < k; i++) {
        of.a[i] = uniforms(sobol, seed, (uint32_t)i, bases);
        of.b[i] = uniforms(sobol, seed, (uint32_t)(k + i), bases);
    }
    for (size_t base = 0; base < bases; base++) {
        saltelli_base(&of, f, base, second, of.y + base * rows);
    }
    return of;
}

static inline void saltelli_free(struct saltelli *of)
{
    for (size_t i = 0; i < of->k; i++) {
        free(of->a[i]);
        free(of->b[i]);
    }
    free(of->y);
}

#endif
