/* Tests of output/result_table and output/tabulated: which tables are recognised, what charts they
 * give, and what is said of those that give none. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/num.h"
#include "output/chart_projection.h"
#include "output/tabulated.h"

#define SWEEP                                                                       \
    "scenario,run,set.tfp_growth+,set.share_shift.wage@2035,multiple,gini,status\n" \
    "plan,1,0.01,0.05,2.1,0.4,ok\n"                                                 \
    "plan,2,-0.01,0.05,1.8,0.4,ok\n"                                                \
    "plan,3,0.01,0,1.9,0.4,ok\n"                                                    \
    "plan,4,-0.01,0,,,2031: too much\n"

struct drawn {
    struct tf_arena arena;
    struct tf_result_table table, other;
    bool has_other;
    struct tf_tabulated_options options;
    struct tf_chart chart;
    struct tf_diag diag;
};

static void open_drawn(struct drawn *drawn)
{
    memset(drawn, 0, sizeof *drawn);
    tf_arena_init(&drawn->arena);
    tf_diag_init(&drawn->diag);
    drawn->options = (struct tf_tabulated_options){.level = TF_ABSENT, .target = 2};
}

static void close_drawn(struct drawn *drawn)
{
    tf_result_release(&drawn->table);
    if (drawn->has_other)
        tf_result_release(&drawn->other);
    tf_diag_release(&drawn->diag);
    tf_arena_release(&drawn->arena);
}

static const struct tf_result_table *add_other(struct drawn *drawn, const char *text)
{
    drawn->has_other = true;
    if (!tf_result_parse(&drawn->other, "other.csv", text, strlen(text), &drawn->diag))
        fail_msg("%s", drawn->diag.messages[0].text);
    return &drawn->other;
}

static bool chart_of(struct drawn *drawn, const char *text, enum tf_chart_kind kind)
{
    return tf_result_parse(&drawn->table, "t.csv", text, strlen(text), &drawn->diag) &&
           tf_tabulated_chart(&drawn->table, kind, &drawn->options, &drawn->arena, &drawn->chart,
                              &drawn->diag);
}

static void make(struct drawn *drawn, const char *text, enum tf_chart_kind kind)
{
    if (!chart_of(drawn, text, kind))
        fail_msg("%s", drawn->diag.messages[0].text);
}

static void refuse(const char *text, enum tf_chart_kind kind, const char *message)
{
    struct drawn drawn;
    open_drawn(&drawn);
    assert_false(chart_of(&drawn, text, kind));
    assert_int_equal(drawn.diag.status, TF_BAD_INPUT);
    if (strstr(drawn.diag.messages[0].text, message) == NULL)
        fail_msg("'%s' does not say '%s'", drawn.diag.messages[0].text, message);
    close_drawn(&drawn);
}

/* --- recognition -------------------------------------------------------------------------------
 */

