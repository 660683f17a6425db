/* Morris's trajectories: steps, levels, order, spread, and the exact enumeration. */
#include "experiment/trajectories.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { DIMENSIONS_MOST = 8, LENGTH = 16384 };
static _Alignas(64) double columns[DIMENSIONS_MOST][LENGTH];

struct fixture {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_design design;
    struct tf_design_table table;
    struct tf_dimension dimensions[DIMENSIONS_MOST];
    size_t dimension_count;
};

static struct tf_dimension dimension(uint32_t index, uint32_t group)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    return (struct tf_dimension){
        .identity = tf_random_identity(names[index]), .index = index, .group = group};
}

/* The last two dimensions are one group. */
static void set_up(struct fixture *fixture, uint32_t dimensions, uint32_t levels)
{
    memset(fixture, 0, sizeof *fixture);
    tf_arena_init(&fixture->arena);
    tf_diag_init(&fixture->diag);
    fixture->dimension_count = dimensions;
    for (uint32_t d = 0; d < dimensions; d++) {
        fixture->dimensions[d] = dimension(d, d + 1 < dimensions ? d : d - 1);
    }
    fixture->design = (struct tf_design){
        .kind = TF_DESIGN_MORRIS, .seed = 5, .group_count = dimensions - 1, .level_count = levels};
}

static void choose(struct fixture *fixture, size_t trajectories)
{
    assert_true(tf_trajectories_choose(&fixture->design, fixture->dimensions,
                                       fixture->dimension_count, trajectories, &fixture->arena,
                                       &fixture->table, &fixture->diag));
    fixture->design.table = &fixture->table;
}

static void fill(struct fixture *fixture, size_t runs)
{
    for (uint32_t d = 0; d < fixture->dimension_count; d++) {
        tf_design_uniforms(&fixture->design, &fixture->dimensions[d], 0, runs, columns[d]);
    }
}

static void tear_down(struct fixture *fixture)
{
    tf_arena_release(&fixture->arena);
    tf_diag_release(&fixture->diag);
}

static bool is_level(double u, uint32_t levels)
{
    for (uint32_t i = 0; i < levels; i++) {
        if (u == (double)i / (double)(levels - 1)) {
            return true;
        }
    }
    return false;
}

/* Every step moves the dimensions of one group by delta, every group once, on the grid. */
static void check_steps(struct fixture *fixture, size_t trajectories)
{
    uint32_t groups = fixture->design.group_count, levels = fixture->design.level_count;
    double delta = tf_morris_delta(levels);
    size_t runs = trajectories * (groups + 1);
    assert_int_equal(tf_design_rows(&fixture->design), groups + 1);
    fill(fixture, runs);
    bool moved[DIMENSIONS_MOST] = {false};
    for (size_t run = 0; run < runs; run++) {
        struct tf_design_row row = tf_design_row(&fixture->design, run);
        assert_int_equal(row.part, row.step == 0 ? TF_PART_START : TF_PART_MOVE);
        if (row.step == 0) {
            memset(moved, 0, sizeof moved);
            assert_int_equal(row.group, UINT32_MAX);
        } else {
            assert_true(row.group < groups && !moved[row.group]);
            moved[row.group] = true;
        }
        for (size_t d = 0; d < fixture->dimension_count; d++) {
            assert_true(is_level(columns[d][run], levels));
            double move = row.step > 0 ? columns[d][run] - columns[d][run - 1] : 0;
            bool moves = fixture->dimensions[d].group == row.group;
            assert_true(fabs(fabs(move) - (moves ? delta : 0)) < 1e-15);
            double told = tf_morris_move(&fixture->design, &fixture->dimensions[d], run);
            assert_true(fabs(told - move) < 1e-15);
        }
    }
}

static void steps_move_one_group_by_delta(void **state)
{
    (void)state;
    static const uint32_t levels[] = {2, 4, 6, 10};
    for (size_t i = 0; i < 4; i++) {
        struct fixture fixture;
        set_up(&fixture, 6, levels[i]);
        choose(&fixture, 40);
        check_steps(&fixture, 40);
        tear_down(&fixture);
    }
}

static void delta_is_that_of_morris(void **state)
{
    (void)state;
    assert_true(tf_morris_delta(4) == 2.0 / 3); /* Morris (1991), section 3 */
    assert_true(tf_morris_delta(2) == 1);
}

/* The squared distances of all pairs of trajectories, added up (Campolongo et al. 2007, eq. 10). */
static double spread_of(const struct fixture *fixture, size_t trajectories)
{
    size_t points = fixture->design.group_count + 1;
    double all = 0;
    for (size_t a = 0; a < trajectories; a++) {
        for (size_t b = 0; b < a; b++) {
            double distance = 0;
            for (size_t i = a * points; i < (a + 1) * points; i++) {
                for (size_t j = b * points; j < (b + 1) * points; j++) {
                    double squared = 0;
                    for (size_t d = 0; d < fixture->dimension_count; d++) {
                        squared += pow(columns[d][i] - columns[d][j], 2);
                    }
                    distance += sqrt(squared);
                }
            }
            all += distance * distance;
        }
    }
    return all;
}

