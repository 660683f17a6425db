/* Tests of the charts of projections: fan, sources, incidence, lorenz, density, waterfall. Layouts
 * in which nothing touches, titles that the numbers support, pictures that are the same from run to
 * run, hostile names. */
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
#include "output/chart_projection.h"

#define SPAN_MOST 60

static const char *const scenario_names[] = {
    "Baseline", "A very long scenario name that goes on until it must be wrapped or cut",
    "转移支付＋", "x"};
static const char *const region_names[] = {"Urban", "Rural", "Coast", "North-east"};

/* Two regions of each scenario; a scope alone has no name. */
static struct tf_chart_scope scope_of(size_t i, size_t count)
{
    if (count == 1)
        return (struct tf_chart_scope){NULL, NULL, 0};
    bool regions = count % 2 == 0;
    return (struct tf_chart_scope){count > 2 || !regions ? scenario_names[i / 2 % 4] : NULL,
                                   regions ? region_names[i % 2] : NULL, regions ? i % 2 : i};
}

/* --- fan -------------------------------------------------------------------------------------- */

struct fan_case {
    struct tf_chart_fan fan;
    struct tf_chart_fan_panel panels[TF_CHART_CELLS_MOST];
    double edges[TF_CHART_CELLS_MOST][SPAN_MOST + 1][TF_CHART_FAN_EDGES];
    double reached[TF_CHART_CELLS_MOST][SPAN_MOST + 1];
};

/* Lognormal draws: growth a year, and its standard deviation over the whole span; panel p grows
 * faster by 0.4 % a year. Normal scores of the orders: 1.645, 1.282, 0.674. */
static void make_fan(struct fan_case *made, size_t panels, int span, double growth, double spread)
{
    static const double scores[TF_CHART_FAN_EDGES] = {-1.645, -1.282, -0.674, 0,
                                                      0.674,  1.282,  1.645};
    memset(made, 0, sizeof *made);
    made->fan = (struct tf_chart_fan){.base_year = 2025,
                                      .horizon_year = 2025 + span,
                                      .target = 2,
                                      .draws = 10000,
                                      .panels = made->panels,
                                      .panel_count = panels,
                                      .sources = "made-up numbers"};
    for (size_t p = 0; p < panels; p++) {
        made->panels[p] = (struct tf_chart_fan_panel){
            scope_of(p, panels), (const double(*)[TF_CHART_FAN_EDGES])made->edges[p],
            made->reached[p]};
        for (int t = 0; t <= span; t++) {
            double mean = log(1 + growth + 0.004 * (double)p) * t;
            double sd = spread * sqrt((double)t / span);
            for (size_t i = 0; i < TF_CHART_FAN_EDGES; i++)
                made->edges[p][t][i] = 100 * exp(mean + scores[i] * sd);
            made->reached[p][t] = t > 0 ? 0.5 * erfc((log(2) - mean) / sd / sqrt(2)) : 0;
        }
    }
}

static void test_fan_layouts(void **state)
{
    (void)state;
    static struct fan_case made;
    struct tf_chart chart = {.kind = TF_CHART_FAN, .fan = &made.fan};
    static const int spans[] = {1, 2, 5, 10, 13, 30, 60};
    for (size_t s = 0; s < sizeof spans / sizeof *spans; s++)
        for (size_t panels = 1; panels <= TF_CHART_CELLS_MOST; panels++) {
            char what[64];
            snprintf(what, sizeof what, "%zu fans over %d years", panels, spans[s]);
            make_fan(&made, panels, spans[s], 0.04, 0.05 + 0.04 * (double)s);
            on_all_pages(&chart, what);
        }
    for (size_t panels = 1; panels <= 4; panels++) {
        make_fan(&made, panels, 10, 0.06, 0.1);
        on_other_pages(&chart, "fans");
    }
}

/* Falling, hardly spread, far from the target, at the target from the start. */
static void test_fan_extremes(void **state)
{
    (void)state;
    static struct fan_case made;
    struct tf_chart chart = {.kind = TF_CHART_FAN, .fan = &made.fan};
    static const double growths[] = {-0.05, 0, 0.001, 0.0718, 0.5};
    static const double spreads[] = {1e-6, 0.02, 0.5, 2};
    for (size_t g = 0; g < 5; g++)
        for (size_t s = 0; s < 4; s++) {
            make_fan(&made, 1, 10, growths[g], spreads[s]);
            on_all_pages(&chart, "an extreme fan");
            made.fan.target = 1.5;
            made.fan.measure = "A measure of another kind with quite a long name, in its unit";
            made.panels[0].reached = NULL;
            on_all_pages(&chart, "an extreme fan without chances");
        }
}

