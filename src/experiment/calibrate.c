#include "experiment/calibrate.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_roots.h>
#include <math.h>

#include "base/num.h"

/* How finely the range is searched for crossings before each is solved. The Gini needs no search:
 * with its mean kept, more spread in any cell only raises it. The median may turn. */
enum { GINI_STEPS = 1, MEDIAN_STEPS = 300 };

/* The base-year distribution of the target's scope, whose dispersions are set again and again. */
struct fitting {
    const struct tf_dispersion_target *target;
    bool is_factor;
    struct tf_component *components;
    double *given; /* the dispersions as they stand */
    bool *moves;   /* which are fitted */
    size_t count;
};

static void gather_cells(struct fitting *fitting, const struct tf_plan *plan)
{
    double all = 0;
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        size_t region = cell / plan->group_count, group = cell % plan->group_count;
        double persons = tf_plan_value(plan, TF_POPULATION, region, 0) *
                         tf_plan_value(plan, TF_GROUP_SHARE, cell, 0);
        bool in_scope =
            fitting->target->region == TF_ALL || (size_t)fitting->target->region == region;
        if (!in_scope || !(persons > 0)) {
            continue;
        }
        size_t i = fitting->count++;
        fitting->components[i].weight = persons;
        fitting->components[i].mean = tf_plan_value(plan, TF_INCOME, cell, 0);
        fitting->given[i] = tf_plan_value(plan, TF_DISPERSION, cell, 0);
        fitting->moves[i] =
            fitting->target->fitted == TF_FIT_ALL_CELLS || group + 1 == plan->group_count;
        all += persons;
    }
    for (size_t i = 0; i < fitting->count; i++) {
        fitting->components[i].weight /= all;
    }
}

static double metric_of(const struct fitting *fitting)
{
    struct tf_mixture mixture = {fitting->components, fitting->count};
    for (size_t i = 0; i < fitting->count; i++) {
        tf_component_finish(&fitting->components[i]);
    }
    return fitting->target->metric == TF_METRIC_GINI ? tf_mixture_gini(mixture)
                                                     : tf_mixture_quantile(mixture, 0.5);
}

static double metric_as_given(const struct fitting *fitting)
{
    for (size_t i = 0; i < fitting->count; i++) {
        fitting->components[i].sigma = fitting->given[i];
    }
    return metric_of(fitting);
}

static double metric_with(const struct fitting *fitting, double number)
{
    for (size_t i = 0; i < fitting->count; i++) {
        double moved = fitting->is_factor ? number * fitting->given[i] : number;
        fitting->components[i].sigma = fitting->moves[i] ? moved : fitting->given[i];
    }
    return metric_of(fitting);
}

static double excess(double number, void *parameters)
{
    const struct fitting *fitting = parameters;
    return metric_with(fitting, number) - fitting->target->value;
}

/* The root between two numbers whose excesses differ in sign. */
static double solve(struct fitting *fitting, gsl_root_fsolver *solver, double low, double high)
{
    gsl_function function = {excess, fitting};
    int status = gsl_root_fsolver_set(solver, &function, low, high);
    for (int step = 0; status == GSL_SUCCESS && step < 200; step++) {
        status = gsl_root_fsolver_iterate(solver);
        double from = gsl_root_fsolver_x_lower(solver), to = gsl_root_fsolver_x_upper(solver);
        if (gsl_root_test_interval(from, to, 0, 4 * GSL_DBL_EPSILON) == GSL_SUCCESS) {
            break;
        }
    }
    return gsl_root_fsolver_root(solver);
}

/* What the number is as the scenario stands: the factor 1, or the mean of what it replaces. */
static double number_as_given(const struct fitting *fitting)
{
    double sum = 0, weights = 0;
    for (size_t i = 0; i < fitting->count; i++) {
        double weight = fitting->moves[i] ? fitting->components[i].weight : 0;
        sum += weight * fitting->given[i];
        weights += weight;
    }
    return fitting->is_factor ? 1 : sum / weights;
}

/* Notes the root and keeps it if it is the nearest to what the scenario has. */
static void offer(struct tf_dispersion_fit *fit, double root, double given)
{
    if (fit->solutions == 0 || fabs(root - given) < fabs(fit->number - given)) {
        fit->number = root;
    }
    fit->solutions++;
}

static void search(struct fitting *fitting, double end, gsl_root_fsolver *solver,
                   struct tf_dispersion_fit *fit)
{
    double given = number_as_given(fitting);
    int steps = fitting->target->metric == TF_METRIC_GINI ? GINI_STEPS : MEDIAN_STEPS;
    double before = excess(0, fitting);
    fit->least = fit->most = before;
    if (!(before < 0 || before > 0)) {
        offer(fit, 0, given);
    }
    for (int step = 1; step <= steps; step++) {
        double low = end * (step - 1) / steps, high = end * step / steps;
        double now = excess(high, fitting);
        fit->least = fmin(fit->least, now);
        fit->most = fmax(fit->most, now);
        if (!(now < 0 || now > 0)) {
            offer(fit, high, given);
        } else if ((before < 0 && now > 0) || (before > 0 && now < 0)) {
            offer(fit, solve(fitting, solver, low, high), given);
        }
        before = now;
    }
    fit->least += fitting->target->value;
    fit->most += fitting->target->value;
}

/* The largest dispersion that is to be moved. */
static double largest(const struct fitting *fitting)
{
    double most = 0;
    for (size_t i = 0; i < fitting->count; i++) {
        most = fitting->moves[i] ? fmax(most, fitting->given[i]) : most;
    }
    return most;
}

bool tf_fit_dispersion(const struct tf_plan *plan, const struct tf_dispersion_target *target,
                       struct tf_dispersion_fit *fit, struct tf_diag *diag)
{
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct fitting fitting = {
        .target = target,
        .components = tf_arena_alloc(&arena, plan->cell_count, sizeof *fitting.components),
        .given = tf_arena_alloc(&arena, plan->cell_count, sizeof *fitting.given),
        .moves = tf_arena_alloc(&arena, plan->cell_count, sizeof *fitting.moves),
    };
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    bool ok = fitting.components != NULL && fitting.given != NULL && fitting.moves != NULL &&
              solver != NULL;
    if (ok) {
        double most = tf_parameters[TF_DISPERSION].high;
        gather_cells(&fitting, plan);
        fitting.is_factor = target->fitted == TF_FIT_ALL_CELLS && largest(&fitting) > 0;
        *fit = (struct tf_dispersion_fit){.is_factor = fitting.is_factor,
                                          .number = TF_ABSENT,
                                          .before = metric_as_given(&fitting)};
        search(&fitting, fitting.is_factor ? most / largest(&fitting) : most, solver, fit);
    }
    if (solver != NULL) {
        gsl_root_fsolver_free(solver);
    }
    tf_arena_release(&arena);
    return ok || tf_out_of_memory(diag);
}
