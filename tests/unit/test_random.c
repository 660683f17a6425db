/* Random numbers: known answers, the same bits however a column is cut, and statistics at fixed
 * seeds whose bounds a correct generator passes with a chance of all but one in ten thousand. */
#include "engine/random.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/evaluate.h"
#include "engine/project.h"

enum { LENGTH = 1 << 17 };
static _Alignas(64) double column[LENGTH], other[LENGTH];

/* Random123 1.14 (Salmon et al. 2011), tests/kat_vectors, philox4x32 10. */
static void philox_gives_the_published_answers(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], answer[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        uint32_t out[4];
        tf_philox4x32(known[i].counter, known[i].key, out);
        assert_memory_equal(out, known[i].answer, sizeof out);
    }
}

/* The 64-bit FNV-1a of "", "a" and "foobar" is cbf29ce484222325, af63dc4c8601ec8c and
 * 85944171f73967e8 in the test vectors of Fowler, Noll and Vo; mixed in Python, by a function that
 * gives SplitMix64's known first number for seed 1234567, 6457827717110365317. */
static void a_name_has_one_identity(void **state)
{
    (void)state;
    assert_int_equal(tf_random_identity(""), 0xf52a15e9a9b5e89b);
    assert_int_equal(tf_random_identity("a"), 0x02c0bdbf481420f8);
    assert_int_equal(tf_random_identity("foobar"), 0x404da9e3b74078c2);
    assert_int_equal(tf_random_identity("output_shock"), 0x7b75428d2f40ecd6);
}

/* As docs/random-numbers.md says it. */
static double uniform_of(const struct tf_stream *stream, uint64_t run)
{
    uint64_t call = run / 16 * 8 + run % 8;
    const uint32_t counter[4] = {(uint32_t)call, (uint32_t)(call >> 32) | stream->word << 16,
                                 (uint32_t)stream->identity, (uint32_t)(stream->identity >> 32)};
    const uint32_t key[2] = {(uint32_t)stream->seed, (uint32_t)(stream->seed >> 32)};
    uint32_t out[4];
    tf_philox4x32(counter, key, out);
    const uint32_t *half = run % 16 < 8 ? out : out + 2;
    uint64_t bits = (uint64_t)half[0] << 32 | half[1];
    return ((double)(bits >> 12) + 0.5) * 0x1p-52;
}

static void a_uniform_is_keyed_as_documented(void **state)
{
    (void)state;
    const struct tf_stream streams[] = {
        {0, 0, 0}, {42, tf_random_identity("gdp_growth"), 0}, {UINT64_MAX, UINT64_MAX, 65535}};
    const uint64_t firsts[] = {0, 16, (UINT64_C(1) << 33) - 32, UINT64_C(123456789) << 16};
    for (size_t s = 0; s < 3; s++) {
        for (size_t f = 0; f < 4; f++) {
            tf_random_uniforms(&streams[s], firsts[f], 64, 0, column);
            for (size_t i = 0; i < 64; i++) {
                assert_true(column[i] == uniform_of(&streams[s], firsts[f] + i));
            }
        }
    }
}

/* --- the same bits ------------------------------------------------------------------------- */

enum kind { UNIFORMS, LATIN, SCRAMBLED, SCORES, KIND_COUNT };

static void fill(enum kind kind, uint64_t first, size_t count, size_t width, double *out)
{
    const struct tf_stream stream = {7, tf_random_identity("urban"), 3};
    uint64_t points[256];
    switch (kind) {
    case LATIN:
        tf_random_latin(&stream, 2011, first, count, width, out);
        break;
    case SCRAMBLED:
        for (size_t i = 0; i < 256; i++) {
            points[i] = (first / 8 + i) * 0x9e3779b9u & ((UINT64_C(1) << 35) - 1);
        }
        tf_random_scramble(&stream, points, count, width, out);
        break;
    default:
        tf_random_uniforms(&stream, first, count, width, out);
        if (kind == SCORES) {
            tf_scores_from_uniforms(count, width, out);
        }
    }
}

