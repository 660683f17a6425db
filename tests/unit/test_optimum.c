/* Optima: published problems with known solutions, and the answers to questions that have none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <math.h>

#include "base/num.h"
#include "experiment/optimum.h"

typedef void problem(const double *x, double *y);

struct running {
    problem *problem;
    size_t unknown_count, quantity_count, calls, stop_after;
};

static bool compute(void *context, const double *const *x, size_t count, double *const *y)
{
    struct running *running = context;
    for (size_t at = 0; at < count; at++) {
        double point[TF_UNKNOWNS_MOST], values[TF_QUANTITIES_MOST];
        for (size_t i = 0; i < running->unknown_count; i++) {
            point[i] = x[i][at];
        }
        running->problem(point, values);
        for (size_t i = 0; i < running->quantity_count; i++) {
            y[i][at] = values[i];
        }
    }
    running->calls += count;
    return running->stop_after == 0 || running->calls < running->stop_after;
}

struct question {
    problem *problem;
    size_t unknowns, quantities;
    const double *low, *high;
    const struct tf_condition *conditions;
    bool rough;
};

static struct tf_optima find(const struct question *question)
{
    struct running running = {question->problem, question->unknowns, question->quantities, 0, 0};
    struct tf_landscape landscape = {compute, &running, question->rough, 64, 8};
    struct tf_optimum_search search = {&landscape,    question->unknowns, question->quantities,
                                       question->low, question->high,     question->conditions};
    struct tf_optima optima;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_int_equal(tf_optimum_find(&search, &optima, &diag), TF_OPTIMUM_DONE);
    tf_diag_release(&diag);
    return optima;
}

static void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance)) {
        fail_msg("%.17g is not %.17g", found, expected);
    }
}

/* Hock and Schittkowski (1981), problem 71. */
static void problem_71(const double *x, double *y)
{
    y[0] = x[0] * x[3] * (x[0] + x[1] + x[2]) + x[2];
    y[1] = x[0] * x[1] * x[2] * x[3];
    y[2] = x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3];
}

static const double ones[] = {1, 1, 1, 1}, fives[] = {5, 5, 5, 5};
static const struct tf_condition conditions_71[] = {{0, TF_GOAL_LEAST, TF_SMOOTH},
                                                    {25, TF_GOAL_AT_LEAST, TF_SMOOTH},
                                                    {40, TF_GOAL_EQUAL, TF_SMOOTH}};

static void problem_71_is_solved(void **state)
{
    (void)state;
    struct tf_optima optima =
        find(&(struct question){problem_71, 4, 3, ones, fives, conditions_71, false});
    static const double expected[] = {1, 4.742994, 3.8211503, 1.3794082};
    assert_true(optima.met);
    assert_int_equal(optima.count, 1);
    assert_near(optima.items[0].y[0], 17.0140173, 1e-7);
    assert_near(optima.items[0].y[1], 25, 25e-10);
    assert_near(optima.items[0].y[2], 40, 40e-10);
    for (size_t i = 0; i < 4; i++) {
        assert_near(optima.items[0].x[i], expected[i], 1e-5);
    }
}

static void problem_71_is_solved_without_derivatives(void **state)
{
    (void)state;
    struct tf_optima optima =
        find(&(struct question){problem_71, 4, 3, ones, fives, conditions_71, true});
    assert_true(optima.met);
    assert_near(optima.items[0].y[0], 17.0140173, 1e-4);
}

/* Hock and Schittkowski (1981), problem 35 (Beale): the least value is 1/9. */
static void problem_35(const double *x, double *y)
{
    y[0] = 9 - 8 * x[0] - 6 * x[1] - 4 * x[2] + 2 * x[0] * x[0] + 2 * x[1] * x[1] + x[2] * x[2] +
           2 * x[0] * x[1] + 2 * x[0] * x[2];
    y[1] = x[0] + x[1] + 2 * x[2];
}

