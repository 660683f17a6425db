/* Statistics of draws in each output form. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "output/sampled.h"

#define ABSENT ((double)NAN)

enum { ROWS_MOST = 400 };

struct fixture {
    struct tf_arena arena;
    struct tf_buffer out;
    struct tf_sampled_row rows[ROWS_MOST];
    size_t count;
};

static void begin(struct fixture *fixture)
{
    tf_arena_init(&fixture->arena);
    tf_buffer_init(&fixture->out);
    fixture->count = 0;
}

static void end(struct fixture *fixture)
{
    tf_buffer_release(&fixture->out);
    tf_arena_release(&fixture->arena);
}

static void whole(struct fixture *fixture, const char *scenario, const char *statistic,
                  double value)
{
    fixture->rows[fixture->count++] = (struct tf_sampled_row){.scenario = scenario,
                                                              .year = TF_NO_YEAR,
                                                              .statistic = statistic,
                                                              .estimate = {value, ABSENT}};
}

/* Of what the rows of a line are. */
struct line {
    const char *scenario;
    int year;
    enum tf_metric_id id;
    const char *region;
    bool difference;
};

static void add(struct fixture *fixture, const struct line *line, const char *statistic,
                double value, double error)
{
    fixture->rows[fixture->count++] = (struct tf_sampled_row){.scenario = line->scenario,
                                                              .year = line->year,
                                                              .metric = tf_metrics[line->id].name,
                                                              .id = line->id,
                                                              .region = line->region,
                                                              .statistic = statistic,
                                                              .difference = line->difference,
                                                              .estimate = {value, error}};
}

/* mean, sd and the usual quantiles of something near a bell curve. */
static void add_bell(struct fixture *fixture, const struct line *line, double mean, double sd)
{
    static const double scores[] = {-1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645};
    static const char *const names[] = {"p5", "p10", "p25", "p50", "p75", "p90", "p95"};
    add(fixture, line, "mean", mean, sd / 100);
    add(fixture, line, "sd", sd, sd / 141);
    for (size_t i = 0; i < 7; i++) {
        add(fixture, line, names[i], mean + scores[i] * sd, sd / 80);
    }
}

static void add_plan(struct fixture *fixture)
{
    whole(fixture, "plan", "n", 10000);
    whole(fixture, "plan", "infeasible", 12);
    whole(fixture, "plan", "clipped", 0);
    for (int year = 2033; year <= 2035; year++) {
        struct line line = {"plan", year, TF_METRIC_INCOME_INDEX, NULL, false};
        add_bell(fixture, &line, 1.6 + 0.1 * (year - 2030), 0.15);
        add(fixture, &line, "p_target", year == 2033 ? 0.0002 : 0.432, 0.00495);
    }
    struct line rural = {"plan", 2035, TF_METRIC_INCOME, "rural", false};
    add_bell(fixture, &rural, 43934.4, 2188);
    struct line reach = {"plan", TF_NO_YEAR, TF_METRIC_DOUBLING_YEAR, NULL, false};
    add(fixture, &reach, "mean", ABSENT, ABSENT);
    add(fixture, &reach, "p5", 2033.2, 0.02);
    add(fixture, &reach, "p50", ABSENT, ABSENT);
    add(fixture, &reach, "p_target", 0.432, 0.00495);
}

static void add_difference(struct fixture *fixture)
{
    static const enum tf_metric_id ids[] = {TF_METRIC_INCOME_INDEX, TF_METRIC_SAVING_RATE,
                                            TF_METRIC_GINI, TF_METRIC_DOUBLING_YEAR,
                                            TF_METRIC_INCOME};
    static const double means[] = {0.05, -0.012, 0.004, -1.25, 812};
    for (size_t i = 0; i < 5; i++) {
        struct line line = {"plan - baseline", i == 3 ? TF_NO_YEAR : 2035, ids[i], NULL, true};
        add_bell(fixture, &line, means[i], fabs(means[i]) / 2);
        add(fixture, &line, "p_above", means[i] > 0 ? 0.9772 : 0.0228, 0.00149);
    }
}

static const char *table(struct fixture *fixture, enum tf_language language, bool markdown)
{
    struct tf_sampled_style style = {language, 80, markdown, false, NULL};
    assert_true(
        tf_sampled_table(fixture->rows, fixture->count, &style, &fixture->arena, &fixture->out));
    return fixture->out.bytes;
}

static void a_table_fits_a_terminal(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    add_plan(&fixture);
    add_difference(&fixture);
    assert_string_equal(
        table(&fixture, TF_LANGUAGE_EN, false),
        "plan: 10,000 draws, 12 infeasible and left out\n"
        "          mean       ±      p5     p25     p50     p75     p95  on target     ±\n"
        "income_index\n"
        "  2033   ×1.90  0.0015   ×1.65   ×1.80   ×1.90   ×2.00   ×2.15      <0.1%  0.50\n"
        "  2034   ×2.00  0.0015   ×1.75   ×1.90   ×2.00   ×2.10   ×2.25      43.2%  0.50\n"
        "  2035   ×2.10  0.0015   ×1.85   ×2.00   ×2.10   ×2.20   ×2.35      43.2%  0.50\n"
        "income.rural\n"
        "  2035  43,934      22  40,335  42,460  43,934  45,409  47,534\n"
        "doubling_year\n"
        "             –            2034           later                      43.2%  0.50\n"
        "\n"
        "plan - baseline\n"
        "          mean         ±      p5     p25     p50     p75     p95  above 0     ±\n"
        "income_index\n"
        "  2035   +0.05   0.00025   +0.01   +0.03   +0.05   +0.07   +0.09    97.7%  0.15\n"
        "saving_rate\n"
        "  2035  −1.2pp    0.0060  −2.2pp  −1.6pp  −1.2pp  −0.8pp  −0.2pp     2.3%  0.15\n"
        "gini\n"
        "  2035  +0.004  0.000020  +0.001  +0.003  +0.004  +0.005  +0.007    97.7%  0.15\n"
        "doubling_year\n"
        "          −1.2    0.0063    −2.3    −1.7    −1.2    −0.8    −0.2     2.3%  0.15\n"
        "income\n"
        "  2035    +812       4.1    +144    +538    +812  +1,086  +1,480    97.7%  0.15\n"
        "\n"
        "±: standard error that comes from the number of draws, of the mean and of the\n"
        "share of draws before it (that in percentage points)\n"
        "Infeasible draws are left out: every number is of the feasible ones\n");
    end(&fixture);
}

