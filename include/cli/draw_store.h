/* draw_store: all draws of a study into a store (output/store.h) while they are computed. */
#ifndef TF_CLI_DRAW_STORE_H
#define TF_CLI_DRAW_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/provenance.h"
#include "cli/sampling.h"
#include "experiment/spread.h"
#include "output/store.h"

/* What a thread needs to hand a chunk on, and the failures it has met. */
struct tf_draw_clerk {
    struct tf_arena arena;
    const double **columns;
    uint32_t codes[TF_CHUNK_RUNS];
    struct tf_failure **failures; /* [scenario]: each once */
    size_t *failure_counts, *failure_rooms;
};

struct tf_draw_store {
    struct tf_sampling *sampling;
    const struct tf_input_columns *inputs;
    const struct tf_metric_columns *metrics;
    struct tf_manifest manifest;
    struct tf_store_writer writer;
    bool open;
    struct tf_draw_clerk *clerks; /* [thread] */
};

/* Begins the file that --store names. Without one nothing happens, here and below. The columns must
 * outlive the store. Close it in every case. */
bool tf_draw_store_open(struct tf_draw_store *store, struct tf_sampling *sampling,
                        const struct tf_input_columns *inputs,
                        const struct tf_metric_columns *metrics);

/* Writes a chunk; any thread, as struct tf_spread's pass_on. */
bool tf_draw_store_write(struct tf_draw_store *store, const struct tf_drawn_chunk *chunk,
                         struct tf_diag *diag);

/* Finishes the file: under its name, or when counts are not of all runs as `FILE.partial`; and
 * writes its manifest. */
bool tf_draw_store_finish(struct tf_draw_store *store, const struct tf_run_counts *counts);
void tf_draw_store_close(struct tf_draw_store *store);

#endif
