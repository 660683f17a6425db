/* replay: one row after the other on a path; what tf_path_resolve and the loader share. */
#ifndef TF_SCENARIO_REPLAY_H
#define TF_SCENARIO_REPLAY_H

#include "scenario/scenario.h"

/* A path without rows yet. start: the parameter's default, NaN for none. nodes: room for knots. */
void tf_resolved_begin(struct tf_resolved *resolved, double start, struct tf_node *nodes);

/* What a row with this address and value makes of the path; nodes must have room for one more. */
void tf_resolved_replay(struct tf_resolved *resolved, const struct tf_address *address,
                        double value);

bool tf_resolved_has_knot(const struct tf_resolved *resolved, int year);

#endif
