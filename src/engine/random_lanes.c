#include "engine/random_lanes.h"

#include <math.h>
#include <string.h>

#include "engine/evaluate.h"
#include "engine/lane_normal.h"
#include "engine/lane_random.h"

static void put(double *to, tf_lanes lanes)
{
    memcpy(to, &lanes, sizeof lanes);
}

static tf_lanes get(const double *from)
{
    tf_lanes lanes;
    memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

/* A Philox block is worth two uniforms: the runs of a block of 16 share 8 of them, the first half
 * of the runs takes their first words. */
static void uniforms(const struct tf_stream *stream, uint64_t first, size_t count, double *out)
{
    const tf_words numbers = tf_lane_numbers();
    for (size_t run = 0; run < count; run += TF_RUN_BLOCK) {
        uint64_t call = (first + run) / 2;
        for (size_t i = 0; i < TF_RUN_BLOCK / 2; i += TF_LANE_WIDTH) {
            tf_words low = numbers + ((call + i) & 0xffffffffu);
            struct tf_lane_bits bits = tf_lanes_philox(stream, low, tf_words_of(call >> 32));
            put(out + run + i, tf_lanes_unit(bits.first));
            put(out + run + i + TF_RUN_BLOCK / 2, tf_lanes_unit(bits.second));
        }
    }
}

/* --- Latin hypercube --------------------------------------------------------------------------
 *
 * The order of the strata is a permutation that is computed, not stored. The n strata lie in a
 * rectangle of `columns` times `rows` places, hardly more than n. A round moves each place along
 * its row, around the end, by a random distance that belongs to the row, or along its column (a
 * Feistel network with addition; Black and Rogaway 2002). A place without a stratum moves on
 * until it has one.
 *
 * After 8 rounds all pairs of strata are as likely at two points, from 20 strata on; of few strata
 * it takes 24 until all orders are (measured by chi-square; after 8, those of 6 strata differ by a
 * third). An even number of columns makes odd permutations possible. */

enum { ROUNDS = 8, ROUNDS_OF_FEW = 24, FEW = 512 };

struct permutation {
    uint64_t columns, rows;
    unsigned rounds;
    uint64_t strata[TF_REPLICATES];
    uint64_t keys[ROUNDS_OF_FEW][TF_REPLICATES];
};

static tf_words words_at(const uint64_t *from)
{
    tf_words words;
    memcpy(&words, from, sizeof words);
    return words;
}

/* What the replicates share when the strata of each are known. */
static void permutation_key(struct permutation *permutation, const struct tf_stream *stream,
                            uint64_t one_or_none)
{
    uint64_t most = permutation->strata[0];
    permutation->rounds = most < FEW ? ROUNDS_OF_FEW : ROUNDS;
    permutation->columns = 2 * (uint64_t)ceil(sqrt((double)most) / 2);
    permutation->rows = (most + permutation->columns - 1) / permutation->columns;
    for (uint64_t replicate = 0; replicate < TF_REPLICATES; replicate += TF_LANE_WIDTH) {
        tf_words numbers = (tf_lane_numbers() + replicate) & one_or_none;
        tf_words high = (numbers << 8) + TF_COUNTER_LATIN;
        for (unsigned round = 0; round < permutation->rounds; round += 2) {
            struct tf_lane_bits bits = tf_lanes_philox(stream, tf_words_of(round / 2), high);
            memcpy(permutation->keys[round] + replicate, &bits.first, sizeof bits.first);
            memcpy(permutation->keys[round + 1] + replicate, &bits.second, sizeof bits.second);
        }
    }
}

static void permutation_init(struct permutation *permutation, const struct tf_stream *stream,
                             uint64_t run_count)
{
    for (uint64_t replicate = 0; replicate < TF_REPLICATES; replicate++) {
        uint64_t strata = (run_count + TF_REPLICATES - 1 - replicate) / TF_REPLICATES;
        permutation->strata[replicate] = strata > 0 ? strata : 1;
    }
    permutation_key(permutation, stream, UINT64_MAX);
}

/* One order for all lanes. */
static void permutation_init_whole(struct permutation *permutation, const struct tf_stream *stream,
                                   uint64_t run_count)
{
    for (size_t lane = 0; lane < TF_REPLICATES; lane++) {
        permutation->strata[lane] = run_count > 0 ? run_count : 1;
    }
    permutation_key(permutation, stream, 0);
}

/* `at` moved by a random distance that belongs to `line`, around the end at `length`. The bits of
 * the distance are mixed as in SplitMix64 (Steele, Lea and Flood 2014). */
static tf_words moved(tf_words at, tf_words line, tf_words key, uint64_t length)
{
    tf_words z = line + key;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    tf_words distance = tf_multiply_halves(z >> 32, tf_words_of(length)) >> 32;
    tf_words beyond = at + distance - length; /* negative where it stays before the end */
    return beyond + (length & -(beyond >> 63));
}

/* The strata, in their replicates' order, of the points, a point a lane, of the replicates from
 * `replicate` on. row: the points divided by the permutation's columns, rounded down. */
static tf_words stratum_of(const struct permutation *permutation, tf_words point, tf_words row,
                           size_t replicate)
{
    uint64_t columns = permutation->columns, rows = permutation->rows;
    tf_words strata = words_at(permutation->strata + replicate);
    tf_words inside = -((point - strata) >> 63); /* all bits where point < strata */
    tf_words column = inside & (point - tf_multiply_halves(row, tf_words_of(columns)));
    row &= inside;
    tf_words moving = tf_words_of(UINT64_MAX), place;
    do {
        tf_words to_column = column, to_row = row;
        for (unsigned round = 0; round < permutation->rounds; round += 2) {
            const uint64_t(*keys)[TF_REPLICATES] = permutation->keys + round;
            to_column = moved(to_column, to_row, words_at(keys[0] + replicate), columns);
            to_row = moved(to_row, to_column, words_at(keys[1] + replicate), rows);
        }
        column = (moving & to_column) | (~moving & column);
        row = (moving & to_row) | (~moving & row);
        place = column + tf_multiply_halves(row, tf_words_of(columns));
        moving = ((place - strata) >> 63) - 1;
    } while (tf_any((tf_mask)moving));
    return place;
}

/* A whole number below 2^52 as a double. */
static tf_lanes number_of(tf_words whole)
{
    return (tf_lanes)(whole | 0x4330000000000000u) - 0x1p52;
}

/* A place in a stratum, of `strata`, from a place in the unit interval. */
static tf_lanes place_in(tf_words stratum, tf_words strata, tf_lanes uniform)
{
    tf_lanes start = number_of(stratum), place = start + uniform;
    /* Rounding must not carry it into the next stratum. */
    tf_lanes end = (start + 1.0) * (1.0 - 0x1p-51);
    return tf_select(place < end, place, end) / number_of(strata);
}

static void latin(const struct tf_stream *stream, uint64_t run_count, uint64_t first, size_t count,
                  double *out)
{
    struct permutation permutation;
    permutation_init(&permutation, stream, run_count);
    uniforms(stream, first, count, out);
    size_t blocks = (count + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK;
    for (size_t run = 0; run < blocks * TF_RUN_BLOCK; run += TF_LANE_WIDTH) {
        size_t replicate = run % TF_REPLICATES;
        uint64_t point = (first + run) / TF_REPLICATES;
        tf_words stratum = stratum_of(&permutation, tf_words_of(point),
                                      tf_words_of(point / permutation.columns), replicate);
        put(out + run, place_in(stratum, words_at(permutation.strata + replicate), get(out + run)));
    }
}

static void latin_whole(const struct tf_stream *stream, uint64_t run_count, uint64_t first,
                        size_t count, double *out)
{
    struct permutation permutation;
    permutation_init_whole(&permutation, stream, run_count);
    uniforms(stream, first, count, out);
    size_t blocks = (count + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK;
    for (size_t run = 0; run < blocks * TF_RUN_BLOCK; run += TF_LANE_WIDTH) {
        tf_words point = tf_lane_numbers() + (first + run);
        tf_words stratum = stratum_of(&permutation, point, point / permutation.columns, 0);
        put(out + run, place_in(stratum, words_at(permutation.strata), get(out + run)));
    }
}

/* --- Scrambling -------------------------------------------------------------------------------
 *
 * The digits before a digit are a way down a binary tree; each node has a bit that flips the
 * digit. One Philox block has the 127 bits of a subtree of seven digits: its nodes are numbered 1,
 * then 2 and 3, then 4 to 7, … and those of the last digit, 64 to 127, are in the second word. */

enum { TREE_DIGITS = 7, TREES = TF_SCRAMBLED_DIGITS / TREE_DIGITS };

/* The bits of the trees below the first digits of the points, a point a lane. */
static struct tf_lane_bits tree_of(const struct tf_stream *stream, tf_words point, int tree,
                                   tf_words high)
{
    tf_words before = point >> (TF_SCRAMBLED_DIGITS - tree * TREE_DIGITS);
    return tf_lanes_philox(stream, before & 0xffffffffu,
                           high + ((before >> 32) << 4) + (uint64_t)tree);
}

/* The points, a point a lane, each scrambled by its replicate, as the upper bits of a word. */
static tf_words scrambled(const struct tf_stream *stream, tf_words point, tf_words high)
{
    tf_words flips = {0};
    for (int tree = 0; tree < TREES; tree++) {
        struct tf_lane_bits bits = tree_of(stream, point, tree, high);
        tf_words digits = point >> (TF_SCRAMBLED_DIGITS - (tree + 1) * TREE_DIGITS) & 127;
        tf_words leaf = digits | 128; /* what it would be in the row below the last */
        for (int digit = 0; digit < TREE_DIGITS - 1; digit++) {
            flips = flips << 1 | (bits.first >> (leaf >> (TREE_DIGITS - digit)) & 1);
        }
        flips = flips << 1 | (bits.second >> (digits >> 1) & 1);
    }
    tf_words rest = tree_of(stream, point, TREES, high).first >> TF_SCRAMBLED_DIGITS;
    return (flips ^ point) << (64 - TF_SCRAMBLED_DIGITS) | rest;
}

static void scramble(const struct tf_stream *stream, const uint64_t *points, size_t count,
                     double *out)
{
    size_t blocks = (count + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK;
    for (size_t run = 0; run < blocks * TF_RUN_BLOCK; run += TF_LANE_WIDTH) {
        tf_words high = ((tf_lane_numbers() + run % TF_REPLICATES) << 8) + TF_COUNTER_SCRAMBLE;
        tf_words point = tf_words_of(points[run / TF_REPLICATES]);
        put(out + run, tf_lanes_unit(scrambled(stream, point, high)));
    }
}

static void scramble_whole(const struct tf_stream *stream, uint32_t replicate,
                           const uint64_t *points, size_t count, double *out)
{
    tf_words high = tf_words_of(((uint64_t)replicate << 8) + TF_COUNTER_SCRAMBLE);
    size_t blocks = (count + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK;
    for (size_t run = 0; run < blocks * TF_RUN_BLOCK; run += TF_LANE_WIDTH) {
        put(out + run, tf_lanes_unit(scrambled(stream, words_at(points + run), high)));
    }
}

/* --- Scores ---------------------------------------------------------------------------------- */

enum { SCORES_AT_ONCE = 512 };

/* Leaves the uniforms of the tails as they are and lists where, the list filled up to whole
 * vectors with its last place. Returns how many. */
static size_t central_scores(double *column, size_t count, uint64_t *tails)
{
    size_t tail_count = 0;
    for (size_t run = 0; run < count; run += TF_LANE_WIDTH) {
        tf_lanes uniform = get(column + run);
        tf_mask is_tail = tf_is_tail(uniform);
        put(column + run, tf_select(is_tail, uniform, tf_central_score(uniform)));
        tail_count += tf_list_lanes(is_tail, run, tails + tail_count);
    }
    for (size_t lane = 1; lane < TF_LANE_WIDTH && tail_count > 0; lane++) {
        tails[tail_count - 1 + lane] = tails[tail_count - 1];
    }
    return tail_count;
}

static void tail_scores(double *column, const uint64_t *tails, size_t tail_count)
{
    for (size_t i = 0; i < tail_count; i += TF_LANE_WIDTH) {
        tf_lanes lanes = {0};
        for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
            lanes[lane] = column[tails[i + (size_t)lane]];
        }
        lanes = tf_tail_score(lanes);
        for (int lane = 0; lane < TF_LANE_WIDTH; lane++) {
            column[tails[i + (size_t)lane]] = lanes[lane];
        }
    }
}

static void scores(size_t count, double *inout)
{
    size_t whole = (count + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK * TF_RUN_BLOCK;
    uint64_t tails[SCORES_AT_ONCE + TF_LANE_WIDTH];
    for (size_t run = 0; run < whole; run += SCORES_AT_ONCE) {
        size_t part = whole - run < SCORES_AT_ONCE ? whole - run : SCORES_AT_ONCE;
        size_t tail_count = central_scores(inout + run, part, tails);
        tail_scores(inout + run, tails, tail_count);
    }
}

const struct tf_random_lanes TF_LANED(tf_random_lanes) = {uniforms, latin,          latin_whole,
                                                          scramble, scramble_whole, scores};
