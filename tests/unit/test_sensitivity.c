/* Sensitivities of scenarios against closed forms, and what they do with correlations, shocks and
 * infeasible runs. */
#include <math.h>

#include "experiment/sensitivity.h"
#include "scenario_files.h"

/* Ten years of growth, independent of each other, each normal with mean 7 % and SD 3 %: low and
 * high are the mean -+ 1.6448536269514722 SD. The multiple is the product of ten factors 1 + g;
 * with c = (0.03 / 1.07)^2 a factor's first-order index is c / ((1 + c)^10 - 1), its total index
 * c (1 + c)^9 / ((1 + c)^10 - 1) (the decomposition of a product of independent factors). */
static const char ten_years[] = "parameter,value,dist,low,high\nbase_year,2025\npopulation,1\n"
                                "income,100\n"
                                "growth@2026,7%,normal,2.06543911911856%,11.93456088088144%\n"
                                "growth@2027,7%,normal,2.06543911911856%,11.93456088088144%\n"
                                "growth@2028,7%,normal,2.06543911911856%,11.93456088088144%\n"
                                "growth@2029,7%,normal,2.06543911911856%,11.93456088088144%\n"
                                "growth@2030,7%,normal,2.06543911911856%,11.93456088088144%\n"
                                "growth@2031,7%,normal,2.06543911911856%,11.93456088088144%\n"
                                "growth@2032,7%,normal,2.06543911911856%,11.93456088088144%\n"
                                "growth@2033,7%,normal,2.06543911911856%,11.93456088088144%\n"
                                "growth@2034,7%,normal,2.06543911911856%,11.93456088088144%\n"
                                "growth@2035,7%,normal,2.06543911911856%,11.93456088088144%\n";
static const double S_YEAR = 0.0996468, ST_YEAR = 0.1003540; /* to the digits of the reference */
enum { YEARS = 10 };

/* consumption = rate * income: two factors that multiply, and a third that does nothing to it. */
static const char product[] = "parameter,value,dist,low,high\nbase_year,2025\nhorizon,1\n"
                              "population,1\nincome,100\ngrowth,0\n"
                              "growth@2026,0,uniform,-10%,10%\n"
                              "consumption_rate,0.6,uniform,0.4,0.8\n"
                              "wealth_return,0.02,uniform,0,0.04\n";
static const char shaken[] = "parameter,value,dist,low,high\nbase_year,2025\nhorizon,1\n"
                             "population,1\nincome,100\ngrowth,0\n"
                             "growth@2026,0,uniform,-10%,10%\n"
                             "output_shock_sd,5%,,,\n";
/* Wealth is lost, which for some returns takes consumption below 0. */
static const char shaky[] = "parameter,value,dist,low,high\nbase_year,2024\nhorizon,4\n"
                            "population,1\nincome,100\n"
                            "growth,6%,normal,2%,10%\nconsumption_rate,70%,triangular,60%,75%\n"
                            "wealth_effect,1,,,\nwealth_ratio,3,,,\n"
                            "wealth_return,-50%,uniform,-80%,0%\n";
static const char correlated[] = "parameter,value,dist,low,high\nbase_year,2025\nhorizon,1\n"
                                 "correlations,pairs.csv\npopulation,1\nincome,100\ngrowth,0\n"
                                 "growth@2026,0,uniform,-10%,10%\n"
                                 "consumption_rate,0.6,uniform,0.4,0.8\n";
static const char pairs[] = "factor,factor2,correlation\n"
                            "growth@2026,consumption_rate,0.8\n";

struct fixture {
    struct tf_diag diag;
    struct tf_study study;
    struct tf_sensitivity result;
};

static struct tf_measure measures[] = {
    {TF_METRIC_MULTIPLE, 0, TF_ALL, TF_ALL, TF_ALL, TF_NO_YEAR, 0},
    {TF_METRIC_CONSUMPTION, 0, TF_ALL, TF_ALL, TF_ALL, 2026, 0},
};

