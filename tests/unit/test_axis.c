/* Axes: which values an option stands for, exactly, and which options stand for none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "experiment/axis.h"

struct parsed {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_axis axis;
    bool good;
};

static void parse(struct parsed *parsed, const char *text)
{
    tf_arena_init(&parsed->arena);
    tf_diag_init(&parsed->diag);
    parsed->good = tf_axis_parse(text, &parsed->arena, &parsed->axis, &parsed->diag);
}

static void release(struct parsed *parsed)
{
    tf_diag_release(&parsed->diag);
    tf_arena_release(&parsed->arena);
}

/* The doubles are written here as decimals; the compiler takes the nearest, as is asked for. */
static void assert_values(const char *text, const double *values, size_t count)
{
    struct parsed parsed;
    parse(&parsed, text);
    assert_true(parsed.good);
    assert_int_equal(parsed.axis.count, count);
    assert_memory_equal(parsed.axis.values, values, count * sizeof *values);
    release(&parsed);
}

#define ASSERT_VALUES(text, ...)                                     \
    do {                                                             \
        static const double values[] = {__VA_ARGS__};                \
        assert_values(text, values, sizeof values / sizeof *values); \
    } while (0)

static void ranges_are_computed_in_decimal(void **state)
{
    (void)state;
    ASSERT_VALUES("a=0%:1%:0.1%", 0, 0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.007, 0.008, 0.009,
                  0.010);
    ASSERT_VALUES("a=0.1:0.7:0.2", 0.1, 0.3, 0.5, 0.7);
    ASSERT_VALUES("a=-1%:1%:0.5%", -0.01, -0.005, 0, 0.005, 0.01);
    ASSERT_VALUES("a=1e-2:3e-2:1e-2", 0.01, 0.02, 0.03);
    ASSERT_VALUES("a=5e3:2e4:5_000", 5000, 10000, 15000, 20000);
    ASSERT_VALUES("a=0:2e-20:1e-20", 0, 1e-20, 2e-20);
}

static void ranges_go_down_stop_short_and_stand_still(void **state)
{
    (void)state;
    ASSERT_VALUES("a=3:1:-1", 3, 2, 1);
    ASSERT_VALUES("a=1:2:0.4", 1, 1.4, 1.8);
    ASSERT_VALUES("a=7:7:1", 7);
    ASSERT_VALUES("a=7:7:-1", 7);
}

static void assert_end(const char *text, const char *short_of, const char *last)
{
    struct parsed parsed;
    parse(&parsed, text);
    assert_true(parsed.good);
    assert_int_equal(parsed.axis.short_of == NULL, short_of == NULL);
    if (short_of != NULL) {
        assert_string_equal(parsed.axis.short_of, short_of);
        assert_string_equal(parsed.axis.last, last);
    }
    release(&parsed);
}

static void a_range_that_stops_short_says_so(void **state)
{
    (void)state;
    assert_end("a=-1%:1%:0.3%", "1%", "0.8%");
    assert_end("a=3:0.5:-1", "0.5", "1.0");
    assert_end("a=-1%:1%:0.5%", NULL, NULL);
    assert_end("a=7:7:2", NULL, NULL);
    assert_end("a=1,2,5", NULL, NULL);
}

static void lists_are_taken_as_written(void **state)
{
    (void)state;
    ASSERT_VALUES("gdp_growth+=-0.5%,0.25%,0%", -0.005, 0.0025, 0);
    ASSERT_VALUES("a=3", 3);
    ASSERT_VALUES("a=1,1", 1, 1);
}

static void overrides_name_first_least_and_greatest(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, "g.rural@2030=5%:-0.5%:-0.5%");
    assert_string_equal(parsed.axis.first, "g.rural@2030=5.0%");
    assert_string_equal(parsed.axis.lowest, "g.rural@2030=-0.5%");
    assert_string_equal(parsed.axis.highest, "g.rural@2030=5.0%");
    release(&parsed);
    parse(&parsed, "a*=2,10,-3");
    assert_string_equal(parsed.axis.first, "a*=2");
    assert_string_equal(parsed.axis.lowest, "a*=-3");
    assert_string_equal(parsed.axis.highest, "a*=10");
    release(&parsed);
}

