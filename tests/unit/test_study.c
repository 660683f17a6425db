/* Studies: every run is what it would be alone, and spreads are the same however they are made. */
#include <math.h>

#include "experiment/spread.h"
#include "scenario_files.h"

/* One cell whose income grows at a rate that is uncertain, and a second scenario with another
 * uncertain row before it. */
static const char plain[] = "parameter,value,dist,low,high\nbase_year,2025\npopulation,1\n"
                            "income,100\n"
                            "growth,6%,normal,1.06543911911856%,10.93456088088144%\n"
                            "consumption_rate,0.7,uniform,0.6,0.8\n";
static const char other[] = "parameter,value,dist,low,high\nbase_year,2025\npopulation,1\n"
                            "income,100\nwealth_effect,0.1,triangular,0,0.3\n"
                            "growth,6%,normal,1.06543911911856%,10.93456088088144%\n"
                            "output_shock_sd,1%,,,\noutput_shock_ar,0.5,,,\n";

enum { SCENARIOS = 2, AXES_MOST = 2 };

struct fixture {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_axis axes[AXES_MOST];
    struct tf_study study;
    struct named_text files[SCENARIOS + 1];
};

static void prepare(struct fixture *fixture, const char *const *vary, enum tf_design_kind kind,
                    uint64_t draws, const char *set)
{
    struct tf_override override = {.option = "--set", .text = set};
    size_t axis_count = 0;
    *fixture =
        (struct fixture){.files = {{"plain.csv", plain}, {"other.csv", other}, {NULL, NULL}}};
    tf_arena_init(&fixture->arena);
    tf_diag_init(&fixture->diag);
    for (; vary != NULL && vary[axis_count] != NULL; axis_count++) {
        assert_true(tf_axis_parse(vary[axis_count], &fixture->arena, &fixture->axes[axis_count],
                                  &fixture->diag));
    }
    struct tf_file_source source = {read_named, fixture->files};
    assert_true(
        tf_study_init(&fixture->study, SCENARIOS, fixture->axes, axis_count, &fixture->diag));
    for (size_t i = 0; i < SCENARIOS; i++) {
        assert_true(tf_study_load(&fixture->study, i, fixture->files[i].name, &override,
                                  set != NULL ? 1 : 0, &source, &fixture->diag));
    }
    struct tf_design design = {.kind = kind, .seed = 3};
    assert_true(tf_study_prepare(&fixture->study, &design, draws, &fixture->diag));
    static struct tf_measure measures[] = {
        {TF_METRIC_MULTIPLE, 0, TF_ALL, TF_ALL, TF_ALL, TF_NO_YEAR, 0},
        {TF_METRIC_DOUBLING_YEAR, 0, TF_ALL, TF_ALL, TF_ALL, TF_NO_YEAR, 0},
        {TF_METRIC_CONSUMPTION, 0, TF_ALL, TF_ALL, TF_ALL, 2030, 0},
    };
    for (size_t i = 0; i < SCENARIOS; i++) {
        fixture->study.cases[i].measures = measures;
        fixture->study.cases[i].measure_count = sizeof measures / sizeof *measures;
    }
}

static void release(struct fixture *fixture)
{
    tf_study_release(&fixture->study);
    tf_diag_release(&fixture->diag);
    tf_arena_release(&fixture->arena);
}

enum { MEASURES = 3, RUNS_MOST = 8192 };

struct values {
    _Alignas(64) double columns[MEASURES][RUNS_MOST];
    _Alignas(64) double growth[RUNS_MOST];
    uint64_t clipped, infeasible;
};

/* All runs of a scenario, in chunks of `step`. */
static void evaluate(struct fixture *fixture, size_t index, size_t step, struct values *values)
{
    struct tf_arena arena;
    size_t runs = (size_t)tf_study_run_count(&fixture->study);
    struct tf_chunk_notes notes;
    struct tf_run_counts counts;
    tf_arena_init(&arena);
    memset(values, 0, sizeof *values);
    assert_true(runs <= RUNS_MOST);
    struct tf_study_worker *worker = tf_study_worker_new(&fixture->study, &arena, &fixture->diag);
    const struct tf_case *item = &fixture->study.cases[index];
    assert_non_null(worker);
    assert_true(tf_run_counts_init(&counts, item, &arena));
    for (size_t first = 0; first < runs; first += step) {
        size_t count = runs - first < step ? runs - first : step;
        double *at[MEASURES];
        for (size_t i = 0; i < MEASURES; i++) {
            at[i] = values->columns[i] + first;
        }
        assert_true(tf_study_evaluate(worker, index, first, count, at, &notes));
        tf_run_counts_note(&counts, worker, &notes, count);
        size_t input = fixture->study.grid.axis_count;
        while (input < item->input_count &&
               item->scenario.rows[item->inputs[input]].address.parameter != TF_GROWTH) {
            input++;
        }
        if (input < item->input_count) {
            memcpy(values->growth + first, tf_study_input(worker, input), count * sizeof(double));
        }
    }
    values->clipped = counts.clipped;
    values->infeasible = counts.infeasible;
    assert_int_equal(counts.runs, runs);
    tf_arena_release(&arena);
}

