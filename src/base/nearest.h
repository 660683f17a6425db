/* nearest: the double nearest to a decimal, in whole-number arithmetic. Part of base/num. */
#ifndef TF_BASE_NEAREST_H
#define TF_BASE_NEAREST_H

#include <stdbool.h>
#include <stdint.h>

/* Sets *out to the double nearest to digits * 10^exponent. False, with nothing set, where 128 bits
 * of the power do not decide which that is, and near or beyond the ends of the range of doubles:
 * one number in many millions; strtod knows. */
bool tf_nearest_double(uint64_t digits, int exponent, double *out);

#endif
