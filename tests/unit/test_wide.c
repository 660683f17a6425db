/* Tests of output/wide: rows as they must stand, the same from every block, and read back. */
#include "output/wide.h"

#include <math.h>
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
#include "base/num.h"

enum { ROWS = 6, COLUMNS = 7 };

/* Two axis values, three draws each; a metric that is absent where the run is infeasible. */
static const char *const scenarios[] = {"#1, \"增收\" plan"};
static const char *const statuses[] = {"ok", "2031, rural.q1: consumption falls below 0"};
static const double axis[] = {0.045, 1e-7};
static const double drawn[ROWS] = {0.1, 0.2, 0.30000000000000004, -0.1, -0.0, 1e22};
static const double metric[ROWS] = {1.5, 2, TF_ABSENT, 39218, 2031, 1.0 / 3};
static const uint32_t status[ROWS] = {0, 0, 1, 0, 0, 0};

static const char whole[] = "scenario,run,draw,\"set.\"\"a,b\"\"\",set.收入@2030,multiple,status\n"
                            "\"#1, \"\"增收\"\" plan\",1,1,0.045,0.1,1.5,ok\n"
                            "\"#1, \"\"增收\"\" plan\",2,2,0.045,0.2,2,ok\n"
                            "\"#1, \"\"增收\"\" plan\",3,3,0.045,0.30000000000000004,,"
                            "\"2031, rural.q1: consumption falls below 0\"\n"
                            "\"#1, \"\"增收\"\" plan\",4,1,1e-7,-0.1,39218,ok\n"
                            "\"#1, \"\"增收\"\" plan\",5,2,1e-7,0,2031,ok\n"
                            "\"#1, \"\"增收\"\" plan\",6,3,1e-7,1e22,0.3333333333333333,ok\n";

static void make_columns(struct tf_wide_column columns[COLUMNS], struct tf_arena *arena)
{
    const struct tf_wide_column made[COLUMNS] = {
        {.name = "scenario", .kind = TF_WIDE_CYCLE, .stride = 1, .period = 1},
        {.name = "run", .kind = TF_WIDE_COUNT, .stride = 1, .period = SIZE_MAX},
        {.name = "draw", .kind = TF_WIDE_COUNT, .stride = 1, .period = 3},
        {.name = "set.\"a,b\"", .kind = TF_WIDE_CYCLE, .stride = 3, .period = 2},
        {.name = "set.收入@2030", .kind = TF_WIDE_NUMBER},
        {.name = "multiple", .kind = TF_WIDE_NUMBER},
        {.name = "status", .kind = TF_WIDE_TEXT},
    };
    memcpy(columns, made, sizeof made);
    assert_true(tf_wide_texts(scenarios, 1, true, arena, &columns[0].texts));
    assert_true(tf_wide_number_texts(axis, 2, arena, &columns[3].texts));
    assert_true(tf_wide_texts(statuses, 2, false, arena, &columns[6].texts));
}

static void write_block(const struct tf_wide_column *columns, size_t first, size_t rows,
                        struct tf_buffer *out)
{
    union tf_wide_cells cells[COLUMNS] = {{NULL}};
    cells[4].numbers = drawn + first;
    cells[5].numbers = metric + first;
    cells[6].indices = status + first;
    tf_wide_rows(columns, COLUMNS, cells, first, rows, out);
}

static void rows_are_the_same_from_every_block(void **state)
{
    (void)state;
    struct tf_wide_column columns[COLUMNS];
    struct tf_arena arena;
    tf_arena_init(&arena);
    make_columns(columns, &arena);
    for (size_t block = 1; block <= ROWS + 1; block++) {
        struct tf_buffer out;
        tf_buffer_init(&out);
        tf_wide_header(columns, COLUMNS, &out);
        for (size_t first = 0; first < ROWS; first += block) {
            write_block(columns, first, block < ROWS - first ? block : ROWS - first, &out);
        }
        assert_false(out.failed);
        assert_string_equal(out.bytes, whole);
        assert_int_equal(out.length, strlen(whole));
        tf_buffer_release(&out);
    }
    tf_arena_release(&arena);
}

