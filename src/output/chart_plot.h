/* chart_plot: parts that the charts of experiments share: axes in du, panels side by side, words.
 * Everything is drawn over the whole page, so that all panels are one plot. */
#ifndef TF_OUTPUT_CHART_PLOT_H
#define TF_OUTPUT_CHART_PLOT_H

#include "output/chart_figure.h"
#include "output/magnitude.h"

/* One axis: a quantity from low to high. */
struct plot_axis {
    enum tf_scale scale;
    double low, high;
    struct tf_ticks ticks;
};

/* Round ticks, about so many, that cover low..high. */
void plot_axis_fit(struct plot_axis *axis, enum tf_scale scale, double low, double high, int about);

/* The text of a tick; and of any value, with `finer` decimals more than the ticks have. */
const char *plot_tick(struct figure *figure, const struct plot_axis *axis, size_t i);
double plot_widest_tick(struct figure *figure, const struct plot_axis *axis, double size);

/* Axes round a box of the page, du. */
struct plot {
    struct figure *figure;
    double left, top, right, bottom;
    struct plot_axis x, y;
};

double plot_x(const struct plot *plot, double value);
double plot_y(const struct plot *plot, double value);

/* Tick texts below the box, thinned where they would touch; tick texts left of it. */
void plot_x_texts(const struct plot *plot);
void plot_y_texts(const struct plot *plot);

/* Lines of the grid across the box at the ticks; the base line along its foot. */
void plot_vertical_grid(const struct plot *plot);
void plot_horizontal_grid(const struct plot *plot);
void plot_base_line(const struct plot *plot);

/* Panels of equal size in rows and columns. */
struct plot_panels {
    size_t count, columns, rows;
    double left, top, right, bottom; /* of all of them */
    double gap_x, gap_y;             /* between them */
};

struct tf_box plot_panel(const struct plot_panels *panels, size_t i);

/* The number of columns that lets panels come nearest to `aspect` (width over height). */
size_t plot_columns(double width, double height, size_t count, double aspect);

/* A row of a data block, its lengths rounded to what can be seen. */
void plot_row(struct figure *figure, const double *values, size_t count);

/* On an axis changes in percentage points carry no unit: the axis's title says it. The title has a
 * capital, and is cut to a width. */
const char *plot_axis_value(struct figure *figure, enum tf_scale scale, double value, int decimals);
const char *plot_axis_title(struct figure *figure, const struct tf_magnitude *quantity, double size,
                            double width);

/* A quantity's text, of the figure's language. */
const char *plot_value(struct figure *figure, enum tf_scale scale, double value, int decimals);
const char *plot_result(struct figure *figure, enum tf_scale scale, double value);

/* With a capital. */
const char *plot_headline(struct figure *figure, const char *text);

/* The event that a level of a metric is: "income doubles", "gini is 0.4 or more". */
const char *plot_event(struct figure *figure, const struct tf_magnitude *metric, double level);
bool plot_is_doubling(const struct tf_magnitude *metric, double level);

/* "a, b and c" of up to three names. */
const char *plot_list(struct figure *figure, const char *const *names, size_t count);

#endif
