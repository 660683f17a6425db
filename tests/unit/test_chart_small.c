/* Tests of charts on a small upright page, 480x600: what is said there is said in one form, whole
 * words stay whole, names are there, and nothing touches. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/num.h"
#include "chart_layouts.h"
#include "output/chart_experiment.h"
#include "output/chart_projection.h"

/* A chart laid out on a page, to be asked for its texts. */
struct laid_out {
    struct tf_arena arena;
    struct tf_buffer script;
    struct tf_page page;
    struct tf_chart_options options;
    struct figure figure;
};

static void lay_out(struct laid_out *made, const struct tf_chart *chart, const char *size,
                    enum tf_language language)
{
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_true(tf_page_parse(size, &made->page, &diag));
    tf_diag_release(&diag);
    made->options = tf_chart_options_defaults();
    made->options.page = &made->page;
    made->options.language = language;
    assert_laid_out(chart, &made->options, size);
    tf_arena_init(&made->arena);
    tf_buffer_init(&made->script);
    figure_init(&made->figure, &made->arena, &made->options, &made->script);
    chart_kind_of(chart)->compose(&made->figure, chart);
    assert_false(made->figure.failed);
}

static void release(struct laid_out *made)
{
    figure_release(&made->figure);
    tf_buffer_release(&made->script);
    tf_arena_release(&made->arena);
}

static size_t count_of(const struct laid_out *made, const char *text)
{
    size_t count = 0;
    for (size_t i = 0; i < made->figure.text_count; i++)
        count += strcmp(made->figure.texts[i].text, text) == 0;
    return count;
}

static void assert_shows(const struct laid_out *made, const char *text, size_t times)
{
    if (count_of(made, text) != times)
        fail_msg("'%s' stands %zu times on the page, not %zu", text, count_of(made, text), times);
}

/* --- sources ---------------------------------------------------------------------------------- */

/* The values in the pieces are all shares, or all amounts, or all both: China's sources of 2025,
 * whose smallest piece has room for an amount and whose largest has none. */
static void test_sources_have_one_form(void **state)
{
    (void)state;
    static const struct tf_chart_source parts[] = {{"工资", NULL, 0, 24555, 44100},
                                                   {"经营", NULL, 1, 7252, 11372},
                                                   {"财产", NULL, 2, 3491, 6033},
                                                   {"转移", NULL, 3, 8079, 16250}};
    struct tf_chart_sources_panel panel = {{NULL, NULL, 0}, parts, 4};
    struct tf_chart_sources sources = {.base_year = 2025,
                                       .horizon_year = 2035,
                                       .target = 2,
                                       .panels = &panel,
                                       .panel_count = 1,
                                       .currency = "yuan"};
    struct tf_chart chart = {.kind = TF_CHART_SOURCES, .sources = &sources};
    static const char *const sizes[] = {"400x400", "480x600", "600x600", "800x450", "1600x900"};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (int language = 0; language < TF_LANGUAGES; language++) {
            struct laid_out made;
            size_t forms[3] = {0};
            lay_out(&made, &chart, sizes[s], (enum tf_language)language);
            for (size_t i = 0; i < made.figure.text_count; i++) {
                const struct figure_text *text = &made.figure.texts[i];
                bool inside = text->ink >= INK_ON_SERIES && text->ink < INK_ON_SERIES + FIGURE_INKS;
                bool share = strchr(text->text, '%'), amount = strchr(text->text, ',');
                forms[share && amount ? 0 : amount ? 1 : 2] += inside;
            }
            if ((forms[0] > 0) + (forms[1] > 0) + (forms[2] > 0) != 1)
                fail_msg("%s: %zu values of both, %zu amounts, %zu shares", sizes[s], forms[0],
                         forms[1], forms[2]);
            release(&made);
        }
}

/* --- waterfall -------------------------------------------------------------------------------- */