/* The words for a chance are those of the table in docs/charts.md. */
static void test_fan_titles(void **state)
{
    (void)state;
    static struct fan_case made;
    struct tf_chart chart = {.kind = TF_CHART_FAN, .fan = &made.fan};
    static const struct {
        double chance;
        const char *title;
    } cases[] = {
        {1, "Doubling income by 2035 is virtually certain"},
        {0.99, "Doubling income by 2035 is virtually certain"},
        {0.98, "Doubling income by 2035 is very likely"},
        {0.9, "Doubling income by 2035 is very likely"},
        {0.7, "Doubling income by 2035 is likely"},
        {0.6, "Doubling income by 2035 is a little more likely than not"},
        {0.5, "Doubling income by 2035 is about as likely as not"},
        {0.41, "Doubling income by 2035 is a little less likely than not"},
        {0.3, "Doubling income by 2035 is unlikely"},
        {0.05, "Doubling income by 2035 is very unlikely"},
        {0, "Doubling income by 2035 is exceptionally unlikely"},
    };
    make_fan(&made, 1, 10, 0.05, 0.2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        made.reached[0][10] = cases[i].chance;
        assert_title(&chart, TF_LANGUAGE_EN, cases[i].title);
    }
    assert_title(&chart, TF_LANGUAGE_ZH, "到2035年收入翻番的可能性极小");
    made.fan.target = 1.5;
    made.reached[0][10] = 0.7;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Raising income to 1.5 times its 2025 level by 2035 is likely");
    made.fan.target = TF_ABSENT;
    assert_title(&chart, TF_LANGUAGE_EN, "Half of the simulations lie between 142 and 186 in 2035");
    make_fan(&made, 2, 10, 0.05, 0.2);
    made.reached[0][10] = 0.004;
    made.reached[1][10] = 0.25;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Doubling income by 2035: a chance of <1% in Urban, 25% in Rural");
    make_fan(&made, 3, 10, 0.05, 0.2);
    made.reached[0][10] = 0.104;
    made.reached[1][10] = made.reached[2][10] = 0.101;
    assert_title(&chart, TF_LANGUAGE_EN, "Doubling income by 2035: the chance is 10% everywhere");
    made.reached[2][10] = 0.3;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Doubling income by 2035: the chance is 10% to 30%, highest in “A very long "
                 "scenario name that goes on until it must be wrapped or cut”");
}

/* --- paths by region -------------------------------------------------------------------------- */

struct panels_case {
    struct tf_chart_path_panels paths;
    struct tf_chart_path_panel panels[TF_CHART_CELLS_MOST];
    struct tf_chart_series series[TF_CHART_CELLS_MOST][TF_CHART_CURVES_MOST];
    double values[TF_CHART_CELLS_MOST][TF_CHART_CURVES_MOST][SPAN_MOST + 1];
};

/* Region p, scenario i grows by `growth` + 1 % p + 0.5 % i a year. */
static void make_panels(struct panels_case *made, size_t panels, size_t count, int span,
                        double growth)
{
    memset(made, 0, sizeof *made);
    made->paths = (struct tf_chart_path_panels){.base_year = 2025,
                                                .horizon_year = 2025 + span,
                                                .target = 2,
                                                .panels = made->panels,
                                                .panel_count = panels,
                                                .series_count = count,
                                                .sources = "made-up numbers"};
    for (size_t p = 0; p < panels; p++) {
        made->panels[p] =
            (struct tf_chart_path_panel){{NULL, region_names[p % 4], p}, made->series[p]};
        for (size_t i = 0; i < count; i++) {
            double rate = growth + 0.01 * (double)p + 0.005 * (double)i;
            double year = rate > 0 ? 2025 + log(2) / log1p(rate) : TF_ABSENT;
            for (int t = 0; t <= span; t++)
                made->values[p][i][t] = 100 * pow(1 + rate, t);
            made->series[p][i] =
                (struct tf_chart_series){scenario_names[i % 4], made->values[p][i],
                                         year <= 2025 + span ? year : TF_ABSENT, TF_ABSENT};
        }
    }
}

static void test_panels_layouts(void **state)
{
    (void)state;
    static struct panels_case made;
    struct tf_chart chart = {.kind = TF_CHART_PATH_PANELS, .path_panels = &made.paths};
    static const int spans[] = {1, 5, 10, 40};
    for (size_t s = 0; s < 4; s++)
        for (size_t panels = 1; panels <= TF_CHART_CELLS_MOST; panels++)
            for (size_t count = 1; count <= TF_CHART_CURVES_MOST; count += 2) {
                char what[64];
                snprintf(what, sizeof what, "%zu panels of %zu paths", panels, count);
                make_panels(&made, panels, count, spans[s], 0.03 - 0.02 * (double)(s % 3));
                on_all_pages(&chart, what);
            }
    make_panels(&made, 2, 2, 10, 0.05);
    on_other_pages(&chart, "paths by region");
}

