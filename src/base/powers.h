/* powers: powers of ten to 128 bits, for numbers to text (shortest) and back (nearest). */
#ifndef TF_BASE_POWERS_H
#define TF_BASE_POWERS_H

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 tf_wide;

#define TF_POWER_LEAST (-292)
#define TF_POWER_MOST 324

/* The first 128 bits of 10^k, cut off, as high * 2^64 + low; high's first bit is 1. */
struct tf_power {
    uint64_t high, low;
};

/* [k - TF_POWER_LEAST] */
extern const struct tf_power tf_powers_of_ten[TF_POWER_MOST - TF_POWER_LEAST + 1];

/* Nothing was cut off 10^k. */
static inline bool tf_power_is_exact(int k)
{
    return k >= 0 && k <= 55; /* 5^55 is the last power of five below 2^128 */
}

/* floor(log2(10^k)), for |k| < 1000: 1741647 / 2^19 is log2(10) to 2e-7. */
static inline int tf_power_exponent(int k)
{
    return (k * 1741647) >> 19;
}

#endif
