/* Tests of the charts of experiments: heatmap, tornado, sobol, scatter, frontier, backtest, box.
 * Layouts in which nothing touches, titles that the numbers support, pictures that are the same
 * from run to run, hostile names. */
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
#include "output/chart_experiment_kinds.h"

static const char *const factor_names[] = {
    "TFP growth",
    "rise in household share of GDP (wages, 2035), with more words than there is room for",
    "change in population growth",
    "全要素生产率增速的变动",
    "x",
    "added transfers"};
static const char *const scenario_names[] = {
    "Baseline", "A very long scenario name that goes on until it must be wrapped or cut",
    "转移支付＋", "x"};

static const struct tf_magnitude multiple = {"income as a multiple of the base year", NULL,
                                             "income", TF_SCALE_MULTIPLE, true};

static struct tf_magnitude factor(size_t i)
{
    static const enum tf_scale scales[] = {TF_SCALE_POINTS, TF_SCALE_SHARE,    TF_SCALE_SIGNED,
                                           TF_SCALE_PLAIN,  TF_SCALE_MULTIPLE, TF_SCALE_MONEY};
    return (struct tf_magnitude){factor_names[i % 6], factor_names[i % 6], NULL, scales[i % 6],
                                 false};
}

/* --- heatmap -----------------------------------------------------------------------------------
 */

#define SIDE 100

struct heatmap_case {
    struct tf_chart_heatmap map;
    struct tf_chart_grid panels[TF_CHART_GRIDS_MOST];
    double x[SIDE], y[SIDE], z[TF_CHART_GRIDS_MOST][SIDE * SIDE];
};

/* A plane from `low` at the lower left to `high` at the upper right; panel p lies 0.1 p higher. */
static void make_heatmap(struct heatmap_case *made, size_t columns, size_t rows, size_t panels,
                         double low, double high)
{
    memset(made, 0, sizeof *made);
    made->map = (struct tf_chart_heatmap){.x = factor(0),
                                          .y = factor(1),
                                          .z = multiple,
                                          .x_values = made->x,
                                          .y_values = made->y,
                                          .x_count = columns,
                                          .y_count = rows,
                                          .level = 2,
                                          .usual_x = 0,
                                          .usual_y = 0.04,
                                          .panels = made->panels,
                                          .panel_count = panels,
                                          .note = "A note.",
                                          .sources = "made-up numbers"};
    for (size_t i = 0; i < columns; i++)
        made->x[i] = -0.01 + 0.005 * (double)i;
    for (size_t i = 0; i < rows; i++)
        made->y[i] = 0.02 * (double)i;
    for (size_t p = 0; p < panels; p++) {
        made->panels[p] = (struct tf_chart_grid){scenario_names[p % 4], made->z[p]};
        for (size_t i = 0; i < columns * rows; i++) {
            double across = (double)(i % columns) / (double)(columns - 1);
            double up = (double)(i / columns) / (double)(rows - 1);
            made->z[p][i] = low + (high - low) * (across + up) / 2 + 0.1 * (double)p;
        }
    }
}

static void test_heatmap_layouts(void **state)
{
    (void)state;
    static struct heatmap_case made;
    struct tf_chart chart = {.kind = TF_CHART_HEATMAP, .heatmap = &made.map};
    static const size_t sides[][2] = {{2, 2}, {9, 7}, {5, 30}, {30, 5}, {21, 21}, {100, 100}};
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        for (size_t panels = 1; panels <= TF_CHART_GRIDS_MOST; panels++) {
            char what[64];
            snprintf(what, sizeof what, "%zu x %zu in %zu panels", sides[i][0], sides[i][1],
                     panels);
            make_heatmap(&made, sides[i][0], sides[i][1], panels, 1.4, 2.6);
            on_all_pages(&chart, what);
            if (sides[i][0] < 100)
                on_other_pages(&chart, what);
        }
}

static void test_heatmap_extremes(void **state)
{
    (void)state;
    static struct heatmap_case made;
    struct tf_chart chart = {.kind = TF_CHART_HEATMAP, .heatmap = &made.map};
    make_heatmap(&made, 4, 4, 1, 1.4, 1.4); /* all the same */
    on_all_pages(&chart, "flat");
    make_heatmap(&made, 4, 4, 1, 1.4, 2.4);
    for (size_t i = 0; i < 15; i++)
        made.z[0][i] = TF_ABSENT;
    on_all_pages(&chart, "a single value");
    make_heatmap(&made, 6, 6, 1, 1e6, 9e7);
    made.map.z = (struct tf_magnitude){"income", NULL, "income", TF_SCALE_MONEY, false};
    made.map.level = TF_ABSENT;
    on_all_pages(&chart, "money");
    made.map.z.scale = TF_SCALE_SHARE;
    on_all_pages(&chart, "large shares");
}

