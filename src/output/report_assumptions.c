/* What a report rests on: assumptions, what replaced what, warnings, limits. */
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "experiment/assumptions.h"
#include "output/report_words.h"
#include "output/reported.h"

static const char *word(const struct tf_report *report, enum tf_phrase phrase)
{
    return tf_phrase_text(phrase, report->document->language);
}

static void heading(const struct tf_report *report, int level, enum tf_phrase phrase)
{
    tf_document_heading(report->document, level, word(report, phrase));
}

/* --- assumptions ---------------------------------------------------------------------------------
 */

/* The rows of every scenario. */
struct listing {
    const struct tf_report *report;
    struct tf_assumption **rows; /* [scenario][row] */
    size_t *counts;
    struct tf_diag *diag;
};

/* Names and labels say what things are called, not how they are. */
static bool is_wording(const struct tf_assumption *row)
{
    return tf_text_starts(row->address, "label.") || strcmp(row->address, "title") == 0 ||
           tf_text_starts(row->address, "title.");
}

static bool same_row(const struct tf_assumption *a, const struct tf_assumption *b)
{
    return strcmp(a->address, b->address) == 0 && strcmp(a->value, b->value) == 0 &&
           strcmp(a->from, b->from) == 0;
}

static bool has_row(const struct listing *listing, size_t scenario, const struct tf_assumption *row)
{
    for (size_t i = 0; i < listing->counts[scenario]; i++) {
        if (same_row(&listing->rows[scenario][i], row)) {
            return true;
        }
    }
    return false;
}

static bool is_shared(const struct listing *listing, const struct tf_assumption *row)
{
    for (size_t i = 0; i < listing->report->count; i++) {
        if (!has_row(listing, i, row)) {
            return false;
        }
    }
    return true;
}

static const char *without_folder(const struct tf_report *report, const char *text)
{
    bool starts = report->folder != NULL && tf_text_starts(text, report->folder);
    return starts ? text + strlen(report->folder) : text;
}

static char *value_text(const struct tf_report *report, const struct tf_assumption *row)
{
    return tf_arena_printf(report->document->arena, "%s%s%s", without_folder(report, row->value),
                           row->unit[0] != '\0' ? " " : "", row->unit);
}

static char *range_text(const struct tf_report *report, const struct tf_assumption *row)
{
    struct tf_arena *arena = report->document->arena;
    return row->distribution[0] == '\0'
               ? tf_arena_strdup(arena, "")
               : tf_arena_printf(arena, "%s %s – %s", row->distribution, row->low, row->high);
}

static char *reason_text(const struct tf_report *report, const struct tf_assumption *row)
{
    bool both = row->note[0] != '\0' && row->source[0] != '\0';
    return tf_arena_printf(report->document->arena, "%s%s%s", row->note, both ? "; " : "",
                           row->source);
}

static void add_row(const struct tf_report *report, const struct tf_assumption *row,
                    struct tf_table *table)
{
    tf_table_cell(table, row->address);
    tf_table_cell(table, value_text(report, row));
    tf_table_cell(table, range_text(report, row));
    tf_table_cell(table, reason_text(report, row));
    tf_table_cell(table, row->from);
}

/* The rows of a scenario that all have, or that not all have. */
static size_t add_rows(const struct listing *listing, size_t scenario, bool shared,
                       const char *caption)
{
    const struct tf_report *report = listing->report;
    const struct tf_column columns[] = {
        {word(report, TF_PHRASE_REPORT_COLUMN_WHAT), TF_ALIGN_LEFT},
        {word(report, TF_PHRASE_REPORT_COLUMN_VALUE), TF_ALIGN_LEFT},
        {word(report, TF_PHRASE_REPORT_COLUMN_RANGE), TF_ALIGN_LEFT},
        {word(report, TF_PHRASE_REPORT_COLUMN_REASON), TF_ALIGN_LEFT},
        {word(report, TF_PHRASE_REPORT_COLUMN_FROM), TF_ALIGN_LEFT}};
    struct tf_table table;
    size_t added = 0;
    tf_table_init(&table, report->document->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < listing->counts[scenario]; i++) {
        const struct tf_assumption *row = &listing->rows[scenario][i];
        if (!is_wording(row) && is_shared(listing, row) == shared) {
            add_row(report, row, &table);
            added++;
        }
    }
    if (added > 0) {
        if (caption == NULL) {
            report->document->failed = true;
        } else if (caption[0] != '\0') {
            tf_document_heading(report->document, 3, caption);
        }
        tf_document_table(report->document, &table, "");
    } else {
        tf_table_release(&table);
    }
    return added;
}

static bool list_rows(struct listing *listing)
{
    const struct tf_report *report = listing->report;
    struct tf_arena *arena = report->document->arena;
    listing->rows = tf_arena_alloc(arena, report->count, sizeof *listing->rows);
    listing->counts = tf_arena_alloc(arena, report->count, sizeof *listing->counts);
    if (listing->rows == NULL || listing->counts == NULL) {
        return tf_out_of_memory(listing->diag);
    }
    for (size_t i = 0; i < report->count; i++) {
        if (!tf_assumptions(&report->projections[i].scenario, true, arena, &listing->rows[i],
                            &listing->counts[i], listing->diag)) {
            return false;
        }
    }
    return true;
}

static bool assumptions(const struct tf_report *report, struct tf_diag *diag)
{
    struct listing listing = {.report = report, .diag = diag};
    heading(report, 2, TF_PHRASE_REPORT_ASSUMPTIONS);
    tf_document_paragraph(report->document, word(report, TF_PHRASE_REPORT_ASSUMPTIONS_NOTE));
    if (!list_rows(&listing)) {
        return false;
    }
    bool one = report->count == 1;
    add_rows(&listing, 0, true, one ? "" : word(report, TF_PHRASE_REPORT_ASSUMPTIONS_SHARED));
    for (size_t i = 0; !one && i < report->count; i++) {
        add_rows(&listing, i, false,
                 report_phrase(report, TF_PHRASE_REPORT_ASSUMPTIONS_OF,
                               report_name(report, &report->projections[i]), NULL, NULL));
    }
    return true;
}

