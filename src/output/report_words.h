/* report_words: what the parts of a report share. */
#ifndef TF_OUTPUT_REPORT_WORDS_H
#define TF_OUTPUT_REPORT_WORDS_H

#include "output/reported.h"

/* What a scenario is called: its title, cleaned and cut. NULL when memory is exhausted. */
const char *report_name(const struct tf_report *report, const struct tf_projection *run);

/* What a region, group or source is called: its label, cleaned and cut. NULL when memory is
 * exhausted. */
char *report_label(const struct tf_report *report, const struct tf_projection *run,
                   const char *member);

/* A phrase with up to three texts, the last ones NULL where there are fewer. NULL when memory is
 * exhausted, and when the phrase has a place for a text that is NULL because it was. */
char *report_phrase(const struct tf_report *report, enum tf_phrase phrase, const char *one,
                    const char *two, const char *three);

/* `a, b`; NULL when memory is exhausted or either is NULL. */
char *report_join(const struct tf_report *report, const char *a, const char *b);

/* The first scenario that can be asked about: a feasible one, if there is any. */
const struct tf_projection *report_first(const struct tf_report *report);

/* A metric of the nation; the year of the horizon. */
double report_national(const struct tf_projection *run, enum tf_metric_id metric, size_t t);
char *report_last_year(const struct tf_report *report, const struct tf_projection *run);

/* Two rates as `4.7%`, with as many decimals as it takes to tell them apart. */
void report_rates(struct tf_arena *arena, double a, double b, char *texts[2]);

/* Sentences of the answers that describe a chart as well: who gains, from what, how sure. */
char *report_whom(const struct tf_report *report, const struct tf_projection *run);
char *report_sources(const struct tf_report *report, const struct tf_projection *run);
char *report_sure(const struct tf_report *report, const struct tf_projection *run);

#endif
