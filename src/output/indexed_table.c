#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/indexed.h"
#include "output/table.h"

enum { DIGITS = 4, SHARE_DECIMALS = 3, DECIMALS_MOST = 9, COLUMNS_MOST = 16, SETTLING_MOST = 5 };

/* The part of the output that one metric has. */
struct block {
    const struct tf_indexed *item;
    const struct tf_indexed_style *style;
    struct tf_arena *arena;
    struct tf_buffer *out;
    size_t *order; /* factors, those that matter most first */
};

static const char *phrase(const struct block *block, enum tf_phrase id)
{
    return tf_phrase_text(id, block->style->language);
}

static char *count_text(const struct block *block, uint64_t count)
{
    char number[TF_NUMBER_TEXT * 2];
    tf_number_rounded((double)count, 0, true, number);
    return tf_arena_strdup(block->arena, number);
}

/* Decimals that give the largest of some values DIGITS figures; -1 where that is no way to write
 * it. */
static int decimals_for(double largest)
{
    if (!(largest > 0)) {
        return SHARE_DECIMALS;
    }
    int decimals = DIGITS - 1 - (int)floor(log10(largest));
    return decimals < 0 ? 0 : decimals > DECIMALS_MOST ? -1 : decimals;
}

static char *number_text(const struct block *block, double value, int decimals)
{
    char number[TF_NUMBER_TEXT * 2];
    if (isnan(value)) {
        return tf_arena_strdup(block->arena, "–");
    }
    if (decimals < 0) {
        double unit = value == 0 ? 1 : pow(10, floor(log10(fabs(value))) - (DIGITS - 1));
        tf_number_shortest(round(value / unit) * unit, number);
    } else {
        tf_number_rounded(value, decimals, true, number);
    }
    return tf_arena_strdup(block->arena, number);
}

/* A number of its own: as many figures as it needs, at most one more than others get. */
static char *single_text(const struct block *block, double value)
{
    int decimals = decimals_for(fabs(value));
    char *text = number_text(block, value, decimals < 0 ? decimals : decimals + 1);
    if (text != NULL && decimals >= 0 && strchr(text, '.') != NULL) {
        size_t length = strlen(text);
        while (text[length - 1] == '0') {
            length--;
        }
        text[text[length - 1] == '.' ? length - 1 : length] = '\0';
    }
    return text;
}

static char *factor_text(const struct block *block, size_t factor, double value)
{
    enum tf_scale scale =
        block->item->scales != NULL ? block->item->scales[factor] : TF_SCALE_PLAIN;
    if (isnan(value)) {
        return single_text(block, value);
    }
    bool hundreds = scale == TF_SCALE_SHARE || scale == TF_SCALE_POINTS;
    char *text = single_text(block, hundreds ? value * 100 : value);
    return text == NULL ? NULL : tf_scale_text(block->arena, block->style->language, scale, text);
}

/* A value of the output: a year without commas. */
static char *output_text(const struct block *block, double value, int decimals)
{
    char number[TF_NUMBER_TEXT * 2];
    if (!block->item->calendar || isnan(value)) {
        return number_text(block, value, decimals);
    }
    tf_number_shortest(round(value * 10) / 10, number);
    return tf_arena_strdup(block->arena, number);
}

/* The index of a kind and factor in a list, NULL when it is not there. */
static const struct tf_index *find(const struct tf_index *indices, size_t count,
                                   enum tf_index_kind kind, size_t factor)
{
    for (size_t i = 0; i < count; i++) {
        if (indices[i].kind == kind && indices[i].factor == factor) {
            return &indices[i];
        }
    }
    return NULL;
}

static const struct tf_index *find_final(const struct block *block, enum tf_index_kind kind,
                                         size_t factor)
{
    return find(block->item->indices->items, block->item->indices->count, kind, factor);
}

static double swing_of(const struct block *block, size_t factor)
{
    const struct tf_index *low = find_final(block, TF_INDEX_LOW, factor);
    const struct tf_index *high = find_final(block, TF_INDEX_HIGH, factor);
    return low != NULL && high != NULL ? high->value - low->value : TF_ABSENT;
}

