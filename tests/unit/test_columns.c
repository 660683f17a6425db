/* Columns of results: where they lie, and that growing keeps what is there. */
#include "experiment/columns.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { COLUMNS = 70, RUNS = 1000, MORE = 300001 };

static void assert_near(double found, double wanted, double tolerance)
{
    assert_true(fabs(found - wanted) <= tolerance);
}

static void fill(struct tf_columns *columns, size_t first, size_t last)
{
    for (size_t run = first; run < last; run++) {
        for (size_t i = 0; i < columns->column_count; i++) {
            columns->values[i][run] = (double)(run * 100 + i);
        }
        columns->feasible[run] = run % 3 == 0;
        columns->clipped[run] = (uint8_t)(run % 251);
    }
}

static void assert_filled(const struct tf_columns *columns, size_t runs)
{
    for (size_t run = 0; run < runs; run++) {
        for (size_t i = 0; i < columns->column_count; i++) {
            assert_near(columns->values[i][run], (double)(run * 100 + i), 0);
        }
        assert_int_equal(columns->feasible[run], run % 3 == 0);
        assert_int_equal(columns->clipped[run], run % 251);
    }
}

static void columns_are_aligned_padded_and_zero(void **state)
{
    (void)state;
    struct tf_columns columns;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_true(tf_columns_init(&columns, COLUMNS, RUNS, &diag));
    for (size_t i = 0; i < COLUMNS; i++) {
        assert_int_equal((uintptr_t)columns.values[i] % 64, 0);
        for (size_t run = 0; run < (RUNS + 15) / 16 * 16; run++) {
            assert_near(columns.values[i][run], 0, 0);
        }
    }
    tf_columns_release(&columns);
    assert_null(columns.values);
    tf_diag_release(&diag);
}

static void growing_keeps_what_is_there(void **state)
{
    (void)state;
    struct tf_columns columns;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_true(tf_columns_init(&columns, 5, RUNS, &diag));
    fill(&columns, 0, RUNS);
    assert_true(tf_columns_grow(&columns, MORE, &diag));
    assert_int_equal(columns.run_count, MORE);
    fill(&columns, RUNS, MORE);
    assert_filled(&columns, MORE);
    assert_true(tf_columns_grow(&columns, RUNS, &diag)); /* never less */
    assert_int_equal(columns.run_count, MORE);
    tf_columns_release(&columns);
    tf_diag_release(&diag);
}

static void too_much_is_an_error_and_changes_nothing(void **state)
{
    (void)state;
    struct tf_columns columns;
    struct tf_diag diag;
    const size_t too_many[] = {SIZE_MAX, SIZE_MAX / 16, (size_t)1 << 48};
    tf_diag_init(&diag);
    assert_true(tf_columns_init(&columns, 5, RUNS, &diag));
    fill(&columns, 0, RUNS);
    for (size_t i = 0; i < 3; i++) {
        assert_false(tf_columns_grow(&columns, too_many[i], &diag));
        assert_int_equal(diag.status, TF_ENVIRONMENT);
        assert_int_equal(diag.errors, i + 1);
        assert_int_equal(columns.run_count, RUNS);
        assert_filled(&columns, RUNS);
    }
    tf_columns_release(&columns);
    assert_false(tf_columns_init(&columns, 3, SIZE_MAX / 16, &diag));
    tf_columns_release(&columns);
    tf_diag_release(&diag);
}

static void bytes_are_those_of_the_numbers_and_little_more(void **state)
{
    (void)state;
    size_t bytes = tf_columns_bytes(11, 1000000);
    assert_in_range(bytes, 11 * 8000000 + 2 * 1000000, 11 * 8000000 + 2 * 1000000 + 100000);
    assert_true(tf_columns_bytes(3, SIZE_MAX / 2) == SIZE_MAX);
    assert_true(tf_columns_bytes(SIZE_MAX / 2, 1000) == SIZE_MAX);
}

static void differences_are_absent_where_either_is(void **state)
{
    (void)state;
    const double absent = (double)NAN;
    double later[] = {3, absent, 1, absent}, earlier[] = {1, 1, absent, absent};
    tf_column_difference(later, earlier, 4, later);
    assert_near(later[0], 2, 0);
    assert_true(isnan(later[1]) && isnan(later[2]) && isnan(later[3]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_aligned_padded_and_zero),
        cmocka_unit_test(growing_keeps_what_is_there),
        cmocka_unit_test(too_much_is_an_error_and_changes_nothing),
        cmocka_unit_test(bytes_are_those_of_the_numbers_and_little_more),
        cmocka_unit_test(differences_are_absent_where_either_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
