/* Tests of output/chart: layouts in which nothing touches, titles that the numbers support, hostile
 * texts in real pictures, and pictures that are the same from run to run. */
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

#include "base/num.h"
#include "chart_layouts.h"
#include "hostile.h"
#include "output/chart.h"
#include "output/chart_kinds.h"

/* --- data ------------------------------------------------------------------------------------- */

#define SPAN_MOST 200

struct paths_case {
    struct tf_chart_paths paths;
    struct tf_chart_series series[TF_CHART_SERIES_MOST];
    double values[TF_CHART_SERIES_MOST][SPAN_MOST + 1];
};

static void add_series(struct paths_case *made, const char *name, double growth)
{
    struct tf_chart_paths *paths = &made->paths;
    size_t i = paths->series_count++;
    double year = growth > 0 ? paths->base_year + log(paths->target) / log1p(growth) : TF_ABSENT;
    for (int t = 0; t <= paths->horizon_year - paths->base_year; t++)
        made->values[i][t] = 100 * pow(1 + growth, t);
    made->series[i] = (struct tf_chart_series){name, made->values[i], TF_ABSENT, TF_ABSENT};
    *(year <= paths->horizon_year ? &made->series[i].reached : &made->series[i].reached_later) =
        year;
}

static void make_paths(struct paths_case *made, int span, double target)
{
    memset(made, 0, sizeof *made);
    made->paths = (struct tf_chart_paths){.base_year = 2025,
                                          .horizon_year = 2025 + span,
                                          .target = target,
                                          .series = made->series,
                                          .note = "A note.",
                                          .sources = "made-up numbers"};
}

struct groups_case {
    struct tf_chart_groups groups;
    struct tf_chart_panel panels[TF_CHART_PANELS_MOST];
    struct tf_chart_group rows[TF_CHART_PANELS_MOST][TF_CHART_GROUPS_MOST];
    char names[TF_CHART_GROUPS_MOST][32];
};

/* Incomes fall from the richest to the poorest group, multiples rise by `gain` a group. */
static void make_groups(struct groups_case *made, size_t panels, size_t count, double multiple,
                        double gain)
{
    static const char *const titles[] = {"Urban", "Rural", "Coast", "Centre", "West", "North-east"};
    memset(made, 0, sizeof *made);
    made->groups = (struct tf_chart_groups){.base_year = 2025,
                                            .horizon_year = 2035,
                                            .target = 2,
                                            .panels = made->panels,
                                            .panel_count = panels,
                                            .currency = "yuan",
                                            .sources = "made-up numbers"};
    for (size_t i = 0; i < count; i++)
        snprintf(made->names[i], sizeof made->names[i], "Group %zu", i + 1);
    for (size_t p = 0; p < panels; p++) {
        made->panels[p] = (struct tf_chart_panel){titles[p % 6], NULL, p, made->rows[p], count};
        for (size_t i = 0; i < count; i++) {
            double base = 120000 * pow(0.8, (double)i) / (double)(p + 1);
            double rises = multiple + gain * (double)i;
            made->rows[p][i] = (struct tf_chart_group){made->names[i], base, base * rises};
        }
    }
}

static void both_kinds(struct tf_chart charts[2])
{
    static struct paths_case paths;
    static struct groups_case groups;
    make_paths(&paths, 10, 2);
    add_series(&paths, "Baseline", 0.05);
    add_series(&paths, "转移支付＋", 0.08);
    make_groups(&groups, 2, 5, 1.6, 0.1);
    charts[0] = (struct tf_chart){.kind = TF_CHART_PATHS, .paths = &paths.paths};
    charts[1] = (struct tf_chart){.kind = TF_CHART_GROUPS, .groups = &groups.groups};
}

/* --- layouts ---------------------------------------------------------------------------------- */

static void test_paths_layouts(void **state)
{
    (void)state;
    static const int spans[] = {1, 2, 5, 7, 10, 13, 25, 40, 60, 100, 200};
    static const double targets[] = {1.5, 2, 3, 0.8};
    static const char *const names[] = {
        "Baseline", "A very long scenario name that goes on until it must be wrapped or cut",
        "转移支付＋", "x"};
    static struct paths_case made;
    struct tf_chart chart = {.kind = TF_CHART_PATHS, .paths = &made.paths};
    for (size_t s = 0; s < sizeof spans / sizeof *spans; s++)
        for (size_t count = 1; count <= TF_CHART_SERIES_MOST; count++) {
            char what[64];
            snprintf(what, sizeof what, "%zu paths over %d years", count, spans[s]);
            make_paths(&made, spans[s], targets[(s + count) % 4]);
            for (size_t i = 0; i < count; i++)
                add_series(&made, names[(i + s) % 4], 0.012 * (double)i - 0.02);
            on_all_pages(&chart, what);
        }
}

