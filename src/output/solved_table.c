/* What a solver found, in words. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/solved.h"
#include "output/table.h"

enum { FIGURES = 4, FIGURES_OF_ERROR = 2, DECIMALS_MOST = 8, COLUMNS_MOST = 24 };

struct page {
    const struct tf_solved_view *view;
    const struct tf_solved_style *style;
    struct tf_buffer *out;
};

static const char *phrase(const struct page *page, enum tf_phrase id)
{
    return tf_phrase_text(id, page->style->language);
}

static const struct tf_case *case_of(const struct page *page, const struct tf_solved *solved)
{
    return &page->view->problem->study->cases[solved->index];
}

/* --- numbers ------------------------------------------------------------------------------------
 */

/* So many figures, without zeros at the end. */
static char *figures(const struct page *page, double value, int count)
{
    char text[2 * TF_NUMBER_TEXT];
    int size = fabs(value) > 0 ? (int)floor(log10(fabs(value))) : 0;
    int decimals = count - 1 - size;
    decimals = decimals < 0 ? 0 : decimals > DECIMALS_MOST ? DECIMALS_MOST : decimals;
    size_t length = tf_number_rounded(value, decimals, true, text);
    for (; decimals > 0 && text[length - 1] == '0'; length--) {
    }
    length -= decimals > 0 && text[length - 1] == '.';
    return tf_arena_strndup(page->view->arena, text, length);
}

/* ` of GDP`, ` a year`: what stands behind the % of a share or a rate, in English. */
static const char *percent_of(const struct page *page, const struct tf_parameter *parameter)
{
    static const char share[] = "share of ";
    if (page->style->language != TF_LANGUAGE_EN) {
        return "";
    }
    if (parameter->unit == TF_UNIT_RATE) {
        return " a year";
    }
    size_t length = strcspn(parameter->unit_text, ",(");
    for (; length > 0 && parameter->unit_text[length - 1] == ' '; length--) {
    }
    return tf_text_starts(parameter->unit_text, share)
               ? tf_arena_printf(page->view->arena, " of %.*s", (int)(length - (sizeof share - 1)),
                                 parameter->unit_text + sizeof share - 1)
               : "";
}

/* A value of an axis: `5.31% of GDP`, `+0.4pp`, `39,218`; plain: without what it is of. */
static const char *assumption(const struct page *page, const struct tf_solved *solved, size_t axis,
                              double value, bool plain)
{
    const struct tf_case *item = case_of(page, solved);
    const struct tf_address *address = &item->scenario.rows[item->inputs[axis]].address;
    const struct tf_parameter *parameter = &tf_parameters[address->parameter];
    struct tf_arena *arena = page->view->arena;
    bool factor = address->shift == TF_SHIFT_MULTIPLY;
    if (!factor && !tf_unit_takes_percent(parameter->unit)) {
        return figures(page, value, FIGURES);
    }
    const char *number = figures(page, value * 100, FIGURES);
    if (number == NULL) {
        return NULL;
    }
    if (address->shift == TF_SHIFT_ADD) {
        number = tf_arena_printf(arena, "%s%s", value > 0 ? "+" : "", number);
        return tf_phrase_fill(arena, page->style->language, TF_PHRASE_SAMPLED_POINTS, number,
                              (char *)NULL);
    }
    const char *of = factor || plain ? "" : percent_of(page, parameter);
    return of == NULL ? NULL : tf_arena_printf(arena, "%s%%%s", number, of);
}

/* The standard error of an axis's value, in its unit. */
static const char *error_text(const struct page *page, const struct tf_solved *solved, double error)
{
    size_t axis = tf_solved_vary_count(page->view);
    const struct tf_case *item = case_of(page, solved);
    const struct tf_address *address = &item->scenario.rows[item->inputs[axis]].address;
    bool percent = address->shift == TF_SHIFT_MULTIPLY ||
                   tf_unit_takes_percent(tf_parameters[address->parameter].unit);
    const char *number = figures(page, percent ? error * 100 : error, FIGURES_OF_ERROR);
    if (number == NULL || !percent) {
        return number;
    }
    return address->shift == TF_SHIFT_ADD
               ? tf_phrase_fill(page->view->arena, page->style->language, TF_PHRASE_SAMPLED_POINTS,
                                number, (char *)NULL)
               : tf_arena_printf(page->view->arena, "%s%%", number);
}

