/* Records that set a parameter: address, unit, value. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "scenario/loading.h"

const char *tf_input_text(const struct tf_input *input, enum tf_column column)
{
    return input->cells[column] != NULL ? input->cells[column]->text : "";
}

struct tf_place tf_input_place(const struct tf_input *input, enum tf_column column, size_t offset)
{
    if (input->csv == NULL || input->cells[column] == NULL) {
        return input->option;
    }
    return tf_csv_place(input->csv, input->cells[column], offset);
}

static const char *column_name(enum tf_column column)
{
    return column == TF_COLUMN_LOW ? "low" : column == TF_COLUMN_HIGH ? "high" : "value";
}

static bool refuse_number(struct tf_loading *loading, const struct tf_input *input,
                          enum tf_column column, enum tf_number_error error)
{
    struct tf_place place = tf_input_place(input, column, 0);
    const char *text = tf_input_text(input, column);
    const char *name = column_name(column);
    switch (error) {
    case TF_NUMBER_EMPTY:
        return tf_fail(loading->diag, TF_BAD_INPUT, &place, "the %s is empty; write a number",
                       name);
    case TF_NUMBER_NOT_FINITE:
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "`%s` is no number that could be computed with; write a finite one", text);
    case TF_NUMBER_TOO_LARGE:
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "`%s` is larger than any number that can be held", text);
    case TF_NUMBER_WRONG_DECIMAL:
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       input->decimal == ','
                           ? "`%s` has a point, but this file separates with `;`; its decimal sign "
                             "is a comma"
                           : "`%s` has a comma; the decimal sign is a point, and thousands are not "
                             "separated (or by `_`)",
                       text);
    default:
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "`%s` is no number; write digits, a point, an exponent or a %% as in 4.5%%",
                       text);
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

/* An accepted unit text with the currency in CURRENCY's place. */
static const char *with_currency(struct tf_loading *loading, const char *unit)
{
    static const char word[] = "CURRENCY";
    const char *currency = loading->scenario->currency;
    if (!tf_text_starts(unit, word)) {
        return unit;
    }
    if (currency[0] == '\0') {
        return NULL;
    }
    return tf_arena_printf(&loading->scenario->arena, "%s%s", currency, unit + sizeof word - 1);
}

static bool accepts(struct tf_loading *loading, const struct tf_parameter *parameter,
                    const char *text)
{
    if (strcmp(text, parameter->unit_text) == 0) {
        return true;
    }
    for (const char *const *unit = tf_unit_texts(parameter->unit); *unit != NULL; unit++) {
        const char *accepted = with_currency(loading, *unit);
        if (accepted != NULL && strcmp(text, accepted) == 0) {
            return true;
        }
    }
    return false;
}

/* `%`, `% of GDP`, `%/year`, `% per year`: the unit with a % for its `share` or its 1. */
static bool accepts_percent(struct tf_loading *loading, const struct tf_parameter *parameter,
                            const char *text)
{
    const char *rest = text + 1;
    struct tf_arena *arena = &loading->scenario->arena;
    rest += *rest == ' ';
    if (text[0] != '%' || !tf_unit_takes_percent(parameter->unit)) {
        return false;
    }
    if (*rest == '\0') {
        return true;
    }
    const char *share = tf_arena_printf(arena, "share %s", rest);
    return accepts(loading, parameter, rest) ||
           (share != NULL && accepts(loading, parameter, share));
}

static bool refuse_unit(struct tf_loading *loading, const struct tf_input *input,
                        const struct tf_parameter *parameter)
{
    struct tf_place place = tf_input_place(input, TF_COLUMN_UNIT, 0);
    struct tf_buffer list;
    tf_buffer_init(&list);
    for (const char *const *unit = tf_unit_texts(parameter->unit); *unit != NULL; unit++) {
        const char *accepted = with_currency(loading, *unit);
        if (accepted != NULL) {
            tf_buffer_printf(&list, "%s`%s`", list.length > 0 ? ", " : "", accepted);
        }
    }
    if (tf_unit_takes_percent(parameter->unit)) {
        tf_buffer_text(&list, ", `%`");
    }
    tf_fail(loading->diag, TF_BAD_INPUT, &place, "unit `%s` does not fit %s; it takes %s",
            tf_input_text(input, TF_COLUMN_UNIT), parameter->name,
            list.bytes != NULL ? list.bytes : "");
    tf_buffer_release(&list);
    return false;
}

