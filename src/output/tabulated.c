#include "output/tabulated.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/tabulated_parts.h"

/* --- which table gives which chart -------------------------------------------------------------
 */

static const struct maker {
    enum tf_result_kind table;
    enum tf_chart_kind kind;
    bool (*make)(const struct tabulating *t, struct tf_chart *chart);
} makers[] = {
    {TF_RESULT_RUN, TF_CHART_PATHS, tabulated_paths},
    {TF_RESULT_RUN, TF_CHART_GROUPS, tabulated_groups},
    {TF_RESULT_RUN, TF_CHART_SOURCES, tabulated_sources},
    {TF_RESULT_EXPLAINED, TF_CHART_WATERFALL, tabulated_waterfall},
    {TF_RESULT_SUMMARY, TF_CHART_FAN, tabulated_fan},
    {TF_RESULT_ROWS, TF_CHART_HEATMAP, tabulated_heatmap},
    {TF_RESULT_ROWS, TF_CHART_FRONTIER, tabulated_rows_frontier},
    {TF_RESULT_SOLVED, TF_CHART_FRONTIER, tabulated_solved_frontier},
    {TF_RESULT_SUMMARY, TF_CHART_BACKTEST, tabulated_backtest},
    {TF_RESULT_RUN, TF_CHART_BACKTEST, tabulated_backtest},
    {TF_RESULT_BOXES, TF_CHART_BOX, tabulated_box},
    {TF_RESULT_INDICES, TF_CHART_TORNADO, tabulated_tornado},
    {TF_RESULT_INDICES, TF_CHART_SOBOL, tabulated_sobol},
    {TF_RESULT_INDICES, TF_CHART_SCATTER, tabulated_scatter},
};

static const struct maker *find_maker(enum tf_result_kind table, enum tf_chart_kind kind)
{
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        if (makers[i].table == table && makers[i].kind == kind) {
            return &makers[i];
        }
    }
    return NULL;
}

/* How many assumptions a table of rows varies. */
static size_t varied(const struct tf_result_table *table)
{
    size_t count = 0;
    for (size_t i = 0; i < table->csv.header.count; i++) {
        count += tf_text_starts(table->csv.header.cells[i].text, "set.");
    }
    return count;
}

static bool has_index(const struct tf_result_table *table, const char *name)
{
    size_t column = tf_result_column(table, "index");
    for (size_t row = 0; row < table->csv.count; row++) {
        if (strcmp(tf_result_text(table, row, column), name) == 0) {
            return true;
        }
    }
    return false;
}

static bool usual_of_indices(const struct tf_result_table *table, enum tf_chart_kind *kind,
                             struct tf_diag *diag)
{
    struct tf_place place = {.file = table->file};
    if (has_index(table, "low") || has_index(table, "high")) {
        *kind = TF_CHART_TORNADO;
    } else if (has_index(table, "mu_star")) {
        *kind = TF_CHART_SCATTER;
    } else if (has_index(table, "S1") || has_index(table, "ST") || has_index(table, "shapley")) {
        *kind = TF_CHART_SOBOL;
    } else {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "the column `index` has none of low, high, mu_star, S1, ST and shapley; "
                       "there is nothing to draw");
    }
    return true;
}

bool tf_tabulated_usual(const struct tf_result_table *table, enum tf_chart_kind *kind,
                        struct tf_diag *diag)
{
    switch (table->kind) {
    case TF_RESULT_ROWS:
        *kind = varied(table) == 1 ? TF_CHART_FRONTIER : TF_CHART_HEATMAP;
        return true;
    case TF_RESULT_INDICES:
        return usual_of_indices(table, kind, diag);
    case TF_RESULT_SOLVED:
        *kind = TF_CHART_FRONTIER;
        return true;
    case TF_RESULT_SUMMARY:
        *kind = TF_CHART_FAN;
        return true;
    case TF_RESULT_EXPLAINED:
        *kind = TF_CHART_WATERFALL;
        return true;
    case TF_RESULT_BOXES:
        *kind = TF_CHART_BOX;
        return true;
    default:
        *kind = TF_CHART_PATHS;
        return true;
    }
}

static bool refuse(const struct tabulating *t, enum tf_chart_kind kind)
{
    struct tf_buffer kinds;
    tf_buffer_init(&kinds);
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        if (makers[i].table == t->table->kind) {
            tf_buffer_printf(&kinds, "%s%s", kinds.length > 0 ? ", " : "",
                             tf_chart_kind_name(makers[i].kind));
        }
    }
    tabulating_fail(t, "a table of %s gives no %s chart; it gives: %s",
                    tf_result_command(t->table->kind), tf_chart_kind_name(kind),
                    kinds.bytes != NULL ? kinds.bytes : "none");
    tf_buffer_release(&kinds);
    return false;
}

bool tf_tabulated_chart(const struct tf_result_table *table, enum tf_chart_kind kind,
                        const struct tf_tabulated_options *options, struct tf_arena *arena,
                        struct tf_chart *chart, struct tf_diag *diag)
{
    struct tabulating t = {table, options, arena, diag};
    const struct maker *maker = find_maker(table->kind, kind);
    chart->kind = kind;
    return maker != NULL ? maker->make(&t, chart) : refuse(&t, kind);
}

/* --- parts -------------------------------------------------------------------------------------
 */

bool tabulating_fail(const struct tabulating *t, const char *format, ...)
{
    struct tf_place place = {.file = t->table->file};
    va_list arguments;
    va_start(arguments, format);
    char *text = tf_arena_vprintf(t->arena, format, arguments);
    va_end(arguments);
    return text != NULL ? tf_fail(t->diag, TF_BAD_INPUT, &place, "%s", text)
                        : tf_out_of_memory(t->diag);
}

