#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "cli/progress.h"
#include "cli/provenance.h"
#include "cli/sampling.h"
#include "cli/solving.h"
#include "experiment/response.h"
#include "experiment/solve.h"
#include "output/solved.h"

enum { DRAWS_USUAL = 10000, VARIED_MOST = 16, POINTS_MOST = 1000000 };

static const struct tf_option own_options[] = {
    {"find", 0, TF_OPTION_LIST, offsetof(struct tf_request, find), "ADDRESS=LOW:HIGH", NULL,
     "The assumption whose value is looked for, and the bracket to look in: "
     "--find transfer_policy@2035=0%:10%. Also a whole path by a shift, --find "
     "tfp_growth+=-2%:2%, or all members at once, --find income.rural=10000:30000. It replaces "
     "what the file says, a distribution too."},
    {"target", 0, TF_OPTION_LIST, offsetof(struct tf_request, target), "METRIC=VALUE", NULL,
     "What shall be reached: METRIC[:STATISTIC]=VALUE, without a year at the horizon. With a "
     "statistic (mean, sd, p50, p_target) it is over the draws of what is uncertain: "
     "--target income_index@2035:p_target=90%. With --minimise or --maximise also METRIC>=VALUE "
     "and METRIC<=VALUE; several --target hold together."},
    {"vary", 0, TF_OPTION_LIST, offsetof(struct tf_request, vary), "ADDRESS=VALUES", NULL,
     "Solves at every value of another assumption: ADDRESS=FROM:TO:STEP (TO included where the "
     "steps meet it) or "
     "ADDRESS=V1,V2,…. Several --vary make every combination; the last one varies fastest."},
    {"minimise", 0, TF_OPTION_TEXT, offsetof(struct tf_request, minimise), "METRIC", NULL,
     "Makes a metric as small as the targets allow, as in --minimise debt_ratio@2035."},
    {"maximise", 0, TF_OPTION_TEXT, offsetof(struct tf_request, maximise), "METRIC", NULL,
     "Makes a metric as large as the targets allow."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {
    &own,
    &tf_options_draws,
    &tf_options_set,
    &tf_options_result,
    &tf_options_language,
    &tf_options_work,
    &tf_options_quiet,
    &tf_options_general,
    NULL,
};

static const struct tf_example examples[] = {
    {"twofold solve --find household_share@2035=50%:90% --target multiple=2 "
     "params/china-2025-baseline.csv",
     "Which household share of GDP doubles income by the horizon."},
    {"twofold solve --find household_share@2035=50%:90% --target multiple=2 "
     "--vary tfp_growth+=-1%:1%:0.5% params/china-2025-production.csv",
     "The same for other growth of productivity: the frontier."},
    {"twofold solve --find tfp_growth+=-1%:6% --target multiple:p_target=90% "
     "params/china-2025-doubling-plan.csv",
     "How much more productivity growth doubles income in 90 % of draws, with its standard error."},
    {"twofold solve --find transfer_policy@2035=0%:10% --find share_shift.wage@2035=0%:8% "
     "--minimise debt_ratio --target 'multiple.rural>=2' params/china-2025-doubling-plan.csv",
     "The least debt with which rural income doubles, and how."},
    {NULL, NULL},
};

/* What one command line asks for. */
struct solving {
    struct tf_session *session;
    struct tf_sampling sampling;
    struct tf_target *targets;
    size_t target_count; /* the objective, if any, is the last one */
    bool has_objective;
    struct tf_quantity **quantities; /* [case] */
    double *low;                     /* [--find] */
    struct tf_problem problem;
    struct tf_solving result;
    struct tf_progress progress;
    const char *kept; /* the file that an interruption leaves; NULL: none */
};

/* --- what is asked ------------------------------------------------------------------------------
 */

static bool check_lists(const struct solving *work)
{
    const struct tf_request *request = &work->session->request;
    struct tf_diag *diag = &work->session->diag;
    if (request->find.count == 0) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "nothing to find; write --find ADDRESS=LOW:HIGH, as in --find "
                       "tfp_growth+=-1%%:3%%");
    }
    if (request->minimise != NULL && request->maximise != NULL) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "--minimise and --maximise are both given; take one, and make the other a "
                       "--target METRIC>=VALUE or METRIC<=VALUE");
    }
    if (request->find.count > TF_UNKNOWNS_MOST || request->target.count >= TF_QUANTITIES_MOST ||
        request->vary.count > VARIED_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "at most %d --find, %d --target and %d --vary can be solved together",
                       TF_UNKNOWNS_MOST, TF_QUANTITIES_MOST - 1, VARIED_MOST);
    }
    return true;
}

