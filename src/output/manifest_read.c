#include <string.h>

#include "base/fsio.h"
#include "output/json_read.h"
#include "output/manifest.h"
#include "output/manifest_format.h"

/* A manifest is small; what is larger is another file. */
#define LARGEST_MANIFEST ((size_t)64 << 20)

static const char *read_digest(struct json_reader *reader, const char *text)
{
    if (text != NULL && !tf_digest_is_text(text)) {
        json_reader_refuse(reader, "sha256", "64 hexadecimal digits");
    }
    return text;
}

static void read_files(struct json_reader *reader, const json_t *object,
                       struct tf_manifest_scenario *scenario)
{
    const json_t *files = json_reader_array(reader, object, "files");
    scenario->files =
        json_reader_items(reader, files, sizeof *scenario->files, &scenario->file_count);
    for (size_t i = 0; i < scenario->file_count; i++) {
        const json_t *file = json_array_get(files, i);
        scenario->files[i].file = json_reader_text(reader, file, "file");
        scenario->files[i].sha256 = read_digest(reader, json_reader_text(reader, file, "sha256"));
    }
}

static void read_scenarios(struct json_reader *reader, const json_t *root, bool results,
                           struct tf_manifest *manifest)
{
    const json_t *scenarios = json_reader_array(reader, root, "scenarios");
    manifest->scenarios = json_reader_items(reader, scenarios, sizeof *manifest->scenarios,
                                            &manifest->scenario_count);
    for (size_t i = 0; i < manifest->scenario_count && !reader->failed; i++) {
        const json_t *object = json_array_get(scenarios, i);
        struct tf_manifest_scenario *scenario = &manifest->scenarios[i];
        scenario->name = json_reader_text(reader, object, "name");
        scenario->file = json_reader_text(reader, object, "file");
        read_files(reader, object, scenario);
        scenario->overrides =
            json_reader_texts(reader, object, "overrides", &scenario->override_count);
        scenario->first_year = json_reader_whole(reader, object, "first_year");
        scenario->last_year = json_reader_whole(reader, object, "last_year");
        scenario->regions = json_reader_texts(reader, object, "regions", &scenario->region_count);
        scenario->groups = json_reader_texts(reader, object, "groups", &scenario->group_count);
        if (results) {
            scenario->ok = json_reader_whole(reader, object, "ok");
            scenario->infeasible = json_reader_whole(reader, object, "infeasible");
            scenario->clipped = json_reader_whole(reader, object, "clipped");
        }
    }
}

static void read_shard(struct json_reader *reader, const json_t *root, struct tf_manifest *manifest)
{
    const json_t *object = json_reader_inner(reader, root, "shard");
    struct tf_manifest_shard *shard = &manifest->shard;
    shard->number = json_reader_whole(reader, object, "number");
    shard->of = json_reader_whole(reader, object, "of");
    shard->first = json_reader_whole(reader, object, "first");
    shard->count = json_reader_whole(reader, object, "count");
    if (shard->number < 1 || shard->number > shard->of) {
        json_reader_refuse(reader, "number", "from 1 to `of`");
    }
    if (shard->first > manifest->runs || shard->count > manifest->runs - shard->first) {
        json_reader_refuse(reader, "shard", "a part of all runs");
    }
}

static void read_output(struct json_reader *reader, const json_t *root,
                        struct tf_manifest_output *output)
{
    const json_t *object = json_reader_inner(reader, root, "output");
    output->file = json_reader_text(reader, object, "file");
    output->sha256 = read_digest(reader, json_reader_optional(reader, object, "sha256"));
    output->bytes = json_reader_whole(reader, object, "bytes");
    output->rows = json_reader_whole(reader, object, "rows");
    output->complete = json_reader_bool(reader, object, "complete");
}

/* A format that this program does not know says so before anything else. */
static void read_format(struct json_reader *reader, const json_t *root)
{
    struct tf_place place = {.file = reader->file};
    uint64_t format = json_reader_whole(reader, root, "manifest");
    if (!reader->failed && format != MANIFEST_FORMAT) {
        reader->failed = true;
        tf_fail(reader->diag, TF_BAD_INPUT, &place,
                "a newer program wrote it (manifest format %zu; this one reads %d)", (size_t)format,
                (int)MANIFEST_FORMAT);
    }
}

void manifest_read(struct json_reader *reader, const json_t *root, bool results,
                   struct tf_manifest *manifest)
{
    read_format(reader, root);
    manifest->program = json_reader_text(reader, root, "program");
    manifest->version = json_reader_text(reader, root, "version");
    manifest->arguments = json_reader_texts(reader, root, "arguments", &manifest->argument_count);
    manifest->design = json_reader_text(reader, root, "design");
    manifest->seed = json_reader_whole(reader, root, "seed");
    manifest->draws = json_reader_whole(reader, root, "draws");
    manifest->points = json_reader_whole(reader, root, "points");
    manifest->runs = json_reader_whole(reader, root, "runs");
    read_shard(reader, root, manifest);
    read_scenarios(reader, root, results, manifest);
    manifest->columns = json_reader_texts(reader, root, "columns", &manifest->column_count);
    if (results) {
        manifest->aside = json_reader_texts(reader, root, "aside", &manifest->aside_count);
        read_output(reader, root, &manifest->output);
    }
}

bool tf_manifest_parse(struct tf_manifest *manifest, const char *file, const char *bytes,
                       size_t length, struct tf_arena *arena, struct tf_diag *diag)
{
    struct json_reader reader = {.file = file, .arena = arena, .diag = diag};
    *manifest = (struct tf_manifest){.seed = 0};
    json_t *root = json_reader_object(&reader, bytes, length, "manifest");
    if (root != NULL) {
        manifest_read(&reader, root, true, manifest);
    }
    json_decref(root);
    return !reader.failed;
}

bool tf_manifest_load(struct tf_manifest *manifest, const char *file, struct tf_arena *arena,
                      struct tf_diag *diag)
{
    struct tf_buffer bytes;
    const char *name = tf_manifest_name(file, arena);
    *manifest = (struct tf_manifest){.seed = 0};
    if (name == NULL) {
        return tf_out_of_memory(diag);
    }
    tf_buffer_init(&bytes);
    bool ok = tf_file_read(name, LARGEST_MANIFEST, &bytes, NULL, diag) &&
              tf_manifest_parse(manifest, name, bytes.bytes != NULL ? bytes.bytes : "",
                                bytes.length, arena, diag);
    tf_buffer_release(&bytes);
    return ok;
}

bool tf_manifest_verify(const struct tf_manifest *manifest, const char *file, struct tf_diag *diag)
{
    const struct tf_manifest_output *output = &manifest->output;
    struct tf_place place = {.file = file};
    char sha256[TF_DIGEST_TEXT];
    size_t bytes;
    if (!tf_digest_file(file, sha256, &bytes, diag)) {
        return false;
    }
    if (bytes != output->bytes) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "it has %zu bytes, but %zu by its manifest: it was %s since", bytes,
                       (size_t)output->bytes, bytes < output->bytes ? "truncated" : "changed");
    }
    if (output->sha256 != NULL && strcmp(sha256, output->sha256) != 0) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "it was changed: its SHA-256 is %.12s…, by its manifest %.12s…", sha256,
                       output->sha256);
    }
    return true;
}
