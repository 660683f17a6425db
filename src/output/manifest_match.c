#include <string.h>

#include "output/manifest.h"

/* Whether parts of two manifests agree. The first difference is put into words. */

static bool same_text(const char *what, const char *a, const char *b, struct tf_buffer *why)
{
    if (strcmp(a, b) == 0) {
        return true;
    }
    tf_buffer_printf(why, "%s `%s` and `%s`", what, a, b);
    return false;
}

static bool same_whole(const char *what, uint64_t a, uint64_t b, struct tf_buffer *why)
{
    if (a == b) {
        return true;
    }
    tf_buffer_printf(why, "%s %zu and %s %zu", what, (size_t)a, what, (size_t)b);
    return false;
}

static bool same_texts(const char *what, const char *const *a, size_t a_count, const char *const *b,
                       size_t b_count, struct tf_buffer *why)
{
    for (size_t i = 0; i < a_count || i < b_count; i++) {
        const char *first = i < a_count ? a[i] : NULL, *second = i < b_count ? b[i] : NULL;
        if (first == NULL || second == NULL) {
            tf_buffer_printf(why, "%s `%s` only in one of them", what,
                             first != NULL ? first : second);
            return false;
        }
        if (!same_text(what, first, second, why)) {
            return false;
        }
    }
    return true;
}

/* The next argument that is no scenario's file: those may lie elsewhere. NULL at the end. */
static const char *next_argument(const struct tf_manifest *manifest, size_t *at)
{
    while (*at < manifest->argument_count) {
        const char *argument = manifest->arguments[(*at)++];
        bool is_file = false;
        for (size_t i = 0; i < manifest->scenario_count && !is_file; i++) {
            is_file = strcmp(argument, manifest->scenarios[i].file) == 0;
        }
        if (!is_file) {
            return argument;
        }
    }
    return NULL;
}

static bool same_arguments(const struct tf_manifest *a, const struct tf_manifest *b,
                           struct tf_buffer *why)
{
    for (size_t i = 0, j = 0;;) {
        const char *first = next_argument(a, &i), *second = next_argument(b, &j);
        if (first == NULL && second == NULL) {
            return true;
        }
        if (first == NULL || second == NULL) {
            tf_buffer_printf(why, "the argument `%s` only in one of them",
                             first != NULL ? first : second);
            return false;
        }
        if (!same_text("the arguments", first, second, why)) {
            return false;
        }
    }
}

static bool same_scenario(const struct tf_manifest_scenario *a,
                          const struct tf_manifest_scenario *b, struct tf_buffer *why)
{
    if (!same_text("the scenarios", a->name, b->name, why)) {
        return false;
    }
    if (a->file_count != b->file_count) {
        tf_buffer_printf(why, "scenario `%s` from %zu files and from %zu", a->name, a->file_count,
                         b->file_count);
        return false;
    }
    for (size_t i = 0; i < a->file_count; i++) {
        if (strcmp(a->files[i].sha256, b->files[i].sha256) != 0) {
            tf_buffer_printf(why, "two versions of `%s` (SHA-256 %.12s… and %.12s…)",
                             a->files[i].file, a->files[i].sha256, b->files[i].sha256);
            return false;
        }
    }
    return same_texts("the changes", a->overrides, a->override_count, b->overrides,
                      b->override_count, why);
}

static bool same_scenarios(const struct tf_manifest *a, const struct tf_manifest *b,
                           struct tf_buffer *why)
{
    if (a->scenario_count != b->scenario_count) {
        tf_buffer_printf(why, "%zu scenarios and %zu", a->scenario_count, b->scenario_count);
        return false;
    }
    for (size_t i = 0; i < a->scenario_count; i++) {
        if (!same_scenario(&a->scenarios[i], &b->scenarios[i], why)) {
            return false;
        }
    }
    return true;
}

bool tf_manifest_matches(const struct tf_manifest *manifest, const struct tf_manifest *other,
                         struct tf_buffer *why)
{
    const struct tf_manifest *a = manifest, *b = other;
    return same_text("the programs", a->program, b->program, why) &&
           same_text("the versions", a->version, b->version, why) &&
           same_text("the designs", a->design, b->design, why) &&
           same_whole("seed", a->seed, b->seed, why) &&
           same_whole("draws", a->draws, b->draws, why) &&
           same_whole("points", a->points, b->points, why) &&
           same_whole("runs", a->runs, b->runs, why) && same_scenarios(a, b, why) &&
           same_arguments(a, b, why) &&
           same_texts("the columns", a->columns, a->column_count, b->columns, b->column_count,
                      why) &&
           same_whole("shards", a->shard.of, b->shard.of, why);
}

