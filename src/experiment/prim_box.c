#include "experiment/prim_box.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

static double share(size_t part, size_t whole)
{
    return whole > 0 ? (double)part / (double)whole : 0;
}

double tf_prim_association(struct tf_prim_counts box, struct tf_prim_counts all)
{
    double inside = (double)box.runs, outside = (double)(all.runs - box.runs);
    double cases = (double)all.cases, others = (double)(all.runs - all.cases);
    double hits = (double)box.cases, false_alarms = inside - hits;
    double product = sqrt(inside * outside) * sqrt(cases * others);
    return product > 0 ? (hits * (others - false_alarms) - false_alarms * (cases - hits)) / product
                       : 0;
}

/* GSL counts in unsigned int, as runs are. */
double tf_prim_quasi_p(struct tf_prim_counts with, struct tf_prim_counts without)
{
    double density = share(without.cases, without.runs);
    if (with.cases == 0 || density >= 1) {
        return 1;
    }
    return gsl_cdf_binomial_Q((unsigned)with.cases - 1, density, (unsigned)with.runs);
}

/* --- choice -------------------------------------------------------------------------------------
 */

static double coverage_of(const struct tf_prim_step *steps, size_t i)
{
    return share(steps[i].counts.cases, steps[0].counts.cases);
}

static double density_of(const struct tf_prim_step *steps, size_t i)
{
    return share(steps[i].counts.cases, steps[i].counts.runs);
}

/* What the rule wants to be large. */
static double merit_of(const struct tf_prim_step *steps, size_t i,
                       const struct tf_prim_options *options)
{
    bool covers = options->coverage_least > 0, is_dense = options->density_least > 0;
    return covers && !is_dense   ? density_of(steps, i)
           : is_dense && !covers ? coverage_of(steps, i)
                                 : tf_prim_association(steps[i].counts, steps[0].counts);
}

/* Of steps with the same merit, the first that bounds the fewest factors. */
static bool choose_by_rule(const struct tf_prim_step *steps, size_t step_count,
                           const struct tf_prim_options *options, size_t *chosen)
{
    bool found = false;
    double most = 0;
    for (size_t i = 0; i < step_count; i++) {
        double merit = merit_of(steps, i, options);
        if (coverage_of(steps, i) < options->coverage_least ||
            density_of(steps, i) < options->density_least) {
            continue;
        }
        if (!found || merit > most ||
            (merit >= most && steps[i].restricted < steps[*chosen].restricted)) {
            found = true;
            most = merit;
            *chosen = i;
        }
    }
    return found;
}

size_t tf_prim_choose(const struct tf_prim_step *steps, size_t step_count,
                      const struct tf_prim_options *options)
{
    size_t chosen = SIZE_MAX;
    if (options->step > 0) {
        return options->step < step_count ? options->step : SIZE_MAX;
    }
    return choose_by_rule(steps, step_count, options, &chosen) ? chosen : SIZE_MAX;
}

size_t tf_prim_densest(const struct tf_prim_box *box, double coverage_least)
{
    const struct tf_prim_step *steps = box->trajectory;
    size_t densest = 0;
    for (size_t i = 1; i < box->step_count; i++) {
        bool covers = coverage_of(steps, i) >= coverage_least;
        densest = covers && density_of(steps, i) > density_of(steps, densest) ? i : densest;
    }
    return densest;
}

/* --- bounds -------------------------------------------------------------------------------------
 */

/* A box as the list of its bounds, with the counts it has without each of them. */
struct weighing {
    const struct tf_prim_data *data;
    const struct tf_prim_orders *orders;
    struct tf_prim_bound *bounds;
    struct tf_prim_counts *without; /* [bound] */
    size_t count;
    struct tf_prim_counts box;
};

/* One pass over the runs: those that nothing keeps out, and those that a single bound does. */
static void count_runs(struct weighing *weighing)
{
    const struct tf_prim_data *data = weighing->data;
    weighing->box = (struct tf_prim_counts){0, 0};
    memset(weighing->without, 0, weighing->count * sizeof *weighing->without);
    for (size_t i = 0; i < weighing->orders->counts.runs; i++) {
        uint32_t run = weighing->orders->runs[0][i];
        size_t keep_out = 0, last = 0;
        for (size_t k = 0; k < weighing->count && keep_out < 2; k++) {
            const struct tf_prim_bound *bound = &weighing->bounds[k];
            if (!tf_prim_is_within(bound->range, data->columns[bound->factor][run])) {
                keep_out++;
                last = k;
            }
        }
        struct tf_prim_counts *to = keep_out == 0   ? &weighing->box
                                    : keep_out == 1 ? &weighing->without[last]
                                                    : NULL;
        if (to != NULL) {
            to->runs++;
            to->cases += data->cases[run];
        }
    }
    for (size_t k = 0; k < weighing->count; k++) {
        weighing->without[k].runs += weighing->box.runs;
        weighing->without[k].cases += weighing->box.cases;
        weighing->bounds[k].quasi_p = tf_prim_quasi_p(weighing->box, weighing->without[k]);
    }
}

