#include "experiment/given_sample.h"

#include <math.h>

static bool is_whole(const struct tf_given_sample *sample, const double *y, size_t run)
{
    bool whole = isfinite(y[run]);
    for (size_t i = 0; i < sample->factor_count && whole; i++) {
        whole = isfinite(sample->x[i][run]);
    }
    return whole;
}

static void standardise(struct tf_feasible_sample *feasible)
{
    double mean = 0, most = 0;
    feasible->constant = true;
    for (size_t i = 0; i < feasible->count; i++) {
        mean += feasible->y[i] / (double)feasible->count;
        feasible->constant = feasible->constant &&
                             !(feasible->y[i] < feasible->y[0] || feasible->y[i] > feasible->y[0]);
    }
    for (size_t i = 0; i < feasible->count; i++) {
        feasible->y[i] -= mean;
        most = fmax(most, fabs(feasible->y[i]));
    }
    for (size_t i = 0; i < feasible->count && most > 0; i++) {
        feasible->y[i] /= most;
    }
}

bool tf_feasible_sample_init(struct tf_feasible_sample *feasible,
                             const struct tf_given_sample *sample, const double *y, size_t most,
                             struct tf_arena *arena)
{
    size_t runs = (size_t)sample->run_count;
    *feasible = (struct tf_feasible_sample){
        .x = tf_arena_alloc(arena, sample->factor_count, sizeof *feasible->x),
        .y = tf_arena_alloc(arena, runs, sizeof *feasible->y),
    };
    bool good = feasible->x != NULL && feasible->y != NULL;
    for (size_t i = 0; i < sample->factor_count && good; i++) {
        feasible->x[i] = tf_arena_alloc(arena, runs, sizeof *feasible->x[i]);
        good = feasible->x[i] != NULL;
    }
    for (size_t run = 0; run < runs && feasible->count < most && good; run++) {
        if (is_whole(sample, y, run)) {
            for (size_t i = 0; i < sample->factor_count; i++) {
                feasible->x[i][feasible->count] = sample->x[i][run];
            }
            feasible->y[feasible->count++] = y[run];
        }
    }
    if (good) {
        standardise(feasible);
    }
    return good;
}

void tf_given_begin(struct tf_indices *out, enum tf_index_kind kind,
                    const struct tf_given_sample *sample, const struct tf_feasible_sample *feasible,
                    size_t least)
{
    const double none = (double)NAN;
    for (size_t i = 0; i < out->count; i++) {
        out->items[i] = (struct tf_index){kind, i, TF_NO_FACTOR, none, none, none, feasible->count};
    }
    out->n = feasible->count;
    out->left_out = sample->run_count - feasible->count;
    out->problem = feasible->count < least ? TF_INDICES_TOO_FEW
                   : feasible->constant    ? TF_INDICES_CONSTANT
                                           : TF_INDICES_GOOD;
}
