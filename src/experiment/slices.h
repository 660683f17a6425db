/* slices: runs cut into slices of a factor, and straight lines through them: the conditional mean
 * of an output given the factor. */
#ifndef TF_EXPERIMENT_SLICES_H
#define TF_EXPERIMENT_SLICES_H

#include <stdbool.h>
#include <stddef.h>

struct tf_slices {
    size_t count, run_count;
    size_t *slice; /* [run] */
    double *place; /* [run]: its rank, less that of the middle of the slice; ties have one rank */
    void *room;    /* for sorting */
};

/* Room for so many runs; false when memory is exhausted. Release it in every case. */
bool tf_slices_init(struct tf_slices *slices, size_t run_count);
void tf_slices_release(struct tf_slices *slices);

/* Cuts runs 0 … run_count - 1 into `count` slices of about as many of them each, by their values;
 * runs of one value stay together, so that there may be fewer. run_count: at most that of init. */
void tf_slices_cut(struct tf_slices *slices, const double *values, size_t run_count, size_t count);

struct tf_line {
    double intercept, slope; /* 0 without runs */
    size_t parameters;       /* 2; 1 where all runs have the same rank; 0 without runs */
};

/* lines[slice]: least squares through the outputs of runs first … last - 1, y[0] being that of the
 * first. False when memory is exhausted. */
bool tf_slices_fit(const struct tf_slices *slices, size_t first, size_t last, const double *y,
                   struct tf_line *lines);

/* What the line of its slice has at a run. */
static inline double tf_slices_fitted(const struct tf_slices *slices, const struct tf_line *lines,
                                      size_t run)
{
    const struct tf_line *line = &lines[slices->slice[run]];
    return line->intercept + line->slope * slices->place[run];
}

#endif
