#include "base/num.h"

#include <errno.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shortest.h"

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

/* Digits and decimal exponent of |value|: 0.d1d2d3… times ten to `exponent`. */
struct decimal {
    char digits[20];
    size_t count;
    int exponent;
};

static bool decimal_with(double value, int precision, struct decimal *out)
{
    char text[TF_NUMBER_TEXT];
    snprintf(text, sizeof text, "%.*e", precision - 1, value);
    if (read_double(text) < value || read_double(text) > value) {
        return false;
    }
    const char *e = strchr(text, 'e');
    out->count = 0;
    for (const char *c = text; c < e; c++) {
        if (is_digit(*c)) {
            out->digits[out->count++] = *c;
        }
    }
    while (out->count > 1 && out->digits[out->count - 1] == '0') {
        out->count--;
    }
    out->exponent = (int)strtol(e + 1, NULL, 10) + 1;
    return true;
}

/* The decimal of whole digits times a power of ten. */
static struct decimal decimal_of(uint64_t digits, int exponent)
{
    struct decimal decimal = {{0}, 0, exponent};
    char reversed[20];
    size_t count = 0;
    for (; digits > 0; digits /= 10) {
        reversed[count++] = (char)('0' + digits % 10);
    }
    decimal.exponent += (int)count;
    for (size_t i = 0; i < count; i++) {
        decimal.digits[i] = reversed[count - 1 - i];
    }
    while (count > 1 && decimal.digits[count - 1] == '0') {
        count--;
    }
    decimal.count = count;
    return decimal;
}

/* Shortest decimal that reads back. Below the normal range fewer than 15 digits may do. */
static struct decimal shortest_decimal(double value)
{
    struct decimal decimal = {{0}, 0, 0};
    uint64_t digits;
    int exponent;
    if (tf_shortest_digits(value, &digits, &exponent)) {
        return decimal_of(digits, exponent);
    }
    int precision = value < DBL_MIN ? 1 : 15;
    while (precision < 17 && !decimal_with(value, precision, &decimal)) {
        precision++;
    }
    if (precision == 17) {
        decimal_with(value, 17, &decimal);
    }
    return decimal;
}

/* Powers of ten between which people expect a number without an exponent: 2000, not 2e3. */
enum { LEAST_FIXED = -5, MOST_FIXED = 17 };

static size_t write_fixed(const struct decimal *decimal, char *out)
{
    size_t length = 0;
    int point = decimal->exponent;
    if (point <= 0) {
        out[length++] = '0';
        out[length++] = '.';
        for (int zero = point; zero < 0; zero++) {
            out[length++] = '0';
        }
    }
    for (int i = 0; i < (int)decimal->count; i++) {
        if (i == point && point > 0) {
            out[length++] = '.';
        }
        out[length++] = decimal->digits[i];
    }
    for (int zero = (int)decimal->count; zero < point; zero++) {
        out[length++] = '0';
    }
    out[length] = '\0';
    return length;
}

static size_t write_scientific(const struct decimal *decimal, char *out)
{
    size_t length = 0;
    out[length++] = decimal->digits[0];
    if (decimal->count > 1) {
        out[length++] = '.';
        memcpy(out + length, decimal->digits + 1, decimal->count - 1);
        length += decimal->count - 1;
    }
    return length + (size_t)snprintf(out + length, 8, "e%d", decimal->exponent - 1);
}

/* The shortest text of a value times ten to `shift`. */
static size_t write_shifted(double value, int shift, char out[TF_NUMBER_TEXT])
{
    size_t sign = 0;
    if (isnan(value)) {
        out[0] = '\0';
        return 0;
    }
    if (isinf(value)) {
        return (size_t)snprintf(out, TF_NUMBER_TEXT, value > 0 ? "inf" : "-inf");
    }
    if (signbit(value) && value < 0) {
        out[sign++] = '-';
    }
    if (!(value < 0 || value > 0)) {
        memcpy(out, "0", 2);
        return 1;
    }
    struct decimal decimal = shortest_decimal(fabs(value));
    decimal.exponent += shift;
    if (decimal.exponent > LEAST_FIXED && decimal.exponent <= MOST_FIXED) {
        return sign + write_fixed(&decimal, out + sign);
    }
    return sign + write_scientific(&decimal, out + sign);
}

size_t tf_number_shortest(double value, char out[TF_NUMBER_TEXT])
{
    return write_shifted(value, 0, out);
}

size_t tf_number_percent(double value, char out[TF_NUMBER_TEXT])
{
    size_t length = write_shifted(value, 2, out);
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
