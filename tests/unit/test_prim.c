/* Boxes: planted ones are found again, and the trajectory is what its definition says, by a second,
 * slow implementation that knows only values. */
#include "experiment/prim.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_values.h"

enum { FACTORS = 5, FACTORS_WITH_NOISE = 16 };

struct fixture {
    double *columns[FACTORS_WITH_NOISE];
    uint8_t *cases;
    struct tf_prim_data data;
    struct tf_prim_options options;
    struct tf_prim result;
    struct tf_diag diag;
    uint64_t random;
};

static void add_factors(struct fixture *fixture, size_t first, size_t end, size_t run_count)
{
    for (size_t i = first; i < end; i++) {
        fixture->columns[i] = malloc(run_count * sizeof(double));
        assert_non_null(fixture->columns[i]);
        for (size_t run = 0; run < run_count; run++) {
            fixture->columns[i][run] = random_uniform(&fixture->random);
        }
    }
}

static void prepare(struct fixture *fixture, size_t run_count, uint64_t seed)
{
    *fixture = (struct fixture){.random = seed};
    tf_diag_init(&fixture->diag);
    add_factors(fixture, 0, FACTORS, run_count);
    fixture->cases = calloc(run_count, 1);
    assert_non_null(fixture->cases);
    fixture->data = (struct tf_prim_data){.columns = (const double *const *)fixture->columns,
                                          .factor_count = FACTORS,
                                          .cases = fixture->cases,
                                          .run_count = run_count};
}

static void search(struct fixture *fixture)
{
    assert_true(
        tf_prim_search(&fixture->result, &fixture->data, &fixture->options, &fixture->diag));
}

static void release(struct fixture *fixture)
{
    tf_prim_release(&fixture->result);
    tf_diag_release(&fixture->diag);
    for (size_t i = 0; i < FACTORS_WITH_NOISE; i++) {
        free(fixture->columns[i]);
    }
    free(fixture->cases);
}

/* A case with one probability inside the box x0 < 0.4, x1 > 0.3, 0.2 < x3 < 0.8, with another
 * outside. */
static bool is_planted(const struct fixture *fixture, size_t run)
{
    return fixture->columns[0][run] < 0.4 && fixture->columns[1][run] > 0.3 &&
           fixture->columns[3][run] > 0.2 && fixture->columns[3][run] < 0.8;
}

static void plant(struct fixture *fixture, double inside, double outside)
{
    for (size_t run = 0; run < fixture->data.run_count; run++) {
        double chance = is_planted(fixture, run) ? inside : outside;
        fixture->cases[run] = random_uniform(&fixture->random) < chance;
    }
    fixture->options = tf_prim_defaults(&fixture->data);
}

static const struct tf_prim_bound *bound_of(const struct tf_prim_box *box, size_t factor)
{
    for (size_t i = 0; i < box->bound_count; i++) {
        if (box->bounds[i].factor == factor) {
            return &box->bounds[i];
        }
    }
    return NULL;
}

static void assert_near(double found, double wanted, double tolerance)
{
    if (!(fabs(found - wanted) <= tolerance)) {
        print_error("found %g, wanted %g\n", found, wanted);
    }
    assert_true(fabs(found - wanted) <= tolerance);
}

/* --- a box that is known ------------------------------------------------------------------------
 */

