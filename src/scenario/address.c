#include "scenario/address.h"

#include <string.h>

#include "base/num.h"
#include "base/text.h"

static bool equals(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && memcmp(name, text, length) == 0;
}

static int find_name(const struct tf_members *members, const char *name, size_t length)
{
    for (size_t i = 0; i < members->count; i++) {
        if (equals(members->names[i], name, length)) {
            return (int)i;
        }
    }
    return TF_ALL;
}

bool tf_member_find(const struct tf_dimensions *dimensions, const char *name, size_t length,
                    int *region, int *group, int *source)
{
    int found = find_name(&dimensions->regions, name, length);
    if (found != TF_ALL) {
        *region = found;
        return true;
    }
    found = find_name(&dimensions->groups, name, length);
    if (found != TF_ALL) {
        *group = found;
        return true;
    }
    for (int i = 0; i < TF_SOURCE_COUNT; i++) {
        if (equals(tf_source_names[i], name, length)) {
            *source = i;
            return true;
        }
    }
    return false;
}

/* An address while it is taken apart. */
struct parsing {
    const char *text;
    const struct tf_dimensions *dimensions;
    struct tf_arena *arena;
    struct tf_address *out;
    const char **message;
    size_t *offset;
};

static bool refuse(const struct parsing *parsing, const char *at, const char *message)
{
    *parsing->message = message != NULL ? message : "out of memory";
    *parsing->offset = (size_t)(at - parsing->text);
    return false;
}

/* ", did you mean `x`?" or the alternative. */
static const char *suggestion(const struct parsing *parsing, const char *near, const char *else_say)
{
    return near == NULL ? else_say : tf_arena_printf(parsing->arena, "did you mean `%s`?", near);
}

static bool refuse_name(const struct parsing *parsing, size_t length)
{
    const char *names[TF_PARAMETER_COUNT + TF_SETTING_COUNT];
    for (size_t i = 0; i < TF_PARAMETER_COUNT; i++) {
        names[i] = tf_parameters[i].name;
    }
    for (size_t i = 0; i < TF_SETTING_COUNT; i++) {
        names[TF_PARAMETER_COUNT + i] = tf_settings[i].name;
    }
    const char *name = tf_arena_strndup(parsing->arena, parsing->text, length);
    if (name == NULL) {
        return refuse(parsing, parsing->text, NULL);
    }
    const char *near = tf_text_nearest(name, names, TF_PARAMETER_COUNT + TF_SETTING_COUNT);
    const char *hint = suggestion(parsing, near, "`twofold params` lists them");
    return refuse(parsing, parsing->text,
                  hint == NULL ? NULL
                               : tf_arena_printf(parsing->arena, "no parameter or setting `%s`; %s",
                                                 name, hint));
}

static bool refuse_member(const struct parsing *parsing, const char *member, size_t length)
{
    const struct tf_dimensions *dimensions = parsing->dimensions;
    size_t regions = dimensions->regions.count, groups = dimensions->groups.count;
    size_t count = regions + groups + TF_SOURCE_COUNT;
    const char **names = tf_arena_alloc(parsing->arena, count, sizeof *names);
    const char *name = tf_arena_strndup(parsing->arena, member, length);
    if (names == NULL || name == NULL) {
        return refuse(parsing, member, NULL);
    }
    memcpy(names, dimensions->regions.names, regions * sizeof *names);
    memcpy(names + regions, dimensions->groups.names, groups * sizeof *names);
    memcpy(names + regions + groups, tf_source_names, sizeof tf_source_names);
    const char *near = tf_text_nearest(name, names, count);
    const char *hint =
        suggestion(parsing, near, "declare it with `regions` or `groups` before it is used");
    return refuse(parsing, member,
                  hint == NULL
                      ? NULL
                      : tf_arena_printf(parsing->arena, "`%s` is no region, group or source; %s",
                                        name, hint));
}

static const char *dimension_names(unsigned dimensions)
{
    static const char *const names[] = {
        "none",   "region",         "group",         "region, group",
        "source", "region, source", "group, source", "region, group, source"};
    return names[dimensions & 7];
}

static bool set_member(const struct parsing *parsing, const char *member, size_t length)
{
    int found[3] = {TF_ALL, TF_ALL, TF_ALL};
    static const unsigned bits[3] = {TF_DIM_REGION, TF_DIM_GROUP, TF_DIM_SOURCE};
    int *const slots[3] = {&parsing->out->region, &parsing->out->group, &parsing->out->source};
    const struct tf_parameter *parameter = &tf_parameters[parsing->out->parameter];
    if (!tf_member_find(parsing->dimensions, member, length, &found[0], &found[1], &found[2])) {
        return refuse_member(parsing, member, length);
    }
    size_t dimension = found[0] != TF_ALL ? 0 : found[1] != TF_ALL ? 1 : 2;
    if ((parameter->dimensions & bits[dimension]) == 0) {
        return refuse(parsing, member,
                      tf_arena_printf(parsing->arena, "%s has no %s `%.*s`; its dimensions: %s",
                                      parameter->name, dimension_names(bits[dimension]),
                                      (int)length, member, dimension_names(parameter->dimensions)));
    }
    if (*slots[dimension] != TF_ALL) {
        return refuse(parsing, member,
                      tf_arena_printf(parsing->arena,
                                      "`%.*s` is a second %s in one address; write a row for each",
                                      (int)length, member, dimension_names(bits[dimension])));
    }
    *slots[dimension] = found[dimension];
    return true;
}

