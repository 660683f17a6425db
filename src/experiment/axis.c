#include "experiment/axis.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"

/* digits * 10^exponent */
struct decimal {
    int64_t digits;
    long exponent;
    bool percent;
};

struct axis_text {
    const char *text; /* the whole option */
    size_t address;   /* bytes before the = */
    struct tf_place place;
    struct tf_arena *arena;
    struct tf_diag *diag;
};

enum { EXPONENT_MOST = 400, PARTS = 3, DIGITS_MOST = 18, DECIMAL_TEXT = 64 };

static bool refuse_number(const struct axis_text *axis, const char *at, size_t length)
{
    return tf_fail(axis->diag, TF_BAD_INPUT, &axis->place,
                   "`%.*s` is no number; write digits, a point, an exponent or a %% as in 4.5%%",
                   (int)length, at);
}

static bool parse_value(const struct axis_text *axis, const char *at, size_t length,
                        struct tf_number *number)
{
    return tf_number_parse(at, length, '.', false, number) == TF_NUMBER_OK ||
           refuse_number(axis, at, length);
}

/* The exponent of a number that tf_number_parse took: what follows its e. */
static bool parse_exponent(const char *at, size_t length, long *exponent)
{
    size_t sign = length > 0 && (*at == '-' || *at == '+') ? 1 : 0;
    size_t digits = strspn(at + sign, "0123456789");
    if (!tf_whole_parse(at + sign, digits, EXPONENT_MOST, exponent)) {
        return false;
    }
    *exponent = *at == '-' ? -*exponent : *exponent;
    return true;
}

/* Takes a number apart that tf_number_parse took; false when it does not fit. */
static bool take_apart(const char *at, size_t length, struct decimal *decimal)
{
    bool point = false;
    for (size_t i = 0; i < length; i++) {
        if (at[i] >= '0' && at[i] <= '9') {
            if (__builtin_mul_overflow(decimal->digits, 10, &decimal->digits) ||
                __builtin_add_overflow(decimal->digits, at[i] - '0', &decimal->digits)) {
                return false;
            }
            decimal->exponent -= point;
        } else if (at[i] == '.') {
            point = true;
        } else if (at[i] == 'e' || at[i] == 'E') {
            long exponent = 0;
            if (!parse_exponent(at + i + 1, length - i - 1, &exponent)) {
                return false;
            }
            decimal->exponent += exponent;
            break;
        }
    }
    decimal->digits = at[0] == '-' ? -decimal->digits : decimal->digits;
    return true;
}

static bool parse_decimal(const struct axis_text *axis, const char *at, size_t length,
                          struct decimal *decimal)
{
    struct tf_number number;
    if (!parse_value(axis, at, length, &number)) {
        return false;
    }
    *decimal = (struct decimal){.percent = number.percent};
    return take_apart(at, length, decimal) ||
           tf_fail(axis->diag, TF_BAD_INPUT, &axis->place,
                   "`%.*s` has more digits than a range can have; round it", (int)length, at);
}

/* Writes the three with one exponent; false when they do not fit. */
static bool align(struct decimal parts[PARTS])
{
    long least = parts[0].exponent;
    for (size_t i = 1; i < PARTS; i++) {
        least = parts[i].exponent < least ? parts[i].exponent : least;
    }
    for (size_t i = 0; i < PARTS; i++) {
        for (; parts[i].digits != 0 && parts[i].exponent > least; parts[i].exponent--) {
            if (__builtin_mul_overflow(parts[i].digits, 10, &parts[i].digits)) {
                return false;
            }
        }
        parts[i].exponent = least;
    }
    return true;
}

