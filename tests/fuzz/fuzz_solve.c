/* Any two lines as --find and --target: they are refused with a word, or solved, and what is found
 * lies in its bracket and reaches its target. */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/response.h"
#include "experiment/solve.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char scenario[] = "parameter,value\nbase_year,2025\nregions,a b\ngroups,p q\n"
                               "population,1\nincome.a,100\nincome.b,60\ngdp_per_person,200\n"
                               "gdp_growth,2%\nclosure,gdp\ndispersion,0.4\n";

static void check(bool good)
{
    if (!good) {
        abort();
    }
}

static bool read_scenario(void *context, const char *path, size_t limit, struct tf_buffer *out,
                          const struct tf_place *place, struct tf_diag *diag)
{
    (void)context, (void)path, (void)limit, (void)place, (void)diag;
    tf_buffer_text(out, scenario);
    return true;
}

struct question {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_axis axis;
    double low, high;
    struct tf_target target;
    struct tf_study study;
    struct tf_quantity quantity;
};

static bool load(struct question *question)
{
    struct tf_study *study = &question->study;
    struct tf_design design = {.kind = TF_DESIGN_RANDOM};
    struct tf_file_source source = {read_scenario, NULL};
    study->off_grid = true;
    return tf_study_init(study, 1, &question->axis, 1, &question->diag) &&
           tf_study_load(study, 0, "fuzz.csv", NULL, 0, &source, &question->diag) &&
           tf_study_prepare(study, &design, 0, &question->diag) &&
           tf_target_resolve(&question->target, &study->cases[0].plan, &question->arena,
                             &question->quantity, &question->diag) &&
           tf_response_measures(study, 0, &question->quantity, 1, &question->diag);
}

static void check_solutions(const struct question *question, const struct tf_solving *solving)
{
    const struct tf_solved *solved = &solving->items[0];
    for (size_t i = 0; i < solved->count; i++) {
        const struct tf_solution *solution = &solved->solutions[i];
        check(solution->value[0] >= question->low && solution->value[0] <= question->high);
        double miss = fabs(solution->reached[0] - question->target.value);
        bool year = question->quantity.met == TF_MET_FROM_BELOW;
        check(!solved->met || (year ? solution->reached[0] <= question->target.value
                                    : miss <= 1e-9 * fmax(1, fabs(question->target.value))));
    }
}

static void solve(struct question *question)
{
    const struct tf_quantity *quantities = &question->quantity;
    struct tf_solving solving;
    question->study.off_grid = true;
    struct tf_problem problem = {.study = &question->study,
                                 .unknown_count = 1,
                                 .low = &question->low,
                                 .high = &question->high,
                                 .targets = &question->target,
                                 .quantities = &quantities,
                                 .quantity_count = 1,
                                 .threads = 1};
    check(tf_solve(&problem, &solving, &question->diag));
    check(solving.count == 1);
    check_solutions(question, &solving);
    tf_solving_release(&solving);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct question question = {0};
    gsl_set_error_handler_off();
    tf_arena_init(&question.arena);
    tf_diag_init(&question.diag);
    char *text = tf_arena_strndup(&question.arena, (const char *)bytes, length);
    check(text != NULL);
    char *line = strchr(text, '\n');
    if (line != NULL) {
        *line++ = '\0';
        bool good = tf_axis_parse_bracket(text, &question.arena, &question.axis, &question.high,
                                          &question.diag) &&
                    tf_target_parse(line, &question.arena, &question.target, &question.diag) &&
                    load(&question);
        check(good == (question.diag.errors == 0));
        if (good && question.target.goal == TF_GOAL_EQUAL && !question.quantity.over_draws) {
            question.low = question.axis.values[0];
            solve(&question);
        }
        tf_study_release(&question.study);
    }
    tf_diag_release(&question.diag);
    tf_arena_release(&question.arena);
    return 0;
}
