/* chart_curves: what charts of several curves have in common: colours, dashes, labels at their
 * ends.
 */
#ifndef TF_OUTPUT_CHART_CURVES_H
#define TF_OUTPUT_CHART_CURVES_H

#include "output/chart_kinds.h"
#include "output/chart_panels.h"

/* The ink of a curve's label: the region's, the scenario's, or the median's where it is alone. */
int curve_ink(const struct tf_chart_scope *scope, bool alone);

/* What CURVE_C[] of plots/style.gp counts: the line's own colour. */
int curve_colour(int ink);

/* 1, or 2 for the curves of a further scenario where regions have the colours. */
int curve_dash(const struct tf_chart_scope *first, const struct tf_chart_scope *scope);

/* Labels right of a box, in up to two lines, each as near the end of its curve as the others let
 * it; a short line leads to one that had to move. */
struct curve_label {
    const char *name, *second; /* second: NULL, or muted below the name */
    double y;                  /* of the curve's end, du */
    int ink;
};

#define CURVE_LABEL_MOST 0.24 /* width of one, of the page's */

/* The room that they need right of the box, du; names are cut to fit. */
double curve_labels_width(struct figure *figure, struct curve_label *labels, size_t count);
void curve_labels_set(struct figure *figure, const struct curve_label *labels, size_t count,
                      struct tf_box box);

#endif
