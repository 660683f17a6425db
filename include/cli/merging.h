/* merging: the files of several shards, or of several scenarios, as one. */
#ifndef TF_CLI_MERGING_H
#define TF_CLI_MERGING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/command.h"
#include "output/manifest.h"
#include "output/store.h"

/* Files that belong together. */
struct tf_shards {
    struct tf_session *session;
    const char **files;
    size_t count;
    bool are_stores;               /* else CSV */
    struct tf_manifest *manifests; /* [file] */
    struct tf_store *stores;       /* [file], where they are stores */
    size_t *order;                 /* order[k]: the file that has shard k + 1 */
};

/* Opens the operands: all stores, or all CSV with a manifest beside each; checks that each is as it
 * was written and that together they are all the shards of one study. Close it in every case. */
bool tf_shards_open(struct tf_shards *shards, struct tf_session *session);
void tf_shards_close(struct tf_shards *shards);

/* Writes what one machine would have written to -o (CSV also to standard output), and its manifest
 * beside it. */
bool tf_merge_rows(struct tf_shards *shards);
bool tf_merge_stores(struct tf_shards *shards);

/* Writes the summary that `sample --summary` would have written. */
bool tf_merge_summary(struct tf_shards *shards);

/* Writes the rows of the operands, CSV of whatever scenarios, below each other. */
bool tf_merge_stack(struct tf_session *session);

/* The manifest of the whole: no shard, what came out in all, and the new output. */
bool tf_merged_manifest(const struct tf_shards *shards, struct tf_manifest *manifest);

#endif
