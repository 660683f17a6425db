/* chart_contour: where a grid of numbers crosses a level. */
#ifndef TF_OUTPUT_CHART_CONTOUR_H
#define TF_OUTPUT_CHART_CONTOUR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* Lines through the grid, in units of its columns (x, 0 .. columns - 1) and rows (y). */
struct contour {
    double *x, *y;
    size_t *ends; /* [line]: one past its last point */
    size_t line_count;
};

/* Marching squares with linear interpolation between neighbouring points (Lorensen & Cline 1987, in
 * two dimensions); a saddle is decided by the mean of its corners (Nielson & Hamann 1991). Nothing
 * is drawn beyond the grid's outer points, nor in a square with a corner that is NaN. z is
 * [row][column]. From the arena; false when memory is exhausted. */
bool contour_trace(const double *z, size_t columns, size_t rows, double level,
                   struct tf_arena *arena, struct contour *contour);

#endif
