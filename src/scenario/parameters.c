#include "scenario/parameters.h"

#include <math.h>
#include <string.h>

const char *const tf_source_names[TF_SOURCE_COUNT] = {"wage", "business", "property", "transfer"};
const char *const tf_closure_names[TF_CLOSURE_COUNT] = {"growth", "gdp", "production"};
const char *const tf_property_names[TF_PROPERTY_RULE_COUNT] = {"growth", "yield"};

enum {
    R = TF_DIM_REGION,
    Q = TF_DIM_GROUP,
    S = TF_DIM_SOURCE,
    BY_GROWTH = 1 << TF_CLOSURE_GROWTH,
    BY_GDP = 1 << TF_CLOSURE_GDP,
    BY_PRODUCTION = 1 << TF_CLOSURE_PRODUCTION,
    ALL = BY_GROWTH | BY_GDP | BY_PRODUCTION,
    SHARES = BY_GDP | BY_PRODUCTION
};

#define BASE "Base year"
#define GROWTH "Growth and population"
#define PRODUCTION "Production and investment"
#define SHARE "Shares of GDP"
#define PROPERTY "Property, consumption, saving"
#define POLICY "Policy and public debt"
#define PRICES "Prices"
#define SHOCKS "Annual shocks"
#define LINES "Targets and lines"

