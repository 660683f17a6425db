#include "experiment/design.h"

#include "engine/evaluate.h"
#include "experiment/design_kinds.h"
#include "experiment/sobol_table.h"

enum { RUNS_AT_ONCE = 4096 };

static size_t whole_blocks(size_t count)
{
    return (count + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK * TF_RUN_BLOCK;
}

static void replicated_sobol(const struct tf_design *design, const struct tf_stream *stream,
                             uint32_t index, uint64_t first, size_t count, double *out)
{
    uint64_t points[RUNS_AT_ONCE / TF_REPLICATES];
    size_t whole = whole_blocks(count);
    for (size_t run = 0; run < whole; run += RUNS_AT_ONCE) {
        size_t part = whole - run < RUNS_AT_ONCE ? whole - run : RUNS_AT_ONCE;
        tf_sobol_points(index, (first + run) / TF_REPLICATES, part / TF_REPLICATES, points);
        tf_random_scramble(stream, points, part, design->lane_width, out + run);
    }
}

static void one_sobol(const struct tf_design *design, const struct tf_stream *stream,
                      uint32_t index, uint64_t first, size_t count, double *out)
{
    uint64_t points[RUNS_AT_ONCE];
    size_t whole = whole_blocks(count);
    for (size_t run = 0; run < whole; run += RUNS_AT_ONCE) {
        size_t part = whole - run < RUNS_AT_ONCE ? whole - run : RUNS_AT_ONCE;
        tf_sobol_points(index, first + run, part, points);
        if (!design->plain) {
            tf_random_scramble_whole(stream, 0, points, part, design->lane_width, out + run);
            continue;
        }
        for (size_t i = 0; i < part; i++) {
            out[run + i] = (double)points[i] * 0x1p-35;
        }
    }
}

static void latin(const struct tf_design *design, const struct tf_stream *stream, uint64_t first,
                  size_t count, double *out)
{
    if (design->whole) {
        tf_random_latin_whole(stream, design->run_count, first, count, design->lane_width, out);
    } else {
        tf_random_latin(stream, design->run_count, first, count, design->lane_width, out);
    }
}

static void look_up(const struct tf_design_table *table, uint32_t index, uint64_t first,
                    size_t count, double *out)
{
    for (size_t run = 0; run < count; run++) {
        out[run] = first + run < table->run_count ? table->levels[index][first + run] : 0.5;
    }
}

/* Levels 0 and 1 become the quantiles that the dimension has for its ends. */
static void levels(const struct tf_design *design, const struct tf_dimension *dimension,
                   uint64_t first, size_t count, double *out)
{
    size_t whole = whole_blocks(count);
    if (design->table != NULL) {
        look_up(design->table, dimension->index, first, whole, out);
    } else if (design->kind == TF_DESIGN_MORRIS) {
        tf_morris_levels(design, dimension, first, whole, out);
    } else {
        tf_factorial_levels(design, dimension, first, whole, out);
    }
    for (size_t run = 0; run < whole; run++) {
        out[run] = dimension->tail + (1 - 2 * dimension->tail) * out[run];
    }
}

/* Only the very first point of a plain sequence is 0. */
static void start_in_tail(const struct tf_dimension *dimension, uint64_t first, double *out)
{
    if (first == 0) {
        out[0] = dimension->tail;
    }
}

void tf_design_uniforms(const struct tf_design *design, const struct tf_dimension *dimension,
                        uint64_t first, size_t count, double *out)
{
    const struct tf_stream stream = {design->seed, dimension->identity, dimension->word};
    switch (design->kind) {
    case TF_DESIGN_LATIN:
        if (design->table != NULL) {
            look_up(design->table, dimension->index, first, whole_blocks(count), out);
        } else {
            latin(design, &stream, first, count, out);
        }
        break;
    case TF_DESIGN_SOBOL:
        if (design->whole || design->plain) {
            one_sobol(design, &stream, dimension->index, first, count, out);
        } else {
            replicated_sobol(design, &stream, dimension->index, first, count, out);
        }
        if (design->plain) {
            start_in_tail(dimension, first, out);
        }
        break;
    case TF_DESIGN_HALTON: /* without the origin, as everyone prints it */
        tf_halton_points(dimension->index, first + 1, whole_blocks(count), out);
        break;
    case TF_DESIGN_SALTELLI:
        tf_saltelli_uniforms(design, dimension, first, count, out);
        break;
    case TF_DESIGN_MORRIS:
    case TF_DESIGN_FACTORIAL:
        levels(design, dimension, first, count, out);
        break;
    default:
        tf_random_uniforms(&stream, first, count, design->lane_width, out);
        break;
    }
}

uint32_t tf_design_dimensions_most(enum tf_design_kind kind)
{
    switch (kind) {
    case TF_DESIGN_SOBOL:
        return TF_SOBOL_DIMENSIONS;
    case TF_DESIGN_SALTELLI:
        return TF_SOBOL_DIMENSIONS / 2;
    case TF_DESIGN_HALTON:
        return TF_HALTON_DIMENSIONS;
    default:
        return UINT32_MAX;
    }
}

uint64_t tf_design_runs_most(enum tf_design_kind kind)
{
    /* 2^35 points a replicate or base points; 2^47 blocks of two uniforms. */
    switch (kind) {
    case TF_DESIGN_LATIN:
    case TF_DESIGN_SOBOL:
        return UINT64_C(1) << (TF_SCRAMBLED_DIGITS + 3);
    case TF_DESIGN_SALTELLI:
        return UINT64_C(1) << TF_SCRAMBLED_DIGITS;
    case TF_DESIGN_HALTON:
        return (UINT64_C(1) << 48) - 1;
    default:
        return UINT64_C(1) << 48;
    }
}

uint64_t tf_design_rows(const struct tf_design *design)
{
    uint64_t groups = design->group_count;
    switch (design->kind) {
    case TF_DESIGN_SALTELLI:
        return (design->second_order ? 2 * groups : groups) + 2;
    case TF_DESIGN_MORRIS:
        return groups + 1;
    default:
        return 1;
    }
}

static enum tf_design_part saltelli_part(const struct tf_design *design, uint32_t step)
{
    if (step == 0) {
        return TF_PART_A;
    }
    if (step + 1 == tf_design_rows(design)) {
        return TF_PART_B;
    }
    return step <= design->group_count ? TF_PART_AB : TF_PART_BA;
}

/* Which group a step varies. */
static uint32_t group_of(const struct tf_design *design, const struct tf_design_row *row)
{
    switch (row->part) {
    case TF_PART_AB:
        return row->step - 1;
    case TF_PART_BA:
        return row->step - 1 - design->group_count;
    case TF_PART_MOVE:
        return design->table != NULL
                   ? design->table->moved[row->point * design->group_count + row->step - 1]
                   : row->step - 1;
    default:
        return UINT32_MAX;
    }
}

struct tf_design_row tf_design_row(const struct tf_design *design, uint64_t run)
{
    uint64_t rows = tf_design_rows(design);
    struct tf_design_row row = {run / rows, (uint32_t)(run % rows), TF_PART_POINT, UINT32_MAX};
    if (design->kind == TF_DESIGN_SALTELLI) {
        row.part = saltelli_part(design, row.step);
    } else if (design->kind == TF_DESIGN_MORRIS) {
        row.part = row.step == 0 ? TF_PART_START : TF_PART_MOVE;
    }
    row.group = group_of(design, &row);
    return row;
}