static struct values *make_values(void)
{
    struct values *values = aligned_alloc(64, (sizeof *values + 63) / 64 * 64);
    assert_non_null(values);
    return values;
}

static void a_run_is_its_draw(void **state)
{
    (void)state;
    struct fixture fixture;
    struct values *values = make_values();
    prepare(&fixture, NULL, TF_DESIGN_RANDOM, 2000, NULL);
    evaluate(&fixture, 0, TF_CHUNK_RUNS, values);
    for (size_t run = 0; run < 2000; run++) {
        double expected = pow(1 + values->growth[run], 10);
        assert_true(fabs(values->columns[0][run] / expected - 1) < 1e-13);
    }
    release(&fixture);
    free(values);
}

static void scenarios_share_their_draws(void **state)
{
    (void)state;
    static const enum tf_design_kind kinds[] = {TF_DESIGN_RANDOM, TF_DESIGN_LATIN, TF_DESIGN_SOBOL};
    for (size_t i = 0; i < 3; i++) {
        struct fixture fixture;
        struct values *one = make_values(), *two = make_values();
        prepare(&fixture, NULL, kinds[i], 1500, NULL);
        evaluate(&fixture, 0, TF_CHUNK_RUNS, one);
        evaluate(&fixture, 1, TF_CHUNK_RUNS, two);
        assert_memory_equal(one->growth, two->growth, 1500 * sizeof(double));
        assert_memory_not_equal(one->columns[0], two->columns[0], 1500 * sizeof(double));
        release(&fixture);
        free(one);
        free(two);
    }
}

/* The grid's runs at a point are those of the scenario with that value set, draw by draw: also
 * where points begin in the middle of blocks, and where a chunk does not hold all draws. */
static void a_point_is_its_value_set(void **state)
{
    (void)state;
    static const char *const vary[] = {"consumption_rate=0.5,0.6", "income=50:150:50", NULL};
    static const char *const set = "income=150"; /* the third of each group of points */
    static const uint64_t draws[] = {1, 7, 100, 1024, 1300};
    for (size_t i = 0; i < sizeof draws / sizeof *draws; i++) {
        struct fixture grid, alone;
        struct values *many = make_values(), *few = make_values();
        prepare(&grid, vary, TF_DESIGN_RANDOM, draws[i], NULL);
        evaluate(&grid, 1, TF_CHUNK_RUNS, many);
        prepare(&alone, (const char *const[]){"consumption_rate=0.5,0.6", NULL}, TF_DESIGN_RANDOM,
                draws[i], set);
        evaluate(&alone, 1, TF_CHUNK_RUNS, few);
        for (size_t point = 0; point < 2; point++) {
            for (size_t column = 0; column < MEASURES; column++) {
                assert_memory_equal(many->columns[column] + (3 * point + 2) * draws[i],
                                    few->columns[column] + point * draws[i],
                                    draws[i] * sizeof(double));
            }
        }
        release(&grid);
        release(&alone);
        free(many);
        free(few);
    }
}

static void chunks_change_nothing(void **state)
{
    (void)state;
    static const char *const vary[] = {"income=50:150:50", NULL};
    struct fixture fixture;
    struct values *whole = make_values(), *parts = make_values();
    prepare(&fixture, vary, TF_DESIGN_SOBOL, 900, NULL);
    evaluate(&fixture, 1, TF_CHUNK_RUNS, whole);
    evaluate(&fixture, 1, 48, parts);
    for (size_t column = 0; column < MEASURES; column++) {
        assert_memory_equal(whole->columns[column], parts->columns[column], 2700 * sizeof(double));
    }
    release(&fixture);
    free(whole);
    free(parts);
}