static bool set_year(const struct parsing *parsing, const char *digits, size_t length)
{
    const struct tf_parameter *parameter = &tf_parameters[parsing->out->parameter];
    long year;
    if (!parameter->is_path) {
        return refuse(parsing, digits - 1,
                      tf_arena_printf(parsing->arena,
                                      "%s has one value for all years; leave @%.*s out",
                                      parameter->name, (int)length, digits));
    }
    if (length != 4 || !tf_whole_parse(digits, length, 9999, &year)) {
        return refuse(parsing, digits,
                      tf_arena_printf(parsing->arena, "`%.*s` is no calendar year; write @2030",
                                      (int)length, digits));
    }
    if (parsing->out->shift != TF_SHIFT_NONE) {
        return refuse(parsing, digits - 1,
                      "a shift moves the whole path; leave the year out, or write a knot without "
                      "+ or *");
    }
    parsing->out->year = (int)year;
    return true;
}

/* Takes a final + or * off; returns the length that is left. */
static size_t take_shift(const struct parsing *parsing, size_t length)
{
    char last = length > 0 ? parsing->text[length - 1] : '\0';
    if (last != '+' && last != '*') {
        return length;
    }
    parsing->out->shift = last == '+' ? TF_SHIFT_ADD : TF_SHIFT_MULTIPLY;
    return length - 1;
}

bool tf_address_parse(const char *text, const struct tf_dimensions *dimensions,
                      struct tf_arena *arena, struct tf_address *out, const char **message,
                      size_t *offset)
{
    struct parsing parsing = {text, dimensions, arena, out, message, offset};
    *out = (struct tf_address){0, TF_ALL, TF_ALL, TF_ALL, TF_NO_YEAR, TF_SHIFT_NONE};
    size_t end = take_shift(&parsing, strlen(text));
    const char *stop = text + end;
    size_t length = strcspn(text, ".@");
    length = length < end ? length : end;
    char *name = tf_arena_strndup(arena, text, length);
    const struct tf_parameter *parameter = name != NULL ? tf_parameter_find(name) : NULL;
    if (parameter == NULL) {
        return refuse_name(&parsing, length);
    }
    out->parameter = tf_parameter_identity(parameter);
    const char *at = text + length;
    while (at < stop && *at == '.') {
        const char *member = at + 1;
        size_t member_length = strcspn(member, ".@");
        member_length = member + member_length > stop ? (size_t)(stop - member) : member_length;
        if (!set_member(&parsing, member, member_length)) {
            return false;
        }
        at = member + member_length;
    }
    return at >= stop || set_year(&parsing, at + 1, (size_t)(stop - at - 1));
}

char *tf_address_format(const struct tf_address *address, const struct tf_dimensions *dimensions,
                        struct tf_arena *arena)
{
    const char *region =
        address->region == TF_ALL ? NULL : dimensions->regions.names[address->region];
    const char *group = address->group == TF_ALL ? NULL : dimensions->groups.names[address->group];
    const char *source = address->source == TF_ALL ? NULL : tf_source_names[address->source];
    static const char *const shifts[] = {"", "+", "*"};
    char year[TF_NUMBER_TEXT + 1] = "";
    if (address->year != TF_NO_YEAR) {
        year[0] = '@';
        tf_number_shortest(address->year, year + 1);
    }
    return tf_arena_printf(arena, "%s%s%s%s%s%s%s%s%s", tf_parameters[address->parameter].name,
                           region != NULL ? "." : "", region != NULL ? region : "",
                           group != NULL ? "." : "", group != NULL ? group : "",
                           source != NULL ? "." : "", source != NULL ? source : "", year,
                           shifts[address->shift]);
}

size_t tf_instance_count(const struct tf_parameter *parameter,
                         const struct tf_dimensions *dimensions)
{
    size_t count = 1;
    count *= parameter->dimensions & TF_DIM_REGION ? dimensions->regions.count : 1;
    count *= parameter->dimensions & TF_DIM_GROUP ? dimensions->groups.count : 1;
    count *= parameter->dimensions & TF_DIM_SOURCE ? TF_SOURCE_COUNT : 1;
    return count;
}

size_t tf_instance(const struct tf_parameter *parameter, const struct tf_dimensions *dimensions,
                   size_t region, size_t group, size_t source)
{
    size_t index = 0;
    if (parameter->dimensions & TF_DIM_REGION) {
        index = region;
    }
    if (parameter->dimensions & TF_DIM_GROUP) {
        index = index * dimensions->groups.count + group;
    }
    if (parameter->dimensions & TF_DIM_SOURCE) {
        index = index * TF_SOURCE_COUNT + source;
    }
    return index;
}

double tf_instance_default(const struct tf_parameter *parameter,
                           const struct tf_dimensions *dimensions, size_t instance)
{
    switch (tf_parameter_identity(parameter)) {
    case TF_GROUP_SHARE:
        return 1.0 / (double)dimensions->groups.count;
    case TF_SOURCE_SHARE:
        return instance % TF_SOURCE_COUNT == TF_WAGE ? 1 : 0;
    default:
        return parameter->start == TF_START_DEFAULT ? parameter->default_value : TF_ABSENT;
    }
}