/* The rows of docs/parameters.md. Ranges with an open end leave the end itself out. */
const struct tf_parameter tf_parameters[TF_PARAMETER_COUNT] = {
    [TF_POPULATION] = {"population", R, false, TF_UNIT_PERSONS, TF_START_REQUIRED, 0, "required", 0,
                       HUGE_VAL, true, true, ALL, "million persons", BASE,
                       "People who live in the region."},
    [TF_GROUP_SHARE] = {"group_share", R | Q, false, TF_UNIT_SHARE, TF_START_DEFAULT, 0,
                        "1 / number of groups", 0, 1, false, false, ALL, "share of the region",
                        BASE,
                        "Share of the region's people in the group; the groups of a region sum to "
                        "1."},
    [TF_INCOME] = {"income", R | Q, false, TF_UNIT_MONEY, TF_START_REQUIRED, 0, "required", 0,
                   HUGE_VAL, true, true, ALL, "money/person/year", BASE,
                   "Disposable income per person in the base year."},
    [TF_SOURCE_SHARE] = {"source_share", R | Q | S, false, TF_UNIT_SHARE, TF_START_DEFAULT, 0,
                         "wage 1, rest 0", -1, 2, false, false, ALL, "share of the cell's income",
                         BASE,
                         "Share of the income that comes from the source; the sources of a "
                         "cell sum to 1."},
    [TF_CONSUMPTION_RATE] = {"consumption_rate", R | Q, true, TF_UNIT_SHARE, TF_START_DEFAULT, 0.7,
                             "0.7", 0, 3, false, false, ALL, "share of disposable income", PROPERTY,
                             "What is consumed of a unit of income before policy."},
    [TF_WEALTH_RATIO] = {"wealth_ratio", R | Q, false, TF_UNIT_YEARS, TF_START_DEFAULT, 0, "0", 0,
                         100, false, false, ALL, "years of disposable income", BASE,
                         "Net worth in the base year."},
    [TF_DISPERSION] = {"dispersion", R | Q, false, TF_UNIT_NUMBER, TF_START_DEFAULT, 0.15, "0.15",
                       0, 3, false, false, ALL, "SD of log income inside the cell", BASE,
                       "How unequal incomes are inside the group."},
    [TF_INCOME_COVERAGE] = {"income_coverage", 0, false, TF_UNIT_SHARE, TF_START_DEFAULT, 1, "1",
                            0.2, 2, false, false, ALL, "share of the national accounts'", BASE,
                            "What the incomes of the file add up to, over household disposable "
                            "income in the national accounts."},
    [TF_CONSUMPTION_COVERAGE] = {"consumption_coverage", 0, false, TF_UNIT_SHARE, TF_START_DEFAULT,
                                 1, "1", 0.2, 2, false, false, ALL,
                                 "share of the national accounts'", BASE,
                                 "What the consumption of the file adds up to, over household "
                                 "consumption in the national accounts."},
    [TF_GDP_PER_PERSON] = {"gdp_per_person", 0, false, TF_UNIT_MONEY, TF_START_NONE, 0, "none", 0,
                           HUGE_VAL, true, true, ALL, "money/person/year", BASE,
                           "GDP over population in the base year; the closures gdp and production, "
                           "and any policy, need it."},
    [TF_GROWTH] = {"growth", R | Q | S, true, TF_UNIT_RATE, TF_START_DEFAULT, 0, "0", -0.5, 0.5,
                   false, false, ALL, "1/year, real, per person", GROWTH,
                   "Growth of income from the source; where sources keep shares of GDP only "
                   "differences between cells count."},
    [TF_GDP_GROWTH] = {"gdp_growth", 0, true, TF_UNIT_RATE, TF_START_NONE, 0, "none", -0.5, 0.5,
                       false, false, BY_GROWTH | BY_GDP, "1/year, real, total", GROWTH,
                       "Growth of total GDP, where no production function makes it."},
    [TF_POPULATION_GROWTH] = {"population_growth", R, true, TF_UNIT_RATE, TF_START_DEFAULT, 0, "0",
                              -0.2, 0.2, false, false, ALL, "1/year, natural", GROWTH,
                              "Births less deaths over the region's people."},
    [TF_URBANISATION] = {"urbanisation", 0, true, TF_UNIT_SHARE, TF_START_COMPUTED, 0,
                         "none: nobody moves", 0, 1, false, false, ALL,
                         "share of all population in region `urban`", GROWTH,
                         "Share of urban people that migration brings about."},
    [TF_MIGRATION_ORIGIN] = {"migration_origin", Q, false, TF_UNIT_NUMBER, TF_START_DEFAULT, 1, "1",
                             0, HUGE_VAL, false, true, ALL, "weight", GROWTH,
                             "How likely a person of the group is to leave, against the others."},
    [TF_MIGRATION_DESTINATION] = {"migration_destination", Q, false, TF_UNIT_NUMBER,
                                  TF_START_DEFAULT, 1, "1", 0, HUGE_VAL, false, true, ALL, "weight",
                                  GROWTH,
                                  "How many a person of the group draws in, against the others."},
    [TF_MIGRATION_UPLIFT] = {"migration_uplift", 0, true, TF_UNIT_SHARE, TF_START_DEFAULT, 1, "1",
                             0, 1, false, false, ALL, "share of the income gap closed on moving",
                             GROWTH, "1: movers earn at once what the group that they join earns."},
    [TF_MIGRATION_OUTPUT] = {"migration_output", 0, false, TF_UNIT_SHARE, TF_START_DEFAULT, 1, "1",
                             0, 1, false, false, BY_PRODUCTION,
                             "share of the migrants' gain in earnings", PRODUCTION,
                             "How much of what movers gain in earnings is gain in output; "
                             "tfp_growth then excludes it."},
    [TF_TFP_GROWTH] = {"tfp_growth", 0, true, TF_UNIT_RATE, TF_START_DEFAULT, 0, "0", -0.2, 0.2,
                       false, false, BY_PRODUCTION, "1/year", PRODUCTION,
                       "Growth of total factor productivity."},
    [TF_CAPITAL_SHARE] = {"capital_share", 0, false, TF_UNIT_SHARE, TF_START_DEFAULT, 0.45, "0.45",
                          0, 1, false, false, BY_PRODUCTION, "share of GDP", PRODUCTION,
                          "Exponent of capital in the production function."},
    [TF_CAPITAL_OUTPUT_RATIO] = {"capital_output_ratio", 0, false, TF_UNIT_YEARS, TF_START_DEFAULT,
                                 3, "3", 0.1, 20, false, false, BY_PRODUCTION, "years of GDP",
                                 PRODUCTION, "Capital in the base year."},
    [TF_DEPRECIATION] = {"depreciation", 0, false, TF_UNIT_RATE, TF_START_DEFAULT, 0.06, "0.06", 0,
                         0.5, false, false, BY_PRODUCTION, "1/year", PRODUCTION,
                         "What capital loses in a year."},
    [TF_INVESTMENT_RATE] = {"investment_rate", 0, true, TF_UNIT_SHARE, TF_START_DEFAULT, 0.4, "0.4",
                            0, 1, false, false, ALL, "share of GDP", PRODUCTION,
                            "Investment, before what it pays for policy and shifts."},
    [TF_INVESTMENT_EFFICIENCY] = {"investment_efficiency", 0, true, TF_UNIT_NUMBER,
                                  TF_START_DEFAULT, 1, "1", 0, 2, false, false, BY_PRODUCTION,
                                  "capital formed per unit invested", PRODUCTION,
                                  "Under 1 where investment is wasted."},
    [TF_LABOUR_GROWTH] = {"labour_growth", 0, true, TF_UNIT_RATE, TF_START_DEFAULT, 0, "0", -0.2,
                          0.2, false, false, BY_PRODUCTION, "1/year", PRODUCTION,
                          "Growth of hours or persons at work."},
    [TF_HUMAN_CAPITAL_GROWTH] = {"human_capital_growth", 0, true, TF_UNIT_RATE, TF_START_DEFAULT, 0,
                                 "0", -0.2, 0.2, false, false, BY_PRODUCTION, "1/year", PRODUCTION,
                                 "Growth of the quality of labour."},
    [TF_SHARE_SHIFT] = {"share_shift", S, true, TF_UNIT_SHARE, TF_START_DEFAULT, 0, "0", -1, 1,
                        false, false, SHARES, "share of GDP (national accounts)", SHARE,
                        "Change in household income from the source since the base year; other "
                        "than 0 it names its source."},
    [TF_HOUSEHOLD_SHARE] = {"household_share", 0, true, TF_UNIT_SHARE, TF_START_COMPUTED, 0,
                            "none; with rows it starts at the base share", 0, 2, false, false,
                            SHARES, "share of GDP (national accounts)", SHARE,
                            "Household income before policy."},
    [TF_SHIFT_FROM_INVESTMENT] = {"shift_from_investment", 0, true, TF_UNIT_SHARE, TF_START_DEFAULT,
                                  0, "0", 0, 1, false, false, SHARES, "share of the shift's cost",
                                  SHARE, "What investment pays of a larger household share."},
    [TF_SHIFT_FROM_BUDGET] = {"shift_from_budget", 0, true, TF_UNIT_SHARE, TF_START_DEFAULT, 0, "0",
                              0, 1, false, false, SHARES, "share of the shift's cost", SHARE,
                              "What public debt pays of a larger household share."},
    [TF_PROPERTY_YIELD] = {"property_yield", R | Q, true, TF_UNIT_RATE, TF_START_COMPUTED, 0,
                           "base property income / base net worth", -0.5, 1, false, false, ALL,
                           "1/year, on net worth", PROPERTY,
                           "Income from net worth, under `property,yield`."},
    [TF_WEALTH_RETURN] = {"wealth_return", 0, true, TF_UNIT_RATE, TF_START_DEFAULT, 0, "0", -0.9, 1,
                          false, false, ALL, "1/year, real", PROPERTY,
                          "Capital gains that stay invested."},
    [TF_HABIT] = {"habit", 0, false, TF_UNIT_NUMBER, TF_START_DEFAULT, 0, "0", 0, 1, false, true,
                  ALL, "weight", PROPERTY,
                  "Weight of last year's consumption rate in this year's."},
    [TF_WEALTH_EFFECT] = {"wealth_effect", 0, false, TF_UNIT_RATE, TF_START_DEFAULT, 0, "0", 0, 1,
                          false, false, ALL, "1/year", PROPERTY,
                          "What is consumed a year of net worth above its base ratio to income."},
    [TF_TRANSFER_MPC] = {"transfer_mpc", R | Q, true, TF_UNIT_SHARE, TF_START_COMPUTED, 0,
                         "the consumption rate, at most 1", 0, 2, false, false, ALL,
                         "share of policy transfers less levy", PROPERTY,
                         "What is consumed of policy transfers."},
    [TF_SAFETY_NET_EFFECT] = {"safety_net_effect", 0, false, TF_UNIT_NUMBER, TF_START_DEFAULT, 0,
                              "0", 0, 20, false, false, ALL,
                              "change in consumption rate per unit of transfer_policy", PROPERTY,
                              "How much less people save for themselves when the state insures "
                              "them."},
    [TF_TRANSFER_POLICY] = {"transfer_policy", 0, true, TF_UNIT_SHARE, TF_START_DEFAULT, 0, "0",
                            -0.5, 0.5, false, false, ALL, "share of GDP", POLICY,
                            "Added transfers to households, from the year after the base year."},
    [TF_TRANSFER_WEIGHT] = {"transfer_weight", R | Q, false, TF_UNIT_NUMBER, TF_START_DEFAULT, 1,
                            "1", 0, HUGE_VAL, false, true, ALL, "weight per person", POLICY,
                            "Who gets the added transfers."},
    [TF_TRANSFER_FROM_INVESTMENT] = {"transfer_from_investment", 0, true, TF_UNIT_SHARE,
                                     TF_START_DEFAULT, 0, "0", 0, 1, false, false, ALL,
                                     "share of the cost", POLICY,
                                     "What lower investment pays of the transfers."},
    [TF_TRANSFER_FROM_LEVY] = {"transfer_from_levy", 0, true, TF_UNIT_SHARE, TF_START_DEFAULT, 0,
                               "0", 0, 1, false, false, ALL, "share of the cost", POLICY,
                               "What a levy on wage, business and property income pays; the rest "
                               "is debt."},
    [TF_DEBT_RATIO] = {"debt_ratio", 0, false, TF_UNIT_SHARE, TF_START_DEFAULT, 0.6, "0.6", 0, 10,
                       false, false, ALL, "share of GDP", POLICY, "Public debt in the base year."},
    [TF_DEBT_INTEREST] = {"debt_interest", 0, true, TF_UNIT_RATE, TF_START_DEFAULT, 0.03, "0.03",
                          -0.2, 1, false, false, ALL, "1/year, nominal", POLICY,
                          "Interest on public debt."},
    [TF_PRIMARY_BALANCE] = {"primary_balance", 0, true, TF_UNIT_SHARE, TF_START_DEFAULT, 0, "0", -1,
                            1, false, false, ALL, "share of GDP", POLICY,
                            "Public revenue less spending without interest, before the policy."},
    [TF_INFLATION] = {"inflation", 0, true, TF_UNIT_RATE, TF_START_DEFAULT, 0, "0", -0.5, 5, false,
                      false, ALL, "1/year", PRICES, "Growth of consumer prices."},
    [TF_DEFLATOR_GROWTH] = {"deflator_growth", 0, true, TF_UNIT_RATE, TF_START_COMPUTED, 0,
                            "inflation's path", -0.5, 5, false, false, ALL, "1/year", PRICES,
                            "Growth of the GDP deflator."},
    [TF_OUTPUT_SHOCK_SD] = {"output_shock_sd", 0, false, TF_UNIT_RATE, TF_START_DEFAULT, 0, "0", 0,
                            1, false, false, ALL, "1/year", SHOCKS,
                            "Standard deviation of the yearly shock to output."},
    [TF_PRICE_SHOCK_SD] = {"price_shock_sd", 0, false, TF_UNIT_RATE, TF_START_DEFAULT, 0, "0", 0, 1,
                           false, false, ALL, "1/year", SHOCKS,
                           "Standard deviation of the yearly shock to prices."},
    [TF_RETURN_SHOCK_SD] = {"return_shock_sd", 0, false, TF_UNIT_RATE, TF_START_DEFAULT, 0, "0", 0,
                            1, false, false, ALL, "1/year", SHOCKS,
                            "Standard deviation of the yearly shock to returns on wealth."},
    [TF_OUTPUT_SHOCK_AR] = {"output_shock_ar", 0, false, TF_UNIT_NUMBER, TF_START_DEFAULT, 0, "0",
                            -1, 1, true, true, ALL, "number", SHOCKS,
                            "What is left of last year's output shock."},
    [TF_PRICE_SHOCK_AR] = {"price_shock_ar", 0, false, TF_UNIT_NUMBER, TF_START_DEFAULT, 0, "0", -1,
                           1, true, true, ALL, "number", SHOCKS,
                           "What is left of last year's price shock."},
    [TF_RETURN_SHOCK_AR] = {"return_shock_ar", 0, false, TF_UNIT_NUMBER, TF_START_DEFAULT, 0, "0",
                            -1, 1, true, true, ALL, "number", SHOCKS,
                            "What is left of last year's return shock."},
    [TF_TARGET_MULTIPLE] = {"target_multiple", 0, false, TF_UNIT_NUMBER, TF_START_DEFAULT, 2, "2",
                            0, HUGE_VAL, true, true, ALL, "times base income", LINES,
                            "The multiple of base income that counts as reached."},
    [TF_POVERTY_LINE] = {"poverty_line", 0, false, TF_UNIT_MONEY, TF_START_NONE, 0, "none", 0,
                         HUGE_VAL, true, true, ALL, "money/person/year", LINES,
                         "Income at or below which a person counts as poor."},
    [TF_MIDDLE_LOW] = {"middle_low", 0, false, TF_UNIT_MONEY, TF_START_NONE, 0, "none", 0, HUGE_VAL,
                       true, true, ALL, "money/person/year", LINES,
                       "Income above which the middle class begins."},
    [TF_MIDDLE_HIGH] = {"middle_high", 0, false, TF_UNIT_MONEY, TF_START_NONE, 0, "none", 0,
                        HUGE_VAL, true, true, ALL, "money/person/year", LINES,
                        "Income at which the middle class ends."},
    [TF_RELATIVE_LINE] = {"relative_line", 0, false, TF_UNIT_SHARE, TF_START_DEFAULT, 0.5, "0.5", 0,
                          HUGE_VAL, true, true, ALL, "share of the median", LINES,
                          "The relative poverty line."},
};

