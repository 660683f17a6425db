#include <string.h>

#include "base/text.h"
#include "cli/reference.h"
#include "output/csv.h"
#include "output/json.h"
#include "output/table.h"

enum { NAME_COLUMNS = 26, DETAIL_COLUMNS = 16 };

/* Columns of csv, keys of json, in their order. */
static const char *const keys[] = {"kind",    "name",  "group",    "dimensions", "unit",
                                   "default", "range", "closures", "meaning"};
enum { KEYS = sizeof keys / sizeof *keys };

static void texts_of(const struct tf_reference_entry *entry, const char *texts[KEYS])
{
    const char *const all[KEYS] = {entry->kind,       entry->name,   entry->group,
                                   entry->dimensions, entry->unit,   entry->start,
                                   entry->range,      entry->effect, entry->meaning};
    memcpy(texts, all, sizeof all);
}

static void write_csv(const struct tf_reference *reference, struct tf_buffer *out)
{
    const char *texts[KEYS];
    memcpy(texts, keys, sizeof keys);
    for (size_t row = 0; row <= reference->count; row++) {
        for (size_t i = 0; i < KEYS; i++) {
            tf_csv_field(out, texts[i], i == 0);
        }
        tf_csv_end(out);
        if (row < reference->count) {
            texts_of(&reference->entries[row], texts);
        }
    }
}

static void write_json(const struct tf_reference *reference, struct tf_buffer *out)
{
    struct tf_json json;
    tf_json_begin(&json, out);
    tf_json_open(&json, NULL, '[', false);
    for (size_t row = 0; row < reference->count; row++) {
        const char *texts[KEYS];
        texts_of(&reference->entries[row], texts);
        tf_json_open(&json, NULL, '{', false);
        for (size_t i = 0; i < KEYS; i++) {
            tf_json_text(&json, keys[i], texts[i][0] != '\0' ? texts[i] : NULL);
        }
        tf_json_close(&json, '}');
    }
    tf_json_close(&json, ']');
    tf_json_end(&json);
}

static bool starts_group(const struct tf_reference *reference, size_t index)
{
    return index == 0 ||
           strcmp(reference->entries[index].group, reference->entries[index - 1].group) != 0;
}

static void markdown_titles(const struct tf_reference_entry *entry, struct tf_buffer *out)
{
    tf_buffer_printf(out, "### %s\n\n", entry->group);
    if (strcmp(entry->kind, "setting") == 0) {
        tf_buffer_text(out, "| name | values | default | meaning |\n| --- | --- | --- | --- |\n");
    } else if (strcmp(entry->kind, "metric") == 0) {
        tf_buffer_text(out, "| name | for each | unit | meaning |\n| --- | --- | --- | --- |\n");
    } else {
        tf_buffer_text(out, "| name | for each | unit | default | range | meaning |\n"
                            "| --- | --- | --- | --- | --- | --- |\n");
    }
}

static void markdown_cell(struct tf_buffer *out, const char *text)
{
    tf_buffer_text(out, " ");
    for (; *text != '\0'; text++) {
        tf_buffer_printf(out, strchr("|*_<>", *text) != NULL ? "\\%c" : "%c", *text);
    }
    tf_buffer_text(out, " |");
}

static void markdown_entry(const struct tf_reference_entry *entry, struct tf_buffer *out)
{
    bool parameter = strcmp(entry->kind, "parameter") == 0;
    bool setting = strcmp(entry->kind, "setting") == 0;
    tf_buffer_printf(out, "| `%s` |", entry->name);
    if (!setting) {
        markdown_cell(out, entry->dimensions[0] != '\0' ? entry->dimensions : "–");
        markdown_cell(out, entry->unit);
    } else {
        markdown_cell(out, entry->range);
    }
    if (parameter || setting) {
        markdown_cell(out, entry->start);
    }
    if (parameter) {
        markdown_cell(out, entry->range);
    }
    markdown_cell(out, entry->meaning);
    tf_buffer_text(out, "\n");
}

