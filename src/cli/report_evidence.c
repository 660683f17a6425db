/* What a report was made from: draws, files, and the command that makes it again. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "cli/provenance.h"
#include "cli/reporting.h"
#include "cli/sample_summary.h"
#include "cli/solving.h"

bool tf_reporting_draws(struct tf_reporting *reporting, enum tf_status *status)
{
    static const char *const metric = "income_index";
    struct tf_session *session = reporting->session;
    struct tf_texts lists = {(const char **)(uintptr_t)&metric, 1};
    struct tf_sampled_row *rows = NULL;
    bool uncertain = false;
    if (!tf_sampling_open(&reporting->sampling, session, (uint64_t)session->request.draws)) {
        return false;
    }
    reporting->samples = true;
    for (size_t i = 0; i < reporting->sampling.study.case_count; i++) {
        uncertain = uncertain || tf_case_is_uncertain(&reporting->sampling.study.cases[i]);
    }
    if (uncertain && !tf_sample_rows(&reporting->sampling, &lists, &rows,
                                     &reporting->report.row_count, status)) {
        return false;
    }
    reporting->report.rows = rows;
    return true;
}

/* --- what would have to be true ------------------------------------------------------------------
 */

/* The bracket of what the closure grows by. */
static const char *const brackets[] = {[TF_CLOSURE_GROWTH] = "growth+=0%:10%",
                                       [TF_CLOSURE_GDP] = "gdp_growth+=0%:10%",
                                       [TF_CLOSURE_PRODUCTION] = "tfp_growth+=0%:10%"};

/* Asks `solve`, with messages of its own: that it has no answer is no failure of the report, that
 * the environment fails is one. */
static bool find_need(const struct tf_reporting *reporting, const struct tf_projection *run,
                      double *need)
{
    struct tf_session asking = *reporting->session;
    double target = tf_plan_value(&run->plan, TF_TARGET_MULTIPLE, 0, 0), value = TF_ABSENT;
    char number[TF_NUMBER_TEXT], text[TF_NUMBER_TEXT + 16];
    const char *file = run->scenario.file, *goal = text, *bracket = brackets[run->scenario.closure];
    tf_number_shortest(target, number);
    snprintf(text, sizeof text, "multiple=%s", number);
    tf_arena_init(&asking.arena);
    tf_diag_init(&asking.diag);
    asking.request.draws = 0;
    asking.request.seed = 0;
    asking.request.design = NULL;
    asking.request.output = NULL;
    asking.request.format = NULL;
    asking.request.quiet = true;
    asking.request.operands = (struct tf_texts){&file, 1};
    asking.request.find = (struct tf_texts){&bracket, 1};
    asking.request.target = (struct tf_texts){&goal, 1};
    *need = tf_solve_first(&asking, &value) ? value : TF_ABSENT;
    bool good = asking.diag.status != TF_ENVIRONMENT;
    if (!good) {
        tf_diag_append(&reporting->session->diag, &asking.diag);
    }
    tf_diag_release(&asking.diag);
    tf_arena_release(&asking.arena);
    return good;
}

bool tf_reporting_needs(struct tf_reporting *reporting)
{
    const struct tf_projections *projections = &reporting->projections;
    double *needs = tf_arena_alloc(&reporting->session->arena, projections->count, sizeof *needs);
    if (needs == NULL) {
        return tf_out_of_memory(&reporting->session->diag);
    }
    for (size_t i = 0; i < projections->count; i++) {
        const struct tf_projection *run = &projections->items[i];
        bool missed = run->feasible && isnan(tf_outcome_value(run->outcome, TF_METRIC_DOUBLING_YEAR,
                                                              TF_ALL, TF_ALL, TF_ALL, 0));
        needs[i] = TF_ABSENT;
        if (missed && !find_need(reporting, run, &needs[i])) {
            return false;
        }
    }
    reporting->report.needs = needs;
    return true;
}

/* --- the command ---------------------------------------------------------------------------------
 */

/* A word as a POSIX shell reads it back. */
static void write_word(struct tf_buffer *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-+=./,:@%";
    if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
        tf_buffer_text(out, word);
        return;
    }
    tf_buffer_text(out, "'");
    for (const char *at = word; *at != '\0'; at++) {
        if (*at == '\'') {
            tf_buffer_text(out, "'\\''");
        } else {
            tf_buffer_append(out, at, 1);
        }
    }
    tf_buffer_text(out, "'");
}

