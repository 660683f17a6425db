#include "cli/provenance.h"

#include <inttypes.h>
#include <string.h>

#include "base/fsio.h"
#include "base/text.h"

#ifndef TF_VERSION
#define TF_VERSION "unknown"
#endif

static bool take_arguments(const struct tf_session *session, struct tf_manifest *manifest,
                           struct tf_arena *arena)
{
    const struct tf_texts *given = &session->arguments;
    char **arguments = tf_arena_alloc(arena, given->count + 1, sizeof *arguments);
    if (arguments == NULL) {
        return false;
    }
    arguments[0] = (char *)(uintptr_t)manifest->program;
    for (size_t i = 0; i < given->count; i++) {
        arguments[i + 1] = (char *)(uintptr_t)given->items[i]; /* only read */
    }
    return tf_manifest_arguments(manifest, (int)given->count + 1, arguments, arena);
}

static bool describe_files(const struct tf_sampling *sampling, const struct tf_scenario *scenario,
                           struct tf_manifest_scenario *to, struct tf_arena *arena)
{
    to->file_count = scenario->file_count;
    to->files = tf_arena_alloc(arena, scenario->file_count, sizeof *to->files);
    for (size_t i = 0; to->files != NULL && i < scenario->file_count; i++) {
        char digest[TF_DIGEST_TEXT] = "";
        tf_file_cache_digest(&sampling->files, scenario->files[i], digest);
        to->files[i].file = scenario->files[i];
        to->files[i].sha256 = tf_arena_strdup(arena, digest);
        if (to->files[i].sha256 == NULL) {
            return false;
        }
    }
    return to->files != NULL;
}

static bool describe_overrides(const struct tf_sampling *sampling, struct tf_manifest_scenario *to,
                               struct tf_arena *arena)
{
    const struct tf_texts *set = &sampling->session->request.set;
    const struct tf_texts *vary = &sampling->session->request.vary;
    to->override_count = set->count + vary->count;
    to->overrides = tf_arena_alloc(arena, to->override_count, sizeof *to->overrides);
    for (size_t i = 0; to->overrides != NULL && i < to->override_count; i++) {
        bool sets = i < set->count;
        to->overrides[i] = tf_arena_printf(arena, "%s %s", sets ? "--set" : "--vary",
                                           sets ? set->items[i] : vary->items[i - set->count]);
        if (to->overrides[i] == NULL) {
            return false;
        }
    }
    return to->overrides != NULL;
}

static bool describe_scenarios(const struct tf_sampling *sampling, struct tf_manifest *manifest,
                               struct tf_arena *arena)
{
    const struct tf_study *study = &sampling->study;
    manifest->scenario_count = study->case_count;
    manifest->scenarios = tf_arena_alloc(arena, study->case_count, sizeof *manifest->scenarios);
    for (size_t i = 0; manifest->scenarios != NULL && i < study->case_count; i++) {
        const struct tf_scenario *scenario = &study->cases[i].scenario;
        struct tf_manifest_scenario *to = &manifest->scenarios[i];
        to->name = scenario->name;
        to->file = scenario->file;
        to->first_year = (uint64_t)scenario->base_year;
        to->last_year = (uint64_t)(scenario->base_year + scenario->horizon);
        to->regions = scenario->dimensions.regions.names;
        to->region_count = scenario->dimensions.regions.count;
        to->groups = scenario->dimensions.groups.names;
        to->group_count = scenario->dimensions.groups.count;
        if (!describe_files(sampling, scenario, to, arena) ||
            !describe_overrides(sampling, to, arena)) {
            return false;
        }
    }
    return manifest->scenarios != NULL;
}

static const char *design_name(const struct tf_study *study)
{
    static const char *const names[TF_DESIGN_KIND_COUNT] = {"random", "lhs", "sobol"};
    return study->draws ? names[study->design.kind] : "";
}

