/* Records that are settings: texts, names, years, closures. */
#include <math.h>
#include <string.h>

#include "base/fsio.h"
#include "base/num.h"
#include "base/text.h"
#include "scenario/loading.h"

/* A setting at work. */
struct setting {
    struct tf_loading *loading;
    const struct tf_input *input;
    const char *name, *value;
};

static bool refuse(const struct setting *setting, const char *message)
{
    struct tf_place place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    return tf_fail(setting->loading->diag, TF_BAD_INPUT, &place, "%s: %s", setting->name, message);
}

static bool starts_with_part(const char *text, const char *part)
{
    size_t length = strlen(part);
    return strncmp(text, part, length) == 0 && (text[length] == '\0' || text[length] == '.');
}

static bool is_language(const char *text)
{
    size_t length = strlen(text);
    return length >= 2 && length <= 8 && strspn(text, "abcdefghijklmnopqrstuvwxyz-") == length;
}

/* title, title.zh */
static bool check_title(const struct setting *setting)
{
    const char *rest = setting->name + strlen("title");
    if (*rest == '\0' || is_language(rest + 1)) {
        return true;
    }
    struct tf_place place = tf_input_place(setting->input, TF_COLUMN_PARAMETER, 0);
    return tf_fail(setting->loading->diag, TF_BAD_INPUT, &place,
                   "`%s` is no language code; write title.zh", rest + 1);
}

static const char *nearest_member(const struct tf_loading *loading, const char *name)
{
    const struct tf_dimensions *dimensions = &loading->scenario->dimensions;
    const char *near = tf_text_nearest(name, dimensions->regions.names, dimensions->regions.count);
    if (near == NULL) {
        near = tf_text_nearest(name, dimensions->groups.names, dimensions->groups.count);
    }
    return near != NULL ? near : tf_text_nearest(name, tf_source_names, TF_SOURCE_COUNT);
}

/* label.MEMBER, label.MEMBER.zh */
static bool check_label(const struct setting *setting)
{
    struct tf_loading *loading = setting->loading;
    struct tf_place place = tf_input_place(setting->input, TF_COLUMN_PARAMETER, 0);
    int region = TF_ALL, group = TF_ALL, source = TF_ALL;
    const char *member = setting->name + strlen("label");
    size_t length = *member == '.' ? strcspn(member + 1, ".") : 0;
    if (length == 0) {
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "a label names its member; write label.urban");
    }
    member++;
    if (!tf_member_find(&loading->scenario->dimensions, member, length, &region, &group, &source)) {
        char *name = tf_arena_strndup(&loading->scenario->arena, member, length);
        const char *near = name != NULL ? nearest_member(loading, name) : NULL;
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "`%.*s` is no region, group or source; %s%s%s", (int)length, member,
                       near != NULL ? "did you mean `" : "declare it before it is labelled",
                       near != NULL ? near : "", near != NULL ? "`?" : "");
    }
    if (member[length] == '.' && !is_language(member + length + 1)) {
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "`%s` is no language code; write label.%.*s.zh", member + length + 1,
                       (int)length, member);
    }
    const char **fixed = region != TF_ALL  ? &loading->regions_fixed
                         : group != TF_ALL ? &loading->groups_fixed
                                           : NULL;
    if (fixed != NULL && *fixed == NULL) {
        *fixed = setting->name;
    }
    return true;
}

static bool set_base_year(const struct setting *setting)
{
    struct tf_loading *loading = setting->loading;
    struct tf_scenario *scenario = loading->scenario;
    long year;
    if (!tf_whole_parse(setting->value, strlen(setting->value), 9999, &year) || year < 1800 ||
        year > 2200) {
        loading->has_base_year = true; /* it is wrong, but not missing */
        return refuse(setting, "write a calendar year from 1800 to 2200");
    }
    struct tf_place place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    if (loading->has_base_year && year != scenario->base_year &&
        !tf_text_equal(loading->base_year_file, place.file)) {
        tf_warn(loading->diag, &place,
                "base_year was %d in %s, whose figures are of that year; change them as well",
                scenario->base_year, loading->base_year_file);
    }
    scenario->base_year = (int)year;
    loading->has_base_year = true;
    loading->base_year_file = place.file;
    return true;
}

static bool set_horizon(const struct setting *setting)
{
    struct tf_scenario *scenario = setting->loading->scenario;
    long years;
    size_t length = strlen(setting->value);
    if (!tf_whole_parse(setting->value, length, 99999, &years)) {
        return refuse(setting, "write the number of years ahead, 1 to 100");
    }
    if (years >= 1 && years <= 100) {
        scenario->horizon = (int)years;
        return true;
    }
    long ahead = years - scenario->base_year;
    struct tf_place place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    if (setting->loading->has_base_year && ahead >= 1 && ahead <= 100) {
        return tf_fail(setting->loading->diag, TF_BAD_INPUT, &place,
                       "horizon: %ld is a calendar year; years ahead: %ld?", years, ahead);
    }
    return refuse(setting, "years ahead are 1 to 100");
}

