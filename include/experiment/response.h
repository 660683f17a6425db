/* response: a scenario as a function from the values of assumptions to the quantities that are
 * asked of it.
 *
 * The arguments are the axes of a study (study.h), which they leave for any place off the grid; a
 * trial is one place. Where quantities are over draws, a trial is all draws of the study, the same
 * ones in every trial, so that the function has no noise of its own from place to place. */
#ifndef TF_EXPERIMENT_RESPONSE_H
#define TF_EXPERIMENT_RESPONSE_H

#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/batch.h"
#include "experiment/study.h"
#include "experiment/target.h"

/* Sets the measures of a case to those of the quantities, in their order; before any room is made.
 * From the study's arena. */
bool tf_response_measures(struct tf_study *study, size_t index,
                          const struct tf_quantity *quantities, size_t count, struct tf_diag *diag);

/* Room to compute in, for one caller at a time. quantities[case]: quantity_count of them, as their
 * measures stand in the case; threads: how many share the draws of a trial. The study must outlive
 * it. NULL, with a message, without memory. */
struct tf_response;
struct tf_response *tf_response_new(const struct tf_study *study,
                                    const struct tf_quantity *const *quantities,
                                    size_t quantity_count, size_t threads, struct tf_diag *diag);
void tf_response_free(struct tf_response *response);

/* What came of trials. */
struct tf_trials {
    double *const *values; /* [quantity][trial]: NaN where there is none; HUGE_VAL: a year later
                              than the horizon */
    double *const *errors; /* [quantity][trial]: standard error that the number of draws leaves; NaN
                              of single runs */
    struct tf_failure *failures; /* [trial]: of its first run that is infeasible, else
                                    TF_FEASIBLE */
    uint64_t *infeasible;        /* [trial]: how many of its runs are */
};

/* Computes trials of a case: axes[axis][trial]. Allocates nothing but for statistics. */
enum tf_chunk_end tf_response_compute(struct tf_response *response, size_t index,
                                      const double *const *axes, size_t count,
                                      const struct tf_trials *out, struct tf_diag *diag);

/* From now on trials over draws have only the first `draws` of them; 0: all. */
void tf_response_limit(struct tf_response *response, uint64_t draws);

/* How many draws a trial has. */
uint64_t tf_response_draw_count(const struct tf_response *response);

/* The draws of the last trial: [draw], NaN where absent or infeasible; 1 where feasible, else 0. */
const double *tf_response_draws(const struct tf_response *response, size_t quantity);
const uint8_t *tf_response_feasible(const struct tf_response *response);

/* Can draws be computed by number? */
bool tf_response_keeps_draws(const struct tf_response *response);

/* Computes some draws at one place, axes[axis]: the quantities' values and what is feasible, in the
 * order of the numbers, until the next trial where tf_response_draws and tf_response_feasible
 * say. */
enum tf_chunk_end tf_response_compute_draws(struct tf_response *response, size_t index,
                                            const double *axes, const uint32_t *draws,
                                            size_t count);

/* How many runs the trials so far took. */
uint64_t tf_response_run_count(const struct tf_response *response);

#endif
