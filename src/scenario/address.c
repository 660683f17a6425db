#include "scenario/address.h"

#include <stdarg.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "scenario/quote.h"

bool tf_members_same(const struct tf_members *a, const struct tf_members *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = strcmp(a->names[i], b->names[i]) == 0;
    }
    return same;
}

static bool equals(const char *name, const char *text, size_t length)
{
    return strncmp(name, text, length) == 0 && name[length] == '\0';
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

/* A message from the arena, about the text from `at` on. */
static bool refuse_with(const struct parsing *parsing, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static bool refuse_with(const struct parsing *parsing, const char *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *message = tf_arena_vprintf(parsing->arena, format, arguments);
    va_end(arguments);
    *parsing->message = message != NULL ? message : "out of memory";
    *parsing->offset = (size_t)(at - parsing->text);
    return false;
}

static const char *quote(const struct parsing *parsing, const char *text, size_t length)
{
    return tf_quote(parsing->arena, text, length);
}

/* The nearest of the names, as a text that ends a message; or what else to say. */
static const char *suggest(const struct parsing *parsing, const char *word, size_t length,
                           const char *const *names, size_t count, const char *else_say)
{
    const char *copy = tf_arena_strndup(parsing->arena, word, length);
    const char *near = copy != NULL && length > 0 ? tf_text_nearest(copy, names, count) : NULL;
    const char *hint =
        near != NULL ? tf_arena_printf(parsing->arena, "did you mean `%s`?", near) : NULL;
    return hint != NULL ? hint : else_say;
}

static bool is_setting(const char *name, size_t length)
{
    for (size_t i = 0; i < TF_SETTING_COUNT; i++) {
        if (equals(tf_settings[i].name, name, length)) {
            return true;
        }
    }
    return false;
}

static bool refuse_name(const struct parsing *parsing, size_t length)
{
    const char *names[TF_PARAMETER_COUNT + TF_SETTING_COUNT + 1];
    const char *text = parsing->text;
    for (size_t i = 0; i < TF_PARAMETER_COUNT; i++) {
        names[i] = tf_parameters[i].name;
    }
    for (size_t i = 0; i < TF_SETTING_COUNT; i++) {
        names[TF_PARAMETER_COUNT + i] = tf_settings[i].name;
    }
    names[TF_PARAMETER_COUNT + TF_SETTING_COUNT] = "label";
    if (length == 0) {
        return refuse_with(parsing, text,
                           "no name before `%.1s`; write one, as in growth.urban@2030", text);
    }
    if (is_setting(text, length)) {
        return refuse_with(parsing, text + length,
                           "%.*s is a setting; it has no members, year or shift: write %.*s alone",
                           (int)length, text, (int)length, text);
    }
    return refuse_with(
        parsing, text, "no parameter or setting %s; %s", quote(parsing, text, length),
        suggest(parsing, text, length, names, TF_PARAMETER_COUNT + TF_SETTING_COUNT + 1,
                "`twofold params` lists them"));
}

static bool refuse_member(const struct parsing *parsing, const char *member, size_t length)
{
    const struct tf_dimensions *dimensions = parsing->dimensions;
    size_t regions = dimensions->regions.count, groups = dimensions->groups.count;
    size_t count = regions + groups + TF_SOURCE_COUNT;
    const char **names = tf_arena_alloc(parsing->arena, count, sizeof *names);
    if (names == NULL) {
        return refuse_with(parsing, member, "out of memory");
    }
    if (length == 0) {
        return refuse_with(parsing, member,
                           "no member after the point; write one, as in growth.urban, or leave "
                           "the point out");
    }
    memcpy(names, dimensions->regions.names, regions * sizeof *names);
    memcpy(names + regions, dimensions->groups.names, groups * sizeof *names);
    memcpy(names + regions + groups, tf_source_names, sizeof tf_source_names);
    return refuse_with(parsing, member, "%s is no region, group or source; %s",
                       quote(parsing, member, length),
                       suggest(parsing, member, length, names, count,
                               "declare it with `regions` or `groups` before it is used"));
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
        return refuse_with(parsing, member, "%s has no %s `%.*s`; its dimensions: %s",
                           parameter->name, dimension_names(bits[dimension]), (int)length, member,
                           dimension_names(parameter->dimensions));
    }
    if (*slots[dimension] != TF_ALL) {
        return refuse_with(parsing, member,
                           "`%.*s` is a second %s in one address; write a row for each",
                           (int)length, member, dimension_names(bits[dimension]));
    }
    *slots[dimension] = found[dimension];
    return true;
}

static bool refuse_year_of_shift(const struct parsing *parsing, const char *at)
{
    return refuse_with(parsing, at,
                       "a shift moves the whole path; leave the year out, or write a knot without "
                       "+ or *");
}

static bool set_year(const struct parsing *parsing, const char *digits, size_t length)
{
    const struct tf_parameter *parameter = &tf_parameters[parsing->out->parameter];
    long year;
    if (!parameter->is_path) {
        return refuse_with(parsing, digits - 1, "%s has one value for all years; leave the @ out",
                           parameter->name);
    }
    if (length != 4 || !tf_whole_parse(digits, length, 9999, &year)) {
        bool last = memchr(digits, '.', length) == NULL;
        return refuse_with(parsing, digits, "%s is no calendar year; write %s, as in @2030",
                           quote(parsing, digits, length), last ? "its four digits" : "it last");
    }
    if (parsing->out->shift != TF_SHIFT_NONE) {
        return refuse_year_of_shift(parsing, digits - 1);
    }
    parsing->out->year = (int)year;
    return true;
}

static bool is_shift(char c)
{
    return c == '+' || c == '*';
}

/* Takes a final + or * off; returns the length that is left. */
static size_t take_shift(const struct parsing *parsing, size_t length)
{
    char last = length > 0 ? parsing->text[length - 1] : '\0';
    if (!is_shift(last)) {
        return length;
    }
    parsing->out->shift = last == '+' ? TF_SHIFT_ADD : TF_SHIFT_MULTIPLY;
    return length - 1;
}

/* A + or * that is not the last: `growth+@2030`, `growth++`. */
static bool check_inner_shift(const struct parsing *parsing, size_t length)
{
    const char *sign = strpbrk(parsing->text, "+*");
    if (sign == NULL || (size_t)(sign - parsing->text) >= length) {
        return true;
    }
    return sign[1] == '@' ? refuse_year_of_shift(parsing, sign + 1)
                          : refuse_with(parsing, sign,
                                        "`%c` stands inside the address; a shift ends it, as in "
                                        "growth.urban+",
                                        *sign);
}

static bool parse_members(const struct parsing *parsing, const char *at, const char *stop)
{
    while (at < stop && *at == '.') {
        const char *member = at + 1;
        size_t length = strcspn(member, ".@");
        length = member + length > stop ? (size_t)(stop - member) : length;
        if (!set_member(parsing, member, length)) {
            return false;
        }
        at = member + length;
    }
    return at >= stop || set_year(parsing, at + 1, (size_t)(stop - at - 1));
}

bool tf_address_parse(const char *text, const struct tf_dimensions *dimensions,
                      struct tf_arena *arena, struct tf_address *out, const char **message,
                      size_t *offset)
{
    struct parsing parsing = {text, dimensions, arena, out, message, offset};
    *out = (struct tf_address){0, TF_ALL, TF_ALL, TF_ALL, TF_NO_YEAR, TF_SHIFT_NONE};
    size_t end = take_shift(&parsing, strlen(text));
    size_t length = strcspn(text, ".@+*");
    const struct tf_parameter *parameter = NULL;
    for (size_t i = 0; i < TF_PARAMETER_COUNT && parameter == NULL; i++) {
        parameter = equals(tf_parameters[i].name, text, length) ? &tf_parameters[i] : NULL;
    }
    if (parameter == NULL) {
        return refuse_name(&parsing, length);
    }
    out->parameter = tf_parameter_identity(parameter);
    return check_inner_shift(&parsing, end) && parse_members(&parsing, text + length, text + end);
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

int tf_address_compare(const struct tf_address *a, const struct tf_address *b)
{
    const int left[] = {(int)a->parameter, a->region, a->group, a->source, a->year, (int)a->shift};
    const int right[] = {(int)b->parameter, b->region, b->group, b->source, b->year, (int)b->shift};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    return 0;
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
