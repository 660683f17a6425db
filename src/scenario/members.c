/* The settings that name members: regions, groups, and label.MEMBER. */
#include <string.h>

#include "base/text.h"
#include "scenario/loading.h"

enum { LONGEST_NAME = 64 };

static bool is_language(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    size_t primary = strspn(text, letters);
    size_t length = strlen(text);
    return (primary == 2 || primary == 3) && length <= 16 &&
           (length == primary ||
            (text[primary] == '-' && length > primary + 1 &&
             strspn(text + primary, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789-") == length - primary));
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

static bool refuse_label(const struct tf_setting_input *setting, const char *member, size_t length)
{
    struct tf_loading *loading = setting->loading;
    struct tf_arena *arena = &loading->scenario->arena;
    struct tf_place place =
        tf_input_place(setting->input, TF_COLUMN_PARAMETER, (size_t)(member - setting->name));
    char *name = tf_arena_strndup(arena, member, length);
    const char *near = name != NULL ? nearest_member(loading, name) : NULL;
    const char *quoted = tf_quote(arena, member, length);
    if (loading->members_unknown) {
        return false; /* the row that would have declared it has its own error */
    }
    if (near != NULL) {
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "%s is no region, group or source; did you mean `%s`?", quoted, near);
    }
    return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                   "%s is no region, group or source; declare it before it is labelled", quoted);
}

static bool refuse_language(const struct tf_setting_input *setting, const char *code)
{
    struct tf_loading *loading = setting->loading;
    struct tf_place place =
        tf_input_place(setting->input, TF_COLUMN_PARAMETER, (size_t)(code - setting->name));
    return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                   "%s is no language code; write one as in %.*szh",
                   tf_quote(&loading->scenario->arena, code, strlen(code)),
                   (int)(code - setting->name), setting->name);
}

bool tf_check_label(const struct tf_setting_input *setting)
{
    struct tf_loading *loading = setting->loading;
    int region = TF_ALL, group = TF_ALL, source = TF_ALL;
    const char *member = setting->name + strlen("label");
    size_t length = *member == '.' ? strcspn(member + 1, ".") : 0;
    if (length == 0) {
        struct tf_place place = tf_input_place(setting->input, TF_COLUMN_PARAMETER, 0);
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "a label without its member; write label.urban");
    }
    member++;
    if (!tf_member_find(&loading->scenario->dimensions, member, length, &region, &group, &source)) {
        return refuse_label(setting, member, length);
    }
    if (member[length] == '.' && !is_language(member + length + 1)) {
        return refuse_language(setting, member + length + 1);
    }
    const char **fixed = region != TF_ALL  ? &loading->regions_fixed
                         : group != TF_ALL ? &loading->groups_fixed
                                           : NULL;
    if (fixed != NULL && *fixed == NULL) {
        *fixed = setting->name;
    }
    return true;
}

bool tf_check_translated(const struct tf_setting_input *setting, const char *name)
{
    const char *rest = setting->name + strlen(name);
    return *rest == '\0' || is_language(rest + 1) || refuse_language(setting, rest + 1);
}

static bool is_member_name(const char *name, size_t length)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    return length <= LONGEST_NAME && strspn(name, allowed) >= length;
}

/* Words that stand for something else in an address. */
static bool is_reserved(const char *name)
{
    return strcmp(name, "region") == 0 || strcmp(name, "group") == 0 ||
           strcmp(name, "source") == 0 || tf_parameter_find(name) != NULL;
}

