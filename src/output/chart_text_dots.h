/* chart_text_dots: axes and dots for the terminal: a canvas of Braille characters, two by four dots
 * each, with an axis at its left and one at its foot. What charts of points and lines draw as text.
 */
#ifndef TF_OUTPUT_CHART_TEXT_DOTS_H
#define TF_OUTPUT_CHART_TEXT_DOTS_H

#include "output/chart_plot.h"
#include "output/chart_text.h"

struct text_dots {
    struct figure *figure;
    struct text_page page;
    struct plot_axis x, y;
    size_t left, top, width, height; /* of the canvas, in characters */
    unsigned char *dots;             /* [row][column]: a Braille pattern */
    unsigned char *inks;             /* [row][column] */
};

/* A page with the figure's title and subtitle, a canvas below, and `foot` lines under its axis.
 * x and y are set by the caller. */
void text_dots_open(struct text_dots *plot, size_t foot);

/* A dot, and a straight line of dots; what is not finite or outside is not drawn. */
void text_dots_dot(struct text_dots *plot, double x, double y, int ink);
void text_dots_line(struct text_dots *plot, double x0, double y0, double x1, double y1, int ink);

/* Writes the dots onto the page, then ticks; marks and labels come after it. */
void text_dots_set(struct text_dots *plot);

/* A character at a point, over the dots; and a text beside it where the canvas is free of texts.
 * Gives false where it is not. */
void text_dots_mark(struct text_dots *plot, double x, double y, int32_t shape, int ink);
bool text_dots_label(struct text_dots *plot, double x, double y, const char *text, int ink);

/* A row of `-` across where y has a value: the target. */
void text_dots_level(struct text_dots *plot, double y);

/* What runs across and upwards, in two lines below the axis. */
void text_dots_titles(struct text_dots *plot, const struct tf_magnitude *x,
                      const struct tf_magnitude *y);

/* The line of the page below the axis, for keys. */
size_t text_dots_foot(const struct text_dots *plot);

#endif
