#include <math.h>
#include <string.h>

#include "base/num.h"
#include "output/results.h"
#include "output/summary_page.h"

enum { STEPS = 5, YEARS_MOST = 16, NAME_COLUMNS = 24 };

/* The years shown, in order. */
struct years {
    int year[YEARS_MOST];
    size_t count;
};

static void add_year(struct years *years, int year)
{
    size_t at = 0;
    while (at < years->count && years->year[at] < year) {
        at++;
    }
    if (years->count == YEARS_MOST || (at < years->count && years->year[at] == year)) {
        return;
    }
    memmove(&years->year[at + 1], &years->year[at], (years->count - at) * sizeof *years->year);
    years->year[at] = year;
    years->count++;
}

/* Base year and horizon of every run, then others at equal steps. */
static struct years choose_years(const struct summary_page *page)
{
    struct years years = {{0}, 0};
    int span = page->last_year - page->base_year;
    int step = span > STEPS ? (span + STEPS - 1) / STEPS : 1;
    add_year(&years, page->base_year);
    add_year(&years, page->last_year);
    for (size_t i = 0; i < page->count; i++) {
        add_year(&years, page->runs[i]->scenario.base_year);
        add_year(&years, summary_last_year(page->runs[i]));
    }
    for (int year = page->base_year; year < page->last_year; year += step) {
        add_year(&years, year);
    }
    return years;
}

/* What is shown of a run in a year. previous: the year shown before it, or the same year. */
struct measure {
    enum tf_phrase phrase;
    enum tf_metric_id metric; /* also how the value is written */
    double (*value)(const struct tf_projection *run, enum tf_metric_id metric, int year,
                    int previous);
};

static double metric_in(const struct tf_projection *run, enum tf_metric_id metric, int year,
                        int previous)
{
    (void)previous;
    int t = year - run->scenario.base_year;
    if (t < 0 || t > run->scenario.horizon) {
        return TF_ABSENT;
    }
    return tf_outcome_value(run->outcome, metric, TF_ALL, TF_ALL, TF_ALL, (size_t)t);
}

/* Mean growth a year since the year shown before. */
static double growth_since(const struct tf_projection *run, enum tf_metric_id metric, int year,
                           int previous)
{
    (void)metric;
    double now = metric_in(run, TF_METRIC_INCOME, year, year);
    double then = metric_in(run, TF_METRIC_INCOME, previous, previous);
    return year > previous ? pow(now / then, 1.0 / (year - previous)) - 1 : TF_ABSENT;
}

static const struct measure measures[] = {
    {TF_PHRASE_SUMMARY_INCOME, TF_METRIC_INCOME, metric_in},
    {TF_PHRASE_SUMMARY_GROWTH, TF_METRIC_MEAN_GROWTH, growth_since},
    {TF_PHRASE_SUMMARY_MULTIPLE_OF, TF_METRIC_INCOME_INDEX, metric_in},
    {TF_PHRASE_SUMMARY_CONSUMPTION, TF_METRIC_CONSUMPTION, metric_in},
    {TF_PHRASE_SUMMARY_SAVING_RATE, TF_METRIC_SAVING_RATE, metric_in},
    {TF_PHRASE_SUMMARY_RATIO, TF_METRIC_URBAN_RURAL_RATIO, metric_in},
    {TF_PHRASE_SUMMARY_GDP, TF_METRIC_GDP_PER_PERSON, metric_in},
    {TF_PHRASE_SUMMARY_HOUSEHOLD_SHARE, TF_METRIC_HOUSEHOLD_SHARE, metric_in},
    {TF_PHRASE_SUMMARY_PRICES, TF_METRIC_PRICE_LEVEL, metric_in},
    {TF_PHRASE_SUMMARY_NOMINAL, TF_METRIC_INCOME_NOMINAL, metric_in},
};

/* Prices and nominal income say nothing where there is no inflation. */
static bool is_shown(const struct summary_page *page, const struct measure *measure)
{
    bool any = false, prices = false;
    for (size_t i = 0; i < page->count; i++) {
        int last = summary_last_year(page->runs[i]);
        any = any || !isnan(measure->value(page->runs[i], measure->metric, last, last - 1));
        prices =
            prices || fabs(metric_in(page->runs[i], TF_METRIC_PRICE_LEVEL, last, last) - 1) > 1e-9;
    }
    bool about_prices =
        measure->metric == TF_METRIC_PRICE_LEVEL || measure->metric == TF_METRIC_INCOME_NOMINAL;
    return any && (prices || !about_prices);
}

