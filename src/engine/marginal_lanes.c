#include "engine/marginal_lanes.h"

#include <string.h>

#include "engine/lane_normal.h"

static tf_lanes at_most(tf_lanes x, double most)
{
    return tf_select(x < tf_lanes_of(most), x, tf_lanes_of(most));
}

static tf_lanes at_least(tf_lanes x, double least)
{
    return tf_select(x > tf_lanes_of(least), x, tf_lanes_of(least));
}

/* On both sides of the mode the distribution function is a parabola. */
static tf_lanes triangular(const struct tf_marginal *marginal, tf_lanes uniform)
{
    tf_mask is_below = uniform < tf_lanes_of(marginal->at_mode);
    tf_lanes root = tf_lanes_root(
        tf_select(is_below, uniform * marginal->rising, (1.0 - uniform) * marginal->falling));
    return tf_select(is_below, marginal->low + root, marginal->high - root);
}

/* The coefficient of a power, each lane's of its own piece. */
static tf_lanes coefficient(const double *table, tf_mask piece, int power)
{
    tf_lanes lanes = (tf_lanes)piece;
    for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
        lanes[lane] = table[piece[lane] * TF_PERT_ROW + power];
    }
    return lanes;
}

static tf_lanes pert(const struct tf_marginal *marginal, tf_lanes score)
{
    tf_lanes inside = at_most(at_least(score, -TF_PERT_REACH), TF_PERT_REACH);
    tf_lanes at = (inside + TF_PERT_REACH) * (TF_PERT_PIECES / (2 * TF_PERT_REACH));
    tf_lanes whole = at_least(at_most(at - 0.5, TF_PERT_PIECES - 1), 0) + TF_TO_WHOLE;
    tf_lanes d = at - (whole - TF_TO_WHOLE);
    tf_mask piece = (tf_mask)whole & 1023;
    tf_lanes share = coefficient(marginal->table, piece, 5);
    for (int power = 4; power >= 0; power--) {
        share = share * d + coefficient(marginal->table, piece, power);
    }
    return marginal->low + marginal->width * share;
}

/* Draws from uniforms, of what is drawn from them; rounding does not leave the interval. */
static tf_lanes of_uniform(const struct tf_marginal *marginal, tf_lanes uniform)
{
    tf_lanes draw = marginal->kind == TF_DIST_TRIANGULAR
                        ? triangular(marginal, uniform)
                        : marginal->low + marginal->width * uniform;
    return at_most(at_least(draw, marginal->low), marginal->high);
}

/* e^x; what no assumption means, beyond e^700, counts as that. */
static tf_lanes exponential(tf_lanes x)
{
    return tf_lanes_exp(at_most(at_least(x, -700), 700));
}

static tf_lanes of_score(const struct tf_marginal *marginal, tf_lanes score)
{
    switch (marginal->kind) {
    case TF_DIST_NORMAL:
        return marginal->value + marginal->spread * score;
    case TF_DIST_LOGNORMAL:
        return marginal->value * exponential(marginal->spread * score);
    case TF_DIST_PERT:
        return at_most(at_least(pert(marginal, score), marginal->low), marginal->high);
    default:
        return tf_lanes_of(marginal->value);
    }
}

static tf_lanes probability(tf_lanes score)
{
    return 0.5 + 0.5 * tf_lanes_erf(M_SQRT1_2 * score);
}

static void from_uniforms(const struct tf_marginal *marginal, size_t count, double *inout)
{
    for (size_t run = 0; run < count; run += TF_LANE_WIDTH) {
        tf_lanes lanes;
        memcpy(&lanes, inout + run, sizeof lanes);
        lanes = of_uniform(marginal, lanes);
        memcpy(inout + run, &lanes, sizeof lanes);
    }
}

static void from_scores(const struct tf_marginal *marginal, size_t count, double *inout)
{
    bool takes_uniforms = tf_marginal_takes_uniforms(marginal);
    for (size_t run = 0; run < count; run += TF_LANE_WIDTH) {
        tf_lanes lanes;
        memcpy(&lanes, inout + run, sizeof lanes);
        lanes =
            takes_uniforms ? of_uniform(marginal, probability(lanes)) : of_score(marginal, lanes);
        memcpy(inout + run, &lanes, sizeof lanes);
    }
}

const struct tf_marginal_lanes TF_LANED(tf_marginal_lanes) = {from_uniforms, from_scores};
