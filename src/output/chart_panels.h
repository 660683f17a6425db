/* chart_panels: what small multiples have in common: how many stand side by side, and their heads.
 */
#ifndef TF_OUTPUT_CHART_PANELS_H
#define TF_OUTPUT_CHART_PANELS_H

#include "output/chart_axes.h"
#include "output/chart_projection.h"

/* Panels side by side: `wanted`, or as suits the page. */
size_t panels_columns(const struct figure *figure, size_t count, size_t wanted);

/* Height of a head, du. */
double panels_head(const struct figure *figure);

/* Sets a panel's name at the left of its head, cut to `width`: the region in its colour, the
 * scenario beside it. The head's lower edge is `bottom`. */
void panels_set_head(struct figure *figure, const struct tf_chart_scope *scope, double left,
                     double bottom, double width);

/* Height of the middle of the head's text above its lower edge, du. */
double panels_head_middle(const struct figure *figure);

/* "Rural, Baseline", "Baseline", "Rural", "the nation". */
const char *scope_name(struct figure *figure, const struct tf_chart_scope *scope);

/* The same for a title: a scenario alone stands in quotation marks. */
const char *scope_in_title(struct figure *figure, const struct tf_chart_scope *scope);

/* TF_BAD_INPUT unless there are 1 to `most`; what: "panels", "curves". */
bool panels_check(const char *kind, const char *what, size_t count, size_t least, size_t most,
                  struct tf_diag *diag);

#endif
