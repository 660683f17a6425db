/* dist, low and high of a row: model.md section 5 and docs/scenario-files.md. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "scenario/loading.h"

static const char *const names[] = {
    [TF_DIST_NONE] = "",     [TF_DIST_UNIFORM] = "uniform", [TF_DIST_TRIANGULAR] = "triangular",
    [TF_DIST_PERT] = "pert", [TF_DIST_NORMAL] = "normal",   [TF_DIST_LOGNORMAL] = "lognormal",
};
enum { NAME_COUNT = sizeof names / sizeof *names };

static bool find_kind(struct tf_loading *loading, const struct tf_input *input,
                      enum tf_distribution_kind *kind)
{
    const char *text = tf_input_text(input, TF_COLUMN_DIST);
    for (int i = 0; i < NAME_COUNT; i++) {
        if (strcmp(text, names[i]) == 0) {
            *kind = (enum tf_distribution_kind)i;
            return true;
        }
    }
    struct tf_place place = tf_input_place(input, TF_COLUMN_DIST, 0);
    const char *near = tf_text_nearest(text, names + 1, NAME_COUNT - 1);
    return tf_fail(loading->diag, TF_BAD_INPUT, &place, "no distribution %s; %s%s%s",
                   tf_input_quote(loading, input, TF_COLUMN_DIST),
                   near != NULL ? "did you mean `"
                                : "there are uniform, triangular, pert, normal, lognormal",
                   near != NULL ? near : "", near != NULL ? "`?" : "");
}

/* A range without a distribution, or a distribution without its range. */
static bool check_presence(struct tf_loading *loading, const struct tf_input *input)
{
    bool dist = tf_input_text(input, TF_COLUMN_DIST)[0] != '\0';
    bool low = tf_input_text(input, TF_COLUMN_LOW)[0] != '\0';
    bool high = tf_input_text(input, TF_COLUMN_HIGH)[0] != '\0';
    if (dist && !(low && high)) {
        struct tf_place place = tf_input_place(input, TF_COLUMN_DIST, 0);
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "a distribution without %s; give low and high",
                       low    ? "its high"
                       : high ? "its low"
                              : "low and high");
    }
    if (!dist && (low || high)) {
        struct tf_place place = tf_input_place(input, low ? TF_COLUMN_LOW : TF_COLUMN_HIGH, 0);
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "low and high without a distribution; name one in dist");
    }
    return true;
}

/* Is the value in the middle of the range, to 1 % of its width? The last term is for rounding: 1 %
 * exactly is inside. */
static bool is_middle(double low, double value, double high)
{
    double width = high - low;
    return fabs((low + high) / 2 - value) <= 0.01 * width + 1e-12 * (fabs(width) + fabs(value));
}

static bool is_middle_in_logs(double low, double value, double high)
{
    return low > 0 && value > 0 && high > 0 && is_middle(log(low), log(value), log(high));
}

/* Another distribution that low, value and high allow. */
static const char *what_fits(double low, double value, double high)
{
    if (is_middle(low, value, high)) {
        return "normal would fit";
    }
    if (is_middle_in_logs(low, value, high)) {
        return "lognormal would fit";
    }
    return value >= low && value <= high ? "triangular or pert would fit"
                                         : "put the value between low and high";
}

static bool check_symmetry(struct tf_loading *loading, const struct tf_input *input,
                           const struct tf_row *row)
{
    double low = row->distribution.low, high = row->distribution.high;
    struct tf_place place = tf_input_place(input, TF_COLUMN_DIST, 0);
    if (row->distribution.kind == TF_DIST_NORMAL) {
        return is_middle(low, row->value, high) ||
               tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "normal needs low and high at equal distance from the value; %s",
                       what_fits(low, row->value, high));
    }
    return is_middle_in_logs(low, row->value, high) ||
           tf_fail(loading->diag, TF_BAD_INPUT, &place,
                   "lognormal needs low and high at equal ratio to the value, all above 0; %s",
                   what_fits(low, row->value, high));
}

static bool check_order(struct tf_loading *loading, const struct tf_input *input,
                        const struct tf_row *row)
{
    const struct tf_distribution *distribution = &row->distribution;
    bool symmetric =
        distribution->kind == TF_DIST_NORMAL || distribution->kind == TF_DIST_LOGNORMAL;
    if (distribution->low > distribution->high) {
        struct tf_place place = tf_input_place(input, TF_COLUMN_LOW, 0);
        return tf_fail(loading->diag, TF_BAD_INPUT, &place, "low is above high; swap them");
    }
    if (symmetric) {
        return check_symmetry(loading, input, row);
    }
    if (row->value < distribution->low || row->value > distribution->high) {
        struct tf_place place = tf_input_place(input, TF_COLUMN_VALUE, 0);
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "the value lies outside its own low and high; widen them or move it");
    }
    return true;
}

bool tf_loading_distribution(struct tf_loading *loading, const struct tf_input *input,
                             bool unit_percent, struct tf_row *row)
{
    struct tf_number low, high;
    row->distribution = (struct tf_distribution){TF_DIST_NONE, TF_ABSENT, TF_ABSENT};
    if (!find_kind(loading, input, &row->distribution.kind) || !check_presence(loading, input)) {
        return false;
    }
    if (row->distribution.kind == TF_DIST_NONE) {
        return true;
    }
    if (!tf_loading_number(loading, input, TF_COLUMN_LOW, unit_percent, &low) ||
        !tf_loading_number(loading, input, TF_COLUMN_HIGH, unit_percent, &high)) {
        return false;
    }
    row->distribution.low = low.value;
    row->distribution.high = high.value;
    return check_order(loading, input, row);
}
