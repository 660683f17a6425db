#include "engine/project.h"

#include "engine/runner.h"

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
        [TF_SHOCK_TAKES_ALL] = "a shock takes all output, or all of a price",
        [TF_INPUT_IMPOSSIBLE] = "the base year's values contradict each other",
        [TF_NOT_FINITE] = "income grows beyond what a number can hold",
    };
    return texts[reason];
}

/* The widths that this machine can run, the widest first. */
static const struct tf_runner *const *runners(void)
{
#if defined(__x86_64__)
    static const struct tf_runner *const narrow[] = {&tf_runner_x2, NULL};
    static const struct tf_runner *const middle[] = {&tf_runner_x4, &tf_runner_x2, NULL};
    static const struct tf_runner *const wide[] = {&tf_runner_x8, &tf_runner_x4, &tf_runner_x2,
                                                   NULL};
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2")) {
        return narrow;
    }
    bool is_wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
    return is_wide ? wide : middle;
#else
    static const struct tf_runner *const only[] = {&tf_runner_x2, NULL};
    return only;
#endif
}

const struct tf_runner *tf_runner_of(size_t width)
{
    const struct tf_runner *const *candidates = runners();
    for (size_t i = 0; candidates[i] != NULL; i++) {
        if (candidates[i]->width == width) {
            return candidates[i];
        }
    }
    return candidates[0];
}

bool tf_lane_width_exists(size_t width)
{
    return tf_runner_of(width)->width == width;
}

size_t tf_lane_width_widest(void)
{
    return runners()[0]->width;
}

static size_t year_count(const struct tf_plan *plan)
{
    return plan->horizon + 1;
}

bool tf_trajectory_init(struct tf_trajectory *trajectory, const struct tf_plan *plan,
                        size_t run_count, struct tf_arena *arena, struct tf_diag *diag)
{
    size_t width = tf_runner_of(plan->lane_width)->width;
    size_t vectors = (run_count + width - 1) / width;
    *trajectory = (struct tf_trajectory){
        .plan = plan, .width = width, .run_count = run_count, .vector_count = vectors};
    size_t vector_years = vectors * year_count(plan);
    trajectory->cells = tf_arena_alloc_aligned(
        arena, vector_years, TF_CELL_QUANTITY_COUNT * plan->cell_count * width * sizeof(double));
    trajectory->nation = tf_arena_alloc_aligned(arena, vector_years,
                                                sizeof(double) * width * TF_NATION_QUANTITY_COUNT);
    trajectory->failures = tf_arena_alloc(arena, run_count, sizeof *trajectory->failures);
    trajectory->clipped = tf_arena_alloc(arena, run_count, sizeof *trajectory->clipped);
    if (trajectory->cells == NULL || trajectory->nation == NULL || trajectory->failures == NULL ||
        trajectory->clipped == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t q = 0; q < TF_CELL_QUANTITY_COUNT; q++) {
        trajectory->keep.cells[q] = true;
    }
    for (size_t q = 0; q < TF_NATION_QUANTITY_COUNT; q++) {
        trajectory->keep.nation[q] = true;
    }
    return true;
}

bool tf_keep_means(struct tf_trajectory *trajectory, struct tf_kept_mean *means, size_t count,
                   struct tf_arena *arena, struct tf_diag *diag)
{
    size_t rows = trajectory->vector_count * year_count(trajectory->plan) * count;
    trajectory->means = tf_arena_alloc_aligned(arena, rows, trajectory->width * sizeof(double));
    if (trajectory->means == NULL) {
        return tf_out_of_memory(diag);
    }
    trajectory->kept_means = means;
    trajectory->kept_mean_count = count;
    return true;
}

struct tf_workspace *tf_workspace_new(const struct tf_plan *plan, const size_t *inputs,
                                      size_t input_count, struct tf_arena *arena,
                                      struct tf_diag *diag)
{
    return tf_runner_of(plan->lane_width)->workspace_new(plan, inputs, input_count, arena, diag);
}

void tf_project(struct tf_workspace *workspace, const struct tf_inputs *inputs,
                struct tf_trajectory *trajectory)
{
    const struct tf_runner *runner = tf_runner_of(trajectory->width);
    runner->keep(workspace, trajectory);
    for (size_t vector = 0; vector < trajectory->vector_count; vector++) {
        runner->project_vector(workspace, inputs, vector * trajectory->width, trajectory, vector);
    }
}

double tf_cell_value(const struct tf_trajectory *trajectory, size_t run, size_t t,
                     enum tf_cell_quantity quantity, size_t cell)
{
    size_t width = trajectory->width;
    return tf_cell_slot(trajectory, run / width, t, quantity, cell)[run % width];
}

double tf_nation_value(const struct tf_trajectory *trajectory, size_t run, size_t t,
                       enum tf_nation_quantity quantity)
{
    size_t width = trajectory->width;
    return tf_nation_slot(trajectory, run / width, t, quantity)[run % width];
}
