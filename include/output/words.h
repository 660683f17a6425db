/* words: every phrase that charts and terminal tables print, in each language.
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
    /* statistics of draws */
    TF_PHRASE_SAMPLED_DRAWS,      /* {1} scenario, {2} count */
    TF_PHRASE_SAMPLED_INFEASIBLE, /* {1} count */
    TF_PHRASE_SAMPLED_CLIPPED,    /* {1} count */
    TF_PHRASE_SAMPLED_MEAN,
    TF_PHRASE_SAMPLED_TARGET,
    TF_PHRASE_SAMPLED_ABOVE,
    TF_PHRASE_SAMPLED_LATER,  /* a quantile of draws that do not reach the target by the horizon */
    TF_PHRASE_SAMPLED_POINTS, /* {1} a difference of shares */
    TF_PHRASE_SAMPLED_ERRORS,
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
