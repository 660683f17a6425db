#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "cli/findings.h"
#include "output/csv.h"
#include "output/json.h"
#include "output/results.h"
#include "output/table.h"

/* --- csv and json --------------------------------------------------------------------------------
 */

static const char *const assumption_keys[] = {"parameter", "value", "unit",   "dist", "low",
                                              "high",      "note",  "source", "from"};
enum { ASSUMPTION_KEYS = sizeof assumption_keys / sizeof *assumption_keys };
static const char *const difference_keys[] = {"parameter", "value", "from", "value2", "from2"};
enum { DIFFERENCE_KEYS = sizeof difference_keys / sizeof *difference_keys };

static void assumption_texts(const struct tf_assumption *assumption,
                             const char *texts[ASSUMPTION_KEYS])
{
    const char *const all[ASSUMPTION_KEYS] = {
        assumption->address,      assumption->value,  assumption->unit,
        assumption->distribution, assumption->low,    assumption->high,
        assumption->note,         assumption->source, assumption->from};
    memcpy(texts, all, sizeof all);
}

static void difference_texts(const struct tf_assumption_difference *difference,
                             const char *texts[DIFFERENCE_KEYS])
{
    const char *const all[DIFFERENCE_KEYS] = {difference->address, difference->value[0],
                                              difference->from[0], difference->value[1],
                                              difference->from[1]};
    memcpy(texts, all, sizeof all);
}

static void csv_record(const char *const *texts, size_t count, struct tf_buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        tf_csv_field(out, texts[i], i == 0);
    }
    tf_csv_end(out);
}

static void write_csv(const struct tf_findings *findings, struct tf_buffer *out)
{
    const char *texts[ASSUMPTION_KEYS];
    if (findings->projections->count == 2) {
        csv_record(difference_keys, DIFFERENCE_KEYS, out);
        for (size_t i = 0; i < findings->difference_count; i++) {
            difference_texts(&findings->differences[i], texts);
            csv_record(texts, DIFFERENCE_KEYS, out);
        }
        return;
    }
    csv_record(assumption_keys, ASSUMPTION_KEYS, out);
    for (size_t i = 0; i < findings->assumption_count; i++) {
        assumption_texts(&findings->assumptions[i], texts);
        csv_record(texts, ASSUMPTION_KEYS, out);
    }
}

static void json_record(struct tf_json *json, const char *const *keys, const char *const *texts,
                        size_t count)
{
    tf_json_open(json, NULL, '{', true);
    for (size_t i = 0; i < count; i++) {
        tf_json_text(json, keys[i], texts[i] != NULL && texts[i][0] != '\0' ? texts[i] : NULL);
    }
    tf_json_close(json, '}');
}

static void json_warnings(struct tf_json *json, const struct tf_diag *diag)
{
    tf_json_open(json, "findings", '[', false);
    for (size_t i = 0; i < diag->count; i++) {
        const struct tf_message *message = &diag->messages[i];
        if (message->severity == TF_SEVERITY_WARNING) {
            tf_json_open(json, NULL, '{', true);
            tf_json_text(json, "file", message->place.file);
            tf_json_number(json, "line",
                           message->place.line > 0 ? (double)message->place.line : TF_ABSENT);
            tf_json_text(json, "message", message->text);
            tf_json_close(json, '}');
        }
    }
    tf_json_close(json, ']');
}

static void json_of_one(struct tf_json *json, const struct tf_findings *findings)
{
    const char *texts[ASSUMPTION_KEYS];
    tf_json_open(json, "assumptions", '[', false);
    for (size_t i = 0; i < findings->assumption_count; i++) {
        assumption_texts(&findings->assumptions[i], texts);
        json_record(json, assumption_keys, texts, ASSUMPTION_KEYS);
    }
    tf_json_close(json, ']');
    tf_json_open(json, "accounts", '[', false);
    for (size_t i = 0; i < findings->account_count; i++) {
        tf_json_open(json, NULL, '{', true);
        tf_json_text(json, "account", findings->accounts[i].what);
        tf_json_number(json, "value", findings->accounts[i].value);
        tf_json_number(json, "published", findings->accounts[i].published);
        tf_json_close(json, '}');
    }
    tf_json_close(json, ']');
}

static void json_of_two(struct tf_json *json, const struct tf_findings *findings)
{
    const char *texts[DIFFERENCE_KEYS];
    tf_json_open(json, "differences", '[', false);
    for (size_t i = 0; i < findings->difference_count; i++) {
        difference_texts(&findings->differences[i], texts);
        json_record(json, difference_keys, texts, DIFFERENCE_KEYS);
    }
    tf_json_close(json, ']');
}

