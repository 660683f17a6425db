/* chart_figure: a page being laid out: its texts, what they must keep clear of, and the script that
 * grows with it. Private to the output layer's chart files; a kind's file fills a figure. */
#ifndef TF_OUTPUT_CHART_FIGURE_H
#define TF_OUTPUT_CHART_FIGURE_H

#include "output/chart.h"
#include "output/layout.h"

/* What TEXT_COLOUR counts (plots/style.gp). */
enum figure_ink {
    INK_TEXT = 1,
    INK_MUTED = 2,
    INK_TARGET = 3,
    INK_SERIES = 4, /* and the five after it */
    INK_PANEL = 10, /* and the five after it */
    INK_MEDIAN = 16,
    INK_GAIN = 17,
    INK_LOSS = 18,
    INK_PAPER = 19,
    INK_ON_SERIES = 20, /* readable on a bar of series 1, and the five after it */
    INK_ON_GAIN = 26,
    INK_ON_LOSS = 27,
};
#define FIGURE_INKS 6 /* colours of series, and of panels */

enum figure_align { ALIGN_START = -1, ALIGN_CENTRE = 0, ALIGN_END = 1 };

struct figure_text {
    const char *text;
    double x, y, size;
    enum figure_align align;
    bool bold;
    int ink;
    double angle;      /* degrees, anticlockwise */
    struct tf_box box; /* what it covers, du */
};

struct figure_segment {
    double x0, y0, x1, y1;
};

/* What RULE_STYLE counts (plots/style.gp). */
enum figure_style {
    RULE_GRID = 1,
    RULE_AXIS,
    RULE_TARGET,
    RULE_MEAN,
    RULE_CONTEXT,
    RULE_TARGET_OVER /* over the data */
};
struct figure_rule {
    enum figure_style style;
    struct figure_segment at;
};

#define FIGURE_NOTES_MOST 6

struct figure {
    struct tf_arena *arena;
    const struct tf_chart_options *options;
    const struct tf_page *page;
    struct tf_buffer *script;
    const char *title, *subtitle;         /* clean; empty: none */
    const char *notes[FIGURE_NOTES_MOST]; /* clean, a paragraph each */
    size_t note_count;
    double top, floor;                         /* what header and notes leave, du */
    double left, right, plot_top, plot_bottom; /* the plot's box, set by the kind, du */
    struct figure_text *texts;
    size_t text_count, text_capacity;
    struct figure_segment *segments;
    size_t segment_count, segment_capacity;
    struct figure_rule *rules;
    size_t rule_count, rule_capacity;
    struct tf_box *blocks;
    size_t block_count, block_capacity;
    const char *refusal; /* why the page does not do, and what would; NULL: it does */
    bool failed;         /* memory ran out; everything else goes on quietly until it is asked */
};

void figure_init(struct figure *figure, struct tf_arena *arena,
                 const struct tf_chart_options *options, struct tf_buffer *script);
void figure_release(struct figure *figure);

/* The chart cannot be drawn on this page: why, and what would be right. */
void figure_refuse(struct figure *figure, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A text, or "" and `failed` when it is NULL for want of memory. */
const char *figure_check(struct figure *figure, const char *text);

/* A phrase of the figure's language with its places filled. */
#define FIGURE_FILL(figure, ...)                                                                   \
    figure_check(figure, tf_phrase_fill((figure)->arena, (figure)->options->language, __VA_ARGS__, \
                                        (char *)NULL))

const char *figure_whole(struct figure *figure, long value);
const char *figure_multiple(struct figure *figure, double value, double target);
const char *figure_clean(struct figure *figure, const char *text, size_t limit);

double figure_tick_room(const struct figure *figure); /* between an axis and its texts, du */
double figure_hundredth(double du); /* rounded: far below what can be seen, and short to write */

/* Title, subtitle and notes: what the options ask for in place of what is given. */
void figure_words(struct figure *figure, const char *title, const char *subtitle, const char *note,
                  const char *sources);
void figure_note(struct figure *figure, const char *note); /* one more, before note and sources */

/* Sets header and notes; gives top and floor. */
void figure_frame(struct figure *figure);

double figure_width(const struct figure *figure, const char *text, double size, bool bold);
const char *figure_fit(struct figure *figure, const char *text, double size, bool bold,
                       double width);

/* Adds a text; the text must outlive the figure. Empty texts are not added. */
void figure_text(struct figure *figure, const char *text, double x, double y, double size,
                 enum figure_align align, bool bold, int ink);

/* A text turned by an angle in degrees round its centre. Its box is the one round it. */
void figure_text_turned(struct figure *figure, const char *text, double x, double y, double size,
                        double angle, int ink);

/* Adds the text where the spot is free of texts, lines and the page's edge; else does nothing. */
bool figure_text_if_clear(struct figure *figure, const char *text, double x, double y, double size,
                          enum figure_align align, bool bold, int ink);

/* A drawn line that such texts avoid. */
void figure_line(struct figure *figure, double x0, double y0, double x1, double y1);

/* A straight line of the page's own, drawn: grid, axis, target. Texts do not avoid it. */
void figure_rule(struct figure *figure, enum figure_style style, double x0, double y0, double x1,
                 double y1);

/* A shaded range behind everything. */
void figure_block(struct figure *figure, struct tf_box box);

/* What a figure holds, to go back to when a layout is tried that does not do; the script stays. */
struct figure_mark {
    size_t texts, segments, rules, blocks;
};
struct figure_mark figure_mark(const struct figure *figure);
void figure_back(struct figure *figure, struct figure_mark mark);

/* Begins the script with page, fonts and flags; after the kind's own variables, figure_end adds all
 * texts and the plot's box. */
void figure_begin(struct figure *figure, const char *kind);
void figure_end(struct figure *figure);

/* Height of the accent bar, and its top: what stands above everything, du. */
double figure_bar_height(const struct tf_page *page);
double figure_bar_top(const struct tf_page *page);

#endif
