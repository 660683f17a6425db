/* Factor files: what is read of good ones; tests/cases/design-file-errors has every mistake. */
#include "scenario/factor_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "memory_scenario.h"

struct fixture {
    struct tf_factor_file file;
    struct tf_diag diag;
};

static bool read_text(struct fixture *fixture, const char *text)
{
    char *copy = strdup(text);
    struct tf_file_source source = {memory_read, copy};
    memset(fixture, 0, sizeof *fixture);
    tf_diag_init(&fixture->diag);
    bool good = tf_factor_file_read(&fixture->file, "f.csv", &source, &fixture->diag);
    free(copy);
    print_messages(&fixture->diag);
    return good;
}

static void tear_down(struct fixture *fixture)
{
    tf_factor_file_release(&fixture->file);
    tf_diag_release(&fixture->diag);
}

static void check_row(const struct tf_factor_row *row, const char *name,
                      enum tf_distribution_kind kind, double value, double low, double high)
{
    assert_string_equal(row->name, name);
    assert_int_equal(row->distribution.kind, kind);
    assert_true(row->value == value);
    assert_true(row->distribution.low == low && row->distribution.high == high);
}

static void every_distribution_is_read(void **state)
{
    (void)state;
    struct fixture fixture;
    assert_true(read_text(&fixture, "# a comment\nfactor,dist,value,low,high\n"
                                    "u,uniform,,-1,3\nv,uniform,2,1,9\n\nt,triangular,1,0,4\n"
                                    "p,pert,4%,1%,5%\nn,normal,0,-2,2\nl,lognormal,1,0.5,2\n"));
    assert_int_equal(fixture.file.count, 6);
    check_row(&fixture.file.rows[0], "u", TF_DIST_UNIFORM, 1, -1, 3);
    check_row(&fixture.file.rows[1], "v", TF_DIST_UNIFORM, 2, 1, 9);
    check_row(&fixture.file.rows[2], "t", TF_DIST_TRIANGULAR, 1, 0, 4);
    check_row(&fixture.file.rows[3], "p", TF_DIST_PERT, 0.04, 0.01, 0.05);
    check_row(&fixture.file.rows[4], "n", TF_DIST_NORMAL, 0, -2, 2);
    check_row(&fixture.file.rows[5], "l", TF_DIST_LOGNORMAL, 1, 0.5, 2);
    assert_int_equal(fixture.file.rows[2].place.line, 6);
    tear_down(&fixture);
}

static void columns_may_stand_in_any_order(void **state)
{
    (void)state;
    struct fixture fixture;
    assert_true(read_text(&fixture, "high,note,low,factor,dist\n1,why not,0,x,uniform\n"));
    check_row(&fixture.file.rows[0], "x", TF_DIST_UNIFORM, 0.5, 0, 1);
    tear_down(&fixture);
    assert_true(read_text(&fixture, "factor;dist;low;high\nx;uniform;-0,5;1,5\n"));
    check_row(&fixture.file.rows[0], "x", TF_DIST_UNIFORM, 0.5, -0.5, 1.5);
    tear_down(&fixture);
}

static void names_are_any_text(void **state)
{
    (void)state;
    struct fixture fixture;
    assert_true(read_text(&fixture, "factor,dist,low,high\n\"a, \"\"b\"\"\",uniform,0,1\n"
                                    "\" \",uniform,0,1\n增长,uniform,0,1\nRun,uniform,0,1\n"));
    assert_string_equal(fixture.file.rows[0].name, "a, \"b\"");
    assert_string_equal(fixture.file.rows[2].name, "增长");
    assert_string_equal(fixture.file.rows[3].name, "Run");
    tear_down(&fixture);
}

static void reserved_names_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"run", "point", "part", "scenario", "status"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fixture fixture;
        char text[100];
        snprintf(text, sizeof text, "factor,dist,low,high\n%s,uniform,0,1\n", names[i]);
        assert_true(tf_factor_name_is_reserved(names[i]));
        assert_false(read_text(&fixture, text));
        assert_int_equal(fixture.diag.status, TF_BAD_INPUT);
        assert_int_equal(fixture.diag.messages[0].place.line, 2);
        tear_down(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_distribution_is_read),
        cmocka_unit_test(columns_may_stand_in_any_order),
        cmocka_unit_test(names_are_any_text),
        cmocka_unit_test(reserved_names_are_refused),
    };
    return cmocka_run_group_tests_name("factor_file", tests, NULL, NULL);
}