static void a_planted_box_is_found(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, 20000, 7);
    plant(&fixture, 0.95, 0.05);
    search(&fixture);
    const struct tf_prim_box *box = &fixture.result.boxes[0];
    assert_int_equal(fixture.result.box_count, 1);
    assert_int_equal(box->bound_count, 3);
    const struct tf_prim_bound *x0 = bound_of(box, 0), *x1 = bound_of(box, 1);
    const struct tf_prim_bound *x3 = bound_of(box, 3);
    assert_non_null(x0);
    assert_non_null(x1);
    assert_non_null(x3);
    /* A peel takes 5 % of what is left, so that an end is met to about 2 % of the range. */
    assert_near(x0->range.high, 0.4, 0.02);
    assert_near(x1->range.low, 0.3, 0.03);
    assert_near(x3->range.low, 0.2, 0.03);
    assert_near(x3->range.high, 0.8, 0.03);
    assert_true(isinf(x0->range.low) && isinf(x1->range.high));
    assert_near(box->density, 0.95, 0.04);
    assert_near(box->density_validated, box->density, 0.03);
    /* Cases inside: 0.4 * 0.7 * 0.6 * 0.95 of all runs; outside 0.832 * 0.05. */
    assert_near(box->coverage, 0.1596 / (0.1596 + 0.0416), 0.04);
    for (size_t i = 0; i < box->bound_count; i++) {
        assert_true(box->bounds[i].quasi_p < 1e-20);
        assert_near(box->bounds[i].reproduced, 1, 0);
        assert_true(i == 0 || box->bounds[i].quasi_p >= box->bounds[i - 1].quasi_p);
    }
    release(&fixture);
}

/* A slab and a corner: the first box is the larger one, the second the other. */
static void boxes_are_found_one_after_the_other(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, 10000, 11);
    for (size_t run = 0; run < 10000; run++) {
        double x = fixture.columns[0][run], y = fixture.columns[1][run];
        fixture.cases[run] = x < 0.3 || (x > 0.5 && y > 0.75);
    }
    fixture.options = tf_prim_defaults(&fixture.data);
    fixture.options.boxes_most = 5;
    search(&fixture);
    const struct tf_prim *result = &fixture.result;
    assert_int_equal(result->box_count, 2);
    assert_near(bound_of(&result->boxes[0], 0)->range.high, 0.3, 0.02);
    assert_int_equal(result->boxes[0].bound_count, 1);
    assert_near(bound_of(&result->boxes[1], 0)->range.low, 0.5, 0.02);
    assert_near(bound_of(&result->boxes[1], 1)->range.low, 0.75, 0.02);
    assert_int_equal(result->boxes[1].all.runs, 10000 - result->boxes[0].counts.runs);
    assert_near(result->boxes[0].coverage + result->boxes[1].coverage, 1, 0.03);
    size_t runs = 0, cases = 0;
    for (size_t run = 0; run < 10000; run++) {
        bool first = tf_prim_contains(&result->boxes[0], &fixture.data, run);
        bool second = tf_prim_contains(&result->boxes[1], &fixture.data, run);
        runs += first || second;
        cases += (first || second) && fixture.cases[run];
    }
    assert_int_equal(result->boxed.runs, runs);
    assert_int_equal(result->boxed.cases, cases);
    release(&fixture);
}

/* --- the trajectory by its definition -----------------------------------------------------------
 */

/* A box as ranges alone; membership by looking at every value. */
struct slow {
    const struct fixture *fixture;
    struct tf_prim_range ranges[FACTORS];
};

static bool is_inside(const struct slow *slow, size_t run)
{
    for (size_t i = 0; i < FACTORS; i++) {
        double value = slow->fixture->columns[i][run];
        if (value < slow->ranges[i].low || value > slow->ranges[i].high) {
            return false;
        }
    }
    return true;
}

static struct tf_prim_counts count(const struct slow *slow)
{
    struct tf_prim_counts counts = {0, 0};
    for (size_t run = 0; run < slow->fixture->data.run_count; run++) {
        bool inside = is_inside(slow, run);
        counts.runs += inside;
        counts.cases += inside && slow->fixture->cases[run];
    }
    return counts;
}

