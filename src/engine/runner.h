/* runner: what projects whole vectors of runs; one for each width, all with the same bits. */
#ifndef TF_ENGINE_RUNNER_H
#define TF_ENGINE_RUNNER_H

#include "engine/plan.h"
#include "engine/project.h"

struct tf_runner {
    size_t width; /* runs a vector */
    struct tf_workspace *(*workspace_new)(const struct tf_plan *plan, struct tf_arena *arena,
                                          struct tf_diag *diag);
    /* Projects one vector of the trajectory. */
    void (*project_vector)(const struct tf_plan *plan, const double *row_values,
                           struct tf_workspace *workspace, struct tf_trajectory *trajectory,
                           size_t vector);
};

/* Defined by runner.c, compiled for each width that the target has. */
extern const struct tf_runner tf_runner_x2, tf_runner_x4, tf_runner_x8;

/* Where the lanes of a quantity begin. */
double *tf_cell_slot(const struct tf_trajectory *trajectory, size_t vector, size_t t,
                     enum tf_cell_quantity quantity, size_t cell);
double *tf_nation_slot(const struct tf_trajectory *trajectory, size_t vector, size_t t,
                       enum tf_nation_quantity quantity);

#endif