/* A few statistics leave room for the names beside them; quantiles stand in their order. */
static void names_stand_beside_where_there_is_room(void **state)
{
    (void)state;
    struct fixture fixture;
    struct line rural = {"方案", TF_NO_YEAR, TF_METRIC_MULTIPLE, "rural", false};
    begin(&fixture);
    whole(&fixture, "方案", "n", 1000);
    whole(&fixture, "方案", "clipped", 7);
    add(&fixture, &rural, "p99.5", 2.5, 0.1);
    add(&fixture, &rural, "p50", 2, 0.1);
    add(&fixture, &rural, "p1", 1.5, 0.1);
    add(&fixture, &rural, "p_target", 0.9999, 0.0003);
    assert_string_equal(table(&fixture, TF_LANGUAGE_ZH, false),
                        "方案：1,000次抽样，7次有数值截至取值范围\n"
                        "                   p1    p50  p99.5    达标      ±\n"
                        "multiple.rural  ×1.50  ×2.00  ×2.50  >99.9%  0.030\n");
    end(&fixture);
}

static void markdown_has_every_quantile(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    add_plan(&fixture);
    const char *text = table(&fixture, TF_LANGUAGE_EN, true);
    assert_non_null(strstr(text, "### plan: 10,000 draws, 12 infeasible and left out\n\n|  | mean "
                                 "| ± | p5 | p10 | p25 | p50 | p75 | p90 | p95 | on target | ± |"));
    assert_non_null(strstr(text, "\n| income.rural@2035 | 43,934 | 22 | 40,335 | 41,129 |"));
    assert_non_null(strstr(text, "\n| doubling\\_year | – |  | 2034 |  |  | later |"));
    end(&fixture);
}

static void csv_has_a_row_a_statistic(void **state)
{
    (void)state;
    struct fixture fixture;
    struct line urban = {"a,b", 2035, TF_METRIC_INCOME, "urban", false};
    begin(&fixture);
    whole(&fixture, "a,b", "n", 1e6);
    add(&fixture, &urban, "mean", 43934.25, 0.5);
    add(&fixture, &urban, "p0", 30000, ABSENT);
    assert_true(tf_sampled_csv(fixture.rows, fixture.count, &fixture.out));
    assert_string_equal(fixture.out.bytes,
                        "scenario,year,metric,region,group,source,statistic,value,stderr\n"
                        "\"a,b\",,,,,,n,1000000,\n"
                        "\"a,b\",2035,income,urban,,,mean,43934.25,0.5\n"
                        "\"a,b\",2035,income,urban,,,p0,30000,\n");
    end(&fixture);
}

static void json_has_an_object_a_scenario(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    add_plan(&fixture);
    add_difference(&fixture);
    assert_true(tf_sampled_json(fixture.rows, fixture.count, &fixture.out));
    json_t *root = json_loads(fixture.out.bytes, 0, NULL);
    assert_int_equal(json_array_size(root), 2);
    json_t *plan = json_array_get(root, 0), *results = json_object_get(plan, "results");
    assert_string_equal(json_string_value(json_object_get(plan, "name")), "plan");
    assert_true(json_number_value(json_object_get(plan, "n")) >= 10000);
    assert_true(json_number_value(json_object_get(plan, "infeasible")) >= 12);
    assert_int_equal(json_array_size(results), 3 * 10 + 9 + 4);
    json_t *mean = json_array_get(results, 39);
    assert_string_equal(json_string_value(json_object_get(mean, "metric")), "doubling_year");
    assert_true(json_is_null(json_object_get(mean, "year")));
    assert_true(json_is_null(json_object_get(mean, "value")));
    assert_true(json_is_null(json_object_get(mean, "stderr")));
    json_decref(root);
    end(&fixture);
}

static void nothing_is_no_table(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    whole(&fixture, "plan", "n", 5);
    whole(&fixture, "plan", "infeasible", 5);
    assert_string_equal(table(&fixture, TF_LANGUAGE_EN, false),
                        "plan: 5 draws, 5 infeasible and left out\n");
    end(&fixture);
}

static void quantiles_are_named_by_their_percentage(void **state)
{
    (void)state;
    static const double probabilities[] = {0.05, 0.07, 0.5, 0.995, 0.29, 0, 1};
    static const char *const names[] = {"p5", "p7", "p50", "p99.5", "p29", "p0", "p100"};
    struct tf_arena arena;
    tf_arena_init(&arena);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(tf_quantile_name(probabilities[i], &arena), names[i]);
    }
    tf_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_fits_a_terminal),
        cmocka_unit_test(names_stand_beside_where_there_is_room),
        cmocka_unit_test(markdown_has_every_quantile),
        cmocka_unit_test(csv_has_a_row_a_statistic),
        cmocka_unit_test(json_has_an_object_a_scenario),
        cmocka_unit_test(nothing_is_no_table),
        cmocka_unit_test(quantiles_are_named_by_their_percentage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
