#include "cli/draw_store.h"

#include <stdlib.h>
#include <string.h>

#include "experiment/projection.h"

/* A failure as a number that says all of it, so that it is the same whichever thread met it. */
static uint32_t code_of(const struct tf_failure *failure)
{
    if (failure->reason == TF_FEASIBLE) {
        return TF_STORE_OK;
    }
    uint32_t code = (uint32_t)failure->reason;
    code = code * 101 + (uint32_t)failure->t; /* a horizon is at most 100 years */
    code = code * (TF_CELLS_MAX + 1) + (uint32_t)(failure->cell + 1);
    return code * (TF_SOURCE_COUNT + 1) + (uint32_t)(failure->source + 1);
}

static size_t column_count(const struct tf_draw_store *store)
{
    return store->inputs->count + store->metrics->count;
}

static bool make_clerk(const struct tf_draw_store *store, struct tf_draw_clerk *clerk)
{
    size_t cases = store->sampling->study.case_count;
    struct tf_arena *arena = &clerk->arena;
    tf_arena_init(arena);
    clerk->columns = tf_arena_alloc(arena, column_count(store), sizeof *clerk->columns);
    clerk->failures = tf_arena_alloc(arena, cases, sizeof *clerk->failures);
    clerk->failure_counts = tf_arena_alloc(arena, cases, sizeof *clerk->failure_counts);
    clerk->failure_rooms = tf_arena_alloc(arena, cases, sizeof *clerk->failure_rooms);
    return clerk->columns != NULL && clerk->failures != NULL && clerk->failure_counts != NULL &&
           clerk->failure_rooms != NULL;
}

static bool make_clerks(struct tf_draw_store *store)
{
    size_t threads = store->sampling->threads;
    store->clerks =
        tf_arena_alloc(&store->sampling->session->arena, threads, sizeof *store->clerks);
    for (size_t i = 0; store->clerks != NULL && i < threads; i++) {
        if (!make_clerk(store, &store->clerks[i])) {
            return false;
        }
    }
    return store->clerks != NULL;
}

/* The columns' names and kinds; also as the manifest lists them, `status` with them. */
static struct tf_store_column *name_columns(const struct tf_draw_store *store, const char ***names)
{
    struct tf_arena *arena = &store->sampling->session->arena;
    size_t inputs = store->inputs->count, count = column_count(store);
    struct tf_store_column *columns = tf_arena_alloc(arena, count, sizeof *columns);
    *names = tf_arena_alloc(arena, count + 1, sizeof **names);
    if (columns == NULL || *names == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        columns[i].name =
            i < inputs ? store->inputs->items[i].name : store->metrics->items[i - inputs].name;
        columns[i].kind = i < inputs                                    ? TF_STORE_FACTOR
                          : store->metrics->items[i - inputs].auxiliary ? TF_STORE_AUXILIARY
                                                                        : TF_STORE_METRIC;
        (*names)[i] = columns[i].name;
    }
    (*names)[count] = "status";
    return columns;
}

static const char **name_scenarios(const struct tf_sampling *sampling)
{
    size_t count = sampling->study.case_count;
    const char **names = tf_arena_alloc(&sampling->session->arena, count, sizeof *names);
    for (size_t i = 0; names != NULL && i < count; i++) {
        names[i] = sampling->study.cases[i].scenario.name;
    }
    return names;
}

bool tf_draw_store_open(struct tf_draw_store *store, struct tf_sampling *sampling,
                        const struct tf_input_columns *inputs,
                        const struct tf_metric_columns *metrics)
{
    struct tf_diag *diag = &sampling->session->diag;
    const char **names;
    *store = (struct tf_draw_store){.sampling = sampling, .inputs = inputs, .metrics = metrics};
    if (sampling->store == NULL) {
        return true;
    }
    struct tf_store_column *columns = name_columns(store, &names);
    const char **scenarios = name_scenarios(sampling);
    if (columns == NULL || scenarios == NULL || !make_clerks(store)) {
        return tf_out_of_memory(diag);
    }
    struct tf_store_plan plan = {.columns = columns,
                                 .column_count = column_count(store),
                                 .scenarios = scenarios,
                                 .scenario_count = sampling->study.case_count,
                                 .first_run = sampling->first_run,
                                 .runs = sampling->run_count,
                                 .manifest = &store->manifest};
    if (!tf_provenance_make(sampling, names, column_count(store) + 1, &store->manifest)) {
        return false;
    }
    store->open = tf_store_create(&store->writer, sampling->store, &plan, diag);
    return store->open;
}

static bool note_failure(struct tf_draw_clerk *clerk, size_t index,
                         const struct tf_failure *failure, uint32_t code)
{
    struct tf_failure *failures = clerk->failures[index];
    size_t count = clerk->failure_counts[index];
    for (size_t i = 0; i < count; i++) {
        if (code_of(&failures[i]) == code) {
            return true;
        }
    }
    if (count == clerk->failure_rooms[index]) {
        size_t room = count > 0 ? 2 * count : 16;
        failures = tf_arena_alloc(&clerk->arena, room, sizeof *failures);
        if (failures == NULL) {
            return false;
        }
        if (count > 0) {
            memcpy(failures, clerk->failures[index], count * sizeof *failures);
        }
        clerk->failures[index] = failures;
        clerk->failure_rooms[index] = room;
    }
    failures[count] = *failure;
    clerk->failure_counts[index]++;
    return true;
}

