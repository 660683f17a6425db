#include "engine/runner.h"

#include <string.h>

#include "engine/kernel.h"

struct tf_workspace {
    struct tf_kernel kernel;
    struct tf_plan_scratch scratch;
    double *run_values[TF_PARAMETER_COUNT]; /* one run's parameter values; NULL unless it varies */
};

static bool state_init(struct tf_state *state, size_t cells, struct tf_arena *arena)
{
    tf_lanes **arrays[] = {&state->population, &state->income, &state->consumption, &state->wealth,
                           &state->variation,  &state->policy, &state->spending};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        *arrays[i] = tf_arena_alloc_aligned(arena, cells, sizeof(tf_lanes));
        if (*arrays[i] == NULL) {
            return false;
        }
    }
    state->sources = tf_arena_alloc_aligned(arena, cells * TF_SOURCE_COUNT, sizeof(tf_lanes));
    return state->sources != NULL;
}

/* Room for the values of the parameters that differ between runs. */
static bool varying_init(struct tf_workspace *workspace, const struct tf_plan *plan,
                         struct tf_arena *arena)
{
    for (size_t p = 0; p < TF_PARAMETER_COUNT; p++) {
        size_t count = plan->instances[p] * plan->years[p];
        if (plan->any_varies) {
            workspace->run_values[p] = tf_arena_alloc(arena, count, sizeof(double));
            if (workspace->run_values[p] == NULL) {
                return false;
            }
        }
        if (plan->varies[p]) {
            workspace->kernel.varying[p] = tf_arena_alloc_aligned(arena, count, sizeof(tf_lanes));
            if (workspace->kernel.varying[p] == NULL) {
                return false;
            }
        }
    }
    return tf_plan_scratch_init(&workspace->scratch, plan, arena);
}