static void test_panels_titles(void **state)
{
    (void)state;
    static struct panels_case made;
    struct tf_chart chart = {.kind = TF_CHART_PATH_PANELS, .path_panels = &made.paths};
    make_panels(&made, 2, 2, 10, 0.08);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles by 2035 in every region");
    make_panels(&made, 2, 2, 10, 0.02);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles by 2035 in no region");
    make_panels(&made, 2, 1, 10, 0.065);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles by 2035 only in Rural");
    make_panels(&made, 2, 2, 10, 0.065);
    assert_title(&chart, TF_LANGUAGE_EN, "Income doubles by 2035 in 2 of 4 regions and scenarios");
    assert_title(&chart, TF_LANGUAGE_ZH, "在4个区域与情景组合中有2个收入在2035年前翻番");
}

/* --- sources ---------------------------------------------------------------------------------- */

struct sources_case {
    struct tf_chart_sources sources;
    struct tf_chart_sources_panel panels[TF_CHART_CELLS_MOST];
    struct tf_chart_source parts[TF_CHART_CELLS_MOST][TF_CHART_SOURCES_MOST];
};

static void make_sources(struct sources_case *made, size_t panels, size_t count, double scale)
{
    static const char *const names[TF_CHART_SOURCES_MOST] = {
        "Wages", "Business", "Property", "Transfers", "A source with a long name", "外来收入"};
    static const double base[TF_CHART_SOURCES_MOST] = {23000, 7000, 3400, 7600, 300, 20};
    static const double growth[TF_CHART_SOURCES_MOST] = {1.9, 1.7, 2.1, 2.2, 0.5, 4};
    memset(made, 0, sizeof *made);
    made->sources = (struct tf_chart_sources){.base_year = 2025,
                                              .horizon_year = 2035,
                                              .target = 2,
                                              .panels = made->panels,
                                              .panel_count = panels,
                                              .currency = "yuan",
                                              .sources = "made-up numbers"};
    for (size_t p = 0; p < panels; p++) {
        made->panels[p] =
            (struct tf_chart_sources_panel){scope_of(p, panels), made->parts[p], count};
        for (size_t i = 0; i < count; i++) {
            double income = base[i] * scale / (double)(p + 1);
            made->parts[p][i] =
                (struct tf_chart_source){names[i], NULL, i, income, income * growth[i]};
        }
    }
}

static void test_sources_layouts(void **state)
{
    (void)state;
    static struct sources_case made;
    struct tf_chart chart = {.kind = TF_CHART_SOURCES, .sources = &made.sources};
    for (size_t panels = 1; panels <= TF_CHART_CELLS_MOST; panels++)
        for (size_t count = 1; count <= TF_CHART_SOURCES_MOST; count++) {
            char what[64];
            snprintf(what, sizeof what, "%zu panels of %zu sources", panels, count);
            make_sources(&made, panels, count, 1);
            on_all_pages(&chart, what);
        }
    make_sources(&made, 1, 4, 1);
    on_other_pages(&chart, "sources");
    make_sources(&made, 4, 4, 1);
    on_other_pages(&chart, "four panels of sources");
    static const double scales[] = {1e-6, 1e-3, 1e3, 1e6, 1e12};
    for (size_t i = 0; i < 5; i++) {
        make_sources(&made, 2, 4, scales[i]);
        on_all_pages(&chart, "sources in other money");
    }
    make_sources(&made, 1, 4, 1);
    made.parts[0][2].base = -2000;
    made.parts[0][2].horizon = -9000;
    on_all_pages(&chart, "a source below 0");
}

static void test_sources_titles(void **state)
{
    (void)state;
    static struct sources_case made;
    struct tf_chart chart = {.kind = TF_CHART_SOURCES, .sources = &made.sources};
    make_sources(&made, 1, 4, 1);
    made.parts[0][0].in_text = "wages";
    made.parts[0][3].in_text = "transfers";
    assert_title(&chart, TF_LANGUAGE_EN,
                 "More than half of the rise comes from wages; the fastest growth is in transfers");
    made.parts[0][0].horizon = made.parts[0][0].base * 2.3;
    assert_title(&chart, TF_LANGUAGE_EN, "More than half of the rise comes from wages");
    made.parts[0][0].horizon = made.parts[0][0].base * 1.45;
    assert_title(&chart, TF_LANGUAGE_EN, "The largest part of the rise, 37%, comes from wages");
    for (size_t i = 0; i < 4; i++)
        made.parts[0][i].horizon = made.parts[0][i].base * 0.9;
    assert_title(&chart, TF_LANGUAGE_EN, "Income falls by 2035");
    make_sources(&made, 2, 4, 1);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "The largest part of the rise comes from Wages everywhere");
    made.parts[1][0].horizon = made.parts[1][0].base;
    assert_title(&chart, TF_LANGUAGE_EN, "What income consists of, 2025 and 2035");
    assert_title(&chart, TF_LANGUAGE_ZH, "2025年与2035年的收入构成");
}

