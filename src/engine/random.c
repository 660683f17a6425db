#include "engine/random.h"

#include "engine/lane_random.h"
#include "engine/project.h"
#include "engine/random_lanes.h"

uint64_t tf_random_identity(const char *name)
{
    uint64_t z = 14695981039346656037u;
    for (const char *byte = name; *byte != '\0'; byte++) {
        z = (z ^ (unsigned char)*byte) * 1099511628211u;
    }
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void tf_philox4x32(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t key_0 = key[0], key_1 = key[1];
    uint32_t word_0 = counter[0], word_1 = counter[1], word_2 = counter[2], word_3 = counter[3];
    for (int round = 0; round < TF_PHILOX_ROUNDS; round++) {
        uint64_t product_0 = (uint64_t)word_0 * TF_PHILOX_MULTIPLIER_0;
        uint64_t product_1 = (uint64_t)word_2 * TF_PHILOX_MULTIPLIER_1;
        word_0 = (uint32_t)(product_1 >> 32) ^ word_1 ^ key_0;
        word_1 = (uint32_t)product_1;
        word_2 = (uint32_t)(product_0 >> 32) ^ word_3 ^ key_1;
        word_3 = (uint32_t)product_0;
        key_0 += TF_PHILOX_STEP_0;
        key_1 += TF_PHILOX_STEP_1;
    }
    out[0] = word_0;
    out[1] = word_1;
    out[2] = word_2;
    out[3] = word_3;
}

static const struct tf_random_lanes *lanes_of(size_t lane_width)
{
#if defined(__x86_64__)
    size_t width = tf_lane_width_exists(lane_width) ? lane_width : tf_lane_width_widest();
    if (width > 2) {
        return width == 8 ? &tf_random_lanes_x8 : &tf_random_lanes_x4;
    }
#else
    (void)lane_width;
#endif
    return &tf_random_lanes_x2;
}

void tf_random_uniforms(const struct tf_stream *stream, uint64_t first, size_t count,
                        size_t lane_width, double *out)
{
    lanes_of(lane_width)->uniforms(stream, first, count, out);
}

void tf_random_latin(const struct tf_stream *stream, uint64_t run_count, uint64_t first,
                     size_t count, size_t lane_width, double *out)
{
    lanes_of(lane_width)->latin(stream, run_count, first, count, out);
}

void tf_random_latin_whole(const struct tf_stream *stream, uint64_t run_count, uint64_t first,
                           size_t count, size_t lane_width, double *out)
{
    lanes_of(lane_width)->latin_whole(stream, run_count, first, count, out);
}

void tf_random_scramble(const struct tf_stream *stream, const uint64_t *points, size_t count,
                        size_t lane_width, double *out)
{
    lanes_of(lane_width)->scramble(stream, points, count, out);
}

void tf_random_scramble_whole(const struct tf_stream *stream, uint32_t replicate,
                              const uint64_t *points, size_t count, size_t lane_width, double *out)
{
    lanes_of(lane_width)->scramble_whole(stream, replicate, points, count, out);
}

void tf_scores_from_uniforms(size_t count, size_t lane_width, double *inout)
{
    lanes_of(lane_width)->scores(count, inout);
}
