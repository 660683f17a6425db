/* Full factorials: every combination once, the last group fastest, levels evenly spaced. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <cmocka.h>

#include "experiment/design.h"

enum { GROUPS = 3, RUNS = 24 };
static const uint32_t group_levels[GROUPS] = {2, 3, 4};
static const struct tf_design design = {
    .kind = TF_DESIGN_FACTORIAL, .group_count = GROUPS, .group_levels = group_levels};

static void every_combination_comes_once(void **state)
{
    (void)state;
    _Alignas(64) double columns[GROUPS][32];
    assert_int_equal(tf_factorial_runs(group_levels, GROUPS), RUNS);
    for (uint32_t group = 0; group < GROUPS; group++) {
        struct tf_dimension dimension = {.index = group, .group = group};
        tf_design_uniforms(&design, &dimension, 0, RUNS, columns[group]);
    }
    for (size_t run = 0; run < RUNS; run++) {
        assert_true(columns[0][run] == (double)(run / 12));
        assert_true(columns[1][run] == (double)(run / 4 % 3) / 2);
        assert_true(columns[2][run] == (double)(run % 4) / 3);
    }
}

static void one_level_is_the_middle(void **state)
{
    (void)state;
    const uint32_t one = 1;
    const struct tf_design single = {
        .kind = TF_DESIGN_FACTORIAL, .group_count = 1, .group_levels = &one};
    _Alignas(64) double column[16];
    struct tf_dimension dimension = {.tail = 0.005};
    tf_design_uniforms(&single, &dimension, 0, 1, column);
    assert_true(column[0] == 0.5);
}

/* Where there are no ends, the outer levels are at the quantiles of the tail. */
static void tails_are_spared(void **state)
{
    (void)state;
    _Alignas(64) double column[32];
    struct tf_dimension dimension = {.group = 2, .index = 2, .tail = 0.005};
    tf_design_uniforms(&design, &dimension, 0, RUNS, column);
    assert_true(column[0] == 0.005 && column[3] == 0.995);
    assert_true(column[1] > 0.335 - 1e-12 && column[1] < 0.335 + 1e-12);
}

static void too_many_are_told(void **state)
{
    (void)state;
    const uint32_t many[] = {1u << 30, 1u << 30, 2};
    assert_true(tf_factorial_runs(many, 3) == UINT64_MAX);
    assert_true(tf_factorial_runs(many, 0) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_combination_comes_once),
        cmocka_unit_test(one_level_is_the_middle),
        cmocka_unit_test(tails_are_spared),
        cmocka_unit_test(too_many_are_told),
    };
    return cmocka_run_group_tests_name("factorial", tests, NULL, NULL);
}
