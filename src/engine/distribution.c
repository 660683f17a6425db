#include "engine/distribution.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stddef.h>

#include "base/num.h"

/* How near F comes to p: docs/model.md section 4 asks for 1e-12. */
static const double PROBABILITY_TOLERANCE = 1e-13;

static double normal_cdf(double z)
{
    return 0.5 * erfc(-z * M_SQRT1_2);
}

void tf_component_finish(struct tf_component *component)
{
    component->mu = log(component->mean) - component->sigma * component->sigma / 2;
}

double tf_mixture_mean(struct tf_mixture mixture)
{
    double mean = 0;
    for (size_t i = 0; i < mixture.count; i++) {
        mean += mixture.components[i].weight * mixture.components[i].mean;
    }
    return mixture.count > 0 ? mean : TF_ABSENT;
}

double tf_mixture_cdf(struct tf_mixture mixture, double x)
{
    double sum = 0;
    double log_x = log(x);
    for (size_t i = 0; i < mixture.count; i++) {
        const struct tf_component *c = &mixture.components[i];
        double inside = c->sigma > 0 ? normal_cdf((log_x - c->mu) / c->sigma) : c->mean <= x;
        sum += c->weight * inside;
    }
    return mixture.count > 0 ? sum : TF_ABSENT;
}

double tf_mixture_below(struct tf_mixture mixture, double x)
{
    double sum = 0;
    double log_x = log(x);
    for (size_t i = 0; i < mixture.count; i++) {
        const struct tf_component *c = &mixture.components[i];
        double inside = c->sigma > 0 ? normal_cdf((log_x - c->mu) / c->sigma) : c->mean < x;
        sum += c->weight * inside;
    }
    return mixture.count > 0 ? sum : TF_ABSENT;
}

double tf_mixture_log_density(struct tf_mixture mixture, double x)
{
    double sum = 0;
    double log_x = log(x);
    for (size_t i = 0; i < mixture.count; i++) {
        const struct tf_component *c = &mixture.components[i];
        double z = (log_x - c->mu) / c->sigma;
        sum += c->weight * exp(-z * z / 2) / c->sigma;
    }
    return mixture.count > 0 ? sum * (M_SQRT1_2 * M_2_SQRTPI / 2) : TF_ABSENT;
}

double tf_mixture_partial_mean(struct tf_mixture mixture, double x)
{
    double sum = 0;
    double log_x = log(x);
    for (size_t i = 0; i < mixture.count; i++) {
        const struct tf_component *c = &mixture.components[i];
        double inside =
            c->sigma > 0 ? normal_cdf((log_x - c->mu) / c->sigma - c->sigma) : c->mean < x;
        sum += c->weight * c->mean * inside;
    }
    return mixture.count > 0 ? sum : TF_ABSENT;
}

bool tf_mixture_has_atoms(struct tf_mixture mixture)
{
    for (size_t i = 0; i < mixture.count; i++) {
        if (!(mixture.components[i].sigma > 0)) {
            return true;
        }
    }
    return false;
}

/* Two incomes between which every quantile of order p lies: the least and the largest of the
 * components' own. */
struct bracket {
    double low, high;
};

static double component_quantile(const struct tf_component *component, double p)
{
    if (!(component->sigma > 0)) {
        return component->mean;
    }
    /* Newton on the normal's log-odds would do; a bracket needs no digits: |z| from the tail bound
     * Phi(-z) <= exp(-z^2 / 2) / 2. */
    double tail = p < 0.5 ? p : 1 - p;
    double z = sqrt(-2 * log(2 * tail));
    return exp(component->mu + (p < 0.5 ? -z : z) * component->sigma);
}

static struct bracket quantile_bracket(struct tf_mixture mixture, double p)
{
    struct bracket bracket = {HUGE_VAL, 0};
    for (size_t i = 0; i < mixture.count; i++) {
        const struct tf_component *c = &mixture.components[i];
        double far = component_quantile(c, p);
        double median = c->sigma > 0 ? exp(c->mu) : c->mean;
        bracket.low = fmin(bracket.low, fmin(far, median));
        bracket.high = fmax(bracket.high, fmax(far, median));
    }
    bracket.low *= 1 - 1e-9;
    bracket.high *= 1 + 1e-9;
    return bracket;
}

/* The least double x in (low, high] with F(x) >= p, F(low) < p <= F(high). */
static double bisect(struct tf_mixture mixture, double p, struct bracket bracket)
{
    for (;;) {
        double middle = bracket.low + (bracket.high - bracket.low) / 2;
        if (!(middle > bracket.low && middle < bracket.high)) {
            return bracket.high;
        }
        if (tf_mixture_cdf(mixture, middle) >= p) {
            bracket.high = middle;
        } else {
            bracket.low = middle;
        }
    }
}

