#include "cli/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/num.h"
#include "experiment/batch.h"

/* Seconds after which a terminal is told how far the work is. */
static const double PATIENCE = 0.5;

struct progress {
    const struct tf_session *session;
    struct timespec begun;
    bool shown; /* a line stands on the terminal */
};

static double seconds_since(const struct timespec *begun)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun->tv_sec) + (double)(now.tv_nsec - begun->tv_nsec) * 1e-9;
}

static void show_progress(void *context, size_t done, size_t total)
{
    struct progress *progress = context;
    const struct tf_session *session = progress->session;
    bool terminal = session->errors_are_terminal;
    if (session->request.quiet ||
        (!session->request.progress && !(terminal && seconds_since(&progress->begun) > PATIENCE))) {
        return;
    }
    fprintf(stderr, "%s%zu of %zu scenarios%s", terminal ? "\r" : "", done, total,
            terminal ? "" : "\n");
    progress->shown = terminal;
    fflush(stderr);
}

static void end_progress(const struct progress *progress)
{
    if (progress->shown) {
        fputs("\r\033[K", stderr);
    }
}

static bool same_file(const char *a, const char *b)
{
    struct stat one, other;
    if (strcmp(a, b) == 0) {
        return true;
    }
    return strcmp(a, "-") != 0 && strcmp(b, "-") != 0 && stat(a, &one) == 0 &&
           stat(b, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

bool tf_operands_check(const struct tf_texts *files, struct tf_diag *diag)
{
    if (files->count == 0) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "no scenario is given; name a file, or `-` for standard input");
    }
    for (size_t i = 0; i < files->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (same_file(files->items[i], files->items[j])) {
                return tf_fail(diag, TF_BAD_INPUT, NULL,
                               "the scenario `%s` is given twice; name each once", files->items[i]);
            }
        }
    }
    return true;
}

bool tf_target_spares(const char *target, const struct tf_scenario *scenario, struct tf_diag *diag)
{
    for (size_t file = 0; target != NULL && file < scenario->file_count; file++) {
        if (strcmp(target, "-") != 0 && same_file(target, scenario->files[file])) {
            return tf_fail(diag, TF_BAD_INPUT, NULL,
                           "`%s` is a scenario that is read here; write to another file", target);
        }
    }
    return true;
}

bool tf_target_is_other(const char *target, const char *file, struct tf_diag *diag)
{
    return target == NULL || strcmp(target, "-") == 0 || !same_file(target, file) ||
           tf_fail(diag, TF_BAD_INPUT, NULL,
                   "`%s` is a file that is read here; write to another one", target);
}

static bool spares_scenarios(const struct tf_request *request,
                             const struct tf_projections *projections, struct tf_diag *diag)
{
    for (size_t i = 0; i < projections->count; i++) {
        const struct tf_scenario *scenario = &projections->items[i].scenario;
        if (!tf_target_spares(request->output, scenario, diag) ||
            !tf_target_spares(request->script, scenario, diag)) {
            return false;
        }
        for (size_t picture = 0; picture < request->pictures.count; picture++) {
            if (!tf_target_spares(request->pictures.items[picture], scenario, diag)) {
                return false;
            }
        }
    }
    return true;
}

struct tf_override *tf_overrides_of(const struct tf_texts *set, struct tf_arena *arena)
{
    struct tf_override *overrides = tf_arena_alloc(arena, set->count, sizeof *overrides);
    for (size_t i = 0; overrides != NULL && i < set->count; i++) {
        overrides[i] = (struct tf_override){.option = "--set", .text = set->items[i]};
    }
    return overrides;
}

static bool load_all(struct tf_session *session, struct tf_projections *projections)
{
    const struct tf_request *request = &session->request;
    struct tf_diag *diag = &session->diag;
    struct tf_override *overrides = tf_overrides_of(&request->set, &session->arena);
    if (overrides == NULL) {
        return tf_out_of_memory(diag);
    }
    bool ok = true;
    for (size_t i = 0; i < request->operands.count; i++) {
        struct tf_projection *projection = &projections->items[i];
        size_t before = diag->warnings;
        ok &= tf_scenario_load(&projection->scenario, request->operands.items[i], overrides,
                               request->set.count, &tf_file_system, diag);
        projections->count = i + 1;
        projection->warnings = diag->warnings - before;
        if (tf_diag_full(diag)) {
            break;
        }
    }
    return ok;
}

size_t tf_thread_count(const struct tf_request *request)
{
    return request->threads > 0 ? (size_t)request->threads : tf_processor_count();
}

bool tf_lanes_choose(size_t *width, struct tf_diag *diag)
{
    const char *text = getenv("TWOFOLD_LANES");
    long lanes = 0;
    if (text != NULL && text[0] != '\0' &&
        (!tf_whole_parse(text, strlen(text), 8, &lanes) || !tf_lane_width_exists((size_t)lanes))) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "TWOFOLD_LANES is `%s`; this machine takes 2 to %zu by doubling", text,
                       tf_lane_width_widest());
    }
    *width = (size_t)lanes;
    return true;
}

static bool choose_lanes(const struct tf_projections *projections, struct tf_diag *diag)
{
    size_t width;
    bool good = tf_lanes_choose(&width, diag);
    for (size_t i = 0; good && i < projections->count; i++) {
        projections->items[i].lane_width = width;
    }
    return good;
}

bool tf_projections_load(struct tf_session *session, struct tf_projections *projections)
{
    const struct tf_texts *files = &session->request.operands;
    struct tf_diag *diag = &session->diag;
    *projections = (struct tf_projections){0};
    if (!tf_operands_check(files, diag)) {
        return false;
    }
    projections->items = calloc(files->count, sizeof *projections->items);
    if (projections->items == NULL) {
        return tf_out_of_memory(diag);
    }
    struct progress progress = {.session = session};
    clock_gettime(CLOCK_MONOTONIC, &progress.begun);
    bool ok =
        load_all(session, projections) && choose_lanes(projections, diag) &&
        spares_scenarios(&session->request, projections, diag) &&
        tf_projections_named_once(projections->items, projections->count, diag) &&
        tf_projections_run(projections->items, projections->count,
                           tf_thread_count(&session->request), show_progress, &progress, diag);
    end_progress(&progress);
    return ok;
}

void tf_projections_release(struct tf_projections *projections)
{
    for (size_t i = 0; i < projections->count; i++) {
        tf_projection_release(&projections->items[i]);
    }
    free(projections->items);
    *projections = (struct tf_projections){0};
}

enum tf_status tf_projections_remark(const struct tf_session *session,
                                     const struct tf_projections *projections, bool warnings)
{
    enum tf_status status = TF_DONE;
    for (size_t i = 0; i < projections->count; i++) {
        const struct tf_projection *projection = &projections->items[i];
        if (!projection->feasible) {
            tf_print_note("%s: infeasible in %s", projection->scenario.name, projection->failure);
            status = TF_NEGATIVE;
        }
    }
    for (size_t i = 0; warnings && !session->request.quiet && i < projections->count; i++) {
        const struct tf_projection *projection = &projections->items[i];
        if (projection->warnings > 0) {
            fprintf(stderr, "%zu warning%s: twofold check %s\n", projection->warnings,
                    projection->warnings == 1 ? "" : "s", projection->scenario.file);
        }
    }
    return status;
}