/* Names stand in whole words, on two levels where one has no room for them. */
static void test_waterfall_keeps_words(void **state)
{
    (void)state;
    static const struct tf_chart_part parts[] = {{"Wages", NULL, 19545},
                                                 {"Business", NULL, 4120},
                                                 {"Property", NULL, 2543},
                                                 {"Transfers", NULL, 8170}};
    static const struct tf_chart_part moves[] = {{"Within Urban", NULL, 22814},
                                                 {"Within Rural", NULL, 8242},
                                                 {"Moving between regions", NULL, 3322}};
    static const char *const words[] = {"Wages", "Business", "Property", "Transfers"};
    struct tf_chart_waterfall data = {.base_year = 2025,
                                      .year = 2035,
                                      .levels = true,
                                      .start = 43377,
                                      .end = 77755,
                                      .target = 2,
                                      .parts = parts,
                                      .part_count = 4,
                                      .currency = "yuan"};
    struct tf_chart chart = {.kind = TF_CHART_WATERFALL, .waterfall = &data};
    struct laid_out made;
    lay_out(&made, &chart, "480x600", TF_LANGUAGE_EN);
    for (size_t i = 0; i < 4; i++)
        assert_shows(&made, words[i], 1);
    release(&made);
    data.parts = moves;
    data.part_count = 3;
    lay_out(&made, &chart, "480x600", TF_LANGUAGE_EN);
    assert_true(count_of(&made, "Moving between") + count_of(&made, "between") == 1);
    release(&made);
}

/* A word that no level has room for is cut, not broken. */
static void test_waterfall_cuts_words(void **state)
{
    (void)state;
    static const struct tf_chart_part part = {"Donaudampfschifffahrtsgesellschaftskapitän", NULL,
                                              1};
    struct tf_chart_part parts[TF_CHART_PARTS_MOST];
    for (size_t i = 0; i < TF_CHART_PARTS_MOST; i++)
        parts[i] = part;
    struct tf_chart_waterfall data = {.base_year = 2025,
                                      .year = 2035,
                                      .levels = true,
                                      .start = 100,
                                      .end = 116,
                                      .target = 2,
                                      .parts = parts,
                                      .part_count = TF_CHART_PARTS_MOST};
    struct tf_chart chart = {.kind = TF_CHART_WATERFALL, .waterfall = &data};
    struct laid_out made;
    size_t cut = 0;
    lay_out(&made, &chart, "480x600", TF_LANGUAGE_EN);
    for (size_t i = 0; i < made.figure.text_count; i++)
        cut +=
            made.figure.texts[i].text[0] == 'D' && strstr(made.figure.texts[i].text, "…") != NULL;
    assert_int_equal(cut, TF_CHART_PARTS_MOST);
    release(&made);
}

/* --- paths ------------------------------------------------------------------------------------ */

static const char *const scenarios[] = {"Baseline",    "Doubling plan", "The plan, on debt",
                                        "Rebalancing", "Stagnation",    "Productivity first"};
#define SPAN 10

/* Scenario i grows by 2 + i % a year. */
static void make_series(struct tf_chart_series *series, double values[][SPAN + 1], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (int t = 0; t <= SPAN; t++)
            values[i][t] = 100 * pow(1.02 + 0.01 * (double)i, t);
        series[i] = (struct tf_chart_series){scenarios[i], values[i], TF_ABSENT, TF_ABSENT};
    }
}

static void test_paths_keep_names(void **state)
{
    (void)state;
    struct tf_chart_series series[6];
    double values[6][SPAN + 1];
    make_series(series, values, 6);
    struct tf_chart_paths paths = {.base_year = 2025,
                                   .horizon_year = 2025 + SPAN,
                                   .target = 2,
                                   .series = series,
                                   .series_count = 6};
    struct tf_chart chart = {.kind = TF_CHART_PATHS, .paths = &paths};
    struct laid_out made;
    lay_out(&made, &chart, "480x600", TF_LANGUAGE_EN);
    for (size_t i = 0; i < 6; i++)
        assert_shows(&made, scenarios[i], 1);
    release(&made);
}

static void test_panels_keep_names(void **state)
{
    (void)state;
    struct tf_chart_series series[2];
    double values[2][SPAN + 1];
    make_series(series, values, 2);
    const struct tf_chart_path_panel panels[] = {{{NULL, "Urban", 0}, series},
                                                 {{NULL, "Rural", 1}, series}};
    struct tf_chart_path_panels data = {.base_year = 2025,
                                        .horizon_year = 2025 + SPAN,
                                        .target = 2,
                                        .panels = panels,
                                        .panel_count = 2,
                                        .series_count = 2};
    struct tf_chart chart = {.kind = TF_CHART_PATH_PANELS, .path_panels = &data};
    struct laid_out made;
    lay_out(&made, &chart, "480x600", TF_LANGUAGE_EN);
    assert_shows(&made, "Baseline", 2);
    assert_shows(&made, "Doubling plan", 2);
    release(&made);
}

/* --- density ---------------------------------------------------------------------------------- */

#define POINTS 120

