/* What differs between two scenarios: settings, and what instances resolve to. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "experiment/assumptions.h"

/* One side of a comparison. */
struct side {
    const struct tf_scenario *scenario;
    struct tf_node *nodes; /* room for the longest path */
};

/* What an instance is on one side, as texts that can be compared. */
struct described {
    const char *value, *from;
};

struct comparing {
    struct side sides[2];
    struct tf_arena *arena;
    struct tf_assumption_difference *items; /* on the heap while it grows */
    size_t count, capacity;
    struct described *described[2]; /* [instance] of the parameter at work */
    bool failed;
};

static void add(struct comparing *work, const char *address, struct described a, struct described b)
{
    work->failed |=
        address == NULL || a.value == NULL || b.value == NULL || a.from == NULL || b.from == NULL;
    if (!work->failed &&
        tf_array_reserve(&work->items, &work->capacity, work->count + 1, sizeof *work->items)) {
        work->items[work->count++] =
            (struct tf_assumption_difference){address, {a.value, b.value}, {a.from, b.from}};
    } else {
        work->failed = true;
    }
}

static const char *setting_of(const struct tf_scenario *scenario, const char *name,
                              const char **from, struct tf_arena *arena)
{
    for (size_t i = 0; i < scenario->setting_count; i++) {
        const struct tf_setting_row *row = &scenario->settings[i];
        if (strcmp(row->name, name) == 0) {
            *from = row->from_option
                        ? row->place.file
                        : tf_arena_printf(arena, "%s:%zu", row->place.file, row->place.line);
            return row->value;
        }
    }
    *from = "default";
    return NULL;
}

static void compare_setting(struct comparing *work, const char *name, const char *implied)
{
    struct described described[2];
    for (size_t k = 0; k < 2; k++) {
        const char *value =
            setting_of(work->sides[k].scenario, name, &described[k].from, work->arena);
        described[k].value = value != NULL ? value : implied;
    }
    if (strcmp(described[0].value, described[1].value) != 0) {
        add(work, name, described[0], described[1]);
    }
}

static void compare_settings(struct comparing *work)
{
    static const struct {
        const char *name, *implied;
    } settings[] = {{"base_year", ""},
                    {"horizon", "10"},
                    {"currency", "none"},
                    {"regions", "urban rural"},
                    {"groups", "q1 q2 q3 q4 q5"},
                    {"closure", "growth"},
                    {"property", "growth"},
                    {"published_income", "none"},
                    {"published_gini", "none"},
                    {"correlations", "none"}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        compare_setting(work, settings[i].name, settings[i].implied);
    }
}

static void put_number(struct tf_buffer *out, double value, bool percent)
{
    char text[TF_NUMBER_TEXT];
    if (percent) {
        tf_number_percent(value, text);
    } else {
        tf_number_shortest(value, text);
    }
    tf_buffer_text(out, text);
}

/* "5% → 4% in 2035": the start, then the knots. */
static const char *path_text(const struct side *side, enum tf_parameter_id parameter,
                             size_t instance, struct tf_arena *arena)
{
    const struct tf_row *row = tf_instance_row(side->scenario, parameter, instance);
    bool percent = row != NULL && row->percent;
    struct tf_resolved resolved;
    struct tf_buffer text;
    tf_path_resolve(side->scenario, parameter, instance, NULL, side->nodes, &resolved);
    tf_buffer_init(&text);
    bool starts = resolved.has_start &&
                  !(resolved.node_count > 0 && resolved.nodes[0].year <= side->scenario->base_year);
    if (starts) {
        put_number(&text, resolved.start, percent);
    } else if (resolved.node_count == 0) {
        tf_buffer_text(&text, tf_parameters[parameter].default_text);
    }
    for (size_t i = 0; i < resolved.node_count; i++) {
        tf_buffer_text(&text, text.length > 0 ? " → " : "");
        put_number(&text, resolved.nodes[i].value, percent);
        tf_buffer_printf(&text, " in %d", resolved.nodes[i].year);
    }
    if (!resolved.has_start && resolved.any_row && resolved.node_count == 0) {
        tf_buffer_text(&text, ", shifted");
    }
    const char *kept = tf_arena_strdup(arena, text.bytes != NULL ? text.bytes : "");
    tf_buffer_release(&text);
    return kept;
}

/* The rows that shape the instance, as file:line, the newest last. */
static const char *origin_text(const struct tf_scenario *scenario, enum tf_parameter_id parameter,
                               size_t instance, struct tf_arena *arena)
{
    const struct tf_path *path = &scenario->paths[parameter][instance];
    struct tf_buffer text;
    const char *file = NULL;
    tf_buffer_init(&text);
    for (size_t i = 0; i < path->count; i++) {
        const struct tf_row *row = &scenario->rows[path->rows[i]];
        bool same = file != NULL && tf_text_equal(file, row->place.file) && !row->from_option;
        tf_buffer_text(&text, i == 0 ? "" : same ? "," : ", ");
        if (!same) {
            tf_buffer_text(&text, row->place.file);
        }
        if (!row->from_option) {
            tf_buffer_printf(&text, "%s%zu", same ? "" : ":", row->place.line);
        }
        file = row->place.file;
    }
    const char *kept = tf_arena_strdup(arena, text.bytes != NULL ? text.bytes : "default");
    tf_buffer_release(&text);
    return kept;
}

static bool same_described(const struct described *a, const struct described *b)
{
    return tf_text_equal(a->value, b->value) && tf_text_equal(a->from, b->from);
}

static bool differs(const struct comparing *work, size_t instance)
{
    return !tf_text_equal(work->described[0][instance].value, work->described[1][instance].value);
}

