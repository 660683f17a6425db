/* words: every phrase that charts, terminal tables and reports print, in each language.
 *
 * One table, phrase by language (src/output/words.c); a third language is one more column. A phrase
 * may hold {1} … {9}, filled by tf_phrase_fill, so that each language chooses its word order. */
#ifndef TF_OUTPUT_WORDS_H
#define TF_OUTPUT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

enum tf_language { TF_LANGUAGE_EN, TF_LANGUAGE_ZH, TF_LANGUAGES };

enum tf_phrase {
    /* events: a target multiple of 2, and any other ({1} multiple, {2} base year, {3} year) */
    TF_PHRASE_DOUBLES,
    TF_PHRASE_REACHES,
    TF_PHRASE_SCENARIO_DOUBLES,
    TF_PHRASE_SCENARIO_REACHES,
    TF_PHRASE_TARGET_DOUBLE,
    TF_PHRASE_TARGET_OTHER,
    TF_PHRASE_DOUBLES_IN,
    TF_PHRASE_REACHES_IN,
    TF_PHRASE_END_DOUBLES_IN,
    TF_PHRASE_END_REACHES_IN,
    TF_PHRASE_END_NEVER_DOUBLE,
    TF_PHRASE_END_NEVER_OTHER,
    TF_PHRASE_END_BY,
    /* titles of the paths chart */
    TF_PHRASE_PATHS_ONE_REACHES,
    TF_PHRASE_PATHS_ONE_NEARLY,
    TF_PHRASE_PATHS_ONE_GROWS,
    TF_PHRASE_PATHS_ONE_FALLS,
    TF_PHRASE_PATHS_ALL,
    TF_PHRASE_PATHS_NONE,
    TF_PHRASE_PATHS_ONLY,
    TF_PHRASE_PATHS_SOME,
    TF_PHRASE_PATHS_ALL_FALL,
    TF_PHRASE_PATHS_SUBTITLE,
    TF_PHRASE_PATHS_OUTSIDE,
    /* the groups chart */
    TF_PHRASE_GROUPS_ALL,
    TF_PHRASE_GROUPS_NONE,
    TF_PHRASE_GROUPS_NONE_POORER_FASTER,
    TF_PHRASE_GROUPS_SOME,
    TF_PHRASE_GROUPS_PARTS,
    TF_PHRASE_GROUPS_PARTS_JOIN,
    TF_PHRASE_GROUPS_PART_SOME,
    TF_PHRASE_GROUPS_PART_POOREST,
    TF_PHRASE_GROUPS_PART_ALL,
    TF_PHRASE_GROUPS_PART_NONE,
    TF_PHRASE_GROUPS_PART_UNDER,
    TF_PHRASE_GROUPS_SUBTITLE,
    TF_PHRASE_GROUPS_UNIT,
    TF_PHRASE_GROUPS_MULTIPLE,
    TF_PHRASE_GROUPS_TARGET_KEY,
    TF_PHRASE_GROUPS_TEXT_KEY,
    /* quantities: names of assumptions and results in sentences */
    TF_PHRASE_MAGNITUDE_WHERE,     /* {1} name, {2} members and year */
    TF_PHRASE_MAGNITUDE_CHANGE,    /* {1} name */
    TF_PHRASE_MAGNITUDE_SCALE,     /* {1} name */
    TF_PHRASE_MAGNITUDE_POINTS,    /* {1} a difference of shares */
    TF_PHRASE_MAGNITUDE_IN_POINTS, /* {1} name */
    TF_PHRASE_MAGNITUDE_INCOME,
    TF_PHRASE_MAGNITUDE_INCOME_OF, /* {1} whose */
    TF_PHRASE_MAGNITUDE_P_TARGET,  /* {1} name, {2} which, here and below */
    TF_PHRASE_MAGNITUDE_MEDIAN,
    TF_PHRASE_MAGNITUDE_MEAN,
    TF_PHRASE_MAGNITUDE_SD,
    TF_PHRASE_MAGNITUDE_PERCENTILE,
    /* the charts of experiments: events and lists */
    TF_PHRASE_EVENT_DOUBLES, /* {1} whose income */
    TF_PHRASE_EVENT_REACHES, /* and {2} the multiple */
    TF_PHRASE_EVENT_LEVEL,   /* {1} name, {2} value */
    TF_PHRASE_LIST_COMMA,
    TF_PHRASE_LIST_AND,
    TF_PHRASE_LEFT_OUT, /* {1} how many */
    TF_PHRASE_AT_LEAST, /* {1} name, {2} value */
    TF_PHRASE_AT_MOST,
    TF_PHRASE_BETWEEN, /* {1} name, {2} low, {3} high */
    /* heatmap */
    TF_PHRASE_HEATMAP_ALL, /* {1} event */
    TF_PHRASE_HEATMAP_NONE,
    TF_PHRASE_HEATMAP_ONLY,        /* {1} event, {2} condition */
    TF_PHRASE_HEATMAP_ONLY_PARTLY, /* the same, {3} how many of {4} combinations with it */
    TF_PHRASE_HEATMAP_SOME,        /* {1} event, {2} of {3} */
    TF_PHRASE_HEATMAP_SOME_UNDER,  /* {1} event, {2} parts */
    TF_PHRASE_HEATMAP_PART,        /* {1} scenario, {2} of {3} */
    TF_PHRASE_HEATMAP_RANGE,       /* {1} name, {2} low, {3} high */
    TF_PHRASE_HEATMAP_SUBTITLE,    /* {1} result, {2} and {3} assumptions */
    TF_PHRASE_HEATMAP_USUAL,
    TF_PHRASE_HEATMAP_DOUBLES,
    TF_PHRASE_HEATMAP_REACHES, /* {1} level */
    TF_PHRASE_HEATMAP_SHORT,
    TF_PHRASE_HEATMAP_ABOVE, /* {1} level */
    TF_PHRASE_HEATMAP_BELOW,
    TF_PHRASE_HEATMAP_DOUBLING_LINE,
    TF_PHRASE_HEATMAP_LINE, /* {1} level */
    TF_PHRASE_HEATMAP_TEXT_KEY,
    /* tornado */
    TF_PHRASE_TORNADO_NONE, /* {1} event, {2} first assumption */
    TF_PHRASE_TORNADO_ONE,
    TF_PHRASE_TORNADO_SOME, /* {3} of {4} */
    TF_PHRASE_TORNADO_SAFE,
    TF_PHRASE_TORNADO_ONE_PREVENTS,
    TF_PHRASE_TORNADO_SOME_PREVENT,
    TF_PHRASE_TORNADO_MOST,     /* {1} result, {2} first assumption, {3} swing */
    TF_PHRASE_TORNADO_SUBTITLE, /* {1} result */
    TF_PHRASE_TORNADO_CENTRAL,  /* {1} value */
    TF_PHRASE_TORNADO_TARGET,
    TF_PHRASE_TORNADO_LOW,
    TF_PHRASE_TORNADO_HIGH,
    TF_PHRASE_TORNADO_ENDS,
    /* sobol */
    TF_PHRASE_SOBOL_FEW, /* {1} assumptions, {2} share, {3} result; one explains, several explain */
    TF_PHRASE_SOBOL_FEW_SEVERAL,
    TF_PHRASE_SOBOL_MANY,     /* {1} first assumption, {2} share, {3} result */
    TF_PHRASE_SOBOL_SUBTITLE, /* {1} result */
    TF_PHRASE_SHAPLEY_SUBTITLE,
    TF_PHRASE_SOBOL_FIRST,
    TF_PHRASE_SOBOL_NOTHING,
    TF_PHRASE_MATTERS_DIFFER,
    TF_PHRASE_MATTERS_DIFFER_TWO, /* {1} panel, {2} assumption, {3} panel, {4} assumption */
    TF_PHRASE_SOBOL_TOTAL,
    TF_PHRASE_SHAPLEY_SHARE,
    TF_PHRASE_SOBOL_INTERVALS,
    /* scatter */
    TF_PHRASE_SCATTER_MOST,     /* {1} first assumption, {2} result */
    TF_PHRASE_SCATTER_FEW,      /* {1} first, {2} how many matter little, {3} of how many */
    TF_PHRASE_SCATTER_SUBTITLE, /* {1} result */
    TF_PHRASE_SCATTER_X,
    TF_PHRASE_SCATTER_Y,
    TF_PHRASE_SCATTER_EQUAL,
    TF_PHRASE_SCATTER_HALF,
    TF_PHRASE_SCATTER_NOTE,
    /* frontier */
    TF_PHRASE_FRONTIER_FALLS, /* {1} name, {2} from, {3} to, {4} other name, {5} from, {6} to */
    TF_PHRASE_FRONTIER_RISES,
    TF_PHRASE_FRONTIER_FLAT,  /* {1} name, {2} other name */
    TF_PHRASE_FRONTIER_TAKES, /* {1} event, {2} condition */
    TF_PHRASE_FRONTIER_NEVER, /* {1} event, {2} other name */
    TF_PHRASE_FRONTIER_ALWAYS,
    TF_PHRASE_FRONTIER_FROM,  /* {1} event, {2} name, {3} value, {4} line, {5} value, {6} line */
    TF_PHRASE_FRONTIER_UP_TO, /* the same */
    TF_PHRASE_FRONTIER_LINES, /* {1} name, {2} other name */
    TF_PHRASE_FRONTIER_SUBTITLE_GOAL, /* {1} name, {2} goal, {3} other name */
    TF_PHRASE_FRONTIER_GOAL,          /* {1} goal */
    TF_PHRASE_FRONTIER_SUBTITLE,      /* {1} name, {2} other name */
    TF_PHRASE_FRONTIER_LEAST,         /* {1} what is made as small as can be */
    TF_PHRASE_FRONTIER_MOST,
    TF_PHRASE_FRONTIER_AT_MOST, /* {1} name, {2} value */
    TF_PHRASE_FRONTIER_WHILE,   /* {1} what is made small or large, {2} limits */
    TF_PHRASE_FRONTIER_ENDS,
    TF_PHRASE_FRONTIER_GAPS,
    TF_PHRASE_FRONTIER_EMPTY, /* {1} line */
    TF_PHRASE_FRONTIER_ERRORS,
    TF_PHRASE_FRONTIER_TARGET, /* {1} level */
    /* backtest */
    TF_PHRASE_BACKTEST_HELD, /* {1} base year, {2} of {3} years */
    TF_PHRASE_BACKTEST_LOW,  /* observed below the band */
    TF_PHRASE_BACKTEST_HIGH,
    TF_PHRASE_BACKTEST_MISSED,
    TF_PHRASE_BACKTEST_ERROR,    /* {1} base year, {2} mean error */
    TF_PHRASE_BACKTEST_SUBTITLE, /* {1} name, {2} base year, {3} scenario */
    TF_PHRASE_BACKTEST_FROM,
    TF_PHRASE_BACKTEST_COUNT, /* {1} of {2} */
    TF_PHRASE_BACKTEST_INSIDE,
    TF_PHRASE_BACKTEST_MEDIAN,   /* {1} value */
    TF_PHRASE_BACKTEST_OBSERVED, /* {1} value */
    TF_PHRASE_BACKTEST_PROJECTED,
    TF_PHRASE_BACKTEST_HOLLOW,
    TF_PHRASE_BACKTEST_BANDS,
    TF_PHRASE_BACKTEST_TEXT_KEY,
    TF_PHRASE_BACKTEST_TEXT_KEY_LINE,
    /* box */
    TF_PHRASE_BOX_MISSED, /* {1} conditions */
    TF_PHRASE_BOX_MET,
    TF_PHRASE_BOX_MISSED_CROWD,
    TF_PHRASE_BOX_MET_CROWD,
    TF_PHRASE_BOX_NONE,
    TF_PHRASE_BOX_SUBTITLE_MISSED, /* {1} draws, {2} scenario, {3} coverage, {4} density */
    TF_PHRASE_BOX_SUBTITLE_MET,
    TF_PHRASE_BOX_KEY_MISSED,
    TF_PHRASE_BOX_KEY_MET,
    TF_PHRASE_BOX_KEY_MEETS,
    TF_PHRASE_BOX_KEY_MISSES,
    TF_PHRASE_BOX_TEXT_KEY,
    TF_PHRASE_BOX_TEXT_KEY_MET,
    /* the fan: {1} event as a noun, {2} year, {3} number */
    TF_PHRASE_FAN_DOUBLING,
    TF_PHRASE_FAN_REACHING, /* {1} multiple, {2} base year */
    TF_PHRASE_FAN_CERTAIN,
    TF_PHRASE_FAN_VERY_LIKELY,
    TF_PHRASE_FAN_LIKELY,
    TF_PHRASE_FAN_RATHER_LIKELY,
    TF_PHRASE_FAN_EVEN,
    TF_PHRASE_FAN_RATHER_UNLIKELY,
    TF_PHRASE_FAN_UNLIKELY,
    TF_PHRASE_FAN_VERY_UNLIKELY,
    TF_PHRASE_FAN_EXCEPTIONAL,
    TF_PHRASE_FAN_TWO,      /* {3}, {4} chances with their scopes */
    TF_PHRASE_FAN_TWO_PART, /* {1} chance, {2} scope */
    TF_PHRASE_FAN_TWO_PART_SCENARIO,
    TF_PHRASE_FAN_MANY,         /* {3} lowest, {4} highest chance, {5} where */
    TF_PHRASE_FAN_MANY_SAME,    /* {3} chance */
    TF_PHRASE_FAN_SPREAD,       /* {1} low, {2} high, {3} year */
    TF_PHRASE_FAN_SPREAD_MANY,  /* {1} year */
    TF_PHRASE_FAN_SUBTITLE,     /* {1} measure */
    TF_PHRASE_FAN_MEDIAN,       /* {1} number */
    TF_PHRASE_FAN_CALL_DOUBLES, /* {1} year */
    TF_PHRASE_FAN_CALL_REACHES, /* {1} year, {2} multiple */
    TF_PHRASE_FAN_HEAD_DOUBLES, /* {1} chance, {2} year */
    TF_PHRASE_FAN_HEAD_REACHES, /* {3} multiple */
    TF_PHRASE_FAN_STRIP_DOUBLES,
    TF_PHRASE_FAN_STRIP_REACHES, /* {1} multiple */
    TF_PHRASE_FAN_NOTE,          /* {1} draws */
    TF_PHRASE_SCOPE_BOTH,        /* {1} region, {2} scenario */
    TF_PHRASE_NATION_IN_CHARTS,
    /* sources of income */
    TF_PHRASE_SOURCES_MOST,         /* {1} source */
    TF_PHRASE_SOURCES_MOST_FASTEST, /* {1}, {2} sources */
    TF_PHRASE_SOURCES_LARGEST,      /* {1} source, {2} share */
    TF_PHRASE_SOURCES_FALL,         /* {1} year */
    TF_PHRASE_SOURCES_EVERYWHERE,   /* {1} source */
    TF_PHRASE_SOURCES_WHERE,        /* {1} base year, {2} horizon */
    TF_PHRASE_SOURCES_SUBTITLE,     /* {1} unit with a year, {2} price year */
    TF_PHRASE_SOURCES_OF_RISE,      /* {1} share */
    TF_PHRASE_SOURCES_OF_FALL,      /* {1} share */
    TF_PHRASE_SOURCE_WAGE,
    TF_PHRASE_SOURCE_BUSINESS,
    TF_PHRASE_SOURCE_PROPERTY,
    TF_PHRASE_SOURCE_TRANSFER,
    /* sources within a sentence */
    TF_PHRASE_SOURCE_WAGE_IN_TEXT,
    TF_PHRASE_SOURCE_BUSINESS_IN_TEXT,
    TF_PHRASE_SOURCE_PROPERTY_IN_TEXT,
    TF_PHRASE_SOURCE_TRANSFER_IN_TEXT,
    /* curves over the distribution: incidence */
    TF_PHRASE_INCIDENCE_SUBTITLE, /* {1} years */
    TF_PHRASE_INCIDENCE_AXIS,
    TF_PHRASE_INCIDENCE_POORER,
    TF_PHRASE_INCIDENCE_RICHER,
    TF_PHRASE_INCIDENCE_MEAN,          /* {1} growth */
    TF_PHRASE_INCIDENCE_POINT,         /* {1} percentile, {2} growth */
    TF_PHRASE_INCIDENCE_NEEDED_DOUBLE, /* {1} growth, {2} year */
    TF_PHRASE_INCIDENCE_NEEDED_OTHER,  /* {3} multiple */
    TF_PHRASE_INCIDENCE_POORER_GAIN,
    TF_PHRASE_INCIDENCE_RICHER_GAIN,
    TF_PHRASE_INCIDENCE_EVEN,
    TF_PHRASE_INCIDENCE_ALL_REACH, /* {1} finding, {2} event */
    TF_PHRASE_INCIDENCE_NONE_REACH,
    TF_PHRASE_INCIDENCE_BOTTOM, /* {3} share */
    TF_PHRASE_INCIDENCE_BOTTOM_DOUBLES,
    TF_PHRASE_INCIDENCE_TOP,     /* {3} share */
    TF_PHRASE_INCIDENCE_SOME,    /* {3} share */
    TF_PHRASE_INCIDENCE_HIGHEST, /* {1} scope, {2} growth */
    TF_PHRASE_INCIDENCE_LEAST_SPREAD,
    TF_PHRASE_LORENZ_SUBTITLE,
    TF_PHRASE_LORENZ_AXIS,
    TF_PHRASE_LORENZ_EQUALITY,
    TF_PHRASE_LORENZ_TABLE,
    TF_PHRASE_LORENZ_CHANGE,
    TF_PHRASE_LORENZ_GINI, /* {1} number */
    TF_PHRASE_LORENZ_GINI_ROW,
    TF_PHRASE_LORENZ_FIFTH_1,
    TF_PHRASE_LORENZ_FIFTH_2,
    TF_PHRASE_LORENZ_FIFTH_3,
    TF_PHRASE_LORENZ_FIFTH_4,
    TF_PHRASE_LORENZ_FIFTH_5,
    TF_PHRASE_LORENZ_STEADY,          /* {1} year, {2} Gini */
    TF_PHRASE_LORENZ_ALL_BUT_RICHEST, /* {1} year */
    TF_PHRASE_LORENZ_ALL_BUT_RICHEST_HIGH,
    TF_PHRASE_LORENZ_MORE_EQUAL, /* {1} year, {2} and {3} Gini */
    TF_PHRASE_LORENZ_LESS_EQUAL,
    TF_PHRASE_LORENZ_MOST_EQUAL, /* {1} scope, {2} Gini */
    TF_PHRASE_LORENZ_MOST_EQUAL_SCENARIO,
    TF_PHRASE_CURVE_OF_YEAR,    /* {1} year, {2} scope */
    TF_PHRASE_DENSITY_SUBTITLE, /* {1} unit with a year, {2} price year */
    TF_PHRASE_DENSITY_AXIS,     /* {1} unit */
    TF_PHRASE_DENSITY_BAND,
    TF_PHRASE_DENSITY_MEDIAN, /* {1} amount */
    TF_PHRASE_DENSITY_MIDDLE, /* {1} share */
    TF_PHRASE_DENSITY_NOTE,   /* {1}, {2} amounts, {3} currency */
    TF_PHRASE_DENSITY_UP,     /* {1} year, {2}, {3} shares */
    TF_PHRASE_DENSITY_DOWN,
    TF_PHRASE_DENSITY_STEADY,
    TF_PHRASE_DENSITY_MOST,    /* {1} scope, {2} share, {3} year */
    TF_PHRASE_DENSITY_MEDIANS, /* {1} year, {2}, {3} amounts */
    TF_PHRASE_DENSITY_PLAIN,
    /* scopes in titles */
    TF_PHRASE_SCOPE_QUOTED, /* {1} scenario */
    /* waterfall */
    TF_PHRASE_WATERFALL_SUBTITLE,         /* {1} years, {2} unit with a year, {3} price year */
    TF_PHRASE_WATERFALL_SUBTITLE_BETWEEN, /* {1}, {2} scenarios, {3} year, {4} unit with a year, {5}
                                             price year */
    TF_PHRASE_WATERFALL_SUBTITLE_LOGS,    /* {1} years */
    TF_PHRASE_WATERFALL_SUBTITLE_LOGS_BETWEEN, /* {1}, {2} scenarios, {3} year */
    TF_PHRASE_WATERFALL_TOTAL,
    TF_PHRASE_WATERFALL_WHOLE,
    TF_PHRASE_WATERFALL_TARGET, /* {1} amount, {2} multiple, {3} base year */
    TF_PHRASE_WATERFALL_GAP,
    TF_PHRASE_WATERFALL_SHORT, /* {1} amount */
    TF_PHRASE_WATERFALL_BETWEEN_REGIONS,
    TF_PHRASE_WATERFALL_WITHIN,         /* {1} region */
    TF_PHRASE_WATERFALL_WITHIN_IN_TEXT, /* {1} region */
    TF_PHRASE_WATERFALL_BETWEEN_IN_TEXT,
    TF_PHRASE_WATERFALL_MOST,     /* {1} part */
    TF_PHRASE_WATERFALL_LARGEST,  /* {1} part, {2} share */
    TF_PHRASE_WATERFALL_MOST_BUT, /* {3} part, {4} amount */
    TF_PHRASE_WATERFALL_LARGEST_BUT,
    TF_PHRASE_WATERFALL_FALL, /* {1} part, {2} year */
    TF_PHRASE_WATERFALL_MORE, /* {1}, {2} scenarios, {3} amount, {4} part */
    TF_PHRASE_WATERFALL_MORE_LARGEST,
    TF_PHRASE_WATERFALL_LESS,
    TF_PHRASE_PART_GDP,
    TF_PHRASE_PART_TFP,
    TF_PHRASE_PART_CAPITAL,
    TF_PHRASE_PART_LABOUR,
    TF_PHRASE_PART_HUMAN_CAPITAL,
    TF_PHRASE_PART_MIGRATION,
    TF_PHRASE_PART_POPULATION,
    TF_PHRASE_PART_RELATIVE_PRICE,
    TF_PHRASE_PART_HOUSEHOLD_SHARE,
    TF_PHRASE_PART_GDP_IN_TEXT,
    TF_PHRASE_PART_TFP_IN_TEXT,
    TF_PHRASE_PART_CAPITAL_IN_TEXT,
    TF_PHRASE_PART_LABOUR_IN_TEXT,
    TF_PHRASE_PART_HUMAN_CAPITAL_IN_TEXT,
    TF_PHRASE_PART_MIGRATION_IN_TEXT,
    TF_PHRASE_PART_POPULATION_IN_TEXT,
    TF_PHRASE_PART_RELATIVE_PRICE_IN_TEXT,
    TF_PHRASE_PART_HOUSEHOLD_SHARE_IN_TEXT,
    /* paths by region: {1} event, {2} horizon */
    TF_PHRASE_PATHS_REGIONS_ALL,
    TF_PHRASE_PATHS_REGIONS_NONE,
    TF_PHRASE_PATHS_REGIONS_ONE,  /* {3} scope */
    TF_PHRASE_PATHS_REGIONS_SOME, /* {3}, {4} counts */
    /* common */
    TF_PHRASE_LOG_SCALE,
    TF_PHRASE_JOIN,
    TF_PHRASE_NOTE,
    TF_PHRASE_SOURCE,
    TF_PHRASE_MULTIPLE,
    TF_PHRASE_THOUSAND,
    TF_PHRASE_TEN_THOUSAND,
    TF_PHRASE_MILLION,
    TF_PHRASE_HUNDRED_MILLION,
    TF_PHRASE_BILLION,
    /* the summary of `run` */
    TF_PHRASE_SUMMARY_SUBJECT,       /* {1} currency, {2} base year */
    TF_PHRASE_SUMMARY_SUBJECT_PLAIN, /* {1} base year */
    TF_PHRASE_SUMMARY_SUBJECT_MIXED, /* other base years or currencies */
    TF_PHRASE_SUMMARY_OF,            /* {1} scenario, {2} verdict */
    TF_PHRASE_SUMMARY_REACHED, /* {1} year, {2} multiple, {3} horizon, {4} growth, {5} needed */
    TF_PHRASE_SUMMARY_REACHED_OTHER, /* and {6} target */
    TF_PHRASE_SUMMARY_REACHED_AT_ONCE,
    TF_PHRASE_SUMMARY_SHORT, /* {1} horizon, {2} multiple, {3} growth, {4} needed, {5} year later,
                      {6} target */
    TF_PHRASE_SUMMARY_SHORT_EVER, /* the same without a later year */
    TF_PHRASE_SUMMARY_INCOME,
    TF_PHRASE_SUMMARY_GROWTH,
    TF_PHRASE_SUMMARY_MULTIPLE_OF, /* {1} base year */
    TF_PHRASE_SUMMARY_MULTIPLE_OF_BASE,
    TF_PHRASE_SUMMARY_CONSUMPTION,
    TF_PHRASE_SUMMARY_SAVING_RATE,
    TF_PHRASE_SUMMARY_RATIO,
    TF_PHRASE_SUMMARY_GDP,
    TF_PHRASE_SUMMARY_HOUSEHOLD_SHARE,
    TF_PHRASE_SUMMARY_PRICES,
    TF_PHRASE_SUMMARY_NOMINAL,
    TF_PHRASE_SUMMARY_ALL_SCENARIOS,
    TF_PHRASE_SUMMARY_GROUPS,          /* {1} horizon */
    TF_PHRASE_SUMMARY_GROUPS_COMPARED, /* {1} base year, {2} horizon */
    TF_PHRASE_SUMMARY_GROUPS_HORIZONS,
    TF_PHRASE_SUMMARY_NATION,
    TF_PHRASE_SUMMARY_COLUMN_MULTIPLE,
    TF_PHRASE_SUMMARY_COLUMN_GROWTH,
    TF_PHRASE_SUMMARY_COLUMN_YEAR,
    TF_PHRASE_SUMMARY_COLUMN_SAVING,
    TF_PHRASE_SUMMARY_LATER, /* {1} year, beyond the horizon */
    TF_PHRASE_SUMMARY_NEVER,
    TF_PHRASE_SUMMARY_MANY_GROUPS, /* {1} count */
    TF_PHRASE_SUMMARY_SCENARIO,
    /* explain */
    TF_PHRASE_EXPLAIN_CHANGE,     /* {1} scenario, {2} first year, {3} last */
    TF_PHRASE_EXPLAIN_DIFFERENCE, /* {1} scenarios, {2} year */
    TF_PHRASE_EXPLAIN_AMOUNT,
    TF_PHRASE_EXPLAIN_OF_WHOLE,
    TF_PHRASE_EXPLAIN_INCOME,
    TF_PHRASE_EXPLAIN_SOURCE,  /* {1} source */
    TF_PHRASE_EXPLAIN_WITHIN,  /* {1} region */
    TF_PHRASE_EXPLAIN_BETWEEN, /* {1} region */
    TF_PHRASE_EXPLAIN_LOG_INCOME,
    TF_PHRASE_EXPLAIN_GDP,
    TF_PHRASE_EXPLAIN_RELATIVE_PRICE,
    TF_PHRASE_EXPLAIN_SHARE,
    TF_PHRASE_EXPLAIN_TFP,
    TF_PHRASE_EXPLAIN_CAPITAL,
    TF_PHRASE_EXPLAIN_LABOUR,
    TF_PHRASE_EXPLAIN_HUMAN_CAPITAL,
    TF_PHRASE_EXPLAIN_MIGRATION,
    TF_PHRASE_EXPLAIN_POPULATION,
    TF_PHRASE_LATER_THAN, /* {1} year */
    /* statistics of draws */
    TF_PHRASE_SAMPLED_DRAWS,      /* {1} scenario, {2} count */
    TF_PHRASE_SAMPLED_DRAW,       /* {1} scenario, {2} 1 */
    TF_PHRASE_SAMPLED_INFEASIBLE, /* {1} count */
    TF_PHRASE_SAMPLED_CLIPPED,    /* {1} count */
    TF_PHRASE_SAMPLED_MEAN,
    TF_PHRASE_SAMPLED_TARGET,
    TF_PHRASE_SAMPLED_ABOVE,
    TF_PHRASE_SAMPLED_LATER, /* a quantile of draws that do not reach the target by the horizon */
    TF_PHRASE_SAMPLED_ERRORS,
    TF_PHRASE_SAMPLED_LEFT_OUT,
    /* boxes of discover */
    TF_PHRASE_DISCOVERED_DRAWS,
    TF_PHRASE_DISCOVERED_RUNS,
    TF_PHRASE_DISCOVERED_MISSED, /* {1} scenario, {2} target, {3} share, {4} count, {5} draws */
    TF_PHRASE_DISCOVERED_MET,
    TF_PHRASE_DISCOVERED_INFEASIBLE,  /* {1} count; follows on the one before */
    TF_PHRASE_DISCOVERED_MISSED_WHEN, /* {1} bounds, {2} share inside, {3} outside, {4} of all, {5}
                                         of those that miss, {6} draws */
    TF_PHRASE_DISCOVERED_MET_WHEN,
    TF_PHRASE_DISCOVERED_ALSO_MISSED_WHEN,
    TF_PHRASE_DISCOVERED_ALSO_MET_WHEN,
    TF_PHRASE_DISCOVERED_UNDER, /* {1} factor, {2} limit */
    TF_PHRASE_DISCOVERED_AT_MOST,
    TF_PHRASE_DISCOVERED_OVER,
    TF_PHRASE_DISCOVERED_AT_LEAST,
    TF_PHRASE_DISCOVERED_BETWEEN, /* {1} factor, {2} and {3} limits */
    TF_PHRASE_DISCOVERED_AND,
    TF_PHRASE_DISCOVERED_ALIKE, /* {1} draws */
    TF_PHRASE_DISCOVERED_NONE,
    TF_PHRASE_DISCOVERED_NOT_ASKED_FOR,
    TF_PHRASE_DISCOVERED_VALIDATED, /* {1} draws, {2} per cent; follows on the one before */
    TF_PHRASE_DISCOVERED_TOGETHER,  /* {1} boxes, {2} of those that miss, {3} share inside */
    TF_PHRASE_DISCOVERED_FACTOR,
    TF_PHRASE_DISCOVERED_INSIDE,
    TF_PHRASE_DISCOVERED_ALL, /* {1} draws */
    TF_PHRASE_DISCOVERED_QUASI_P,
    TF_PHRASE_DISCOVERED_AGAIN,
    TF_PHRASE_DISCOVERED_STEP,
    TF_PHRASE_DISCOVERED_BOUNDS,
    TF_PHRASE_DISCOVERED_COVERAGE,
    TF_PHRASE_DISCOVERED_DENSITY,
    TF_PHRASE_DISCOVERED_MASS,
    TF_PHRASE_DISCOVERED_NOTE, /* {1} half samples */
    /* report */
    TF_PHRASE_REPORT_CONTENTS,
    TF_PHRASE_REPORT_QUESTION_DOUBLE, /* {1} base year, {2} horizon */
    TF_PHRASE_REPORT_QUESTION_OTHER,  /* and {3} target */
    TF_PHRASE_REPORT_INTRODUCTION,    /* {1} scenarios, {2} draws or nothing */
    TF_PHRASE_REPORT_SCENARIO_QUOTED, /* {1} a title */
    TF_PHRASE_REPORT_ANSWERS,
    TF_PHRASE_REPORT_WHEN,
    TF_PHRASE_REPORT_WHOM,
    TF_PHRASE_REPORT_CARRIES,
    TF_PHRASE_REPORT_COSTS,
    TF_PHRASE_REPORT_SURE,
    TF_PHRASE_REPORT_NEEDED,
    TF_PHRASE_REPORT_WHOM_SCENARIO,  /* {1} scenario, {2} horizon, {3} groups on target, {4} groups,
                                        {5} and {7} groups, {6} and {8} multiples */
    TF_PHRASE_REPORT_WHOM_NATION,    /* {1} scenario, {2} horizon, {3} multiple */
    TF_PHRASE_REPORT_GROUP_IN,       /* {1} region, {2} group */
    TF_PHRASE_REPORT_CARRIES_MONEY,  /* {1} scenario, {2} amount, {3} parts */
    TF_PHRASE_REPORT_CARRIES_PART,   /* {1} source, {2} share */
    TF_PHRASE_REPORT_CARRIES_LOG,    /* {1} scenario, {2} and {3} shares */
    TF_PHRASE_REPORT_COSTS_SCENARIO, /* {1} scenario, {2} year, {3} parts */
    TF_PHRASE_REPORT_COSTS_MOVE,     /* {1} metric, {2} and {3} values */
    TF_PHRASE_REPORT_COSTS_NONE,     /* {1} scenario */
    TF_PHRASE_REPORT_COSTS_UNKNOWN,  /* {1} scenario */
    TF_PHRASE_REPORT_SURE_SCENARIO,  /* {1} scenario, {2} horizon, {3} share, {4} draws, {5} error,
                                        {6} {7} multiples */
    TF_PHRASE_REPORT_SURE_CAVEAT,
    TF_PHRASE_REPORT_SURE_NOTHING,
    TF_PHRASE_REPORT_SURE_CERTAIN,    /* {1} scenario */
    TF_PHRASE_REPORT_NEEDED_SCENARIO, /* {1} scenario, {2} needed, {3} growth, {4} points */
    TF_PHRASE_REPORT_NEEDED_REACHED,  /* {1} scenario, {2} needed, {3} growth */
    TF_PHRASE_REPORT_METRIC_TRANSFERS,
    TF_PHRASE_REPORT_METRIC_HOUSEHOLDS,
    TF_PHRASE_REPORT_METRIC_CONSUMPTION,
    TF_PHRASE_REPORT_METRIC_INVESTMENT,
    TF_PHRASE_REPORT_METRIC_REST,
    TF_PHRASE_REPORT_METRIC_LEVY,
    TF_PHRASE_REPORT_METRIC_DEBT,
    TF_PHRASE_REPORT_MORE_PRODUCTIVITY,
    TF_PHRASE_REPORT_MORE_GDP,
    TF_PHRASE_REPORT_MORE_INCOME,
    TF_PHRASE_REPORT_INDEX_ROW,
    TF_PHRASE_REPORT_INFEASIBLE, /* {1} scenario, {2} where and why */
    TF_PHRASE_REPORT_CHARTS,
    TF_PHRASE_REPORT_NOT_DRAWN, /* {1} kind, {2} why */
    TF_PHRASE_REPORT_CAPTION_PATHS,
    TF_PHRASE_REPORT_CAPTION_GROUPS,
    TF_PHRASE_REPORT_ALT_PATHS, /* {1} base year, {2} horizon, {3} ends */
    TF_PHRASE_REPORT_ALT_END,   /* {1} scenario, {2} index */
    TF_PHRASE_REPORT_ALT_FAN,
    TF_PHRASE_REPORT_ALT_SOURCES,
    TF_PHRASE_REPORT_ALT_INCIDENCE,
    TF_PHRASE_REPORT_ALT_DENSITY,
    TF_PHRASE_REPORT_ALT_OF,
    TF_PHRASE_REPORT_ALT_MIDDLE,
    TF_PHRASE_REPORT_CAPTION_FAN,
    TF_PHRASE_REPORT_CAPTION_SOURCES,
    TF_PHRASE_REPORT_CAPTION_INCIDENCE,
    TF_PHRASE_REPORT_CAPTION_DENSITY,
    TF_PHRASE_REPORT_ALT_GROUPS, /* {1} {2} years, {3} sentences */
    TF_PHRASE_REPORT_YEARS,
    TF_PHRASE_REPORT_PARTS,
    TF_PHRASE_REPORT_SPREAD,
    TF_PHRASE_REPORT_ASSUMPTIONS,
    TF_PHRASE_REPORT_ASSUMPTIONS_NOTE,
    TF_PHRASE_REPORT_ASSUMPTIONS_SHARED,
    TF_PHRASE_REPORT_ASSUMPTIONS_OF, /* {1} scenario */
    TF_PHRASE_REPORT_COLUMN_WHAT,
    TF_PHRASE_REPORT_COLUMN_VALUE,
    TF_PHRASE_REPORT_COLUMN_RANGE,
    TF_PHRASE_REPORT_COLUMN_REASON,
    TF_PHRASE_REPORT_COLUMN_FROM,
    TF_PHRASE_REPORT_OVERRIDDEN,
    TF_PHRASE_REPORT_OVERRIDDEN_NONE,
    TF_PHRASE_REPORT_COLUMN_BY,
    TF_PHRASE_REPORT_FINDINGS,
    TF_PHRASE_REPORT_FINDINGS_NONE,
    TF_PHRASE_REPORT_LIMITS,
    TF_PHRASE_REPORT_LIMIT_BEHAVIOUR,
    TF_PHRASE_REPORT_LIMIT_DEMAND,
    TF_PHRASE_REPORT_LIMIT_GROUPS,
    TF_PHRASE_REPORT_LIMIT_SURVEY,
    TF_PHRASE_REPORT_LIMIT_SHIFT,
    TF_PHRASE_REPORT_LIMIT_PARTS,
    TF_PHRASE_REPORT_LIMIT_FUTURE,
    TF_PHRASE_REPORT_AGAIN,
    TF_PHRASE_REPORT_AGAIN_NOTE,  /* {1} version */
    TF_PHRASE_REPORT_AGAIN_DRAWS, /* {1} draws, {2} design, {3} seed */
    TF_PHRASE_REPORT_COLUMN_FILE,
    TF_PHRASE_REPORT_COLUMN_DIGEST,
    /* sensitivity indices */
    TF_PHRASE_INDEXED_OAT,              /* {1} metric */
    TF_PHRASE_INDEXED_OAT_CENTRAL,      /* {1} metric, {2} its value there */
    TF_PHRASE_INDEXED_SUBJECT,          /* {1} scenario, {2} metric */
    TF_PHRASE_INDEXED_MORRIS,           /* {1} metric, {2} effects */
    TF_PHRASE_INDEXED_SOBOL,            /* {1} metric, {2} base points, {3} runs */
    TF_PHRASE_INDEXED_GIVEN,            /* {1} metric, {2} runs */
    TF_PHRASE_INDEXED_SHAPLEY,          /* {1} metric, {2} runs */
    TF_PHRASE_INDEXED_LEFT_OUT_RUNS,    /* {1} infeasible runs */
    TF_PHRASE_INDEXED_LEFT_OUT_BASES,   /* {1} infeasible runs, {2} base points left out */
    TF_PHRASE_INDEXED_LEFT_OUT_EFFECTS, /* {1} infeasible runs, {2} effects left out */
    TF_PHRASE_INDEXED_TOO_FEW,
    TF_PHRASE_INDEXED_CONSTANT,
    TF_PHRASE_INDEXED_FROM,
    TF_PHRASE_INDEXED_TO,
    TF_PHRASE_INDEXED_AT_LOW,
    TF_PHRASE_INDEXED_AT_HIGH,
    TF_PHRASE_INDEXED_OUTPUT,
    TF_PHRASE_INDEXED_SWING,
    TF_PHRASE_INDEXED_SUM,
    TF_PHRASE_INDEXED_PAIR,     /* {1} and {2} factors */
    TF_PHRASE_INDEXED_SETTLING, /* {1} index */
    TF_PHRASE_INDEXED_INTERVAL, /* {1} confidence */
    TF_PHRASE_INDEXED_NOTE_MORRIS,
    TF_PHRASE_INDEXED_NOTE_SOBOL,
    TF_PHRASE_INDEXED_NOTE_GIVEN,
    TF_PHRASE_INDEXED_NOTE_SHAPLEY,
    /* what a solver found */
    TF_PHRASE_SOLVED_DOUBLES_BY,    /* {1} year */
    TF_PHRASE_SOLVED_DOUBLES_BY_IN, /* {1} year, {2} region or cell */
    TF_PHRASE_SOLVED_REACHES_BY,    /* {1} year, {2} multiple, {3} base year */
    TF_PHRASE_SOLVED_REACHES_BY_IN, /* the same, {4} region or cell */
    TF_PHRASE_SOLVED_IN_DRAWS,      /* {1} what, {2} share */
    TF_PHRASE_SOLVED_METRIC_IS,     /* {1} metric, {2} value */
    TF_PHRASE_SOLVED_IF,            /* {1} scenario, {2} what, {3} address, {4} value */
    TF_PHRASE_SOLVED_WHERE,         /* {1} scenario, {2} what */
    TF_PHRASE_SOLVED_NEVER,         /* {1} scenario, {2} what, {3} address, {4} and {5} ends */
    TF_PHRASE_SOLVED_EVERYWHERE,    /* {1} metric, {2} value */
    TF_PHRASE_SOLVED_NEAREST,       /* {1} value, {2} metric, {3} its value there */
    TF_PHRASE_SOLVED_LOW_END,
    TF_PHRASE_SOLVED_HIGH_END,
    TF_PHRASE_SOLVED_TURN,
    TF_PHRASE_SOLVED_NONE_BEYOND,
    TF_PHRASE_SOLVED_INFEASIBLE_BEYOND, /* {1} year, cell and reason */
    TF_PHRASE_SOLVED_JUMP,
    TF_PHRASE_SOLVED_FLAT,
    TF_PHRASE_SOLVED_NOWHERE,
    TF_PHRASE_SOLVED_INFEASIBLE, /* {1} year, cell and reason */
    TF_PHRASE_SOLVED_SAME_TO,    /* {1} value */
    TF_PHRASE_SOLVED_LATER,
    TF_PHRASE_SOLVED_REACHED,
    TF_PHRASE_SOLVED_NOTE,
    TF_PHRASE_SOLVED_ASKED,
    TF_PHRASE_SOLVED_FOUND,
    TF_PHRASE_SOLVED_LEAST,
    TF_PHRASE_SOLVED_MOST,
    TF_PHRASE_SOLVED_BINDS,
    TF_PHRASE_SOLVED_NOT_MET,
    TF_PHRASE_SOLVED_SOLUTION, /* {1} scenario, {2} number, {3} of how many */
    TF_PHRASE_SOLVED_UNMET,    /* {1} scenario */
    TF_PHRASE_SOLVED_ERRORS,
    TF_PHRASES
};

/* The phrase as it stands in the table. */
const char *tf_phrase_text(enum tf_phrase phrase, enum tf_language language);

/* The phrase with {1}, {2} … replaced by the texts that follow; the last argument is (char *)NULL.
 * A place without a text stays empty. From the arena; NULL when memory is exhausted. */
char *tf_phrase_fill(struct tf_arena *arena, enum tf_language language, enum tf_phrase phrase, ...)
    __attribute__((sentinel));

/* `en`, `zh`: false for any other code. */
bool tf_language_parse(const char *code, enum tf_language *language);
const char *tf_language_code(enum tf_language language);

/* A multiple for people: ×1.96, 1.96倍; with one decimal from 10 on. A value that lies below
 * `target` is never rounded up to it: as many decimals are given as that takes. NaN target: none.
 */
char *tf_words_multiple(struct tf_arena *arena, enum tf_language language, double value,
                        double target);

/* A target without decimals it does not need: 2, 1.5. */
char *tf_words_plain(struct tf_arena *arena, double value);

/* A calendar year; the first one at or above a fractional crossing: 2033.4 gives 2034. */
int tf_words_year_reached(double crossing);
char *tf_words_whole(struct tf_arena *arena, long value);

#endif
