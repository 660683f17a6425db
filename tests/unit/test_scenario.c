/* Whole scenarios: files and options, settings, texts, warnings, what is inherited. */
#include <math.h>

#include "scenario_files.h"

#define HEADER "parameter,value,unit,dist,low,high,note,source\n"

static void settings_have_their_defaults(void **state)
{
    (void)state;
    struct reading_test test;
    load_rows(&test, "", NULL);
    assert_loads(&test);
    const struct tf_scenario *scenario = &test.scenario;
    assert_string_equal(scenario->name, "rows");
    assert_string_equal(scenario->currency, "");
    assert_int_equal(scenario->horizon, 10);
    assert_int_equal(scenario->closure, TF_CLOSURE_GROWTH);
    assert_int_equal(scenario->property, TF_PROPERTY_BY_GROWTH);
    assert_int_equal(scenario->dimensions.regions.count, 2);
    assert_int_equal(scenario->dimensions.groups.count, 5);
    assert_true(isnan(scenario->published_income) && isnan(scenario->published_gini));
    assert_string_equal(tf_scenario_title(scenario, "en"), "rows");
    release_test(&test);
}

static void settings_are_taken(void **state)
{
    (void)state;
    struct reading_test test;
    load_rows(&test,
              "scenario,plan\ntitle,A plan\ntitle.zh,计划\ncurrency,yuan\nhorizon,15\n"
              "regions,\"north, south\"\ngroups,low high\nclosure,production\nproperty,yield\n"
              "published_income,43_377\npublished_gini,46.5%\nlabel.north,North\n"
              "label.north.zh,北\nlabel.wage,Wages\n",
              NULL);
    assert_loads(&test);
    const struct tf_scenario *scenario = &test.scenario;
    assert_string_equal(scenario->name, "plan");
    assert_int_equal(scenario->horizon, 15);
    assert_int_equal(scenario->closure, TF_CLOSURE_PRODUCTION);
    assert_int_equal(scenario->property, TF_PROPERTY_BY_YIELD);
    assert_true(fabs(scenario->published_income - 43377) < 1e-9);
    assert_true(fabs(scenario->published_gini - 0.465) < 1e-15);
    assert_string_equal(tf_scenario_title(scenario, "en"), "A plan");
    assert_string_equal(tf_scenario_title(scenario, "zh"), "计划");
    assert_string_equal(tf_member_label(scenario, "north", "zh"), "北");
    assert_string_equal(tf_member_label(scenario, "wage", "zh"), "Wages");
    assert_string_equal(tf_member_label(scenario, "south", "zh"), "south");
    assert_null(tf_scenario_text(scenario, "label.south", "en"));
    release_test(&test);
}

static void every_value_knows_its_origin(void **state)
{
    (void)state;
    struct reading_test test;
    struct named_text files[] = {
        {"dir/main.csv", HEADER "extends,base.csv\ngrowth,5%,1/year,,,,\"a \"\"note\"\"\",NBS\n"},
        {"dir/base.csv", HEADER "# old\n\nbase_year,2024\ninflation,2%\n"},
        {NULL, NULL}};
    load_files(&test, files, (const char *const[]){"habit=0.5", NULL});
    assert_loads(&test);
    const struct tf_row *rows = test.scenario.rows;
    assert_string_equal(rows[0].place.file, "dir/base.csv");
    assert_int_equal(rows[0].place.line, 5);
    assert_string_equal(rows[1].place.file, "dir/main.csv");
    assert_int_equal(rows[1].place.line, 3);
    assert_int_equal(rows[1].place.column, 1);
    assert_string_equal(rows[1].note, "a \"note\"");
    assert_string_equal(rows[1].source, "NBS");
    assert_string_equal(rows[2].place.file, "--set habit=0.5");
    assert_int_equal(rows[2].place.line, 0);
    assert_true(rows[2].from_option && !rows[1].from_option);
    assert_int_equal(test.scenario.file_count, 2);
    release_test(&test);
}

