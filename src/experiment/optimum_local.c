#include "experiment/optimum_local.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <nlopt.h>
#include <stdint.h>
#include <string.h>

#include "base/num.h"

enum { UNKNOWNS = TF_UNKNOWNS_MOST, QUANTITIES = TF_QUANTITIES_MOST, NEWTON_STEPS = 8 };

/* Central differences of what is smooth, and of what has kinks (parts of the bounds). */
static const double SMOOTH_STEP = 1e-5, ROUGH_STEP = 1e-3;
/* Where a place has no value: far from everything that has. */
static const double NO_VALUE = 100;
/* So near to an end of the bounds a place is that end. */
static const double ROUNDING = 1e-13;
/* A constraint so near to its limit (in ranges) is taken to lie on it. */
static const double ACTIVE = 1e-6;

/* --- places -------------------------------------------------------------------------------------
 */

bool tf_local_compute(struct tf_local *local, const double *part, size_t count)
{
    const struct tf_optimum_search *search = local->search;
    const struct tf_landscape *landscape = search->landscape;
    for (size_t i = 0; i < search->unknown_count; i++) {
        double low = search->low[i], high = search->high[i];
        for (size_t at = 0; at < count; at++) {
            double p = part[at * search->unknown_count + i];
            local->x[i][at] = p > 1 - ROUNDING ? high : p < ROUNDING ? low : low + (high - low) * p;
        }
    }
    if (local->stopped ||
        !landscape->values(landscape->context, (const double *const *)local->x, count, local->y)) {
        local->stopped = true;
        return false;
    }
    return true;
}

static double value_at(const struct tf_local *local, size_t quantity, size_t at)
{
    double y = local->y[quantity][at];
    return isinf(y) ? local->stand_in[quantity] : y;
}

/* Of a condition: how much too far, in ranges; of the objective: its size. */
static double reach(const struct tf_local *local, size_t quantity, double y)
{
    const struct tf_condition *condition = &local->search->conditions[quantity];
    double range = local->range[quantity];
    switch (condition->goal) {
    case TF_GOAL_AT_LEAST:
        return (condition->value - y) / range;
    case TF_GOAL_LEAST:
        return y / range;
    case TF_GOAL_MOST:
        return -y / range;
    default:
        return (y - condition->value) / range;
    }
}

static bool is_constraint(const struct tf_local *local, size_t quantity)
{
    return quantity != local->objective;
}

static bool is_equality(const struct tf_local *local, size_t quantity)
{
    return local->search->conditions[quantity].goal == TF_GOAL_EQUAL;
}

double tf_local_violation(const struct tf_local *local, size_t at)
{
    double sum = 0;
    for (size_t i = 0; i < local->search->quantity_count; i++) {
        double y = local->y[i][at];
        if (isnan(y)) {
            return HUGE_VAL;
        }
        if (is_constraint(local, i) &&
            !tf_condition_holds(&local->search->conditions[i], y, local->range[i])) {
            double far = reach(local, i, value_at(local, i, at));
            sum += is_equality(local, i) ? fabs(far) : fmax(far, 0);
        }
    }
    return sum;
}

double tf_local_objective(const struct tf_local *local, size_t at)
{
    return local->objective == SIZE_MAX
               ? 0
               : reach(local, local->objective, value_at(local, local->objective, at));
}

/* Is a place better than the best? */
static bool is_better(const struct tf_local *local, double violation, double objective)
{
    if (!local->has_best || (violation > 0) != (local->best_violation > 0)) {
        return !local->has_best || !(violation > 0);
    }
    return violation > 0 ? violation < local->best_violation : objective < local->best_objective;
}

void tf_local_consider(struct tf_local *local, size_t at)
{
    double violation = tf_local_violation(local, at), objective = tf_local_objective(local, at);
    if (!(violation < HUGE_VAL) || !is_better(local, violation, objective)) {
        return;
    }
    local->has_best = true;
    local->best_violation = violation;
    local->best_objective = objective;
    for (size_t i = 0; i < local->search->unknown_count; i++) {
        local->best.x[i] = local->x[i][at];
    }
    for (size_t i = 0; i < local->search->quantity_count; i++) {
        local->best.y[i] = local->y[i][at];
    }
}

/* --- derivatives --------------------------------------------------------------------------------
 */

/* The reaches at a place, and their derivatives. */
struct tangent {
    double part[UNKNOWNS];
    bool has_values;
    double reach[QUANTITIES];
    double slope[QUANTITIES][UNKNOWNS];
};

