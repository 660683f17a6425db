/* Any bytes as a scenario: it loads or is refused, and what loads can be compiled and projected. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/metrics.h"
#include "engine/project.h"
#include "experiment/assumptions.h"
#include "experiment/audit.h"
#include "scenario/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct input {
    const uint8_t *bytes;
    size_t length;
};

/* The main file is the input; whatever it names beside itself is this. */
static const char other[] = "parameter,value\nbase_year,2020\ngrowth,3%\n";
static const char pairs[] = "factor,factor2,correlation\ngrowth,inflation,0.5\n";

static bool read_input(void *context, const char *path, size_t limit, struct tf_buffer *out,
                       const struct tf_place *place, struct tf_diag *diag)
{
    const struct input *input = context;
    (void)place, (void)diag, (void)limit;
    if (strcmp(path, "fuzz.csv") == 0) {
        tf_buffer_append(out, input->bytes, input->length);
    } else {
        tf_buffer_text(out, strstr(path, "pair") != NULL ? pairs : other);
    }
    return true;
}

/* Large but legal scenarios take long and teach nothing. */
static bool is_small(const struct tf_scenario *scenario)
{
    return scenario->dimensions.regions.count * scenario->dimensions.groups.count *
               (size_t)scenario->horizon <=
           2000;
}

static void project(const struct tf_scenario *scenario, struct tf_diag *diag)
{
    struct tf_plan plan;
    struct tf_arena arena;
    struct tf_trajectory trajectory;
    tf_arena_init(&arena);
    if (tf_plan_compile(&plan, scenario, NULL, diag)) {
        struct tf_workspace *workspace = tf_workspace_new(&plan, NULL, 0, &arena, diag);
        if (workspace != NULL && tf_trajectory_init(&trajectory, &plan, 1, &arena, diag)) {
            struct tf_outcome *outcome = NULL;
            tf_project(workspace, NULL, &trajectory);
            if (trajectory.failures[0].reason == TF_FEASIBLE) {
                struct tf_measure *measures;
                size_t count;
                outcome = tf_outcome_new(&trajectory, 0, &arena, diag);
                tf_outcome_measures(outcome, NULL, 0, &arena, &measures, &count, diag);
            }
            tf_audit(scenario, &plan, outcome, diag);
        }
    }
    tf_plan_release(&plan);
    tf_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct input input = {bytes, length};
    struct tf_file_source source = {read_input, &input};
    struct tf_override override = {.option = "--set", .text = "growth.urban+=1%"};
    struct tf_scenario scenario;
    struct tf_diag diag;
    struct tf_buffer text;
    tf_diag_init(&diag);
    tf_buffer_init(&text);
    bool good = tf_scenario_load(&scenario, "fuzz.csv", &override, length % 2, &source, &diag);
    if (good && is_small(&scenario)) {
        struct tf_arena arena;
        struct tf_assumption *assumptions;
        size_t count;
        tf_arena_init(&arena);
        tf_assumptions(&scenario, true, &arena, &assumptions, &count, &diag);
        tf_arena_release(&arena);
        project(&scenario, &diag);
    }
    for (size_t i = 0; i < diag.count; i++) {
        tf_message_format(&diag.messages[i], i % 2 == 0, &text);
    }
    if (!good && diag.errors == 0) {
        abort(); /* refused without a word */
    }
    tf_buffer_release(&text);
    tf_scenario_release(&scenario);
    tf_diag_release(&diag);
    return 0;
}
