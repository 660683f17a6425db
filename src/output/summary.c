#include "output/summary.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "output/layout.h"
#include "output/summary_page.h"
#include "output/table.h"

/* --- verdicts ------------------------------------------------------------------------------------
 */

static double national(const struct tf_projection *run, enum tf_metric_id metric)
{
    return tf_outcome_value(run->outcome, metric, TF_ALL, TF_ALL, TF_ALL, 0);
}

/* One decimal in per cent, unless growth and what is needed would then read the same. */
static void rates_text(struct tf_arena *arena, double growth, double needed, const char *texts[2])
{
    char one[TF_NUMBER_TEXT * 2], other[TF_NUMBER_TEXT * 2];
    int decimals = 1;
    do {
        tf_number_rounded(growth * 100, decimals, true, one);
        tf_number_rounded(needed * 100, decimals, true, other);
        decimals++;
    } while (strcmp(one, other) == 0 && decimals <= 4);
    texts[0] = tf_arena_printf(arena, "%s%%", one);
    texts[1] = tf_arena_printf(arena, "%s%%", other);
}

char *tf_summary_verdict(const struct tf_projection *run, enum tf_language language,
                         struct tf_arena *arena)
{
    double target = tf_plan_value(&run->plan, TF_TARGET_MULTIPLE, 0, 0);
    double reached = national(run, TF_METRIC_DOUBLING_YEAR);
    double later = tf_projection_reach(run, TF_ALL, TF_ALL);
    const char *rates[2];
    char *horizon = tf_words_whole(arena, summary_last_year(run));
    char *multiple = tf_words_multiple(arena, language, national(run, TF_METRIC_MULTIPLE), target);
    char *goal = tf_words_plain(arena, target);
    rates_text(arena, national(run, TF_METRIC_MEAN_GROWTH),
               national(run, TF_METRIC_REQUIRED_GROWTH), rates);
    if (!isnan(reached)) {
        char *year = tf_words_whole(arena, tf_words_year_reached(reached));
        enum tf_phrase phrase = target <= 1                ? TF_PHRASE_SUMMARY_REACHED_AT_ONCE
                                : fabs(target - 2) < 1e-12 ? TF_PHRASE_SUMMARY_REACHED
                                                           : TF_PHRASE_SUMMARY_REACHED_OTHER;
        return tf_phrase_fill(arena, language, phrase, year, multiple, horizon, rates[0], rates[1],
                              goal, (char *)NULL);
    }
    bool ever = !isnan(later) && later < INT_MAX;
    char *year =
        ever ? tf_words_whole(arena, tf_words_year_reached(later)) : tf_words_whole(arena, 0);
    return tf_phrase_fill(arena, language,
                          ever ? TF_PHRASE_SUMMARY_SHORT : TF_PHRASE_SUMMARY_SHORT_EVER, horizon,
                          multiple, rates[0], rates[1], year, goal, (char *)NULL);
}

/* --- page ----------------------------------------------------------------------------------------
 */

void summary_paragraph(struct summary_page *page, const char *text)
{
    if (page->summary->document != NULL) {
        tf_document_paragraph(page->summary->document, text);
    } else if (text == NULL) {
        page->out->failed = true;
    } else if (page->summary->markdown) {
        tf_markdown_text(page->out, text);
        tf_buffer_text(page->out, "\n\n");
    } else {
        tf_text_wrap(page->out, text, page->summary->columns, 0);
    }
}

void summary_title(struct summary_page *page, const char *text)
{
    const char *clean = text == NULL ? NULL : tf_layout_clean(page->arena, text, 400);
    if (page->summary->document != NULL) {
        tf_document_heading(page->summary->document, 3, clean);
    } else if (clean == NULL) {
        page->out->failed = true;
    } else if (page->summary->markdown) {
        tf_buffer_text(page->out, "\n**");
        tf_markdown_text(page->out, clean);
        tf_buffer_text(page->out, "**\n\n");
    } else {
        tf_buffer_text(page->out, page->summary->bold ? "\n\033[1m" : "\n");
        tf_text_wrap(page->out, clean, page->summary->columns, 0);
        tf_buffer_text(page->out, page->summary->bold ? "\033[0m" : "");
    }
}

void summary_table(struct summary_page *page, struct tf_table *table)
{
    if (page->summary->document != NULL) {
        tf_document_table(page->summary->document, table, "");
    } else if (page->summary->markdown) {
        tf_table_markdown(table, page->out);
    } else {
        tf_table_text(table, page->summary->columns, page->summary->bold, page->out);
    }
    tf_table_release(table);
}

int summary_last_year(const struct tf_projection *run)
{
    return run->scenario.base_year + run->scenario.horizon;
}

const char *summary_code(const struct summary_page *page)
{
    return tf_language_code(page->language);
}

char *summary_multiple(const struct summary_page *page, const struct tf_projection *run,
                       double value)
{
    double target = tf_plan_value(&run->plan, TF_TARGET_MULTIPLE, 0, 0);
    return isnan(value) ? tf_arena_strdup(page->arena, "")
                        : tf_words_multiple(page->arena, TF_LANGUAGE_EN, value, target);
}

static const char *title_of(const struct summary_page *page, size_t run)
{
    return tf_layout_clean(page->arena,
                           tf_scenario_title(&page->runs[run]->scenario, summary_code(page)), 200);
}

enum { SHORT_TITLE = 24 };