static void widths_and_pieces_give_the_same_bits(void **state)
{
    (void)state;
    for (enum kind kind = UNIFORMS; kind < KIND_COUNT; kind++) {
        fill(kind, 0, 2000, 2, column);
        for (size_t width = 2; width <= 8; width *= 2) {
            if (!tf_lane_width_exists(width)) {
                continue;
            }
            memset(other, 0, 2048 * sizeof *other);
            for (size_t first = 0; first < 2000; first += 16 * width) {
                size_t left = 2000 - first;
                fill(kind, first, left < 16 * width ? left : 16 * width, width, other + first);
            }
            assert_memory_equal(column, other, 2000 * sizeof *column);
        }
    }
}

/* --- statistics ---------------------------------------------------------------------------- */

static double correlation(const double *x, const double *y, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (x[i] - 0.5) * (y[i] - 0.5);
    }
    return 12 * sum / (double)count;
}

static void uniforms_are_uniform(void **state)
{
    (void)state;
    enum { CELLS = 256 };
    size_t counts[CELLS] = {0};
    double mean = 0, square = 0;
    const struct tf_stream stream = {1, tf_random_identity("x"), 0};
    tf_random_uniforms(&stream, 0, LENGTH, 0, column);
    for (size_t i = 0; i < LENGTH; i++) {
        mean += column[i] / LENGTH;
        square += (column[i] - 0.5) * (column[i] - 0.5) / LENGTH;
        counts[(size_t)(column[i] * CELLS)]++;
    }
    assert_true(fabs(mean - 0.5) < 4 * sqrt(1.0 / 12 / LENGTH));
    assert_true(fabs(square - 1.0 / 12) < 4 * sqrt(1.0 / 180 / LENGTH));
    double chi_square = 0, expected = (double)LENGTH / CELLS;
    for (size_t i = 0; i < CELLS; i++) {
        chi_square += ((double)counts[i] - expected) * ((double)counts[i] - expected) / expected;
    }
    assert_true(fabs(chi_square - (CELLS - 1)) < 4 * sqrt(2.0 * (CELLS - 1)));
}

static void streams_do_not_correlate(void **state)
{
    (void)state;
    const struct tf_stream stream = {1, tf_random_identity("growth.urban"), 1};
    const struct tf_stream others[] = {{2, stream.identity, 1},
                                       {UINT64_C(1) << 32 | 1, stream.identity, 1},
                                       {1, stream.identity, 2},
                                       {1, tf_random_identity("growth.rural"), 1},
                                       {1, stream.identity ^ 1, 1}};
    const double bound = 4 / sqrt(LENGTH);
    tf_random_uniforms(&stream, 0, LENGTH, 0, column);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        tf_random_uniforms(&others[i], 0, LENGTH, 0, other);
        assert_true(fabs(correlation(column, other, LENGTH)) < bound);
    }
    const size_t lags[] = {1, 7, 8, 16, 1024};
    for (size_t i = 0; i < 5; i++) {
        size_t count = LENGTH - lags[i];
        assert_true(fabs(correlation(column, column + lags[i], count)) < 4 / sqrt((double)count));
    }
}

/* --- scores -------------------------------------------------------------------------------- */

static void assert_score(double p, double score)
{
    double expected = gsl_cdf_ugaussian_Pinv(p);
    if (!(fabs(score - expected) <= 1e-15 * fabs(expected))) {
        fail_msg("score of %.17g is %.17g, not %.17g", p, score, expected);
    }
}

static void scores_invert_the_normal_distribution(void **state)
{
    (void)state;
    const struct tf_stream stream = {5, 5, 5};
    tf_random_uniforms(&stream, 0, LENGTH, 0, column);
    for (size_t i = 0; i < LENGTH; i += 4) { /* tails down to 2^-53 on both sides */
        column[i] = fmax(0x1p-53, exp(-36.7 * column[i]));
        column[i + 1] = 1 - fmax(0x1p-53, exp(-36.7 * column[i + 1]));
    }
    memcpy(other, column, sizeof column);
    tf_scores_from_uniforms(LENGTH, 0, column);
    for (size_t i = 0; i < LENGTH; i++) {
        assert_score(other[i], column[i]);
    }
}

