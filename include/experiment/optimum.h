/* optimum: the least of a function of several numbers, within bounds and under constraints; or all
 * places where as many constraints as there are numbers hold.
 *
 * Places spread over the bounds (corners, centre, Sobol' points) are computed at once; from the
 * most promising of them a local search starts: sequential quadratic programming (SLSQP; Kraft
 * 1994) with differences for derivatives, or, where a quantity has kinks or steps, linear models on
 * a shrinking simplex (COBYLA; Powell 1994), both from NLopt. What they end with is brought onto
 * its active constraints by Newton's method. All is deterministic; the best of the local optima is
 * given, which more starts might still beat. */
#ifndef TF_EXPERIMENT_OPTIMUM_H
#define TF_EXPERIMENT_OPTIMUM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

#define TF_UNKNOWNS_MOST 8
#define TF_QUANTITIES_MOST 16
/* More solutions of a system than that are not listed. */
#define TF_OPTIMA_MOST 16

/* What shall hold of a quantity. */
enum tf_goal { TF_GOAL_EQUAL, TF_GOAL_AT_LEAST, TF_GOAL_AT_MOST, TF_GOAL_LEAST, TF_GOAL_MOST };

/* How a quantity moves: it is met to 1e-12 of its value where it is smooth, to 1e-9 where it has
 * kinks, and exactly or not at all where it is constant but for jumps. */
enum tf_motion { TF_SMOOTH, TF_KINKED, TF_STEPPED };

struct tf_condition {
    double value;      /* not read of TF_GOAL_LEAST and TF_GOAL_MOST */
    enum tf_goal goal; /* TF_GOAL_LEAST or TF_GOAL_MOST: of at most one quantity */
    enum tf_motion motion;
};

struct tf_landscape {
    /* y[quantity][place] of x[unknown][place]: NaN where there is none, HUGE_VAL where it lies
     * beyond all numbers. False: stop at once. */
    bool (*values)(void *context, const double *const *x, size_t count, double *const *y);
    void *context;
    bool rough;    /* derivatives say little */
    size_t spread; /* how many places are computed first, for each unknown */
    size_t starts; /* how many of them a local search starts from */
};

struct tf_optimum_search {
    const struct tf_landscape *landscape;
    size_t unknown_count, quantity_count;
    const double *low, *high;              /* [unknown]; low < high */
    const struct tf_condition *conditions; /* [quantity] */
};

struct tf_optimum {
    double x[TF_UNKNOWNS_MOST], y[TF_QUANTITIES_MOST];
};

struct tf_optima {
    bool met; /* all constraints hold */
    /* With `met` the best place, or of a system every solution found, by ascending first unknown;
     * else the place that comes nearest, and none where no place has values. */
    struct tf_optimum items[TF_OPTIMA_MOST];
    size_t count;
};

enum tf_optimum_end { TF_OPTIMUM_DONE, TF_OPTIMUM_STOPPED, TF_OPTIMUM_FAILED };

/* TF_OPTIMUM_STOPPED when `values` was false; TF_OPTIMUM_FAILED without memory, with a message. */
enum tf_optimum_end tf_optimum_find(const struct tf_optimum_search *search,
                                    struct tf_optima *optima, struct tf_diag *diag);

/* Does the condition hold, as far as numbers allow? range: of the values that the quantity has. */
bool tf_condition_holds(const struct tf_condition *condition, double y, double range);

#endif
