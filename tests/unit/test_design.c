/* Designs: published points, what each design promises of its points, and how fast it converges. */
#include "experiment/design.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/project.h"

enum { LENGTH = 1 << 15, FACTORS = 3 };
static _Alignas(64) double columns[FACTORS][LENGTH], other[LENGTH];

static struct tf_dimension dimension(uint32_t index)
{
    static const char *const names[] = {"gdp_growth", "urban_share", "tfp_growth", "saving"};
    return (struct tf_dimension){
        .identity = tf_random_identity(names[index % 4]), .word = index / 4, .index = index};
}

static void fill(enum tf_design_kind kind, uint64_t seed, size_t run_count)
{
    const struct tf_design design = {.kind = kind, .seed = seed, .run_count = run_count};
    for (uint32_t factor = 0; factor < FACTORS; factor++) {
        struct tf_dimension at = dimension(factor);
        tf_design_uniforms(&design, &at, 0, run_count, columns[factor]);
    }
}

/* The first points of new-joe-kuo-6 as printed by Joe and Kuo's own program for three dimensions
 * (https://web.maths.unsw.edu.au/~fkuo/sobol/). */
static void sobol_starts_as_published(void **state)
{
    (void)state;
    static const double points[][3] = {
        {0, 0, 0},
        {0.5, 0.5, 0.5},
        {0.75, 0.25, 0.25},
        {0.25, 0.75, 0.75},
        {0.375, 0.375, 0.625},
        {0.875, 0.875, 0.125},
        {0.625, 0.125, 0.875},
        {0.125, 0.625, 0.375},
        {0.1875, 0.3125, 0.9375},
        {0.6875, 0.8125, 0.4375},
    };
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        for (uint32_t d = 0; d < 3; d++) {
            assert_true(tf_sobol_point(d, i) == points[i][d]);
        }
    }
}

/* boost::random::sobol_engine of Boost 1.74, which has the same numbers; it leaves point 0 out. */
static void sobol_goes_on_as_in_boost(void **state)
{
    (void)state;
    static const uint32_t dimensions[] = {0, 1, 2, 3, 40, 479, 480, 1110};
    static const struct {
        uint64_t index;
        double at[8];
    } known[] = {
        {64,
         {0.0234375, 0.3984375, 0.8203125, 0.8359375, 0.1328125, 0.7421875, 0.5859375, 0.0390625}},
        {1001,
         {0.7197265625, 0.5966796875, 0.0185546875, 0.1767578125, 0.4130859375, 0.7060546875,
          0.2529296875, 0.8701171875}},
        {100000,
         {0.06107330322265625, 0.10758209228515625, 0.94358062744140625, 0.62081146240234375,
          0.75363922119140625, 0.93280792236328125, 0.24868011474609375, 0.58551788330078125}},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        for (size_t d = 0; d < 8; d++) {
            assert_true(tf_sobol_point(dimensions[d], known[i].index) == known[i].at[d]);
        }
    }
}

static void sobol_points_need_no_start(void **state)
{
    (void)state;
    uint64_t points[100];
    const uint64_t firsts[] = {0, 1, 1023, (UINT64_C(1) << 34) - 50};
    for (size_t f = 0; f < 4; f++) {
        tf_sobol_points(7, firsts[f], 100, points);
        for (size_t i = 0; i < 100; i++) {
            assert_true(tf_sobol_point(7, firsts[f] + i) == (double)points[i] * 0x1p-35);
        }
    }
}

/* In every dimension the first 2^10 points have one in each interval of that length. */
static void every_dimension_is_stratified(void **state)
{
    (void)state;
    enum { POINTS = 1024 };
    static uint64_t points[POINTS];
    for (uint32_t d = 0; d < tf_design_dimensions_most(TF_DESIGN_SOBOL); d++) {
        bool hit[POINTS] = {false};
        tf_sobol_points(d, 0, POINTS, points);
        for (size_t i = 0; i < POINTS; i++) {
            uint64_t interval = points[i] >> 25;
            assert_true(interval < POINTS && !hit[interval]);
            hit[interval] = true;
        }
    }
}

/* Dimensions 0 and 1 are a (0, m, 2)-net: of 2^m points each box of 2^-a by 2^-(m-a) has one, in
 * every replicate, also after scrambling (Owen 1995, proposition 2). */
