#include "base/shortest.h"

#include <math.h>

__extension__ typedef unsigned __int128 wide;

/* value * 10^scale and the ends of the interval that rounds to value, all times 2^shift. With 17
 * digits before the point, scale <= 21 and so 4 * 53-bit * 10^21 stays below 2^126. */
struct interval {
    wide value;
    uint64_t low, high; /* the whole numbers inside, first and last */
    unsigned shift;
};

static const uint64_t powers[] = {
    1u,
    10u,
    100u,
    1000u,
    10000u,
    100000u,
    1000000u,
    10000000u,
    100000000u,
    1000000000u,
    10000000000u,
    100000000000u,
    1000000000000u,
    10000000000000u,
    100000000000000u,
    1000000000000000u,
    10000000000000000u,
    100000000000000000u,
};

static wide power(int exponent)
{
    return exponent <= 17 ? (wide)powers[exponent] : (wide)powers[17] * powers[exponent - 17];
}

/* value = mantissa * 2^-fraction. The ends belong to the interval when the mantissa is even, as
 * reading rounds halves to even; below a power of two doubles lie twice as close. */
static struct interval interval_of(uint64_t mantissa, int fraction, int scale)
{
    struct interval interval = {.shift = (unsigned)fraction + 2};
    wide ten = power(scale), one = (wide)1 << interval.shift;
    wide four = 4 * (wide)mantissa;
    wide low = four * ten - (mantissa == (uint64_t)1 << 52 ? 1 : 2) * ten;
    wide high = four * ten + 2 * ten;
    bool open = (mantissa & 1) != 0;
    interval.value = four * ten;
    interval.low = (uint64_t)((low + one - 1) >> interval.shift);
    interval.high = (uint64_t)(high >> interval.shift);
    if (open && ((wide)interval.low << interval.shift) == low) {
        interval.low++;
    }
    if (open && ((wide)interval.high << interval.shift) == high) {
        interval.high--;
    }
    return interval;
}

/* The multiple of 10^dropped nearest to the value, in units of 10^dropped. One lies inside. */
static uint64_t nearest(const struct interval *interval, int dropped)
{
    uint64_t unit = powers[dropped];
    uint64_t below = (uint64_t)(interval->value >> interval->shift) / unit;
    wide rest = interval->value - (((wide)below * unit) << interval->shift);
    wide half = ((wide)unit << interval->shift) / 2;
    uint64_t chosen = below + (rest > half || (rest == half && (below & 1) != 0));
    if (chosen * unit < interval->low) {
        return chosen + 1;
    }
    return chosen * unit > interval->high ? chosen - 1 : chosen;
}

bool tf_shortest_digits(double value, uint64_t *digits, int *exponent)
{
    int binary;
    if (!(value >= 1e-5 && value < 0x1p53)) {
        return false;
    }
    uint64_t mantissa = (uint64_t)ldexp(frexp(value, &binary), 53);
    int scale = 16 - (int)floor(log10(value));
    if (scale > 21) {
        return false;
    }
    struct interval interval = interval_of(mantissa, 53 - binary, scale);
    int dropped = 0;
    while (dropped < 16 &&
           interval.high / powers[dropped + 1] * powers[dropped + 1] >= interval.low) {
        dropped++;
    }
    *digits = nearest(&interval, dropped);
    *exponent = dropped - scale;
    return true;
}
