/* chart: what to draw, as plain data, and how to get a picture of it.
 *
 * A chart knows no model: titles, series of numbers and labels are all it is given. Texts may be
 * anything (they are cleaned, wrapped and cut); numbers may be absent (NaN) where a comment says
 * so. The caller owns every pointer; nothing is kept after tf_chart_draw returns. */
#ifndef TF_OUTPUT_CHART_H
#define TF_OUTPUT_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "output/chart_experiment.h"
#include "output/gnuplot.h"
#include "output/page.h"
#include "output/palette.h"
#include "output/words.h"

enum tf_chart_kind {
    TF_CHART_PATHS,
    TF_CHART_GROUPS,
    /* output/chart_projection.h */
    TF_CHART_PATH_PANELS, /* paths by region */
    TF_CHART_FAN,
    TF_CHART_SOURCES,
    TF_CHART_INCIDENCE,
    TF_CHART_LORENZ,
    TF_CHART_DENSITY,
    TF_CHART_WATERFALL,
    /* output/chart_experiment.h */
    TF_CHART_TORNADO,
    TF_CHART_SCATTER,
    TF_CHART_SOBOL,
    TF_CHART_HEATMAP,
    TF_CHART_FRONTIER,
    TF_CHART_BOX,
    TF_CHART_BACKTEST,
    TF_CHART_KINDS
};

/* One scenario's line. */
struct tf_chart_series {
    const char *name;
    const double *values; /* base year .. horizon, index with base year = 100; NaN: absent */
    double reached; /* year of the crossing, fractional, within the horizon; NaN: not reached */
    double reached_later; /* beyond the horizon at the mean growth so far; NaN: never */
};

#define TF_CHART_SERIES_MOST 12

/* paths: an index of income by scenario against the target. The first series is the main one. */
struct tf_chart_paths {
    int base_year;
    int horizon_year; /* base_year + 1 .. base_year + 200 */
    double target;    /* multiple of the base year, > 0: 2 */
    const struct tf_chart_series *series;
    size_t series_count; /* 1 .. TF_CHART_SERIES_MOST */
    const char *note;    /* NULL: none */
    const char *sources; /* NULL: none; printed as "Source: …" */
};

struct tf_chart_group {
    const char *name;
    double base, horizon; /* income, > 0; NaN or <= 0: the row says so and has no dots */
};

struct tf_chart_panel {
    const char *title;   /* the region */
    const char *context; /* the scenario, when there are several; NULL: none */
    size_t colour;       /* 0 urban blue, 1 rural ochre, 2 .. 5 others: the region's number */
    const struct tf_chart_group *groups; /* richest first */
    size_t group_count;                  /* 1 .. TF_CHART_GROUPS_MOST */
};

#define TF_CHART_PANELS_MOST 12
#define TF_CHART_GROUPS_MOST 20

/* groups: income of each group in the base year and at the horizon, a panel a region; panels of
 * several scenarios stand in rows (scenario by scenario, regions in the same order). */
struct tf_chart_groups {
    int base_year, horizon_year;
    double target; /* multiple of the base income */
    const struct tf_chart_panel *panels;
    size_t panel_count;   /* 1 .. TF_CHART_PANELS_MOST */
    size_t columns;       /* panels side by side, 1 .. 3; 0: as fits */
    const char *currency; /* "yuan"; NULL: none */
    const char *note, *sources;
};

struct tf_chart {
    enum tf_chart_kind kind;
    union {
        const struct tf_chart_paths *paths;
        const struct tf_chart_groups *groups;
        const struct tf_chart_path_panels *path_panels;
        const struct tf_chart_fan *fan;
        const struct tf_chart_sources *sources;
        const struct tf_chart_incidence *incidence;
        const struct tf_chart_lorenz *lorenz;
        const struct tf_chart_density *density;
        const struct tf_chart_waterfall *waterfall;
        const struct tf_chart_tornado *tornado;
        const struct tf_chart_scatter *scatter;
        const struct tf_chart_sobol *sobol;
        const struct tf_chart_heatmap *heatmap;
        const struct tf_chart_frontier *frontier;
        const struct tf_chart_box *box;
        const struct tf_chart_backtest *backtest;
    };
};

struct tf_chart_options {
    enum tf_picture format;
    const struct tf_page *page;
    enum tf_language language;
    const char *title, *subtitle,
        *note; /* in place of those generated; NULL: generated, "": none */
    enum tf_theme theme;
    size_t columns, rows;      /* text output: characters; at least 40 x 8 */
    bool colour;               /* text output: ANSI colours */
    double pixel_factor;       /* PNG pixels, as a multiple of the page's own: 1 */
    double width_factor;       /* of measured text widths: 1; 1.1 where Inter is missing */
    const char *template_text; /* replaces the kind's template; NULL: its own */
    size_t template_length;
    const char *script_path; /* where the caller keeps the script, for messages; NULL:
                                a script that fails is kept in a temporary file */
    const char *gnuplot;     /* program */
    double timeout;          /* seconds */
};

/* SVG, slide, English, text of 78 x 20 without colour, `gnuplot`, 30 s. */
struct tf_chart_options tf_chart_options_defaults(void);

/* Draws a chart. picture receives the bytes and script the complete gnuplot script that made them,
 * or, where the text needs no gnuplot, that of the same chart as SVG (both initialised by the
 * caller, released by the caller, replaced here); script is set also when gnuplot fails. False:
 * TF_BAD_INPUT when there is nothing that could be drawn, or a template for a text that has none;
 * TF_ENVIRONMENT when gnuplot is missing, fails or hangs, or memory is exhausted; picture is then
 * empty. */
bool tf_chart_draw(const struct tf_chart *chart, const struct tf_chart_options *options,
                   struct tf_buffer *picture, struct tf_buffer *script, struct tf_diag *diag);

/* The kinds' names for the command line: `paths`, `groups` … */
bool tf_chart_kind_parse(const char *name, enum tf_chart_kind *kind);
const char *tf_chart_kind_name(enum tf_chart_kind kind);

/* The format that a file's extension asks for (.svg .pdf .png .eps .txt): false for any other. */
bool tf_chart_format_of(const char *path, enum tf_picture *format);

#endif
