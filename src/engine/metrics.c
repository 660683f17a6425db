#include "engine/metrics.h"

#include <stdio.h>

enum {
    NATION = TF_SCOPE_NATION,
    REGIONS = TF_SCOPE_NATION | TF_SCOPE_REGION,
    CELLS = TF_SCOPE_NATION | TF_SCOPE_REGION | TF_SCOPE_CELL
};

const struct tf_metric tf_metrics[TF_METRIC_COUNT] = {
    [TF_METRIC_INCOME] = {"income", CELLS, TF_BY_SOURCE, TF_EVERY_YEAR, TF_IN_MONEY,
                          "Real disposable income per person, in base-year consumer prices"},
    [TF_METRIC_INCOME_NOMINAL] = {"income_nominal", CELLS, TF_BY_SOURCE, TF_EVERY_YEAR, TF_IN_MONEY,
                                  "Disposable income per person at the prices of its year"},
    [TF_METRIC_INCOME_INDEX] = {"income_index", CELLS, TF_BY_SOURCE, TF_EVERY_YEAR, TF_IN_INDEX,
                                "Real income as a multiple of the base year's"},
    [TF_METRIC_CONSUMPTION] = {"consumption", CELLS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_MONEY,
                               "Real consumption per person"},
    [TF_METRIC_SAVING] = {"saving", CELLS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_MONEY,
                          "Real saving per person: income less consumption"},
    [TF_METRIC_SAVING_RATE] = {"saving_rate", CELLS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_SHARE,
                               "Mean saving over mean income"},
    [TF_METRIC_WEALTH] = {"wealth", CELLS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_MONEY,
                          "Real net worth per person at the end of the year"},
    [TF_METRIC_POPULATION] = {"population", CELLS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_MILLIONS,
                              "Persons"},
    [TF_METRIC_GINI] = {"gini", REGIONS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_RATIO,
                        "Gini coefficient of income per person"},
    [TF_METRIC_THEIL] = {"theil", REGIONS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_RATIO,
                         "Theil index T of income per person"},
    [TF_METRIC_MEDIAN] = {"median", REGIONS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_MONEY,
                          "Median real income per person"},
    [TF_METRIC_P10] = {"p10", REGIONS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_MONEY,
                       "Income that a tenth of the people stay below"},
    [TF_METRIC_P90] = {"p90", REGIONS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_MONEY,
                       "Income that a tenth of the people exceed"},
    [TF_METRIC_PALMA] = {"palma", REGIONS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_RATIO,
                         "Income share of the top tenth over that of the bottom four tenths"},
    [TF_METRIC_POVERTY_RATE] = {"poverty_rate", REGIONS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_SHARE,
                                "Share of persons at or below poverty_line"},
    [TF_METRIC_RELATIVE_POVERTY] = {"relative_poverty", REGIONS, TF_WHOLE, TF_EVERY_YEAR,
                                    TF_IN_SHARE,
                                    "Share of persons at or below relative_line times the median"},
    [TF_METRIC_BELOW_MIDDLE] = {"below_middle", REGIONS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_SHARE,
                                "Share of persons at or below middle_low"},
    [TF_METRIC_MIDDLE_SHARE] = {"middle_share", REGIONS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_SHARE,
                                "Share of persons between middle_low and middle_high"},
    [TF_METRIC_ABOVE_MIDDLE] = {"above_middle", REGIONS, TF_WHOLE, TF_EVERY_YEAR, TF_IN_SHARE,
                                "Share of persons above middle_high"},
    [TF_METRIC_QUINTILE] = {"quintile", REGIONS, TF_BY_FIFTH, TF_EVERY_YEAR, TF_IN_MONEY,
                            "Mean income of a fifth of persons: quintile.1 the poorest, quintile.5 "
                            "the richest"},
    [TF_METRIC_PERCENTILE] = {"percentile", REGIONS, TF_BY_PERCENTILE, TF_EVERY_YEAR, TF_IN_MONEY,
                              "Income that so many per cent of persons stay below: percentile.1 … "
                              "percentile.99; on request"},
    [TF_METRIC_LORENZ] = {"lorenz", REGIONS, TF_BY_PERCENTILE, TF_EVERY_YEAR, TF_IN_SHARE,
                          "Share of all income that the poorest so many per cent have (Lorenz "
                          "curve): lorenz.1 … lorenz.99; on request"},
    [TF_METRIC_DENSITY] = {"density", REGIONS, TF_BY_PERCENTILE, TF_EVERY_YEAR, TF_IN_DENSITY,
                           "Density of log income at each percentile, density.1 … density.99; "
                           "absent where everybody of a cell has the same; on request"},
    [TF_METRIC_INCIDENCE] = {"incidence", REGIONS, TF_BY_PERCENTILE, TF_FROM_FIRST_YEAR, TF_IN_RATE,
                             "Growth of each percentile a year since the base year (growth "
                             "incidence curve): incidence.1 … incidence.99; on request"},
    [TF_METRIC_URBAN_SHARE] = {"urban_share", NATION, TF_WHOLE, TF_EVERY_YEAR, TF_IN_SHARE,
                               "Share of all persons who live in the region `urban`"},
    [TF_METRIC_URBAN_RURAL_RATIO] = {"urban_rural_ratio", NATION, TF_WHOLE, TF_EVERY_YEAR,
                                     TF_IN_RATIO, "Mean urban income over mean rural income"},
    [TF_METRIC_PRICE_LEVEL] = {"price_level", NATION, TF_WHOLE, TF_EVERY_YEAR, TF_IN_INDEX,
                               "Consumer prices, base year = 1"},
    [TF_METRIC_GDP_PER_PERSON] = {"gdp_per_person", NATION, TF_WHOLE, TF_EVERY_YEAR, TF_IN_MONEY,
                                  "GDP per person, in base-year GDP prices"},
    [TF_METRIC_GDP_GROWTH] = {"gdp_growth", NATION, TF_WHOLE, TF_FROM_FIRST_YEAR, TF_IN_RATE,
                              "Real growth of total GDP"},
    [TF_METRIC_HOUSEHOLD_SHARE] = {"household_share", NATION, TF_WHOLE, TF_EVERY_YEAR, TF_IN_SHARE,
                                   "Household income as a share of GDP, at the national accounts' "
                                   "level (income over GDP and income_coverage)"},
    [TF_METRIC_CONSUMPTION_SHARE] = {"consumption_share", NATION, TF_WHOLE, TF_EVERY_YEAR,
                                     TF_IN_SHARE,
                                     "Household consumption as a share of GDP, at the national "
                                     "accounts' level (over consumption_coverage)"},
    [TF_METRIC_INVESTMENT_SHARE] = {"investment_share", NATION, TF_WHOLE, TF_EVERY_YEAR,
                                    TF_IN_SHARE,
                                    "Investment as a share of GDP, after what it pays for policy"},
    [TF_METRIC_REST_SHARE] = {"rest_share", NATION, TF_WHOLE, TF_EVERY_YEAR, TF_IN_SHARE,
                              "What is left of GDP: government consumption and net exports; no "
                              "behaviour stands behind it"},
    [TF_METRIC_LEVY_RATE] = {"levy_rate", NATION, TF_WHOLE, TF_EVERY_YEAR, TF_IN_SHARE,
                             "Levy on wage, business and property income"},
    [TF_METRIC_DEBT_RATIO] = {"debt_ratio", NATION, TF_WHOLE, TF_EVERY_YEAR, TF_IN_SHARE,
                              "Public debt as a share of GDP"},
    [TF_METRIC_TRANSFER_COST] = {"transfer_cost", NATION, TF_WHOLE, TF_EVERY_YEAR, TF_IN_SHARE,
                                 "Policy transfers as a share of GDP"},
    [TF_METRIC_MULTIPLE] = {"multiple", CELLS, TF_WHOLE, TF_NO_YEARS, TF_IN_INDEX,
                            "Real income at the horizon over the base year's"},
    [TF_METRIC_DOUBLING_YEAR] = {"doubling_year", CELLS, TF_WHOLE, TF_NO_YEARS, TF_IN_YEAR,
                                 "Calendar year, with its fraction, in which income first reaches "
                                 "target_multiple times the base year's"},
    [TF_METRIC_MEAN_GROWTH] = {"mean_growth", CELLS, TF_WHOLE, TF_NO_YEARS, TF_IN_RATE,
                               "Mean real growth of income a year, from base year to horizon"},
    [TF_METRIC_REQUIRED_GROWTH] = {"required_growth", NATION, TF_WHOLE, TF_NO_YEARS, TF_IN_RATE,
                                   "Growth a year that reaches target_multiple at the horizon"},
};