/* What factors are ordered by. */
static double importance(const struct block *block, size_t factor)
{
    static const enum tf_index_kind keys[] = {
        [TF_INDEXED_MORRIS] = TF_INDEX_MU_STAR,
        [TF_INDEXED_SOBOL] = TF_INDEX_TOTAL,
        [TF_INDEXED_GIVEN] = TF_INDEX_FIRST,
        [TF_INDEXED_SHAPLEY] = TF_INDEX_SHAPLEY,
    };
    if (block->item->method == TF_INDEXED_OAT) {
        return fabs(swing_of(block, factor));
    }
    const struct tf_index *index = find_final(block, keys[block->item->method], factor);
    return index != NULL ? index->value : TF_ABSENT;
}

/* Insertion keeps the order of factors that matter alike; NaN goes last. */
static bool order_factors(struct block *block)
{
    size_t count = block->item->factor_count;
    block->order = tf_arena_alloc(block->arena, count, sizeof *block->order);
    double *keys = tf_arena_alloc(block->arena, count, sizeof *keys);
    for (size_t i = 0; i < count && block->order != NULL && keys != NULL; i++) {
        double key = importance(block, i);
        size_t at = i;
        for (; at > 0 && (key > keys[at - 1] || (isnan(keys[at - 1]) && !isnan(key))); at--) {
            keys[at] = keys[at - 1];
            block->order[at] = block->order[at - 1];
        }
        keys[at] = key;
        block->order[at] = i;
    }
    return block->order != NULL && keys != NULL;
}

static void write_line(const struct block *block, const char *text, bool heading)
{
    if (text == NULL) {
        block->out->failed = true;
    } else if (block->style->markdown) {
        tf_buffer_text(block->out, heading ? "### " : "\n");
        tf_markdown_text(block->out, text);
        tf_buffer_text(block->out, heading ? "\n\n" : "\n");
    } else {
        tf_text_wrap(block->out, text, block->style->columns, 0);
    }
}

static void write_table(const struct block *block, struct tf_table *table)
{
    if (table->failed) {
        block->out->failed = true;
    } else if (block->style->markdown) {
        tf_table_markdown(table, block->out);
    } else {
        tf_table_text(table, block->style->columns, block->style->bold, block->out);
    }
    tf_table_release(table);
}

/* What a table has of each factor: values of some kinds, with their intervals or without. */
struct shown {
    enum tf_index_kind kind;
    bool interval;
};

struct sheet {
    const struct shown *shown;
    size_t shown_count;
    int decimals;
    struct tf_column columns[COLUMNS_MOST];
    size_t column_count;
    struct tf_table table;
};

static void add_column(struct sheet *sheet, const char *title)
{
    enum tf_align align = sheet->column_count == 0 ? TF_ALIGN_LEFT : TF_ALIGN_RIGHT;
    sheet->columns[sheet->column_count++] = (struct tf_column){title, align};
}

static bool has_intervals(const struct block *block)
{
    return !isnan(block->item->confidence);
}

static void begin_sheet(const struct block *block, struct sheet *sheet)
{
    add_column(sheet, "");
    for (size_t i = 0; i < sheet->shown_count; i++) {
        add_column(sheet, tf_index_name(sheet->shown[i].kind));
        if (sheet->shown[i].interval && has_intervals(block)) {
            add_column(sheet, phrase(block, TF_PHRASE_INDEXED_FROM));
            add_column(sheet, phrase(block, TF_PHRASE_INDEXED_TO));
        }
    }
    tf_table_init(&sheet->table, block->arena, sheet->columns, sheet->column_count);
}

static void add_index(const struct block *block, struct sheet *sheet, const struct tf_index *index,
                      bool interval)
{
    double none = TF_ABSENT;
    tf_table_cell(&sheet->table,
                  number_text(block, index != NULL ? index->value : none, sheet->decimals));
    if (interval && has_intervals(block)) {
        tf_table_cell(&sheet->table,
                      number_text(block, index != NULL ? index->low : none, sheet->decimals));
        tf_table_cell(&sheet->table,
                      number_text(block, index != NULL ? index->high : none, sheet->decimals));
    }
}

static void add_factors(const struct block *block, struct sheet *sheet)
{
    for (size_t i = 0; i < block->item->factor_count; i++) {
        size_t factor = block->order[i];
        tf_table_cell(&sheet->table, block->item->factors[factor]);
        for (size_t j = 0; j < sheet->shown_count; j++) {
            add_index(block, sheet, find_final(block, sheet->shown[j].kind, factor),
                      sheet->shown[j].interval);
        }
    }
}

