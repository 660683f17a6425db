#include "output/manifest.h"

#include <string.h>

#include "base/fsio.h"
#include "base/text.h"
#include "output/manifest_format.h"

/* --- the command line ------------------------------------------------------------------------- */

/* Options that do not change what comes out, and whether something follows them. */
static const struct aside {
    const char *name;
    char letter;
    bool takes;
} asides[] = {
    {"--shard", 0, true},   {"--output", 'o', true},  {"--store", 0, true},
    {"--threads", 0, true}, {"--progress", 0, false}, {"--quiet", 'q', false},
};
enum { ASIDES = sizeof asides / sizeof *asides };

/* The option that a long form names, also shortened (the parser has seen that it is clear). */
static const struct aside *long_aside(const char *argument)
{
    size_t length = strcspn(argument, "=");
    for (size_t i = 0; i < ASIDES && length > 2; i++) {
        if (strncmp(asides[i].name, argument, length) == 0) {
            return &asides[i];
        }
    }
    return NULL;
}

static const struct aside *letter_aside(char letter)
{
    for (size_t i = 0; i < ASIDES; i++) {
        if (asides[i].letter != 0 && asides[i].letter == letter) {
            return &asides[i];
        }
    }
    return NULL;
}

/* How many arguments from this one on go aside: 0, 1, or 2 with a value of its own. */
static int count_aside(const char *argument)
{
    if (strncmp(argument, "--", 2) == 0) {
        const struct aside *aside = long_aside(argument);
        return aside == NULL ? 0 : aside->takes && strchr(argument, '=') == NULL ? 2 : 1;
    }
    if (argument[0] != '-' || argument[1] == '\0') {
        return 0;
    }
    for (const char *letter = argument + 1; *letter != '\0'; letter++) { /* -qo FILE */
        const struct aside *aside = letter_aside(*letter);
        if (aside == NULL || aside->takes) {
            return aside == NULL ? 0 : letter[1] == '\0' ? 2 : 1;
        }
    }
    return 1;
}

bool tf_manifest_arguments(struct tf_manifest *manifest, int argc, char *const *argv,
                           struct tf_arena *arena)
{
    size_t most = argc > 0 ? (size_t)argc : 1;
    manifest->argument_count = manifest->aside_count = 0;
    manifest->arguments = tf_arena_alloc(arena, most, sizeof *manifest->arguments);
    manifest->aside = tf_arena_alloc(arena, most, sizeof *manifest->aside);
    if (manifest->arguments == NULL || manifest->aside == NULL) {
        return false;
    }
    bool operands_only = false;
    for (int i = 1, aside = 0; i < argc; i++) {
        if (aside == 0 && !operands_only) {
            aside = count_aside(argv[i]);
            operands_only = strcmp(argv[i], "--") == 0;
        }
        if (aside > 0) {
            manifest->aside[manifest->aside_count++] = argv[i];
            aside--;
        } else {
            manifest->arguments[manifest->argument_count++] = argv[i];
        }
    }
    return true;
}

/* --- writing ---------------------------------------------------------------------------------- */

/* A text with U+FFFD for each byte that is no UTF-8, as names of files may have. */
static void write_text(struct tf_json *json, const char *key, const char *text)
{
    struct tf_buffer clean;
    size_t length = text != NULL ? strlen(text) : 0, good;
    if (text == NULL || (good = tf_utf8_invalid_at(text, length)) == length) {
        tf_json_text(json, key, text);
        return;
    }
    tf_buffer_init(&clean);
    for (; good < length; good = tf_utf8_invalid_at(text, length)) {
        tf_buffer_append(&clean, text, good);
        tf_buffer_text(&clean, "\xEF\xBF\xBD");
        text += good + 1;
        length -= good + 1;
    }
    tf_buffer_append(&clean, text, length);
    json->out->failed = json->out->failed || clean.failed;
    tf_json_text(json, key, clean.bytes);
    tf_buffer_release(&clean);
}

static void write_whole(struct tf_json *json, const char *key, uint64_t value)
{
    tf_json_number(json, key, (double)value);
}

static void write_texts(struct tf_json *json, const char *key, const char *const *texts,
                        size_t count)
{
    tf_json_open(json, key, '[', true);
    for (size_t i = 0; i < count; i++) {
        write_text(json, NULL, texts[i]);
    }
    tf_json_close(json, ']');
}

