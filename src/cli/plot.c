#include <string.h>

#include "base/fsio.h"
#include "cli/figure.h"
#include "output/projected.h"

static const char *const kinds[] = {"paths", "groups", NULL};
static const char *const sizes[] = {"slide", "paper", "square", NULL};
static const struct tf_option own_options[] = {
    {"chart", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, chart), "KIND", kinds,
     "paths (default): an index of income by scenario against the target, with the year that "
     "reaches it; groups: income of every group in the base year and at the horizon."},
    {"output", 'o', TF_OPTION_LIST, offsetof(struct tf_request, pictures), "FILE", NULL,
     "Writes the chart to FILE.svg, FILE.pdf, FILE.png or (as text) FILE.txt. May be repeated. "
     "Without it, or as `-`, the chart is printed as text."},
    {"title", 0, TF_OPTION_TEXT, offsetof(struct tf_request, title), "TEXT", NULL,
     "In place of the title that states the finding; an empty TEXT leaves it out."},
    {"subtitle", 0, TF_OPTION_TEXT, offsetof(struct tf_request, subtitle), "TEXT", NULL,
     "In place of the line that says what is shown."},
    {"note", 0, TF_OPTION_TEXT, offsetof(struct tf_request, note), "TEXT", NULL,
     "In place of the notes and sources below the chart."},
    {"size", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, size), "SIZE", sizes,
     "slide (16:9, default), paper (3:2, the width of a text column) or square."},
    {"grey", 0, TF_OPTION_FLAG, offsetof(struct tf_request, grey), NULL, NULL,
     "Greys only, for print."},
    {"script", 0, TF_OPTION_TEXT, offsetof(struct tf_request, script), "FILE", NULL,
     "Keeps the complete gnuplot script of the first chart: `gnuplot FILE > chart.svg` draws it "
     "again."},
    {"template", 0, TF_OPTION_TEXT, offsetof(struct tf_request, drawn), "FILE", NULL,
     "Draws with this gnuplot template in place of plots/KIND.gp. A template is code: it can do "
     "whatever gnuplot can."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {&own,
                                                        &tf_options_set,
                                                        &tf_options_language,
                                                        &tf_options_work,
                                                        &tf_options_quiet,
                                                        &tf_options_general,
                                                        NULL};

static const struct tf_example examples[] = {
    {"twofold plot -o paths.svg params/china-2025-baseline.csv params/china-2025-doubling-plan.csv",
     "Two scenarios against the target line."},
    {"twofold plot --chart groups --size paper --lang zh -o groups.pdf "
     "params/china-2025-doubling-plan.csv",
     "Who gains how much, for a paper in Chinese."},
    {"twofold plot --script paths.gp -o paths.png params/china-2025-baseline.csv",
     "Keeps the gnuplot script, to change the chart by hand."},
    {NULL, NULL},
};

enum { TEMPLATE_LIMIT = 1 << 20 };

/* What is drawn: one chart in one or several formats. */
struct drawing {
    struct tf_session *session;
    struct tf_chart chart;
    struct tf_chart_options options;
    struct tf_buffer template_text;
    struct tf_texts targets;
    struct tf_buffer *pictures; /* one a target */
};

static bool read_template(struct drawing *drawing)
{
    const char *path = drawing->session->request.drawn;
    if (path == NULL) {
        return true;
    }
    if (!tf_file_read(path, TEMPLATE_LIMIT, &drawing->template_text, NULL,
                      &drawing->session->diag)) {
        return false;
    }
    drawing->options.template_text =
        drawing->template_text.bytes != NULL ? drawing->template_text.bytes : "";
    drawing->options.template_length = drawing->template_text.length;
    return true;
}

static bool choose_options(struct drawing *drawing)
{
    const struct tf_request *request = &drawing->session->request;
    if (!tf_figure_options(drawing->session, &drawing->options, &drawing->session->diag)) {
        return false;
    }
    if (request->size != NULL) {
        drawing->options.page = tf_page_find(request->size);
    }
    drawing->options.title = request->title;
    drawing->options.subtitle = request->subtitle;
    drawing->options.note = request->note;
    drawing->options.grey = request->grey;
    drawing->options.script_path = request->script;
    return true;
}

static bool choose_format(struct drawing *drawing, const char *target)
{
    if (strcmp(target, "-") == 0) {
        drawing->options.format = TF_PICTURE_TEXT;
        return true;
    }
    if (!tf_chart_format_of(target, &drawing->options.format)) {
        return tf_fail(&drawing->session->diag, TF_BAD_INPUT, NULL,
                       "`-o %s` is no kind of picture; end the name in .svg, .pdf, .png or .txt",
                       target);
    }
    drawing->options.colour = false;
    return true;
}

static bool names_are_pictures(struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->targets.count; i++) {
        if (!choose_format(drawing, drawing->targets.items[i])) {
            return false;
        }
    }
    return true;
}