const struct tf_setting tf_settings[TF_SETTING_COUNT] = {
    [TF_SET_SCENARIO] = {"scenario", "a short name", "the file's name",
                         "What the scenario is called in outputs; not inherited."},
    [TF_SET_TITLE] = {"title", "a text", "the scenario's name",
                      "Title for people; title.zh in another language; not inherited."},
    [TF_SET_CURRENCY] =
        {"currency", "a text", "none",
         "Name of the money, before its first use as a unit; currency.zh in another "
         "language."},
    [TF_SET_BASE_YEAR] = {"base_year", "1800 to 2200", "required", "Calendar year of t = 0."},
    [TF_SET_HORIZON] = {"horizon", "1 to 100 years ahead", "10", "How many years are projected."},
    [TF_SET_REGIONS] = {"regions", "names", "urban rural", "The regions, before their first use."},
    [TF_SET_GROUPS] = {"groups", "names, poorest first", "q1 q2 q3 q4 q5",
                       "The groups of every region, before their first use."},
    [TF_SET_CLOSURE] = {"closure", "growth, gdp, production", "growth",
                        "What household income follows: its own growth, shares of a given GDP, or "
                        "shares of what a production function yields."},
    [TF_SET_PROPERTY] = {"property", "growth, yield", "growth",
                         "What property income follows: its growth, or net worth."},
    [TF_SET_PUBLISHED_INCOME] = {"published_income", "a number", "none",
                                 "Published mean income, which `check` compares with."},
    [TF_SET_PUBLISHED_GINI] = {"published_gini", "0 to 1", "none",
                               "Published Gini, which `check` compares with."},
    [TF_SET_EXTENDS] = {"extends", "a file", "none",
                        "Takes the rows of another scenario at this point."},
    [TF_SET_CORRELATIONS] = {"correlations", "a file", "none",
                             "Correlations between uncertain rows: factor,factor2,correlation."},
};