static void load(struct fixture *fixture, const char *text, bool independent, size_t lanes)
{
    struct named_text files[] = {{"text.csv", text}, {"pairs.csv", pairs}, {NULL, NULL}};
    struct tf_file_source source = {read_named, files};
    struct tf_design design = {.seed = 1, .lane_width = lanes};
    *fixture = (struct fixture){0};
    tf_diag_init(&fixture->diag);
    assert_true(tf_study_init(&fixture->study, 1, NULL, 0, &fixture->diag));
    assert_true(tf_study_load(&fixture->study, 0, "text.csv", NULL, 0, &source, &fixture->diag));
    fixture->study.independent = independent;
    assert_true(tf_study_prepare(&fixture->study, &design, 1, &fixture->diag));
    fixture->study.cases[0].measures = measures;
    fixture->study.cases[0].measure_count = sizeof measures / sizeof *measures;
}

static struct tf_sensitivity_request request_for(enum tf_sensitivity_method method, uint64_t n)
{
    return (struct tf_sensitivity_request){
        .method = method,
        .n = n,
        .design = method == TF_SENSITIVITY_SOBOL ? TF_DESIGN_SOBOL : TF_DESIGN_RANDOM,
        .levels = 4,
        .resampling = {.replicates = 200, .confidence = 0.95, .seed = 1, .threads = 2},
        .threads = 2};
}

static void run(struct fixture *fixture, const char *text,
                const struct tf_sensitivity_request *request)
{
    load(fixture, text, false, 0);
    assert_true(tf_sensitivity_run(&fixture->result, &fixture->study, 0, request, &fixture->diag));
}

static void release(struct fixture *fixture)
{
    tf_sensitivity_release(&fixture->result);
    tf_study_release(&fixture->study);
    tf_diag_release(&fixture->diag);
}

static const struct tf_index *find(const struct fixture *fixture, size_t measure,
                                   enum tf_index_kind kind, size_t factor)
{
    const struct tf_indices *indices = &fixture->result.indices[measure];
    for (size_t i = 0; i < indices->count; i++) {
        if (indices->items[i].kind == kind && indices->items[i].factor == factor) {
            return &indices->items[i];
        }
    }
    fail_msg("an index is missing");
    return NULL;
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void assert_same(const struct tf_indices *a, const struct tf_indices *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        const struct tf_index *x = &a->items[i], *y = &b->items[i];
        assert_true(x->kind == y->kind && x->factor == y->factor && x->n == y->n);
        assert_true(same_bits(x->value, y->value) && same_bits(x->low, y->low) &&
                    same_bits(x->high, y->high));
    }
}

static void ten_years_have_equal_shares(void **state)
{
    (void)state;
    struct fixture fixture;
    struct tf_sensitivity_request request = request_for(TF_SENSITIVITY_SOBOL, 8192);
    run(&fixture, ten_years, &request);
    assert_int_equal(fixture.result.groups.count, YEARS);
    assert_int_equal(fixture.result.n, 8192);
    assert_int_equal(fixture.result.counts.runs, 8192 * (YEARS + 2));
    for (size_t year = 0; year < YEARS; year++) {
        assert_true(fabs(find(&fixture, 0, TF_INDEX_FIRST, year)->value - S_YEAR) < 2e-3);
        assert_true(fabs(find(&fixture, 0, TF_INDEX_TOTAL, year)->value - ST_YEAR) < 2e-3);
    }
    release(&fixture);
}

/* The same from draws that were not made for it: in a sample of independent factors first-order
 * shares are S, and Shapley effects lie between S and ST. */
static void a_sample_says_the_same(void **state)
{
    (void)state;
    struct fixture fixture;
    struct tf_sensitivity_request request = request_for(TF_SENSITIVITY_GIVEN, 32768);
    run(&fixture, ten_years, &request);
    for (size_t year = 0; year < YEARS; year++) {
        const struct tf_index *index = find(&fixture, 0, TF_INDEX_FIRST, year);
        assert_true(fabs(index->value - S_YEAR) < 0.03);
        assert_true(index->low < index->high);
    }
    release(&fixture);
}

static void effects_are_those_of_a_product(void **state)
{
    (void)state;
    struct fixture fixture;
    struct tf_sensitivity_request request = request_for(TF_SENSITIVITY_MORRIS, 200);
    run(&fixture, product, &request);
    /* consumption = 100 (1 + g) r: over g's range of 0.2 it moves by 20 r, and r has mean 0.6 over
     * the levels; over r's range of 0.4 by 40 (1 + g). What has no part in it has no effect. */
    assert_true(fabs(find(&fixture, 1, TF_INDEX_MU_STAR, 0)->value - 12) < 0.5);
    assert_true(fabs(find(&fixture, 1, TF_INDEX_MU_STAR, 1)->value - 40) < 0.5);
    assert_true(find(&fixture, 1, TF_INDEX_MU_STAR, 2)->value < 1e-12);
    assert_int_equal(fixture.result.counts.runs, 200 * 4);
    release(&fixture);
}