static void without_draws_values_are_central(void **state)
{
    (void)state;
    static const char *const vary[] = {"income=50,100", NULL};
    struct fixture fixture;
    struct values *values = make_values();
    prepare(&fixture, vary, TF_DESIGN_RANDOM, 0, NULL);
    for (size_t index = 0; index < SCENARIOS; index++) {
        evaluate(&fixture, index, TF_CHUNK_RUNS, values); /* no shocks in the second either */
        assert_true(fabs(values->columns[0][0] - pow(1.06, 10)) < 1e-13);
        assert_true(fabs(values->columns[0][1] - pow(1.06, 10)) < 1e-13);
    }
    assert_false(tf_case_is_uncertain(&fixture.study.cases[0]));
    release(&fixture);
    free(values);
}

static void load_wrong(const char *const *vary, const char *message)
{
    struct fixture fixture = {.files = {{"plain.csv", plain}, {NULL, NULL}}};
    struct tf_file_source source = {read_named, fixture.files};
    size_t axis_count = 0;
    tf_arena_init(&fixture.arena);
    tf_diag_init(&fixture.diag);
    for (; vary[axis_count] != NULL; axis_count++) {
        assert_true(tf_axis_parse(vary[axis_count], &fixture.arena, &fixture.axes[axis_count],
                                  &fixture.diag));
    }
    assert_true(tf_study_init(&fixture.study, 1, fixture.axes, axis_count, &fixture.diag));
    assert_false(tf_study_load(&fixture.study, 0, "plain.csv", NULL, 0, &source, &fixture.diag));
    assert_string_equal(fixture.diag.messages[0].text, message);
    release(&fixture);
}

static void axes_that_are_none_are_refused(void **state)
{
    (void)state;
    load_wrong((const char *const[]){"horizon=5,10", NULL},
               "a setting is no number that can vary; write a scenario for each value");
    load_wrong((const char *const[]){"growth=1%,2%", "growth=3%,4%", NULL},
               "another --vary replaces all of it; vary each assumption once");
    load_wrong((const char *const[]){"consumption_rate=0.5:4:0.5", NULL},
               "4 is out of range for consumption_rate: 0 to 3; did you mean 4%?");
    load_wrong((const char *const[]){"consumption_rate=0.5,-1,0.6", NULL},
               "-1 is out of range for consumption_rate; it must be 0 to 3");
}

/* --- spreads ------------------------------------------------------------------------------------
 */

enum { TARGETS = 3 };

struct spread_test {
    struct fixture fixture;
    struct tf_spread spread;
    struct tf_spread_target targets[TARGETS];
};

static const double quantiles[] = {0.05, 0.5, 0.95};

static void make_spread(struct spread_test *test, enum tf_design_kind kind, uint64_t draws,
                        size_t threads, size_t bytes_most)
{
    static const size_t columns[] = {0, 1, 2}, first[] = {0, 2};
    static struct tf_share reached, above;
    static struct tf_column_request requests[MEASURES], differences[2];
    reached = tf_share_reached_by(2035);
    above = (struct tf_share){TF_ABOVE, 0};
    requests[0] = (struct tf_column_request){quantiles, 3, NULL, 0, false};
    requests[1] = (struct tf_column_request){quantiles, 3, &reached, 1, true};
    requests[2] = (struct tf_column_request){quantiles, 3, NULL, 0, false};
    differences[0] = differences[1] = (struct tf_column_request){quantiles, 3, &above, 1, false};
    prepare(&test->fixture, NULL, kind, draws, NULL);
    test->targets[0] = (struct tf_spread_target){0, SIZE_MAX, columns, NULL, requests, 3, NULL, 0};
    test->targets[1] = (struct tf_spread_target){1, SIZE_MAX, columns, NULL, requests, 3, NULL, 0};
    test->targets[2] = (struct tf_spread_target){1, 0, first, first, differences, 2, NULL, 0};
    test->spread = (struct tf_spread){.study = &test->fixture.study,
                                      .threads = threads,
                                      .bytes_most = bytes_most,
                                      .targets = test->targets,
                                      .target_count = TARGETS};
    assert_true(tf_spread_init(&test->spread, &test->fixture.diag));
}

static void free_spread(struct spread_test *test)
{
    tf_spread_release(&test->spread);
    release(&test->fixture);
}

static void assert_same_estimate(struct tf_estimate a, struct tf_estimate b)
{
    assert_memory_equal(&a.value, &b.value, sizeof a.value);
    assert_memory_equal(&a.error, &b.error, sizeof a.error);
}