static void write_json(const struct tf_findings *findings, struct tf_buffer *out)
{
    struct tf_json json;
    tf_json_begin(&json, out);
    tf_json_open(&json, NULL, '{', false);
    tf_json_open(&json, "scenarios", '[', false);
    for (size_t i = 0; i < findings->projections->count; i++) {
        const struct tf_scenario *scenario = &findings->projections->items[i].scenario;
        tf_json_open(&json, NULL, '{', true);
        tf_json_text(&json, "name", scenario->name);
        tf_json_text(&json, "title", tf_scenario_title(scenario, "en"));
        tf_json_text(&json, "file", scenario->file);
        tf_json_close(&json, '}');
    }
    tf_json_close(&json, ']');
    if (findings->projections->count == 2) {
        json_of_two(&json, findings);
    } else {
        json_of_one(&json, findings);
    }
    json_warnings(&json, &findings->session->diag);
    tf_json_close(&json, '}');
    tf_json_end(&json);
}

/* --- for reading ---------------------------------------------------------------------------------
 */

/* A page of text or Markdown. */
struct page {
    const struct tf_findings *findings;
    struct tf_arena *arena;
    struct tf_buffer *out;
    size_t columns;
    bool markdown, bold;
};

static void title(struct page *page, const char *text)
{
    if (page->markdown) {
        tf_buffer_text(page->out, "\n## ");
        tf_markdown_text(page->out, text);
        tf_buffer_text(page->out, "\n\n");
    } else {
        tf_buffer_printf(page->out, "\n%s%s%s\n", page->bold ? "\033[1m" : "", text,
                         page->bold ? "\033[0m" : "");
    }
}

static void table(struct page *page, struct tf_table *table)
{
    if (page->markdown) {
        tf_table_markdown(table, page->out);
    } else {
        tf_table_text(table, page->columns, page->bold, page->out);
    }
    tf_table_release(table);
}

static bool is_default(const struct tf_assumption *assumption)
{
    return strcmp(assumption->from, "default") == 0;
}

/* `5410 yuan/person/year, normal 5000 to 5800` */
static char *value_text(const struct page *page, const struct tf_assumption *assumption)
{
    bool uncertain = assumption->distribution[0] != '\0';
    return tf_arena_printf(page->arena, "%s%s%s%s%s%s%s%s", assumption->value,
                           assumption->unit[0] != '\0' ? " " : "", assumption->unit,
                           uncertain ? ", " : "", assumption->distribution, uncertain ? " " : "",
                           assumption->low, uncertain ? " to " : "");
}

static char *whole_value(const struct page *page, const struct tf_assumption *assumption)
{
    char *value = value_text(page, assumption);
    return value == NULL ? NULL : tf_arena_printf(page->arena, "%s%s", value, assumption->high);
}

static char *explanation(const struct page *page, const struct tf_assumption *assumption)
{
    bool both = assumption->note[0] != '\0' && assumption->source[0] != '\0';
    return tf_arena_printf(page->arena, "%s%s%s", assumption->note, both ? "; " : "",
                           assumption->source);
}

static bool same_explanation(const struct tf_assumption *a, const struct tf_assumption *b)
{
    return strcmp(a->note, b->note) == 0 && strcmp(a->source, b->source) == 0;
}

enum { ADDRESS_COLUMNS = 30, NOTE_INDENT = 6 };

/* Address, value and origin on a line, where the origin stands at the right edge if it has room;
 * note and source below, unless they are those of the row before. */
static void assumption_lines(struct page *page, const struct tf_assumption *assumption,
                             const struct tf_assumption *before)
{
    struct tf_buffer line;
    char *value = whole_value(page, assumption), *words = explanation(page, assumption);
    tf_buffer_init(&line);
    tf_buffer_text(&line, "  ");
    tf_text_pad(&line, assumption->address,
                tf_text_width(assumption->address) > ADDRESS_COLUMNS
                    ? tf_text_width(assumption->address)
                    : ADDRESS_COLUMNS,
                TF_ALIGN_LEFT);
    tf_buffer_printf(&line, "  %s", value != NULL ? value : "");
    size_t used = tf_text_width(line.bytes != NULL ? line.bytes : "");
    size_t from = tf_text_width(assumption->from);
    tf_buffer_append(page->out, line.bytes, line.length);
    if (used + 2 + from <= page->columns) {
        tf_buffer_printf(page->out, "%*s%s\n", (int)(page->columns - used - from), "",
                         assumption->from);
    } else {
        size_t indent = from < page->columns ? page->columns - from : 0;
        tf_buffer_printf(page->out, "\n%*s%s\n", (int)indent, "", assumption->from);
    }
    if (words != NULL && words[0] != '\0' &&
        (before == NULL || !same_explanation(assumption, before))) {
        tf_buffer_printf(page->out, "%*s", NOTE_INDENT, "");
        tf_text_wrap(page->out, words, page->columns, NOTE_INDENT);
    }
    tf_buffer_release(&line);
}

