/* solved_page: the page that solutions are written on for people, and the numbers on it. */
#ifndef TF_OUTPUT_SOLVED_PAGE_H
#define TF_OUTPUT_SOLVED_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "output/solved.h"
#include "output/table.h"

struct solved_page {
    const struct tf_solved_view *view;
    const struct tf_solved_style *style;
    struct tf_buffer *out;
};

const char *solved_phrase(const struct solved_page *page, enum tf_phrase id);
const struct tf_case *solved_case(const struct solved_page *page, const struct tf_solved *solved);

/* A line of text, `indent` columns in; in Markdown a paragraph. NULL fails the page. */
void solved_line(const struct solved_page *page, const char *text, size_t indent);

/* --- numbers ------------------------------------------------------------------------------------
 * Texts are from the view's arena, NULL without memory. `decimals` is SOLVED_FIGURES, which is four
 * figures of each number (two of an error) without zeros at the end, or what
 * solved_column_decimals gives, so that the numbers of a column stand one below the other. */
enum { SOLVED_FIGURES = -1 };

/* A value of an axis: `5.31% of GDP`, `+0.4pp`, `39,218`; plain: without what it is of. */
const char *solved_assumption(const struct solved_page *page, size_t axis, double value, bool plain,
                              int decimals);

/* The standard error of the first unknown's value, in its unit. */
const char *solved_error(const struct solved_page *page, double error, int decimals);

/* A value of a quantity. */
const char *solved_quantity(const struct solved_page *page, const struct tf_quantity *quantity,
                            double value, int decimals);

/* The decimals that give the largest of the values (as they are printed: of a share, per cent) four
 * figures and the smallest two, less the zeros that all would end in. NaN and infinite values do
 * not count. */
int solved_column_decimals(const double *values, size_t count, bool error);

/* Is it printed as a percentage? */
bool solved_axis_in_percent(const struct solved_page *page, size_t axis);
bool solved_quantity_in_percent(const struct tf_quantity *quantity);

/* --- what shall hold ----------------------------------------------------------------------------
 */

/* `income in rural doubles by 2035 in 90% of draws`, `gini is 0.4`: the first target. */
const char *solved_event(const struct solved_page *page, const struct tf_solved *solved);

/* Why there is no root. */
const char *solved_limit(const struct solved_page *page, const struct tf_solved *solved);

/* --- parts of the page --------------------------------------------------------------------------
 */

void solved_table(const struct solved_page *page, const struct tf_table *table);

/* The points of one scenario, `count` from `first` on, a line a root. */
void solved_frontier(const struct solved_page *page, const struct tf_solved *first, size_t count);

#endif