/* --- incidence -------------------------------------------------------------------------------- */

struct incidence_case {
    struct tf_chart_incidence incidence;
    struct tf_chart_incidence_curve curves[TF_CHART_CURVES_MOST];
    double growth[TF_CHART_CURVES_MOST][TF_CHART_PERCENTILES];
};

/* Growth from `poorest` to `richest`, a straight line; each further curve lies 0.5 % lower. */
static void make_incidence(struct incidence_case *made, size_t count, double poorest,
                           double richest)
{
    memset(made, 0, sizeof *made);
    made->incidence = (struct tf_chart_incidence){.base_year = 2025,
                                                  .horizon_year = 2035,
                                                  .target = 2,
                                                  .curves = made->curves,
                                                  .curve_count = count,
                                                  .sources = "made-up numbers"};
    for (size_t i = 0; i < count; i++) {
        for (int p = 0; p < TF_CHART_PERCENTILES; p++)
            made->growth[i][p] = poorest + (richest - poorest) * p / 98 - 0.005 * (double)i;
        made->curves[i] = (struct tf_chart_incidence_curve){scope_of(i, count), made->growth[i],
                                                            (poorest + richest) / 2};
    }
}

static void test_incidence_layouts(void **state)
{
    (void)state;
    static struct incidence_case made;
    struct tf_chart chart = {.kind = TF_CHART_INCIDENCE, .incidence = &made.incidence};
    static const double ends[][2] = {{0.09, 0.05}, {0.05, 0.09},   {0.0718, 0.0718}, {0.06, 0.06},
                                     {-0.04, 0.2}, {0.001, 0.002}, {3, 0.1}};
    for (size_t count = 1; count <= TF_CHART_CURVES_MOST; count++)
        for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
            make_incidence(&made, count, ends[e][0], ends[e][1]);
            on_all_pages(&chart, "incidence");
        }
    make_incidence(&made, 1, 0.09, 0.05);
    on_other_pages(&chart, "incidence");
    make_incidence(&made, 3, 0.09, 0.05);
    on_other_pages(&chart, "three curves of incidence");
}

/* A straight line from 9 to 5 % crosses 7.18 % (doubling in ten years) at 45.5 % of its length. */
static void test_incidence_titles(void **state)
{
    (void)state;
    static struct incidence_case made;
    struct tf_chart chart = {.kind = TF_CHART_INCIDENCE, .incidence = &made.incidence};
    make_incidence(&made, 1, 0.09, 0.05);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Growth favours the poorer half, yet only the poorest 45% double their income");
    make_incidence(&made, 1, 0.05, 0.09);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Growth favours the richer half, and only the richest 45% reach the target");
    make_incidence(&made, 1, 0.06, 0.06);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Growth reaches rich and poor alike, yet income doubles at no percentile");
    make_incidence(&made, 1, 0.1, 0.08);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Growth favours the poorer half, and income doubles at every percentile");
    assert_title(&chart, TF_LANGUAGE_ZH, "增长有利于低收入的一半人口，各百分位收入均翻番");
    made.growth[0][40] = made.growth[0][60] = 0.01;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Growth favours the poorer half; income doubles for 98% of the percentiles");
    make_incidence(&made, 2, 0.09, 0.05);
    assert_title(&chart, TF_LANGUAGE_EN, "The median grows fastest in Urban: 7.0% a year");
    memcpy(made.growth[1], made.growth[0], sizeof made.growth[0]);
    assert_title(&chart, TF_LANGUAGE_EN, "Growth by percentile");
}

/* --- lorenz ----------------------------------------------------------------------------------- */

struct lorenz_case {
    struct tf_chart_lorenz lorenz;
    struct tf_chart_lorenz_curve curves[TF_CHART_CURVES_MOST];
    double share[TF_CHART_CURVES_MOST][TF_CHART_LORENZ_POINTS];
};

/* L(p) = p^k, whose Gini is (k - 1) / (k + 1). */
static void set_lorenz(struct lorenz_case *made, size_t i, double k)
{
    for (int p = 0; p < TF_CHART_LORENZ_POINTS; p++)
        made->share[i][p] = pow(p / 100.0, k);
    made->curves[i].gini = (k - 1) / (k + 1);
}

static void make_lorenz(struct lorenz_case *made, size_t count, double first, double step)
{
    memset(made, 0, sizeof *made);
    made->lorenz = (struct tf_chart_lorenz){
        .curves = made->curves, .curve_count = count, .sources = "made-up numbers"};
    for (size_t i = 0; i < count; i++) {
        made->curves[i] = (struct tf_chart_lorenz_curve){
            .scope = {i > 0 && count > 2 ? scenario_names[(i - 1) % 4] : NULL, NULL, i},
            .year = i > 0 ? 2035 : 2025,
            .share = made->share[i]};
        set_lorenz(made, i, first + step * (double)i);
    }
}

