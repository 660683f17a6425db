/* factor_study: the runs of one scenario over a design of its own, kept in columns, which is what
 * the estimators of sensitivities take.
 *
 * Only this scenario's factors have dimensions of the design, so that what comes out does not
 * depend on which other scenarios stand beside it. */
#ifndef TF_EXPERIMENT_FACTOR_STUDY_H
#define TF_EXPERIMENT_FACTOR_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/columns.h"
#include "experiment/factor_group.h"
#include "experiment/spread.h"
#include "experiment/study.h"

struct tf_factor_study {
    struct tf_study study;          /* of one case; owns nothing */
    struct tf_case item;            /* a copy of the case that owns nothing */
    struct tf_factor_groups groups; /* the groups of the design's dimensions */
    /* The caller may set these after tf_factor_study_init. */
    size_t threads;
    size_t columns_beside; /* memory that the caller needs beside, in columns of all runs */
    bool keeps_inputs;     /* the values of the factors are kept as well */
    void (*progress)(void *context, uint64_t runs); /* from the calling thread; NULL: nobody */
    void *context;
    /* Results. */
    uint64_t run_count;       /* complete runs: 0 … run_count - 1 */
    struct tf_columns inputs; /* [group that is a factor][run], in the row's unit */

    struct tf_spread spread;
};

/* Of a case of a study that is prepared to draw (without axes) and has its measures; deals the
 * dimensions of its factors anew. design: its run_count is not read. shocks: annual shocks are
 * drawn; else they are 0. The study must outlive it and have no other use meanwhile, and the struct
 * must stay where it is. Groups are from the arena. Release it in every case. */
bool tf_factor_study_init(struct tf_factor_study *factors, const struct tf_study *study,
                          size_t index, const struct tf_design *design, bool shocks,
                          struct tf_arena *arena, struct tf_diag *diag);
void tf_factor_study_release(struct tf_factor_study *factors);

/* Runs until there are run_count, more than before; runs that were there before stay what they are
 * unless the design depends on their number. An interruption is no error: run_count is then
 * smaller. TF_BAD_INPUT for more runs than the design has or than can be kept
 * (TF_STORED_BYTES_MOST); TF_ENVIRONMENT without memory. */
bool tf_factor_study_run(struct tf_factor_study *factors, uint64_t run_count, struct tf_diag *diag);

/* Can so many runs be kept? The other one says in diag why they cannot be made. */
bool tf_factor_study_fits(const struct tf_factor_study *factors, uint64_t run_count);
bool tf_factor_study_allows(const struct tf_factor_study *factors, uint64_t run_count,
                            struct tf_diag *diag);

/* The column of a measure: NaN where absent or infeasible. Read it again after each run. */
const double *tf_factor_study_values(const struct tf_factor_study *factors, size_t measure);

/* What happened in the runs. */
const struct tf_run_counts *tf_factor_study_counts(const struct tf_factor_study *factors);

#endif
