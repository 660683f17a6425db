/* Every finding of `check`: a scenario that has it, and a near one that has not. */
#include "experiment/audit.h"

#include "memory_scenario.h"

/* How many findings of a scenario hold the part. */
static size_t findings(const char *rows, const char *part)
{
    struct tf_buffer text;
    struct memory_run run;
    size_t count = 0;
    tf_buffer_init(&text);
    tf_buffer_text(&text, "parameter,value\nbase_year,2020\npopulation.urban,60\n"
                          "population.rural,40\nincome.urban,200\nincome.rural,100\n");
    tf_buffer_text(&text, rows);
    memory_run(&run, text.bytes);
    tf_audit(&run.scenario, &run.plan, run.outcome, &run.diag);
    for (size_t i = 0; i < run.diag.count; i++) {
        count += strstr(run.diag.messages[i].text, part) != NULL;
    }
    tf_buffer_release(&text);
    memory_release(&run);
    return count;
}

static const char gdp[] = "closure,gdp\ngdp_growth,4%\ngdp_per_person,260\n";

static void assert_finding(const char *with, const char *without, const char *part)
{
    if (findings(with, part) != 1) {
        fail_msg("`%s` should say once: %s", with, part);
    }
    if (findings(without, part) != 0) {
        fail_msg("`%s` should not say: %s", without, part);
    }
}

static void assert_finding_under(const char *head, const char *with, const char *without,
                                 const char *part)
{
    char a[1024], b[1024];
    snprintf(a, sizeof a, "%s%s", head, with);
    snprintf(b, sizeof b, "%s%s", head, without);
    assert_finding(a, b, part);
}

static void values_at_the_edge(void **state)
{
    (void)state;
    assert_finding("growth,46%\n", "growth,10%\n", "edge of what is plausible");
    assert_finding("dispersion,2.9\n", "dispersion,0\n", "edge of what is plausible");
}

static void persons_in_place_of_millions(void **state)
{
    (void)state;
    assert_finding("population.urban,1404890000\n", "population.urban,1404.89\n",
                   "more than live on Earth");
}

static void accounts_that_do_not_reconcile(void **state)
{
    (void)state;
    assert_finding("published_income,170\n", "published_income,160.5\n", "weighted mean income is");
    assert_finding("published_income,163\n", "published_income,160.1\n", "imply an urban share");
}

static void migration(void **state)
{
    (void)state;
    assert_finding("urbanisation,61%\nurbanisation@2030,70%\n", "urbanisation@2030,70%\n",
                   "urbanisation starts at");
    assert_finding_under(gdp, "urbanisation@2030,62%\n", "habit,0.1\n", "only redistributes");
}

static void parameters_without_effect(void **state)
{
    (void)state;
    assert_finding("property_yield,2%\n",
                   "property,yield\nwealth_ratio,4\nproperty_yield,2%\nsource_share.wage,0.9\n"
                   "source_share.property,0.1\n",
                   "property_yield has no effect");
    assert_finding_under(gdp, "transfer_policy@2025,1%\ntransfer_from_investment,50%\n",
                         "transfer_policy@2025,1%\n", "costs nothing");
    assert_finding("closure,production\ngdp_per_person,260\n",
                   "closure,production\ngdp_per_person,260\ntfp_growth,0\n", "tfp_growth");
}

static void paths(void **state)
{
    (void)state;
    assert_finding("growth,1%\ngrowth@2021,5%\n", "growth,4%\ngrowth@2021,5%\n", "jumps by");
    assert_finding("consumption_rate,80%\nconsumption_rate@2021,70%\n", "consumption_rate,80%\n",
                   "jumps by");
}

static void who_pays(void **state)
{
    (void)state;
    assert_finding_under(gdp, "share_shift.wage,0\nshare_shift.wage@2030,4%\n",
                         "share_shift.wage,0\nshare_shift.wage@2030,4%\nshift_from_budget,1\n",
                         "paid by nobody named");
    assert_finding_under(gdp, "household_share@2030,70%\n", "household_share@2030,61.53%\n",
                         "paid by nobody named");
}

static void a_policy_is_no_shift(void **state)
{
    (void)state;
    char rows[512];
    snprintf(rows, sizeof rows, "%shousehold_share@2030,61.54%%\ntransfer_policy@2030,3%%\n", gdp);
    assert_int_equal(findings(rows, "paid by nobody named"), 0);
}

static void results(void **state)
{
    (void)state;
    assert_finding("consumption_rate,105%\n", "consumption_rate,99%\n", "more than their income");
    assert_finding("consumption_rate,105%\nwealth_ratio,0.2\n",
                   "consumption_rate,105%\nwealth_ratio,9\n", "net worth falls below 0");
    assert_finding("published_gini,0.9\n", "published_gini,0.2\n", "published_gini");
    assert_finding("closure,gdp\ngdp_growth,4%\ngdp_per_person,400\n",
                   "closure,gdp\ngdp_growth,4%\ngdp_per_person,400\nincome_coverage,0.7\n",
                   "set income_coverage");
    assert_finding("closure,gdp\ngdp_growth,4%\ngdp_per_person,150\n",
                   "closure,gdp\ngdp_growth,4%\ngdp_per_person,180\n",
                   "which leaves next to nothing");
    assert_finding("closure,gdp\ngdp_growth,4%\ngdp_per_person,320\nincome_coverage,0.5\n",
                   "closure,gdp\ngdp_growth,4%\ngdp_per_person,320\nincome_coverage,0.8\n",
                   "that income, income_coverage and gdp_per_person");
    assert_finding_under(gdp, "investment_rate@2020,30%\ninvestment_rate@2030,20%\n",
                         "investment_rate,30%\n", "rest_share");
    assert_finding("dispersion.urban,0.9\ndispersion.rural,0\n",
                   "dispersion.urban,0\ndispersion.rural,0\n", "quintile.");
}

static void fans(void **state)
{
    (void)state;
    struct memory_run run;
    size_t count = 0;
    memory_run(&run, "parameter,value,dist,low,high\nbase_year,2020\npopulation,1\nincome,1\n"
                     "growth,4%,uniform,3%,5%\ngrowth@2030,3%\n");
    tf_audit(&run.scenario, &run.plan, run.outcome, &run.diag);
    for (size_t i = 0; i < run.diag.count; i++) {
        count += strstr(run.diag.messages[i].text, "the fan closes") != NULL;
    }
    assert_int_equal(count, 1);
    memory_release(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_at_the_edge),
        cmocka_unit_test(persons_in_place_of_millions),
        cmocka_unit_test(accounts_that_do_not_reconcile),
        cmocka_unit_test(migration),
        cmocka_unit_test(parameters_without_effect),
        cmocka_unit_test(paths),
        cmocka_unit_test(who_pays),
        cmocka_unit_test(a_policy_is_no_shift),
        cmocka_unit_test(results),
        cmocka_unit_test(fans),
    };
    return cmocka_run_group_tests_name("audit", tests, NULL, NULL);
}
