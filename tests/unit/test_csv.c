/* Tests of output/csv: what is written reads back as it was. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "output/csv.h"
#include "scenario/csvsrc.h"

static void expect_field(const char *text, bool first, const char *expected)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_csv_field(&out, text, first);
    assert_string_equal(out.bytes != NULL ? out.bytes : "", expected);
    tf_buffer_release(&out);
}

static void test_fields(void **state)
{
    (void)state;
    expect_field("plain", true, "plain");
    expect_field("plain", false, ",plain");
    expect_field("", true, "");
    expect_field(NULL, false, ",");
    expect_field("a,b", true, "\"a,b\"");
    expect_field("say \"no\"", true, "\"say \"\"no\"\"\"");
    expect_field("\"", true, "\"\"\"\"");
    expect_field("two\nlines", true, "\"two\nlines\"");
    expect_field("return\r", true, "\"return\r\"");
    expect_field(" blank", true, "\" blank\"");
    expect_field("tab\t", true, "\"tab\t\"");
    expect_field("a blank", true, "a blank");
    expect_field("#1", true, "\"#1\"");
    expect_field("#1", false, ",#1");
    expect_field("城镇", true, "城镇");
}

static void test_numbers(void **state)
{
    (void)state;
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_csv_number(&out, 0.045, true);
    tf_csv_number(&out, (double)NAN, false);
    tf_csv_number(&out, -2035, false);
    tf_csv_end(&out);
    assert_string_equal(out.bytes, "0.045,,-2035\n");
    tf_buffer_release(&out);
}

/* The scenario reader gets back what was written, but for blanks at the ends, which it drops. */
static void test_read_back(void **state)
{
    (void)state;
    static const char *const texts[] = {"a,b",  "\"",          "x\"\"y",           "#no comment",
                                        "",     "line\nbreak", "städtisch ; 城镇", "=1+1",
                                        "1,234"};
    size_t count = sizeof texts / sizeof *texts;
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_buffer out;
    struct tf_csv csv;
    tf_arena_init(&arena);
    tf_diag_init(&diag);
    tf_buffer_init(&out);
    tf_buffer_text(&out, "parameter,value\n");
    for (size_t i = 0; i < count; i++) {
        tf_csv_field(&out, "name", true);
        tf_csv_field(&out, texts[i], false);
        tf_csv_end(&out);
    }
    assert_true(tf_csv_read(&arena, "written", out.bytes, out.length, &csv, &diag));
    assert_int_equal(csv.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(csv.records[i].cells[1].text, texts[i]);
    }
    tf_buffer_release(&out);
    tf_diag_release(&diag);
    tf_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_read_back),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