static void replicates_of_sobol_are_nets(void **state)
{
    (void)state;
    for (unsigned m = 1; m <= 10; m++) {
        size_t points = (size_t)1 << m;
        fill(TF_DESIGN_SOBOL, m, points * TF_REPLICATES);
        for (size_t replicate = 0; replicate < TF_REPLICATES; replicate++) {
            for (unsigned a = 0; a <= m; a++) {
                bool hit[1024] = {false};
                for (size_t i = 0; i < points; i++) {
                    size_t run = i * TF_REPLICATES + replicate;
                    size_t x = (size_t)ldexp(columns[0][run], (int)a);
                    size_t y = (size_t)ldexp(columns[1][run], (int)(m - a));
                    assert_false(hit[x << (m - a) | y]);
                    hit[x << (m - a) | y] = true;
                }
            }
        }
    }
}

/* --- single samples ------------------------------------------------------------------------- */

static void fill_single(const struct tf_design *design, size_t run_count)
{
    for (uint32_t factor = 0; factor < FACTORS; factor++) {
        struct tf_dimension at = dimension(factor);
        tf_design_uniforms(design, &at, 0, run_count, columns[factor]);
    }
}

/* The plain sequence, from a run number alone; where there is no end, 0 is the tail's quantile. */
static void plain_sequence_is_joe_and_kuos(void **state)
{
    (void)state;
    const struct tf_design design = {.kind = TF_DESIGN_SOBOL, .seed = 3, .plain = true};
    fill_single(&design, 5000);
    for (uint32_t factor = 0; factor < FACTORS; factor++) {
        for (size_t run = 0; run < 5000; run++) {
            assert_true(columns[factor][run] == tf_sobol_point(factor, run));
        }
    }
    struct tf_dimension endless = dimension(0);
    endless.tail = 0.005;
    tf_design_uniforms(&design, &endless, 0, 16, columns[0]);
    assert_true(columns[0][0] == 0.005 && columns[0][1] == 0.5);
}

static void whole_sequence_is_a_net(void **state)
{
    (void)state;
    for (unsigned m = 1; m <= 12; m++) {
        size_t points = (size_t)1 << m;
        const struct tf_design design = {.kind = TF_DESIGN_SOBOL, .seed = m, .whole = true};
        fill_single(&design, points);
        for (unsigned a = 0; a <= m; a++) {
            bool hit[4096] = {false};
            for (size_t run = 0; run < points; run++) {
                size_t x = (size_t)ldexp(columns[0][run], (int)a);
                size_t y = (size_t)ldexp(columns[1][run], (int)(m - a));
                assert_false(hit[x << (m - a) | y]);
                hit[x << (m - a) | y] = true;
            }
        }
    }
}

static void whole_hypercube_has_all_strata(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 2, 7, 16, 100, 1003, 30000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const struct tf_design design = {
            .kind = TF_DESIGN_LATIN, .seed = 2, .run_count = sizes[i], .whole = true};
        fill_single(&design, sizes[i]);
        for (size_t factor = 0; factor < FACTORS; factor++) {
            static bool hit[LENGTH];
            memset(hit, 0, sizeof hit);
            for (size_t run = 0; run < sizes[i]; run++) {
                size_t stratum = (size_t)(columns[factor][run] * (double)sizes[i]);
                assert_true(stratum < sizes[i] && !hit[stratum]);
                hit[stratum] = true;
            }
        }
    }
}

static void single_samples_have_the_same_bits(void **state)
{
    (void)state;
    enum { RUNS = 9000 };
    static const enum tf_design_kind kinds[] = {TF_DESIGN_LATIN, TF_DESIGN_SOBOL, TF_DESIGN_HALTON};
    for (size_t i = 0; i < 3; i++) {
        struct tf_dimension at = dimension(6);
        struct tf_design design = {
            .kind = kinds[i], .seed = 8, .run_count = RUNS, .lane_width = 2, .whole = true};
        tf_design_uniforms(&design, &at, 0, RUNS, columns[0]);
        for (design.lane_width = 2; design.lane_width <= 8; design.lane_width *= 2) {
            size_t piece = 528;
            for (size_t first = 0; first < RUNS; first += piece) {
                size_t left = RUNS - first;
                tf_design_uniforms(&design, &at, first, left < piece ? left : piece, other + first);
            }
            assert_memory_equal(columns[0], other, RUNS * sizeof *other);
        }
    }
}

