#include "experiment/explain.h"

#include <math.h>

const char *const tf_part_names[TF_PART_COUNT] = {
    "change.income", "change.source",      "change.within",      "change.between",
    "log.income",    "log.gdp_per_person", "log.relative_price", "log.household_share",
    "log.tfp",       "log.capital",        "log.labour",         "log.human_capital",
    "log.migration", "log.population",
};

struct writing {
    struct tf_moment start, end;
    struct tf_explained *rows;
    size_t count;
};

size_t tf_explained_most(const struct tf_projection *projection)
{
    return TF_PART_COUNT + 2 * (size_t)TF_SOURCE_COUNT + 2 * projection->plan.region_count;
}

static void put(struct writing *writing, enum tf_part part, int region, int source, double value)
{
    writing->rows[writing->count++] = (struct tf_explained){part, region, source, value};
}

static double metric(struct tf_moment moment, enum tf_metric_id id, int region, int source)
{
    return tf_outcome_value(moment.projection->outcome, id, region, TF_ALL, source, moment.t);
}

static double nation(struct tf_moment moment, enum tf_nation_quantity quantity)
{
    return tf_nation_value(&moment.projection->trajectory, 0, moment.t, quantity);
}

static double income(struct tf_moment moment, int region, int source)
{
    return metric(moment, TF_METRIC_INCOME, region, source);
}

static double persons(struct tf_moment moment, int region)
{
    return metric(moment, TF_METRIC_POPULATION, region, TF_ALL);
}

/* Mean income of a region; of an empty one what it last was in the base year, where nobody weighs.
 */
static double region_income(struct tf_moment moment, int region)
{
    double mean = income(moment, region, TF_ALL);
    return isnan(mean) ? income((struct tf_moment){moment.projection, 0}, region, TF_ALL) : mean;
}

static void explain_sources(struct writing *writing)
{
    put(writing, TF_CHANGE_INCOME, TF_ALL, TF_ALL,
        income(writing->end, TF_ALL, TF_ALL) - income(writing->start, TF_ALL, TF_ALL));
    for (int source = 0; source < TF_SOURCE_COUNT; source++) {
        put(writing, TF_CHANGE_SOURCE, TF_ALL, source,
            income(writing->end, TF_ALL, source) - income(writing->start, TF_ALL, source));
    }
}

/* Shares and means averaged over both ends (Shapley's two orders), so that no residual is left. */
static void explain_regions(struct writing *writing)
{
    struct tf_moment a = writing->start, b = writing->end;
    int regions = (int)a.projection->plan.region_count;
    for (int region = 0; region < regions; region++) {
        double share_a = persons(a, region) / persons(a, TF_ALL);
        double share_b = persons(b, region) / persons(b, TF_ALL);
        double mean_a = region_income(a, region), mean_b = region_income(b, region);
        put(writing, TF_CHANGE_WITHIN, region, TF_ALL, (share_a + share_b) / 2 * (mean_b - mean_a));
        put(writing, TF_CHANGE_BETWEEN, region, TF_ALL,
            (share_b - share_a) * (mean_a + mean_b) / 2);
    }
}

/* Logarithmic mean: (a - b) / (ln a - ln b). */
static double logarithmic_mean(double a, double b)
{
    double ratio = log(a / b);
    /* Near a = b the quotient loses its digits; the series has them: a = b e^x gives b (e^x - 1)/x.
     */
    return fabs(ratio) < 1e-300 ? a : b * expm1(ratio) / ratio;
}

/* Mean reported income from a source as a share of GDP, at the national accounts' level. */
static double gdp_share(struct tf_moment moment, int source)
{
    double coverage = tf_plan_value(&moment.projection->plan, TF_INCOME_COVERAGE, 0, 0);
    return income(moment, TF_ALL, source) / (nation(moment, TF_NATION_GDP_PER_PERSON) *
                                             nation(moment, TF_NATION_RELATIVE_PRICE) * coverage);
}

static void explain_logs(struct writing *writing)
{
    struct tf_moment a = writing->start, b = writing->end;
    double share_a = gdp_share(a, TF_ALL), share_b = gdp_share(b, TF_ALL);
    double weight = logarithmic_mean(share_b, share_a);
    put(writing, TF_LOG_INCOME, TF_ALL, TF_ALL,
        log(income(b, TF_ALL, TF_ALL) / income(a, TF_ALL, TF_ALL)));
    put(writing, TF_LOG_GDP_PER_PERSON, TF_ALL, TF_ALL,
        log(nation(b, TF_NATION_GDP_PER_PERSON) / nation(a, TF_NATION_GDP_PER_PERSON)));
    put(writing, TF_LOG_RELATIVE_PRICE, TF_ALL, TF_ALL,
        log(nation(b, TF_NATION_RELATIVE_PRICE) / nation(a, TF_NATION_RELATIVE_PRICE)));
    put(writing, TF_LOG_HOUSEHOLD_SHARE, TF_ALL, TF_ALL, log(share_b / share_a));
    for (int source = 0; source < TF_SOURCE_COUNT; source++) {
        put(writing, TF_LOG_HOUSEHOLD_SHARE, TF_ALL, source,
            (gdp_share(b, source) - gdp_share(a, source)) / weight);
    }
}

/* Sum of the logs of a factor from t = 1 to the moment's year, times its exponent in production. */
static double factor_sum(struct tf_moment moment, enum tf_nation_quantity factor)
{
    double capital_share = tf_plan_value(&moment.projection->plan, TF_CAPITAL_SHARE, 0, 0);
    double exponent = factor == TF_NATION_TFP_FACTOR       ? 1
                      : factor == TF_NATION_CAPITAL_FACTOR ? capital_share
                                                           : 1 - capital_share;
    double sum = 0;
    for (size_t t = 1; t <= moment.t; t++) {
        sum += log(nation((struct tf_moment){moment.projection, t}, factor));
    }
    return exponent * sum;
}

static void explain_production(struct writing *writing)
{
    static const struct {
        enum tf_part part;
        enum tf_nation_quantity factor;
    } parts[] = {{TF_LOG_TFP, TF_NATION_TFP_FACTOR},
                 {TF_LOG_CAPITAL, TF_NATION_CAPITAL_FACTOR},
                 {TF_LOG_LABOUR, TF_NATION_LABOUR_FACTOR},
                 {TF_LOG_HUMAN_CAPITAL, TF_NATION_HUMAN_CAPITAL_FACTOR},
                 {TF_LOG_MIGRATION, TF_NATION_MIGRATION_FACTOR}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        put(writing, parts[i].part, TF_ALL, TF_ALL,
            factor_sum(writing->end, parts[i].factor) -
                factor_sum(writing->start, parts[i].factor));
    }
    put(writing, TF_LOG_POPULATION, TF_ALL, TF_ALL,
        -log(persons(writing->end, TF_ALL) / persons(writing->start, TF_ALL)));
}

size_t tf_explain(struct tf_moment start, struct tf_moment end, struct tf_explained *rows)
{
    struct writing writing = {start, end, rows, 0};
    const struct tf_plan *a = &start.projection->plan, *b = &end.projection->plan;
    explain_sources(&writing);
    explain_regions(&writing);
    if (a->has_gdp && b->has_gdp) {
        explain_logs(&writing);
        if (a->closure == TF_CLOSURE_PRODUCTION && b->closure == TF_CLOSURE_PRODUCTION) {
            explain_production(&writing);
        }
    }
    return writing.count;
}
