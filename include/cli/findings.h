/* findings: what `check` has to say of one scenario, and of what sets two apart. */
#ifndef TF_CLI_FINDINGS_H
#define TF_CLI_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/load.h"
#include "experiment/assumptions.h"

/* One line of the base-year accounts: what the scenario adds up to, and what is published. */
struct tf_account {
    const char *what;
    double value, published;  /* published: NaN where nothing is */
    enum tf_metric_id metric; /* how to write them */
};

struct tf_findings {
    struct tf_session *session;
    const struct tf_projections *projections; /* one, or two to compare */
    struct tf_assumption *assumptions;        /* of one */
    size_t assumption_count;
    struct tf_account *accounts; /* of one; none when infeasible */
    size_t account_count;
    struct tf_assumption_difference *differences; /* of two */
    size_t difference_count;
};

/* Fills all but session and projections, from the session's arena. with_defaults: also the
 * parameters that no row sets. */
bool tf_findings_gather(struct tf_findings *findings, bool with_defaults);

/* Append the findings; CSV has only assumptions or differences. */
void tf_findings_csv(const struct tf_findings *findings, struct tf_buffer *out);
void tf_findings_json(const struct tf_findings *findings, struct tf_buffer *out);
void tf_findings_page(const struct tf_findings *findings, bool markdown, struct tf_buffer *out);

/* Appends all warnings as messages. */
void tf_findings_warnings(const struct tf_diag *diag, bool colour, struct tf_arena *arena,
                          struct tf_buffer *out);

#endif
