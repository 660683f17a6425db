/* provenance: the manifest of a study, and of each file that it writes. */
#ifndef TF_CLI_PROVENANCE_H
#define TF_CLI_PROVENANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/growing_file.h"
#include "cli/sampling.h"
#include "output/manifest.h"

/* What is known before the first run. columns: names of the output's columns, not copied.
 * Everything is from the session's arena. */
bool tf_provenance_make(const struct tf_sampling *sampling, const char **columns,
                        size_t column_count, struct tf_manifest *manifest);

/* A file that was written. */
struct tf_written {
    const char *file;   /* as it is called now */
    const char *sha256; /* NULL: a store, which checks itself */
    uint64_t bytes, rows;
    bool complete;
};

/* Writes the manifest beside the file. counts: one a scenario. */
bool tf_provenance_save(const struct tf_sampling *sampling, struct tf_manifest *manifest,
                        const struct tf_run_counts *counts, const struct tf_written *written);

/* Is a result written to a file that a manifest can stand beside? output: NULL or `-`: it is not.
 */
bool tf_provenance_stands_by(const char *output);

/* Writes the manifest beside a result that was written whole to -o; not beside a stream. */
bool tf_provenance_of_result(const struct tf_sampling *sampling, struct tf_manifest *manifest,
                             const struct tf_run_counts *counts, const struct tf_buffer *result);

/* Finishes a file of rows (complete, or `FILE.partial`) and writes its manifest; says on standard
 * error what an interruption left: done of total `what` (runs, combinations). */
bool tf_provenance_finish(const struct tf_sampling *sampling, struct tf_manifest *manifest,
                          const struct tf_run_counts *counts, struct tf_growing_file *file,
                          uint64_t done, uint64_t total, const char *what);

/* Says on standard error, unless --quiet: `interrupted: FILE has 5 of 10 runs`. kept: NULL where
 * the rows went to a stream. */
void tf_interruption_remark(const struct tf_session *session, const char *kept, uint64_t done,
                            uint64_t total, const char *what);

#endif
