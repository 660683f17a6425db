/* chart_lorenz: what the picture of Lorenz curves, its title and its text share. */
#ifndef TF_OUTPUT_CHART_LORENZ_H
#define TF_OUTPUT_CHART_LORENZ_H

#include "output/chart_curves.h"

/* The share of income of a fifth, 0 the poorest, to a tenth of a per cent, as it is printed. */
double lorenz_fifth(const struct tf_chart_lorenz_curve *curve, size_t fifth);

/* "2025", "Baseline", "2035": what a curve is called. */
const char *lorenz_curve_name(struct figure *figure, const struct tf_chart_lorenz *lorenz,
                              size_t curve);
const char *lorenz_fifth_name(const struct figure *figure, size_t fifth);
const char *lorenz_gini(struct figure *figure, double gini);
const char *chart_lorenz_finding(struct figure *figure, const struct tf_chart *chart);

void chart_lorenz_text(struct figure *figure, const struct tf_chart *chart,
                       const struct tf_buffer *canvas, struct tf_buffer *out);

#endif