static struct tf_workspace *workspace_new(const struct tf_plan *plan, struct tf_arena *arena,
                                          struct tf_diag *diag)
{
    struct tf_workspace *workspace = tf_arena_alloc_aligned(arena, 1, sizeof *workspace);
    if (workspace == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    workspace->kernel.plan = plan;
    if (!state_init(&workspace->kernel.state, plan->cell_count, arena) ||
        !varying_init(workspace, plan, arena)) {
        tf_out_of_memory(diag);
        return NULL;
    }
    return workspace;
}

static void put(double *to, tf_lanes lanes)
{
    memcpy(to, &lanes, sizeof lanes);
}

static void record_cell(const struct tf_state *state, struct tf_trajectory *trajectory,
                        size_t vector, size_t t, size_t cell)
{
    const tf_lanes *y = state->sources + cell * TF_SOURCE_COUNT;
    tf_lanes policy = state->policy[cell];
    const tf_lanes values[TF_CELL_QUANTITY_COUNT] = {
        [TF_CELL_POPULATION] = state->population[cell],
        [TF_CELL_WAGE] = y[TF_WAGE],
        [TF_CELL_BUSINESS] = y[TF_BUSINESS],
        [TF_CELL_PROPERTY] = y[TF_PROPERTY],
        [TF_CELL_TRANSFER] = y[TF_TRANSFER] + policy,
        [TF_CELL_INCOME] = state->income[cell] + policy,
        [TF_CELL_CONSUMPTION] = state->spending[cell],
        [TF_CELL_WEALTH] = state->wealth[cell],
        [TF_CELL_VARIATION] = state->variation[cell],
    };
    for (size_t quantity = 0; quantity < TF_CELL_QUANTITY_COUNT; quantity++) {
        put(tf_cell_slot(trajectory, vector, t, (enum tf_cell_quantity)quantity, cell),
            values[quantity]);
    }
}

static tf_lanes transfer_cost(const struct tf_kernel *kernel, size_t t)
{
    const tf_lanes *varying = kernel->varying[TF_TRANSFER_POLICY];
    if (t == 0) {
        return (tf_lanes){0};
    }
    return varying != NULL ? varying[t]
                           : tf_lanes_of(tf_plan_value(kernel->plan, TF_TRANSFER_POLICY, 0, t));
}

static void record(const struct tf_kernel *kernel, struct tf_trajectory *trajectory, size_t vector,
                   size_t t)
{
    const struct tf_state *state = &kernel->state;
    for (size_t cell = 0; cell < kernel->plan->cell_count; cell++) {
        record_cell(state, trajectory, vector, t, cell);
    }
    const tf_lanes values[TF_NATION_QUANTITY_COUNT] = {
        [TF_NATION_GDP_PER_PERSON] = state->gdp / state->persons,
        [TF_NATION_GDP_GROWTH] = state->gdp_growth,
        [TF_NATION_RELATIVE_PRICE] = state->relative_price,
        [TF_NATION_PRICE_LEVEL] = state->price_level,
        [TF_NATION_INVESTMENT_SHARE] = state->investment,
        [TF_NATION_SHIFT] = state->shift,
        [TF_NATION_TRANSFER_COST] = transfer_cost(kernel, t),
        [TF_NATION_LEVY_RATE] = state->levy_rate,
        [TF_NATION_DEBT_RATIO] = state->debt_ratio,
        [TF_NATION_TFP_FACTOR] = state->factors[0],
        [TF_NATION_CAPITAL_FACTOR] = state->factors[1],
        [TF_NATION_LABOUR_FACTOR] = state->factors[2],
        [TF_NATION_HUMAN_CAPITAL_FACTOR] = state->factors[3],
        [TF_NATION_MIGRATION_FACTOR] = state->factors[4],
    };
    for (size_t quantity = 0; quantity < TF_NATION_QUANTITY_COUNT; quantity++) {
        put(tf_nation_slot(trajectory, vector, t, (enum tf_nation_quantity)quantity),
            values[quantity]);
    }
}

/* Fills one lane of the varying parameters with a run's values; false: they are impossible. */
static bool load_lane(struct tf_workspace *workspace, const struct tf_plan *plan,
                      const double *row_values, size_t lane)
{
    const char *impossible =
        tf_plan_values(plan, row_values, &workspace->scratch, workspace->run_values);
    for (size_t p = 0; p < TF_PARAMETER_COUNT; p++) {
        if (plan->varies[p]) {
            for (size_t i = 0; i < plan->instances[p] * plan->years[p]; i++) {
                workspace->kernel.varying[p][i][lane] = workspace->run_values[p][i];
            }
        }
    }
    return impossible == NULL;
}

static void project_vector(const struct tf_plan *plan, const double *row_values,
                           struct tf_workspace *workspace, struct tf_trajectory *trajectory,
                           size_t vector)
{
    struct tf_kernel *kernel = &workspace->kernel;
    size_t rows = plan->scenario->row_count;
    bool possible[TF_LANE_WIDTH];
    for (size_t lane = 0; lane < TF_LANE_WIDTH; lane++) {
        size_t run = vector * TF_LANE_WIDTH + lane;
        size_t last = trajectory->run_count - 1;
        possible[lane] =
            row_values == NULL || !plan->any_varies ||
            load_lane(workspace, plan, row_values + (run < last ? run : last) * rows, lane);
    }
    tf_kernel_start(kernel);
    for (size_t lane = 0; lane < TF_LANE_WIDTH; lane++) {
        if (!possible[lane]) {
            kernel->failures[lane].reason = TF_INPUT_IMPOSSIBLE;
        }
    }
    record(kernel, trajectory, vector, 0);
    for (size_t t = 1; t <= plan->horizon; t++) {
        tf_kernel_step(kernel, t);
        record(kernel, trajectory, vector, t);
    }
    for (size_t lane = 0; lane < TF_LANE_WIDTH; lane++) {
        size_t run = vector * TF_LANE_WIDTH + lane;
        if (run < trajectory->run_count) {
            trajectory->failures[run] = kernel->failures[lane];
        }
    }
}

const struct tf_runner TF_LANED(tf_runner) = {TF_LANE_WIDTH, workspace_new, project_vector};