static void test_other_pages(void **state)
{
    (void)state;
    struct tf_chart charts[2];
    both_kinds(charts);
    for (size_t i = 0; i < 2; i++)
        on_other_pages(&charts[i], "paths and groups");
}

static void test_equal_paths(void **state)
{
    (void)state;
    static struct paths_case made;
    struct tf_chart chart = {.kind = TF_CHART_PATHS, .paths = &made.paths};
    make_paths(&made, 10, 2);
    for (size_t i = 0; i < TF_CHART_SERIES_MOST; i++)
        add_series(&made, "The same", 0);
    on_all_pages(&chart, "equal paths");
    make_paths(&made, 10, 2);
    for (size_t i = 0; i < 4; i++)
        add_series(&made, "The same", 0.0718);
    on_all_pages(&chart, "equal paths that double");
}

static void test_groups_layouts(void **state)
{
    (void)state;
    static struct groups_case made;
    struct tf_chart chart = {.kind = TF_CHART_GROUPS, .groups = &made.groups};
    for (size_t panels = 1; panels <= 6; panels++)
        for (size_t count = 1; count <= 10; count++) {
            char what[64];
            snprintf(what, sizeof what, "%zu panels of %zu groups", panels, count);
            make_groups(&made, panels, count, 1.6, 0.1);
            on_all_pages(&chart, what);
        }
    make_groups(&made, 2, TF_CHART_GROUPS_MOST, 1.6, 0.1);
    on_all_pages(&chart, "2 panels of 20 groups");
}

static void test_groups_extremes(void **state)
{
    (void)state;
    static struct groups_case made;
    struct tf_chart chart = {.kind = TF_CHART_GROUPS, .groups = &made.groups};
    make_groups(&made, 2, 5, 0.7, 0);
    on_all_pages(&chart, "falling incomes");
    make_groups(&made, 2, 5, 1, 0);
    for (size_t i = 0; i < 5; i++)
        made.rows[0][i].base = made.rows[0][i].horizon = 1000;
    on_all_pages(&chart, "equal incomes");
    made.rows[0][0].horizon = 1e12;
    made.rows[1][4].base = 1;
    made.rows[0][2].base = TF_ABSENT;
    made.rows[0][3].name = "A group with a name that is far too long for the column of names";
    on_all_pages(&chart, "incomes from 1 to 1e12");
    make_groups(&made, 1, 1, 1.5, 0);
    made.rows[0][0].base = TF_ABSENT;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_false(chart_groups_kind.check(&chart, &diag));
    assert_int_equal(diag.status, TF_BAD_INPUT);
    tf_diag_release(&diag);
}

/* --- titles ----------------------------------------------------------------------------------- */

static void test_paths_titles(void **state)
{
    (void)state;
    static const struct {
        double growth[3], target;
        const char *english, *chinese;
    } cases[] = {
        {{0.05, 0.08, 0.02},
         2,
         "Only “B” doubles income by 2035",
         "只有“B”情景能在2035年前实现收入翻番"},
        {{0.05, 0.02, 0.03},
         2,
         "No scenario doubles income by 2035",
         "没有情景能在2035年前实现收入翻番"},
        {{0.08, 0.09, 0.1},
         2,
         "Income doubles by 2035 in every scenario",
         "各情景下收入均在2035年前翻番"},
        {{0.08, 0.09, 0.01},
         2,
         "Income doubles by 2035 in 2 of 3 scenarios",
         "3个情景中有2个收入在2035年前翻番"},
        {{-0.01, -0.02, -0.03},
         2,
         "Income falls by 2035 in every scenario",
         "各情景下收入到2035年均下降"},
        {{0.05, 0.01, 0.02},
         1.5,
         "Only “A” lifts income to 1.5 times its 2025 level by 2035",
         "只有“A”情景能在2035年前使收入达到2025年的1.5倍"},
        {{0.05, TF_ABSENT, TF_ABSENT},
         2,
         "Income grows to ×1.63 by 2035, short of its target",
         "到2035年收入增至1.63倍，未达目标"},
        {{0.07, TF_ABSENT, TF_ABSENT},
         2,
         "Income comes close to its target by 2035, at ×1.97",
         "到2035年收入接近目标，为1.97倍"},
        {{0.08, TF_ABSENT, TF_ABSENT}, 2, "Income doubles in 2035", "收入将于2035年翻番"},
        {{-0.01, TF_ABSENT, TF_ABSENT},
         2,
         "Income falls by 2035, to ×0.90",
         "到2035年收入下降，为0.90倍"},
    };
    static const char *const names[] = {"A", "B", "C"};
    static struct paths_case made;
    struct tf_chart chart = {.kind = TF_CHART_PATHS, .paths = &made.paths};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        make_paths(&made, 10, cases[i].target);
        for (size_t k = 0; k < 3 && isfinite(cases[i].growth[k]); k++)
            add_series(&made, names[k], cases[i].growth[k]);
        assert_title(&chart, TF_LANGUAGE_EN, cases[i].english);
        assert_title(&chart, TF_LANGUAGE_ZH, cases[i].chinese);
    }
}