static int compare_numbers(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The values of one factor in the box, sorted; negated for its upper end, so that both ends are
 * lower ones. */
static size_t sorted_values(const struct slow *slow, size_t factor, bool upper, double *values)
{
    size_t inside = 0;
    for (size_t run = 0; run < slow->fixture->data.run_count; run++) {
        if (is_inside(slow, run)) {
            double value = slow->fixture->columns[factor][run];
            values[inside++] = upper ? -value : value;
        }
    }
    qsort(values, inside, sizeof *values, compare_numbers);
    return inside;
}

static void set_end(struct slow *slow, size_t factor, bool upper, double value)
{
    *(upper ? &slow->ranges[factor].high : &slow->ranges[factor].low) = upper ? -value : value;
}

/* The limit after a peel: the alpha quantile of the values, or where all below it are the same the
 * next value. False: there is none. */
static bool peeled_limit(const struct slow *slow, size_t factor, bool upper, double *values,
                         double *limit)
{
    size_t inside = sorted_values(slow, factor, upper, values);
    size_t wanted = (size_t)(slow->fixture->options.alpha * (double)inside);
    wanted = wanted > 0 ? wanted : 1;
    if (wanted >= inside) {
        return false;
    }
    *limit = values[wanted];
    for (size_t i = 0; i < inside && !(*limit > values[0]); i++) {
        *limit = values[i];
    }
    return *limit > values[0];
}

/* The best peel of all; its gain is the density's rise for a run taken off. */
static bool best_peel(const struct slow *slow, size_t least, double *values,
                      struct tf_prim_step *best)
{
    struct tf_prim_counts before = count(slow);
    double most = -HUGE_VAL;
    for (size_t i = 0; i < 2 * (size_t)FACTORS; i++) {
        struct slow after = *slow;
        double limit;
        if (!peeled_limit(slow, i / 2, i % 2 == 1, values, &limit)) {
            continue;
        }
        set_end(&after, i / 2, i % 2 == 1, limit);
        struct tf_prim_counts counts = count(&after);
        double rise =
            (double)counts.cases / (double)counts.runs - (double)before.cases / (double)before.runs;
        double gain = rise / (double)(before.runs - counts.runs);
        bool better = !(most > -HUGE_VAL) || gain > most + 1e-12 * fabs(most);
        if (counts.runs >= least && better) {
            most = gain;
            *best = (struct tf_prim_step){.change = TF_PRIM_PEEL,
                                          .factor = i / 2,
                                          .upper = i % 2 == 1,
                                          .limit = i % 2 == 1 ? -limit : limit,
                                          .counts = counts};
        }
    }
    return most > -HUGE_VAL;
}

static void take(struct slow *slow, const struct tf_prim_step *step)
{
    *(step->upper ? &slow->ranges[step->factor].high : &slow->ranges[step->factor].low) =
        step->limit;
}

static size_t count_restricted(const struct slow *slow)
{
    size_t restricted = 0;
    for (size_t i = 0; i < FACTORS; i++) {
        restricted += isfinite(slow->ranges[i].low) || isfinite(slow->ranges[i].high);
    }
    return restricted;
}

/* The runs that only this end keeps out, up to a slice of them, added to the counts of the box. */
static struct tf_prim_counts pasted(const struct slow *slow, size_t factor, bool upper,
                                    double *values)
{
    struct slow wider = *slow;
    set_end(&wider, factor, upper, -HUGE_VAL);
    size_t inside = count(slow).runs, all = sorted_values(&wider, factor, upper, values);
    size_t wanted = (size_t)(slow->fixture->options.alpha * (double)inside);
    wanted = wanted > 0 ? wanted : 1;
    if (wanted < all - inside) { /* the nearest stand last among those outside */
        set_end(&wider, factor, upper, values[all - inside - wanted]);
    }
    return count(&wider);
}

/* Where no paste is left, each would lower the density. */
static void assert_pasted(const struct slow *slow, double *values)
{
    struct tf_prim_counts box = count(slow);
    for (size_t i = 0; i < 2 * (size_t)FACTORS; i++) {
        struct tf_prim_range range = slow->ranges[i / 2];
        if (isfinite(i % 2 == 1 ? range.high : range.low)) {
            struct tf_prim_counts wider = pasted(slow, i / 2, i % 2 == 1, values);
            assert_true(wider.runs > box.runs);
            assert_true(wider.cases * box.runs < box.cases * wider.runs);
        }
    }
}

/* Peels as the definition says; pastes give nothing away and keep the density. How many pastes
 * there were. */
static size_t assert_trajectory(const struct fixture *fixture, const struct tf_prim_box *box,
                                size_t least)
{
    struct slow slow = {.fixture = fixture};
    size_t pastes = 0;
    double *values = malloc(fixture->data.run_count * sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < FACTORS; i++) {
        slow.ranges[i] = (struct tf_prim_range){-HUGE_VAL, HUGE_VAL};
    }
    for (size_t i = 1; i < box->step_count; i++) {
        const struct tf_prim_step *step = &box->trajectory[i], *before = step - 1;
        struct tf_prim_step expected;
        if (step->change == TF_PRIM_PEEL) {
            assert_true(best_peel(&slow, least, values, &expected));
            assert_int_equal(step->factor, expected.factor);
            assert_int_equal(step->upper, expected.upper);
            assert_near(step->limit, expected.limit, 0);
        } else {
            pastes++;
            assert_true(step->counts.runs >= before->counts.runs);
            assert_true(step->counts.cases * before->counts.runs >=
                        before->counts.cases * step->counts.runs);
        }
        take(&slow, step);
        struct tf_prim_counts counts = count(&slow);
        assert_int_equal(step->counts.runs, counts.runs);
        assert_int_equal(step->counts.cases, counts.cases);
        assert_int_equal(step->restricted, count_restricted(&slow));
        bool last_peel = step->change == TF_PRIM_PEEL &&
                         (i + 1 == box->step_count || step[1].change == TF_PRIM_PASTE);
        assert_true(!last_peel || counts.cases == counts.runs || counts.cases == 0 ||
                    !best_peel(&slow, least, values, &expected));
    }
    assert_pasted(&slow, values);
    free(values);
    return pastes;
}

static void the_trajectory_is_what_its_definition_says(void **state)
{
    (void)state;
    size_t pastes = 0;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct fixture fixture;
        prepare(&fixture, 40 + 30 * seed, seed);
        for (size_t i = 0; i < FACTORS; i++) { /* ties in some, of many sizes */
            double steps = (double)(i * seed);
            for (size_t run = 0; run < fixture.data.run_count && seed % 2 == 0 && i > 0; run++) {
                fixture.columns[i][run] = floor(fixture.columns[i][run] * steps);
            }
        }
        for (size_t run = 0; run < fixture.data.run_count; run++) {
            double sum = fixture.columns[0][run] + random_uniform(&fixture.random);
            fixture.cases[run] = sum < 0.8;
        }
        fixture.options = tf_prim_defaults(&fixture.data);
        fixture.options.runs_least = 5;
        fixture.options.mass_least = 0.01;
        fixture.options.alpha = seed % 3 == 0 ? 0.12 : 0.05;
        search(&fixture);
        assert_true(fixture.result.boxes[0].step_count > 5);
        pastes += assert_trajectory(&fixture, &fixture.result.boxes[0], 5);
        release(&fixture);
    }
    assert_true(pastes > 10);
}