static bool check_unit(struct tf_loading *loading, const struct tf_input *input,
                       const struct tf_row *row, bool *percent)
{
    const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
    const char *unit = tf_input_text(input, TF_COLUMN_UNIT);
    *percent = strchr(unit, '%') != NULL;
    bool factor = row->address.shift == TF_SHIFT_MULTIPLY;
    if (unit[0] == '\0' || accepts(loading, parameter, unit) ||
        accepts_percent(loading, parameter, unit) || (factor && strcmp(unit, "%") == 0)) {
        return true;
    }
    return refuse_unit(loading, input, parameter);
}

/* 39,218 without quotes has become 39 and a field of its own: a value of one to three digits,
 * straight before a text of just three. */
static bool check_thousands(struct tf_loading *loading, const struct tf_input *input)
{
    const struct tf_cell *value = input->cells[TF_COLUMN_VALUE];
    struct tf_buffer whole;
    if (input->csv == NULL || value->quoted || value->length == 0 || value->length > 3 ||
        strspn(value->text, "0123456789") != value->length) {
        return true;
    }
    size_t at = (size_t)(value - input->record->cells) + 1;
    tf_buffer_init(&whole);
    tf_buffer_text(&whole, value->text);
    while (at < input->record->count) {
        const struct tf_cell *next = &input->record->cells[at];
        bool number_column =
            next == input->cells[TF_COLUMN_LOW] || next == input->cells[TF_COLUMN_HIGH];
        if (number_column || next->quoted || next->length != 3 ||
            strspn(next->text, "0123456789") != 3) {
            break;
        }
        tf_buffer_text(&whole, next->text);
        at++;
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

static bool is_outside(const struct tf_parameter *parameter, double value)
{
    bool below = parameter->low_open ? !(value > parameter->low) : !(value >= parameter->low);
    bool above = parameter->high_open ? !(value < parameter->high) : !(value <= parameter->high);
    return below || above;
}

static void range_text(const struct tf_parameter *parameter, struct tf_buffer *out)
{
    char low[TF_NUMBER_TEXT], high[TF_NUMBER_TEXT];
    tf_number_shortest(parameter->low, low);
    tf_number_shortest(parameter->high, high);
    if (parameter->high >= HUGE_VAL) {
        tf_buffer_printf(out, "%s %s", parameter->low_open ? "above" : "at least", low);
    } else {
        tf_buffer_printf(out, "%s%s to %s%s", parameter->low_open ? "above " : "", low,
                         parameter->high_open ? "below " : "", high);
    }
}

static bool check_range(struct tf_loading *loading, const struct tf_input *input,
                        const struct tf_row *row)
{
    const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
    char value[TF_NUMBER_TEXT];
    if (row->address.shift != TF_SHIFT_NONE || !is_outside(parameter, row->value)) {
        return true;
    }
    struct tf_place place = tf_input_place(input, TF_COLUMN_VALUE, 0);
    struct tf_buffer range;
    tf_buffer_init(&range);
    range_text(parameter, &range);
    tf_number_shortest(row->value, value);
    bool meant_percent = !row->percent && tf_unit_takes_percent(parameter->unit) &&
                         !is_outside(parameter, row->value / 100);
    tf_fail(loading->diag, TF_BAD_INPUT, &place, "%s is out of range for %s: %s%s%s%s", value,
            parameter->name, range.bytes != NULL ? range.bytes : "",
            meant_percent ? "; did you mean " : "", meant_percent ? value : "",
            meant_percent ? "%?" : "");
    tf_buffer_release(&range);
    return false;
}

/* 0.5 as a rate is 50 % a year; who means half a per cent writes 0.5%. */
static void warn_of_rate(struct tf_loading *loading, const struct tf_input *input,
                         const struct tf_row *row)
{
    const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
    bool plain = !row->percent && row->unit[0] == '\0' && !row->from_option;
    if (parameter->unit == TF_UNIT_RATE && plain && row->address.shift != TF_SHIFT_MULTIPLY &&
        fabs(row->value) > 0.2) {
        struct tf_place place = tf_input_place(input, TF_COLUMN_VALUE, 0);
        char value[TF_NUMBER_TEXT], percent[TF_NUMBER_TEXT * 2];
        tf_number_shortest(row->value, value);
        tf_number_rounded(row->value * 100, 0, false, percent);
        tf_warn(loading->diag, &place,
                "%s is %s %% a year; write %s%% if that is meant, else give the row a unit", value,
                percent, value);
    }
}

static bool check_percent(struct tf_loading *loading, const struct tf_input *input,
                          const struct tf_row *row)
{
    const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
    if (!row->percent || tf_unit_takes_percent(parameter->unit) ||
        row->address.shift == TF_SHIFT_MULTIPLY) {
        return true;
    }
    struct tf_place place = tf_input_place(input, TF_COLUMN_VALUE, 0);
    return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                   "%s is in %s, which takes no %%; write the number itself", parameter->name,
                   parameter->unit_text);
}

/* The members that the address names are from now on what they are. */
static void fix_dimensions(struct tf_loading *loading, const struct tf_row *row)
{
    if (row->address.region != TF_ALL && loading->regions_fixed == NULL) {
        loading->regions_fixed = row->written;
    }
    if (row->address.group != TF_ALL && loading->groups_fixed == NULL) {
        loading->groups_fixed = row->written;
    }
}

static bool parse_address(struct tf_loading *loading, const struct tf_input *input,
                          struct tf_row *row)
{
    const char *message;
    size_t offset;
    struct tf_scenario *scenario = loading->scenario;
    row->written = tf_arena_strdup(&scenario->arena, tf_input_text(input, TF_COLUMN_PARAMETER));
    if (row->written == NULL) {
        return tf_out_of_memory(loading->diag);
    }
    if (tf_address_parse(row->written, &scenario->dimensions, &scenario->arena, &row->address,
                         &message, &offset)) {
        fix_dimensions(loading, row);
        return true;
    }
    struct tf_place place = tf_input_place(input, TF_COLUMN_PARAMETER, offset);
    return tf_fail(loading->diag, TF_BAD_INPUT, &place, "%s", message);
}

static bool parse_value(struct tf_loading *loading, const struct tf_input *input,
                        struct tf_row *row)
{
    struct tf_number number;
    bool unit_percent = false;
    const char *text = tf_input_text(input, TF_COLUMN_VALUE);
    if (input->csv == NULL && text[0] == '+') {
        return tf_fail(loading->diag, TF_BAD_INPUT, &input->option,
                       "the value begins with `+`; to shift what is there, write %s+=%s",
                       row->written, text + 1);
    }
    if (!check_thousands(loading, input) || !check_unit(loading, input, row, &unit_percent) ||
        !tf_loading_number(loading, input, TF_COLUMN_VALUE, unit_percent, &number)) {
        return false;
    }
    row->value = number.value;
    row->percent = number.percent || unit_percent;
    if (!check_percent(loading, input, row) || !check_range(loading, input, row)) {
        return false;
    }
    warn_of_rate(loading, input, row);
    return tf_loading_distribution(loading, input, unit_percent, row);
}

static bool keep_texts(struct tf_loading *loading, const struct tf_input *input, struct tf_row *row)
{
    struct tf_arena *arena = &loading->scenario->arena;
    row->unit = tf_arena_strdup(arena, tf_input_text(input, TF_COLUMN_UNIT));
    row->note = tf_arena_strdup(arena, tf_input_text(input, TF_COLUMN_NOTE));
    row->source = tf_arena_strdup(arena, tf_input_text(input, TF_COLUMN_SOURCE));
    row->place = tf_input_place(input, TF_COLUMN_PARAMETER, 0);
    row->from_option = input->csv == NULL;
    return (row->unit != NULL && row->note != NULL && row->source != NULL) ||
           tf_out_of_memory(loading->diag);
}

void tf_loading_row(struct tf_loading *loading, const struct tf_input *input)
{
    struct tf_scenario *scenario = loading->scenario;
    struct tf_row row = {0};
    if (!parse_address(loading, input, &row) || !keep_texts(loading, input, &row) ||
        !parse_value(loading, input, &row)) {
        return;
    }
    if (!tf_array_reserve(&scenario->rows, &loading->row_capacity, scenario->row_count + 1,
                          sizeof *scenario->rows)) {
        tf_out_of_memory(loading->diag);
        return;
    }
    scenario->rows[scenario->row_count++] = row;
}