static char *label(const struct summary_page *page, const struct measure *measure)
{
    char *base = tf_words_whole(page->arena, page->base_year);
    bool mixed = measure->phrase == TF_PHRASE_SUMMARY_MULTIPLE_OF && !page->one_base;
    return tf_phrase_fill(page->arena, page->language,
                          mixed ? TF_PHRASE_SUMMARY_MULTIPLE_OF_BASE : measure->phrase, base,
                          (char *)NULL);
}

/* The texts of one measure of one run, a year each. */
static const char **year_texts(const struct summary_page *page, const struct measure *measure,
                               const struct tf_projection *run, const struct years *years)
{
    const char **texts = tf_arena_alloc(page->arena, YEARS_MOST, sizeof *texts);
    for (size_t i = 0; texts != NULL && i < years->count; i++) {
        int previous = years->year[i > 0 ? i - 1 : 0];
        double value = measure->value(run, measure->metric, years->year[i], previous);
        texts[i] = measure->metric == TF_METRIC_INCOME_INDEX
                       ? summary_multiple(page, run, value)
                       : tf_metric_text(measure->metric, value, page->arena);
    }
    return texts;
}

static void add_row(struct tf_table *table, const char *name, const char **texts, size_t count)
{
    tf_table_cell(table, name);
    for (size_t i = 0; i < count; i++) {
        tf_table_cell(table, texts != NULL ? texts[i] : NULL);
    }
}

static bool all_empty(const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (texts[i] == NULL || texts[i][0] != '\0') {
            return false;
        }
    }
    return true;
}

static bool same_texts(const char *const *a, const char *const *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (a[i] == NULL || b[i] == NULL || strcmp(a[i], b[i]) != 0) {
            return false;
        }
    }
    return true;
}

/* Several scenarios: a heading and a row each, or one row where they do not differ. */
static void add_compared(const struct summary_page *page, const struct measure *measure,
                         const struct years *years, struct tf_table *table)
{
    const char ***texts = tf_arena_alloc(page->arena, page->count, sizeof *texts);
    bool same = texts != NULL;
    for (size_t i = 0; texts != NULL && i < page->count; i++) {
        texts[i] = year_texts(page, measure, page->runs[i], years);
        same = same && texts[i] != NULL && texts[0] != NULL &&
               same_texts(texts[0], texts[i], years->count);
    }
    if (texts == NULL) {
        table->failed = true;
        return;
    }
    tf_table_heading(table, label(page, measure));
    if (same) {
        char *all = tf_phrase_fill(page->arena, page->language, TF_PHRASE_SUMMARY_ALL_SCENARIOS,
                                   (char *)NULL);
        add_row(table, all == NULL ? NULL : tf_arena_printf(page->arena, "  %s", all), texts[0],
                years->count);
        return;
    }
    for (size_t i = 0; i < page->count; i++) {
        if (texts[i] != NULL && all_empty(texts[i], years->count)) {
            continue;
        }
        struct tf_buffer name;
        tf_buffer_init(&name);
        tf_buffer_text(&name, "  ");
        const char *text = page->names[i];
        size_t width = tf_text_width(text);
        tf_text_pad(&name, text, width < NAME_COLUMNS ? width : NAME_COLUMNS, TF_ALIGN_LEFT);
        add_row(table, name.failed ? NULL : tf_arena_strdup(page->arena, name.bytes), texts[i],
                years->count);
        tf_buffer_release(&name);
    }
}

void summary_path(struct summary_page *page)
{
    struct years years = choose_years(page);
    struct tf_column columns[YEARS_MOST + 1] = {{"", TF_ALIGN_LEFT}};
    struct tf_table table;
    for (size_t i = 0; i < years.count; i++) {
        char *title = tf_words_whole(page->arena, years.year[i]);
        columns[i + 1] = (struct tf_column){title != NULL ? title : "", TF_ALIGN_RIGHT};
    }
    tf_table_init(&table, page->arena, columns, years.count + 1);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        if (!is_shown(page, &measures[i])) {
            continue;
        }
        if (page->count == 1) {
            add_row(&table, label(page, &measures[i]),
                    year_texts(page, &measures[i], page->runs[0], &years), years.count);
        } else {
            add_compared(page, &measures[i], &years, &table);
        }
    }
    tf_buffer_text(page->out, page->summary->markdown ? "" : "\n");
    summary_table(page, &table);
}