static bool parse_targets(struct solving *work)
{
    struct tf_session *session = work->session;
    const struct tf_request *request = &session->request;
    const char *objective = request->minimise != NULL ? request->minimise : request->maximise;
    enum tf_goal goal = request->minimise != NULL ? TF_GOAL_LEAST : TF_GOAL_MOST;
    bool good = true;
    work->has_objective = objective != NULL;
    work->targets =
        tf_arena_alloc(&session->arena, request->target.count + 1, sizeof *work->targets);
    if (work->targets == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < request->target.count; i++) {
        good &= tf_target_parse(request->target.items[i], &session->arena,
                                &work->targets[work->target_count++], &session->diag);
    }
    return good && (objective == NULL || tf_target_parse_objective(
                                             objective, goal, &session->arena,
                                             &work->targets[work->target_count++], &session->diag));
}

/* Without an objective there are as many values to reach as unknowns. */
static bool check_counts(const struct solving *work)
{
    struct tf_diag *diag = &work->session->diag;
    size_t finds = work->session->request.find.count, count = work->target_count;
    if (work->has_objective) {
        return true;
    }
    if (count == 0) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "no target; write --target METRIC=VALUE, as in --target multiple=2");
    }
    for (size_t i = 0; i < count; i++) {
        struct tf_place place = {.file = work->targets[i].option};
        if (work->targets[i].goal != TF_GOAL_EQUAL) {
            return tf_fail(diag, TF_BAD_INPUT, &place,
                           "a limit alone is met by many values; write %s=VALUE for its edge, or "
                           "add --minimise or --maximise METRIC",
                           work->targets[i].metric);
        }
    }
    return count == finds ||
           tf_fail(diag, TF_BAD_INPUT, NULL,
                   "%zu --find and %zu --target; as many targets as unknowns have solutions, or "
                   "add --minimise or --maximise METRIC to choose among many",
                   finds, count);
}

static bool has_statistics(const struct solving *work)
{
    return work->targets[0].statistic != NULL;
}

static bool check_statistics(const struct solving *work)
{
    const struct tf_request *request = &work->session->request;
    struct tf_diag *diag = &work->session->diag;
    for (size_t i = 1; i < work->target_count; i++) {
        bool has = work->targets[i].statistic != NULL;
        if (has != has_statistics(work)) {
            size_t without = has ? 0 : i;
            struct tf_place place = {.file = work->targets[without].option};
            return tf_fail(diag, TF_BAD_INPUT, &place,
                           "`%s` has no statistic but others have; give all of them one, as in "
                           "%s:mean, or none",
                           work->targets[without].metric, work->targets[without].metric);
        }
    }
    bool asks_for_draws = request->draws > 0 || request->seed > 0 || request->design != NULL;
    return has_statistics(work) || !asks_for_draws ||
           tf_fail(diag, TF_BAD_INPUT, NULL,
                   "-n, --seed and --design are about draws, and no target is over draws; write "
                   "one as %s:p50 or leave them out",
                   work->targets[0].metric);
}

/* --- what it means in the scenarios -------------------------------------------------------------
 */

static bool check_uncertain(const struct solving *work)
{
    const struct tf_study *study = &work->sampling.study;
    for (size_t i = 0; has_statistics(work) && i < study->case_count; i++) {
        struct tf_place place = {.file = study->cases[i].scenario.file};
        if (!tf_case_is_uncertain(&study->cases[i])) {
            return tf_fail(&work->session->diag, TF_BAD_INPUT, &place,
                           "nothing in it is uncertain, so that `%s` has no draws to be over; give "
                           "a row a dist with low and high, or leave `:%s` out",
                           work->targets[0].metric, work->targets[0].statistic);
        }
    }
    return true;
}

/* Two shifts of one path are one unknown. */
static bool check_addresses(const struct solving *work)
{
    const struct tf_case *item = &work->sampling.study.cases[0];
    for (size_t i = 0; i < work->sampling.axis_count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct tf_axis *axis = &work->sampling.axes[i];
            const struct tf_row *a = &item->scenario.rows[item->inputs[k]];
            const struct tf_row *b = &item->scenario.rows[item->inputs[i]];
            struct tf_place place = {
                .file = tf_arena_printf(&work->session->arena, "%s %s", axis->option, axis->text)};
            if (tf_address_compare(&a->address, &b->address) == 0) {
                return tf_fail(&work->session->diag, TF_BAD_INPUT, &place,
                               "%s is given by %s already; an assumption is varied or found, and "
                               "once",
                               b->written, work->sampling.axes[k].option);
            }
        }
    }
    return true;
}

