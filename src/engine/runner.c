#include "engine/runner.h"

#include "base/num.h"
#include "engine/kernel.h"
#include "engine/measure.h"

struct tf_workspace {
    struct tf_kernel kernel;
    const size_t *inputs; /* rows of the scenario */
    size_t input_count;
    const double **columns; /* [row of the scenario]: where this vector's values begin */
    enum tf_cell_quantity kept_cells[TF_CELL_QUANTITY_COUNT];
    enum tf_nation_quantity kept_nation[TF_NATION_QUANTITY_COUNT];
    size_t cell_count, nation_count; /* of what is kept */
    bool wealth_acts;                /* on consumption or income */
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

/* A parameter may be other than 0 in some run. What is 0 in all, and so changes nothing, is left
 * out. */
static bool may_act(const struct tf_plan *plan, enum tf_parameter_id parameter)
{
    for (size_t i = 0; i < plan->instances[parameter] * plan->years[parameter]; i++) {
        double value = plan->values[parameter][i];
        if (plan->varies[parameter] || value < 0 || value > 0) {
            return true;
        }
    }
    return false;
}

/* Shares of 0 or more grow, and are mixed, to incomes of 0 or more; what net worth yields may turn.
 */
static bool has_one_sign(const struct tf_plan *plan, size_t source)
{
    bool by_yield = source == TF_PROPERTY && plan->property_by_yield;
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        if (tf_plan_value(plan, TF_SOURCE_SHARE, cell * TF_SOURCE_COUNT + source, 0) < 0) {
            return false;
        }
    }
    return !by_yield && !plan->varies[TF_SOURCE_SHARE];
}

/* Computed once for the cells where it is the same in every run. */
static bool find_variations(struct tf_kernel *kernel, struct tf_arena *arena)
{
    const bool *varying = kernel->values.varying[TF_DISPERSION];
    size_t cells = kernel->plan->cell_count;
    kernel->start_variation = tf_arena_alloc_aligned(arena, cells, sizeof(tf_lanes));
    for (size_t cell = 0; kernel->start_variation != NULL && cell < cells; cell++) {
        if (varying == NULL || !varying[cell]) {
            kernel->start_variation[cell] = tf_kernel_variation(kernel, cell);
        }
    }
    return kernel->start_variation != NULL;
}

static struct tf_workspace *workspace_new(const struct tf_plan *plan, const size_t *inputs,
                                          size_t input_count, struct tf_arena *arena,
                                          struct tf_diag *diag)
{
    struct tf_workspace *workspace = tf_arena_alloc_aligned(arena, 1, sizeof *workspace);
    const double **columns =
        tf_arena_alloc(arena, plan->scenario->row_count, sizeof(const double *));
    if (workspace == NULL || columns == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    workspace->inputs = inputs;
    workspace->input_count = input_count;
    workspace->columns = columns;
    workspace->kernel.plan = plan;
    if (!state_init(&workspace->kernel.state, plan->cell_count, arena) ||
        !tf_values_init(&workspace->kernel.values, plan, arena) ||
        !find_variations(&workspace->kernel, arena)) {
        tf_out_of_memory(diag);
        return NULL;
    }
    workspace->kernel.values.inputs = columns;
    workspace->kernel.has_growth = may_act(plan, TF_GROWTH);
    workspace->kernel.has_habit = may_act(plan, TF_HABIT);
    workspace->wealth_acts = plan->property_by_yield || may_act(plan, TF_WEALTH_EFFECT);
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        workspace->kernel.one_sign[source] = has_one_sign(plan, source);
    }
    return workspace;
}

static void record_array(const tf_lanes *values, size_t cells, double *to)
{
    for (size_t cell = 0; cell < cells; cell++) {
        tf_lanes_store(to + cell * TF_LANE_WIDTH, values[cell]);
    }
}

