/* Shards of CSV and of stores put together: bytes are copied, never written anew. */
#include <string.h>

#include "cli/growing_file.h"
#include "cli/merging.h"

/* A shard's file in memory, and how far it has been copied. */
struct part {
    struct tf_mapping mapping;
    size_t at;
};

struct joining {
    struct tf_shards *shards;
    struct part *parts; /* in the order of the shards */
    struct tf_growing_file file;
};

/* Where the record that begins at `at` ends, its line end with it; a line end inside quotes is
 * none. The length of the file when it does not end. */
static size_t end_of_record(const struct tf_mapping *mapping, size_t at)
{
    bool quoted = false;
    for (; at < mapping->length; at++) {
        if (mapping->bytes[at] == '"') {
            quoted = !quoted;
        } else if (mapping->bytes[at] == '\n' && !quoted) {
            return at + 1;
        }
    }
    return at;
}

static bool copy(struct joining *joining, struct part *part, size_t end, uint64_t rows)
{
    struct tf_buffer text = {.bytes = (char *)(uintptr_t)(part->mapping.bytes + part->at),
                             .length = end - part->at};
    part->at = end;
    return text.length == 0 ||
           tf_growing_write(&joining->file, &text, rows, &joining->shards->session->diag);
}

static const struct tf_manifest *manifest_of(const struct joining *joining, size_t k)
{
    return &joining->shards->manifests[joining->shards->order[k]];
}

static bool refuse_length(const struct joining *joining, size_t k)
{
    struct tf_place place = {.file = joining->shards->files[joining->shards->order[k]]};
    return tf_fail(&joining->shards->session->diag, TF_BAD_INPUT, &place,
                   "it has not the rows that its manifest says; run its shard again");
}

/* The rows of one scenario in shard k. */
static bool copy_scenario(struct joining *joining, size_t k)
{
    struct part *part = &joining->parts[k];
    uint64_t rows = manifest_of(joining, k)->shard.count;
    size_t end = part->at;
    for (uint64_t row = 0; row < rows; row++) {
        if (end >= part->mapping.length) {
            return refuse_length(joining, k);
        }
        end = end_of_record(&part->mapping, end);
    }
    return copy(joining, part, end, rows);
}

/* The header once; it must be the same in all. */
static bool copy_header(struct joining *joining)
{
    size_t length = end_of_record(&joining->parts[0].mapping, 0);
    for (size_t k = 1; k < joining->shards->count; k++) {
        struct part *part = &joining->parts[k];
        if (end_of_record(&part->mapping, 0) != length ||
            memcmp(part->mapping.bytes, joining->parts[0].mapping.bytes, length) != 0) {
            return refuse_length(joining, k);
        }
        part->at = length;
    }
    return copy(joining, &joining->parts[0], length, 0);
}

static bool copy_all(struct joining *joining)
{
    if (!copy_header(joining)) {
        return false;
    }
    for (size_t scenario = 0; scenario < manifest_of(joining, 0)->scenario_count; scenario++) {
        for (size_t k = 0; k < joining->shards->count; k++) {
            if (!copy_scenario(joining, k)) {
                return false;
            }
        }
    }
    for (size_t k = 0; k < joining->shards->count; k++) {
        if (joining->parts[k].at != joining->parts[k].mapping.length) {
            return refuse_length(joining, k);
        }
    }
    return true;
}

static bool save_manifest(const struct tf_shards *shards, const char *file, const char *sha256,
                          uint64_t bytes, uint64_t rows)
{
    struct tf_session *session = shards->session;
    struct tf_manifest manifest;
    if (!tf_merged_manifest(shards, &manifest)) {
        return false;
    }
    const char *slash = strrchr(file, '/');
    manifest.output = (struct tf_manifest_output){.file = slash != NULL ? slash + 1 : file,
                                                  .sha256 = sha256,
                                                  .bytes = bytes,
                                                  .rows = rows,
                                                  .complete = true};
    return tf_manifest_save(&manifest, file, &session->arena, &session->diag);
}

static bool finish(struct joining *joining)
{
    struct tf_session *session = joining->shards->session;
    char digest[TF_DIGEST_TEXT];
    const char *kept;
    tf_digest_end(&joining->file.digest, digest);
    return tf_growing_finish(&joining->file, true, &session->arena, &kept, &session->diag) &&
           (kept == NULL ||
            save_manifest(joining->shards, kept, digest, joining->file.bytes, joining->file.rows));
}

bool tf_merge_rows(struct tf_shards *shards)
{
    struct tf_session *session = shards->session;
    struct joining joining = {.shards = shards};
    const char *target = session->request.output != NULL ? session->request.output : "-";
    size_t mapped = 0;
    joining.parts = tf_arena_alloc(&session->arena, shards->count, sizeof *joining.parts);
    bool good = joining.parts != NULL || tf_out_of_memory(&session->diag);
    while (good && mapped < shards->count) {
        good = tf_file_map(&joining.parts[mapped].mapping, shards->files[shards->order[mapped]],
                           &session->diag);
        mapped += good;
    }
    good = good && tf_growing_open(&joining.file, target, &session->diag) && copy_all(&joining) &&
           finish(&joining);
    tf_growing_abandon(&joining.file);
    while (mapped > 0) {
        tf_file_unmap(&joining.parts[--mapped].mapping);
    }
    return good;
}

bool tf_merge_stores(struct tf_shards *shards)
{
    struct tf_session *session = shards->session;
    const char *target = session->request.output;
    uint64_t bytes;
    if (target == NULL) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "stores are put together in a file; give -o FILE, or --summary");
    }
    return tf_store_merge(shards->stores, shards->order, shards->count, target, &bytes,
                          &session->diag) &&
           save_manifest(shards, target, NULL, bytes, shards->manifests[0].runs);
}