/* Writes a decimal as tf_number_parse reads it: 0.25%, 5e3. Returns the length. */
static size_t write_decimal(const struct decimal *decimal, char out[DECIMAL_TEXT])
{
    char digits[DECIMAL_TEXT];
    bool negative = decimal->digits < 0;
    uint64_t size = negative ? 0 - (uint64_t)decimal->digits : (uint64_t)decimal->digits;
    bool plain = decimal->exponent <= 0 && decimal->exponent > -DIGITS_MOST;
    int places = plain ? (int)-decimal->exponent : 0;
    int count = snprintf(digits, sizeof digits, "%0*" PRIu64, places + 1, size);
    int whole = count - places;
    int length = snprintf(out, DECIMAL_TEXT, "%s%.*s%s%s", negative ? "-" : "", whole, digits,
                          places > 0 ? "." : "", digits + whole);
    if (!plain) {
        length += snprintf(out + length, DECIMAL_TEXT - (size_t)length, "e%ld", decimal->exponent);
    }
    if (decimal->percent) {
        out[length++] = '%';
        out[length] = '\0';
    }
    return (size_t)length;
}

static struct decimal point_of(const struct decimal parts[PARTS], size_t k)
{
    struct decimal point = parts[0];
    point.digits += (int64_t)k * parts[2].digits;
    return point;
}

static char *write_point(const struct axis_text *axis, const struct decimal parts[PARTS], size_t k)
{
    char value[DECIMAL_TEXT];
    struct decimal point = point_of(parts, k);
    write_decimal(&point, value);
    return tf_arena_printf(axis->arena, "%.*s=%s", (int)axis->address, axis->text, value);
}

/* TO of ADDRESS=FROM:TO:STEP, as given. */
static char *write_end(const struct axis_text *axis)
{
    const char *from = axis->text + axis->address + 1;
    const char *to = from + strcspn(from, ":") + 1;
    return tf_arena_strndup(axis->arena, to, strcspn(to, ":"));
}

/* How many points a range has; 0 with a message when it is none. */
static size_t count_points(const struct axis_text *axis, const struct decimal parts[PARTS])
{
    int64_t step = parts[2].digits, way = 0;
    if (step == 0) {
        tf_fail(axis->diag, TF_BAD_INPUT, &axis->place,
                "the step is 0; write FROM:TO:STEP with another step");
        return 0;
    }
    if (__builtin_sub_overflow(parts[1].digits, parts[0].digits, &way)) {
        tf_fail(axis->diag, TF_BAD_INPUT, &axis->place, "the range is too long for its step");
        return 0;
    }
    if (way != 0 && (way < 0) != (step < 0)) {
        tf_fail(axis->diag, TF_BAD_INPUT, &axis->place,
                "the step leads away from the end of the range; turn its sign");
        return 0;
    }
    if (way / step >= TF_AXIS_VALUES_MOST) {
        tf_fail(axis->diag, TF_BAD_INPUT, &axis->place,
                "the range has more than %d values; write a longer step", TF_AXIS_VALUES_MOST);
        return 0;
    }
    return (size_t)(way / step) + 1;
}

static bool fill_range(const struct axis_text *text, const struct decimal parts[PARTS],
                       struct tf_axis *axis)
{
    axis->count = count_points(text, parts);
    if (axis->count == 0) {
        return false;
    }
    axis->values = tf_arena_alloc(text->arena, axis->count, sizeof *axis->values);
    axis->first = write_point(text, parts, 0);
    const char *last = write_point(text, parts, axis->count - 1);
    axis->lowest = parts[2].digits > 0 ? axis->first : last;
    axis->highest = parts[2].digits > 0 ? last : axis->first;
    if (axis->values == NULL || axis->first == NULL || last == NULL) {
        return tf_out_of_memory(text->diag);
    }
    if (point_of(parts, axis->count - 1).digits != parts[1].digits) {
        axis->short_of = write_end(text);
        axis->last = last + text->address + 1;
        if (axis->short_of == NULL) {
            return tf_out_of_memory(text->diag);
        }
    }
    for (size_t k = 0; k < axis->count; k++) {
        char value[DECIMAL_TEXT];
        struct decimal point = point_of(parts, k);
        struct tf_number number = {0};
        size_t length = write_decimal(&point, value);
        if (!parse_value(text, value, length, &number)) {
            return false;
        }
        axis->values[k] = number.value;
    }
    return true;
}