static char *command_text(const struct tf_reporting *reporting, const struct tf_manifest *manifest)
{
    struct tf_arena *arena = &reporting->session->arena;
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_buffer_text(&out, "twofold");
    for (size_t i = 0; i < manifest->argument_count; i++) {
        tf_buffer_text(&out, " ");
        write_word(&out, manifest->arguments[i]);
    }
    tf_buffer_text(&out, reporting->markdown ? " -o report.md" : " -o report.html");
    char *text = out.failed ? NULL : tf_arena_strndup(arena, out.bytes, out.length);
    tf_buffer_release(&out);
    return text;
}

/* --- files ---------------------------------------------------------------------------------------
 */

static bool listed_before(const struct tf_manifest *manifest, size_t scenario, const char *file)
{
    for (size_t i = 0; i < scenario; i++) {
        for (size_t k = 0; k < manifest->scenarios[i].file_count; k++) {
            if (strcmp(manifest->scenarios[i].files[k].file, file) == 0) {
                return true;
            }
        }
    }
    return false;
}

static void list_files(struct tf_reporting *reporting, const struct tf_manifest *manifest)
{
    struct tf_document *document = &reporting->document;
    const struct tf_column columns[] = {
        {tf_phrase_text(TF_PHRASE_REPORT_COLUMN_FILE, document->language), TF_ALIGN_LEFT},
        {tf_phrase_text(TF_PHRASE_REPORT_COLUMN_DIGEST, document->language), TF_ALIGN_LEFT}};
    struct tf_table table;
    tf_table_init(&table, document->arena, columns, 2);
    for (size_t i = 0; i < manifest->scenario_count; i++) {
        for (size_t k = 0; k < manifest->scenarios[i].file_count; k++) {
            const struct tf_manifest_file *file = &manifest->scenarios[i].files[k];
            if (!listed_before(manifest, i, file->file)) {
                tf_table_cell(&table, file->file);
                tf_table_cell(&table, file->sha256);
            }
        }
    }
    tf_document_table(document, &table, "");
}

static void say_draws(struct tf_reporting *reporting, const struct tf_manifest *manifest)
{
    struct tf_document *document = &reporting->document;
    if (reporting->report.row_count > 0) {
        char *draws = tf_arena_printf(document->arena, "%" PRIu64, manifest->draws);
        char *seed = tf_arena_printf(document->arena, "%" PRIu64, manifest->seed);
        tf_document_paragraph(document, draws == NULL || seed == NULL
                                            ? NULL
                                            : tf_phrase_fill(document->arena, document->language,
                                                             TF_PHRASE_REPORT_AGAIN_DRAWS, draws,
                                                             manifest->design, seed, (char *)NULL));
    }
}

bool tf_reporting_again(struct tf_reporting *reporting)
{
    struct tf_document *document = &reporting->document;
    struct tf_manifest manifest;
    if (!tf_provenance_make(&reporting->sampling, NULL, 0, &manifest)) {
        return false;
    }
    tf_document_heading(document, 2, tf_phrase_text(TF_PHRASE_REPORT_AGAIN, document->language));
    tf_document_paragraph(document, tf_phrase_fill(document->arena, document->language,
                                                   TF_PHRASE_REPORT_AGAIN_NOTE, manifest.version,
                                                   (char *)NULL));
    tf_document_code(document, command_text(reporting, &manifest));
    say_draws(reporting, &manifest);
    list_files(reporting, &manifest);
    return !document->failed || tf_out_of_memory(&reporting->session->diag);
}

void tf_reporting_release(struct tf_reporting *reporting)
{
    for (size_t i = 0; i < reporting->figure_count; i++) {
        tf_buffer_release(&reporting->figures[i].wide);
        tf_buffer_release(&reporting->figures[i].narrow);
    }
    if (reporting->draws_charts) {
        tf_diag_release(&reporting->drawing.diag);
        tf_arena_release(&reporting->drawing.arena);
    }
    if (reporting->samples) {
        tf_sampling_close(&reporting->sampling);
    }
    tf_document_release(&reporting->document);
    tf_projections_release(&reporting->projections);
}
