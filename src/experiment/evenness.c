#include "experiment/evenness.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* How many parameters the lines have. */
static double count_parameters(const struct tf_slices *slices, const struct tf_line *lines)
{
    double count = 0;
    for (size_t i = 0; i < slices->count; i++) {
        count += (double)lines[i].parameters;
    }
    return count;
}

/* How much of the ranks' sum of squares is in the lines, in units of their variance: of random
 * points chi-squared with as many degrees of freedom as the lines take beyond the mean. -1 for a
 * factor that never changes. */
static double squares_in_lines(const struct tf_slices *slices, const struct tf_line *lines,
                               const double *ranks)
{
    double in_lines = 0, all = 0;
    for (size_t run = 0; run < slices->run_count; run++) {
        double fitted = tf_slices_fitted(slices, lines, run);
        in_lines += fitted * fitted;
        all += ranks[run] * ranks[run];
    }
    return all > 0 ? in_lines / all * ((double)slices->run_count - 1) : -1;
}

bool tf_evenness_of(const struct tf_slices *slices, const double *const *ranks, size_t factor_count,
                    size_t factor, struct tf_line *lines, struct tf_evenness *out)
{
    double squares = 0, degrees = 0;
    for (size_t i = 1; i < factor_count && i <= TF_EVENNESS_FACTORS_MOST; i++) {
        const double *other = ranks[(factor + i) % factor_count];
        if (!tf_slices_fit(slices, 0, slices->run_count, other, lines)) {
            return false;
        }
        double in_lines = squares_in_lines(slices, lines, other);
        squares += in_lines > 0 ? in_lines : 0;
        degrees += in_lines >= 0 ? count_parameters(slices, lines) - 1 : 0;
    }
    *out = (struct tf_evenness){(double)NAN, 1};
    if (degrees > 0) {
        *out = (struct tf_evenness){squares / degrees, gsl_cdf_chisq_P(squares, degrees)};
    }
    return true;
}
