/* Tests of base/shortest and base/nearest: what is written reads back to the same double, no
 * shorter text does, and both agree with the C library and with Python. */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/nearest.h"
#include "base/num.h"
#include "base/powers.h"
#include "base/shortest.h"
#include "python_numbers.h"

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static double of_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static struct tf_decimal without_zeros(struct tf_decimal decimal)
{
    while (decimal.digits % 10 == 0) {
        decimal.digits /= 10;
        decimal.exponent++;
    }
    return decimal;
}

/* By the C library: it reads back, and rounded to one digit fewer it does not. As many digits that
 * printf rounds to, where they read back, are the same ones: the nearest. */
static void check(double value)
{
    char text[64];
    struct tf_decimal decimal = without_zeros(tf_shortest_decimal(value));
    int count = snprintf(text, sizeof text, "%llue%d", (unsigned long long)decimal.digits,
                         decimal.exponent);
    assert_true(same(strtod(text, NULL), value));
    count = (int)(strchr(text, 'e') - text);
    assert_true(count > 0 && count <= 17);
    snprintf(text, sizeof text, "%.*e", count - 1, value);
    if (same(strtod(text, NULL), value)) {
        uint64_t printed = 0;
        for (const char *at = text; *at != 'e'; at++) {
            printed = *at == '.' ? printed : printed * 10 + (uint64_t)(*at - '0');
        }
        assert_true(printed == decimal.digits);
    }
    if (count > 1) {
        snprintf(text, sizeof text, "%.*e", count - 2, value);
        assert_false(same(strtod(text, NULL), value));
    }
}

static void no_shorter_decimal_reads_back(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 50000; i++) {
        check(of_bits((uint64_t)(1023 - 18 + (int)(next_random(&seed) % 72)) << 52 |
                      next_random(&seed) >> 12));
        check((double)(next_random(&seed) % 1000000 + 1) / 1000);
        check((double)(next_random(&seed) % 10000 + 1));
        check(of_bits((next_random(&seed) >> 1) % 0x7ff0000000000000u + 1));
        check(of_bits(next_random(&seed) % ((uint64_t)1 << 52) + 1)); /* denormals */
    }
}

static void powers_of_two_and_ten_and_their_neighbours(void **state)
{
    (void)state;
    char text[16];
    for (int i = -1073; i < 1024; i++) {
        check(ldexp(1, i));
        check(nextafter(ldexp(1, i), 0));
        check(nextafter(ldexp(1, i), DBL_MAX));
    }
    for (int i = -322; i <= 308; i++) {
        snprintf(text, sizeof text, "1e%d", i);
        double ten = strtod(text, NULL);
        check(ten);
        check(nextafter(ten, 0));
        check(nextafter(ten, DBL_MAX));
    }
    check(5e-324);
    check(DBL_MIN);
    check(DBL_MAX);
}

static void the_digits_are_those_of_python(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof python_numbers / sizeof *python_numbers; i++) {
        struct tf_decimal decimal =
            without_zeros(tf_shortest_decimal(of_bits(python_numbers[i].bits)));
        assert_true(decimal.digits == python_numbers[i].digits);
        assert_int_equal(decimal.exponent, python_numbers[i].exponent);
    }
}

/* 10 million doubles of every exponent, or fewer where all is slow. */
static size_t how_many(void)
{
    return getenv("PROPERTY_SEEDS") != NULL ? 50000 : 10000000;
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    uint64_t seed = 1234567;
    size_t count = how_many();
    for (size_t i = 0; i < count; i++) {
        char text[TF_NUMBER_TEXT];
        double value = of_bits(next_random(&seed)), back = 0;
        if (!isfinite(value) || fabs(value) < 5e-324) {
            continue;
        }
        size_t length = tf_number_shortest(value, text);
        if (text[length] != '\0' || !same(strtod(text, NULL), value) ||
            !tf_number_read(text, length, &back) || !same(back, value)) {
            fail_msg("%a is written as %s", value, text);
        }
    }
}

/* strtod in the C locale rounds correctly: 17 to 19 digits lie near the middle of two doubles often
 * enough. */
static void the_nearest_is_that_of_the_c_library(void **state)
{
    (void)state;
    uint64_t seed = 42;
    int sure = 0, count = 300000;
    for (int i = 0; i < count; i++) {
        char text[64];
        double value;
        uint64_t digits = next_random(&seed) % 10000000000000000000u >> next_random(&seed) % 60;
        int exponent = (int)(next_random(&seed) % 340) - 320 + (int)(i % 2) * 150;
        if (!tf_nearest_double(digits, exponent, &value)) {
            continue;
        }
        sure++;
        snprintf(text, sizeof text, "%llue%d", (unsigned long long)digits, exponent);
        assert_true(same(strtod(text, NULL), value));
    }
    assert_true(sure > count * 9 / 10);
}

/* Exactly half-way, and a little beside it by a 20th digit that 64 bits do not hold. */
static void ties_are_left_to_strtod(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        {"9007199254740993", 0x1p53},
        {"9007199254740995", 9007199254740996.0},
        {"9007199254740993.00000000000001", 9007199254740994.0},
        {"9007199254740992.99999999999999", 0x1p53},
        {"2.4703282292062327e-324", 0},
        {"2.4703282292062328e-324", 5e-324},
        {"179769313486231570000e288", DBL_MAX},
        {"1e23", 1e23},
        {"8.5e22", 8.5e22},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = 1;
        assert_true(tf_number_read(cases[i].text, strlen(cases[i].text), &value));
        assert_true(same(value, cases[i].value));
    }
}

static void the_table_is_of_128_bits(void **state)
{
    (void)state;
    for (int k = TF_POWER_LEAST; k <= TF_POWER_MOST; k++) {
        struct tf_power power = tf_powers_of_ten[k - TF_POWER_LEAST];
        assert_true(power.high >> 63 == 1);
        if (k >= -300 && k <= 308) {
            int exponent;
            frexp(pow(10, k), &exponent);
            assert_in_range(tf_power_exponent(k) + 1000, exponent - 2 + 1000, exponent + 1000);
        }
    }
    assert_true(tf_power_is_exact(55) && !tf_power_is_exact(56) && !tf_power_is_exact(-1));
}

static void expect_percent(double value, const char *expected)
{
    char text[TF_NUMBER_TEXT];
    assert_int_equal(tf_number_percent(value, text), strlen(expected));
    assert_string_equal(text, expected);
}

static void percentages_move_the_point(void **state)
{
    (void)state;
    expect_percent(0.1874, "18.74%");
    expect_percent(0.07, "7%");
    expect_percent(-0.005, "-0.5%");
    expect_percent(0, "0%");
    expect_percent(2, "200%");
    expect_percent(1e-12, "1e-10%");
    expect_percent(1e14, "10000000000000000%");
    expect_percent(1e15, "1e17%");
    expect_percent(20000000000000000, "2e18%");
    expect_percent((double)NAN, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_shorter_decimal_reads_back),
        cmocka_unit_test(powers_of_two_and_ten_and_their_neighbours),
        cmocka_unit_test(the_digits_are_those_of_python),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(the_nearest_is_that_of_the_c_library),
        cmocka_unit_test(ties_are_left_to_strtod),
        cmocka_unit_test(the_table_is_of_128_bits),
        cmocka_unit_test(percentages_move_the_point),
    };
    return cmocka_run_group_tests_name("shortest", tests, NULL, NULL);
}
