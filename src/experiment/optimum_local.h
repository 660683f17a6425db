/* optimum_local: a local search from one place, for optimum.c. Places are parts of the bounds: 0 is
 * an unknown's low end, 1 its high end. */
#ifndef TF_EXPERIMENT_OPTIMUM_LOCAL_H
#define TF_EXPERIMENT_OPTIMUM_LOCAL_H

#include "experiment/optimum.h"

enum { TF_PLACES_MOST = 1024 }; /* in one call of the landscape */

/* Room, and what all places so far have taught. */
struct tf_local {
    const struct tf_optimum_search *search;
    double range[TF_QUANTITIES_MOST];    /* largest less least value of the spread; above 0 */
    double stand_in[TF_QUANTITIES_MOST]; /* a value for what lies beyond all numbers */
    size_t objective;                    /* which quantity; SIZE_MAX: none, a system */
    /* The best place so far: one that is met, with the least objective; else with the least
     * violation. */
    bool has_best;
    double best_violation, best_objective;
    struct tf_optimum best;
    bool gap;                /* a place without values was met in the local search in work */
    bool stopped, exhausted; /* by `values`; of memory */
    /* Columns for calls of the landscape. */
    double *x[TF_UNKNOWNS_MOST], *y[TF_QUANTITIES_MOST];
    const double *start; /* of the local search in work */
};

/* Computes count places: part[place * unknown_count + unknown]. The results stand in local->y,
 * numbers beyond all replaced. False when stopped. */
bool tf_local_compute(struct tf_local *local, const double *part, size_t count);

/* Compares place `at` of those computed last with the best, and takes it if it is better. */
void tf_local_consider(struct tf_local *local, size_t at);

/* How far place `at` is from what is asked, in ranges: a sum over conditions, 0 where all hold;
 * HUGE_VAL where a quantity has no value. */
double tf_local_violation(const struct tf_local *local, size_t at);

/* What shall become small: the objective in its range. */
double tf_local_objective(const struct tf_local *local, size_t at);

/* Searches from a place; where it ends is written over it. */
void tf_local_search(struct tf_local *local, double *part);

/* Searches from a place for one that comes nearer to holding all constraints, by simplexes in
 * subspaces (Subplex; Rowan 1990). */
void tf_local_approach(struct tf_local *local, double *part);

#endif