const struct tf_parameter *tf_parameter_find(const char *name)
{
    for (size_t i = 0; i < TF_PARAMETER_COUNT; i++) {
        if (strcmp(tf_parameters[i].name, name) == 0) {
            return &tf_parameters[i];
        }
    }
    return NULL;
}

enum tf_parameter_id tf_parameter_identity(const struct tf_parameter *parameter)
{
    return (enum tf_parameter_id)(parameter - tf_parameters);
}

const struct tf_setting *tf_setting_find(const char *name)
{
    for (size_t i = 0; i < TF_SETTING_COUNT; i++) {
        if (strcmp(tf_settings[i].name, name) == 0) {
            return &tf_settings[i];
        }
    }
    return NULL;
}

const char *const *tf_unit_texts(enum tf_unit unit)
{
    static const char *const persons[] = {"million persons", "million people", "millions",
                                          "million", NULL};
    static const char *const money[] = {"CURRENCY/person/year",
                                        "CURRENCY per person per year",
                                        "real CURRENCY/person/year",
                                        "CURRENCY",
                                        "money/person/year",
                                        "real money/person/year",
                                        NULL};
    static const char *const share[] = {"share", "ratio", NULL};
    static const char *const rate[] = {"1/year", "per year", "/year", NULL};
    static const char *const years[] = {"years", "year", NULL};
    static const char *const number[] = {"number", "ratio", "weight", "multiple", "times", NULL};
    static const char *const *const all[TF_UNIT_COUNT] = {
        [TF_UNIT_PERSONS] = persons, [TF_UNIT_MONEY] = money, [TF_UNIT_SHARE] = share,
        [TF_UNIT_RATE] = rate,       [TF_UNIT_YEARS] = years, [TF_UNIT_NUMBER] = number,
    };
    return all[unit];
}

