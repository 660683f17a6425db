#include "experiment/batch.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

enum { SLOTS_A_THREAD = 4, TICK_NANOSECONDS = 50 * 1000 * 1000 };

enum slot_state { SLOT_EMPTY, SLOT_DONE, SLOT_FAILED };

/* What the threads share. Chunks are counted from 0 here; the mutex guards all but batch. */
struct crew {
    const struct tf_batch *batch;
    pthread_mutex_t mutex;
    pthread_cond_t filled, emptied;
    enum slot_state *slots; /* of chunk c: slots[c % slot_count] */
    size_t slot_count;
    struct tf_diag *diags; /* of each slot */
    uint64_t begun, taken; /* chunks that a thread has begun; chunks that were taken */
    bool ending;           /* no chunk is begun any more */
};

struct worker {
    struct crew *crew;
    size_t number;
    pthread_t thread;
};

size_t tf_batch_slot_count(size_t threads)
{
    return threads > 1 ? SLOTS_A_THREAD * threads : 1;
}

static bool is_stopped(const struct tf_batch *batch)
{
    return batch->stopped != NULL && batch->stopped(batch->context);
}

static void say_progress(const struct tf_batch *batch, uint64_t taken)
{
    if (batch->progress != NULL) {
        batch->progress(batch->context, taken);
    }
}

static bool take(const struct tf_batch *batch, size_t slot, uint64_t chunk, struct tf_diag *diag)
{
    return batch->take == NULL ||
           batch->take(batch->context, slot, batch->first_chunk + chunk, diag);
}

/* Waits for room and begins the next chunk; false when there is none to begin. */
static bool begin_chunk(struct crew *crew, uint64_t *chunk)
{
    const struct tf_batch *batch = crew->batch;
    bool begun = false;
    pthread_mutex_lock(&crew->mutex);
    while (!crew->ending && crew->begun < batch->chunk_count &&
           crew->begun - crew->taken >= crew->slot_count) {
        pthread_cond_wait(&crew->emptied, &crew->mutex);
    }
    if (!crew->ending && crew->begun < batch->chunk_count) {
        *chunk = crew->begun++;
        begun = true;
    }
    pthread_mutex_unlock(&crew->mutex);
    return begun;
}

static void end_chunk(struct crew *crew, size_t slot, enum tf_chunk_end end)
{
    pthread_mutex_lock(&crew->mutex);
    crew->slots[slot] = end == TF_CHUNK_DONE     ? SLOT_DONE
                        : end == TF_CHUNK_FAILED ? SLOT_FAILED
                                                 : SLOT_EMPTY;
    crew->ending |= end != TF_CHUNK_DONE;
    pthread_cond_signal(&crew->filled);
    pthread_mutex_unlock(&crew->mutex);
}

static void end_all(struct crew *crew)
{
    pthread_mutex_lock(&crew->mutex);
    crew->ending = true;
    pthread_cond_broadcast(&crew->emptied);
    pthread_mutex_unlock(&crew->mutex);
}

static void *labour(void *argument)
{
    struct worker *worker = argument;
    struct crew *crew = worker->crew;
    const struct tf_batch *batch = crew->batch;
    uint64_t chunk = 0;
    sigset_t all;
    sigfillset(
        &all); /* signals go to the thread that takes: it is the one that may wait in a write */
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    while (!is_stopped(batch) && begin_chunk(crew, &chunk)) {
        size_t slot = (size_t)(chunk % crew->slot_count);
        end_chunk(crew, slot,
                  batch->work(batch->context, worker->number, slot, batch->first_chunk + chunk,
                              &crew->diags[slot]));
    }
    if (is_stopped(batch)) {
        end_all(crew);
    }
    return NULL;
}

/* A moment's wait for the next chunk to be filled; true when it is. */
static bool await_slot(struct crew *crew, size_t slot)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += TICK_NANOSECONDS;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&crew->mutex);
    while (crew->slots[slot] == SLOT_EMPTY && !crew->ending &&
           pthread_cond_timedwait(&crew->filled, &crew->mutex, &until) != ETIMEDOUT) {
    }
    bool filled = crew->slots[slot] != SLOT_EMPTY;
    pthread_mutex_unlock(&crew->mutex);
    return filled;
}

static void empty_slot(struct crew *crew, size_t slot)
{
    pthread_mutex_lock(&crew->mutex);
    crew->slots[slot] = SLOT_EMPTY;
    crew->taken++;
    pthread_cond_signal(&crew->emptied);
    pthread_mutex_unlock(&crew->mutex);
}