static void test_heatmap_titles(void **state)
{
    (void)state;
    static struct heatmap_case made;
    struct tf_chart chart = {.kind = TF_CHART_HEATMAP, .heatmap = &made.map};
    make_heatmap(&made, 3, 3, 1, 2, 2.6);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles in every combination shown");
    assert_title(&chart, TF_LANGUAGE_ZH, "图中各种组合下income翻番");
    make_heatmap(&made, 3, 3, 1, 1, 1.9);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles in none of the combinations shown");
    make_heatmap(&made, 3, 3, 1, 1, 2.2); /* only the upper right corner */
    made.map.y = factor(5);
    made.map.y.scale = TF_SCALE_SHARE;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income doubles only with TFP growth at 0pp or more and added transfers at 4% "
                 "or more");
    make_heatmap(&made, 3, 3, 1, 1, 2.2);
    for (size_t i = 0; i < 9; i++) /* from the second column on, whatever the row is */
        made.z[0][i] = i % 3 > 0 ? 2.1 : 1.9;
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles only with TFP growth at −0.5pp or more");
    for (size_t i = 0; i < 9; i++) /* in the last column, and there in one row of three */
        made.z[0][i] = i == 5 ? 2.1 : 1.9;
    made.map.y = factor(5);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income doubles only with TFP growth at 0pp or more, in 1 of those 3 "
                 "combinations");
    for (size_t i = 0; i < 9; i++) /* a checkerboard: no assumption is needed */
        made.z[0][i] = i % 2 > 0 ? 2.1 : 1.9;
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles in 4 of 9 combinations");
    make_heatmap(&made, 3, 3, 2, 1, 2.9);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income doubles in 3 of 9 combinations in “Baseline” and 6 of 9 combinations "
                 "in “A very long scenario name that goes on u…”");
    make_heatmap(&made, 3, 3, 1, 0.412, 0.4633);
    made.map.z = (struct tf_magnitude){"Gini coefficient", NULL, NULL, TF_SCALE_PLAIN, false};
    made.map.level = TF_ABSENT;
    assert_title(&chart, TF_LANGUAGE_EN, "Gini coefficient ranges from 0.412 to 0.463");
}

/* --- tornado -----------------------------------------------------------------------------------
 */

#define ROWS 40

struct tornado_case {
    struct tf_chart_tornado tornado;
    struct tf_chart_tornado_panel panels[TF_CHART_BAR_PANELS_MOST];
    struct tf_chart_swing swings[TF_CHART_BAR_PANELS_MOST][ROWS];
};

/* Swings round `central`, the largest first; every other one falls as its assumption rises. */
static void make_tornado(struct tornado_case *made, size_t rows, size_t panels, double central,
                         double largest)
{
    memset(made, 0, sizeof *made);
    made->tornado = (struct tf_chart_tornado){.metric = multiple,
                                              .level = 2,
                                              .panels = made->panels,
                                              .panel_count = panels,
                                              .sources = "made-up numbers"};
    for (size_t p = 0; p < panels; p++) {
        made->panels[p] =
            (struct tf_chart_tornado_panel){scenario_names[p % 4], central, made->swings[p], rows};
        for (size_t i = 0; i < rows; i++) {
            struct tf_magnitude named = factor(i);
            double size = largest / (double)(i + 1) * (i % 2 > 0 ? -1 : 1);
            made->swings[p][i] = (struct tf_chart_swing){
                named.name, named.scale, -0.0123, 0.02, central - size, central + size * 0.8};
        }
    }
}

static void test_tornado_layouts(void **state)
{
    (void)state;
    static struct tornado_case made;
    struct tf_chart chart = {.kind = TF_CHART_TORNADO, .tornado = &made.tornado};
    for (size_t panels = 1; panels <= TF_CHART_BAR_PANELS_MOST; panels++)
        for (size_t rows = 1; rows <= ROWS; rows += rows < 6 ? 1 : 7) {
            char what[64];
            snprintf(what, sizeof what, "%zu swings in %zu panels", rows, panels);
            make_tornado(&made, rows, panels, 1.9, 0.4);
            on_all_pages(&chart, what);
            on_other_pages(&chart, what);
            made.panels[0].central = TF_ABSENT;
            on_all_pages(&chart, what);
        }
    make_tornado(&made, 6, 1, 1.2, 0.1); /* the target is far away */
    on_all_pages(&chart, "a far target");
    for (size_t i = 0; i < 6; i++) /* both ends on one side */
        made.swings[0][i].low = made.swings[0][i].high + 0.2;
    on_all_pages(&chart, "one-sided");
}