static bool refuse_strangers(const struct tf_manifest *manifests, const char *const *files,
                             size_t count, struct tf_diag *diag)
{
    bool ok = true;
    for (size_t i = 1; i < count; i++) {
        struct tf_buffer why;
        tf_buffer_init(&why);
        if (!tf_manifest_matches(&manifests[0], &manifests[i], &why)) {
            struct tf_place place = {.file = files[i]};
            ok = why.failed ? tf_out_of_memory(diag)
                            : tf_fail(diag, TF_BAD_INPUT, &place, "it does not belong to %s: %s",
                                      files[0], why.bytes);
        }
        tf_buffer_release(&why);
    }
    return ok;
}

static bool refuse_incomplete(const struct tf_manifest *manifests, const char *const *files,
                              size_t count, struct tf_diag *diag)
{
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        struct tf_place place = {.file = files[i]};
        if (!manifests[i].output.complete) {
            ok = tf_fail(diag, TF_BAD_INPUT, &place,
                         "it was interrupted after %zu rows; run shard %zu of %zu again",
                         (size_t)manifests[i].output.rows, (size_t)manifests[i].shard.number,
                         (size_t)manifests[i].shard.of);
        }
    }
    return ok;
}

/* Fills order, and says which shard stands in two files. */
static bool place_shards(const struct tf_manifest *manifests, const char *const *files,
                         size_t count, size_t *order, struct tf_diag *diag)
{
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        order[i] = count;
    }
    for (size_t i = 0; i < count; i++) {
        const struct tf_manifest_shard *shard = &manifests[i].shard;
        struct tf_place place = {.file = files[i]};
        if (shard->number > count) {
            continue; /* then another one is missing */
        }
        size_t *mine = &order[shard->number - 1];
        if (*mine < count) {
            ok = tf_fail(diag, TF_BAD_INPUT, &place, "shard %zu of %zu is in %s already",
                         (size_t)shard->number, (size_t)shard->of, files[*mine]);
        }
        *mine = i;
    }
    return ok;
}

/* Appends "3, 5-9, 12": the numbers from 1 to `of` that no manifest has. How many there are. */
static uint64_t list_missing(const struct tf_manifest *manifests, size_t count, uint64_t of,
                             const size_t *numbers, struct tf_buffer *list)
{
    uint64_t missing = 0, next = 1; /* the first number not yet accounted for */
    for (size_t i = 0; i <= count; i++) {
        uint64_t number = i < count ? manifests[numbers[i]].shard.number : of + 1;
        if (number > next) {
            tf_buffer_printf(list, "%s%zu", missing > 0 ? ", " : "", (size_t)next);
            if (number - 1 > next) {
                tf_buffer_printf(list, "-%zu", (size_t)(number - 1));
            }
            missing += number - next;
        }
        next = number >= next ? number + 1 : next;
    }
    return missing;
}

/* Indices of the manifests by ascending shard number (few: an insertion each). */
static void sort_by_number(const struct tf_manifest *manifests, size_t count, size_t *order)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && manifests[order[at - 1]].shard.number > manifests[i].shard.number; at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

static bool refuse_gaps(const struct tf_manifest *manifests, size_t count, size_t *order,
                        struct tf_diag *diag)
{
    struct tf_buffer list;
    uint64_t of = manifests[0].shard.of;
    tf_buffer_init(&list);
    sort_by_number(manifests, count, order);
    uint64_t missing = list_missing(manifests, count, of, order, &list);
    bool ok = missing == 0;
    if (list.failed) {
        ok = tf_out_of_memory(diag);
    } else if (!ok) {
        tf_fail(diag, TF_BAD_INPUT, NULL, "of %zu shards %zu %s missing: %s", (size_t)of,
                (size_t)missing, missing == 1 ? "is" : "are", list.bytes);
    }
    tf_buffer_release(&list);
    return ok;
}

bool tf_manifest_join(const struct tf_manifest *manifests, const char *const *files, size_t count,
                      size_t *order, struct tf_diag *diag)
{
    if (count == 0) {
        return tf_fail(diag, TF_BAD_INPUT, NULL, "no shards to put together");
    }
    if (!refuse_strangers(manifests, files, count, diag)) {
        return false;
    }
    bool gaps = refuse_gaps(manifests, count, order, diag);
    bool once = place_shards(manifests, files, count, order, diag);
    return refuse_incomplete(manifests, files, count, diag) && gaps && once;
}