/* The bound with the largest quasi-p-value above the limit that may go; SIZE_MAX: none. */
static size_t lightest(const struct weighing *weighing, double density_least)
{
    size_t found = SIZE_MAX;
    double most = TF_PRIM_WEIGHTY / (double)weighing->data->factor_count;
    for (size_t k = 0; k < weighing->count; k++) {
        struct tf_prim_counts without = weighing->without[k];
        if (weighing->bounds[k].quasi_p > most &&
            share(without.cases, without.runs) >= density_least) {
            most = weighing->bounds[k].quasi_p;
            found = k;
        }
    }
    return found;
}

static void drop_light_bounds(struct weighing *weighing, double density_least)
{
    count_runs(weighing);
    for (size_t k; (k = lightest(weighing, density_least)) != SIZE_MAX;) {
        weighing->count--;
        memmove(&weighing->bounds[k], &weighing->bounds[k + 1],
                (weighing->count - k) * sizeof *weighing->bounds);
        count_runs(weighing);
    }
}

/* By ascending quasi-p; where these are too small to tell apart, by what the density would be. */
static bool comes_before(const struct weighing *weighing, size_t a, size_t b)
{
    double p = weighing->bounds[a].quasi_p, q = weighing->bounds[b].quasi_p;
    struct tf_prim_counts one = weighing->without[a], other = weighing->without[b];
    return p < q || (p <= q && share(one.cases, one.runs) < share(other.cases, other.runs));
}

static void sort_bounds(struct weighing *weighing)
{
    for (size_t i = 1; i < weighing->count; i++) {
        for (size_t k = i; k > 0 && comes_before(weighing, k, k - 1); k--) {
            struct tf_prim_bound bound = weighing->bounds[k];
            struct tf_prim_counts without = weighing->without[k];
            weighing->bounds[k] = weighing->bounds[k - 1];
            weighing->without[k] = weighing->without[k - 1];
            weighing->bounds[k - 1] = bound;
            weighing->without[k - 1] = without;
        }
    }
}

bool tf_prim_bounds(const struct tf_prim_data *data, const struct tf_prim_orders *orders,
                    const struct tf_prim_step *steps, size_t chosen, double density_least,
                    struct tf_arena *arena, struct tf_prim_bound **bounds, size_t *bound_count,
                    struct tf_prim_counts *counts, struct tf_diag *diag)
{
    size_t factors = data->factor_count;
    struct weighing weighing = {.data = data, .orders = orders};
    struct tf_prim_range *ranges = tf_arena_alloc(arena, factors, sizeof *ranges);
    weighing.bounds = tf_arena_alloc(arena, factors, sizeof *weighing.bounds);
    weighing.without = tf_arena_alloc(arena, factors, sizeof *weighing.without);
    if (ranges == NULL || weighing.bounds == NULL || weighing.without == NULL) {
        return tf_out_of_memory(diag);
    }
    tf_prim_replay(steps, chosen, factors, ranges);
    for (size_t factor = 0; factor < factors; factor++) {
        if (tf_prim_is_bounded(ranges[factor])) {
            weighing.bounds[weighing.count++] = (struct tf_prim_bound){
                .factor = factor, .range = ranges[factor], .reproduced = TF_ABSENT};
        }
    }
    drop_light_bounds(&weighing, density_least);
    sort_bounds(&weighing);
    *bounds = weighing.bounds;
    *bound_count = weighing.count;
    *counts = weighing.box;
    return true;
}

/* --- factors ------------------------------------------------------------------------------------
 */

/* The step asked for, or where it is given by its number or none has what is asked for, the one of
 * largest association; *wished: by the rule. */
