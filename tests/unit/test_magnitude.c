/* Tests of output/magnitude: addresses in words, and how their values are printed. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/num.h"
#include "engine/metrics.h"
#include "output/magnitude.h"
#include "scenario/parameters.h"

static struct tf_arena arena;

static void assert_factor(const char *address, enum tf_language language, const char *name,
                          const char *plain, enum tf_scale scale)
{
    struct tf_magnitude out;
    assert_true(tf_magnitude_of_factor(&arena, language, address, &out));
    assert_string_equal(out.name, name);
    assert_string_equal(out.plain, plain);
    assert_int_equal(out.scale, scale);
}

static void test_factors(void **state)
{
    (void)state;
    assert_factor("tfp_growth", TF_LANGUAGE_EN, "TFP growth", "TFP growth", TF_SCALE_SHARE);
    assert_factor("set.tfp_growth+", TF_LANGUAGE_EN, "change in TFP growth", "TFP growth",
                  TF_SCALE_POINTS);
    assert_factor("transfer_policy*", TF_LANGUAGE_EN, "scale of added transfers", "added transfers",
                  TF_SCALE_MULTIPLE);
    assert_factor("capital_output_ratio+", TF_LANGUAGE_EN, "change in capital-output ratio",
                  "capital-output ratio", TF_SCALE_SIGNED);
    assert_factor("share_shift.wage@2035", TF_LANGUAGE_EN,
                  "rise in household share of GDP (wages, 2035)",
                  "rise in household share of GDP (wages, 2035)", TF_SCALE_SHARE);
    assert_factor("growth.rural.q1.wage", TF_LANGUAGE_ZH, "收入增长率（农村，q1，工资）",
                  "收入增长率（农村，q1，工资）", TF_SCALE_SHARE);
    assert_factor("gdp_per_person", TF_LANGUAGE_EN, "GDP per person", "GDP per person",
                  TF_SCALE_MONEY);
    assert_factor("output_shock", TF_LANGUAGE_EN, "output shocks", "output shocks", TF_SCALE_PLAIN);
    /* of another program: as it is */
    assert_factor("price+", TF_LANGUAGE_EN, "price+", "price+", TF_SCALE_PLAIN);
    assert_factor("", TF_LANGUAGE_EN, "", "", TF_SCALE_PLAIN);
    assert_factor("+", TF_LANGUAGE_EN, "+", "+", TF_SCALE_PLAIN);
}

static void assert_metric(const char *address, const char *name, const char *subject,
                          enum tf_scale scale, bool is_multiple)
{
    struct tf_magnitude out;
    assert_true(tf_magnitude_of_metric(&arena, TF_LANGUAGE_EN, address, &out));
    assert_string_equal(out.name, name);
    assert_string_equal(out.subject, subject);
    assert_int_equal(out.scale, scale);
    assert_int_equal(out.is_multiple, is_multiple);
}

static void test_metrics(void **state)
{
    (void)state;
    assert_metric("multiple.rural", "income at the horizon as a multiple of the base year (rural)",
                  "rural income", TF_SCALE_MULTIPLE, true);
    assert_metric("income_index@2030", "income as a multiple of the base year (2030)", "income",
                  TF_SCALE_MULTIPLE, true);
    assert_metric("gini", "Gini coefficient", "income", TF_SCALE_PLAIN, false);
    assert_metric("multiple:p_target", "chance of reaching the target", "income", TF_SCALE_SHARE,
                  false);
    assert_metric("income:p90", "income per person, 90th percentile", "income", TF_SCALE_MONEY,
                  false);
    assert_metric("multiple:p50", "median income at the horizon as a multiple of the base year",
                  "income", TF_SCALE_MULTIPLE, true);
    assert_metric("doubling_year", "year in which income reaches the target", "income",
                  TF_SCALE_YEAR, false);
    assert_metric("profit", "profit", "profit", TF_SCALE_PLAIN, false);
}

/* A parameter or metric that is added gets its words too. */
static void test_all_have_words(void **state)
{
    (void)state;
    for (int language = 0; language < TF_LANGUAGES; language++) {
        for (size_t i = 0; i < TF_PARAMETER_COUNT; i++)
            assert_non_null(tf_factor_words(tf_parameters[i].name, (enum tf_language)language));
        for (size_t i = 0; i < TF_METRIC_COUNT; i++)
            assert_non_null(tf_metric_words(tf_metrics[i].name, (enum tf_language)language));
    }
    assert_null(tf_factor_words("no_such", TF_LANGUAGE_EN));
    assert_null(tf_metric_words("no_such", TF_LANGUAGE_EN));
    assert_string_equal(tf_member_words("urban", TF_LANGUAGE_ZH), "城镇");
    assert_string_equal(tf_member_words("coast", TF_LANGUAGE_ZH), "coast");
}

