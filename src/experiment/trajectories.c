#include "experiment/trajectories.h"

#include "experiment/design_kinds.h"

double tf_morris_delta(uint32_t level_count)
{
    return (double)level_count / (2.0 * (double)(level_count - 1));
}

uint32_t tf_morris_moved(uint32_t level, uint32_t level_count)
{
    return level < level_count / 2 ? level + level_count / 2 : level - level_count / 2;
}

double tf_morris_place(uint32_t level, uint32_t level_count)
{
    return (double)level / (double)(level_count - 1);
}

uint64_t tf_trajectories_all(uint32_t level_count, uint32_t dimension_count, uint32_t group_count)
{
    uint64_t most = tf_design_runs_most(TF_DESIGN_MORRIS) / ((uint64_t)group_count + 1);
    uint64_t all = 1;
    for (uint32_t i = 0; i < dimension_count; i++) {
        if (level_count > most / all) {
            return UINT64_MAX;
        }
        all *= level_count;
    }
    return all;
}

void tf_morris_levels(const struct tf_design *design, const struct tf_dimension *dimension,
                      uint64_t first, size_t count, double *out)
{
    uint64_t stride = tf_trajectories_all(design->level_count, dimension->index, 0);
    for (size_t run = 0; run < count; run++) {
        struct tf_design_row row = tf_design_row(design, first + run);
        uint32_t level = (uint32_t)(row.point / stride % design->level_count);
        bool has_moved = row.step > dimension->group;
        out[run] = tf_morris_place(has_moved ? tf_morris_moved(level, design->level_count) : level,
                                   design->level_count);
    }
}

static double level_at(const struct tf_design *design, const struct tf_dimension *dimension,
                       uint64_t run)
{
    double level;
    if (design->table != NULL) {
        return design->table->levels[dimension->index][run];
    }
    tf_morris_levels(design, dimension, run, 1, &level);
    return level;
}

double tf_morris_move(const struct tf_design *design, const struct tf_dimension *dimension,
                      uint64_t run)
{
    struct tf_design_row row = tf_design_row(design, run);
    if (row.group != dimension->group) {
        return 0;
    }
    double up = level_at(design, dimension, run) - level_at(design, dimension, run - 1);
    double delta = tf_morris_delta(design->level_count) * (1 - 2 * dimension->tail);
    return up > 0 ? delta : -delta;
}
