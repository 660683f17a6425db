/* loading: what the parts of the scenario reader share while a scenario is read. */
#ifndef TF_SCENARIO_LOADING_H
#define TF_SCENARIO_LOADING_H

#include "base/num.h"
#include "scenario/csvsrc.h"
#include "scenario/quote.h"
#include "scenario/scenario.h"

#define TF_EXTENDS_DEPTH 16
/* Files that extend several others can multiply; these bounds keep a small input from running for
 * hours. */
#define TF_FILES_TAKEN_MAX ((size_t)1000)
#define TF_BYTES_TAKEN_MAX ((size_t)256 << 20)
#define TF_ROWS_MAX ((size_t)1000000)
#define TF_SETTINGS_MAX ((size_t)10000)
#define TF_YEARS_FROM_BASE 100 /* knots further away are mistakes */

/* The columns of a scenario file. */
enum tf_column {
    TF_COLUMN_PARAMETER,
    TF_COLUMN_VALUE,
    TF_COLUMN_UNIT,
    TF_COLUMN_DIST,
    TF_COLUMN_LOW,
    TF_COLUMN_HIGH,
    TF_COLUMN_NOTE,
    TF_COLUMN_SOURCE,
    TF_COLUMN_FROM,
    TF_COLUMN_COUNT
};

/* One record, taken apart; or an option in the same shape. */
struct tf_input {
    const struct tf_csv *csv;                     /* NULL for an option */
    const struct tf_cell *cells[TF_COLUMN_COUNT]; /* NULL: no such column */
    const struct tf_record *record;
    struct tf_place option; /* for an option */
    char decimal;
    bool inherited; /* from a file that another one extends */
};

/* Where a live row has no effect because a knot stands for the path's start. */
struct tf_idle {
    size_t instances, by; /* how many instances; the knot's row */
    bool replaces;        /* it has taken the place of other rows, which is an effect */
};

struct tf_loading {
    struct tf_scenario *scenario;
    struct tf_diag *diag;
    const struct tf_file_source *source;
    size_t row_capacity, setting_capacity, file_capacity;
    const char *open_files[TF_EXTENDS_DEPTH + 1]; /* the file being read and those that extend it */
    size_t depth;
    size_t files_taken, bytes_taken;
    const char **last_taken; /* of each of scenario.files, the name (by pointer) of the last time */
    size_t last_taken_capacity;
    bool incomplete; /* rows were lost to errors: do not complain of what they might have said */
    bool members_unknown;                     /* as `incomplete`, of regions and groups */
    bool regions_declared, groups_declared;   /* else they are the default */
    const char *regions_fixed, *groups_fixed; /* the row that named a member; NULL: none yet */
    struct tf_place members_place;            /* the last row of regions or groups */
    const char *currency_used; /* the row that has used the currency as a unit; NULL: none */
    struct tf_place base_year_place;
    bool has_base_year; /* also when its row was wrong */
    bool has_late_horizon;
    long late_horizon; /* a horizon that may be a calendar year: the base year will tell */
    struct tf_place late_horizon_place;
    struct tf_idle *idle;     /* of each row, once there are paths */
    const char *correlations; /* its path; NULL: none */
    struct tf_place correlations_place;
};

/* A record that is a setting. */
struct tf_setting_input {
    struct tf_loading *loading;
    const struct tf_input *input;
    const char *name, *value; /* in the scenario's arena */
};

/* The text of a column of the record, "" where it has none. */
const char *tf_input_text(const struct tf_input *input, enum tf_column column);
/* Where a column stands, `offset` bytes into its text. */
struct tf_place tf_input_place(const struct tf_input *input, enum tf_column column, size_t offset);
/* A column's text in quotes, for messages. */
const char *tf_input_quote(struct tf_loading *loading, const struct tf_input *input,
                           enum tf_column column);

/* reading.c: a file and all that it extends, and an option. False when nothing of it was read. */
bool tf_loading_file(struct tf_loading *loading, const char *path, const struct tf_place *place);
/* Adds a path to the scenario's files, once, and remembers it as the last time it is taken. */
bool tf_loading_note_file(struct tf_loading *loading, const char *path);
bool tf_loading_override(struct tf_loading *loading, const struct tf_override *override);

/* settings.c: true when the record is a setting, which it then takes. */
bool tf_loading_setting(struct tf_loading *loading, const struct tf_input *input);
/* Adds an error about the setting's value. */
bool tf_refuse_setting(const struct tf_setting_input *setting, const char *message);

/* members.c: the settings regions, groups, label.MEMBER and title.LANGUAGE. */
bool tf_set_regions(const struct tf_setting_input *setting);
bool tf_set_groups(const struct tf_setting_input *setting);
/* After all rows: names that are both, too many cells. */
void tf_check_members(struct tf_loading *loading);
bool tf_check_label(const struct tf_setting_input *setting);
bool tf_check_translated(const struct tf_setting_input *setting, const char *name);

/* rows.c: a record that sets a parameter. */
void tf_loading_row(struct tf_loading *loading, const struct tf_input *input);

/* numbers.c: a column as a number. unit_percent: the unit has a %. */
bool tf_loading_number(struct tf_loading *loading, const struct tf_input *input,
                       enum tf_column column, bool unit_percent, struct tf_number *out);
/* False with an error when a thousands separator has split the value. */
bool tf_check_thousands(struct tf_loading *loading, const struct tf_input *input);
bool tf_is_outside(const struct tf_parameter *parameter, double value);
/* "0 to below 1", or in percent, from the arena. */
const char *tf_range_text(const struct tf_parameter *parameter, bool percent,
                          struct tf_arena *arena);
/* A number in few digits (0.3, not 0.30000000000000004), for messages. */
const char *tf_number_shown(double value, struct tf_arena *arena);

/* units.c: does the unit fit the row's parameter? *percent: it has a %. */
bool tf_loading_unit(struct tf_loading *loading, const struct tf_input *input,
                     const struct tf_row *row, bool *percent);

/* distributions.c: dist, low, high of a row whose value is known. */
bool tf_loading_distribution(struct tf_loading *loading, const struct tf_input *input,
                             bool unit_percent, struct tf_row *row);

/* paths.c: rows to paths, after all rows are read without error. False on an error. */
bool tf_loading_paths(struct tf_loading *loading);

/* effects.c: what can be said only when all rows are known: knots far away (errors, before paths
 * are built), rows without effect (warnings; errors for options). */
void tf_check_knots(struct tf_loading *loading);
void tf_check_effects(struct tf_loading *loading);

/* correlations.c */
void tf_loading_correlations(struct tf_loading *loading);

#endif
