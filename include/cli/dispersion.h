/* dispersion: `check --fit-dispersion`: scenario rows that reproduce a published Gini or median. */
#ifndef TF_CLI_DISPERSION_H
#define TF_CLI_DISPERSION_H

#include "cli/load.h"

/* Writes the row that --fit-dispersion METRIC=VALUE asks for, with the header of a scenario, to -o
 * or standard output, and says on standard error what it changes. TF_NEGATIVE, with a message, when
 * no dispersion in range reaches the value; TF_BAD_INPUT for an option that cannot be read. */
enum tf_status tf_dispersion_write(struct tf_session *session, const struct tf_projection *of);

#endif
