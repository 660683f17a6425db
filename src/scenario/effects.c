/* Rows that come to nothing: too far away, hidden, or without effect under the closure. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/loading.h"

void tf_check_knots(struct tf_loading *loading)
{
    const struct tf_scenario *scenario = loading->scenario;
    for (size_t i = 0; i < scenario->row_count && !tf_diag_full(loading->diag); i++) {
        const struct tf_row *row = &scenario->rows[i];
        int year = row->address.year;
        if (year != TF_NO_YEAR && abs(year - scenario->base_year) > TF_YEARS_FROM_BASE) {
            tf_fail(loading->diag, TF_BAD_INPUT, &row->place,
                    "%d is more than %d years from the base year %d; write a year nearer to it",
                    year, TF_YEARS_FROM_BASE, scenario->base_year);
        }
    }
}

static void warn_beyond(struct tf_loading *loading, const struct tf_row *row)
{
    const struct tf_scenario *scenario = loading->scenario;
    int last = scenario->base_year + scenario->horizon;
    if (row->live > 0 && row->address.year > last) {
        tf_warn(loading->diag, &row->place,
                "the knot in %d lies beyond the horizon %d; it only bends the path before it",
                row->address.year, last);
    }
}

/* Is the row of a file that is taken again later? Each time it is taken it has a name of its own.
 */
static bool is_taken_again(const struct tf_loading *loading, const struct tf_row *row)
{
    for (size_t i = 0; i < loading->scenario->file_count; i++) {
        if (strcmp(loading->scenario->files[i], row->place.file) == 0) {
            return loading->last_taken[i] != row->place.file;
        }
    }
    return false;
}

static void warn_hidden(struct tf_loading *loading, size_t index)
{
    const struct tf_scenario *scenario = loading->scenario;
    const struct tf_row *row = &scenario->rows[index];
    const struct tf_row *by = &scenario->rows[row->hidden_by];
    if (row->live > 0 || row->from_option || by->from_option ||
        !tf_text_equal(row->place.file, by->place.file) || is_taken_again(loading, row)) {
        return;
    }
    tf_warn(loading->diag, &row->place,
            "%s has no effect: line %zu of the same file replaces it; delete one of them",
            row->written, by->place.line);
}

static void check_closure(struct tf_loading *loading, const struct tf_row *row)
{
    const struct tf_scenario *scenario = loading->scenario;
    const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
    const char *closure = tf_closure_names[scenario->closure];
    if ((parameter->closures & (1u << scenario->closure)) != 0) {
        return;
    }
    if (row->from_option) {
        tf_fail(loading->diag, TF_BAD_INPUT, &row->place,
                "%s has no effect under the closure `%s`; choose another closure or leave it out",
                parameter->name, closure);
    } else if (row->live > 0) {
        tf_warn(loading->diag, &row->place,
                "%s has no effect under the closure `%s`; choose another closure or leave it out",
                parameter->name, closure);
    }
}

void tf_check_effects(struct tf_loading *loading)
{
    const struct tf_scenario *scenario = loading->scenario;
    for (size_t i = 0; i < scenario->row_count && !tf_diag_full(loading->diag); i++) {
        warn_beyond(loading, &scenario->rows[i]);
        check_closure(loading, &scenario->rows[i]);
        warn_hidden(loading, i);
    }
}
