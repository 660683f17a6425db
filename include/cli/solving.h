/* solving: a question of `solve` asked by another command. */
#ifndef TF_CLI_SOLVING_H
#define TF_CLI_SOLVING_H

#include <stdbool.h>

#include "cli/command.h"

/* Solves what the session's request asks with its operands, --find and --target, as `solve` would.
 * *value: the first --find in the first solution of the first scenario; NaN when a target is not
 * reached. False with errors in the session's diag. */
bool tf_solve_first(struct tf_session *session, double *value);

#endif
