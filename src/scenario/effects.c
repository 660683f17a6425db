/* Rows that come to nothing: too far away, hidden, or without effect under the closure. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/loading.h"

/* Where the year of a row's address stands. */
static struct tf_place year_place(const struct tf_row *row)
{
    struct tf_place place = row->place;
    const char *sign = strchr(row->written, '@');
    place.column += place.column > 0 && sign != NULL ? (size_t)(sign - row->written) : 0;
    return place;
}

void tf_check_knots(struct tf_loading *loading)
{
    const struct tf_scenario *scenario = loading->scenario;
    for (size_t i = 0; i < scenario->row_count && !tf_diag_full(loading->diag); i++) {
        const struct tf_row *row = &scenario->rows[i];
        int year = row->address.year;
        if (year != TF_NO_YEAR && abs(year - scenario->base_year) > TF_YEARS_FROM_BASE) {
            struct tf_place place = year_place(row);
            tf_fail(loading->diag, TF_BAD_INPUT, &place,
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
        struct tf_place place = year_place(row);
        tf_warn(loading->diag, &place,
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

/* The row that leaves the row without effect; SIZE_MAX for none. */
static size_t hiding_row(const struct tf_loading *loading, size_t index)
{
    const struct tf_row *row = &loading->scenario->rows[index];
    const struct tf_idle *idle = &loading->idle[index];
    if (row->live == 0) {
        return row->hidden_by;
    }
    return idle->instances == row->live && !idle->replaces ? idle->by : SIZE_MAX;
}

static void warn_hidden(struct tf_loading *loading, size_t index)
{
    const struct tf_scenario *scenario = loading->scenario;
    const struct tf_row *row = &scenario->rows[index];
    size_t hiding = hiding_row(loading, index);
    if (hiding == SIZE_MAX || row->from_option) {
        return;
    }
    const struct tf_row *by = &scenario->rows[hiding];
    if (by->from_option || !tf_text_equal(row->place.file, by->place.file) ||
        is_taken_again(loading, row)) {
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

/* By address, then in the order of the rows. */
static int compare_rows(const void *left, const void *right)
{
    const struct tf_row *const *a = left, *const *b = right;
    int order = tf_address_compare(&(*a)->address, &(*b)->address);
    return order != 0 ? order : (*a > *b) - (*a < *b);
}

/* Draws belong to an address: two uncertain shifts of one address get the same. */
static void warn_same_draws(struct tf_loading *loading)
{
    const struct tf_scenario *scenario = loading->scenario;
    size_t count = 0;
    const struct tf_row **shifts =
        tf_arena_alloc(&loading->scenario->arena, scenario->row_count, sizeof *shifts);
    for (size_t i = 0; shifts != NULL && i < scenario->row_count; i++) {
        const struct tf_row *row = &scenario->rows[i];
        if (row->live > 0 && row->address.shift != TF_SHIFT_NONE &&
            row->distribution.kind != TF_DIST_NONE) {
            shifts[count++] = row;
        }
    }
    if (count > 1) {
        qsort(shifts, count, sizeof *shifts, compare_rows);
    }
    for (size_t i = 1; i < count; i++) {
        if (tf_address_compare(&shifts[i - 1]->address, &shifts[i]->address) == 0) {
            tf_warn(loading->diag, &shifts[i]->place,
                    "%s is uncertain in two rows, which get the same draws; put them into one",
                    shifts[i]->written);
        }
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
    warn_same_draws(loading);
}
