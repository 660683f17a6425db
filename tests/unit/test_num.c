/* Numbers as text, both ways. */
#include "base/num.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static enum tf_number_error parse(const char *text, char decimal, bool percent_unit,
                                  struct tf_number *out)
{
    return tf_number_parse(text, strlen(text), decimal, percent_unit, out);
}

static void good_numbers_read_as_the_nearest_double(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        {"0", 0},       {"39218", 39218},  {"+4.5", 4.5},       {"-0.25", -0.25}, {".5", 0.5},
        {"5.", 5},      {"1e3", 1000},     {"1.5E-2", 0.015},   {"4.5%", 0.045},  {"0.1%", 0.001},
        {"7 %", 0.07},  {"39_218", 39218}, {"1_000.2", 1000.2}, {"1e-400", 0},    {"2.5e2%", 2.5},
        {"-1%", -0.01},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tf_number number;
        assert_int_equal(parse(cases[i].text, '.', false, &number), TF_NUMBER_OK);
        assert_memory_equal(&number.value, &cases[i].value, sizeof number.value);
        assert_int_equal(number.percent, strchr(cases[i].text, '%') != NULL);
    }
}

static void a_percent_unit_divides_once(void **state)
{
    (void)state;
    struct tf_number number;
    double expected = 0.045;
    assert_int_equal(parse("4.5", '.', true, &number), TF_NUMBER_OK);
    assert_memory_equal(&number.value, &expected, sizeof expected);
    assert_false(number.percent);
    assert_int_equal(parse("4.5%", '.', true, &number), TF_NUMBER_OK);
    assert_memory_equal(&number.value, &expected, sizeof expected);
}

static void bad_numbers_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum tf_number_error error;
    } cases[] = {
        {"", TF_NUMBER_EMPTY},
        {"x", TF_NUMBER_MALFORMED},
        {"4.5.1", TF_NUMBER_MALFORMED},
        {"1e", TF_NUMBER_MALFORMED},
        {"0x10", TF_NUMBER_MALFORMED},
        {"1__0", TF_NUMBER_MALFORMED},
        {"_1", TF_NUMBER_MALFORMED},
        {"1_", TF_NUMBER_MALFORMED},
        {"--1", TF_NUMBER_MALFORMED},
        {"%", TF_NUMBER_MALFORMED},
        {"5%%", TF_NUMBER_MALFORMED},
        {"5 5", TF_NUMBER_MALFORMED},
        {".", TF_NUMBER_MALFORMED},
        {"inf", TF_NUMBER_NOT_FINITE},
        {"-Infinity", TF_NUMBER_NOT_FINITE},
        {"NaN", TF_NUMBER_NOT_FINITE},
        {"1e999", TF_NUMBER_TOO_LARGE},
        {"4,5", TF_NUMBER_WRONG_DECIMAL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tf_number number;
        assert_int_equal(parse(cases[i].text, '.', false, &number), cases[i].error);
    }
}

static void the_decimal_sign_is_the_files(void **state)
{
    (void)state;
    struct tf_number number;
    assert_int_equal(parse("4,5%", ',', false, &number), TF_NUMBER_OK);
    assert_true(number.value > 0.0449 && number.value < 0.0451);
    assert_int_equal(parse("4.5%", ',', false, &number), TF_NUMBER_WRONG_DECIMAL);
}

static double random_double(uint64_t *seed)
{
    double value;
    do {
        *seed = *seed * 6364136223846793005u + 1442695040888963407u;
        uint64_t bits = *seed ^ (*seed >> 29);
        memcpy(&value, &bits, sizeof value);
    } while (!isfinite(value));
    return value;
}

static void shortest_texts_read_back_and_are_shortest(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 200000; i++) {
        char text[TF_NUMBER_TEXT], longer[40];
        double value = i % 2 ? random_double(&seed) : (double)(i * 7919 % 100000) / 1000;
        size_t length = tf_number_shortest(value, text);
        assert_int_equal(length, strlen(text));
        assert_true(length < TF_NUMBER_TEXT);
        assert_true(strtod(text, NULL) == value);
        int digits = 0;
        for (const char *c = text; *c != '\0' && *c != 'e'; c++) {
            digits += *c >= '0' && *c <= '9' && !(digits == 0 && *c == '0');
        }
        while (digits > 1) { /* zeros at the end of a whole number are no digits */
            snprintf(longer, sizeof longer, "%.*e", digits - 2, value);
            if (strtod(longer, NULL) != value) {
                break;
            }
            assert_true(strchr(text, '.') == NULL && strchr(text, 'e') == NULL);
            digits--;
        }
    }
}