static void test_groups_titles(void **state)
{
    (void)state;
    static struct groups_case made;
    struct tf_chart chart = {.kind = TF_CHART_GROUPS, .groups = &made.groups};
    make_groups(&made, 2, 5, 2.1, 0.1);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles by 2035 in every group");
    make_groups(&made, 2, 5, 1.5, 0.1);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Poorer groups gain fastest, yet income doubles by 2035 in none");
    make_groups(&made, 2, 5, 1.5, 0);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles by 2035 in no group");
    made.rows[1][4].horizon = made.rows[1][4].base * 2;
    made.rows[1][3].horizon = made.rows[1][3].base * 2.5;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income doubles by 2035 for the poorest 2 of 5 groups in Rural, none in Urban");
    assert_title(&chart, TF_LANGUAGE_ZH,
                 "收入在2035年前翻番的组：Rural收入最低的2组（共5组），Urban无");
    made.rows[0][1].horizon = made.rows[0][1].base * 2.5;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income doubles by 2035 for the poorest 2 of 5 groups in Rural, 1 of 5 groups in "
                 "Urban");
    made.panels[0].context = "Baseline";
    made.panels[1].context = "Plan";
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income doubles by 2035 for 1 of 5 groups under “Baseline”, 2 of 5 groups under "
                 "“Plan”");
    make_groups(&made, 3, 5, 1.7, 0.1);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles by 2035 in 6 of 15 groups");
}

/* --- pictures --------------------------------------------------------------------------------- */

/* Every format, twice: complete, and the same bytes. */
static void test_pictures_repeat(void **state)
{
    (void)state;
    static const enum tf_picture formats[] = {TF_PICTURE_SVG, TF_PICTURE_PDF,   TF_PICTURE_PNG,
                                              TF_PICTURE_EPS, TF_PICTURE_SIXEL, TF_PICTURE_TEXT};
    struct tf_chart charts[2];
    both_kinds(charts);
    for (size_t i = 0; i < 12; i++) {
        struct tf_chart_options options = tf_chart_options_defaults();
        options.format = formats[i / 2];
        assert_repeats(&charts[i % 2], &options);
    }
}

/* As the name of a scenario, as title, note and source: all drawn as they are, nothing run. */
static void test_hostile_texts_are_drawn(void **state)
{
    (void)state;
    static struct paths_case made;
    struct tf_chart chart = {.kind = TF_CHART_PATHS, .paths = &made.paths};
    struct tf_arena arena;
    tf_arena_init(&arena);
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        struct tf_chart_options options = tf_chart_options_defaults();
        struct tf_buffer picture, script;
        make_paths(&made, 10, 2);
        add_series(&made, hostile_texts[i], 0.05);
        add_series(&made, "`touch PWN`", 0.08);
        made.paths.note = made.paths.sources = options.subtitle = hostile_texts[i];
        draw(&chart, &options, &picture, &script);
        const char *clean = tf_layout_clean(&arena, hostile_texts[i], 400);
        assert_non_null(clean);
        if (!svg_shows(&picture, clean))
            fail_msg("the chart does not show '%s'", clean);
        assert_true(svg_shows(&picture, "`touch PWN`"));
        assert_int_not_equal(access(HOSTILE_MARK, F_OK), 0);
        tf_buffer_release(&picture);
        tf_buffer_release(&script);
    }
    tf_arena_release(&arena);
}

/* No control character of a name reaches the terminal. */
static void test_text_is_clean(void **state)
{
    (void)state;
    static struct paths_case made;
    struct tf_chart chart = {.kind = TF_CHART_PATHS, .paths = &made.paths};
    struct tf_chart_options options = tf_chart_options_defaults();
    struct tf_buffer picture, script;
    options.format = TF_PICTURE_TEXT;
    make_paths(&made, 10, 2);
    add_series(&made, "a\x1b[31m\x07\r\nb", 0.05);
    draw(&chart, &options, &picture, &script);
    for (size_t i = 0; i < picture.length; i++)
        assert_true((unsigned char)picture.bytes[i] >= 0x20 || picture.bytes[i] == '\n');
    assert_non_null(strstr(picture.bytes, "● a"));
    assert_non_null(strstr(picture.bytes, "×1.63"));
    tf_buffer_release(&picture);
    tf_buffer_release(&script);
}

