/* Sobol' indices against published ones, and what must hold of them for any output. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "experiment/sobol_indices.h"
#include "sensitivity_functions.h"

static const struct tf_resampling usual = {
    .replicates = 200, .confidence = 0.95, .seed = 1, .threads = 2};

/* Saltelli et al. (2008), table 5.x and exact integrals: S1, ST and the only S2 of Ishigami. */
static const double ishigami_first[] = {0.31390519, 0.44241114, 0};
static const double ishigami_total[] = {0.55758886, 0.44241114, 0.24368366};
static const double ishigami_pair = 0.24368366; /* of factors 0 and 2; others 0 */
static const double g_first[] = {0.71619, 0.17905, 0.02368, 0.00716};

struct fixture {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_indices indices;
};

static void estimate(struct fixture *fixture, const struct tf_sobol_design *design, const double *y,
                     const struct tf_resampling *resampling)
{
    tf_arena_init(&fixture->arena);
    tf_diag_init(&fixture->diag);
    assert_true(tf_sobol_indices(design, y, resampling, &fixture->arena, &fixture->indices,
                                 &fixture->diag));
}

static void release(struct fixture *fixture)
{
    tf_arena_release(&fixture->arena);
    tf_diag_release(&fixture->diag);
}

static const struct tf_index *find(const struct tf_indices *indices, enum tf_index_kind kind,
                                   size_t factor, size_t factor2)
{
    for (size_t i = 0; i < indices->count; i++) {
        const struct tf_index *index = &indices->items[i];
        if (index->kind == kind && index->factor == factor && index->factor2 == factor2) {
            return index;
        }
    }
    fail_msg("no such index");
    return NULL;
}

static void assert_near(const struct tf_index *index, double truth, double tolerance)
{
    assert_float_equal(index->value, truth, tolerance);
    assert_true(index->low <= index->value && index->value <= index->high);
    assert_true(index->low - 1e-4 <= truth && truth <= index->high + 1e-4);
}

static void estimate_of(struct fixture *fixture, function *f, size_t k, size_t bases, bool second,
                        uint64_t seed)
{
    double *y = saltelli_outputs(f, k, bases, second, true, seed);
    estimate(fixture, &(struct tf_sobol_design){k, bases, second}, y, &usual);
    free(y);
}

static void test_ishigami(void **state)
{
    (void)state;
    for (int second = 0; second < 2; second++) {
        struct fixture fixture;
        estimate_of(&fixture, ishigami, 3, 8192, second == 1, 1);
        assert_int_equal(fixture.indices.count, second ? 9 : 6);
        assert_int_equal(fixture.indices.n, 8192);
        for (size_t i = 0; i < 3; i++) {
            const struct tf_indices *of = &fixture.indices;
            assert_near(find(of, TF_INDEX_FIRST, i, TF_NO_FACTOR), ishigami_first[i], 4e-3);
            assert_near(find(of, TF_INDEX_TOTAL, i, TF_NO_FACTOR), ishigami_total[i], 2e-3);
        }
        if (second) {
            assert_near(find(&fixture.indices, TF_INDEX_SECOND, 0, 2), ishigami_pair, 4e-3);
            assert_near(find(&fixture.indices, TF_INDEX_SECOND, 0, 1), 0, 4e-3);
            assert_near(find(&fixture.indices, TF_INDEX_SECOND, 1, 2), 0, 4e-3);
        }
        release(&fixture);
    }
}

static void test_g(void **state)
{
    (void)state;
    struct fixture fixture;
    estimate_of(&fixture, sobol_g, 8, 8192, false, 1);
    for (size_t i = 0; i < 4; i++) {
        assert_near(find(&fixture.indices, TF_INDEX_FIRST, i, TF_NO_FACTOR), g_first[i], 2e-3);
    }
    release(&fixture);
}

