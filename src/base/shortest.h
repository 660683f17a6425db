/* shortest: the fewest decimal digits that stand for a double, in whole-number arithmetic. Part of
 * base/num, which asks it first: it is thirty times as fast as printing and reading back, and a run
 * prints thousands of numbers. */
#ifndef TF_BASE_SHORTEST_H
#define TF_BASE_SHORTEST_H

#include <stdbool.h>
#include <stdint.h>

/* value = digits * 10^exponent, with the fewest digits that only this double is nearest to, and of
 * those the nearest to it. False for values out of its range (below 1e-5, from 2^53 on, not
 * positive): then nothing is set. */
bool tf_shortest_digits(double value, uint64_t *digits, int *exponent);

#endif
