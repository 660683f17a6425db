/* The scenario reader: rows to paths, in every form that docs/scenario-files.md allows. */
#include <math.h>

#include "base/num.h"
#include "memory_scenario.h"

static const char base[] = "base_year,2020\nhorizon,10\npopulation,1\nincome,100\n";

/* The resolved value of gdp_growth in a year, after these rows. */
static double path_value(const char *rows, int year)
{
    char text[2048];
    struct memory_run run;
    struct tf_node nodes[64];
    struct tf_resolved resolved;
    snprintf(text, sizeof text, "parameter,value\n%s%s", base, rows);
    if (!memory_load(&run, text)) {
        print_messages(&run.diag);
        fail_msg("does not load: %s", rows);
    }
    tf_path_resolve(&run.scenario, TF_GDP_GROWTH, 0, NULL, nodes, &resolved);
    double value = tf_resolved_value(&resolved, 2020, TF_ABSENT, year);
    memory_release(&run);
    return value;
}

static void assert_path(const char *rows, int year, double expected)
{
    double value = path_value(rows, year);
    if (!(fabs(value - expected) < 1e-15) && !(isnan(value) && isnan(expected))) {
        fail_msg("%s in %d is %.17g, not %.17g", rows, year, value, expected);
    }
}

static void paths_are_linear_between_knots_and_flat_outside(void **state)
{
    (void)state;
    assert_path("", 2025, TF_ABSENT);
    assert_path("gdp_growth,4%\n", 2027, 0.04);
    assert_path("gdp_growth,4%\ngdp_growth@2030,2%\n", 2020, 0.04);
    assert_path("gdp_growth,4%\ngdp_growth@2030,2%\n", 2025, 0.03);
    assert_path("gdp_growth@2024,4%\ngdp_growth@2028,2%\n", 2020, 0.04);
    assert_path("gdp_growth@2024,4%\ngdp_growth@2028,2%\n", 2026, 0.03);
    assert_path("gdp_growth@2024,4%\ngdp_growth@2028,2%\n", 2030, 0.02);
    assert_path("gdp_growth@2028,2%\ngdp_growth@2024,4%\n", 2026, 0.03);
    /* A knot in or before the base year replaces the start. */
    assert_path("gdp_growth,9%\ngdp_growth@2020,4%\ngdp_growth@2030,2%\n", 2025, 0.03);
    assert_path("gdp_growth,9%\ngdp_growth@2015,4%\ngdp_growth@2025,2%\n", 2020, 0.03);
}

static void the_last_row_wins(void **state)
{
    (void)state;
    assert_path("gdp_growth,4%\ngdp_growth,5%\n", 2025, 0.05);
    assert_path("gdp_growth@2030,2%\ngdp_growth,5%\n", 2030, 0.05); /* forgets earlier knots */
    assert_path("gdp_growth,4%\ngdp_growth@2030,2%\ngdp_growth@2030,3%\n", 2030, 0.03);
}

static void shifts_move_the_path_as_it_stands(void **state)
{
    (void)state;
    assert_path("gdp_growth,4%\ngdp_growth@2030,2%\ngdp_growth+,1%\n", 2025, 0.04);
    assert_path("gdp_growth,4%\ngdp_growth+,1%\ngdp_growth@2030,2%\n", 2030, 0.02);
    assert_path("gdp_growth,4%\ngdp_growth@2030,2%\ngdp_growth*,50%\n", 2030, 0.01);
    assert_path("gdp_growth,4%\ngdp_growth+,1%\ngdp_growth*,2\n", 2025, 0.1);
    assert_path("gdp_growth,4%\ngdp_growth+,1%\ngdp_growth,3%\n", 2025, 0.03);
    assert_path("gdp_growth,4%\ngdp_growth@2030,2%\ngdp_growth+,1%\ngdp_growth@2030,2%\n", 2030,
                0.02);
}

static void other_row_values_replay_to_other_paths(void **state)
{
    (void)state;
    struct memory_run run;
    struct tf_node nodes[8];
    struct tf_resolved resolved;
    assert_true(memory_load(&run, "parameter,value\nbase_year,2020\npopulation,1\nincome,100\n"
                                  "gdp_growth,4%\ngdp_growth@2030,2%\ngdp_growth+,1%\n"));
    const double values[] = {1, 100, 0.06, 0.03, -0.01};
    tf_path_resolve(&run.scenario, TF_GDP_GROWTH, 0, values, nodes, &resolved);
    assert_true(fabs(tf_resolved_value(&resolved, 2020, TF_ABSENT, 2020) - 0.05) < 1e-15);
    assert_true(fabs(tf_resolved_value(&resolved, 2020, TF_ABSENT, 2030) - 0.02) < 1e-15);
    memory_release(&run);
}

