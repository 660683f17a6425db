/* engine: draws and projects a scenario through the library and prints how many seconds that took:
 * without the start of a process, reading, statistics and results, as the peers are timed.
 *
 *     engine SCENARIO RUNS THREADS METRIC...
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "experiment/batch.h"
#include "experiment/study.h"

enum { QUERIES_MOST = 16, MEASURES_MOST = 64, THREADS_MOST = 64, SLOTS_MOST = 256 };

struct timing {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_study study;
    struct tf_study_worker *workers[THREADS_MOST];
    double *values[SLOTS_MOST][MEASURES_MOST];
    struct tf_chunk_notes *notes[SLOTS_MOST];
    uint64_t runs;
};

static bool load(struct timing *timing, const char *file)
{
    struct tf_design design = {.kind = TF_DESIGN_RANDOM, .seed = 1};
    return tf_study_init(&timing->study, 1, NULL, 0, &timing->diag) &&
           tf_study_load(&timing->study, 0, file, NULL, 0, &tf_file_system, &timing->diag) &&
           tf_study_prepare(&timing->study, &design, timing->runs, &timing->diag);
}

static bool ask(struct timing *timing, char **metrics, size_t count)
{
    struct tf_case *item = &timing->study.cases[0];
    struct tf_query queries[QUERIES_MOST];
    const char *message;
    size_t offset;
    for (size_t i = 0; i < count; i++) {
        if (!tf_query_parse(metrics[i], &item->scenario, &timing->arena, &queries[i], &message,
                            &offset)) {
            return tf_fail(&timing->diag, TF_BAD_INPUT, NULL, "%s: %s", metrics[i], message);
        }
    }
    return tf_measures_list(&item->plan, queries, count, false, &timing->arena, &item->measures,
                            &item->measure_count, &timing->diag) &&
           item->measure_count <= MEASURES_MOST;
}

static bool make_room(struct timing *timing, size_t threads)
{
    for (size_t i = 0; i < threads; i++) {
        timing->workers[i] = tf_study_worker_new(&timing->study, &timing->arena, &timing->diag);
        if (timing->workers[i] == NULL) {
            return false;
        }
    }
    for (size_t slot = 0; slot < tf_batch_slot_count(threads); slot++) {
        timing->notes[slot] = tf_arena_alloc(&timing->arena, 1, sizeof *timing->notes[slot]);
        for (size_t i = 0; i < timing->study.cases[0].measure_count; i++) {
            timing->values[slot][i] =
                tf_arena_alloc_aligned(&timing->arena, TF_CHUNK_RUNS, sizeof(double));
            if (timing->notes[slot] == NULL || timing->values[slot][i] == NULL) {
                return tf_out_of_memory(&timing->diag);
            }
        }
    }
    return true;
}

static enum tf_chunk_end work(void *context, size_t worker, size_t slot, uint64_t chunk,
                              struct tf_diag *diag)
{
    struct timing *timing = context;
    uint64_t first = chunk * TF_CHUNK_RUNS, left = timing->runs - first;
    (void)diag;
    return tf_study_evaluate(timing->workers[worker], 0, first,
                             left < TF_CHUNK_RUNS ? (size_t)left : TF_CHUNK_RUNS,
                             timing->values[slot], timing->notes[slot])
               ? TF_CHUNK_DONE
               : TF_CHUNK_STOPPED;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* The seconds of all runs. */
static bool run(struct timing *timing, size_t threads, double *seconds)
{
    struct tf_batch batch = {.chunk_count = (timing->runs + TF_CHUNK_RUNS - 1) / TF_CHUNK_RUNS,
                             .threads = threads,
                             .context = timing,
                             .work = work};
    uint64_t taken;
    double start = now();
    bool good = tf_batch_run(&batch, &taken, &timing->diag);
    *seconds = now() - start;
    return good && taken == batch.chunk_count;
}

int main(int argc, char **argv)
{
    static struct timing timing;
    if (argc < 5 || argc - 4 > QUERIES_MOST) {
        fprintf(stderr, "engine SCENARIO RUNS THREADS METRIC...\n");
        return 2;
    }
    double seconds = 0;
    size_t threads = (size_t)strtoul(argv[3], NULL, 10);
    timing.runs = strtoull(argv[2], NULL, 10);
    tf_arena_init(&timing.arena);
    tf_diag_init(&timing.diag);
    bool good = threads >= 1 && threads <= THREADS_MOST &&
                tf_batch_slot_count(threads) <= SLOTS_MOST && load(&timing, argv[1]) &&
                ask(&timing, argv + 4, (size_t)argc - 4) && make_room(&timing, threads) &&
                run(&timing, threads, &seconds);
    if (good) {
        printf("%.9f\n", seconds);
    } else {
        fprintf(stderr, "engine: %s\n",
                timing.diag.count > 0 ? timing.diag.messages[0].text : "bad arguments");
    }
    tf_study_release(&timing.study);
    tf_diag_release(&timing.diag);
    tf_arena_release(&timing.arena);
    return good ? 0 : 1;
}