/* Abramowitz and Stegun (1964), table 26.5, and Phi^-1(0.95) in many tables. */
static void scores_of_tables(void **state)
{
    (void)state;
    column[0] = 0.5;
    column[1] = 0.95;
    column[2] = 0.025;
    column[3] = 0.999;
    for (size_t i = 4; i < 16; i++) {
        column[i] = i % 2 == 0 ? 0x1p-53 : 1 - 0x1p-53;
    }
    tf_scores_from_uniforms(4, 0, column);
    assert_true(column[0] == 0);
    assert_true(fabs(column[1] - 1.6448536269514722) < 1e-15);
    assert_true(fabs(column[2] + 1.95996398454005) < 1e-14);
    assert_true(fabs(column[3] - 3.09023230616781) < 1e-14);
    assert_true(column[4] == -column[5] && column[5] > 8.2 && column[5] < 8.3);
}

/* --- Latin hypercube ----------------------------------------------------------------------- */

/* Fills `order` with the stratum of each point of a replicate. */
static size_t strata_of(const double *out, size_t run_count, size_t replicate, size_t *order)
{
    size_t strata = (run_count + 7 - replicate) / 8;
    for (size_t point = 0; point < strata; point++) {
        order[point] = (size_t)(out[point * 8 + replicate] * (double)strata);
    }
    return strata;
}

static void every_stratum_is_hit_once(void **state)
{
    (void)state;
    static size_t order[LENGTH];
    static bool hit[LENGTH];
    const size_t run_counts[] = {1, 2, 8, 9, 13, 16, 100, 800, 1003, 8192, 100000};
    for (size_t i = 0; i < sizeof run_counts / sizeof *run_counts; i++) {
        const struct tf_stream stream = {i, 99, 0};
        tf_random_latin(&stream, run_counts[i], 0, run_counts[i], 0, column);
        for (size_t replicate = 0; replicate < 8; replicate++) {
            size_t strata = strata_of(column, run_counts[i], replicate, order);
            memset(hit, 0, sizeof hit);
            for (size_t point = 0; point < strata; point++) {
                assert_true(order[point] < strata && !hit[order[point]]);
                hit[order[point]] = true;
            }
        }
        for (size_t run = 0; run < (run_counts[i] + 15) / 16 * 16; run++) {
            assert_true(column[run] > 0 && column[run] < 1);
        }
    }
}

/* Of five strata there are 120 orders; each comes as often as the others. */
static void orders_are_all_as_likely(void **state)
{
    (void)state;
    enum { SEEDS = 6000, ORDERS = 120 };
    size_t counts[ORDERS] = {0}, order[5];
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        const struct tf_stream stream = {seed, 1, 0};
        tf_random_latin(&stream, 40, 0, 40, 0, column);
        for (size_t replicate = 0; replicate < 8; replicate++) {
            strata_of(column, 40, replicate, order);
            size_t number = 0; /* in the factorial number system */
            for (size_t i = 0; i < 5; i++) {
                size_t smaller = 0;
                for (size_t j = i + 1; j < 5; j++) {
                    smaller += order[j] < order[i];
                }
                number = number * (5 - i) + smaller;
            }
            counts[number]++;
        }
    }
    double chi_square = 0, expected = SEEDS * 8.0 / ORDERS;
    for (size_t i = 0; i < ORDERS; i++) {
        chi_square += ((double)counts[i] - expected) * ((double)counts[i] - expected) / expected;
    }
    if (!(fabs(chi_square - (ORDERS - 1)) < 4 * sqrt(2.0 * (ORDERS - 1)))) {
        fail_msg("chi-square is %g with %d degrees of freedom", chi_square, ORDERS - 1);
    }
}

/* A large permutation has no memory of the order, and differs between replicates and streams. */
static void orders_do_not_correlate(void **state)
{
    (void)state;
    enum { RUNS = 80000, POINTS = RUNS / 8 };
    static double replicate[8][POINTS], another[POINTS], rising[POINTS];
    struct tf_stream stream = {3, 4, 0};
    tf_random_latin(&stream, RUNS, 0, RUNS, 0, column);
    stream.word = 1;
    tf_random_latin(&stream, RUNS, 0, RUNS, 0, other);
    for (size_t i = 0; i < RUNS; i++) {
        replicate[i % 8][i / 8] = column[i];
        another[i / 8] = other[i / 8 * 8];
        rising[i / 8] = ((double)(i / 8) + 0.5) / POINTS;
    }
    const double bound = 4 / sqrt(POINTS);
    for (size_t i = 0; i < 8; i++) {
        assert_true(fabs(correlation(replicate[i], rising, POINTS)) < bound);
        assert_true(fabs(correlation(replicate[i], another, POINTS)) < bound);
        assert_true(fabs(correlation(replicate[i], replicate[(i + 1) % 8], POINTS)) < bound);
        assert_true(fabs(correlation(replicate[i], replicate[i] + 1, POINTS - 1)) < bound);
    }
}