/* Places 2 i + 1 and 2 i + 2 lie to both sides of place 0 along unknown i. */
static void spread_out(const struct tf_local *local, const double *part, double *places,
                       double *widths)
{
    size_t n = local->search->unknown_count;
    double step = local->search->landscape->rough ? ROUGH_STEP : SMOOTH_STEP;
    for (size_t at = 0; at < 2 * n + 1; at++) {
        memcpy(places + at * n, part, n * sizeof *part);
    }
    for (size_t i = 0; i < n; i++) {
        double *below = &places[(2 * i + 1) * n + i], *above = &places[(2 * i + 2) * n + i];
        *below = fmax(part[i] - step, 0);
        *above = fmin(part[i] + step, 1);
        widths[2 * i] = part[i] - *below;
        widths[2 * i + 1] = *above - part[i];
    }
}

/* The slope from three values, of which the outer ones may be missing. */
static double slope_of(double below, double here, double above, const double widths[2])
{
    if (!isnan(below) && !isnan(above)) {
        return (above - below) / (widths[0] + widths[1]);
    }
    if (!isnan(above) && widths[1] > 0) {
        return (above - here) / widths[1];
    }
    return !isnan(below) && widths[0] > 0 ? (here - below) / widths[0] : 0;
}

static bool find_tangent(struct tf_local *local, const double *part, struct tangent *tangent)
{
    double places[(2 * UNKNOWNS + 1) * UNKNOWNS], widths[2 * UNKNOWNS];
    const struct tf_optimum_search *search = local->search;
    size_t n = search->unknown_count;
    spread_out(local, part, places, widths);
    memcpy(tangent->part, part, n * sizeof *part);
    if (!tf_local_compute(local, places, 2 * n + 1)) {
        return false;
    }
    tf_local_consider(local, 0);
    tangent->has_values = tf_local_violation(local, 0) < HUGE_VAL;
    local->gap |= !tangent->has_values;
    for (size_t i = 0; i < search->quantity_count; i++) {
        tangent->reach[i] = tangent->has_values ? reach(local, i, value_at(local, i, 0)) : NO_VALUE;
        for (size_t k = 0; k < n; k++) {
            double below = reach(local, i, value_at(local, i, 2 * k + 1));
            double above = reach(local, i, value_at(local, i, 2 * k + 2));
            tangent->slope[i][k] =
                tangent->has_values ? slope_of(below, tangent->reach[i], above, widths + 2 * k) : 0;
        }
    }
    return true;
}

/* --- NLopt --------------------------------------------------------------------------------------
 */

struct search {
    struct tf_local *local;
    nlopt_opt optimizer;
    bool slopes; /* derivatives are wanted */
    bool known;  /* `last` is computed */
    struct tangent last;
};

/* The reaches at a place: NLopt asks for the objective and the constraints of it one by one. */
static const struct tangent *look(struct search *search, const double *part)
{
    struct tf_local *local = search->local;
    size_t n = local->search->unknown_count;
    if (search->known && memcmp(search->last.part, part, n * sizeof *part) == 0) {
        return &search->last;
    }
    bool good;
    if (search->slopes) {
        good = find_tangent(local, part, &search->last);
    } else {
        good = tf_local_compute(local, part, 1);
        memcpy(search->last.part, part, n * sizeof *part);
        if (good) {
            tf_local_consider(local, 0);
            search->last.has_values = tf_local_violation(local, 0) < HUGE_VAL;
            for (size_t i = 0; i < local->search->quantity_count; i++) {
                search->last.reach[i] =
                    search->last.has_values ? reach(local, i, value_at(local, i, 0)) : NO_VALUE;
            }
        }
    }
    search->known = good;
    if (!good) {
        nlopt_force_stop(search->optimizer);
    }
    return &search->last;
}

/* The objective; of a system half the squared way from the start, so that the nearest solution is
 * found. */
static double objective(unsigned n, const double *part, double *gradient, void *context)
{
    struct search *search = context;
    const struct tf_local *local = search->local;
    const struct tangent *at = look(search, part);
    if (local->objective != SIZE_MAX) {
        if (gradient != NULL) {
            memcpy(gradient, at->slope[local->objective], n * sizeof *gradient);
        }
        return at->reach[local->objective];
    }
    double sum = 0;
    for (unsigned i = 0; i < n; i++) {
        double way = part[i] - local->start[i];
        sum += way * way / 2;
        if (gradient != NULL) {
            gradient[i] = way;
        }
    }
    return sum;
}

