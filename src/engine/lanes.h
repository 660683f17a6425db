/* lanes: the runs of a batch that are computed in one go, one a lane of a vector register.
 *
 * Only + - * / and comparisons: they give the same bits in every lane and width. */
#ifndef TF_ENGINE_LANES_H
#define TF_ENGINE_LANES_H

#include <stdbool.h>
#include <stdint.h>

/* Two doubles fit the vector register of every machine that is built for. */
#define TF_LANE_WIDTH 2

typedef double tf_lanes __attribute__((vector_size(8 * TF_LANE_WIDTH)));
typedef int64_t tf_mask __attribute__((vector_size(8 * TF_LANE_WIDTH))); /* a lane: 0 or -1 */
typedef uint64_t tf_words __attribute__((vector_size(8 * TF_LANE_WIDTH)));

static inline tf_lanes tf_lanes_of(double x)
{
    return x - (tf_lanes){0};
}

static inline tf_lanes tf_select(tf_mask mask, tf_lanes yes, tf_lanes no)
{
    return (tf_lanes)((mask & (tf_mask)yes) | (~mask & (tf_mask)no));
}

static inline tf_lanes tf_magnitude(tf_lanes x)
{
    return tf_select(x < tf_lanes_of(0), -x, x);
}

static inline bool tf_any(tf_mask mask)
{
    bool any = false;
    for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
        any |= mask[lane] != 0;
    }
    return any;
}

#endif