static void names_and_titles_are_not_inherited(void **state)
{
    (void)state;
    struct reading_test test;
    struct named_text files[] = {
        {"main.csv", "parameter,value\nextends,base.csv\n"},
        {"base.csv", "parameter,value\nscenario,base\ntitle,Base\ntitle.zh,基\nbase_year,2024\n"
                     "label.urban,Cities\n"},
        {NULL, NULL}};
    load_files(&test, files, NULL);
    assert_loads(&test);
    assert_string_equal(test.scenario.name, "main");
    assert_string_equal(tf_scenario_title(&test.scenario, "zh"), "main");
    assert_string_equal(tf_member_label(&test.scenario, "urban", "en"), "Cities");
    release_test(&test);
}

static void a_changed_base_year_is_a_warning(void **state)
{
    (void)state;
    struct reading_test test;
    struct named_text files[] = {{"main.csv", "parameter,value\nextends,b.csv\nbase_year,2025\n"},
                                 {"b.csv", "parameter,value\nbase_year,2024\n"},
                                 {NULL, NULL}};
    load_files(&test, files, NULL);
    assert_loads(&test);
    assert_int_equal(test.scenario.base_year, 2025);
    assert_int_equal(test.diag.warnings, 1);
    assert_true(says(&test, "base_year was 2024 in b.csv"));
    release_test(&test);
}

static void a_file_may_be_taken_twice(void **state)
{
    (void)state;
    struct reading_test test;
    struct named_text files[] = {
        {"main.csv", "parameter,value\nbase_year,2024\nextends,b.csv\ngrowth,1%\nextends,b.csv\n"},
        {"b.csv", "parameter,value\ngrowth,3%\ngrowth@2040,4%\ngrowth+,1%\n"},
        {NULL, NULL}};
    load_files(&test, files, NULL);
    assert_loads(&test);
    assert_int_equal(test.scenario.row_count, 7);
    assert_true(fabs(value_in(&test, TF_GROWTH, 0, 0, 2024) - 0.04) < 1e-15);
    assert_int_equal(test.diag.warnings, 1); /* beyond the horizon, once */
    release_test(&test);
}

static void sixteen_files_may_be_nested(void **state)
{
    (void)state;
    char names[18][16], texts[18][64];
    struct named_text files[19] = {{NULL, NULL}};
    for (size_t i = 0; i < 18; i++) {
        snprintf(names[i], sizeof names[i], "f%zu.csv", i);
        snprintf(texts[i], sizeof texts[i], "parameter,value\nextends,f%zu.csv\n", i + 1);
        files[i] = (struct named_text){names[i], texts[i]};
    }
    struct reading_test test;
    load_files(&test, files, NULL);
    assert_false(test.good);
    assert_true(says(&test, "more than 16 files inside each other"));
    release_test(&test);
    snprintf(texts[16], sizeof texts[16], "parameter,value\nbase_year,2024\n");
    load_files(&test, files, NULL);
    assert_loads(&test);
    release_test(&test);
}

static void semicolons_separate_and_commas_are_decimal(void **state)
{
    (void)state;
    struct reading_test test;
    struct named_text files[] = {
        {"m.csv", "\xEF\xBB\xBFvalue;parameter;note\r\n2025;base_year\r\n4,5%;growth;\"a;b\"\r\n"
                  ";;\r\n# x;y;z;more\r\n39218,5;income\r\n"},
        {NULL, NULL}};
    load_files(&test, files, NULL);
    assert_loads(&test);
    assert_true(fabs(test.scenario.rows[0].value - 0.045) < 1e-18);
    assert_true(fabs(test.scenario.rows[1].value - 39218.5) < 1e-9);
    assert_string_equal(test.scenario.rows[0].note, "a;b");
    release_test(&test);
}

