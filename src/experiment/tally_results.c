#include <math.h>

#include "base/num.h"
#include "experiment/tally.h"

/* A place among the sorted values of a group, between two order statistics. */
struct tf_position {
    double at;       /* counted from 0; NaN: beyond either end */
    double fraction; /* of the way from the first to the second */
    bool present;    /* false: among the values that rank last, or beyond */
    size_t first;    /* index in `wanted`, the second follows where fraction > 0 */
};

/* What a quantile takes: itself, and either both ends of its interval or every replicate's. */
enum { BELOW = 1, ABOVE = 2, INDEPENDENT = 3, REPLICATED = 1 + TF_REPLICATES };

static size_t positions_each(const struct tf_column_tally *tally)
{
    return tally->options.replicated ? REPLICATED : INDEPENDENT;
}

/* Runs of a group that quantiles and shares are of. */
static uint64_t ranked(const struct tf_column_tally *tally, const struct tf_moments *totals,
                       size_t group)
{
    uint64_t sum = 0;
    if (!tally->request.absent_last) {
        return (uint64_t)totals[group].count;
    }
    for (size_t worker = 0; worker < tally->options.threads; worker++) {
        for (size_t i = 0; i < TF_REPLICATES; i++) {
            bool counts = group == 0 || i == group - 1;
            sum += counts ? tally->feasible[worker * TF_REPLICATES + i] : 0;
        }
    }
    return sum;
}

/* Runs of a group that compare with a share's threshold as asked. */
static uint64_t compared(const struct tf_column_tally *tally, size_t share, size_t group)
{
    uint64_t sum = 0;
    for (size_t worker = 0; worker < tally->options.threads; worker++) {
        const uint64_t *counts =
            tally->shares + (worker * tally->request.share_count + share) * TF_REPLICATES;
        for (size_t i = 0; i < TF_REPLICATES; i++) {
            sum += group == 0 || i == group - 1 ? counts[i] : 0;
        }
    }
    return sum;
}

static double known(double value)
{
    return isfinite(value) ? value : TF_ABSENT;
}

/* The standard error of the whole from its values in each replicate. */
static double spread(const double values[TF_REPLICATES])
{
    double mean = 0, squares = 0; /* of differences from the first: equal values have no spread */
    for (size_t i = 1; i < TF_REPLICATES; i++) {
        mean += (values[i] - values[0]) / TF_REPLICATES;
    }
    for (size_t i = 0; i < TF_REPLICATES; i++) {
        double off = values[i] - values[0] - mean;
        squares += off * off;
    }
    return known(sqrt(squares / (TF_REPLICATES - 1) / TF_REPLICATES));
}

static double mean_of(const struct tf_moments *moments)
{
    return moments->count > 0 ? moments->mean : TF_ABSENT;
}

static double sd_of(const struct tf_moments *moments)
{
    return moments->count > 1 ? sqrt(moments->second / (moments->count - 1)) : TF_ABSENT;
}

/* Var(s^2) = (m4 - m2^2 (n - 3) / (n - 1)) / n (Mood, Graybill and Boes 1974, chapter VI), and
 * that of s by the delta method. */
static double sd_error(const struct tf_moments *moments)
{
    double n = moments->count, sd = sd_of(moments);
    double second = moments->second / n, fourth = moments->fourth / n;
    if (!(sd > 0)) {
        return sd; /* all equal: 0 */
    }
    return known(sqrt((fourth - second * second * (n - 3) / (n - 1)) / n) / (2 * sd));
}

static void fill_moments(struct tf_column_tally *tally, const struct tf_moments *totals)
{
    struct tf_statistics *result = &tally->result;
    const struct tf_estimate absent = {TF_ABSENT, TF_ABSENT};
    double means[TF_REPLICATES], sds[TF_REPLICATES];
    if (result->present < result->ranked || result->present == 0) {
        result->mean = result->sd = absent;
        return;
    }
    double n = totals[0].count, sd = sd_of(&totals[0]);
    result->mean = (struct tf_estimate){mean_of(&totals[0]), known(sd / sqrt(n))};
    result->sd = (struct tf_estimate){known(sd), sd_error(&totals[0])};
    if (tally->options.replicated) {
        for (size_t i = 0; i < TF_REPLICATES; i++) {
            means[i] = mean_of(&totals[i + 1]);
            sds[i] = sd_of(&totals[i + 1]);
        }
        result->mean.error = spread(means);
        result->sd.error = spread(sds);
    }
}

static double share_of(uint64_t part, uint64_t whole)
{
    return whole > 0 ? (double)part / (double)whole : TF_ABSENT;
}

static void fill_share(struct tf_column_tally *tally, const struct tf_moments *totals, size_t index)
{
    struct tf_estimate *share = &tally->result.shares[index];
    double n = (double)tally->result.ranked, replicates[TF_REPLICATES];
    share->value = share_of(compared(tally, index, 0), tally->result.ranked);
    /* The share of one draw is 0 or 1, and says nothing of its spread. */
    share->error = n > 1 ? known(sqrt(share->value * (1 - share->value) / n)) : TF_ABSENT;
    if (tally->options.replicated) {
        for (size_t i = 0; i < TF_REPLICATES; i++) {
            replicates[i] = share_of(compared(tally, index, i + 1), ranked(tally, totals, i + 1));
        }
        share->error = spread(replicates);
    }
}

