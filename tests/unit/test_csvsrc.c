/* CSV bytes to located cells. */
#include "scenario/csvsrc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct reading {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_csv csv;
    bool good;
};

static void read_bytes(struct reading *reading, const char *bytes, size_t length)
{
    tf_arena_init(&reading->arena);
    tf_diag_init(&reading->diag);
    /* An exact copy, so that the sanitizer sees a read past the end. */
    char *copy = malloc(length > 0 ? length : 1);
    memcpy(copy, bytes, length);
    reading->good =
        tf_csv_read(&reading->arena, "t.csv", copy, length, &reading->csv, &reading->diag);
    free(copy);
}

static void read_text(struct reading *reading, const char *text)
{
    read_bytes(reading, text, strlen(text));
}

static void done(struct reading *reading)
{
    tf_diag_release(&reading->diag);
    tf_arena_release(&reading->arena);
}

static const char *cell(const struct reading *reading, size_t record, size_t column)
{
    return reading->csv.records[record].cells[column].text;
}

static void assert_error(const char *text, size_t line, size_t column, const char *part)
{
    struct reading r;
    read_text(&r, text);
    assert_false(r.good);
    assert_int_equal(r.diag.messages[0].place.line, line);
    assert_int_equal(r.diag.messages[0].place.column, column);
    assert_non_null(strstr(r.diag.messages[0].text, part));
    done(&r);
}

static void plain_records_have_their_places(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, "parameter,value\n  growth , 5% \n\"a \"\"b\"\"\",\"x,y\"\n");
    assert_true(r.good);
    assert_int_equal(r.csv.count, 2);
    assert_string_equal(cell(&r, 0, 0), "growth");
    assert_string_equal(cell(&r, 0, 1), "5%");
    assert_int_equal(r.csv.records[0].cells[0].column, 3);
    assert_int_equal(r.csv.records[0].cells[1].column, 12);
    assert_string_equal(cell(&r, 1, 0), "a \"b\"");
    assert_string_equal(cell(&r, 1, 1), "x,y");
    assert_true(r.csv.records[1].cells[1].quoted);
    assert_int_equal(r.csv.records[1].line, 3);
    done(&r);
}

static void line_ends_and_marks_are_all_one(void **state)
{
    (void)state;
    static const char *const forms[] = {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n",
                                        ("\xEF\xBB\xBF"
                                         "a,b\n1,2\n3,4"),
                                        "a,b\r1,2\r3,4\r", "# c\n\n,,\na,b\n;,\n1,2\n#x\n3,4\n"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct reading r;
        read_text(&r, forms[i]);
        assert_true(r.good);
        size_t last = r.csv.count - 1;
        assert_string_equal(cell(&r, last, 0), "3");
        assert_string_equal(cell(&r, last, 1), "4");
        assert_string_equal(r.csv.header.cells[1].text, "b");
        done(&r);
    }
}

static void comments_and_blanks_are_skipped_whatever_they_hold(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, "# say \"x\", and more, and more\nparameter,value\n,,,,\n  ,\n\"# quoted, \ntwo "
                  "lines\",b,c,d\n# it's 5\" wide\ngrowth,5%\n");
    assert_true(r.good);
    assert_int_equal(r.csv.count, 1);
    assert_string_equal(cell(&r, 0, 0), "growth");
    assert_int_equal(r.csv.records[0].line, 8);
    done(&r);
}

static void short_records_are_filled(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, "a,b,c\n1\n1,2,3,,,\n");
    assert_true(r.good);
    assert_int_equal(r.csv.records[0].count, 3);
    assert_string_equal(cell(&r, 0, 2), "");
    assert_int_equal(r.csv.records[1].count, 3);
    done(&r);
}

static void quoted_cells_span_lines(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, "a,b\n\"one\ntwo\",x\nlast,y\n");
    assert_true(r.good);
    assert_string_equal(cell(&r, 0, 0), "one\ntwo");
    assert_int_equal(r.csv.records[1].line, 4);
    done(&r);
}

static void semicolons_bring_the_decimal_comma(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, "# a, comment\nparameter;value\ngrowth;4,5%\n");
    assert_true(r.good);
    assert_int_equal(r.csv.separator, ';');
    assert_int_equal(r.csv.decimal, ',');
    assert_string_equal(cell(&r, 0, 1), "4,5%");
    done(&r);
    read_text(&r, "parameter,value;x\n");
    assert_int_equal(r.csv.separator, ',');
    done(&r);
}

static void errors_point_at_their_byte(void **state)
{
    (void)state;
    assert_error("a,b\n1,\"open\n2,3\n", 2, 3, "never closed");
    assert_error("a,b\n1,x\"y\n", 2, 4, "quote inside");
    assert_error("a,b\n\"x\"y,2\n", 2, 4, "after a closing quote");
    assert_error("a,b\n1,2,3\n", 2, 5, "header's 2");
    assert_error("a,b\n1,caf\xE9\n", 2, 6, "UTF-8");
    assert_error("", 0, 0, "no header");
    assert_error("# only\n", 0, 0, "no header");
}

static void a_nul_is_no_text(void **state)
{
    (void)state;
    struct reading r;
    read_bytes(&r, "a,b\n1,\0\n", 8);
    assert_false(r.good);
    assert_non_null(strstr(r.diag.messages[0].text, "NUL"));
    done(&r);
}

static void a_long_field_is_refused(void **state)
{
    (void)state;
    struct reading r;
    size_t length = TF_CSV_FIELD_LIMIT + 20;
    char *text = malloc(length + 1);
    memset(text, 'x', length);
    memcpy(text, "a,b\n1,", 6);
    text[length] = '\0';
    read_text(&r, text);
    assert_false(r.good);
    assert_non_null(strstr(r.diag.messages[0].text, "64 KiB"));
    done(&r);
    free(text);
}

static void reading_goes_on_after_an_error(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, "a,b\n1,x\"y\n2,z\"w\n3,4\n");
    assert_int_equal(r.diag.errors, 2);
    assert_int_equal(r.diag.messages[1].place.line, 3);
    done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_records_have_their_places),
        cmocka_unit_test(line_ends_and_marks_are_all_one),
        cmocka_unit_test(comments_and_blanks_are_skipped_whatever_they_hold),
        cmocka_unit_test(short_records_are_filled),
        cmocka_unit_test(quoted_cells_span_lines),
        cmocka_unit_test(semicolons_bring_the_decimal_comma),
        cmocka_unit_test(errors_point_at_their_byte),
        cmocka_unit_test(a_nul_is_no_text),
        cmocka_unit_test(a_long_field_is_refused),
        cmocka_unit_test(reading_goes_on_after_an_error),
    };
    return cmocka_run_group_tests_name("csvsrc", tests, NULL, NULL);
}