static void no_rows_are_a_header(void **state)
{
    (void)state;
    struct tf_wide_column columns[COLUMNS];
    struct tf_wide_table table;
    struct tf_arena arena;
    struct tf_buffer out;
    struct tf_diag diag;
    tf_arena_init(&arena);
    tf_buffer_init(&out);
    tf_diag_init(&diag);
    make_columns(columns, &arena);
    write_block(columns, 0, 0, &out);
    assert_int_equal(out.length, 0);
    tf_wide_header(columns, COLUMNS, &out);
    write_block(columns, 0, 0, &out);
    assert_int_equal(out.length, strchr(whole, '\n') + 1 - whole);
    assert_true(tf_wide_parse(&table, "x.csv", out.bytes, out.length, &diag));
    assert_int_equal(table.row_count, 0);
    assert_int_equal(table.column_count, COLUMNS);
    tf_wide_release(&table);
    tf_buffer_release(&out);
    tf_arena_release(&arena);
    tf_diag_release(&diag);
}

/* The longest number there is in every cell, and texts longer than any number. */
static void the_longest_rows_fit(void **state)
{
    (void)state;
    enum { MANY = 40 };
    static const double longest[3] = {-2.2250738585072014e-308, -2.2250738585072014e-308,
                                      -0.000012345678901234567};
    static char text[3000];
    const char *const texts[] = {text};
    struct tf_wide_column columns[MANY + 1] = {{.name = ""}};
    union tf_wide_cells cells[MANY + 1] = {{NULL}};
    struct tf_arena arena;
    struct tf_buffer out, expected;
    tf_arena_init(&arena);
    tf_buffer_init(&out);
    tf_buffer_init(&expected);
    memset(text, 'x', sizeof text - 1);
    columns[MANY] = (struct tf_wide_column){.kind = TF_WIDE_CYCLE, .stride = 1, .period = 1};
    assert_true(tf_wide_texts(texts, 1, false, &arena, &columns[MANY].texts));
    for (size_t i = 0; i < MANY; i++) {
        cells[i].numbers = longest;
    }
    tf_wide_rows(columns, MANY + 1, cells, 0, 3, &out);
    for (size_t row = 0; row < 3; row++) {
        for (size_t i = 0; i < MANY; i++) {
            tf_buffer_text(&expected,
                           row < 2 ? "-2.2250738585072014e-308," : "-0.000012345678901234568,");
        }
        tf_buffer_text(&expected, text);
        tf_buffer_text(&expected, "\n");
    }
    assert_string_equal(out.bytes, expected.bytes);
    tf_buffer_release(&out);
    tf_buffer_release(&expected);
    tf_arena_release(&arena);
}

static void assert_same(const double *a, const double *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_true((isnan(a[i]) && isnan(b[i])) || (a[i] >= b[i] && a[i] <= b[i]));
    }
}

/* csv: `whole`, however its lines end. */
static void check_table(const char *csv)
{
    static const double runs[ROWS] = {1, 2, 3, 4, 5, 6};
    static const double axis_values[ROWS] = {0.045, 0.045, 0.045, 1e-7, 1e-7, 1e-7};
    struct tf_wide_table table;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_true(tf_wide_parse(&table, "x.csv", csv, strlen(csv), &diag));
    assert_int_equal(table.column_count, COLUMNS);
    assert_int_equal(table.row_count, ROWS);
    assert_same(tf_wide_find(&table, "run")->numbers, runs, ROWS);
    assert_same(tf_wide_find(&table, "set.\"a,b\"")->numbers, axis_values, ROWS);
    assert_same(tf_wide_find(&table, "set.收入@2030")->numbers, drawn, ROWS);
    assert_same(tf_wide_find(&table, "multiple")->numbers, metric, ROWS);
    const struct tf_wide_read_column *read = tf_wide_find(&table, "status");
    assert_null(read->numbers);
    assert_int_equal(read->text_count, 2);
    assert_string_equal(read->texts[1], statuses[1]);
    assert_memory_equal(read->indices, status, sizeof status);
    read = tf_wide_find(&table, "scenario");
    assert_int_equal(read->text_count, 1);
    assert_string_equal(read->texts[0], scenarios[0]);
    assert_null(tf_wide_find(&table, "Status"));
    tf_wide_release(&table);
    tf_diag_release(&diag);
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    char returns[2 * sizeof whole], *at = returns;
    check_table(whole);
    for (const char *c = whole; *c != '\0'; c++) { /* as a spreadsheet saves it */
        if (*c == '\n') {
            *at++ = '\r';
        }
        *at++ = *c;
    }
    *at = '\0';
    check_table(returns);
}

