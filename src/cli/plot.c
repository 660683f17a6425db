#include <string.h>

#include "base/fsio.h"
#include "cli/figure.h"
#include "cli/plot_table.h"

static const char *const themes[] = {"light", "dark", "print", NULL};
static const struct tf_option own_options[] = {
    {"chart", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, chart), "KIND", tf_plot_names,
     "What is drawn: one of the kinds of this page; paths without it."},
    {"output", 'o', TF_OPTION_LIST, offsetof(struct tf_request, pictures), "FILE", NULL,
     "Writes the chart to FILE.svg, FILE.pdf, FILE.png, FILE.eps or (as text) FILE.txt. May be "
     "repeated. Without it, or as `-`, the chart is printed as text."},
    {"title", 0, TF_OPTION_TEXT, offsetof(struct tf_request, title), "TEXT", NULL,
     "In place of the title that states the finding; an empty TEXT leaves it out."},
    {"subtitle", 0, TF_OPTION_TEXT, offsetof(struct tf_request, subtitle), "TEXT", NULL,
     "In place of the line that says what is shown."},
    {"note", 0, TF_OPTION_TEXT, offsetof(struct tf_request, note), "TEXT", NULL,
     "In place of the notes below the chart; the sources stay."},
    {"size", 0, TF_OPTION_TEXT, offsetof(struct tf_request, size), "SIZE", NULL,
     "slide (16:9, default), paper (3:2, the width of a text column), square, pixels as in "
     "1200x700, or millimetres as in 170x113mm."},
    {"theme", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, theme), "THEME", themes,
     "light (default), dark (for dark slides) or print (greys only)."},
    {"grey", 0, TF_OPTION_FLAG, offsetof(struct tf_request, grey), NULL, NULL,
     "The same as --theme print."},
    {"dpi", 0, TF_OPTION_COUNT, offsetof(struct tf_request, dpi), "N", NULL,
     "Pixels an inch of a PNG, 30 to 600, at the width that the chart has in print; a slide has "
     "160, a paper or square about 269."},
    {"sixel", 0, TF_OPTION_FLAG, offsetof(struct tf_request, sixel), NULL, NULL,
     "Prints the picture itself, for terminals that show sixels, in place of text."},
    {"script", 0, TF_OPTION_TEXT, offsetof(struct tf_request, script), "FILE", NULL,
     "Keeps the complete gnuplot script of the first chart: `gnuplot FILE > chart.svg` draws it "
     "again."},
    {"template", 0, TF_OPTION_TEXT, offsetof(struct tf_request, drawn), "FILE", NULL,
     "Draws with this gnuplot template in place of plots/KIND.gp. A template is code: it can do "
     "whatever gnuplot can."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {&own,
                                                        &tf_plot_options_metric,
                                                        &tf_plot_options_by,
                                                        &tf_plot_options_difference,
                                                        &tf_plot_options_parts,
                                                        &tf_plot_options_vary,
                                                        &tf_plot_options_level,
                                                        &tf_plot_options_label,
                                                        &tf_plot_options_find,
                                                        &tf_plot_options_target,
                                                        &tf_plot_options_met,
                                                        &tf_plot_options_bounds,
                                                        &tf_plot_options_runs,
                                                        &tf_plot_options_observed,
                                                        &tf_plot_options_method,
                                                        &tf_plot_options_levels,
                                                        &tf_plot_options_estimates,
                                                        &tf_options_draws,
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
    {"twofold plot --chart fan --by region --theme dark -o fan.png params/china-2025-baseline.csv "
     "params/china-2025-doubling-plan.csv",
     "How sure is that? A small chart for each region of each scenario, for a dark slide."},
    {"twofold plot --chart waterfall --difference -o plan.eps params/china-2025-baseline.csv "
     "params/china-2025-doubling-plan.csv",
     "What the plan adds to the baseline, and from where."},
    {"twofold plot --script paths.gp -o paths.png params/china-2025-baseline.csv",
     "Keeps the gnuplot script, to change the chart by hand."},
    {NULL, NULL},
};

enum { TEMPLATE_LIMIT = 1 << 20, DPI_LEAST = 30, DPI_MOST = 600 };

static const double SIXEL_WIDTH = 800; /* pixels: what a terminal of 100 columns shows */
static const double MILLIMETRES_AN_INCH = 25.4;

/* What is drawn: one chart in one or several formats. */
struct drawing {
    struct tf_session *session;
    struct tf_plotting plotting;
    bool from_table; /* the operand is a table, and not a scenario */
    enum tf_chart_kind table_kind;
    struct tf_page page;
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

static bool choose_page(struct drawing *drawing)
{
    const char *size = drawing->session->request.size;
    if (!tf_page_parse(size != NULL ? size : tf_page_at(0)->name, &drawing->page,
                       &drawing->session->diag)) {
        return false;
    }
    drawing->options.page = &drawing->page;
    return true;
}

static bool choose_theme(struct drawing *drawing)
{
    const struct tf_request *request = &drawing->session->request;
    enum tf_theme *theme = &drawing->options.theme;
    bool chosen = request->theme != NULL && tf_theme_parse(request->theme, theme);
    if (request->grey && chosen && *theme != TF_THEME_PRINT) {
        return tf_fail(&drawing->session->diag, TF_BAD_INPUT, NULL,
                       "`--grey` is `--theme print`, which is not `--theme %s`; give one of them",
                       request->theme);
    }
    if (request->grey) {
        *theme = TF_THEME_PRINT;
    }
    return true;
}

static bool choose_options(struct drawing *drawing)
{
    const struct tf_request *request = &drawing->session->request;
    if (!tf_figure_options(drawing->session, &drawing->options, &drawing->session->diag) ||
        !choose_page(drawing) || !choose_theme(drawing)) {
        return false;
    }
    drawing->options.title = request->title;
    drawing->options.subtitle = request->subtitle;
    drawing->options.note = request->note;
    drawing->options.script_path = request->script;
    return true;
}

/* Pixels a du, as a multiple of the page's own. */
static double pixel_factor(const struct drawing *drawing)
{
    const struct tf_page *page = &drawing->page;
    double usual = page->width * page->pixels; /* of the page */
    long dpi = drawing->session->request.dpi;
    if (drawing->options.format == TF_PICTURE_SIXEL) {
        return usual > SIXEL_WIDTH ? SIXEL_WIDTH / usual : 1;
    }
    return dpi > 0 ? page->millimetres / MILLIMETRES_AN_INCH * (double)dpi / usual : 1;
}

static bool choose_format(struct drawing *drawing, const char *target)
{
    struct tf_chart_options *chosen = &drawing->options;
    if (strcmp(target, "-") == 0) {
        chosen->format = drawing->session->request.sixel ? TF_PICTURE_SIXEL : TF_PICTURE_TEXT;
    } else if (!tf_chart_format_of(target, &chosen->format)) {
        return tf_fail(
            &drawing->session->diag, TF_BAD_INPUT, NULL,
            "`-o %s` is no kind of picture; end the name in .svg, .pdf, .png, .eps or .txt",
            target);
    } else {
        chosen->colour = false;
    }
    chosen->pixel_factor = pixel_factor(drawing);
    return true;
}

/* --dpi is for a PNG, --sixel for what is printed: neither is given for nothing. */
static bool formats_use(struct drawing *drawing, bool png, bool printed)
{
    const struct tf_request *request = &drawing->session->request;
    struct tf_diag *diag = &drawing->session->diag;
    if (request->dpi > 0 && !png) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "only a PNG has a --dpi; give -o FILE.png, or leave it out");
    }
    if (request->dpi > 0 && (request->dpi < DPI_LEAST || request->dpi > DPI_MOST)) {
        return tf_fail(diag, TF_BAD_INPUT, NULL, "`--dpi` takes %d to %d, not %ld", DPI_LEAST,
                       DPI_MOST, request->dpi);
    }
    if (request->sixel && !printed) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "--sixel is for a chart that is printed; leave out -o, or add `-o -`");
    }
    return true;
}