static void assert_same_results(const struct spread_test *a, const struct spread_test *b)
{
    for (size_t t = 0; t < TARGETS; t++) {
        assert_int_equal(a->targets[t].infeasible, b->targets[t].infeasible);
        for (size_t i = 0; i < a->targets[t].column_count; i++) {
            const struct tf_statistics *one = &a->targets[t].statistics[i];
            const struct tf_statistics *two = &b->targets[t].statistics[i];
            assert_int_equal(one->present, two->present);
            assert_same_estimate(one->mean, two->mean);
            assert_same_estimate(one->sd, two->sd);
            for (size_t k = 0; k < 3; k++) {
                assert_same_estimate(one->quantiles[k], two->quantiles[k]);
            }
            for (size_t k = 0; k < a->targets[t].requests[i].share_count; k++) {
                assert_same_estimate(one->shares[k], two->shares[k]);
            }
        }
    }
}

/* P((1 + g)^10 >= 2) with g normal: 1 - Phi((2^0.1 - 1.06) / 0.03). */
static void the_share_that_doubles_is_the_closed_form(void **state)
{
    (void)state;
    struct spread_test test;
    make_spread(&test, TF_DESIGN_RANDOM, 20000, 2, TF_STORED_BYTES_MOST);
    assert_true(tf_spread_draw(&test.spread, 20000, &test.fixture.diag));
    double expected = 0.5 * erfc((pow(2, 0.1) - 1.06) / 0.03 / sqrt(2));
    struct tf_estimate share = test.targets[0].statistics[1].shares[0];
    assert_true(fabs(share.value - expected) < 4 * sqrt(expected * (1 - expected) / 20000));
    struct tf_estimate median = test.targets[0].statistics[0].quantiles[1];
    assert_true(fabs(median.value - pow(1.06, 10)) < 4 * median.error);
    assert_int_equal(test.spread.counts[0].runs, 20000);
    free_spread(&test);
}

static void spreads_are_the_same_kept_or_made_again(void **state)
{
    (void)state;
    static const enum tf_design_kind kinds[] = {TF_DESIGN_RANDOM, TF_DESIGN_LATIN, TF_DESIGN_SOBOL};
    for (size_t i = 0; i < 3; i++) {
        struct spread_test kept, again;
        make_spread(&kept, kinds[i], 5000, 1, TF_STORED_BYTES_MOST);
        make_spread(&again, kinds[i], 5000, 3, 1000);
        assert_true(tf_spread_draw(&kept.spread, 5000, &kept.fixture.diag));
        assert_true(tf_spread_draw(&again.spread, 5000, &again.fixture.diag));
        assert_null(kept.spread.tallies);
        assert_non_null(again.spread.tallies);
        assert_same_results(&kept, &again);
        free_spread(&kept);
        free_spread(&again);
    }
}

/* More draws go on where the others ended, also from the middle of a block. */
static void spreads_grow(void **state)
{
    (void)state;
    static const uint64_t steps[][3] = {{1000, 2000, 4096}, {1003, 2006, 4096}};
    for (size_t i = 0; i < 2; i++) {
        struct spread_test grown, once;
        make_spread(&grown, TF_DESIGN_SOBOL, 4096, 2, TF_STORED_BYTES_MOST);
        make_spread(&once, TF_DESIGN_SOBOL, 4096, 2, TF_STORED_BYTES_MOST);
        for (size_t k = 0; k < 3; k++) {
            assert_true(tf_spread_draw(&grown.spread, steps[i][k], &grown.fixture.diag));
        }
        assert_true(tf_spread_draw(&once.spread, 4096, &once.fixture.diag));
        assert_same_results(&grown, &once);
        assert_int_equal(grown.spread.counts[1].runs, 4096);
        free_spread(&grown);
        free_spread(&once);
    }
}

static bool stop_at_once(void *context)
{
    size_t *asked = context;
    return ++*asked > 3;
}

static void an_interrupted_spread_has_the_first_draws(void **state)
{
    (void)state;
    struct spread_test test;
    size_t asked = 0;
    make_spread(&test, TF_DESIGN_RANDOM, 100000, 1, TF_STORED_BYTES_MOST);
    test.fixture.study.stopped = stop_at_once;
    test.fixture.study.stop_context = &asked;
    assert_true(tf_spread_draw(&test.spread, 100000, &test.fixture.diag));
    assert_true(test.spread.draw_count < 100000);
    assert_int_equal(test.spread.counts[0].runs, test.spread.draw_count);
    assert_int_equal(test.targets[0].statistics[0].present, test.spread.draw_count);
    free_spread(&test);
}

/* Dimensions of designs that vary groups: a factor is a group, and so is a shock in all its years;
 * shocks that a case lacks leave no gap between groups. */
