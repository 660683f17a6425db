/* What a metric lacks in a scenario: exactly where something is lacking, it has no value. */
#include <math.h>

#include "memory_scenario.h"

/* Does any measure of the metric have a value? */
static bool has_values(const struct tf_measure *measures, size_t count, enum tf_metric_id metric)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        any |= measures[i].metric == metric && !isnan(measures[i].value);
    }
    return any;
}

/* Returns how many metrics lack something. */
static size_t count_lacking(const char *rows)
{
    struct tf_buffer text;
    struct memory_run run;
    struct tf_measure *measures;
    size_t count, lacking = 0;
    tf_buffer_init(&text);
    tf_buffer_text(&text, "parameter,value\nbase_year,2020\nhorizon,5\nincome,100\ndispersion,0.3\n"
                          "growth,30%\n");
    tf_buffer_text(&text, rows);
    memory_run(&run, text.bytes);
    assert_true(
        tf_outcome_measures(run.outcome, NULL, 0, &run.arena, &measures, &count, &run.diag));
    for (int m = 0; m < TF_METRIC_COUNT; m++) {
        enum tf_metric_id metric = (enum tf_metric_id)m;
        bool lacks = tf_metric_lacks(&run.plan, metric) != NULL;
        lacking += lacks;
        if (tf_metrics[m].split != TF_BY_PERCENTILE &&
            lacks == has_values(measures, count, metric)) {
            fail_msg("`%s`: %s", rows, tf_metrics[m].name);
        }
    }
    tf_buffer_release(&text);
    memory_release(&run);
    return lacking;
}

static const char one_region[] = "regions,nation\ngroups,all\npopulation,10\n";

static void what_is_lacking_has_no_values(void **state)
{
    (void)state;
    char rows[1024];
    /* 9 of GDP, 4 of lines, 2 of regions */
    assert_int_equal(count_lacking(one_region), 15);
    assert_int_equal(count_lacking("population,10\n"), 13);
    snprintf(rows, sizeof rows, "%sgdp_per_person,200\n", one_region);
    assert_int_equal(count_lacking(rows), 15);
    snprintf(rows, sizeof rows, "%sgdp_per_person,200\ngdp_growth,4%%\n", one_region);
    assert_int_equal(count_lacking(rows), 8);
    snprintf(rows, sizeof rows, "%sgdp_per_person,200\ngdp_growth,4%%\ninvestment_rate,30%%\n",
             one_region);
    assert_int_equal(count_lacking(rows), 6);
    snprintf(rows, sizeof rows, "%spoverty_line,50\nmiddle_low,60\n", one_region);
    assert_int_equal(count_lacking(rows), 13);
    snprintf(rows, sizeof rows, "%smiddle_low,60\nmiddle_high,200\n", one_region);
    assert_int_equal(count_lacking(rows), 12);
}

static void it_is_named(void **state)
{
    (void)state;
    struct memory_run run;
    memory_run(&run, "parameter,value\nbase_year,2020\nincome,100\npopulation,10\ngrowth,4%\n"
                     "gdp_growth,4%\n");
    assert_string_equal(tf_metric_lacks(&run.plan, TF_METRIC_GDP_GROWTH), "gdp_per_person");
    assert_string_equal(tf_metric_lacks(&run.plan, TF_METRIC_MIDDLE_SHARE),
                        "middle_low and middle_high");
    assert_null(tf_metric_lacks(&run.plan, TF_METRIC_URBAN_SHARE));
    memory_release(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_lacking_has_no_values),
        cmocka_unit_test(it_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