static void constraints(struct search *search, bool equalities, const double *part, unsigned n,
                        double *result, double *gradient)
{
    const struct tf_local *local = search->local;
    const struct tangent *at = look(search, part);
    for (size_t i = 0, k = 0; i < local->search->quantity_count; i++) {
        if (is_constraint(local, i) && is_equality(local, i) == equalities) {
            result[k] = at->reach[i];
            if (gradient != NULL) {
                memcpy(gradient + k * n, at->slope[i], n * sizeof *gradient);
            }
            k++;
        }
    }
}

static void equalities(unsigned m, double *result, unsigned n, const double *part, double *gradient,
                       void *context)
{
    (void)m;
    constraints(context, true, part, n, result, gradient);
}

static void inequalities(unsigned m, double *result, unsigned n, const double *part,
                         double *gradient, void *context)
{
    (void)m;
    constraints(context, false, part, n, result, gradient);
}

static bool add_constraints(struct search *search)
{
    const double none[QUANTITIES] = {0};
    unsigned count[2] = {0, 0};
    for (size_t i = 0; i < search->local->search->quantity_count; i++) {
        if (is_constraint(search->local, i)) {
            count[is_equality(search->local, i)]++;
        }
    }
    return (count[1] == 0 || nlopt_add_equality_mconstraint(search->optimizer, count[1], equalities,
                                                            search, none) > 0) &&
           (count[0] == 0 || nlopt_add_inequality_mconstraint(search->optimizer, count[0],
                                                              inequalities, search, none) > 0);
}

/* Searches with one of NLopt's methods. What it ends with stands in part, also where it gave up. */
static void search_with(struct tf_local *local, nlopt_algorithm algorithm, double *part)
{
    enum { SLOPED_MOST = 200, PLAIN_MOST = 600 };
    unsigned n = (unsigned)local->search->unknown_count;
    bool slopes = algorithm == NLOPT_LD_SLSQP;
    struct search search = {
        .local = local, .optimizer = nlopt_create(algorithm, n), .slopes = slopes};
    double least;
    bool good = search.optimizer != NULL && nlopt_set_lower_bounds1(search.optimizer, 0) > 0 &&
                nlopt_set_upper_bounds1(search.optimizer, 1) > 0 &&
                nlopt_set_min_objective(search.optimizer, objective, &search) > 0 &&
                add_constraints(&search) && nlopt_set_initial_step1(search.optimizer, 0.1) > 0 &&
                nlopt_set_xtol_abs1(search.optimizer, slopes ? 1e-12 : 1e-8) > 0 &&
                nlopt_set_maxeval(search.optimizer, slopes ? SLOPED_MOST : PLAIN_MOST) > 0;
    local->exhausted |= !good;
    if (good) {
        nlopt_optimize(search.optimizer, part, &least); /* what it found is judged by us */
    }
    nlopt_destroy(search.optimizer);
}

/* How far a place is from holding all constraints. */
static double violation(unsigned n, const double *part, double *gradient, void *context)
{
    struct search *search = context;
    (void)n, (void)gradient;
    look(search, part);
    return search->known ? fmin(tf_local_violation(search->local, 0), NO_VALUE) : NO_VALUE;
}

void tf_local_approach(struct tf_local *local, double *part)
{
    enum { MOST = 1000 };
    struct search search = {
        .local = local,
        .optimizer = nlopt_create(NLOPT_LN_SBPLX, (unsigned)local->search->unknown_count)};
    double least;
    bool good = search.optimizer != NULL && nlopt_set_lower_bounds1(search.optimizer, 0) > 0 &&
                nlopt_set_upper_bounds1(search.optimizer, 1) > 0 &&
                nlopt_set_min_objective(search.optimizer, violation, &search) > 0 &&
                nlopt_set_initial_step1(search.optimizer, 0.1) > 0 &&
                nlopt_set_xtol_abs1(search.optimizer, 1e-9) > 0 &&
                nlopt_set_maxeval(search.optimizer, MOST) > 0;
    local->exhausted |= !good;
    if (good) {
        nlopt_optimize(search.optimizer, part, &least);
    }
    nlopt_destroy(search.optimizer);
}

/* --- Newton -------------------------------------------------------------------------------------
 */