static void what_is_no_axis_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } wrong[] = {
        {"a", "no values; write ADDRESS=FROM:TO:STEP or ADDRESS=V1,V2,…"},
        {"a=", "no values; write ADDRESS=FROM:TO:STEP or ADDRESS=V1,V2,…"},
        {"=1:2:1", "no address; write ADDRESS=FROM:TO:STEP or ADDRESS=V1,V2,…"},
        {"a=1:2", "a range has three parts; write ADDRESS=FROM:TO:STEP"},
        {"a=1:2:1:1", "a range has three parts; write ADDRESS=FROM:TO:STEP"},
        {"a=1:2:0", "the step is 0; write FROM:TO:STEP with another step"},
        {"a=1:2:-1", "the step leads away from the end of the range; turn its sign"},
        {"a=2:1:1", "the step leads away from the end of the range; turn its sign"},
        {"a=1%:2:1", "FROM, TO and STEP all carry a % or none of them does"},
        {"a=1%:2%:1", "FROM, TO and STEP all carry a % or none of them does"},
        {"a=1,2%", "all values carry a % or none of them does"},
        {"a=1,,2", "`` is no number; write digits, a point, an exponent or a % as in 4.5%"},
        {"a=1,x", "`x` is no number; write digits, a point, an exponent or a % as in 4.5%"},
        {"a=1:inf:1", "`inf` is no number; write digits, a point, an exponent or a % as in 4.5%"},
        {"a=0:1:1e-9", "the range has more than 10000000 values; write a longer step"},
        {"a=0:1e30:1e-9", "the range has more digits than can be computed exactly; round it"},
        {"a=0:12345678901234567890:1",
         "`12345678901234567890` has more digits than a range can have; round it"},
        {"a=-9000000000000000000:9000000000000000000:1", "the range is too long for its step"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct parsed parsed;
        parse(&parsed, wrong[i].text);
        assert_false(parsed.good);
        assert_int_equal(parsed.diag.status, TF_BAD_INPUT);
        assert_string_equal(parsed.diag.messages[0].text, wrong[i].message);
        assert_memory_equal(parsed.diag.messages[0].place.file, "--vary ", 7);
        release(&parsed);
    }
}

static void the_last_axis_varies_fastest(void **state)
{
    (void)state;
    struct parsed parsed[2];
    struct tf_grid grid;
    parse(&parsed[0], "a=1,2");
    parse(&parsed[1], "b=1:3:1");
    struct tf_axis axes[] = {parsed[0].axis, parsed[1].axis};
    assert_true(tf_grid_init(&grid, axes, 2, &parsed[0].diag));
    assert_int_equal(grid.point_count, 6);
    for (uint64_t point = 0; point < 6; point++) {
        assert_int_equal(tf_grid_index(&grid, 0, point), point / 3);
        assert_int_equal(tf_grid_index(&grid, 1, point), point % 3);
    }
    release(&parsed[0]);
    release(&parsed[1]);
}

static void too_large_a_grid_is_refused(void **state)
{
    (void)state;
    struct parsed parsed;
    struct tf_grid grid;
    parse(&parsed, "a=1:2000000:1");
    struct tf_axis axes[] = {parsed.axis, parsed.axis};
    assert_false(tf_grid_init(&grid, axes, 2, &parsed.diag));
    assert_true(tf_grid_init(&grid, axes, 1, &parsed.diag));
    assert_true(tf_grid_init(&grid, NULL, 0, &parsed.diag));
    assert_int_equal(grid.point_count, 1);
    release(&parsed);
}

static void a_bracket_has_two_ends(void **state)
{
    (void)state;
    struct parsed parsed;
    double high;
    parse(&parsed, "a=1,2");
    assert_string_equal(parsed.axis.option, "--vary");
    assert_true(tf_axis_parse_bracket("gdp_growth+=-1%:4.5%", &parsed.arena, &parsed.axis, &high,
                                      &parsed.diag));
    assert_string_equal(parsed.axis.option, "--find");
    assert_int_equal(parsed.axis.count, 1);
    assert_true(parsed.axis.values[0] == -0.01 && high == 0.045);
    assert_string_equal(parsed.axis.first, "gdp_growth+=-1%");
    assert_string_equal(parsed.axis.lowest, "gdp_growth+=-1%");
    assert_string_equal(parsed.axis.highest, "gdp_growth+=4.5%");
    static const char *const wrong[] = {"a",     "a=",    "=1:2",  "a=1",  "a=1:2:3", "a=1%:2",
                                        "a=2:1", "a=1:1", "a=1:x", "a=:1", "a=1:inf", "a=1:"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        size_t errors = parsed.diag.errors;
        assert_false(
            tf_axis_parse_bracket(wrong[i], &parsed.arena, &parsed.axis, &high, &parsed.diag));
        assert_int_equal(parsed.diag.errors, errors + 1);
    }
    release(&parsed);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_are_computed_in_decimal),
        cmocka_unit_test(ranges_go_down_stop_short_and_stand_still),
        cmocka_unit_test(a_range_that_stops_short_says_so),
        cmocka_unit_test(lists_are_taken_as_written),
        cmocka_unit_test(overrides_name_first_least_and_greatest),
        cmocka_unit_test(what_is_no_axis_is_refused),
        cmocka_unit_test(a_bracket_has_two_ends),
        cmocka_unit_test(the_last_axis_varies_fastest),
        cmocka_unit_test(too_large_a_grid_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
