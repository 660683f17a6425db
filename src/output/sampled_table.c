#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/results.h"
#include "output/sampled.h"
#include "output/table.h"

/* A column: one statistic, or the standard error of the one before. */
struct statistic {
    const char *name;
    bool error;
    double probability; /* of a quantile, for their order; NaN of others */
};

/* Mean and share with their errors, beside the quantiles. */
enum { BESIDE = 5 };

/* The rows of one scenario. */
struct block {
    const struct tf_sampled_row *rows;
    size_t count;
    const struct tf_sampled_style *style;
    struct tf_arena *arena;
    struct statistic *statistics;
    size_t statistic_count;
    struct tf_table table;
};

static const char *phrase(const struct block *block, enum tf_phrase id)
{
    return tf_phrase_text(id, block->style->language);
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

/* One metric in one scope: over years, a series. */
static bool same_series(const struct tf_sampled_row *a, const struct tf_sampled_row *b)
{
    return same_text(a->metric, b->metric) && same_text(a->region, b->region) &&
           same_text(a->group, b->group) && same_text(a->source, b->source);
}

/* From `first` on, how many rows belong to its line, or to its series. */
static size_t run_length(const struct block *block, size_t first, bool series)
{
    const struct tf_sampled_row *rows = block->rows;
    size_t last = first;
    while (last < block->count && same_series(&rows[last], &rows[first]) &&
           (series || rows[last].year == rows[first].year)) {
        last++;
    }
    return last - first;
}

/* p5 is 0.05; NaN of what is no quantile. */
static double probability_of(const char *statistic)
{
    struct tf_number number;
    bool good = statistic[0] == 'p' && tf_number_parse(statistic + 1, strlen(statistic + 1), '.',
                                                       true, &number) == TF_NUMBER_OK;
    return good ? number.value : TF_ABSENT;
}

static bool has(const struct block *block, const char *statistic)
{
    for (size_t i = 0; i < block->count; i++) {
        if (block->rows[i].metric != NULL && strcmp(block->rows[i].statistic, statistic) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_listed(const struct block *block, const char *name)
{
    for (size_t i = 0; i < block->statistic_count; i++) {
        if (strcmp(block->statistics[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void list(struct block *block, const char *name, bool error)
{
    block->statistics[block->statistic_count++] =
        (struct statistic){name, error, probability_of(name)};
}

static void list_with_error(struct block *block, const char *name)
{
    if (has(block, name)) {
        list(block, name, false);
        list(block, name, true);
    }
}

static int by_probability(const void *a, const void *b)
{
    double p = ((const struct statistic *)a)->probability;
    double q = ((const struct statistic *)b)->probability;
    return (p > q) - (p < q);
}

static void list_quantiles(struct block *block)
{
    size_t first = block->statistic_count;
    for (size_t i = 0; i < block->count; i++) {
        const char *name = block->rows[i].statistic;
        bool crowding = strcmp(name, "p10") == 0 || strcmp(name, "p90") == 0;
        if (!isnan(probability_of(name)) && !is_listed(block, name) &&
            (block->style->markdown || !crowding)) {
            list(block, name, false);
        }
    }
    qsort(block->statistics + first, block->statistic_count - first, sizeof *block->statistics,
          by_probability);
}

static bool list_statistics(struct block *block)
{
    block->statistics =
        tf_arena_alloc(block->arena, block->count + BESIDE, sizeof *block->statistics);
    if (block->statistics == NULL) {
        return false;
    }
    list_with_error(block, "mean");
    list_quantiles(block);
    list_with_error(block, "p_target");
    list_with_error(block, "p_above");
    return true;
}

static const char *title_of(const struct block *block, const struct statistic *statistic)
{
    if (statistic->error) {
        return "±";
    }
    return strcmp(statistic->name, "mean") == 0       ? phrase(block, TF_PHRASE_SAMPLED_MEAN)
           : strcmp(statistic->name, "p_target") == 0 ? phrase(block, TF_PHRASE_SAMPLED_TARGET)
           : strcmp(statistic->name, "p_above") == 0  ? phrase(block, TF_PHRASE_SAMPLED_ABOVE)
                                                      : statistic->name;
}

static bool is_share(const struct tf_sampled_row *row)
{
    return tf_text_starts(row->statistic, "p_");
}

/* In per cent; only what is none of them, or all, reads so. */
static char *share_text(double share, struct tf_arena *arena)
{
    char number[TF_NUMBER_TEXT * 2];
    if (share > 0 && share < 0.0005) {
        return tf_arena_strdup(arena, "<0.1%");
    }
    if (share < 1 && share >= 0.9995) {
        return tf_arena_strdup(arena, ">99.9%");
    }
    tf_number_rounded(share * 100, 1, true, number);
    return tf_arena_printf(arena, "%s%%", number);
}

/* A difference with its sign, in the decimals of what it is a difference of. */
static char *difference_text(const struct block *block, enum tf_metric_id id, double value)
{
    enum tf_measured_in measure = tf_metrics[id].measure;
    bool share = measure == TF_IN_SHARE || measure == TF_IN_RATE;
    bool money = measure == TF_IN_MONEY || measure == TF_IN_MILLIONS;
    double size = fabs(value);
    char number[TF_NUMBER_TEXT * 2];
    int decimals = share || measure == TF_IN_YEAR       ? 1
                   : money && size >= 99.95             ? 0
                   : measure == TF_IN_RATIO && size < 1 ? 3
                                                        : 2;
    tf_number_rounded(value * (share ? 100 : 1), decimals, true, number);
    bool up = value > 0 && strpbrk(number, "123456789") != NULL;
    char *text = tf_arena_printf(block->arena, "%s%s", up ? "+" : "", number);
    return text == NULL || !share ? text
                                  : tf_phrase_fill(block->arena, block->style->language,
                                                   TF_PHRASE_MAGNITUDE_POINTS, text, (char *)NULL);
}

/* Two figures: more say nothing. */
static char *error_text(const struct block *block, const struct tf_sampled_row *row)
{
    enum tf_measured_in measure = tf_metrics[row->id].measure;
    bool share = is_share(row) || measure == TF_IN_SHARE || measure == TF_IN_RATE;
    double error = row->estimate.error * (share ? 100 : 1);
    char number[TF_NUMBER_TEXT * 2];
    int decimals = error > 0 ? 1 - (int)floor(log10(error)) : 0;
    decimals = decimals < 0 ? 0 : decimals > 6 ? 6 : decimals;
    tf_number_rounded(error, decimals, true, number);
    return tf_arena_strdup(block->arena, number);
}

/* A quantile that does not exist although draws do lies beyond the horizon. */
static char *absent_text(const struct block *block, const struct tf_sampled_row *row,
                         const struct statistic *statistic, size_t count)
{
    bool later = false;
    for (size_t i = 0; i < count; i++) {
        later =
            later || (row[i].id == TF_METRIC_DOUBLING_YEAR && !row[i].difference &&
                      strcmp(row[i].statistic, "p_target") == 0 && !isnan(row[i].estimate.value));
    }
    return tf_arena_strdup(block->arena, later && !isnan(statistic->probability)
                                             ? phrase(block, TF_PHRASE_SAMPLED_LATER)
                                             : "–");
}

/* What stands in a line under a statistic: empty where the line has none. */
static char *cell_text(const struct block *block, const struct tf_sampled_row *line, size_t count,
                       const struct statistic *statistic)
{
    const struct tf_sampled_row *row = NULL;
    for (size_t i = 0; i < count && row == NULL; i++) {
        row = strcmp(line[i].statistic, statistic->name) == 0 ? &line[i] : NULL;
    }
    if (row == NULL || (statistic->error && isnan(row->estimate.error))) {
        return tf_arena_strdup(block->arena, "");
    }
    if (statistic->error) {
        return error_text(block, row);
    }
    if (isnan(row->estimate.value)) {
        return absent_text(block, line, statistic, count);
    }
    return is_share(row)     ? share_text(row->estimate.value, block->arena)
           : row->difference ? difference_text(block, row->id, row->estimate.value)
                             : tf_metric_text(row->id, row->estimate.value, block->arena);
}

static char *label_of(const struct block *block, const struct tf_sampled_row *row)
{
    const char *const members[] = {row->region, row->group, row->source};
    char *label = tf_arena_strdup(block->arena, row->metric);
    for (size_t i = 0; i < 3 && label != NULL; i++) {
        bool named = members[i] != NULL && members[i][0] != '\0';
        label = named ? tf_arena_printf(block->arena, "%s.%s", label, members[i]) : label;
    }
    return label;
}

static void fill_line(struct block *block, size_t first, size_t count, const char *title)
{
    tf_table_cell(&block->table, title);
    for (size_t i = 0; i < block->statistic_count; i++) {
        tf_table_cell(&block->table,
                      cell_text(block, block->rows + first, count, &block->statistics[i]));
    }
}

/* A heading with the years below it; or, where a series has one line and there is room for its
 * name beside it, one line with both. */
static void fill_series(struct block *block, size_t first, size_t count, bool narrow)
{
    const struct tf_sampled_row *rows = block->rows;
    char *label = label_of(block, &rows[first]);
    if (!narrow && run_length(block, first, false) == count) {
        bool dated = label != NULL && rows[first].year != TF_NO_YEAR;
        fill_line(block, first, count,
                  dated ? tf_arena_printf(block->arena, "%s@%d", label, rows[first].year) : label);
        return;
    }
    tf_table_heading(&block->table, label);
    for (size_t at = first, line; at < first + count; at += line) {
        line = run_length(block, at, false);
        fill_line(block, at, line,
                  rows[at].year == TF_NO_YEAR
                      ? ""
                      : tf_arena_printf(block->arena, "  %d", rows[at].year));
    }
}

static bool fill_table(struct block *block, bool narrow)
{
    struct tf_column *columns =
        tf_arena_alloc(block->arena, block->statistic_count + 1, sizeof *columns);
    if (columns == NULL) {
        return false;
    }
    columns[0] = (struct tf_column){"", TF_ALIGN_LEFT};
    for (size_t i = 0; i < block->statistic_count; i++) {
        columns[i + 1] = (struct tf_column){title_of(block, &block->statistics[i]), TF_ALIGN_RIGHT};
    }
    tf_table_init(&block->table, block->arena, columns, block->statistic_count + 1);
    for (size_t first = 0, length; first < block->count; first += length) {
        length = run_length(block, first, true);
        if (block->rows[first].metric != NULL) {
            fill_series(block, first, length, narrow);
        }
    }
    return true;
}

/* Of a whole scenario; NaN where it is not there. */
static double of_whole(const struct block *block, const char *statistic)
{
    for (size_t i = 0; i < block->count; i++) {
        const struct tf_sampled_row *row = &block->rows[i];
        if (row->metric == NULL && strcmp(row->statistic, statistic) == 0) {
            return row->estimate.value;
        }
    }
    return TF_ABSENT;
}

/* `plan: 10,000 draws, 12 infeasible and left out`; the name alone where nothing is counted. */
static char *heading_of(const struct block *block)
{
    static const char *const statistics[] = {"n", "infeasible", "clipped"};
    static const enum tf_phrase phrases[] = {TF_PHRASE_SAMPLED_DRAWS, TF_PHRASE_SAMPLED_INFEASIBLE,
                                             TF_PHRASE_SAMPLED_CLIPPED};
    enum tf_language language = block->style->language;
    char *text = tf_arena_strdup(block->arena, block->rows[0].scenario);
    for (size_t i = 0; i < 3 && text != NULL; i++) {
        char number[TF_NUMBER_TEXT * 2];
        double value = of_whole(block, statistics[i]);
        if (isnan(value) || (i > 0 && !(value > 0))) {
            continue;
        }
        bool single = i == 0 && value <= 1;
        tf_number_rounded(value, 0, true, number);
        char *part = i == 0
                         ? tf_phrase_fill(block->arena, language,
                                          single ? TF_PHRASE_SAMPLED_DRAW : phrases[i], text,
                                          number, (char *)NULL)
                         : tf_phrase_fill(block->arena, language, phrases[i], number, (char *)NULL);
        text = i == 0 || part == NULL ? part : tf_arena_printf(block->arena, "%s%s", text, part);
    }
    return text;
}

static void write_line(const struct block *block, const char *text, bool heading,
                       struct tf_buffer *out)
{
    if (block->style->document != NULL && heading) {
        tf_document_heading(block->style->document, 3, text);
    } else if (block->style->document != NULL) {
        tf_document_paragraph(block->style->document, text);
    } else if (text == NULL) {
        out->failed = true;
    } else if (block->style->markdown) {
        tf_buffer_text(out, heading ? "### " : "\n");
        tf_markdown_text(out, text);
        tf_buffer_text(out, heading ? "\n\n" : "\n");
    } else {
        tf_text_wrap(out, text, block->style->columns, 0);
    }
}

static bool write_block(struct block *block, struct tf_buffer *out)
{
    if (!list_statistics(block) || !fill_table(block, false)) {
        return false;
    }
    if (!block->style->markdown && tf_table_width(&block->table) > block->style->columns) {
        tf_table_release(&block->table);
        if (!fill_table(block, true)) {
            return false;
        }
    }
    write_line(block, heading_of(block), true, out);
    if (block->table.cell_count > 0 && block->style->document != NULL) {
        tf_document_table(block->style->document, &block->table, "");
    } else if (block->table.cell_count > 0 && block->style->markdown) {
        tf_table_markdown(&block->table, out);
    } else if (block->table.cell_count > 0) {
        tf_table_text(&block->table, block->style->columns, block->style->bold, out);
    }
    tf_table_release(&block->table);
    return !out->failed;
}

bool tf_sampled_table(const struct tf_sampled_row *rows, size_t count,
                      const struct tf_sampled_style *style, struct tf_arena *arena,
                      struct tf_buffer *out)
{
    struct block block = {.style = style, .arena = arena};
    bool good = true, errors = false, left_out = false;
    for (size_t first = 0; first < count && good; first += block.count) {
        block = (struct block){.rows = rows + first, .style = style, .arena = arena};
        while (first + block.count < count &&
               strcmp(rows[first + block.count].scenario, rows[first].scenario) == 0) {
            block.count++;
        }
        tf_buffer_text(out, first > 0 ? "\n" : "");
        good = write_block(&block, out);
        errors = errors || has(&block, "mean");
        left_out = left_out || of_whole(&block, "infeasible") > 0;
    }
    if (good && errors) {
        tf_buffer_text(out, style->markdown ? "" : "\n");
        write_line(&block, phrase(&block, TF_PHRASE_SAMPLED_ERRORS), false, out);
    }
    if (good && errors && left_out) {
        write_line(&block, phrase(&block, TF_PHRASE_SAMPLED_LEFT_OUT), false, out);
    }
    return good && !out->failed;
}
