/* roots: where a function of one number takes a value: every place in a bracket, or how near it
 * comes.
 *
 * The bracket is cut into even cells and the function computed at all their ends at once. A change
 * of side within a cell is closed in on with Brent's method (Brent 1973, chapter 4; GSL), what only
 * jumps by bisection. Where the function turns towards the value without passing it at the ends of
 * cells, its extreme is looked for (Brent 1973, chapter 5), so that two places within one cell are
 * found as well. Where it ends, because the function has no value beyond, the end is closed in on.
 * What lies deeper inside a single cell stays unseen. */
#ifndef TF_EXPERIMENT_ROOTS_H
#define TF_EXPERIMENT_ROOTS_H

#include <stdbool.h>
#include <stddef.h>

#define TF_CELLS_OF_BRACKET_MOST 512
/* More places than that are not listed. */
#define TF_CROSSINGS_MOST 64

/* On which side the value is met, where the function jumps over it. */
enum tf_met_side { TF_MET_EXACTLY, TF_MET_FROM_ABOVE, TF_MET_FROM_BELOW };

struct tf_curve {
    /* y[i] of x[i]: NaN where there is none, HUGE_VAL where it lies beyond all numbers. False: stop
     * at once. */
    bool (*values)(void *context, const double *x, size_t count, double *y);
    void *context;
    /* Brings two places, between which a curve with steps passes the target, so near to each other
     * as `enough`, faster than with values; may be NULL. What it gives is checked, and nothing is
     * taken from it that is not so. False: stop at once. */
    bool (*narrow)(void *context, double enough, double *a, double *b);
    bool steps;   /* it is constant but for jumps, as a share of draws is */
    double noise; /* turns smaller than that are not counted */
};

struct tf_root_search {
    const struct tf_curve *curve;
    double low, high; /* the bracket */
    size_t cells;     /* 1 … TF_CELLS_OF_BRACKET_MOST */
    double target;
    enum tf_met_side met;
};

struct tf_crossing {
    double x, value; /* where the target is met, and what is reached there */
    bool jumps;      /* the function leaps over the target here */
    double flat_to; /* every place from x to here has just this value, as far as was seen; else x */
};

enum tf_root_limit {
    TF_LIMIT_NONE,
    TF_LIMIT_LOW_END, /* the nearest lies at an end of the bracket */
    TF_LIMIT_HIGH_END,
    TF_LIMIT_TURN,   /* it turns before the target */
    TF_LIMIT_VALUE,  /* it has no value beyond the nearest place */
    TF_LIMIT_JUMP,   /* it leaps over the target, which is met on neither side */
    TF_LIMIT_FLAT,   /* it is the same all over the bracket */
    TF_LIMIT_NOWHERE /* it has no value anywhere in the bracket */
};

struct tf_roots {
    /* By ascending x; crossing_count is 0 where the target is not met. */
    struct tf_crossing crossings[TF_CROSSINGS_MOST];
    size_t crossing_count;
    /* Without crossings: how near it comes, and what limits it. NaN with TF_LIMIT_NOWHERE. */
    double nearest, nearest_value;
    enum tf_root_limit limit;
    double beyond; /* with TF_LIMIT_VALUE or TF_LIMIT_NOWHERE: a place where there is no value */
    bool monotone; /* no turn was seen */
    double least, most; /* of the values that were seen; HUGE_VAL counts */
};

/* False when `values` was. Nothing is allocated but by GSL, whose failure gives false as well. */
bool tf_roots_find(const struct tf_root_search *search, struct tf_roots *roots);

#endif