static void test_tornado_titles(void **state)
{
    (void)state;
    static struct tornado_case made;
    struct tf_chart chart = {.kind = TF_CHART_TORNADO, .tornado = &made.tornado};
    make_tornado(&made, 4, 1, 1.8, 0.1);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income doubles through no single assumption; most depends on TFP growth");
    make_tornado(&made, 4, 1, 1.8, 0.3); /* the first alone gets to 2.04 */
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles through one assumption alone: TFP growth");
    make_tornado(&made, 4, 1, 1.9, 0.3); /* 2.14; 2.05; 1.98; 1.975 */
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income doubles through any of 2 assumptions alone, of 4; most depends on TFP "
                 "growth");
    make_tornado(&made, 4, 1, 2.4, 0.3);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income doubles whichever assumption moves alone; most depends on TFP growth");
    make_tornado(&made, 4, 1, 2.2, 0.3);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles unless one assumption fails: TFP growth");
    made.panels[0].central = TF_ABSENT; /* 1.9 to 2.44 */
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income depends most on TFP growth, which moves it by 0.54");
    made.tornado.metric = (struct tf_magnitude){"debt ratio", NULL, NULL, TF_SCALE_SHARE, false};
    made.tornado.level = TF_ABSENT; /* a size has no sign, also where the low end is the higher */
    made.swings[0][0].low = 0.75;
    made.swings[0][0].high = 0.552;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Debt ratio depends most on TFP growth, which moves it by 19.8pp");
    assert_title(&chart, TF_LANGUAGE_ZH, "TFP growth对debt ratio影响最大，幅度19.8个百分点");
    make_tornado(&made, 4, 2, 2.2, 0.3);
    assert_title(&chart, TF_LANGUAGE_EN, "Most depends on TFP growth");
    made.swings[1][2].high = 9;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "“Baseline” depends most on TFP growth, “A very long scenario name that…” on "
                 "change in population growth");
    make_tornado(&made, 4, 3, 2.2, 0.3);
    made.swings[1][2].high = 9;
    assert_title(&chart, TF_LANGUAGE_EN, "What matters most differs from panel to panel");
}

/* --- sobol -------------------------------------------------------------------------------------
 */

struct sobol_case {
    struct tf_chart_sobol sobol;
    struct tf_chart_sobol_panel panels[TF_CHART_BAR_PANELS_MOST];
    struct tf_chart_share shares[TF_CHART_BAR_PANELS_MOST][ROWS];
};

/* Shares fall by `ratio`. */
static void make_sobol(struct sobol_case *made, size_t rows, size_t panels, double first,
                       double ratio)
{
    memset(made, 0, sizeof *made);
    made->sobol = (struct tf_chart_sobol){.metric = multiple,
                                          .has_total = true,
                                          .panels = made->panels,
                                          .panel_count = panels,
                                          .sources = "made-up numbers"};
    for (size_t p = 0; p < panels; p++) {
        made->panels[p] =
            (struct tf_chart_sobol_panel){scenario_names[p % 4], made->shares[p], rows};
        for (size_t i = 0; i < rows; i++) {
            double share = first * pow(ratio, (double)i);
            made->shares[p][i] =
                (struct tf_chart_share){factor(i).name,
                                        {share, share - 0.02, share + 0.02},
                                        {share * 1.2, share * 1.2 - 0.03, share * 1.2 + 0.03}};
        }
    }
}

static void test_sobol_layouts(void **state)
{
    (void)state;
    static struct sobol_case made;
    struct tf_chart chart = {.kind = TF_CHART_SOBOL, .sobol = &made.sobol};
    for (size_t panels = 1; panels <= TF_CHART_BAR_PANELS_MOST; panels++)
        for (size_t rows = 1; rows <= ROWS; rows += rows < 6 ? 1 : 7) {
            char what[64];
            snprintf(what, sizeof what, "%zu shares in %zu panels", rows, panels);
            make_sobol(&made, rows, panels, 0.6, 0.5);
            on_all_pages(&chart, what);
            on_other_pages(&chart, what);
            made.sobol.has_total = false;
            made.sobol.shapley = true;
            on_all_pages(&chart, what);
        }
}

