/* chart_sources: what the picture of the sources of income, its title and its text share. */
#ifndef TF_OUTPUT_CHART_SOURCES_H
#define TF_OUTPUT_CHART_SOURCES_H

#include "output/chart_kinds.h"
#include "output/chart_money.h"
#include "output/chart_panels.h"

struct sources_total {
    double base, horizon;
};
struct sources_total sources_total(const struct tf_chart_sources_panel *panel);

const char *chart_sources_finding(struct figure *figure, const struct tf_chart *chart);
const char *sources_subtitle(struct figure *figure, const struct tf_chart_sources *sources,
                             const struct amounts *amounts);

void chart_sources_text(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out);

#endif
