#include "scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "base/fsio.h"
#include "base/text.h"
#include "scenario/loading.h"
#include "scenario/messages.h"

static bool read_file(void *context, const char *path, size_t limit, struct tf_buffer *out,
                      const struct tf_place *place, struct tf_diag *diag)
{
    (void)context;
    return tf_file_read(path, limit, out, place, diag);
}

const struct tf_file_source tf_file_system = {read_file, NULL};

static bool set_defaults(struct tf_scenario *scenario, const char *file)
{
    static const char *const regions[] = {"urban", "rural"};
    static const char *const groups[] = {"q1", "q2", "q3", "q4", "q5"};
    *scenario = (struct tf_scenario){.file = file,
                                     .currency = "",
                                     .horizon = 10,
                                     .closure = TF_CLOSURE_GROWTH,
                                     .property = TF_PROPERTY_BY_GROWTH,
                                     .published_income = TF_ABSENT,
                                     .published_gini = TF_ABSENT};
    struct tf_arena *arena = &scenario->arena;
    tf_arena_init(arena);
    scenario->dimensions.regions.names = tf_arena_alloc(arena, 2, sizeof *regions);
    scenario->dimensions.groups.names = tf_arena_alloc(arena, 5, sizeof *groups);
    scenario->name = strcmp(file, "-") == 0 ? "stdin" : tf_path_stem(arena, file);
    if (scenario->dimensions.regions.names == NULL || scenario->dimensions.groups.names == NULL ||
        scenario->name == NULL) {
        return false;
    }
    memcpy(scenario->dimensions.regions.names, regions, sizeof regions);
    memcpy(scenario->dimensions.groups.names, groups, sizeof groups);
    scenario->dimensions.regions.count = 2;
    scenario->dimensions.groups.count = 5;
    return true;
}

/* A horizon that is no number of years: a calendar year, or too far. */
static void check_horizon(struct tf_loading *loading)
{
    long ahead = loading->late_horizon - loading->scenario->base_year;
    const struct tf_place *place = &loading->late_horizon_place;
    if (loading->scenario->base_year != 0 && ahead >= 1 && ahead <= 100) {
        tf_fail(loading->diag, TF_BAD_INPUT, place,
                "horizon: %ld is a calendar year; years ahead: %ld?", loading->late_horizon, ahead);
    } else {
        tf_fail(loading->diag, TF_BAD_INPUT, place, "horizon: write 1 to 100 years ahead, not %ld",
                loading->late_horizon);
    }
}

/* What can be said only when all rows have been read. */
static void check_whole(struct tf_loading *loading)
{
    const struct tf_scenario *scenario = loading->scenario;
    struct tf_place place = {.file = scenario->file};
    if (!loading->has_base_year && !loading->incomplete) {
        tf_fail(loading->diag, TF_BAD_INPUT, &place,
                "base_year is missing; give a row `base_year,2025`");
    }
    if (loading->has_late_horizon) {
        check_horizon(loading);
    }
    if (scenario->base_year != 0) {
        tf_check_knots(loading);
    }
    tf_check_members(loading);
}

static void load(struct tf_loading *loading, const struct tf_override *overrides,
                 size_t override_count)
{
    struct tf_diag *diag = loading->diag;
    size_t before = diag->errors;
    if (!tf_loading_file(loading, loading->scenario->file, NULL)) {
        return;
    }
    for (size_t i = 0; i < override_count && !tf_diag_full(diag); i++) {
        tf_loading_override(loading, &overrides[i]);
    }
    if (!tf_diag_full(diag)) {
        check_whole(loading);
    }
    if (diag->errors == before && tf_loading_paths(loading)) {
        tf_check_effects(loading);
        tf_loading_correlations(loading);
    }
}

bool tf_scenario_load(struct tf_scenario *scenario, const char *file,
                      const struct tf_override *overrides, size_t override_count,
                      const struct tf_file_source *source, struct tf_diag *diag)
{
    size_t before = diag->errors, first = diag->count;
    struct tf_loading loading = {.scenario = scenario, .diag = diag, .source = source};
    if (!set_defaults(scenario, file)) {
        return tf_out_of_memory(diag);
    }
    load(&loading, overrides, override_count);
    free(loading.last_taken);
    tf_messages_arrange(diag, first, scenario);
    return diag->errors == before;
}

void tf_scenario_release(struct tf_scenario *scenario)
{
    free(scenario->rows);
    free(scenario->settings);
    free(scenario->correlations);
    free(scenario->files);
    tf_arena_release(&scenario->arena);
    *scenario = (struct tf_scenario){0};
}

static const struct tf_setting_row *setting_row(const struct tf_scenario *scenario,
                                                const char *name)
{
    for (size_t i = 0; i < scenario->setting_count; i++) {
        if (strcmp(scenario->settings[i].name, name) == 0) {
            return &scenario->settings[i];
        }
    }
    return NULL;
}

static const char *setting_value(const struct tf_scenario *scenario, const char *name)
{
    const struct tf_setting_row *row = setting_row(scenario, name);
    return row != NULL ? row->value : NULL;
}

const char *tf_scenario_text(const struct tf_scenario *scenario, const char *name,
                             const char *language)
{
    char localised[160];
    size_t length = strlen(name), code = strlen(language);
    if (strcmp(language, "en") != 0 && length + code + 2 <= sizeof localised) {
        memcpy(localised, name, length);
        localised[length] = '.';
        memcpy(localised + length + 1, language, code + 1);
        const char *text = setting_value(scenario, localised);
        if (text != NULL) {
            return text;
        }
    }
    return setting_value(scenario, name);
}

const char *tf_member_label(const struct tf_scenario *scenario, const char *member,
                            const char *language)
{
    static const char prefix[] = "label.";
    char name[128];
    size_t length = strlen(member);
    if (length + sizeof prefix > sizeof name) {
        return member;
    }
    memcpy(name, prefix, sizeof prefix - 1);
    memcpy(name + sizeof prefix - 1, member, length + 1);
    const char *label = tf_scenario_text(scenario, name, language);
    return label != NULL ? label : member;
}

const char *tf_scenario_title(const struct tf_scenario *scenario, const char *language)
{
    const char *title = tf_scenario_text(scenario, "title", language);
    return title != NULL ? title : scenario->name;
}

const char *tf_scenario_currency(const struct tf_scenario *scenario, const char *language)
{
    char name[32] = "currency.";
    const struct tf_setting_row *plain = setting_row(scenario, "currency");
    if (strlen(language) < sizeof name - strlen(name)) {
        memcpy(name + strlen(name), language, strlen(language) + 1);
    }
    const struct tf_setting_row *other = setting_row(scenario, name);
    bool together = plain != NULL && other != NULL && plain->place.file != NULL &&
                    other->place.file != NULL && strcmp(plain->place.file, other->place.file) == 0;
    return together ? other->value : scenario->currency;
}