/* x y with x = 1 + g: Var x = 0.2^2 / 12, Var y = 0.4^2 / 12, means 1 and 0.6. */
static void two_factors_do_a_part_together(void **state)
{
    (void)state;
    struct fixture fixture;
    struct tf_sensitivity_request request = request_for(TF_SENSITIVITY_SOBOL, 8192);
    request.second_order = true;
    run(&fixture, product, &request);
    double x = 0.04 / 12, y = 0.16 / 12, all = x * 0.36 + y + x * y;
    assert_true(fabs(find(&fixture, 1, TF_INDEX_FIRST, 0)->value - x * 0.36 / all) < 2e-3);
    assert_true(fabs(find(&fixture, 1, TF_INDEX_FIRST, 1)->value - y / all) < 2e-3);
    assert_true(fabs(find(&fixture, 1, TF_INDEX_SECOND, 0)->value - x * y / all) < 2e-3);
    assert_true(fabs(find(&fixture, 1, TF_INDEX_TOTAL, 2)->value) < 1e-9);
    release(&fixture);
}

/* Income after a year is 100 (1 + g) (1 + e), or nearly so: the shock's variance is 0.05^2. */
static void a_shock_is_one_factor(void **state)
{
    (void)state;
    struct fixture fixture;
    struct tf_sensitivity_request request = request_for(TF_SENSITIVITY_SOBOL, 8192);
    run(&fixture, shaken, &request);
    assert_int_equal(fixture.result.groups.count, 2);
    double growth = 0.04 / 12, shock = 0.0025;
    double first = find(&fixture, 0, TF_INDEX_FIRST, 0)->value;
    double second = find(&fixture, 0, TF_INDEX_FIRST, 1)->value;
    assert_true(fabs(first - growth / (growth + shock)) < 0.01);
    assert_true(fabs(second - shock / (growth + shock)) < 0.01);
    release(&fixture);
}

static void infeasible_runs_are_counted_and_left_out(void **state)
{
    (void)state;
    struct fixture fixture;
    struct tf_sensitivity_request request = request_for(TF_SENSITIVITY_SOBOL, 1024);
    run(&fixture, shaky, &request);
    const struct tf_indices *indices = &fixture.result.indices[1];
    assert_true(fixture.result.counts.infeasible > 100);
    assert_true(fixture.result.counts.reasons[TF_CONSUMPTION_NEGATIVE] > 100);
    assert_true(indices->left_out > 0);
    assert_int_equal(indices->n + indices->left_out, 1024);
    assert_int_equal(fixture.result.absent[1], 0);
    for (size_t i = 0; i < indices->count; i++) {
        assert_true(isfinite(indices->items[i].value));
    }
    release(&fixture);
}

static void correlations_are_refused_unless_left_out(void **state)
{
    (void)state;
    static const enum tf_sensitivity_method strict[] = {TF_SENSITIVITY_MORRIS,
                                                        TF_SENSITIVITY_SOBOL};
    for (size_t i = 0; i < 2; i++) {
        struct fixture fixture;
        struct tf_sensitivity_request request = request_for(strict[i], 64);
        load(&fixture, correlated, false, 0);
        assert_false(
            tf_sensitivity_run(&fixture.result, &fixture.study, 0, &request, &fixture.diag));
        assert_int_equal(fixture.diag.status, TF_BAD_INPUT);
        release(&fixture);
        load(&fixture, correlated, true, 0);
        assert_true(
            tf_sensitivity_run(&fixture.result, &fixture.study, 0, &request, &fixture.diag));
        release(&fixture);
    }
}

/* Two factors that mostly move together explain much of each other's share: more than they do
 * alone, and together more than 1. Shapley effects add up to 1. */
