#include "experiment/study.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

bool tf_study_init(struct tf_study *study, size_t case_count, const struct tf_axis *axes,
                   size_t axis_count, struct tf_diag *diag)
{
    *study = (struct tf_study){0};
    tf_arena_init(&study->arena);
    study->cases = tf_arena_alloc(&study->arena, case_count, sizeof *study->cases);
    if (study->cases == NULL) {
        return tf_out_of_memory(diag);
    }
    study->case_count = case_count;
    return tf_grid_init(&study->grid, axes, axis_count, diag);
}

void tf_study_release(struct tf_study *study)
{
    for (size_t i = 0; study->cases != NULL && i < study->case_count; i++) {
        tf_plan_release(&study->cases[i].plan);
        tf_scenario_release(&study->cases[i].scenario);
    }
    tf_arena_release(&study->arena);
    *study = (struct tf_study){0};
}

/* What a scenario is loaded with. */
struct loading {
    const struct tf_study *study;
    const char *file;
    struct tf_override *overrides; /* those given, then one an axis */
    size_t given;
    const struct tf_file_source *source;
};

static bool gather_overrides(struct loading *loading, const struct tf_override *overrides,
                             struct tf_arena *arena)
{
    const struct tf_grid *grid = &loading->study->grid;
    size_t count = loading->given + grid->axis_count;
    loading->overrides = tf_arena_alloc(arena, count, sizeof *loading->overrides);
    if (loading->overrides == NULL) {
        return false;
    }
    if (loading->given > 0) {
        memcpy(loading->overrides, overrides, loading->given * sizeof *overrides);
    }
    for (size_t i = 0; i < grid->axis_count; i++) {
        loading->overrides[loading->given + i] =
            (struct tf_override){grid->axes[i].option, grid->axes[i].first, grid->axes[i].text};
    }
    return true;
}

static bool load(const struct loading *loading, struct tf_scenario *scenario, struct tf_diag *diag)
{
    return tf_scenario_load(scenario, loading->file, loading->overrides,
                            loading->given + loading->study->grid.axis_count, loading->source,
                            diag);
}

static void append_errors(struct tf_diag *diag, const struct tf_diag *other)
{
    for (size_t i = 0; i < other->count; i++) {
        if (other->messages[i].severity == TF_SEVERITY_ERROR) {
            tf_fail(diag, other->status, &other->messages[i].place, "%s", other->messages[i].text);
        }
    }
}

/* Loads the scenario once more with another value of an axis, for the errors. */
static bool try_value(const struct loading *loading, size_t axis, const char *value,
                      struct tf_diag *diag)
{
    struct tf_override *override = &loading->overrides[loading->given + axis];
    const char *first = override->text;
    struct tf_scenario scenario;
    struct tf_diag found;
    if (strcmp(value, first) == 0) {
        return true;
    }
    tf_diag_init(&found);
    override->text = value;
    bool good = load(loading, &scenario, &found);
    override->text = first;
    append_errors(diag, &found);
    tf_scenario_release(&scenario);
    tf_diag_release(&found);
    return good;
}

static bool try_extremes(const struct loading *loading, struct tf_diag *diag)
{
    bool good = true;
    for (size_t i = 0; i < loading->study->grid.axis_count; i++) {
        const struct tf_axis *axis = &loading->study->grid.axes[i];
        good = try_value(loading, i, axis->lowest, diag) && good;
        good = try_value(loading, i, axis->highest, diag) && good;
    }
    return good;
}

/* An axis's row is known by its place, which says the option; options keep their order. */
static bool find_row(const struct tf_scenario *scenario, const struct tf_axis *axis, size_t *from)
{
    size_t length = strlen(axis->option);
    for (; *from < scenario->row_count; ++*from) {
        const struct tf_row *row = &scenario->rows[*from];
        if (row->from_option && row->place.file != NULL &&
            tf_text_starts(row->place.file, axis->option) && row->place.file[length] == ' ' &&
            strcmp(row->place.file + length + 1, axis->text) == 0) {
            return true;
        }
    }
    return false;
}

static bool finds(const struct tf_axis *axis)
{
    return strcmp(axis->option, "--find") == 0;
}