/* Two unknowns cannot meet a share of draws exactly. */
static bool check_system(const struct solving *work)
{
    if (work->has_objective || work->target_count < 2) {
        return true;
    }
    for (size_t i = 0; i < work->target_count; i++) {
        struct tf_place place = {.file = work->targets[i].option};
        if (work->quantities[0][i].met == TF_MET_FROM_ABOVE) {
            return tf_fail(&work->session->diag, TF_BAD_INPUT, &place,
                           "a share of draws moves in steps, which several unknowns do not meet "
                           "exactly; add --minimise METRIC, or vary one of the unknowns");
        }
    }
    return true;
}

static bool resolve(struct solving *work, size_t index)
{
    struct tf_session *session = work->session;
    struct tf_study *study = &work->sampling.study;
    work->quantities[index] =
        tf_arena_alloc(&session->arena, work->target_count, sizeof **work->quantities);
    if (work->quantities[index] == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < work->target_count; i++) {
        if (!tf_target_resolve(&work->targets[i], &study->cases[index].plan, &session->arena,
                               &work->quantities[index][i], &session->diag)) {
            return false;
        }
    }
    return tf_response_measures(study, index, work->quantities[index], work->target_count,
                                &session->diag);
}

static bool resolve_all(struct solving *work)
{
    struct tf_session *session = work->session;
    const struct tf_study *study = &work->sampling.study;
    work->quantities = tf_arena_alloc(&session->arena, study->case_count, sizeof *work->quantities);
    if (work->quantities == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < study->case_count; i++) {
        if (!resolve(work, i)) {
            return false;
        }
    }
    return check_system(work);
}

static void tell(void *context, uint64_t solved)
{
    tf_progress_tell(context, solved);
}

static bool make_problem(struct solving *work)
{
    struct tf_sampling *sampling = &work->sampling;
    struct tf_diag *diag = &work->session->diag;
    size_t finds = sampling->find_count;
    sampling->study.off_grid = true;
    work->low = tf_arena_alloc(&work->session->arena, finds, sizeof *work->low);
    if (work->low == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < finds; i++) {
        work->low[i] = sampling->axes[sampling->axis_count - finds + i].values[0];
    }
    work->problem = (struct tf_problem){
        .study = &sampling->study,
        .unknown_count = finds,
        .low = work->low,
        .high = sampling->high,
        .targets = work->targets,
        .quantities = (const struct tf_quantity *const *)work->quantities,
        .quantity_count = work->target_count,
        .threads = sampling->threads,
        .progress = tell,
        .context = &work->progress,
    };
    uint64_t most = tf_solve_draws_most(&work->problem);
    if (sampling->study.grid.point_count > POINTS_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "the axes have more than %d combinations; take longer steps", POINTS_MOST);
    }
    return sampling->study.design.run_count <= most ||
           tf_fail(diag, TF_BAD_INPUT, NULL,
                   "at most %" PRIu64 " draws fit into memory here; take fewer with -n", most);
}

/* --- what came of it ----------------------------------------------------------------------------
 */

static uint64_t point_count(const struct solving *work)
{
    const struct tf_study *study = &work->sampling.study;
    return study->grid.point_count * study->case_count;
}

static bool solve(struct solving *work)
{
    tf_progress_begin(&work->progress, work->session, point_count(work));
    work->progress.what = "points";
    bool good = tf_solve(&work->problem, &work->result, &work->session->diag);
    tf_progress_end(&work->progress, work->result.count);
    return good;
}

static bool is_whole(const struct solving *work)
{
    return work->result.count == point_count(work);
}

/* A file that an interruption cut short gets another name. */
static bool name_output(struct solving *work)
{
    struct tf_session *session = work->session;
    const char *output = session->request.output;
    if (!is_whole(work) && tf_provenance_stands_by(output)) {
        work->kept = tf_arena_printf(&session->arena, "%s.partial", output);
        session->request.output = work->kept;
        return work->kept != NULL || tf_out_of_memory(&session->diag);
    }
    return true;
}

static bool write_result(struct solving *work)
{
    struct tf_session *session = work->session;
    enum tf_format format = tf_session_format(session);
    struct tf_solved_view view = {&work->problem, &work->result, &session->arena};
    struct tf_solved_style style = {
        .language = tf_session_language(session),
        .columns = session->columns,
        .markdown = format == TF_FORMAT_MARKDOWN,
        .bold = format == TF_FORMAT_TABLE && tf_session_colour(session),
    };
    struct tf_buffer out;
    if (!name_output(work)) {
        return false;
    }
    tf_buffer_init(&out);
    bool good = format == TF_FORMAT_CSV    ? tf_solved_csv(&view, &out)
                : format == TF_FORMAT_JSON ? tf_solved_json(&view, &out)
                                           : tf_solved_table(&view, &style, &out);
    good = (good || tf_out_of_memory(&session->diag)) && tf_session_write(session, &out);
    tf_buffer_release(&out);
    return good;
}

