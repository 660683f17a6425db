/* Designs are recognised by their points, and what is none of them is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "experiment/design.h"
#include "experiment/recognise.h"
#include "experiment/trajectories.h"
#include "sensitivity_functions.h"

enum { FACTORS_MOST = 5, RUNS_MOST = 4096 };

struct fixture {
    struct tf_arena arena;
    struct tf_diag diag;
    double *x[FACTORS_MOST];
    struct tf_marginal marginals[FACTORS_MOST];
    struct tf_points_given points;
};

static const char *const names[FACTORS_MOST] = {"a", "b", "c", "d", "e"};

/* The points of a design over k factors, uniform on [i, 2i + 1]. */
static void begin(struct fixture *fixture, struct tf_design *design, size_t k, uint64_t points)
{
    tf_arena_init(&fixture->arena);
    tf_diag_init(&fixture->diag);
    design->group_count = design->dimension_count = (uint32_t)k;
    design->run_count = points * tf_design_rows(design);
    for (size_t i = 0; i < k; i++) {
        double low = (double)i, high = 2 * low + 1;
        struct tf_distribution uniform = {.kind = TF_DIST_UNIFORM, .low = low, .high = high};
        struct tf_dimension dimension = {
            .identity = tf_random_identity(names[i]), .index = (uint32_t)i, .group = (uint32_t)i};
        fixture->x[i] = tf_arena_alloc_aligned(&fixture->arena, RUNS_MOST, sizeof(double));
        assert_true(tf_marginal_init(&fixture->marginals[i], &uniform, (low + high) / 2,
                                     &fixture->arena, &fixture->diag));
        tf_design_uniforms(design, &dimension, 0, (size_t)design->run_count, fixture->x[i]);
        tf_marginal_from_uniforms(&fixture->marginals[i], (size_t)design->run_count, 0,
                                  fixture->x[i]);
    }
    fixture->points =
        (struct tf_points_given){(const double *const *)fixture->x, names, k, design->run_count, 1};
}

static void end(struct fixture *fixture)
{
    tf_arena_release(&fixture->arena);
    tf_diag_release(&fixture->diag);
}

static void test_saltelli(void **state)
{
    (void)state;
    for (size_t k = 2; k <= FACTORS_MOST; k++) {
        for (int second = 0; second < 2; second++) {
            struct fixture fixture;
            struct tf_design design = {.kind = TF_DESIGN_SALTELLI,
                                       .seed = k,
                                       .base = TF_DESIGN_SOBOL,
                                       .second_order = second == 1};
            struct tf_sobol_design found;
            begin(&fixture, &design, k, 16);
            assert_true(tf_saltelli_recognise(&fixture.points, &found, &fixture.diag));
            assert_int_equal(found.factor_count, k);
            assert_int_equal(found.base_count, 16);
            assert_int_equal(found.second_order, second);
            end(&fixture);
        }
    }
}

/* Whichever value is changed, the run that has it, or that should be like it, is named. */
static void test_saltelli_with_a_mistake(void **state)
{
    (void)state;
    struct fixture fixture;
    struct tf_design design = {.kind = TF_DESIGN_SALTELLI, .seed = 1, .base = TF_DESIGN_SOBOL};
    struct tf_sobol_design found;
    begin(&fixture, &design, 3, 4);
    for (uint64_t run = 0; run < design.run_count; run++) {
        for (size_t i = 0; i < 3; i++) {
            double before = fixture.x[i][run];
            struct tf_diag diag;
            tf_diag_init(&diag);
            fixture.x[i][run] = nextafter(before, 10);
            assert_false(tf_saltelli_recognise(&fixture.points, &found, &diag));
            assert_int_equal(diag.status, TF_BAD_INPUT);
            fixture.x[i][run] = before;
            tf_diag_release(&diag);
        }
    }
    fixture.points.run_count--;
    assert_false(tf_saltelli_recognise(&fixture.points, &found, &fixture.diag));
    end(&fixture);
}

/* Every step of a design of all starts, with the move that the design says. */
static void test_trajectories(void **state)
{
    (void)state;
    for (size_t k = 1; k <= 3; k++) {
        struct fixture fixture;
        struct tf_design design = {.kind = TF_DESIGN_MORRIS, .level_count = 4};
        struct tf_morris_design found;
        begin(&fixture, &design, k, tf_trajectories_all(4, (uint32_t)k, (uint32_t)k));
        assert_true(tf_trajectories_recognise(&fixture.points, fixture.marginals, &fixture.arena,
                                              &found, &fixture.diag));
        assert_int_equal(found.factor_count, k);
        assert_int_equal(found.step_count, k * design.run_count / (k + 1));
        for (size_t i = 0; i < found.step_count; i++) {
            const struct tf_morris_step *step = &found.steps[i];
            struct tf_dimension dimension = {.index = (uint32_t)step->factor,
                                             .group = (uint32_t)step->factor};
            assert_int_equal(step->to, step->from + 1);
            assert_int_equal(step->trajectory, step->from / (k + 1));
            assert_close(step->delta, tf_morris_move(&design, &dimension, step->to), 1e-14);
        }
        end(&fixture);
    }
}

static void refuse_trajectories(const double *a, const double *b, uint64_t runs, bool b_moves,
                                const char *expected)
{
    const double *const x[] = {a, b};
    struct tf_points_given points = {x, names, 2, runs, 1};
    struct tf_marginal marginals[2];
    struct tf_morris_design found;
    struct tf_arena arena;
    struct tf_diag diag;
    tf_arena_init(&arena);
    tf_diag_init(&diag);
    for (size_t i = 0; i < 2; i++) {
        double high = i == 0 || b_moves ? 1 : 0;
        struct tf_distribution uniform = {.kind = TF_DIST_UNIFORM, .low = 0, .high = high};
        assert_true(tf_marginal_init(&marginals[i], &uniform, 0, &arena, &diag));
    }
    bool good = tf_trajectories_recognise(&points, marginals, &arena, &found, &diag);
    assert_int_equal(good, expected == NULL);
    if (expected != NULL) {
        assert_non_null(strstr(diag.messages[0].text, expected));
    }
    tf_arena_release(&arena);
    tf_diag_release(&diag);
}

static void test_no_trajectories(void **state)
{
    (void)state;
    static const double still[] = {0, 0, 0}, once[] = {0, 1, 1}, late[] = {0, 0, 1},
                        back[] = {0, 1, 0}, beyond[] = {2, 3, 3};
    refuse_trajectories(once, late, 3, true, NULL);
    refuse_trajectories(once, late, 2, true, "the design has 2 runs");
    refuse_trajectories(once, once, 3, true, "2 factors move between runs 1 and 2");
    refuse_trajectories(once, still, 3, true, "0 factors move between runs 2 and 3");
    refuse_trajectories(once, still, 3, false, NULL);
    refuse_trajectories(back, still, 3, true, "`a` moves again at run 3");
    refuse_trajectories(beyond, late, 3, true, "`a` moves where its distribution has no");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_saltelli),
        cmocka_unit_test(test_saltelli_with_a_mistake),
        cmocka_unit_test(test_trajectories),
        cmocka_unit_test(test_no_trajectories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
