/* Records that are settings: texts, years, closures, other files. */
#include <math.h>
#include <string.h>

#include "base/fsio.h"
#include "base/text.h"
#include "scenario/loading.h"

bool tf_refuse_setting(const struct tf_setting_input *setting, const char *message)
{
    struct tf_place place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    return tf_fail(setting->loading->diag, TF_BAD_INPUT, &place, "%s: %s", setting->name, message);
}

static bool starts_with_part(const char *text, const char *part)
{
    size_t length = strlen(part);
    return strncmp(text, part, length) == 0 && (text[length] == '\0' || text[length] == '.');
}

static bool set_base_year(const struct tf_setting_input *setting)
{
    struct tf_loading *loading = setting->loading;
    struct tf_scenario *scenario = loading->scenario;
    struct tf_place place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    long year;
    bool known = scenario->base_year != 0;
    loading->has_base_year = true; /* if it is wrong, it is not missing */
    if (!tf_whole_parse(setting->value, strlen(setting->value), 9999, &year) || year < 1800 ||
        year > 2200) {
        return tf_refuse_setting(setting, "write a calendar year from 1800 to 2200");
    }
    if (known && year != scenario->base_year &&
        !tf_text_equal(loading->base_year_place.file, place.file)) {
        tf_warn(loading->diag, &place,
                "base_year was %d in %s, whose figures are of that year; change them as well",
                scenario->base_year, loading->base_year_place.file);
    }
    scenario->base_year = (int)year;
    loading->base_year_place = place;
    return true;
}

static bool set_horizon(const struct tf_setting_input *setting)
{
    struct tf_loading *loading = setting->loading;
    long years;
    if (!tf_whole_parse(setting->value, strlen(setting->value), 99999, &years)) {
        return tf_refuse_setting(setting, "write the number of years ahead, 1 to 100");
    }
    if (years >= 1 && years <= 100) {
        loading->scenario->horizon = (int)years;
        return true;
    }
    /* Whether it is a calendar year shows when the base year is known: at the end. */
    if (!loading->has_late_horizon) {
        loading->has_late_horizon = true;
        loading->late_horizon = years;
        loading->late_horizon_place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    }
    return true;
}

static bool set_choice(const struct tf_setting_input *setting, const char *const *names, int count,
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
    return tf_fail(setting->loading->diag, TF_BAD_INPUT, &place, "no %s %s; %s%s%s", setting->name,
                   tf_input_quote(setting->loading, setting->input, TF_COLUMN_VALUE),
                   near != NULL ? "did you mean `" : "it is one of ",
                   near != NULL ? near : tf_setting_find(setting->name)->values,
                   near != NULL ? "`?" : "");
}

/* What `check` compares with: a number in low < number < high. */
static bool set_published(const struct tf_setting_input *setting, double high, double *number)
{
    struct tf_number parsed;
    if (!tf_loading_number(setting->loading, setting->input, TF_COLUMN_VALUE, false, &parsed)) {
        return false;
    }
    if (parsed.percent && high > 1) {
        return tf_refuse_setting(setting, "is money, which takes no %; write the number itself");
    }
    if (!(parsed.value > 0 && parsed.value < high)) {
        return tf_refuse_setting(setting, high > 1 ? "write a number above 0"
                                                   : "write a number between 0 and 1");
    }
    *number = parsed.value;
    return true;
}

/* The file that a setting names, seen from the file that it stands in; NULL after an error. */
static const char *path_of(const struct tf_setting_input *setting)
{
    struct tf_loading *loading = setting->loading;
    if (strcmp(setting->value, "-") == 0) {
        tf_refuse_setting(setting, "standard input cannot be taken here; name a file");
        return NULL;
    }
    if (setting->input->csv == NULL) {
        return setting->value;
    }
    const char *path =
        tf_path_beside(&loading->scenario->arena, setting->input->csv->file, setting->value);
    if (path == NULL) {
        tf_out_of_memory(loading->diag);
    }
    return path;
}

static bool set_correlations(const struct tf_setting_input *setting)
{
    struct tf_loading *loading = setting->loading;
    const char *path = path_of(setting);
    loading->correlations = path;
    loading->correlations_place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    return path != NULL;
}

static bool extend(const struct tf_setting_input *setting)
{
    struct tf_loading *loading = setting->loading;
    struct tf_place place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    if (setting->input->csv == NULL) {
        return tf_refuse_setting(setting, "stands in a file, not in an option; name the other "
                                          "file as the scenario");
    }
    const char *path = path_of(setting);
    if (path == NULL || !tf_loading_file(loading, path, &place)) {
        loading->incomplete = loading->members_unknown = true;
        return false;
    }
    return true;
}

static bool set_currency(const struct tf_setting_input *setting)
{
    struct tf_loading *loading = setting->loading;
    struct tf_scenario *scenario = loading->scenario;
    struct tf_place place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
    if (strchr(setting->value, '%') != NULL) {
        return tf_refuse_setting(setting, "a currency has no %; write its name or code");
    }
    if (loading->currency_used != NULL && setting->input->csv != NULL &&
        strcmp(scenario->currency, setting->value) != 0) {
        tf_warn(loading->diag, &place,
                "currency comes after %s is given in `%s`; put it before its first use as a unit",
                loading->currency_used, scenario->currency);
    }
    scenario->currency = setting->value;
    return true;
}