static void test_bratley(void **state)
{
    (void)state;
    struct fixture fixture;
    estimate_of(&fixture, bratley, 10, 8192, true, 1);
    for (size_t i = 0; i < 10; i++) {
        double first, total;
        bratley_indices(10, i, &first, &total);
        assert_near(find(&fixture.indices, TF_INDEX_FIRST, i, TF_NO_FACTOR), first, 2e-3);
        assert_near(find(&fixture.indices, TF_INDEX_TOTAL, i, TF_NO_FACTOR), total, 2e-3);
    }
    release(&fixture);
}

/* Over 200 random designs the mean is the truth, and 95 % intervals hold it in about 95 %. */
static void test_bias_and_coverage(void **state)
{
    (void)state;
    enum { DESIGNS = 200, BASES = 256 };
    for (int second = 0; second < 2; second++) {
        double sums[6] = {0}, squares[6] = {0};
        size_t covered[6] = {0};
        for (uint64_t seed = 1; seed <= DESIGNS; seed++) {
            struct fixture fixture;
            double *y = saltelli_outputs(ishigami, 3, BASES, second == 1, false, seed);
            estimate(&fixture, &(struct tf_sobol_design){3, BASES, second == 1}, y, &usual);
            for (size_t i = 0; i < 6; i++) {
                const struct tf_index *index = &fixture.indices.items[i];
                double truth = i < 3 ? ishigami_first[i] : ishigami_total[i - 3];
                sums[i] += index->value - truth;
                squares[i] += (index->value - truth) * (index->value - truth);
                covered[i] += index->low <= truth && truth <= index->high;
            }
            free(y);
            release(&fixture);
        }
        for (size_t i = 0; i < 6; i++) {
            double error = sqrt(squares[i]) / DESIGNS;
            assert_true(fabs(sums[i] / DESIGNS) < 3.5 * error);
            assert_in_range(covered[i], 0.88 * DESIGNS, DESIGNS);
        }
    }
}

/* Indices do not change when the output is moved and stretched. */
static void test_affine(void **state)
{
    (void)state;
    for (int second = 0; second < 2; second++) {
        struct fixture plain, moved;
        struct tf_sobol_design design = {3, 512, second == 1};
        size_t runs = 512 * tf_sobol_rows(&design);
        double *y = saltelli_outputs(ishigami, 3, 512, second == 1, true, 3);
        estimate(&plain, &design, y, &usual);
        for (size_t i = 0; i < runs; i++) {
            y[i] = 1e9 - 1e3 * y[i];
        }
        estimate(&moved, &design, y, &usual);
        for (size_t i = 0; i < plain.indices.count; i++) {
            const struct tf_index *a = &plain.indices.items[i], *b = &moved.indices.items[i];
            assert_float_equal(a->value, b->value, 1e-8);
            assert_float_equal(a->low, b->low, 1e-8);
            assert_float_equal(a->high, b->high, 1e-8);
        }
        free(y);
        release(&plain);
        release(&moved);
    }
}

static void test_threads(void **state)
{
    (void)state;
    struct fixture one, many;
    struct tf_resampling resampling = usual;
    struct tf_sobol_design design = {3, 300, true};
    double *y = saltelli_outputs(ishigami, 3, 300, true, true, 1);
    resampling.threads = 1;
    estimate(&one, &design, y, &resampling);
    resampling.threads = 7;
    estimate(&many, &design, y, &resampling);
    for (size_t i = 0; i < one.indices.count; i++) {
        const struct tf_index *a = &one.indices.items[i], *b = &many.indices.items[i];
        assert_memory_equal(&a->value, &b->value, sizeof(double));
        assert_memory_equal(&a->low, &b->low, sizeof(double));
        assert_memory_equal(&a->high, &b->high, sizeof(double));
    }
    free(y);
    release(&one);
    release(&many);
}

