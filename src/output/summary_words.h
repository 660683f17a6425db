/* summary_words: the phrases of the run summary, in each language; {1} … are filled as in
 * output/words.h. */
#ifndef TF_OUTPUT_SUMMARY_WORDS_H
#define TF_OUTPUT_SUMMARY_WORDS_H

#include "base/mem.h"
#include "output/words.h"

enum summary_phrase {
    SUMMARY_SUBJECT,       /* {1} currency, {2} base year */
    SUMMARY_SUBJECT_PLAIN, /* {1} base year */
    SUMMARY_OF,            /* {1} scenario, {2} verdict */
    SUMMARY_REACHED,       /* {1} year, {2} multiple, {3} horizon, {4} growth, {5} needed */
    SUMMARY_REACHED_OTHER, /* and {6} target */
    SUMMARY_REACHED_AT_ONCE,
    SUMMARY_SHORT,      /* {1} horizon, {2} multiple, {3} growth, {4} needed, {5} year later, {6}
                           target */
    SUMMARY_SHORT_EVER, /* the same without a later year */
    SUMMARY_PATH,
    SUMMARY_INCOME,
    SUMMARY_GROWTH,
    SUMMARY_MULTIPLE_OF, /* {1} base year */
    SUMMARY_CONSUMPTION,
    SUMMARY_SAVING_RATE,
    SUMMARY_RATIO,
    SUMMARY_GDP,
    SUMMARY_HOUSEHOLD_SHARE,
    SUMMARY_PRICES,
    SUMMARY_NOMINAL,
    SUMMARY_ALL_SCENARIOS,
    SUMMARY_GROUPS,          /* {1} horizon */
    SUMMARY_GROUPS_COMPARED, /* {1} base year, {2} horizon */
    SUMMARY_GROUPS_HORIZONS, /* {1} base year */
    SUMMARY_ALL_GROUPS,
    SUMMARY_NATION,
    SUMMARY_COLUMN_MULTIPLE,
    SUMMARY_COLUMN_GROWTH,
    SUMMARY_COLUMN_YEAR,
    SUMMARY_COLUMN_SAVING,
    SUMMARY_LATER, /* {1} year, beyond the horizon */
    SUMMARY_NEVER,
    SUMMARY_MANY_GROUPS, /* {1} count */
    SUMMARY_SCENARIO,
    SUMMARY_PHRASES
};

/* The phrase filled with the texts that follow, the last argument (char *)NULL; from the arena,
 * NULL when memory is exhausted. */
char *summary_say(struct tf_arena *arena, enum tf_language language, enum summary_phrase phrase,
                  ...) __attribute__((sentinel));

#endif