/* Every message, with the line that it is about. */
static void what_is_wrong_is_named_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *csv;
        size_t line;
        const char *text;
    } cases[] = {
        {"", 1, "the file is empty; its first row names the columns: scenario,run,…,status"},
        {"run,,status\n", 1, "the name of a column is missing"},
        {"run,a,b,a\n", 1, "two columns are called `a`"},
        {"run,\xff\n", 1, "the name of a column has bytes that are no UTF-8"},
        {"run,a\n1,2\n2,x\n", 3, "`a` must be a number or empty, not `x`"},
        {"run,a\n1,inf\n", 2, "`a` must be a number or empty, not `inf`"},
        {"run,a\n1,0123456789012345678901234567890123456789x\n", 2,
         "`a` must be a number or empty, not `something else`"},
        {"run,a\n1,2\n1\n", 3, "the row has 1 fields; the header has 2"},
        {"run,a\n1,2,3\n", 2, "the row has 3 fields; the header has 2"},
        {"run,a\n1,2\n\n3,4\n", 3, "an empty row"},
        {"run,a\n1,2\n3,4", 3, "the last row does not end: the file is truncated"},
        {"run,status\n1,ok\n2,\"in\nfeas", 3,
         "a quote opens and does not close: the file is truncated"},
        {"run,status\n1,o\"k\n", 2, "a quote in the wrong place"},
        {"run,status\n1,\"a\nb\r\nc\"\n2,\xc0\n", 5, "`status` has bytes that are no UTF-8"},
        {"scenario,run\na,1\n\"x\n\ny\",z\n", 5, "`run` must be a number or empty, not `z`"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tf_wide_table table;
        struct tf_diag diag;
        tf_diag_init(&diag);
        assert_false(tf_wide_parse(&table, "x.csv", cases[i].csv, strlen(cases[i].csv), &diag));
        assert_int_equal(diag.status, TF_BAD_INPUT);
        assert_string_equal(diag.messages[0].text, cases[i].text);
        assert_string_equal(diag.messages[0].place.file, "x.csv");
        assert_int_equal(diag.messages[0].place.line, cases[i].line);
        tf_wide_release(&table);
        tf_diag_release(&diag);
    }
}

static const struct tf_wide_table *parse_foreign(struct tf_wide_table *table, const char *csv)
{
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_true(tf_wide_parse_foreign(table, "x.csv", csv, strlen(csv), &diag));
    tf_diag_release(&diag);
    return table;
}

/* What awk, C, R, Python and spreadsheets write. */
static void foreign_tables_are_read(void **state)
{
    (void)state;
    static const char csv[] = "\xEF\xBB\xBF\"run\",y,part,note\r\n1,nan,A,4\r\n2,-nan,AB.x,5\r\n"
                              "3,NA,A,six\r\n4,Infinity,B,7\r\n5,1e999,B,\r\n6,+1.5E+02,B,8";
    struct tf_wide_table table;
    parse_foreign(&table, csv);
    assert_int_equal(table.row_count, 6);
    assert_string_equal(table.columns[0].name, "run");
    for (size_t row = 0; row < 5; row++) {
        assert_true(isnan(table.columns[1].numbers[row]));
    }
    assert_true(table.columns[1].numbers[5] >= 150 && table.columns[1].numbers[5] <= 150);
    assert_null(table.columns[1].stray);
    assert_string_equal(table.columns[2].texts[table.columns[2].indices[1]], "AB.x");
    assert_string_equal(table.columns[3].stray, "six");
    assert_int_equal(table.columns[3].stray_line, 4);
    assert_true(isnan(table.columns[3].numbers[2]));
    tf_wide_release(&table);
}

