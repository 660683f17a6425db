/* condition: what a result is to be, as --target says it: METRIC, METRIC=VALUE, METRIC>=VALUE or
 * METRIC<=VALUE. */
#ifndef TF_CLI_CONDITION_H
#define TF_CLI_CONDITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"

enum tf_relation {
    TF_REACHES_TARGET, /* no value: what the scenario's target_multiple asks for */
    TF_EQUALS,
    TF_AT_LEAST_VALUE,
    TF_AT_MOST_VALUE
};

struct tf_condition {
    const char *option; /* `--target multiple>=2`, for messages */
    const char *metric; /* `multiple`: what stands before the relation, without blanks round it */
    enum tf_relation relation;
    double value; /* 90% is 0.9; NaN without one */
};

/* From the arena. TF_BAD_INPUT for a metric that is missing and a value that is no number. */
bool tf_condition_parse(const char *text, struct tf_arena *arena, struct tf_condition *condition,
                        struct tf_diag *diag);

#endif