/* Takes the next chunk, which is filled. */
static bool take_filled(struct crew *crew, struct tf_diag *diag)
{
    size_t slot = (size_t)(crew->taken % crew->slot_count);
    if (crew->slots[slot] == SLOT_FAILED) {
        tf_diag_append(diag, &crew->diags[slot]);
        return false;
    }
    if (!take(crew->batch, slot, crew->taken, diag)) {
        return false;
    }
    empty_slot(crew, slot);
    return true;
}

static bool is_ending(struct crew *crew)
{
    pthread_mutex_lock(&crew->mutex);
    bool ending = crew->ending;
    pthread_mutex_unlock(&crew->mutex);
    return ending;
}

/* Takes chunks in order while the workers fill them. */
static bool take_all(struct crew *crew, struct tf_diag *diag)
{
    const struct tf_batch *batch = crew->batch;
    while (crew->taken < batch->chunk_count && !is_stopped(batch)) {
        if (await_slot(crew, (size_t)(crew->taken % crew->slot_count))) {
            if (!take_filled(crew, diag)) {
                return false;
            }
        } else if (is_ending(crew)) {
            return true;
        }
        say_progress(batch, crew->taken);
    }
    return true;
}

/* After the workers have ended: what is done and has all before it done as well. */
static bool take_rest(struct crew *crew, struct tf_diag *diag)
{
    while (crew->taken < crew->begun && crew->slots[crew->taken % crew->slot_count] != SLOT_EMPTY) {
        if (!take_filled(crew, diag)) {
            return false;
        }
    }
    return true;
}

static size_t start_workers(struct crew *crew, struct worker *workers)
{
    size_t started = 0;
    while (started < crew->batch->threads) {
        struct worker *worker = &workers[started];
        *worker = (struct worker){.crew = crew, .number = started};
        if (pthread_create(&worker->thread, NULL, labour, worker) != 0) {
            break;
        }
        started++;
    }
    return started;
}

static bool run_here(const struct tf_batch *batch, uint64_t *taken, struct tf_diag *diag)
{
    for (*taken = 0; *taken < batch->chunk_count && !is_stopped(batch); ++*taken) {
        enum tf_chunk_end end =
            batch->work(batch->context, 0, 0, batch->first_chunk + *taken, diag);
        if (end == TF_CHUNK_STOPPED) {
            return true;
        }
        if (end == TF_CHUNK_FAILED || !take(batch, 0, *taken, diag)) {
            return false;
        }
        say_progress(batch, *taken + 1);
    }
    return true;
}

/* With as many threads as can be started. */
static bool run_crew(struct crew *crew, struct worker *workers, uint64_t *taken,
                     struct tf_diag *diag)
{
    size_t started = start_workers(crew, workers);
    if (started == 0) {
        return run_here(crew->batch, taken, diag);
    }
    bool good = take_all(crew, diag);
    end_all(crew);
    for (size_t i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
    }
    good = good && take_rest(crew, diag);
    *taken = crew->taken;
    return good;
}

static bool run_threads(const struct tf_batch *batch, uint64_t *taken, struct tf_diag *diag)
{
    struct crew crew = {.batch = batch, .slot_count = tf_batch_slot_count(batch->threads)};
    struct worker *workers = calloc(batch->threads, sizeof *workers);
    crew.slots = calloc(crew.slot_count, sizeof *crew.slots);
    crew.diags = calloc(crew.slot_count, sizeof *crew.diags);
    bool good = workers != NULL && crew.slots != NULL && crew.diags != NULL;
    if (good) {
        for (size_t i = 0; i < crew.slot_count; i++) {
            tf_diag_init(&crew.diags[i]);
        }
        pthread_mutex_init(&crew.mutex, NULL);
        pthread_cond_init(&crew.filled, NULL);
        pthread_cond_init(&crew.emptied, NULL);
        good = run_crew(&crew, workers, taken, diag);
        pthread_cond_destroy(&crew.emptied);
        pthread_cond_destroy(&crew.filled);
        pthread_mutex_destroy(&crew.mutex);
        for (size_t i = 0; i < crew.slot_count; i++) {
            tf_diag_release(&crew.diags[i]);
        }
    } else {
        tf_out_of_memory(diag);
    }
    free(crew.diags);
    free(crew.slots);
    free(workers);
    return good;
}

bool tf_batch_run(const struct tf_batch *batch, uint64_t *taken, struct tf_diag *diag)
{
    *taken = 0;
    return batch->threads > 1 && batch->chunk_count > 1 ? run_threads(batch, taken, diag)
                                                        : run_here(batch, taken, diag);
}