static bool set_simple(const struct tf_setting_input *setting, enum tf_setting_id id)
{
    struct tf_scenario *scenario = setting->loading->scenario;
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
        return tf_set_regions(setting);
    case TF_SET_GROUPS:
        return tf_set_groups(setting);
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
        return set_published(setting, HUGE_VAL, &scenario->published_income);
    case TF_SET_PUBLISHED_GINI:
        return set_published(setting, 1, &scenario->published_gini);
    case TF_SET_CORRELATIONS:
        return set_correlations(setting);
    case TF_SET_EXTENDS:
        return extend(setting);
    default:
        return true;
    }
}

/* Has the comma of an unquoted list made columns of its members? */
static bool is_split_list(const struct tf_setting_input *setting)
{
    return strcmp(setting->name, "regions") == 0 || strcmp(setting->name, "groups") == 0;
}

/* unit, dist, low and high have no meaning for a text. */
static bool check_plain(const struct tf_setting_input *setting)
{
    static const enum tf_column columns[] = {TF_COLUMN_UNIT, TF_COLUMN_DIST, TF_COLUMN_LOW,
                                             TF_COLUMN_HIGH};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (tf_input_text(setting->input, columns[i])[0] != '\0') {
            struct tf_place place = tf_input_place(setting->input, columns[i], 0);
            return tf_fail(setting->loading->diag, TF_BAD_INPUT, &place,
                           "%s is a setting and has no unit, dist, low or high; %s", setting->name,
                           is_split_list(setting) ? "put the names in quotes, or blanks between"
                                                  : "leave it empty");
        }
    }
    return true;
}

/* A setting that another row of its own file replaces does nothing. */
static void warn_replaced(const struct tf_setting_input *setting,
                          const struct tf_setting_row *before, const struct tf_setting_row *row)
{
    /* A currency that rows have used as a unit has had an effect: set_currency warns of it. */
    bool used = strcmp(row->name, "currency") == 0 && setting->loading->currency_used != NULL;
    if (!used && !before->from_option && !row->from_option &&
        before->place.line != row->place.line &&
        tf_text_equal(before->place.file, row->place.file)) {
        tf_warn(setting->loading->diag, &before->place,
                "%s has no effect: line %zu of the same file replaces it; delete one of them",
                before->name, row->place.line);
    }
}

/* Remembers the row; a later one of the same name takes its place. */
static bool remember(const struct tf_setting_input *setting)
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
            warn_replaced(setting, &scenario->settings[i], &row);
            scenario->settings[i] = row;
            return true;
        }
    }
    if (scenario->setting_count == TF_SETTINGS_MAX) {
        return tf_fail(loading->diag, TF_BAD_INPUT, &row.place,
                       "more than %zu settings; leave labels out", TF_SETTINGS_MAX);
    }
    if (row.note == NULL || row.source == NULL ||
        !tf_array_reserve(&scenario->settings, &loading->setting_capacity,
                          scenario->setting_count + 1, sizeof *scenario->settings)) {
        return tf_out_of_memory(loading->diag);
    }
    scenario->settings[scenario->setting_count++] = row;
    return true;
}

static bool is_not_inherited(const struct tf_setting_input *setting)
{
    return setting->input->inherited &&
           (strcmp(setting->name, "scenario") == 0 || starts_with_part(setting->name, "title"));
}

static bool set(const struct tf_setting_input *setting)
{
    const struct tf_setting *known = tf_setting_find(setting->name);
    if (starts_with_part(setting->name, "title")) {
        return tf_check_translated(setting, "title");
    }
    if (known == NULL && starts_with_part(setting->name, "currency")) {
        return tf_check_translated(setting, "currency");
    }
    return known == NULL ? tf_check_label(setting)
                         : set_simple(setting, (enum tf_setting_id)(known - tf_settings));
}

/* What a setting leaves unknown when its row is wrong. */
static void note_failure(const struct tf_setting_input *setting)
{
    struct tf_loading *loading = setting->loading;
    loading->has_base_year |= strcmp(setting->name, "base_year") == 0;
    loading->members_unknown |= is_split_list(setting);
}

static void take(const struct tf_setting_input *setting)
{
    bool extends = strcmp(setting->name, "extends") == 0;
    bool numeric = tf_text_starts(setting->name, "published_");
    if ((numeric && !tf_check_thousands(setting->loading, setting->input)) ||
        !check_plain(setting)) {
        note_failure(setting);
    } else if (setting->value[0] == '\0') {
        tf_refuse_setting(setting, "has no value; give it one or delete the row");
        note_failure(setting);
    } else if (!is_not_inherited(setting) && set(setting) && !extends) {
        remember(setting);
    }
}

bool tf_loading_setting(struct tf_loading *loading, const struct tf_input *input)
{
    const char *name = tf_input_text(input, TF_COLUMN_PARAMETER);
    struct tf_arena *arena = &loading->scenario->arena;
    if (tf_setting_find(name) == NULL && !starts_with_part(name, "title") &&
        !starts_with_part(name, "label") && !starts_with_part(name, "currency")) {
        return false;
    }
    struct tf_setting_input setting = {
        loading, input, tf_arena_strdup(arena, name),
        tf_arena_strdup(arena, tf_input_text(input, TF_COLUMN_VALUE))};
    if (setting.name == NULL || setting.value == NULL) {
        tf_out_of_memory(loading->diag);
    } else {
        take(&setting);
    }
    return true;
}
