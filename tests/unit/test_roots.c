/* Roots: every place where a function takes a value, and what is said where it does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include <gsl/gsl_errno.h>

#include "base/num.h"
#include "experiment/roots.h"

struct counted {
    double (*function)(double x);
    size_t calls, stop_after; /* 0: never */
};

static bool compute(void *context, const double *x, size_t count, double *y)
{
    struct counted *counted = context;
    for (size_t i = 0; i < count; i++) {
        y[i] = counted->function(x[i]);
    }
    counted->calls += count;
    return counted->stop_after == 0 || counted->calls < counted->stop_after;
}

struct question {
    double (*function)(double x);
    double low, high, target;
    enum tf_met_side met;
    bool steps;
    double noise;
    size_t cells;
};

static struct tf_roots find(struct question question)
{
    struct counted counted = {.function = question.function};
    struct tf_curve curve = {compute, &counted, NULL, question.steps, question.noise};
    struct tf_root_search search = {&curve,          question.low,
                                    question.high,   question.cells > 0 ? question.cells : 64,
                                    question.target, question.met};
    struct tf_roots roots;
    assert_true(tf_roots_find(&search, &roots));
    return roots;
}

static void assert_crossing(const struct tf_crossing *crossing, double x, double tolerance)
{
    if (!(fabs(crossing->x - x) <= tolerance)) {
        fail_msg("%.17g is not %.17g", crossing->x, x);
    }
}

static double square(double x)
{
    return x * x;
}

