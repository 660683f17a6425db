#include "engine/plan.h"

#include <math.h>
#include <string.h>

#include "engine/requirements.h"
#include "engine/values.h"

static int member_index(const struct tf_members *members, const char *name)
{
    for (size_t i = 0; i < members->count; i++) {
        if (strcmp(members->names[i], name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static void set_shape(struct tf_plan *plan, const struct tf_scenario *scenario)
{
    const struct tf_dimensions *dimensions = &scenario->dimensions;
    plan->scenario = scenario;
    plan->closure = scenario->closure;
    plan->property_by_yield = scenario->property == TF_PROPERTY_BY_YIELD;
    plan->region_count = dimensions->regions.count;
    plan->group_count = dimensions->groups.count;
    plan->cell_count = plan->region_count * plan->group_count;
    plan->horizon = (size_t)scenario->horizon;
    plan->base_year = scenario->base_year;
    plan->urban = member_index(&dimensions->regions, "urban");
    plan->rural = member_index(&dimensions->regions, "rural");
    for (size_t p = 0; p < TF_PARAMETER_COUNT; p++) {
        plan->instances[p] = tf_instance_count(&tf_parameters[p], dimensions);
        plan->years[p] = tf_parameters[p].is_path ? plan->horizon + 1 : 1;
    }
}

static bool allocate_values(struct tf_plan *plan)
{
    for (size_t p = 0; p < TF_PARAMETER_COUNT; p++) {
        plan->values[p] =
            tf_arena_alloc(&plan->arena, plan->instances[p] * plan->years[p], sizeof(double));
        if (plan->values[p] == NULL) {
            return false;
        }
    }
    return true;
}

/* True when some year from t = 1 has a value other than 0. */
static bool acts(const struct tf_plan *plan, enum tf_parameter_id parameter, size_t instance)
{
    for (size_t t = 1; t <= plan->horizon; t++) {
        double value = tf_plan_value(plan, parameter, instance, t);
        if (!isnan(value) && (value < 0 || value > 0)) {
            return true;
        }
    }
    return false;
}

static void find_sources(struct tf_plan *plan)
{
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        plan->source_present[source] = false;
        for (size_t cell = 0; cell < plan->cell_count; cell++) {
            double share = tf_plan_value(plan, TF_SOURCE_SHARE, cell * TF_SOURCE_COUNT + source, 0);
            plan->source_present[source] |= share < 0 || share > 0;
        }
        plan->source_scaled[source] = plan->closure != TF_CLOSURE_GROWTH &&
                                      plan->source_present[source] &&
                                      !(source == TF_PROPERTY && plan->property_by_yield);
    }
}

/* Which parts of the model take part, from which rows there are. */
static void find_parts(struct tf_plan *plan, struct tf_node *nodes)
{
    bool follows =
        plan->closure == TF_CLOSURE_PRODUCTION || tf_values_given(plan, TF_GDP_GROWTH, 0, nodes);
    plan->migrates = tf_values_given(plan, TF_URBANISATION, 0, nodes);
    plan->has_gdp = follows && tf_values_given(plan, TF_GDP_PER_PERSON, 0, nodes);
    plan->has_investment = plan->has_gdp && (plan->closure == TF_CLOSURE_PRODUCTION ||
                                             tf_values_given(plan, TF_INVESTMENT_RATE, 0, nodes));
    plan->has_household_share =
        plan->closure != TF_CLOSURE_GROWTH && tf_values_given(plan, TF_HOUSEHOLD_SHARE, 0, nodes);
}

static bool mark_varying_rows(struct tf_plan *plan, const bool *varying_rows)
{
    size_t rows = plan->scenario->row_count;
    bool *copy = tf_arena_alloc(&plan->arena, rows, sizeof *copy);
    if (copy == NULL) {
        return false;
    }
    memcpy(copy, varying_rows, rows * sizeof *copy);
    plan->varying_rows = copy;
    for (size_t p = 0; p < TF_PARAMETER_COUNT; p++) {
        for (size_t i = 0; i < plan->instances[p]; i++) {
            const struct tf_path *path = &plan->scenario->paths[p][i];
            for (size_t k = 0; k < path->count; k++) {
                plan->varies[p] |= varying_rows[path->rows[k]];
            }
        }
    }
    return true;
}

/* What is computed from other parameters varies with them. */
static void mark_derived(struct tf_plan *plan)
{
    bool *varies = plan->varies;
    bool people = varies[TF_POPULATION] || varies[TF_GROUP_SHARE];
    varies[TF_URBANISATION] |= varies[TF_POPULATION];
    varies[TF_DEFLATOR_GROWTH] |= varies[TF_INFLATION];
    varies[TF_HOUSEHOLD_SHARE] |=
        people || varies[TF_INCOME] || varies[TF_GDP_PER_PERSON] || varies[TF_INCOME_COVERAGE];
    varies[TF_PROPERTY_YIELD] |= varies[TF_SOURCE_SHARE] || varies[TF_WEALTH_RATIO];
    varies[TF_TRANSFER_MPC] |=
        varies[TF_CONSUMPTION_RATE] || varies[TF_SAFETY_NET_EFFECT] || varies[TF_TRANSFER_POLICY];
}

/* Room for the longest path. */
static struct tf_node *node_room(const struct tf_plan *plan, struct tf_arena *arena)
{
    size_t longest = 0;
    for (size_t p = 0; p < TF_PARAMETER_COUNT; p++) {
        for (size_t i = 0; i < plan->instances[p]; i++) {
            size_t count = plan->scenario->paths[p][i].count;
            longest = count > longest ? count : longest;
        }
    }
    return tf_arena_alloc(arena, longest + 1, sizeof(struct tf_node));
}

static bool compute_values(struct tf_plan *plan, struct tf_diag *diag)
{
    struct tf_contradiction found;
    if (!tf_values_compute(plan, &found)) {
        return tf_out_of_memory(diag);
    }
    return found.text == NULL || tf_report_contradiction(plan, &found, diag);
}

bool tf_plan_compile(struct tf_plan *plan, const struct tf_scenario *scenario,
                     const bool *varying_rows, struct tf_diag *diag)
{
    *plan = (struct tf_plan){0};
    tf_arena_init(&plan->arena);
    set_shape(plan, scenario);
    struct tf_node *nodes = node_room(plan, &plan->arena);
    if (!allocate_values(plan) || nodes == NULL) {
        return tf_out_of_memory(diag);
    }
    find_parts(plan, nodes);
    if (!tf_require_values(plan, diag) || !compute_values(plan, diag)) {
        return false;
    }
    plan->has_policy = acts(plan, TF_TRANSFER_POLICY, 0);
    find_sources(plan);
    if (varying_rows != NULL) {
        if (!mark_varying_rows(plan, varying_rows)) {
            return tf_out_of_memory(diag);
        }
        mark_derived(plan);
        plan->has_policy |= plan->varies[TF_TRANSFER_POLICY];
    }
    return tf_require_consistency(plan, diag);
}

void tf_plan_release(struct tf_plan *plan)
{
    tf_arena_release(&plan->arena);
}
