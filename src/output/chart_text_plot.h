/* chart_text_plot: curves in Braille dots, two by four a character, and bars in block characters,
 * on a page of characters. Made here, without gnuplot. */
#ifndef TF_OUTPUT_CHART_TEXT_PLOT_H
#define TF_OUTPUT_CHART_TEXT_PLOT_H

#include "output/chart_text.h"

struct text_plot {
    struct text_page *page;
    size_t row, left, width, height; /* of the plot, characters; `left` is right of the axis */
    double x_low, x_high, y_low, y_high;
    bool x_log, y_log;
    unsigned char *dots; /* [row * width + column]: Braille patterns */
    int *inks;           /* of each character's last dot */
};

/* The ranges and the place are set; room comes from the figure's arena. */
void text_plot_begin(struct text_plot *plot);

/* The character of a value; outside the plot the nearest one. */
size_t text_plot_column(const struct text_plot *plot, double x);
size_t text_plot_row(const struct text_plot *plot, double y);

/* A curve through points; those that are not finite leave a gap. */
void text_plot_curve(struct text_plot *plot, const double *x, const double *y, size_t count,
                     int ink);

/* The glyph in every character between two curves over the same x. */
void text_plot_shade(struct text_plot *plot, const double *x, const double *low, const double *high,
                     size_t count, const char *glyph, int ink);

/* A line across at y, under what is drawn after it. */
void text_plot_rule(struct text_plot *plot, double y, const char *glyph, int ink);

/* Sets the curves over all else. */
void text_plot_end(struct text_plot *plot);

/* Words above or below the line at y, from the right, where that is free; else nothing. After the
 * curves are set. */
void text_plot_words(struct text_plot *plot, double y, const char *words, int ink);

/* Axes with the texts of their ticks; x texts that would touch are left out. */
void text_plot_axes(struct text_plot *plot, const struct tf_ticks *y, const char *const *y_texts,
                    const struct tf_ticks *x, const char *const *x_texts);

/* Columns that the widest of some texts takes. */
size_t text_widest(const char *const *texts, size_t count);

/* A bar from one place to another, in characters from `column`, to an eighth at its right end. */
void text_bar(struct text_page *page, size_t row, size_t column, double from, double to, int ink);

#endif