/* A step in the unknowns that are not at a bound, towards the limits of the active constraints: the
 * shortest that the tangents allow, by singular values (Golub and Van Loan 2013, 5.5). */
static bool newton_step(const struct tf_local *local, const struct tangent *tangent, double *step)
{
    const struct tf_optimum_search *search = local->search;
    size_t active[QUANTITIES], count = 0, n = search->unknown_count;
    for (size_t i = 0; i < search->quantity_count; i++) {
        bool on = is_equality(local, i) || tangent->reach[i] > -ACTIVE;
        if (is_constraint(local, i) && on && search->conditions[i].motion != TF_STEPPED) {
            active[count++] = i;
        }
    }
    /* Square, padded with zeros, so that either there may be more of. */
    double a[QUANTITIES * QUANTITIES] = {0}, v[QUANTITIES * QUANTITIES], s[QUANTITIES],
                          work[QUANTITIES], b[QUANTITIES] = {0}, x[QUANTITIES];
    size_t size = n > count ? n : count;
    for (size_t i = 0; i < count; i++) {
        b[i] = -tangent->reach[active[i]];
        for (size_t k = 0; k < n; k++) {
            bool fixed = tangent->part[k] <= 0 || tangent->part[k] >= 1;
            a[i * size + k] = fixed ? 0 : tangent->slope[active[i]][k];
        }
    }
    gsl_matrix_view am = gsl_matrix_view_array(a, size, size);
    gsl_matrix_view vm = gsl_matrix_view_array(v, size, size);
    gsl_vector_view sv = gsl_vector_view_array(s, size), wv = gsl_vector_view_array(work, size);
    gsl_vector_view bv = gsl_vector_view_array(b, size), xv = gsl_vector_view_array(x, size);
    if (count == 0 || gsl_linalg_SV_decomp(&am.matrix, &vm.matrix, &sv.vector, &wv.vector) != 0) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        s[i] = s[i] > 1e-9 * s[0] ? s[i] : 0; /* GSL leaves out directions of 0 */
    }
    if (!(s[0] > 0) ||
        gsl_linalg_SV_solve(&am.matrix, &vm.matrix, &sv.vector, &bv.vector, &xv.vector) != 0) {
        return false;
    }
    memcpy(step, x, n * sizeof *step);
    return true;
}

/* How far the active constraints are from their limits. */
static double distance(const struct tf_local *local, const struct tangent *tangent)
{
    double most = 0;
    for (size_t i = 0; i < local->search->quantity_count; i++) {
        bool on = is_equality(local, i) || tangent->reach[i] > 0;
        if (is_constraint(local, i) && on && local->search->conditions[i].motion != TF_STEPPED) {
            most = fmax(most, fabs(tangent->reach[i]));
        }
    }
    return tangent->has_values ? most : HUGE_VAL;
}

/* Brings a place onto its active constraints, as long as that comes nearer. */
static void polish(struct tf_local *local, double *part)
{
    struct tangent here = {0}, there = {0};
    double step[QUANTITIES] = {0}, next[UNKNOWNS];
    if (!find_tangent(local, part, &here)) {
        return;
    }
    for (int i = 0; i < NEWTON_STEPS && newton_step(local, &here, step); i++) {
        for (size_t k = 0; k < local->search->unknown_count; k++) {
            next[k] = fmin(fmax(part[k] + step[k], 0), 1);
        }
        if (!find_tangent(local, next, &there) ||
            !(distance(local, &there) < distance(local, &here))) {
            return;
        }
        memcpy(part, next, local->search->unknown_count * sizeof *part);
        here = there;
    }
}

static bool ends_well(struct tf_local *local, const double *part)
{
    return tf_local_compute(local, part, 1) && !(tf_local_violation(local, 0) > 0);
}

void tf_local_search(struct tf_local *local, double *part)
{
    double start[UNKNOWNS];
    size_t size = local->search->unknown_count * sizeof *start;
    bool rough = local->search->landscape->rough;
    memcpy(start, part, size);
    local->start = start;
    local->gap = false;
    if (!rough) {
        search_with(local, NLOPT_LD_SLSQP, part);
        polish(local, part);
    }
    bool well = !rough && ends_well(local, part);
    if (!local->stopped && (!well || local->gap)) {
        if (!well) {
            memcpy(part, start, size);
        }
        search_with(local, NLOPT_LN_COBYLA, part);
        polish(local, part);
    }
    local->start = NULL;
}
