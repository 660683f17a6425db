/* chart_heatmap: what the layout of a heatmap and the data of its picture share. */
#ifndef TF_OUTPUT_CHART_HEATMAP_H
#define TF_OUTPUT_CHART_HEATMAP_H

#include "output/chart_experiment_kinds.h"
#include "output/chart_plot.h"

/* A patch of colour beside a text that says what it means. */
struct heatmap_key {
    double x, y, half, heat;
};

struct heatmap_layout {
    struct figure *figure;
    const struct tf_chart_heatmap *data;
    struct plot_panels panels;
    double low, high;   /* of all values */
    double reach;       /* the farthest that any value is from the level */
    double number_size; /* 0: no numbers */
    int decimals;       /* of the numbers */
    int x_decimals, y_decimals;
    size_t x_every, y_every;          /* ticks: every so many columns and rows have one */
    double y_width;                   /* of the longest tick text */
    double key_y;                     /* of what stands above the panels beside or below the y
                                         axis' title, du */
    const char *above, *below, *line; /* what the two sides and the line are called; "": nothing */
    struct heatmap_key keys[2];
    size_t key_count;
};

/* Size of a cell, and the middle of a column and of a row of a panel's box, du; rows count upwards,
 * and both may be fractions. */
double heatmap_cell_width(const struct heatmap_layout *layout);
double heatmap_cell_height(const struct heatmap_layout *layout);
double heatmap_column_x(const struct heatmap_layout *layout, struct tf_box box, double column);
double heatmap_row_y(const struct heatmap_layout *layout, struct tf_box box, double row);

/* Of the values that there are; infinite without any. */
void heatmap_range(const struct tf_chart_heatmap *map, double *low, double *high);

/* Decimals of the numbers in the cells: they show the range in a hundred steps or so. */
int heatmap_decimals(const struct tf_chart_heatmap *map);

/* Is the value what the scenario itself assumes? False where that is not known. */
bool heatmap_is_usual(double value, double usual);

/* Writes the lines on which the level is reached, and lets texts keep clear of them. left and top
 * of `top` receive the highest point of those of the first panel; it starts as low as can be. */
void heatmap_put_contours(struct heatmap_layout *layout, struct tf_box *top);

/* Writes the cells, what lies between them, and the frame of the usual ones. */
void heatmap_put_cells(struct heatmap_layout *layout);

#endif
