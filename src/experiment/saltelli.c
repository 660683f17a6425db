#include "engine/evaluate.h"
#include "experiment/design_kinds.h"

enum { POINTS_AT_ONCE = 512, SAMPLES = 2 };

/* One dimension of both samples at the base points begin … end - 1. */
struct samples {
    uint64_t begin, end;
    _Alignas(64) double at[SAMPLES][POINTS_AT_ONCE];
};

/* Independent draws: base point i is run 2i of the random design in A, run 2i + 1 in B. */
static void draw_random(const struct tf_design *design, const struct tf_dimension *dimension,
                        uint64_t first, size_t count, struct samples *samples)
{
    const struct tf_stream stream = {design->seed, dimension->identity, dimension->word};
    _Alignas(64) double column[SAMPLES * POINTS_AT_ONCE];
    tf_random_uniforms(&stream, SAMPLES * first, SAMPLES * count, design->lane_width, column);
    for (size_t i = 0; i < SAMPLES * count; i++) {
        samples->at[i % SAMPLES][i / SAMPLES] = column[i];
    }
}

/* One sequence has A in its first dimensions and B in the next. Each dimension has a scrambling of
 * its own: that of replicate 0 in A, of replicate 1 in B. */
static void draw_sobol(const struct tf_design *design, const struct tf_dimension *dimension,
                       uint64_t first, size_t count, struct samples *samples)
{
    const struct tf_stream stream = {design->seed, dimension->identity, dimension->word};
    uint64_t points[POINTS_AT_ONCE] = {0};
    for (uint32_t sample = 0; sample < SAMPLES; sample++) {
        double *at = samples->at[sample];
        tf_sobol_points(dimension->index + sample * design->dimension_count, first, count, points);
        if (!design->plain) {
            tf_random_scramble_whole(&stream, sample, points, count, design->lane_width, at);
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            at[i] = points[i] > 0 ? (double)points[i] * 0x1p-35 : dimension->tail;
        }
    }
}

/* Which of the samples a row has this dimension from. */
static size_t sample_of(const struct tf_design_row *row, uint32_t group)
{
    bool from_other = row->group == group;
    bool is_b = row->part == TF_PART_B || row->part == TF_PART_BA;
    return (size_t)(is_b != from_other);
}

/* Draws from the block of `point` on, up to the last point that is needed. */
static void draw(const struct tf_design *design, const struct tf_dimension *dimension,
                 uint64_t point, uint64_t last, struct samples *samples)
{
    uint64_t begin = point / TF_RUN_BLOCK * TF_RUN_BLOCK, count = last + 1 - begin;
    count = count < POINTS_AT_ONCE ? count : POINTS_AT_ONCE;
    samples->begin = begin;
    samples->end = begin + count;
    if (design->base == TF_DESIGN_RANDOM) {
        draw_random(design, dimension, begin, (size_t)count, samples);
    } else {
        draw_sobol(design, dimension, begin, (size_t)count, samples);
    }
}

void tf_saltelli_uniforms(const struct tf_design *design, const struct tf_dimension *dimension,
                          uint64_t first, size_t count, double *out)
{
    struct samples samples = {.begin = 0, .end = 0};
    size_t whole = (count + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK * TF_RUN_BLOCK;
    uint64_t last = (first + whole - 1) / tf_design_rows(design);
    for (size_t run = 0; run < whole; run++) {
        struct tf_design_row row = tf_design_row(design, first + run);
        if (row.point >= samples.end) {
            draw(design, dimension, row.point, last, &samples);
        }
        out[run] = samples.at[sample_of(&row, dimension->group)][row.point - samples.begin];
    }
}