/* Three curves that lie close together: each has its label, beside it or, with a piece of its line,
 * above the plot. */
static void test_density_labels_all(void **state)
{
    (void)state;
    static const double medians[] = {33000, 53000, 61000};
    double income[POINTS], height[3][POINTS];
    struct tf_chart_density_curve curves[3];
    for (size_t i = 0; i < 3; i++) {
        for (int k = 0; k < POINTS; k++) {
            income[k] = 4000 * pow(100, k / (POINTS - 1.0));
            height[i][k] = exp(-pow(log(income[k] / medians[i]) / 0.7, 2) / 2);
        }
        curves[i] =
            (struct tf_chart_density_curve){.scope = {i > 0 ? scenarios[i - 1] : NULL, NULL, i},
                                            .year = i > 0 ? 2035 : 2025,
                                            .density = height[i],
                                            .median = medians[i],
                                            .middle = 0.4 + 0.1 * (double)i};
    }
    struct tf_chart_density density = {.income = income,
                                       .point_count = POINTS,
                                       .low = 36328,
                                       .high = 181641,
                                       .price_year = 2025,
                                       .curves = curves,
                                       .curve_count = 3,
                                       .currency = "yuan"};
    struct tf_chart chart = {.kind = TF_CHART_DENSITY, .density = &density};
    static const char *const sizes[] = {"480x600", "800x450", "1600x900"};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct laid_out made;
        lay_out(&made, &chart, sizes[s], TF_LANGUAGE_EN);
        assert_shows(&made, "2025", 1);
        assert_shows(&made, "2035, Baseline", 1);
        assert_shows(&made, "2035, Doubling plan", 1);
        assert_shows(&made, "median 61,000, middle income 60%", 1);
        release(&made);
    }
}

/* --- groups ----------------------------------------------------------------------------------- */

#define REGIONS 6

struct regions {
    struct tf_chart_groups groups;
    struct tf_chart_panel panels[REGIONS];
    struct tf_chart_group rows[REGIONS][TF_CHART_GROUPS_MOST];
};

static void make_regions(struct regions *made, size_t groups)
{
    static const char *const names[] = {"north", "south", "east", "west", "centre", "coast"};
    static const char *const numbers[] = {"first", "second", "third",    "fourth",
                                          "fifth", "sixth",  "seventh",  "eighth",
                                          "ninth", "tenth",  "eleventh", "twelfth"};
    memset(made, 0, sizeof *made);
    made->groups = (struct tf_chart_groups){.base_year = 2025,
                                            .horizon_year = 2035,
                                            .target = 2,
                                            .panels = made->panels,
                                            .panel_count = REGIONS,
                                            .currency = "yuan"};
    for (size_t p = 0; p < REGIONS; p++) {
        made->panels[p] = (struct tf_chart_panel){names[p], NULL, p, made->rows[p], groups};
        for (size_t i = 0; i < groups; i++) {
            double base = 9000 * pow(1.4, (double)(i + p) / 2);
            made->rows[p][i] = (struct tf_chart_group){numbers[i], base, base * 1.8};
        }
    }
}

/* Rows that would overprint stand in more panels side by side. */
static void test_groups_stand_apart(void **state)
{
    (void)state;
    static struct regions made;
    struct tf_chart chart = {.kind = TF_CHART_GROUPS, .groups = &made.groups};
    make_regions(&made, 8);
    for (int language = 0; language < TF_LANGUAGES; language++) {
        struct laid_out small;
        lay_out(&small, &chart, "480x600", (enum tf_language)language);
        assert_null(small.figure.refusal);
        assert_true(count_of(&small, "eighth") >= 2);
        release(&small);
    }
}

/* Where no arrangement has room for them, the chart is refused, and says what would do. */
static void test_groups_refuse(void **state)
{
    (void)state;
    static struct regions made;
    struct tf_chart chart = {.kind = TF_CHART_GROUPS, .groups = &made.groups};
    struct tf_chart_options options = tf_chart_options_defaults();
    struct tf_buffer picture, script;
    struct tf_page page;
    struct tf_diag diag;
    make_regions(&made, 12);
    tf_diag_init(&diag);
    assert_true(tf_page_parse("400x400", &page, &diag));
    tf_buffer_init(&picture);
    tf_buffer_init(&script);
    options.page = &page;
    assert_false(tf_chart_draw(&chart, &options, &picture, &script, &diag));
    assert_int_equal(diag.status, TF_BAD_INPUT);
    assert_non_null(strstr(diag.messages[0].text, "no room for 6 panels of 12 groups"));
    assert_int_equal(picture.length, 0);
    tf_buffer_release(&picture);
    tf_buffer_release(&script);
    tf_diag_release(&diag);
}

