/* The engine on identities that hold for every scenario, and on closed forms. */
#include <malloc.h>
#include <math.h>

#include "base/num.h"
#include "memory_scenario.h"

static void assert_close(double found, double expected)
{
    if (!(fabs(found - expected) <= 1e-11 * (1 + fabs(expected)))) {
        fail_msg("%.17g is not %.17g", found, expected);
    }
}

static double uniform(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (double)(*seed >> 8) / 16777216.0;
}

static void put(struct tf_buffer *text, const char *address, double value)
{
    char number[TF_NUMBER_TEXT];
    tf_number_shortest(value, number);
    tf_buffer_printf(text, "%s,%s\n", address, number);
}

/* A scenario with every part of the model at work, drawn anew for each seed. Incomes and sources of
 * each of two regions of three groups; groups may be given twice under two names with half the
 * people each (`split`), which must change nothing. */
static void random_scenario(struct tf_buffer *text, unsigned seed, bool split)
{
    static const char *const closures[] = {"growth", "gdp", "production"};
    static const char *const regions[] = {"urban", "rural"};
    static const char *const whole[] = {"a", "b", "c"};
    static const char *const halves[] = {"a1", "a2", "b1", "b2", "c1", "c2"};
    size_t parts = split ? 2 : 1;
    char address[64];
    tf_buffer_text(text, "parameter,value\nbase_year,2020\nhorizon,8\n");
    tf_buffer_printf(text, "groups,%s\n", split ? "a1 a2 b1 b2 c1 c2" : "a b c");
    tf_buffer_printf(text, "closure,%s\n", closures[seed % 3]);
    tf_buffer_text(text, seed % 2 ? "property,yield\n" : "property,growth\n");
    put(text, "population.urban", 500 + 400 * uniform(&seed));
    put(text, "population.rural", 300 + 400 * uniform(&seed));
    put(text, "gdp_per_person", 90000 + 10000 * uniform(&seed));
    for (size_t r = 0; r < 2; r++) {
        double share[3] = {0.2 + uniform(&seed), 0.2 + uniform(&seed), 0.2 + uniform(&seed)};
        double sum = share[0] + share[1] + share[2];
        for (size_t g = 0; g < 3; g++) {
            double values[8];
            for (size_t k = 0; k < 8; k++) {
                values[k] = uniform(&seed);
            }
            for (size_t part = 0; part < parts; part++) {
                const char *group = split ? halves[2 * g + part] : whole[g];
                const struct {
                    const char *name, *member;
                    double value;
                } rows[] = {
                    {"group_share", "", share[g] / sum / (double)parts},
                    {"income", "", 5000 * (double)(g + 1) * (1 + values[0])},
                    {"source_share", ".wage", 0.5},
                    {"source_share", ".business", 0.2 * values[1]},
                    {"source_share", ".property", 0.1},
                    {"source_share", ".transfer", 0.4 - 0.2 * values[1]},
                    {"consumption_rate", "", 0.5 + 0.4 * values[2]},
                    {"wealth_ratio", "", 1 + 4 * values[3]},
                    {"dispersion", "", 0.5 * values[4]},
                    {"growth", ".wage", 0.06 * values[5]},
                    {"growth", ".property", 0.04 * values[6]},
                    {"transfer_weight", "", 2 * values[7]},
                };
                for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
                    snprintf(address, sizeof address, "%s.%s.%s%s", rows[k].name, regions[r], group,
                             rows[k].member);
                    put(text, address, rows[k].value);
                }
            }
        }
    }
    put(text, "gdp_growth", 0.02 + 0.03 * uniform(&seed));
    put(text, "tfp_growth", 0.01 * uniform(&seed));
    put(text, "population_growth.rural", -0.01 * uniform(&seed));
    put(text, "urbanisation@2028", 0.75 + 0.05 * uniform(&seed));
    put(text, "migration_uplift", uniform(&seed));
    put(text, "share_shift.wage@2020", 0);
    put(text, "share_shift.wage@2028", 0.03 * uniform(&seed));
    put(text, "transfer_policy@2020", 0);
    put(text, "transfer_policy@2028", 0.02 * uniform(&seed));
    put(text, "transfer_from_levy", 0.5);
    put(text, "transfer_from_investment", 0.3);
    put(text, "habit", 0.5 * uniform(&seed));
    put(text, "wealth_effect", 0.03 * uniform(&seed));
    put(text, "safety_net_effect", 0.5);
    put(text, "inflation", 0.02);
    put(text, "income_coverage", 0.7);
}

