/* Rows to paths: what replay makes of starts, knots and shifts in any order. */
#include <math.h>

#include "scenario_files.h"

static void assert_close(double found, double expected)
{
    if (!(fabs(found - expected) <= 1e-12)) {
        fail_msg("%.17g is not %.17g", found, expected);
    }
}

static void a_path_leads_from_its_start_over_its_knots(void **state)
{
    (void)state;
    struct reading_test test;
    load_rows(&test, "gdp_growth,4%\ngdp_growth@2030,3%\ngdp_growth@2027,5%\n", NULL);
    assert_loads(&test);
    assert_close(value_in(&test, TF_GDP_GROWTH, 0, 0, 2025), 0.04);
    assert_close(value_in(&test, TF_GDP_GROWTH, 0, 0, 2026), 0.045);
    assert_close(value_in(&test, TF_GDP_GROWTH, 0, 0, 2028), 0.05 - 0.02 / 3);
    assert_close(value_in(&test, TF_GDP_GROWTH, 0, 0, 2040), 0.03);
    release_test(&test);
}

static void without_a_default_a_path_is_flat_before_its_first_knot(void **state)
{
    (void)state;
    struct reading_test test;
    load_rows(&test, "gdp_growth@2030,3%\ngrowth@2030,3%\n", NULL);
    assert_close(value_in(&test, TF_GDP_GROWTH, 0, TF_ABSENT, 2025), 0.03);
    assert_close(value_in(&test, TF_GROWTH, 0, TF_ABSENT, 2025), 0);
    assert_close(value_in(&test, TF_GROWTH, 0, TF_ABSENT, 2026), 0.006);
    assert_true(isnan(value_in(&test, TF_URBANISATION, 0, TF_ABSENT, 2030)));
    release_test(&test);
}

static void a_row_without_year_forgets_knots_and_shifts(void **state)
{
    (void)state;
    struct reading_test test;
    load_rows(&test, "growth@2030,9%\ngrowth+,1%\ngrowth.urban,2%\n", NULL);
    assert_close(value_in(&test, TF_GROWTH, 0, 0, 2030), 0.02);
    assert_close(value_in(&test, TF_GROWTH, 20, 0, 2030), 0.1);
    assert_int_equal(test.scenario.rows[0].live, 20);
    assert_int_equal(test.diag.warnings, 0);
    release_test(&test);
}

static void a_knot_after_a_shift_stands_as_it_is_written(void **state)
{
    (void)state;
    struct reading_test test;
    load_rows(&test,
              "gdp_growth,4%\ngdp_growth@2030,5%\ngdp_growth+,1%\ngdp_growth@2030,3%\n"
              "gdp_growth*,50%\n",
              NULL);
    assert_close(value_in(&test, TF_GDP_GROWTH, 0, 0, 2025), 0.025);
    assert_close(value_in(&test, TF_GDP_GROWTH, 0, 0, 2030), 0.015);
    assert_int_equal(test.scenario.rows[1].live, 0);
    assert_int_equal(test.scenario.rows[1].hidden_by, 3);
    assert_true(says(&test, "gdp_growth@2030 has no effect: line 6"));
    release_test(&test);
}

static void a_knot_in_the_base_year_replaces_the_start(void **state)
{
    (void)state;
    struct reading_test test;
    load_rows(&test, "gdp_growth@2025,2%\ngdp_growth@2030,3%\n", "gdp_growth@2020=9%");
    assert_close(value_in(&test, TF_GDP_GROWTH, 0, 0, 2025), 0.02);
    release_test(&test);
    load_rows(&test, "gdp_growth,4%\ngdp_growth+,1%\ngdp_growth@2024,2%\ngdp_growth@2026,3%\n",
              NULL);
    assert_close(value_in(&test, TF_GDP_GROWTH, 0, 0, 2025), 0.025);
    assert_int_equal(test.diag.warnings, 2); /* start and shift do nothing */
    release_test(&test);
    load_rows(&test, "growth@2030,9%\ngrowth.q1,4%\ngrowth.q1@2025,2%\n", NULL);
    assert_int_equal(test.diag.warnings, 0); /* the start of q1 replaces its knot */
    release_test(&test);
    load_rows(&test, "migration_uplift@2025,0.5\nmigration_uplift+,0.2\n", NULL);
    assert_loads(&test); /* the default of 1 is no value of this path */
    release_test(&test);
}

static void a_shift_whose_knots_are_replaced_is_hidden(void **state)
{
    (void)state;
    struct reading_test test;
    load_rows(&test, "gdp_growth@2030,4%\ngdp_growth+,1%\ngdp_growth@2030,2%\n", NULL);
    assert_loads(&test);
    assert_int_equal(test.scenario.rows[1].live, 0);
    assert_int_equal(test.scenario.paths[TF_GDP_GROWTH][0].count, 1);
    release_test(&test);
}

static void a_computed_start_is_shifted_later(void **state)
{
    (void)state;
    struct reading_test test;
    load_rows(&test, "transfer_mpc+,10%\ntransfer_mpc*,50%\ntransfer_mpc+,20%\n", NULL);
    assert_loads(&test);
    assert_close(value_in(&test, TF_TRANSFER_MPC, 3, 0.6, 2030), 0.55);
    release_test(&test);
    load_rows(&test, "urbanisation@2035,70%\nurbanisation*,90%\n", NULL);
    assert_close(value_in(&test, TF_URBANISATION, 0, 0.5, 2025), 0.45);
    assert_close(value_in(&test, TF_URBANISATION, 0, 0.5, 2035), 0.63);
    assert_close(value_in(&test, TF_URBANISATION, 0, 0.5, 2030), 0.54);
    release_test(&test);
}

