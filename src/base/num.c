#include "base/num.h"

#include <errno.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"

/* Longer texts of a number are no numbers that a person wrote. */
#define LONGEST_NUMBER ((size_t)400)

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number while it is copied to the form that strtod reads in the C locale. */
struct scan {
    const char *at, *end;
    char digits[LONGEST_NUMBER + 16];
    size_t length;
    bool malformed;
};

static void put(struct scan *scan, char c)
{
    scan->digits[scan->length++] = c;
}

/* Digits with single underscores between them; how many there were. */
static size_t scan_digits(struct scan *scan)
{
    size_t count = 0;
    while (scan->at < scan->end) {
        if (is_digit(*scan->at)) {
            put(scan, *scan->at);
            count++;
        } else if (!(*scan->at == '_' && count > 0 && is_digit(scan->at[-1]) &&
                     scan->at + 1 < scan->end && is_digit(scan->at[1]))) {
            break;
        }
        scan->at++;
    }
    return count;
}

/* The exponent written, 0 without one; huge ones are cut where they are beyond any double. */
static long scan_exponent(struct scan *scan)
{
    long exponent = 0;
    bool negative = false;
    if (scan->at >= scan->end || (*scan->at != 'e' && *scan->at != 'E')) {
        return 0;
    }
    scan->at++;
    if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-')) {
        negative = *scan->at == '-';
        scan->at++;
    }
    if (scan->at >= scan->end || !is_digit(*scan->at)) {
        scan->malformed = true;
    }
    while (scan->at < scan->end && is_digit(*scan->at)) {
        exponent = exponent < 100000 ? exponent * 10 + (*scan->at - '0') : exponent;
        scan->at++;
    }
    return negative ? -exponent : exponent;
}

static bool starts_like(const char *text, size_t length, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i < n; i++) {
        if (i >= length || (text[i] | 0x20) != word[i]) {
            return false;
        }
    }
    return true;
}

static bool names_no_number(const char *text, size_t length)
{
    if (length > 0 && (*text == '+' || *text == '-')) {
        text++;
        length--;
    }
    return starts_like(text, length, "inf") || starts_like(text, length, "nan");
}

/* What is wrong with a text that did not scan to its end. */
static enum tf_number_error malformed(const char *text, size_t length, char decimal)
{
    char other = decimal == '.' ? ',' : '.';
    if (names_no_number(text, length)) {
        return TF_NUMBER_NOT_FINITE;
    }
    const char *sign = memchr(text, other, length);
    if (sign != NULL && sign > text && is_digit(sign[-1])) {
        return TF_NUMBER_WRONG_DECIMAL;
    }
    return TF_NUMBER_MALFORMED;
}

/* strtod that no setlocale of the caller's can turn to another decimal sign. */
static double read_double(const char *text)
{
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c == (locale_t)0) {
        return strtod(text, NULL);
    }
    double value = strtod_l(text, NULL, c);
    freelocale(c);
    return value;
}

enum tf_number_error tf_number_parse(const char *text, size_t length, char decimal,
                                     bool percent_unit, struct tf_number *out)
{
    struct scan scan = {.at = text, .end = text + length};
    if (length == 0) {
        return TF_NUMBER_EMPTY;
    }
    if (length > LONGEST_NUMBER) {
        return TF_NUMBER_MALFORMED;
    }
    if (*scan.at == '+' || *scan.at == '-') {
        put(&scan, *scan.at++);
    }
    size_t digits = scan_digits(&scan);
    if (scan.at < scan.end && *scan.at == decimal) {
        put(&scan, '.');
        scan.at++;
        digits += scan_digits(&scan);
    }
    long exponent = digits > 0 ? scan_exponent(&scan) : 0;
    while (scan.at < scan.end && *scan.at == ' ' && scan.end[-1] == '%') {
        scan.at++;
    }
    out->percent = digits > 0 && scan.at + 1 == scan.end && *scan.at == '%';
    if (out->percent) {
        scan.at++;
    }
    if (digits == 0 || scan.malformed || scan.at != scan.end) {
        return malformed(text, length, decimal);
    }
    exponent -= out->percent || percent_unit ? 2 : 0;
    snprintf(scan.digits + scan.length, sizeof scan.digits - scan.length, "e%ld", exponent);
    out->value = read_double(scan.digits);
    return fabs(out->value) <= DBL_MAX ? TF_NUMBER_OK : TF_NUMBER_TOO_LARGE;
}

/* A number as whole digits times a power of ten; how many digits there are, 0 when malformed.
 * The first 19 go into `digits`. */
struct plain {
    uint64_t digits;
    int exponent;
    size_t count; /* without zeros in front */
};

/* Digits from `at` on into `plain`; where they end. */
static const char *read_digits(const char *at, const char *end, struct plain *plain)
{
    for (; at < end && is_digit(*at); at++) {
        if (plain->count < 19) {
            plain->digits = plain->digits * 10 + (uint64_t)(*at - '0');
        }
        plain->count += plain->count > 0 || *at != '0';
    }
    return at;
}

/* e[+-]digits from `at` on; NULL when malformed. Exponents beyond any double stay so. */
static const char *read_exponent(const char *at, const char *end, struct plain *plain)
{
    if (at == end || *at != 'e') {
        return at;
    }
    bool negative = at + 1 < end && at[1] == '-';
    int exponent = 0;
    at += 1 + (at + 1 < end && (at[1] == '-' || at[1] == '+'));
    if (at == end) {
        return NULL;
    }
    for (; at < end && is_digit(*at); at++) {
        exponent = exponent < 100000 ? exponent * 10 + (*at - '0') : exponent;
    }
    plain->exponent += negative ? -exponent : exponent;
    return at;
}

bool tf_number_read(const char *text, size_t length, double *out)
{
    struct plain plain = {0, 0, 0};
    struct tf_number number;
    if (length == 0 || length > LONGEST_NUMBER) {
        return false;
    }
    const char *end = text + length;
    bool negative = *text == '-';
    const char *first = text + negative;
    const char *at = read_digits(first, end, &plain);
    size_t written = (size_t)(at - first);
    if (at < end && *at == '.') {
        first = at + 1;
        at = read_digits(first, end, &plain);
        written += (size_t)(at - first);
        plain.exponent = (int)-(at - first);
    }
    at = written > 0 ? read_exponent(at, end, &plain) : NULL;
    if (at != end) {
        return false;
    }
    if (plain.count <= 19 && tf_nearest_double(plain.digits, plain.exponent, out)) {
        *out = negative ? -*out : *out;
        return true;
    }
    bool good = tf_number_parse(text, length, '.', false, &number) == TF_NUMBER_OK;
    *out = good ? number.value : *out;
    return good;
}

bool tf_whole_parse(const char *text, size_t length, long max, long *out)
{
    long value = 0;
    if (length == 0) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        long digit = text[i] - '0';
        if (!is_digit(text[i]) || digit > max || value > (max - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}
