/* What holds for every scenario: accounts add up, migration conserves, shares meet their targets,
 * policies act in their direction. 10,000 random scenarios, or PROPERTY_SEEDS of them. */
#include <stdlib.h>

#include "explained_sums.h"
#include "random_scenario.h"

enum { SEEDS = 10000, CELLS = 2 * RANDOM_GROUPS, LAST = RANDOM_HORIZON };

static unsigned seeds(void)
{
    const char *wanted = getenv("PROPERTY_SEEDS");
    return wanted != NULL ? (unsigned)strtoul(wanted, NULL, 10) : SEEDS;
}

static double nation(struct memory_run *run, enum tf_metric_id metric, size_t t)
{
    return memory_value(run, metric, TF_ALL, TF_ALL, TF_ALL, t);
}

static double in_cell(struct memory_run *run, enum tf_metric_id metric, size_t cell, size_t t)
{
    return memory_value(run, metric, (int)cell / RANDOM_GROUPS, (int)cell % RANDOM_GROUPS, TF_ALL,
                        t);
}

static void sources_add_up_to_income(struct memory_run *run, size_t t)
{
    for (int region = TF_ALL; region < 2; region++) {
        double sum = 0;
        for (int source = 0; source < TF_SOURCE_COUNT; source++) {
            sum += memory_value(run, TF_METRIC_INCOME, region, TF_ALL, source, t);
        }
        assert_close(sum, memory_value(run, TF_METRIC_INCOME, region, TF_ALL, TF_ALL, t));
    }
}

static void the_nation_is_its_weighted_cells(struct memory_run *run, size_t t)
{
    static const enum tf_metric_id means[] = {TF_METRIC_INCOME, TF_METRIC_CONSUMPTION,
                                              TF_METRIC_SAVING, TF_METRIC_WEALTH};
    for (size_t m = 0; m < sizeof means / sizeof *means; m++) {
        double sum = 0, persons = 0;
        for (size_t cell = 0; cell < CELLS; cell++) {
            double n = in_cell(run, TF_METRIC_POPULATION, cell, t);
            sum += n > 0 ? n * in_cell(run, means[m], cell, t) : 0;
            persons += n;
        }
        assert_close(nation(run, means[m], t), sum / persons);
    }
}

/* Who moves neither dies nor is born; and urbanisation is met. */
static void population_is_conserved_by_migration(struct memory_run *run, size_t t)
{
    double born = 0;
    for (size_t cell = 0; t > 0 && cell < CELLS; cell++) {
        double growth = tf_plan_value(&run->plan, TF_POPULATION_GROWTH, cell / RANDOM_GROUPS, t);
        born += in_cell(run, TF_METRIC_POPULATION, cell, t - 1) * (1 + growth);
    }
    if (t > 0) {
        assert_close(nation(run, TF_METRIC_POPULATION, t), born);
        assert_close(nation(run, TF_METRIC_URBAN_SHARE, t),
                     tf_plan_value(&run->plan, TF_URBANISATION, 0, t));
    }
}

/* Total net worth changes by its returns and by saving, whoever moves where. */
static void net_worth_is_conserved_by_migration(struct memory_run *run, size_t t)
{
    if (t > 0) {
        double n = nation(run, TF_METRIC_POPULATION, t);
        double before = nation(run, TF_METRIC_POPULATION, t - 1) *
                        nation(run, TF_METRIC_WEALTH, t - 1) *
                        (1 + tf_plan_value(&run->plan, TF_WEALTH_RETURN, 0, t));
        double saved = n * nation(run, TF_METRIC_SAVING, t);
        assert_close(n * nation(run, TF_METRIC_WEALTH, t) / before, (before + saved) / before);
    }
}

/* Before policy every scaled source has its share of GDP, or all together the household share. */
static void shares_meet_their_targets(struct memory_run *run, size_t t)
{
    const struct tf_plan *plan = &run->plan;
    double gdp = nation(run, TF_METRIC_GDP_PER_PERSON, t) *
                 tf_nation_value(&run->trajectory, 0, t, TF_NATION_RELATIVE_PRICE);
    double coverage = tf_plan_value(plan, TF_INCOME_COVERAGE, 0, 0);
    double policy = t == 0 ? 0
                           : nation(run, TF_METRIC_TRANSFER_COST, t) * coverage *
                                 (1 - tf_plan_value(plan, TF_TRANSFER_FROM_LEVY, 0, t));
    if (t == 0 || plan->closure == TF_CLOSURE_GROWTH) {
        return;
    }
    if (plan->has_household_share) {
        assert_close(nation(run, TF_METRIC_INCOME, t) / gdp,
                     tf_plan_value(plan, TF_HOUSEHOLD_SHARE, 0, t) * coverage + policy);
        return;
    }
    for (int source = 0; source < TF_SOURCE_COUNT; source++) {
        double base = memory_value(run, TF_METRIC_INCOME, TF_ALL, TF_ALL, source, 0) /
                      nation(run, TF_METRIC_GDP_PER_PERSON, 0);
        double target = base + tf_plan_value(plan, TF_SHARE_SHIFT, (size_t)source, t) * coverage;
        if (plan->source_scaled[source]) {
            assert_close(memory_value(run, TF_METRIC_INCOME, TF_ALL, TF_ALL, source, t) / gdp,
                         target + (source == TF_TRANSFER ? policy : 0));
        }
    }
}