static void run_random(struct memory_run *run, unsigned seed, bool split)
{
    struct tf_buffer text;
    tf_buffer_init(&text);
    random_scenario(&text, seed, split);
    memory_run(run, text.bytes);
    tf_buffer_release(&text);
}

enum { SEEDS = 120, YEARS = 9 };

static void sources_add_up_to_income(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct memory_run run;
        run_random(&run, seed, false);
        for (size_t t = 0; run.outcome != NULL && t < YEARS; t++) {
            for (int region = TF_ALL; region < 2; region++) {
                double sum = 0;
                for (int source = 0; source < TF_SOURCE_COUNT; source++) {
                    sum += memory_value(&run, TF_METRIC_INCOME, region, TF_ALL, source, t);
                }
                assert_close(sum, memory_value(&run, TF_METRIC_INCOME, region, TF_ALL, TF_ALL, t));
            }
        }
        memory_release(&run);
    }
}

/* Total net worth changes by its returns and by saving, whoever moves where. */
static void net_worth_is_conserved_by_migration(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct memory_run run;
        run_random(&run, seed, false);
        for (size_t t = 1; run.outcome != NULL && t < YEARS; t++) {
            double n = memory_value(&run, TF_METRIC_POPULATION, TF_ALL, TF_ALL, TF_ALL, t);
            double before =
                memory_value(&run, TF_METRIC_POPULATION, TF_ALL, TF_ALL, TF_ALL, t - 1) *
                memory_value(&run, TF_METRIC_WEALTH, TF_ALL, TF_ALL, TF_ALL, t - 1);
            double saved = n * memory_value(&run, TF_METRIC_SAVING, TF_ALL, TF_ALL, TF_ALL, t);
            double after = n * memory_value(&run, TF_METRIC_WEALTH, TF_ALL, TF_ALL, TF_ALL, t);
            assert_close(after / before, (before + saved) / before);
        }
        memory_release(&run);
    }
}

static void the_nation_is_its_weighted_cells(void **state)
{
    (void)state;
    static const enum tf_metric_id means[] = {TF_METRIC_INCOME, TF_METRIC_CONSUMPTION,
                                              TF_METRIC_SAVING, TF_METRIC_WEALTH};
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct memory_run run;
        run_random(&run, seed, false);
        for (size_t t = 0; run.outcome != NULL && t < YEARS; t++) {
            for (size_t m = 0; m < sizeof means / sizeof *means; m++) {
                double sum = 0, persons = 0;
                for (int cell = 0; cell < 6; cell++) {
                    double n =
                        memory_value(&run, TF_METRIC_POPULATION, cell / 3, cell % 3, TF_ALL, t);
                    sum += n * memory_value(&run, means[m], cell / 3, cell % 3, TF_ALL, t);
                    persons += n;
                }
                assert_close(memory_value(&run, means[m], TF_ALL, TF_ALL, TF_ALL, t),
                             sum / persons);
            }
        }
        memory_release(&run);
    }
}

