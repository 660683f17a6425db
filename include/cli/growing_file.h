/* growing_file: rows that are written while the work goes on, and what becomes of them. */
#ifndef TF_CLI_GROWING_FILE_H
#define TF_CLI_GROWING_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/digest.h"
#include "base/fsio.h"
#include "base/mem.h"

struct tf_growing_file {
    struct tf_output output;
    const char *name; /* as given; `-`: standard output */
    struct tf_digest digest;
    uint64_t bytes, rows; /* written so far; rows without the header */
};

/* Opens the target. TF_ENVIRONMENT when it cannot be written. */
bool tf_growing_open(struct tf_growing_file *file, const char *name, struct tf_diag *diag);

/* Appends whole rows and hands them on at once. On failure (TF_ENVIRONMENT) the file is closed and
 * nothing is left of it. */
bool tf_growing_write(struct tf_growing_file *file, const struct tf_buffer *text, uint64_t rows,
                      struct tf_diag *diag);

/* Closes it: complete, under its name; else, where it is a file, under `NAME.partial`. *kept: the
 * name it has now, from the arena; NULL for a stream. */
bool tf_growing_finish(struct tf_growing_file *file, bool complete, struct tf_arena *arena,
                       const char **kept, struct tf_diag *diag);

/* Closes and forgets it; also one that was never opened or is closed already. */
void tf_growing_abandon(struct tf_growing_file *file);

#endif