int tf_metric_points(enum tf_metric_id metric)
{
    switch (tf_metrics[metric].split) {
    case TF_BY_FIFTH:
        return 5;
    case TF_BY_PERCENTILE:
        return 99;
    default:
        return 0;
    }
}

const char *tf_metric_name(enum tf_metric_id metric, int point, char out[TF_METRIC_NAME])
{
    if (tf_metric_points(metric) == 0) {
        return tf_metrics[metric].name;
    }
    snprintf(out, TF_METRIC_NAME, "%s.%d", tf_metrics[metric].name, point);
    return out;
}

const char *tf_metric_unit(enum tf_metric_id metric, const char *currency, struct tf_arena *arena)
{
    switch (tf_metrics[metric].measure) {
    case TF_IN_MONEY:
        return tf_arena_printf(arena, "%s/person/year", currency[0] != '\0' ? currency : "money");
    case TF_IN_MILLIONS:
        return "million persons";
    case TF_IN_SHARE:
        return "share";
    case TF_IN_RATE:
        return "1/year";
    case TF_IN_YEAR:
        return "year";
    case TF_IN_INDEX:
        return "base year = 1";
    case TF_IN_RATIO:
        return "ratio";
    case TF_IN_DENSITY:
        return "share per log unit";
    }
    return "";
}
