/* chart_figure_script: what of a figure goes into its script: the page and the theme's colours
 * first, the placed texts, rules and blocks last. */
#include <math.h>

#include "output/chart_figure.h"

static const char *const formats[] = {[TF_PICTURE_SVG] = "svg",
                                      [TF_PICTURE_PDF] = "pdf",
                                      [TF_PICTURE_PNG] = "png",
                                      [TF_PICTURE_EPS] = "eps",
                                      [TF_PICTURE_SIXEL] = "sixel"};

/* How much of a series' colour is in its pale form. */
#define PALE 0.22

/* --- colours ---------------------------------------------------------------------------------- */

static const char *colour_text(struct figure *figure, uint32_t colour)
{
    return figure_check(figure, tf_arena_printf(figure->arena, "#%06X", (unsigned)colour));
}

static void put_colour(struct figure *figure, const char *name, uint32_t colour)
{
    tf_gnuplot_text(figure->script, name, colour_text(figure, colour));
}

static void put_colours(struct figure *figure, const char *name, const uint32_t *colours,
                        size_t count)
{
    const char *texts[TF_PALETTE_SERIES];
    for (size_t i = 0; i < count; i++) {
        texts[i] = colour_text(figure, colours[i]);
    }
    tf_gnuplot_texts(figure->script, name, texts, count);
}

static void put_series(struct figure *figure, const struct tf_palette *palette)
{
    uint32_t pale[TF_PALETTE_SERIES], on[TF_PALETTE_SERIES];
    for (size_t i = 0; i < TF_PALETTE_SERIES; i++) {
        pale[i] = tf_colour_mix(palette->series[i], palette->paper, PALE);
        on[i] = tf_colour_readable_on(palette, palette->series[i]);
    }
    put_colours(figure, "SERIES_C", palette->series, TF_PALETTE_SERIES);
    put_colours(figure, "SERIES_T", palette->series_text, TF_PALETTE_SERIES);
    put_colours(figure, "SERIES_L", pale, TF_PALETTE_SERIES);
    put_colours(figure, "ON_SERIES", on, TF_PALETTE_SERIES);
    put_colours(figure, "PANEL_C", palette->panel, TF_PALETTE_SERIES);
    put_colours(figure, "PANEL_T", palette->panel_text, TF_PALETTE_SERIES);
    put_colours(figure, "PANEL_L", palette->panel_light, TF_PALETTE_SERIES);
}

static void put_theme(struct figure *figure)
{
    const struct tf_palette *palette = tf_palette(figure->options->theme);
    tf_gnuplot_text(figure->script, "THEME", palette->name);
    put_colour(figure, "C_PAPER", palette->paper);
    put_colour(figure, "C_TEXT", palette->text);
    put_colour(figure, "C_MUTED", palette->muted);
    put_colour(figure, "C_GRID", palette->grid);
    put_colour(figure, "C_AXIS", palette->axis);
    put_colour(figure, "C_TARGET", palette->target);
    put_colour(figure, "C_CONTEXT", palette->context);
    put_colour(figure, "C_SHADE", palette->shade);
    put_series(figure, palette);
    put_colours(figure, "BAND_C", palette->band, TF_PALETTE_BANDS);
    put_colour(figure, "C_MEDIAN", palette->median);
    put_colour(figure, "C_GAIN", palette->gain);
    put_colour(figure, "C_GAIN_T", palette->gain_text);
    put_colour(figure, "C_LOSS", palette->loss);
    put_colour(figure, "C_LOSS_T", palette->loss_text);
    put_colour(figure, "C_ON_GAIN", tf_colour_readable_on(palette, palette->gain));
    put_colour(figure, "C_ON_LOSS", tf_colour_readable_on(palette, palette->loss));
    put_colours(figure, "LOW_C", palette->low, TF_PALETTE_BANDS);
    put_colours(figure, "HIGH_C", palette->high, TF_PALETTE_BANDS);
}

/* --- the page --------------------------------------------------------------------------------- */

void figure_begin(struct figure *figure, const char *kind)
{
    const struct tf_page *page = figure->page;
    struct tf_buffer *script = figure->script;
    tf_gnuplot_comment(script, "a chart by twofold; draw it again: gnuplot -d THIS.gp > picture");
    tf_gnuplot_text(script, "KIND", kind);
    tf_gnuplot_text(script, "FORMAT", formats[figure->options->format]);
    put_theme(figure);
    tf_gnuplot_whole(script, "PAGE_W", (long)page->width);
    tf_gnuplot_whole(script, "PAGE_H", (long)page->height);
    tf_gnuplot_real(script, "PNG_SCALE", page->pixels * figure->options->pixel_factor);
    tf_gnuplot_real(script, "PDF_MM", page->millimetres);
    tf_gnuplot_real(script, "MARGIN", page->margin);
    tf_gnuplot_real(script, "BAR_W", page->title * 1.5);
    tf_gnuplot_real(script, "BAR_H", figure_bar_height(page));
    tf_gnuplot_real(script, "BAR_Y", figure_bar_top(page));
    tf_gnuplot_real(script, "SIZE_BODY", page->body);
    tf_gnuplot_real(script, "SIZE_LABEL", page->label);
    tf_gnuplot_real(script, "SIZE_NOTE", page->note);
}

double figure_hundredth(double du)
{
    return round(du * 100) / 100;
}

/* --- texts ------------------------------------------------------------------------------------ */

