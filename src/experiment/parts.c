#include "experiment/parts.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct parts {
    void (*work)(void *context, size_t worker, size_t part);
    void *context;
    size_t count;
    atomic_size_t next, workers;
};

static void *take_parts(void *argument)
{
    struct parts *parts = argument;
    size_t worker = atomic_fetch_add(&parts->workers, 1);
    for (size_t part; (part = atomic_fetch_add(&parts->next, 1)) < parts->count;) {
        parts->work(parts->context, worker, part);
    }
    return NULL;
}

void tf_parts_do(size_t count, size_t threads,
                 void (*work)(void *context, size_t worker, size_t part), void *context)
{
    struct parts parts = {.work = work, .context = context, .count = count};
    size_t most = threads < count ? threads : count, started = 0;
    pthread_t *others = most > 1 ? calloc(most - 1, sizeof *others) : NULL;
    while (others != NULL && started + 1 < most &&
           pthread_create(&others[started], NULL, take_parts, &parts) == 0) {
        started++;
    }
    take_parts(&parts);
    for (size_t i = 0; i < started; i++) {
        pthread_join(others[i], NULL);
    }
    free(others);
}
