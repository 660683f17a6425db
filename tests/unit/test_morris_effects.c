/* Elementary effects against published ones, and what must hold of them for any output. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "experiment/morris_effects.h"
#include "sensitivity_functions.h"

enum { LEVELS = 4, POINTS = LEVELS * LEVELS * LEVELS };

static const struct tf_resampling usual = {
    .replicates = 500, .confidence = 0.95, .seed = 1, .threads = 2};

struct fixture {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_indices indices;
};

static void estimate(struct fixture *fixture, const struct tf_morris_design *design,
                     const double *y, const struct tf_resampling *resampling)
{
    tf_arena_init(&fixture->arena);
    tf_diag_init(&fixture->diag);
    assert_true(tf_morris_effects(design, y, resampling, &fixture->arena, &fixture->indices,
                                  &fixture->diag));
}

static void release(struct fixture *fixture)
{
    tf_arena_release(&fixture->arena);
    tf_diag_release(&fixture->diag);
}

/* A function at every point of a grid of three factors. */
static void fill_grid(function *f, double *y)
{
    for (size_t point = 0; point < POINTS; point++) {
        double u[3];
        for (size_t i = 0, rest = point; i < 3; i++, rest /= LEVELS) {
            u[i] = (double)(rest % LEVELS) / (LEVELS - 1);
        }
        y[point] = f(u, 3);
    }
}

/* Every move by 2/3 that there is on it. */
static size_t fill_steps(struct tf_morris_step *steps)
{
    size_t count = 0;
    for (size_t point = 0; point < POINTS; point++) {
        for (size_t factor = 0, stride = 1; factor < 3; factor++, stride *= LEVELS) {
            if (point / stride % LEVELS < LEVELS / 2) {
                steps[count] = (struct tf_morris_step){factor, point, point + stride * (LEVELS / 2),
                                                       2.0 / 3, count};
                count++;
            }
        }
    }
    return count;
}

/* Ishigami's function on four levels, every effect that there is (issue 5). */
static void test_enumeration(void **state)
{
    (void)state;
    static const double mu_star[] = {7.704054, 7.875, 6.248796};
    double y[POINTS];
    struct tf_morris_step steps[3 * POINTS];
    struct fixture fixture;
    fill_grid(ishigami, y);
    size_t count = fill_steps(steps);
    estimate(&fixture, &(struct tf_morris_design){3, steps, count}, y, &usual);
    assert_int_equal(fixture.indices.n, count);
    for (size_t i = 0; i < 3; i++) {
        const struct tf_index *index = &fixture.indices.items[3 + i];
        assert_int_equal(index->kind, TF_INDEX_MU_STAR);
        assert_int_equal(index->factor, i);
        assert_int_equal(index->n, POINTS / 2);
        assert_close(index->value, mu_star[i], 5e-7);
        assert_true(index->low <= index->value && index->value <= index->high);
    }
    /* The third factor does as much one way as the other. */
    assert_close(fixture.indices.items[2].value, 0, 1e-12);
    release(&fixture);
}

static double plane(const double *u, size_t factors)
{
    (void)factors;
    return 1e6 + 3 * u[0] - 2 * u[1];
}

/* All effects of a plane are its slopes, upwards and downwards. */
static void test_plane(void **state)
{
    (void)state;
    static const double slopes[] = {3, -2, 0};
    double y[POINTS];
    struct tf_morris_step steps[3 * POINTS];
    struct fixture fixture;
    fill_grid(plane, y);
    size_t count = fill_steps(steps);
    for (size_t i = 0; i < count; i += 2) {
        uint64_t from = steps[i].from;
        steps[i].from = steps[i].to;
        steps[i].to = from;
        steps[i].delta = -steps[i].delta;
    }
    estimate(&fixture, &(struct tf_morris_design){3, steps, count}, y, &usual);
    for (size_t i = 0; i < 3; i++) {
        const struct tf_index *items = fixture.indices.items;
        assert_close(items[i].value, slopes[i], 1e-8);
        assert_close(items[3 + i].value, fabs(slopes[i]), 1e-8);
        assert_close(items[6 + i].value, 0, 1e-8);
        assert_close(items[i].low, slopes[i], 1e-8);
        assert_close(items[i].high, slopes[i], 1e-8);
    }
    release(&fixture);
}

