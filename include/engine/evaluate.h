/* evaluate: a plan as one function from columns of inputs to columns of results, many runs at once.
 *
 * Sweeps, samples, sensitivities and solvers see the model only as this function. Every run gives
 * the same bits wherever in a column, in whatever batch and at whatever lane width it stands. */
#ifndef TF_ENGINE_EVALUATE_H
#define TF_ENGINE_EVALUATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "engine/metrics.h"
#include "engine/plan.h"
#include "engine/project.h"

/* What a shock is called where a draw is named. */
extern const char *const tf_shock_names[TF_SHOCK_COUNT]; /* "output_shock", … */

/* True when the plan has the shock: its SD is not 0, or varies. */
bool tf_plan_has_shock(const struct tf_plan *plan, enum tf_shock shock);

/* What comes out. */
struct tf_outputs {
    double *const *values; /* [measure]: a column each, with room for whole blocks of runs; NaN
                              where absent or infeasible */
    struct tf_failure *failures; /* [run]; reason TF_FEASIBLE where all is well */
    /* [run]: 1 where a shifted path had to be cut to its parameter's range, else 0 */
    uint8_t *clipped;
};

/* Room to evaluate in: one a thread. Computes `measures` (their `value` is not read; years as
 * tf_measures_list gives them) for a plan compiled with varying_rows true for just the rows of
 * `inputs` (indices of scenario rows, each once; input_count of them). Everything is from the arena
 * and nothing is allocated later. NULL, with a message, when memory is exhausted. */
struct tf_evaluator;
struct tf_evaluator *tf_evaluator_new(const struct tf_plan *plan, const size_t *inputs,
                                      size_t input_count, const struct tf_measure *measures,
                                      size_t measure_count, struct tf_arena *arena,
                                      struct tf_diag *diag);

/* Evaluates run_count runs. */
void tf_evaluate(struct tf_evaluator *evaluator, const struct tf_inputs *inputs, size_t run_count,
                 const struct tf_outputs *outputs);

#endif