/* Titles in tables where they have room and tell the scenarios apart. */
static bool choose_names(struct summary_page *page)
{
    page->names = tf_arena_alloc(page->arena, page->count, sizeof *page->names);
    page->by_title = true;
    for (size_t i = 0; page->names != NULL && i < page->count; i++) {
        page->names[i] = title_of(page, i);
        page->by_title = page->by_title && page->names[i] != NULL &&
                         tf_text_width(page->names[i]) <= SHORT_TITLE;
        for (size_t j = 0; j < i; j++) {
            page->by_title = page->by_title && !tf_text_equal(page->names[i], page->names[j]);
        }
    }
    for (size_t i = 0; page->names != NULL && !page->by_title && i < page->count; i++) {
        page->names[i] = page->runs[i]->scenario.name;
    }
    return page->names != NULL;
}

/* Base years and currencies, where all scenarios have the same. */
static void find_common(struct summary_page *page)
{
    const struct tf_scenario *first = &page->runs[0]->scenario;
    page->base_year = first->base_year;
    page->last_year = summary_last_year(page->runs[0]);
    page->one_base = page->one_horizon = page->one_currency = true;
    for (size_t i = 1; i < page->count; i++) {
        const struct tf_scenario *other = &page->runs[i]->scenario;
        int last = summary_last_year(page->runs[i]);
        page->one_base = page->one_base && other->base_year == first->base_year;
        page->one_horizon = page->one_horizon && last == page->last_year;
        page->one_currency = page->one_currency && strcmp(other->currency, first->currency) == 0;
        page->base_year = other->base_year < page->base_year ? other->base_year : page->base_year;
        page->last_year = last > page->last_year ? last : page->last_year;
    }
}

static char *subject(const struct summary_page *page)
{
    const struct tf_scenario *first = &page->runs[0]->scenario;
    char *year = tf_words_whole(page->arena, page->base_year);
    if (!page->one_base || !page->one_currency) {
        return tf_phrase_fill(page->arena, page->language, TF_PHRASE_SUMMARY_SUBJECT_MIXED,
                              (char *)NULL);
    }
    return first->currency[0] != '\0'
               ? tf_phrase_fill(page->arena, page->language, TF_PHRASE_SUMMARY_SUBJECT,
                                tf_scenario_currency(first, summary_code(page)), year, (char *)NULL)
               : tf_phrase_fill(page->arena, page->language, TF_PHRASE_SUMMARY_SUBJECT_PLAIN, year,
                                (char *)NULL);
}

static void verdicts(struct summary_page *page)
{
    const char *what = subject(page);
    if (page->count == 1) {
        const char *title = tf_scenario_title(&page->runs[0]->scenario, summary_code(page));
        summary_title(page, title);
    }
    if (what != NULL) {
        if (page->count > 1) {
            summary_title(page, what);
        } else {
            summary_paragraph(page, what);
        }
    }
    for (size_t i = 0; i < page->count; i++) {
        char *text = tf_summary_verdict(page->runs[i], page->language, page->arena);
        const char *name = page->names[i];
        if (page->count == 1) {
            name =
                tf_phrase_fill(page->arena, page->language, TF_PHRASE_SUMMARY_INCOME, (char *)NULL);
        } else if (!page->by_title && !tf_text_equal(name, title_of(page, i))) {
            name = tf_phrase_fill(page->arena, page->language, TF_PHRASE_SUMMARY_SCENARIO, name,
                                  title_of(page, i), (char *)NULL);
        }
        summary_paragraph(page,
                          text == NULL || name == NULL
                              ? NULL
                              : tf_phrase_fill(page->arena, page->language, TF_PHRASE_SUMMARY_OF,
                                               name, text, (char *)NULL));
    }
}

static void chart(struct summary_page *page)
{
    if (page->summary->chart != NULL && page->summary->chart[0] != '\0') {
        tf_buffer_text(page->out, "\n");
        tf_buffer_text(page->out, page->summary->chart);
    }
}

static bool begin(struct summary_page *page)
{
    const struct tf_summary *summary = page->summary;
    page->language = summary->language;
    page->runs = tf_arena_alloc(page->arena, summary->count, sizeof(struct tf_projection *));
    if (page->runs == NULL) {
        return false;
    }
    for (size_t i = 0; i < summary->count; i++) {
        if (summary->projections[i].feasible) {
            page->runs[page->count++] = &summary->projections[i];
        }
    }
    if (page->count == 0) {
        return true;
    }
    find_common(page);
    return choose_names(page);
}

bool tf_summary_write(const struct tf_summary *summary, struct tf_arena *arena,
                      struct tf_buffer *out)
{
    struct summary_page page = {.summary = summary, .arena = arena, .out = out};
    size_t begun = out->length;
    if (!begin(&page) || page.count == 0) {
        return page.count == 0 && page.runs != NULL;
    }
    verdicts(&page);
    chart(&page);
    summary_path(&page);
    summary_groups(&page);
    if (!out->failed && out->length > begun &&
        out->bytes[begun] == '\n') { /* no empty first line */
        memmove(out->bytes + begun, out->bytes + begun + 1, out->length - begun);
        out->length--;
    }
    return !out->failed;
}

bool tf_summary_tables(const struct tf_summary *summary, struct tf_arena *arena)
{
    struct tf_buffer unused;
    struct summary_page page = {.summary = summary, .arena = arena, .out = &unused};
    tf_buffer_init(&unused);
    bool good = begin(&page);
    if (good && page.count > 0) {
        summary_path(&page);
        summary_groups(&page);
    }
    good = good && !unused.failed && !summary->document->failed;
    tf_buffer_release(&unused);
    return good;
}
