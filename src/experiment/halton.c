#include <stdbool.h>

#include "experiment/design.h"

static bool is_prime(uint64_t n)
{
    for (uint64_t divisor = 2; divisor * divisor <= n; divisor++) {
        if (n % divisor == 0) {
            return false;
        }
    }
    return true;
}

/* Prime number 0 is 2. */
static uint64_t prime(uint32_t index)
{
    uint64_t n = 2;
    for (uint32_t before = 0; before < index; before++) {
        do {
            n++;
        } while (!is_prime(n));
    }
    return n;
}

/* Mirrored digits as a fraction of whole numbers, so that it is rounded once: with an index below
 * 2^48 and a base below 2^14 the denominator is below 2^62. */
static double mirrored(uint64_t index, uint64_t base)
{
    uint64_t numerator = 0, denominator = 1;
    for (; index > 0; index /= base) {
        numerator = numerator * base + index % base;
        denominator *= base;
    }
    return (double)numerator / (double)denominator;
}

void tf_halton_points(uint32_t dimension, uint64_t first, size_t count, double *out)
{
    uint64_t base = prime(dimension);
    for (size_t i = 0; i < count; i++) {
        out[i] = mirrored(first + i, base);
    }
}
