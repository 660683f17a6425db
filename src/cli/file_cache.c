#include "cli/file_cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/fsio.h"

static struct tf_cached_file *find(const struct tf_file_cache *cache, const char *path)
{
    for (size_t i = 0; i < cache->count; i++) {
        if (strcmp(cache->items[i].path, path) == 0) {
            return &cache->items[i];
        }
    }
    return NULL;
}

static struct tf_cached_file *add(struct tf_file_cache *cache, const char *path)
{
    char *copy = strdup(path);
    if (copy == NULL || !tf_array_reserve(&cache->items, &cache->capacity, cache->count + 1,
                                          sizeof *cache->items)) {
        free(copy);
        return NULL;
    }
    struct tf_cached_file *file = &cache->items[cache->count++];
    file->path = copy;
    tf_buffer_init(&file->bytes);
    return file;
}

static void forget_last(struct tf_file_cache *cache)
{
    struct tf_cached_file *file = &cache->items[--cache->count];
    tf_buffer_release(&file->bytes);
    free(file->path);
}

static bool read_through(void *context, const char *path, size_t limit, struct tf_buffer *out,
                         const struct tf_place *place, struct tf_diag *diag)
{
    struct tf_file_cache *cache = context;
    struct tf_cached_file *file = find(cache, path);
    if (file == NULL) {
        file = add(cache, path);
        if (file == NULL) {
            return tf_out_of_memory(diag);
        }
        if (!tf_file_read(path, limit, &file->bytes, place, diag)) {
            forget_last(cache);
            return false;
        }
    }
    tf_buffer_append(out, file->bytes.bytes != NULL ? file->bytes.bytes : "", file->bytes.length);
    return !out->failed || tf_out_of_memory(diag);
}

struct tf_file_source tf_file_cache_source(struct tf_file_cache *cache)
{
    return (struct tf_file_source){read_through, cache};
}

void tf_file_cache_release(struct tf_file_cache *cache)
{
    while (cache->count > 0) {
        forget_last(cache);
    }
    free(cache->items);
    *cache = (struct tf_file_cache){0};
}

bool tf_file_cache_put(struct tf_file_cache *cache, const char *path, const char *bytes,
                       size_t length)
{
    struct tf_cached_file *file = add(cache, path);
    if (file == NULL) {
        return false;
    }
    tf_buffer_append(&file->bytes, bytes, length);
    if (file->bytes.failed) {
        forget_last(cache);
        return false;
    }
    return true;
}

bool tf_file_cache_digest(const struct tf_file_cache *cache, const char *path,
                          char out[TF_DIGEST_TEXT])
{
    const struct tf_cached_file *file = find(cache, path);
    if (file != NULL) {
        tf_digest_bytes(file->bytes.bytes, file->bytes.length, out);
    }
    return file != NULL;
}
