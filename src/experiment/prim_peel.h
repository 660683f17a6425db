/* prim_peel: the trajectory of boxes that peeling and pasting pass through. */
#ifndef TF_EXPERIMENT_PRIM_PEEL_H
#define TF_EXPERIMENT_PRIM_PEEL_H

#include <math.h>

#include "experiment/prim.h"

/* The runs that are searched, in the order of each factor's values; equal values by run. */
struct tf_prim_orders {
    uint32_t **runs; /* [factor][place] */
    struct tf_prim_counts counts;
};

/* Sorts all runs of the data, on several threads; from the arena. */
bool tf_prim_orders_make(struct tf_prim_orders *orders, const struct tf_prim_data *data,
                         const struct tf_prim_options *options, struct tf_arena *arena,
                         struct tf_diag *diag);

/* The runs of `from` with part[run] not 0. */
bool tf_prim_orders_part(struct tf_prim_orders *orders, const struct tf_prim_orders *from,
                         const struct tf_prim_data *data, const uint8_t *part,
                         struct tf_arena *arena, struct tf_diag *diag);

struct tf_prim_peeling {
    const struct tf_prim_data *data;
    const struct tf_prim_orders *orders;
    double alpha;
    size_t runs_least;                     /* in a box */
    const uint8_t *open;                   /* [factor]: may it be bounded? NULL: all may */
    const struct tf_prim_options *options; /* for its `stopped` */
};

static inline bool tf_prim_is_stopped(const struct tf_prim_options *options)
{
    return options->stopped != NULL && options->stopped(options->stop_context);
}

/* Peels until a box has only cases or nothing more may be taken off, then pastes as long as the
 * density does not fall. When it is stopped, it ends where it stands. */
bool tf_prim_trajectory(const struct tf_prim_peeling *peeling, struct tf_arena *arena,
                        struct tf_prim_step **steps, size_t *step_count, struct tf_diag *diag);

/* The ranges of the box after the steps 0 … last. ranges: [factor]. */
void tf_prim_replay(const struct tf_prim_step *steps, size_t last, size_t factor_count,
                    struct tf_prim_range *ranges);

static inline bool tf_prim_is_bounded(struct tf_prim_range range)
{
    return range.low > -HUGE_VAL || range.high < HUGE_VAL;
}

static inline bool tf_prim_is_within(struct tf_prim_range range, double value)
{
    return value >= range.low && value <= range.high;
}

#endif