static void a_sample_takes_correlations(void **state)
{
    (void)state;
    struct fixture fixture;
    struct tf_sensitivity_request request = request_for(TF_SENSITIVITY_GIVEN, 8192);
    run(&fixture, correlated, &request);
    double growth = find(&fixture, 1, TF_INDEX_FIRST, 0)->value;
    double rate = find(&fixture, 1, TF_INDEX_FIRST, 1)->value;
    assert_true(growth > 0.5 && rate > 0.9);
    release(&fixture);
    request = request_for(TF_SENSITIVITY_SHAPLEY, 2048);
    run(&fixture, correlated, &request);
    growth = find(&fixture, 1, TF_INDEX_SHAPLEY, 0)->value;
    rate = find(&fixture, 1, TF_INDEX_SHAPLEY, 1)->value;
    assert_true(fabs(growth + rate - 1) < 0.02);
    assert_true(growth > 0.1 && rate > growth);
    release(&fixture);
}

static void n_is_doubled_until_intervals_are_narrow(void **state)
{
    (void)state;
    struct fixture fixture;
    struct tf_sensitivity_request request = request_for(TF_SENSITIVITY_SOBOL, 64);
    request.until = 0.05;
    run(&fixture, product, &request);
    assert_true(fixture.result.widest <= 0.05);
    assert_true(fixture.result.n > 64);
    uint64_t n = fixture.result.n;
    assert_int_equal(n & (n - 1), 0);
    release(&fixture);
    /* What comes of it is what a request for so many gives. */
    struct fixture direct;
    run(&fixture, product, &request);
    request.until = 0;
    request.n = n;
    run(&direct, product, &request);
    assert_same(&fixture.result.indices[1], &direct.result.indices[1]);
    release(&direct);
    release(&fixture);
}

static void nothing_uncertain_is_refused(void **state)
{
    (void)state;
    static const char certain[] = "parameter,value\nbase_year,2025\npopulation,1\nincome,100\n";
    static const char only_shock[] = "parameter,value\nbase_year,2025\npopulation,1\nincome,100\n"
                                     "output_shock_sd,5%\n";
    struct fixture fixture;
    struct tf_sensitivity_request request = request_for(TF_SENSITIVITY_SOBOL, 64);
    load(&fixture, certain, false, 0);
    assert_false(tf_sensitivity_run(&fixture.result, &fixture.study, 0, &request, &fixture.diag));
    release(&fixture);
    load(&fixture, only_shock, false, 0);
    assert_true(tf_sensitivity_run(&fixture.result, &fixture.study, 0, &request, &fixture.diag));
    tf_sensitivity_release(&fixture.result);
    request.method = TF_SENSITIVITY_GIVEN;
    assert_false(tf_sensitivity_run(&fixture.result, &fixture.study, 0, &request, &fixture.diag));
    assert_int_equal(fixture.diag.status, TF_BAD_INPUT);
    release(&fixture);
}

static void the_bits_are_the_same_for_threads_and_lanes(void **state)
{
    (void)state;
    static const enum tf_sensitivity_method methods[] = {TF_SENSITIVITY_OAT, TF_SENSITIVITY_MORRIS,
                                                         TF_SENSITIVITY_SOBOL, TF_SENSITIVITY_GIVEN,
                                                         TF_SENSITIVITY_SHAPLEY};
    static const size_t threads[] = {1, 2, 7};
    for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
        struct fixture first, other;
        struct tf_sensitivity_request request = request_for(methods[m], 300);
        run(&first, shaky, &request);
        for (size_t i = 0; i < 3; i++) {
            request.threads = request.resampling.threads = threads[i];
            load(&other, shaky, false, i == 0 ? 2 : 0);
            assert_true(tf_sensitivity_run(&other.result, &other.study, 0, &request, &other.diag));
            assert_same(&first.result.indices[1], &other.result.indices[1]);
            release(&other);
        }
        release(&first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_years_have_equal_shares),
        cmocka_unit_test(a_sample_says_the_same),
        cmocka_unit_test(effects_are_those_of_a_product),
        cmocka_unit_test(two_factors_do_a_part_together),
        cmocka_unit_test(a_shock_is_one_factor),
        cmocka_unit_test(infeasible_runs_are_counted_and_left_out),
        cmocka_unit_test(correlations_are_refused_unless_left_out),
        cmocka_unit_test(a_sample_takes_correlations),
        cmocka_unit_test(n_is_doubled_until_intervals_are_narrow),
        cmocka_unit_test(nothing_uncertain_is_refused),
        cmocka_unit_test(the_bits_are_the_same_for_threads_and_lanes),
    };
    return cmocka_run_group_tests_name("sensitivity", tests, NULL, NULL);
}
