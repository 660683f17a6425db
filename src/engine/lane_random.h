/* lane_random: Philox4x32-10 on lanes, a block a lane. */
#ifndef TF_ENGINE_LANE_RANDOM_H
#define TF_ENGINE_LANE_RANDOM_H

#include "engine/lanes.h"
#include "engine/random.h"

/* Philox4x32-10, Salmon et al. (2011), table 2: two multipliers, and what the key grows by. */
#define TF_PHILOX_ROUNDS 10
#define TF_PHILOX_MULTIPLIER_0 0xd2511f53u
#define TF_PHILOX_MULTIPLIER_1 0xcd9e8d57u
#define TF_PHILOX_STEP_0 0x9e3779b9u
#define TF_PHILOX_STEP_1 0xbb67ae85u

/* Use of the low 16 bits of the counter's second word. Uniforms count their blocks there, and come
 * this far at run 2^48. */
#define TF_COUNTER_SCRAMBLE 0x8000u
#define TF_COUNTER_LATIN 0xc000u

static inline tf_words tf_words_of(uint64_t x)
{
    return x - (tf_words){0};
}

/* 0, 1, 2, … */
static inline tf_words tf_lane_numbers(void)
{
    tf_words numbers = {0};
    for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
        numbers[lane] = (uint64_t)lane;
    }
    return numbers;
}

/* The product, in 64 bits, of the low halves of a and of b. One instruction where the machine has
 * it; a product of whole words would take three. */
static inline tf_words tf_multiply_halves(tf_words a, tf_words b)
{
#if TF_LANE_WIDTH == 8 && defined(__AVX512F__)
    return (tf_words)_mm512_mul_epu32((__m512i)a, (__m512i)b);
#elif TF_LANE_WIDTH == 4 && defined(__AVX2__)
    return (tf_words)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#elif TF_LANE_WIDTH == 2 && defined(__SSE2__)
    return (tf_words)_mm_mul_epu32((__m128i)a, (__m128i)b);
#else
    return (a & 0xffffffffu) * (b & 0xffffffffu);
#endif
}

struct tf_lane_bits {
    tf_words first, second; /* words 0 and 1 of the block, word 0 above; words 2 and 3 */
};

/* The blocks of counter (low, high + 2^16 word, identity), high below 2^16, under the key `seed`.
 * The high halves of the words hold rubbish until the end: multiplying does not read them. */
static inline struct tf_lane_bits tf_lanes_philox(const struct tf_stream *stream, tf_words low,
                                                  tf_words high)
{
    const tf_words multiplier_0 = tf_words_of(TF_PHILOX_MULTIPLIER_0);
    const tf_words multiplier_1 = tf_words_of(TF_PHILOX_MULTIPLIER_1);
    uint32_t key_0 = (uint32_t)stream->seed, key_1 = (uint32_t)(stream->seed >> 32);
    tf_words word_0 = low, word_1 = high + ((uint64_t)stream->word << 16);
    tf_words word_2 = tf_words_of(stream->identity & 0xffffffffu);
    tf_words word_3 = tf_words_of(stream->identity >> 32);
    for (int round = 0; round < TF_PHILOX_ROUNDS; round++) {
        tf_words product_0 = tf_multiply_halves(word_0, multiplier_0);
        tf_words product_1 = tf_multiply_halves(word_2, multiplier_1);
        word_0 = (product_1 >> 32) ^ word_1 ^ (uint64_t)key_0;
        word_1 = product_1;
        word_2 = (product_0 >> 32) ^ word_3 ^ (uint64_t)key_1;
        word_3 = product_0;
        key_0 += TF_PHILOX_STEP_0;
        key_1 += TF_PHILOX_STEP_1;
    }
    return (struct tf_lane_bits){(word_0 << 32) | (word_1 & 0xffffffffu),
                                 (word_2 << 32) | (word_3 & 0xffffffffu)};
}

/* (k + 1/2) / 2^52 where k is the upper 52 bits: k goes where a number from 1 to 2 has its digits.
 */
static inline tf_lanes tf_lanes_unit(tf_words bits)
{
    return (tf_lanes)((bits >> 12) | 0x3ff0000000000000u) - (1.0 - 0x1p-53);
}

#endif
