/* The Halton sequence against its definition and GSL's. */
#include <gsl/gsl_qrng.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "experiment/design.h"

/* Halton (1960); Niederreiter (1992), section 3.1: in the bases 2, 3 and 5. */
static void starts_as_published(void **state)
{
    (void)state;
    static const double points[][3] = {
        {1.0 / 2, 1.0 / 3, 1.0 / 5},   {1.0 / 4, 2.0 / 3, 2.0 / 5},    {3.0 / 4, 1.0 / 9, 3.0 / 5},
        {1.0 / 8, 4.0 / 9, 4.0 / 5},   {5.0 / 8, 7.0 / 9, 1.0 / 25},   {3.0 / 8, 2.0 / 9, 6.0 / 25},
        {7.0 / 8, 5.0 / 9, 11.0 / 25}, {1.0 / 16, 8.0 / 9, 16.0 / 25},
    };
    const struct tf_design design = {.kind = TF_DESIGN_HALTON, .seed = 1};
    for (uint32_t d = 0; d < 3; d++) {
        _Alignas(64) double column[16];
        struct tf_dimension dimension = {.index = d};
        tf_design_uniforms(&design, &dimension, 0, 16, column);
        for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
            assert_true(column[i] == points[i][d]);
        }
    }
}

static void is_that_of_gsl(void **state)
{
    (void)state;
    enum { DIMENSIONS = 200, POINTS = 5000 };
    static double columns[DIMENSIONS][POINTS], point[DIMENSIONS];
    gsl_qrng *generator = gsl_qrng_alloc(gsl_qrng_halton, DIMENSIONS);
    assert_non_null(generator);
    for (uint32_t d = 0; d < DIMENSIONS; d++) {
        tf_halton_points(d, 1, POINTS, columns[d]);
    }
    for (size_t i = 0; i < POINTS; i++) {
        gsl_qrng_get(generator, point);
        for (size_t d = 0; d < DIMENSIONS; d++) {
            assert_true(columns[d][i] - point[d] < 1e-15 && point[d] - columns[d][i] < 1e-15);
        }
    }
    gsl_qrng_free(generator);
}

/* The 1229 primes below 10,000 are as many as GSL has. */
static void last_dimension_is_that_of_gsl(void **state)
{
    (void)state;
    static double point[TF_HALTON_DIMENSIONS], column[20];
    gsl_qrng *generator = gsl_qrng_alloc(gsl_qrng_halton, TF_HALTON_DIMENSIONS);
    assert_non_null(generator);
    assert_int_equal(tf_design_dimensions_most(TF_DESIGN_HALTON), TF_HALTON_DIMENSIONS);
    tf_halton_points(TF_HALTON_DIMENSIONS - 1, 1, 20, column);
    for (size_t i = 0; i < 20; i++) {
        gsl_qrng_get(generator, point);
        assert_true(column[i] - point[TF_HALTON_DIMENSIONS - 1] < 1e-15 &&
                    point[TF_HALTON_DIMENSIONS - 1] - column[i] < 1e-15);
    }
    gsl_qrng_free(generator);
}

static void far_points_stay_inside(void **state)
{
    (void)state;
    double far[4];
    for (uint32_t d = 0; d < 50; d++) {
        tf_halton_points(d, (UINT64_C(1) << 48) - 4, 4, far);
        for (size_t i = 0; i < 4; i++) {
            assert_true(far[i] > 0 && far[i] < 1);
        }
    }
    tf_halton_points(0, (UINT64_C(1) << 47) + 1, 1, far);
    assert_true(far[0] == 0.5 + 0x1p-48);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_as_published),
        cmocka_unit_test(is_that_of_gsl),
        cmocka_unit_test(last_dimension_is_that_of_gsl),
        cmocka_unit_test(far_points_stay_inside),
    };
    return cmocka_run_group_tests_name("halton", tests, NULL, NULL);
}
