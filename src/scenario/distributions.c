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
    const char *near = tf_text_nearest(text, names, NAME_COUNT);
    return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                   "no distribution `%s`; %s%s%suniform, triangular, pert, normal, lognormal", text,
                   near != NULL ? "did you mean `" : "there are ", near != NULL ? near : "",
                   near != NULL ? "` of " : "");
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

/* How far the middle of the range is from the value, over its width. */
static double asymmetry(double low, double value, double high)
{
    return fabs((low + high) / 2 - value) / (high - low);
}

static const char *what_fits(const struct tf_row *row)
{
    double low = row->distribution.low, high = row->distribution.high;
    bool inside = row->value >= low && row->value <= high;
    if (low > 0 && row->value > 0 && asymmetry(log(low), log(row->value), log(high)) <= 0.01) {
        return "lognormal would fit";
    }
    if (low < high && asymmetry(low, row->value, high) <= 0.01) {
        return "normal would fit";
    }
    return inside ? "triangular or pert would fit" : "put the value between low and high";
}

static bool check_symmetry(struct tf_loading *loading, const struct tf_input *input,
                           const struct tf_row *row)
{
    double low = row->distribution.low, high = row->distribution.high;
    struct tf_place place = tf_input_place(input, TF_COLUMN_DIST, 0);
    if (row->distribution.kind == TF_DIST_NORMAL) {
        return (low < high && asymmetry(low, row->value, high) <= 0.01 + 1e-12) ||
               tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "normal needs low and high at equal distance from the value; %s",
                       what_fits(row));
    }
    bool positive = low > 0 && row->value > 0;
    return (positive && low < high &&
            asymmetry(log(low), log(row->value), log(high)) <= 0.01 + 1e-12) ||
           tf_fail(loading->diag, TF_BAD_INPUT, &place,
                   "lognormal needs low and high at equal ratio to the value, all above 0; %s",
                   what_fits(row));
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
