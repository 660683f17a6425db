/* maximin: a Latin hypercube whose nearest points are far apart (Johnson, Moore and Ylvisaker 1990;
 * Morris and Mitchell 1995). */
#ifndef TF_EXPERIMENT_MAXIMIN_H
#define TF_EXPERIMENT_MAXIMIN_H

#include "base/diag.h"
#include "base/mem.h"
#include "experiment/design.h"

/* All distances are kept while it is improved: 8 bytes times the square of this. */
#define TF_MAXIMIN_RUNS_MOST 2000

/* Starts from the Latin hypercube that the design, of kind TF_DESIGN_LATIN and `whole`, has without
 * a table, and exchanges coordinates of two runs for as long as that lowers the sum of distance^-16
 * over all pairs (Morris and Mitchell's criterion with p = 16), some 0.3 seconds. Which runs are
 * tried depends on the seed only. run_count is at most TF_MAXIMIN_RUNS_MOST. The table is from the
 * arena. False without memory. */
bool tf_maximin_hypercube(const struct tf_design *design, const struct tf_dimension *dimensions,
                          size_t dimension_count, struct tf_arena *arena,
                          struct tf_design_table *table, struct tf_diag *diag);

#endif