static bool holds(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* One of the settings `regions` and `groups`. */
struct declaration {
    const struct tf_setting_input *setting;
    const struct tf_members *others; /* of the other dimension, NULL while they are the default */
    const char *other_kind;
    size_t most;
    struct tf_members members; /* what has been read */
};

/* Adds an error about the value, `at` its byte. */
static bool refuse_name(const struct declaration *declaration, const char *at, const char *name,
                        const char *message)
{
    const struct tf_setting_input *setting = declaration->setting;
    struct tf_arena *arena = &setting->loading->scenario->arena;
    struct tf_place place =
        tf_input_place(setting->input, TF_COLUMN_VALUE, (size_t)(at - setting->value));
    return tf_fail(setting->loading->diag, TF_BAD_INPUT, &place, "%s: %s %s", setting->name,
                   tf_quote(arena, name, strlen(name)), message);
}

static bool add_member(struct declaration *declaration, const char *at, size_t length)
{
    struct tf_arena *arena = &declaration->setting->loading->scenario->arena;
    struct tf_members *members = &declaration->members;
    char *name = tf_arena_strndup(arena, at, length);
    if (name == NULL) {
        return tf_out_of_memory(declaration->setting->loading->diag);
    }
    if (!is_member_name(name, length)) {
        return refuse_name(declaration, at, name,
                           "is no name; names are up to 64 letters, digits, `_` and `-`, with "
                           "blanks or commas between them");
    }
    if (holds(tf_source_names, TF_SOURCE_COUNT, name)) {
        return refuse_name(declaration, at, name, "is an income source; choose another name");
    }
    if (is_reserved(name)) {
        return refuse_name(declaration, at, name,
                           "has its own meaning in addresses; choose another name");
    }
    if (holds(members->names, members->count, name)) {
        return refuse_name(declaration, at, name, "stands there twice; write it once");
    }
    if (declaration->others != NULL &&
        holds(declaration->others->names, declaration->others->count, name)) {
        return refuse_name(declaration, at, name, declaration->other_kind);
    }
    members->names[members->count++] = name;
    return true;
}

static size_t count_names(const char *text)
{
    static const char between[] = " ,\t";
    size_t count = 0;
    for (text += strspn(text, between); *text != '\0'; text += strspn(text, between)) {
        text += strcspn(text, between);
        count++;
    }
    return count;
}

static bool read_names(struct declaration *declaration)
{
    static const char between[] = " ,\t";
    const struct tf_setting_input *setting = declaration->setting;
    size_t count = count_names(setting->value);
    if (count == 0 || count > declaration->most) {
        struct tf_place place = tf_input_place(setting->input, TF_COLUMN_VALUE, 0);
        return tf_fail(setting->loading->diag, TF_BAD_INPUT, &place,
                       "%s: %zu names; write 1 to %zu", setting->name, count, declaration->most);
    }
    declaration->members.names =
        tf_arena_alloc(&setting->loading->scenario->arena, count, sizeof(const char *));
    if (declaration->members.names == NULL) {
        return tf_out_of_memory(setting->loading->diag);
    }
    const char *at = setting->value;
    for (at += strspn(at, between); *at != '\0'; at += strspn(at, between)) {
        size_t length = strcspn(at, between);
        if (!add_member(declaration, at, length)) {
            return false;
        }
        at += length;
    }
    return true;
}

/* fixed: the row that has already named a member, NULL for none. */
static bool declare(struct declaration *declaration, struct tf_members *members, const char *fixed)
{
    struct tf_loading *loading = declaration->setting->loading;
    loading->members_place = tf_input_place(declaration->setting->input, TF_COLUMN_VALUE, 0);
    if (!read_names(declaration)) {
        loading->members_unknown = true;
        return false;
    }
    if (fixed != NULL && !tf_members_same(&declaration->members, members)) {
        loading->members_unknown = true;
        return tf_fail(loading->diag, TF_BAD_INPUT, &loading->members_place,
                       "%s comes too late: %s has already named a member of it; move it up, or "
                       "declare the same in the same order",
                       declaration->setting->name, fixed);
    }
    *members = declaration->members;
    return true;
}

bool tf_set_regions(const struct tf_setting_input *setting)
{
    struct tf_loading *loading = setting->loading;
    struct tf_dimensions *dimensions = &loading->scenario->dimensions;
    bool others = loading->groups_declared || loading->groups_fixed != NULL;
    struct declaration declaration = {.setting = setting,
                                      .others = others ? &dimensions->groups : NULL,
                                      .other_kind = "is a group already; choose another name",
                                      .most = TF_REGIONS_MAX};
    loading->regions_declared = true;
    return declare(&declaration, &dimensions->regions, loading->regions_fixed);
}

bool tf_set_groups(const struct tf_setting_input *setting)
{
    struct tf_loading *loading = setting->loading;
    struct tf_dimensions *dimensions = &loading->scenario->dimensions;
    bool others = loading->regions_declared || loading->regions_fixed != NULL;
    struct declaration declaration = {.setting = setting,
                                      .others = others ? &dimensions->regions : NULL,
                                      .other_kind = "is a region already; choose another name",
                                      .most = TF_GROUPS_MAX};
    loading->groups_declared = true;
    return declare(&declaration, &dimensions->groups, loading->groups_fixed);
}

void tf_check_members(struct tf_loading *loading)
{
    const struct tf_members *regions = &loading->scenario->dimensions.regions;
    const struct tf_members *groups = &loading->scenario->dimensions.groups;
    for (size_t i = 0; i < regions->count; i++) {
        if (holds(groups->names, groups->count, regions->names[i])) {
            tf_fail(loading->diag, TF_BAD_INPUT, &loading->members_place,
                    "`%s` is a region and a group; declare the %s too, under other names",
                    regions->names[i], loading->groups_declared ? "regions" : "groups");
            return;
        }
    }
    if (regions->count * groups->count > TF_CELLS_MAX) {
        tf_fail(loading->diag, TF_BAD_INPUT, &loading->members_place,
                "%zu regions of %zu groups make %zu cells; at most %d are computed, use fewer",
                regions->count, groups->count, regions->count * groups->count, TF_CELLS_MAX);
    }
}