/* --- replicates ----------------------------------------------------------------------------- */

static void strata_of_latin_are_hit_once(void **state)
{
    (void)state;
    enum { RUNS = 1003 };
    fill(TF_DESIGN_LATIN, 1, RUNS);
    for (size_t factor = 0; factor < FACTORS; factor++) {
        for (size_t replicate = 0; replicate < TF_REPLICATES; replicate++) {
            size_t strata = (RUNS + 7 - replicate) / TF_REPLICATES;
            bool hit[RUNS] = {false};
            for (size_t run = replicate; run < RUNS; run += TF_REPLICATES) {
                size_t stratum = (size_t)(columns[factor][run] * (double)strata);
                assert_true(stratum < strata && !hit[stratum]);
                hit[stratum] = true;
            }
        }
    }
}

static void widths_and_pieces_give_the_same_bits(void **state)
{
    (void)state;
    enum { RUNS = 9000 };
    for (enum tf_design_kind kind = 0; kind <= TF_DESIGN_SOBOL; kind++) {
        struct tf_dimension at = dimension(6);
        struct tf_design design = {.kind = kind, .seed = 8, .run_count = RUNS, .lane_width = 2};
        tf_design_uniforms(&design, &at, 0, RUNS, columns[0]);
        for (design.lane_width = 2; design.lane_width <= 8; design.lane_width *= 2) {
            if (!tf_lane_width_exists(design.lane_width)) {
                continue;
            }
            size_t piece = 528;
            for (size_t first = 0; first < RUNS; first += piece) {
                size_t left = RUNS - first;
                tf_design_uniforms(&design, &at, first, left < piece ? left : piece, other + first);
            }
            assert_memory_equal(columns[0], other, RUNS * sizeof *other);
        }
    }
}

/* Random and Sobol' draws are those of a smaller sample, and a few more. */
static void more_runs_change_no_draw(void **state)
{
    (void)state;
    for (enum tf_design_kind kind = 0; kind <= TF_DESIGN_SOBOL; kind++) {
        struct tf_dimension at = dimension(1);
        const struct tf_design small = {.kind = kind, .seed = 8, .run_count = 1000};
        const struct tf_design large = {.kind = kind, .seed = 8, .run_count = 2000};
        tf_design_uniforms(&small, &at, 0, 1000, columns[0]);
        tf_design_uniforms(&large, &at, 0, 2000, other);
        bool same = memcmp(columns[0], other, 1000 * sizeof *other) == 0;
        assert_int_equal(same, kind != TF_DESIGN_LATIN);
    }
}

/* --- convergence --------------------------------------------------------------------------- */

/* Smooth, no sum of functions of one variable, with the integral 1. */
static double product(size_t run)
{
    double value = 1;
    for (size_t factor = 0; factor < FACTORS; factor++) {
        value *= exp(columns[factor][run]) / (M_E - 1);
    }
    return value;
}

/* A sum of functions of one variable, with the integral 1. */
static double sum(size_t run)
{
    double value = 0;
    for (size_t factor = 0; factor < FACTORS; factor++) {
        value += columns[factor][run] * columns[factor][run];
    }
    return value;
}

/* The root mean square error of a replicate's mean over `points` points, from all replicates of 24
 * seeds. */
static double error_of(enum tf_design_kind kind, double (*function)(size_t run), size_t points)
{
    enum { SEEDS = 24 };
    double squares = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        double means[TF_REPLICATES] = {0};
        fill(kind, seed, points * TF_REPLICATES);
        for (size_t run = 0; run < points * TF_REPLICATES; run++) {
            means[run % TF_REPLICATES] += function(run) / (double)points;
        }
        for (size_t replicate = 0; replicate < TF_REPLICATES; replicate++) {
            squares += (means[replicate] - 1) * (means[replicate] - 1);
        }
    }
    return sqrt(squares / (SEEDS * TF_REPLICATES));
}