static bool parse_range(const struct axis_text *text, const char *range, struct tf_axis *axis)
{
    struct decimal parts[PARTS];
    const char *at = range;
    for (size_t i = 0; i < PARTS; i++) {
        size_t length = strcspn(at, ":");
        if ((at[length] == '\0') != (i == PARTS - 1)) {
            return tf_fail(text->diag, TF_BAD_INPUT, &text->place,
                           "a range has three parts; write ADDRESS=FROM:TO:STEP");
        }
        if (!parse_decimal(text, at, length, &parts[i])) {
            return false;
        }
        at += length + 1;
    }
    if (parts[0].percent != parts[1].percent || parts[0].percent != parts[2].percent) {
        return tf_fail(text->diag, TF_BAD_INPUT, &text->place,
                       "FROM, TO and STEP all carry a %% or none of them does");
    }
    if (!align(parts)) {
        return tf_fail(text->diag, TF_BAD_INPUT, &text->place,
                       "the range has more digits than can be computed exactly; round it");
    }
    return fill_range(text, parts, axis);
}

static char *write_item(const struct axis_text *axis, const char *item, size_t length)
{
    return tf_arena_printf(axis->arena, "%.*s=%.*s", (int)axis->address, axis->text, (int)length,
                           item);
}

/* Takes item k of a list, *percent what the first one has. */
static bool take_item(const struct axis_text *text, const char *item, size_t length, bool *percent,
                      struct tf_axis *axis)
{
    struct tf_number number;
    size_t k = axis->count;
    if (!parse_value(text, item, length, &number)) {
        return false;
    }
    *percent = k == 0 ? number.percent : *percent;
    if (number.percent != *percent) {
        return tf_fail(text->diag, TF_BAD_INPUT, &text->place,
                       "all values carry a %% or none of them does");
    }
    axis->values[axis->count++] = number.value;
    const char *written = write_item(text, item, length);
    if (written == NULL) {
        return tf_out_of_memory(text->diag);
    }
    axis->first = k == 0 ? written : axis->first;
    return true;
}

/* The items of the least and the greatest value, once all are known. */
static bool find_extremes(const struct axis_text *text, const char *list, struct tf_axis *axis)
{
    size_t lowest = 0, highest = 0;
    for (size_t k = 1; k < axis->count; k++) {
        lowest = axis->values[k] < axis->values[lowest] ? k : lowest;
        highest = axis->values[k] > axis->values[highest] ? k : highest;
    }
    const char *at = list;
    for (size_t k = 0; k < axis->count; k++) {
        size_t length = strcspn(at, ",");
        if (k == lowest) {
            axis->lowest = write_item(text, at, length);
        }
        if (k == highest) {
            axis->highest = write_item(text, at, length);
        }
        at += length + 1;
    }
    return (axis->lowest != NULL && axis->highest != NULL) || tf_out_of_memory(text->diag);
}

static bool parse_list(const struct axis_text *text, const char *list, struct tf_axis *axis)
{
    size_t most = 1;
    bool percent = false;
    for (const char *at = list; *at != '\0'; at++) {
        most += *at == ',';
    }
    axis->values = tf_arena_alloc(text->arena, most, sizeof *axis->values);
    if (axis->values == NULL) {
        return tf_out_of_memory(text->diag);
    }
    for (const char *at = list; axis->count < most;) {
        size_t length = strcspn(at, ",");
        if (!take_item(text, at, length, &percent, axis)) {
            return false;
        }
        at += length + 1;
    }
    return find_extremes(text, list, axis);
}

/* Finds the = and makes the place of messages. False with an error where there is no = or nothing
 * on one of its sides. form: what would be right. */
