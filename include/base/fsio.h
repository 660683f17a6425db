/* fsio: whole files in, complete files out. */
#ifndef TF_BASE_FSIO_H
#define TF_BASE_FSIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"

/* Reads a whole file (`-`: standard input) of at most `limit` bytes into out, which the caller
 * initialised and releases. Failure: TF_BAD_INPUT for a file that is missing, a folder or too
 * large, TF_ENVIRONMENT when reading fails midway. place (may be NULL) is where the name stood. */
bool tf_file_read(const char *path, size_t limit, struct tf_buffer *out,
                  const struct tf_place *place, struct tf_diag *diag);

/* A file's bytes where the system keeps them, without a copy of one's own; a pipe, a device or
 * standard input (`-`) is read into memory. Nothing may cut the file short meanwhile. */
struct tf_mapping {
    const char *bytes; /* never NULL; only to read */
    size_t length;
    void *mapped; /* what to give back: a mapping, or else memory */
    void *memory;
};

/* Failure (nothing to give back then): TF_BAD_INPUT for a file that is missing or a folder,
 * TF_ENVIRONMENT for what the system cannot do. */
bool tf_file_map(struct tf_mapping *mapping, const char *path, struct tf_diag *diag);
void tf_file_unmap(struct tf_mapping *mapping);

/* An output that is complete or absent: written aside in the target's folder, renamed on commit.
 * Written straight through when the target is standard output (`-`), a device or a pipe. */
struct tf_output {
    FILE *stream; /* write here */
    char *path;   /* the final name (symbolic links resolved); NULL for standard output */
    char *aside;  /* the temporary name; NULL when written straight through or unnamed */
    bool is_stdout;
};

/* Opens the target for writing. Failure (TF_ENVIRONMENT) leaves nothing behind. */
bool tf_output_open(struct tf_output *output, const char *path, struct tf_diag *diag);

/* Flushes, checks every write, renames. On failure (disk full, cannot rename) the target is as it
 * was before, the temporary file is gone, and the message names the target. Either way the output
 * is closed. */
bool tf_output_commit(struct tf_output *output, struct tf_diag *diag);

/* The same under another name than it was opened with: what an interrupted run leaves is no
 * complete target. Of an output that is written straight through only the end is checked. */
bool tf_output_commit_as(struct tf_output *output, const char *path, struct tf_diag *diag);

/* Closes and forgets what was written. */
void tf_output_abandon(struct tf_output *output);

/* One call: open, write, commit. */
bool tf_file_write(const char *path, const void *bytes, size_t length, struct tf_diag *diag);

/* Makes a folder unless it is there; the folder that it is in must be. TF_ENVIRONMENT when it
 * cannot be made. */
bool tf_folder_make(const char *path, struct tf_diag *diag);

/* `name` as seen from the folder of `base_file`: absolute names stay, others are joined to the
 * folder. From the arena; NULL when memory is exhausted. */
char *tf_path_beside(struct tf_arena *arena, const char *base_file, const char *name);

/* Last part of a path without its extension: `params/china.csv` -> `china`. */
char *tf_path_stem(struct tf_arena *arena, const char *path);

#endif
