/* axis: one `--vary` option as a list of values, and the grid that several of them span; and one
 * `--find` option as a bracket.
 *
 * The points FROM + k * STEP are computed in decimal, so that the third point of 0%:1%:0.1% is the
 * double nearest 0.003 and not what adding up binary fractions makes of it. */
#ifndef TF_EXPERIMENT_AXIS_H
#define TF_EXPERIMENT_AXIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"

#define TF_AXIS_VALUES_MOST 10000000
#define TF_GRID_POINTS_MOST ((uint64_t)1 << 40)

struct tf_axis {
    const char *option; /* `--vary` or `--find`: where its messages are placed */
    const char *text;   /* as given: `tfp_growth=1%:2%:0.5%`; not owned */
    /* The axis as an override of one value (scenario.h: tf_override): its first, its least and its
     * greatest. The loader checks them as it checks a row. */
    const char *first, *lowest, *highest;
    double *values;       /* in the parameter's unit, % already applied */
    size_t count;         /* at least 1 */
    const char *short_of; /* TO, where the steps of a range do not meet it; else NULL */
    const char *last;     /* then the last value, as in 0.8%; else NULL */
};

/* Parses `ADDRESS=FROM:TO:STEP` (TO is included where the steps meet it) or `ADDRESS=V1,V2,…`.
 * Everything but text is from the arena. TF_BAD_INPUT, placed at `--vary TEXT`, for what is
 * neither, for numbers that are none, of which some have a % and others not, for a step that leads
 * nowhere, and for more than TF_AXIS_VALUES_MOST values. The address is not looked at. */
bool tf_axis_parse(const char *text, struct tf_arena *arena, struct tf_axis *axis,
                   struct tf_diag *diag);

/* Parses `ADDRESS=LOW:HIGH`, the bracket in which `--find` searches, as an axis with one value, LOW
 * (so that it makes no further points of a grid); *high is the other end. As tf_axis_parse, and
 * TF_BAD_INPUT where HIGH is not above LOW. */
bool tf_axis_parse_bracket(const char *text, struct tf_arena *arena, struct tf_axis *axis,
                           double *high, struct tf_diag *diag);

/* Every combination of the axes' values; the last axis varies fastest. Without axes: one point. */
struct tf_grid {
    const struct tf_axis *axes; /* not owned */
    size_t axis_count;
    uint64_t point_count;
};

/* Counts the points. TF_BAD_INPUT for more than TF_GRID_POINTS_MOST. */
bool tf_grid_init(struct tf_grid *grid, const struct tf_axis *axes, size_t axis_count,
                  struct tf_diag *diag);

/* Which value of an axis a point has. */
size_t tf_grid_index(const struct tf_grid *grid, size_t axis, uint64_t point);

#endif
