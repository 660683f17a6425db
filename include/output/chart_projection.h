/* chart_projection: what the charts of projections show, as plain data: fan, sources, incidence,
 * lorenz, density, waterfall. Texts may be anything; the caller owns every pointer. */
#ifndef TF_OUTPUT_CHART_PROJECTION_H
#define TF_OUTPUT_CHART_PROJECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tf_chart_series;

/* A scope of a scenario, among several shown side by side or in one plot. */
struct tf_chart_scope {
    const char *scenario; /* NULL: there is only one */
    const char *region;   /* NULL: the nation */
    size_t colour;        /* the region's number, 0 ..; without a region the scenario's */
};

#define TF_CHART_CURVES_MOST 6
#define TF_CHART_CELLS_MOST 12 /* small multiples */

/* --- paths by region -------------------------------------------------------------------------- */

/* A region's index of income in each scenario (output/chart.h). */
struct tf_chart_path_panel {
    struct tf_chart_scope scope; /* its scenario is NULL */
    const struct tf_chart_series *series;
};

/* path panels: paths as small multiples; the scenarios are the same in all. */
struct tf_chart_path_panels {
    int base_year, horizon_year; /* 1 .. 200 years apart */
    double target;               /* multiple of the base year */
    const struct tf_chart_path_panel *panels;
    size_t panel_count;  /* 1 .. TF_CHART_CELLS_MOST */
    size_t series_count; /* 1 .. TF_CHART_CURVES_MOST */
    const char *note, *sources;
};

/* --- fan -------------------------------------------------------------------------------------- */

/* The quantiles of a fan's edges: 5, 10, 25, 50, 75, 90 and 95 %. */
#define TF_CHART_FAN_EDGES 7
extern const double tf_chart_fan_orders[TF_CHART_FAN_EDGES];

struct tf_chart_fan_panel {
    struct tf_chart_scope scope;
    const double (*edges)[TF_CHART_FAN_EDGES]; /* [year]: base year .. horizon; finite */
    const double *reached; /* [year]: share of draws that reached the target; NULL: no target */
};

/* fan: how a quantity may develop, from many draws. */
struct tf_chart_fan {
    int base_year, horizon_year; /* 1 .. 200 years apart */
    double target;               /* multiple of the base year, an index of 100 target; NaN: none */
    const char *measure;         /* what is shown; NULL: the index of income */
    bool shares;                 /* the quantity is a share: ticks in per cent */
    uint64_t draws;
    const struct tf_chart_fan_panel *panels;
    size_t panel_count, columns; /* 1 .. TF_CHART_CELLS_MOST; side by side, 0: as fits */
    const char *note, *sources;
};

/* --- sources ---------------------------------------------------------------------------------- */

#define TF_CHART_SOURCES_MOST 6

struct tf_chart_source {
    const char *name, *in_text; /* in_text: within a sentence; NULL: as the name */
    size_t colour;              /* of the series, 0 .. 5 */
    double base, horizon;       /* income per person, in money; may be below 0 */
};

struct tf_chart_sources_panel {
    struct tf_chart_scope scope;
    const struct tf_chart_source *sources; /* the lowest part of the column first */
    size_t source_count;
};

/* sources: what income consists of, in the base year and at the horizon. */
struct tf_chart_sources {
    int base_year, horizon_year;
    double target; /* multiple of the base income */
    const struct tf_chart_sources_panel *panels;
    size_t panel_count, columns;
    const char *currency; /* NULL: none */
    const char *note, *sources;
};

/* --- curves over the distribution ------------------------------------------------------------- */

#define TF_CHART_PERCENTILES 99

struct tf_chart_incidence_curve {
    struct tf_chart_scope scope;
    const double *growth; /* [percentile - 1]: mean growth a year of that quantile, as a share */
    double mean;          /* growth a year of the mean income */
};

/* incidence: who gains how much, by percentile (Ravallion and Chen, 2003). */
struct tf_chart_incidence {
    int base_year, horizon_year;
    double target; /* multiple */
    const struct tf_chart_incidence_curve *curves;
    size_t curve_count; /* 1 .. TF_CHART_CURVES_MOST */
    const char *note, *sources;
};

#define TF_CHART_LORENZ_POINTS 101
#define TF_CHART_FIFTHS 5

struct tf_chart_lorenz_curve {
    struct tf_chart_scope scope;
    int year;
    const double *share; /* [TF_CHART_LORENZ_POINTS]: of income, of the poorest 0, 1 .. 100 % */
    double gini;
};

/* lorenz: the first curve is the base year's, the others are compared with it. */
struct tf_chart_lorenz {
    const struct tf_chart_lorenz_curve *curves;
    size_t curve_count; /* 2 .. TF_CHART_CURVES_MOST */
    const char *note, *sources;
};

struct tf_chart_density_curve {
    struct tf_chart_scope scope;
    int year;
    const double *density; /* [point]: share of people a log unit of income */
    double median;         /* income */
    double middle;         /* share of people between the bounds */
};

/* density: the distribution of people over income, on a log axis; the first curve is the base
 * year's. */
struct tf_chart_density {
    const double *income; /* [point], rising, > 0 */
    size_t point_count;   /* 2 .. 2000 */
    double low, high;     /* the bounds of a middle income; NaN: none */
    int price_year;
    const struct tf_chart_density_curve *curves;
    size_t curve_count; /* 2 .. TF_CHART_CURVES_MOST */
    const char *currency;
    const char *note, *sources;
};

/* --- waterfall -------------------------------------------------------------------------------- */

#define TF_CHART_PARTS_MOST 16

struct tf_chart_part {
    const char *name, *in_text; /* in_text: within a sentence; NULL: as the name */
    double value;
};

/* waterfall: parts that add up to a change. Over time it goes from the level of the base year to
 * that of a later one; between two scenarios, and in logarithms, from 0 to the whole. */
struct tf_chart_waterfall {
    int base_year, year;           /* the base year, whose prices they are; the year explained */
    double start, end;             /* levels, in money; without levels 0 and the whole */
    bool levels;                   /* the bars of start and end are levels */
    const char *scenario, *second; /* second: the one that is compared with the first; NULL: none */
    const struct tf_chart_part *parts;
    size_t part_count;
    bool logarithms;      /* in log points: 0.07 is 7 */
    double target;        /* multiple of the start; NaN: none, as without levels */
    const char *currency; /* NULL: none */
    const char *note, *sources;
};

#endif
