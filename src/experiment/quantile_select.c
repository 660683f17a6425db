#include "experiment/quantile_select.h"

#include <stdint.h>

static void swap(double *values, size_t a, size_t b)
{
    double kept = values[a];
    values[a] = values[b];
    values[b] = kept;
}

static double middle_of(double a, double b, double c)
{
    double low = a < b ? a : b, high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
}

/* The median of three values at places that no order of the input is likely to be unlucky for: a
 * linear congruential sequence (Knuth's MMIX), always the same. */
static double choose_pivot(const double *values, size_t first, size_t last, uint64_t *state)
{
    double chosen[3];
    for (size_t i = 0; i < 3; i++) {
        *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        chosen[i] = values[first + (size_t)(*state >> 33) % (last - first)];
    }
    return middle_of(chosen[0], chosen[1], chosen[2]);
}

/* Hoare's quickselect with three parts, less, equal and greater, so that ties cost nothing. */
double tf_select_rank(double *values, size_t count, size_t rank)
{
    size_t first = 0, last = count;
    uint64_t state = 1;
    while (last - first > 1) {
        double pivot = choose_pivot(values, first, last, &state);
        size_t less = first, at = first, greater = last;
        while (at < greater) {
            if (values[at] < pivot) {
                swap(values, less++, at++);
            } else if (values[at] > pivot) {
                swap(values, at, --greater);
            } else {
                at++;
            }
        }
        if (rank >= less && rank < greater) {
            return pivot;
        }
        first = rank < less ? first : greater;
        last = rank < less ? less : last;
    }
    return values[first];
}

/* Ranks are counted from `first`, where the values start. The middle one parts the values, so that
 * the others are looked for on its two sides only. */
static void select_from(double *values, size_t first, size_t count, const size_t *ranks,
                        size_t rank_count, double *selected)
{
    size_t middle = rank_count / 2;
    if (rank_count == 0) {
        return;
    }
    size_t at = ranks[middle] - first;
    selected[middle] = tf_select_rank(values, count, at);
    select_from(values, first, at + 1, ranks, middle, selected);
    select_from(values + at, first + at, count - at, ranks + middle + 1, rank_count - middle - 1,
                selected + middle + 1);
}

void tf_select_ranks(double *values, size_t count, const size_t *ranks, size_t rank_count,
                     double *selected)
{
    select_from(values, 0, count, ranks, rank_count, selected);
}