static void write_markdown(const struct tf_reference *reference, struct tf_buffer *out)
{
    for (size_t i = 0; i < reference->count; i++) {
        if (starts_group(reference, i)) {
            tf_buffer_text(out, i > 0 ? "\n" : "");
            markdown_titles(&reference->entries[i], out);
        }
        markdown_entry(&reference->entries[i], out);
    }
}

/* `  growth                    region group source year; -0.5 to 0.5; default 0`, and below it
 * unit and meaning. */
static void text_entry(const struct tf_reference *reference, const struct tf_reference_entry *entry,
                       struct tf_buffer *out)
{
    struct tf_arena *arena = reference->arena;
    const char *each =
        entry->dimensions[0] != '\0' ? tf_arena_printf(arena, "by %s; ", entry->dimensions) : "";
    const char *start = strcmp(entry->start, "required") == 0 || entry->start[0] == '\0'
                            ? tf_arena_strdup(arena, entry->start)
                            : tf_arena_printf(arena, "default %s", entry->start);
    const char *facts =
        tf_arena_printf(arena, "%s%s%s%s%s%s", each != NULL ? each : "", entry->unit,
                        entry->unit[0] != '\0' && entry->range[0] != '\0' ? "; " : "", entry->range,
                        entry->start[0] != '\0' ? "; " : "", start != NULL ? start : "");
    tf_buffer_text(out, "  ");
    tf_text_pad(out, entry->name, NAME_COLUMNS - 2, TF_ALIGN_LEFT);
    tf_text_wrap(out, facts != NULL ? facts : "", reference->columns, NAME_COLUMNS);
    tf_buffer_printf(out, "%*s", NAME_COLUMNS, "");
    tf_text_wrap(out, entry->meaning, reference->columns, NAME_COLUMNS);
}

static void write_text(const struct tf_reference *reference, struct tf_buffer *out)
{
    for (size_t i = 0; i < reference->count; i++) {
        const struct tf_reference_entry *entry = &reference->entries[i];
        if (starts_group(reference, i)) {
            tf_buffer_printf(out, "%s%s%s%s\n", i > 0 ? "\n" : "", reference->bold ? "\033[1m" : "",
                             entry->group, reference->bold ? "\033[0m" : "");
        }
        text_entry(reference, entry, out);
    }
}

static void detail(const struct tf_reference *reference, const char *name, const char *text,
                   struct tf_buffer *out)
{
    if (text[0] != '\0') {
        tf_buffer_text(out, "  ");
        tf_text_pad(out, name, DETAIL_COLUMNS - 2, TF_ALIGN_LEFT);
        tf_text_wrap(out, text, reference->columns, DETAIL_COLUMNS);
    }
}

static void write_in_full(const struct tf_reference *reference, struct tf_buffer *out)
{
    for (size_t i = 0; i < reference->count; i++) {
        const struct tf_reference_entry *entry = &reference->entries[i];
        tf_buffer_printf(out, "%s%s%s%s (%s)\n", i > 0 ? "\n" : "",
                         reference->bold ? "\033[1m" : "", entry->name,
                         reference->bold ? "\033[0m" : "", entry->kind);
        detail(reference, "meaning", entry->meaning, out);
        detail(reference, "for each", entry->dimensions, out);
        detail(reference, "unit", entry->unit, out);
        detail(reference, "also written", entry->accepted, out);
        detail(reference, strcmp(entry->kind, "setting") == 0 ? "values" : "range", entry->range,
               out);
        detail(reference, "default", entry->start, out);
        detail(reference, "acts under", entry->effect, out);
    }
}

bool tf_reference_write(const struct tf_reference *reference, struct tf_buffer *out,
                        struct tf_diag *diag)
{
    switch (reference->format) {
    case TF_FORMAT_CSV:
        write_csv(reference, out);
        break;
    case TF_FORMAT_JSON:
        write_json(reference, out);
        break;
    case TF_FORMAT_MARKDOWN:
        write_markdown(reference, out);
        break;
    case TF_FORMAT_TABLE:
        if (reference->in_full) {
            write_in_full(reference, out);
        } else {
            write_text(reference, out);
        }
        break;
    }
    return out->failed ? tf_out_of_memory(diag) : true;
}
