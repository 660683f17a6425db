/* The files of shards: opened, checked, put into order. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/merging.h"

static bool make_room(struct tf_shards *shards)
{
    struct tf_arena *arena = &shards->session->arena;
    shards->manifests = tf_arena_alloc(arena, shards->count, sizeof *shards->manifests);
    shards->stores = tf_arena_alloc(arena, shards->count, sizeof *shards->stores);
    shards->order = tf_arena_alloc(arena, shards->count, sizeof *shards->order);
    return (shards->manifests != NULL && shards->stores != NULL && shards->order != NULL) ||
           tf_out_of_memory(&shards->session->diag);
}

/* What the manifest beside a CSV would say of a store. */
static void describe_store(const struct tf_store *store, struct tf_manifest *manifest)
{
    *manifest = store->manifest;
    manifest->output.complete = true;
    manifest->output.rows = store->runs;
    for (size_t i = 0; i < store->scenario_count && i < manifest->scenario_count; i++) {
        const struct tf_store_result *result = &store->results[i];
        manifest->scenarios[i].ok = result->ok;
        manifest->scenarios[i].infeasible = result->infeasible;
        manifest->scenarios[i].clipped = result->clipped;
        if (result->complete < store->runs) {
            manifest->output.complete = false;
            manifest->output.rows =
                result->complete < manifest->output.rows ? result->complete : manifest->output.rows;
        }
    }
}

static bool are_readable(const struct tf_shards *shards)
{
    bool good = true;
    for (size_t i = 0; i < shards->count; i++) {
        struct tf_place place = {.file = shards->files[i]};
        good = (access(shards->files[i], R_OK) == 0 ||
                tf_fail(&shards->session->diag, TF_BAD_INPUT, &place, "cannot read it: %s",
                        strerror(errno))) &&
               good;
    }
    return good;
}

/* Only the manifest tells which part of what a CSV is. */
static bool has_manifest(const struct tf_shards *shards, const char *file)
{
    struct tf_session *session = shards->session;
    struct tf_place place = {.file = file};
    const char *manifest = tf_manifest_name(file, &session->arena);
    if (manifest == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    return access(manifest, F_OK) == 0 || tf_fail(&session->diag, TF_BAD_INPUT, &place,
                                                  "%s is missing; sample and sweep write it beside "
                                                  "their rows, and merge needs it there",
                                                  manifest);
}

static bool open_one(struct tf_shards *shards, size_t at)
{
    struct tf_diag *diag = &shards->session->diag;
    if (!shards->are_stores) {
        return has_manifest(shards, shards->files[at]) &&
               tf_manifest_load(&shards->manifests[at], shards->files[at], &shards->session->arena,
                                diag) &&
               tf_manifest_verify(&shards->manifests[at], shards->files[at], diag);
    }
    if (!tf_store_open(&shards->stores[at], shards->files[at], diag)) {
        return false;
    }
    describe_store(&shards->stores[at], &shards->manifests[at]);
    return true;
}

static bool same_kind(struct tf_shards *shards)
{
    shards->are_stores = tf_store_is(shards->files[0]);
    for (size_t i = 1; i < shards->count; i++) {
        if (tf_store_is(shards->files[i]) != shards->are_stores) {
            struct tf_place place = {.file = shards->files[i]};
            return tf_fail(&shards->session->diag, TF_BAD_INPUT, &place,
                           "it is %s, but %s is not; merge files of one kind",
                           shards->are_stores ? "no store" : "a store", shards->files[0]);
        }
    }
    return true;
}

bool tf_shards_open(struct tf_shards *shards, struct tf_session *session)
{
    *shards = (struct tf_shards){.session = session,
                                 .files = session->request.operands.items,
                                 .count = session->request.operands.count};
    if (!make_room(shards) || !are_readable(shards) || !same_kind(shards)) {
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < shards->count; i++) {
        good = open_one(shards, i) && good;
    }
    return good && tf_manifest_join(shards->manifests, shards->files, shards->count, shards->order,
                                    &session->diag);
}

void tf_shards_close(struct tf_shards *shards)
{
    for (size_t i = 0; shards->stores != NULL && shards->are_stores && i < shards->count; i++) {
        tf_store_release(&shards->stores[i]);
    }
}

/* The arguments of `merge` that say where the result goes. */
static bool take_aside(const struct tf_session *session, struct tf_manifest *manifest,
                       struct tf_arena *arena)
{
    struct tf_manifest own = {0};
    const struct tf_texts *given = &session->arguments;
    char **arguments = tf_arena_alloc(arena, given->count + 1, sizeof *arguments);
    if (arguments == NULL) {
        return false;
    }
    for (size_t i = 0; i < given->count; i++) {
        arguments[i + 1] = (char *)(uintptr_t)given->items[i]; /* only read */
    }
    arguments[0] = arguments[given->count > 0 ? 1 : 0];
    if (!tf_manifest_arguments(&own, (int)given->count + 1, arguments, arena)) {
        return false;
    }
    manifest->aside = own.aside;
    manifest->aside_count = own.aside_count;
    return true;
}

bool tf_merged_manifest(const struct tf_shards *shards, struct tf_manifest *manifest)
{
    struct tf_arena *arena = &shards->session->arena;
    *manifest = shards->manifests[shards->order[0]];
    size_t count = manifest->scenario_count;
    struct tf_manifest_scenario *scenarios = tf_arena_alloc(arena, count, sizeof *scenarios);
    if (scenarios == NULL || !take_aside(shards->session, manifest, arena)) {
        return tf_out_of_memory(&shards->session->diag);
    }
    for (size_t i = 0; i < count; i++) {
        scenarios[i] = manifest->scenarios[i];
        scenarios[i].ok = scenarios[i].infeasible = scenarios[i].clipped = 0;
        for (size_t k = 0; k < shards->count; k++) {
            const struct tf_manifest_scenario *part = &shards->manifests[k].scenarios[i];
            scenarios[i].ok += part->ok;
            scenarios[i].infeasible += part->infeasible;
            scenarios[i].clipped += part->clipped;
        }
    }
    manifest->scenarios = scenarios;
    manifest->shard = (struct tf_manifest_shard){1, 1, 0, manifest->runs};
    return true;
}
