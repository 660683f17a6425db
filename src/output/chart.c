#include "output/chart.h"

#include <string.h>

#include "output/chart_kinds.h"
#include "output/embedded.h"
#include "output/png.h"

static const struct chart_kind *const kinds[TF_CHART_KINDS] = {
    [TF_CHART_PATHS] = &chart_paths_kind,
    [TF_CHART_GROUPS] = &chart_groups_kind,
    [TF_CHART_PATH_PANELS] = &chart_path_panels_kind,
    [TF_CHART_FAN] = &chart_fan_kind,
    [TF_CHART_SOURCES] = &chart_sources_kind,
    [TF_CHART_INCIDENCE] = &chart_incidence_kind,
    [TF_CHART_LORENZ] = &chart_lorenz_kind,
    [TF_CHART_DENSITY] = &chart_density_kind,
    [TF_CHART_WATERFALL] = &chart_waterfall_kind,
    [TF_CHART_TORNADO] = &chart_tornado_kind,
    [TF_CHART_SCATTER] = &chart_scatter_kind,
    [TF_CHART_SOBOL] = &chart_sobol_kind,
    [TF_CHART_HEATMAP] = &chart_heatmap_kind,
    [TF_CHART_FRONTIER] = &chart_frontier_kind,
    [TF_CHART_BOX] = &chart_box_kind,
    [TF_CHART_BACKTEST] = &chart_backtest_kind,
};

bool tf_chart_kind_parse(const char *name, enum tf_chart_kind *kind)
{
    for (int i = 0; i < TF_CHART_KINDS; i++) {
        if (kinds[i] && strcmp(name, kinds[i]->name) == 0) {
            *kind = (enum tf_chart_kind)i;
            return true;
        }
    }
    return false;
}

const char *tf_chart_kind_name(enum tf_chart_kind kind)
{
    return kinds[kind]->name;
}

const struct chart_kind *chart_kind_of(const struct tf_chart *chart)
{
    return kinds[chart->kind];
}

bool tf_chart_format_of(const char *path, enum tf_picture *format)
{
    static const struct {
        const char *extension;
        enum tf_picture format;
    } known[] = {{".svg", TF_PICTURE_SVG},
                 {".pdf", TF_PICTURE_PDF},
                 {".png", TF_PICTURE_PNG},
                 {".eps", TF_PICTURE_EPS},
                 {".txt", TF_PICTURE_TEXT}};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof known / sizeof *known; i++) {
        if (strcmp(dot, known[i].extension) == 0) {
            *format = known[i].format;
            return true;
        }
    }
    return false;
}

struct tf_chart_options tf_chart_options_defaults(void)
{
    return (struct tf_chart_options){.format = TF_PICTURE_SVG,
                                     .page = tf_page_at(0),
                                     .language = TF_LANGUAGE_EN,
                                     .columns = 78,
                                     .rows = 20,
                                     .pixel_factor = 1,
                                     .width_factor = 1,
                                     .gnuplot = "gnuplot",
                                     .timeout = 30};
}

/* --- the script ------------------------------------------------------------------------------- */

static bool inline_template(struct tf_buffer *script, const char *name, struct tf_diag *diag)
{
    size_t count;
    const struct tf_embedded_file *files = tf_embedded_plots(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(files[i].name, name) == 0) {
            tf_gnuplot_code(script, files[i].text, files[i].length);
            return true;
        }
    }
    return tf_fail(diag, TF_ENVIRONMENT, NULL, "the template '%s' is missing from this program",
                   name);
}

static bool add_template(struct tf_buffer *script, const struct tf_chart_options *options,
                         const char *name, struct tf_diag *diag)
{
    if (!options->template_text) {
        return inline_template(script, name, diag);
    }
    tf_gnuplot_comment(script, "the user's own template");
    tf_gnuplot_code(script, options->template_text, options->template_length);
    return true;
}

/* Text that is made without gnuplot has a script all the same: that of the picture. */
static bool has_text_script(const struct chart_kind *kind)
{
    return kind->text_template_name != NULL;
}

static bool write_picture_script(struct figure *figure, const struct chart_kind *kind,
                                 const struct tf_chart *chart, struct tf_diag *diag)
{
    figure_begin(figure, kind->name);
    kind->compose(figure, chart);
    figure_end(figure);
    return inline_template(figure->script, "style.gp", diag) &&
           (!kind->axes || inline_template(figure->script, "axes.gp", diag)) &&
           add_template(figure->script, figure->options, kind->template_name, diag);
}