/* A value of a quantity. */
static const char *quantity_text(const struct page *page, const struct tf_quantity *quantity,
                                 double value)
{
    enum tf_measured_in unit = tf_quantity_unit(quantity);
    char text[2 * TF_NUMBER_TEXT];
    if (isinf(value)) {
        return phrase(page, TF_PHRASE_SOLVED_LATER);
    }
    if (quantity->met == TF_MET_FROM_BELOW) { /* a calendar year, without a comma */
        return tf_words_plain(page->view->arena, round(value * 10) / 10);
    }
    if (unit == TF_IN_SHARE || unit == TF_IN_RATE) {
        const char *number = figures(page, value * 100, FIGURES);
        return number == NULL ? NULL : tf_arena_printf(page->view->arena, "%s%%", number);
    }
    if (isnan(value)) {
        tf_number_shortest(value, text);
        return tf_arena_strdup(page->view->arena, text);
    }
    return figures(page, value, FIGURES);
}

/* --- what shall hold ----------------------------------------------------------------------------
 */

/* `rural`, `rural q1`; NULL for the nation. */
static const char *scope_of(const struct page *page, const struct tf_scenario *scenario,
                            const struct tf_measure *measure)
{
    const char *language = tf_language_code(page->style->language);
    const struct tf_dimensions *dimensions = &scenario->dimensions;
    const char *region = measure->region >= 0 ? dimensions->regions.names[measure->region] : NULL;
    const char *group = measure->group >= 0 ? dimensions->groups.names[measure->group] : NULL;
    region = region != NULL ? tf_member_label(scenario, region, language) : NULL;
    group = group != NULL ? tf_member_label(scenario, group, language) : NULL;
    return region != NULL && group != NULL
               ? tf_arena_printf(page->view->arena, "%s %s", region, group)
           : region != NULL ? region
                            : group;
}

/* The year by which a target asks income to double; 0 where it asks for something else. */
static int doubling_by(const struct tf_case *item, const struct tf_quantity *quantity, double value)
{
    int last = item->plan.base_year + (int)item->plan.horizon;
    int year = quantity->measure.year != TF_NO_YEAR ? quantity->measure.year : last;
    bool doubles = !item->plan.varies[TF_TARGET_MULTIPLE] &&
                   !(fabs(tf_plan_value(&item->plan, TF_TARGET_MULTIPLE, 0, 0) - 2) > 0);
    bool whole = quantity->measure.source == TF_ALL;
    if (quantity->over_draws && quantity->statistic.kind == TF_POINT_SHARE) {
        return doubles ? (int)floor(quantity->share.threshold) : 0;
    }
    if (quantity->over_draws || !whole) {
        return 0;
    }
    if (quantity->metric == TF_METRIC_DOUBLING_YEAR) {
        return doubles && !(fabs(value - round(value)) > 0) ? (int)value : 0;
    }
    bool index =
        quantity->metric == TF_METRIC_INCOME_INDEX || quantity->metric == TF_METRIC_MULTIPLE;
    return index && !(fabs(value - 2) > 0) ? year : 0;
}

/* `income in rural doubles by 2035 in 90% of draws`, `gini is 0.4`. */
static const char *event(const struct page *page, const struct tf_solved *solved)
{
    const struct tf_problem *problem = page->view->problem;
    const struct tf_quantity *quantity = &problem->quantities[solved->index][0];
    const struct tf_case *item = case_of(page, solved);
    const struct tf_target *target = &problem->targets[0];
    enum tf_language language = page->style->language;
    struct tf_arena *arena = page->view->arena;
    int year = doubling_by(item, quantity, target->value);
    if (year == 0) {
        return tf_phrase_fill(arena, language, TF_PHRASE_SOLVED_METRIC_IS, target->metric,
                              quantity_text(page, quantity, target->value), (char *)NULL);
    }
    const char *scope = scope_of(page, &item->scenario, &quantity->measure);
    const char *text =
        tf_phrase_fill(arena, language,
                       scope == NULL ? TF_PHRASE_SOLVED_DOUBLES_BY : TF_PHRASE_SOLVED_DOUBLES_BY_IN,
                       tf_words_whole(arena, year), scope, (char *)NULL);
    return quantity->over_draws && text != NULL
               ? tf_phrase_fill(arena, language, TF_PHRASE_SOLVED_IN_DRAWS, text,
                                quantity_text(page, quantity, target->value), (char *)NULL)
               : text;
}