static size_t choose_first(const struct tf_prim_step *steps, size_t step_count,
                           const struct tf_prim_options *options, bool *wished)
{
    struct tf_prim_options plain = *options;
    size_t chosen = options->step > 0 ? SIZE_MAX : tf_prim_choose(steps, step_count, options);
    plain.step = 0;
    plain.coverage_least = plain.density_least = 0;
    *wished = chosen < SIZE_MAX;
    return *wished ? chosen : tf_prim_choose(steps, step_count, &plain);
}

/* How good a box is that some factors may bound. */
struct trial {
    bool wished;  /* it has the coverage and density asked for, which counts more than … */
    double merit; /* … what the rule wants to be large, or without `wished` its association */
};

static bool is_better(struct trial a, struct trial b)
{
    return a.wished != b.wished ? a.wished : a.merit > b.merit;
}

/* The runs of a box without its bound of a factor; SIZE_MAX: with all bounds. */
static struct tf_prim_counts count_without(const struct tf_prim_peeling *peeling,
                                           const struct tf_prim_bound *bounds, size_t bound_count,
                                           size_t factor)
{
    struct tf_prim_counts counts = {0, 0};
    for (size_t i = 0; i < peeling->orders->counts.runs; i++) {
        uint32_t run = peeling->orders->runs[0][i];
        bool inside = true;
        for (size_t k = 0; k < bound_count && inside; k++) {
            const double *values = peeling->data->columns[bounds[k].factor];
            inside = bounds[k].factor == factor || tf_prim_is_within(bounds[k].range, values[run]);
        }
        counts.runs += inside;
        counts.cases += inside ? peeling->data->cases[run] : 0;
    }
    return counts;
}

/* May a bound that was the best of so many be there by chance? By Fisher's exact test of the runs
 * inside against those that only this bound keeps out, with Bonferroni's correction. It is sharper
 * than the quasi-p-value where a bound keeps few runs out: that one takes the density without the
 * bound as known, though nearly all of its runs are those inside. */
static bool may_be_chance(struct tf_prim_counts with, struct tf_prim_counts without, double tried)
{
    unsigned cases = (unsigned)without.cases, others = (unsigned)without.runs - cases;
    return with.cases == 0 ||
           gsl_cdf_hypergeometric_Q((unsigned)with.cases - 1, cases, others, (unsigned)with.runs) >
               TF_PRIM_WEIGHTY / tried;
}

/* Searches with the open factors. *trial is left as it is when the box does not need the factor. */
static bool try_factor(const struct tf_prim_peeling *peeling, size_t factor, struct tf_arena *arena,
                       struct trial *trial, struct tf_diag *diag)
{
    const struct tf_prim_options *options = peeling->options;
    struct tf_prim_step *steps, box = {0};
    struct tf_prim_bound *bounds;
    size_t step_count, bound_count;
    bool wished;
    if (!tf_prim_trajectory(peeling, arena, &steps, &step_count, diag)) {
        return false;
    }
    size_t chosen = choose_first(steps, step_count, options, &wished);
    if (!tf_prim_bounds(peeling->data, peeling->orders, steps, chosen,
                        wished ? options->density_least : 0, arena, &bounds, &bound_count,
                        &box.counts, diag)) {
        return false;
    }
    double tried = (double)peeling->data->factor_count * (double)step_count;
    struct tf_prim_counts without = count_without(peeling, bounds, bound_count, factor);
    if (without.runs > box.counts.runs && !may_be_chance(box.counts, without, tried)) {
        struct tf_prim_step both[] = {steps[0], box};
        struct tf_prim_options plain = *options;
        plain.coverage_least = plain.density_least = 0;
        *trial = (struct trial){wished, merit_of(both, 1, wished ? options : &plain)};
    }
    return true;
}

bool tf_prim_select(const struct tf_prim_peeling *peeling, struct tf_arena *arena, uint8_t *open,
                    struct tf_diag *diag)
{
    struct tf_prim_peeling with = *peeling;
    struct trial best = {false, 0};
    size_t factors = peeling->data->factor_count, added = 0;
    memset(open, 0, factors);
    with.open = open;
    for (size_t round = 0; round < peeling->options->factors_most && added < factors; round++) {
        added = factors;
        for (size_t factor = 0; factor < factors; factor++) {
            struct trial trial = {false, -1};
            if (open[factor]) {
                continue;
            }
            open[factor] = 1;
            bool good = try_factor(&with, factor, arena, &trial, diag);
            open[factor] = 0;
            if (!good) {
                return false;
            }
            if (is_better(trial, best)) {
                best = trial;
                added = factor;
            }
        }
        if (added < factors) {
            open[added] = 1;
        }
    }
    return true;
}
