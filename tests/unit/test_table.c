/* Tests of output/table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "output/table.h"

static const struct tf_column columns[] = {
    {"", TF_ALIGN_LEFT}, {"2025", TF_ALIGN_RIGHT}, {"2035", TF_ALIGN_RIGHT}};

struct fixture {
    struct tf_arena arena;
    struct tf_table table;
    struct tf_buffer out;
};

static void begin(struct fixture *fixture)
{
    tf_arena_init(&fixture->arena);
    tf_buffer_init(&fixture->out);
    tf_table_init(&fixture->table, &fixture->arena, columns, 3);
}

static void row(struct fixture *fixture, const char *a, const char *b, const char *c)
{
    tf_table_cell(&fixture->table, a);
    tf_table_cell(&fixture->table, b);
    tf_table_cell(&fixture->table, c);
}

static void end(struct fixture *fixture)
{
    tf_table_release(&fixture->table);
    tf_buffer_release(&fixture->out);
    tf_arena_release(&fixture->arena);
}

static void test_text(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    tf_table_heading(&fixture.table, "Income of a nation that has a long name");
    row(&fixture, "  城镇", "1", "22");
    row(&fixture, "  rural", "333", "");
    tf_table_text(&fixture.table, 80, false, &fixture.out);
    assert_string_equal(fixture.out.bytes, "         2025  2035\n"
                                           "Income of a nation that has a long name\n"
                                           "  城镇      1    22\n"
                                           "  rural   333\n");
    assert_int_equal(tf_table_width(&fixture.table), 19);
    end(&fixture);
}

static void test_bold(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    row(&fixture, "a", "1", "2");
    tf_table_text(&fixture.table, 80, true, &fixture.out);
    assert_string_equal(fixture.out.bytes, "\033[1m   2025  2035\033[0m\na     1     2\n");
    end(&fixture);
}

/* What does not fit beside goes on below, with the first column again. */
static void test_blocks(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    row(&fixture, "nation", "1", "2");
    tf_table_text(&fixture.table, 14, false, &fixture.out);
    assert_string_equal(fixture.out.bytes, "        2025\n"
                                           "nation     1\n"
                                           "\n"
                                           "        2035\n"
                                           "nation     2\n");
    end(&fixture);
}

static void test_key_columns(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    fixture.table.key_columns = 2;
    row(&fixture, "nation", "1", "2");
    tf_table_text(&fixture.table, 12, false, &fixture.out);
    assert_string_equal(fixture.out.bytes, "        2025  2035\n"
                                           "nation     1     2\n");
    end(&fixture);
}

/* A first column over half the width is cut, so that figures have room. */
static void test_cut(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    row(&fixture, "a region with a name", "1", "2");
    tf_table_text(&fixture.table, 22, false, &fixture.out);
    assert_string_equal(fixture.out.bytes, "             2025\n"
                                           "a region w…     1\n"
                                           "\n"
                                           "             2035\n"
                                           "a region w…     2\n");
    end(&fixture);
}

static void test_control_characters(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    row(&fixture, "a\033[2Jb", "x\ny", "\xe2\x80\xae");
    tf_table_text(&fixture.table, 80, false, &fixture.out);
    for (const char *at = fixture.out.bytes; *at != '\0'; at++) {
        assert_true((unsigned char)*at >= ' ' || *at == '\n');
    }
    assert_null(strstr(fixture.out.bytes, "\xe2\x80\xae"));
    end(&fixture);
}

static void test_markdown(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    tf_table_heading(&fixture.table, "All");
    row(&fixture, "  a|b", "*1*", "2");
    tf_table_markdown(&fixture.table, &fixture.out);
    assert_string_equal(fixture.out.bytes, "|  | 2025 | 2035 |\n"
                                           "| --- | ---: | ---: |\n"
                                           "| **All** |  |  |\n"
                                           "| &nbsp;&nbsp;a\\|b | \\*1\\* | 2 |\n");
    end(&fixture);
}

/* A text that could not be made is not printed as if it were empty. */
static void test_failure(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    row(&fixture, "a", NULL, "2");
    tf_table_text(&fixture.table, 80, false, &fixture.out);
    assert_true(fixture.table.failed && fixture.out.failed);
    end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),     cmocka_unit_test(test_bold),
        cmocka_unit_test(test_blocks),   cmocka_unit_test(test_key_columns),
        cmocka_unit_test(test_cut),      cmocka_unit_test(test_control_characters),
        cmocka_unit_test(test_markdown), cmocka_unit_test(test_failure),
    };
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
