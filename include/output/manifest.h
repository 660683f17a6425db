/* manifest: what a file of results was made from, kept beside it as FILE.manifest.json.
 *
 * Whoever has the files named there and this program gets the same bytes again. Nothing in it
 * depends on when or where it was written, and the part that says how the work was split up or
 * where the results went stands apart, so that the manifests of the shards of one study can be
 * compared. */
#ifndef TF_OUTPUT_MANIFEST_H
#define TF_OUTPUT_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/digest.h"
#include "base/mem.h"
#include "output/json.h"

struct tf_manifest_file {
    const char *file;   /* as named */
    const char *sha256; /* TF_DIGEST_TEXT */
};

struct tf_manifest_scenario {
    const char *name, *file;        /* file as on the command line */
    struct tf_manifest_file *files; /* every file read, the scenario's own first */
    size_t file_count;
    const char **overrides; /* "--set growth=5%" */
    size_t override_count;
    /* The years projected, and the members: what a column's name is of, and which scenarios lack
     * it. */
    uint64_t first_year, last_year;
    const char **regions, **groups;
    size_t region_count, group_count;
    uint64_t ok, infeasible, clipped; /* runs; what came out */
};

/* A part of a study: the runs [first, first + count) of each scenario, 0-based. The whole: 1 of 1.
 */
struct tf_manifest_shard {
    uint64_t number, of; /* number in 1 … of */
    uint64_t first, count;
};

/* The file that the manifest stands beside. */
struct tf_manifest_output {
    const char *file;     /* its name without folders */
    const char *sha256;   /* NULL: not computed (a store checks itself) */
    uint64_t bytes, rows; /* rows: lines of CSV without the header, or runs of a store */
    bool complete;        /* false: interrupted; the rows are the first ones */
};

struct tf_manifest {
    const char *program, *version; /* "twofold", "0.1.0" */
    const char **arguments;        /* the command and what decides about the results, see below */
    size_t argument_count;
    const char **aside; /* the other options, as typed */
    size_t aside_count;
    const char *design; /* "" without draws */
    uint64_t seed;      /* below 2^53, as all whole numbers here */
    uint64_t draws;     /* a grid point; 0: none */
    uint64_t points;    /* of the grid; 1 without a grid */
    uint64_t runs;      /* of each scenario, over all shards */
    struct tf_manifest_shard shard;
    struct tf_manifest_scenario *scenarios;
    size_t scenario_count;
    const char **columns; /* names */
    size_t column_count;
    struct tf_manifest_output output;
};

/* Splits argv[1 .. argc) into `arguments` and `aside`: --shard, -o/--output, --store, --threads,
 * --progress and -q/--quiet with what belongs to them go aside. argv must be in the order typed
 * (the parser of options reorders it) and acceptable to it. The texts are not copied. False when
 * memory is exhausted. */
bool tf_manifest_arguments(struct tf_manifest *manifest, int argc, char *const *argv,
                           struct tf_arena *arena);

/* Appends the manifest as JSON: keys in a fixed order, a line end at the end. Text that is no UTF-8
 * is written with U+FFFD for its bad bytes. */
void tf_manifest_write(const struct tf_manifest *manifest, struct tf_buffer *out);

/* The part that is known before the first run, as one object: without `aside`, the counts of runs
 * and the output. The header of a store has it. */
void tf_manifest_write_plan(const struct tf_manifest *manifest, struct tf_json *json,
                            const char *key);

/* Reads what tf_manifest_write wrote; everything from the arena. file: a name for messages.
 * TF_BAD_INPUT for what is no JSON, misses something, has something of the wrong kind or was
 * written by a newer program in another format. Keys that it does not know are no error. */
bool tf_manifest_parse(struct tf_manifest *manifest, const char *file, const char *bytes,
                       size_t length, struct tf_arena *arena, struct tf_diag *diag);

/* `FILE.manifest.json`; NULL when memory is exhausted. */
char *tf_manifest_name(const char *file, struct tf_arena *arena);

/* Writes or reads the manifest beside a file of results (not a device or `-`). */
bool tf_manifest_save(const struct tf_manifest *manifest, const char *file, struct tf_arena *arena,
                      struct tf_diag *diag);
bool tf_manifest_load(struct tf_manifest *manifest, const char *file, struct tf_arena *arena,
                      struct tf_diag *diag);

/* Whether a file is the one that its manifest describes: length and digest. TF_BAD_INPUT when it
 * was truncated or altered. */
bool tf_manifest_verify(const struct tf_manifest *manifest, const char *file, struct tf_diag *diag);

/* Whether two manifests are parts of one study: all but the shard, `aside`, the output and the
 * counts agree. Scenario files may lie elsewhere, their digests decide. When not, the first
 * difference is appended to `why` in words: "seed 1 and seed 2". */
bool tf_manifest_matches(const struct tf_manifest *manifest, const struct tf_manifest *other,
                         struct tf_buffer *why);

/* Whether `count` manifests, one beside each of `files`, are all the shards of one study, each once
 * and complete. order[i], of `count` entries, is then the index of the shard whose number is i + 1.
 * TF_BAD_INPUT otherwise: which file does not belong to the first one and why, which shards are
 * missing, which are there twice, which was interrupted. */
bool tf_manifest_join(const struct tf_manifest *manifests, const char *const *files, size_t count,
                      size_t *order, struct tf_diag *diag);

#endif
