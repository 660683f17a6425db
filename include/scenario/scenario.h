/* scenario: the rows of a scenario file, resolved, each with where it came from.
 *
 * A scenario keeps its rows as they stood. What a parameter's instance (growth.rural.q1.wage) is,
 * follows from the live rows that reach it, in order: a start, knots, shifts. Replaying them with
 * other row values (a draw, a grid point, a guess of the solver) gives the same path for other
 * assumptions; so every experiment works on rows and the file is read once.
 *
 * A loaded scenario is never changed. It owns everything in it; tf_scenario_release frees it. */
#ifndef TF_SCENARIO_SCENARIO_H
#define TF_SCENARIO_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "scenario/address.h"
#include "scenario/parameters.h"

enum tf_distribution_kind {
    TF_DIST_NONE,
    TF_DIST_UNIFORM,
    TF_DIST_TRIANGULAR,
    TF_DIST_PERT,
    TF_DIST_NORMAL,
    TF_DIST_LOGNORMAL
};

/* An uncertain row: its draw replaces the row's value. */
struct tf_distribution {
    enum tf_distribution_kind kind;
    double low, high; /* in the value's unit; NaN without a distribution */
};

/* One row that sets a parameter. */
struct tf_row {
    struct tf_address address;
    double value;
    struct tf_distribution distribution;
    bool percent;                     /* written as a percentage (value or unit) */
    bool from_option;                 /* --set, --vary, --find */
    struct tf_place place;            /* file:line:column, or the option */
    const char *written;              /* the address as written */
    const char *unit, *note, *source; /* "" when not given */
    size_t live;      /* instances whose path it still shapes; 0: hidden completely */
    size_t hidden_by; /* when hidden: index of the row that took the last instance */
};

/* The live rows of one instance, in order. */
struct tf_path {
    const size_t *rows; /* indices into tf_scenario.rows */
    size_t count;
};

/* A setting as given: for `check`, provenance, `extends` chains. */
struct tf_setting_row {
    const char *name, *value; /* "label.rural.zh", "乡村" */
    struct tf_place place;
    bool from_option;
    const char *note, *source;
};

struct tf_correlation {
    size_t row, other_row; /* both uncertain */
    double value;
};

struct tf_scenario {
    struct tf_arena arena;  /* owns all texts and arrays below */
    const char *file;       /* as named on the command line */
    const char *name;       /* setting `scenario`, else the file's stem */
    const char *currency;   /* "" when not given */
    int base_year, horizon; /* horizon in years ahead, 1..100 */
    struct tf_dimensions dimensions;
    enum tf_closure closure;
    enum tf_property property;
    double published_income, published_gini; /* NaN: not given */

    struct tf_row *rows;
    size_t row_count;
    struct tf_path *paths[TF_PARAMETER_COUNT]; /* one a parameter's instance; see tf_instance */

    struct tf_setting_row *settings; /* every setting row that holds, last one of a name */
    size_t setting_count;
    struct tf_correlation *correlations;
    size_t correlation_count;

    const char **files; /* every file read, in the order first met, the main one first */
    size_t file_count;
};

/* An option that acts as one more row: `--set ADDRESS=VALUE`. */
struct tf_override {
    const char *option; /* "--set", for messages */
    const char *text;   /* "growth.rural=5%" */
    /* What the user typed, where that is more than the one value: "growth.rural=5%:9%:1%". Messages
     * are placed at it; NULL: text. */
    const char *typed;
};

/* How the loader gets at files: the file system, or a fuzzer's memory. read appends the bytes of
 * `path` to out (see tf_file_read for the contract). */
struct tf_file_source {
    bool (*read)(void *context, const char *path, size_t limit, struct tf_buffer *out,
                 const struct tf_place *place, struct tf_diag *diag);
    void *context;
};
extern const struct tf_file_source tf_file_system;

/* Reads `file` (`-`: standard input) and everything it extends, applies the overrides as further
 * rows, and checks what format.md asks: units, ranges, members, sums are the engine's (plan.h).
 * Returns false with up to TF_ERRORS_KEPT errors in diag; warnings are added either way. scenario
 * is initialised here; release it in every case. */
bool tf_scenario_load(struct tf_scenario *scenario, const char *file,
                      const struct tf_override *overrides, size_t override_count,
                      const struct tf_file_source *source, struct tf_diag *diag);
void tf_scenario_release(struct tf_scenario *scenario);

/* A parameter's instance after its rows: calendar-year nodes, linear between, flat outside. */
struct tf_node {
    int year;
    double value;
};
struct tf_resolved {
    bool any_row;         /* at least one live row */
    bool has_start;       /* `start` holds: from an undated row, or the table's default */
    double start;         /* the value of the base year unless a knot lies in or before it */
    double scale, offset; /* what shifts make of a computed start: scale * computed + offset */
    size_t node_count;    /* knots only, by ascending year, each year once */
    struct tf_node *nodes;
};

/* Replays the live rows of an instance. row_values: a value for every row of the scenario, or NULL
 * for the rows' own. nodes must have room for the path's count + 1 entries; resolved->nodes points
 * there. Allocates nothing. */
void tf_path_resolve(const struct tf_scenario *scenario, enum tf_parameter_id parameter,
                     size_t instance, const double *row_values, struct tf_node *nodes,
                     struct tf_resolved *resolved);

/* The resolved path's value in a calendar year. start: what to use as start when resolved has none
 * of its own (a computed one, already shifted), NaN for none: then flat before the first knot, NaN
 * without knots. */
double tf_resolved_value(const struct tf_resolved *resolved, int base_year, double start, int year);

/* The row that an instance's message should point at: the last live one, NULL without rows. */
const struct tf_row *tf_instance_row(const struct tf_scenario *scenario,
                                     enum tf_parameter_id parameter, size_t instance);

/* The text of setting `name` (as "title" or "label.rural") in a language ("en": the plain one;
 * "zh": "title.zh" if given, else the plain one); NULL when neither is given. */
const char *tf_scenario_text(const struct tf_scenario *scenario, const char *name,
                             const char *language);

/* What to call a region, group or source for people: its label, else its name. */
const char *tf_member_label(const struct tf_scenario *scenario, const char *member,
                            const char *language);

/* The currency in a language: `currency.zh` where the file that names the currency has it, else as
 * it is; "" when none is given. (A file that names another currency leaves the translation
 * behind.) */
const char *tf_scenario_currency(const struct tf_scenario *scenario, const char *language);

/* The scenario's title in a language, else its name. */
const char *tf_scenario_title(const struct tf_scenario *scenario, const char *language);

#endif
