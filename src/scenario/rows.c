/* Records that set a parameter: address, unit, value. */
#include <math.h>
#include <string.h>

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

const char *tf_input_quote(struct tf_loading *loading, const struct tf_input *input,
                           enum tf_column column)
{
    const char *text = tf_input_text(input, column);
    return tf_quote(&loading->scenario->arena, text, strlen(text));
}

/* `300` for a share is likely to be 300%, but nothing above 1 can be meant where 1 is too much. */
static bool is_percent_meant(const struct tf_parameter *parameter, const struct tf_row *row)
{
    return tf_unit_shows_percent(parameter->unit) && !row->percent &&
           !tf_is_outside(parameter, row->value / 100);
}

static bool check_range(struct tf_loading *loading, const struct tf_input *input,
                        const struct tf_row *row)
{
    const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
    if (row->address.shift != TF_SHIFT_NONE || !tf_is_outside(parameter, row->value)) {
        return true;
    }
    struct tf_arena *arena = &loading->scenario->arena;
    struct tf_place place = tf_input_place(input, TF_COLUMN_VALUE, 0);
    const char *value = tf_number_shown(row->percent ? row->value * 100 : row->value, arena);
    const char *range = tf_range_text(parameter, row->percent, arena);
    if (is_percent_meant(parameter, row)) {
        return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                       "%s is out of range for %s: %s; did you mean %s%%?", value, parameter->name,
                       range, value);
    }
    return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                   "%s%s is out of range for %s; it must be %s", value, row->percent ? "%" : "",
                   parameter->name, range);
}

/* 0.5 as a rate is 50 % a year; who means half a per cent writes 0.5%. */
static void warn_of_rate(struct tf_loading *loading, const struct tf_input *input,
                         const struct tf_row *row)
{
    const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
    struct tf_arena *arena = &loading->scenario->arena;
    if (parameter->unit == TF_UNIT_RATE && !row->percent && row->unit[0] == '\0' &&
        row->address.shift != TF_SHIFT_MULTIPLY && fabs(row->value) > 0.2) {
        struct tf_place place = tf_input_place(input, TF_COLUMN_VALUE, 0);
        const char *value = tf_number_shown(row->value, arena);
        tf_warn(loading->diag, &place,
                "%s is %s %% a year; write %s%% if that is meant, else give the row a unit", value,
                tf_number_shown(row->value * 100, arena), value);
    }
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

static bool is_unknown_member(const struct tf_scenario *scenario, const char *text, size_t offset)
{
    int region, group, source;
    return offset > 0 && text[offset - 1] == '.' &&
           !tf_member_find(&scenario->dimensions, text + offset, strcspn(text + offset, ".@+*"),
                           &region, &group, &source);
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
    if (loading->members_unknown && is_unknown_member(scenario, row->written, offset)) {
        return false; /* the row that would have declared it has its own error */
    }
    struct tf_place place = tf_input_place(input, TF_COLUMN_PARAMETER, offset);
    return tf_fail(loading->diag, TF_BAD_INPUT, &place, "%s", message);
}

/* In an option a leading + is what who means a shift would write. */
static bool check_sign(struct tf_loading *loading, const struct tf_input *input,
                       const struct tf_row *row)
{
    const char *text = tf_input_text(input, TF_COLUMN_VALUE);
    if (input->csv != NULL || text[0] != '+') {
        return true;
    }
    struct tf_address shift = row->address;
    shift.year = TF_NO_YEAR;
    shift.shift = TF_SHIFT_ADD;
    const char *address =
        tf_address_format(&shift, &loading->scenario->dimensions, &loading->scenario->arena);
    return tf_fail(loading->diag, TF_BAD_INPUT, &input->option,
                   "the value begins with `+`; to add to what is there write %s=%s, to set it "
                   "leave the + out",
                   address != NULL ? address : "ADDRESS+", text + 1);
}

/* A % has no meaning for money, persons or years, but as a factor. */
static bool check_percent(struct tf_loading *loading, const struct tf_input *input,
                          const struct tf_row *row)
{
    static const enum tf_column columns[] = {TF_COLUMN_VALUE, TF_COLUMN_LOW, TF_COLUMN_HIGH};
    const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
    if (tf_unit_takes_percent(parameter->unit) || row->address.shift == TF_SHIFT_MULTIPLY) {
        return true;
    }
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (strchr(tf_input_text(input, columns[i]), '%') != NULL) {
            struct tf_place place = tf_input_place(input, columns[i], 0);
            return tf_fail(loading->diag, TF_BAD_INPUT, &place,
                           "%s is in %s, which takes no %%; write the number itself",
                           parameter->name, parameter->unit_text);
        }
    }
    return true;
}

static bool parse_value(struct tf_loading *loading, const struct tf_input *input,
                        struct tf_row *row)
{
    struct tf_number number;
    bool unit_percent = false;
    if (!check_sign(loading, input, row) || !tf_check_thousands(loading, input) ||
        !tf_loading_unit(loading, input, row, &unit_percent) ||
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

static void add_row(struct tf_loading *loading, const struct tf_row *row)
{
    struct tf_scenario *scenario = loading->scenario;
    if (scenario->row_count == TF_ROWS_MAX) {
        tf_fail(loading->diag, TF_BAD_INPUT, &row->place,
                "more than %zu rows; leave members out of addresses to set many at once",
                TF_ROWS_MAX);
    } else if (!tf_array_reserve(&scenario->rows, &loading->row_capacity, scenario->row_count + 1,
                                 sizeof *scenario->rows)) {
        tf_out_of_memory(loading->diag);
    } else {
        scenario->rows[scenario->row_count++] = *row;
    }
}

void tf_loading_row(struct tf_loading *loading, const struct tf_input *input)
{
    struct tf_row row = {0};
    if (parse_address(loading, input, &row) && keep_texts(loading, input, &row) &&
        parse_value(loading, input, &row)) {
        add_row(loading, &row);
    }
}