static void test_lorenz_layouts(void **state)
{
    (void)state;
    static struct lorenz_case made;
    struct tf_chart chart = {.kind = TF_CHART_LORENZ, .lorenz = &made.lorenz};
    static const double starts[] = {1, 1.5, 2.4, 6};
    static const double steps[] = {-0.1, 0, 0.1, 1};
    for (size_t count = 2; count <= TF_CHART_CURVES_MOST; count++)
        for (size_t i = 0; i < 16; i++) {
            make_lorenz(&made, count, starts[i / 4], steps[i % 4]);
            on_all_pages(&chart, "lorenz");
        }
    make_lorenz(&made, 2, 2.4, -0.2);
    on_other_pages(&chart, "lorenz");
}

static void test_lorenz_titles(void **state)
{
    (void)state;
    static struct lorenz_case made;
    struct tf_chart chart = {.kind = TF_CHART_LORENZ, .lorenz = &made.lorenz};
    make_lorenz(&made, 2, 2, 0);
    assert_title(&chart, TF_LANGUAGE_EN, "Inequality hardly changes by 2035: Gini 0.333");
    make_lorenz(&made, 2, 2, 0.5);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income becomes less equal by 2035: Gini 0.429, now 0.333");
    make_lorenz(&made, 2, 2, -0.2);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income becomes more equal by 2035: Gini 0.286, now 0.333");
    assert_title(&chart, TF_LANGUAGE_ZH, "到2035年收入差距缩小：基尼系数由0.333降至0.286");
    make_lorenz(&made, 2, 4, -0.8);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "All but the richest fifth gain share, yet inequality stays high");
    make_lorenz(&made, 3, 4, -0.8);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "Income becomes most equal under “A very long scenario name that goes on until it "
                 "must be wrap…”: Gini 0.412");
}

/* Shares of fifths are those of the closed form, rounded as they are printed. */
static void test_lorenz_fifths(void **state)
{
    (void)state;
    static struct lorenz_case made;
    struct tf_chart chart = {.kind = TF_CHART_LORENZ, .lorenz = &made.lorenz};
    struct tf_chart_options options = tf_chart_options_defaults();
    struct tf_buffer picture, script;
    options.format = TF_PICTURE_TEXT;
    make_lorenz(&made, 2, 2, -0.5);
    draw(&chart, &options, &picture, &script);
    /* 0.2^2, 1 - 0.8^2; 0.2^1.5 = 0.0894, 1 - 0.8^1.5 = 0.2845 */
    assert_non_null(strstr(picture.bytes, "Poorest fifth           4.0%        8.9%"));
    assert_non_null(strstr(picture.bytes, "Richest fifth          36.0%       28.4%"));
    assert_non_null(strstr(picture.bytes, "0.333       0.200"));
    tf_buffer_release(&picture);
    tf_buffer_release(&script);
}

/* --- density ---------------------------------------------------------------------------------- */

#define POINTS 200

struct density_case {
    struct tf_chart_density density;
    struct tf_chart_density_curve curves[TF_CHART_CURVES_MOST];
    double income[POINTS], height[TF_CHART_CURVES_MOST][POINTS];
};

/* Lognormals with medians 20,000, 30,000 … times a scale, and a log-SD of 0.6. */
static void make_density(struct density_case *made, size_t count, double scale)
{
    memset(made, 0, sizeof *made);
    made->density = (struct tf_chart_density){.income = made->income,
                                              .point_count = POINTS,
                                              .low = 25000 * scale,
                                              .high = 120000 * scale,
                                              .price_year = 2025,
                                              .curves = made->curves,
                                              .curve_count = count,
                                              .currency = "yuan",
                                              .sources = "made-up numbers"};
    for (int k = 0; k < POINTS; k++)
        made->income[k] = 2000 * scale * pow(300, k / (POINTS - 1.0));
    for (size_t i = 0; i < count; i++) {
        double median = (20000 + 10000 * (double)i) * scale, sd = 0.6;
        double low = log(made->density.low / median) / sd,
               high = log(made->density.high / median) / sd;
        for (int k = 0; k < POINTS; k++) {
            double z = log(made->income[k] / median) / sd;
            made->height[i][k] = exp(-z * z / 2) / sd / sqrt(2 * acos(-1));
        }
        made->curves[i] = (struct tf_chart_density_curve){
            .scope = {i > 0 && count > 2 ? scenario_names[(i - 1) % 4] : NULL, NULL, i},
            .year = i > 0 ? 2035 : 2025,
            .density = made->height[i],
            .median = median,
            .middle = (erfc(low / sqrt(2)) - erfc(high / sqrt(2))) / 2};
    }
}