static void decompositions_add_up(struct memory_run *run, size_t t)
{
    struct tf_projection projection = projection_of_run(run);
    double money = nation(run, TF_METRIC_INCOME, 0) + nation(run, TF_METRIC_INCOME, t);
    assert_adds_up((struct tf_moment){&projection, 0}, (struct tf_moment){&projection, t},
                   4 * money);
}

/* 1 - 2 * integral of L dp, with p = F(x) and x = exp(u): dp = density du. The trapezoid rule
 * converges exponentially for what is smooth and dies out at both ends. */
static double gini_by_integration(struct tf_mixture mixture)
{
    double narrowest = HUGE_VAL, low = HUGE_VAL, high = -HUGE_VAL, sum = 0;
    for (size_t i = 0; i < mixture.count; i++) {
        const struct tf_component *c = &mixture.components[i];
        narrowest = fmin(narrowest, c->sigma);
        low = fmin(low, c->mu - 7 * c->sigma);
        high = fmax(high, c->mu + 8 * c->sigma);
    }
    double step = narrowest / 2;
    for (double u = low; u < high; u += step) {
        double x = exp(u);
        sum += tf_mixture_partial_mean(mixture, x) * tf_mixture_log_density(mixture, x);
    }
    return 1 - 2 * sum * step / tf_mixture_mean(mixture);
}

static void gini_is_the_area_under_the_lorenz_curve(struct memory_run *run, size_t t)
{
    for (int region = TF_ALL; region < 2; region++) {
        double gini = memory_value(run, TF_METRIC_GINI, region, TF_ALL, TF_ALL, t);
        struct tf_mixture mixture = tf_outcome_mixture(run->outcome, region, t);
        assert_true(isnan(gini) == (mixture.count == 0));
        if (mixture.count > 0) {
            assert_true(gini >= 0 && gini <= 1);
        }
        bool smooth = t == LAST && mixture.count > 0 && !tf_mixture_has_atoms(mixture);
        if (smooth && fabs(gini_by_integration(mixture) - gini) > 1e-8) {
            fail_msg("the Gini %.17g is %.17g by integration", gini, gini_by_integration(mixture));
        }
    }
}

static void the_accounts_hold(void **state)
{
    (void)state;
    static void (*const identities[])(struct memory_run *, size_t) = {
        sources_add_up_to_income,
        the_nation_is_its_weighted_cells,
        population_is_conserved_by_migration,
        net_worth_is_conserved_by_migration,
        shares_meet_their_targets,
        decompositions_add_up,
        gini_is_the_area_under_the_lorenz_curve,
    };
    unsigned feasible = 0;
    for (unsigned seed = 0; seed < seeds(); seed++) {
        struct memory_run run;
        bool share = seed % 4 == 1 && seed % 3 != 0;
        run_random_with(&run, seed, false,
                        share ? "household_share@2021,0.3\nhousehold_share@2028,0.4\n" : "");
        feasible += run.outcome != NULL;
        for (size_t t = 0; run.outcome != NULL && t <= LAST; t++) {
            for (size_t i = 0; i < sizeof identities / sizeof *identities; i++) {
                identities[i](&run, t);
            }
        }
        memory_release(&run);
    }
    assert_true(feasible > seeds() * 9 / 10);
}

static void splitting_a_cell_changes_nothing(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < seeds(); seed += 10) {
        struct memory_run one, two;
        run_random_with(&one, seed, false, "");
        run_random_with(&two, seed, true, "");
        assert_int_equal(one.outcome == NULL, two.outcome == NULL);
        for (int m = 0; one.outcome != NULL && m < TF_METRIC_COUNT; m++) {
            enum tf_metric_id id = (enum tf_metric_id)m;
            for (size_t t = 1; t <= LAST; t++) {
                double a = memory_first_value(&one, id, t);
                double b = memory_first_value(&two, id, t);
                assert_true(isnan(a) == isnan(b));
                if (!isnan(a)) {
                    assert_close(b, a);
                }
            }
        }
        memory_release(&one);
        memory_release(&two);
    }
}