/* Why there is no root. */
static const char *limit_text(const struct page *page, const struct tf_solved *solved)
{
    static const enum tf_phrase phrases[] = {[TF_LIMIT_LOW_END] = TF_PHRASE_SOLVED_LOW_END,
                                             [TF_LIMIT_HIGH_END] = TF_PHRASE_SOLVED_HIGH_END,
                                             [TF_LIMIT_TURN] = TF_PHRASE_SOLVED_TURN,
                                             [TF_LIMIT_VALUE] = TF_PHRASE_SOLVED_NONE_BEYOND,
                                             [TF_LIMIT_JUMP] = TF_PHRASE_SOLVED_JUMP,
                                             [TF_LIMIT_FLAT] = TF_PHRASE_SOLVED_FLAT,
                                             [TF_LIMIT_NOWHERE] = TF_PHRASE_SOLVED_NOWHERE};
    const char *failure = tf_solved_failure(page->view, solved);
    bool nowhere = solved->limit == TF_LIMIT_NOWHERE;
    return failure == NULL ? phrase(page, phrases[solved->limit])
                           : tf_phrase_fill(page->view->arena, page->style->language,
                                            nowhere ? TF_PHRASE_SOLVED_INFEASIBLE
                                                    : TF_PHRASE_SOLVED_INFEASIBLE_BEYOND,
                                            failure, (char *)NULL);
}

/* --- sentences ----------------------------------------------------------------------------------
 */

static void write_line(const struct page *page, const char *text, size_t indent)
{
    if (text == NULL) {
        page->out->failed = true;
    } else if (page->style->markdown) {
        tf_markdown_text(page->out, text);
        tf_buffer_text(page->out, "\n\n");
    } else {
        for (size_t i = 0; i < indent; i++) {
            tf_buffer_text(page->out, " ");
        }
        tf_text_wrap(page->out, text, page->style->columns, indent);
    }
}

/* What puts a solution back, digit for digit. */
static void write_options(const struct page *page, const struct tf_solution *solution)
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

static const char *value_with_error(const struct page *page, const struct tf_solved *solved,
                                    const struct tf_solution *solution)
{
    size_t axis = tf_solved_vary_count(page->view);
    const char *value = assumption(page, solved, axis, solution->value[0], false);
    if (value == NULL || isnan(solution->value_error)) {
        return value;
    }
    const char *error = error_text(page, solved, solution->value_error);
    return error == NULL ? NULL : tf_arena_printf(page->view->arena, "%s ± %s", value, error);
}

static void write_root(const struct page *page, const struct tf_solved *solved,
                       const struct tf_solution *solution)
{
    struct tf_arena *arena = page->view->arena;
    size_t axis = tf_solved_vary_count(page->view);
    char *text = tf_phrase_fill(arena, page->style->language, TF_PHRASE_SOLVED_IF,
                                case_of(page, solved)->scenario.name, event(page, solved),
                                tf_solved_address(page->view, axis),
                                value_with_error(page, solved, solution), (char *)NULL);
    if (solution->flat_to > solution->value[0] && text != NULL) {
        const char *to =
            tf_phrase_fill(arena, page->style->language, TF_PHRASE_SOLVED_SAME_TO,
                           assumption(page, solved, axis, solution->flat_to, false), (char *)NULL);
        text = to == NULL ? NULL : tf_arena_printf(arena, "%s; %s", text, to);
    }
    write_line(page, text, 0);
    write_options(page, solution);
}

static void write_no_root(const struct page *page, const struct tf_solved *solved)
{
    const struct tf_problem *problem = page->view->problem;
    struct tf_arena *arena = page->view->arena;
    enum tf_language language = page->style->language;
    size_t axis = tf_solved_vary_count(page->view);
    write_line(page,
               tf_phrase_fill(arena, language, TF_PHRASE_SOLVED_NEVER,
                              case_of(page, solved)->scenario.name, event(page, solved),
                              tf_solved_address(page->view, axis),
                              assumption(page, solved, axis, problem->low[0], true),
                              assumption(page, solved, axis, problem->high[0], true), (char *)NULL),
               0);
    const char *limit = limit_text(page, solved);
    if (solved->count == 0 || limit == NULL) {
        write_line(page, limit, 2);
        return;
    }
    const struct tf_solution *nearest = &solved->solutions[0];
    const char *reached =
        quantity_text(page, &problem->quantities[solved->index][0], nearest->reached[0]);
    const char *metric = problem->targets[0].metric;
    if (solved->limit == TF_LIMIT_FLAT) {
        write_line(page,
                   tf_phrase_fill(arena, language, TF_PHRASE_SOLVED_EVERYWHERE, metric,
                                  reached != NULL ? reached : "", (char *)NULL),
                   2);
        return;
    }
    const char *text = tf_phrase_fill(arena, language, TF_PHRASE_SOLVED_NEAREST,
                                      assumption(page, solved, axis, nearest->value[0], false),
                                      metric, reached != NULL ? reached : "", (char *)NULL);
    write_line(page, text == NULL ? NULL : tf_arena_printf(arena, "%s (%s)", text, limit), 2);
}

