/* chart_axes: a plot's box and its scales: from values to places on the page, ticks and their
 * texts.
 *
 * A chart may have several (small multiples). Grid, base line and ticks become rules of the figure,
 * so that templates draw the data alone, on the page. */
#ifndef TF_OUTPUT_CHART_AXES_H
#define TF_OUTPUT_CHART_AXES_H

#include "output/chart_figure.h"

struct axes {
    struct figure *figure;
    struct tf_box box; /* du */
    double x_low, x_high, y_low, y_high;
    bool x_log, y_log;
    double size; /* of tick texts, du */
};

double axes_x(const struct axes *axes, double value);
double axes_y(const struct axes *axes, double value);

/* A line across at each tick; `texts` (one a tick) left of the box, or none where NULL. */
void axes_y_ticks(const struct axes *axes, const struct tf_ticks *ticks, const char *const *texts);

/* Width of the widest of some texts. */
double axes_widest(struct figure *figure, const char *const *texts, size_t count, double size);

/* The dark line along the lower edge. */
void axes_base(const struct axes *axes);

/* Short strokes below the base line, each with its text; `grid` draws a line up as well. */
void axes_x_ticks(const struct axes *axes, const struct tf_ticks *ticks, const char *const *texts,
                  bool grid);

/* Years, as many as there is room for, none touching another; the last one moves in where it would
 * leave `right_limit`. ticks receives them. */
void axes_years(const struct axes *axes, int first, int last, double right_limit,
                struct tf_ticks *ticks);

/* Room below the box for tick texts, and for a line of words below them. */
double axes_foot(const struct figure *figure, bool words);

/* The words below the tick texts: at the left, in the middle and at the right; NULL: none. */
void axes_words(const struct axes *axes, const char *left, const char *middle, const char *right);

/* A panel's place in a grid of small multiples. */
struct axes_grid {
    struct tf_box box; /* that all panels share */
    size_t columns, rows;
    double across, down; /* between panels, du */
};
struct tf_box axes_cell(const struct axes_grid *grid, size_t panel);

#endif
