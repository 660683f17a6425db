/* A scenario flat is the same scenario; and what differs between two. */
#include "experiment/assumptions.h"

#include "base/num.h"
#include "memory_scenario.h"

static void put_field(struct tf_buffer *out, const char *text, bool last)
{
    tf_buffer_text(out, "\"");
    for (; *text != '\0'; text++) {
        tf_buffer_append(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    }
    tf_buffer_text(out, last ? "\"\n" : "\",");
}

/* The flat form as CSV. */
static void flatten(struct memory_run *run, struct tf_buffer *out)
{
    struct tf_assumption *items;
    size_t count;
    assert_true(tf_assumptions(&run->scenario, false, &run->arena, &items, &count, &run->diag));
    tf_buffer_text(out, "parameter,value,unit,dist,low,high,note,source,from\n");
    for (size_t i = 0; i < count; i++) {
        const char *fields[] = {items[i].address,      items[i].value,  items[i].unit,
                                items[i].distribution, items[i].low,    items[i].high,
                                items[i].note,         items[i].source, items[i].from};
        for (size_t k = 0; k < 9; k++) {
            put_field(out, fields[k], k == 8);
        }
    }
}

static void assert_same_plan(const struct tf_plan *a, const struct tf_plan *b)
{
    for (size_t p = 0; p < TF_PARAMETER_COUNT; p++) {
        assert_int_equal(a->instances[p], b->instances[p]);
        for (size_t i = 0; i < a->instances[p] * a->years[p]; i++) {
            if (memcmp(&a->values[p][i], &b->values[p][i], sizeof(double)) != 0) {
                fail_msg("%s: %.17g, read back %.17g", tf_parameters[p].name, a->values[p][i],
                         b->values[p][i]);
            }
        }
    }
}

static const char *const scenarios[] = {
    "parameter,value\nbase_year,2020\npopulation,1\nincome,100\n",
    ("parameter,value,unit,dist,low,high,note,source\nscenario,a b\ntitle,\"A \"\"title\"\", x\"\n"
     "currency,yuan\nbase_year,2020\nhorizon,12\nregions,urban rural coast\ngroups,low high\n"
     "closure,gdp\nproperty,yield\nlabel.coast.zh,沿海\n"
     "population.urban,3.3\npopulation.rural,2.1\npopulation.coast,0.7\n"
     "income,100,yuan/person/year\nincome.urban,200\nincome.high,333.3\nwealth_ratio,3\n"
     "source_share.wage,0.9\nsource_share.property,0.1\n"
     "gdp_per_person,500\ngdp_growth,4.7%,,normal,3.7%,5.7%\ngdp_growth@2025,0.033\n"
     "gdp_growth@2030,1.9%\ngdp_growth+,0.15%\ngdp_growth*,97%\n"
     "consumption_rate,0.8\nconsumption_rate.urban@2029,0.7\nconsumption_rate.high,60%\n"
     "consumption_rate.rural*,0.98\nurbanisation@2030,70%\nurbanisation+,0.1%\n"
     "transfer_mpc.low+,0.05\ndeflator_growth*,0.5\ninflation,2,%\n"
     "household_share@2032,61.3%\nshare_shift.wage@2030,1%\n"),
    ("parameter;value;unit\nbase_year;2020\npopulation;1,25\nincome;1234,5\ngrowth;4,5;%\n"
     "growth.urban;3%\ngrowth.q1@2025;0,01\ngrowth;2%\ngrowth.rural.wage;1e-3\n"),
};

static void a_flat_scenario_reads_back_bit_for_bit(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        struct memory_run run, again;
        struct tf_buffer flat, flat_again;
        tf_buffer_init(&flat);
        tf_buffer_init(&flat_again);
        memory_run(&run, scenarios[i]);
        flatten(&run, &flat);
        memory_run(&again, flat.bytes);
        assert_same_plan(&run.plan, &again.plan);
        assert_string_equal(run.scenario.name, again.scenario.name);
        assert_int_equal(run.scenario.setting_count <= again.scenario.setting_count, true);
        flatten(&again, &flat_again);
        memory_release(&run);
        memory_release(&again);
        tf_buffer_release(&flat);
        tf_buffer_release(&flat_again);
    }
}

static void every_live_row_has_its_origin(void **state)
{
    (void)state;
    struct memory_run run;
    struct tf_assumption *items;
    size_t count;
    assert_true(memory_load(&run, "parameter,value\nbase_year,2020\npopulation,1\nincome,100\n"
                                  "growth,5%\ngrowth,4%\n"));
    assert_true(tf_assumptions(&run.scenario, true, &run.arena, &items, &count, &run.diag));
    size_t growth = 0, defaults = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(items[i].address, "growth") == 0) {
            growth++;
            assert_string_equal(items[i].value, "4%");
            assert_string_equal(items[i].from, "test.csv:6");
        }
        defaults += strcmp(items[i].from, "default") == 0;
    }
    assert_int_equal(growth, 1);
    assert_true(defaults > 40);
    memory_release(&run);
}

static void differences_are_the_broadest_that_hold(void **state)
{
    (void)state;
    static const char head[] = "parameter,value\nbase_year,2020\npopulation,1\nincome,100\n";
    static const struct {
        const char *a, *b, *address, *value_a, *value_b;
    } cases[] = {
        {"growth,5%\n", "growth,4%\n", "growth", "5%", "4%"},
        {"growth.rural,5%\n", "", "growth.rural", "5%", "0"},
        {"growth.rural.q1,5%\n", "", "growth.rural.q1", "5%", "0"},
        {"growth.wage@2030,5%\n", "", "growth.wage", "0% → 5% in 2030", "0"},
        {"closure,growth\n",
         "property,yield\nwealth_ratio,1\nsource_share.property,1\n"
         "source_share.wage,0\n",
         "property", "growth", "yield"},
        {"habit,0.2\n", "habit,0.2\n", NULL, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        struct memory_run a, b;
        struct tf_assumption_difference *found;
        size_t count;
        snprintf(text, sizeof text, "%s%s", head, cases[i].a);
        assert_true(memory_load(&a, text));
        snprintf(text, sizeof text, "%s%s", head, cases[i].b);
        assert_true(memory_load(&b, text));
        assert_true(
            tf_assumptions_differ(&a.scenario, &b.scenario, &a.arena, &found, &count, &a.diag));
        if (cases[i].address == NULL) {
            assert_int_equal(count, 0);
        } else {
            assert_true(count >= 1);
            assert_string_equal(found[0].address, cases[i].address);
            assert_string_equal(found[0].value[0], cases[i].value_a);
            assert_string_equal(found[0].value[1], cases[i].value_b);
        }
        memory_release(&a);
        memory_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flat_scenario_reads_back_bit_for_bit),
        cmocka_unit_test(every_live_row_has_its_origin),
        cmocka_unit_test(differences_are_the_broadest_that_hold),
    };
    return cmocka_run_group_tests_name("assumptions", tests, NULL, NULL);
}
