/* Tests of base/shortest: what it says reads back to the same double, and no shorter text does. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/num.h"
#include "base/shortest.h"

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* printf with as many digits rounds to the nearest; one digit fewer does not read back. */
static void check(double value)
{
    uint64_t digits, printed = 0;
    int exponent;
    char text[64];
    if (!tf_shortest_digits(value, &digits, &exponent)) {
        return;
    }
    int count = snprintf(text, sizeof text, "%llu", (unsigned long long)digits);
    snprintf(text, sizeof text, "%llue%d", (unsigned long long)digits, exponent);
    double back = strtod(text, NULL);
    assert_true(back <= value && back >= value);
    assert_true(digits % 10 != 0);
    snprintf(text, sizeof text, "%.*e", count - 1, value);
    if (strtod(text, NULL) >= value && strtod(text, NULL) <= value) {
        for (const char *at = text; *at != 'e'; at++) {
            printed = *at == '.' ? printed : printed * 10 + (uint64_t)(*at - '0');
        }
        assert_true(printed == digits);
    }
    if (count > 1) {
        snprintf(text, sizeof text, "%.*e", count - 2, value);
        back = strtod(text, NULL);
        assert_true(back < value || back > value);
    }
}

static void test_random(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 200000; i++) {
        uint64_t bits =
            (uint64_t)(1023 - 18 + (int)(next_random(&seed) % 72)) << 52 | next_random(&seed) >> 12;
        double value;
        memcpy(&value, &bits, sizeof value);
        check(value);
        check((double)(next_random(&seed) % 1000000) / 1000);
        check((double)(next_random(&seed) % 10000));
    }
}

static void test_edges(void **state)
{
    (void)state;
    for (int i = -17; i < 53; i++) {
        check(ldexp(1, i));
        check(nextafter(ldexp(1, i), 0));
        check(nextafter(ldexp(1, i), HUGE_VAL));
    }
    for (double ten = 1e-5; ten < 1e16; ten *= 10) {
        check(ten);
        check(nextafter(ten, 0));
        check(nextafter(ten, HUGE_VAL));
    }
}

static void test_range(void **state)
{
    (void)state;
    uint64_t digits;
    int exponent;
    assert_false(tf_shortest_digits(0, &digits, &exponent));
    assert_false(tf_shortest_digits(-1, &digits, &exponent));
    assert_false(tf_shortest_digits(9e-6, &digits, &exponent));
    assert_false(tf_shortest_digits(0x1p53, &digits, &exponent));
    assert_false(tf_shortest_digits((double)NAN, &digits, &exponent));
    assert_false(tf_shortest_digits(HUGE_VAL, &digits, &exponent));
}

static void expect_percent(double value, const char *expected)
{
    char text[TF_NUMBER_TEXT];
    assert_int_equal(tf_number_percent(value, text), strlen(expected));
    assert_string_equal(text, expected);
}

static void test_percent(void **state)
{
    (void)state;
    expect_percent(0.1874, "18.74%");
    expect_percent(0.07, "7%");
    expect_percent(-0.005, "-0.5%");
    expect_percent(0, "0%");
    expect_percent(2, "200%");
    expect_percent(1e-12, "1e-10%");
    expect_percent((double)NAN, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_range),
        cmocka_unit_test(test_percent),
    };
    return cmocka_run_group_tests_name("shortest", tests, NULL, NULL);
}