static void a_default_and_a_constant_can_be_shifted(void **state)
{
    (void)state;
    struct reading_test test;
    load_rows(&test, "habit+,0.3\npopulation,10\npopulation.rural*,150%\nincome,100\nincome+,20\n",
              NULL);
    assert_loads(&test);
    assert_close(value_in(&test, TF_HABIT, 0, 0, 2030), 0.3);
    assert_close(value_in(&test, TF_POPULATION, 0, 0, 2030), 10);
    assert_close(value_in(&test, TF_POPULATION, 1, 0, 2030), 15);
    assert_close(value_in(&test, TF_INCOME, 0, 0, 2030), 120);
    release_test(&test);
}

static void other_row_values_replay_the_same_way(void **state)
{
    (void)state;
    struct reading_test test;
    struct tf_node nodes[8];
    struct tf_resolved resolved;
    load_rows(&test, "gdp_growth,4%\ngdp_growth@2030,3%\ngdp_growth+,1%\n", NULL);
    const double values[] = {0.1, 0.2, 0.05};
    tf_path_resolve(&test.scenario, TF_GDP_GROWTH, 0, values, nodes, &resolved);
    assert_true(resolved.any_row && resolved.has_start);
    assert_close(resolved.start, 0.15);
    assert_int_equal(resolved.node_count, 1);
    assert_int_equal(resolved.nodes[0].year, 2030);
    assert_close(resolved.nodes[0].value, 0.25);
    assert_string_equal(tf_instance_row(&test.scenario, TF_GDP_GROWTH, 0)->written, "gdp_growth+");
    assert_null(tf_instance_row(&test.scenario, TF_TFP_GROWTH, 0));
    release_test(&test);
}

/* A path as plain arrays of values: the slow way to say what rows mean. */
struct plain_path {
    bool started;
    double start;
    bool knot[21]; /* 2020 to 2040 */
    double at[21];
};

static void apply_plainly(struct plain_path *path, int year, char shift, double value)
{
    if (shift != '\0') {
        path->start = shift == '+' ? path->start + value : path->start * value;
        for (size_t i = 0; i < 21; i++) {
            path->at[i] = shift == '+' ? path->at[i] + value : path->at[i] * value;
        }
    } else if (year == 0) {
        *path = (struct plain_path){.started = true, .start = value};
    } else {
        path->knot[year - 2020] = true;
        path->at[year - 2020] = value;
    }
}

static double plain_value(const struct plain_path *path, int year)
{
    int before = year, after = year;
    bool leading = false;
    for (int i = 2020; i <= 2025; i++) {
        leading |= path->knot[i - 2020];
    }
    while (before >= 2020 && !path->knot[before - 2020]) {
        before--;
    }
    while (after <= 2040 && !path->knot[after - 2020]) {
        after++;
    }
    double from = before >= 2020 ? path->at[before - 2020] : path->start;
    if (before < 2020 && (leading || !path->started)) {
        return after <= 2040 ? path->at[after - 2020] : TF_ABSENT;
    }
    before = before < 2020 ? 2025 : before;
    return after > 2040 || after == before
               ? from
               : from + (path->at[after - 2020] - from) * (year - before) / (after - before);
}

/* Two thousand scenarios of random rows against the plain arrays; what is hidden must not matter.
 */
static void random_rows_mean_what_they_say(void **state)
{
    (void)state;
    unsigned seed = 7;
    for (int run = 0; run < 2000; run++) {
        char rows[2048] = "";
        size_t length = 0;
        struct plain_path path = {.started = true, .start = 0};
        for (int row = 0; row < 8; row++) {
            seed = seed * 1664525u + 1013904223u;
            unsigned draw = seed >> 16;
            int year = draw % 3 == 0 ? 0 : 2020 + (int)(draw / 3 % 21);
            char shift = draw % 5 == 0 ? '+' : draw % 5 == 1 ? '*' : '\0';
            double value = (double)(draw % 97) / 1000;
            char suffix[16] = "";
            if (shift != '\0') {
                suffix[0] = shift;
            } else if (year != 0) {
                snprintf(suffix, sizeof suffix, "@%d", year);
            }
            length += (size_t)snprintf(rows + length, sizeof rows - length,
                                       "wealth_return%s,%.3f\n", suffix, value);
            apply_plainly(&path, year, shift, value);
        }
        struct reading_test test;
        load_rows(&test, rows, NULL);
        assert_loads(&test);
        for (int year = 2025; year <= 2035; year++) {
            assert_close(value_in(&test, TF_WEALTH_RETURN, 0, TF_ABSENT, year),
                         plain_value(&path, year));
        }
        release_test(&test);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_leads_from_its_start_over_its_knots),
        cmocka_unit_test(without_a_default_a_path_is_flat_before_its_first_knot),
        cmocka_unit_test(a_row_without_year_forgets_knots_and_shifts),
        cmocka_unit_test(a_knot_after_a_shift_stands_as_it_is_written),
        cmocka_unit_test(a_knot_in_the_base_year_replaces_the_start),
        cmocka_unit_test(a_shift_whose_knots_are_replaced_is_hidden),
        cmocka_unit_test(a_computed_start_is_shifted_later),
        cmocka_unit_test(a_default_and_a_constant_can_be_shifted),
        cmocka_unit_test(other_row_values_replay_the_same_way),
        cmocka_unit_test(random_rows_mean_what_they_say),
    };
    return cmocka_run_group_tests_name("resolve", tests, NULL, NULL);
}