/* An axis whose row a later option has taken the place of. */
static bool refuse_hidden(const struct tf_scenario *scenario, size_t row,
                          const struct tf_axis *axis, const struct tf_place *place,
                          struct tf_diag *diag)
{
    const struct tf_row *by = &scenario->rows[scenario->rows[row].hidden_by];
    if (!finds(axis) && tf_text_starts(by->place.file, "--find ")) {
        return tf_fail(diag, TF_BAD_INPUT, place,
                       "--find replaces all of it; an assumption is varied or found, not both");
    }
    return tf_fail(diag, TF_BAD_INPUT, place,
                   "another %s replaces all of it; %s each assumption once", axis->option,
                   finds(axis) ? "find" : "vary");
}

static bool find_axes(struct tf_study *study, struct tf_case *item, struct tf_diag *diag)
{
    size_t row = 0;
    bool good = true;
    for (size_t i = 0; i < study->grid.axis_count; i++, row++) {
        const struct tf_axis *axis = &study->grid.axes[i];
        struct tf_place place = {
            .file = tf_arena_printf(&study->arena, "%s %s", axis->option, axis->text)};
        if (!find_row(&item->scenario, axis, &row)) {
            good = tf_fail(diag, TF_BAD_INPUT, &place,
                           "a setting is no number that can %s; write a scenario for each value",
                           finds(axis) ? "be found" : "vary");
            break;
        }
        if (item->scenario.rows[row].live == 0) {
            good = refuse_hidden(&item->scenario, row, axis, &place, diag);
        }
        item->inputs[item->input_count++] = row;
    }
    return good;
}

bool tf_study_load(struct tf_study *study, size_t index, const char *file,
                   const struct tf_override *overrides, size_t override_count,
                   const struct tf_file_source *source, struct tf_diag *diag)
{
    struct tf_case *item = &study->cases[index];
    struct loading loading = {
        .study = study, .file = file, .given = override_count, .source = source};
    size_t before = diag->warnings;
    if (!gather_overrides(&loading, overrides, &study->arena)) {
        return tf_out_of_memory(diag);
    }
    if (!load(&loading, &item->scenario, diag)) {
        return false;
    }
    item->warnings = diag->warnings - before;
    item->inputs = tf_arena_alloc(&study->arena, item->scenario.row_count, sizeof *item->inputs);
    if (item->inputs == NULL) {
        return tf_out_of_memory(diag);
    }
    return find_axes(study, item, diag) && try_extremes(&loading, diag);
}

static bool compile(struct tf_study *study, struct tf_case *item, struct tf_diag *diag)
{
    bool *varying = calloc(item->scenario.row_count + 1, sizeof *varying);
    if (varying == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < item->input_count; i++) {
        varying[item->inputs[i]] = true;
    }
    bool good = tf_plan_compile(&item->plan, &item->scenario, varying, diag);
    free(varying);
    item->plan.lane_width = study->design.lane_width;
    for (int shock = 0; good && study->draws && shock < TF_SHOCK_COUNT; shock++) {
        item->shocks[shock] = tf_plan_has_shock(&item->plan, (enum tf_shock)shock);
    }
    return good;
}

static bool add_factors(struct tf_study *study, struct tf_case *item, struct tf_diag *diag)
{
    if (!tf_factors_init(&item->factors, &item->scenario, &study->arena, diag)) {
        return false;
    }
    item->factors.correlated_count = study->independent ? 0 : item->factors.correlated_count;
    for (size_t i = 0; i < item->factors.count; i++) {
        item->inputs[item->input_count++] = item->factors.items[i].row;
    }
    return true;
}

static bool deal_dimensions(struct tf_study *study, struct tf_diag *diag)
{
    struct tf_factors **all = calloc(study->case_count + 1, sizeof *all);
    if (all == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < study->case_count; i++) {
        all[i] = &study->cases[i].factors;
    }
    study->factor_dimensions = tf_factors_deal(all, study->case_count);
    free(all);
    return true;
}

