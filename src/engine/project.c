#include "engine/project.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "engine/kernel.h"

struct tf_workspace {
    struct tf_kernel kernel;
    struct tf_plan_scratch scratch;
    double *run_values[TF_PARAMETER_COUNT]; /* one run's parameter values; NULL unless it varies */
};

const char *tf_infeasibility_text(enum tf_infeasibility reason)
{
    static const char *const texts[TF_INFEASIBILITY_COUNT] = {
        [TF_FEASIBLE] = "feasible",
        [TF_NO_ORIGIN] = "migration finds nobody who may leave (the origin's weights sum to 0)",
        [TF_NO_DESTINATION] =
            "migration finds no group that takes anybody in (the destination's weights sum to 0)",
        [TF_TOO_MANY_MOVE] = "more people leave the group than live in it",
        [TF_OUTPUT_LOST] = "the movers' loss of earnings takes all output",
        [TF_SHARE_UNREACHABLE] = "household_share cannot be reached by scaling the sources",
        [TF_MEAN_CANCELS] = "incomes of this source cancel out, so that no factor scales them",
        [TF_TARGET_SIGN] = "the share of GDP that this source should have has not its sign",
        [TF_NO_TRANSFER_WEIGHT] = "the policy's weights sum to 0, so that nobody gets the transfer",
        [TF_NO_LEVY_BASE] = "there is no wage, business and property income to levy on",
        [TF_INCOME_NOT_POSITIVE] = "income falls to 0 or below",
        [TF_CONSUMPTION_NEGATIVE] = "consumption falls below 0",
        [TF_INVESTMENT_NEGATIVE] = "investment falls below 0",
        [TF_INPUT_IMPOSSIBLE] = "the base year's values contradict each other",
        [TF_NOT_FINITE] = "income grows beyond what a number can hold",
    };
    return texts[reason];
}

static size_t vector_count(const struct tf_trajectory *trajectory)
{
    return trajectory->lane_count / TF_LANE_WIDTH;
}

static size_t year_count(const struct tf_plan *plan)
{
    return plan->horizon + 1;
}

bool tf_trajectory_init(struct tf_trajectory *trajectory, const struct tf_plan *plan,
                        size_t run_count, struct tf_arena *arena, struct tf_diag *diag)
{
    size_t vectors = (run_count + TF_LANE_WIDTH - 1) / TF_LANE_WIDTH;
    *trajectory = (struct tf_trajectory){
        .plan = plan, .run_count = run_count, .lane_count = vectors * TF_LANE_WIDTH};
    size_t vector_years = vectors * year_count(plan);
    trajectory->cells = tf_arena_alloc_aligned(arena, vector_years,
                                               TF_CELL_QUANTITY_COUNT * plan->cell_count *
                                                   TF_LANE_WIDTH * sizeof(double));
    trajectory->nation = tf_arena_alloc_aligned(
        arena, vector_years, sizeof(double) * TF_LANE_WIDTH * TF_NATION_QUANTITY_COUNT);
    trajectory->failures = tf_arena_alloc(arena, run_count, sizeof *trajectory->failures);
    if (trajectory->cells == NULL || trajectory->nation == NULL || trajectory->failures == NULL) {
        return tf_out_of_memory(diag);
    }
    return true;
}

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

struct tf_workspace *tf_workspace_new(const struct tf_plan *plan, struct tf_arena *arena,
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

static double *cell_slot(const struct tf_trajectory *trajectory, size_t vector, size_t t,
                         enum tf_cell_quantity quantity, size_t cell)
{
    const struct tf_plan *plan = trajectory->plan;
    size_t row = (vector * year_count(plan) + t) * TF_CELL_QUANTITY_COUNT + (size_t)quantity;
    return trajectory->cells + (row * plan->cell_count + cell) * TF_LANE_WIDTH;
}

static double *nation_slot(const struct tf_trajectory *trajectory, size_t vector, size_t t,
                           enum tf_nation_quantity quantity)
{
    size_t row = (vector * year_count(trajectory->plan) + t) * TF_NATION_QUANTITY_COUNT;
    return trajectory->nation + (row + (size_t)quantity) * TF_LANE_WIDTH;
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
        put(cell_slot(trajectory, vector, t, (enum tf_cell_quantity)quantity, cell),
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
        put(nation_slot(trajectory, vector, t, (enum tf_nation_quantity)quantity),
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

void tf_project(const struct tf_plan *plan, const double *row_values,
                struct tf_workspace *workspace, struct tf_trajectory *trajectory)
{
    for (size_t vector = 0; vector < vector_count(trajectory); vector++) {
        project_vector(plan, row_values, workspace, trajectory, vector);
    }
}

double tf_cell_value(const struct tf_trajectory *trajectory, size_t run, size_t t,
                     enum tf_cell_quantity quantity, size_t cell)
{
    return cell_slot(trajectory, run / TF_LANE_WIDTH, t, quantity, cell)[run % TF_LANE_WIDTH];
}

double tf_nation_value(const struct tf_trajectory *trajectory, size_t run, size_t t,
                       enum tf_nation_quantity quantity)
{
    return nation_slot(trajectory, run / TF_LANE_WIDTH, t, quantity)[run % TF_LANE_WIDTH];
}
