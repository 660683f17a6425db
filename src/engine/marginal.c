#include "engine/marginal.h"

#include <stdbool.h>

#include "engine/evaluate.h"
#include "engine/lane_math.h"
#include "engine/marginal_lanes.h"
#include "engine/random.h"

/* From the 5th to the 95th percentile of a normal distribution, in SDs: 2 Phi^-1(0.95). */
#define CENTRAL_90 (2 * 1.6448536269514722)

/* The beta distribution on [low, high] of a pert (Malcolm et al. 1959). */
static bool pert_init(struct tf_marginal *marginal, struct tf_arena *arena, struct tf_diag *diag)
{
    double *table =
        tf_arena_alloc_aligned(arena, (size_t)TF_PERT_PIECES * TF_PERT_ROW, sizeof *table);
    if (table == NULL) {
        tf_out_of_memory(diag);
        return false;
    }
    tf_pert_table((marginal->value - marginal->low) / marginal->width, table);
    marginal->table = table;
    return true;
}

bool tf_marginal_init(struct tf_marginal *marginal, const struct tf_distribution *distribution,
                      double value, struct tf_arena *arena, struct tf_diag *diag)
{
    double low = distribution->low, high = distribution->high, width = high - low;
    *marginal = (struct tf_marginal){.kind = width > 0 ? distribution->kind : TF_DIST_NONE,
                                     .low = low,
                                     .high = high,
                                     .value = value,
                                     .width = width};
    switch (marginal->kind) {
    case TF_DIST_TRIANGULAR:
        marginal->rising = width * (value - low);
        marginal->falling = width * (high - value);
        marginal->at_mode = (value - low) / width;
        return true;
    case TF_DIST_NORMAL:
        marginal->spread = width / CENTRAL_90;
        return true;
    case TF_DIST_LOGNORMAL: /* not by libm, whose bits differ between machines */
        marginal->spread = tf_lanes_log(tf_lanes_of(high / low))[0] / CENTRAL_90;
        return true;
    case TF_DIST_PERT:
        return pert_init(marginal, arena, diag);
    default:
        return true;
    }
}

static const struct tf_marginal_lanes *lanes_of(size_t lane_width)
{
#if defined(__x86_64__)
    size_t width = tf_lane_width_exists(lane_width) ? lane_width : tf_lane_width_widest();
    if (width > 2) {
        return width == 8 ? &tf_marginal_lanes_x8 : &tf_marginal_lanes_x4;
    }
#else
    (void)lane_width;
#endif
    return &tf_marginal_lanes_x2;
}

bool tf_marginal_takes_uniforms(const struct tf_marginal *marginal)
{
    return marginal->kind == TF_DIST_UNIFORM || marginal->kind == TF_DIST_TRIANGULAR;
}

double tf_marginal_tail(const struct tf_marginal *marginal)
{
    switch (marginal->kind) {
    case TF_DIST_NORMAL:
    case TF_DIST_LOGNORMAL:
        return 0.005;
    case TF_DIST_PERT:
        return 0x1p-53;
    default:
        return 0;
    }
}

static size_t whole_blocks(size_t count)
{
    return (count + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK * TF_RUN_BLOCK;
}

void tf_marginal_from_uniforms(const struct tf_marginal *marginal, size_t count, size_t lane_width,
                               double *inout)
{
    if (tf_marginal_takes_uniforms(marginal)) {
        lanes_of(lane_width)->from_uniforms(marginal, whole_blocks(count), inout);
    } else {
        tf_scores_from_uniforms(count, lane_width, inout);
        tf_marginal_from_scores(marginal, count, lane_width, inout);
    }
}

void tf_marginal_from_scores(const struct tf_marginal *marginal, size_t count, size_t lane_width,
                             double *inout)
{
    lanes_of(lane_width)->from_scores(marginal, whole_blocks(count), inout);
}

double tf_marginal_quantile(const struct tf_marginal *marginal, double p)
{
    _Alignas(64) double column[TF_RUN_BLOCK];
    for (size_t i = 0; i < TF_RUN_BLOCK; i++) {
        column[i] = p;
    }
    tf_marginal_from_uniforms(marginal, 1, 0, column);
    return column[0];
}

/* Narrows [*below, *above] to the seventeenth that has the value: 16 quantiles are computed in one
 * go anyway. */
static void narrow(const struct tf_marginal *marginal, double value, double *below, double *above)
{
    _Alignas(64) double column[TF_RUN_BLOCK];
    double orders[TF_RUN_BLOCK], step = (*above - *below) / (TF_RUN_BLOCK + 1), high = *above;
    for (size_t i = 0; i < TF_RUN_BLOCK; i++) {
        column[i] = orders[i] = *below + (double)(i + 1) * step;
    }
    tf_marginal_from_uniforms(marginal, TF_RUN_BLOCK, 0, column);
    for (size_t i = 0; i < TF_RUN_BLOCK; i++) {
        if (column[i] <= value) {
            *below = orders[i];
        } else {
            high = orders[i];
            break;
        }
    }
    *above = high;
}

double tf_marginal_probability(const struct tf_marginal *marginal, double value)
{
    enum { STEPS = 13 }; /* 17 to the 13th is above 2^53 */
    double below = 0x1p-53, above = 1 - 0x1p-53;
    bool ends = marginal->kind != TF_DIST_NORMAL && marginal->kind != TF_DIST_LOGNORMAL;
    if (marginal->kind == TF_DIST_NONE || (ends && value <= marginal->low) ||
        value < tf_marginal_quantile(marginal, below)) {
        return 0;
    }
    if ((ends && value >= marginal->high) || value > tf_marginal_quantile(marginal, above)) {
        return 1;
    }
    for (int i = 0; i < STEPS; i++) {
        narrow(marginal, value, &below, &above);
    }
    return below + (above - below) / 2;
}