/* The two below copy pointers first: what is stored might be them, as far as the compiler knows. */
static void record_source(const struct tf_state *state, size_t source, size_t cells, double *to)
{
    const tf_lanes *y = state->sources + source, *policy = state->policy;
    tf_lanes scale = state->scale[source];
    for (size_t cell = 0; cell < cells; cell++) {
        tf_lanes value = y[cell * TF_SOURCE_COUNT] * scale;
        tf_lanes_store(to + cell * TF_LANE_WIDTH,
                       source == TF_TRANSFER ? value + policy[cell] : value);
    }
}

static void record_income(const struct tf_state *state, size_t cells, double *to)
{
    const tf_lanes *income = state->income, *policy = state->policy;
    for (size_t cell = 0; cell < cells; cell++) {
        tf_lanes_store(to + cell * TF_LANE_WIDTH, income[cell] + policy[cell]);
    }
}

static void record_cells(const struct tf_state *state, enum tf_cell_quantity quantity, size_t cells,
                         double *to)
{
    switch (quantity) {
    case TF_CELL_POPULATION:
        record_array(state->population, cells, to);
        break;
    case TF_CELL_INCOME:
        record_income(state, cells, to);
        break;
    case TF_CELL_CONSUMPTION:
        record_array(state->spending, cells, to);
        break;
    case TF_CELL_WEALTH:
        record_array(state->wealth, cells, to);
        break;
    case TF_CELL_VARIATION:
        record_array(state->variation, cells, to);
        break;
    default:
        record_source(state, (size_t)quantity - TF_CELL_WAGE, cells, to);
    }
}

typedef tf_lanes cell_reader(const struct tf_state *state, size_t cell);

static inline tf_lanes read_income(const struct tf_state *state, size_t cell)
{
    return state->income[cell] + state->policy[cell];
}

static inline tf_lanes read_wage(const struct tf_state *state, size_t cell)
{
    return tf_state_source(state, cell, TF_WAGE);
}

static inline tf_lanes read_business(const struct tf_state *state, size_t cell)
{
    return tf_state_source(state, cell, TF_BUSINESS);
}

static inline tf_lanes read_property(const struct tf_state *state, size_t cell)
{
    return tf_state_source(state, cell, TF_PROPERTY);
}

static inline tf_lanes read_transfer(const struct tf_state *state, size_t cell)
{
    return tf_state_source(state, cell, TF_TRANSFER) + state->policy[cell];
}

static inline tf_lanes read_consumption(const struct tf_state *state, size_t cell)
{
    return state->spending[cell];
}

static inline tf_lanes read_wealth(const struct tf_state *state, size_t cell)
{
    return state->wealth[cell];
}

/* As tf_lanes_mean has it from what is kept of the cells. */
static inline __attribute__((always_inline)) tf_lanes
mean_of(const struct tf_state *state, struct tf_scope_cells cells, cell_reader *read)
{
    tf_lanes sum = {0}, all = {0};
    size_t cell = cells.first;
    for (size_t i = 0; i < cells.count; i++, cell += cells.step) {
        tf_lanes n = state->population[cell];
        sum += n * read(state, cell);
        all += n;
    }
    return tf_select(all > (tf_lanes){0}, sum / all, tf_lanes_of(TF_ABSENT));
}

static tf_lanes persons_of(const struct tf_state *state, struct tf_scope_cells cells)
{
    tf_lanes sum = {0};
    for (size_t i = 0; i < cells.count; i++) {
        sum += state->population[cells.first + i * cells.step];
    }
    return sum;
}

static tf_lanes kept_mean(const struct tf_state *state, const struct tf_kept_mean *mean)
{
    switch (mean->quantity) {
    case TF_CELL_POPULATION:
        return persons_of(state, mean->cells);
    case TF_CELL_INCOME:
        return mean_of(state, mean->cells, read_income);
    case TF_CELL_WAGE:
        return mean_of(state, mean->cells, read_wage);
    case TF_CELL_BUSINESS:
        return mean_of(state, mean->cells, read_business);
    case TF_CELL_PROPERTY:
        return mean_of(state, mean->cells, read_property);
    case TF_CELL_TRANSFER:
        return mean_of(state, mean->cells, read_transfer);
    case TF_CELL_WEALTH:
        return mean_of(state, mean->cells, read_wealth);
    default:
        return mean_of(state, mean->cells, read_consumption);
    }
}

