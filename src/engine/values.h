/* values: a plan's dense parameter values from row values, with everything that docs/model.md,
 * section 2 computes: paths, defaults, normalised shares, computed starts.
 *
 * One source for a plan's own values and for those of a vector of runs, whose rows differ: the
 * first fill every instance, the second only what a varying row reaches. */
#ifndef TF_ENGINE_VALUES_H
#define TF_ENGINE_VALUES_H

#include "engine/lanes.h"
#include "engine/plan.h"

/* What makes row values impossible, and where. text is NULL when nothing does. */
struct tf_contradiction {
    const char *text;
    enum tf_parameter_id parameter;
    size_t instance;
    double found; /* the number that the text is about; NaN: none */
};

/* A path to replay: the instance of a parameter that is not computed from others. */
struct tf_value_job {
    enum tf_parameter_id parameter;
    size_t instance;
    bool is_level; /* one value for all years: the start, as rows change it */
    double start;  /* the parameter's default */
};

struct tf_replay; /* a path while its rows are replayed */

/* An instance's values by lane. */
struct tf_value_path {
    tf_lanes *values;
    size_t year_mask; /* all bits set: values has one a year; 0: one for all years */
};

/* The values of a vector of runs. */
struct tf_values {
    const struct tf_plan *plan;
    const double *const *inputs; /* [row]: the row's values by lane; NULL: the row's own in all */
    /* [instance]; instances with the same values share one. Those of transfer_mpc without rows have
     * none: they are min(kappa, 1). */
    struct tf_value_path *paths[TF_PARAMETER_COUNT];
    /* [instance]: it differs between runs; NULL: none does. Other instances are filled once. */
    bool *varying[TF_PARAMETER_COUNT];
    bool *cut[TF_PARAMETER_COUNT]; /* [instance]: varying shifts reach it, so that it is cut to its
                                      parameter's range; NULL: none */
    struct tf_value_job *jobs;     /* the paths to replay, each once */
    size_t job_count;
    struct tf_replay *replay;
    tf_mask clipped;                       /* lanes where a path was cut */
    tf_mask impossible;                    /* lanes whose values contradict each other */
    struct tf_contradiction contradiction; /* the first one found */
};

/* Each width has its own. */
#define tf_values_init TF_LANED(tf_values_init)
#define tf_values_fill TF_LANED(tf_values_fill)

/* Room for a plan's values, with what does not vary filled in; inputs is left to the caller. False:
 * out of memory. */
bool tf_values_init(struct tf_values *values, const struct tf_plan *plan, struct tf_arena *arena);

/* Computes the values of one vector of runs from its inputs. Allocates nothing. */
void tf_values_fill(struct tf_values *values);

/* Fills plan->values from the scenario's own rows. False: out of memory; a contradiction is left in
 * *found. */
bool tf_values_compute(struct tf_plan *plan, struct tf_contradiction *found);

/* True when rows give the instance a value of its own: a start or a knot, not only shifts. nodes:
 * room for its path. */
bool tf_values_given(const struct tf_plan *plan, enum tf_parameter_id parameter, size_t instance,
                     struct tf_node *nodes);

/* A value in every lane of a parameter that has no years. */
static inline tf_lanes tf_fixed_value(const struct tf_values *values,
                                      enum tf_parameter_id parameter, size_t instance)
{
    return values->paths[parameter][instance].values[0];
}

/* A parameter's value in every lane. */
static inline tf_lanes tf_value(const struct tf_values *values, enum tf_parameter_id parameter,
                                size_t instance, size_t t)
{
    const struct tf_value_path *path = &values->paths[parameter][instance];
    return path->values[t & path->year_mask];
}

#endif