/* Effects 1, 2, 3 and 6: mean 3, sum of squared deviations 4 + 1 + 0 + 9. */
static void test_by_hand(void **state)
{
    (void)state;
    static const double y[] = {0, 0.5, 0, 1, 0, 1.5, 0, 3};
    struct tf_morris_step steps[4];
    struct fixture fixture;
    for (size_t i = 0; i < 4; i++) {
        steps[i] = (struct tf_morris_step){0, 2 * i, 2 * i + 1, 0.5, i};
    }
    estimate(&fixture, &(struct tf_morris_design){1, steps, 4}, y, &usual);
    assert_close(fixture.indices.items[0].value, 3, 1e-14);
    assert_close(fixture.indices.items[2].value, sqrt(14 / 3.0), 1e-14);
    release(&fixture);
}

static void test_infeasible(void **state)
{
    (void)state;
    double y[POINTS];
    struct tf_morris_step steps[3 * POINTS], kept[3 * POINTS];
    struct fixture with, without;
    size_t count = fill_steps(steps), left = 0;
    fill_grid(ishigami, y);
    for (size_t i = 0; i < count; i++) {
        if (steps[i].from != 9 && steps[i].to != 9) {
            kept[left++] = steps[i];
        }
    }
    estimate(&without, &(struct tf_morris_design){3, kept, left}, y, &usual);
    y[9] = (double)NAN;
    estimate(&with, &(struct tf_morris_design){3, steps, count}, y, &usual);
    assert_int_equal(with.indices.n, left);
    assert_int_equal(with.indices.left_out, 3);
    for (size_t i = 0; i < 9; i++) {
        assert_memory_equal(&with.indices.items[i].value, &without.indices.items[i].value,
                            sizeof(double));
    }
    for (size_t i = 0; i < POINTS; i++) {
        y[i] = (double)NAN;
    }
    release(&with);
    estimate(&with, &(struct tf_morris_design){3, steps, count}, y, &usual);
    assert_int_equal(with.indices.problem, TF_INDICES_TOO_FEW);
    assert_true(isnan(with.indices.items[3].value));
    release(&with);
    release(&without);
}

/* Trajectories are resampled whole: effects that always come together have no more weight of
 * evidence than one, so that the interval is as wide. */
static void test_trajectories_are_whole(void **state)
{
    (void)state;
    enum { COUNT = 40 };
    double y[2 * COUNT];
    struct tf_morris_step once[COUNT], thrice[3 * COUNT];
    struct fixture one, three;
    for (size_t i = 0; i < COUNT; i++) {
        y[2 * i] = 0;
        y[2 * i + 1] = (double)(i * i % 17);
        once[i] = (struct tf_morris_step){0, 2 * i, 2 * i + 1, 1, i};
        for (size_t j = 0; j < 3; j++) {
            thrice[3 * i + j] = once[i];
        }
    }
    estimate(&one, &(struct tf_morris_design){1, once, COUNT}, y, &usual);
    estimate(&three, &(struct tf_morris_design){1, thrice, 3 * COUNT}, y, &usual);
    assert_true(one.indices.items[0].high - one.indices.items[0].low > 1);
    assert_close(one.indices.items[0].low, three.indices.items[0].low, 1e-12);
    assert_close(one.indices.items[0].high, three.indices.items[0].high, 1e-12);
    release(&one);
    release(&three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_enumeration),
        cmocka_unit_test(test_plane),
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_infeasible),
        cmocka_unit_test(test_trajectories_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
