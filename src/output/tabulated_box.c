/* tabulated_box: the box that `discover` wrote, with the draws of the table that it was found in.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/tabulated_parts.h"

#define RUNS_MOST 1e15

/* The bounds of the first box of the first scenario. */
struct bounds {
    const struct tabulating *t;
    const char *scenario, *box;
    const char *addresses[TF_CHART_BOX_SIDES_MOST];
};

/* --- the box -----------------------------------------------------------------------------------
 */

static bool is_first(const struct bounds *bounds, size_t row)
{
    const struct tf_result_table *table = bounds->t->table;
    return strcmp(tf_result_text(table, row, tf_result_column(table, "scenario")),
                  bounds->scenario) == 0 &&
           strcmp(tf_result_text(table, row, tf_result_column(table, "box")), bounds->box) == 0;
}

static bool read_side(const struct bounds *bounds, size_t row, struct tf_chart_side *side)
{
    const struct tabulating *t = bounds->t;
    const char *address = tf_result_text(t->table, row, tf_result_column(t->table, "factor"));
    const struct {
        const char *column;
        double *value;
    } numbers[] = {{"low", &side->low},
                   {"high", &side->high},
                   {"min", &side->range_low},
                   {"max", &side->range_high}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        size_t column;
        if (!tf_result_need(t->table, numbers[i].column, &column, t->diag) ||
            !tf_result_number(t->table, row, column, numbers[i].value, t->diag)) {
            return false;
        }
    }
    if (!tabulating_factor(t, address, &side->factor)) {
        return false;
    }
    side->factor.name = side->factor.plain;
    return true;
}

static bool read_measures(const struct bounds *bounds, size_t row, struct tf_chart_box *box)
{
    const struct tf_result_table *table = bounds->t->table;
    struct tf_diag *diag = bounds->t->diag;
    double runs, mass;
    if (!tf_result_number(table, row, tf_result_column(table, "coverage"), &box->coverage, diag) ||
        !tf_result_number(table, row, tf_result_column(table, "density"), &box->density, diag) ||
        !tf_result_number(table, row, tf_result_column(table, "runs"), &runs, diag) ||
        !tf_result_number(table, row, tf_result_column(table, "mass"), &mass, diag)) {
        return false;
    }
    double total = round(runs / mass);
    box->runs = total >= 1 && total < RUNS_MOST ? (size_t)total : 0;
    return true;
}

/* The share of the range that the box leaves: the less, the more the side says. */
static double left_open(const struct tf_chart_side *side)
{
    double low = isfinite(side->low) ? side->low : side->range_low;
    double high = isfinite(side->high) ? side->high : side->range_high;
    return (high - low) / (side->range_high - side->range_low);
}

static void sort_in(struct tf_chart_box *box, struct bounds *bounds, struct tf_chart_side side,
                    const char *address)
{
    size_t at = box->side_count++;
    for (; at > 0 && left_open(&box->sides[at - 1]) > left_open(&side); at--) {
        box->sides[at] = box->sides[at - 1];
        bounds->addresses[at] = bounds->addresses[at - 1];
    }
    box->sides[at] = side;
    bounds->addresses[at] = address;
}

static bool read_box(struct bounds *bounds, struct tf_chart_box *box)
{
    const struct tf_result_table *table = bounds->t->table;
    bounds->scenario = tf_result_text(table, 0, tf_result_column(table, "scenario"));
    bounds->box = tf_result_text(table, 0, tf_result_column(table, "box"));
    for (size_t row = 0; row < table->csv.count; row++) {
        struct tf_chart_side side;
        if (!is_first(bounds, row) || box->side_count == TF_CHART_BOX_SIDES_MOST) {
            continue;
        }
        if (!read_side(bounds, row, &side) || !read_measures(bounds, row, box)) {
            return false;
        }
        sort_in(box, bounds, side, tf_result_text(table, row, tf_result_column(table, "factor")));
    }
    return true;
}

/* --- the draws ---------------------------------------------------------------------------------
 */

/* `set.ADDRESS` of the draws' table, or the column of that name. */
static size_t factor_column(const struct tabulating *t, const struct tf_result_table *runs,
                            const char *address)
{
    char *name = tf_arena_printf(t->arena, "set.%s", address);
    size_t column = name != NULL ? tf_result_column(runs, name) : SIZE_MAX;
    return column != SIZE_MAX ? column : tf_result_column(runs, address);
}