static void words_that_only_begin_like_none_are_stray(void **state)
{
    (void)state;
    static const char *const words[] = {"infeasible", "nancy", "5%", "12x", "--1", "1,5"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char csv[64];
        struct tf_wide_table table;
        snprintf(csv, sizeof csv, "run,y\n1,\"%s\"\n", words[i]);
        parse_foreign(&table, csv);
        assert_string_equal(table.columns[1].stray, words[i]);
        tf_wide_release(&table);
    }
}

static void a_byte_0_is_no_text(void **state)
{
    (void)state;
    static const char csv[] = "run,status\n1,o\0k\n";
    struct tf_wide_table table;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_false(tf_wide_parse(&table, "x.csv", csv, sizeof csv - 1, &diag));
    assert_string_equal(diag.messages[0].text, "`status` has a byte 0");
    tf_wide_release(&table);
    tf_diag_release(&diag);
}

/* More than one block of the reader, cut anywhere: each cut but those behind a row is noticed. */
static void a_truncated_file_is_noticed(void **state)
{
    (void)state;
    for (size_t length = 1; length < sizeof whole - 1; length++) {
        struct tf_wide_table table;
        struct tf_diag diag;
        tf_diag_init(&diag);
        bool ok = tf_wide_parse(&table, "x.csv", whole, length, &diag);
        assert_int_equal(ok, whole[length - 1] == '\n');
        tf_wide_release(&table);
        tf_diag_release(&diag);
    }
}

static void files_are_read_in_pieces(void **state)
{
    (void)state;
    char name[] = "/tmp/twofold-wide-XXXXXX", text[64];
    struct tf_wide_table table;
    struct tf_buffer csv;
    struct tf_diag diag;
    tf_diag_init(&diag);
    tf_buffer_init(&csv);
    int descriptor = mkstemp(name);
    assert_true(descriptor >= 0 && close(descriptor) == 0);
    tf_buffer_text(&csv, "scenario,run,status\n");
    for (int i = 0; i < 20000; i++) { /* 600 reasons, in no order */
        tf_buffer_printf(&csv, "plan,%d,\"reason, %d\"\n", i + 1, i * 7919 % 600);
    }
    assert_true(tf_file_write(name, csv.bytes, csv.length, &diag));
    assert_true(tf_wide_read(&table, name, &diag));
    assert_int_equal(table.row_count, 20000);
    assert_int_equal(table.columns[2].text_count, 600);
    for (int i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, "reason, %d", i * 7919 % 600);
        assert_string_equal(table.columns[2].texts[table.columns[2].indices[i]], text);
        assert_true(table.columns[1].numbers[i] >= i + 1 && table.columns[1].numbers[i] <= i + 1);
    }
    tf_wide_release(&table);
    assert_false(tf_wide_read(&table, "/tmp/no-such-file.csv", &diag));
    tf_wide_release(&table);
    assert_false(tf_wide_read(&table, "/tmp", &diag));
    tf_wide_release(&table);
    assert_false(tf_wide_read(&table, "/dev/null", &diag));
    assert_string_equal(diag.messages[0].text, "cannot read it: No such file or directory");
    assert_string_equal(diag.messages[1].text, "cannot read it: it is a folder");
    assert_int_equal(diag.errors, 3);
    tf_wide_release(&table);
    tf_diag_release(&diag);
    tf_buffer_release(&csv);
    assert_int_equal(unlink(name), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_the_same_from_every_block),
        cmocka_unit_test(no_rows_are_a_header),
        cmocka_unit_test(the_longest_rows_fit),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(what_is_wrong_is_named_with_its_line),
        cmocka_unit_test(foreign_tables_are_read),
        cmocka_unit_test(words_that_only_begin_like_none_are_stray),
        cmocka_unit_test(a_byte_0_is_no_text),
        cmocka_unit_test(a_truncated_file_is_noticed),
        cmocka_unit_test(files_are_read_in_pieces),
    };
    return cmocka_run_group_tests_name("wide", tests, NULL, NULL);
}
