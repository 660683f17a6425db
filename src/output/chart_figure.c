#include "output/chart_figure.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

#define TITLE_CHARACTERS 400
#define NOTE_CHARACTERS 1200
#define TITLE_LINES 3
#define SUBTITLE_LINES 2
#define NOTE_LINES 4 /* a paragraph */

void figure_init(struct figure *figure, struct tf_arena *arena,
                 const struct tf_chart_options *options, struct tf_buffer *script)
{
    *figure = (struct figure){.arena = arena,
                              .options = options,
                              .page = options->page,
                              .script = script,
                              .title = "",
                              .subtitle = ""};
}

void figure_release(struct figure *figure)
{
    free(figure->texts);
    free(figure->segments);
    free(figure->rules);
    free(figure->blocks);
    figure->texts = NULL;
    figure->segments = NULL;
    figure->rules = NULL;
    figure->blocks = NULL;
}

void figure_refuse(struct figure *figure, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    figure->refusal = figure_check(figure, tf_arena_vprintf(figure->arena, format, arguments));
    va_end(arguments);
}

const char *figure_check(struct figure *figure, const char *text)
{
    figure->failed |= text == NULL;
    return text ? text : "";
}

const char *figure_whole(struct figure *figure, long value)
{
    return figure_check(figure, tf_words_whole(figure->arena, value));
}

const char *figure_multiple(struct figure *figure, double value, double target)
{
    return figure_check(figure,
                        tf_words_multiple(figure->arena, figure->options->language, value, target));
}

const char *figure_clean(struct figure *figure, const char *text, size_t limit)
{
    const char *clean = figure_check(figure, tf_layout_clean(figure->arena, text, limit));
    return clean;
}

void figure_note(struct figure *figure, const char *note)
{
    const char *clean = figure_clean(figure, note, NOTE_CHARACTERS);
    if (*clean && figure->note_count < FIGURE_NOTES_MOST) {
        figure->notes[figure->note_count++] = clean;
    }
}

void figure_words(struct figure *figure, const char *title, const char *subtitle, const char *note,
                  const char *sources)
{
    const struct tf_chart_options *options = figure->options;
    figure->title = figure_clean(figure, options->title ? options->title : title, TITLE_CHARACTERS);
    figure->subtitle =
        figure_clean(figure, options->subtitle ? options->subtitle : subtitle, TITLE_CHARACTERS);
    const char *said = options->note ? options->note : note;
    if (said && *said) {
        figure_note(figure, FIGURE_FILL(figure, TF_PHRASE_NOTE, said));
    }
    if (sources && *sources) {
        figure_note(figure, FIGURE_FILL(figure, TF_PHRASE_SOURCE, sources));
    }
}

/* --- texts ------------------------------------------------------------------------------------ */

double figure_width(const struct figure *figure, const char *text, double size, bool bold)
{
    return tf_layout_width(text, size, bold) * figure->options->width_factor;
}

const char *figure_fit(struct figure *figure, const char *text, double size, bool bold,
                       double width)
{
    return figure_check(figure, tf_layout_fit(figure->arena, text, size, bold,
                                              width / figure->options->width_factor));
}

double figure_tick_room(const struct figure *figure)
{
    return fmax(13, figure->page->body * 0.565);
}

static struct figure_text make_text(const struct figure *figure, const char *text, double x,
                                    double y, double size, enum figure_align align, bool bold,
                                    int ink)
{
    double width = figure_width(figure, text, size, bold);
    double left = align == ALIGN_START ? x : align == ALIGN_END ? x - width : x - width / 2;
    struct tf_box box = {left, y - size * 0.45, left + width, y + size * 0.45};
    return (struct figure_text){text, x, y, size, align, bold, ink, 0, box};
}

static void add_text(struct figure *figure, struct figure_text text)
{
    if (!tf_array_reserve(&figure->texts, &figure->text_capacity, figure->text_count + 1,
                          sizeof *figure->texts)) {
        figure->failed = true;
        return;
    }
    figure->texts[figure->text_count++] = text;
}

void figure_text(struct figure *figure, const char *text, double x, double y, double size,
                 enum figure_align align, bool bold, int ink)
{
    if (*text) {
        add_text(figure, make_text(figure, text, x, y, size, align, bold, ink));
    }
}

void figure_text_turned(struct figure *figure, const char *text, double x, double y, double size,
                        double angle, int ink)
{
    struct figure_text made = make_text(figure, text, x, y, size, ALIGN_CENTRE, false, ink);
    double width = made.box.right - made.box.left, height = made.box.bottom - made.box.top;
    double turn = angle * acos(-1) / 180, cosine = fabs(cos(turn)), sine = fabs(sin(turn));
    double across = width * cosine + height * sine, down = width * sine + height * cosine;
    made.angle = angle;
    made.box = (struct tf_box){x - across / 2, y - down / 2, x + across / 2, y + down / 2};
    if (*text) {
        add_text(figure, made);
    }
}

static bool is_clear(const struct figure *figure, struct tf_box box)
{
    struct tf_box wide = {box.left - 6, box.top, box.right + 6, box.bottom};
    const struct tf_page *page = figure->page;
    if (box.left < page->margin || box.right > page->width - page->margin || box.top < 0 ||
        box.bottom > page->height) {
        return false;
    }
    for (size_t i = 0; i < figure->text_count; i++) {
        if (tf_box_touches(wide, figure->texts[i].box)) {
            return false;
        }
    }
    for (size_t i = 0; i < figure->segment_count; i++) {
        struct figure_segment s = figure->segments[i];
        if (tf_box_crossed(box, s.x0, s.y0, s.x1, s.y1)) {
            return false;
        }
    }
    return true;
}

