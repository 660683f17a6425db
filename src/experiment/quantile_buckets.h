/* quantile_buckets: values to buckets, in their order: no value lies in an earlier bucket than a
 * smaller one. That is all that exact order statistics by counting need; where the edges lie only
 * decides how fast they are found. */
#ifndef TF_EXPERIMENT_QUANTILE_BUCKETS_H
#define TF_EXPERIMENT_QUANTILE_BUCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bucket 0 is for what lies below the focus, the last for what lies above. */
enum {
    TF_BUCKETS = 2048,
    TF_BUCKET_ABOVE = TF_BUCKETS + 1,
    TF_BUCKET_ABSENT, /* of NaN */
    TF_BUCKET_TABLE   /* how many there are in all */
};

/* Doubles as whole numbers in the same order: their bits, with those of the negative ones turned
 * round. Splitting a range of these in 2048 parts comes to single numbers in a few steps, whatever
 * the values, where splitting a range of values need not. -0 is 0. */
uint64_t tf_double_key(double value);
double tf_key_double(uint64_t key);

struct tf_buckets {
    bool linear;          /* of equal width in values; else in keys */
    double low, per_unit; /* linear: where the focus starts, buckets a unit */
    uint64_t focus;       /* by keys: where the focus starts; */
    unsigned shift;       /* a bucket has 2^shift keys */
    uint64_t first, last; /* no other keys come here at all */
};

/* Equal widths between low and high; by keys over all doubles where low is not below high. */
struct tf_buckets tf_buckets_between(double low, double high);

/* What splits a bucket of other buckets further. */
struct tf_buckets tf_buckets_within(const struct tf_buckets *buckets, size_t bucket);

/* The buckets of count values. */
void tf_buckets_find(const struct tf_buckets *buckets, const double *values, size_t count,
                     int32_t *found);

#endif