static tf_lanes line(const struct tf_kernel *kernel, enum tf_parameter_id parameter)
{
    return tf_value(&kernel->values, parameter, 0, 0);
}

/* What results are measured by, in the base year. */
static void record_lines(const struct tf_kernel *kernel, struct tf_trajectory *trajectory,
                         size_t vector)
{
    static const struct {
        enum tf_nation_quantity quantity;
        enum tf_parameter_id parameter;
    } lines[] = {
        {TF_NATION_TARGET_MULTIPLE, TF_TARGET_MULTIPLE},
        {TF_NATION_POVERTY_LINE, TF_POVERTY_LINE},
        {TF_NATION_MIDDLE_LOW, TF_MIDDLE_LOW},
        {TF_NATION_MIDDLE_HIGH, TF_MIDDLE_HIGH},
        {TF_NATION_RELATIVE_LINE, TF_RELATIVE_LINE},
        {TF_NATION_INCOME_COVERAGE, TF_INCOME_COVERAGE},
        {TF_NATION_CONSUMPTION_COVERAGE, TF_CONSUMPTION_COVERAGE},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        tf_lanes_store(tf_nation_slot(trajectory, vector, 0, lines[i].quantity),
                       line(kernel, lines[i].parameter));
    }
}

static tf_lanes nation_quantity(const struct tf_kernel *kernel, enum tf_nation_quantity quantity,
                                size_t t)
{
    const struct tf_state *state = &kernel->state;
    switch (quantity) {
    case TF_NATION_GDP_PER_PERSON:
        return state->gdp / state->persons;
    case TF_NATION_GDP_GROWTH:
        return state->gdp_growth;
    case TF_NATION_RELATIVE_PRICE:
        return state->relative_price;
    case TF_NATION_PRICE_LEVEL:
        return state->price_level;
    case TF_NATION_INVESTMENT_SHARE:
        return state->investment;
    case TF_NATION_SHIFT:
        return state->shift;
    case TF_NATION_TRANSFER_COST:
        return t == 0 ? tf_lanes_of(0) : tf_value(&kernel->values, TF_TRANSFER_POLICY, 0, t);
    case TF_NATION_LEVY_RATE:
        return state->levy_rate;
    case TF_NATION_DEBT_RATIO:
        return state->debt_ratio;
    default:
        return state->factors[quantity - TF_NATION_TFP_FACTOR];
    }
}

static void record(const struct tf_workspace *workspace, struct tf_trajectory *trajectory,
                   size_t vector, size_t t)
{
    const struct tf_kernel *kernel = &workspace->kernel;
    const bool *years = trajectory->keep.cell_years;
    size_t cell_count = years == NULL || years[t] ? workspace->cell_count : 0;
    for (size_t i = 0; i < cell_count; i++) {
        enum tf_cell_quantity quantity = workspace->kept_cells[i];
        record_cells(&kernel->state, quantity, kernel->plan->cell_count,
                     tf_cell_slot(trajectory, vector, t, quantity, 0));
    }
    for (size_t i = 0; i < trajectory->kept_mean_count; i++) {
        tf_lanes_store(tf_mean_slot(trajectory, vector, t, i),
                       kept_mean(&kernel->state, &trajectory->kept_means[i]));
    }
    for (size_t i = 0; i < workspace->nation_count; i++) {
        enum tf_nation_quantity quantity = workspace->kept_nation[i];
        tf_lanes_store(tf_nation_slot(trajectory, vector, t, quantity),
                       nation_quantity(kernel, quantity, t));
    }
}