/* --- heatmap ---------------------------------------------------------------------------------- */

static const struct tf_magnitude growth = {.name = "change in TFP growth",
                                           .scale = TF_SCALE_POINTS};
static const struct tf_magnitude shift = {.name = "rise in household share of GDP (wages, 2035)",
                                          .scale = TF_SCALE_SHARE};

/* Three rows, of which the topmost has no values; the middle one reaches the level. */
static struct tf_chart_heatmap make_map(struct tf_chart_grid *panel, const double *z)
{
    static const double x[] = {-0.01, 0, 0.01}, y[] = {0, 0.4, 0.8};
    *panel = (struct tf_chart_grid){"Baseline", z};
    return (struct tf_chart_heatmap){.x = growth,
                                     .y = shift,
                                     .z = {"income", "income", NULL, TF_SCALE_MULTIPLE, true},
                                     .x_values = x,
                                     .y_values = y,
                                     .x_count = 3,
                                     .y_count = 3,
                                     .level = 2,
                                     .usual_x = TF_ABSENT,
                                     .usual_y = TF_ABSENT,
                                     .panels = panel,
                                     .panel_count = 1};
}

static const struct figure_text *text_of(const struct laid_out *made, const char *text)
{
    for (size_t i = 0; i < made->figure.text_count; i++)
        if (strcmp(made->figure.texts[i].text, text) == 0)
            return &made->figure.texts[i];
    fail_msg("'%s' is not on the page", text);
    return NULL;
}

/* The sides are named beside rows that have values, and titles of the axes are whole. */
static void test_heatmap_names_sides(void **state)
{
    (void)state;
    const double z[] = {1.5, 1.7, 1.9, 2.2, 2.5, 2.7, TF_ABSENT, TF_ABSENT, TF_ABSENT};
    struct tf_chart_grid panel;
    struct tf_chart_heatmap map = make_map(&panel, z);
    struct tf_chart chart = {.kind = TF_CHART_HEATMAP, .heatmap = &map};
    static const char *const sizes[] = {"480x600", "1600x900"};
    for (size_t s = 0; s < 2; s++) {
        struct laid_out made;
        lay_out(&made, &chart, sizes[s], TF_LANGUAGE_EN);
        assert_true(fabs(text_of(&made, "Doubles")->y - text_of(&made, "40%")->y) < 1e-9);
        assert_true(fabs(text_of(&made, "Falls short")->y - text_of(&made, "0%")->y) < 1e-9);
        assert_shows(&made, "Change in TFP growth, percentage points", 1);
        assert_shows(&made, "Rise in household share of GDP (wages, 2035)", 1);
        release(&made);
    }
}

/* On the terminal, numbers have their decimals whether or not other cells are empty. */
static void test_heatmap_text_decimals(void **state)
{
    (void)state;
    const double z[] = {0.363, 0.364, 0.365, 0.371, 0.38, 0.39, TF_ABSENT, TF_ABSENT, TF_ABSENT};
    struct tf_chart_grid panel;
    struct tf_chart_heatmap map = make_map(&panel, z);
    struct tf_chart chart = {.kind = TF_CHART_HEATMAP, .heatmap = &map};
    struct tf_chart_options options = tf_chart_options_defaults();
    struct tf_buffer picture, script;
    map.z = (struct tf_magnitude){"Gini coefficient", NULL, NULL, TF_SCALE_PLAIN, false};
    map.level = 0.37;
    options.format = TF_PICTURE_TEXT;
    draw(&chart, &options, &picture, &script);
    assert_non_null(strstr(picture.bytes, " 0.363 "));
    assert_non_null(strstr(picture.bytes, "[0.371]"));
    tf_buffer_release(&picture);
    tf_buffer_release(&script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sources_have_one_form), cmocka_unit_test(test_waterfall_keeps_words),
        cmocka_unit_test(test_waterfall_cuts_words),  cmocka_unit_test(test_paths_keep_names),
        cmocka_unit_test(test_panels_keep_names),     cmocka_unit_test(test_density_labels_all),
        cmocka_unit_test(test_groups_stand_apart),    cmocka_unit_test(test_groups_refuse),
        cmocka_unit_test(test_heatmap_names_sides),   cmocka_unit_test(test_heatmap_text_decimals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
