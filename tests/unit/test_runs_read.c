/* Points and outputs joined by run, in whatever order and way they are written. The mistakes that
 * are refused are in tests/cases/indices-errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fsio.h"
#include "output/runs_read.h"
#include "sensitivity_functions.h"

enum { RUNS = 500 };

struct file {
    char name[32];
};

static void write_file(struct file *file, const char *text)
{
    struct tf_diag diag;
    tf_diag_init(&diag);
    snprintf(file->name, sizeof file->name, "%s", "/tmp/twofold-runs-XXXXXX");
    int descriptor = mkstemp(file->name);
    assert_true(descriptor >= 0 && close(descriptor) == 0);
    assert_true(tf_file_write(file->name, text, strlen(text), &diag));
    tf_diag_release(&diag);
}

/* A number of run i and column j that tells which it is. */
static double number(size_t i, size_t j)
{
    return (double)(i * 10 + j) / 8;
}

/* Rows first, first + step … modulo RUNS of a table with these columns. */
static void write_rows(struct file *file, const char *header, size_t columns, size_t step)
{
    struct tf_buffer text;
    tf_buffer_init(&text);
    tf_buffer_text(&text, header);
    for (size_t row = 0, i = 7; row < RUNS; row++, i = (i + step) % RUNS) {
        tf_buffer_printf(&text, "%zu", i + 1);
        for (size_t j = 0; j < columns; j++) {
            tf_buffer_printf(&text, ",%.17g", number(i, j));
        }
        tf_buffer_text(&text, "\n");
    }
    write_file(file, text.bytes);
    tf_buffer_release(&text);
}

static void assert_column(const double *values, size_t column)
{
    for (size_t i = 0; i < RUNS; i++) {
        assert_close(values[i], number(i, column), 0);
    }
}

/* Steps without a common factor with RUNS go through all rows. */
static void test_any_order(void **state)
{
    (void)state;
    static const size_t steps[] = {1, 499, 3, 127, 333};
    static const char *const wanted_columns[] = {"z", "y"};
    for (size_t i = 0; i < 5; i++) {
        struct file points, outputs;
        struct tf_runs runs;
        struct tf_diag diag;
        tf_diag_init(&diag);
        write_rows(&points, "run,a,b\n", 2, steps[i]);
        write_rows(&outputs, "run,x,y,z\n", 3, steps[4 - i]);
        struct tf_runs_wanted wanted = {.points = points.name,
                                        .outputs = outputs.name,
                                        .columns = wanted_columns,
                                        .column_count = 2,
                                        .gapless = true};
        assert_true(tf_runs_read(&runs, &wanted, &diag));
        assert_int_equal(runs.count, RUNS);
        assert_int_equal(runs.first, 1);
        assert_int_equal(runs.factor_count, 2);
        assert_string_equal(runs.factors[1], "b");
        assert_column(runs.x[0], 0);
        assert_column(runs.x[1], 1);
        assert_column(runs.y[0], 2);
        assert_column(runs.y[1], 1);
        tf_runs_release(&runs);
        tf_diag_release(&diag);
        assert_int_equal(unlink(points.name) + unlink(outputs.name), 0);
    }
}

static bool read_one(struct tf_runs *runs, const char *text, const char *column,
                     const char *const *factors, size_t factor_count)
{
    struct file file;
    struct tf_diag diag;
    tf_diag_init(&diag);
    write_file(&file, text);
    struct tf_runs_wanted wanted = {.points = file.name,
                                    .outputs = file.name,
                                    .factors = factors,
                                    .factor_count = factor_count,
                                    .columns = column != NULL ? &column : NULL,
                                    .column_count = 1};
    bool good = tf_runs_read(runs, &wanted, &diag);
    tf_diag_release(&diag);
    assert_int_equal(unlink(file.name), 0);
    return good;
}

/* What designs keep for themselves is no factor, nor are outputs; of a sample only set.ADDRESS. */
static void test_which_are_factors(void **state)
{
    (void)state;
    static const char *const names[] = {"gdp_growth"};
    struct tf_runs runs;
    assert_true(read_one(&runs, "run,a,b,point,part,y\n3,1,2,1,A,5\n9,1,2,1,B,\n", "y", NULL, 0));
    assert_int_equal(runs.factor_count, 2);
    assert_int_equal(runs.first, 3);
    assert_int_equal(runs.infeasible[0], 1);
    tf_runs_release(&runs);
    const char *sample = "scenario,run,draw,set.gdp_growth,set.tfp,multiple,gini,status\n"
                         "plan,1,1,1,2,3,4,ok\nplan,2,2,5,6,,,infeasible in 2031\n";
    assert_true(read_one(&runs, sample, "multiple", NULL, 0));
    assert_int_equal(runs.factor_count, 2);
    assert_string_equal(runs.factors[0], "set.gdp_growth");
    assert_close(runs.x[1][1], 6, 0);
    assert_true(isnan(runs.y[0][1]));
    tf_runs_release(&runs);
    assert_true(read_one(&runs, sample, "multiple", names, 1));
    assert_int_equal(runs.factor_count, 1);
    assert_close(runs.x[0][1], 5, 0);
    tf_runs_release(&runs);
}

/* Columns between commas, unless one is called so. */
static void test_lists_of_columns(void **state)
{
    (void)state;
    struct tf_runs runs;
    assert_true(read_one(&runs, "run,a,y,z\n1,2,3,4\n", "y,z", NULL, 0));
    assert_int_equal(runs.column_count, 2);
    assert_close(runs.y[1][0], 4, 0);
    tf_runs_release(&runs);
    assert_true(read_one(&runs, "run,a,y,\"y,z\"\n1,2,3,4\n", "y,z", NULL, 0));
    assert_int_equal(runs.column_count, 1);
    assert_string_equal(runs.columns[0], "y,z");
    tf_runs_release(&runs);
}

/* Text matters only in columns that are wanted. */
static void test_text(void **state)
{
    (void)state;
    struct tf_runs runs;
    static const char *const names[] = {"a"};
    const char *text = "run,a,note,y\n1,2,good,3\n2,3,bad,4\n";
    assert_true(read_one(&runs, text, "y", names, 1));
    tf_runs_release(&runs);
    assert_false(read_one(&runs, text, "note", names, 1));
    tf_runs_release(&runs);
    assert_false(read_one(&runs, text, "y", NULL, 0)); /* note would be a factor */
    tf_runs_release(&runs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_which_are_factors),
        cmocka_unit_test(test_lists_of_columns),
        cmocka_unit_test(test_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
