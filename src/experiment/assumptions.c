#include "experiment/assumptions.h"

#include <stdlib.h>
#include <string.h>

#include "base/fsio.h"
#include "base/num.h"

static const char *const distribution_names[] = {
    [TF_DIST_NONE] = "",     [TF_DIST_UNIFORM] = "uniform", [TF_DIST_TRIANGULAR] = "triangular",
    [TF_DIST_PERT] = "pert", [TF_DIST_NORMAL] = "normal",   [TF_DIST_LOGNORMAL] = "lognormal",
};

/* A list of assumptions that grows in an arena of its user's. */
struct listing {
    const struct tf_scenario *scenario;
    struct tf_arena *arena;
    struct tf_assumption *items; /* on the heap while it grows */
    size_t count, capacity;
    bool failed;
};

static void add(struct listing *list, struct tf_assumption item)
{
    list->failed |= item.address == NULL || item.value == NULL || item.from == NULL ||
                    item.low == NULL || item.high == NULL;
    if (!list->failed &&
        tf_array_reserve(&list->items, &list->capacity, list->count + 1, sizeof *list->items)) {
        list->items[list->count++] = item;
    } else {
        list->failed = true;
    }
}

/* A number so that it reads back to the same double: as a percentage where it was one. */
static const char *number_text(double value, bool percent, struct tf_arena *arena)
{
    char text[TF_NUMBER_TEXT];
    if (percent) {
        tf_number_percent(value, text);
    } else {
        tf_number_shortest(value, text);
    }
    return tf_arena_strdup(arena, text);
}

static const char *place_text(const struct tf_place *place, bool option, struct tf_arena *arena)
{
    const char *file = place->file != NULL ? place->file : "";
    return option || place->line == 0 ? tf_arena_strdup(arena, file)
                                      : tf_arena_printf(arena, "%s:%zu", file, place->line);
}

static struct tf_assumption from_setting(const struct tf_setting_row *row, struct tf_arena *arena)
{
    return (struct tf_assumption){
        .address = row->name,
        .value = row->value,
        .unit = "",
        .distribution = "",
        .low = "",
        .high = "",
        .note = row->note != NULL ? row->note : "",
        .source = row->source != NULL ? row->source : "",
        .from = place_text(&row->place, row->from_option, arena),
    };
}

/* The unit as written, without the % that the value now carries itself. */
static const char *plain_unit(const struct tf_row *row)
{
    return strchr(row->unit, '%') != NULL ? "" : row->unit;
}

static struct tf_assumption from_row(const struct listing *list, const struct tf_row *row)
{
    struct tf_arena *arena = list->arena;
    return (struct tf_assumption){
        .address = tf_address_format(&row->address, &list->scenario->dimensions, arena),
        .value = number_text(row->value, row->percent, arena),
        .unit = plain_unit(row),
        .distribution = distribution_names[row->distribution.kind],
        .low = number_text(row->distribution.low, row->percent, arena),
        .high = number_text(row->distribution.high, row->percent, arena),
        .note = row->note,
        .source = row->source,
        .from = place_text(&row->place, row->from_option, arena),
    };
}

/* The order in which settings must stand: what others depend on first. */
static size_t setting_rank(const char *name)
{
    static const char *const order[] = {"scenario", "title",  "base_year", "horizon", "currency",
                                        "regions",  "groups", "closure",   "property"};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (strcmp(name, order[i]) == 0) {
            return i;
        }
    }
    return sizeof order / sizeof *order;
}

static bool has_setting(const struct tf_scenario *scenario, const char *name)
{
    for (size_t i = 0; i < scenario->setting_count; i++) {
        if (strcmp(scenario->settings[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void add_implied(struct listing *list, const char *name, const char *value)
{
    if (!has_setting(list->scenario, name)) {
        add(list, (struct tf_assumption){name, value, "", "", "", "", "", "", "default"});
    }
}

/* The correlations file by a name that holds from everywhere. */
static void add_setting(struct listing *list, const struct tf_setting_row *row)
{
    struct tf_assumption item = from_setting(row, list->arena);
    if (strcmp(row->name, "correlations") == 0 && row->place.file != NULL && !row->from_option) {
        const char *path = tf_path_beside(list->arena, row->place.file, row->value);
        char *whole = path != NULL ? realpath(path, NULL) : NULL;
        item.value = whole != NULL ? tf_arena_strdup(list->arena, whole) : path;
        free(whole);
    }
    add(list, item);
}

static void add_settings(struct listing *list, bool with_defaults)
{
    const struct tf_scenario *scenario = list->scenario;
    enum { RANKS = 10 };
    add_implied(list, "scenario", scenario->name);
    for (size_t rank = 0; rank < RANKS; rank++) {
        for (size_t i = 0; i < scenario->setting_count; i++) {
            if (setting_rank(scenario->settings[i].name) == rank) {
                add_setting(list, &scenario->settings[i]);
            }
        }
    }
    if (with_defaults) {
        char horizon[TF_NUMBER_TEXT];
        tf_number_shortest(scenario->horizon, horizon);
        add_implied(list, "horizon", tf_arena_strdup(list->arena, horizon));
        add_implied(list, "regions", "urban rural");
        add_implied(list, "groups", "q1 q2 q3 q4 q5");
        add_implied(list, "closure", "growth");
        add_implied(list, "property", "growth");
    }
}

static bool is_set(const struct tf_scenario *scenario, enum tf_parameter_id parameter)
{
    size_t count = tf_instance_count(&tf_parameters[parameter], &scenario->dimensions);
    for (size_t i = 0; i < count; i++) {
        if (scenario->paths[parameter][i].count > 0) {
            return true;
        }
    }
    return false;
}

static void add_defaults(struct listing *list)
{
    for (int p = 0; p < TF_PARAMETER_COUNT; p++) {
        const struct tf_parameter *parameter = &tf_parameters[p];
        if (!is_set(list->scenario, (enum tf_parameter_id)p)) {
            add(list, (struct tf_assumption){parameter->name, parameter->default_text, "", "", "",
                                             "", parameter->meaning, "", "default"});
        }
    }
}

bool tf_assumptions(const struct tf_scenario *scenario, bool with_defaults, struct tf_arena *arena,
                    struct tf_assumption **assumptions, size_t *count, struct tf_diag *diag)
{
    struct listing list = {.scenario = scenario, .arena = arena};
    add_settings(&list, with_defaults);
    for (size_t i = 0; i < scenario->row_count; i++) {
        if (scenario->rows[i].live > 0) {
            add(&list, from_row(&list, &scenario->rows[i]));
        }
    }
    if (with_defaults) {
        add_defaults(&list);
    }
    *count = list.count;
    *assumptions = tf_arena_alloc(arena, list.count, sizeof **assumptions);
    if (*assumptions != NULL && list.count > 0) {
        memcpy(*assumptions, list.items, list.count * sizeof **assumptions);
    }
    free(list.items);
    return (*assumptions != NULL && !list.failed) || tf_out_of_memory(diag);
}
