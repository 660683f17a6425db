/* What a solver found, in words. */
#include <math.h>

#include "base/num.h"
#include "base/text.h"
#include "output/solved_page.h"
#include "output/table.h"

/* --- sentences ----------------------------------------------------------------------------------
 */

/* What puts a solution back, digit for digit. */
static void write_options(const struct solved_page *page, const struct tf_solution *solution)
{
    size_t varied = tf_solved_vary_count(page->view);
    for (size_t i = 0; i < page->view->problem->unknown_count; i++) {
        char value[TF_NUMBER_TEXT];
        tf_number_shortest(solution->value[i], value);
        const char *address = tf_solved_address(page->view, varied + i);
        tf_buffer_text(page->out, page->style->markdown ? "    --set " : "  --set ");
        tf_buffer_text(page->out, address != NULL ? address : "");
        tf_buffer_printf(page->out, "=%s\n", value);
    }
    tf_buffer_text(page->out, page->style->markdown ? "\n" : "");
}

static const char *value_with_error(const struct solved_page *page,
                                    const struct tf_solution *solution)
{
    size_t axis = tf_solved_vary_count(page->view);
    const char *value = solved_assumption(page, axis, solution->value[0], false, SOLVED_FIGURES);
    if (value == NULL || isnan(solution->value_error)) {
        return value;
    }
    const char *error = solved_error(page, solution->value_error, SOLVED_FIGURES);
    return error == NULL ? NULL : tf_arena_printf(page->view->arena, "%s ± %s", value, error);
}

static void write_root(const struct solved_page *page, const struct tf_solved *solved,
                       const struct tf_solution *solution)
{
    struct tf_arena *arena = page->view->arena;
    size_t axis = tf_solved_vary_count(page->view);
    char *text = tf_phrase_fill(arena, page->style->language, TF_PHRASE_SOLVED_IF,
                                solved_case(page, solved)->scenario.name,
                                solved_event(page, solved), tf_solved_address(page->view, axis),
                                value_with_error(page, solution), (char *)NULL);
    if (solution->flat_to > solution->value[0] && text != NULL) {
        const char *to = tf_phrase_fill(
            arena, page->style->language, TF_PHRASE_SOLVED_SAME_TO,
            solved_assumption(page, axis, solution->flat_to, false, SOLVED_FIGURES), (char *)NULL);
        text = to == NULL ? NULL : tf_arena_printf(arena, "%s; %s", text, to);
    }
    solved_line(page, text, 0);
    write_options(page, solution);
}

static void write_no_root(const struct solved_page *page, const struct tf_solved *solved)
{
    const struct tf_problem *problem = page->view->problem;
    struct tf_arena *arena = page->view->arena;
    enum tf_language language = page->style->language;
    size_t axis = tf_solved_vary_count(page->view);
    solved_line(
        page,
        tf_phrase_fill(
            arena, language, TF_PHRASE_SOLVED_NEVER, solved_case(page, solved)->scenario.name,
            solved_event(page, solved), tf_solved_address(page->view, axis),
            solved_assumption(page, axis, problem->low[0], true, SOLVED_FIGURES),
            solved_assumption(page, axis, problem->high[0], true, SOLVED_FIGURES), (char *)NULL),
        0);
    const char *limit = solved_limit(page, solved);
    if (solved->count == 0 || limit == NULL) {
        solved_line(page, limit, 2);
        return;
    }
    const struct tf_solution *nearest = &solved->solutions[0];
    const char *reached = solved_quantity(page, &problem->quantities[solved->index][0],
                                          nearest->reached[0], SOLVED_FIGURES);
    const char *metric = problem->targets[0].metric;
    if (solved->limit == TF_LIMIT_FLAT) {
        solved_line(page,
                    tf_phrase_fill(arena, language, TF_PHRASE_SOLVED_EVERYWHERE, metric,
                                   reached != NULL ? reached : "", (char *)NULL),
                    2);
        return;
    }
    const char *text =
        tf_phrase_fill(arena, language, TF_PHRASE_SOLVED_NEAREST,
                       solved_assumption(page, axis, nearest->value[0], false, SOLVED_FIGURES),
                       metric, reached != NULL ? reached : "", (char *)NULL);
    solved_line(page, text == NULL ? NULL : tf_arena_printf(arena, "%s (%s)", text, limit), 2);
}

/* --- optima -------------------------------------------------------------------------------------
 */

static const char *asked(const struct solved_page *page, const struct tf_quantity *quantity,
                         const struct tf_target *target)
{
    static const char *const before[] = {
        [TF_GOAL_EQUAL] = "=", [TF_GOAL_AT_LEAST] = "≥", [TF_GOAL_AT_MOST] = "≤"};
    if (target->goal == TF_GOAL_LEAST || target->goal == TF_GOAL_MOST) {
        return solved_phrase(page, target->goal == TF_GOAL_LEAST ? TF_PHRASE_SOLVED_LEAST
                                                                 : TF_PHRASE_SOLVED_MOST);
    }
    const char *value = solved_quantity(page, quantity, target->value, SOLVED_FIGURES);
    return value == NULL ? NULL
                         : tf_arena_printf(page->view->arena, "%s %s", before[target->goal], value);
}

