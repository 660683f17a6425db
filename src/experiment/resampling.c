#include "experiment/resampling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/random.h"
#include "experiment/parts.h"

/* Replicates that go over the rows together, so that a row is fetched once for all of them. */
enum { TOGETHER = 8, WORDS = 4 };

/* The random words of one replicate, one after the other. */
struct words {
    uint32_t key[2], counter[4], words[WORDS];
    size_t used;
};

static struct words words_of(const struct tf_resampling *resampling, size_t replicate)
{
    uint64_t identity = tf_random_identity("resampling");
    return (struct words){
        .key = {(uint32_t)resampling->seed, (uint32_t)(resampling->seed >> 32)},
        .counter = {0, (uint32_t)replicate, (uint32_t)identity, (uint32_t)(identity >> 32)},
        .used = WORDS,
    };
}

/* The next one, as a whole number below `bound`. */
static size_t next_below(struct words *words, size_t bound)
{
    if (words->used == WORDS) {
        tf_philox4x32(words->counter, words->key, words->words);
        words->counter[0]++;
        words->used = 0;
    }
    return (size_t)((uint64_t)words->words[words->used++] * bound >> 32);
}

void tf_resampling_order(const struct tf_resampling *resampling, size_t replicate, uint32_t *order,
                         size_t count)
{
    struct words words = words_of(resampling, replicate);
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
    }
    for (size_t i = 0; i + 1 < count; i++) { /* Fisher and Yates */
        size_t other = i + next_below(&words, count - i);
        uint32_t swapped = order[i];
        order[i] = order[other];
        order[other] = swapped;
    }
}

void tf_terms_sum(const struct tf_terms *terms, size_t items, double *sums)
{
    memset(sums, 0, terms->column_count * sizeof *sums);
    for (size_t i = 0; i < items; i++) {
        const double *row = terms->terms + i * terms->column_count;
        for (size_t column = 0; column < terms->column_count; column++) {
            sums[column] += row[column];
        }
    }
}

struct bootstrap {
    const struct tf_terms *terms;
    const struct tf_resampling *resampling;
    double *sums;     /* [part][column][TOGETHER] */
    uint32_t *counts; /* [worker][item][TOGETHER] */
};

/* How often each item is drawn in the replicates from `first` on. */
static void draw_counts(const struct bootstrap *bootstrap, size_t first, size_t replicates,
                        uint32_t *counts)
{
    size_t items = bootstrap->terms->item_count;
    memset(counts, 0, items * TOGETHER * sizeof *counts);
    for (size_t i = 0; i < replicates; i++) {
        struct words words = words_of(bootstrap->resampling, first + i);
        for (size_t draw = 0; draw < items; draw++) {
            counts[next_below(&words, items) * TOGETHER + i]++;
        }
    }
}

/* Adds an item's row to the sums [column][TOGETHER]. The inner loop runs over replicates, so many
 * as compilers know when they make vectors of it. */
static void add_weighted(const uint32_t *restrict counts, const double *restrict row,
                         size_t columns, double *restrict sums)
{
    double weights[TOGETHER];
    for (size_t i = 0; i < TOGETHER; i++) {
        weights[i] = counts[i];
    }
    for (size_t column = 0; column < columns; column++) {
        for (size_t i = 0; i < TOGETHER; i++) {
            sums[column * TOGETHER + i] += weights[i] * row[column];
        }
    }
}

static void sum_some(void *context, size_t worker, size_t part)
{
    const struct bootstrap *bootstrap = context;
    const struct tf_terms *terms = bootstrap->terms;
    size_t first = part * TOGETHER, columns = terms->column_count;
    size_t left = bootstrap->resampling->replicates - first;
    uint32_t *counts = bootstrap->counts + worker * terms->item_count * TOGETHER;
    draw_counts(bootstrap, first, left < TOGETHER ? left : TOGETHER, counts);
    for (size_t item = 0; item < terms->item_count; item++) {
        add_weighted(counts + item * TOGETHER, terms->terms + item * columns, columns,
                     bootstrap->sums + first * columns);
    }
}

/* Sums of every replicate, [part][column][TOGETHER], from malloc; NULL when memory is exhausted. */
static double *bootstrap_sums(const struct tf_terms *terms, const struct tf_resampling *resampling)
{
    size_t parts = (resampling->replicates + TOGETHER - 1) / TOGETHER;
    size_t workers = resampling->threads < parts ? resampling->threads : parts;
    struct bootstrap bootstrap = {
        .terms = terms,
        .resampling = resampling,
        .sums = calloc(parts * terms->column_count + 1, TOGETHER * sizeof(double)),
        .counts = calloc(workers * terms->item_count + 1, TOGETHER * sizeof(uint32_t)),
    };
    if (bootstrap.sums == NULL || bootstrap.counts == NULL) {
        free(bootstrap.sums);
        free(bootstrap.counts);
        return NULL;
    }
    tf_parts_do(parts, workers, sum_some, &bootstrap);
    free(bootstrap.counts);
    return bootstrap.sums;
}

static void take_replicate(const double *sums, size_t replicate, size_t columns, double *taken)
{
    const double *part = sums + replicate / TOGETHER * columns * TOGETHER;
    for (size_t column = 0; column < columns; column++) {
        taken[column] = part[column * TOGETHER + replicate % TOGETHER];
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double quantile(const double *sorted, size_t count, double probability)
{
    double place = (double)(count - 1) * probability;
    size_t below = (size_t)place;
    size_t above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (place - (double)below) * (sorted[above] - sorted[below]);
}

void tf_percentile_interval(double *values, size_t count, double confidence, double *low,
                            double *high)
{
    size_t there = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            values[there++] = values[i];
        }
    }
    if (there < 2) {
        *low = *high = (double)NAN;
        return;
    }
    qsort(values, there, sizeof *values, by_value);
    *low = quantile(values, there, (1 - confidence) / 2);
    *high = quantile(values, there, (1 + confidence) / 2);
}

bool tf_bootstrap_intervals(const struct tf_terms *terms, const struct tf_resampling *resampling,
                            tf_indices_of_sums *indices_of_sums, const void *estimator,
                            struct tf_index *indices, size_t count, struct tf_diag *diag)
{
    size_t replicates = resampling->replicates;
    double *sums = bootstrap_sums(terms, resampling);
    double *values = calloc(count * replicates + 1, sizeof *values);    /* [index][replicate] */
    double *one = calloc(count + terms->column_count + 1, sizeof *one); /* values, and then sums */
    bool good = sums != NULL && values != NULL && one != NULL;
    for (size_t i = 0; i < replicates && good; i++) {
        take_replicate(sums, i, terms->column_count, one + count);
        indices_of_sums(estimator, one + count, (double)terms->item_count, one);
        for (size_t j = 0; j < count; j++) {
            values[j * replicates + i] = one[j];
        }
    }
    for (size_t j = 0; j < count && good; j++) {
        tf_percentile_interval(values + j * replicates, replicates, resampling->confidence,
                               &indices[j].low, &indices[j].high);
    }
    free(sums);
    free(values);
    free(one);
    return good || tf_out_of_memory(diag);
}
