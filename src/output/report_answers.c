/* The answers of a report: sentences from the numbers. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "experiment/explain.h"
#include "output/report_words.h"
#include "output/reported.h"
#include "output/results.h"
#include "output/summary.h"

static double target_of(const struct tf_projection *run)
{
    return tf_plan_value(&run->plan, TF_TARGET_MULTIPLE, 0, 0);
}

double report_national(const struct tf_projection *run, enum tf_metric_id metric, size_t t)
{
    return tf_outcome_value(run->outcome, metric, TF_ALL, TF_ALL, TF_ALL, t);
}

static size_t horizon_of(const struct tf_projection *run)
{
    return (size_t)run->scenario.horizon;
}

char *report_last_year(const struct tf_report *report, const struct tf_projection *run)
{
    return tf_words_whole(report->document->arena, run->scenario.base_year + run->scenario.horizon);
}

static char *multiple_text(const struct tf_report *report, const struct tf_projection *run,
                           double value)
{
    return tf_words_multiple(report->document->arena, report->document->language, value,
                             target_of(run));
}

/* `4.7%`, with as many decimals as it takes to tell two rates apart. */
void report_rates(struct tf_arena *arena, double a, double b, char *texts[2])
{
    char one[TF_NUMBER_TEXT * 2], other[TF_NUMBER_TEXT * 2];
    int decimals = 1;
    do {
        tf_number_rounded(a * 100, decimals, true, one);
        tf_number_rounded(b * 100, decimals, true, other);
        decimals++;
    } while (strcmp(one, other) == 0 && decimals <= 4);
    texts[0] = tf_arena_printf(arena, "%s%%", one);
    texts[1] = tf_arena_printf(arena, "%s%%", other);
}

/* --- title ---------------------------------------------------------------------------------------
 */

/* The first scenario that can be asked about: a feasible one, if there is any. */
const struct tf_projection *report_first(const struct tf_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        if (report->projections[i].feasible) {
            return &report->projections[i];
        }
    }
    return &report->projections[0];
}

static char *own_question(const struct tf_report *report)
{
    const struct tf_projection *run = report_first(report);
    struct tf_arena *arena = report->document->arena;
    double target = target_of(run);
    return tf_phrase_fill(arena, report->document->language,
                          fabs(target - 2) < 1e-12 ? TF_PHRASE_REPORT_QUESTION_DOUBLE
                                                   : TF_PHRASE_REPORT_QUESTION_OTHER,
                          tf_words_whole(arena, run->scenario.base_year),
                          report_last_year(report, run), tf_words_plain(arena, target),
                          (char *)NULL);
}

static char *all_names(const struct tf_report *report)
{
    struct tf_arena *arena = report->document->arena;
    char *names = NULL;
    for (size_t i = 0; i < report->count; i++) {
        char *name = report_phrase(report, TF_PHRASE_REPORT_SCENARIO_QUOTED,
                                   report_name(report, &report->projections[i]), NULL, NULL);
        names = i == 0 ? name : report_join(report, names, name);
    }
    return names != NULL ? names : tf_arena_strdup(arena, "");
}

void tf_report_question(const struct tf_report *report, const char *title, const char *question)
{
    char *asked = question != NULL ? tf_arena_strdup(report->document->arena, question)
                                   : own_question(report);
    tf_document_heading(report->document, 1, title != NULL ? title : asked);
    if (title != NULL) {
        tf_document_paragraph(report->document, asked);
    }
    tf_document_paragraph(report->document, report_phrase(report, TF_PHRASE_REPORT_INTRODUCTION,
                                                          all_names(report), NULL, NULL));
}

/* --- when ----------------------------------------------------------------------------------------
 */

static char *when_text(const struct tf_report *report, const struct tf_projection *run)
{
    struct tf_document *document = report->document;
    char *verdict = tf_summary_verdict(run, document->language, document->arena);
    return report_phrase(report, TF_PHRASE_SUMMARY_OF, report_name(report, run), verdict, NULL);
}

