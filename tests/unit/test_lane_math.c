/* Functions on lanes against libm, in units in the last place. */
#include "engine/lane_math.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) * 0x1p-53;
}

/* How far `found` is from `wanted`, in steps of wanted's last place. */
static double units_off(double found, double wanted)
{
    double size = fabs(wanted);
    double step = nextafter(size, HUGE_VAL) - size;
    return fabs(found - wanted) / step;
}

struct measured {
    const char *name;
    tf_lanes (*lanes)(tf_lanes);
    double (*exact)(double);
    double low, high;  /* of the argument, or of its logarithm */
    bool logarithmic;  /* arguments spread evenly in logs */
    double most_units; /* as the header says, and half a unit that libm itself may be off */
};

static void functions_are_within_their_units(void **state)
{
    (void)state;
    static const struct measured functions[] = {
        {"log", tf_lanes_log, log, -700, 700, true, 1.5},
        {"log near 1", tf_lanes_log, log, 0.7, 1.5, false, 1.5},
        {"exp", tf_lanes_exp, exp, -690, 690, false, 1.5},
        {"exp of small", tf_lanes_exp, exp, -1, 1, false, 1.5},
        {"log1p", tf_lanes_log1p, log1p, -60, 10, true, 2.5},
        {"log1p of negative", tf_lanes_log1p, log1p, -0.99, 0, false, 2.5},
        {"expm1", tf_lanes_expm1, expm1, -60, 3, true, 5.5},
        {"expm1 of negative", tf_lanes_expm1, expm1, -9, 0, false, 5.5},
        {"sqrt", tf_lanes_sqrt, sqrt, -300, 300, true, 0},
    };
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        const struct measured *of = &functions[f];
        double worst = 0, at = 0;
        uint64_t random = f + 1;
        for (int i = 0; i < 200000; i++) {
            double t = of->low + (of->high - of->low) * uniform(&random);
            double x = of->logarithmic ? exp(t) : t;
            double off = units_off(of->lanes(tf_lanes_of(x))[0], of->exact(x));
            if (off > worst) {
                worst = off;
                at = x;
            }
        }
        if (!(worst <= of->most_units)) {
            fail_msg("%s is %g units off at %.17g", of->name, worst, at);
        }
    }
}

static void erf_is_within_its_error(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (int i = 0; i < 500000; i++) {
        double x = -7 + 14 * uniform(&random);
        double off = fabs(tf_lanes_erf(tf_lanes_of(x))[0] - erf(x));
        if (!(off <= 4e-16)) {
            fail_msg("erf is %g off at %.17g", off, x);
        }
    }
    assert_true(tf_lanes_erf(tf_lanes_of(0))[0] == 0);
    assert_true(tf_lanes_erf(tf_lanes_of(40))[0] == 1);
    assert_true(tf_lanes_erf(tf_lanes_of(-40))[0] == -1);
}

static void a_power_of_growth_is_exact_enough(void **state)
{
    (void)state;
    uint64_t random = 7;
    for (int i = 0; i < 200000; i++) {
        double x = 0.2 + 4 * uniform(&random), y = uniform(&random);
        double found = tf_lanes_power(tf_lanes_of(x), tf_lanes_of(y))[0];
        assert_true(fabs(found / pow(x, y) - 1) < 6e-16);
    }
    assert_true(tf_lanes_power(tf_lanes_of(1), tf_lanes_of(0.3))[0] == 1);
    assert_true(tf_lanes_power(tf_lanes_of(3), tf_lanes_of(0))[0] == 1);
}

/* Every lane gives what it gives in company of others. */
static void lanes_do_not_mix(void **state)
{
    (void)state;
    uint64_t random = 3;
    for (int i = 0; i < 1000; i++) {
        tf_lanes x = {0};
        for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
            x[lane] = 5 * uniform(&random);
        }
        tf_lanes log_x = tf_lanes_log(x), exp_x = tf_lanes_exp(x), erf_x = tf_lanes_erf(x);
        for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
            tf_lanes alone = tf_lanes_of(x[lane]);
            assert_true(tf_lanes_log(alone)[0] == log_x[lane]);
            assert_true(tf_lanes_exp(alone)[0] == exp_x[lane]);
            assert_true(tf_lanes_erf(alone)[0] == erf_x[lane]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_are_within_their_units),
        cmocka_unit_test(erf_is_within_its_error),
        cmocka_unit_test(a_power_of_growth_is_exact_enough),
        cmocka_unit_test(lanes_do_not_mix),
    };
    return cmocka_run_group_tests_name("lane_math", tests, NULL, NULL);
}