/* --- frontiers ----------------------------------------------------------------------------------
 */

static void write_table(const struct page *page, const struct tf_table *table)
{
    if (page->style->markdown) {
        tf_table_markdown(table, page->out);
        tf_buffer_text(page->out, "\n");
    } else {
        tf_table_text(table, page->style->columns, page->style->bold, page->out);
    }
    page->out->failed |= table->failed;
}

/* What varies, the unknown, its error over draws, and where any point has no root what is reached
 * and why. */
static size_t frontier_columns(const struct page *page, bool all_met, struct tf_column *columns)
{
    size_t varied = tf_solved_vary_count(page->view), count = 0;
    for (size_t axis = 0; axis <= varied; axis++) {
        const char *address = tf_solved_address(page->view, axis);
        columns[count++] = (struct tf_column){address != NULL ? address : "", TF_ALIGN_RIGHT};
    }
    if (page->view->problem->study->draws) {
        columns[count++] = (struct tf_column){"±", TF_ALIGN_RIGHT};
    }
    if (!all_met) {
        columns[count++] =
            (struct tf_column){phrase(page, TF_PHRASE_SOLVED_REACHED), TF_ALIGN_RIGHT};
        columns[count++] = (struct tf_column){phrase(page, TF_PHRASE_SOLVED_NOTE), TF_ALIGN_LEFT};
    }
    return count;
}

static void frontier_line(const struct page *page, const struct tf_solved *solved,
                          const struct tf_solution *solution, bool all_met, struct tf_table *table)
{
    size_t varied = tf_solved_vary_count(page->view);
    const struct tf_quantity *quantity = &page->view->problem->quantities[solved->index][0];
    bool found = solution != NULL && solved->met;
    for (size_t axis = 0; axis < varied; axis++) {
        double value = tf_solved_varied(page->view, axis, solved->point);
        tf_table_cell(table, assumption(page, solved, axis, value, true));
    }
    tf_table_cell(table, found ? assumption(page, solved, varied, solution->value[0], true) : "–");
    if (page->view->problem->study->draws) {
        bool known = found && !isnan(solution->value_error);
        tf_table_cell(table, known ? error_text(page, solved, solution->value_error) : "");
    }
    if (!all_met) {
        tf_table_cell(table,
                      solution != NULL ? quantity_text(page, quantity, solution->reached[0]) : "");
        tf_table_cell(table, solved->met ? "" : limit_text(page, solved));
    }
}

/* The points of one scenario, `count` from `first` on. */
static bool write_frontier(const struct page *page, const struct tf_solved *first, size_t count)
{
    struct tf_column columns[COLUMNS_MOST];
    struct tf_table table;
    bool all_met = true;
    for (size_t i = 0; i < count; i++) {
        all_met &= first[i].met;
    }
    write_line(page,
               tf_phrase_fill(page->view->arena, page->style->language, TF_PHRASE_SOLVED_WHERE,
                              case_of(page, first)->scenario.name, event(page, first),
                              (char *)NULL),
               0);
    tf_table_init(&table, page->view->arena, columns, frontier_columns(page, all_met, columns));
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < first[i].count; k++) {
            frontier_line(page, &first[i], &first[i].solutions[k], all_met, &table);
        }
        if (first[i].count == 0) {
            frontier_line(page, &first[i], NULL, all_met, &table);
        }
    }
    write_table(page, &table);
    tf_table_release(&table);
    return !page->out->failed;
}

/* --- optima -------------------------------------------------------------------------------------
 */

static const char *asked(const struct page *page, const struct tf_quantity *quantity,
                         const struct tf_target *target)
{
    static const char *const before[] = {
        [TF_GOAL_EQUAL] = "=", [TF_GOAL_AT_LEAST] = "≥", [TF_GOAL_AT_MOST] = "≤"};
    if (target->goal == TF_GOAL_LEAST || target->goal == TF_GOAL_MOST) {
        return phrase(page, target->goal == TF_GOAL_LEAST ? TF_PHRASE_SOLVED_LEAST
                                                          : TF_PHRASE_SOLVED_MOST);
    }
    const char *value = quantity_text(page, quantity, target->value);
    return value == NULL ? NULL
                         : tf_arena_printf(page->view->arena, "%s %s", before[target->goal], value);
}

