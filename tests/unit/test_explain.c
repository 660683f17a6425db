/* Decompositions add up to the whole, over time and between scenarios. */
#include "explained_sums.h"

static const char base[] =
    "parameter,value\nbase_year,2020\nhorizon,8\ngroups,low high\nclosure,production\n"
    "population.urban,600\npopulation.rural,500\nincome.urban.low,20000\nincome.urban.high,60000\n"
    "income.rural.low,8000\nincome.rural.high,25000\nsource_share.wage,0.6\n"
    "source_share.business,0.2\nsource_share.property,0.05\nsource_share.transfer,0.15\n"
    "gdp_per_person,70000\nincome_coverage,0.7\ntfp_growth,1.5%\nlabour_growth,-0.5%\n"
    "human_capital_growth,1%\npopulation_growth.rural,-0.5%\nurbanisation@2028,62%\n"
    "migration_uplift,0.8\nshare_shift.wage,0\nshare_shift.wage@2028,3%\ntransfer_policy,0\n"
    "transfer_policy@2028,2%\ntransfer_from_levy,0.4\ninflation,2%\ndeflator_growth,1%\n";

/* A projection that borrows what a memory_run holds. */
static struct tf_projection projection_of(struct memory_run *run, const char *rows)
{
    char text[4096];
    snprintf(text, sizeof text, "%s%s", base, rows);
    memory_run(run, text);
    return projection_of_run(run);
}

static void a_change_over_time_adds_up(void **state)
{
    (void)state;
    struct memory_run run;
    struct tf_projection projection = projection_of(&run, "");
    for (size_t t = 1; t <= projection.plan.horizon; t++) {
        assert_adds_up((struct tf_moment){&projection, 0}, (struct tf_moment){&projection, t}, 1e5);
    }
    assert_adds_up((struct tf_moment){&projection, 3}, (struct tf_moment){&projection, 7}, 1e5);
    memory_release(&run);
}

static void a_difference_of_scenarios_adds_up(void **state)
{
    (void)state;
    struct memory_run a_run, b_run;
    struct tf_projection a = projection_of(&a_run, "");
    struct tf_projection b =
        projection_of(&b_run, "tfp_growth,0.5%\ntransfer_policy@2028,5%\nurbanisation@2028,55%\n");
    for (size_t t = 0; t <= a.plan.horizon; t++) {
        assert_adds_up((struct tf_moment){&a, t}, (struct tf_moment){&b, t}, 1e5);
    }
    memory_release(&a_run);
    memory_release(&b_run);
}

/* Growth accounting from the Penn World Table 10.1 (Feenstra, Inklaar and Timmer, CC BY 4.0): mean
 * log growth, % a year, of output, capital, labour and human capital; mean labour share;
 * contributions with alpha = 1 - labour share; the residual. */
struct accounting {
    const char *what;
    double output, capital, labour, human_capital, labour_share;
    double from_capital, from_labour, from_human_capital, residual;
};
static const struct accounting accountings[] = {
    {"CHN 1978-2007", 6.652, 9.424, 1.825, 1.242, 0.586, 3.901, 1.069, 0.728, 0.954},
    {"CHN 2007-2019", 5.235, 10.910, 0.295, 0.930, 0.569, 4.706, 0.168, 0.529, -0.168},
    {"CHN 2009-2019", 4.920, 10.599, 0.269, 1.042, 0.572, 4.541, 0.154, 0.595, -0.370},
    {"JPN 1955-1973", 8.835, 10.142, 1.422, 0.844, 0.621, 3.844, 0.883, 0.524, 3.584},
    {"JPN 1960-1970", 9.659, 11.330, 1.383, 0.807, 0.621, 4.294, 0.859, 0.501, 4.005},
};

/* A year whose capital, labour and productivity grow as in the table. */
static void write_accounting(const struct accounting *a, char *text, size_t size)
{
    double ratio = 3;
    snprintf(text, size,
             "parameter,value\nbase_year,2000\nhorizon,1\nregions,nation\ngroups,all\n"
             "closure,production\npopulation,1\nincome,50\ngdp_per_person,100\n"
             "capital_output_ratio,%.17g\ndepreciation,0\ninvestment_rate,%.17g\n"
             "capital_share,%.17g\ntfp_growth,%.17g\nlabour_growth,%.17g\n"
             "human_capital_growth,%.17g\n",
             ratio, ratio * expm1(a->capital / 100), 1 - a->labour_share, expm1(a->residual / 100),
             expm1(a->labour / 100), expm1(a->human_capital / 100));
}

static void published_growth_accounts_come_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof accountings / sizeof *accountings; i++) {
        const struct accounting *a = &accountings[i];
        char text[1024];
        struct memory_run run;
        struct tf_explained rows[64];
        write_accounting(a, text, sizeof text);
        memory_run(&run, text);
        struct tf_projection projection = projection_of_run(&run);
        size_t n = tf_explain((struct tf_moment){&projection, 0},
                              (struct tf_moment){&projection, 1}, rows);
        const struct {
            enum tf_part part;
            double published;
        } parts[] = {{TF_LOG_GDP_PER_PERSON, a->output},
                     {TF_LOG_CAPITAL, a->from_capital},
                     {TF_LOG_LABOUR, a->from_labour},
                     {TF_LOG_HUMAN_CAPITAL, a->from_human_capital},
                     {TF_LOG_TFP, a->residual}};
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
            /* Shares and rates are published to three digits after the point. */
            double found = 100 * explained_sum(rows, n, parts[k].part, false);
            if (fabs(found - parts[k].published) > 0.01) {
                fail_msg("%s: %s is %g, published %g", a->what, tf_part_names[parts[k].part], found,
                         parts[k].published);
            }
        }
        memory_release(&run);
    }
}

static void nothing_that_is_the_same_is_explained(void **state)
{
    (void)state;
    struct memory_run run;
    struct tf_explained rows[64];
    struct tf_projection projection = projection_of(&run, "");
    struct tf_moment moment = {&projection, 5};
    size_t n = tf_explain(moment, moment, rows);
    for (size_t i = 0; i < n; i++) {
        assert_true(rows[i].value == 0);
    }
    memory_release(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_over_time_adds_up),
        cmocka_unit_test(a_difference_of_scenarios_adds_up),
        cmocka_unit_test(published_growth_accounts_come_back),
        cmocka_unit_test(nothing_that_is_the_same_is_explained),
    };
    return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
