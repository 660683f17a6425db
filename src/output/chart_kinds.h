/* chart_kinds: what each kind of chart gives to tf_chart_draw. A new kind is one file that has its
 * descriptor, one template in plots/, and one row of the table in chart.c. */
#ifndef TF_OUTPUT_CHART_KINDS_H
#define TF_OUTPUT_CHART_KINDS_H

#include "output/chart_figure.h"

struct chart_kind {
    const char *name;
    const char *template_name;      /* in plots/ */
    const char *text_template_name; /* NULL: the text is made without gnuplot */
    bool axes;                      /* axes.gp comes before the template */
    /* Checks the data: TF_BAD_INPUT where nothing could be drawn from them. */
    bool (*check)(const struct tf_chart *chart, struct tf_diag *diag);
    /* The finding, for the title. */
    const char *(*finding)(struct figure *figure, const struct tf_chart *chart);
    /* Lays the chart out and writes its variables into the figure's script. */
    void (*compose)(struct figure *figure, const struct tf_chart *chart);
    /* The text chart: the variables of its script (NULL without a text template), then the finished
     * text, from the canvas that gnuplot drew (empty without one). */
    void (*text_compose)(struct figure *figure, const struct tf_chart *chart);
    void (*text_finish)(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out);
};

extern const struct chart_kind chart_paths_kind, chart_groups_kind, chart_path_panels_kind,
    chart_fan_kind, chart_sources_kind, chart_incidence_kind, chart_lorenz_kind, chart_density_kind,
    chart_waterfall_kind, chart_tornado_kind, chart_scatter_kind, chart_sobol_kind,
    chart_heatmap_kind, chart_frontier_kind, chart_box_kind, chart_backtest_kind;

/* The kind of a chart, from the table in chart.c. */
const struct chart_kind *chart_kind_of(const struct tf_chart *chart);

/* The text charts of paths and groups (chart_paths_text.c, chart_groups_text.c). */
void chart_paths_text_compose(struct figure *figure, const struct tf_chart *chart);
void chart_groups_text_compose(struct figure *figure, const struct tf_chart *chart);
void chart_paths_text_finish(struct figure *figure, const struct tf_chart *chart,
                             const struct tf_buffer *canvas, struct tf_buffer *out);
void chart_groups_text_finish(struct figure *figure, const struct tf_chart *chart,
                              const struct tf_buffer *canvas, struct tf_buffer *out);

/* The finding, for the title (chart_findings.c). */
const char *chart_paths_finding(struct figure *figure, const struct tf_chart_paths *paths);
const char *chart_groups_finding(struct figure *figure, const struct tf_chart_groups *groups);

/* Common to picture and text: the second line of a scenario's label, ×1.89, doubles in 2035. */
const char *chart_paths_end(struct figure *figure, const struct tf_chart_paths *paths,
                            const struct tf_chart_series *series, bool year_stated);
const char *chart_paths_target(struct figure *figure, const struct tf_chart_paths *paths);
struct chart_paths_axis {
    double low, high;
    bool log;        /* where the highest value is many times the lowest */
    bool has_target; /* the target is in view: the lines still fill a fair part of the axis */
    struct tf_ticks ticks;
};
void chart_paths_axis(const struct tf_chart_paths *paths, int about, struct chart_paths_axis *axis);
const char *chart_paths_subtitle(struct figure *figure, const struct tf_chart_paths *paths,
                                 const struct chart_paths_axis *axis);
double chart_paths_share(const struct chart_paths_axis *axis, double value); /* 0 low .. 1 high */
const char *chart_paths_tick(struct figure *figure, const struct chart_paths_axis *axis, size_t i);

/* The index a part (0 .. 1) of a year after the year-th. Between years an income grows at a
 * constant rate: the ring of a crossing, which is computed so, stays on its line. */
double chart_paths_between(const struct tf_chart_series *series, int year, double part);
double chart_paths_last(const struct tf_chart_paths *paths, const struct tf_chart_series *series);
bool chart_group_drawn(const struct tf_chart_group *group);
bool chart_group_reaches(const struct tf_chart_group *group, double target);

#endif
