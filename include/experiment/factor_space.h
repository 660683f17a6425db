/* factor_space: the factors of a factor file as dimensions of a design, and their values.
 *
 * Each factor is one dimension and one group, numbered in the order of the file; its random numbers
 * depend on its name. */
#ifndef TF_EXPERIMENT_FACTOR_SPACE_H
#define TF_EXPERIMENT_FACTOR_SPACE_H

#include "base/diag.h"
#include "base/mem.h"
#include "engine/marginal.h"
#include "experiment/design.h"
#include "scenario/factor_file.h"

struct tf_factor_space {
    size_t count;
    const char **names;
    struct tf_marginal *marginals;
    struct tf_dimension *dimensions;
};

/* All is from the arena but the names' texts, which are the file's. TF_BAD_INPUT, placed at the
 * factor, when values leave the range of a double; TF_ENVIRONMENT without memory. */
bool tf_factor_space_init(struct tf_factor_space *space, const struct tf_factor_file *file,
                          struct tf_arena *arena, struct tf_diag *diag);

/* columns[factor]: the values of the runs first … first + count - 1, as tf_design_uniforms fills
 * columns. Any thread. */
void tf_factor_space_draw(const struct tf_factor_space *space, const struct tf_design *design,
                          uint64_t first, size_t count, double *const *columns);

#endif
