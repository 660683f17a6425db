/* Saltelli designs: what each row consists of, and that rows do not depend on how they are asked
 * for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/project.h"
#include "experiment/design.h"

enum { DIMENSIONS = 5, LENGTH = 8192 };
static _Alignas(64) double columns[DIMENSIONS][LENGTH], other[LENGTH];

/* Groups: {0}, {1}, {2, 3}, {4}. */
enum { GROUPS = 4 };
static struct tf_dimension dimension(uint32_t index)
{
    static const char *const names[] = {"a", "b", "shock", "shock", "e"};
    static const uint32_t groups[] = {0, 1, 2, 2, 3};
    return (struct tf_dimension){.identity = tf_random_identity(names[index]),
                                 .word = index == 3,
                                 .index = index,
                                 .group = groups[index]};
}

static struct tf_design design_of(enum tf_design_kind base, bool second_order, bool plain)
{
    return (struct tf_design){.kind = TF_DESIGN_SALTELLI,
                              .seed = 11,
                              .base = base,
                              .second_order = second_order,
                              .plain = plain,
                              .dimension_count = DIMENSIONS,
                              .group_count = GROUPS};
}

static void fill(const struct tf_design *design)
{
    for (uint32_t d = 0; d < DIMENSIONS; d++) {
        struct tf_dimension at = dimension(d);
        tf_design_uniforms(design, &at, 0, LENGTH, columns[d]);
    }
}

static void rows_of_a_base_point_stand_together(void **state)
{
    (void)state;
    struct tf_design first = design_of(TF_DESIGN_SOBOL, false, false);
    struct tf_design second = design_of(TF_DESIGN_SOBOL, true, false);
    assert_int_equal(tf_design_rows(&first), GROUPS + 2);
    assert_int_equal(tf_design_rows(&second), 2 * GROUPS + 2);
    for (uint64_t run = 0; run < 1000; run++) {
        struct tf_design_row row = tf_design_row(&second, run);
        assert_int_equal(row.point, run / 10);
        assert_int_equal(row.step, run % 10);
        enum tf_design_part part = row.step == 0   ? TF_PART_A
                                   : row.step == 9 ? TF_PART_B
                                   : row.step <= 4 ? TF_PART_AB
                                                   : TF_PART_BA;
        assert_int_equal(row.part, part);
        bool mixed = part == TF_PART_AB || part == TF_PART_BA;
        assert_int_equal(row.group, mixed ? (row.step - 1) % GROUPS : UINT32_MAX);
    }
}

/* AB has the group from B and all else from A, BA the other way round. */
static void check_mixtures(const struct tf_design *design)
{
    fill(design);
    uint64_t rows = tf_design_rows(design);
    for (uint64_t run = 0; run < LENGTH / rows * rows; run++) {
        struct tf_design_row row = tf_design_row(design, run);
        uint64_t of_a = row.point * rows, of_b = of_a + rows - 1;
        bool is_b = row.part == TF_PART_B || row.part == TF_PART_BA;
        for (uint32_t d = 0; d < DIMENSIONS; d++) {
            bool from_b = is_b != (dimension(d).group == row.group);
            assert_true(columns[d][run] == columns[d][from_b ? of_b : of_a]);
            assert_true(columns[d][of_a] != columns[d][of_b]);
        }
    }
}

static void rows_mix_the_two_samples(void **state)
{
    (void)state;
    for (int second_order = 0; second_order <= 1; second_order++) {
        struct tf_design random = design_of(TF_DESIGN_RANDOM, second_order, false);
        struct tf_design sobol = design_of(TF_DESIGN_SOBOL, second_order, false);
        check_mixtures(&random);
        check_mixtures(&sobol);
    }
}

/* Saltelli et al. (2010), section 5: A is the left half, B the right half of one sequence. */
static void samples_are_halves_of_the_sequence(void **state)
{
    (void)state;
    struct tf_design design = design_of(TF_DESIGN_SOBOL, false, true);
    fill(&design);
    uint64_t rows = tf_design_rows(&design);
    for (uint64_t point = 0; point < LENGTH / rows; point++) {
        for (uint32_t d = 0; d < DIMENSIONS; d++) {
            assert_true(columns[d][point * rows] == tf_sobol_point(d, point));
            assert_true(columns[d][point * rows + rows - 1] ==
                        tf_sobol_point(d + DIMENSIONS, point));
        }
    }
}