void *tabulating_alloc(const struct tabulating *t, size_t count, size_t size)
{
    void *items = tf_arena_alloc(t->arena, count, size);
    if (items == NULL) {
        tf_out_of_memory(t->diag);
    }
    return items;
}

static const char *own_label(const struct tabulating *t, const char *name)
{
    for (size_t i = 0; i < t->options->label_count; i++) {
        if (strcmp(t->options->labels[i].name, name) == 0) {
            return t->options->labels[i].text;
        }
    }
    return NULL;
}

const char *tabulating_label(const struct tabulating *t, const char *name)
{
    const char *label = own_label(t, name);
    return label != NULL ? label : name;
}

bool tabulating_factor(const struct tabulating *t, const char *address, struct tf_magnitude *out)
{
    const char *plain = tf_text_starts(address, "set.") ? address + 4 : address;
    if (!tf_magnitude_of_factor(t->arena, t->options->language, plain, out)) {
        return tf_out_of_memory(t->diag);
    }
    const char *label = own_label(t, plain);
    if (label != NULL) {
        out->name = out->plain = label;
    }
    return true;
}

bool tabulating_metric(const struct tabulating *t, const char *address, struct tf_magnitude *out)
{
    if (!tf_magnitude_of_metric(t->arena, t->options->language, address, out)) {
        return tf_out_of_memory(t->diag);
    }
    const char *label = own_label(t, address);
    out->name = label != NULL ? label : out->name;
    return true;
}

double tabulating_level(const struct tabulating *t, const struct tf_magnitude *metric)
{
    return isfinite(t->options->level) ? t->options->level
           : metric->is_multiple       ? t->options->target
                                       : TF_ABSENT;
}

static size_t position(const struct distinct_texts *texts, const char *text)
{
    size_t i = 0;
    while (i < texts->count && strcmp(texts->texts[i], text) != 0) {
        i++;
    }
    return i;
}

bool tabulating_texts(const struct tabulating *t, size_t column, struct distinct_texts *out)
{
    size_t rows = t->table->csv.count;
    *out = (struct distinct_texts){.count = 0};
    out->texts = tabulating_alloc(t, rows, sizeof *out->texts);
    out->index = tabulating_alloc(t, rows, sizeof *out->index);
    if (out->texts == NULL || out->index == NULL) {
        return false;
    }
    for (size_t row = 0; row < rows; row++) {
        const char *text = tf_result_text(t->table, row, column);
        bool same = row > 0 && strcmp(text, out->texts[out->index[row - 1]]) == 0;
        size_t at = same ? out->index[row - 1] : position(out, text);
        if (at == out->count) {
            out->texts[out->count++] = text;
        }
        out->index[row] = at;
    }
    return true;
}

bool tabulating_numbers(const struct tabulating *t, size_t column, double **out)
{
    size_t rows = t->table->csv.count;
    *out = tabulating_alloc(t, rows, sizeof **out);
    if (*out == NULL) {
        return false;
    }
    bool good = true;
    for (size_t row = 0; row < rows && !tf_diag_full(t->diag); row++) {
        good &= tf_result_number(t->table, row, column, &(*out)[row], t->diag);
    }
    return good;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

bool tabulating_distinct(const struct tabulating *t, const double *values, size_t count,
                         double **out, size_t *out_count)
{
    double *sorted = tabulating_alloc(t, count, sizeof *sorted);
    size_t finite = 0, kept = 0;
    if (sorted == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (isfinite(values[i])) {
            sorted[finite++] = values[i];
        }
    }
    qsort(sorted, finite, sizeof *sorted, ascending);
    for (size_t i = 0; i < finite; i++) {
        if (kept == 0 || sorted[i] > sorted[kept - 1]) {
            sorted[kept++] = sorted[i];
        }
    }
    *out = sorted;
    *out_count = kept;
    return true;
}

size_t tabulating_find(const double *sorted, size_t count, double value)
{
    const double *found = bsearch(&value, sorted, count, sizeof *sorted, ascending);
    return found != NULL && isfinite(value) ? (size_t)(found - sorted) : SIZE_MAX;
}

double tabulating_usual(const char *address)
{
    size_t length = strlen(address);
    char last = length > 0 ? address[length - 1] : '\0';
    return last == '+' ? 0 : last == '*' ? 1 : TF_ABSENT;
}

const char *tabulating_region(const struct tabulating *t, const char *metric, const char *name)
{
    size_t base = strcspn(metric, "@:"), suffix = strlen(metric + base);
    size_t length = strlen(name);
    if (strncmp(name, metric, base) != 0 || name[base] != '.' || length <= base + 1 + suffix ||
        strcmp(name + length - suffix, metric + base) != 0) {
        return NULL;
    }
    size_t member = length - suffix - base - 1;
    bool plain = strcspn(name + base + 1, ".@:") >= member;
    return plain ? tf_arena_strndup(t->arena, name + base + 1, member) : NULL;
}

const char *tabulating_title(const struct tabulating *t, const char *scenario, bool several,
                             const char *region)
{
    const char *title = tabulating_label(t, scenario), *label = region;
    if (region != NULL) {
        label = own_label(t, region);
        const char *words = tf_member_words(region, t->options->language);
        label = label != NULL     ? label
                : words == region ? region
                                  : tf_magnitude_headline(t->arena, words);
        title = !several || label == NULL
                    ? label
                    : tf_arena_printf(t->arena, "%s%s%s", title,
                                      tf_phrase_text(TF_PHRASE_JOIN, t->options->language), label);
    }
    if (title == NULL) {
        tf_out_of_memory(t->diag);
    }
    return title;
}
