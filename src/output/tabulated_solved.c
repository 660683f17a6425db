/* tabulated_solved: the frontier that `solve --vary` wrote: what the goal takes at each point. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/tabulated_parts.h"

#define AXES_MOST 8

struct solved {
    const struct tabulating *t;
    size_t axis; /* the column that runs across */
    size_t others[AXES_MOST],
        other_count;       /* other columns that vary: a line for each of their values */
    const char *find;      /* the address that is drawn */
    double *x, *y, *error; /* [row] */
    const char **lines;    /* [row]: the line's name; NULL: not drawn */
    struct distinct_texts finds, scenarios;
};

static const char *column_name(const struct tabulating *t, size_t column)
{
    return t->table->csv.header.cells[column].text;
}

/* The first assumption that varies runs across. */
static bool find_axes(struct solved *solved)
{
    const struct tabulating *t = solved->t;
    solved->axis = SIZE_MAX;
    for (size_t i = 0; i < t->table->csv.header.count; i++) {
        struct distinct_texts values;
        if (!tf_text_starts(column_name(t, i), "set.")) {
            continue;
        }
        if (!tabulating_texts(t, i, &values)) {
            return false;
        }
        if (values.count > 1 && solved->axis == SIZE_MAX) {
            solved->axis = i;
        } else if (values.count > 1 && solved->other_count < AXES_MOST) {
            solved->others[solved->other_count++] = i;
        }
    }
    return solved->axis != SIZE_MAX ||
           tabulating_fail(t, "the table has a single point; a frontier needs `solve` with --vary");
}

/* A row that is no solution has the nearest value, and says so in `status`. */
static bool read_numbers(struct solved *solved, bool *at_ends)
{
    const struct tabulating *t = solved->t;
    size_t status = tf_result_column(t->table, "status");
    if (!tabulating_numbers(t, solved->axis, &solved->x) ||
        !tabulating_numbers(t, tf_result_column(t->table, "value"), &solved->y) ||
        !tabulating_numbers(t, tf_result_column(t->table, "stderr"), &solved->error)) {
        return false;
    }
    for (size_t row = 0; row < t->table->csv.count; row++) {
        if (!tf_result_is_solved(t->table, row)) {
            solved->y[row] = TF_ABSENT;
        }
        const char *text = tf_result_text(t->table, row, status);
        *at_ends |= tf_text_starts(text, "ok; at the ");
    }
    return true;
}

/* "Baseline, 2% added transfers": the value first, as names may be cut. */
static bool name_lines(struct solved *solved)
{
    const struct tabulating *t = solved->t;
    bool several = solved->scenarios.count > 1;
    solved->lines = tabulating_alloc(t, t->table->csv.count, sizeof *solved->lines);
    for (size_t row = 0; solved->lines != NULL && row < t->table->csv.count; row++) {
        const char *name =
            several ? tabulating_label(t, solved->scenarios.texts[solved->scenarios.index[row]])
                    : "";
        for (size_t i = 0; i < solved->other_count; i++) {
            struct tf_magnitude factor;
            double value;
            if (!tabulating_factor(t, column_name(t, solved->others[i]), &factor) ||
                !tf_result_number(t->table, row, solved->others[i], &value, t->diag)) {
                return false;
            }
            const char *text =
                tf_magnitude_text(t->arena, t->options->language, factor.scale, value,
                                  tf_magnitude_decimals(factor.scale, &value, 1));
            name = tf_arena_printf(t->arena, "%s%s%s %s", name, *name != '\0' ? ", " : "",
                                   text != NULL ? text : "", factor.name);
            if (name == NULL || text == NULL) {
                return tf_out_of_memory(t->diag);
            }
        }
        bool drawn = solved->finds.index[row] == 0 && isfinite(solved->x[row]);
        solved->lines[row] = drawn ? name : NULL;
    }
    return solved->lines != NULL;
}

/* --- lines -------------------------------------------------------------------------------------
 */

static bool add_point(const struct solved *solved, struct tf_chart_frontier *frontier,
                      struct tf_chart_frontier_line *lines,
                      struct tf_chart_frontier_point *points[TF_CHART_FRONTIERS_MOST], size_t row)
{
    size_t k = 0;
    while (k < frontier->line_count && strcmp(lines[k].name, solved->lines[row]) != 0) {
        k++;
    }
    if (k == TF_CHART_FRONTIERS_MOST) {
        return tabulating_fail(solved->t, "more than %d lines are too many for one chart",
                               TF_CHART_FRONTIERS_MOST);
    }
    if (k == frontier->line_count) {
        points[k] = tabulating_alloc(solved->t, solved->t->table->csv.count, sizeof **points);
        lines[k] = (struct tf_chart_frontier_line){solved->lines[row], points[k], 0};
        frontier->line_count++;
    }
    struct tf_chart_frontier_point *own = points[k];
    if (own == NULL) {
        return false;
    }
    struct tf_chart_frontier_point point = {solved->x[row], solved->y[row], solved->error[row]};
    size_t at = lines[k].count++;
    for (; at > 0 && own[at - 1].x > point.x; at--) {
        own[at] = own[at - 1];
    }
    own[at] = point;
    return true;
}

static bool make_lines(const struct solved *solved, struct tf_chart_frontier *frontier)
{
    struct tf_chart_frontier_point *points[TF_CHART_FRONTIERS_MOST] = {NULL};
    struct tf_chart_frontier_line *lines =
        tabulating_alloc(solved->t, TF_CHART_FRONTIERS_MOST, sizeof *lines);
    if (lines == NULL) {
        return false;
    }
    frontier->lines = lines;
    for (size_t row = 0; row < solved->t->table->csv.count; row++) {
        if (solved->lines[row] != NULL && !add_point(solved, frontier, lines, points, row)) {
            return false;
        }
    }
    return true;
}

bool tabulated_solved_frontier(const struct tabulating *t, struct tf_chart *chart)
{
    struct solved solved = {.t = t};
    struct tf_chart_frontier *frontier = tabulating_alloc(t, 1, sizeof *frontier);
    if (frontier == NULL || !find_axes(&solved) || !read_numbers(&solved, &frontier->at_ends) ||
        !tabulating_texts(t, tf_result_column(t->table, "find"), &solved.finds) ||
        !tabulating_texts(t, tf_result_column(t->table, "scenario"), &solved.scenarios) ||
        !name_lines(&solved)) {
        return false;
    }
    frontier->level = TF_ABSENT;
    frontier->sources = t->options->sources;
    chart->frontier = frontier;
    return make_lines(&solved, frontier) && tabulated_goal(t, &frontier->goal) &&
           tabulating_factor(t, column_name(t, solved.axis), &frontier->x) &&
           tabulating_factor(t, solved.finds.texts[0], &frontier->y);
}