static bool write_script(struct figure *figure, const struct chart_kind *kind,
                         const struct tf_chart *chart, struct tf_diag *diag)
{
    bool text = figure->options->format == TF_PICTURE_TEXT, ok;
    if (text && has_text_script(kind)) {
        kind->text_compose(figure, chart);
        ok = add_template(figure->script, figure->options, kind->text_template_name, diag);
    } else {
        ok = write_picture_script(figure, kind, chart, diag);
    }
    tf_gnuplot_end(figure->script);
    if (ok && (figure->failed || figure->script->failed)) {
        return tf_out_of_memory(diag);
    }
    if (ok && figure->refusal) {
        return tf_fail(diag, TF_BAD_INPUT, NULL, "%s", figure->refusal);
    }
    return ok;
}

/* --- the picture ------------------------------------------------------------------------------ */

static bool run(struct figure *figure, struct tf_buffer *picture, struct tf_diag *diag)
{
    const struct tf_chart_options *options = figure->options;
    struct tf_gnuplot gnuplot = {.program = options->gnuplot,
                                 .timeout = options->timeout,
                                 .script_path = options->script_path};
    return tf_gnuplot_draw(&gnuplot, figure->script, options->format, figure->title, picture, diag);
}

/* The text from what gnuplot drew, which is nothing where it is not needed. */
static bool finish_text(struct figure *figure, const struct chart_kind *kind,
                        const struct tf_chart *chart, struct tf_buffer *picture,
                        struct tf_diag *diag)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    kind->text_finish(figure, chart, picture, &out);
    tf_buffer_release(picture);
    *picture = out;
    return figure->failed || out.failed ? tf_out_of_memory(diag) : true;
}

/* A PNG states the size that it has in print. */
static bool set_resolution(struct tf_buffer *picture, const struct tf_chart_options *options,
                           struct tf_diag *diag)
{
    const struct tf_page *page = options->page;
    double pixels = page->width * page->pixels * options->pixel_factor;
    if (options->format == TF_PICTURE_PNG) {
        tf_png_set_resolution(picture, pixels / page->millimetres * 1000);
    }
    return !picture->failed || tf_out_of_memory(diag);
}

static bool draw_picture(const struct chart_kind *kind, const struct tf_chart *chart,
                         const struct tf_chart_options *options, struct tf_arena *arena,
                         struct tf_buffer *picture, struct tf_buffer *script, struct tf_diag *diag)
{
    struct figure figure;
    figure_init(&figure, arena, options, script);
    bool ok = write_script(&figure, kind, chart, diag) && run(&figure, picture, diag);
    if (ok && options->format == TF_PICTURE_TEXT) {
        ok = finish_text(&figure, kind, chart, picture, diag);
    }
    ok = ok && set_resolution(picture, options, diag);
    figure_release(&figure);
    return ok;
}

static bool write_text(const struct chart_kind *kind, const struct tf_chart *chart,
                       const struct tf_chart_options *options, struct tf_arena *arena,
                       struct tf_buffer *picture, struct tf_buffer *script, struct tf_diag *diag)
{
    struct tf_chart_options as_picture = *options;
    struct figure figure;
    if (options->template_text) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "a %s chart on the terminal is not drawn by a template; ask for a picture, "
                       "as in -o %s.svg",
                       kind->name, kind->name);
    }
    as_picture.format = TF_PICTURE_SVG;
    figure_init(&figure, arena, &as_picture, script);
    bool ok = write_script(&figure, kind, chart, diag);
    figure_release(&figure);
    figure_init(&figure, arena, options, script);
    ok = ok && finish_text(&figure, kind, chart, picture, diag);
    figure_release(&figure);
    return ok;
}

bool tf_chart_draw(const struct tf_chart *chart, const struct tf_chart_options *options,
                   struct tf_buffer *picture, struct tf_buffer *script, struct tf_diag *diag)
{
    const struct chart_kind *kind = kinds[chart->kind];
    bool as_text = options->format == TF_PICTURE_TEXT && !has_text_script(kind);
    struct tf_arena arena;
    tf_buffer_release(picture);
    tf_buffer_init(picture);
    tf_buffer_release(script);
    tf_buffer_init(script);
    if (!kind->check(chart, diag)) {
        return false;
    }
    tf_arena_init(&arena);
    bool ok = as_text ? write_text(kind, chart, options, &arena, picture, script, diag)
                      : draw_picture(kind, chart, options, &arena, picture, script, diag);
    if (!ok) {
        tf_buffer_release(picture);
        tf_buffer_init(picture);
    }
    tf_arena_release(&arena);
    return ok;
}