/* --- scrambling ---------------------------------------------------------------------------- */

static uint64_t digits_of(double uniform)
{
    return (uint64_t)(uniform * 0x1p35);
}

/* Leading digits, of 35, that two points share. */
static int shared(uint64_t a, uint64_t b)
{
    return a == b ? 35 : __builtin_clzll(a ^ b) - 29;
}

/* What Owen's scrambling is: points share as many leading digits as before, no more and no fewer.
 */
static void scrambling_is_nested(void **state)
{
    (void)state;
    const struct tf_stream stream = {11, 12, 13};
    uint64_t points[2], random = 1;
    for (int i = 0; i < 20000; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        points[0] = random >> 29;
        points[1] =
            points[0] ^ (UINT64_C(1) << 34 >> (i % 35)) ^ (random >> 8 & 0x7fffffffu) >> i % 35;
        tf_random_scramble(&stream, points, 16, 0, column);
        for (size_t replicate = 0; replicate < 8; replicate++) {
            assert_int_equal(shared(digits_of(column[replicate]), digits_of(column[8 + replicate])),
                             shared(points[0], points[1]));
        }
    }
}

/* Each digit is flipped in half of the replicates and seeds, and a digit's flips differ between
 * neighbours in the tree. */
static void digits_flip_at_random(void **state)
{
    (void)state;
    enum { SEEDS = 4000, DRAWS = SEEDS * 8 };
    size_t flipped[35] = {0}, together[35] = {0}, with_next[34] = {0};
    const uint64_t point = 0x2a5a5a5a5, mask = (UINT64_C(1) << 35) - 1;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        const struct tf_stream stream = {seed, 2, 0};
        /* The second point differs from the first in its last digit but one, and so on. */
        for (int digit = 0; digit < 35; digit += 5) {
            uint64_t points[2] = {point, (point ^ (UINT64_C(1) << 34 >> digit)) & mask};
            tf_random_scramble(&stream, points, 16, 0, column);
            for (size_t replicate = 0; replicate < 8; replicate++) {
                uint64_t flips = digits_of(column[replicate]) ^ points[0];
                uint64_t others = digits_of(column[replicate + 8]) ^ points[1];
                for (int k = digit; k < digit + 5; k++) {
                    flipped[k] += flips >> (34 - k) & 1;
                    together[k] += k > digit && (((flips ^ others) >> (34 - k)) & 1);
                    with_next[k < 34 ? k : 33] +=
                        k < 34 && ((flips >> (34 - k) ^ flips >> (33 - k)) & 1);
                }
            }
        }
    }
    const double bound = 4 * sqrt(DRAWS / 4.0);
    for (int k = 0; k < 35; k++) {
        assert_true(fabs((double)flipped[k] - DRAWS / 2.0) < bound);
        assert_true(k % 5 == 0 || fabs((double)together[k] - DRAWS / 2.0) < bound);
        assert_true(k == 34 || fabs((double)with_next[k] - DRAWS / 2.0) < bound);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(philox_gives_the_published_answers),
        cmocka_unit_test(a_name_has_one_identity),
        cmocka_unit_test(a_uniform_is_keyed_as_documented),
        cmocka_unit_test(widths_and_pieces_give_the_same_bits),
        cmocka_unit_test(uniforms_are_uniform),
        cmocka_unit_test(streams_do_not_correlate),
        cmocka_unit_test(scores_invert_the_normal_distribution),
        cmocka_unit_test(scores_of_tables),
        cmocka_unit_test(every_stratum_is_hit_once),
        cmocka_unit_test(orders_are_all_as_likely),
        cmocka_unit_test(orders_do_not_correlate),
        cmocka_unit_test(scrambling_is_nested),
        cmocka_unit_test(digits_flip_at_random),
    };
    return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
