/* factor_group: what a sensitivity is of.
 *
 * A group is what varies together: the factors of one address (as a rule a single row; several
 * shifts of one address share their draws), or an annual shock in all its years. Without
 * correlations groups are independent of each other. */
#ifndef TF_EXPERIMENT_FACTOR_GROUP_H
#define TF_EXPERIMENT_FACTOR_GROUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/study.h"

struct tf_factor_group {
    const char *name; /* the address, or the shock's name; not owned */
    size_t factor;    /* the first of its factors; SIZE_MAX: a shock */
};

struct tf_factor_groups {
    struct tf_factor_group *items; /* factors in the order of the rows, then shocks */
    size_t count;
    size_t factor_count; /* groups that are factors: the first ones */
};

/* The groups of a case that is prepared to draw. From the arena; TF_ENVIRONMENT without memory. */
bool tf_factor_groups_init(struct tf_factor_groups *groups, const struct tf_case *item,
                           struct tf_arena *arena, struct tf_diag *diag);

/* Is the factor (an index into the case's factors) in the group? */
bool tf_factor_group_has(const struct tf_factor_group *group, const struct tf_factor *factor);

#endif