static void put_places(struct figure *figure, double *reals)
{
    size_t count = figure->text_count;
    const struct figure_text *texts = figure->texts;
    for (size_t i = 0; i < count; i++) {
        reals[i] = figure_hundredth(texts[i].x);
    }
    tf_gnuplot_reals(figure->script, "TEXT_X", reals, count);
    for (size_t i = 0; i < count; i++) {
        reals[i] = figure_hundredth(texts[i].y);
    }
    tf_gnuplot_reals(figure->script, "TEXT_Y", reals, count);
    for (size_t i = 0; i < count; i++) {
        reals[i] = figure_hundredth(texts[i].size);
    }
    tf_gnuplot_reals(figure->script, "TEXT_SIZE", reals, count);
    for (size_t i = 0; i < count; i++) {
        reals[i] = texts[i].angle;
    }
    tf_gnuplot_reals(figure->script, "TEXT_ANGLE", reals, count);
}

static void put_looks(struct figure *figure, int *wholes)
{
    size_t count = figure->text_count;
    const struct figure_text *texts = figure->texts;
    for (size_t i = 0; i < count; i++) {
        wholes[i] = texts[i].align;
    }
    tf_gnuplot_wholes(figure->script, "TEXT_ALIGN", wholes, count);
    for (size_t i = 0; i < count; i++) {
        wholes[i] = texts[i].bold;
    }
    tf_gnuplot_wholes(figure->script, "TEXT_BOLD", wholes, count);
    for (size_t i = 0; i < count; i++) {
        wholes[i] = texts[i].ink;
    }
    tf_gnuplot_wholes(figure->script, "TEXT_COLOUR", wholes, count);
    /* The Chinese face for a whole line: fontconfig's own fall-back takes Japanese glyph shapes. */
    bool chinese = figure->options->language == TF_LANGUAGE_ZH;
    for (size_t i = 0; i < count; i++) {
        wholes[i] = chinese || tf_layout_has_ideographs(texts[i].text);
    }
    tf_gnuplot_wholes(figure->script, "TEXT_CHINESE", wholes, count);
}

static void put_texts(struct figure *figure)
{
    size_t count = figure->text_count;
    const char **words = tf_arena_alloc(figure->arena, count, sizeof *words);
    double *reals = tf_arena_alloc(figure->arena, count, sizeof *reals);
    int *wholes = tf_arena_alloc(figure->arena, count, sizeof *wholes);
    if (!words || !reals || !wholes) {
        figure->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        words[i] = figure->texts[i].text;
    }
    tf_gnuplot_whole(figure->script, "TEXTS", (long)count);
    tf_gnuplot_texts(figure->script, "TEXT", words, count);
    put_places(figure, reals);
    put_looks(figure, wholes);
}

/* --- rules and blocks ------------------------------------------------------------------------- */

/* The four arrays of the ends of some segments: NAME_X0, NAME_Y0, NAME_X1, NAME_Y1. */
static void put_ends(struct figure *figure, const char *const names[4],
                     const struct figure_segment *segments, size_t count)
{
    double *reals = tf_arena_alloc(figure->arena, count, sizeof *reals);
    if (!reals) {
        figure->failed = true;
        return;
    }
    for (size_t end = 0; end < 4; end++) {
        for (size_t i = 0; i < count; i++) {
            const double ends[4] = {segments[i].x0, segments[i].y0, segments[i].x1, segments[i].y1};
            reals[i] = figure_hundredth(ends[end]);
        }
        tf_gnuplot_reals(figure->script, names[end], reals, count);
    }
}

static void put_rules(struct figure *figure)
{
    static const char *const names[4] = {"RULE_X0", "RULE_Y0", "RULE_X1", "RULE_Y1"};
    size_t count = figure->rule_count;
    int *styles = tf_arena_alloc(figure->arena, count, sizeof *styles);
    struct figure_segment *ends = tf_arena_alloc(figure->arena, count, sizeof *ends);
    if (!styles || !ends) {
        figure->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        styles[i] = (int)figure->rules[i].style;
        ends[i] = figure->rules[i].at;
    }
    tf_gnuplot_whole(figure->script, "RULES", (long)count);
    tf_gnuplot_wholes(figure->script, "RULE_STYLE", styles, count);
    put_ends(figure, names, ends, count);
}

static void put_blocks(struct figure *figure)
{
    static const char *const names[4] = {"BLOCK_X0", "BLOCK_Y0", "BLOCK_X1", "BLOCK_Y1"};
    size_t count = figure->block_count;
    struct figure_segment *ends = tf_arena_alloc(figure->arena, count, sizeof *ends);
    if (!ends) {
        figure->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct tf_box box = figure->blocks[i];
        ends[i] = (struct figure_segment){box.left, box.top, box.right, box.bottom};
    }
    tf_gnuplot_whole(figure->script, "BLOCKS", (long)count);
    put_ends(figure, names, ends, count);
}

void figure_end(struct figure *figure)
{
    tf_gnuplot_text(figure->script, "FONT", "Inter");
    tf_gnuplot_text(figure->script, "FONT_CHINESE", "Noto Sans CJK SC");
    tf_gnuplot_real(figure->script, "LEFT", figure_hundredth(figure->left));
    tf_gnuplot_real(figure->script, "RIGHT", figure_hundredth(figure->right));
    tf_gnuplot_real(figure->script, "TOP", figure_hundredth(figure->plot_top));
    tf_gnuplot_real(figure->script, "BOTTOM", figure_hundredth(figure->plot_bottom));
    put_texts(figure);
    put_rules(figure);
    put_blocks(figure);
}
