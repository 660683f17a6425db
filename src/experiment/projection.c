#include "experiment/projection.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "experiment/audit.h"

/* The work that threads share: each takes the next scenario that nobody has taken. */
struct queue {
    struct tf_projection *projections;
    struct tf_diag *diags; /* one a projection, so that messages keep their order */
    size_t count;
    atomic_size_t next;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t done; /* guarded by mutex */
};

char *tf_failure_text(const struct tf_scenario *scenario, const struct tf_failure *failure,
                      struct tf_arena *arena)
{
    const struct tf_dimensions *dimensions = &scenario->dimensions;
    int year = scenario->base_year + failure->t;
    const char *text = tf_infeasibility_text(failure->reason);
    int groups = (int)dimensions->groups.count;
    if (failure->cell >= 0) {
        return tf_arena_printf(arena, "%d, %s.%s: %s", year,
                               dimensions->regions.names[failure->cell / groups],
                               dimensions->groups.names[failure->cell % groups], text);
    }
    if (failure->source >= 0) {
        return tf_arena_printf(arena, "%d, %s: %s", year, tf_source_names[failure->source], text);
    }
    return tf_arena_printf(arena, "%d: %s", year, text);
}

static bool project(struct tf_projection *projection, struct tf_diag *diag)
{
    struct tf_plan *plan = &projection->plan;
    struct tf_trajectory *trajectory = &projection->trajectory;
    tf_arena_init(&projection->arena);
    if (!tf_plan_compile(plan, &projection->scenario, NULL, diag)) {
        return false;
    }
    plan->lane_width = projection->lane_width;
    struct tf_workspace *workspace = tf_workspace_new(plan, NULL, 0, &projection->arena, diag);
    if (workspace == NULL || !tf_trajectory_init(trajectory, plan, 1, &projection->arena, diag)) {
        return false;
    }
    tf_project(workspace, NULL, trajectory);
    projection->feasible = trajectory->failures[0].reason == TF_FEASIBLE;
    if (!projection->feasible) {
        projection->failure =
            tf_failure_text(&projection->scenario, &trajectory->failures[0], &projection->arena);
        return projection->failure != NULL || tf_out_of_memory(diag);
    }
    projection->outcome = tf_outcome_new(trajectory, 0, &projection->arena, diag);
    return projection->outcome != NULL;
}

static void project_and_audit(struct tf_projection *projection, struct tf_diag *diag)
{
    if (project(projection, diag)) {
        tf_audit(&projection->scenario, &projection->plan, projection->outcome, diag);
    }
}

static void *work(void *argument)
{
    struct queue *queue = argument;
    for (;;) {
        size_t mine = atomic_fetch_add(&queue->next, 1);
        if (mine >= queue->count) {
            return NULL;
        }
        project_and_audit(&queue->projections[mine], &queue->diags[mine]);
        pthread_mutex_lock(&queue->mutex);
        queue->done++;
        pthread_cond_signal(&queue->changed);
        pthread_mutex_unlock(&queue->mutex);
    }
}

/* Waits until all is done and says how far it is whenever that changes. */
static void wait_for(struct queue *queue, void (*finished)(void *, size_t, size_t), void *context)
{
    size_t told = 0;
    while (told < queue->count) {
        pthread_mutex_lock(&queue->mutex);
        while (queue->done == told) {
            pthread_cond_wait(&queue->changed, &queue->mutex);
        }
        told = queue->done;
        pthread_mutex_unlock(&queue->mutex);
        if (finished != NULL) {
            finished(context, told, queue->count);
        }
    }
}

/* Runs the queue on `threads` threads; as many as could be started, at least this one. */
static void run_threads(struct queue *queue, size_t threads,
                        void (*finished)(void *, size_t, size_t), void *context)
{
    pthread_t *workers = calloc(threads, sizeof *workers);
    size_t started = 0;
    while (workers != NULL && started < threads &&
           pthread_create(&workers[started], NULL, work, queue) == 0) {
        started++;
    }
    if (started == 0) {
        work(queue);
    }
    wait_for(queue, finished, context);
    for (size_t i = 0; i < started; i++) {
        pthread_join(workers[i], NULL);
    }
    free(workers);
}

static void run_here(struct queue *queue, void (*finished)(void *, size_t, size_t), void *context)
{
    for (size_t i = 0; i < queue->count; i++) {
        project_and_audit(&queue->projections[i], &queue->diags[i]);
        if (finished != NULL) {
            finished(context, i + 1, queue->count);
        }
    }
}

bool tf_projections_run(struct tf_projection *projections, size_t count, size_t threads,
                        void (*finished)(void *context, size_t done, size_t total), void *context,
                        struct tf_diag *diag)
{
    size_t before = diag->errors;
    struct queue queue = {.projections = projections, .count = count};
    queue.diags = calloc(count, sizeof *queue.diags);
    if (queue.diags == NULL && count > 0) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < count; i++) {
        tf_diag_init(&queue.diags[i]);
    }
    threads = threads < count ? threads : count;
    if (threads > 1) {
        pthread_mutex_init(&queue.mutex, NULL);
        pthread_cond_init(&queue.changed, NULL);
        run_threads(&queue, threads, finished, context);
        pthread_cond_destroy(&queue.changed);
        pthread_mutex_destroy(&queue.mutex);
    } else {
        run_here(&queue, finished, context);
    }
    for (size_t i = 0; i < count; i++) {
        projections[i].warnings += queue.diags[i].warnings;
        tf_diag_append(diag, &queue.diags[i]);
        tf_diag_release(&queue.diags[i]);
    }
    free(queue.diags);
    return diag->errors == before;
}

void tf_projection_release(struct tf_projection *projection)
{
    tf_plan_release(&projection->plan);
    tf_arena_release(&projection->arena);
    tf_scenario_release(&projection->scenario);
}

bool tf_scenarios_differ_in_name(const struct tf_scenario *a, const struct tf_scenario *b,
                                 struct tf_diag *diag)
{
    struct tf_place place = {.file = b->file};
    return strcmp(a->name, b->name) != 0 ||
           tf_fail(diag, TF_BAD_INPUT, &place,
                   "two scenarios are called `%s` (the other is %s); give one a row "
                   "`scenario,NAME`",
                   b->name, a->file);
}

bool tf_projections_named_once(const struct tf_projection *projections, size_t count,
                               struct tf_diag *diag)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (!tf_scenarios_differ_in_name(&projections[j].scenario, &projections[i].scenario,
                                             diag)) {
                return false;
            }
        }
    }
    return true;
}

double tf_projection_reach(const struct tf_projection *projection, int region, int group)
{
    struct tf_outcome *outcome = projection->outcome;
    double reached = tf_outcome_value(outcome, TF_METRIC_DOUBLING_YEAR, region, group, TF_ALL, 0);
    double growth = tf_outcome_value(outcome, TF_METRIC_MEAN_GROWTH, region, group, TF_ALL, 0);
    double target = tf_plan_value(&projection->plan, TF_TARGET_MULTIPLE, 0, 0);
    if (!isnan(reached)) {
        return reached;
    }
    if (!(growth > 0)) {
        return TF_ABSENT;
    }
    return projection->scenario.base_year + log(target) / log1p(growth);
}
