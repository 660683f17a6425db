/* prim: the box of factor values in which the runs of interest crowd, by the patient rule induction
 * method (Friedman and Fisher 1999) with the measures of scenario discovery (Bryant and Lempert
 * 2010). docs/discovery.md says it in full.
 *
 * A box has a range for each factor; a run is inside when all its values are. From the box of all
 * runs, peeling takes off one small slice at one end of one factor after the other, each time the
 * one that leaves the runs of interest densest; pasting then gives slices back that do not thin
 * them out. Every box on the way is a step of the trajectory, from which one is chosen; the next
 * box is looked for among the runs outside.
 *
 * Runs of interest are called cases. Of a box with n of N runs and k of K cases: its coverage is
 * k / K, its density k / n, its mass n / N. Everything follows from the order of the values alone:
 * a factor transformed by any increasing function has the same runs inside. The same bits for any
 * number of threads. */
#ifndef TF_EXPERIMENT_PRIM_H
#define TF_EXPERIMENT_PRIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"

/* The runs. Not owned. */
struct tf_prim_data {
    const double *const *columns; /* [factor][run]: finite */
    size_t factor_count;          /* at least 1, below 65536 */
    const uint8_t *cases;         /* [run]: 1 for a case, else 0 */
    size_t run_count;             /* 1 … TF_PRIM_RUNS_MOST */
};
#define TF_PRIM_RUNS_MOST ((size_t)UINT32_MAX)

struct tf_prim_options {
    double alpha;      /* share of a box's runs in a slice, above 0 and below 1/2 */
    double mass_least; /* a box has at least this share of all runs, in (0, 1) … */
    size_t runs_least; /* … and at least so many */
    /* Which box of the trajectory is chosen. With coverage_least: the densest that covers so much;
     * with density_least: of those that are so dense the one that covers most; with both: of those
     * that have both the one with the largest association; with none: the one with the largest
     * association. 0: not asked for. */
    double coverage_least, density_least;
    size_t step; /* this step instead, of the only box; 0: as above */
    /* At most so many factors bound a box: they are added one by one, each time the one that makes
     * the box best, as long as it is no chance (src/experiment/prim_box.h). 0: any number. */
    size_t factors_most;
    size_t boxes_most;   /* at least 1 */
    size_t half_samples; /* in which the search is repeated; 0: none */
    uint64_t seed;       /* of the half samples */
    size_t threads;      /* at least 1 */
    /* Shall the search end early? Any thread, often; once true it stays so. NULL: never. */
    bool (*stopped)(void *context);
    void *stop_context;
};

/* alpha 0.05, boxes of 20 runs or more, one box, ten half samples, seed 1, one thread; mass_least
 * is 0.05, or half the share of cases where that is less. */
struct tf_prim_options tf_prim_defaults(const struct tf_prim_data *data);

/* The values inside, both ends included; infinite at an end that is not bounded. */
struct tf_prim_range {
    double low, high;
};

/* How many runs are in a box, among all that were searched. */
struct tf_prim_counts {
    size_t runs, cases;
};

enum tf_prim_change { TF_PRIM_START, TF_PRIM_PEEL, TF_PRIM_PASTE };

/* One box of a trajectory, and what set it apart from the one before. */
struct tf_prim_step {
    enum tf_prim_change change;
    size_t factor; /* whose range changed … */
    bool upper;    /* … at its upper end, else at its lower … */
    double limit;  /* … to this value; infinite: not bounded any more */
    struct tf_prim_counts counts;
    size_t restricted; /* factors that are bounded at an end */
};

/* A bounded factor of a box. */
struct tf_prim_bound {
    size_t factor;
    struct tf_prim_range range;
    /* How probable so many cases inside would be if this bound did not matter: of the binomial
     * distribution with the box's runs and the density that the box has without the bound
     * (quasi-p-value; the box was looked for, so that it is no test). */
    double quasi_p;
    double reproduced; /* share of the half samples whose box bounds the factor; NaN: none */
};

struct tf_prim_box {
    struct tf_prim_counts all; /* that it was searched among: those outside earlier boxes */
    struct tf_prim_step *trajectory;
    size_t step_count;
    /* Which step; bounds without weight are dropped from it. SIZE_MAX: none has the coverage and
     * density asked for; there are no bounds then. */
    size_t chosen;
    struct tf_prim_counts counts; /* of the box */
    struct tf_prim_bound *bounds; /* the bounded factors, by ascending quasi-p */
    size_t bound_count;           /* 0: no box, see tf_prim_search */
    double coverage;              /* of all cases of the data */
    double density;
    double mass; /* of all runs of the data */
    /* Boxes that half samples give, taken together, in the runs of the other halves, which had no
     * say in them: the density to expect of runs that are not drawn yet. NaN: no half samples, or
     * no run was inside. */
    double density_validated;
    double association;
};

struct tf_prim {
    struct tf_arena arena; /* of what follows */
    bool complete;         /* false: it was stopped; nothing else holds then */
    struct tf_prim_box *boxes;
    size_t box_count;            /* at least 1 */
    struct tf_prim_counts all;   /* runs and cases of the data */
    struct tf_prim_counts boxed; /* in any of the boxes */
};

/* Searches. Boxes come in the order found, and only as many as there are: a further box without
 * bounds, or no denser than all runs of the data, is none. The first has no bounds when nothing was
 * found; its trajectory is there all the same. TF_BAD_INPUT for a step that the trajectory does not
 * have. result is initialised here; release it in every case. */
bool tf_prim_search(struct tf_prim *result, const struct tf_prim_data *data,
                    const struct tf_prim_options *options, struct tf_diag *diag);
void tf_prim_release(struct tf_prim *result);

/* The densest step of a trajectory among those that have the coverage; 0 when none has. */
size_t tf_prim_densest(const struct tf_prim_box *box, double coverage_least);

/* Is a run of the data inside a box? */
bool tf_prim_contains(const struct tf_prim_box *box, const struct tf_prim_data *data, size_t run);

/* The correlation between being inside and being a case (phi coefficient, Yule 1912): 1 when the
 * box has all cases and nothing else, 0 when it tells nothing or has all runs. */
double tf_prim_association(struct tf_prim_counts box, struct tf_prim_counts all);

/* The quasi-p-value of a bound: of the box with it, and without it. */
double tf_prim_quasi_p(struct tf_prim_counts with, struct tf_prim_counts without);

#endif