/* --- for whom ------------------------------------------------------------------------------------
 */

/* The groups of a scenario: how many reach the target, and the ends of their multiples. */
struct gains {
    size_t count, reached;
    int best[2], worst[2]; /* region, group */
    double most, least;
};

static struct gains gains_of(const struct tf_projection *run)
{
    const struct tf_dimensions *dimensions = &run->scenario.dimensions;
    struct gains gains = {.most = -HUGE_VAL, .least = HUGE_VAL};
    for (size_t r = 0; r < dimensions->regions.count; r++) {
        for (size_t g = 0; g < dimensions->groups.count; g++) {
            double multiple =
                tf_outcome_value(run->outcome, TF_METRIC_MULTIPLE, (int)r, (int)g, TF_ALL, 0);
            double reached =
                tf_outcome_value(run->outcome, TF_METRIC_DOUBLING_YEAR, (int)r, (int)g, TF_ALL, 0);
            if (isnan(multiple)) {
                continue;
            }
            gains.count++;
            gains.reached += isnan(reached) ? 0 : 1;
            if (multiple > gains.most) {
                gains.most = multiple;
                gains.best[0] = (int)r;
                gains.best[1] = (int)g;
            }
            if (multiple < gains.least) {
                gains.least = multiple;
                gains.worst[0] = (int)r;
                gains.worst[1] = (int)g;
            }
        }
    }
    return gains;
}

static char *cell_name(const struct tf_report *report, const struct tf_projection *run,
                       const int cell[2])
{
    const struct tf_dimensions *dimensions = &run->scenario.dimensions;
    char *region = report_label(report, run, dimensions->regions.names[cell[0]]);
    char *group = report_label(report, run, dimensions->groups.names[cell[1]]);
    return dimensions->regions.count == 1 ? group
           : dimensions->groups.count == 1
               ? region
               : report_phrase(report, TF_PHRASE_REPORT_GROUP_IN, region, group, NULL);
}

char *report_whom(const struct tf_report *report, const struct tf_projection *run)
{
    struct tf_arena *arena = report->document->arena;
    struct gains gains = gains_of(run);
    if (gains.count < 2) {
        return report_phrase(
            report, TF_PHRASE_REPORT_WHOM_NATION, report_name(report, run),
            report_last_year(report, run),
            multiple_text(report, run, report_national(run, TF_METRIC_MULTIPLE, 0)));
    }
    return tf_phrase_fill(
        arena, report->document->language, TF_PHRASE_REPORT_WHOM_SCENARIO, report_name(report, run),
        report_last_year(report, run), tf_words_whole(arena, (long)gains.reached),
        tf_words_whole(arena, (long)gains.count), cell_name(report, run, gains.best),
        multiple_text(report, run, gains.most), cell_name(report, run, gains.worst),
        multiple_text(report, run, gains.least), (char *)NULL);
}

/* --- what carries it -----------------------------------------------------------------------------
 */

/* The change from base year to horizon, taken apart. NULL without memory. */
static struct tf_explained *parts_of(const struct tf_report *report,
                                     const struct tf_projection *run, size_t *count)
{
    struct tf_explained *rows =
        tf_arena_alloc(report->document->arena, tf_explained_most(run), sizeof *rows);
    *count = rows == NULL ? 0
                          : tf_explain((struct tf_moment){run, 0},
                                       (struct tf_moment){run, horizon_of(run)}, rows);
    return rows;
}

static double part_value(const struct tf_explained *rows, size_t count, enum tf_part part)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].part == part && rows[i].region == TF_ALL && rows[i].source == TF_ALL) {
            return rows[i].value;
        }
    }
    return TF_ABSENT;
}

static char *share_text(const struct tf_report *report, double share)
{
    char number[TF_NUMBER_TEXT * 2];
    tf_number_rounded(share * 100, 0, true, number);
    return tf_arena_printf(report->document->arena, "%s%%", number);
}

