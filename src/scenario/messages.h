/* messages: what loading a scenario has said, in the order of its files and lines. */
#ifndef TF_SCENARIO_MESSAGES_H
#define TF_SCENARIO_MESSAGES_H

#include "base/diag.h"
#include "scenario/scenario.h"

/* Sorts the messages from index `first` on: files in the order met, then lines and columns; what
 * concerns a whole file after its lines, options last. Leaves out messages said twice, as those of
 * a file that is taken twice. Leaves all as it is when memory is exhausted. */
void tf_messages_arrange(struct tf_diag *diag, size_t first, const struct tf_scenario *scenario);

#endif