/* Two shares of one row do not read as an interval. */
static void test_sobol_pairs(void **state)
{
    (void)state;
    static struct sobol_case made;
    struct tf_chart chart = {.kind = TF_CHART_SOBOL, .sobol = &made.sobol};
    struct tf_chart_options options = tf_chart_options_defaults();
    struct tf_buffer picture, script;
    struct tf_page page;
    struct tf_diag diag;
    make_sobol(&made, 15, 1, 0.5, 0.8);
    options.format = TF_PICTURE_TEXT;
    draw(&chart, &options, &picture, &script);
    assert_non_null(strstr(picture.bytes, "50% / 60%"));
    assert_null(strstr(picture.bytes, "50% …"));
    tf_buffer_release(&picture);
    tf_buffer_release(&script);
    tf_diag_init(&diag);
    assert_true(tf_page_parse("480x600", &page, &diag));
    tf_diag_release(&diag);
    options.page = &page;
    options.format = TF_PICTURE_SVG;
    draw(&chart, &options, &picture, &script);
    assert_true(svg_shows(&picture, "50% / 60%"));
    tf_buffer_release(&picture);
    tf_buffer_release(&script);
}

static void test_sobol_titles(void **state)
{
    (void)state;
    static struct sobol_case made;
    struct tf_chart chart = {.kind = TF_CHART_SOBOL, .sobol = &made.sobol};
    make_sobol(&made, 5, 1, 0.85, 0.1);
    assert_title(&chart, TF_LANGUAGE_EN, "85% of the uncertainty comes from TFP growth alone");
    make_sobol(&made, 5, 1, 0.5, 0.1);
    made.shares[0][1] = (struct tf_chart_share){"b", {0.31, 0.3, 0.32}, {0.35, 0.3, 0.4}};
    assert_title(&chart, TF_LANGUAGE_EN, "81% of the uncertainty comes from TFP growth and b");
    make_sobol(&made, 5, 1, 0.2, 0.9);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Many assumptions count: the first, TFP growth, makes up 20% of the uncertainty");
    make_sobol(&made, 5, 1, 0, 1);
    assert_title(&chart, TF_LANGUAGE_EN, "No assumption explains the uncertainty alone");
    make_sobol(&made, 5, 3, 0.2, 0.9);
    assert_title(&chart, TF_LANGUAGE_EN, "Most depends on TFP growth");
}

/* --- scatter -----------------------------------------------------------------------------------
 */

struct scatter_case {
    struct tf_chart_scatter scatter;
    struct tf_chart_scatter_panel panels[TF_CHART_BAR_PANELS_MOST];
    struct tf_chart_effect effects[TF_CHART_BAR_PANELS_MOST][TF_CHART_POINTS_MOST];
};

static void make_scatter(struct scatter_case *made, size_t points, size_t panels, double ratio)
{
    memset(made, 0, sizeof *made);
    made->scatter = (struct tf_chart_scatter){.metric = multiple,
                                              .panels = made->panels,
                                              .panel_count = panels,
                                              .sources = "made-up numbers"};
    for (size_t p = 0; p < panels; p++) {
        made->panels[p] =
            (struct tf_chart_scatter_panel){scenario_names[p % 4], made->effects[p], points};
        for (size_t i = 0; i < points; i++) {
            double mean = 0.4 * pow(ratio, (double)i);
            made->effects[p][i] = (struct tf_chart_effect){
                factor(i).name, {mean, mean * 0.9, mean * 1.1}, mean * (i % 3 == 0 ? 1.2 : 0.3)};
        }
    }
}

static void test_scatter_layouts(void **state)
{
    (void)state;
    static struct scatter_case made;
    struct tf_chart chart = {.kind = TF_CHART_SCATTER, .scatter = &made.scatter};
    for (size_t panels = 1; panels <= TF_CHART_BAR_PANELS_MOST; panels++)
        for (size_t points = 1; points <= TF_CHART_POINTS_MOST; points += points < 6 ? 1 : 18) {
            char what[64];
            snprintf(what, sizeof what, "%zu effects in %zu panels", points, panels);
            make_scatter(&made, points, panels, 0.8);
            on_all_pages(&chart, what);
            on_other_pages(&chart, what);
        }
    make_scatter(&made, 3, 1, 0); /* all but one without any effect */
    on_all_pages(&chart, "no effects");
}

