#include <stdlib.h>
#include <string.h>

#include "output/store.h"

/* Runs that are turned into codes and written at once. */
enum { PIECE = 4096 };

static bool refuse(const struct tf_store *store, const struct tf_store *first, const char *what,
                   struct tf_diag *diag)
{
    struct tf_place place = {.file = store->file};
    return tf_fail(diag, TF_BAD_INPUT, &place, "it does not belong to %s: %s", first->file, what);
}

/* Columns and scenarios are the first shard's, and the runs go on where those of the last end. */
static bool check_fit(const struct tf_store *store, const struct tf_store *first,
                      uint64_t first_run, struct tf_diag *diag)
{
    if (store->column_count != first->column_count ||
        store->scenario_count != first->scenario_count) {
        return refuse(store, first, "other columns or scenarios", diag);
    }
    for (size_t i = 0; i < first->column_count; i++) {
        if (strcmp(store->columns[i].name, first->columns[i].name) != 0 ||
            store->columns[i].kind != first->columns[i].kind) {
            return refuse(store, first, "other columns", diag);
        }
    }
    for (size_t i = 0; i < first->scenario_count; i++) {
        if (strcmp(store->scenarios[i], first->scenarios[i]) != 0) {
            return refuse(store, first, "other scenarios", diag);
        }
        if (store->results[i].complete != store->runs) {
            return refuse(store, first, "it was interrupted before all its runs were done", diag);
        }
    }
    return store->first_run == first_run ? true
                                         : refuse(store, first, "its runs do not follow", diag);
}

static bool check_shards(const struct tf_store *shards, const size_t *order, size_t count,
                         struct tf_diag *diag)
{
    const struct tf_store *first = &shards[order[0]];
    uint64_t runs = 0;
    for (size_t i = 0; i < count; i++) {
        if (!check_fit(&shards[order[i]], first, runs, diag)) {
            return false;
        }
        runs += shards[order[i]].runs;
    }
    return runs == first->manifest.runs
               ? true
               : refuse(first, first, "the shards together have not all of its runs", diag);
}

static bool write_scenario(struct tf_store_writer *writer, const struct tf_store *shard,
                           size_t scenario, struct tf_diag *diag)
{
    const double **values = calloc(shard->column_count, sizeof *values);
    const double *statuses = tf_store_values(shard, scenario, shard->column_count - 1);
    bool ok = values != NULL ? true : tf_out_of_memory(diag);
    for (uint64_t first = 0; first < shard->runs && ok; first += PIECE) {
        uint32_t codes[PIECE];
        size_t count = shard->runs - first < PIECE ? (size_t)(shard->runs - first) : PIECE;
        for (size_t i = 0; i + 1 < shard->column_count; i++) {
            values[i] = tf_store_values(shard, scenario, i) + first;
        }
        for (size_t i = 0; i < count; i++) {
            codes[i] = (uint32_t)statuses[first + i];
        }
        ok = tf_store_write(writer, scenario, shard->first_run + first, count, values, codes, diag);
    }
    free(values);
    return ok;
}

/* Adds the statuses of a shard that are not among those gathered. */
static bool add_statuses(const struct tf_store_result *shard, struct tf_store_result *sum,
                         struct tf_store_status **statuses, size_t *capacity)
{
    for (size_t i = 0; i < shard->status_count; i++) {
        size_t j = 0;
        while (j < sum->status_count && (*statuses)[j].code != shard->statuses[i].code) {
            j++;
        }
        if (j == sum->status_count) {
            if (!tf_array_reserve(statuses, capacity, j + 1, sizeof **statuses)) {
                return false;
            }
            (*statuses)[sum->status_count++] = shard->statuses[i];
        }
    }
    return true;
}

/* What came out in all shards. `statuses` is the caller's to free. */
static bool add_results(const struct tf_store *shards, const size_t *order, size_t count,
                        size_t scenario, struct tf_store_result *sum,
                        struct tf_store_status **statuses, struct tf_diag *diag)
{
    size_t capacity = 0;
    *sum = (struct tf_store_result){.complete = 0};
    for (size_t i = 0; i < count; i++) {
        const struct tf_store_result *one = &shards[order[i]].results[scenario];
        sum->complete += one->complete;
        sum->ok += one->ok;
        sum->infeasible += one->infeasible;
        sum->clipped += one->clipped;
        if (!add_statuses(one, sum, statuses, &capacity)) {
            return tf_out_of_memory(diag);
        }
    }
    sum->statuses = *statuses;
    return true;
}

static bool write_all(struct tf_store_writer *writer, const struct tf_store *shards,
                      const size_t *order, size_t count, uint64_t *bytes, struct tf_diag *diag)
{
    size_t scenarios = shards[order[0]].scenario_count;
    struct tf_store_result *results = calloc(scenarios, sizeof *results);
    struct tf_store_status **statuses = calloc(scenarios, sizeof *statuses);
    bool ok = results != NULL && statuses != NULL ? true : tf_out_of_memory(diag);
    for (size_t i = 0; i < scenarios && ok; i++) {
        ok = add_results(shards, order, count, i, &results[i], &statuses[i], diag);
        for (size_t j = 0; j < count && ok; j++) {
            ok = write_scenario(writer, &shards[order[j]], i, diag);
        }
    }
    if (ok) {
        ok = tf_store_finish(writer, results, NULL, bytes, diag);
    } else {
        tf_store_abandon(writer);
    }
    for (size_t i = 0; i < scenarios && statuses != NULL; i++) {
        free(statuses[i]);
    }
    free(statuses);
    free(results);
    return ok;
}

bool tf_store_merge(const struct tf_store *shards, const size_t *order, size_t count,
                    const char *path, uint64_t *bytes, struct tf_diag *diag)
{
    struct tf_store_writer writer;
    if (!check_shards(shards, order, count, diag)) {
        return false;
    }
    const struct tf_store *first = &shards[order[0]];
    struct tf_manifest manifest = first->manifest;
    manifest.shard = (struct tf_manifest_shard){1, 1, 0, manifest.runs};
    struct tf_store_plan plan = {
        .columns = first->columns,
        .column_count = first->column_count - 1,
        .scenarios = first->scenarios,
        .scenario_count = first->scenario_count,
        .runs = manifest.runs,
        .manifest = &manifest,
    };
    return tf_store_create(&writer, path, &plan, diag) &&
           write_all(&writer, shards, order, count, bytes, diag);
}
