/* Tests of output/chart_contour against fields whose contours are known. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/num.h"
#include "output/chart_contour.h"

#define SIDE 41

static struct tf_arena arena;

/* A plane's contour is a straight line, and linear interpolation meets it exactly. */
static void test_plane(void **state)
{
    (void)state;
    double z[5 * 4];
    struct contour contour;
    for (size_t i = 0; i < 20; i++)
        z[i] = (double)(i % 5) + 2 * (double)(i / 5);
    assert_true(contour_trace(z, 5, 4, 4.5, &arena, &contour));
    assert_int_equal(contour.line_count, 1);
    for (size_t i = 0; i < contour.ends[0]; i++)
        assert_true(fabs(contour.x[i] + 2 * contour.y[i] - 4.5) < 1e-12);
    /* from edge to edge of the grid: at x = 4 and at x = 0 */
    size_t last = contour.ends[0] - 1;
    double left = fmin(contour.x[0], contour.x[last]), right = fmax(contour.x[0], contour.x[last]);
    assert_true(fabs(left) < 1e-12);
    assert_true(fabs(right - 4) < 1e-12);
}

/* A circle is one closed line; on a grid of spacing h its points are off by h^2 / (8 r) at most. */
static void test_circle(void **state)
{
    (void)state;
    static double z[SIDE * SIDE];
    struct contour contour;
    double radius = 15.3, middle = 20;
    for (size_t i = 0; i < SIDE * SIDE; i++)
        z[i] = hypot((double)(i % SIDE) - middle, (double)(i / SIDE) - middle);
    assert_true(contour_trace(z, SIDE, SIDE, radius, &arena, &contour));
    assert_int_equal(contour.line_count, 1);
    size_t last = contour.ends[0] - 1;
    assert_true(contour.x[0] == contour.x[last] && contour.y[0] == contour.y[last]);
    double length = 0;
    for (size_t i = 0; i <= last; i++) {
        double distance = hypot(contour.x[i] - middle, contour.y[i] - middle);
        assert_true(fabs(distance - radius) < 1 / (8 * radius) + 1e-9);
        if (i > 0)
            length += hypot(contour.x[i] - contour.x[i - 1], contour.y[i] - contour.y[i - 1]);
    }
    assert_true(fabs(length - 2 * acos(-1) * radius) < 0.5);
}

/* Two hills give two lines; a saddle joins what the mean of its corners says. */
static void test_several(void **state)
{
    (void)state;
    double hills[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    double saddle[] = {3, 0, 0, 2}; /* mean 1.25 */
    struct contour contour;
    assert_true(contour_trace(hills, 7, 3, 1, &arena, &contour));
    assert_int_equal(contour.line_count, 2);
    assert_true(contour_trace(saddle, 2, 2, 1, &arena, &contour));
    assert_int_equal(contour.line_count, 2);
    /* the high corners are joined through the middle: no line passes between it and them */
    for (size_t i = 0; i < 4; i++)
        assert_true(fabs(contour.x[i] - contour.y[i]) > 0.4);
    assert_true(contour_trace(saddle, 2, 2, 1.5, &arena, &contour));
    assert_int_equal(contour.line_count, 2);
}

static void test_nothing(void **state)
{
    (void)state;
    double flat[] = {1, 1, 1, 1}, holes[] = {0, TF_ABSENT, 0, 2, 2, 2};
    struct contour contour;
    assert_true(contour_trace(flat, 2, 2, 1, &arena, &contour));
    assert_int_equal(contour.line_count, 0);
    assert_true(contour_trace(flat, 2, 2, 2, &arena, &contour));
    assert_int_equal(contour.line_count, 0);
    assert_true(contour_trace(holes, 3, 2, 1, &arena, &contour)); /* both squares have a hole */
    assert_int_equal(contour.line_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plane),
        cmocka_unit_test(test_circle),
        cmocka_unit_test(test_several),
        cmocka_unit_test(test_nothing),
    };
    tf_arena_init(&arena);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    tf_arena_release(&arena);
    return failed;
}