/* What the trajectory keeps, as lists, and what has to be followed for it. */
static void keep(struct tf_workspace *workspace, const struct tf_trajectory *trajectory)
{
    const struct tf_keep *kept = &trajectory->keep;
    bool wealth = workspace->wealth_acts || kept->cells[TF_CELL_WEALTH];
    for (size_t i = 0; i < trajectory->kept_mean_count; i++) {
        wealth |= trajectory->kept_means[i].quantity == TF_CELL_WEALTH;
    }
    workspace->cell_count = workspace->nation_count = 0;
    for (int q = 0; q < TF_CELL_QUANTITY_COUNT; q++) {
        if (kept->cells[q]) {
            workspace->kept_cells[workspace->cell_count++] = (enum tf_cell_quantity)q;
        }
    }
    for (int q = 0; q < TF_NATION_TARGET_MULTIPLE; q++) {
        if (kept->nation[q]) {
            workspace->kept_nation[workspace->nation_count++] = (enum tf_nation_quantity)q;
        }
    }
    struct tf_kernel *kernel = &workspace->kernel;
    bool produces = kernel->plan->closure == TF_CLOSURE_PRODUCTION;
    kernel->follows_variation = kept->cells[TF_CELL_VARIATION];
    kernel->follows_wealth = wealth;
    kernel->follows_income = kernel->follows_variation || wealth || kernel->has_habit;
    kernel->follows_debt = kernel->plan->has_gdp && kept->nation[TF_NATION_DEBT_RATIO];
    kernel->follows_investment =
        kernel->plan->has_gdp && (produces || kept->nation[TF_NATION_INVESTMENT_SHARE]);
}

/* The values of this vector's runs; without inputs they are the scenario's own. */
static void load_values(struct tf_workspace *workspace, const struct tf_inputs *inputs,
                        size_t first_run)
{
    struct tf_kernel *kernel = &workspace->kernel;
    for (size_t i = 0; i < workspace->input_count; i++) {
        workspace->columns[workspace->inputs[i]] =
            inputs != NULL ? inputs->rows[i] + first_run : NULL;
    }
    kernel->shocks = inputs != NULL ? inputs->shocks : NULL;
    kernel->first_run = first_run;
    tf_values_fill(&kernel->values);
}

static void mark_impossible(struct tf_kernel *kernel)
{
    for (size_t lane = 0; lane < TF_LANE_WIDTH; lane++) {
        if (kernel->values.impossible[lane] != 0) {
            kernel->failures[lane].reason = TF_INPUT_IMPOSSIBLE;
        }
    }
}

static void note_runs(const struct tf_kernel *kernel, struct tf_trajectory *trajectory,
                      size_t vector)
{
    for (size_t lane = 0; lane < TF_LANE_WIDTH; lane++) {
        size_t run = vector * TF_LANE_WIDTH + lane;
        if (run < trajectory->run_count) {
            trajectory->failures[run] = kernel->failures[lane];
            trajectory->clipped[run] = kernel->values.clipped[lane] != 0;
        }
    }
}

static void project_vector(struct tf_workspace *workspace, const struct tf_inputs *inputs,
                           size_t first_run, struct tf_trajectory *trajectory, size_t vector)
{
    struct tf_kernel *kernel = &workspace->kernel;
    load_values(workspace, inputs, first_run);
    tf_kernel_start(kernel);
    mark_impossible(kernel);
    record_lines(kernel, trajectory, vector);
    record(workspace, trajectory, vector, 0);
    for (size_t t = 1; t <= kernel->plan->horizon; t++) {
        tf_kernel_step(kernel, t);
        record(workspace, trajectory, vector, t);
    }
    note_runs(kernel, trajectory, vector);
}

const struct tf_runner TF_LANED(tf_runner) = {TF_LANE_WIDTH, workspace_new, keep, project_vector,
                                              tf_lanes_measure};
