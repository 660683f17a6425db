/* discovery: the runs in which `discover` looks for boxes, drawn here or read from a file. */
#ifndef TF_CLI_DISCOVERY_H
#define TF_CLI_DISCOVERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fsio.h"
#include "cli/command.h"
#include "cli/condition.h"
#include "cli/sampling.h"
#include "experiment/spread.h"
#include "output/discovered.h"
#include "output/store.h"
#include "output/wide.h"

/* The runs of one scenario. */
struct tf_discovery_runs {
    const char *name;
    const char *target; /* all conditions in words */
    size_t count;
    struct tf_discovered_factor *factors;
    const double **columns; /* [factor][run] */
    size_t factor_count;
    uint8_t *met; /* [run]: 1 where all conditions are met */
    uint64_t infeasible;
};

struct tf_discovery {
    struct tf_session *session;
    struct tf_run_condition *conditions;
    size_t condition_count;
    bool draws; /* runs are draws */
    struct tf_discovery_runs *items;
    size_t count;
    /* What the columns stand in. */
    struct tf_mapping *mappings; /* [operand] */
    size_t mapping_count;
    struct tf_sampling sampling;
    struct tf_spread spread;
    struct tf_columns *inputs; /* [scenario] */
    struct tf_wide_table table;
    struct tf_store store;
};

/* Draws every scenario on the command line; their bytes are in the mappings. *complete: no
 * interruption cut it short; else there are no runs. */
bool tf_discovery_draw(struct tf_discovery *discovery, bool *complete);

/* Is this the content of a file of runs: a store, or CSV whose first row has a column `run`, one
 * that begins with `set.` or one that --columns names? */
bool tf_discovery_is_file(const struct tf_session *session, const struct tf_mapping *mapping);

/* Takes the runs of the only operand, which is such a file. */
bool tf_discovery_read(struct tf_discovery *discovery);

/* Sets the conditions to those of --target, or else to that of `usual`. */
bool tf_discovery_conditions(struct tf_discovery *discovery, const char *usual);

/* Says them for a scenario's runs; plan: of the scenario, NULL where it is not known. */
bool tf_discovery_describe(const struct tf_discovery *discovery, const struct tf_plan *plan,
                           struct tf_discovery_runs *runs);

/* Is a column one of --columns, by its name with or without `set.`; without --columns all are. */
bool tf_discovery_wants(const struct tf_session *session, const char *name);

/* TF_BAD_INPUT when --columns has a name that none of these is. */
bool tf_discovery_columns_exist(struct tf_session *session, const char *const *names, size_t count);

/* Sets the ranges of the factors' values and drops factors that have none in any run. TF_BAD_INPUT
 * when a factor lacks a value in some, or when none is left. place: the file. */
bool tf_discovery_finish(struct tf_discovery *discovery, struct tf_discovery_runs *runs,
                         const struct tf_place *place);

#endif
