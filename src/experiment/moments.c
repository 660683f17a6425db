#include "experiment/moments.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

/* Two values at a time, as every x86-64 and ARMv8 has registers for; the values of one replicate
 * all come to one place of one pair. */
enum { PAIR = 2, PAIRS = TF_REPLICATES / PAIR };
typedef double tf_pair __attribute__((vector_size(8 * PAIR)));
typedef int64_t tf_pair_mask __attribute__((vector_size(8 * PAIR)));

/* Sums of powers of x - pivot, a place for each replicate. */
struct power_sums {
    double count[TF_REPLICATES], power[4][TF_REPLICATES];
};

struct tf_moments tf_moments_merge(struct tf_moments a, struct tf_moments b)
{
    double n = a.count + b.count;
    if (!(a.count > 0) || !(b.count > 0)) {
        return a.count > 0 ? a : b;
    }
    double delta = b.mean - a.mean, part = delta / n;
    double cross = delta * part * a.count * b.count; /* delta^2 na nb / n */
    struct tf_moments both = {.count = n, .mean = a.mean + part * b.count};
    both.second = a.second + b.second + cross;
    both.third = a.third + b.third + cross * part * (a.count - b.count) +
                 3 * part * (a.count * b.second - b.count * a.second);
    both.fourth =
        a.fourth + b.fourth +
        cross * part * part * (a.count * a.count - a.count * b.count + b.count * b.count) +
        6 * part * part * (a.count * a.count * b.second + b.count * b.count * a.second) +
        4 * part * (a.count * b.third - b.count * a.third);
    return both;
}

struct tf_moments tf_moments_total(const struct tf_moments *blocks, size_t count, size_t stride)
{
    if (count <= 1) {
        return count == 1 ? blocks[0] : (struct tf_moments){0};
    }
    size_t half = 1;
    while (half * 2 < count) {
        half *= 2;
    }
    return tf_moments_merge(tf_moments_total(blocks, half, stride),
                            tf_moments_total(blocks + half * stride, count - half, stride));
}

static tf_pair load(const double *values)
{
    tf_pair pair;
    memcpy(&pair, values, sizeof pair);
    return pair;
}

/* The sums of two replicates; values has whole rows of TF_REPLICATES. */
static void sum_pair(const double *values, size_t rows, double pivot, size_t at,
                     struct power_sums *sums)
{
    tf_pair first = {0}, second = {0}, third = {0}, fourth = {0};
    tf_pair_mask absent = {0};
    for (size_t row = 0; row < rows; row++) {
        tf_pair x = load(values + row * TF_REPLICATES + at);
        tf_pair_mask present = x == x;
        tf_pair d = (tf_pair)((tf_pair_mask)(x - pivot) & present);
        tf_pair square = d * d;
        absent += 1 + present;
        first += d;
        second += square;
        third += square * d;
        fourth += square * square;
    }
    for (size_t i = 0; i < PAIR; i++) {
        sums->count[at + i] = (double)((int64_t)rows - absent[i]);
        sums->power[0][at + i] = first[i];
        sums->power[1][at + i] = second[i];
        sums->power[2][at + i] = third[i];
        sums->power[3][at + i] = fourth[i];
    }
}

/* From sums about the pivot to sums about the mean. The pivot is one of the values, so no more is
 * lost than their number makes up for, however far out it lies. */
static struct tf_moments about_mean(double pivot, double n, const double power[4])
{
    if (!(n > 0)) {
        return (struct tf_moments){0};
    }
    double shift = power[0] / n, square = shift * shift;
    struct tf_moments moments = {.count = n, .mean = pivot + shift};
    moments.second = power[1] - n * square;
    moments.third = power[2] - 3 * shift * power[1] + 2 * n * square * shift;
    moments.fourth =
        power[3] - 4 * shift * power[2] + 6 * square * power[1] - 3 * n * square * square;
    moments.second = moments.second > 0 ? moments.second : 0;
    moments.fourth = moments.fourth > 0 ? moments.fourth : 0;
    return moments;
}

static double first_present(const double *values, size_t count)
{
    size_t i = 0;
    while (i < count && isnan(values[i])) {
        i++;
    }
    return i < count ? values[i] : 0;
}

/* The values with NaN up to a whole row: as they are, or copied where the last row is not full. */
static const double *whole_rows(const double *values, size_t count,
                                double copy[TF_STATISTICS_BLOCK])
{
    size_t padded = (count + TF_REPLICATES - 1) / TF_REPLICATES * TF_REPLICATES;
    if (padded == count) {
        return values;
    }
    memcpy(copy, values, count * sizeof *values);
    for (size_t i = count; i < padded; i++) {
        copy[i] = TF_ABSENT;
    }
    return copy;
}

struct tf_moments tf_moments_of_block(const double *values, size_t count,
                                      struct tf_moments *replicates)
{
    double copy[TF_STATISTICS_BLOCK], pivot = first_present(values, count);
    const double *rows = whole_rows(values, count, copy);
    struct power_sums sums;
    double total = 0, power[4] = {0};
    for (size_t at = 0; at < TF_REPLICATES; at += PAIR) {
        sum_pair(rows, (count + TF_REPLICATES - 1) / TF_REPLICATES, pivot, at, &sums);
    }
    for (size_t i = 0; i < TF_REPLICATES; i++) {
        total += sums.count[i];
        for (size_t k = 0; k < 4; k++) {
            power[k] += sums.power[k][i];
        }
        if (replicates != NULL) {
            double own[4] = {sums.power[0][i], sums.power[1][i], 0, 0};
            replicates[i] = about_mean(pivot, sums.count[i], own);
            replicates[i].third = replicates[i].fourth = 0;
        }
    }
    return about_mean(pivot, total, power);
}

static tf_pair_mask compare(enum tf_comparison comparison, tf_pair x, double threshold)
{
    switch (comparison) {
    case TF_AT_MOST:
        return x <= threshold;
    case TF_AT_LEAST:
        return x >= threshold;
    case TF_ABOVE:
        break;
    }
    return x > threshold;
}

void tf_count_share(const struct tf_share *share, const double *values, size_t count,
                    uint64_t counts[TF_REPLICATES])
{
    double copy[TF_STATISTICS_BLOCK];
    const double *rows = whole_rows(values, count, copy);
    tf_pair_mask found[PAIRS] = {{0}};
    for (size_t row = 0; row * TF_REPLICATES < count; row++) {
        for (size_t pair = 0; pair < PAIRS; pair++) {
            tf_pair x = load(rows + row * TF_REPLICATES + pair * PAIR);
            found[pair] -= compare(share->comparison, x, share->threshold);
        }
    }
    for (size_t i = 0; i < TF_REPLICATES; i++) {
        counts[i] += (uint64_t)found[i / PAIR][i % PAIR];
    }
}
