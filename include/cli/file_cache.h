/* file_cache: the files that scenarios are read from, each read once and remembered.
 *
 * A study loads a scenario several times (once for each end of an axis), also from standard input;
 * and its manifest names the digests of just the bytes that were read. */
#ifndef TF_CLI_FILE_CACHE_H
#define TF_CLI_FILE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/digest.h"
#include "scenario/scenario.h"

struct tf_cached_file {
    char *path; /* as it was asked for */
    struct tf_buffer bytes;
};

struct tf_file_cache {
    struct tf_cached_file *items;
    size_t count, capacity;
};

/* A source that reads through the cache, which must outlive it. Failed reads are not remembered. */
struct tf_file_source tf_file_cache_source(struct tf_file_cache *cache);
void tf_file_cache_release(struct tf_file_cache *cache);

/* Remembers what was read of a file elsewhere. False without memory. */
bool tf_file_cache_put(struct tf_file_cache *cache, const char *path, const char *bytes,
                       size_t length);

/* The SHA-256 of a file that was read; false when it was not. */
bool tf_file_cache_digest(const struct tf_file_cache *cache, const char *path,
                          char out[TF_DIGEST_TEXT]);

#endif
