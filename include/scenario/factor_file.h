/* factor_file: the uncertain inputs of another program, a factor a row:
 * `factor,dist,value,low,high`, with the distributions of docs/model.md, section 6.
 *
 * Columns may stand in any order; `note` and `source` are for the reader of the file. A uniform
 * needs no value. Separators, decimal signs, percentages and comments are those of scenario files.
 */
#ifndef TF_SCENARIO_FACTOR_FILE_H
#define TF_SCENARIO_FACTOR_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "scenario/scenario.h"

#define TF_FACTORS_MOST ((size_t)10000)

struct tf_factor_row {
    const char
        *name; /* as written; no line end in it, and none of those that a design uses itself */
    struct tf_distribution distribution; /* never TF_DIST_NONE */
    double value;                        /* of a uniform without one, the middle */
    struct tf_place place;               /* of the name */
};

struct tf_factor_file {
    struct tf_arena arena;      /* owns all that follows */
    struct tf_factor_row *rows; /* at least 1, in the order of the file, names all different */
    size_t count;
};

/* Reads a file (`-`: standard input). False with up to TF_ERRORS_KEPT errors in diag. file is
 * initialised here; release it in every case. */
bool tf_factor_file_read(struct tf_factor_file *file, const char *path,
                         const struct tf_file_source *source, struct tf_diag *diag);
void tf_factor_file_release(struct tf_factor_file *file);

/* A name that designs and tables of runs keep for themselves: run, point, part, scenario,
 * status. */
bool tf_factor_name_is_reserved(const char *name);

#endif
