/* Tests of output/layout and output/words. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/num.h"
#include "output/layout.h"
#include "output/page.h"
#include "output/words.h"

static int with_arena(void **state)
{
    struct tf_arena *arena = calloc(1, sizeof *arena);
    tf_arena_init(arena);
    *state = arena;
    return arena ? 0 : -1;
}

static int without_arena(void **state)
{
    tf_arena_release(*state);
    free(*state);
    return 0;
}

static void near(double a, double b)
{
    assert_true(fabs(a - b) < 1e-9);
}

static void test_pages(void **state)
{
    (void)state;
    assert_string_equal(tf_page_at(0)->name, "slide");
    near(tf_page_find("paper")->width, 1200);
    assert_non_null(tf_page_find("square"));
    assert_null(tf_page_find("poster"));
}

/* Advances from Inter's own table: A 676, i 237; bold A 748; Noto Sans CJK SC 1000 an ideograph. */
static void test_width(void **state)
{
    (void)state;
    near(tf_layout_width("Ai", 1000, false), 676 + 237);
    near(tf_layout_width("A", 10, true), 7.48);
    near(tf_layout_width("收入", 20, false), 40);
    near(tf_layout_width("", 20, false), 0);
    near(tf_layout_width("e\xCC\x81", 1000, false), 582);
}

static void test_clean(void **state)
{
    assert_string_equal(tf_layout_clean(*state, "  a\n\tb\x01 ", 100), "a b");
    assert_string_equal(tf_layout_clean(*state, "x\xFFy", 100), "x\xEF\xBF\xBDy");
    assert_string_equal(tf_layout_clean(*state,
                                        "a\xE2\x80\xAE"
                                        "b",
                                        100),
                        "a\xEF\xBF\xBD"
                        "b");
    assert_string_equal(tf_layout_clean(*state, "abcdef", 3), "abc…");
    assert_string_equal(tf_layout_clean(*state, NULL, 3), "");
}

static void test_fit(void **state)
{
    const char *cut = tf_layout_fit(*state, "A very long name of a scenario", 20, true, 120);
    assert_true(tf_layout_width(cut, 20, true) <= 120);
    assert_non_null(strstr(cut, "…"));
    assert_string_equal(tf_layout_fit(*state, "short", 20, true, 120), "short");
    assert_non_null(tf_layout_fit(*state, "W", 20, true, 1));
}

static void test_wrap(void **state)
{
    struct tf_lines lines;
    assert_true(tf_layout_wrap(*state, "one two three four", 10, false, 45, 9, &lines));
    assert_int_equal(lines.count, 3);
    assert_string_equal(lines.line[0], "one two");
    assert_string_equal(lines.line[2], "four");
    assert_true(tf_layout_wrap(*state, "one two three four", 10, false, 45, 2, &lines));
    assert_int_equal(lines.count, 2);
    assert_non_null(strstr(lines.line[1], "…"));
    assert_true(tf_layout_wrap(*state, "", 10, false, 45, 2, &lines));
    assert_int_equal(lines.count, 0);
}

static void test_wrap_without_blanks(void **state)
{
    struct tf_lines lines;
    assert_true(tf_layout_wrap(*state, "收入增长，翻番", 10, false, 41, 9, &lines));
    assert_string_equal(lines.line[0], "收入增"); /* the comma does not begin a line */
    assert_string_equal(lines.line[1], "长，翻番");
    assert_true(tf_layout_wrap(*state, "wwwwwwwwwwwwwwww", 10, false, 41, 9, &lines));
    assert_true(lines.count >= 3);
    for (size_t i = 0; i < lines.count; i++)
        assert_true(tf_layout_width(lines.line[i], 10, false) <= 41);
}

static void test_spread(void **state)
{
    (void)state;
    double centre[] = {100, 104, 300, 110}, gap[] = {24, 24, 24, 24};
    assert_true(tf_layout_spread(centre, gap, 4, 0, 400));
    /* three that want 100, 104, 110 stand 24 apart round the least-squares centre 314 / 3 */
    near(centre[0], 314.0 / 3 - 24);
    near(centre[1], 314.0 / 3);
    near(centre[3], 314.0 / 3 + 24);
    near(centre[2], 300);
    double edge[] = {2, 3};
    assert_true(tf_layout_spread(edge, gap, 2, 0, 400));
    near(edge[0], 12);
    near(edge[1], 36);
}

/* Whatever is wanted: order and distances are kept, and labels stay inside where they fit. */
static void test_spread_keeps_distance(void **state)
{
    (void)state;
    unsigned seed = 1;
    for (int round = 0; round < 500; round++) {
        double want[12], centre[12], gap[12];
        size_t count = 1 + (size_t)(round % 12);
        for (size_t i = 0; i < count; i++) {
            seed = seed * 1103515245u + 12345u;
            want[i] = centre[i] = (double)(seed >> 16 & 0x3FF);
            gap[i] = 10 + (double)(seed >> 28);
        }
        assert_true(tf_layout_spread(centre, gap, count, 0, 1023));
        for (size_t i = 0; i < count; i++) {
            assert_true(centre[i] >= gap[i] / 2 - 1e-9 && centre[i] <= 1023 - gap[i] / 2 + 1e-9);
            for (size_t k = 0; k < count; k++)
                if (want[i] < want[k])
                    assert_true(centre[k] - centre[i] >= (gap[i] + gap[k]) / 2 - 1e-9);
        }
    }
}

