/* The parameter table against itself, and against rows that accept or refuse units. */
#include <math.h>

#include "scenario_files.h"

static void every_parameter_is_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < TF_PARAMETER_COUNT; i++) {
        const struct tf_parameter *parameter = &tf_parameters[i];
        assert_non_null(parameter->name);
        assert_ptr_equal(tf_parameter_find(parameter->name), parameter);
        assert_int_equal(tf_parameter_identity(parameter), i);
        assert_true(parameter->low < parameter->high);
        assert_true(parameter->closures != 0);
        assert_true(strlen(parameter->unit_text) > 0 && strlen(parameter->group) > 0);
        assert_true(strlen(parameter->default_text) > 0);
        size_t length = strlen(parameter->meaning);
        assert_true(length > 10 && parameter->meaning[length - 1] == '.');
        if (parameter->start == TF_START_DEFAULT) {
            assert_true(parameter->default_value >= parameter->low &&
                        parameter->default_value <= parameter->high);
        }
    }
}

static void every_setting_is_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < TF_SETTING_COUNT; i++) {
        assert_ptr_equal(tf_setting_find(tf_settings[i].name), &tf_settings[i]);
        assert_null(tf_parameter_find(tf_settings[i].name));
        assert_true(strlen(tf_settings[i].values) > 0 && strlen(tf_settings[i].meaning) > 0);
    }
    assert_null(tf_setting_find("horizn"));
    assert_null(tf_parameter_find(""));
}

/* The table of the model: how many parameters have no effect under a closure. */
static void closures_leave_out_what_the_model_says(void **state)
{
    static const size_t without_effect[TF_CLOSURE_COUNT] = {12, 8, 1};
    (void)state;
    for (unsigned closure = 0; closure < TF_CLOSURE_COUNT; closure++) {
        size_t count = 0;
        for (size_t i = 0; i < TF_PARAMETER_COUNT; i++) {
            count += (tf_parameters[i].closures & (1u << closure)) == 0;
        }
        assert_int_equal(count, without_effect[closure]);
    }
}

/* A value that lies in every parameter's range. */
static double value_inside(const struct tf_parameter *parameter)
{
    return parameter->high < HUGE_VAL ? (parameter->low + parameter->high) / 2 : parameter->low + 1;
}

static bool loads_with_unit(const struct tf_parameter *parameter, const char *unit)
{
    char rows[512];
    struct reading_test test;
    bool percent = strchr(unit, '%') != NULL;
    snprintf(rows, sizeof rows, "currency,yuan\nclosure,gdp\n%s,%.17g,\"%s\"\n", parameter->name,
             value_inside(parameter) * (percent ? 100 : 1), unit);
    load_rows(&test, rows, NULL);
    bool good = test.good;
    release_test(&test);
    return good;
}

static void every_listed_unit_is_accepted(void **state)
{
    (void)state;
    for (size_t i = 0; i < TF_PARAMETER_COUNT; i++) {
        const struct tf_parameter *parameter = &tf_parameters[i];
        assert_true(loads_with_unit(parameter, parameter->unit_text));
        assert_int_equal(loads_with_unit(parameter, "%"), tf_unit_takes_percent(parameter->unit));
        assert_false(loads_with_unit(parameter, "furlongs"));
        assert_false(loads_with_unit(parameter, "%furlongs"));
        for (const char *const *unit = tf_unit_texts(parameter->unit); *unit != NULL; unit++) {
            assert_int_equal(loads_with_unit(parameter, *unit), strstr(*unit, "CURRENCY") == NULL);
        }
        for (const char *const *unit = tf_parameter_units((enum tf_parameter_id)i); *unit != NULL;
             unit++) {
            assert_true(loads_with_unit(parameter, *unit));
        }
    }
}

static void units_of_money_name_the_currency(void **state)
{
    (void)state;
    const struct tf_parameter *income = &tf_parameters[TF_INCOME];
    assert_true(loads_with_unit(income, "yuan/person/year"));
    assert_true(loads_with_unit(income, "real yuan/person/year"));
    assert_false(loads_with_unit(income, "euro/person/year"));
}

static void a_rate_may_be_given_per_year_in_percent(void **state)
{
    (void)state;
    const struct tf_parameter *growth = &tf_parameters[TF_GROWTH];
    assert_true(loads_with_unit(growth, "%/year"));
    assert_true(loads_with_unit(growth, "% per year"));
    assert_true(loads_with_unit(growth, "per year, real, per person"));
    assert_true(loads_with_unit(growth, "% per year, real, per person"));
    assert_true(loads_with_unit(&tf_parameters[TF_HOUSEHOLD_SHARE], "% of GDP"));
    assert_false(loads_with_unit(growth, "% of GDP"));
    assert_false(loads_with_unit(&tf_parameters[TF_HOUSEHOLD_SHARE], "%/year"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_parameter_is_complete),
        cmocka_unit_test(every_setting_is_complete),
        cmocka_unit_test(closures_leave_out_what_the_model_says),
        cmocka_unit_test(every_listed_unit_is_accepted),
        cmocka_unit_test(units_of_money_name_the_currency),
        cmocka_unit_test(a_rate_may_be_given_per_year_in_percent),
    };
    return cmocka_run_group_tests_name("parameters", tests, NULL, NULL);
}
