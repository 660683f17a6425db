#include "experiment/quantile_buckets.h"

#include <math.h>
#include <string.h>

enum { BUCKET_BITS = 11, KEY_BITS = 64, PAIR = 2 };
#define SIGN (UINT64_C(1) << 63)

typedef double tf_pair __attribute__((vector_size(8 * PAIR)));
typedef int64_t tf_pair_mask __attribute__((vector_size(8 * PAIR)));

uint64_t tf_double_key(double value)
{
    uint64_t bits;
    value += 0.0;
    memcpy(&bits, &value, sizeof bits);
    return (bits & SIGN) != 0 ? ~bits : bits | SIGN;
}

double tf_key_double(uint64_t key)
{
    uint64_t bits = (key & SIGN) != 0 ? key & ~SIGN : ~key;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* By keys: `from` to `to` in the focus, of those that come from first to last. */
static struct tf_buckets by_keys(uint64_t from, uint64_t to, uint64_t first, uint64_t last)
{
    struct tf_buckets buckets = {.focus = from, .first = first, .last = last};
    while ((to - from) >> buckets.shift >= TF_BUCKETS) {
        buckets.shift++;
    }
    return buckets;
}

struct tf_buckets tf_buckets_between(double low, double high)
{
    double per_unit = TF_BUCKETS / (high - low);
    if (!(low < high) || !isfinite(per_unit) || !(per_unit > 0)) {
        return by_keys(0, UINT64_MAX, 0, UINT64_MAX);
    }
    return (struct tf_buckets){
        .linear = true, .low = low, .per_unit = per_unit, .first = 0, .last = UINT64_MAX};
}

/* The keys that can lie in a bucket by keys. */
static void key_range(const struct tf_buckets *buckets, size_t bucket, uint64_t *first,
                      uint64_t *last)
{
    uint64_t width = UINT64_C(1) << buckets->shift;
    if (bucket == 0) {
        *first = buckets->first;
        *last = buckets->focus - 1;
        return;
    }
    *first = buckets->focus + (bucket - 1) * width;
    *last = bucket == TF_BUCKET_ABOVE || buckets->last - *first < width ? buckets->last
                                                                        : *first + width - 1;
}

/* Of a bucket of equal width the edges are known but for rounding. So the focus goes from edge to
 * edge, and what rounding puts outside is below or above it. */
struct tf_buckets tf_buckets_within(const struct tf_buckets *buckets, size_t bucket)
{
    uint64_t first = buckets->first, last = buckets->last;
    if (!buckets->linear) {
        key_range(buckets, bucket, &first, &last);
        return by_keys(first, last, first, last);
    }
    double from = buckets->low + ((double)bucket - 1) / buckets->per_unit;
    double to = buckets->low + (double)bucket / buckets->per_unit;
    return by_keys(bucket == 0 ? first : tf_double_key(from),
                   bucket == TF_BUCKET_ABOVE ? last : tf_double_key(to), first, last);
}

static int32_t find_by_key(const struct tf_buckets *buckets, double value)
{
    uint64_t key = tf_double_key(value);
    if (isnan(value)) {
        return TF_BUCKET_ABSENT;
    }
    if (key < buckets->focus) {
        return 0;
    }
    uint64_t bucket = (key - buckets->focus) >> buckets->shift;
    return bucket >= TF_BUCKETS ? TF_BUCKET_ABOVE : (int32_t)bucket + 1;
}

static tf_pair choose(tf_pair_mask mask, tf_pair yes, tf_pair no)
{
    return (tf_pair)((mask & (tf_pair_mask)yes) | (~mask & (tf_pair_mask)no));
}

/* Each step rounds in the order of the values, so the whole keeps it. */
static tf_pair linear_pair(const struct tf_buckets *buckets, tf_pair x)
{
    tf_pair zero = {0}, above = zero + (double)TF_BUCKET_ABOVE;
    tf_pair at = (x - buckets->low) * buckets->per_unit + 1.0;
    at = choose(at > zero, at, zero);
    at = choose(at < above, at, above);
    return choose(x == x, at, zero + (double)TF_BUCKET_ABSENT);
}

static void find_pair(const struct tf_buckets *buckets, const double values[PAIR], int32_t *found)
{
    tf_pair x;
    memcpy(&x, values, sizeof x);
    tf_pair at = linear_pair(buckets, x);
    found[0] = (int32_t)at[0];
    found[1] = (int32_t)at[1];
}

void tf_buckets_find(const struct tf_buckets *buckets, const double *values, size_t count,
                     int32_t *found)
{
    size_t i = 0;
    for (; !buckets->linear && i < count; i++) {
        found[i] = find_by_key(buckets, values[i]);
    }
    for (; i + PAIR <= count; i += PAIR) {
        find_pair(buckets, values + i, found + i);
    }
    if (i < count) {
        int32_t last[PAIR];
        find_pair(buckets, (const double[PAIR]){values[i], values[i]}, last);
        found[i] = last[0];
    }
}