/* Any two dimensions of a scrambled sequence that was a net stay one: the pair of A and B of
 * dimension 0 is dimensions 0 and 5; of 2^m points each interval of 2^-m has one, in both. */
static void samples_are_stratified(void **state)
{
    (void)state;
    enum { POINTS = 1024 };
    struct tf_design design = design_of(TF_DESIGN_SOBOL, false, false);
    fill(&design);
    for (uint32_t d = 0; d < DIMENSIONS; d++) {
        for (uint64_t sample = 0; sample <= 1; sample++) {
            bool hit[POINTS] = {false};
            for (uint64_t point = 0; point < POINTS; point++) {
                double u = columns[d][point * 6 + sample * 5];
                size_t stratum = (size_t)(u * POINTS);
                assert_true(u > 0 && u < 1 && !hit[stratum]);
                hit[stratum] = true;
            }
        }
    }
}

/* The two samples of a dimension are uncorrelated with each other: the scramblings must differ. */
static void samples_are_independent(void **state)
{
    (void)state;
    enum { POINTS = LENGTH / 6, SEEDS = 50 };
    for (int base = TF_DESIGN_RANDOM; base <= TF_DESIGN_SOBOL; base += TF_DESIGN_SOBOL) {
        double covariance = 0;
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            struct tf_design design = design_of((enum tf_design_kind)base, false, false);
            struct tf_dimension at = dimension(0);
            design.seed = seed;
            tf_design_uniforms(&design, &at, 0, LENGTH, columns[0]);
            for (size_t point = 0; point < POINTS; point++) {
                covariance += (columns[0][point * 6] - 0.5) * (columns[0][point * 6 + 5] - 0.5);
            }
        }
        /* Of independent uniforms each product has the variance 1/144. */
        double error = covariance / (SEEDS * POINTS) * 12;
        assert_true(error * error < 16.0 / (SEEDS * POINTS));
    }
}

static void pieces_and_widths_give_the_same_bits(void **state)
{
    (void)state;
    for (int second_order = 0; second_order <= 1; second_order++) {
        struct tf_design design = design_of(TF_DESIGN_SOBOL, second_order, false);
        for (int base = TF_DESIGN_RANDOM; base <= TF_DESIGN_SOBOL; base += TF_DESIGN_SOBOL) {
            design.base = (enum tf_design_kind)base;
            struct tf_dimension at = dimension(3);
            design.lane_width = 2;
            tf_design_uniforms(&design, &at, 0, LENGTH, columns[0]);
            for (design.lane_width = 2; design.lane_width <= 8; design.lane_width *= 2) {
                for (size_t first = 0, piece = 112; first < LENGTH; first += piece) {
                    size_t left = LENGTH - first;
                    tf_design_uniforms(&design, &at, first, left < piece ? left : piece,
                                       other + first);
                }
                assert_memory_equal(columns[0], other, sizeof other);
            }
        }
    }
}

/* A factor more, as the last: the others keep their draws in A and, where they are random, in B. */
static void more_factors_change_no_random_draw(void **state)
{
    (void)state;
    struct tf_design small = design_of(TF_DESIGN_RANDOM, false, false), large = small;
    large.dimension_count++;
    large.group_count++;
    struct tf_dimension at = dimension(1);
    tf_design_uniforms(&small, &at, 0, 6 * 100, columns[0]);
    tf_design_uniforms(&large, &at, 0, 7 * 100, columns[1]);
    for (size_t point = 0; point < 100; point++) {
        assert_true(columns[0][6 * point] == columns[1][7 * point]);
        assert_true(columns[0][6 * point + 5] == columns[1][7 * point + 6]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_a_base_point_stand_together),
        cmocka_unit_test(rows_mix_the_two_samples),
        cmocka_unit_test(samples_are_halves_of_the_sequence),
        cmocka_unit_test(samples_are_stratified),
        cmocka_unit_test(samples_are_independent),
        cmocka_unit_test(pieces_and_widths_give_the_same_bits),
        cmocka_unit_test(more_factors_change_no_random_draw),
    };
    return cmocka_run_group_tests_name("saltelli", tests, NULL, NULL);
}