/* Asks for the order statistics of a position among a group of which `count` are ranked and
 * `present` have values. */
static void want(struct tf_column_tally *tally, struct tf_position *position, size_t group,
                 double at, uint64_t count, uint64_t present)
{
    double whole = floor(at);
    *position = (struct tf_position){.at = TF_ABSENT, .first = tally->wanted_count};
    if (!(at >= 0) || !(at <= (double)count - 1)) {
        return;
    }
    position->at = at;
    position->fraction = at - whole;
    position->present = ceil(at) < (double)present;
    for (int i = 0; position->present && i <= (position->fraction > 0); i++) {
        tally->wanted[tally->wanted_count++] =
            (struct tf_order_statistic){.group = group, .rank = (uint64_t)whole + (uint64_t)i};
    }
}

/* Hyndman and Fan (1996), definition 7: the quantile p of n values is at n - 1 times p. For the
 * error of independent draws, sqrt(n p (1 - p)) to either side: the number of draws below the true
 * quantile is binomial, and this is its standard deviation. */
static void want_quantile(struct tf_column_tally *tally, const struct tf_moments *totals,
                          size_t index)
{
    struct tf_position *positions = tally->positions + index * positions_each(tally);
    double p = tally->request.quantiles[index], n = (double)tally->result.ranked;
    double at = (n - 1) * p, aside = sqrt(n * p * (1 - p));
    uint64_t count = tally->result.ranked, present = tally->result.present;
    want(tally, &positions[0], 0, at, count, present);
    if (!tally->options.replicated) {
        want(tally, &positions[BELOW], 0, at - aside, count, present);
        want(tally, &positions[ABOVE], 0, at + aside, count, present);
        return;
    }
    for (size_t group = 1; group <= TF_REPLICATES; group++) {
        uint64_t own = ranked(tally, totals, group);
        want(tally, &positions[group], group, ((double)own - 1) * p, own,
             (uint64_t)totals[group].count);
    }
}

bool tf_column_tally_begin_result(struct tf_column_tally *tally)
{
    struct tf_statistics *result = &tally->result;
    const struct tf_column_request *request = &tally->request;
    struct tf_moments totals[1 + TF_REPLICATES];
    size_t positions = request->quantile_count * positions_each(tally);
    for (size_t group = 0; group < tally->group_count; group++) {
        totals[group] =
            tf_moments_total(tally->blocks + group, tally->block_count, tally->group_count);
    }
    result->quantiles =
        tf_arena_alloc(&tally->arena, request->quantile_count, sizeof *result->quantiles);
    result->shares = tf_arena_alloc(&tally->arena, request->share_count, sizeof *result->shares);
    tally->positions = tf_arena_alloc(&tally->arena, positions, sizeof *tally->positions);
    tally->wanted = tf_arena_alloc(&tally->arena, 2 * positions, sizeof *tally->wanted);
    if (result->quantiles == NULL || result->shares == NULL || tally->positions == NULL ||
        tally->wanted == NULL) {
        return false;
    }
    result->present = (uint64_t)totals[0].count;
    result->ranked = ranked(tally, totals, 0);
    fill_moments(tally, totals);
    for (size_t i = 0; i < request->share_count; i++) {
        fill_share(tally, totals, i);
    }
    for (size_t i = 0; i < request->quantile_count; i++) {
        want_quantile(tally, totals, i);
    }
    return true;
}

static double value_at(const struct tf_column_tally *tally, const struct tf_position *position)
{
    const struct tf_order_statistic *wanted = tally->wanted + position->first;
    if (!position->present) {
        return TF_ABSENT;
    }
    return position->fraction > 0
               ? wanted[0].value + position->fraction * (wanted[1].value - wanted[0].value)
               : wanted[0].value;
}

/* Half the distance between the ends; where one lies beyond the first or last draw, the distance of
 * the other. */
static double interval_error(const struct tf_column_tally *tally,
                             const struct tf_position *positions, double value, double p)
{
    double below = value_at(tally, &positions[BELOW]), above = value_at(tally, &positions[ABOVE]);
    if (!(p > 0 && p < 1)) {
        return TF_ABSENT; /* the least and the largest draw say nothing of what lies beyond them */
    }
    if (isnan(positions[BELOW].at)) {
        return above - value;
    }
    return isnan(positions[ABOVE].at) ? value - below : (above - below) / 2;
}

void tf_column_tally_finish_result(struct tf_column_tally *tally)
{
    for (size_t i = 0; i < tally->request.quantile_count; i++) {
        const struct tf_position *positions = tally->positions + i * positions_each(tally);
        struct tf_estimate *quantile = &tally->result.quantiles[i];
        double p = tally->request.quantiles[i], replicates[TF_REPLICATES];
        quantile->value = value_at(tally, &positions[0]);
        if (tally->options.replicated) {
            for (size_t k = 0; k < TF_REPLICATES; k++) {
                replicates[k] = value_at(tally, &positions[k + 1]);
            }
            quantile->error = spread(replicates);
        } else {
            quantile->error = interval_error(tally, positions, quantile->value, p);
        }
    }
}
