/* Maximin Latin hypercubes: still hypercubes, their points farther apart. */
#include "experiment/maximin.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { DIMENSIONS = 4, LENGTH = 2048 };
static _Alignas(64) double columns[DIMENSIONS][LENGTH];

struct fixture {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_design design;
    struct tf_design_table table;
    struct tf_dimension dimensions[DIMENSIONS];
};

static void set_up(struct fixture *fixture, uint64_t seed, size_t runs)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    memset(fixture, 0, sizeof *fixture);
    tf_arena_init(&fixture->arena);
    tf_diag_init(&fixture->diag);
    fixture->design =
        (struct tf_design){.kind = TF_DESIGN_LATIN, .seed = seed, .run_count = runs, .whole = true};
    for (uint32_t d = 0; d < DIMENSIONS; d++) {
        fixture->dimensions[d] =
            (struct tf_dimension){.identity = tf_random_identity(names[d]), .index = d, .group = d};
    }
}

static void tear_down(struct fixture *fixture)
{
    tf_arena_release(&fixture->arena);
    tf_diag_release(&fixture->diag);
}

static void improve(struct fixture *fixture)
{
    fixture->design.table = NULL;
    assert_true(tf_maximin_hypercube(&fixture->design, fixture->dimensions, DIMENSIONS,
                                     &fixture->arena, &fixture->table, &fixture->diag));
    fixture->design.table = &fixture->table;
}

static void fill(struct fixture *fixture)
{
    for (uint32_t d = 0; d < DIMENSIONS; d++) {
        tf_design_uniforms(&fixture->design, &fixture->dimensions[d], 0,
                           (size_t)fixture->design.run_count, columns[d]);
    }
}

static double nearest_distance(size_t runs)
{
    double least = HUGE_VAL;
    for (size_t a = 0; a < runs; a++) {
        for (size_t b = 0; b < a; b++) {
            double squared = 0;
            for (size_t d = 0; d < DIMENSIONS; d++) {
                squared += pow(columns[d][a] - columns[d][b], 2);
            }
            least = squared < least ? squared : least;
        }
    }
    return sqrt(least);
}

static void each_stratum_has_one_run(size_t runs)
{
    for (size_t d = 0; d < DIMENSIONS; d++) {
        bool hit[LENGTH] = {false};
        for (size_t run = 0; run < runs; run++) {
            size_t stratum = (size_t)(columns[d][run] * (double)runs);
            assert_true(stratum < runs && !hit[stratum]);
            hit[stratum] = true;
        }
    }
}

static void points_move_apart(void **state)
{
    (void)state;
    static const size_t sizes[] = {10, 50, 400, 2000};
    for (size_t i = 0; i < 4; i++) {
        struct fixture fixture;
        set_up(&fixture, 1 + i, sizes[i]);
        fill(&fixture);
        double before = nearest_distance(sizes[i]);
        improve(&fixture);
        fill(&fixture);
        double after = nearest_distance(sizes[i]);
        print_message("# %zu runs: nearest two %.4f apart, were %.4f\n", sizes[i], after, before);
        assert_true(after > 1.4 * before);
        each_stratum_has_one_run(sizes[i]);
        tear_down(&fixture);
    }
}

static void same_seed_same_points(void **state)
{
    (void)state;
    struct fixture fixture;
    static double kept[DIMENSIONS][40];
    set_up(&fixture, 3, 40);
    for (size_t width = 2; width <= 8; width *= 2) {
        fixture.design.lane_width = width;
        improve(&fixture);
        fill(&fixture);
        for (size_t d = 0; d < DIMENSIONS; d++) {
            if (width > 2) {
                assert_memory_equal(kept[d], columns[d], sizeof kept[d]);
            }
            memcpy(kept[d], columns[d], sizeof kept[d]);
        }
    }
    fixture.design.seed = 4;
    improve(&fixture);
    fill(&fixture);
    assert_memory_not_equal(kept[0], columns[0], sizeof kept[0]);
    tear_down(&fixture);
}

static void few_runs_need_no_care(void **state)
{
    (void)state;
    for (size_t runs = 1; runs <= 3; runs++) {
        struct fixture fixture;
        set_up(&fixture, 1, runs);
        improve(&fixture);
        fill(&fixture);
        each_stratum_has_one_run(runs);
        tear_down(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_move_apart),
        cmocka_unit_test(same_seed_same_points),
        cmocka_unit_test(few_runs_need_no_care),
    };
    return cmocka_run_group_tests_name("maximin", tests, NULL, NULL);
}