/* A run that is missing takes its base point with it: the indices are those of the others. */
static void test_infeasible(void **state)
{
    (void)state;
    enum { BASES = 200 };
    struct fixture with, without;
    struct tf_sobol_design design = {3, BASES, false};
    double *y = saltelli_outputs(ishigami, 3, BASES, false, false, 1), kept[BASES * 5];
    size_t count = 0;
    for (size_t base = 0; base < BASES; base++) {
        if (base % 10 == 3) {
            y[base * 5 + base % 5] = base % 20 == 3 ? (double)NAN : (double)INFINITY;
        } else {
            memcpy(kept + count++ * 5, y + base * 5, 5 * sizeof *y);
        }
    }
    estimate(&with, &design, y, &usual);
    design.base_count = count;
    estimate(&without, &design, kept, &usual);
    assert_int_equal(with.indices.n, count);
    assert_int_equal(with.indices.left_out, BASES / 10);
    for (size_t i = 0; i < 6; i++) {
        assert_memory_equal(&with.indices.items[i].value, &without.indices.items[i].value,
                            sizeof(double));
        assert_int_equal(with.indices.items[i].n, count);
    }
    free(y);
    release(&with);
    release(&without);
}

static void test_nothing_to_share(void **state)
{
    (void)state;
    struct fixture fixture;
    double y[20 * 4];
    for (size_t i = 0; i < 80; i++) {
        y[i] = 3;
    }
    estimate(&fixture, &(struct tf_sobol_design){2, 20, false}, y, &usual);
    assert_int_equal(fixture.indices.problem, TF_INDICES_CONSTANT);
    assert_true(isnan(fixture.indices.items[0].value));
    release(&fixture);
    for (size_t i = 0; i < 68; i++) {
        y[i] = i % 4 == 2 ? (double)NAN : (double)i;
    }
    estimate(&fixture, &(struct tf_sobol_design){2, 20, false}, y, &usual);
    assert_int_equal(fixture.indices.problem, TF_INDICES_TOO_FEW);
    assert_int_equal(fixture.indices.left_out, 17);
    assert_true(isnan(fixture.indices.items[3].value));
    release(&fixture);
}

/* The lines that show how indices settle are those of the shorter designs. */
static void test_settling(void **state)
{
    (void)state;
    struct fixture whole, part;
    struct tf_sobol_design design = {3, 1000, false};
    double *y = saltelli_outputs(ishigami, 3, 1000, false, true, 1);
    estimate(&whole, &design, y, &usual);
    assert_int_equal(whole.indices.settling_count, 6 * 6);
    size_t at = 0;
    for (size_t bases = 16; bases < 1000; bases *= 2) {
        design.base_count = bases;
        estimate(&part, &design, y, &usual);
        for (size_t i = 0; i < 6; i++, at++) {
            const struct tf_index *index = &whole.indices.settling[at];
            assert_int_equal(index->n, bases);
            assert_int_equal(index->kind, part.indices.items[i].kind);
            assert_float_equal(index->value, part.indices.items[i].value, 1e-12);
        }
        release(&part);
    }
    free(y);
    release(&whole);
}

static void test_without_replicates(void **state)
{
    (void)state;
    struct fixture fixture;
    struct tf_resampling none = {.replicates = 0, .confidence = 0.95, .seed = 1, .threads = 1};
    double *y = saltelli_outputs(ishigami, 3, 64, false, true, 1);
    estimate(&fixture, &(struct tf_sobol_design){3, 64, false}, y, &none);
    assert_true(!isnan(fixture.indices.items[0].value));
    assert_true(isnan(fixture.indices.items[0].low) && isnan(fixture.indices.items[0].high));
    free(y);
    release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ishigami),   cmocka_unit_test(test_g),
        cmocka_unit_test(test_bratley),    cmocka_unit_test(test_bias_and_coverage),
        cmocka_unit_test(test_affine),     cmocka_unit_test(test_threads),
        cmocka_unit_test(test_infeasible), cmocka_unit_test(test_nothing_to_share),
        cmocka_unit_test(test_settling),   cmocka_unit_test(test_without_replicates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