static void numbers_print_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.0, "0"},
                 {2000, "2000"},
                 {0.045, "0.045"},
                 {1e20, "1e20"},
                 {1.5e-7, "1.5e-7"},
                 {43934.17986479961, "43934.17986479961"},
                 {1e16, "10000000000000000"},
                 {5e-324, "5e-324"},
                 {1.7976931348623157e308, "1.7976931348623157e308"},
                 {-2.2250738585072014e-308, "-2.2250738585072014e-308"},
                 {9007199254740992, "9007199254740992"},
                 {9007199254740994, "9007199254740994"},
                 {99999999, "99999999"},
                 {100000000, "100000000"},
                 {123456789012, "123456789012"},
                 {12345678.5, "12345678.5"},
                 {-0.00001234, "-0.00001234"},
                 {1e-5, "0.00001"},
                 {1e-6, "1e-6"},
                 {1e17, "1e17"},
                 {1e22, "1e22"},
                 {1e23, "1e23"},
                 {-1e300 * 1e300, "-inf"},
                 {1e300 * 1e300, "inf"},
                 {-12.5, "-12.5"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[TF_NUMBER_TEXT];
        tf_number_shortest(cases[i].value, text);
        assert_string_equal(text, cases[i].text);
    }
    char text[TF_NUMBER_TEXT];
    assert_int_equal(tf_number_shortest(TF_ABSENT, text), 0);
}

static void rounding_groups_thousands(void **state)
{
    (void)state;
    char text[TF_NUMBER_TEXT * 2];
    tf_number_rounded(1234567.891, 1, false, text);
    assert_string_equal(text, "1,234,567.9");
    tf_number_rounded(-43377, 0, true, text);
    assert_string_equal(text, "\xE2\x88\x92"
                              "43,377");
    tf_number_rounded(-0.001, 2, true, text);
    assert_string_equal(text, "0.00");
    tf_number_rounded(999, 0, false, text);
    assert_string_equal(text, "999");
}

static void the_callers_locale_changes_nothing(void **state)
{
    (void)state;
    struct tf_number number;
    char text[TF_NUMBER_TEXT];
    setlocale(LC_ALL, "de_DE.UTF-8");
    assert_int_equal(parse("4.5", '.', false, &number), TF_NUMBER_OK);
    assert_true(number.value > 4.4);
    tf_number_shortest(4.5, text);
    setlocale(LC_ALL, "C");
    assert_string_equal(text, "4.5");
}

static void whole_numbers_are_digits(void **state)
{
    (void)state;
    long value;
    assert_true(tf_whole_parse("2035", 4, 9999, &value) && value == 2035);
    assert_false(tf_whole_parse("", 0, 9, &value));
    assert_false(tf_whole_parse("-1", 2, 9, &value));
    assert_false(tf_whole_parse("10", 2, 9, &value));
    assert_false(tf_whole_parse("6", 1, 5, &value));
    assert_true(tf_whole_parse("15", 2, 15, &value) && value == 15);
    assert_false(tf_whole_parse("99999999999999999999", 20, 1000000, &value));
}

/* As programs write numbers, and nothing else: no plus, blank, underscore, percent, capital. */
static void plain_numbers_read_as_the_nearest_double(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } good[] = {
        {"0", 0},
        {"-0", -0.0},
        {"39218", 39218},
        {"-0.25", -0.25},
        {".5", 0.5},
        {"5.", 5},
        {"1e3", 1000},
        {"1.5e-2", 0.015},
        {"1e+3", 1000},
        {"0.0450000", 0.045},
        {"000001.5", 1.5},
        {"1e-400", 0},
        {"0e99999999999", 0},
        {"43934.17986479961", 43934.17986479961},
        {"3.14159265358979323846264338327950288", 3.141592653589793},
        {"1797693134862315700000000000000e278", 1.7976931348623157e308},
    };
    static const char *const bad[] = {"",    "-",    ".",   "-.",   "e5",  "1e",   "1e-",   "1e+",
                                      "+1",  " 1",   "1 ",  "1_0",  "5%",  "1E5",  "0x1",   "inf",
                                      "nan", "-inf", "1,5", "1.5.", "--1", "1e5.", "1e999", "1-"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double value = 7;
        assert_true(tf_number_read(good[i].text, strlen(good[i].text), &value));
        assert_memory_equal(&value, &good[i].value, sizeof value);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double value = 7;
        assert_false(tf_number_read(bad[i], strlen(bad[i]), &value));
        assert_true(value >= 7 && value <= 7);
    }
}

static void a_very_long_text_is_no_number(void **state)
{
    (void)state;
    char text[600];
    double value;
    memset(text, '1', sizeof text);
    assert_false(tf_number_read(text, sizeof text, &value));
    assert_true(tf_number_read(text, 300, &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_numbers_read_as_the_nearest_double),
        cmocka_unit_test(a_percent_unit_divides_once),
        cmocka_unit_test(bad_numbers_are_told_apart),
        cmocka_unit_test(the_decimal_sign_is_the_files),
        cmocka_unit_test(shortest_texts_read_back_and_are_shortest),
        cmocka_unit_test(numbers_print_as_people_write_them),
        cmocka_unit_test(plain_numbers_read_as_the_nearest_double),
        cmocka_unit_test(a_very_long_text_is_no_number),
        cmocka_unit_test(rounding_groups_thousands),
        cmocka_unit_test(the_callers_locale_changes_nothing),
        cmocka_unit_test(whole_numbers_are_digits),
    };
    return cmocka_run_group_tests_name("num", tests, NULL, NULL);
}
