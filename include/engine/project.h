/* project: runs a batch of runs through all years, in lockstep.
 *
 * One run is a batch of one. The results of every run are the same bits whatever the batch it is
 * in. Quantities are as in docs/model.md, section 3. */
#ifndef TF_ENGINE_PROJECT_H
#define TF_ENGINE_PROJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "engine/plan.h"

/* Why a run is infeasible; the first failure of the first year that fails. */
enum tf_infeasibility {
    TF_FEASIBLE,
    TF_NO_ORIGIN,          /* nobody may leave: sum of n * weight is 0 in the region of origin */
    TF_NO_DESTINATION,     /* nobody can be received */
    TF_TOO_MANY_MOVE,      /* more leave a cell than live in it */
    TF_OUTPUT_LOST,        /* 1 + migration_output * lambda <= 0 */
    TF_SHARE_UNREACHABLE,  /* household_share needs a factor <= 0, or none exists */
    TF_MEAN_CANCELS,       /* the mean of a source cancels */
    TF_TARGET_SIGN,        /* a source's target has not the sign of its mean */
    TF_NO_TRANSFER_WEIGHT, /* the policy's weights sum to 0 over those who are left */
    TF_NO_LEVY_BASE,       /* a levy on a base whose mean is <= 0 */
    TF_INCOME_NOT_POSITIVE,
    TF_CONSUMPTION_NEGATIVE,
    TF_INVESTMENT_NEGATIVE,
    TF_SHOCK_TAKES_ALL,  /* a shock takes all output, or all of a price */
    TF_INPUT_IMPOSSIBLE, /* the values of this run contradict each other in the base year */
    TF_NOT_FINITE,       /* a result overflowed */
    TF_INFEASIBILITY_COUNT
};
struct tf_failure {
    enum tf_infeasibility reason;
    int t;      /* year index */
    int cell;   /* or -1 */
    int source; /* or -1 */
};
/* "household_share cannot be reached: …" ; a constant text without year and cell. */
const char *tf_infeasibility_text(enum tf_infeasibility reason);

/* Quantities of a cell, and of the nation, that a run leaves for each year. Per person and real
 * unless said otherwise. */
enum tf_cell_quantity {
    TF_CELL_POPULATION, /* n, millions */
    TF_CELL_WAGE,
    TF_CELL_BUSINESS,
    TF_CELL_PROPERTY,
    TF_CELL_TRANSFER,    /* reported: with policy, less levy */
    TF_CELL_INCOME,      /* Y */
    TF_CELL_CONSUMPTION, /* C */
    TF_CELL_WEALTH,      /* W */
    TF_CELL_VARIATION,   /* exp(sigma^2) - 1: squared coefficient of
                            variation inside the cell */
    TF_CELL_QUANTITY_COUNT
};
enum tf_nation_quantity {
    TF_NATION_GDP_PER_PERSON,   /* G */
    TF_NATION_GDP_GROWTH,       /* of total GDP; NaN at t = 0 */
    TF_NATION_RELATIVE_PRICE,   /* R */
    TF_NATION_PRICE_LEVEL,      /* P */
    TF_NATION_INVESTMENT_SHARE, /* i */
    TF_NATION_SHIFT,            /* Sigma_t of 3.4 */
    TF_NATION_TRANSFER_COST,    /* share of GDP */
    TF_NATION_LEVY_RATE,        /* tau */
    TF_NATION_DEBT_RATIO,       /* d */
    TF_NATION_TFP_FACTOR, /* production: growth factors of total GDP since last year; 1 at t = 0 */
    TF_NATION_CAPITAL_FACTOR, /* K_t / K_t-1, before the exponent */
    TF_NATION_LABOUR_FACTOR,
    TF_NATION_HUMAN_CAPITAL_FACTOR,
    TF_NATION_MIGRATION_FACTOR,
    /* What results are measured by; the same in every year and left at t = 0 only. */
    TF_NATION_TARGET_MULTIPLE,
    TF_NATION_POVERTY_LINE,
    TF_NATION_MIDDLE_LOW,
    TF_NATION_MIDDLE_HIGH,
    TF_NATION_RELATIVE_LINE,
    TF_NATION_INCOME_COVERAGE,
    TF_NATION_CONSUMPTION_COVERAGE,
    TF_NATION_QUANTITY_COUNT
};

