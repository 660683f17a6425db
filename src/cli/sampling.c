#include "cli/sampling.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/query.h"
#include "experiment/projection.h"

static enum tf_design_kind design_kind(const char *name)
{
    return name == NULL                 ? TF_DESIGN_RANDOM
           : strcmp(name, "lhs") == 0   ? TF_DESIGN_LATIN
           : strcmp(name, "sobol") == 0 ? TF_DESIGN_SOBOL
                                        : TF_DESIGN_RANDOM;
}

static bool parse_axes(struct tf_sampling *sampling)
{
    struct tf_session *session = sampling->session;
    struct tf_arena *arena = &session->arena;
    const struct tf_texts *vary = &session->request.vary, *find = &session->request.find;
    bool good = true;
    sampling->axis_count = vary->count + find->count;
    sampling->find_count = find->count;
    sampling->axes = tf_arena_alloc(arena, sampling->axis_count, sizeof *sampling->axes);
    sampling->high = tf_arena_alloc(arena, find->count, sizeof *sampling->high);
    if (sampling->axes == NULL || sampling->high == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < vary->count; i++) {
        good &= tf_axis_parse(vary->items[i], arena, &sampling->axes[i], &session->diag);
    }
    for (size_t i = 0; i < find->count; i++) {
        good &= tf_axis_parse_bracket(find->items[i], arena, &sampling->axes[vary->count + i],
                                      &sampling->high[i], &session->diag);
    }
    return good;
}

static bool load_scenarios(struct tf_sampling *sampling)
{
    struct tf_session *session = sampling->session;
    const struct tf_request *request = &session->request;
    struct tf_diag *diag = &session->diag;
    struct tf_override *overrides = tf_overrides_of(&request->set, &session->arena);
    struct tf_file_source source = tf_file_cache_source(&sampling->files);
    bool good = true;
    if (overrides == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < request->operands.count && !tf_diag_full(diag); i++) {
        good &= tf_study_load(&sampling->study, i, request->operands.items[i], overrides,
                              request->set.count, &source, diag);
    }
    return good;
}

static bool named_once(const struct tf_study *study, struct tf_diag *diag)
{
    for (size_t i = 0; i < study->case_count; i++) {
        for (size_t j = 0; j < i; j++) {
            const struct tf_scenario *a = &study->cases[j].scenario, *b = &study->cases[i].scenario;
            if (!tf_scenarios_differ_in_name(a, b, diag)) {
                return false;
            }
        }
    }
    return true;
}

static bool spares_scenarios(const struct tf_sampling *sampling)
{
    struct tf_diag *diag = &sampling->session->diag;
    for (size_t i = 0; i < sampling->study.case_count; i++) {
        const struct tf_scenario *scenario = &sampling->study.cases[i].scenario;
        if (!tf_target_spares(sampling->output, scenario, diag) ||
            !tf_target_spares(sampling->store, scenario, diag)) {
            return false;
        }
    }
    return true;
}

static bool find_part(struct tf_sampling *sampling)
{
    struct tf_session *session = sampling->session;
    struct tf_request *request = &session->request;
    if (!tf_shard_parse(request->shard, &sampling->shard, &session->diag)) {
        return false;
    }
    sampling->output = tf_shard_name(sampling->shard, request->output, &session->arena);
    sampling->store = tf_shard_name(sampling->shard, request->store, &session->arena);
    if ((request->output != NULL && sampling->output == NULL) ||
        (request->store != NULL && sampling->store == NULL)) {
        return tf_out_of_memory(&session->diag);
    }
    return true;
}

bool tf_sampling_open(struct tf_sampling *sampling, struct tf_session *session, uint64_t draws)
{
    const struct tf_request *request = &session->request;
    struct tf_diag *diag = &session->diag;
    *sampling = (struct tf_sampling){
        .session = session, .files = sampling->files, .threads = tf_thread_count(request)};
    struct tf_design design = {.kind = design_kind(request->design),
                               .seed = request->seed > 0 ? (uint64_t)request->seed : 1};
    if (!tf_operands_check(&request->operands, diag) || !find_part(sampling) ||
        !parse_axes(sampling) || !tf_lanes_choose(&design.lane_width, diag) ||
        !tf_study_init(&sampling->study, request->operands.count, sampling->axes,
                       sampling->axis_count, diag) ||
        !load_scenarios(sampling) || !spares_scenarios(sampling) ||
        !named_once(&sampling->study, diag)) {
        return false;
    }
    sampling->study.independent = request->independent;
    if (!tf_study_prepare(&sampling->study, &design, draws, diag)) {
        return false;
    }
    sampling->row_count = tf_study_run_count(&sampling->study);
    tf_shard_rows(sampling->shard, sampling->row_count, TF_CHUNK_RUNS, &sampling->first_run,
                  &sampling->run_count);
    sampling->study.stopped = tf_interrupted;
    tf_interrupt_watch();
    return true;
}

