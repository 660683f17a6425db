#include "base/shortest.h"

#include <stdbool.h>
#include <string.h>

#include "base/powers.h"

/* The method is that of R. Giulietti, "The Schubfach way to render doubles" (2020). A double stands
 * for all numbers between the middles to its two neighbours. Scaled by a power of ten 10^-k such
 * that this interval is between one and ten long, the shortest decimal inside is a whole multiple
 * of ten, if one lies inside (at most one does), or else the whole number nearest to the value. */

enum { FRACTION_BITS = 52, EXPONENT_BIAS = 1075 };

/* value = mantissa * 2^binary. `narrow`: the double below is half as far as the one above. */
struct binary {
    uint64_t mantissa;
    int exponent;
    bool narrow;
};

static struct binary take_apart(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint64_t fraction = bits & (((uint64_t)1 << FRACTION_BITS) - 1);
    int biased = (int)(bits >> FRACTION_BITS & 0x7ff);
    if (biased == 0) {
        return (struct binary){fraction, 1 - EXPONENT_BIAS, false};
    }
    return (struct binary){fraction | (uint64_t)1 << FRACTION_BITS, biased - EXPONENT_BIAS,
                           fraction == 0 && biased > 1};
}

/* floor(log10(2^e)), or of 3/4 of it when narrow: the interval's length is that power of two. The
 * fractions of 2^22 are exact enough for every exponent of a double. */
static int decimal_length(const struct binary *binary)
{
    return (binary->exponent * 1262611 - (binary->narrow ? 524031 : 0)) >> 22;
}

/* floor(factor * power / 2^128), with the last bit set when something was cut off: enough to
 * compare with whole numbers. power is rounded up, which the method allows for. */
static uint64_t scale(struct tf_power power, uint64_t factor)
{
    tf_wide low = (tf_wide)power.low * factor;
    tf_wide high = (tf_wide)power.high * factor + (uint64_t)(low >> 64);
    return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

static struct tf_power power_rounded_up(int k)
{
    struct tf_power power = tf_powers_of_ten[k - TF_POWER_LEAST];
    power.low += !tf_power_is_exact(k);
    return power;
}

/* The interval and the value in quarters of 10^k; its ends belong to it when the mantissa is even,
 * as reading rounds halves to even. */
struct interval {
    uint64_t low, value, high;
};

static struct interval interval_of(const struct binary *binary, int k)
{
    struct tf_power power = power_rounded_up(-k);
    int shift = binary->exponent + tf_power_exponent(-k) + 1;
    uint64_t four = 4 * binary->mantissa;
    bool open = (binary->mantissa & 1) != 0;
    return (struct interval){
        scale(power, (four - (binary->narrow ? 1 : 2)) << shift) + open,
        scale(power, four << shift),
        scale(power, (four + 2) << shift) - open,
    };
}

/* The whole number nearest to the value among those inside; of two, the even one. */
static uint64_t nearest_whole(const struct interval *interval)
{
    uint64_t whole = interval->value / 4, middle = 4 * whole + 2;
    bool below = interval->low <= 4 * whole, above = 4 * whole + 4 <= interval->high;
    bool nearer = (interval->value > middle) | ((interval->value == middle) & (whole & 1));
    return whole + (above & (nearer | !below));
}

struct tf_decimal tf_shortest_decimal(double value)
{
    struct binary binary = take_apart(value);
    int k = decimal_length(&binary);
    struct interval interval = interval_of(&binary, k);
    uint64_t tens = interval.value / 40, whole = nearest_whole(&interval);
    bool below = (interval.low <= 40 * tens) & (tens > 0);
    bool above = (40 * tens + 40 <= interval.high) & (tens > 0);
    bool round = below | above; /* never both */
    return (struct tf_decimal){round ? tens + above : whole, k + round};
}