static bool is_member_name(const char *name, size_t length)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    return length > 0 && length <= 64 && strspn(name, allowed) >= length;
}

/* Words that stand for something else in an address. */
static bool is_reserved(const char *name)
{
    static const char *const words[] = {"region", "group", "source"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(name, words[i]) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < TF_SOURCE_COUNT; i++) {
        if (strcmp(name, tf_source_names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool holds(const struct tf_members *members, const char *name)
{
    for (size_t i = 0; i < members->count; i++) {
        if (strcmp(members->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static bool add_member(const struct setting *setting, struct tf_members *members, size_t most,
                       const char *name, size_t length)
{
    struct tf_arena *arena = &setting->loading->scenario->arena;
    if (!is_member_name(name, length)) {
        return refuse(setting, "names are up to 64 letters, digits, `_` and `-`, separated by "
                               "blanks or commas");
    }
    char *copy = tf_arena_strndup(arena, name, length);
    if (copy == NULL) {
        return tf_out_of_memory(setting->loading->diag);
    }
    if (is_reserved(copy)) {
        return refuse(setting, "a member cannot be called like a source, or region, group, source");
    }
    if (holds(members, copy)) {
        return refuse(setting, "a name stands there twice");
    }
    if (members->count == most) {
        return refuse(setting, "too many names");
    }
    members->names[members->count++] = copy;
    return true;
}

static bool same_members(const struct tf_members *a, const struct tf_members *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (strcmp(a->names[i], b->names[i]) != 0) {
            return false;
        }
    }
    return true;
}

static bool set_members(const struct setting *setting, struct tf_members *members,
                        const struct tf_members *others, const char *fixed, size_t most)
{
    struct tf_loading *loading = setting->loading;
    struct tf_members declared = {0, NULL};
    declared.names = tf_arena_alloc(&loading->scenario->arena, most, sizeof *declared.names);
    if (declared.names == NULL) {
        return tf_out_of_memory(loading->diag);
    }
    const char *at = setting->value;
    while (at[strspn(at, " ,\t")] != '\0') {
        at += strspn(at, " ,\t");
        size_t length = strcspn(at, " ,\t");
        if (!add_member(setting, &declared, most, at, length)) {
            return false;
        }
        at += length;
    }
    if (declared.count == 0) {
        return refuse(setting, "names at least one member");
    }
    for (size_t i = 0; i < declared.count; i++) {
        if (holds(others, declared.names[i])) {
            return refuse(setting, "a name cannot be a region and a group");
        }
    }
    if (fixed != NULL && !same_members(&declared, members)) {
        struct tf_place place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "%s comes too late: %s has already named a member of it; move it up",
                       setting->name, fixed);
    }
    *members = declared;
    return true;
}

static bool set_choice(const struct setting *setting, const char *const *names, int count,
                       int *choice)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(setting->value, names[i]) == 0) {
            *choice = i;
            return true;
        }
    }
    struct tf_place place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    const char *near = tf_text_nearest(setting->value, names, (size_t)count);
    return tf_fail(setting->loading->diag, TF_BAD_INPUT, &place, "no %s `%s`; %s%s%s",
                   setting->name, setting->value, near != NULL ? "did you mean `" : "it is one of ",
                   near != NULL ? near : tf_setting_find(setting->name)->values,
                   near != NULL ? "`?" : "");
}

static bool set_number(const struct setting *setting, double low, double high, double *number)
{
    struct tf_number parsed;
    if (!tf_loading_number(setting->loading, setting->input, TF_COLUMN_VALUE, false, &parsed)) {
        return false;
    }
    if (!(parsed.value > low && parsed.value < high)) {
        return refuse(setting,
                      high > 1 ? "write a number above 0" : "write a number between 0 and 1");
    }
    *number = parsed.value;
    return true;
}

static bool set_correlations(const struct setting *setting)
{
    struct tf_loading *loading = setting->loading;
    loading->correlations_place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    loading->correlations =
        setting->input->csv != NULL
            ? tf_path_beside(&loading->scenario->arena, setting->input->csv->file, setting->value)
            : setting->value;
    return loading->correlations != NULL || tf_out_of_memory(loading->diag);
}

static bool extend(const struct setting *setting)
{
    struct tf_loading *loading = setting->loading;
    struct tf_place place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    if (setting->input->csv == NULL) {
        return refuse(setting, "stands in a file, not in an option");
    }
    char *path =
        tf_path_beside(&loading->scenario->arena, setting->input->csv->file, setting->value);
    return path != NULL ? tf_loading_file(loading, path, &place) : tf_out_of_memory(loading->diag);
}

static bool set_currency(const struct setting *setting)
{
    setting->loading->scenario->currency = setting->value;
    return strchr(setting->value, '%') == NULL || refuse(setting, "a currency has no %");
}

static bool set_simple(const struct setting *setting, enum tf_setting_id id)
{
    struct tf_loading *loading = setting->loading;
    struct tf_scenario *scenario = loading->scenario;
    struct tf_dimensions *dimensions = &scenario->dimensions;
    int choice = 0;
    switch (id) {
    case TF_SET_SCENARIO:
        scenario->name = setting->value;
        return true;
    case TF_SET_CURRENCY:
        return set_currency(setting);
    case TF_SET_BASE_YEAR:
        return set_base_year(setting);
    case TF_SET_HORIZON:
        return set_horizon(setting);
    case TF_SET_REGIONS:
        return set_members(setting, &dimensions->regions, &dimensions->groups,
                           loading->regions_fixed, TF_REGIONS_MAX);
    case TF_SET_GROUPS:
        return set_members(setting, &dimensions->groups, &dimensions->regions,
                           loading->groups_fixed, TF_GROUPS_MAX);
    case TF_SET_CLOSURE:
        if (!set_choice(setting, tf_closure_names, TF_CLOSURE_COUNT, &choice)) {
            return false;
        }
        scenario->closure = (enum tf_closure)choice;
        return true;
    case TF_SET_PROPERTY:
        if (!set_choice(setting, tf_property_names, TF_PROPERTY_RULE_COUNT, &choice)) {
            return false;
        }
        scenario->property = (enum tf_property)choice;
        return true;
    case TF_SET_PUBLISHED_INCOME:
        return set_number(setting, 0, HUGE_VAL, &scenario->published_income);
    case TF_SET_PUBLISHED_GINI:
        return set_number(setting, 0, 1, &scenario->published_gini);
    case TF_SET_CORRELATIONS:
        return set_correlations(setting);
    case TF_SET_EXTENDS:
        return extend(setting);
    default:
        return true;
    }
}

/* unit, dist, low and high have no meaning for a text. */
static bool check_plain(const struct setting *setting)
{
    static const enum tf_column columns[] = {TF_COLUMN_UNIT, TF_COLUMN_DIST, TF_COLUMN_LOW,
                                             TF_COLUMN_HIGH};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (tf_input_text(setting->input, columns[i])[0] != '\0') {
            struct tf_place place = tf_input_place(setting->input, columns[i], 0);
            return tf_fail(setting->loading->diag, TF_BAD_INPUT, &place,
                           "%s is a setting and has no unit, dist, low or high; leave it empty",
                           setting->name);
        }
    }
    return true;
}

/* Remembers the row; a later one of the same name takes its place. */
static bool remember(const struct setting *setting)
{
    struct tf_loading *loading = setting->loading;
    struct tf_scenario *scenario = loading->scenario;
    struct tf_arena *arena = &scenario->arena;
    struct tf_setting_row row = {
        .name = setting->name,
        .value = setting->value,
        .place = tf_input_place(setting->input, TF_COLUMN_PARAMETER, 0),
        .from_option = setting->input->csv == NULL,
        .note = tf_arena_strdup(arena, tf_input_text(setting->input, TF_COLUMN_NOTE)),
        .source = tf_arena_strdup(arena, tf_input_text(setting->input, TF_COLUMN_SOURCE)),
    };
    for (size_t i = 0; i < scenario->setting_count; i++) {
        if (strcmp(scenario->settings[i].name, row.name) == 0) {
            scenario->settings[i] = row;
            return true;
        }
    }
    if (!tf_array_reserve(&scenario->settings, &loading->setting_capacity,
                          scenario->setting_count + 1, sizeof *scenario->settings)) {
        return tf_out_of_memory(loading->diag);
    }
    scenario->settings[scenario->setting_count++] = row;
    return true;
}

static bool not_inherited(const struct setting *setting)
{
    return setting->input->inherited &&
           (strcmp(setting->name, "scenario") == 0 || starts_with_part(setting->name, "title"));
}

static void take(const struct setting *setting)
{
    const struct tf_setting *known = tf_setting_find(setting->name);
    bool good = check_plain(setting);
    if (setting->value[0] == '\0') {
        good = refuse(setting, "has no value; give it one or delete the row");
    }
    if (!good || not_inherited(setting)) {
        return;
    }
    if (starts_with_part(setting->name, "title")) {
        good = check_title(setting);
    } else if (starts_with_part(setting->name, "label")) {
        good = check_label(setting);
    } else {
        good = set_simple(setting, (enum tf_setting_id)(known - tf_settings));
    }
    if (good && (known == NULL || known != &tf_settings[TF_SET_EXTENDS])) {
        remember(setting);
    }
}

bool tf_loading_setting(struct tf_loading *loading, const struct tf_input *input)
{
    const char *name = tf_input_text(input, TF_COLUMN_PARAMETER);
    struct tf_arena *arena = &loading->scenario->arena;
    if (tf_setting_find(name) == NULL && !starts_with_part(name, "title") &&
        !starts_with_part(name, "label")) {
        return false;
    }
    struct setting setting = {loading, input, tf_arena_strdup(arena, name),
                              tf_arena_strdup(arena, tf_input_text(input, TF_COLUMN_VALUE))};
    if (setting.name == NULL || setting.value == NULL) {
        tf_out_of_memory(loading->diag);
    } else {
        take(&setting);
    }
    return true;
}
