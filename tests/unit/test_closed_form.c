/* Draws from end to end against a closed form: ten independent years of growth whose logarithm is
 * normal with mean 0.06 and SD 0.03. Income has then doubled with probability
 * 1 - Phi((ln 2 - 0.6) / (0.03 sqrt 10)) = 0.163085 (docs/statistics.md). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "engine/marginal.h"
#include "engine/random.h"
#include "experiment/design.h"
#include "experiment/statistics.h"

enum { DRAWS = 1 << 17, YEARS = 10 };

static const double P_DOUBLE = 0.163085;

/* The logarithm of income after ten years, a draw each. */
static void draw_log_income(enum tf_design_kind kind, double *log_income, double *year)
{
    struct tf_design design = {.kind = kind, .seed = 1, .run_count = DRAWS};
    for (uint32_t t = 1; t <= YEARS; t++) {
        struct tf_dimension dimension = {
            .identity = tf_random_identity("growth"), .word = t, .index = t - 1};
        tf_design_uniforms(&design, &dimension, 0, DRAWS, year);
        tf_scores_from_uniforms(DRAWS, 0, year);
        for (size_t i = 0; i < DRAWS; i++) {
            log_income[i] += 0.06 + 0.03 * year[i];
        }
    }
}

static struct tf_estimate share_that_doubles(enum tf_design_kind kind)
{
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_share share = {TF_AT_LEAST, M_LN2};
    struct tf_column_request request = {.shares = &share, .share_count = 1};
    struct tf_statistics_options options = {
        .run_count = DRAWS, .replicated = kind != TF_DESIGN_RANDOM, .threads = 1};
    struct tf_statistics statistics;
    tf_arena_init(&arena);
    tf_diag_init(&diag);
    double *log_income = tf_arena_alloc_aligned(&arena, DRAWS, sizeof *log_income);
    double *year = tf_arena_alloc_aligned(&arena, DRAWS, sizeof *year);
    const double *column = log_income;
    draw_log_income(kind, log_income, year);
    assert_true(
        tf_statistics_compute(&options, &request, 1, &column, NULL, &arena, &statistics, &diag));
    struct tf_estimate estimate = statistics.shares[0];
    tf_arena_release(&arena);
    tf_diag_release(&diag);
    return estimate;
}

static void the_share_is_the_probability(void **state)
{
    (void)state;
    for (int kind = TF_DESIGN_RANDOM; kind <= TF_DESIGN_SOBOL; kind++) {
        struct tf_estimate share = share_that_doubles((enum tf_design_kind)kind);
        assert_true(share.error > 0);
        assert_true(fabs(share.value - P_DOUBLE) < 4 * share.error);
    }
}

/* A Latin hypercube helps only with what is additive, which a share is in part. */
static void evener_designs_err_less(void **state)
{
    (void)state;
    double random = share_that_doubles(TF_DESIGN_RANDOM).error;
    assert_true(share_that_doubles(TF_DESIGN_LATIN).error < random);
    assert_true(share_that_doubles(TF_DESIGN_SOBOL).error < random / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_share_is_the_probability),
        cmocka_unit_test(evener_designs_err_less),
    };
    return cmocka_run_group_tests_name("closed_form", tests, NULL, NULL);
}