/* What the points of one scenario have in common that a reader should know. */
static void remark_case(const struct solving *work, size_t index)
{
    const struct tf_solving *result = &work->result;
    const char *name = work->sampling.study.cases[index].scenario.name;
    uint64_t draws = work->sampling.study.design.run_count, infeasible = 0;
    size_t points = 0, turning = 0;
    for (size_t i = 0; i < result->count; i++) {
        const struct tf_solved *solved = &result->items[i];
        if (solved->index == index) {
            points++;
            turning += !solved->monotone;
            for (size_t k = 0; k < solved->count; k++) {
                uint64_t some = solved->solutions[k].infeasible;
                infeasible = some > infeasible ? some : infeasible;
            }
        }
    }
    if (turning > 0 && points > 1) {
        tf_print_note("%s: %s rises and falls within the bracket, at %zu of %zu points", name,
                      work->targets[0].metric, turning, points);
    } else if (turning > 0) {
        tf_print_note("%s: %s rises and falls within the bracket", name, work->targets[0].metric);
    }
    if (infeasible > 0 && work->sampling.study.draws) {
        tf_print_note("%s: up to %" PRIu64 " of %" PRIu64
                      " draws are infeasible where it is solved, and left out",
                      name, infeasible, draws);
    }
}

static bool remark(const struct solving *work)
{
    const struct tf_sampling *sampling = &work->sampling;
    size_t cases = sampling->study.case_count;
    struct tf_run_counts *none = calloc(cases, sizeof *none);
    if (none == NULL) {
        return tf_out_of_memory(&work->session->diag);
    }
    for (size_t i = 0; i < cases && !work->session->request.quiet; i++) {
        remark_case(work, i);
    }
    tf_sampling_remark(sampling, none, "draws"); /* warnings of the files */
    free(none);
    if (!is_whole(work)) {
        tf_interruption_remark(work->session, work->kept, work->result.count, point_count(work),
                               "points");
    }
    return true;
}

static bool ask(struct solving *work)
{
    return check_lists(work) && parse_targets(work) && check_counts(work) && check_statistics(work);
}

static bool find_out(struct solving *work)
{
    long given = work->session->request.draws;
    uint64_t draws = !has_statistics(work) ? 0 : given > 0 ? (uint64_t)given : DRAWS_USUAL;
    return tf_sampling_open(&work->sampling, work->session, draws) && check_addresses(work) &&
           check_uncertain(work) && resolve_all(work) && make_problem(work) && solve(work);
}

bool tf_solve_first(struct tf_session *session, double *value)
{
    struct solving work = {.session = session};
    *value = TF_ABSENT;
    if (!ask(&work)) {
        return false;
    }
    bool good = find_out(&work);
    if (good && is_whole(&work) && work.result.met) {
        *value = work.result.items[0].solutions[0].value[0];
    }
    tf_solving_release(&work.result);
    tf_sampling_close(&work.sampling);
    return good;
}

static enum tf_status run(struct tf_session *session)
{
    struct solving work = {.session = session};
    if (!ask(&work)) {
        return TF_BAD_INPUT;
    }
    bool good = find_out(&work) && write_result(&work) && remark(&work);
    bool met = good && is_whole(&work) && work.result.met;
    tf_solving_release(&work.result);
    tf_sampling_close(&work.sampling);
    return !good ? TF_BAD_INPUT : met ? TF_DONE : TF_NEGATIVE;
}

const struct tf_command tf_command_solve = {
    .name = "solve",
    .operands = "SCENARIO...",
    .summary = "finds the value of an assumption that reaches a target",
    .description =
        "Searches a bracket for every value of an assumption at which a metric, or a statistic "
        "over the draws of what is uncertain, has the value asked for. All of them are listed; "
        "without any, the exit status is 1, and the nearest value and what limits it are given. A "
        "value put back with --set gives what stands in `reached`.\n\n"
        "Writes CSV with a row a value: scenario, set.ADDRESS for each assumption that varies, "
        "find, value, metric, target, reached, stderr, status. A share of draws moves in steps: "
        "the "
        "value is the end of the step at which the target is met, and stderr says how far it would "
        "move with other draws (10,000 unless -n says otherwise).\n\n"
        "With --minimise or --maximise, or several --find, it searches for the values that serve "
        "best: a row for each --find and then one for each metric, with the limits that bind.",
    .options = options,
    .examples = examples,
    .run = run,
};
