/* replay_lanes: a path's rows replayed in every lane; the same steps as scenario/scenario.h's
 * tf_path_resolve and tf_resolved_value take for one run. */
#ifndef TF_ENGINE_REPLAY_LANES_H
#define TF_ENGINE_REPLAY_LANES_H

#include "engine/values.h"

/* What is the same in every lane: which knots there are, and whether the path has a start. */
struct tf_replay {
    bool has_start, any_row;
    tf_lanes start;         /* the value of the base year unless a knot lies in or before it */
    tf_lanes scale, offset; /* what shifts make of a computed start: scale * computed + offset */
    size_t node_count;      /* knots by ascending year, each year once */
    int *years;
    tf_lanes *knots;
};

/* Where a path without a start of its own begins: a computed value, or nowhere. */
struct tf_start_value {
    bool given;
    tf_lanes value;
};

#define tf_replay_rows TF_LANED(tf_replay_rows)
#define tf_replay_fill TF_LANED(tf_replay_fill)

/* Replays the live rows of an instance with the values of `inputs`. */
void tf_replay_rows(struct tf_replay *replay, const struct tf_values *values,
                    enum tf_parameter_id parameter, size_t instance);

/* The path's values in the base year and the count - 1 years after it, into out. start: used where
 * the path has none, already shifted. */
void tf_replay_fill(const struct tf_replay *replay, int base_year, struct tf_start_value start,
                    size_t count, tf_lanes *out);

#endif
