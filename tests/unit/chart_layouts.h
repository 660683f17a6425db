/* What every kind of chart must hold: no text touches another or leaves the page, titles follow
 * from the numbers, pictures are the same from run to run. */
#ifndef CHART_LAYOUTS_H
#define CHART_LAYOUTS_H

#include <string.h>

#include "output/chart.h"
#include "output/chart_kinds.h"

/* All texts of a chart, as laid out: none touches another, none leaves the page. */
static inline void assert_laid_out(const struct tf_chart *chart,
                                   const struct tf_chart_options *options, const char *what)
{
    const struct tf_page *page = options->page;
    struct tf_arena arena;
    struct tf_buffer script;
    struct figure figure;
    tf_arena_init(&arena);
    tf_buffer_init(&script);
    figure_init(&figure, &arena, options, &script);
    chart_kind_of(chart)->compose(&figure, chart);
    assert_false(figure.failed);
    for (size_t i = 0; i < figure.text_count; i++) {
        const struct figure_text *a = &figure.texts[i];
        if (a->box.left < 0 || a->box.right > page->width || a->box.top < 0 ||
            a->box.bottom > page->height)
            fail_msg("%s, %s %gx%g: '%s' leaves the page", what, page->name, page->width,
                     page->height, a->text);
        for (size_t k = 0; k < i; k++)
            if (tf_box_touches(a->box, figure.texts[k].box))
                fail_msg("%s, %s %gx%g: '%s' touches '%s'", what, page->name, page->width,
                         page->height, a->text, figure.texts[k].text);
    }
    figure_release(&figure);
    tf_buffer_release(&script);
    tf_arena_release(&arena);
}

static inline void in_all_languages(const struct tf_chart *chart, const struct tf_page *page,
                                    const char *what)
{
    struct tf_chart_options options = tf_chart_options_defaults();
    options.page = page;
    for (int language = 0; language < TF_LANGUAGES; language++) {
        options.language = (enum tf_language)language;
        assert_laid_out(chart, &options, what);
    }
}

static inline void on_all_pages(const struct tf_chart *chart, const char *what)
{
    for (size_t i = 0; tf_page_at(i); i++)
        in_all_languages(chart, tf_page_at(i), what);
}

/* The smallest, the narrowest and the largest pages that --size takes, and usual ones. */
static inline void on_other_pages(const struct tf_chart *chart, const char *what)
{
    static const char *const sizes[] = {"400x400",   "800x450", "1200x400",  "640x1200",
                                        "4000x2250", "85x60mm", "170x113mm", "297x210mm"};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct tf_page page;
        struct tf_diag diag;
        tf_diag_init(&diag);
        if (!tf_page_parse(sizes[i], &page, &diag))
            fail_msg("%s: %s", sizes[i], diag.messages[0].text);
        tf_diag_release(&diag);
        in_all_languages(chart, &page, what);
    }
}

static inline void assert_title(const struct tf_chart *chart, enum tf_language language,
                                const char *title)
{
    struct tf_chart_options options = tf_chart_options_defaults();
    struct tf_arena arena;
    struct tf_buffer script;
    struct figure figure;
    options.language = language;
    tf_arena_init(&arena);
    tf_buffer_init(&script);
    figure_init(&figure, &arena, &options, &script);
    assert_string_equal(chart_kind_of(chart)->finding(&figure, chart), title);
    figure_release(&figure);
    tf_buffer_release(&script);
    tf_arena_release(&arena);
}

/* picture and script are initialised here. */
static inline void draw(const struct tf_chart *chart, const struct tf_chart_options *options,
                        struct tf_buffer *picture, struct tf_buffer *script)
{
    struct tf_diag diag;
    tf_diag_init(&diag);
    tf_buffer_init(picture);
    tf_buffer_init(script);
    if (!tf_chart_draw(chart, options, picture, script, &diag))
        fail_msg("%s: %s", tf_chart_kind_name(chart->kind), diag.messages[0].text);
    tf_diag_release(&diag);
}

/* Drawn twice: complete, and the same bytes. */
static inline void assert_repeats(const struct tf_chart *chart,
                                  const struct tf_chart_options *options)
{
    struct tf_buffer picture, script, again, same;
    draw(chart, options, &picture, &script);
    draw(chart, options, &again, &same);
    assert_true(tf_picture_complete(options->format, picture.bytes, picture.length));
    assert_int_equal(picture.length, again.length);
    assert_memory_equal(picture.bytes, again.bytes, picture.length);
    assert_string_equal(script.bytes, same.bytes);
    assert_null(strstr(script.bytes, "load "));
    tf_buffer_release(&picture);
    tf_buffer_release(&script);
    tf_buffer_release(&again);
    tf_buffer_release(&same);
}

/* Texts of an SVG as a reader of XML sees them. */
static inline bool svg_shows(const struct tf_buffer *svg, const char *text)
{
    struct tf_buffer escaped;
    tf_buffer_init(&escaped);
    for (const char *start = text; *text; text++) {
        if (*text == '<')
            tf_buffer_text(&escaped, "&lt;");
        else if (*text == '>' && text - start >= 2 && text[-1] == ']' && text[-2] == ']')
            tf_buffer_text(&escaped, "&gt;");
        else if (*text == '&')
            tf_buffer_text(&escaped, "&amp;");
        else
            tf_buffer_append(&escaped, text, 1);
    }
    bool found = escaped.length == 0 || strstr(svg->bytes, escaped.bytes) != NULL;
    tf_buffer_release(&escaped);
    return found;
}

static inline size_t widest_line(const char *text)
{
    size_t widest = 0, width = 0;
    for (; *text; text++) {
        width = *text == '\n' ? 0 : width + (((unsigned char)*text & 0xC0) != 0x80);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static inline void assert_text_fits(const struct tf_chart *chart, size_t columns)
{
    struct tf_chart_options options = tf_chart_options_defaults();
    struct tf_buffer picture, script;
    options.format = TF_PICTURE_TEXT;
    options.columns = columns;
    draw(chart, &options, &picture, &script);
    if (widest_line(picture.bytes) > columns)
        fail_msg("a line is wider than %zu:\n%s", columns, picture.bytes);
    assert_null(strchr(picture.bytes, '\x1b'));
    tf_buffer_release(&picture);
    tf_buffer_release(&script);
}

#endif
