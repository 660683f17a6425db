/* The roots at the points of a grid, as a table. */
#include <math.h>

#include "base/num.h"
#include "output/solved_page.h"

enum { COLUMNS_MOST = 24 };

/* The roots of a scenario, a line each; of a point without any, a line with the nearest. */
struct line {
    const struct tf_solved *solved;
    const struct tf_solution *solution; /* NULL: no place has a value */
};

struct frontier {
    const struct solved_page *page;
    struct line *lines;
    size_t count;
    size_t varied; /* columns of what varies; the unknown's is the next */
    bool all_met;
    int decimals[COLUMNS_MOST]; /* of those, in the order of the columns */
    int error_decimals, reached_decimals;
};

static bool gather_lines(struct frontier *frontier, const struct tf_solved *first, size_t count)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        most += first[i].count > 0 ? first[i].count : 1;
    }
    frontier->lines = tf_arena_alloc(frontier->page->view->arena, most, sizeof *frontier->lines);
    if (frontier->lines == NULL) {
        return false;
    }
    frontier->all_met = true;
    for (size_t i = 0; i < count; i++) {
        frontier->all_met &= first[i].met;
        for (size_t k = 0; k < first[i].count; k++) {
            frontier->lines[frontier->count++] = (struct line){&first[i], &first[i].solutions[k]};
        }
        if (first[i].count == 0) {
            frontier->lines[frontier->count++] = (struct line){&first[i], NULL};
        }
    }
    return true;
}

/* --- values of a line ---------------------------------------------------------------------------
 * NaN where the table has none. */

static bool is_found(const struct line *line)
{
    return line->solution != NULL && line->solved->met;
}

static double axis_value(const struct frontier *frontier, const struct line *line, size_t axis)
{
    if (axis < frontier->varied) {
        return tf_solved_varied(frontier->page->view, axis, line->solved->point);
    }
    return is_found(line) ? line->solution->value[0] : TF_ABSENT;
}

static double error_value(const struct line *line)
{
    return is_found(line) ? line->solution->value_error : TF_ABSENT;
}

static double reached_value(const struct line *line)
{
    return line->solution != NULL ? line->solution->reached[0] : TF_ABSENT;
}

static const struct tf_quantity *quantity_of(const struct frontier *frontier)
{
    return &frontier->page->view->problem->quantities[frontier->lines[0].solved->index][0];
}

/* One number of decimals a column, so that its numbers can be compared. */
static bool choose_decimals(struct frontier *frontier)
{
    const struct solved_page *page = frontier->page;
    double *values = tf_arena_alloc(page->view->arena, frontier->count, sizeof *values);
    if (values == NULL) {
        return false;
    }
    for (size_t axis = 0; axis <= frontier->varied; axis++) {
        double unit = solved_axis_in_percent(page, axis) ? 100 : 1;
        for (size_t i = 0; i < frontier->count; i++) {
            values[i] = axis_value(frontier, &frontier->lines[i], axis) * unit;
        }
        frontier->decimals[axis] = solved_column_decimals(values, frontier->count, false);
    }
    double unit = solved_axis_in_percent(page, frontier->varied) ? 100 : 1;
    for (size_t i = 0; i < frontier->count; i++) {
        values[i] = error_value(&frontier->lines[i]) * unit;
    }
    frontier->error_decimals = solved_column_decimals(values, frontier->count, true);
    unit = solved_quantity_in_percent(quantity_of(frontier)) ? 100 : 1;
    for (size_t i = 0; i < frontier->count; i++) {
        values[i] = reached_value(&frontier->lines[i]) * unit;
    }
    frontier->reached_decimals = solved_column_decimals(values, frontier->count, false);
    return true;
}

/* --- the table ----------------------------------------------------------------------------------
 */

/* What varies, the unknown, its error over draws, and where any point has no root what is reached
 * and why. */
static size_t name_columns(const struct frontier *frontier, struct tf_column *columns)
{
    const struct solved_page *page = frontier->page;
    size_t count = 0;
    for (size_t axis = 0; axis <= frontier->varied; axis++) {
        const char *address = tf_solved_address(page->view, axis);
        columns[count++] = (struct tf_column){address != NULL ? address : "", TF_ALIGN_RIGHT};
    }
    if (page->view->problem->study->draws) {
        columns[count++] = (struct tf_column){"±", TF_ALIGN_RIGHT};
    }
    if (!frontier->all_met) {
        columns[count++] =
            (struct tf_column){solved_phrase(page, TF_PHRASE_SOLVED_REACHED), TF_ALIGN_RIGHT};
        columns[count++] =
            (struct tf_column){solved_phrase(page, TF_PHRASE_SOLVED_NOTE), TF_ALIGN_LEFT};
    }
    return count;
}

static void write_cells(const struct frontier *frontier, const struct line *line,
                        struct tf_table *table)
{
    const struct solved_page *page = frontier->page;
    for (size_t axis = 0; axis <= frontier->varied; axis++) {
        double value = axis_value(frontier, line, axis);
        tf_table_cell(table, isnan(value) ? "–"
                                          : solved_assumption(page, axis, value, true,
                                                              frontier->decimals[axis]));
    }
    if (page->view->problem->study->draws) {
        double error = error_value(line);
        tf_table_cell(table,
                      isnan(error) ? "" : solved_error(page, error, frontier->error_decimals));
    }
    if (!frontier->all_met) {
        tf_table_cell(table, solved_quantity(page, quantity_of(frontier), reached_value(line),
                                             frontier->reached_decimals));
        tf_table_cell(table, line->solved->met ? "" : solved_limit(page, line->solved));
    }
}

void solved_frontier(const struct solved_page *page, const struct tf_solved *first, size_t count)
{
    struct frontier frontier = {.page = page, .varied = tf_solved_vary_count(page->view)};
    struct tf_column columns[COLUMNS_MOST];
    struct tf_table table;
    if (!gather_lines(&frontier, first, count) || !choose_decimals(&frontier)) {
        page->out->failed = true;
        return;
    }
    solved_line(page,
                tf_phrase_fill(page->view->arena, page->style->language, TF_PHRASE_SOLVED_WHERE,
                               solved_case(page, first)->scenario.name, solved_event(page, first),
                               (char *)NULL),
                0);
    tf_table_init(&table, page->view->arena, columns, name_columns(&frontier, columns));
    for (size_t i = 0; i < frontier.count; i++) {
        write_cells(&frontier, &frontier.lines[i], &table);
    }
    solved_table(page, &table);
    tf_table_release(&table);
}