/* A choice of 500 is spread wider than the first that come. */
static void choice_is_spread_out(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct fixture fixture;
        set_up(&fixture, 7, 4);
        fixture.design.seed = seed;
        choose(&fixture, 500); /* the whole pool, in the order in which it was drawn */
        fill(&fixture, 20 * 7);
        double random = spread_of(&fixture, 20);
        choose(&fixture, 20);
        fill(&fixture, 20 * 7);
        double chosen = spread_of(&fixture, 20);
        print_message("# spread of 20 trajectories: %.4g, by chance %.4g\n", chosen, random);
        assert_true(chosen > 1.1 * random);
        tear_down(&fixture);
    }
}

/* A trajectory walked backwards has the same points, and tells nothing new. Of three groups on two
 * levels there are 8 starts in 6 orders, so 24 that differ: a choice of 24 is all of them. */
static void choice_repeats_nothing(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture, 3, 2);
    fixture.dimensions[2].group = 2; /* no group of two */
    fixture.design.group_count = 3;
    choose(&fixture, 24);
    fill(&fixture, 24 * 4);
    for (size_t a = 0; a < 24; a++) {
        for (size_t b = 0; b < a; b++) {
            size_t shared = 0;
            for (size_t i = 0; i < 16; i++) {
                size_t first = 4 * a + i / 4, second = 4 * b + i % 4;
                shared += columns[0][first] == columns[0][second] &&
                          columns[1][first] == columns[1][second] &&
                          columns[2][first] == columns[2][second];
            }
            assert_true(shared < 4);
        }
    }
    tear_down(&fixture);
}

static void smaller_choice_is_a_prefix(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture, 5, 4);
    choose(&fixture, 20);
    fill(&fixture, 20 * 5);
    double kept[DIMENSIONS_MOST][50];
    for (size_t d = 0; d < 5; d++) {
        memcpy(kept[d], columns[d], sizeof kept[d]);
    }
    choose(&fixture, 10);
    fill(&fixture, 10 * 5);
    for (size_t d = 0; d < 5; d++) {
        assert_memory_equal(kept[d], columns[d], sizeof kept[d]);
    }
    tear_down(&fixture);
}

/* A dimension with a tail has its outer levels at the quantiles of the tail. */
static void tails_are_spared(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture, 4, 4);
    fixture.dimensions[1].tail = 0.005;
    choose(&fixture, 30);
    fill(&fixture, 30 * 4);
    bool low = false, high = false;
    for (size_t run = 0; run < 30 * 4; run++) {
        low |= columns[1][run] == 0.005;
        high |= columns[1][run] == 0.995;
        assert_true(columns[1][run] >= 0.005 && columns[1][run] <= 0.995);
        double move = tf_morris_move(&fixture.design, &fixture.dimensions[1], run);
        double found = move == 0 ? 0 : columns[1][run] - columns[1][run - 1];
        assert_true(fabs(move - found) < 1e-15);
    }
    assert_true(low && high);
    tear_down(&fixture);
}

/* The function of Ishigami and Homma (1990) with a = 7, b = 0.1, from -pi to pi. */
static double ishigami(size_t run)
{
    double x[3];
    for (size_t d = 0; d < 3; d++) {
        x[d] = (2 * columns[d][run] - 1) * M_PI;
    }
    return sin(x[0]) + 7 * pow(sin(x[1]), 2) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

/* Issue 5: mu* of Ishigami's function on four levels, by exact enumeration. */
static void all_starts_give_exact_means(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture, 3, 4);
    fixture.dimensions[2].group = 2;
    fixture.design.group_count = 3;
    assert_int_equal(tf_trajectories_all(4, 3, 3), 64);
    check_steps(&fixture, 64);
    double sums[3] = {0};
    for (size_t run = 0; run < 64 * 4; run++) {
        struct tf_design_row row = tf_design_row(&fixture.design, run);
        if (row.step > 0) {
            sums[row.group] += fabs(ishigami(run) - ishigami(run - 1)) / tf_morris_delta(4);
        }
    }
    const double expected[] = {7.704054, 7.875, 6.248796};
    for (size_t group = 0; group < 3; group++) {
        print_message("# mu* %.9f\n", sums[group] / 64);
        assert_true(fabs(sums[group] / 64 - expected[group]) < 1e-6);
    }
    tear_down(&fixture);
}

static void too_many_starts_are_told(void **state)
{
    (void)state;
    assert_true(tf_trajectories_all(4, 40, 40) == UINT64_MAX);
    assert_true(tf_trajectories_all(4, 1, 1) == 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_move_one_group_by_delta), cmocka_unit_test(delta_is_that_of_morris),
        cmocka_unit_test(choice_is_spread_out),          cmocka_unit_test(choice_repeats_nothing),
        cmocka_unit_test(smaller_choice_is_a_prefix),    cmocka_unit_test(tails_are_spared),
        cmocka_unit_test(all_starts_give_exact_means),   cmocka_unit_test(too_many_starts_are_told),
    };
    return cmocka_run_group_tests_name("trajectories", tests, NULL, NULL);
}