bool tf_unit_takes_percent(enum tf_unit unit)
{
    return unit == TF_UNIT_SHARE || unit == TF_UNIT_RATE || unit == TF_UNIT_NUMBER;
}

bool tf_unit_shows_percent(enum tf_unit unit)
{
    return unit == TF_UNIT_SHARE || unit == TF_UNIT_RATE;
}

/* The words of docs/model.md where they are not the parameter's unit_text, and short forms. */
static const struct {
    enum tf_parameter_id parameter;
    const char *texts[4];
} long_units[] = {
    {TF_GROUP_SHARE, {"share of region", "share of the region's people", "share of population"}},
    {TF_SOURCE_SHARE, {"share of income", "share of cell's income", "share of disposable income"}},
    {TF_CONSUMPTION_RATE, {"share of income"}},
    {TF_WEALTH_RATIO, {"years of income"}},
    {TF_DISPERSION, {"SD of log income", "log points"}},
    {TF_INCOME_COVERAGE, {"share of the national accounts", "share of national accounts"}},
    {TF_CONSUMPTION_COVERAGE, {"share of the national accounts", "share of national accounts"}},
    {TF_GROWTH, {"1/year, real"}},
    {TF_GDP_GROWTH, {"1/year, real"}},
    {TF_URBANISATION, {"share of all population", "share of population", "urban share"}},
    {TF_MIGRATION_UPLIFT, {"share of the income gap", "share of the gap"}},
    {TF_SHARE_SHIFT,
     {"share of GDP",
      "change in household income from s, share of GDP (national accounts), from base"}},
    {TF_HOUSEHOLD_SHARE,
     {"share of GDP", "household income before policy, share of GDP (national accounts)"}},
    {TF_SHIFT_FROM_INVESTMENT, {"share of the cost", "share of cost"}},
    {TF_SHIFT_FROM_BUDGET, {"share of the cost", "share of cost"}},
    {TF_WEALTH_RETURN, {"1/year, real, reinvested capital gain"}},
    {TF_HABIT, {"weight on last year's consumption"}},
    {TF_WEALTH_EFFECT, {"1/year, consumption out of net worth above its base ratio"}},
    {TF_TRANSFER_MPC,
     {"share of policy transfers", "share of policy transfers less levy that is consumed"}},
    {TF_TRANSFER_POLICY, {"added transfers, share of GDP"}},
    {TF_TRANSFER_WEIGHT, {"weight per person"}},
    {TF_TRANSFER_FROM_INVESTMENT, {"share of cost"}},
    {TF_TRANSFER_FROM_LEVY, {"share of cost"}},
    {TF_DEBT_RATIO, {"public debt, share of GDP"}},
    {TF_DEBT_INTEREST, {"nominal, per year"}},
    {TF_PRIMARY_BALANCE, {"share of GDP, before the policy"}},
    {TF_INFLATION, {"consumer prices, per year"}},
    {TF_DEFLATOR_GROWTH, {"GDP deflator, per year"}},
    {TF_RELATIVE_LINE, {"share of median"}},
};

const char *const *tf_parameter_units(enum tf_parameter_id parameter)
{
    static const char *const none[] = {NULL};
    for (size_t i = 0; i < sizeof long_units / sizeof *long_units; i++) {
        if (long_units[i].parameter == parameter) {
            return long_units[i].texts;
        }
    }
    return none;
}
