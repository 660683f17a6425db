/* gathering: what the parts of output/projected share: the runs that a chart is of. */
#ifndef TF_OUTPUT_GATHERING_H
#define TF_OUTPUT_GATHERING_H

#include "output/chart_projection.h"
#include "output/projected.h"

struct gathering {
    const struct tf_projection **runs; /* the feasible ones */
    size_t count;
    enum tf_language language;
    bool by_region;
    struct tf_arena *arena;
    struct tf_diag *diag;
};

const char *gathering_code(const struct gathering *gathering); /* of the language */
const char *gathering_sources(const struct gathering *gathering);
double gathering_target(const struct tf_projection *projection);
int gathering_last_year(const struct tf_projection *projection);

/* TF_BAD_INPUT unless all have the same base year and target, and with same_horizon the same last
 * year. */
bool gathering_comparable(const struct gathering *gathering, bool same_horizon);

/* The scopes that a chart has: of each run the nation, or each of its regions. NULL, with a
 * message, for more than `most`, or without memory. */
struct gathered_scope {
    const struct tf_projection *run;
    int region; /* TF_ALL: the nation */
    struct tf_chart_scope scope;
};
struct gathered_scope *gathering_scopes(const struct gathering *gathering, size_t most,
                                        size_t *count);

bool gather_sources(const struct gathering *gathering, struct tf_chart *chart);
bool gather_incidence(const struct gathering *gathering, struct tf_chart *chart);
bool gather_lorenz(const struct gathering *gathering, struct tf_chart *chart);
bool gather_density(const struct gathering *gathering, struct tf_chart *chart);

#endif
