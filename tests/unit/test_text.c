/* UTF-8, widths, near misses; messages as they are printed; arenas. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"

static void invalid_bytes_are_found(void **state)
{
    (void)state;
    assert_int_equal(tf_utf8_invalid_at("abc", 3), 3);
    assert_int_equal(tf_utf8_invalid_at("城镇", 6), 6);
    assert_int_equal(tf_utf8_invalid_at("ab\xC3", 3), 2);
    assert_int_equal(tf_utf8_invalid_at("\xC0\xAF", 2), 0);      /* overlong */
    assert_int_equal(tf_utf8_invalid_at("x\xED\xA0\x80", 4), 1); /* surrogate */
    assert_int_equal(tf_utf8_invalid_at("\xF4\x90\x80\x80", 4), 0);
}

static void widths_are_terminal_columns(void **state)
{
    (void)state;
    assert_int_equal(tf_text_width("abc"), 3);
    assert_int_equal(tf_text_width("城镇"), 4);
    assert_int_equal(tf_text_width("e\xCC\x81"), 1);
    assert_int_equal(tf_text_width(""), 0);
}

static void assert_padded(const char *text, size_t width, enum tf_align align, const char *expected)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_text_pad(&out, text, width, align);
    assert_string_equal(out.bytes, expected);
    tf_buffer_release(&out);
}

static void texts_are_padded_and_cut(void **state)
{
    (void)state;
    assert_padded("ab", 4, TF_ALIGN_LEFT, "ab  ");
    assert_padded("ab", 4, TF_ALIGN_RIGHT, "  ab");
    assert_padded("abcdef", 4, TF_ALIGN_LEFT, "abc…");
    assert_padded("城镇居民", 4, TF_ALIGN_LEFT, "城… ");
}

static void texts_are_wrapped_at_blanks(void **state)
{
    (void)state;
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_text_wrap(&out, "one two three", 9, 2);
    assert_string_equal(out.bytes, "one two\n  three\n");
    tf_buffer_release(&out);
    tf_text_wrap(&out, "unbreakable", 6, 2);
    assert_string_equal(out.bytes, "unbr\n  eaka\n  ble\n");
    tf_buffer_release(&out);
}

static void assert_wrapped(const char *text, size_t width, const char *expected)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_text_wrap(&out, text, width, 0);
    assert_string_equal(out.bytes, expected);
    tf_buffer_release(&out);
}

static void chinese_is_wrapped_beside_its_characters(void **state)
{
    (void)state;
    assert_wrapped("收入到2035年翻番", 8, "收入到\n2035年翻\n番\n"); /* not inside a number */
    assert_wrapped("收入（工资）升", 10, "收入（工\n资）升\n");      /* nor before its bracket */
    assert_wrapped("收入（工资）升", 5, "收入\n（工\n资）\n升\n");   /* nor after the other */
    assert_wrapped("增速为 +2.9个百分点 ±", 15, "增速为 +2.9个百\n分点 ±\n"); /* beyond a blank */
    assert_wrapped("e\xcc\x81收\xcc\x81入", 3, "e\xcc\x81收\xcc\x81\n入\n");
}

static void near_misses_are_found(void **state)
{
    (void)state;
    static const char *const names[] = {"growth", "gdp_growth", NULL, "inflation"};
    assert_string_equal(tf_text_nearest("grwoth", names, 4), "growth");
    assert_string_equal(tf_text_nearest("GROWTH", names, 4), "growth");
    assert_string_equal(tf_text_nearest("inflaton", names, 4), "inflation");
    assert_null(tf_text_nearest("zebra", names, 4));
    assert_null(tf_text_nearest("", names, 4));
}

static void assert_message(const char *line, size_t column, const char *expected)
{
    struct tf_diag diag;
    struct tf_buffer out;
    struct tf_place place = {"f.csv", 7, column, line};
    tf_diag_init(&diag);
    tf_buffer_init(&out);
    tf_fail(&diag, TF_BAD_INPUT, &place, "wrong");
    tf_message_format(&diag.messages[0], false, &out);
    assert_string_equal(out.bytes, expected);
    tf_buffer_release(&out);
    tf_diag_release(&diag);
}

static void messages_point_with_a_caret(void **state)
{
    (void)state;
    assert_message("abc,def", 5, "f.csv:7:5: error: wrong\n  abc,def\n      ^\n");
    assert_message("城镇,x", 8, "f.csv:7:4: error: wrong\n  城镇,x\n       ^\n");
    assert_message("a\tb", 3, "f.csv:7:3: error: wrong\n  a\tb\n   \t^\n");
    assert_message("ab", 3, "f.csv:7:3: error: wrong\n  ab\n    ^\n");
    assert_message("a\x01z", 3, "f.csv:7:3: error: wrong\n  a\xEF\xBF\xBDz\n    ^\n");
}

static void at_most_twenty_errors_are_kept(void **state)
{
    (void)state;
    struct tf_diag diag;
    tf_diag_init(&diag);
    for (int i = 0; i < 30; i++) {
        tf_fail(&diag, TF_BAD_INPUT, NULL, "error %d", i);
        tf_warn(&diag, NULL, "warning %d", i);
    }
    assert_int_equal(diag.errors, 30);
    assert_int_equal(diag.count, TF_ERRORS_KEPT + 30);
    assert_true(tf_diag_full(&diag));
    assert_int_equal(diag.status, TF_BAD_INPUT);
    tf_diag_release(&diag);
}

static void arenas_hand_out_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct tf_arena arena;
    tf_arena_init(&arena);
    for (size_t size = 1; size < 40000; size = size * 3 + 1) {
        unsigned char *bytes = tf_arena_alloc(&arena, size, 1);
        double *lanes = tf_arena_alloc_aligned(&arena, size, sizeof *lanes);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)lanes % 64, 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(bytes[i], 0);
            bytes[i] = 0xFF;
            lanes[i] = 1;
        }
    }
    assert_null(tf_arena_alloc(&arena, SIZE_MAX, 2));
    assert_null(tf_arena_alloc(&arena, SIZE_MAX - 8, 1));
    assert_string_equal(tf_arena_printf(&arena, "%d-%s", 5, "x"), "5-x");
    tf_arena_release(&arena);
}

static void buffers_remember_that_they_failed(void **state)
{
    (void)state;
    struct tf_buffer buffer;
    tf_buffer_init(&buffer);
    tf_buffer_text(&buffer, "abc");
    tf_buffer_printf(&buffer, "%d", 12);
    assert_string_equal(buffer.bytes, "abc12");
    tf_buffer_append(&buffer, "", SIZE_MAX - 2);
    assert_true(buffer.failed);
    assert_string_equal(buffer.bytes, "abc12");
    tf_buffer_release(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(invalid_bytes_are_found),
        cmocka_unit_test(widths_are_terminal_columns),
        cmocka_unit_test(texts_are_padded_and_cut),
        cmocka_unit_test(texts_are_wrapped_at_blanks),
        cmocka_unit_test(chinese_is_wrapped_beside_its_characters),
        cmocka_unit_test(near_misses_are_found),
        cmocka_unit_test(messages_point_with_a_caret),
        cmocka_unit_test(at_most_twenty_errors_are_kept),
        cmocka_unit_test(arenas_hand_out_zeroed_aligned_memory),
        cmocka_unit_test(buffers_remember_that_they_failed),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