static void the_same_scenario_in_every_layout(void **state)
{
    (void)state;
    static const char *const layouts[] = {
        "parameter,value,unit\nbase_year,2020\npopulation,1\nincome,100\ngrowth.urban.q1.wage,4.5%"
        "\n",
        "value,parameter\r\n2020,base_year\r\n1,population\r\n100,income\r\n0.045,growth.q1.wage."
        "urban\r\n",
        "\xEF\xBB\xBF"
        "parameter;value;unit\nbase_year;2020\npopulation;1\nincome;1e2\ngrowth.wage.urban.q1;4,5;%"
        "\n",
        "# c\nparameter,value,unit,,\n\nbase_year,2020\npopulation,1,million persons\nincome,1_00\n"
        "growth.urban.wage.q1, 4.5 ,% per year\n",
    };
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        struct memory_run run;
        double expected = 0.045;
        memory_run(&run, layouts[i]);
        double value = tf_plan_value(&run.plan, TF_GROWTH, 0, 3);
        assert_memory_equal(&value, &expected, sizeof value);
        assert_true(tf_plan_value(&run.plan, TF_GROWTH, 1, 3) == 0);
        memory_release(&run);
    }
}

static void broad_rows_reach_all_and_hide_nothing_that_follows(void **state)
{
    (void)state;
    struct memory_run run;
    memory_run(&run, "parameter,value\nbase_year,2020\npopulation,1\nincome,100\nincome.rural,50\n"
                     "income.q5,200\nincome.rural.q5,80\n");
    assert_true(tf_plan_value(&run.plan, TF_INCOME, 0, 0) == 100);
    assert_true(tf_plan_value(&run.plan, TF_INCOME, 4, 0) == 200);
    assert_true(tf_plan_value(&run.plan, TF_INCOME, 5, 0) == 50);
    assert_true(tf_plan_value(&run.plan, TF_INCOME, 9, 0) == 80);
    assert_int_equal(run.diag.warnings, 0);
    memory_release(&run);
}

static void origins_and_texts_are_kept(void **state)
{
    (void)state;
    struct memory_run run;
    assert_true(memory_load(&run, "parameter,value,unit,note,source\nbase_year,2020\ntitle,Plan\n"
                                  "title.zh,计划\nlabel.urban,Cities\nlabel.q1.zh,最低\n"
                                  "growth,5%,1/year,fades,NBS\npopulation,1\nincome,100\n"));
    const struct tf_row *row = tf_instance_row(&run.scenario, TF_GROWTH, 7);
    assert_int_equal(row->place.line, 7);
    assert_string_equal(row->place.file, "test.csv");
    assert_string_equal(row->note, "fades");
    assert_string_equal(row->source, "NBS");
    assert_true(row->percent);
    assert_string_equal(tf_scenario_title(&run.scenario, "zh"), "计划");
    assert_string_equal(tf_scenario_title(&run.scenario, "en"), "Plan");
    assert_string_equal(tf_member_label(&run.scenario, "urban", "zh"), "Cities");
    assert_string_equal(tf_member_label(&run.scenario, "q1", "zh"), "最低");
    assert_string_equal(tf_member_label(&run.scenario, "q1", "en"), "q1");
    assert_string_equal(run.scenario.name, "test");
    memory_release(&run);
}

static void assert_warns(const char *rows, const char *part)
{
    char text[1024];
    struct memory_run run;
    snprintf(text, sizeof text, "parameter,value,unit\n%s%s", base, rows);
    assert_true(memory_load(&run, text));
    if (part == NULL) {
        assert_int_equal(run.diag.warnings, 0);
    } else {
        assert_int_equal(run.diag.warnings, 1);
        if (strstr(run.diag.messages[0].text, part) == NULL) {
            fail_msg("`%s` does not say `%s`", run.diag.messages[0].text, part);
        }
    }
    memory_release(&run);
}

static void no_row_is_silent(void **state)
{
    (void)state;
    assert_warns("growth,5%\n", NULL);
    assert_warns("growth,0.5\n", "50 % a year");
    assert_warns("growth,0.5,1/year\n", NULL);
    assert_warns("growth,5%\ngrowth,4%\n", "no effect");
    assert_warns("growth.urban,5%\ngrowth,4%\n", "no effect");
    assert_warns("growth,5%\ngrowth.urban,4%\n", NULL);
    assert_warns("tfp_growth,1%\n", "closure `growth`");
    assert_warns("growth@2040,5%\n", "beyond the horizon");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_linear_between_knots_and_flat_outside),
        cmocka_unit_test(the_last_row_wins),
        cmocka_unit_test(shifts_move_the_path_as_it_stands),
        cmocka_unit_test(other_row_values_replay_to_other_paths),
        cmocka_unit_test(the_same_scenario_in_every_layout),
        cmocka_unit_test(broad_rows_reach_all_and_hide_nothing_that_follows),
        cmocka_unit_test(origins_and_texts_are_kept),
        cmocka_unit_test(no_row_is_silent),
    };
    return cmocka_run_group_tests_name("scenario", tests, NULL, NULL);
}
