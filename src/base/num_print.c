/* num: numbers to text. */
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/powers.h"
#include "base/shortest.h"

/* The decimal digits of a number as text: 0.d1d2d3… times ten to `point`. They are kept in
 * registers and written where they belong at once: bytes written and read back as a longer word
 * would each time cost as much as all the rest. */
struct digits {
    char first;
    uint64_t words[2]; /* d2…d9 and d10…d17 as text, the earlier digit in the lower byte */
    int count, point;  /* digits up to the last that is not 0 */
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

/* How many decimal digits n has; n in 1 … 10^17. */
static int count_digits(uint64_t n)
{
    int guess = (64 - __builtin_clzll(n)) * 1233 >> 12; /* log10(2) is about 1233 / 2^12 */
    return guess + (n >= powers[guess]);
}

/* Eight digits, one a byte, the first in the lowest: halves, quarters and eighths of n are made
 * side by side in one word. n < 10^8. */
static uint64_t eight_digits(uint64_t n)
{
    uint64_t fours = n / 10000 | n % 10000 << 32;
    uint64_t hundreds = fours * 5243 >> 19 & 0x0000007f0000007fu; /* 1/100 is about 5243 / 2^19 */
    uint64_t twos = hundreds | (fours - hundreds * 100) << 16;
    uint64_t tens = twos * 103 >> 10 & 0x000f000f000f000fu; /* 1/10 is about 103 / 2^10 */
    return tens | (twos - tens * 10) << 8;
}

/* Digits of a word up to its last that is not 0. */
static int used_digits(uint64_t word)
{
    return word == 0 ? 0 : 8 - __builtin_clzll(word) / 8;
}

static struct digits digits_of(struct tf_decimal decimal)
{
    int count = count_digits(decimal.digits);
    uint64_t seventeen = decimal.digits * powers[17 - count];
    uint64_t rest = seventeen % powers[16];
    uint64_t a = eight_digits(rest / powers[8]), b = eight_digits(rest % powers[8]);
    return (struct digits){
        .first = (char)('0' + seventeen / powers[16]),
        .words = {a | 0x3030303030303030u, b | 0x3030303030303030u},
        .count = 1 + (b != 0 ? 8 + used_digits(b) : used_digits(a)),
        .point = count + decimal.exponent,
    };
}

/* A word of eight characters, the first in the lowest byte. */
static void write_word(uint64_t word, char *out)
{
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__) {
        word = __builtin_bswap64(word);
    }
    memcpy(out, &word, sizeof word);
}

/* The digits behind the first `skip`, and with them up to 16 bytes that mean nothing. */
static void write_from(const struct digits *digits, int skip, char *out)
{
    tf_wide rest = (tf_wide)digits->words[1] << 64 | digits->words[0];
    if (skip == 0) {
        *out++ = digits->first;
    } else {
        rest >>= 8 * (skip - 1);
    }
    write_word((uint64_t)rest, out);
    write_word((uint64_t)(rest >> 64), out + 8);
}

/* Powers of ten between which people expect a number without an exponent: 2000, not 2e3. */
enum { LEAST_FIXED = -5, MOST_FIXED = 17 };

static size_t write_fixed(const struct digits *digits, char *out)
{
    int count = digits->count, point = digits->point;
    if (point <= 0) {
        memcpy(out, "0.0000", 6);
        write_from(digits, 0, out + 2 - point);
        return (size_t)(2 - point + count);
    }
    write_from(digits, 0, out);
    if (point >= count) { /* behind the last digit stand zeros up to the 17th */
        return (size_t)point;
    }
    out[point] = '.';
    write_from(digits, point, out + point + 1);
    return (size_t)count + 1;
}

/* A whole number from 1 to 10^8 - 1. */
static size_t write_small_whole(uint64_t value, char *out)
{
    int count = count_digits(value);
    uint64_t word = eight_digits(value) | 0x3030303030303030u;
    write_word(word >> 8 * (8 - count), out);
    return (size_t)count;
}

static size_t write_scientific(const struct digits *digits, char *out)
{
    size_t length = (size_t)digits->count;
    int exponent = digits->point - 1; /* never 0 here */
    out[0] = digits->first;
    if (length > 1) {
        out[1] = '.';
        write_from(digits, 1, out + 2);
        length++;
    }
    out[length++] = 'e';
    out[length] = '-';
    length += exponent < 0;
    return length +
           write_small_whole((uint64_t)(exponent < 0 ? -exponent : exponent), out + length);
}

/* What is no positive number nor the negative of one. */
static size_t write_special(double value, char out[TF_NUMBER_TEXT])
{
    const char *text = isnan(value) ? "" : isinf(value) ? (value > 0 ? "inf" : "-inf") : "0";
    size_t length = strlen(text);
    memcpy(out, text, length + 1);
    return length;
}

/* The shortest text of a value times ten to `shift`; the value is positive and finite. */
static size_t write_shifted(double value, int shift, char *out)
{
    uint64_t whole = value < 0x1p53 ? (uint64_t)value : 0;
    bool is_whole = whole > 0 && (double)whole >= value;
    if (is_whole && whole < powers[8] && shift == 0) {
        return write_small_whole(whole, out);
    }
    struct digits digits =
        digits_of(is_whole ? (struct tf_decimal){whole, 0} : tf_shortest_decimal(value));
    digits.point += shift;
    return digits.point > LEAST_FIXED && digits.point <= MOST_FIXED
               ? write_fixed(&digits, out)
               : write_scientific(&digits, out);
}

static size_t write_number(double value, int shift, char out[TF_NUMBER_TEXT])
{
    size_t sign = value < 0;
    double size = fabs(value);
    if (!(size > 0 && size <= DBL_MAX)) {
        return write_special(value, out);
    }
    out[0] = '-';
    size_t length = sign + write_shifted(size, shift, out + sign);
    out[length] = '\0';
    return length;
}

size_t tf_number_shortest(double value, char out[TF_NUMBER_TEXT])
{
    return write_number(value, 0, out);
}

size_t tf_number_percent(double value, char out[TF_NUMBER_TEXT])
{
    size_t length = write_number(value, 2, out);
    memcpy(out + length, "%", length > 0 ? 2 : 0);
    return length > 0 ? length + 1 : 0;
}

size_t tf_number_rounded(double value, int decimals, bool typographic, char out[TF_NUMBER_TEXT * 2])
{
    char plain[TF_NUMBER_TEXT];
    size_t length = 0;
    if (isnan(value) || fabs(value) >= 1e15) {
        return tf_number_shortest(value, out);
    }
    snprintf(plain, sizeof plain, "%.*f", decimals, fabs(value));
    bool zero = strspn(plain, "0.") == strlen(plain);
    if (value < 0 && !zero) {
        const char *minus = typographic ? "\xE2\x88\x92" : "-";
        memcpy(out, minus, strlen(minus));
        length = strlen(minus);
    }
    size_t whole = strcspn(plain, ".");
    for (size_t i = 0; plain[i] != '\0'; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) {
            out[length++] = ',';
        }
        out[length++] = plain[i];
    }
    out[length] = '\0';
    return length;
}
