/* loading: what the parts of the scenario reader share while a scenario is read. */
#ifndef TF_SCENARIO_LOADING_H
#define TF_SCENARIO_LOADING_H

#include "scenario/csvsrc.h"
#include "scenario/scenario.h"

#define TF_EXTENDS_DEPTH 16

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

struct tf_loading {
    struct tf_scenario *scenario;
    struct tf_diag *diag;
    const struct tf_file_source *source;
    size_t row_capacity, setting_capacity, file_capacity;
    const char *open_files[TF_EXTENDS_DEPTH + 1]; /* the file being read and those that extend it */
    size_t depth;
    const char *regions_fixed, *groups_fixed; /* the row that named a member; NULL: none yet */
    const char *base_year_file;               /* where base_year was set */
    bool has_base_year, has_horizon;
    const char *correlations; /* its path; NULL: none */
    struct tf_place correlations_place;
};

/* The text of a column of the record, "" where it has none. */
const char *tf_input_text(const struct tf_input *input, enum tf_column column);
/* Where a column stands, `offset` bytes into its text. */
struct tf_place tf_input_place(const struct tf_input *input, enum tf_column column, size_t offset);

/* settings.c: true when the record is a setting, which it then takes. */
bool tf_loading_setting(struct tf_loading *loading, const struct tf_input *input);
/* rows.c: a record that sets a parameter. */
void tf_loading_row(struct tf_loading *loading, const struct tf_input *input);
/* rows.c: value, low or high of a row as a number. unit_percent: the unit has a %. */
bool tf_loading_number(struct tf_loading *loading, const struct tf_input *input,
                       enum tf_column column, bool unit_percent, struct tf_number *out);
/* distributions.c: dist, low, high of a row whose value is known. */
bool tf_loading_distribution(struct tf_loading *loading, const struct tf_input *input,
                             bool unit_percent, struct tf_row *row);
/* reading.c */
bool tf_loading_file(struct tf_loading *loading, const char *path, const struct tf_place *place);
/* paths.c: rows to paths, after all rows are read; then the warnings that need them. */
bool tf_loading_paths(struct tf_loading *loading);
/* correlations.c */
void tf_loading_correlations(struct tf_loading *loading);

#endif
