/* designing: what the command `design` makes: a design over the factors of a file. */
#ifndef TF_CLI_DESIGNING_H
#define TF_CLI_DESIGNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/command.h"
#include "experiment/factor_space.h"
#include "scenario/factor_file.h"

struct tf_designing {
    struct tf_session *session;
    struct tf_factor_file file;
    struct tf_factor_space space;
    struct tf_design design; /* points to `table` where it needs one */
    struct tf_design_table table;
    uint64_t run_count; /* rows */
    size_t threads;
};

/* The names that --method takes, NULL-terminated. */
extern const char *const tf_design_methods[];

/* Reads the factors and makes the design that the options ask for. False with errors in the
 * session's diag: options that the method does not take or lacks, a factor file with mistakes, more
 * factors or points than the method has. Close it in every case. */
bool tf_designing_open(struct tf_designing *designing, struct tf_session *session);
void tf_designing_close(struct tf_designing *designing);

/* Writes `run,FACTOR…`, of Saltelli's and Morris's designs also `point,part`, to -o or standard
 * output, a run a row, numbered from 1 as in `sample`. */
bool tf_designing_write(struct tf_designing *designing);

#endif
