#include "output/solved_page.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"

enum { FIGURES = 4, FIGURES_OF_LEAST = 2, FIGURES_OF_ERROR = 2, DECIMALS_MOST = 8 };

const char *solved_phrase(const struct solved_page *page, enum tf_phrase id)
{
    return tf_phrase_text(id, page->style->language);
}

const struct tf_case *solved_case(const struct solved_page *page, const struct tf_solved *solved)
{
    return &page->view->problem->study->cases[solved->index];
}

void solved_line(const struct solved_page *page, const char *text, size_t indent)
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

void solved_table(const struct solved_page *page, const struct tf_table *table)
{
    if (page->style->markdown) {
        tf_table_markdown(table, page->out);
        tf_buffer_text(page->out, "\n");
    } else {
        tf_table_text(table, page->style->columns, page->style->bold, page->out);
    }
    page->out->failed |= table->failed;
}

/* --- numbers ------------------------------------------------------------------------------------
 */

/* Decimals that give a number so many figures. */
static int decimals_for(double value, int figures)
{
    int size = fabs(value) > 0 ? (int)floor(log10(fabs(value))) : 0;
    int decimals = figures - 1 - size;
    return decimals < 0 ? 0 : decimals > DECIMALS_MOST ? DECIMALS_MOST : decimals;
}

/* The decimals of so many that are left without zeros at the end. */
static int decimals_used(double value, int decimals)
{
    char text[2 * TF_NUMBER_TEXT];
    size_t length = tf_number_rounded(value, decimals, true, text);
    for (; decimals > 0 && text[length - 1] == '0'; length--) {
        decimals--;
    }
    return decimals;
}

int solved_column_decimals(const double *values, size_t count, bool error)
{
    double largest = 0, smallest = HUGE_VAL;
    int used = 0;
    for (size_t i = 0; i < count; i++) {
        double size = fabs(values[i]);
        if (isfinite(size) && size > 0) {
            largest = fmax(largest, size);
            smallest = fmin(smallest, size);
        }
    }
    int decimals = decimals_for(largest, error ? FIGURES_OF_ERROR : FIGURES);
    int least = isfinite(smallest) ? decimals_for(smallest, FIGURES_OF_LEAST) : 0;
    decimals = decimals > least ? decimals : least;
    for (size_t i = 0; i < count; i++) {
        int one = isfinite(values[i]) ? decimals_used(values[i], decimals) : 0;
        used = one > used ? one : used;
    }
    return used;
}

static char *number_text(const struct solved_page *page, double value, int figures, int decimals)
{
    char text[2 * TF_NUMBER_TEXT];
    if (decimals == SOLVED_FIGURES) {
        decimals = decimals_used(value, decimals_for(value, figures));
    }
    tf_number_rounded(value, decimals, true, text);
    return tf_arena_strdup(page->view->arena, text);
}

static const struct tf_address *address_of(const struct solved_page *page, size_t axis)
{
    const struct tf_case *item = &page->view->problem->study->cases[0];
    return &item->scenario.rows[item->inputs[axis]].address;
}

bool solved_axis_in_percent(const struct solved_page *page, size_t axis)
{
    const struct tf_address *address = address_of(page, axis);
    return address->shift == TF_SHIFT_MULTIPLY ||
           tf_unit_shows_percent(tf_parameters[address->parameter].unit);
}

bool solved_quantity_in_percent(const struct tf_quantity *quantity)
{
    enum tf_measured_in unit = tf_quantity_unit(quantity);
    return unit == TF_IN_SHARE || unit == TF_IN_RATE;
}

/* ` of GDP`, ` a year`: what stands behind the % of a share or a rate, in English. */
static const char *percent_of(const struct solved_page *page, const struct tf_parameter *parameter)
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

/* A number with what an axis's unit puts behind it: `5.31%`, `0.4pp`. */
static const char *with_unit(const struct solved_page *page, size_t axis, const char *number)
{
    if (number == NULL || !solved_axis_in_percent(page, axis)) {
        return number;
    }
    return address_of(page, axis)->shift == TF_SHIFT_ADD
               ? tf_phrase_fill(page->view->arena, page->style->language,
                                TF_PHRASE_MAGNITUDE_POINTS, number, (char *)NULL)
               : tf_arena_printf(page->view->arena, "%s%%", number);
}

const char *solved_assumption(const struct solved_page *page, size_t axis, double value, bool plain,
                              int decimals)
{
    const struct tf_address *address = address_of(page, axis);
    struct tf_arena *arena = page->view->arena;
    double shown = solved_axis_in_percent(page, axis) ? value * 100 : value;
    const char *number = number_text(page, shown, FIGURES, decimals);
    if (number != NULL && address->shift == TF_SHIFT_ADD && value > 0) {
        number = tf_arena_printf(arena, "+%s", number);
    }
    const char *text = with_unit(page, axis, number);
    if (text == NULL || plain || address->shift != TF_SHIFT_NONE ||
        !solved_axis_in_percent(page, axis)) {
        return text;
    }
    const char *of = percent_of(page, &tf_parameters[address->parameter]);
    return of == NULL ? NULL : tf_arena_printf(arena, "%s%s", text, of);
}

const char *solved_error(const struct solved_page *page, double error, int decimals)
{
    size_t axis = tf_solved_vary_count(page->view);
    double shown = solved_axis_in_percent(page, axis) ? error * 100 : error;
    return with_unit(page, axis, number_text(page, shown, FIGURES_OF_ERROR, decimals));
}