static void test_scatter_titles(void **state)
{
    (void)state;
    static struct scatter_case made;
    struct tf_chart chart = {.kind = TF_CHART_SCATTER, .scatter = &made.scatter};
    make_scatter(&made, 5, 1, 0.8); /* the last has 0.41 of the first */
    assert_title(&chart, TF_LANGUAGE_EN, "Most depends on TFP growth");
    make_scatter(&made, 5, 1, 0.4); /* 1, 0.4, 0.16, 0.064, 0.0256 */
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Most depends on TFP growth; 2 of 5 assumptions hardly count");
}

/* --- frontier ----------------------------------------------------------------------------------
 */

struct frontier_case {
    struct tf_chart_frontier frontier;
    struct tf_chart_frontier_line lines[TF_CHART_FRONTIERS_MOST];
    struct tf_chart_frontier_point points[TF_CHART_FRONTIERS_MOST][SIDE];
};

/* Lines from `from` to `to`, each 0.05 above the one before. */
static void make_frontier(struct frontier_case *made, size_t lines, size_t points, double from,
                          double to)
{
    memset(made, 0, sizeof *made);
    made->frontier = (struct tf_chart_frontier){.x = factor(0),
                                                .y = multiple,
                                                .level = 2,
                                                .lines = made->lines,
                                                .line_count = lines,
                                                .sources = "made-up numbers"};
    for (size_t k = 0; k < lines; k++) {
        made->lines[k] =
            (struct tf_chart_frontier_line){scenario_names[k % 4], made->points[k], points};
        for (size_t i = 0; i < points; i++) {
            double part = (double)i / (double)(points - 1);
            made->points[k][i] = (struct tf_chart_frontier_point){
                -0.01 + 0.03 * part, from + (to - from) * part + 0.05 * (double)k, 0.02};
        }
    }
}

static void as_goal(struct frontier_case *made)
{
    made->frontier.goal = "income doubles";
    made->frontier.level = TF_ABSENT;
    made->frontier.y = factor(5);
    made->frontier.y.scale = TF_SCALE_SHARE;
}

static void test_frontier_layouts(void **state)
{
    (void)state;
    static struct frontier_case made;
    struct tf_chart chart = {.kind = TF_CHART_FRONTIER, .frontier = &made.frontier};
    static const size_t points[] = {2, 3, 13, 100};
    for (size_t lines = 1; lines <= TF_CHART_FRONTIERS_MOST; lines++)
        for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
            char what[64];
            snprintf(what, sizeof what, "%zu lines of %zu points", lines, points[i]);
            make_frontier(&made, lines, points[i], 1.5, 2.3);
            on_all_pages(&chart, what);
            on_other_pages(&chart, what);
            as_goal(&made);
            made.points[0][1].y = TF_ABSENT;
            on_all_pages(&chart, what);
            on_other_pages(&chart, what);
        }
}

static void test_frontier_titles(void **state)
{
    (void)state;
    static struct frontier_case made;
    struct tf_chart chart = {.kind = TF_CHART_FRONTIER, .frontier = &made.frontier};
    make_frontier(&made, 1, 4, 1.5, 2.25); /* reaches 2 at two thirds: +1.0pp */
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles with TFP growth at +1pp or more");
    make_frontier(&made, 1, 4, 2.25, 1.5);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles with TFP growth at 0pp or less");
    make_frontier(&made, 1, 4, 1.5, 1.9);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles at no TFP growth shown");
    make_frontier(&made, 1, 4, 2.5, 2.9);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles at every TFP growth shown");
    make_frontier(&made, 3, 4, 1.5, 2.25); /* the third is 0.1 higher: 0.4 of the way earlier */
    assert_title(
        &chart, TF_LANGUAGE_EN,
        "Income doubles with TFP growth at +0.6pp or more in “转移支付＋”, at +1pp or more "
        "in “Baseline”");
    make_frontier(&made, 3, 4, 1.5, 1.95); /* the first never gets there */
    assert_title(&chart, TF_LANGUAGE_EN, "Income as a multiple of the base year, by TFP growth");
    make_frontier(&made, 1, 4, 0.3, 0.1);
    as_goal(&made);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "The added transfers needed falls from 30% to 10% as TFP growth goes from "
                 "−1pp to +2pp");
    make_frontier(&made, 1, 4, 0.3, 0.301);
    as_goal(&made);
    assert_title(&chart, TF_LANGUAGE_EN, "The added transfers needed hardly depends on TFP growth");
    make_frontier(&made, 2, 4, 0.3, 0.1);
    as_goal(&made);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Added transfers with which income doubles, by TFP growth");
}

