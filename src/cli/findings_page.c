#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "cli/findings.h"
#include "output/layout.h"
#include "output/results.h"
#include "output/table.h"

enum { TEXT_MOST = 4096 };

/* A page of text or Markdown. */
struct page {
    const struct tf_findings *findings;
    struct tf_arena *arena;
    struct tf_buffer *out;
    size_t columns;
    bool markdown, bold;
    size_t folder; /* bytes at the start of every file's name that all have in common */
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

enum { ADDRESS_COLUMNS = 28, VALUE_INDENT = 32, NOTE_INDENT = 6 };

/* `china.csv:12`: the files' common folder stands at the head of the page. */
static const char *origin(const struct page *page, const char *from)
{
    const struct tf_scenario *first = &page->findings->projections->items[0].scenario;
    return page->folder > 0 && strncmp(from, first->file, page->folder) == 0 ? from + page->folder
                                                                             : from;
}

/* Ends a line that is `used` columns long with a text at the right edge; on a line of its own where
 * there is no room. */
static void end_line(struct page *page, size_t used, const char *text)
{
    size_t width = tf_text_width(text);
    if (used + 2 + width > page->columns) {
        tf_buffer_text(page->out, "\n");
        used = 0;
    }
    size_t blanks = used + width < page->columns ? page->columns - used - width : 0;
    tf_buffer_printf(page->out, "%*s%s\n", (int)blanks, "", text);
}

static char *clean(const struct page *page, const char *text)
{
    return text == NULL ? NULL : tf_layout_clean(page->arena, text, TEXT_MOST);
}

/* Is there a word that takes more than so many columns? */
static bool has_wide_word(const char *text, size_t columns)
{
    size_t width = tf_text_width(text);
    while (width > columns) {
        size_t length = strcspn(text, " "), rest = tf_text_width(text + length);
        if (width - rest > columns) {
            return true;
        }
        text += length + strspn(text + length, " ");
        width = tf_text_width(text);
    }
    return false;
}

/* Writes text that stands at a column, in as many lines as it takes, without the end of the last
 * one. Returns how many columns that has. */
static size_t write_wrapped(struct page *page, const char *text, size_t column)
{
    struct tf_buffer lines;
    tf_buffer_init(&lines);
    tf_text_wrap(&lines, text, page->columns, column);
    if (lines.failed || lines.length == 0) {
        page->out->failed = true;
        tf_buffer_release(&lines);
        return column;
    }
    lines.bytes[lines.length - 1] = '\0'; /* the line's end */
    const char *last = strrchr(lines.bytes, '\n');
    size_t used = last != NULL ? tf_text_width(last + 1) : column + tf_text_width(lines.bytes);
    tf_buffer_text(page->out, lines.bytes);
    tf_buffer_release(&lines);
    return used;
}

/* A name, a value beside it, and the origin at the right. Where the name is long the value stands
 * below it, and where the value has a long word (a path) further to the left as well. */
static void name_and_value(struct page *page, const char *name, const char *value, const char *from)
{
    const char *text = clean(page, value);
    const char *shown = text != NULL ? text : "";
    bool wide = has_wide_word(shown, page->columns - VALUE_INDENT);
    size_t column = wide ? NOTE_INDENT : VALUE_INDENT, used = 2 + tf_text_width(name);
    tf_buffer_printf(page->out, "  %s", name);
    if (wide || used > 2 + ADDRESS_COLUMNS) {
        tf_buffer_text(page->out, "\n");
        used = 0;
    }
    tf_buffer_printf(page->out, "%*s", (int)(column - used), "");
    used = write_wrapped(page, shown, column);
    end_line(page, used, origin(page, from));
}

/* Note and source stand below, unless they are those of the row before. */
static void assumption_lines(struct page *page, const struct tf_assumption *assumption,
                             const struct tf_assumption *before)
{
    const char *words = clean(page, explanation(page, assumption));
    name_and_value(page, assumption->address, whole_value(page, assumption), assumption->from);
    if (words != NULL && words[0] != '\0' &&
        (before == NULL || !same_explanation(assumption, before))) {
        tf_buffer_printf(page->out, "%*s", NOTE_INDENT, "");
        tf_text_wrap(page->out, words, page->columns, NOTE_INDENT);
    }
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
                                               {"difference", TF_ALIGN_RIGHT}};
    struct tf_table rows;
    const char *money = tf_metric_unit(TF_METRIC_INCOME, scenario->currency, page->arena);
    char *heading =
        tf_arena_printf(page->arena, "Accounts of %d (incomes in %s, population in millions)",
                        scenario->base_year, money != NULL ? money : "");
    title(page, heading != NULL ? heading : "");
    tf_table_init(&rows, page->arena, columns, 4);
    for (size_t i = 0; i < findings->account_count; i++) {
        const struct tf_account *account = &findings->accounts[i];
        tf_table_cell(
            &rows, tf_arena_printf(page->arena, "%s%s", page->markdown ? "" : "  ", account->what));
        tf_table_cell(&rows, tf_metric_text(account->metric, account->value, page->arena));
        tf_table_cell(&rows, tf_metric_text(account->metric, account->published, page->arena));
        tf_table_cell(&rows, difference_text(page, account));
    }
    table(page, &rows);
}