static void test_density_layouts(void **state)
{
    (void)state;
    static struct density_case made;
    struct tf_chart chart = {.kind = TF_CHART_DENSITY, .density = &made.density};
    static const double scales[] = {1e-6, 1e-3, 1, 1e3, 1e7};
    for (size_t count = 2; count <= TF_CHART_CURVES_MOST; count++)
        for (size_t s = 0; s < 5; s++) {
            make_density(&made, count, scales[s]);
            on_all_pages(&chart, "density");
            made.density.low = made.density.high = TF_ABSENT;
            on_all_pages(&chart, "density without a band");
        }
    make_density(&made, 2, 1);
    on_other_pages(&chart, "density");
    made.density.low = 1;
    made.density.high = 2;
    on_all_pages(&chart, "a band outside the axis");
    made.density.low = 500000;
    made.density.high = 1e9;
    on_all_pages(&chart, "a band at the edge");
}

/* Normal shares between ln(25/20)/0.6 and ln(120/20)/0.6, and the same for a median of 30,000:
 * 0.3535 and 0.6088. */
static void test_density_titles(void **state)
{
    (void)state;
    static struct density_case made;
    struct tf_chart chart = {.kind = TF_CHART_DENSITY, .density = &made.density};
    make_density(&made, 2, 1);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "By 2035, 61% of people would have a middle income, up from 35%");
    assert_title(&chart, TF_LANGUAGE_ZH, "到2035年中等收入人口比重由35%升至61%");
    made.curves[0].middle = 0.7;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "By 2035, 61% of people would have a middle income, down from 70%");
    made.curves[0].middle = 0.611;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "The share of people with a middle income stays at 61% until 2035");
    made.density.low = TF_ABSENT;
    assert_title(&chart, TF_LANGUAGE_EN, "The median income goes from 20,000 to 30,000 by 2035");
    make_density(&made, 3, 1);
    assert_title(&chart, TF_LANGUAGE_EN,
                 "The share of people with a middle income by 2035 is highest in “A very long "
                 "scenario name that goes on until it must be wrapped or cut”, at 75%");
    made.curves[1].middle = made.curves[2].middle;
    assert_title(&chart, TF_LANGUAGE_EN, "How people are distributed over income");
}

/* --- waterfall -------------------------------------------------------------------------------- */

struct waterfall_case {
    struct tf_chart_waterfall waterfall;
    struct tf_chart_part parts[TF_CHART_PARTS_MOST];
};

static void make_waterfall(struct waterfall_case *made, size_t count, double scale)
{
    static const char *const names[] = {"Wages",           "Business income",
                                        "Property income", "Transfers",
                                        "Urbanisation",    "Ageing",
                                        "城镇内部",        "A part with a long name of many words"};
    static const double values[] = {22200, 5000, 3700, 9000, 4100, -4300, 0, 12};
    memset(made, 0, sizeof *made);
    made->waterfall = (struct tf_chart_waterfall){.base_year = 2025,
                                                  .year = 2035,
                                                  .start = 41314 * scale,
                                                  .end = 41314 * scale,
                                                  .levels = true,
                                                  .scenario = "Baseline",
                                                  .parts = made->parts,
                                                  .part_count = count,
                                                  .target = 2,
                                                  .currency = "yuan",
                                                  .sources = "made-up numbers"};
    for (size_t i = 0; i < count; i++) {
        made->parts[i] = (struct tf_chart_part){names[i % 8], NULL, values[i % 8] * scale};
        made->waterfall.end += made->parts[i].value;
    }
}

/* The same parts, from 0 to their sum. */
static void without_levels(struct waterfall_case *made)
{
    made->waterfall.levels = false;
    made->waterfall.end -= made->waterfall.start;
    made->waterfall.start = 0;
    made->waterfall.target = TF_ABSENT;
}

static void test_waterfall_layouts(void **state)
{
    (void)state;
    static struct waterfall_case made;
    struct tf_chart chart = {.kind = TF_CHART_WATERFALL, .waterfall = &made.waterfall};
    static const double scales[] = {1e-5, 1, 1e6};
    for (size_t count = 1; count <= TF_CHART_PARTS_MOST; count++)
        for (size_t s = 0; s < 3; s++) {
            char what[64];
            snprintf(what, sizeof what, "a waterfall of %zu parts, times %g", count, scales[s]);
            make_waterfall(&made, count, scales[s]);
            on_all_pages(&chart, what);
            without_levels(&made);
            on_all_pages(&chart, what);
            for (size_t i = 0; i < count; i++)
                made.parts[i].value = -made.parts[i].value;
            made.waterfall.end = -made.waterfall.end;
            on_all_pages(&chart, what);
        }
    make_waterfall(&made, 4, 1);
    on_other_pages(&chart, "a waterfall");
}

