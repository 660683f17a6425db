/* chart_bars: rows of bars with their names at the left, in one panel or several side by side that
 * share the names: what tornado and sobol charts have in common. */
#ifndef TF_OUTPUT_CHART_BARS_H
#define TF_OUTPUT_CHART_BARS_H

#include "output/chart_plot.h"

struct bars {
    struct figure *figure;
    size_t rows, panels;
    struct plot plots[TF_CHART_BAR_PANELS_MOST]; /* their x axis is the caller's */
    double size, pitch;                          /* of the rows' texts; between rows, du */
    double names_width;
};

/* How many of `count` rows the page has room for. */
size_t bars_rows(const struct figure *figure, size_t count);

/* Boxes of the panels below `head` du of texts and above `foot` du; `left` and `right` du within
 * each panel stay free for labels. */
void bars_arrange(struct bars *bars, const char *const *names, double head, double foot);

/* Sets names (muted where the flag says so; NULL: none is), panel titles, ticks and grid. */
void bars_set_names(const struct bars *bars, const char *const *names, const bool *muted);
void bars_set_titles(const struct bars *bars, const char *const *titles);
void bars_set_axes(const struct bars *bars);

double bars_y(const struct bars *bars, size_t row);

/* A key below the axes: patches of colour, each with its words; the patches' places go into x, y
 * (du), for the template to draw. */
void bars_set_key(const struct bars *bars, const char *const *words, size_t count, double *x,
                  double *y);

#endif