static void a_root_is_found_to_the_last_digits(void **state)
{
    (void)state;
    struct tf_roots roots = find((struct question){square, 0, 3, 2, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 1);
    assert_crossing(&roots.crossings[0], sqrt(2), 4e-16);
    assert_false(roots.crossings[0].jumps);
    assert_true(roots.monotone);
    assert_int_equal(roots.limit, TF_LIMIT_NONE);
}

static void roots_at_ends_of_cells_are_found_once(void **state)
{
    (void)state;
    struct tf_roots roots = find((struct question){square, 0, 2, 1, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 1);
    assert_true(roots.crossings[0].x == 1);
    roots = find((struct question){square, 0, 2, 4, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 1);
    assert_true(roots.crossings[0].x == 2);
    roots = find((struct question){square, 1, 2, 1, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 1);
    assert_true(roots.crossings[0].x == 1);
}

static void all_roots_of_the_sine_are_listed(void **state)
{
    (void)state;
    const double pi = acos(-1);
    struct tf_roots roots = find((struct question){sin, 0, 20, 0.5, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 7);
    for (size_t i = 0; i < roots.crossing_count; i++) {
        double whole = (double)(i / 2) * 2 * pi;
        assert_crossing(&roots.crossings[i], whole + (i % 2 == 0 ? pi / 6 : 5 * pi / 6), 1e-14);
    }
    assert_false(roots.monotone);
}

/* The least value, 0, lies between the ends of cells. */
static double narrow(double x)
{
    return (x - 0.7071) * (x - 0.7071);
}

static void two_roots_in_one_cell_are_both_found(void **state)
{
    (void)state;
    struct tf_roots roots = find((struct question){narrow, 0, 1, 1e-8, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 2);
    assert_crossing(&roots.crossings[0], 0.7070, 1e-10);
    assert_crossing(&roots.crossings[1], 0.7072, 1e-10);
}

static void what_only_touches_the_target_is_a_root(void **state)
{
    (void)state;
    struct tf_roots roots = find((struct question){narrow, 0, 1, 0, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 1);
    assert_crossing(&roots.crossings[0], 0.7071, 1e-6);
}

static void a_turn_before_the_target_is_the_nearest(void **state)
{
    (void)state;
    struct tf_roots roots = find((struct question){narrow, 0, 1, -0.25, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 0);
    assert_int_equal(roots.limit, TF_LIMIT_TURN);
    assert_true(fabs(roots.nearest - 0.7071) < 1e-6);
    assert_true(fabs(roots.nearest_value) < 1e-12);
    assert_false(roots.monotone);
}

static void the_ends_of_the_bracket_limit(void **state)
{
    (void)state;
    struct tf_roots roots = find((struct question){square, 1, 2, 5, 0, 0, 0, 0});
    assert_int_equal(roots.limit, TF_LIMIT_HIGH_END);
    assert_true(roots.nearest == 2 && roots.nearest_value == 4);
    roots = find((struct question){square, 1, 2, 0, 0, 0, 0, 0});
    assert_int_equal(roots.limit, TF_LIMIT_LOW_END);
    assert_true(roots.nearest == 1 && roots.nearest_value == 1);
}

/* A root just before the function ends. */
static double ends_at_seven_tenths(double x)
{
    return x <= 0.7 ? x : TF_ABSENT;
}

static double begins_at_seven_tenths(double x)
{
    return x >= 0.7 ? x : TF_ABSENT;
}

static void roots_near_where_values_end_are_found(void **state)
{
    (void)state;
    struct tf_roots roots = find((struct question){ends_at_seven_tenths, 0, 1, 0.6999, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 1);
    assert_crossing(&roots.crossings[0], 0.6999, 1e-15);
    roots = find((struct question){begins_at_seven_tenths, 0, 1, 0.7001, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 1);
    assert_crossing(&roots.crossings[0], 0.7001, 1e-15);
}

static void where_values_end_limits(void **state)
{
    (void)state;
    struct tf_roots roots = find((struct question){ends_at_seven_tenths, 0, 1, 0.9, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 0);
    assert_int_equal(roots.limit, TF_LIMIT_VALUE);
    assert_true(roots.nearest <= 0.7 && roots.nearest > 0.7 - 1e-12);
    assert_true(roots.beyond > 0.7 && roots.beyond < 0.7 + 1e-12);
}

/* A gap of no values within a cell that has a root on one side of it. */
static double with_gap(double x)
{
    return fabs(x - 0.5) < 0.003 ? TF_ABSENT : x;
}

static void a_gap_beside_a_root_does_not_hide_it(void **state)
{
    (void)state;
    struct tf_roots roots = find((struct question){with_gap, 0.1, 0.9, 0.504, 0, false, 0, 9});
    assert_int_equal(roots.crossing_count, 1);
    assert_crossing(&roots.crossings[0], 0.504, 1e-15);
}

/* As a year that is reached: 1/x, but later than all where x is below a half. */
static double later(double x)
{
    return x < 0.5 ? HUGE_VAL : 1 / x;
}

static void what_lies_beyond_all_numbers_counts_as_above(void **state)
{
    (void)state;
    struct tf_roots roots =
        find((struct question){later, 0, 1, 1.999, TF_MET_FROM_BELOW, false, 0, 7});
    assert_int_equal(roots.crossing_count, 1);
    assert_crossing(&roots.crossings[0], 1 / 1.999, 1e-15);
    assert_true(roots.crossings[0].value <= 1.999);
    roots = find((struct question){later, 0, 1, 3, TF_MET_FROM_BELOW, false, 0, 7});
    assert_int_equal(roots.crossing_count, 1);
    assert_crossing(&roots.crossings[0], 0.5, 1e-14);
    assert_true(roots.crossings[0].jumps && roots.crossings[0].value <= 2);
    roots = find((struct question){later, 0, 0.4, 3, TF_MET_FROM_BELOW, false, 0, 7});
    assert_int_equal(roots.crossing_count, 0);
    assert_int_equal(roots.limit, TF_LIMIT_FLAT);
}

static double stairs(double x)
{
    return floor(10 * x) / 10;
}

static void a_step_is_met_at_its_end(void **state)
{
    (void)state;
    struct tf_roots roots =
        find((struct question){stairs, 0, 1, 0.55, TF_MET_FROM_ABOVE, true, 0.01, 16});
    assert_int_equal(roots.crossing_count, 1);
    assert_crossing(&roots.crossings[0], 0.6, 1e-10);
    assert_true(roots.crossings[0].value == 0.6 && roots.crossings[0].jumps);
    roots = find((struct question){stairs, 0, 1, 0.5, TF_MET_FROM_ABOVE, true, 0.01, 16});
    assert_int_equal(roots.crossing_count, 1);
    assert_crossing(&roots.crossings[0], 0.5, 1e-10);
    assert_true(roots.crossings[0].value == 0.5);
}

/* Finds the stairs' step at 0.6 at once, or says that it is elsewhere. */
static bool narrow_rightly(void *context, double enough, double *a, double *b)
{
    (void)context;
    assert_true(*a < 0.6 && *b >= 0.6 && enough < 1e-9);
    *a = 0.6 - 1e-12;
    *b = 0.6;
    return true;
}

static bool narrow_wrongly(void *context, double enough, double *a, double *b)
{
    (void)context, (void)enough;
    *b = *a + 1e-12;
    return true;
}

static bool narrow_to_a_gap(void *context, double enough, double *a, double *b)
{
    (void)context, (void)enough;
    *a = *b = -1;
    return true;
}

static double stairs_from_zero(double x)
{
    return x < 0 ? TF_ABSENT : stairs(x);
}

static void a_curve_may_know_how_to_close_in(void **state)
{
    (void)state;
    bool (*const ways[])(void *, double, double *, double *) = {NULL, narrow_rightly,
                                                                narrow_wrongly, narrow_to_a_gap};
    size_t calls[4];
    for (size_t i = 0; i < 4; i++) {
        struct counted counted = {.function = stairs_from_zero};
        struct tf_curve curve = {compute, &counted, ways[i], true, 0.01};
        struct tf_root_search search = {&curve, 0, 1, 16, 0.55, TF_MET_FROM_ABOVE};
        struct tf_roots roots;
        assert_true(tf_roots_find(&search, &roots));
        assert_int_equal(roots.crossing_count, 1);
        assert_crossing(&roots.crossings[0], 0.6, 1e-10);
        assert_true(roots.crossings[0].value == 0.6);
        calls[i] = counted.calls;
    }
    assert_true(calls[1] == 17 + 2 && calls[0] > 40 && calls[2] == calls[0] + 1);
}

static void a_jump_over_the_target_is_no_root(void **state)
{
    (void)state;
    struct tf_roots roots = find((struct question){stairs, 0, 1, 0.55, 0, false, 0, 16});
    assert_int_equal(roots.crossing_count, 0);
    assert_int_equal(roots.limit, TF_LIMIT_JUMP);
    assert_true(fabs(roots.nearest - 0.6) < 1e-10);
}

static double one(double x)
{
    (void)x;
    return 1;
}

static double nothing(double x)
{
    (void)x;
    return TF_ABSENT;
}

static void what_does_not_move_is_said_to_be_flat(void **state)
{
    (void)state;
    struct tf_roots roots = find((struct question){one, 2, 3, 4, 0, 0, 0, 0});
    assert_int_equal(roots.limit, TF_LIMIT_FLAT);
    assert_true(roots.nearest == 2 && roots.nearest_value == 1);
    roots = find((struct question){one, 2, 3, 1, 0, 0, 0, 0});
    assert_int_equal(roots.crossing_count, 1);
    assert_true(roots.crossings[0].x == 2 && roots.crossings[0].flat_to == 3);
    roots = find((struct question){nothing, 2, 3, 1, 0, 0, 0, 0});
    assert_int_equal(roots.limit, TF_LIMIT_NOWHERE);
    assert_true(isnan(roots.nearest));
}

static double shaken(double x)
{
    return x + 0.004 * sin(300 * x);
}

static void turns_within_the_noise_are_not_counted(void **state)
{
    (void)state;
    assert_false(find((struct question){shaken, 0, 1, 0.5, 0, 0, 0, 200}).monotone);
    assert_true(find((struct question){shaken, 0, 1, 0.5, 0, 0, 0.01, 200}).monotone);
}

static void it_can_be_stopped_at_any_time(void **state)
{
    (void)state;
    for (size_t after = 1; after < 90; after += 4) {
        struct counted counted = {.function = narrow, .stop_after = after};
        struct tf_curve curve = {compute, &counted, NULL, false, 0};
        struct tf_root_search search = {&curve, 0, 1, 64, 1e-8, TF_MET_EXACTLY};
        struct tf_roots roots;
        assert_false(tf_roots_find(&search, &roots));
        assert_true(counted.calls <= after + 65);
    }
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_root_is_found_to_the_last_digits),
        cmocka_unit_test(roots_at_ends_of_cells_are_found_once),
        cmocka_unit_test(all_roots_of_the_sine_are_listed),
        cmocka_unit_test(two_roots_in_one_cell_are_both_found),
        cmocka_unit_test(what_only_touches_the_target_is_a_root),
        cmocka_unit_test(a_turn_before_the_target_is_the_nearest),
        cmocka_unit_test(the_ends_of_the_bracket_limit),
        cmocka_unit_test(roots_near_where_values_end_are_found),
        cmocka_unit_test(where_values_end_limits),
        cmocka_unit_test(a_gap_beside_a_root_does_not_hide_it),
        cmocka_unit_test(what_lies_beyond_all_numbers_counts_as_above),
        cmocka_unit_test(a_step_is_met_at_its_end),
        cmocka_unit_test(a_curve_may_know_how_to_close_in),
        cmocka_unit_test(a_jump_over_the_target_is_no_root),
        cmocka_unit_test(what_does_not_move_is_said_to_be_flat),
        cmocka_unit_test(turns_within_the_noise_are_not_counted),
        cmocka_unit_test(it_can_be_stopped_at_any_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
