/* Scenarios from texts, for tests: load, compile, project. */
#ifndef TF_TESTS_MEMORY_SCENARIO_H
#define TF_TESTS_MEMORY_SCENARIO_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "engine/metrics.h"
#include "scenario/scenario.h"

struct memory_run {
    struct tf_diag diag;
    struct tf_arena arena;
    struct tf_scenario scenario;
    struct tf_plan plan;
    struct tf_trajectory trajectory;
    struct tf_outcome *outcome; /* NULL when infeasible */
};

static inline bool memory_read(void *context, const char *path, size_t limit, struct tf_buffer *out,
                               const struct tf_place *place, struct tf_diag *diag)
{
    (void)path, (void)limit, (void)place, (void)diag;
    tf_buffer_text(out, context);
    return true;
}

static inline void print_messages(const struct tf_diag *diag)
{
    struct tf_buffer text;
    tf_buffer_init(&text);
    for (size_t i = 0; i < diag->count; i++) {
        tf_message_format(&diag->messages[i], false, &text);
    }
    print_message("%s", text.bytes != NULL ? text.bytes : "");
    tf_buffer_release(&text);
}

static inline bool memory_load(struct memory_run *run, const char *text)
{
    char *copy = strdup(text);
    struct tf_file_source source = {memory_read, copy};
    memset(run, 0, sizeof *run);
    tf_diag_init(&run->diag);
    tf_arena_init(&run->arena);
    bool ok = tf_scenario_load(&run->scenario, "test.csv", NULL, 0, &source, &run->diag);
    free(copy);
    return ok;
}

/* Loads, compiles and projects a text that must be right. */
static inline void memory_run(struct memory_run *run, const char *text)
{
    if (!memory_load(run, text) || !tf_plan_compile(&run->plan, &run->scenario, NULL, &run->diag)) {
        print_messages(&run->diag);
        fail_msg("the scenario does not load");
    }
    struct tf_workspace *workspace = tf_workspace_new(&run->plan, NULL, 0, &run->arena, &run->diag);
    assert_non_null(workspace);
    assert_true(tf_trajectory_init(&run->trajectory, &run->plan, 1, &run->arena, &run->diag));
    tf_project(workspace, NULL, &run->trajectory);
    if (run->trajectory.failures[0].reason == TF_FEASIBLE) {
        run->outcome = tf_outcome_new(&run->trajectory, 0, &run->arena, &run->diag);
        assert_non_null(run->outcome);
    }
}

static inline void memory_release(struct memory_run *run)
{
    tf_plan_release(&run->plan);
    tf_scenario_release(&run->scenario);
    tf_arena_release(&run->arena);
    tf_diag_release(&run->diag);
}

static inline double memory_value(struct memory_run *run, enum tf_metric_id metric, int region,
                                  int group, int source, size_t t)
{
    return tf_outcome_value(run->outcome, metric, region, group, source, t);
}

/* The nation's value; of a curve the one near its lower end. */
static inline double memory_first_value(struct memory_run *run, enum tf_metric_id metric, size_t t)
{
    int points = tf_metric_points(metric);
    return points > 0 ? tf_outcome_point(run->outcome, metric, 1 + points / 5, TF_ALL, t)
                      : memory_value(run, metric, TF_ALL, TF_ALL, TF_ALL, t);
}

#endif