static void splitting_a_cell_changes_nothing(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct memory_run one, two;
        run_random(&one, seed, false);
        run_random(&two, seed, true);
        assert_int_equal(one.outcome == NULL, two.outcome == NULL);
        for (int m = 0; one.outcome != NULL && m < TF_METRIC_COUNT; m++) {
            for (size_t t = 1; t < YEARS; t++) {
                double a = memory_value(&one, (enum tf_metric_id)m, TF_ALL, TF_ALL, TF_ALL, t);
                double b = memory_value(&two, (enum tf_metric_id)m, TF_ALL, TF_ALL, TF_ALL, t);
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
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct tf_buffer text;
        struct memory_run with, without;
        tf_buffer_init(&text);
        random_scenario(&text, seed, false);
        tf_buffer_text(&text, "transfer_from_investment,0\ntransfer_from_levy,1\n"
                              "safety_net_effect,0\nproperty,growth\n");
        memory_run(&with, text.bytes);
        tf_buffer_text(&text, "transfer_policy,0\n");
        memory_run(&without, text.bytes);
        for (size_t t = 0; with.outcome != NULL && without.outcome != NULL && t < YEARS; t++) {
            assert_close(memory_value(&with, TF_METRIC_INCOME, TF_ALL, TF_ALL, TF_ALL, t),
                         memory_value(&without, TF_METRIC_INCOME, TF_ALL, TF_ALL, TF_ALL, t));
        }
        tf_buffer_release(&text);
        memory_release(&with);
        memory_release(&without);
    }
}

static void the_household_share_follows_its_path(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed < SEEDS; seed += 3) {
        struct tf_buffer text;
        struct memory_run run;
        tf_buffer_init(&text);
        random_scenario(&text, seed, false);
        tf_buffer_text(&text, "transfer_policy,0\nhousehold_share@2021,0.3\n"
                              "household_share@2028,0.4\n");
        memory_run(&run, text.bytes);
        if (run.outcome != NULL) {
            for (size_t t = 1; t < YEARS; t++) {
                double expected = 0.3 + 0.1 * (double)(t - 1) / 7;
                assert_close(
                    memory_value(&run, TF_METRIC_HOUSEHOLD_SHARE, TF_ALL, TF_ALL, TF_ALL, t),
                    expected);
            }
        }
        tf_buffer_release(&text);
        memory_release(&run);
    }
}

static void uniform_growth_doubles_when_it_should(void **state)
{
    (void)state;
    for (int percent = 1; percent <= 12; percent++) {
        char text[256];
        struct memory_run run;
        snprintf(text, sizeof text,
                 "parameter,value\nbase_year,2000\nhorizon,100\npopulation,1\nincome,100\n"
                 "growth,%d%%\n",
                 percent);
        memory_run(&run, text);
        double expected = 2000 + log(2) / log1p(percent / 100.0);
        assert_close(memory_value(&run, TF_METRIC_DOUBLING_YEAR, TF_ALL, TF_ALL, TF_ALL, 0),
                     expected);
        assert_close(memory_value(&run, TF_METRIC_MEAN_GROWTH, TF_ALL, TF_ALL, TF_ALL, 0),
                     percent / 100.0);
        memory_release(&run);
    }
}

/* data: "Doubling in ten years takes 7.18 % a year. At 4.5 % GDP growth it takes a household share
 * of 78.3 % of GDP where it is 60.8 %." */
static void doubling_at_slow_growth_takes_a_larger_share(void **state)
{
    (void)state;
    struct memory_run run;
    memory_run(&run, "parameter,value\nbase_year,2022\nclosure,gdp\npopulation,1\nincome,60.8\n"
                     "gdp_per_person,100\ngdp_growth,4.5%\nhousehold_share@2032,78.3%\n");
    double multiple = memory_value(&run, TF_METRIC_MULTIPLE, TF_ALL, TF_ALL, TF_ALL, 0);
    double required = memory_value(&run, TF_METRIC_REQUIRED_GROWTH, TF_ALL, TF_ALL, TF_ALL, 0);
    assert_true(fabs(multiple - 2) < 0.001);
    assert_true(fabs(required - 0.0718) < 0.00005);
    memory_release(&run);
}

/* One cell is one lognormal, whose Gini, Theil, median and quintiles have closed forms (Aitchison
 * and Brown, The Lognormal Distribution, 1957): from the file to the metric. */
