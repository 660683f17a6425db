/* Factors of a file as dimensions: values from uniforms, and what does not change them. */
#include "experiment/factor_space.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "memory_scenario.h"

enum { FACTORS_MOST = 6, RUNS = 4096 };

struct fixture {
    struct tf_factor_file file;
    struct tf_factor_space space;
    struct tf_arena arena;
    struct tf_diag diag;
    double *columns[FACTORS_MOST];
};

static _Alignas(64) double rooms[2][FACTORS_MOST][RUNS];

static bool set_up(struct fixture *fixture, const char *text, size_t room)
{
    char *copy = strdup(text);
    struct tf_file_source source = {memory_read, copy};
    memset(fixture, 0, sizeof *fixture);
    tf_diag_init(&fixture->diag);
    tf_arena_init(&fixture->arena);
    for (size_t i = 0; i < FACTORS_MOST; i++) {
        fixture->columns[i] = rooms[room][i];
    }
    bool good =
        tf_factor_file_read(&fixture->file, "f.csv", &source, &fixture->diag) &&
        tf_factor_space_init(&fixture->space, &fixture->file, &fixture->arena, &fixture->diag);
    free(copy);
    return good;
}

static void tear_down(struct fixture *fixture)
{
    tf_factor_file_release(&fixture->file);
    tf_arena_release(&fixture->arena);
    tf_diag_release(&fixture->diag);
}

#define HEADER "factor,dist,value,low,high\n"
static const char five[] = HEADER "u,uniform,,-1,3\nt,triangular,1,0,4\np,pert,2,0,4\n"
                                  "n,normal,5,3,7\nl,lognormal,2,1,4\n";

/* Medians, from the definitions: of triangular (0, 1, 4) 4 - sqrt(6), of a symmetric pert its
 * middle, of normal and lognormal the value. */
static void middles_are_medians(void **state)
{
    (void)state;
    struct fixture fixture;
    const uint32_t levels[] = {1, 1, 1, 1, 1};
    const double medians[] = {1, 4 - sqrt(6), 2, 5, 2};
    struct tf_design design = {
        .kind = TF_DESIGN_FACTORIAL, .group_count = 5, .group_levels = levels};
    assert_true(set_up(&fixture, five, 0));
    tf_factor_space_draw(&fixture.space, &design, 0, 1, fixture.columns);
    for (size_t i = 0; i < 5; i++) {
        assert_true(fabs(fixture.columns[i][0] - medians[i]) < 1e-9);
    }
    tear_down(&fixture);
}

/* Two levels: the ends of what has ends, the quantiles of 0.5 % and 99.5 % (2.575829 standard
 * deviations) of what has none. */
static void outer_levels_are_ends(void **state)
{
    (void)state;
    struct fixture fixture;
    const uint32_t levels[] = {2, 2, 2, 2, 2};
    const double z = 2.5758293035489004, sd = 2 / 1.6448536269514722;
    const double spread = log(4) / (2 * 1.6448536269514722);
    const double lows[] = {-1, 0, 0, 5 - z * sd, 2 * exp(-z * spread)};
    const double highs[] = {3, 4, 4, 5 + z * sd, 2 * exp(z * spread)};
    struct tf_design design = {
        .kind = TF_DESIGN_FACTORIAL, .group_count = 5, .group_levels = levels};
    assert_true(set_up(&fixture, five, 0));
    tf_factor_space_draw(&fixture.space, &design, 0, 32, fixture.columns);
    for (size_t i = 0; i < 5; i++) {
        /* The least uniform is not quite the end of a pert. */
        double tolerance = i == 2 ? 1e-4 : 1e-12;
        assert_true(fabs(fixture.columns[i][0] - lows[i]) < tolerance);
        assert_true(fabs(fixture.columns[i][31] - highs[i]) < tolerance);
    }
    tear_down(&fixture);
}

/* Columns of the same name in both files have the same bits. */
static bool shares_columns(const struct fixture *a, const struct fixture *b)
{
    bool same = true;
    for (size_t i = 0; i < a->space.count; i++) {
        for (size_t j = 0; j < b->space.count; j++) {
            if (strcmp(a->space.names[i], b->space.names[j]) == 0) {
                same &= memcmp(a->columns[i], b->columns[j], RUNS * sizeof(double)) == 0;
            }
        }
    }
    return same;
}

static void factors_keep_their_numbers(void **state)
{
    (void)state;
    static const char *const larger[] = {
        HEADER "new,uniform,,0,1\nt,triangular,1,0,4\nu,uniform,,-1,3\np,pert,2,0,4\n",
        HEADER "u,uniform,,-1,3\nt,triangular,1,0,4\nnew,normal,5,3,7\n"};
    static const struct {
        enum tf_design_kind kind;
        bool in_front, behind; /* do factors elsewhere in the file change nothing? */
    } expected[] = {{TF_DESIGN_RANDOM, true, true},
                    {TF_DESIGN_LATIN, true, true},
                    {TF_DESIGN_SOBOL, false, true},
                    {TF_DESIGN_HALTON, false, true}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        for (size_t other = 0; other < 2; other++) {
            struct fixture small, large;
            struct tf_design design = {
                .kind = expected[i].kind, .seed = 4, .run_count = RUNS, .whole = true};
            assert_true(set_up(&small, HEADER "u,uniform,,-1,3\nt,triangular,1,0,4\n", 0));
            assert_true(set_up(&large, larger[other], 1));
            tf_factor_space_draw(&small.space, &design, 0, RUNS, small.columns);
            tf_factor_space_draw(&large.space, &design, 0, RUNS, large.columns);
            bool same = other == 0 ? expected[i].in_front : expected[i].behind;
            assert_int_equal(shares_columns(&small, &large), same);
            tear_down(&small);
            tear_down(&large);
        }
    }
}

static void what_leaves_the_numbers_is_refused(void **state)
{
    (void)state;
    struct fixture fixture;
    assert_false(set_up(&fixture, HEADER "x,uniform,,0,1\ny,uniform,,-1e308,1e308\n", 0));
    assert_int_equal(fixture.diag.status, TF_BAD_INPUT);
    assert_int_equal(fixture.diag.messages[0].place.line, 3);
    tear_down(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(middles_are_medians),
        cmocka_unit_test(outer_levels_are_ends),
        cmocka_unit_test(factors_keep_their_numbers),
        cmocka_unit_test(what_leaves_the_numbers_is_refused),
    };
    return cmocka_run_group_tests_name("factor_space", tests, NULL, NULL);
}
