/* chart_fan: what the picture of a fan, its title and its text share. */
#ifndef TF_OUTPUT_CHART_FAN_H
#define TF_OUTPUT_CHART_FAN_H

#include "output/chart_kinds.h"
#include "output/chart_panels.h"

enum { FAN_LOWEST = 0, FAN_MEDIAN = 3, FAN_HIGHEST = TF_CHART_FAN_EDGES - 1 };

struct fan_axis {
    struct tf_ticks ticks;
    double low, high;
    bool log, has_target; /* the target is in view */
};

/* The axis that all panels share, with about so many ticks. */
struct fan_axis fan_axis(const struct tf_chart_fan *fan, int about);

int fan_span(const struct tf_chart_fan *fan);
double fan_target(const struct tf_chart_fan *fan); /* as an index; NaN: none */

/* The share of draws that reached the target by the horizon; NaN: there is no target. */
double fan_chance(const struct tf_chart_fan *fan, const struct tf_chart_fan_panel *panel);

/* A value of the quantity, as the axis prints it with one digit more. */
const char *fan_value(struct figure *figure, const struct tf_chart_fan *fan, double value);

const char *chart_fan_finding(struct figure *figure, const struct tf_chart *chart);

/* "Target: twice the 2025 level"; the measure; the note on draws. */
const char *fan_target_words(struct figure *figure, const struct tf_chart_fan *fan);
const char *fan_subtitle(struct figure *figure, const struct tf_chart_fan *fan,
                         const struct fan_axis *axis, bool bands);

void chart_fan_text(struct figure *figure, const struct tf_chart *chart,
                    const struct tf_buffer *canvas, struct tf_buffer *out);

#endif