static bool find_codes(struct tf_draw_clerk *clerk, const struct tf_drawn_chunk *chunk)
{
    for (size_t run = 0; run < chunk->count; run++) {
        const struct tf_failure *failure = &chunk->notes->failures[run];
        clerk->codes[run] = code_of(failure);
        if (failure->reason != TF_FEASIBLE &&
            !note_failure(clerk, chunk->index, failure, clerk->codes[run])) {
            return false;
        }
    }
    return true;
}

bool tf_draw_store_write(struct tf_draw_store *store, const struct tf_drawn_chunk *chunk,
                         struct tf_diag *diag)
{
    if (!store->open) {
        return true;
    }
    struct tf_draw_clerk *clerk = &store->clerks[chunk->thread];
    const double **column = clerk->columns;
    for (size_t i = 0; i < store->inputs->count; i++) {
        size_t at = store->inputs->items[i].inputs[chunk->index];
        *column++ = at == SIZE_MAX ? NULL : tf_study_input(chunk->worker, at);
    }
    for (size_t i = 0; i < store->metrics->count; i++) {
        size_t at = store->metrics->items[i].measures[chunk->index];
        *column++ = at == SIZE_MAX ? NULL : chunk->values[at];
    }
    if (!find_codes(clerk, chunk)) {
        return tf_out_of_memory(diag);
    }
    return tf_store_write(&store->writer, chunk->index, chunk->first - store->sampling->first_run,
                          chunk->count, clerk->columns, clerk->codes, diag);
}

static int compare_statuses(const void *left, const void *right)
{
    const struct tf_store_status *a = left, *b = right;
    return (a->code > b->code) - (a->code < b->code);
}

/* The statuses of a scenario that any thread has met, by number, each once; NULL without memory. */
static struct tf_store_status *gather_statuses(const struct tf_draw_store *store, size_t index,
                                               size_t *count)
{
    struct tf_arena *arena = &store->sampling->session->arena;
    const struct tf_scenario *scenario = &store->sampling->study.cases[index].scenario;
    size_t most = 1, kept = 0;
    for (size_t i = 0; i < store->sampling->threads; i++) {
        most += store->clerks[i].failure_counts[index];
    }
    struct tf_store_status *statuses = tf_arena_alloc(arena, most, sizeof *statuses);
    if (statuses == NULL) {
        return NULL;
    }
    statuses[0] = (struct tf_store_status){TF_STORE_OK, "ok"};
    *count = 1;
    for (size_t i = 0; i < store->sampling->threads; i++) {
        const struct tf_draw_clerk *clerk = &store->clerks[i];
        for (size_t k = 0; k < clerk->failure_counts[index]; k++) {
            const struct tf_failure *failure = &clerk->failures[index][k];
            const char *text = tf_failure_text(scenario, failure, arena);
            statuses[(*count)++] = (struct tf_store_status){code_of(failure), text};
            if (text == NULL) {
                return NULL;
            }
        }
    }
    qsort(statuses, *count, sizeof *statuses, compare_statuses);
    for (size_t i = 0; i < *count; i++) {
        if (kept == 0 || statuses[i].code != statuses[kept - 1].code) {
            statuses[kept++] = statuses[i];
        }
    }
    *count = kept;
    return statuses;
}

static struct tf_store_result *gather_results(const struct tf_draw_store *store,
                                              const struct tf_run_counts *counts)
{
    const struct tf_sampling *sampling = store->sampling;
    size_t cases = sampling->study.case_count;
    struct tf_store_result *results =
        tf_arena_alloc(&sampling->session->arena, cases, sizeof *results);
    for (size_t i = 0; results != NULL && i < cases; i++) {
        results[i] = (struct tf_store_result){.complete = counts[i].runs,
                                              .ok = counts[i].runs - counts[i].infeasible,
                                              .infeasible = counts[i].infeasible,
                                              .clipped = counts[i].clipped};
        results[i].statuses = gather_statuses(store, i, &results[i].status_count);
        if (results[i].statuses == NULL) {
            return NULL;
        }
    }
    return results;
}

static bool is_complete(const struct tf_sampling *sampling, const struct tf_run_counts *counts)
{
    bool complete = true;
    for (size_t i = 0; i < sampling->study.case_count; i++) {
        complete &= counts[i].runs == sampling->run_count;
    }
    return complete;
}

bool tf_draw_store_finish(struct tf_draw_store *store, const struct tf_run_counts *counts)
{
    struct tf_sampling *sampling = store->sampling;
    struct tf_session *session = sampling->session;
    struct tf_written written = {.file = sampling->store, .rows = sampling->run_count};
    if (!store->open) {
        return true;
    }
    struct tf_store_result *results = gather_results(store, counts);
    const char *partial = NULL;
    written.complete = is_complete(sampling, counts);
    if (!written.complete) {
        partial = tf_arena_printf(&session->arena, "%s.partial", sampling->store);
        written.file = partial;
    }
    if (results == NULL || written.file == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    store->open = false;
    if (!tf_store_finish(&store->writer, results, partial, &written.bytes, &session->diag)) {
        return false;
    }
    if (partial != NULL) {
        tf_interruption_remark(session, partial, counts[0].runs, sampling->run_count, "runs");
    }
    return tf_provenance_save(sampling, &store->manifest, counts, &written);
}

void tf_draw_store_close(struct tf_draw_store *store)
{
    if (store->open) {
        tf_store_abandon(&store->writer);
        store->open = false;
    }
    for (size_t i = 0; store->clerks != NULL && i < store->sampling->threads; i++) {
        tf_arena_release(&store->clerks[i].arena);
    }
}
