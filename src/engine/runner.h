/* runner: what projects whole vectors of runs and measures them; one for each width, all with the
 * same bits. */
#ifndef TF_ENGINE_RUNNER_H
#define TF_ENGINE_RUNNER_H

#include "engine/metrics.h"
#include "engine/plan.h"
#include "engine/project.h"

#define TF_LANES_MOST 8

/* All cells, a region's, a group's of every region, or one. */
struct tf_scope_cells tf_scope_cells(const struct tf_plan *plan, int region, int group);

struct tf_runner {
    size_t width; /* runs a vector */
    struct tf_workspace *(*workspace_new)(const struct tf_plan *plan, const size_t *inputs,
                                          size_t input_count, struct tf_arena *arena,
                                          struct tf_diag *diag);
    /* Has what the trajectory keeps kept from now on. To be called before a trajectory's vectors
     * are projected, and when its `keep` has changed. */
    void (*keep)(struct tf_workspace *workspace, const struct tf_trajectory *trajectory);
    /* Projects one vector of the trajectory, whose inputs begin at first_run. */
    void (*project_vector)(struct tf_workspace *workspace, const struct tf_inputs *inputs,
                           size_t first_run, struct tf_trajectory *trajectory, size_t vector);
    /* Measures in every lane of a vector, those of tf_measured_on_lanes: out[i] is where the lanes
     * of measures[i] go; NaN where absent. */
    void (*measure)(const struct tf_trajectory *trajectory, size_t vector,
                    const struct tf_measure *measures, size_t count, double *const *out);
};

/* Defined by runner.c, compiled for each width that the target has. */
extern const struct tf_runner tf_runner_x2, tf_runner_x4, tf_runner_x8;

/* The runner of a width, the widest where there is none. */
const struct tf_runner *tf_runner_of(size_t width);

/* True for metrics that need no quantile: the runner measures them. */
bool tf_measured_on_lanes(enum tf_metric_id metric);

/* What measures read: whole cells, or a few means. */
enum { TF_KEPT_MEANS_MOST = 24 };
struct tf_wanted {
    struct tf_keep keep;
    bool *cell_years; /* [t], room for it from the caller: whether cells of the year are read */
    struct tf_kept_mean means[TF_KEPT_MEANS_MOST];
    size_t mean_count;
};
void tf_want(struct tf_wanted *wanted, const struct tf_plan *plan,
             const struct tf_measure *measure);

/* Where the lanes of a quantity begin; those of the cells stand one behind the other. */
static inline double *tf_cell_slot(const struct tf_trajectory *trajectory, size_t vector, size_t t,
                                   enum tf_cell_quantity quantity, size_t cell)
{
    const struct tf_plan *plan = trajectory->plan;
    size_t row = (vector * (plan->horizon + 1) + t) * TF_CELL_QUANTITY_COUNT + (size_t)quantity;
    return trajectory->cells + (row * plan->cell_count + cell) * trajectory->width;
}

static inline double *tf_mean_slot(const struct tf_trajectory *trajectory, size_t vector, size_t t,
                                   size_t mean)
{
    size_t row = vector * (trajectory->plan->horizon + 1) + t;
    return trajectory->means + (row * trajectory->kept_mean_count + mean) * trajectory->width;
}

/* Where a mean stands among those kept; the number of them when it does not. */
static inline size_t tf_find_mean(const struct tf_kept_mean *means, size_t count,
                                  struct tf_scope_cells cells, enum tf_cell_quantity quantity)
{
    size_t i = 0;
    while (i < count &&
           (means[i].quantity != quantity || means[i].cells.first != cells.first ||
            means[i].cells.count != cells.count || means[i].cells.step != cells.step)) {
        i++;
    }
    return i;
}

static inline double *tf_nation_slot(const struct tf_trajectory *trajectory, size_t vector,
                                     size_t t, enum tf_nation_quantity quantity)
{
    size_t row = (vector * (trajectory->plan->horizon + 1) + t) * TF_NATION_QUANTITY_COUNT;
    return trajectory->nation + (row + (size_t)quantity) * trajectory->width;
}

#endif
