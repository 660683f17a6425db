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
    assert_close(index->value, truth, tolerance);
    assert_true(index->low <= index->value && index->value <= index->high);
    assert_true(index->low - 1e-4 <= truth && truth <= index->high + 1e-4);
}

/* How S1 is found: from outputs alone, or also from the factors' values. */
enum way { PRODUCTS, SLICES, WAYS };

static struct tf_sobol_design design_of(const struct saltelli *of, size_t bases, bool second,
                                        enum way way)
{
    return (struct tf_sobol_design){
        .factor_count = of->k,
        .base_count = bases,
        .second_order = second,
        .a = way == SLICES ? (const double *const *)of->a : NULL,
        .b = way == SLICES ? (const double *const *)of->b : NULL,
    };
}

static void estimate_of(struct fixture *fixture, function *f, size_t k, size_t bases, bool second,
                        enum way way)
{
    struct saltelli of = saltelli(f, k, bases, second, true, 1);
    struct tf_sobol_design design = design_of(&of, bases, second, way);
    estimate(fixture, &design, of.y, &usual);
    saltelli_free(&of);
}

/* With products alone S1 has a standard deviation of 1.3e-3 here (docs/sensitivity.md). */
static void test_ishigami(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * WAYS; i++) {
        bool second = i % 2 == 1;
        enum way way = i / 2 == 0 ? PRODUCTS : SLICES;
        struct fixture fixture;
        estimate_of(&fixture, ishigami, 3, 8192, second, way);
        assert_int_equal(fixture.indices.count, second ? 9 : 6);
        assert_int_equal(fixture.indices.n, 8192);
        for (size_t j = 0; j < 3; j++) {
            const struct tf_indices *of = &fixture.indices;
            assert_near(find(of, TF_INDEX_FIRST, j, TF_NO_FACTOR), ishigami_first[j],
                        way == SLICES ? 1e-3 : 5e-3);
            assert_near(find(of, TF_INDEX_TOTAL, j, TF_NO_FACTOR), ishigami_total[j], 2e-3);
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
    for (int way = 0; way < WAYS; way++) {
        struct fixture fixture;
        estimate_of(&fixture, sobol_g, 8, 8192, false, (enum way)way);
        for (size_t i = 0; i < 4; i++) {
            assert_near(find(&fixture.indices, TF_INDEX_FIRST, i, TF_NO_FACTOR), g_first[i],
                        way == SLICES ? 1e-3 : 2e-3);
        }
        release(&fixture);
    }
}

static void test_bratley(void **state)
{
    (void)state;
    for (int way = 0; way < WAYS; way++) {
        struct fixture fixture;
        estimate_of(&fixture, bratley, 10, 8192, true, (enum way)way);
        for (size_t i = 0; i < 10; i++) {
            double first, total;
            bratley_indices(10, i, &first, &total);
            assert_near(find(&fixture.indices, TF_INDEX_FIRST, i, TF_NO_FACTOR), first, 2e-3);
            assert_near(find(&fixture.indices, TF_INDEX_TOTAL, i, TF_NO_FACTOR), total, 2e-3);
        }
        release(&fixture);
    }
}

static double threshold(const double *u, size_t factors)
{
    (void)factors;
    return (u[0] > 0.5 && u[1] > 0.3) + (u[2] > 0.1);
}

/* What jumps: slices lose a little of it, the less the more base points there are. */
static void test_thresholds(void **state)
{
    (void)state;
    double variance = 0.35 * 0.65 + 0.09;
    const double truth[] = {0.25 * 0.49 / variance, 0.25 * 0.21 / variance, 0.09 / variance};
    struct fixture fixture;
    estimate_of(&fixture, threshold, 3, 16384, false, SLICES);
    for (size_t i = 0; i < 3; i++) {
        assert_near(find(&fixture.indices, TF_INDEX_FIRST, i, TF_NO_FACTOR), truth[i], 2e-3);
    }
    release(&fixture);
}

/* Over 200 random designs the mean is the truth, and 95 % intervals hold it in about 95 %. */
static void assert_bias_and_coverage(bool second, enum way way)
{
    enum { DESIGNS = 200, BASES = 256 };
    double sums[6] = {0}, squares[6] = {0};
    size_t covered[6] = {0};
    for (uint64_t seed = 1; seed <= DESIGNS; seed++) {
        struct fixture fixture;
        struct saltelli of = saltelli(ishigami, 3, BASES, second, false, seed);
        struct tf_sobol_design design = design_of(&of, BASES, second, way);
        estimate(&fixture, &design, of.y, &usual);
        for (size_t i = 0; i < 6; i++) {
            const struct tf_index *index = &fixture.indices.items[i];
            double truth = i < 3 ? ishigami_first[i] : ishigami_total[i - 3];
            sums[i] += index->value - truth;
            squares[i] += (index->value - truth) * (index->value - truth);
            covered[i] += index->low <= truth && truth <= index->high;
        }
        saltelli_free(&of);
        release(&fixture);
    }
    for (size_t i = 0; i < 6; i++) {
        double error = sqrt(squares[i]) / DESIGNS;
        assert_true(fabs(sums[i] / DESIGNS) < 3.5 * error);
        assert_in_range(covered[i], 0.88 * DESIGNS, DESIGNS);
    }
}

static void test_bias_and_coverage(void **state)
{
    (void)state;
    for (int way = 0; way < WAYS; way++) {
        assert_bias_and_coverage(false, (enum way)way);
        assert_bias_and_coverage(true, (enum way)way);
    }
}

/* Indices do not change when the output is moved and stretched. */
static void test_affine(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * WAYS; i++) {
        bool second = i % 2 == 1;
        struct fixture plain, moved;
        struct saltelli of = saltelli(ishigami, 3, 512, second, true, 3);
        struct tf_sobol_design design = design_of(&of, 512, second, i / 2 == 0 ? PRODUCTS : SLICES);
        estimate(&plain, &design, of.y, &usual);
        for (size_t run = 0; run < 512 * tf_sobol_rows(&design); run++) {
            of.y[run] = 1e9 - 1e3 * of.y[run];
        }
        estimate(&moved, &design, of.y, &usual);
        for (size_t j = 0; j < plain.indices.count; j++) {
            const struct tf_index *a = &plain.indices.items[j], *b = &moved.indices.items[j];
            assert_close(a->value, b->value, 1e-8);
            assert_close(a->low, b->low, 1e-8);
            assert_close(a->high, b->high, 1e-8);
        }
        saltelli_free(&of);
        release(&plain);
        release(&moved);
    }
}