/* --- what does not matter -----------------------------------------------------------------------
 */

static void only_the_order_of_values_matters(void **state)
{
    (void)state;
    struct fixture plain, bent;
    prepare(&plain, 3000, 5);
    prepare(&bent, 3000, 5);
    plant(&plain, 0.8, 0.1);
    plant(&bent, 0.8, 0.1);
    for (size_t run = 0; run < 3000; run++) {
        for (size_t i = 0; i < FACTORS; i++) {
            bent.columns[i][run] = exp(8 * bent.columns[i][run]) - 1e4;
        }
    }
    search(&plain);
    search(&bent);
    const struct tf_prim_box *a = &plain.result.boxes[0], *b = &bent.result.boxes[0];
    assert_int_equal(a->step_count, b->step_count);
    assert_int_equal(a->chosen, b->chosen);
    assert_int_equal(a->bound_count, b->bound_count);
    for (size_t run = 0; run < 3000; run++) {
        assert_int_equal(tf_prim_contains(a, &plain.data, run),
                         tf_prim_contains(b, &bent.data, run));
    }
    release(&plain);
    release(&bent);
}

static void threads_do_not_matter(void **state)
{
    (void)state;
    struct fixture one, seven;
    prepare(&one, 5000, 9);
    prepare(&seven, 5000, 9);
    plant(&one, 0.7, 0.2);
    plant(&seven, 0.7, 0.2);
    one.options.boxes_most = seven.options.boxes_most = 3;
    seven.options.threads = 7;
    search(&one);
    search(&seven);
    assert_int_equal(one.result.box_count, seven.result.box_count);
    for (size_t i = 0; i < one.result.box_count; i++) {
        const struct tf_prim_box *a = &one.result.boxes[i], *b = &seven.result.boxes[i];
        assert_int_equal(a->bound_count, b->bound_count);
        assert_memory_equal(a->bounds, b->bounds, a->bound_count * sizeof *a->bounds);
        assert_int_equal(a->step_count, b->step_count);
    }
    release(&one);
    release(&seven);
}

