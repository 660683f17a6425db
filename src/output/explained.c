#include "output/explained.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "output/csv.h"
#include "output/json.h"
#include "output/table.h"

static bool is_log(enum tf_part part)
{
    return part >= TF_LOG_INCOME;
}

static const struct tf_scenario *scenario_of(const struct tf_explanation *item)
{
    return &item->end.projection->scenario;
}

static const char *region_name(const struct tf_explanation *item, const struct tf_explained *row)
{
    return row->region == TF_ALL ? "" : scenario_of(item)->dimensions.regions.names[row->region];
}

static const char *source_name(const struct tf_explained *row)
{
    return row->source == TF_ALL ? "" : tf_source_names[row->source];
}

static int year_of(const struct tf_explanation *item)
{
    return scenario_of(item)->base_year + (int)item->end.t;
}

static const char *unit_of(const struct tf_explanation *item, enum tf_part part,
                           struct tf_arena *arena)
{
    return is_log(part) ? "log points"
                        : tf_metric_unit(TF_METRIC_INCOME, scenario_of(item)->currency, arena);
}

bool tf_explained_csv(const struct tf_explanation *items, size_t count, struct tf_arena *arena,
                      struct tf_buffer *out)
{
    tf_buffer_text(out, "scenario,year,metric,region,group,source,value,unit\n");
    for (size_t i = 0; i < count; i++) {
        const char *money = unit_of(&items[i], TF_CHANGE_INCOME, arena);
        for (size_t k = 0; k < items[i].count && money != NULL; k++) {
            const struct tf_explained *row = &items[i].rows[k];
            tf_csv_field(out, items[i].name, true);
            tf_csv_number(out, year_of(&items[i]), false);
            tf_csv_field(out, tf_part_names[row->part], false);
            tf_csv_field(out, region_name(&items[i], row), false);
            tf_csv_field(out, "", false);
            tf_csv_field(out, source_name(row), false);
            tf_csv_number(out, row->value, false);
            tf_csv_field(out, is_log(row->part) ? unit_of(&items[i], row->part, arena) : money,
                         false);
            tf_csv_end(out);
        }
        if (money == NULL) {
            return false;
        }
    }
    return !out->failed;
}

static void json_member(struct tf_json *json, const char *key, const char *text)
{
    tf_json_text(json, key, text[0] != '\0' ? text : NULL);
}

bool tf_explained_json(const struct tf_explanation *items, size_t count, struct tf_arena *arena,
                       struct tf_buffer *out)
{
    struct tf_json json;
    tf_json_begin(&json, out);
    tf_json_open(&json, NULL, '[', false);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < items[i].count; k++) {
            const struct tf_explained *row = &items[i].rows[k];
            tf_json_open(&json, NULL, '{', true);
            tf_json_text(&json, "scenario", items[i].name);
            tf_json_number(&json, "year", year_of(&items[i]));
            tf_json_text(&json, "metric", tf_part_names[row->part]);
            json_member(&json, "region", region_name(&items[i], row));
            tf_json_text(&json, "group", NULL);
            json_member(&json, "source", source_name(row));
            tf_json_number(&json, "value", row->value);
            tf_json_text(&json, "unit", unit_of(&items[i], row->part, arena));
            tf_json_close(&json, '}');
        }
    }
    tf_json_close(&json, ']');
    tf_json_end(&json);
    return !out->failed;
}

/* What a table is filled from. */
struct filling {
    const struct tf_explanation *item;
    const struct tf_explained_style *style;
    struct tf_arena *arena;
    struct tf_table table;
    double whole; /* what shares are of */
};

static const char *phrase(const struct filling *filling, enum tf_phrase id)
{
    return tf_phrase_text(id, filling->style->language);
}

static const char *label(const struct filling *filling, const char *member)
{
    return tf_member_label(scenario_of(filling->item), member,
                           tf_language_code(filling->style->language));
}

/* The part's words: a source or region by its label. */
static char *part_text(const struct filling *filling, const struct tf_explained *row)
{
    static const enum tf_phrase words[TF_PART_COUNT] = {
        [TF_CHANGE_INCOME] = TF_PHRASE_EXPLAIN_INCOME,
        [TF_CHANGE_SOURCE] = TF_PHRASE_EXPLAIN_SOURCE,
        [TF_CHANGE_WITHIN] = TF_PHRASE_EXPLAIN_WITHIN,
        [TF_CHANGE_BETWEEN] = TF_PHRASE_EXPLAIN_BETWEEN,
        [TF_LOG_INCOME] = TF_PHRASE_EXPLAIN_LOG_INCOME,
        [TF_LOG_GDP_PER_PERSON] = TF_PHRASE_EXPLAIN_GDP,
        [TF_LOG_RELATIVE_PRICE] = TF_PHRASE_EXPLAIN_RELATIVE_PRICE,
        [TF_LOG_HOUSEHOLD_SHARE] = TF_PHRASE_EXPLAIN_SHARE,
        [TF_LOG_TFP] = TF_PHRASE_EXPLAIN_TFP,
        [TF_LOG_CAPITAL] = TF_PHRASE_EXPLAIN_CAPITAL,
        [TF_LOG_LABOUR] = TF_PHRASE_EXPLAIN_LABOUR,
        [TF_LOG_HUMAN_CAPITAL] = TF_PHRASE_EXPLAIN_HUMAN_CAPITAL,
        [TF_LOG_MIGRATION] = TF_PHRASE_EXPLAIN_MIGRATION,
        [TF_LOG_POPULATION] = TF_PHRASE_EXPLAIN_POPULATION,
    };
    const char *region = label(filling, region_name(filling->item, row));
    const char *source = label(filling, source_name(row));
    if (row->part == TF_LOG_HOUSEHOLD_SHARE && row->source != TF_ALL) {
        return tf_arena_printf(filling->arena, "    %s", source);
    }
    bool detail = row->part == TF_CHANGE_SOURCE || row->part == TF_CHANGE_WITHIN ||
                  row->part == TF_CHANGE_BETWEEN || row->part > TF_LOG_INCOME;
    char *text = tf_phrase_fill(filling->arena, filling->style->language, words[row->part],
                                row->source != TF_ALL ? source : region, (char *)NULL);
    const char *indent = row->part >= TF_LOG_TFP ? "    " : detail ? "  " : "";
    return text == NULL ? NULL : tf_arena_printf(filling->arena, "%s%s", indent, text);
}

