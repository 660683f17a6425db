/* Monte Carlo standard errors against what repetition shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "experiment/statistics.h"
#include "random_values.h"

/* What repetition says of the standard errors: the spread of a statistic over repetitions, and the
 * mean of the errors it was given. */
struct repeated {
    double sum, squares, errors;
};

enum { REPETITIONS = 400, DRAWS = 2000, STATISTICS = 5 };

static void repeat(struct repeated *repeated, struct tf_estimate estimate, double exact)
{
    double off = estimate.value - exact;
    repeated->sum += off;
    repeated->squares += off * off;
    repeated->errors += estimate.error;
}

/* Within 15 %: the spread over 400 is itself known to 1 / sqrt(800), 3.5 %. The mean of each is
 * within four of its own errors of the exact value, and a 2000th part for the bias of order 1 / n.
 */
static void assert_repeated(const struct repeated *repeated)
{
    double mean = repeated->sum / REPETITIONS;
    double spread = sqrt(repeated->squares / REPETITIONS - mean * mean);
    double stated = repeated->errors / REPETITIONS;
    assert_in_range((long)(1000 * stated / spread), 850, 1150);
    assert_true(fabs(mean) < 4 * spread / sqrt(REPETITIONS) + 1.0 / DRAWS);
}

/* Draws of an exponential distribution: mean, SD 1; quantile -ln(1 - p); share e^-1 above 1. */
static void standard_errors_are_what_repetition_shows(void **state)
{
    (void)state;
    static const double quantiles[] = {0.5, 0.05};
    static const struct tf_share asked = {TF_ABOVE, 1};
    const double exact[STATISTICS] = {1, 1, -log(0.5), -log(0.95), exp(-1)};
    const struct tf_column_request request = {quantiles, 2, &asked, 1, false};
    double values[DRAWS];
    const double *column = values;
    uint64_t random = 20;
    struct tf_diag diag;
    tf_diag_init(&diag);
    for (int replicated = 0; replicated <= 1; replicated++) {
        struct tf_statistics_options options = {DRAWS, replicated, 1};
        struct repeated repeated[STATISTICS] = {{0}};
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            struct tf_arena arena;
            struct tf_statistics result;
            tf_arena_init(&arena);
            for (size_t i = 0; i < DRAWS; i++) {
                values[i] = random_exponential(&random);
            }
            assert_true(tf_statistics_compute(&options, &request, 1, &column, NULL, &arena, &result,
                                              &diag));
            const struct tf_estimate found[STATISTICS] = {
                result.mean, result.sd, result.quantiles[0], result.quantiles[1], result.shares[0]};
            for (size_t i = 0; i < STATISTICS; i++) {
                repeat(&repeated[i], found[i], exact[i]);
            }
            tf_arena_release(&arena);
        }
        for (size_t i = 0; i < STATISTICS; i++) {
            assert_repeated(&repeated[i]);
        }
    }
    tf_diag_release(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standard_errors_are_what_repetition_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
