/* assumptions: a scenario flat, as the fewest rows that say the same; and what differs between two.
 *
 * What `check` lists. The flat rows are themselves a scenario: written as CSV and read again they
 * give the same plan. */
#ifndef TF_EXPERIMENT_ASSUMPTIONS_H
#define TF_EXPERIMENT_ASSUMPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "scenario/scenario.h"

struct tf_assumption {
    const char *address; /* "growth.rural@2030", "closure", "gdp_growth+" */
    const char *value;   /* as a number in the base unit, or as a percentage where it was written
                            as one, or a text: reads back to the same double */
    const char *unit, *distribution, *low, *high, *note, *source; /* "" when absent */
    const char *from; /* "params/china.csv:12", "--set growth=5%", or "default" */
};

/* The settings and live rows in the order in which they must be read, then (with_defaults) the
 * parameters that no row sets, from the table. From the arena. */
bool tf_assumptions(const struct tf_scenario *scenario, bool with_defaults, struct tf_arena *arena,
                    struct tf_assumption **assumptions, size_t *count, struct tf_diag *diag);

/* Where two scenarios differ in what an instance resolves to (or in a setting). value and from of
 * the side that says nothing are "default", "none" or "" . */
struct tf_assumption_difference {
    const char *address;
    const char *value[2];
    const char *from[2];
};
bool tf_assumptions_differ(const struct tf_scenario *a, const struct tf_scenario *b,
                           struct tf_arena *arena, struct tf_assumption_difference **differences,
                           size_t *count, struct tf_diag *diag);

#endif