static void write_files(struct tf_json *json, const struct tf_manifest_scenario *scenario)
{
    tf_json_open(json, "files", '[', false);
    for (size_t i = 0; i < scenario->file_count; i++) {
        tf_json_open(json, NULL, '{', true);
        write_text(json, "file", scenario->files[i].file);
        write_text(json, "sha256", scenario->files[i].sha256);
        tf_json_close(json, '}');
    }
    tf_json_close(json, ']');
}

static void write_scenarios(struct tf_json *json, const struct tf_manifest *manifest, bool results)
{
    tf_json_open(json, "scenarios", '[', false);
    for (size_t i = 0; i < manifest->scenario_count; i++) {
        const struct tf_manifest_scenario *scenario = &manifest->scenarios[i];
        tf_json_open(json, NULL, '{', false);
        write_text(json, "name", scenario->name);
        write_text(json, "file", scenario->file);
        write_files(json, scenario);
        write_texts(json, "overrides", scenario->overrides, scenario->override_count);
        write_whole(json, "first_year", scenario->first_year);
        write_whole(json, "last_year", scenario->last_year);
        write_texts(json, "regions", scenario->regions, scenario->region_count);
        write_texts(json, "groups", scenario->groups, scenario->group_count);
        if (results) {
            write_whole(json, "ok", scenario->ok);
            write_whole(json, "infeasible", scenario->infeasible);
            write_whole(json, "clipped", scenario->clipped);
        }
        tf_json_close(json, '}');
    }
    tf_json_close(json, ']');
}

static void write_shard(struct tf_json *json, const struct tf_manifest_shard *shard)
{
    tf_json_open(json, "shard", '{', true);
    write_whole(json, "number", shard->number);
    write_whole(json, "of", shard->of);
    write_whole(json, "first", shard->first);
    write_whole(json, "count", shard->count);
    tf_json_close(json, '}');
}

static void write_output(struct tf_json *json, const struct tf_manifest_output *output)
{
    tf_json_open(json, "output", '{', false);
    write_text(json, "file", output->file);
    write_text(json, "sha256", output->sha256);
    write_whole(json, "bytes", output->bytes);
    write_whole(json, "rows", output->rows);
    tf_json_bool(json, "complete", output->complete);
    tf_json_close(json, '}');
}

static void write_all(const struct tf_manifest *manifest, struct tf_json *json, const char *key,
                      bool results)
{
    tf_json_open(json, key, '{', false);
    write_whole(json, "manifest", MANIFEST_FORMAT);
    write_text(json, "program", manifest->program);
    write_text(json, "version", manifest->version);
    write_texts(json, "arguments", manifest->arguments, manifest->argument_count);
    if (results) {
        write_texts(json, "aside", manifest->aside, manifest->aside_count);
    }
    write_text(json, "design", manifest->design);
    write_whole(json, "seed", manifest->seed);
    write_whole(json, "draws", manifest->draws);
    write_whole(json, "points", manifest->points);
    write_whole(json, "runs", manifest->runs);
    write_shard(json, &manifest->shard);
    write_scenarios(json, manifest, results);
    write_texts(json, "columns", manifest->columns, manifest->column_count);
    if (results) {
        write_output(json, &manifest->output);
    }
    tf_json_close(json, '}');
}

void tf_manifest_write_plan(const struct tf_manifest *manifest, struct tf_json *json,
                            const char *key)
{
    write_all(manifest, json, key, false);
}

void tf_manifest_write(const struct tf_manifest *manifest, struct tf_buffer *out)
{
    struct tf_json json;
    tf_json_begin(&json, out);
    write_all(manifest, &json, NULL, true);
    tf_json_end(&json);
}

char *tf_manifest_name(const char *file, struct tf_arena *arena)
{
    return tf_arena_printf(arena, "%s.manifest.json", file);
}

bool tf_manifest_save(const struct tf_manifest *manifest, const char *file, struct tf_arena *arena,
                      struct tf_diag *diag)
{
    struct tf_buffer text;
    const char *name = tf_manifest_name(file, arena);
    tf_buffer_init(&text);
    tf_manifest_write(manifest, &text);
    bool ok = name != NULL && !text.failed ? tf_file_write(name, text.bytes, text.length, diag)
                                           : tf_out_of_memory(diag);
    tf_buffer_release(&text);
    return ok;
}
