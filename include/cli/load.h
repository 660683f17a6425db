/* load: the scenarios on the command line, read and projected. */
#ifndef TF_CLI_LOAD_H
#define TF_CLI_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/command.h"
#include "experiment/projection.h"

struct tf_projections {
    struct tf_projection *items;
    size_t count;
};

/* Loads every operand as a scenario, with --set, and projects them on --threads. False with errors
 * in the session's diag: no operand, one given twice, a scenario that cannot be read or compiled,
 * two of one name. Release in every case. */
bool tf_projections_load(struct tf_session *session, struct tf_projections *projections);
void tf_projections_release(struct tf_projections *projections);

/* Says on standard error what is infeasible, `twofold: NAME: infeasible in 2031: …`, and unless
 * --quiet, for every scenario with warnings, `3 warnings: twofold check FILE`. Returns TF_NEGATIVE
 * when any run is infeasible, else TF_DONE. */
enum tf_status tf_projections_remark(const struct tf_session *session,
                                     const struct tf_projections *projections, bool warnings);

#endif