static bool names_are_pictures(struct drawing *drawing)
{
    bool png = false, printed = false;
    for (size_t i = 0; i < drawing->targets.count; i++) {
        if (!choose_format(drawing, drawing->targets.items[i])) {
            return false;
        }
        png |= drawing->options.format == TF_PICTURE_PNG;
        printed |= strcmp(drawing->targets.items[i], "-") == 0;
    }
    return formats_use(drawing, png, printed);
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
              tf_chart_draw(&drawing->plotting.chart, &drawing->options, &drawing->pictures[index],
                            &script, &session->diag);
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

static bool make_room(struct drawing *drawing)
{
    drawing->pictures =
        tf_arena_alloc(&drawing->session->arena, drawing->targets.count, sizeof *drawing->pictures);
    return drawing->pictures != NULL || tf_out_of_memory(&drawing->session->diag);
}

/* Draws have no box yet: it is looked for first. */
static bool prepare_table(struct drawing *drawing)
{
    struct tf_plotting *plotting = &drawing->plotting;
    bool of_draws = drawing->table_kind == TF_CHART_BOX && plotting->table->kind == TF_RESULT_ROWS;
    return (!of_draws || tf_plot_box_of_draws(plotting)) &&
           tf_plot_table_chart(plotting, plotting->table, drawing->table_kind);
}

static bool draw_all(struct drawing *drawing, const struct tf_plot_kind *kind)
{
    static const char *printed[] = {"-"};
    drawing->targets = drawing->session->request.pictures;
    tf_buffer_init(&drawing->template_text);
    if (drawing->targets.count == 0) {
        drawing->targets = (struct tf_texts){printed, 1};
    }
    if (!choose_options(drawing) || !names_are_pictures(drawing) || !read_template(drawing)) {
        return false;
    }
    drawing->plotting.language = drawing->options.language;
    bool ready = drawing->from_table ? prepare_table(drawing) : kind->prepare(&drawing->plotting);
    return ready && make_room(drawing) && draw(drawing);
}

static enum tf_status run(struct tf_session *session)
{
    struct drawing drawing = {.session = session, .plotting = {.session = session}};
    struct tf_plotting *plotting = &drawing.plotting;
    enum tf_status status = TF_BAD_INPUT;
    const struct tf_plot_kind *kind = NULL;
    if (tf_plot_table_open(session, &plotting->table)) {
        drawing.from_table = plotting->table != NULL;
        kind = drawing.from_table
                   ? tf_plot_table_kind(session, plotting->table, &drawing.table_kind)
                   : tf_plot_kind_choose(session);
    }
    if (kind == NULL) {
        tf_plot_table_release(plotting->table);
        return status;
    }
    bool ok = draw_all(&drawing, kind);
    if (ok || session->diag.errors == 0) {
        status = drawing.from_table ? plotting->status : kind->finish(plotting);
    }
    for (size_t i = 0; drawing.pictures != NULL && i < drawing.targets.count; i++) {
        tf_buffer_release(&drawing.pictures[i]);
    }
    kind->release(plotting);
    tf_plot_table_release(plotting->table);
    tf_plot_table_release(plotting->observed);
    tf_plot_table_release(plotting->runs);
    tf_buffer_release(&drawing.template_text);
    return status;
}

const struct tf_command tf_command_plot = {
    .name = "plot",
    .operands = "SCENARIO...|TABLE",
    .summary = "draws charts of scenarios through gnuplot",
    .description =
        "Each chart states its finding in the title, from the numbers. Labels come from the "
        "scenarios' rows `title` and `label.MEMBER`, in another language `title.zh` and "
        "`label.MEMBER.zh`.\n\n"
        "A picture is written only when it is complete. A gnuplot that is missing, fails or hangs "
        "gives exit status 3, and no file is touched but that of --script.",
    .options = options,
    .examples = examples,
    .words_title = "Kinds",
    .word = tf_plot_word,
    .run = run,
};