static void assumptions_as_text(struct page *page)
{
    const struct tf_findings *findings = page->findings;
    const struct tf_assumption *before = NULL;
    title(page, "Assumptions, as resolved");
    for (size_t i = 0; i < findings->assumption_count; i++) {
        const struct tf_assumption *assumption = &findings->assumptions[i];
        if (!is_default(assumption)) {
            assumption_lines(page, assumption, before);
            before = assumption;
        }
    }
}

static void assumptions_as_markdown(struct page *page)
{
    static const struct tf_column columns[] = {{"parameter", TF_ALIGN_LEFT},
                                               {"value", TF_ALIGN_LEFT},
                                               {"from", TF_ALIGN_LEFT},
                                               {"note", TF_ALIGN_LEFT},
                                               {"source", TF_ALIGN_LEFT}};
    struct tf_table rows;
    title(page, "Assumptions, as resolved");
    tf_table_init(&rows, page->arena, columns, 5);
    for (size_t i = 0; i < page->findings->assumption_count; i++) {
        const struct tf_assumption *assumption = &page->findings->assumptions[i];
        if (!is_default(assumption)) {
            tf_table_cell(&rows, assumption->address);
            tf_table_cell(&rows, whole_value(page, assumption));
            tf_table_cell(&rows, assumption->from);
            tf_table_cell(&rows, assumption->note);
            tf_table_cell(&rows, assumption->source);
        }
    }
    table(page, &rows);
}

static void defaults(struct page *page)
{
    static const struct tf_column columns[] = {
        {"parameter", TF_ALIGN_LEFT}, {"default", TF_ALIGN_LEFT}, {"unit", TF_ALIGN_LEFT}};
    struct tf_table rows;
    title(page, "Left at their defaults");
    tf_table_init(&rows, page->arena, columns, 3);
    for (size_t i = 0; i < page->findings->assumption_count; i++) {
        const struct tf_assumption *assumption = &page->findings->assumptions[i];
        if (is_default(assumption)) {
            const char *indent = page->markdown ? "" : "  ";
            tf_table_cell(&rows, tf_arena_printf(page->arena, "%s%s", indent, assumption->address));
            tf_table_cell(&rows, assumption->value);
            tf_table_cell(&rows, assumption->unit);
        }
    }
    table(page, &rows);
}

static char *difference_text(const struct page *page, const struct tf_account *account)
{
    char number[TF_NUMBER_TEXT * 2];
    if (isnan(account->published)) {
        return tf_arena_strdup(page->arena, "");
    }
    if (tf_metrics[account->metric].measure == TF_IN_MONEY) {
        tf_number_rounded(100 * (account->value / account->published - 1), 2, true, number);
        return tf_arena_printf(page->arena, "%s%%", number);
    }
    tf_number_rounded(account->value - account->published, 3, true, number);
    return tf_arena_strdup(page->arena, number);
}

static void accounts(struct page *page)
{
    const struct tf_findings *findings = page->findings;
    const struct tf_scenario *scenario = &findings->projections->items[0].scenario;
    static const struct tf_column columns[] = {{"", TF_ALIGN_LEFT},
                                               {"adds up to", TF_ALIGN_RIGHT},
                                               {"published", TF_ALIGN_RIGHT},
                                               {"difference", TF_ALIGN_RIGHT},
                                               {"unit", TF_ALIGN_LEFT}};
    struct tf_table rows;
    char *heading = tf_arena_printf(page->arena, "Accounts of %d", scenario->base_year);
    title(page, heading != NULL ? heading : "");
    tf_table_init(&rows, page->arena, columns, 5);
    for (size_t i = 0; i < findings->account_count; i++) {
        const struct tf_account *account = &findings->accounts[i];
        enum tf_measured_in measure = tf_metrics[account->metric].measure;
        const char *unit = measure == TF_IN_MONEY || measure == TF_IN_MILLIONS
                               ? tf_metric_unit(account->metric, scenario->currency, page->arena)
                               : "";
        tf_table_cell(
            &rows, tf_arena_printf(page->arena, "%s%s", page->markdown ? "" : "  ", account->what));
        tf_table_cell(&rows, tf_metric_text(account->metric, account->value, page->arena));
        tf_table_cell(&rows, tf_metric_text(account->metric, account->published, page->arena));
        tf_table_cell(&rows, difference_text(page, account));
        tf_table_cell(&rows, unit);
    }
    table(page, &rows);
}