/* The script is kept whether or not gnuplot could draw it. */
static bool draw_target(struct drawing *drawing, size_t index)
{
    struct tf_session *session = drawing->session;
    struct tf_buffer script;
    const char *path = index == 0 ? session->request.script : NULL;
    tf_buffer_init(&script);
    drawing->options.script_path = path;
    bool ok = choose_format(drawing, drawing->targets.items[index]) &&
              tf_chart_draw(&drawing->chart, &drawing->options, &drawing->pictures[index], &script,
                            &session->diag);
    if (path != NULL && script.length > 0) {
        ok &= tf_file_write(path, script.bytes, script.length, &session->diag);
    }
    tf_buffer_release(&script);
    return ok;
}

/* All pictures are drawn before the first is written: a failure leaves every target as it was. */
static bool draw(struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->targets.count; i++) {
        if (!draw_target(drawing, i)) {
            return false;
        }
    }
    for (size_t i = 0; i < drawing->targets.count; i++) {
        const struct tf_buffer *picture = &drawing->pictures[i];
        if (!tf_file_write(drawing->targets.items[i], picture->bytes, picture->length,
                           &drawing->session->diag)) {
            return false;
        }
    }
    return true;
}

static bool any_feasible(const struct tf_projections *projections)
{
    for (size_t i = 0; i < projections->count; i++) {
        if (projections->items[i].feasible) {
            return true;
        }
    }
    return false;
}

/* False without an error when there is nothing to draw because all is infeasible. */
static bool prepare(struct drawing *drawing, const struct tf_projections *projections)
{
    struct tf_session *session = drawing->session;
    const char *name = session->request.chart != NULL ? session->request.chart : kinds[0];
    enum tf_chart_kind kind = TF_CHART_PATHS;
    tf_chart_kind_parse(name, &kind);
    drawing->pictures =
        tf_arena_alloc(&session->arena, drawing->targets.count, sizeof *drawing->pictures);
    if (drawing->pictures == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    return any_feasible(projections) &&
           tf_projected_chart(projections->items, projections->count, kind,
                              drawing->options.language, &session->arena, &drawing->chart,
                              &session->diag);
}

static bool draw_all(struct tf_session *session, struct tf_projections *projections)
{
    static const char *printed[] = {"-"};
    struct drawing drawing = {.session = session, .targets = session->request.pictures};
    tf_buffer_init(&drawing.template_text);
    if (drawing.targets.count == 0) {
        drawing.targets = (struct tf_texts){printed, 1};
    }
    bool ok = choose_options(&drawing) && names_are_pictures(&drawing) && read_template(&drawing) &&
              tf_projections_load(session, projections) && prepare(&drawing, projections) &&
              draw(&drawing);
    for (size_t i = 0; drawing.pictures != NULL && i < drawing.targets.count; i++) {
        tf_buffer_release(&drawing.pictures[i]);
    }
    tf_buffer_release(&drawing.template_text);
    return ok;
}

static enum tf_status run(struct tf_session *session)
{
    struct tf_projections projections = {0};
    enum tf_status status = TF_BAD_INPUT;
    bool ok = draw_all(session, &projections);
    if (projections.count > 0 && (ok || session->diag.errors == 0)) {
        status = tf_projections_remark(session, &projections, true);
    }
    tf_projections_release(&projections);
    return status;
}

const struct tf_command tf_command_plot = {
    .name = "plot",
    .operands = "SCENARIO...",
    .summary = "draws charts of scenarios through gnuplot",
    .description =
        "Each chart states its finding in the title, from the numbers. Labels come from the "
        "scenarios' rows `title` and `label.MEMBER`, in another language `title.zh` and "
        "`label.MEMBER.zh`.\n\n"
        "A picture is written only when it is complete. A gnuplot that is missing, fails or hangs "
        "gives exit status 3, and no file is touched but that of --script.",
    .options = options,
    .examples = examples,
    .run = run,
};
