/* random: uniform numbers that are a function of what they are for (docs/random-numbers.md).
 *
 * A number depends on the seed, the name of what is drawn, its year and its run, and on nothing
 * else: not on the thread, the shard, the batch, the lane width or what else is drawn.
 * Philox4x32-10 (Salmon et al. 2011) turns these words into bits.
 *
 * A column is a double a run, aligned to 64 bytes, with room for whole blocks of TF_RUN_BLOCK
 * (engine/evaluate.h) runs; its first run is a multiple of TF_RUN_BLOCK. Functions that fill a
 * column fill whole blocks. lane_width is 2, 4 or 8; 0, or one that this machine lacks: the widest.
 * Every width gives the same bits. Nothing here allocates or fails. */
#ifndef TF_ENGINE_RANDOM_H
#define TF_ENGINE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Randomisations that are independent of each other: run r belongs to replicate r % TF_REPLICATES
 * and is its point r / TF_REPLICATES. */
#define TF_REPLICATES 8

/* Binary digits of a point of a sequence that tf_random_scramble takes. */
#define TF_SCRAMBLED_DIGITS 35

/* What a number is for. */
struct tf_stream {
    uint64_t seed;
    uint64_t identity; /* tf_random_identity of the factor's or the shock's name */
    uint32_t word;     /* the year index of a shock, else 0; below 65536 */
};

/* 64 bits that stand for a name: FNV-1a over its bytes (offset 14695981039346656037, prime
 * 1099511628211), then, modulo 2^64, z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9, z = (z ^ z >> 27) *
 * 0x94d049bb133111eb, z = z ^ z >> 31 (Stafford's mix 13, as in SplitMix64), so that names that
 * differ little differ in every bit. Draws depend on it: it does not change between versions. */
uint64_t tf_random_identity(const char *name);

/* Philox4x32-10: one block of four words. */
void tf_philox4x32(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* Uniforms (k + 1/2) / 2^52 for k = 0 … 2^52 - 1, of the runs first … first + count - 1; below run
 * 2^48 none is drawn twice. */
void tf_random_uniforms(const struct tf_stream *stream, uint64_t first, size_t count,
                        size_t lane_width, double *out);

/* Latin hypercube (McKay, Beckman and Conover 1979). A replicate has n of the run_count runs, n the
 * same for all replicates or one less for the later ones; each of its n strata [s/n, (s+1)/n) has
 * exactly one of them, in an order of its own, at a uniform place inside. run_count up to 2^38.
 * Runs beyond the last get some number of (0, 1). */
void tf_random_latin(const struct tf_stream *stream, uint64_t run_count, uint64_t first,
                     size_t count, size_t lane_width, double *out);

/* The same as one hypercube without replicates: all run_count runs share run_count strata, up to
 * 2^35. */
void tf_random_latin_whole(const struct tf_stream *stream, uint64_t run_count, uint64_t first,
                           size_t count, size_t lane_width, double *out);

/* Nested uniform scrambling (Owen 1995) of points: points[i] holds the digits of the point of runs
 * TF_REPLICATES * i to TF_REPLICATES * i + 7 of the column as a whole number below
 * 2^TF_SCRAMBLED_DIGITS (two points for each whole block), and each replicate scrambles it anew.
 * Digit k is flipped by a bit that depends on all digits before it; what follows the last digit,
 * down to 2^-52, depends on all. */
void tf_random_scramble(const struct tf_stream *stream, const uint64_t *points, size_t count,
                        size_t lane_width, double *out);

/* The same with a point a run: points[i] is that of run i of the column (with room for whole
 * blocks), and all are scrambled as one replicate scrambles its points. replicate is below
 * TF_REPLICATES. */
void tf_random_scramble_whole(const struct tf_stream *stream, uint32_t replicate,
                              const uint64_t *points, size_t count, size_t lane_width, double *out);

/* Standard normal scores of uniforms in (0, 1), in place (Wichura 1988, AS 241). */
void tf_scores_from_uniforms(size_t count, size_t lane_width, double *inout);

#endif
