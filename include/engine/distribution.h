/* distribution: the mixture of lognormals that a scope's cells make.
 *
 * Inside cell i income is lognormal with mean m and log-SD sigma (sigma = 0: everybody has m); a
 * scope is the mixture, weighted with population (docs/model.md, section 4). */
#ifndef TF_ENGINE_DISTRIBUTION_H
#define TF_ENGINE_DISTRIBUTION_H

#include <stdbool.h>
#include <stddef.h>

struct tf_component {
    double weight; /* share of the scope's population; the weights sum to 1, none is 0 */
    double mean;   /* > 0 */
    double sigma;  /* log-SD, >= 0 */
    double mu;     /* ln(mean) - sigma^2 / 2 */
};

struct tf_mixture {
    const struct tf_component *components;
    size_t count; /* 0: an empty scope; every function then returns NaN */
};

/* Sets mu from mean and sigma. */
void tf_component_finish(struct tf_component *component);

double tf_mixture_mean(struct tf_mixture mixture);
/* F(x) = P(X <= x); below: P(X < x). */
double tf_mixture_cdf(struct tf_mixture mixture, double x);
double tf_mixture_below(struct tf_mixture mixture, double x);
/* Density of ln X at x: the share of persons that a small relative step passes, over the step.
 * Infinite or NaN where some sigma is 0. */
double tf_mixture_log_density(struct tf_mixture mixture, double x);
/* True when some component's sigma is 0: F then has steps, and no density. */
bool tf_mixture_has_atoms(struct tf_mixture mixture);
/* E[X; X < x], not divided by the mean. */
double tf_mixture_partial_mean(struct tf_mixture mixture, double x);
/* The least x with F(x) >= p (p - 1e-12 where some sigma is 0), 0 < p < 1. */
double tf_mixture_quantile(struct tf_mixture mixture, double p);
/* Lorenz ordinate L(p), 0 <= p <= 1. */
double tf_mixture_lorenz(struct tf_mixture mixture, double p);
/* The same where the quantile x of order p is known. */
double tf_mixture_lorenz_at(struct tf_mixture mixture, double p, double x);
/* Closed forms: Gini by mean differences of lognormals, Theil by its between and within parts. */
double tf_mixture_gini(struct tf_mixture mixture);
double tf_mixture_theil(struct tf_mixture mixture);

#endif