static void problem_35_is_solved(void **state)
{
    (void)state;
    static const double zeros[] = {0, 0, 0}, threes[] = {3, 3, 3};
    static const struct tf_condition conditions[] = {{0, TF_GOAL_LEAST, TF_SMOOTH},
                                                     {3, TF_GOAL_AT_MOST, TF_SMOOTH}};
    struct tf_optima optima =
        find(&(struct question){problem_35, 3, 2, zeros, threes, conditions, false});
    assert_true(optima.met);
    assert_near(optima.items[0].y[0], 1.0 / 9, 1e-9);
    assert_near(optima.items[0].x[0], 4.0 / 3, 1e-5);
    assert_near(optima.items[0].x[1], 7.0 / 9, 1e-5);
    assert_near(optima.items[0].x[2], 4.0 / 9, 1e-5);
}

/* Six-hump camel (Dixon and Szego 1978): two least places of -1.031628453, and four others. */
static void camel(const double *x, double *y)
{
    double a = x[0] * x[0], b = x[1] * x[1];
    y[0] = (4 - 2.1 * a + a * a / 3) * a + x[0] * x[1] + (4 * b - 4) * b;
}

static void the_best_of_several_optima_is_given(void **state)
{
    (void)state;
    static const double low[] = {-3, -2}, high[] = {3, 2};
    static const struct tf_condition conditions[] = {{0, TF_GOAL_LEAST, TF_SMOOTH}};
    struct tf_optima optima = find(&(struct question){camel, 2, 1, low, high, conditions, false});
    assert_near(optima.items[0].y[0], -1.031628453, 1e-9);
    assert_near(fabs(optima.items[0].x[0]), 0.0898420, 1e-5);
    assert_near(fabs(optima.items[0].x[1]), 0.7126564, 1e-5);
}

static void circle_and_parabola(const double *x, double *y)
{
    y[0] = x[0] * x[0] + x[1] * x[1];
    y[1] = x[1] - x[0] * x[0];
}

static void every_solution_of_a_system_is_listed(void **state)
{
    (void)state;
    static const double low[] = {-2, -2}, high[] = {2, 3};
    static const struct tf_condition conditions[] = {{1, TF_GOAL_EQUAL, TF_SMOOTH},
                                                     {0, TF_GOAL_EQUAL, TF_SMOOTH}};
    struct tf_optima optima =
        find(&(struct question){circle_and_parabola, 2, 2, low, high, conditions, false});
    double golden = (sqrt(5) - 1) / 2;
    assert_true(optima.met);
    assert_int_equal(optima.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_near(optima.items[i].x[0], (i == 0 ? -1 : 1) * sqrt(golden), 1e-10);
        assert_near(optima.items[i].x[1], golden, 1e-10);
    }
}

static void what_cannot_hold_gives_the_nearest(void **state)
{
    (void)state;
    static const double low[] = {-1, -1}, high[] = {0.5, 0.5};
    static const struct tf_condition conditions[] = {{1, TF_GOAL_AT_LEAST, TF_SMOOTH},
                                                     {0, TF_GOAL_LEAST, TF_SMOOTH}};
    struct tf_optima optima = find(
        &(struct question){circle_and_parabola, 2, 2, (double[]){0, 0}, high, conditions, false});
    assert_false(optima.met);
    assert_int_equal(optima.count, 1);
    assert_near(optima.items[0].x[0], 0.5, 1e-9);
    assert_near(optima.items[0].x[1], 0.5, 1e-9);
    (void)low;
}

/* No values where x + y > 1, and the best place lies on that edge. */
static void edge(const double *x, double *y)
{
    bool none = x[0] + x[1] > 1;
    y[0] = none ? TF_ABSENT : x[0] + 2 * x[1];
    y[1] = none ? TF_ABSENT : x[0];
}