static void test_waterfall_titles(void **state)
{
    (void)state;
    static struct waterfall_case made;
    struct tf_chart chart = {.kind = TF_CHART_WATERFALL, .waterfall = &made.waterfall};
    make_waterfall(&made, 4, 1);
    made.parts[0].in_text = "wages";
    assert_title(&chart, TF_LANGUAGE_EN, "More than half of the rise comes from wages");
    make_waterfall(&made, 6, 1);
    made.parts[0].in_text = "wages";
    made.parts[5].in_text = "ageing";
    assert_title(&chart, TF_LANGUAGE_EN,
                 "More than half of the rise comes from wages; ageing takes 4,300 away");
    made.parts[0].value = 10000;
    made.waterfall.end -= 12200;
    assert_title(&chart, TF_LANGUAGE_EN,
                 "The largest part of the rise, 36%, comes from wages; ageing takes 4,300 away");
    made.parts[5].value = -50000;
    made.waterfall.end -= 45700;
    assert_title(&chart, TF_LANGUAGE_EN, "Income falls by 2035, most of all for want of ageing");
    make_waterfall(&made, 4, 1);
    without_levels(&made);
    made.waterfall.second = "Plan";
    made.parts[0].in_text = "wages";
    assert_title(&chart, TF_LANGUAGE_EN,
                 "“Plan” brings 39,900 more than “Baseline”, most of it from wages");
    assert_title(&chart, TF_LANGUAGE_ZH, "“Plan”比“Baseline”多39,900，主要来自wages");
}

/* --- all kinds -------------------------------------------------------------------------------- */

enum { KINDS = 7 };

static void all_kinds(struct tf_chart charts[KINDS])
{
    static struct fan_case fan;
    static struct sources_case sources;
    static struct incidence_case incidence;
    static struct lorenz_case lorenz;
    static struct density_case density;
    static struct waterfall_case waterfall;
    static struct panels_case panels;
    make_panels(&panels, 2, 2, 10, 0.065);
    make_fan(&fan, 2, 10, 0.06, 0.1);
    make_sources(&sources, 2, 4, 1);
    make_incidence(&incidence, 2, 0.09, 0.05);
    make_lorenz(&lorenz, 3, 2.4, -0.2);
    make_density(&density, 3, 1);
    make_waterfall(&waterfall, 6, 1);
    charts[0] = (struct tf_chart){.kind = TF_CHART_FAN, .fan = &fan.fan};
    charts[1] = (struct tf_chart){.kind = TF_CHART_SOURCES, .sources = &sources.sources};
    charts[2] = (struct tf_chart){.kind = TF_CHART_INCIDENCE, .incidence = &incidence.incidence};
    charts[3] = (struct tf_chart){.kind = TF_CHART_LORENZ, .lorenz = &lorenz.lorenz};
    charts[4] = (struct tf_chart){.kind = TF_CHART_DENSITY, .density = &density.density};
    charts[5] = (struct tf_chart){.kind = TF_CHART_WATERFALL, .waterfall = &waterfall.waterfall};
    charts[6] = (struct tf_chart){.kind = TF_CHART_PATH_PANELS, .path_panels = &panels.paths};
}

static void test_pictures_repeat(void **state)
{
    (void)state;
    static const enum tf_picture formats[] = {TF_PICTURE_SVG, TF_PICTURE_PDF,   TF_PICTURE_PNG,
                                              TF_PICTURE_EPS, TF_PICTURE_SIXEL, TF_PICTURE_TEXT};
    struct tf_chart charts[KINDS];
    all_kinds(charts);
    for (size_t i = 0; i < 6 * KINDS; i++) {
        struct tf_chart_options options = tf_chart_options_defaults();
        options.format = formats[i / KINDS];
        options.theme = (enum tf_theme)(i % TF_THEMES);
        assert_repeats(&charts[i % KINDS], &options);
    }
}

static void test_text_keeps_its_width(void **state)
{
    (void)state;
    struct tf_chart charts[KINDS];
    all_kinds(charts);
    for (size_t columns = 60; columns <= 120; columns += 20)
        for (size_t i = 0; i < KINDS; i++)
            assert_text_fits(&charts[i], columns);
}

/* A text that is made without gnuplot: none is needed, and the script is that of the picture. */
static void test_text_needs_no_gnuplot(void **state)
{
    (void)state;
    struct tf_chart charts[KINDS];
    all_kinds(charts);
    for (size_t i = 0; i < KINDS; i++) {
        struct tf_chart_options options = tf_chart_options_defaults();
        struct tf_buffer picture, script;
        options.format = TF_PICTURE_TEXT;
        options.gnuplot = "/no/such/gnuplot";
        draw(&charts[i], &options, &picture, &script);
        assert_non_null(strstr(script.bytes, "FORMAT = \"svg\""));
        tf_buffer_release(&picture);
        tf_buffer_release(&script);
    }
}

