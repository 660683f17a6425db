/* plan: a scenario compiled to dense arrays, checked for whatever the equations need.
 *
 * The engine's step reads numbers only from here: no rows, no names, no files. Symbols in comments
 * are docs/model.md's. */
#ifndef TF_ENGINE_PLAN_H
#define TF_ENGINE_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "scenario/scenario.h"

struct tf_plan {
    struct tf_arena arena;              /* owns the arrays */
    const struct tf_scenario *scenario; /* not owned; must outlive the plan */
    enum tf_closure closure;
    bool property_by_yield;
    size_t region_count, group_count, cell_count; /* cell = region * group_count + group */
    size_t horizon;                               /* H; years are t = 0 … H */
    int base_year;
    size_t lane_width; /* runs computed in one go; 0: as many as the machine can (project.h) */
    int urban, rural;  /* index of the regions of these names, -1: none */

    bool has_gdp;        /* G is given: gdp_per_person, and what it grows by */
    bool has_investment; /* investment_share is defined */
    bool migrates;       /* urbanisation is given */
    bool has_policy;     /* transfer_policy is not 0 at some t >= 1 */
    bool has_household_share;
    bool source_present[TF_SOURCE_COUNT]; /* some cell has income of it in the base year */
    bool source_scaled[TF_SOURCE_COUNT];  /* the closure scales it to its target */

    /* Values in the base unit: values[p][instance * years[p] + t]; years[p] is 1 for what is no
     * path. NaN: absent (gdp_growth, poverty_line … without rows). Shares are normalised; computed
     * starts and paths (transfer_mpc, deflator_growth, …) are filled in. */
    double *values[TF_PARAMETER_COUNT];
    size_t years[TF_PARAMETER_COUNT], instances[TF_PARAMETER_COUNT];

    /* Which parameters differ between the runs of a batch, because a varying row reaches them or
     * what they are computed from. */
    bool varies[TF_PARAMETER_COUNT];
    const bool *varying_rows; /* [row of the scenario]; NULL: none varies */
};

/* Compiles the scenario. varying_rows: a flag for each row of the scenario whose value will differ
 * between runs, or NULL for none; it is copied. Errors (TF_BAD_INPUT, placed at the rows
 * concerned): required parameters missing, shares that do not sum to 1, contradictions that
 * docs/model.md sections 2 and 3 name. Release the plan in every case. */
bool tf_plan_compile(struct tf_plan *plan, const struct tf_scenario *scenario,
                     const bool *varying_rows, struct tf_diag *diag);
void tf_plan_release(struct tf_plan *plan);

/* One value, for readers of the plan. t is ignored for what is no path. */
static inline double tf_plan_value(const struct tf_plan *plan, enum tf_parameter_id parameter,
                                   size_t instance, size_t t)
{
    size_t years = plan->years[parameter];
    return plan->values[parameter][instance * years + (years > 1 ? t : 0)];
}

#endif