/* The sum over factors of the first kind, as a row of its own. */
static void add_sum(const struct block *block, struct sheet *sheet)
{
    double sum = 0;
    for (size_t i = 0; i < block->item->factor_count; i++) {
        const struct tf_index *index = find_final(block, sheet->shown[0].kind, i);
        sum += index != NULL ? index->value : 0;
    }
    tf_table_cell(&sheet->table, phrase(block, TF_PHRASE_INDEXED_SUM));
    tf_table_cell(&sheet->table, number_text(block, sum, sheet->decimals));
    for (size_t i = 2; i < sheet->column_count; i++) {
        tf_table_cell(&sheet->table, "");
    }
}

static void write_shares(const struct block *block, const struct shown *shown, size_t count,
                         bool sum)
{
    struct sheet sheet = {.shown = shown, .shown_count = count, .decimals = SHARE_DECIMALS};
    begin_sheet(block, &sheet);
    add_factors(block, &sheet);
    if (sum) {
        add_sum(block, &sheet);
    }
    write_table(block, &sheet.table);
}

static double largest_value(const struct tf_indices *indices)
{
    double largest = 0;
    for (size_t i = 0; i < indices->count; i++) {
        double value = fabs(indices->items[i].value);
        largest = value > largest ? value : largest;
    }
    return largest;
}

static void write_morris(const struct block *block)
{
    static const struct shown shown[] = {
        {TF_INDEX_MU_STAR, true}, {TF_INDEX_MU, false}, {TF_INDEX_SIGMA, false}};
    struct sheet sheet = {.shown = shown,
                          .shown_count = 3,
                          .decimals = decimals_for(largest_value(block->item->indices))};
    begin_sheet(block, &sheet);
    add_factors(block, &sheet);
    write_table(block, &sheet.table);
}

static void write_oat(const struct block *block)
{
    struct sheet sheet = {.decimals = decimals_for(largest_value(block->item->indices))};
    add_column(&sheet, "");
    add_column(&sheet, phrase(block, TF_PHRASE_INDEXED_AT_LOW));
    add_column(&sheet, phrase(block, TF_PHRASE_INDEXED_OUTPUT));
    add_column(&sheet, phrase(block, TF_PHRASE_INDEXED_AT_HIGH));
    add_column(&sheet, phrase(block, TF_PHRASE_INDEXED_OUTPUT));
    add_column(&sheet, phrase(block, TF_PHRASE_INDEXED_SWING));
    tf_table_init(&sheet.table, block->arena, sheet.columns, sheet.column_count);
    for (size_t i = 0; i < block->item->factor_count; i++) {
        size_t factor = block->order[i];
        tf_table_cell(&sheet.table, block->item->factors[factor]);
        for (int end = 0; end < 2; end++) {
            const struct tf_index *index =
                find_final(block, end == 0 ? TF_INDEX_LOW : TF_INDEX_HIGH, factor);
            tf_table_cell(&sheet.table, factor_text(block, factor, index ? index->low : TF_ABSENT));
            tf_table_cell(&sheet.table,
                          output_text(block, index ? index->value : TF_ABSENT, sheet.decimals));
        }
        tf_table_cell(&sheet.table, number_text(block, swing_of(block, factor),
                                                block->item->calendar ? 1 : sheet.decimals));
    }
    write_table(block, &sheet.table);
}

static bool has_pairs(const struct block *block)
{
    const struct tf_indices *indices = block->item->indices;
    return indices->count > 0 && indices->items[indices->count - 1].kind == TF_INDEX_SECOND;
}

static int by_value(const void *a, const void *b)
{
    const struct tf_index *x = *(const struct tf_index *const *)a;
    const struct tf_index *y = *(const struct tf_index *const *)b;
    int by = (y->value > x->value) - (y->value < x->value);
    return by != 0 ? by : (x > y) - (x < y);
}

