/* Any bytes as a factor file: refused with a word, or factors from which every design can draw. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/factor_space.h"
#include "scenario/factor_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct input {
    const uint8_t *bytes;
    size_t length;
};

static void check(bool good)
{
    if (!good) {
        abort();
    }
}

static bool read_input(void *context, const char *path, size_t limit, struct tf_buffer *out,
                       const struct tf_place *place, struct tf_diag *diag)
{
    const struct input *input = context;
    (void)path, (void)limit, (void)place, (void)diag;
    tf_buffer_append(out, input->bytes, input->length);
    return true;
}

/* Draws lie in [low, high] where the distribution ends there. */
static void draw(const struct tf_factor_file *file, struct tf_diag *diag)
{
    enum { RUNS = 16 };
    static const enum tf_design_kind kinds[] = {TF_DESIGN_RANDOM, TF_DESIGN_MORRIS};
    struct tf_factor_space space;
    struct tf_arena arena;
    tf_arena_init(&arena);
    if (!tf_factor_space_init(&space, file, &arena, diag)) {
        check(diag->status == TF_BAD_INPUT);
        tf_arena_release(&arena);
        return;
    }
    double **columns = tf_arena_alloc(&arena, space.count, sizeof *columns);
    check(columns != NULL);
    for (size_t i = 0; i < space.count; i++) {
        columns[i] = tf_arena_alloc_aligned(&arena, RUNS, sizeof **columns);
        check(columns[i] != NULL);
    }
    for (size_t kind = 0; kind < 2; kind++) {
        struct tf_design design = {
            .kind = kinds[kind], .seed = 1, .level_count = 4, .group_count = (uint32_t)space.count};
        tf_factor_space_draw(&space, &design, 0, RUNS, columns);
        for (size_t i = 0; i < space.count * RUNS; i++) {
            const struct tf_factor_row *row = &file->rows[i / RUNS];
            double value = columns[i / RUNS][i % RUNS];
            enum tf_distribution_kind dist = row->distribution.kind;
            bool ends = dist != TF_DIST_NORMAL && dist != TF_DIST_LOGNORMAL;
            check(isfinite(value));
            check(!ends || (value >= row->distribution.low && value <= row->distribution.high));
        }
    }
    tf_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct input input = {bytes, length};
    struct tf_file_source source = {read_input, &input};
    struct tf_factor_file file;
    struct tf_diag diag;
    tf_diag_init(&diag);
    bool good = tf_factor_file_read(&file, "fuzz.csv", &source, &diag);
    check(good == (diag.errors == 0));
    if (good && file.count <= 100) {
        draw(&file, &diag);
    }
    tf_factor_file_release(&file);
    tf_diag_release(&diag);
    return 0;
}
