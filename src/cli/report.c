#include <string.h>
#include <unistd.h>

#include "base/fsio.h"
#include "cli/reporting.h"

enum { DRAWS_USUAL = 10000, FOLDER_MOST = 4096 };

static const char *const formats[] = {"html", "md", NULL};
static const char *const themes[] = {"light", "print", NULL};
static const struct tf_option own_options[] = {
    {"output", 'o', TF_OPTION_TEXT, offsetof(struct tf_request, output), "FILE", NULL,
     "Writes the report to FILE.html or FILE.md; `-` is standard output, which takes HTML only. "
     "The "
     "charts of Markdown go to the folder FILE-charts beside it."},
    {"format", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, format), "FORMAT", formats,
     "html: one file that needs nothing else; md: Markdown for Pandoc or Quarto, with the charts "
     "as SVG files. Default: as the name after -o ends, else html."},
    {"question", 0, TF_OPTION_TEXT, offsetof(struct tf_request, question), "TEXT", NULL,
     "The question that the report answers, in place of the one about the target."},
    {"title", 0, TF_OPTION_TEXT, offsetof(struct tf_request, title), "TEXT", NULL,
     "A title in place of the question, which then follows it."},
    {"theme", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, theme), "THEME", themes,
     "The charts' colours: light (default) or print (greys only)."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {&own,
                                                        &tf_options_draws,
                                                        &tf_options_set,
                                                        &tf_options_language,
                                                        &tf_options_work,
                                                        &tf_options_quiet,
                                                        &tf_options_general,
                                                        NULL};

static const struct tf_example examples[] = {
    {"twofold report -o report.html params/china-2025-baseline.csv "
     "params/china-2025-doubling-plan.csv",
     "The plan against the baseline, to read in a browser, to print, to send."},
    {"twofold report --lang zh -o report.html params/china-2025-doubling-plan.csv",
     "The same of one scenario, in Chinese."},
    {"twofold report -o report.md params/china-2025-doubling-plan.csv",
     "To go on with in Pandoc or Quarto; the charts are in report-charts."},
    {NULL, NULL},
};

static bool is_stream(const char *output)
{
    return output == NULL || strcmp(output, "-") == 0;
}

static bool is_markdown(const char *output)
{
    const char *extension = output != NULL ? tf_name_extension(output) : NULL;
    return extension != NULL &&
           (strcmp(extension, ".md") == 0 || strcmp(extension, ".markdown") == 0);
}

/* A name that ends in nothing may be anything. */
static bool may_be_html(const char *output)
{
    const char *extension = output != NULL ? tf_name_extension(output) : NULL;
    return extension == NULL || strcmp(extension, ".html") == 0 || strcmp(extension, ".htm") == 0;
}

/* --format, or what the name of the output ends in. */
static bool choose_format(struct tf_reporting *reporting)
{
    struct tf_session *session = reporting->session;
    const char *output = session->request.output, *format = session->request.format;
    reporting->markdown = format != NULL ? strcmp(format, "md") == 0 : is_markdown(output);
    if (format == NULL && !is_markdown(output) && !may_be_html(output)) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "`-o %s` is no kind of report; end the name in .html or .md", output);
    }
    if (reporting->markdown && is_stream(output)) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "Markdown has its charts beside it; say where with -o report.md");
    }
    if (is_stream(output) && session->output_is_terminal) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "a report is for a browser; write it to a file with -o report.html");
    }
    return true;
}

/* Each part reads the scenarios anew, which standard input does not give twice. */
static bool files_can_be_read_again(struct tf_session *session)
{
    const struct tf_texts *files = &session->request.operands;
    for (size_t i = 0; i < files->count; i++) {
        if (strcmp(files->items[i], "-") == 0) {
            return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                           "a report names the files that it rests on; give a file, not `-`");
        }
    }
    return true;
}

/* `report` of `out/report.md`: where charts go is FOLDER-charts. */
static char *folder_of(const struct tf_reporting *reporting)
{
    struct tf_arena *arena = &reporting->session->arena;
    const char *output = reporting->session->request.output;
    const char *slash = strrchr(output, '/');
    const char *dot = strrchr(output, '.');
    bool has_end = dot != NULL && dot > output && (slash == NULL || dot > slash + 1);
    size_t length = has_end ? (size_t)(dot - output) : strlen(output);
    char *stem = tf_arena_strndup(arena, output, length);
    return stem == NULL ? NULL : tf_arena_printf(arena, "%s-charts", stem);
}

