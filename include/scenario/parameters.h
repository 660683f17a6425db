/* parameters: the one table of everything a scenario may set (docs/parameters.md is made from it).
 *
 * A parameter's name, dimensions, unit, default, range and meaning stand here and nowhere else. */
#ifndef TF_SCENARIO_PARAMETERS_H
#define TF_SCENARIO_PARAMETERS_H

#include <stdbool.h>
#include <stddef.h>

/* In the order of the documentation. */
enum tf_parameter_id {
    TF_POPULATION,
    TF_GROUP_SHARE,
    TF_INCOME,
    TF_SOURCE_SHARE,
    TF_CONSUMPTION_RATE,
    TF_WEALTH_RATIO,
    TF_DISPERSION,
    TF_INCOME_COVERAGE,
    TF_CONSUMPTION_COVERAGE,
    TF_GDP_PER_PERSON,
    TF_GROWTH,
    TF_GDP_GROWTH,
    TF_POPULATION_GROWTH,
    TF_URBANISATION,
    TF_MIGRATION_ORIGIN,
    TF_MIGRATION_DESTINATION,
    TF_MIGRATION_UPLIFT,
    TF_MIGRATION_OUTPUT,
    TF_TFP_GROWTH,
    TF_CAPITAL_SHARE,
    TF_CAPITAL_OUTPUT_RATIO,
    TF_DEPRECIATION,
    TF_INVESTMENT_RATE,
    TF_INVESTMENT_EFFICIENCY,
    TF_LABOUR_GROWTH,
    TF_HUMAN_CAPITAL_GROWTH,
    TF_SHARE_SHIFT,
    TF_HOUSEHOLD_SHARE,
    TF_SHIFT_FROM_INVESTMENT,
    TF_SHIFT_FROM_BUDGET,
    TF_PROPERTY_YIELD,
    TF_WEALTH_RETURN,
    TF_HABIT,
    TF_WEALTH_EFFECT,
    TF_TRANSFER_MPC,
    TF_SAFETY_NET_EFFECT,
    TF_TRANSFER_POLICY,
    TF_TRANSFER_WEIGHT,
    TF_TRANSFER_FROM_INVESTMENT,
    TF_TRANSFER_FROM_LEVY,
    TF_DEBT_RATIO,
    TF_DEBT_INTEREST,
    TF_PRIMARY_BALANCE,
    TF_INFLATION,
    TF_DEFLATOR_GROWTH,
    TF_OUTPUT_SHOCK_SD,
    TF_PRICE_SHOCK_SD,
    TF_RETURN_SHOCK_SD,
    TF_OUTPUT_SHOCK_AR,
    TF_PRICE_SHOCK_AR,
    TF_RETURN_SHOCK_AR,
    TF_TARGET_MULTIPLE,
    TF_POVERTY_LINE,
    TF_MIDDLE_LOW,
    TF_MIDDLE_HIGH,
    TF_RELATIVE_LINE,
    TF_PARAMETER_COUNT
};

enum tf_source { TF_WAGE, TF_BUSINESS, TF_PROPERTY, TF_TRANSFER, TF_SOURCE_COUNT };
extern const char *const tf_source_names[TF_SOURCE_COUNT]; /* "wage", … */

enum tf_closure { TF_CLOSURE_GROWTH, TF_CLOSURE_GDP, TF_CLOSURE_PRODUCTION, TF_CLOSURE_COUNT };
extern const char *const tf_closure_names[TF_CLOSURE_COUNT];

enum tf_property { TF_PROPERTY_BY_GROWTH, TF_PROPERTY_BY_YIELD, TF_PROPERTY_RULE_COUNT };
extern const char *const tf_property_names[TF_PROPERTY_RULE_COUNT];

/* Dimensions of a parameter (bits). A cell is a region and a group. */
enum { TF_DIM_REGION = 1, TF_DIM_GROUP = 2, TF_DIM_SOURCE = 4 };

/* What a value is measured in; each kind has a list of accepted unit texts. */
enum tf_unit {
    TF_UNIT_PERSONS, /* million persons */
    TF_UNIT_MONEY,   /* CURRENCY/person/year */
    TF_UNIT_SHARE,   /* share of … */
    TF_UNIT_RATE,    /* per year */
    TF_UNIT_YEARS,   /* years of income or GDP */
    TF_UNIT_NUMBER,  /* weights, multiples, elasticities, log-SD */
    TF_UNIT_COUNT
};

/* What a value starts from when no row says so. */
enum tf_start {
    TF_START_REQUIRED, /* a row must give it for every member */
    TF_START_DEFAULT,  /* default_value */
    TF_START_NONE,     /* stays absent without rows; flat before its first knot */
    TF_START_COMPUTED  /* the engine computes it (model.md: urbanisation, household_share,
                          property_yield, transfer_mpc, deflator_growth, group_share) */
};

struct tf_parameter {
    const char *name;
    unsigned dimensions; /* TF_DIM_… bits */
    bool is_path;        /* @t: one value a year */
    enum tf_unit unit;
    enum tf_start start;
    double default_value;     /* for TF_START_DEFAULT */
    const char *default_text; /* in words, for the documentation */
    double low, high;         /* plausible range; a value outside is an error */
    bool low_open, high_open; /* the end itself is outside */
    unsigned closures;        /* bit 1 << enum tf_closure: where it has an effect */
    const char *unit_text;    /* "share of GDP" */
    const char *group;        /* heading in the documentation: "Base year", … */
    const char *meaning;      /* one sentence */
};

extern const struct tf_parameter tf_parameters[TF_PARAMETER_COUNT];

/* By name; NULL when there is none. */
const struct tf_parameter *tf_parameter_find(const char *name);
enum tf_parameter_id tf_parameter_identity(const struct tf_parameter *parameter);

/* The settings: text, not numbers. */
enum tf_setting_id {
    TF_SET_SCENARIO,
    TF_SET_TITLE,
    TF_SET_CURRENCY,
    TF_SET_BASE_YEAR,
    TF_SET_HORIZON,
    TF_SET_REGIONS,
    TF_SET_GROUPS,
    TF_SET_CLOSURE,
    TF_SET_PROPERTY,
    TF_SET_PUBLISHED_INCOME,
    TF_SET_PUBLISHED_GINI,
    TF_SET_EXTENDS,
    TF_SET_CORRELATIONS,
    TF_SETTING_COUNT
};
struct tf_setting {
    const char *name;
    const char *values; /* what it may be, in words */
    const char *default_text;
    const char *meaning;
};
extern const struct tf_setting tf_settings[TF_SETTING_COUNT];
const struct tf_setting *tf_setting_find(const char *name);

/* The accepted unit texts of a kind, NULL-terminated; money's contain the word CURRENCY, for which
 * the scenario's currency stands. Any of them may be given as a percentage where
 * tf_unit_takes_percent: `%`, `% of GDP`, `%/year`. */
const char *const *tf_unit_texts(enum tf_unit unit);
bool tf_unit_takes_percent(enum tf_unit unit);

/* Are its values shown as percentages? So are shares and rates; a plain number, which may be
 * written with a %, is shown as a number. */
bool tf_unit_shows_percent(enum tf_unit unit);

/* Further texts that one parameter accepts as its unit (those of docs/model.md), NULL-terminated.
 */
const char *const *tf_parameter_units(enum tf_parameter_id parameter);

#endif