static void unknown_line(const struct solved_page *page, const struct tf_solution *solution,
                         size_t unknown, struct tf_table *table)
{
    const struct tf_problem *problem = page->view->problem;
    size_t axis = tf_solved_vary_count(page->view) + unknown;
    double low = problem->low[unknown], high = problem->high[unknown];
    const char *from = solved_assumption(page, axis, low, true, SOLVED_FIGURES);
    const char *to = solved_assumption(page, axis, high, true, SOLVED_FIGURES);
    bool at_low = solution->value[unknown] < (low + high) / 2;
    tf_table_cell(table, tf_solved_address(page->view, axis));
    tf_table_cell(table, from == NULL || to == NULL
                             ? NULL
                             : tf_arena_printf(page->view->arena, "%s … %s", from, to));
    tf_table_cell(table,
                  solved_assumption(page, axis, solution->value[unknown], true, SOLVED_FIGURES));
    tf_table_cell(table, !solution->at_end[unknown]
                             ? ""
                             : solved_phrase(page, at_low ? TF_PHRASE_SOLVED_LOW_END
                                                          : TF_PHRASE_SOLVED_HIGH_END));
}

static void quantity_line(const struct solved_page *page, const struct tf_solved *solved,
                          const struct tf_solution *solution, size_t i, struct tf_table *table)
{
    const struct tf_target *target = &page->view->problem->targets[i];
    const struct tf_quantity *quantity = &page->view->problem->quantities[solved->index][i];
    tf_table_cell(table, target->metric);
    tf_table_cell(table, asked(page, quantity, target));
    tf_table_cell(table, solved_quantity(page, quantity, solution->reached[i], SOLVED_FIGURES));
    tf_table_cell(table, !solution->holds[i]  ? solved_phrase(page, TF_PHRASE_SOLVED_NOT_MET)
                         : solution->binds[i] ? solved_phrase(page, TF_PHRASE_SOLVED_BINDS)
                                              : "");
}

/* `plan, tfp_growth+ +0.5pp`, and which of several solutions it is. */
static const char *heading(const struct solved_page *page, const struct tf_solved *solved,
                           size_t solution)
{
    struct tf_arena *arena = page->view->arena;
    const char *text = solved_case(page, solved)->scenario.name;
    for (size_t axis = 0; axis < tf_solved_vary_count(page->view) && text != NULL; axis++) {
        double value = tf_solved_varied(page->view, axis, solved->point);
        const char *address = tf_solved_address(page->view, axis);
        const char *shown = solved_assumption(page, axis, value, true, SOLVED_FIGURES);
        text = address == NULL || shown == NULL
                   ? NULL
                   : tf_arena_printf(arena, "%s, %s %s", text, address, shown);
    }
    if (text == NULL || (solved->met && solved->count < 2)) {
        return text;
    }
    return solved->met ? tf_phrase_fill(arena, page->style->language, TF_PHRASE_SOLVED_SOLUTION,
                                        text, tf_words_whole(arena, (long)solution + 1),
                                        tf_words_whole(arena, (long)solved->count), (char *)NULL)
                       : tf_phrase_fill(arena, page->style->language, TF_PHRASE_SOLVED_UNMET, text,
                                        (char *)NULL);
}

static void write_optimum(const struct solved_page *page, const struct tf_solved *solved,
                          size_t index)
{
    const struct tf_problem *problem = page->view->problem;
    const struct tf_solution *solution = &solved->solutions[index];
    const struct tf_column columns[] = {
        {"", TF_ALIGN_LEFT},
        {solved_phrase(page, TF_PHRASE_SOLVED_ASKED), TF_ALIGN_RIGHT},
        {solved_phrase(page, TF_PHRASE_SOLVED_FOUND), TF_ALIGN_RIGHT},
        {solved_phrase(page, TF_PHRASE_SOLVED_NOTE), TF_ALIGN_LEFT},
    };
    struct tf_table table;
    tf_table_init(&table, page->view->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < problem->unknown_count; i++) {
        unknown_line(page, solution, i, &table);
    }
    for (size_t i = 0; i < problem->quantity_count; i++) {
        quantity_line(page, solved, solution, i, &table);
    }
    solved_line(page, heading(page, solved, index), 0);
    solved_table(page, &table);
    write_options(page, solution);
    tf_table_release(&table);
}

/* A point at which nothing has a value. */
static void write_nowhere(const struct solved_page *page, const struct tf_solved *solved)
{
    const char *limit = solved_limit(page, solved), *name = heading(page, solved, 0);
    solved_line(page, name, 0);
    solved_line(page, limit, 2);
}

/* --- all of it ----------------------------------------------------------------------------------
 */

static void write_point(const struct solved_page *page, const struct tf_solved *solved)
{
    bool roots = tf_problem_has_roots(page->view->problem);
    if (roots && !solved->met) {
        write_no_root(page, solved);
    } else if (solved->count == 0) {
        write_nowhere(page, solved);
    }
    for (size_t i = 0; i < solved->count && (solved->met || !roots); i++) {
        if (roots) {
            write_root(page, solved, &solved->solutions[i]);
        } else {
            write_optimum(page, solved, i);
        }
    }
}

bool tf_solved_table(const struct tf_solved_view *view, const struct tf_solved_style *style,
                     struct tf_buffer *out)
{
    struct solved_page page = {view, style, out};
    const struct tf_solving *solving = view->solving;
    bool frontier = tf_solved_vary_count(view) > 0 && tf_problem_has_roots(view->problem);
    for (size_t first = 0, count; first < solving->count; first += count) {
        count = 1;
        while (frontier && first + count < solving->count &&
               solving->items[first + count].index == solving->items[first].index) {
            count++;
        }
        tf_buffer_text(out, first > 0 && !style->markdown ? "\n" : "");
        if (frontier) {
            solved_frontier(&page, &solving->items[first], count);
        } else {
            write_point(&page, &solving->items[first]);
        }
    }
    if (view->problem->study->draws && solving->count > 0) {
        tf_buffer_text(out, style->markdown ? "" : "\n");
        solved_line(&page, tf_phrase_text(TF_PHRASE_SOLVED_ERRORS, style->language), 0);
    }
    return !out->failed;
}