static void places_without_values_are_kept_out(void **state)
{
    (void)state;
    static const double low[] = {0, 0}, high[] = {1, 1};
    static const struct tf_condition conditions[] = {{0, TF_GOAL_MOST, TF_SMOOTH},
                                                     {0.25, TF_GOAL_AT_LEAST, TF_SMOOTH}};
    struct tf_optima optima = find(&(struct question){edge, 2, 2, low, high, conditions, false});
    assert_true(optima.met);
    assert_true(optima.items[0].y[0] > 1.75 - 1e-6);
    static const struct tf_condition apart[] = {{0, TF_GOAL_MOST, TF_SMOOTH},
                                                {2, TF_GOAL_AT_LEAST, TF_SMOOTH}};
    optima = find(&(struct question){edge, 2, 2, low, high, apart, false});
    assert_false(optima.met);
    static const double beyond[] = {0.8, 0.8};
    optima = find(&(struct question){edge, 2, 2, beyond, high, conditions, false});
    assert_int_equal(optima.count, 0);
}

/* A share in steps of a thousandth against a cost. */
static void share_and_cost(const double *x, double *y)
{
    y[0] = x[0] + 2 * x[1];
    y[1] = floor(1000 * (x[0] + x[1])) / 1000;
}

static void a_constraint_with_steps_is_met(void **state)
{
    (void)state;
    static const double low[] = {0, 0}, high[] = {0.6, 1};
    static const struct tf_condition conditions[] = {{0, TF_GOAL_LEAST, TF_SMOOTH},
                                                     {0.9, TF_GOAL_AT_LEAST, TF_STEPPED}};
    struct tf_optima optima =
        find(&(struct question){share_and_cost, 2, 2, low, high, conditions, true});
    assert_true(optima.met);
    assert_true(optima.items[0].y[1] >= 0.9);
    assert_near(optima.items[0].y[0], 0.6 + 0.6, 2e-3);
}

static void wave(const double *x, double *y)
{
    y[0] = sin(10 * x[0]) + x[0];
}

static void one_unknown_is_enough(void **state)
{
    (void)state;
    static const double low[] = {0}, high[] = {3};
    static const struct tf_condition most[] = {{0, TF_GOAL_MOST, TF_SMOOTH}};
    struct tf_optima optima = find(&(struct question){wave, 1, 1, low, high, most, false});
    /* cos(10 x) = -1/10 after the fifth crest. */
    double expected = (acos(-0.1) + 8 * acos(-1)) / 10;
    assert_near(optima.items[0].x[0], expected, 1e-7);
}

static enum tf_optimum_end run_71(struct running *running)
{
    struct tf_landscape landscape = {compute, running, false, 16, 8};
    struct tf_optimum_search search = {&landscape, 4, 3, ones, fives, conditions_71};
    struct tf_optima optima;
    struct tf_diag diag;
    tf_diag_init(&diag);
    enum tf_optimum_end end = tf_optimum_find(&search, &optima, &diag);
    assert_int_equal(diag.errors, 0);
    tf_diag_release(&diag);
    return end;
}

static void it_can_be_stopped_at_any_time(void **state)
{
    (void)state;
    struct running whole = {problem_71, 4, 3, 0, 0};
    assert_int_equal(run_71(&whole), TF_OPTIMUM_DONE);
    for (size_t after = 1; after < whole.calls; after += 31) {
        struct running running = {problem_71, 4, 3, 0, after};
        assert_int_equal(run_71(&running), TF_OPTIMUM_STOPPED);
        assert_true(running.calls <= after + TF_UNKNOWNS_MOST * 64 + 64);
    }
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problem_71_is_solved),
        cmocka_unit_test(problem_71_is_solved_without_derivatives),
        cmocka_unit_test(problem_35_is_solved),
        cmocka_unit_test(the_best_of_several_optima_is_given),
        cmocka_unit_test(every_solution_of_a_system_is_listed),
        cmocka_unit_test(what_cannot_hold_gives_the_nearest),
        cmocka_unit_test(places_without_values_are_kept_out),
        cmocka_unit_test(a_constraint_with_steps_is_met),
        cmocka_unit_test(one_unknown_is_enough),
        cmocka_unit_test(it_can_be_stopped_at_any_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