static void test_boxes(void **state)
{
    (void)state;
    struct tf_box box = {10, 10, 20, 20};
    assert_true(tf_box_touches(box, (struct tf_box){15, 15, 30, 30}));
    assert_false(tf_box_touches(box, (struct tf_box){20, 10, 30, 20}));
    assert_true(tf_box_crossed(box, 0, 15, 30, 15));
    assert_true(tf_box_crossed(box, 12, 12, 13, 13));
    assert_false(tf_box_crossed(box, 0, 0, 30, 5));
    assert_false(tf_box_crossed(box, 0, 15, 8, 15));
}

static void test_ticks(void **state)
{
    (void)state;
    struct tf_ticks ticks;
    tf_layout_ticks(100, 208, 6, &ticks);
    near(ticks.low, 100);
    near(ticks.high, 220);
    assert_int_equal(ticks.count, 7);
    tf_layout_ticks(1, 1, 5, &ticks);
    assert_true(ticks.high > ticks.low && ticks.count >= 2);
    tf_layout_log_ticks(4000, 300000, 8, &ticks);
    assert_int_equal(ticks.count, 6);
    near(ticks.value[0], 5000);
    tf_layout_log_ticks(1, 1e12, 6, &ticks);
    assert_true(ticks.count >= 3 && ticks.count <= 6);
}

static void test_year_ticks(void **state)
{
    (void)state;
    struct tf_ticks ticks;
    for (int span = 1; span <= 200; span++) {
        tf_layout_year_ticks(2025, 2025 + span, 9, &ticks);
        assert_true(ticks.count >= 2 && ticks.count <= 10);
        near(ticks.value[0], 2025);
        near(ticks.value[ticks.count - 1], 2025 + span);
        for (size_t i = 1; i < ticks.count; i++)
            assert_true(ticks.value[i] > ticks.value[i - 1]);
    }
}

/* --- words ------------------------------------------------------------------------------------ */

/* Every phrase exists in every language and uses the same places in each. */
static void test_phrases(void **state)
{
    (void)state;
    for (int phrase = 0; phrase < TF_PHRASES; phrase++) {
        const char *english = tf_phrase_text((enum tf_phrase)phrase, TF_LANGUAGE_EN);
        const char *chinese = tf_phrase_text((enum tf_phrase)phrase, TF_LANGUAGE_ZH);
        assert_non_null(english);
        assert_non_null(chinese);
        for (char place = '1'; place <= '9'; place++) {
            char name[] = {'{', place, '}', '\0'};
            assert_int_equal(strstr(english, name) != NULL, strstr(chinese, name) != NULL);
        }
    }
}

static void test_fill(void **state)
{
    const char *text =
        tf_phrase_fill(*state, TF_LANGUAGE_EN, TF_PHRASE_TARGET_OTHER, "1.5", "2024", (char *)NULL);
    assert_string_equal(text, "Target: 1.5 times the 2024 level");
    text = tf_phrase_fill(*state, TF_LANGUAGE_ZH, TF_PHRASE_SOURCE, "{1}", (char *)NULL);
    assert_string_equal(text, "来源：{1}"); /* what fills a place is not filled again */
}

static void test_multiple(void **state)
{
    assert_string_equal(tf_words_multiple(*state, TF_LANGUAGE_EN, 1.629, TF_ABSENT), "×1.63");
    assert_string_equal(tf_words_multiple(*state, TF_LANGUAGE_ZH, 1.629, TF_ABSENT), "1.63倍");
    assert_string_equal(tf_words_multiple(*state, TF_LANGUAGE_EN, 1.998, 2), "×1.998");
    assert_string_equal(tf_words_multiple(*state, TF_LANGUAGE_EN, 2.001, 2), "×2.00");
    assert_string_equal(tf_words_multiple(*state, TF_LANGUAGE_EN, 131.52, 2), "×131.5");
    assert_int_equal(tf_words_year_reached(2033.2), 2034);
    assert_int_equal(tf_words_year_reached(2034), 2034);
    assert_int_equal(tf_words_year_reached(2034 + 1e-12), 2034);
}

static void test_language(void **state)
{
    (void)state;
    enum tf_language language;
    assert_true(tf_language_parse("zh", &language));
    assert_int_equal(language, TF_LANGUAGE_ZH);
    assert_string_equal(tf_language_code(language), "zh");
    assert_false(tf_language_parse("fr", &language));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),      cmocka_unit_test(test_width),
        cmocka_unit_test(test_clean),      cmocka_unit_test(test_fit),
        cmocka_unit_test(test_wrap),       cmocka_unit_test(test_wrap_without_blanks),
        cmocka_unit_test(test_spread),     cmocka_unit_test(test_spread_keeps_distance),
        cmocka_unit_test(test_boxes),      cmocka_unit_test(test_ticks),
        cmocka_unit_test(test_year_ticks), cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_fill),       cmocka_unit_test(test_multiple),
        cmocka_unit_test(test_language),
    };
    return cmocka_run_group_tests(tests, with_arena, without_arena);
}
