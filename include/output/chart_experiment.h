/* chart_experiment: what the charts of experiments draw, as plain data: sweeps, sensitivities,
 * goals sought, boxes found, projections held against what came.
 *
 * A chart knows no model: names, numbers and what they measure are all it is given. Names may be
 * anything (they are cleaned, wrapped and cut); numbers may be absent (NaN) where a comment says
 * so. The caller owns every pointer. Notes and sources: NULL is none. */
#ifndef TF_OUTPUT_CHART_EXPERIMENT_H
#define TF_OUTPUT_CHART_EXPERIMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "output/magnitude.h"

/* --- heatmap: a result over every combination of two assumptions ------------------------------ */

#define TF_CHART_GRIDS_MOST 6
#define TF_CHART_GRID_SIDE_MOST 400

struct tf_chart_grid {
    const char *title; /* the scenario; not shown when there is one panel */
    const double *z;   /* [y][x]; NaN: infeasible or absent */
};

struct tf_chart_heatmap {
    struct tf_magnitude x, y, z;
    const double *x_values, *y_values; /* ascending */
    size_t x_count, y_count;           /* 2 .. TF_CHART_GRID_SIDE_MOST */
    double level;                      /* of z, where the contour runs; NaN: none */
    double usual_x, usual_y; /* what the scenario itself assumes; NaN: not known, or not swept */
    const struct tf_chart_grid *panels;
    size_t panel_count; /* 1 .. TF_CHART_GRIDS_MOST */
    const char *note, *sources;
};

/* --- tornado: one assumption at a time at its low and its high end -----------------------------
 */

/* Rows of a panel; the smallest of more are left out, and counted. */
#define TF_CHART_BARS_MOST 24
#define TF_CHART_BAR_PANELS_MOST 3

struct tf_chart_swing {
    const char *name;
    enum tf_scale scale;              /* of the settings */
    double low_setting, high_setting; /* what the assumption is set to; NaN: not known */
    double low, high;                 /* the result there; NaN: infeasible or absent */
};

struct tf_chart_tornado_panel {
    const char *title;
    double central; /* the result with every assumption at its central value; NaN: not known */
    const struct tf_chart_swing *swings; /* largest first */
    size_t count;                        /* at least 1 */
};

struct tf_chart_tornado {
    struct tf_magnitude metric;
    double level; /* the target; NaN: none */
    const struct tf_chart_tornado_panel *panels;
    size_t panel_count; /* 1 .. TF_CHART_BAR_PANELS_MOST */
    const char *note, *sources;
};

/* --- sobol: shares of the variance, alone and with all that goes together ----------------------
 */

struct tf_chart_estimate {
    double value, low, high; /* NaN: absent; an interval without one: low and high NaN */
};

struct tf_chart_share {
    const char *name;
    struct tf_chart_estimate first, total; /* of Shapley effects: first only */
};

struct tf_chart_sobol_panel {
    const char *title;
    const struct tf_chart_share *shares; /* largest first */
    size_t count;                        /* at least 1 */
};

struct tf_chart_sobol {
    struct tf_magnitude metric;
    bool shapley;   /* the shares are Shapley effects */
    bool has_total; /* else there is only what assumptions explain alone */
    const struct tf_chart_sobol_panel *panels;
    size_t panel_count; /* 1 .. TF_CHART_BAR_PANELS_MOST */
    const char *note, *sources;
};

/* --- scatter: Morris's mean absolute effect against the spread of effects ----------------------
 */

#define TF_CHART_POINTS_MOST 60

struct tf_chart_effect {
    const char *name;
    struct tf_chart_estimate mean; /* mu*, in the metric's unit, at least 0 */
    double spread;                 /* sigma, at least 0 */
};

struct tf_chart_scatter_panel {
    const char *title;
    const struct tf_chart_effect *effects;
    size_t count; /* 1 .. TF_CHART_POINTS_MOST */
};

struct tf_chart_scatter {
    struct tf_magnitude metric;
    const struct tf_chart_scatter_panel *panels;
    size_t panel_count; /* 1 .. TF_CHART_BAR_PANELS_MOST */
    const char *note, *sources;
};

/* --- frontier: one quantity as far as it goes with another -------------------------------------
 */

#define TF_CHART_FRONTIERS_MOST 8

struct tf_chart_frontier_point {
    double x, y;  /* y NaN: there is none */
    double error; /* standard error of y; NaN: none */
};

struct tf_chart_frontier_line {
    const char *name;
    const struct tf_chart_frontier_point *points; /* by x; several at one x: several solutions */
    size_t count;                                 /* at least 2 */
};

struct tf_chart_frontier {
    struct tf_magnitude x, y;
    const char *goal; /* y is what this takes: "income doubles"; NULL: y is a result */
    bool at_ends;     /* some of it is at an end of where it was looked for */
    double level;     /* of y as a result, the target; NaN: none */
    const struct tf_chart_frontier_line *lines;
    size_t line_count; /* 1 .. TF_CHART_FRONTIERS_MOST */
    const char *note, *sources;
};

/* --- backtest: a projection against what was observed ------------------------------------------
 */

enum { TF_CHART_QUANTILES = 7 }; /* 5 10 25 50 75 90 95 % */

struct tf_chart_backtest {
    struct tf_magnitude metric;
    int first_year;                              /* of the arrays */
    int base_year;                               /* the projection starts here */
    size_t count;                                /* years, 2 .. 201 */
    const double *quantiles[TF_CHART_QUANTILES]; /* [year]; NaN before the base year. Of a single
                                                    run only [3] is given, the others are NULL */
    const double *observed;                      /* [year]; NaN: not observed */
    const char *scenario;
    const char *note, *sources;
};

/* --- box: where in the space of assumptions the target is missed -------------------------------
 */

#define TF_CHART_BOX_SIDES_MOST 12

struct tf_chart_side {
    struct tf_magnitude factor;
    double low, high;             /* the box; NaN: not restricted on that side */
    double range_low, range_high; /* of all draws */
};

struct tf_chart_draw {
    double x, y; /* of the two sides drawn */
    bool missed;
};

struct tf_chart_box {
    struct tf_chart_side sides[TF_CHART_BOX_SIDES_MOST]; /* the most restrictive first; the first
                                                            two are drawn */
    size_t side_count;                                   /* at least 2 */
    const struct tf_chart_draw *draws;
    size_t draw_count; /* 0: the draws are not at hand */
    size_t runs;       /* how many were searched; 0: not known */
    double coverage;   /* share of all misses that are in the box; NaN: not known */
    double density;    /* share of the box's draws that miss; NaN: not known */
    bool met;          /* the box is of draws that meet the target, and `missed` means met */
    const char *scenario;
    const char *note, *sources;
};

#endif
