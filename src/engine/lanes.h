/* lanes: the runs of a batch that are computed in one go, one a lane of a vector register.
 *
 * Only + - * / and comparisons: they give the same bits in every lane and width. */
#ifndef TF_ENGINE_LANES_H
#define TF_ENGINE_LANES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* Doubles a register holds. What includes this header is compiled once for each width (Makefile:
 * LANED), 2 for every machine; TF_LANED gives a global name of such a file its width. */
#ifndef TF_LANE_WIDTH
#define TF_LANE_WIDTH 2
#endif
#define TF_JOIN_(name, width) name##_x##width
#define TF_JOIN(name, width) TF_JOIN_(name, width)
#define TF_LANED(name) TF_JOIN(name, TF_LANE_WIDTH)

typedef double tf_lanes __attribute__((vector_size(8 * TF_LANE_WIDTH)));
typedef int64_t tf_mask __attribute__((vector_size(8 * TF_LANE_WIDTH))); /* a lane: 0 or -1 */
typedef uint64_t tf_words __attribute__((vector_size(8 * TF_LANE_WIDTH)));

static inline tf_lanes tf_lanes_of(double x)
{
    return x - (tf_lanes){0};
}

static inline tf_lanes tf_select(tf_mask mask, tf_lanes a, tf_lanes b)
{
#if TF_LANE_WIDTH == 8 && defined(__AVX512DQ__)
    /* mask ? a : b bit by bit; a blend would first take the mask to a register of another kind. */
    return (tf_lanes)_mm512_ternarylogic_epi64((__m512i)mask, (__m512i)a, (__m512i)b, 0xca);
#elif TF_LANE_WIDTH == 4 && defined(__AVX2__)
    return (tf_lanes)_mm256_blendv_pd((__m256d)b, (__m256d)a, (__m256d)mask);
#else
    return (tf_lanes)((mask & (tf_mask)a) | (~mask & (tf_mask)b));
#endif
}

/* The smaller of two: a < b ? a : b, so b where one is NaN. */
static inline tf_lanes tf_least(tf_lanes a, tf_lanes b)
{
#if TF_LANE_WIDTH == 8 && defined(__AVX512F__)
    return (tf_lanes)_mm512_min_pd((__m512d)a, (__m512d)b);
#elif TF_LANE_WIDTH == 4 && defined(__AVX2__)
    return (tf_lanes)_mm256_min_pd((__m256d)a, (__m256d)b);
#else
    return tf_select(a < b, a, b);
#endif
}

static inline tf_lanes tf_magnitude(tf_lanes x)
{
    return (tf_lanes)((tf_words)x & (UINT64_MAX >> 1));
}

static inline tf_lanes tf_lanes_load(const double *from)
{
    tf_lanes lanes;
    memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

static inline void tf_lanes_store(double *to, tf_lanes lanes)
{
    memcpy(to, &lanes, sizeof lanes);
}

/* True when some lane of the mask is set; one instruction where the machine has it. */
static inline bool tf_any(tf_mask mask)
{
#if TF_LANE_WIDTH == 8 && defined(__AVX512DQ__)
    return _mm512_movepi64_mask((__m512i)mask) != 0;
#elif TF_LANE_WIDTH == 4 && defined(__AVX2__)
    return _mm256_movemask_pd((__m256d)mask) != 0;
#elif TF_LANE_WIDTH == 2 && defined(__SSE2__)
    return _mm_movemask_pd((__m128d)mask) != 0;
#else
    bool any = false;
    for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
        any |= mask[lane] != 0;
    }
    return any;
#endif
}

/* Writes first + lane for every lane that the mask has, in order, and returns how many. `to` has
 * room for all lanes: what is behind those written is rubbish. */
static inline size_t tf_list_lanes(tf_mask mask, uint64_t first, uint64_t *to)
{
#if TF_LANE_WIDTH == 8 && defined(__AVX512DQ__)
    __mmask8 bits = _mm512_movepi64_mask((__m512i)mask);
    __m512i numbers = _mm512_add_epi64(_mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0),
                                       _mm512_set1_epi64((int64_t)first));
    _mm512_storeu_si512(to, _mm512_maskz_compress_epi64(bits, numbers));
    return (size_t)__builtin_popcount(bits);
#else
    size_t count = 0;
    for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
        to[count] = first + (uint64_t)lane;
        count += mask[lane] != 0;
    }
    return count;
#endif
}

#endif