/* The slope of log error on log points, by least squares, from 2^6 to 2^12 points a replicate. */
static double slope_of(enum tf_design_kind kind, double (*function)(size_t run))
{
    double slope = 0;
    for (int m = 6; m <= 12; m++) {
        slope += (m - 9) * log2(error_of(kind, function, (size_t)1 << m)) / 28;
    }
    return slope;
}

/* Random errors fall with n^-1/2, those of scrambled nets with n^-3/2 up to logarithms (Owen 1997),
 * those of a Latin hypercube with n^-3/2 where effects add up (McKay, Beckman and Conover 1979;
 * Stein 1987). */
static void errors_fall_as_they_should(void **state)
{
    (void)state;
    const struct {
        enum tf_design_kind kind;
        double (*function)(size_t run);
        double steepest, flattest;
    } expected[] = {
        {TF_DESIGN_RANDOM, product, -0.6, -0.4}, {TF_DESIGN_RANDOM, sum, -0.6, -0.4},
        {TF_DESIGN_LATIN, product, -0.6, -0.4},  {TF_DESIGN_LATIN, sum, -1.6, -1.4},
        {TF_DESIGN_SOBOL, product, -1.7, -1.2},  {TF_DESIGN_SOBOL, sum, -1.7, -1.3},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        double slope = slope_of(expected[i].kind, expected[i].function);
        print_message("# design %d: error falls with n^%.2f\n", (int)expected[i].kind, slope);
        if (!(slope > expected[i].steepest && slope < expected[i].flattest)) {
            fail_msg("design %d: slope %g", (int)expected[i].kind, slope);
        }
    }
}

/* The spread of replicates is honest only if they are independent: the variance of the mean of all
 * is an eighth of the variance of one. */
static void replicates_are_independent(void **state)
{
    (void)state;
    enum { SEEDS = 400, POINTS = 32 };
    for (enum tf_design_kind kind = 0; kind <= TF_DESIGN_SOBOL; kind++) {
        double of_one = 0, of_all = 0;
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            double all = 0, means[TF_REPLICATES] = {0};
            fill(kind, seed, POINTS * TF_REPLICATES);
            for (size_t run = 0; run < POINTS * TF_REPLICATES; run++) {
                means[run % TF_REPLICATES] += product(run) / POINTS;
            }
            for (size_t replicate = 0; replicate < TF_REPLICATES; replicate++) {
                all += means[replicate] / TF_REPLICATES;
                of_one += (means[replicate] - 1) * (means[replicate] - 1) / TF_REPLICATES;
            }
            of_all += (all - 1) * (all - 1);
        }
        double ratio = TF_REPLICATES * of_all / of_one;
        assert_true(fabs(ratio - 1) < 4 * sqrt(2.0 / SEEDS)); /* chi-square, 400 degrees */
    }
}

static void limits_are_told(void **state)
{
    (void)state;
    assert_int_equal(tf_design_dimensions_most(TF_DESIGN_SOBOL), 1111);
    assert_int_equal(tf_design_dimensions_most(TF_DESIGN_RANDOM), UINT32_MAX);
    assert_int_equal(tf_design_runs_most(TF_DESIGN_SOBOL), UINT64_C(1) << 38);
    assert_int_equal(tf_design_runs_most(TF_DESIGN_RANDOM), UINT64_C(1) << 48);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sobol_starts_as_published),
        cmocka_unit_test(sobol_goes_on_as_in_boost),
        cmocka_unit_test(sobol_points_need_no_start),
        cmocka_unit_test(every_dimension_is_stratified),
        cmocka_unit_test(replicates_of_sobol_are_nets),
        cmocka_unit_test(plain_sequence_is_joe_and_kuos),
        cmocka_unit_test(whole_sequence_is_a_net),
        cmocka_unit_test(whole_hypercube_has_all_strata),
        cmocka_unit_test(single_samples_have_the_same_bits),
        cmocka_unit_test(strata_of_latin_are_hit_once),
        cmocka_unit_test(widths_and_pieces_give_the_same_bits),
        cmocka_unit_test(more_runs_change_no_draw),
        cmocka_unit_test(errors_fall_as_they_should),
        cmocka_unit_test(replicates_are_independent),
        cmocka_unit_test(limits_are_told),
    };
    return cmocka_run_group_tests_name("design", tests, NULL, NULL);
}
