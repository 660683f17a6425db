/* marginal_lanes: quantile functions over columns; one for each width, all the same bits. */
#ifndef TF_ENGINE_MARGINAL_LANES_H
#define TF_ENGINE_MARGINAL_LANES_H

#include <stdbool.h>

#include "engine/marginal.h"

/* The quantile function of a pert on [0, 1] as polynomials of the score: piece i is for scores from
 * -TF_PERT_REACH + i * step on, its row holds the coefficients of the powers 0 to 5 of the way
 * through it, 0 to 1 (and two zeros, which keep a row in one line of the cache). So many pieces are
 * within 3e-12. */
#define TF_PERT_PIECES 166
#define TF_PERT_REACH 8.3
#define TF_PERT_ROW 8

/* Fills the table of a pert with its mode at `mode` of its width: `table` has TF_PERT_PIECES rows
 * of TF_PERT_ROW. */
void tf_pert_table(double mode, double *table);

/* Whether draws are made from uniforms, else from scores. */
bool tf_marginal_takes_uniforms(const struct tf_marginal *marginal);

/* As the functions of engine/marginal.h, for whole blocks; from_uniforms only for what takes
 * uniforms. */
struct tf_marginal_lanes {
    void (*from_uniforms)(const struct tf_marginal *marginal, size_t count, double *inout);
    void (*from_scores)(const struct tf_marginal *marginal, size_t count, double *inout);
};

/* Defined by marginal_lanes.c, compiled for each width that the target has. */
extern const struct tf_marginal_lanes tf_marginal_lanes_x2, tf_marginal_lanes_x4,
    tf_marginal_lanes_x8;

#endif
