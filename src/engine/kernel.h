/* kernel: the state of one vector of runs, and the year that moves it on (docs/model.md, 3). */
#ifndef TF_ENGINE_KERNEL_H
#define TF_ENGINE_KERNEL_H

#include "engine/lanes.h"
#include "engine/plan.h"
#include "engine/project.h"
#include "engine/values.h"

/* Last year's values at the start of a year, this year's at its end. Per person and real. */
struct tf_state {
    tf_lanes *population; /* [cell] n */
    tf_lanes
        *sources; /* [cell * TF_SOURCE_COUNT + source] y over its source's scale, before policy */
    tf_lanes *income;                     /* [cell] Y°: sum of sources */
    tf_lanes *consumption;                /* [cell] C°: out of Y° */
    tf_lanes *wealth;                     /* [cell] W */
    tf_lanes *variation;                  /* [cell] exp(sigma^2) - 1, if followed */
    tf_lanes *policy;                     /* [cell] z - x: transfers less levy, this year */
    tf_lanes *spending;                   /* [cell] C: all consumption, this year */
    tf_lanes persons;                     /* N */
    tf_lanes gdp;                         /* G_tot, real, in base-year GDP prices */
    tf_lanes gdp_growth;                  /* of G_tot */
    tf_lanes relative_price, price_level; /* R, P */
    tf_lanes deflator;                    /* of GDP: its growth factor this year */
    tf_lanes real_gdp_per_person;         /* G R: in consumer prices */
    tf_lanes capital;                     /* K */
    tf_lanes investment;                  /* i, share of GDP */
    tf_lanes shift;                       /* Sigma_t */
    tf_lanes transfer;                    /* of the policy, to a person of weight 1 */
    tf_lanes levy_rate;                   /* tau */
    tf_lanes debt_ratio;                  /* d */
    tf_lanes earnings_gain; /* 1 + lambda: of migration, on mean wage + business income */
    tf_lanes factors[5];    /* production: tfp, capital, labour, human capital, migration */
    tf_lanes base_share[TF_SOURCE_COUNT]; /* h[s,0] */
    tf_lanes scale[TF_SOURCE_COUNT];      /* what the closure makes of a source, in every cell */
    tf_lanes shock[TF_SHOCK_COUNT];       /* e_o, e_p, e_r */
};

struct tf_kernel {
    const struct tf_plan *plan;
    struct tf_values values;
    const double *const *shocks;    /* as in struct tf_inputs, from this vector's first run on */
    size_t first_run;               /* of the vector, in the columns of the shocks */
    bool follows_variation;         /* the spread inside cells is wanted */
    bool follows_wealth;            /* something depends on net worth, or it is wanted */
    bool follows_income;            /* last year's income of cells counts */
    bool follows_debt;              /* public debt is wanted */
    bool follows_investment;        /* output depends on investment, or it is wanted */
    bool has_habit;                 /* habit may be other than 0 */
    bool has_growth;                /* growth may be other than 0 */
    bool one_sign[TF_SOURCE_COUNT]; /* no cell's income from the source is ever below 0 */
    tf_lanes *start_variation; /* [cell] in the base year, where the dispersion does not vary */
    struct tf_state state;
    struct tf_failure failures[TF_LANE_WIDTH];
};

/* Income of a cell from a source, before policy: the closure's factor is the same in all cells, so
 * that it is kept apart. */
static inline tf_lanes tf_state_source(const struct tf_state *state, size_t cell, size_t source)
{
    return state->sources[cell * TF_SOURCE_COUNT + source] * state->scale[source];
}

/* Sums over persons by source, before the closure's scale. */
struct tf_totals {
    tf_lanes income[TF_SOURCE_COUNT];
};

static inline tf_lanes *tf_cell_sources(const struct tf_state *state, size_t cell)
{
    return state->sources + cell * TF_SOURCE_COUNT;
}

/* Each width has its own. */
#define tf_kernel_mark TF_LANED(tf_kernel_mark)
#define tf_kernel_variation TF_LANED(tf_kernel_variation)
#define tf_kernel_migrate TF_LANED(tf_kernel_migrate)
#define tf_kernel_start TF_LANED(tf_kernel_start)
#define tf_kernel_step TF_LANED(tf_kernel_step)

/* Marks the lanes of mask as failed. */
__attribute__((cold)) void tf_kernel_mark(struct tf_kernel *kernel, tf_mask mask,
                                          struct tf_failure failure);

static inline void tf_kernel_fail(struct tf_kernel *kernel, tf_mask mask,
                                  enum tf_infeasibility reason, size_t t, int cell, int source)
{
    if (__builtin_expect(tf_any(mask), 0)) {
        tf_kernel_mark(kernel, mask, (struct tf_failure){reason, (int)t, cell, source});
    }
}

/* exp(sigma^2) - 1 of a cell in the base year. */
tf_lanes tf_kernel_variation(const struct tf_kernel *kernel, size_t cell);
/* Moves persons between town and country until the urban share is the path's (3.2). */
void tf_kernel_migrate(struct tf_kernel *kernel, size_t t);
/* The base year. */
void tf_kernel_start(struct tf_kernel *kernel);
/* The year t = 1 … H. */
void tf_kernel_step(struct tf_kernel *kernel, size_t t);

#endif