/* With one bound the box is a strip: the second assumption is the first other one of the draws. */
static bool add_open_side(struct bounds *bounds, const struct tf_result_table *runs,
                          struct tf_chart_box *box)
{
    const struct tabulating *t = bounds->t;
    for (size_t i = 0; i < runs->csv.header.count; i++) {
        const char *name = runs->csv.header.cells[i].text;
        if (!tf_text_starts(name, "set.") || tf_text_equal(name + 4, bounds->addresses[0])) {
            continue;
        }
        struct tf_chart_side *side = &box->sides[1];
        *side = (struct tf_chart_side){
            .low = TF_ABSENT, .high = TF_ABSENT, .range_low = HUGE_VAL, .range_high = -HUGE_VAL};
        for (size_t row = 0; row < runs->csv.count; row++) {
            double value;
            if (!tf_result_number(runs, row, i, &value, t->diag)) {
                return false;
            }
            side->range_low = fmin(side->range_low, value);
            side->range_high = fmax(side->range_high, value);
        }
        bounds->addresses[1] = name + 4;
        box->side_count = 2;
        bool named = tabulating_factor(t, name, &side->factor);
        side->factor.name = side->factor.plain;
        return named;
    }
    return true;
}

/* Does a draw meet every target? What has no value meets none. */
static bool meets(const struct tabulating *t, const struct tf_result_table *runs, size_t row,
                  bool *met)
{
    *met = true;
    for (size_t i = 0; i < t->options->target_count; i++) {
        const struct tf_tabulated_target *target = &t->options->targets[i];
        double value;
        if (!tf_result_number(runs, row, tf_result_column(runs, target->metric), &value, t->diag)) {
            return false;
        }
        *met &= target->at_most ? value <= target->value : value >= target->value;
    }
    return true;
}

static bool targets_are_there(const struct tabulating *t, const struct tf_result_table *runs)
{
    struct tf_place place = {.file = runs->file};
    for (size_t i = 0; i < t->options->target_count; i++) {
        if (tf_result_column(runs, t->options->targets[i].metric) == SIZE_MAX) {
            return tf_fail(t->diag, TF_BAD_INPUT, &place,
                           "there is no metric `%s` in it; draw it with `sample --metric %s`, or "
                           "name another with --target",
                           t->options->targets[i].metric, t->options->targets[i].metric);
        }
    }
    return true;
}

static bool read_draws(const struct bounds *bounds, const struct tf_result_table *runs,
                       struct tf_chart_box *box)
{
    const struct tabulating *t = bounds->t;
    size_t x = factor_column(t, runs, bounds->addresses[0]);
    size_t y = factor_column(t, runs, bounds->addresses[1]);
    size_t scenario = tf_result_column(runs, "scenario");
    struct tf_chart_draw *draws = tabulating_alloc(t, runs->csv.count, sizeof *draws);
    if (draws == NULL || !targets_are_there(t, runs)) {
        return false;
    }
    if (x == SIZE_MAX || y == SIZE_MAX) {
        return tabulating_fail(t,
                               "the draws have no column `set.%s`; give those that the box was "
                               "found in",
                               bounds->addresses[x == SIZE_MAX ? 0 : 1]);
    }
    for (size_t row = 0; row < runs->csv.count; row++) {
        struct tf_chart_draw *draw = &draws[box->draw_count];
        bool met;
        if (strcmp(tf_result_text(runs, row, scenario), bounds->scenario) != 0) {
            continue;
        }
        if (!tf_result_number(runs, row, x, &draw->x, t->diag) ||
            !tf_result_number(runs, row, y, &draw->y, t->diag) || !meets(t, runs, row, &met)) {
            return false;
        }
        draw->missed = met == t->options->met;
        box->draw_count++;
    }
    box->draws = draws;
    return true;
}

bool tabulated_box(const struct tabulating *t, struct tf_chart *chart)
{
    struct bounds bounds = {.t = t};
    const struct tf_result_table *runs = t->options->runs;
    struct tf_chart_box *box = tabulating_alloc(t, 1, sizeof *box);
    if (box == NULL || !read_box(&bounds, box)) {
        return false;
    }
    if (runs != NULL && runs->kind != TF_RESULT_ROWS) {
        struct tf_place place = {.file = runs->file};
        return tf_fail(t->diag, TF_BAD_INPUT, &place,
                       "it is a table of %s; --runs takes the one of sample",
                       tf_result_command(runs->kind));
    }
    if (runs != NULL && box->side_count == 1 && !add_open_side(&bounds, runs, box)) {
        return false;
    }
    if (box->side_count < 2) {
        return tabulating_fail(t,
                               "one assumption alone bounds the box; give the draws with --runs, "
                               "and it is drawn over a second one");
    }
    box->met = t->options->met;
    box->scenario = tabulating_label(t, bounds.scenario);
    box->sources = t->options->sources;
    chart->box = box;
    return runs == NULL || read_draws(&bounds, runs, box);
}
