/* Inputs for batches of runs of a random scenario. */
#ifndef BATCH_INPUTS_H
#define BATCH_INPUTS_H

#include "random_scenario.h"

/* The inputs of a batch: values for the rows that vary, and scores for the shocks. */
struct batch_inputs {
    bool *varying;
    size_t *rows;
    size_t count;
    const double **columns;
    const double *shocks[TF_SHOCK_COUNT * RANDOM_HORIZON];
    struct tf_inputs inputs;
};

enum { RUNS = 19, ROOM = 2 * TF_RUN_BLOCK };

static inline double *column_room(struct memory_run *run)
{
    double *column = tf_arena_alloc_aligned(&run->arena, ROOM, sizeof *column);
    assert_non_null(column);
    return column;
}

static inline bool is_varied(enum tf_parameter_id parameter)
{
    static const enum tf_parameter_id varied[] = {
        TF_GDP_GROWTH,      TF_GROWTH,      TF_CONSUMPTION_RATE, TF_URBANISATION, TF_INFLATION,
        TF_TRANSFER_POLICY, TF_POPULATION,  TF_INCOME,           TF_WEALTH_RATIO, TF_DISPERSION,
        TF_HOUSEHOLD_SHARE, TF_SHARE_SHIFT, TF_PROPERTY_YIELD};
    for (size_t i = 0; i < sizeof varied / sizeof *varied; i++) {
        if (varied[i] == parameter) {
            return true;
        }
    }
    return false;
}

static inline void draw_inputs(struct batch_inputs *batch, struct memory_run *run, unsigned *draw)
{
    size_t rows = run->scenario.row_count;
    *batch = (struct batch_inputs){0};
    batch->varying = tf_arena_alloc(&run->arena, rows, sizeof *batch->varying);
    batch->rows = tf_arena_alloc(&run->arena, rows, sizeof *batch->rows);
    batch->columns = tf_arena_alloc(&run->arena, rows, sizeof *batch->columns);
    for (size_t row = 0; row < rows; row++) {
        if (!is_varied(run->scenario.rows[row].address.parameter)) {
            continue;
        }
        double *column = column_room(run);
        for (size_t i = 0; i < ROOM; i++) {
            column[i] = run->scenario.rows[row].value * uniform_between(draw, 0.9, 1.1);
        }
        batch->varying[row] = true;
        batch->rows[batch->count] = row;
        batch->columns[batch->count++] = column;
    }
    for (size_t k = 0; k < TF_SHOCK_COUNT * RANDOM_HORIZON; k++) {
        double *column = column_room(run);
        for (size_t i = 0; i < ROOM; i++) {
            column[i] = uniform_between(draw, -2, 2);
        }
        batch->shocks[k] = column;
    }
    batch->inputs = (struct tf_inputs){batch->columns, batch->shocks};
}

#endif
