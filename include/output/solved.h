/* solved: what a solver found, in each output form. */
#ifndef TF_OUTPUT_SOLVED_H
#define TF_OUTPUT_SOLVED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "experiment/solve.h"
#include "output/words.h"

struct tf_solved_view {
    const struct tf_problem *problem;
    const struct tf_solving *solving;
    struct tf_arena *arena; /* for texts */
};

/* `scenario,[set.ADDRESS …,]find,value,metric,target,reached,stderr,status` with a header.
 *
 * Of roots a row each; a point without any has one row with the nearest, and a status that says
 * what limits it. stderr is the value's. Of a constrained search and of systems, each solution has
 * a row for every unknown (find, value), then one for every quantity (metric, target, reached, and
 * its own stderr). target is `>=2` or `<=2` of a limit, `min` or `max` of what is made small or
 * large. */
bool tf_solved_csv(const struct tf_solved_view *view, struct tf_buffer *out);

/* An array with an object a scenario and point: scenario, set (what varies), met, status and
 * solutions, an array of objects with find (address, value, stderr, at_end) and targets (metric,
 * target, reached, stderr, binds). */
bool tf_solved_json(const struct tf_solved_view *view, struct tf_buffer *out);

/* For reading, rounded: a sentence a root, a line a point where something varies, a line an unknown
 * and a quantity of an optimum. */
struct tf_solved_style {
    enum tf_language language;
    size_t columns;
    bool markdown, bold;
};
bool tf_solved_table(const struct tf_solved_view *view, const struct tf_solved_style *style,
                     struct tf_buffer *out);

/* What is common to the forms. Texts are from the arena; NULL without memory. */

/* An axis's address in standard form. */
const char *tf_solved_address(const struct tf_solved_view *view, size_t axis);

/* How many axes vary; the unknowns are those after them. */
size_t tf_solved_vary_count(const struct tf_solved_view *view);

/* The value of an axis that varies at a point. */
double tf_solved_varied(const struct tf_solved_view *view, size_t axis, uint64_t point);

/* `2031, rural.q1: consumption falls below zero`, or NULL where a point has no failure. */
const char *tf_solved_failure(const struct tf_solved_view *view, const struct tf_solved *solved);

#endif