/* What is levied for a transfer is given back: mean income stays. */
static void a_transfer_paid_by_a_levy_leaves_mean_income(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < seeds(); seed++) {
        static const char paid[] = "transfer_from_investment,0\ntransfer_from_levy,1\n"
                                   "safety_net_effect,0\nproperty,growth\n";
        static const char none[] = "transfer_from_investment,0\ntransfer_from_levy,1\n"
                                   "safety_net_effect,0\nproperty,growth\ntransfer_policy,0\n";
        struct memory_run with, without;
        run_random_with(&with, seed, false, paid);
        run_random_with(&without, seed, false, none);
        for (size_t t = 0; with.outcome != NULL && without.outcome != NULL && t <= LAST; t++) {
            assert_close(nation(&with, TF_METRIC_INCOME, t), nation(&without, TF_METRIC_INCOME, t));
        }
        memory_release(&with);
        memory_release(&without);
    }
}

/* Groups far apart, the poorest of each region the poorest of all; nobody is moved between regions
 * so far that this changes. */
#define APART                                                                               \
    "property,growth\nsafety_net_effect,0\ntransfer_from_investment,0\ntransfer_policy,0\n" \
    "transfer_weight,0\ntransfer_weight.a,1\nmigration_uplift,1\n"                          \
    "income.urban.a,6000\nincome.rural.a,5000\nincome.b,20000\nincome.c,60000\n"
#define PAID "transfer_policy@2028,1%\ntransfer_from_levy,1\n"

static void a_transfer_to_the_poor_lowers_the_gini(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < seeds(); seed++) {
        struct memory_run with, without;
        run_random_with(&without, seed, false, APART);
        run_random_with(&with, seed, false, APART PAID);
        for (size_t t = 1; without.outcome != NULL && with.outcome != NULL && t <= LAST; t++) {
            assert_true(nation(&with, TF_METRIC_GINI, t) < nation(&without, TF_METRIC_GINI, t));
        }
        memory_release(&without);
        memory_release(&with);
    }
}

static void more_productivity_lowers_nobodys_income(void **state)
{
    (void)state;
    for (unsigned seed = 2; seed < seeds(); seed += 3) { /* the closure production */
        struct memory_run slower, faster;
        run_random_with(&slower, seed, false, "");
        run_random_with(&faster, seed, false, "tfp_growth+,0.5%\n");
        for (size_t t = 1; slower.outcome != NULL && faster.outcome != NULL && t <= LAST; t++) {
            for (size_t cell = 0; cell < CELLS; cell++) {
                assert_true(!(in_cell(&faster, TF_METRIC_INCOME, cell, t) <
                              in_cell(&slower, TF_METRIC_INCOME, cell, t)));
            }
        }
        memory_release(&slower);
        memory_release(&faster);
    }
}

/* All money in another unit: every share, ratio and index is the same. */
static void the_unit_of_money_changes_no_share(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < seeds(); seed += 10) {
        struct memory_run one, other;
        run_random_with(&one, seed, false, "poverty_line,7000\n");
        run_random_with(&other, seed, false,
                        "poverty_line,7000\nincome*,7.3\ngdp_per_person*,7.3\npoverty_line*,7.3\n");
        assert_int_equal(one.outcome == NULL, other.outcome == NULL);
        for (int m = 0; one.outcome != NULL && m < TF_METRIC_COUNT; m++) {
            enum tf_metric_id id = (enum tf_metric_id)m;
            double unit = tf_metrics[m].measure == TF_IN_MONEY ? 7.3 : 1;
            double a = memory_first_value(&one, id, LAST);
            double b = memory_first_value(&other, id, LAST) / unit;
            assert_true(isnan(a) == isnan(b));
            if (!isnan(a)) {
                assert_close(b, a);
            }
        }
        memory_release(&one);
        memory_release(&other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_accounts_hold),
        cmocka_unit_test(splitting_a_cell_changes_nothing),
        cmocka_unit_test(a_transfer_paid_by_a_levy_leaves_mean_income),
        cmocka_unit_test(a_transfer_to_the_poor_lowers_the_gini),
        cmocka_unit_test(more_productivity_lowers_nobodys_income),
        cmocka_unit_test(the_unit_of_money_changes_no_share),
    };
    return cmocka_run_group_tests_name("properties", tests, NULL, NULL);
}
