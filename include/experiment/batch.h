/* batch: work that is cut into chunks, done by several threads, and handed over in order.
 *
 * Chunks are numbered; which runs a chunk has never depends on the threads. Finished chunks wait in
 * a ring of slots until all before them have been taken, so that memory does not grow with the work
 * and whoever takes them sees the same sequence for every number of threads. */
#ifndef TF_EXPERIMENT_BATCH_H
#define TF_EXPERIMENT_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

enum tf_chunk_end {
    TF_CHUNK_DONE,
    TF_CHUNK_STOPPED, /* `stopped` said so in the middle; the chunk is as if never begun */
    TF_CHUNK_FAILED   /* with a message in diag */
};

struct tf_batch {
    uint64_t first_chunk, chunk_count;
    size_t threads; /* at least 1; with 1 everything happens in the calling thread */
    void *context;  /* handed to the functions below */
    /* Does a chunk and leaves what comes out in the slot. Any thread; no two calls at one time with
     * the same worker (below threads) or slot (below tf_batch_slot_count). */
    enum tf_chunk_end (*work)(void *context, size_t worker, size_t slot, uint64_t chunk,
                              struct tf_diag *diag);
    /* Takes a slot's result: the calling thread, chunk by chunk, none left out. False: an error in
     * diag. NULL: nothing is taken. */
    bool (*take)(void *context, size_t slot, uint64_t chunk, struct tf_diag *diag);
    /* How many chunks have been taken: the calling thread, at least ten times a second. May be
     * NULL. */
    void (*progress)(void *context, uint64_t taken);
    /* Shall the work end early? Any thread, before every chunk. May be NULL: never. */
    bool (*stopped)(void *context);
};

/* How many slots a batch with so many threads uses. */
size_t tf_batch_slot_count(size_t threads);

/* Does the chunks. *taken: how many were done and taken, which are always the first ones; all of
 * them, unless it was stopped or failed. False when a function failed: the messages of the first
 * chunk that did are in diag. */
bool tf_batch_run(const struct tf_batch *batch, uint64_t *taken, struct tf_diag *diag);

/* How many processors this process may use: those it is bound to, and no more than the quota of its
 * control group (cgroup v2), rounded up. At least 1. */
size_t tf_processor_count(void);

#endif