static void differences_as_markdown(struct page *page)
{
    const struct tf_findings *findings = page->findings;
    const struct tf_projection *items = findings->projections->items;
    struct tf_column columns[] = {{"parameter", TF_ALIGN_LEFT},
                                  {items[0].scenario.name, TF_ALIGN_LEFT},
                                  {"from", TF_ALIGN_LEFT},
                                  {items[1].scenario.name, TF_ALIGN_LEFT},
                                  {"from", TF_ALIGN_LEFT}};
    struct tf_table rows;
    tf_table_init(&rows, page->arena, columns, 5);
    for (size_t i = 0; i < findings->difference_count; i++) {
        const struct tf_assumption_difference *difference = &findings->differences[i];
        tf_table_cell(&rows, difference->address);
        for (size_t side = 0; side < 2; side++) {
            tf_table_cell(&rows, difference->value[side]);
            tf_table_cell(&rows, difference->from[side]);
        }
    }
    table(page, &rows);
}

/* The address, and below it a line for each scenario. */
static void differences_as_text(struct page *page)
{
    const struct tf_findings *findings = page->findings;
    const struct tf_projection *items = findings->projections->items;
    for (size_t i = 0; i < findings->difference_count; i++) {
        const struct tf_assumption_difference *difference = &findings->differences[i];
        tf_buffer_printf(page->out, "%s\n", difference->address);
        for (size_t side = 0; side < 2; side++) {
            name_and_value(page, items[side].scenario.name, difference->value[side],
                           difference->from[side]);
        }
    }
}

static void differences(struct page *page)
{
    bool any = page->findings->difference_count > 0;
    title(page, any ? "What differs" : "Nothing differs");
    if (any && page->markdown) {
        differences_as_markdown(page);
    } else if (any) {
        differences_as_text(page);
    }
}

/* `FILE:LINE: what` on lines of its own; the rows themselves stand above. */
static void warning_lines(struct page *page, const struct tf_message *message)
{
    const struct tf_place *place = &message->place;
    char *line = tf_arena_printf(page->arena, ":%zu", place->line);
    char *text = tf_arena_printf(page->arena, "%s%s%s%s",
                                 place->file != NULL ? origin(page, place->file) : "",
                                 place->line > 0 && line != NULL ? line : "",
                                 place->file != NULL ? ": " : "", message->text);
    const char *shown = clean(page, text);
    if (page->markdown) {
        tf_buffer_text(page->out, "- ");
        tf_markdown_text(page->out, shown != NULL ? shown : "");
        tf_buffer_text(page->out, "\n");
    } else {
        tf_buffer_text(page->out, "  - ");
        tf_text_wrap(page->out, shown != NULL ? shown : "", page->columns, 4);
    }
}

static void warnings(struct page *page)
{
    const struct tf_diag *diag = &page->findings->session->diag;
    char *heading = tf_arena_printf(page->arena, "%zu finding%s", diag->warnings,
                                    diag->warnings == 1 ? "" : "s");
    title(page, diag->warnings == 0 || heading == NULL ? "No findings" : heading);
    for (size_t i = 0; i < diag->count; i++) {
        if (diag->messages[i].severity == TF_SEVERITY_WARNING) {
            warning_lines(page, &diag->messages[i]);
        }
    }
}

/* How much of the first file's name is a folder that all files are in. */
static size_t common_folder(const struct tf_projections *projections)
{
    const char *first = projections->items[0].scenario.file;
    const char *slash = strrchr(first, '/');
    size_t length = slash != NULL ? (size_t)(slash - first) + 1 : 0;
    for (size_t i = 0; i < projections->count; i++) {
        const struct tf_scenario *scenario = &projections->items[i].scenario;
        for (size_t file = 0; file < scenario->file_count; file++) {
            if (strncmp(scenario->files[file], first, length) != 0) {
                return 0;
            }
        }
    }
    return length;
}

static void scenario_lines(struct page *page)
{
    for (size_t i = 0; i < page->findings->projections->count; i++) {
        const struct tf_scenario *scenario = &page->findings->projections->items[i].scenario;
        const char *name = clean(page, tf_scenario_title(scenario, "en"));
        struct tf_buffer files;
        tf_buffer_init(&files);
        tf_buffer_text(&files, scenario->file);
        for (size_t file = 1; file < scenario->file_count; file++) {
            tf_buffer_printf(&files, "%s%s", file == 1 ? ", with " : ", ",
                             scenario->files[file] + page->folder);
        }
        if (page->markdown) {
            tf_buffer_text(page->out, "# ");
            tf_markdown_text(page->out, name != NULL ? name : "");
            tf_buffer_printf(page->out, "\n\n%s\n", files.bytes);
        } else {
            char *line = tf_arena_printf(page->arena, "%s: %s", name != NULL ? name : "",
                                         files.bytes != NULL ? files.bytes : "");
            tf_text_wrap(page->out, line != NULL ? line : "", page->columns, 0);
        }
        tf_buffer_release(&files);
    }
}

void tf_findings_page(const struct tf_findings *findings, bool markdown, struct tf_buffer *out)
{
    struct tf_session *session = findings->session;
    struct page page = {
        .findings = findings,
        .arena = &session->arena,
        .out = out,
        .columns = session->columns,
        .markdown = markdown,
        .bold = !markdown && tf_session_colour(session),
        .folder = common_folder(findings->projections),
    };
    scenario_lines(&page);
    if (findings->projections->count == 2) {
        differences(&page);
    } else {
        if (markdown) {
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