/* --- what replaced what --------------------------------------------------------------------------
 */

static char *place_text(const struct tf_report *report, const struct tf_place *place)
{
    struct tf_arena *arena = report->document->arena;
    return place->file == NULL ? tf_arena_strdup(arena, "")
           : place->line == 0  ? tf_arena_strdup(arena, place->file)
                               : tf_arena_printf(arena, "%s:%zu", place->file, place->line);
}

static char *row_text(const struct tf_report *report, const struct tf_row *row)
{
    char number[TF_NUMBER_TEXT];
    if (row->percent) {
        tf_number_percent(row->value, number);
    } else {
        tf_number_shortest(row->value, number);
    }
    return tf_arena_printf(report->document->arena, "%s = %s (%s)", row->written, number,
                           place_text(report, &row->place));
}

static bool told_before(const struct tf_report *report, size_t scenario, const struct tf_row *row,
                        const struct tf_row *by)
{
    for (size_t i = 0; i < scenario; i++) {
        const struct tf_scenario *other = &report->projections[i].scenario;
        for (size_t k = 0; k < other->row_count; k++) {
            const struct tf_row *same = &other->rows[k];
            if (same->live == 0 && same->place.line == row->place.line &&
                tf_text_equal(same->place.file, row->place.file) &&
                tf_text_equal(other->rows[same->hidden_by].place.file, by->place.file) &&
                other->rows[same->hidden_by].place.line == by->place.line) {
                return true;
            }
        }
    }
    return false;
}

static void add_replaced(const struct tf_report *report, size_t scenario, struct tf_table *table)
{
    const struct tf_scenario *item = &report->projections[scenario].scenario;
    for (size_t i = 0; i < item->row_count; i++) {
        const struct tf_row *row = &item->rows[i];
        const struct tf_row *by = row->live == 0 ? &item->rows[row->hidden_by] : NULL;
        if (by != NULL && !told_before(report, scenario, row, by)) {
            tf_table_cell(table, row_text(report, row));
            tf_table_cell(table, row_text(report, by));
        }
    }
}

static void overridden(const struct tf_report *report)
{
    const struct tf_column columns[] = {{word(report, TF_PHRASE_REPORT_COLUMN_WHAT), TF_ALIGN_LEFT},
                                        {word(report, TF_PHRASE_REPORT_COLUMN_BY), TF_ALIGN_LEFT}};
    struct tf_table table;
    heading(report, 2, TF_PHRASE_REPORT_OVERRIDDEN);
    tf_table_init(&table, report->document->arena, columns, 2);
    for (size_t i = 0; i < report->count; i++) {
        add_replaced(report, i, &table);
    }
    if (table.cell_count > 0) {
        tf_document_table(report->document, &table, "");
    } else {
        tf_document_paragraph(report->document, word(report, TF_PHRASE_REPORT_OVERRIDDEN_NONE));
        tf_table_release(&table);
    }
}

/* --- warnings ------------------------------------------------------------------------------------
 */

static bool warned_before(const struct tf_diag *warnings, size_t index)
{
    const struct tf_message *message = &warnings->messages[index];
    for (size_t i = 0; i < index; i++) {
        const struct tf_message *other = &warnings->messages[i];
        if (other->severity == TF_SEVERITY_WARNING && strcmp(other->text, message->text) == 0 &&
            other->place.line == message->place.line &&
            tf_text_equal(other->place.file, message->place.file)) {
            return true;
        }
    }
    return false;
}

static void findings(const struct tf_report *report, const struct tf_diag *warnings)
{
    bool any = false;
    heading(report, 2, TF_PHRASE_REPORT_FINDINGS);
    for (size_t i = 0; i < warnings->count; i++) {
        const struct tf_message *message = &warnings->messages[i];
        if (message->severity == TF_SEVERITY_WARNING && !warned_before(warnings, i)) {
            char *place = place_text(report, &message->place);
            tf_document_item(report->document,
                             place == NULL
                                 ? NULL
                                 : tf_arena_printf(report->document->arena, "%s%s%s", place,
                                                   place[0] != '\0' ? ": " : "", message->text));
            any = true;
        }
    }
    if (!any) {
        tf_document_paragraph(report->document, word(report, TF_PHRASE_REPORT_FINDINGS_NONE));
    }
}

bool tf_report_assumptions(const struct tf_report *report, const struct tf_diag *warnings,
                           struct tf_diag *diag)
{
    if (!assumptions(report, diag)) {
        return false;
    }
    overridden(report);
    findings(report, warnings);
    return !report->document->failed || tf_out_of_memory(diag);
}

void tf_report_limits(const struct tf_report *report)
{
    static const enum tf_phrase limits[] = {
        TF_PHRASE_REPORT_LIMIT_FUTURE, TF_PHRASE_REPORT_LIMIT_BEHAVIOUR,
        TF_PHRASE_REPORT_LIMIT_DEMAND, TF_PHRASE_REPORT_LIMIT_SHIFT,
        TF_PHRASE_REPORT_LIMIT_GROUPS, TF_PHRASE_REPORT_LIMIT_SURVEY,
        TF_PHRASE_REPORT_LIMIT_PARTS};
    heading(report, 2, TF_PHRASE_REPORT_LIMITS);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        tf_document_item(report->document, word(report, limits[i]));
    }
}
