/* chart_density: what the picture of the distribution, its title and its text share. */
#ifndef TF_OUTPUT_CHART_DENSITY_H
#define TF_OUTPUT_CHART_DENSITY_H

#include "output/chart_curves.h"
#include "output/chart_money.h"

bool density_has_band(const struct tf_chart_density *density);

/* "2025", "2035, Baseline". */
const char *density_curve_name(struct figure *figure, const struct tf_chart_density *density,
                               size_t curve);

/* "median 61,300", with several scenarios "median 61,300, middle income 67%". */
const char *density_curve_facts(struct figure *figure, const struct tf_chart_density *density,
                                const struct amounts *amounts, size_t curve);
const char *density_subtitle(struct figure *figure, const struct tf_chart_density *density,
                             const struct amounts *amounts);
/* What a middle income is; NULL without one. */
const char *density_note(struct figure *figure, const struct tf_chart_density *density,
                         const struct amounts *amounts);
const char *chart_density_finding(struct figure *figure, const struct tf_chart *chart);

void chart_density_text(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out);

#endif
