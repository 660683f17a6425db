/* chart_incidence: what the picture of growth by percentile, its title and its text share. */
#ifndef TF_OUTPUT_CHART_INCIDENCE_H
#define TF_OUTPUT_CHART_INCIDENCE_H

#include "output/chart_curves.h"

/* The growth a year that reaches the target by the horizon. */
double incidence_needed(const struct tf_chart_incidence *incidence);

/* An axis of growth with 0, all curves and what is needed on it. */
void incidence_ticks(const struct tf_chart_incidence *incidence, int about, struct tf_ticks *ticks);

/* "7.2% a year doubles income by 2035"; what is shown. */
const char *incidence_needed_words(struct figure *figure,
                                   const struct tf_chart_incidence *incidence);
const char *incidence_subtitle(struct figure *figure, const struct tf_chart_incidence *incidence);
const char *chart_incidence_finding(struct figure *figure, const struct tf_chart *chart);

void chart_incidence_text(struct figure *figure, const struct tf_chart *chart,
                          const struct tf_buffer *canvas, struct tf_buffer *out);

#endif