/* `Wages are 57%, Transfers are 24%`: sources in their order that bring a hundredth or more. */
static char *source_parts(const struct tf_report *report, const struct tf_projection *run,
                          const struct tf_explained *rows, size_t count, double whole)
{
    char *text = NULL;
    for (size_t i = 0; i < count; i++) {
        double share = rows[i].value / whole;
        if (rows[i].part != TF_CHANGE_SOURCE || !(fabs(share) >= 0.005)) {
            continue;
        }
        const char *name = report_label(report, run, tf_source_names[rows[i].source]);
        char *part = report_phrase(report, TF_PHRASE_REPORT_CARRIES_PART, name,
                                   share_text(report, share), NULL);
        text = text == NULL ? part : report_join(report, text, part);
    }
    return text;
}

static char *amount_text(const struct tf_report *report, const struct tf_projection *run,
                         double amount)
{
    char number[TF_NUMBER_TEXT * 2];
    const char *currency =
        tf_scenario_currency(&run->scenario, tf_language_code(report->document->language));
    tf_number_rounded(amount, 0, true, number);
    return tf_arena_printf(report->document->arena, "%s%s%s%s", amount > 0 ? "+" : "", number,
                           currency[0] != '\0' ? " " : "", currency);
}

char *report_sources(const struct tf_report *report, const struct tf_projection *run)
{
    size_t count;
    const struct tf_explained *rows = parts_of(report, run, &count);
    if (rows == NULL) {
        return NULL;
    }
    double whole = part_value(rows, count, TF_CHANGE_INCOME);
    const char *parts = source_parts(report, run, rows, count, whole);
    return report_phrase(report, TF_PHRASE_REPORT_CARRIES_MONEY, report_name(report, run),
                         amount_text(report, run, whole), parts != NULL ? parts : "–");
}

/* What growth of GDP and what the households' share of it bring; nothing without GDP. */
static void say_growth(const struct tf_report *report, const struct tf_projection *run)
{
    size_t count;
    const struct tf_explained *rows = parts_of(report, run, &count);
    if (rows == NULL) {
        report->document->failed = true;
        return;
    }
    double logs = part_value(rows, count, TF_LOG_INCOME);
    double gdp = part_value(rows, count, TF_LOG_GDP_PER_PERSON) / logs;
    double households = part_value(rows, count, TF_LOG_HOUSEHOLD_SHARE) / logs;
    if (isfinite(gdp) && isfinite(households)) {
        tf_document_item(report->document,
                         report_phrase(report, TF_PHRASE_REPORT_CARRIES_LOG,
                                       report_name(report, run), share_text(report, gdp),
                                       share_text(report, households)));
    }
}

/* --- what it costs -------------------------------------------------------------------------------
 */

static const struct {
    enum tf_metric_id metric;
    enum tf_phrase name;
} costs[] = {
    {TF_METRIC_TRANSFER_COST, TF_PHRASE_REPORT_METRIC_TRANSFERS},
    {TF_METRIC_HOUSEHOLD_SHARE, TF_PHRASE_REPORT_METRIC_HOUSEHOLDS},
    {TF_METRIC_CONSUMPTION_SHARE, TF_PHRASE_REPORT_METRIC_CONSUMPTION},
    {TF_METRIC_INVESTMENT_SHARE, TF_PHRASE_REPORT_METRIC_INVESTMENT},
    {TF_METRIC_REST_SHARE, TF_PHRASE_REPORT_METRIC_REST},
    {TF_METRIC_LEVY_RATE, TF_PHRASE_REPORT_METRIC_LEVY},
    {TF_METRIC_DEBT_RATIO, TF_PHRASE_REPORT_METRIC_DEBT},
};