static void unknown_line(const struct page *page, const struct tf_solved *solved,
                         const struct tf_solution *solution, size_t unknown, struct tf_table *table)
{
    const struct tf_problem *problem = page->view->problem;
    size_t axis = tf_solved_vary_count(page->view) + unknown;
    double low = problem->low[unknown], high = problem->high[unknown];
    const char *from = assumption(page, solved, axis, low, true);
    const char *to = assumption(page, solved, axis, high, true);
    bool at_low = solution->value[unknown] < (low + high) / 2;
    tf_table_cell(table, tf_solved_address(page->view, axis));
    tf_table_cell(table, from == NULL || to == NULL
                             ? NULL
                             : tf_arena_printf(page->view->arena, "%s … %s", from, to));
    tf_table_cell(table, assumption(page, solved, axis, solution->value[unknown], true));
    tf_table_cell(
        table, !solution->at_end[unknown]
                   ? ""
                   : phrase(page, at_low ? TF_PHRASE_SOLVED_LOW_END : TF_PHRASE_SOLVED_HIGH_END));
}

static void quantity_line(const struct page *page, const struct tf_solved *solved,
                          const struct tf_solution *solution, size_t i, struct tf_table *table)
{
    const struct tf_target *target = &page->view->problem->targets[i];
    const struct tf_quantity *quantity = &page->view->problem->quantities[solved->index][i];
    tf_table_cell(table, target->metric);
    tf_table_cell(table, asked(page, quantity, target));
    tf_table_cell(table, quantity_text(page, quantity, solution->reached[i]));
    tf_table_cell(table, !solution->holds[i]  ? phrase(page, TF_PHRASE_SOLVED_NOT_MET)
                         : solution->binds[i] ? phrase(page, TF_PHRASE_SOLVED_BINDS)
                                              : "");
}

/* `plan, tfp_growth+ +0.5pp`, and which of several solutions it is. */
static const char *heading(const struct page *page, const struct tf_solved *solved, size_t solution)
{
    struct tf_arena *arena = page->view->arena;
    const char *text = case_of(page, solved)->scenario.name;
    for (size_t axis = 0; axis < tf_solved_vary_count(page->view) && text != NULL; axis++) {
        double value = tf_solved_varied(page->view, axis, solved->point);
        const char *address = tf_solved_address(page->view, axis);
        const char *shown = assumption(page, solved, axis, value, true);
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

static void write_optimum(const struct page *page, const struct tf_solved *solved, size_t index)
{
    const struct tf_problem *problem = page->view->problem;
    const struct tf_solution *solution = &solved->solutions[index];
    const struct tf_column columns[] = {
        {"", TF_ALIGN_LEFT},
        {phrase(page, TF_PHRASE_SOLVED_ASKED), TF_ALIGN_RIGHT},
        {phrase(page, TF_PHRASE_SOLVED_FOUND), TF_ALIGN_RIGHT},
        {phrase(page, TF_PHRASE_SOLVED_NOTE), TF_ALIGN_LEFT},
    };
    struct tf_table table;
    tf_table_init(&table, page->view->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < problem->unknown_count; i++) {
        unknown_line(page, solved, solution, i, &table);
    }
    for (size_t i = 0; i < problem->quantity_count; i++) {
        quantity_line(page, solved, solution, i, &table);
    }
    write_line(page, heading(page, solved, index), 0);
    write_table(page, &table);
    write_options(page, solution);
    tf_table_release(&table);
}

/* A point at which nothing has a value. */
static void write_nowhere(const struct page *page, const struct tf_solved *solved)
{
    const char *limit = limit_text(page, solved), *name = heading(page, solved, 0);
    write_line(page, name, 0);
    write_line(page, limit, 2);
}

/* --- all of it ----------------------------------------------------------------------------------
 */

static void write_point(const struct page *page, const struct tf_solved *solved)
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
    struct page page = {view, style, out};
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
            write_frontier(&page, &solving->items[first], count);
        } else {
            write_point(&page, &solving->items[first]);
        }
    }
    if (view->problem->study->draws && solving->count > 0) {
        tf_buffer_text(out, style->markdown ? "" : "\n");
        write_line(&page, tf_phrase_text(TF_PHRASE_SOLVED_ERRORS, style->language), 0);
    }
    return !out->failed;
}
