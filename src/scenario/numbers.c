/* Numbers of a record: value, low, high; and the ranges that they must lie in. */
#include <math.h>
#include <string.h>

#include "scenario/loading.h"

static const char *column_name(enum tf_column column)
{
    return column == TF_COLUMN_LOW ? "low" : column == TF_COLUMN_HIGH ? "high" : "value";
}

static const char *wrong_decimal(char decimal)
{
    return decimal == ',' ? "has a point, but where `;` separates, the decimal sign is a comma; "
                            "write a comma"
                          : "has a comma; write a point for decimals, and no sign (or `_`) between "
                            "thousands";
}

static bool refuse_number(struct tf_loading *loading, const struct tf_input *input,
                          enum tf_column column, enum tf_number_error error)
{
    struct tf_place place = tf_input_place(input, column, 0);
    const char *text = tf_input_quote(loading, input, column);
    switch (error) {
    case TF_NUMBER_EMPTY:
        return tf_fail(loading->diag, TF_BAD_INPUT, &place, "the %s is empty; write a number",
                       column_name(column));
    case TF_NUMBER_NOT_FINITE:
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "%s is no number to compute with; write a finite one", text);
    case TF_NUMBER_TOO_LARGE:
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "%s is larger than any number that can be held; write a smaller one", text);
    case TF_NUMBER_WRONG_DECIMAL:
        return tf_fail(loading->diag, TF_BAD_INPUT, &place, "%s %s", text,
                       wrong_decimal(input->decimal));
    default:
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "%s is no number; write digits, a %s, an exponent or a %% as in 4%c5%%",
                       text, input->decimal == ',' ? "comma" : "point", input->decimal);
    }
}

bool tf_loading_number(struct tf_loading *loading, const struct tf_input *input,
                       enum tf_column column, bool unit_percent, struct tf_number *out)
{
    const char *text = tf_input_text(input, column);
    enum tf_number_error error =
        tf_number_parse(text, strlen(text), input->decimal, unit_percent, out);
    return error == TF_NUMBER_OK || refuse_number(loading, input, column, error);
}

static bool is_three_digits(const struct tf_cell *cell)
{
    return !cell->quoted && cell->length == 3 && strspn(cell->text, "0123456789") == 3;
}

/* 39,218 without quotes has become 39 and a field of its own: a value of one to three digits,
 * straight before a text of just three. */
bool tf_check_thousands(struct tf_loading *loading, const struct tf_input *input)
{
    const struct tf_cell *value = input->cells[TF_COLUMN_VALUE];
    struct tf_buffer whole;
    if (input->csv == NULL || value->quoted || value->length == 0 || value->length > 3 ||
        strspn(value->text, "0123456789") != value->length) {
        return true;
    }
    tf_buffer_init(&whole);
    tf_buffer_text(&whole, value->text);
    for (size_t at = (size_t)(value - input->record->cells) + 1; at < input->record->count; at++) {
        const struct tf_cell *next = &input->record->cells[at];
        if (next == input->cells[TF_COLUMN_LOW] || next == input->cells[TF_COLUMN_HIGH] ||
            !is_three_digits(next)) {
            break;
        }
        tf_buffer_text(&whole, next->text);
    }
    bool split = whole.length > value->length;
    if (split) {
        struct tf_place place = tf_input_place(input, TF_COLUMN_VALUE, 0);
        tf_fail(loading->diag, TF_BAD_INPUT, &place,
                "a thousands separator has split the number; write %s", whole.bytes);
    }
    tf_buffer_release(&whole);
    return !split;
}

bool tf_is_outside(const struct tf_parameter *parameter, double value)
{
    bool below = parameter->low_open ? !(value > parameter->low) : !(value >= parameter->low);
    bool above = parameter->high_open ? !(value < parameter->high) : !(value <= parameter->high);
    return below || above;
}

const char *tf_number_shown(double value, struct tf_arena *arena)
{
    char text[TF_NUMBER_TEXT];
    double size = fabs(value);
    /* Twelve digits: enough to see why a value is outside, few enough to hide the binary. */
    double scale = size > 1e-9 && size < 1e9 ? pow(10, 11 - floor(log10(size))) : 0;
    tf_number_shortest(scale > 0 ? round(value * scale) / scale : value, text);
    const char *copy = tf_arena_strdup(arena, text);
    return copy != NULL ? copy : "a number";
}

const char *tf_range_text(const struct tf_parameter *parameter, bool percent,
                          struct tf_arena *arena)
{
    double unit = percent ? 100 : 1;
    const char *sign = percent ? "%" : "";
    const char *low = tf_number_shown(parameter->low * unit, arena);
    const char *text;
    if (parameter->high >= HUGE_VAL) {
        text = tf_arena_printf(arena, "%s %s%s", parameter->low_open ? "above" : "at least", low,
                               sign);
    } else {
        text = tf_arena_printf(arena, "%s%s%s to %s%s%s", parameter->low_open ? "above " : "", low,
                               sign, parameter->high_open ? "below " : "",
                               tf_number_shown(parameter->high * unit, arena), sign);
    }
    return text != NULL ? text : "its range";
}