static void write_pairs(const struct block *block)
{
    static const struct shown shown = {TF_INDEX_SECOND, true};
    const struct tf_indices *indices = block->item->indices;
    struct sheet sheet = {.shown = &shown, .shown_count = 1, .decimals = SHARE_DECIMALS};
    const struct tf_index **pairs = tf_arena_alloc(block->arena, indices->count, sizeof *pairs);
    size_t count = 0;
    for (size_t i = 0; i < indices->count && pairs != NULL; i++) {
        if (indices->items[i].kind == TF_INDEX_SECOND) {
            pairs[count++] = &indices->items[i];
        }
    }
    begin_sheet(block, &sheet);
    sheet.table.failed = pairs == NULL;
    qsort(pairs, count, sizeof(const struct tf_index *), by_value);
    for (size_t i = 0; i < count; i++) {
        tf_table_cell(&sheet.table,
                      tf_phrase_fill(block->arena, block->style->language, TF_PHRASE_INDEXED_PAIR,
                                     block->item->factors[pairs[i]->factor],
                                     block->item->factors[pairs[i]->factor2], (char *)NULL));
        add_index(block, &sheet, pairs[i], true);
    }
    write_table(block, &sheet.table);
}

/* How many of the settling indices there are for each n. */
static size_t settling_size(const struct tf_indices *indices)
{
    size_t size = 0;
    while (size < indices->settling_count && indices->settling[size].n == indices->settling[0].n) {
        size++;
    }
    return size;
}

static void write_settling(const struct block *block, enum tf_index_kind kind)
{
    const struct tf_indices *indices = block->item->indices;
    size_t size = settling_size(indices), lines = indices->settling_count / size;
    size_t first = lines > SETTLING_MOST ? lines - SETTLING_MOST : 0; /* the others are far off */
    struct sheet sheet = {.decimals = SHARE_DECIMALS};
    add_column(&sheet, "");
    for (size_t i = first; i < lines; i++) {
        add_column(&sheet, count_text(block, indices->settling[i * size].n));
    }
    add_column(&sheet, count_text(block, indices->n));
    tf_table_init(&sheet.table, block->arena, sheet.columns, sheet.column_count);
    for (size_t i = 0; i < block->item->factor_count; i++) {
        size_t factor = block->order[i];
        tf_table_cell(&sheet.table, block->item->factors[factor]);
        for (size_t line = first; line < lines; line++) {
            add_index(block, &sheet, find(indices->settling + line * size, size, kind, factor),
                      false);
        }
        add_index(block, &sheet, find_final(block, kind, factor), false);
    }
    tf_buffer_text(block->out, "\n");
    write_line(block,
               tf_phrase_fill(block->arena, block->style->language, TF_PHRASE_INDEXED_SETTLING,
                              tf_index_name(kind), (char *)NULL),
               block->style->markdown);
    write_table(block, &sheet.table);
}

static void write_sobol(const struct block *block)
{
    static const struct shown shown[] = {{TF_INDEX_FIRST, true}, {TF_INDEX_TOTAL, true}};
    write_shares(block, shown, 2, true);
    if (has_pairs(block)) {
        tf_buffer_text(block->out, "\n");
        write_pairs(block);
    }
    if (block->item->indices->settling_count > 0) {
        write_settling(block, TF_INDEX_FIRST);
        write_settling(block, TF_INDEX_TOTAL);
    }
}

static void write_given(const struct block *block)
{
    static const struct shown shown = {TF_INDEX_FIRST, true};
    write_shares(block, &shown, 1, false);
}

static void write_shapley(const struct block *block)
{
    static const struct shown shown = {TF_INDEX_SHAPLEY, true};
    write_shares(block, &shown, 1, true);
}

/* What is said of each method. */
static const struct face {
    enum tf_phrase title, left_out, note; /* oat has no note */
    void (*write)(const struct block *block);
} faces[] = {
    [TF_INDEXED_OAT] = {TF_PHRASE_INDEXED_OAT, TF_PHRASE_INDEXED_LEFT_OUT_RUNS,
                        TF_PHRASE_INDEXED_OAT, write_oat},
    [TF_INDEXED_MORRIS] = {TF_PHRASE_INDEXED_MORRIS, TF_PHRASE_INDEXED_LEFT_OUT_EFFECTS,
                           TF_PHRASE_INDEXED_NOTE_MORRIS, write_morris},
    [TF_INDEXED_SOBOL] = {TF_PHRASE_INDEXED_SOBOL, TF_PHRASE_INDEXED_LEFT_OUT_BASES,
                          TF_PHRASE_INDEXED_NOTE_SOBOL, write_sobol},
    [TF_INDEXED_GIVEN] = {TF_PHRASE_INDEXED_GIVEN, TF_PHRASE_INDEXED_LEFT_OUT_RUNS,
                          TF_PHRASE_INDEXED_NOTE_GIVEN, write_given},
    [TF_INDEXED_SHAPLEY] = {TF_PHRASE_INDEXED_SHAPLEY, TF_PHRASE_INDEXED_LEFT_OUT_RUNS,
                            TF_PHRASE_INDEXED_NOTE_SHAPLEY, write_shapley},
};

