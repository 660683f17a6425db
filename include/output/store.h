/* store: all draws of a study in one binary file, a column after the other, so that any program
 * that knows arrays of doubles reads it. The format stands in docs/draw-files.md.
 *
 * A file has the same runs of every scenario and the same columns for each; the last column is
 * always `status`. A status is a number whose text stands in the file: TF_STORE_ABSENT for a run
 * that was not computed, TF_STORE_OK, and others that the caller gives meaning. To have the same
 * bytes from every order of work, a number must follow from what happened, not from when it was
 * first met. */
#ifndef TF_OUTPUT_STORE_H
#define TF_OUTPUT_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/fsio.h"
#include "base/mem.h"
#include "output/manifest.h"

enum { TF_STORE_ABSENT = 0, TF_STORE_OK = 1 };

/* An auxiliary column is a metric that was not asked for: the doubling_year that the share of draws
 * which reach the target is counted from. */
enum tf_store_kind { TF_STORE_FACTOR, TF_STORE_METRIC, TF_STORE_AUXILIARY, TF_STORE_STATUS };

struct tf_store_column {
    const char *name;
    enum tf_store_kind kind;
};

struct tf_store_status {
    uint32_t code;
    const char *text; /* "2031, rural.q1: consumption falls below 0" */
};

/* What is known before the first run. */
struct tf_store_plan {
    const struct tf_store_column *columns; /* factors and metrics, without the status */
    size_t column_count;
    const char *const *scenarios; /* names */
    size_t scenario_count;
    uint64_t first_run, runs;           /* of each scenario, in this file; first_run from 0 */
    const struct tf_manifest *manifest; /* what tf_manifest_write_plan takes of it */
};

/* What came out for one scenario. */
struct tf_store_result {
    uint64_t complete; /* runs from the first one on that are there */
    uint64_t ok, infeasible, clipped;
    const struct tf_store_status *statuses; /* those that occur, each once */
    size_t status_count;
};

/* Sums over a column's values as 64-bit words w: of w, and of (i + 1) w for run i of the file. */
struct tf_store_checksum {
    uint64_t plain, weighted;
};

struct tf_store_writer {
    struct tf_output output; /* the file aside, see fsio.h */
    size_t column_count;     /* with the status */
    size_t scenario_count;
    uint64_t runs;
    size_t data; /* offset of the first column */
    char header_digest[TF_DIGEST_TEXT];
    struct tf_store_checksum *checksums; /* [scenario][column]; added to atomically */
};

/* Begins a file beside `path` (renamed at the end). Failure leaves nothing behind: TF_ENVIRONMENT
 * for a folder that cannot be written, TF_BAD_INPUT for a target that is a pipe or device and for
 * more data than a file can have. */
bool tf_store_create(struct tf_store_writer *writer, const char *path,
                     const struct tf_store_plan *plan, struct tf_diag *diag);

/* Writes runs [first, first + count) of a scenario, 0-based within the file. values[column], of
 * plan.column_count, points at the first of these runs; NULL: absent in this scenario. statuses has
 * a code for each run. Any thread, in any order; each run once. */
bool tf_store_write(struct tf_store_writer *writer, size_t scenario, uint64_t first, size_t count,
                    const double *const *values, const uint32_t *statuses, struct tf_diag *diag);

/* Writes what came out (results: an entry a scenario) and renames the file to its target, or to
 * `partial` (NULL: the target) for what an interrupted run leaves. Either way the writer is done;
 * on failure the target is as it was. bytes (may be NULL): the length of the file. */
bool tf_store_finish(struct tf_store_writer *writer, const struct tf_store_result *results,
                     const char *partial, uint64_t *bytes, struct tf_diag *diag);

/* Gives up: nothing is left. */
void tf_store_abandon(struct tf_store_writer *writer);

/* A file, read. Nothing in it is to be changed. */
struct tf_store {
    struct tf_arena arena;
    struct tf_mapping mapping;
    const char *file;
    struct tf_store_column *columns;
    size_t column_count; /* with the status, which is the last */
    const char **scenarios;
    size_t scenario_count;
    uint64_t first_run, runs;
    struct tf_manifest manifest;     /* without aside, counts and output */
    struct tf_store_result *results; /* [scenario] */
    const double *values;            /* [scenario][column][run] */
};

/* Reads a file and checks every byte of it. TF_BAD_INPUT, with what would be right, for: another
 * kind of file, a newer format, a file that is truncated or damaged, a header or footer that makes
 * no sense, a status without a text. Release it in every case. */
bool tf_store_open(struct tf_store *store, const char *path, struct tf_diag *diag);

/* The same from memory, at an address that is a multiple of 8; it must outlive the store. */
bool tf_store_parse(struct tf_store *store, const char *file, const char *bytes, size_t length,
                    struct tf_diag *diag);
void tf_store_release(struct tf_store *store);

/* The values of a column, one a run of the file. NaN: absent. Beyond results[].complete they mean
 * nothing. */
const double *tf_store_values(const struct tf_store *store, size_t scenario, size_t column);

/* The text of a status; NULL for one that the scenario does not have. */
const char *tf_store_status_text(const struct tf_store *store, size_t scenario, double status);

/* True when a file begins as a store does; of any name and without a message. */
bool tf_store_is(const char *path);
bool tf_store_is_content(const char *bytes, size_t length);

/* Puts the shards of one study together: shards[order[i]], of `count`, has the runs that follow
 * those of shards[order[i - 1]], as tf_manifest_join found. Writes the bytes that one machine would
 * have written. TF_BAD_INPUT when the columns, scenarios or runs do not fit. */
bool tf_store_merge(const struct tf_store *shards, const size_t *order, size_t count,
                    const char *path, uint64_t *bytes, struct tf_diag *diag);

#endif
