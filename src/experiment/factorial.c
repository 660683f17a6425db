#include "experiment/design_kinds.h"

uint64_t tf_factorial_runs(const uint32_t *group_levels, uint32_t group_count)
{
    uint64_t runs = 1, most = tf_design_runs_most(TF_DESIGN_FACTORIAL);
    for (uint32_t group = 0; group < group_count; group++) {
        if (group_levels[group] > most / runs) {
            return UINT64_MAX;
        }
        runs *= group_levels[group];
    }
    return runs;
}

/* The last group varies fastest: a level of a group lasts for `stride` runs. */
void tf_factorial_levels(const struct tf_design *design, const struct tf_dimension *dimension,
                         uint64_t first, size_t count, double *out)
{
    const uint32_t *group_levels = design->group_levels;
    uint64_t levels = group_levels[dimension->group];
    uint64_t stride = tf_factorial_runs(group_levels + dimension->group + 1,
                                        design->group_count - dimension->group - 1);
    for (size_t run = 0; run < count; run++) {
        uint64_t level = (first + run) / stride % levels;
        out[run] = levels > 1 ? (double)level / (double)(levels - 1) : 0.5;
    }
}