/* As a name of whatever a kind names: drawn as it is, in full or cut, and nothing is run. */
static void test_hostile_names(void **state)
{
    (void)state;
    static struct fan_case fan;
    static struct sources_case sources;
    static struct waterfall_case waterfall;
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        struct tf_chart charts[3];
        make_fan(&fan, 2, 10, 0.06, 0.1);
        fan.panels[0].scope.region = fan.panels[1].scope.scenario = hostile_texts[i];
        make_sources(&sources, 1, 2, 1);
        sources.parts[0][0].name = hostile_texts[i];
        make_waterfall(&waterfall, 2, 1);
        waterfall.parts[0].name = hostile_texts[i];
        fan.fan.note = sources.sources.note = waterfall.waterfall.note = hostile_texts[i];
        charts[0] = (struct tf_chart){.kind = TF_CHART_FAN, .fan = &fan.fan};
        charts[1] = (struct tf_chart){.kind = TF_CHART_SOURCES, .sources = &sources.sources};
        charts[2] =
            (struct tf_chart){.kind = TF_CHART_WATERFALL, .waterfall = &waterfall.waterfall};
        for (size_t k = 0; k < 3; k++) {
            struct tf_chart_options options = tf_chart_options_defaults();
            struct tf_buffer picture, script;
            draw(&charts[k], &options, &picture, &script);
            assert_int_not_equal(access(HOSTILE_MARK, F_OK), 0);
            tf_buffer_release(&picture);
            tf_buffer_release(&script);
            assert_text_fits(&charts[k], 80);
        }
    }
}

/* Without bounds of a middle income, and with bounds that lie elsewhere. */
static void test_density_without_a_band(void **state)
{
    (void)state;
    static struct density_case made;
    struct tf_chart chart = {.kind = TF_CHART_DENSITY, .density = &made.density};
    struct tf_chart_options options = tf_chart_options_defaults();
    make_density(&made, 2, 1);
    made.density.low = made.density.high = TF_ABSENT;
    assert_repeats(&chart, &options);
    make_density(&made, 2, 1);
    made.density.low = 1;
    made.density.high = 2;
    assert_repeats(&chart, &options);
}

/* Too many, too few, and numbers that are not there. */
static void test_refusals(void **state)
{
    (void)state;
    struct tf_chart charts[KINDS];
    struct tf_diag diag;
    all_kinds(charts);
    static struct fan_case fan;
    static struct sources_case sources;
    static struct incidence_case incidence;
    static struct lorenz_case lorenz;
    static struct density_case density;
    static struct waterfall_case waterfall;
    make_fan(&fan, 1, 10, 0.06, 0.1);
    fan.edges[0][3][2] = TF_ABSENT;
    charts[0].fan = &fan.fan;
    make_sources(&sources, 1, 4, 1);
    sources.parts[0][3].horizon = TF_ABSENT;
    charts[1].sources = &sources.sources;
    make_incidence(&incidence, 1, 0.05, 0.05);
    incidence.growth[0][98] = HUGE_VAL;
    charts[2].incidence = &incidence.incidence;
    make_lorenz(&lorenz, 2, 2, 0);
    lorenz.lorenz.curve_count = 1;
    charts[3].lorenz = &lorenz.lorenz;
    make_density(&density, 2, 1);
    density.height[1][7] = HUGE_VAL;
    charts[4].density = &density.density;
    make_waterfall(&waterfall, 2, 1);
    waterfall.parts[1].value = TF_ABSENT;
    charts[5].waterfall = &waterfall.waterfall;
    static struct panels_case panels;
    make_panels(&panels, 1, 1, 10, 0.05);
    panels.values[0][0][4] = TF_ABSENT;
    charts[6].path_panels = &panels.paths;
    for (size_t i = 0; i < KINDS; i++) {
        tf_diag_init(&diag);
        assert_false(chart_kind_of(&charts[i])->check(&charts[i], &diag));
        assert_int_equal(diag.status, TF_BAD_INPUT);
        tf_diag_release(&diag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_panels_layouts),
        cmocka_unit_test(test_panels_titles),
        cmocka_unit_test(test_fan_layouts),
        cmocka_unit_test(test_fan_extremes),
        cmocka_unit_test(test_fan_titles),
        cmocka_unit_test(test_sources_layouts),
        cmocka_unit_test(test_sources_titles),
        cmocka_unit_test(test_incidence_layouts),
        cmocka_unit_test(test_incidence_titles),
        cmocka_unit_test(test_lorenz_layouts),
        cmocka_unit_test(test_lorenz_titles),
        cmocka_unit_test(test_lorenz_fifths),
        cmocka_unit_test(test_density_layouts),
        cmocka_unit_test(test_density_titles),
        cmocka_unit_test(test_waterfall_layouts),
        cmocka_unit_test(test_waterfall_titles),
        cmocka_unit_test(test_pictures_repeat),
        cmocka_unit_test(test_text_keeps_its_width),
        cmocka_unit_test(test_text_needs_no_gnuplot),
        cmocka_unit_test(test_hostile_names),
        cmocka_unit_test(test_density_without_a_band),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