/* `plan, multiple`; of a single scenario only the metric. */
static const char *subject_of(const struct block *block)
{
    const struct tf_indexed *item = block->item;
    return item->scenario == NULL
               ? item->metric
               : tf_phrase_fill(block->arena, block->style->language, TF_PHRASE_INDEXED_SUBJECT,
                                item->scenario, item->metric, (char *)NULL);
}

/* `multiple: one factor at a time, 1.79 with all at their central values` */
static char *oat_heading(const struct block *block, const char *subject)
{
    int decimals = decimals_for(largest_value(block->item->indices));
    char *central = output_text(block, block->item->central, decimals);
    bool known = !isnan(block->item->central);
    return central == NULL
               ? NULL
               : tf_phrase_fill(block->arena, block->style->language,
                                known ? TF_PHRASE_INDEXED_OAT_CENTRAL : TF_PHRASE_INDEXED_OAT,
                                subject, central, (char *)NULL);
}

static char *heading_of(const struct block *block)
{
    const struct tf_indexed *item = block->item;
    const char *subject = subject_of(block);
    const struct face *face = &faces[item->method];
    char *used = count_text(block, item->indices->n), *runs = count_text(block, item->runs);
    char *infeasible = count_text(block, item->infeasible);
    char *left_out = count_text(block, item->indices->left_out);
    if (subject == NULL || used == NULL || runs == NULL || infeasible == NULL || left_out == NULL) {
        return NULL;
    }
    if (item->method == TF_INDEXED_OAT) {
        return oat_heading(block, subject);
    }
    char *text = tf_phrase_fill(block->arena, block->style->language, face->title, subject, used,
                                runs, (char *)NULL);
    if (text == NULL || item->infeasible == 0) {
        return text;
    }
    char *part = tf_phrase_fill(block->arena, block->style->language, face->left_out, infeasible,
                                left_out, (char *)NULL);
    return part == NULL ? NULL : tf_arena_printf(block->arena, "%s%s", text, part);
}

static void write_block(struct block *block)
{
    enum tf_indices_problem problem = block->item->indices->problem;
    write_line(block, heading_of(block), true);
    if (problem != TF_INDICES_GOOD) {
        write_line(block,
                   phrase(block, problem == TF_INDICES_TOO_FEW ? TF_PHRASE_INDEXED_TOO_FEW
                                                               : TF_PHRASE_INDEXED_CONSTANT),
                   false);
    } else if (order_factors(block)) {
        faces[block->item->method].write(block);
    } else {
        block->out->failed = true;
    }
}

/* What the columns mean, once at the end. */
static void write_notes(const struct block *block)
{
    if (block->item->method == TF_INDEXED_OAT) {
        return;
    }
    tf_buffer_text(block->out, block->style->markdown ? "" : "\n");
    write_line(block, phrase(block, faces[block->item->method].note), false);
    if (has_intervals(block)) {
        char percent[TF_NUMBER_TEXT];
        tf_number_percent(block->item->confidence, percent);
        write_line(block,
                   tf_phrase_fill(block->arena, block->style->language, TF_PHRASE_INDEXED_INTERVAL,
                                  percent, (char *)NULL),
                   false);
    }
}

bool tf_indexed_table(const struct tf_indexed *items, size_t count,
                      const struct tf_indexed_style *style, struct tf_arena *arena,
                      struct tf_buffer *out)
{
    for (size_t i = 0; i < count && !out->failed; i++) {
        struct block block = {.item = &items[i], .style = style, .arena = arena, .out = out};
        tf_buffer_text(out, i > 0 ? "\n" : "");
        write_block(&block);
        bool last = i + 1 == count || items[i + 1].method != items[i].method;
        if (last && items[i].indices->problem == TF_INDICES_GOOD) {
            write_notes(&block);
        }
    }
    return !out->failed;
}
