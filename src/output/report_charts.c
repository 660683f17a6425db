/* The charts of a report in words. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "output/report_words.h"
#include "output/reported.h"

/* A sentence of each feasible scenario, one after the other. */
static char *of_each(const struct tf_report *report,
                     char *text(const struct tf_report *, const struct tf_projection *))
{
    struct tf_arena *arena = report->document->arena;
    char *all = tf_arena_strdup(arena, "");
    for (size_t i = 0; i < report->count && all != NULL; i++) {
        if (report->projections[i].feasible) {
            char *one = text(report, &report->projections[i]);
            all = one == NULL
                      ? NULL
                      : tf_arena_printf(arena, "%s%s%s", all, all[0] != '\0' ? " " : "", one);
        }
    }
    return all;
}

static char *describe(const struct tf_report *report, enum tf_phrase phrase,
                      char *text(const struct tf_report *, const struct tf_projection *))
{
    const struct tf_projection *first = report_first(report);
    return report_phrase(report, phrase,
                         tf_words_whole(report->document->arena, first->scenario.base_year),
                         report_last_year(report, first), of_each(report, text));
}

static size_t last_of(const struct tf_projection *run)
{
    return (size_t)run->scenario.horizon;
}

static char *end_text(const struct tf_report *report, const struct tf_projection *run)
{
    char number[TF_NUMBER_TEXT * 2];
    tf_number_rounded(100 * report_national(run, TF_METRIC_INCOME_INDEX, last_of(run)), 0, true,
                      number);
    return report_phrase(report, TF_PHRASE_REPORT_ALT_END, report_name(report, run), number, NULL);
}

static char *incidence_text(const struct tf_report *report, const struct tf_projection *run)
{
    static const int points[] = {10, 50, 90};
    struct tf_arena *arena = report->document->arena;
    char *parts = NULL;
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char number[TF_NUMBER_TEXT * 2];
        double growth =
            tf_outcome_point(run->outcome, TF_METRIC_INCIDENCE, points[i], TF_ALL, last_of(run));
        tf_number_rounded(growth * 100, 1, true, number);
        char *part = isnan(growth) ? tf_arena_printf(arena, "P%d –", points[i])
                                   : tf_arena_printf(arena, "P%d %s%%", points[i], number);
        parts = i == 0 ? part : report_join(report, parts, part);
    }
    return report_phrase(report, TF_PHRASE_REPORT_ALT_OF, report_name(report, run), parts, NULL);
}

static char *density_text(const struct tf_report *report, const struct tf_projection *run)
{
    char *texts[2];
    report_rates(report->document->arena, report_national(run, TF_METRIC_MIDDLE_SHARE, 0),
                 report_national(run, TF_METRIC_MIDDLE_SHARE, last_of(run)), texts);
    return report_phrase(report, TF_PHRASE_REPORT_ALT_MIDDLE, report_name(report, run), texts[0],
                         texts[1]);
}

char *tf_report_paths_text(const struct tf_report *report)
{
    return describe(report, TF_PHRASE_REPORT_ALT_PATHS, end_text);
}

char *tf_report_groups_text(const struct tf_report *report)
{
    return describe(report, TF_PHRASE_REPORT_ALT_GROUPS, report_whom);
}

char *tf_report_fan_text(const struct tf_report *report)
{
    return describe(report, TF_PHRASE_REPORT_ALT_FAN, report_sure);
}

char *tf_report_sources_text(const struct tf_report *report)
{
    return describe(report, TF_PHRASE_REPORT_ALT_SOURCES, report_sources);
}

char *tf_report_incidence_text(const struct tf_report *report)
{
    return describe(report, TF_PHRASE_REPORT_ALT_INCIDENCE, incidence_text);
}

char *tf_report_density_text(const struct tf_report *report)
{
    return describe(report, TF_PHRASE_REPORT_ALT_DENSITY, density_text);
}