/* --- backtest ----------------------------------------------------------------------------------
 */

struct backtest_case {
    struct tf_chart_backtest backtest;
    double quantiles[TF_CHART_QUANTILES][SIDE], observed[SIDE];
};

/* Growth of 5 % a year with a band that widens by 1 % a year and normal score; observed: 5 % + off
 * a year. */
static void make_backtest(struct backtest_case *made, int history, int years, int seen, double off)
{
    static const double scores[] = {-1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645};
    memset(made, 0, sizeof *made);
    made->backtest = (struct tf_chart_backtest){
        .metric = {"income per person", NULL, "income", TF_SCALE_MONEY, false},
        .first_year = 2014 - history,
        .base_year = 2014,
        .count = (size_t)(history + years + 1),
        .observed = made->observed,
        .scenario = "Baseline",
        .sources = "made-up numbers"};
    for (int t = -history; t <= years; t++) {
        size_t i = (size_t)(t + history);
        for (size_t q = 0; q < TF_CHART_QUANTILES; q++) {
            double score = scores[q] * 0.01 * t;
            made->quantiles[q][i] = t < 0 ? TF_ABSENT : 20000 * pow(1.05, t) * exp(score);
        }
        made->observed[i] = t > seen ? TF_ABSENT : 20000 * pow(t > 0 ? 1.05 + off : 1.05, t);
    }
    for (size_t q = 0; q < TF_CHART_QUANTILES; q++)
        made->backtest.quantiles[q] = made->quantiles[q];
}

static void test_backtest_layouts(void **state)
{
    (void)state;
    static struct backtest_case made;
    struct tf_chart chart = {.kind = TF_CHART_BACKTEST, .backtest = &made.backtest};
    static const int spans[][3] = {{0, 1, 1}, {4, 10, 10}, {4, 10, 6}, {0, 30, 3}, {40, 50, 50}};
    static const double offs[] = {0, 0.02, -0.02, -0.09};
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        for (size_t k = 0; k < sizeof offs / sizeof *offs; k++) {
            char what[64];
            snprintf(what, sizeof what, "%d, %d, %d years off by %g", spans[i][0], spans[i][1],
                     spans[i][2], offs[k]);
            make_backtest(&made, spans[i][0], spans[i][1], spans[i][2], offs[k]);
            on_all_pages(&chart, what);
            on_other_pages(&chart, what);
            for (size_t q = 0; q < TF_CHART_QUANTILES; q++)
                made.backtest.quantiles[q] = q == 3 ? made.quantiles[q] : NULL;
            on_all_pages(&chart, what);
        }
}

static void test_backtest_titles(void **state)
{
    (void)state;
    static struct backtest_case made;
    struct tf_chart chart = {.kind = TF_CHART_BACKTEST, .backtest = &made.backtest};
    make_backtest(&made, 4, 10, 10, 0);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "The 2014 projection held up: 10 of 10 years inside the 80% band");
    make_backtest(&made, 4, 10, 10, 0.03);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "The 2014 projection was too low: 0 of 10 years inside the 80% band");
    make_backtest(&made, 4, 10, 10, -0.03);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "The 2014 projection was too high: 0 of 10 years inside the 80% band");
    for (size_t i = 5; i < 15; i += 2)
        made.observed[i] = 90000;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "The 2014 projection missed on both sides: 0 of 10 years inside the 80% band");
    make_backtest(&made, 0, 1, 1, 0.05); /* 21,000 projected, 22,000 observed */
    for (size_t q = 0; q < TF_CHART_QUANTILES; q++)
        made.backtest.quantiles[q] = q == 3 ? made.quantiles[q] : NULL;
    assert_title(&chart, TF_LANGUAGE_EN, "The 2014 projection was off by 4.5% a year on average");
}

/* --- box ---------------------------------------------------------------------------------------
 */

#define DRAWS 3000

struct box_case {
    struct tf_chart_box box;
    struct tf_chart_draw draws[DRAWS];
};