const char *solved_quantity(const struct solved_page *page, const struct tf_quantity *quantity,
                            double value, int decimals)
{
    struct tf_arena *arena = page->view->arena;
    if (isinf(value)) {
        return solved_phrase(page, TF_PHRASE_SOLVED_LATER);
    }
    if (isnan(value)) {
        return "";
    }
    if (quantity->met == TF_MET_FROM_BELOW) { /* a calendar year, without a comma */
        return tf_words_plain(arena, round(value * 10) / 10);
    }
    if (!solved_quantity_in_percent(quantity)) {
        return number_text(page, value, FIGURES, decimals);
    }
    const char *number = number_text(page, value * 100, FIGURES, decimals);
    return number == NULL ? NULL : tf_arena_printf(arena, "%s%%", number);
}

/* --- what shall hold ----------------------------------------------------------------------------
 */

/* `rural`, `rural q1`; NULL for the nation. */
static const char *scope_of(const struct solved_page *page, const struct tf_scenario *scenario,
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

/* What a target asks of income: `multiple` times the base year's by the end of `year`; 0: it asks
 * for something else. */
struct income_goal {
    int year;
    double multiple;
};

/* The target multiple, where it is one number. */
static double target_multiple(const struct tf_plan *plan)
{
    return plan->varies[TF_TARGET_MULTIPLE] ? TF_ABSENT
                                            : tf_plan_value(plan, TF_TARGET_MULTIPLE, 0, 0);
}

static struct income_goal income_goal(const struct tf_plan *plan,
                                      const struct tf_quantity *quantity, double value)
{
    int year = quantity->measure.year;
    if (quantity->over_draws && quantity->statistic.kind == TF_POINT_SHARE) {
        return (struct income_goal){(int)floor(quantity->share.threshold), target_multiple(plan)};
    }
    if (quantity->over_draws || quantity->measure.source != TF_ALL) {
        return (struct income_goal){0, TF_ABSENT};
    }
    if (quantity->metric == TF_METRIC_DOUBLING_YEAR) {
        bool whole = !(fabs(value - round(value)) > 0);
        return (struct income_goal){whole ? (int)value : 0, target_multiple(plan)};
    }
    bool index =
        quantity->metric == TF_METRIC_INCOME_INDEX || quantity->metric == TF_METRIC_MULTIPLE;
    year = year != TF_NO_YEAR ? year : plan->base_year + (int)plan->horizon;
    return (struct income_goal){index ? year : 0, value};
}

/* `income in rural doubles by 2035`, `income reaches 1.5 times its level of 2025 by 2035`. */
static char *income_event(const struct solved_page *page, const struct tf_case *item,
                          const struct income_goal *goal, const char *scope)
{
    enum tf_language language = page->style->language;
    struct tf_arena *arena = page->view->arena;
    const char *year = tf_words_whole(arena, goal->year);
    const char *base = tf_words_whole(arena, item->plan.base_year);
    const char *multiple = tf_words_plain(arena, goal->multiple);
    if (year == NULL || base == NULL || multiple == NULL) {
        return NULL;
    }
    if (!(fabs(goal->multiple - 2) > 0)) {
        return tf_phrase_fill(arena, language,
                              scope == NULL ? TF_PHRASE_SOLVED_DOUBLES_BY
                                            : TF_PHRASE_SOLVED_DOUBLES_BY_IN,
                              year, scope, (char *)NULL);
    }
    return tf_phrase_fill(arena, language,
                          scope == NULL ? TF_PHRASE_SOLVED_REACHES_BY
                                        : TF_PHRASE_SOLVED_REACHES_BY_IN,
                          year, multiple, base, scope, (char *)NULL);
}

const char *solved_event(const struct solved_page *page, const struct tf_solved *solved)
{
    const struct tf_problem *problem = page->view->problem;
    const struct tf_quantity *quantity = &problem->quantities[solved->index][0];
    const struct tf_case *item = solved_case(page, solved);
    const struct tf_target *target = &problem->targets[0];
    enum tf_language language = page->style->language;
    struct tf_arena *arena = page->view->arena;
    struct income_goal goal = income_goal(&item->plan, quantity, target->value);
    const char *value = solved_quantity(page, quantity, target->value, SOLVED_FIGURES);
    if (value == NULL) {
        return NULL;
    }
    if (goal.year == 0 || !(goal.multiple > 1)) {
        return tf_phrase_fill(arena, language, TF_PHRASE_SOLVED_METRIC_IS, target->metric, value,
                              (char *)NULL);
    }
    const char *text =
        income_event(page, item, &goal, scope_of(page, &item->scenario, &quantity->measure));
    return quantity->over_draws && text != NULL
               ? tf_phrase_fill(arena, language, TF_PHRASE_SOLVED_IN_DRAWS, text, value,
                                (char *)NULL)
               : text;
}

const char *solved_limit(const struct solved_page *page, const struct tf_solved *solved)
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
    return failure == NULL ? solved_phrase(page, phrases[solved->limit])
                           : tf_phrase_fill(page->view->arena, page->style->language,
                                            nowhere ? TF_PHRASE_SOLVED_INFEASIBLE
                                                    : TF_PHRASE_SOLVED_INFEASIBLE_BEYOND,
                                            failure, (char *)NULL);
}
