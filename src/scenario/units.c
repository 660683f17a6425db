/* Units: which texts fit which parameter, and what a % in them means. */
#include <string.h>

#include "base/text.h"
#include "scenario/loading.h"

static const char currency_word[] = "CURRENCY";

/* An accepted text with the currency in CURRENCY's place; NULL while no currency is named. */
static const char *with_currency(struct tf_loading *loading, const char *unit)
{
    const char *currency = loading->scenario->currency;
    const char *word = strstr(unit, currency_word);
    if (word == NULL) {
        return unit;
    }
    return currency[0] == '\0'
               ? NULL
               : tf_arena_printf(&loading->scenario->arena, "%.*s%s%s", (int)(word - unit), unit,
                                 currency, word + sizeof currency_word - 1);
}

/* "per year, real" and "/year, real" as "1/year, real". */
static const char *same_rate(struct tf_loading *loading, const char *text)
{
    static const char *const starts[] = {"per year", "/year", "a year", "p.a."};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (tf_text_starts(text, starts[i])) {
            const char *same =
                tf_arena_printf(&loading->scenario->arena, "1/year%s", text + strlen(starts[i]));
            return same != NULL ? same : text;
        }
    }
    return text;
}

static bool is_long_form(const struct tf_parameter *parameter, const char *text, const char *rate)
{
    for (const char *const *form = tf_parameter_units(tf_parameter_identity(parameter));
         *form != NULL; form++) {
        if (strcmp(*form, text) == 0 || strcmp(*form, rate) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_accepted(struct tf_loading *loading, const struct tf_parameter *parameter,
                        const char *text)
{
    const char *rate = same_rate(loading, text);
    if (strcmp(text, parameter->unit_text) == 0 || strcmp(rate, parameter->unit_text) == 0 ||
        is_long_form(parameter, text, rate)) {
        return true;
    }
    for (const char *const *unit = tf_unit_texts(parameter->unit); *unit != NULL; unit++) {
        const char *accepted = with_currency(loading, *unit);
        if (accepted != NULL && (strcmp(text, accepted) == 0 || strcmp(rate, accepted) == 0)) {
            if (accepted != *unit && loading->currency_used == NULL) {
                loading->currency_used = parameter->name;
            }
            return true;
        }
    }
    return false;
}

/* `%`, `% of GDP`, `%/year`, `% per year`: the unit with a % for its `share` or its 1. */
static bool is_accepted_percent(struct tf_loading *loading, const struct tf_parameter *parameter,
                                const char *text)
{
    if (text[0] != '%' || !tf_unit_takes_percent(parameter->unit)) {
        return false;
    }
    const char *rest = text + 1 + strspn(text + 1, " ");
    if (*rest == '\0' || is_accepted(loading, parameter, rest)) {
        return true;
    }
    const char *share = tf_arena_printf(&loading->scenario->arena, "share %s", rest);
    return share != NULL && is_accepted(loading, parameter, share);
}

static bool refuse_unit(struct tf_loading *loading, const struct tf_input *input,
                        const struct tf_parameter *parameter)
{
    struct tf_place place = tf_input_place(input, TF_COLUMN_UNIT, 0);
    struct tf_buffer list;
    tf_buffer_init(&list);
    if (parameter->unit != TF_UNIT_MONEY) {
        tf_buffer_printf(&list, "`%s`", parameter->unit_text);
    }
    for (const char *const *unit = tf_unit_texts(parameter->unit); *unit != NULL; unit++) {
        const char *accepted = with_currency(loading, *unit);
        bool listed = parameter->unit != TF_UNIT_MONEY && strcmp(*unit, parameter->unit_text) == 0;
        if (accepted != NULL && !listed) {
            tf_buffer_printf(&list, "%s`%s`", list.length > 0 ? ", " : "", accepted);
        }
    }
    if (tf_unit_takes_percent(parameter->unit)) {
        tf_buffer_text(&list, ", `%`");
    }
    bool nameless = parameter->unit == TF_UNIT_MONEY && loading->scenario->currency[0] == '\0';
    tf_fail(loading->diag, TF_BAD_INPUT, &place, "the unit %s does not fit %s; it takes %s%s",
            tf_input_quote(loading, input, TF_COLUMN_UNIT), parameter->name,
            list.bytes != NULL ? list.bytes : "others",
            nameless ? ", or name the money in a row before, as `currency,yuan`" : "");
    tf_buffer_release(&list);
    return false;
}

/* What multiplies has no unit of its own. */
static bool check_factor_unit(struct tf_loading *loading, const struct tf_input *input,
                              const char *unit)
{
    if (unit[0] == '\0' || strcmp(unit, "%") == 0 || strcmp(unit, "number") == 0) {
        return true;
    }
    struct tf_place place = tf_input_place(input, TF_COLUMN_UNIT, 0);
    return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                   "the unit %s does not fit what multiplies; it takes `number`, `%%`, or none",
                   tf_input_quote(loading, input, TF_COLUMN_UNIT));
}

bool tf_loading_unit(struct tf_loading *loading, const struct tf_input *input,
                     const struct tf_row *row, bool *percent)
{
    const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
    const char *unit = tf_input_text(input, TF_COLUMN_UNIT);
    *percent = strchr(unit, '%') != NULL;
    if (row->address.shift == TF_SHIFT_MULTIPLY) {
        return check_factor_unit(loading, input, unit);
    }
    return unit[0] == '\0' || is_accepted(loading, parameter, unit) ||
           is_accepted_percent(loading, parameter, unit) || refuse_unit(loading, input, parameter);
}
