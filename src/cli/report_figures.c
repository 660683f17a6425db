/* The charts of a report: those of `plot`, each in a wide and a narrow form. */
#include <string.h>

#include "cli/figure.h"
#include "cli/plotting.h"
#include "cli/reporting.h"

/* A kind of chart that a report has. */
struct kind {
    const char *name;
    enum tf_phrase caption;
    double narrow_height; /* du: of the narrow form */
    bool of_draws;        /* only where something is uncertain */
    char *(*alternative)(const struct tf_report *report);
};

static const struct kind kinds[] = {
    {"paths", TF_PHRASE_REPORT_CAPTION_PATHS, 600, false, tf_report_paths_text},
    {"fan", TF_PHRASE_REPORT_CAPTION_FAN, 700, true, tf_report_fan_text},
    {"sources", TF_PHRASE_REPORT_CAPTION_SOURCES, 700, false, tf_report_sources_text},
    {"incidence", TF_PHRASE_REPORT_CAPTION_INCIDENCE, 600, false, tf_report_incidence_text},
    {"groups", TF_PHRASE_REPORT_CAPTION_GROUPS, 1100, false, tf_report_groups_text},
    {"density", TF_PHRASE_REPORT_CAPTION_DENSITY, 640, false, tf_report_density_text},
};

/* At a column's 920 pixels a chart's text is as large as the page's; at a telephone's 320 it has 12
 * pixels. */
static const struct tf_page wide_page = {.name = "wide",
                                         .width = 1200,
                                         .height = 760,
                                         .margin = 8,
                                         .title = 30,
                                         .subtitle = 22.5,
                                         .body = 21,
                                         .label = 21,
                                         .note = 17.5,
                                         .millimetres = 170,
                                         .pixels = 1};
static const struct tf_page narrow_page = {.name = "narrow",
                                           .width = 480,
                                           .height = 600,
                                           .margin = 4,
                                           .title = 25,
                                           .subtitle = 19,
                                           .body = 18,
                                           .label = 17.5,
                                           .note = 15,
                                           .millimetres = 80,
                                           .pixels = 1};

/* Scenarios are loaded and messages kept apart from the report's own: a chart that these scenarios
 * cannot have is no failure of the report. */
static void begin(struct tf_reporting *reporting)
{
    reporting->drawing = *reporting->session;
    reporting->draws_charts = true;
    tf_arena_init(&reporting->drawing.arena);
    tf_diag_init(&reporting->drawing.diag);
    reporting->drawing.request.title = NULL;
    reporting->drawing.request.output = NULL;
    reporting->drawing.request.quiet = true;
}

static const char *first_error(const struct tf_diag *diag)
{
    for (size_t i = 0; i < diag->count; i++) {
        if (diag->messages[i].severity == TF_SEVERITY_ERROR) {
            return diag->messages[i].text;
        }
    }
    return "";
}

static const struct tf_plot_kind *find(const char *name)
{
    for (size_t i = 0; tf_plot_kinds[i] != NULL; i++) {
        if (strcmp(tf_plot_kinds[i]->name, name) == 0) {
            return tf_plot_kinds[i];
        }
    }
    return NULL;
}

static bool draw_size(struct tf_session *session, const struct tf_chart *chart,
                      const struct tf_page *page, struct tf_buffer *picture)
{
    struct tf_chart_options options;
    struct tf_buffer script;
    tf_buffer_init(&script);
    bool good = tf_figure_options(session, &options, &session->diag);
    if (good) {
        options.page = page;
        options.format = TF_PICTURE_SVG;
        if (session->request.theme != NULL) {
            tf_theme_parse(session->request.theme, &options.theme);
        }
        good = tf_chart_draw(chart, &options, picture, &script, &session->diag);
    }
    tf_buffer_release(&script);
    return good;
}

/* The chart in its sizes; false with a message in the drawing session's diag. */
static bool draw(struct tf_reporting *reporting, const struct tf_plot_kind *kind,
                 double narrow_height, struct tf_document_figure *figure)
{
    struct tf_session *session = &reporting->drawing;
    struct tf_page narrow = narrow_page;
    narrow.height = narrow_height;
    struct tf_plotting plotting = {.session = session, .language = tf_session_language(session)};
    bool good =
        kind->prepare(&plotting) &&
        draw_size(session, &plotting.chart, &wide_page, &figure->wide) &&
        (reporting->markdown || draw_size(session, &plotting.chart, &narrow, &figure->narrow));
    kind->release(&plotting);
    return good;
}

/* A chart, or why it is left out. */
static bool add(struct tf_reporting *reporting, const struct kind *kind)
{
    struct tf_document *document = &reporting->document;
    struct tf_diag *diag = &reporting->drawing.diag;
    struct tf_document_figure *figure = &reporting->figures[reporting->figure_count++];
    const char *caption = tf_phrase_text(kind->caption, document->language);
    const struct tf_plot_kind *plot = find(kind->name);
    size_t errors = diag->errors;
    tf_buffer_init(&figure->wide);
    tf_buffer_init(&figure->narrow);
    figure->name = kind->name;
    figure->caption = caption;
    figure->alternative = kind->alternative(&reporting->report);
    if (plot != NULL && draw(reporting, plot, kind->narrow_height, figure)) {
        document->failed = document->failed || figure->alternative == NULL;
        tf_document_figure(document, figure);
        return true;
    }
    reporting->figure_count--;
    if (diag->errors == errors) { /* all is infeasible */
        return true;
    }
    if (diag->status == TF_ENVIRONMENT) {
        tf_diag_append(&reporting->session->diag, diag);
        return false;
    }
    tf_document_paragraph(document, tf_phrase_fill(document->arena, document->language,
                                                   TF_PHRASE_REPORT_NOT_DRAWN, caption,
                                                   first_error(diag), (char *)NULL));
    tf_diag_release(diag);
    tf_diag_init(diag);
    return true;
}

bool tf_reporting_figures(struct tf_reporting *reporting)
{
    struct tf_document *document = &reporting->document;
    bool good = true;
    begin(reporting);
    tf_document_heading(document, 2, tf_phrase_text(TF_PHRASE_REPORT_CHARTS, document->language));
    for (size_t i = 0; good && i < sizeof kinds / sizeof *kinds; i++) {
        good = (kinds[i].of_draws && reporting->report.row_count == 0) || add(reporting, &kinds[i]);
    }
    return good;
}