bool figure_text_if_clear(struct figure *figure, const char *text, double x, double y, double size,
                          enum figure_align align, bool bold, int ink)
{
    struct figure_text made = make_text(figure, text, x, y, size, align, bold, ink);
    if (!is_clear(figure, made.box)) {
        return false;
    }
    add_text(figure, made);
    return true;
}

void figure_line(struct figure *figure, double x0, double y0, double x1, double y1)
{
    if (!tf_array_reserve(&figure->segments, &figure->segment_capacity, figure->segment_count + 1,
                          sizeof *figure->segments)) {
        figure->failed = true;
        return;
    }
    figure->segments[figure->segment_count++] = (struct figure_segment){x0, y0, x1, y1};
}

void figure_rule(struct figure *figure, enum figure_style style, double x0, double y0, double x1,
                 double y1)
{
    if (!tf_array_reserve(&figure->rules, &figure->rule_capacity, figure->rule_count + 1,
                          sizeof *figure->rules)) {
        figure->failed = true;
        return;
    }
    figure->rules[figure->rule_count++] = (struct figure_rule){style, {x0, y0, x1, y1}};
}

void figure_block(struct figure *figure, struct tf_box box)
{
    if (!tf_array_reserve(&figure->blocks, &figure->block_capacity, figure->block_count + 1,
                          sizeof *figure->blocks)) {
        figure->failed = true;
        return;
    }
    figure->blocks[figure->block_count++] = box;
}

struct figure_mark figure_mark(const struct figure *figure)
{
    return (struct figure_mark){figure->text_count, figure->segment_count, figure->rule_count,
                                figure->block_count};
}

void figure_back(struct figure *figure, struct figure_mark mark)
{
    figure->text_count = mark.texts;
    figure->segment_count = mark.segments;
    figure->rule_count = mark.rules;
    figure->block_count = mark.blocks;
}

/* --- header and notes ------------------------------------------------------------------------- */

/* Wraps a paragraph over the page's width. A heading of several lines has them about equally long:
 * the narrowest width that needs no line more. */
static struct tf_lines wrap(struct figure *figure, const char *text, double size, bool heading,
                            size_t most)
{
    struct tf_lines lines = {NULL, 0}, narrower;
    double width = (figure->page->width - 2 * figure->page->margin) / figure->options->width_factor;
    figure->failed |= !tf_layout_wrap(figure->arena, text, size, heading, width, most, &lines);
    if (!heading || lines.count < 2 || lines.count == most) {
        return lines;
    }
    for (int part = 95; part >= 50; part -= 5) {
        if (!tf_layout_wrap(figure->arena, text, size, heading, width * part / 100, most,
                            &narrower) ||
            narrower.count > lines.count) {
            break;
        }
        lines = narrower;
    }
    return lines;
}

/* Lines of one paragraph, the first centred on y; gives the y that the next line would have. */
static double set_lines(struct figure *figure, const char *text, double y, double size,
                        double pitch, bool heading, size_t most, int ink)
{
    struct tf_lines lines = wrap(figure, text, size, heading, most);
    for (size_t i = 0; i < lines.count; i++) {
        figure_text(figure, lines.line[i], figure->page->margin, y + (double)i * pitch, size,
                    ALIGN_START, heading, ink);
    }
    return y + (double)lines.count * pitch;
}

/* Centre of the title's first line; the accent bar stands one title size above it. */
static double title_y(const struct tf_page *page)
{
    return page->title * 1.86 + (page->margin > 32 ? 6 : 0);
}

double figure_bar_height(const struct tf_page *page)
{
    return page->title * 0.24;
}

double figure_bar_top(const struct tf_page *page)
{
    return title_y(page) - page->title * 1.24;
}

static void set_header(struct figure *figure)
{
    const struct tf_page *page = figure->page;
    double y = title_y(page), below = y - page->title; /* the bar's lower edge */
    if (*figure->title) {
        y = set_lines(figure, figure->title, y, page->title, page->title * 1.22, true, TITLE_LINES,
                      INK_TEXT);
        below = y - page->title * 0.56;
    }
    if (*figure->subtitle) {
        y = set_lines(figure, figure->subtitle, below + page->subtitle * 0.85, page->subtitle,
                      page->subtitle * 1.3, false, SUBTITLE_LINES, INK_MUTED);
        below = y - page->subtitle * 0.7;
    }
    figure->top = below;
}

/* Notes are set downwards first, then all moved so that the last stands on the page's foot. */
static void set_notes(struct figure *figure)
{
    const struct tf_page *page = figure->page;
    size_t first = figure->text_count;
    double y = 0;
    for (size_t i = 0; i < figure->note_count; i++) {
        y = set_lines(figure, figure->notes[i], y, page->note, page->note * 1.35, false, NOTE_LINES,
                      INK_MUTED);
    }
    double last = page->height - page->note * 1.25;
    double shift = last - (y - page->note * 1.35);
    for (size_t i = first; i < figure->text_count; i++) {
        figure->texts[i].y += shift;
        figure->texts[i].box.top += shift;
        figure->texts[i].box.bottom += shift;
    }
    bool any = figure->text_count > first;
    figure->floor =
        any ? figure->texts[first].y - page->note * 1.5 : page->height - page->margin / 2;
}

void figure_frame(struct figure *figure)
{
    set_header(figure);
    set_notes(figure);
}