static void test_recognition(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum tf_result_kind kind;
        enum tf_chart_kind usual;
    } known[] = {
        {"scenario,run,set.a,set.b,multiple,status\np,1,1,1,1,ok\n", TF_RESULT_ROWS,
         TF_CHART_HEATMAP},
        {"scenario,run,draw,set.a,multiple,status\np,1,1,1,1,ok\n", TF_RESULT_ROWS,
         TF_CHART_FRONTIER},
        {"scenario,year,metric,region,group,source,value,unit\np,2025,income,,,,1,x\n",
         TF_RESULT_RUN, TF_CHART_PATHS},
        {"scenario,year,metric,region,group,source,value,unit\np,2025,change.income,,,,1,x\n",
         TF_RESULT_EXPLAINED, TF_CHART_WATERFALL},
        {"scenario,year,metric,region,group,source,statistic,value,stderr\np,,,,,,n,1,\n",
         TF_RESULT_SUMMARY, TF_CHART_FAN},
        {"metric,factor,factor2,index,value,low,high,n\nm,f,,low,1,0,0,1\n", TF_RESULT_INDICES,
         TF_CHART_TORNADO},
        {"scenario,metric,factor,factor2,index,value,low,high,n\ns,m,f,,mu_star,1,0,0,1\n",
         TF_RESULT_INDICES, TF_CHART_SCATTER},
        {"metric,factor,factor2,index,value,low,high,n\nm,f,,shapley,1,0,0,1\n", TF_RESULT_INDICES,
         TF_CHART_SOBOL},
        {"scenario,find,value,metric,target,reached,stderr,status\ns,f,1,m,2,2,,ok\n",
         TF_RESULT_SOLVED, TF_CHART_FRONTIER},
        {"scenario,box,factor,low,high,min,max,coverage,density,mass,runs\ns,1,f,,1,0,2,1,1,1,9\n",
         TF_RESULT_BOXES, TF_CHART_BOX},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct tf_result_table table;
        struct tf_diag diag;
        enum tf_chart_kind usual;
        const char *text = known[i].header;
        tf_diag_init(&diag);
        assert_true(tf_result_recognise(text, strlen(text)));
        assert_true(tf_result_parse(&table, "t.csv", text, strlen(text), &diag));
        assert_int_equal(table.kind, known[i].kind);
        assert_true(tf_tabulated_usual(&table, &usual, &diag));
        assert_int_equal(usual, known[i].usual);
        tf_result_release(&table);
        tf_diag_release(&diag);
    }
}

static void test_comments_before_the_header(void **state)
{
    (void)state;
    static const char text[] = "# made yesterday\n\nscenario,run,set.a,multiple,status\n";
    assert_true(tf_result_recognise(text, sizeof text - 1));
}