static char *signed_text(double value, int decimals, const char *suffix, struct tf_arena *arena)
{
    char number[TF_NUMBER_TEXT * 2];
    tf_number_rounded(value, decimals, true, number);
    bool up = value > 0 && strpbrk(number, "123456789") != NULL;
    return tf_arena_printf(arena, "%s%s%s", up ? "+" : "", number, suffix);
}

static void fill_row(struct filling *filling, const struct tf_explained *row)
{
    bool whole = row->part == TF_CHANGE_INCOME || row->part == TF_LOG_INCOME;
    filling->whole = whole ? row->value : filling->whole;
    tf_table_cell(&filling->table, part_text(filling, row));
    tf_table_cell(&filling->table, is_log(row->part)
                                       ? signed_text(row->value * 100, 1, "", filling->arena)
                                       : signed_text(row->value, 0, "", filling->arena));
    double share = row->value / filling->whole;
    tf_table_cell(&filling->table, isfinite(share) && fabs(share) < 100
                                       ? signed_text(share * 100, 0, "%", filling->arena)
                                       : "");
}

/* A source that neither end has is nothing to read about. */
static bool is_shown(const struct tf_explanation *item, const struct tf_explained *row)
{
    return row->source == TF_ALL || item->start.projection->plan.source_present[row->source] ||
           item->end.projection->plan.source_present[row->source] || row->value < 0 ||
           row->value > 0;
}

/* In the order of the rows, but what GDP consists of straight below it. */
static void fill_rows(struct filling *filling)
{
    const struct tf_explanation *item = filling->item;
    for (size_t k = 0; k < item->count; k++) {
        if (item->rows[k].part < TF_LOG_TFP && is_shown(item, &item->rows[k])) {
            fill_row(filling, &item->rows[k]);
        }
        for (size_t j = k; item->rows[k].part == TF_LOG_GDP_PER_PERSON && j < item->count; j++) {
            if (item->rows[j].part >= TF_LOG_TFP) {
                fill_row(filling, &item->rows[j]);
            }
        }
    }
}

static bool heading(const struct filling *filling, struct tf_buffer *out)
{
    const struct tf_explanation *item = filling->item;
    char first[TF_NUMBER_TEXT], last[TF_NUMBER_TEXT];
    tf_number_shortest(item->start.projection->scenario.base_year + (int)item->start.t, first);
    tf_number_shortest(year_of(item), last);
    bool difference = item->start.projection != item->end.projection;
    char *text =
        tf_phrase_fill(filling->arena, filling->style->language,
                       difference ? TF_PHRASE_EXPLAIN_DIFFERENCE : TF_PHRASE_EXPLAIN_CHANGE,
                       item->title, first, last, (char *)NULL);
    if (text == NULL) {
        return false;
    }
    if (filling->style->document != NULL) {
        tf_document_heading(filling->style->document, 3, text);
        return true;
    }
    tf_buffer_text(out, filling->style->markdown ? "### " : "");
    if (filling->style->markdown) {
        tf_markdown_text(out, text);
        tf_buffer_text(out, "\n\n");
    } else {
        tf_text_wrap(out, text, filling->style->columns, 0);
    }
    return true;
}

static bool one_table(const struct tf_explanation *item, const struct tf_explained_style *style,
                      struct tf_arena *arena, struct tf_buffer *out)
{
    struct filling filling = {.item = item, .style = style, .arena = arena};
    const struct tf_column columns[] = {
        {"", TF_ALIGN_LEFT},
        {phrase(&filling, TF_PHRASE_EXPLAIN_AMOUNT), TF_ALIGN_RIGHT},
        {phrase(&filling, TF_PHRASE_EXPLAIN_OF_WHOLE), TF_ALIGN_RIGHT}};
    tf_table_init(&filling.table, arena, columns, 3);
    bool good = heading(&filling, out);
    fill_rows(&filling);
    if (style->document != NULL) {
        tf_document_table(style->document, &filling.table, "");
    } else if (style->markdown) {
        tf_table_markdown(&filling.table, out);
    } else {
        tf_table_text(&filling.table, style->columns, style->bold, out);
    }
    good = good && !filling.table.failed;
    tf_table_release(&filling.table);
    return good;
}

bool tf_explained_table(const struct tf_explanation *items, size_t count,
                        const struct tf_explained_style *style, struct tf_arena *arena,
                        struct tf_buffer *out)
{
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        tf_buffer_text(out, i > 0 ? "\n" : "");
        good = one_table(&items[i], style, arena, out);
    }
    return good && !out->failed;
}