static bool begin(const char *option, const char *text, const char *form, struct tf_arena *arena,
                  struct tf_axis *axis, struct axis_text *parsing, struct tf_diag *diag)
{
    const char *equals = strchr(text, '=');
    char *place = tf_arena_printf(arena, "%s %s", option, text);
    *axis = (struct tf_axis){.option = option, .text = text};
    if (place == NULL) {
        return tf_out_of_memory(diag);
    }
    *parsing = (struct axis_text){.text = text,
                                  .address = equals != NULL ? (size_t)(equals - text) : 0,
                                  .place = {.file = place},
                                  .arena = arena,
                                  .diag = diag};
    return (equals != NULL && equals != text && equals[1] != '\0') ||
           tf_fail(diag, TF_BAD_INPUT, &parsing->place, "no %s; write %s",
                   equals == text ? "address" : "values", form);
}

bool tf_axis_parse(const char *text, struct tf_arena *arena, struct tf_axis *axis,
                   struct tf_diag *diag)
{
    struct axis_text parsing;
    if (!begin("--vary", text, "ADDRESS=FROM:TO:STEP or ADDRESS=V1,V2,…", arena, axis, &parsing,
               diag)) {
        return false;
    }
    const char *values = text + parsing.address + 1;
    return strchr(values, ':') != NULL ? parse_range(&parsing, values, axis)
                                       : parse_list(&parsing, values, axis);
}

static bool check_ends(const struct axis_text *text, const struct tf_number ends[2])
{
    if (ends[0].percent != ends[1].percent) {
        return tf_fail(text->diag, TF_BAD_INPUT, &text->place,
                       "both ends carry a %% or none of them does");
    }
    if (!(ends[0].value < ends[1].value)) {
        return tf_fail(text->diag, TF_BAD_INPUT, &text->place,
                       "the bracket is %s; write ADDRESS=LOW:HIGH with LOW below HIGH",
                       ends[0].value > ends[1].value ? "the wrong way round" : "empty");
    }
    return true;
}

bool tf_axis_parse_bracket(const char *text, struct tf_arena *arena, struct tf_axis *axis,
                           double *high, struct tf_diag *diag)
{
    struct axis_text parsing;
    struct tf_number ends[2];
    if (!begin("--find", text, "ADDRESS=LOW:HIGH", arena, axis, &parsing, diag)) {
        return false;
    }
    const char *low = text + parsing.address + 1, *colon = strchr(low, ':');
    if (colon == NULL || strchr(colon + 1, ':') != NULL) {
        return tf_fail(diag, TF_BAD_INPUT, &parsing.place,
                       "a bracket has two ends; write ADDRESS=LOW:HIGH");
    }
    size_t length = (size_t)(colon - low);
    if (!parse_value(&parsing, low, length, &ends[0]) ||
        !parse_value(&parsing, colon + 1, strlen(colon + 1), &ends[1]) ||
        !check_ends(&parsing, ends)) {
        return false;
    }
    axis->values = tf_arena_alloc(arena, 1, sizeof *axis->values);
    axis->first = axis->lowest = write_item(&parsing, low, length);
    axis->highest = write_item(&parsing, colon + 1, strlen(colon + 1));
    if (axis->values == NULL || axis->first == NULL || axis->highest == NULL) {
        return tf_out_of_memory(diag);
    }
    axis->values[0] = ends[0].value;
    axis->count = 1;
    *high = ends[1].value;
    return true;
}

bool tf_grid_init(struct tf_grid *grid, const struct tf_axis *axes, size_t axis_count,
                  struct tf_diag *diag)
{
    *grid = (struct tf_grid){axes, axis_count, 1};
    for (size_t i = 0; i < axis_count; i++) {
        if (grid->point_count > TF_GRID_POINTS_MOST / axes[i].count) {
            return tf_fail(diag, TF_BAD_INPUT, NULL,
                           "the axes have more than a million million combinations; make them "
                           "shorter");
        }
        grid->point_count *= axes[i].count;
    }
    return true;
}

size_t tf_grid_index(const struct tf_grid *grid, size_t axis, uint64_t point)
{
    for (size_t i = grid->axis_count; i-- > axis + 1;) {
        point /= grid->axes[i].count;
    }
    return (size_t)(point % grid->axes[axis].count);
}