static void shocks_are_groups(void **state)
{
    (void)state;
    struct fixture fixture;
    size_t count;
    prepare(&fixture, NULL, TF_DESIGN_RANDOM, 10, "return_shock_sd=2%");
    const struct tf_case *item = &fixture.study.cases[1];
    const struct tf_dimension *dimensions =
        tf_study_dimensions(&fixture.study, 1, &count, &fixture.arena, &fixture.diag);
    assert_non_null(dimensions);
    assert_int_equal(count, 2 + 2 * item->plan.horizon);
    uint32_t factors = fixture.study.factor_dimensions; /* of both scenarios: three */
    assert_int_equal(factors, 3);
    for (size_t i = 0; i < count; i++) {
        bool shock = i >= 2, second = i >= 2 + item->plan.horizon;
        uint32_t group = shock ? factors + second : item->factors.items[i].dimension.index;
        assert_int_equal(dimensions[i].group, group);
        assert_true(dimensions[i].tail == (shock || i == 1 ? 0.005 : 0));
        assert_int_equal(dimensions[i].word, shock ? 1 + (i - 2) % item->plan.horizon : 0);
        for (size_t j = 0; j < i; j++) {
            assert_int_not_equal(dimensions[i].index, dimensions[j].index);
        }
    }
    release(&fixture);
}

enum { PLACES = 5, PLACE_DRAWS = 1500, CONSUMPTION = 2 /* depends on all */ };

/* The same grid, place by place, with all draws or with some of them in another order. */
static void assert_places(struct fixture *fixture, size_t index, const struct values *expected)
{
    struct tf_arena arena;
    struct tf_chunk_notes notes;
    struct values *found = make_values();
    double *columns[MEASURES], place[TF_CHUNK_RUNS];
    const double *axes[] = {place};
    uint32_t draws[TF_CHUNK_RUNS];
    tf_arena_init(&arena);
    struct tf_study_worker *worker = tf_study_worker_new(&fixture->study, &arena, &fixture->diag);
    assert_non_null(worker);
    for (size_t i = 0; i < MEASURES; i++) {
        columns[i] = found->columns[i];
    }
    for (size_t point = PLACES; point-- > 0;) { /* backwards, for a change */
        const double *there = &expected->columns[CONSUMPTION][point * PLACE_DRAWS];
        for (size_t i = 0; i < TF_CHUNK_RUNS; i++) {
            place[i] = fixture->axes[0].values[point];
            draws[i] = (uint32_t)(i * 7 % PLACE_DRAWS);
        }
        size_t count = PLACE_DRAWS - TF_CHUNK_RUNS;
        assert_true(
            tf_study_evaluate_at(worker, index, axes, TF_CHUNK_RUNS, count, columns, &notes));
        assert_memory_equal(columns[CONSUMPTION], there + TF_CHUNK_RUNS, count * sizeof(double));
        assert_true(
            tf_study_evaluate_draws(worker, index, place, draws, TF_CHUNK_RUNS, columns, &notes));
        for (size_t i = 0; i < TF_CHUNK_RUNS; i++) {
            assert_memory_equal(&columns[CONSUMPTION][i], &there[draws[i]], sizeof(double));
        }
    }
    tf_arena_release(&arena);
    free(found);
}

static void places_off_the_grid_have_the_bits_of_those_on_it(void **state)
{
    (void)state;
    static const char *const vary[] = {"consumption_rate=0.5:0.9:0.1", NULL};
    for (size_t index = 0; index < SCENARIOS; index++) {
        struct fixture fixture;
        struct values *values = make_values();
        prepare(&fixture, vary, TF_DESIGN_SOBOL, PLACE_DRAWS, NULL);
        assert_true(tf_study_keeps_draws(&fixture.study));
        assert_int_equal(tf_study_run_count(&fixture.study), PLACES * PLACE_DRAWS);
        evaluate(&fixture, index, TF_CHUNK_RUNS, values);
        fixture.study.off_grid = true;
        assert_places(&fixture, index, values);
        release(&fixture);
        free(values);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_its_draw),
        cmocka_unit_test(scenarios_share_their_draws),
        cmocka_unit_test(a_point_is_its_value_set),
        cmocka_unit_test(places_off_the_grid_have_the_bits_of_those_on_it),
        cmocka_unit_test(chunks_change_nothing),
        cmocka_unit_test(without_draws_values_are_central),
        cmocka_unit_test(axes_that_are_none_are_refused),
        cmocka_unit_test(the_share_that_doubles_is_the_closed_form),
        cmocka_unit_test(spreads_are_the_same_kept_or_made_again),
        cmocka_unit_test(spreads_grow),
        cmocka_unit_test(an_interrupted_spread_has_the_first_draws),
        cmocka_unit_test(shocks_are_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