/* --- choice -------------------------------------------------------------------------------------
 */

static double coverage_of(const struct tf_prim_box *box, size_t step)
{
    return (double)box->trajectory[step].counts.cases / (double)box->all.cases;
}

static double density_of(const struct tf_prim_box *box, size_t step)
{
    return (double)box->trajectory[step].counts.cases / (double)box->trajectory[step].counts.runs;
}

static void the_box_has_what_is_asked_for(void **state)
{
    (void)state;
    static const double asked[][2] = {{0.9, 0}, {0.5, 0}, {0, 0.5}, {0, 0.75}, {0.6, 0.6}, {0, 0}};
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
        struct fixture fixture;
        prepare(&fixture, 4000, 13);
        plant(&fixture, 0.85, 0.1);
        fixture.options.coverage_least = asked[k][0];
        fixture.options.density_least = asked[k][1];
        search(&fixture);
        const struct tf_prim_box *box = &fixture.result.boxes[0];
        assert_true(coverage_of(box, box->chosen) >= asked[k][0]);
        assert_true(density_of(box, box->chosen) >= asked[k][1]);
        assert_true(box->density >= asked[k][1]);
        for (size_t i = 0; i < box->step_count; i++) {
            bool has = coverage_of(box, i) >= asked[k][0] && density_of(box, i) >= asked[k][1];
            bool only_coverage = asked[k][0] > 0 && !(asked[k][1] > 0);
            bool only_density = asked[k][1] > 0 && !(asked[k][0] > 0);
            struct tf_prim_counts chosen = box->trajectory[box->chosen].counts;
            assert_true(!has || (only_coverage ? density_of(box, i) <= density_of(box, box->chosen)
                                 : only_density
                                     ? coverage_of(box, i) <= coverage_of(box, box->chosen)
                                     : tf_prim_association(box->trajectory[i].counts, box->all) <=
                                           tf_prim_association(chosen, box->all)));
        }
        release(&fixture);
    }
}

static void a_step_can_be_chosen(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, 4000, 13);
    plant(&fixture, 0.85, 0.1);
    fixture.options.step = 4;
    search(&fixture);
    assert_int_equal(fixture.result.boxes[0].chosen, 4);
    tf_prim_release(&fixture.result);
    fixture.options.step = 4000;
    assert_false(tf_prim_search(&fixture.result, &fixture.data, &fixture.options, &fixture.diag));
    assert_int_equal(fixture.diag.status, TF_BAD_INPUT);
    release(&fixture);
}

static void what_no_box_has_is_said(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, 4000, 13);
    plant(&fixture, 0.6, 0.1);
    fixture.options.density_least = 0.99;
    search(&fixture);
    const struct tf_prim_box *box = &fixture.result.boxes[0];
    assert_true(box->chosen == SIZE_MAX);
    assert_int_equal(box->bound_count, 0);
    assert_int_equal(fixture.result.box_count, 1);
    size_t densest = tf_prim_densest(box, 0.3);
    assert_true(coverage_of(box, densest) >= 0.3 && density_of(box, densest) < 0.99);
    for (size_t i = 0; i < box->step_count; i++) {
        assert_true(coverage_of(box, i) < 0.3 || density_of(box, i) <= density_of(box, densest));
    }
    release(&fixture);
}