static void test_text_keeps_its_width(void **state)
{
    (void)state;
    struct tf_chart charts[2];
    both_kinds(charts);
    for (size_t columns = 50; columns <= 120; columns += 10)
        for (size_t i = 0; i < 2; i++)
            assert_text_fits(&charts[i], columns);
}

/* --- options ---------------------------------------------------------------------------------- */

static void test_template_replaces(void **state)
{
    (void)state;
    static const char own[] = "plot $paths using 1:2 with lines lc rgb '#123456' # mine";
    struct tf_chart charts[2];
    struct tf_chart_options options = tf_chart_options_defaults();
    struct tf_buffer picture, script;
    both_kinds(charts);
    options.template_text = own;
    options.template_length = sizeof own - 1;
    draw(&charts[0], &options, &picture, &script);
    assert_non_null(strstr(script.bytes, own));
    assert_null(strstr(script.bytes, "RING_X[i]):(TARGET)"));
    assert_non_null(strstr(picture.bytes, "18,  52,  86")); /* gnuplot writes colours so */
    tf_buffer_release(&picture);
    tf_buffer_release(&script);
}

/* An error of the user's template is reported with its line; the script is there to look at. */
static void test_broken_template(void **state)
{
    (void)state;
    static const char own[] = "plot nonsense_of_the_user\n";
    struct tf_chart charts[2];
    struct tf_chart_options options = tf_chart_options_defaults();
    struct tf_buffer picture, script;
    struct tf_diag diag;
    tf_diag_init(&diag);
    tf_buffer_init(&picture);
    tf_buffer_init(&script);
    both_kinds(charts);
    options.template_text = own;
    options.template_length = sizeof own - 1;
    options.script_path = "mine.gp";
    assert_false(tf_chart_draw(&charts[0], &options, &picture, &script, &diag));
    assert_int_equal(diag.status, TF_ENVIRONMENT);
    assert_non_null(strstr(diag.messages[0].text, "undefined variable: nonsense_of_the_user"));
    assert_non_null(strstr(diag.messages[0].text, "kept in 'mine.gp'"));
    assert_int_equal(picture.length, 0);
    assert_non_null(strstr(script.bytes, own));
    tf_buffer_release(&picture);
    tf_buffer_release(&script);
    tf_diag_release(&diag);
}

static void test_names(void **state)
{
    (void)state;
    enum tf_chart_kind kind;
    enum tf_picture format;
    assert_true(tf_chart_kind_parse("groups", &kind));
    assert_int_equal(kind, TF_CHART_GROUPS);
    assert_string_equal(tf_chart_kind_name(TF_CHART_PATHS), "paths");
    assert_false(tf_chart_kind_parse("pie", &kind));
    assert_true(tf_chart_format_of("a/b.c/x.pdf", &format));
    assert_int_equal(format, TF_PICTURE_PDF);
    assert_false(tf_chart_format_of("x.jpeg", &format));
    assert_false(tf_chart_format_of("x", &format));
}

static void test_too_many(void **state)
{
    (void)state;
    static struct paths_case made;
    struct tf_chart chart = {.kind = TF_CHART_PATHS, .paths = &made.paths};
    struct tf_diag diag;
    tf_diag_init(&diag);
    make_paths(&made, 10, 2);
    assert_false(chart_paths_kind.check(&chart, &diag));
    made.paths.series_count = 13;
    assert_false(chart_paths_kind.check(&chart, &diag));
    assert_int_equal(diag.status, TF_BAD_INPUT);
    tf_diag_release(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths_layouts),
        cmocka_unit_test(test_other_pages),
        cmocka_unit_test(test_equal_paths),
        cmocka_unit_test(test_groups_layouts),
        cmocka_unit_test(test_groups_extremes),
        cmocka_unit_test(test_paths_titles),
        cmocka_unit_test(test_groups_titles),
        cmocka_unit_test(test_pictures_repeat),
        cmocka_unit_test(test_hostile_texts_are_drawn),
        cmocka_unit_test(test_text_is_clean),
        cmocka_unit_test(test_text_keeps_its_width),
        cmocka_unit_test(test_template_replaces),
        cmocka_unit_test(test_broken_template),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