static bool alike(const struct comparing *work, size_t a, size_t b)
{
    return same_described(&work->described[0][a], &work->described[0][b]) &&
           same_described(&work->described[1][a], &work->described[1][b]);
}

/* Members of an instance; TF_ALL for dimensions that the parameter lacks. */
static struct tf_address members_of(const struct tf_scenario *scenario,
                                    enum tf_parameter_id parameter, size_t instance)
{
    unsigned dimensions = tf_parameters[parameter].dimensions;
    struct tf_address address = {parameter, TF_ALL, TF_ALL, TF_ALL, TF_NO_YEAR, TF_SHIFT_NONE};
    if (dimensions & TF_DIM_SOURCE) {
        address.source = (int)(instance % TF_SOURCE_COUNT);
        instance /= TF_SOURCE_COUNT;
    }
    if (dimensions & TF_DIM_GROUP) {
        address.group = (int)(instance % scenario->dimensions.groups.count);
        instance /= scenario->dimensions.groups.count;
    }
    if (dimensions & TF_DIM_REGION) {
        address.region = (int)instance;
    }
    return address;
}

static bool covers(const struct tf_address *broad, const struct tf_address *narrow)
{
    return (broad->region == TF_ALL || broad->region == narrow->region) &&
           (broad->group == TF_ALL || broad->group == narrow->group) &&
           (broad->source == TF_ALL || broad->source == narrow->source);
}

/* Is every instance that the address covers described as `instance` is? */
static bool uniform(const struct comparing *work, const struct tf_address *address, size_t instance,
                    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct tf_address members = members_of(work->sides[0].scenario, address->parameter, i);
        if (covers(address, &members) && !alike(work, i, instance)) {
            return false;
        }
    }
    return true;
}

/* The broadest address of the instance whose instances all differ in the same way. */
static struct tf_address broadest(const struct comparing *work, enum tf_parameter_id parameter,
                                  size_t instance, size_t count)
{
    /* Which members to leave out, from all to none: bits are region, group, source. */
    static const unsigned left_out[] = {7, 6, 5, 3, 2, 4, 1, 0};
    struct tf_address members = members_of(work->sides[0].scenario, parameter, instance);
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
        struct tf_address address = members;
        address.region = left_out[i] & TF_DIM_REGION ? TF_ALL : address.region;
        address.group = left_out[i] & TF_DIM_GROUP ? TF_ALL : address.group;
        address.source = left_out[i] & TF_DIM_SOURCE ? TF_ALL : address.source;
        if (uniform(work, &address, instance, count)) {
            return address;
        }
    }
    return members;
}

static bool describe(struct comparing *work, enum tf_parameter_id parameter, size_t count)
{
    for (size_t k = 0; k < 2; k++) {
        work->described[k] = tf_arena_alloc(work->arena, count, sizeof **work->described);
        if (work->described[k] == NULL) {
            return false;
        }
        for (size_t i = 0; i < count; i++) {
            const struct side *side = &work->sides[k];
            work->described[k][i] =
                (struct described){path_text(side, parameter, i, work->arena),
                                   origin_text(side->scenario, parameter, i, work->arena)};
        }
    }
    return true;
}

static void compare_parameter(struct comparing *work, enum tf_parameter_id parameter)
{
    const struct tf_scenario *scenario = work->sides[0].scenario;
    size_t count = tf_instance_count(&tf_parameters[parameter], &scenario->dimensions);
    bool *done = calloc(count, sizeof *done);
    work->failed |= done == NULL || !describe(work, parameter, count);
    for (size_t i = 0; i < count && !work->failed; i++) {
        if (done[i] || !differs(work, i)) {
            continue;
        }
        struct tf_address address = broadest(work, parameter, i, count);
        for (size_t k = i; k < count; k++) {
            struct tf_address members = members_of(scenario, parameter, k);
            done[k] |= covers(&address, &members);
        }
        add(work, tf_address_format(&address, &scenario->dimensions, work->arena),
            work->described[0][i], work->described[1][i]);
    }
    free(done);
}

static bool init_side(struct side *side, const struct tf_scenario *scenario, struct tf_arena *arena)
{
    side->scenario = scenario;
    side->nodes = tf_arena_alloc(arena, scenario->row_count + 1, sizeof *side->nodes);
    return side->nodes != NULL;
}

bool tf_assumptions_differ(const struct tf_scenario *a, const struct tf_scenario *b,
                           struct tf_arena *arena, struct tf_assumption_difference **differences,
                           size_t *count, struct tf_diag *diag)
{
    struct comparing work = {.arena = arena};
    if (!init_side(&work.sides[0], a, arena) || !init_side(&work.sides[1], b, arena)) {
        return tf_out_of_memory(diag);
    }
    bool same = tf_members_same(&a->dimensions.regions, &b->dimensions.regions) &&
                tf_members_same(&a->dimensions.groups, &b->dimensions.groups);
    compare_settings(&work);
    for (int p = 0; p < TF_PARAMETER_COUNT; p++) {
        /* Cells of different regions or groups cannot be compared one by one. */
        unsigned dimensions = tf_parameters[p].dimensions;
        if (same || (dimensions & (TF_DIM_REGION | TF_DIM_GROUP)) == 0) {
            compare_parameter(&work, (enum tf_parameter_id)p);
        }
    }
    *count = work.count;
    *differences = tf_arena_alloc(arena, work.count, sizeof **differences);
    if (*differences != NULL && work.count > 0) {
        memcpy(*differences, work.items, work.count * sizeof **differences);
    }
    free(work.items);
    return (*differences != NULL && !work.failed) || tf_out_of_memory(diag);
}