static void one_cell_is_one_lognormal(void **state)
{
    (void)state;
    static const struct {
        double sigma, gini, theil, median, l20, l80, palma;
    } forms[] = {{0.5, 0.276326, 0.125, 0.882497, 0.089859, 0.633682, 0.9629},
                 {0.8, 0.428392, 0.320, 0.726149, 0.050334, 0.516600, 2.1566},
                 {1.0, 0.520500, 0.500, 0.606531, 0.032765, 0.437079, 3.7047}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char text[256];
        struct memory_run run;
        snprintf(text, sizeof text,
                 "parameter,value\nbase_year,2000\nregions,nation\ngroups,all\npopulation,1\n"
                 "income,100\ngrowth,3%%\ndispersion,%g\n",
                 forms[i].sigma);
        memory_run(&run, text);
        for (size_t t = 0; t <= 10; t += 10) {
            double mean = memory_value(&run, TF_METRIC_INCOME, TF_ALL, TF_ALL, TF_ALL, t);
            const struct {
                enum tf_metric_id metric;
                double expected, tolerance;
            } values[] = {{TF_METRIC_GINI, forms[i].gini, 1e-6},
                          {TF_METRIC_THEIL, forms[i].theil, 1e-6},
                          {TF_METRIC_MEDIAN, forms[i].median * mean, 1e-6 * mean},
                          {TF_METRIC_PALMA, forms[i].palma, 1e-4},
                          {TF_METRIC_QUINTILE_1, forms[i].l20 * 5 * mean, 5e-6 * mean},
                          {TF_METRIC_QUINTILE_5, (1 - forms[i].l80) * 5 * mean, 5e-6 * mean}};
            for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
                double found = memory_value(&run, values[k].metric, TF_ALL, TF_ALL, TF_ALL, t);
                assert_true(fabs(found - values[k].expected) <= values[k].tolerance);
            }
        }
        memory_release(&run);
    }
}

/* A levy on all and a transfer to the poorest: more equal, never less. More productivity: nobody
 * earns less. */
static void policies_act_in_their_direction(void **state)
{
    (void)state;
    for (unsigned seed = 2; seed < SEEDS; seed += 3) {
        struct tf_buffer text;
        struct memory_run without, with, faster;
        tf_buffer_init(&text);
        random_scenario(&text, seed, false);
        tf_buffer_text(&text, "property,growth\nsafety_net_effect,0\ntransfer_from_investment,0\n"
                              "transfer_weight,0\ntransfer_weight.a,1\ntransfer_policy,0\n"
                              "urbanisation@2028,0.6\nincome.urban.a,6000\nincome.rural.a,5000\n"
                              "income.b,20000\nincome.c,60000\n");
        memory_run(&without, text.bytes);
        tf_buffer_text(&text, "transfer_policy@2028,1%\ntransfer_from_levy,1\n");
        memory_run(&with, text.bytes);
        tf_buffer_text(&text, "tfp_growth+,1%\n");
        memory_run(&faster, text.bytes);
        for (size_t t = 1; without.outcome != NULL && with.outcome != NULL && t < YEARS; t++) {
            assert_true(memory_value(&with, TF_METRIC_GINI, TF_ALL, TF_ALL, TF_ALL, t) <
                        memory_value(&without, TF_METRIC_GINI, TF_ALL, TF_ALL, TF_ALL, t));
            for (int cell = 0; faster.outcome != NULL && cell < 6; cell++) {
                assert_true(
                    memory_value(&faster, TF_METRIC_INCOME, cell / 3, cell % 3, TF_ALL, t) >=
                    memory_value(&with, TF_METRIC_INCOME, cell / 3, cell % 3, TF_ALL, t));
            }
        }
        tf_buffer_release(&text);
        memory_release(&without);
        memory_release(&with);
        memory_release(&faster);
    }
}