static void test_what_is_no_table(void **state)
{
    (void)state;
    static const char *const others[] = {"",
                                         "\n",
                                         "parameter,value,unit,note,source\n",
                                         "a,b\n1,2\n",
                                         "\"scenario,run,status\n",
                                         "\xff\xfe"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(tf_result_recognise(others[i], strlen(others[i])));
    refuse("a,b\n1,2\n", TF_CHART_HEATMAP, "the header fits no table");
    refuse("scenario,run,status\n", TF_CHART_HEATMAP, "no rows");
    refuse("scenario,run,run,status\np,1,1,ok\n", TF_CHART_HEATMAP, "`run` is there twice");
    refuse(SWEEP, TF_CHART_TORNADO, "gives no tornado chart; it gives: heatmap, frontier");
    refuse("metric,factor,factor2,index,value,low,high,n\nm,f,,S2,1,0,0,1\n", TF_CHART_SOBOL,
           "no factor has an index");
}

/* --- sweeps ------------------------------------------------------------------------------------
 */

static void test_heatmap(void **state)
{
    (void)state;
    struct drawn drawn;
    open_drawn(&drawn);
    make(&drawn, SWEEP, TF_CHART_HEATMAP);
    const struct tf_chart_heatmap *map = drawn.chart.heatmap;
    assert_string_equal(map->x.name, "change in TFP growth");
    assert_int_equal(map->x_count, 2);
    assert_true(map->x_values[0] == -0.01 && map->y_values[1] == 0.05);
    assert_true(isnan(map->panels[0].z[0])); /* infeasible at -0.01, 0 */
    assert_true(map->panels[0].z[1] == 1.9);
    assert_true(map->panels[0].z[2] == 1.8);
    assert_true(map->panels[0].z[3] == 2.1);
    assert_true(map->level == 2);
    assert_true(map->usual_x == 0 && isnan(map->usual_y));
    close_drawn(&drawn);
}

static void test_heatmap_options(void **state)
{
    (void)state;
    static const struct tf_label labels[] = {{"tfp_growth+", "Productivity"}, {"plan", "The plan"}};
    struct drawn drawn;
    open_drawn(&drawn);
    drawn.options.metric = "gini";
    drawn.options.labels = labels;
    drawn.options.label_count = 2;
    make(&drawn, SWEEP, TF_CHART_HEATMAP);
    const struct tf_chart_heatmap *map = drawn.chart.heatmap;
    assert_string_equal(map->x.name, "Productivity");
    assert_string_equal(map->panels[0].title, "The plan");
    assert_true(isnan(map->level)); /* a Gini has no target */
    assert_true(map->panels[0].z[3] == 0.4);
    close_drawn(&drawn);
    open_drawn(&drawn);
    drawn.options.level = 1.85;
    make(&drawn, SWEEP, TF_CHART_HEATMAP);
    assert_true(drawn.chart.heatmap->level == 1.85);
    close_drawn(&drawn);
}

static void test_sweep_refusals(void **state)
{
    (void)state;
    refuse("scenario,run,set.a,multiple,status\np,1,1,2,ok\np,2,2,2,ok\n", TF_CHART_HEATMAP,
           "two assumptions that vary, and the table has 1");
    refuse(SWEEP, TF_CHART_FRONTIER, "one assumption that varies, and the table has 2");
    refuse("scenario,run,draw,set.a,set.b,multiple,status\np,1,1,1,1,2,ok\n", TF_CHART_HEATMAP,
           "a row a draw");
    refuse(SWEEP "plan,5,0.01,0,1.9,0.4,ok\n", TF_CHART_HEATMAP, "the same combination");
    refuse("scenario,run,set.a,set.b,multiple,status\np,1,1,x,2,ok\np,2,2,2,2,ok\n",
           TF_CHART_HEATMAP, "must be a number or empty, not `x`");
    refuse("scenario,run,set.a,set.b,status\np,1,1,1,ok\np,2,2,2,ok\n", TF_CHART_HEATMAP,
           "no metric");
}

static void test_sweep_frontier(void **state)
{
    (void)state;
    struct drawn drawn;
    open_drawn(&drawn);
    make(&drawn,
         "scenario,run,set.tfp_growth+,multiple,status\na,1,0.01,2.1,ok\na,2,0,1.9,ok\n"
         "b,1,0,1.8,ok\nb,2,0.01,,no\n",
         TF_CHART_FRONTIER);
    const struct tf_chart_frontier *frontier = drawn.chart.frontier;
    assert_int_equal(frontier->line_count, 2);
    assert_null(frontier->goal);
    assert_true(frontier->lines[0].points[0].x == 0 && frontier->lines[0].points[0].y == 1.9);
    assert_true(isnan(frontier->lines[1].points[1].y));
    close_drawn(&drawn);
}

/* A panel for each region; with several scenarios both are named. */
static void test_by_region(void **state)
{
    (void)state;
    static const char sweep[] =
        "scenario,run,set.a,set.b,gini@2030,gini.urban@2030,gini.rural@2030,gini.rural.q1@2030,"
        "status\n"
        "p,1,1,1,1,2,3,9,ok\np,2,2,1,1,2,3,9,ok\np,3,1,2,1,2,3,9,ok\np,4,2,2,1,5,3,9,ok\n"
        "q,1,1,1,1,2,3,9,ok\nq,2,2,1,1,2,3,9,ok\nq,3,1,2,1,2,3,9,ok\nq,4,2,2,1,2,6,9,ok\n";
    struct drawn drawn;
    open_drawn(&drawn);
    drawn.options.by_region = true;
    drawn.options.metric = "gini@2030";
    make(&drawn, sweep, TF_CHART_HEATMAP);
    const struct tf_chart_heatmap *map = drawn.chart.heatmap;
    assert_int_equal(map->panel_count, 4);
    assert_string_equal(map->panels[0].title, "p, Urban");
    assert_true(map->panels[0].z[3] == 5);
    assert_string_equal(map->panels[3].title, "q, Rural");
    assert_true(map->panels[3].z[3] == 6);
    close_drawn(&drawn);
    open_drawn(&drawn);
    drawn.options.by_region = true;
    make(&drawn,
         "metric,factor,factor2,index,value,low,high,n\nmultiple.urban,f,,S1,0.2,,,8\n"
         "multiple.coast,f,,S1,0.4,,,8\nmultiple,f,,S1,0.9,,,8\n",
         TF_CHART_SOBOL);
    assert_int_equal(drawn.chart.sobol->panel_count, 2);
    assert_string_equal(drawn.chart.sobol->panels[1].title, "coast"); /* no word of ours */
    assert_true(drawn.chart.sobol->panels[1].shares[0].first.value == 0.4);
    close_drawn(&drawn);
    open_drawn(&drawn);
    drawn.options.by_region = true;
    assert_false(chart_of(&drawn, SWEEP, TF_CHART_HEATMAP));
    assert_non_null(strstr(drawn.diag.messages[0].text, "no `multiple` of a region"));
    close_drawn(&drawn);
}

/* --- sensitivities -----------------------------------------------------------------------------
 */

static double central(void *context, const char *scenario, const char *metric)
{
    assert_string_equal(scenario, "");
    assert_string_equal(metric, "multiple");
    return *(double *)context;
}

static void test_tornado(void **state)
{
    (void)state;
    double middle = 1.9;
    struct drawn drawn;
    open_drawn(&drawn);
    drawn.options.central = central;
    drawn.options.context = &middle;
    make(&drawn,
         "metric,factor,factor2,index,value,low,high,n\n"
         "multiple,tfp_growth+,,low,1.8,-0.01,-0.01,1\nmultiple,tfp_growth+,,high,2,0.01,0.01,1\n"
         "multiple,inflation,,low,1.5,0.01,0.01,1\nmultiple,inflation,,high,2.1,0.05,0.05,1\n"
         "gini,inflation,,high,9,0.05,0.05,1\n",
         TF_CHART_TORNADO);
    const struct tf_chart_tornado_panel *panel = &drawn.chart.tornado->panels[0];
    assert_int_equal(panel->count, 2);
    assert_true(panel->central == 1.9);
    assert_string_equal(panel->swings[0].name, "inflation"); /* the larger swing first */
    assert_true(panel->swings[0].high == 2.1 && panel->swings[0].high_setting == 0.05);
    assert_string_equal(panel->swings[1].name, "TFP growth"); /* without "change in" */
    close_drawn(&drawn);
}

/* Two names that would be the same keep what tells them apart. */
static void test_alike_names(void **state)
{
    (void)state;
    struct drawn drawn;
    open_drawn(&drawn);
    make(&drawn,
         "metric,factor,factor2,index,value,low,high,n\nm,tfp_growth+,,S1,0.2,,,8\n"
         "m,tfp_growth*,,S1,0.5,0.4,0.6,8\n",
         TF_CHART_SOBOL);
    const struct tf_chart_sobol *sobol = drawn.chart.sobol;
    assert_false(sobol->has_total);
    assert_string_equal(sobol->panels[0].shares[0].name, "scale of TFP growth");
    assert_string_equal(sobol->panels[0].shares[1].name, "change in TFP growth");
    assert_true(isnan(sobol->panels[0].shares[1].first.low));
    close_drawn(&drawn);
}

/* How estimates settle stands before the last ones. */
static void test_the_last_estimate_counts(void **state)
{
    (void)state;
    struct drawn drawn;
    open_drawn(&drawn);
    make(&drawn,
         "scenario,metric,factor,factor2,index,value,low,high,n\n"
         "a,m,f,,mu_star,0.9,,,4\na,m,f,,sigma,0.7,,,4\na,m,f,,mu_star,0.5,0.4,0.6,8\n"
         "a,m,f,,sigma,0.1,,,8\nb,m,f,,mu_star,0.3,,,8\nb,m,f,,sigma,0.2,,,8\n",
         TF_CHART_SCATTER);
    const struct tf_chart_scatter *scatter = drawn.chart.scatter;
    assert_int_equal(scatter->panel_count, 2);
    assert_true(scatter->panels[0].effects[0].mean.value == 0.5);
    assert_true(scatter->panels[0].effects[0].spread == 0.1);
    assert_true(scatter->panels[1].effects[0].mean.value == 0.3);
    close_drawn(&drawn);
}

/* --- goals -------------------------------------------------------------------------------------
 */

static void test_solved(void **state)
{
    (void)state;
    struct drawn drawn;
    open_drawn(&drawn);
    make(&drawn,
         "scenario,set.tfp_growth+,set.inflation,find,value,metric,target,reached,stderr,status\n"
         "p,0.01,0.02,transfer_policy@2035,0.03,multiple.rural,2,2,0.001,ok\n"
         "p,0,0.02,transfer_policy@2035,0.05,multiple.rural,2,2,,ok\n"
         "p,0,0.04,transfer_policy@2035,0.1,multiple.rural,2,1.9,,no root; nearest\n",
         TF_CHART_FRONTIER);
    const struct tf_chart_frontier *frontier = drawn.chart.frontier;
    assert_string_equal(frontier->goal, "rural income doubles");
    assert_string_equal(frontier->y.name, "added transfers (2035)");
    assert_int_equal(frontier->line_count, 2);
    assert_string_equal(frontier->lines[0].name, "2% inflation");
    assert_true(frontier->lines[0].points[0].x == 0); /* by x */
    assert_true(frontier->lines[0].points[1].error == 0.001);
    assert_true(isnan(frontier->lines[1].points[0].y)); /* the nearest is no solution */
    assert_false(frontier->at_ends);
    close_drawn(&drawn);
    refuse("scenario,find,value,metric,target,reached,stderr,status\ns,f,1,m,2,2,,ok\n",
           TF_CHART_FRONTIER, "a single point");
}

/* A table of two points at which a goal is met; in it, rows of targets after each unknown. */
static void assert_goal(const char *targets, const char *expected)
{
    struct drawn drawn;
    char text[1024];
    open_drawn(&drawn);
    snprintf(text, sizeof text,
             "scenario,set.inflation,find,value,metric,target,reached,stderr,status\n"
             "p,0,tfp_growth+,0.01,,,,,ok\n%s"
             "p,0.02,tfp_growth+,0.04,,,,,ok; at the high end of the bracket\n%s",
             targets, targets);
    make(&drawn, text, TF_CHART_FRONTIER);
    const struct tf_chart_frontier *frontier = drawn.chart.frontier;
    assert_string_equal(frontier->goal, expected);
    assert_int_equal(frontier->line_count, 1);
    assert_true(frontier->lines[0].points[1].y == 0.04); /* an end of the bracket is a solution */
    assert_true(frontier->at_ends);
    close_drawn(&drawn);
}

static void test_goals(void **state)
{
    (void)state;
    assert_goal("p,0,,,debt_ratio,max,0.5,,ok\n", "public debt over GDP is highest");
    assert_goal("p,0,,,multiple,>=2,2.6,,ok\np,0,,,debt_ratio,min,0.4,,ok\n",
                "public debt over GDP is lowest while income doubles");
    assert_goal("p,0,,,gini,<=0.4,0.4,,ok\np,0,,,multiple.rural,>=1.5,1.6,,ok\n"
                "p,0,,,debt_ratio,>=50%,0.6,,ok\np,0,,,multiple,max,2,,ok\n",
                "income at the horizon as a multiple of the base year is highest while Gini "
                "coefficient is 0.4 or less, rural income reaches 1.5 times its base-year level "
                "and public debt over GDP is 50% or more");
    assert_goal("p,0,,,gini,0.4,0.4,,ok\np,0,,,multiple.rural,2,2,,ok\n",
                "Gini coefficient is 0.4 and rural income doubles");
    refuse("scenario,set.inflation,find,value,metric,target,reached,stderr,status\n"
           "p,0,f,1,gini,much,2,,ok\np,1,f,1,gini,much,2,,ok\n",
           TF_CHART_FRONTIER, "no number");
    refuse("scenario,set.inflation,find,value,metric,target,reached,stderr,status\n"
           "p,0,f,1,,,2,,ok\np,1,f,1,,,2,,ok\n",
           TF_CHART_FRONTIER, "names no metric");
}

/* --- boxes -------------------------------------------------------------------------------------
 */

#define BOXES                                                                                  \
    "scenario,box,factor,low,high,min,max,unit,quasi_p,reproduced,coverage,density,mass,runs," \
    "cases\n"                                                                                  \
    "p,1,inflation,,0.03,0,0.04,,0,1,0.8,0.9,0.5,2,2\n"                                        \
    "p,1,tfp_growth+,-0.01,0,-0.02,0.02,,0,1,0.8,0.9,0.5,2,2\n"                                \
    "p,2,tfp_growth+,-0.01,0,-0.02,0.02,,0,1,0.8,0.9,0.5,2,2\n"
#define DRAWS                                                                 \
    "scenario,run,draw,set.inflation,set.tfp_growth+,multiple,status\n"       \
    "p,1,1,0.01,-0.005,1.8,ok\np,2,2,0.04,0.02,2.2,ok\np,3,3,0.02,0.01,,no\n" \
    "q,1,1,0.01,-0.005,1.8,ok\n"

static void test_box(void **state)
{
    (void)state;
    static const struct tf_tabulated_target target = {"multiple", 2, false};
    struct drawn drawn;
    open_drawn(&drawn);
    drawn.options.runs = add_other(&drawn, DRAWS);
    drawn.options.targets = &target;
    drawn.options.target_count = 1;
    make(&drawn, BOXES, TF_CHART_BOX);
    const struct tf_chart_box *box = drawn.chart.box;
    assert_int_equal(box->side_count, 2);
    assert_string_equal(box->sides[0].factor.name, "TFP growth"); /* leaves a quarter, not three */
    assert_true(isnan(box->sides[1].low));
    assert_int_equal(box->runs, 4);
    assert_int_equal(box->draw_count, 3); /* of the box's scenario */
    assert_true(box->draws[0].x == -0.005 && box->draws[0].y == 0.01);
    assert_true(box->draws[0].missed && !box->draws[1].missed);
    assert_true(box->draws[2].missed); /* infeasible */
    close_drawn(&drawn);
}

static void test_box_of_one(void **state)
{
    (void)state;
    static const struct tf_tabulated_target target = {"multiple", 2, false};
    static const char one[] = "scenario,box,factor,low,high,min,max,coverage,density,mass,runs\n"
                              "p,1,tfp_growth+,-0.01,0,-0.02,0.02,0.8,0.9,0.5,2\n";
    struct drawn drawn;
    refuse(one, TF_CHART_BOX, "give the draws with --runs");
    open_drawn(&drawn);
    drawn.options.runs = add_other(&drawn, DRAWS);
    drawn.options.targets = &target;
    drawn.options.target_count = 1;
    drawn.options.met = true;
    make(&drawn, one, TF_CHART_BOX);
    const struct tf_chart_box *box = drawn.chart.box;
    assert_string_equal(box->sides[1].factor.name, "inflation");
    assert_true(box->sides[1].range_low == 0.01 && box->sides[1].range_high == 0.04);
    assert_true(box->draws[1].missed && !box->draws[0].missed); /* what is sought: it meets */
    close_drawn(&drawn);
}

/* --- projections -------------------------------------------------------------------------------
 */

#define RUN "scenario,year,metric,region,group,source,value,unit\n"

static void test_paths(void **state)
{
    (void)state;
    struct drawn drawn;
    open_drawn(&drawn);
    make(&drawn,
         RUN
         "a,2025,income_index,,,,1,x\na,2026,income_index,,,,1.5,x\n"
         "b,2025,income_index,,,,1,x\nb,2026,income_index,,,,2.2,x\nb,,doubling_year,,,,2025.9,x\n",
         TF_CHART_PATHS);
    const struct tf_chart_paths *paths = drawn.chart.paths;
    assert_int_equal(paths->base_year, 2025);
    assert_int_equal(paths->horizon_year, 2026);
    assert_true(paths->series[0].values[1] == 150);
    assert_true(isnan(paths->series[0].reached));
    /* at 50 % a year: log 2 / log 1.5 years */
    assert_true(fabs(paths->series[0].reached_later - 2025 - log(2) / log(1.5)) < 1e-9);
    assert_true(paths->series[1].reached == 2025.9);
    close_drawn(&drawn);
    refuse(RUN "a,2025,gini,,,,1,x\na,2026,gini,,,,1,x\n", TF_CHART_PATHS, "no `income_index`");
    refuse(RUN "a,2025,gini,,,,1,x\na,20x6,gini,,,,1,x\n", TF_CHART_PATHS, "no calendar year");
    refuse(RUN "a,2025,income_index,,,,1,x\n", TF_CHART_PATHS, "has 1 years");
}

static void test_groups_and_sources(void **state)
{
    (void)state;
    static const char run[] = RUN
        "a,2025,income,rural,q1,,10,yuan/person/year\na,2025,income,rural,q2,,20,yuan/person/year\n"
        "a,2035,income,rural,q1,,30,yuan/person/year\na,2035,income,rural,q2,,40,yuan/person/year\n"
        "a,2025,income,,,wage,12,yuan/person/year\na,2035,income,,,wage,20,yuan/person/year\n";
    struct drawn drawn;
    open_drawn(&drawn);
    make(&drawn, run, TF_CHART_GROUPS);
    const struct tf_chart_groups *groups = drawn.chart.groups;
    assert_string_equal(groups->currency, "yuan");
    assert_string_equal(groups->panels[0].title, "Rural");
    assert_string_equal(groups->panels[0].groups[0].name, "q2"); /* richest first */
    assert_true(groups->panels[0].groups[1].horizon == 30);
    close_drawn(&drawn);
    open_drawn(&drawn);
    make(&drawn, run, TF_CHART_SOURCES);
    assert_string_equal(drawn.chart.sources->panels[0].sources[0].name, "wages");
    assert_true(drawn.chart.sources->panels[0].sources[0].horizon == 20);
    close_drawn(&drawn);
}

static void test_waterfall(void **state)
{
    (void)state;
    struct drawn drawn;
    open_drawn(&drawn);
    make(&drawn,
         RUN "b - a,2025,change.income,,,,0,yuan/person/year\n"
             "b - a,2026,change.income,,,,5,yuan/person/year\n"
             "b - a,2026,change.source,,,wage,7,yuan/person/year\n"
             "b - a,2026,change.source,,,transfer,-2,yuan/person/year\n",
         TF_CHART_WATERFALL);
    const struct tf_chart_waterfall *waterfall = drawn.chart.waterfall;
    assert_string_equal(waterfall->scenario, "a");
    assert_string_equal(waterfall->second, "b");
    assert_int_equal(waterfall->part_count, 2);
    assert_true(waterfall->end == 5 && waterfall->parts[1].value == -2);
    close_drawn(&drawn);
}

/* Quantiles of a year, the median `middle` and the others 1 apart. */
static void add_quantiles(char *text, size_t size, int year, double middle)
{
    static const char *const names[] = {"p5", "p10", "p25", "p50", "p75", "p90", "p95"};
    for (int q = 0; q < 7; q++) {
        size_t used = strlen(text);
        snprintf(text + used, size - used, "a,%d,income_index,rural,,,%s,%g,\n", year, names[q],
                 middle + q - 3);
    }
}

static void summary(char *text, size_t size)
{
    snprintf(text, size,
             "scenario,year,metric,region,group,source,statistic,value,stderr\n"
             "a,,,,,,n,500,\n");
    add_quantiles(text, size, 2025, 10);
    add_quantiles(text, size, 2026, 20);
    add_quantiles(text, size, 2027, 30);
}

static void test_fan(void **state)
{
    (void)state;
    char text[4096];
    struct drawn drawn;
    open_drawn(&drawn);
    summary(text, sizeof text);
    drawn.options.metric = "income_index.rural";
    make(&drawn, text, TF_CHART_FAN);
    const struct tf_chart_fan *fan = drawn.chart.fan;
    assert_int_equal(fan->draws, 500);
    assert_string_equal(fan->panels[0].scope.region, "Rural");
    assert_true(fan->panels[0].edges[1][0] == 1700);
    close_drawn(&drawn);
    refuse(text, TF_CHART_FAN, "has no p5 of `income_index` in 2025");
}

static void test_backtest(void **state)
{
    (void)state;
    char text[4096];
    struct drawn drawn;
    open_drawn(&drawn);
    summary(text, sizeof text);
    drawn.options.observed =
        add_other(&drawn, "year,metric,region,value\n2024,income_index,rural,9\n"
                          "2026,income_index,rural,22\n2026,income_index,urban,99\n");
    make(&drawn, text, TF_CHART_BACKTEST);
    const struct tf_chart_backtest *backtest = drawn.chart.backtest;
    assert_int_equal(backtest->first_year, 2024);
    assert_int_equal(backtest->base_year, 2025);
    assert_int_equal(backtest->count, 4);
    assert_true(isnan(backtest->quantiles[3][0]) && backtest->quantiles[3][2] == 20);
    assert_true(backtest->observed[0] == 9 && backtest->observed[2] == 22);
    assert_true(isnan(backtest->observed[1]) && isnan(backtest->observed[3]));
    close_drawn(&drawn);
    refuse(text, TF_CHART_BACKTEST, "--observed");
    open_drawn(&drawn);
    drawn.options.observed = add_other(&drawn, "year,metric,value\n2026.5,income_index,9\n");
    drawn.options.metric = "income_index";
    assert_false(chart_of(&drawn, text, TF_CHART_BACKTEST));
    close_drawn(&drawn);
}

/* Saved again by a spreadsheet with `;` and decimal commas. */
static void test_semicolons(void **state)
{
    (void)state;
    struct drawn drawn;
    open_drawn(&drawn);
    make(&drawn, "scenario;run;set.a;multiple;status\np;1;0,5;1,9;ok\np;2;1;2,1;ok\n",
         TF_CHART_FRONTIER);
    assert_true(drawn.chart.frontier->lines[0].points[0].x == 0.5);
    close_drawn(&drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognition),
        cmocka_unit_test(test_comments_before_the_header),
        cmocka_unit_test(test_what_is_no_table),
        cmocka_unit_test(test_heatmap),
        cmocka_unit_test(test_heatmap_options),
        cmocka_unit_test(test_sweep_refusals),
        cmocka_unit_test(test_sweep_frontier),
        cmocka_unit_test(test_by_region),
        cmocka_unit_test(test_tornado),
        cmocka_unit_test(test_alike_names),
        cmocka_unit_test(test_the_last_estimate_counts),
        cmocka_unit_test(test_solved),
        cmocka_unit_test(test_goals),
        cmocka_unit_test(test_box),
        cmocka_unit_test(test_box_of_one),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_groups_and_sources),
        cmocka_unit_test(test_waterfall),
        cmocka_unit_test(test_fan),
        cmocka_unit_test(test_backtest),
        cmocka_unit_test(test_semicolons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
