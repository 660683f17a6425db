#include "experiment/design.h"

#include "engine/evaluate.h"
#include "experiment/sobol_table.h"

static void sobol(const struct tf_design *design, const struct tf_stream *stream, uint32_t index,
                  uint64_t first, size_t count, double *out)
{
    enum { RUNS_AT_ONCE = 4096 };
    uint64_t points[RUNS_AT_ONCE / TF_REPLICATES];
    size_t whole = (count + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK * TF_RUN_BLOCK;
    for (size_t run = 0; run < whole; run += RUNS_AT_ONCE) {
        size_t part = whole - run < RUNS_AT_ONCE ? whole - run : RUNS_AT_ONCE;
        tf_sobol_points(index, (first + run) / TF_REPLICATES, part / TF_REPLICATES, points);
        tf_random_scramble(stream, points, part, design->lane_width, out + run);
    }
}

void tf_design_uniforms(const struct tf_design *design, const struct tf_dimension *dimension,
                        uint64_t first, size_t count, double *out)
{
    const struct tf_stream stream = {design->seed, dimension->identity, dimension->word};
    switch (design->kind) {
    case TF_DESIGN_LATIN:
        tf_random_latin(&stream, design->run_count, first, count, design->lane_width, out);
        break;
    case TF_DESIGN_SOBOL:
        sobol(design, &stream, dimension->index, first, count, out);
        break;
    default:
        tf_random_uniforms(&stream, first, count, design->lane_width, out);
        break;
    }
}

uint32_t tf_design_dimensions_most(enum tf_design_kind kind)
{
    return kind == TF_DESIGN_SOBOL ? TF_SOBOL_DIMENSIONS : UINT32_MAX;
}

uint64_t tf_design_runs_most(enum tf_design_kind kind)
{
    /* 2^35 points a replicate; 2^47 blocks of two uniforms. */
    return UINT64_C(1) << (kind == TF_DESIGN_RANDOM ? 48 : TF_SCRAMBLED_DIGITS + 3);
}