bool tf_provenance_make(const struct tf_sampling *sampling, const char **columns,
                        size_t column_count, struct tf_manifest *manifest)
{
    const struct tf_study *study = &sampling->study;
    struct tf_arena *arena = &sampling->session->arena;
    *manifest = (struct tf_manifest){
        .program = "twofold",
        .version = TF_VERSION,
        .design = design_name(study),
        .seed = study->draws ? study->design.seed : 0,
        .draws = study->draws ? study->design.run_count : 0,
        .points = study->grid.point_count,
        .runs = sampling->row_count,
        .shard = {sampling->shard.number, sampling->shard.of, sampling->first_run,
                  sampling->run_count},
        .columns = columns,
        .column_count = column_count,
    };
    return (take_arguments(sampling->session, manifest, arena) &&
            describe_scenarios(sampling, manifest, arena)) ||
           tf_out_of_memory(&sampling->session->diag);
}

static const char *without_folders(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

bool tf_provenance_save(const struct tf_sampling *sampling, struct tf_manifest *manifest,
                        const struct tf_run_counts *counts, const struct tf_written *written)
{
    struct tf_session *session = sampling->session;
    for (size_t i = 0; i < manifest->scenario_count; i++) {
        manifest->scenarios[i].ok = counts[i].runs - counts[i].infeasible;
        manifest->scenarios[i].infeasible = counts[i].infeasible;
        manifest->scenarios[i].clipped = counts[i].clipped;
    }
    manifest->output = (struct tf_manifest_output){.file = without_folders(written->file),
                                                   .sha256 = written->sha256,
                                                   .bytes = written->bytes,
                                                   .rows = written->rows,
                                                   .complete = written->complete};
    return tf_manifest_save(manifest, written->file, &session->arena, &session->diag);
}

bool tf_provenance_stands_by(const char *output)
{
    return output != NULL && strcmp(output, "-") != 0 && !tf_text_starts(output, "/dev/");
}

/* How many rows CSV has below its header. */
static uint64_t count_rows(const struct tf_buffer *text)
{
    uint64_t lines = 0;
    for (size_t i = 0; i < text->length; i++) {
        lines += text->bytes[i] == '\n';
    }
    return lines > 0 ? lines - 1 : 0;
}

bool tf_provenance_of_result(const struct tf_sampling *sampling, struct tf_manifest *manifest,
                             const struct tf_run_counts *counts, const struct tf_buffer *result)
{
    char digest[TF_DIGEST_TEXT];
    struct tf_written written = {.file = sampling->output,
                                 .sha256 = digest,
                                 .bytes = result->length,
                                 .rows = count_rows(result),
                                 .complete = true};
    tf_digest_bytes(result->bytes, result->length, digest);
    return !tf_provenance_stands_by(sampling->output) ||
           tf_provenance_save(sampling, manifest, counts, &written);
}

void tf_interruption_remark(const struct tf_session *session, const char *kept, uint64_t done,
                            uint64_t total, const char *what)
{
    if (session->request.quiet) {
        return;
    }
    tf_print_note("interrupted: %s%s%" PRIu64 " of %" PRIu64 " %s%s", kept != NULL ? kept : "",
                  kept != NULL ? " has " : "", done, total, what,
                  kept != NULL ? "" : " are written");
}

bool tf_provenance_finish(const struct tf_sampling *sampling, struct tf_manifest *manifest,
                          const struct tf_run_counts *counts, struct tf_growing_file *file,
                          uint64_t done, uint64_t total, const char *what)
{
    struct tf_session *session = sampling->session;
    char digest[TF_DIGEST_TEXT];
    const char *kept;
    struct tf_written written = {
        .bytes = file->bytes, .rows = file->rows, .complete = done == total};
    tf_digest_end(&file->digest, digest);
    if (!tf_growing_finish(file, written.complete, &session->arena, &kept, &session->diag)) {
        return false;
    }
    if (!written.complete) {
        tf_interruption_remark(session, kept, done, total, what);
    }
    written.file = kept;
    written.sha256 = digest;
    return kept == NULL || tf_provenance_save(sampling, manifest, counts, &written);
}