static bool write_charts(const struct tf_reporting *reporting, const char *folder)
{
    struct tf_session *session = reporting->session;
    if (!tf_folder_make(folder, &session->diag)) {
        return false;
    }
    for (size_t i = 0; i < reporting->figure_count; i++) {
        const struct tf_document_figure *figure = &reporting->figures[i];
        char *path = tf_arena_printf(&session->arena, "%s/%s.svg", folder, figure->name);
        if (path == NULL) {
            return tf_out_of_memory(&session->diag);
        }
        if (!tf_file_write(path, figure->wide.bytes, figure->wide.length, &session->diag)) {
            return false;
        }
    }
    return true;
}

static bool save(struct tf_reporting *reporting)
{
    struct tf_session *session = reporting->session;
    struct tf_buffer out;
    tf_buffer_init(&out);
    char *folder = reporting->markdown ? folder_of(reporting) : NULL;
    bool good = !reporting->markdown || folder != NULL;
    if (good && reporting->markdown) {
        const char *slash = strrchr(folder, '/');
        good = tf_document_markdown(&reporting->document, slash != NULL ? slash + 1 : folder, &out);
    } else if (good) {
        good = tf_document_html(&reporting->document, &out);
    }
    good = good || tf_out_of_memory(&session->diag);
    good = good && (!reporting->markdown || write_charts(reporting, folder)) &&
           tf_session_write(session, &out);
    tf_buffer_release(&out);
    return good;
}

/* All parts of the report, in their order. */
static bool compose(struct tf_reporting *reporting, enum tf_status *status)
{
    struct tf_session *session = reporting->session;
    const struct tf_request *request = &session->request;
    struct tf_report *report = &reporting->report;
    if (!tf_reporting_draws(reporting, status) || !tf_reporting_needs(reporting)) {
        return false;
    }
    tf_report_question(report, request->title, request->question);
    if (!tf_report_answers(report)) {
        return tf_out_of_memory(&session->diag);
    }
    if (!tf_reporting_figures(reporting)) {
        return false;
    }
    if (!tf_report_tables(report)) {
        return tf_out_of_memory(&session->diag);
    }
    if (!tf_report_assumptions(report, &session->diag, &session->diag)) {
        return false;
    }
    tf_report_limits(report);
    return tf_reporting_again(reporting);
}

/* The working folder, with a slash; NULL where it is not known. */
static const char *working_folder(struct tf_session *session)
{
    char path[FOLDER_MOST];
    return getcwd(path, sizeof path) == NULL ? NULL : tf_arena_printf(&session->arena, "%s/", path);
}

static bool make(struct tf_reporting *reporting, enum tf_status *status)
{
    struct tf_session *session = reporting->session;
    if (!choose_format(reporting) || !files_can_be_read_again(session) ||
        !tf_projections_load(session, &reporting->projections)) {
        return false;
    }
    reporting->report = (struct tf_report){.document = &reporting->document,
                                           .projections = reporting->projections.items,
                                           .count = reporting->projections.count,
                                           .folder = working_folder(session)};
    return compose(reporting, status) && save(reporting);
}

static enum tf_status run(struct tf_session *session)
{
    struct tf_reporting reporting = {.session = session};
    enum tf_status status = TF_DONE;
    if (session->request.draws == 0) {
        session->request.draws = DRAWS_USUAL;
    }
    tf_document_init(&reporting.document, &session->arena, tf_session_language(session));
    bool good = make(&reporting, &status);
    if (good) {
        enum tf_status runs = tf_projections_remark(session, &reporting.projections, false);
        status = runs != TF_DONE ? runs : status;
    }
    tf_reporting_release(&reporting);
    return good ? status : TF_BAD_INPUT;
}

const struct tf_command tf_command_report = {
    .name = "report",
    .operands = "SCENARIO...",
    .summary = "writes a report in which every number can be traced",
    .description =
        "One file with the question, the answers in sentences, charts, tables, every assumption "
        "with its value, range, source, file and line, what was overridden by what, the limits of "
        "the model, and the command and digests with which the same report can be made again, byte "
        "for byte. It loads nothing from anywhere and runs no script; it reads on a telephone and "
        "prints.\n\n"
        "Where assumptions have ranges it draws them (10,000 times unless -n says otherwise) and "
        "says how sure the answers are. A scenario that is infeasible is said to be, and the exit "
        "status is 1.",
    .options = options,
    .examples = examples,
    .run = run,
};
