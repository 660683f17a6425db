#include "experiment/slices.h"

#include <stdlib.h>

struct ranked {
    double value;
    size_t run;
};

bool tf_slices_init(struct tf_slices *slices, size_t run_count)
{
    *slices = (struct tf_slices){.slice = calloc(run_count + 1, sizeof *slices->slice),
                                 .place = calloc(run_count + 1, sizeof *slices->place),
                                 .room = calloc(run_count + 1, sizeof(struct ranked))};
    return slices->slice != NULL && slices->place != NULL && slices->room != NULL;
}

void tf_slices_release(struct tf_slices *slices)
{
    free(slices->slice);
    free(slices->place);
    free(slices->room);
    *slices = (struct tf_slices){.count = 0};
}

static int by_value(const void *a, const void *b)
{
    const struct ranked *one = a, *other = b;
    int by = (one->value > other->value) - (one->value < other->value);
    return by != 0 ? by : (one->run > other->run) - (one->run < other->run);
}

/* Runs from `first` on that have the same value. */
static size_t count_ties(const struct ranked *ranked, size_t first, size_t count)
{
    size_t last = first + 1;
    while (last < count && !(ranked[last].value > ranked[first].value)) {
        last++;
    }
    return last - first;
}

static void fill_slice(struct tf_slices *slices, const struct ranked *ranked, size_t first,
                       size_t last)
{
    double middle = (double)(first + last) / 2;
    for (size_t at = first, ties; at < last; at += ties) {
        ties = count_ties(ranked, at, last);
        for (size_t i = at; i < at + ties; i++) {
            slices->slice[ranked[i].run] = slices->count;
            slices->place[ranked[i].run] = (double)at + (double)ties / 2 - middle;
        }
    }
    slices->count++;
}

void tf_slices_cut(struct tf_slices *slices, const double *values, size_t run_count, size_t count)
{
    struct ranked *ranked = slices->room;
    for (size_t run = 0; run < run_count; run++) {
        ranked[run] = (struct ranked){values[run], run};
    }
    qsort(ranked, run_count, sizeof *ranked, by_value);
    slices->run_count = run_count;
    slices->count = 0;
    for (size_t slice = 1, first = 0; first < run_count; slice++) {
        size_t last = slice < count ? run_count * slice / count : run_count;
        if (last > first) {
            last += count_ties(ranked, last - 1, run_count) - 1;
            fill_slice(slices, ranked, first, last);
            first = last;
        }
    }
}

/* Sums over the runs of a slice. */
struct sums {
    double n, place, output, square, product;
};

static struct tf_line line_through(const struct sums *sums)
{
    struct tf_line line = {.parameters = sums->n > 0};
    if (line.parameters == 0) {
        return line;
    }
    double spread = sums->square - sums->place * sums->place / sums->n;
    if (spread > 0.01) { /* ranks that differ are at least 1 apart */
        line.slope = (sums->product - sums->place * sums->output / sums->n) / spread;
        line.parameters = 2;
    }
    line.intercept = (sums->output - line.slope * sums->place) / sums->n;
    return line;
}

bool tf_slices_fit(const struct tf_slices *slices, size_t first, size_t last, const double *y,
                   struct tf_line *lines)
{
    struct sums *sums = calloc(slices->count + 1, sizeof *sums);
    if (sums == NULL) {
        return false;
    }
    for (size_t run = first; run < last; run++) {
        struct sums *of = &sums[slices->slice[run]];
        double place = slices->place[run], output = y[run - first];
        of->n += 1;
        of->place += place;
        of->output += output;
        of->square += place * place;
        of->product += place * output;
    }
    for (size_t i = 0; i < slices->count; i++) {
        lines[i] = line_through(&sums[i]);
    }
    free(sums);
    return true;
}
