/* shortest: the fewest decimal digits that stand for a double, in whole-number arithmetic. Part of
 * base/num: files have millions of numbers, and this takes a good dozen nanoseconds for one. */
#ifndef TF_BASE_SHORTEST_H
#define TF_BASE_SHORTEST_H

#include <stdint.h>

/* value, positive and finite, is what `digits * 10^exponent` reads back to. No decimal with fewer
 * digits does, and of those with as many this is the nearest to it (of two, the even one).
 * digits < 10^17, and may have zeros at its end. */
struct tf_decimal {
    uint64_t digits;
    int exponent;
};
struct tf_decimal tf_shortest_decimal(double value);

#endif