static void no_more_factors_are_bounded_than_asked_for(void **state)
{
    (void)state;
    for (size_t most = 1; most <= 3; most++) {
        struct fixture fixture;
        prepare(&fixture, 4000, 13);
        plant(&fixture, 0.85, 0.1);
        fixture.options.factors_most = most;
        search(&fixture);
        const struct tf_prim_box *box = &fixture.result.boxes[0];
        assert_int_equal(box->bound_count, most);
        assert_non_null(bound_of(box, 0)); /* it keeps 60 % of the runs out, factor 3 40 % */
        assert_true(most < 2 || bound_of(box, 3) != NULL);
        for (size_t i = 0; i < box->step_count; i++) {
            assert_true(box->trajectory[i].restricted <= most);
        }
        release(&fixture);
    }
}

/* Cases at random, of one share where x0 < 0.7 and another elsewhere, and factors without a say. */
static void search_among_noise(struct fixture *fixture, uint64_t seed, double share, double other)
{
    enum { RUNS = 1000 };
    prepare(fixture, RUNS, seed);
    add_factors(fixture, FACTORS, FACTORS_WITH_NOISE, RUNS);
    fixture->data.factor_count = FACTORS_WITH_NOISE;
    for (size_t run = 0; run < RUNS; run++) {
        double chance = fixture->columns[0][run] < 0.7 ? share : other;
        fixture->cases[run] = random_uniform(&fixture->random) < chance;
    }
    fixture->options = tf_prim_defaults(&fixture->data);
    fixture->options.factors_most = 3;
    fixture->options.half_samples = 0;
    search(fixture);
}

/* Where most runs are cases anyway, the first slices of all factors look alike. */
static void one_factor_is_found_where_most_runs_are_cases(void **state)
{
    (void)state;
    size_t found = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct fixture fixture;
        search_among_noise(&fixture, seed, 0.94, 0.8);
        found += bound_of(&fixture.result.boxes[0], 0) != NULL;
        release(&fixture);
    }
    assert_true(found >= 19);
}

/* Bounds must have more weight than the best of all that were tried has by chance: one time in
 * twenty. */
static void noise_gives_no_box(void **state)
{
    (void)state;
    static const double shares[] = {0.3, 0.9};
    size_t boxes = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct fixture fixture;
        search_among_noise(&fixture, seed, shares[seed % 2], shares[seed % 2]);
        boxes += fixture.result.boxes[0].bound_count > 0;
        release(&fixture);
    }
    assert_true(boxes <= 8); /* more: 0.4 % when 3 are expected */
}

/* So, too, in a search with any number of factors. */
static void noise_gives_no_box_of_all_factors(void **state)
{
    (void)state;
    size_t boxes = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct fixture fixture;
        prepare(&fixture, 1000, seed);
        plant(&fixture, 0.3, 0.3);
        search(&fixture);
        boxes += fixture.result.boxes[0].bound_count > 0;
        release(&fixture);
    }
    assert_true(boxes <= 1);
}

/* A single factor that does not matter: where chance gives a box, the other halves tell. */
static void a_box_by_chance_is_seen_to_be_one(void **state)
{
    (void)state;
    size_t boxes = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct fixture fixture;
        prepare(&fixture, 300, seed);
        plant(&fixture, 0.3, 0.3);
        fixture.data.factor_count = 1;
        search(&fixture);
        const struct tf_prim_box *box = &fixture.result.boxes[0];
        if (box->bound_count > 0) {
            boxes++;
            double share = (double)fixture.result.all.cases / 300;
            assert_true(box->bounds[0].quasi_p <= 0.05);
            assert_true(box->density > share + 0.03);
            assert_near(box->density_validated, share, 0.05);
        }
        release(&fixture);
    }
    assert_true(boxes >= 5);
}

/* --- the ends -----------------------------------------------------------------------------------
 */

static void without_two_kinds_of_runs_there_is_no_box(void **state)
{
    (void)state;
    for (int all = 0; all < 2; all++) {
        struct fixture fixture;
        prepare(&fixture, 500, 19);
        memset(fixture.cases, all, 500);
        fixture.options = tf_prim_defaults(&fixture.data);
        fixture.options.boxes_most = 3;
        search(&fixture);
        assert_int_equal(fixture.result.box_count, 1);
        assert_int_equal(fixture.result.boxes[0].bound_count, 0);
        assert_int_equal(fixture.result.boxes[0].step_count, 1);
        release(&fixture);
    }
}