/* Dimensions that the scenarios need together. */
static uint64_t count_dimensions(const struct tf_study *study)
{
    uint64_t most = study->factor_dimensions;
    for (size_t i = 0; i < study->case_count; i++) {
        const struct tf_case *item = &study->cases[i];
        for (int shock = 0; shock < TF_SHOCK_COUNT; shock++) {
            if (item->shocks[shock]) {
                struct tf_dimension last = tf_shock_dimension(
                    study->factor_dimensions, (enum tf_shock)shock, item->plan.horizon);
                most = last.index + 1 > most ? last.index + 1 : most;
            }
        }
    }
    return most;
}

static bool fits_design(const struct tf_study *study, struct tf_diag *diag)
{
    const struct tf_design *design = &study->design;
    uint64_t runs = tf_design_runs_most(design->kind);
    uint64_t dimensions = tf_design_dimensions_most(design->kind);
    if (design->run_count > runs) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "the design has at most %" PRIu64 " draws, not %" PRIu64, runs,
                       design->run_count);
    }
    if (count_dimensions(study) > dimensions) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "%" PRIu64
                       " things are uncertain (factors, and shocks in each year), and the "
                       "design has only %" PRIu64 " dimensions; use --design random",
                       count_dimensions(study), dimensions);
    }
    return true;
}

bool tf_study_prepare(struct tf_study *study, const struct tf_design *design, uint64_t draw_count,
                      struct tf_diag *diag)
{
    bool good = true;
    study->draws = draw_count > 0;
    study->design = *design;
    study->design.run_count = study->draws ? draw_count : 1;
    for (size_t i = 0; study->draws && i < study->case_count; i++) {
        good = add_factors(study, &study->cases[i], diag) && good;
    }
    if (!good || !deal_dimensions(study, diag)) {
        return false;
    }
    for (size_t i = 0; i < study->case_count; i++) {
        good = compile(study, &study->cases[i], diag) && good;
    }
    if (good && study->design.run_count > TF_GRID_POINTS_MOST / study->grid.point_count) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "draws times combinations are more than a million million runs; take fewer");
    }
    return good && (!study->draws || fits_design(study, diag));
}

bool tf_case_is_uncertain(const struct tf_case *item)
{
    bool shocks = false;
    for (int shock = 0; shock < TF_SHOCK_COUNT; shock++) {
        shocks |= item->shocks[shock];
    }
    return item->factors.count > 0 || shocks;
}

struct tf_dimension tf_study_shock_dimension(const struct tf_study *study,
                                             const struct tf_case *item, enum tf_shock shock,
                                             size_t t)
{
    struct tf_dimension dimension = tf_shock_dimension(study->factor_dimensions, shock, t);
    for (size_t before = 0; before < (size_t)shock; before++) {
        dimension.group += item->shocks[before];
    }
    return dimension;
}

static bool is_dealt(const struct tf_dimension *dimensions, size_t count, uint32_t index)
{
    for (size_t i = 0; i < count; i++) {
        if (dimensions[i].index == index) {
            return true;
        }
    }
    return false;
}

struct tf_dimension *tf_study_dimensions(const struct tf_study *study, size_t index, size_t *count,
                                         struct tf_arena *arena, struct tf_diag *diag)
{
    const struct tf_case *item = &study->cases[index];
    size_t most = item->factors.count + TF_SHOCK_COUNT * item->plan.horizon;
    struct tf_dimension *dimensions = tf_arena_alloc(arena, most, sizeof *dimensions);
    *count = 0;
    if (dimensions == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    for (size_t i = 0; i < item->factors.count; i++) {
        if (!is_dealt(dimensions, *count, item->factors.items[i].dimension.index)) {
            dimensions[(*count)++] = item->factors.items[i].dimension;
        }
    }
    for (int shock = 0; shock < TF_SHOCK_COUNT; shock++) {
        for (size_t t = 1; item->shocks[shock] && t <= item->plan.horizon; t++) {
            dimensions[(*count)++] = tf_study_shock_dimension(study, item, (enum tf_shock)shock, t);
        }
    }
    return dimensions;
}

uint64_t tf_study_run_count(const struct tf_study *study)
{
    return study->grid.point_count * study->design.run_count;
}