/* What differs between the runs of a batch. A column has a value for each run, is aligned to 64
 * bytes and has room for whole blocks of TF_RUN_BLOCK runs; entries beyond the last run, up to a
 * whole block, must be finite numbers: they are computed and forgotten. */
#define TF_RUN_BLOCK 16
enum tf_shock { TF_SHOCK_OUTPUT, TF_SHOCK_PRICE, TF_SHOCK_RETURN, TF_SHOCK_COUNT };
struct tf_inputs {
    const double *const *rows; /* [input]: the column of the values of the input's row */
    /* [shock * horizon + t - 1]: the column of standard normal scores of a shock in year t
     * (docs/model.md, 5). NULL, as a whole or in a place: 0 in every run. */
    const double *const *shocks;
};

/* Which quantities are wanted; others are neither written nor, where nothing else needs them,
 * computed. */
struct tf_keep {
    bool cells[TF_CELL_QUANTITY_COUNT];
    bool nation[TF_NATION_QUANTITY_COUNT];
    const bool *cell_years; /* [t]: the cells of the year are wanted; NULL: those of all years */
};

/* Cells of a scope: `count` of them from `first`, `step` apart. */
struct tf_scope_cells {
    size_t first, count, step;
};

/* A mean over persons that is wanted instead of the cells behind it; of TF_CELL_POPULATION the sum.
 */
struct tf_kept_mean {
    struct tf_scope_cells cells;
    enum tf_cell_quantity quantity;
};

/* What a batch leaves behind. Values of runs that are infeasible are meaningless. */
struct tf_trajectory {
    const struct tf_plan *plan;
    struct tf_keep keep;
    size_t width; /* runs a vector, computed in one go */
    size_t run_count, vector_count;
    double *cells;                   /* [vector][t][quantity][cell][lane in vector] */
    double *nation;                  /* [vector][t][quantity][lane in vector] */
    struct tf_kept_mean *kept_means; /* none unless the caller wants some: tf_keep_means */
    size_t kept_mean_count;
    double *means;               /* [vector][t][kept mean][lane in vector] */
    struct tf_failure *failures; /* [run] */
    uint8_t *clipped; /* [run]: 1 where a shifted path was cut to its parameter's range */
};

/* How many runs this machine computes in one go: the widest of 2, 4 and 8, which a plan takes
 * unless its lane_width says otherwise. Every width gives the same bits. */
size_t tf_lane_width_widest(void);
bool tf_lane_width_exists(size_t width);

/* Room for a batch of run_count runs, from the arena, to keep every quantity. */
bool tf_trajectory_init(struct tf_trajectory *trajectory, const struct tf_plan *plan,
                        size_t run_count, struct tf_arena *arena, struct tf_diag *diag);

/* Keeps these means, which must outlive the trajectory, as well. */
bool tf_keep_means(struct tf_trajectory *trajectory, struct tf_kept_mean *means, size_t count,
                   struct tf_arena *arena, struct tf_diag *diag);

/* What projecting needs, one a thread: for a plan compiled with varying_rows true for just the rows
 * in `inputs` (indices of scenario rows, each once). From the arena; NULL, with a message, when
 * memory is exhausted. */
struct tf_workspace;
struct tf_workspace *tf_workspace_new(const struct tf_plan *plan, const size_t *inputs,
                                      size_t input_count, struct tf_arena *arena,
                                      struct tf_diag *diag);

/* Projects the runs of the batch. inputs: NULL where every run has the scenario's own values.
 * Allocates nothing. */
void tf_project(struct tf_workspace *workspace, const struct tf_inputs *inputs,
                struct tf_trajectory *trajectory);

/* Reading a trajectory. */
double tf_cell_value(const struct tf_trajectory *trajectory, size_t run, size_t t,
                     enum tf_cell_quantity quantity, size_t cell);
double tf_nation_value(const struct tf_trajectory *trajectory, size_t run, size_t t,
                       enum tf_nation_quantity quantity);

#endif
