#include "base/nearest.h"

#include <string.h>

#include "base/powers.h"

/* Whole numbers and powers of ten up to here are doubles, and one operation rounds once. */
#define EXACT_WHOLE ((uint64_t)1 << 53)
enum { EXACT_POWER = 22 };

enum { FRACTION_BITS = 52, EXPONENT_BIAS = 1075, CUT = 128 - FRACTION_BITS - 1 };

static bool exact_parts(uint64_t digits, int exponent, double *out)
{
    static const double tens[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (digits > EXACT_WHOLE || exponent < -EXACT_POWER || exponent > EXACT_POWER) {
        return false;
    }
    *out = exponent < 0 ? (double)digits / tens[-exponent] : (double)digits * tens[exponent];
    return true;
}

/* mantissa (53 bits, or 2^53) times 2^exponent as a double; false when it would not be normal. */
static bool compose(uint64_t mantissa, int exponent, double *out)
{
    int biased = exponent + EXPONENT_BIAS + (mantissa == EXACT_WHOLE);
    if (biased < 1 || biased > 2046) {
        return false;
    }
    uint64_t fraction = mantissa & (((uint64_t)1 << FRACTION_BITS) - 1);
    uint64_t bits = (uint64_t)biased << FRACTION_BITS | fraction;
    memcpy(out, &bits, sizeof *out);
    return true;
}

/* The product of the digits, moved up to 64 bits, and the power's 128 bits is known to less than
 * two units of its 128th bit, four once it is moved up. Where the middle between two doubles is
 * not as near as that, the rounding is sure. */
bool tf_nearest_double(uint64_t digits, int exponent, double *out)
{
    if (exact_parts(digits, exponent, out)) {
        return true;
    }
    if (digits == 0 || exponent < TF_POWER_LEAST || exponent > TF_POWER_MOST) {
        return false;
    }
    struct tf_power power = tf_powers_of_ten[exponent - TF_POWER_LEAST];
    int zeros = __builtin_clzll(digits);
    uint64_t moved = digits << zeros;
    tf_wide product = (tf_wide)power.high * moved;
    product += (uint64_t)((tf_wide)power.low * moved >> 64);
    int up = (product >> 127) == 0;
    product <<= up;
    tf_wide half = (tf_wide)1 << (CUT - 1), rest = product & (2 * half - 1);
    if (rest <= half && rest + 4 >= half) {
        return false;
    }
    uint64_t mantissa = (uint64_t)(product >> CUT) + (rest > half);
    return compose(mantissa, tf_power_exponent(exponent) + CUT - 63 - up - zeros, out);
}