/* Draws on a lattice, which miss inside the box. */
static void make_box(struct box_case *made, size_t sides, size_t draws)
{
    memset(made, 0, sizeof *made);
    made->box = (struct tf_chart_box){.side_count = sides,
                                      .draws = made->draws,
                                      .draw_count = draws,
                                      .runs = 10000,
                                      .coverage = 0.78,
                                      .density = 0.96,
                                      .scenario = "Baseline",
                                      .sources = "made-up numbers"};
    for (size_t i = 0; i < sides; i++) {
        made->box.sides[i] = (struct tf_chart_side){factor(i), i % 2 > 0 ? 0.2 : TF_ABSENT,
                                                    i % 3 > 0 ? TF_ABSENT : 0.43217, 0, 1};
    }
    for (size_t i = 0; i < draws; i++) {
        double x = fmod((double)i * 0.618034, 1), y = fmod((double)i * 0.414214, 1);
        made->draws[i] = (struct tf_chart_draw){x, y, x < 0.43217 && y > 0.2};
    }
}

static void test_box_layouts(void **state)
{
    (void)state;
    static struct box_case made;
    struct tf_chart chart = {.kind = TF_CHART_BOX, .box = &made.box};
    for (size_t sides = 2; sides <= TF_CHART_BOX_SIDES_MOST; sides++)
        for (size_t draws = 0; draws <= DRAWS; draws += 1000) {
            char what[64];
            snprintf(what, sizeof what, "%zu sides, %zu draws", sides, draws);
            make_box(&made, sides, draws);
            on_all_pages(&chart, what);
            on_other_pages(&chart, what);
        }
    make_box(&made, 2, 10);
    made.box.sides[0].low = 0.43; /* two limits side by side */
    made.box.sides[1].high = 0.21;
    on_all_pages(&chart, "a thin box");
}

static void test_box_titles(void **state)
{
    (void)state;
    static struct box_case made;
    struct tf_chart chart = {.kind = TF_CHART_BOX, .box = &made.box};
    make_box(&made, 2, 10);
    made.box.sides[1].factor = factor(5);
    made.box.sides[1].factor.scale = TF_SCALE_SHARE;
    /* limits are rounded outwards: 43.217 to 44 */
    assert_title(&chart, TF_LANGUAGE_EN,
                 "The target is mostly missed with TFP growth at +44pp or less and added transfers "
                 "at 20% or more");
    made.box.density = 0.4;
    made.box.met = true;
    made.box.sides[1].low = TF_ABSENT;
    made.box.sides[0].low = 0.1;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "The target is met most often with TFP growth from +10pp to +44pp");
}

/* --- all kinds ---------------------------------------------------------------------------------
 */

enum { KINDS = 7 };

static struct heatmap_case heatmap;
static struct tornado_case tornado;
static struct sobol_case sobol;
static struct scatter_case scatter;
static struct frontier_case frontier;
static struct backtest_case backtest;
static struct box_case box;

static void all_kinds(struct tf_chart charts[KINDS])
{
    make_heatmap(&heatmap, 9, 7, 2, 1.4, 2.4);
    make_tornado(&tornado, 8, 1, 1.9, 0.4);
    make_sobol(&sobol, 8, 1, 0.5, 0.5);
    make_scatter(&scatter, 8, 1, 0.8);
    make_frontier(&frontier, 2, 9, 1.5, 2.3);
    make_backtest(&backtest, 4, 10, 9, -0.012);
    make_box(&box, 3, 500);
    charts[0] = (struct tf_chart){.kind = TF_CHART_HEATMAP, .heatmap = &heatmap.map};
    charts[1] = (struct tf_chart){.kind = TF_CHART_TORNADO, .tornado = &tornado.tornado};
    charts[2] = (struct tf_chart){.kind = TF_CHART_SOBOL, .sobol = &sobol.sobol};
    charts[3] = (struct tf_chart){.kind = TF_CHART_SCATTER, .scatter = &scatter.scatter};
    charts[4] = (struct tf_chart){.kind = TF_CHART_FRONTIER, .frontier = &frontier.frontier};
    charts[5] = (struct tf_chart){.kind = TF_CHART_BACKTEST, .backtest = &backtest.backtest};
    charts[6] = (struct tf_chart){.kind = TF_CHART_BOX, .box = &box.box};
}

static void test_pictures_repeat(void **state)
{
    (void)state;
    static const enum tf_picture formats[] = {TF_PICTURE_SVG, TF_PICTURE_PNG, TF_PICTURE_PDF,
                                              TF_PICTURE_EPS, TF_PICTURE_TEXT};
    struct tf_chart charts[KINDS];
    all_kinds(charts);
    for (size_t i = 0; i < KINDS; i++)
        for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
            struct tf_chart_options options = tf_chart_options_defaults();
            options.format = formats[f];
            options.theme = (enum tf_theme)(f % TF_THEMES);
            assert_repeats(&charts[i], &options);
        }
}

