/* load: the scenarios on the command line, read and projected. */
#ifndef TF_CLI_LOAD_H
#define TF_CLI_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/command.h"
#include "experiment/projection.h"

/* What commands that read scenarios agree on. */

/* TF_BAD_INPUT when no scenario is given, or one twice. */
bool tf_operands_check(const struct tf_texts *files, struct tf_diag *diag);

/* --set as overrides, in the arena; NULL without memory. */
struct tf_override *tf_overrides_of(const struct tf_texts *set, struct tf_arena *arena);

/* TF_BAD_INPUT when a result would take the place of a file that the scenario comes from. target:
 * NULL for none. */
bool tf_target_spares(const char *target, const struct tf_scenario *scenario, struct tf_diag *diag);

/* TF_BAD_INPUT when a result would take the place of a file that is read. target: NULL for none. */
bool tf_target_is_other(const char *target, const char *file, struct tf_diag *diag);

/* --threads, else the processors that may be used. */
size_t tf_thread_count(const struct tf_request *request);

/* How many runs are computed in one go, as the environment variable TWOFOLD_LANES says, 0 without
 * it; for tests, since every number gives the same bits. */
bool tf_lanes_choose(size_t *width, struct tf_diag *diag);

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