bool tf_sampling_is_uncertain(const struct tf_sampling *sampling)
{
    const struct tf_study *study = &sampling->study;
    struct tf_place place = {.file = study->cases[0].scenario.file};
    for (size_t i = 0; i < study->case_count; i++) {
        if (tf_case_is_uncertain(&study->cases[i])) {
            return true;
        }
    }
    return tf_fail(&sampling->session->diag, TF_BAD_INPUT, &place,
                   "nothing in it is uncertain, so that all draws would be the same; give a row a "
                   "dist with low and high, as in `gdp_growth,5%%,1/year,triangular,4%%,6%%`");
}

void tf_sampling_count_points(struct tf_sampling *sampling)
{
    sampling->row_count = sampling->study.grid.point_count;
    tf_shard_rows(sampling->shard, sampling->row_count, 1, &sampling->first_run,
                  &sampling->run_count);
}

void tf_sampling_close(struct tf_sampling *sampling)
{
    tf_study_release(&sampling->study);
    tf_file_cache_release(&sampling->files);
}

/* The reason that most infeasible runs have. */
static const char *commonest_reason(const struct tf_run_counts *counts)
{
    size_t most = TF_FEASIBLE + 1;
    for (size_t i = most + 1; i < TF_INFEASIBILITY_COUNT; i++) {
        most = counts->reasons[i] > counts->reasons[most] ? i : most;
    }
    return tf_infeasibility_text((enum tf_infeasibility)most);
}

/* The factor that was clipped most often; NULL when only shifted paths were. */
static const char *commonest_factor(const struct tf_run_counts *counts,
                                    const struct tf_factors *factors)
{
    const char *name = NULL;
    uint64_t most = 0;
    for (size_t i = 0; i < factors->count; i++) {
        if (counts->factors[i] > most) {
            most = counts->factors[i];
            name = factors->items[i].address;
        }
    }
    return name;
}

static void remark_runs(const struct tf_case *item, const struct tf_run_counts *counts,
                        const char *runs)
{
    const char *name = item->scenario.name;
    if (counts->infeasible > 0) {
        bool single = counts->infeasible == 1;
        tf_print_note("%s: %" PRIu64 " of %" PRIu64 " %s %s infeasible (%s%s)", name,
                      counts->infeasible, counts->runs, runs, single ? "is" : "are",
                      single ? "" : "most often: ", commonest_reason(counts));
    }
    if (counts->clipped > 0) {
        const char *factor = commonest_factor(counts, &item->factors);
        tf_print_note(
            "%s: %" PRIu64 " of %" PRIu64 " %s %s cut to the end of a plausible range%s%s%s", name,
            counts->clipped, counts->runs, runs, counts->clipped == 1 ? "was" : "were",
            factor == NULL         ? ""
            : counts->clipped == 1 ? " ("
                                   : " (most often: ",
            factor != NULL ? factor : "", factor != NULL ? ")" : "");
    }
}

/* Ranges that end before the value that was given as their end. */
static void remark_axes(const struct tf_sampling *sampling)
{
    for (size_t i = 0; i < sampling->axis_count; i++) {
        const struct tf_axis *axis = &sampling->axes[i];
        if (axis->short_of != NULL) {
            tf_print_note("%s %s: the steps do not meet %s; the last value is %s", axis->option,
                          axis->text, axis->short_of, axis->last);
        }
    }
}

void tf_sampling_remark(const struct tf_sampling *sampling, const struct tf_run_counts *counts,
                        const char *runs)
{
    if (sampling->session->request.quiet) {
        return;
    }
    remark_axes(sampling);
    for (size_t i = 0; i < sampling->study.case_count; i++) {
        const struct tf_case *item = &sampling->study.cases[i];
        tf_measures_remark(&item->plan, item->measures, item->measure_count);
        remark_runs(item, &counts[i], runs);
    }
    for (size_t i = 0; i < sampling->study.case_count; i++) {
        const struct tf_case *item = &sampling->study.cases[i];
        if (item->warnings > 0) {
            fprintf(stderr, "%zu warning%s: twofold check %s\n", item->warnings,
                    item->warnings == 1 ? "" : "s", item->scenario.file);
        }
    }
}