/* Each difference takes two rows: the values, and where they come from. */
static void differences(struct page *page)
{
    const struct tf_findings *findings = page->findings;
    const struct tf_projection *items = findings->projections->items;
    struct tf_column columns[] = {{"parameter", TF_ALIGN_LEFT},
                                  {items[0].scenario.name, TF_ALIGN_LEFT},
                                  {items[1].scenario.name, TF_ALIGN_LEFT}};
    struct tf_table rows;
    title(page, findings->difference_count > 0 ? "What differs" : "Nothing differs");
    if (findings->difference_count == 0) {
        return;
    }
    tf_table_init(&rows, page->arena, columns, 3);
    for (size_t i = 0; i < findings->difference_count; i++) {
        const struct tf_assumption_difference *difference = &findings->differences[i];
        tf_table_cell(&rows, difference->address);
        tf_table_cell(&rows, difference->value[0]);
        tf_table_cell(&rows, difference->value[1]);
        tf_table_cell(&rows, "");
        tf_table_cell(&rows, tf_arena_printf(page->arena, "  %s", difference->from[0]));
        tf_table_cell(&rows, tf_arena_printf(page->arena, "  %s", difference->from[1]));
    }
    table(page, &rows);
}

static void warnings(struct page *page)
{
    const struct tf_diag *diag = &page->findings->session->diag;
    struct tf_buffer messages;
    tf_buffer_init(&messages);
    tf_findings_warnings(diag, page->bold, &messages);
    if (diag->warnings == 0) {
        title(page, "No findings");
    } else {
        char *heading = tf_arena_printf(page->arena, "%zu finding%s", diag->warnings,
                                        diag->warnings == 1 ? "" : "s");
        title(page, heading != NULL ? heading : "");
        tf_buffer_text(page->out, page->markdown ? "```\n" : "");
        tf_buffer_append(page->out, messages.bytes, messages.length);
        tf_buffer_text(page->out, page->markdown ? "```\n" : "");
    }
    tf_buffer_release(&messages);
}

static void scenario_lines(struct page *page)
{
    for (size_t i = 0; i < page->findings->projections->count; i++) {
        const struct tf_scenario *scenario = &page->findings->projections->items[i].scenario;
        const char *text = tf_scenario_title(scenario, "en");
        if (page->markdown) {
            tf_buffer_text(page->out, "# ");
            tf_markdown_text(page->out, text);
        } else {
            tf_buffer_text(page->out, text);
        }
        tf_buffer_printf(page->out, "%s%s", page->markdown ? "\n\n" : ": ", scenario->file);
        for (size_t file = 1; file < scenario->file_count; file++) {
            tf_buffer_printf(page->out, "%s%s", file == 1 ? ", with " : ", ",
                             scenario->files[file]);
        }
        tf_buffer_text(page->out, "\n");
    }
}

static void write_page(const struct tf_findings *findings, enum tf_format format,
                       struct tf_buffer *out)
{
    struct tf_session *session = findings->session;
    struct page page = {
        .findings = findings,
        .arena = &session->arena,
        .out = out,
        .columns = session->columns,
        .markdown = format == TF_FORMAT_MARKDOWN,
        .bold = format == TF_FORMAT_TABLE && tf_session_colour(session),
    };
    scenario_lines(&page);
    if (findings->projections->count == 2) {
        differences(&page);
    } else {
        if (page.markdown) {
            assumptions_as_markdown(&page);
        } else {
            assumptions_as_text(&page);
        }
        defaults(&page);
        if (findings->account_count > 0) {
            accounts(&page);
        }
    }
    warnings(&page);
}

void tf_findings_write(const struct tf_findings *findings, enum tf_format format,
                       struct tf_buffer *out)
{
    switch (format) {
    case TF_FORMAT_CSV:
        write_csv(findings, out);
        break;
    case TF_FORMAT_JSON:
        write_json(findings, out);
        break;
    default:
        write_page(findings, format, out);
    }
}
