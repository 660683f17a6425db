/* reference: what there is to know about parameters, settings and metrics, in every format. */
#ifndef TF_CLI_REFERENCE_H
#define TF_CLI_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/command.h"

/* One parameter, setting or metric, as texts. */
struct tf_reference_entry {
    const char *kind;       /* "parameter", "setting", "metric" */
    const char *group;      /* heading */
    const char *name;       /* "growth" */
    const char *dimensions; /* "region group source year", "" for none */
    const char *unit;       /* "" for a setting */
    const char *start;      /* default; "" for a metric */
    const char *range;      /* "0 to 1"; what a setting may be; "" for a metric */
    const char *effect;     /* closures where it has an effect; "" for all */
    const char *meaning;
    const char *accepted; /* unit texts, "" for none */
};

struct tf_reference {
    enum tf_format format;
    size_t columns;
    bool bold;
    struct tf_arena *arena;
    struct tf_reference_entry *entries;
    size_t count;
    bool in_full; /* by name */
    bool metrics;
};

/* Which entries: those named, else all parameters and settings, or all metrics. TF_BAD_INPUT for a
 * name that is none. */
bool tf_reference_choose(struct tf_reference *reference, const struct tf_texts *names, bool metrics,
                         struct tf_diag *diag);

bool tf_reference_write(const struct tf_reference *reference, struct tf_buffer *out,
                        struct tf_diag *diag);

#endif
