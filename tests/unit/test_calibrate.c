/* Fitted dispersions give back the figure that was asked for. */
#include "experiment/calibrate.h"

#include <math.h>

#include "memory_scenario.h"

static const char base[] =
    "parameter,value\nbase_year,2020\ngroups,low high\npopulation.urban,600\npopulation.rural,500\n"
    "income.urban.low,20000\nincome.urban.high,60000\nincome.rural.low,8000\n"
    "income.rural.high,25000\ngroup_share.low,0.6\ngroup_share.high,0.4\ndispersion,0.2\n"
    "dispersion.high,0.3\n";

/* The metric of the base year with the fitted row put behind the scenario. */
static double with_row(const char *address, double number, enum tf_metric_id metric, int region)
{
    struct memory_run run;
    char text[1024];
    snprintf(text, sizeof text, "%s%s,%.17g\n", base, address, number);
    memory_run(&run, text);
    double value = memory_value(&run, metric, region, TF_ALL, TF_ALL, 0);
    memory_release(&run);
    return value;
}

static struct tf_dispersion_fit fit(const char *text, struct tf_dispersion_target target)
{
    struct memory_run run;
    struct tf_dispersion_fit found;
    memory_run(&run, text);
    assert_true(tf_fit_dispersion(&run.plan, &target, &found, &run.diag));
    double before = memory_value(&run, target.metric, target.region, TF_ALL, TF_ALL, 0);
    assert_true(fabs(found.before - before) <= 1e-12 * before);
    memory_release(&run);
    return found;
}

static void the_row_gives_the_figure(void **state)
{
    (void)state;
    enum { URBAN = 0, RURAL = 1 };
    static const struct {
        struct tf_dispersion_target target;
        const char *address;
    } fits[] = {
        {{TF_METRIC_GINI, TF_ALL, 0.465, TF_FIT_ALL_CELLS}, "dispersion*"},
        {{TF_METRIC_GINI, TF_ALL, 0.42, TF_FIT_TOP_GROUPS}, "dispersion.high"},
        {{TF_METRIC_GINI, URBAN, 0.4, TF_FIT_ALL_CELLS}, "dispersion.urban*"},
        {{TF_METRIC_GINI, RURAL, 0.4, TF_FIT_TOP_GROUPS}, "dispersion.rural.high"},
        {{TF_METRIC_MEDIAN, TF_ALL, 19000, TF_FIT_ALL_CELLS}, "dispersion*"},
        {{TF_METRIC_MEDIAN, RURAL, 8500, TF_FIT_ALL_CELLS}, "dispersion.rural*"},
    };
    for (size_t i = 0; i < sizeof fits / sizeof *fits; i++) {
        const struct tf_dispersion_target *target = &fits[i].target;
        struct tf_dispersion_fit found = fit(base, *target);
        assert_true(found.solutions >= 1);
        assert_true(found.is_factor == (target->fitted == TF_FIT_ALL_CELLS));
        assert_true(found.least <= target->value && target->value <= found.most);
        double value = with_row(fits[i].address, found.number, target->metric, target->region);
        if (!(fabs(value / target->value - 1) <= 1e-12)) {
            fail_msg("%s gives %.17g, not %.17g", fits[i].address, value, target->value);
        }
    }
}

static void what_is_out_of_reach_has_no_row(void **state)
{
    (void)state;
    const struct tf_dispersion_target targets[] = {
        {TF_METRIC_GINI, TF_ALL, 0.2, TF_FIT_ALL_CELLS},
        {TF_METRIC_GINI, TF_ALL, 0.99, TF_FIT_ALL_CELLS},
        {TF_METRIC_MEDIAN, TF_ALL, 90000, TF_FIT_TOP_GROUPS},
    };
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct tf_dispersion_fit found = fit(base, targets[i]);
        assert_true(isnan(found.number));
        assert_int_equal(found.solutions, 0);
        assert_true(targets[i].value < found.least || targets[i].value > found.most);
    }
}

/* Nothing can be multiplied where all is 0; one dispersion for all is fitted instead. A single
 * lognormal's Gini is 2 Phi(sigma / sqrt 2) - 1 (Aitchison and Brown 1957). */
static void without_any_dispersion_one_is_found(void **state)
{
    (void)state;
    struct tf_dispersion_fit found =
        fit("parameter,value\nbase_year,2020\nregions,nation\ngroups,all\npopulation,1\n"
            "income,100\ndispersion,0\n",
            (struct tf_dispersion_target){TF_METRIC_GINI, TF_ALL, erf(0.25), TF_FIT_ALL_CELLS});
    assert_false(found.is_factor);
    assert_true(fabs(found.number - 0.5) <= 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_row_gives_the_figure),
        cmocka_unit_test(what_is_out_of_reach_has_no_row),
        cmocka_unit_test(without_any_dispersion_one_is_found),
    };
    return cmocka_run_group_tests_name("calibrate", tests, NULL, NULL);
}