static void equal_values_are_no_place_to_cut(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, 500, 19);
    plant(&fixture, 0.9, 0.2);
    for (size_t i = 0; i < FACTORS; i++) {
        for (size_t run = 0; run < 500; run++) {
            fixture.columns[i][run] = 0.25;
        }
    }
    search(&fixture);
    assert_int_equal(fixture.result.boxes[0].bound_count, 0);
    release(&fixture);
}

static void a_single_run_is_no_box(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, 1, 19);
    plant(&fixture, 1, 1);
    search(&fixture);
    assert_int_equal(fixture.result.boxes[0].bound_count, 0);
    assert_int_equal(fixture.result.all.runs, 1);
    release(&fixture);
}

/* --- formulas -----------------------------------------------------------------------------------
 */

/* The correlation of two indicators, by its definition. */
static double correlation(struct tf_prim_counts box, struct tf_prim_counts all)
{
    double n = (double)all.runs, p = (double)box.runs / n, q = (double)all.cases / n;
    return ((double)box.cases / n - p * q) / sqrt(p * (1 - p) * q * (1 - q));
}

static void association_is_a_correlation(void **state)
{
    (void)state;
    static const struct tf_prim_counts all = {1000, 300};
    static const struct tf_prim_counts boxes[] = {{200, 190}, {300, 300}, {500, 100}, {999, 300}};
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        assert_near(tf_prim_association(boxes[i], all), correlation(boxes[i], all), 1e-14);
    }
    assert_near(tf_prim_association(boxes[1], all), 1, 1e-15);
    assert_near(tf_prim_association(all, all), 0, 0);
}

/* P(at least k of n), each with probability p, term by term. */
static double binomial_tail(size_t k, size_t n, double p)
{
    double sum = 0;
    for (size_t i = k; i <= n; i++) {
        double a = (double)i, b = (double)(n - i);
        sum += exp(lgamma((double)n + 1) - lgamma(a + 1) - lgamma(b + 1) + a * log(p) +
                   b * log(1 - p));
    }
    return sum;
}

static void quasi_p_is_a_binomial_tail(void **state)
{
    (void)state;
    /* Three of three where half is to be expected: an eighth. */
    assert_near(tf_prim_quasi_p((struct tf_prim_counts){3, 3}, (struct tf_prim_counts){6, 3}),
                0.125, 1e-15);
    for (size_t k = 1; k <= 87; k += 7) {
        struct tf_prim_counts with = {87, k}, without = {140, 77};
        double expected = binomial_tail(k, 87, 77.0 / 140);
        assert_near(tf_prim_quasi_p(with, without) / expected, 1, 1e-10);
    }
    assert_near(tf_prim_quasi_p((struct tf_prim_counts){5, 0}, (struct tf_prim_counts){6, 0}), 1,
                0);
    assert_near(tf_prim_quasi_p((struct tf_prim_counts){5, 5}, (struct tf_prim_counts){6, 6}), 1,
                0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_planted_box_is_found),
        cmocka_unit_test(boxes_are_found_one_after_the_other),
        cmocka_unit_test(the_trajectory_is_what_its_definition_says),
        cmocka_unit_test(only_the_order_of_values_matters),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(the_box_has_what_is_asked_for),
        cmocka_unit_test(a_step_can_be_chosen),
        cmocka_unit_test(what_no_box_has_is_said),
        cmocka_unit_test(no_more_factors_are_bounded_than_asked_for),
        cmocka_unit_test(one_factor_is_found_where_most_runs_are_cases),
        cmocka_unit_test(noise_gives_no_box),
        cmocka_unit_test(noise_gives_no_box_of_all_factors),
        cmocka_unit_test(a_box_by_chance_is_seen_to_be_one),
        cmocka_unit_test(without_two_kinds_of_runs_there_is_no_box),
        cmocka_unit_test(equal_values_are_no_place_to_cut),
        cmocka_unit_test(a_single_run_is_no_box),
        cmocka_unit_test(association_is_a_correlation),
        cmocka_unit_test(quasi_p_is_a_binomial_tail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
