/* The tables of a report: those of `run`, `explain` and `sample --summary`. */
#include <string.h>

#include "output/explained.h"
#include "output/report_words.h"
#include "output/reported.h"
#include "output/summary.h"

enum { TABLE_COLUMNS = 100 };

static void heading(const struct tf_report *report, enum tf_phrase phrase)
{
    tf_document_heading(report->document, 2, tf_phrase_text(phrase, report->document->language));
}

static bool years(const struct tf_report *report)
{
    struct tf_summary summary = {.projections = report->projections,
                                 .count = report->count,
                                 .language = report->document->language,
                                 .columns = TABLE_COLUMNS,
                                 .document = report->document};
    heading(report, TF_PHRASE_REPORT_YEARS);
    return tf_summary_tables(&summary, report->document->arena);
}

static bool parts(const struct tf_report *report)
{
    struct tf_arena *arena = report->document->arena;
    struct tf_explained_style style = {.language = report->document->language,
                                       .columns = TABLE_COLUMNS,
                                       .document = report->document};
    struct tf_buffer unused;
    bool good = true;
    tf_buffer_init(&unused);
    heading(report, TF_PHRASE_REPORT_PARTS);
    for (size_t i = 0; good && i < report->count; i++) {
        const struct tf_projection *run = &report->projections[i];
        struct tf_explanation item = {run->scenario.name,
                                      report_name(report, run),
                                      {run, 0},
                                      {run, (size_t)run->scenario.horizon},
                                      NULL,
                                      0};
        if (!run->feasible) {
            continue;
        }
        struct tf_explained *rows = tf_arena_alloc(arena, tf_explained_most(run), sizeof *rows);
        if (rows == NULL) {
            good = false;
            break;
        }
        item.rows = rows;
        item.count = tf_explain(item.start, item.end, rows);
        good = tf_explained_table(&item, 1, &style, arena, &unused);
    }
    tf_buffer_release(&unused);
    return good;
}

/* The rows with what people call the scenarios and the metric. */
static struct tf_sampled_row *titled(const struct tf_report *report)
{
    struct tf_sampled_row *rows =
        tf_arena_alloc(report->document->arena, report->row_count, sizeof *rows);
    for (size_t i = 0; rows != NULL && i < report->row_count; i++) {
        rows[i] = report->rows[i];
        for (size_t k = 0; k < report->count; k++) {
            const struct tf_projection *run = &report->projections[k];
            if (strcmp(report->rows[i].scenario, run->scenario.name) == 0) {
                rows[i].scenario = report_name(report, run);
            }
        }
        if (rows[i].metric != NULL) {
            rows[i].metric = tf_phrase_text(TF_PHRASE_REPORT_INDEX_ROW, report->document->language);
        }
        if (rows[i].scenario == NULL) {
            return NULL;
        }
    }
    return rows;
}

static bool spread(const struct tf_report *report)
{
    const struct tf_sampled_row *rows = titled(report);
    struct tf_sampled_style style = {.language = report->document->language,
                                     .columns = TABLE_COLUMNS,
                                     .document = report->document};
    struct tf_buffer unused;
    tf_buffer_init(&unused);
    heading(report, TF_PHRASE_REPORT_SPREAD);
    bool good = rows != NULL &&
                tf_sampled_table(rows, report->row_count, &style, report->document->arena, &unused);
    tf_buffer_release(&unused);
    return good;
}

bool tf_report_tables(const struct tf_report *report)
{
    bool any = false;
    for (size_t i = 0; i < report->count; i++) {
        any = any || report->projections[i].feasible;
    }
    return !any || (years(report) && parts(report) && (report->row_count == 0 || spread(report)) &&
                    !report->document->failed);
}