static char *cost_text(const struct tf_report *report, const struct tf_projection *run)
{
    struct tf_arena *arena = report->document->arena;
    char *parts = NULL;
    for (size_t i = 0; i < sizeof costs / sizeof *costs; i++) {
        double before = report_national(run, costs[i].metric, 0);
        double after = report_national(run, costs[i].metric, horizon_of(run));
        char *texts[2];
        if (!(fabs(after - before) >= 0.0005)) {
            continue;
        }
        report_rates(arena, before, after, texts);
        char *part = report_phrase(report, TF_PHRASE_REPORT_COSTS_MOVE,
                                   tf_phrase_text(costs[i].name, report->document->language),
                                   texts[0], texts[1]);
        parts = parts == NULL ? part : report_join(report, parts, part);
    }
    const char *name = report_name(report, run);
    if (parts != NULL) {
        return report_phrase(report, TF_PHRASE_REPORT_COSTS_SCENARIO, name,
                             report_last_year(report, run), parts);
    }
    bool gdp = !isnan(report_national(run, TF_METRIC_HOUSEHOLD_SHARE, 0));
    return report_phrase(report, gdp ? TF_PHRASE_REPORT_COSTS_NONE : TF_PHRASE_REPORT_COSTS_UNKNOWN,
                         name, NULL, NULL);
}

/* --- how sure ------------------------------------------------------------------------------------
 */

static const struct tf_sampled_row *drawn(const struct tf_report *report, const char *scenario,
                                          const char *metric, int year, const char *statistic)
{
    for (size_t i = 0; i < report->row_count; i++) {
        const struct tf_sampled_row *row = &report->rows[i];
        if (strcmp(row->scenario, scenario) == 0 && tf_text_equal(row->metric, metric) &&
            row->year == year && strcmp(row->statistic, statistic) == 0 && row->region == NULL) {
            return row;
        }
    }
    return NULL;
}

char *report_sure(const struct tf_report *report, const struct tf_projection *run)
{
    struct tf_arena *arena = report->document->arena;
    const char *name = run->scenario.name;
    int year = run->scenario.base_year + run->scenario.horizon;
    const struct tf_sampled_row *n = drawn(report, name, NULL, TF_NO_YEAR, "n");
    const struct tf_sampled_row *share = drawn(report, name, "income_index", year, "p_target");
    const struct tf_sampled_row *low = drawn(report, name, "income_index", year, "p5");
    const struct tf_sampled_row *high = drawn(report, name, "income_index", year, "p95");
    char draws[TF_NUMBER_TEXT * 2], part[TF_NUMBER_TEXT * 2], error[TF_NUMBER_TEXT * 2];
    if (n == NULL || share == NULL || low == NULL || high == NULL || isnan(share->estimate.value)) {
        return report_phrase(report, TF_PHRASE_REPORT_SURE_CERTAIN, report_name(report, run), NULL,
                             NULL);
    }
    tf_number_rounded(n->estimate.value, 0, true, draws);
    tf_number_rounded(share->estimate.value * 100, 1, true, part);
    tf_number_rounded(share->estimate.error * 100, 2, true, error);
    return tf_phrase_fill(arena, report->document->language, TF_PHRASE_REPORT_SURE_SCENARIO,
                          report_name(report, run), report_last_year(report, run),
                          tf_arena_printf(arena, "%s%%", part), draws, error,
                          multiple_text(report, run, low->estimate.value),
                          multiple_text(report, run, high->estimate.value), (char *)NULL);
}

/* --- what would have to be true ------------------------------------------------------------------
 */

static char *needed_text(const struct tf_report *report, const struct tf_projection *run)
{
    struct tf_arena *arena = report->document->arena;
    double needed = report_national(run, TF_METRIC_REQUIRED_GROWTH, 0);
    double growth = report_national(run, TF_METRIC_MEAN_GROWTH, 0);
    bool reached = !isnan(report_national(run, TF_METRIC_DOUBLING_YEAR, 0));
    char points[TF_NUMBER_TEXT * 2];
    char *texts[2];
    report_rates(arena, needed, growth, texts);
    tf_number_rounded((needed - growth) * 100, needed - growth < 0.001 ? 2 : 1, true, points);
    return tf_phrase_fill(arena, report->document->language,
                          reached ? TF_PHRASE_REPORT_NEEDED_REACHED
                                  : TF_PHRASE_REPORT_NEEDED_SCENARIO,
                          report_name(report, run), texts[0], texts[1], points, (char *)NULL);
}

