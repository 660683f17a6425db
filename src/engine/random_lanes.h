/* random_lanes: what fills columns with random numbers; one for each width, all the same bits. */
#ifndef TF_ENGINE_RANDOM_LANES_H
#define TF_ENGINE_RANDOM_LANES_H

#include "engine/random.h"

/* As the functions of engine/random.h. */
struct tf_random_lanes {
    void (*uniforms)(const struct tf_stream *stream, uint64_t first, size_t count, double *out);
    void (*latin)(const struct tf_stream *stream, uint64_t run_count, uint64_t first, size_t count,
                  double *out);
    void (*latin_whole)(const struct tf_stream *stream, uint64_t run_count, uint64_t first,
                        size_t count, double *out);
    void (*scramble)(const struct tf_stream *stream, const uint64_t *points, size_t count,
                     double *out);
    void (*scramble_whole)(const struct tf_stream *stream, uint32_t replicate,
                           const uint64_t *points, size_t count, double *out);
    void (*scores)(size_t count, double *inout);
};

/* Defined by random_lanes.c, compiled for each width that the target has. */
extern const struct tf_random_lanes tf_random_lanes_x2, tf_random_lanes_x4, tf_random_lanes_x8;

#endif