/* Every run of a batch gives the bits that it gives alone. */
static void a_run_is_the_same_in_every_batch(void **state)
{
    (void)state;
    enum { RUNS = 7 };
    for (unsigned seed = 0; seed < 30; seed++) {
        struct tf_buffer text;
        struct memory_run run;
        tf_buffer_init(&text);
        random_scenario(&text, seed, false);
        assert_true(memory_load(&run, text.bytes));
        size_t rows = run.scenario.row_count;
        bool *varying = calloc(rows, sizeof *varying);
        double *values = calloc(rows * RUNS, sizeof *values);
        for (size_t row = 0; row < rows; row++) {
            enum tf_parameter_id parameter = run.scenario.rows[row].address.parameter;
            varying[row] = parameter == TF_GDP_GROWTH || parameter == TF_GROWTH ||
                           parameter == TF_CONSUMPTION_RATE || parameter == TF_URBANISATION ||
                           parameter == TF_INFLATION || parameter == TF_TRANSFER_POLICY;
            for (size_t i = 0; i < RUNS; i++) {
                values[i * rows + row] =
                    run.scenario.rows[row].value * (varying[row] ? 0.9 + 0.2 * uniform(&seed) : 1);
            }
        }
        assert_true(tf_plan_compile(&run.plan, &run.scenario, varying, &run.diag));
        struct tf_workspace *workspace = tf_workspace_new(&run.plan, &run.arena, &run.diag);
        struct tf_trajectory alone;
        assert_true(tf_trajectory_init(&run.trajectory, &run.plan, RUNS, &run.arena, &run.diag));
        assert_true(tf_trajectory_init(&alone, &run.plan, 1, &run.arena, &run.diag));
        tf_project(&run.plan, values, workspace, &run.trajectory);
        for (size_t i = 0; i < RUNS; i++) {
            tf_project(&run.plan, values + i * rows, workspace, &alone);
            assert_int_equal(alone.failures[0].reason, run.trajectory.failures[i].reason);
            for (size_t t = 0; t < YEARS; t++) {
                for (int quantity = 0; quantity < TF_CELL_QUANTITY_COUNT; quantity++) {
                    for (size_t cell = 0; cell < 6; cell++) {
                        enum tf_cell_quantity q = (enum tf_cell_quantity)quantity;
                        double a = tf_cell_value(&alone, 0, t, q, cell);
                        double b = tf_cell_value(&run.trajectory, i, t, q, cell);
                        assert_memory_equal(&a, &b, sizeof a);
                    }
                }
            }
        }
        free(varying);
        free(values);
        tf_buffer_release(&text);
        memory_release(&run);
    }
}

/* The loop over years and runs allocates nothing: the heap is the same before and after. */
static void projecting_allocates_nothing(void **state)
{
    (void)state;
    struct memory_run run;
    run_random(&run, 5, false);
    struct tf_workspace *workspace = tf_workspace_new(&run.plan, &run.arena, &run.diag);
    struct mallinfo2 before = mallinfo2();
    size_t handed_out = run.arena.allocated;
    tf_project(&run.plan, NULL, workspace, &run.trajectory);
    struct mallinfo2 after = mallinfo2();
    assert_int_equal(after.uordblks, before.uordblks);
    assert_int_equal(run.arena.allocated, handed_out);
    memory_release(&run);
}

static void what_cannot_be_is_infeasible(void **state)
{
    (void)state;
    struct memory_run run;
    memory_run(&run, "parameter,value\nbase_year,2020\npopulation,1\nincome,100\n"
                     "transfer_policy@2021,0.3\ngdp_per_person,100\ngdp_growth,0\n"
                     "transfer_from_levy,1\ntransfer_weight.q1,0\ntransfer_weight.q5,0\n"
                     "transfer_mpc,2\nconsumption_rate,0\n");
    assert_int_equal(run.trajectory.failures[0].reason, TF_CONSUMPTION_NEGATIVE);
    assert_int_equal(run.trajectory.failures[0].t, 1);
    memory_release(&run);
    memory_run(&run, "parameter,value\nbase_year,2020\npopulation.urban,1\npopulation.rural,1\n"
                     "income,100\nurbanisation@2025,90%\nmigration_origin,0\n");
    assert_int_equal(run.trajectory.failures[0].reason, TF_NO_ORIGIN);
    assert_int_equal(run.trajectory.failures[0].t, 1);
    memory_release(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_add_up_to_income),
        cmocka_unit_test(net_worth_is_conserved_by_migration),
        cmocka_unit_test(the_nation_is_its_weighted_cells),
        cmocka_unit_test(splitting_a_cell_changes_nothing),
        cmocka_unit_test(a_transfer_paid_by_a_levy_leaves_mean_income),
        cmocka_unit_test(the_household_share_follows_its_path),
        cmocka_unit_test(uniform_growth_doubles_when_it_should),
        cmocka_unit_test(doubling_at_slow_growth_takes_a_larger_share),
        cmocka_unit_test(one_cell_is_one_lognormal),
        cmocka_unit_test(policies_act_in_their_direction),
        cmocka_unit_test(a_run_is_the_same_in_every_batch),
        cmocka_unit_test(projecting_allocates_nothing),
        cmocka_unit_test(what_cannot_be_is_infeasible),
    };
    return cmocka_run_group_tests_name("project", tests, NULL, NULL);
}