static void a_percent_divides_once(void **state)
{
    (void)state;
    static const double expected = 0.045;
    struct reading_test test;
    load_rows(&test,
              "growth,4.5%\ngrowth.q1,4.5,%\ngrowth.q2,4.5%,%/year\ngrowth.q3,0.045,1/year\n"
              "growth.q4,4.5%,%,normal,3.5,5.5\n",
              NULL);
    assert_loads(&test);
    for (size_t i = 0; i < 5; i++) {
        assert_memory_equal(&test.scenario.rows[i].value, &expected, sizeof expected);
        assert_int_equal(test.scenario.rows[i].percent, i != 3);
    }
    assert_true(fabs(test.scenario.rows[4].distribution.low - 0.035) < 1e-18);
    assert_true(fabs(test.scenario.rows[4].distribution.high - 0.055) < 1e-18);
    release_test(&test);
}

static void warnings_do_not_stop_a_scenario(void **state)
{
    static const struct {
        const char *rows, *says;
    } cases[] = {
        {"growth,0.5\n", "0.5 is 50 % a year; write 0.5%"},
        {"growth+,0.25\n", "0.25 is 25 % a year; write 0.25%"},
        {"growth@2040,5%\n", "2040 lies beyond the horizon 2035"},
        {"tfp_growth,1%\n", "tfp_growth has no effect under the closure `growth`"},
        {"growth.urban,1%\ngrowth.rural,2%\ngrowth,3%\n", "growth.urban has no effect: line 5"},
        {"growth@2030,1%\ngrowth@2030,2%\n", "growth@2030 has no effect: line 4"},
        {"closure,gdp\nclosure,growth\n", "closure has no effect: line 4"},
        {"growth+,0,,normal,-1%,1%\ngrowth+,0,,normal,-1%,1%\n", "get the same draws"},
        {"currency,yuan\nincome,1,yuan\ncurrency,euro\n", "put it before its first use"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading_test test;
        load_rows(&test, cases[i].rows, NULL);
        assert_loads(&test);
        if (!says(&test, cases[i].says)) {
            fail_msg("no warning `%s`", cases[i].says);
        }
        release_test(&test);
    }
}

static void these_rows_are_no_reason_to_warn(void **state)
{
    static const char *const cases[] = {
        "growth,0.5,1/year\n",
        "growth,50%\n",
        "growth,0.2\n",
        "growth*,0.5\n",
        "growth,3%\ngrowth.urban,1%\ngrowth.rural.q1@2026,1%\n",
        "consumption_rate,0.5\n",
        "growth@2035,5%\ngrowth@2024,1%\n",
        "population,10\npopulation*,110%\nincome,100,,uniform,90,120\n",
        "gdp_growth,5%,,lognormal,4%,6.25%\ngdp_growth@2030,5%,,pert,5%,6%\n",
        "habit,0.5,,normal,0.5,0.5\n",
        "growth+,0,,normal,-1%,1%\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading_test test;
        load_rows(&test, cases[i], NULL);
        assert_loads(&test);
        if (test.diag.warnings != 0) {
            fail_msg("case %zu: %zu warnings, %s", i, test.diag.warnings,
                     test.diag.messages[0].text);
        }
        release_test(&test);
    }
}

static void errors_come_in_order_and_at_most_twenty(void **state)
{
    (void)state;
    struct reading_test test;
    char rows[2048] = "growth+,60%\nhorizon,2035x\n";
    for (int i = 0; i < 40; i++) {
        strncat(rows, i % 2 ? "growth,5\n" : "growth,5\"\n", sizeof rows - strlen(rows) - 1);
    }
    load_rows(&test, rows, NULL);
    assert_false(test.good);
    size_t kept = 0, line = 0;
    for (size_t i = 0; i < test.diag.count; i++) {
        assert_true(test.diag.messages[i].place.line >= line);
        line = test.diag.messages[i].place.line;
        kept++;
    }
    assert_true(kept > 1 && kept <= TF_ERRORS_KEPT);
    release_test(&test);
}

static void correlations_join_uncertain_rows(void **state)
{
    (void)state;
    struct reading_test test;
    struct named_text files[] = {
        {"d/m.csv", "parameter,value,dist,low,high\nbase_year,2025\ncorrelations,c.csv\n"
                    "growth.rural.wage,5%,normal,4%,6%\ninflation,2%,normal,1%,3%\n"
                    "inflation@2030,2%,uniform,1%,3%\nhabit,0.5\n"},
        {"d/c.csv", "factor;factor2;correlation\ngrowth.wage.rural;inflation;-0,5\n"
                    "inflation@2030;inflation;0,25\nhabit;inflation;0,5\n"},
        {NULL, NULL}};
    load_files(&test, files, NULL);
    assert_loads(&test);
    assert_int_equal(test.scenario.correlation_count, 2);
    assert_int_equal(test.scenario.correlations[0].row, 0);
    assert_int_equal(test.scenario.correlations[0].other_row, 1);
    assert_true(fabs(test.scenario.correlations[0].value + 0.5) < 1e-15);
    assert_true(fabs(test.scenario.correlations[1].value - 0.25) < 1e-15);
    assert_int_equal(test.diag.warnings, 1);
    assert_true(says(&test, "habit is not uncertain"));
    release_test(&test);
}

static void a_distribution_goes_with_its_row(void **state)
{
    (void)state;
    struct reading_test test;
    load_rows(&test, "growth,5%,,normal,4%,6%\n", "growth=3%");
    assert_loads(&test);
    assert_int_equal(test.scenario.rows[0].live, 0);
    assert_int_equal(test.scenario.rows[1].distribution.kind, TF_DIST_NONE);
    assert_int_equal(test.diag.warnings, 0);
    release_test(&test);
}

static void options_take_the_same_grammar(void **state)
{
    (void)state;
    struct reading_test test;
    struct named_text files[] = {{"m.csv", "parameter,value\nbase_year,2025\ngdp_growth,4%\n"},
                                 {NULL, NULL}};
    load_files(&test, files,
               (const char *const[]){"gdp_growth+=0.5%", "closure=gdp", "label.urban=Cities",
                                     "tfp_growth=1%", NULL});
    assert_false(test.good);
    assert_true(says(&test, "tfp_growth has no effect under the closure `gdp`"));
    release_test(&test);
    load_files(&test, files,
               (const char *const[]){"gdp_growth+=0.5%", "closure=gdp", "scenario=a=b", NULL});
    assert_loads(&test);
    assert_string_equal(test.scenario.name, "a=b");
    assert_true(fabs(value_in(&test, TF_GDP_GROWTH, 0, 0, 2030) - 0.045) < 1e-15);
    release_test(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_have_their_defaults),
        cmocka_unit_test(settings_are_taken),
        cmocka_unit_test(every_value_knows_its_origin),
        cmocka_unit_test(names_and_titles_are_not_inherited),
        cmocka_unit_test(a_changed_base_year_is_a_warning),
        cmocka_unit_test(a_file_may_be_taken_twice),
        cmocka_unit_test(sixteen_files_may_be_nested),
        cmocka_unit_test(semicolons_separate_and_commas_are_decimal),
        cmocka_unit_test(a_percent_divides_once),
        cmocka_unit_test(warnings_do_not_stop_a_scenario),
        cmocka_unit_test(these_rows_are_no_reason_to_warn),
        cmocka_unit_test(errors_come_in_order_and_at_most_twenty),
        cmocka_unit_test(correlations_join_uncertain_rows),
        cmocka_unit_test(a_distribution_goes_with_its_row),
        cmocka_unit_test(options_take_the_same_grammar),
    };
    return cmocka_run_group_tests_name("scenario", tests, NULL, NULL);
}