static void assert_same_bits(const struct fixture *one, const struct fixture *other)
{
    for (size_t i = 0; i < one->indices.count; i++) {
        const struct tf_index *a = &one->indices.items[i], *b = &other->indices.items[i];
        assert_memory_equal(&a->value, &b->value, sizeof(double));
        assert_memory_equal(&a->low, &b->low, sizeof(double));
        assert_memory_equal(&a->high, &b->high, sizeof(double));
    }
}

static void test_threads(void **state)
{
    (void)state;
    for (int way = 0; way < WAYS; way++) {
        struct fixture one, many;
        struct tf_resampling resampling = usual;
        struct saltelli of = saltelli(ishigami, 3, 300, true, true, 1);
        struct tf_sobol_design design = design_of(&of, 300, true, (enum way)way);
        resampling.threads = 1;
        estimate(&one, &design, of.y, &resampling);
        resampling.threads = 7;
        estimate(&many, &design, of.y, &resampling);
        assert_same_bits(&one, &many);
        saltelli_free(&of);
        release(&one);
        release(&many);
    }
}

/* A run that is missing takes its base point with it: the indices are those of the others. */
static void test_infeasible(void **state)
{
    (void)state;
    enum { BASES = 400 };
    for (int way = 0; way < WAYS; way++) {
        struct fixture with, without;
        struct saltelli of = saltelli(ishigami, 3, BASES, false, false, 1);
        struct saltelli kept = saltelli(ishigami, 3, BASES, false, false, 1);
        size_t count = 0;
        for (size_t base = 0; base < BASES; base++) {
            if (base % 10 == 3) {
                of.y[base * 5 + base % 5] = base % 20 == 3 ? (double)NAN : (double)INFINITY;
                continue;
            }
            memcpy(kept.y + count * 5, of.y + base * 5, 5 * sizeof *of.y);
            for (size_t i = 0; i < 3; i++) {
                kept.a[i][count] = of.a[i][base];
                kept.b[i][count] = of.b[i][base];
            }
            count++;
        }
        struct tf_sobol_design design = design_of(&of, BASES, false, (enum way)way);
        estimate(&with, &design, of.y, &usual);
        design = design_of(&kept, count, false, (enum way)way);
        estimate(&without, &design, kept.y, &usual);
        assert_int_equal(with.indices.n, count);
        assert_int_equal(with.indices.left_out, BASES / 10);
        assert_int_equal(with.indices.items[5].n, count);
        assert_same_bits(&with, &without);
        saltelli_free(&of);
        saltelli_free(&kept);
        release(&with);
        release(&without);
    }
}