/* `with 0.97 percentage points more productivity growth a year …`; NULL where that is not known. */
static char *more_text(const struct tf_report *report, size_t index)
{
    static const enum tf_phrase phrases[] = {[TF_CLOSURE_GROWTH] = TF_PHRASE_REPORT_MORE_INCOME,
                                             [TF_CLOSURE_GDP] = TF_PHRASE_REPORT_MORE_GDP,
                                             [TF_CLOSURE_PRODUCTION] =
                                                 TF_PHRASE_REPORT_MORE_PRODUCTIVITY};
    const struct tf_projection *run = &report->projections[index];
    char points[TF_NUMBER_TEXT * 2];
    tf_number_rounded(report->needs[index] * 100, 2, true, points);
    return report_phrase(report, phrases[run->scenario.closure], report_name(report, run), points,
                         NULL);
}

static void say_needed(const struct tf_report *report)
{
    struct tf_document *document = report->document;
    tf_document_heading(document, 3, tf_phrase_text(TF_PHRASE_REPORT_NEEDED, document->language));
    for (size_t i = 0; i < report->count; i++) {
        if (report->projections[i].feasible) {
            tf_document_item(document, needed_text(report, &report->projections[i]));
        }
        if (report->needs != NULL && report->needs[i] > 0) {
            tf_document_item(document, more_text(report, i));
        }
    }
}

/* --- the part ------------------------------------------------------------------------------------
 */

static void say(const struct tf_report *report, enum tf_phrase heading,
                char *text(const struct tf_report *, const struct tf_projection *))
{
    tf_document_heading(report->document, 3, tf_phrase_text(heading, report->document->language));
    for (size_t i = 0; i < report->count; i++) {
        if (report->projections[i].feasible) {
            tf_document_item(report->document, text(report, &report->projections[i]));
        }
    }
}

static void say_infeasible(const struct tf_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct tf_projection *run = &report->projections[i];
        if (!run->feasible) {
            tf_document_paragraph(report->document,
                                  report_phrase(report, TF_PHRASE_REPORT_INFEASIBLE,
                                                report_name(report, run), run->failure, NULL));
        }
    }
}

static void say_sure(const struct tf_report *report)
{
    enum tf_language language = report->document->language;
    if (report->row_count == 0) {
        tf_document_heading(report->document, 3, tf_phrase_text(TF_PHRASE_REPORT_SURE, language));
        tf_document_paragraph(report->document,
                              tf_phrase_text(TF_PHRASE_REPORT_SURE_NOTHING, language));
        return;
    }
    say(report, TF_PHRASE_REPORT_SURE, report_sure);
    tf_document_paragraph(report->document, tf_phrase_text(TF_PHRASE_REPORT_SURE_CAVEAT, language));
}

bool tf_report_answers(const struct tf_report *report)
{
    struct tf_document *document = report->document;
    tf_document_heading(document, 2, tf_phrase_text(TF_PHRASE_REPORT_ANSWERS, document->language));
    say_infeasible(report);
    if (!report_first(report)->feasible) {
        return !document->failed;
    }
    say(report, TF_PHRASE_REPORT_WHEN, when_text);
    say(report, TF_PHRASE_REPORT_WHOM, report_whom);
    tf_document_heading(document, 3, tf_phrase_text(TF_PHRASE_REPORT_CARRIES, document->language));
    for (size_t i = 0; i < report->count; i++) {
        if (report->projections[i].feasible) {
            tf_document_item(document, report_sources(report, &report->projections[i]));
            say_growth(report, &report->projections[i]);
        }
    }
    say(report, TF_PHRASE_REPORT_COSTS, cost_text);
    say_sure(report);
    say_needed(report);
    return !document->failed;
}
