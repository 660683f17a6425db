/* num: numbers as text, the same in every locale. The only module that converts either way. */
#ifndef TF_BASE_NUM_H
#define TF_BASE_NUM_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* An absent value: a metric that does not exist, a parameter that no row gives. Test with isnan. */
#define TF_ABSENT ((double)NAN)

enum tf_number_error {
    TF_NUMBER_OK,
    TF_NUMBER_EMPTY,
    TF_NUMBER_MALFORMED,    /* not [+-]digits[.digits][e[+-]digits][%] */
    TF_NUMBER_NOT_FINITE,   /* inf, nan in any spelling */
    TF_NUMBER_TOO_LARGE,    /* overflows a double */
    TF_NUMBER_WRONG_DECIMAL /* a decimal sign other than the one in force: a point in a file of ';'
                               and ',', or a comma in one of ',' */
};

struct tf_number {
    double value; /* already divided by 100 when percent applies */
    bool percent; /* a % stood in the text */
};

/* Parses the whole of text[0..length): `[+-]` digits with an optional decimal sign (`decimal`,
 * '.' or ','), single `_` between digits, an optional exponent, an optional final `%` (blanks
 * before it allowed). A % in the text or percent_unit (or both) divides by 100 once, to the double
 * nearest the decimal written: 4.5% is the double nearest 0.045. No hex, inf, nan. */
enum tf_number_error tf_number_parse(const char *text, size_t length, char decimal,
                                     bool percent_unit, struct tf_number *out);

/* Reads a number as programs write it: `[-]digits[.digits][e[+-]digits]`, all of text[0..length).
 * Gives the nearest double, as tf_number_parse does, in a sixth of the time. False, with nothing
 * set, for any other text and for numbers too large for a double. */
bool tf_number_read(const char *text, size_t length, double *out);

/* A non-negative whole number of at most `max`, digits only. */
bool tf_whole_parse(const char *text, size_t length, long max, long *out);

/* Bytes that hold any number printed here, with the NUL and what may be written behind it. */
#define TF_NUMBER_TEXT 40

/* The fewest digits that read back to the same double (`0.045`, `43934.17986479961`), with an
 * exponent only below 1e-6 and from 1e17 on. NaN prints as an empty text: an absent value. */
size_t tf_number_shortest(double value, char out[TF_NUMBER_TEXT]);

/* The same as a percentage: 0.1874 is `18.74%`, never 18.740000000000002%. */
size_t tf_number_percent(double value, char out[TF_NUMBER_TEXT]);

/* For people: `decimals` digits after the point, thousands separated by commas, U+2212 for minus
 * when `typographic`. */
size_t tf_number_rounded(double value, int decimals, bool typographic,
                         char out[TF_NUMBER_TEXT * 2]);

#endif
