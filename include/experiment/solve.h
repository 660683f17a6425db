/* solve: which values of assumptions make a scenario reach its targets, at every point of a grid.
 *
 * One unknown and one value to reach: all roots in the bracket (roots.h). Otherwise, with several
 * unknowns, or something to be made as small or large as can be: a constrained search (optimum.h).
 * Every number of threads gives the same bits. */
#ifndef TF_EXPERIMENT_SOLVE_H
#define TF_EXPERIMENT_SOLVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/optimum.h"
#include "experiment/roots.h"
#include "experiment/study.h"
#include "experiment/target.h"

struct tf_problem {
    /* Its axes: those that vary, then the unknowns, each with one value (axis.h: bracket). off_grid
     * is set, and the cases have the measures of the quantities (response.h). */
    const struct tf_study *study;
    size_t unknown_count;
    const double *low, *high;                    /* [unknown] */
    const struct tf_target *targets;             /* [quantity] */
    const struct tf_quantity *const *quantities; /* [case][quantity]: what the targets mean */
    size_t quantity_count;
    size_t threads;                                   /* at least 1 */
    void (*progress)(void *context, uint64_t solved); /* scenarios times points; NULL: nobody */
    void *context;
};

/* One unknown, one value to reach, nothing to be made small or large? */
bool tf_problem_has_roots(const struct tf_problem *problem);

/* What holds with these values of the unknowns. */
struct tf_solution {
    double value[TF_UNKNOWNS_MOST]; /* in the row's unit */
    /* Of a root over draws: how far its value would move with other draws, the standard error of
     * what is reached over its slope. Else NaN. */
    double value_error;
    double flat_to; /* of a root: every value from here to there gives the same; else the value */
    double reached[TF_QUANTITIES_MOST]; /* HUGE_VAL: a year later than the horizon */
    double error[TF_QUANTITIES_MOST];   /* standard error, over draws; else NaN */
    bool at_end[TF_UNKNOWNS_MOST];      /* the value is an end of its bracket */
    bool holds[TF_QUANTITIES_MOST];     /* the target is met */
    bool binds[TF_QUANTITIES_MOST];     /* a limit that is met and no more */
    uint64_t infeasible;                /* draws, or the run, that are infeasible here */
};

/* A scenario at a point of the grid. */
struct tf_solved {
    size_t index;   /* of the case */
    uint64_t point; /* of the grid */
    bool met;
    /* All roots by ascending value; or the optimum; without `met` the nearest, if any place has
     * values at all. */
    struct tf_solution *solutions;
    size_t count;
    /* Without `met`: what limits it; of a search for roots only, else TF_LIMIT_NONE or
     * TF_LIMIT_NOWHERE. With TF_LIMIT_VALUE and TF_LIMIT_NOWHERE also what is wrong beyond. */
    enum tf_root_limit limit;
    struct tf_failure failure;
    bool monotone; /* of a search for roots: no turn was seen */
};

struct tf_solving {
    struct tf_arena arena;
    struct tf_solved *items; /* [case * points + point] */
    size_t count;            /* complete ones; fewer than asked after an interruption */
    bool met;                /* all of them are */
    uint64_t runs;           /* that it took */
};

/* How many draws can be kept while a problem is solved. */
uint64_t tf_solve_draws_most(const struct tf_problem *problem);

/* Solves it everywhere. False with an error; an interruption is none. Release the result in every
 * case. */
bool tf_solve(const struct tf_problem *problem, struct tf_solving *result, struct tf_diag *diag);
void tf_solving_release(struct tf_solving *result);

#endif