struct excess {
    struct tf_mixture mixture;
    double p;
    double log_x, value; /* where it was asked for last, and what it was there */
};

/* F(exp(log_x)) - p. The solver leaves its root where it has just been, and we look there again:
 * once is enough (a third of the time of a quantile). */
static double excess_at(double log_x, void *parameters)
{
    struct excess *excess = parameters;
    if (!(log_x >= excess->log_x && log_x <= excess->log_x)) {
        excess->log_x = log_x;
        excess->value = tf_mixture_cdf(excess->mixture, exp(log_x)) - excess->p;
    }
    return excess->value;
}

/* Room for the state of GSL's solver, which is small: nothing is allocated for a quantile. */
enum { SOLVER_ROOM = 256 };

/* Brent's method on log income; NaN when it has not come near enough. */
static double brent(struct tf_mixture mixture, double p, struct bracket bracket)
{
    struct excess excess = {mixture, p, TF_ABSENT, TF_ABSENT};
    gsl_function function = {excess_at, &excess};
    _Alignas(max_align_t) char state[SOLVER_ROOM];
    gsl_root_fsolver solver = {.type = gsl_root_fsolver_brent, .state = state};
    if (solver.type->size > sizeof state) {
        return TF_ABSENT;
    }
    int status = gsl_root_fsolver_set(&solver, &function, log(bracket.low), log(bracket.high));
    for (int step = 0; status == GSL_SUCCESS && step < 100; step++) {
        status = gsl_root_fsolver_iterate(&solver);
        double x = gsl_root_fsolver_root(&solver);
        if (fabs(excess_at(x, &excess)) <= PROBABILITY_TOLERANCE) {
            return exp(x);
        }
    }
    return TF_ABSENT;
}

/* Where F is nearly flat, between groups far apart, many x meet p to the tolerance; the quantile is
 * the least, which only bisection to the last digit finds. */
static bool is_flat(struct tf_mixture mixture, double x)
{
    return tf_mixture_log_density(mixture, x) < 1e-3;
}

double tf_mixture_quantile(struct tf_mixture mixture, double p)
{
    if (mixture.count == 0) {
        return TF_ABSENT;
    }
    struct bracket bracket = quantile_bracket(mixture, p);
    if (tf_mixture_has_atoms(mixture)) {
        return bisect(mixture, p - 1e-12, bracket);
    }
    double root = brent(mixture, p, bracket);
    return isnan(root) || is_flat(mixture, root) ? bisect(mixture, p, bracket) : root;
}

double tf_mixture_lorenz_at(struct tf_mixture mixture, double p, double x)
{
    double sum = tf_mixture_partial_mean(mixture, x) + x * (p - tf_mixture_below(mixture, x));
    return sum / tf_mixture_mean(mixture);
}

double tf_mixture_lorenz(struct tf_mixture mixture, double p)
{
    if (mixture.count == 0) {
        return TF_ABSENT;
    }
    if (p <= 0 || p >= 1) {
        return p <= 0 ? 0 : 1;
    }
    return tf_mixture_lorenz_at(mixture, p, tf_mixture_quantile(mixture, p));
}

/* E|Xi - Xj| of two independent lognormals. */
static double mean_difference(const struct tf_component *i, const struct tf_component *j)
{
    double variance = i->sigma * i->sigma + j->sigma * j->sigma;
    if (!(variance > 0)) {
        return fabs(i->mean - j->mean);
    }
    double scale = 1 / sqrt(2 * variance);
    double gap = i->mu - j->mu;
    return i->mean * erf((gap + i->sigma * i->sigma) * scale) +
           j->mean * erf((j->sigma * j->sigma - gap) * scale);
}

double tf_mixture_gini(struct tf_mixture mixture)
{
    double sum = 0;
    for (size_t i = 0; i < mixture.count; i++) {
        const struct tf_component *a = &mixture.components[i];
        sum += a->weight * a->weight * mean_difference(a, a);
        for (size_t j = 0; j < i; j++) {
            const struct tf_component *b = &mixture.components[j];
            sum += 2 * a->weight * b->weight * mean_difference(a, b);
        }
    }
    return mixture.count > 0 ? sum / (2 * tf_mixture_mean(mixture)) : TF_ABSENT;
}

double tf_mixture_theil(struct tf_mixture mixture)
{
    double mean = tf_mixture_mean(mixture);
    double sum = 0;
    for (size_t i = 0; i < mixture.count; i++) {
        const struct tf_component *c = &mixture.components[i];
        double relative = c->mean / mean;
        sum += c->weight * relative * (log(relative) + c->sigma * c->sigma / 2);
    }
    return mixture.count > 0 ? sum : TF_ABSENT;
}
