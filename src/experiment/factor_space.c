#include "experiment/factor_space.h"

#include <math.h>

/* Are all draws numbers? The least and the greatest uniform give the outermost. */
static bool stays_finite(const struct tf_marginal *marginal)
{
    double low = tf_marginal_quantile(marginal, 0x1p-53);
    double high = tf_marginal_quantile(marginal, 1 - 0x1p-53);
    return isfinite(marginal->width) && isfinite(low) && isfinite(high);
}

bool tf_factor_space_init(struct tf_factor_space *space, const struct tf_factor_file *file,
                          struct tf_arena *arena, struct tf_diag *diag)
{
    *space = (struct tf_factor_space){
        .count = file->count,
        .names = tf_arena_alloc(arena, file->count, sizeof *space->names),
        .marginals = tf_arena_alloc(arena, file->count, sizeof *space->marginals),
        .dimensions = tf_arena_alloc(arena, file->count, sizeof *space->dimensions)};
    if (space->names == NULL || space->marginals == NULL || space->dimensions == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < file->count; i++) {
        const struct tf_factor_row *row = &file->rows[i];
        space->names[i] = row->name;
        if (!tf_marginal_init(&space->marginals[i], &row->distribution, row->value, arena, diag)) {
            return false;
        }
        if (!stays_finite(&space->marginals[i])) {
            return tf_fail(diag, TF_BAD_INPUT, &row->place,
                           "some of its values are larger than any number that can be held; "
                           "measure it in a larger unit");
        }
        space->dimensions[i] =
            (struct tf_dimension){.identity = tf_random_identity(row->name),
                                  .index = (uint32_t)i,
                                  .group = (uint32_t)i,
                                  .tail = tf_marginal_tail(&space->marginals[i])};
    }
    return true;
}

void tf_factor_space_draw(const struct tf_factor_space *space, const struct tf_design *design,
                          uint64_t first, size_t count, double *const *columns)
{
    for (size_t i = 0; i < space->count; i++) {
        tf_design_uniforms(design, &space->dimensions[i], first, count, columns[i]);
        tf_marginal_from_uniforms(&space->marginals[i], count, design->lane_width, columns[i]);
    }
}
