/* layout: measures text and finds room for it. Knows no chart and no gnuplot.
 *
 * Lengths are design units (du) from the page's top left corner, y downwards. */
#ifndef TF_OUTPUT_LAYOUT_H
#define TF_OUTPUT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/* What is shown for a code point: itself, a blank for line ends, tabs and other controls, U+FFFD
 * for what would turn the text round (bidirectional controls) or is no character. */
int32_t tf_layout_printable(int32_t code_point);

/* A copy that is valid UTF-8 of printable characters on one line; blanks at the ends are gone and
 * at most `limit` characters kept, with … for the rest. NULL text is an empty one. NULL when memory
 * is exhausted. */
char *tf_layout_clean(struct tf_arena *arena, const char *text, size_t limit);

/* True when any character is an East Asian ideograph, kana, hangul or full-width form. */
bool tf_layout_has_ideographs(const char *text);

/* Width of a line of text in the unit of size, from the fonts' advances: Noto Sans CJK SC for a
 * line with ideographs, Inter for any other. */
double tf_layout_width(const char *text, double size, bool bold);

/* The text cut to a width, ending in … where something was cut. NULL when memory is exhausted. */
char *tf_layout_fit(struct tf_arena *arena, const char *text, double size, bool bold, double width);

struct tf_lines {
    char **line;
    size_t count;
};

/* Breaks text at blanks and between ideographs (not before closing punctuation), words wider than a
 * line anywhere; what goes beyond `most` lines is cut with …. An empty text has no lines. False
 * when memory is exhausted. */
bool tf_layout_wrap(struct tf_arena *arena, const char *text, double size, bool bold, double width,
                    size_t most, struct tf_lines *lines);

/* Moves `count` centres on one axis as little as possible (least squares) so that neighbours i, j
 * keep (gap[i] + gap[j]) / 2 between them and all stay within low..high; their order is kept.
 * Where they cannot all fit they start at low. False when memory is exhausted. */
bool tf_layout_spread(double *centre, const double *gap, size_t count, double low, double high);

struct tf_box {
    double left, top, right, bottom;
};

/* The box of a line of text whose vertical centre is y; align -1: starts at x, 0: centred, 1: ends.
 */
struct tf_box tf_layout_text_box(const char *text, double x, double y, double size, bool bold,
                                 int align);
bool tf_box_touches(struct tf_box a, struct tf_box b);
bool tf_box_crossed(struct tf_box box, double x0, double y0, double x1, double y1);

#define TF_TICKS_MOST 24
struct tf_ticks {
    double value[TF_TICKS_MOST];
    size_t count;
    double low, high; /* the axis that the ticks divide */
    int decimals;     /* that tell neighbouring ticks apart */
};

/* Round steps (1, 2, 2.5, 5 times a power of ten), about `about` of them, that cover low..high. */
void tf_layout_ticks(double low, double high, int about, struct tf_ticks *ticks);

/* 1, 2, 5 of each decade within low..high (both > 0), thinned to at most `most`; low and high are
 * kept as the axis. */
void tf_layout_log_ticks(double low, double high, size_t most, struct tf_ticks *ticks);

/* Years from first to last, at most `most` ticks, both ends included. */
void tf_layout_year_ticks(int first, int last, size_t most, struct tf_ticks *ticks);

#endif