static void test_nothing_to_share(void **state)
{
    (void)state;
    struct fixture fixture;
    double y[20 * 4];
    for (size_t i = 0; i < 80; i++) {
        y[i] = 3;
    }
    estimate(&fixture, &(struct tf_sobol_design){.factor_count = 2, .base_count = 20}, y, &usual);
    assert_int_equal(fixture.indices.problem, TF_INDICES_CONSTANT);
    assert_true(isnan(fixture.indices.items[0].value));
    release(&fixture);
    for (size_t i = 0; i < 68; i++) {
        y[i] = i % 4 == 2 ? (double)NAN : (double)i;
    }
    estimate(&fixture, &(struct tf_sobol_design){.factor_count = 2, .base_count = 20}, y, &usual);
    assert_int_equal(fixture.indices.problem, TF_INDICES_TOO_FEW);
    assert_int_equal(fixture.indices.left_out, 17);
    assert_true(isnan(fixture.indices.items[3].value));
    release(&fixture);
}

/* The lines that show how indices settle are those of the shorter designs; the weights of products
 * and slices are not quite, as outputs are centred on the mean of the whole. */
static void test_settling(void **state)
{
    (void)state;
    for (int way = 0; way < WAYS; way++) {
        struct fixture whole, part;
        struct saltelli of = saltelli(ishigami, 3, 1000, false, true, 1);
        struct tf_sobol_design design = design_of(&of, 1000, false, (enum way)way);
        estimate(&whole, &design, of.y, &usual);
        assert_int_equal(whole.indices.settling_count, 6 * 6); /* 16, 32 … 512 */
        for (size_t at = 0; at < whole.indices.settling_count; at++) {
            const struct tf_index *index = &whole.indices.settling[at];
            design.base_count = 16U << at / 6;
            assert_int_equal(index->n, design.base_count);
            estimate(&part, &design, of.y, &usual);
            assert_int_equal(index->kind, part.indices.items[at % 6].kind);
            assert_close(index->value, part.indices.items[at % 6].value,
                         way == SLICES ? 1e-5 : 1e-12);
            release(&part);
        }
        saltelli_free(&of);
        release(&whole);
    }
}

static void test_without_replicates(void **state)
{
    (void)state;
    struct fixture fixture;
    struct tf_resampling none = {.replicates = 0, .confidence = 0.95, .seed = 1, .threads = 1};
    struct saltelli of = saltelli(ishigami, 3, 64, false, true, 1);
    struct tf_sobol_design design = design_of(&of, 64, false, PRODUCTS);
    estimate(&fixture, &design, of.y, &none);
    assert_true(!isnan(fixture.indices.items[0].value));
    assert_true(isnan(fixture.indices.items[0].low) && isnan(fixture.indices.items[0].high));
    saltelli_free(&of);
    release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ishigami),
        cmocka_unit_test(test_g),
        cmocka_unit_test(test_bratley),
        cmocka_unit_test(test_thresholds),
        cmocka_unit_test(test_bias_and_coverage),
        cmocka_unit_test(test_affine),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_infeasible),
        cmocka_unit_test(test_nothing_to_share),
        cmocka_unit_test(test_settling),
        cmocka_unit_test(test_without_replicates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
