/* random_values: numbers of many shapes for the tests of statistics, always the same. */
#ifndef TF_TESTS_RANDOM_VALUES_H
#define TF_TESTS_RANDOM_VALUES_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

static inline double random_uniform(uint64_t *state) /* in (0, 1) */
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*state >> 12) + 0.5) * 0x1p-52;
}

static inline double random_normal(uint64_t *state)
{
    double radius = sqrt(-2 * log(random_uniform(state)));
    return radius * cos(2 * M_PI * random_uniform(state));
}

static inline double random_exponential(uint64_t *state)
{
    return -log(random_uniform(state));
}

enum shape {
    SHAPE_NORMAL,
    SHAPE_LOGNORMAL,
    SHAPE_TIES,
    SHAPE_CONSTANT,
    SHAPE_MASS_AT_ZERO, /* and zeros of both signs */
    SHAPE_CAUCHY,
    SHAPE_MANY_MAGNITUDES, /* 1e-100 … 1e100 */
    SHAPE_TINY,            /* below the normal doubles */
    SHAPE_ONE_FAR_OUT,
    SHAPE_SORTED,
    SHAPE_LATE, /* the first block says nothing of the others */
    SHAPE_SOME_ABSENT,
    SHAPE_ALL_ABSENT,
    SHAPE_LAST_PLACES, /* 1 and a few last places more */
    SHAPES
};

static inline double shaped(enum shape shape, size_t i, uint64_t *state)
{
    double z = random_normal(state), u = random_uniform(state);
    switch (shape) {
    case SHAPE_LOGNORMAL:
        return exp(0.3 * z);
    case SHAPE_TIES:
        return floor(u * 10) / 10;
    case SHAPE_CONSTANT:
        return 0.1;
    case SHAPE_MASS_AT_ZERO:
        return u < 0.3 ? 0.0 : u < 0.6 ? -0.0 : z;
    case SHAPE_CAUCHY:
        return tan(M_PI * (u - 0.5));
    case SHAPE_MANY_MAGNITUDES:
        return exp(40 * z);
    case SHAPE_TINY:
        return floor(u * 1000) * 0x1p-1074;
    case SHAPE_ONE_FAR_OUT:
        return i == 5 ? 1e12 : z;
    case SHAPE_SORTED:
        return (double)i;
    case SHAPE_LATE:
        return i < 1024 ? 1e-3 * u : 1000 + z;
    case SHAPE_SOME_ABSENT:
        return u < 0.2 ? (double)NAN : z;
    case SHAPE_ALL_ABSENT:
        return (double)NAN;
    case SHAPE_LAST_PLACES:
        return 1 + floor(u * 50) * 0x1p-52;
    default:
        return z;
    }
}

#endif