static void test_text_keeps_its_width(void **state)
{
    (void)state;
    static const size_t widths[] = {40, 60, 78, 200};
    struct tf_chart charts[KINDS];
    all_kinds(charts);
    for (size_t i = 0; i < KINDS; i++)
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
            assert_text_fits(&charts[i], widths[w]);
}

static void test_text_needs_no_gnuplot(void **state)
{
    (void)state;
    struct tf_chart charts[KINDS];
    all_kinds(charts);
    for (size_t i = 0; i < KINDS; i++) {
        struct tf_chart_options options = tf_chart_options_defaults();
        struct tf_buffer picture, script;
        options.format = TF_PICTURE_TEXT;
        options.gnuplot = "/nonexistent/gnuplot";
        draw(&charts[i], &options, &picture, &script);
        assert_true(picture.length > 100);
        tf_buffer_release(&picture);
        tf_buffer_release(&script);
    }
}

static void test_hostile_names(void **state)
{
    (void)state;
    struct tf_chart charts[KINDS];
    for (size_t i = 0; i < sizeof hostile_texts / sizeof *hostile_texts; i++) {
        const char *text = hostile_texts[i];
        all_kinds(charts);
        heatmap.map.x.name = heatmap.panels[1].title = heatmap.map.note = text;
        tornado.swings[0][0].name = tornado.tornado.metric.subject = text;
        sobol.shares[0][0].name = sobol.sobol.sources = text;
        scatter.effects[0][0].name = scatter.scatter.metric.name = text;
        frontier.lines[1].name = frontier.frontier.x.name = text;
        backtest.backtest.scenario = backtest.backtest.metric.name = text;
        box.box.sides[0].factor.name = box.box.scenario = text;
        for (size_t k = 0; k < KINDS; k++) {
            struct tf_chart_options options = tf_chart_options_defaults();
            struct tf_buffer picture, script;
            draw(&charts[k], &options, &picture, &script);
            tf_buffer_release(&picture);
            tf_buffer_release(&script);
            assert_laid_out(&charts[k], &options, text);
        }
        assert_int_not_equal(access(HOSTILE_MARK, F_OK), 0);
    }
}

static void test_refusals(void **state)
{
    (void)state;
    struct tf_chart charts[KINDS];
    all_kinds(charts);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        heatmap.z[0][i] = heatmap.z[1][i] = TF_ABSENT;
    for (size_t i = 0; i < ROWS; i++) {
        tornado.swings[0][i].high = TF_ABSENT;
        sobol.shares[0][i].first.value = sobol.shares[0][i].total.value = TF_ABSENT;
        scatter.effects[0][i].spread = TF_ABSENT;
    }
    for (size_t i = 0; i < SIDE; i++) {
        frontier.points[0][i].y = frontier.points[1][i].y = TF_ABSENT;
        backtest.observed[i] = TF_ABSENT;
    }
    box.box.sides[1].range_high = box.box.sides[1].range_low;
    for (size_t i = 0; i < KINDS; i++) {
        struct tf_diag diag;
        tf_diag_init(&diag);
        assert_false(chart_kind_of(&charts[i])->check(&charts[i], &diag));
        assert_int_equal(diag.status, TF_BAD_INPUT);
        tf_diag_release(&diag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heatmap_layouts),
        cmocka_unit_test(test_heatmap_extremes),
        cmocka_unit_test(test_heatmap_titles),
        cmocka_unit_test(test_tornado_layouts),
        cmocka_unit_test(test_tornado_titles),
        cmocka_unit_test(test_sobol_layouts),
        cmocka_unit_test(test_sobol_titles),
        cmocka_unit_test(test_sobol_pairs),
        cmocka_unit_test(test_scatter_layouts),
        cmocka_unit_test(test_scatter_titles),
        cmocka_unit_test(test_frontier_layouts),
        cmocka_unit_test(test_frontier_titles),
        cmocka_unit_test(test_backtest_layouts),
        cmocka_unit_test(test_backtest_titles),
        cmocka_unit_test(test_box_layouts),
        cmocka_unit_test(test_box_titles),
        cmocka_unit_test(test_pictures_repeat),
        cmocka_unit_test(test_text_keeps_its_width),
        cmocka_unit_test(test_text_needs_no_gnuplot),
        cmocka_unit_test(test_hostile_names),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