static void assert_text(enum tf_scale scale, double value, int decimals, const char *text)
{
    assert_string_equal(tf_magnitude_text(&arena, TF_LANGUAGE_EN, scale, value, decimals), text);
}

static void test_values(void **state)
{
    (void)state;
    assert_text(TF_SCALE_PLAIN, 2.5, 1, "2.5");
    assert_text(TF_SCALE_SHARE, 0.0456, 1, "4.6%");
    assert_text(TF_SCALE_SHARE, -0.02, 0, "−2%");
    assert_text(TF_SCALE_POINTS, 0.005, 1, "+0.5pp");
    assert_text(TF_SCALE_POINTS, 0, 1, "0pp");
    assert_text(TF_SCALE_POINTS, 0.00001, 1, "0.0pp");
    assert_text(TF_SCALE_SIGNED, 0.3, 1, "+0.3");
    assert_text(TF_SCALE_MULTIPLE, 1.956, 2, "×1.96");
    assert_text(TF_SCALE_YEAR, 2034, 0, "2034");
    assert_text(TF_SCALE_MONEY, 41314.4, 0, "41,314");
    assert_text(TF_SCALE_SHARE, TF_ABSENT, 1, "–");
    assert_text(TF_SCALE_SHARE, HUGE_VAL, 1, "–");
    assert_string_equal(tf_magnitude_text(&arena, TF_LANGUAGE_ZH, TF_SCALE_POINTS, -0.01, 1),
                        "−1.0个百分点");
}

static void assert_decimals(enum tf_scale scale, double a, double b, int decimals)
{
    double values[] = {a, b};
    assert_int_equal(tf_magnitude_decimals(scale, values, 2), decimals);
}

static void test_decimals(void **state)
{
    (void)state;
    assert_decimals(TF_SCALE_SHARE, 0.01, 0.02, 0);
    assert_decimals(TF_SCALE_SHARE, 0.005, 0.1, 1);
    assert_decimals(TF_SCALE_PLAIN, 0.25, TF_ABSENT, 2);
    assert_decimals(TF_SCALE_PLAIN, TF_ABSENT, TF_ABSENT, 0);
    assert_decimals(TF_SCALE_PLAIN, 1.0 / 3, 2.0 / 3, 2);        /* apart by 0.33 */
    assert_decimals(TF_SCALE_PLAIN, 1.0 / 3, 1.0 / 3 + 1e-9, 4); /* as many as there are */
    assert_decimals(TF_SCALE_PLAIN, 1e9 / 3, 2e9 / 3, 0);
}

static void test_events(void **state)
{
    (void)state;
    struct tf_magnitude metric;
    assert_true(tf_magnitude_of_metric(&arena, TF_LANGUAGE_EN, "multiple.rural", &metric));
    assert_string_equal(tf_magnitude_event(&arena, TF_LANGUAGE_EN, &metric, 2),
                        "rural income doubles");
    assert_string_equal(tf_magnitude_event(&arena, TF_LANGUAGE_EN, &metric, 1.5),
                        "rural income reaches 1.5 times its base-year level");
    assert_true(tf_magnitude_of_metric(&arena, TF_LANGUAGE_EN, "multiple:p_target", &metric));
    assert_string_equal(tf_magnitude_event(&arena, TF_LANGUAGE_EN, &metric, 0.9),
                        "chance of reaching the target is 90% or more");
    assert_string_equal(tf_magnitude_headline(&arena, "rural income"), "Rural income");
    assert_string_equal(tf_magnitude_headline(&arena, "收入"), "收入");
    assert_string_equal(tf_magnitude_headline(&arena, ""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_factors),        cmocka_unit_test(test_metrics),
        cmocka_unit_test(test_all_have_words), cmocka_unit_test(test_values),
        cmocka_unit_test(test_decimals),       cmocka_unit_test(test_events),
    };
    tf_arena_init(&arena);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    tf_arena_release(&arena);
    return failed;
}
